#include "mentions/dates.h"
#include <algorithm>

#include "assay/text.h"

#include "mentions/numbers.h"

namespace assay::mentions {
namespace {

constexpr int first_year = 1000, last_year = 2199;
constexpr int likely_year = 1500, likely_last_year = 2100;

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
        (scan_.tokens[i].capitalised || (clear_month(i) && number_beside(i)))) {
      return month_first(i);
    }
    if (!scan_.number(i)) return std::nullopt;
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
           word != "dec" && word != "jan" && word != "august";
  }
  bool month_word(std::size_t i) const {
    return scan_.is(i, month) && (scan_.tokens[i].capitalised || clear_month(i));
  }
  bool number_beside(std::size_t i) const {
    return has(i + 1) && scan_.number(i + 1) && (spaced(i) || scan_.gap(i) == Gap::slash);
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
                     (scan_.view(last + 1) == "to" || scan_.view(last + 1) == "and") &&
                     day_of(scan_, last + 2) && plain_end(last + 2)) {
            last += 2;
          }
        }
      }
    }
    const int year = year_after(last);
    if (last == i && (month_number == 5 || month_number == 3 || month_number == 1 ||
                      month_number == 12 || month_number == 2)) {
      const std::string_view word = scan_.view(i);
      if (word == "May" || word == "March" || word == "Jan" || word == "Dec" || word == "Mar") {
        if (i == span_.first || !scan_.is(i - 1, date_before)) return std::nullopt;
      }
    }
    return make(last, year, month_number, day);
  }

  bool sign_after(std::size_t i) const {
    const char c = scan_.at(scan_.tokens[i].range.end);
    return c == '%' || c == ':';
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
    if (!has(i + 1) || !scan_.number(i + 1)) return std::nullopt;
    const std::string_view gap = between(i);
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
      return std::nullopt;
    }
    const int b = small_number(scan_.view(i + 1));
    const bool long_a = text.size() == 4, long_b = scan_.view(i + 1).size() == 4;
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
      if (cue || !fraction || (a == 9 && b == 11)) return make(i + 1);
    }
    return std::nullopt;
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
    } else if (hour >= 0 && hour <= 24 && has(i + 1) && scan_.number(i + 1) && between(i) == ":" &&
               scan_.view(i + 1).size() >= 2 && small_number(scan_.view(i + 1).substr(0, 2)) >= 0 &&
               small_number(scan_.view(i + 1).substr(0, 2)) < 60) {
      last = i + 1;
      while (has(last + 1) && scan_.number(last + 1) && between(last) == ":") ++last;
      last = clock_word(last);
    } else if (hour >= 0 || (text.size() <= 5 && text.find('.') != text.npos)) {
      last = clock_word(i);
      if (last == i) {
        // "5 to 6 pm", "9-11am", "9 – 11 a.m."
        std::size_t next = i + 1;
        if (hour >= 0 && hour <= 24 && has(i + 1)) {
          const Gap gap = scan_.gap(i);
          if (scan_.number(i + 1) && (range_gap(gap))) {
            next = i + 1;
          } else if (gap == Gap::space && has(i + 2) && scan_.number(i + 2) &&
                     (scan_.view(i + 1) == "to" || scan_.view(i + 1) == "and" ||
                      scan_.view(i + 1) == "until" || scan_.view(i + 1) == "till" ||
                      scan_.view(i + 1) == "or")) {
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
    return make(last);
  }

  // "10 June", "10th of June 2018", "10-12 June", "10 to 12 June".
  std::optional<Taken> day_first(std::size_t i) {
    const int day = day_of(scan_, i);
    if (!day) return std::nullopt;
    std::size_t at = i;
    const auto month_behind = [&](std::size_t from) -> std::size_t {
      if (!has(from + 1) || !(spaced(from) || scan_.gap(from) == Gap::slash)) return 0;
      if (month_word(from + 1)) return from + 1;
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
    if (!found) {
      // "Monday 21", "Tuesday the 22nd"
      if (i > span_.first && scan_.is(i - 1, weekday) && scan_.tokens[i - 1].capitalised &&
          spaced(i - 1) && plain_end(i)) {
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
      if (text.size() == 6 && (text.ends_with("'s") || text.ends_with("\u2019s"))) {
        return make(i);
      }
      return std::nullopt;
    }
    std::string_view digits = text.substr(0, text.size() - 1);
    if (digits.ends_with("'")) digits.remove_suffix(1);
    const int value = small_number(digits);
    if (value < 0 || value % 10 != 0 || (digits.size() != 4 && digits.size() != 2))
      return std::nullopt;
    return make(i, digits.size() == 4 ? value : 0);
  }

  std::optional<Taken> year(std::size_t i) {
    const int value = year_of(scan_, i);
    if (!value) {
      // "'19", "FY 19" stay; "500 BC" is an era.
      if (has(i + 1) && scan_.gap(i) == Gap::space && scan_.is(i + 1, era) &&
          scan_.tokens[i + 1].all_caps && small_number(scan_.view(i)) > 0) {
        return make(i + 1);
      }
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
      if (next.is(unit_word) && !cue) return std::nullopt;
      const bool plural_noun = !scan_.tokens[i + 1].capitalised && !next.is(function) &&
                               (next.is(plural) || (word.size() > 3 && word.back() == 's' &&
                                                    word[word.size() - 2] != 's'));
      if (plural_noun && !cue) {
        const bool bounded = i > span_.first && scan_.is(i - 1, bound_last);
        if (bounded || value % 100 == 0 || value < likely_year || value > likely_last_year)
          return std::nullopt;
        if (value < 1900 || next.is(plural)) return std::nullopt;
      }
    } else if (has(i + 1) && scan_.gap(i) == Gap::hyphen && !scan_.number(i + 1)) {
      if (scan_.is(i + 1, unit_word) || value < 1900) return std::nullopt;
    }
    if (i > span_.first && scan_.gap(i - 1) == Gap::space && scan_.is(i - 1, bound_last) && !cue &&
        scan_.view(i - 1) == "than") {
      return std::nullopt;
    }
    if (value >= likely_year && value <= likely_last_year) return make(i, value);
    return cue ? std::optional<Taken>(make(i, value)) : std::nullopt;
  }

  const Scan& scan_;
  Span span_;
  std::size_t begin_ = 0;
};

}  // namespace

std::optional<Taken> match_date(const Scan& scan, Span span, std::size_t at) {
  return DateMatcher(scan, span).at(at);
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
      } else if (c != '.') {
        clean = false;
      }
    }
    if (!clean || count > 12) break;
    if (groups > 8) return 0;  // a row of numbers, not one to call
    if (group.find('.') != group.npos) {
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
        gap == "/") {
      ++hyphens;
    } else if (gap == " " || gap == "\u00a0") {
      ++spaces;
    } else if (gap == ") " || gap == ")" || gap == " (" || gap == ")-" || gap == "(" ||
               gap == " - (" || gap == "-(") {
      ++brackets;
    } else {
      break;
    }
  }
  if (digits < 7 || digits > 16) return 0;
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
    // "555-0199"; a range of years or amounts has equal lengths
    return digits == 7 || digits == 10 || digits == 11 ? last + 1 : 0;
  }
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
  // "[3]", "[12, 14]"
  if (before == '[' && (after == ']' || after == ',')) return taken;
  if (before == '#') return taken;
  const Range chunk = chunk_of(text, token);
  if (chunk.size() > token.size() && net_address(slice(text, chunk))) {
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
    if (previous.range.end + 1 == token.begin && previous.kind == TokenKind::word &&
        !scan.is(at - 1, minus_word | bound_last | cardinal | scale | function | unit_word |
                             direction_up | direction_down)) {
      if (previous.capitalised || previous.all_caps || view.size() > 1) return taken;
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
