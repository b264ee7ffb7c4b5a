#include "mentions/quantity_ignored.h"
#include <algorithm>
#include <cmath>

namespace assay::mentions {
namespace {

constexpr double longest_list_mark = 200;  // "201." at a line's start is no list item: guess

}  // namespace

static bool rejected_multiple(const SentenceState& in, const Amount& amount);
static bool rejected_one(const SentenceState& in, const Amount& amount);
static bool naming_label(const SentenceState& in, std::size_t i);
static bool counts_behind_label(const SentenceState& in, const Number& number);
static bool section_number(const SentenceState& in, const Number& number);
static bool note_mark(const SentenceState& in, const Number& number);
static bool hyphen_chain(const SentenceState& in, const Number& number);
static bool citation(const SentenceState& in, const Number& number);
static bool rule_of_thumb(const SentenceState& in, const Amount& amount);
static bool idiom(const SentenceState& in, const Number& number);
static bool named_with_unit(SentenceState& in, const Amount& amount);
static bool rank_cell(const SentenceState& in, const Number& number);
static bool address(const SentenceState& in, const Number& number);
static bool code(const SentenceState& in, const Number& number);
static bool open_bracket(const SentenceState& in, std::uint32_t at);
static bool name_before(SentenceState& in, std::size_t i, const Number& number);
static bool has_verb_shape(const SentenceState& in, std::size_t i);
static bool inner_capital(const SentenceState& in, std::size_t i);
static bool followed_by_count(const SentenceState& in, const Number& number);
static bool capital_name(SentenceState& in, const Amount& amount);
static bool title_case(SentenceState& in);
static bool calendar(SentenceState& in);

bool rejected(SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  const bool bare = !amount.unit;
  const std::uint32_t begin = number.range.begin;
  const std::uint32_t end = number.range.end;
  if (number.suffix && !amount.unit && !number.scaled) return true;
  if (in.scan.text.substr(end, 2) == "(k" || in.scan.text.substr(end, 2) == "(c" ||
      in.scan.text.substr(end, 2) == "(b")
    return true;
  if (rule_of_thumb(in, amount) || idiom(in, number) || named_with_unit(in, amount)) return true;
  if (number.bare_scale && !amount.unit) {
    // "million" without a number counts nothing, "hundred dollars" and "a few hundred" do.
    if (!(i > in.span.first && (in.scan.view(i - 1) == "several" || in.scan.view(i - 1) == "few" ||
                                in.scan.view(i - 1) == "couple")))
      return true;
  }
  if (number.multiple) {
    // "size 3X"
    if (!number.spelled && i > in.span.first && in.scan.is(i - 1, label)) return true;
    // "Ryzen 5800X"
    if (!number.spelled && number.value >= 100 && in.scan.view(i).back() == 'X') return true;
    return rejected_multiple(in, amount);
  }
  if (number.fraction && number.spelled && number.value == 0.5) {
    if (i > in.span.first &&
        (in.scan.is(i - 1, ordinal | determiner) || in.scan.view(i - 1) == "in" ||
         in.scan.view(i - 1) == "latter" || in.scan.view(i - 1) == "better")) {
      if (!(amount.unit)) return true;
    }
    const bool next = in.has(number.last + 1) && in.scan.gap(number.last) == Gap::space &&
                      (in.scan.view(number.last + 1) == "of" ||
                       in.scan.is(number.last + 1, article | determiner) ||
                       in.scan.view(number.last + 1) == "the");
    const bool led = i > in.span.first && in.scan.is(i - 1, bound_last);
    const bool article_half = in.scan.is(i, article);  // "(fell by) a half"
    if (!next && !led && !amount.unit && !article_half) return true;
  }
  if (number.value == 0 && number.spelled && bare) return true;
  // "two Monday later", as said in haste
  if (bare && in.has(number.last + 2) && in.scan.gap(number.last) == Gap::space &&
      in.scan.is(number.last + 1, weekday) && in.scan.is(number.last + 2, relative_after))
    return true;
  if (number.value == 1 && number.spelled && !number.scaled && in.scan.view(i).size() == 3)
    return rejected_one(in, amount);
  if (bare && !number.spelled && number.last == i) {
    // List marks: "1." or "2)" at a block's start, "3)" anywhere.
    const Sentence& sentence = in.scan.document.sentences[in.sentence];
    const char after = in.scan.at(end);
    const bool first = i == in.span.first;
    if (number.value <= longest_list_mark && only_digits(in.scan.view(i)) &&
        !number.leading_point) {
      const bool block_start = first && in.scan.document.blocks[sentence.block].first_token == i;
      if (first && in.span.last == in.span.first + 1 && (after == '.' || after == ')') &&
          in.scan.document.tokens.size() > 1)
        return true;
      if (block_start && (after == '.' || after == ')' || after == ':') &&
          in.scan.at(end + 1) == ' ' && in.scan.document.tokens.size() > 1)
        return true;
      if (block_start && in.has(i + 1) && in.scan.gap(i) == Gap::dash && !in.scan.number(i + 1))
        return true;
      if (block_start && !in.has(i + 1) && in.scan.document.blocks.size() > 1) return true;
      if (after == ')' && in.scan.before(begin) != '(' && !open_bracket(in, begin)) return true;
      if (after == ')' && in.scan.before(begin) == '(' && block_start) return true;
    }
  }
  if (bare && !number.spelled &&
      (rank_cell(in, number) || address(in, number) || code(in, number) ||
       section_number(in, number) || note_mark(in, number) || citation(in, number)))
    return true;
  if (bare && hyphen_chain(in, number)) return true;

  if (i > in.span.first) {
    const Gap gap = in.scan.gap(i - 1);
    const Word& previous = *in.scan.words[i - 1];
    const Token& previous_token = in.scan.tokens[i - 1];
    const std::string_view between =
        in.scan.text.substr(previous_token.range.end, begin - previous_token.range.end);
    const bool weak_unit = bare || in.lexicon.units()[amount.unit].kind == QuantityKind::score ||
                           (number.suffix == 1 && number.unit && number.value < 10);
    // "(x - 1)": a formula
    if (bare && in.scan.view(i - 1).size() == 1 && (between == " - " || between == " + "))
      return true;
    const bool lettered = number.suffix == 1 && number.unit;  // "Suite 28A", "size 2T"
    if ((bare || lettered) && !number.scaled && i > in.consumed) {
      if (previous.is(label) &&
          (gap == Gap::space || gap == Gap::hyphen || between == ". " || between == "." ||
           between == " #") &&
          !number.fraction && !number.vague &&
          (naming_label(in, i - 1) || !(counts_behind_label(in, number) && !number.simple_year &&
                                        !in.scan.tokens[i - 1].capitalised))) {
        return true;
      }
    }
    if (weak_unit && !number.scaled && !number.fraction && !number.vague &&
        name_before(in, i, number))
      return true;
  }
  if (number.spelled && bare && capital_name(in, amount)) return true;
  // "two-way", "one-stop": idioms
  if (bare && in.has(number.last + 1) && in.scan.gap(number.last) == Gap::hyphen &&
      (in.scan.is(number.last + 1, compound | article) ||
       (number.spelled && in.scan.view(number.last + 1).ends_with("ed"))) &&
      number.value < 13) {
    return true;
  }
  // "a 32-bit system": a kind, no amount
  if (in.has(number.last + 1) && in.scan.gap(number.last) == Gap::hyphen &&
      (in.scan.view(number.last + 1) == "bit" || in.scan.view(number.last + 1) == "Bit"))
    return true;
  // "737-800", "ISO 9001-2": digits behind a hyphen with a capital letter or a name before
  if (bare && !number.spelled && in.has(number.last + 1) &&
      in.scan.gap(number.last) == Gap::hyphen && in.scan.tokens[number.last + 1].all_caps) {
    return true;
  }
  return false;
}

static bool rejected_multiple(const SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!amount.number.spelled) return false;  // "3x"
  const std::string_view word = in.scan.view(i);
  const std::string_view next = in.has(i + 1) ? in.scan.view(i + 1) : std::string_view();
  if (amount.number.value == 1) {
    // "once a week" is a rate; "once" alone is an adverb.
    return !((next == "a" || next == "per" || next == "every" || next == "an" || next == "each") &&
             in.has(i + 2) && in.scan.is(i + 2, unit_word));
  }
  if (in.options.newsquant) return !word.ends_with("fold");
  if (word.ends_with("ed") || word.ends_with("fold") || word.ends_with("ing")) return false;
  if (word == "twice" || word == "Twice" || word == "thrice") {
    return !(next == "the" || next == "as" || next == "that" || next == "its" || next == "their" ||
             next == "a" || next == "per" || next == "an" || next == "every" || next == "what" ||
             next == "daily" || next == "weekly" || next == "this");
  }
  return !(next == "the" || next == "that" || next == "its" || next == "their" || next == "what" ||
           next == "this") ||
         (in.has(i + 2) && in.scan.gap(i + 1) == Gap::space && in.scan.is(i + 2, function));
}

