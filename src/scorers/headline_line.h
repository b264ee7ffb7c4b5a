// Which line of plain text is its headline. A flattened page leaves it among menus, dates and
// share rows, often far above the first paragraph, where hand-marked articles do not count it to
// the text: the models of roles take it for furniture.
//
// Method: logistic regression over each short line near the head of the text: boilerplate features
// and, as a headline's own, how many of its words the first paragraphs use, whether a byline or a
// date follows, how it compares with the lines around it. The likeliest line wins, if it is likely
// enough. Weights: heuristics/models/headline-line.json, fitted by
// scripts/train/train_headline_line.py.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// Numbers of a line that only the search for a headline asks for.
inline constexpr std::size_t headline_feature_count = 15;
const std::array<std::string_view, headline_feature_count>& headline_feature_names();

// The lines of a document as candidates. Refers to its arguments.
class HeadlineLines {
 public:
  // Linear in the words of the text's first paragraphs.
  HeadlineLines(const Document& document, const FeatureTable& features);

  // Blocks that may be the headline: around the beginning of the text; empty without a text.
  Range window() const { return window_; }
  bool is_candidate(std::size_t block) const;
  // In the order of headline_feature_names(). Linear in the block's words and in those of the
  // block above.
  std::array<float, headline_feature_count> values(std::size_t block) const;

 private:
  float highest(std::size_t begin, std::size_t end, Feature one, Feature other) const;
  bool stands_in_line_above(std::size_t block) const;
  bool stands_in_line_below(std::size_t block) const;

  const Document& document_;
  const FeatureTable& features_;
  // Words of the first paragraphs, by some bits of their hash: of some 300 words one in fifty
  // others seems to be there too.
  static constexpr std::size_t lead_bits = std::size_t{1} << 14;
  std::bitset<lead_bits> lead_;
  std::size_t text_ = 0;  // the block where the text begins
  Range window_;
};

class HeadlineLineModel {
 public:
  static Result<HeadlineLineModel> load(const Heuristics& heuristics);

  struct Found {
    std::size_t block = 0;
    double probability = 0;
  };
  // The line that is the document's known title, else one that repeats it in other words, else the
  // likeliest one; where the title is known, none that has little in common with it. Looks at some
  // 50 lines; with a title once at the length of all.
  std::optional<Found> find(const Document& document, const FeatureTable& features,
                            std::span<const BlockRole> roles) const;

 private:
  struct Weight {
    Feature feature = Feature::words;
    float of = 0;
  };
  std::vector<Weight> weights_;
  std::array<float, headline_feature_count> own_weights_{};  // of headline_feature_names()
  float bias_ = 0;
  double threshold_ = 0.5;
};

}  // namespace assay::boilerplate
