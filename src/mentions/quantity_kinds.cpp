#include "mentions/quantity_kinds.h"
#include <algorithm>
#include <cmath>

#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr std::size_t noun_phrase_words = 5;  // words behind a number searched for what it counts

}  // namespace

static bool only_one(const SentenceState& in, std::size_t i);
static std::size_t one_rate(const SentenceState& in, Quantity& q, std::size_t last);
static bool adjective(const SentenceState& in, std::size_t j);
static bool verb_like(const SentenceState& in, std::size_t j);

// "a score below 10 indicates trouble", "the 500 brings guests": a verb that is no noun.
static bool verb_alone(const SentenceState& in, std::size_t j) {
  if (in.scan.is(j, cue_verb | weak_cue)) {
    return in.scan.reads_any(j, "indicates", "suggests", "reveals", "demonstrates", "says",
                             "describes", "recommends", "expects", "argues");
  }
  return in.scan.reads_any(j, "has", "does", "goes", "includes", "remains", "makes", "takes",
                           "gets", "comes", "requires", "contains", "brings", "gives");
}

std::size_t ratio(const SentenceState& in, Quantity& q, std::size_t last, const Number& number) {
  if (!q.unit.empty() || number.fraction || q.bound == Bound::range) return last;
  const double base = ratio_base(in, last);
  if (base <= 0 || q.value > base || q.value <= 0) return last;
  std::size_t j = last + 1;
  while (!(in.scan.number(j) || in.scan.is(j, cardinal | scale))) ++j;
  const std::optional<Number> under = parse_number(in.scan, in.span, j);
  if (!under) return last;
  q.text.end = under->range.end;
  if (base <= 100 || in.scan.reads(last + 1, "in") || under->spelled) {
    q.value = q.high = q.value / base;
    q.kind = QuantityKind::fraction;
  } else {
    q.kind = QuantityKind::score;
    q.unit = "point";
  }
  q.number.end = under->range.end;
  return under->last;
}

double ratio_base(const SentenceState& in, std::size_t last) {
  if (!in.has(last + 2) || in.scan.gap(last) != Gap::space) return 0;
  std::size_t j = last + 1;
  const std::string_view word = in.scan.view(j);
  if (word == "out") {
    if (!in.scan.reads(j + 1, "of")) return 0;
    j += 2;
  } else if (word == "in") {
    ++j;
  } else if (word == "of" && in.scan.reads(j + 1, "every")) {
    j += 2;
  } else {
    return 0;
  }
  if (in.has(j) && in.scan.reads(j, "every")) ++j;
  if (!in.has(j) || in.scan.gap(j - 1) != Gap::space) return 0;
  if (!(in.scan.number(j) || in.scan.is(j, cardinal | scale | article))) return 0;
  const std::optional<Number> base = parse_number(in.scan, in.span, j);
  if (!base || base->ordinal || base->fraction || base->suffix || base->multiple) return 0;
  if (word == "in") {
    // "two in 2019", "three in 10 minutes" are no ratios.
    if (base->simple_year && base->value >= 1500) return 0;
    if (in.has(base->last + 1) && in.scan.gap(base->last) == Gap::space &&
        in.scan.is(base->last + 1, unit_word))
      return 0;
    const double v = base->value;
    const bool one = last < in.scan.tokens.size() && only_one(in, last);
    const bool round = one || (v >= 2 && v <= 10) || v == 12 || v == 15 || v == 20 || v == 25 ||
                       v == 30 || v == 40 || v == 50 || std::fmod(v, 100) == 0;
    if (!round) return 0;
  }
  return base->value;
}

// Is token i "1" or "one"? "1 in 21" is a ratio for any base.
static bool only_one(const SentenceState& in, std::size_t i) {
  const std::string_view view = in.scan.view(i);
  return view == "1" || view == "one" || view == "One";
}

// "83/100 rating", "a 4/5 score": the word behind it says so.
static bool rated_by_name(const SentenceState& in, std::size_t last) {
  return in.has(last + 1) && in.scan.spaced(last) &&
         (in.scan.reads_any(last + 1, "rating", "Rating", "stars", "Stars") ||
          in.scan.reads_any(last + 1, "score", "Score"));
}

