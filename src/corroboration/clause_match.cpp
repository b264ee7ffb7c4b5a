#include "corroboration/clause_match.h"
#include <algorithm>

#include "corroboration/clauses.h"

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;
constexpr float said = 0.5f;  // as a synonym says it; guess
constexpr std::uint32_t hedges = trait::planned | trait::possible | trait::opinion;

bool has(const Term& term, std::uint32_t traits) { return (term.traits & traits) != 0; }
bool any(Terms terms, std::uint32_t traits) {
  return std::ranges::any_of(terms, [=](const Term& term) { return has(term, traits); });
}

// One side of two laid texts.
struct Side {
  Terms terms;
  std::span<const float> cover;
};
Side side_of(const Laid& laid, bool of_claim) {
  return of_claim ? Side{laid.claim, laid.claim_cover} : Side{laid.official, laid.official_cover};
}

// What the clause around a term says besides it, and how much of that the other side has.
struct Hold {
  std::size_t before = 0, behind = 0;  // words of content that the other side has
  bool all = true;                     // it has them all
  bool subject = false;                // it has who or what the clause is about
};

Hold hold(const Side& side, std::size_t at) {
  const Stretch clause = clause_around(side.terms, at);
  Hold out;
  bool any_before = false, pronoun = false;
  for (std::size_t t = clause.begin; t < clause.end; ++t) {
    const Term& term = side.terms[t];
    if (t < at) pronoun |= has(term, trait::pronoun);
    if (t == at || !term.content() || has(term, trait::planned)) continue;
    any_before |= t < at;
    if (side.cover[t] < said) {
      out.all = false;
      continue;
    }
    ++(t < at ? out.before : out.behind);
  }
  out.subject = out.before > 0;
  if (any_before || pronoun || clause.begin == 0) return out;
  // "Halden expects growth and does not plan to sell", "the lander, Orrin 2, may follow": who it is
  // stands at the beginning.
  const auto first = std::ranges::find_if(side.terms.first(clause.begin), &Term::content);
  if (first != side.terms.begin() + static_cast<std::ptrdiff_t>(clause.begin)) {
    out.subject = side.cover[static_cast<std::size_t>(first - side.terms.begin())] >= said;
    out.all &= out.subject;
  }
  return out;
}

// Whether another word of the clause turns it into its opposite.
bool is_turned(Terms terms, std::size_t at) {
  const Stretch clause = clause_around(terms, at);
  for (std::size_t t = clause.begin; t < clause.end; ++t) {
    if (t != at && has(terms[t], denying_traits)) return true;
  }
  return false;
}

bool is_hedged(Terms terms, std::size_t at) {
  return any(clause_around(terms, at).of(terms), hedges);
}

// "If the board had not signed": nothing is said to be so.
bool is_supposed(Terms terms, std::size_t at) {
  return std::ranges::any_of(clause_around(terms, at).of(terms), [](const Term& term) {
    return (term.telling & telling::supposition) != 0;
  });
}

// Whether the clause says what the other side has not, but for numbers: "in the morning", "twice".
bool says_more(const Side& side, std::size_t at) {
  const Stretch clause = clause_around(side.terms, at);
  for (std::size_t t = clause.begin; t < clause.end; ++t) {
    const Term& term = side.terms[t];
    if (term.content() && !term.number && !has(term, trait::spelled) && side.cover[t] < said)
      return true;
  }
  return false;
}

// "Fifteen of the twenty": fewer than there are. "Fifteen banks", "most banks" may be all.
bool counts_some(Terms terms, std::size_t t) {
  const auto counts = [&](std::size_t u) {
    return u < terms.size() && !has(terms[u], trait::article) &&
           (terms[u].number || has(terms[u], trait::spelled));
  };
  constexpr std::uint32_t other_way = trait::agent | trait::origin | trait::goal;
  if (!counts(t) || t + 2 >= terms.size() || terms[t + 1].breaks ||
      !has(terms[t + 1], trait::preposition) || has(terms[t + 1], other_way))
    return false;
  const std::size_t whole = has(terms[t + 2], trait::article) ? t + 3 : t + 2;
  return counts(whole) && terms[whole].stem != terms[t].stem;
}

}  // namespace

