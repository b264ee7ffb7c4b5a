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

struct ReaderOptions {
  InputFormat format = InputFormat::automatic;
  std::size_t max_document_bytes = std::size_t{16} << 20;  // a longer payload is cut, `Record::cut`
  std::string text_field, html_field, id_field, url_field, date_field,
      title_field;  // empty: default names
};

using ReadItem = std::variant<Record, InputError>;

// Streams the records of `inputs` in order: a directory's files recursively, sorted by path; "-" is
// stdin. What a file is, is found by content, never by its name. One bad record never stops the
// rest. Memory: one decompression window and one record, bounded by max_document_bytes. Not
// thread-safe.
class Reader {
 public:
  Reader(std::vector<std::string> inputs, ReaderOptions options);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // The next record or error; nothing at the end.
  std::optional<ReadItem> next();

  // Bytes of the inputs consumed so far and in all (0 where a total cannot be known), for progress.
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay
