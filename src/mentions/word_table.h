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

#include "text/registers.h"

#ifdef ASSAY_WIDE_REGISTERS
#include <immintrin.h>
#endif

namespace assay::mentions {

// A hash table in which each word has a slot of its own ("hash and displace": Belazzougui, Botelho
// and Dietzfelbinger, 2009), so that a look-up is two reads and no branch: a processor that guesses
// wrong at every tenth word loses more than the table costs. Built once: words are added, then
// arrange() gives them their slots, and before that nothing is found. From then on it is only read;
// of() is thread-safe. Entries are numbered in the order they were added; number 0 stands for every
// word that was not.
template <typename Entry>
class WordTable {
  static constexpr std::uint64_t mixer = 0xd6e8feb86659fd93;

  struct Numbered {
    std::uint64_t hash = 0;
    Entry entry{};
  };

 public:
  // What a look-up reads of the table, for loops over many words: a copy stays in registers. Valid
  // until a word is added.
  struct View {
    const Numbered* entries;
    const std::uint32_t* seeds;  // by group
    const std::uint32_t* slots;
    std::uint64_t group_mask, slot_count;
    std::uint32_t number_mask;  // the bits of a slot that are a number; the others are a hash's

    const Entry& of(std::uint64_t hash) const { return entries[number_of(hash)].entry; }

    std::uint32_t number_of(std::uint64_t hash) const {
      const std::uint32_t slot = slots[slot_of(hash, seeds[group_of(hash)])];
      // Most words that are none differ in these bits already, and entry 0 is at hand.
      const bool likely = ((slot ^ static_cast<std::uint32_t>(hash)) & ~number_mask) == 0;
      const std::uint32_t number = slot & number_mask & (0u - static_cast<std::uint32_t>(likely));
      return number & (0u - static_cast<std::uint32_t>(entries[number].hash == hash));
    }

    // The last bits of word_hash() are mixed well enough for groups of any size.
    std::size_t group_of(std::uint64_t hash) const { return hash & group_mask; }
    // A fraction of the slots: a shift by a number that only the program knows would cost more.
    std::size_t slot_of(std::uint64_t hash, std::uint64_t seed) const {
      const std::uint64_t fraction = (hash ^ seed) * mixer >> 32;
      return static_cast<std::size_t>(fraction * slot_count >> 32);
    }

#ifdef ASSAY_WIDE_REGISTERS
    // As of(), eight words at once: where the entries lie, and the eight bytes of each that begin
    // at `offset`.
    struct Eight {
      __m512i places, bytes;
    };
    template <std::size_t offset>
    ASSAY_WIDEST Eight of_eight(__m512i hashes) const {
      static_assert(offset + 8 <= sizeof(Entry));
      const auto all = [&](std::uint64_t number) ASSAY_WIDEST {
        return _mm512_set1_epi64(static_cast<long long>(number));
      };
      const auto narrow = [&](const std::uint32_t* table, __m512i index) ASSAY_WIDEST {
        const __m256i none = _mm256_setzero_si256();
        return _mm512_maskz_cvtepu32_epi64(
            every, _mm512_mask_i64gather_epi32(none, every, index, table, 4));
      };
      const __m512i seed = narrow(seeds, _mm512_and_si512(hashes, all(group_mask)));
      const __m512i fractions = _mm512_maskz_srli_epi64(
          every, _mm512_mullo_epi64(_mm512_xor_si512(hashes, seed), all(mixer)), 32);
      const __m512i slot =
          narrow(slots, _mm512_maskz_srli_epi64(
                            every, _mm512_maskz_mul_epu32(every, fractions, all(slot_count)), 32));
      const __mmask8 likely = _mm512_testn_epi64_mask(
          _mm512_xor_si512(slot, hashes), all(static_cast<std::uint32_t>(~number_mask)));
      const __m512i numbers = _mm512_maskz_and_epi64(likely, slot, all(number_mask));
      // Where these entries lie, behind the first.
      const auto behind_first = [&](__m512i number) ASSAY_WIDEST {
        return _mm512_mullo_epi64(number, all(sizeof(Numbered)));
      };
      const auto eight_bytes = [&](__m512i at, const void* base, __mmask8 some) ASSAY_WIDEST {
        return _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), some, at, base, 1);
      };
      const __mmask8 same = _mm512_mask_cmpeq_epi64_mask(
          likely, eight_bytes(behind_first(numbers), &entries->hash, likely), hashes);
      const __m512i found = behind_first(_mm512_maskz_mov_epi64(same, numbers));
      const auto* const first = reinterpret_cast<const char*>(&entries->entry);
      return {_mm512_add_epi64(found, all(reinterpret_cast<std::uint64_t>(first))),
              eight_bytes(found, first + offset, every)};
    }
    static constexpr __mmask8 every = 0xff;  // unmasked GCC 12 warns of what it does not use
#endif
  };

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
  const Entry& of(std::uint64_t hash) const { return view().of(hash); }

  // The entry of `hash`, or null.
  const Entry* find(std::uint64_t hash) const {
    const std::uint32_t found = view().number_of(hash);
    return found != 0 ? &entries_[found].entry : nullptr;
  }

  View view() const {
    return {entries_.data(),   seeds_.data(), slots_.data(),
            seeds_.size() - 1, slots_.size(), number_mask_};
  }

  // Calls `each` with every entry that was added.
  template <typename Each>
  void for_each(Each each) {
    for (std::size_t i = 1; i < entries_.size(); ++i) each(entries_[i].entry);
  }

 private:
  static constexpr std::size_t slots_per_word = 2, slots_per_group = 8;  // at least, at most

  // Tries to give every word one of `size` slots: the words of a group share the seed that puts
  // each of them into a free one, and large groups choose first.
  bool fits(std::size_t size) {
    slots_.assign(size, 0);
    seeds_.assign(std::bit_ceil(size / slots_per_group), 0);
    const View table = view();
    std::vector<std::vector<std::uint32_t>> words(seeds_.size());
    for (std::uint32_t i = 1; i < entries_.size(); ++i)
      words[table.group_of(entries_[i].hash)].push_back(i);
    std::vector<std::size_t> order(words.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t g) { return words[g].size(); });
    return std::ranges::all_of(order, [&](std::size_t g) { return seat(words[g], seeds_[g]); });
  }

  // Finds the seed of one group; false: none does.
  bool seat(const std::vector<std::uint32_t>& words, std::uint32_t& seed) {
    constexpr std::uint32_t most_tries = 1 << 16;
    const View table = view();
    std::vector<std::size_t> taken;
    for (std::uint32_t one = 0; one < most_tries; ++one) {
      for (const std::uint32_t number : words) {
        const std::size_t slot = table.slot_of(entries_[number].hash, one);
        if (slots_[slot] != 0) break;
        slots_[slot] = number | (static_cast<std::uint32_t>(entries_[number].hash) & ~number_mask_);
        taken.push_back(slot);
      }
      seed = one;
      if (taken.size() == words.size()) return true;
      for (const std::size_t slot : taken) slots_[slot] = 0;
      taken.clear();
    }
    return false;
  }

  std::uint32_t number_mask_ = 0;
  std::vector<std::uint32_t> seeds_;
  std::vector<std::uint32_t> slots_;
  std::vector<Numbered> entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  // to build it
};

}  // namespace assay::mentions
