// Any bytes as a plain-text payload: the document built from them is sound.
#include <cstdio>
#include <cstdlib>

#include "document_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string payload(reinterpret_cast<const char*>(data), size);
  assay::Record record;
  record.payload = payload;
  const std::string broken = assay::broken_rule(assay::build_document(std::move(record)), payload);
  if (!broken.empty()) {
    std::fprintf(stderr, "broken: %s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
