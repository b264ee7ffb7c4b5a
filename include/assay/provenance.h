// The provenance scorer: byline, date, publisher, contact and other signs of where a text comes
// from.
#pragma once

#include <memory>

#include "assay/scorer.h"

namespace assay {

Result<std::unique_ptr<Scorer>> make_provenance_scorer(const Heuristics& heuristics);

}  // namespace assay
