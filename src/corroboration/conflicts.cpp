#include "corroboration/conflicts.h"
#include <algorithm>
#include <array>
#include <cmath>

#include "corroboration/clause_match.h"
#include "corroboration/denials.h"
#include "corroboration/exclusions.h"
#include "corroboration/ranks.h"
#include "corroboration/roles.h"

namespace assay::corroboration {

std::string_view to_string(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::number:
      return "number";
    case ConflictKind::date:
      return "date";
    case ConflictKind::name:
      return "name";
    case ConflictKind::opposite:
      return "direction";
    case ConflictKind::polarity:
      return "polarity";
    case ConflictKind::scope:
      return "scope";
    case ConflictKind::roles:
      return "roles";
    case ConflictKind::modality:
      return "modality";
    case ConflictKind::sibling:
    case ConflictKind::word:
      return "wording";
  }
  return "";
}

std::span<const std::string_view> conflict_feature_names() {
  static constexpr std::array<std::string_view, conflict_feature_count> names = {
      "kind",           "weight", "context",   "claim_context", "similarity",   "relation",
      "verbatim",       "plain",  "moved",     "rank",          "between",      "in_place",
      "rival",          "gain",   "named",     "neighbours",    "cover",        "told",
      "told_elsewhere", "known",  "added",     "ratio",         "frame",        "excuse",
      "loose",          "like",   "shuts_out", "clause_cover",  "clause_terms", "skipped",
      "both_deny",      "bound",  "omits",     "dated",         "evidence",     "ordinal"};
  static_assert(!names.back().empty(), "every feature has a name");
  return names;
}

std::array<float, conflict_feature_count> conflict_features(const Conflict& c) {
  const auto flag = [](bool value) { return value ? 1.0f : 0.0f; };
  return {static_cast<float>(c.kind),
          c.weight,
          c.context,
          c.claim_context,
          c.similarity,
          static_cast<float>(c.relation),
          flag(c.verbatim),
          flag(c.plain_negation),
          flag(c.moved),
          static_cast<float>(c.rank),
          c.between,
          c.in_place,
          c.rival,
          c.in_place - c.rival,
          c.named,
          c.neighbours,
          c.cover,
          c.told,
          flag(c.told_elsewhere),
          flag(c.known),
          flag(c.official.empty()),
          c.ratio,
          c.frame,
          c.excuse,
          flag(c.loose),
          flag(c.like),
          flag(c.shuts_out),
          c.clause_cover,
          c.clause_terms,
          c.skipped,
          flag(c.both_deny),
          c.bound,
          flag(c.omits),
          c.dated,
          c.evidence,
          flag(c.ordinal)};
}

namespace {

constexpr std::size_t reach = 10;            // terms on either side that a conflict is judged by
constexpr std::size_t most_conflicts = 256;  // of one passage: texts of names only stay cheap
// Below this share of common surroundings two texts speak of different things; guess.
constexpr float least_context = 0.15f;
// What is at stake, in nats; guesses. A value weighs as terms.cpp has it.
constexpr float value_weight = 6, denial_weight = 5, opposite_weight = 4, scope_weight = 3;

// Roots of words that tell when, not what.
const std::uint64_t year_root = stem_of("year", word_hash("year")).root,
                    month_root = stem_of("month", word_hash("month")).root;

class Finder {
 public:
  Finder(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out)
      : laid_(laid), lexicon_(lexicon), out_(out) {}

  void find() {
    values();
    names();
    opposites();
    relations();
    polarity();
    shortfall();
    exclusions();
    added_scope();
    modality();
    roles();
    ranks();
  }

 private:
  struct Stretch {
    std::size_t begin = 0, end = 0;
  };

  static Stretch stretch_of(std::span<const Term> terms, std::size_t value) {
    Stretch out{terms.size(), terms.size()};
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (terms[t].value != value) continue;
      if (out.begin == terms.size()) out.begin = t;
      out.end = t + 1;
    }
    return out;
  }

  // Keeps the candidate when both sides share enough of what is around it; true if so.
  bool keep(Conflict& conflict, Stretch claim, Stretch official) {
    if (out_.size() >= before_ + most_conflicts) return false;
    const bool of_matter = conflict.kind == ConflictKind::number ||
                           conflict.kind == ConflictKind::date ||
                           conflict.kind == ConflictKind::opposite;
    if (of_matter && speak_of_others(claim.begin, official.begin)) return false;
    conflict.passage = laid_.passage;
    conflict.claim_context = shared_around(laid_.claim, laid_.claim_cover, claim.begin, claim.end);
    const float other =
        shared_around(laid_.official, laid_.official_cover, official.begin, official.end);
    conflict.context = std::sqrt(conflict.claim_context * other);
    if (conflict.context < least_context) return false;
    const Shared shared = shared_between(claim, official);
    conflict.between = shared.either;
    conflict.in_place = shared.in_place;
    conflict.neighbours = neighbours(claim, official);
    conflict.frame = frame(claim, official);
    out_.push_back(conflict);
    return true;
  }

