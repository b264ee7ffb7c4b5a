#include "mentions/quantity_ignored.h"
#include <algorithm>
#include <cmath>

namespace assay::mentions {
namespace {

constexpr double longest_list_mark = 200;  // "201." at a line's start is no list item: guess

}  // namespace

bool IgnorePass::rejected(const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  const bool bare = !amount.unit;
  const std::uint32_t begin = number.range.begin;
  const std::uint32_t end = number.range.end;
  if (number.suffix && !amount.unit && !number.scaled) return true;
  if (scan_.text.substr(end, 2) == "(k" || scan_.text.substr(end, 2) == "(c" ||
      scan_.text.substr(end, 2) == "(b")
    return true;
  if (number.bare_scale && !amount.unit) {
    // "million" without a number counts nothing, "hundred dollars" and "a few hundred" do.
    if (!(i > span_.first && (scan_.view(i - 1) == "several" || scan_.view(i - 1) == "few" ||
                              scan_.view(i - 1) == "couple")))
      return true;
  }
  if (number.multiple) {
    // "size 3X"
    if (!number.spelled && i > span_.first && scan_.is(i - 1, label)) return true;
    // "Ryzen 5800X"
    if (!number.spelled && number.value >= 100 && scan_.view(i).back() == 'X') return true;
    return rejected_multiple(amount);
  }
  if (number.fraction && number.spelled && number.value == 0.5) {
    if (i > span_.first && (scan_.is(i - 1, ordinal | determiner) || scan_.view(i - 1) == "in" ||
                            scan_.view(i - 1) == "latter" || scan_.view(i - 1) == "better")) {
      if (!(amount.unit)) return true;
    }
    const bool next =
        has(number.last + 1) && scan_.gap(number.last) == Gap::space &&
        (scan_.view(number.last + 1) == "of" || scan_.is(number.last + 1, article | determiner) ||
         scan_.view(number.last + 1) == "the");
    const bool led = i > span_.first && scan_.is(i - 1, bound_last);
    const bool article_half = scan_.is(i, article);  // "(fell by) a half"
    if (!next && !led && !amount.unit && !article_half) return true;
  }
  if (number.value == 0 && number.spelled && bare) return true;
  // "two Monday later", as said in haste
  if (bare && has(number.last + 2) && scan_.gap(number.last) == Gap::space &&
      scan_.is(number.last + 1, weekday) && scan_.is(number.last + 2, relative_after))
    return true;
  if (number.value == 1 && number.spelled && !number.scaled && scan_.view(i).size() == 3)
    return rejected_one(amount);
  if (bare && !number.spelled && number.last == i) {
    // List marks: "1." or "2)" at a block's start, "3)" anywhere.
    const Sentence& sentence = scan_.document.sentences[sentence_];
    const char after = scan_.at(end);
    const bool first = i == span_.first;
    if (number.value <= longest_list_mark && only_digits(scan_.view(i)) && !number.leading_point) {
      const bool block_start = first && scan_.document.blocks[sentence.block].first_token == i;
      if (first && span_.last == span_.first + 1 && (after == '.' || after == ')') &&
          scan_.document.tokens.size() > 1)
        return true;
      if (block_start && (after == '.' || after == ')' || after == ':') &&
          scan_.at(end + 1) == ' ' && scan_.document.tokens.size() > 1)
        return true;
      if (block_start && has(i + 1) && scan_.gap(i) == Gap::dash && !scan_.number(i + 1))
        return true;
      if (block_start && !has(i + 1) && scan_.document.blocks.size() > 1) return true;
      if (after == ')' && scan_.before(begin) != '(' && !open_bracket(begin)) return true;
      if (after == ')' && scan_.before(begin) == '(' && block_start) return true;
    }
  }
  if (bare && !number.spelled &&
      (rank_cell(number) || address(number) || code(number) || section_number(number) ||
       note_mark(number)))
    return true;
  if (bare && hyphen_chain(number)) return true;

  if (i > span_.first) {
    const Gap gap = scan_.gap(i - 1);
    const Word& previous = *scan_.words[i - 1];
    const Token& previous_token = scan_.tokens[i - 1];
    const std::string_view between =
        scan_.text.substr(previous_token.range.end, begin - previous_token.range.end);
    const bool weak_unit = bare || lexicon_.units()[amount.unit].kind == QuantityKind::score ||
                           (number.suffix == 1 && number.unit && number.value < 10);
    // "(x - 1)": a formula
    if (bare && scan_.view(i - 1).size() == 1 && (between == " - " || between == " + "))
      return true;
    const bool lettered = number.suffix == 1 && number.unit;  // "Suite 28A", "size 2T"
    if ((bare || lettered) && !number.scaled && i > consumed_) {
      if (previous.is(label) &&
          (gap == Gap::space || gap == Gap::hyphen || between == ". " || between == "." ||
           between == " #") &&
          !number.fraction && !number.vague &&
          (naming_label(i - 1) || !(has(number.last + 1) && scan_.gap(number.last) == Gap::space &&
                                    plural_noun(number.last + 1) && !number.simple_year &&
                                    !scan_.tokens[i - 1].capitalised))) {
        return true;
      }
    }
    if (weak_unit && !number.scaled && !number.fraction && !number.vague && name_before(i, number))
      return true;
  }
  if (number.spelled && bare && capital_name(amount)) return true;
  // "two-way", "one-stop": idioms
  if (bare && has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
      (scan_.is(number.last + 1, compound | article) ||
       (number.spelled && scan_.view(number.last + 1).ends_with("ed"))) &&
      number.value < 13) {
    return true;
  }
  // "a 32-bit system": a kind, no amount
  if (has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
      (scan_.view(number.last + 1) == "bit" || scan_.view(number.last + 1) == "Bit"))
    return true;
  // "737-800", "ISO 9001-2": digits behind a hyphen with a capital letter or a name before
  if (bare && !number.spelled && has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
      scan_.tokens[number.last + 1].all_caps) {
    return true;
  }
  return false;
}

bool IgnorePass::rejected_multiple(const Amount& amount) const {
  const std::size_t i = amount.number.first;
  if (!amount.number.spelled) return false;  // "3x"
  const std::string_view word = scan_.view(i);
  const std::string_view next = has(i + 1) ? scan_.view(i + 1) : std::string_view();
  if (amount.number.value == 1) {
    // "once a week" is a rate; "once" alone is an adverb.
    return !((next == "a" || next == "per" || next == "every" || next == "an" || next == "each") &&
             has(i + 2) && scan_.is(i + 2, unit_word));
  }
  if (options_.newsquant) return !word.ends_with("fold");
  if (word.ends_with("ed") || word.ends_with("fold") || word.ends_with("ing")) return false;
  if (word == "twice" || word == "Twice" || word == "thrice") {
    return !(next == "the" || next == "as" || next == "that" || next == "its" || next == "their" ||
             next == "a" || next == "per" || next == "an" || next == "every" || next == "what" ||
             next == "daily" || next == "weekly" || next == "this");
  }
  return !(next == "the" || next == "that" || next == "its" || next == "their" || next == "what" ||
           next == "this") ||
         (has(i + 2) && scan_.is(i + 2, function));
}

bool IgnorePass::rejected_one(const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (amount.value < 0) return false;  // "minus one"
  if (i > span_.first) {
    const std::string_view previous = scan_.view(i - 1);
    if (previous == "no" || previous == "this" || previous == "that" || previous == "which" ||
        previous == "any" || previous == "each" || previous == "every" || previous == "another" ||
        previous == "the" || previous == "some")
      return !amount.unit || previous == "no";
  }
  if (amount.unit) {
    if (amount.last == i) return true;
    // "one day", "one of these days" are narrative; "one percent", "one mile" are amounts.
    const Unit& unit = lexicon_.units()[amount.unit];
    if (unit.kind == QuantityKind::score || unit.kind == QuantityKind::multiple)
      return !options_.newsquant;
    if (unit.kind == QuantityKind::duration && i == span_.first) return true;
    return false;
  }
  if (amount.number.last + 1 >= span_.last) return true;
  // "one in five", "one out of ten": a ratio
  const std::string_view next = scan_.view(amount.number.last + 1);
  if ((next == "in" || next == "out") && ratio_base(amount.number.last) > 0) return false;
  // "one to two years", "one or two", "one-to-seven days"
  if ((next == "or" || next == "to") && has(i + 2) && scan_.is(i + 2, cardinal)) return false;
  if (options_.newsquant) return false;
  if (scan_.gap(amount.number.last) != Gap::space) return true;
  const bool stressed =
      i > span_.first &&
      (scan_.view(i - 1) == "only" || scan_.view(i - 1) == "just" || scan_.view(i - 1) == "least" ||
       scan_.view(i - 1) == "than" || scan_.view(i - 1) == "nearly");
  if (stressed && !scan_.is(amount.number.last + 1, function)) return false;
  return !(next == "person" || next == "people" || next == "death" || next == "case");
}

// A label that always names: "type 2 drugs" are no two drugs, "number 5 people" may be.
bool IgnorePass::naming_label(std::size_t i) const {
  static constexpr std::string_view words[] = {
      "type",  "layer",   "grade",   "grades",  "level", "stage",  "phase",  "tier",
      "class", "version", "section", "chapter", "page",  "pages",  "figure", "table",
      "size",  "sizes",   "base",    "route",   "model", "season", "episode"};
  std::string lowered;
  append_lower(scan_.view(i), lowered);
  return std::ranges::find(words, lowered) != std::end(words);
}

// "2.1 Getting there": the number of a section opens its heading.
bool IgnorePass::section_number(const Number& number) const {
  const std::size_t i = number.first;
  const Sentence& sentence = scan_.document.sentences[sentence_];
  if (scan_.document.blocks[sentence.block].first_token != i || !has(i + 1)) return false;
  const std::string_view view = scan_.view(i);
  const std::size_t dot = view.find('.');
  return dot != view.npos && dot <= 2 && view.size() - dot <= 3 && number.value < 40 &&
         scan_.gap(i) == Gap::space && scan_.tokens[i + 1].capitalised;
}

// "... services.1", "(2)." behind a sentence, "MBA '16": a note or a short year.
bool IgnorePass::note_mark(const Number& number) const {
  const std::size_t i = number.first;
  const std::string_view view = scan_.view(i);
  if (!only_digits(view) || view.size() > 3 || number.range.begin < 2) return false;
  const char before = scan_.text[number.range.begin - 1],
             second = scan_.text[number.range.begin - 2];
  const char after = scan_.at(number.range.end);
  const bool letter = (second | 0x20) >= 'a' && (second | 0x20) <= 'z';
  if ((before == '.' || before == ',' || before == ';') && letter &&
      (after == ' ' || after == '\n'))
    return true;
  const std::string_view lead = scan_.text.substr(0, number.range.begin);
  if (view.size() == 2 &&
      (lead.ends_with(" '") || lead.ends_with(" \u2019") || lead.ends_with(" \u2018")) &&
      !(has(i + 1) && scan_.gap(i) == Gap::space && plural_noun(i + 1)))
    return true;
  if (before == '(' && after == ')' && second == ' ' && i > span_.first) {
    const char behind = scan_.at(number.range.end + 1);
    const bool end = behind == '.' || behind == '\n' || behind == ',' ||
                     number.range.end + 1 >= scan_.text.size();
    // "sixteen (16) units" says the same number again.
    if (scan_.is(i - 1, cardinal | scale) && !scan_.number(i - 1)) return true;
    return end && number.value <= 50 && !scan_.tokens[i - 1].capitalised;
  }
  return false;
}

// "1-on-1", "2-to-1"
bool IgnorePass::hyphen_chain(const Number& number) const {
  const std::size_t i = number.last;
  const auto joint = [&](std::size_t k) {
    const std::string_view word = scan_.view(k);
    return word == "on" || word == "to" || word == "in" || word == "by" || word == "for";
  };
  if (has(i + 2) && scan_.gap(i) == Gap::hyphen && joint(i + 1) &&
      scan_.gap(i + 1) == Gap::hyphen && (scan_.number(i + 2) || scan_.is(i + 2, cardinal)) &&
      scan_.view(i + 1) != "in" &&
      !(has(i + 3) && scan_.gap(i + 2) == Gap::hyphen && scan_.is(i + 3, unit_word)))
    return scan_.view(i + 1) != "to" || number.value < 10;
  const std::size_t j = number.first;
  return j >= span_.first + 2 && scan_.gap(j - 1) == Gap::hyphen && joint(j - 1) &&
         scan_.gap(j - 2) == Gap::hyphen && scan_.view(j - 1) != "in" &&
         (scan_.number(j - 2) || scan_.is(j - 2, cardinal));
}

// A small whole number that fills the first cell of a table row, or the one behind the row's
// name: a rank or a serial number.
bool IgnorePass::rank_cell(const Number& number) const {
  if (number.value > longest_list_mark || number.value != std::floor(number.value)) return false;
  const Range block = scan_.document.blocks[scan_.document.sentences[sentence_].block].text;
  const std::uint32_t end = number.range.end;
  const std::string_view behind = scan_.text.substr(end, 9);
  const bool tie = behind.starts_with(" (tie)");
  const bool cell_ends = behind.starts_with(" |") || tie;
  if (!cell_ends) return false;
  std::uint32_t begin = number.range.begin;
  std::uint32_t cells = 0, digits = 0;
  constexpr std::uint32_t longest_row = 600;  // bytes before the number that are looked at
  const std::uint32_t from = begin - std::min(begin - block.begin, longest_row);
  for (std::uint32_t k = from; k < begin; ++k) {
    const char c = scan_.text[k];
    if (c == '\n') cells = digits = 0;
    cells += c == '|';
    if (cells == 1) digits += c >= '0' && c <= '9';
  }
  if (cells == 0) return true;
  if (begin < block.begin + 2 || scan_.text.substr(begin - 2, 2) != "| ") return false;
  return tie || (cells <= 2 && digits == 0);
}

// "3850 17th Street", "815 Hyde St", "CA 94109": a house number or a postal code.
bool IgnorePass::address(const Number& number) const {
  const std::size_t i = number.first;
  if (number.scaled || number.value != std::floor(number.value)) return false;
  if (i > span_.first && scan_.tokens[i - 1].all_caps && scan_.view(i - 1).size() == 2 &&
      number.value >= 10000 && number.value < 100000 && scan_.view(i).size() == 5) {
    return true;
  }
  static constexpr std::string_view streets[] = {
      "street", "st",     "avenue", "ave",    "road",    "rd",      "boulevard", "blvd",
      "drive",  "dr",     "lane",   "ln",     "way",     "place",   "pl",        "court",
      "ct",     "square", "suite",  "center", "highway", "parkway", "terrace",   "floor"};
  for (std::size_t j = number.last + 1; has(j) && j <= number.last + 4; ++j) {
    if (scan_.gap(j - 1) != Gap::space) return false;
    if (!scan_.tokens[j].capitalised && !scan_.number(j)) return false;
    const std::string word = lower(scan_.view(j));
    for (const std::string_view street : streets) {
      if (word == street && j > number.last + 1) return true;
    }
  }
  return false;
}

// Runs of digits that nobody writes to state an amount: seven and more without a separator, five
// and more decimals, digits beside an arithmetic sign, a chain of digit groups.
bool IgnorePass::code(const Number& number) const {
  const std::size_t i = number.first;
  if (number.scaled || number.fraction || number.multiple || number.last != i) return false;
  const char before = scan_.before(number.range.begin), after = scan_.at(number.range.end);
  if (before == '*' || before == '=' || before == '^' || after == '*' || after == '=' ||
      after == '^' || after == '_')
    return true;
  constexpr std::size_t longest_amount = 16;  // digits of a run that is no code by itself
  const bool alone = scan_.document.tokens.size() == 1 && scan_.view(i).size() <= longest_amount;
  const std::string_view view = scan_.view(i);
  if (alone || followed_by_count(number)) return false;
  if (only_digits(view) && view.size() >= 7 && number.value != 1e7 && number.value != 1e8 &&
      number.value != 1e9 && std::fmod(number.value, 1e5) != 0)
    return true;
  const std::size_t point = view.find('.');
  if (point != view.npos && view.size() - point > 5) return true;
  // "12 38 4129", a row without commas: digits on both sides, each one space away
  const auto joined = [&](std::size_t k) {
    return k >= span_.first && has(k + 1) && scan_.number(k) && scan_.number(k + 1) &&
           scan_.gap(k) == Gap::space;
  };
  const int left =
      i > span_.first && joined(i - 1) ? 1 + (i > span_.first + 1 && joined(i - 2)) : 0;
  const int right = joined(i) ? 1 + joined(i + 1) : 0;
  return left + right >= 2;
}

bool IgnorePass::open_bracket(std::uint32_t at) const {
  const Range sentence = scan_.document.sentences[sentence_].text;
  const std::uint32_t stop = std::max(sentence.begin, at > 120 ? at - 120 : 0);
  for (std::uint32_t k = at; k > stop; --k) {
    if (scan_.text[k - 1] == '(') return true;
    if (scan_.text[k - 1] == ')') return false;
  }
  return false;
}

// A proper name runs up to the number: Boeing 737, Windows 10, FTSE 100, Channel 5.
bool IgnorePass::name_before(std::size_t i, const Number& number) {
  const Token& previous = scan_.tokens[i - 1];
  const Gap gap = scan_.gap(i - 1);
  if (gap != Gap::space && gap != Gap::hyphen) return false;
  if (i - 1 < consumed_) return false;
  if (!previous.capitalised || previous.kind != TokenKind::word) {
    // "iPhone 11", "macOS 14": an inner capital marks a name too.
    const std::string_view view = scan_.view(i - 1);
    bool inner = false;
    for (std::size_t k = 1; k < view.size(); ++k) inner |= view[k] >= 'A' && view[k] <= 'Z';
    return inner && previous.kind == TokenKind::word && !followed_by_count(number);
  }
  const Word& word = *scan_.words[i - 1];
  if (word.is(function | direction_up | direction_down | month | weekday)) return false;
  // "up to 3" bounds, "Hyperion Max 3" names
  const bool named = i >= span_.first + 2 && scan_.tokens[i - 2].capitalised &&
                     scan_.gap(i - 2) == Gap::space && !title_case();
  if (word.is(bound_last) && !named) return false;
  if (scan_.view(i - 1).find_first_of("'\xe2") != std::string_view::npos) return false;  // "I'm"
  // "FTSE 100 companies", "HTTP 404 errors": an acronym and its number
  const bool index = previous.all_caps && previous.range.size() >= 3 && i - 1 > span_.first &&
                     number.value >= 30 && only_digits(scan_.view(i)) && !title_case();
  if (index) return true;
  if (followed_by_count(number) && (number.value >= 100 || number.spelled || i - 1 == span_.first))
    return false;
  const bool sentence_start = i - 1 == span_.first;
  if (sentence_start && number.value <= longest_list_mark && !has_verb_shape(i - 1)) {
    // "Factor 1: ...", "Myth 2 - ...", a line that is a name and its number
    const Sentence& sentence = scan_.document.sentences[sentence_];
    const bool opens = scan_.document.blocks[sentence.block].first_token == i - 1;
    const std::string_view behind = scan_.text.substr(number.range.end, 5);
    const bool marked = behind.starts_with(":") || behind.starts_with(" - ") ||
                        behind.starts_with(" \u2013 ") || behind.starts_with(" \u2014 ") ||
                        behind.starts_with(".");
    if (opens && (marked || span_.last == i + 1)) return true;
  }
  if (number.spelled && !scan_.tokens[number.first].capitalised) return false;
  if (sentence_start && !previous.all_caps && !inner_capital(i - 1)) {
    // "Windows 10 ..." starts a sentence as well as "Sold 500".
    return number.value < 1000 && !number.spelled && has(number.last + 1) &&
           scan_.gap(number.last) == Gap::space;
  }
  if (title_case()) return number.value < 1000 && !has_verb_shape(i - 1);
  return true;
}

bool IgnorePass::has_verb_shape(std::size_t i) const {
  const std::string_view view = scan_.view(i);
  return view.ends_with("ed") || view.ends_with("ing") || view.ends_with("es") ||
         view.ends_with("ts");
}

bool IgnorePass::inner_capital(std::size_t i) const {
  const std::string_view view = scan_.view(i);
  for (std::size_t k = 1; k < view.size(); ++k) {
    if (view[k] >= 'A' && view[k] <= 'Z') return true;
  }
  return false;
}

// A plural noun stands behind, so the number counts it.
bool IgnorePass::followed_by_count(const Number& number) const {
  std::size_t j = number.last + 1;
  for (int n = 0; n < 3 && has(j); ++n, ++j) {
    if (scan_.gap(j - 1) != Gap::space) return false;
    if (scan_.is(j, function) || scan_.number(j)) return false;
    if (plural_noun(j)) return !scan_.tokens[j].capitalised || scan_.is(j, plural);
    if (scan_.tokens[j].capitalised) return false;
  }
  return false;
}

// "Big Four", "Formula One", "the Six Nations": spelled and capitalised inside a sentence.
bool IgnorePass::capital_name(const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!scan_.tokens[i].capitalised || i == span_.first || amount.number.scaled) return false;
  if (scan_.tokens[i].all_caps) return false;
  if (title_case()) return false;
  // After a colon or an opening quote a capital starts a sentence.
  const std::string_view between = scan_.text.substr(
      scan_.tokens[i - 1].range.end, scan_.tokens[i].range.begin - scan_.tokens[i - 1].range.end);
  if (between != " ") return false;
  const bool capital_after =
      has(amount.number.last + 1) && scan_.tokens[amount.number.last + 1].capitalised;
  return capital_after || scan_.tokens[i - 1].capitalised || scan_.view(i - 1) == "the";
}

