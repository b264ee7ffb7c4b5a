#include "corroboration/value_clashes.h"
#include <algorithm>
#include <array>
#include <cmath>

#include "corroboration/agreement.h"
#include "corroboration/passages.h"
#include "corroboration/reckoning.h"

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;

// How two values come to answer one question.
enum class Question : std::uint8_t {
  none,
  day,   // a day of the week of publication
  same,  // so much in one unit, so many of one thing
  rate,  // so much money, of which one side alone says in what time
  alike  // so many of things whose names are used alike
};

// Whether a value says of what it is so much: "25 pounds", "12 ships", and not "25" alone.
bool tells_unit(const Value& value) {
  if (value.is_date || value.vague || value.low <= 0 || value.low != value.high) return false;
  switch (value.kind) {
    case QuantityKind::money:
    case QuantityKind::percent:
    case QuantityKind::measure:
    case QuantityKind::rate:
    case QuantityKind::duration:
      return true;
    case QuantityKind::count:
      return value.counted != 0;
    default:
      return false;
  }
}

bool tells_day(const Value& value) {
  return value.is_date && value.weekday != 0 && value.published != 0;
}

bool is_rate(const Value& value) { return value.base != value.unit; }

Question question_of(const Value& value, const Value& other, const Lexicon& lexicon) {
  if (tells_day(value) && tells_day(other)) return Question::day;
  if (!tells_unit(value) || !tells_unit(other)) return Question::none;
  if (value.kind == QuantityKind::count && other.kind == QuantityKind::count) {
    if (value.counted == other.counted) return Question::same;
    const auto names_it = [](const Value& v) {
      return v.counted == v.noun && v.noun_vector != Lexicon::no_vector;
    };
    constexpr float alike = 0.4f;  // as synonyms are
    return names_it(value) && names_it(other) &&
                   lexicon.similarity(value.noun_vector, other.noun_vector) >= alike
               ? Question::alike
               : Question::none;
  }
  if (value.unit == other.unit) return value.unit != 0 ? Question::same : Question::none;
  return value.kind == QuantityKind::money && other.kind == QuantityKind::money &&
                 value.base == other.base && is_rate(value) != is_rate(other)
             ? Question::rate
             : Question::none;
}

// How often one time holds another: 12,000 a year are 1,000 a month.
bool is_ratio_of_times(double ratio) {
  constexpr double ratios[] = {4, 7, 12, 24, 30, 52, 60, 365}, rounding = 0.03;
  return std::ranges::any_of(
      ratios, [&](double times) { return std::abs(ratio - times) <= rounding * times; });
}

// Of rates of one time alone: as they are told.
double ratio_of(const Value& value, const Value& other, Question question) {
  const auto number = [&](const Value& v) { return question == Question::rate ? v.told : v.low; };
  return std::max(number(value), number(other)) / std::min(number(value), number(other));
}

// The same digits, ten or a hundred times as much.
bool moves_the_point(const Value& value, const Value& other) {
  constexpr double exact = 1e-6;
  const double powers = std::log10(ratio_of(value, other, Question::same));
  return powers > exact && std::abs(powers - std::round(powers)) < exact;
}

// The same number in another unit of one kind: pounds for kilograms, days for months.
bool changes_unit(const Value& value, const Value& other) {
  return !value.is_date && value.told == other.told && value.told_in != other.told_in;
}

bool differ(const Value& value, const Value& other, Question question) {
  switch (question) {
    case Question::none:
      return false;
    case Question::day:
      return compare(value, other) == Agreement::conflict;
    default:
      break;
  }
  // What lies farther apart answers another question. Guesses.
  constexpr double least_apart = 1.15, farthest = 1100, farthest_rate = 11;
  const double ratio = ratio_of(value, other, question);
  if (ratio < least_apart || ratio > farthest) return false;
  if (question == Question::rate) return ratio <= farthest_rate && !is_ratio_of_times(ratio);
  if (changes_unit(value, other)) return true;
  // "More than 2,000" is not said of 20,000.
  constexpr double too_far = 2;
  const bool floor = other.bound == Bound::over || other.bound == Bound::at_least;
  if (floor && value.low >= too_far * other.low) return true;
  if (question == Question::alike) return may_count_the_same(value, other);
  return compare(value, other) == Agreement::conflict;
}

