// The mentions step and the figures scorer on prepared documents, one thread.
#include <string>

#include <benchmark/benchmark.h>

#include "assay/figures.h"
#include "assay/mentions.h"

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

void find_mentions(benchmark::State& state) {
  const Document document = article(static_cast<std::size_t>(state.range(0)));
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  for (auto _ : state) benchmark::DoNotOptimize(finder.find(document));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * document.text.size()));
}
BENCHMARK(find_mentions)->Arg(4 << 10)->Arg(64 << 10);

void mentions_and_figures(benchmark::State& state) {
  const Document document = article(static_cast<std::size_t>(state.range(0)));
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  const Result<std::unique_ptr<Scorer>> scorer = make_figures_scorer(heuristics());
  for (auto _ : state) {
    const Mentions mentions = finder.find(document);
    benchmark::DoNotOptimize(
        scorer.value()->score({.document = document, .mentions = mentions, .roles = {}}));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * document.text.size()));
}
BENCHMARK(mentions_and_figures)->Arg(4 << 10)->Arg(64 << 10);

}  // namespace
}  // namespace assay
