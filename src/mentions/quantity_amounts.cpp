#include "mentions/quantity_amounts.h"
#include <algorithm>
#include <cmath>

#include "text/ascii.h"

namespace assay::mentions {

static std::optional<Amount> article_unit(const SentenceState& in, std::size_t i);
static const Sign* sign_before(const SentenceState& in, std::uint32_t end);
static const Sign* sign_at(const SentenceState& in, std::uint32_t begin);
static bool plain_code(std::string_view word);
static std::uint32_t consumed_bytes(const SentenceState& in);
static void glued_unit(const SentenceState& in, Amount& amount);
static void bracketed_unit(const SentenceState& in, Amount& amount, std::size_t j);
static bool million_code(const SentenceState& in, Amount& amount, std::size_t j);
static void money_tail(const SentenceState& in, Amount& amount);
static void cents_after(const SentenceState& in, Amount& amount);
static void inches(const SentenceState& in, Amount& amount);
static std::uint16_t phrase_unit(const SentenceState& in, std::string_view text);
static bool stretch_adjective(const SentenceState& in, std::size_t j);
static bool fits_unit(const SentenceState& in, const Amount& amount, std::size_t j);

// "from 2700K to 6000K": thousands of thousands that count nothing are the colour of light.
static void colour_of_light(const SentenceState& in, Amount& amount) {
  constexpr double least = 1000, most = 20'000;
  Number& number = amount.number;
  if (amount.unit || number.spelled || number.last != number.first || number.unscaled < least ||
      number.unscaled > most || in.scan.view(number.first).back() != 'K' ||
      (in.has(number.last + 1) && in.scan.gap(number.last) == Gap::space &&
       in.plural_noun(number.last + 1)))
    return;
  number.value = number.unscaled;
  amount.unit = in.lexicon.word(word_hash("kelvin")).unit;
}

std::optional<Amount> amount_at(const SentenceState& in, std::size_t i) {
  std::optional<Number> number = parse_number(in.scan, in.span, i);
  if (!number && in.scan.is(i, article)) return article_unit(in, i);
  if (!number) return std::nullopt;
  Amount amount;
  amount.number = *number;
  amount.range = number->range;
  amount.last = number->last;
  if (number->ordinal) {
    amount.value = number->value;
    return amount;
  }
  bool negative = false;
  currency_before(in, amount, negative);
  glued_unit(in, amount);
  unit_after(in, amount);
  if (number->scaled) colour_of_light(in, amount);
  if (!amount.unit && number->suffix && !amount.number.scaled) return std::nullopt;
  amount.value = amount.number.value;
  if (amount.unit) amount.value *= in.lexicon.units()[amount.unit].factor;
  if (amount.unit && amount.range.begin >= 2) {
    // "- 20 degrees": only a temperature takes a sign set apart
    const std::string& code = in.lexicon.units()[amount.unit].code;
    const std::string_view lead = in.scan.text.substr(0, amount.range.begin);
    if ((code == "celsius" || code == "fahrenheit") && lead.ends_with("- ") &&
        (lead.size() == 2 || lead[lead.size() - 3] == ' ')) {
      negative = true;
      amount.range.begin -= 2;
    }
  }
  if (negative) amount.value = -amount.value;
  return amount;
}

// Units of a length, an area, a weight or a size, of which "about one" is an amount.
static bool measures_size(const Unit& unit) {
  constexpr std::string_view sizes[] = {"m",    "km", "cm", "mm", "mi", "ft", "in", "yd",
                                        "acre", "ha", "kg", "g",  "t",  "l",  "TB", "GB"};
  return std::ranges::find(sizes, unit.code) != std::end(sizes);
}

// "a decade", "a penny", "an hour": one of a unit, only where a rate or bound makes it a figure.
static std::optional<Amount> article_unit(const SentenceState& in, std::size_t i) {
  if (!in.has(i + 1) || in.scan.gap(i) != Gap::space) return std::nullopt;
  const std::string_view word = in.scan.view(i + 1);
  const bool wanted = in.scan.is(i + 1, unit_word) && word.back() != 's';
  if (!wanted) return std::nullopt;
  const Unit& unit = in.lexicon.units()[in.scan.words[i + 1]->unit];
  if (i == in.span.first || !in.scan.is(i - 1, bound_last) || in.scan.gap(i - 1) != Gap::space)
    return std::nullopt;
  const bool long_time = unit.code == "decade" || unit.code == "century";
  const bool stretch = long_time || unit.code == "year" || unit.code == "month" ||
                       unit.code == "week" || unit.code == "hour";
  const bool compared = in.scan.reads_any(i - 1, "than", "nearly", "almost", "least");
  // "about a metre", "over a century"; a report "about a week" or talk "over a pint" measures
  // nothing.
  const bool rough = in.scan.reads_any(i - 1, "about", "around", "over") &&
                     (long_time || (unit.kind == QuantityKind::measure && measures_size(unit)));
  const bool counts = compared ? stretch || unit.kind != QuantityKind::duration : rough;
  if (!counts) return std::nullopt;
  Amount amount;
  amount.number.first = i;
  amount.number.last = i;
  amount.number.value = amount.number.unscaled = 1;
  amount.number.spelled = true;
  amount.number.range = in.scan.tokens[i].range;
  amount.range = {in.scan.tokens[i].range.begin, in.scan.tokens[i + 1].range.end};
  amount.last = i + 1;
  amount.unit = in.scan.words[i + 1]->unit;
  amount.value = unit.factor;
  return amount;
}

void currency_before(const SentenceState& in, Amount& amount, bool& negative) {
  if (amount.number.spelled) {
    const std::size_t i = amount.number.first;
    if (i > in.span.first && in.scan.is(i - 1, minus_word) && in.scan.gap(i - 1) != Gap::other) {
      negative = true;
      amount.range.begin = in.scan.tokens[i - 1].range.begin;
    }
    return;
  }
  std::uint32_t at = amount.number.range.begin;
  const auto minus = [&] {
    if (at == 0) return;
    const std::string_view lead = in.scan.text.substr(0, at);
    std::uint32_t length = 0;
    if (lead.back() == '-') length = 1;
    if (lead.ends_with("\u2212")) length = 3;
    if (length &&
        (lead.size() == length || lead[lead.size() - length - 1] == ' ' ||
         lead[lead.size() - length - 1] == '(' || lead[lead.size() - length - 1] == '\n' ||
         lead[lead.size() - length - 1] == '\t')) {
      // A dash at a line's start or between words is no minus sign unless glued to the digits.
      negative = true;
      at -= length;
    }
  };
  minus();
  const bool one_space = at > 0 && in.scan.before(at) == ' ';
  const std::uint32_t sign_end = one_space ? at - 1 : at;
  if (sign_end > 0 && may_be_sign(in.scan.text[sign_end - 1])) {
    if (const Sign* sign = sign_before(in, sign_end);
        sign && in.lexicon.units()[sign->unit].kind == QuantityKind::money &&
        !(one_space && sign_end < consumed_bytes(in))) {
      amount.unit = sign->unit;
      amount.currency_before = true;
      amount.range.begin = at = sign_end - static_cast<std::uint32_t>(sign->text.size());
      minus();
      if (negative) amount.range.begin = at;
      // "US $84", "HK $3": a country word before the sign is part of it already; a minus too.
      return;
    }
  }
  const std::size_t i = amount.number.first;
  if (i > in.span.first) {
    const Word& previous = *in.scan.words[i - 1];
    const Gap gap = in.scan.gap(i - 1);
    if ((gap == Gap::space || gap == Gap::glued) && previous.unit && i > in.consumed &&
        in.lexicon.units()[previous.unit].kind == QuantityKind::money &&
        (((in.scan.tokens[i - 1].all_caps || in.scan.view(i - 1).size() <= 3) &&
          in.scan.tokens[i - 1].capitalised) ||
         plain_code(in.scan.view(i - 1)))) {
      amount.unit = previous.unit;
      amount.currency_before = true;
      amount.range.begin = in.scan.tokens[i - 1].range.begin;
      return;
    }
    if (in.scan.is(i - 1, minus_word) && gap != Gap::other) {
      negative = true;
      amount.range.begin = in.scan.tokens[i - 1].range.begin;
      return;
    }
    // "Rs. 500", "USD: 5"
    const std::string_view between =
        in.scan.text.substr(in.scan.tokens[i - 1].range.end,
                            amount.number.range.begin - in.scan.tokens[i - 1].range.end);
    if ((between == ". " || between == ".") && previous.unit && in.scan.tokens[i - 1].capitalised &&
        in.scan.view(i - 1).size() <= 3 &&
        in.lexicon.units()[previous.unit].kind == QuantityKind::money) {
      amount.unit = previous.unit;
      amount.currency_before = true;
      amount.range.begin = in.scan.tokens[i - 1].range.begin;
      return;
    }
  }
  if (negative) amount.range.begin = at;
}

// The sign of `list` that ends at byte `end`, if any.
static const Sign* sign_before(const SentenceState& in, std::uint32_t end) {
  const std::string_view lead = in.scan.text.substr(0, end);
  for (const Sign& sign : in.lexicon.signs()) {
    if (lead.back() != sign.text.back() || !lead.ends_with(sign.text)) continue;
    // "US$" must not be the tail of a longer word ("BUS$").
    const std::size_t at = lead.size() - sign.text.size();
    const char first = sign.text.front();
    const bool lettered = ascii::is_letter(first);
    if (lettered && at > 0 && ascii::is_letter(lead[at - 1])) continue;
    return &sign;
  }
  return nullptr;
}

static const Sign* sign_at(const SentenceState& in, std::uint32_t begin) {
  const std::string_view rest = in.scan.text.substr(begin);
  for (const Sign& sign : in.lexicon.signs()) {
    if (rest.front() == sign.text.front() && rest.starts_with(sign.text)) return &sign;
  }
  return nullptr;
}

// A currency code that is no other word in lower case.
static bool plain_code(std::string_view word) {
  static constexpr std::string_view codes[] = {"usd", "eur", "gbp", "rmb", "cny", "jpy", "inr",
                                               "cad", "aud", "chf", "btc", "rs",  "yen", "dollar"};
  return std::ranges::find(codes, word) != std::end(codes);
}

static std::uint32_t consumed_bytes(const SentenceState& in) {
  return in.consumed > in.span.first ? in.scan.tokens[in.consumed - 1].range.end : 0;
}

// Letters glued to the digits: a unit ("20km") or a scale ("$10m", "4.3M sales").
static void glued_unit(const SentenceState& in, Amount& amount) {
  Number& number = amount.number;
  if (!number.suffix) return;
  const std::string_view token = in.scan.view(number.last);
  const std::string_view suffix = token.substr(token.size() - number.suffix);
  const double factor = in.lexicon.suffix_scale(word_hash(suffix));
  bool as_scale = false;
  if (factor > 0) {
    const bool noun = in.has(number.last + 1) && in.scan.gap(number.last) == Gap::space &&
                      in.plural_noun(number.last + 1);
    // "4K video", "a 10k": a format or a race unless something is counted.
    const bool format = !amount.currency_before && number.value < 20 &&
                        in.scan.document.tokens.size() > 1 &&
                        number.value == std::floor(number.value) &&
                        (suffix == "K" || (suffix == "k" && !noun && number.first > in.span.first &&
                                           in.scan.is(number.first - 1, article | determiner)));
    if (format) {
      number.scaled = false;
      return;
    }
    as_scale = amount.currency_before || !number.unit || suffix == "M" || suffix == "K" ||
               suffix == "k" || suffix == "B" || suffix == "T" || (suffix == "m" && noun);
    if (!amount.currency_before && number.unit && suffix != "M" && !noun)
      as_scale = suffix == "k" || suffix == "K";
  }
  if (as_scale) {
    number.value *= factor;
    number.scaled = true;
    // "4K video" is a name; thousands of something need a noun, a bound or money.
  } else {
    number.scaled = false;
    // "a 13F filing", "14.7C/": a capital letter that is no unit
    const bool letter_name =
        number.suffix == 1 && (suffix == "F" || suffix == "C") && in.has(number.last + 1) &&
        ((in.scan.gap(number.last) == Gap::space && !in.scan.is(number.last + 1, function)) ||
         in.scan.at(number.range.end) == '/');
    if (!amount.unit && !letter_name) amount.unit = number.unit;
  }
}

void unit_after(const SentenceState& in, Amount& amount) {
  const std::uint32_t end = in.scan.tokens[amount.last].range.end;
  if (end != amount.number.range.end && amount.number.range.end > end) return;
  if (amount.unit && amount.currency_before) {
    // "$76 US", "$31 Canadian": the country follows.
    if (in.has(amount.last + 1) && in.scan.gap(amount.last) == Gap::space &&
        (in.scan.reads_any(amount.last + 1, "US", "USD") ||
         in.scan.reads_any(amount.last + 1, "CAD", "AUD"))) {
      if (const Word& word = *in.scan.words[amount.last + 1]; word.unit) amount.unit = word.unit;
      ++amount.last;
      amount.range.end = in.scan.tokens[amount.last].range.end;
    } else if (in.has(amount.last + 1) && in.scan.gap(amount.last) == Gap::space &&
               in.scan.is(amount.last + 1, unit_word) &&
               !in.scan.tokens[amount.last + 1].capitalised &&
               in.lexicon.units()[in.scan.words[amount.last + 1]->unit].kind ==
                   QuantityKind::money &&
               in.scan.view(amount.last + 1).starts_with("dollar")) {
      ++amount.last;
      amount.range.end = in.scan.tokens[amount.last].range.end;
    }
    return;
  }
  if (amount.unit) return;  // glued
  // Signs: directly behind or after one space.
  std::uint32_t at = amount.number.range.end;
  if (amount.number.scaled && in.scan.at(at) == '.' && in.scan.at(at + 1) == ' ' &&
      may_be_sign(in.scan.at(at + 2))) {
    ++at;  // an abbreviated scale: "4,4 Mrd. €"
  }
  const char c = in.scan.at(at);
  const char d = c == ' ' ? in.scan.at(at + 1) : 0;
  if (may_be_sign(c) || may_be_sign(d)) {
    const std::uint32_t begin = may_be_sign(c) ? at : at + 1;
    const Sign* sign = sign_at(in, begin);
    // "5 $10": the sign belongs to the next number.
    const std::uint32_t sign_end = sign ? begin + static_cast<std::uint32_t>(sign->text.size()) : 0;
    const bool next_digit = sign && ascii::is_digit(in.scan.at(sign_end));
    if (sign && !(next_digit && begin > at)) {
      amount.unit = sign->unit;
      amount.range.end = sign_end;
      if (in.lexicon.units()[sign->unit].kind == QuantityKind::money) cents_after(in, amount);
      // "°C" is one sign; a sign may hold a token ("C").
      while (in.has(amount.last + 1) && in.scan.tokens[amount.last + 1].range.begin < sign_end)
        ++amount.last;
      // "% points"
      if (sign->text == "%" && in.has(amount.last + 1) &&
          in.scan.tokens[amount.last + 1].range.begin == sign_end + 1 &&
          (in.scan.reads_any(amount.last + 1, "point", "points"))) {
        if (const std::uint16_t unit = phrase_unit(in, "percentage point")) amount.unit = unit;
        ++amount.last;
        amount.range.end = in.scan.tokens[amount.last].range.end;
      }
      return;
    }
  }
  std::size_t j = amount.last + 1;
  if (!in.has(j)) return;
  const Gap gap = in.scan.gap(amount.last);
  if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::glued) {
    bracketed_unit(in, amount, j);
    return;
  }
  if (million_code(in, amount, j) || !unit_words(in, amount, j)) return;
  if (in.lexicon.units()[amount.unit].kind == QuantityKind::money) money_tail(in, amount);
  if (in.lexicon.units()[amount.unit].code == "ft") inches(in, amount);
}

