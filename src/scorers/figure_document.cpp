#include "scorers/figure_document.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "scorers/figure_lines.h"

namespace assay::figures {
namespace {

// `times` scales a share so that texts full of the thing reach 1. All are guesses.
float share(std::size_t count, float of, float times = 1) {
  return of == 0 ? 0 : std::min(1.0F, times * static_cast<float>(count) / of);
}

float count_as_float(std::size_t count) { return static_cast<float>(count); }

// How often the words of each class stand in the text, by bit.
class Voice {
 public:
  // No processor can guess which words these are: those that may be are kept first.
  Voice(const Document& document, const FigureWords& words)
      : sampled_(count_as_float(document.tokens.size()) / step + 1) {
    const KeyFilter::View voices = words.voices();
    std::array<std::uint64_t, 64> kept;
    std::size_t count = 0;
    for (std::size_t t = 0; t < document.tokens.size(); t += step) {
      const std::uint64_t hash = document.tokens[t].hash;
      kept[count] = hash;
      count += voices.may_hold(FigureWords::voice_key(hash));
      if (count < kept.size()) continue;
      add(kept, words);
      count = 0;
    }
    add(std::span(kept).first(count), words);
  }

  float of(WordClass one, float times) const {
    return share(counts_[bit_of(one)], sampled_, times);
  }

 private:
  static constexpr std::size_t step = 4;  // every fourth word is enough to tell the voice of a text

  void add(std::span<const std::uint64_t> hashes, const FigureWords& words) {
    for (const std::uint64_t hash : hashes) {
      for (std::uint32_t bits = words.of(hash) & voice_classes; bits != 0; bits &= bits - 1)
        ++counts_[static_cast<std::size_t>(std::countr_zero(bits))];
    }
  }

  static constexpr std::size_t bit_of(WordClass one) {
    return static_cast<std::size_t>(std::countr_zero(std::uint32_t{one}));
  }

  std::array<std::size_t, 32> counts_{};
  float sampled_ = 1;
};

void voice_features(const Document& document, const FigureWords& words, FigureFeatures& x) {
  const Voice voice(document, words);
  set<"document_you">(x, voice.of(is_you, 25));
  set<"document_i">(x, voice.of(is_i, 25));
  set<"document_we">(x, voice.of(is_we, 25));
  set<"document_can">(x, voice.of(is_can, 25));
  set<"document_past">(x, voice.of(is_past, 20));
  set<"document_third">(x, voice.of(is_third, 20));
  set<"document_advice">(x, voice.of(is_advice, 20));
  set<"document_market">(x, voice.of(is_market, 30));
  set<"document_spec">(x, voice.of(is_specification, 30));
  set<"document_comparison">(x, voice.of(is_comparison, 30));
}

void layout_features(const ScorerInput& input, const FigureWords& words, FigureFeatures& x) {
  constexpr std::uint32_t short_block = 12;  // words
  const Document& document = input.document;
  std::size_t lists = 0, short_blocks = 0, headings = 0, questions = 0;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    lists += input.is_content(b) && block.shape == BlockShape::list_item;
    short_blocks += block.token_count < short_block;
    headings += like_heading(document, block);
  }
  for (const Sentence& sentence : document.sentences) {
    questions += is_question(document, sentence);
  }
  const float blocks = count_as_float(document.blocks.size() + 1);
  const float sentences = count_as_float(document.sentences.size()) + 1;
  set<"document_lists">(x, share(lists, blocks));
  set<"document_short">(x, share(short_blocks, blocks));
  set<"document_headings">(x, share(headings, blocks));
  set<"document_questions">(x, share(questions, sentences, 5));
  set<"document_length">(x, std::min(1.0F, sentences / 120));
  const bool counted =
      !document.tokens.empty() && document.tokens.front().kind == TokenKind::number;
  if (counted || words.open_guide(document.tokens)) set<"document_how">(x);
}

void source_features(const Document& document, const Mentions& mentions, FigureFeatures& x) {
  const float sentences = count_as_float(document.sentences.size()) + 1;
  std::size_t of_documents = 0, own = 0, said = 0;
  for (const Attribution& a : mentions.attributions) {
    const bool named = a.source_index != no_index;
    of_documents += named && mentions.sources[a.source_index].kind == SourceKind::document;
    own += !a.vague && !named;
    said += !a.cue.empty();
  }
  set<"document_attributions">(x, share(mentions.attributions.size(), sentences, 2));
  set<"document_documents">(x, share(of_documents, sentences, 8));
  set<"document_own">(x, share(own, 4));
  set<"document_said">(x, share(said, sentences, 4));
  set<"document_quotes">(x, share(mentions.quotations.size(), sentences, 4));
  std::size_t most = 0, all = 0;
  for (const Source& source : mentions.sources) {
    most = std::max<std::size_t>(most, source.mentions);
    all += source.mentions;
  }
  if (all >= 2) set<"document_one_source">(x, share(most, count_as_float(all)));
  set<"document_sources">(x, share(mentions.sources.size(), 10));
}

void figure_features(const Document& document, const Mentions& mentions, FigureFeatures& x) {
  constexpr double small = 12;
  std::size_t prices = 0, percents = 0, measures = 0, counts = 0, durations = 0, small_ones = 0;
  for (const Quantity& q : mentions.quantities) {
    prices += q.kind == QuantityKind::money;
    percents += q.kind == QuantityKind::percent || q.kind == QuantityKind::fraction;
    measures += q.kind == QuantityKind::measure;
    counts += q.kind == QuantityKind::count;
    durations += q.kind == QuantityKind::duration;
    small_ones += std::abs(q.value) <= small;
  }
  const float figures = count_as_float(mentions.quantities.size());
  set<"document_prices">(x, share(prices, figures));
  set<"document_percent">(x, share(percents, figures));
  set<"document_measures">(x, share(measures, figures));
  set<"document_counts">(x, share(counts, figures));
  set<"document_durations">(x, share(durations, figures));
  set<"document_small">(x, share(small_ones, figures));
  const float sentences = count_as_float(document.sentences.size()) + 1;
  set<"document_figures">(x, share(mentions.quantities.size(), sentences));
  set<"document_names">(x, share(mentions.names.size(), sentences, 0.5F));
  const auto years =
      std::ranges::count_if(mentions.dates, [](const DateMention& date) { return date.year > 0; });
  set<"document_dates">(x, share(static_cast<std::size_t>(years), sentences, 3));
}

}  // namespace

FigureFeatures document_features(const ScorerInput& input, const FigureWords& words) {
  FigureFeatures x{};
  voice_features(input.document, words, x);
  layout_features(input, words, x);
  source_features(input.document, input.mentions, x);
  figure_features(input.document, input.mentions, x);
  return x;
}

}  // namespace assay::figures
