// The lines of a plain text, and which of them were one paragraph before somebody wrapped it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "assay/range.h"

namespace assay {

// A line with something in it. Columns are code points.
struct Line {
  Range text;                            // without white space at both ends
  std::uint32_t columns = 0;             // of `text`
  std::uint32_t first_word_columns = 0;  // up to its first white space
  std::uint16_t indent = 0;    // columns of white space before it; a tab counts to the next fourth
  bool after_blank = false;    // an empty line stands before it
  bool starts_lower = false;   // its first character is a small letter
  bool ends_sentence = false;  // its last character, closing marks aside, is a stop or ':'
};

// More lines than this are read as one, so that memory stays bounded.
inline constexpr std::size_t max_lines = std::size_t{1} << 18;

// The lines of `text` that are not blank. A line ends at '\n' (with or without '\r' before it), or
// at '\r' where the text has no '\n'.
std::vector<Line> split_lines(std::string_view text);

// Bytes of the list mark a line starts with, with the space behind it: "- ", "* ", "• ", "1. ",
// "2) "; 0 for none.
std::size_t list_mark_length(std::string_view line);

// How the paragraphs of a text are laid out over lines.
//
// Somebody who wraps text at a width W breaks a line where the next word would not fit, so that
// columns <= W < columns + 1 + next word. The W that most pairs of neighbouring lines agree on is
// found by counting; a text counts as wrapped where at least half of all pairs agree, hardly a line
// is longer, and breaks fall inside sentences. Text from proportional fonts (PDF) has no W; it
// counts as wrapped where lines keep breaking before small letters. Thresholds are guesses, checked
// on scraped pages (a paragraph a line) and on the same texts wrapped at 60 to 100 columns.
class Wrapping {
 public:
  explicit Wrapping(std::span<const Line> lines, std::string_view text);

  bool wrapped() const { return width_ > 0; }
  // Whether `next` goes on with the paragraph that `line` (the line before it) belongs to.
  bool joins(const Line& line, const Line& next) const;

 private:
  std::uint32_t width_ = 0;  // 0: every line is a paragraph
  bool ragged_ = false;      // lines end near the width, not at it
};

}  // namespace assay
