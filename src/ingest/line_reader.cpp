#include "ingest/line_reader.h"
#include <cstring>
#include <utility>

namespace assay {

std::optional<LineReader::Line> LineReader::next() {
  input_.consume(std::exchange(pending_, 0));
  const std::uint64_t begin = input_.offset();
  std::size_t searched = 0;
  bool too_long = false;
  while (true) {
    const std::string_view view = input_.view();
    const void* found = view.size() > searched
                            ? std::memchr(view.data() + searched, '\n', view.size() - searched)
                            : nullptr;
    if (found != nullptr) {
      const std::size_t length = static_cast<const char*>(found) - view.data();
      pending_ = length + 1;
      return line_of(view.substr(0, length), begin, too_long);
    }
    searched = view.size();
    if (searched > max_line_bytes_) {
      too_long = true;
      input_.consume(std::exchange(searched, 0));
    }
    if (!input_.fill()) {
      if (input_.stream().error() || input_.offset() + searched == begin) return std::nullopt;
      pending_ = searched;
      return line_of(input_.view(), begin, too_long);
    }
  }
}

LineReader::Line LineReader::line_of(std::string_view text, std::uint64_t begin, bool too_long) {
  const std::uint64_t end = input_.offset() + text.size();
  if (begin == 0 && text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  // 0x1e: the record separator of JSON text sequences (RFC 7464).
  const auto outside = [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\x1e';
  };
  while (!text.empty() && outside(text.front())) text.remove_prefix(1);
  while (!text.empty() && outside(text.back())) text.remove_suffix(1);
  return {text, {begin, end}, ++number_, too_long || text.size() > max_line_bytes_};
}

}  // namespace assay
