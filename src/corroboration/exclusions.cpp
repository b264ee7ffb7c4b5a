#include "corroboration/exclusions.h"
#include <algorithm>

#include "corroboration/agreement.h"
#include "corroboration/clause_match.h"
#include "corroboration/clauses.h"

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;
constexpr float said = 0.5f;           // as a synonym says it; guess
constexpr std::size_t least_told = 2;  // words of content that both clauses have; guess

bool has(const Term& term, std::uint32_t traits) { return (term.traits & traits) != 0; }
bool tells(const Term& term, std::uint16_t bit) { return (term.telling & bit) != 0; }
bool any(Terms terms, std::uint32_t traits) {
  return std::ranges::any_of(terms, [=](const Term& term) { return has(term, traits); });
}
bool counts(const Term& term) {
  return term.number || has(term, trait::spelled) || has(term, trait::partial);
}

// Two figures of one matter: what it is, and what it was or is held against.
struct Course {
  std::size_t now = 0, before = 0;  // values
};
struct Courses {
  std::array<Course, 4> list;
  std::size_t count = 0;
  std::span<const Course> all() const { return std::span(list).first(count); }
};

class Finder {
 public:
  Finder(const Laid& laid, Exclusions& out) : laid_(laid), out_(out) {}

  void find() {
    exceptions();
    singles();
    courses();
    std::uint16_t told = 0;
    for (const Term& term : laid_.official) told |= term.telling;
    if ((told & telling::replaced) != 0) replaced();
    if ((told & telling::proposal) != 0) turned_down();
  }

 private:
  void add(ConflictKind kind, std::size_t claim, std::size_t official) {
    if (out_.count < Exclusions::most) out_.list[out_.count++] = {kind, claim, official};
  }

  Terms clause_of_claim(std::size_t at) const {
    return clause_around(laid_.claim, at).of(laid_.claim);
  }
  Terms clause_of_official(std::size_t at) const {
    return clause_around(laid_.official, at).of(laid_.official);
  }

  // Whether the passage has all words of the claim's clause but for numbers, and enough of them.
  bool is_all_told(std::size_t at) const {
    const Stretch clause = clause_around(laid_.claim, at);
    std::size_t told = 0;
    for (std::size_t t = clause.begin; t < clause.end; ++t) {
      const Term& term = laid_.claim[t];
      if (!term.content() || counts(term) || has(term, trait::exclusive | trait::universal))
        continue;
      if (laid_.claim_cover[t] < said) return false;
      ++told;
    }
    return told >= least_told;
  }

  // The same of the passage's clause: it limits what it says by nothing that the claim lacks.
  bool says_no_more(std::size_t at) const {
    const Stretch clause = clause_around(laid_.official, at);
    for (std::size_t t = clause.begin; t < clause.end; ++t) {
      const Term& term = laid_.official[t];
      if (term.content() && !counts(term) && !has(term, trait::exclusive | trait::universal) &&
          laid_.official_cover[t] < said)
        return false;
    }
    return true;
  }

  // Whether a clause says that it is so.
  static bool is_plain(Terms clause) {
    return is_affirmed(clause) && !any(clause, trait::possible);
  }
  // The same, or that it may be.
  static bool is_affirmed(Terms clause) {
    return !any(clause, trait::negation | trait::reversing | trait::opinion) &&
           std::ranges::none_of(clause,
                                [](const Term& term) { return tells(term, telling::supposition); });
  }

  // "Nearly all", "almost every".
  static bool is_limited(Terms terms, std::size_t t) {
    return t > 0 && !terms[t].breaks && terms[t - 1].framed;
  }

  static bool is_all_of_something(Terms terms, std::size_t t) {
    return has(terms[t], trait::universal) && !is_limited(terms, t) &&
           noun_of(terms, t) != terms.size();
  }
  bool same_noun(std::size_t claim, std::size_t official) const {
    const std::size_t mine = noun_of(laid_.claim, claim),
                      theirs = noun_of(laid_.official, official);
    return mine != laid_.claim.size() && theirs != laid_.official.size() &&
           laid_.claim[mine].root == laid_.official[theirs].root;
  }

