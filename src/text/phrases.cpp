#include "text/phrases.h"
#include <algorithm>
#include <bit>

namespace assay {

Phrases::Phrases(const std::vector<std::string>& phrases) {
  for (const std::string& phrase : phrases) {
    std::vector<Token> tokens;
    append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
    std::vector<std::uint64_t>& hashes = phrases_.emplace_back();
    for (const Token& token : tokens) hashes.push_back(token.hash);
    if (hashes.empty()) phrases_.pop_back();
  }
  std::ranges::sort(phrases_);
  for (const std::vector<std::uint64_t>& phrase : phrases_) first_words_.push_back(phrase.front());
  filter_.assign(std::bit_ceil(phrases_.size() / 2 + 1), 0);
  for (const std::vector<std::uint64_t>& phrase : phrases_) {
    const std::uint64_t bit = phrase.front() & (64 * filter_.size() - 1);
    filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
}

std::size_t Phrases::longest_at(std::span<const Token> tokens) const {
  const std::uint64_t first = tokens.front().hash;
  const auto begin = std::ranges::lower_bound(first_words_, first);
  std::size_t longest = 0;
  for (auto it = begin; it != first_words_.end() && *it == first; ++it) {
    const auto& words = phrases_[static_cast<std::size_t>(it - first_words_.begin())];
    if (words.size() <= longest || words.size() > tokens.size()) continue;
    if (std::ranges::equal(words, tokens.first(words.size()), {}, {}, &Token::hash)) {
      longest = words.size();
    }
  }
  return longest;
}

}  // namespace assay