// Are most longer words of the sentence capitalised, as in a headline?
bool IgnorePass::title_case() {
  if (title_case_ < 0) {
    int capital = 0, all = 0;
    for (std::size_t i = span_.first; i < span_.last && all < 40; ++i) {
      if (scan_.number(i) || scan_.tokens[i].range.size() < 4) continue;
      ++all;
      capital += scan_.tokens[i].capitalised;
    }
    title_case_ = all >= 3 && capital * 10 >= all * 7;
  }
  return title_case_ == 1;
}

std::size_t IgnorePass::spelled_year(const Amount& amount) const {
  const Number& number = amount.number;
  if (!number.spelled || amount.unit || number.fraction || number.vague) return 0;
  const std::size_t next = number.last + 1;
  const std::string_view decade = has(next) ? scan_.view(next) : std::string_view();
  if (((number.value >= 15 && number.value <= 21) || number.value == 2) &&
      number.first > span_.first && scan_.view(number.first - 1) == "the" &&
      (decade.ends_with("ties") || (number.value == 2 && decade == "thousands")))
    return next + 1;  // "the nineteen seventies", "the two thousands"
  if (number.value >= 15 && number.value <= 21 && has(next) &&
      scan_.gap(number.last) == Gap::space && scan_.is(next, cardinal) &&
      scan_.words[next]->value >= 10) {
    std::size_t last = next;
    if (has(last + 1) && scan_.is(last + 1, cardinal) && scan_.words[last + 1]->value < 10) ++last;
    return last + 1;
  }
  // "twenty five January"
  if (number.value <= 31 && has(next) && scan_.gap(number.last) == Gap::space &&
      scan_.is(next, month) && scan_.tokens[next].capitalised && scan_.view(next) != "May" &&
      scan_.view(next) != "March")
    return next;
  // "Year two hundred and sixty seven"
  if (number.value >= 100 && number.value <= 2100 && number.first > span_.first && !has(next) &&
      (scan_.view(number.first - 1) == "year" || scan_.view(number.first - 1) == "Year"))
    return next;
  // "from two thousand until two thousand and fourteen"
  if (number.value == 2000 && number.first > span_.first && has(next) &&
      scan_.view(number.first - 1) == "from" &&
      (scan_.view(next) == "until" || scan_.view(next) == "till"))
    return next;
  if (number.value >= 1500 && number.value <= 2100 && number.first > span_.first &&
      number.value != 2000 && scan_.is(number.first - 1, date_before | month | season) &&
      !(has(next) && plural_noun(next))) {
    return next;
  }
  return 0;
}