// "Durability 5/6" in a line of its own: how a thing was rated.
static bool rated_in_line(const SentenceState& in, const Quantity& q, const Number& number) {
  constexpr std::uint32_t longest_label = 30;  // bytes: guess
  const std::string_view view = in.scan.text.substr(number.range.begin, number.range.size());
  const std::size_t slash = view.find('/');
  if (slash == view.npos || !only_digits(view.substr(0, slash)) || q.value > 1) return false;
  const std::string_view of = view.substr(slash + 1);
  if (of != "5" && of != "6" && of != "10") return false;
  const std::uint32_t begin = number.range.begin, end = number.range.end;
  if (end < in.scan.text.size() && in.scan.text[end] != '\n') return false;
  const std::uint32_t from = begin - std::min(begin, longest_label);
  const std::string_view lead = in.scan.text.substr(from, begin - from);
  const std::size_t line = lead.rfind('\n');
  if (line == lead.npos && from > 0) return false;
  const std::string_view label = line == lead.npos ? lead : lead.substr(line + 1);
  return label.size() > 2 && ascii::is_upper(label.front()) && label.ends_with(' ');
}

std::size_t rating(const SentenceState& in, Quantity& q, std::size_t last, const Number& number) {
  if (number.fraction && !number.spelled && q.unit.empty() &&
      (rated_in_line(in, q, number) || rated_by_name(in, last))) {
    q.kind = QuantityKind::score;
    q.unit = "point";
    return last;
  }
  if (!q.unit.empty() || number.spelled || number.fraction || q.bound == Bound::range ||
      !in.has(last + 1) || !in.scan.number(last + 1) || in.scan.gap(last) != Gap::slash)
    return last;
  const std::string_view view = in.scan.view(last + 1);
  const Digits scale = parse_digits(view, false);
  const bool usual = scale.value == 5 || scale.value == 6 || scale.value == 10 ||
                     scale.value == 20 || scale.value == 100;
  if (!scale.readable || scale.length != view.size() || !usual || q.value > scale.value)
    return last;
  q.kind = QuantityKind::score;
  q.unit = "point";
  q.text.end = in.scan.tokens[last + 1].range.end;
  return last + 1;
}

std::size_t rate(const SentenceState& in, Quantity& q, std::size_t last, std::uint16_t unit) {
  if (q.kind == QuantityKind::fraction || !(unit || q.kind == QuantityKind::multiple)) return last;
  for (int times = 0; times < 2; ++times) {
    const std::size_t next = one_rate(in, q, last);
    if (next == last) break;
    last = next;
  }
  return last;
}

