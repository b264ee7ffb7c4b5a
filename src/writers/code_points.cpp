#include <algorithm>

#include "assay/writers.h"

namespace assay {
namespace {

std::size_t count_characters(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count_if(
      bytes, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

CodePoints::CodePoints(std::string_view text) : text_(text) {
  std::size_t before = 0;
  counts_.reserve(text.size() / stride + 1);
  for (std::size_t at = 0; at <= text.size(); at += stride) {
    counts_.push_back(static_cast<std::uint32_t>(before));
    before += count_characters(text.substr(at, stride));
  }
  if (before == text.size()) counts_.clear();
}

std::size_t CodePoints::at(std::size_t offset) const {
  if (counts_.empty()) return offset;
  const std::size_t slot = offset / stride;
  const std::size_t from = slot * stride;
  return counts_[slot] + count_characters(text_.substr(from, offset - from));
}

}  // namespace assay
