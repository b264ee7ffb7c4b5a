// Who does what to whom, read without a parser.
//
// Around a word that both texts share ("pays", "payment", "higher", "before") stand those it speaks
// of: the nearest group of words to the left that no preposition leads is who does it, the groups
// to the right are whom, to whom, from whom. A passive with "by" turns the two. Words whose sides
// may trade places ("met", "agreed with") tell nothing.
//
//   "Tarvia pays Oskeland 4 million" / "Oskeland pays 4 million to Tarvia"      crossed
//   "Tarvia pays Oskeland 4 million" / "Oskeland was paid 4 million by Tarvia"  not crossed
//   "Tarvia met Oskeland"            / "Oskeland met Tarvia"                    not crossed
#pragma once

#include "corroboration/conflicts.h"

namespace assay::corroboration {

// Two groups of words that have changed places. Stretches are half-open, of terms.
struct Crossing {
  std::size_t claim_begin = 0, claim_end = 0;  // from one group to the other, both included
  std::size_t official_begin = 0, official_end = 0;
  float weight = 0;  // of the lighter of the two groups, in nats
};

struct RoleReading {
  static constexpr std::size_t most_crossings = 8;
  std::array<Crossing, most_crossings> crossings;
  std::size_t count = 0;
  bool agrees = false;  // some word has the same two groups on the same sides
};

// Cost: linear in the terms times the shared words' repetitions.
void read_roles(const Laid& laid, RoleReading& out);

}  // namespace assay::corroboration
