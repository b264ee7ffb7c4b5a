#include <algorithm>
#include <cmath>

#include "corroboration/name_slots.h"
#include "corroboration/part_aligner.h"
#include "corroboration/reckoning.h"

namespace assay::corroboration {

void PartAligner::count_precise(float weight, float context) {
  if (context < 0.5f) return;
  tally_.precise_conflicts += 1;
  tally_.conflict_weight = std::max(tally_.conflict_weight, weight * context);
}

void PartAligner::measure_values(const PartAlignment& out) {
  for (const Value& value : values_) {
    tally_.values += 1;
    bool agrees[2] = {}, conflicts[2] = {};
    const Value* other = nullptr;
    bool same_noun = false;
    for (std::size_t rank = 0; rank < std::min<std::size_t>(count_, 3); ++rank) {
      for (const Value& official : passage_values(candidate(rank).passage)) {
        switch (compare(value, official)) {
          case Agreement::incomparable:
            break;
          case Agreement::agree:
            agrees[1] = true;
            agrees[0] |= rank == 0;
            break;
          case Agreement::conflict:
            conflicts[1] = true;
            if (rank > 0) break;
            conflicts[0] = true;
            // What is counted must be the same before two counts can conflict.
            const bool noun = value.is_date || (official.noun != 0 && official.noun == value.noun);
            if (other == nullptr || (noun && !same_noun)) other = &official;
            same_noun |= noun;
            break;
        }
      }
    }
    for (int scope = 0; scope < 2; ++scope) {
      tally_.values_agree[scope] += agrees[scope];
      tally_.values_conflict[scope] += conflicts[scope] && !agrees[scope];
    }
    tally_.values_unmatched += !agrees[1] && !conflicts[1];
    if (other == nullptr || agrees[1]) continue;
    tally_.values_conflict_noun += same_noun;
    tally_.dates_conflict += value.is_date;
    constexpr float value_weight = 6;  // as terms.cpp weighs a number
    count_precise(value_weight, same_noun ? out.coverage : 0.5f * out.coverage);
  }
}

void PartAligner::measure_conflicts(PartAlignment& out) {
  constexpr std::size_t depth = related_depth;
  const auto& stems = passages_.documents[passages_.passages[out.best].document].stems;
  const auto known = [&](const Term& term) { return std::ranges::binary_search(stems, term.stem); };
  const std::size_t verbatim = out.conflicts.size();
  Clauses clauses;
  split_clauses(terms_, clauses);
  tally_.clauses += static_cast<float>(clauses.count);
  for (std::size_t rank = 0; rank < std::min(count_, depth); ++rank) {
    const Candidate& laid = candidate(rank);
    const auto other = passage_terms(rank);
    const std::size_t before = rank == 0 ? 0 : out.conflicts.size();
    const auto claim_cover = std::span(laid.soft).first(terms_.size());
    const auto official_cover = std::span(laid.back).first(other.size());
    const Passage& passage = passages_.passages[laid.passage];
    const Laid both{terms_,
                    other,
                    claim_cover,
                    official_cover,
                    std::span(laid.match).first(other.size()),
                    values_,
                    passage_values(laid.passage),
                    laid.passage,
                    std::span(laid.related).first(laid.related_count),
                    traits_,
                    passage.traits};
    append_conflicts(both, lexicon_, out.conflicts);
    constexpr std::size_t slot_depth = 2;
    if (rank < slot_depth) append_name_slots(both, lexicon_, out.conflicts);
    const float covered = held_share(terms_, claim_cover, weight_),
                told = held_share(other, official_cover, passage.weight);
    for (std::size_t c = before; c < out.conflicts.size(); ++c) {
      out.conflicts[c].rank = static_cast<std::uint8_t>(rank);
      out.conflicts[c].cover = covered;
      out.conflicts[c].told = told;
    }
    measure_clauses(clauses, claim_cover, rank, std::span(out.conflicts).subspan(before));
    measure_dates(laid.passage, std::span(out.conflicts).subspan(before));
  }
  const std::size_t verbatim_left = drop_explained(verbatim, out);
  std::erase_if(out.conflicts, [&](const Conflict& conflict) {
    return conflict.slot != NameSlot::none && names_elsewhere(conflict);
  });
  for (std::size_t c = 0; c < out.conflicts.size(); ++c) {
    Conflict& conflict = out.conflicts[c];
    if (!conflict.is_learned()) continue;
    const auto term = std::ranges::find_if(
        terms_, [&](const Term& t) { return t.range.overlaps(conflict.claim) && t.content(); });
    conflict.known = term != terms_.end() && known(*term);
    const bool of_words =
        conflict.kind != ConflictKind::roles && conflict.kind != ConflictKind::modality;
    if (of_words) conflict.told_elsewhere = told_elsewhere(conflict);
    if (conflict.kind == ConflictKind::name) conflict.bound = bound(conflict);
    conflict.score = conflicts_.score(conflict);
    count_score(conflict);
    if (c >= verbatim_left && !conflict.moved) count_context(conflict);
  }
  for (const auto terms : {terms_, context_}) {
    for (const Term& term : terms) {
      if (!term.name) continue;
      tally_.all_names += 1;
      tally_.strangers += !known(term);
    }
  }
}

bool PartAligner::is_computed(const Value& value) const {
  std::array<Figures, 5> near;
  const std::size_t count = std::min(count_, near.size());
  for (std::size_t rank = 0; rank < count; ++rank)
    near[rank] = {passage_terms(rank), passage_values(candidate(rank).passage)};
  return reckon(value, terms_, std::span(near).first(count), lexicon_) == Reckoned::meant;
}

// Whether another passage has the figure, of the same unit where that in conflict has another
// ("412 primary schools", "185 schools"), or beside more of the words that stand around it in the
// claim.
bool PartAligner::is_told_nearer(const Value& value, const Conflict& conflict) const {
  const auto term = std::ranges::find_if(
      terms_, [&](const Term& t) { return t.range.overlaps(value.range) && t.content(); });
  if (term == terms_.end()) return false;
  const auto at = static_cast<std::size_t>(term - terms_.begin());
  int here = 0;
  std::uint64_t unit = value.unit;
  for (std::size_t rank = 0; rank < count_; ++rank) {
    if (candidate(rank).passage != conflict.passage) continue;
    for (const Value& v : passage_values(conflict.passage)) {
      if (v.range == conflict.official) unit = v.unit;
    }
    const auto other = passage_terms(rank);
    const auto place = std::ranges::find_if(
        other, [&](const Term& t) { return t.range.overlaps(conflict.official); });
    if (place != other.end())
      here = neighbours_at(at, rank, static_cast<std::size_t>(place - other.begin()));
  }
  for (std::size_t rank = 0; rank < count_; ++rank) {
    if (candidate(rank).passage == conflict.passage) continue;
    const auto other = passage_terms(rank);
    const auto official = passage_values(candidate(rank).passage);
    for (std::size_t o = 0; o < official.size(); ++o) {
      if (compare(value, official[o]) != Agreement::agree) continue;
      const auto place = std::ranges::find(other, o, &Term::value);
      if (place == other.end()) continue;
      if (value.counted != 0 && value.unit == official[o].unit && value.unit != unit) return true;
      if (neighbours_at(at, rank, static_cast<std::size_t>(place - other.begin())) > here)
        return true;
    }
  }
  return false;
}

std::size_t PartAligner::drop_explained(std::size_t verbatim, PartAlignment& out) const {
  std::array<signed char, longest_values> known;  // by value of the part: -1 not yet told
  known.fill(-1);
  const auto explained = [&](const Conflict& conflict) {
    if (conflict.kind != ConflictKind::number || conflict.moved) return false;
    const auto value = std::ranges::find_if(
        values_, [&](const Value& v) { return v.range.overlaps(conflict.claim); });
    if (value == values_.end()) return false;
    signed char& told = known[static_cast<std::size_t>(value - values_.begin())];
    if (told < 0) told = is_computed(*value) ? 1 : 0;
    // Between the very words that stand beside the other figure nothing was reckoned.
    return (told == 1 && conflict.frame < fully_framed) || is_told_nearer(*value, conflict);
  };
  const auto kept = static_cast<std::size_t>(std::count_if(
      out.conflicts.begin(), out.conflicts.begin() + static_cast<std::ptrdiff_t>(verbatim),
      [&](const Conflict& conflict) { return !explained(conflict); }));
  std::erase_if(out.conflicts, explained);
  return kept;
}

float PartAligner::held_share(std::span<const Term> terms, std::span<const float> cover,
                              float weight) {
  float held = 0;
  for (std::size_t t = 0; t < terms.size(); ++t) held += terms[t].weight * cover[t];
  return weight > 0 ? held / weight : 0;
}

void PartAligner::measure_clauses(const Clauses& clauses, std::span<const float> cover,
                                  std::size_t rank, std::span<Conflict> conflicts) {
  if (rank > 0 && conflicts.empty()) return;
  std::array<float, Clauses::most> held{};
  for (std::size_t c = 0; c < clauses.count; ++c) {
    const Clause& clause = clauses.list[c];
    held[c] = held_share(terms_.subspan(clause.begin, clause.size()),
                         cover.subspan(clause.begin, clause.size()), clause.weight);
    if (rank == 0) tally_.clause_cover_min = std::min(tally_.clause_cover_min, held[c]);
  }
  for (Conflict& conflict : conflicts) {
    for (std::size_t c = 0; c < clauses.count; ++c) {
      // What the passage alone denies is denied of the whole sentence, which begins with the first.
      if (terms_[clauses.list[c].end - 1].range.end <= conflict.claim.begin) continue;
      conflict.clause_cover = held[c];
      conflict.clause_terms = static_cast<float>(clauses.list[c].words);
      break;
    }
  }
}

void PartAligner::measure_dates(std::uint32_t passage, std::span<Conflict> conflicts) const {
  if (conflicts.empty()) return;
  const auto official = passage_values(passage);
  std::array<float, longest_values> agrees{};  // of dates: 1, or -1 where none of the passage does
  for (std::size_t v = 0; v < values_.size(); ++v) {
    if (!values_[v].is_date) continue;
    const auto same = [&](const Value& other) {
      return compare(values_[v], other) == Agreement::agree;
    };
    agrees[v] = std::ranges::any_of(official, same) ? 1.0f : -1.0f;
    // A day of the week of publication is that of a passage that gives no date.
    if (values_[v].published != 0 && std::ranges::none_of(official, &Value::is_date)) agrees[v] = 0;
  }
  for (Conflict& conflict : conflicts) {
    float sum = 0, dates = 0;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      if (agrees[v] == 0 || values_[v].range.overlaps(conflict.claim)) continue;
      sum += agrees[v];
      dates += 1;
    }
    conflict.dated = dates > 0 ? sum / dates : 0;
    conflict.evidence = static_cast<float>(passages_.buffer.terms.size());
  }
}

