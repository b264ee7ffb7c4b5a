// The one study that many a report tells of: named once, and then "the study", "the researchers",
// "the placebo group" for pages.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// Remembers the study that the sentence names ("researchers at Hollis University", "published in
// Harbour Science") and lets it vouch for a sentence that points back to it by a word, however many
// paragraphs lie between. What a study found that was named only behind it ("a new study says")
// gets the name too. A study without a name comes between for a few sentences.
void studies(AttributionState& in, std::size_t before);

}  // namespace assay::mentions
