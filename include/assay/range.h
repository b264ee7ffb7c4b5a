// Half-open ranges of bytes, the only offsets the library uses inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay {

// Bytes [begin, end) of a document's decoded UTF-8 text. A document is at most 4 GiB - 1 byte
// (the reader cuts earlier, at `--max-document`).
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(Range other) const { return begin < other.end && other.begin < end; }
  constexpr bool operator==(const Range&) const = default;
  constexpr auto operator<=>(const Range&) const = default;
};

// The bytes of `text` that `range` names; `range` must lie inside `text`.
constexpr std::string_view slice(std::string_view text, Range range) {
  return text.substr(range.begin, range.size());
}

// Bytes [begin, end) of a payload or a file, which may be larger than 4 GiB.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  constexpr bool operator==(const ByteRange&) const = default;
  constexpr auto operator<=>(const ByteRange&) const = default;
};

}  // namespace assay
