// References that vouch for a figure: footnote marks behind it and links beside it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"

namespace assay::figures {

// The numbered notes below a heading such as "References".
class Notes {
 public:
  Notes(const Document& document, const FigureWords& words) : document_(document), words_(words) {}

  // What stands in for the source behind a mark: "note 3", and what the note says, where there is a
  // list that has it. The list is read once, when first asked for: O(blocks).
  std::string name_of(Range mark);

 private:
  void read();

  const Document& document_;
  const FigureWords& words_;
  bool read_ = false;
  std::vector<Range> notes_;  // the first is of number 1
};

// "... 40 percent [3]", "... by 2032 (1).": a reference mark behind the figure, in its sentence.
void footnote_features(const PlacedFigure& at, const FigureWords& words, Notes& notes,
                       FigureSource& source, FigureFeatures& x);

// "a 99 percent rating on Harbour Reviews", "rated 4.8 on Harbour Reviews based on 71 reviews": the
// site that a rating stands on.
void rating_features(const PlacedFigure& at, const FigureWords& words, FigureSource& source,
                     FigureFeatures& x);

// The link that vouches for a figure: one of its sentence, to a page of another site, whose words
// hold the figure or the claim it belongs to, name a report, or stand in brackets as a reference
// does. Other links lead to whom or what is spoken of.
class SentenceLinks {
 public:
  SentenceLinks(const Document& document, const FigureWords& words)
      : document_(document), words_(words) {}

  // `heard`: the attributions near the figure, a few. The links of a sentence are weighed once, for
  // the first of its figures; for each, O(log links).
  void features(const PlacedFigure& at, std::span<const Attribution> heard, FigureSource& source,
                FigureFeatures& x);

 private:
  struct Weighed {
    const Link* link = nullptr;
    bool all_small = false;
  };

  void weigh(const PlacedFigure& at);
  // The first that ends behind `at`, as an index.
  std::size_t first_behind(std::uint32_t at) const;
  bool joins_figure(const PlacedFigure& at, Range link) const;

  const Document& document_;
  const FigureWords& words_;
  const Sentence* read_ = nullptr;
  std::vector<Weighed> links_;  // of that sentence, that may vouch
  std::size_t vouches_ = 0;     // the first of them that vouches for any figure
};

}  // namespace assay::figures
