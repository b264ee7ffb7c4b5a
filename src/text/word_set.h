// A list of words to look others up in.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/text.h"

namespace assay {

// Upper and lower case are the same to it. Built once; has() is O(log of the words).
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(std::vector<std::string> words) : words_(std::move(words)) {
    for (const std::string& word : words_) hashes_.push_back(word_hash(word));
    std::ranges::sort(hashes_);
  }

  bool has(const Token& token) const { return std::ranges::binary_search(hashes_, token.hash); }
  bool has(std::string_view word) const {
    return std::ranges::binary_search(hashes_, word_hash(word));
  }
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
  std::vector<std::uint64_t> hashes_;  // sorted
};

}  // namespace assay
