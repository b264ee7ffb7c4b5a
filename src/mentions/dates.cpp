#include "mentions/dates.h"
#include <algorithm>

#include "assay/text.h"

#include "mentions/numbers.h"

namespace assay::mentions {
namespace {

constexpr int first_year = 1000, last_year = 2199;
constexpr int likely_year = 1500, likely_last_year = 2100;
constexpr int first_recent_year = 1990, last_recent_year = 2040;

bool only_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// The whole of `text` as a small number, -1 where it is none.
int small_number(std::string_view text) {
  if (text.empty() || text.size() > 4 || !only_digits(text)) return -1;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

// A day of the month in digits: "5", "05", "5th"; 0: none.
int day_of(const Scan& scan, std::size_t at) {
  if (!scan.number(at)) return 0;
  std::string_view text = scan.view(at);
  if (text.size() > 2) {
    const std::string_view ending = text.substr(text.size() - 2);
    if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") text.remove_suffix(2);
  }
  const int value = text.size() <= 2 ? small_number(text) : -1;
  return value >= 1 && value <= 31 ? value : 0;
}

int year_of(const Scan& scan, std::size_t at) {
  if (!scan.number(at)) return 0;
  const std::string_view text = scan.view(at);
  if (text.size() != 4) return 0;
  const int value = small_number(text);
  return value >= first_year && value <= last_year ? value : 0;
}

class DateMatcher {
 public:
  DateMatcher(const Scan& scan, Span span) : scan_(scan), span_(span) {}

  std::optional<Taken> at(std::size_t i) {
    begin_ = i;
    if (scan_.is(i, month) &&
        (scan_.tokens[i].capitalised || (clear_month(i) && number_beside(i)) || dashed_day(i))) {
      return month_first(i);
    }
    if (!scan_.number(i)) return std::nullopt;
    if (auto taken = behind_month(i)) return taken;
    if (auto taken = numeric(i)) return taken;
    if (auto taken = clock(i)) return taken;
    if (auto taken = day_first(i)) return taken;
    if (auto taken = decade(i)) return taken;
    return year(i);
  }

 private:
  // A month that is no other word in lower case.
  bool clear_month(std::size_t i) const {
    const std::string_view word = scan_.view(i);
    return scan_.is(i, month) && word != "may" && word != "march" && word != "mar" &&
           word != "august";
  }
  bool month_word(std::size_t i) const {
    return scan_.is(i, month) && (scan_.tokens[i].capitalised || clear_month(i));
  }
  // "jan-1", "dec/24": a short form in lower case, tied to its day.
  bool dashed_day(std::size_t i) const {
    const Gap gap = has(i + 1) ? scan_.gap(i) : Gap::other;
    return (gap == Gap::hyphen || gap == Gap::slash) && day_of(scan_, i + 1) &&
           scan_.view(i) != "may";
  }
  bool number_beside(std::size_t i) const {
    return has(i + 1) &&
           ((scan_.number(i + 1) && (spaced(i) || scan_.gap(i) == Gap::slash)) ||
            (scan_.gap(i) == Gap::space && scan_.is(i + 1, cardinal) && spelled_day(i)));
  }

  // The last token of a day of the month in words behind token i ("twenty one", "eighteenth");
  // 0: none.
  std::size_t spelled_day(std::size_t i) const {
    if (!has(i + 1) || scan_.gap(i) != Gap::space) return 0;
    std::size_t j = i + 1;
    if (scan_.is(j, ordinal) && !scan_.is(j, unit_word)) return j;
    if (!scan_.is(j, cardinal)) return 0;
    const double value = scan_.words[j]->value;
    if (value < 1 || value > 30) return 0;
    if (value >= 20 && has(j + 1) && (scan_.gap(j) == Gap::space || scan_.gap(j) == Gap::hyphen) &&
        (scan_.is(j + 1, ordinal) || (scan_.is(j + 1, cardinal) && scan_.words[j + 1]->value < 10)))
      ++j;
    // "May two people", "March one million"
    if (has(j + 1) && scan_.gap(j) == Gap::space &&
        !scan_.is(j + 1, function | cardinal | weekday | day_part))
      return 0;
    return j;
  }

  // A year in words behind token `last`: "nineteen eighty six", "two thousand and eighteen"; gives
  // its last token, or `last`.
  std::size_t spelled_year(std::size_t last) const {
    std::size_t j = last + 1;
    if (!has(j) || !spaced(last) || !scan_.is(j, cardinal)) return last;
    const double value = scan_.words[j]->value;
    if (value >= 15 && value <= 20 && has(j + 1) && scan_.is(j + 1, cardinal) &&
        scan_.gap(j) == Gap::space) {
      ++j;
      if (has(j + 1) && scan_.is(j + 1, cardinal) && scan_.words[j + 1]->value < 10 &&
          scan_.words[j]->value >= 0 && scan_.gap(j) != Gap::other)
        ++j;
      return j;
    }
    if (value == 2 && has(j + 1) && scan_.view(j + 1) == "thousand") {
      ++j;
      if (has(j + 2) && scan_.is(j + 1, number_and) && scan_.is(j + 2, cardinal)) j += 2;
      if (has(j + 1) && scan_.is(j + 1, cardinal) && scan_.words[j + 1]->value < 10 &&
          scan_.gap(j) == Gap::space)
        ++j;
      return j;
    }
    return last;
  }

  bool has(std::size_t i) const { return i < span_.last; }
  std::string_view between(std::size_t i) const {
    return scan_.text.substr(scan_.tokens[i].range.end,
                             scan_.tokens[i + 1].range.begin - scan_.tokens[i].range.end);
  }
  bool spaced(std::size_t i) const {
    const std::string_view gap = between(i);
    return gap == " " || gap == ", " || gap == ". " || gap == "\u00a0" || gap == "-" ||
           gap == "," || scan_.gap(i) == Gap::space;
  }
  static bool range_gap(Gap gap) { return gap == Gap::hyphen || gap == Gap::dash; }

  Taken make(std::size_t last, int year = 0, int month = 0, int day = 0) const {
    Taken taken;
    taken.last = last;
    taken.is_date = true;
    taken.date.text = {scan_.tokens[begin_].range.begin, scan_.tokens[last].range.end};
    taken.date.year = year;
    taken.date.month = month;
    taken.date.day = day;
    return taken;
  }

  // A year behind `last`, if one stands there; moves `last`.
  int year_after(std::size_t& last) const {
    if (has(last + 1) && spaced(last)) {
      if (const int year = year_of(scan_, last + 1)) {
        ++last;
        return year;
      }
    }
    // "June of 2018", "March, in 2019" keep to "of".
    if (has(last + 2) && scan_.view(last + 1) == "of") {
      if (const int year = year_of(scan_, last + 2)) {
        last += 2;
        return year;
      }
      const int short_year = scan_.number(last + 2) && scan_.view(last + 2).size() == 2
                                 ? small_number(scan_.view(last + 2))
                                 : -1;
      if (short_year > 31 && plain_end(last + 2)) {
        last += 2;
        return 1900 + short_year;
      }
    }
    return 0;
  }

  // "June 10", "June 10-12, 2018", "June 2018", "Dec. 2"; a bare month is a date too, but "May"
  // and "March" at a sentence's start are left alone.
  std::optional<Taken> month_first(std::size_t i) {
    const int month_number = static_cast<int>(scan_.words[i]->value);
    std::size_t last = i;
    int day = 0;
    if (has(i + 1) && (spaced(i) || scan_.gap(i) == Gap::slash)) {
      if (const int found = day_of(scan_, i + 1)) {
        // "May 5 percent": a unit behind the digits makes it an amount.
        const bool amount = has(i + 2) && scan_.gap(i + 1) == Gap::space &&
                            scan_.is(i + 2, unit_word) && !scan_.tokens[i + 2].capitalised;
        if (!amount && !sign_after(i + 1)) {
          day = found;
          last = i + 1;
          // the other end of a range
          if (has(last + 1) && range_gap(scan_.gap(last)) && day_of(scan_, last + 1)) {
            ++last;
          } else if (has(last + 2) && scan_.gap(last) == Gap::space &&
                     (scan_.view(last + 1) == "to" || scan_.view(last + 1) == "and" ||
                      scan_.view(last + 1) == "thru" || scan_.view(last + 1) == "through" ||
                      scan_.view(last + 1) == "until" || scan_.view(last + 1) == "till") &&
                     day_of(scan_, last + 2) && plain_end(last + 2)) {
            last += 2;
          }
        }
      }
    }
    if (last == i && !day_in_words(i)) {
      if (const std::size_t spelled = spelled_day(i)) {
        last = spelled;
        day = -1;
      }
    }
    int year = year_after(last);
    if (day < 0) day = 0;
    if (!year && (last > i || ordinal_of(i) || day_in_words(i))) last = spelled_year(last);
    // "September-2020-23"
    if (year && last == i + 1 && has(last + 1) && scan_.gap(i) == Gap::hyphen &&
        scan_.gap(last) == Gap::hyphen && day_of(scan_, last + 1))
      day = day_of(scan_, ++last);
    // "August 99": no day is that high
    if (last == i && has(i + 1) && scan_.gap(i) == Gap::space && plain_end(i + 1) &&
        scan_.view(i + 1).size() == 2 && small_number(scan_.view(i + 1)) > 31 &&
        (!has(i + 2) || scan_.gap(i + 1) == Gap::other || scan_.is(i + 2, function)))
      last = i + 1;
    if (last == i && (month_number == 5 || month_number == 3 || month_number == 1 ||
                      month_number == 12 || month_number == 2)) {
      const std::string_view word = scan_.view(i);
      if (word == "May" || word == "March" || word == "Jan" || word == "Dec" || word == "Mar") {
        if (i == span_.first || !scan_.is(i - 1, date_before)) return std::nullopt;
      }
    }
    return make(last, year, month_number, day);
  }

  // "(SEPT.) 24, 2016": the point of the short form was taken for the end of the sentence.
  std::optional<Taken> behind_month(std::size_t i) const {
    if (i != span_.first || i == 0 || !scan_.is(i - 1, month) || !scan_.tokens[i - 1].capitalised ||
        between(i - 1) != ". " || !day_of(scan_, i) || !ends(i))
      return std::nullopt;
    std::size_t last = i;
    const int year = year_after(last);
    return make(last, year, static_cast<int>(scan_.words[i - 1]->value), day_of(scan_, i));
  }

  // "tenth of (September)"
  bool ordinal_of(std::size_t i) const {
    return i > span_.first + 1 && scan_.view(i - 1) == "of" && scan_.is(i - 2, ordinal);
  }

  // "twenty five (January)"
  bool day_in_words(std::size_t i) const {
    return i > span_.first && scan_.gap(i - 1) == Gap::space && !scan_.number(i - 1) &&
           scan_.is(i - 1, cardinal) && scan_.words[i - 1]->value <= 31;
  }

  bool sign_after(std::size_t i) const {
    const char c = scan_.at(scan_.tokens[i].range.end);
    return c == '%' || c == ':';
  }

  // Does the clause end behind token i, or go on with a function word?
  bool ends(std::size_t i) const {
    const bool closed = !has(i + 1) || scan_.gap(i) == Gap::other ||
                        (scan_.gap(i) == Gap::space && scan_.is(i + 1, function));
    return closed && scan_.at(scan_.tokens[i].range.end) != '%';
  }

  // Nothing countable behind token i.
  bool plain_end(std::size_t i) const {
    return !sign_after(i) &&
           !(has(i + 1) && scan_.gap(i) == Gap::space && scan_.is(i + 1, unit_word));
  }

  // "12/24/2025", "2025-12-10", "12.10.2016", "2025/12", "12/2025".
  std::optional<Taken> numeric(std::size_t i) {
    const std::string_view text = scan_.view(i);
    if (text.size() >= 8 && text.size() <= 10 && text.find('.') != text.npos) {
      const std::size_t one = text.find('.'), two = text.rfind('.');
      if (one != two) {
        const int a = small_number(text.substr(0, one));
        const int b = small_number(text.substr(one + 1, two - one - 1));
        const int c = small_number(text.substr(two + 1));
        if (auto date = ymd(a, b, c, i)) return date;
      }
    }
    if (text.size() <= 5 && i > span_.first &&
        (scan_.view(i - 1) == "on" || scan_.is(i - 1, weekday)) && ends(i)) {
      // "on 4.22", "Friday 7.6"
      const std::size_t dot = text.find('.');
      const int a = small_number(text.substr(0, dot));
      const int b = dot == text.npos ? -1 : small_number(text.substr(dot + 1));
      if (a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12)) return make(i);
    }
    if (!has(i + 1) || !scan_.number(i + 1)) return std::nullopt;
    const std::string_view gap = between(i);
    if (auto taken = month_and_year(i, gap)) return taken;
    if (gap != "/" && gap != "-" && gap != "\u2013" && gap != "." && gap != "\u2011")
      return std::nullopt;
    const int a = small_number(text);
    if (has(i + 2) && scan_.number(i + 2) && between(i + 1) == gap) {
      std::string_view third = scan_.view(i + 2);
      const std::size_t mark = third.find_first_of("Tt");
      if (mark != third.npos && mark >= 2) third = third.substr(0, mark);
      const int b = small_number(scan_.view(i + 1)), c = small_number(third);
      if (auto date = ymd(a, b, c, i + 2)) {
        // a clock time glued on by T
        std::size_t last = date->last;
        while (has(last + 1) && scan_.number(last + 1) &&
               (between(last) == ":" || between(last) == ".")) {
          ++last;
        }
        date->last = last;
        return date;
      }
      if (text.size() == 4 && a >= likely_year && a <= likely_last_year && gap == "-" && b >= 0) {
        // "2015-1-32": written like a date, and no amount either
        return make(i + 2);
      }
      return std::nullopt;
    }
    const int b = small_number(scan_.view(i + 1));
    if (gap == "/") {
      if (auto taken = stretch_of_days(i, a, b)) return taken;
    }
    // "Resolution 32-2015": digits and a year tied together are a reference
    if (gap == "-" && a >= 32 && text.size() <= 3 && scan_.view(i + 1).size() == 4 &&
        b >= likely_year && b <= likely_last_year && ends(i + 1))
      return make(i + 1);
    const bool long_a = text.size() == 4, long_b = scan_.view(i + 1).size() == 4;
    // "1300-1600": years of old where nothing is counted behind
    if (long_a && long_b && a >= first_year && b > a && b <= likely_last_year && gap != "/" &&
        ends(i + 1) && !unit_after(i + 1) && scan_.before(scan_.tokens[i].range.begin) != '$')
      return make(i + 1, a);
    if (long_a && a >= likely_year && a <= likely_last_year && !unit_after(i + 1)) {
      if (long_b && b >= a && b <= last_year) return make(i + 1, a);  // 2018-2019
      if (scan_.view(i + 1).size() == 2 && b >= 0)
        return make(i + 1, a, b <= 12 && gap == "-" ? 0 : 0);  // 2018-19, 2018/19
    }
    if (long_b && b >= likely_year && b <= likely_last_year && a >= 1 && a <= 12 && gap != "-")
      return make(i + 1, b, a);  // 11/2016
    if (gap == "/" && a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12)) {
      // 9/11, 24/12: a date only where the words around say so or both ends are two digits;
      // otherwise it may be a fraction.
      const std::string_view lead = i > span_.first ? scan_.view(i - 1) : std::string_view();
      const bool cue = lead == "on" || lead == "since" || lead == "by" || lead == "until" ||
                       lead == "this" || lead == "next" || lead == "from" || lead == "before" ||
                       lead == "after" || lead == "due" ||
                       (i > span_.first && scan_.is(i - 1, weekday));
      const bool fraction =
          a < b && (b <= 10 || b == 12 || b == 16 || b == 20 || b == 25 || b == 30);
      const bool padded = text.front() == '0' || scan_.view(i + 1).front() == '0';
      if (cue || padded || !fraction || (a == 9 && b == 11)) return make(i + 1);
    }
    if (gap == "-" && a >= 1 && a <= 12 && b >= 1 && b <= 31 && i > span_.first &&
        (scan_.view(i - 1) == "on" || scan_.is(i - 1, weekday)) && ends(i + 1)) {
      return make(i + 1);  // "on 4-22", "Friday 7-6"
    }
    return std::nullopt;
  }

