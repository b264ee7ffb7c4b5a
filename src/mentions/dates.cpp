#include "mentions/dates.h"

#include "mentions/date_parts.h"

namespace assay::mentions {

std::optional<FoundDate> match_date(const Scan& scan, Span span, std::size_t at) {
  const MonthDates months(scan, span);
  if (months.opens_with_month(at)) return months.month_first(at);
  if (!scan.number(at)) return std::nullopt;
  if (auto found = months.behind_sentence_end(at)) return found;
  if (auto found = NumberDates(scan, span).at(at)) return found;
  if (auto found = ClockTimes(scan, span).at(at)) return found;
  if (auto found = months.day_first(at)) return found;
  const YearDates years(scan, span);
  if (auto found = years.decade(at)) return found;
  return years.year(at);
}

}  // namespace assay::mentions
