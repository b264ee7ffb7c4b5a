// Whether a headline is clickbait, by its turns of phrase: "what happens next", "you need to know".
//
// A linear model over words, pairs of words, question and exclamation marks and length. It does not
// look at capital letters, which differ by house style. Trained by
// scripts/train/train_headlines.py. Cost: one look-up a word and one a pair of words; meant for one
// line a document.
#pragma once

#include <string_view>
#include <unordered_map>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/result.h"

namespace assay::promotion {

class HeadlineModel {
 public:
  static Result<HeadlineModel> load(const Heuristics& heuristics);

  // Logit of clickbait of a whole block.
  double judge(const Document& document, const Block& block) const;
  // From this logit on a headline is a finding.
  double threshold() const { return threshold_; }

 private:
  std::unordered_map<std::uint64_t, float> weights_;  // by gram_hash()
  double bias_ = 0, threshold_ = 0, asks_ = 0, exclaims_ = 0, length_ = 0;
};

}  // namespace assay::promotion
