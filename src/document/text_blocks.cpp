#include "document/build.h"

namespace assay {

void build_text_blocks(Document& document) {
  const std::string& text = document.text;
  bool blank = false;
  for (std::uint32_t at = 0; at < text.size();) {
    auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    std::uint32_t first = at, last = end;
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (first < last && space(text[first])) ++first;
    while (last > first && space(text[last - 1])) --last;
    if (first < last) {
      Block block;
      block.text = {first, last};
      block.source_ranges = {{first, last}};
      block.after_blank = blank;
      document.blocks.push_back(block);
      blank = false;
    } else {
      blank = true;
    }
    at = end + 1;
  }
}

}  // namespace assay
