#include "scorers/boilerplate_model.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <nlohmann/json.hpp>

namespace assay::boilerplate {
namespace {

Error bad_model(const std::string& where, const std::string& what) {
  return {"bad_heuristics", where + ": " + what,
          "Restore the shipped file or fit it anew with scripts/train/train_boilerplate.py."};
}

constexpr std::size_t max_leaves = 32;  // one bit each

// Rows of one vector register, and registers filled at a time: more hide the look-ups better, but
// there are only so many.
constexpr std::size_t lanes = 4, registers = TreeModel::group / lanes;
using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));
using LeafSets = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));

// The leaves of every subtree in one tree, from left to right.
class LeafOrder {
 public:
  LeafOrder(const std::vector<int>& yes, const std::vector<int>& no) : yes_(yes), no_(no) {
    order_.reserve(yes.size() + 1);
    kept_.resize(yes.size());
    visit(yes.empty() ? -1 : 0);
  }
  // Bit set of the leaves that are not on the `yes` side of a node.
  std::uint32_t kept(std::size_t node) const { return kept_[node]; }
  const std::vector<std::size_t>& order() const { return order_; }  // leaf numbers

 private:
  std::uint32_t visit(int child) {  // at most max_leaves deep; returns the leaves below
    if (child < 0) {
      order_.push_back(static_cast<std::size_t>(-1 - child));
      return std::uint32_t{1} << (order_.size() - 1);
    }
    const auto node = static_cast<std::size_t>(child);
    const std::uint32_t yes = visit(yes_[node]);
    kept_[node] = ~yes;
    return yes | visit(no_[node]);
  }

  const std::vector<int>& yes_;
  const std::vector<int>& no_;
  std::vector<std::uint32_t> kept_;
  std::vector<std::size_t> order_;
};

// Is every node but the first, and every leaf, the child of exactly one earlier node?
bool is_tree(const std::vector<int>& yes, const std::vector<int>& no, std::size_t leaves) {
  const std::size_t inner = yes.size();
  std::vector<int> parents(inner + leaves, 0);
  for (std::size_t n = 0; n < inner; ++n) {
    for (const int child : {yes[n], no[n]}) {
      if (child >= 0 &&
          (static_cast<std::size_t>(child) <= n || static_cast<std::size_t>(child) >= inner)) {
        return false;
      }
      if (child < 0 && static_cast<std::size_t>(-1 - child) >= leaves) return false;
      ++parents[child >= 0 ? static_cast<std::size_t>(child)
                           : inner + static_cast<std::size_t>(-1 - child)];
    }
  }
  const std::size_t first = inner == 0 ? parents.size() : 1;  // the root has no parent
  return std::all_of(parents.begin() + static_cast<std::ptrdiff_t>(first), parents.end(),
                     [](int count) { return count == 1; });
}

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
          leaves.size() != inner + 1) {
        return bad_model(where, "a tree's lists do not fit together");
      }
      if (leaves.size() > max_leaves) {
        return bad_model(where, "a tree has " + std::to_string(leaves.size()) +
                                    " leaves, at most " + std::to_string(max_leaves) + " fit");
      }
      if (!is_tree(yes, no, leaves.size())) {
        return bad_model(where, "a tree's child is out of order");
      }
      const LeafOrder order(yes, no);
      const auto first = static_cast<std::uint32_t>(out.nodes_.size());
      out.trees_.push_back({first, first + static_cast<std::uint32_t>(inner),
                            static_cast<std::uint32_t>(out.leaves_.size())});
      for (std::size_t n = 0; n < inner; ++n) {
        const std::optional<Feature> feature = feature_named(features[n]);
        if (!feature) return bad_model(where, "there is no feature \"" + features[n] + "\"");
        out.nodes_.push_back({at_most[n], static_cast<std::uint32_t>(*feature),
                              static_cast<std::int32_t>(order.kept(n))});
        out.features_.push_back(static_cast<std::uint32_t>(*feature));
      }
      for (const std::size_t leaf : order.order()) out.leaves_.push_back(leaves[leaf]);
    }
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  std::ranges::sort(out.features_);
  const auto repeated = std::ranges::unique(out.features_);
  out.features_.erase(repeated.begin(), repeated.end());
  return out;
}

void TreeModel::add_scores(std::span<const float> rows, std::size_t width,
                           std::span<float> scores) const {
  std::vector<std::array<Lanes, registers>> columns(width);  // one feature of a group of rows
  for (std::size_t begin = 0; begin < scores.size(); begin += group) {
    const std::size_t size = std::min(group, scores.size() - begin);
    for (std::size_t i = 0; i < size; ++i) {
      const float* row = &rows[(begin + i) * width];
      for (const std::uint32_t f : features_) columns[f][i / lanes][i % lanes] = row[f];
    }
    std::array<float, group> sum{};
    for (const Tree& tree : trees_) {
      LeafSets reach[registers];
      for (LeafSets& sets : reach) sets = ~LeafSets{};
      for (std::uint32_t n = tree.first_node; n < tree.last_node; ++n) {
        const Node& node = nodes_[n];
        const auto& column = columns[node.feature];
#pragma GCC unroll 4  // keeps `reach` in registers
        for (std::size_t r = 0; r < registers; ++r) {
          reach[r] &= (column[r] <= node.at_most) | node.kept;
        }
      }
      const float* leaf = &leaves_[tree.first_leaf];
      for (std::size_t i = 0; i < group; ++i) {
        sum[i] += leaf[std::countr_zero(static_cast<std::uint32_t>(reach[i / lanes][i % lanes]))];
      }
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