class ClashFinder {
 public:
  ClashFinder(Terms terms, std::span<const Value> values, const PartAlignment& part,
              const Passages& passages, const Lexicon& lexicon, std::vector<Conflict>& out)
      : terms_(terms),
        values_(values),
        part_(part),
        passages_(passages),
        lexicon_(lexicon),
        out_(out) {}

  void run() {
    for (std::size_t v = 0; v < values_.size(); ++v) {
      if (tells_day(values_[v]) || tells_unit(values_[v])) find(v);
    }
  }

 private:
  // What a passage holds of the claim's words without the value's own.
  struct Held {
    float share = 0;
    int words = 0;
  };

  // Another value that answers the same, in the passage that holds most of the claim.
  struct Rival {
    const Value* value = nullptr;
    const Passage* passage = nullptr;
    Question question = Question::none;
    Held held;
  };

  // How many different answers the passage and its document give.
  struct Answers {
    static constexpr int most = 3;  // more are not counted
    int here = 0, all = 0;
    std::array<double, most> seen{};
  };

  std::span<const std::uint32_t> top() const { return std::span(part_.top).first(part_.top_count); }

  // "Ten more ships", "a further ten ships", not "more than ten ships".
  bool adds_to_others(Terms terms, std::size_t value) const {
    static const std::uint64_t than = stem_of("than", word_hash("than")).stem;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const bool beside = terms[t].value == value || (t > 0 && terms[t - 1].value == value) ||
                          (t + 1 < terms.size() && terms[t + 1].value == value);
      if (!beside || !lexicon_.adds(terms[t].stem)) continue;
      if (t + 1 == terms.size() || terms[t + 1].stem != than) return true;
    }
    return false;
  }

  Held held_by(const Passage& passage, std::size_t v) const {
    const Terms official = passages_.compared_terms(passage);
    float all = 0, found = 0;
    Held out;
    const auto holds = [&](const Term& term) {
      if (std::ranges::find(official, term.root, &Term::root) != official.end()) return true;
      return term.value < values_.size() &&
             std::ranges::any_of(passages_.values(passage), [&](const Value& other) {
               return compare(values_[term.value], other) == Agreement::agree;
             });
    };
    for (const Term& term : terms_) {
      if (!term.content() || term.value == v) continue;
      all += term.weight;
      if (!holds(term)) continue;
      found += term.weight;
      ++out.words;
    }
    if (all > 0) out.share = found / all;
    return out;
  }

  // Whether the claim gives the official value too: then it speaks of two things.
  bool is_given(const Value& other) const {
    return std::ranges::any_of(values_, [&](const Value& mine) {
      return compare(mine, other) == Agreement::agree ||
             (!mine.is_date && !other.is_date && mine.low == other.low);
    });
  }

  void find(std::size_t v) {
    const Value& value = values_[v];
    Rival rival;
    for (const std::uint32_t number : top()) {
      const Passage& passage = passages_.passages[number];
      const auto others = passages_.values(passage);
      for (std::size_t o = 0; o < others.size(); ++o) {
        const Question question = question_of(value, others[o], lexicon_);
        if (!differ(value, others[o], question) || is_given(others[o]) ||
            adds_to_others(terms_, v) != adds_to_others(passages_.compared_terms(passage), o))
          continue;
        const Held held = held_by(passage, v);
        if (rival.value == nullptr || held.share > rival.held.share)
          rival = {&others[o], &passage, question, held};
        break;
      }
    }
    if (rival.value == nullptr || !decides(value, rival) || is_told(value, rival)) return;
    Conflict conflict;
    conflict.kind = value.is_date ? ConflictKind::date : ConflictKind::number;
    conflict.claim = value.range;
    conflict.official = rival.value->range;
    conflict.passage = static_cast<std::uint32_t>(rival.passage - passages_.passages.data());
    conflict.context = rival.held.share;
    out_.push_back(conflict);
  }

  // Bounds chosen on articles of our own over statements, where all values that clash stand in
  // contradicted sentences.
  bool decides(const Value& value, const Rival& rival) const {
    constexpr float some = 0.27f, more = 0.29f, much = 0.45f;
    const Held& held = rival.held;
    if (rival.question == Question::day) {
      constexpr int least_words = 3;
      return held.share >= more && held.words >= least_words;
    }
    if (held.share < some || held.words == 0) return false;
    // Fifteen dollars and 150 are two things; 1.25 million and 12.5 million hardly.
    constexpr double least_digits = 100;
    if (rival.question == Question::same && moves_the_point(value, *rival.value) &&
        value.low >= least_digits * value.grain)
      return true;
    // A percentage does not say what it is of, a time not what lasts.
    constexpr int least_words = 3;
    if (value.kind == QuantityKind::percent && held.share < much) return false;
    if (value.kind == QuantityKind::duration && (held.share < much || held.words < least_words))
      return false;
    const Answers answers = answers_to(value, *rival.passage);
    if (answers.all == 1) return true;
    if (answers.here > 1) return false;
    switch (rival.question) {
      case Question::same:
        return held.share >= much;
      case Question::rate:
        return answers.all == 2 && held.share >= more;
      default:
        return false;
    }
  }

  Answers answers_to(const Value& value, const Passage& where) const {
    Answers out;
    for (const Passage& passage : passages_.of(passages_.documents[where.document])) {
      if (out.all < Answers::most) count_answers(value, passage, out.seen, out.all);
    }
    std::array<double, Answers::most> seen;
    count_answers(value, where, seen, out.here);
    return out;
  }

  void count_answers(const Value& value, const Passage& passage,
                     std::array<double, Answers::most>& seen, int& count) const {
    for (const Value& other : passages_.values(passage)) {
      const auto end = seen.begin() + count;
      if (count == Answers::most || std::find(seen.begin(), end, other.low) != end ||
          question_of(value, other, lexicon_) == Question::none)
        continue;
      seen[static_cast<std::size_t>(count++)] = other.low;
    }
  }

  // Whether the document gives the value anywhere, of whatever it be, or the passages figures that
  // it follows from.
  bool is_told(const Value& value, const Rival& rival) const {
    const bool other_unit = changes_unit(value, *rival.value);
    const OfficialDocument& document = passages_.documents[rival.passage->document];
    for (const Passage& passage : passages_.of(document)) {
      for (const Value& other : passages_.values(passage)) {
        if (compare(value, other) == Agreement::agree) return true;
        if (!value.is_date && !other.is_date && value.low == other.low) return true;
      }
    }
    if (value.is_date || other_unit) return false;
    // "A seven-seat board"
    const auto is_written = [&](const Term& term) {
      return term.range.overlaps(value.range) &&
             (term.number || (term.traits & trait::spelled) != 0) &&
             std::ranges::binary_search(document.stems, term.stem);
    };
    return (value.kind == QuantityKind::count && std::ranges::any_of(terms_, is_written)) ||
           follows(value);
  }

  bool follows(const Value& value) const {
    std::array<Figures, std::tuple_size_v<decltype(PartAlignment::top)>> near;
    for (std::size_t t = 0; t < top().size(); ++t)
      near[t] = figures_of(passages_.passages[top()[t]], passages_);
    return reckon(value, terms_, std::span(near).first(top().size()), lexicon_) != Reckoned::no;
  }

  Terms terms_;
  std::span<const Value> values_;
  const PartAlignment& part_;
  const Passages& passages_;
  const Lexicon& lexicon_;
  std::vector<Conflict>& out_;
};

}  // namespace

void find_value_clashes(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                        const Alignment& aligned, std::vector<Conflict>& out) {
  for (std::size_t p = 0; p < std::min(claim.parts.size(), aligned.parts.size()); ++p) {
    const ClaimTerms::Part& part = claim.parts[p];
    if (part.value_count == 0 || aligned.parts[p].best == no_index) continue;
    ClashFinder(claim.terms_of(part),
                std::span(claim.buffer.values).subspan(part.first_value, part.value_count),
                aligned.parts[p], passages, lexicon, out)
        .run();
  }
}

}  // namespace assay::corroboration
