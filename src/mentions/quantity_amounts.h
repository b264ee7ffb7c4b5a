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

// The amount that starts at token i; none where no number does, or its letters mean nothing.
std::optional<Amount> amount_at(const SentenceState& in, std::size_t i);

// Currency sign or code and arithmetic sign before the digits.
void currency_before(const SentenceState& in, Amount& amount, bool& negative);

// The unit behind the number: sign, word or phrase, and what belongs to it ("30 cents", "2 in").
void unit_after(const SentenceState& in, Amount& amount);

// Sets the unit to the words that start at token j, if they name one.
bool unit_words(const SentenceState& in, Amount& amount, std::size_t j);

}  // namespace assay::mentions
