// Reading what users point at: files, directories, stdin; plain, gzip or zstd; text, HTML, JSONL.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "assay/record.h"
#include "assay/result.h"

namespace assay {

enum class InputFormat : std::uint8_t { automatic, text, html, jsonl, warc };

// The reader cuts every payload here at the latest, so that 32 bits hold any offset into its text.
inline constexpr std::size_t most_document_bytes = std::size_t{1} << 30;

struct ReaderOptions {
  InputFormat format = InputFormat::automatic;
  std::size_t max_document_bytes = std::size_t{16} << 20;  // a longer payload is cut, `Record::cut`
  // JSONL; empty: text, content or raw_content; html; id; url; date; title.
  std::string text_field = {}, html_field = {};
  std::string id_field = {}, url_field = {}, date_field = {}, title_field = {};
};

using ReadItem = std::variant<Record, InputError>;

// Streams the records of `inputs` in order; "-" is stdin. What a file is, is found by content,
// never by its name: gzip and zstd by magic bytes, then JSONL, HTML or text. A directory is read
// recursively, each level sorted by name, without hidden entries (which may be named directly). One
// bad record never stops the rest. Memory: one decompression window, one record bounded by
// max_document_bytes, and 16 bytes a record for ids. Not thread-safe.
//
// Errors (InputError::code): missing_file, unreadable_file, unreadable_directory,
// directory_too_deep, empty_directory, read_error, empty_input, binary_file, unsupported_format,
// truncated_gzip, truncated_zstd, corrupt_gzip, corrupt_zstd, decompression_bomb, bad_json_line,
// missing_text, line_too_long. A broken stream's error follows the whole records before the break.
class Reader {
 public:
  Reader(std::vector<std::string> inputs, ReaderOptions options);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // The next record or error; nothing at the end.
  std::optional<ReadItem> next();

  // Bytes of the inputs consumed so far, for progress.
  std::uint64_t bytes_read() const;
  // Bytes of the inputs in all; 0 where that cannot be known, as with a FIFO among them. The first
  // call walks every directory.
  std::uint64_t bytes_total() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay
