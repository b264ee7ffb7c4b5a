#include "mentions/quantity_marks.h"
#include <algorithm>
#include <array>
#include <cmath>

#include "mentions/quantity_names.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr double longest_list_mark = 200;  // "201." at a line's start is no list item: guess

bool open_bracket(const SentenceState& in, std::uint32_t at) {
  const Range sentence = in.scan.document.sentences[in.sentence].text;
  const std::uint32_t stop = std::max(sentence.begin, at > 120 ? at - 120 : 0);
  for (std::uint32_t k = at; k > stop; --k) {
    if (in.scan.text[k - 1] == '(') return true;
    if (in.scan.text[k - 1] == ')') return false;
  }
  return false;
}

// A label that always names: "type 2 drugs" are no two drugs, "number 5 people" may be.
bool names_always(const SentenceState& in, std::size_t i) {
  return (in.scan.words[i]->traits & naming_label) != 0;
}

// "in a week two healthy worms swim", "book 12-18 months ahead": the word that could be a label is
// none, for something is counted or measured behind the number.
bool counts_behind_label(const SentenceState& in, const Number& number) {
  std::size_t last = number.last;
  if (!in.has(last + 1)) return false;
  if ((in.scan.gap(last) == Gap::hyphen || in.scan.gap(last) == Gap::dash) &&
      in.scan.number(last + 1) && in.has(last + 2) && in.scan.gap(last + 1) == Gap::space)
    return in.scan.is(last + 2, unit_word);
  return in.scan.gap(last) == Gap::space &&
         (in.plural_noun(last + 1) || (number.spelled && followed_by_count(in, number)));
}

// "2.1 Getting there": the number of a section opens its heading.
bool section_number(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  const Block& block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block];
  if (block.first_token != i || block.token_count < 2) return false;
  const std::string_view view = in.scan.view(i);
  const std::size_t dot = view.find('.');
  const std::uint32_t end = number.range.end;
  const bool closed = in.scan.at(end) == '.' && in.scan.at(end + 1) == ' ';
  return dot != view.npos && dot <= 2 && view.size() - dot <= 3 && number.value < 40 &&
         (closed || (in.has(i + 1) && in.scan.gap(i) == Gap::space)) &&
         in.scan.tokens[i + 1].capitalised;
}

// "... the harbour.14,15 Others": the marks of several notes, read as one number or the first of
// them.
bool note_marks(const SentenceState& in, const Number& number) {
  constexpr std::uint32_t longest_mark = 2, longest = 24;  // digits, bytes
  const std::uint32_t begin = number.range.begin;
  if (begin < 2 || in.scan.text[begin - 1] != '.' || number.last != number.first ||
      !(ascii::is_lower(in.scan.text[begin - 2]) || in.scan.text[begin - 2] == ')'))
    return false;
  std::uint32_t at = begin, digits = 0;
  bool several = false;
  for (; at < begin + longest; ++at) {
    const char c = in.scan.at(at);
    if (ascii::is_digit(c)) {
      if (++digits > longest_mark) return false;
    } else if ((c == ',' || c == '-') && digits > 0) {
      several = true;
      digits = 0;
    } else {
      break;
    }
  }
  const char after = in.scan.at(at);
  return several && digits > 0 &&
         (after == '\n' || (after == ' ' && !ascii::is_lower(in.scan.at(at + 1))));
}

