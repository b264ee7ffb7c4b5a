#include "corroboration/judge.h"
#include <algorithm>
#include <functional>

namespace assay::corroboration {
namespace {

// A part of which the best passage holds less than this (by weight) is about something else; guess.
constexpr float scope_coverage = 0.25f;

// What is at stake at a conflict, times how surely both texts speak of the same thing around it.
float gravity(const Conflict& conflict) { return conflict.weight * conflict.context; }

// Below this a candidate tells nothing. A stray negation is common, so it needs more in common
// around it, and "failed" with nothing against it may tell of another time. Chosen for precision on
// articles over statements, out of fold; the last is a guess.
float least_context(const Conflict& conflict) {
  switch (conflict.kind) {
    case ConflictKind::polarity:
      return conflict.plain_negation ? 0.5f : 0.8f;
    default:
      return 0.3f;
  }
}

// In a text that was not chosen for the claim another word is just another thing said.
bool counts(const Conflict& conflict, Setting setting) {
  // One may both pay and contribute: two words of a kind need not exclude each other.
  if (conflict.kind == ConflictKind::sibling) return false;
  return conflict.verbatim ? setting == Setting::pair && precise(conflict)
                           : conflict.context >= least_context(conflict);
}

// The conflicts of the passage that holds the gravest, each place of the claim once.
void gather_conflicts(const Alignment& aligned, Setting setting, Judgement& out) {
  out.conflicts.clear();
  out.conflict_passage = no_index;
  std::vector<const Conflict*> all;
  for (const PartAlignment& part : aligned.parts) {
    for (const Conflict& conflict : part.conflicts) {
      if (counts(conflict, setting)) all.push_back(&conflict);
    }
  }
  if (all.empty()) return;
  std::ranges::stable_sort(all, std::greater<>(), [](const Conflict* c) { return gravity(*c); });
  out.conflict_passage = all.front()->passage;
  constexpr float worth_showing = 0.6f;  // share of the gravest; guess
  for (const Conflict* conflict : all) {
    if (conflict->passage != out.conflict_passage ||
        gravity(*conflict) < worth_showing * gravity(*all.front()))
      continue;
    // A stray "no" beside a value is part of the conflict about the value.
    const bool told = std::ranges::any_of(out.conflicts, [&](const Conflict& other) {
      return conflict->claim.overlaps(other.claim) || conflict->kind == ConflictKind::polarity;
    });
    if (!told) out.conflicts.push_back(*conflict);
  }
}

}  // namespace

bool has_conflict(const Alignment& aligned, Setting setting) {
  return std::ranges::any_of(aligned.parts, [&](const PartAlignment& part) {
    return std::ranges::any_of(part.conflicts,
                               [&](const Conflict& conflict) { return counts(conflict, setting); });
  });
}

Result<Judge> Judge::create(const Heuristics& heuristics) {
  Result<Lexicon> lexicon = Lexicon::load(heuristics);
  if (!lexicon) return lexicon.error();
  Result<Model> sought = Model::load(heuristics, "models/corroboration.json");
  if (!sought) return sought.error();
  Result<Model> pair = Model::load(heuristics, "models/corroboration-pairs.json");
  if (!pair) return pair.error();
  return Judge(std::move(lexicon).value(), std::move(sought).value(), std::move(pair).value());
}

void Judge::judge(const ClaimTerms& claim, const Passages& passages, std::span<const char> excluded,
                  Setting setting, Memory& memory, Judgement& out) const {
  align(claim, passages, lexicon_, excluded, memory.alignment, memory.aligned);
  const Model& model = setting == Setting::sought ? sought_ : pair_;
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
  gather_conflicts(memory.aligned, setting, out);
  const Probabilities& p = out.probabilities;
  if (out.evidence.empty()) {
    out.verdict = Verdict::out_of_scope;
    out.confidence = 1;
  } else if (!out.conflicts.empty() && p.contradicted >= model.contradicted_from() &&
             p.contradicted >= model.contradicted_share() * (p.contradicted + p.corroborated)) {
    out.verdict = Verdict::contradicted;
    out.confidence = p.contradicted;
  } else if (p.corroborated >= model.corroborated_from()) {
    out.verdict = Verdict::corroborated;
    out.confidence = p.corroborated;
  } else {
    out.verdict = out.coverage < scope_coverage ? Verdict::out_of_scope : Verdict::not_found;
    out.confidence = 1 - p.corroborated;
  }
  if (out.verdict != Verdict::contradicted) out.conflicts.clear();
}

}  // namespace assay::corroboration
