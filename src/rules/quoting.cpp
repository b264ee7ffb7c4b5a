#include "rules/quoting.h"
#include <algorithm>

namespace assay {
namespace {

constexpr std::uint32_t look_back_bytes = 2048;

// Nested quotations all begin before the range; the outermost is this many steps back at most.
constexpr int max_nested = 8;

bool in_listed(const std::vector<Quotation>& quotations, Range range) {
  auto it = std::partition_point(
      quotations.begin(), quotations.end(),
      [&](const Quotation& quotation) { return quotation.text.begin <= range.begin; });
  for (int step = 0; step < max_nested && it != quotations.begin(); ++step) {
    --it;
    if (it->text.contains(range)) return true;
  }
  return false;
}

enum class Mark { none, open, close, either };

Mark mark(char32_t c) {
  switch (c) {
    case U'"':
    case 0x201c:  // opens in English, closes in German
      return Mark::either;
    case 0x201e:  // low double
    case 0xab:    // guillemet
    case 0x300c:  // corner bracket
      return Mark::open;
    case 0x201d:
    case 0xbb:
    case 0x300d:
      return Mark::close;
    default:
      return Mark::none;
  }
}

}  // namespace

bool in_quotation(const Document& document, const Sentence& sentence, Range range,
                  const Mentions* mentions) {
  if (mentions) return in_listed(mentions->quotations, range);
  const Range block = document.blocks[sentence.block].text;
  const std::uint32_t from =
      std::max(block.begin, sentence.text.begin - std::min(sentence.text.begin, look_back_bytes));
  bool open = false;
  std::size_t at = from;
  while (at < document.text.size() &&
         (static_cast<unsigned char>(document.text[at]) & 0xc0) == 0x80)
    ++at;
  while (at < range.begin) {
    switch (mark(next_code_point(document.text, at))) {
      case Mark::none:
        break;
      case Mark::open:
        open = true;
        break;
      case Mark::close:
        open = false;
        break;
      case Mark::either:
        open = !open;
        break;
    }
  }
  if (!open) return false;
  // A mark inside the range means that it sticks out of the quotation.
  for (at = range.begin; at < range.end;) {
    if (mark(next_code_point(document.text, at)) != Mark::none) return false;
  }
  return true;
}

}  // namespace assay
