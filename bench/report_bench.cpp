// Cost of what comes after the scorers: combining evidence and writing rows.
#include <benchmark/benchmark.h>

#include "assay/report.h"
#include "assay/writers.h"

namespace assay {
namespace {

// A document of `paragraphs` paragraphs, every fourth sentence with a finding and a figure.
Document make_document(std::int64_t paragraphs) {
  Record record;
  record.id = "bench";
  for (std::int64_t i = 0; i < paragraphs; ++i) {
    record.payload +=
        "The harbour office in Halm counted 412 crates on the quay – more than in May.\n"
        "\"We are ready for the winter,\" said Ada Lindqvist, who leads the office.\n\n";
  }
  return build_document(std::move(record));
}

std::vector<NamedResult> make_results(const Document& document) {
  std::vector<NamedResult> results(2);
  results[0].scorer = "boilerplate";
  results[0].result.roles.resize(document.blocks.size());
  results[1].scorer = "figures";
  for (std::size_t s = 0; s < document.sentences.size(); s += 4) {
    const Range range = document.sentences[s].text;
    results[1].result.findings.push_back({"figures/unsourced-figure", range, "No source.", 0.7});
    Figure figure;
    figure.quantity.text = range;
    figure.quantity.unit = "crates";
    results[1].result.figures.push_back(figure);
  }
  return results;
}

const Combiner& combiner() {
  static const Heuristics heuristics =
      std::move(Heuristics::load(Heuristics::shipped_directory())).value();
  static const Combiner made = std::move(Combiner::create(heuristics)).value();
  return made;
}

void combine(benchmark::State& state) {
  const Document document = make_document(state.range(0));
  const std::vector<NamedResult> results = make_results(document);
  for (auto _ : state) benchmark::DoNotOptimize(combiner().combine(document, {}, results, {}));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
}
BENCHMARK(combine)->RangeMultiplier(8)->Range(4, 2048);

void write_row(benchmark::State& state, OutputFormat format) {
  Document document = make_document(state.range(0));
  const auto bytes = static_cast<std::int64_t>(document.text.size());
  std::vector<NamedResult> results = make_results(document);
  const Report report = combiner().combine(std::move(document), {}, std::move(results), {});
  WriterOptions options;
  options.format = format;
  const Writer writer(options);
  for (auto _ : state) benchmark::DoNotOptimize(writer.row(report));
  state.SetBytesProcessed(state.iterations() * bytes);
}
BENCHMARK_CAPTURE(write_row, jsonl, OutputFormat::jsonl)->RangeMultiplier(8)->Range(4, 2048);
BENCHMARK_CAPTURE(write_row, text, OutputFormat::text)->RangeMultiplier(8)->Range(4, 2048);

}  // namespace
}  // namespace assay
