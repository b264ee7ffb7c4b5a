// The promotion scorer: finds text that sells instead of reports, and judges the whole document.
#pragma once

#include <memory>

#include "assay/scorer.h"

namespace assay {

Result<std::unique_ptr<Scorer>> make_promotion_scorer(const Heuristics& heuristics);

}  // namespace assay
