#include "mentions/quantity_bounds.h"
#include <algorithm>

#include "mentions/dates.h"

namespace assay::mentions {
namespace {

constexpr std::size_t direction_words = 5;  // words before a number searched for "rose", "fell"

}  // namespace

static bool between_word(const SentenceState& in, std::size_t first);
static bool changed_from(const SentenceState& in, std::size_t first);
static bool score_around(const SentenceState& in, std::size_t first, std::size_t last);
static bool bound_allowed(const SentenceState& in, std::size_t at, const Quantity& q);
static Bound stronger(Bound now, Bound more);
static bool price_from(const SentenceState& in, std::size_t from, const Quantity& q);

void range_end(SentenceState& in, Amount& low, std::optional<Amount>& high) {
  const Number& number = low.number;
  if (number.multiple && number.spelled) return;
  std::size_t at = low.last;
  if (!in.has(at + 1)) return;
  const std::uint32_t tail = low.range.end;
  std::size_t next = 0;
  bool strong = false, loose = false, cross = false;
  const std::string_view between =
      in.scan.text.substr(tail, in.scan.tokens[at + 1].range.begin - tail);
  const auto number_at = [&](std::size_t j) {
    return in.has(j) && (in.scan.number(j) || in.scan.is(j, cardinal | scale | multiple));
  };
  // The gap may hold the currency sign of the second end.
  std::string_view joint = between;
  while (!joint.empty() &&
         (joint.back() == '$' || static_cast<unsigned char>(joint.back()) >= 0x80)) {
    if (joint.ends_with("\u2013") || joint.ends_with("\u2014") || joint.ends_with("\u2212") ||
        joint.ends_with("\u2011") || joint.ends_with("\u2010") || joint.ends_with("\u00d7") ||
        joint.ends_with("\u00a0"))
      break;
    joint.remove_suffix(1);
  }
  const Gap joint_gap = Scan::kind_of(joint);
  if (number_at(at + 1) && (joint_gap == Gap::hyphen || joint_gap == Gap::dash) && !joint.empty()) {
    next = at + 1;
    strong = true;
  } else if (number_at(at + 1) && (joint == "\u00d7" || joint == " \u00d7 ")) {
    next = at + 1;
    cross = true;
  } else if ((joint_gap == Gap::space || joint_gap == Gap::hyphen) && between.size() <= 2) {
    const std::string_view word = in.scan.view(at + 1);
    std::size_t j = at + 2;
    if (word == "to" && in.has(j)) {
      // "$35 up to $100", "two to three", "8- to 16-meter"
      strong = true;
    } else if (word == "and" && in.has(j) && between_word(in, number.first)) {
      strong = true;
    } else if (word == "or" && in.has(j)) {
      loose = true;
    } else if (word == "x" && in.has(j) && !number.spelled) {
      cross = true;
    } else if (word == "up" && in.has(j) && in.scan.reads(j, "to") && low.unit) {
      ++j;
      strong = true;
    } else {
      return;
    }
    if (!number_at(j)) {
      // "USD 5 to USD 10"
      if (in.has(j) && in.has(j + 1) && in.scan.words[j]->unit && in.scan.number(j + 1))
        ++j;
      else
        return;
    }
    const Gap gap = in.scan.gap(j - 1);
    if (gap == Gap::other) {
      const std::string_view sign =
          in.scan.text.substr(in.scan.tokens[j - 1].range.end,
                              in.scan.tokens[j].range.begin - in.scan.tokens[j - 1].range.end);
      if (sign.find_first_of(".,;:()[]\"?!") != sign.npos) return;
    }
    next = j;
  } else if (between == "- " && in.has(at + 2) && number_at(at + 2) && !low.unit &&
             (in.scan.reads_any(at + 1, "to", "or"))) {
    next = at + 2;  // "8- to 16-metre": a hanging hyphen
    strong = true;
  } else {
    return;
  }
  if (in.scan.number(next)) {
    if (match_date(in.scan, in.span, next)) return;
  }
  const std::size_t saved = in.consumed;
  in.consumed = at + 1;
  std::optional<Amount> end = amount_at(in, next);
  in.consumed = saved;
  if (!end || end->number.ordinal || end->number.fraction != number.fraction) return;
  if (end->number.suffix && !end->unit && !end->number.scaled) return;
  const bool same_unit = !low.unit || !end->unit ||
                         in.lexicon.units()[low.unit].code == in.lexicon.units()[end->unit].code;
  if (!same_unit) {
    // "30 seconds to 24 hours" are two ends of one span of time.
    const bool times = in.lexicon.units()[low.unit].kind == QuantityKind::duration &&
                       in.lexicon.units()[end->unit].kind == QuantityKind::duration && strong;
    if (!times) return;
    high = end;
    return;
  }
  if (cross) {
    if (!end->unit && !low.unit) return;
    if (low.unit && in.lexicon.units()[low.unit].kind != QuantityKind::measure) return;
    if (!low.unit) low.unit = end->unit;
    low.range.end = end->range.end;
    low.last = end->last;
    return;
  }
  if (strong && changed_from(in, number.first)) return;
  // Scale and unit said once, at the end: "$89 to $93 billion".
  if (end->number.scaled && !number.scaled && end->number.unscaled > 0) {
    const double factor = end->number.value / end->number.unscaled;
    if (low.number.value < end->number.unscaled || loose || strong) {
      if (low.number.value <= 1000 && !(low.unit && !low.currency_before)) low.value *= factor;
    }
  }
  if (low.unit && !end->unit) {
    // "5% to 10" stays one range, "25 to 3" of money too; factors follow the low end
    end->value *= in.lexicon.units()[low.unit].factor;
  } else if (!low.unit && end->unit) {
    low.value *= in.lexicon.units()[end->unit].factor;
  }
  if (loose) {
    // "three or four cups", "one or two": neighbours only; "300 or 2,000" are two figures.
    const bool near = end->value > low.value && end->value <= 2 * std::max(low.value, 1.0) &&
                      end->value - low.value <= std::max(2.0, low.value);
    constexpr double highest_choice = 20;
    if (!near || low.unit || end->currency_before || end->value > highest_choice) return;
  } else if (end->value < low.value && !(low.value < 0)) {
    // A falling pair is a score or a change, not a range.
    return;
  } else if (end->value == low.value) {
    return;
  }
  if (strong && !low.unit && !end->unit && joint_gap == Gap::hyphen &&
      score_around(in, number.first, end->last))
    return;
  high = end;
}

static bool between_word(const SentenceState& in, std::size_t first) {
  if (first == in.span.first) return false;
  for (std::size_t back = 1; back <= 3 && first >= in.span.first + back; ++back) {
    const std::string_view word = in.scan.view(first - back);
    if (word == "between" || word == "Between") return true;
  }
  return false;
}

// "rose from 5 to 10": two figures, before and after.
static bool changed_from(const SentenceState& in, std::size_t first) {
  if (first < in.span.first + 2 || !in.scan.reads(first - 1, "from")) return false;
  for (std::size_t back = 2; back <= 4 && first >= in.span.first + back; ++back) {
    if (in.scan.is(first - back, direction_up | direction_down)) return true;
  }
  return false;
}

static bool score_around(const SentenceState& in, std::size_t first, std::size_t last) {
  static constexpr std::string_view words[] = {"win",    "won",  "lost",  "beat", "victory",
                                               "defeat", "lead", "score", "draw", "led",
                                               "record", "vote", "ruling"};
  const auto one = [&](std::size_t i) {
    for (const std::string_view word : words) {
      if (in.scan.view(i) == word) return true;
    }
    return false;
  };
  for (std::size_t i = first > in.span.first + 3 ? first - 3 : in.span.first; i < first; ++i) {
    if (one(i)) return true;
  }
  return in.has(last + 1) && one(last + 1);
}

void bounds_before(const SentenceState& in, Quantity& q, std::size_t first, bool range) {
  std::size_t at = first;
  // the currency word or sign may stand between
  while (at > in.span.first && in.scan.tokens[at - 1].range.begin >= q.text.begin) --at;
  for (int round = 0; round < 3 && at > in.span.first; ++round) {
    std::size_t before = at - 1;

    const std::string_view between = in.scan.text.substr(
        in.scan.tokens[before].range.end, q.text.begin - in.scan.tokens[before].range.end);
    const Gap gap = Scan::kind_of(between);
    if (gap != Gap::space && !(gap == Gap::hyphen)) break;
    if (before < in.consumed && in.consumed <= first) break;
    // "more than a $147 saving", "as many as the 300"
    if (round == 0 && in.scan.is(before, article) && before > in.span.first &&
        in.scan.is(before - 1, bound_last)) {
      --before;
    }
    if (!in.scan.is(before, bound_last)) break;
    const Phrase* best = nullptr;
    std::size_t best_first = 0;
    for (std::size_t length = 1;
         length <= Lexicon::max_phrase_words && before + 1 >= in.span.first + length; ++length) {
      const std::size_t from = before + 1 - length;
      if (length > 1 && in.scan.gap(from) != Gap::space) break;
      std::uint64_t hash = 0;
      for (std::size_t k = from; k <= before; ++k)
        hash = extend_phrase(hash, in.scan.tokens[k].hash);
      if (const Phrase* phrase = in.lexicon.phrase(hash + 1);
          phrase &&
          (phrase->kind == PhraseKind::bound_before || phrase->kind == PhraseKind::exact_before)) {
        best = phrase;
        best_first = from;
      }
    }
    if (!best) break;
    if (best->kind == PhraseKind::bound_before) {
      if (!bound_allowed(in, best_first, q)) break;
      if (!range) q.bound = stronger(q.bound, best->bound);
    }
    q.text.begin = in.scan.tokens[best_first].range.begin;
    at = best_first;
    if (at < first && best->kind == PhraseKind::bound_before && best->bound != Bound::about &&
        best->bound != Bound::over)
      break;
  }
  // "from $139", "from 18 cm" with no other end: at least
  if (!range && q.bound == Bound::exact && at > in.span.first && in.scan.reads(at - 1, "from") &&
      in.scan.gap(at - 1) != Gap::glued && price_from(in, at - 1, q)) {
    q.bound = Bound::at_least;
    q.text.begin = in.scan.tokens[at - 1].range.begin;
  }
  // Signs: "~50", ">5", "<10", "≥3", "±2"
  if (!range && q.text.begin > 0) {
    const std::string_view lead = in.scan.text.substr(0, q.text.begin);
    const auto sign = [&](std::string_view mark, Bound bound) {
      if (!lead.ends_with(mark)) return false;
      // "<>30", "=>30" are no bounds
      const char other = lead.size() > mark.size() ? lead[lead.size() - mark.size() - 1] : ' ';
      if (other == '<' || other == '>' || other == '=') return true;
      q.bound = bound;
      q.text.begin -= static_cast<std::uint32_t>(mark.size());
      return true;
    };
    const bool blank = lead.size() > 1 && lead.back() == ' ';
    const char c = blank ? lead[lead.size() - 2] : lead.back();
    if (c == '~' || c == '>' || c == '<' || c == '=' || static_cast<unsigned char>(c) >= 0x80) {
      sign("~", Bound::about) || sign("\u2248", Bound::about) || sign("\u2265", Bound::at_least) ||
          sign("\u2264", Bound::up_to) || sign(">=", Bound::at_least) || sign("<=", Bound::up_to) ||
          sign(">", Bound::over) || sign("<", Bound::under) || sign("> ", Bound::over) ||
          sign("< ", Bound::under) || sign("\u2265 ", Bound::at_least) ||
          sign("\u2264 ", Bound::up_to) || sign("~ ", Bound::about);
    }
  }
}

// "over" and "around" are also places, "some" and "say" also other words; a number must follow,
// which the caller knows. "near 5 schools" is a place.
static bool bound_allowed(const SentenceState& in, std::size_t at, const Quantity& q) {
  const std::string_view word = in.scan.view(at);
  if (word == "over" || word == "Over") {
    // "over the past two years", "fight over 3 parks" cannot be told; "over two years" may mean
    // during
    if (q.kind == QuantityKind::duration && at > in.span.first &&
        in.scan.is(at - 1, direction_up | direction_down))
      return false;
    constexpr double few = 4;  // "over two sessions" takes two of them
    return !(q.kind == QuantityKind::count && q.value <= few);
  }
  if (word == "near") return q.kind == QuantityKind::money || q.kind == QuantityKind::percent;
  if (word == "say" || word == "Say") return in.scan.at(in.scan.tokens[at].range.end) == ',';
  return true;
}

static Bound stronger(Bound now, Bound more) {
  return now == Bound::exact ? more : more == Bound::about ? now : more;
}

static bool price_from(const SentenceState& in, std::size_t from, const Quantity& q) {
  if (q.kind != QuantityKind::money && q.kind != QuantityKind::measure) return false;
  if (from > in.span.first && in.scan.is(from - 1, direction_up | direction_down)) return false;
  if (from + 1 < in.span.last) {
    for (std::size_t k = from + 1; k < std::min(in.span.last, from + 10); ++k) {
      if (in.scan.reads(k, "to")) return false;
    }
  }
  // A price tag follows a noun, not a verb of motion: "models from $700".
  return from > in.span.first && in.plural_noun(from - 1);
}

std::size_t bounds_after(const SentenceState& in, Quantity& q, std::size_t last, bool range) {
  // "20+", "5%+"
  if (in.scan.at(q.text.end) == '+' && in.scan.at(q.text.end + 1) != '1') {
    if (!range) q.bound = Bound::at_least;
    ++q.text.end;
  } else if (in.scan.at(q.number.end) == '+' && q.number.end < q.text.end) {
    if (!range) q.bound = Bound::at_least;
  }
  if (!in.has(last + 1) || !in.scan.is(last + 1, bound_first)) return last;
  const Gap gap = Scan::kind_of(
      in.scan.text.substr(q.text.end, in.scan.tokens[last + 1].range.begin - q.text.end));
  if (gap != Gap::space && gap != Gap::hyphen) return last;
  std::uint64_t hash = 0;
  for (std::size_t n = 0; n < 4 && in.has(last + 1 + n); ++n) {
    if (n > 0 && in.scan.gap(last + n) != Gap::space) break;
    hash = extend_phrase(hash, in.scan.tokens[last + 1 + n].hash);
    if (const Phrase* phrase = in.lexicon.phrase(hash);
        phrase && phrase->kind == PhraseKind::bound_after) {
      const std::size_t behind = last + 2 + n;
      // "24 hours plus 3 hours" adds
      if (n == 0 && in.scan.reads(last + 1, "plus") && in.has(behind) &&
          q.kind != QuantityKind::number &&
          (in.scan.number(behind) || in.scan.is(behind, cardinal | article | determiner) ||
           may_be_sign(in.scan.at(in.scan.tokens[last + 1].range.end + 1))))
        return last;
      if (!range && q.bound == Bound::exact) q.bound = phrase->bound;
      last = last + 1 + n;
      q.text.end = in.scan.tokens[last].range.end;
      // "20-odd sessions"
      if (q.unit.empty() && in.has(last + 1) && in.scan.gap(last) == Gap::space &&
          in.plural_noun(last + 1)) {
        ++last;
        q.unit = lower(in.scan.view(last));
        q.kind = QuantityKind::count;
        q.text.end = in.scan.tokens[last].range.end;
      }
      return last;
    }
  }
  return last;
}

// "trimmed its budget by 2 million": the verb before its object. Token `by` stands before the
// figure.
static Direction moved_object(const SentenceState& in, std::size_t by) {
  constexpr std::size_t longest_object = 5;  // words
  const std::string_view last = in.scan.view(by - (by > in.span.first));
  if (last.ends_with("ed") || last.ends_with("en")) return Direction::none;  // "opposed by 40"
  for (std::size_t i = by; i > in.span.first && by - i < longest_object; --i) {
    const std::size_t before = i - 1;
    if (in.scan.gap(before) != Gap::space || in.scan.number(before) ||
        in.scan.is(before, finite_auxiliary))
      return Direction::none;
    if (!in.scan.is(before, direction_up | direction_down)) continue;
    const bool verb = before > in.span.first && in.scan.gap(before - 1) == Gap::space &&
                      (!in.scan.is(before - 1, article | determiner | function) ||
                       in.scan.is(before - 1, pronoun)) &&
                      before + 1 < by;
    if (!verb) return Direction::none;
    return in.scan.is(before, direction_up) ? Direction::up : Direction::down;
  }
  return Direction::none;
}

static bool may_change(const Quantity& q) {
  return q.kind == QuantityKind::percent || q.kind == QuantityKind::money ||
         q.kind == QuantityKind::measure || q.kind == QuantityKind::fraction;
}

// "dropped a few hundred dollars on a coat", "a drop of 6 mm", "drops 8 feet": what is spent, and
// the shape of a thing.
static bool drops_otherwise(const SentenceState& in, const Quantity& q, std::size_t word,
                            std::size_t last) {
  if (!in.scan.reads_any(word, "drop", "Drop", "drops", "dropped", "dropping")) return false;
  if (q.kind == QuantityKind::measure) {
    // "The lake dropped 8 feet" fell; so small a drop as "The drop is 10 mm" is of a thing.
    const bool noun = in.scan.reads_any(word, "drop", "Drop") && in.has(word + 1) &&
                      !in.scan.number(word + 1) && !in.scan.is(word + 1, cardinal);
    const bool small = q.unit == "mm" || q.unit == "cm";
    const bool of = noun && in.scan.reads(word + 1, "of");
    if (!in.scan.reads(word, "drops") && !of && !(noun && small)) return false;
    constexpr std::string_view lengths[] = {"mm", "cm", "m", "in", "ft"};
    return std::ranges::find(lengths, q.unit) != std::end(lengths);
  }
  return q.kind == QuantityKind::money && in.has(last + 2) && in.scan.spaced(last) &&
         in.scan.reads_any(last + 1, "on", "for") && in.scan.spaced(last + 1) &&
         !in.scan.tokens[last + 2].capitalised && !in.scan.number(last + 2);
}

// "(up) on last year", "(down) for the third year", "(up) on a year ago": is the change told beside
// another time? Token `joint` stands behind "up" or "down".
static bool beside_time(const SentenceState& in, std::size_t joint) {
  if (!in.has(joint + 1) || !in.scan.spaced(joint) ||
      !in.scan.reads_any(joint, "on", "for", "from"))
    return false;
  std::size_t time = joint + 1;
  const bool led = in.scan.is(time, article | determiner) || in.scan.reads(time, "the");
  if (led && (!in.has(++time) || !in.scan.spaced(time - 1))) return false;
  const auto lasts = [&](std::size_t i) {
    return in.has(i) && in.scan.spaced(i - 1) && in.scan.is(i, unit_word) &&
           in.lexicon.units()[in.scan.words[i]->unit].kind == QuantityKind::duration;
  };
  if (in.scan.is(time, relative_before | ordinal) && lasts(time + 1)) return true;
  return led ? lasts(time) : in.scan.is(time, month | season);
}

// "broken down into 13 parts", "sat down with two pilots": does "down" or "up", token `word`, only
// round off a verb? A change is by, to or from something.
static bool rounds_off_verb(const SentenceState& in, std::size_t word) {
  return in.scan.reads_any(word, "down", "up", "Down", "Up") && in.has(word + 1) &&
         in.scan.reads_any(word + 1, "into", "with", "on", "for", "as", "of", "through",
                           "against") &&
         !beside_time(in, word + 1);
}

// "takes a 30% cut of each sale", "a 30% cut from the rents": a share.
static bool is_share(const SentenceState& in, std::size_t noun) {
  return in.scan.reads(noun, "cut") && in.has(noun + 1) && in.scan.spaced(noun) &&
         in.scan.reads(noun + 1, "of");
}

void direction_behind(const SentenceState& in, Quantity& q, std::size_t first, std::size_t last) {
  if (!may_change(q) || !in.has(last + 1)) return;
  const Word& next = *in.scan.words[last + 1];
  // "12 percent up on last year"
  const bool beside = in.scan.reads_any(last + 1, "up", "down") && beside_time(in, last + 2);
  if (!beside && (next.traits & (change_noun | change_adjective)) == 0) return;
  const Gap gap = in.scan.gap(last);
  if (gap != Gap::space && gap != Gap::other) return;
  const std::string_view between = in.scan.text.substr(
      q.text.end, in.scan.tokens[last + 1].range.begin -
                      std::min(q.text.end, in.scan.tokens[last + 1].range.begin));
  if (between != " ") return;
  if (!beside && (next.traits & change_adjective) == 0) {
    // "a 5 percent rise", and not "some 5 percent cut their hair"
    std::size_t at = first;
    while (at > in.span.first && in.scan.tokens[at - 1].range.begin >= q.text.begin) --at;
    const bool noun =
        at > in.span.first && in.scan.gap(at - 1) == Gap::space &&
        (in.scan.is(at - 1, article | determiner) || in.scan.view(at - 1).ends_with("'s") ||
         in.scan.view(at - 1).ends_with("\u2019s"));
    if (!noun || is_share(in, last + 1)) return;
  }
  if (next.is(direction_up)) q.direction = Direction::up;
  if (next.is(direction_down)) q.direction = Direction::down;
}

void direction(const SentenceState& in, Quantity& q, std::size_t first, std::size_t last) {
  if (q.kind == QuantityKind::multiple && in.scan.is(first, direction_up | direction_down)) {
    q.direction = in.scan.is(first, direction_up) ? Direction::up : Direction::down;
    return;
  }
  std::size_t at = first;
  while (at > in.span.first && in.scan.tokens[at - 1].range.begin >= q.text.begin) --at;
  bool led_to = false;  // "by", "to" or "from" between the figure and the word
  for (std::size_t n = 0; n < direction_words && at > in.span.first; ++n) {
    const std::size_t before = at - 1;
    led_to = led_to || in.scan.reads_any(at, "by", "to", "from");
    const std::string_view between =
        in.scan.text.substr(in.scan.tokens[before].range.end,
                            in.scan.tokens[at].range.begin - in.scan.tokens[before].range.end);
    if (between != " " && between.find_first_of(".;:!?(") != between.npos) return;
    if (in.scan.number(before)) {
      // "rose 8.1 percent to 99.20 yuan": the same move
      if (in.quantities.size() > in.sentence_begin &&
          in.quantities.back().direction != Direction::none && in.scan.reads(at, "to") && n <= 2) {
        q.direction = in.quantities.back().direction;
      }
      return;
    }
    const std::size_t begin = in.scan.tokens[before].range.begin;
    const bool compound = begin > 0 && in.scan.text[begin - 1] == '-';  // "a jaw-dropping 5 %"
    if (in.scan.is(before, direction_up | direction_down) && !compound) {
      if (in.scan.reads(before, "up") && in.scan.reads(at, "to")) return;
      if (rounds_off_verb(in, before) || drops_otherwise(in, q, before, last)) return;
      if (in.scan.reads_any(before, "cut", "cuts")) {
        if (q.kind == QuantityKind::count && n > 0) return;
      }
      // "shut down within 6 months", "broke up two days" tell when and how long; "fell by two
      // months" and "gained two minutes" tell a change.
      // "Waits are up two weeks" tells one too.
      const bool is_so = before > 0 && in.scan.reads_any(before - 1, "is", "are", "was", "were");
      const bool particle = in.scan.reads_any(before, "up", "down") && !is_so;
      if (q.kind == QuantityKind::duration && !led_to && (n > 0 || particle)) return;
      q.direction = in.scan.is(before, direction_up) ? Direction::up : Direction::down;
      return;
    }
    const bool filler = in.scan.is(before, function | bound_last | unit_word | scale) ||
                        in.scan.reads(before, "per");
    if (!filler) {
      if (in.scan.reads(at, "by") && may_change(q)) q.direction = moved_object(in, at);
      return;
    }
    if (in.scan.is(before, unit_word) && in.quantities.size() > in.sentence_begin &&
        in.scan.reads(at, "to") &&
        in.quantities.back().text.end == in.scan.tokens[before].range.end &&
        in.quantities.back().direction != Direction::none) {
      q.direction = in.quantities.back().direction;
      return;
    }
    at = before;
  }
}

bool relative_time(const SentenceState& in, const Quantity& q, std::size_t first,
                   std::size_t last) {
  if (in.has(last + 1) && in.scan.gap(last) == Gap::space && in.scan.is(last + 1, relative_after)) {
    const std::string_view next = in.scan.view(last + 1);
    if (next == "from")
      return in.has(last + 2) && (in.scan.reads_any(last + 2, "now", "today", "tomorrow"));
    if (next == "out" || next == "before" || next == "after") return next != "out";
    return true;
  }
  std::size_t at = first;
  while (at > in.span.first && in.scan.tokens[at - 1].range.begin >= q.text.begin) --at;
  if (q.bound != Bound::exact && q.bound != Bound::range && q.bound != Bound::about) return false;
  if (q.text.begin < q.number.begin && q.bound == Bound::exact)
    return false;  // "in just six minutes"
  if (at > in.span.first && in.scan.is(at - 1, relative_before)) return true;
  if (at > in.span.first + 1 && in.scan.is(at - 1, article) && in.scan.is(at - 2, relative_before))
    return true;
  return false;
}

}  // namespace assay::mentions
