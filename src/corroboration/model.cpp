#include "corroboration/model.h"
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace assay::corroboration {
namespace {

Error wrong_in(std::string_view file, const std::string& what) {
  return Error{"bad_heuristics", "heuristics/" + std::string(file) + ": " + what,
               "Restore the shipped file or train it again for this version."};
}

}  // namespace

// A tree is written depth first: {"f": feature numbers, -1 for a leaf; "t": thresholds, a leaf's
// value; "r": offset to the right child}.
Result<Model> Model::load(const Heuristics& heuristics, std::string_view file) {
  const auto wrong = [file](const std::string& what) { return wrong_in(file, what); };
  const nlohmann::json* json = heuristics.find(file);
  if (json == nullptr) return wrong("missing");
  Model model;
  try {
    std::vector<std::uint16_t> features;
    const auto known = feature_names();
    for (const auto& name : json->at("features")) {
      const auto it = std::ranges::find(known, name.get_ref<const std::string&>());
      if (it == known.end()) return wrong("unknown feature " + name.dump());
      features.push_back(static_cast<std::uint16_t>(it - known.begin()));
    }
    model.corroborated_from_ = json->at("corroborated_from").get<double>();
    model.contradicted_from_ = json->at("contradicted_from").get<double>();
    const auto& classes = json->at("trees");
    if (classes.size() != model.roots_.size()) return wrong("\"trees\" must hold three lists");
    for (std::size_t c = 0; c < model.roots_.size(); ++c) {
      for (const auto& tree : classes[c]) {
        const auto f = tree.at("f").get<std::vector<int>>();
        const auto t = tree.at("t").get<std::vector<float>>();
        const auto r = tree.at("r").get<std::vector<std::uint32_t>>();
        if (f.empty() || t.size() != f.size() || r.size() != f.size() || f.size() >= leaf)
          return wrong("a tree's lists differ in length");
        model.roots_[c].push_back(static_cast<std::uint32_t>(model.nodes_.size()));
        for (std::size_t n = 0; n < f.size(); ++n) {
          Node node{t[n], leaf, 0};
          if (f[n] >= 0) {
            // Children stand behind their parent, so that every walk ends.
            if (static_cast<std::size_t>(f[n]) >= features.size() || r[n] < 2 ||
                n + r[n] >= f.size())
              return wrong("a tree's node points outside it");
            node.feature = features[f[n]];
            node.right = static_cast<std::uint16_t>(r[n]);
          }
          model.nodes_.push_back(node);
        }
        if (model.nodes_.back().feature != leaf) return wrong("a tree does not end in a leaf");
      }
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong(error.what());
  }
  return model;
}

Probabilities Model::predict(const Features& features) const {
  double score[3] = {};
  for (std::size_t c = 0; c < roots_.size(); ++c) {
    for (const std::uint32_t root : roots_[c]) {
      const Node* node = &nodes_[root];
      while (node->feature != leaf)
        node += features[node->feature] <= node->threshold ? 1 : node->right;
      score[c] += node->threshold;
    }
  }
  const double top = std::max({score[0], score[1], score[2]});
  for (double& value : score) value = std::exp(value - top);
  const double sum = score[0] + score[1] + score[2];
  return {score[0] / sum, score[1] / sum, score[2] / sum};
}

}  // namespace assay::corroboration