  // "To exclude", "were excluded": what is done to somebody.
  static bool excepts(Terms terms, std::size_t t) {
    static const std::uint64_t that = stem_of("that", word_hash("that")).stem;
    if (!has(terms[t], trait::excepting) || terms[t].name || t == 0) return false;
    if (t + 1 < terms.size() && terms[t + 1].stem == that) return false;  // it opens a clause
    constexpr std::uint32_t of_verb = trait::goal | trait::being | trait::done | trait::planned |
                                      trait::possible | trait::required | trait::negation;
    return terms[t].breaks || terms[t - 1].content() || !has(terms[t - 1], of_verb);
  }

  void exceptions() {
    if ((laid_.claim_traits & trait::universal) == 0 ||
        (laid_.official_traits & trait::universal) == 0 ||
        (laid_.official_traits & trait::excepting) == 0 || any(laid_.claim, trait::excepting))
      return;
    for (std::size_t i = 0; i < laid_.claim.size(); ++i) {
      if (!is_all_of_something(laid_.claim, i) || !is_plain(clause_of_claim(i)) ||
          !is_all_told(i) || leaves_out(laid_.claim, i))
        continue;
      for (std::size_t j = 0; j < laid_.official.size(); ++j) {
        if (!is_all_of_something(laid_.official, j) || !same_noun(i, j) ||
            !is_plain(clause_of_official(j)))
          continue;
        const std::size_t at = exception_behind(j);
        if (at == laid_.official.size()) continue;
        add(ConflictKind::scope, i, at);
        return;
      }
    }
  }

  // "All but five of the berths"
  static bool leaves_out(Terms terms, std::size_t all) {
    static const std::uint64_t but = stem_of("but", word_hash("but")).stem;
    return all + 1 < terms.size() && terms[all + 1].stem == but;
  }

  // Where the clause of an official "all" excepts what the claim does not speak of.
  std::size_t exception_behind(std::size_t all) const {
    const Terms terms = laid_.official;
    for (std::size_t t = all + 1; t < terms.size(); ++t) {
      if (has(terms[t], trait::negation | trait::reversing) ||
          opening_at(terms, t) == Opening::clause)
        break;
      if (!excepts(terms, t)) continue;
      for (std::size_t what = t + 1; what < terms.size(); ++what) {
        if (terms[what].content() && !counts(terms[what]))
          return laid_.official_cover[what] < said ? t : terms.size();
      }
      break;
    }
    return terms.size();
  }

  // "Only two of the crew" against "all of the crew".
  void singles() {
    if ((laid_.claim_traits & trait::exclusive) == 0 ||
        (laid_.official_traits & trait::universal) == 0)
      return;
    for (std::size_t i = 0; i + 1 < laid_.claim.size(); ++i) {
      if (!has(laid_.claim[i], trait::exclusive) || laid_.claim[i + 1].breaks ||
          !counts(laid_.claim[i + 1]) || !is_plain(clause_of_claim(i)) || !is_all_told(i))
        continue;
      for (std::size_t j = 0; j < laid_.official.size(); ++j) {
        constexpr std::uint32_t exceptions = trait::excepting | trait::exclusive;
        if (!is_all_of_something(laid_.official, j) || !same_noun(i, j) ||
            leaves_out(laid_.official, j) || any(laid_.official, exceptions) ||
            !is_plain(clause_of_official(j)) || !says_no_more(j))
          continue;
        add(ConflictKind::scope, i, j);
        return;
      }
    }
  }

  // What leads a value: "to 131", "from 118", "compared with 118".
  enum class Lead : std::uint8_t { none, to, from, instead };
  static Lead lead_of(Terms terms, std::size_t at) {
    constexpr std::size_t reach_before = 3;
    for (std::size_t t = at; t-- > at - std::min(at, reach_before);) {
      if (tells(terms[t], telling::replaced)) return Lead::instead;
      if (tells(terms[t], telling::compared) || has(terms[t], trait::origin)) return Lead::from;
      if (has(terms[t], trait::goal)) return Lead::to;
      if (terms[t].content() || terms[t].breaks) break;
    }
    return Lead::none;
  }

  static bool begins_value(Terms terms, std::size_t t, std::span<const Value> values) {
    return terms[t].value < values.size() && (t == 0 || terms[t - 1].value != terms[t].value) &&
           !values[terms[t].value].is_date;
  }

  static bool of_one_unit(const Value& a, const Value& b) {
    return a.unit == b.unit || a.unit == 0 || b.unit == 0;
  }

