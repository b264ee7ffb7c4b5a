#include "scorers/iso_date.h"
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include "assay/text.h"

#include "scorers/year.h"
#include "text/ascii.h"

namespace assay {
namespace {

// A run of digits or of Latin letters, and what stands between it and the next.
struct Part {
  std::string_view word;
  std::string_view behind;
};

std::vector<Part> parts_of(std::string_view text) {
  constexpr std::size_t most = 24;  // a date stands among the first
  std::vector<Part> parts;
  for (std::size_t at = 0; at < text.size() && parts.size() < most;) {
    const bool digit = ascii::is_digit(text[at]);
    if (!digit && !ascii::is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() &&
           (digit ? ascii::is_digit(text[end]) : ascii::is_letter(text[end]))) {
      ++end;
    }
    std::size_t next = end;
    while (next < text.size() && !ascii::is_digit(text[next]) && !ascii::is_letter(text[next])) {
      ++next;
    }
    parts.push_back({text.substr(at, end - at), text.substr(end, next - end)});
    at = end;
  }
  return parts;
}

int number_in(std::string_view word) {
  const bool digits = !word.empty() && word.size() <= 4 && ascii::is_digit(word.front());
  return digits ? std::atoi(std::string(word).c_str()) : 0;
}

bool is_short_number(std::string_view word) { return word.size() <= 2 && number_in(word) > 0; }

int month_in(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  constexpr std::size_t shortest = 3;
  if (!ascii::is_upper(word.front())) return 0;  // "may"
  const std::string small = lower(word);
  for (std::size_t m = 0; m < months.size(); ++m) {
    const bool whole = small == months[m], cut = small.size() == shortest || small == "sept";
    if (small.size() >= shortest && (whole || cut) && months[m].starts_with(small)) {
      return static_cast<int>(m) + 1;
    }
  }
  return 0;
}

bool is_ordinal(std::string_view word) {
  return word == "st" || word == "nd" || word == "rd" || word == "th";
}

bool begins_iso(std::string_view text) {
  const auto digits = [&](std::size_t at) {
    return ascii::is_digit(text[at]) && ascii::is_digit(text[at + 1]);
  };
  if (text.size() < 10 || !is_year(text.substr(0, 4)) || text[4] != '-' || !digits(5) ||
      text[7] != '-' || !digits(8)) {
    return false;
  }
  const int month = number_in(text.substr(5, 2)), day = number_in(text.substr(8, 2));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const std::string_view behind = text.substr(10);  // nothing or a time: not "2031-05-03 | Ada"
  return behind.empty() || (behind.size() > 1 && (behind[0] == 'T' || behind[0] == ' ') &&
                            ascii::is_digit(behind[1]));
}

// Of three numbers that one sign parts.
std::string in_numbers(const Part& one, const Part& two, const Part& three) {
  if (one.behind != two.behind || one.behind.size() != 1) return {};
  const char sign = one.behind.front();
  if (sign != '-' && sign != '/' && sign != '.') return {};
  const int a = number_in(one.word), b = number_in(two.word), c = number_in(three.word);
  if (is_year(one.word) && is_short_number(two.word) && is_short_number(three.word)) {
    return iso_date(a, b, c);
  }
  if (!is_year(three.word) || !is_short_number(one.word) || !is_short_number(two.word)) return {};
  if (b > 12) return iso_date(c, a, b);
  // Behind a stop the month stands second; behind the others it may be either.
  if (sign == '.' || a > 12 || a == b) return iso_date(c, b, a);
  return {};
}

// Of a month's name at part `m`, the day before or behind it, and a year behind both or before.
std::string in_words(const std::vector<Part>& parts, std::size_t m) {
  constexpr std::size_t farthest_year = 6;  // "Jan 28 15:28:56 CET 2031"
  const int month = month_in(parts[m].word);
  std::size_t before = m;
  if (before > 0 && is_ordinal(parts[before - 1].word)) --before;
  const bool day_before = before > 0 && is_short_number(parts[before - 1].word);
  std::size_t behind = m + 1;
  const bool day_behind = behind < parts.size() && is_short_number(parts[behind].word);
  // "16 to 19 March", "March 16-19": of days that something lasted
  const std::size_t first_day = before - (day_before ? 1 : 0);
  if (day_before && first_day > 0 && is_short_number(parts[first_day - 1].word)) return {};
  const bool joined = day_before && first_day > 1 &&
                      ascii::is_lower(parts[first_day - 1].word[0]) &&
                      is_short_number(parts[first_day - 2].word);
  const bool clock = joined && first_day > 2 && parts[first_day - 3].behind == ":";
  if (joined && !clock) return {};
  if (day_behind && !day_before) {
    if (++behind < parts.size() && is_ordinal(parts[behind].word)) ++behind;
    const bool stretch =
        behind < parts.size() && is_short_number(parts[behind].word) &&
        parts[behind - 1].behind.find(':') == std::string_view::npos &&
        (behind + 1 >= parts.size() || parts[behind].behind.find(':') == std::string_view::npos);
    if (stretch) return {};
  }
  const int day = day_before   ? number_in(parts[before - 1].word)
                  : day_behind ? number_in(parts[m + 1].word)
                               : 0;
  if (behind < parts.size() && is_year(parts[behind].word)) {
    return iso_date(number_in(parts[behind].word), month, day);
  }
  if (m > 0 && is_year(parts[m - 1].word)) {  // "2031 May 3"
    return iso_date(number_in(parts[m - 1].word), month, day_behind ? day : 0);
  }
  if (day_behind && !day_before) {
    bool hour = false;
    for (std::size_t k = behind; k < parts.size() && k < behind + farthest_year; ++k) {
      if (hour && is_year(parts[k].word)) return iso_date(number_in(parts[k].word), month, day);
      hour |= is_short_number(parts[k].word) && parts[k].behind == ":";
    }
  }
  return {};
}

}  // namespace

std::string iso_date(int year, int month, int day) {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 0 || day > 31) return {};
  const auto two = [](int number) {
    return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
  };
  return std::to_string(year) + "-" + two(month) + (day > 0 ? "-" + two(day) : std::string());
}

std::string iso_date(std::string_view text) {
  constexpr std::string_view edges = " \t\n\"'";
  const std::size_t from = text.find_first_not_of(edges);
  if (from == text.npos) return {};
  text = text.substr(from, text.find_last_not_of(edges) + 1 - from);
  if (begins_iso(text)) return std::string(text);
  const std::vector<Part> parts = parts_of(text);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string found;
    if (i + 2 < parts.size()) found = in_numbers(parts[i], parts[i + 1], parts[i + 2]);
    if (found.empty() && month_in(parts[i].word) > 0) found = in_words(parts, i);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace assay
