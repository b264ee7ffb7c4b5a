// Roles, one thread: of prepared documents in text and HTML mode, and from a page's bytes to roles.
//
//   boilerplate_bench                  made-up pages
//   ASSAY_DATA=DIR boilerplate_bench   also every fifth page of the WCXB set: its main text
//                                      (articles), its visible text one block a line (text), its
//                                      HTML (html), and its bytes
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/boilerplate.h"
#include "assay/document.h"
#include "assay/ingest.h"

namespace {

using namespace assay;

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

Record utf8_record(std::string payload, MediaKind kind) {
  Record record;
  record.kind = kind;
  record.payload = std::move(payload);
  record.payload_is_utf8 = true;
  return record;
}

// One field of every fifth WCXB page.
std::vector<Record> real_pages(const std::string& text_field, const std::string& html_field) {
  std::vector<Record> pages;
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) return pages;
  ReaderOptions options;
  options.format = InputFormat::jsonl;
  options.text_field = text_field;
  options.html_field = html_field;
  Reader reader({std::string(data) + "/extraction/wcxb-dev.jsonl.gz"}, options);
  std::size_t row = 0;
  while (std::optional<ReadItem> item = reader.next()) {
    auto* record = std::get_if<Record>(&*item);
    if (record != nullptr && row++ % 5 == 0) pages.push_back(std::move(*record));
  }
  return pages;
}

std::string lines_of(const Document& page) {
  std::string text;
  for (const Block& block : page.blocks) text.append(page.view(block.text)).push_back('\n');
  return text;
}

const Scorer& scorer() {
  static const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  static const auto scorer = make_boilerplate_scorer(heuristics.value());
  return *scorer.value();
}

void count(benchmark::State& state, std::size_t bytes, std::size_t documents) {
  const auto rounds = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(documents));
}

void roles(benchmark::State& state, const std::vector<Document>& documents) {
  std::size_t bytes = 0;
  for (const Document& document : documents) bytes += document.text.size();
  for (auto _ : state) {
    for (const Document& document : documents) {
      benchmark::DoNotOptimize(scorer().score({.document = document, .mentions = {}, .roles = {}}));
    }
  }
  count(state, bytes, documents.size());
}

// Bytes are those of the HTML.
void from_bytes(benchmark::State& state, const std::vector<Record>& pages) {
  std::size_t bytes = 0;
  for (const Record& page : pages) bytes += page.payload.size();
  for (auto _ : state) {
    for (const Record& page : pages) {
      const Document document = build_document(page);
      benchmark::DoNotOptimize(scorer().score({.document = document, .mentions = {}, .roles = {}}));
    }
  }
  count(state, bytes, pages.size());
}

std::vector<Document> made(const std::string& payload, MediaKind kind) {
  std::vector<Document> documents;
  documents.push_back(build_document(utf8_record(payload, kind)));
  return documents;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  using Documents = std::vector<Document>;
  static const Documents texts[] = {made(page_text(10), MediaKind::text),
                                    made(page_text(100), MediaKind::text)};
  static const Documents pages[] = {made(page_html(30), MediaKind::html),
                                    made(page_html(100), MediaKind::html)};
  benchmark::RegisterBenchmark("made/text/10_paragraphs", roles, texts[0]);
  benchmark::RegisterBenchmark("made/text/100_paragraphs", roles, texts[1]);
  benchmark::RegisterBenchmark("made/html/30_paragraphs", roles, pages[0]);
  benchmark::RegisterBenchmark("made/html/100_paragraphs", roles, pages[1]);
  static const std::vector<Record> real = real_pages("", "html");
  static Documents real_html, real_text, real_articles;
  for (const Record& page : real) {
    real_html.push_back(build_document(page));
    real_text.push_back(build_document(utf8_record(lines_of(real_html.back()), MediaKind::text)));
  }
  for (Record& article : real_pages("text", "none")) {
    real_articles.push_back(build_document(std::move(article)));
  }
  if (!real.empty()) {
    benchmark::RegisterBenchmark("wcxb/articles", roles, real_articles)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("wcxb/text", roles, real_text)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("wcxb/html", roles, real_html)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("wcxb/from_bytes", from_bytes, real)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
