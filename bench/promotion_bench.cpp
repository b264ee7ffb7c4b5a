// Speed of the promotion scorer on prepared documents, in bytes of text per second.
#include <benchmark/benchmark.h>

#include "assay/heuristics.h"
#include "assay/promotion.h"

namespace assay {
namespace {

constexpr const char* report =
    "The harbour of Port Amber was closed on Tuesday after a storm tore two cranes from their "
    "rails, the port office said. Nobody was hurt, but 14 ships had to wait outside. \"We had "
    "warned about those cranes,\" Ina Voss, who represents the dockers, told the Courier. The "
    "company that runs the terminal denied that it had saved on repairs.\n\n";

void score_reports(benchmark::State& state) {
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  const Result<std::unique_ptr<Scorer>> scorer = make_promotion_scorer(heuristics.value());
  Record record;
  while (record.payload.size() < static_cast<std::size_t>(state.range(0))) record.payload += report;
  record.payload_is_utf8 = true;
  const Document document = build_document(std::move(record));
  const Mentions mentions = MentionFinder(heuristics.value()).find(document);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        scorer.value()->score({.document = document, .mentions = mentions, .roles = {}}));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
}
BENCHMARK(score_reports)->Arg(2 << 10)->Arg(16 << 10)->Arg(256 << 10);

}  // namespace
}  // namespace assay
