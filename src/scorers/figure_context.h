// The words around a figure and where in the document it stands.
#pragma once

#include "assay/scorer.h"

#include "scorers/figure_features.h"
#include "scorers/figure_lines.h"
#include "scorers/figure_sentence.h"

namespace assay::figures {

// What the words of the sentence are, and how it opens.
void sentence_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x);

// The names of the sentence, before the figure and behind it.
void name_features(const PlacedFigure& at, FigureFeatures& x);

// Sentence, block and page: headings, lists, tables, the lead, how many figures stand there.
void place_features(const PlacedFigure& at, const ScorerInput& input, const FigureLines& lines,
                    FigureFeatures& x);

// The price of what is described: "Price: $299", "$28 per month", a sum under "Pricing".
bool is_price_tag(const PlacedFigure& at, const FigureWords& words, const FigureLines& lines);

// The figures read last. A sum, difference or product of two of them needs no source of its own.
class RecentFigures {
 public:
  // Does the figure follow from two that stand right before it? Then remembers it.
  bool derive(const Quantity& q);

 private:
  struct Recent {
    double value = 0;
    std::uint32_t sentence = 0;
  };
  std::array<Recent, 6> recent_;  // oldest first
};

}  // namespace assay::figures