static std::size_t one_rate(const SentenceState& in, Quantity& q, std::size_t last) {
  if (!in.has(last + 1)) return last;
  const Gap gap = in.scan.kind_of(
      in.scan.text.substr(q.text.end, in.scan.tokens[last + 1].range.begin - q.text.end));
  std::size_t j = last + 1;
  if (gap == Gap::slash) {
    if (!in.scan.is(j, unit_word) && in.lexicon.exact_unit(in.scan.view(j)) == 0) return last;
  } else if (gap == Gap::space || gap == Gap::hyphen) {
    const std::string_view word = in.scan.view(j);
    const bool per = word == "per" || word == "every" || word == "each";
    const bool each = word == "a" || word == "an";
    if (!per && !each) return last;
    if (!in.has(j + 1) || (in.scan.gap(j) != Gap::space && in.scan.gap(j) != Gap::hyphen))
      return last;
    ++j;
    const bool counted = q.kind == QuantityKind::money || q.kind == QuantityKind::percent ||
                         q.kind == QuantityKind::multiple || q.kind == QuantityKind::count ||
                         q.kind == QuantityKind::measure || q.kind == QuantityKind::duration;
    if (!counted) return last;
    if (each || word != "per") {
      const bool time_unit =
          in.scan.is(j, unit_word) &&
          in.lexicon.units()[in.scan.words[j]->unit].kind == QuantityKind::duration;
      const bool thing = q.kind == QuantityKind::money &&
                         (in.scan.is(j, unit_word) || in.scan.reads_any(j, "share", "head") ||
                          in.scan.reads_any(j, "person", "piece", "ticket"));
      if (!time_unit && !thing) return last;
      // "63 million a year ago"
      if (in.has(j + 1) && in.scan.gap(j) == Gap::space &&
          in.scan.reads_any(j + 1, "ago", "earlier"))
        return last;
      if (q.kind == QuantityKind::duration && !(time_unit)) return last;
    } else if (in.scan.is(j, function) || in.scan.number(j)) {
      return last;
    }
  } else {
    return last;
  }
  // the counted thing: a unit, or a noun
  Amount one;
  one.last = j;
  std::string base;
  std::size_t end = j;
  if (in.scan.is(j, unit_start | unit_word) && unit_words(in, one, j)) {
    base = in.lexicon.units()[one.unit].code;
    end = one.last;
  } else if (const std::uint16_t exact = in.lexicon.exact_unit(in.scan.view(j))) {
    base = in.lexicon.units()[exact].code;
  } else {
    base = lower(in.scan.view(j));
  }
  q.unit += "/" + base;
  q.text.end = in.scan.tokens[end].range.end;
  return end;
}

std::size_t counted_noun(const SentenceState& in, Quantity& q, const Amount& amount,
                         std::size_t last) {
  if (!in.has(last + 1)) return last;
  const Gap first_gap = Scan::kind_of(
      in.scan.text.substr(q.text.end, in.scan.tokens[last + 1].range.begin - q.text.end));
  const bool plus =
      in.scan.text.substr(q.text.end, in.scan.tokens[last + 1].range.begin - q.text.end) == "+ ";
  if (first_gap != Gap::space && first_gap != Gap::hyphen && !plus) return last;
  std::size_t j = last + 1;
  bool of = false;
  const bool fractional = q.kind == QuantityKind::fraction;
  if (in.scan.reads(j, "of") && in.has(j + 1)) {
    // "three of those companies", "46 of their close contacts", "a third of voters"
    of = true;
    ++j;
    while (in.has(j) && in.scan.is(j, function) && j < last + 4 && in.scan.gap(j - 1) == Gap::space)
      ++j;
    if (!in.has(j) || in.scan.is(j, function) || in.scan.number(j) ||
        in.scan.gap(j - 1) != Gap::space)
      return last;
  }
  // "12 more locations"
  if (!of && first_gap == Gap::space && in.has(j + 1) && in.scan.gap(j) == Gap::space &&
      (in.scan.reads_any(j, "more", "other")) && in.plural_noun(j + 1))
    ++j;
  const bool one = std::abs(q.value) == 1 && q.bound != Bound::range && !of;
  const bool hyphen = first_gap == Gap::hyphen && !of;
  std::size_t head = 0;
  const std::size_t begin = j;
  if (!of && !hyphen && verb_alone(in, j)) return last;
  for (std::size_t n = 0; n < noun_phrase_words && in.has(j); ++n, ++j) {
    if (n > 0) {
      const Gap gap = in.scan.gap(j - 1);
      if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::slash) {
        // "12 DIY, outdoor projects" is rare; an ampersand joins nouns.
        break;
      }
    }
    if (in.scan.is(j, function) && !(n > 0 && in.scan.reads(j, "and") && !head && in.has(j + 1) &&
                                     in.plural_noun(j + 1) && !in.plural_noun(j - 1)))
      break;
    if (in.scan.number(j)) break;
    // "3 USD50 cards": a word with digits is no noun
    if (std::ranges::any_of(in.scan.view(j), ascii::is_digit)) break;
    if (one || hyphen) {
      head = j;
      const bool more = one && in.has(j + 1) && !in.scan.is(j + 1, function);
      if (more && in.scan.gap(j) == Gap::space && adjective(in, j)) continue;
      // "one harbour-related case"
      const bool compound =
          in.scan.gap(j) == Gap::hyphen ||
          (j > begin && in.scan.gap(j - 1) == Gap::hyphen && in.scan.gap(j) == Gap::space);
      if (more && !hyphen && compound) continue;
      break;
    }
    if (in.plural_noun(j)) {
      head = j;
      // "sales figures", "member states": a second plural noun right behind is the head.
      if (!(in.has(j + 1) && in.scan.gap(j) == Gap::space && in.plural_noun(j + 1) &&
            !verb_like(in, j + 1) && !in.scan.tokens[j].capitalised))
        break;
    }
  }
  if (!head) {
    // No plural in sight: a mass or singular noun counts only behind "million" and the like.
    if (!(amount.number.scaled || q.value >= 1000 || fractional)) return last;
    if (in.scan.is(begin, function)) return last;
    head = begin;
    if (!of && !fractional) return last;
    if (in.scan.tokens[head].range.size() == 1) return last;  // "1 in 5 U.S. adults"
  }
  if (!fractional) q.kind = QuantityKind::count;
  q.unit.clear();
  if (!of) {
    for (std::size_t k = begin; k <= head; ++k) {
      if (k > begin) q.unit += ' ';
      append_lower(in.scan.view(k), q.unit);
    }
  } else {
    append_lower(in.scan.view(head), q.unit);
  }
  if (!of || !fractional) q.text.end = in.scan.tokens[head].range.end;
  return head;
}

