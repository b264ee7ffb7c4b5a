#include "mentions/dates.h"

#include "mentions/date_parts.h"
#include "text/ascii.h"

namespace assay::mentions {

namespace {

// Most numbers: digits before "%" or before a longer word that tells nothing of time. What follows
// is what the readers below would ask for.
bool counts_something(const Scan& scan, Span span, std::size_t i) {
  constexpr std::size_t longest_date = 7;  // digits, or with points; others are asked for
  const std::size_t next = i + 1;
  if (next >= span.last || scan.number(next)) return false;
  const std::string_view text = scan.view(i);
  if (!ascii::is_digit(text.back())) return false;
  if (text.size() <= longest_date && scan.at(scan.tokens[i].range.end) == '%') return true;
  constexpr std::uint32_t shortest = 4;  // "to", "of", "pm" are shorter
  if (!scan.spaced(i) || scan.tokens[next].range.size() < shortest || scan.tokens[next].all_caps ||
      scan.is(next, month | clock_after | era) || scan.reads_any(next, "till", "until"))
    return false;
  bool point = false, comma = false;
  for (const char c : text) {
    if (!ascii::is_digit(c) && c != '.' && c != ',') return false;
    point |= c == '.';
    comma |= c == ',';
  }
  // "2018 levels"; "on 4.22 with the others". No date or time of day has a comma within.
  if (!point && !comma && (text.size() == 4 || text.size() > longest_date)) return false;
  if (point && (text.size() > longest_date || scan.is(next, function))) return false;
  return i == span.first ? i == 0 || !scan.is(i - 1, month) : !scan.is(i - 1, weekday);
}

}  // namespace

std::optional<FoundDate> match_date(const Scan& scan, Span span, std::size_t at) {
  const MonthDates months(scan, span);
  if (months.opens_with_month(at)) return months.month_first(at);
  if (!scan.number(at) || counts_something(scan, span, at)) return std::nullopt;
  if (auto found = months.behind_sentence_end(at)) return found;
  if (auto found = NumberDates(scan, span).at(at)) return found;
  if (auto found = ClockTimes(scan, span).at(at)) return found;
  if (auto found = months.day_first(at)) return found;
  const YearDates years(scan, span);
  if (auto found = years.decade(at)) return found;
  return years.year(at);
}

}  // namespace assay::mentions
