// The figures scorer: which figures are checkable, and which of those have no source.
#pragma once

#include <memory>

#include "assay/scorer.h"

namespace assay {

Result<std::unique_ptr<Scorer>> make_figures_scorer(const Heuristics& heuristics);

}  // namespace assay