// "... services.1", "(2)." behind a sentence, "MBA '16": a note or a short year.
bool note_mark(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  const std::string_view view = in.scan.view(i);
  if (note_marks(in, number)) return true;
  if (!only_digits(view) || view.size() > 3 || number.range.begin < 2) return false;
  const char before = in.scan.text[number.range.begin - 1],
             second = in.scan.text[number.range.begin - 2];
  const char after = in.scan.at(number.range.end);
  const bool letter = ascii::is_letter(second) || second == ')';
  if ((before == '.' || before == ',' || before == ';' || before == '?' || before == '!') &&
      letter && (after == ' ' || after == '\n'))
    return true;
  // "... of their capital. 1": all that stands behind a paragraph's last sentence
  const Block& block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block];
  if (in.span.last == in.span.first + 1 && i > block.first_token &&
      number.range.end + 1 >= block.text.end && before == ' ' && second != ':')
    return true;
  const std::string_view lead = in.scan.text.substr(0, number.range.begin);
  // "the JCDCG'98"
  if (view.size() == 2 && in.scan.tokens[i - (i > 0)].range.end < number.range.begin &&
      (lead.ends_with("\u2018") || lead.ends_with("\u2019") || lead.ends_with('\'')) &&
      i > in.span.first && in.scan.tokens[i - 1].all_caps &&
      number.range.begin - in.scan.tokens[i - 1].range.end <= 3)
    return true;
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
bool citation(const SentenceState& in, const Number& number) {
  const std::string_view view = in.scan.view(number.first);
  if (number.last != number.first || !only_digits(view)) return false;
  const std::uint32_t begin = number.range.begin, end = number.range.end;
  const char before = in.scan.before(begin), after = in.scan.at(end);
  const char second = begin > 1 ? in.scan.text[begin - 2] : ' ';
  const auto digit = ascii::is_digit;
  if (before == ' ' && second == '#') return true;  // "(model # 2988)"
  if (view.size() <= 3 && (before == '[' || (before == ' ' && second == '[')) &&
      (after == ']' || (after == ' ' && in.scan.at(end + 1) == ']')))
    return true;
  if (before == ';' && (after == '(' || after == ':')) return true;
  // "Harbour Sci 2031; 375: 19-32": the volume, then the pages
  const bool behind_digit = before == ' ' && begin > 2 && digit(in.scan.text[begin - 3]);
  if (behind_digit && second == ';' && after == ':') return true;
  if (behind_digit && second == ':' && after == '-' && digit(in.scan.at(end + 1))) {
    std::uint32_t at = begin - 3;
    while (at > 0 && digit(in.scan.text[at - 1])) --at;
    if (in.scan.text.substr(0, at).ends_with("; ")) return true;
  }
  if (before == ':' && (digit(second) || second == ')') &&
      (after == '-' || in.scan.text.substr(end).starts_with("\u2013")))
    return true;
  if (before == '(' && after == ')' && begin > 3) {  // "\u2605\u2605\u2605(12)": how many rated it
    const std::string_view lead = in.scan.text.substr(begin - 4, 3);
    if (lead == "\u2605" || lead == "\u2606") return true;
  }
  if (before == '(' && digit(second) && after == ')' && in.scan.at(end + 1) == ':') return true;
  if (before == '/' && (second == 'f' || second == 'F') && begin > 2 &&
      (in.scan.text[begin - 3] == ' ' || in.scan.text[begin - 3] == '('))
    return true;
  const std::size_t i = number.first;
  return view.size() == 1 && before == '(' && after == ')' && second == ' ' &&
         in.scan.at(end + 1) == ' ' && i > in.span.first && in.has(i + 1) &&
         in.scan.is(i - 1, function) && !in.scan.tokens[i + 1].capitalised;
}

// "(1) owned a phone, (2) were willing ...": the mark before or behind stands in the same block.
bool enumerated(const SentenceState& in, const Number& number) {
  constexpr double highest = 9;
  constexpr std::uint32_t reach = 600;  // bytes between two marks that are looked at
  const std::size_t i = number.first;
  const std::uint32_t begin = number.range.begin, end = number.range.end;
  if (number.last != i || !only_digits(in.scan.view(i)) || number.value < 1 ||
      number.value > highest || in.scan.before(begin) != '(' || in.scan.at(end) != ')' ||
      in.scan.at(end + 1) != ' ')
    return false;
  const Range block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block].text;
  const auto holds = [&](std::uint32_t from, std::uint32_t to, double value) {
    const std::string mark = "(" + std::to_string(static_cast<int>(value)) + ") ";
    return in.scan.text.substr(from, to - from).find(mark) != std::string_view::npos;
  };
  return (number.value > 1 &&
          holds(begin - std::min(begin - block.begin, reach), begin - 1, number.value - 1)) ||
         holds(end + 1, std::min(block.end, end + reach), number.value + 1);
}

