// Who speaks a block or a quotation: labels of a transcript, signatures below a quotation, and the
// attribution each quotation belongs to.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// "OKAFOR: We had 40 berths.", "A: We had 40 berths.": a block of a transcript is spoken by whom
// its label names. Labels of lists look the same, but nobody takes turns there.
void speaker_label(AttributionState& in, const Sentence& sentence);

// "Okafor: "We had 40 berths."": a name before a colon speaks the quotation behind it.
void quoted_label(AttributionState& in);

// Marks the labels of those who take turns: one speaks, another answers, the first speaks again.
void find_speakers(AttributionState& in);

// A block that is a quotation, signed behind a dash at its end or on the line below: "Ada
// Lindqvist, harbour master, Hollis".
void signatures(AttributionState& in);

// Gives each quotation the attribution that speaks it: a cue outside the marks in the sentences
// it touches, else in the sentence behind, else the speaker of the quotation before it in the
// block or, where the block opens with a mark, in the block before.
void speakers(AttributionState& in);

}  // namespace assay::mentions
