#include "scorers/boilerplate_model.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include <nlohmann/json.hpp>

#ifdef ASSAY_WIDE_REGISTERS
#include <immintrin.h>
#endif

namespace assay::boilerplate {
namespace {

Error bad_model(const std::string& where, const std::string& what) {
  return {"bad_heuristics", where + ": " + what,
          "Restore the shipped file or fit it anew with scripts/train/train_boilerplate.py."};
}

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
        out.nodes_.push_back({0, order.kept_failed(n), order.kept_passed(n)});
      }
      out.last_node_.push_back(static_cast<std::uint32_t>(out.nodes_.size()));
      Leaves& scores = out.leaves_.emplace_back();
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(leaves[order.order()[i]]);
        for (std::size_t k = 0; k < scores.bytes.size(); ++k) {
          scores.bytes[k][i] = static_cast<std::uint8_t>(bits >> 8 * k);
        }
      }
    }
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  std::vector<Test>& distinct = out.tests_ = tests;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (std::size_t n = 0; n < tests.size(); ++n) {
    const auto test = std::ranges::lower_bound(distinct, tests[n]);
    out.nodes_[n].test = static_cast<std::uint32_t>(test - distinct.begin());
  }
  std::vector<Answer> open(distinct.size());
  for (std::size_t t = 0; t < open.size(); ++t) open[t].place = static_cast<std::uint32_t>(t);
  out.any_rows_.tests = distinct;
  out.plan_for(open, out.any_rows_);
  return out;
}

namespace {

template <typename Lanes>
__attribute__((always_inline)) inline ValueRanges::Range range_of(const float* column,
                                                                  std::size_t rows) {
  constexpr std::size_t lanes = sizeof(Lanes) / sizeof(float);
  Lanes low, high;
  std::memcpy(&low, column + (rows - lanes), sizeof low);
  high = low;
#pragma GCC unroll 4
  for (std::size_t begin = 0; begin + lanes < rows; begin += lanes) {
    Lanes values;
    std::memcpy(&values, column + begin, sizeof values);
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
ASSAY_WIDE
#endif
ValueRanges::Range ValueRanges::measure_wide(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(32)));
  return range_of<Lanes>(columns_[feature], rows_);
}

ValueRanges::Range ValueRanges::measure(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(16)));
  if (widest_registers() == Registers::wide) return measure_wide(feature);
  return range_of<Lanes>(columns_[feature], rows_);
}

void TreeModel::plan_for(ValueRanges& ranges, Workspace& space) const {
  space.answers.resize(tests_.size());
  space.plan.tests.resize(tests_.size());
  std::size_t open = 0;
  for (std::size_t t = 0; t < tests_.size(); ++t) {
    const Test& test = tests_[t];
    const ValueRanges::Range range = ranges.of(test.feature);
    const unsigned passed = range.high <= test.at_most ? 1 : 0;
    const unsigned failed = range.low > test.at_most ? 1 : 0;
    space.answers[t] = {static_cast<std::uint16_t>(failed * 0xffff),
                        static_cast<std::uint16_t>(passed * 0xffff),
                        static_cast<std::uint32_t>(open)};
    space.plan.tests[open] = test;
    open += 1 - (passed | failed);
  }
  space.plan.tests.resize(open);
  plan_for(space.answers, space.plan);
}

void TreeModel::plan_for(std::span<const Answer> answers, Plan& plan) const {
  // Which nodes still matter is hard to foretell: no branch asks it.
  const std::size_t trees = last_node_.size();
  plan.cuts.resize(2 * nodes_.size() + 2);
  plan.in_order.resize(2 * trees);
  Cut* first_cut = plan.cuts.data();                     // of the halves of first leaves
  Cut* last_cut = plan.cuts.data() + nodes_.size() + 1;  // of the halves of last leaves
  std::array<std::uint32_t, max_leaves + 1>& first_half = plan.first_half;
  first_half.fill(0);
  const Node* node = nodes_.data();
  for (std::size_t tree = 0; tree < trees; ++tree) {
    std::uint32_t in_reach = 0xffff;
    const Cut* const first_begin = first_cut;
    const Cut* const last_begin = last_cut;
    for (const Node* const last = nodes_.data() + last_node_[tree]; node < last; ++node) {
      const Answer answer = answers[node->test];
      // Of a node that cannot be reached no leaf is left: its ancestors came before it.
      in_reach &= (node->kept_failed | ~answer.failed) & (node->kept_passed | ~answer.passed);
      const bool open = (answer.failed | answer.passed) == 0;
      const std::uint32_t taken = in_reach & ~node->kept_failed;
      const std::uint32_t test_at = answer.place * static_cast<std::uint32_t>(sizeof(Bytes));
      *first_cut = {test_at, (node->kept_failed & 0xffU) * 0x01010101U};
      *last_cut = {test_at, (node->kept_failed >> 8U) * 0x01010101U};
      first_cut += static_cast<std::size_t>(open & ((taken & 0xff) != 0));
      last_cut += static_cast<std::size_t>(open & ((taken >> 8) != 0));
    }
    const auto add = [&](std::size_t half, const Cut* begin, const Cut* end) {
      const auto cuts = static_cast<std::uint8_t>(end - begin);
      plan.in_order[2 * tree + half] = {static_cast<std::uint32_t>(begin - plan.cuts.data()),
                                        static_cast<std::uint16_t>(2 * tree + half),
                                        static_cast<std::uint8_t>(in_reach >> 8 * half), cuts};
      ++first_half[cuts + 1U];
    };
    add(0, first_begin, first_cut);
    add(1, last_begin, last_cut);
  }
  std::partial_sum(first_half.begin(), first_half.end(), first_half.begin());
  plan.halves.resize(2 * trees);
  std::array<std::uint32_t, max_leaves + 1> next = first_half;
  for (const Half& half : plan.in_order) plan.halves[next[half.cuts]++] = half;
}