static bool rejected_one(const SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (amount.value < 0) return false;  // "minus one"
  if (i > in.span.first) {
    const std::string_view previous = in.scan.view(i - 1);
    if (previous == "no" || previous == "this" || previous == "that" || previous == "which" ||
        previous == "any" || previous == "each" || previous == "every" || previous == "another" ||
        previous == "the" || previous == "some")
      return !amount.unit || previous == "no";
  }
  if (amount.unit) {
    if (amount.last == i) return true;
    // "one day", "one of these days" are narrative; "one percent", "one mile" are amounts.
    const Unit& unit = in.lexicon.units()[amount.unit];
    if (unit.kind == QuantityKind::score || unit.kind == QuantityKind::multiple)
      return !in.options.newsquant;
    if (unit.kind == QuantityKind::duration && i == in.span.first) return true;
    return false;
  }
  if (amount.number.last + 1 >= in.span.last) return true;
  // "one in five", "one out of ten": a ratio
  const std::string_view next = in.scan.view(amount.number.last + 1);
  if ((next == "in" || next == "out") && ratio_base(in, amount.number.last) > 0) return false;
  // "one to two years", "one or two", "one-to-seven days"
  if ((next == "or" || next == "to") && in.has(i + 2) && in.scan.is(i + 2, cardinal)) return false;
  if (in.options.newsquant) return false;
  if (in.scan.gap(amount.number.last) != Gap::space) return true;
  const bool stressed =
      i > in.span.first && (in.scan.view(i - 1) == "only" || in.scan.view(i - 1) == "just" ||
                            in.scan.view(i - 1) == "least" || in.scan.view(i - 1) == "than" ||
                            in.scan.view(i - 1) == "nearly");
  if (stressed && !in.scan.is(amount.number.last + 1, function)) return false;
  return !(next == "person" || next == "people" || next == "death" || next == "case");
}

