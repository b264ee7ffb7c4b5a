// Amounts: a number with the sign, currency and unit that stand around it.
#pragma once

#include <optional>

#include "mentions/numbers.h"
#include "mentions/quantity_sentence.h"

namespace assay::mentions {

// A number with what stands directly around it: sign, currency, unit.
struct Amount {
  Number number;
  Range range;             // with currency sign and unit
  std::size_t last = 0;    // last token that belongs to it
  std::uint16_t unit = 0;  // into Lexicon::units()
  bool currency_before = false;
  double value = 0;  // signed and scaled
};

// Reads the number at a token and decides what it is measured in: "$4.4m", "- 20 degrees", "5 ft 2
// in". Says nothing about whether the number is worth reading.
class AmountReader : protected SentenceReader {
 protected:
  using SentenceReader::SentenceReader;

  // The amount that starts at token i; none where no number does, or its letters mean nothing.
  std::optional<Amount> amount_at(std::size_t i);

  // Currency sign or code and arithmetic sign before the digits.
  void currency_before(Amount& amount, bool& negative);

  // The unit behind the number: sign, word or phrase, and what belongs to it ("30 cents", "2 in").
  void unit_after(Amount& amount);

  // Sets the unit to the words that start at token j, if they name one.
  bool unit_words(Amount& amount, std::size_t j);

 private:
  std::optional<Amount> article_unit(std::size_t i);
  const Sign* sign_before(std::uint32_t end) const;
  const Sign* sign_at(std::uint32_t begin) const;
  static bool plain_code(std::string_view word);
  std::uint32_t consumed_bytes() const;
  void glued_unit(Amount& amount);
  void bracketed_unit(Amount& amount, std::size_t j) const;
  bool million_code(Amount& amount, std::size_t j) const;
  void money_tail(Amount& amount) const;
  void cents_after(Amount& amount) const;
  void inches(Amount& amount) const;
  std::uint16_t phrase_unit(std::string_view text) const;
  bool stretch_adjective(std::size_t j) const;
  bool fits_unit(const Amount& amount, std::size_t j) const;
};

}  // namespace assay::mentions
