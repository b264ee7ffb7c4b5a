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
#include "text/registers.h"

namespace assay::boilerplate {

// Between which values the features of a page's rows lie, each measured when first asked for; those
// of columns that are others seen from some rows away are widened a little. The page must have 8
// rows or more, and no NaN. `zeros`: a column of nothing else.
class ValueRanges {
 public:
  struct Range {
    float low = 0, high = 0;
  };
  ValueRanges(const Columns& columns, std::size_t rows, const float* zeros = nullptr)
      : columns_(columns), rows_(rows), zeros_(zeros) {}

  Range of(std::size_t feature) {
    if (!known_[feature]) {
      ranges_[feature] = find(feature);
      known_[feature] = true;
    }
    return ranges_[feature];
  }

 private:
  Range find(std::size_t feature);
  Range measure(std::size_t feature) const;
  Range measure_wide(std::size_t feature) const;
  Range measure_widest(std::size_t feature) const;

  const Columns& columns_;
  std::size_t rows_;
  const float* zeros_;
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
// No tree is walked. A node's test splits the set of a page's rows that reach it in two, one bit a
// row, hundreds of rows at a time and without a branch; a test that several nodes share runs once.
// So each row ends at one leaf of each tree, whose number is then read off row by row.
//
// A test whose answer is the same for all rows of a page (those of the page as a whole, the cues it
// does not have, limits beyond its values) is answered without looking at them: so half of the
// tests fall away.
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
  // Children are the nodes of a tree, then, from `first_leaf` on, its leaves.
  static constexpr std::uint8_t first_leaf = max_leaves;
  struct Node {
    std::uint32_t test_at = 0;            // bytes from the first test's RowSet
    std::uint16_t yes_at = 0, no_at = 0;  // from the tree's first
  };
  struct Tree {
    alignas(64) std::array<float, max_leaves> scores{};  // of its leaves
    // Byte k of each score: sixteen places of one byte are what AVX2's registers look up.
    alignas(16) std::array<std::array<std::uint8_t, max_leaves>, sizeof(float)> score_bytes{};
  };

  static constexpr std::size_t band_groups = 8;  // whose rows are split together
  static constexpr std::size_t band = band_groups * group;
  // Some of the rows of a band, one bit each.
  struct alignas(32) RowSet {
    std::array<std::uint32_t, band_groups> groups{};
  };
  // A tree's nodes, and where it stands among the trees.
  struct Split {
    std::uint32_t first_node = 0, tree = 0;
    std::uint8_t nodes = 0;
  };
  // Which leaf of a tree the rows of a band end at: of its number, one set for each bit.
  static constexpr std::size_t leaf_bits = 4;
  using LeafNumbers = std::array<RowSet, leaf_bits>;
  // A test whose answer depends on the row.
  struct OpenTest {
    const float* column = nullptr;
    float at_most = 0;
    std::uint32_t test = 0;
  };

  void answer_for_page(const Columns& columns, ValueRanges& ranges, std::size_t rows,
                       Workspace& space) const;
  // Which rows of the groups of a band in [begin, end) pass the open tests, which leaves the rows
  // of the band end at, and what these add up to for a group; the widest registers add up for an
  // even group and the next at once. Each for registers of several widths.
  static void test_rows(std::size_t begin, std::size_t end, Workspace& space);
  static void test_rows_wide(std::size_t begin, std::size_t end, Workspace& space);
  static void test_rows_widest(std::size_t begin, std::size_t end, Workspace& space);
  void split_band(Workspace& space) const;
  void split_band_wide(Workspace& space) const;
  void split_band_widest(Workspace& space) const;
  void split_rows(Workspace& space) const;
  using TwoGroups = std::array<float, 2 * group>;
  void add_leaves(std::size_t first, const Workspace& space, TwoGroups& sums) const;
  void add_leaves_wide(std::size_t first, const Workspace& space, TwoGroups& sums) const;
  void add_leaves_widest(std::size_t first, const Workspace& space, TwoGroups& sums) const;

  struct TestsOf {
    std::uint32_t feature = 0, begin = 0, end = 0;
  };

  std::vector<Test> tests_;        // sorted
  std::vector<TestsOf> features_;  // that tests ask for, each once
  std::vector<Node> nodes_;        // tree by tree, parents before their children
  std::vector<Tree> trees_;
  std::vector<Split> splits_;  // of the trees, those with few nodes first
  float bias_ = 0;
};

class TreeModel::Workspace {
  friend class TreeModel;
  std::vector<OpenTest> open;
  std::vector<RowSet> passes;       // by test: the rows that it lets go to `yes`
  std::vector<LeafNumbers> leaves;  // by tree
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
