// The cheap first question: could this sentence be about what the official text treats at all?
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "assay/text.h"

#include "corroboration/lexicon.h"

namespace assay::corroboration {

// The roots of the official words with their weights. Immutable once filled, shared by threads.
class ScopeGate {
 public:
  // Of words with one root the heavier counts.
  void add(std::uint64_t root, float weight) {
    float& held = weights_[root];
    held = std::max(held, weight);
  }
  void add(const ScopeGate& other) {
    other.weights_.for_each([&](std::uint64_t root, float weight) { add(root, weight); });
  }

  // False when too little of what the sentence tells stands in the official text: it is out of
  // scope, and no search is needed. True promises nothing. Cost: two table look-ups a token.
  bool admits(std::string_view text, std::span<const Token> tokens) const {
    // A word that the official text lacks counts as a middling one, unless it is short.
    constexpr float unknown_weight = 6, least_share = 0.2f;  // guesses, below judge.cpp's bound
    constexpr std::uint32_t shortest_telling_bytes = 4;
    float known = 0, all = 0;
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::word && token.range.size() < shortest_telling_bytes &&
          !token.capitalised)
        continue;
      const float* weight = weights_.find(stem_of(slice(text, token.range), token.hash).root);
      if (weight != nullptr) known += *weight;
      all += weight != nullptr ? *weight : unknown_weight;
    }
    return known > 0 && known >= least_share * all;
  }

 private:
  HashMap<float> weights_;
};

}  // namespace assay::corroboration
