#include "scorers/figure_nothing.h"
#include <algorithm>
#include <cmath>

#include "scorers/figure_shape.h"
#include "scorers/figure_use.h"
#include "text/ascii.h"

namespace assay::figures {
namespace {

constexpr std::size_t reach = 24;  // words that are looked at on each side of a figure: guess

// "Reserve 50 % of your income", "Keep it under 50 characters": a verb without a subject, and
// nothing but joints between it and the figure. A comma or colon ends the order: "Sleep: 40 % of".
bool is_ordered(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest = 5;  // words from the verb to the figure: guess
  if (at.quantity.kind == QuantityKind::money || !at.context.serves(is_order)) return false;
  std::span<const Token> lead = at.words_before(reach);
  for (std::size_t k = lead.size() - std::min(lead.size(), longest); k + 1 < lead.size(); ++k) {
    if (at.sign(lead[k].range.end) == ':') lead = lead.subspan(k + 1), k = 0;
  }
  if (lead.empty() || lead.size() > longest || !lead.front().capitalised) return false;
  if (!words.serves(lead.front().hash, is_order)) return false;
  return std::ranges::all_of(lead, [&](const Token& token) {
    const bool joint = &token == &lead.front() || words.serves(token.hash, is_order_joint);
    return joint && at.sign(token.range.end) == ' ';
  });
}

// "Can the system serve 1,000 users?" Shares are none: "Can 40 % of riders be wrong?", nor what is
// known: "the 1,000 users".
bool is_asked(const PlacedFigure& at, const FigureWords& words) {
  const QuantityKind kind = at.quantity.kind;
  if (kind == QuantityKind::percent || kind == QuantityKind::fraction) return false;
  if (!is_question(at.document, at.sentence) || !words.open_question(at.tokens())) return false;
  const std::span<const Token> lead = at.words_before(reach);
  return !words.any_serve(lead, is_subordinator) &&
         (lead.empty() || !words.is(lead.back().hash, is_definite));
}

// "Here are 10 of the figures": how long the list is that follows.
bool is_announced(const PlacedFigure& at) {
  constexpr double longest = 100;  // of a list: guess
  const QuantityKind kind = at.quantity.kind;
  return (kind == QuantityKind::count || kind == QuantityKind::number) &&
         at.quantity.value <= longest && (at.lead() == "Here are " || at.lead() == "Here are the ");
}

// "the best 60 ideas", "the top 10 makers": how long a list is. Shares are none: "the top 1 %".
bool is_list_length(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::number) return false;
  if (!at.context.serves(is_rank)) return false;
  const std::span<const Token> lead = at.words_before(reach);
  return !lead.empty() && words.serves(lead.back().hash, is_rank) &&
         at.begin() - lead.back().range.end <= 1;
}

// "doi:10.5555/abc.20", "doi: 10.5555/abc": a part of an identifier.
bool is_in_doi(const PlacedFigure& at) {
  constexpr std::size_t longest = 80;  // bytes that are looked at
  std::string_view lead = at.lead();
  lead.remove_prefix(lead.size() - std::min(lead.size(), longest));
  std::string_view run = lead.substr(lead.find_last_of(' ') + 1);  // npos + 1: all of it
  if (run.empty() || run.starts_with("10.")) {
    lead.remove_suffix(run.size());
    while (lead.ends_with(' ')) lead.remove_suffix(1);
    if (!lead.ends_with(':')) return false;  // most of them
    run = lead.substr(lead.find_last_of(' ') + 1);
    return lower(run).ends_with("doi:");
  }
  if (run.find_first_of(":/") == run.npos) return false;
  const std::string small = lower(run);
  return small.starts_with("doi:") || small.find("doi.org/") != small.npos;
}

// "the 5000/200 series", "f/2.8", "the 40-series", "When 1492 came".
bool is_in_name(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::number && q.kind != QuantityKind::count) return false;
  const std::uint32_t begin = q.number.begin, end = q.number.end;
  const bool behind_slash = begin > 2 && at.sign(begin - 1) == '/';
  const char last = behind_slash ? at.sign(begin - 2) : ' ';
  const bool letter = ascii::is_lower(last) && at.sign(begin - 3) == ' ';  // "f/2.8"
  const char next = at.sign(end), second = at.sign(end + 1);
  if (letter || ascii::is_upper(last) || (next == '/' && ascii::is_upper(second))) return true;
  if (is_in_doi(at)) return true;
  // "3,500/10,000 residents" is no name: two numbers need a word of kinds behind them.
  const bool pair = (next == '/' && ascii::is_digit(second)) || ascii::is_digit(last);
  if ((next != '-' && !pair) || !at.context.serves(is_format)) return false;
  constexpr std::size_t near = 2;  // "/200 series"
  const std::span<const Token> behind = at.words_behind_number(reach);
  return words.any_serve(behind.first(std::min(pair ? near : 1, behind.size())), is_format);
}