  // What the clause around a place speaks of, so far as its first words show: "house prices" of
  // "House prices fell". Empty where that is a name or a pronoun, or no verb shows.
  struct Subject {
    std::size_t begin = 0, end = 0;
    bool whole = true;  // a verb follows, not "of" or "to"
    bool empty() const { return begin == end; }
    std::size_t head() const { return end - 1; }
  };
  Subject subject_of(std::span<const Term> terms, std::size_t at) const {
    constexpr std::uint32_t verb = trait::being | trait::done | trait::planned | trait::possible |
                                   trait::required | trait::up | trait::down | trait::negation |
                                   trait::reversing;
    std::size_t begin = at;
    while (begin > 0 && !terms[begin].breaks && (terms[begin].traits & trait::clause) == 0) --begin;
    if ((terms[begin].traits & trait::clause) != 0) {
      // "Oil and gas output" may be one subject.
      static const std::uint64_t joint = stem_of("and", word_hash("and")).stem;
      if (terms[begin].stem == joint && !terms[begin].breaks) return {};
      ++begin;
    }
    while (begin < at && (terms[begin].traits & trait::article) != 0) ++begin;
    constexpr std::size_t longest = 5;
    for (std::size_t t = begin; t < std::min(at + 1, begin + longest); ++t) {
      const Term& term = terms[t];
      if (t > begin && (term.traits & (verb | trait::preposition)) != 0)
        return {begin, t, (term.traits & verb) != 0};
      if (!term.common || term.number || t == at || (t > begin && term.breaks)) break;
      // A capital at the beginning may be that of a name.
      if (term.initial && !lexicon_.nearness(term.vector, {}).known) break;
    }
    return {};
  }

  // Whether the clauses around the two places speak of different things: "inflation fell", "house
  // prices fell".
  bool speak_of_others(std::size_t claim, std::size_t official) const {
    constexpr float held = 0.35f;  // as a word used alike holds another; guess
    if (claim >= laid_.claim.size() || official >= laid_.official.size()) return false;
    const Subject mine = subject_of(laid_.claim, claim);
    if (mine.empty()) return false;
    const Subject theirs = subject_of(laid_.official, official);
    if (theirs.empty() || laid_.official_cover[theirs.head()] >= held) return false;
    if (laid_.claim_cover[mine.head()] < held) return true;
    if (!theirs.whole) return false;
    // "Consumer price inflation" is no price.
    for (std::size_t t = 0; t < official; ++t) {
      if (laid_.match[t] == mine.head() && (t < theirs.begin || t >= theirs.head())) return false;
    }
    return true;
  }

  // How many of the two terms beside a stretch are the same on both sides, articles apart.
  float frame(Stretch claim, Stretch official) const {
    const auto article = [](const Term& term) { return (term.traits & trait::article) != 0; };
    const auto before = [&](std::span<const Term> terms, std::size_t t) -> const Term* {
      while (t-- > 0) {
        if (!article(terms[t])) return &terms[t];
      }
      return nullptr;
    };
    const auto after = [&](std::span<const Term> terms, std::size_t t) -> const Term* {
      for (; t < terms.size(); ++t) {
        if (!article(terms[t])) return &terms[t];
      }
      return nullptr;
    };
    const auto same = [](const Term* a, const Term* b) {
      return a == nullptr || b == nullptr ? a == b : a->root == b->root;
    };
    return (same(before(laid_.claim, claim.begin), before(laid_.official, official.begin)) ? 1.0f
                                                                                           : 0.0f) +
           (same(after(laid_.claim, claim.end), after(laid_.official, official.end)) ? 1.0f : 0.0f);
  }

  struct Shared {
    float either = 0, in_place = 0;
  };

  // How far `t` lies outside a stretch, 0 inside.
  static std::size_t distance(std::size_t t, Stretch from) {
    return t < from.begin ? from.begin - t : t >= from.end ? t + 1 - from.end : 0;
  }

  // What surrounds a stretch of the claim and stands around one of the passage as well.
  Shared shared_between(Stretch claim, Stretch official) const {
    const auto weight = [&](std::size_t t) {
      return laid_.claim[t].weight / (1 + 0.25f * static_cast<float>(distance(t, claim)));
    };
    float all = 0;
    const std::size_t first = claim.begin > reach ? claim.begin - reach : 0;
    for (std::size_t t = first; t < std::min(claim.end + reach, laid_.claim.size()); ++t) {
      if (distance(t, claim) > 0) all += weight(t);
    }
    Shared out;
    if (all <= 0) return out;
    const std::size_t from = official.begin > reach ? official.begin - reach : 0;
    for (std::size_t t = from; t < std::min(official.end + reach, laid_.official.size()); ++t) {
      const std::uint8_t mine = laid_.match[t];
      if (mine == no_match || distance(t, official) == 0) continue;
      const std::size_t away = distance(mine, claim);
      if (away == 0 || away > reach) continue;
      const float held = weight(mine) * laid_.official_cover[t];
      out.either += held;
      if ((mine < claim.begin) == (t < official.begin)) out.in_place += held;
    }
    out.either = std::min(1.0f, out.either / all);
    out.in_place = std::min(1.0f, out.in_place / all);
    return out;
  }

  // Of the words of content just before and behind the claim's stretch, how many stand near that of
  // the passage.
  float neighbours(Stretch claim, Stretch official) const {
    constexpr std::size_t near = 4;
    const auto begin = laid_.match.begin();
    const auto from =
        begin + static_cast<std::ptrdiff_t>(official.begin - std::min(official.begin, near));
    const auto to =
        begin + static_cast<std::ptrdiff_t>(std::min(official.end + near, laid_.match.size()));
    const auto stands = [&](std::size_t t) {
      return std::find(from, to, static_cast<std::uint8_t>(t)) != to ? 1.0f : 0.0f;
    };
    float found = 0;
    for (std::size_t t = claim.begin; t-- > 0;) {
      if (!laid_.claim[t].content()) continue;
      found += stands(t);
      break;
    }
    for (std::size_t t = claim.end; t < laid_.claim.size(); ++t) {
      if (!laid_.claim[t].content()) continue;
      found += stands(t);
      break;
    }
    return found;
  }

  // The passage says it too, but another thing stands where the claim has it.
  static constexpr float least_gain = 0.1f;
  void keep_moved(Conflict& conflict, Stretch claim, Stretch same, Stretch other) {
    if (other.begin >= other.end || same.begin >= same.end || claim.begin >= claim.end) return;
    const float here = shared_between(claim, same).in_place;
    if (shared_between(claim, other).in_place < here + least_gain) return;
    conflict.rival = here;
    conflict.moved = true;
    keep(conflict, claim, other);
  }