  // "5/1-5/7", "5/1-5/7, 2020"
  std::optional<Taken> stretch_of_days(std::size_t i, int a, int b) const {
    const auto day_and_month = [](int one, int two) {
      return one >= 1 && two >= 1 && one <= 31 && two <= 31 && (one <= 12 || two <= 12);
    };
    if (!has(i + 3) || !scan_.number(i + 2) || !scan_.number(i + 3) ||
        !range_gap(scan_.gap(i + 1)) || between(i + 2) != "/" || !day_and_month(a, b) ||
        !day_and_month(small_number(scan_.view(i + 2)), small_number(scan_.view(i + 3))))
      return std::nullopt;
    std::size_t last = i + 3;
    const int year = year_after(last);
    return make(last, year);
  }

  // "11-2016", "11 / 2016", "2016 - 11", where nothing countable follows.
  std::optional<Taken> month_and_year(std::size_t i, std::string_view gap) const {
    std::string_view joint = gap;
    while (joint.starts_with(' ')) joint.remove_prefix(1);
    while (joint.ends_with(' ')) joint.remove_suffix(1);
    if (joint != "/" && joint != "-" && joint != "\u2013") return std::nullopt;
    const bool loose = joint.size() != gap.size();
    const std::string_view one = scan_.view(i), two = scan_.view(i + 1);
    const int a = small_number(one), b = small_number(two);
    const auto likely = [](std::string_view text, int value) {
      return text.size() == 4 && value >= likely_year && value <= likely_last_year;
    };
    const int limit = loose ? 12 : 31;
    const bool month_year = likely(two, b) && one.size() <= 2 && a >= 1 && a <= limit;
    const bool year_month =
        likely(one, a) && two.size() <= 2 && b >= 1 && b <= 12 && (loose || two.size() == 1);
    if (!month_year && !year_month) return std::nullopt;
    const std::size_t next = i + 2;
    if (!plain_end(i + 1)) return std::nullopt;
    if (has(next) && (scan_.gap(i + 1) == Gap::hyphen ||
                      (scan_.gap(i + 1) == Gap::space && !scan_.is(next, function))))
      return std::nullopt;
    return make(i + 1, month_year ? b : a, month_year && a <= 12 ? a : year_month ? b : 0);
  }