bool is_bracketed(const PlacedFigure& at) {
  const Range number = at.quantity.number;
  return number.begin > 1 && at.sign(number.begin - 1) == '(' && at.sign(number.end) == ')';
}

// "arrests in Port Vell (88) and Mara Bay (64)": does a preposition of places stand before the name
// that ends before `bracket`, or before the first of its row?
bool is_row_of_places(const PlacedFigure& at, const Mentions& mentions, std::size_t name) {
  for (std::size_t n = name + 1; n-- > 0;) {
    const std::uint32_t begin = mentions.names[n].text.begin;
    if (begin <= at.sentence.text.begin) return false;
    const std::string_view lead = at.document.view({at.sentence.text.begin, begin});
    if (lead.ends_with("in ") || lead.ends_with("In ") || lead.ends_with("at ") ||
        lead.ends_with("At ") || lead.ends_with("near "))
      return true;
    if (!lead.ends_with("), ") && !lead.ends_with(") and ") && !lead.ends_with("), and "))
      return false;
  }
  return false;
}

// "Mara Lind (41)": how old somebody is. "The top scorers are Mara Lind (41)" counts.
bool is_age(const PlacedFigure& at, const Mentions& mentions) {
  constexpr double youngest = 2, oldest = 110;
  const double value = at.quantity.value;
  const std::uint32_t bracket = at.quantity.number.begin - 1;
  if (value < youngest || value > oldest || value != std::floor(value)) return false;
  const auto behind = std::ranges::partition_point(
      mentions.names, [&](const Name& name) { return name.text.end < bracket; });
  if (behind == mentions.names.begin() || std::prev(behind)->text.end + 1 != bracket ||
      std::prev(behind)->kind != NameKind::person || at.context.serves(is_rank))
    return false;
  return !is_row_of_places(at, mentions,
                           static_cast<std::size_t>(std::prev(behind) - mentions.names.begin()));
}

// "17 (1) An order may", "14. (1) Where": the number of a section, first of its clause and before
// that of its first paragraph. "Sold 4,200 (1) in May" has a note.
bool opens_section(const PlacedFigure& at) {
  constexpr double most = 500;  // sections: guess
  if (at.quantity.value > most || at.begin() != at.quantity.number.begin) return false;
  const std::string_view lead = at.lead();
  if (!lead.empty() && !lead.ends_with(". ") && !lead.ends_with("; ") && !lead.ends_with("ection "))
    return false;
  constexpr std::size_t longest = 7;  // bytes: ". ( 1 )"
  std::string_view rest =
      std::string_view(at.document.text).substr(at.quantity.number.end, longest);
  const auto skip = [&](char c) {
    const bool found = rest.starts_with(c);
    if (found) rest.remove_prefix(1);
    return found;
  };
  skip('.');
  if (!skip(' ') || !skip('(')) return false;
  const bool spaced = skip(' ');
  return skip('1') && (!spaced || skip(' ')) && skip(')');
}