void PartAligner::count_score(const Conflict& conflict) {
  const auto kind = static_cast<std::size_t>(conflict.kind);
  float& of_kind = conflict.moved ? tally_.score_moved : tally_.scores[kind];
  of_kind = std::max(of_kind, conflict.score);
  tally_.score_sum += 1 / (1 + std::exp(-conflict.score));
  if (!tally_.any_conflict || conflict.score > tally_.gravest.score) {
    if (tally_.any_conflict) tally_.score_second = tally_.gravest.score;
    tally_.gravest = conflict;
    tally_.any_conflict = true;
  } else {
    tally_.score_second = std::max(tally_.score_second, conflict.score);
  }
}

void PartAligner::count_context(const Conflict& conflict) {
  // What another passage says of this very matter is no conflict; a name merely stands there.
  float context = conflict.context;
  if (conflict.told_elsewhere) context *= conflict.kind == ConflictKind::name ? 0 : 0.5f;
  const auto kind = static_cast<std::size_t>(conflict.kind);
  tally_.at_count += context >= 0.5f;
  tally_.at_max = std::max(tally_.at_max, context);
  if (conflict.relation == Lexicon::Relation::opposed)
    tally_.at_antonym = std::max(tally_.at_antonym, context);
  if (context <= tally_.at[kind]) return;
  if (conflict.kind == ConflictKind::sibling) tally_.at_sibling_similarity = conflict.similarity;
  tally_.at[kind] = context;
  tally_.at_claim[kind] = conflict.claim_context;
  if (conflict.kind == ConflictKind::number) tally_.at_noun = conflict.similarity;
  if (conflict.kind == ConflictKind::polarity)
    tally_.at_polarity_added = conflict.official.empty() ? 1.0f : 0.0f;
  if (conflict.kind == ConflictKind::name) {
    tally_.at_name_similarity = conflict.similarity;
    tally_.at_name_known = conflict.known ? 1.0f : 0.0f;
  }
}

