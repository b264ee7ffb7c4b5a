#include <deque>

#include "assay/ingest.h"

#include "ingest/decompress.h"

namespace assay {

struct Reader::State {
  std::deque<std::string> inputs;
  ReaderOptions options;
};

Reader::Reader(std::vector<std::string> inputs, ReaderOptions options)
    : state_(std::make_unique<State>(State{{inputs.begin(), inputs.end()}, std::move(options)})) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::optional<ReadItem> Reader::next() {
  if (state_->inputs.empty()) return std::nullopt;
  const std::string path = std::move(state_->inputs.front());
  state_->inputs.pop_front();
  Result<std::string> content = read_whole(path);
  if (!content) {
    return InputError{
        path, path, {}, content.error().code, content.error().message, content.error().remedy};
  }
  Record record;
  record.id = record.path = path;
  record.payload = std::move(content).value();
  record.range = {0, record.payload.size()};
  record.kind =
      record.payload.find("<html") != std::string::npos ? MediaKind::html : MediaKind::text;
  return record;
}

std::uint64_t Reader::bytes_read() const { return 0; }
std::uint64_t Reader::bytes_total() const { return 0; }

}  // namespace assay
