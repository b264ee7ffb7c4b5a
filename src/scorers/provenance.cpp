#include "assay/provenance.h"

namespace assay {
namespace {

class ProvenanceScorer : public Scorer {
 public:
  std::string_view name() const override { return "provenance"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.state = ScorerState::undecided;
    result.sample = input.document.sentences.size();
    return result;
  }
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_provenance_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<ProvenanceScorer>());
}

}  // namespace assay