  // What the two sides say of one question.
  Conflict between(const Value& value, const Value& other) const {
    Conflict conflict;
    conflict.kind = value.is_date ? ConflictKind::date : ConflictKind::number;
    conflict.claim = value.range;
    conflict.official = other.range;
    conflict.weight = value_weight;
    // What is counted, when both say it.
    conflict.similarity = value.noun != 0 && value.noun == other.noun
                              ? 1.0f
                              : lexicon_.similarity(value.noun_vector, other.noun_vector);
    conflict.ratio = apart(value, other);
    return conflict;
  }

  void values() {
    for (std::size_t v = 0; v < laid_.claim_values.size(); ++v) {
      const Value& value = laid_.claim_values[v];
      const auto with = [&](Agreement wanted) {
        return [&value, wanted](const Value& other) { return compare(value, other) == wanted; };
      };
      if (const auto same = std::ranges::find_if(laid_.official_values, with(Agreement::agree));
          same != laid_.official_values.end()) {
        moved_value(v, static_cast<std::size_t>(same - laid_.official_values.begin()));
        continue;
      }
      bool told = false, told_bare = false;
      for (const Value& other : laid_.official_values) {
        if (!is_same_figure(value, other)) continue;
        told = true;
        told_bare |= (value.counted == 0) != (other.counted == 0);
      }
      if (told_bare) continue;
      for (std::size_t o = 0; o < laid_.official_values.size(); ++o) {
        const Value& other = laid_.official_values[o];
        // "Four councillors abstained": not the twelve of "12 against, with four abstentions".
        if (told && (value.counted == 0 || value.counted != other.counted)) continue;
        const bool loose = may_count_the_same(value, other);
        if (!loose && compare(value, other) != Agreement::conflict) continue;
        // A claim that also gives the official value speaks of two things.
        const bool given = std::ranges::any_of(laid_.claim_values, [&](const Value& mine) {
          if (compare(mine, other) == Agreement::agree && mine.years <= other.years) return true;
          // "27 million" may leave the currency to the sentence. But of "five ships and two crews"
          // against "two ships and five crews" both are other figures.
          const bool other_noun = value.counted != 0 && value.counted == other.counted &&
                                  mine.counted != 0 && mine.counted != other.counted;
          return !other.is_date && !mine.is_date && mine.low == other.low && !other_noun;
        });
        if (given) continue;
        Conflict conflict = between(value, other);
        // People are not counted in cows.
        constexpr float least_alike = 0.25f;  // guess
        const auto names_noun = [](const Value& v) {
          return v.counted != 0 && v.counted == v.noun && v.noun_vector != Lexicon::no_vector;
        };
        if (loose && names_noun(value) && names_noun(other) && conflict.similarity < least_alike)
          continue;
        conflict.loose = loose;
        keep(conflict, stretch_of(laid_.claim, v), stretch_of(laid_.official, o));
      }
    }
  }

  // "11 are missing" leaves what is counted to what was said before.
  static bool is_same_figure(const Value& value, const Value& other) {
    const auto counts = [](const Value& v) {
      return !v.is_date && (v.kind == QuantityKind::count || v.kind == QuantityKind::number);
    };
    return counts(value) && counts(other) && value.low == other.low && value.high == other.high;
  }

  void moved_value(std::size_t v, std::size_t same) {
    const Value& value = laid_.claim_values[v];
    const Stretch claim = stretch_of(laid_.claim, v), here = stretch_of(laid_.official, same);
    for (std::size_t o = 0; o < laid_.official_values.size(); ++o) {
      const Value& other = laid_.official_values[o];
      if (compare(value, other) != Agreement::conflict) continue;
      Conflict conflict = between(value, other);
      keep_moved(conflict, claim, here, stretch_of(laid_.official, o));
    }
  }

  // A run of names: "Minister Ada Brook". Its heaviest word speaks for it, one that the other side
  // lacks before one that it has.
  struct Run {
    std::uint8_t begin = 0, end = 0, head = 0;
    float weight = 0, held = 0;
    bool strange = false;  // holds a word, no office, that the other side lacks
    Stretch place() const { return {begin, end}; }
  };
  static constexpr std::size_t most_runs = 24;
  struct Runs {
    std::array<Run, most_runs> runs;
    std::size_t count = 0;
    std::span<const Run> all() const { return std::span(runs).first(count); }
  };

  static void runs_of(std::span<const Term> terms, std::span<const float> cover, Runs& out) {
    out.count = 0;
    for (std::size_t t = 0; t < terms.size() && out.count < most_runs;) {
      if (!terms[t].name || !terms[t].content()) {
        ++t;
        continue;
      }
      Run run;
      run.begin = run.head = static_cast<std::uint8_t>(t);
      float heaviest = -1;
      for (; t < terms.size() && terms[t].name && (t == run.begin || !terms[t].breaks); ++t) {
        // "Chief Constable Varga": an office is no name, but it may stand alone for one.
        const bool office = is_office(terms[t]);
        run.weight += terms[t].weight;
        if (cover[t] > 0) run.held += terms[t].weight;
        run.strange |= !office && cover[t] <= 0 && terms[t].content();
        constexpr float lacking = 100;
        const float rank = office ? 0 : terms[t].weight + (cover[t] > 0 ? 0 : lacking);
        if (rank <= heaviest) continue;
        heaviest = rank;
        run.head = static_cast<std::uint8_t>(t);
      }
      run.end = static_cast<std::uint8_t>(t);
      out.runs[out.count++] = run;
    }
  }

  static bool is_office(const Term& term) { return (term.traits & trait::role) != 0; }

