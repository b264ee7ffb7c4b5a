#include "scorers/provenance_article.h"
#include <algorithm>
#include <array>
#include <span>

namespace assay {
namespace {

bool is_among(std::span<const Kind> kinds, const BlockRole& role) {
  return std::ranges::find(kinds, role.kind) != kinds.end();
}

// Of the page around a text. A label of an advertisement, a credit, a call to buy or the link to
// one other text stays behind in texts whose page is gone.
bool is_furniture(const BlockRole& role) {
  constexpr std::array left_behind = {Kind::image_credit,   Kind::related,  Kind::duplicate,
                                      Kind::notice,         Kind::date,     Kind::ad_label,
                                      Kind::call_to_action, Kind::sponsored};
  return !is_among(left_behind, role);
}

// Lines that writers put below or between their paragraphs: alone they show no page.
bool may_be_writers(const BlockRole& role) {
  constexpr std::array lines = {Kind::share, Kind::legal, Kind::newsletter, Kind::subscription,
                                Kind::donation};
  return is_among(lines, role);
}

}  // namespace

ArticlePlace::ArticlePlace(const ScorerInput& input)
    : block_count_(static_cast<std::uint32_t>(input.document.blocks.size())) {
  constexpr std::uint32_t least_blocks = 3, least_part = 20;  // one word in so many; guesses
  std::uint32_t words = 0, around = 0, pieces = 0;
  for (std::uint32_t b = 0; b < block_count_; ++b) {
    const std::uint32_t tokens = input.document.blocks[b].token_count;
    words += tokens;
    if (input.is_content(b)) {
      content_tokens_ += tokens;
    } else if (tokens > 0 && is_furniture(input.roles[b])) {
      ++pieces;
      if (!may_be_writers(input.roles[b])) around += tokens;
    }
  }
  shows_furniture_ = input.document.dialect == TextDialect::html || pieces >= least_blocks ||
                     (around > 0 && least_part * around >= words);
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
