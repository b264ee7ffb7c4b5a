// Memory for who writes every item before it is read.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace assay {

// Items that begin without values. Where there have to be more, the old ones are lost and not
// copied, and memory that is never written costs nothing: what one document needs of it may be a
// thousand times what the next one does.
template <typename T>
class Room {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Room() = default;
  Room(Room&& other) noexcept
      : items_(std::move(other.items_)), size_(std::exchange(other.size_, 0)) {}
  Room& operator=(Room&& other) noexcept {
    items_ = std::move(other.items_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  void make(std::size_t count) {
    if (count <= size_) return;
    items_.reset();
    size_ = 0;
    items_ = std::make_unique_for_overwrite<T[]>(2 * count);
    size_ = 2 * count;
  }

  std::size_t size() const { return size_; }
  T* data() { return items_.get(); }
  const T* data() const { return items_.get(); }
  T& operator[](std::size_t i) { return items_[i]; }
  const T& operator[](std::size_t i) const { return items_[i]; }

 private:
  std::unique_ptr<T[]> items_;
  std::size_t size_ = 0;
};

}  // namespace assay
