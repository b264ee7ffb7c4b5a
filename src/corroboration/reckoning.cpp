#include "corroboration/reckoning.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;

constexpr double whole = 100;  // percent

// Of a part of a whole: 0.25 of "a quarter", "25 percent". Else 0.
double share_in(const Value& value) {
  if (value.kind == QuantityKind::percent) return value.low / whole;
  return value.kind == QuantityKind::fraction && value.low > 0 && value.low < 1 ? value.low : 0.0;
}
bool is_share(const Value& value) {
  return value.kind == QuantityKind::percent || share_in(value) > 0;
}

bool is_amount(const Value& value) {
  return !value.is_date && !value.vague && value.low > 1 && value.low == value.high &&
         share_in(value) == 0 && value.kind != QuantityKind::age &&
         value.kind != QuantityKind::score;
}

bool counts(const Value& value) {
  return value.kind == QuantityKind::count || value.kind == QuantityKind::number;
}

bool tells_change(const Value& value) {
  static const std::uint64_t points = word_hash("percentage point");
  return value.unit == points;
}

// Whether the claim's value is a part that a passage tells with its whole, or the part of a whole
// of which a passage tells the share.
bool is_share_of(const Value& value, Terms claim, std::span<const Figures> passages) {
  const double wanted = share_in(value);
  // "Rose by 10 percent" is no share.
  static const std::uint64_t of = stem_of("of", word_hash("of")).stem;
  const auto behind = std::ranges::find_if(
      claim, [&](const Term& term) { return term.range.begin >= value.range.end; });
  if (wanted > 0 && (behind == claim.end() || behind->stem != of)) return false;
  const bool fraction = value.kind == QuantityKind::fraction;
  constexpr double fraction_rounding = 0.03, percent_rounding = 0.006, amount_rounding = 0.015,
                   least_amount = 10, even = 0.5;
  if (wanted == even || (wanted == 0 && (!is_amount(value) || value.low < least_amount)))
    return false;
  for (const Figures& passage : passages) {
    for (const Value& part : passage.values) {
      for (const Value& all : passage.values) {
        if (!is_amount(all)) continue;
        if (wanted > 0) {
          const bool alike = is_amount(part) && part.unit == all.unit && part.low < all.low;
          const double apart = alike ? std::abs(part.low / all.low - wanted) : 1;
          if (apart <= (fraction ? fraction_rounding : percent_rounding)) return true;
        } else if (const double share = share_in(part);
                   share > 0 && (all.unit == value.unit || all.unit == 0) &&
                   std::abs(share * all.low - value.low) <= amount_rounding * value.low) {
          return true;
        }
      }
    }
  }
  return false;
}

// Values are compared in percent where they are shares.
double scale_of(const Value& value) {
  return value.kind == QuantityKind::fraction && is_share(value) ? whole : 1;
}
double number_in(const Value& value) {
  return is_share(value) ? value.low * scale_of(value) : value.low;
}

// Whether both are figures of one sort, which a reader adds and takes from each other.
bool go_together(const Value& value, const Value& other) {
  if (other.is_date || other.low != other.high) return false;
  if (is_share(value) || tells_change(value)) return is_share(other) || tells_change(other);
  if (counts(value)) return counts(other);
  return other.unit == value.unit || other.unit == 0;
}

// How near `result` is to what the claim tells. An exact figure that is only near was rounded, or
// meets it by chance.
Reckoned comes_to(const Value& value, double result) {
  constexpr double exact = 1e-6, rounding = 0.005, loose_rounding = 0.02,
                   share_rounding = 4;  // "a third" of 30 percent; guesses
  const double wanted = number_in(value), apart = std::abs(result - wanted),
               grain = value.grain * scale_of(value);
  const bool fraction = value.kind == QuantityKind::fraction && is_share(value);
  if (apart <= exact * wanted || (fraction && apart <= share_rounding)) return Reckoned::meant;
  if (fraction) return Reckoned::no;
  if (value.bound != Bound::exact && apart <= std::min(grain, loose_rounding * wanted))
    return Reckoned::meant;
  return apart <= std::min(grain / 2, rounding * wanted) ? Reckoned::by_chance : Reckoned::no;
}

// Figures of few digits and shares come out by chance where no word reckons with the rest.
bool is_meant(const Value& value, Terms claim, std::span<const Figures> passages,
              const Lexicon& lexicon) {
  constexpr double least_digits = 20, large = 1000;  // fewer of a thing are told by any text; guess
  const bool small = value.low < least_digits * value.grain;
  if (tells_change(value) || (!is_share(value) && !small)) return true;
  const auto reckons = [&](Terms terms) {
    return std::ranges::any_of(terms, [&](const Term& term) {
      return (term.traits & trait::negation) != 0 || lexicon.reckons(term.stem);
    });
  };
  if (reckons(claim)) return true;
  if (!is_share(value) && value.kind != QuantityKind::money && value.low < large) return false;
  return std::ranges::any_of(passages, reckons, &Figures::terms);
}

}  // namespace

Reckoned reckon(const Value& value, Terms claim, std::span<const Figures> passages,
                const Lexicon& lexicon) {
  if (value.is_date || value.low != value.high) return Reckoned::no;
  if (is_share_of(value, claim, passages)) return Reckoned::meant;
  const bool share = is_share(value);
  constexpr double half = whole / 2;
  if (share && number_in(value) == half) return Reckoned::no;
  std::array<double, 32> told;
  std::size_t count = 0;
  for (const Figures& passage : passages) {
    for (const Value& other : passage.values) {
      if (count < told.size() && go_together(value, other)) told[count++] = number_in(other);
    }
  }
  Reckoned rest = Reckoned::no, sum = Reckoned::no;
  for (std::size_t a = 0; a < count; ++a) {
    if (share) rest = std::max(rest, comes_to(value, whole - told[a]));
    for (std::size_t b = 0; b < a && value.kind != QuantityKind::fraction; ++b) {
      sum = std::max(
          {sum, comes_to(value, told[a] + told[b]), comes_to(value, std::abs(told[a] - told[b]))});
    }
  }
  // Shares of different things are not added.
  if (share && rest == Reckoned::no) return std::min(sum, Reckoned::by_chance);
  const Reckoned out = share ? rest : sum;
  return out == Reckoned::meant && !is_meant(value, claim, passages, lexicon) ? Reckoned::by_chance
                                                                              : out;
}

Figures figures_of(const Passage& passage, const Passages& passages) {
  constexpr std::size_t most = 32;
  const auto values = passages.values(passage);
  return {passages.compared_terms(passage), values.first(std::min(values.size(), most))};
}

}  // namespace assay::corroboration
