// Grammar by which a clause shuts out what another says, where all else of the claim's clause is
// told there:
//
//   "All instruments worked"           / "All instruments worked, except the counter"
//   "Only two of the crew wore suits"  / "All of the crew wore suits"
//   "Profit grew to 131 from 118"      / "Profit was 118, compared with 131 a year earlier"
//   "Anglers may keep two cod"         / "Anglers may keep one cod instead of two"
//   "The senate merged the schools"    / "The senate rejected a plan to merge the schools"
#pragma once

#include <array>
#include <span>

#include "corroboration/conflicts.h"

namespace assay::corroboration {

struct Exclusion {
  ConflictKind kind = ConflictKind::scope;
  std::size_t claim = 0, official = 0;  // terms
};

struct Exclusions {
  static constexpr std::size_t most = 4;
  std::array<Exclusion, most> list;
  std::size_t count = 0;
  std::span<const Exclusion> all() const { return std::span(list).first(count); }
};

// Cost: linear in both sides for each word that may shut something out.
void find_exclusions(const Laid& laid, Exclusions& out);

}  // namespace assay::corroboration
