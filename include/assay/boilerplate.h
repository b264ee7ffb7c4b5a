// The boilerplate scorer: gives every block its role (content, boilerplate, advertisement) and
// kind.
#pragma once

#include <memory>

#include "assay/scorer.h"

namespace assay {

Result<std::unique_ptr<Scorer>> make_boilerplate_scorer(const Heuristics& heuristics);

}  // namespace assay
