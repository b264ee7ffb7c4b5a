#include "mentions/quantity_kinds.h"
#include <algorithm>
#include <cmath>

namespace assay::mentions {
namespace {

constexpr std::size_t noun_phrase_words = 5;  // words behind a number searched for what it counts

}  // namespace

std::size_t KindReader::ratio(Quantity& q, std::size_t last, const Number& number) {
  if (!q.unit.empty() || number.fraction || q.bound == Bound::range) return last;
  const double base = ratio_base(last);
  if (base <= 0 || q.value > base || q.value <= 0) return last;
  std::size_t j = last + 1;
  while (!(scan_.number(j) || scan_.is(j, cardinal | scale))) ++j;
  const std::optional<Number> under = parse_number(scan_, span_, j);
  if (!under) return last;
  q.text.end = under->range.end;
  if (base <= 100 || scan_.view(last + 1) == "in" || under->spelled) {
    q.value = q.high = q.value / base;
    q.kind = QuantityKind::fraction;
  } else {
    q.kind = QuantityKind::score;
    q.unit = "point";
  }
  q.number.end = under->range.end;
  return under->last;
}

double KindReader::ratio_base(std::size_t last) const {
  if (!has(last + 2) || scan_.gap(last) != Gap::space) return 0;
  std::size_t j = last + 1;
  const std::string_view word = scan_.view(j);
  if (word == "out") {
    if (scan_.view(j + 1) != "of") return 0;
    j += 2;
  } else if (word == "in") {
    ++j;
  } else if (word == "of" && scan_.view(j + 1) == "every") {
    j += 2;
  } else {
    return 0;
  }
  if (has(j) && scan_.view(j) == "every") ++j;
  if (!has(j) || scan_.gap(j - 1) != Gap::space) return 0;
  if (!(scan_.number(j) || scan_.is(j, cardinal | scale | article))) return 0;
  const std::optional<Number> base = parse_number(scan_, span_, j);
  if (!base || base->ordinal || base->fraction || base->suffix || base->multiple) return 0;
  if (word == "in") {
    // "two in 2019", "three in 10 minutes" are no ratios.
    if (base->simple_year && base->value >= 1500) return 0;
    if (has(base->last + 1) && scan_.gap(base->last) == Gap::space &&
        scan_.is(base->last + 1, unit_word))
      return 0;
    const double v = base->value;
    const bool one = last < scan_.tokens.size() && only_one(last);
    const bool round = one || (v >= 2 && v <= 10) || v == 12 || v == 15 || v == 20 || v == 25 ||
                       v == 30 || v == 40 || v == 50 || std::fmod(v, 100) == 0;
    if (!round) return 0;
  }
  return base->value;
}

// Is token i "1" or "one"? "1 in 21" is a ratio for any base.
bool KindReader::only_one(std::size_t i) const {
  const std::string_view view = scan_.view(i);
  return view == "1" || view == "one" || view == "One";
}

std::size_t KindReader::rating(Quantity& q, std::size_t last, const Number& number) const {
  if (!q.unit.empty() || number.spelled || number.fraction || q.bound == Bound::range ||
      !has(last + 1) || !scan_.number(last + 1) || scan_.gap(last) != Gap::slash)
    return last;
  const std::string_view view = scan_.view(last + 1);
  const Digits scale = parse_digits(view, false);
  const bool usual = scale.value == 5 || scale.value == 6 || scale.value == 10 ||
                     scale.value == 20 || scale.value == 100;
  if (!scale.readable || scale.length != view.size() || !usual || q.value > scale.value)
    return last;
  q.kind = QuantityKind::score;
  q.unit = "point";
  q.text.end = scan_.tokens[last + 1].range.end;
  return last + 1;
}

std::size_t KindReader::rate(Quantity& q, std::size_t last, std::uint16_t unit) {
  if (q.kind == QuantityKind::fraction || !(unit || q.kind == QuantityKind::multiple)) return last;
  for (int times = 0; times < 2; ++times) {
    const std::size_t next = one_rate(q, last);
    if (next == last) break;
    last = next;
  }
  return last;
}

std::size_t KindReader::one_rate(Quantity& q, std::size_t last) {
  if (!has(last + 1)) return last;
  const Gap gap =
      scan_.kind_of(scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end));
  std::size_t j = last + 1;
  if (gap == Gap::slash) {
    if (!scan_.is(j, unit_word) && lexicon_.exact_unit(scan_.view(j)) == 0) return last;
  } else if (gap == Gap::space || gap == Gap::hyphen) {
    const std::string_view word = scan_.view(j);
    const bool per = word == "per" || word == "every" || word == "each";
    const bool each = word == "a" || word == "an";
    if (!per && !each) return last;
    if (!has(j + 1) || (scan_.gap(j) != Gap::space && scan_.gap(j) != Gap::hyphen)) return last;
    ++j;
    const bool counted = q.kind == QuantityKind::money || q.kind == QuantityKind::percent ||
                         q.kind == QuantityKind::multiple || q.kind == QuantityKind::count ||
                         q.kind == QuantityKind::measure || q.kind == QuantityKind::duration;
    if (!counted) return last;
    if (each || word != "per") {
      const bool time_unit = scan_.is(j, unit_word) &&
                             lexicon_.units()[scan_.words[j]->unit].kind == QuantityKind::duration;
      const bool thing =
          q.kind == QuantityKind::money &&
          (scan_.is(j, unit_word) || scan_.view(j) == "share" || scan_.view(j) == "head" ||
           scan_.view(j) == "person" || scan_.view(j) == "piece" || scan_.view(j) == "ticket");
      if (!time_unit && !thing) return last;
      if (q.kind == QuantityKind::duration && !(time_unit)) return last;
    } else if (scan_.is(j, function) || scan_.number(j)) {
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
  if (scan_.is(j, unit_start | unit_word) && unit_words(one, j)) {
    base = lexicon_.units()[one.unit].code;
    end = one.last;
  } else if (const std::uint16_t exact = lexicon_.exact_unit(scan_.view(j))) {
    base = lexicon_.units()[exact].code;
  } else {
    base = lower(scan_.view(j));
  }
  q.unit += "/" + base;
  q.text.end = scan_.tokens[end].range.end;
  return end;
}

std::size_t KindReader::counted_noun(Quantity& q, const Amount& amount, std::size_t last) {
  if (!has(last + 1)) return last;
  const Gap first_gap =
      Scan::kind_of(scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end));
  const bool plus =
      scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end) == "+ ";
  if (first_gap != Gap::space && first_gap != Gap::hyphen && !plus) return last;
  std::size_t j = last + 1;
  bool of = false;
  const bool fractional = q.kind == QuantityKind::fraction;
  if (scan_.view(j) == "of" && has(j + 1)) {
    // "three of those companies", "46 of their close contacts", "a third of voters"
    of = true;
    ++j;
    while (has(j) && scan_.is(j, function) && j < last + 4 && scan_.gap(j - 1) == Gap::space) ++j;
    if (!has(j) || scan_.is(j, function) || scan_.number(j) || scan_.gap(j - 1) != Gap::space)
      return last;
  }
  const bool one = std::abs(q.value) == 1 && q.bound != Bound::range && !of;
  const bool hyphen = first_gap == Gap::hyphen && !of;
  std::size_t head = 0;
  const std::size_t begin = j;
  for (std::size_t n = 0; n < noun_phrase_words && has(j); ++n, ++j) {
    if (n > 0) {
      const Gap gap = scan_.gap(j - 1);
      if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::slash) {
        // "12 DIY, outdoor projects" is rare; an ampersand joins nouns.
        break;
      }
    }
    if (scan_.is(j, function) && !(n > 0 && scan_.view(j) == "and" && !head && has(j + 1) &&
                                   plural_noun(j + 1) && !plural_noun(j - 1)))
      break;
    if (scan_.number(j)) break;
    // "3 USD50 cards": a word with digits is no noun
    if (scan_.view(j).find_first_of("0123456789") != std::string_view::npos) break;
    if (one || hyphen) {
      head = j;
      if (one && has(j + 1) && scan_.gap(j) == Gap::space && adjective(j)) continue;
      break;
    }
    if (plural_noun(j)) {
      head = j;
      // "sales figures", "member states": a second plural noun right behind is the head.
      if (!(has(j + 1) && scan_.gap(j) == Gap::space && plural_noun(j + 1) && !verb_like(j + 1) &&
            !scan_.tokens[j].capitalised))
        break;
    }
  }
  if (!head) {
    // No plural in sight: a mass or singular noun counts only behind "million" and the like.
    if (!(amount.number.scaled || q.value >= 1000 || fractional)) return last;
    if (scan_.is(begin, function)) return last;
    head = begin;
    if (!of && !fractional) return last;
  }
  if (!fractional) q.kind = QuantityKind::count;
  q.unit.clear();
  if (!of) {
    for (std::size_t k = begin; k <= head; ++k) {
      if (k > begin) q.unit += ' ';
      append_lower(scan_.view(k), q.unit);
    }
  } else {
    append_lower(scan_.view(head), q.unit);
  }
  if (!of || !fractional) q.text.end = scan_.tokens[head].range.end;
  return head;
}

