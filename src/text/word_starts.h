// How the words of a short text begin: tells a name ("Ada van Lindqvist") from a phrase ("View more
// posts") where nothing has been cut into tokens.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/ascii.h"

namespace assay {

struct WordStarts {
  std::size_t words = 0;
  std::size_t small = 0;  // of them, those that begin with a small Latin letter
};

// Words are what blanks part.
inline WordStarts word_starts(std::string_view text) {
  WordStarts starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || (i > 0 && text[i - 1] != ' ')) continue;
    ++starts.words;
    starts.small += ascii::is_lower(text[i]);
  }
  return starts;
}

}  // namespace assay
