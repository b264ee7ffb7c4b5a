// Where a command's rows go: standard output, a file that appears only when it is whole, or a FIFO
// or device.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "assay/result.h"

namespace assay::cli {

// A regular file is written as PATH.part and renamed by finish(); what an interrupted run leaves is
// whole rows only. FIFOs and devices are written directly. Writes are buffered; flush() when no row
// is near, so that a reader at the other end sees rows as they come.
class OutputFile {
 public:
  // `path` empty or "-": standard output. `keep_bytes`: an existing PATH.part keeps so many bytes
  // and is continued.
  static Result<OutputFile> open(const std::string& path, std::uint64_t keep_bytes = 0);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // Each returns what went wrong, also by earlier writes. A closed pipe has code "closed_pipe".
  std::optional<Error> write(std::string_view row);
  std::optional<Error> flush();
  std::optional<Error> finish();

 private:
  OutputFile() = default;

  std::string name_;  // for messages
  std::string path_, part_path_;
  std::string buffer_;
  int descriptor_ = -1;
  bool owned_ = false;
};

// PATH.part, or empty where PATH is not written that way (standard output, FIFO, device).
std::string part_path_of(const std::string& path);

}  // namespace assay::cli
