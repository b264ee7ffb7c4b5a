#include "scorers/figure_model.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

namespace assay {
namespace {

using nlohmann::json;

// Reads the models of a file one by one; errors say where in it they stand.
class ModelsReader {
 public:
  ModelsReader(const Heuristics& heuristics, const json& file)
      : heuristics_(heuristics), file_(file) {}

  static Error wrong(const Heuristics& heuristics, std::string_view pointer,
                     const std::string& what) {
    return heuristics.error_at(path, pointer, what,
                               "Restore the shipped file or train it with "
                               "scripts/train/train_figures.py.");
  }

  std::optional<Error> read(const std::string& name, FigureModel& model) const {
    const auto it = file_.find(name);
    if (it == file_.end() || !it->is_object()) {
      return wrong(heuristics_, "", "the model \"" + name + "\" is missing");
    }
    if (auto error = read_numbers("/" + name, *it, model)) return error;
    return read_weights("/" + name, *it, model);
  }

  static constexpr const char* path = "models/figures.json";

 private:
  std::optional<Error> read_numbers(const std::string& at, const json& from,
                                    FigureModel& model) const {
    float threshold = 0.5F;
    for (const auto& [part, number] :
         {std::pair("bias", &model.bias), std::pair("threshold", &threshold)}) {
      const auto value = from.find(part);
      if (value == from.end()) continue;
      if (!value->is_number()) {
        return wrong(heuristics_, at + "/" + part, std::string(part) + " is no number");
      }
      *number = value->get<float>();
    }
    // 0 and less always holds, 1 and more never.
    const double odds = std::clamp(threshold / (1.0 - std::min(threshold, 1.0F)), 0.0, 1e30);
    model.least_sum = static_cast<float>(std::log(odds));
    return std::nullopt;
  }

  std::optional<Error> read_weights(const std::string& at, const json& from,
                                    FigureModel& model) const {
    const auto weights = from.find("weights");
    if (weights == from.end() || !weights->is_object()) {
      return wrong(heuristics_, at, "\"weights\" is missing");
    }
    for (const auto& [feature, weight] : weights->items()) {
      const std::size_t index = figure_feature_index(feature);
      if (index == figure_feature_count || !weight.is_number()) {
        return wrong(heuristics_, at + "/weights/" + feature,
                     "\"" + feature + "\" is no feature with a number");
      }
      model.weights[index] = weight.get<float>();
    }
    return std::nullopt;
  }

  const Heuristics& heuristics_;
  const json& file_;
};

}  // namespace

float FigureModel::sum(const FigureFeatures& features) const {
  // Sums side by side: one running sum would wait for each addition.
  constexpr std::size_t lanes = figure_feature_round / 2;
  using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));
  const auto product = [&](std::size_t i) {
    Lanes weight, feature;
    std::memcpy(&weight, &weights[i], sizeof weight);
    std::memcpy(&feature, &features[i], sizeof feature);
    return weight * feature;
  };
  Lanes low{}, high{};
  for (std::size_t i = 0; i < features.size(); i += 2 * lanes) {
    low += product(i);
    high += product(i + lanes);
  }
  float sum = bias;
  for (std::size_t k = 0; k < lanes; ++k) sum += low[k];
  for (std::size_t k = 0; k < lanes; ++k) sum += high[k];
  return sum;
}

Result<FigureModels> FigureModels::load(const Heuristics& heuristics) {
  const json* file = heuristics.find(ModelsReader::path);
  if (!file) return ModelsReader::wrong(heuristics, "", "the file is missing");
  const ModelsReader reader(heuristics, *file);
  FigureModels models;
  if (auto error = reader.read("figure", models.figure)) return *error;
  if (auto error = reader.read("checkable", models.checkable)) return *error;
  if (auto error = reader.read("attributed", models.attributed)) return *error;
  return models;
}

}  // namespace assay
