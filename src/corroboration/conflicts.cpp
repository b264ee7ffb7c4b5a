#include "corroboration/conflicts.h"
#include <algorithm>
#include <cmath>

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
    case ConflictKind::sibling:
    case ConflictKind::word:
      return "wording";
  }
  return "";
}

Agreement compare(const Value& claim, const Value& official) {
  if (claim.is_date != official.is_date) return Agreement::incomparable;
  if (claim.is_date) {
    bool shared = false, differs = false;
    const auto field = [&](int a, int b) {
      if (a == 0 || b == 0) return;
      shared = true;
      differs |= a != b;
    };
    field(claim.year, official.year);
    field(claim.month, official.month);
    field(claim.day, official.day);
    constexpr int week = 7;
    if (claim.published != 0 && official.published != 0 &&
        std::abs(claim.published - official.published) <= week) {
      field(claim.weekday, official.weekday);
    }
    if (!shared) return Agreement::incomparable;
    return differs ? Agreement::conflict : Agreement::agree;
  }
  // A fraction is a percentage written otherwise: "a third" lies near 33 %.
  const auto scale = [](const Value& value) {
    return value.kind == QuantityKind::fraction && value.high <= 1 ? 100.0 : 1.0;
  };
  const auto is_share = [](const Value& value) {
    return value.kind == QuantityKind::fraction || value.kind == QuantityKind::percent;
  };
  const double low = claim.low * scale(claim), high = claim.high * scale(claim);
  const double other_low = official.low * scale(official),
               other_high = official.high * scale(official);
  const bool same_count = claim.counted != 0 && claim.counted == official.counted;
  if (claim.unit != official.unit && !same_count && !(is_share(claim) && is_share(official))) {
    const bool other_currency = claim.kind == QuantityKind::money &&
                                official.kind == QuantityKind::money && low == other_low;
    return other_currency ? Agreement::conflict : Agreement::incomparable;
  }
  const auto near = [](double a, double b) {
    if (a == b) return true;
    const double larger = std::max(std::abs(a), std::abs(b));
    // Small counts are exact; larger figures are rounded in the press, mostly to two digits.
    return larger >= 20 && std::abs(a - b) <= 0.02 * larger;
  };
  const bool agree = near(low, other_low) || near(high, other_high) ||
                     (low >= other_low && high <= other_high) ||
                     ((claim.bound == Bound::over || claim.bound == Bound::at_least) &&
                      other_low >= low && other_low <= 1.1 * low);
  return agree ? Agreement::agree : Agreement::conflict;
}

namespace {

constexpr std::size_t reach = 10;            // terms on either side that a conflict is judged by
constexpr std::size_t most_conflicts = 256;  // of one passage: texts of names only stay cheap
// Below this share of common surroundings two texts speak of different things; guess.
constexpr float least_context = 0.15f;

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

  // Keeps the candidate when both sides share enough of what is around it.
  void keep(Conflict conflict, Stretch claim, Stretch official) {
    if (out_.size() >= before_ + most_conflicts) return;
    conflict.passage = laid_.passage;
    conflict.claim_context = shared_around(laid_.claim, laid_.claim_cover, claim.begin, claim.end);
    const float other =
        shared_around(laid_.official, laid_.official_cover, official.begin, official.end);
    conflict.context = std::sqrt(conflict.claim_context * other);
    if (conflict.context >= least_context) out_.push_back(conflict);
  }

  void values() {
    for (std::size_t v = 0; v < laid_.claim_values.size(); ++v) {
      const Value& value = laid_.claim_values[v];
      const auto with = [&](Agreement wanted) {
        return [&value, wanted](const Value& other) { return compare(value, other) == wanted; };
      };
      if (std::ranges::any_of(laid_.official_values, with(Agreement::agree))) continue;
      for (std::size_t o = 0; o < laid_.official_values.size(); ++o) {
        const Value& other = laid_.official_values[o];
        if (compare(value, other) != Agreement::conflict) continue;
        // A claim that also gives the official value speaks of two things.
        const bool given = std::ranges::any_of(laid_.claim_values, [&](const Value& mine) {
          // "27 million" may leave the currency to the sentence.
          return compare(mine, other) == Agreement::agree ||
                 (!other.is_date && !mine.is_date && mine.low == other.low);
        });
        if (given) continue;
        Conflict conflict;
        conflict.kind = value.is_date ? ConflictKind::date : ConflictKind::number;
        conflict.claim = value.range;
        conflict.official = other.range;
        conflict.weight = 6;
        // What is counted, when both say it.
        conflict.similarity = value.noun != 0 && value.noun == other.noun ? 1.0f : 0.0f;
        keep(conflict, stretch_of(laid_.claim, v), stretch_of(laid_.official, o));
      }
    }
  }