  std::optional<Taken> ymd(int a, int b, int c, std::size_t last) {
    const auto day = [](int d) { return d >= 1 && d <= 31; };
    const auto mon = [](int m) { return m >= 1 && m <= 12; };
    if (a >= first_year && a <= last_year && mon(b) && day(c)) return make(last, a, b, c);
    if (a >= first_year && a <= last_year && day(b) && mon(c)) return make(last, a, c, b);
    const int year = c >= first_year && c <= last_year ? c
                     : c >= 0 && c < 100               ? (c < 50 ? 2000 + c : 1900 + c)
                                                       : 0;
    if (year == 0) return std::nullopt;
    if (mon(a) && day(b)) return make(last, year, a, b);
    if (day(a) && mon(b)) return make(last, year, b, a);
    return std::nullopt;
  }

  bool unit_after(std::size_t i) const {
    if (sign_after(i) && scan_.at(scan_.tokens[i].range.end) == '%') return true;
    return has(i + 1) && scan_.gap(i) == Gap::space && scan_.is(i + 1, unit_word) &&
           !scan_.tokens[i + 1].capitalised;
  }

  // Does "pm", "p.m.", "o'clock" stand behind token i? Gives its last token, or i.
  std::size_t clock_word(std::size_t i) const {
    if (!has(i + 1)) return i;
    const Gap gap = scan_.gap(i);
    if (gap != Gap::space && gap != Gap::glued && gap != Gap::hyphen) return i;
    if (scan_.is(i + 1, clock_after)) {
      std::size_t last = i + 1;
      if (has(last + 1) && scan_.gap(last) == Gap::space && scan_.is(last + 1, clock_after)) ++last;
      return last;
    }
    const std::string_view half = scan_.view(i + 1);
    if (half.size() == 1 &&
        (half[0] == 'a' || half[0] == 'p' || half[0] == 'A' || half[0] == 'P') && has(i + 2) &&
        scan_.view(i + 2).size() == 1 && (scan_.view(i + 2)[0] | 0x20) == 'm' &&
        (between(i + 1) == "." || between(i + 1) == ". " || between(i + 1) == " ")) {
      return i + 2;
    }
    return i;
  }

