// Where on the page the article stands, and what stands around it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "assay/scorer.h"

namespace assay {

// Edges of a bare text, where its author and date would stand (guess).
inline constexpr std::size_t edge_blocks = 4;

class ArticlePlace {
 public:
  // O(blocks).
  explicit ArticlePlace(const ScorerInput& input);

  Range blocks() const { return blocks_; }
  // The headline's block, or the article's first.
  std::uint32_t headline() const { return headline_; }
  std::uint32_t content_tokens() const { return content_tokens_; }
  // Does the page show more than the text alone? HTML does; of plain text several lines must be of
  // the page around it, or a good part of the words.
  bool shows_furniture() const { return shows_furniture_; }

  // Is the block where an article's author and date stand: a little before it, in it, or right
  // behind it? Menus and lists of other articles have authors and dates of their own.
  bool is_near(std::uint32_t block) const;
  // Below the article, the same line on three cards or more tells who wrote other articles.
  bool is_card(std::uint32_t block) const;
  // Is the block where a text is signed: at the end of the page or of the article?
  bool is_end(std::uint32_t block) const;

 private:
  void find(const ScorerInput& input);

  Range blocks_;
  std::uint32_t block_count_ = 0;
  std::uint32_t headline_ = 0;
  std::ptrdiff_t cards_ = 0;  // bylines below the article
  std::uint32_t content_tokens_ = 0;
  bool shows_furniture_ = false;
};

}  // namespace assay
