// Who vouches for what: cues, their sources and the stretch of text they cover.
#pragma once

#include "mentions/scan.h"

namespace assay::mentions {

// Fills attributions and sources and gives quotations their speaker. Needs names and quotations.
//
// Method: a cue ("said", "according to", "a study found") looks for its source to the left within
// the clause, or to the right where it is inverted ("..., said Okafor"); the source is named when
// it holds a proper name or points back to one ("the agency", "she"), vague when it is a general
// word
// ("officials"). Speech goes on over sentences only by a link: an open quotation, or a pronoun or
// definite noun as the next sentence's subject. Linear in the text.
void find_attributions(const Scan& scan, Mentions& mentions);

}  // namespace assay::mentions
