// What holds for every document made of plain text or Markdown, however broken its payload was.
#pragma once

#include <string>
#include <string_view>

#include "assay/document.h"
#include "assay/text.h"

namespace assay {

inline bool starts_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
}

// The first rule that `document` breaks, in words; empty for a sound one. `payload` is what it was
// built from.
inline std::string broken_rule(const Document& document, std::string_view payload) {
  const std::string& text = document.text;
  if (valid_utf8("x" + text) != "x" + text) return "the text is valid UTF-8";
  std::uint32_t end = 0, sentences = 0, tokens = 0;
  std::uint64_t source_end = 0;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.text.begin < end || block.text.end <= block.text.begin ||
        block.text.end > text.size())
      return "blocks are sorted, disjoint and not empty";
    if (!starts_character(text, block.text.begin) || !starts_character(text, block.text.end))
      return "blocks begin and end between characters";
    end = block.text.end;

    std::string source = "x";  // so that no byte order mark stands at the start
    for (const ByteRange range : block.source_ranges) {
      if (range.begin < source_end || range.end < range.begin || range.end > payload.size())
        return "source ranges are sorted and disjoint";
      source_end = range.end;
      source += payload.substr(range.begin, range.end - range.begin);
    }
    if (document.charset.name == "utf-8" &&
        valid_utf8(source) != "x" + std::string(document.view(block.text)))
      return "source ranges decode to their block's text";

    if (block.first_sentence != sentences || block.first_token != tokens)
      return "sentences and tokens of blocks follow each other";
    std::uint32_t sentence_end = block.text.begin;
    for (const Sentence& sentence : document.sentences_of(block)) {
      if (sentence.block != b || sentence.first_token != tokens)
        return "sentences know their block and tokens";
      if (sentence.text.begin < sentence_end || sentence.text.end <= sentence.text.begin ||
          sentence.text.end > block.text.end)
        return "sentences are sorted, disjoint and inside their block";
      sentence_end = sentence.text.end;
      std::uint32_t token_end = sentence.text.begin;
      for (const Token& token : document.tokens_of(sentence)) {
        if (token.range.begin < token_end || token.range.end <= token.range.begin ||
            token.range.end > sentence.text.end)
          return "tokens are sorted, disjoint and inside their sentence";
        if (token.hash != word_hash(document.view(token.range)))
          return "a token's hash is the hash of its text";
        token_end = token.range.end;
      }
      tokens += sentence.token_count;
    }
    sentences += block.sentence_count;

    for (const Link& link : document.links_of(block)) {
      if (!block.text.contains(link.text)) return "links are inside their block";
      if (link.target.end > document.markup_text.size()) return "link targets exist";
    }
  }
  if (sentences != document.sentences.size() || tokens != document.tokens.size())
    return "every sentence and token belongs to a block";
  return {};
}

}  // namespace assay
