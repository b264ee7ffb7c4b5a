// What the readers of dates and clock times share: days, months and years of a sentence, what
// stands between its tokens, and what may follow a date.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "mentions/dates.h"
#include "mentions/scan.h"
#include "text/ascii.h"

namespace assay::mentions {

constexpr int first_year = 1000, last_year = 2199;  // what a date may have
constexpr int first_likely_year = 1500, last_likely_year = 2100;
constexpr bool is_likely_year(int value) {
  return value >= first_likely_year && value <= last_likely_year;
}
constexpr bool is_month(int value) { return value >= 1 && value <= 12; }
constexpr bool is_day(int value) { return value >= 1 && value <= 31; }

// The whole of `text`, up to four digits, as a number; -1 where it is none.
inline int small_number(std::string_view text) {
  if (text.empty() || text.size() > 4) return -1;
  int value = 0;
  for (const char c : text) {
    if (!ascii::is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

inline bool is_range(Gap gap) { return gap == Gap::hyphen || gap == Gap::dash; }

// A view of one sentence; cheap to make. Tokens are named by their index in the scan.
class DateParts {
 public:
  DateParts(const Scan& scan, Span span) : scan_(scan), span_(span) {}

 protected:
  bool has(std::size_t i) const { return i < span_.last; }
  bool first(std::size_t i) const { return i == span_.first; }
  std::string_view view(std::size_t i) const { return scan_.view(i); }
  bool is(std::size_t i, std::uint64_t classes) const { return scan_.is(i, classes); }
  bool number(std::size_t i) const { return scan_.number(i); }
  Gap gap(std::size_t i) const { return scan_.gap(i); }
  std::string_view between(std::size_t i) const { return scan_.between(i); }
  double value(std::size_t i) const { return scan_.words[i]->value; }
  char after(std::size_t i) const { return scan_.at(scan_.tokens[i].range.end); }
  char before(std::size_t i) const { return scan_.before(scan_.tokens[i].range.begin); }
  template <typename... Words>
  bool reads_any(std::size_t i, const Words&... words) const {
    return scan_.reads_any(i, words...);
  }

  // Tokens [first, last] as a date; what is not said is 0.
  FoundDate date(std::size_t first, std::size_t last, int year = 0, int month = 0,
                 int day = 0) const;

  // A day of the month in digits: "5", "05", "5th"; 0: none.
  int day_at(std::size_t i) const;
  // Four digits that may be a year; 0: none.
  int year_at(std::size_t i) const;
  // A year behind token `last`, if one stands there, moves `last`; else 0.
  int year_behind(std::size_t& last) const;
  int month_at(std::size_t i) const { return static_cast<int>(value(i)); }
  // A month by its word, and not "may", "march" the verbs.
  bool is_month_word(std::size_t i) const {
    return is(i, month) && (scan_.tokens[i].capitalised || is_clear_month(i));
  }
  // A month that is no other word in lower case.
  bool is_clear_month(std::size_t i) const;

  // Does a blank, comma, point or hyphen stand behind token i: what parts day, month and year?
  bool parted(std::size_t i) const;

  // "%", or ":" of a clock time.
  bool sign_after(std::size_t i) const { return after(i) == '%' || after(i) == ':'; }
  // Does the clause end behind token i, or go on with a function word?
  bool ends(std::size_t i) const {
    const bool closed =
        !has(i + 1) || gap(i) == Gap::other || (gap(i) == Gap::space && is(i + 1, function));
    return closed && after(i) != '%';
  }
  // Nothing countable behind token i.
  bool plain_end(std::size_t i) const {
    return !sign_after(i) && !(has(i + 1) && gap(i) == Gap::space && is(i + 1, unit_word));
  }
  bool unit_after(std::size_t i) const {
    if (after(i) == '%') return true;
    return has(i + 1) && gap(i) == Gap::space && is(i + 1, unit_word) &&
           !scan_.tokens[i + 1].capitalised;
  }

  const Scan& scan_;
  Span span_;
};

// ---- The readers, in the order in which match_date asks them. `i` is the first token of the date.

// Dates with the name of a month: "June 10", "10-12 June 2018", "the fifth of May".
class MonthDates : DateParts {
 public:
  using DateParts::DateParts;
  std::optional<FoundDate> month_first(std::size_t i) const;
  std::optional<FoundDate> day_first(std::size_t i) const;
  // "(SEPT.) 24, 2016": the point of the short form was found for the end of the sentence.
  std::optional<FoundDate> behind_sentence_end(std::size_t i) const;

  // May a date begin with the month at token i? "may" and "march" are verbs too.
  bool opens_with_month(std::size_t i) const;

 private:
  struct DayRead {
    std::size_t last;
    int day = 0;
  };
  DayRead day_behind(std::size_t i) const;
  std::size_t other_day(std::size_t last) const;
  bool is_dashed_day(std::size_t i) const;
  bool number_beside(std::size_t i) const;
  bool is_bare_word(std::size_t i) const;
  bool is_short_year(std::size_t i) const;
  bool behind_ordinal_of(std::size_t i) const;
  bool behind_spelled_day(std::size_t i) const;
  std::size_t month_behind(std::size_t day) const;
  std::size_t month_behind_days(std::size_t day) const;
  std::optional<FoundDate> weekday_and_day(std::size_t i, int day) const;
  std::size_t spelled_day(std::size_t i) const;
  std::size_t spelled_year(std::size_t last) const;
};

// Dates in numbers alone: "12/24/2025", "2025-12-10", "12.10.2016", "11/2016", "2018-19".
class NumberDates : DateParts {
 public:
  using DateParts::DateParts;
  std::optional<FoundDate> at(std::size_t i) const;

 private:
  std::optional<FoundDate> in_one_token(std::size_t i) const;
  std::optional<FoundDate> three_parts(std::size_t i, std::string_view sign) const;
  std::optional<FoundDate> two_parts(std::size_t i, std::string_view sign) const;
  std::optional<FoundDate> month_and_year(std::size_t i, std::string_view sign) const;
  std::optional<FoundDate> years(std::size_t i, std::string_view sign) const;
  std::optional<FoundDate> stretch_of_days(std::size_t i) const;
  bool is_slashed_day(std::size_t i) const;
  bool behind_day_cue(std::size_t i) const;
  bool behind_on_or_weekday(std::size_t i) const;
  std::optional<FoundDate> in_any_order(std::size_t first, std::size_t last, int a, int b,
                                        int c) const;
};

// Times of day in digits: "8:30 am", "9-11am", "1 p.m. to 4".
class ClockTimes : DateParts {
 public:
  using DateParts::DateParts;
  std::optional<FoundDate> at(std::size_t i) const;

 private:
  static bool is_half_of_day(std::string_view text);
  bool has_minutes(std::size_t i) const;
  std::size_t with_minutes(std::size_t i) const;
  std::optional<std::size_t> second_hour(std::size_t i) const;
  bool is_pointed_clock(std::size_t i) const;
  std::size_t clock_word(std::size_t i) const;
  std::size_t until_hour(std::size_t last) const;
};

// Years, decades and eras: "2018", "the 1990s", "500 BC".
class YearDates : DateParts {
 public:
  using DateParts::DateParts;
  std::optional<FoundDate> decade(std::size_t i) const;
  std::optional<FoundDate> year(std::size_t i) const;

 private:
  std::optional<FoundDate> of_era(std::size_t i) const;
  bool is_era(std::size_t i) const;
  bool behind_money_sign(std::size_t i) const;
  enum class Counts : std::uint8_t { yes, no, open };
  Counts counts_next_word(std::size_t i, int year, bool cue) const;
  bool is_shouted_hour(std::size_t i) const;
  bool behind_than(std::size_t i) const;
};

}  // namespace assay::mentions
