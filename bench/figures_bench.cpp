// The mentions step and the figures scorer on prepared documents, one thread.
//
//   figures_bench                  one made-up article, repeated: everything it needs is in cache
//   ASSAY_DATA=DIR figures_bench   also real documents, one after the other
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/figures.h"
#include "assay/mentions.h"

#include "real_documents.h"

namespace assay {
namespace {

// A made-up article with a figure in every other sentence.
Document article(std::size_t bytes) {
  const std::string paragraph =
      "The Northern Harbour Agency (NHA) said on Tuesday that ferry traffic rose 6.5 percent to "
      "1,478 crossings last year. The pier, which opened in June 2018, cost more than $4.4 "
      "billion. "
      "\"We carried nearly three million people,\" said Mara Ostrow, who runs the agency, adding "
      "that "
      "the old boats would be sold. Nobody could say how the town would look without them, and the "
      "fishermen who mend their nets along the quay did not seem to mind either way.\n\n";
  Record record;
  while (record.payload.size() < bytes) record.payload += paragraph;
  record.payload_is_utf8 = true;
  Document document = build_document(std::move(record));
  document.language.code = "en";
  return document;
}

const Heuristics& heuristics() {
  static const Result<Heuristics> loaded = Heuristics::load(Heuristics::shipped_directory());
  return loaded.value();
}

std::vector<Document> repeated_article(std::size_t bytes) {
  std::vector<Document> documents;
  documents.push_back(article(bytes));
  return documents;
}

void count_bytes(benchmark::State& state, const std::vector<Document>& documents) {
  std::size_t bytes = 0;
  for (const Document& document : documents) bytes += document.text.size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void find_mentions(benchmark::State& state, const std::vector<Document>& documents) {
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  for (auto _ : state) {
    for (const Document& document : documents) benchmark::DoNotOptimize(finder.find(document));
  }
  count_bytes(state, documents);
}

void mentions_and_figures(benchmark::State& state, const std::vector<Document>& documents) {
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  const Result<std::unique_ptr<Scorer>> scorer = make_figures_scorer(heuristics());
  for (auto _ : state) {
    for (const Document& document : documents) {
      const Mentions mentions = finder.find(document);
      benchmark::DoNotOptimize(
          scorer.value()->score({.document = document, .mentions = mentions, .roles = {}}));
    }
  }
  count_bytes(state, documents);
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  using namespace assay;
  benchmark::Initialize(&argc, argv);
  static const std::vector<Document> made[] = {repeated_article(4 << 10),
                                               repeated_article(64 << 10)};
  benchmark::RegisterBenchmark("mentions/made/4KiB", find_mentions, made[0]);
  benchmark::RegisterBenchmark("mentions/made/64KiB", find_mentions, made[1]);
  benchmark::RegisterBenchmark("mentions_and_figures/made/4KiB", mentions_and_figures, made[0]);
  benchmark::RegisterBenchmark("mentions_and_figures/made/64KiB", mentions_and_figures, made[1]);
  static const std::vector<Document> real = real_documents();
  if (!real.empty()) {
    benchmark::RegisterBenchmark("mentions/real", find_mentions, real)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("mentions_and_figures/real", mentions_and_figures, real)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
