#include "scorers/figure_shape.h"
#include <algorithm>
#include <cmath>
#include <string>

#include "text/ascii.h"

namespace assay::figures {
namespace {

std::size_t feature_of(QuantityKind kind) {
  switch (kind) {
    case QuantityKind::money:
      return index_of<"money">();
    case QuantityKind::percent:
      return index_of<"percent">();
    case QuantityKind::count:
      return index_of<"count">();
    case QuantityKind::measure:
      return index_of<"measure">();
    case QuantityKind::rate:
      return index_of<"rate">();
    case QuantityKind::fraction:
      return index_of<"fraction">();
    case QuantityKind::multiple:
      return index_of<"multiple">();
    case QuantityKind::duration:
      return index_of<"duration">();
    case QuantityKind::age:
      return index_of<"age">();
    case QuantityKind::score:
      return index_of<"score">();
    case QuantityKind::number:
      break;
  }
  return index_of<"number">();
}

void bound_features(const Quantity& q, FigureFeatures& x) {
  switch (q.bound) {
    case Bound::over:
    case Bound::under:
    case Bound::at_least:
      return set<"bounded">(x);
    case Bound::up_to:
      return set<"up_to">(x);
    case Bound::about:
      return set<"about">(x);
    case Bound::range:
      return set<"range">(x);
    case Bound::exact:
      return;
  }
}

void value_features(const Document& document, const Quantity& q, FigureFeatures& x) {
  const double value = std::abs(q.value);
  const bool whole = value == std::floor(value);
  if (value <= 12 && whole) set<"small">(x);
  if (value >= 1000) set<"thousands">(x);
  if (value >= 1e6) set<"large">(x);
  if (!whole) set<"decimal">(x);
  if (q.kind == QuantityKind::count && value <= 12) set<"small_count">(x);
  if (q.kind == QuantityKind::money && value < 1000) set<"small_money">(x);
  if (q.kind == QuantityKind::money && value >= 1e6) set<"large_money">(x);
  if (q.kind == QuantityKind::percent && q.value == 100) set<"hundred_percent">(x);
  if (!is_spelled(document, q)) return;
  set<"spelled">(x);
  if (value >= 100 && document.view(q.number).ends_with("s")) set<"vague_number">(x);
}

// What the noun says that is counted.
void noun_features(const Quantity& q, const FigureWords& words, FigureFeatures& x) {
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::measure &&
      q.kind != QuantityKind::number)
    return;
  const std::string_view unit = q.unit;
  const std::string_view head = unit.substr(unit.find_last_of(' ') + 1);  // npos + 1: all of it
  const std::uint32_t classes = words.of(word_hash(head));
  if (classes & is_instruction) set<"instruction_noun">(x);
  if (classes & is_people) set<"people_noun">(x);
  if (q.kind == QuantityKind::measure && words.is(word_hash(unit), is_device_unit))
    set<"device_unit">(x);
}

// "3D", "XL5": a short run with capitals.
bool is_code_like(std::string_view number) {
  return number.size() < 4 && std::ranges::any_of(number, ascii::is_upper);
}

// The words that touch the number.
void neighbour_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x) {
  const Quantity& q = at.quantity;
  const std::span<const Token> tokens = at.tokens();
  const auto own = tokens.begin() + static_cast<std::ptrdiff_t>(at.first_token());
  if (own != tokens.begin() && q.text.begin - std::prev(own)->range.end <= 1) {
    const auto before = std::prev(own);
    if (before != tokens.begin() && before->capitalised && !at.context.title_case)
      set<"name_before">(x);
    const std::uint32_t classes = before->all_caps ? 0 : words.of(before->hash);
    if (classes & is_ranking) set<"top_before">(x);
    // "a 900 square foot house", "a $20 note"
    const bool indefinite = (classes & is_the) && before->range.size() == 1;
    if (indefinite && q.kind != QuantityKind::percent && at.document.text[before->range.end] == ' ')
      set<"attributive">(x);
    if ((classes & is_definite) && at.document.text[before->range.end] == ' ') set<"after_the">(x);
  }
  const auto after = tokens.begin() + static_cast<std::ptrdiff_t>(at.behind_number());
  if (after != tokens.end() && after->range.begin <= q.number.end + 1 && after->capitalised &&
      !at.context.title_case)
    set<"capital_after">(x);
}

// "1,000 m / 40 hours x 120 hours = 3,000 m"
bool in_equation(const PlacedFigure& at) {
  constexpr std::uint32_t reach = 24;  // bytes on each side
  if (!at.context.signs.equals) return false;
  const Range text = at.sentence.text;
  const std::uint32_t begin = std::max(text.begin, at.begin() - std::min(at.begin(), reach));
  const std::uint32_t end = std::min(text.end, at.end() + reach);
  return begin < end && at.document.view({begin, end}).find('=') != std::string_view::npos;
}

