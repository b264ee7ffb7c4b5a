// Which words, and pairs of words near each other, call for which patterns: a pattern is looked at
// only where words stand that every match of it must hold.
//
// Cost: a text's word, and each pair that it makes with one of the next four, are turned down by
// one look each into small filters unless a pattern holds them; so the cost hardly depends on how
// many patterns there are, only on how many are called.
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
#include "text/large_pages.h"

namespace assay::rules {

// A word as the rules know it: its word_hash(), mixed once so that keys of pairs need no mixing of
// their own.
using WordKey = std::uint64_t;
constexpr std::uint64_t mixed_key(std::uint64_t key) { return key * 0x9e3779b97f4a7c15; }

// Pairs of words call for patterns up to this many words apart: 1 is beside each other.
constexpr std::size_t max_distance = 4;

// Well mixed as its words are. Four additions and turns a word tell all pairs that it may make.
inline std::uint64_t pair_key(WordKey left, WordKey right, std::size_t distance) {
  return std::rotl(left, 13 * static_cast<int>(distance)) + right;
}

// A bit of 64 by which most words, or stems by their stem_key(), that a sentence lacks are told
// without looking for them.
inline std::uint64_t signature_bit(std::uint64_t key) { return std::uint64_t{1} << (key >> 58); }

// Bits of which one must be set in what a sentence holds.
struct Signature {
  std::uint64_t words = 0, stems = 0;

  bool empty() const { return (words | stems) == 0; }
  auto operator<=>(const Signature&) const = default;
};

// The first stem_bytes bytes of the word at `begin` in lower case as one number, which stems are
// looked up by.
inline std::uint64_t stem_key(std::string_view text, std::size_t begin) {
  std::uint32_t bytes = 0;
  if (begin + stem_bytes <= text.size()) std::memcpy(&bytes, text.data() + begin, stem_bytes);
  return mixed_key(bytes | 0x20202020);
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
  Signature signature;  // of another clause; empty: there is none
  std::uint32_t pattern = 0;
  std::uint32_t phrase = 0;  // into CompiledRules::phrase_words: the words that must stand here,
  std::uint16_t phrase_length = 0;  // 0: none need be looked at,
  std::uint16_t place = 0;          // and which of them calls
  std::uint32_t stem = no_stem;  // into CompiledRules::stems: what calls is a word that begins so
  bool elastic = false;          // the phrase holds any_word
  bool last = false;             // of those that the word or pair calls for
  bool number = false;           // the pattern wants a number
  std::uint8_t shapes = 0;       // blocks the rule reads, bit by BlockShape

  auto operator<=>(const Trigger&) const = default;
};

// An open-addressed table from well mixed 64-bit keys to slots, for text that mostly asks for what
// it does not hold: a filter that is small beside the table answers nearly always. Slots keep 32
// bits of the key (`check`); a slot found for a wrong key costs a search in vain and no more.
// Immutable after build().
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
  const KeyFilter& filter() const { return filter_; }
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

  LargeTable<Slot> slots_;
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

// What words may be to the rules, told by one look at one byte: most words of a text are nothing to
// them, and eight words are told so at once. Words that share a byte share their uses.
class WordUses {
 public:
  enum Use : std::uint8_t {
    alone = 1,
    left = 2,  // of a pair beside each other
    right = 4,
    left_of_next = 8,  // of a pair around a word
    right_of_next = 16,
    far_left = 32,  // of a pair further apart
    far_right = 64,
    stem = 128,  // the word begins with one; by its stem_key()
  };
  static Use left_at(std::size_t distance) {
    return distance == 1 ? left : distance == 2 ? left_of_next : far_left;
  }
  static Use right_at(std::size_t distance) {
    return distance == 1 ? right : distance == 2 ? right_of_next : far_right;
  }

  // `uses` are sorted by their keys.
  void build(const std::vector<std::pair<std::uint64_t, Use>>& uses) {
    std::size_t keys = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      keys += i == 0 || uses[i].first != uses[i - 1].first;
    }
    const std::size_t bytes = std::bit_ceil(std::clamp(bytes_per_key * keys, least, most));
    shift_ = 64 - std::countr_zero(bytes);
    bytes_.assign(bytes, 0);
    for (const auto& [key, use] : uses) bytes_[key >> shift_] |= use;
  }
  // As a loop holds it in registers; see KeyFilter::View.
  class View {
   public:
    std::uint8_t of(std::uint64_t key) const { return bytes_[key >> shift_]; }

