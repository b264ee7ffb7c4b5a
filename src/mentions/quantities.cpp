#include "mentions/quantities.h"
#include <algorithm>

#include "mentions/dates.h"
#include "mentions/identifiers.h"
#include "mentions/quantity_ignored.h"
#include "mentions/quantity_marks.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

// Walks the sentences and puts the steps together: dates and identifiers are found first, then each
// number is read, weighed, bounded and given its kind.
class QuantityScanner {
 public:
  QuantityScanner(const Scan& scan, const QuantityOptions& options,
                  std::vector<Quantity>& quantities, std::vector<DateMention>& dates)
      : state_{scan, scan.lexicon, options, quantities}, dates_(dates) {}

  void run() {
    const auto& sentences = state_.scan.document.sentences;
    const std::size_t end = state_.scan.tokens.size();
    std::uint32_t s = 0;
    // Most sentences have nothing to stop at.
    for (std::size_t stop = 0; (stop = state_.scan.next(stop, end, stop_quantity)) < end;
         stop = std::max(stop + 1, state_.span.last)) {
      while (s < sentences.size() && sentences[s].first_token + sentences[s].token_count <= stop)
        ++s;
      if (s == sentences.size()) break;
      state_.span = {sentences[s].first_token, sentences[s].first_token + sentences[s].token_count};
      state_.sentence = s;
      state_.title_case = -1;
      state_.calendar = -1;
      state_.program_text = -1;
      state_.name_end = 0;
      const std::size_t before = state_.quantities.size();
      state_.sentence_begin = before;
      state_.consumed = state_.span.first;
      std::size_t i = state_.span.first;
      while ((i = state_.scan.next(i, state_.span.last, stop_quantity)) < state_.span.last)
        i = step(i);
    }
  }

 private:
  // Looks at token i, one of stop_quantity; gives the next token to look at.
  std::size_t step(std::size_t i) {
    const Token& token = state_.scan.tokens[i];
    const Word& word = *state_.scan.words[i];
    if (token.kind != TokenKind::number) {
      if (word.classes == 0) return glued_digits(token.range) ? glued_currency(i) : i + 1;
      if (!(word.stops & stop_quantity)) return i + 1;
      if (word.is(month)) {
        if (const auto found = match_date(state_.scan, state_.span, i)) return take(*found);
        if (!word.is(cardinal | scale | vague_count | fraction | multiple | article)) return i + 1;
      }
      const bool quarter =
          word.is(article) && i + 1 < state_.span.last && state_.scan.is(i + 1, fraction);
      if (word.is(cardinal | fraction) || quarter) {
        if (const auto found = match_clock_words(state_.scan, state_.span, i)) return take(*found);
      }
      if (word.is(article)) {
        if (i + 1 >= state_.span.last ||
            !state_.scan.is(i + 1, scale | fraction | unit_word | unit_start))
          return i + 1;
      }
    } else {
      if (state_.options.newsquant) {
        if (const std::size_t next = generation(i)) return next;
      }
      if (const auto power = parse_power(state_.scan, state_.span, i)) return power_amount(*power);
      if (const auto found = match_date(state_.scan, state_.span, i)) return take(*found);
      if (const auto last = identifier_end(state_.scan, state_.span, i)) return skip(*last);
      if (const auto found = match_clock_words(state_.scan, state_.span, i)) return take(*found);
    }
    return quantity(i);
  }

  std::size_t take(const FoundDate& found) {
    dates_.push_back(found.date);
    return skip(found.last);
  }

  std::size_t skip(std::size_t last) {
    state_.consumed = last + 1;
    return last + 1;
  }

  // "1.3x10^6 cells"
  std::size_t power_amount(const Number& number) {
    Amount amount;
    amount.number = number;
    amount.range = number.range;
    amount.last = number.last;
    bool negative = false;
    currency_before(state_, amount, negative);
    unit_after(state_, amount);
    amount.value = negative ? -number.value : number.value;
    if (amount.unit) amount.value *= state_.lexicon.units()[amount.unit].factor;
    return finish(amount);
  }

  // "5G" in the NewsQuant convention.
  std::size_t generation(std::size_t i) {
    const std::string_view view = state_.scan.view(i);
    if (view.size() != 2 || view[1] != 'G') return 0;
    Quantity& q = state_.quantities.emplace_back();
    q.sentence = state_.sentence;
    q.text = q.number = state_.scan.tokens[i].range;
    q.value = q.high = view[0] - '0';
    q.unit = "G";
    return i + 1;
  }

  // Do letters and digits stand in one word, as in "USD34" and "Rs500"?
  bool glued_digits(Range word) const {
    constexpr std::uint32_t shortest = 4;
    return word.size() >= shortest && (ascii::is_digit(state_.scan.text[word.begin + 2]) ||
                                       ascii::is_digit(state_.scan.text[word.begin + 3]));
  }

