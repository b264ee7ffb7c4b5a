#include "mentions/quantity_ignored.h"
#include <algorithm>
#include <cmath>

#include "mentions/quantity_marks.h"
#include "mentions/quantity_names.h"
#include "text/ascii.h"

namespace assay::mentions {

static bool rejected_multiple(SentenceState& in, const Amount& amount);
static bool rejected_half(const SentenceState& in, const Amount& amount);
static bool rejected_one(const SentenceState& in, const Amount& amount);
static bool pronoun_like(const SentenceState& in, const Number& number);
static bool quoted_alone(const SentenceState& in, const Amount& amount);
static bool marked_name(const SentenceState& in, const Number& number);
static bool behind_marked_name(const SentenceState& in, const Number& number);
static bool behind_initials(const SentenceState& in, const Number& number);
static bool behind_time(const SentenceState& in, const Number& number);
static bool escaped(const SentenceState& in, const Number& number);
static bool spaced_clause(const SentenceState& in, const Number& number);
static bool one_of_series(const SentenceState& in, const Number& number);
static bool substance_mark(const SentenceState& in, const Amount& amount);
static bool confidence_level(const SentenceState& in, const Amount& amount);
static bool said_twice(const SentenceState& in, const Amount& amount);
static bool version(const SentenceState& in, const Number& number);
static bool numbered(const SentenceState& in, const Number& number);
static bool dotted_ordinal(const SentenceState& in, const Number& number);
static bool tail_of_word(const SentenceState& in, const Number& number);
static bool hyphen_chain(const SentenceState& in, const Number& number);
static bool age_group(const SentenceState& in, const Number& number);
static bool rule_of_thumb(const SentenceState& in, const Amount& amount);
static bool calendar(SentenceState& in);

bool rejected(SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  const bool bare = !amount.unit;
  const std::uint32_t begin = number.range.begin;
  const std::uint32_t end = number.range.end;
  // The bytes beside it settle most of what is asked below.
  const char before = in.scan.before(begin), after = in.scan.at(end);
  const char second = begin > 1 ? in.scan.text[begin - 2] : ' ';
  const auto is_foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (number.suffix && !amount.unit && !number.scaled) return true;
  if (after == '(') {
    const char clause =
        ascii::lower_ascii(in.scan.at(end + 1));  // "501(c)": the paragraph of a law
    if (clause == 'k' || clause == 'c' || clause == 'b') return true;
  }
  if ((after == ' ' && spaced_clause(in, number)) || one_of_series(in, number) ||
      substance_mark(in, amount) || confidence_level(in, amount))
    return true;
  if ((before == '"' || is_foreign(before)) && quoted_alone(in, amount)) return true;
  if (is_foreign(after) && marked_name(in, number)) return true;
  if (before == '%' && escaped(in, number)) return true;
  if (number.vague && said_twice(in, amount)) return true;
  if (rule_of_thumb(in, amount)) return true;
  if (in.scan.noted(i, opens_idiom) && idiom_end(in, number)) return true;
  if (!number.spelled && program_text(in)) return true;
  if (number.bare_scale && !amount.unit) {
    // "million" without a number counts nothing, "hundred dollars" and "a few hundred" do.
    if (!(i > in.span.first && (in.scan.reads_any(i - 1, "several", "few", "couple")))) return true;
  }
  // "a multi-trillion dollar market": nobody says how many
  if (number.bare_scale && i > in.span.first && in.scan.gap(i - 1) == Gap::hyphen &&
      in.scan.reads_any(i - 1, "multi", "Multi"))
    return true;
  if (number.multiple) return rejected_multiple(in, amount);
  if (number.fraction && number.spelled && number.value == 0.5 && rejected_half(in, amount))
    return true;
  if (number.value == 0 && number.spelled && bare) return true;
  // "two Monday later", as said in haste
  if (bare && in.has(number.last + 2) && in.scan.gap(number.last) == Gap::space &&
      in.scan.is(number.last + 1, weekday) && in.scan.is(number.last + 2, relative_after))
    return true;
  if (number.value == 1 && number.spelled && !number.scaled && in.scan.view(i).size() == 3)
    return rejected_one(in, amount);
  if (bare && !number.spelled) {
    if (number.last == i && list_mark(in, number)) return true;
    if (address(in, number) || code(in, number) || reference_mark(in, number)) return true;
    if (version(in, number) || (after == '.' && dotted_ordinal(in, number))) return true;
    if ((is_foreign(before) || (before == ' ' && is_foreign(second))) &&
        (numbered(in, number) || behind_marked_name(in, number)))
      return true;
    if (second == '.' && behind_initials(in, number)) return true;
    if (i > in.span.first && in.scan.number(i - 1) && behind_time(in, number)) return true;
  }
  if (bare && (hyphen_chain(in, number) || tail_of_word(in, number) || age_group(in, number) ||
               pronoun_like(in, number)))
    return true;
  if (i > in.span.first) {
    // "(x - 1)": a formula
    const std::uint32_t previous = in.scan.tokens[i - 1].range.end;
    const std::string_view between = in.scan.text.substr(previous, begin - previous);
    if (bare && in.scan.view(i - 1).size() == 1 && (between == " - " || between == " + "))
      return true;
  }
  if (labelled(in, amount) || part_of_name(in, amount)) return true;
  // "two-way", "one-stop": idioms
  if (bare && in.has(number.last + 1) && in.scan.gap(number.last) == Gap::hyphen &&
      (in.scan.is(number.last + 1, compound | article) ||
       (number.spelled && in.scan.view(number.last + 1).ends_with("ed"))) &&
      number.value < 13) {
    return true;
  }
  // "a 32-bit system": a kind, no amount
  if (in.has(number.last + 1) && in.scan.gap(number.last) == Gap::hyphen &&
      (in.scan.reads_any(number.last + 1, "bit", "Bit")))
    return true;
  // "737-800", "ISO 9001-2": digits behind a hyphen with a capital letter or a name before
  return bare && !number.spelled && in.has(number.last + 1) &&
         in.scan.gap(number.last) == Gap::hyphen && in.scan.tokens[number.last + 1].all_caps;
}

// "501 ( c ) ( 3 )": the paragraph of a law in a text whose signs stand apart.
static bool spaced_clause(const SentenceState& in, const Number& number) {
  const std::string_view rest = in.scan.text.substr(number.range.end, 6);
  return rest.size() == 6 && rest.starts_with(" ( ") && ascii::is_letter(rest[3]) &&
         rest.ends_with(" )");
}

// "the yield was high (4b)": a letter that looks like billions, of what a paper has numbered.
static bool substance_mark(const SentenceState& in, const Amount& amount) {
  constexpr double most = 100;  // of them: guess
  const Number& number = amount.number;
  if (amount.unit || number.spelled || !number.scaled || number.last != number.first ||
      number.unscaled >= most)
    return false;
  const std::string_view lead = in.scan.text.substr(0, number.range.begin);
  const std::string_view rest = in.scan.text.substr(number.range.end, 2);
  return ((lead.ends_with('(') && rest.starts_with(')')) ||
          (lead.ends_with("( ") && rest == " )")) &&
         number.range.size() > 1 && ascii::is_lower(in.scan.text[number.range.end - 1]) &&
         ascii::is_digit(in.scan.text[number.range.end - 2]);
}

// "(1/4, 2/4,) 3/4, 4/4": the numbers of a series, beside the next or the one before.
static bool one_of_series(const SentenceState& in, const Number& number) {
  constexpr std::uint32_t longest = 8;  // bytes: "12/120, "
  if (!number.fraction || number.spelled) return false;
  const std::string_view view =
      in.scan.text.substr(number.range.begin, number.range.end - number.range.begin);
  const std::size_t slash = view.find('/');
  if (slash == view.npos || !only_digits(view.substr(0, slash))) return false;
  const double part = parse_digits(view.substr(0, slash), false).value;
  const std::string whole(view.substr(slash));
  const auto beside = [&](double other) { return std::to_string(static_cast<int>(other)) + whole; };
  const std::uint32_t from = number.range.begin - std::min(number.range.begin, longest);
  return in.scan.text.substr(from, number.range.begin - from).ends_with(beside(part - 1) + ", ") ||
         in.scan.text.substr(number.range.end, longest).starts_with(", " + beside(part + 1));
}

// "95% CI", "a 95 percent confidence interval": how sure a figure is.
static bool confidence_level(const SentenceState& in, const Amount& amount) {
  const std::size_t next = amount.last + 1;
  if (!amount.unit || in.lexicon.units()[amount.unit].kind != QuantityKind::percent ||
      !in.has(next) || in.scan.tokens[next].range.begin != amount.range.end + 1)
    return false;
  if (in.scan.reads_any(next, "CI", "CIs")) return true;
  return in.scan.reads_any(next, "confidence", "Confidence", "credible") && in.has(next + 1) &&
         (in.scan.reads_any(next + 1, "interval", "intervals", "level", "Interval") ||
          in.scan.reads(next + 1, "limits"));
}

// "between the two.", "divided in two:": it stands for those it counts. "dime-a-dozen": a word.
static bool pronoun_like(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (!number.spelled || i == in.span.first) return false;
  if (in.scan.is(i, article)) return in.scan.gap(i - 1) == Gap::hyphen;
  if (number.scaled || number.fraction || number.vague || number.last != i) return false;
  constexpr std::string_view stops = ".,;:!?)";
  const bool ends = !in.has(i + 1) || stops.find(in.scan.at(number.range.end)) != stops.npos;
  return ends && in.scan.gap(i - 1) == Gap::space && in.scan.reads_any(i - 1, "the", "in");
}

// "type "0" first", "counts "one"": a number that is spoken of stands in quotation marks of its
// own.
static bool quoted_alone(const SentenceState& in, const Amount& amount) {
  if (amount.unit) return false;
  const std::string_view lead = in.scan.text.substr(0, amount.number.range.begin);
  const std::string_view rest = in.scan.text.substr(amount.number.range.end);
  return (lead.ends_with('"') && rest.starts_with('"')) ||
         (lead.ends_with("\u201c") && rest.starts_with("\u201d"));
}

// "Tarrow 24\u2122": the sign marks a name.
static bool marked_name(const SentenceState& in, const Number& number) {
  const std::string_view rest = in.scan.text.substr(number.range.end);
  return rest.starts_with("\u2122") || rest.starts_with("\u00ae");
}

// "Tarrow\u2122 24": what follows such a name is of it, unless it counts something.
static bool behind_marked_name(const SentenceState& in, const Number& number) {
  constexpr std::uint32_t sign_and_space = 3;  // bytes, of the shorter sign
  const std::string_view lead = in.scan.text.substr(0, number.range.begin);
  if (lead.size() < sign_and_space || static_cast<unsigned char>(lead[lead.size() - 2]) < 0x80)
    return false;
  return (lead.ends_with("\u2122 ") || lead.ends_with("\u00ae ")) && !followed_by_count(in, number);
}

// "Ostrow January 11, 2025, 3:00am 3": the number of a post, behind its time and the last of the
// line.
static bool behind_time(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (i == in.span.first || in.consumed != i) return false;
  const Block& block = in.scan.document.blocks[in.scan.document.sentences[in.sentence].block];
  if (number.range.end != block.text.end || !in.scan.number(i - 1) ||
      !only_digits(in.scan.view(i)) || !in.scan.spaced(i - 1))
    return false;
  const std::string_view before = in.scan.view(i - 1);
  return before.ends_with("am") || before.ends_with("pm") ||
         in.scan.before(in.scan.tokens[i - 1].range.begin) == ':';
}

// "harbour%20report%20final": the number of a sign in an address.
static bool escaped(const SentenceState& in, const Number& number) {
  const std::uint32_t begin = number.range.begin;
  return begin > 1 && in.scan.text[begin - 1] == '%' && !number.spelled &&
         in.scan.text[begin - 2] != ' ' && in.scan.text[begin - 2] != '\n';
}

// "thousands and thousands of jobs", "thousands/millions": the second one counts them.
static bool said_twice(const SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  std::size_t next = number.last + 1;
  if (amount.unit || !in.has(next)) return false;
  if (in.scan.spaced(number.last) && in.scan.reads_any(next, "and", "upon", "or") &&
      in.scan.spaced(next)) {
    ++next;
  } else if (in.scan.gap(number.last) != Gap::slash) {
    return false;
  }
  return in.has(next) && in.scan.is(next, vague_count | scale) && in.scan.view(next).ends_with('s');
}

// "the first half", "in half", "half brothers": no part of an amount.
static bool rejected_half(const SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  const std::size_t i = number.first;
  if (i > in.span.first && !amount.unit &&
      (in.scan.is(i - 1, ordinal | determiner) ||
       in.scan.reads_any(i - 1, "in", "latter", "better")))
    return true;
  const bool next =
      in.has(number.last + 1) && in.scan.gap(number.last) == Gap::space &&
      (in.scan.reads(number.last + 1, "of") || in.scan.is(number.last + 1, article | determiner) ||
       in.scan.reads(number.last + 1, "the"));
  const bool led = i > in.span.first && in.scan.is(i - 1, bound_last);
  const bool article_half = in.scan.is(i, article);  // "(fell by) a half"
  return !next && !led && !amount.unit && !article_half;
}

// "since 3.4", "prior to 3.2": nothing dates from an amount.
static bool version(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (i == in.span.first || number.value == std::floor(number.value)) return false;
  const std::string_view word = in.scan.view(i - 1);
  return in.scan.gap(i - 1) == Gap::space &&
         (word == "since" || word == "Since" ||
          (word == "to" && i > in.span.first + 1 && in.scan.reads(i - 2, "prior")));
}

// "\u00a7 12", "n\u00b0 58": a sign says that the number is a name.
static bool numbered(const SentenceState& in, const Number& number) {
  constexpr std::string_view signs[] = {"\u00a7",  "\u2116",  "n\u00b0",  "N\u00b0",
                                        "n\u00ba", "N\u00ba", "n.\u00ba", "N.\u00ba"};
  std::string_view before = in.scan.text.substr(0, number.range.begin);
  if (before.ends_with(' ')) before.remove_suffix(1);
  // The signs and the other blanks are not ASCII; what stands before most numbers is.
  if (before.empty() || static_cast<unsigned char>(before.back()) < 0x80) return false;
  for (const std::string_view blank : {"\u00a0", "\u202f"}) {
    if (before.ends_with(blank)) before.remove_suffix(blank.size());
  }
  return std::ranges::any_of(signs, [&](std::string_view sign) { return before.ends_with(sign); });
}

// "H.R. 2990": a bill behind its initials. "In the U.S. 300 boats sank" counts.
static bool behind_initials(const SentenceState& in, const Number& number) {
  constexpr double least = 100;
  const std::uint32_t begin = number.range.begin;
  if (begin < 5 || number.value < least || in.scan.text[begin - 1] != ' ' ||
      in.scan.text[begin - 2] != '.')
    return false;
  // "In Halm, D.C. 400 were held", "In L.A. 3,000 fled"
  const std::size_t next = number.last + 1;
  if (!only_digits(in.scan.view(number.first)) || (in.has(next) && in.scan.spaced(number.last) &&
                                                   in.scan.reads_any(next, "were", "are", "have")))
    return false;
  const std::string_view initials = in.scan.text.substr(begin - 5, 3);
  return initials[1] == '.' && ascii::is_upper(initials[0]) && ascii::is_upper(initials[2]) &&
         initials[0] != 'U' && (begin < 6 || in.scan.text[begin - 6] == ' ') &&
         !followed_by_count(in, number);
}

// "die 27. Messe": German writes ordinals with a stop, which ends no sentence. A splitter may think
// so; then the article before tells.
static bool dotted_ordinal(const SentenceState& in, const Number& number) {
  const std::size_t next = number.last + 1;
  if (in.scan.at(number.range.end) != '.' || in.scan.at(number.range.end + 1) != ' ' ||
      in.scan.document.language.code != "de" || number.last != number.first ||
      !only_digits(in.scan.view(number.first)) || next >= in.scan.tokens.size()) {
    return false;
  }
  const bool led = number.first > in.span.first && in.scan.is(number.first - 1, determiner);
  return in.has(next) || (led && in.scan.tokens[next].capitalised);
}

// "the under-12 team", "an under-21 final": a class, and no amount of anything.
static bool age_group(const SentenceState& in, const Number& number) {
  constexpr double oldest = 30;  // "an under-50 share" may be one: guess
  const std::size_t i = number.first;
  return i > in.span.first && in.scan.gap(i - 1) == Gap::hyphen && number.value <= oldest &&
         in.scan.reads_any(i - 1, "under", "Under", "U") && in.has(number.last + 1) &&
         in.scan.spaced(number.last) && !in.scan.is(number.last + 1, function | unit_word);
}

// "the back-nine", "a high-five": a word that ends with the number.
static bool tail_of_word(const SentenceState& in, const Number& number) {
  const std::size_t i = number.first;
  if (!number.spelled || number.scaled || number.last != i || number.fraction || number.vague ||
      i == in.span.first || in.scan.gap(i - 1) != Gap::hyphen || in.scan.number(i - 1))
    return false;
  const bool ends = !in.has(i + 1) || in.scan.gap(i) == Gap::other || in.scan.is(i + 1, function);
  return ends && in.scan.tokens[i - 1].kind == TokenKind::word &&
         !in.scan.is(i - 1, function | cardinal | bound_last | unit_word);
}

static bool rejected_multiple(SentenceState& in, const Amount& amount) {
  const std::size_t i = amount.number.first;
  if (!amount.number.spelled) {
    // "size 3X", "Ryzen 5800X", "3x"
    if (i > in.span.first && in.scan.is(i - 1, label)) return true;
    const bool capital = in.scan.view(i).back() == 'X';
    return (amount.number.value >= 100 && capital) || (capital && part_of_name(in, amount));
  }
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
  // "one-to-one", "one-on-one"
  if (in.scan.gap(i) == Gap::hyphen && in.has(i + 2) && in.scan.gap(i + 1) == Gap::hyphen &&
      in.scan.tokens[i + 2].hash == in.scan.tokens[i].hash)
    return true;
  // "one to two years", "one or two", "one-to-seven days"
  if ((next == "or" || next == "to") && in.has(i + 2) && in.scan.is(i + 2, cardinal)) return false;
  if (in.options.newsquant) return false;
  if (in.scan.gap(amount.number.last) != Gap::space) return true;
  const bool stressed = i > in.span.first && (in.scan.reads_any(i - 1, "only", "just") ||
                                              in.scan.reads_any(i - 1, "least", "than", "nearly"));
  if (stressed && !in.scan.is(amount.number.last + 1, function)) return false;
  return !(next == "person" || next == "people" || next == "death" || next == "case");
}

// "the 70% rule", "the 50/30/20 rule", "the 90-degree rule"
static bool rule_of_thumb(const SentenceState& in, const Amount& amount) {
  constexpr std::size_t longest = 3;
  std::size_t j = std::max(amount.last, amount.number.last) + 1;
  for (std::size_t k = 0; k < longest && in.has(j) && in.scan.number(j); ++k, ++j) {
    const Gap gap = in.scan.gap(j - 1);
    if (gap != Gap::slash && gap != Gap::hyphen && gap != Gap::dash) return false;
  }
  if (!in.has(j) || !in.scan.reads_any(j, "rule", "Rule")) return false;
  const std::string_view between = in.scan.between(j - 1);
  constexpr std::size_t longest_joint = 5;  // bytes: "% ", a closing quotation mark and a blank
  return between.size() <= longest_joint && between.find(' ') != between.npos &&
         between.find_first_of(".,;:") == between.npos;
}

std::size_t idiom_end(const SentenceState& in, const Number& number) {
  if (!in.scan.noted(number.first, opens_idiom)) return 0;
  std::uint64_t hash = 0;
  for (std::size_t j = number.first; in.has(j) && j < number.first + Lexicon::max_phrase_words;
       ++j) {
    hash = extend_phrase(hash, in.scan.tokens[j].hash);
    const Phrase* phrase = j > number.first ? in.lexicon.phrase(hash) : nullptr;
    if (phrase && phrase->kind == PhraseKind::idiom) return j;
  }
  return 0;
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
      (!in.scan.reads(i + 1, "in") || in.scan.view(i + 2) == "1") &&
      !(in.has(i + 3) && in.scan.gap(i + 2) == Gap::hyphen && in.scan.is(i + 3, unit_word)))
    return !in.scan.reads(i + 1, "to") || number.value < 10;
  const std::size_t j = number.first;
  return j >= in.span.first + 2 && in.scan.gap(j - 1) == Gap::hyphen && joint(j - 1) &&
         in.scan.gap(j - 2) == Gap::hyphen &&
         (!in.scan.reads(j - 1, "in") || in.scan.view(j) == "1") &&
         (in.scan.number(j - 2) || in.scan.is(j - 2, cardinal));
}

