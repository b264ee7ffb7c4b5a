#include <bit>
#include <cstring>

#include <simdjson.h>
#include <unicode/uchar.h>

#include "assay/text.h"

#include "text/characters.h"

namespace assay {
namespace {

constexpr char32_t replacement = 0xfffd;
constexpr char32_t zero_width_space = 0x200b, byte_order_mark = 0xfeff;
constexpr char32_t word_joiner = 0x2060, soft_hyphen = 0xad, zero_width_non_joiner = 0x200c,
                   zero_width_joiner = 0x200d;

CharacterClass compute_class(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (c == soft_hyphen || c == zero_width_joiner || c == zero_width_non_joiner ||
      c == word_joiner) {
    return joiner_class;
  }
  const std::uint32_t category = U_MASK(u_charType(point));
  // CJK radicals to unified ideographs, kana and bopomofo between them; then the supplementary
  // planes 2 and 3, which hold nothing but ideographs. Hangul writes spaces between words.
  if ((c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
      (c >= 0x20000 && c <= 0x3ffff)) {
    if (category & U_GC_L_MASK) return ideograph_class;
  }
  CharacterClass result = 0;
  if (category & U_GC_L_MASK) result |= letter_class;
  if (category & U_GC_N_MASK) result |= digit_class;
  if (category & U_GC_M_MASK) result |= mark_class;
  if (category & (U_GC_LU_MASK | U_GC_LT_MASK)) result |= upper_class;
  if (category & U_GC_LL_MASK) result |= lower_class;
  if (u_isUWhiteSpace(point)) result |= space_class;
  if (c == zero_width_space || c == byte_order_mark) result |= space_class | joiner_class;
  return result;
}

}  // namespace

CharacterClass computed_character_class(char32_t c) {
  static const std::vector<CharacterClass> plane = [] {
    std::vector<CharacterClass> table(0x10000);
    for (char32_t point = 0; point < table.size(); ++point) table[point] = compute_class(point);
    return table;
  }();
  return c < plane.size() ? plane[c] : compute_class(c);
}

char32_t to_lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(offset++);
  if (lead < 0x80) return lead;
  if (lead < 0xc2 || lead > 0xf4) return replacement;
  const int continuations = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  char32_t point = lead & (0x3f >> continuations);
  // The second byte's range excludes overlong forms, surrogates and points above U+10FFFF, so that
  // what was read before a wrong byte is a maximal subpart (Unicode 15, section 3.9, table 3-7).
  unsigned char low = 0x80, high = 0xbf;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  for (int i = 0; i < continuations; ++i) {
    if (offset >= text.size() || byte(offset) < low || byte(offset) > high) return replacement;
    point = point << 6 | (byte(offset++) & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  return point;
}

std::size_t count_code_points(std::string_view text) {
  // Eight bytes at a time: bit 7 set and bit 6 clear marks a continuation byte.
  constexpr std::uint64_t ones = 0x0101010101010101;
  std::size_t continuations = 0, at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    continuations += static_cast<std::size_t>(std::popcount(bytes >> 7 & ~(bytes >> 6) & ones));
  }
  for (; at < text.size(); ++at) {
    continuations += (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  }
  return text.size() - continuations;
}

void append_utf8(char32_t point, std::string& out) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  }
}

std::string valid_utf8(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (simdjson::validate_utf8(text.data(), text.size())) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(next_code_point(text, at), out);
  return out;
}

void append_lower(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      ++at;
    } else {
      append_utf8(to_lower(next_code_point(text, at)), out);
    }
  }
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_lower(text, out);
  return out;
}

}  // namespace assay
