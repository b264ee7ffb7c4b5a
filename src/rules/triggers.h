// Which words, and pairs of words near each other, call for which patterns: a pattern is looked at
// only where words stand that every match of it must hold.
//
// Cost: a text's word is turned down by one look into a small filter unless a pattern holds it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/pattern.h"

namespace assay::rules {

using WordHash = std::uint64_t;

// Pairs of words call for patterns up to this many words apart: 1 is beside each other. One of the
// two, the caller, has the other so many places behind it (0 to 3) or before it (4 to 7).
constexpr std::size_t max_distance = 4;
using Side = std::size_t;

constexpr Side side_behind(std::size_t distance) { return distance - 1; }
constexpr Side side_before(std::size_t distance) { return max_distance + distance - 1; }

inline std::uint64_t pair_key(WordHash caller, WordHash other, Side side) {
  return (std::rotl(caller, 23 + static_cast<int>(side)) ^ other) * 0x2545f4914f6cdd1d;
}

// A bit of 64 by which most words that a sentence lacks are told without looking for them.
inline std::uint64_t signature_bit(WordHash word) { return std::uint64_t{1} << (word & 63); }

// The first stem_bytes bytes of a word in lower case as one number, which stems are looked up by.
inline std::uint32_t stem_key(std::string_view word) {
  std::uint32_t bytes = 0;
  if (word.size() >= stem_bytes) std::memcpy(&bytes, word.data(), stem_bytes);
  return bytes | 0x20202020;
}

inline bool begins_with_stem(std::string_view text, std::string_view stem) {
  return text.size() >= stem.size() &&
         std::equal(stem.begin(), stem.end(), text.begin(),
                    [](char wanted, char c) { return wanted == (c | 0x20); });
}

inline bool is_stem(std::string_view word) { return word.ends_with(any_word); }

// A pattern that a word, or a pair of words, calls for, with the check that turns most calls down.
struct Trigger {
  static constexpr std::uint32_t no_stem = 0xffffffff;
  std::uint64_t signature = 0;  // bits of which one must be set; 0: none need be
  std::uint32_t pattern = 0;
  std::uint32_t phrase = 0;  // into CompiledRules::phrase_words: the words that must stand here,
  std::uint16_t phrase_length = 0;  // 0: none need be looked at,
  std::uint16_t place = 0;          // and which of them calls
  std::uint32_t stem = no_stem;  // into CompiledRules::stems: what calls is a word that begins so
  bool elastic = false;          // the phrase holds any_word
  bool last = false;             // of those that the word or pair calls for
  std::uint8_t shapes = 0;       // blocks the rule reads, bit by BlockShape

  auto operator<=>(const Trigger&) const = default;
};

// An open-addressed table from 64-bit keys to slots, for text that mostly asks for what it does not
// hold: a filter that is small beside the table answers nearly always. Slots keep 32 bits of the
// key (`check`); a slot found for a wrong key costs a search in vain and no more. Immutable after
// build().
template <typename Slot>
class TriggerTable {
 public:
  // Gives each of the keys, which are sorted here, an empty slot.
  void build(std::vector<std::uint64_t> keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, keys.size() * 2));
    shift_ = 64 - std::countr_zero(slots);
    const std::size_t bits = std::min(16 * slots, most_filter_bits);
    filter_shift_ = 64 - std::countr_zero(bits);
    while (!place(keys, slots)) multiplier_ += 2;
    filter_.assign(bits / 64, 0);
    for (const std::uint64_t key : keys) {
      const std::uint64_t bit = key * multiplier_ >> filter_shift_;
      filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
  }

