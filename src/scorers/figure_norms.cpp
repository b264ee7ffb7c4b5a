#include "scorers/figure_norms.h"
#include <algorithm>
#include <span>

#include "scorers/figure_use.h"

namespace assay::figures {
namespace {

constexpr std::size_t longest_phrase = 4;  // words of "the new harbour regulations": guess

class Clause {
 public:
  Clause(const PlacedFigure& at, const FigureWords& words)
      : document_(at.document),
        words_(words),
        tokens_(at.tokens()),
        figure_(at.first_token()),
        number_(figure_) {
    while (number_ < tokens_.size() && tokens_[number_].range.begin < at.quantity.number.begin) {
      ++number_;
    }
  }

  // "The plan would (allow) ... 350 flats"
  std::optional<Range> subject() const {
    constexpr std::size_t most_joints = 3;
    for (std::size_t n = 0; n < figure_; ++n) {
      if (!serves(n, is_norm)) continue;
      std::size_t verb = n + 1;
      while (verb < figure_ && verb <= n + most_joints && spaced(verb - 1) &&
             serves(verb, is_norm_joint)) {
        ++verb;
      }
      if (verb >= figure_ || !spaced(verb - 1) || !serves(verb, is_norm_verb)) continue;
      // "The law says that ports pay 40" goes on.
      const std::size_t said = std::min(verb + 2, figure_);
      const bool goes_on = std::ranges::none_of(
          tokens_.subspan(said, figure_ - said),
          [&](const Token& token) { return words_.serves(token.hash, is_subordinator); });
      if (goes_on) return phrase(n);
    }
    return std::nullopt;
  }

  // "The law says that ports can be (fined) 50"
  std::optional<Range> statement() const {
    if (!effect()) return std::nullopt;
    for (std::size_t n = 0; n + 2 < figure_; ++n) {
      const bool says = serves(n, is_norm) && spaced(n) && spaced(n + 1) &&
                        serves(n + 2, is_norm_joint) && serves(n + 2, is_subordinator);
      if (says) return phrase(n);
    }
    return std::nullopt;
  }

  // "can be (fined) 50 under new regulations", "Under the law, ports are (limited) to 40 boats"
  std::optional<Range> authority() const {
    if (!effect()) return std::nullopt;
    for (std::size_t n = 1; n < tokens_.size(); ++n) {
      if (!serves(n, is_norm)) continue;
      const Range found = phrase(n);
      const std::size_t first = static_cast<std::size_t>(
          std::ranges::partition_point(
              tokens_, [&](const Token& token) { return token.range.begin < found.begin; }) -
          tokens_.begin());
      if (first > 0 && spaced(first - 1) && serves(first - 1, is_norm_lead)) return found;
    }
    return std::nullopt;
  }

 private:
  bool serves(std::size_t i, std::uint32_t uses) const {
    return words_.serves(tokens_[i].hash, uses);
  }

  bool spaced(std::size_t i) const {
    return i + 1 < tokens_.size() &&
           document_.view({tokens_[i].range.end, tokens_[i + 1].range.begin}) == " ";
  }

  // Is somebody bound or entitled to the figure, by a word shortly before it? "Police fined 50
  // drivers under the law" tells what happened.
  bool effect() const {
    constexpr std::size_t near = 6, lead = 4;  // words: guesses
    std::size_t first = number_;
    while (first > 0 && number_ - first < near && !serves(first - 1, is_subordinator) &&
           (first == number_ || spaced(first - 1))) {
      --first;
      // "must have searched 50 homes" supposes, "must have 50 seats" binds.
      const bool supposes = first + 2 < figure_ && words_.is(tokens_[first + 1].hash, is_present);
      if (!serves(first, is_norm_effect) || supposes) continue;
      std::size_t bound = first + 1;  // "must" binds by itself
      while (bound > 0 && first + 1 - bound < lead && (bound > first || spaced(bound - 1))) --bound;
      if (words_.bind(tokens_.subspan(bound, first + 1 - bound))) return true;
    }
    return false;
  }

  // From the article before the noun `n` to the noun.
  Range phrase(std::size_t n) const {
    std::size_t first = n;
    while (first > 0 && n - first < longest_phrase && spaced(first - 1) &&
           !serves(first - 1, is_norm_lead | is_subordinator)) {
      --first;
      if (words_.is(tokens_[first].hash, is_the)) break;
    }
    return {tokens_[first].range.begin, tokens_[n].range.end};
  }

