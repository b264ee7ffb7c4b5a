#include "mentions/quantities.h"
#include <algorithm>
#include <cmath>

#include "mentions/dates.h"
#include "mentions/numbers.h"

namespace assay::mentions {
namespace {

constexpr double longest_list_mark = 200;     // "201." at a line's start is no list item: guess
constexpr std::size_t noun_phrase_words = 5;  // words behind a number searched for what it counts
constexpr std::size_t direction_words = 5;    // words before a number searched for "rose", "fell"

bool only_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// A number with what stands directly around it: sign, currency, unit.
struct Amount {
  Number number;
  Range range;             // with currency sign and unit
  std::size_t last = 0;    // last token that belongs to it
  std::uint16_t unit = 0;  // into Lexicon::units()
  bool currency_before = false;
  double value = 0;  // signed and scaled
};

class QuantityScanner {
 public:
  QuantityScanner(const Scan& scan, const QuantityOptions& options,
                  std::vector<Quantity>& quantities, std::vector<DateMention>& dates)
      : scan_(scan),
        lexicon_(scan.lexicon),
        options_(options),
        quantities_(quantities),
        dates_(dates) {}

  void run() {
    const auto& sentences = scan_.document.sentences;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
      span_ = {sentences[s].first_token, sentences[s].first_token + sentences[s].token_count};
      sentence_ = s;
      title_case_ = -1;
      calendar_ = -1;
      const std::size_t before = quantities_.size();
      sentence_begin_ = before;
      consumed_ = span_.first;
      for (std::size_t i = span_.first; i < span_.last;) i = step(i);
    }
  }

 private:
  static constexpr std::uint64_t triggers =
      cardinal | scale | vague_count | fraction | multiple | article | month;

  // Looks at token i; gives the next token to look at.
  std::size_t step(std::size_t i) {
    const Token& token = scan_.tokens[i];
    const Word& word = *scan_.words[i];
    if (token.kind != TokenKind::number) {
      if (!word.is(triggers)) {
        if (token.capitalised && word.classes == 0 && token.range.size() > 3)
          return glued_currency(i);
        return i + 1;
      }
      if (word.is(month)) {
        if (const auto taken = match_date(scan_, span_, i)) return take(*taken);
        if (!word.is(triggers & ~static_cast<std::uint64_t>(month))) return i + 1;
      }
      const bool quarter = word.is(article) && i + 1 < span_.last && scan_.is(i + 1, fraction);
      if (word.is(cardinal | fraction) || quarter) {
        if (const auto taken = match_clock_words(scan_, span_, i)) return take(*taken);
      }
      if (word.is(article)) {
        if (i + 1 >= span_.last || !scan_.is(i + 1, scale | fraction | unit_word | unit_start))
          return i + 1;
      }
    } else {
      if (options_.newsquant) {
        if (const std::size_t next = generation(i)) return next;
      }
      if (const auto power = parse_power(scan_, span_, i)) return power_amount(*power);
      if (const auto taken = match_date(scan_, span_, i)) return take(*taken);
      if (const auto taken = match_identifier(scan_, span_, i)) return take(*taken);
      if (const auto taken = match_clock_words(scan_, span_, i)) return take(*taken);
    }
    return quantity(i);
  }

  std::size_t take(const Taken& taken) {
    if (taken.is_date) dates_.push_back(taken.date);
    consumed_ = taken.last + 1;
    return taken.last + 1;
  }

  // "1.3x10^6 cells"
  std::size_t power_amount(const Number& number) {
    Amount amount;
    amount.number = number;
    amount.range = number.range;
    amount.last = number.last;
    bool negative = false;
    currency_before(amount, negative);
    unit_after(amount);
    amount.value = negative ? -number.value : number.value;
    if (amount.unit) amount.value *= lexicon_.units()[amount.unit].factor;
    return finish(amount);
  }

  // "5G" in the NewsQuant convention.
  std::size_t generation(std::size_t i) {
    const std::string_view view = scan_.view(i);
    if (view.size() != 2 || view[1] != 'G') return 0;
    Quantity& q = add(i);
    q.text = q.number = scan_.tokens[i].range;
    q.value = q.high = view[0] - '0';
    q.unit = "G";
    return i + 1;
  }

  // "USD34.6 million", "Rs500": letters and digits in one token.
  std::size_t glued_currency(std::size_t i) {
    const std::string_view view = scan_.view(i);
    std::size_t letters = 0;
    while (letters < view.size() && letters < 4 && (view[letters] | 0x20) >= 'a' &&
           (view[letters] | 0x20) <= 'z')
      ++letters;
    if (letters < 2 || letters > 3 || letters == view.size() || view[letters] < '0' ||
        view[letters] > '9')
      return i + 1;
    const Word* word = lexicon_.find(word_hash(view.substr(0, letters)));
    if (!word || !word->unit || lexicon_.units()[word->unit].kind != QuantityKind::money)
      return i + 1;
    const Digits digits = parse_digits(view.substr(letters), lexicon_.decimal_comma());
    if (!digits.readable) return i + 1;
    const std::string_view suffix = view.substr(letters + digits.length);
    Amount amount;
    amount.number.first = amount.number.last = i;
    amount.number.value = amount.number.unscaled = digits.value;
    if (!suffix.empty()) {
      const double factor = lexicon_.suffix_scale(word_hash(suffix));
      if (factor <= 0) return i + 1;
      amount.number.value *= factor;
      amount.number.scaled = true;
    }
    amount.number.range = {scan_.tokens[i].range.begin + static_cast<std::uint32_t>(letters),
                           scan_.tokens[i].range.end};
    while (amount.number.last + 1 < span_.last && scan_.gap(amount.number.last) == Gap::space &&
           scan_.is(amount.number.last + 1, scale) && amount.number.value < 1e15) {
      ++amount.number.last;
      amount.number.value *= scan_.words[amount.number.last]->value;
      amount.number.scaled = true;
      amount.number.range.end = scan_.tokens[amount.number.last].range.end;
    }
    amount.unit = word->unit;
    amount.currency_before = true;
    amount.last = amount.number.last;
    amount.range = {scan_.tokens[i].range.begin, amount.number.range.end};
    amount.value = amount.number.value * lexicon_.units()[amount.unit].factor;
    return finish(amount);
  }

  Quantity& add(std::size_t) {
    Quantity& q = quantities_.emplace_back();
    q.sentence = sentence_;
    return q;
  }

  // ---- one amount -----------------------------------------------------------------------------

  bool has(std::size_t i) const { return i < span_.last; }