std::size_t IgnorePass::quarters_of_a_year(const Amount& amount) const {
  const std::size_t i = amount.number.first;
  if (i == span_.first || !scan_.is(i - 1, relative_before) || scan_.view(i - 1) == "in") return 0;
  std::size_t last = amount.number.last;
  if (!amount.number.fraction) {
    if (!has(last + 1) || scan_.gap(last) != Gap::space) return 0;
    ++last;
  }
  return scan_.view(last) == "quarters" ? last + 1 : 0;
}

bool IgnorePass::clock_number(const Quantity& q, std::size_t first, std::size_t last) {
  const double top = std::max(q.value, q.high);
  if (q.value < 0 || q.value != std::floor(q.value) || top > 2359) return false;
  if (first == span_.first) return false;
  const bool range = q.bound == Bound::range;
  const bool end = !has(last + 1) || scan_.gap(last) == Gap::other;
  const bool clause_ends =
      end || (scan_.gap(last) == Gap::space &&
              scan_.is(last + 1, function | day_part | weekday | relative_before));
  const auto till = [&] {
    if (!has(last + 2) || scan_.gap(last) != Gap::space || !scan_.number(last + 2)) return false;
    const std::string_view word = scan_.view(last + 1);
    return (word == "till" || word == "until") && top <= 31 && !range;
  };
  if (till()) return true;  // "4 till 23 of this month"
  if (!clause_ends) return false;
  const std::string_view lead = scan_.view(first - 1);
  const std::string_view second =
      first > span_.first + 1 ? scan_.view(first - 2) : std::string_view();
  if ((lead == "year" || lead == "Year") && top >= 100 && end) return true;
  const bool moved = first > span_.first + 1 && scan_.is(first - 2, direction_up | direction_down);
  if (moved) return false;
  if (lead == "at" && top <= 24 && !range && (end || calendar())) return true;
  if (lead == "on" && top <= 31 && !range) return true;
  // "from 9 for two hours"
  if (lead == "from" && top <= 24 && !range && has(last + 2) && scan_.view(last + 1) == "for" &&
      (scan_.number(last + 2) || scan_.is(last + 2, cardinal)))
    return true;
  if (lead == "the" && top <= 31 && !range &&
      (second == "on" || second == "until" || second == "till" ||
       (second == "for" && !has(last + 1))))
    return true;
  if (lead == "than" && (second == "later" || second == "earlier") && top <= 24) return true;
  if (end && !has(last + 1) && top <= 12 &&
      (lead == "after" || lead == "before" || lead == "until" || lead == "till" ||
       (lead == "from" && range)))
    return true;
  // "20 of next month"
  if (top <= 31 && has(last + 3) && scan_.view(last + 1) == "of" &&
      (scan_.view(last + 2) == "next" || scan_.view(last + 2) == "this" ||
       scan_.view(last + 2) == "last") &&
      scan_.view(last + 3) == "month")
    return true;
  if (!calendar()) return false;
  if (top > 31) {
    // "730-930" beside a weekday
    return range && (lead == "at" || lead == "between" || lead == "from");
  }
  if (range && top <= 24 && has(last + 1) &&
      (scan_.is(last + 1, day_part | weekday | relative_before) || scan_.view(last + 1) == "of"))
    return true;
  static constexpr std::string_view words[] = {
      "at",     "by",    "from", "until", "till", "on",    "before", "after", "between",
      "around", "about", "than", "the",   "of",   "since", "to",     "for"};
  if (std::ranges::find(words, lead) != std::end(words)) return true;
  return scan_.is(first - 1, weekday | month | day_part | ordinal);
}

