#include "scorers/loaded_words.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

namespace assay::promotion {
namespace {

constexpr std::string_view file_name = "models/loaded-words.json";
constexpr float quantum = 1e-3F;   // a word's numbers are whole thousandths
constexpr int reach = 3;           // words that `near` reaches
constexpr float fading = 0.8F;     // of `near`, a word
constexpr float echo = 0.85F;      // of the strongest rating before and after, a word
constexpr float in_a_name = 0.3F;  // share of a rating that is left in a name
constexpr std::size_t short_sentence_words = 6, rather_short_words = 10, opening_sentences = 3;
constexpr double few_words = 50;  // below which a document's share is not taken at its word

Error bad_model(const std::string& what) {
  return {"bad_model", std::string(file_name) + ": " + what,
          "Restore the shipped file or train it again with scripts/train/train_loaded.py."};
}

// The place of a word in the table and what is compared there.
std::uint32_t place_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash * 0x9e3779b97f4a7c15 >> 32);
}
std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash) | 1; }

// What stands between two words ends the reach of the one before.
bool breaks(std::string_view gap) {
  return std::ranges::any_of(
      gap, [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
}

}  // namespace

std::uint32_t LoadedWords::find(std::uint64_t word) const {
  const std::uint32_t tag = tag_of(word);
  for (std::uint32_t at = place_of(word) & mask_;; at = (at + 1) & mask_) {
    if (slots_[at].tag == tag) return at;
    if (slots_[at].tag == 0) return unknown_;
  }
}

Result<LoadedWords> LoadedWords::load(const Heuristics& heuristics) try {
  const nlohmann::json* file = heuristics.find(file_name);
  if (!file) return bad_model("the file is missing");
  LoadedWords model;
  model.bias_ = file->at("bias").get<double>();
  model.low_ = file->at("low").get<double>();
  model.edge_ = file->at("edge").get<double>();
  model.high_ = file->at("high").get<double>();
  const nlohmann::json& from = file->at("shapes");
  Shapes& to = model.shapes_;
  const std::pair<const char*, double*> shapes[] = {{"name", &to.name},
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
  const auto read = [&](std::uint32_t at, const nlohmann::json& row) {
    const auto number = [&](std::size_t i) { return row.at(i).get<std::int16_t>(); };
    model.words_[at] = {number(0), number(1), number(2), number(3), number(4)};
    model.slots_[at].document = number(5);
    model.slots_[at].rating = row.at(6).get<std::uint16_t>();
  };
  const nlohmann::json& words = file->at("words");
  const std::size_t size = std::bit_ceil(words.size() + words.size() / 2 + 16);
  model.mask_ = static_cast<std::uint32_t>(size - 1);
  model.unknown_ = static_cast<std::uint32_t>(size);
  model.slots_.resize(size + 1);
  model.words_.resize(size + 1);
  read(model.unknown_, file->at("unknown"));
  for (const auto& [word, row] : words.items()) {
    const std::uint64_t hash = word_hash(word);
    std::uint32_t at = place_of(hash) & model.mask_;
    while (model.slots_[at].tag != 0) at = (at + 1) & model.mask_;
    read(at, row);
    model.slots_[at].tag = tag_of(hash);
  }
  return model;
} catch (const nlohmann::json::exception& error) {
  return bad_model(error.what());
}

void LoadedWords::judge(const Document& document, const Features& features,
                        std::vector<float>& logits, double least_rating) const {
  struct Step {  // one word on its way
    const Word* word = nullptr;
    float plain_rating = 0, rating = 0, left = 0, right = 0;
    bool name = false, capitals = false, ends_clause = false;
  };
  thread_local std::vector<std::uint32_t> places;  // of all words in the tables
  thread_local std::vector<Step> run;
  thread_local std::vector<char> asked;  // the sentences with a rated word
  places.clear();
  asked.clear();

  const auto is_name = [](const Token& token, std::size_t t) { return token.capitalised && t > 0; };
  const auto is_capitals = [](const Token& token) {
    return token.all_caps && token.range.size() > 3;
  };
  const auto rating_of = [&](const Token& token, std::size_t t, const Slot& slot) {
    const auto rating = static_cast<float>(slot.rating * rating_step);
    return is_name(token, t) && !is_capitals(token) ? rating * in_a_name : rating;
  };

  // Once over all words: look-ups and the sums of the document.
  double of_document = 0, charge = 0;
  for (const SentenceFeatures& of : features.sentences) {
    const std::span<const Token> tokens = document.tokens_of(document.sentences[of.sentence]);
    bool rated = least_rating <= 0;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Token& token = tokens[t];
      places.push_back(token.kind == TokenKind::number ? unknown_ : find(token.hash));
      const Slot& slot = slots_[places.back()];
      of_document += slot.document;
      if (slot.rating == 0) continue;
      rated = rated || slot.rating * rating_step >= least_rating;
      charge += std::max(0.0F, rating_of(token, t, slot) - 1);
    }
    asked.push_back(rated);
  }
  const double words = std::max<double>(1, static_cast<double>(places.size()));
  const double charged = std::log1p(100 * charge / std::max(few_words, words));
  const double common = bias_ + quantum * of_document / words + shapes_.charged_document * charged;

  logits.assign(places.size(), std::numeric_limits<float>::lowest());
  for (std::size_t place = 0; place < features.sentences.size(); ++place) {
    const SentenceFeatures& of = features.sentences[place];
    const Sentence& sentence = document.sentences[of.sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    const std::size_t n = tokens.size();
    if (n == 0 || !asked[place]) continue;
    run.assign(n, Step());
    for (std::size_t t = 0; t < n; ++t) {
      const Token& token = tokens[t];
      const std::uint32_t at = places[of.first_token + t];
      Step& step = run[t];
      step.word = &words_[at];
      step.name = is_name(token, t);
      step.capitals = is_capitals(token);
      step.plain_rating = static_cast<float>(slots_[at].rating * rating_step);
      step.rating = rating_of(token, t, slots_[at]);
      step.ends_clause =
          t + 1 == n || breaks(document.view({token.range.end, tokens[t + 1].range.begin}));
    }
    double of_sentence = 0, charge_here = 0;
    float left = 0, right = 0;
    for (std::size_t t = 0; t < n; ++t) {
      of_sentence += run[t].word->sentence;
      charge_here += std::max(0.0F, run[t].rating - 1);
      run[t].left = left;
      left = run[t].ends_clause ? 0 : echo * std::max(left, run[t].rating);
      Step& back = run[n - 1 - t];
      if (back.ends_clause) right = 0;
      back.right = right;
      right = echo * std::max(right, back.rating);
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
    const std::size_t begin = of.first_token;
    for (std::size_t t = 0; t < n; ++t) {
      const Step& step = run[t];
      const bool quoted = features.quoted[begin + t] != 0;
      const double others = std::log1p(charge_here - std::max(0.0F, step.rating - 1));
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
      logits[begin + t] = static_cast<float>(logit);
    }
  }
}

std::vector<LoadedSpan> LoadedWords::spans(const Document& document, const Features& features,
                                           const std::vector<float>& logits, double level) {
  std::vector<LoadedSpan> spans;
  const auto least = static_cast<float>(level);
  for (std::uint32_t s = 0; s < features.sentences.size(); ++s) {
    const SentenceFeatures& of = features.sentences[s];
    const std::span<const Token> tokens = document.tokens_of(document.sentences[of.sentence]);
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      if (logits[of.first_token + t] < least) continue;
      LoadedSpan span;
      span.sentence = s;
      span.first_token = t;
      span.peak = logits[of.first_token + t];
      do {
        span.peak = std::max(span.peak, logits[of.first_token + t]);
        ++t;
      } while (t < tokens.size() && logits[of.first_token + t] >= least &&
               !breaks(document.view({tokens[t - 1].range.end, tokens[t].range.begin})));
      span.token_count = t-- - span.first_token;  // the loop steps on
      span.range = {tokens[span.first_token].range.begin, tokens[t].range.end};
      spans.push_back(span);
    }
  }
  return spans;
}

double LoadedSpan::probability() const { return 1 / (1 + std::exp(-peak)); }

}  // namespace assay::promotion
