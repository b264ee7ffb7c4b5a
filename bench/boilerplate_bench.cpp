// Roles of prepared documents: text mode and HTML mode, one thread.
#include <string>

#include <benchmark/benchmark.h>

#include "assay/boilerplate.h"
#include "assay/document.h"

#include "scorers/boilerplate_features.h"

namespace assay {
namespace {

std::string page_text(int paragraphs) {
  std::string text =
      "Home\nNews\nSport\nCulture\nSubscribe\nHarbour vote delayed again\nBy a reporter\n";
  for (int i = 0; i < paragraphs; ++i) {
    text +=
        "The council of the harbour town voted on Tuesday to rebuild the quay, and the state will "
        "carry a third of the cost, which engineers put at 14 million crowns. The works begin in "
        "March and end before the herring season.\n";
    if (i % 6 == 5) text += "What the engineers say\n";
  }
  return text + "Share this\nRelated articles\nAnother quay closes\nComments\nPrivacy policy\n";
}

std::string page_html(int paragraphs) {
  std::string html = "<html><body><nav><ul>";
  for (int i = 0; i < 60; ++i) html += "<li><a href=\"/s\">Section</a></li>";
  html += "</ul></nav><main><article><h1>Harbour vote delayed again</h1>";
  for (int i = 0; i < paragraphs; ++i) {
    html +=
        "<p class=\"story-text\">The council of the harbour town voted on Tuesday to rebuild the "
        "quay, and the state will carry a third of the cost.</p>";
  }
  html += "</article></main><footer>";
  for (int i = 0; i < 60; ++i) html += "<div class=\"links\"><a href=\"/x\">About us</a></div>";
  return html + "</footer></body></html>";
}

void judge(benchmark::State& state, const std::string& payload, MediaKind kind) {
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  const auto scorer = make_boilerplate_scorer(heuristics.value());
  Record record;
  record.kind = kind;
  record.payload = payload;
  record.payload_is_utf8 = true;
  const Document document = build_document(std::move(record));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        scorer.value()->score({.document = document, .mentions = {}, .roles = {}}));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * document.text.size()));
  state.counters["documents/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void BM_TextRoles(benchmark::State& state) {
  judge(state, page_text(static_cast<int>(state.range(0))), MediaKind::text);
}
BENCHMARK(BM_TextRoles)->Arg(10)->Arg(100);

void BM_HtmlRoles(benchmark::State& state) {
  judge(state, page_html(static_cast<int>(state.range(0))), MediaKind::html);
}
BENCHMARK(BM_HtmlRoles)->Arg(30)->Arg(100);

}  // namespace
}  // namespace assay
