// The learned part of the boilerplate scorer: boosted regression trees over a block's features and
// a linear chain that smooths their verdicts along the page. Weights are JSON
// (heuristics/models/lines.json for plain text, blocks.json for HTML), fitted by
// scripts/train/train_boilerplate.py.
#pragma once

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
// child >= 0 is a node of the same tree, a child < 0 the leaf -1 - child. A tree has at most 32
// leaves.
//
// No tree is walked. Each keeps a set of the leaves still in reach, leftmost in the lowest bit;
// every node whose test fails takes the leaves of its `yes` side out, in any order, and the lowest
// leaf left is the one a walk would end at (QuickScorer, Lucchese et al., SIGIR 2015). The tests of
// many rows run side by side without a branch.
class TreeModel {
 public:
  // Rows tested side by side: scoring fewer at a time costs as much.
  static constexpr std::size_t group = 16;

  // `where` names the file and section in error messages.
  static Result<TreeModel> load(const nlohmann::json& model, const std::string& where);

  // Adds the log-odds of each row to `scores`. `width` is the length of a row. Cost: rows x nodes
  // of all trees, the rows in groups.
  void add_scores(std::span<const float> rows, std::size_t width, std::span<float> scores) const;

 private:
  struct Node {
    float at_most = 0;
    std::uint32_t feature = 0;
    std::int32_t kept = 0;  // the leaves that stay in reach when the test fails
  };
  struct Tree {
    std::uint32_t first_node = 0, last_node = 0;  // [first, last)
    std::uint32_t first_leaf = 0;
  };
  std::vector<Node> nodes_;
  std::vector<float> leaves_;  // scores, left to right
  std::vector<Tree> trees_;
  std::vector<std::uint32_t> features_;  // those that any tree asks for
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
