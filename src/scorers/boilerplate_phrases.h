// Lines that say themselves that they are furniture or sell: "Also read: ...", "Follow us on ...",
// "Order now." Amid prose the models believe the neighbours. The phrases are the rules of
// heuristics/<language>/boilerplate.json; what a line becomes by each stands in the .cpp file.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/rules.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

class LinePhrases {
 public:
  // The rules of `heuristics` must outlive the object.
  static Result<LinePhrases> load(const Heuristics& heuristics);

  // Takes short lines out of the content where a rule says what they are, with kind and reason; the
  // headline stays, what sells where that is the page's subject, and all where the rules would take
  // much of the text. Linear.
  void find(const Document& document, const FeatureTable& features, PageType page_type,
            std::optional<std::size_t> headline, std::span<BlockRole> roles) const;

 private:
  explicit LinePhrases(RuleMatcher matcher) : matcher_(std::move(matcher)) {}
  RuleMatcher matcher_;
};

}  // namespace assay::boilerplate