std::size_t spelled_year(const SentenceState& in, const Amount& amount) {
  const Number& number = amount.number;
  if (!number.spelled || amount.unit || number.fraction || number.vague) return 0;
  const std::size_t next = number.last + 1;
  const std::string_view decade = in.has(next) ? in.scan.view(next) : std::string_view();
  if (((number.value >= 15 && number.value <= 21) || number.value == 2) &&
      number.first > in.span.first && in.scan.reads(number.first - 1, "the") &&
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
      in.scan.is(next, month) && in.scan.tokens[next].capitalised &&
      !in.scan.reads_any(next, "May", "March"))
    return next;
  // "Year two hundred and sixty seven"
  if (number.value >= 100 && number.value <= 2100 && number.first > in.span.first &&
      !in.has(next) && (in.scan.reads_any(number.first - 1, "year", "Year")))
    return next;
  // "from two thousand until two thousand and fourteen"
  if (number.value == 2000 && number.first > in.span.first && in.has(next) &&
      in.scan.reads(number.first - 1, "from") && (in.scan.reads_any(next, "until", "till")))
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
  if (i == in.span.first || !in.scan.is(i - 1, relative_before) || in.scan.reads(i - 1, "in"))
    return 0;
  std::size_t last = amount.number.last;
  if (!amount.number.fraction) {
    if (!in.has(last + 1) || in.scan.gap(last) != Gap::space) return 0;
    ++last;
  }
  return in.scan.reads(last, "quarters") ? last + 1 : 0;
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
  if (range && top <= 24 && (lead == "open" || lead == "Open")) return true;  // "(open 10-17, ...)"
  if (lead == "at" && top <= 24 && !range && (end || calendar(in))) return true;
  if (lead == "on" && top <= 31 && !range) return true;
  // "from 9 for two hours"
  if (lead == "from" && top <= 24 && !range && in.has(last + 2) && in.scan.reads(last + 1, "for") &&
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
  if (top <= 31 && in.has(last + 3) && in.scan.reads(last + 1, "of") &&
      (in.scan.reads_any(last + 2, "next", "this", "last")) && in.scan.reads(last + 3, "month"))
    return true;
  if (!calendar(in)) return false;
  if (top > 31) {
    // "730-930" beside a weekday
    return range && (lead == "at" || lead == "between" || lead == "from");
  }
  if (range && top <= 24 && in.has(last + 1) &&
      (in.scan.is(last + 1, day_part | weekday | relative_before) || in.scan.reads(last + 1, "of")))
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
      in.calendar = in.scan.is(i, weekday | day_part | clock_after) &&
                    !in.scan.reads_any(i, "hours", "sun") &&
                    !in.scan.reads_any(i, "sat", "et", "pt");
      if (in.scan.is(i, month) && in.scan.tokens[i].capitalised && !in.scan.reads(i, "May"))
        in.calendar = 1;
      if (in.scan.reads(i, "month") && i > in.span.first && in.scan.reads(i - 1, "this"))
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
           !in.scan.reads(i - 1, "I") && in.scan.gap(i - 1) == Gap::space);
}

}  // namespace assay::mentions