static bool adjective(const SentenceState& in, std::size_t j) {
  const std::string_view view = in.scan.view(j);
  return view.ends_with("al") || view.ends_with("ive") || view.ends_with("ous") ||
         view.ends_with("ful") || view.ends_with("est") || view.ends_with("ary") ||
         view.ends_with("ic") || in.scan.gap(j) == Gap::hyphen;
}

static bool verb_like(const SentenceState& in, std::size_t j) {
  const std::string_view view = in.scan.view(j);
  return in.scan.is(j, direction_up | direction_down | cue_verb | weak_cue) || view == "has" ||
         view == "does" || view == "goes" || view == "includes" || view == "stands" ||
         view == "stand" || view == "remains" || view == "makes" || view == "takes" ||
         view == "gets" || view == "comes" || view == "needs" || view == "works" ||
         view == "runs" || view == "means" || view == "uses" || view == "requires" ||
         view == "contains";
}

// Does the clause end behind token `last`: ", who", ". The", "in 2031", "and Okafor 29"?
static bool clause_ends(const SentenceState& in, std::size_t last) {
  const char next = in.scan.at(in.scan.tokens[last].range.end);
  if (next != ' ') return next != '-' && next != '%' && next != '/';
  return !in.has(last + 1) || in.scan.is(last + 1, function);
}

// "was 34 when", "he is 77.", "who is 67,", "Lind was 34 when", "the singer, now 46, ..."
static bool is_age_of_subject(const SentenceState& in, std::size_t number, std::size_t last) {
  const std::string_view before = in.scan.view(number - 1);
  const bool ends = in.scan.at(in.scan.tokens[last].range.end) != ' ' && clause_ends(in, last);
  if (before == "now" || before == "then") {
    if (in.scan.at(in.scan.tokens[number - 2].range.end) == ',') return ends;
    const bool verb = in.scan.reads_any(number - 2, "is", "was", "am");
    return verb && number > in.span.first + 2 && is_age_of_subject(in, number - 1, last);
  }
  if (before != "was" && before != "is" && before != "am") return false;
  const std::string_view who = in.scan.view(number - 2);
  const bool when = in.has(last + 1) && in.scan.reads(last + 1, "when");
  const bool somebody =
      who == "I" || (in.scan.tokens[number - 2].capitalised && !in.scan.is(number - 2, function));
  if (somebody && when) return true;
  if (who != "he" && who != "she" && who != "He" && who != "She" && who != "who") return false;
  return when || ends || (in.has(last + 1) && in.scan.reads_any(last + 1, "and", "now", "but"));
}

