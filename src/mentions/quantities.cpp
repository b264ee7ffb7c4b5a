#include "mentions/quantities.h"

#include "mentions/dates.h"
#include "mentions/quantity_ignored.h"

namespace assay::mentions {
namespace {

// Walks the sentences and puts the steps together: dates and identifiers are taken first, then each
// number is read, weighed, bounded and given its kind.
class QuantityScanner : IgnorePass {
 public:
  QuantityScanner(const Scan& scan, const QuantityOptions& options,
                  std::vector<Quantity>& quantities, std::vector<DateMention>& dates)
      : IgnorePass(scan, options, quantities), dates_(dates) {}

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
    Quantity& q = quantities_.emplace_back();
    q.sentence = sentence_;
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
    last = special_kinds(q, amount, last);
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
    if (q.unit.empty() && q.kind == QuantityKind::number && !worth_keeping(amount)) {
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

  std::vector<DateMention>& dates_;
};

}  // namespace

void append_quantities(const Scan& scan, const QuantityOptions& options,
                       std::vector<Quantity>& quantities, std::vector<DateMention>& dates) {
  QuantityScanner(scan, options, quantities, dates).run();
}

}  // namespace assay::mentions
