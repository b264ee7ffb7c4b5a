#include "scorers/figure_lines.h"
#include <algorithm>

namespace assay::figures {
namespace {

// A row of a table, an item or line too short for a sentence.
bool is_line(const Block& block) {
  constexpr std::uint32_t longest = 14;  // words: guess
  return block.shape == BlockShape::table_row || block.token_count < longest;
}

std::uint32_t bit_of(QuantityKind kind) { return 1u << static_cast<unsigned>(kind); }

}  // namespace

bool like_heading(const Document& document, const Block& block) {
  constexpr std::uint32_t longest = 70;  // bytes
  if (block.shape == BlockShape::heading) return true;
  return block.sentence_count == 1 && block.text.size() < longest && !block.text.empty() &&
         document.text[block.text.end - 1] != '.';
}

bool is_question(const Document& document, const Sentence& sentence) {
  return sentence.text.end > 0 && document.text[sentence.text.end - 1] == '?';
}

FigureLines::FigureLines(const Document& document, std::span<const Quantity> quantities,
                         const FigureWords& words)
    : document_(document),
      words_(words),
      lines_(document.blocks.size()),
      in_sentence_(document.sentences.size()) {
  find_price_sections();
  for (const Quantity& q : quantities) {
    const std::uint32_t b = block_of(q);
    ++in_sentence_[q.sentence];
    ++lines_[b].figures;
    if (!is_line(document.blocks[b])) continue;
    lines_[b].kinds |= bit_of(q.kind);
    amounts_ += is_amount(q);
  }
}

void FigureLines::find_price_sections() {
  bool section = false;
  for (std::size_t b = 0; b < lines_.size(); ++b) {
    const Block& block = document_.blocks[b];
    if (block.shape == BlockShape::heading) {
      section = std::ranges::any_of(document_.tokens_of(block), [&](const Token& token) {
        return words_.is(token.hash, is_price_heading);
      });
    }
    lines_[b].price_section = section;
  }
}

bool FigureLines::is_amount(const Quantity& q) const {
  return q.kind == QuantityKind::measure && words_.is(word_hash(q.unit), is_amount_unit);
}

bool FigureLines::in_series(const Quantity& q) const {
  const std::uint32_t kind = bit_of(q.kind), b = block_of(q);
  if (!(lines_[b].kinds & kind)) return false;
  constexpr std::uint32_t near = 2;  // lines: a label may stand between
  for (std::uint32_t k = b - std::min(b, near); k <= b + near && k < lines_.size(); ++k) {
    if (k != b && (lines_[k].kinds & kind)) return true;
  }
  return false;
}

bool FigureLines::in_recipe(const Quantity& q) const {
  constexpr std::uint32_t least_amounts = 3;  // guess
  return amounts_ >= least_amounts && is_amount(q) && is_line(document_.blocks[block_of(q)]);
}

}  // namespace assay::figures
