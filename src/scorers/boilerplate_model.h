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
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "assay/result.h"

#include "scorers/boilerplate_features.h"
#include "scorers/boilerplate_registers.h"

namespace assay::boilerplate {

// Between which values the features of a page's rows lie, each measured when first asked for. The
// page must have 8 rows or more, and no NaN.
class ValueRanges {
 public:
  struct Range {
    float low = 0, high = 0;
  };
  ValueRanges(const Columns& columns, std::size_t rows) : columns_(columns), rows_(rows) {}

  Range of(std::size_t feature) {
    if (!known_[feature]) {
      ranges_[feature] = measure(feature);
      known_[feature] = true;
    }
    return ranges_[feature];
  }

 private:
  Range measure(std::size_t feature) const;
  Range measure_wide(std::size_t feature) const;

  const Columns& columns_;
  std::size_t rows_;
  std::array<bool, feature_count> known_{};
  std::array<Range, feature_count> ranges_;
};

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
// many rows run side by side without a branch, a byte a row, and a test that several nodes share
// runs once. The two halves of a tree's leaves are kept apart: most nodes have to do with one only.
//
// A test whose answer is the same for all rows of a page (those of the page as a whole, the cues it
// does not have, limits beyond its values) is answered before: so half of the nodes fall away.
class TreeModel {
 public:
  // Rows tested side by side: scoring fewer at a time costs as much. Columns are made of groups.
  static constexpr std::size_t group = rows_in_part;
  static constexpr std::size_t max_leaves = 16;  // of a tree: one bit each

  // `where` names the file and section in error messages.
  static Result<TreeModel> load(const nlohmann::json& model, const std::string& where);

  class Workspace;  // memory to use again

  // Adds the log-odds of a page's rows to `scores`, one a row, where `wanted`, which says it of
  // each group, is not 0; empty: all. Cost: rows x nodes of all trees, the rows in groups.
  void add_scores(const Columns& columns, ValueRanges& ranges, Workspace& space,
                  std::span<float> scores, std::span<const std::uint8_t> wanted = {},
                  Registers registers = widest_registers()) const;

 private:
  // What lets a row go to `yes`. Tests stand by feature, each once.
  struct Test {
    std::uint32_t feature = 0;
    float at_most = 0;
    auto operator<=>(const Test&) const = default;
  };
  // Leaves that stay in reach when a node's test fails, and when it passes.
  struct Node {
    std::uint32_t test = 0;
    std::uint16_t kept_failed = 0, kept_passed = 0;
  };
  // What all rows do at a test: 0xffff where they fail, where they pass. Where neither is so, its
  // place among the tests still asked.
  struct Answer {
    std::uint16_t failed = 0, passed = 0;
    std::uint32_t place = 0;
  };

  // One byte a row: of a test, all bits set for each row that it lets go to `yes`; of half a tree,
  // its leaves still in reach.
  struct alignas(32) Bytes {
    std::array<std::uint8_t, group> rows{};
  };
  // What a test that fails leaves in reach of half a tree.
  struct Cut {
    std::uint32_t test_at = 0;  // bytes from the first test's passes to its own
    std::uint32_t kept = 0;     // four times over
  };
  struct Half {
    std::uint32_t first_cut = 0;
    std::uint16_t place = 0;    // twice its tree's, the half of the last leaves one more
    std::uint8_t in_reach = 0;  // leaves that some row may end at
    std::uint8_t cuts = 0;
  };
  // What is to do for each row. Halves stand by how many cuts they have: so processors foresee how
  // often a loop goes round.
  struct Plan {
    std::vector<Test> tests;
    std::vector<Cut> cuts;
    std::vector<Half> halves;
    std::array<std::uint32_t, max_leaves + 1> first_half{};  // by how many cuts it has
    std::vector<Half> in_order;  // the halves by place, while the plan is made
  };
  // Byte k of the score of each leaf: sixteen places of one byte are what registers look up.
  struct alignas(64) Leaves {
    std::array<std::array<std::uint8_t, max_leaves>, sizeof(float)> bytes{};
  };

  // Answers what `ranges` answer and plans for the rest.
  void plan_for(ValueRanges& ranges, Workspace& space) const;
  void plan_for(std::span<const Answer> answers, Plan& plan) const;
  void add_group(const Plan& plan, const Columns& columns, std::size_t first, Workspace& space,
                 std::array<float, group>& sums) const;
  void add_group_wide(const Plan& plan, const Columns& columns, std::size_t first, Workspace& space,
                      std::array<float, group>& sums) const;
  template <std::size_t cuts>
  static void cut_halves(std::span<const Half> halves, const Plan& plan, Workspace& space);
  template <std::size_t... cuts>
  static void cut_halves(std::index_sequence<cuts...>, const Plan& plan, Workspace& space);

  std::vector<Test> tests_;
  std::vector<Node> nodes_;               // tree by tree, parents before their children
  std::vector<std::uint32_t> last_node_;  // of each tree: behind its last
  std::vector<Leaves> leaves_;            // of each tree
  Plan any_rows_;                         // for rows of any kind
  float bias_ = 0;
};

class TreeModel::Workspace {
  friend class TreeModel;
  Plan plan;
  std::vector<Answer> answers;
  std::vector<Bytes> passes;    // of each test of the plan
  std::vector<Bytes> in_reach;  // by place of the half
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