// A small whole number that fills the first cell of a table row, or the one behind the row's
// name: a rank or a serial number.
bool rank_cell(const SentenceState& in, const Number& number) {
  const std::uint32_t end = number.range.end;
  const char after = in.scan.at(end);
  if ((after != ' ' && after != '\t') || number.value > longest_list_mark ||
      number.value != std::floor(number.value))
    return false;
  const Range block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block].text;
  const std::string_view behind = in.scan.text.substr(end, 9);
  const bool tie = behind.starts_with(" (tie)");
  const bool cell_ends = behind.starts_with(" |") || behind.starts_with('\t') || tie;
  if (!cell_ends) return false;
  std::uint32_t begin = number.range.begin;
  std::uint32_t cells = 0, digits = 0;
  constexpr std::uint32_t longest_row = 600;  // bytes before the number that are looked at
  const std::uint32_t from = begin - std::min(begin - block.begin, longest_row);
  for (std::uint32_t k = from; k < begin; ++k) {
    const char c = in.scan.text[k];
    if (c == '\n') cells = digits = 0;
    cells += c == '|' || c == '\t';
    if (cells == 1) digits += ascii::is_digit(c);
  }
  if (cells == 0) return true;
  if (begin < block.begin + 2 || in.scan.text.substr(begin - 2, 2) != "| ") return false;
  return tie || (cells <= 2 && digits == 0);
}

// "weeks 9-12", "from day 4 on", "in months 3 and 4": a stretch of time before the number, and
// nothing that the number could count.
bool numbered_time(const SentenceState& in, const Number& number) {
  constexpr double highest = 60;  // guess
  const std::size_t i = number.first;
  if (i == in.span.first || number.spelled || number.value > highest ||
      in.scan.gap(i - 1) != Gap::space || !only_digits(in.scan.view(i)) ||
      !in.scan.is(i - 1, unit_word) || in.scan.tokens[i - 1].all_caps ||
      in.scan.view(i - 1).size() < 3 ||
      in.lexicon.units()[in.scan.words[i - 1]->unit].kind != QuantityKind::duration)
    return false;
  // "in two weeks 12 were closed", "the last days 20 more came"
  if (i - 1 > in.span.first) {
    const Gap gap = in.scan.gap(i - 2);
    if (gap != Gap::other && (in.scan.number(i - 2) || !in.scan.is(i - 2, function) ||
                              in.scan.is(i - 2, article | determiner | cardinal)))
      return false;
  }
  const std::size_t last = labelled_list_end(in, number.last);
  return !in.has(last + 1) || in.scan.gap(last) == Gap::other ||
         (in.scan.gap(last) == Gap::space && in.scan.is(last + 1, function) &&
          (last > number.last || !in.scan.is(last + 1, finite_auxiliary)));
}

}  // namespace

namespace {

// "11 'The Long Quay'", "2 Harbour Nights": one of several blocks that begin with numbers in a row.
bool numbered_block(const SentenceState& in, const Number& number) {
  constexpr std::uint32_t reach = 12;  // blocks: guess
  const Document& document = in.scan.document;
  const std::uint32_t here = document.sentences[in.sentence].block;
  const auto opens = [&](const Block& block) {
    const std::size_t i = block.first_token;
    return block.token_count > 1 && in.scan.number(i) && only_digits(in.scan.view(i)) &&
           in.scan.view(i).size() <= 3 && in.scan.tokens[i + 1].capitalised &&
           !in.scan.number(i + 1) && !in.scan.is(i + 1, unit_word | scale) &&
           in.scan.gap(i) != Gap::hyphen && in.scan.gap(i) != Gap::glued;
  };
  if (!opens(document.blocks[here])) return false;
  // "7 Top Saving Tips" counts
  constexpr std::size_t noun_phrase = 4;
  for (std::size_t j = number.last + 1; in.has(j) && j <= number.last + noun_phrase; ++j) {
    if (in.scan.is(j, function) || in.scan.gap(j - 1) == Gap::other) break;
    if (in.plural_noun(j)) return false;
  }
  const auto last = static_cast<std::uint32_t>(document.blocks.size());
  for (std::uint32_t b = here - std::min(here, reach); b < std::min(last, here + reach + 1); ++b) {
    if (b == here || !opens(document.blocks[b])) continue;
    const double value = parse_digits(in.scan.view(document.blocks[b].first_token), false).value;
    if (std::abs(value - number.value) == 1) return true;
  }
  return false;
}

}  // namespace

