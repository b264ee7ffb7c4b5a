#include "scorers/boilerplate_model.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

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
      const auto place_of = [](int child) {
        const int place = child >= 0 ? child : first_leaf - 1 - child;
        return static_cast<std::uint16_t>(static_cast<std::size_t>(place) * sizeof(RowSet));
      };
      out.splits_.push_back({static_cast<std::uint32_t>(out.nodes_.size()),
                             static_cast<std::uint32_t>(out.trees_.size()),
                             static_cast<std::uint8_t>(inner)});
      Tree& placed = out.trees_.emplace_back();
      for (std::size_t n = 0; n < inner; ++n) {
        const std::optional<Feature> feature = feature_named(features[n]);
        if (!feature) return bad_model(where, "there is no feature \"" + features[n] + "\"");
        tests.push_back({static_cast<std::uint32_t>(*feature), at_most[n]});
        out.nodes_.push_back({0, place_of(yes[n]), place_of(no[n])});
      }
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        placed.scores[i] = leaves[i];
        const auto bits = std::bit_cast<std::uint32_t>(leaves[i]);
        for (std::size_t k = 0; k < sizeof bits; ++k) {
          placed.score_bytes[k][i] = static_cast<std::uint8_t>(bits >> 8 * k);
        }
      }
    }
  } catch (const nlohmann::json::exception& error) {
    return bad_model(where, error.what());
  }
  std::ranges::stable_sort(out.splits_, {}, &Split::nodes);
  std::vector<Test>& distinct = out.tests_ = tests;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (std::size_t n = 0; n < tests.size(); ++n) {
    const auto test = std::ranges::lower_bound(distinct, tests[n]);
    out.nodes_[n].test_at = static_cast<std::uint32_t>(
        static_cast<std::size_t>(test - distinct.begin()) * sizeof(RowSet));
  }
  for (std::uint32_t t = 0; t < distinct.size(); ++t) {
    const std::uint32_t feature = distinct[t].feature;
    if (out.features_.empty() || out.features_.back().feature != feature) {
      out.features_.push_back({feature, t, t});
    }
    ++out.features_.back().end;
  }
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

#ifdef ASSAY_WIDE_REGISTERS
ASSAY_WIDEST
#endif
ValueRanges::Range ValueRanges::measure_widest(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(64)));
  return range_of<Lanes>(columns_[feature], rows_);
}

ValueRanges::Range ValueRanges::measure(std::size_t feature) const {
  using Lanes = float __attribute__((vector_size(16)));
  constexpr std::size_t widest_lanes = 16;
  if (widest_registers() == Registers::widest && rows_ >= widest_lanes) {
    return measure_widest(feature);
  }
  if (widest_registers() != Registers::narrow) return measure_wide(feature);
  return range_of<Lanes>(columns_[feature], rows_);
}

ValueRanges::Range ValueRanges::find(std::size_t feature) {
  if (columns_[feature] == zeros_) return {};
  static constexpr auto sources = [] {
    std::array<const Neighbour*, feature_count> found{};
    for (const Neighbour& neighbour : neighbours) {
      found[static_cast<std::size_t>(neighbour.feature)] = &neighbour;
    }
    return found;
  }();
  if (const Neighbour* const neighbour = sources[feature]) {
    const auto source = static_cast<std::size_t>(neighbour->of);
    if (columns_[feature] == columns_[source] + neighbour->step) {
      const Range own = of(source);
      return {std::min(own.low, neighbour->outside), std::max(own.high, neighbour->outside)};
    }
  }
  return measure(feature);
}