// "in a week two healthy worms swim", "book 12-18 months ahead": the word that could be a label is
// none, for something is counted or measured behind the number.
static bool counts_behind_label(const SentenceState& in, const Number& number) {
  std::size_t last = number.last;
  if (!in.has(last + 1)) return false;
  if ((in.scan.gap(last) == Gap::hyphen || in.scan.gap(last) == Gap::dash) &&
      in.scan.number(last + 1) && in.has(last + 2) && in.scan.gap(last + 1) == Gap::space)
    return in.scan.is(last + 2, unit_word);
  return in.scan.gap(last) == Gap::space &&
         (in.plural_noun(last + 1) || (number.spelled && followed_by_count(in, number)));
}

// A label that always names: "type 2 drugs" are no two drugs, "number 5 people" may be.
static bool naming_label(const SentenceState& in, std::size_t i) {
  static constexpr std::string_view words[] = {
      "type",  "layer",   "grade",   "grades",  "level", "stage",  "phase",  "tier",
      "class", "version", "section", "chapter", "page",  "pages",  "figure", "table",
      "size",  "sizes",   "base",    "route",   "model", "season", "episode"};
  std::string lowered;
  append_lower(in.scan.view(i), lowered);
  return std::ranges::find(words, lowered) != std::end(words);
}

// "2.1 Getting there": the number of a section opens its heading.
static bool section_number(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  const Sentence& sentence = in.scan.document.sentences[in.sentence];
  if (in.scan.document.blocks[sentence.block].first_token != i || !in.has(i + 1)) return false;
  const std::string_view view = in.scan.view(i);
  const std::size_t dot = view.find('.');
  return dot != view.npos && dot <= 2 && view.size() - dot <= 3 && number.value < 40 &&
         in.scan.gap(i) == Gap::space && in.scan.tokens[i + 1].capitalised;
}

// "... services.1", "(2)." behind a sentence, "MBA '16": a note or a short year.
static bool note_mark(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  const std::string_view view = in.scan.view(i);
  if (!only_digits(view) || view.size() > 3 || number.range.begin < 2) return false;
  const char before = in.scan.text[number.range.begin - 1],
             second = in.scan.text[number.range.begin - 2];
  const char after = in.scan.at(number.range.end);
  const bool letter = (second | 0x20) >= 'a' && (second | 0x20) <= 'z';
  if ((before == '.' || before == ',' || before == ';') && letter &&
      (after == ' ' || after == '\n'))
    return true;
  const std::string_view lead = in.scan.text.substr(0, number.range.begin);
  if (view.size() == 2 &&
      (lead.ends_with(" '") || lead.ends_with(" \u2019") || lead.ends_with(" \u2018")) &&
      !(in.has(i + 1) && in.scan.gap(i) == Gap::space && in.plural_noun(i + 1)))
    return true;
  if (before == '(' && after == ')' && second == ' ' && i > in.span.first) {
    const char behind = in.scan.at(number.range.end + 1);
    const bool end = behind == '.' || behind == '\n' || behind == ',' ||
                     number.range.end + 1 >= in.scan.text.size();
    // "sixteen (16) units" says the same number again.
    if (in.scan.is(i - 1, cardinal | scale) && !in.scan.number(i - 1)) return true;
    return end && number.value <= 50 && !in.scan.tokens[i - 1].capitalised;
  }
  return false;
}

