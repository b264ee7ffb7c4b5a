#include <algorithm>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "assay/ingest.h"

#include "ingest/sniff.h"
#include "ingest/source.h"
#include "ingest/unique_ids.h"
#include "ingest/walk.h"

namespace assay {
namespace {

Error unsupported(const std::string& path, ContentKind kind) {
  if (kind == ContentKind::warc) {
    return {"unsupported_format", display_name(path) + " is a WARC file, which cannot be read yet.",
            "Extract its pages, or convert it to JSONL."};
  }
  if (kind == ContentKind::official_index) {
    return {"unsupported_format", display_name(path) + " is a saved official index, no document.",
            "Name it by itself, as a file, with --official."};
  }
  if (kind == ContentKind::wide_json) {
    return {"unsupported_format", display_name(path) + " is JSON in UTF-16 or UTF-32.",
            "Convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8"};
  }
  return {"unsupported_format", display_name(path) + " is JSON, but not one object a line.",
          "Convert it to JSONL, for example with: jq -c 'if type==\"array\" then .[] else . end'"};
}

// The bytes an input will give before decompression, nothing where that cannot be known.
std::optional<std::uint64_t> file_size(const std::string& path) {
  struct stat status = {};
  const int failed = path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  if (failed != 0) return 0;  // gives an error row, no bytes
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace

struct Reader::State {
  State(std::vector<std::string> inputs, ReaderOptions reader_options)
      : inputs(inputs), walk(std::move(inputs)), options(std::move(reader_options)) {
    options.max_document_bytes = std::min(options.max_document_bytes, most_document_bytes);
  }

  std::vector<std::string> inputs;
  Walk walk;
  ReaderOptions options;
  std::unique_ptr<RecordSource> source;
  UniqueIds ids;
  std::uint64_t finished_bytes = 0;
  std::optional<std::uint64_t> total_bytes;

  // Opens the next file; an error is that file's row.
  std::optional<InputError> open(const std::string& path) {
    Result<InputStream> stream = InputStream::open(path);
    if (!stream) return input_error(path, stream.error());
    InputBuffer input(std::move(stream).value());
    // A FIFO gives what its writer has written: go on until the kind can be told.
    bool more = true;
    while (more && input.view().size() < sniff_bytes && !told_by_first_line(input.view())) {
      more = input.fill();
    }
    const Sniffed found = sniff(input.view(), !more);
    if (const std::optional<Error>& error = input.stream().error(); error && input.view().empty()) {
      return input_error(path, *error);
    }
    const ContentKind kind = wanted(found.kind);
    switch (kind) {
      case ContentKind::empty:
        if (options.format == InputFormat::jsonl) return std::nullopt;
        return input_error(path, {"empty_input", display_name(path) + " is empty.",
                                  "Leave it out, or check what should have written it."});
      case ContentKind::binary:
        return input_error(
            path,
            {"binary_file",
             display_name(path) + " is no text: it looks like " + std::string(found.what) + ".",
             "Give text, Markdown, HTML or JSONL, plain or compressed by gzip or zstd."});
      case ContentKind::json:
      case ContentKind::wide_json:
      case ContentKind::warc:
      case ContentKind::official_index:
        return input_error(path, unsupported(path, kind));
      case ContentKind::jsonl:
        source = make_jsonl_source(path, std::move(input), options);
        return std::nullopt;
      case ContentKind::text:
      case ContentKind::html:
        source = make_file_source(path, std::move(input),
                                  kind == ContentKind::html ? MediaKind::html : MediaKind::text,
                                  options);
        return std::nullopt;
    }
    return std::nullopt;
  }

  // The user's word goes before what was found, but nothing comes of nothing, and no document of an
  // index.
  ContentKind wanted(ContentKind found) const {
    if (found == ContentKind::empty || found == ContentKind::official_index) return found;
    switch (options.format) {
      case InputFormat::automatic:
        return found;
      case InputFormat::text:
        return ContentKind::text;
      case InputFormat::html:
        return ContentKind::html;
      case InputFormat::jsonl:
        return found == ContentKind::wide_json ? found : ContentKind::jsonl;
      case InputFormat::warc:
        return ContentKind::warc;
    }
    return found;
  }

  static bool told_by_first_line(std::string_view view) {
    return view.find('\n') != std::string_view::npos &&
           sniff(view, false).kind == ContentKind::jsonl;
  }
};

Reader::Reader(std::vector<std::string> inputs, ReaderOptions options)
    : state_(std::make_unique<State>(std::move(inputs), std::move(options))) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::optional<ReadItem> Reader::next() {
  State& state = *state_;
  while (true) {
    if (state.source) {
      if (std::optional<ReadItem> item = state.source->next()) {
        if (auto* record = std::get_if<Record>(&*item)) {
          record->id = state.ids.make(std::move(record->id));
        }
        return item;
      }
      state.finished_bytes += state.source->stream().file_bytes();
      state.source.reset();
    }
    auto found = state.walk.next();
    if (!found) return std::nullopt;
    if (auto* error = std::get_if<InputError>(&*found)) return std::move(*error);
    if (std::optional<InputError> error = state.open(std::get<std::string>(*found))) {
      return *std::move(error);
    }
  }
}

std::uint64_t Reader::bytes_read() const {
  return state_->finished_bytes + (state_->source ? state_->source->stream().file_bytes() : 0);
}

std::uint64_t Reader::bytes_total() const {
  if (!state_->total_bytes) {
    std::uint64_t total = 0;
    Walk walk(state_->inputs);
    while (const auto found = walk.next()) {
      const auto* path = std::get_if<std::string>(&*found);
      if (!path) continue;
      const std::optional<std::uint64_t> size = file_size(*path);
      if (!size) {
        total = 0;
        break;
      }
      total += *size;
    }
    state_->total_bytes = total;
  }
  return *state_->total_bytes;
}

}  // namespace assay
