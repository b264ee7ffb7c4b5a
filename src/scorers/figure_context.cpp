#include "scorers/figure_context.h"
#include <algorithm>
#include <cmath>
#include <string_view>

#include "scorers/figure_goods.h"
#include "scorers/figure_shape.h"

namespace assay::figures {
namespace {

struct ClassFeature {
  WordClass word_class;
  std::size_t feature;
};
constexpr ClassFeature class_features[] = {
    {is_you, index_of<"you">()},
    {is_i, index_of<"i">()},
    {is_we, index_of<"we">()},
    {is_if, index_of<"conditional">()},
    {is_average, index_of<"average">()},
    {is_superlative, index_of<"superlative">()},
    {is_past, index_of<"past">()},
    {is_future, index_of<"future">()},
    {is_price, index_of<"price_word">()},
    {is_advice, index_of<"advice">()},
    {is_comparison, index_of<"comparison">()},
    {is_present, index_of<"present">()},
    {is_specification, index_of<"spec_word">()},
    {is_market, index_of<"market_word">()},
    {is_third, index_of<"third_person">()},
    {is_can, index_of<"can">()},
    {is_document, index_of<"document_noun">()},
    {is_stance, index_of<"stance">()},
};

float scaled(std::uint32_t count, float full) {
  return std::min(1.0F, static_cast<float>(count) / full);
}

// A sentence without a subject in front: "Place the keyboard about 10 cm ..."
bool is_imperative(const Document& document, std::span<const Token> tokens,
                   const FigureWords& words) {
  if (tokens.size() < 3) return false;
  const Token &first = tokens[0], &second = tokens[1];
  if (first.kind != TokenKind::word || !first.capitalised || second.capitalised) return false;
  const std::string_view verb = document.view(first.range);
  const bool other =
      verb.ends_with("s") || verb.ends_with("ing") || verb.ends_with("ly") || verb.ends_with("ed");
  return !other && words.is(second.hash, is_object_opening);
}

void opening_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x) {
  const std::span<const Token> tokens = at.tokens();
  if (tokens.empty()) return;
  const std::uint32_t classes = words.of(tokens.front().hash);
  if (classes & (is_third | is_we | is_you | is_i)) set<"starts_pronoun">(x);
  if (classes & is_the) set<"starts_the">(x);
  if (at.context.first_name == tokens.front().range.begin) set<"starts_name">(x);
  if (is_imperative(at.document, tokens, words)) set<"imperative">(x);
}

// Does the next sentence begin with the data that the figure is from: "The survey also ..."?
bool is_data_behind(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t opening = 4;  // words
  const std::uint32_t s = at.quantity.sentence + 1;
  if (s >= at.document.sentences.size()) return false;
  const Sentence& next = at.document.sentences[s];
  const bool opens_next_block =
      next.block == at.sentence.block + 1 && s == at.block.first_sentence + at.block.sentence_count;
  if (next.block != at.sentence.block && !opens_next_block) return false;
  const std::span<const Token> tokens = at.document.tokens_of(next);
  if (tokens.size() < opening || !words.is(tokens[0].hash, is_link | is_the)) return false;
  return std::ranges::any_of(tokens.subspan(1, opening - 1),
                             [&](const Token& token) { return words.is(token.hash, is_document); });
}

void block_features(const PlacedFigure& at, const ScorerInput& input, FigureFeatures& x) {
  const Block& block = at.block;
  const std::string_view text = at.document.view(block.text);
  if (like_heading(at.document, block)) set<"heading">(x);
  if (block.shape == BlockShape::list_item || text.starts_with("- ")) set<"list_item">(x);
  if (at.context.in_table) set<"table">(x);
  if (!input.roles.empty() && input.roles[at.sentence.block].kind == Kind::headline)
    set<"headline_block">(x);
  if (at.sentence.block == 0) set<"first_block">(x);
  if (block.token_count < 12) set<"short_block">(x);
  if (block.token_count > 80) set<"long_block">(x);
  if (block.sentence_count == 1) set<"only_sentence">(x);
}

}  // namespace

