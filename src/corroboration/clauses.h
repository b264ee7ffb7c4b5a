// Where a sentence falls into clauses that can be judged each on its own, told without a parser.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "corroboration/alignment.h"

namespace assay::corroboration {

// What a word opens behind which a verb stands.
enum class Opening : std::uint8_t {
  none,
  joint,  // "and"; "with" behind a comma
  clause  // "but", "which", "after"
};
Opening opening_at(std::span<const Term> terms, std::size_t t);

// A stretch of a sentence's terms, half-open.
struct Stretch {
  std::size_t begin = 0, end = 0;
  std::span<const Term> of(std::span<const Term> terms) const {
    return terms.subspan(begin, end - begin);
  }
};

// What is said in one go around the term at `at`: up to the next comma or opening on either side.
Stretch clause_around(std::span<const Term> terms, std::size_t at);

// A clause with words enough to be judged, half-open.
struct Clause {
  std::size_t begin = 0, end = 0;
  std::size_t words = 0;  // of content
  float weight = 0;       // of all terms
  std::size_t size() const { return end - begin; }
};

struct Clauses {
  static constexpr std::size_t most = 6;
  std::array<Clause, most> list;
  std::size_t count = 0;
  std::span<const Clause> all() const { return std::span(list).first(count); }
};

// Splits before a word that opens a clause ("but", "which", "after"; "and" and "with" behind a
// comma) where a verb follows and both sides have words enough to be judged. A sentence without
// such a place is one clause; a longer one keeps its rest in the last. Linear.
//
//   "Tarvia pays for the harbour, | but Oskeland has refused to sign"     two
//   "Tarvia and Oskeland signed the agreement"                            one
void split_clauses(std::span<const Term> terms, Clauses& out);

// Makes one clause of a claim's first part a claim of its own, for which the names in the rest of
// the sentence are context.
void take_clause(const ClaimTerms& claim, const Clause& clause, ClaimTerms& out);

// Calls `judge` with each clause of a one-part claim in which a conflict stands that `counts`; a
// claim that is one clause has none.
template <typename Counts, typename Judge>
void for_clauses_in_conflict(const ClaimTerms& claim, const Alignment& aligned, ClaimTerms& clause,
                             Counts&& counts, Judge&& judge) {
  if (claim.parts.size() != 1) return;
  const std::span<const Term> terms = claim.terms_of(claim.parts.front());
  Clauses clauses;
  split_clauses(terms, clauses);
  if (clauses.count < 2) return;
  for (const Clause& stretch : clauses.all()) {
    const Range range{terms[stretch.begin].range.begin, terms[stretch.end - 1].range.end};
    const auto stands_here = [&](const Conflict& conflict) {
      return conflict.claim.overlaps(range) && counts(conflict);
    };
    if (std::ranges::none_of(aligned.parts.front().conflicts, stands_here)) continue;
    take_clause(claim, stretch, clause);
    judge(std::as_const(clause));
  }
}

}  // namespace assay::corroboration
