// Character classes as the tokeniser and the sentence splitter see them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "assay/text.h"

namespace assay {

// Bits; a character has several ("É" is a letter and upper case).
using CharacterClass = std::uint8_t;
inline constexpr CharacterClass letter_class = 1;     // general category L, without ideographs
inline constexpr CharacterClass digit_class = 2;      // N
inline constexpr CharacterClass mark_class = 4;       // M: continues a word
inline constexpr CharacterClass ideograph_class = 8;  // Han and kana: a word each
inline constexpr CharacterClass upper_class = 16;     // Lu and Lt
inline constexpr CharacterClass lower_class = 32;     // Ll
inline constexpr CharacterClass joiner_class = 64;    // invisible inside words: soft hyphen, ZWJ
// White_Space. Zero-width space and byte order mark are joiners too: space at the ends of a text,
// nothing inside a word.
inline constexpr CharacterClass space_class = 128;

inline constexpr CharacterClass word_classes =
    letter_class | digit_class | mark_class | ideograph_class;

// Classes of U+0000..U+007F, for the fast path.
inline constexpr std::array<CharacterClass, 128> ascii_classes = [] {
  std::array<CharacterClass, 128> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = letter_class | lower_class;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = letter_class | upper_class;
  for (int c = '0'; c <= '9'; ++c) table[c] = digit_class;
  for (int c = '\t'; c <= '\r'; ++c) table[c] = space_class;
  table[' '] = space_class;
  return table;
}();

// Class of any code point. The Basic Multilingual Plane is one table look-up; the table (64 KiB) is
// computed from ICU's properties at first use.
CharacterClass computed_character_class(char32_t c);
inline CharacterClass character_class(char32_t c) {
  return c < 0x80 ? ascii_classes[c] : computed_character_class(c);
}

// next_code_point() with ASCII inline. Precondition: `offset < text.size()`.
inline char32_t read_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte >= 0x80) return next_code_point(text, offset);
  ++offset;
  return byte;
}

// Simple lower-case mapping of one code point.
char32_t to_lower(char32_t c);

// Appends `point` as UTF-8.
void append_utf8(char32_t point, std::string& out);

}  // namespace assay
