// Tells nearly all keys that a set does not hold by one look at one word of memory.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace assay {

// Two bits a key, both in one word (a blocked Bloom filter: Putze, Sanders, Singler 2007), so that
// twelve bits a key or more let one key in fifty pass, or fewer, and stay near. Keys are 64-bit
// hashes; any of their bits may be poor.
class KeyFilter {
 public:
  void build(std::span<const std::uint64_t> keys) {
    const std::size_t bits =
        std::bit_ceil(std::clamp(bits_per_key * keys.size(), least_bits, most_bits));
    shift_ = 64 - std::countr_zero(bits / 64);
    words_.assign(bits / 64, 0);
    for (const std::uint64_t key : keys) {
      const std::uint64_t mixed = mix(key);
      words_[mixed >> shift_] |= std::uint64_t{1} << first(mixed) | std::uint64_t{1}
                                                                        << second(mixed);
    }
  }

  bool may_hold(std::uint64_t key) const {
    const std::uint64_t mixed = mix(key);
    const std::uint64_t word = words_[mixed >> shift_];
    return word >> first(mixed) & word >> second(mixed) & 1;
  }

 private:
  static constexpr std::size_t bits_per_key = 12, least_bits = 256, most_bits = 1 << 22;

  static std::uint64_t mix(std::uint64_t key) { return key * 0x9e3779b97f4a7c15; }
  // Bits of a word; the word goes by the highest bits.
  static std::uint64_t first(std::uint64_t mixed) { return mixed >> 36 & 63; }
  static std::uint64_t second(std::uint64_t mixed) { return mixed >> 30 & 63; }

  std::vector<std::uint64_t> words_ = {0, 0};
  int shift_ = 63;
};

}  // namespace assay
