#include "scorers/boilerplate_model.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <nlohmann/json.hpp>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define ASSAY_WIDE_REGISTERS
#endif

namespace assay::boilerplate {
namespace {

Error bad_model(const std::string& where, const std::string& what) {
  return {"bad_heuristics", where + ": " + what,
          "Restore the shipped file or fit it anew with scripts/train/train_boilerplate.py."};
}

// Where a tree's leaf table keeps the leaf whose bit is the lowest of `reach`: the four bits that a
// de Bruijn sequence has behind each of its places tell the places apart.
constexpr std::uint16_t de_bruijn = 0x09af;
constexpr std::size_t leaf_place(std::uint16_t reach) {
  const auto lowest = static_cast<std::uint32_t>(reach & -reach);
  return static_cast<std::uint16_t>(lowest * de_bruijn) >> 12;
}

std::uint32_t twice(std::uint16_t bits) { return bits | std::uint32_t{bits} << 16; }

// The leaves of every subtree in one tree, from left to right.
class LeafOrder {
 public:
  LeafOrder(const std::vector<int>& yes, const std::vector<int>& no) : yes_(yes), no_(no) {
    order_.reserve(yes.size() + 1);
    yes_of_.resize(yes.size());
    no_of_.resize(yes.size());
    visit(yes.empty() ? -1 : 0);
  }
  // Bit set of the leaves that are not on the `yes` side of a node, and not on its `no` side.
  std::uint16_t kept_failed(std::size_t node) const {
    return static_cast<uint16_t>(~yes_of_[node]);
  }
  std::uint16_t kept_passed(std::size_t node) const { return static_cast<uint16_t>(~no_of_[node]); }
  const std::vector<std::size_t>& order() const { return order_; }  // leaf numbers

 private:
  std::uint32_t visit(int child) {  // at most 16 deep; returns the leaves below
    if (child < 0) {
      order_.push_back(static_cast<std::size_t>(-1 - child));
      return std::uint32_t{1} << (order_.size() - 1);
    }
    const auto node = static_cast<std::size_t>(child);
    yes_of_[node] = visit(yes_[node]);
    no_of_[node] = visit(no_[node]);
    return yes_of_[node] | no_of_[node];
  }

  const std::vector<int>& yes_;
  const std::vector<int>& no_;
  std::vector<std::uint32_t> yes_of_, no_of_;  // leaves below each node
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
  std::vector<Test> tests;  // of each node
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
      for (std::size_t n = 0; n < inner; ++n) {
        const std::optional<Feature> feature = feature_named(features[n]);
        if (!feature) return bad_model(where, "there is no feature \"" + features[n] + "\"");
        tests.push_back({static_cast<std::uint32_t>(*feature), at_most[n]});
        out.plan_.nodes.push_back({0, twice(order.kept_failed(n))});
        out.sides_.push_back({order.kept_failed(n), order.kept_passed(n)});
      }
      out.plan_.trees.push_back({static_cast<std::uint32_t>(out.plan_.nodes.size()), 0xffff});
      Leaves& places = out.leaves_.emplace_back();
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        places.score[leaf_place(static_cast<std::uint16_t>(1U << i))] = leaves[order.order()[i]];
      }
    }
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  std::vector<Test>& distinct = out.plan_.tests = tests;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (std::size_t n = 0; n < tests.size(); ++n) {
    const auto test = std::ranges::lower_bound(distinct, tests[n]);
    out.plan_.nodes[n].test = static_cast<std::uint32_t>(test - distinct.begin());
  }
  return out;
}

namespace {

template <typename Lanes>
__attribute__((always_inline)) inline ValueRanges::Range range_of(const float* column,
                                                                  std::size_t rows) {
  constexpr std::size_t lanes = sizeof(Lanes) / sizeof(float);
  Lanes low, high;
  std::memcpy(&low, column, sizeof low);
  high = low;
  for (std::size_t begin = 0; begin < rows; begin += lanes) {
    Lanes values;
    std::memcpy(&values, column + std::min(begin, rows - lanes), sizeof values);
    low = values < low ? values : low;
    high = values > high ? values : high;
  }
  ValueRanges::Range range{low[0], high[0]};
  for (std::size_t i = 1; i < lanes; ++i) {
    range.low = std::min(range.low, low[i]);
    range.high = std::max(range.high, high[i]);
  }
  return range;
}

}  // namespace

#ifdef ASSAY_WIDE_REGISTERS
__attribute__((target("avx2")))
#endif
ValueRanges::Range
ValueRanges::measure_wide(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(32)));
  return range_of<Lanes>(columns_[feature], rows_);
}

ValueRanges::Range ValueRanges::measure(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(16)));
  if (TreeModel::widest() == TreeModel::Registers::wide) return measure_wide(feature);
  return range_of<Lanes>(columns_[feature], rows_);
}

