#include "mentions/numbers.h"
#include <algorithm>
#include <array>
#include <cmath>

#include <unicode/uchar.h>

#include "assay/text.h"

#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t max_digits = 18;  // more cannot be told apart in a double anyway
// A row of more digits without separators is an identifier; nothing has more than a hundred.
constexpr std::uint32_t most_digits = 100;
constexpr double max_value = 1e100;
constexpr double highest_numerator = 1e6;  // of a fraction in words; guess

constexpr std::array<double, 19> powers_of_ten = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                                  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                                  1e14, 1e15, 1e16, 1e17, 1e18};

}  // namespace

// A row of a few digits and nothing else, as most numbers are.
static std::optional<Digits> parse_plain_digits(std::string_view token) {
  constexpr std::size_t longest = 9;
  if (token.empty() || token.size() > longest) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : token) {
    if (!ascii::is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  Digits result;
  result.value = value;
  result.length = result.digits = static_cast<std::uint32_t>(token.size());
  result.leading_zero = token.front() == '0' && token.size() > 1;
  result.readable = true;
  return result;
}

Digits parse_digits(std::string_view token, bool decimal_comma) {
  if (const auto plain = parse_plain_digits(token)) return *plain;
  Digits result;
  std::uint64_t mantissa = 0;
  std::uint32_t fraction_digits = 0, dots = 0, commas = 0, since_separator = 0;
  std::uint32_t first_group = 0, separators = 0;
  bool dot_groups = true, comma_groups = true, indian = true;
  char last_separator = 0;
  double vulgar = 0;
  std::uint32_t dropped = 0;  // digits behind those of `mantissa`
  std::size_t at = 0;
  const auto close_group = [&] {
    if (separators == 0) {
      first_group = since_separator;
      if (since_separator > 3) dot_groups = comma_groups = false;
      if (since_separator > 2) indian = false;
    } else {
      if (since_separator != 3) (last_separator == '.' ? dot_groups : comma_groups) = false;
      if (since_separator != 2) indian = false;
    }
  };
  while (at < token.size()) {
    const char c = token[at];
    std::size_t next = at;
    int digit = -1;
    char separator = 0;
    if (ascii::is_digit(c)) {
      digit = c - '0';
      ++next;
    } else if (c == '.' || c == ',') {
      separator = c;
      ++next;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const char32_t point = next_code_point(token, next);
      digit = u_charDigitValue(static_cast<UChar32>(point));
      if (digit < 0) {
        const double value = u_getNumericValue(static_cast<UChar32>(point));
        if (value > 0 && value < 1) {  // ½
          vulgar = value;
          at = next;
        }
        break;
      }
    } else {
      break;
    }
    if (separator) {
      close_group();
      ++separators;
      (separator == '.' ? dots : commas) += 1;
      last_separator = separator;
      since_separator = 0;
      fraction_digits = 0;
    } else {
      if (result.digits == 0 && digit == 0) result.leading_zero = true;
      ++result.digits;
      ++since_separator;
      ++fraction_digits;
      if (result.digits > max_digits) {
        ++dropped;
      } else {
        mantissa = mantissa * 10 + static_cast<std::uint64_t>(digit);
      }
    }
    at = next;
  }
  result.length = static_cast<std::uint32_t>(at);
  result.separators = separators > 0;
  if (result.digits == 0) {
    result.readable = vulgar > 0;
    result.value = vulgar;
    return result;
  }
  if (dropped > 0 && (separators == 0 || result.digits > most_digits)) return result;
  bool decimal = false;
  if (separators > 0) {
    const bool last_is_three = since_separator == 3;
    if (last_separator == '.' ? dot_groups : comma_groups) {
      // The last group still has to be judged.
      if (!last_is_three) (last_separator == '.' ? dot_groups : comma_groups) = false;
    }
    if (!last_is_three) indian = false;
    if (dots > 0 && commas > 0) {
      // The later mark is the decimal one and stands once; the other must group by three.
      if ((last_separator == '.' ? dots : commas) != 1) return result;
      if (last_separator == '.' ? !comma_groups && !(commas > 0 && indian) : !dot_groups) {
        // "12,34,567.8": Indian groups before a decimal point are accepted too.
        if (last_separator != '.' || first_group > 2) return result;
      }
      decimal = true;
    } else if (separators == 1) {
      const bool could_group = last_is_three && first_group >= 1 && first_group <= 3 &&
                               !(result.leading_zero && first_group == 1);
      const bool own_decimal = (last_separator == ',') == decimal_comma;
      decimal = !could_group || own_decimal;
    } else {
      const bool grouped = last_separator == '.' ? dot_groups : comma_groups;
      if (!grouped && !(last_separator == ',' && indian)) return result;
    }
  }
  result.value = static_cast<double>(mantissa);
  if (dropped > 0) {
    result.value *= std::pow(10, static_cast<double>(dropped) - (decimal ? fraction_digits : 0));
  } else if (decimal) {
    result.value /= powers_of_ten[fraction_digits];
  }
  result.value += vulgar;
  result.leading_zero = result.leading_zero && !decimal && result.digits > 1;
  result.readable = true;
  return result;
}

namespace {

// Cardinal words joined by spaces or hyphens, as far as they make one number.
class WordNumber {
 public:
  WordNumber(const Scan& scan, Span span) : scan_(scan), span_(span) {}

  std::optional<Number> parse(std::size_t at) {
    Number number;
    number.first = at;
    number.spelled = true;
    const Word& word = *scan_.words[at];
    if (word.is(article)) return after_article(at, number);
    if (word.is(scale) && is_behind_number(at)) return std::nullopt;
    if (word.is(cardinal | scale)) return cardinals(at, number);
    if (word.is(vague_count)) return vague(at, number);
    if (word.is(fraction) && word.value == 0.5) return half(at, number);
    if (word.is(fraction) && word.value == 0.25) return quarter(at, number);
    if (word.is(multiple)) {
      number.value = word.value;
      number.multiple = true;
      return finish(number, at);
    }
    if (word.is(ordinal)) {
      number.ordinal = true;
      return finish(number, at);
    }
    return std::nullopt;
  }

  // Multiplies by scale words behind `last` ("4.4 million", "10 lakh crore"); to infinity where
  // there are too many.
  void scales(Number& number) const {
    while (joined(number.last) && multiplies(number.last + 1)) {
      const double factor = scan_.words[number.last + 1]->value;
      number.value *= factor;
      if (std::abs(number.value) > max_value) number.value = HUGE_VAL;
      number.scaled = true;
      ++number.last;
    }
  }

 private:
  // Whether the scale word at `at` belongs to a number before it that could not be read: what is
  // left of such a number is no number.
  bool is_behind_number(std::size_t at) const {
    if (at == span_.first || !joined(at - 1)) return false;
    if (!scan_.number(at - 1)) return scan_.is(at - 1, cardinal | scale);
    const std::string_view digits = scan_.view(at - 1);
    return parse_digits(digits, scan_.lexicon.decimal_comma()).length == digits.size();
  }

  // A scale word, or "dozens" behind a number.
  bool multiplies(std::size_t i) const {
    const Word& word = *scan_.words[i];
    return word.is(scale) || (word.is(vague_count) && word.value == 12);
  }

  // Is there a next token in the sentence, joined by a space or hyphen?
  bool joined(std::size_t at) const {
    if (at + 1 >= span_.last) return false;
    const Gap gap = scan_.gap(at);
    return gap == Gap::space || gap == Gap::hyphen || gap == Gap::glued;
  }

  // "fifty - two", "five - eighths": a hyphen that a tokeniser set apart.
  bool loose_hyphen(std::size_t at) const {
    return at + 1 < span_.last &&
           scan_.text.substr(scan_.tokens[at].range.end, scan_.tokens[at + 1].range.begin -
                                                             scan_.tokens[at].range.end) == " - ";
  }

  std::optional<Number> finish(Number& number, std::size_t last) const {
    number.last = last;
    number.range = {scan_.tokens[number.first].range.begin, scan_.tokens[last].range.end};
    if (number.unscaled == 0) number.unscaled = number.value;
    return number;
  }

  // "a million", "a dozen", "a third (of)", "a quarter (of)", "a half".
  std::optional<Number> after_article(std::size_t at, Number& number) {
    if (!joined(at)) return std::nullopt;
    const Word& next = *scan_.words[at + 1];
    if (next.is(scale)) {
      std::optional<Number> result = cardinals(at + 1, number);
      if (result) {
        result->first = at;
        result->bare_scale = false;
        result->range.begin = scan_.tokens[at].range.begin;
      }
      return result;
    }
    if (next.is(fraction) && next.value > 0) {
      // "a third person" is an ordinal: only "a third of", "a half million", "(by) a half".
      if (moved_by(at) && (!joined(at + 1) || scan_.is(at + 2, function))) {
        number.value = next.value;
        number.fraction = true;
        return finish(number, at + 1);
      }
      if (!joined(at + 1)) {
        if (next.value != 0.5 || (at > span_.first && !scan_.reads(at - 1, "by")))
          return std::nullopt;
        number.value = next.value;
        number.fraction = true;
        return finish(number, at + 1);
      }
      const Word& after = *scan_.words[at + 2];
      const bool of = scan_.reads(at + 2, "of");
      const bool scaled = after.is(scale) && after.value >= 1000;
      if (!of && !scaled && !(next.value == 0.5 && after.is(scale | unit_word)))
        return std::nullopt;
      number.value = next.value;
      number.fraction = true;
      number.last = at + 1;
      number.unscaled = number.value;
      scales(number);
      if (number.scaled) number.fraction = false;
      return finish(number, number.last);
    }
    return std::nullopt;
  }

  // "fell by (a third)"
  bool moved_by(std::size_t at) const {
    return at > span_.first + 1 && scan_.reads(at - 1, "by") && scan_.spaced(at - 2) &&
           scan_.is(at - 2, direction_up | direction_down);
  }

  // "half", "half a million", "half a dozen", "half-million".
  std::optional<Number> half(std::size_t at, Number& number) {
    number.value = 0.5;
    number.fraction = true;
    number.last = at;
    number.unscaled = 0.5;
    if (joined(at)) {
      std::size_t next = at + 1;
      if (scan_.is(next, article) && joined(next)) ++next;
      if (scan_.is(next, scale)) {
        number.value *= scan_.words[next]->value;
        number.fraction = false;
        number.scaled = true;
        number.last = next;
        scales(number);
      }
    }
    return finish(number, number.last);
  }

  // "quarter million", "quarter-billion"; a quarter alone is of a year as often as not.
  std::optional<Number> quarter(std::size_t at, Number& number) {
    if (!joined(at) || !scan_.is(at + 1, scale) || scan_.words[at + 1]->value < 1e5)
      return std::nullopt;
    number.value = number.unscaled = 0.25;
    number.last = at;
    scales(number);
    return finish(number, number.last);
  }

  // "dozens", "tens of thousands", "hundreds of millions".
  std::optional<Number> vague(std::size_t at, Number& number) {
    number.value = scan_.words[at]->value;
    number.vague = true;
    std::size_t last = at;
    while (last + 2 < span_.last && scan_.reads(last + 1, "of") &&
           scan_.is(last + 2, vague_count) && number.value < max_value / 1e6) {
      number.value *= scan_.words[last + 2]->value;
      last += 2;
    }
    if (last == at && number.value == 10) return std::nullopt;  // "tens" alone
    return finish(number, last);
  }

  std::optional<Number> cardinals(std::size_t at, Number& number) {
    double total = 0, current = 0, last_scale = 1;
    bool any = false, after_scale = false, done = false;
    number.bare_scale = scan_.is(at, scale);
    std::size_t last = at;
    for (std::size_t i = at; i < span_.last && !done; ++i) {
      const Word& word = *scan_.words[i];
      const double tail = std::fmod(current, 100);
      const bool tens = tail >= 20 && std::fmod(tail, 10) == 0;
      if (i > at && !joined(i - 1) && !(tens && word.is(cardinal) && loose_hyphen(i - 1))) break;
      if (word.is(cardinal)) {
        const double value = word.value;
        const bool fits = !any || after_scale ||
                          (current > 0 && tail == 0 && value < 100 && value > 0) ||
                          (tens && value > 0 && value < 10);
        if (!fits) break;
        if (after_scale && current == 0 && value == 0) break;
        current += value;
        any = true;
        after_scale = false;
        last = i;
      } else if (word.is(scale) && !word.is(unit_word)) {
        if (!any && at != i) break;
        if (number.unscaled == 0) number.unscaled = any ? total + current : 1;
        if (word.value < 1000) {
          current = (current == 0 ? 1 : current) * word.value;
        } else if (current == 0 && total > 0) {
          total *= word.value;  // "hundred thousand million"
        } else {
          total += (current == 0 ? 1 : current) * word.value;
          current = 0;
        }
        if (total + current > max_value) return std::nullopt;
        number.scaled = true;
        any = true;
        after_scale = true;
        last_scale = word.value;
        last = i;
      } else if (word.is(number_and) && any && i + 1 < span_.last && joined(i)) {
        const Word& next = *scan_.words[i + 1];
        const bool parts = i + 2 < span_.last && joined(i + 1) && scan_.is(i + 2, fraction) &&
                           scan_.words[i + 2]->value > 0 && next.value < 10;
        const bool dozens = i + 2 < span_.last && joined(i + 1) && multiplies(i + 2) &&
                            scan_.words[i + 2]->value == 12;
        if (after_scale && next.is(cardinal) && dozens) {  // "three hundred and two dozen"
          number.value = total + current + 12 * next.value;
          return finish(number, i + 2);
        }
        if (after_scale && next.is(cardinal) && !next.is(scale) && !parts) continue;
        if (mixed_fraction(i + 1, total + current, after_scale ? last_scale : 1, number))
          return finish(number, number.last);
        break;
      } else if (word.is(point_word) && any && i + 1 < span_.last && joined(i) &&
                 scan_.is(i + 1, cardinal)) {
        double place = 0.1;
        for (std::size_t j = i + 1; j < span_.last && joined(j - 1) && scan_.is(j, cardinal); ++j) {
          const double digit = scan_.words[j]->value;
          if (digit >= 10) place /= 10;
          current += digit * place;
          if (digit < 10) place /= 10;
          last = j;
        }
        done = true;
      } else {
        break;
      }
    }
    if (!any) return std::nullopt;
    number.value = total + current;
    number.last = last;
    // "twenty second", "one hundred and first": the last word makes it an ordinal.
    const bool tens = std::fmod(current, 100) >= 20 && std::fmod(current, 10) == 0;
    if (last + 1 < span_.last && joined(last) && scan_.is(last + 1, ordinal) &&
        scan_.view(last + 1).back() != 's' &&
        (tens || number.scaled || thousandth_or_less(last + 1)) &&
        scan_.words[last + 1]->value != 0.5) {
      number.ordinal = true;
      return finish(number, last + 1);
    }
    // "two-thirds", "three quarters", "one tenth"; "one second" is a unit.
    if (last + 1 < span_.last && (joined(last) || loose_hyphen(last)) && number.value > 0 &&
        number.value <= highest_numerator) {
      const Word& next = *scan_.words[last + 1];
      if (next.is(fraction) && next.value > 0 &&
          (number.value == 1 || scan_.view(last + 1).back() == 's')) {
        number.unscaled = number.value *= next.value;
        number.fraction = true;
        number.last = last + 1;
        // "three quarters of a million"
        if (number.last + 3 < span_.last && scan_.reads(number.last + 1, "of") &&
            scan_.is(number.last + 2, article) && scan_.is(number.last + 3, scale)) {
          number.value *= scan_.words[number.last + 3]->value;
          number.fraction = false;
          number.scaled = true;
          number.last += 3;
        } else {
          scales(number);
          if (number.scaled) number.fraction = false;
        }
        return finish(number, number.last);
      }
    }
    const bool dozens = joined(last) && !scan_.is(last + 1, scale) && multiplies(last + 1);
    if (done || dozens) scales(number);
    return finish(number, number.last);
  }

  // "(two) and a half (million)", "(one) and one-half", "(five-)and-a-half", "(three) and three
  // quarters". Behind a scale word the fraction is one of that scale, unless it has its own: "one
  // million and a half", "one billion and a half million".
  bool mixed_fraction(std::size_t at, double whole, double scaled_by, Number& number) const {
    double times = 1;
    if (scan_.is(at, article) || scan_.is(at, cardinal)) {
      if (scan_.is(at, cardinal)) times = scan_.words[at]->value;
      if (!joined(at)) return false;
      ++at;
      // "(two) and fifty-four hundredths"
      const bool decimal = scaled_by == 1 && times >= 10 && joined(at) && scan_.is(at, cardinal) &&
                           scan_.words[at]->value < 10;
      if (decimal) times += scan_.words[at++]->value;
      if (times >= 10 && !(scan_.is(at, fraction) && times * scan_.words[at]->value < 1))
        return false;
    }
    if (!scan_.is(at, fraction) || scan_.words[at]->value <= 0) return false;
    const double part = times * scan_.words[at]->value;
    const bool own_scale = joined(at) && scan_.is(at + 1, scale);
    number.last = at;
    if (scaled_by > 1 && own_scale) {
      number.value = whole + part * scan_.words[at + 1]->value;
      number.unscaled = number.value;
      number.last = at + 1;
      return true;
    }
    number.value = whole + part * scaled_by;
    number.unscaled = number.value;
    if (scaled_by == 1) scales(number);
    return true;
  }

  bool thousandth_or_less(std::size_t i) const {
    return scan_.is(i, fraction) && scan_.words[i]->value <= 0.001;
  }

  const Scan& scan_;
  Span span_;
};

std::optional<Number> plain_number(const Scan& scan, Span span, std::size_t at);

bool only_digits(std::string_view token) {
  for (const char c : token) {
    if (c < '0' || c > '9') return false;
  }
  return !token.empty();
}

// "2.33 k", "1,200 M": a scale letter set apart, where the phrase ends with it.
void letter_scale(const Scan& scan, Span span, Number& number) {
  const std::size_t next = number.last + 1;
  if (next >= span.last || scan.gap(number.last) != Gap::space) return;
  const std::string_view letter = scan.view(next);
  if (letter != "k" && letter != "K" && letter != "M") return;
  if (next + 1 < span.last && scan.gap(next) != Gap::other) return;
  number.value *= letter == "M" ? 1e6 : 1e3;
  number.scaled = true;
  number.last = next;
}

// "4 thousand 3 hundred", "3 hundred and one": a smaller part behind the scale word. A part that
// its scale words make as large is not read at all: the steps fall, so that the depth is bounded
// by the scale words there are and "1 thousand 1 thousand 1 thousand ..." is read once.
void smaller_part(const Scan& scan, Span span, Number& number) {
  const std::size_t scale_at = number.last;
  if (!scan.is(scale_at, scale) || number.value != std::floor(number.value)) return;
  const double step = scan.words[scale_at]->value;
  std::size_t next = scale_at + 1;
  if (next + 1 >= span.last || scan.gap(scale_at) != Gap::space) return;
  const bool joined = scan.is(next, number_and);
  // "3 million and a quarter"
  if (joined && next + 2 < span.last && scan.is(next + 1, article) && scan.is(next + 2, fraction) &&
      scan.words[next + 2]->value > 0 && scan.gap(next) == Gap::space &&
      (next + 3 >= span.last || scan.gap(next + 2) == Gap::other)) {
    number.value += step * scan.words[next + 2]->value;
    number.last = next + 2;
    number.range.end = scan.tokens[number.last].range.end;
    return;
  }
  if (joined && step == 100) ++next;
  if (scan.gap(next - 1) != Gap::space) return;
  const bool scaled = next + 1 < span.last && scan.is(next + 1, scale);
  double part_step = 1;
  for (std::size_t i = next + 1; i < span.last && scan.is(i, scale | vague_count); ++i) {
    part_step *= scan.words[i]->value;
    if (part_step >= step) return;
  }
  std::optional<Number> part;
  if (step == 100 && (scan.is(next, cardinal) || (joined && scan.number(next)))) {
    part = plain_number(scan, span, next);
  } else if (!joined && scan.number(next) && scaled) {
    part = plain_number(scan, span, next);
    if (part && !part->scaled) return;
  }
  if (!part || part->value <= 0 || part->value >= step || part->fraction || part->ordinal ||
      part->suffix)
    return;
  number.value += part->value;
  number.unscaled = number.value;
  number.last = part->last;
  number.range.end = part->range.end;
}

// What other digits behind those of token `at` make of them: "1/2", "2 1/2", "816 000". False: they
// are no number.
bool more_digits(const Scan& scan, Span span, std::size_t at, const Digits& digits, Number& number,
                 std::uint32_t& end) {
  const std::string_view token = scan.view(at);
  // A fraction behind a slash: "1/2", "2 1/2"; dates and scores were taken before.
  const auto slash = [&](std::size_t i) {
    if (i + 1 >= span.last || !scan.number(i) || !scan.number(i + 1)) return 0.0;
    const std::string_view between = scan.text.substr(
        scan.tokens[i].range.end, scan.tokens[i + 1].range.begin - scan.tokens[i].range.end);
    if (between != "/" && between != "\u2044") return 0.0;
    if (!only_digits(scan.view(i)) || scan.view(i).size() > 3 || scan.view(i + 1).size() > 4)
      return 0.0;
    const Digits over = parse_digits(scan.view(i), false);
    const Digits under = parse_digits(scan.view(i + 1), false);
    if (!under.readable || under.value == 0 || under.separators) return 0.0;
    return over.value / under.value;
  };
  // What is behind a hyphen is a fraction where it is halved and halved again; else "4-1/30" is a
  // score or a date.
  const auto eighths = [&](std::size_t under) {
    constexpr std::array<std::string_view, 5> halves = {"2", "4", "8", "16", "32"};
    return std::ranges::find(halves, scan.view(under)) != halves.end();
  };
  if (const double value = slash(at); value > 0) {
    number.value = number.unscaled = value;
    number.fraction = true;
    number.last = at + 1;
    const std::string_view under = scan.view(at + 1);
    const Digits read = parse_digits(under, false);
    end = scan.tokens[at + 1].range.begin + read.length;
    number.suffix = static_cast<std::uint32_t>(under.size()) - read.length;
    if (number.suffix) return false;
  } else if (at + 2 < span.last && only_digits(token) && scan.number(at + 1) &&
             (scan.gap(at) == Gap::space || (scan.gap(at) == Gap::hyphen && eighths(at + 2)))) {
    // "2 1/2", "5-1/4"
    if (const double part = slash(at + 1); part > 0 && part < 1) {
      number.value += part;
      number.unscaled = number.value;
      number.last = at + 2;
      end = scan.tokens[number.last].range.end;
    }
  }
  // Digits grouped by spaces: "816 000". A plain space counts only where three digits follow one
  // to three and the next group, if any, has three as well.
  if (number.last == at && only_digits(token) && token.size() <= 3 && !digits.leading_zero) {
    double value = number.value;
    std::size_t last = at;
    while (last + 1 < span.last && scan.number(last + 1) && scan.gap(last) == Gap::space &&
           scan.tokens[last + 1].range.begin - scan.tokens[last].range.end <= 3) {
      const std::string_view group = scan.view(last + 1);
      if (group.size() < 3 || !only_digits(group.substr(0, 3))) break;
      if (group.size() > 3) {
        const Digits rest = parse_digits(group, scan.lexicon.decimal_comma());
        if (!(rest.readable && rest.length == group.size() && (group[3] == '.' || group[3] == ',')))
          break;
        if (rest.value >= 1000) break;
        value = value * 1000 + rest.value;
        ++last;
        break;
      }
      if (value > 1e12) break;
      value = value * 1000 + (group[0] - '0') * 100 + (group[1] - '0') * 10 + (group[2] - '0');
      ++last;
    }
    if (last > at) {
      number.value = number.unscaled = value;
      number.last = last;
      end = scan.tokens[last].range.end;
      number.simple_year = false;
    }
  }
  return true;
}

std::optional<Number> digit_number(const Scan& scan, Span span, std::size_t at) {
  const std::string_view token = scan.view(at);
  const Digits digits = parse_digits(token, scan.lexicon.decimal_comma());
  if (!digits.readable) return std::nullopt;
  Number number;
  number.first = number.last = at;
  number.value = digits.value;
  number.simple_year = digits.length == token.size() && digits.digits == 4 && !digits.separators;
  number.fraction = digits.digits == 0;
  const std::string_view suffix = token.substr(digits.length);
  std::uint32_t begin = scan.tokens[at].range.begin;
  std::uint32_t end = scan.tokens[at].range.end;
  // ".08": a decimal point without a digit before it
  if (scan.before(begin) == '.' && suffix.empty() && !digits.separators &&
      (begin == 1 || scan.text[begin - 2] == ' ' || scan.text[begin - 2] == '(' ||
       scan.text[begin - 2] == '-' || scan.text[begin - 2] == '=' || scan.text[begin - 2] == '<' ||
       scan.text[begin - 2] == '>')) {
    number.value /= powers_of_ten[digits.digits];
    number.simple_year = false;
    number.leading_point = true;
    --begin;
  }
  number.unscaled = number.value;
  if (!suffix.empty()) {
    const std::uint64_t hash = word_hash(suffix);
    const double factor = scan.lexicon.suffix_scale(hash);
    const Word* word = scan.lexicon.find(hash);
    std::uint16_t unit = scan.lexicon.exact_unit(suffix);
    if (!unit && word && word->is(unit_word)) unit = word->unit;
    if (factor < 0) {
      number.ordinal = true;
    } else if (suffix == "x" || suffix == "X") {
      number.multiple = true;
    } else {
      number.unit = unit;
      number.suffix = static_cast<std::uint32_t>(suffix.size());
      if (factor > 0) {
        number.scaled = true;  // provisional: the caller decides between scale and unit
        number.unscaled = number.value;
      }
    }
    number.range = {begin, end};
    return number;
  }
  if (at + 1 < span.last && scan.number(at + 1) &&
      !more_digits(scan, span, at, digits, number, end))
    return std::nullopt;
  number.range = {begin, end};
  const std::size_t before = number.last;
  WordNumber(scan, span).scales(number);
  if (number.last == before) letter_scale(scan, span, number);
  if (number.last != before) number.range.end = scan.tokens[number.last].range.end;
  if (number.scaled) smaller_part(scan, span, number);
  // "3 and a half", "3-and-a-half": rare with digits, left to the words.
  return number;
}

// A number without a fraction read aloud behind it.
std::optional<Number> plain_number(const Scan& scan, Span span, std::size_t at) {
  if (scan.number(at)) return digit_number(scan, span, at);
  if (!scan.is(at, cardinal | scale | vague_count | fraction | multiple | ordinal | article)) {
    return std::nullopt;
  }
  return WordNumber(scan, span).parse(at);
}

// "one over three", "1 over 21": a fraction as it is read aloud, where nothing stands behind it
// that the second number could count and nothing before it that the first could name.
void read_aloud(const Scan& scan, Span span, Number& number) {
  constexpr double highest = 20;
  const std::size_t over = number.last + 1;
  if (over + 1 >= span.last || !scan.reads(over, "over") || number.value < 1 ||
      number.value > highest || number.fraction || number.ordinal || number.multiple ||
      number.suffix || number.scaled)
    return;
  if (scan.gap(number.last) != Gap::space || scan.gap(over) != Gap::space) return;
  const std::size_t first = number.first;
  if (first > span.first && !scan.is(first - 1, function)) return;
  if (!scan.number(over + 1) && !scan.is(over + 1, cardinal)) return;
  const std::optional<Number> under = plain_number(scan, span, over + 1);
  if (!under || under->value <= number.value || under->fraction || under->ordinal ||
      under->suffix || under->multiple || under->simple_year)
    return;
  const char behind = scan.at(under->range.end);
  if (under->last + 1 < span.last &&
      (scan.gap(under->last) != Gap::other || behind == '%' || behind == ':'))
    return;
  if (behind == '%') return;
  number.value = number.unscaled = number.value / under->value;
  number.fraction = true;
  number.last = under->last;
  number.range.end = under->range.end;
}

}  // namespace

// Is there a sign of a power behind the digits? Most numbers have none, and are not read for it.
static bool may_be_power(const Scan& scan, Range token) {
  const char last = scan.text[token.end - 1], behind = scan.at(token.end);
  if (last == 'e' || last == 'E' || behind == '^') return true;
  const char sign = behind == ' ' ? scan.at(token.end + 1) : behind;
  return sign == 'x' || sign == '\xc3';  // of "\u00d7"
}

std::optional<Number> parse_power(const Scan& scan, Span span, std::size_t at) {
  if (!may_be_power(scan, scan.tokens[at].range)) return std::nullopt;
  constexpr double highest_exponent = 99;
  const std::string_view token = scan.view(at);
  const Digits base = parse_digits(token, scan.lexicon.decimal_comma());
  if (!base.readable || base.digits == 0) return std::nullopt;
  const std::string_view suffix = token.substr(base.length);
  const auto between = [&](std::size_t i) {
    return i + 1 < span.last
               ? scan.text.substr(scan.tokens[i].range.end,
                                  scan.tokens[i + 1].range.begin - scan.tokens[i].range.end)
               : std::string_view();
  };
  std::size_t last = at;
  bool ten = suffix == "x10" || suffix == "X10";
  bool letter = false;
  if (suffix.empty()) {
    // "6.2 × 10^-4", "6.2 x 10^-4"
    const std::string_view joint = between(at);
    if (joint == "\u00d7" || joint == " \u00d7 ") {
      if (scan.view(at + 1) == "10") ten = true, last = at + 1;
    } else if (joint == " " && scan.reads(at + 1, "x") && between(at + 1) == " " &&
               scan.view(at + 2) == "10") {
      ten = true, last = at + 2;
    }
  } else if (suffix == "e" || suffix == "E") {
    letter = true;
  } else if (!ten) {
    return std::nullopt;
  }
  std::string_view joint = between(last);
  if (!letter) {
    if (!joint.starts_with('^')) return std::nullopt;
    joint.remove_prefix(1);
  }
  const bool minus = joint == "-" || joint == "\u2212";
  if (!joint.empty() && joint != "+" && !minus) return std::nullopt;
  if (last + 1 >= span.last || (letter && joint.empty())) return std::nullopt;
  const std::string_view exponent = scan.view(last + 1);
  const Digits read = parse_digits(exponent, false);
  if (!only_digits(exponent) || !read.readable || read.value > highest_exponent)
    return std::nullopt;
  const double power = minus ? -read.value : read.value;
  Number number;
  number.first = at;
  number.last = last + 1;
  number.value = ten || letter ? base.value * std::pow(10, power) : std::pow(base.value, power);
  if (!std::isfinite(number.value) || std::abs(number.value) > max_value) return std::nullopt;
  number.unscaled = number.value;
  number.scaled = true;
  number.range = {scan.tokens[at].range.begin, scan.tokens[number.last].range.end};
  return number;
}

std::optional<Number> parse_number(const Scan& scan, Span span, std::size_t at) {
  std::optional<Number> number = plain_number(scan, span, at);
  if (number && !std::isfinite(number->value)) return std::nullopt;
  if (number && number->last + 1 < span.last) read_aloud(scan, span, *number);
  return number;
}

}  // namespace assay::mentions
