#include "corroboration/judge.h"
#include <algorithm>
#include <functional>

#include "corroboration/alignment_features.h"
#include "corroboration/clauses.h"
#include "corroboration/objections.h"
#include "corroboration/standing.h"
#include "corroboration/value_clashes.h"

namespace assay::corroboration {
namespace {

// A part of which the best passage holds less than this (by weight) is about something else; guess.
constexpr float scope_coverage = 0.25f;

// Who shares names and numbers alone speaks of the same people, not of the same event. Of 33 such
// sentences of articles over statements 2 are borne out.
constexpr float least_words_held = 0.1f;

// A claim of which the best passage holds little is borne out by words alike alone, and has to be
// the surer. On articles of our own over statements (327 such verdicts without those against a
// contradiction) it takes 29 right ones and 43 wrong ones back.
constexpr float little_coverage = 0.35f;
constexpr double sure_of_little = 0.65;

// In a text that was not chosen for the claim another word is just another thing said: one may both
// pay and contribute. What is no figure needs more in common around it, a stray negation most of
// all, and "failed" with nothing against it may tell of another time. "All" and "first" are said
// where the text has no such word; "only" shuts out what it lists. Chosen for precision on articles
// over statements, out of fold.
constexpr float least_shared = 0.3f, least_shared_scope = 0.4f, least_shared_denial = 0.5f,
                least_shared_reversal = 0.8f;

// Paraphrase brings in many a name that the text has another for; chosen for precision on articles
// that were never fitted on.
constexpr float least_score_of_names = -0.6f;

// How the evidence was come by: a sentence or two were chosen for the claim; more than that was
// brought by a search, which finds what merely resembles the claim as well. Sentences are no
// measure of that: what a search brings is full of menus and tables.
enum class Evidence : std::uint8_t { whole_text, found, chosen };

Evidence evidence_of(Setting setting, const Passages& passages) {
  // Three quarters of FEVER and FM2 are shorter, nine tenths of Factcheck-Bench longer.
  constexpr std::size_t most_chosen_terms = 50;
  if (setting == Setting::sought) return Evidence::whole_text;
  return passages.buffer.terms.size() > most_chosen_terms ? Evidence::found : Evidence::chosen;
}

// What was found contradicts by another figure, unless it tells of another date, and by all else
// only where it says nearly the same and the conflict is a sure one, less sure of a date between
// the very words that stand beside the other. Of chosen evidence another word counts where the rest
// is much the same. Chosen for precision on Factcheck-Bench, out of fold.
constexpr float least_alike = 0.8f, least_score_of_alike = 1, least_score_of_framed = 0,
                least_dated = 0, least_cover_of_words = 0.4f;

bool counts(const Conflict& conflict, Evidence evidence) {
  const bool of_words = conflict.kind >= ConflictKind::modality;
  if (evidence == Evidence::chosen) return !of_words || conflict.cover >= least_cover_of_words;
  if (evidence == Evidence::found) {
    if (conflict.kind == ConflictKind::number && conflict.dated >= least_dated) return true;
    const bool is_framed = conflict.kind == ConflictKind::date && conflict.frame >= fully_framed;
    return !of_words && std::max(conflict.cover, conflict.context) >= least_alike &&
           conflict.score >= (is_framed ? least_score_of_framed : least_score_of_alike);
  }
  if (conflict.verbatim) return false;
  switch (conflict.kind) {
    case ConflictKind::modality:  // right in 3 of 7 on articles out of fold
    case ConflictKind::word:
    case ConflictKind::sibling:
      return false;
    case ConflictKind::number:
      // A figure of another date is another figure; "the second" stands against "the first" only
      // where the same word is beside both.
      return conflict.dated >= least_dated && (!conflict.ordinal || conflict.frame > 0);
    case ConflictKind::date:
      // A passage that holds more of the claim gives its date.
      return !conflict.told_elsewhere || conflict.moved || conflict.rank == 0;
    case ConflictKind::name:
      // A country stands against a country, and not against a person or a body.
      return conflict.like && conflict.context >= least_shared &&
             conflict.score >= least_score_of_names && (conflict.moved || !conflict.told_elsewhere);
    case ConflictKind::polarity:
      return conflict.context >=
             (conflict.plain_negation ? least_shared_denial : least_shared_reversal);
    case ConflictKind::scope:
      return conflict.context >= least_shared_scope &&
             (!conflict.official.empty() || conflict.shuts_out);
    default:
      return conflict.context >= least_shared;
  }
}

// Whether the passages give another number of the same things, or another date. It need be no
// contradiction, but is not borne out: of 15 such claims called so on articles of our own none was.
bool has_other_value(const Alignment& aligned) {
  return aligned.features[f_values_conflict_noun] > 0 || aligned.features[f_dates_conflict] > 0;
}

// Whether each part of the claim stands in a passage laid beside it word for word.
bool stands(const ClaimTerms& claim, const Passages& passages, const Alignment& aligned) {
  for (std::size_t p = 0; p < claim.parts.size(); ++p) {
    const PartAlignment& part = aligned.parts[p];
    const auto says_it = [&](std::uint32_t passage) {
      return stands_in(claim.terms_of(claim.parts[p]), passages.terms(passages.passages[passage]));
    };
    if (std::ranges::none_of(std::span(part.top).first(part.top_count), says_it)) return false;
  }
  return !claim.parts.empty();
}

// Another name in the same place contradicts where the passage tells enough of the claim; countries
// and parts of them stand in many a place. No model has seen such conflicts. In 110 articles over
// statements seven claims have one, all of them contradicted; what a search finds tells of others
// too often (2 of 8 were right on Factcheck-Bench).
constexpr float least_cover_of_slots = 0.3f, least_cover_of_places = 0.4f;
constexpr double confidence_of_slots = 0.8;  // guess

const Conflict* find_other_name(const Alignment& aligned) {
  for (const PartAlignment& part : aligned.parts) {
    for (const Conflict& conflict : part.conflicts) {
      if (conflict.slot == NameSlot::none) continue;
      if (conflict.cover >=
          (conflict.slot == NameSlot::place ? least_cover_of_places : least_cover_of_slots))
        return &conflict;
    }
  }
  return nullptr;
}

// Of claims that something objects to, whether it withholds or contradicts them: how sure that is;
// a guess.
constexpr double confidence_of_objections = 0.6;

// Of claims that stand in the text word for word; a guess.
constexpr double confidence_of_standing = 0.9;

// Of claims with a figure or a day that the text tells otherwise: right in 17 of 18 that the model
// would not have called so, on articles of our own.
constexpr double confidence_of_clashes = 0.8;

bool has_clash(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
               const Alignment& aligned, Judgement& out) {
  std::vector<Conflict> clashes;
  find_value_clashes(claim, passages, lexicon, aligned, clashes);
  if (clashes.empty()) return false;
  out.conflict_passage = clashes.front().passage;
  std::erase_if(clashes,
                [&](const Conflict& clash) { return clash.passage != out.conflict_passage; });
  out.conflicts = std::move(clashes);
  return true;
}

// Of claims of which one clause says the opposite of one in the text; a guess.
constexpr double confidence_of_certain = 0.7;

const Conflict* find_certain(const Alignment& aligned) {
  for (const PartAlignment& part : aligned.parts) {
    for (const Conflict& conflict : part.conflicts) {
      const bool elsewhere = conflict.told_elsewhere && conflict.rank > 0;
      if (conflict.certain && !elsewhere && conflict.dated >= least_dated) return &conflict;
    }
  }
  return nullptr;
}

// The conflicts of the passage that holds the gravest, each place of the claim once.
void gather_conflicts(const Alignment& aligned, Evidence evidence, float least_score,
                      Judgement& out) {
  out.conflicts.clear();
  out.conflict_passage = no_index;
  std::vector<const Conflict*> all;
  for (const PartAlignment& part : aligned.parts) {
    for (const Conflict& conflict : part.conflicts) {
      if (conflict.is_learned() && conflict.score >= least_score && counts(conflict, evidence))
        all.push_back(&conflict);
    }
  }
  if (all.empty()) return;
  std::ranges::stable_sort(all, std::greater<>(), &Conflict::score);
  out.conflict_passage = all.front()->passage;
  constexpr float worth_showing = 0.7f;  // log odds below the gravest; guess
  for (const Conflict* conflict : all) {
    if (conflict->passage != out.conflict_passage ||
        conflict->score < all.front()->score - worth_showing)
      continue;
    // A stray "no" beside a value is part of the conflict about the value.
    const bool told = std::ranges::any_of(out.conflicts, [&](const Conflict& other) {
      return conflict->claim.overlaps(other.claim) || conflict->kind == ConflictKind::polarity;
    });
    if (!told) out.conflicts.push_back(*conflict);
  }
}

}  // namespace

Result<Judge::Learned> Judge::load(const Heuristics& heuristics, std::string_view conflicts,
                                   std::string_view verdict) {
  Result<ConflictModel> first = ConflictModel::load(heuristics, conflicts);
  if (!first) return first.error();
  Result<Model> second = Model::load(heuristics, verdict);
  if (!second) return second.error();
  return Learned{std::move(first).value(), std::move(second).value()};
}

Result<Judge> Judge::create(const Heuristics& heuristics) {
  Result<Lexicon> lexicon = Lexicon::load(heuristics);
  if (!lexicon) return lexicon.error();
  Result<NewWordsModel> new_words = NewWordsModel::load(heuristics);
  if (!new_words) return new_words.error();
  Result<Learned> sought =
      load(heuristics, "models/corroboration-conflicts.json", "models/corroboration.json");
  if (!sought) return sought.error();
  Result<Learned> pair = load(heuristics, "models/corroboration-pairs-conflicts.json",
                              "models/corroboration-pairs.json");
  if (!pair) return pair.error();
  return Judge(std::move(lexicon).value(), std::move(new_words).value(), std::move(sought).value(),
               std::move(pair).value());
}

bool Judge::contradicts(const Judgement& judged, const Model& model) {
  const Probabilities& p = judged.probabilities;
  const bool of_numbers = std::ranges::any_of(judged.conflicts, [](const Conflict& conflict) {
    return conflict.kind == ConflictKind::number;
  });
  const double least = of_numbers ? model.contradicted_from_number() : model.contradicted_from();
  return !judged.conflicts.empty() && p.contradicted >= least &&
         p.contradicted >= model.contradicted_share() * (p.contradicted + p.corroborated);
}

void Judge::judge(const ClaimTerms& claim, const Passages& passages, Setting setting,
                  Memory& memory, Judgement& out) const {
  const Learned& learned = this->learned(setting);
  align(claim, passages, lexicon_, learned.conflicts, memory.alignment, memory.aligned);
  if (setting == Setting::pair) {
    measure_novelty(claim, passages, lexicon_, new_words_, memory.aligned.features,
                    memory.new_words);
  }
  const Model& model = learned.verdict;
  out.probabilities = model.predict(memory.aligned.features);
  out.evidence.clear();
  out.coverage = 0;
  for (const PartAlignment& part : memory.aligned.parts) {
    out.coverage = std::max(out.coverage, part.coverage);
    for (std::size_t t = 0; t < part.top_count; ++t) {
      if (std::ranges::find(out.evidence, part.top[t]) == out.evidence.end())
        out.evidence.push_back(part.top[t]);
    }
  }
  const Evidence evidence = evidence_of(setting, passages);
  gather_conflicts(memory.aligned, evidence, model.conflict_from(), out);
  const Probabilities& p = out.probabilities;
  out.by_reading = false;
  const Conflict* certain = find_certain(memory.aligned);
  // "All worked" stands in "all worked, except the counter".
  const bool as_it_stands =
      (certain == nullptr || !certain->apart) && stands(claim, passages, memory.aligned);
  if (out.evidence.empty()) {
    out.verdict = Verdict::out_of_scope;
    out.confidence = 1;
  } else if (as_it_stands) {
    out.verdict = Verdict::corroborated;
    out.confidence = std::max(p.corroborated, confidence_of_standing);
    out.by_reading = true;
  } else if (contradicts(out, model)) {
    out.verdict = Verdict::contradicted;
    out.confidence = p.contradicted;
  } else if (setting == Setting::sought &&
             has_clash(claim, passages, lexicon_, memory.aligned, out)) {
    out.verdict = Verdict::contradicted;
    out.confidence = std::max(p.contradicted, confidence_of_clashes);
    out.by_reading = true;
  } else if (certain != nullptr) {
    out.verdict = Verdict::contradicted;
    out.confidence = std::max(p.contradicted, confidence_of_certain);
    out.by_reading = true;
    out.conflicts.assign(1, *certain);
    out.conflict_passage = certain->passage;
  } else if (p.corroborated >= model.corroborated_from() &&
             (setting == Setting::pair ||
              (memory.aligned.words_held >= least_words_held && !has_other_value(memory.aligned) &&
               (out.coverage >= little_coverage || p.corroborated >= sure_of_little)))) {
    out.verdict = Verdict::corroborated;
    out.confidence = p.corroborated;
  } else {
    out.verdict = out.coverage < scope_coverage ? Verdict::out_of_scope : Verdict::not_found;
    out.confidence = 1 - p.corroborated;
  }
  if (out.verdict == Verdict::contradicted) return;
  out.conflicts.clear();
  if (as_it_stands) return;
  const Conflict* other = evidence == Evidence::found ? nullptr : find_other_name(memory.aligned);
  if (other != nullptr) {
    out.verdict = Verdict::contradicted;
    out.confidence = confidence_of_slots;
    out.by_reading = true;
    out.conflicts.push_back(*other);
    out.conflict_passage = other->passage;
    return;
  }
  // Of a sentence about something else a clause tells less still.
  if (out.verdict != Verdict::out_of_scope) judge_clauses(claim, passages, setting, memory, out);
  if (out.verdict != Verdict::corroborated) return;
  find_objections(claim, passages, lexicon_, memory.aligned, out.conflicts);
  if (out.conflicts.empty()) return;
  // Another office, partners exchanged, what the text denies: right in 4 of 4 on articles of our
  // own and Factcheck-Bench. A body that the text does not name, or a number, may be told
  // elsewhere.
  const auto certain_one = std::ranges::find_if(out.conflicts, &Conflict::certain);
  const bool is_contradicted = certain_one != out.conflicts.end();
  if (is_contradicted) std::iter_swap(out.conflicts.begin(), certain_one);
  out.verdict = is_contradicted ? Verdict::contradicted : Verdict::not_found;
  out.confidence = confidence_of_objections;
  out.by_reading = true;
  out.conflict_passage = out.conflicts.front().passage;
}

void Judge::judge_clauses(const ClaimTerms& claim, const Passages& passages, Setting setting,
                          Memory& memory, Judgement& out) const {
  const Learned& learned = this->learned(setting);
  const Model& model = learned.verdict;
  double least = model.clause_from();
  const Evidence evidence = evidence_of(setting, passages);
  memory.hits = memory.alignment.hits;
  Judgement& judged = memory.judgement;
  const auto judge_clause = [&](const ClaimTerms& clause) {
    align_with(memory.hits, clause, passages, lexicon_, learned.conflicts, memory.alignment,
               memory.clause_aligned);
    if (setting == Setting::pair) {
      measure_novelty(clause, passages, lexicon_, new_words_, memory.clause_aligned.features,
                      memory.new_words);
    }
    judged.probabilities = model.predict(memory.clause_aligned.features);
    judged.coverage = memory.clause_aligned.parts.front().coverage;
    gather_conflicts(memory.clause_aligned, evidence, model.clause_conflict_from(), judged);
    if (judged.coverage < scope_coverage || judged.probabilities.contradicted < least ||
        !contradicts(judged, model))
      return;
    least = judged.probabilities.contradicted;
    out.verdict = Verdict::contradicted;
    out.probabilities = judged.probabilities;
    out.confidence = judged.probabilities.contradicted;
    out.conflicts = judged.conflicts;
    out.conflict_passage = judged.conflict_passage;
  };
  const auto counted = [&](const Conflict& conflict) { return counts(conflict, evidence); };
  for_clauses_in_conflict(claim, memory.aligned, memory.clause, counted, judge_clause);
}

}  // namespace assay::corroboration