// "20 (kg)"
static void bracketed_unit(const SentenceState& in, Amount& amount, std::size_t j) {
  const std::string_view between = in.scan.text.substr(
      amount.number.range.end, in.scan.tokens[j].range.begin - amount.number.range.end);
  if (between.size() != 2 || between[0] != ' ' ||
      (between[1] != '(' && between[1] != '{' && between[1] != '<'))
    return;
  const char close = in.scan.at(in.scan.tokens[j].range.end);
  if (close != ')' && close != '}' && close != '>') return;
  std::uint16_t unit = in.lexicon.exact_unit(in.scan.view(j));
  if (!unit && in.scan.is(j, unit_word)) unit = in.scan.words[j]->unit;
  if (!unit || amount.number.spelled) return;
  amount.unit = unit;
  amount.last = j;
  amount.range.end = in.scan.tokens[j].range.end + 1;
}

// "48.5 MGBP": millions of a currency.
static bool million_code(const SentenceState& in, Amount& amount, std::size_t j) {
  const std::string_view view = in.scan.view(j);
  if (view.size() != 4 || !in.scan.tokens[j].all_caps || view.front() != 'M') return false;
  const Word* word = in.lexicon.find(word_hash(view.substr(1)));
  if (!word || !word->unit || in.lexicon.units()[word->unit].kind != QuantityKind::money)
    return false;
  amount.number.value *= 1e6;
  amount.number.scaled = true;
  amount.unit = word->unit;
  amount.last = j;
  amount.range.end = in.scan.tokens[j].range.end;
  return true;
}

