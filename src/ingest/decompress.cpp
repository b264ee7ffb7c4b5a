#include "ingest/decompress.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace assay {
namespace {

constexpr std::size_t raw_chunk_bytes = 256 * 1024;
constexpr std::string_view gzip_magic = "\x1f\x8b";

class GzipDecompressor final : public Decompressor {
 public:
  GzipDecompressor() : state_(std::make_unique<inflate_state>()) { start_member(); }

  std::string_view name() const override { return "gzip"; }

  Step decode(std::string_view input, char* output, std::size_t output_size) override {
    Step step;
    if (between_members_) {
      // Tapes and block devices pad with zeros; the gzip command ignores them too.
      while (step.consumed < input.size() && input[step.consumed] == '\0') ++step.consumed;
      if (step.consumed == input.size()) return step;
      if (input[step.consumed] != gzip_magic[0]) return {.status = Status::corrupt};
      start_member();
    }
    input.remove_prefix(step.consumed);
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(input.data()));
    state_->avail_in = static_cast<std::uint32_t>(input.size());
    state_->next_out = reinterpret_cast<std::uint8_t*>(output);
    state_->avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(output_size, 1U << 30));
    const std::uint32_t room = state_->avail_out;
    const int status = isal_inflate(state_.get());
    step.consumed += input.size() - state_->avail_in;
    step.produced = room - state_->avail_out;
    if (status < 0 || status == ISAL_NEED_DICT) step.status = Status::corrupt;
    between_members_ = state_->block_state == ISAL_BLOCK_FINISH;
    return step;
  }

  bool complete() const override { return between_members_; }

 private:
  void start_member() {
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;
    between_members_ = false;
  }

  std::unique_ptr<inflate_state> state_;
  bool between_members_ = false;
};

class ZstdDecompressor final : public Decompressor {
 public:
  std::string_view name() const override { return "zstd"; }

  Step decode(std::string_view input, char* output, std::size_t output_size) override {
    ZSTD_inBuffer in = {input.data(), input.size(), 0};
    ZSTD_outBuffer out = {output, output_size, 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    Step step = {.consumed = in.pos, .produced = out.pos};
    if (ZSTD_isError(result)) {
      step.status = ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
                        ? Status::oversized
                        : Status::corrupt;
    } else if (in.pos > 0 || out.pos > 0) {
      complete_ = result == 0;
    }
    return step;
  }

  bool complete() const override { return complete_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_{ZSTD_createDCtx()};
  bool complete_ = false;
};

Error system_error(const std::string& path, int number) {
  const std::string reason = std::generic_category().message(number);
  if (number == ENOENT || number == ENOTDIR) {
    return {"missing_file", (path.empty() ? "''" : path) + " does not exist.", "Check the path."};
  }
  if (number == EACCES || number == EPERM) {
    return {"unreadable_file", path + " cannot be opened: " + reason + ".",
            "Give the running user permission to read it."};
  }
  return {"read_error", path + " cannot be read: " + reason + ".",
          "Check the path and the device it is on."};
}

// A file descriptor; stdin stays open.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }

  // Bytes read, 0 at the end, or the error number.
  std::size_t read(char* to, std::size_t size, int& error) const {
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, to, size);
    } while (count < 0 && errno == EINTR);
    error = count < 0 ? errno : 0;
    return count < 0 ? 0 : static_cast<std::size_t>(count);
  }

 private:
  int descriptor_;
};

}  // namespace

std::unique_ptr<Decompressor> Decompressor::for_magic(std::string_view head) {
  if (head.starts_with(gzip_magic)) return std::make_unique<GzipDecompressor>();
  if (head.size() >= 4) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(head[at]); };
    const bool frame = head.starts_with("\x28\xb5\x2f\xfd");
    const bool skippable =
        byte(0) >= 0x50 && byte(0) <= 0x5f && head.substr(1, 3) == "\x2a\x4d\x18";
    if (frame || skippable) return std::make_unique<ZstdDecompressor>();
  }
  return nullptr;
}

struct InputStream::State {
  std::string path;
  File file;
  DecompressionLimits limits;
  std::vector<char> raw = std::vector<char>(raw_chunk_bytes);
  std::size_t raw_begin = 0, raw_end = 0;
  bool at_end = false;
  std::uint64_t file_bytes = 0, consumed = 0, produced = 0;
  std::unique_ptr<Decompressor> decompressor = nullptr;
  std::optional<Error> error = {};

