#include "corroboration/judge.h"
#include <algorithm>

namespace assay::corroboration {
namespace {

// A part of which the best passage holds less than this (by weight) is about something else; guess.
constexpr float scope_coverage = 0.25f;

}  // namespace

Result<Judge> Judge::create(const Heuristics& heuristics) {
  Result<Lexicon> lexicon = Lexicon::load(heuristics);
  if (!lexicon) return lexicon.error();
  Result<Model> model = Model::load(heuristics);
  if (!model) return model.error();
  return Judge(std::move(lexicon).value(), std::move(model).value());
}

void Judge::judge(const ClaimTerms& claim, const Passages& passages, std::span<const char> excluded,
                  Memory& memory, Judgement& out) const {
  align(claim, passages, lexicon_, excluded, memory.alignment, memory.aligned);
  out.probabilities = model_.predict(memory.aligned.features);
  out.evidence.clear();
  out.conflicts.clear();
  out.conflict_passage = no_index;
  float coverage = 0;
  float weightiest = 0;
  for (const PartAlignment& part : memory.aligned.parts) {
    coverage = std::max(coverage, part.coverage);
    for (std::size_t t = 0; t < part.top_count; ++t) {
      if (std::ranges::find(out.evidence, part.top[t]) == out.evidence.end())
        out.evidence.push_back(part.top[t]);
    }
    for (const Conflict& conflict : part.conflicts) {
      if (!conflict.precise()) continue;
      if (conflict.weight * conflict.context > weightiest) {
        weightiest = conflict.weight * conflict.context;
        out.conflict_passage = part.best;
      }
    }
  }
  for (const PartAlignment& part : memory.aligned.parts) {
    if (part.best != out.conflict_passage) continue;
    for (const Conflict& conflict : part.conflicts) {
      if (conflict.precise()) out.conflicts.push_back(conflict);
    }
  }
  std::ranges::stable_sort(out.conflicts, [](const Conflict& a, const Conflict& b) {
    return a.weight * a.context > b.weight * b.context;
  });
  const Probabilities& p = out.probabilities;
  if (coverage < scope_coverage) {
    out.verdict = Verdict::out_of_scope;
    out.confidence = 1 - p.corroborated;
  } else if (p.contradicted >= model_.contradicted_from() && !out.conflicts.empty() &&
             p.contradicted > p.corroborated) {
    out.verdict = Verdict::contradicted;
    out.confidence = p.contradicted;
  } else if (p.corroborated >= 0.5) {
    out.verdict = Verdict::corroborated;
    out.confidence = p.corroborated;
  } else {
    out.verdict = Verdict::not_found;
    out.confidence = 1 - p.corroborated;
  }
  if (out.verdict != Verdict::contradicted) out.conflicts.clear();
}

}  // namespace assay::corroboration