void TreeModel::add_scores(const Columns& columns, ValueRanges& ranges, Workspace& space,
                           std::span<float> scores, std::span<const std::uint8_t> wanted,
                           Registers registers) const {
  constexpr std::size_t min_rows = 4 * group;  // fewer do not repay a plan of their own
  const bool planned = scores.size() >= min_rows;
  if (planned) plan_for(ranges, space);
  const Plan& plan = planned ? space.plan : any_rows_;
  space.passes.resize(tests_.size());
  space.in_reach.resize(2 * leaves_.size());
  for (std::size_t begin = 0; begin < scores.size(); begin += group) {
    if (!wanted.empty() && wanted[begin / group] == 0) continue;
    std::array<float, group> sums;
    if (registers == Registers::wide) {
      add_group_wide(plan, columns, begin, space, sums);
    } else {
      add_group(plan, columns, begin, space, sums);
    }
    const std::size_t size = std::min(group, scores.size() - begin);
    for (std::size_t i = 0; i < size; ++i) scores[begin + i] += sums[i] + bias_;
  }
}

void TreeModel::add_group(const Plan& plan, const Columns& columns, std::size_t first,
                          Workspace& space, std::array<float, group>& sums) const {
  for (std::size_t t = 0; t < plan.tests.size(); ++t) {
    const float* column = columns[plan.tests[t].feature] + first;
    for (std::size_t i = 0; i < group; ++i) {
      space.passes[t].rows[i] = column[i] <= plan.tests[t].at_most ? 0xff : 0;
    }
  }
  for (const Half& half : plan.halves) {
    Bytes& in_reach = space.in_reach[half.place];
    in_reach.rows.fill(half.in_reach);
    for (const Cut& cut : std::span(plan.cuts).subspan(half.first_cut, half.cuts)) {
      const Bytes& passes = space.passes[cut.test_at / sizeof(Bytes)];
      const auto kept = static_cast<std::uint8_t>(cut.kept);
      for (std::size_t i = 0; i < group; ++i) in_reach.rows[i] &= passes.rows[i] | kept;
    }
  }
  sums.fill(0);
  for (std::size_t tree = 0; tree < leaves_.size(); ++tree) {
    for (std::size_t i = 0; i < group; ++i) {
      const unsigned in_reach = space.in_reach[2 * tree].rows[i] |
                                static_cast<unsigned>(space.in_reach[2 * tree + 1].rows[i]) << 8;
      const auto leaf = static_cast<std::size_t>(std::countr_zero(in_reach));
      std::uint32_t bits = 0;
      for (std::size_t k = 0; k < sizeof bits; ++k) {
        bits |= std::uint32_t{leaves_[tree].bytes[k][leaf]} << 8 * k;
      }
      sums[i] += std::bit_cast<float>(bits);
    }
  }
}

