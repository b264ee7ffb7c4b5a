// Judges one figure at a time: would a careful reader ask "says who?", and does the text answer?
#pragma once

#include <functional>
#include <vector>

#include "assay/scorer.h"

#include "scorers/figure_features.h"
#include "scorers/figure_model.h"
#include "scorers/figure_use.h"
#include "scorers/figure_words.h"

namespace assay {

// One figure with everything the judgement rests on.
struct JudgedFigure {
  Figure figure;
  FigureFeatures features{};
  figures::FigureUse use = figures::FigureUse::report;  // of one without a named source
  std::uint64_t label = 0;  // of the line it ends ("Capacity: 30 l"), as a hash; 0: none
  bool in_table = false;
  bool leans = false;            // a superlative or change stands beside it
  bool price_tag = false;        // the price of what is described: "Price: $299", "$28 per month"
  bool indefinite = false;       // "dozens of", "thousands of": at least so many, nobody counted
  bool series = false;           // one of several of its kind, in rows or lines one below another
  bool never_checkable = false;  // durations, ages, scores, "two men"
};

// Judges the figures of the content blocks and calls `each` with one after the other, in text
// order; what it does not move away is overwritten. Cost: linear; only sentences that hold figures
// are read again.
void judge_figures(const ScorerInput& input, const FigureModels& models, const FigureWords& words,
                   const std::function<void(JudgedFigure&)>& each);

// The same, all together.
std::vector<JudgedFigure> judge_figures(const ScorerInput& input, const FigureModels& models,
                                        const FigureWords& words);

}  // namespace assay
