#include "text/nearest.h"
#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace assay {

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest = 64;
  if (word.size() > longest) return {};
  std::string_view best;
  // "jbos" finds "jobs", "x" finds nothing.
  std::size_t best_distance = std::max<std::size_t>(word.size() / 3, word.size() > 2 ? 2 : 0) + 1;
  std::array<std::size_t, longest + 1> row{};
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > longest) continue;
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::size_t diagonal = row[0]++;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t change = diagonal + (word[i] == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, change});
      }
    }
    if (row[candidate.size()] < best_distance) {
      best_distance = row[candidate.size()];
      best = candidate;
    }
  }
  return best;
}

}  // namespace assay
