// The learned verdict, in two steps: how much each conflict tells (corroboration-conflicts.json,
// corroboration-pairs-conflicts.json), then what the whole claim is (corroboration.json,
// corroboration-pairs.json). All are boosted
// trees in heuristics/models, made by scripts/train/train_corroboration.py.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "corroboration/alignment.h"
#include "corroboration/conflicts.h"
#include "corroboration/forest.h"

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
  double contradicted_from_number() const { return contradicted_from_number_; }  // by a figure
  // And of "contradicted" and "corroborated" together, the share that "contradicted" needs.
  double contradicted_share() const { return contradicted_share_; }
  // The score that one conflict at least must reach.
  float conflict_from() const { return conflict_from_; }
  // Both again for a clause judged alone, which tells less than a sentence.
  double clause_from() const { return clause_from_; }
  float clause_conflict_from() const { return clause_conflict_from_; }

 private:
  // Trees of "corroborated" or not for claims of one kind, whose features lie within bounds.
  struct Special {
    struct Bound {
      std::uint16_t feature = 0;
      float from = 0, below = 0;
    };
    std::vector<Bound> bounds;
    Forest trees;

    bool is_for(const Features& features) const;
  };

  Forest trees_;  // a list a class
  // The first that is for a claim says half of whether it is corroborated.
  std::vector<Special> specials_;
  double corroborated_from_ = 0.5, contradicted_from_ = 1, contradicted_from_number_ = 1,
         contradicted_share_ = 0.5, clause_from_ = 1;
  float conflict_from_ = 0, clause_conflict_from_ = 0;
};

}  // namespace assay::corroboration
