// HTML without a tree: a tokenizer to the WHATWG standard, charsets, and cutting.
//
// Everything here works on bytes in memory and is linear in them; nothing fails on broken input.
// Blocks and metadata are made of these parts by build_document() (document.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/charset.h"
#include "assay/document.h"
#include "assay/html_tag.h"
#include "assay/range.h"

namespace assay::html {

// How the tokenizer reads what follows (the "state" of the standard, section 13.2.5).
enum class ContentModel : std::uint8_t {
  data,       // markup and character references
  rcdata,     // references, but only the matching end tag: title, textarea
  rawtext,    // only the matching end tag: style, iframe, noscript where scripts run
  script,     // as rawtext, with the escapes of script elements
  plaintext,  // nothing any more
  cdata,      // a CDATA section of SVG or MathML
};

struct Attribute {
  Range name;   // as written
  Range value;  // as written, without quotes; empty where there is none
};

// One token; every range counts bytes of the tokenizer's source.
struct Token {
  enum class Kind : std::uint8_t { text, start_tag, end_tag, comment, doctype };

  Kind kind = Kind::text;
  ContentModel model = ContentModel::data;  // of a text
  Tag tag = Tag::unknown;                   // of a tag
  bool self_closing = false;                // "<br/>"
  bool attributes_cut = false;              // it had more than max_attributes
  Range source;                             // the whole token, all its bytes
  Range name;                               // a tag's name as written; a comment's text
  // In written order; of two with one name the first counts. Valid until the next call of next().
  std::span<const Attribute> attributes;
};

// Cuts UTF-8 (or any superset of ASCII) into the tokens of the WHATWG tokenizer, without copying:
// tokens are ranges, and the functions below decode the few that are read. A run of text may come
// as several tokens, never cut inside a character reference. Parse errors are not reported.
// O(source); memory O(max_attributes).
//
//   Tokenizer tokenizer("<p class=lead>Five &amp; six");
//   for (Token token; tokenizer.next(token);) ...   // start_tag p, text "Five &amp; six"
//
// The caller plays the tree builder: it calls enter() after the start tag of a script, style, title
// or textarea, else their content is read as markup.
class Tokenizer {
 public:
  static constexpr std::size_t max_attributes = 256;

  // `source` must outlive the tokenizer and be smaller than 4 GiB. `open_element` names the element
  // whose end tag leaves `model`.
  explicit Tokenizer(std::string_view source, ContentModel model = ContentModel::data,
                     std::string_view open_element = {});

  // The next token; false at the end.
  bool next(Token& token);

  // Reads on in another content model, until the end tag of the last start tag (except plaintext,
  // which never ends).
  void enter(ContentModel model);

  // Whether "<![CDATA[" opens a section (inside SVG and MathML) or a comment (elsewhere).
  void allow_cdata(bool allow) { cdata_ = allow; }

  std::string_view source() const { return source_; }

 private:
  bool next_in_element(Token& token);
  bool next_markup(Token& token, const char* open);
  bool declaration(Token& token, const char* open);
  bool tag(Token& token, const char* open, const char* name, Token::Kind kind);
  bool emit_text(Token& token, const char* begin, const char* end);
  bool comment(Token& token, const char* open, const char* begin, const char* end,
               const char* after);
  Range range(const char* begin, const char* end) const;

  std::string_view source_;
  const char* at_;
  const char* end_;
  ContentModel model_;
  bool cdata_ = false;
  std::string_view open_element_;  // name as written of the last start tag
  std::vector<Attribute> attributes_;
};

// The value as written of the first attribute called `name` (lower case), if the tag has one.
std::optional<std::string_view> find_attribute(std::string_view source, const Token& token,
                                               std::string_view name);

// The following append what the standard's tokenizer would emit for bytes of the source; UTF-8 in
// gives UTF-8 out. Text: references (by content model), CR LF, NUL.
void append_text(std::string_view raw, ContentModel model, std::string& out);
void append_attribute_value(std::string_view raw, std::string& out);
void append_name(std::string_view raw, std::string& out);  // lower case
void append_comment(std::string_view raw, std::string& out);

struct Doctype {
  std::optional<std::string> name, public_id, system_id;
  bool force_quirks = false;
};
// Reads the bytes of a doctype token ("<!DOCTYPE html>").
Doctype parse_doctype(std::string_view raw);

// ---- charsets

// The encoding of a page as a browser finds it: byte order mark, `transport` (a charset or a whole
// HTTP Content-Type), a declaration in the page; then, where nobody says, what the bytes look like
// (charset.h), or windows-1252, the default of the web. O(payload).
Charset find_charset(std::string_view payload, std::string_view transport);

// ---- cutting

// `payload` without the bytes of `ranges`, which are sorted, disjoint and inside it: a page cut by
// the source ranges of some of its blocks shows the text of the other blocks as before, each apart
// from the next. (Cells of a table row that stood apart may then read as one row.) O(payload).
std::string cut(std::string_view payload, std::span<const ByteRange> ranges);

}  // namespace assay::html
