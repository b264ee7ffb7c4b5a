#include "scorers/headline_model.h"
#include <cmath>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "scorers/model_file.h"
#include "scorers/promotion_features.h"

namespace assay::promotion {
namespace {

constexpr ModelFile model_file = {"models/headlines.json", "scripts/train/train_headlines.py"};
constexpr double quantum = 1e-3;  // n-gram weights are whole thousandths

}  // namespace

Result<HeadlineModel> HeadlineModel::load(const Heuristics& heuristics) {
  const auto read = [&](const nlohmann::json& file) -> Result<HeadlineModel> {
    HeadlineModel model;
    model.bias_ = file.at("bias").get<double>();
    model.threshold_ = file.at("threshold").get<double>();
    model.asks_ = file.at("shapes").at("asks").get<double>();
    model.exclaims_ = file.at("shapes").at("exclaims").get<double>();
    model.length_ = file.at("shapes").at("length").get<double>();
    for (const auto& [gram, weight] : file.at("grams").items()) {
      model.weights_[gram_hash(gram)] = static_cast<float>(quantum * weight.get<double>());
    }
    return model;
  };
  return read_model(heuristics, model_file, read);
}

double HeadlineModel::judge(const Document& document, const Block& block) const {
  static const std::uint64_t number = word_hash("#"), edge = word_hash("|");
  std::unordered_set<std::uint64_t> grams;  // each counts once
  std::uint64_t previous = edge;
  for (std::size_t t = block.first_token; t < block.first_token + block.token_count; ++t) {
    const Token& token = document.tokens[t];
    const std::uint64_t word = token.kind == TokenKind::number ? number : token.hash;
    grams.insert(word);
    grams.insert(pair_hash(previous, word));
    previous = word;
  }
  grams.insert(pair_hash(previous, edge));
  const std::string_view text = document.view(block.text);
  double logit = bias_ + asks_ * (text.find('?') != std::string_view::npos) +
                 exclaims_ * (text.find('!') != std::string_view::npos) +
                 length_ * std::log(std::max<double>(1, block.token_count));
  for (const std::uint64_t gram : grams) {
    const auto weight = weights_.find(gram);
    if (weight != weights_.end()) logit += weight->second;
  }
  return logit;
}

}  // namespace assay::promotion