// "[ 2 ]", "2011 May 25;94(1):247-53", "can (1) reduce ... and (2) improve": a reference, the
// volume and pages of one, a mark of an enumeration. "f/2" is a lens.
static bool citation(const SentenceState& in, const Number& number) {
  const std::string_view view = in.scan.view(number.first);
  if (number.last != number.first || !only_digits(view)) return false;
  const std::uint32_t begin = number.range.begin, end = number.range.end;
  const char before = in.scan.before(begin), after = in.scan.at(end);
  const char second = begin > 1 ? in.scan.text[begin - 2] : ' ';
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (view.size() <= 3 && (before == '[' || (before == ' ' && second == '[')) &&
      (after == ']' || (after == ' ' && in.scan.at(end + 1) == ']')))
    return true;
  if (before == ';' && (after == '(' || after == ':')) return true;
  if (before == ':' && (digit(second) || second == ')') && after == '-') return true;
  if (before == '(' && digit(second) && after == ')' && in.scan.at(end + 1) == ':') return true;
  if (before == '/' && (second == 'f' || second == 'F') && begin > 2 &&
      (in.scan.text[begin - 3] == ' ' || in.scan.text[begin - 3] == '('))
    return true;
  const std::size_t i = number.first;
  return view.size() == 1 && before == '(' && after == ')' && second == ' ' &&
         in.scan.at(end + 1) == ' ' && i > in.span.first && in.has(i + 1) &&
         in.scan.is(i - 1, function) && !in.scan.tokens[i + 1].capitalised;
}

// "the 70% rule", "the 50/30/20 rule", "the 90-degree rule"
static bool rule_of_thumb(const SentenceState& in, const Amount& amount) {
  constexpr std::size_t longest = 3;
  std::size_t j = std::max(amount.last, amount.number.last) + 1;
  for (std::size_t k = 0; k < longest && in.has(j) && in.scan.number(j); ++k, ++j) {
    const Gap gap = in.scan.gap(j - 1);
    if (gap != Gap::slash && gap != Gap::hyphen && gap != Gap::dash) return false;
  }
  if (!in.has(j)) return false;
  const std::string_view between =
      in.scan.text.substr(in.scan.tokens[j - 1].range.end,
                          in.scan.tokens[j].range.begin - in.scan.tokens[j - 1].range.end);
  constexpr std::size_t longest_joint = 5;  // bytes: "% ", a closing quotation mark and a blank
  return between.size() <= longest_joint && between.find(' ') != between.npos &&
         between.find_first_of(".,;:") == between.npos &&
         (in.scan.view(j) == "rule" || in.scan.view(j) == "Rule");
}

// "two birds with one stone", "half the battle", "doubled down": the phrases of the word list
// number_idioms, which begin with the number.
static bool idiom(const SentenceState& in, const Number& number) {
  std::uint64_t hash = 0;
  for (std::size_t j = number.first; in.has(j) && j < number.first + Lexicon::max_phrase_words;
       ++j) {
    hash = extend_phrase(hash, in.scan.tokens[j].hash);
    const Phrase* phrase = j > number.first ? in.lexicon.phrase(hash) : nullptr;
    if (phrase && phrase->kind == PhraseKind::idiom) return true;
  }
  return false;
}

// "An Eight-Week Plan", "the Thirty Years War": a spelled number inside a name with its unit.
static bool named_with_unit(SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!amount.unit || !amount.number.spelled || amount.number.scaled || i == in.span.first ||
      amount.number.last != i || !in.scan.tokens[i].capitalised || in.scan.tokens[i].all_caps)
    return false;
  return in.has(amount.last + 1) && in.scan.tokens[amount.last].capitalised &&
         in.scan.tokens[amount.last + 1].capitalised && in.scan.gap(amount.last) == Gap::space &&
         in.scan.gap(i - 1) == Gap::space && !title_case(in);
}

