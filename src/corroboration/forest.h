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

// Immutable after loading, shared by threads.
class Forest {
 public:
  // Adds trees written depth first: {"f": numbers into `features`, -1 for a leaf; "t": thresholds,
  // a leaf's value; "r": offset to the right child}. `features` are columns of what sum() gets.
  // Gives back what is wrong, empty when nothing is; wrong types throw JSON exceptions.
  std::string add(const nlohmann::json& trees, std::span<const std::uint16_t> features);

  // Cost: one step a level and tree.
  float sum(std::span<const float> row) const;

 private:
  // `low` leads to the child for values up to the threshold, `low + further` to the other; a leaf
  // stays where it is.
  struct Node {
    float threshold = 0;
    std::uint16_t feature = 0;
    std::uint8_t low = 0, further = 0;
  };
  struct Root {
    std::uint32_t node = 0;
    std::uint8_t depth = 0;
  };

  std::vector<Node> nodes_;
  std::vector<float> values_;  // per node, of leaves
  std::vector<Root> roots_;    // flat trees first
};

// The columns in `known` that `names` lists. An unknown name is put into `unknown`.
std::vector<std::uint16_t> columns_of(const nlohmann::json& names,
                                      std::span<const std::string_view> known,
                                      std::string& unknown);

}  // namespace assay::corroboration
