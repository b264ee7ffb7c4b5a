// The words of a lexicon, found by their hash: the one look-up that every word of a text costs.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

namespace assay::mentions {

// A hash table in which each word has a slot of its own ("hash and displace": Belazzougui, Botelho
// and Dietzfelbinger, 2009), so that a look-up is two reads and no branch: a processor that guesses
// wrong at every tenth word loses more than the table costs. Built once: words are added, then
// arrange() gives them their slots, and before that nothing is found. From then on it is only read;
// of() is thread-safe. Entries are numbered in the order they were added; number 0 stands for every
// word that was not.
template <typename Entry>
class WordTable {
 public:
  WordTable() : entries_(1) { arrange(); }

  // The entry of `hash`, made first where there is none. Valid until the next call.
  Entry& operator[](std::uint64_t hash) {
    const auto next = static_cast<std::uint32_t>(entries_.size());
    const auto [number, added] = numbers_.try_emplace(hash, next);
    if (added) entries_.push_back({hash, {}});
    return entries_[number->second].entry;
  }

  // Gives the words that were added their slots. Expected O(words).
  void arrange() {
    number_mask_ = std::bit_ceil(static_cast<std::uint32_t>(entries_.size())) - 1;
    std::size_t slots = entries_.size() * slots_per_word;
    while (!fits(slots)) slots *= 2;
  }

  // The entry of `hash`; one that holds nothing where there is none.
  const Entry& of(std::uint64_t hash) const { return entries_[number_of(hash)].entry; }

  // The entry of `hash`, or null.
  const Entry* find(std::uint64_t hash) const {
    const std::uint32_t found = number_of(hash);
    return found != 0 ? &entries_[found].entry : nullptr;
  }

  // Calls `each` with every entry that was added.
  template <typename Each>
  void for_each(Each each) {
    for (std::size_t i = 1; i < entries_.size(); ++i) each(entries_[i].entry);
  }

 private:
  static constexpr std::size_t slots_per_word = 2, slots_per_group = 8;  // at least, at most

  struct Numbered {
    std::uint64_t hash = 0;
    Entry entry{};
  };

  // The last bits of word_hash() are mixed well enough for groups of any size.
  std::size_t group_of(std::uint64_t hash) const { return hash & (seeds_.size() - 1); }
  // A fraction of the slots: a shift by a number that only the program knows would cost more.
  std::size_t slot_of(std::uint64_t hash, std::uint64_t seed) const {
    const std::uint64_t fraction = (hash ^ seed) * 0xd6e8feb86659fd93ull >> 32;
    return static_cast<std::size_t>(fraction * slots_.size() >> 32);
  }

  std::uint32_t number_of(std::uint64_t hash) const {
    const std::uint32_t slot = slots_[slot_of(hash, seeds_[group_of(hash)])];
    // Most words that are none differ in these bits already, and entry 0 is at hand.
    const bool likely = ((slot ^ static_cast<std::uint32_t>(hash)) & ~number_mask_) == 0;
    const std::uint32_t number = slot & number_mask_ & (0u - static_cast<std::uint32_t>(likely));
    return number & (0u - static_cast<std::uint32_t>(entries_[number].hash == hash));
  }

  // Tries to give every word one of `size` slots: the words of a group share the seed that puts
  // each of them into a free one, and large groups choose first.
  bool fits(std::size_t size) {
    slots_.assign(size, 0);
    seeds_.assign(std::bit_ceil(size / slots_per_group), 0);
    std::vector<std::vector<std::uint32_t>> words(seeds_.size());
    for (std::uint32_t i = 1; i < entries_.size(); ++i)
      words[group_of(entries_[i].hash)].push_back(i);
    std::vector<std::size_t> order(words.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t g) { return words[g].size(); });
    return std::ranges::all_of(order, [&](std::size_t g) { return seat(words[g], seeds_[g]); });
  }

  // Finds the seed of one group; false: none does.
  bool seat(const std::vector<std::uint32_t>& words, std::uint16_t& seed) {
    constexpr std::uint32_t most_tries = 1 << 16;
    std::vector<std::size_t> taken;
    for (std::uint32_t one = 0; one < most_tries; ++one) {
      for (const std::uint32_t number : words) {
        const std::size_t slot = slot_of(entries_[number].hash, one);
        if (slots_[slot] != 0) break;
        slots_[slot] = number | (static_cast<std::uint32_t>(entries_[number].hash) & ~number_mask_);
        taken.push_back(slot);
      }
      seed = static_cast<std::uint16_t>(one);
      if (taken.size() == words.size()) return true;
      for (const std::size_t slot : taken) slots_[slot] = 0;
      taken.clear();
    }
    return false;
  }

  std::uint32_t number_mask_ = 0;  // the bits of a slot that are a number; the others are a hash's
  std::vector<std::uint16_t> seeds_;  // by group
  std::vector<std::uint32_t> slots_;
  std::vector<Numbered> entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  // to build it
};

}  // namespace assay::mentions