bool list_mark(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  const Sentence& sentence = in.scan.document.sentences[in.sentence];
  const std::uint32_t end = number.range.end;
  const char after = in.scan.at(end);
  const bool first = i == in.span.first;
  if (!first && after != '.' && after != ')') return false;
  if (!only_digits(in.scan.view(i)) || number.leading_point) return false;
  const bool block_start = first && in.scan.document.blocks[sentence.block].first_token == i;
  const std::string_view behind =
      in.scan.text.substr(std::min<std::size_t>(end + 1, in.scan.text.size()));
  const bool space = behind.starts_with(' ') || behind.starts_with("\u00a0");
  if (number.value > longest_list_mark) {  // "302. What did the sailor say?"
    return block_start && after == '.' && space && in.scan.view(i).size() == 3 &&
           i + 1 < in.scan.tokens.size() && in.scan.tokens[i + 1].capitalised;
  }
  if (first && in.span.last == in.span.first + 1 && (after == '.' || after == ')') &&
      in.scan.document.tokens.size() > 1)
    return true;
  if (block_start && (after == '.' || after == ')' || after == ':') && space &&
      in.scan.document.tokens.size() > 1)
    return true;
  if (block_start && numbered_block(in, number)) return true;
  // "1.Kitchens"
  if (block_start && after == '.' && in.has(i + 1) && in.scan.tokens[i + 1].capitalised &&
      in.scan.tokens[i + 1].range.begin == end + 1)
    return true;
  // "in no particular order: 1. Choose ..." that the sentence goes on behind tells it from an end
  if (after == '.' && space && in.has(i + 1) && in.scan.tokens[i + 1].capitalised &&
      (first || in.scan.gap(i - 1) == Gap::other))
    return true;
  if (block_start && in.has(i + 1) && in.scan.gap(i) == Gap::dash && !in.scan.number(i + 1))
    return true;
  if (block_start && !in.has(i + 1) && in.scan.document.blocks.size() > 1) return true;
  const std::uint32_t begin = number.range.begin;
  if (after == ')' && in.scan.before(begin) != '(' && !open_bracket(in, begin)) return true;
  return after == ')' && in.scan.before(begin) == '(' && block_start;
}

// "501(c)4", "501(c)(4)": a part of a law's paragraph
bool paragraph_part(const SentenceState& in, const Number& number) {
  std::string_view lead = in.scan.text.substr(0, number.range.begin);
  if (lead.ends_with('(')) lead.remove_suffix(1);
  return lead.size() > 3 && lead.back() == ')' && lead[lead.size() - 3] == '(' &&
         ascii::is_letter(lead[lead.size() - 2]) && lead[lead.size() - 4] != ' ';
}

bool is_emergency_number(std::string_view digits) {
  if (digits.size() != 3) return false;
  constexpr std::array<std::string_view, 14> numbers = {"000", "101", "110", "111", "112",
                                                        "119", "211", "311", "411", "511",
                                                        "811", "911", "988", "999"};
  return std::ranges::find(numbers, digits) != numbers.end();
}

