// libFuzzer target: any bytes, under any declared charset, read as HTML.
//
// The first byte picks a transport charset, so that every decoder is reached. Whatever comes, the
// document must keep its promises; cutting by what it says must not fail either.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "assay/html.h"

#include "document/build.h"
#include "html_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view charsets[] = {
      "",         "utf-8",  "windows-1252",  "shift_jis", "gb18030",
      "big5",     "euc-jp", "iso-2022-jp",   "euc-kr",    "utf-16le",
      "utf-16be", "koi8-u", "x-user-defined"};
  const std::string_view payload(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view charset = charsets[data[0] % std::size(charsets)];
  assay::Document document;
  assay::build_html_blocks(payload, charset, data[0] >= 128, document);
  if (!assay::keeps_html_promises(document, payload.size())) std::abort();
  std::vector<assay::ByteRange> ranges;
  for (std::size_t i = 0; i < document.blocks.size(); i += 2) {
    const auto& own = document.blocks[i].source_ranges;
    ranges.insert(ranges.end(), own.begin(), own.end());
  }
  std::sort(ranges.begin(), ranges.end());
  if (assay::html::cut(payload, ranges).size() > payload.size()) std::abort();
  return 0;
}
