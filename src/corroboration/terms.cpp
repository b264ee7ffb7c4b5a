#include "corroboration/terms.h"
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>

namespace assay::corroboration {
namespace {

// Numbers tell more than their frequency says: a claim stands or falls with them.
constexpr float number_weight = 6.0f;  // guess, about the weight of a word in 1 of 400 sentences

std::uint64_t number_hash(std::string_view digits) {
  char plain[32];
  std::size_t size = 0;
  for (const char c : digits) {
    if (c != ',' && size < sizeof plain) plain[size++] = c;
  }
  return word_hash({plain, size});
}

// Days since 1970-01-01 of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level
// date algorithms").
int days_of(int year, int month, int day) {
  year -= month <= 2;
  const int era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::int8_t weekday_of(int days) { return static_cast<std::int8_t>(((days + 3) % 7 + 7) % 7 + 1); }

// The day a document was published; `days` is unset when it does not say.
struct Published {
  int year = 0, month = 0;
  std::optional<int> days;
};

Published published(std::string_view date) {
  constexpr std::size_t length = std::string_view("2001-02-03").size();
  if (date.size() < length || date[4] != '-' || date[7] != '-') return {};
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : date.substr(at, count)) {
      if (c < '0' || c > '9') return 0;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year == 0 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  return {year, month, days_of(year, month, day)};
}

void set_weekday(Value& value, const Published& day) {
  if (value.year == 0 || value.month == 0 || value.day == 0) return;
  const int days = days_of(value.year, value.month, value.day);
  value.weekday = weekday_of(days);
  constexpr int week = 7;
  if (day.days && std::abs(days - *day.days) <= week) value.published = *day.days;
}

// Times that only the date of publication places: "yesterday", "on Tuesday", "last year".
void append_relative_dates(const Document& document, std::span<const Token> tokens,
                           const Published& day, const Lexicon& lexicon, std::vector<Value>& out) {
  if (!day.days) return;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Lexicon::RelativeTime* relative = lexicon.relative_time(tokens[i].hash);
    if (relative == nullptr) continue;
    Value value;
    value.is_date = true;
    value.range = tokens[i].range;
    switch (relative->kind) {
      case Lexicon::RelativeTime::Kind::day:
        value.weekday = weekday_of(*day.days + relative->number);
        value.published = *day.days;
        break;
      case Lexicon::RelativeTime::Kind::weekday:
        if (!tokens[i].capitalised) continue;
        value.weekday = static_cast<std::int8_t>(relative->number);
        value.published = *day.days;
        break;
      case Lexicon::RelativeTime::Kind::side: {  // "last", "this", "next"
        if (i + 1 == tokens.size()) continue;
        const std::string_view unit = document.view(tokens[i + 1].range);
        if (unit == "year") {
          value.year = static_cast<std::int16_t>(day.year + relative->number);
        } else if (unit == "month") {
          const int month = day.year * 12 + day.month - 1 + relative->number;
          value.year = static_cast<std::int16_t>(month / 12);
          value.month = static_cast<std::int8_t>(month % 12 + 1);
        } else {
          continue;
        }
        value.range.end = tokens[i + 1].range.end;
        break;
      }
    }
    out.push_back(value);
  }
}

// "The 19th century", "nineteenth century". Those before the common era are none of these.
void append_centuries(const Document& document, std::span<const Token> tokens,
                      const Lexicon& lexicon, std::vector<Value>& out) {
  static const std::uint64_t century = word_hash("century");
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].hash != century) continue;
    const Token& which = tokens[i - 1];
    const Lexicon::Ordinal* ordinal = lexicon.ordinal(which.hash);
    constexpr int last_century = 21;
    if (ordinal == nullptr || ordinal->number > last_century) continue;
    const std::string_view before = slice(document.text, {0, which.range.begin});
    if (before.ends_with('-')) continue;  // "twenty-first"
    if (i + 1 < tokens.size() && document.view(tokens[i + 1].range).starts_with('B')) continue;
    Value value;
    value.range = {which.range.begin, tokens[i].range.end};
    value.is_date = true;
    value.year = static_cast<std::int16_t>(100 * (ordinal->number - 1) + 1);
    value.years = 100;
    out.push_back(value);
  }
}

// Durations are compared in days, whatever unit they are told in.
double days_in(std::string_view unit) {
  static constexpr std::pair<std::string_view, double> lengths[] = {
      {"minute", 1.0 / 1440}, {"hour", 1.0 / 24}, {"day", 1}, {"week", 7},
      {"month", 30.4},        {"year", 365}};
  const auto found = std::ranges::find(lengths, unit, &std::pair<std::string_view, double>::first);
  return found == std::end(lengths) ? 0 : found->second;
}