  static bool glued_clock(std::string_view text) {
    if (text.size() < 3) return false;
    if (text.ends_with("p.m") || text.ends_with("a.m"))
      return text.size() <= 5 && small_number(text.substr(0, text.size() - 3)) >= 0;
    const char m = static_cast<char>(text.back() | 0x20);
    const char p = static_cast<char>(text[text.size() - 2] | 0x20);
    if (m != 'm' || (p != 'a' && p != 'p')) return false;
    const int hour = small_number(text.substr(0, text.size() - 2));
    if (text.substr(0, text.size() - 2).find('.') != std::string_view::npos) return true;
    return (hour >= 0 && hour <= 24) || (hour >= 100 && hour <= 2400);
  }

  std::optional<Taken> clock(std::size_t i) {
    const std::string_view text = scan_.view(i);
    const int hour = small_number(text);
    std::size_t last = i;
    if (glued_clock(text)) {
      last = i;
    } else if (text.size() <= 3 && (text.back() == 'p' || text.back() == 'a') &&
               small_number(text.substr(0, text.size() - 1)) >= 0 && has(i + 1) &&
               scan_.view(i + 1) == "m" && between(i) == ".") {
      last = i + 1;  // "1p.m."
    } else if (hour >= 0 && hour <= 24 && has(i + 1) && scan_.number(i + 1) && between(i) == ":" &&
               scan_.view(i + 1).size() >= 2 && small_number(scan_.view(i + 1).substr(0, 2)) >= 0 &&
               small_number(scan_.view(i + 1).substr(0, 2)) < 60) {
      last = i + 1;
      while (has(last + 1) && scan_.number(last + 1) && between(last) == ":") ++last;
      last = clock_word(last);
      // "1:30p.m."
      const char half = scan_.view(last).back();
      if ((half == 'p' || half == 'a') && has(last + 1) && scan_.view(last + 1) == "m" &&
          between(last) == ".")
        ++last;
    } else if (hour >= 0 || (text.size() <= 5 && text.find('.') != text.npos)) {
      last = clock_word(i);
      if (last == i) {
        // "5 to 6 pm", "9-11am", "9 – 11 a.m."
        std::size_t next = i + 1;
        const bool pointed = text.size() <= 5 && text.find('.') != text.npos;  // "9.30"
        if (((hour >= 0 && hour <= 24) || pointed) && has(i + 1)) {
          const Gap gap = scan_.gap(i);
          if (scan_.number(i + 1) && (range_gap(gap))) {
            next = i + 1;
          } else if (gap == Gap::space && has(i + 2) && scan_.number(i + 2) &&
                     (scan_.view(i + 1) == "to" || scan_.view(i + 1) == "and" ||
                      scan_.view(i + 1) == "until" || scan_.view(i + 1) == "till" ||
                      scan_.view(i + 1) == "til" || scan_.view(i + 1) == "or")) {
            next = i + 2;
          } else {
            return std::nullopt;
          }
          const int end_hour = small_number(scan_.view(next));
          const std::size_t end = clock_word(next);
          const bool colon = has(next + 1) && scan_.number(next + 1) && between(next) == ":";
          if (glued_clock(scan_.view(next))) {
            last = next;
          } else if (end_hour >= 0 && end_hour <= 24 && end != next) {
            last = end;
          } else if (end_hour >= 0 && end_hour <= 24 && colon) {
            last = clock_word(next + 1);
          } else {
            return std::nullopt;
          }
        } else {
          return std::nullopt;
        }
      }
    } else {
      return std::nullopt;
    }
    return make(until_hour(last));
  }

  // "1 p.m. to 4", "8am-3": the bare hour at which a stretch from a time of day ends.
  std::size_t until_hour(std::size_t last) const {
    std::size_t j = last + 1;
    if (!has(j)) return last;
    std::string_view gap = between(last);
    while (gap.starts_with('.')) gap.remove_prefix(1);
    const Gap kind = Scan::kind_of(gap);
    if (kind == Gap::space && has(j + 1)) {
      const std::string_view word = scan_.view(j);
      if (word != "to" && word != "until" && word != "till" && word != "til" && word != "and")
        return last;
      if (scan_.gap(j) != Gap::space) return last;
      ++j;
    } else if (!range_gap(kind)) {
      return last;
    }
    const bool hour = scan_.number(j)
                          ? small_number(scan_.view(j)) >= 0 && small_number(scan_.view(j)) <= 24
                          : scan_.is(j, cardinal) && scan_.words[j]->value <= 12;
    if (!hour || sign_after(j)) return last;
    const bool ends = !has(j + 1) || scan_.gap(j) == Gap::other ||
                      (scan_.gap(j) == Gap::space &&
                       scan_.is(j + 1, function | day_part | weekday | relative_before));
    return ends ? j : last;
  }

  // "10 June", "10th of June 2018", "10-12 June", "10 to 12 June".
  std::optional<Taken> day_first(std::size_t i) {
    const int day = day_of(scan_, i);
    if (!day) return std::nullopt;
    std::size_t at = i;
    const auto month_behind = [&](std::size_t from) -> std::size_t {
      if (!has(from + 1) || !(spaced(from) || scan_.gap(from) == Gap::slash)) return 0;
      if (month_word(from + 1)) return from + 1;
      if (scan_.is(from + 1, month) && scan_.view(from + 1) != "may" &&
          (scan_.gap(from) == Gap::hyphen || scan_.gap(from) == Gap::slash))
        return from + 1;
      if (scan_.view(from + 1) == "of" && has(from + 2) && month_word(from + 2)) return from + 2;
      return 0;
    };
    std::size_t found = month_behind(at);
    if (!found && has(at + 1)) {
      if (range_gap(scan_.gap(at)) && day_of(scan_, at + 1)) {
        found = month_behind(at + 1);
      } else if (has(at + 2) && scan_.gap(at) == Gap::space && day_of(scan_, at + 2) &&
                 (scan_.view(at + 1) == "to" || scan_.view(at + 1) == "and" ||
                  scan_.view(at + 1) == "or")) {
        found = month_behind(at + 2);
      }
    }
    // "23-2020-September"
    if (!found && has(at + 2) && scan_.gap(at) == Gap::hyphen && scan_.gap(at + 1) == Gap::hyphen &&
        month_word(at + 2)) {
      if (const int year = year_of(scan_, at + 1))
        return make(at + 2, year, static_cast<int>(scan_.words[at + 2]->value), day);
    }
    if (!found) {
      // "Monday 21", "Tuesday the 22nd"
      if (i > span_.first && scan_.is(i - 1, weekday) && scan_.tokens[i - 1].capitalised &&
          spaced(i - 1) && plain_end(i)) {
        if (has(i + 1) && range_gap(scan_.gap(i)) && day_of(scan_, i + 1) && plain_end(i + 1))
          return make(i + 1);  // "Monday 3-8"
        return make(i, 0, 0, day);
      }
      return std::nullopt;
    }
    // "5 May be" is no date, but a capital May is taken as one.
    std::size_t last = found;
    const int year = year_after(last);
    return make(last, year, static_cast<int>(scan_.words[found]->value), day);
  }

