// Reports, surveys and data that vouch for a sentence although nobody "says" it: "in a Hollis poll
// of 1,200 adults", "Source: ...", "(Harbour Institute, 2021)", "the report then ...".
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// "Source: Harbour Institute" below a table, a list or a paragraph vouches for it.
void source_line(AttributionState& in, const Sentence& sentence);

// "The figures come from the Harbour Institute" vouches for the sentence before it, or for the next
// where it opens a paragraph.
void figures_come_from(AttributionState& in, const Sentence& sentence);

// "A report titled 'Silent Harbours' found": the title names the document that the sentence tells
// from, unless it is told whose it is.
void titled_documents(AttributionState& in, std::size_t before);

// A named report, survey or data set in the sentence vouches for its figures although no verb of
// saying stands there: "In a Hollis poll of 1,200 adults, 54 percent ...".
void documents(AttributionState& in, std::size_t before);

// "(Harbour Institute, 2021)": a reference in brackets vouches for its sentence.
void references(AttributionState& in);

// A sentence without a cue that points back to the report named before it ("The report then
// gathered ...", "in this June analysis", "The researchers followed ..."): it goes on, until
// another source or a heading.
void linked(AttributionState& in, std::size_t before);

}  // namespace assay::mentions