  // "Halm" is no other name than "Halm", and "CEO" none at all.
  bool tell_no_names(const Run& mine, const Run& other) const {
    const Term &a = laid_.claim[mine.head], &b = laid_.official[other.head];
    return a.root == b.root || is_office(a) || is_office(b);
  }

  // Whether only one of two names tells who speaks: the other text gives that in its title or its
  // letterhead.
  bool speaks_for_one(const Run& mine, const Run& other) const {
    const auto aside = [](std::span<const Term> terms, const Run& run) {
      return std::ranges::all_of(terms.subspan(run.begin, run.end - run.begin), &Term::aside);
    };
    return aside(laid_.claim, mine) != aside(laid_.official, other);
  }

  // "The Board lowered the rate", "the Bank lowered the rate".
  bool acts_for(std::uint64_t organ, std::uint64_t body) const {
    return lexicon_.is_organ(organ) && lexicon_.has_organs(body);
  }

  // "The Committee" stands for a body named before, whatever its name.
  bool stands_for_another(const Run& mine, const Run& other) const {
    const auto bare = [](std::span<const Term> terms, const Run& run) {
      return run.end - run.begin == 1 && terms[run.begin].body && run.begin > 0 &&
             (terms[run.begin - 1].traits & trait::article) != 0;
    };
    const bool own = bare(laid_.claim, mine);
    if (own != bare(laid_.official, other)) return true;
    const std::uint64_t a = laid_.claim[mine.head].stem, b = laid_.official[other.head].stem;
    return own && (acts_for(a, b) || acts_for(b, a));
  }

  void names() {
    Runs claim;
    runs_of(laid_.claim, laid_.claim_cover, claim);
    if (claim.count == 0) return;
    Runs official;
    runs_of(laid_.official, laid_.official_cover, official);
    for (const Run& mine : claim.all()) {
      const auto conflict_with = [&](const Run& other) {
        const Term &a = laid_.claim[mine.head], &b = laid_.official[other.head];
        Conflict conflict;
        conflict.kind = ConflictKind::name;
        conflict.claim = a.range;
        conflict.official = b.range;
        conflict.weight = a.weight;
        conflict.similarity = lexicon_.similarity(a.vector, b.vector);
        conflict.like = a.alias == b.alias;
        return conflict;
      };
      if (mine.strange) {
        for (const Run& other : official.all()) {
          if (!other.strange || tell_no_names(mine, other) || speaks_for_one(mine, other) ||
              stands_for_another(mine, other))
            continue;
          Conflict conflict = conflict_with(other);
          conflict.named = std::max(mine.held / mine.weight, other.held / other.weight);
          keep(conflict, mine.place(), other.place());
        }
        continue;
      }
      const auto same = std::ranges::find(laid_.match, mine.head);
      if (same == laid_.match.end()) continue;
      const auto at = static_cast<std::size_t>(same - laid_.match.begin());
      for (const Run& other : official.all()) {
        if ((at >= other.begin && at < other.end) || tell_no_names(mine, other)) continue;
        Conflict conflict = conflict_with(other);
        keep_moved(conflict, mine.place(), {at, at + 1}, other.place());
      }
    }
  }

  // "Nearly all", "almost every": the first word speaks for both.
  bool is_limited(std::span<const Term> terms, std::size_t t) const {
    if (t == 0 || terms[t].breaks || (terms[t].traits & trait::universal) == 0) return false;
    const Term& before = terms[t - 1];
    if (!before.framed || !terms[t].framed || (before.traits & trait::negation) != 0) return false;
    const Lexicon::Opposite* at_odds =
        lexicon_.at_odds(*lexicon_.opposites(before.stem), *lexicon_.opposites(terms[t].stem));
    return at_odds != nullptr && at_odds->kind == Lexicon::OppositeKind::scope;
  }

