// Whether two values agree: quantities within what rounding and bounds allow, dates by what both
// sides tell of them.
#include "corroboration/agreement.h"
#include <algorithm>
#include <cmath>

namespace assay::corroboration {
namespace {

// Whether two unlike values told in different units may answer one question: "60 miles" is rival to
// "60 km", "3 km from the town" not to "the 12-metre bridge". Any two of one noun are, and any two
// times: "three weeks", "two days".
bool rivals(const Value& claim, const Value& official) {
  if (claim.noun != 0 && claim.noun == official.noun) return true;
  if (claim.kind == QuantityKind::duration && official.kind == QuantityKind::duration) return true;
  constexpr double farthest = 3;  // units taken for each other differ by 1.6, 2.2 or 2.5; guess
  return claim.low < farthest * official.high && official.low < farthest * claim.high;
}

// Whether "more than 20" takes in what lies from `least` to `most`.
bool holds(Bound bound, double limit, double least, double most) {
  switch (bound) {
    case Bound::over:
    case Bound::at_least:
      return least >= limit;
    case Bound::under:
    case Bound::up_to:
      return most <= limit;
    default:
      return false;
  }
}

}  // namespace

Agreement compare(const Value& claim, const Value& official) {
  if (claim.is_date != official.is_date) return Agreement::incomparable;
  if (claim.is_date) {
    bool shared = false, differs = false;
    const auto field = [&](int a, int b) {
      if (a == 0 || b == 0) return;
      shared = true;
      differs |= a != b;
    };
    if (claim.years == 1 && official.years == 1) {
      field(claim.year, official.year);
    } else if (claim.year != 0 && official.year != 0) {
      const int end = claim.year + claim.years, other_end = official.year + official.years;
      if (claim.year >= other_end || official.year >= end) return Agreement::conflict;
      // "The 1990s" holds 1993, but does not say that it was then.
      if (claim.years < official.years) return Agreement::incomparable;
      shared = true;
    }
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
  // "3/4" of something is no rival to "9 votes", which happens to lack a unit too.
  const auto is_part = [](const Value& value) {
    return value.kind == QuantityKind::fraction && value.high <= 1;
  };
  if (is_part(claim) != is_part(official) && !(is_share(claim) && is_share(official)))
    return Agreement::incomparable;
  const double low = claim.low * scale(claim), high = claim.high * scale(claim);
  const double other_low = official.low * scale(official),
               other_high = official.high * scale(official);
  const bool same_count = claim.counted != 0 && claim.counted == official.counted;
  if (claim.unit != official.unit && !same_count && !(is_share(claim) && is_share(official))) {
    const bool other_currency = claim.kind == QuantityKind::money &&
                                official.kind == QuantityKind::money && low == other_low;
    return other_currency ? Agreement::conflict : Agreement::incomparable;
  }
  // Small counts are exact; larger figures are rounded in the press, mostly to two digits, where
  // the text says "about" or gives a fraction to one. Guesses.
  constexpr double least_rounded = 20, rounding = 0.02, loose_rounding = 0.06;
  // "161 km" is "100 miles" in another unit, rounded.
  const bool converted = claim.told_in != official.told_in;
  const bool loose =
      converted || claim.bound == Bound::about || official.bound == Bound::about ||
      (claim.kind == QuantityKind::fraction) != (official.kind == QuantityKind::fraction);
  // "About 7" is said of 7.1, "around two metres" of 2.04: the one is the other, told in fewer
  // digits.
  constexpr double rounded_off = 0.1;  // farther ones are no rounding, whatever the digits; guess
  const double grain = claim.grain * scale(claim), other_grain = official.grain * scale(official);
  const auto rounds = [&](double a, double b) {
    const double coarse = std::max(grain, other_grain), apart = std::abs(a - b);
    return loose && grain != other_grain && apart <= coarse / 2 &&
           apart <= rounded_off * std::max(std::abs(a), std::abs(b));
  };
  const auto near = [&](double a, double b) {
    if (a == b || rounds(a, b)) return true;
    const double larger = std::max(std::abs(a), std::abs(b));
    if (loose && !converted && larger < least_rounded / 2) return false;
    return (loose || larger >= least_rounded) &&
           std::abs(a - b) <= (loose ? loose_rounding : rounding) * larger;
  };
  // What lies inside the other side's bound does not conflict with it. Two limits of one kind are
  // two figures: "more than 40" is not "more than 300".
  const auto is_floor = [](Bound bound) {
    return bound == Bound::over || bound == Bound::at_least;
  };
  const auto is_ceiling = [](Bound bound) {
    return bound == Bound::under || bound == Bound::up_to;
  };
  const bool like_bounds = (is_floor(claim.bound) && is_floor(official.bound)) ||
                           (is_ceiling(claim.bound) && is_ceiling(official.bound));
  const auto inside = [&](Bound bound, double limit, double least, double most) {
    return !like_bounds && holds(bound, limit, least, most);
  };
  constexpr double close = 1.1;  // "more than 40" is said of 43, not of 400; guess
  const bool near_limits = like_bounds && low <= close * other_low && other_low <= close * low;
  // "More than 20" is said of 23, for which no other ten comes nearer.
  constexpr double farthest = 1.25;  // guess
  const auto next_to = [&](double limit, double step, double value) {
    return std::abs(value - limit) < step && value <= farthest * limit && limit <= farthest * value;
  };
  const bool agree = near(low, other_low) || near(high, other_high) || near_limits ||
                     (low >= other_low && high <= other_high) ||
                     (inside(claim.bound, low, other_low, other_high) &&
                      ((other_low <= close * low && close * other_high >= low) ||
                       next_to(low, grain, other_low))) ||
                     (inside(official.bound, other_low, low, high) &&
                      ((low <= close * other_low && close * high >= other_low) ||
                       next_to(other_low, other_grain, low)));
  if (!agree && (inside(claim.bound, low, other_low, other_high) ||
                 inside(official.bound, other_low, low, high)))
    return Agreement::incomparable;
  if (agree) return Agreement::agree;
  return converted && !rivals(claim, official) ? Agreement::incomparable : Agreement::conflict;
}

float apart(const Value& claim, const Value& official) {
  if (claim.is_date || official.is_date || claim.low <= 0 || official.low <= 0) return 0;
  constexpr float farthest = 3;
  return std::min(farthest, std::abs(static_cast<float>(std::log(claim.low / official.low))));
}

bool may_count_the_same(const Value& claim, const Value& official) {
  const auto counts = [](const Value& value) {
    return !value.is_date &&
           (value.kind == QuantityKind::count || value.kind == QuantityKind::number);
  };
  const auto is_share = [](const Value& value) {
    return value.kind == QuantityKind::percent || value.kind == QuantityKind::fraction;
  };
  if (!(counts(claim) && counts(official)) && !(is_share(claim) && is_share(official)))
    return false;
  // "More than 20 cases" holds the 23 of another sort of case.
  if (holds(claim.bound, claim.low, official.low, official.high) ||
      holds(official.bound, official.low, claim.low, claim.high))
    return false;
  constexpr float rounding = 0.05f;  // nearer figures are one, rounded; guess
  return apart(claim, official) > rounding && compare(claim, official) == Agreement::incomparable;
}

}  // namespace assay::corroboration
