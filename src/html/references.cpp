#include "html/references.h"
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "html/scan.h"

namespace assay::html {
namespace {

struct NamedReference {
  std::string_view name;
  char32_t first, second;
};

#include "html/references_table.inc"

constexpr std::size_t longest_name = 31;          // CounterClockwiseContourIntegral
constexpr std::size_t longest_unclosed_name = 6;  // Yacute and others

template <std::size_t size>
const NamedReference* find_name(const NamedReference (&table)[size], std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(table), std::end(table), name,
                       [](const NamedReference& row, std::string_view n) { return row.name < n; });
  return found != std::end(table) && found->name == name ? found : nullptr;
}

void append_named(const NamedReference& reference, std::string& out) {
  append_utf8(reference.first, out);
  if (reference.second != 0) append_utf8(reference.second, out);
}

// What a number from 0x80 to 0x9f means: the character of windows-1252; 0 where that has none.
constexpr char16_t c1_replacements[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

char32_t number_to_point(std::uint32_t number) {
  if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff)) return 0xfffd;
  if (number >= 0x80 && number <= 0x9f && c1_replacements[number - 0x80] != 0) {
    return c1_replacements[number - 0x80];
  }
  return number;
}

std::size_t append_number(const char* p, const char* end, std::string& out) {
  const char* at = p + 2;
  const bool hexadecimal = at < end && (*at == 'x' || *at == 'X');
  if (hexadecimal) ++at;
  const char* digits = at;
  std::uint32_t number = 0;
  constexpr std::uint32_t beyond_unicode = 0x110000;
  for (; at < end; ++at) {
    std::uint32_t digit = 0;
    if (is_digit(*at)) {
      digit = static_cast<std::uint32_t>(*at - '0');
    } else if (const char lower = lower_ascii(*at); hexadecimal && lower >= 'a' && lower <= 'f') {
      digit = static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      break;
    }
    number = std::min(number * (hexadecimal ? 16 : 10) + digit, beyond_unicode);
  }
  if (at == digits) return 0;
  append_utf8(number_to_point(number), out);
  if (at < end && *at == ';') ++at;
  return static_cast<std::size_t>(at - p);
}

}  // namespace

void append_utf8(char32_t point, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  } else {
    put(0xf0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3f));
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

std::size_t append_reference(const char* p, const char* end, bool in_attribute, std::string& out) {
  const char* name = p + 1;
  if (name == end) return 0;
  if (*name == '#') return append_number(p, end, out);
  std::size_t length = 0;
  const auto available = static_cast<std::size_t>(end - name);
  while (length < available && length <= longest_name &&
         (is_letter(name[length]) || is_digit(name[length]))) {
    ++length;
  }
  if (length < available && name[length] == ';') {
    if (const NamedReference* found = find_name(closed_references, {name, length})) {
      append_named(*found, out);
      return length + 2;
    }
  }
  // The longest of the old names that go without semicolon: "&notit;" is "¬it;".
  for (std::size_t n = std::min(length, longest_unclosed_name); n >= 2; --n) {
    const NamedReference* found = find_name(open_references, {name, n});
    if (found == nullptr) continue;
    if (in_attribute && n < available &&
        (name[n] == '=' || is_letter(name[n]) || is_digit(name[n]))) {
      return 0;
    }
    append_named(*found, out);
    return n + 1;
  }
  return 0;
}

}  // namespace assay::html
