// Times of day in digits.
#include "mentions/date_parts.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

bool is_hour(int value) { return value >= 0 && value <= 24; }

// "9.30", and what else has a point in it
bool is_pointed(std::string_view text) { return text.size() <= 5 && text.find('.') != text.npos; }

// "9pm", "930am", "9.30pm", "9p.m"
bool is_glued_clock(std::string_view text) {
  if (text.size() < 3) return false;
  if (text.ends_with("p.m") || text.ends_with("a.m"))
    return text.size() <= 5 && small_number(text.substr(0, text.size() - 3)) >= 0;
  const char m = ascii::lower_ascii(text.back()), half = ascii::lower_ascii(text[text.size() - 2]);
  if (m != 'm' || (half != 'a' && half != 'p')) return false;
  const std::string_view digits = text.substr(0, text.size() - 2);
  if (digits.find('.') != digits.npos) return true;
  const int hour = small_number(digits);
  return is_hour(hour) || (hour >= 100 && hour <= 2400);
}

}  // namespace

std::optional<FoundDate> ClockTimes::at(std::size_t i) const {
  const std::string_view text = view(i);
  std::optional<std::size_t> last;
  if (is_glued_clock(text)) {
    last = i;
  } else if (is_half_of_day(text) && has(i + 1) && reads_any(i + 1, "m") && between(i) == ".") {
    last = i + 1;
  } else if (has_minutes(i)) {
    last = with_minutes(i);
  } else if (small_number(text) >= 0 || is_pointed(text)) {
    last = clock_word(i);
    if (last == i) last = second_hour(i);
  }
  if (!last && is_pointed(text) && is_pointed_clock(i)) last = i;
  if (!last) return std::nullopt;
  return date(i, until_hour(*last));
}

// "at 21.40 (VST)", "until 06.45": minutes behind a point, and a zone or an hour no amount begins
// with. "Rose from 02.50", "fell by 00.25" tell of rates.
bool ClockTimes::is_pointed_clock(std::size_t i) const {
  const std::string_view text = view(i);
  const std::size_t point = text.find('.');
  if (text.size() != point + 3 || point == 0) return false;
  const int hour = small_number(text.substr(0, point)),
            minutes = small_number(text.substr(point + 1));
  if (!is_hour(hour) || minutes < 0 || minutes >= 60) return false;
  if (first(i) || !reads_any(i - 1, "at", "At", "from", "From", "until", "till", "by"))
    return false;
  if (point == 2 && text[0] == '0' && !reads_any(i - 1, "from", "From", "by")) return true;
  if (!has(i + 1) || between(i) != " (") return false;
  const std::string_view zone = view(i + 1);
  constexpr std::size_t longest = 5;  // "AEST", "ACWST"
  return zone.size() >= 2 && zone.size() <= longest && zone.back() == 'T' &&
         std::ranges::all_of(zone, ascii::is_upper);
}

// "1p" of "1p.m."
bool ClockTimes::is_half_of_day(std::string_view text) {
  return text.size() <= 3 && (text.back() == 'p' || text.back() == 'a') &&
         small_number(text.substr(0, text.size() - 1)) >= 0;
}

// "8:30", "8:30am"
bool ClockTimes::has_minutes(std::size_t i) const {
  if (!has(i + 1) || !number(i + 1) || between(i) != ":" || view(i + 1).size() < 2 ||
      !is_hour(small_number(view(i))))
    return false;
  const int minutes = small_number(view(i + 1).substr(0, 2));
  return minutes >= 0 && minutes < 60;
}

// The last token of "8:30", "8:30:15 pm", "1:30p.m."
std::size_t ClockTimes::with_minutes(std::size_t i) const {
  std::size_t last = i + 1;
  while (has(last + 1) && number(last + 1) && between(last) == ":") ++last;
  last = clock_word(last);
  const char half = view(last).back();
  if ((half == 'p' || half == 'a') && has(last + 1) && reads_any(last + 1, "m") &&
      between(last) == ".")
    ++last;
  return last;
}

// The last token of "5 to 6 pm", "9-11am", "9 – 11 a.m.", whose first hour is token i; none.
std::optional<std::size_t> ClockTimes::second_hour(std::size_t i) const {
  if (!has(i + 1)) return std::nullopt;
  std::size_t second = i + 1;
  if (!number(second)) {
    second = i + 2;
    if (!has(second) || !number(second) || gap(i) != Gap::space ||
        !reads_any(i + 1, "to", "and", "until", "till", "til", "or"))
      return std::nullopt;
  } else if (!is_range(gap(i))) {
    return std::nullopt;
  }
  if (!is_hour(small_number(view(i))) && !is_pointed(view(i))) return std::nullopt;
  if (is_glued_clock(view(second))) return second;
  if (!is_hour(small_number(view(second)))) return std::nullopt;
  if (const std::size_t end = clock_word(second); end != second) return end;
  const bool colon = has(second + 1) && number(second + 1) && between(second) == ":";
  return colon ? std::optional(clock_word(second + 1)) : std::nullopt;
}

// Does "pm", "p.m.", "o'clock" stand behind token i? Gives its last token, or i.
std::size_t ClockTimes::clock_word(std::size_t i) const {
  if (!has(i + 1)) return i;
  const Gap tie = gap(i);
  if (tie != Gap::space && tie != Gap::glued && tie != Gap::hyphen) return i;
  if (is(i + 1, clock_after)) {
    const bool zone = has(i + 2) && gap(i + 1) == Gap::space && is(i + 2, clock_after);
    return zone ? i + 2 : i + 1;
  }
  if (!has(i + 2) || view(i + 1).size() != 1 || view(i + 2).size() != 1) return i;
  const char half = ascii::lower_ascii(view(i + 1)[0]), m = ascii::lower_ascii(view(i + 2)[0]);
  const std::string_view point = between(i + 1);
  const bool spelled =
      (half == 'a' || half == 'p') && m == 'm' && (point == "." || point == ". " || point == " ");
  return spelled ? i + 2 : i;
}

// "1 p.m. to 4", "8am-3": the bare hour at which a stretch from a time of day ends.
std::size_t ClockTimes::until_hour(std::size_t last) const {
  std::size_t j = last + 1;
  if (!has(j)) return last;
  std::string_view joint = between(last);
  while (joint.starts_with('.')) joint.remove_prefix(1);
  const Gap tie = Scan::kind_of(joint);
  if (tie == Gap::space && has(j + 1)) {
    if (!reads_any(j, "to", "until", "till", "til", "and") || gap(j) != Gap::space) return last;
    ++j;
  } else if (!is_range(tie)) {
    return last;
  }
  const bool hour = number(j) ? is_hour(small_number(view(j))) : is(j, cardinal) && value(j) <= 12;
  if (!hour || sign_after(j)) return last;
  const bool ends =
      !has(j + 1) || gap(j) == Gap::other ||
      (gap(j) == Gap::space && is(j + 1, function | day_part | weekday | relative_before));
  return ends ? j : last;
}

}  // namespace assay::mentions
