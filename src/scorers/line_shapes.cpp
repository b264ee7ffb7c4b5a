#include "scorers/line_shapes.h"
#include <algorithm>
#include <string>

#include "mentions/tables.h"
#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

constexpr std::size_t longest_looked_at = 40;  // tokens of a line; what is longer is a paragraph

std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& words) {
  std::vector<std::uint64_t> hashes;
  for (const std::string& word : words) hashes.push_back(word_hash(word));
  std::ranges::sort(hashes);
  return hashes;
}

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

// Only blanks, hyphens, apostrophes and the full stop of an initial stand between words of a name.
bool joins_name(std::string_view between) {
  return between.size() <= 3 && between.find_first_not_of(" .-'\xc2\xa0") == between.npos;
}

bool parts_name(std::string_view between) {
  return between.find_first_of(",|/(") != between.npos || between.find(" -") != between.npos ||
         between.find("\u2013") != between.npos || between.find("\u2014") != between.npos ||
         between.find("\u00b7") != between.npos;
}

class Line {
 public:
  Line(const Document& document, const Block& block)
      : document_(document),
        end_(block.text.end),
        tokens_(first_tokens(document.tokens_of(block), longest_looked_at)) {}

  std::span<const Token> tokens() const { return tokens_; }
  std::string_view text(std::size_t i) const { return document_.view(tokens_[i].range); }
  // What stands between token `i` and the next, or the line's end.
  std::string_view behind(std::size_t i) const {
    const std::uint32_t next = i + 1 < tokens_.size() ? tokens_[i + 1].range.begin : end_;
    return document_.view({tokens_[i].range.end, std::max(next, tokens_[i].range.end)});
  }

  // How many tokens from `begin` are the words of one name: capitals, initials, and between them
  // particles of up to three letters ("van", "de la").
  std::size_t name_length(std::size_t begin) const {
    constexpr std::size_t longest = 5, longest_particle = 3;
    std::size_t length = 0;
    for (std::size_t i = begin; i < tokens_.size() && i - begin < longest; ++i) {
      if (i > begin && !joins_name(behind(i - 1))) break;
      const bool particle = i > begin && tokens_[i].range.size() <= longest_particle &&
                            tokens_[i].kind == TokenKind::word;
      if (tokens_[i].capitalised) {
        length = i - begin + 1;
      } else if (!particle) {
        break;
      }
    }
    return length;
  }

  // A word in small letters follows, of the sentence itself or behind "CFP," and the like.
  bool goes_on_small(std::size_t at) const {
    constexpr std::size_t longest_title = 2;
    for (std::size_t i = at; i < tokens_.size() && i <= at + longest_title; ++i) {
      if (tokens_[i].kind == TokenKind::word && !tokens_[i].capitalised) return true;
      if (!tokens_[i].all_caps) return false;
    }
    return false;
  }

 private:
  const Document& document_;
  std::uint32_t end_;
  std::span<const Token> tokens_;
};

}  // namespace

LineShapes LineShapes::load(const Heuristics& heuristics) {
  LineShapes shapes;
  shapes.months_ = hashes_of(mentions::month_names(heuristics));
  shapes.labels_ = hashes_of(heuristics.words("any/words/byline_labels.json"));
  return shapes;
}

bool LineShapes::is_month(const Token& token) const {
  return std::ranges::binary_search(months_, token.hash);
}

bool LineShapes::is_label(const Token& token) const {
  return std::ranges::binary_search(labels_, token.hash);
}

bool LineShapes::has_date(const Document& document, const Block& block) const {
  const Line line(document, block);
  const std::span<const Token> tokens = line.tokens();
  const auto dated = [&](std::size_t i) {
    const int value = leading_number(line.text(i));
    return is_day(value) || is_year(value);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_month(tokens[i])) continue;
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
  return has_numeric_date(document.view(block.text).substr(0, 8 * longest_looked_at));
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
  const Line line(document, block);
  const std::span<const Token> tokens = line.tokens();
  for (std::size_t i = 0; i + 1 < tokens.size() && i <= last_place; ++i) {
    if (!is_label(tokens[i])) continue;
    if (!joins_name(line.behind(i)) && line.behind(i).find(':') == std::string_view::npos) continue;
    const std::size_t length = line.name_length(i + 1);
    const std::span<const Token> name = tokens.subspan(i + 1, length);
    if (i > last_usual_place) {  // "May 3, 2026 By Ada Lindqvist"
      if (tokens[i].capitalised && length >= 2) return name;
      continue;
    }
    const bool marked = i == 0 || phrase;
    if (length >= 2 && (marked || at_head)) return name;
    if (length == 1 && marked && (at_head || phrase)) return name;
    // "By 3i Global"
    if (i == 0 && at_head && is_digit(line.text(1).front()) &&
        tokens.size() <= last_usual_place + 1) {
      return tokens.subspan(1);
    }
    const bool alone =
        i + 2 == tokens.size() || is_month(tokens[i + 2]) || is_digit(line.text(i + 2).front());
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
  return !tokens.empty() && tokens.size() <= longest && is_label(tokens.back());
}

bool LineShapes::begins_with_parted_name(const Document& document, const Block& block) const {
  const Line line(document, block);
  const std::size_t length = line.name_length(0);
  return length >= 2 && length <= 4 && length < line.tokens().size() &&
         parts_name(line.behind(length - 1));
}

bool LineShapes::begins_with_subject(const Document& document, const Block& block) {
  const Line line(document, block);
  const std::size_t length = line.name_length(0);
  return length >= 2 && line.goes_on_small(length);
}

bool LineShapes::has_subject(const Document& document, const Block& block,
                             std::span<const Token> name) {
  const Line line(document, block);
  const std::span<const Token> tokens = line.tokens();
  if (name.empty() || tokens.empty() || tokens[0].hash != name[0].hash) return false;
  std::size_t length = 1;
  while (length < name.size() && length < tokens.size() &&
         tokens[length].hash == name[length].hash) {
    ++length;
  }
  return line.goes_on_small(length);
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
    for (const std::string_view sign : signs) {
      if (!text.substr(at).starts_with(sign)) continue;
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
