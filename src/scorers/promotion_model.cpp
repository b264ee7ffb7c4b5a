#include "scorers/promotion_model.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "scorers/model_file.h"

namespace assay::promotion {
namespace {

constexpr ModelFile model_file = {"models/promotion.json", "scripts/train/train_promotion.py"};
constexpr std::array<const char*, head_count> head_names = {"selling", "release", "hype"};
constexpr double quantum = 1e-3;         // n-gram weights are whole thousandths
constexpr double max_deviations = 4;     // of a standardised feature
constexpr unsigned max_class_count = 3;  // words of one class in one sentence that count

float value_of(int thousandths) { return static_cast<float>(quantum * thousandths); }

double logistic(double logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace

Result<Model> Model::load(const Heuristics& heuristics) {
  const auto read = [&](const nlohmann::json& file) -> Result<Model> {
    const nlohmann::json& weights = file.at("grams");
    std::vector<std::string> grams;
    std::vector<const nlohmann::json*> rows;
    {
      // Frequent n-grams, which are not rare, share the memory that stays near.
      std::vector<std::tuple<double, std::string, const nlohmann::json*>> sorted;
      for (const auto& [gram, row] : weights.items()) {
        const double rarity = row.at(0).get<double>();
        sorted.emplace_back(rarity > 0 ? rarity : std::numeric_limits<double>::max(), gram, &row);
      }
      std::ranges::sort(sorted);
      for (auto& [rarity, gram, row] : sorted) {
        grams.push_back(std::move(gram));
        rows.push_back(row);
      }
    }
    Lexicon lexicon(heuristics, grams);
    Result<LoadedWords> loaded = LoadedWords::load(heuristics, lexicon);
    if (!loaded) return loaded.error();
    Model model(std::move(lexicon), std::move(loaded).value());
    for (const nlohmann::json* row : rows) {
      const auto weight = [&](std::size_t i) { return value_of(row->at(i).get<std::int16_t>()); };
      model.grams_.push_back({weight(0), weight(1)});
      model.puffery_.push_back(weight(2));
    }
    const nlohmann::json& document = file.at("document");
    for (const std::string& name : dense_names()) {
      const nlohmann::json& row = document.at("dense").at(name);
      Dense& dense = model.dense_.emplace_back();
      dense.mean = row.at("mean").get<double>();
      dense.deviation = std::max(1e-9, row.at("deviation").get<double>());
      dense.high = row.at("high").get<double>();
      for (std::size_t h = 0; h < head_count; ++h) {
        dense.weights[h] = row.at(head_names[h]).get<double>();
      }
      dense.report = row.at("report").get<double>();
    }
    for (std::size_t h = 0; h < head_count; ++h) {
      const nlohmann::json& head = document.at(head_names[h]);
      model.bias_[h] = head.at("bias").get<double>();
      model.slope_[h] = head.at("slope").get<double>();
      model.offset_[h] = head.at("offset").get<double>();
      model.ceiling_[h] = head.at("ceiling").get<double>();
    }
    model.report_bias_ = document.at("report").at("bias").get<double>();
    model.report_share_ = document.at("report").at("share").get<double>();
    model.threshold_ = document.at("threshold").get<double>();
    for (const std::string& word : heuristics.words("en/words/function_words.json")) {
      model.function_words_.insert(word_hash(word));
    }
    const nlohmann::json& sentence = file.at("sentence");
    for (std::size_t c = 0; c < class_count; ++c) {
      model.sentence_classes_[c] =
          sentence.at("classes").value(std::string(class_name(static_cast<WordClass>(c))), 0.0);
    }
    model.sentence_bias_ = sentence.at("bias").get<double>();
    model.sentence_length_ = sentence.at("length").get<double>();
    model.puffery_threshold_ = sentence.at("threshold").get<double>();
    return model;
  };
  return read_model(heuristics, model_file, read);
}

DocumentJudgement Model::judge(const Features& features) const {
  DocumentJudgement judgement;

  // N-grams: in how many sentences each occurs, then its share of the norm.
  static const std::array<double, 64> logs = [] {
    std::array<double, 64> table{};
    for (std::size_t i = 1; i < table.size(); ++i) table[i] = 1 + std::log(static_cast<double>(i));
    return table;
  }();
  const std::span<const std::uint32_t> distinct = features.distinct(), counts = features.counts();
  thread_local std::vector<double> levels;
  levels.resize(distinct.size());
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    levels[i] = counts[i] < logs.size() ? logs[counts[i]] : 1 + std::log(counts[i]);
  }
  double norm = 0;
  double selling = 0;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    const GramWeights& gram = grams_[distinct[i]];
    const double value = levels[i] * gram.rarity;
    norm += value * value;
    selling += value * gram.selling;
  }
  norm = std::sqrt(std::max(norm, 1e-9));

