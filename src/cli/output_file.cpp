#include "cli/output_file.h"
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command_line.h"
#include "cli/exit_status.h"
#include "cli/resume.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_bytes = 256 << 10;

Error output_error(const std::string& name, int code) {
  if (code == EPIPE) return {"closed_pipe", "Nobody reads " + name + " any more.", ""};
  const std::string remedy = code == ENOSPC ? "Free some space, or write to another disk."
                                            : "Give a path that can be written.";
  return {"unwritable_output", "Cannot write " + name + ": " + std::strerror(code) + ".", remedy};
}

Error leftover_error(const std::string& part_path) {
  std::error_code error;
  const bool resumable = fs::exists(run_state_path(part_path), error);
  return {"part_exists", part_path + " is there already: what an interrupted run wrote.",
          resumable ? "`assay score --resume` goes on with it; remove it to begin anew."
                    : "Remove it, or write to another file."};
}

Error in_use_error(const std::string& part_path) {
  return {"part_in_use", "Another run is writing " + part_path + ".",
          "Wait until it is done, or write to another file."};
}

// Whether `path` still names the open file: another run may have renamed or removed it.
bool lies_under(int descriptor, const std::string& path) {
  struct stat opened, named;
  return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// Whether a run holds the lock of the part.
bool is_in_use(const std::string& part_path) {
  const int probe = ::open(part_path.c_str(), O_RDONLY | O_CLOEXEC);
  if (probe < 0) return false;
  const bool in_use = flock(probe, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close(probe);
  return in_use;
}

// The descriptor that the shell opened and `path` names: standard output where it is empty or "-",
// "/dev/stdout", "/dev/fd/3".
std::optional<int> open_descriptor(std::string_view path) {
  if (path.empty() || path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view directory : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(directory)) continue;
    path.remove_prefix(directory.size());
    int number = 0;
    const auto [end, error] = std::from_chars(path.data(), path.data() + path.size(), number);
    if (error == std::errc() && end == path.data() + path.size()) return number;
    break;
  }
  return std::nullopt;
}

// The regular file that the shell opened as standard input or output; empty where it is none.
fs::path file_behind(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return {};
  std::error_code error;
  return fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
}

bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::is_regular_file(a, error) && fs::equivalent(a, b, error);
}

// Where a file made as `path` comes to lie: at the end of the links, also of those that lead
// nowhere yet.
std::string behind_links(const std::string& path) {
  constexpr int most_links = 40;  // as Linux follows them
  fs::path at = path;
  std::error_code error;
  for (int i = 0; i < most_links && fs::is_symlink(at, error); ++i) {
    at = at.parent_path() / fs::read_symlink(at, error);
  }
  return at.string();
}

// Whether a file made as `path` would lie in `directory` or below it.
bool is_inside(const fs::path& path, const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) return false;
  fs::path above = fs::weakly_canonical(fs::absolute(path, error).parent_path(), error);
  while (true) {
    if (fs::equivalent(above, directory, error)) return true;
    if (above == above.parent_path()) return false;
    above = above.parent_path();
  }
}

// The file that output to `path` ends in; empty where it is a pipe or terminal that the shell
// opened.
std::string file_of(const std::string& path) {
  const std::optional<int> opened = open_descriptor(path);
  return opened ? file_behind(*opened).string() : behind_links(path);
}

}  // namespace

std::string part_path_of(const std::string& path) {
  if (open_descriptor(path)) return {};
  struct stat status;
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) return {};
  return behind_links(path) + ".part";
}

bool collide(const std::string& a, const std::string& b) {
  std::error_code error;
  const std::optional<int> opened = open_descriptor(a);
  if (opened && opened == open_descriptor(b)) return true;
  for (const std::string& one : {file_of(a), part_path_of(a)}) {
    for (const std::string& other : {file_of(b), part_path_of(b)}) {
      if (one.empty() || other.empty()) continue;
      if (fs::weakly_canonical(one, error) == fs::weakly_canonical(other, error)) return true;
      if (same_file(one, other)) return true;
    }
  }
  return false;
}

Result<OutputFile> OutputFile::open(const std::string& path) { return open(path, std::nullopt); }

Result<OutputFile> OutputFile::reopen(const std::string& path, std::uint64_t keep_bytes) {
  return open(path, std::optional(keep_bytes));
}

