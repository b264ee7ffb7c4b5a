#include <string>
#include <utility>

#include "document/build.h"
#include "html/block_builder.h"

namespace assay {
namespace {

// What a walk over the page left, but for the first `limits`.
void forget_blocks(Document& document, std::size_t limits) {
  document.limits.erase(document.limits.begin() + static_cast<std::ptrdiff_t>(limits),
                        document.limits.end());
  document.page = {};
  document.text.clear();
  document.blocks.clear();
  document.elements.clear();
  document.links.clear();
  document.markup_text.clear();
}

}  // namespace

void build_html_blocks(std::string_view payload, std::string_view charset_hint,
                       bool payload_is_utf8, Document& document) {
  document.dialect = TextDialect::html;
  document.charset =
      payload_is_utf8 ? Charset{"utf-8", "json"} : html::find_charset(payload, charset_hint);
  DecodedText page;
  decode_payload(payload, document, page);
  html::MetadataCollector metadata;
  const std::size_t limits = document.limits.size();
  html::BlockBuilder builder(page.text, document, metadata);
  builder.run();
  if (const html::PartsToShow parts = builder.parts_to_show(); !parts.begins.empty()) {
    forget_blocks(document, limits);
    metadata = {};
    html::BlockBuilder(page.text, document, metadata, parts.begins).run();
    if (parts.may_be_notice) {
      document.limits.push_back(
          {LimitKind::fallback_only,
           "the page's only text is meant for browsers without scripts or frames"});
    }
  }
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
