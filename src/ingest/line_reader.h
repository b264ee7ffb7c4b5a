// Lines of a stream, of bounded length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "assay/range.h"

#include "ingest/input_buffer.h"

namespace assay {

// Splits an input at line feeds. A line beyond the limit is passed over and said to be too long, so
// memory is bounded by the limit. Not thread-safe.
class LineReader {
 public:
  struct Line {
    // Without its end, outer blanks, a BOM and the record separator of RFC 7464; valid until the
    // next call. InputBuffer::padding_bytes may be read behind it. Means nothing when too_long.
    std::string_view text;
    ByteRange range;           // of the whole line without its end, in the decompressed input
    std::uint64_t number = 0;  // from 1
    bool too_long = false;
  };

  LineReader(InputBuffer input, std::size_t max_line_bytes)
      : input_(std::move(input)), max_line_bytes_(max_line_bytes) {}

  // Nothing at the end, and after the last whole line of a stream that broke: stream().error().
  std::optional<Line> next();

  const InputStream& stream() const { return input_.stream(); }

 private:
  Line line_of(std::string_view text, std::uint64_t begin, bool too_long);

  InputBuffer input_;
  std::size_t max_line_bytes_;
  std::size_t pending_ = 0;  // bytes of the last line, still in the buffer
  std::uint64_t number_ = 0;
};

}  // namespace assay
