// Unicode text: words, sentences, language. Knows nothing of documents or markup.
//
// All input is valid UTF-8 (the reader replaces what is not); all offsets are bytes. Every function
// is pure, thread-safe and linear in its input.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/range.h"

namespace assay {

enum class TokenKind : std::uint8_t {
  word,  // letters, marks, inner apostrophes: "don't", "Montréal"; one token per Han or kana sign
  number,  // starts with a digit; inner '.' and ',' between digits stay inside: "4.4", "1,200",
           // "5G"
};

// One word or number of the text.
struct Token {
  Range range;
  std::uint64_t hash = 0;  // word_hash() of its text
  TokenKind kind = TokenKind::word;
  bool capitalised = false;  // its first letter is upper case
  bool all_caps = false;     // two letters or more, all upper case
  bool mixed = false;        // a word with ASCII digits in it: "B2B", "USD34"
};

// The hash under which lexicons store a word: case is folded (simple Unicode lower case), the
// typographic apostrophe equals '. "Café" and "CAFÉ" agree, "cafe" differs.
std::uint64_t word_hash(std::string_view word);

// Appends `text`'s lower-case form to `out` (simple case mapping, code point by code point).
void append_lower(std::string_view text, std::string& out);
std::string lower(std::string_view text);

// The tokens of `text[within]`, in order; offsets count from the start of `text`.
void append_tokens(std::string_view text, Range within, std::vector<Token>& out);

// The sentences of one block of running text, in order, trimmed of white space; a single newline
// counts as a space (hard-wrapped text). Survives abbreviations, initials, decimals, quotations and
// missing spaces after the full stop. Text without sentence marks is one sentence.
void append_sentences(std::string_view text, Range within, std::vector<Range>& out);

// Language of a text by CLD2, judged by about 1 KB from its start, middle and end. `code` is ISO
// 639-1 ("en", "zh"), "und" when it cannot be told (too short or mixed); `confidence` is the
// detector's share, 0..1.
struct Language {
  std::string code = "und";
  double confidence = 0;
};
Language detect_language(std::string_view text);

// `text` as valid UTF-8: a leading BOM is dropped, each invalid sequence (maximal subpart, as the
// Unicode standard recommends) becomes one U+FFFD.
std::string valid_utf8(std::string_view text);

// Number of code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

// Reads the code point that starts at `offset` and moves `offset` behind it. Precondition:
// `offset < text.size()`. An invalid sequence (maximal subpart, one to three bytes) yields U+FFFD.
char32_t next_code_point(std::string_view text, std::size_t& offset);

}  // namespace assay
