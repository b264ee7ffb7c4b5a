// Dates in numbers alone.
#include "mentions/date_parts.h"

namespace assay::mentions {
namespace {

bool is_four_digit_year(std::string_view text, int value) {
  return text.size() == 4 && is_likely_year(value);
}

bool is_day_and_month(int a, int b) {
  return is_day(a) && is_day(b) && (is_month(a) || is_month(b));
}

// "3/4", "1/16": what a fraction has below its line.
bool is_fraction(int a, int b) {
  return a < b && (b <= 10 || b == 12 || b == 16 || b == 20 || b == 25 || b == 30);
}

}  // namespace

std::optional<FoundDate> NumberDates::at(std::size_t i) const {
  if (auto found = in_one_token(i)) return found;
  if (!has(i + 1) || !number(i + 1)) return std::nullopt;
  const std::string_view sign = between(i);
  if (auto found = month_and_year(i, sign)) return found;
  if (sign != "/" && sign != "-" && sign != "\u2013" && sign != "." && sign != "\u2011")
    return std::nullopt;
  if (has(i + 2) && number(i + 2) && between(i + 1) == sign) return three_parts(i, sign);
  return two_parts(i, sign);
}

// "12.10.2016", "on 4.22", "Friday 7.6"
std::optional<FoundDate> NumberDates::in_one_token(std::size_t i) const {
  const std::string_view text = view(i);
  if (text.size() < 3) return std::nullopt;
  const std::size_t one = text.find('.');
  if (one == text.npos) return std::nullopt;
  const std::size_t two = text.rfind('.');
  const int a = small_number(text.substr(0, one));
  if (text.size() >= 8 && text.size() <= 10 && one != two) {
    const int b = small_number(text.substr(one + 1, two - one - 1));
    if (auto found = in_any_order(i, i, a, b, small_number(text.substr(two + 1)))) return found;
  }
  const bool day = text.size() <= 5 && is_day_and_month(a, small_number(text.substr(one + 1)));
  if (day && behind_on_or_weekday(i) && ends(i)) return date(i, i);
  return std::nullopt;
}

// "12/24/2025", "2025-12-10", with a clock time glued on by T
std::optional<FoundDate> NumberDates::three_parts(std::size_t i, std::string_view sign) const {
  std::string_view third = view(i + 2);
  const std::size_t mark = third.find_first_of("Tt");
  if (mark != third.npos && mark >= 2) third = third.substr(0, mark);
  const int a = small_number(view(i)), b = small_number(view(i + 1)), c = small_number(third);
  if (auto found = in_any_order(i, i + 2, a, b, c)) {
    std::size_t& last = found->last;
    while (has(last + 1) && number(last + 1) && (between(last) == ":" || between(last) == ".")) {
      ++last;
    }
    return found;
  }
  // "2015-1-32": written like a date, and no amount either
  if (is_four_digit_year(view(i), a) && sign == "-" && b >= 0) return date(i, i + 2);
  return std::nullopt;
}

std::optional<FoundDate> NumberDates::two_parts(std::size_t i, std::string_view sign) const {
  if (sign == "/") {
    if (auto found = stretch_of_days(i)) return found;
  }
  if (auto found = years(i, sign)) return found;
  const int a = small_number(view(i)), b = small_number(view(i + 1));
  if (is_four_digit_year(view(i + 1), b) && is_month(a) && sign != "-")
    return date(i, i + 1, b, a);  // "11/2016"
  if (sign == "/" && is_day_and_month(a, b)) {
    // 9/11, 24/12: a date only where the words around say so or both ends are two digits; otherwise
    // it may be a fraction.
    const bool padded = view(i).front() == '0' || view(i + 1).front() == '0';
    if (behind_day_cue(i) || padded || !is_fraction(a, b) || (a == 9 && b == 11))
      return date(i, i + 1);
  }
  // "on 4-22", "Friday 7-6"
  if (sign == "-" && is_month(a) && is_day(b) && behind_on_or_weekday(i) && ends(i + 1))
    return date(i, i + 1);
  return std::nullopt;
}

// "2018-2019", "2018/19", and "Resolution 32-2015", which is no amount either
std::optional<FoundDate> NumberDates::years(std::size_t i, std::string_view sign) const {
  const std::string_view one = view(i), two = view(i + 1);
  const int a = small_number(one), b = small_number(two);
  if (sign == "-" && a >= 32 && one.size() <= 3 && is_four_digit_year(two, b) && ends(i + 1))
    return date(i, i + 1);
  if (one.size() != 4) return std::nullopt;
  // "1300-1600": years of old where nothing is counted behind
  if (two.size() == 4 && a >= first_year && b > a && b <= last_likely_year && sign != "/" &&
      ends(i + 1) && !unit_after(i + 1) && before(i) != '$')
    return date(i, i + 1, a);
  if (!is_likely_year(a) || unit_after(i + 1)) return std::nullopt;
  const bool second = (two.size() == 4 && b >= a && b <= last_year) || (two.size() == 2 && b >= 0);
  return second ? std::optional(date(i, i + 1, a)) : std::nullopt;
}

// "5/1-5/7", "5/1-5/7, 2020"
std::optional<FoundDate> NumberDates::stretch_of_days(std::size_t i) const {
  if (!has(i + 3) || !number(i + 2) || !number(i + 3) || !is_range(gap(i + 1)) ||
      between(i + 2) != "/" || !is_slashed_day(i) || !is_slashed_day(i + 2))
    return std::nullopt;
  std::size_t last = i + 3;
  const int year = year_behind(last);
  return date(i, last, year);
}

// "5/1", whose numbers are tokens i and i + 1
bool NumberDates::is_slashed_day(std::size_t i) const {
  return is_day_and_month(small_number(view(i)), small_number(view(i + 1)));
}

bool NumberDates::behind_on_or_weekday(std::size_t i) const {
  return !first(i) && (reads_any(i - 1, "on") || is(i - 1, weekday));
}

bool NumberDates::behind_day_cue(std::size_t i) const {
  return !first(i) && (reads_any(i - 1, "on", "since", "by", "until", "this", "next", "from",
                                 "before", "after", "due") ||
                       is(i - 1, weekday));
}

// "11-2016", "11 / 2016", "2016 - 11", where nothing countable follows.
std::optional<FoundDate> NumberDates::month_and_year(std::size_t i, std::string_view sign) const {
  std::string_view joint = sign;
  while (joint.starts_with(' ')) joint.remove_prefix(1);
  while (joint.ends_with(' ')) joint.remove_suffix(1);
  if (joint != "/" && joint != "-" && joint != "\u2013") return std::nullopt;
  const bool loose = joint.size() != sign.size();
  const std::string_view one = view(i), two = view(i + 1);
  const int a = small_number(one), b = small_number(two);
  const bool month_year =
      is_four_digit_year(two, b) && one.size() <= 2 && (loose ? is_month(a) : is_day(a));
  const bool year_month =
      is_four_digit_year(one, a) && two.size() <= 2 && is_month(b) && (loose || two.size() == 1);
  if ((!month_year && !year_month) || !plain_end(i + 1)) return std::nullopt;
  if (has(i + 2) &&
      (gap(i + 1) == Gap::hyphen || (gap(i + 1) == Gap::space && !is(i + 2, function))))
    return std::nullopt;
  if (year_month && !month_year) return date(i, i + 1, a, b);
  return date(i, i + 1, b, is_month(a) ? a : 0);
}

std::optional<FoundDate> NumberDates::in_any_order(std::size_t first, std::size_t last, int a,
                                                   int b, int c) const {
  const auto is_year = [](int y) { return y >= first_year && y <= last_year; };
  if (is_year(a) && is_month(b) && is_day(c)) return date(first, last, a, b, c);
  if (is_year(a) && is_day(b) && is_month(c)) return date(first, last, a, c, b);
  const bool short_year = c >= 0 && c < 100;
  const int year = is_year(c) ? c : short_year ? c + (c < 50 ? 2000 : 1900) : 0;
  if (year == 0) return std::nullopt;
  if (is_month(a) && is_day(b)) return date(first, last, year, a, b);
  if (is_day(a) && is_month(b)) return date(first, last, year, b, a);
  return std::nullopt;
}

}  // namespace assay::mentions