// "(5) For the purposes", "; ( 2 ) it is": the number of a paragraph, first of its clause.
bool opens_paragraph(const PlacedFigure& at) {
  constexpr double most = 40;  // paragraphs: guess
  const Quantity& q = at.quantity;
  if (q.value < 1 || q.value > most || q.value != std::floor(q.value)) return false;
  std::uint32_t begin = q.number.begin, end = q.number.end;
  const bool spaced = begin > 1 && at.sign(begin - 1) == ' ' && at.sign(end) == ' ';
  if (spaced) --begin, ++end;
  if (begin == 0 || at.sign(begin - 1) != '(' || at.sign(end) != ')') return false;
  --begin;
  if (begin == at.sentence.text.begin) return true;
  char before = begin > 1 ? at.sign(begin - 2) : ' ';
  if (at.sign(begin - 1) == ' ' && (before == ';' || before == '.')) return true;
  const char next = at.sign(end + 2);
  // "section 2 ( 4 ) above", "Escalator (5) For"
  if (spaced && (ascii::is_digit(before) || before == ')')) return true;
  return at.sign(end + 1) == ' ' && (ascii::is_upper(next) || (spaced && next == '('));
}

// Does a line above or below end with a number in brackets too: "Old Town (641)"?
bool is_beside_counts(const PlacedFigure& at) {
  const std::span<const Block> blocks = at.document.blocks;
  const auto counts = [&](std::size_t b) {
    if (b >= blocks.size()) return false;
    const std::string_view line = at.document.view(blocks[b].text);
    return line.size() > 1 && line.ends_with(')') && ascii::is_digit(line[line.size() - 2]);
  };
  const std::size_t own = at.sentence.block;
  return counts(own + 1) || (own > 0 && counts(own - 1));
}

// "s1(1)(a)", "regulation 12(6)": the paragraph of a law. "Mara Lind (41)": an age. "Screenshots
// (88)": how long the list is that the line opens.
bool is_mark_in_brackets(const PlacedFigure& at, const Mentions& mentions) {
  constexpr std::uint32_t longest_line = 6;  // words: guess
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::number && q.kind != QuantityKind::count) return false;
  if (is_spelled(at.document, q)) return false;
  if (opens_section(at) || opens_paragraph(at)) return true;
  if (!is_bracketed(at)) return false;
  const char before = at.sign(q.number.begin - 2);
  if (ascii::is_digit(before) || before == ')') return true;
  if (before != ' ') return false;
  if (is_age(at, mentions)) return true;
  return q.number.end + 1 == at.block.text.end && at.block.sentence_count == 1 &&
         at.block.token_count <= longest_line && !at.context.in_table &&
         !at.context.serves(is_casualty) && !is_beside_counts(at);
}

// "Dusk is defined as 30 to 90 lumens": only joints between them, and not "families
// defined as poor, 40 % of the town".
bool is_defined(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest = 5;  // words: "is by definition a"
  const std::span<const Token> lead = at.words_before(longest);
  for (std::size_t k = 0; k < lead.size(); ++k) {
    const std::size_t size = words.define(lead, k);
    if (size == 0) continue;
    return std::ranges::all_of(lead.subspan(k + size - 1), [&](const Token& token) {
      const bool joint = token.range.end <= lead[k + size - 1].range.end ||
                         words.serves(token.hash, is_order_joint);
      return joint && at.sign(token.range.end) == ' ';
    });
  }
  return false;
}

// "Run 3 miles" in the cell of a timetable or training plan.
bool is_ordered_in_cell(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest = 8;  // words
  const QuantityKind kind = at.quantity.kind;
  if (kind != QuantityKind::measure && kind != QuantityKind::count) return false;
  if (!at.context.in_table || !at.context.serves(is_order)) return false;
  const std::string_view lead = at.lead();
  const std::size_t tab = lead.find_last_of('\t') + 1;  // npos + 1: all of it
  const std::uint32_t cell = at.begin() - static_cast<std::uint32_t>(lead.size() - tab);
  const std::span<const Token> before = at.words_before(longest);
  const auto first =
      std::ranges::find_if(before, [&](const Token& token) { return token.range.begin >= cell; });
  return first != before.end() && first->range.begin == cell && first->capitalised &&
         words.serves(first->hash, is_order);
}

}  // namespace

bool states_nothing(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words) {
  if (is_in_name(at, words) || is_mark_in_brackets(at, mentions) || is_announced(at) ||
      is_defined(at, words))
    return true;
  if (!is_ordered(at, words) && !is_ordered_in_cell(at, words) && !is_asked(at, words) &&
      !is_list_length(at, words))
    return false;
  return !is_substance(at, words);
}

}  // namespace assay::figures
