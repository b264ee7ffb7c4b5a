#include <string>
#include <utility>

#include "document/build.h"
#include "html/block_builder.h"

namespace assay {
void build_html_blocks(std::string_view payload, std::string_view charset_hint,
                       bool payload_is_utf8, Document& document) {
  document.dialect = TextDialect::html;
  document.charset =
      payload_is_utf8 ? Charset{"utf-8", "json"} : html::find_charset(payload, charset_hint);
  DecodedText page;
  decode_payload(payload, document, page);
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
