// A document: decoded text cut into blocks, sentences and tokens, with what its markup said.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/range.h"
#include "assay/record.h"
#include "assay/text.h"

namespace assay {

// What layout or markup makes of a block, before anyone judges it.
enum class BlockShape : std::uint8_t {
  paragraph,
  heading,
  list_item,
  table_row,
  caption,
  quote,
  code,
};

// A hyperlink inside a block.
struct Link {
  Range text;              // into Document::text
  std::string target;      // href as written, references decoded
  bool sponsored = false;  // rel contains "sponsored"
};

// What HTML said of a block; plain text has none. Strings are lower case.
struct Markup {
  std::string tag_path;     // "html/body/main/article/p", without classes
  std::string class_words;  // class and id words of the block and its ancestors, nearest first
  std::vector<Link> links;
  std::uint32_t linked_bytes = 0;  // bytes of the block's text that stand in links
  bool in_form = false;
  bool has_image = false;
};

struct Block {
  Range text;  // into Document::text; blocks are sorted and disjoint
  std::vector<ByteRange>
      source_ranges;  // into the payload; sorted, disjoint, no byte in two blocks
  BlockShape shape = BlockShape::paragraph;
  std::uint8_t heading_level = 0;  // 1..6 for headings whose level is known
  std::uint8_t list_depth = 0;
  bool after_blank = false;  // plain text: an empty line stands before it
  std::uint32_t first_sentence = 0, sentence_count = 0;  // into Document::sentences
  std::uint32_t first_token = 0, token_count = 0;        // into Document::tokens
  std::optional<Markup> markup;

  // Share of the block's bytes that stand in links, 0..1.
  double link_density() const;
};

struct Sentence {
  Range text;
  std::uint32_t block = 0;
  std::uint32_t first_token = 0, token_count = 0;
};

// What the page says about itself. Empty string: it does not say.
struct Metadata {
  std::string title;
  std::string canonical_url;
  std::string site_name;
  std::string author;
  std::string publisher;
  std::string published;  // as written; ISO 8601 in most sources
  std::string modified;
  std::string section;
  std::string description;
  std::string type;                 // og:type or JSON-LD @type, as written
  std::string article_body;         // JSON-LD articleBody
  bool advertiser_content = false;  // JSON-LD AdvertiserContentArticle or an equal mark
};

// How the payload was decoded.
struct Charset {
  std::string name = "utf-8";    // WHATWG name, lower case
  std::string from = "default";  // "bom" | "http" | "meta" | "detected" | "default" | "json"
};

enum class TextDialect : std::uint8_t { plain, markdown, html };

struct Document {
  std::string id;
  std::string path;
  ByteRange record;
  std::string url, host, date;
  std::string media_type;
  std::string sha256;  // of the payload, lower-case hex
  Charset charset;
  TextDialect dialect = TextDialect::plain;
  Language language;
  Metadata metadata;
  std::vector<std::string> limits;  // what was cut or bounded, in words

  std::string text;
  std::vector<Block> blocks;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;

  std::string_view view(Range range) const { return slice(text, range); }
  std::span<const Sentence> sentences_of(const Block& block) const;
  std::span<const Token> tokens_of(const Block& block) const;
  std::span<const Token> tokens_of(const Sentence& sentence) const;
};

// Makes a document of a record: decodes it, cuts it into blocks, sentences and tokens, and tells
// its language. Never fails: broken input yields what can be read, and `limits` says what was lost.
// Cost: linear in the payload. Thread-safe.
Document build_document(Record record);

}  // namespace assay
