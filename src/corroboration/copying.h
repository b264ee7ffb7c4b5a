// How much of an article is official text word for word, or nearly.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/scorer.h"

namespace assay::corroboration {

constexpr std::size_t shingle_words = 6;

// A run of `shingle_words` words as one number, and the document it stands in.
struct Shingle {
  std::uint64_t hash = 0;
  std::uint32_t document = 0;
  auto operator<=>(const Shingle&) const = default;
};

// Appends the shingles of the tokens, in text order. Shingles do not cross `tokens`' ends.
void append_shingles(std::span<const Token> tokens, std::uint32_t document,
                     std::vector<Shingle>& out);

// The official shingles, sorted; immutable after finish().
class ShingleIndex {
 public:
  void add(std::span<const Token> tokens, std::uint32_t document) {
    append_shingles(tokens, document, shingles_);
  }
  void finish(std::size_t documents);

  // The official documents of which the article is a near-identical copy: nine tenths of the
  // shingles of both are shared. It may be the same text, or one in which words were changed.
  std::vector<char> copies_of(std::span<const Shingle> article) const;

  // Runs of the article's tokens that stand in official documents other than the excluded. Gaps of
  // up to two words inside a run are bridged (near-verbatim), runs under ten words are chance.
  // `words` counts the tokens the share is of. Cost: a binary search a token.
  Copied copied(std::span<const std::span<const Token>> blocks,
                std::span<const char> excluded) const;

 private:
  bool holds(std::uint64_t hash, std::span<const char> excluded) const;
  std::vector<Shingle> shingles_;
  std::vector<std::uint32_t> counts_;  // distinct shingles a document
};

// Text without what is seen as space or not at all: layouts of one text are equal.
void append_unspaced(std::string_view text, std::string& out);

// Whether the part stands in the whole, letter by letter. Cost: linear.
bool is_contained(std::string_view part, std::string_view whole);

}  // namespace assay::corroboration
