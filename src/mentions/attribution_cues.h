// Cues ("said", "according to", "wants") and what they attribute to whom.
//
//   Okafor, head of the port, said the harbour has 40 berths, according to a survey by ...
//   `--source---------------' cue  `--content-----'           cue          source
//
// Only words that may be cues are looked at (Stop::stop_cue); each is read once, with the phrase to
// its left or right.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// Adds what the cues of the sentence at hand attribute.
void cues(AttributionState& in);

}  // namespace assay::mentions
