#include "assay/document.h"

namespace assay {

double Block::link_density() const {
  if (!markup || text.empty()) return 0;
  return static_cast<double>(markup->linked_bytes) / text.size();
}

std::span<const Sentence> Document::sentences_of(const Block& block) const {
  return std::span(sentences).subspan(block.first_sentence, block.sentence_count);
}

std::span<const Token> Document::tokens_of(const Block& block) const {
  return std::span(tokens).subspan(block.first_token, block.token_count);
}

std::span<const Token> Document::tokens_of(const Sentence& sentence) const {
  return std::span(tokens).subspan(sentence.first_token, sentence.token_count);
}

}  // namespace assay
