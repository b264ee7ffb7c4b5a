#include "assay/html.h"

namespace assay::html {

std::string cut(std::string_view payload, std::span<const ByteRange> ranges) {
  std::string kept;
  kept.reserve(payload.size());
  std::uint64_t at = 0;
  for (const ByteRange range : ranges) {
    kept += payload.substr(at, range.begin - at);
    at = range.end;
  }
  kept += payload.substr(at);
  return kept;
}

}  // namespace assay::html
