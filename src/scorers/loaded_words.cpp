#include "scorers/loaded_words.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
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

constexpr float lowest = -std::numeric_limits<float>::infinity();
constexpr double highest = std::numeric_limits<double>::infinity();

// What stands between two words ends the reach of the one before.
bool breaks(std::string_view gap) {
  return std::ranges::any_of(
      gap, [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
}

Error outside(const Heuristics& heuristics, const std::string& pointer, int least, int most) {
  return heuristics.error_at(
      model_file.path, pointer,
      "this number must lie between " + std::to_string(least) + " and " + std::to_string(most),
      "Write a number of that range, or restore the shipped file.");
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
    std::optional<Error> error;
    const auto read = [&](std::string_view pointer, const nlohmann::json& row) {
      const auto number = [&]<typename Number>(std::size_t i, Number) -> Number {
        constexpr int least = std::numeric_limits<Number>::min();
        constexpr int most = std::numeric_limits<Number>::max();
        const double value = row.at(i).get<double>();
        if (value >= least && value <= most) return static_cast<Number>(value);
        if (!error) {
          error = outside(heuristics, std::string(pointer) + "/" + std::to_string(i), least, most);
        }
        return 0;
      };
      constexpr std::int16_t weight = 0;
      return Word{number(0, weight), number(1, weight), number(2, weight),        number(3, weight),
                  number(4, weight), number(5, weight), number(6, std::uint8_t{})};
    };
    const Word unknown = read("/unknown", file.at("unknown"));
    if (error) return *error;
    for (const auto& [word, row] : file.at("words").items()) {
      const std::uint32_t number = lexicon.add_word(word_hash(word));
      model.words_.resize(lexicon.numbers().count() + 1, unknown);
      model.words_[number] = read("/words/" + word, row);
      if (error) return *error;
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

// What the words of a sentence share.
struct LoadedWords::Shared {
  double here = 0;                      // of their logits
  double charge = 0;                    // the sum of the ratings above 1
  double all_charge = 0;                // the logarithm of that, as the model takes it
  double charged = 0;                   // the same of the document
  bool name = false, capitals = false;  // some of the words are
};

// How high the logits of a sentence's words can be: the sum of the highest that each of their parts
// can be. Most sentences, and most words of the others, are told so without their logits.
class LoadedWords::Bounds {
 public:
  // `known`: the numbers of the words.
  void read(const LoadedWords& model, std::span<const std::uint32_t> known, const Shared& shared,
            float rating);

  double of_word(std::size_t t) const { return shared_ + quantum * words_[t]; }
  double of_sentence() const { return shared_ + quantum * highest_; }

 private:
  double shared_ = 0;
  std::vector<float> words_;  // what each says itself and the most that those near it add
  float highest_ = 0;         // of them
  // The most that each word adds to those near it, with room for the reach at either end.
  std::vector<float> near_, previous_, next_;
};

void LoadedWords::Bounds::read(const LoadedWords& model, std::span<const std::uint32_t> known,
                               const Shared& shared, float rating) {
  const std::size_t n = known.size();
  if (words_.size() < n) words_.resize(2 * n);
  for (auto* adds : {&near_, &previous_, &next_}) {
    if (adds->size() < n + 2 * reach) adds->resize(2 * (n + reach));
    std::fill_n(adds->begin(), reach, 0.0F);
    std::fill_n(adds->begin() + static_cast<std::ptrdiff_t>(reach + n), reach, 0.0F);
  }
  float* const own = words_.data();
  float* const near = near_.data() + reach;
  float* const previous = previous_.data() + reach;
  float* const next = next_.data() + reach;
  const auto gain = [](std::int16_t number) {
    return static_cast<float>(std::max<std::int16_t>(0, number));
  };
  for (std::size_t t = 0; t < n; ++t) {
    const Word& word = model.words_[known[t]];
    own[t] = word.own;
    near[t] = gain(word.near);
    previous[t] = gain(word.previous);
    next[t] = gain(word.next);
  }
  constexpr float one = fading, two = one * fading, three = two * fading;
  static_assert(reach == 3);
  highest_ = lowest;
  for (std::size_t t = 0; t < n; ++t) {
    const float* const at = near + t;
    own[t] += one * (at[-1] + at[1]) + two * (at[-2] + at[2]) + three * (at[-3] + at[3]) +
              (previous - 1)[t] + next[t + 1];
  }
  for (std::size_t t = 0; t < n; ++t) highest_ = std::max(highest_, own[t]);

  const auto may_add = [](double weight) { return std::max(0.0, weight); };
  const Shapes& shapes = model.shapes_;
  const double echoed = rating * echo;
  shared_ = shared.here + rounding +
            shared.name * (may_add(shapes.name) + may_add(shapes.name_rating) * rating +
                           may_add(shapes.name_before) + may_add(shapes.name_after)) +
            shared.capitals * may_add(shapes.capitals) + may_add(shapes.first) +
            may_add(shapes.break_after) + may_add(shapes.break_before) +
            echoed * (may_add(shapes.left) + may_add(shapes.right) + may_add(shapes.between)) +
            shared.charged * (may_add(shapes.rating_in_document) * rating +
                              may_add(shapes.near_in_document) * echoed) +
            shared.all_charge *
                (may_add(shapes.charged_sentence) + may_add(shapes.rating_in_sentence) * rating) +
            may_add(shapes.quoted) + may_add(shapes.quoted_charged) * shared.charged;
}

double LoadedWords::logit(std::span<const Step> run, std::size_t t, bool quoted,
                          const Shared& shared) const {
  const std::size_t n = run.size();
  const Step& step = run[t];
  const double own_charge = std::max(0.0F, step.rating - 1);
  const double others =
      own_charge == 0 ? shared.all_charge : std::log1p(shared.charge - own_charge);
  double logit = shared.here + quantum * step.word->own + shapes_.name * step.name +
                 shapes_.name_rating * step.name * step.plain_rating +
                 shapes_.capitals * step.capitals + shapes_.first * (t == 0) +
                 shapes_.break_after * (step.ends_clause && t + 1 < n) + shapes_.left * step.left +
                 shapes_.right * step.right + shapes_.between * std::min(step.left, step.right) +
                 shared.charged * (shapes_.rating_in_document * step.rating +
                                   shapes_.near_in_document * std::max(step.left, step.right)) +
                 others * (shapes_.charged_sentence + shapes_.rating_in_sentence * step.rating) +
                 quoted * (shapes_.quoted + shapes_.quoted_charged * shared.charged);
  if (t > 0) {
    logit += shapes_.break_before * run[t - 1].ends_clause + shapes_.name_before * run[t - 1].name;
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
  return logit;
}

void LoadedWords::judge(const Document& document, const Features& features, Logits& logits,
                        Wanted wanted) const {
  thread_local std::vector<Step> steps;
  // On the heap: the compiler would otherwise ask for the thread's address at every use.
  thread_local const auto owned = std::make_unique<Bounds>();
  Bounds& bounds = *owned;
  logits.sentences.clear();
  logits.of_tokens.clear();

  const auto is_name = [](const Token& token, std::size_t t) {
    return token.capitalised & (t > 0);
  };
  const auto is_capitals = [](const Token& token) {
    return token.all_caps & (token.range.size() > 3);
  };
  const auto rating_of = [&](const Token& token, std::size_t t, const Word& word) {
    const auto rating = static_cast<float>(word.rating * rating_step);
    return is_name(token, t) && !is_capitals(token) ? rating * in_a_name : rating;
  };
  // What a word adds to the charge of its sentence and document; most words nothing.
  const auto charge_of = [&](const Token& token, std::size_t t, const Word& word) {
    return std::max(0.0F, rating_of(token, t, word) - 1);
  };
  constexpr std::uint16_t charges = 1 / rating_step;  // ratings above

  thread_local std::vector<std::uint16_t> ratings;  // the highest of each sentence
  ratings.clear();
  std::int64_t of_document = 0;
  for (const SentenceFeatures& of : features.sentences) {
    std::uint16_t highest_rating = 0;
    for (std::uint32_t t = 0; t < of.words; ++t) {
      const Word& word = words_[features.words_known[of.first_token + t]];
      of_document += word.document;
      highest_rating = std::max(highest_rating, word.rating);
    }
    ratings.push_back(highest_rating);
  }

  double charge = 0;
  for (std::size_t place = 0; place < ratings.size(); ++place) {
    if (ratings[place] <= charges) continue;
    const SentenceFeatures& of = features.sentences[place];
    const std::uint32_t* const known = features.words_known.data() + of.first_token;
    const std::span<const Token> tokens = document.tokens_of(document.sentences[of.sentence]);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Word& word = words_[known[t]];
      if (word.rating > charges) charge += charge_of(tokens[t], t, word);
    }
  }
  const double words = std::max<double>(1, static_cast<double>(features.words_known.size()));
  Shared shared;
  shared.charged = std::log1p(100 * charge / std::max(few_words, words));
  const double common = bias_ + quantum * static_cast<double>(of_document) / words +
                        shapes_.charged_document * shared.charged;

  for (std::uint32_t place = 0; place < features.sentences.size(); ++place) {
    const SentenceFeatures& of = features.sentences[place];
    const std::size_t n = of.words;
    const double rating = ratings[place] * rating_step;
    if (n == 0 || rating < wanted.least_rating) continue;
    const Sentence& sentence = document.sentences[of.sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    const std::span known = std::span(features.words_known).subspan(of.first_token, n);
    std::int64_t of_sentence = 0;
    shared.charge = 0;
    shared.name = shared.capitals = false;
    for (std::size_t t = 0; t < n; ++t) {
      const Word& word = words_[known[t]];
      of_sentence += word.sentence;
      shared.name |= is_name(tokens[t], t);
      shared.capitals |= is_capitals(tokens[t]);
      if (word.rating > charges) shared.charge += charge_of(tokens[t], t, word);
    }
    shared.all_charge = std::log1p(shared.charge);
    const std::string_view tail = document.view({tokens.back().range.end, sentence.text.end});
    const bool exclaims = tail.find('!') != std::string_view::npos;
    shared.here = common + quantum * static_cast<double>(of_sentence) / static_cast<double>(n) +
                  shapes_.length * std::log(static_cast<double>(n)) +
                  shapes_.short_sentence * (n < short_sentence_words) +
                  shapes_.headline * (place == 0) + shapes_.opening * (place < opening_sentences) +
                  shapes_.position * static_cast<double>(place) /
                      static_cast<double>(features.sentences.size()) +
                  shapes_.asks * (tail.find('?') != std::string_view::npos) +
                  exclaims * (shapes_.exclaims + shapes_.exclaims_short * (n < rather_short_words) +
                              shapes_.exclaims_charged * shared.all_charge);
    bounds.read(*this, known, shared, static_cast<float>(rating));
    if (bounds.of_sentence() < wanted.least_peak) continue;

    if (steps.size() < n) steps.resize(2 * n);
    const std::span<Step> run = std::span(steps).first(n);
    for (std::size_t t = 0; t < n; ++t) {
      const Token& token = tokens[t];
      Step& step = run[t];
      step.word = &words_[known[t]];
      step.name = is_name(token, t);
      step.capitals = is_capitals(token);
      step.plain_rating = static_cast<float>(step.word->rating * rating_step);
      step.rating = rating_of(token, t, *step.word);
      step.ends_clause =
          t + 1 == n || breaks(document.view({token.range.end, tokens[t + 1].range.begin}));
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
    const std::size_t first = logits.of_tokens.size();
    logits.of_tokens.resize(first + n, lowest);
    const std::span<float> of_tokens = std::span(logits.of_tokens).subspan(first);
    // Of the words whose bounds are in a range.
    const auto judge_words = [&](double from, double below) {
      float peak = lowest;
      for (std::size_t t = 0; t < n; ++t) {
        const double bound = bounds.of_word(t);
        if (bound < from || bound >= below) continue;
        const bool quoted = features.quoted[of.first_token + t] != 0;
        of_tokens[t] = static_cast<float>(logit(run, t, quoted, shared));
        peak = std::max(peak, of_tokens[t]);
      }
      return peak;
    };
    if (judge_words(wanted.least_peak, highest) < wanted.least_peak) {
      logits.of_tokens.resize(first);
      continue;
    }
    judge_words(wanted.least_logit, wanted.least_peak);
    logits.sentences.push_back(place);
  }
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
