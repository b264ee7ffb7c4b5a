// Speed of the promotion scorer on prepared documents, one thread, in bytes of text per second.
//
//   promotion_bench                  one made-up report, repeated: everything it needs is in cache
//   ASSAY_DATA=DIR promotion_bench   also real documents, one after the other
#include <memory>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/heuristics.h"
#include "assay/promotion.h"

#include "real_documents.h"

namespace {

using namespace assay;

constexpr const char* report =
    "The harbour of Port Amber was closed on Tuesday after a storm tore two cranes from their "
    "rails, the port office said. Nobody was hurt, but 14 ships had to wait outside. \"We had "
    "warned about those cranes,\" Ina Voss, who represents the dockers, told the Courier. The "
    "company that runs the terminal denied that it had saved on repairs.\n\n";

struct Prepared {
  Document document;
  Mentions mentions;
};

const Heuristics& heuristics() {
  static const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  return heuristics.value();
}

std::vector<Prepared> prepared(std::vector<Document> documents) {
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  std::vector<Prepared> all;
  for (Document& document : documents) {
    Mentions mentions = finder.find(document);
    all.push_back({std::move(document), std::move(mentions)});
  }
  return all;
}

std::vector<Document> repeated_report(std::size_t bytes) {
  Record record;
  while (record.payload.size() < bytes) record.payload += report;
  record.payload_is_utf8 = true;
  std::vector<Document> documents;
  documents.push_back(build_document(std::move(record)));
  return documents;
}

void score(benchmark::State& state, const std::vector<Prepared>& documents) {
  static const Result<std::unique_ptr<Scorer>> scorer = make_promotion_scorer(heuristics());
  std::size_t bytes = 0;
  for (const Prepared& one : documents) bytes += one.document.text.size();
  for (auto _ : state) {
    for (const Prepared& one : documents) {
      benchmark::DoNotOptimize(
          scorer.value()->score({.document = one.document, .mentions = one.mentions, .roles = {}}));
    }
  }
  const auto rounds = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(documents.size()));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  static const std::vector<Prepared> made[] = {prepared(repeated_report(2 << 10)),
                                               prepared(repeated_report(256 << 10))};
  benchmark::RegisterBenchmark("made/2KiB", score, made[0]);
  benchmark::RegisterBenchmark("made/256KiB", score, made[1]);
  static const std::vector<Prepared> real = prepared(real_documents());
  if (!real.empty()) {
    benchmark::RegisterBenchmark("real", score, real)->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
