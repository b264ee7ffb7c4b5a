// Small helpers of the evaluations over labelled spans: documents of gold text, offsets, numbers.
#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "assay/document.h"

#include "eval/eval.h"

namespace assay::eval {

// The document of a gold row's text in the language the set is written in.
inline Document gold_document(std::string text, std::string_view language = "en") {
  Record record;
  record.payload = std::move(text);
  record.payload_is_utf8 = true;
  record.kind = MediaKind::text;
  Document document = build_document(std::move(record));
  document.language.code = language;
  return document;
}

// Byte offset of every code point of `text`, and its size at the end.
inline std::vector<std::uint32_t> code_point_offsets(std::string_view text) {
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) offsets.push_back(at);
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return offsets;
}

inline Range byte_range(const std::vector<std::uint32_t>& offsets, std::size_t begin,
                        std::size_t end) {
  const std::size_t last = offsets.size() - 1;
  return {offsets[std::min(begin, last)], offsets[std::min(end, last)]};
}

// Equal but for rounding in the gold.
inline bool same_value(double a, double b) {
  return std::abs(a - b) <= 1e-9 + 1e-4 * std::max(std::abs(a), std::abs(b));
}

// One line of text around a range, for lists of misses.
inline std::string context_of(std::string_view text, Range range, std::uint32_t around = 60) {
  const auto inside = [&](std::uint32_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  std::uint32_t begin = range.begin > around ? range.begin - around : 0;
  std::uint32_t end =
      std::min<std::uint32_t>(range.end + around, static_cast<std::uint32_t>(text.size()));
  while (inside(begin)) ++begin;
  while (inside(end)) ++end;
  std::string out;
  for (std::uint32_t at = begin; at < end; ++at) {
    if (at == range.begin) out += "[[";
    if (at == range.end) out += "]]";
    out += text[at] == '\n' ? ' ' : text[at];
  }
  if (range.end >= end) out += "]]";
  return out;
}

}  // namespace assay::eval
