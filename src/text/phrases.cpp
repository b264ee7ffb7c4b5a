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
  filter_.assign(std::bit_ceil(phrases_.size() / 2 + 1), 0);
  for (const std::vector<std::uint64_t>& phrase : phrases_) {
    const std::uint64_t bit = phrase.front() & (64 * filter_.size() - 1);
    filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
}

std::size_t Phrases::longest_at(std::span<const Token> tokens) const {
  const std::uint64_t first = tokens.front().hash;
  const auto front = [](const std::vector<std::uint64_t>& phrase) { return phrase.front(); };
  std::size_t longest = 0;
  for (auto it = std::ranges::lower_bound(phrases_, first, {}, front);
       it != phrases_.end() && it->front() == first; ++it) {
    if (it->size() <= longest || it->size() > tokens.size()) continue;
    if (std::ranges::equal(*it, tokens.first(it->size()), {}, {}, &Token::hash)) {
      longest = it->size();
    }
  }
  return longest;
}

}  // namespace assay
