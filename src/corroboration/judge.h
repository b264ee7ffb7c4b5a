// From alignment to verdict.
#pragma once

#include <vector>

#include "assay/scorer.h"

#include "corroboration/alignment.h"
#include "corroboration/model.h"

namespace assay::corroboration {

struct Judgement {
  Verdict verdict = Verdict::not_found;
  Probabilities probabilities;
  double confidence = 0;                // probability of the verdict, 0..1
  std::vector<std::uint32_t> evidence;  // passages, best first
  std::vector<Conflict> conflicts;      // where a contradiction stands, heaviest first
  std::uint32_t conflict_passage = no_index;
};

// Lexicon and model together. Immutable, shared by threads.
class Judge {
 public:
  static Result<Judge> create(const Heuristics& heuristics);
  const Lexicon& lexicon() const { return lexicon_; }

  struct Memory {
    AlignmentWorkspace alignment;
    Alignment aligned;
  };

  // Cost: align() and one walk through the model's trees.
  void judge(const ClaimTerms& claim, const Passages& passages, std::span<const char> excluded,
             Memory& memory, Judgement& out) const;

 private:
  Judge(Lexicon lexicon, Model model) : lexicon_(std::move(lexicon)), model_(std::move(model)) {}
  Lexicon lexicon_;
  Model model_;
};

}  // namespace assay::corroboration