#ifdef ASSAY_WIDE_REGISTERS
// Takes out of reach what the failed tests of halves with `cuts` cuts each take out.
template <std::size_t cuts>
ASSAY_WIDE void TreeModel::cut_halves(std::span<const Half> halves, const Plan& plan,
                                      Workspace& space) {
  const auto* const passes = reinterpret_cast<const char*>(space.passes.data());
  auto* const out = reinterpret_cast<__m256i*>(space.in_reach.data());
  for (const Half& half : halves) {
    __m256i in_reach = _mm256_set1_epi8(static_cast<char>(half.in_reach));
    const Cut* const cut = plan.cuts.data() + half.first_cut;
#pragma GCC unroll 16
    for (std::size_t k = 0; k < cuts; ++k) {
      const auto* const rows = reinterpret_cast<const __m256i*>(passes + cut[k].test_at);
      const __m256i kept = _mm256_set1_epi32(static_cast<int>(cut[k].kept));
      in_reach = _mm256_and_si256(in_reach, _mm256_or_si256(*rows, kept));
    }
    out[half.place] = in_reach;
  }
}

template <std::size_t... cuts>
ASSAY_WIDE void TreeModel::cut_halves(std::index_sequence<cuts...>, const Plan& plan,
                                      Workspace& space) {
  const std::span<const Half> halves(plan.halves);
  (cut_halves<cuts>(
       halves.subspan(plan.first_half[cuts], plan.first_half[cuts + 1] - plan.first_half[cuts]),
       plan, space),
   ...);
}

ASSAY_WIDE void TreeModel::add_group_wide(const Plan& plan, const Columns& columns,
                                          std::size_t first, Workspace& space,
                                          std::array<float, group>& sums) const {
  static_assert(group == 32);
  // Packing leaves the rows in an order that unpacking the leaves' bytes takes back.
  auto* pass = reinterpret_cast<__m256i*>(space.passes.data());
  for (const Test& test : plan.tests) {
    const float* column = columns[test.feature] + first;
    const __m256 limit = _mm256_set1_ps(test.at_most);
    const auto passes_at = [&](std::size_t row) ASSAY_WIDE {
      return _mm256_castps_si256(_mm256_cmp_ps(limit, _mm256_load_ps(column + row), _CMP_GE_OQ));
    };
    *pass++ = _mm256_packs_epi16(_mm256_packs_epi32(passes_at(0), passes_at(8)),
                                 _mm256_packs_epi32(passes_at(16), passes_at(24)));
  }
  cut_halves(std::make_index_sequence<max_leaves>(), plan, space);
  const auto* const halves = reinterpret_cast<const __m256i*>(space.in_reach.data());
  const __m256i zero = _mm256_setzero_si256();
  const __m256i nibble = _mm256_set1_epi8(0x0f);
  // The place of the lowest of four bits, a large one where there is none.
  const __m256i of_first =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(64, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0));
  const __m256i of_next = _mm256_add_epi8(of_first, _mm256_set1_epi8(4));
  __m256 total[4] = {};
  for (std::size_t tree = 0; tree < leaves_.size(); ++tree) {
    const __m256i first_half = halves[2 * tree];
    const __m256i none = _mm256_cmpeq_epi8(first_half, zero);
    const __m256i bits = _mm256_or_si256(first_half, _mm256_and_si256(none, halves[2 * tree + 1]));
    const __m256i leaf = _mm256_or_si256(
        _mm256_min_epu8(
            _mm256_shuffle_epi8(of_first, _mm256_and_si256(bits, nibble)),
            _mm256_shuffle_epi8(of_next, _mm256_and_si256(_mm256_srli_epi16(bits, 4), nibble))),
        _mm256_and_si256(none, _mm256_set1_epi8(8)));
    __m256i bytes[4];
    for (std::size_t k = 0; k < 4; ++k) {
      const auto* places = reinterpret_cast<const __m128i*>(leaves_[tree].bytes[k].data());
      bytes[k] = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_load_si128(places)), leaf);
    }
    const __m256i low[2] = {_mm256_unpacklo_epi8(bytes[0], bytes[1]),
                            _mm256_unpackhi_epi8(bytes[0], bytes[1])};
    const __m256i high[2] = {_mm256_unpacklo_epi8(bytes[2], bytes[3]),
                             _mm256_unpackhi_epi8(bytes[2], bytes[3])};
    for (const std::size_t i : {0, 1}) {
      const __m256i scores[2] = {_mm256_unpacklo_epi16(low[i], high[i]),
                                 _mm256_unpackhi_epi16(low[i], high[i])};
      total[2 * i] = _mm256_add_ps(total[2 * i], _mm256_castsi256_ps(scores[0]));
      total[2 * i + 1] = _mm256_add_ps(total[2 * i + 1], _mm256_castsi256_ps(scores[1]));
    }
  }
  for (std::size_t i = 0; i < 4; ++i) _mm256_storeu_ps(&sums[8 * i], total[i]);
}
#else
void TreeModel::add_group_wide(const Plan& plan, const Columns& columns, std::size_t first,
                               Workspace& space, std::array<float, group>& sums) const {
  add_group(plan, columns, first, space, sums);
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