  // "USD34.6 million", "Rs500": letters and digits in one token.
  std::size_t glued_currency(std::size_t i) {
    const std::string_view view = state_.scan.view(i);
    std::size_t letters = 0;
    while (letters < view.size() && letters < 4 && (view[letters] | 0x20) >= 'a' &&
           (view[letters] | 0x20) <= 'z')
      ++letters;
    if (letters < 2 || letters > 3 || letters == view.size() || view[letters] < '0' ||
        view[letters] > '9')
      return i + 1;
    const Word* word = state_.lexicon.find(word_hash(view.substr(0, letters)));
    if (!word || !word->unit || state_.lexicon.units()[word->unit].kind != QuantityKind::money)
      return i + 1;
    // "Rs500" is a sum; "RS232" is written as codes are.
    constexpr std::size_t code_letters = 3;
    if (letters < code_letters && state_.lexicon.units()[word->unit].code == "INR" &&
        view[1] < 'a') {
      return i + 1;
    }
    const Digits digits = parse_digits(view.substr(letters), state_.lexicon.decimal_comma());
    if (!digits.readable) return i + 1;
    const std::string_view suffix = view.substr(letters + digits.length);
    // "NIS2", "CAD3": one digit behind a code may be the number of anything
    if (digits.digits == 1 && suffix.empty() &&
        !(i + 1 < state_.span.last && state_.scan.gap(i) == Gap::space &&
          state_.scan.is(i + 1, scale)))
      return i + 1;
    Amount amount;
    amount.number.first = amount.number.last = i;
    amount.number.value = amount.number.unscaled = digits.value;
    if (!suffix.empty()) {
      const double factor = state_.lexicon.suffix_scale(word_hash(suffix));
      if (factor <= 0) return i + 1;
      amount.number.value *= factor;
      amount.number.scaled = true;
    }
    amount.number.range = {state_.scan.tokens[i].range.begin + static_cast<std::uint32_t>(letters),
                           state_.scan.tokens[i].range.end};
    while (amount.number.last + 1 < state_.span.last &&
           state_.scan.gap(amount.number.last) == Gap::space &&
           state_.scan.is(amount.number.last + 1, scale) && amount.number.value < 1e15) {
      ++amount.number.last;
      amount.number.value *= state_.scan.words[amount.number.last]->value;
      amount.number.scaled = true;
      amount.number.range.end = state_.scan.tokens[amount.number.last].range.end;
    }
    amount.unit = word->unit;
    amount.currency_before = true;
    amount.last = amount.number.last;
    amount.range = {state_.scan.tokens[i].range.begin, amount.number.range.end};
    amount.value = amount.number.value * state_.lexicon.units()[amount.unit].factor;
    return finish(amount);
  }

  std::size_t quantity(std::size_t i) {
    std::optional<Amount> found = amount_at(state_, i);
    if (!found) return i + 1;
    return finish(*found);
  }