void sentence_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x) {
  const SentenceContext& context = at.context;
  for (const auto& [word_class, feature] : class_features) {
    x[feature] = static_cast<float>(context.has(word_class));
  }
  if (context.says_year) set<"year_said">(x);
  if (context.title_case) set<"title">(x);
  if (context.in_example) set<"example">(x);
  if (context.supposed) set<"supposed">(x);
  if (context.document_before) set<"document_noun_before">(x);
  // "We will put 4 million into the quay": who promises vouches for it.
  if (context.has(is_we) && context.has(is_pledge)) set<"undertaking">(x);
  if (at.sentence.token_count > 30) set<"long_sentence">(x);
  if (is_question(at.document, at.sentence)) set<"question">(x);
  if (is_data_behind(at, words)) set<"data_behind">(x);
  opening_features(at, words, x);
}

void name_features(const PlacedFigure& at, FigureFeatures& x) {
  constexpr std::uint32_t subject_bytes = 24;  // from the sentence's start
  const SentenceContext& context = at.context;
  set<"names">(x, scaled(context.names, 3));
  if (context.on_site) set<"on_name">(x);
  if (context.first_name == no_index) return;
  if (context.first_name >= at.begin()) return set<"name_behind">(x);
  set<"name_in_front">(x);
  if (context.first_name < at.sentence.text.begin + subject_bytes) set<"subject_name">(x);
  if (context.has(is_stance)) set<"stance_named">(x);
}

void place_features(const PlacedFigure& at, const ScorerInput& input, const FigureLines& lines,
                    FigureFeatures& x) {
  constexpr std::uint32_t lead_sentences = 6;
  const Quantity& q = at.quantity;
  set<"place">(
      x, static_cast<float>(q.sentence) / static_cast<float>(at.document.sentences.size() + 1));
  if (q.sentence < lead_sentences) set<"lead">(x);
  set<"figures_in_sentence">(x, scaled(lines.count_in_sentence(q.sentence) - 1, 4));
  set<"figures_in_block">(x, scaled(lines.count_in_block(at.sentence.block) - 1, 8));
  if (lines.in_series(q)) set<"series">(x);
  if (lines.in_recipe(q)) set<"amount_line">(x);
  block_features(at, input, x);
}

bool is_price_tag(const PlacedFigure& at, const FigureWords& words, const FigureLines& lines) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::money || is_loss(at, words)) return false;
  if (at.context.label_line && behind_label(at)) return true;
  if (std::abs(q.value) >= dearest_goods) return false;
  if (lines.under_price_heading(at.sentence.block)) return true;
  const std::size_t slash = q.unit.find('/');
  const bool billed =
      slash != q.unit.npos && words.is(word_hash(q.unit.substr(slash + 1)), is_billing_period);
  return billed && at.context.has(is_price | is_you);
}

bool RecentFigures::derive(const Quantity& q) {
  constexpr double least = 3, tolerance = 0.002;
  const double value = std::abs(q.value);
  const auto same = [&](double other) { return std::abs(other - value) <= tolerance * value; };
  std::array<double, std::tuple_size_v<decltype(recent_)>> values;
  std::size_t count = 0;
  for (const Recent& r : recent_) {  // of this sentence or the one before, and no factor of one
    values[count] = r.value;
    count += (r.sentence + 1 >= q.sentence) & (r.value > 1);
  }
  // A division takes longer than all the rest: only what comes near by a product is divided.
  const auto near = [&](double product, double other) {
    return std::abs(product - other) <= 2 * tolerance * other;
  };
  bool derived = false;
  if (value < least) count = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const double a = values[i], b = values[k];
      const double greater = std::max(a, b), lesser = std::min(a, b);
      derived |= same(a * b) | same(a + b) | same(greater - lesser);
      // The lesser by the greater is less than any value that counts.
      if (near(greater, value * lesser)) derived |= same(greater / lesser);
      if (near(a * b, value * 100)) derived |= same(a * b / 100);
    }
  }
  std::ranges::rotate(recent_, recent_.begin() + 1);
  recent_.back() = {value, q.sentence};
  return derived;
}

}  // namespace assay::figures