  // "1990s", "'90s", "20s".
  std::optional<Taken> decade(std::size_t i) {
    const std::string_view text = scan_.view(i);
    if (text.size() < 3 || text.back() != 's') {
      const std::string_view joint = has(i + 1) ? between(i) : std::string_view();
      if ((joint == "'" || joint == "\u2019" || joint == "\uFFFD") && scan_.view(i + 1) == "s" &&
          text.size() <= 4 && text.size() % 2 == 0 && text.back() == '0')
        return make(i + 1);
      return std::nullopt;
    }
    std::string_view digits = text.substr(0, text.size() - 1);
    if (digits.ends_with("'")) digits.remove_suffix(1);
    if (digits.ends_with("\u2019")) digits.remove_suffix(3);
    const int value = small_number(digits);
    if (scan_.before(scan_.tokens[i].range.begin) == '$')
      return std::nullopt;  // "a handful of $20s"
    if (value < 0 || value % 10 != 0 || (digits.size() != 4 && digits.size() != 2))
      return std::nullopt;
    return make(i, digits.size() == 4 ? value : 0);
  }

  bool era_word(std::size_t i) const {
    if (scan_.is(i, era) && scan_.tokens[i].all_caps) return true;
    const std::string_view word = scan_.view(i);
    if (word == "bce" || word == "ce" || word == "A.D" || word == "B.C" || word == "A.D.")
      return true;
    return word.size() == 1 && (word == "A" || word == "B") && has(i + 1) && between(i) == "." &&
           (scan_.view(i + 1) == "D" || scan_.view(i + 1) == "C");
  }

  std::optional<Taken> year(std::size_t i) {
    const int value = year_of(scan_, i);
    if (!value) {
      // "'19", "FY 19" stay; "500 BC" is an era.
      if (has(i + 1) && scan_.gap(i) == Gap::space && era_word(i + 1) &&
          small_number(scan_.view(i)) > 0) {
        return make(i + 1);
      }
      // "600-500 BCE"
      if (has(i + 2) && range_gap(scan_.gap(i)) && scan_.gap(i + 1) == Gap::space &&
          era_word(i + 2) && small_number(scan_.view(i)) > 0 && small_number(scan_.view(i + 1)) > 0)
        return make(i + 2);
      return std::nullopt;
    }
    const std::uint32_t begin = scan_.tokens[i].range.begin;
    const char before = scan_.before(begin);
    if (before == '$' || before == '#' || static_cast<unsigned char>(before) >= 0x80) {
      // A currency sign or a dash; only the dash leaves it a year.
      if (before == '$' || before == '#') return std::nullopt;
      const std::string_view lead = scan_.text.substr(0, begin);
      if (!lead.ends_with("\u2013") && !lead.ends_with("\u2014") && !lead.ends_with("\u2018") &&
          !lead.ends_with("\u201c") && !lead.ends_with("\u2019") && !lead.ends_with("\u00a0"))
        return std::nullopt;
    }
    const bool cue = i > span_.first && scan_.gap(i - 1) == Gap::space &&
                     scan_.is(i - 1, date_before | season | month | weekday);
    if (sign_after(i) && scan_.at(scan_.tokens[i].range.end) == '%') return std::nullopt;
    if (has(i + 1) && scan_.gap(i) == Gap::space) {
      const Word& next = *scan_.words[i + 1];
      const std::string_view word = scan_.view(i + 1);
      if (next.is(scale) && !scan_.tokens[i + 1].capitalised) return std::nullopt;
      if (next.is(unit_word) && !cue && !shouted_hour(i + 1)) return std::nullopt;
      const bool plural_noun = !scan_.tokens[i + 1].capitalised && !next.is(function) &&
                               (next.is(plural) || (word.size() > 3 && word.back() == 's' &&
                                                    word[word.size() - 2] != 's'));
      if (plural_noun && !cue) {
        const bool bounded = i > span_.first && scan_.is(i - 1, bound_last) &&
                             scan_.view(i - 1) != "as" && scan_.view(i - 1) != "As";
        // "roughly 2022 levels": few thousands are written like a year of these days
        const bool recent = value >= first_recent_year && value <= last_recent_year;
        if ((bounded && !recent) || value % 100 == 0 || value < likely_year ||
            value > likely_last_year)
          return std::nullopt;
        if (recent && (word == "data" || word == "media" || word == "series"))
          return make(i, value);
        if (value < 1900 || next.is(plural)) return std::nullopt;
      }
    } else if (has(i + 1) && scan_.gap(i) == Gap::hyphen && !scan_.number(i + 1)) {
      if (scan_.is(i + 1, unit_word) || value < 1900) return std::nullopt;
    }
    if (i > span_.first && scan_.gap(i - 1) == Gap::space && scan_.is(i - 1, bound_last) && !cue &&
        scan_.view(i - 1) == "than" && !than_year(i)) {
      return std::nullopt;
    }
    if (value >= likely_year && value <= likely_last_year) return make(i, value);
    return cue ? std::optional<Taken>(make(i, value)) : std::nullopt;
  }

  // "2026 HR software": an abbreviated hour in capitals is another word.
  bool shouted_hour(std::size_t i) const {
    return scan_.tokens[i].all_caps && scan_.view(i).size() <= 3 && scan_.is(i, unit_word) &&
           scan_.lexicon.units()[scan_.words[i]->unit].kind == QuantityKind::duration;
  }

  // "later than 2018", "the year is greater than 2015"
  bool than_year(std::size_t i) const {
    for (std::size_t back = 2; back <= 4 && i >= span_.first + back; ++back) {
      const std::string_view word = scan_.view(i - back);
      if (word == "later" || word == "earlier" || word == "year" || word == "years") return true;
    }
    return false;
  }

  const Scan& scan_;
  Span span_;
  std::size_t begin_ = 0;
};

// Times of day in words.
class ClockWords {
 public:
  ClockWords(const Scan& scan, Span span) : scan_(scan), span_(span) {}

  // The last token of the time that starts at token i; none.
  std::optional<std::size_t> at(std::size_t i) const {
    if (auto last = past_hour(i)) return last;
    const std::optional<std::size_t> hour = hour_at(i);
    if (!hour) return std::nullopt;
    if (auto last = day_words(*hour)) return last;
    if (*hour > i && scan_.number(i)) return hour;  // "at 12 15"
    if (scan_.number(i)) return std::nullopt;
    if (auto minutes = minutes_behind(*hour)) {
      if (auto last = day_words(*minutes)) return last;
      if (led(i) && ends(*minutes)) return minutes;
    }
    return std::nullopt;
  }

