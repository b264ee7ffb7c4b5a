// What build_html_blocks() promises of every document, whatever the bytes: checked by the fuzz
// target and by the short deterministic fuzz run of the tests.
#pragma once

#include <algorithm>
#include <vector>

#include "assay/document.h"

namespace assay {

inline bool keeps_html_promises(const Document& document, std::size_t payload_size) {
  std::uint32_t text_end = 0;
  std::vector<ByteRange> all;
  for (const Block& block : document.blocks) {
    // Sorted, disjoint, not empty, each followed by a newline, whole characters of valid UTF-8.
    if (block.text.begin != text_end || block.text.empty()) return false;
    if (block.text.end >= document.text.size() || document.text[block.text.end] != '\n')
      return false;
    text_end = block.text.end + 1;
    if (!block.markup || block.markup->element >= document.elements.size()) return false;
    if (block.markup->linked_bytes > block.text.size()) return false;
    if (block.source_ranges.empty()) return false;
    for (const Link& link : document.links_of(block)) {
      if (!block.text.contains(link.text)) return false;
      if (link.target.end > document.markup_text.size()) return false;
    }
    if (!std::is_sorted(block.source_ranges.begin(), block.source_ranges.end())) return false;
    all.insert(all.end(), block.source_ranges.begin(), block.source_ranges.end());
  }
  if (text_end != document.text.size()) return false;
  // Behind a letter, since at the start valid_utf8() drops a byte order mark.
  if (valid_utf8("x" + document.text) != "x" + document.text) return false;
  std::sort(all.begin(), all.end());
  std::uint64_t end = 0;
  for (const ByteRange range : all) {
    if (range.begin < end || range.end < range.begin || range.end > payload_size) return false;
    end = range.end;
  }
  for (std::size_t i = 1; i < document.elements.size(); ++i) {
    if (document.elements[i].parent >= i) return false;
  }
  return true;
}

}  // namespace assay