  std::size_t finish(Amount& amount) {
    const Number& number = amount.number;
    if (number.ordinal || rejected(state_, amount)) {
      std::size_t last = number.last;
      if (!number.ordinal && !number.spelled) {
        // "pages 6-13 and 20": what a label names may be a list or a range.
        while (last + 1 < state_.span.last && state_.scan.number(last + 1) &&
               state_.scan.gap(last) != Gap::space && state_.scan.gap(last) != Gap::other &&
               state_.scan.tokens[last + 1].range.begin - state_.scan.tokens[last].range.end <= 3) {
          ++last;
        }
      }
      if (!number.ordinal) {
        // "steps 1 to 3", "tiers one and two"
        if (labelled(state_, amount)) last = labelled_list_end(state_, last);
        last = std::max(last, idiom_end(state_, number));
      }
      state_.consumed = last + 1;
      return last + 1;
    }
    if (const std::size_t next = spelled_year(state_, amount)) {
      state_.consumed = next;
      return next;
    }
    if (const std::size_t next = quarters_of_a_year(state_, amount)) {
      state_.consumed = next;
      return next;
    }
    std::optional<Amount> high;
    range_end(state_, amount, high);
    Quantity q;
    q.sentence = state_.sentence;
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
      q.unit = state_.lexicon.units()[unit].code;
      q.kind = state_.lexicon.units()[unit].kind;
    } else if (number.fraction) {
      q.kind = QuantityKind::fraction;
    } else if (number.multiple) {
      q.kind = QuantityKind::multiple;
      q.unit = "time";
    }
    last = ratio(state_, q, last, number);
    last = rating(state_, q, last, number);
    last = rate(state_, q, last, unit);
    if (!unit && !number.multiple && q.kind != QuantityKind::score)
      last = counted_noun(state_, q, amount, last);
    last = special_kinds(state_, q, amount, last);
    const bool hours_apart = q.kind == QuantityKind::score &&
                             amount.number.first > state_.span.first &&
                             state_.scan.reads(amount.number.first - 1, "from");
    if ((hours_apart || (q.unit.empty() && q.kind == QuantityKind::number)) && !number.scaled &&
        !number.vague && clock_number(state_, q, amount.number.first, last)) {
      state_.consumed = last + 1;
      return last + 1;
    }
    bounds_before(state_, q, amount.number.first, high.has_value());
    last = bounds_after(state_, q, last, high.has_value());
    direction(state_, q, amount.number.first, last);
    if (q.direction == Direction::none) direction_behind(state_, q, amount.number.first, last);
    if (q.unit.empty() && q.kind == QuantityKind::number && !worth_keeping(state_, amount)) {
      state_.consumed = last + 1;
      return last + 1;
    }
    if (q.kind != QuantityKind::fraction && !q.unit.empty() && q.unit.find('/') != q.unit.npos &&
        (q.kind == QuantityKind::measure || q.kind == QuantityKind::count)) {
      q.kind = QuantityKind::rate;
    }
    q.relative_time =
        q.kind == QuantityKind::duration && relative_time(state_, q, amount.number.first, last);
    if (number.scaled && !number.vague) take_currency(q, number.first);
    state_.quantities.push_back(std::move(q));
    share_unit();
    state_.consumed = last + 1;
    return last + 1;
  }

  // "46 million euros, of which the port pays 27 million": millions of nothing behind millions of
  // money are of its currency.
  void take_currency(Quantity& q, std::size_t first) const {
    constexpr std::uint32_t farthest = 80;  // bytes: guess
    constexpr double least = 1e5;
    if (q.kind != QuantityKind::number || !q.unit.empty() || q.value < least) return;
    if (state_.quantities.size() <= state_.sentence_begin ||
        state_.scan.reads_any(first - 1, "reach", "reaching", "serve", "serving", "help",
                              "helping"))
      return;
    const Quantity& before = state_.quantities.back();
    if (before.kind != QuantityKind::money || before.value < least ||
        before.unit.find('/') != before.unit.npos || q.text.begin - before.text.end > farthest ||
        !shares_currency(before, q, first))
      return;
    q.kind = QuantityKind::money;
    q.unit = before.unit;
  }

  // ", of which ... 27 million", "from 3.9 billion", ", up from 3.9 billion", "and 27 million": no
  // verb of its own stands before the millions that "of which" does not open.
  bool shares_currency(const Quantity& before, const Quantity& q, std::size_t first) const {
    constexpr std::size_t most_words = 3;  // guess
    std::string_view joint =
        state_.scan.text.substr(before.text.end, q.text.begin - before.text.end);
    if (joint.starts_with(',')) joint.remove_prefix(1);
    if (joint.starts_with(" of which ")) return joint.find_first_of(",;:()") == joint.npos;
    if (joint.find_first_of(",;:()") != joint.npos) return false;
    for (std::size_t words = 0; first > state_.span.first; ++words) {
      --first;
      if (state_.scan.tokens[first].range.begin < before.text.end) return words > 0;
      if (words == most_words || state_.scan.is(first, pronoun) ||
          !state_.scan.is(first, function | direction_up | direction_down | bound_last))
        return false;
    }
    return false;
  }

  // "six, 12 and 24 months", "1, 1.5 or 2 kg": the numbers of a list are of the unit behind the
  // last one.
  void share_unit() {
    const Quantity& with = state_.quantities.back();
    if (with.kind != QuantityKind::duration && with.kind != QuantityKind::age &&
        with.kind != QuantityKind::measure && with.kind != QuantityKind::percent &&
        with.kind != QuantityKind::money)
      return;
    // "He won 6 and lost 3, and 12 months later": the unit is of another clause.
    const std::string_view behind = state_.scan.text.substr(with.text.end);
    if (behind.starts_with(" later") || behind.starts_with(" ago") ||
        behind.starts_with(" earlier"))
      return;
    std::uint32_t begin = with.text.begin;
    double value = with.value;
    bool last = with.bound != Bound::range;  // "1.5 or 2 kg" is one
    bool comma = false;                      // before the last joint
    std::size_t first = state_.quantities.size() - 1;
    for (std::size_t k = first; k > state_.sentence_begin; --k) {
      const Quantity& before = state_.quantities[k - 1];
      const std::string_view joint =
          state_.scan.text.substr(before.text.end, begin - before.text.end);
      if (before.kind != QuantityKind::number || !before.unit.empty() || before.value >= value ||
          (last ? !joins_last(joint) : joint != ", "))
        break;
      comma |= last && joint.starts_with(',');
      first = k - 1;
      begin = before.text.begin;
      value = before.value;
      last = false;
    }
    const bool pair = state_.quantities.size() - first == 2 && with.bound != Bound::range;
    if (pair && (comma || behind.starts_with(" of "))) return;
    for (std::size_t k = first; k + 1 < state_.quantities.size(); ++k) {
      state_.quantities[k].kind = with.kind;
      state_.quantities[k].unit = with.unit;
    }
  }

  static bool joins_last(std::string_view joint) {
    if (joint.starts_with(',')) joint.remove_prefix(1);
    return joint == " and " || joint == " or " || joint == " or even " || joint == " and even ";
  }

  SentenceState state_;
  std::vector<DateMention>& dates_;
};

}  // namespace

void append_quantities(const Scan& scan, const QuantityOptions& options,
                       std::vector<Quantity>& quantities, std::vector<DateMention>& dates) {
  QuantityScanner(scan, options, quantities, dates).run();
}

}  // namespace assay::mentions
