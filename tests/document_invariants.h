// What holds for every document, however broken its payload was.
#pragma once

#include <gtest/gtest.h>

#include "assay/document.h"

#include "text/decode.h"

namespace assay {

inline bool starts_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
}

// Checks a document that was built from plain text or Markdown; `payload` is its payload.
inline void expect_sound(const Document& document, std::string_view payload) {
  const std::string& text = document.text;
  ASSERT_EQ(valid_utf8(text).size() + (text.starts_with("\xef\xbb\xbf") ? 3 : 0), text.size());
  std::uint32_t end = 0, sentence = 0, token = 0;
  std::uint64_t source_end = 0;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    ASSERT_LE(end, block.text.begin);
    ASSERT_LT(block.text.begin, block.text.end);
    ASSERT_LE(block.text.end, text.size());
    ASSERT_TRUE(starts_character(text, block.text.begin) && starts_character(text, block.text.end));
    end = block.text.end;

    std::string source;
    for (const ByteRange range : block.source_ranges) {
      ASSERT_LE(source_end, range.begin);
      ASSERT_LE(range.begin, range.end);
      ASSERT_LE(range.end, payload.size());
      source_end = range.end;
      source += payload.substr(range.begin, range.end - range.begin);
    }
    if (document.charset.name == "utf-8") {
      ASSERT_EQ(decode_utf8(source).text, document.view(block.text));
    }

    ASSERT_EQ(block.first_sentence, sentence);
    ASSERT_EQ(block.first_token, token);
    std::uint32_t sentence_end = block.text.begin;
    for (const Sentence& s : document.sentences_of(block)) {
      ASSERT_EQ(s.block, b);
      ASSERT_LE(sentence_end, s.text.begin);
      ASSERT_LT(s.text.begin, s.text.end);
      ASSERT_LE(s.text.end, block.text.end);
      sentence_end = s.text.end;
      ASSERT_EQ(s.first_token, token);
      std::uint32_t token_end = s.text.begin;
      for (const Token& t : document.tokens_of(s)) {
        ASSERT_LE(token_end, t.range.begin);
        ASSERT_LT(t.range.begin, t.range.end);
        ASSERT_LE(t.range.end, s.text.end);
        ASSERT_EQ(t.hash, word_hash(document.view(t.range)));
        token_end = t.range.end;
      }
      token += s.token_count;
    }
    sentence += block.sentence_count;

    for (const Link& link : document.links_of(block)) {
      ASSERT_TRUE(block.text.contains(link.text));
      ASSERT_LE(link.target.end, document.markup_text.size());
    }
  }
  ASSERT_EQ(sentence, document.sentences.size());
  ASSERT_EQ(token, document.tokens.size());
}

}  // namespace assay
