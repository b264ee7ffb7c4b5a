#include <utility>

#include "assay/charset.h"

#include "ingest/sniff.h"
#include "ingest/source.h"

namespace assay {
namespace {

class FileSource final : public RecordSource {
 public:
  FileSource(std::string path, InputBuffer input, MediaKind kind, std::size_t max_bytes)
      : path_(std::move(path)), input_(std::move(input)), kind_(kind), max_bytes_(max_bytes) {}

  std::optional<ReadItem> next() override {
    if (std::exchange(done_, true)) return std::nullopt;
    Record record;
    std::string& payload = record.payload;
    payload = input_.view().substr(0, max_bytes_);
    bool more = input_.view().size() > max_bytes_;
    std::size_t size = payload.size();
    while (!more) {
      // One byte above the limit tells a payload of just that size from a longer one.
      constexpr std::size_t chunk_bytes = 256 * 1024;
      payload.resize(std::min(max_bytes_ + 1, std::max(2 * size, size + chunk_bytes)));
      const std::size_t count = input_.stream().read(payload.data() + size, payload.size() - size);
      size += count;
      if (count == 0) break;
      more = size > max_bytes_;
    }
    payload.resize(std::min(size, max_bytes_));
    if (const std::optional<Error>& error = input_.stream().error(); error && !more) {
      return input_error(path_, *error);
    }
    if (more) {
      record.cut = true;
      payload.resize(unicode_encoding(payload).empty() ? character_boundary(payload, payload.size())
                                                       : payload.size() / 4 * 4);
    }
    record.id = record.path = path_;
    record.range = {0, payload.size()};
    record.kind = kind_;
    record.media_type = kind_ == MediaKind::html ? "text/html" : "text/plain";
    return record;
  }

  const InputStream& stream() const override { return input_.stream(); }

 private:
  std::string path_;
  InputBuffer input_;
  MediaKind kind_;
  std::size_t max_bytes_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<RecordSource> make_file_source(std::string path, InputBuffer input, MediaKind kind,
                                               const ReaderOptions& options) {
  return std::make_unique<FileSource>(std::move(path), std::move(input), kind,
                                      options.max_document_bytes);
}

std::size_t character_boundary(std::string_view text, std::size_t limit) {
  std::size_t length = std::min(limit, text.size());
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  // Step back over the last character (at most four bytes) and keep it only if it is whole.
  std::size_t lead = length;
  for (int i = 0; i < 4 && lead > 0; ++i) {
    if (!continues(--lead)) break;
  }
  if (lead == length || continues(lead)) return length;
  const auto byte = static_cast<unsigned char>(text[lead]);
  const std::size_t whole = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  return lead + whole > length ? lead : length;
}

std::string display_name(const std::string& path) { return path == "-" ? "standard input" : path; }

InputError input_error(const std::string& path, const Error& error) {
  return {.id = path,
          .path = path,
          .range = {},
          .code = error.code,
          .message = error.message,
          .remedy = error.remedy};
}

}  // namespace assay