int PartAligner::neighbours_at(std::size_t term, std::size_t rank, std::size_t place) const {
  constexpr std::size_t near = 6;  // terms on either side; guess
  const Candidate& laid = candidate(rank);
  int found = 0;
  const std::size_t first = term - std::min(term, near);
  for (std::size_t t = first; t < std::min(terms_.size(), term + near + 1); ++t) {
    if (t == term || terms_[t].name || !terms_[t].content() || laid.position[t] == nowhere)
      continue;
    const std::size_t there = laid.position[t];
    found += (there > place ? there - place : place - there) <= near;
  }
  return found;
}

float PartAligner::bound(const Conflict& conflict) const {
  const auto name = std::ranges::find_if(
      terms_, [&](const Term& t) { return t.range.overlaps(conflict.claim) && t.content(); });
  if (name == terms_.end()) return 0;
  const auto term = static_cast<std::size_t>(name - terms_.begin());
  int here = 0, elsewhere = 0;
  for (std::size_t rank = 0; rank < count_; ++rank) {
    if (candidate(rank).passage == conflict.passage) {
      const auto other = passage_terms(rank);
      const auto place = std::ranges::find(other, conflict.official, &Term::range);
      if (place != other.end())
        here = neighbours_at(term, rank, static_cast<std::size_t>(place - other.begin()));
    } else if (candidate(rank).position[term] != nowhere) {
      elsewhere = std::max(elsewhere, neighbours_at(term, rank, candidate(rank).position[term]));
    }
  }
  return static_cast<float>(here - elsewhere);
}

