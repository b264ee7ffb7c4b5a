// Memory for tables that are read at random places.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

#include <sys/mman.h>

namespace assay {

// An allocator that asks the system for large pages (2 MiB) where a table is worth one. A processor
// knows where some hundred pages lie; a table on small ones, read at random, has it look up the
// page again for most reads. Where the system grants none, the memory is as any other. Rounds up to
// whole large pages: for the few tables of a model, not for what each document holds.
template <typename T>
class LargePages {
 public:
  using value_type = T;

  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>&) {}  // NOLINT(google-explicit-constructor): asked of allocators

  T* allocate(std::size_t count) {
    if (!is_large(count)) return static_cast<T*>(::operator new(count * sizeof(T)));
    const std::size_t bytes = (count * sizeof(T) + page - 1) / page * page;
    void* const memory = std::aligned_alloc(page, bytes);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    madvise(memory, bytes, MADV_HUGEPAGE);  // a refusal costs time only
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (is_large(count)) {
      std::free(memory);
    } else {
      ::operator delete(memory);
    }
  }

  template <typename U>
  bool operator==(const LargePages<U>&) const {
    return true;
  }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20, least = 64 << 10;  // bytes

  static bool is_large(std::size_t count) { return count >= least / sizeof(T); }
};

// A table of a model on large pages.
template <typename T>
using LargeTable = std::vector<T, LargePages<T>>;

}  // namespace assay
