// Bytes of an input as they were before compression. Gzip and zstd are found by magic bytes, never
// by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "assay/result.h"

namespace assay {

// Undoes one kind of compression, a piece at a time. Members (gzip) and frames (zstd) one after
// another are one stream.
class Decompressor {
 public:
  enum class Status : std::uint8_t {
    more,       // go on, with more input if all was consumed
    corrupt,    // the input is no valid stream from here on
    oversized,  // it asks for more memory than is granted (zstd windows above 128 MiB)
  };
  struct Step {
    Status status = Status::more;
    std::size_t consumed = 0, produced = 0;
  };

  virtual ~Decompressor() = default;
  virtual std::string_view name() const = 0;  // "gzip", "zstd"
  virtual Step decode(std::string_view input, char* output, std::size_t output_size) = 0;
  // Whether the input could end here: not inside a member or frame.
  virtual bool complete() const = 0;

  // The decompressor for an input that starts with `head` (four bytes are enough); null if it is
  // not compressed.
  static std::unique_ptr<Decompressor> for_magic(std::string_view head);
};

// A stream may grow without bound only as real text does. The bomb check begins after the first
// many bytes; guess: scraped JSONL compresses 3 to 10 times, the most repetitive logs about 100.
struct DecompressionLimits {
  std::uint64_t checked_after_bytes = std::uint64_t{256} << 20;
  std::uint64_t max_ratio = 250;
};

// Reads a file, a FIFO or stdin ("-") front to back. Memory: one raw chunk and the decompressor's
// window. Not thread-safe.
class InputStream {
 public:
  // Fails with code missing_file, unreadable_file or read_error.
  static Result<InputStream> open(const std::string& path, DecompressionLimits limits = {});
  InputStream(InputStream&&) noexcept;
  InputStream& operator=(InputStream&&) noexcept;
  ~InputStream();

  // Reads between 1 and `size` bytes into `to`; 0 at the end and when the stream broke, which
  // error() tells apart. Everything before the break is delivered first.
  std::size_t read(char* to, std::size_t size);

  // Why the stream broke: read_error, truncated_gzip, truncated_zstd, corrupt_gzip, corrupt_zstd,
  // decompression_bomb, unsupported_format.
  const std::optional<Error>& error() const;

  // Bytes taken from the file itself so far, before decompression.
  std::uint64_t file_bytes() const;

 private:
  struct State;
  explicit InputStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The whole decompressed content of a file; for small inputs and evaluation sets.
Result<std::string> read_whole(const std::filesystem::path& path);

}  // namespace assay