// The root of a unit's last word: what is counted ("Iranian people").
std::uint64_t counted_of(const Quantity& quantity) {
  if (quantity.kind != QuantityKind::count && quantity.kind != QuantityKind::number) return 0;
  const std::string_view unit = quantity.unit;
  const std::string_view last = unit.substr(unit.rfind(' ') + 1);
  return last.empty() ? 0 : corroboration::stem_of(last, word_hash(last)).root;
}

// How many years from `year` on the text speaks of: 10 in "1990s", 100 in "1800s".
std::int16_t years_from(int year, std::string_view text) {
  if (year <= 0 || year % 10 != 0 || !text.ends_with('s')) return 1;
  return year % 100 == 0 ? 100 : 10;
}

void append_values(const Document& document, const Mentions& mentions, Range range,
                   const Published& day, std::vector<Value>& out) {
  const auto from = [&](const auto& list) {
    return std::ranges::lower_bound(list, range.begin, {},
                                    [](const auto& mention) { return mention.text.begin; });
  };
  for (auto q = from(mentions.quantities);
       q != mentions.quantities.end() && q->text.begin < range.end; ++q) {
    Value value;
    value.range = q->text;
    value.low = q->value;
    value.high = q->bound == Bound::range ? q->high : q->value;
    value.unit = q->unit.empty() ? 0 : corroboration::stem_of(q->unit, word_hash(q->unit)).root;
    value.counted = counted_of(*q);
    value.kind = q->kind;
    value.bound = q->bound;
    if (const double days = days_in(q->unit); days > 0 && q->kind == QuantityKind::duration) {
      static const std::uint64_t day = word_hash("day");
      value.low *= days;
      value.high *= days;
      value.unit = day;
    }
    out.push_back(value);
  }
  for (auto d = from(mentions.dates); d != mentions.dates.end() && d->text.begin < range.end; ++d) {
    Value value;
    value.range = d->text;
    value.is_date = true;
    value.year = static_cast<std::int16_t>(d->year);
    value.years = years_from(d->year, document.view(d->text));
    value.month = static_cast<std::int8_t>(d->month);
    value.day = static_cast<std::int8_t>(d->day);
    set_weekday(value, day);
    out.push_back(value);
  }
}

// A negation that denies nothing: "no more than" bounds a figure, "not only" adds to it.
bool denies_nothing(const Document& document, std::span<const Token> after) {
  if (after.empty()) return false;
  static constexpr std::string_view bounding[] = {"more",    "less",   "fewer", "later", "earlier",
                                                  "greater", "higher", "lower", "sooner"};
  static constexpr std::string_view idle[] = {"only",  "just", "merely", "simply",
                                              "least", "but",  "doubt",  "matter"};
  const std::string_view next = document.view(after[0].range);
  if (std::ranges::find(idle, next) != std::end(idle)) return true;
  return after.size() > 1 && document.view(after[1].range) == "than" &&
         std::ranges::find(bounding, next) != std::end(bounding);
}

// An ordinal in figures that is no part of a date, else null.
const Lexicon::Ordinal* ordinal_of(const Token& token, const Lexicon& lexicon,
                                   std::span<const Value> values) {
  const Lexicon::Ordinal* ordinal = lexicon.ordinal(token.hash);
  const bool dates = ordinal != nullptr && std::ranges::any_of(values, [&](const Value& value) {
                       return value.is_date && value.day != 0 &&
                              token.range.begin >= value.range.begin &&
                              token.range.end <= value.range.end;
                     });
  return dates ? nullptr : ordinal;
}

// "Ruled out": a rule alone denies nothing.
bool rules_out(const Document& document, std::span<const Token> from) {
  static constexpr std::string_view forms[] = {"rule", "rules", "ruled", "ruling"};
  return from.size() > 1 && document.view(from[1].range) == "out" &&
         std::ranges::find(forms, document.view(from[0].range)) != std::end(forms);
}

// "conflict-free": it has none.
bool is_free_of(const Document& document, const Token& token) {
  return token.range.begin > 0 && document.text[token.range.begin - 1] == '-' &&
         document.view(token.range) == "free";
}

bool holds_break(std::string_view between) {
  return between.find_first_of(",;:()") != std::string_view::npos ||
         between.find("\xe2\x80\x93") != std::string_view::npos ||  // en dash
         between.find("\xe2\x80\x94") != std::string_view::npos;    // em dash
}

}  // namespace

