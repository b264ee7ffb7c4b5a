// Any bytes as an input file: the reader ends, and what it gives is inside the file and in order.
#include <cstdlib>
#include <set>

#include "assay/ingest.h"

#include "memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  if (size == 0) return 0;
  // The first byte chooses the format, so that JSONL is reached without its opening brace.
  ReaderOptions options;
  options.format = data[0] % 2 == 0 ? InputFormat::automatic : InputFormat::jsonl;
  options.max_document_bytes = 1 << 16;
  const MemoryFile file({reinterpret_cast<const char*>(data) + 1, size - 1});
  Reader reader({file.path()}, options);
  std::set<std::string> ids;
  std::uint64_t end = 0;
  while (const std::optional<ReadItem> item = reader.next()) {
    if (const auto* record = std::get_if<Record>(&*item)) {
      if (record->range.begin < end || record->range.end < record->range.begin) std::abort();
      if (record->payload.size() > options.max_document_bytes) std::abort();
      if (!ids.insert(record->id).second) std::abort();
      end = record->range.end;
    } else {
      const auto& error = std::get<InputError>(*item);
      if (error.code.empty() || error.message.empty() || error.remedy.empty()) std::abort();
    }
  }
  return 0;
}