// "dies at 81", "died on Tuesday at 81"
static bool is_age_at_death(const SentenceState& in, std::size_t number) {
  constexpr std::size_t reach = 4;  // words between the death and the age
  for (std::size_t back = 2; back <= reach + 2 && number >= in.span.first + back; ++back) {
    const std::string_view word = in.scan.view(number - back);
    if (word == "died" || word == "dies" || word == "dead" || word == "death") return true;
  }
  return false;
}

// "women younger than 63", "older than 80,": what is older than a number is so in years.
static bool is_compared_age(const SentenceState& in, std::size_t number, std::size_t last) {
  return in.scan.reads(number - 1, "than") && in.scan.spaced(number - 2) &&
         in.scan.reads_any(number - 2, "younger", "older") && clause_ends(in, last);
}

// "women over 65 ride free", "children under 5": those who are counted are people.
static bool is_age_limit(const SentenceState& in, std::size_t number, std::size_t last) {
  constexpr std::uint32_t people = studied_people | studied_others | study_participants;
  return in.scan.reads_any(number - 1, "over", "under") && number >= in.span.first + 2 &&
         in.scan.gap(number - 2) == Gap::space &&
         (in.scan.words[number - 2]->traits & people) != 0 &&
         !in.scan.reads_any(number - 2, "group", "groups", "Groups", "team") &&
         (clause_ends(in, last) || (in.has(last + 1) && !in.plural_noun(last + 1)));
}

// "turns 40.", "turned 79 in 2031", "children as young as 12"
static bool is_age_reached(const SentenceState& in, std::size_t number, std::size_t last) {
  const std::string_view before = in.scan.view(number - 1);
  if (before == "turn" || before == "turns" || before == "turned" || before == "turning") {
    // "The town turned 30 into parks", "handed 30 in on Monday": no age
    if (in.scan.at(in.scan.tokens[last].range.end) != ' ') return clause_ends(in, last);
    if (!in.has(last + 1) || in.scan.reads_any(last + 1, "this", "last", "next")) return true;
    return in.scan.reads_any(last + 1, "in", "on") && in.has(last + 2) &&
           (in.scan.number(last + 2) || in.scan.is(last + 2, month | weekday | season));
  }
  return before == "as" && number >= in.span.first + 3 && in.scan.reads(number - 3, "as") &&
         in.scan.reads_any(number - 2, "young", "old") && clause_ends(in, last);
}

// "At 62, she still sails". With a name it may be of a town or a price.
static bool opens_with_age(const SentenceState& in, std::size_t number) {
  constexpr double youngest = 10;
  return number == in.span.first + 1 && in.scan.reads(number - 1, "At") &&
         in.scan.at(in.scan.tokens[number].range.end) == ',' && in.has(number + 1) &&
         parse_digits(in.scan.view(number), false).value >= youngest &&
         in.scan.reads_any(number + 1, "he", "she", "I");
}

// "between the ages of five and 12"
static bool ends_ages(const SentenceState& in, const Quantity& q) {
  if (in.quantities.size() <= in.sentence_begin) return false;
  const Quantity& before = in.quantities.back();
  const std::string_view joint =
      in.scan.text.substr(before.text.end, q.text.begin - before.text.end);
  return before.kind == QuantityKind::age && before.value < q.value &&
         before.bound == Bound::exact && (joint == " and " || joint == " to " || joint == " or ");
}

static bool age_of_somebody(const SentenceState& in, std::size_t number, std::size_t last) {
  if (opens_with_age(in, number)) return true;
  if (number < in.span.first + 2 || in.scan.gap(number - 1) != Gap::space) return false;
  if (in.scan.reads(number - 1, "at")) return is_age_at_death(in, number);
  return is_age_of_subject(in, number, last) || is_age_reached(in, number, last) ||
         is_age_limit(in, number, last) || is_compared_age(in, number, last);
}

