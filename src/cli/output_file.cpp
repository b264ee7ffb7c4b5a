#include "cli/output_file.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::cli {
namespace {

constexpr std::size_t buffer_bytes = 256 << 10;

Error output_error(const std::string& name, int code) {
  if (code == EPIPE) return {"closed_pipe", "Nobody reads " + name + " any more.", ""};
  const std::string remedy =
      code == ENOSPC ? "Free some space, or write to another disk; --resume goes on from there."
                     : "Give a path that can be written.";
  return {"unwritable_output", "Cannot write " + name + ": " + std::strerror(code) + ".", remedy};
}

bool is_standard_output(const std::string& path) { return path.empty() || path == "-"; }

}  // namespace

std::string part_path_of(const std::string& path) {
  if (is_standard_output(path)) return {};
  struct stat status;
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) return {};
  return path + ".part";
}

Result<OutputFile> OutputFile::open(const std::string& path, std::uint64_t keep_bytes) {
  OutputFile file;
  if (is_standard_output(path)) {
    file.name_ = "standard output";
    file.descriptor_ = STDOUT_FILENO;
    return file;
  }
  file.name_ = path;
  file.path_ = path;
  file.part_path_ = part_path_of(path);
  file.owned_ = true;
  const bool direct = file.part_path_.empty();
  const int flags = direct ? O_WRONLY : O_WRONLY | O_CREAT | (keep_bytes == 0 ? O_TRUNC : 0);
  file.descriptor_ =
      ::open(direct ? path.c_str() : file.part_path_.c_str(), flags | O_CLOEXEC, 0666);
  if (file.descriptor_ < 0) return output_error(path, errno);
  if (keep_bytes > 0 && (ftruncate(file.descriptor_, static_cast<off_t>(keep_bytes)) != 0 ||
                         lseek(file.descriptor_, 0, SEEK_END) < 0)) {
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
  if (close(std::exchange(descriptor_, -1)) != 0) return output_error(name_, errno);
  if (part_path_.empty()) return std::nullopt;
  if (std::rename(part_path_.c_str(), path_.c_str()) != 0) return output_error(name_, errno);
  return std::nullopt;
}

}  // namespace assay::cli
