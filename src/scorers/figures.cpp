#include "assay/figures.h"

namespace assay {
namespace {

class FiguresScorer : public Scorer {
 public:
  std::string_view name() const override { return "figures"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    result.sample = input.document.sentences.size();
    for (const Quantity& quantity : input.mentions.quantities) {
      if (quantity.relative_time) continue;
      Figure& figure = result.figures.emplace_back();
      figure.quantity = quantity;
      figure.checkable = quantity.kind != QuantityKind::duration &&
                         quantity.kind != QuantityKind::age && quantity.kind != QuantityKind::score;
    }
    return result;
  }
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_figures_scorer(const Heuristics&) {
  return std::unique_ptr<Scorer>(std::make_unique<FiguresScorer>());
}

}  // namespace assay
