// Who speaks without being named: those a survey asked, a study that is only pointed to, and the
// note that says where the figures of the whole page come from.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// "61% of respondents", "78% of drivers surveyed", "in the 2023 toll survey", "The study followed
// 276 adults": the survey or study speaks, named where it was shortly before, unless one of the
// attributions from `before` on names somebody for the whole sentence.
void surveys(AttributionState& in, std::size_t before);

// "All prices in this guide are based on data from Harbour Times" vouches for the whole text, "This
// estimate is based on data from Harbour Times" for what stands above.
void page_note(AttributionState& in, std::size_t before);

// "59% say they trust it": a bare share that speaks is the survey's that was named shortly before.
// False: no share speaks by the verb `cue`, or no survey is near.
bool share_speaks(AttributionState& in, std::size_t cue);

// Was a report named or pointed to a few sentences ago, in this section?
bool near_document(const AttributionState& in);

}  // namespace assay::mentions
