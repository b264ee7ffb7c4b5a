#include <utility>

#include "document/build.h"
#include "html/block_builder.h"

namespace assay {

void build_html_blocks(std::string_view payload, std::string_view, bool, Document& document) {
  document.dialect = TextDialect::html;
  html::MetadataCollector metadata;
  const std::string decoded = valid_utf8(payload);
  html::BlockBuilder(decoded, document, metadata).run();
  std::move(metadata).finish(document.metadata);
}

}  // namespace assay
