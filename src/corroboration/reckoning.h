// What a reader works out from figures of a text that does not tell it: a share of a whole, what is
// left of one, a sum, a difference.
//
//   "two thirds of those on board"   of "four of the six people on board"
//   "60 million"                     of "two thirds of the investment of 90 million"
//   "8 million remain"               of "27 million, of which 19 million were spent"
#pragma once

#include <span>

#include "corroboration/passages.h"

namespace assay::corroboration {

// A passage to reckon with.
struct Figures {
  std::span<const Term> terms;
  std::span<const Value> values;
};

enum class Reckoned : std::uint8_t {
  no,
  by_chance,  // it comes out, as a figure of few digits may
  meant       // it is a share of a whole, or has digits enough, or words reckon with the rest
};

// Whether `value` of the claim comes out of figures of the passages. Cost: the product of the
// numbers of values of each passage, of all of them together at most 32 squared.
Reckoned reckon(const Value& value, std::span<const Term> claim, std::span<const Figures> passages,
                const Lexicon& lexicon);

Figures figures_of(const Passage& passage, const Passages& passages);

}  // namespace assay::corroboration
