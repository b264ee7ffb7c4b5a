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
  json,       // one JSON value over several lines, or an array: not one object a line
  wide_json,  // JSON or JSONL in UTF-16 or UTF-32
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

// Whether bytes begin like a page, after white space or a byte order mark: with one of the tags
// browsers look for (WHATWG MIME sniffing, section 7.1), or with any other element if lines are
// marked up behind it, as in the body of an article that a publishing system gives.
bool looks_like_html(std::string_view head);

}  // namespace assay
