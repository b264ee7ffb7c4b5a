#include "corroboration/forest.h"
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#ifdef __x86_64__
#include <emmintrin.h>
#endif

#include <nlohmann/json.hpp>

namespace assay::corroboration {

std::string Forest::add(const nlohmann::json& trees, std::span<const std::uint16_t> features) {
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
        column = columns_.insert(column, {feature, 0, {}});
      const unsigned ruled_out = (1u << leaves_before[n + r[n]]) - (1u << leaves_before[n]);
      const Split split{t[n], static_cast<std::uint16_t>(number),
                        static_cast<std::uint16_t>(~ruled_out)};
      column->splits.insert(
          std::ranges::upper_bound(column->splits, split.threshold, {}, &Split::threshold), split);
    }
  }
  list_end_.push_back(static_cast<std::uint32_t>(values_.size() / most_leaves));
  lay_out_blocks();
  return {};
}

void Forest::lay_out_blocks() {
  constexpr Split never{std::numeric_limits<float>::infinity(), 0, 0xffff};
  blocks_.clear();
  for (Column& column : columns_) {
    column.first = static_cast<std::uint32_t>(blocks_.size());
    const std::size_t count = (column.splits.size() + block_size - 1) / block_size;
    for (std::size_t b = 0; b <= count; ++b) {
      Block& block = blocks_.emplace_back();
      for (std::size_t k = 0; k < block_size; ++k) {
        const std::size_t s = b * block_size + k;
        const Split& split = s < column.splits.size() ? column.splits[s] : never;
        block.threshold[k] = split.threshold;
        block.left_over[k] = split.left_over;
        block.tree[k] = split.tree;
      }
    }
  }
}

void Forest::sum(std::span<const float> row, std::span<float> sums) const {
  std::array<std::uint16_t, most_trees> open;
  const std::size_t trees = values_.size() / most_leaves;
  std::fill_n(open.begin(), trees, std::uint16_t{0xffff});
  for (const Column& column : columns_) {
    const float value = row[column.feature];
    for (const Block* block = &blocks_[column.first]; value > block->threshold[0]; ++block) {
#ifdef __x86_64__
      const __m128 within =
          _mm_cmpngt_ps(_mm_set1_ps(value), _mm_loadu_ps(block->threshold.data()));
      const __m128i narrow = _mm_packs_epi32(_mm_castps_si128(within), _mm_castps_si128(within));
      const auto* left_over = reinterpret_cast<const __m128i*>(block->left_over.data());
      const auto left = static_cast<std::uint64_t>(
          _mm_cvtsi128_si64(_mm_or_si128(narrow, _mm_loadl_epi64(left_over))));
      const auto strike = [&](std::size_t k) {
        open[block->tree[k]] &= static_cast<std::uint16_t>(left >> (16 * k));
      };
      strike(0);
      strike(1);
      strike(2);
      strike(3);
#else
      for (std::size_t k = 0; k < block_size && value > block->threshold[k]; ++k)
        open[block->tree[k]] &= block->left_over[k];
#endif
    }
  }
  const auto said = [&](std::size_t tree) {
    constexpr std::uint32_t behind_all = 1u << most_leaves;
    return values_[tree * most_leaves +
                   static_cast<std::size_t>(std::countr_zero(open[tree] | behind_all))];
  };
  // Of three equal lists, which a model with three classes has, no sum waits for another.
  const std::size_t n = list_end_.empty() ? 0 : list_end_[0];
  if (list_end_.size() == 3 && list_end_[1] == 2 * n && list_end_[2] == 3 * n) {
    double first = 0, second = 0, third = 0;
    for (std::size_t tree = 0; tree < n; ++tree) {
      first += said(tree);
      second += said(n + tree);
      third += said(2 * n + tree);
    }
    sums[0] = static_cast<float>(first);
    sums[1] = static_cast<float>(second);
    sums[2] = static_cast<float>(third);
    return;
  }
  std::size_t tree = 0;
  for (std::size_t list = 0; list < list_end_.size(); ++list) {
    double sum = 0;
    for (; tree < list_end_[list]; ++tree) sum += said(tree);
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
