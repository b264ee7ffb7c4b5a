// A window on a stream: what was read and not yet consumed, in one piece.
#pragma once

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/decompress.h"

namespace assay {

class InputBuffer {
 public:
  // Bytes behind view() that may be read (but mean nothing), as vector parsers need.
  static constexpr std::size_t padding_bytes = 64;

  explicit InputBuffer(InputStream stream) : stream_(std::move(stream)) {}

  // Valid until the next fill().
  std::string_view view() const { return {data_.data() + begin_, end_ - begin_}; }
  // Where view() begins in the decompressed input.
  std::uint64_t offset() const { return offset_; }

  void consume(std::size_t count) {
    begin_ += count;
    offset_ += count;
  }

  // Appends what one read gives to view(); false at the end and where the stream broke.
  bool fill() {
    constexpr std::size_t chunk_bytes = 256 * 1024;
    if (data_.size() < end_ + chunk_bytes + padding_bytes) {
      if (begin_ > 0) std::memmove(data_.data(), data_.data() + begin_, end_ - begin_);
      end_ -= std::exchange(begin_, 0);
      if (data_.size() < end_ + chunk_bytes + padding_bytes) {
        data_.resize(2 * end_ + 2 * chunk_bytes + padding_bytes);
      }
    }
    const std::size_t count =
        stream_.read(data_.data() + end_, data_.size() - padding_bytes - end_);
    end_ += count;
    return count > 0;
  }

  InputStream& stream() { return stream_; }
  const InputStream& stream() const { return stream_; }

 private:
  InputStream stream_;
  std::vector<char> data_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace assay