// "1-on-1", "2-to-1"
static bool hyphen_chain(const SentenceState& in, const Number& number) {
  const std::size_t i = number.last;
  const auto joint = [&](std::size_t k) {
    const std::string_view word = in.scan.view(k);
    return word == "on" || word == "to" || word == "in" || word == "by" || word == "for";
  };
  if (in.has(i + 2) && in.scan.gap(i) == Gap::hyphen && joint(i + 1) &&
      in.scan.gap(i + 1) == Gap::hyphen && (in.scan.number(i + 2) || in.scan.is(i + 2, cardinal)) &&
      in.scan.view(i + 1) != "in" &&
      !(in.has(i + 3) && in.scan.gap(i + 2) == Gap::hyphen && in.scan.is(i + 3, unit_word)))
    return in.scan.view(i + 1) != "to" || number.value < 10;
  const std::size_t j = number.first;
  return j >= in.span.first + 2 && in.scan.gap(j - 1) == Gap::hyphen && joint(j - 1) &&
         in.scan.gap(j - 2) == Gap::hyphen && in.scan.view(j - 1) != "in" &&
         (in.scan.number(j - 2) || in.scan.is(j - 2, cardinal));
}

// A small whole number that fills the first cell of a table row, or the one behind the row's
// name: a rank or a serial number.
static bool rank_cell(const SentenceState& in, const Number& number) {
  if (number.value > longest_list_mark || number.value != std::floor(number.value)) return false;
  const Range block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block].text;
  const std::uint32_t end = number.range.end;
  const std::string_view behind = in.scan.text.substr(end, 9);
  const bool tie = behind.starts_with(" (tie)");
  const bool cell_ends = behind.starts_with(" |") || tie;
  if (!cell_ends) return false;
  std::uint32_t begin = number.range.begin;
  std::uint32_t cells = 0, digits = 0;
  constexpr std::uint32_t longest_row = 600;  // bytes before the number that are looked at
  const std::uint32_t from = begin - std::min(begin - block.begin, longest_row);
  for (std::uint32_t k = from; k < begin; ++k) {
    const char c = in.scan.text[k];
    if (c == '\n') cells = digits = 0;
    cells += c == '|';
    if (cells == 1) digits += c >= '0' && c <= '9';
  }
  if (cells == 0) return true;
  if (begin < block.begin + 2 || in.scan.text.substr(begin - 2, 2) != "| ") return false;
  return tie || (cells <= 2 && digits == 0);
}

// "3850 17th Street", "815 Hyde St", "CA 94109": a house number or a postal code.
static bool address(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (number.scaled || number.value != std::floor(number.value)) return false;
  if (i > in.span.first && in.scan.tokens[i - 1].all_caps && in.scan.view(i - 1).size() == 2 &&
      number.value >= 10000 && number.value < 100000 && in.scan.view(i).size() == 5) {
    return true;
  }
  static constexpr std::string_view streets[] = {
      "street", "st",     "avenue", "ave",    "road",    "rd",      "boulevard", "blvd",
      "drive",  "dr",     "lane",   "ln",     "way",     "place",   "pl",        "court",
      "ct",     "square", "suite",  "center", "highway", "parkway", "terrace",   "floor"};
  for (std::size_t j = number.last + 1; in.has(j) && j <= number.last + 4; ++j) {
    if (in.scan.gap(j - 1) != Gap::space) return false;
    if (!in.scan.tokens[j].capitalised && !in.scan.number(j)) return false;
    const std::string word = lower(in.scan.view(j));
    for (const std::string_view street : streets) {
      if (word == street && j > number.last + 1) return true;
    }
  }
  return false;
}

// Runs of digits that nobody writes to state an amount: seven and more without a separator, five
// and more decimals, digits beside an arithmetic sign, a chain of digit groups.
static bool code(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (number.scaled || number.fraction || number.multiple || number.last != i) return false;
  const char before = in.scan.before(number.range.begin), after = in.scan.at(number.range.end);
  if (before == '*' || before == '=' || before == '^' || after == '*' || after == '=' ||
      after == '^' || after == '_')
    return true;
  constexpr std::size_t longest_amount = 16;  // digits of a run that is no code by itself
  const bool alone =
      in.scan.document.tokens.size() == 1 && in.scan.view(i).size() <= longest_amount;
  const std::string_view view = in.scan.view(i);
  if (alone || followed_by_count(in, number)) return false;
  if (only_digits(view) && view.size() >= 7 && number.value != 1e7 && number.value != 1e8 &&
      number.value != 1e9 && std::fmod(number.value, 1e5) != 0)
    return true;
  const std::size_t point = view.find('.');
  if (point != view.npos && view.size() - point > 5) return true;
  // "12 38 4129", a row without commas: digits on both sides, each one space away
  const auto joined = [&](std::size_t k) {
    return k >= in.span.first && in.has(k + 1) && in.scan.number(k) && in.scan.number(k + 1) &&
           in.scan.gap(k) == Gap::space;
  };
  const int left =
      i > in.span.first && joined(i - 1) ? 1 + (i > in.span.first + 1 && joined(i - 2)) : 0;
  const int right = joined(i) ? 1 + joined(i + 1) : 0;
  return left + right >= 2;
}