TreeModel::Registers TreeModel::widest() {
#ifdef ASSAY_WIDE_REGISTERS
  static const bool wide = __builtin_cpu_supports("avx2");
  if (wide) return Registers::wide;
#endif
  return Registers::narrow;
}

void TreeModel::plan_for(ValueRanges& ranges, Workspace& space) const {
  // Which nodes still matter is hard to foretell: no branch asks it.
  space.answers.resize(plan_.tests.size());
  space.plan.tests.resize(plan_.tests.size());
  std::size_t test_count = 0;
  for (std::size_t t = 0; t < plan_.tests.size(); ++t) {
    const Test& test = plan_.tests[t];
    const ValueRanges::Range range = ranges.of(test.feature);
    const unsigned passed = range.high <= test.at_most ? 1 : 0;
    const unsigned failed = range.low > test.at_most ? 1 : 0;
    space.answers[t] = {static_cast<std::uint16_t>(failed * 0xffff),
                        static_cast<std::uint16_t>(passed * 0xffff),
                        static_cast<std::uint32_t>(test_count)};
    space.plan.tests[test_count] = test;
    test_count += 1 - (passed | failed);
  }
  space.plan.tests.resize(test_count);
  space.plan.trees.resize(plan_.trees.size());
  space.plan.nodes.resize(plan_.nodes.size());
  std::size_t node_count = 0, begin = 0;
  for (std::size_t tree = 0; tree < plan_.trees.size(); ++tree) {
    const std::size_t end = plan_.trees[tree].last_node;
    std::uint32_t in_reach = 0xffff;
    for (std::size_t n = begin; n < end; ++n) {
      const Answer answer = space.answers[plan_.nodes[n].test];
      in_reach &=
          (sides_[n].kept_failed | ~answer.failed) & (sides_[n].kept_passed | ~answer.passed);
    }
    for (std::size_t n = begin; n < end; ++n) {
      const Answer answer = space.answers[plan_.nodes[n].test];
      space.plan.nodes[node_count] = {answer.place, plan_.nodes[n].kept};
      const bool may_fail = (in_reach & ~sides_[n].kept_passed) != 0;
      const bool may_pass = (in_reach & ~sides_[n].kept_failed) != 0;
      const bool open = (answer.failed | answer.passed) == 0;
      node_count += static_cast<std::size_t>(open & may_fail & may_pass);
    }
    space.plan.trees[tree] = {static_cast<std::uint32_t>(node_count),
                              static_cast<std::uint16_t>(in_reach)};
    begin = end;
  }
  space.plan.nodes.resize(node_count);
}

void TreeModel::add_scores(const Columns& columns, ValueRanges& ranges, Workspace& space,
                           std::span<float> scores, std::span<const std::uint8_t> wanted,
                           Registers registers) const {
  constexpr std::size_t min_rows = 4 * group;  // fewer do not repay a plan of their own
  const bool planned = scores.size() >= min_rows;
  if (planned) plan_for(ranges, space);
  const Plan& plan = planned ? space.plan : plan_;
  space.passes.resize(plan_.tests.size());
  for (std::size_t begin = 0; begin < scores.size(); begin += group) {
    if (!wanted.empty() && wanted[begin / group] == 0) continue;
    std::array<float, group> sums;
    if (registers == Registers::wide) {
      add_group_wide(plan, columns, begin, space.passes, sums);
    } else {
      add_group(plan, columns, begin, space.passes, sums);
    }
    const std::size_t size = std::min(group, scores.size() - begin);
    for (std::size_t i = 0; i < size; ++i) scores[begin + i] += sums[i] + bias_;
  }
}

void TreeModel::add_group(const Plan& plan, const Columns& columns, std::size_t first,
                          std::span<Passes> passes, std::array<float, group>& sums) const {
  for (std::size_t t = 0; t < plan.tests.size(); ++t) {
    const float* column = columns[plan.tests[t].feature] + first;
    for (std::size_t i = 0; i < group; ++i) {
      passes[t].rows[i] = column[i] <= plan.tests[t].at_most ? -1 : 0;
    }
  }
  sums.fill(0);
  std::size_t n = 0;
  for (std::size_t tree = 0; tree < plan.trees.size(); ++tree) {
    std::array<std::uint16_t, group> reach;
    reach.fill(plan.trees[tree].in_reach);
    for (; n < plan.trees[tree].last_node; ++n) {
      const auto kept = static_cast<std::uint16_t>(plan.nodes[n].kept);
      const Passes& pass = passes[plan.nodes[n].test];
      for (std::size_t i = 0; i < group; ++i) {
        reach[i] &= static_cast<std::uint16_t>(pass.rows[i]) | kept;
      }
    }
    for (std::size_t i = 0; i < group; ++i) sums[i] += leaves_[tree].score[leaf_place(reach[i])];
  }
}

