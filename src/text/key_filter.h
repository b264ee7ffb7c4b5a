// Tells nearly all keys that a set does not hold by one look at one word of memory.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/large_pages.h"

namespace assay {

// Two bits a key, both in one word (a blocked Bloom filter: Putze, Sanders, Singler 2007), so that
// twelve bits a key or more let one key in fifty pass, or fewer, and stay near. Keys are 64-bit
// hashes whose upper half is well mixed, as a product with an odd constant is; the lower may be
// poor.
class KeyFilter {
 public:
  // The filter as a loop holds it in registers: a loop that writes bytes would otherwise load it
  // anew for every key. Valid until the next build().
  class View {
   public:
    bool may_hold(std::uint64_t key) const {
      const std::uint64_t word = words_[key >> shift_];
      return word >> first(key) & word >> second(key) & 1;
    }

    // For who asks for many keys at once: the word is words()[key >> shift()], its bits are
    // (key >> first_bit) % 64 and (key >> second_bit) % 64.
    const std::uint64_t* words() const { return words_; }
    int shift() const { return shift_; }
    static constexpr int first_bit = 36, second_bit = 30;

   private:
    friend class KeyFilter;
    View(const std::uint64_t* words, int shift) : words_(words), shift_(shift) {}
    const std::uint64_t* words_;
    int shift_;
  };

  void build(std::span<const std::uint64_t> keys) {
    const std::size_t bits =
        std::bit_ceil(std::clamp(bits_per_key * keys.size(), least_bits, most_bits));
    shift_ = 64 - std::countr_zero(bits / 64);
    words_.assign(bits / 64, 0);
    for (const std::uint64_t key : keys) {
      words_[key >> shift_] |= std::uint64_t{1} << first(key) | std::uint64_t{1} << second(key);
    }
  }

  View view() const { return {words_.data(), shift_}; }
  bool may_hold(std::uint64_t key) const { return view().may_hold(key); }

 private:
  static constexpr std::size_t bits_per_key = 12, least_bits = 256, most_bits = 1 << 22;

  // Bits of a word; the word goes by the highest bits.
  static std::uint64_t first(std::uint64_t key) { return key >> View::first_bit & 63; }
  static std::uint64_t second(std::uint64_t key) { return key >> View::second_bit & 63; }

  LargeTable<std::uint64_t> words_ = {0, 0};
  int shift_ = 63;
};

}  // namespace assay