static bool open_bracket(const SentenceState& in, std::uint32_t at) {
  const Range sentence = in.scan.document.sentences[in.sentence].text;
  const std::uint32_t stop = std::max(sentence.begin, at > 120 ? at - 120 : 0);
  for (std::uint32_t k = at; k > stop; --k) {
    if (in.scan.text[k - 1] == '(') return true;
    if (in.scan.text[k - 1] == ')') return false;
  }
  return false;
}

// A proper name runs up to the number: Boeing 737, Windows 10, FTSE 100, Channel 5.
static bool name_before(SentenceState& in, std::size_t i, const Number& number) {
  const Token& previous = in.scan.tokens[i - 1];
  const Gap gap = in.scan.gap(i - 1);
  if (gap != Gap::space && gap != Gap::hyphen) return false;
  if (i - 1 < in.consumed) return false;
  // "Learning 470+ hours": a sum and what it counts
  if (in.scan.text.substr(number.range.end, 2) == "+ " && in.has(number.last + 1) &&
      (in.scan.is(number.last + 1, unit_word) || in.plural_noun(number.last + 1)))
    return false;
  if (!previous.capitalised || previous.kind != TokenKind::word) {
    // "iPhone 11", "macOS 14": an inner capital marks a name too.
    const std::string_view view = in.scan.view(i - 1);
    bool inner = false;
    for (std::size_t k = 1; k < view.size(); ++k) inner |= view[k] >= 'A' && view[k] <= 'Z';
    return inner && previous.kind == TokenKind::word && !followed_by_count(in, number);
  }
  const Word& word = *in.scan.words[i - 1];
  if (word.is(function | direction_up | direction_down | month | weekday)) return false;
  // "up to 3" bounds, "Hyperion Max 3" names
  const bool named = i >= in.span.first + 2 && in.scan.tokens[i - 2].capitalised &&
                     in.scan.gap(i - 2) == Gap::space && !title_case(in);
  if (word.is(bound_last) && !named) return false;
  if (in.scan.view(i - 1).find_first_of("'\xe2") != std::string_view::npos) return false;  // "I'm"
  // "FTSE 100 companies", "HTTP 404 errors": an acronym and its number
  const bool index = previous.all_caps && previous.range.size() >= 3 && i - 1 > in.span.first &&
                     number.value >= 30 && only_digits(in.scan.view(i)) && !title_case(in);
  if (index) return true;
  if (followed_by_count(in, number) &&
      (number.value >= 100 || number.spelled || i - 1 == in.span.first))
    return false;
  const bool sentence_start = i - 1 == in.span.first;
  if (sentence_start && number.value <= longest_list_mark && !has_verb_shape(in, i - 1)) {
    // "Factor 1: ...", "Myth 2 - ...", a line that is a name and its number
    const Sentence& sentence = in.scan.document.sentences[in.sentence];
    const bool opens = in.scan.document.blocks[sentence.block].first_token == i - 1;
    const std::string_view behind = in.scan.text.substr(number.range.end, 5);
    const bool marked = behind.starts_with(":") || behind.starts_with(" - ") ||
                        behind.starts_with(" \u2013 ") || behind.starts_with(" \u2014 ") ||
                        behind.starts_with(".");
    if (opens && (marked || in.span.last == i + 1)) return true;
  }
  if (number.spelled && !in.scan.tokens[number.first].capitalised) return false;
  if (sentence_start && !previous.all_caps && !inner_capital(in, i - 1)) {
    // "Windows 10 ..." starts a sentence as well as "Sold 500".
    return number.value < 1000 && !number.spelled && in.has(number.last + 1) &&
           in.scan.gap(number.last) == Gap::space;
  }
  if (title_case(in)) return number.value < 1000 && !has_verb_shape(in, i - 1);
  return true;
}

static bool has_verb_shape(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  return view.ends_with("ed") || view.ends_with("ing") || view.ends_with("es") ||
         view.ends_with("ts");
}

static bool inner_capital(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  for (std::size_t k = 1; k < view.size(); ++k) {
    if (view[k] >= 'A' && view[k] <= 'Z') return true;
  }
  return false;
}

