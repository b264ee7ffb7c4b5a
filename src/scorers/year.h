// Years as texts write them.
#pragma once

#include <algorithm>
#include <string_view>

namespace assay {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Four digits of this century or the last: "2031".
constexpr bool is_year(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
         std::ranges::all_of(word, is_digit);
}

// Whether such a number stands in `text`, with no digit beside it.
constexpr bool names_year(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_digit(text[at])) {
      ++digits;
      continue;
    }
    if (is_year(text.substr(at - digits, digits))) return true;
    digits = 0;
  }
  return false;
}

}  // namespace assay