void append_terms(const Document& document, const Mentions& mentions, Range range,
                  std::span<const Token> tokens, const Lexicon& lexicon, TermBuffer& out) {
  const std::size_t first_value = out.values.size(), first_term = out.terms.size();
  const Published day =
      published(document.date.empty() ? document.metadata.published : document.date);
  append_values(document, mentions, range, day, out.values);
  append_relative_dates(document, tokens, day, lexicon, out.values);
  append_centuries(document, tokens, lexicon, out.values);
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    Term term;
    term.range = token.range;
    term.initial = out.terms.size() == first_term;
    term.breaks = !term.initial &&
                  holds_break(document.view({out.terms.back().range.end, token.range.begin}));
    if (const Lexicon::Alias alias = lexicon.alias(tokens.subspan(i)); alias.length > 0) {
      const Token& last = tokens[i + alias.length - 1];
      term.range.end = last.range.end;
      term.name = alias.proper || (token.capitalised && !term.initial);
      term.alias = true;
      if (alias.seat) {
        term.stem = stem_of(document.view(token.range), token.hash).stem;
        term.root = alias.canonical;
      } else {
        term.stem = term.root = alias.canonical;
      }
      constexpr float alias_weight = 5.0f;  // guess: names of countries and bodies are common
      term.weight = alias_weight;
      i += alias.length;
      out.terms.push_back(term);
      continue;
    }
    if (token.kind == TokenKind::number) {
      term.number = true;
      term.weight = number_weight;
      const Lexicon::Ordinal* ordinal =
          ordinal_of(token, lexicon, std::span(out.values).subspan(first_value));
      if (ordinal == nullptr) {
        term.stem = term.root = number_hash(document.view(token.range));
      } else {
        const std::uint64_t hash = word_hash(ordinal->word);
        const Stem stem = stem_of(ordinal->word, hash);
        term.stem = stem.stem;
        term.root = stem.root;
        term.traits = lexicon.traits(hash, stem.stem) & ~trait::spelled;
        term.framed = lexicon.framed(hash, stem.stem);
      }
    } else {
      const Stem stem = stem_of(document.view(token.range), token.hash);
      term.stem = stem.stem;
      term.root = stem.root;
      term.traits = lexicon.traits(token.hash, stem.stem);
      if ((term.traits & trait::negation) != 0 && denies_nothing(document, tokens.subspan(i + 1)))
        term.traits &= ~trait::negation;
      if (term.traits == 0 && !token.capitalised && document.view(token.range).ends_with("ed"))
        term.traits |= trait::done;
      if (is_free_of(document, token)) term.traits |= trait::negation;
      if (rules_out(document, tokens.subspan(i))) term.traits |= trait::reversing;
      term.capitals = token.all_caps;
      term.name = token.capitalised && (!term.initial || token.all_caps) &&
                  (term.traits & (trait::stop | trait::month | trait::weekday)) == 0;
      term.weight = (term.traits & trait::stop) ? 0 : lexicon.weight(stem.stem);
      term.vector = lexicon.vector(stem.stem);
      term.framed = !term.name && lexicon.framed(token.hash, stem.stem);
    }
    ++i;
    out.terms.push_back(term);
  }
  // The terms are sorted, so each value's terms are found by bisection.
  const auto begin = out.terms.begin() + static_cast<std::ptrdiff_t>(first_term);
  const std::size_t count = std::min<std::size_t>(out.values.size() - first_value, Term::no_value);
  for (std::size_t v = 0; v < count; ++v) {
    Value& value = out.values[first_value + v];
    auto term = std::lower_bound(
        begin, out.terms.end(), value.range.begin,
        [](const Term& t, std::uint32_t offset) { return t.range.begin < offset; });
    for (; term != out.terms.end() && term->range.begin < value.range.end; ++term)
      term->value = static_cast<std::uint16_t>(v);
    // What is counted ties the quantity to its matter: the unit's last word, else the noun behind.
    if (value.counted != 0) {
      const auto head =
          std::find_if(std::make_reverse_iterator(term), std::make_reverse_iterator(begin),
                       [&](const Term& t) { return t.root == value.counted; });
      if (head.base() != begin) {
        value.noun = head->root;
        value.noun_vector = head->vector;
        continue;
      }
    }
    constexpr std::ptrdiff_t noun_reach = 3;
    for (std::ptrdiff_t step = 0; step < noun_reach && term != out.terms.end(); ++step, ++term) {
      if (!term->content()) continue;
      value.noun = term->root;
      value.noun_vector = term->vector;
      break;
    }
  }
}

}  // namespace assay::corroboration
