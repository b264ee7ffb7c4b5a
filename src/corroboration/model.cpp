#include "corroboration/model.h"
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace assay::corroboration {
namespace {

Error wrong_in(const Heuristics& heuristics, std::string_view file, const std::string& what) {
  return heuristics.error_at(file, "", what,
                             "Restore the shipped file or train it again for this version.");
}

constexpr std::size_t most_nodes = 255;

}  // namespace

// A tree is written depth first: {"f": feature numbers, -1 for a leaf; "t": thresholds, a leaf's
// value; "r": offset to the right child}.
Result<Model> Model::load(const Heuristics& heuristics, std::string_view file) {
  const auto wrong = [&](const std::string& what) { return wrong_in(heuristics, file, what); };
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
    model.contradicted_share_ = json->at("contradicted_share").get<double>();
    const auto& classes = json->at("trees");
    if (classes.size() != model.roots_.size()) return wrong("\"trees\" must hold three lists");
    for (std::size_t c = 0; c < model.roots_.size(); ++c) {
      for (const auto& tree : classes[c]) {
        const auto f = tree.at("f").get<std::vector<int>>();
        const auto t = tree.at("t").get<std::vector<float>>();
        const auto r = tree.at("r").get<std::vector<std::uint32_t>>();
        if (f.empty() || t.size() != f.size() || r.size() != f.size() || f.size() > most_nodes)
          return wrong("a tree's lists differ in length, or are longer than " +
                       std::to_string(most_nodes));
        std::array<std::uint8_t, most_nodes> depth{};
        const Root root{static_cast<std::uint32_t>(model.nodes_.size()), 0};
        model.roots_[c].push_back(root);
        for (std::size_t n = 0; n < f.size(); ++n) {
          Node node;
          model.values_.push_back(t[n]);
          if (f[n] >= 0) {
            // Children stand behind their parent, so that every walk ends.
            if (static_cast<std::size_t>(f[n]) >= features.size() || r[n] < 2 ||
                n + r[n] >= f.size())
              return wrong("a tree's node points outside it");
            node.threshold = t[n];
            node.feature = features[f[n]];
            node.low = 1;
            node.further = static_cast<std::uint8_t>(r[n] - 1);
            depth[n + 1] = depth[n + r[n]] = static_cast<std::uint8_t>(depth[n] + 1);
          }
          model.nodes_.push_back(node);
        }
        if (model.nodes_.back().low != 0) return wrong("a tree does not end in a leaf");
        model.roots_[c].back().depth = *std::ranges::max_element(depth);
      }
      std::ranges::stable_sort(model.roots_[c], {}, &Root::depth);
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong(error.what());
  }
  return model;
}

// Walks several trees of like depth side by side, without a branch that depends on a feature: the
// walks do not wait for each other.
double Model::sum_of(const std::vector<Root>& roots, const Features& features) const {
  constexpr std::size_t abreast = 25;
  double sum = 0;
  std::array<const Node*, abreast> at;
  for (std::size_t first = 0; first < roots.size(); first += abreast) {
    const std::size_t count = std::min(abreast, roots.size() - first);
    for (std::size_t w = 0; w < abreast; ++w)
      at[w] = &nodes_[roots[first + std::min(w, count - 1)].node];
    for (std::uint8_t steps = roots[first + count - 1].depth; steps > 0; --steps) {
      for (const Node*& node : at) {
        const unsigned above = features[node->feature] > node->threshold ? ~0u : 0u;
        node += node->low + (above & node->further);
      }
    }
    for (std::size_t w = 0; w < count; ++w) sum += values_[at[w] - nodes_.data()];
  }
  return sum;
}

Probabilities Model::predict(const Features& features) const {
  double score[3] = {};
  for (std::size_t c = 0; c < roots_.size(); ++c) score[c] = sum_of(roots_[c], features);
  const double top = std::max({score[0], score[1], score[2]});
  for (double& value : score) value = std::exp(value - top);
  const double sum = score[0] + score[1] + score[2];
  return {score[0] / sum, score[1] / sum, score[2] / sum};
}

}  // namespace assay::corroboration
