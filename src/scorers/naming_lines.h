// Lines that name somebody, by their shape: how many words, which of them capitalised.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "assay/document.h"

namespace assay {

// Only blanks, hyphens, apostrophes and the full stop of an initial stand between words of a name.
bool joins_name(std::string_view between);

// The first words of a block, which may be a name.
class NameLine {
 public:
  static constexpr std::size_t longest = 40;  // tokens; what is longer is a paragraph

  NameLine(const Document& document, const Block& block)
      : document_(document), end_(block.text.end), tokens_(document.tokens_of(block)) {
    tokens_ = tokens_.first(std::min(tokens_.size(), longest));
  }

  std::span<const Token> tokens() const { return tokens_; }
  std::string_view text(std::size_t i) const { return document_.view(tokens_[i].range); }
  // What stands between token `i` and the next, or the line's end.
  std::string_view behind(std::size_t i) const {
    const std::uint32_t next = i + 1 < tokens_.size() ? tokens_[i + 1].range.begin : end_;
    return document_.view({tokens_[i].range.end, std::max(next, tokens_[i].range.end)});
  }

  // How many tokens from `begin` are the words of one name: capitals, initials, and between them
  // particles of up to three letters ("van", "de la").
  std::size_t name_length(std::size_t begin) const;

  // A word in small letters follows, of the sentence itself or behind "CFP," and the like.
  bool goes_on_small(std::size_t at) const;

 private:
  const Document& document_;
  std::uint32_t end_;
  std::span<const Token> tokens_;
};

// Begins with a name of two words or more that a comma, bar or dash parts from the rest: "Ada
// Lindqvist, Senior Editor".
bool begins_with_parted_name(const Document& document, const Block& block);

// Begins with a name and goes on in small letters: "Ada Lindqvist is ...", "Ada Lindqvist, an
// engineer, ...".
bool begins_with_subject(const Document& document, const Block& block);

// Begins with `name` or its first word and goes on so: "Ada has ..." for Ada Lindqvist.
bool has_subject(const Document& document, const Block& block, std::span<const Token> name);

inline constexpr std::uint32_t short_block_tokens = 16;  // a line, and no paragraph

// "Ada Lindqvist reports on harbours", and not "We want to help you build".
bool begins_with_name(const Document& document, const Block& block);

bool is_capital_word(const Document& document, Range text);

// Two to five words, all but the small ones between them ("van", "de") capitalised.
bool is_name(const Document& document, Range text);

// A line of two to five capitalised words and few others: "Ada Lindqvist, harbour reporter". One
// of small words is a heading of something else.
bool names_somebody(const Document& document, const Block& block);

// "Ada Lindqvist, MD, FHCS; Tom Brandt, DVM & Mia Osk, PhD": names with degrees, which need no
// "by" where they stand behind the headline.
bool lists_degrees(const Document& document, const Block& block);

// A line that names somebody: short, and beyond its cue mostly capitalised words.
bool is_byline(const Document& document, const Block& block, const Sentence& sentence);

// "Ada Lindqvist, MD, FHCS".
bool ends_with_degree(std::string_view name);

}  // namespace assay
