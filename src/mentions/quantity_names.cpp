#include "mentions/quantity_names.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr double highest_name_number = 200;  // of a line that is a name and its number: guess

bool has_verb_shape(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  return view.ends_with("ed") || view.ends_with("ing") || view.ends_with("es") ||
         view.ends_with("ts");
}

bool inner_capital(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  for (std::size_t k = 1; k < view.size(); ++k) {
    if (ascii::is_upper(view[k])) return true;
  }
  return false;
}

// How a sentence is written: most longer words capitalised, as in a headline; plainly; or too
// short to tell.
enum Case { unclear, headline_case, plain_case };

Case case_of(SentenceState& in) {
  if (in.title_case < 0) {
    int capital = 0, all = 0;
    for (std::size_t i = in.span.first; i < in.span.last && all < 40; ++i) {
      if (in.scan.number(i) || in.scan.tokens[i].range.size() < 4) continue;
      ++all;
      capital += in.scan.tokens[i].capitalised;
    }
    in.title_case = all >= 3 && capital * 10 >= all * 7 ? headline_case
                    : all - capital >= 2                ? plain_case
                                                        : unclear;
  }
  return static_cast<Case>(in.title_case);
}

bool title_case(SentenceState& in) { return case_of(in) == headline_case; }

// "An Eight-Week Plan", "the Thirty Years War", "a 25-Foot Measuring Tape": a number inside a name
// with its unit.
bool named_with_unit(SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!amount.unit || amount.number.scaled || i == in.span.first || amount.number.last != i ||
      amount.last == i || in.scan.tokens[i].all_caps || in.scan.gap(i - 1) != Gap::space ||
      amount.currency_before)
    return false;
  if (amount.number.spelled && !in.scan.tokens[i].capitalised) return false;
  constexpr std::size_t least_letters = 4;  // "45 Min", "5 Kg" are amounts
  const Token& unit = in.scan.tokens[amount.last];
  if (!amount.number.spelled && (unit.all_caps || unit.range.size() < least_letters)) return false;
  return in.has(amount.last + 1) && unit.capitalised &&
         in.scan.tokens[amount.last + 1].capitalised && in.scan.gap(amount.last) == Gap::space &&
         (amount.number.spelled ? !title_case(in) : case_of(in) == plain_case);
}

// "the Volt 276 offers features", "the Go 15 makes it": the word in -s behind a name and its number
// is a verb where another noun phrase opens behind it.
bool verb_behind(const SentenceState& in, const Number& number) {
  const std::size_t j = number.last + 1;
  if (!in.has(j + 1) || in.scan.gap(number.last) != Gap::space || in.scan.gap(j) != Gap::space ||
      in.scan.view(j).back() != 's' || in.scan.is(j, plural | function) ||
      in.scan.tokens[j].capitalised || in.scan.number(j + 1))
    return false;
  return in.scan.is(j + 1, article | determiner | pronoun) ||
         (in.plural_noun(j + 1) && !in.scan.is(j + 1, plural)) ||
         in.scan.view(j + 1).ends_with("ly");
}

// "the Universal Audio Volt 276": two words of a name run up to three and more digits without a
// separator. A name behind "in" or "since" may just stand before a count: "in New York 300 homes".
bool chained(SentenceState& in, std::size_t i) {
  if (!only_digits(in.scan.view(i)) || in.scan.view(i).size() < 3 || title_case(in)) return false;
  std::size_t k = i;
  while (k > in.span.first && in.scan.tokens[k - 1].capitalised &&
         in.scan.tokens[k - 1].kind == TokenKind::word && in.scan.gap(k - 1) == Gap::space &&
         !in.scan.is(k - 1, function))
    --k;
  if (i - k < 2 || k == in.span.first) return false;
  return in.scan.is(k - 1, article | determiner) || in.scan.gap(k - 1) == Gap::other;
}

