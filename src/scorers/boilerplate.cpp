#include "assay/boilerplate.h"

namespace assay {
namespace {

class BoilerplateScorer : public Scorer {
 public:
  std::string_view name() const override { return "boilerplate"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.state = ScorerState::undecided;
    result.sample = input.document.sentences.size();
    result.roles.resize(input.document.blocks.size());
    return result;
  }
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_boilerplate_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<BoilerplateScorer>());
}

}  // namespace assay
