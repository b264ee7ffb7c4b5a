// What the document as a whole tells of its figures: its voice, its sources, what it counts.
#pragma once

#include "assay/scorer.h"

#include "scorers/figure_features.h"
#include "scorers/figure_words.h"

namespace assay::figures {

// The features that all figures of the document share ("document_..."). Linear in the document.
FigureFeatures document_features(const ScorerInput& input, const FigureWords& words);

}  // namespace assay::figures