void TreeModel::answer_for_page(const Columns& columns, ValueRanges& ranges, std::size_t rows,
                                Workspace& space) const {
  constexpr std::size_t min_rows = 8;  // that have ranges
  constexpr float any = std::numeric_limits<float>::infinity();
  space.passes.resize(tests_.size());
  space.open.resize(tests_.size());
  OpenTest* open = space.open.data();
  for (const auto& [feature, begin, end] : features_) {
    const ValueRanges::Range range =
        rows < min_rows ? ValueRanges::Range{-any, any} : ranges.of(feature);
    const float* const column = columns[feature];
    // Whether a test is open is hard to foretell: no branch asks it.
    for (std::uint32_t t = begin; t < end; ++t) {
      const float at_most = tests_[t].at_most;
      space.passes[t].groups.fill(0U - static_cast<std::uint32_t>(range.high <= at_most));
      *open = {column, at_most, t};
      open += static_cast<std::size_t>((range.low <= at_most) & (at_most < range.high));
    }
  }
  space.open.resize(static_cast<std::size_t>(open - space.open.data()));
}

void TreeModel::add_scores(const Columns& columns, ValueRanges& ranges, Workspace& space,
                           std::span<float> scores, std::span<const std::uint8_t> wanted,
                           Registers registers) const {
  const bool wide = registers != Registers::narrow, widest = registers == Registers::widest;
  answer_for_page(columns, ranges, scores.size(), space);
  space.leaves.resize(trees_.size());
  for (std::size_t begin = 0; begin < scores.size(); begin += band) {
    const auto is_wanted = [&](std::size_t first) {
      return wanted.empty() || wanted[first / group] != 0;
    };
    std::size_t first = begin, end = std::min(begin + band, scores.size());
    while (first < end && !is_wanted(first)) first += group;
    while (first < end && !is_wanted((end - 1) / group * group)) end = (end - 1) / group * group;
    if (first >= end) continue;
    widest ? test_rows_widest(first, end, space)
    : wide ? test_rows_wide(first, end, space)
           : test_rows(first, end, space);
    widest ? split_band_widest(space) : wide ? split_band_wide(space) : split_band(space);
    constexpr std::size_t two_groups = std::tuple_size<TwoGroups>();
    for (std::size_t pair = first / two_groups * two_groups; pair < end; pair += two_groups) {
      TwoGroups sums;
      bool added = false;
      for (std::size_t at = pair; at < std::min(pair + two_groups, end); at += group) {
        if (!is_wanted(at)) continue;
        if (!widest) {
          wide ? add_leaves_wide(at, space, sums) : add_leaves(at, space, sums);
        } else if (!added) {
          add_leaves_widest(pair, space, sums);
          added = true;
        }
        const std::size_t size = std::min(group, end - at);
        for (std::size_t i = 0; i < size; ++i) scores[at + i] += sums[at - pair + i] + bias_;
      }
    }
  }
}

void TreeModel::test_rows(std::size_t begin, std::size_t end, Workspace& space) {
  static_assert(group == 32);
  for (const OpenTest& open : space.open) {
    for (std::size_t first = begin; first < end; first += group) {
      std::uint32_t passes = 0;
      for (std::size_t i = 0; i < group; ++i) {
        passes |= std::uint32_t{open.column[first + i] <= open.at_most} << i;
      }
      space.passes[open.test].groups[first / group % band_groups] = passes;
    }
  }
}

__attribute__((always_inline)) inline void TreeModel::split_rows(Workspace& space) const {
  using Rows = std::uint64_t __attribute__((vector_size(sizeof(RowSet)), may_alias));
  const auto* const passes = reinterpret_cast<const char*>(space.passes.data());
  auto* const numbers = reinterpret_cast<Rows*>(space.leaves.data());
  Rows at[first_leaf + max_leaves];  // the rows at each node and leaf of one tree
  char* const first_at = reinterpret_cast<char*>(at);
  at[0] = ~Rows{};
  Rows* const leaf = &at[first_leaf];
  // Trees with few nodes come first: leaves that none of them has had are still empty.
  std::fill_n(leaf, std::size_t{max_leaves}, Rows{});
  for (const Split& split : splits_) {
    Rows* const number = &numbers[leaf_bits * split.tree];
    if (split.nodes == 0) {
      std::fill_n(number, leaf_bits, Rows{});  // the only leaf is number 0
      continue;
    }
    const Node* const nodes = &nodes_[split.first_node];
    for (std::size_t n = 0; n < split.nodes; ++n) {
      const Rows here = at[n];
      const Rows pass = *reinterpret_cast<const Rows*>(passes + nodes[n].test_at);
      *reinterpret_cast<Rows*>(first_at + nodes[n].yes_at) = here & pass;
      *reinterpret_cast<Rows*>(first_at + nodes[n].no_at) = here & ~pass;
    }
    const Rows l67 = leaf[6] | leaf[7], l1415 = leaf[14] | leaf[15];
    const Rows l23 = leaf[2] | leaf[3], l1011 = leaf[10] | leaf[11];
    const Rows l45 = leaf[4] | leaf[5], l1213 = leaf[12] | leaf[13];
    number[0] = leaf[1] | leaf[3] | leaf[5] | leaf[7] | leaf[9] | leaf[11] | leaf[13] | leaf[15];
    number[1] = l23 | l67 | l1011 | l1415;
    number[2] = l45 | l67 | l1213 | l1415;
    number[3] = leaf[8] | leaf[9] | l1011 | l1213 | l1415;
  }
}

