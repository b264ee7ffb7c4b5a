// What the bytes of an input are, told by content.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

enum class ContentKind : std::uint8_t {
  empty,
  text,
  html,
  jsonl,
  json,  // one JSON value over several lines, or an array: not one object a line
  warc,
  official_index,  // what `assay index` saves
  binary,
};

// How many bytes sniff() looks at.
inline constexpr std::size_t sniff_bytes = 8 * 1024;

struct Sniffed {
  ContentKind kind = ContentKind::text;
  std::string_view what;  // for binary: "a PDF document", ...
};

// Tells what an input is from its first bytes (after decompression). `whole`: there are no more.
Sniffed sniff(std::string_view head, bool whole);

// Whether bytes begin like a page: the tags browsers look for (WHATWG MIME sniffing, section 7.1),
// after white space or a byte order mark.
bool looks_like_html(std::string_view head);

}  // namespace assay
