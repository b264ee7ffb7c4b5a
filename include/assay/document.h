// A document: decoded text cut into blocks, sentences and tokens, with what its markup said.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/html_tag.h"
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

// A hyperlink inside a block; one that spans several blocks stands in each of them.
struct Link {
  Range text;                // into Document::text; empty for a link without words (an image)
  Range target;              // into Document::markup_text: href as written, references decoded
  bool sponsored = false;    // rel has "sponsored"
  bool nofollow = false;     // rel has "nofollow" or "ugc"
  bool author = false;       // rel has "author"
  bool tag_or_next = false;  // rel has "tag", "category", "next" or "prev"
};

// An element of the page with at least one block in it. Elements form a tree kept in page order, so
// a parent stands before its children and what a reader derives from an element can be derived once
// and looked up by index. Strings are ranges into Document::markup_text, lower case, bounded.
struct Element {
  html::Tag tag = html::Tag::unknown;
  std::uint16_t depth = 0;   // 0 for the root
  std::uint32_t parent = 0;  // into Document::elements; the root (index 0) is its own parent
  Range class_words;         // class and id as written, separated by one space
  Range role;                // ARIA role
  Range itemprop;            // microdata property names
  Range labels;  // aria-label, data-testid, data-component, data-module, separated by a space
};

// What HTML said of a block; plain text has none.
struct Markup {
  std::uint32_t element =
      0;  // the innermost element around the whole block, into Document::elements
  std::uint32_t first_link = 0, link_count = 0;  // into Document::links
  std::uint32_t linked_bytes = 0;                // bytes of the block's text that stand in links
  std::uint32_t bold_bytes = 0;                  // that stand in b, strong or a heading
  std::uint16_t images_before = 0;               // images between the block before and this one
  std::uint16_t controls = 0;                    // buttons and fields inside the block
  bool in_form = false;
  bool has_image = false;  // an image stands inside the block
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
  std::string type;                       // og:type or JSON-LD @type, as written
  std::string article_body;               // JSON-LD articleBody
  bool advertiser_content = false;        // JSON-LD AdvertiserContentArticle or an equal mark
  std::string language;                   // lang of the root element, as written
  std::string generator;                  // meta generator: the publishing system
  std::vector<std::string> schema_types;  // every JSON-LD @type and microdata itemtype name once,
                                          // in page order, without the vocabulary's URL; at most 64
};

// How the payload was decoded.
struct Charset {
  std::string name = "utf-8";    // WHATWG name, lower case
  std::string from = "default";  // "bom" | "http" | "meta" | "detected" | "default" | "json"
};

// How often the page holds what tells one type of page from another. Hidden parts count too.
struct PageFacts {
  std::uint32_t links = 0;   // a with href
  std::uint32_t images = 0;  // img, picture counted once
  std::uint32_t scripts = 0;
  std::uint32_t frames = 0;  // iframe, embed, object
  std::uint32_t forms = 0;
  std::uint32_t controls = 0;  // input, button, select, textarea
  std::uint32_t articles = 0;  // article elements
  std::uint32_t lists = 0;     // ul, ol, dl
  std::uint32_t tables = 0;
  std::uint32_t times = 0;  // time elements
};

enum class TextDialect : std::uint8_t { plain, markdown, html };

enum class LimitKind : std::uint8_t {
  cut,            // what lies behind was not read
  encoding,       // letters were lost or may be garbled
  markup,         // structure was read only in part
  mostly_hidden,  // most of the page's text is hidden until a reader opens it
  fallback_only,  // the page shows no text but a fallback, which may be a notice
  partial,        // the page says that its text goes on elsewhere
  unexamined,     // the text holds next to nothing that could be examined
};

// What was cut, bounded or not to be had of a document.
struct Limit {
  LimitKind kind;
  std::string says;  // in words
};

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
  PageFacts page;
  std::vector<Limit> limits;

  std::string text;
  std::vector<Block> blocks;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Element> elements;  // HTML only; elements[0] is the root
  std::vector<Link> links;        // sorted by block
  std::string markup_text;        // what Element and Link ranges point into

  std::string_view view(Range range) const { return slice(text, range); }
  std::span<const Sentence> sentences_of(const Block& block) const;
  std::span<const Token> tokens_of(const Block& block) const;
  std::span<const Token> tokens_of(const Sentence& sentence) const;

  std::string_view markup_view(Range range) const { return slice(markup_text, range); }
  std::span<const Link> links_of(const Block& block) const;  // none without markup
  // "html/body/main/article/p", without classes; empty without markup. O(depth): for reports and
  // tests, not for hot paths.
  std::string tag_path(const Block& block) const;
  // Class and id words of the block's element and its ancestors, nearest first. O(depth).
  std::string class_words(const Block& block) const;
};

// Makes a document of a record: decodes it, cuts it into blocks, sentences and tokens, and tells
// its language. Never fails: broken input yields what can be read, and `limits` says what was lost.
// Cost: linear in the payload. Thread-safe.
Document build_document(Record record);

}  // namespace assay
