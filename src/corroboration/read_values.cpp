#include "corroboration/read_values.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "text/ascii.h"

namespace assay::corroboration {
namespace {

// Days since 1970-01-01 of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level
// date algorithms").
int days_of(int year, int month, int day) {
  year -= month <= 2;
  const int era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::int8_t weekday_of(int days) { return static_cast<std::int8_t>(((days + 3) % 7 + 7) % 7 + 1); }

// The day a document was published; `days` is unset when it does not say.
struct Published {
  int year = 0, month = 0;
  std::optional<int> days;
};

Published published(std::string_view date) {
  constexpr std::size_t length = std::string_view("2001-02-03").size();
  if (date.size() < length || date[4] != '-' || date[7] != '-') return {};
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : date.substr(at, count)) {
      if (c < '0' || c > '9') return 0;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year == 0 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  return {year, month, days_of(year, month, day)};
}

void set_weekday(Value& value, const Published& day) {
  if (value.year == 0 || value.month == 0 || value.day == 0) return;
  const int days = days_of(value.year, value.month, value.day);
  value.weekday = weekday_of(days);
  constexpr int week = 7;
  if (day.days && std::abs(days - *day.days) <= week) value.published = *day.days;
}

// Times that only the date of publication places: "yesterday", "on Tuesday", "last year".
void append_relative_dates(const Document& document, std::span<const Token> tokens,
                           const Published& day, const Lexicon& lexicon, std::vector<Value>& out) {
  if (!day.days) return;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Lexicon::RelativeTime* relative = lexicon.relative_time(tokens[i].hash);
    if (relative == nullptr) continue;
    Value value;
    value.is_date = true;
    value.range = tokens[i].range;
    switch (relative->kind) {
      case Lexicon::RelativeTime::Kind::day:
        value.weekday = weekday_of(*day.days + relative->number);
        value.published = *day.days;
        break;
      case Lexicon::RelativeTime::Kind::weekday:
        if (!tokens[i].capitalised) continue;
        value.weekday = static_cast<std::int8_t>(relative->number);
        value.published = *day.days;
        break;
      case Lexicon::RelativeTime::Kind::side: {  // "last", "this", "next"
        if (i + 1 == tokens.size()) continue;
        const std::string_view unit = document.view(tokens[i + 1].range);
        if (unit == "year") {
          value.year = static_cast<std::int16_t>(day.year + relative->number);
        } else if (unit == "month") {
          const int month = day.year * 12 + day.month - 1 + relative->number;
          value.year = static_cast<std::int16_t>(month / 12);
          value.month = static_cast<std::int8_t>(month % 12 + 1);
        } else {
          continue;
        }
        value.range.end = tokens[i + 1].range.end;
        break;
      }
    }
    out.push_back(value);
  }
}

// "The 19th century", "nineteenth century". Those before the common era are none of these.
void append_centuries(const Document& document, std::span<const Token> tokens,
                      const Lexicon& lexicon, std::vector<Value>& out) {
  static const std::uint64_t century = word_hash("century");
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].hash != century) continue;
    const Token& which = tokens[i - 1];
    const Lexicon::Ordinal* ordinal = lexicon.ordinal(which.hash);
    constexpr int last_century = 21;
    if (ordinal == nullptr || ordinal->number > last_century) continue;
    const std::string_view before = slice(document.text, {0, which.range.begin});
    if (before.ends_with('-')) continue;  // "twenty-first"
    if (i + 1 < tokens.size() && document.view(tokens[i + 1].range).starts_with('B')) continue;
    Value value;
    value.range = {which.range.begin, tokens[i].range.end};
    value.is_date = true;
    value.year = static_cast<std::int16_t>(100 * (ordinal->number - 1) + 1);
    value.years = 100;
    out.push_back(value);
  }
}

// Lengths, masses, volumes, power, energy, speeds, areas and times are compared in one unit each,
// whatever they are told in.
struct Scale {
  std::string_view unit;
  double factor = 1;
  std::string_view base;
};

