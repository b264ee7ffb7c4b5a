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

std::span<const Link> Document::links_of(const Block& block) const {
  if (!block.markup) return {};
  return std::span(links).subspan(block.markup->first_link, block.markup->link_count);
}

std::string Document::tag_path(const Block& block) const {
  if (!block.markup || elements.empty()) return {};
  std::vector<html::Tag> tags;
  for (std::uint32_t at = block.markup->element;; at = elements[at].parent) {
    tags.push_back(elements[at].tag);
    if (at == 0) break;
  }
  std::string path;
  for (auto tag = tags.rbegin(); tag != tags.rend(); ++tag) {
    if (!path.empty()) path += '/';
    path += html::tag_name(*tag);
  }
  return path;
}

std::string Document::class_words(const Block& block) const {
  std::string words;
  if (!block.markup || elements.empty()) return words;
  for (std::uint32_t at = block.markup->element;; at = elements[at].parent) {
    if (const std::string_view own = markup_view(elements[at].class_words); !own.empty()) {
      if (!words.empty()) words += ' ';
      words += own;
    }
    if (at == 0) break;
  }
  return words;
}

}  // namespace assay
