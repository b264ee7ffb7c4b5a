#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "assay/text.h"

namespace assay {
namespace {

constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325;
constexpr std::uint64_t fnv_prime = 0x100000001b3;
constexpr char32_t typographic_apostrophe = 0x2019;

enum class Class : std::uint8_t { other, letter, digit, mark, ideograph };

Class classify(char32_t c) {
  if (c < 0x80) {
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return Class::letter;
    return c >= '0' && c <= '9' ? Class::digit : Class::other;
  }
  if ((c >= 0x2e80 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff)) {
    return u_isalpha(static_cast<UChar32>(c)) ? Class::ideograph : Class::other;
  }
  const auto bit = U_MASK(u_charType(static_cast<UChar32>(c)));
  if (bit & U_GC_L_MASK) return Class::letter;
  if (bit & U_GC_M_MASK) return Class::mark;
  return bit & U_GC_N_MASK ? Class::digit : Class::other;
}

bool is_upper(char32_t c) {
  return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isUUppercase(static_cast<UChar32>(c));
}

std::uint64_t mix(std::uint64_t hash, char32_t c) {
  if (c == typographic_apostrophe) c = U'\'';
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') c |= 0x20;
  } else {
    c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  }
  return (hash ^ c) * fnv_prime;
}

}  // namespace

std::uint64_t word_hash(std::string_view word) {
  std::uint64_t hash = fnv_offset;
  for (std::size_t at = 0; at < word.size();) hash = mix(hash, next_code_point(word, at));
  return hash;
}

void append_tokens(std::string_view text, Range within, std::vector<Token>& out) {
  const std::string_view view = text.substr(0, within.end);
  std::size_t at = within.begin;
  while (at < view.size()) {
    const std::size_t begin = at;
    char32_t c = next_code_point(view, at);
    Class kind = classify(c);
    if (kind == Class::other || kind == Class::mark) continue;
    Token token;
    token.kind = kind == Class::digit ? TokenKind::number : TokenKind::word;
    token.capitalised = is_upper(c);
    token.hash = mix(fnv_offset, c);
    unsigned uppers = token.capitalised, letters = kind == Class::letter;
    std::size_t end = at;
    while (kind != Class::ideograph && at < view.size()) {
      const std::size_t before = at;
      c = next_code_point(view, at);
      Class next = classify(c);
      if (next == Class::other) {
        // An apostrophe between letters, a '.' or ',' between digits stay inside.
        const bool apostrophe = (c == U'\'' || c == typographic_apostrophe) && kind != Class::digit;
        const bool separator = (c == U'.' || c == U',') && kind == Class::digit;
        if (!apostrophe && !separator) {
          at = before;
          break;
        }
        std::size_t peek = at;
        const Class after =
            peek < view.size() ? classify(next_code_point(view, peek)) : Class::other;
        if (after != (apostrophe ? Class::letter : Class::digit)) {
          at = before;
          break;
        }
        next = kind;
      } else if (next == Class::ideograph) {
        at = before;
        break;
      }
      if (next == Class::letter && c != U'\'' && c != typographic_apostrophe) {
        ++letters;
        uppers += is_upper(c);
      }
      token.hash = mix(token.hash, c);
      if (next != Class::mark) kind = next;
      end = at;
    }
    at = end;
    token.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.all_caps = letters >= 2 && uppers == letters;
    out.push_back(token);
  }
}

}  // namespace assay
