// A flat open-addressing map from 64-bit hashes; built once, then only read.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace assay::corroboration {

template <typename Value>
class HashMap {
 public:
  // The value stored for `key`, made when absent. Invalidates pointers from find().
  Value& operator[](std::uint64_t key) {
    if ((size_ + 1) * 2 > keys_.size()) grow();
    const std::size_t slot = locate(key);
    if (keys_[slot] == empty_key) {
      keys_[slot] = stored(key);
      ++size_;
    }
    return values_[slot];
  }

  const Value* find(std::uint64_t key) const {
    if (size_ == 0) return nullptr;
    const std::size_t slot = locate(key);
    return keys_[slot] == empty_key ? nullptr : &values_[slot];
  }

  bool contains(std::uint64_t key) const { return find(key) != nullptr; }
  // Calls `visit` with each key and its value, in no order that means anything.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t slot = 0; slot < keys_.size(); ++slot) {
      if (keys_[slot] != empty_key) visit(keys_[slot], values_[slot]);
    }
  }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint64_t empty_key = 0;
  static std::uint64_t stored(std::uint64_t key) { return key == empty_key ? 1 : key; }

  std::size_t locate(std::uint64_t key) const {
    key = stored(key);
    const std::size_t mask = keys_.size() - 1;
    std::size_t slot = (key * 0x9e3779b97f4a7c15ull) >> shift_;
    while (keys_[slot] != empty_key && keys_[slot] != key) slot = (slot + 1) & mask;
    return slot;
  }

  void grow() {
    std::vector<std::uint64_t> keys = std::move(keys_);
    std::vector<Value> values = std::move(values_);
    const std::size_t capacity = keys.empty() ? 16 : keys.size() * 2;
    keys_.assign(capacity, empty_key);
    values_.clear();
    values_.resize(capacity);
    shift_ = static_cast<unsigned>(std::countl_zero(capacity - 1));
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == empty_key) continue;
      const std::size_t slot = locate(keys[i]);
      keys_[slot] = keys[i];
      values_[slot] = std::move(values[i]);
    }
  }

  std::vector<std::uint64_t> keys_;
  std::vector<Value> values_;
  std::size_t size_ = 0;
  unsigned shift_ = 63;
};

}  // namespace assay::corroboration
