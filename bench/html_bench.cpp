// HTML: tokenizing and block building beside gumbo, libxml2's SAX parser and MD5, in one run.
//
//   html_bench                       made-up pages of 1 kB to 50 MB
//   ASSAY_DATA=DIR html_bench        also real pages: every tenth of the WCXB set (about 40 MB)
//
// Read bytes_per_second of one run against each other; MD5 (OpenSSL's, as in md5sum) tells how fast
// the machine was meanwhile.
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <libxml/HTMLparser.h>
#include <openssl/evp.h>

#include "assay/html.h"
#include "assay/ingest.h"

#include "document/build.h"

namespace {

using namespace assay;
using Pages = std::vector<std::string>;

// One page of about `bytes`, shaped like news pages: head, scripts, navigation, text, lists.
std::string made_page(std::size_t bytes) {
  std::string page =
      "<!doctype html><html lang=en><head><meta charset=utf-8><title>Port news</title>"
      "<script>var settings = {\"a\": [1, 2, 3]};</script><style>p { margin: 0 }</style></head>"
      "<body class=\"article-page theme-light\"><nav><ul>";
  for (int i = 0; i < 8; ++i) {
    page += "<li class=\"menu-item\"><a href=\"/section/" + std::to_string(i) + "\">Section " +
            std::to_string(i) + "</a></li>\n";
  }
  page += "</ul></nav><main><article>";
  while (page.size() < bytes) {
    page +=
        "<div class=\"paragraph block__body\" data-block-id=\"17\"><p>The harbour of Halvik "
        "handled <b>4,120</b> ships last year &mdash; 12&nbsp;% more than the year before, "
        "according to <a href=\"https://port.example/report?year=2031&amp;part=2\" "
        "rel=\"noopener\">the port authority&#8217;s report</a>.</p></div>\n"
        "<figure class=\"image\"><img src=\"/i/1.jpg\" alt=\"A quay\" loading=\"lazy\" width=800 "
        "height=600><figcaption>The northern quay.</figcaption></figure>\n"
        "<script>window.slots = window.slots || []; slots.push({id: 17, size: [300, 250]});"
        "</script>\n";
  }
  return page + "</article></main></body></html>";
}

std::size_t bytes_of(const Pages& pages) {
  std::size_t total = 0;
  for (const std::string& page : pages) total += page.size();
  return total;
}

void tokenize(const std::string& page) {
  using html::Tag, html::ContentModel;
  html::Tokenizer tokenizer(page);
  std::size_t attributes = 0;
  for (html::Token token; tokenizer.next(token);) {
    if (token.kind != html::Token::Kind::start_tag) continue;
    attributes += token.attributes.size();
    if (token.tag == Tag::script) tokenizer.enter(ContentModel::script);
    if (token.tag == Tag::style) tokenizer.enter(ContentModel::rawtext);
    if (token.tag == Tag::title || token.tag == Tag::textarea) {
      tokenizer.enter(ContentModel::rcdata);
    }
  }
  benchmark::DoNotOptimize(attributes);
}

void build_blocks(const std::string& page) {
  Document document;
  build_html_blocks(page, "utf-8", false, document);
  benchmark::DoNotOptimize(document.blocks.size());
}

void run_gumbo(const std::string& page) {
  GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  benchmark::DoNotOptimize(tree);
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
}

void run_libxml2(const std::string& page) {
  static std::size_t text = 0;
  htmlSAXHandler handler = {};
  handler.characters = [](void*, const xmlChar*, int size) {
    text += static_cast<std::size_t>(size);
  };
  handler.startElement = [](void*, const xmlChar*, const xmlChar**) { ++text; };
  htmlParserCtxtPtr context =
      htmlCreatePushParserCtxt(&handler, nullptr, page.data(), 0, nullptr, XML_CHAR_ENCODING_UTF8);
  htmlCtxtUseOptions(
      context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  htmlParseChunk(context, page.data(), static_cast<int>(page.size()), 1);
  htmlFreeParserCtxt(context);
  benchmark::DoNotOptimize(text);
}

void run_md5(const std::string& page) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(page.data(), page.size(), digest, &size, EVP_md5(), nullptr);
  benchmark::DoNotOptimize(digest);
}

void over(benchmark::State& state, const Pages& pages, void (*work)(const std::string&)) {
  for (auto _ : state) {
    for (const std::string& page : pages) work(page);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(pages)) *
                          static_cast<std::int64_t>(state.iterations()));
}

Pages real_pages() {
  Pages pages;
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) return pages;
  ReaderOptions options;
  options.format = InputFormat::jsonl;
  options.html_field = "html";
  Reader reader({std::string(data) + "/extraction/wcxb-dev.jsonl.gz"}, options);
  std::size_t row = 0;
  while (std::optional<ReadItem> item = reader.next()) {
    auto* record = std::get_if<Record>(&*item);
    if (record != nullptr && row++ % 10 == 0) pages.push_back(std::move(record->payload));
  }
  return pages;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  struct Work {
    const char* name;
    void (*run)(const std::string&);
  };
  const Work works[] = {{"md5", run_md5},
                        {"tokenize", tokenize},
                        {"blocks", build_blocks},
                        {"libxml2_sax", run_libxml2},
                        {"gumbo", run_gumbo}};
  static const Pages real = real_pages();
  if (!real.empty()) {
    for (const Work& work : works) {
      benchmark::RegisterBenchmark((std::string("wcxb/") + work.name).c_str(), over, real, work.run)
          ->Unit(benchmark::kMillisecond);
    }
  }
  for (const std::size_t kilobytes : {1, 16, 256, 4'096, 50'000}) {
    const Pages page = {made_page(kilobytes * 1000)};
    for (const Work& work : works) {
      const bool tree_of_giant = kilobytes > 5'000 && work.run == run_gumbo;  // takes gigabytes
      if (tree_of_giant) continue;
      benchmark::RegisterBenchmark(
          ("made/" + std::to_string(kilobytes) + "kB/" + work.name).c_str(), over, page, work.run)
          ->Unit(benchmark::kMicrosecond);
    }
  }
  benchmark::RunSpecifiedBenchmarks();
}
