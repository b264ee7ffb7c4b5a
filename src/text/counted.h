// "1 document", "2 documents": numbers of things in messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

// `noun` is one whose plural ends in a plain s.
inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace assay
