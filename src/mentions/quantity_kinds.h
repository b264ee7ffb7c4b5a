// Kinds: what an amount is an amount of. Ratios, marks, rates, counted nouns, ages, scores.
#pragma once

#include "mentions/quantity_bounds.h"

namespace assay::mentions {

// The steps look behind token `last` and extend kind, unit and text of `q` by what they find there;
// they give the last token of `q` then, `last` itself where they found nothing.
class KindReader : protected BoundReader {
 protected:
  using BoundReader::BoundReader;

  // "one in five", "seven out of ten"
  std::size_t ratio(Quantity& q, std::size_t last, const Number& number);

  // The base of "in five" or "out of ten" behind token `last`; 0: none.
  double ratio_base(std::size_t last) const;

  // "4.8/5", "77/100": a mark on a scale is one figure, its scale is none.
  std::size_t rating(Quantity& q, std::size_t last, const Number& number) const;

  // "per gallon", "a day", "/hour", "each year": what one unit of the amount is counted by.
  std::size_t rate(Quantity& q, std::size_t last, std::uint16_t unit);

  // "1,100 public housing properties": the noun that is counted. Extends the text to it.
  std::size_t counted_noun(Quantity& q, const Amount& amount, std::size_t last);

  // Ages and scores of games.
  std::size_t special_kinds(Quantity& q, const Amount& amount, std::size_t last) const;

 private:
  bool only_one(std::size_t i) const;
  std::size_t one_rate(Quantity& q, std::size_t last);
  bool adjective(std::size_t j) const;
  bool verb_like(std::size_t j) const;
};

}  // namespace assay::mentions