// Does the sentence speak of days and hours?
bool IgnorePass::calendar() {
  if (calendar_ < 0) {
    calendar_ = 0;
    for (std::size_t i = span_.first; i < span_.last && !calendar_; ++i) {
      if (scan_.number(i)) {
        const std::string_view view = scan_.view(i);
        calendar_ =
            view.size() > 2 && view.size() < 6 && (view.ends_with("am") || view.ends_with("pm"));
        continue;
      }
      calendar_ = scan_.is(i, weekday | day_part | clock_after) && scan_.view(i) != "hours" &&
                  scan_.view(i) != "sun" && scan_.view(i) != "sat" && scan_.view(i) != "et" &&
                  scan_.view(i) != "pt";
      if (scan_.is(i, month) && scan_.tokens[i].capitalised && scan_.view(i) != "May")
        calendar_ = 1;
      if (scan_.view(i) == "month" && i > span_.first && scan_.view(i - 1) == "this") calendar_ = 1;
    }
  }
  return calendar_ == 1;
}

bool IgnorePass::worth_keeping(const Amount& amount) const {
  const std::size_t i = amount.number.first;
  if (amount.number.vague || amount.number.scaled) return true;
  if (amount.number.suffix) return false;
  // "v 2", "Q3 2": single letters before
  return !(i > span_.first && scan_.tokens[i - 1].kind == TokenKind::word &&
           scan_.view(i - 1).size() == 1 && scan_.tokens[i - 1].capitalised &&
           scan_.view(i - 1) != "I" && scan_.gap(i - 1) == Gap::space);
}

}  // namespace assay::mentions
