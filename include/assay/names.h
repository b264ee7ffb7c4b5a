// The words under which a report shows what mentions.h and scorer.h enumerate, as its schema lists
// them. (Those of Role, Kind, Verdict and others are declared beside them.)
//
//   to_string(Bound::up_to)   // "up_to"
#pragma once

#include <string_view>

#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

// Views of static text; empty for a value that is none of the enumeration.
std::string_view to_string(Bound bound);
std::string_view to_string(Direction direction);  // "none" is null in JSON
std::string_view to_string(AttributionState state);
std::string_view to_string(SignalState state);
std::string_view to_string(SourceKind kind);

}  // namespace assay
