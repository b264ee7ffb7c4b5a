// Whether values of two texts agree.
#pragma once

#include "corroboration/terms.h"

namespace assay::corroboration {

// Whether two values of the same kind can be compared, and if so whether they agree within what
// rounding and bounds allow.
enum class Agreement : std::uint8_t { incomparable, agree, conflict };
Agreement compare(const Value& claim, const Value& official);

// Two figures that are not equal and may yet count one thing in two words ("60 measures", "200
// actions"): incomparable by themselves, a conflict only where all around them says so.
bool may_count_the_same(const Value& claim, const Value& official);

// How far two values lie apart: natural logarithm of the greater over the smaller, at most 3; 0 of
// dates.
float apart(const Value& claim, const Value& official);

}  // namespace assay::corroboration