  bool holds(std::span<const Term> terms, std::uint64_t stem) const {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (terms[t].stem == stem && !is_limited(terms, t)) return true;
    }
    return false;
  }

  void opposites() {
    for (std::size_t i = 0; i < laid_.claim.size(); ++i) {
      const Term& mine = laid_.claim[i];
      if (!mine.framed || holds(laid_.official, mine.stem) || is_limited(laid_.claim, i)) continue;
      const auto& sides = *lexicon_.opposites(mine.stem);
      for (std::size_t j = 0; j < laid_.official.size(); ++j) {
        const Term& other = laid_.official[j];
        if (!other.framed || holds(laid_.claim, other.stem) || is_limited(laid_.official, j))
          continue;
        const Lexicon::Opposite* at_odds = lexicon_.at_odds(sides, *lexicon_.opposites(other.stem));
        if (at_odds == nullptr || answers(i, j, *at_odds) || ends_span(laid_.claim, i) ||
            ends_span(laid_.official, j))
          continue;
        Conflict conflict;
        switch (at_odds->kind) {
          case Lexicon::OppositeKind::antonym:
          case Lexicon::OppositeKind::sense:
            conflict.kind = ConflictKind::opposite;
            break;
          case Lexicon::OppositeKind::scope:
            conflict.kind = ConflictKind::scope;
            break;
          case Lexicon::OppositeKind::date:
            conflict.kind = ConflictKind::date;
            break;
          case Lexicon::OppositeKind::order:
            conflict.kind = ConflictKind::number;
            conflict.ordinal = true;
            break;
        }
        conflict.claim = mine.range;
        conflict.official = other.range;
        conflict.weight = std::max(mine.weight, opposite_weight);
        conflict.similarity = lexicon_.similarity(mine.vector, other.vector);
        // Values of one question are told by nouns as well: "his son", "his father".
        const bool events = mine.content() && other.content() &&
                            (at_odds->kind == Lexicon::OppositeKind::antonym ||
                             (at_odds->kind == Lexicon::OppositeKind::sense &&
                              (mine.traits & other.traits & trait::done) != 0));
        if (keep(conflict, {i, i + 1}, {j, j + 1}) && events)
          out_.back().certain = tell_the_same(laid_, i, j);
      }
    }
  }

  // Whether a negation stands before the word in its clause: "has not reopened".
  static bool is_negated(std::span<const Term> terms, std::size_t at) {
    constexpr std::size_t most_before = 4, most_between = 1;
    std::size_t between = 0;
    for (std::size_t t = at; t-- > (at > most_before ? at - most_before : 0);) {
      if (terms[t + 1].breaks || (terms[t].traits & trait::clause) != 0) return false;
      if ((terms[t].traits & trait::negation) != 0) return true;
      if (terms[t].content() && ++between > most_between) return false;
    }
    return false;
  }

  static bool is_led_by_order(std::span<const Term> terms, std::size_t at) {
    constexpr std::size_t most_before = 3;
    for (std::size_t t = at; t-- > (at > most_before ? at - most_before : 0);) {
      if (terms[t + 1].breaks || terms[t].content()) return false;
      if ((terms[t].traits & trait::ordering) != 0) return true;
    }
    return false;
  }

  // Whether one of the next words behind the claim's stands behind the passage's too.
  bool lead_the_same(std::size_t i, std::size_t j) const {
    constexpr std::size_t most_words = 3, near = 5;
    const auto begin = laid_.match.begin();
    const auto from = begin + static_cast<std::ptrdiff_t>(j + 1),
               to = begin +
                    static_cast<std::ptrdiff_t>(std::min(j + 1 + near, laid_.official.size()));
    std::size_t words = 0;
    for (std::size_t t = i + 1; t < laid_.claim.size() && words < most_words; ++t) {
      if (laid_.claim[t].breaks) return false;
      if (!laid_.claim[t].content()) continue;
      if (std::find(from, to, static_cast<std::uint8_t>(t)) != to) return true;
      ++words;
    }
    return false;
  }

  // Whether a word of the same side as the claim's stands where more of its surroundings do.
  bool is_said_nearer(std::size_t i, std::size_t j, const Lexicon::Opposite& opposite) const {
    float there = -1;
    for (std::size_t t = 0; t < laid_.official.size(); ++t) {
      if (t == j || !laid_.official[t].framed) continue;
      const bool same = std::ranges::any_of(
          *lexicon_.opposites(laid_.official[t].stem), [&](const Lexicon::Opposite& other) {
            return other.group == opposite.group && other.side == opposite.side;
          });
      if (!same) continue;
      if (there < 0) there = shared_between({i, i + 1}, {j, j + 1}).either;
      if (shared_between({i, i + 1}, {t, t + 1}).either >= there) return true;
    }
    return false;
  }

  // Who does what the word at `at` tells: the last word of content before it in its clause. None
  // where that is what it is done to: "can be bought".
  static std::size_t doer_of(std::span<const Term> terms, std::size_t at) {
    constexpr std::size_t most_before = 4;
    for (std::size_t t = at; t-- > (at > most_before ? at - most_before : 0);) {
      if (terms[t + 1].breaks || (terms[t].traits & (trait::clause | trait::being)) != 0) break;
      if (terms[t].content()) return t;
    }
    return terms.size();
  }

  // "Bought by one" is "sold by another": only of one party do such words exclude each other.
  bool tell_one_deal(std::size_t i, std::size_t j) const {
    if (!lexicon_.is_converse(laid_.claim[i].stem) || !lexicon_.is_converse(laid_.official[j].stem))
      return false;
    const std::size_t mine = doer_of(laid_.claim, i), theirs = doer_of(laid_.official, j);
    return mine == laid_.claim.size() || theirs == laid_.official.size() ||
           laid_.match[theirs] != mine;
  }

  // "A year earlier", "two months later": it measures, and orders nothing.
  static bool ends_span(std::span<const Term> terms, std::size_t at) {
    static const std::uint64_t ends[] = {stem_of("earlier", word_hash("earlier")).stem,
                                         stem_of("later", word_hash("later")).stem,
                                         stem_of("before", word_hash("before")).stem};
    return at > 0 && !terms[at].breaks &&
           (terms[at - 1].root == year_root || terms[at - 1].root == month_root) &&
           std::ranges::find(ends, terms[at].stem) != std::end(ends);
  }

  // "Last year" is no rank, nor is "the third year running" a year.
  static bool tells_when(std::span<const Term> terms, std::size_t at) {
    static const std::uint64_t last = stem_of("last", word_hash("last")).stem;
    if (terms[at].stem != last || at + 1 == terms.size()) return false;
    const bool led = at > 0 && (terms[at - 1].traits & trait::article) != 0;
    const Term& next = terms[at + 1];
    return !led && (next.root == year_root || next.root == month_root ||
                    (next.traits & (trait::month | trait::weekday)) != 0);
  }

  // Whether both stand before nouns that the other side has not: "second stage", "third rocket".
  bool order_others(std::size_t i, std::size_t j) const {
    const auto ordered = [](std::span<const Term> terms, std::size_t at) {
      Stretch out{at + 1, at + 1};
      while (out.end < terms.size() && !terms[out.end].breaks && terms[out.end].content() &&
             terms[out.end].value == Term::no_value)
        ++out.end;
      return out;
    };
    const Stretch mine = ordered(laid_.claim, i), theirs = ordered(laid_.official, j);
    if (mine.begin == mine.end || theirs.begin == theirs.end) return false;
    for (std::size_t t = theirs.begin; t < theirs.end; ++t) {
      const std::uint8_t match = laid_.match[t];
      if (match != no_match && match >= mine.begin && match < mine.end) return false;
    }
    return true;
  }

  // Whether the claim's word at `i` and its opposite at `j` tell the same, or of different things.
  bool answers(std::size_t i, std::size_t j, const Lexicon::Opposite& opposite) const {
    const Term &mine = laid_.claim[i], &other = laid_.official[j];
    switch (opposite.kind) {
      case Lexicon::OppositeKind::antonym:
      case Lexicon::OppositeKind::sense:
        // "Has not reopened", "remains closed"; "before the vote", "after the count".
        if (is_negated(laid_.claim, i) != is_negated(laid_.official, j)) return true;
        if ((mine.traits & other.traits & trait::ordering) != 0 && !lead_the_same(i, j))
          return true;
        return tell_one_deal(i, j) || is_said_nearer(i, j, opposite);
      case Lexicon::OppositeKind::scope:
        // "1,250 million" is compared as a number; "no lead was found", "did not find any lead".
        return (mine.value != Term::no_value && other.value != Term::no_value) ||
               is_negated(laid_.claim, i) != is_negated(laid_.official, j);
      case Lexicon::OppositeKind::date:
        // "Half a year", "six months" are compared as times.
        if (mine.value != Term::no_value || other.value != Term::no_value) return true;
        [[fallthrough]];
      case Lexicon::OppositeKind::order:
        // "Not before the second half", "in the first half".
        return is_led_by_order(laid_.claim, i) != is_led_by_order(laid_.official, j) ||
               (opposite.kind == Lexicon::OppositeKind::order &&
                (order_others(i, j) ||
                 tells_when(laid_.claim, i) != tells_when(laid_.official, j)));
    }
    return false;
  }

  // Words of which neither side has the other's, as WordNet relates them.
  void relations() {
    for (const RelatedWords& pair : laid_.related) {
      Conflict conflict;
      switch (pair.relation) {
        case Lexicon::Relation::opposed:
          conflict.kind = ConflictKind::opposite;
          break;
        case Lexicon::Relation::sibling:
          conflict.kind = ConflictKind::sibling;
          break;
        default:
          continue;
      }
      const Term &mine = laid_.claim[pair.claim], &other = laid_.official[pair.official];
      conflict.claim = mine.range;
      conflict.official = other.range;
      conflict.weight = std::max(mine.weight, opposite_weight);
      conflict.similarity = pair.similarity;
      conflict.relation = pair.relation;
      const std::size_t i = pair.claim, j = pair.official;
      if (conflict.kind == ConflictKind::opposite &&
          (is_negated(laid_.claim, i) != is_negated(laid_.official, j) || tell_one_deal(i, j)))
        continue;
      keep(conflict, {i, i + 1}, {j, j + 1});
    }
  }

  // "Not merely", "not just": it shuts nothing out.
  static bool is_denied(std::span<const Term> terms, std::size_t t) {
    static const std::uint64_t denial = stem_of("not", word_hash("not")).stem;
    return t > 0 && !terms[t].breaks && terms[t - 1].stem == denial;
  }

  // "All but one have left" leaves one alone to be spoken of.
  static bool excepts_some(std::span<const Term> terms) {
    static const std::uint64_t but = stem_of("but", word_hash("but")).stem;
    for (std::size_t t = 1; t < terms.size(); ++t) {
      if ((terms[t].traits & trait::excepting) != 0) return true;
      const bool of_all = (terms[t - 1].traits & (trait::universal | trait::negation)) != 0;
      if (terms[t].stem == but && of_all && !terms[t].breaks) return true;
    }
    return false;
  }

  // "Only when", "only if": says when, and leaves nobody out.
  static bool opens_clause(std::span<const Term> terms, std::size_t t) {
    constexpr std::uint32_t joins = trait::preposition | trait::article | trait::comparing;
    return t < terms.size() && !terms[t].breaks && !terms[t].content() &&
           (terms[t].traits & trait::clause) != 0 && (terms[t].traits & joins) == 0;
  }

  // "Each of the 20 largest banks", "fifteen of the twenty largest banks": some are not all.
  void shortfall() {
    const Shortfall found = find_shortfall(laid_, lexicon_);
    if (!found.found) return;
    Conflict conflict;
    conflict.kind = ConflictKind::scope;
    conflict.claim = laid_.claim[found.claim].range;
    conflict.official = laid_.official[found.official].range;
    conflict.weight = scope_weight;
    conflict.certain = conflict.apart = true;
    keep(conflict, {found.claim, found.claim + 1}, {found.official, found.official + 1});
  }

  void exclusions() {
    Exclusions found;
    find_exclusions(laid_, found);
    for (const Exclusion& one : found.all()) {
      Conflict conflict;
      conflict.kind = one.kind;
      conflict.claim = laid_.claim[one.claim].range;
      conflict.official = laid_.official[one.official].range;
      conflict.weight = scope_weight;
      conflict.certain = conflict.apart = true;
      conflict.moved = one.kind == ConflictKind::number;
      keep(conflict, {one.claim, one.claim + 1}, {one.official, one.official + 1});
    }
  }

  // "All", "only", "none", "first" in the claim, where the passage has no such word.
  void added_scope() {
    static constexpr std::uint32_t scopes[] = {trait::universal, trait::exclusive,
                                               trait::unequalled};
    constexpr std::uint32_t of_all = trait::universal | trait::exclusive;
    if ((laid_.claim_traits & (of_all | trait::unequalled)) == 0) return;
    for (std::size_t t = 0; t < laid_.claim.size(); ++t) {
      if ((laid_.claim[t].traits & of_all) != 0 && excepts_the_same(laid_)) continue;
      for (const std::uint32_t scope : scopes) {
        if ((laid_.claim[t].traits & scope) == 0 || has(laid_.official, scope)) continue;
        if (scope == trait::exclusive &&
            (is_denied(laid_.claim, t) || excepts_some(laid_.official)))
          continue;
        Conflict conflict;
        conflict.kind = ConflictKind::scope;
        conflict.passage = laid_.passage;
        conflict.claim = laid_.claim[t].range;
        conflict.weight = scope_weight;
        conflict.claim_context = shared_around(laid_.claim, laid_.claim_cover, t, t + 1);
        conflict.context = std::sqrt(conflict.claim_context * held(laid_.claim, laid_.claim_cover));
        conflict.shuts_out = scope == trait::exclusive && !opens_clause(laid_.claim, t + 1);
        conflict.similarity = scope == trait::unequalled ? 1.0f : 0.0f;
        // What the passage limits itself, or lists besides.
        conflict.excuse = (has(laid_.official, trait::partial) ? 1.0f : 0.0f) +
                          (has(laid_.claim, trait::negation) ? 0.5f : 0.0f);
        if (conflict.context >= least_context) out_.push_back(conflict);
        break;
      }
    }
  }

  enum class Mode : std::uint8_t { plain, possible, required, planned, done };
  struct Marked {
    Mode mode = Mode::plain;
    std::size_t at = 0;
  };

  // "Has to" and "needs to" oblige, "is to" plans, "is to the north" does neither.
  Mode mode_with_to(std::span<const Term> terms, std::size_t t) const {
    if (t + 2 >= terms.size() || (terms[t + 1].traits & trait::goal) == 0) return Mode::plain;
    static const std::uint64_t need = word_hash("need");
    const Term &term = terms[t], &to = terms[t + 1], &next = terms[t + 2];
    if (to.breaks || next.breaks || next.name || (next.traits & trait::article) != 0)
      return Mode::plain;
    if (term.root == need) return Mode::required;
    if (term.content()) return Mode::plain;
    if ((term.traits & trait::being) != 0) return Mode::planned;
    return (term.traits & trait::done) != 0 ? Mode::required : Mode::plain;
  }

  // How what the word at `at` tells is said to be: by the nearest such word before it.
  Marked mode_of(std::span<const Term> terms, std::size_t at) const {
    constexpr std::size_t most_before = 4;
    const auto own = [&](std::size_t t) {
      const Term& term = terms[t];
      if (const Mode mode = mode_with_to(terms, t); mode != Mode::plain) return mode;
      constexpr std::uint32_t modal =
          trait::possible | trait::required | trait::planned | trait::done;
      if ((term.traits & modal) == 0) return Mode::plain;
      if ((term.traits & trait::possible) != 0) return Mode::possible;
      if ((term.traits & trait::required) != 0) return Mode::required;
      if ((term.traits & trait::planned) != 0) return Mode::planned;
      return (term.traits & trait::done) != 0 ? Mode::done : Mode::plain;
    };
    for (std::size_t t = at; t-- > (at > most_before ? at - most_before : 0);) {
      if (terms[t + 1].breaks || (terms[t].traits & trait::clause) != 0) break;
      if (const Mode mode = own(t); mode != Mode::plain) return {mode, t};
    }
    return {(terms[at].traits & trait::done) != 0 ? Mode::done : Mode::plain, at};
  }

  // One side says that it may or will be, the other that it must or has been.
  void modality() {
    for (std::size_t j = 0; j < laid_.official.size(); ++j) {
      const std::uint8_t i = laid_.match[j];
      if (i == no_match || !laid_.official[j].content() || !laid_.claim[i].content() ||
          laid_.official[j].name || laid_.official[j].number)
        continue;
      const Marked mine = mode_of(laid_.claim, i);
      if (mine.mode == Mode::plain) continue;
      const Marked theirs = mode_of(laid_.official, j);
      if (mine.mode == theirs.mode || theirs.mode == Mode::plain) continue;
      Conflict conflict;
      conflict.kind = ConflictKind::modality;
      conflict.claim = laid_.claim[mine.at].range;
      conflict.official = laid_.official[theirs.at].range;
      conflict.weight = laid_.claim[i].weight;
      conflict.similarity = laid_.official_cover[j];
      // Which of the two goes further.
      conflict.excuse = mine.mode > theirs.mode ? 1.0f : 0.0f;
      conflict.ratio = static_cast<float>(mine.mode) + 0.1f * static_cast<float>(theirs.mode);
      keep(conflict, {mine.at, i + std::size_t{1}}, {theirs.at, j + 1});
    }
  }

  void ranks() {
    RankReading reading;
    read_ranks(laid_, reading);
    for (const RankClash& clash : reading.all()) {
      Conflict conflict;
      conflict.kind = ConflictKind::number;
      conflict.claim = laid_.claim[clash.claim].range;
      conflict.official = laid_.official[clash.official].range;
      if (clash.of_claim) {
        conflict.claim.begin = laid_.claim[clash.claim - 1].range.begin;
      } else {
        conflict.official.begin = laid_.official[clash.official - 1].range.begin;
      }
      conflict.weight = value_weight;
      conflict.similarity = 1;  // the same superlative
      conflict.ratio = std::log(static_cast<float>(clash.rank));
      keep(conflict, {clash.claim, clash.claim + 1}, {clash.official, clash.official + 1});
    }
  }

  void roles() {
    RoleReading reading;
    read_roles(laid_, reading);
    for (const Crossing& crossing : std::span(reading.crossings).first(reading.count)) {
      Conflict conflict;
      conflict.kind = ConflictKind::roles;
      conflict.passage = laid_.passage;
      conflict.claim = {laid_.claim[crossing.claim_begin].range.begin,
                        laid_.claim[crossing.claim_end - 1].range.end};
      conflict.official = {laid_.official[crossing.official_begin].range.begin,
                           laid_.official[crossing.official_end - 1].range.end};
      conflict.weight = crossing.weight;
      conflict.told_elsewhere = reading.agrees;
      conflict.claim_context = held(laid_.claim, laid_.claim_cover);
      conflict.in_place =
          held(laid_.official.subspan(crossing.official_begin,
                                      crossing.official_end - crossing.official_begin),
               laid_.official_cover.subspan(crossing.official_begin));
      conflict.context = std::sqrt(conflict.claim_context * conflict.in_place);
      conflict.between = held(laid_.official, laid_.official_cover);
      if (speak_of_others(crossing.claim_end - 1, crossing.official_end - 1)) continue;
      out_.push_back(conflict);
    }
  }

  // The share of the terms' weight that the other side has.
  static float held(std::span<const Term> terms, std::span<const float> cover) {
    float all = 0, found = 0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      all += terms[t].weight;
      found += terms[t].weight * cover[t];
    }
    return all > 0 ? found / all : 0;
  }

  static bool has(std::span<const Term> terms, std::uint32_t trait) {
    return std::ranges::any_of(terms,
                               [trait](const Term& term) { return (term.traits & trait) != 0; });
  }

  // Whether a word on the same side of some question, or "against", says what the reversing word
  // does: "withdrew" and "left", "rejected" and "voted against".
  bool says_the_same(std::span<const Term> terms, const Term& reversing) const {
    static const std::uint64_t against = stem_of("against", word_hash("against")).stem;
    return std::ranges::any_of(terms, [&](const Term& term) {
      if (term.stem == against) return true;
      if (!term.framed || !reversing.framed) return false;
      const auto& sides = *lexicon_.opposites(term.stem);
      return std::ranges::any_of(*lexicon_.opposites(reversing.stem), [&](const auto& mine) {
        return std::ranges::any_of(sides, [&](const auto& other) {
          return mine.group == other.group && mine.side == other.side;
        });
      });
    });
  }

  bool excludes(const Term& a, const Term& b) const {
    if (a.root == b.root) return false;
    if (a.framed && b.framed &&
        Lexicon::at_odds(*lexicon_.opposites(a.stem), *lexicon_.opposites(b.stem)) != nullptr)
      return true;
    return a.vector != Lexicon::no_vector && b.vector != Lexicon::no_vector &&
           lexicon_.relation(a.vector, b.vector) == Lexicon::Relation::opposed;
  }

  // A negation on one side where the other side, which says the same around it, has none.
  void polarity() {
    if (((laid_.claim_traits | laid_.official_traits) & denying_traits) == 0 &&
        !any_omits(laid_.claim))
      return;
    DenialReading reading;
    read_denials(laid_, reading);
    for (const Denial& denial : reading.all()) {
      const std::span<const Term> denying = denial.in_claim ? laid_.claim : laid_.official;
      const auto& cover = denial.in_claim ? laid_.claim_cover : laid_.official_cover;
      const std::size_t t = denial.at;
      Conflict conflict;
      conflict.kind = ConflictKind::polarity;
      conflict.weight = denial_weight;
      conflict.passage = laid_.passage;
      float around = shared_around(denying, cover, t, t + 1);
      // What the text is said to leave out needs nothing else in common.
      if (denial.omits) around = 0.5f * (around + denial.held);
      if (around < least_context) continue;
      conflict.claim_context = denial.in_claim ? around : 0;
      conflict.context = around;
      conflict.plain_negation = (denying[t].traits & trait::negation) != 0;
      if (denial.in_claim) {
        conflict.claim = denying[t].range;
      } else {
        conflict.official = denying[t].range;
        conflict.claim = {laid_.claim.front().range.begin, laid_.claim.back().range.end};
      }
      const std::span<const Term> plain = denial.in_claim ? laid_.official : laid_.claim;
      // "Did not rise" says much of what "fell" says.
      if (!denial.omits && excludes(denying[denial.head], plain[denial.other])) continue;
      if (!conflict.plain_negation && says_the_same(plain, denying[t])) continue;
      const bool ends = has(plain, trait::ending), unequalled = has(plain, trait::unequalled);
      const bool compares = has(denying.subspan(t), trait::comparing);
      // "No president before had" says what "the first president" says.
      if (unequalled && compares) continue;
      conflict.excuse = (ends ? 1.0f : 0.0f) + (unequalled || compares ? 0.5f : 0.0f);
      conflict.similarity = denial.held;
      const Stretch at{t, t + 1}, there{denial.other, denial.other};
      const Shared shared = denial.in_claim ? shared_between(at, there) : shared_between(there, at);
      conflict.between = shared.either;
      conflict.in_place = shared.in_place;
      conflict.neighbours = denial.in_claim ? neighbours(at, there) : neighbours(there, at);
      conflict.skipped = static_cast<float>(denial.skipped);
      conflict.both_deny = reading.both_deny;
      conflict.omits = denial.omits;
      conflict.certain = !reading.both_deny && denies_all(laid_, denial);
      out_.push_back(conflict);
    }
  }

  const Laid& laid_;
  const Lexicon& lexicon_;
  std::vector<Conflict>& out_;
  const std::size_t before_ = out_.size();
};

}  // namespace

float shared_around(std::span<const Term> terms, std::span<const float> cover, std::size_t begin,
                    std::size_t end) {
  float all = 0, held = 0;
  const auto count = [&](std::size_t t, std::size_t distance) {
    if (!terms[t].content()) return;
    const float weight = terms[t].weight / (1 + 0.25f * static_cast<float>(distance));
    all += weight;
    held += weight * cover[t];
  };
  for (std::size_t t = begin; t-- > (begin > reach ? begin - reach : 0);) count(t, begin - t);
  for (std::size_t t = end; t < std::min(end + reach, terms.size()); ++t) count(t, t + 1 - end);
  return all > 0 ? held / all : 0;
}

void append_conflicts(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out) {
  if (laid.claim.empty() || laid.official.empty()) return;
  Finder(laid, lexicon, out).find();
}

}  // namespace assay::corroboration
