// Any bytes as a document, through every scorer: its report keeps the promises of all reports.
//
// The first byte says whether they are text or HTML. One official text is there, so that claims are
// judged too.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "assay/engine.h"

#include "memory_file.h"
#include "report_invariants.h"

namespace {

constexpr std::string_view statement =
    "Statement on the ferry to Osk\n\n"
    "The county of Halm pays 41 million euros for the ferry from Halm to Osk. It runs twice a day\n"
    "from 3 May 2031. Ada Lindqvist, who speaks for the town of Osk, signed the contract with the\n"
    "Ferry Board. Tickets cost 12 percent more than in 2030.\n";

const assay::Engine& engine() {
  static const assay::MemoryFile official(statement);
  static const assay::Result<assay::Engine> made =
      assay::Engine::create({.official = {official.path()}});
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().message.c_str());
    std::abort();
  }
  return made.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  assay::Record record;
  record.id = "fuzz";
  record.kind = data[0] % 2 == 0 ? assay::MediaKind::text : assay::MediaKind::html;
  record.payload.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string broken = assay::broken_rule(engine().score(std::move(record)));
  if (!broken.empty()) {
    std::fprintf(stderr, "broken: %s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
