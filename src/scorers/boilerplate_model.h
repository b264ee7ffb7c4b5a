// The learned part of the boilerplate scorer: boosted regression trees over a block's features and
// a linear chain that smooths their verdicts along the page. Weights are JSON
// (heuristics/models/lines.json for plain text, blocks.json for HTML), fitted by
// scripts/train/train_boilerplate.py.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "assay/result.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// Gradient-boosted binary trees; the score is a log-odds.
//
// JSON: {"bias": 0.1, "trees": [{"feature": ["words", ...], "at_most": [...], "yes": [...],
// "no": [...], "leaf": [...]}]}: a row goes to `yes` where feature <= at_most, else to `no`; a
// child >= 0 is a node of the same tree, a child < 0 the leaf -1 - child. A tree has at most 16
// leaves.
//
// No tree is walked. Each keeps a set of the leaves still in reach, leftmost in the lowest bit;
// every node whose test fails takes the leaves of its `yes` side out, in any order, and the lowest
// leaf left is the one a walk would end at (QuickScorer, Lucchese et al., SIGIR 2015). The tests of
// many rows run side by side without a branch, and a test that several nodes share runs once.
class TreeModel {
 public:
  // Rows tested side by side: scoring fewer at a time costs as much.
  static constexpr std::size_t group = 16;
  static constexpr std::size_t max_leaves = 16;  // of a tree: one bit each

  // `where` names the file and section in error messages.
  static Result<TreeModel> load(const nlohmann::json& model, const std::string& where);

  enum class Registers : std::uint8_t { narrow, wide };  // any processor's, AVX2's
  static Registers widest();                             // that this processor has

  // Adds the log-odds of the rows from `first`, a multiple of `group`, to `scores`. Cost: rows x
  // nodes of all trees, the rows in groups.
  void add_scores(const Columns& columns, std::size_t first, std::span<float> scores,
                  Registers registers = widest()) const;

 private:
  // What lets a row go to `yes`. Tests stand by feature, each once.
  struct Test {
    std::uint32_t feature = 0;
    float at_most = 0;
    auto operator<=>(const Test&) const = default;
  };
  struct Node {
    std::uint32_t test = 0;
    std::uint32_t kept = 0;  // the leaves that stay in reach when the test fails, twice over
  };
  struct alignas(64) Leaves {
    std::array<float, max_leaves> score{};  // by leaf_place()
  };
  // Of one test: all bits set for each row that it lets go to `yes`.
  struct alignas(32) Passes {
    std::array<std::int16_t, group> rows{};
  };

  void add_group(const Columns& columns, std::size_t first, std::span<Passes> passes,
                 std::array<float, group>& sums) const;
  void add_group_wide(const Columns& columns, std::size_t first, std::span<Passes> passes,
                      std::array<float, group>& sums) const;

  std::vector<Test> tests_;
  std::vector<Node> nodes_;                // tree by tree
  std::vector<std::uint32_t> last_nodes_;  // of each tree, behind its last
  std::vector<Leaves> leaves_;             // of each tree
  float bias_ = 0;
};

// A two-state chain over a page's blocks (0: furniture, 1: content). Emission: scale x tree score +
// shift; one weight per pair of neighbouring states, another where an empty line stands between.
class Chain {
 public:
  static Result<Chain> load(const nlohmann::json& model, const std::string& where);

  // The posterior probability of content for every block: forward-backward, linear.
  std::vector<float> smooth(std::span<const float> scores) const;

 private:
  float scale_ = 1, shift_ = 0;
  float stay_furniture_ = 0, stay_content_ = 0, enter_ = 0, leave_ = 0;
};

}  // namespace assay::boilerplate