bool PartAligner::names_elsewhere(const Conflict& conflict) const {
  const auto first = std::ranges::find_if(
      terms_, [&](const Term& term) { return term.range.overlaps(conflict.claim); });
  const auto last = std::find_if(
      first, terms_.end(), [&](const Term& term) { return !term.range.overlaps(conflict.claim); });
  const std::span<const Term> name(first, last);
  const auto begin = static_cast<std::size_t>(first - terms_.begin());
  std::array<bool, longest_terms> telling{};
  mark_telling(name, lexicon_, telling);
  for (std::size_t rank = 0; rank < count_; ++rank) {
    if (candidate(rank).passage == conflict.passage) continue;
    bool all = true;
    for (std::size_t t = 0; t < name.size() && all; ++t) {
      const std::uint8_t place = candidate(rank).position[begin + t];
      all = !telling[t] || (place != nowhere && passage_terms(rank)[place].name);
    }
    if (all) return true;
  }
  return false;
}

bool PartAligner::told_elsewhere(const Conflict& conflict) const {
  if (conflict.kind == ConflictKind::polarity) return false;
  if (const auto value = std::ranges::find(values_, conflict.claim, &Value::range);
      value != values_.end()) {
    for (std::size_t rank = 0; rank < count_; ++rank) {
      if (candidate(rank).passage == conflict.passage) continue;
      for (const Value& other : passage_values(candidate(rank).passage)) {
        if (compare(*value, other) == Agreement::agree) return true;
      }
    }
    return false;
  }
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (!terms_[i].range.overlaps(conflict.claim) || !terms_[i].content()) continue;
    for (std::size_t rank = 0; rank < count_; ++rank) {
      if (candidate(rank).passage != conflict.passage && candidate(rank).cover[i] > 0) return true;
    }
  }
  return false;
}

}  // namespace assay::corroboration
