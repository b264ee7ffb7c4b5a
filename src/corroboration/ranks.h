// Ranks that two texts give one thing: "the largest" against "the second largest". Two ordinals are
// opposites of each other anyway (see Lexicon::opposites); here one side has none.
#pragma once

#include "corroboration/conflicts.h"

namespace assay::corroboration {

struct RankClash {
  std::size_t claim = 0, official = 0;  // the superlatives
  std::size_t rank = 0;                 // of the side that has an ordinal: 2 and more
  bool of_claim = false;                // which side that is: the ordinal stands just before
};

struct RankReading {
  static constexpr std::size_t most = 4;
  std::array<RankClash, most> list;
  std::size_t count = 0;
  std::span<const RankClash> all() const { return std::span(list).first(count); }
};

// Cost: the product of both sides' superlatives.
void read_ranks(const Laid& laid, RankReading& out);

}  // namespace assay::corroboration
