// Bytes of any encoding into UTF-8 text, with the way back from text to bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/range.h"

namespace assay {

// Where each character of a decoded text stood in its payload. Runs of characters that have the
// same length on both sides are one entry: plain UTF-8 is one run, English in UTF-16 is one run.
class SourceMap {
 public:
  // Appends one character of `text_bytes` that was decoded from `source_bytes`, or, where
  // `count` > 1, so many of them.
  void append(std::uint8_t text_bytes, std::uint8_t source_bytes, std::uint32_t count = 1);
  // Leaves out source bytes that have no text (a byte order mark).
  void skip(std::uint32_t source_bytes) { source_end_ += source_bytes; }

  // Precondition: both ends of `text` stand between characters. Ranges have to be asked for in
  // ascending order; the cost over all of them is O(runs + ranges).
  class Cursor {
   public:
    explicit Cursor(const SourceMap& map) : map_(&map) {}
    ByteRange source_of(Range text);

   private:
    std::uint64_t source_of(std::uint32_t offset, bool end);
    const SourceMap* map_;
    std::size_t run_ = 0;
  };

 private:
  struct Run {
    std::uint32_t text_begin, source_begin, count;
    std::uint8_t text_bytes, source_bytes;
  };
  std::vector<Run> runs_;
  std::uint32_t text_end_ = 0, source_end_ = 0;
};

struct DecodedText {
  std::string text;  // valid UTF-8
  SourceMap map;
  std::string charset;  // WHATWG name, lower case
  std::string from;     // "bom", "detected", "default"
};

// Decodes a plain-text payload. A byte order mark decides and is dropped; then UTF-8, in which each
// invalid sequence becomes one U+FFFD; a payload in which nothing but ASCII is valid UTF-8 and
// foreign bytes are many is read in the charset uchardet names. Linear; for UTF-8 without errors a
// validation and a copy.
DecodedText decode_text(std::string_view payload);

// UTF-8 known to be meant as such (a JSON string): as decode_text() but no other charset.
DecodedText decode_utf8(std::string_view payload);

// "utf-16le", "utf-16be", "utf-32le" or "utf-32be" where a byte order mark or the pattern of zero
// bytes says so, else empty.
std::string_view unicode_encoding(std::string_view bytes);

}  // namespace assay
