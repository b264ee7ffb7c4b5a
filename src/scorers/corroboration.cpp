#include "assay/corroboration.h"

namespace assay {
namespace {

class CorroborationScorer : public Scorer {
 public:
  std::string_view name() const override { return "corroboration"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.state = ScorerState::undecided;
    result.sample = input.document.sentences.size();
    return result;
  }
};

}  // namespace

struct OfficialIndex::State {
  std::vector<OfficialIndex::Source> sources;
};

OfficialIndex::OfficialIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
OfficialIndex::OfficialIndex(OfficialIndex&&) noexcept = default;
OfficialIndex& OfficialIndex::operator=(OfficialIndex&&) noexcept = default;
OfficialIndex::~OfficialIndex() = default;

OfficialIndex OfficialIndex::build(std::vector<Source> sources, const Heuristics&) {
  return OfficialIndex(std::make_unique<State>(State{std::move(sources)}));
}

std::size_t OfficialIndex::document_count() const { return state_->sources.size(); }
std::size_t OfficialIndex::passage_count() const { return 0; }

Result<std::unique_ptr<Scorer>> make_corroboration_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<CorroborationScorer>());
}

}  // namespace assay