// A proper name runs up to the number: Boeing 737, Windows 10, FTSE 100, Channel 5.
bool name_before(SentenceState& in, std::size_t i, const Number& number) {
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
    for (std::size_t k = 1; k < view.size(); ++k) inner |= ascii::is_upper(view[k]);
    return inner && previous.kind == TokenKind::word &&
           (!followed_by_count(in, number) || verb_behind(in, number));
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
  if (followed_by_count(in, number) && !verb_behind(in, number) && !chained(in, i) &&
      (number.value >= 100 || number.spelled || i - 1 == in.span.first))
    return false;
  const bool sentence_start = i - 1 == in.span.first;
  if (sentence_start && number.value <= highest_name_number && !has_verb_shape(in, i - 1)) {
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

// "Big Four", "Formula One", "the Six Nations": spelled and capitalised inside a sentence.
bool capital_name(SentenceState& in, const Amount& amount) {
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
  return capital_after || in.scan.tokens[i - 1].capitalised || in.scan.reads(i - 1, "the");
}

}  // namespace

// A plural noun stands behind, so the number counts it.
bool followed_by_count(const SentenceState& in, const Number& number) {
  std::size_t j = number.last + 1;
  for (int n = 0; n < 3 && in.has(j); ++n, ++j) {
    if (in.scan.gap(j - 1) != Gap::space) return false;
    if (in.scan.is(j, function) || in.scan.number(j)) return false;
    if (in.plural_noun(j)) return !in.scan.tokens[j].capitalised || in.scan.is(j, plural);
    if (in.scan.tokens[j].capitalised) return false;
  }
  return false;
}

namespace {

template <std::size_t N>
std::array<std::uint64_t, N> hashes_of(const std::string_view (&words)[N]) {
  std::array<std::uint64_t, N> hashes{};
  std::ranges::transform(words, hashes.begin(), word_hash);
  return hashes;
}

}  // namespace

// "3850 17th Street", "815 Hyde St", "17 Orchard Rise", "CA 94109": a house number or a postal
// code.
bool address(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first, next = number.last + 1;
  const bool name_follows = in.has(next) && in.scan.gap(next - 1) == Gap::space &&
                            (in.scan.tokens[next].capitalised || in.scan.number(next));
  if (!name_follows && (i == in.span.first || !in.scan.tokens[i - 1].all_caps)) return false;
  if (number.scaled || number.value != std::floor(number.value)) return false;
  if (i > in.span.first && in.scan.tokens[i - 1].all_caps && in.scan.view(i - 1).size() == 2 &&
      number.value >= 10000 && number.value < 100000 && in.scan.view(i).size() == 5) {
    return true;
  }
  // Words that name other things too: only where the name ends with them.
  static const auto ends =
      hashes_of({"rise", "close", "crescent", "grove", "mews", "row", "gardens", "quay", "hill"});
  // "3325 15 St.": a house number stands before that of the street
  const bool behind_house =
      i > in.span.first && in.scan.number(i - 1) && in.scan.gap(i - 1) == Gap::space;
  for (std::size_t j = number.last + 1; in.has(j) && j <= number.last + 4; ++j) {
    if (in.scan.gap(j - 1) != Gap::space) return false;
    if (!in.scan.tokens[j].capitalised && !in.scan.number(j)) return false;
    if ((j > number.last + 1 || behind_house) && in.scan.noted(j, street)) return true;
    if (j > number.last + 1 && std::ranges::find(ends, in.scan.tokens[j].hash) != ends.end() &&
        (!in.has(j + 1) || in.scan.gap(j) == Gap::other || in.scan.is(j + 1, function)))
      return true;
  }
  return false;
}

namespace {

// Does the sentence hold no word, as a row of cells that nothing labels?
bool only_numbers(const SentenceState& in) {
  constexpr std::size_t most = 40;  // tokens looked at
  for (std::size_t j = in.span.first; j < in.span.last && j < in.span.first + most; ++j) {
    if (!in.scan.number(j)) return false;
  }
  return true;
}

// "(285, 574, 384, ...)": whole numbers in a row that goes on.
bool sequence(const SentenceState& in, const Number& number) {
  constexpr std::size_t reach = 60, least_commas = 2;  // bytes and commas
  const std::string_view text = in.scan.text;
  const auto of_row = [](char c) { return ascii::is_digit(c) || c == ',' || c == ' '; };
  std::size_t begin = number.range.begin, end = number.range.end, commas = 0;
  while (begin > 0 && number.range.begin - begin < reach && of_row(text[begin - 1])) {
    --begin;
    commas += text[begin] == ',';
  }
  while (end < text.size() && end - number.range.end < reach && of_row(text[end])) {
    commas += text[end] == ',';
    ++end;
  }
  const std::string_view rest = text.substr(end);
  return commas >= least_commas && (rest.starts_with("...") || rest.starts_with("\u2026"));
}

}  // namespace

namespace {

// "P < ", "n=", "p value \u2264": one letter, or "value" behind one, and a sign of comparison.
bool is_compared_statistic(const SentenceState& in, const Number& number) {
  constexpr std::uint32_t longest = 6;  // bytes of sign and spaces
  const std::size_t i = number.first;
  if (i == in.span.first) return false;
  const std::uint32_t end = in.scan.tokens[i - 1].range.end;
  if (number.range.begin - end > longest) return false;
  const std::string_view gap = in.scan.text.substr(end, number.range.begin - end);
  if (gap.find_first_of("<>=") == gap.npos && gap.find("\u2264") == gap.npos &&
      gap.find("\u2265") == gap.npos)
    return false;
  const auto letter = [&](std::size_t k) {
    return in.scan.tokens[k].kind == TokenKind::word && in.scan.tokens[k].range.size() == 1;
  };
  return letter(i - 1) || (i > in.span.first + 1 && in.scan.reads(i - 1, "value") && letter(i - 2));
}

}  // namespace

// Runs of digits that nobody writes to state an amount: seven and more without a separator, five
// and more decimals, digits beside an arithmetic sign, a chain of digit groups.
bool code(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (number.scaled || number.fraction || number.multiple || number.last != i) return false;
  const char before = in.scan.before(number.range.begin), after = in.scan.at(number.range.end);
  const char second = number.range.begin > 1 ? in.scan.text[number.range.begin - 2] : ' ';
  const char behind = in.scan.at(number.range.end + 1);
  const std::string_view view = in.scan.view(i);
  // Most numbers: a few digits between two words.
  constexpr std::size_t shortest = 5;  // bytes of what is a code by itself
  const bool between_words =
      before == ' ' && ascii::is_letter(second) && after == ' ' && ascii::is_letter(behind);
  if (between_words && view.size() < shortest && i > in.span.first && !in.scan.number(i - 1) &&
      !(in.has(i + 1) && in.scan.number(i + 1)))
    return false;
  if (before == '*' || before == '=' || before == '^' || after == '*' || after == '=' ||
      after == '^' || after == '_')
    return true;
  // "P<.05", "n>30": compared with a letter
  if ((before == '<' || before == '>') && number.range.begin >= 2) {
    const char sign = in.scan.text[number.range.begin - 2];
    if (ascii::is_letter(sign)) return true;
  }
  // "P < .05", "P = 0.03", "p value \u2264 .05": how sure a result is
  if ((number.value < 1 || before == '.') && is_compared_statistic(in, number)) return true;
  // "n * 0.01", "1 = 0"
  const std::string_view lead = in.scan.text.substr(0, number.range.begin);
  const std::string_view rest = in.scan.text.substr(number.range.end, 3);
  if (lead.ends_with(" * ") || rest == " * " || rest == " = ") return true;
  // "total > 1000": an identifier compared
  if ((lead.ends_with(" > ") || lead.ends_with(" < ")) && i > in.span.first &&
      in.scan.tokens[i - 1].kind == TokenKind::word && !in.scan.tokens[i - 1].capitalised &&
      in.scan.tokens[i - 1].range.end + 3 == number.range.begin)
    return true;
  // "RS/6000", "HTTP/1.1"
  if (i > in.span.first && in.scan.gap(i - 1) == Gap::slash && in.scan.tokens[i - 1].all_caps)
    return true;
  // "cost = 0.01"
  if (lead.ends_with(" = ") && i > in.span.first && !in.scan.number(i - 1) &&
      !in.scan.is(i - 1, unit_word))
    return true;
  constexpr std::size_t longest_amount = 16;  // digits of a run that is no code by itself
  const bool alone =
      in.scan.document.tokens.size() == 1 && in.scan.view(i).size() <= longest_amount;
  if (alone || followed_by_count(in, number)) return false;
  if (only_digits(view) && view.size() >= 7 && number.value != 1e7 && number.value != 1e8 &&
      number.value != 1e9 && std::fmod(number.value, 1e5) != 0)
    return true;
  // five or six digits that count nothing: writers set a comma in amounts
  if (only_digits(view) && view.size() >= 5 && std::fmod(number.value, 100) != 0 &&
      i > in.span.first && !in.scan.is(i - 1, direction_up | direction_down | bound_last))
    return true;
  if (sequence(in, number)) return true;
  const std::size_t point = view.find('.');
  if (point != view.npos && view.size() - point > 5) return true;
  // "12 38 4129", a row without commas: digits on both sides, each one space away
  const auto joined = [&](std::size_t k) {
    return k >= in.span.first && in.has(k + 1) && in.scan.number(k) && in.scan.number(k + 1) &&
           (in.scan.gap(k) == Gap::space ||
            (in.scan.at(in.scan.tokens[k].range.end) == '\t' && only_numbers(in)));
  };
  const int left =
      i > in.span.first && joined(i - 1) ? 1 + (i > in.span.first + 1 && joined(i - 2)) : 0;
  const int right = joined(i) ? 1 + joined(i + 1) : 0;
  return left + right >= 2;
}

namespace {

// "100F", "258V": letters that could be a unit behind the digits of a model.
bool lettered(const SentenceState& in, const Number& number) {
  return !number.spelled && number.suffix == 1 && number.last == number.first &&
         in.scan.tokens[number.first].range.size() >= 3 &&
         ascii::is_upper(in.scan.text[number.range.end - 1]);
}

// Is the word before written as only product names are: "KQi", "iPhone", "X2D"?
bool camel_case(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  bool lower = false, inner = false, digit = false;
  for (std::size_t k = 0; k < view.size(); ++k) {
    lower |= ascii::is_lower(view[k]);
    inner |= k > 0 && ascii::is_upper(view[k]);
    digit |= k > 0 && ascii::is_digit(view[k]);
  }
  return in.scan.tokens[i].kind == TokenKind::word && ((lower && inner) || digit);
}

// "Tarrow 7B": how many billions of parameters a model has is part of its name.
bool parameters(const SentenceState& in, const Number& number) {
  constexpr std::size_t longest = 5;
  const std::size_t i = number.first;
  const std::string_view view = in.scan.view(i);
  if (!number.scaled || number.spelled || number.last != i || view.back() != 'B' ||
      view.size() > longest ||
      (in.scan.gap(i - 1) != Gap::space && in.scan.gap(i - 1) != Gap::hyphen))
    return false;
  const bool name = in.name_end == i ||
                    (in.scan.tokens[i - 1].capitalised && !in.scan.is(i - 1, function | month));
  return name && (!followed_by_count(in, number) || verb_behind(in, number));
}

// May the number come back alone: "the 3060", "a 100F"? Round ones may be counts.
bool telling(const SentenceState& in, const Number& number) {
  const std::string_view view = in.scan.view(number.first);
  if (number.spelled || number.last != number.first || view.size() < 3) return false;
  return !only_digits(view) || std::fmod(number.value, 100) != 0;
}

// "Pages", not "Class" or "Series"
bool several(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  return view.ends_with('s') && !view.ends_with("ss") && !view.ends_with("ies");
}

bool names(SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  if (named_with_unit(in, amount)) return true;
  const bool bare = !amount.unit;
  if (i > in.span.first) {
    const bool weak_unit = bare || in.lexicon.units()[amount.unit].kind == QuantityKind::score ||
                           (number.suffix == 1 && number.unit && number.value < 10);
    if (weak_unit && !number.scaled && !number.fraction && !number.vague &&
        name_before(in, i, number))
      return true;
    // "Ultra 7 258V", "Aspire 3 15": more of the name behind its first number
    const auto more = [&] {
      return lettered(in, number) ||
             (bare && only_digits(in.scan.view(i)) && number.last == i && !number.scaled);
    };
    if (in.name_end == i && in.scan.gap(i - 1) == Gap::space && more() &&
        !followed_by_count(in, number) && !(in.has(i + 1) && in.scan.gap(i) == Gap::hyphen))
      return true;
    if (lettered(in, number) && !number.scaled && in.scan.gap(i - 1) == Gap::space &&
        camel_case(in, i - 1))
      return true;
    // "the 365 Lantern Project"
    const bool before_name = bare && !number.scaled && number.last == i && in.has(i + 1) &&
                             in.scan.gap(i) == Gap::space && in.scan.tokens[i + 1].capitalised;
    if (before_name && in.scan.is(i - 1, article | determiner) && in.scan.view(i).size() >= 3 &&
        only_digits(in.scan.view(i)) && !in.plural_noun(i + 1) && !followed_by_count(in, number) &&
        case_of(in) == plain_case)
      return true;
    if (bare && number.scaled && parameters(in, number)) return true;
    // "the 800 Series dishwasher"
    if (before_name && in.scan.is(i + 1, label) && !in.scan.tokens[i + 1].all_caps &&
        only_digits(in.scan.view(i)) && !several(in, i + 1) && case_of(in) == plain_case)
      return true;
    // "your 1099s": forms and models, not seconds
    if (number.suffix == 1 && number.value >= 1000 && in.scan.view(i).back() == 's') return true;
    // "the 67s": who wears the number, not seconds
    if (number.suffix == 1 && in.scan.view(i).back() == 's' && in.scan.reads(i - 1, "the"))
      return true;
  }
  return number.spelled && bare && capital_name(in, amount);
}

}  // namespace

bool part_of_name(SentenceState& in, const Amount& amount) {
  constexpr std::size_t most_kept = 32;
  const Number& number = amount.number;
  const std::uint64_t hash = in.scan.tokens[number.first].hash;
  const bool open = !amount.unit || lettered(in, number);
  if (names(in, amount)) {
    in.name_end = number.last + 1;
    if (open && telling(in, number) && in.named_numbers.size() < most_kept &&
        std::ranges::find(in.named_numbers, hash) == in.named_numbers.end())
      in.named_numbers.push_back(hash);
    return true;
  }
  return open && !number.spelled && !number.scaled && !in.named_numbers.empty() &&
         !amount.currency_before && !followed_by_count(in, number) && telling(in, number) &&
         std::ranges::find(in.named_numbers, hash) != in.named_numbers.end();
}

namespace {

// May a byte be the sign of a program? Prose has few of them.
constexpr auto may_be_code = [] {
  std::array<bool, 256> bytes{};
  for (const unsigned char c : {'{', '}', '=', '-', ':', '(', ';', '_', '<', '/'}) bytes[c] = true;
  return bytes;
}();

// The next such byte at or behind `at`; the text's size: none.
std::size_t next_sign(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  const auto is = [](__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    // ':', ';', '<' and '=' follow one another; '-' and '/' differ in one bit.
    const __m128i row = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(':' - 1)),
                                      _mm_cmplt_epi8(bytes, _mm_set1_epi8('=' + 1)));
    const __m128i slash_hyphen = is(_mm_or_si128(bytes, _mm_set1_epi8('-' ^ '/')), '/');
    const __m128i brackets = _mm_or_si128(is(bytes, '{'), is(bytes, '}'));
    const __m128i others = _mm_or_si128(is(bytes, '('), is(bytes, '_'));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(row, slash_hyphen), _mm_or_si128(brackets, others))));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while (at < text.size() && !may_be_code[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Is text[k] the sign of a program: "{", "==", "->", "call("?
bool is_code(std::string_view text, std::size_t k) {
  const auto letter = ascii::is_letter;
  const char c = text[k], next = k + 1 < text.size() ? text[k + 1] : '\n';
  const char last = k > 0 ? text[k - 1] : ' ';
  switch (c) {
    case '{':
    case '}':
      return true;
    case '=':
      return next == '=' || next == '>' || next == '"' || next == '\'' || last == '!';
    case '-':
      return next == '>';
    case ':':
      return next == ':' ||
             (next == ' ' && k + 2 < text.size() && (text[k + 2] == '"' || text[k + 2] == '\''));
    case '(':
      return letter(last) && (next == ')' || next == '"' || next == '\'' || letter(next));
    case ';':
      return last == ')' || next == '\n';
    case '_':
      return letter(last) && letter(next);
    case '<':
      return next == '/';
    case '/':
      return next == '>' || (next == '/' && last == ' ');
    default:
      return false;
  }
}

}  // namespace

bool program_text(SentenceState& in) {
  if (in.program_text >= 0) return in.program_text == 1;
  constexpr std::size_t longest = 600;  // bytes looked at
  constexpr std::size_t least = 3;      // signs; and one in so many bytes: guesses
  constexpr std::size_t spread = 30;
  const Range sentence = in.scan.document.sentences[in.sentence].text;
  const std::string_view text =
      in.scan.text.substr(sentence.begin, std::min<std::size_t>(sentence.size(), longest));
  std::size_t signs = 0;
  for (std::size_t k = next_sign(text, 0); k < text.size(); k = next_sign(text, k + 1))
    signs += is_code(text, k);
  in.program_text = signs >= least && signs * spread >= text.size();
  return in.program_text == 1;
}

}  // namespace assay::mentions