 private:
  bool has(std::size_t i) const { return i < span_.last; }
  bool spaced(std::size_t i) const { return has(i + 1) && scan_.gap(i) == Gap::space; }

  // "half past seven", "a quarter to 8", "20 min past eight", "10 past 9"
  std::optional<std::size_t> past_hour(std::size_t i) const {
    std::size_t j = i;
    bool quarter = false;
    if (scan_.is(j, article)) {
      if (!spaced(j)) return std::nullopt;
      ++j;
    } else if (scan_.view(j) == "three" && spaced(j) && scan_.view(j + 1) == "quarters") {
      ++j;
    }
    const std::string_view word = scan_.view(j);
    bool minutes = false;
    if (word == "half" || word == "Half" || word == "quarter" || word == "Quarter" ||
        word == "quarters") {
      quarter = true;
    } else {
      if (j != i) return std::nullopt;
      if (scan_.number(j)) {
        const int value = small_number(word);
        if (value < 1 || value > 59) return std::nullopt;
      } else {
        const auto spelled = minutes_at(j, 1);
        if (!spelled) return std::nullopt;
        j = *spelled;
      }
      if (spaced(j)) {
        const std::string_view unit = scan_.view(j + 1);
        minutes = unit == "min" || unit == "mins" || unit == "minutes" || unit == "minute";
        j += minutes;
      }
    }
    if (!spaced(j)) return std::nullopt;
    const std::string_view joint = scan_.view(j + 1);
    const bool past = joint == "past" || (joint == "after" && (quarter || minutes));
    const bool to = joint == "to" && (minutes || quarter);
    if (!past && !to) return std::nullopt;
    if (!spaced(j + 1)) return std::nullopt;
    const auto hour = hour_at(j + 2);
    if (!hour || (scan_.number(*hour) && !small(*hour) && scan_.view(*hour).size() < 5 &&
                  small_number(scan_.view(*hour)) >= 100))
      return std::nullopt;
    std::size_t last = *hour;
    if (auto behind = day_words(last)) return behind;
    if (spaced(last) && !scan_.number(last)) {
      if (auto more = minutes_at(last + 1)) last = *more;
    }
    // "5 minutes to 10 minutes" is a stretch of time.
    if (to && has(last + 1) && scan_.gap(last) == Gap::space &&
        !scan_.is(last + 1, function | weekday | day_part))
      return std::nullopt;
    return last;
  }

  // An hour: "7", "seven", "9pm".
  std::optional<std::size_t> hour_at(std::size_t i) const {
    if (!has(i)) return std::nullopt;
    if (scan_.number(i)) {
      std::string_view view = scan_.view(i);
      if (view.size() > 2 && (view.ends_with("am") || view.ends_with("pm"))) view.remove_suffix(2);
      const int value = small_number(view);
      if (value >= 0 && value <= 24 && view.size() <= 2) {
        // "at 12 15"
        const bool minutes =
            has(i + 1) && scan_.gap(i) == Gap::space && scan_.number(i + 1) && i > span_.first &&
            scan_.view(i - 1) == "at" && scan_.view(i + 1).size() == 2 &&
            small_number(scan_.view(i + 1)) >= 0 && small_number(scan_.view(i + 1)) < 60;
        return minutes ? i + 1 : i;
      }
      // "730 in the evening": the words behind decide
      const bool four = value >= 100 && value < 2400 && value % 100 < 60;
      return four ? std::optional(i) : std::nullopt;
    }
    const std::string_view named = scan_.view(i);
    const bool word =
        (scan_.is(i, cardinal) && scan_.words[i]->value >= 1 && scan_.words[i]->value <= 12) ||
        named == "noon" || named == "midnight";
    return word ? std::optional(i) : std::nullopt;
  }

  // Minutes behind the hour: "(ten) thirty", "(ten)-thirty", "(twelve) oh three".
  std::optional<std::size_t> minutes_behind(std::size_t hour) const {
    const std::size_t j = hour + 1;
    if (!has(j) || (scan_.gap(hour) != Gap::space && scan_.gap(hour) != Gap::hyphen))
      return std::nullopt;
    const std::string_view word = scan_.view(j);
    if ((word == "oh" || word == "o" || word == "zero") && has(j + 1) &&
        scan_.is(j + 1, cardinal) && !scan_.number(j + 1) && scan_.words[j + 1]->value < 10)
      return j + 1;
    return minutes_at(j);
  }

  // Minutes in words: "thirty", "forty five", "ten".
  std::optional<std::size_t> minutes_at(std::size_t i, double least = 10) const {
    if (!has(i) || !scan_.is(i, cardinal) || scan_.number(i)) return std::nullopt;
    const double value = scan_.words[i]->value;
    if (value < least || value > 50) return std::nullopt;
    if (value >= 20 && has(i + 1) && scan_.is(i + 1, cardinal) && scan_.words[i + 1]->value < 10 &&
        scan_.words[i + 1]->value > 0 &&
        (scan_.gap(i) == Gap::space || scan_.gap(i) == Gap::hyphen))
      return i + 1;
    return i;
  }

  // Words behind token `last` that make it a time of day: "p . m", "o'clock", "in the morning",
  // ", tonight".
  std::optional<std::size_t> day_words(std::size_t last) const {
    const std::size_t j = last + 1;
    if (!has(j)) return std::nullopt;
    const std::string_view gap = scan_.text.substr(
        scan_.tokens[last].range.end, scan_.tokens[j].range.begin - scan_.tokens[last].range.end);
    const std::string_view word = scan_.view(j);
    if (gap == " " || gap == "." || gap == "\u00a0") {
      if (scan_.is(j, clock_after) && word != "et" && word != "pt") return j;
      if ((word == "p" || word == "a") && has(j + 1) && scan_.view(j + 1) == "m" &&
          scan_.tokens[j + 1].range.begin - scan_.tokens[j].range.end <= 3)
        return j + 1;
      if (word == "lunchtime") return j;
      if (word == "in" && has(j + 2) && scan_.view(j + 1) == "the" &&
          (part_of_day(j + 2) || scan_.view(j + 2) == "AM" || scan_.view(j + 2) == "PM"))
        return j + 2;
      if (word == "tomorrow") return j;
      if (word == "at" && has(j + 1) && scan_.view(j + 1) == "night") return j + 1;
    }
    if (gap == " " || gap == ", ") {
      if (word == "tonight") return j;
      if (word == "this" && has(j + 1) && part_of_day(j + 1) && small(last)) return j + 1;
    }
    return std::nullopt;
  }

  // "134 this afternoon" is no hour, "7 this morning" is.
  bool small(std::size_t i) const { return !scan_.number(i) || scan_.view(i).size() <= 2; }

