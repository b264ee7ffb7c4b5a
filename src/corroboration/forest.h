// Boosted regression trees as data: the sum of what each tree says of a row of features.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace assay::corroboration {

// Trees of at most `most_leaves` leaves, evaluated all at once: feature by feature, each split that
// a value exceeds strikes out the leaves that it rules out, and the leftmost leaf left of a tree is
// its answer (QuickScorer, Lucchese et al., SIGIR 2015). Immutable after loading, shared by
// threads.
class Forest {
 public:
  static constexpr std::size_t most_leaves = 16, most_trees = 4096;

  // Adds a list of trees with a sum of their own, each written depth first: {"f": numbers into
  // `features`, -1 for a leaf; "t": thresholds, a leaf's value; "r": offset to the right child,
  // which values above the threshold take}. `features` are columns of what sum() gets. Gives back
  // what is wrong, empty when nothing is; wrong types throw JSON exceptions.
  std::string add(const nlohmann::json& trees, std::span<const std::uint16_t> features);

  // Writes the sum of each list. Cost: one step for four splits that are exceeded, and one a tree.
  void sum(std::span<const float> row, std::span<float> sums) const;

 private:
  struct Split {
    float threshold = 0;
    std::uint16_t tree = 0;
    std::uint16_t left_over = 0;  // leaves that a value above the threshold may reach, as bits
  };
  struct Column {
    std::uint16_t feature = 0;
    std::uint32_t first = 0;    // of its blocks
    std::vector<Split> splits;  // by threshold
  };
  // Neighbours among a column's splits, which strike out together. Behind the last stands a block
  // that nothing exceeds.
  static constexpr std::size_t block_size = 4;
  struct Block {
    std::array<float, block_size> threshold;
    std::array<std::uint16_t, block_size> left_over, tree;
  };
  void lay_out_blocks();

  std::vector<Column> columns_;
  std::vector<Block> blocks_;
  std::vector<float> values_;            // most_leaves a tree, left to right
  std::vector<std::uint32_t> list_end_;  // trees
};

// The columns in `known` that `names` lists. An unknown name is put into `unknown`.
std::vector<std::uint16_t> columns_of(const nlohmann::json& names,
                                      std::span<const std::string_view> known,
                                      std::string& unknown);

}  // namespace assay::corroboration
