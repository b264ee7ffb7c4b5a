// Ignored numbers: what dates.h left over and is still no amount. Names, labels, list marks, codes,
// addresses, years and hours without a mark.
#pragma once

#include "mentions/quantity_kinds.h"

namespace assay::mentions {

// Decides which numbers state no amount: "Boeing 737", "Suite 28A", "CA 94109", "at 7". Precision
// on news is decided here.
class IgnorePass : protected KindReader {
 protected:
  using KindReader::KindReader;

  // What is no amount although it is a number: names, labels, list marks, pronouns.
  bool rejected(const Amount& amount);

  // "nineteen ninety nine", "twenty twenty", "in two thousand and fifteen"; gives the token behind,
  // 0: none.
  std::size_t spelled_year(const Amount& amount) const;

  // "the previous three quarters", "the next 7 quarters"; gives the token behind, 0: none.
  std::size_t quarters_of_a_year(const Amount& amount) const;

  // A bare number that is an hour or a day of the month: "at 7", "on the 17", "from 5 to 6" beside
  // a weekday.
  bool clock_number(const Quantity& q, std::size_t first, std::size_t last);

  // Bare numbers without unit or noun: kept unless the words around make them a name or a code.
  bool worth_keeping(const Amount& amount) const;

  // Of the sentence, answered when first asked; -1: not known yet.
  int title_case_ = -1;
  int calendar_ = -1;

 private:
  bool rejected_multiple(const Amount& amount) const;
  bool rejected_one(const Amount& amount);
  bool naming_label(std::size_t i) const;
  bool section_number(const Number& number) const;
  bool note_mark(const Number& number) const;
  bool hyphen_chain(const Number& number) const;
  bool rank_cell(const Number& number) const;
  bool address(const Number& number) const;
  bool code(const Number& number) const;
  bool open_bracket(std::uint32_t at) const;
  bool name_before(std::size_t i, const Number& number);
  bool has_verb_shape(std::size_t i) const;
  bool inner_capital(std::size_t i) const;
  bool followed_by_count(const Number& number) const;
  bool capital_name(const Amount& amount);
  bool title_case();
  bool calendar();
};

}  // namespace assay::mentions