   private:
    friend class WordUses;
    View(const std::uint8_t* bytes, int shift) : bytes_(bytes), shift_(shift) {}
    const std::uint8_t* bytes_;
    int shift_;
  };
  View view() const { return {bytes_.data(), shift_}; }

 private:
  // The largest table is as large as the nearest memory of most processors.
  static constexpr std::size_t bytes_per_key = 8, least = 1 << 10, most = 1 << 15;
  LargeTable<std::uint8_t> bytes_ = {0, 0};
  int shift_ = 63;
};

// What words and pairs of words call for.
class Triggers {
 public:
  void add(WordKey word, const Trigger& trigger) { words_added_.push_back({word, trigger}); }
  // `right` stands `distance` words behind `left`, which the trigger's place is that of.
  void add(WordKey left, WordKey right, std::size_t distance, const Trigger& trigger) {
    pairs_added_.push_back({pair_key(left, right, distance), trigger});
    lefts_added_.push_back({left, right, distance});
  }
  void add_stem(std::string_view stem, const Trigger& trigger) {
    stems_added_.push_back({stem_key(stem, 0), trigger});
  }

  void build() {
    build_uses();
    std::vector<std::uint64_t> keys;
    for (const auto& [word, trigger] : words_added_) keys.push_back(word);
    alone_.build(keys);
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

  // The first look at a word.
  const WordUses& uses() const { return uses_; }
  const WordUses& stem_uses() const { return stem_uses_; }

  // Words that call alone.
  const KeyFilter& alone() const { return alone_; }
  void fetch_word(WordKey word) const { words_.fetch(word); }
  // Of any word that calls, also one that does so with another behind it.
  const WordSlot* find_word(WordKey word) const { return words_.find(word); }

  // Pairs by their pair_key().
  const KeyFilter& pair_filter() const { return pairs_.filter(); }
  void fetch_pair(std::uint64_t key) const { pairs_.fetch(key); }
  const PairSlot* find_pair(std::uint64_t key) const { return pairs_.find(key); }
  // By which most words that do not call with another are told.
  static std::uint64_t other_bit(WordKey right, std::size_t distance) {
    return std::uint64_t{1} << ((right >> 16) + 8 * distance) % 64;
  }

  // Stems by their stem_key().
  const PairSlot* find_stem(std::uint64_t key) const { return stems_.find(key); }

  // The first of a slot's triggers; Trigger::last ends them.
  const Trigger* from(std::uint32_t first) const { return triggers_.data() + first; }
  void fetch_triggers(std::uint32_t first) const { __builtin_prefetch(&triggers_[first]); }

 private:
  using Added = std::vector<std::pair<std::uint64_t, Trigger>>;
  struct Left {
    WordKey word = 0, right = 0;
    std::size_t distance = 0;
  };

  void build_uses() {
    std::vector<std::pair<std::uint64_t, WordUses::Use>> uses;
    for (const auto& [word, trigger] : words_added_) uses.emplace_back(word, WordUses::alone);
    for (const Left& added : lefts_added_) {
      uses.emplace_back(added.word, WordUses::left_at(added.distance));
      uses.emplace_back(added.right, WordUses::right_at(added.distance));
    }
    std::sort(uses.begin(), uses.end());
    uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
    uses_.build(std::exchange(uses, {}));
    for (const auto& [stem, trigger] : stems_added_) uses.emplace_back(stem, WordUses::stem);
    std::sort(uses.begin(), uses.end());
    stem_uses_.build(uses);
  }

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

  WordUses uses_, stem_uses_;
  KeyFilter alone_;
  TriggerTable<WordSlot> words_;
  TriggerTable<PairSlot> pairs_, stems_;
  std::vector<Trigger> triggers_;
  Added words_added_, pairs_added_, stems_added_;  // until build()
  std::vector<Left> lefts_added_;                  // the same
  bool empty_ = true, has_stems_ = false;
};

}  // namespace assay::rules
