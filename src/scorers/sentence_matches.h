// What the phrase rules of a scorer find in a document: each sentence is read once, whoever asks.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assay/rules.h"
#include "assay/scorer.h"

namespace assay {

class SentenceMatches {
 public:
  // Reads all sentences, those of furniture too. The matcher's rules must outlive the object.
  SentenceMatches(const RuleMatcher& matcher, const ScorerInput& input);

  // The matches in `sentence`, one of the document's, as RuleMatcher::match orders them.
  std::span<const RuleMatch> of(const Sentence& sentence) const;

 private:
  const Document& document_;
  std::vector<RuleMatch> matches_;
  std::vector<std::uint32_t> ends_;  // by sentence: into matches_
};

}  // namespace assay
