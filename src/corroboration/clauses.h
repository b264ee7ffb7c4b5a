// Where a sentence falls into clauses that can be judged each on its own, told without a parser.
#pragma once

#include <array>
#include <span>

#include "corroboration/alignment.h"

namespace assay::corroboration {

// A stretch of a sentence's terms, half-open.
struct Clause {
  std::size_t begin = 0, end = 0;
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

}  // namespace assay::corroboration