  // The value that another one, led as `lead`, is told beside, or none.
  static std::size_t beside(Terms terms, std::span<const Value> values, std::size_t at) {
    constexpr std::size_t near = 10;
    const Value& value = values[terms[at].value];
    std::size_t found = values.size();
    const auto look = [&](std::size_t t, bool before) {
      if (!begins_value(terms, t, values) || terms[t].value == terms[at].value) return false;
      const Lead lead = lead_of(terms, t);
      if (!of_one_unit(values[terms[t].value], value) ||
          (lead != Lead::to && (lead != Lead::none || !before)))
        return false;
      found = terms[t].value;
      return true;
    };
    for (std::size_t t = at; t-- > at - std::min(at, near);) {
      if (look(t, true)) return found;
      if (opening_at(terms, t) != Opening::none) break;
    }
    for (std::size_t t = at + 1; t < std::min(terms.size(), at + near); ++t) {
      if (opening_at(terms, t) != Opening::none) break;
      if (look(t, false)) return found;
    }
    return found;
  }

  static void courses_of(Terms terms, std::span<const Value> values, Courses& out) {
    out.count = 0;
    if (values.size() < 2) return;
    for (std::size_t t = 0; t < terms.size() && out.count < out.list.size(); ++t) {
      if (!begins_value(terms, t, values) || lead_of(terms, t) != Lead::from) continue;
      const std::size_t now = beside(terms, values, t);
      if (now < values.size()) out.list[out.count++] = {now, terms[t].value};
    }
  }

  static bool meets(const Value& mine, const Value& other) {
    return compare(mine, other) == Agreement::agree ||
           (mine.low == other.low && mine.high == other.high && of_one_unit(mine, other));
  }

  static std::size_t place_of(Terms terms, std::size_t value) {
    return static_cast<std::size_t>(std::ranges::find(terms, value, &Term::value) - terms.begin());
  }

  void courses() {
    if (laid_.claim_values.size() < 2 || laid_.official_values.size() < 2) return;
    // "40 percent, against 50 percent in 2019": days and years tell courses apart.
    if (std::ranges::any_of(laid_.claim_values, &Value::is_date) ||
        std::ranges::any_of(laid_.official_values, &Value::is_date))
      return;
    Courses mine, theirs;
    courses_of(laid_.claim, laid_.claim_values, mine);
    if (mine.count == 0) return;
    courses_of(laid_.official, laid_.official_values, theirs);
    for (const Course& own : mine.all()) {
      const auto value = [&](std::size_t v) -> const Value& { return laid_.claim_values[v]; };
      const auto other = [&](std::size_t v) -> const Value& { return laid_.official_values[v]; };
      for (const Course& told : theirs.all()) {
        if (!meets(value(own.now), other(told.before)) ||
            !meets(value(own.before), other(told.now)) || meets(value(own.now), other(told.now)) ||
            meets(value(own.before), other(told.before)))
          continue;
        const bool agrees = std::ranges::any_of(theirs.all(), [&](const Course& one) {
          return meets(value(own.now), other(one.now)) &&
                 meets(value(own.before), other(one.before));
        });
        const std::size_t i = place_of(laid_.claim, own.now),
                          j = place_of(laid_.official, told.now);
        if (agrees || !is_of_one_matter(i) || !is_plain(clause_of_claim(i)) ||
            !is_plain(clause_of_official(j)))
          continue;
        add(ConflictKind::number, i, j);
        return;
      }
    }
  }

  // Whether the passage has the names of the claim's clause and half of its other words, by weight:
  // "rose from 4 to 6 in Varby" is not of "in Halm it fell from 6 to 4".
  bool is_of_one_matter(std::size_t at) const {
    const Stretch clause = clause_around(laid_.claim, at);
    float all = 0, told = 0;
    for (std::size_t t = clause.begin; t < clause.end; ++t) {
      const Term& term = laid_.claim[t];
      if (!term.content() || term.number || term.aside || term.value < laid_.claim_values.size())
        continue;
      if (term.name && laid_.claim_cover[t] < said) return false;
      all += term.weight;
      told += term.weight * laid_.claim_cover[t];
    }
    return told >= 0.5f * all;
  }

