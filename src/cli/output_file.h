// Where a command's rows go: standard output, a file that appears only when it is whole, or a FIFO
// or device.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/result.h"

namespace assay::cli {

// A regular file is written as PATH.part and renamed by finish(); what an interrupted run leaves is
// whole rows only. A PATH.part that holds something is never overwritten, whoever left it, and one
// that another process is writing is not opened. FIFOs and devices are written directly. Writes are
// buffered; flush() when no row is near, so that a reader at the other end sees rows as they come.
class OutputFile {
 public:
  // `path` empty or "-": standard output; "/dev/stdout", "/dev/fd/N": what the shell opened there;
  // a link: the file it leads to. A file that is replaced leaves its permissions to the new one.
  static Result<OutputFile> open(const std::string& path);
  // The same, but goes on behind the first `keep_bytes` of an existing PATH.part.
  static Result<OutputFile> reopen(const std::string& path, std::uint64_t keep_bytes);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // Each returns what went wrong, also by earlier writes. A closed pipe has code "closed_pipe".
  std::optional<Error> write(std::string_view row);
  std::optional<Error> flush();
  std::optional<Error> finish();
  // Removes PATH.part: for an output of which a part is worth nothing.
  void discard();

 private:
  OutputFile() = default;
  static Result<OutputFile> open(const std::string& path, std::optional<std::uint64_t> keep_bytes);

  std::string name_;  // for messages
  std::string path_, part_path_;
  std::string buffer_;
  int descriptor_ = -1;
  bool owned_ = false;
};

// PATH.part (behind a link: of the file it leads to), or empty where PATH is not written that way
// (standard output, FIFO, device).
std::string part_path_of(const std::string& path);

// Whether writing outputs to `a` and `b` would write one file twice: theirs or their parts.
bool collide(const std::string& a, const std::string& b);

// Says on stderr why an output could not be written; nothing of a closed pipe, whose reader has
// enough. Returns exit_unwritable_output.
int report_unwritable(std::string_view command, const Error& error);

// Writes a whole output; exit_success or exit_unwritable_output.
int write_output(std::string_view command, const std::string& path, std::string_view bytes);
// The same to standard output.
int print(std::string_view command, std::string_view text);

// Why `output` (empty or "-": standard output, which may be a file too) must not be written while
// `inputs` are read: it is one of them and would be lost, or lies inside one and would be read as a
// document, without end. Nothing where it may be written.
std::optional<Error> input_conflict(const std::string& output,
                                    const std::vector<std::string>& inputs);

// The same; or why `output` must not be begun: a run before left its part of it (see OutputFile).
// Every command asks before it reads anything, so that the work of hours is not refused at its end.
std::optional<Error> output_conflict(const std::string& output,
                                     const std::vector<std::string>& inputs);

}  // namespace assay::cli
