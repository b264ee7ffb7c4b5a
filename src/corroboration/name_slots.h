// Names that two texts put into one place, where each has a name that the other lacks.
//
//   "the Treasury and the Energy Board met" / "the Treasury and the Halm Bank met"   list
//   "a fair hosted by the Halm Board"       / "the Vale Trust will host a fair"      doer
//   "relief under the Clean Soil Act"       / "relief under the Clean Sand Act"      variant
//   "a command post in Estonia"             / "the command post in Poland"           place
//
// What makes the place stands on both sides; a name's other forms (short form, country and capital,
// office and surname) are no other name.
#pragma once

#include <vector>

#include "corroboration/conflicts.h"

namespace assay::corroboration {

// Appends conflicts of names whose `slot` is told. Cost: the product of both sides' names, times
// the words near them.
void append_name_slots(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out);

// Marks the terms that tell a name from others of its sort: no office, no title, no "Department"
// where the name has another word. `terms` are one name's; at most as many as `out` has are told.
void mark_telling(std::span<const Term> terms, const Lexicon& lexicon, std::span<bool> out);

}  // namespace assay::corroboration
