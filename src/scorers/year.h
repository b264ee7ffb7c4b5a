// Years as texts write them.
#pragma once

#include <algorithm>
#include <string_view>

#include "text/ascii.h"

namespace assay {

// Four digits of this century or the last: "2031".
constexpr bool is_year(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
         std::ranges::all_of(word, ascii::is_digit);
}

// Whether such a number stands in `text`, with no digit beside it.
constexpr bool names_year(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && ascii::is_digit(text[at])) {
      ++digits;
      continue;
    }
    if (is_year(text.substr(at - digits, digits))) return true;
    digits = 0;
  }
  return false;
}

}  // namespace assay
