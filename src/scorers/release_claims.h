// How far the claims of a press release run ahead of what it tells: which words weigh, and who says
// them where.
//
// Families of generic words (a turning point, an effect, a hedge, a limit, a design of a trial ...)
// are counted apart in the headline, in the opening, in quotations - in a release its own people
// speak there - and in the rest, since the same word is worth something else in each: hype stands
// in quotations, caution and method in the rest. A linear model over these counts, fitted on
// invented releases and reports whose tone was rated (scripts/train/train_release_claims.py), says
// how lurid the claims are. Cost: linear in the tokens; meant for the few texts that are releases.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/scorer.h"

#include "scorers/promotion_features.h"
#include "text/key_filter.h"

namespace assay::promotion {

// Phrases: `en/words/release-claims-<name>.json`. A word may stand in several.
enum class ClaimFamily : std::uint8_t {
  turning,      // a turning point: "breakthrough", "dramatic"
  joy,          // "thrilled", "encouraging"
  effect,       // what a cause does: "prevents", "improves"
  hedged,       // "may", "suggests"
  future,       // what is to come of it: "could lead", "paves the way"
  limits,       // "limitation", "further research", "however"
  laboratory,   // "mice", "cells"
  trial,        // "placebo", "baseline"
  statistics,   // "percent", "odds"
  harms,        // "side effects"
  association,  // "linked", "survey"
  stakes,       // "devastating", "millions"
  ease,         // "simple", "inexpensive"
  novelty,      // "first", "never before"
  equal,        // "no difference", "similar"
  absolute,     // "completely", "every"
  advice,       // "should", "ask"
  company,      // "product", "launch"
  total,        // effects that leave nothing: "eliminates", "once and for all"
  voices,       // "we", "my"
  count,
};
inline constexpr std::size_t claim_family_count = static_cast<std::size_t>(ClaimFamily::count);

// "headline-turning", "quoted-hedged": in the order of ClaimReading::values.
const std::vector<std::string>& claim_names();

struct ClaimReading {
  using Counts = std::array<std::uint8_t, claim_family_count>;  // saturating
  struct OfSentence {
    std::uint32_t sentence = 0;  // into Document::sentences
    Counts quoted{}, plain{};
  };
  std::vector<double> values;
  std::vector<OfSentence> sentences;  // without the headline
};

class ClaimReader {
 public:
  explicit ClaimReader(const Heuristics& heuristics);

  // `features` must be those of `input`.
  ClaimReading read(const ScorerInput& input, const Features& features) const;

 private:
  struct Phrase {
    std::vector<std::uint64_t> words;  // hashes
    std::uint32_t families = 0;        // bits by ClaimFamily
  };
  // The families of all phrases that begin with that token.
  std::uint32_t families_at(std::span<const Token> tokens, std::size_t at) const;

  std::unordered_map<std::uint64_t, std::vector<Phrase>> phrases_;  // by their first word
  KeyFilter first_words_;                                           // by filter_key()
};

struct ClaimJudgement {
  double probability = 0;                // that the claims run ahead of what is told
  std::vector<std::uint32_t> sentences;  // that weighed most, into Document::sentences
};

class ClaimModel {
 public:
  static Result<ClaimModel> load(const Heuristics& heuristics);

  // From this probability on a release is said to overstate.
  double threshold() const { return threshold_; }
  ClaimJudgement judge(const ScorerInput& input, const Features& features) const;

 private:
  explicit ClaimModel(const Heuristics& heuristics) : reader_(heuristics) {}

  struct Weight {
    double mean = 0, deviation = 1, weight = 0;
  };
  ClaimReader reader_;
  std::vector<Weight> weights_;  // in the order of claim_names()
  double bias_ = 0, threshold_ = 1;
};

}  // namespace assay::promotion
