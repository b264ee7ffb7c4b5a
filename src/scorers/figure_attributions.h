// Who is heard in the sentence of a figure and in those around it.
#pragma once

#include <span>
#include <vector>

#include "scorers/figure_continuity.h"
#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"

namespace assay::figures {

// The quotations that hold the figure.
void quotation_features(const PlacedFigure& at, const Mentions& mentions, FigureSource& source,
                        FigureFeatures& x);

// What a figure asks of an attribution near it.
struct Heard {
  std::uint32_t place = 0;  // see place_of()
  bool own = false;         // the writers' own finding: "we surveyed"
  bool named = false;       // somebody else is
  bool document = false;
  bool told_throughout = false;  // does the text speak from this source again and again?
};

// Figures must be asked for in text order. O(1) a figure: of the attributions of its block only the
// nearest are read, no matter how many one sentence holds.
class NearAttributions {
 public:
  explicit NearAttributions(const Mentions& mentions);

  // Those in the sentence and around it, in its block.
  void features(const PlacedFigure& at, Continuity& continuity, FigureSource& source,
                FigureFeatures& x);

  // The nearest `count` on either side of the figure asked for last.
  std::span<const Attribution> nearest(std::size_t count) const;

 private:
  const Mentions& mentions_;
  std::vector<Heard> heard_;  // by attribution
  std::size_t behind_ = 0;    // the first attribution behind the figure
};

}  // namespace assay::figures
