// Why a claim that shares most of an official text's words is not borne out by it all the same: a
// point on which the text speaks otherwise. None of them need be a contradiction.
#pragma once

#include <vector>

#include "corroboration/alignment.h"

namespace assay::corroboration {

// Appends the points, of which each names its passage, to `out`:
// - a number that the text gives nowhere, where it gives another one of the same things;
// - a person's office or party, where the text gives that person another one, or it another person;
// - what is told as done, where the text has it planned, possible or pending, or the reverse;
// - two clauses whose halves have changed partners;
// - a verb that the text denies and the claim does not.
// Partners and what is denied are `certain`: they contradict where the rest is borne out. An office
// may be worded otherwise, so it is not.
// Cost: linear in the document's terms for each number and each person of the claim.
void find_objections(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                     const Alignment& aligned, std::vector<Conflict>& out);

}  // namespace assay::corroboration
