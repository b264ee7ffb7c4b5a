// The learned verdict: boosted trees over alignment features (heuristics/models/corroboration.json
// and corroboration-pairs.json, made by scripts/train/train_corroboration.py).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "corroboration/alignment.h"

namespace assay::corroboration {

// Under even odds of "corroborated" and not; they sum to 1.
struct Probabilities {
  double corroborated = 0, contradicted = 0, not_found = 0;
};

// Immutable, shared by threads.
class Model {
 public:
  // Fails when the file is missing, names a feature that this build does not measure, or holds a
  // tree that is not one.
  static Result<Model> load(const Heuristics& heuristics, std::string_view file);

  Probabilities predict(const Features& features) const;

  // What the verdicts need, chosen with the trees.
  double corroborated_from() const { return corroborated_from_; }
  double contradicted_from() const { return contradicted_from_; }
  // And of "contradicted" and "corroborated" together, the share that "contradicted" needs.
  double contradicted_share() const { return contradicted_share_; }

 private:
  // `low` leads to the child for values up to the threshold, `low + further` to the other; a leaf
  // stays where it is.
  struct Node {
    float threshold = 0;
    std::uint16_t feature = 0;
    std::uint8_t low = 0, further = 0;
  };
  struct Root {
    std::uint32_t node = 0;
    std::uint8_t depth = 0;
  };
  double sum_of(const std::vector<Root>& roots, const Features& features) const;

  std::vector<Node> nodes_;
  std::vector<float> values_;               // per node, of leaves
  std::array<std::vector<Root>, 3> roots_;  // per class, flat trees first
  double corroborated_from_ = 0.5, contradicted_from_ = 1, contradicted_share_ = 0.5;
};

}  // namespace assay::corroboration
