#include "assay/promotion.h"

namespace assay {
namespace {

class PromotionScorer : public Scorer {
 public:
  std::string_view name() const override { return "promotion"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.state = ScorerState::undecided;
    result.sample = input.document.sentences.size();
    return result;
  }
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_promotion_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<PromotionScorer>());
}

}  // namespace assay