// A ton may be the short, the long or the metric one: 960 kg lies within 6 % of each.
constexpr Scale scales[] = {{"minute", 1.0 / 1440, "day"},
                            {"hour", 1.0 / 24, "day"},
                            {"day", 1, "day"},
                            {"week", 7, "day"},
                            {"month", 30.4, "day"},
                            {"year", 365, "day"},
                            {"mm", 1e-6, "km"},
                            {"cm", 1e-5, "km"},
                            {"m", 1e-3, "km"},
                            {"km", 1, "km"},
                            {"in", 2.54e-5, "km"},
                            {"ft", 3.048e-4, "km"},
                            {"yd", 9.144e-4, "km"},
                            {"mi", 1.609, "km"},
                            {"g", 1e-3, "kg"},
                            {"kg", 1, "kg"},
                            {"t", 1000, "kg"},
                            {"ton", 960, "kg"},
                            {"lb", 0.4536, "kg"},
                            {"oz", 0.02835, "kg"},
                            {"ml", 1e-3, "l"},
                            {"l", 1, "l"},
                            {"gal", 3.785, "l"},
                            {"bbl", 159, "l"},
                            {"m3", 1000, "l"},
                            {"ft3", 28.32, "l"},
                            {"kW", 1e-3, "MW"},
                            {"MW", 1, "MW"},
                            {"GW", 1e3, "MW"},
                            {"kWh", 1e-3, "MWh"},
                            {"MWh", 1, "MWh"},
                            {"GWh", 1e3, "MWh"},
                            {"TWh", 1e6, "MWh"},
                            {"km/h", 1, "km/h"},
                            {"mph", 1.609, "km/h"},
                            {"m2", 1e-4, "ha"},
                            {"ft2", 9.29e-6, "ha"},
                            {"ha", 1, "ha"},
                            {"acre", 0.4047, "ha"},
                            {"km2", 100, "ha"},
                            {"mi2", 259, "ha"}};

const Scale* scale_of(std::string_view unit) {
  const auto found = std::ranges::find(scales, unit, &Scale::unit);
  return found == std::end(scales) ? nullptr : &*found;
}

// Of a unit of time; else 0.
float days_in(std::string_view unit) {
  const Scale* scale = scale_of(unit);
  return scale != nullptr && scale->base == "day" ? static_cast<float>(scale->factor) : 0;
}

// Of a unit of one word or several.
std::uint64_t root_of(std::string_view unit) {
  return corroboration::stem_of(unit, word_hash(unit)).root;
}

// What is told for some days is compared by the year, the more so many digits the better rounded.
void tell_by_year(double days, Value& value) {
  constexpr double year = 365;
  static const std::uint64_t by_year = word_hash("by the year");
  const double factor = year / days;
  value.low *= factor;
  value.high *= factor;
  value.grain *= factor;
  value.unit = join(value.base, by_year);
}

// "Gallons a minute", "dollars a month"; a share and a time told for another stay what they are.
void read_rate(std::string_view of, std::string_view per, Value& value) {
  const Scale* scale = scale_of(of);
  value.base = scale != nullptr ? word_hash(scale->base) : root_of(of);
  const float days = days_in(per);
  if (days <= 0 || (value.kind != QuantityKind::money && value.kind != QuantityKind::rate)) return;
  if (scale != nullptr) {
    value.low *= scale->factor;
    value.high *= scale->factor;
    value.grain *= scale->factor;
  }
  value.told_in = value.unit;
  tell_by_year(days, value);
}

// "300 km (186 miles) per hour": the rate behind the bracket is said of both.
bool is_speed(std::string_view behind) {
  constexpr std::size_t longest_bracket = 40;
  if (behind.starts_with(")")) {
    behind.remove_prefix(1);
  } else if (behind.starts_with(" (")) {
    const std::size_t end = behind.substr(0, longest_bracket).find(')');
    if (end == std::string_view::npos) return false;
    behind.remove_prefix(end + 1);
  } else {
    return false;
  }
  return behind.starts_with(" per hour") || behind.starts_with(" an hour");
}

std::string_view unit_of(const Document& document, const Quantity& quantity) {
  if (quantity.unit != "km" && quantity.unit != "mi") return quantity.unit;
  const std::string_view behind = std::string_view(document.text).substr(quantity.text.end);
  if (!is_speed(behind)) return quantity.unit;
  return quantity.unit == "km" ? "km/h" : "mph";
}