  // The sign of `list` that ends at byte `end`, if any.
  const Sign* sign_before(std::uint32_t end) const {
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

  const Sign* sign_at(std::uint32_t begin) const {
    const std::string_view rest = scan_.text.substr(begin);
    for (const Sign& sign : lexicon_.signs()) {
      if (rest.starts_with(sign.text)) return &sign;
    }
    return nullptr;
  }

  static bool may_be_sign(char c) {
    return c == '$' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
  }

  std::optional<Amount> amount_at(std::size_t i) {
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
  std::optional<Amount> article_unit(std::size_t i) {
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

  // A currency code that is no other word in lower case.
  static bool plain_code(std::string_view word) {
    static constexpr std::string_view codes[] = {"usd", "eur", "gbp", "rmb",   "cny",
                                                 "jpy", "inr", "cad", "aud",   "chf",
                                                 "btc", "rs",  "yen", "dollar"};
    return std::ranges::find(codes, word) != std::end(codes);
  }

  // Currency sign or code and arithmetic sign before the digits.
  void currency_before(Amount& amount, bool& negative) {
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

  std::uint32_t consumed_bytes() const {
    return consumed_ > span_.first ? scan_.tokens[consumed_ - 1].range.end : 0;
  }

  // Letters glued to the digits: a unit ("20km") or a scale ("$10m", "4.3M sales").
  void glued_unit(Amount& amount) {
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

  // The unit behind the number: sign, word or phrase, then "per" what.
  void unit_after(Amount& amount) {
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
                 scan_.is(amount.last + 1, unit_word) &&
                 !scan_.tokens[amount.last + 1].capitalised &&
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
      const std::uint32_t sign_end =
          sign ? begin + static_cast<std::uint32_t>(sign->text.size()) : 0;
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
      if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(d) >= 0x80) {
        // feet and inches marks and the like are left alone; a no-break space is a space
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
  void bracketed_unit(Amount& amount, std::size_t j) const {
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
  bool million_code(Amount& amount, std::size_t j) const {
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
  void money_tail(Amount& amount) const {
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
  void cents_after(Amount& amount) const {
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
  void inches(Amount& amount) const {
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

  std::uint16_t phrase_unit(std::string_view text) const {
    const std::string code(text);
    for (std::size_t u = 1; u < lexicon_.units().size(); ++u) {
      if (lexicon_.units()[u].code == code) return static_cast<std::uint16_t>(u);
    }
    return 0;
  }

  // Sets the unit to the words that start at token j, if they name one.
  bool unit_words(Amount& amount, std::size_t j) {
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

  bool stretch_adjective(std::size_t j) const {
    static constexpr std::string_view words[] = {
        "straight",  "full",   "consecutive", "more",    "additional", "extra",    "further",
        "whole",     "long",   "short",       "working", "calendar",   "solid",    "successive",
        "upcoming",  "coming", "past",        "last",    "next",       "previous", "following",
        "preceding", "prior",  "fiscal",      "final",   "first",      "recent"};
    return std::ranges::find(words, scan_.view(j)) != std::end(words);
  }

  // Guards units that are ordinary words elsewhere: "second", "stone", "foot", "mark", "won".
  bool fits_unit(const Amount& amount, std::size_t j) const {
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

  // Is token j a noun in the plural, as far as shape can tell?
  bool plural_noun(std::size_t j) const {
    const Word& word = *scan_.words[j];
    if (word.is(plural)) return true;
    if (scan_.number(j) || word.is(function | cardinal | scale)) return false;
    const std::string_view view = scan_.view(j);
    if (view.size() < 3) return false;
    if (view.back() == 's') {
      const char before = view[view.size() - 2];
      if (before == 's' || before == '\'' || static_cast<unsigned char>(before) >= 0x80)
        return false;
      if (view.ends_with("us") || view.ends_with("is")) return false;
      return true;
    }
    return false;
  }

  // ---- a quantity -----------------------------------------------------------------------------

  std::size_t quantity(std::size_t i) {
    std::optional<Amount> found = amount_at(i);
    if (!found) return i + 1;
    return finish(*found);
  }

  std::size_t finish(Amount& amount) {
    const Number& number = amount.number;
    if (number.ordinal || rejected(amount)) {
      std::size_t last = number.last;
      if (!number.ordinal && !number.spelled) {
        // "pages 6-13 and 20": what a label names may be a list or a range.
        while (last + 1 < span_.last && scan_.number(last + 1) && scan_.gap(last) != Gap::space &&
               scan_.gap(last) != Gap::other &&
               scan_.tokens[last + 1].range.begin - scan_.tokens[last].range.end <= 3) {
          ++last;
        }
      }
      consumed_ = last + 1;
      return last + 1;
    }
    if (const std::size_t next = spelled_year(amount)) {
      consumed_ = next;
      return next;
    }
    if (const std::size_t next = quarters_of_a_year(amount)) {
      consumed_ = next;
      return next;
    }
    std::optional<Amount> high;
    range_end(amount, high);
    Quantity q;
    q.sentence = sentence_;
    q.number = amount.number.range;
    q.text = amount.range;
    q.value = q.high = amount.value;
    std::size_t last = amount.last;
    std::uint16_t unit = amount.unit;
    if (high) {
      q.bound = Bound::range;
      q.high = high->value;
      q.text.end = high->range.end;
      last = high->last;
      if (!unit) unit = high->unit;
    }
    if (unit) {
      q.unit = lexicon_.units()[unit].code;
      q.kind = lexicon_.units()[unit].kind;
    } else if (number.fraction) {
      q.kind = QuantityKind::fraction;
    } else if (number.multiple) {
      q.kind = QuantityKind::multiple;
      q.unit = "time";
    }
    last = ratio(q, last, number);
    last = rating(q, last, number);
    last = rate(q, last, unit);
    if (!unit && !number.multiple && q.kind != QuantityKind::score)
      last = counted_noun(q, amount, last);
    if (!special_kinds(q, amount, last)) {
      consumed_ = last + 1;
      return last + 1;
    }
    const bool hours_apart = q.kind == QuantityKind::score && amount.number.first > span_.first &&
                             scan_.view(amount.number.first - 1) == "from";
    if ((hours_apart || (q.unit.empty() && q.kind == QuantityKind::number)) && !number.scaled &&
        !number.vague && clock_number(q, amount.number.first, last)) {
      consumed_ = last + 1;
      return last + 1;
    }
    bounds_before(q, amount.number.first, high.has_value());
    last = bounds_after(q, last, high.has_value());
    direction(q, amount.number.first);
    if (q.unit.empty() && q.kind == QuantityKind::number && !worth_keeping(q, amount, last)) {
      consumed_ = last + 1;
      return last + 1;
    }
    if (q.kind != QuantityKind::fraction && !q.unit.empty() && q.unit.find('/') != q.unit.npos &&
        (q.kind == QuantityKind::measure || q.kind == QuantityKind::count)) {
      q.kind = QuantityKind::rate;
    }
    q.relative_time =
        q.kind == QuantityKind::duration && relative_time(q, amount.number.first, last);
    quantities_.push_back(std::move(q));
    consumed_ = last + 1;
    return last + 1;
  }

  // "the previous three quarters", "the next 7 quarters"; gives the token behind, 0: none.
  std::size_t quarters_of_a_year(const Amount& amount) const {
    const std::size_t i = amount.number.first;
    if (i == span_.first || !scan_.is(i - 1, relative_before) || scan_.view(i - 1) == "in")
      return 0;
    std::size_t last = amount.number.last;
    if (!amount.number.fraction) {
      if (!has(last + 1) || scan_.gap(last) != Gap::space) return 0;
      ++last;
    }
    return scan_.view(last) == "quarters" ? last + 1 : 0;
  }

  // "nineteen ninety nine", "twenty twenty", "in two thousand and fifteen"; 0: none.
  std::size_t spelled_year(const Amount& amount) const {
    const Number& number = amount.number;
    if (!number.spelled || amount.unit || number.fraction || number.vague) return 0;
    const std::size_t next = number.last + 1;
    const std::string_view decade = has(next) ? scan_.view(next) : std::string_view();
    if (((number.value >= 15 && number.value <= 21) || number.value == 2) &&
        number.first > span_.first && scan_.view(number.first - 1) == "the" &&
        (decade.ends_with("ties") || (number.value == 2 && decade == "thousands")))
      return next + 1;  // "the nineteen seventies", "the two thousands"
    if (number.value >= 15 && number.value <= 21 && has(next) &&
        scan_.gap(number.last) == Gap::space && scan_.is(next, cardinal) &&
        scan_.words[next]->value >= 10) {
      std::size_t last = next;
      if (has(last + 1) && scan_.is(last + 1, cardinal) && scan_.words[last + 1]->value < 10)
        ++last;
      return last + 1;
    }
    // "twenty five January"
    if (number.value <= 31 && has(next) && scan_.gap(number.last) == Gap::space &&
        scan_.is(next, month) && scan_.tokens[next].capitalised && scan_.view(next) != "May" &&
        scan_.view(next) != "March")
      return next;
    // "Year two hundred and sixty seven"
    if (number.value >= 100 && number.value <= 2100 && number.first > span_.first && !has(next) &&
        (scan_.view(number.first - 1) == "year" || scan_.view(number.first - 1) == "Year"))
      return next;
    // "from two thousand until two thousand and fourteen"
    if (number.value == 2000 && number.first > span_.first && has(next) &&
        scan_.view(number.first - 1) == "from" &&
        (scan_.view(next) == "until" || scan_.view(next) == "till"))
      return next;
    if (number.value >= 1500 && number.value <= 2100 && number.first > span_.first &&
        number.value != 2000 && scan_.is(number.first - 1, date_before | month | season) &&
        !(has(next) && plural_noun(next))) {
      return next;
    }
    return 0;
  }

  // What is no amount although it is a number: names, labels, list marks, pronouns.
  bool rejected(const Amount& amount) {
    const Number& number = amount.number;
    const std::size_t i = number.first;
    const bool bare = !amount.unit;
    const std::uint32_t begin = number.range.begin;
    const std::uint32_t end = number.range.end;
    if (number.suffix && !amount.unit && !number.scaled) return true;
    if (scan_.text.substr(end, 2) == "(k" || scan_.text.substr(end, 2) == "(c" ||
        scan_.text.substr(end, 2) == "(b")
      return true;
    if (number.bare_scale && !amount.unit) {
      // "million" without a number counts nothing, "hundred dollars" and "a few hundred" do.
      if (!(i > span_.first && (scan_.view(i - 1) == "several" || scan_.view(i - 1) == "few" ||
                                scan_.view(i - 1) == "couple")))
        return true;
    }
    if (number.multiple) {
      // "size 3X"
      if (!number.spelled && i > span_.first && scan_.is(i - 1, label)) return true;
      // "Ryzen 5800X"
      if (!number.spelled && number.value >= 100 && scan_.view(i).back() == 'X') return true;
      return rejected_multiple(amount);
    }
    if (number.fraction && number.spelled && number.value == 0.5) {
      if (i > span_.first && (scan_.is(i - 1, ordinal | determiner) || scan_.view(i - 1) == "in" ||
                              scan_.view(i - 1) == "latter" || scan_.view(i - 1) == "better")) {
        if (!(amount.unit)) return true;
      }
      const bool next =
          has(number.last + 1) && scan_.gap(number.last) == Gap::space &&
          (scan_.view(number.last + 1) == "of" || scan_.is(number.last + 1, article | determiner) ||
           scan_.view(number.last + 1) == "the");
      const bool led = i > span_.first && scan_.is(i - 1, bound_last);
      const bool article_half = scan_.is(i, article);  // "(fell by) a half"
      if (!next && !led && !amount.unit && !article_half) return true;
    }
    if (number.value == 0 && number.spelled && bare) return true;
    // "two Monday later", as said in haste
    if (bare && has(number.last + 2) && scan_.gap(number.last) == Gap::space &&
        scan_.is(number.last + 1, weekday) && scan_.is(number.last + 2, relative_after))
      return true;
    if (number.value == 1 && number.spelled && !number.scaled && scan_.view(i).size() == 3)
      return rejected_one(amount);
    if (bare && !number.spelled && number.last == i) {
      // List marks: "1." or "2)" at a block's start, "3)" anywhere.
      const Sentence& sentence = scan_.document.sentences[sentence_];
      const char after = scan_.at(end);
      const bool first = i == span_.first;
      if (number.value <= longest_list_mark && only_digits(scan_.view(i)) &&
          !number.leading_point) {
        const bool block_start = first && scan_.document.blocks[sentence.block].first_token == i;
        if (first && span_.last == span_.first + 1 && (after == '.' || after == ')') &&
            scan_.document.tokens.size() > 1)
          return true;
        if (block_start && (after == '.' || after == ')' || after == ':') &&
            scan_.at(end + 1) == ' ' && scan_.document.tokens.size() > 1)
          return true;
        if (block_start && has(i + 1) && scan_.gap(i) == Gap::dash && !scan_.number(i + 1))
          return true;
        if (block_start && !has(i + 1) && scan_.document.blocks.size() > 1) return true;
        if (after == ')' && scan_.before(begin) != '(' && !open_bracket(begin)) return true;
        if (after == ')' && scan_.before(begin) == '(' && block_start) return true;
      }
    }
    if (bare && !number.spelled &&
        (rank_cell(number) || address(number) || code(number) || section_number(number) ||
         note_mark(number)))
      return true;
    if (bare && hyphen_chain(number)) return true;

    if (i > span_.first) {
      const Gap gap = scan_.gap(i - 1);
      const Word& previous = *scan_.words[i - 1];
      const Token& previous_token = scan_.tokens[i - 1];
      const std::string_view between =
          scan_.text.substr(previous_token.range.end, begin - previous_token.range.end);
      const bool weak_unit = bare || lexicon_.units()[amount.unit].kind == QuantityKind::score ||
                             (number.suffix == 1 && number.unit && number.value < 10);
      // "(x - 1)": a formula
      if (bare && scan_.view(i - 1).size() == 1 && (between == " - " || between == " + "))
        return true;
      const bool lettered = number.suffix == 1 && number.unit;  // "Suite 28A", "size 2T"
      if ((bare || lettered) && !number.scaled && i > consumed_) {
        if (previous.is(label) &&
            (gap == Gap::space || gap == Gap::hyphen || between == ". " || between == "." ||
             between == " #") &&
            !number.fraction && !number.vague &&
            (naming_label(i - 1) ||
             !(has(number.last + 1) && scan_.gap(number.last) == Gap::space &&
               plural_noun(number.last + 1) && !number.simple_year &&
               !scan_.tokens[i - 1].capitalised))) {
          return true;
        }
      }
      if (weak_unit && !number.scaled && !number.fraction && !number.vague &&
          name_before(i, number))
        return true;
    }
    if (number.spelled && bare && capital_name(amount)) return true;
    // "two-way", "one-stop": idioms
    if (bare && has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
        (scan_.is(number.last + 1, compound | article) ||
         (number.spelled && scan_.view(number.last + 1).ends_with("ed"))) &&
        number.value < 13) {
      return true;
    }
    // "a 32-bit system": a kind, no amount
    if (has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
        (scan_.view(number.last + 1) == "bit" || scan_.view(number.last + 1) == "Bit"))
      return true;
    // "737-800", "ISO 9001-2": digits behind a hyphen with a capital letter or a name before
    if (bare && !number.spelled && has(number.last + 1) && scan_.gap(number.last) == Gap::hyphen &&
        scan_.tokens[number.last + 1].all_caps) {
      return true;
    }
    return false;
  }

  // A label that always names: "type 2 drugs" are no two drugs, "number 5 people" may be.
  bool naming_label(std::size_t i) const {
    static constexpr std::string_view words[] = {
        "type",  "layer",   "grade",   "grades",  "level", "stage",  "phase",  "tier",
        "class", "version", "section", "chapter", "page",  "pages",  "figure", "table",
        "size",  "sizes",   "base",    "route",   "model", "season", "episode"};
    std::string lowered;
    append_lower(scan_.view(i), lowered);
    return std::ranges::find(words, lowered) != std::end(words);
  }

  // "2.1 Getting there": the number of a section opens its heading.
  bool section_number(const Number& number) const {
    const std::size_t i = number.first;
    const Sentence& sentence = scan_.document.sentences[sentence_];
    if (scan_.document.blocks[sentence.block].first_token != i || !has(i + 1)) return false;
    const std::string_view view = scan_.view(i);
    const std::size_t dot = view.find('.');
    return dot != view.npos && dot <= 2 && view.size() - dot <= 3 && number.value < 40 &&
           scan_.gap(i) == Gap::space && scan_.tokens[i + 1].capitalised;
  }

  // "... services.1", "(2)." behind a sentence, "MBA '16": a note or a short year.
  bool note_mark(const Number& number) const {
    const std::size_t i = number.first;
    const std::string_view view = scan_.view(i);
    if (!only_digits(view) || view.size() > 3 || number.range.begin < 2) return false;
    const char before = scan_.text[number.range.begin - 1],
               second = scan_.text[number.range.begin - 2];
    const char after = scan_.at(number.range.end);
    const bool letter = (second | 0x20) >= 'a' && (second | 0x20) <= 'z';
    if ((before == '.' || before == ',' || before == ';') && letter &&
        (after == ' ' || after == '\n'))
      return true;
    const std::string_view lead = scan_.text.substr(0, number.range.begin);
    if (view.size() == 2 &&
        (lead.ends_with(" '") || lead.ends_with(" \u2019") || lead.ends_with(" \u2018")) &&
        !(has(i + 1) && scan_.gap(i) == Gap::space && plural_noun(i + 1)))
      return true;
    if (before == '(' && after == ')' && second == ' ' && i > span_.first) {
      const char behind = scan_.at(number.range.end + 1);
      const bool end = behind == '.' || behind == '\n' || behind == ',' ||
                       number.range.end + 1 >= scan_.text.size();
      // "sixteen (16) units" says the same number again.
      if (scan_.is(i - 1, cardinal | scale) && !scan_.number(i - 1)) return true;
      return end && number.value <= 50 && !scan_.tokens[i - 1].capitalised;
    }
    return false;
  }

  // "1-on-1", "2-to-1"
  bool hyphen_chain(const Number& number) const {
    const std::size_t i = number.last;
    const auto joint = [&](std::size_t k) {
      const std::string_view word = scan_.view(k);
      return word == "on" || word == "to" || word == "in" || word == "by" || word == "for";
    };
    if (has(i + 2) && scan_.gap(i) == Gap::hyphen && joint(i + 1) &&
        scan_.gap(i + 1) == Gap::hyphen && (scan_.number(i + 2) || scan_.is(i + 2, cardinal)) &&
        scan_.view(i + 1) != "in" &&
        !(has(i + 3) && scan_.gap(i + 2) == Gap::hyphen && scan_.is(i + 3, unit_word)))
      return scan_.view(i + 1) != "to" || number.value < 10;
    const std::size_t j = number.first;
    return j >= span_.first + 2 && scan_.gap(j - 1) == Gap::hyphen && joint(j - 1) &&
           scan_.gap(j - 2) == Gap::hyphen && scan_.view(j - 1) != "in" &&
           (scan_.number(j - 2) || scan_.is(j - 2, cardinal));
  }

  // A small whole number that fills the first cell of a table row, or the one behind the row's
  // name: a rank or a serial number.
  bool rank_cell(const Number& number) const {
    if (number.value > longest_list_mark || number.value != std::floor(number.value)) return false;
    const Range block = scan_.document.blocks[scan_.document.sentences[sentence_].block].text;
    const std::uint32_t end = number.range.end;
    const std::string_view behind = scan_.text.substr(end, 9);
    const bool tie = behind.starts_with(" (tie)");
    const bool cell_ends = behind.starts_with(" |") || tie;
    if (!cell_ends) return false;
    std::uint32_t begin = number.range.begin;
    std::uint32_t cells = 0, digits = 0;
    constexpr std::uint32_t longest_row = 600;  // bytes before the number that are looked at
    const std::uint32_t from = begin - std::min(begin - block.begin, longest_row);
    for (std::uint32_t k = from; k < begin; ++k) {
      const char c = scan_.text[k];
      if (c == '\n') cells = digits = 0;
      cells += c == '|';
      if (cells == 1) digits += c >= '0' && c <= '9';
    }
    if (cells == 0) return true;
    if (begin < block.begin + 2 || scan_.text.substr(begin - 2, 2) != "| ") return false;
    return tie || (cells <= 2 && digits == 0);
  }

  // "3850 17th Street", "815 Hyde St", "CA 94109": a house number or a postal code.
  bool address(const Number& number) const {
    const std::size_t i = number.first;
    if (number.scaled || number.value != std::floor(number.value)) return false;
    if (i > span_.first && scan_.tokens[i - 1].all_caps && scan_.view(i - 1).size() == 2 &&
        number.value >= 10000 && number.value < 100000 && scan_.view(i).size() == 5) {
      return true;
    }
    static constexpr std::string_view streets[] = {
        "street", "st",     "avenue", "ave",    "road",    "rd",      "boulevard", "blvd",
        "drive",  "dr",     "lane",   "ln",     "way",     "place",   "pl",        "court",
        "ct",     "square", "suite",  "center", "highway", "parkway", "terrace",   "floor"};
    for (std::size_t j = number.last + 1; has(j) && j <= number.last + 4; ++j) {
      if (scan_.gap(j - 1) != Gap::space) return false;
      if (!scan_.tokens[j].capitalised && !scan_.number(j)) return false;
      const std::string word = lower(scan_.view(j));
      for (const std::string_view street : streets) {
        if (word == street && j > number.last + 1) return true;
      }
    }
    return false;
  }

  // Runs of digits that nobody writes to state an amount: seven and more without a separator, five
  // and more decimals, digits beside an arithmetic sign, a chain of digit groups.
  bool code(const Number& number) const {
    const std::size_t i = number.first;
    if (number.scaled || number.fraction || number.multiple || number.last != i) return false;
    const char before = scan_.before(number.range.begin), after = scan_.at(number.range.end);
    if (before == '*' || before == '=' || before == '^' || after == '*' || after == '=' ||
        after == '^' || after == '_')
      return true;
    constexpr std::size_t longest_amount = 16;  // digits of a run that is no code by itself
    const bool alone = scan_.document.tokens.size() == 1 && scan_.view(i).size() <= longest_amount;
    const std::string_view view = scan_.view(i);
    if (alone || followed_by_count(number)) return false;
    if (only_digits(view) && view.size() >= 7 && number.value != 1e7 && number.value != 1e8 &&
        number.value != 1e9 && std::fmod(number.value, 1e5) != 0)
      return true;
    const std::size_t point = view.find('.');
    if (point != view.npos && view.size() - point > 5) return true;
    // "12 38 4129", a row without commas: digits on both sides, each one space away
    const auto joined = [&](std::size_t k) {
      return k >= span_.first && has(k + 1) && scan_.number(k) && scan_.number(k + 1) &&
             scan_.gap(k) == Gap::space;
    };
    const int left =
        i > span_.first && joined(i - 1) ? 1 + (i > span_.first + 1 && joined(i - 2)) : 0;
    const int right = joined(i) ? 1 + joined(i + 1) : 0;
    return left + right >= 2;
  }

  bool open_bracket(std::uint32_t at) const {
    const Range sentence = scan_.document.sentences[sentence_].text;
    const std::uint32_t stop = std::max(sentence.begin, at > 120 ? at - 120 : 0);
    for (std::uint32_t k = at; k > stop; --k) {
      if (scan_.text[k - 1] == '(') return true;
      if (scan_.text[k - 1] == ')') return false;
    }
    return false;
  }

  bool rejected_multiple(const Amount& amount) {
    const std::size_t i = amount.number.first;
    if (!amount.number.spelled) return false;  // "3x"
    const std::string_view word = scan_.view(i);
    const std::string_view next = has(i + 1) ? scan_.view(i + 1) : std::string_view();
    if (amount.number.value == 1) {
      // "once a week" is a rate; "once" alone is an adverb.
      return !(
          (next == "a" || next == "per" || next == "every" || next == "an" || next == "each") &&
          has(i + 2) && scan_.is(i + 2, unit_word));
    }
    if (options_.newsquant) return !word.ends_with("fold");
    if (word.ends_with("ed") || word.ends_with("fold") || word.ends_with("ing")) return false;
    const char last = static_cast<char>(word[0] | 0x20);
    (void)last;
    if (word == "twice" || word == "Twice" || word == "thrice") {
      return !(next == "the" || next == "as" || next == "that" || next == "its" ||
               next == "their" || next == "a" || next == "per" || next == "an" || next == "every" ||
               next == "what" || next == "daily" || next == "weekly" || next == "this");
    }
    return !(next == "the" || next == "that" || next == "its" || next == "their" ||
             next == "what" || next == "this") ||
           (has(i + 2) && scan_.is(i + 2, function));
  }

  bool rejected_one(const Amount& amount) {
    const std::size_t i = amount.number.first;
    if (amount.value < 0) return false;  // "minus one"
    if (i > span_.first) {
      const std::string_view previous = scan_.view(i - 1);
      if (previous == "no" || previous == "this" || previous == "that" || previous == "which" ||
          previous == "any" || previous == "each" || previous == "every" || previous == "another" ||
          previous == "the" || previous == "some")
        return !amount.unit || previous == "no";
    }
    if (amount.unit) {
      if (amount.last == i) return true;
      // "one day", "one of these days" are narrative; "one percent", "one mile" are amounts.
      const Unit& unit = lexicon_.units()[amount.unit];
      if (unit.kind == QuantityKind::score || unit.kind == QuantityKind::multiple)
        return !options_.newsquant;
      if (unit.kind == QuantityKind::duration && i == span_.first) return true;
      return false;
    }
    if (amount.number.last + 1 >= span_.last) return true;
    // "one in five", "one out of ten": a ratio
    const std::string_view next = scan_.view(amount.number.last + 1);
    if ((next == "in" || next == "out") && ratio_base(amount.number.last) > 0) return false;
    // "one to two years", "one or two", "one-to-seven days"
    if ((next == "or" || next == "to") && has(i + 2) && scan_.is(i + 2, cardinal)) return false;
    if (options_.newsquant) return false;
    if (scan_.gap(amount.number.last) != Gap::space) return true;
    const bool stressed =
        i > span_.first && (scan_.view(i - 1) == "only" || scan_.view(i - 1) == "just" ||
                            scan_.view(i - 1) == "least" || scan_.view(i - 1) == "than" ||
                            scan_.view(i - 1) == "nearly");
    if (stressed && !scan_.is(amount.number.last + 1, function)) return false;
    return !(next == "person" || next == "people" || next == "death" || next == "case");
  }

  // A proper name runs up to the number: Boeing 737, Windows 10, FTSE 100, Channel 5.
  bool name_before(std::size_t i, const Number& number) {
    const Token& previous = scan_.tokens[i - 1];
    const Gap gap = scan_.gap(i - 1);
    if (gap != Gap::space && gap != Gap::hyphen) return false;
    if (i - 1 < consumed_) return false;
    if (!previous.capitalised || previous.kind != TokenKind::word) {
      // "iPhone 11", "macOS 14": an inner capital marks a name too.
      const std::string_view view = scan_.view(i - 1);
      bool inner = false;
      for (std::size_t k = 1; k < view.size(); ++k) inner |= view[k] >= 'A' && view[k] <= 'Z';
      return inner && previous.kind == TokenKind::word && !followed_by_count(number);
    }
    const Word& word = *scan_.words[i - 1];
    if (word.is(function | direction_up | direction_down | month | weekday)) return false;
    // "up to 3" bounds, "Hyperion Max 3" names
    const bool named = i >= span_.first + 2 && scan_.tokens[i - 2].capitalised &&
                       scan_.gap(i - 2) == Gap::space && !title_case();
    if (word.is(bound_last) && !named) return false;
    if (scan_.view(i - 1).find_first_of("'\xe2") != std::string_view::npos) return false;  // "I'm"
    // "FTSE 100 companies", "HTTP 404 errors": an acronym and its number
    const bool index = previous.all_caps && previous.range.size() >= 3 && i - 1 > span_.first &&
                       number.value >= 30 && only_digits(scan_.view(i)) && !title_case();
    if (index) return true;
    if (followed_by_count(number) &&
        (number.value >= 100 || number.spelled || i - 1 == span_.first))
      return false;
    const bool sentence_start = i - 1 == span_.first;
    if (sentence_start && number.value <= longest_list_mark && !has_verb_shape(i - 1)) {
      // "Factor 1: ...", "Myth 2 - ...", a line that is a name and its number
      const Sentence& sentence = scan_.document.sentences[sentence_];
      const bool opens = scan_.document.blocks[sentence.block].first_token == i - 1;
      const std::string_view behind = scan_.text.substr(number.range.end, 5);
      const bool marked = behind.starts_with(":") || behind.starts_with(" - ") ||
                          behind.starts_with(" \u2013 ") || behind.starts_with(" \u2014 ") ||
                          behind.starts_with(".");
      if (opens && (marked || span_.last == i + 1)) return true;
    }
    if (number.spelled && !scan_.tokens[number.first].capitalised) return false;
    if (sentence_start && !previous.all_caps && !inner_capital(i - 1)) {
      // "Windows 10 ..." starts a sentence as well as "Sold 500".
      return number.value < 1000 && !number.spelled && has(number.last + 1) &&
             scan_.gap(number.last) == Gap::space;
    }
    if (title_case()) return number.value < 1000 && !has_verb_shape(i - 1);
    return true;
  }

  bool has_verb_shape(std::size_t i) const {
    const std::string_view view = scan_.view(i);
    return view.ends_with("ed") || view.ends_with("ing") || view.ends_with("es") ||
           view.ends_with("ts");
  }

  bool inner_capital(std::size_t i) const {
    const std::string_view view = scan_.view(i);
    for (std::size_t k = 1; k < view.size(); ++k) {
      if (view[k] >= 'A' && view[k] <= 'Z') return true;
    }
    return false;
  }

  // A plural noun stands behind, so the number counts it.
  bool followed_by_count(const Number& number) const {
    std::size_t j = number.last + 1;
    for (int n = 0; n < 3 && has(j); ++n, ++j) {
      if (scan_.gap(j - 1) != Gap::space) return false;
      if (scan_.is(j, function) || scan_.number(j)) return false;
      if (plural_noun(j)) return !scan_.tokens[j].capitalised || scan_.is(j, plural);
      if (scan_.tokens[j].capitalised) return false;
    }
    return false;
  }

  // "Big Four", "Formula One", "the Six Nations": spelled and capitalised inside a sentence.
  bool capital_name(const Amount& amount) {
    const std::size_t i = amount.number.first;
    if (!scan_.tokens[i].capitalised || i == span_.first || amount.number.scaled) return false;
    if (scan_.tokens[i].all_caps) return false;
    if (title_case()) return false;
    // After a colon or an opening quote a capital starts a sentence.
    const std::string_view between = scan_.text.substr(
        scan_.tokens[i - 1].range.end, scan_.tokens[i].range.begin - scan_.tokens[i - 1].range.end);
    if (between != " ") return false;
    const bool capital_after =
        has(amount.number.last + 1) && scan_.tokens[amount.number.last + 1].capitalised;
    return capital_after || scan_.tokens[i - 1].capitalised || scan_.view(i - 1) == "the";
  }

  // Are most longer words of the sentence capitalised, as in a headline?
  bool title_case() {
    if (title_case_ < 0) {
      int capital = 0, all = 0;
      for (std::size_t i = span_.first; i < span_.last && all < 40; ++i) {
        if (scan_.number(i) || scan_.tokens[i].range.size() < 4) continue;
        ++all;
        capital += scan_.tokens[i].capitalised;
      }
      title_case_ = all >= 3 && capital * 10 >= all * 7;
    }
    return title_case_ == 1;
  }

  // ---- parts of a quantity ----------------------------------------------------------------------

  // "X to Y", "between X and Y", "X-Y", "X or Y": one figure with two ends.
  void range_end(Amount& low, std::optional<Amount>& high) {
    const Number& number = low.number;
    if (number.multiple && number.spelled) return;
    std::size_t at = low.last;
    if (!has(at + 1)) return;
    const std::uint32_t tail = low.range.end;
    std::size_t next = 0;
    bool strong = false, loose = false, cross = false;
    const std::string_view between =
        scan_.text.substr(tail, scan_.tokens[at + 1].range.begin - tail);
    const auto number_at = [&](std::size_t j) {
      return has(j) && (scan_.number(j) || scan_.is(j, cardinal | scale | multiple));
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
    if (number_at(at + 1) && (joint_gap == Gap::hyphen || joint_gap == Gap::dash) &&
        !joint.empty()) {
      next = at + 1;
      strong = true;
    } else if (number_at(at + 1) && (joint == "\u00d7" || joint == " \u00d7 ")) {
      next = at + 1;
      cross = true;
    } else if ((joint_gap == Gap::space || joint_gap == Gap::hyphen) && between.size() <= 2) {
      const std::string_view word = scan_.view(at + 1);
      std::size_t j = at + 2;
      if (word == "to" && has(j)) {
        // "$35 up to $100", "two to three", "8- to 16-meter"
        strong = true;
      } else if (word == "and" && has(j) && between_word(number.first)) {
        strong = true;
      } else if (word == "or" && has(j)) {
        loose = true;
      } else if (word == "x" && has(j) && !number.spelled) {
        cross = true;
      } else if (word == "up" && has(j) && scan_.view(j) == "to" && low.unit) {
        ++j;
        strong = true;
      } else {
        return;
      }
      if (!number_at(j)) {
        // "USD 5 to USD 10"
        if (has(j) && has(j + 1) && scan_.words[j]->unit && scan_.number(j + 1))
          ++j;
        else
          return;
      }
      const Gap gap = scan_.gap(j - 1);
      if (gap == Gap::other) {
        const std::string_view sign =
            scan_.text.substr(scan_.tokens[j - 1].range.end,
                              scan_.tokens[j].range.begin - scan_.tokens[j - 1].range.end);
        if (sign.find_first_of(".,;:()[]\"?!") != sign.npos) return;
      }
      next = j;
    } else if (between == "- " && has(at + 2) && number_at(at + 2) && !low.unit &&
               (scan_.view(at + 1) == "to" || scan_.view(at + 1) == "or")) {
      next = at + 2;  // "8- to 16-metre": a hanging hyphen
      strong = true;
    } else {
      return;
    }
    if (scan_.number(next)) {
      if (match_date(scan_, span_, next)) return;
    }
    const std::size_t saved = consumed_;
    consumed_ = at + 1;
    std::optional<Amount> end = amount_at(next);
    consumed_ = saved;
    if (!end || end->number.ordinal || end->number.fraction != number.fraction) return;
    if (end->number.suffix && !end->unit && !end->number.scaled) return;
    const bool same_unit = !low.unit || !end->unit ||
                           lexicon_.units()[low.unit].code == lexicon_.units()[end->unit].code;
    if (!same_unit) {
      // "30 seconds to 24 hours" are two ends of one span of time.
      const bool times = lexicon_.units()[low.unit].kind == QuantityKind::duration &&
                         lexicon_.units()[end->unit].kind == QuantityKind::duration && strong;
      if (!times) return;
      high = end;
      return;
    }
    if (cross) {
      if (!end->unit && !low.unit) return;
      if (low.unit && lexicon_.units()[low.unit].kind != QuantityKind::measure) return;
      if (!low.unit) low.unit = end->unit;
      low.range.end = end->range.end;
      low.last = end->last;
      return;
    }
    if (strong && changed_from(number.first)) return;
    // Scale and unit said once, at the end: "$89 to $93 billion".
    if (end->number.scaled && !number.scaled && end->number.unscaled > 0) {
      const double factor = end->number.value / end->number.unscaled;
      if (low.number.value < end->number.unscaled || loose || strong) {
        if (low.number.value <= 1000 && !(low.unit && !low.currency_before)) low.value *= factor;
      }
    }
    if (low.unit && !end->unit) {
      // "5% to 10" stays one range, "25 to 3" of money too; factors follow the low end
      end->value *= lexicon_.units()[low.unit].factor;
    } else if (!low.unit && end->unit) {
      low.value *= lexicon_.units()[end->unit].factor;
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
        score_around(number.first, end->last))
      return;
    high = end;
  }

  bool between_word(std::size_t first) const {
    if (first == span_.first) return false;
    for (std::size_t back = 1; back <= 3 && first >= span_.first + back; ++back) {
      const std::string_view word = scan_.view(first - back);
      if (word == "between" || word == "Between") return true;
    }
    return false;
  }

  // "rose from 5 to 10": two figures, before and after.
  bool changed_from(std::size_t first) const {
    if (first < span_.first + 2 || scan_.view(first - 1) != "from") return false;
    for (std::size_t back = 2; back <= 4 && first >= span_.first + back; ++back) {
      if (scan_.is(first - back, direction_up | direction_down)) return true;
    }
    return false;
  }

  bool score_around(std::size_t first, std::size_t last) const {
    static constexpr std::string_view words[] = {"win",    "won",  "lost",  "beat", "victory",
                                                 "defeat", "lead", "score", "draw", "led",
                                                 "record", "vote", "ruling"};
    const auto one = [&](std::size_t i) {
      for (const std::string_view word : words) {
        if (scan_.view(i) == word) return true;
      }
      return false;
    };
    for (std::size_t i = first > span_.first + 3 ? first - 3 : span_.first; i < first; ++i) {
      if (one(i)) return true;
    }
    return has(last + 1) && one(last + 1);
  }

  // Is token i "1" or "one"? "1 in 21" is a ratio for any base.
  bool only_one(std::size_t i) const {
    const std::string_view view = scan_.view(i);
    return view == "1" || view == "one" || view == "One";
  }

  // The base of "in five" or "out of ten" behind token `last`; 0: none.
  double ratio_base(std::size_t last) const {
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

  std::size_t ratio(Quantity& q, std::size_t last, const Number& number) {
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

  // "4.8/5", "77/100": a mark on a scale is one figure, its scale is none.
  std::size_t rating(Quantity& q, std::size_t last, const Number& number) const {
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

  // "per gallon", "a day", "/hour", "each year": what one unit of the amount is counted by.
  std::size_t rate(Quantity& q, std::size_t last, std::uint16_t unit) {
    if (q.kind == QuantityKind::fraction || !(unit || q.kind == QuantityKind::multiple))
      return last;
    for (int times = 0; times < 2; ++times) {
      const std::size_t next = one_rate(q, last, unit);
      if (next == last) break;
      last = next;
    }
    return last;
  }

  std::size_t one_rate(Quantity& q, std::size_t last, std::uint16_t unit) {
    if (!has(last + 1)) return last;
    const Gap gap = scan_.kind_of(
        scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end));
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
        const bool time_unit =
            scan_.is(j, unit_word) &&
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
    (void)unit;
    q.unit += "/" + base;
    q.text.end = scan_.tokens[end].range.end;
    return end;
  }

  // "1,100 public housing properties": the noun that is counted. Extends the text to it.
  std::size_t counted_noun(Quantity& q, const Amount& amount, std::size_t last) {
    if (!has(last + 1)) return last;
    const Gap first_gap = Scan::kind_of(
        scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end));
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
    std::size_t end = j;
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
      end = j;
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
    (void)end;
    if (!of || !fractional) q.text.end = scan_.tokens[head].range.end;
    return head;
  }

  bool adjective(std::size_t j) const {
    const std::string_view view = scan_.view(j);
    return view.ends_with("al") || view.ends_with("ive") || view.ends_with("ous") ||
           view.ends_with("ful") || view.ends_with("est") || view.ends_with("ary") ||
           view.ends_with("ic") || scan_.gap(j) == Gap::hyphen;
  }

  bool verb_like(std::size_t j) const {
    const std::string_view view = scan_.view(j);
    return scan_.is(j, direction_up | direction_down | cue_verb | weak_cue) || view == "has" ||
           view == "does" || view == "goes" || view == "includes" || view == "stands" ||
           view == "stand" || view == "remains" || view == "makes" || view == "takes" ||
           view == "gets" || view == "comes" || view == "needs" || view == "works" ||
           view == "runs" || view == "means" || view == "uses" || view == "requires" ||
           view == "contains";
  }

  // Ages, scores, temperatures; false: the number is no quantity after all.
  bool special_kinds(Quantity& q, const Amount& amount, std::size_t& last) {
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
      if (i > span_.first && (scan_.view(i - 1) == "age" || scan_.view(i - 1) == "aged" ||
                              scan_.view(i - 1) == "ages"))
        q.kind = QuantityKind::age;
      return true;
    }
    if (amount.unit || q.kind == QuantityKind::fraction) return true;
    const auto age_word = [&](std::size_t at) {
      const std::string_view word = scan_.view(at);
      return word == "age" || word == "aged" || word == "ages" || word == "Age" || word == "Aged" ||
             word == "Ages";
    };
    if (i > span_.first &&
        (age_word(i - 1) ||
         (i > span_.first + 1 && age_word(i - 2) && scan_.view(i - 1) == "of")) &&
        scan_.gap(i - 1) == Gap::space && q.value < 130) {
      q.kind = QuantityKind::age;
      q.unit = "year";
      return true;
    }
    // "Maria Okafor, 45, said": a number between commas behind a name
    if (!amount.number.spelled && q.value >= 1 && q.value < 120 && q.unit.empty() &&
        i > span_.first + 1 && scan_.tokens[i - 1].capitalised &&
        scan_.text.substr(scan_.tokens[i - 1].range.end,
                          q.text.begin - scan_.tokens[i - 1].range.end) == ", " &&
        (scan_.at(q.text.end) == ',' || scan_.at(q.text.end) == '.' ||
         scan_.at(q.text.end) == ')') &&
        only_digits(scan_.view(i))) {
      q.kind = QuantityKind::age;
      q.unit = "year";
      return true;
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
    return true;
  }

  // Bare numbers without unit or noun: kept unless the words around make them a name or a code.
  bool worth_keeping(const Quantity& q, const Amount& amount, std::size_t last) {
    const std::size_t i = amount.number.first;
    if (amount.number.vague || amount.number.scaled) return true;
    if (amount.number.suffix) return amount.number.scaled;
    // "v 2", "Q3 2": single letters before
    if (i > span_.first && scan_.tokens[i - 1].kind == TokenKind::word &&
        scan_.view(i - 1).size() == 1 && scan_.tokens[i - 1].capitalised &&
        scan_.view(i - 1) != "I" && scan_.gap(i - 1) == Gap::space) {
      return false;
    }
    // A capitalised word directly behind without a unit: "7 Eleven", "100 Grand", "49 ers"
    (void)q;
    (void)last;
    return true;
  }

  // Bound words before the number and those that neither bound nor harm ("just", "a total of").
  void bounds_before(Quantity& q, std::size_t first, bool range) {
    std::size_t at = first;
    // the currency word or sign may stand between
    while (at > span_.first && scan_.tokens[at - 1].range.begin >= q.text.begin) --at;
    for (int round = 0; round < 3 && at > span_.first; ++round) {
      std::size_t before = at - 1;

      const std::string_view between = scan_.text.substr(
          scan_.tokens[before].range.end, q.text.begin - scan_.tokens[before].range.end);
      const Gap gap = Scan::kind_of(between);
      if (gap != Gap::space && !(gap == Gap::hyphen)) break;
      if (before < consumed_ && consumed_ <= first) break;
      // "more than a $147 saving", "as many as the 300"
      if (round == 0 && scan_.is(before, article) && before > span_.first &&
          scan_.is(before - 1, bound_last)) {
        --before;
      }
      if (!scan_.is(before, bound_last)) break;
      const Phrase* best = nullptr;
      std::size_t best_first = 0;
      for (std::size_t length = 1;
           length <= Lexicon::max_phrase_words && before + 1 >= span_.first + length; ++length) {
        const std::size_t from = before + 1 - length;
        if (length > 1 && scan_.gap(from) != Gap::space) break;
        std::uint64_t hash = 0;
        for (std::size_t k = from; k <= before; ++k)
          hash = extend_phrase(hash, scan_.tokens[k].hash);
        if (const Phrase* phrase = lexicon_.phrase(hash + 1);
            phrase && (phrase->kind == PhraseKind::bound_before ||
                       phrase->kind == PhraseKind::exact_before)) {
          best = phrase;
          best_first = from;
        }
      }
      if (!best) break;
      if (best->kind == PhraseKind::bound_before) {
        if (!bound_allowed(best_first, q)) break;
        if (!range) q.bound = stronger(q.bound, best->bound);
      }
      q.text.begin = scan_.tokens[best_first].range.begin;
      at = best_first;
      if (at < first && best->kind == PhraseKind::bound_before && best->bound != Bound::about &&
          best->bound != Bound::over)
        break;
    }
    // "from $139", "from 18 cm" with no other end: at least
    if (!range && q.bound == Bound::exact && at > span_.first && scan_.view(at - 1) == "from" &&
        scan_.gap(at - 1) != Gap::glued && price_from(at - 1, q)) {
      q.bound = Bound::at_least;
      q.text.begin = scan_.tokens[at - 1].range.begin;
    }
    // Signs: "~50", ">5", "<10", "≥3", "±2"
    if (!range && q.text.begin > 0) {
      const std::string_view lead = scan_.text.substr(0, q.text.begin);
      const auto sign = [&](std::string_view mark, Bound bound) {
        if (!lead.ends_with(mark)) return false;
        // "<>30", "=>30" are no bounds
        const char other = lead.size() > mark.size() ? lead[lead.size() - mark.size() - 1] : ' ';
        if (other == '<' || other == '>' || other == '=') return true;
        q.bound = bound;
        q.text.begin -= static_cast<std::uint32_t>(mark.size());
        return true;
      };
      const char c = lead.back();
      if (c == '~' || c == '>' || c == '<' || c == '=' || static_cast<unsigned char>(c) >= 0x80 ||
          c == ' ') {
        sign("~", Bound::about) || sign("\u2248", Bound::about) ||
            sign("\u2265", Bound::at_least) || sign("\u2264", Bound::up_to) ||
            sign(">=", Bound::at_least) || sign("<=", Bound::up_to) || sign(">", Bound::over) ||
            sign("<", Bound::under) || sign("> ", Bound::over) || sign("< ", Bound::under) ||
            sign("\u2265 ", Bound::at_least) || sign("\u2264 ", Bound::up_to) ||
            sign("~ ", Bound::about);
      }
    }
  }

  // "over" and "around" are also places, "some" and "say" also other words; a number must follow,
  // which the caller knows. "near 5 schools" is a place.
  bool bound_allowed(std::size_t at, const Quantity& q) const {
    const std::string_view word = scan_.view(at);
    if (word == "over" || word == "Over") {
      // "over the past two years", "fight over 3 parks" cannot be told; "over two years" may mean
      // during
      return !(q.kind == QuantityKind::duration && at > span_.first &&
               scan_.is(at - 1, direction_up | direction_down));
    }
    if (word == "near") return q.kind == QuantityKind::money || q.kind == QuantityKind::percent;
    if (word == "say" || word == "Say") return scan_.at(scan_.tokens[at].range.end) == ',';
    if (word == "sub") return true;
    return true;
  }

  static Bound stronger(Bound now, Bound more) {
    return now == Bound::exact ? more : more == Bound::about ? now : more;
  }

  bool price_from(std::size_t from, const Quantity& q) const {
    if (q.kind != QuantityKind::money && q.kind != QuantityKind::measure) return false;
    if (from > span_.first && scan_.is(from - 1, direction_up | direction_down)) return false;
    if (from + 1 < span_.last) {
      for (std::size_t k = from + 1; k < std::min(span_.last, from + 10); ++k) {
        if (scan_.view(k) == "to") return false;
      }
    }
    // A price tag follows a noun, not a verb of motion: "models from $700".
    return from > span_.first && plural_noun(from - 1);
  }

  std::size_t bounds_after(Quantity& q, std::size_t last, bool range) {
    // "20+", "5%+"
    if (scan_.at(q.text.end) == '+' && scan_.at(q.text.end + 1) != '1') {
      if (!range) q.bound = Bound::at_least;
      ++q.text.end;
    } else if (scan_.at(q.number.end) == '+' && q.number.end < q.text.end) {
      if (!range) q.bound = Bound::at_least;
    }
    if (!has(last + 1) || !scan_.is(last + 1, bound_first)) return last;
    const Gap gap = Scan::kind_of(
        scan_.text.substr(q.text.end, scan_.tokens[last + 1].range.begin - q.text.end));
    if (gap != Gap::space && gap != Gap::hyphen) return last;
    std::uint64_t hash = 0;
    for (std::size_t n = 0; n < 4 && has(last + 1 + n); ++n) {
      if (n > 0 && scan_.gap(last + n) != Gap::space) break;
      hash = extend_phrase(hash, scan_.tokens[last + 1 + n].hash);
      if (const Phrase* phrase = lexicon_.phrase(hash);
          phrase && phrase->kind == PhraseKind::bound_after) {
        if (!range && q.bound == Bound::exact) q.bound = phrase->bound;
        last = last + 1 + n;
        q.text.end = scan_.tokens[last].range.end;
        // "20-odd sessions"
        if (q.unit.empty() && has(last + 1) && scan_.gap(last) == Gap::space &&
            plural_noun(last + 1)) {
          ++last;
          q.unit = lower(scan_.view(last));
          q.kind = QuantityKind::count;
          q.text.end = scan_.tokens[last].range.end;
        }
        return last;
      }
    }
    return last;
  }

  // "rose 6.5%", "up nearly 57%", "fell by $2", "a drop of 40%".
  void direction(Quantity& q, std::size_t first) {
    std::size_t at = first;
    while (at > span_.first && scan_.tokens[at - 1].range.begin >= q.text.begin) --at;
    for (std::size_t n = 0; n < direction_words && at > span_.first; ++n) {
      const std::size_t before = at - 1;
      const std::string_view between =
          scan_.text.substr(scan_.tokens[before].range.end,
                            scan_.tokens[at].range.begin - scan_.tokens[before].range.end);
      if (between.find_first_of(".;:!?(") != between.npos) return;
      if (scan_.number(before)) {
        // "rose 8.1 percent to 99.20 yuan": the same move
        if (quantities_.size() > sentence_begin_ &&
            quantities_.back().direction != Direction::none && scan_.view(at) == "to" && n <= 2) {
          q.direction = quantities_.back().direction;
        }
        return;
      }
      if (scan_.is(before, direction_up | direction_down)) {
        if (scan_.view(before) == "up" && scan_.view(at) == "to") return;
        if (scan_.view(before) == "cut" || scan_.view(before) == "cuts") {
          if (q.kind == QuantityKind::count && n > 0) return;
        }
        q.direction = scan_.is(before, direction_up) ? Direction::up : Direction::down;
        return;
      }
      const bool filler = scan_.is(before, function | bound_last | unit_word | scale) ||
                          scan_.view(before) == "per";
      if (!filler) {
        return;
      }
      if (scan_.is(before, unit_word) && quantities_.size() > sentence_begin_ &&
          scan_.view(at) == "to" && quantities_.back().text.end == scan_.tokens[before].range.end &&
          quantities_.back().direction != Direction::none) {
        q.direction = quantities_.back().direction;
        return;
      }
      at = before;
    }
  }

  // A bare number that is an hour or a day of the month: "at 7", "on the 17", "from 5 to 6" beside
  // a weekday.
  bool clock_number(const Quantity& q, std::size_t first, std::size_t last) {
    const double top = std::max(q.value, q.high);
    if (q.value < 0 || q.value != std::floor(q.value) || top > 2359) return false;
    if (first == span_.first) return false;
    const bool range = q.bound == Bound::range;
    const bool end = !has(last + 1) || scan_.gap(last) == Gap::other;
    const bool clause_ends =
        end || (scan_.gap(last) == Gap::space &&
                scan_.is(last + 1, function | day_part | weekday | relative_before));
    const auto till = [&] {
      if (!has(last + 2) || scan_.gap(last) != Gap::space || !scan_.number(last + 2)) return false;
      const std::string_view word = scan_.view(last + 1);
      return (word == "till" || word == "until") && top <= 31 && !range;
    };
    if (till()) return true;  // "4 till 23 of this month"
    if (!clause_ends) return false;
    const std::string_view lead = scan_.view(first - 1);
    const std::string_view second =
        first > span_.first + 1 ? scan_.view(first - 2) : std::string_view();
    if ((lead == "year" || lead == "Year") && top >= 100 && end) return true;
    const bool moved =
        first > span_.first + 1 && scan_.is(first - 2, direction_up | direction_down);
    if (moved) return false;
    if (lead == "at" && top <= 24 && !range && (end || calendar())) return true;
    if (lead == "on" && top <= 31 && !range) return true;
    // "from 9 for two hours"
    if (lead == "from" && top <= 24 && !range && has(last + 2) && scan_.view(last + 1) == "for" &&
        (scan_.number(last + 2) || scan_.is(last + 2, cardinal)))
      return true;
    if (lead == "the" && top <= 31 && !range &&
        (second == "on" || second == "until" || second == "till" ||
         (second == "for" && !has(last + 1))))
      return true;
    if (lead == "than" && (second == "later" || second == "earlier") && top <= 24) return true;
    if (end && !has(last + 1) && top <= 12 &&
        (lead == "after" || lead == "before" || lead == "until" || lead == "till" ||
         (lead == "from" && range)))
      return true;
    // "20 of next month"
    if (top <= 31 && has(last + 3) && scan_.view(last + 1) == "of" &&
        (scan_.view(last + 2) == "next" || scan_.view(last + 2) == "this" ||
         scan_.view(last + 2) == "last") &&
        scan_.view(last + 3) == "month")
      return true;
    if (!calendar()) return false;
    if (top > 31) {
      // "730-930" beside a weekday
      return range && (lead == "at" || lead == "between" || lead == "from");
    }
    if (range && top <= 24 && has(last + 1) &&
        (scan_.is(last + 1, day_part | weekday | relative_before) || scan_.view(last + 1) == "of"))
      return true;
    static constexpr std::string_view words[] = {
        "at",     "by",    "from", "until", "till", "on",    "before", "after", "between",
        "around", "about", "than", "the",   "of",   "since", "to",     "for"};
    if (std::ranges::find(words, lead) != std::end(words)) return true;
    return scan_.is(first - 1, weekday | month | day_part | ordinal);
  }

  // Does the sentence speak of days and hours?
  bool calendar() {
    if (calendar_ < 0) {
      calendar_ = 0;
      for (std::size_t i = span_.first; i < span_.last && !calendar_; ++i) {
        if (scan_.number(i)) {
          const std::string_view view = scan_.view(i);
          calendar_ =
              view.size() > 2 && view.size() < 6 && (view.ends_with("am") || view.ends_with("pm"));
          continue;
        }
        calendar_ = scan_.is(i, weekday | day_part | clock_after) && scan_.view(i) != "hours" &&
                    scan_.view(i) != "sun" && scan_.view(i) != "sat" && scan_.view(i) != "et" &&
                    scan_.view(i) != "pt";
        if (scan_.is(i, month) && scan_.tokens[i].capitalised && scan_.view(i) != "May")
          calendar_ = 1;
        if (scan_.view(i) == "month" && i > span_.first && scan_.view(i - 1) == "this")
          calendar_ = 1;
      }
    }
    return calendar_ == 1;
  }

  // "two years ago", "in two weeks", "the next three days": a point in time, not a stretch.
  bool relative_time(const Quantity& q, std::size_t first, std::size_t last) const {
    if (has(last + 1) && scan_.gap(last) == Gap::space && scan_.is(last + 1, relative_after)) {
      const std::string_view next = scan_.view(last + 1);
      if (next == "from")
        return has(last + 2) && (scan_.view(last + 2) == "now" || scan_.view(last + 2) == "today" ||
                                 scan_.view(last + 2) == "tomorrow");
      if (next == "out" || next == "before" || next == "after") return next != "out";
      return true;
    }
    std::size_t at = first;
    while (at > span_.first && scan_.tokens[at - 1].range.begin >= q.text.begin) --at;
    if (q.bound != Bound::exact && q.bound != Bound::range && q.bound != Bound::about) return false;
    if (q.text.begin < q.number.begin && q.bound == Bound::exact)
      return false;  // "in just six minutes"
    if (at > span_.first && scan_.is(at - 1, relative_before)) return true;
    if (at > span_.first + 1 && scan_.is(at - 1, article) && scan_.is(at - 2, relative_before))
      return true;
    return false;
  }

  const Scan& scan_;
  const Lexicon& lexicon_;
  const QuantityOptions& options_;
  std::vector<Quantity>& quantities_;
  std::vector<DateMention>& dates_;
  Span span_;
  std::uint32_t sentence_ = 0;
  std::size_t sentence_begin_ = 0;  // into quantities_: first of this sentence
  std::size_t consumed_ = 0;        // tokens before this one belong to earlier finds
  int title_case_ = -1;             // not known yet
  int calendar_ = -1;
};

}  // namespace

void append_quantities(const Scan& scan, const QuantityOptions& options,
                       std::vector<Quantity>& quantities, std::vector<DateMention>& dates) {
  QuantityScanner(scan, options, quantities, dates).run();
}

}  // namespace assay::mentions
