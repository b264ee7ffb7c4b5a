// Dates with the name of a month.
#include "mentions/date_parts.h"

namespace assay::mentions {

bool MonthDates::opens_with_month(std::size_t i) const {
  return is(i, month) && (scan_.tokens[i].capitalised || (is_clear_month(i) && number_beside(i)) ||
                          is_dashed_day(i));
}

// "June 10", "June 10-12, 2018", "June 2018", "Dec. 2"; a bare month is a date too, but "May" and
// "March" at a sentence's start are left alone.
std::optional<FoundDate> MonthDates::month_first(std::size_t i) const {
  auto [last, day] = day_behind(i);
  int year = year_behind(last);
  if (!year && (last > i || behind_ordinal_of(i) || behind_spelled_day(i))) {
    last = spelled_year(last);
  }
  // "September-2020-23"
  if (year && last == i + 1 && has(last + 1) && gap(i) == Gap::hyphen && gap(last) == Gap::hyphen &&
      day_at(last + 1)) {
    day = day_at(++last);
  }
  if (last == i && is_short_year(i + 1)) last = i + 1;
  if (last == i && is_bare_word(i)) return std::nullopt;
  return date(i, last, year, month_at(i), day);
}

// The day behind the month at token i and, in digits, which one it is.
MonthDates::DayRead MonthDates::day_behind(std::size_t i) const {
  if (has(i + 1) && (parted(i) || gap(i) == Gap::slash)) {
    if (const int day = day_at(i + 1)) {
      // "May 5 percent": a unit behind the digits makes it an amount.
      const bool amount = has(i + 2) && gap(i + 1) == Gap::space && is(i + 2, unit_word) &&
                          !scan_.tokens[i + 2].capitalised;
      if (!amount && !sign_after(i + 1)) return {other_day(i + 1), day};
    }
  }
  const std::size_t spelled = behind_spelled_day(i) ? 0 : spelled_day(i);
  return {spelled ? spelled : i};
}

// The other end of a range whose first day is token `last`; `last` where there is none.
std::size_t MonthDates::other_day(std::size_t last) const {
  if (!has(last + 1)) return last;
  if (is_range(gap(last)) && day_at(last + 1)) return last + 1;
  const bool joined = has(last + 2) && gap(last) == Gap::space &&
                      reads_any(last + 1, "to", "and", "thru", "through", "until", "till") &&
                      day_at(last + 2);
  return joined && plain_end(last + 2) ? last + 2 : last;
}

// "jan-1", "dec/24": a short form in lower case, tied to its day.
bool MonthDates::is_dashed_day(std::size_t i) const {
  const Gap tie = has(i + 1) ? gap(i) : Gap::other;
  return (tie == Gap::hyphen || tie == Gap::slash) && day_at(i + 1) && !reads_any(i, "may");
}

bool MonthDates::number_beside(std::size_t i) const {
  if (!has(i + 1)) return false;
  if (number(i + 1) && (parted(i) || gap(i) == Gap::slash)) return true;
  return gap(i) == Gap::space && is(i + 1, cardinal) && spelled_day(i);
}

// A name or verb rather than a month, where nothing beside it speaks of time.
bool MonthDates::is_bare_word(std::size_t i) const {
  return reads_any(i, "May", "March", "Jan", "Dec", "Mar") && (first(i) || !is(i - 1, date_before));
}

// "(August) 99": no day is that high.
bool MonthDates::is_short_year(std::size_t i) const {
  return has(i) && gap(i - 1) == Gap::space && plain_end(i) && view(i).size() == 2 &&
         small_number(view(i)) > 31 && (!has(i + 1) || gap(i) == Gap::other || is(i + 1, function));
}

std::optional<FoundDate> MonthDates::behind_sentence_end(std::size_t i) const {
  if (!first(i) || i == 0 || !is(i - 1, month) || !scan_.tokens[i - 1].capitalised ||
      between(i - 1) != ". " || !day_at(i) || !ends(i))
    return std::nullopt;
  std::size_t last = i;
  const int year = year_behind(last);
  return date(i, last, year, month_at(i - 1), day_at(i));
}

// "tenth of (September)"
bool MonthDates::behind_ordinal_of(std::size_t i) const {
  return i > span_.first + 1 && reads_any(i - 1, "of") && is(i - 2, ordinal);
}

// "twenty five (January)"
bool MonthDates::behind_spelled_day(std::size_t i) const {
  return !first(i) && gap(i - 1) == Gap::space && !number(i - 1) && is(i - 1, cardinal) &&
         value(i - 1) <= 31;
}

// "10 June", "10th of June 2018", "10-12 June", "10 to 12 June".
std::optional<FoundDate> MonthDates::day_first(std::size_t i) const {
  const int day = day_at(i);
  if (!day) return std::nullopt;
  std::size_t last = month_behind_days(i);
  if (last) {
    // "5 May be" is no date, but a capital May is found as one.
    const int month = month_at(last);
    const int year = year_behind(last);
    return date(i, last, year, month, day);
  }
  // "23-2020-September"
  if (has(i + 2) && gap(i) == Gap::hyphen && gap(i + 1) == Gap::hyphen && is_month_word(i + 2)) {
    if (const int year = year_at(i + 1)) return date(i, i + 2, year, month_at(i + 2), day);
  }
  return weekday_and_day(i, day);
}

// The month of the day, or of the days, that begin at token `day`; 0: none.
std::size_t MonthDates::month_behind_days(std::size_t day) const {
  if (const std::size_t found = month_behind(day)) return found;
  if (!has(day + 1)) return 0;
  if (is_range(gap(day)) && day_at(day + 1)) return month_behind(day + 1);
  const bool joined = has(day + 2) && gap(day) == Gap::space && day_at(day + 2) &&
                      reads_any(day + 1, "to", "and", "or");
  return joined ? month_behind(day + 2) : 0;
}

std::size_t MonthDates::month_behind(std::size_t day) const {
  if (!has(day + 1) || !(parted(day) || gap(day) == Gap::slash)) return 0;
  if (is_month_word(day + 1)) return day + 1;
  const bool tied = gap(day) == Gap::hyphen || gap(day) == Gap::slash;
  if (tied && is(day + 1, month) && !reads_any(day + 1, "may")) return day + 1;
  return reads_any(day + 1, "of") && has(day + 2) && is_month_word(day + 2) ? day + 2 : 0;
}

// "Monday 21", "Tuesday the 22nd", "Monday 3-8"
std::optional<FoundDate> MonthDates::weekday_and_day(std::size_t i, int day) const {
  if (first(i) || !is(i - 1, weekday) || !scan_.tokens[i - 1].capitalised || !parted(i - 1) ||
      !plain_end(i))
    return std::nullopt;
  if (has(i + 1) && is_range(gap(i)) && day_at(i + 1) && plain_end(i + 1)) return date(i, i + 1);
  return date(i, i, 0, 0, day);
}

// The last token of a day of the month in words behind token i ("twenty one", "eighteenth"); 0:
// none.
std::size_t MonthDates::spelled_day(std::size_t i) const {
  if (!has(i + 1) || gap(i) != Gap::space) return 0;
  std::size_t j = i + 1;
  if (is(j, ordinal) && !is(j, unit_word)) return j;
  if (!is(j, cardinal) || value(j) < 1 || value(j) > 30) return 0;
  if (value(j) >= 20 && has(j + 1) && (gap(j) == Gap::space || gap(j) == Gap::hyphen) &&
      (is(j + 1, ordinal) || (is(j + 1, cardinal) && value(j + 1) < 10)))
    ++j;
  // "May two people", "March one million"
  if (has(j + 1) && gap(j) == Gap::space && !is(j + 1, function | cardinal | weekday | day_part))
    return 0;
  return j;
}

// A year in words behind token `last`: "nineteen eighty six", "two thousand and eighteen"; gives
// its last token, or `last`.
std::size_t MonthDates::spelled_year(std::size_t last) const {
  std::size_t j = last + 1;
  if (!has(j) || !parted(last) || !is(j, cardinal)) return last;
  const double opening = value(j);
  if (opening >= 15 && opening <= 20 && has(j + 1) && is(j + 1, cardinal) && gap(j) == Gap::space) {
    ++j;
    const bool unit = has(j + 1) && is(j + 1, cardinal) && value(j + 1) < 10 && value(j) >= 0 &&
                      gap(j) != Gap::other;
    return unit ? j + 1 : j;
  }
  if (opening == 2 && has(j + 1) && reads_any(j + 1, "thousand")) {
    ++j;
    if (has(j + 2) && is(j + 1, number_and) && is(j + 2, cardinal)) j += 2;
    const bool unit =
        has(j + 1) && is(j + 1, cardinal) && value(j + 1) < 10 && gap(j) == Gap::space;
    return unit ? j + 1 : j;
  }
  return last;
}

}  // namespace assay::mentions