  std::vector<double> standardised(dense_.size());
  for (std::size_t d = 0; d < dense_.size(); ++d) {
    const double value = std::min(features.dense[d], dense_[d].high);
    standardised[d] =
        std::clamp((value - dense_[d].mean) / dense_[d].deviation, -max_deviations, max_deviations);
  }
  double report = report_bias_;
  for (std::size_t d = 0; d < dense_.size(); ++d) report += dense_[d].report * standardised[d];
  for (std::size_t h = 0; h < head_count; ++h) {
    double logit = bias_[h];
    if (static_cast<Head>(h) == Head::selling) logit += selling / norm;
    for (std::size_t d = 0; d < dense_.size(); ++d) logit += dense_[d].weights[h] * standardised[d];
    judgement.logits[h] = logit;
    judgement.probabilities[h] = ceiling_[h] * logistic(slope_[h] * logit + offset_[h]);
  }
  const double reports = logistic(report);
  const double sells = judgement.probabilities[0] * (1 - reports + reports * report_share_);
  const double releases = judgement.probabilities[1] * reports;
  judgement.probability = sells + releases;
  judgement.head = releases > sells ? Head::release : Head::selling;
  const auto head = static_cast<std::size_t>(judgement.head);

  judgement.norm = norm;
  if (judgement.probability < threshold_) return judgement;
  for (std::size_t d = 0; d < dense_.size(); ++d) {
    const double value = dense_[d].weights[head] * standardised[d];
    if (value > 0) judgement.reasons.push_back({dense_names()[d], standardised[d] > 0, value});
  }
  std::ranges::sort(judgement.reasons, std::ranges::greater(), &Reason::value);
  return judgement;
}

std::vector<std::uint32_t> Model::heaviest_sentences(
    const Features& features, const DocumentJudgement& judgement,
    const std::function<bool(const SentenceFeatures&)>& may_show) const {
  const auto head = static_cast<std::size_t>(judgement.head);
  using Weighed = std::pair<double, const SentenceFeatures*>;
  std::vector<Weighed> sentences;
  for (const SentenceFeatures& sentence : features.sentences) {
    if (!may_show(sentence)) continue;
    double weight = 0;
    if (judgement.head == Head::selling) {
      for (const std::uint32_t row : features.rows_of(sentence)) {
        const GramWeights& gram = grams_[row];
        weight += gram.rarity * gram.selling / judgement.norm;
      }
    } else {  // the dense features begin with the word classes
      for (std::size_t c = 0; c < class_count; ++c) {
        const unsigned count = std::min<unsigned>(sentence.classes[c], max_class_count);
        weight += count * dense_[c].weights[head] / dense_[c].deviation;
      }
    }
    sentences.emplace_back(weight, &sentence);
  }
  // Of those that weigh much, a reader sees the point of the ones that praise.
  constexpr std::size_t kept = 3, candidates = 4 * kept;
  const auto keep = [&](std::size_t count) {
    count = std::min(count, sentences.size());
    std::ranges::partial_sort(sentences, sentences.begin() + static_cast<std::ptrdiff_t>(count),
                              std::ranges::greater(), &Weighed::first);
    sentences.resize(count);
  };
  keep(candidates);
  for (auto& [weight, sentence] : sentences) weight = puffery(features, *sentence);
  keep(kept);
  std::vector<std::uint32_t> indices;
  for (const Weighed& weighed : sentences) indices.push_back(weighed.second->sentence);
  return indices;
}

double Model::puffery(const Features& features, const SentenceFeatures& sentence) const {
  double sum = 0;
  for (const std::uint32_t row : features.rows_of(sentence)) sum += puffery_[row];
  double logit = sentence_bias_ + sum / std::sqrt(std::max(1.0, double(sentence.row_count)));
  for (std::uint32_t rest = sentence.classes_held; rest != 0; rest &= rest - 1) {
    const auto c = static_cast<std::size_t>(std::countr_zero(rest));
    logit += sentence_classes_[c] * std::min<unsigned>(sentence.classes[c], max_class_count);
  }
  return logit + sentence_length_ * std::log(std::max<double>(1, sentence.words));
}

}  // namespace assay::promotion