  Slot* find(std::uint64_t key) {
    return const_cast<Slot*>(std::as_const(*this).find(key));  // NOLINT: of a table that may change
  }
  bool may_hold(std::uint64_t key) const {
    const std::uint64_t bit = key * multiplier_ >> filter_shift_;
    return filter_[bit / 64] >> bit % 64 & 1;
  }
  // Bring near what may_hold() and find() will look at.
  void fetch_filter(std::uint64_t key) const {
    __builtin_prefetch(&filter_[(key * multiplier_ >> filter_shift_) / 64]);
  }
  void fetch(std::uint64_t key) const { __builtin_prefetch(&slots_[key * multiplier_ >> shift_]); }
  const Slot* find(std::uint64_t key) const {
    if (!may_hold(key)) return nullptr;
    const std::uint64_t mixed = key * multiplier_;
    for (std::size_t at = mixed >> shift_; slots_[at].used(); at = (at + 1) & mask()) {
      if (slots_[at].check == check(mixed)) return &slots_[at];
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t most_filter_bits = std::size_t{1} << 22;  // 512 KiB

  // False: two keys in one run of slots have the same check.
  bool place(const std::vector<std::uint64_t>& keys, std::size_t slots) {
    slots_.assign(slots, {});
    for (const std::uint64_t key : keys) {
      const std::uint64_t mixed = key * multiplier_;
      std::size_t at = mixed >> shift_;
      for (; slots_[at].used(); at = (at + 1) & mask()) {
        if (slots_[at].check == check(mixed)) return false;
      }
      slots_[at].check = check(mixed);
      slots_[at].use();
    }
    return true;
  }

  static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
  std::size_t mask() const { return slots_.size() - 1; }

  std::vector<Slot> slots_;
  std::vector<std::uint64_t> filter_;  // a bit a key, of 32 where there are few
  std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
  int shift_ = 60, filter_shift_ = 60;
};

struct PairSlot {
  static constexpr std::uint32_t unused = 0xffffffff;
  std::uint32_t check = 0;
  std::uint32_t first = unused;  // into the triggers

  bool used() const { return first != unused; }
  void use() { first = 0; }
};

struct WordSlot {
  static constexpr std::uint32_t none = 0xffffffff, unused = 0xfffffffe;
  std::uint64_t others = 0;  // bits of the words that call with this one: Triggers::other_bit()
  std::uint32_t check = 0;
  std::uint32_t first = unused;  // into the triggers, or none
  std::uint8_t sides = 0;        // where those words may stand, bit by Side

  bool used() const { return first != unused; }
  void use() { first = none; }
};

// What words and pairs of words call for.
class Triggers {
 public:
  void add(WordHash word, const Trigger& trigger) { words_added_.push_back({word, trigger}); }
  void add(WordHash caller, WordHash other, Side side, const Trigger& trigger) {
    pairs_added_.push_back({pair_key(caller, other, side), trigger});
    callers_added_.push_back({caller, other, side});
  }
  void add_stem(std::string_view stem, const Trigger& trigger) {
    stems_added_.push_back({stem_key(stem), trigger});
  }

  void build() {
    std::vector<std::uint64_t> keys;
    for (const Caller& added : callers_added_) keys.push_back(added.caller);
    for (const auto& [word, trigger] : words_added_) keys.push_back(word);
    const std::size_t hints = std::bit_ceil(std::clamp<std::size_t>(keys.size(), 64, most_hints));
    hint_shift_ = 64 - std::countr_zero(hints);
    hints_.assign(hints, 0);
    const auto hint = [&](WordHash word) -> std::uint64_t& {
      return hints_[word * hint_multiplier >> hint_shift_];
    };
    for (const Caller& added : callers_added_) hint(added.caller) |= company_bit(added.other);
    for (const auto& [word, trigger] : words_added_) hint(word) = ~std::uint64_t{0};
    words_.build(std::exchange(keys, {}));
    for (const auto& [pair, trigger] : pairs_added_) keys.push_back(pair);
    pairs_.build(std::exchange(keys, {}));
    for (const auto& [stem, trigger] : stems_added_) {
      keys.push_back(stem);
      const std::uint32_t place = stem_place(static_cast<std::uint32_t>(stem));
      stem_hints_[place / 64] |= std::uint64_t{1} << place % 64;
    }
    has_stems_ = !keys.empty();
    stems_.build(std::move(keys));
    for (const Caller& added : std::exchange(callers_added_, {})) {
      WordSlot& slot = *words_.find(added.caller);
      slot.sides |= static_cast<std::uint8_t>(1u << added.side);
      slot.others |= other_bit(added.other, added.side);
    }
    enter(std::exchange(words_added_, {}), words_);
    enter(std::exchange(pairs_added_, {}), pairs_);
    enter(std::exchange(stems_added_, {}), stems_);
    empty_ = triggers_.empty();
  }

  bool empty() const { return empty_; }
  bool has_stems() const { return has_stems_; }
  // Whether a word may begin with a stem; nearly all that do not are told.
  bool may_begin_with_stem(std::uint32_t key) const {
    const std::uint32_t place = stem_place(key);
    return stem_hints_[place / 64] >> place % 64 & 1;
  }
  const PairSlot* find_stem(std::uint32_t key) const { return stems_.find(key); }
  bool may_call(WordHash word) const { return words_.may_hold(word); }
  // Whether a word that calls with others may have one of them among those that `company` has the
  // bits of.
  bool may_call_in(WordHash word, std::uint64_t company) const {
    return (hints_[word * hint_multiplier >> hint_shift_] & company) != 0;
  }
  const WordSlot* find(WordHash word) const { return words_.find(word); }
  // A pair by its pair_key().
  bool may_hold_pair(std::uint64_t key) const { return pairs_.may_hold(key); }
  const PairSlot* find_pair(std::uint64_t key) const { return pairs_.find(key); }
  void fetch_pair_filter(std::uint64_t key) const { pairs_.fetch_filter(key); }
  void fetch_word(WordHash word) const { words_.fetch(word); }
  void fetch_pair(std::uint64_t key) const { pairs_.fetch(key); }
  void fetch_triggers(std::uint32_t first) const { __builtin_prefetch(&triggers_[first]); }
  // A bit of 64 by which most words that call with no other are told, wherever they stand; and one
  // by the side as well.
  static std::uint64_t company_bit(WordHash word) { return std::uint64_t{1} << (word >> 16) % 64; }
  static std::uint64_t other_bit(WordHash word, Side side) {
    return std::uint64_t{1} << ((word >> 16) + 8 * side) % 64;
  }
  // The first of a slot's triggers; Trigger::last ends them.
  const Trigger* from(std::uint32_t first) const { return triggers_.data() + first; }

 private:
  using Added = std::vector<std::pair<std::uint64_t, Trigger>>;
  struct Caller {
    WordHash caller = 0, other = 0;
    Side side = 0;
  };

  template <typename Slot>
  void enter(Added added, TriggerTable<Slot>& table) {
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (i == 0 || added[i].first != added[i - 1].first) {
        table.find(added[i].first)->first = static_cast<std::uint32_t>(triggers_.size());
      }
      triggers_.push_back(added[i].second);
      triggers_.back().last = i + 1 == added.size() || added[i + 1].first != added[i].first;
    }
  }

  static constexpr std::uint64_t hint_multiplier = 0x9e3779b97f4a7c15;
  static constexpr std::size_t most_hints = 1 << 15;  // 256 KiB
  static constexpr int stem_hint_bits = 12;

  static std::uint32_t stem_place(std::uint32_t key) {
    return key * 0x9e3779b1 >> (32 - stem_hint_bits);
  }

  std::vector<std::uint64_t> hints_;  // of words that share a place: with whom they may call
  int hint_shift_ = 58;
  std::array<std::uint64_t, (1 << stem_hint_bits) / 64> stem_hints_{};
  TriggerTable<WordSlot> words_;
  TriggerTable<PairSlot> pairs_, stems_;
  std::vector<Trigger> triggers_;
  Added words_added_, pairs_added_, stems_added_;  // until build()
  std::vector<Caller> callers_added_;              // the same
  bool empty_ = true, has_stems_ = false;
};

}  // namespace assay::rules
