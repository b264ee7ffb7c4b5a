// Figures and days of a claim that the official text tells otherwise, where so little else could be
// meant that they contradict by themselves, however few of the claim's words the text has.
#pragma once

#include <vector>

#include "corroboration/alignment.h"

namespace assay::corroboration {

// Appends to `out` a conflict for each figure that says of what it is so much, and for each day of
// the week of publication,
// - that a passage laid beside the claim tells otherwise, clearly so,
// - that the document gives nowhere and that nothing in the passages adds up to,
// - where the passage holds a good part of the claim's other words, more of them where the document
//   has several figures that the claim's could be, and of percentages, which do not say what they
//   are of.
//
//   "Some 5 million of it came from the Harbour Act" / "more than 50 million from the Harbour Act"
//   "The ferry takes 25 pounds" / "a maximum of 25 kilograms for the ferry"
//   "She signed the order on Monday" / "Today (a Thursday) the minister signed an order"
//
// Cost: linear in the document's values for each figure that a passage tells otherwise.
void find_value_clashes(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                        const Alignment& aligned, std::vector<Conflict>& out);

}  // namespace assay::corroboration
