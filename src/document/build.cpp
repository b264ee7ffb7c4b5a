#include "document/build.h"
#include <algorithm>
#include <utility>

#include "text/counted.h"
#include "text/sha256.h"

namespace assay {
namespace {

// Text and blocks of a plain-text or Markdown payload; returns the marks inside blocks.
std::vector<Range> read_text(const Record& record, Document& document) {
  const FoundCharset found = record.payload_is_utf8
                                 ? FoundCharset{"utf-8", "json"}
                                 : find_charset(record.payload, record.charset_hint, "utf-8");
  document.charset = {std::string(found.name), std::string(found.from)};
  DecodedText decoded;
  decode_payload(record.payload, document, decoded);
  document.text = decoded.map ? std::move(decoded.storage) : std::string(decoded.text);
  std::vector<Range> marks = build_text_blocks(document);
  for (Block& block : document.blocks) block.source_ranges = {decoded.source_of(block.text)};
  return marks;
}

}  // namespace

void decode_payload(std::string_view payload, Document& document, DecodedText& out) {
  decode(payload, document.charset.name, out);
  if (out.invalid != 0) {
    document.limits.push_back(
        {LimitKind::encoding, counted(out.invalid, "byte sequence") +
                                  (out.invalid == 1 ? " is" : " are") + " not valid " +
                                  document.charset.name + " and " +
                                  (out.invalid == 1 ? "was" : "were") + " replaced"});
  }
  const bool declared = document.charset.from == "http" || document.charset.from == "meta";
  if (declared && out.map && document.charset.name != "utf-8" && reads_as_utf8(payload)) {
    document.limits.push_back(
        {LimitKind::encoding, "declared as " + document.charset.name +
                                  ", yet the bytes are valid utf-8: the text may be garbled"});
  }
}

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
  if (record.cut) document.limits.push_back({LimitKind::cut, "cut at the document size limit"});
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