// "Maria Okafor, 45, said", "Lind (NOR), 21, and": between commas behind a name. A single word that
// opens the sentence may be no person: "Overall, 45, ...", "Germany, 62, led".
static bool is_age_behind_name(const SentenceState& in, const Quantity& q, std::size_t number) {
  if (number == in.span.first) return false;
  const Token& name = in.scan.tokens[number - 1];
  const std::string_view gap = in.scan.text.substr(name.range.end, q.text.begin - name.range.end);
  if (!name.capitalised || (gap != ", " && gap != "), " && gap != "., ")) return false;
  const char next = in.scan.at(q.text.end);
  if (number > in.span.first + 1) return next == ',' || next == '.' || next == ')';
  const std::string_view view = in.scan.view(number - 1);
  return gap == ", " && next == ',' && !in.scan.is(number - 1, function | month | weekday) &&
         !view.ends_with("ly") && in.has(number + 1) &&
         (in.scan.is(number + 1, cue_verb | weak_cue) || in.scan.reads(number + 1, "who"));
}

std::size_t special_kinds(const SentenceState& in, Quantity& q, const Amount& amount,
                          std::size_t last) {
  const std::size_t i = amount.number.first;
  if (q.kind == QuantityKind::duration) {
    // "50-year-old", "30 years old", "years of age", "age 6 months"
    if (in.has(last + 1) && (in.scan.gap(last) == Gap::hyphen || in.scan.gap(last) == Gap::space)) {
      const std::string_view next = in.scan.view(last + 1);
      if (next == "old" || next == "olds") {
        q.kind = QuantityKind::age;
        ++last;
        q.text.end = in.scan.tokens[last].range.end;
      } else if (next == "of" && in.has(last + 2) && in.scan.reads(last + 2, "age")) {
        q.kind = QuantityKind::age;
        last += 2;
        q.text.end = in.scan.tokens[last].range.end;
      }
    }
    if (i > in.span.first && (in.scan.reads_any(i - 1, "age", "aged", "ages")))
      q.kind = QuantityKind::age;
    return last;
  }
  if (amount.unit || q.kind == QuantityKind::fraction) return last;
  const auto age_word = [&](std::size_t at) {
    const std::string_view word = in.scan.view(at);
    return word == "age" || word == "aged" || word == "ages" || word == "Age" || word == "Aged" ||
           word == "Ages";
  };
  // "age 45", "at the age of just seven"
  const auto age_before = [&](std::size_t at) {
    if (at > in.span.first + 1 && in.scan.reads(at - 1, "of")) --at;
    return at > in.span.first && age_word(at - 1);
  };
  if (i > in.span.first && in.scan.gap(i - 1) == Gap::space && q.value < 130 &&
      (age_before(i) || (in.scan.is(i - 1, bound_last) && age_before(i - 1)))) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  if (!amount.number.spelled && q.value >= 1 && q.value < 120 && q.unit.empty() &&
      only_digits(in.scan.view(i)) && age_of_somebody(in, i, last)) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  if (q.value >= 1 && q.value < 120 && q.unit.empty() && ends_ages(in, q)) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  if (!amount.number.spelled && q.value >= 1 && q.value < 120 && q.unit.empty() &&
      only_digits(in.scan.view(i)) && is_age_behind_name(in, q, i)) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  // "2-1", "110-98": a score
  if (!amount.number.spelled && q.bound != Bound::range && in.has(last + 1) &&
      in.scan.number(last + 1) && q.unit.empty()) {
    const Gap gap = in.scan.gap(last);
    const bool close = in.scan.tokens[last + 1].range.begin - q.text.end <= 3;
    if ((gap == Gap::hyphen || gap == Gap::dash) && close) {
      const Digits other = parse_digits(in.scan.view(last + 1), false);
      if (other.readable && other.length == in.scan.view(last + 1).size() && !other.separators &&
          q.value < 400 && other.value < 400) {
        if (in.options.newsquant) {
          q.bound = Bound::range;
          q.high = other.value;
        }
        q.kind = QuantityKind::score;
        q.unit = "point";
        ++last;
        q.text.end = in.scan.tokens[last].range.end;
      }
    }
  }
  return last;
}

}  // namespace assay::mentions