// Behind a currency word: its scale ("75 USD million") or the cents ("15 dollars and 50").
static void money_tail(const SentenceState& in, Amount& amount) {
  std::size_t j = amount.last + 1;
  if (!in.has(j) || in.scan.gap(amount.last) != Gap::space) return;
  if (in.scan.is(j, scale) && in.scan.words[j]->value >= 1e6 && !amount.number.scaled) {
    amount.number.value *= in.scan.words[j]->value;
    amount.number.scaled = true;
    amount.last = j;
    amount.range.end = in.scan.tokens[j].range.end;
    return;
  }
  if (amount.number.scaled || amount.number.value != std::floor(amount.number.value)) return;
  if (in.scan.is(j, number_and) && in.has(j + 1) && in.scan.gap(j) == Gap::space) ++j;
  if (!in.scan.number(j) && !in.scan.is(j, cardinal)) return;
  const std::optional<Number> cents = parse_number(in.scan, in.span, j);
  if (!cents || cents->suffix || cents->fraction || cents->value < 10 || cents->value > 99 ||
      cents->value != std::floor(cents->value))
    return;
  // "13 dollars and 45 cents"; else nothing may follow that the second number could count: "5
  // dollars and 50 tickets".
  if (in.has(cents->last + 1) && in.scan.gap(cents->last) == Gap::space &&
      (in.scan.reads_any(cents->last + 1, "cents", "pence"))) {
    amount.number.value += cents->value / 100;
    amount.last = cents->last + 1;
    amount.range.end = in.scan.tokens[amount.last].range.end;
    return;
  }
  if (in.has(cents->last + 1) && in.scan.gap(cents->last) != Gap::other) return;
  if (may_be_sign(in.scan.at(cents->range.end))) return;
  amount.number.value += cents->value / 100;
  amount.last = cents->last;
  amount.range.end = cents->range.end;
}

