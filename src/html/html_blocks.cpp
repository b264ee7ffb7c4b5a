#include <string>
#include <utility>

#include "document/build.h"
#include "html/block_builder.h"

namespace assay {
namespace {

// What a reader of the report must know where text was lost or may be garbled.
void report_decoding(const html::DecodedPage& page, std::string_view payload, Document& document) {
  if (page.invalid != 0) {
    document.limits.push_back(std::to_string(page.invalid) + " byte sequences are not valid " +
                              document.charset.name + " and were replaced");
  }
  const bool declared = document.charset.from == "http" || document.charset.from == "meta";
  if (declared && page.map && document.charset.name != "utf-8" && html::reads_as_utf8(payload)) {
    document.limits.push_back("declared as " + document.charset.name +
                              ", yet the bytes are valid utf-8: the text may be garbled");
  }
}

}  // namespace

void build_html_blocks(std::string_view payload, std::string_view charset_hint,
                       bool payload_is_utf8, Document& document) {
  document.dialect = TextDialect::html;
  document.charset =
      payload_is_utf8 ? Charset{"utf-8", "json"} : html::find_charset(payload, charset_hint);
  html::DecodedPage page;
  html::decode_page(payload, document.charset.name, page);
  report_decoding(page, payload, document);
  html::MetadataCollector metadata;
  html::BlockBuilder(page.text, document, metadata).run();
  std::move(metadata).finish(document.metadata);
  if (!page.map && page.skipped == 0) return;
  for (Block& block : document.blocks) {
    for (ByteRange& range : block.source_ranges) {
      range = page.source_of(
          {static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end)});
    }
  }
}

}  // namespace assay
