// The stages of build_document(), one function each, so that readers, tests and benchmarks can run
// them apart.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "assay/charset.h"
#include "assay/document.h"

namespace assay {

// Fills `document.blocks` (without source ranges), links and dialect from plain text or Markdown
// already in `document.text`. Returns the marks inside blocks that are no words, sorted and
// disjoint; plain text has none.
std::vector<Range> build_text_blocks(Document& document);

// Decodes `payload` by `document.charset` and says in the limits where text was lost or may be
// garbled.
void decode_payload(std::string_view payload, Document& document, DecodedText& out);

// Fills text, blocks, metadata, charset and limits from an HTML payload.
void build_html_blocks(std::string_view payload, std::string_view charset_hint,
                       bool payload_is_utf8, Document& document);

// Fills sentences and tokens of every block; `marks` count as white space.
void segment_blocks(Document& document, std::span<const Range> marks = {});

}  // namespace assay
