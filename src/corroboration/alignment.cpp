#include <algorithm>
#include <cmath>

#include "corroboration/part_aligner.h"

namespace assay::corroboration {

void PartAligner::run(PartAlignment& out) {
  search(passages_, query(), context_, {}, hit_limit, workspace_.search, workspace_.hits);
  run_on(workspace_.hits, out);
}

void PartAligner::run_on(std::span<const Hit> hits, PartAlignment& out) {
  count_ = std::min(hits.size(), hit_limit);
  for (std::size_t h = 0; h < count_; ++h) lay(hits[h], candidates_[h]);
  for (std::size_t h = 0; h < count_; ++h) {
    std::size_t rank = h;
    for (; rank > 0 && candidates_[order_[rank - 1]].score < candidates_[h].score; --rank)
      order_[rank] = order_[rank - 1];
    order_[rank] = static_cast<std::uint8_t>(h);
  }
  for (std::size_t rank = 0; rank < std::min(count_, related_depth); ++rank)
    relate(passage_terms(rank), candidates_[order_[rank]]);
  out.top_count = static_cast<std::uint32_t>(std::min<std::size_t>(count_, out.top.size()));
  for (std::size_t t = 0; t < out.top_count; ++t) out.top[t] = candidate(t).passage;
  if (count_ > 0) out.best = candidate(0).passage;
  out.conflicts.clear();
  measure_words(out);
  measure_values(out);
  if (count_ > 0) {
    measure_polarity(out);
    measure_order(out);
    measure_segments();
    measure_conflicts(out);
    measure_relations();
  }
}

namespace {

// Calls `run` for each part's aligner, then turns what all counted to features.
template <typename Run>
void align_parts(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                 const ConflictModel& conflicts, AlignmentWorkspace& workspace, Alignment& out,
                 Run&& run) {
  Tally tally;
  out.parts.resize(claim.parts.size());
  for (std::size_t p = 0; p < claim.parts.size(); ++p) {
    PartAligner aligner(claim, claim.parts[p], passages, lexicon, conflicts, workspace, tally);
    run(aligner, out.parts[p]);
  }
  out.words_held = tally.words > 0 ? 1 - tally.words_uncovered / tally.words : 1;
  out.features = features_of(tally, claim.parts.size(), passages.passages.size());
}

}  // namespace

void align(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
           const ConflictModel& conflicts, AlignmentWorkspace& workspace, Alignment& out) {
  align_parts(claim, passages, lexicon, conflicts, workspace, out,
              [](PartAligner& aligner, PartAlignment& part) { aligner.run(part); });
}

void align_with(std::span<const Hit> hits, const ClaimTerms& claim, const Passages& passages,
                const Lexicon& lexicon, const ConflictModel& conflicts,
                AlignmentWorkspace& workspace, Alignment& out) {
  align_parts(claim, passages, lexicon, conflicts, workspace, out,
              [&](PartAligner& aligner, PartAlignment& part) { aligner.run_on(hits, part); });
}

}  // namespace assay::corroboration
