// The word that somebody who mistyped most likely meant.
#pragma once

#include <span>
#include <string_view>

namespace assay {

// The word of `candidates` nearest to `word` by edit distance (Levenshtein); empty when none is
// near: a third of the letters may be wrong, two in short words. Candidates beyond 64 bytes and
// words beyond 64 bytes are never near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace assay