  const Document& document_;
  const FigureWords& words_;
  std::span<const Token> tokens_;
  std::size_t figure_, number_;  // its first token, and that of the number in it
};

// "the Harbour Agency has (received) a total of", before token `end`: who keeps count.
std::optional<Range> keeper_before(const Document& document, const Mentions& mentions,
                                   const FigureWords& words, std::span<const Token> tokens,
                                   std::size_t end) {
  constexpr std::size_t most_joints = 4;
  const auto skip_joints = [&](std::size_t i) {
    for (std::size_t n = 0; n < most_joints && i > 0; ++n, --i) {
      if (!words.serves(tokens[i - 1].hash, is_receipt_joint)) break;
    }
    return i;
  };
  std::size_t i = skip_joints(end);
  if (i == 0 || !words.serves(tokens[i - 1].hash, is_receipt)) return std::nullopt;
  i = skip_joints(i - 1);
  if (i == 0) return std::nullopt;
  const Range last = tokens[i - 1].range;
  const std::string_view joint = document.view({last.end, tokens[i].range.begin});
  const auto name = std::ranges::partition_point(
      mentions.names, [&](const Name& one) { return one.text.end <= last.begin; });
  if (joint != " " || name == mentions.names.end() || !name->text.overlaps(last) ||
      name->kind == NameKind::place || name->kind == NameKind::person)
    return std::nullopt;
  return name->text;
}

std::optional<Range> keeper_of(const PlacedFigure& at, const Mentions& mentions,
                               const FigureWords& words) {
  if (!at.context.serves(is_receipt) || !at.context.serves(is_receipt_noun)) return std::nullopt;
  constexpr std::size_t near = 2;  // words from the number to what is counted
  if (std::ranges::none_of(at.words_behind_number(near), [&](const Token& token) {
        return words.serves(token.hash, is_receipt_noun);
      }))
    return std::nullopt;
  return keeper_before(at.document, mentions, words, at.tokens(), at.first_token());
}

// "The law entitles 20 million people" tells whom it concerns: rules fix how many may ride a boat.
bool counts_many_people(const PlacedFigure& at, const FigureWords& words) {
  constexpr double many = 1000;  // guess
  return at.quantity.value >= many && counts_people(at, words);
}

// The name that overlaps `phrase`, places too: "Halvik law".
bool named(const Mentions& mentions, Range phrase) {
  const auto name = std::ranges::partition_point(
      mentions.names, [&](const Name& one) { return one.text.end <= phrase.begin; });
  return name != mentions.names.end() && name->text.overlaps(phrase);
}

}  // namespace

std::optional<Range> norm_of(const PlacedFigure& at, const FigureWords& words) {
  if (!at.context.serves(is_norm) || at.quantity.direction != Direction::none ||
      at.context.serves(is_casualty) || is_substance(at, words) || counts_many_people(at, words))
    return std::nullopt;
  const Clause clause(at, words);
  if (at.context.serves(is_norm_verb)) {
    if (const auto found = clause.subject()) return found;
  }
  if (!at.context.serves(is_norm_effect)) return std::nullopt;
  const auto found = clause.authority();
  return found ? found : clause.statement();
}

void keeper_features(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words,
                     std::uint32_t lead, FigureSource& source, FigureFeatures& x) {
  std::optional<Range> keeper;
  if (at.context.names > 0) {
    keeper = norm_of(at, words);
    if (keeper && !named(mentions, *keeper)) keeper.reset();
    if (!keeper) keeper = keeper_of(at, mentions, words);
  }
  const QuantityKind kind = at.quantity.kind;
  const bool counted = kind == QuantityKind::count || kind == QuantityKind::number;
  if (!keeper && lead != no_index && counted) {
    const Sentence& last = at.document.sentences[lead];
    const std::span<const Token> tokens = at.document.tokens_of(last);
    keeper = keeper_before(at.document, mentions, words, tokens, tokens.size());
  }
  if (!keeper) return;
  set<"offered">(x);
  source.consider_site(*keeper);
}

}  // namespace assay::figures
