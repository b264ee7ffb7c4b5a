// Conflicts that contradict by themselves, however the rest is worded: all else that the claim's
// clause says stands in the passage's, and both speak of the same.
//
//   "Inflation rose in May"             / "Inflation in Halm fell to 5 percent in May"
//   "The ferry does not call at Varby"  / "The ferry calls at Varby on Sundays"
//   "Each of the twenty berths is open" / "Fifteen of the twenty berths are open"
#pragma once

#include "corroboration/denials.h"

namespace assay::corroboration {

// The noun that a word of quantity stands with: "banks" of "each of the 20 largest banks"; the size
// of the terms where there is none.
std::size_t noun_of(std::span<const Term> terms, std::size_t quantity);

// Whether the words at `claim` and `official` are said of the same, neither of them denied or
// hedged by what stands around. Linear in both sides, as all here.
bool tell_the_same(const Laid& laid, std::size_t claim, std::size_t official);

// Whether a negation denies all that the other side tells there.
bool denies_all(const Laid& laid, const Denial& denial);

// "Each of the twenty" against "fifteen of the twenty": where the two sides say how many.
struct Shortfall {
  std::size_t claim = 0, official = 0;
  bool found = false;
};
Shortfall find_shortfall(const Laid& laid, const Lexicon& lexicon);

}  // namespace assay::corroboration
