// Bounds, ranges and directions: how exactly an amount is meant and which way it moved.
#pragma once

#include <optional>

#include "mentions/quantity_amounts.h"

namespace assay::mentions {

// Looks at the words on both sides of an amount: "between 5 and 10", "nearly", "fell by".

// "X to Y", "between X and Y", "X-Y", "X or Y": one figure with two ends. Where the two share a
// scale or unit, `low` is given it too.
void range_end(SentenceState& in, Amount& low, std::optional<Amount>& high);

// Bound words and signs before the number and words that neither bound nor harm ("just", "a total
// of"); extends the text of `q` over them.
void bounds_before(const SentenceState& in, Quantity& q, std::size_t first, bool range);

// "20+", "or more", "at most": gives the last token of `q` then.
std::size_t bounds_after(const SentenceState& in, Quantity& q, std::size_t last, bool range);

// "rose 6.5%", "up nearly 57%", "fell by $2", "a drop of 40%".
void direction(const SentenceState& in, Quantity& q, std::size_t first, std::size_t last);

// "(a 5 percent) rise", "5 percent higher" behind token `last`.
void direction_behind(const SentenceState& in, Quantity& q, std::size_t first, std::size_t last);

// "two years ago", "in two weeks", "the next three days": a point in time, not a stretch.
bool relative_time(const SentenceState& in, const Quantity& q, std::size_t first, std::size_t last);

}  // namespace assay::mentions
