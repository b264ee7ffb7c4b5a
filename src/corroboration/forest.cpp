#include "corroboration/forest.h"
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include <nlohmann/json.hpp>

namespace assay::corroboration {

std::string Forest::add(const nlohmann::json& trees, std::span<const std::uint16_t> features) {
  constexpr float above_all = std::numeric_limits<float>::infinity();
  constexpr std::size_t most_nodes = 2 * most_leaves - 1;
  for (const auto& tree : trees) {
    const auto f = tree.at("f").get<std::vector<int>>();
    const auto t = tree.at("t").get<std::vector<float>>();
    const auto r = tree.at("r").get<std::vector<std::uint32_t>>();
    if (f.empty() || t.size() != f.size() || r.size() != f.size() || f.size() > most_nodes)
      return "a tree's lists differ in length, or are longer than " + std::to_string(most_nodes);
    const std::size_t number = values_.size() / most_leaves;
    if (number == most_trees) return "more than " + std::to_string(most_trees) + " trees";
    std::array<std::size_t, most_nodes> end{f.size()};         // of the subtree at a node
    std::array<std::uint8_t, most_nodes + 1> leaves_before{};  // leaves left of a node
    for (std::size_t n = 0; n < f.size(); ++n) {
      const bool leaf = f[n] < 0;
      leaves_before[n + 1] = static_cast<std::uint8_t>(leaves_before[n] + (leaf ? 1 : 0));
      if (leaf
              ? end[n] != n + 1
              : static_cast<std::size_t>(f[n]) >= features.size() || r[n] < 2 || r[n] >= end[n] - n)
        return "a tree's node points outside it";
      if (leaf) continue;
      end[n + 1] = n + r[n];
      end[n + r[n]] = end[n];
    }
    values_.resize(values_.size() + most_leaves);
    for (std::size_t n = 0; n < f.size(); ++n) {
      if (f[n] < 0) {
        values_[number * most_leaves + leaves_before[n]] = t[n];
        continue;
      }
      const std::uint16_t feature = features[static_cast<std::size_t>(f[n])];
      auto column = std::ranges::lower_bound(columns_, feature, {}, &Column::feature);
      if (column == columns_.end() || column->feature != feature)
        column = columns_.insert(column, {feature, {{above_all, 0, 0}}});
      const unsigned ruled_out = (1u << leaves_before[n + r[n]]) - (1u << leaves_before[n]);
      const Split split{t[n], static_cast<std::uint16_t>(number),
                        static_cast<std::uint16_t>(~ruled_out)};
      column->splits.insert(
          std::ranges::upper_bound(column->splits, split.threshold, {}, &Split::threshold), split);
    }
  }
  list_end_.push_back(static_cast<std::uint32_t>(values_.size() / most_leaves));
  return {};
}

void Forest::sum(std::span<const float> row, std::span<float> sums) const {
  std::array<std::uint16_t, most_trees> open;
  const std::size_t trees = values_.size() / most_leaves;
  std::fill_n(open.begin(), trees, std::uint16_t{0xffff});
  for (const Column& column : columns_) {
    const float value = row[column.feature];
    for (const Split* split = column.splits.data(); value > split->threshold; ++split)
      open[split->tree] &= split->left_over;
  }
  std::size_t tree = 0;
  for (std::size_t list = 0; list < list_end_.size(); ++list) {
    double sum = 0;
    for (; tree < list_end_[list]; ++tree)
      sum += values_[tree * most_leaves + static_cast<std::size_t>(std::countr_zero(open[tree]))];
    sums[list] = static_cast<float>(sum);
  }
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
