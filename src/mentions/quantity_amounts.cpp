#include "mentions/quantity_amounts.h"
#include <algorithm>
#include <cmath>

namespace assay::mentions {

std::optional<Amount> AmountReader::amount_at(std::size_t i) {
  std::optional<Number> number = parse_number(scan_, span_, i);
  if (!number && scan_.is(i, article)) return article_unit(i);
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
  currency_before(amount, negative);
  glued_unit(amount);
  unit_after(amount);
  if (!amount.unit && number->suffix && !amount.number.scaled) return std::nullopt;
  amount.value = amount.number.value;
  if (amount.unit) amount.value *= lexicon_.units()[amount.unit].factor;
  if (amount.unit && amount.range.begin >= 2) {
    // "- 20 degrees": only a temperature takes a sign set apart
    const std::string& code = lexicon_.units()[amount.unit].code;
    const std::string_view lead = scan_.text.substr(0, amount.range.begin);
    if ((code == "celsius" || code == "fahrenheit") && lead.ends_with("- ") &&
        (lead.size() == 2 || lead[lead.size() - 3] == ' ')) {
      negative = true;
      amount.range.begin -= 2;
    }
  }
  if (negative) amount.value = -amount.value;
  return amount;
}

// "a decade", "a penny", "an hour": one of a unit, only where a rate or bound makes it a figure.
std::optional<Amount> AmountReader::article_unit(std::size_t i) {
  if (!has(i + 1) || scan_.gap(i) != Gap::space) return std::nullopt;
  const std::string_view word = scan_.view(i + 1);
  const bool wanted = scan_.is(i + 1, unit_word) && word.back() != 's';
  if (!wanted) return std::nullopt;
  const Unit& unit = lexicon_.units()[scan_.words[i + 1]->unit];
  const bool bounded = i > span_.first && scan_.is(i - 1, bound_last) &&
                       scan_.gap(i - 1) == Gap::space &&
                       (scan_.view(i - 1) == "than" || scan_.view(i - 1) == "nearly" ||
                        scan_.view(i - 1) == "almost" || scan_.view(i - 1) == "least");
  const bool long_time = unit.code == "decade" || unit.code == "century";
  if (!bounded || !(long_time || unit.kind != QuantityKind::duration || unit.code == "year" ||
                    unit.code == "month" || unit.code == "week")) {
    return std::nullopt;
  }
  Amount amount;
  amount.number.first = i;
  amount.number.last = i;
  amount.number.value = amount.number.unscaled = 1;
  amount.number.spelled = true;
  amount.number.range = scan_.tokens[i].range;
  amount.range = {scan_.tokens[i].range.begin, scan_.tokens[i + 1].range.end};
  amount.last = i + 1;
  amount.unit = scan_.words[i + 1]->unit;
  amount.value = unit.factor;
  return amount;
}

void AmountReader::currency_before(Amount& amount, bool& negative) {
  if (amount.number.spelled) {
    const std::size_t i = amount.number.first;
    if (i > span_.first && scan_.is(i - 1, minus_word) && scan_.gap(i - 1) != Gap::other) {
      negative = true;
      amount.range.begin = scan_.tokens[i - 1].range.begin;
    }
    return;
  }
  std::uint32_t at = amount.number.range.begin;
  const auto minus = [&] {
    if (at == 0) return;
    const std::string_view lead = scan_.text.substr(0, at);
    std::uint32_t length = 0;
    if (lead.back() == '-') length = 1;
    if (lead.ends_with("\u2212")) length = 3;
    if (length &&
        (lead.size() == length || lead[lead.size() - length - 1] == ' ' ||
         lead[lead.size() - length - 1] == '(' || lead[lead.size() - length - 1] == '\n')) {
      // A dash at a line's start or between words is no minus sign unless glued to the digits.
      negative = true;
      at -= length;
    }
  };
  minus();
  const bool one_space = at > 0 && scan_.before(at) == ' ';
  const std::uint32_t sign_end = one_space ? at - 1 : at;
  if (sign_end > 0 && may_be_sign(scan_.text[sign_end - 1])) {
    if (const Sign* sign = sign_before(sign_end);
        sign && lexicon_.units()[sign->unit].kind == QuantityKind::money &&
        !(one_space && sign_end < consumed_bytes())) {
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
  if (i > span_.first) {
    const Word& previous = *scan_.words[i - 1];
    const Gap gap = scan_.gap(i - 1);
    if ((gap == Gap::space || gap == Gap::glued) && previous.unit && i > consumed_ &&
        lexicon_.units()[previous.unit].kind == QuantityKind::money &&
        (((scan_.tokens[i - 1].all_caps || scan_.view(i - 1).size() <= 3) &&
          scan_.tokens[i - 1].capitalised) ||
         plain_code(scan_.view(i - 1)))) {
      amount.unit = previous.unit;
      amount.currency_before = true;
      amount.range.begin = scan_.tokens[i - 1].range.begin;
      return;
    }
    if (scan_.is(i - 1, minus_word) && gap != Gap::other) {
      negative = true;
      amount.range.begin = scan_.tokens[i - 1].range.begin;
      return;
    }
    // "Rs. 500", "USD: 5"
    const std::string_view between = scan_.text.substr(
        scan_.tokens[i - 1].range.end, amount.number.range.begin - scan_.tokens[i - 1].range.end);
    if ((between == ". " || between == ".") && previous.unit && scan_.tokens[i - 1].capitalised &&
        scan_.view(i - 1).size() <= 3 &&
        lexicon_.units()[previous.unit].kind == QuantityKind::money) {
      amount.unit = previous.unit;
      amount.currency_before = true;
      amount.range.begin = scan_.tokens[i - 1].range.begin;
      return;
    }
  }
  if (negative) amount.range.begin = at;
}

// The sign of `list` that ends at byte `end`, if any.
const Sign* AmountReader::sign_before(std::uint32_t end) const {
  const std::string_view lead = scan_.text.substr(0, end);
  for (const Sign& sign : lexicon_.signs()) {
    if (!lead.ends_with(sign.text)) continue;
    // "US$" must not be the tail of a longer word ("BUS$").
    const std::size_t at = lead.size() - sign.text.size();
    const char first = sign.text.front();
    const bool lettered = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    if (lettered && at > 0 && ((lead[at - 1] | 0x20) >= 'a' && (lead[at - 1] | 0x20) <= 'z'))
      continue;
    return &sign;
  }
  return nullptr;
}

const Sign* AmountReader::sign_at(std::uint32_t begin) const {
  const std::string_view rest = scan_.text.substr(begin);
  for (const Sign& sign : lexicon_.signs()) {
    if (rest.starts_with(sign.text)) return &sign;
  }
  return nullptr;
}

// A currency code that is no other word in lower case.
bool AmountReader::plain_code(std::string_view word) {
  static constexpr std::string_view codes[] = {"usd", "eur", "gbp", "rmb", "cny", "jpy", "inr",
                                               "cad", "aud", "chf", "btc", "rs",  "yen", "dollar"};
  return std::ranges::find(codes, word) != std::end(codes);
}

std::uint32_t AmountReader::consumed_bytes() const {
  return consumed_ > span_.first ? scan_.tokens[consumed_ - 1].range.end : 0;
}

// Letters glued to the digits: a unit ("20km") or a scale ("$10m", "4.3M sales").
void AmountReader::glued_unit(Amount& amount) {
  Number& number = amount.number;
  if (!number.suffix) return;
  const std::string_view token = scan_.view(number.last);
  const std::string_view suffix = token.substr(token.size() - number.suffix);
  const double factor = lexicon_.suffix_scale(word_hash(suffix));
  bool as_scale = false;
  if (factor > 0) {
    const bool noun = has(number.last + 1) && scan_.gap(number.last) == Gap::space &&
                      plural_noun(number.last + 1);
    // "4K video", "a 10k": a format or a race unless something is counted.
    const bool format = !amount.currency_before && number.value < 20 &&
                        scan_.document.tokens.size() > 1 &&
                        number.value == std::floor(number.value) &&
                        (suffix == "K" || (suffix == "k" && !noun && number.first > span_.first &&
                                           scan_.is(number.first - 1, article | determiner)));
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
        number.suffix == 1 && (suffix == "F" || suffix == "C") && has(number.last + 1) &&
        ((scan_.gap(number.last) == Gap::space && !scan_.is(number.last + 1, function)) ||
         scan_.at(number.range.end) == '/');
    if (!amount.unit && !letter_name) amount.unit = number.unit;
  }
}

void AmountReader::unit_after(Amount& amount) {
  const std::uint32_t end = scan_.tokens[amount.last].range.end;
  if (end != amount.number.range.end && amount.number.range.end > end) return;
  if (amount.unit && amount.currency_before) {
    // "$76 US", "$31 Canadian": the country follows.
    if (has(amount.last + 1) && scan_.gap(amount.last) == Gap::space &&
        (scan_.view(amount.last + 1) == "US" || scan_.view(amount.last + 1) == "USD" ||
         scan_.view(amount.last + 1) == "CAD" || scan_.view(amount.last + 1) == "AUD")) {
      if (const Word& word = *scan_.words[amount.last + 1]; word.unit) amount.unit = word.unit;
      ++amount.last;
      amount.range.end = scan_.tokens[amount.last].range.end;
    } else if (has(amount.last + 1) && scan_.gap(amount.last) == Gap::space &&
               scan_.is(amount.last + 1, unit_word) && !scan_.tokens[amount.last + 1].capitalised &&
               lexicon_.units()[scan_.words[amount.last + 1]->unit].kind == QuantityKind::money &&
               scan_.view(amount.last + 1).starts_with("dollar")) {
      ++amount.last;
      amount.range.end = scan_.tokens[amount.last].range.end;
    }
    return;
  }
  if (amount.unit) return;  // glued
  // Signs: directly behind or after one space.
  std::uint32_t at = amount.number.range.end;
  if (amount.number.scaled && scan_.at(at) == '.' && scan_.at(at + 1) == ' ' &&
      may_be_sign(scan_.at(at + 2))) {
    ++at;  // an abbreviated scale: "4,4 Mrd. €"
  }
  const char c = scan_.at(at);
  const char d = c == ' ' ? scan_.at(at + 1) : 0;
  if (may_be_sign(c) || may_be_sign(d)) {
    const std::uint32_t begin = may_be_sign(c) ? at : at + 1;
    const Sign* sign = sign_at(begin);
    // "5 $10": the sign belongs to the next number.
    const std::uint32_t sign_end = sign ? begin + static_cast<std::uint32_t>(sign->text.size()) : 0;
    const bool next_digit = sign && scan_.at(sign_end) >= '0' && scan_.at(sign_end) <= '9';
    if (sign && !(next_digit && begin > at)) {
      amount.unit = sign->unit;
      amount.range.end = sign_end;
      if (lexicon_.units()[sign->unit].kind == QuantityKind::money) cents_after(amount);
      // "°C" is one sign; a sign may hold a token ("C").
      while (has(amount.last + 1) && scan_.tokens[amount.last + 1].range.begin < sign_end)
        ++amount.last;
      // "% points"
      if (sign->text == "%" && has(amount.last + 1) &&
          scan_.tokens[amount.last + 1].range.begin == sign_end + 1 &&
          (scan_.view(amount.last + 1) == "point" || scan_.view(amount.last + 1) == "points")) {
        if (const std::uint16_t unit = phrase_unit("percentage point")) amount.unit = unit;
        ++amount.last;
        amount.range.end = scan_.tokens[amount.last].range.end;
      }
      return;
    }
  }
  std::size_t j = amount.last + 1;
  if (!has(j)) return;
  const Gap gap = scan_.gap(amount.last);
  if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::glued) {
    bracketed_unit(amount, j);
    return;
  }
  if (million_code(amount, j) || !unit_words(amount, j)) return;
  if (lexicon_.units()[amount.unit].kind == QuantityKind::money) money_tail(amount);
  if (lexicon_.units()[amount.unit].code == "ft") inches(amount);
}

// "20 (kg)"
void AmountReader::bracketed_unit(Amount& amount, std::size_t j) const {
  const std::string_view between = scan_.text.substr(
      amount.number.range.end, scan_.tokens[j].range.begin - amount.number.range.end);
  if (between.size() != 2 || between[0] != ' ' ||
      (between[1] != '(' && between[1] != '{' && between[1] != '<'))
    return;
  const char close = scan_.at(scan_.tokens[j].range.end);
  if (close != ')' && close != '}' && close != '>') return;
  std::uint16_t unit = lexicon_.exact_unit(scan_.view(j));
  if (!unit && scan_.is(j, unit_word)) unit = scan_.words[j]->unit;
  if (!unit || amount.number.spelled) return;
  amount.unit = unit;
  amount.last = j;
  amount.range.end = scan_.tokens[j].range.end + 1;
}

// "48.5 MGBP": millions of a currency.
bool AmountReader::million_code(Amount& amount, std::size_t j) const {
  const std::string_view view = scan_.view(j);
  if (view.size() != 4 || !scan_.tokens[j].all_caps || view.front() != 'M') return false;
  const Word* word = lexicon_.find(word_hash(view.substr(1)));
  if (!word || !word->unit || lexicon_.units()[word->unit].kind != QuantityKind::money)
    return false;
  amount.number.value *= 1e6;
  amount.number.scaled = true;
  amount.unit = word->unit;
  amount.last = j;
  amount.range.end = scan_.tokens[j].range.end;
  return true;
}

// Behind a currency word: its scale ("75 USD million") or the cents ("15 dollars and 50").
void AmountReader::money_tail(Amount& amount) const {
  std::size_t j = amount.last + 1;
  if (!has(j) || scan_.gap(amount.last) != Gap::space) return;
  if (scan_.is(j, scale) && scan_.words[j]->value >= 1e6 && !amount.number.scaled) {
    amount.number.value *= scan_.words[j]->value;
    amount.number.scaled = true;
    amount.last = j;
    amount.range.end = scan_.tokens[j].range.end;
    return;
  }
  if (amount.number.scaled || amount.number.value != std::floor(amount.number.value)) return;
  if (scan_.is(j, number_and) && has(j + 1) && scan_.gap(j) == Gap::space) ++j;
  if (!scan_.number(j) && !scan_.is(j, cardinal)) return;
  const std::optional<Number> cents = parse_number(scan_, span_, j);
  if (!cents || cents->suffix || cents->fraction || cents->value < 10 || cents->value > 99 ||
      cents->value != std::floor(cents->value))
    return;
  // "13 dollars and 45 cents"; else nothing may follow that the second number could count: "5
  // dollars and 50 tickets".
  if (has(cents->last + 1) && scan_.gap(cents->last) == Gap::space &&
      (scan_.view(cents->last + 1) == "cents" || scan_.view(cents->last + 1) == "pence")) {
    amount.number.value += cents->value / 100;
    amount.last = cents->last + 1;
    amount.range.end = scan_.tokens[amount.last].range.end;
    return;
  }
  if (has(cents->last + 1) && scan_.gap(cents->last) != Gap::other) return;
  if (may_be_sign(scan_.at(cents->range.end))) return;
  amount.number.value += cents->value / 100;
  amount.last = cents->last;
  amount.range.end = cents->range.end;
}

// "10 $ 30 cents"
void AmountReader::cents_after(Amount& amount) const {
  const std::size_t j = amount.last + 1;
  if (!has(j + 1) || !scan_.number(j) || scan_.gap(j) != Gap::space ||
      scan_.tokens[j].range.begin != amount.range.end + 1)
    return;
  const std::string_view word = scan_.view(j + 1);
  if (word != "cent" && word != "cents") return;
  const Digits cents = parse_digits(scan_.view(j), false);
  if (!cents.readable || cents.length != scan_.view(j).size() || cents.value >= 100) return;
  amount.number.value += cents.value / 100;
  amount.last = j + 1;
  amount.range.end = scan_.tokens[j + 1].range.end;
}

// "5 ft 2 in"
void AmountReader::inches(Amount& amount) const {
  const std::size_t j = amount.last + 1;
  if (!has(j + 1) || scan_.gap(amount.last) != Gap::space || !scan_.number(j)) return;
  const std::optional<Number> more = parse_number(scan_, span_, j);
  if (!more || more->last != j || more->suffix || more->value >= 12) return;
  const std::string_view unit = scan_.view(j + 1);
  if (scan_.gap(j) != Gap::space || (unit != "in" && unit != "inches" && unit != "inch")) return;
  amount.number.value += more->value / 12;
  amount.last = j + 1;
  amount.range.end = scan_.tokens[j + 1].range.end;
}

std::uint16_t AmountReader::phrase_unit(std::string_view text) const {
  const std::string code(text);
  for (std::size_t u = 1; u < lexicon_.units().size(); ++u) {
    if (lexicon_.units()[u].code == code) return static_cast<std::uint16_t>(u);
  }
  return 0;
}

bool AmountReader::unit_words(Amount& amount, std::size_t j) {
  // "four straight years", "another two full days"
  if (scan_.is(j, unit_start) || scan_.is(j, unit_word)) {
    if (scan_.is(j, unit_start)) {
      std::uint64_t hash = 0;
      std::size_t best = 0;
      std::uint16_t unit = 0;
      for (std::size_t n = 0; n < Lexicon::max_phrase_words && has(j + n); ++n) {
        if (n > 0) {
          const Gap gap = scan_.gap(j + n - 1);
          const std::string_view between = scan_.text.substr(
              scan_.tokens[j + n - 1].range.end,
              scan_.tokens[j + n].range.begin - scan_.tokens[j + n - 1].range.end);
          if (gap != Gap::space && gap != Gap::hyphen && gap != Gap::slash && between != "." &&
              between != ". ")
            break;
        }
        hash = extend_phrase(hash, scan_.tokens[j + n].hash);
        if (n == 0) continue;
        if (const Phrase* phrase = lexicon_.phrase(hash);
            phrase && phrase->kind == PhraseKind::unit) {
          best = j + n;
          unit = phrase->unit;
        }
      }
      if (unit) {
        amount.unit = unit;
        amount.last = best;
        amount.range.end = scan_.tokens[best].range.end;
        return true;
      }
    }
    if (scan_.is(j, unit_word) && fits_unit(amount, j)) {
      amount.unit = scan_.words[j]->unit;
      // Millions of pounds are money unless they are pounds of something.
      const bool of = has(j + 1) && scan_.view(j + 1) == "of";
      if (amount.number.value >= 1e6 && !of && lexicon_.units()[amount.unit].code == "lb") {
        if (const std::uint16_t pound = phrase_unit("GBP")) amount.unit = pound;
      }
      amount.last = j;
      amount.range.end = scan_.tokens[j].range.end;
      return true;
    }
  }
  // "four straight years", "the 5 upcoming years"
  if (has(j + 1) && scan_.gap(j) == Gap::space && scan_.gap(j - 1) == Gap::space &&
      scan_.is(j + 1, unit_word) &&
      lexicon_.units()[scan_.words[j + 1]->unit].kind == QuantityKind::duration &&
      stretch_adjective(j)) {
    amount.unit = scan_.words[j + 1]->unit;
    amount.last = j + 1;
    amount.range.end = scan_.tokens[j + 1].range.end;
    return true;
  }
  if (scan_.view(j).size() <= 3 && scan_.gap(j - 1) != Gap::hyphen) {
    if (const std::uint16_t unit = lexicon_.exact_unit(scan_.view(j));
        unit && !amount.number.spelled) {
      // A single letter is a unit only where the noun phrase ends with it: not in "800,000
      // F-Series", "14.7C/".
      const Gap gap = has(j + 1) ? scan_.gap(j) : Gap::other;
      const bool name = has(j + 1) && (gap == Gap::hyphen || gap == Gap::glued);
      const bool ends = !has(j + 1) || (gap != Gap::space && !name) ||
                        (gap == Gap::space && scan_.is(j + 1, function)) || scan_.number(j + 1) ||
                        scan_.view(j).size() > 1;
      if (ends) {
        amount.unit = unit;
        amount.last = j;
        amount.range.end = scan_.tokens[j].range.end;
        return true;
      }
    }
  }
  return false;
}

bool AmountReader::stretch_adjective(std::size_t j) const {
  static constexpr std::string_view words[] = {
      "straight",  "full",   "consecutive", "more",    "additional", "extra",    "further",
      "whole",     "long",   "short",       "working", "calendar",   "solid",    "successive",
      "upcoming",  "coming", "past",        "last",    "next",       "previous", "following",
      "preceding", "prior",  "fiscal",      "final",   "first",      "recent"};
  return std::ranges::find(words, scan_.view(j)) != std::end(words);
}

// Guards units that are ordinary words elsewhere: "second", "stone", "foot", "mark", "won".
bool AmountReader::fits_unit(const Amount& amount, std::size_t j) const {
  const std::string_view word = scan_.view(j);
  const Unit& unit = lexicon_.units()[scan_.words[j]->unit];
  const bool hyphen = scan_.gap(j - 1) == Gap::hyphen;
  if (word == "won" && !amount.number.scaled) return false;
  if (word == "second" && !hyphen && amount.number.value != 1) return false;
  if ((word == "x" || word == "X")) return !amount.number.spelled;
  if (word == "stone" && hyphen) return false;
  if (word == "may" || word == "quarters") return false;
  if (unit.kind == QuantityKind::money && scan_.tokens[j].all_caps == false && word.size() <= 3 &&
      !plain_code(word))
    return false;
  if (word == "All" || word == "Try") return false;
  return true;
}

}  // namespace assay::mentions