// A plural noun stands behind, so the number counts it.
static bool followed_by_count(const SentenceState& in, const Number& number) {
  std::size_t j = number.last + 1;
  for (int n = 0; n < 3 && in.has(j); ++n, ++j) {
    if (in.scan.gap(j - 1) != Gap::space) return false;
    if (in.scan.is(j, function) || in.scan.number(j)) return false;
    if (in.plural_noun(j)) return !in.scan.tokens[j].capitalised || in.scan.is(j, plural);
    if (in.scan.tokens[j].capitalised) return false;
  }
  return false;
}

// "Big Four", "Formula One", "the Six Nations": spelled and capitalised inside a sentence.
static bool capital_name(SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!in.scan.tokens[i].capitalised || i == in.span.first || amount.number.scaled) return false;
  if (in.scan.tokens[i].all_caps) return false;
  if (title_case(in)) return false;
  // After a colon or an opening quote a capital starts a sentence.
  const std::string_view between =
      in.scan.text.substr(in.scan.tokens[i - 1].range.end,
                          in.scan.tokens[i].range.begin - in.scan.tokens[i - 1].range.end);
  if (between != " " && between != " (") return false;
  const bool capital_after =
      in.has(amount.number.last + 1) && in.scan.tokens[amount.number.last + 1].capitalised;
  return capital_after || in.scan.tokens[i - 1].capitalised || in.scan.view(i - 1) == "the";
}

// Are most longer words of the sentence capitalised, as in a headline?
static bool title_case(SentenceState& in) {
  if (in.title_case < 0) {
    int capital = 0, all = 0;
    for (std::size_t i = in.span.first; i < in.span.last && all < 40; ++i) {
      if (in.scan.number(i) || in.scan.tokens[i].range.size() < 4) continue;
      ++all;
      capital += in.scan.tokens[i].capitalised;
    }
    in.title_case = all >= 3 && capital * 10 >= all * 7;
  }
  return in.title_case == 1;
}

std::size_t spelled_year(const SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  if (!number.spelled || amount.unit || number.fraction || number.vague) return 0;
  const std::size_t next = number.last + 1;
  const std::string_view decade = in.has(next) ? in.scan.view(next) : std::string_view();
  if (((number.value >= 15 && number.value <= 21) || number.value == 2) &&
      number.first > in.span.first && in.scan.view(number.first - 1) == "the" &&
      (decade.ends_with("ties") || (number.value == 2 && decade == "thousands")))
    return next + 1;  // "the nineteen seventies", "the two thousands"
  if (number.value >= 15 && number.value <= 21 && in.has(next) &&
      in.scan.gap(number.last) == Gap::space && in.scan.is(next, cardinal) &&
      in.scan.words[next]->value >= 10) {
    std::size_t last = next;
    if (in.has(last + 1) && in.scan.is(last + 1, cardinal) && in.scan.words[last + 1]->value < 10)
      ++last;
    return last + 1;
  }
  // "twenty five January"
  if (number.value <= 31 && in.has(next) && in.scan.gap(number.last) == Gap::space &&
      in.scan.is(next, month) && in.scan.tokens[next].capitalised && in.scan.view(next) != "May" &&
      in.scan.view(next) != "March")
    return next;
  // "Year two hundred and sixty seven"
  if (number.value >= 100 && number.value <= 2100 && number.first > in.span.first &&
      !in.has(next) &&
      (in.scan.view(number.first - 1) == "year" || in.scan.view(number.first - 1) == "Year"))
    return next;
  // "from two thousand until two thousand and fourteen"
  if (number.value == 2000 && number.first > in.span.first && in.has(next) &&
      in.scan.view(number.first - 1) == "from" &&
      (in.scan.view(next) == "until" || in.scan.view(next) == "till"))
    return next;
  if (number.value >= 1500 && number.value <= 2100 && number.first > in.span.first &&
      number.value != 2000 && in.scan.is(number.first - 1, date_before | month | season) &&
      !(in.has(next) && in.plural_noun(next))) {
    return next;
  }
  return 0;
}

std::size_t quarters_of_a_year(const SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (i == in.span.first || !in.scan.is(i - 1, relative_before) || in.scan.view(i - 1) == "in")
    return 0;
  std::size_t last = amount.number.last;
  if (!amount.number.fraction) {
    if (!in.has(last + 1) || in.scan.gap(last) != Gap::space) return 0;
    ++last;
  }
  return in.scan.view(last) == "quarters" ? last + 1 : 0;
}

