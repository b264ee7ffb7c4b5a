// What alignment measures of a claim: counted in a tally part by part, then turned to features.
#pragma once

#include <array>

#include "corroboration/alignment.h"

namespace assay::corroboration {

constexpr std::size_t relation_count = 7;

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
