// What alignment measures of a claim: counted in a tally part by part, then turned to features.
#pragma once

#include <array>

#include "corroboration/alignment.h"

namespace assay::corroboration {

constexpr std::size_t relation_count = 7;

// The order of features is the order of their names; a model names the features it reads.
// Those from new_words on are set by measure_novelty().
// clang-format off
#define ASSAY_FEATURES(X) \
  X(coverage_best) X(coverage_top3) X(coverage_hits) X(coverage_document) \
  X(uncovered_max_best) X(uncovered_max_top3) X(uncovered_max_hits) X(uncovered_max_document) \
  X(uncovered_sum_best) X(uncovered_sum_top3) X(uncovered_sum_hits) X(uncovered_sum_document) \
  X(uncovered_count_top3) X(uncovered_count_document) X(pairs_best) X(pairs_top3) \
  X(pairs_hits) X(isolated_max) X(isolated_count) X(triples_best) X(ordered_share) \
  X(longest_run) X(longest_run_share) X(reverse_coverage) X(reverse_coverage_top3) X(names) \
  X(names_best) X(names_top3) X(names_document) X(names_missing_hits) \
  X(names_missing_document) X(name_order_changed) X(numbers) X(numbers_best) X(numbers_top3) \
  X(numbers_document) X(numbers_missing_document) X(values) X(values_agree_best) \
  X(values_agree_top3) X(values_conflict_best) X(values_conflict_top3) X(values_unmatched) \
  X(word_uncovered_max_hits) X(word_uncovered_max_document) X(word_uncovered_mean_top3) \
  X(negation_claim) X(negation_best) X(negation_differs) X(reversing_differs) \
  X(opposite_best) X(opposite_top3) X(direction_differs) X(planned_differs) \
  X(possible_differs) X(universal_added) X(exclusive_added) X(partial_differs) X(swap_number) \
  X(swap_name) X(swap_word) X(swap_context) X(inserted_max) X(inserted_context) \
  X(claim_terms) X(claim_parts) X(passages_log) X(best_terms) X(hit_score) X(hit_margin) \
  X(part_coverage_min) X(part_coverage_mean) X(context_covered) X(spelled_missing) \
  X(pronouns) X(precise_conflicts) X(conflict_weight) X(values_conflict_noun) \
  X(dates_conflict) X(part_coverage_max) \
  X(soft_best) X(soft_top3) X(soft_hits) X(soft_uncovered_max_best) X(soft_uncovered_max_top3) \
  X(soft_uncovered_max_hits) X(soft_reverse) X(segments) X(segment_min_best) \
  X(segment_min_hits) X(segment_gap) X(at_number) X(at_date) X(at_name) X(at_opposite) \
  X(at_polarity) X(at_scope) X(at_roles) X(at_modality) X(at_sibling) X(at_number_claim) X(at_date_claim) X(at_name_claim) \
  X(at_opposite_claim) X(at_polarity_claim) X(at_scope_claim) X(at_roles_claim) X(at_modality_claim) X(at_sibling_claim) X(at_number_noun) \
  X(at_name_similarity) X(at_name_known) X(at_polarity_added) X(at_max) X(at_count) \
  X(at_soft_best) X(strangers) X(strangers_share) X(at_antonym) \
  X(at_sibling_similarity) X(at_alike) X(at_alike_similarity) X(hole_context) X(hole_max) \
  X(words_same) X(words_related) X(words_broader) X(words_narrower) X(words_sibling) \
  X(words_opposed) X(words_strange) \
  X(score_top) X(score_second) X(score_number) X(score_date) X(score_name) X(score_opposite) \
  X(score_polarity) X(score_scope) X(score_roles) X(score_modality) X(score_sibling) X(score_word) X(score_moved) X(score_sum) \
  X(top_kind) X(top_context) X(top_claim_context) X(top_between) X(top_in_place) X(top_cover) \
  X(top_told_elsewhere) X(top_clause_cover) X(top_clause_terms) X(clauses) X(clause_cover_min) \
  X(top_frame) X(top_weight) \
  X(new_words) X(new_names) X(new_numbers) X(new_same) X(new_near) X(new_far) X(new_unknown) \
  X(new_opposed) X(new_same_share) X(new_far_share) X(new_far_weight) X(new_nearest) \
  X(new_nearest_mean) X(place_same) X(place_opposed) X(place_kind) X(place_sibling) X(inserted) \
  X(other_modifier) X(denials_backed) X(denials_added) X(denials_of_new) X(denied_there) \
  X(far_pairs) X(far_pair_share) X(far_pair_weight) X(pair_distance) X(exclusives) \
  X(new_exclusive) X(new_universal) X(new_unequalled) X(new_kind_of_edits) X(new_kind_of_claims)
// clang-format on

enum Feature : std::uint8_t {
#define ASSAY_NAME(name) f_##name,
  ASSAY_FEATURES(ASSAY_NAME)
#undef ASSAY_NAME
      f_count
};
static_assert(f_count == feature_count);

struct Tally {
  float weight = 0, covered[4] = {}, uncovered_max[4] = {}, uncovered_sum[4] = {};
  float uncovered_top3 = 0, uncovered_document = 0;
  float pair_weight = 0, pairs[3] = {};
  float triple_weight = 0, triples = 0;
  float isolated_max = 0, isolated = 0;
  float ordered = 0;
  float longest_run = 0;
  float reverse = 0, reverse3 = 0;
  float names = 0, names_in[3] = {}, names_missing_hits = 0, names_order = 0;
  float numbers = 0, numbers_in[3] = {};
  float values = 0, values_agree[2] = {}, values_conflict[2] = {}, values_unmatched = 0;
  float word_max_hits = 0, word_max_document = 0, words = 0, words_uncovered = 0;
  float terms = 0, best_terms = 0, hit_score = 0, hit_margin = 0;
  float coverage_min = 1, coverage_sum = 0;
  float context_covered = 0, spelled_missing = 0, pronouns = 0;
  float swap[3] = {}, swap_context = 0, inserted_max = 0, inserted_context = 0;
  float opposite[2] = {};
  float negation_claim = 0, negation_best = 0, negation_differs = 0, reversing = 0, direction = 0;
  float precise_conflicts = 0, conflict_weight = 0, values_conflict_noun = 0, dates_conflict = 0;
  float coverage_max = 0;
  float planned = 0, possible = 0, universal = 0, exclusive = 0, partial = 0;
  float soft[3] = {}, soft_max[3] = {}, soft_reverse = 0;
  float segments = 0, segment_min_best = 1, segment_min_hits = 1, segment_gap = 0;
  float at[conflict_kinds] = {}, at_claim[conflict_kinds] = {};
  float clauses = 0, clause_cover_min = 1;  // by the best passage
  float at_noun = 0, at_name_similarity = 0, at_name_known = 0, at_polarity_added = 0;
  float at_max = 0, at_count = 0, at_soft = 0;
  float strangers = 0, all_names = 0;
  float at_antonym = 0, at_sibling_similarity = 0, at_alike = 0, at_alike_similarity = 0;
  float hole_context = 0, hole_max = 0;
  float score_second = Conflict::lowest_score, score_moved = Conflict::lowest_score, score_sum = 0;
  std::array<float, conflict_kinds> scores = [] {
    std::array<float, conflict_kinds> none;
    none.fill(Conflict::lowest_score);
    return none;
  }();
  Conflict gravest;  // by score
  bool any_conflict = false;
  float relations[relation_count] = {};  // weight of uncovered words, by their nearest relation
};

Features features_of(const Tally& tally, std::size_t parts, std::size_t passages);

}  // namespace assay::corroboration
