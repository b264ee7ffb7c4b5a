#include "corroboration/alignment_features.h"
#include <cmath>
#include <iterator>
#include <utility>

namespace assay::corroboration {

std::span<const std::string_view> feature_names() {
  static constexpr std::string_view names[] = {
#define ASSAY_NAME(name) #name,
      ASSAY_FEATURES(ASSAY_NAME)
#undef ASSAY_NAME
  };
  static_assert(std::size(names) == feature_count);
  return names;
}

Features features_of(const Tally& t, std::size_t parts, std::size_t passages) {
  const auto share = [](float part, float whole) { return whole > 0 ? part / whole : 1.0f; };
  const auto n = static_cast<float>(std::max<std::size_t>(parts, 1));
  Features f{};
  for (int s = 0; s < 4; ++s) {
    f[f_coverage_best + s] = share(t.covered[s], t.weight);
    f[f_uncovered_max_best + s] = t.uncovered_max[s];
    f[f_uncovered_sum_best + s] = t.uncovered_sum[s];
  }
  f[f_uncovered_count_top3] = t.uncovered_top3;
  f[f_uncovered_count_document] = t.uncovered_document;
  for (int s = 0; s < 3; ++s) f[f_pairs_best + s] = share(t.pairs[s], t.pair_weight);
  f[f_isolated_max] = t.isolated_max;
  f[f_isolated_count] = t.isolated;
  f[f_triples_best] = share(t.triples, t.triple_weight);
  f[f_ordered_share] = share(t.ordered, t.weight);
  f[f_longest_run] = t.longest_run;
  f[f_longest_run_share] = share(t.longest_run, t.terms);
  f[f_reverse_coverage] = t.reverse;
  f[f_reverse_coverage_top3] = t.reverse3;
  f[f_names] = t.names;
  f[f_names_best] = share(t.names_in[0], t.names);
  f[f_names_top3] = share(t.names_in[1], t.names);
  f[f_names_document] = share(t.names_in[2], t.names);
  f[f_names_missing_hits] = t.names_missing_hits;
  f[f_names_missing_document] = t.names - t.names_in[2];
  f[f_name_order_changed] = t.names_order;
  f[f_numbers] = t.numbers;
  f[f_numbers_best] = share(t.numbers_in[0], t.numbers);
  f[f_numbers_top3] = share(t.numbers_in[1], t.numbers);
  f[f_numbers_document] = share(t.numbers_in[2], t.numbers);
  f[f_numbers_missing_document] = t.numbers - t.numbers_in[2];
  f[f_values] = t.values;
  f[f_values_agree_best] = share(t.values_agree[0], t.values);
  f[f_values_agree_top3] = share(t.values_agree[1], t.values);
  f[f_values_conflict_best] = t.values_conflict[0];
  f[f_values_conflict_top3] = t.values_conflict[1];
  f[f_values_unmatched] = t.values_unmatched;
  f[f_word_uncovered_max_hits] = t.word_max_hits;
  f[f_word_uncovered_max_document] = t.word_max_document;
  f[f_word_uncovered_mean_top3] = t.words > 0 ? t.words_uncovered / t.words : 0;
  f[f_negation_claim] = t.negation_claim;
  f[f_negation_best] = t.negation_best;
  f[f_negation_differs] = t.negation_differs;
  f[f_reversing_differs] = t.reversing;
  f[f_opposite_best] = t.opposite[0];
  f[f_opposite_top3] = t.opposite[1];
  f[f_direction_differs] = t.direction;
  f[f_planned_differs] = t.planned;
  f[f_possible_differs] = t.possible;
  f[f_universal_added] = t.universal;
  f[f_exclusive_added] = t.exclusive;
  f[f_partial_differs] = t.partial;
  f[f_swap_number] = t.swap[0];
  f[f_swap_name] = t.swap[1];
  f[f_swap_word] = t.swap[2];
  f[f_swap_context] = t.swap_context;
  f[f_inserted_max] = t.inserted_max;
  f[f_inserted_context] = t.inserted_context;
  f[f_claim_terms] = t.terms;
  f[f_claim_parts] = n;
  f[f_passages_log] = std::log(1 + static_cast<float>(passages));
  f[f_best_terms] = t.best_terms / n;
  f[f_hit_score] = t.hit_score / n;
  f[f_hit_margin] = t.hit_margin / n;
  f[f_part_coverage_min] = t.coverage_min;
  f[f_part_coverage_mean] = t.coverage_sum / n;
  f[f_context_covered] = t.context_covered;
  f[f_spelled_missing] = t.spelled_missing;
  f[f_pronouns] = t.pronouns;
  f[f_precise_conflicts] = t.precise_conflicts;
  f[f_conflict_weight] = t.conflict_weight;
  f[f_values_conflict_noun] = t.values_conflict_noun;
  f[f_dates_conflict] = t.dates_conflict;
  f[f_part_coverage_max] = t.coverage_max;
  for (int s = 0; s < 3; ++s) {
    f[f_soft_best + s] = share(t.soft[s], t.weight);
    f[f_soft_uncovered_max_best + s] = t.soft_max[s];
  }
  f[f_soft_reverse] = t.soft_reverse;
  f[f_segments] = t.segments;
  f[f_segment_min_best] = t.segment_min_best;
  f[f_segment_min_hits] = t.segment_min_hits;
  f[f_segment_gap] = t.segment_gap;
  for (std::size_t k = 0; k + 1 < conflict_kinds; ++k) {
    f[f_at_number + k] = t.at[k];
    f[f_at_number_claim + k] = t.at_claim[k];
  }
  f[f_at_number_noun] = t.at_noun;
  f[f_at_name_similarity] = t.at_name_similarity;
  f[f_at_name_known] = t.at_name_known;
  f[f_at_polarity_added] = t.at_polarity_added;
  f[f_at_max] = t.at_max;
  f[f_at_count] = t.at_count;
  f[f_at_soft_best] = t.at_max * f[f_soft_best];
  f[f_at_antonym] = t.at_antonym;
  f[f_at_sibling_similarity] = t.at_sibling_similarity;
  f[f_at_alike] = t.at_alike;
  f[f_at_alike_similarity] = t.at_alike_similarity;
  f[f_hole_context] = t.hole_context;
  f[f_hole_max] = t.hole_max;
  using enum Lexicon::Relation;
  for (const auto& [feature, relation] : {std::pair(f_words_same, same),
                                          {f_words_related, related},
                                          {f_words_broader, broader},
                                          {f_words_narrower, narrower},
                                          {f_words_sibling, sibling},
                                          {f_words_opposed, opposed},
                                          {f_words_strange, none}})
    f[feature] = t.relations[static_cast<std::size_t>(relation)];
  f[f_score_top] = t.gravest.score;
  f[f_score_second] = t.score_second;
  for (std::size_t k = 0; k < conflict_kinds; ++k) f[f_score_number + k] = t.scores[k];
  f[f_score_moved] = t.score_moved;
  f[f_score_sum] = t.score_sum;
  f[f_top_kind] = t.any_conflict ? static_cast<float>(t.gravest.kind) : -1;
  f[f_top_context] = t.gravest.context;
  f[f_top_claim_context] = t.gravest.claim_context;
  f[f_top_between] = t.gravest.between;
  f[f_top_in_place] = t.gravest.in_place;
  f[f_top_cover] = t.gravest.cover;
  f[f_top_told_elsewhere] = t.gravest.told_elsewhere ? 1.0f : 0.0f;
  f[f_top_clause_cover] = t.gravest.clause_cover;
  f[f_top_clause_terms] = t.gravest.clause_terms;
  f[f_clauses] = t.clauses;
  f[f_clause_cover_min] = t.clause_cover_min;
  f[f_top_frame] = t.gravest.frame;
  f[f_top_weight] = t.gravest.weight;
  f[f_strangers] = t.strangers;
  f[f_strangers_share] = t.all_names > 0 ? t.strangers / t.all_names : 0;
  return f;
}

}  // namespace assay::corroboration
