// Scores one article in memory with the installed library and heuristics.
#include <cstdio>

#include "assay/engine.h"

int main() {
  const assay::Result<assay::Engine> engine =
      assay::Engine::create({.heuristics = ASSAY_HEURISTICS_DIRECTORY});
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 1;
  }
  assay::Record record;
  record.id = "memo";
  record.payload = "The harbour of Halvik handled 4.2 million tonnes last year.\n";
  const assay::Report report = engine.value().score(std::move(record));
  std::printf("%s: %zu block(s)\n", report.document.id.c_str(), report.document.blocks.size());
  return report.document.blocks.size() == 1 ? 0 : 1;
}