void TreeModel::split_band(Workspace& space) const { split_rows(space); }

void TreeModel::add_leaves(std::size_t first, const Workspace& space, TwoGroups& sums) const {
  const std::size_t g = first / group % band_groups;
  float* const own = &sums[g % 2 * group];
  std::fill_n(own, group, 0.0F);
  for (std::size_t t = 0; t < trees_.size(); ++t) {
    for (std::size_t i = 0; i < group; ++i) {
      std::size_t leaf = 0;
      for (std::size_t k = 0; k < leaf_bits; ++k) {
        leaf |= (space.leaves[t][k].groups[g] >> i & 1U) << k;
      }
      own[i] += trees_[t].scores[leaf];
    }
  }
}

#ifdef ASSAY_WIDE_REGISTERS
// The rows of a group stand in the order in which packing leaves them, which unpacking the bytes of
// their leaves' scores takes back.
ASSAY_WIDE void TreeModel::test_rows_wide(std::size_t begin, std::size_t end, Workspace& space) {
  static_assert(group == 32);
  for (const OpenTest& open : space.open) {
    const __m256 limit = _mm256_set1_ps(open.at_most);
    std::uint32_t* passes = &space.passes[open.test].groups[begin / group % band_groups];
    const float* const last = open.column + end;
    for (const float* column = open.column + begin; column < last; column += group) {
      const auto passes_at = [&](std::size_t row) ASSAY_WIDE {
        return _mm256_castps_si256(_mm256_cmp_ps(limit, _mm256_loadu_ps(column + row), _CMP_GE_OQ));
      };
      const __m256i bytes = _mm256_packs_epi16(_mm256_packs_epi32(passes_at(0), passes_at(8)),
                                               _mm256_packs_epi32(passes_at(16), passes_at(24)));
      *passes++ = static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
    }
  }
}

ASSAY_WIDE void TreeModel::split_band_wide(Workspace& space) const { split_rows(space); }

ASSAY_WIDE void TreeModel::add_leaves_wide(std::size_t first, const Workspace& space,
                                           TwoGroups& sums) const {
  const std::size_t g = first / group % band_groups;
  // A bit for each row becomes a byte: its byte goes to eight rows, each of which keeps its bit.
  const __m256i spread_bytes =
      _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i own_bit = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201));
  __m256 total[4] = {};
  for (std::size_t t = 0; t < trees_.size(); ++t) {
    __m256i leaf = _mm256_setzero_si256();
#pragma GCC unroll 4
    for (std::size_t k = 0; k < leaf_bits; ++k) {
      const __m256i bits = _mm256_set1_epi32(static_cast<int>(space.leaves[t][k].groups[g]));
      const __m256i own = _mm256_and_si256(_mm256_shuffle_epi8(bits, spread_bytes), own_bit);
      const __m256i weight = _mm256_set1_epi8(static_cast<char>(1U << k));
      leaf = _mm256_or_si256(leaf, _mm256_and_si256(_mm256_cmpeq_epi8(own, own_bit), weight));
    }
    __m256i bytes[sizeof(float)];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < sizeof(float); ++k) {
      const auto* const places = reinterpret_cast<const __m128i*>(trees_[t].score_bytes[k].data());
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
  float* const own = &sums[g % 2 * group];
  for (std::size_t i = 0; i < 4; ++i) _mm256_storeu_ps(own + 8 * i, total[i]);
}