  bool part_of_day(std::size_t i) const {
    const std::string_view word = scan_.view(i);
    return word == "morning" || word == "afternoon" || word == "evening" || word == "night" ||
           word == "mornings" || word == "evenings" || word == "afternoons";
  }

  bool led(std::size_t i) const {
    if (i == span_.first) return false;
    static constexpr std::string_view words[] = {"at",   "for",     "from",   "to",    "until",
                                                 "till", "between", "around", "about", "by"};
    const std::string_view word = scan_.view(i - 1);
    return std::ranges::find(words, word) != std::end(words) || scan_.is(i - 1, ordinal | weekday);
  }

  bool ends(std::size_t i) const {
    return !has(i + 1) || scan_.gap(i) == Gap::other ||
           (scan_.gap(i) == Gap::space && scan_.is(i + 1, function | weekday | day_part));
  }

  const Scan& scan_;
  Span span_;
};

}  // namespace

std::optional<Taken> match_date(const Scan& scan, Span span, std::size_t at) {
  return DateMatcher(scan, span).at(at);
}

std::optional<Taken> match_clock_words(const Scan& scan, Span span, std::size_t at) {
  const std::optional<std::size_t> last = ClockWords(scan, span).at(at);
  if (!last) return std::nullopt;
  Taken taken;
  taken.last = *last;
  taken.is_date = true;
  taken.date.text = {scan.tokens[at].range.begin, scan.tokens[*last].range.end};
  return taken;
}