bool clock_number(SentenceState& in, const Quantity& q, std::size_t first, std::size_t last) {
  const double top = std::max(q.value, q.high);
  if (q.value < 0 || q.value != std::floor(q.value) || top > 2359) return false;
  if (first == in.span.first) return false;
  const bool range = q.bound == Bound::range;
  const bool end = !in.has(last + 1) || in.scan.gap(last) == Gap::other;
  const bool clause_ends =
      end || (in.scan.gap(last) == Gap::space &&
              in.scan.is(last + 1, function | day_part | weekday | relative_before));
  const auto till = [&] {
    if (!in.has(last + 2) || in.scan.gap(last) != Gap::space || !in.scan.number(last + 2))
      return false;
    const std::string_view word = in.scan.view(last + 1);
    return (word == "till" || word == "until") && top <= 31 && !range;
  };
  if (till()) return true;  // "4 till 23 of this month"
  if (!clause_ends) return false;
  const std::string_view lead = in.scan.view(first - 1);
  const std::string_view second =
      first > in.span.first + 1 ? in.scan.view(first - 2) : std::string_view();
  if ((lead == "year" || lead == "Year") && top >= 100 && end) return true;
  const bool moved =
      first > in.span.first + 1 && in.scan.is(first - 2, direction_up | direction_down);
  if (moved) return false;
  if (lead == "at" && top <= 24 && !range && (end || calendar(in))) return true;
  if (lead == "on" && top <= 31 && !range) return true;
  // "from 9 for two hours"
  if (lead == "from" && top <= 24 && !range && in.has(last + 2) &&
      in.scan.view(last + 1) == "for" &&
      (in.scan.number(last + 2) || in.scan.is(last + 2, cardinal)))
    return true;
  if (lead == "the" && top <= 31 && !range &&
      (second == "on" || second == "until" || second == "till" ||
       (second == "for" && !in.has(last + 1))))
    return true;
  if (lead == "than" && (second == "later" || second == "earlier") && top <= 24) return true;
  if (end && !in.has(last + 1) && top <= 12 &&
      (lead == "after" || lead == "before" || lead == "until" || lead == "till" ||
       (lead == "from" && range)))
    return true;
  // "20 of next month"
  if (top <= 31 && in.has(last + 3) && in.scan.view(last + 1) == "of" &&
      (in.scan.view(last + 2) == "next" || in.scan.view(last + 2) == "this" ||
       in.scan.view(last + 2) == "last") &&
      in.scan.view(last + 3) == "month")
    return true;
  if (!calendar(in)) return false;
  if (top > 31) {
    // "730-930" beside a weekday
    return range && (lead == "at" || lead == "between" || lead == "from");
  }
  if (range && top <= 24 && in.has(last + 1) &&
      (in.scan.is(last + 1, day_part | weekday | relative_before) ||
       in.scan.view(last + 1) == "of"))
    return true;
  static constexpr std::string_view words[] = {
      "at",     "by",    "from", "until", "till", "on",    "before", "after", "between",
      "around", "about", "than", "the",   "of",   "since", "to",     "for"};
  if (std::ranges::find(words, lead) != std::end(words)) return true;
  return in.scan.is(first - 1, weekday | month | day_part | ordinal);
}

// Does the sentence speak of days and hours?
static bool calendar(SentenceState& in) {
  if (in.calendar < 0) {
    in.calendar = 0;
    for (std::size_t i = in.span.first; i < in.span.last && !in.calendar; ++i) {
      if (in.scan.number(i)) {
        const std::string_view view = in.scan.view(i);
        in.calendar =
            view.size() > 2 && view.size() < 6 && (view.ends_with("am") || view.ends_with("pm"));
        continue;
      }
      in.calendar = in.scan.is(i, weekday | day_part | clock_after) && in.scan.view(i) != "hours" &&
                    in.scan.view(i) != "sun" && in.scan.view(i) != "sat" &&
                    in.scan.view(i) != "et" && in.scan.view(i) != "pt";
      if (in.scan.is(i, month) && in.scan.tokens[i].capitalised && in.scan.view(i) != "May")
        in.calendar = 1;
      if (in.scan.view(i) == "month" && i > in.span.first && in.scan.view(i - 1) == "this")
        in.calendar = 1;
    }
  }
  return in.calendar == 1;
}

bool worth_keeping(const SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (amount.number.vague || amount.number.scaled) return true;
  if (amount.number.suffix) return false;
  // "v 2", "Q3 2": single letters before
  return !(i > in.span.first && in.scan.tokens[i - 1].kind == TokenKind::word &&
           in.scan.view(i - 1).size() == 1 && in.scan.tokens[i - 1].capitalised &&
           in.scan.view(i - 1) != "I" && in.scan.gap(i - 1) == Gap::space);
}

}  // namespace assay::mentions