ASSAY_WIDEST void TreeModel::test_rows_widest(std::size_t begin, std::size_t end,
                                              Workspace& space) {
  for (const OpenTest& open : space.open) {
    const __m512 limit = _mm512_set1_ps(open.at_most);
    std::uint32_t* passes = &space.passes[open.test].groups[begin / group % band_groups];
    const float* const last = open.column + end;
    for (const float* column = open.column + begin; column < last; column += group) {
      const __mmask16 low = _mm512_cmp_ps_mask(limit, _mm512_loadu_ps(column), _CMP_GE_OQ);
      const __mmask16 high = _mm512_cmp_ps_mask(limit, _mm512_loadu_ps(column + 16), _CMP_GE_OQ);
      *passes++ = _mm512_kunpackw(high, low);
    }
  }
}

ASSAY_WIDEST void TreeModel::split_band_widest(Workspace& space) const { split_rows(space); }

// Two groups at once: byte k of a register holds the leaf's number of row k, so its bits come from
// masks, and the numbers of every fourth row, one a lane, are what a look-up takes.
ASSAY_WIDEST void TreeModel::add_leaves_widest(std::size_t first, const Workspace& space,
                                               TwoGroups& sums) const {
  static_assert(std::tuple_size<TwoGroups>() == 64);
  constexpr int steps = 4;           // rows from one lane to the next
  constexpr __mmask16 all = 0xffff;  // unmasked GCC 12 warns of what it does not use
  const std::size_t g = first / group % band_groups;
  __m512 total[steps] = {};
  for (std::size_t t = 0; t < trees_.size(); ++t) {
    const auto rows_with_bit = [&](std::size_t k) ASSAY_WIDEST {
      std::uint64_t rows;
      std::memcpy(&rows, &space.leaves[t][k].groups[g], sizeof rows);
      return _cvtu64_mask64(rows);
    };
    __m512i leaf = _mm512_maskz_mov_epi8(rows_with_bit(0), _mm512_set1_epi8(1));
#pragma GCC unroll 4
    for (std::size_t k = 1; k < leaf_bits; ++k) {
      const __m512i weight = _mm512_set1_epi8(static_cast<char>(1U << k));
      leaf = _mm512_mask_add_epi8(leaf, rows_with_bit(k), leaf, weight);
    }
    const __m512 scores = _mm512_load_ps(trees_[t].scores.data());
#pragma GCC unroll 4
    for (int i = 0; i < steps; ++i) {
      const __m512i own = _mm512_maskz_srli_epi32(all, leaf, static_cast<unsigned>(8 * i));
      total[i] = _mm512_add_ps(total[i], _mm512_maskz_permutexvar_ps(all, own, scores));
    }
  }
  const __m512i rows =
      _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60);
  for (int i = 0; i < steps; ++i) _mm512_i32scatter_ps(&sums[i], rows, total[i], sizeof(float));
}
#else
void TreeModel::test_rows_wide(std::size_t begin, std::size_t end, Workspace& space) {
  test_rows(begin, end, space);
}
void TreeModel::split_band_wide(Workspace& space) const { split_band(space); }
void TreeModel::split_band_widest(Workspace& space) const { split_band(space); }
void TreeModel::add_leaves_wide(std::size_t first, const Workspace& space, TwoGroups& sums) const {
  add_leaves(first, space, sums);
}
void TreeModel::test_rows_widest(std::size_t begin, std::size_t end, Workspace& space) {
  test_rows(begin, end, space);
}
void TreeModel::add_leaves_widest(std::size_t first, const Workspace& space,
                                  TwoGroups& sums) const {
  add_leaves(first, space, sums);
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

namespace {

// One step along a chain of two states, in either direction: from the odds of content against
// furniture at a block to those that it brings to the next.
struct Step {
  float stay_furniture, stay_content, enter, leave;

  template <typename Odds>
  static Odds bounded(Odds odds) {
    const Odds low = Odds{} + 1e-12F, high = Odds{} + 1e12F;
    odds = odds < low ? low : odds;
    return odds > high ? high : odds;
  }
  template <typename Odds>
  Odds operator()(Odds odds, Odds emission) const {
    const Odds here = bounded(odds * emission);
    return (enter + stay_content * here) / (stay_furniture + leave * here);
  }
};

// What the blocks before each one say about it; both chains run along `emission` from 1 on.
struct Carried {
  std::vector<float> forward, backward;
};

// Each step waits for the divisions of the one before. So parts of a long chain begin side by side,
// from odds that are a guess; where the step from the part before arrives at odds that the guess
// had led to as well, what follows is right.
Carried carry(std::span<const float> emission, const Step& onward, const Step& back) {
  constexpr std::size_t parts = 4, shortest = 12;
  using Odds = float __attribute__((vector_size(parts * sizeof(float))));
  const std::size_t n = emission.size(), length = n < parts * shortest ? 0 : n / parts;
  Carried carried{std::vector<float>(n), std::vector<float>(n)};
  float *const forward = carried.forward.data(), *const backward = carried.backward.data();
  Odds guess = Odds{} + 1, guess_back = guess;
  for (std::size_t i = 0; i < length; ++i) {
    Odds ahead, behind;
    for (std::size_t p = 0; p < parts; ++p) {
      const std::size_t at = p * length + i, from_end = n - 1 - at;
      forward[at] = guess[p];
      backward[from_end] = guess_back[p];
      ahead[p] = emission[at];
      behind[p] = emission[from_end];
    }
    guess = onward(guess, ahead);
    guess_back = back(guess_back, behind);
  }
  // In both directions at once: they wait for their own divisions only.
  float odds = length == 0 ? 1 : guess[0], odds_back = length == 0 ? 1 : guess_back[0];
  for (std::size_t p = 1; p < parts; ++p) {
    const std::size_t end = (p + 1) * length;
    bool open = true, open_back = true;
    for (std::size_t i = p * length; i < end && (open || open_back); ++i) {
      const std::size_t k = n - 1 - i;
      open = open && forward[i] != odds;
      open_back = open_back && backward[k] != odds_back;
      if (open) {
        forward[i] = odds;
        odds = onward(odds, emission[i]);
      }
      if (open_back) {
        backward[k] = odds_back;
        odds_back = back(odds_back, emission[k]);
      }
    }
    if (length > 0 && !open) odds = guess[p];
    if (length > 0 && !open_back) odds_back = guess_back[p];
  }
  for (std::size_t i = parts * length; i < n; ++i) {
    const std::size_t k = n - 1 - i;
    forward[i] = odds;
    odds = onward(odds, emission[i]);
    backward[k] = odds_back;
    odds_back = back(odds_back, emission[k]);
  }
  return carried;
}

}  // namespace

std::vector<float> Chain::smooth(std::span<const float> scores) const {
  const std::size_t n = scores.size();
  std::vector<float> posterior(n);
  if (n == 0) return posterior;
  // The chain's odds of content against furniture, carried forward and backward; one number a side
  // is enough for two states.
  const float ff = std::exp(stay_furniture_), cc = std::exp(stay_content_);
  const float fc = std::exp(enter_), cf = std::exp(leave_);
  std::vector<float> emission(n);
  for (std::size_t i = 0; i < n; ++i) {
    // Blocks that nobody scored have the score of the one before.
    const bool again = i > 0 && scores[i] == scores[i - 1];
    emission[i] =
        again ? emission[i - 1] : std::exp(std::clamp(scale_ * scores[i] + shift_, -30.0F, 30.0F));
  }
  const Carried carried = carry(emission, {ff, cc, fc, cf}, {ff, cc, cf, fc});
  for (std::size_t i = 0; i < n; ++i) {
    const float odds = Step::bounded(carried.forward[i] * emission[i]) * carried.backward[i];
    posterior[i] = odds / (1 + odds);
  }
  return posterior;
}

}  // namespace assay::boilerplate