  static bool is_strange_name(const Term& term, float cover) {
    return term.name && term.content() && cover == 0;
  }

  void names() {
    for (std::size_t i = 0; i < laid_.claim.size(); ++i) {
      const Term& mine = laid_.claim[i];
      if (!is_strange_name(mine, laid_.claim_cover[i])) continue;
      for (std::size_t j = 0; j < laid_.official.size(); ++j) {
        const Term& other = laid_.official[j];
        if (!is_strange_name(other, laid_.official_cover[j])) continue;
        Conflict conflict;
        conflict.kind = ConflictKind::name;
        conflict.claim = mine.range;
        conflict.official = other.range;
        conflict.weight = mine.weight;
        conflict.similarity = lexicon_.similarity(mine.vector, other.vector);
        keep(conflict, {i, i + 1}, {j, j + 1});
      }
    }
  }

  bool holds(std::span<const Term> terms, std::uint64_t stem) const {
    return std::ranges::find(terms, stem, &Term::stem) != terms.end();
  }

  void opposites() {
    for (std::size_t i = 0; i < laid_.claim.size(); ++i) {
      const Term& mine = laid_.claim[i];
      if (!mine.framed || holds(laid_.official, mine.stem)) continue;
      const auto& sides = *lexicon_.opposites(mine.stem);
      for (std::size_t j = 0; j < laid_.official.size(); ++j) {
        const Term& other = laid_.official[j];
        if (!other.framed || holds(laid_.claim, other.stem)) continue;
        const Lexicon::Opposite* at_odds = lexicon_.at_odds(sides, *lexicon_.opposites(other.stem));
        if (at_odds == nullptr) continue;
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
            break;
        }
        conflict.claim = mine.range;
        conflict.official = other.range;
        conflict.weight = std::max(mine.weight, 4.0f);
        conflict.similarity = lexicon_.similarity(mine.vector, other.vector);
        keep(conflict, {i, i + 1}, {j, j + 1});
      }
    }
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
      conflict.weight = std::max(mine.weight, 4.0f);
      conflict.similarity = pair.similarity;
      conflict.relation = pair.relation;
      const std::size_t i = pair.claim, j = pair.official;
      keep(conflict, {i, i + 1}, {j, j + 1});
    }
  }

  static std::size_t negations(std::span<const Term> terms) {
    return static_cast<std::size_t>(std::ranges::count_if(
        terms, [](const Term& term) { return (term.traits & negating) != 0; }));
  }

  // A negation on one side where the other side, which says the same around it, has none.
  void polarity() {
    const bool claim_denies = negations(laid_.claim) > 0,
               official_denies = negations(laid_.official) > 0;
    if (claim_denies == official_denies) return;
    const std::span<const Term> denying = claim_denies ? laid_.claim : laid_.official;
    for (std::size_t t = 0; t < denying.size(); ++t) {
      if ((denying[t].traits & negating) == 0) continue;
      Conflict conflict;
      conflict.kind = ConflictKind::polarity;
      conflict.weight = 5;
      conflict.passage = laid_.passage;
      // Negations follow what they deny seldom: the words behind say what it is.
      const auto& cover = claim_denies ? laid_.claim_cover : laid_.official_cover;
      const float around = shared_around(denying, cover, t, t + 1);
      conflict.claim_context = claim_denies ? around : 0;
      conflict.context = around;
      conflict.plain_negation = (denying[t].traits & trait::negation) != 0;
      if (claim_denies) {
        conflict.claim = denying[t].range;
      } else {
        conflict.official = denying[t].range;
        conflict.claim = {laid_.claim.front().range.begin, laid_.claim.back().range.end};
      }
      if (around >= least_context) out_.push_back(conflict);
    }
  }

  static constexpr std::uint32_t negating = trait::negation | trait::reversing;

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
