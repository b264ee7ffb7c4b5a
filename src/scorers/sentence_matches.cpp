#include "scorers/sentence_matches.h"

namespace assay {

SentenceMatches::SentenceMatches(const RuleMatcher& matcher, const ScorerInput& input)
    : document_(input.document) {
  ends_.reserve(document_.sentences.size());
  for (const Sentence& sentence : document_.sentences) {
    matcher.match(document_, sentence, &input.mentions, matches_);
    ends_.push_back(static_cast<std::uint32_t>(matches_.size()));
  }
}

std::span<const RuleMatch> SentenceMatches::of(const Sentence& sentence) const {
  const auto s = static_cast<std::size_t>(&sentence - document_.sentences.data());
  const std::uint32_t begin = s == 0 ? 0 : ends_[s - 1];
  return std::span(matches_).subspan(begin, ends_[s] - begin);
}

}  // namespace assay
