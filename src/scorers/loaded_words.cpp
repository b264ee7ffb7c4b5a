#include "scorers/loaded_words.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "scorers/model_file.h"

namespace assay::promotion {
namespace {

constexpr ModelFile model_file = {"models/loaded-words.json", "scripts/train/train_loaded.py"};
constexpr float quantum = 1e-3F;   // a word's numbers are whole thousandths
constexpr std::size_t reach = 3;   // words that `near` reaches
constexpr float fading = 0.8F;     // of `near`, a word
constexpr float echo = 0.85F;      // of the strongest rating before and after, a word
constexpr float in_a_name = 0.3F;  // share of a rating that is left in a name
constexpr std::size_t short_sentence_words = 6, rather_short_words = 10, opening_sentences = 3;
constexpr double rounding = 1e-3;  // what sums of a few dozen numbers may be off by, and far more
constexpr double few_words = 50;   // below which a document's share is not taken at its word

// What stands between two words ends the reach of the one before.
bool breaks(std::string_view gap) {
  return std::ranges::any_of(
      gap, [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
}

}  // namespace

Result<LoadedWords> LoadedWords::load(const Heuristics& heuristics, Lexicon& lexicon) {
  const auto read = [&](const nlohmann::json& file) -> Result<LoadedWords> {
    LoadedWords model;
    model.bias_ = file.at("bias").get<double>();
    model.low_ = file.at("low").get<double>();
    model.edge_ = file.at("edge").get<double>();
    model.high_ = file.at("high").get<double>();
    const nlohmann::json& from = file.at("shapes");
    Shapes& to = model.shapes_;
    const std::pair<const char*, double*> shapes[] = {
        {"name", &to.name},
        {"name-rating", &to.name_rating},
        {"name-before", &to.name_before},
        {"name-after", &to.name_after},
        {"capitals", &to.capitals},
        {"quoted", &to.quoted},
        {"break-before", &to.break_before},
        {"break-after", &to.break_after},
        {"first", &to.first},
        {"left", &to.left},
        {"right", &to.right},
        {"between", &to.between},
        {"rating-in-document", &to.rating_in_document},
        {"near-in-document", &to.near_in_document},
        {"rating-in-sentence", &to.rating_in_sentence},
        {"charged-sentence", &to.charged_sentence},
        {"charged-document", &to.charged_document},
        {"exclaims", &to.exclaims},
        {"asks", &to.asks},
        {"exclaims-short", &to.exclaims_short},
        {"exclaims-charged", &to.exclaims_charged},
        {"quoted-charged", &to.quoted_charged},
        {"length", &to.length},
        {"short-sentence", &to.short_sentence},
        {"headline", &to.headline},
        {"opening", &to.opening},
        {"position", &to.position}};
    for (const auto& [name, weight] : shapes) *weight = from.at(name).get<double>();
    // A row's numbers; of them the word's `document` and `rating` are asked for in every text.
    const auto read = [](const nlohmann::json& row, Lexicon::Word& word) {
      const auto number = [&](std::size_t i) { return row.at(i).get<std::int16_t>(); };
      word.loaded_document = number(5);
      word.loaded_rating = row.at(6).get<std::uint16_t>();
      return Word{number(0), number(1), number(2), number(3), number(4), word.loaded_rating};
    };
    Lexicon::Word common;
    const Word unknown = read(file.at("unknown"), common);
    for (std::uint32_t number = 0; number <= lexicon.numbers().count(); ++number) {
      lexicon.word(number).loaded_document = common.loaded_document;
      lexicon.word(number).loaded_rating = common.loaded_rating;
    }
    for (const auto& [word, row] : file.at("words").items()) {
      const std::uint32_t number = lexicon.add_word(word_hash(word));
      model.words_.resize(lexicon.numbers().count() + 1, unknown);
      model.words_[number] = read(row, lexicon.word(number));
    }
    model.words_.resize(lexicon.numbers().count() + 1, unknown);
    return model;
  };
  return read_model(heuristics, model_file, read);
}

struct LoadedWords::Step {  // one word on its way
  const Word* word = nullptr;
  float plain_rating = 0, rating = 0, left = 0, right = 0;
  bool name = false, capitals = false, ends_clause = false;
};

void LoadedWords::judge(const Document& document, const Features& features, Logits& logits,
                        Wanted wanted) const {
  thread_local std::vector<Step> steps;
  logits.sentences.clear();
  logits.of_tokens.clear();

  const auto is_name = [](const Token& token, std::size_t t) { return token.capitalised && t > 0; };
  const auto is_capitals = [](const Token& token) {
    return token.all_caps && token.range.size() > 3;
  };
  const auto rating_of = [&](const Token& token, std::size_t t, const Word& word) {
    const auto rating = static_cast<float>(word.rating * rating_step);
    return is_name(token, t) && !is_capitals(token) ? rating * in_a_name : rating;
  };

  double charge = 0;
  for (const SentenceFeatures& of : features.sentences) {
    if (of.loaded_rating * rating_step <= 1) continue;
    const std::uint32_t* const known = features.words_known.data() + of.first_token;
    const std::span<const Token> tokens = document.tokens_of(document.sentences[of.sentence]);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Word& word = words_[known[t]];
      if (word.rating > 0) charge += std::max(0.0F, rating_of(tokens[t], t, word) - 1);
    }
  }
  const double words = std::max<double>(1, static_cast<double>(features.words_known.size()));
  const double charged = std::log1p(100 * charge / std::max(few_words, words));
  const double common = bias_ + quantum * static_cast<double>(features.loaded_document) / words +
                        shapes_.charged_document * charged;

  for (std::uint32_t place = 0; place < features.sentences.size(); ++place) {
    const SentenceFeatures& of = features.sentences[place];
    const std::size_t n = of.words;
    if (n == 0 || of.loaded_rating * rating_step < wanted.least_rating) continue;
    const Sentence& sentence = document.sentences[of.sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    if (steps.size() < n) steps.resize(2 * n);
    const std::span<Step> run = std::span(steps).first(n);
    double of_sentence = 0, charge_here = 0;
    for (std::size_t t = 0; t < n; ++t) {
      const Token& token = tokens[t];
      Step& step = run[t];
      step.word = &words_[features.words_known[of.first_token + t]];
      step.name = is_name(token, t);
      step.capitals = is_capitals(token);
      step.plain_rating = static_cast<float>(step.word->rating * rating_step);
      step.rating = rating_of(token, t, *step.word);
      of_sentence += step.word->sentence;
      charge_here += std::max(0.0F, step.rating - 1);
    }
    const std::string_view tail = document.view({tokens.back().range.end, sentence.text.end});
    const bool exclaims = tail.find('!') != std::string_view::npos;
    const double here =
        common + quantum * of_sentence / static_cast<double>(n) +
        shapes_.length * std::log(static_cast<double>(n)) +
        shapes_.short_sentence * (n < short_sentence_words) + shapes_.headline * (place == 0) +
        shapes_.opening * (place < opening_sentences) +
        shapes_.position * static_cast<double>(place) /
            static_cast<double>(features.sentences.size()) +
        shapes_.asks * (tail.find('?') != std::string_view::npos) +
        exclaims * (shapes_.exclaims + shapes_.exclaims_short * (n < rather_short_words) +
                    shapes_.exclaims_charged * std::log1p(charge_here));
    if (ceiling(run, here, charge_here, charged) < wanted.least_logit) continue;
    for (std::size_t t = 0; t < n; ++t) {
      run[t].ends_clause =
          t + 1 == n || breaks(document.view({tokens[t].range.end, tokens[t + 1].range.begin}));
    }
    float left = 0, right = 0;
    for (std::size_t t = 0; t < n; ++t) {
      run[t].left = left;
      left = run[t].ends_clause ? 0 : echo * std::max(left, run[t].rating);
      Step& back = run[n - 1 - t];
      if (back.ends_clause) right = 0;
      back.right = right;
      right = echo * std::max(right, back.rating);
    }
    logits.sentences.push_back(place);
    const double all_charge = std::log1p(charge_here);
    for (std::size_t t = 0; t < n; ++t) {
      const Step& step = run[t];
      const bool quoted = features.quoted[of.first_token + t] != 0;
      const double own_charge = std::max(0.0F, step.rating - 1);
      const double others = own_charge == 0 ? all_charge : std::log1p(charge_here - own_charge);
      double logit =
          here + quantum * step.word->own + shapes_.name * step.name +
          shapes_.name_rating * step.name * step.plain_rating + shapes_.capitals * step.capitals +
          shapes_.first * (t == 0) + shapes_.break_after * (step.ends_clause && t + 1 < n) +
          shapes_.left * step.left + shapes_.right * step.right +
          shapes_.between * std::min(step.left, step.right) +
          charged * (shapes_.rating_in_document * step.rating +
                     shapes_.near_in_document * std::max(step.left, step.right)) +
          others * (shapes_.charged_sentence + shapes_.rating_in_sentence * step.rating) +
          quoted * (shapes_.quoted + shapes_.quoted_charged * charged);
      if (t > 0) {
        logit +=
            shapes_.break_before * run[t - 1].ends_clause + shapes_.name_before * run[t - 1].name;
        if (!run[t - 1].ends_clause) logit += quantum * run[t - 1].word->previous;
      }
      if (t + 1 < n) {
        logit += shapes_.name_after * run[t + 1].name;
        if (!step.ends_clause) logit += quantum * run[t + 1].word->next;
      }
      float weight = quantum;
      for (std::size_t k = 1; k <= reach && k <= t && !run[t - k].ends_clause; ++k) {
        weight *= fading;
        logit += weight * run[t - k].word->near;
      }
      weight = quantum;
      for (std::size_t k = 1; k <= reach && t + k < n && !run[t + k - 1].ends_clause; ++k) {
        weight *= fading;
        logit += weight * run[t + k].word->near;
      }
      logits.of_tokens.push_back(static_cast<float>(logit));
    }
  }
}

// The sum of the highest that each part of a logit can be.
double LoadedWords::ceiling(std::span<const Step> run, double here, double charge_here,
                            double charged) const {
  const auto gain = [](double weight) { return std::max(0.0, weight); };
  float rating = 0;
  bool name = false, capitals = false;
  for (const Step& step : run) {
    rating = std::max(rating, step.plain_rating);
    name = name || step.name;
    capitals = capitals || step.capitals;
  }
  // What each word may add to those near it, with room for the reach at either end.
  thread_local std::vector<int> adds;
  const std::size_t n = run.size();
  adds.assign(n + 2 * reach, 0);
  for (std::size_t t = 0; t < n; ++t) adds[t + reach] = std::max<int>(0, run[t].word->near);
  float words = std::numeric_limits<float>::lowest();
  for (std::size_t t = 0; t < n; ++t) {
    float company = 0;
    float fade = 1;
    for (std::size_t k = 1; k <= reach; ++k) {
      fade *= fading;
      company += fade * static_cast<float>(adds[t + reach - k] + adds[t + reach + k]);
    }
    int beside = 0;
    if (t > 0) beside += std::max<int>(0, run[t - 1].word->previous);
    if (t + 1 < n) beside += std::max<int>(0, run[t + 1].word->next);
    words = std::max(words, static_cast<float>(run[t].word->own + beside) + company);
  }
  const double echoed = rating * echo;
  return here + rounding + quantum * words +
         name * (gain(shapes_.name) + gain(shapes_.name_rating) * rating +
                 gain(shapes_.name_before) + gain(shapes_.name_after)) +
         capitals * gain(shapes_.capitals) + gain(shapes_.first) + gain(shapes_.break_after) +
         gain(shapes_.break_before) +
         echoed * (gain(shapes_.left) + gain(shapes_.right) + gain(shapes_.between)) +
         charged *
             (gain(shapes_.rating_in_document) * rating + gain(shapes_.near_in_document) * echoed) +
         std::log1p(charge_here) *
             (gain(shapes_.charged_sentence) + gain(shapes_.rating_in_sentence) * rating) +
         gain(shapes_.quoted) + gain(shapes_.quoted_charged) * charged;
}

std::vector<LoadedSpan> LoadedWords::spans(const Document& document, const Features& features,
                                           const Logits& logits, double level) {
  std::vector<LoadedSpan> spans;
  const auto least = static_cast<float>(level);
  const float* of = logits.of_tokens.data();
  for (const std::uint32_t s : logits.sentences) {
    const Sentence& sentence = document.sentences[features.sentences[s].sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      if (of[t] < least) continue;
      LoadedSpan span;
      span.sentence = s;
      span.first_token = t;
      span.peak = of[t];
      do {
        span.peak = std::max(span.peak, of[t]);
        ++t;
      } while (t < tokens.size() && of[t] >= least &&
               !breaks(document.view({tokens[t - 1].range.end, tokens[t].range.begin})));
      span.token_count = t-- - span.first_token;  // the loop steps on
      span.range = {tokens[span.first_token].range.begin, tokens[t].range.end};
      spans.push_back(span);
    }
    of += tokens.size();
  }
  return spans;
}

double LoadedSpan::probability() const { return 1 / (1 + std::exp(-peak)); }

}  // namespace assay::promotion
