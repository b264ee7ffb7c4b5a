// What each negation of two laid texts denies, and whether the other side says it undenied.
//
// A negation is answered only by one of the same matter: "paid and lost no time" does not answer
// "did not pay and lost no time".
#pragma once

#include <algorithm>

#include "corroboration/conflicts.h"

namespace assay::corroboration {

// Of a word that may deny; a side without one denies nothing.
constexpr std::uint32_t denying_traits = trait::negation | trait::reversing | trait::excepting;

// "Left out", "omitted": it denies without a negation.
inline bool any_omits(std::span<const Term> terms) {
  return std::ranges::any_of(
      terms, [](const Term& term) { return (term.telling & telling::omission) != 0; });
}

struct Denial {
  bool in_claim = false;    // on whose side the negation stands
  std::size_t at = 0;       // the negation
  std::size_t head = 0;     // what it denies
  std::size_t other = 0;    // where the other side says what is denied
  float held = 0;           // how far it says that, 0..1
  std::size_t skipped = 0;  // words of content between the negation and what it denies
  bool omits = false;       // that the other side speaks of it: "Tarvia is not on the list"
};

struct DenialReading {
  static constexpr std::size_t most = 16;
  std::array<Denial, most> list;
  std::size_t count = 0;
  bool both_deny = false;  // each side holds a negation
  std::span<const Denial> all() const { return std::span(list).first(count); }
};

// "Not closed until Monday" says that it was closed then.
bool ends_with_until(std::span<const Term> terms, std::size_t negation);

// Whether one side excepts whom alone the other denies it: "all members except Tarvia signed",
// "only Tarvia did not sign".
bool excepts_the_same(const Laid& laid);

// Cost: for each negation of a side, found denied or not, the terms of the other side.
void read_denials(const Laid& laid, DenialReading& out);

}  // namespace assay::corroboration
