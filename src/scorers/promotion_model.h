// The learned side of the promotion scorer: linear models over the features of
// promotion_features.h, read from `heuristics/models/promotion.json`.
//
// Three document heads: `selling` (product copy, advertorials, service pages), `release` (press
// releases) and `hype` (sensational tone). A document's logit is
//   bias + sum over dense features of weight * standardised value
// and, of the selling head,
//        + sum over n-grams of weight * (1 + ln sentences that hold it) * rarity / norm;
// the head's probability is `ceiling` times the logistic of slope * logit + offset (fitted on
// held-out rows). The document's probability weighs the first two by the probability g that the
// text is a report or looks like one (`report`, dense features alone):
//   (1 - g) * selling + g * (share * selling + release).
// Without it, pages that explain something, which quote nobody either, read as releases. Hype is
// told apart: it does not make a text promotion. The sentence head scores one sentence for
// puffery. Trained by scripts/train/train_promotion.py. Loaded words have a model of their own.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "scorers/loaded_words.h"
#include "scorers/promotion_features.h"
#include "text/large_pages.h"

namespace assay::promotion {

enum class Head : std::uint8_t { selling, release, hype };
inline constexpr std::size_t head_count = 3;

// What one feature adds to the logit, for the message.
struct Reason {
  std::string_view name;  // of the dense feature
  bool high = false;      // it is above the average of the training texts, else below
  double value = 0;
};

struct DocumentJudgement {
  std::array<double, head_count> logits{};
  std::array<double, head_count> probabilities{};
  double probability = 0;
  Head head = Head::selling;    // the one that decides; not hype
  std::vector<Reason> reasons;  // of that head, strongest first; none below the threshold
  double norm = 1;              // of the n-grams
};

class Model {
 public:
  static Result<Model> load(const Heuristics& heuristics);

  const Lexicon& lexicon() const { return lexicon_; }
  // From this probability on the document is said to promote.
  double threshold() const { return threshold_; }

  DocumentJudgement judge(const Features& features) const;
  // The sentences that weighed most in the judgement, among those that `may_show` lets pass, as
  // indices into Document::sentences, those that praise most first.
  std::vector<std::uint32_t> heaviest_sentences(
      const Features& features, const DocumentJudgement& judgement,
      const std::function<bool(const SentenceFeatures&)>& may_show) const;

  // Logit of puffery of one sentence of `features`.
  double puffery(const Features& features, const SentenceFeatures& sentence) const;
  // From this logit on a sentence is a finding, and the logit at which its degree is 1.
  double puffery_threshold() const { return puffery_threshold_; }

  const LoadedWords& loaded() const { return loaded_; }
  bool is_function_word(std::uint64_t word) const { return function_words_.contains(word); }

 private:
  struct Dense {
    double mean = 0, deviation = 1, high = 0;
    std::array<double, head_count> weights{};
    double report = 0;
  };
  struct GramWeights {  // what documents are judged by: one look brings both
    float rarity = 0, selling = 0;
  };

  Model(Lexicon lexicon, LoadedWords loaded)
      : lexicon_(std::move(lexicon)), loaded_(std::move(loaded)) {}

  Lexicon lexicon_;
  LoadedWords loaded_;
  LargeTable<GramWeights> grams_;  // by row
  std::vector<float> puffery_;     // the same, of sentences
  std::vector<Dense> dense_;
  std::array<double, head_count> bias_{}, slope_{}, offset_{}, ceiling_{};
  double report_bias_ = 0, report_share_ = 1;
  std::array<double, class_count> sentence_classes_{};
  std::unordered_set<std::uint64_t> function_words_;  // by hash
  double sentence_bias_ = 0, sentence_length_ = 0;
  double threshold_ = 0.5, puffery_threshold_ = 1;
};

}  // namespace assay::promotion
