#include "scorers/provenance_article.h"
#include <algorithm>

namespace assay {

ArticlePlace::ArticlePlace(const ScorerInput& input)
    : block_count_(static_cast<std::uint32_t>(input.document.blocks.size())) {
  for (std::uint32_t b = 0; b < block_count_; ++b) {
    if (input.is_content(b)) {
      content_tokens_ += input.document.blocks[b].token_count;
    } else {
      shows_furniture_ = true;
    }
  }
  shows_furniture_ = shows_furniture_ || input.document.dialect == TextDialect::html;
  find(input);
}

// The article: the stretch of content with the most words; a teaser far off is none of it.
void ArticlePlace::find(const ScorerInput& input) {
  constexpr std::uint32_t longest_gap = 12;  // blocks of furniture inside an article; guess
  std::uint32_t begin = 0, end = 0, words = 0, most = 0;
  for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
    if (!input.is_content(b) || input.document.blocks[b].token_count == 0) continue;
    if (words == 0 || b - end > longest_gap) {
      begin = b;
      words = 0;
    }
    end = b + 1;
    words += input.document.blocks[b].token_count;
    if (words > most) {
      most = words;
      blocks_ = {begin, end};
    }
  }
  if (blocks_.end <= input.roles.size()) {
    const auto below = input.roles.subspan(blocks_.end);
    cards_ = std::ranges::count(below, Kind::byline, &BlockRole::kind);
  }
  // The headline may stand far above the text, with a table of contents between them.
  headline_ = blocks_.begin;
  for (std::uint32_t b = 0; b < blocks_.begin && b < input.roles.size(); ++b) {
    if (input.roles[b].kind == Kind::headline && input.is_content(b)) headline_ = b;
  }
}

bool ArticlePlace::is_near(std::uint32_t block) const {
  constexpr std::uint32_t before = 10, behind = 6;  // blocks; guesses
  return (block + before >= blocks_.begin && block < blocks_.end + behind) ||
         (block + before >= headline_ && block < headline_ + behind);
}

bool ArticlePlace::is_card(std::uint32_t block) const {
  constexpr std::ptrdiff_t least_cards = 3;
  return block >= blocks_.end && cards_ >= least_cards;
}

bool ArticlePlace::is_end(std::uint32_t block) const {
  constexpr std::uint32_t before = 2, behind = 2;  // blocks of the article's end; guesses
  return block + edge_blocks >= block_count_ ||
         (block + before >= blocks_.end && block < blocks_.end + behind);
}

}  // namespace assay