// "A quarter of a percentage point", "25 basis points": by how much a share changes, which is no
// share itself. The words may stand behind what was read as a bare number.
bool is_change_of_share(const Document& document, const Quantity& quantity) {
  if (quantity.unit == "bp" || quantity.unit == "percentage" || quantity.unit == "percentage point")
    return true;
  if (!quantity.unit.empty() && quantity.unit != "point") return false;
  std::string_view behind = std::string_view(document.text).substr(quantity.text.end);
  const auto skip = [&](std::string_view words) {
    if (behind.starts_with(words)) behind.remove_prefix(words.size());
  };
  skip(" of");
  skip(" a");
  if (!behind.starts_with(" ") && !behind.starts_with("-")) return false;
  behind.remove_prefix(1);
  skip("percentage");
  if (behind.starts_with(" ") || behind.starts_with("-")) behind.remove_prefix(1);
  constexpr std::string_view point = "point";
  if (!behind.starts_with(point)) return false;
  behind.remove_prefix(point.size());
  skip("s");
  return behind.empty() || !ascii::is_letter(behind.front());
}

void read_change_of_share(const Quantity& quantity, Value& value) {
  constexpr double points = 0.01;  // of one basis point
  if (quantity.unit == "bp") {
    value.low *= points;
    value.high *= points;
    value.grain *= points;
  }
  value.kind = QuantityKind::measure;
  value.unit = word_hash("percentage point");
  value.counted = 0;
}

// "3/4 to 1 percent", read as a bare number and a percentage: the unit is said of both, which are
// the ends of one range. Not "rose from 3 to 5 percent".
bool opens_range(const Document& document, const Value& low, const Value& high) {
  if (low.unit != 0 || low.is_date || high.kind != QuantityKind::percent || low.low >= high.low ||
      low.range.end >= high.range.begin || high.low != high.high)
    return false;
  if (low.kind != QuantityKind::number && low.kind != QuantityKind::fraction) return false;
  // "From about 3.5 to 5 percent"
  constexpr std::uint32_t near = 16;  // bytes
  const std::uint32_t begin = low.range.begin - std::min(low.range.begin, near);
  const std::string_view before = slice(document.text, {begin, low.range.begin});
  if (low.low == std::floor(low.low) || before.find("from ") != before.npos ||
      before.find("From ") != before.npos)
    return false;
  return slice(document.text, {low.range.end, high.range.begin}) == " to ";
}

void join_range(const Value& high, Value& low) {
  const double least = low.low;
  const Range range{low.range.begin, high.range.end};
  low = high;
  low.low = least;
  low.range = range;
  low.bound = Bound::range;
}

// The root of a unit's last word: what is counted ("Iranian people").
std::uint64_t counted_of(const Quantity& quantity) {
  if (quantity.kind != QuantityKind::count && quantity.kind != QuantityKind::number) return 0;
  const std::string_view unit = quantity.unit;
  const std::string_view last = unit.substr(unit.rfind(' ') + 1);
  return last.empty() ? 0 : corroboration::stem_of(last, word_hash(last)).root;
}

// "Three times as large", "twice the price", "three times taller": a size, not how often. `behind`
// follows the word that counts.
bool compares(const Document& document, std::span<const Token> behind) {
  static constexpr std::string_view comparing[] = {"as",   "more", "less", "worse", "the",
                                                   "what", "its",  "his",  "her",   "their"};
  static constexpr std::string_view no_comparative[] = {
      "after",   "over",     "under",    "per",    "ever",    "never",   "other",
      "another", "however",  "whether",  "either", "rather",  "winner",  "altogether",
      "neither", "together", "whenever", "later",  "earlier", "wherever"};
  if (behind.empty()) return false;
  const std::string_view word = document.view(behind[0].range);
  if (std::ranges::find(comparing, word) != std::end(comparing)) return true;
  if (word == "that") return behind.size() == 1 || document.view(behind[1].range) == "of";
  return word.ends_with("er") && !behind[0].capitalised &&
         std::ranges::find(no_comparative, word) == std::end(no_comparative);
}

// The number that `tokens[at]` alone tells; 0 where it tells none, or only the end of one ("two
// hundred", "twenty-five").
double lone_number(const Document& document, std::span<const Token> tokens, std::size_t at,
                   const Lexicon& lexicon) {
  const Token& token = tokens[at];
  if (slice(document.text, {0, token.range.begin}).ends_with('-')) return 0;
  if (at > 0 &&
      (tokens[at - 1].kind == TokenKind::number || lexicon.spelled(tokens[at - 1].hash) > 0))
    return 0;
  if (token.kind != TokenKind::number) return lexicon.spelled(token.hash);
  double number = 0, place = 1;
  bool decimals = false;
  for (const char c : document.view(token.range)) {
    if (c == '.' && !decimals) {
      decimals = true;
    } else if (c >= '0' && c <= '9') {
      number = 10 * number + (c - '0');
      if (decimals) place *= 10;
    } else if (c != ',') {
      return 0;
    }
  }
  return number / place;
}

