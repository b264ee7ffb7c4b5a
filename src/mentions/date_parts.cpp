#include "mentions/date_parts.h"

namespace assay::mentions {

FoundDate DateParts::date(std::size_t first, std::size_t last, int year, int month, int day) const {
  return {last,
          {.text = {scan_.tokens[first].range.begin, scan_.tokens[last].range.end},
           .year = year,
           .month = month,
           .day = day}};
}

int DateParts::day_at(std::size_t i) const {
  if (!number(i)) return 0;
  std::string_view text = view(i);
  if (text.size() > 2 && !ascii::is_digit(text.back())) {
    const std::string_view ending = text.substr(text.size() - 2);
    if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") text.remove_suffix(2);
  }
  const int day = text.size() <= 2 ? small_number(text) : -1;
  return is_day(day) ? day : 0;
}

int DateParts::year_at(std::size_t i) const {
  if (!number(i)) return 0;
  const std::string_view text = view(i);
  const int year = text.size() == 4 ? small_number(text) : -1;
  return year >= first_year && year <= last_year ? year : 0;
}

int DateParts::year_behind(std::size_t& last) const {
  if (has(last + 1) && parted(last)) {
    if (const int year = year_at(last + 1)) {
      ++last;
      return year;
    }
  }
  // "June of 2018", "March of 99"
  if (!has(last + 2) || !reads_any(last + 1, "of")) return 0;
  if (const int year = year_at(last + 2)) {
    last += 2;
    return year;
  }
  const bool two_digits = number(last + 2) && view(last + 2).size() == 2;
  const int short_year = two_digits ? small_number(view(last + 2)) : -1;
  if (short_year <= 31 || !plain_end(last + 2)) return 0;
  last += 2;
  return 1900 + short_year;
}

bool DateParts::is_clear_month(std::size_t i) const {
  return is(i, month) && !reads_any(i, "may", "march", "mar", "august");
}

bool DateParts::parted(std::size_t i) const {
  if (gap(i) == Gap::space) return true;
  const std::string_view joint = between(i);
  return joint == ", " || joint == ". " || joint == "-" || joint == ",";
}

}  // namespace assay::mentions
