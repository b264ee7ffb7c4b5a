#include "mentions/dates.h"
#include <algorithm>

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

// What stands beside the digits of token `at`, read once: most numbers can be few of the dates
// that the readers below look for. Each asks for what its reader cannot do without.
class Beside {
 public:
  Beside(const Scan& scan, Span span, std::size_t at)
      : text_(scan.view(at)),
        ends_in_digit_(ascii::is_digit(text_.back())),
        behind_weekday_(at > span.first && scan.is(at - 1, weekday)) {
    const std::size_t next = at + 1;
    if (next >= span.last) return;
    next_size_ = scan.tokens[next].range.size();
    next_classes_ = scan.words[next]->classes;
    of_next_ = scan.reads(next, "of");
    next_number_ = scan.number(next);
    second_number_ = next + 1 < span.last && scan.number(next + 1);
  }

  bool may_be_numbers() const {
    return next_number_ || std::ranges::find(text_, '.') != text_.end();
  }
  bool may_be_clock() const {
    constexpr std::size_t hour = 5;  // bytes: "06.45"
    return !ends_in_digit_ || number_near() || next_size_ == 1 || next_is(clock_after) ||
           (text_.size() == hour && text_[2] == '.');
  }
  bool may_be_day() const {
    constexpr std::size_t longest = 4;  // bytes: "23rd"
    return text_.size() <= longest &&
           (number_near() || next_is(month) || of_next_ || behind_weekday_);
  }
  bool may_be_decade() const { return !ends_in_digit_ || next_size_ == 1; }
  bool may_be_year() const {
    constexpr std::size_t year = 4, longest_era = 4;  // bytes: "A.D."
    const bool short_word = next_size_ > 0 && next_size_ <= longest_era;
    return text_.size() == year || next_number_ || short_word || next_is(era);
  }

 private:
  bool next_is(std::uint64_t classes) const { return (next_classes_ & classes) != 0; }
  bool number_near() const { return next_number_ || second_number_; }

  std::string_view text_;
  bool ends_in_digit_, behind_weekday_;
  bool of_next_ = false, next_number_ = false, second_number_ = false;
  std::uint32_t next_size_ = 0;  // 0: the sentence ends
  std::uint64_t next_classes_ = 0;
};

}  // namespace

std::optional<FoundDate> match_date(const Scan& scan, Span span, std::size_t at) {
  const MonthDates months(scan, span);
  if (months.opens_with_month(at)) return months.month_first(at);
  if (!scan.number(at) || counts_something(scan, span, at)) return std::nullopt;
  if (auto found = months.behind_sentence_end(at)) return found;
  const Beside beside(scan, span, at);
  if (beside.may_be_numbers()) {
    if (auto found = NumberDates(scan, span).at(at)) return found;
  }
  if (beside.may_be_clock()) {
    if (auto found = ClockTimes(scan, span).at(at)) return found;
  }
  if (beside.may_be_day()) {
    if (auto found = months.day_first(at)) return found;
  }
  const YearDates years(scan, span);
  if (beside.may_be_decade()) {
    if (auto found = years.decade(at)) return found;
  }
  return beside.may_be_year() ? years.year(at) : std::nullopt;
}

}  // namespace assay::mentions