// "A day", "per week", "every 12 days" behind "twice": the days it is told for; 0 where none are.
float days_behind(const Document& document, std::span<const Token> behind, const Lexicon& lexicon) {
  static constexpr std::string_view each[] = {"a", "an", "each", "every", "per"};
  if (behind.size() < 2 ||
      std::ranges::find(each, document.view(behind[0].range)) == std::end(each))
    return 0;
  double number = 1;
  std::size_t at = 1;
  if (const double told = lone_number(document, behind, at, lexicon); told > 0) {
    number = told;
    if (++at == behind.size()) return 0;
  }
  std::string_view unit = document.view(behind[at].range);
  if (unit.ends_with('s')) unit.remove_suffix(1);
  return static_cast<float>(number) * days_in(unit);
}

// "Once", "twice", "three times": how often, where no comparison ("three times as large") follows.
// The quantity that ends there, one of those from `first` on, tells how often; where none does, the
// word before "times" is read. Tokens and quantities stand in the order of the text: linear.
void append_times(const Document& document, std::span<const Token> tokens, const Lexicon& lexicon,
                  std::size_t first, std::vector<Value>& out) {
  static const std::uint64_t once = word_hash("once"), twice = word_hash("twice"),
                             times = word_hash("times");
  const std::size_t end = out.size();
  std::size_t at = first;  // the first quantity that does not end before the word
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint64_t hash = tokens[i].hash;
    if (hash != once && hash != twice && hash != times) continue;
    const std::span<const Token> behind = tokens.subspan(i + 1);
    if (compares(document, behind)) continue;
    Value value;
    value.range = tokens[i].range;
    if (hash == times) {
      if (i == 0) continue;
      value.range.begin = tokens[i - 1].range.begin;
      value.low = lone_number(document, tokens, i - 1, lexicon);
    } else {
      // "Once" opens a clause too, and tells of a former time: only at the end of one it counts.
      const std::string_view rest = std::string_view(document.text).substr(tokens[i].range.end);
      const bool ends =
          rest.empty() || std::string_view(".,;:)").find(rest[0]) != std::string_view::npos;
      const bool in = !behind.empty() && document.view(behind[0].range) == "in";
      if (hash == once && !ends && !in) continue;
      value.low = hash == once ? 1 : 2;
    }
    value.high = value.low;
    while (at < end && out[at].range.end <= value.range.begin) ++at;
    const bool told = at < end && out[at].range.overlaps(value.range);
    if (!told && value.low <= 0) continue;
    Value& often = told ? out[at] : out.emplace_back(value);
    if (told && hash != times) often.low = often.high = value.low;
    often.range.end = std::max(often.range.end, value.range.end);
    often.kind = QuantityKind::count;
    often.unit = often.base = often.counted = times;
    often.told = often.low;
    often.told_in = 0;
    if (const float days = days_behind(document, behind, lexicon); days > 0) {
      tell_by_year(days, often);
      often.counted = often.unit;
      often.told_in = join(times, static_cast<std::uint64_t>(days * 1440));
    }
  }
}

// How many years from `year` on the text speaks of: 10 in "1990s", 100 in "1800s".
std::int16_t years_from(int year, std::string_view text) {
  if (year <= 0 || year % 10 != 0 || !text.ends_with('s')) return 1;
  return year % 100 == 0 ? 100 : 10;
}

// The first of the sorted mentions that begins in `range` or behind it.
template <class List>
auto first_in(const List& list, Range range) {
  return std::ranges::lower_bound(list, range.begin, {},
                                  [](const auto& mention) { return mention.text.begin; });
}

// What one of the last digit that is not zero stands for: 100 of 1,900, a hundredth of 2.04. Finer
// ones than thousandths are none.
double grain_of(double number) {
  constexpr double finest = 1e-3, coarsest = 1e15, exact = 1e-6;
  double grain = finest;
  if (number == 0) return grain;
  for (; grain < coarsest; grain *= 10) {
    const double tens = number / (10 * grain);
    if (std::abs(tens - std::round(tens)) > exact * std::max(1.0, std::abs(tens))) break;
  }
  return grain;
}

