#include "assay/figures.h"

namespace assay {
namespace {

class FiguresScorer : public Scorer {
 public:
  std::string_view name() const override { return "figures"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.state = ScorerState::undecided;
    result.sample = input.document.sentences.size();
    return result;
  }
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_figures_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<FiguresScorer>());
}

}  // namespace assay
