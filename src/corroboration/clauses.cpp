#include "corroboration/clauses.h"
#include <algorithm>

namespace assay::corroboration {
namespace {

constexpr std::size_t least_content = 3;  // fewer words say too little to be judged; guess
constexpr std::size_t verb_reach = 6;     // terms behind the opening word that hold its verb; guess

std::uint64_t stem(std::string_view word) { return stem_of(word, word_hash(word)).stem; }

Opening word_opens(const Term& term) {
  static const std::uint64_t joint = stem("and"), with = stem("with");
  static const std::uint64_t idle[] = {stem("that"), stem("including"), stem("as")};
  if (term.content()) return Opening::none;
  if (term.stem == joint) return Opening::joint;
  if (term.stem == with) return term.breaks ? Opening::joint : Opening::none;
  if ((term.traits & trait::clause) == 0) return Opening::none;
  return std::ranges::find(idle, term.stem) == std::end(idle) ? Opening::clause : Opening::none;
}

}  // namespace

Opening opening_at(std::span<const Term> terms, std::size_t t) {
  constexpr std::uint32_t auxiliary =
      trait::being | trait::done | trait::possible | trait::planned | trait::required;
  const Opening opening = word_opens(terms[t]);
  if (opening == Opening::none) return opening;
  // "Wages and rising prices": without a comma "and" may join any two words.
  const bool joins_words = opening == Opening::joint && !terms[t].breaks;
  const std::uint32_t verbal =
      auxiliary | (joins_words ? trait::negation : trait::reversing | trait::up | trait::down);
  for (const Term& term : terms.subspan(t + 1, std::min(verb_reach, terms.size() - t - 1))) {
    if (joins_words && term.breaks) return Opening::none;
    if (!term.name && (term.traits & verbal) != 0) return opening;
  }
  return Opening::none;
}

Stretch clause_around(std::span<const Term> terms, std::size_t at) {
  const auto opens = [&](std::size_t t) {
    return terms[t].breaks || opening_at(terms, t) != Opening::none;
  };
  Stretch out{at, at + 1};
  while (out.begin > 0 && !opens(out.begin)) --out.begin;
  while (out.end < terms.size() && !opens(out.end)) ++out.end;
  return out;
}

void split_clauses(std::span<const Term> terms, Clauses& out) {
  out.count = 0;
  std::size_t left = 0, content = 0, begin = 0, t = 0;
  float weight = 0;
  for (const Term& term : terms) left += term.content();
  for (; t < terms.size() && out.count + 1 < Clauses::most; ++t) {
    const auto opens = [&] {
      const Opening opening = opening_at(terms, t);
      return opening == Opening::clause || (opening == Opening::joint && terms[t].breaks);
    };
    if (content >= least_content && left >= least_content && opens()) {
      out.list[out.count++] = {begin, t, content, weight};
      begin = t;
      content = 0;
      weight = 0;
    }
    content += terms[t].content();
    left -= terms[t].content();
    weight += terms[t].weight;
  }
  for (const Term& term : terms.subspan(t)) weight += term.weight;
  out.list[out.count++] = {begin, terms.size(), content + left, weight};
}

void take_clause(const ClaimTerms& claim, const Clause& clause, ClaimTerms& out) {
  const ClaimTerms::Part& part = claim.parts.front();
  const std::span<const Term> terms = claim.terms_of(part);
  const auto own = terms.subspan(clause.begin, clause.size());
  out.buffer.terms.assign(own.begin(), own.end());
  out.buffer.values.clear();
  std::uint16_t last = Term::no_value;
  for (Term& term : out.buffer.terms) {
    if (term.value == Term::no_value) continue;
    if (term.value != last) {
      last = term.value;
      out.buffer.values.push_back(claim.buffer.values[part.first_value + term.value]);
    }
    term.value = static_cast<std::uint16_t>(out.buffer.values.size() - 1);
  }
  out.parts.assign(1, {0, static_cast<std::uint32_t>(out.buffer.terms.size()), 0,
                       static_cast<std::uint32_t>(out.buffer.values.size())});
  out.short_forms = claim.short_forms;
  out.context = claim.context;
  for (std::size_t t = 0; t < terms.size() && out.context.size() < longest_terms; ++t) {
    const bool outside = t < clause.begin || t >= clause.end;
    if (outside && terms[t].name) out.context.push_back(terms[t]);
  }
}

}  // namespace assay::corroboration
