// Kinds: what an amount is an amount of. Ratios, marks, rates, counted nouns, ages, scores.
#pragma once

#include "mentions/quantity_bounds.h"

namespace assay::mentions {

// The steps look behind token `last` and extend kind, unit and text of `q` by what they find there;
// they give the last token of `q` then, `last` itself where they found nothing.

// "one in five", "seven out of ten"
std::size_t ratio(const SentenceState& in, Quantity& q, std::size_t last, const Number& number);

// The base of "in five" or "out of ten" behind token `last`; 0: none.
double ratio_base(const SentenceState& in, std::size_t last);

// "4.8/5", "77/100": a mark on a scale is one figure, its scale is none.
std::size_t rating(const SentenceState& in, Quantity& q, std::size_t last, const Number& number);

// "per gallon", "a day", "/hour", "each year": what one unit of the amount is counted by.
std::size_t rate(const SentenceState& in, Quantity& q, std::size_t last, std::uint16_t unit);

// "1,100 public housing properties": the noun that is counted. Extends the text to it.
std::size_t counted_noun(const SentenceState& in, Quantity& q, const Amount& amount,
                         std::size_t last);

// Ages and scores of games.
std::size_t special_kinds(const SentenceState& in, Quantity& q, const Amount& amount,
                          std::size_t last);

}  // namespace assay::mentions
