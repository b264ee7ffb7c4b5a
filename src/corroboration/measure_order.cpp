#include <algorithm>
#include <bitset>
#include <cmath>

#include "corroboration/part_aligner.h"

namespace assay::corroboration {

void PartAligner::measure_order(PartAlignment& out) {
  const auto other = passage_terms(0);
  const std::size_t n = terms_.size(), m = other.size();
  // Where the claim's term matches nothing, a row is that of the next term.
  std::vector<float>& cells = workspace_.cells;
  cells.resize(std::max(cells.size(), (n + 1) * (m + 1)));
  std::array<float*, longest_terms + 1> rows;
  rows[n] = cells.data();
  std::fill_n(rows[n], m + 1, 0.0f);
  const auto at = [&](std::size_t i, std::size_t j) { return rows[i][j]; };
  const auto match = [&](std::size_t i, std::size_t j) -> float {
    constexpr float stop_weight = 0.3f;  // stop words anchor a little
    const Term &a = terms_[i], &b = other[j];
    if (a.stem == b.stem) return a.weight + stop_weight;
    return a.root == b.root ? root_match * std::min(a.weight, b.weight) + stop_weight : 0;
  };
  std::array<std::uint64_t, longest_terms> stems, roots;
  constexpr std::size_t marks = 512;  // of stems and roots that the passage may have
  std::bitset<marks> marked;
  for (std::size_t j = 0; j < m; ++j) {
    stems[j] = other[j].stem;
    roots[j] = other[j].root;
    marked.set(stems[j] % marks);
    marked.set(roots[j] % marks);
  }
  float* row = rows[n];
  for (std::size_t i = n; i-- > 0;) {
    const std::uint64_t stem = terms_[i].stem, root = terms_[i].root;
    rows[i] = row;
    if (!marked.test(stem % marks) && !marked.test(root % marks)) continue;
    const float* const below = row;
    rows[i] = row += m + 1;
    row[m] = 0;
    float right = 0;
    for (std::size_t j = m; j-- > 0;) {
      right = std::max(below[j], right);
      if (stems[j] == stem || roots[j] == root) right = std::max(right, match(i, j) + below[j + 1]);
      row[j] = right;
    }
  }
  tally_.ordered += at(0, 0);
  std::size_t i = 0, j = 0, gap_i = 0, gap_j = 0;
  float run = 0;
  bool started = false;
  std::array<char, longest_terms> common{};
  std::array<Gap, longest_terms> gaps;
  std::size_t gap_count = 0;
  const auto gap = [](std::size_t i0, std::size_t i1, std::size_t j0, std::size_t j1) {
    return Gap{static_cast<std::uint8_t>(i0), static_cast<std::uint8_t>(i1),
               static_cast<std::uint8_t>(j0), static_cast<std::uint8_t>(j1)};
  };
  while (i < n && j < m) {
    const float found = match(i, j);
    if (found > 0 && at(i, j) == found + at(i + 1, j + 1)) {
      if (started && i > gap_i) gaps[gap_count++] = gap(gap_i, i, gap_j, j);
      run = (started && i == gap_i && j == gap_j) ? run + 1 : 1;
      tally_.longest_run = std::max(tally_.longest_run, run);
      started = true;
      common[i] = 1;
      gap_i = ++i;
      gap_j = ++j;
    } else if (at(i, j) == at(i + 1, j)) {
      ++i;
    } else {
      ++j;
    }
  }
  if (started && gap_i < n)
    gaps[gap_count++] = gap(gap_i, n, gap_j, std::min(m, gap_j + (n - gap_i) + 2));
  for (std::size_t g = 0; g < gap_count; ++g) judge_gap(gaps[g], common, other, out);
  // Names that stand in another order: who did what to whom.
  std::uint8_t last = nowhere;
  for (std::size_t t = 0; t < n; ++t) {
    if (!terms_[t].name || candidate(0).position[t] == nowhere) continue;
    if (last != nowhere && candidate(0).position[t] < last) tally_.names_order += 1;
    last = candidate(0).position[t];
  }
}

void PartAligner::judge_gap(const Gap& gap, const std::array<char, longest_terms>& common,
                            std::span<const Term> other, PartAlignment& out) {
  constexpr std::size_t reach = 5;
  float near = 0, agreed = 0;
  for (std::size_t t = gap.i0 > reach ? gap.i0 - reach : 0;
       t < std::min(gap.i1 + reach, terms_.size()); ++t) {
    if (t >= gap.i0 && t < gap.i1) continue;
    near += terms_[t].weight + 0.3f;
    if (common[t]) agreed += terms_[t].weight + 0.3f;
  }
  const float context = near > 0 ? agreed / near : 0;
  const Term* mine = nullptr;
  for (std::size_t t = gap.i0; t < gap.i1; ++t) {
    if (!terms_[t].content() || candidate(0).cover[t] > 0) continue;
    if (mine == nullptr || terms_[t].weight > mine->weight) mine = &terms_[t];
  }
  if (mine == nullptr) return;
  const Term* theirs = nullptr;
  for (std::size_t t = gap.j0; t < std::min<std::size_t>(gap.j1, gap.j0 + 2 * reach); ++t) {
    if (!other[t].content() || table_.find(other[t].stem) != nowhere) continue;
    const bool fits = other[t].number == mine->number && other[t].name == mine->name;
    const bool held =
        theirs != nullptr && theirs->number == mine->number && theirs->name == mine->name;
    if (theirs == nullptr || (fits && !held)) theirs = &other[t];
  }
  if (theirs == nullptr) {
    if (mine->weight > tally_.inserted_max) {
      tally_.inserted_max = mine->weight;
      tally_.inserted_context = context;
    }
    return;
  }
  const int kind = mine->number && theirs->number ? 0 : mine->name && theirs->name ? 1 : 2;
  tally_.swap[kind] = std::max(tally_.swap[kind], context);
  tally_.swap_context = std::max(tally_.swap_context, context * mine->weight);
  Conflict conflict;
  conflict.kind = conflict_kind(*mine, *theirs);
  conflict.claim = mine->range;
  conflict.official = theirs->range;
  conflict.passage = out.best;
  conflict.verbatim = true;
  conflict.weight = mine->weight;
  conflict.context = conflict.claim_context = context;
  if (precise(conflict)) count_precise(conflict.weight, context);
  out.conflicts.push_back(conflict);
}

ConflictKind PartAligner::conflict_kind(const Term& mine, const Term& theirs) const {
  if (mine.value != Term::no_value && values_[mine.value].is_date) return ConflictKind::date;
  if (mine.number && theirs.number) {
    const auto official = passage_values(candidate(0).passage);
    const bool unlike =
        mine.value < values_.size() && theirs.value < official.size() &&
        compare(values_[mine.value], official[theirs.value]) == Agreement::incomparable;
    return unlike ? ConflictKind::word : ConflictKind::number;
  }
  if (mine.name && theirs.name) return ConflictKind::name;
  return mine.framed && opposed(*lexicon_.opposites(mine.stem), theirs) ? ConflictKind::opposite
                                                                        : ConflictKind::word;
}

}  // namespace assay::corroboration
