// The learned models that judge a figure by its features.
#pragma once

#include "assay/heuristics.h"
#include "assay/result.h"

#include "scorers/figure_features.h"

namespace assay {

// A logistic model over the features: probability = 1 / (1 + exp(-sum)). Only whether it reaches a
// threshold is asked, and that is told by the sum.
struct FigureModel {
  FigureFeatures weights{};
  float bias = 0;
  float least_sum = 0;  // at the threshold

  // bias + weights . features
  float sum(const FigureFeatures& features) const;
  bool holds(const FigureFeatures& features) const { return sum(features) >= least_sum; }
};

struct FigureModels {
  FigureModel figure;  // is it one at all, or a name, code or mark with a number?
  FigureModel checkable, attributed;

  // Reads heuristics/models/figures.json; fails where a weight names no feature.
  static Result<FigureModels> load(const Heuristics& heuristics);
};

}  // namespace assay
