// Years, decades and eras.
#include "mentions/date_parts.h"

namespace assay::mentions {

// "1990s", "'90s", "20s".
std::optional<FoundDate> YearDates::decade(std::size_t i) const {
  const std::string_view text = view(i);
  if (text.size() < 3 || text.back() != 's') {
    if (!has(i + 1) || !reads_any(i + 1, "s")) return std::nullopt;
    const std::string_view joint = between(i);
    const bool apostrophe = joint == "'" || joint == "\u2019" || joint == "\uFFFD";
    const bool tens = text.size() <= 4 && text.size() % 2 == 0 && text.back() == '0';
    return apostrophe && tens ? std::optional(date(i, i + 1)) : std::nullopt;
  }
  std::string_view digits = text.substr(0, text.size() - 1);
  if (digits.ends_with("'")) digits.remove_suffix(1);
  if (digits.ends_with("\u2019")) digits.remove_suffix(3);
  if (before(i) == '$') return std::nullopt;  // "a handful of $20s"
  const int value = small_number(digits);
  if (value < 0 || value % 10 != 0 || (digits.size() != 4 && digits.size() != 2))
    return std::nullopt;
  return date(i, i, digits.size() == 4 ? value : 0);
}

std::optional<FoundDate> YearDates::year(std::size_t i) const {
  const int year = year_at(i);
  if (!year) return of_era(i);
  if (behind_money_sign(i) || after(i) == '%') return std::nullopt;
  const bool cue =
      !first(i) && gap(i - 1) == Gap::space && is(i - 1, date_before | season | month | weekday);
  if (has(i + 1) && gap(i) == Gap::space) {
    if (const auto counts = counts_next_word(i, year, cue); counts == Counts::yes) {
      return std::nullopt;
    } else if (counts == Counts::no) {
      return date(i, i, year);
    }
  } else if (has(i + 1) && gap(i) == Gap::hyphen && !number(i + 1)) {
    if (is(i + 1, unit_word) || year < 1900) return std::nullopt;
  }
  if (!cue && behind_than(i)) return std::nullopt;
  return cue || is_likely_year(year) ? std::optional(date(i, i, year)) : std::nullopt;
}

// "500 BC", "600-500 BCE"; "'19", "FY 19" stay.
std::optional<FoundDate> YearDates::of_era(std::size_t i) const {
  if (has(i + 1) && gap(i) == Gap::space && is_era(i + 1) && small_number(view(i)) > 0) {
    return date(i, i + 1);
  }
  if (has(i + 2) && is_range(gap(i)) && gap(i + 1) == Gap::space && is_era(i + 2) &&
      small_number(view(i)) > 0 && small_number(view(i + 1)) > 0)
    return date(i, i + 2);
  return std::nullopt;
}

bool YearDates::is_era(std::size_t i) const {
  if (is(i, era) && scan_.tokens[i].all_caps) return true;
  if (reads_any(i, "bce", "ce", "A.D", "B.C", "A.D.")) return true;
  return reads_any(i, "A", "B") && has(i + 1) && between(i) == "." && reads_any(i + 1, "D", "C");
}

// "$2000", "#2000", and foreign signs; a dash, a quotation mark leaves it a year.
bool YearDates::behind_money_sign(std::size_t i) const {
  const char sign = before(i);
  if (sign == '$' || sign == '#') return true;
  if (static_cast<unsigned char>(sign) < 0x80) return false;
  const std::string_view lead = scan_.text.substr(0, scan_.tokens[i].range.begin);
  constexpr std::string_view harmless[] = {"\u2013", "\u2014", "\u2018",
                                           "\u201c", "\u2019", "\u00a0"};
  return std::ranges::none_of(harmless, [&](std::string_view s) { return lead.ends_with(s); });
}

// Does the number count what the next word names: "2000 hectares", "roughly 1900 boats"?
YearDates::Counts YearDates::counts_next_word(std::size_t i, int year, bool cue) const {
  constexpr int first_recent = 1990, last_recent = 2040;
  const Word& next = *scan_.words[i + 1];
  const bool capital = scan_.tokens[i + 1].capitalised;
  if (next.is(scale) && !capital) return Counts::yes;
  if (next.is(unit_word) && !cue && !is_shouted_hour(i + 1)) return Counts::yes;
  // "1500 square feet"
  if (next.is(unit_start) && !cue && has(i + 2) && is(i + 2, unit_word)) return Counts::yes;
  const std::string_view word = view(i + 1);
  const bool ends_in_s = word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's';
  const bool plural_noun = !capital && !next.is(function) && (next.is(plural) || ends_in_s);
  if (!plural_noun || cue) return Counts::open;
  // "roughly 2022 levels": few thousands are written like a year of these days
  const bool recent = year >= first_recent && year <= last_recent;
  const bool bounded = !first(i) && is(i - 1, bound_last) && !reads_any(i - 1, "as", "As");
  if ((bounded && !recent) || year % 100 == 0 || !is_likely_year(year)) return Counts::yes;
  if (recent && reads_any(i + 1, "data", "media", "series")) return Counts::no;
  return year < 1900 || next.is(plural) ? Counts::yes : Counts::open;
}

// "2026 HR software": an abbreviated hour in capitals is another word.
bool YearDates::is_shouted_hour(std::size_t i) const {
  return scan_.tokens[i].all_caps && view(i).size() <= 3 && is(i, unit_word) &&
         scan_.lexicon.units()[scan_.words[i]->unit].kind == QuantityKind::duration;
}

// "more than 2018", but not "later than 2018", "the year is greater than 2015"
bool YearDates::behind_than(std::size_t i) const {
  if (first(i) || gap(i - 1) != Gap::space || !is(i - 1, bound_last) || !reads_any(i - 1, "than"))
    return false;
  for (std::size_t back = 2; back <= 4 && i >= span_.first + back; ++back) {
    if (reads_any(i - back, "later", "earlier", "year", "years")) return false;
  }
  return true;
}

}  // namespace assay::mentions