// "Half a year": a time, though its unit stands behind an article.
const Scale* part_of_time(const Document& document, const Quantity& quantity, Range& range) {
  if (!quantity.unit.empty() || quantity.value >= 1) return nullptr;
  std::string_view behind = std::string_view(document.text).substr(quantity.text.end);
  const std::size_t whole = behind.size();
  for (const std::string_view article : {" of a ", " of an ", " a ", " an "}) {
    if (!behind.starts_with(article)) continue;
    behind.remove_prefix(article.size());
    break;
  }
  if (behind.size() == whole) return nullptr;
  const auto word_end = std::ranges::find_if_not(behind, ascii::is_letter);
  const std::string_view word =
      behind.substr(0, static_cast<std::size_t>(word_end - behind.begin()));
  const Scale* scale = scale_of(word);
  if (scale == nullptr || scale->base != "day") return nullptr;
  range.end += static_cast<std::uint32_t>(whole - behind.size() + word.size());
  return scale;
}

void append_quantities(const Document& document, const Mentions& mentions, Range range,
                       std::vector<Value>& out) {
  const std::size_t first = out.size();
  for (auto q = first_in(mentions.quantities, range);
       q != mentions.quantities.end() && q->text.begin < range.end; ++q) {
    Value value;
    value.range = q->text;
    value.low = q->value;
    value.high = q->bound == Bound::range ? q->high : q->value;
    value.unit = q->unit.empty() ? 0 : root_of(q->unit);
    value.told = q->value;
    value.vague = document.view(q->number).ends_with('s');
    value.base = value.unit;
    value.counted = counted_of(*q);
    value.kind = q->kind;
    value.bound = q->bound;
    value.grain = grain_of(value.low);
    if (const std::size_t per = q->unit.find('/'); per != q->unit.npos)
      read_rate(q->unit.substr(0, per), std::string_view(q->unit).substr(per + 1), value);
    if (const Scale* time = part_of_time(document, *q, value.range)) {
      value.low *= time->factor;
      value.high = value.low;
      value.grain = time->factor;
      value.kind = QuantityKind::duration;
      value.unit = value.base = word_hash(time->base);
      value.told_in = word_hash(time->unit);
      value.counted = 0;
      out.push_back(value);
      continue;
    }
    if (const Scale* scale = scale_of(unit_of(document, *q));
        scale != nullptr && value.counted == 0) {
      value.low *= scale->factor;
      value.high *= scale->factor;
      value.grain *= scale->factor;
      // Who is 45 years old did nothing for 45 years.
      value.unit = word_hash(q->kind == QuantityKind::age ? "age" : scale->base);
      value.told_in = word_hash(scale->unit);
      value.base = value.unit;
    }
    if (is_change_of_share(document, *q)) read_change_of_share(*q, value);
    if (out.size() > first && opens_range(document, out.back(), value)) {
      join_range(value, out.back());
    } else {
      out.push_back(value);
    }
  }
}

void append_dates(const Document& document, const Mentions& mentions, Range range,
                  const Published& day, std::vector<Value>& out) {
  for (auto d = first_in(mentions.dates, range);
       d != mentions.dates.end() && d->text.begin < range.end; ++d) {
    Value value;
    value.range = d->text;
    value.is_date = true;
    value.year = static_cast<std::int16_t>(d->year);
    value.years = years_from(d->year, document.view(d->text));
    value.month = static_cast<std::int8_t>(d->month);
    value.day = static_cast<std::int8_t>(d->day);
    set_weekday(value, day);
    out.push_back(value);
  }
}

}  // namespace

std::optional<int> day_of(std::string_view date) { return published(date).days; }

void append_values(const Document& document, const Mentions& mentions, Range range,
                   std::span<const Token> tokens, const Lexicon& lexicon, std::vector<Value>& out) {
  const Published day =
      published(document.date.empty() ? document.metadata.published : document.date);
  const std::size_t first = out.size();
  append_quantities(document, mentions, range, out);
  append_times(document, tokens, lexicon, first, out);
  append_dates(document, mentions, range, day, out);
  append_relative_dates(document, tokens, day, lexicon, out);
  append_centuries(document, tokens, lexicon, out);
}

}  // namespace assay::corroboration
