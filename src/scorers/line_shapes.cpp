#include "scorers/line_shapes.h"
#include <algorithm>
#include <string>

#include "mentions/tables.h"
#include "scorers/naming_lines.h"
#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

using ascii::is_digit;

// The number a token begins with ("3" of "3rd"), -1 without one or beyond four digits.
int leading_number(std::string_view text) {
  int value = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits) {
    if (digits == 4) return -1;
    value = 10 * value + (text[digits] - '0');
  }
  return digits == 0 ? -1 : value;
}

bool is_year(int value) { return value >= 1900 && value <= 2100; }
bool is_day(int value) { return value >= 1 && value <= 31; }

}  // namespace

LineShapes LineShapes::load(const Heuristics& heuristics) {
  LineShapes shapes;
  shapes.months_ = WordSet(mentions::month_names(heuristics));
  shapes.labels_ = WordSet(heuristics.words("any/words/byline_labels.json"));
  return shapes;
}

bool LineShapes::has_date(const Document& document, const Block& block) const {
  const NameLine line(document, block);
  const std::span<const Token> tokens = line.tokens();
  const auto dated = [&](std::size_t i) {
    const int value = leading_number(line.text(i));
    return is_day(value) || is_year(value);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!months_.has(tokens[i])) continue;
    // "3 of May", "3 de mayo de 2026": a small word may stand between.
    for (std::size_t step = 1; step <= 2; ++step) {
      const auto number = [&](std::size_t k) {
        return k < tokens.size() && is_digit(line.text(k).front()) && dated(k);
      };
      const auto small = [&](std::size_t k) {
        return step == 1 || (k < tokens.size() && tokens[k].range.size() <= 3);
      };
      if (number(i + step) && small(i + 1)) return true;
      if (i >= step && number(i - step) && small(i - 1)) return true;
    }
  }
  return has_numeric_date(document.view(block.text).substr(0, 8 * NameLine::longest));
}

bool has_numeric_date(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    int parts[3] = {};
    std::size_t digits[3] = {};
    std::size_t at = i;
    char sign = 0;
    int count = 0;
    for (; count < 3; ++count) {
      if (count > 0) {
        if (at >= text.size() || (text[at] != '.' && text[at] != '/' && text[at] != '-')) break;
        if (sign != 0 && text[at] != sign) break;
        sign = text[at++];
      }
      const std::size_t begin = at;
      for (; at < text.size() && is_digit(text[at]) && at - begin < 5; ++at) {
        parts[count] = 10 * parts[count] + (text[at] - '0');
      }
      digits[count] = at - begin;
      if (digits[count] == 0) break;
    }
    const auto goes_on = [&] {
      return at < text.size() && (is_digit(text[at]) || (text[at] == sign && at + 1 < text.size() &&
                                                         is_digit(text[at + 1])));
    };
    if (count == 3 && !goes_on()) {
      const bool year_first = digits[0] == 4 && is_year(parts[0]) && is_day(parts[2]) &&
                              parts[1] >= 1 && parts[1] <= 12;
      const bool year_last = digits[0] <= 2 && digits[1] <= 2 && is_day(parts[0]) &&
                             is_day(parts[1]) && std::min(parts[0], parts[1]) <= 12 &&
                             (digits[2] == 2 || (digits[2] == 4 && is_year(parts[2])));
      if (year_first || year_last) return true;
    }
    while (i + 1 < text.size() && (is_digit(text[i + 1]) || text[i + 1] == '.')) ++i;
  }
  return false;
}

std::span<const Token> LineShapes::author(const Document& document, const Block& block,
                                          bool at_head, bool phrase) const {
  constexpr std::size_t last_place = 6, last_usual_place = 2, shortest_login = 5;
  const NameLine line(document, block);
  const std::span<const Token> tokens = line.tokens();
  for (std::size_t i = 0; i + 1 < tokens.size() && i <= last_place; ++i) {
    if (!labels_.has(tokens[i])) continue;
    if (!joins_name(line.behind(i)) && line.behind(i).find(':') == std::string_view::npos) continue;
    const std::size_t length = line.name_length(i + 1);
    const std::span<const Token> name = tokens.subspan(i + 1, length);
    if (i > last_usual_place) {  // "May 3, 2026 By Ada Lindqvist"
      if (tokens[i].capitalised && length >= 2) return name;
      continue;
    }
    const bool marked = i == 0 || phrase;
    // "La Nuova di Venezia": behind two words only where a date or a sign stands before.
    if (i == last_usual_place && !phrase && !is_digit(line.text(i - 1).front()) &&
        !months_.has(tokens[i - 1]) && line.behind(i - 1) == " ") {
      continue;
    }
    if (length >= 2 && (marked || at_head)) return name;
    if (length == 1 && marked && (at_head || phrase)) return name;
    // "By 3i Global"
    if (i == 0 && at_head && is_digit(line.text(1).front()) &&
        tokens.size() <= last_usual_place + 1) {
      return tokens.subspan(1);
    }
    const bool alone =
        i + 2 == tokens.size() || months_.has(tokens[i + 2]) || is_digit(line.text(i + 2).front());
    if (length == 0 && ((phrase && i > 0) || (marked && at_head && alone &&
                                              tokens[i + 1].range.size() >= shortest_login))) {
      return tokens.subspan(i + 1, 1);
    }
  }
  return {};
}

bool LineShapes::announces_author(const Document& document, const Block& block) const {
  constexpr std::size_t longest = 3;
  const std::span<const Token> tokens = document.tokens_of(block);
  return !tokens.empty() && tokens.size() <= longest && labels_.has(tokens.back());
}

bool ends_with_credit(const Document& document, const Block& block) {
  constexpr std::size_t longest_mark = 3, longest_name = 8;  // words
  const std::string_view text = document.view(block.text);
  constexpr std::string_view signs[] = {":",     "|",     "\u00a9", " by ", " By ",
                                        " von ", " par ", " por ",  " di ", " via "};
  std::size_t mark = text.npos, mark_end = 0;  // of the last sign
  for (std::size_t at = text.size(); at-- > 0 && mark == text.npos;) {
    const char c = text[at];
    if (c != ' ' && c != ':' && c != '|' && c != signs[2].front()) continue;
    const std::string_view rest = text.substr(at);
    for (const std::string_view sign : signs) {
      // Its ends tell most of what is none.
      if (sign.front() != c || rest.size() < sign.size()) continue;
      if (rest[sign.size() - 1] != sign.back() || !rest.starts_with(sign)) continue;
      mark = at;
      mark_end = at + sign.size();
      break;
    }
  }
  if (mark == text.npos) return false;
  std::size_t opening = mark == 0 ? text.npos : text.find_last_of(".!?()\"\n", mark - 1);
  opening = opening == text.npos ? 0 : opening;
  for (const std::string_view dash : {"\u2013", "\u2014", " - "}) {
    const std::size_t at = text.substr(0, mark).rfind(dash);
    if (at != text.npos) opening = std::max(opening, at);
  }
  std::size_t before = 0, words = 0, capitals = 0;
  for (const Token& token : document.tokens_of(block)) {
    const std::size_t at = token.range.begin - block.text.begin;
    if (at < mark_end) {
      before += at >= opening && at < mark;
    } else {
      ++words;
      capitals += token.capitalised;
    }
  }
  return before <= longest_mark && words >= 1 && words <= longest_name && 2 * capitals > words;
}

}  // namespace assay::boilerplate