// "10 $ 30 cents"
static void cents_after(const SentenceState& in, Amount& amount) {
  const std::size_t j = amount.last + 1;
  if (!in.has(j + 1) || !in.scan.number(j) || in.scan.gap(j) != Gap::space ||
      in.scan.tokens[j].range.begin != amount.range.end + 1)
    return;
  const std::string_view word = in.scan.view(j + 1);
  if (word != "cent" && word != "cents") return;
  const Digits cents = parse_digits(in.scan.view(j), false);
  if (!cents.readable || cents.length != in.scan.view(j).size() || cents.value >= 100) return;
  amount.number.value += cents.value / 100;
  amount.last = j + 1;
  amount.range.end = in.scan.tokens[j + 1].range.end;
}

// "5 ft 2 in"
static void inches(const SentenceState& in, Amount& amount) {
  const std::size_t j = amount.last + 1;
  if (!in.has(j + 1) || in.scan.gap(amount.last) != Gap::space || !in.scan.number(j)) return;
  const std::optional<Number> more = parse_number(in.scan, in.span, j);
  if (!more || more->last != j || more->suffix || more->value >= 12) return;
  const std::string_view unit = in.scan.view(j + 1);
  if (in.scan.gap(j) != Gap::space || (unit != "in" && unit != "inches" && unit != "inch")) return;
  amount.number.value += more->value / 12;
  amount.last = j + 1;
  amount.range.end = in.scan.tokens[j + 1].range.end;
}

