#include "corroboration/ranks.h"
#include <algorithm>

namespace assay::corroboration {
namespace {

std::uint64_t stem(std::string_view word) { return stem_of(word, word_hash(word)).stem; }

// 2 for "second" and so on, or 0.
std::size_t ordinal_of(const Term& term) {
  static const std::uint64_t ordinals[] = {stem("second"), stem("third"), stem("fourth"),
                                           stem("fifth"),  stem("sixth"), stem("seventh"),
                                           stem("eighth"), stem("ninth"), stem("tenth")};
  const auto found = std::ranges::find(ordinals, term.stem);
  return found == std::end(ordinals) ? 0 : static_cast<std::size_t>(found - ordinals) + 2;
}

bool is_superlative(const Term& term) {
  static const std::uint64_t others[] = {stem("first"), stem("only"), stem("never"), stem("ever")};
  return (term.traits & trait::unequalled) != 0 &&
         std::ranges::find(others, term.stem) == std::end(others);
}

// "The largest city after Halm", "the worst flood, except for that of 2002": the superlative at `t`
// is another than the first.
bool is_excepted(std::span<const Term> terms, std::size_t t) {
  static const std::uint64_t behind[] = {stem("after"), stem("behind")},
                             excepting[] = {stem("except"), stem("excepting"), stem("excluding"),
                                            stem("besides")},
                             but = stem("but"), next = stem("next"), to = stem("to"),
                             from = stem("from"), apart[] = {stem("apart"), stem("aside")};
  const auto in = [](const auto& list, const Term& term) {
    return std::ranges::find(list, term.stem) != std::end(list);
  };
  constexpr std::size_t reach = 16;  // terms; guess
  for (std::size_t at = t + 1; at < std::min(terms.size(), t + reach); ++at) {
    const Term& term = terms[at];
    const Term* following = at + 1 < terms.size() ? &terms[at + 1] : nullptr;
    // "After 1953" tells when.
    if (in(behind, term)) return following != nullptr && !following->number;
    if (in(excepting, term)) return true;
    if (term.stem == but) return !term.breaks;
    if (following != nullptr && ((term.stem == next && following->stem == to) ||
                                 (in(apart, term) && following->stem == from)))
      return true;
    if ((term.traits & trait::clause) != 0) return false;
  }
  return false;
}

// The rank of the superlative at `t`; 0 where it is one of several, or the first but for others.
std::size_t rank_of(std::span<const Term> terms, std::size_t t) {
  static const std::uint64_t several[] = {stem("one"), stem("among"), stem("some"), stem("of")};
  constexpr std::size_t before = 3;
  if (t > 0 && !terms[t].breaks) {
    if (const std::size_t ordinal = ordinal_of(terms[t - 1]); ordinal > 0) return ordinal;
  }
  for (std::size_t at = t - std::min(t, before); at < t; ++at) {
    if (std::ranges::find(several, terms[at].stem) != std::end(several)) return 0;
  }
  return is_excepted(terms, t) ? 0 : 1;
}

}  // namespace

void read_ranks(const Laid& laid, RankReading& out) {
  out.count = 0;
  if ((laid.claim_traits & trait::unequalled) == 0) return;
  for (std::size_t i = 0; i < laid.claim.size(); ++i) {
    if (!is_superlative(laid.claim[i])) continue;
    const std::size_t mine = rank_of(laid.claim, i);
    if (mine == 0) continue;
    RankClash clash;
    for (std::size_t j = 0; j < laid.official.size(); ++j) {
      if (laid.official[j].stem != laid.claim[i].stem) continue;
      const std::size_t theirs = rank_of(laid.official, j);
      if (theirs == mine) {
        clash.rank = 0;
        break;
      }
      if (theirs != 0 && (mine == 1 || theirs == 1))
        clash = {i, j, std::max(mine, theirs), mine > 1};
    }
    if (clash.rank > 0 && out.count < RankReading::most) out.list[out.count++] = clash;
  }
}

}  // namespace assay::corroboration
