#include "corroboration/clauses.h"
#include <algorithm>

namespace assay::corroboration {
namespace {

constexpr std::size_t least_content = 3;  // fewer words say too little to be judged; guess
constexpr std::size_t verb_reach = 6;     // terms behind the opening word that hold its verb; guess

std::uint64_t stem(std::string_view word) { return stem_of(word, word_hash(word)).stem; }

// Opens a clause by itself, or only behind a comma, or not at all.
enum class Opening : std::uint8_t { none, behind_comma, always };

Opening opening_of(const Term& term) {
  static const std::uint64_t joint = stem("and"), with = stem("with");
  static const std::uint64_t idle[] = {stem("that"), stem("including"), stem("as")};
  if (term.content()) return Opening::none;
  if (term.stem == joint || term.stem == with) return Opening::behind_comma;
  if ((term.traits & trait::clause) == 0) return Opening::none;
  return std::ranges::find(idle, term.stem) == std::end(idle) ? Opening::always : Opening::none;
}

bool is_verbal(const Term& term) {
  constexpr std::uint32_t verbal = trait::being | trait::done | trait::possible | trait::planned |
                                   trait::required | trait::reversing | trait::up | trait::down;
  return !term.name && (term.traits & verbal) != 0;
}

bool holds_verb(std::span<const Term> terms) { return std::ranges::any_of(terms, is_verbal); }

}  // namespace

void split_clauses(std::span<const Term> terms, Clauses& out) {
  out.count = 0;
  std::size_t left = 0, content = 0, begin = 0, t = 0;
  float weight = 0;
  for (const Term& term : terms) left += term.content();
  for (; t < terms.size() && out.count + 1 < Clauses::most; ++t) {
    const auto opens = [&] {
      const Opening opening = opening_of(terms[t]);
      return opening == Opening::always || (opening == Opening::behind_comma && terms[t].breaks);
    };
    if (content >= least_content && left >= least_content && opens() &&
        holds_verb(terms.subspan(t + 1, std::min(verb_reach, terms.size() - t - 1)))) {
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
