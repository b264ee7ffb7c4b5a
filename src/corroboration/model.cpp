#include "corroboration/model.h"
#include <algorithm>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "corroboration/alignment_features.h"
#include "corroboration/novelty.h"

namespace assay::corroboration {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Error wrong_in(const Heuristics& heuristics, std::string_view file, const std::string& what) {
  return heuristics.error_at(file, "", what,
                             "Restore the shipped file or train it again for this version.");
}

}  // namespace

Result<Model> Model::load(const Heuristics& heuristics, std::string_view file) {
  const nlohmann::json* json = heuristics.find(file);
  if (json == nullptr) return wrong_in(heuristics, file, "missing");
  Model model;
  try {
    std::string wrong;
    const std::vector<std::uint16_t> columns =
        columns_of(json->at("features"), feature_names(), wrong);
    if (!wrong.empty()) return wrong_in(heuristics, file, "unknown feature " + wrong);
    model.corroborated_from_ = json->at("corroborated_from").get<double>();
    model.contradicted_from_ = json->at("contradicted_from").get<double>();
    model.contradicted_from_number_ = json->at("contradicted_from_number").get<double>();
    model.contradicted_share_ = json->at("contradicted_share").get<double>();
    model.conflict_from_ = json->at("conflict_from").get<float>();
    model.clause_from_ = json->at("clause_from").get<double>();
    model.clause_conflict_from_ = json->at("clause_conflict_from").get<float>();
    const auto& classes = json->at("trees");
    if (classes.size() != 3) return wrong_in(heuristics, file, "\"trees\" must hold three lists");
    for (const auto& trees : classes) {
      wrong = model.trees_.add(trees, columns);
      if (!wrong.empty()) return wrong_in(heuristics, file, wrong);
    }
    for (const auto& special : json->value("specials", nlohmann::json::array())) {
      Special& added = model.specials_.emplace_back();
      for (const auto& bound : special.at("when")) {
        const std::vector<std::uint16_t> of =
            columns_of({bound.at("feature")}, feature_names(), wrong);
        added.bounds.push_back(
            {of.front(), bound.value("from", -infinity), bound.value("below", infinity)});
      }
      const std::vector<std::uint16_t> own =
          columns_of(special.at("features"), feature_names(), wrong);
      if (!wrong.empty()) return wrong_in(heuristics, file, "unknown feature " + wrong);
      wrong = added.trees.add(special.at("trees"), own);
      if (!wrong.empty()) return wrong_in(heuristics, file, wrong);
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong_in(heuristics, file, error.what());
  }
  return model;
}

namespace {

std::array<double, 3> probabilities(const Forest& trees, const Features& features) {
  std::array<float, 3> sums{};
  trees.sum(features, sums);
  const double top = std::ranges::max(sums);
  std::array<double, 3> score{};
  for (std::size_t c = 0; c < score.size(); ++c) score[c] = std::exp(sums[c] - top);
  const double sum = score[0] + score[1] + score[2];
  for (double& value : score) value /= sum;
  return score;
}

}  // namespace

bool Model::Special::is_for(const Features& features) const {
  return std::ranges::all_of(bounds, [&](const Bound& bound) {
    const float value = features[bound.feature];
    return value >= bound.from && value < bound.below;
  });
}

Probabilities Model::predict(const Features& features) const {
  const std::array<double, 3> all = probabilities(trees_, features);
  Probabilities out{all[0], all[1], all[2]};
  const auto special = std::ranges::find_if(
      specials_, [&](const Special& candidate) { return candidate.is_for(features); });
  if (special == specials_.end()) return out;
  float sum = 0;
  special->trees.sum(features, {&sum, 1});
  const double other = 1 / (1 + std::exp(-static_cast<double>(sum)));
  // The mean of the log odds; the other two keep their ratio.
  constexpr double least = 1e-9;  // no odds are infinite
  const double odds = std::max(out.corroborated * other, least),
               against = std::max((1 - out.corroborated) * (1 - other), least);
  const double mean = 1 / (1 + std::sqrt(against / odds));
  const double rest = (1 - mean) / std::max(1 - out.corroborated, least);
  return {mean, out.contradicted * rest, out.not_found * rest};
}

Result<ConflictModel> ConflictModel::load(const Heuristics& heuristics, std::string_view file) {
  const nlohmann::json* json = heuristics.find(file);
  if (json == nullptr) return wrong_in(heuristics, file, "missing");
  ConflictModel model;
  try {
    std::string wrong;
    const std::vector<std::uint16_t> columns =
        columns_of(json->at("features"), conflict_feature_names(), wrong);
    if (!wrong.empty()) return wrong_in(heuristics, file, "unknown feature " + wrong);
    wrong = model.trees_.add(json->at("trees"), columns);
    if (!wrong.empty()) return wrong_in(heuristics, file, wrong);
  } catch (const nlohmann::json::exception& error) {
    return wrong_in(heuristics, file, error.what());
  }
  return model;
}

Result<NewWordsModel> NewWordsModel::load(const Heuristics& heuristics) {
  constexpr std::string_view file = "models/corroboration-new-words.json";
  const nlohmann::json* json = heuristics.find(file);
  if (json == nullptr) return wrong_in(heuristics, file, "missing");
  NewWordsModel model;
  try {
    for (const auto& word : json->at("words")) {
      const std::string& text = word.get_ref<const std::string&>();
      model.small_.push_back(stem_of(text, word_hash(text)).stem);
    }
    const auto& scores = json->at("scores");
    if (scores.size() != score_count) return wrong_in(heuristics, file, "\"scores\" must hold two");
    for (std::size_t s = 0; s < score_count; ++s) {
      Weights& weights = model.weights_[s];
      weights.bias = scores[s].at("bias").get<float>();
      weights.small = scores[s].at("words").get<std::vector<float>>();
      const auto vector = scores[s].at("vector").get<std::vector<float>>();
      if (vector.size() != weights.vector.size() || weights.small.size() != model.small_.size())
        return wrong_in(heuristics, file, "a list of weights has the wrong length");
      std::ranges::copy(vector, weights.vector.begin());
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong_in(heuristics, file, error.what());
  }
  return model;
}

}  // namespace assay::corroboration