static std::uint16_t phrase_unit(const SentenceState& in, std::string_view text) {
  const std::string code(text);
  for (std::size_t u = 1; u < in.lexicon.units().size(); ++u) {
    if (in.lexicon.units()[u].code == code) return static_cast<std::uint16_t>(u);
  }
  return 0;
}

bool unit_words(const SentenceState& in, Amount& amount, std::size_t j) {
  // "four straight years", "another two full days"
  if (in.scan.is(j, unit_start) || in.scan.is(j, unit_word)) {
    if (in.scan.is(j, unit_start)) {
      std::uint64_t hash = 0;
      std::size_t best = 0;
      std::uint16_t unit = 0;
      for (std::size_t n = 0; n < Lexicon::max_phrase_words && in.has(j + n); ++n) {
        if (n > 0) {
          const Gap gap = in.scan.gap(j + n - 1);
          const std::string_view between = in.scan.text.substr(
              in.scan.tokens[j + n - 1].range.end,
              in.scan.tokens[j + n].range.begin - in.scan.tokens[j + n - 1].range.end);
          if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::slash && between != "." &&
              between != ". ")
            break;
        }
        hash = extend_phrase(hash, in.scan.tokens[j + n].hash);
        if (n == 0) continue;
        if (const Phrase* phrase = in.lexicon.phrase(hash);
            phrase && phrase->kind == PhraseKind::unit) {
          best = j + n;
          unit = phrase->unit;
        }
      }
      if (unit) {
        amount.unit = unit;
        amount.last = best;
        amount.range.end = in.scan.tokens[best].range.end;
        return true;
      }
    }
    if (in.scan.is(j, unit_word) && fits_unit(in, amount, j)) {
      amount.unit = in.scan.words[j]->unit;
      // Millions of pounds are money unless they are pounds of something.
      const bool of = in.has(j + 1) && in.scan.reads(j + 1, "of");
      if (amount.number.value >= 1e6 && !of && in.lexicon.units()[amount.unit].code == "lb") {
        if (const std::uint16_t pound = phrase_unit(in, "GBP")) amount.unit = pound;
      }
      amount.last = j;
      amount.range.end = in.scan.tokens[j].range.end;
      return true;
    }
  }
  // "four straight years", "the 5 upcoming years"
  if (in.has(j + 1) && in.scan.gap(j) == Gap::space && in.scan.gap(j - 1) == Gap::space &&
      in.scan.is(j + 1, unit_word) &&
      in.lexicon.units()[in.scan.words[j + 1]->unit].kind == QuantityKind::duration &&
      stretch_adjective(in, j)) {
    amount.unit = in.scan.words[j + 1]->unit;
    amount.last = j + 1;
    amount.range.end = in.scan.tokens[j + 1].range.end;
    return true;
  }
  if (in.scan.view(j).size() <= 3 && in.scan.gap(j - 1) != Gap::hyphen) {
    if (const std::uint16_t unit = in.lexicon.exact_unit(in.scan.view(j));
        unit && !amount.number.spelled) {
      // A single letter is a unit only where the noun phrase ends with it: not in "800,000
      // F-Series", "14.7C/".
      const Gap gap = in.has(j + 1) ? in.scan.gap(j) : Gap::other;
      const bool name = in.has(j + 1) && (gap == Gap::hyphen || gap == Gap::glued);
      const bool ends = !in.has(j + 1) || (gap != Gap::space && !name) ||
                        (gap == Gap::space && in.scan.is(j + 1, function)) ||
                        in.scan.number(j + 1) || in.scan.view(j).size() > 1;
      if (ends) {
        amount.unit = unit;
        amount.last = j;
        amount.range.end = in.scan.tokens[j].range.end;
        return true;
      }
    }
  }
  return false;
}

