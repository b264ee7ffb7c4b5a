// Whether a claim stands in a passage as it is.
#pragma once

#include "corroboration/terms.h"

namespace assay::corroboration {

// Whether the passage says the claim in the claim's own words: all of them in one run, articles
// apart, in which what stands between two commas is passed over and before which nothing denies it
// or leaves it open. Cost: the terms of the passage, times those of the claim where it repeats
// itself.
bool stands_in(std::span<const Term> claim, std::span<const Term> passage);

}  // namespace assay::corroboration
