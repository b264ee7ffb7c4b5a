// Phrases of a word list, found among the tokens of a text by their hashes.
//
// Cost: most tokens begin no phrase, and nearly all of those are told by one look at a bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "assay/text.h"

namespace assay {

class Phrases {
 public:
  Phrases() = default;
  explicit Phrases(const std::vector<std::string>& phrases);

  bool empty() const { return phrases_.empty(); }

  // Length in tokens of the longest phrase that begins at `tokens[at]`, 0 where none does.
  std::size_t at(std::span<const Token> tokens, std::size_t at) const {
    return may_begin(tokens[at].hash) ? longest_at(tokens.subspan(at)) : 0;
  }
  bool any_in(std::span<const Token> tokens) const {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (at(tokens, i) > 0) return true;
    }
    return false;
  }

 private:
  bool may_begin(std::uint64_t word) const {
    const std::uint64_t bit = word & (64 * filter_.size() - 1);
    return filter_[bit / 64] >> bit % 64 & 1;
  }
  // Of those that `tokens` begin with.
  std::size_t longest_at(std::span<const Token> tokens) const;

  std::vector<std::vector<std::uint64_t>> phrases_;  // sorted
  std::vector<std::uint64_t> first_words_;           // of the phrases, in their order
  std::vector<std::uint64_t> filter_ = {0};          // a bit a first word, of 32 or more
};

}  // namespace assay
