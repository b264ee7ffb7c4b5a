// A read-mostly hash table for keys that are hashes already: one probe for most words of a text.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::mentions {

// Open addressing, linear probing, at most half full. Key 0 is reserved for empty slots. Built
// once, then only read; find() is thread-safe. An empty one holds no memory.
template <typename Value>
class FlatMap {
 public:
  FlatMap() = default;
  // Grows where more keys come than `expected`.
  explicit FlatMap(std::size_t expected)
      : slots_(std::bit_ceil(2 * std::max<std::size_t>(least_keys, expected))) {}

  // The value under `key`, made first where there is none.
  Value& operator[](std::uint64_t key) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slots_[probe(key)];
    if (slot.key != key) {
      slot.key = key;
      ++count_;
    }
    return slot.value;
  }

  const Value* find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[probe(key)];
    return slot.key == key ? &slot.value : nullptr;
  }

  std::size_t size() const { return count_; }

 private:
  static constexpr std::size_t least_keys = 8;

  struct Slot {  // all zero from the start, without a loop where Value allows it
    std::uint64_t key;
    Value value;
  };

  std::size_t probe(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(key * 0x9e3779b97f4a7c15ull >> 32) & mask;
    while (slots_[at].key != key && slots_[at].key != 0) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> old(std::max(2 * least_keys, slots_.size() * 4));
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.key != 0) slots_[probe(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace assay::mentions