#ifdef ASSAY_WIDE_REGISTERS
__attribute__((target("avx2"))) void TreeModel::add_group_wide(
    const Plan& plan, const Columns& columns, std::size_t first, std::span<Passes> passes,
    std::array<float, group>& sums) const {
  static_assert(group == 32);
  // Rows of each half stand in the order in which packing leaves them: 0-3, 8-11, 4-7, 12-15.
  auto* pass = reinterpret_cast<__m256i*>(passes.data());
  for (const Test& test : plan.tests) {
    const float* column = columns[test.feature] + first;
    const __m256 limit = _mm256_set1_ps(test.at_most);
    const auto passes_at = [&](std::size_t row) __attribute__((target("avx2"))) {
      return _mm256_castps_si256(_mm256_cmp_ps(_mm256_load_ps(column + row), limit, _CMP_LE_OQ));
    };
    *pass++ = _mm256_packs_epi32(passes_at(0), passes_at(8));
    *pass++ = _mm256_packs_epi32(passes_at(16), passes_at(24));
  }
  pass = reinterpret_cast<__m256i*>(passes.data());
  __m256 total[4] = {};
  const Node* node = plan.nodes.data();
  for (std::size_t tree = 0; tree < plan.trees.size(); ++tree) {
    const __m256i all = _mm256_set1_epi16(static_cast<std::int16_t>(plan.trees[tree].in_reach));
    __m256i reach[2] = {all, all};
    const Node* const last = plan.nodes.data() + plan.trees[tree].last_node;
#pragma GCC unroll 2
    for (; node < last; ++node) {
      const __m256i kept = _mm256_set1_epi32(static_cast<int>(node->kept));
      const __m256i* const rows = pass + 2 * std::size_t{node->test};
      reach[0] = _mm256_and_si256(reach[0], _mm256_or_si256(rows[0], kept));
      reach[1] = _mm256_and_si256(reach[1], _mm256_or_si256(rows[1], kept));
    }
    const __m256 first_leaves = _mm256_load_ps(&leaves_[tree].score[0]);
    const __m256 last_leaves = _mm256_load_ps(&leaves_[tree].score[8]);
    const auto add_leaves = [&](__m128i half, __m256 & sum) __attribute__((target("avx2"))) {
      const __m256i place = _mm256_cvtepu16_epi32(half);
      const __m256 score =
          _mm256_blendv_ps(_mm256_permutevar8x32_ps(first_leaves, place),
                           _mm256_permutevar8x32_ps(last_leaves, place),
                           _mm256_castsi256_ps(_mm256_slli_epi32(place, 28)));  // place >= 8?
      sum = _mm256_add_ps(sum, score);
    };
    for (const std::size_t half : {0, 1}) {
      const __m256i lowest =
          _mm256_and_si256(reach[half], _mm256_sub_epi16(_mm256_setzero_si256(), reach[half]));
      const __m256i places =
          _mm256_srli_epi16(_mm256_mullo_epi16(lowest, _mm256_set1_epi16(de_bruijn)), 12);
      add_leaves(_mm256_castsi256_si128(places), total[2 * half]);
      add_leaves(_mm256_extracti128_si256(places, 1), total[2 * half + 1]);
    }
  }
  for (const std::size_t half : {0, 1}) {
    float* const rows = &sums[16 * half];
    _mm_storeu_ps(rows, _mm256_castps256_ps128(total[2 * half]));
    _mm_storeu_ps(rows + 4, _mm256_castps256_ps128(total[2 * half + 1]));
    _mm_storeu_ps(rows + 8, _mm256_extractf128_ps(total[2 * half], 1));
    _mm_storeu_ps(rows + 12, _mm256_extractf128_ps(total[2 * half + 1], 1));
  }
}
#else
void TreeModel::add_group_wide(const Plan& plan, const Columns& columns, std::size_t first,
                               std::span<Passes> passes, std::array<float, group>& sums) const {
  add_group(plan, columns, first, passes, sums);
}
#endif

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
  std::vector<float> emission(n), forward(n), behind(n);
  for (std::size_t i = 0; i < n; ++i) {
    emission[i] = std::exp(std::clamp(scale_ * scores[i] + shift_, -30.0F, 30.0F));
  }
  const auto bounded = [](float odds) { return std::clamp(odds, 1e-12F, 1e12F); };
  // Both directions in one loop: each waits for its own divisions only.
  float arrive = 1, next = 1;
  for (std::size_t i = 0, k = n - 1; i < n; ++i, --k) {
    forward[i] = bounded(arrive * emission[i]);
    arrive = (fc + cc * forward[i]) / (ff + cf * forward[i]);
    behind[k] = next;  // what the blocks behind say about this one
    const float odds = bounded(next * emission[k]);
    next = (cf + cc * odds) / (ff + fc * odds);
  }
  for (std::size_t i = 0; i < n; ++i) {
    posterior[i] = forward[i] * behind[i] / (1 + forward[i] * behind[i]);
  }
  return posterior;
}

}  // namespace assay::boilerplate
