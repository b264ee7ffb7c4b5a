#include "corroboration/standing.h"

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;

bool is_article(const Term& term) { return (term.traits & trait::article) != 0; }

// Where what begins with a comma at `t` ends with one, or the end of the terms.
std::size_t behind_aside(Terms terms, std::size_t t) {
  if (!terms[t].breaks) return terms.size();
  for (++t; t < terms.size() && !terms[t].breaks;) ++t;
  return t;
}

bool runs_from(Terms claim, Terms passage, std::size_t t) {
  for (std::size_t c = 0; c < claim.size();) {
    if (is_article(claim[c])) {
      ++c;
      continue;
    }
    while (t < passage.size() && is_article(passage[t]) && !passage[t].breaks) ++t;
    if (t == passage.size()) return false;
    if (claim[c].stem == passage[t].stem) {
      ++c;
      ++t;
      continue;
    }
    if (c == 0) return false;
    const std::size_t next = behind_aside(passage, t);
    if (next == passage.size()) {
      if (!is_article(passage[t])) return false;
      ++t;  // an article behind a comma
      continue;
    }
    t = next;
  }
  return true;
}

// "It may be", "nobody says", "they had feared that", "they ask whether": the words before a run
// that it depends on.
bool depends(Terms passage, std::size_t t) {
  constexpr std::size_t reach = 8;
  constexpr std::uint32_t leading =
      trait::negation | trait::reversing | trait::possible | trait::clause;
  for (std::size_t before = t; before-- > t - std::min(t, reach);) {
    if (passage[before + 1].breaks) return false;
    const bool joins = passage[before].breaks && (passage[before].traits & trait::clause) != 0;
    if (!joins && (passage[before].traits & leading) != 0) return true;
    if ((passage[before].telling & telling::supposition) != 0) return true;
  }
  return false;
}

}  // namespace

bool stands_in(Terms claim, Terms passage) {
  std::size_t first = 0;
  while (first < claim.size() && is_article(claim[first])) ++first;
  constexpr std::size_t fewest = 3;  // words that make a claim; guess
  if (claim.size() < first + fewest) return false;
  for (std::size_t t = 0; t < passage.size(); ++t) {
    if (passage[t].stem == claim[first].stem && runs_from(claim.subspan(first), passage, t) &&
        !depends(passage, t))
      return true;
  }
  return false;
}

}  // namespace assay::corroboration