bool KindReader::adjective(std::size_t j) const {
  const std::string_view view = scan_.view(j);
  return view.ends_with("al") || view.ends_with("ive") || view.ends_with("ous") ||
         view.ends_with("ful") || view.ends_with("est") || view.ends_with("ary") ||
         view.ends_with("ic") || scan_.gap(j) == Gap::hyphen;
}

bool KindReader::verb_like(std::size_t j) const {
  const std::string_view view = scan_.view(j);
  return scan_.is(j, direction_up | direction_down | cue_verb | weak_cue) || view == "has" ||
         view == "does" || view == "goes" || view == "includes" || view == "stands" ||
         view == "stand" || view == "remains" || view == "makes" || view == "takes" ||
         view == "gets" || view == "comes" || view == "needs" || view == "works" ||
         view == "runs" || view == "means" || view == "uses" || view == "requires" ||
         view == "contains";
}

std::size_t KindReader::special_kinds(Quantity& q, const Amount& amount, std::size_t last) const {
  const std::size_t i = amount.number.first;
  if (q.kind == QuantityKind::duration) {
    // "50-year-old", "30 years old", "years of age", "age 6 months"
    if (has(last + 1) && (scan_.gap(last) == Gap::hyphen || scan_.gap(last) == Gap::space)) {
      const std::string_view next = scan_.view(last + 1);
      if (next == "old" || next == "olds") {
        q.kind = QuantityKind::age;
        ++last;
        q.text.end = scan_.tokens[last].range.end;
      } else if (next == "of" && has(last + 2) && scan_.view(last + 2) == "age") {
        q.kind = QuantityKind::age;
        last += 2;
        q.text.end = scan_.tokens[last].range.end;
      }
    }
    if (i > span_.first &&
        (scan_.view(i - 1) == "age" || scan_.view(i - 1) == "aged" || scan_.view(i - 1) == "ages"))
      q.kind = QuantityKind::age;
    return last;
  }
  if (amount.unit || q.kind == QuantityKind::fraction) return last;
  const auto age_word = [&](std::size_t at) {
    const std::string_view word = scan_.view(at);
    return word == "age" || word == "aged" || word == "ages" || word == "Age" || word == "Aged" ||
           word == "Ages";
  };
  if (i > span_.first &&
      (age_word(i - 1) || (i > span_.first + 1 && age_word(i - 2) && scan_.view(i - 1) == "of")) &&
      scan_.gap(i - 1) == Gap::space && q.value < 130) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  // "Maria Okafor, 45, said": a number between commas behind a name
  if (!amount.number.spelled && q.value >= 1 && q.value < 120 && q.unit.empty() &&
      i > span_.first + 1 && scan_.tokens[i - 1].capitalised &&
      scan_.text.substr(scan_.tokens[i - 1].range.end,
                        q.text.begin - scan_.tokens[i - 1].range.end) == ", " &&
      (scan_.at(q.text.end) == ',' || scan_.at(q.text.end) == '.' || scan_.at(q.text.end) == ')') &&
      only_digits(scan_.view(i))) {
    q.kind = QuantityKind::age;
    q.unit = "year";
    return last;
  }
  // "2-1", "110-98": a score
  if (!amount.number.spelled && q.bound != Bound::range && has(last + 1) &&
      scan_.number(last + 1) && q.unit.empty()) {
    const Gap gap = scan_.gap(last);
    const bool close = scan_.tokens[last + 1].range.begin - q.text.end <= 3;
    if ((gap == Gap::hyphen || gap == Gap::dash) && close) {
      const Digits other = parse_digits(scan_.view(last + 1), false);
      if (other.readable && other.length == scan_.view(last + 1).size() && !other.separators &&
          q.value < 400 && other.value < 400) {
        if (options_.newsquant) {
          q.bound = Bound::range;
          q.high = other.value;
        }
        q.kind = QuantityKind::score;
        q.unit = "point";
        ++last;
        q.text.end = scan_.tokens[last].range.end;
      }
    }
  }
  return last;
}

}  // namespace assay::mentions