static bool stretch_adjective(const SentenceState& in, std::size_t j) {
  static constexpr std::string_view words[] = {
      "straight",  "full",   "consecutive", "more",    "additional", "extra",    "further",
      "whole",     "long",   "short",       "working", "calendar",   "solid",    "successive",
      "upcoming",  "coming", "past",        "last",    "next",       "previous", "following",
      "preceding", "prior",  "fiscal",      "final",   "first",      "recent"};
  return std::ranges::find(words, in.scan.view(j)) != std::end(words);
}

// Guards units that are ordinary words elsewhere: "second", "stone", "foot", "mark", "won".
static bool fits_unit(const SentenceState& in, const Amount& amount, std::size_t j) {
  const std::string_view word = in.scan.view(j);
  const Unit& unit = in.lexicon.units()[in.scan.words[j]->unit];
  const bool hyphen = in.scan.gap(j - 1) == Gap::hyphen;
  if (word == "won" && !amount.number.scaled) return false;
  if (word == "second" && !hyphen && amount.number.value != 1) return false;
  if (word == "x" || word == "X") {
    // "6 x 4 feet" measures two sides.
    return !amount.number.spelled && !(in.has(j + 1) && in.scan.number(j + 1));
  }
  // "the top 5 HR tools": in capitals an hour only where the phrase ends with it
  if (unit.kind == QuantityKind::duration && in.scan.tokens[j].all_caps && word.size() <= 3 &&
      !hyphen && in.has(j + 1) && in.scan.gap(j) == Gap::space && !in.scan.is(j + 1, function) &&
      !in.scan.number(j + 1))
    return false;
  if (word == "stone" && hyphen) return false;
  if (word == "may" || word == "quarters") return false;
  if (unit.kind == QuantityKind::money && in.scan.tokens[j].all_caps == false && word.size() <= 3 &&
      !plain_code(word))
    return false;
  if (word == "All" || word == "Try") return false;
  return true;
}

}  // namespace assay::mentions