void sign_features(const PlacedFigure& at, FigureFeatures& x) {
  const std::string_view text = at.document.text;
  const auto sign = [&](std::uint32_t offset) { return offset < text.size() ? text[offset] : ' '; };
  const Quantity& q = at.quantity;
  if (at.begin() > 0 && sign(at.begin() - 1) == '(') set<"parenthesis">(x);
  if (sign(at.end()) == ':') set<"colon_after">(x);
  if (sign(q.number.end) == '-' && at.end() > q.number.end + 1) set<"modifier">(x);
  if (behind_label(at)) set<"colon_before">(x);
  if (in_equation(at)) set<"equation">(x);
  if (at.context.label_line) set<"label_line">(x);
}

}  // namespace

bool is_spelled(const Document& document, const Quantity& q) {
  const std::string_view number = document.view(q.number);
  return number.empty() || !ascii::is_digit(number[0]);
}

bool is_article_scale(const Document& document, const Quantity& q, const FigureWords& words) {
  if (q.kind == QuantityKind::money || q.bound != Bound::exact || !is_spelled(document, q))
    return false;
  if (q.value != 100 && q.value != 1000 && q.value != 1e6) return false;
  const std::string_view number = document.view(q.number);
  const std::size_t blank = number.find(' ');
  return blank != number.npos && words.is(word_hash(number.substr(0, blank)), is_the);
}

// "a billion-dollar company", "a million bucks": a scale without a number of it.
bool is_scale_alone(const Document& document, const Quantity& q, const FigureWords& words) {
  constexpr double least = 1e6;
  if (q.kind != QuantityKind::money || q.bound != Bound::exact || q.value < least) return false;
  if (!is_spelled(document, q)) return false;
  const std::string_view number = document.view(q.number);
  const std::size_t blank = number.find(' ');
  return blank == number.npos || (words.is(word_hash(number.substr(0, blank)), is_the) &&
                                  number.find(' ', blank + 1) == number.npos);
}

bool is_indefinite(const Document& document, const Quantity& q) {
  constexpr double least = 12;  // a dozen
  return q.bound == Bound::exact && std::abs(q.value) >= least &&
         document.view(q.number).ends_with('s') && is_spelled(document, q);
}

bool is_never_checkable(const Document& document, const Quantity& q) {
  // The limit of the writer's own counting is a guess; a higher one behind "the" lost checkable
  // figures of figures-labelled (development part).
  constexpr double few = 3;
  const bool counted_by_writer = q.kind == QuantityKind::count && q.bound == Bound::exact &&
                                 q.value <= few && q.value == std::floor(q.value) &&
                                 is_spelled(document, q);
  constexpr std::uint32_t longest_score = 7;  // bytes
  return q.kind == QuantityKind::duration || q.kind == QuantityKind::age || counted_by_writer ||
         (q.kind == QuantityKind::score && q.unit == "point" && q.text.size() <= longest_score);
}

bool is_habit_of_many(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::duration || q.unit.find('/') == q.unit.npos ||
      !at.context.has(is_average | is_people) ||
      at.context.has(is_you | is_i | is_we | is_if | is_advice))
    return false;
  const std::span<const Token> tokens = at.tokens();
  return words.is(tokens.front().hash, is_people) || at.context.has(is_average);
}

bool behind_label(const PlacedFigure& at) {
  constexpr std::uint32_t longest = 24;  // bytes from the colon to the figure
  if (!at.context.signs.colon) return false;
  const std::string_view lead = at.lead();
  return lead.substr(lead.size() - std::min<std::size_t>(lead.size(), longest)).find(':') !=
         lead.npos;
}

std::uint64_t label_of(const PlacedFigure& at) {
  if (!at.context.label_line || !behind_label(at)) return 0;
  const std::string_view line = at.document.view(at.block.text);
  const std::size_t colon = line.find(':');
  return word_hash(line.substr(0, colon));
}

bool ends_line(const PlacedFigure& at) {
  constexpr std::size_t most_words = 2;
  const std::span<const Token> tokens = at.document.tokens_of(at.block);
  return tokens.size() <= most_words ||
         tokens[tokens.size() - 1 - most_words].range.begin < at.end();
}

void kind_features(const Document& document, const Quantity& q, const FigureWords& words,
                   FigureFeatures& x) {
  x[feature_of(q.kind)] = 1;
  if (q.unit.find('/') != q.unit.npos) set<"rate">(x);
  if (q.direction != Direction::none) set<"direction">(x);
  bound_features(q, x);
  value_features(document, q, x);
  noun_features(q, words, x);
  if (is_article_scale(document, q, words)) set<"article_scale">(x);
  if (is_scale_alone(document, q, words)) set<"scale_alone">(x);
  if (is_code_like(document.view(q.number))) set<"code_like">(x);
}

void shape_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x) {
  neighbour_features(at, words, x);
  sign_features(at, x);
  constexpr std::uint32_t opening_sign = 2;  // bytes: a quotation mark or bracket
  const bool starts_block = at.begin() <= at.block.text.begin + opening_sign;
  const bool ends_block = at.end() + 1 >= at.block.text.end;
  if (at.begin() <= at.sentence.text.begin + opening_sign) set<"starts_sentence">(x);
  if (starts_block) set<"starts_block">(x);
  if (ends_block) set<"ends_block">(x);
  if (starts_block && ends_block) set<"alone">(x);
}

}  // namespace assay::figures