// "called 911", but "called 120 to strike"
bool called_number(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  return i > in.span.first && number.last == i && in.scan.view(i).size() == 3 &&
         in.scan.spaced(i - 1) &&
         in.scan.reads_any(i - 1, "call", "calls", "called", "calling", "dial", "dialed", "dialled",
                           "dialing") &&
         is_emergency_number(in.scan.view(i)) && !followed_by_count(in, number);
}

// May the byte before a number make it a mark? Before most stands a space.
constexpr auto may_mark = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t c = 0; c < bytes.size(); ++c) bytes[c] = c >= 0x80;
  for (const unsigned char c : {'.', ',', ';', ':', '?', '!', '(', ')', '[', '/', '\''})
    bytes[c] = true;
  return bytes;
}();

bool reference_mark(const SentenceState& in, const Number& number) {
  const std::uint32_t begin = number.range.begin;
  const char before = in.scan.before(begin), second = begin > 1 ? in.scan.text[begin - 2] : ' ';
  const bool alone = in.span.last == in.span.first + 1;
  const bool marked =
      may_mark[static_cast<unsigned char>(before)] ||
      (before == ' ' && (second == '#' || second == '[' || second == ';' || second == ':')) ||
      alone;
  if (marked && (paragraph_part(in, number) || note_mark(in, number) || citation(in, number) ||
                 enumerated(in, number)))
    return true;
  return called_number(in, number) || rank_cell(in, number) ||
         (number.first == in.span.first && section_number(in, number));
}

bool labelled(const SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  if (i == in.span.first || i <= in.consumed || number.scaled || number.fraction || number.vague)
    return false;
  const bool lettered = number.suffix == 1 && number.unit;  // "Suite 28A", "size 2T"
  if (amount.unit && !lettered) return false;
  if (numbered_time(in, number)) return true;
  // "p. 140"
  const std::uint32_t begin = in.scan.tokens[i - 1].range.begin;
  if (in.scan.reads(i - 1, "p") && number.range.begin == begin + 3 &&
      in.scan.at(begin + 1) == '.' && in.scan.at(begin + 2) == ' ')
    return true;
  if (!in.scan.is(i - 1, label)) return false;
  const Token& previous = in.scan.tokens[i - 1];
  const std::string_view between =
      in.scan.text.substr(previous.range.end, number.range.begin - previous.range.end);
  const Gap gap = in.scan.gap(i - 1);
  if (gap != Gap::space && gap != Gap::hyphen && between != ". " && between != "." &&
      between != " #")
    return false;
  return names_always(in, i - 1) || number.simple_year || previous.capitalised ||
         !counts_behind_label(in, number);
}

std::size_t labelled_list_end(const SentenceState& in, std::size_t last) {
  constexpr int most = 12;
  for (int n = 0; n < most && in.has(last + 1); ++n) {
    std::size_t j = last + 1;
    const std::string_view between =
        in.scan.text.substr(in.scan.tokens[last].range.end,
                            in.scan.tokens[j].range.begin - in.scan.tokens[last].range.end);
    if (between == " " && in.has(j + 1) && in.scan.gap(j) == Gap::space) {
      const std::string_view joint = in.scan.view(j);
      if (joint != "to" && joint != "and" && joint != "or" && joint != "through") break;
      ++j;
    } else if (between != ", " && in.scan.gap(last) != Gap::hyphen &&
               in.scan.gap(last) != Gap::dash) {
      break;
    }
    constexpr std::size_t longest = 3;  // digits of the next number
    const bool word = between == " " && !in.scan.number(j) && in.scan.is(j, cardinal);
    const bool digits = in.scan.number(j) && only_digits(in.scan.view(j)) &&
                        in.scan.view(j).size() <= longest &&
                        !may_be_sign(in.scan.at(in.scan.tokens[j].range.end));
    if (!word && !digits) break;
    if (in.has(j + 1) && (in.scan.gap(j) == Gap::space || in.scan.gap(j) == Gap::hyphen) &&
        (in.scan.is(j + 1, unit_word | scale) || in.plural_noun(j + 1)))
      break;
    last = j;
  }
  return last;
}

}  // namespace assay::mentions