namespace {

constexpr std::uint32_t max_chunk = 200;  // bytes of a run without spaces that are looked at

bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The run of non-space bytes around a token, bounded.
Range chunk_of(std::string_view text, Range token) {
  Range chunk = token;
  while (chunk.begin > 0 && !space(text[chunk.begin - 1]) && token.begin - chunk.begin < max_chunk)
    --chunk.begin;
  while (chunk.end < text.size() && !space(text[chunk.end]) && chunk.end - token.end < max_chunk)
    ++chunk.end;
  return chunk;
}

bool letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Net addresses, mail, hash tags and mentions, paths, identifiers with underscores.
bool net_address(std::string_view chunk) {
  if (chunk.find_first_of("@_\\") != chunk.npos) return true;
  if (chunk.find("://") != chunk.npos || chunk.starts_with("www.")) return true;
  const char first = chunk.front() == '(' && chunk.size() > 1 ? chunk[1] : chunk.front();
  if (first == '#') return true;
  // "site.example/7" or "name.com": letters on both sides of a dot
  for (std::size_t dot = chunk.find('.'); dot != chunk.npos; dot = chunk.find('.', dot + 1)) {
    if (dot > 0 && dot + 2 < chunk.size() && letter(chunk[dot - 1]) && letter(chunk[dot + 1]) &&
        letter(chunk[dot + 2]) && chunk.find('.', dot + 1) != dot + 2) {
      return true;
    }
  }
  return false;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "3333*2=6666", "n=12": a sign of reckoning between two letters or digits.
bool formula(std::string_view chunk) {
  for (std::size_t i = 1; i + 1 < chunk.size(); ++i) {
    if (chunk[i] != '=' && chunk[i] != '*' && chunk[i] != '^') continue;
    const char a = chunk[i - 1], b = chunk[i + 1];
    if ((digit(a) || letter(a)) && (digit(b) || letter(b))) return true;
  }
  return false;
}

bool letters_only_first(std::string_view rest) { return std::ranges::none_of(rest, letter); }

// "P0-001-16155-9", "AB12-34-C": hyphens between groups of which one mixes letters and digits, or
// starts with a zero.
bool coded(std::string_view chunk) {
  std::uint32_t groups = 1, mixed = 0, letters = 0, digits = 0;
  bool zero = false;
  const auto close = [&] {
    mixed += letters > 0 && digits > 0 && letters < 4;
    mixed += zero && digits >= 3 && letters == 0;
    letters = digits = 0;
  };
  for (const char c : chunk) {
    if (letter(c)) {
      ++letters;
    } else if (digit(c)) {
      if (digits == 0) zero = c == '0';
      ++digits;
    } else if (c == '-') {
      close();
      ++groups;
    } else if (c != '.' && c != ',' && c != ')' && c != '(') {
      return false;
    }
  }
  close();
  // "CVE-2025-11700": a name in capitals before two numbers
  const std::size_t hyphen = chunk.find('-');
  std::size_t capitals = 0;
  for (const char c : chunk.substr(0, hyphen)) capitals += c >= 'A' && c <= 'Z';
  const bool acronym =
      hyphen != chunk.npos && hyphen >= 2 && capitals + (chunk[0] == '(') == hyphen;
  return groups >= 3 && (mixed > 0 || (acronym && letters_only_first(chunk.substr(hyphen))));
}

// A chain of digit groups that reads as a phone number; 0: none, else the last token.
std::size_t phone(const Scan& scan, Span span, std::size_t at) {
  const std::uint32_t begin = scan.tokens[at].range.begin;
  const char before = scan.before(begin);
  const bool plus = before == '+';
  const bool bracket = before == '(' || (before == ' ' && begin > 1 && scan.text[begin - 2] == '(');
  // "phone", "tel", "call", "number is" close before.
  bool called = false;
  for (std::size_t back = 1; back <= 4 && at >= span.first + back; ++back) {
    const std::uint64_t hash = scan.tokens[at - back].hash;
    static const std::uint64_t words[] = {
        word_hash("phone"), word_hash("tel"),      word_hash("telephone"),
        word_hash("fax"),   word_hash("mobile"),   word_hash("call"),
        word_hash("dial"),  word_hash("whatsapp"), word_hash("hotline")};
    for (const std::uint64_t word : words) called |= hash == word;
  }
  std::size_t last = at;
  std::uint32_t digits = 0, groups = 0, hyphens = 0, brackets = bracket, spaces = 0, shortest = 99;
  std::uint32_t tail = 0;
  for (std::size_t i = at; i < span.last && scan.number(i); ++i) {
    const std::string_view group = scan.view(i);
    std::uint32_t count = 0;
    bool clean = true;
    for (const char c : group) {
      if (c >= '0' && c <= '9') {
        ++count;
      } else if (c == 'x' && count >= 4) {
        break;  // an extension: "4584x068"
      } else if (c != '.') {
        clean = false;
      }
    }
    if (!clean || count > 12) break;
    if (groups > 8) return 0;  // a row of numbers, not one to call
    if (const std::size_t dot = group.find('.'); dot != group.npos) {
      if (dot < 3 && dot == group.rfind('.')) break;  // a decimal
      ++hyphens;
      ++groups;
    }
    digits += count;
    ++groups;
    shortest = std::min(shortest, count);
    tail = count;
    last = i;
    if (i + 1 >= span.last || !scan.number(i + 1)) break;
    const std::string_view gap = scan.text.substr(
        scan.tokens[i].range.end, scan.tokens[i + 1].range.begin - scan.tokens[i].range.end);
    if (gap == "-" || gap == "." || gap == "\u2011" || gap == " - " || gap == "\u2013" ||
        gap == "/" || ((plus || called) && (gap == "/ " || gap == "- "))) {
      ++hyphens;
    } else if (gap == " " || gap == "\u00a0") {
      ++spaces;
    } else if (gap == ") " || gap == ")" || gap == " (" || gap == ")-" || gap == "(" ||
               gap == " - (" || gap == "-(" || gap == ") (" || gap == ")(" || gap == " ) ") {
      ++brackets;
    } else {
      break;
    }
  }
  if (digits < 7 || digits > 20) return 0;
  // "837.824.1482 x 63888": an extension set apart
  if (last + 2 < span.last && scan.number(last + 2) &&
      (scan.view(last + 1) == "x" || scan.view(last + 1) == "ext"))
    last += 2;
  const bool marked = plus || brackets > 0;
  if (groups == 1) {
    // One run of digits: a phone number where a plus sign says so or it starts with 0 and is long.
    if (plus || (scan.view(at).front() == '0' && digits >= 9)) return last + 1;
    return called && digits >= 7 ? last + 1 : 0;
  }
  if (marked && tail >= 2 && groups >= 2) return last + 1;
  if (called) return last + 1;
  // An area code with its zero: "0176-12345678", "07098 785467".
  if (scan.view(at).front() == '0' && groups >= 2 && tail >= 5) return last + 1;
  if (groups == 2 && hyphens == 1 && tail >= 7) return last + 1;
  if (groups >= 3 && hyphens >= 1 && tail >= 2) return last + 1;
  if (groups == 2 && hyphens == 1 && tail == 4 && digits >= 7) {
    // "555-0199"; "100-1000 grams" is a range
    const bool unit = last + 1 < span.last && scan.gap(last) == Gap::space &&
                      scan.is(last + 1, unit_word | unit_start);
    const std::string_view end = scan.view(last);
    const bool round = end.ends_with("00") && scan.view(at).size() < end.size();
    if (unit || round || scan.at(scan.tokens[last].range.end) == '%') return 0;
    return digits == 7 || digits == 10 || digits == 11 ? last + 1 : 0;
  }
  if (groups == 3 && spaces == 2 && shortest == 3 && tail == 4 && digits == 10) return last + 1;
  if (groups >= 3 && spaces > 0 && shortest >= 2 && tail >= 2 && scan.view(at).front() == '0')
    return last + 1;
  return 0;
}

}  // namespace

std::optional<Taken> match_identifier(const Scan& scan, Span span, std::size_t at) {
  const Range token = scan.tokens[at].range;
  const std::string_view text = scan.text;
  Taken taken;
  taken.last = at;
  const char before = scan.before(token.begin);
  const char after = scan.at(token.end);
  const auto through = [&](std::uint32_t end) {
    while (taken.last + 1 < span.last && scan.tokens[taken.last + 1].range.begin < end)
      ++taken.last;
  };
  // "UTC+14", "GMT -3", "utc4:30"
  if (at > span.first && token.begin - scan.tokens[at - 1].range.end <= 3) {
    const std::string_view zone = scan.view(at - 1);
    if (zone == "UTC" || zone == "GMT" || zone == "utc" || zone == "gmt") return taken;
  }
  // "utc4:30", "v2:1": the tail of a word
  if (before == ':' && at > span.first && scan.tokens[at - 1].range.end + 1 == token.begin &&
      letter(text[scan.tokens[at - 1].range.begin]) && token.begin >= 2 &&
      text[token.begin - 2] >= '0' && text[token.begin - 2] <= '9') {
    through(chunk_of(text, token).end);
    return taken;
  }
  // "[3]", "[12, 14]"
  if (before == '[' && (after == ']' || after == ',')) return taken;
  if (before == '[' && after == '-') {  // "[1-3]"
    through(chunk_of(text, token).end);
    return taken;
  }
  if (before == '#') return taken;
  const Range chunk = chunk_of(text, token);
  if (chunk.size() > token.size() && net_address(slice(text, chunk))) {
    through(chunk.end);
    return taken;
  }
  if (chunk.size() > token.size() && (formula(slice(text, chunk)) || coded(slice(text, chunk)))) {
    through(chunk.end);
    return taken;
  }
  if (chunk.size() > token.size()) {
    // IPv6 and clock-like chains: "fe80::1", "12:45::6"
    const std::string_view run = slice(text, chunk);
    const std::size_t colon = run.find(':');
    if (colon != run.npos &&
        (run.find("::") != run.npos || std::count(run.begin(), run.end(), ':') >= 3)) {
      through(chunk.end);
      return taken;
    }
    // "1:1", "3:2": a ratio or a score
    if (after == ':' && scan.at(token.end + 1) >= '0' && scan.at(token.end + 1) <= '9') {
      through(chunk.end);
      return taken;
    }
  }
  if (const std::size_t last = phone(scan, span, at)) {
    taken.last = last - 1;
    return taken;
  }
  const std::string_view view = scan.view(at);
  // "1.2.3", "192.168.0.1": more than one dot without grouping by three
  const Digits digits = parse_digits(view, scan.lexicon.decimal_comma());
  if (!digits.readable && digits.digits > 0) {
    through(chunk.end);
    return taken;
  }
  // Digits glued behind letters and a hyphen: F-35, COVID-19, TA-35.
  if (before == '-' && token.begin >= 2 && at > span.first) {
    const Token& previous = scan.tokens[at - 1];
    if (previous.range.end + 1 == token.begin && previous.range.size() == 1 && previous.capitalised)
      return taken;  // "I-95"
    if (previous.range.end + 1 == token.begin && previous.kind == TokenKind::word &&
        !scan.is(at - 1, minus_word | bound_last | cardinal | scale | function | unit_word |
                             direction_up | direction_down)) {
      const bool spaced_word = previous.range.size() > 2;  // "omega-6"
      if (previous.capitalised || previous.all_caps || view.size() > 1 || spaced_word) return taken;
    }
    if (previous.range.end + 1 == token.begin && previous.kind == TokenKind::number &&
        letter(text[previous.range.end - 1]) && letter(view.back())) {
      return taken;  // inside an identifier such as 8a7b-44ff
    }
  }
  // "007", "00123": an identifier
  if (digits.leading_zero && !digits.separators && digits.length == view.size() && view.size() > 2)
    return taken;
  // hexadecimal runs: letters and digits mixed more than once
  std::uint32_t turns = 0;
  for (std::size_t i = 1; i < view.size(); ++i) {
    const bool a = view[i - 1] >= '0' && view[i - 1] <= '9', b = view[i] >= '0' && view[i] <= '9';
    turns += a != b && letter(view[i]) != letter(view[i - 1]);
  }
  if (turns >= 2 && view.find_first_of(".,") == view.npos) {
    through(chunk.end);
    return taken;
  }
  return std::nullopt;
}

}  // namespace assay::mentions
