#include "corroboration/forest.h"
#include <algorithm>

#include <nlohmann/json.hpp>

namespace assay::corroboration {
namespace {

constexpr std::size_t most_nodes = 255;

}  // namespace

std::string Forest::add(const nlohmann::json& trees, std::span<const std::uint16_t> features) {
  for (const auto& tree : trees) {
    const auto f = tree.at("f").get<std::vector<int>>();
    const auto t = tree.at("t").get<std::vector<float>>();
    const auto r = tree.at("r").get<std::vector<std::uint32_t>>();
    if (f.empty() || t.size() != f.size() || r.size() != f.size() || f.size() > most_nodes)
      return "a tree's lists differ in length, or are longer than " + std::to_string(most_nodes);
    std::array<std::uint8_t, most_nodes> depth{};
    roots_.push_back({static_cast<std::uint32_t>(nodes_.size()), 0});
    for (std::size_t n = 0; n < f.size(); ++n) {
      Node node;
      values_.push_back(t[n]);
      if (f[n] >= 0) {
        // Children stand behind their parent, so that every walk ends.
        if (static_cast<std::size_t>(f[n]) >= features.size() || r[n] < 2 || n + r[n] >= f.size())
          return "a tree's node points outside it";
        node.threshold = t[n];
        node.feature = features[f[n]];
        node.low = 1;
        node.further = static_cast<std::uint8_t>(r[n] - 1);
        depth[n + 1] = depth[n + r[n]] = static_cast<std::uint8_t>(depth[n] + 1);
      }
      nodes_.push_back(node);
    }
    if (nodes_.back().low != 0) return "a tree does not end in a leaf";
    roots_.back().depth = *std::ranges::max_element(depth);
  }
  std::ranges::stable_sort(roots_, {}, &Root::depth);
  return {};
}

// Walks several trees of like depth side by side, without a branch that depends on a feature: the
// walks do not wait for each other.
float Forest::sum(std::span<const float> row) const {
  constexpr std::size_t abreast = 25;
  double sum = 0;
  std::array<const Node*, abreast> at;
  for (std::size_t first = 0; first < roots_.size(); first += abreast) {
    const std::size_t count = std::min(abreast, roots_.size() - first);
    for (std::size_t w = 0; w < abreast; ++w)
      at[w] = &nodes_[roots_[first + std::min(w, count - 1)].node];
    for (std::uint8_t steps = roots_[first + count - 1].depth; steps > 0; --steps) {
      for (const Node*& node : at) {
        const unsigned above = row[node->feature] > node->threshold ? ~0u : 0u;
        node += node->low + (above & node->further);
      }
    }
    for (std::size_t w = 0; w < count; ++w) sum += values_[at[w] - nodes_.data()];
  }
  return static_cast<float>(sum);
}

std::vector<std::uint16_t> columns_of(const nlohmann::json& names,
                                      std::span<const std::string_view> known,
                                      std::string& unknown) {
  std::vector<std::uint16_t> columns;
  for (const auto& name : names) {
    const auto it = std::ranges::find(known, name.get_ref<const std::string&>());
    if (it == known.end()) unknown = name.dump();
    columns.push_back(static_cast<std::uint16_t>(it - known.begin()));
  }
  return columns;
}

}  // namespace assay::corroboration