  // Appends to the raw chunk, which must not be full.
  void fill() {
    if (raw_begin == raw_end) raw_begin = raw_end = 0;
    int number = 0;
    const std::size_t count = file.read(raw.data() + raw_end, raw.size() - raw_end, number);
    if (number != 0) error = system_error(path, number);
    at_end = count == 0;
    raw_end += count;
    file_bytes += count;
  }

  std::size_t read_plain(char* to, std::size_t size) {
    if (raw_begin == raw_end && size >= raw.size() && !at_end) {  // past the raw chunk
      int number = 0;
      const std::size_t count = file.read(to, size, number);
      if (number != 0) error = system_error(path, number);
      at_end = count == 0;
      file_bytes += count;
      return count;
    }
    if (raw_begin == raw_end && !at_end) fill();
    const std::size_t count = std::min(size, raw_end - raw_begin);
    std::memcpy(to, raw.data() + raw_begin, count);
    raw_begin += count;
    return count;
  }

  std::size_t read_compressed(char* to, std::size_t size) {
    while (true) {
      const Decompressor::Step step =
          decompressor->decode({raw.data() + raw_begin, raw_end - raw_begin}, to, size);
      raw_begin += step.consumed;
      consumed += step.consumed;
      produced += step.produced;
      if (step.status != Decompressor::Status::more) {
        error = broken(step.status);
      } else if (produced > limits.checked_after_bytes && produced / limits.max_ratio > consumed) {
        error = Error{"decompression_bomb",
                      path + " grows more than " + std::to_string(limits.max_ratio) +
                          " times when decompressed; reading stopped.",
                      "Decompress it yourself if it is meant to be so."};
      }
      if (step.produced > 0 || error) return step.produced;
      if (step.consumed > 0) continue;
      if (at_end) {
        if (!decompressor->complete()) error = truncated();
        return 0;
      }
      fill();
      if (error) return 0;
    }
  }

  Error broken(Decompressor::Status status) const {
    const std::string name(decompressor->name());
    if (status == Decompressor::Status::oversized) {
      return {"unsupported_format", path + " needs a decompression window above 128 MiB.",
              "Compress it again without --long or --ultra."};
    }
    return {"corrupt_" + name,
            path + " is no valid " + name + " stream after " + std::to_string(produced) +
                " decompressed bytes.",
            "Fetch or compress the file again."};
  }

  Error truncated() const {
    const std::string name(decompressor->name());
    return {"truncated_" + name,
            path + " ends inside its " + name + " stream, after " + std::to_string(produced) +
                " decompressed bytes.",
            "Fetch the file again; it is not complete."};
  }
};

InputStream::InputStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
InputStream::InputStream(InputStream&&) noexcept = default;
InputStream& InputStream::operator=(InputStream&&) noexcept = default;
InputStream::~InputStream() = default;

Result<InputStream> InputStream::open(const std::string& path, DecompressionLimits limits) {
  int descriptor = STDIN_FILENO;
  if (path != "-") {
    do {  // opening a FIFO waits for its writer
      descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (descriptor < 0 && errno == EINTR);
  }
  if (descriptor < 0) return system_error(path, errno);
  auto state = std::unique_ptr<State>(new State{
      .path = path == "-" ? "standard input" : path, .file = File(descriptor), .limits = limits});
  constexpr std::size_t magic_bytes = 4;
  while (state->raw_end < magic_bytes && !state->at_end && !state->error) state->fill();
  if (state->error) return *state->error;
  state->decompressor = Decompressor::for_magic({state->raw.data(), state->raw_end});
  return InputStream(std::move(state));
}

std::size_t InputStream::read(char* to, std::size_t size) {
  if (state_->error || size == 0) return 0;
  return state_->decompressor ? state_->read_compressed(to, size) : state_->read_plain(to, size);
}

const std::optional<Error>& InputStream::error() const { return state_->error; }

std::uint64_t InputStream::file_bytes() const { return state_->file_bytes; }

Result<std::string> read_whole(const std::filesystem::path& path) {
  Result<InputStream> stream = InputStream::open(path.string());
  if (!stream) return stream.error();
  std::string content;
  std::size_t size = 0;
  while (true) {
    constexpr std::size_t chunk_bytes = 1 << 20;
    if (content.size() - size < chunk_bytes) content.resize(std::max(2 * size, size + chunk_bytes));
    const std::size_t count = stream.value().read(content.data() + size, content.size() - size);
    if (count == 0) break;
    size += count;
  }
  if (stream.value().error()) return *stream.value().error();
  content.resize(size);
  return content;
}

}  // namespace assay
