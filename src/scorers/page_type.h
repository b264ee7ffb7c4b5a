// What kind of page a document is: an article, or one that lists, sells or discusses.
//
// Method: multinomial logistic regression over the page as a whole: means and sums of the
// boilerplate features over its blocks and over its words, what its address looks like, how often
// the markup holds links, forms, lists, and which schema.org types it names. The language plays no
// part: the features that tell one from another have no weight.
// Weights: heuristics/models/page-type.json for HTML, page-type-text.json for plain text, fitted by
// scripts/train/train_page_type.py.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// Names of the page's features, in the order of page_features().
const std::vector<std::string>& page_feature_names();

// The page's features. Linear in blocks x features.
std::vector<float> page_features(const Document& document, const FeatureTable& features);

class PageTypeModel {
 public:
  static Result<PageTypeModel> load(const Heuristics& heuristics, std::string_view file_name);

  // Reads only the features that have a weight.
  PageType judge(const Document& document, const FeatureTable& features) const;

 private:
  static constexpr std::size_t types = 5;

  struct Weight {
    std::uint32_t feature = 0;  // index into page_feature_names()
    std::array<float, types> of{};
  };

  std::vector<Weight> weights_;
  std::array<float, types> bias_{};
  float article_threshold_ = 0.5F;  // from this probability on the page is an article
};

}  // namespace assay::boilerplate