std::size_t noun_of(Terms terms, std::size_t quantity) {
  constexpr std::size_t longest = 7;
  std::size_t noun = terms.size();
  for (std::size_t t = quantity + 1; t < std::min(terms.size(), quantity + longest); ++t) {
    const Term& term = terms[t];
    if (term.breaks) break;
    if (term.number || has(term, trait::spelled)) continue;
    if (term.content() && !has(term, trait::done)) {
      noun = t;
      continue;
    }
    if (noun != terms.size() || !has(term, trait::article | trait::preposition)) break;
  }
  return noun;
}

bool tell_the_same(const Laid& laid, std::size_t claim, std::size_t official) {
  const Hold mine = hold(side_of(laid, true), claim);
  return mine.all && mine.before > 0 && mine.before + mine.behind > 1 &&
         !is_turned(laid.claim, claim) && !is_turned(laid.official, official) &&
         is_hedged(laid.claim, claim) == is_hedged(laid.official, official) &&
         !is_supposed(laid.claim, claim) && !is_supposed(laid.official, official) &&
         hold(side_of(laid, false), official).subject;
}

bool denies_all(const Laid& laid, const Denial& denial) {
  const Side denying = side_of(laid, denial.in_claim), plain = side_of(laid, !denial.in_claim);
  const Terms terms = denying.terms;
  const std::size_t t = denial.at;
  if (denial.omits || terms[t].content() || !has(terms[t], trait::negation)) return false;
  // "Dark but not handsome" leaves the verb to what stands before.
  static const std::uint64_t denial_of_verb = stem_of("not", word_hash("not")).stem;
  if (terms[t].stem == denial_of_verb && (t == 0 || terms[t].breaks || terms[t - 1].content() ||
                                          has(terms[t - 1], trait::clause | trait::preposition)))
    return false;
  constexpr std::uint32_t limits = trait::universal | trait::exclusive | trait::up | trait::down |
                                   trait::comparing | trait::unequalled;
  if (any(clause_around(terms, t).of(terms), limits) || is_turned(terms, t) ||
      is_turned(plain.terms, denial.other) || is_supposed(terms, t) ||
      is_supposed(plain.terms, denial.other) ||
      is_hedged(terms, t) != is_hedged(plain.terms, denial.other))
    return false;
  const Hold held = hold(denying, t);
  return held.all && held.subject && held.behind > 0;
}

Shortfall find_shortfall(const Laid& laid, const Lexicon& lexicon) {
  if ((laid.claim_traits & trait::universal) == 0 || any(laid.official, trait::universal))
    return {};
  const auto reckons = [&](const Term& term) { return lexicon.reckons(term.stem); };
  if (std::ranges::any_of(laid.official, reckons)) return {};
  for (std::size_t i = 0; i < laid.claim.size(); ++i) {
    if (!has(laid.claim[i], trait::universal) || is_turned(laid.claim, i)) continue;
    const std::size_t noun = noun_of(laid.claim, i);
    if (noun == laid.claim.size() || !hold(side_of(laid, true), i).all) continue;
    for (std::size_t j = 0; j < laid.official.size(); ++j) {
      if (!counts_some(laid.official, j) || is_turned(laid.official, j) ||
          is_supposed(laid.official, j) || says_more(side_of(laid, false), j))
        continue;
      const std::size_t other = noun_of(laid.official, j);
      if (other == laid.official.size() || laid.official[other].root != laid.claim[noun].root)
        continue;
      const std::uint64_t some = laid.official[j].stem;
      if (std::ranges::find(laid.claim, some, &Term::stem) == laid.claim.end() &&
          is_hedged(laid.claim, i) == is_hedged(laid.official, j))
        return {i, j, true};
    }
  }
  return {};
}

}  // namespace assay::corroboration
