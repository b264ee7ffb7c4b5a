// Which words, and pairs of words near each other, call for which patterns: a pattern is looked at
// only where words stand that every match of it must hold.
//
// Cost: a text's word, and the pair that it makes with the next, are turned down by one look each
// into small filters unless a pattern holds them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/pattern.h"
#include "text/key_filter.h"

namespace assay::rules {

using WordHash = std::uint64_t;

// Pairs of words call for patterns up to this many words apart: 1 is beside each other.
constexpr std::size_t max_distance = 4;

inline std::uint64_t pair_key(WordHash left, WordHash right, std::size_t distance) {
  return (std::rotl(left, 23 + static_cast<int>(distance)) ^ right) * 0x2545f4914f6cdd1d;
}

// A bit of 64 by which most words that a sentence lacks are told without looking for them.
inline std::uint64_t signature_bit(WordHash word) { return std::uint64_t{1} << (word & 63); }

// The first stem_bytes bytes of the word at `begin` in lower case as one number, which stems are
// looked up by.
inline std::uint32_t stem_key(std::string_view text, std::size_t begin) {
  std::uint32_t bytes = 0;
  if (begin + stem_bytes <= text.size()) std::memcpy(&bytes, text.data() + begin, stem_bytes);
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
    std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, keys.size() * 2));
    shift_ = 64 - std::countr_zero(slots);
    // Keys made to clash find a place apart in a larger table.
    constexpr std::size_t most_tries = 16;
    for (std::size_t tries = 1; !place(keys, slots); ++tries) {
      multiplier_ += 2;
      if (tries % most_tries != 0) continue;
      slots *= 2;
      --shift_;
    }
    filter_.build(keys);
  }

  Slot* find(std::uint64_t key) {
    return const_cast<Slot*>(std::as_const(*this).find(key));  // NOLINT: of a table that may change
  }
  bool may_hold(std::uint64_t key) const { return filter_.may_hold(key); }
  // Brings near what find() will look at.
  void fetch(std::uint64_t key) const { __builtin_prefetch(&slots_[key * multiplier_ >> shift_]); }
  // Null where the key is unknown.
  const Slot* find(std::uint64_t key) const {
    const std::uint64_t mixed = key * multiplier_;
    for (std::size_t at = mixed >> shift_; slots_[at].used(); at = (at + 1) & mask()) {
      if (slots_[at].check == check(mixed)) return &slots_[at];
    }
    return nullptr;
  }

 private:
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
  KeyFilter filter_;
  std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
  int shift_ = 60;
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
  std::uint8_t distances = 0;    // at which those words may stand behind it, a bit each from 1 on

  bool used() const { return first != unused; }
  void use() { first = none; }
};

// What words and pairs of words call for.
class Triggers {
 public:
  void add(WordHash word, const Trigger& trigger) { words_added_.push_back({word, trigger}); }
  // `right` stands `distance` words behind `left`, which the trigger's place is that of.
  void add(WordHash left, WordHash right, std::size_t distance, const Trigger& trigger) {
    pairs_added_.push_back({pair_key(left, right, distance), trigger});
    lefts_added_.push_back({left, right, distance});
  }
  void add_stem(std::string_view stem, const Trigger& trigger) {
    stems_added_.push_back({stem_key(stem, 0), trigger});
  }

  void build() {
    std::vector<std::uint64_t> keys;
    for (const auto& [word, trigger] : words_added_) keys.push_back(word);
    for (const Left& added : lefts_added_) {
      if (added.distance > 1) keys.push_back(added.word);
    }
    callers_.build(keys);
    for (const Left& added : lefts_added_) keys.push_back(added.word);
    words_.build(std::exchange(keys, {}));
    for (const auto& [pair, trigger] : pairs_added_) keys.push_back(pair);
    pairs_.build(std::exchange(keys, {}));
    for (const auto& [stem, trigger] : stems_added_) keys.push_back(stem);
    has_stems_ = !keys.empty();
    stems_.build(std::move(keys));
    for (const Left& added : std::exchange(lefts_added_, {})) {
      WordSlot& slot = *words_.find(added.word);
      slot.distances |= static_cast<std::uint8_t>(1u << added.distance);
      slot.others |= other_bit(added.right, added.distance);
    }
    enter(std::exchange(words_added_, {}), words_);
    enter(std::exchange(pairs_added_, {}), pairs_);
    enter(std::exchange(stems_added_, {}), stems_);
    empty_ = triggers_.empty();
  }

  bool empty() const { return empty_; }
  bool has_stems() const { return has_stems_; }

  // Whether the word may call for patterns without the word behind it: alone, or with one further
  // on.
  bool may_call(WordHash word) const { return callers_.may_hold(word); }
  void fetch_word(WordHash word) const { words_.fetch(word); }
  // Of any word that calls, with the word behind it too.
  const WordSlot* find_word(WordHash word) const { return words_.find(word); }

  // A pair by its pair_key().
  bool may_hold_pair(std::uint64_t key) const { return pairs_.may_hold(key); }
  void fetch_pair(std::uint64_t key) const { pairs_.fetch(key); }
  const PairSlot* find_pair(std::uint64_t key) const { return pairs_.find(key); }
  // By which most words that do not call with another are told.
  static std::uint64_t other_bit(WordHash right, std::size_t distance) {
    return std::uint64_t{1} << ((right >> 16) + 8 * distance) % 64;
  }

  // Whether a word may begin with a stem that has the stem_key().
  bool may_hold_stem(std::uint32_t key) const { return stems_.may_hold(key); }
  const PairSlot* find_stem(std::uint32_t key) const { return stems_.find(key); }

  // The first of a slot's triggers; Trigger::last ends them.
  const Trigger* from(std::uint32_t first) const { return triggers_.data() + first; }
  void fetch_triggers(std::uint32_t first) const { __builtin_prefetch(&triggers_[first]); }

 private:
  using Added = std::vector<std::pair<std::uint64_t, Trigger>>;
  struct Left {
    WordHash word = 0, right = 0;
    std::size_t distance = 0;
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

  KeyFilter callers_;  // words that call without the word behind them
  TriggerTable<WordSlot> words_;
  TriggerTable<PairSlot> pairs_, stems_;
  std::vector<Trigger> triggers_;
  Added words_added_, pairs_added_, stems_added_;  // until build()
  std::vector<Left> lefts_added_;                  // the same
  bool empty_ = true, has_stems_ = false;
};

}  // namespace assay::rules
