#include "document/build.h"
#include <algorithm>
#include <utility>

#include "text/decode.h"
#include "text/sha256.h"

namespace assay {
namespace {

// Text and blocks of a plain-text or Markdown payload; returns the marks inside blocks.
std::vector<Range> read_text(const Record& record, Document& document) {
  DecodedText decoded =
      record.payload_is_utf8 ? decode_utf8(record.payload) : decode_text(record.payload);
  document.text = std::move(decoded.text);
  document.charset = {decoded.charset, record.payload_is_utf8 ? "json" : decoded.from};
  std::vector<Range> marks = build_text_blocks(document);
  SourceMap::Cursor cursor(decoded.map);
  for (Block& block : document.blocks) block.source_ranges = {cursor.source_of(block.text)};
  return marks;
}

}  // namespace

void segment_blocks(Document& document, std::span<const Range> marks) {
  // Sentences and words are found in a copy whose marks are blank, so that offsets stay the same.
  std::string blanked;
  std::string_view text = document.text;
  if (!marks.empty()) {
    blanked = document.text;
    for (const Range mark : marks) {
      std::fill(blanked.begin() + mark.begin, blanked.begin() + mark.end, ' ');
    }
    text = blanked;
  }
  document.tokens.reserve(document.tokens.size() + text.size() / 5);
  std::vector<Range> ranges;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    Block& block = document.blocks[b];
    block.first_sentence = static_cast<std::uint32_t>(document.sentences.size());
    block.first_token = static_cast<std::uint32_t>(document.tokens.size());
    ranges.clear();
    append_sentences(text, block.text, ranges);
    for (const Range range : ranges) {
      Sentence sentence;
      sentence.text = range;
      sentence.block = b;
      sentence.first_token = static_cast<std::uint32_t>(document.tokens.size());
      append_tokens(text, range, document.tokens);
      sentence.token_count =
          static_cast<std::uint32_t>(document.tokens.size()) - sentence.first_token;
      document.sentences.push_back(sentence);
    }
    block.sentence_count =
        static_cast<std::uint32_t>(document.sentences.size()) - block.first_sentence;
    block.token_count = static_cast<std::uint32_t>(document.tokens.size()) - block.first_token;
  }
}

Document build_document(Record record) {
  Document document;
  document.sha256 = sha256_hex(record.payload);
  document.id = std::move(record.id);
  document.path = std::move(record.path);
  document.record = record.range;
  document.url = std::move(record.url);
  document.host = std::move(record.host);
  document.date = std::move(record.date);
  document.media_type = std::move(record.media_type);
  document.metadata.title = std::move(record.title);
  if (record.cut) document.limits.emplace_back("cut at the document size limit");
  std::vector<Range> marks;
  if (record.kind == MediaKind::html) {
    build_html_blocks(record.payload, record.charset_hint, record.payload_is_utf8, document);
  } else {
    marks = read_text(record, document);
  }
  segment_blocks(document, marks);
  document.language = detect_language(document.text);
  return document;
}

}  // namespace assay
