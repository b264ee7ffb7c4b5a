// The stages of build_document(), one function each, so that readers, tests and benchmarks can run
// them apart.
#pragma once

#include <string_view>

#include "assay/document.h"

namespace assay {

// Fills `document.blocks` from plain text or Markdown already in `document.text`; the payload bytes
// that stand behind a text byte are `source_offset` (of the payload's own UTF-8) onwards. Sets
// `document.dialect`.
void build_text_blocks(Document& document);

// Fills text, blocks, metadata, charset and limits from an HTML payload.
void build_html_blocks(std::string_view payload, std::string_view charset_hint,
                       bool payload_is_utf8, Document& document);

// Fills sentences and tokens of every block.
void segment_blocks(Document& document);

}  // namespace assay