  // Whether the passage's clause goes on behind the figure at `at` with words of the claim, which
  // tells of another act then: "rather than the 8 million that the seller asked".
  bool goes_on(std::size_t at) const {
    const Terms terms = laid_.official;
    std::size_t t = at + 1;
    while (t < terms.size() && terms[t].value == terms[at].value &&
           terms[t].value != Term::no_value)
      ++t;
    while (t < terms.size() && !terms[t].content()) ++t;
    for (++t; t < terms.size() && !terms[t].breaks; ++t) {
      if (terms[t].content() && laid_.match[t] != no_match) return true;
    }
    return false;
  }

  static bool is_figure(const Term& term) { return term.number || has(term, trait::spelled); }

  // Whether both figures are one number: "12" and "twelve" only where both are read as values.
  bool are_equal(const Term& mine, const Term& other) const {
    if (mine.stem == other.stem) return true;
    return mine.value < laid_.claim_values.size() && other.value < laid_.official_values.size() &&
           meets(laid_.claim_values[mine.value], laid_.official_values[other.value]);
  }

  // "One cod instead of two": two was.
  void replaced() {
    const Terms terms = laid_.official;
    for (std::size_t j = 1; j < terms.size(); ++j) {
      if (!is_figure(terms[j]) || lead_of(terms, j) != Lead::instead || goes_on(j)) continue;
      const auto same = [&](const Term& term) { return term.stem == terms[j].stem; };
      if (std::ranges::count_if(terms, same) > 1) continue;
      std::size_t now = j - 1;
      while (now > 0 && !is_figure(terms[now])) --now;
      if (!is_figure(terms[now])) continue;
      for (std::size_t i = 0; i < laid_.claim.size(); ++i) {
        const auto gives = [&](const Term& term) {
          return is_figure(term) && are_equal(term, terms[now]);
        };
        if (!is_figure(laid_.claim[i]) || !are_equal(laid_.claim[i], terms[j]) ||
            std::ranges::any_of(laid_.claim, gives) || lead_of(laid_.claim, i) != Lead::none ||
            !is_affirmed(clause_of_claim(i)) || !is_all_told(i) ||
            any(clause_of_claim(i), trait::comparing | trait::ending))
          continue;
        add(ConflictKind::number, i, now);
        return;
      }
    }
  }

  // "Rejected a proposal to merge": what was proposed is not done.
  void turned_down() {
    if ((laid_.official_traits & trait::reversing) == 0 ||
        (laid_.official_traits & trait::goal) == 0)
      return;
    for (std::size_t r = 0; r < laid_.official.size(); ++r) {
      if (!has(laid_.official[r], trait::reversing) || any_denies_before(r)) continue;
      const std::size_t act = proposed_behind(r);
      if (act == laid_.official.size()) continue;
      const std::uint8_t i = laid_.match[act];
      if (i == no_match || laid_.claim[i].root != laid_.official[act].root ||
          std::ranges::count(laid_.official, laid_.official[act].root, &Term::root) > 1 ||
          !is_plain(clause_of_claim(i)) || !is_all_told(i) ||
          std::ranges::any_of(clause_of_claim(i), [](const Term& term) {
            return tells(term, telling::proposal) || (term.content() && has(term, trait::planned));
          }))
        continue;
      add(ConflictKind::polarity, i, r);
      return;
    }
  }

  bool any_denies_before(std::size_t at) const {
    const Stretch clause = clause_around(laid_.official, at);
    return any(laid_.official.subspan(clause.begin, at - clause.begin), trait::negation);
  }

  // The verb of "a proposal to" right behind a word.
  std::size_t proposed_behind(std::size_t at) const {
    constexpr std::size_t reach_behind = 7;
    const Terms terms = laid_.official;
    bool proposal = false;
    for (std::size_t t = at + 1; t + 1 < std::min(terms.size(), at + reach_behind); ++t) {
      if (terms[t].breaks || opening_at(terms, t) != Opening::none) break;
      if (proposal && has(terms[t], trait::goal))
        return terms[t + 1].content() ? t + 1 : terms.size();
      if (terms[t].content()) proposal = tells(terms[t], telling::proposal);
    }
    return terms.size();
  }

  const Laid& laid_;
  Exclusions& out_;
};

}  // namespace

void find_exclusions(const Laid& laid, Exclusions& out) {
  out.count = 0;
  Finder(laid, out).find();
}

}  // namespace assay::corroboration