Result<OutputFile> OutputFile::open(const std::string& path,
                                    std::optional<std::uint64_t> keep_bytes) {
  OutputFile file;
  if (const std::optional<int> opened = open_descriptor(path)) {
    file.name_ = *opened == STDOUT_FILENO ? "standard output" : path;
    file.descriptor_ = *opened;
    return file;
  }
  file.name_ = path;
  file.path_ = behind_links(path);
  file.part_path_ = part_path_of(path);
  file.owned_ = true;
  const bool direct = file.part_path_.empty();
  const int flags = direct || keep_bytes ? O_WRONLY : O_WRONLY | O_CREAT;
  file.descriptor_ =
      ::open(direct ? path.c_str() : file.part_path_.c_str(), flags | O_CLOEXEC, 0666);
  if (file.descriptor_ < 0) return output_error(path, errno);
  if (direct) return file;
  // The lock ends with the process. Where the file system has none, two runs are not told apart.
  if (flock(file.descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return in_use_error(file.part_path_);
  }
  struct stat status;
  if (fstat(file.descriptor_, &status) != 0) return output_error(path, errno);
  // Between opening and locking another run may have finished with the file.
  if (!lies_under(file.descriptor_, file.part_path_)) return in_use_error(file.part_path_);
  if (keep_bytes && static_cast<std::uint64_t>(status.st_size) < *keep_bytes) {
    return in_use_error(file.part_path_);
  }
  if (!keep_bytes) {
    if (status.st_size > 0) return leftover_error(file.part_path_);
    ::unlink(run_state_path(file.part_path_).c_str());  // of a part that is gone
    // Who could not read the file that is replaced cannot read the new one either.
    if (struct stat old; stat(file.path_.c_str(), &old) == 0) {
      ::fchmod(file.descriptor_, (old.st_mode & 0777) | S_IRUSR | S_IWUSR);
    }
    return file;
  }
  if (ftruncate(file.descriptor_, static_cast<off_t>(*keep_bytes)) != 0 ||
      lseek(file.descriptor_, 0, SEEK_END) < 0) {
    return output_error(path, errno);
  }
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : name_(std::move(other.name_)),
      path_(std::move(other.path_)),
      part_path_(std::move(other.part_path_)),
      buffer_(std::move(other.buffer_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(other.owned_) {}

OutputFile::~OutputFile() {
  if (owned_ && descriptor_ >= 0) close(descriptor_);
}

std::optional<Error> OutputFile::write(std::string_view row) {
  buffer_ += row;
  return buffer_.size() >= buffer_bytes ? flush() : std::nullopt;
}

std::optional<Error> OutputFile::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return output_error(name_, errno);
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return std::nullopt;
}

std::optional<Error> OutputFile::finish() {
  if (const std::optional<Error> error = flush()) return error;
  if (!owned_) return std::nullopt;
  // The lock lasts as long as a copy of the descriptor: until the file has its name.
  const int locked = part_path_.empty() ? -1 : ::dup(descriptor_);
  if (close(std::exchange(descriptor_, locked)) != 0) return output_error(name_, errno);
  if (part_path_.empty()) return std::nullopt;
  if (!lies_under(descriptor_, part_path_)) return output_error(name_, ENOENT);
  if (std::rename(part_path_.c_str(), path_.c_str()) != 0) return output_error(name_, errno);
  return std::nullopt;
}

void OutputFile::discard() {
  if (!part_path_.empty() && lies_under(descriptor_, part_path_)) ::unlink(part_path_.c_str());
}

int report_unwritable(std::string_view command, const Error& error) {
  if (error.code == "closed_pipe") return exit_unwritable_output;
  return report_error(command, error, exit_unwritable_output);
}

int write_output(std::string_view command, const std::string& path, std::string_view bytes) {
  Result<OutputFile> output = OutputFile::open(path);
  if (!output) return report_unwritable(command, output.error());
  std::optional<Error> failure = output.value().write(bytes);
  if (!failure) failure = output.value().finish();
  if (!failure) return exit_success;
  output.value().discard();
  return report_unwritable(command, *failure);
}

int print(std::string_view command, std::string_view text) {
  return write_output(command, {}, text);
}

std::optional<Error> input_conflict(const std::string& output,
                                    const std::vector<std::string>& inputs) {
  const bool standard = open_descriptor(output).has_value();
  const fs::path file = file_of(output);
  std::error_code error;
  const bool written_whole = fs::is_regular_file(file, error) || !fs::exists(file, error);
  if (file.empty() || !written_whole) return std::nullopt;
  const std::string name = standard ? "standard output (" + file.string() + ")" : output;
  for (const std::string& input : inputs) {
    const fs::path read = input == "-" ? file_behind(STDIN_FILENO) : fs::path(input);
    if (same_file(file, read) || (!standard && same_file(part_path_of(output), read))) {
      return Error{"output_is_input", "The output " + name + " is also the input " + input + ".",
                   "Write it to another file."};
    }
    if (is_inside(file, read) || (!standard && is_inside(output, read))) {
      return Error{"output_is_input",
                   "The output " + name + " lies inside the input " + input +
                       " and would be read as a document.",
                   "Write it elsewhere."};
    }
  }
  return std::nullopt;
}

std::optional<Error> output_conflict(const std::string& output,
                                     const std::vector<std::string>& inputs) {
  if (auto conflict = input_conflict(output, inputs)) return conflict;
  const std::string part_path = part_path_of(output);
  std::error_code error;
  const std::uintmax_t bytes = part_path.empty() ? 0 : fs::file_size(part_path, error);
  if (error || bytes == 0) return std::nullopt;
  return is_in_use(part_path) ? in_use_error(part_path) : leftover_error(part_path);
}

}  // namespace assay::cli
