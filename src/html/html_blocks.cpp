#include "document/build.h"

namespace assay {

void build_html_blocks(std::string_view payload, std::string_view, bool, Document& document) {
  document.dialect = TextDialect::html;
  document.text = valid_utf8(payload);
  build_text_blocks(document);
}

}  // namespace assay
