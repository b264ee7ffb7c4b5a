#include "scorers/boilerplate_model.h"
#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace assay::boilerplate {
namespace {

Error bad_model(const std::string& where, const std::string& what) {
  return {"bad_heuristics", where + ": " + what,
          "Restore the shipped file or fit it anew with scripts/train/train_boilerplate.py."};
}

constexpr std::size_t max_tree_nodes = 4096;

}  // namespace

Result<TreeModel> TreeModel::load(const nlohmann::json& model, const std::string& where) {
  TreeModel out;
  try {
    out.bias_ = model.at("bias").get<float>();
    for (const nlohmann::json& tree : model.at("trees")) {
      const auto features = tree.at("feature").get<std::vector<std::string>>();
      const auto at_most = tree.at("at_most").get<std::vector<float>>();
      const auto yes = tree.at("yes").get<std::vector<int>>();
      const auto no = tree.at("no").get<std::vector<int>>();
      const auto leaves = tree.at("leaf").get<std::vector<float>>();
      const std::size_t inner = features.size();
      if (at_most.size() != inner || yes.size() != inner || no.size() != inner ||
          leaves.size() != inner + 1 || inner + leaves.size() > max_tree_nodes) {
        return bad_model(where, "a tree's lists do not fit together");
      }
      const auto first = static_cast<std::uint32_t>(out.nodes_.size());
      const auto place = [&](int child) {  // leaves stand behind the inner nodes
        return child >= 0 ? static_cast<std::size_t>(child)
                          : inner + static_cast<std::size_t>(-1 - child);
      };
      std::vector<std::uint32_t> depth(inner + leaves.size(), 0);
      for (std::size_t n = 0; n < inner; ++n) {
        const std::optional<Feature> feature = feature_named(features[n]);
        if (!feature) return bad_model(where, "there is no feature \"" + features[n] + "\"");
        Node node;
        node.feature = static_cast<std::uint16_t>(*feature);
        node.at_most = at_most[n];
        for (const int child : {yes[n], no[n]}) {
          // Children stand behind their parent, so a walk always ends.
          if (place(child) <= n || place(child) >= inner + leaves.size()) {
            return bad_model(where, "a tree's child is out of order");
          }
          depth[place(child)] = depth[n] + 1;
        }
        node.yes = static_cast<std::uint16_t>(place(yes[n]));
        node.no = static_cast<std::uint16_t>(place(no[n]));
        out.nodes_.push_back(node);
      }
      for (std::size_t l = 0; l < leaves.size(); ++l) {
        Node leaf;
        leaf.value = leaves[l];
        leaf.yes = leaf.no = static_cast<std::uint16_t>(inner + l);
        out.nodes_.push_back(leaf);
      }
      out.trees_.push_back({first, *std::ranges::max_element(depth)});
    }
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  return out;
}

void TreeModel::add_scores(std::span<const float> rows, std::size_t width,
                           std::span<float> scores) const {
  constexpr std::size_t group = 8;
  for (std::size_t begin = 0; begin < scores.size(); begin += group) {
    const std::size_t size = std::min(group, scores.size() - begin);
    std::array<const float*, group> row;
    std::array<float, group> sum{};
    for (std::size_t i = 0; i < group; ++i) {
      row[i] = &rows[(begin + std::min(i, size - 1)) * width];
    }
    for (const Tree& tree : trees_) {
      const Node* nodes = &nodes_[tree.first];
      std::array<std::uint16_t, group> at{};
      for (std::uint32_t step = 0; step < tree.depth; ++step) {
        for (std::size_t i = 0; i < group; ++i) {
          const Node& node = nodes[at[i]];
          at[i] = row[i][node.feature] <= node.at_most ? node.yes : node.no;
        }
      }
      for (std::size_t i = 0; i < group; ++i) sum[i] += nodes[at[i]].value;
    }
    for (std::size_t i = 0; i < size; ++i) scores[begin + i] += sum[i] + bias_;
  }
}

Result<Chain> Chain::load(const nlohmann::json& model, const std::string& where) {
  Chain chain;
  try {
    chain.scale_ = model.at("scale").get<float>();
    chain.shift_ = model.at("shift").get<float>();
    chain.stay_furniture_ = model.at("stay_furniture").get<float>();
    chain.stay_content_ = model.at("stay_content").get<float>();
    chain.enter_ = model.at("enter").get<float>();
    chain.leave_ = model.at("leave").get<float>();
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  return chain;
}

std::vector<float> Chain::smooth(std::span<const float> scores) const {
  const std::size_t n = scores.size();
  std::vector<float> posterior(n);
  if (n == 0) return posterior;
  // The chain's odds of content against furniture, carried forward and backward; one number a side
  // is enough for two states.
  const float ff = std::exp(stay_furniture_), cc = std::exp(stay_content_);
  const float fc = std::exp(enter_), cf = std::exp(leave_);
  const auto emission = [&](std::size_t i) {
    return std::exp(std::clamp(scale_ * scores[i] + shift_, -30.0F, 30.0F));
  };
  std::vector<float> forward(n);
  float odds = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const float arrive = i == 0 ? 1 : (fc + cc * odds) / (ff + cf * odds);
    odds = std::clamp(arrive * emission(i), 1e-12F, 1e12F);
    forward[i] = odds;
  }
  float behind = 1;  // what the blocks behind say about this one
  for (std::size_t i = n; i-- > 0;) {
    posterior[i] = forward[i] * behind / (1 + forward[i] * behind);
    const float next = std::clamp(behind * emission(i), 1e-12F, 1e12F);
    behind = (cf + cc * next) / (ff + fc * next);
  }
  return posterior;
}

}  // namespace assay::boilerplate
