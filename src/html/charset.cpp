#include <algorithm>

#include "assay/html.h"

#include "html/scan.h"
#include "text/encodings.h"

namespace assay::html {
namespace {

// A declaration inside the page cannot be in UTF-16, since it was read as ASCII.
std::string_view encoding_of_declaration(std::string_view label) {
  const std::string_view name = encoding_of_label(label);
  if (name == "utf-16be" || name == "utf-16le") return "utf-8";
  if (name == "x-user-defined") return "windows-1252";
  return name;
}

// What a meta tag declares; empty: nothing.
std::string_view declared_by_meta(std::string_view source, const Token& token) {
  if (const auto charset = find_attribute(source, token, "charset")) {
    return encoding_of_declaration(*charset);
  }
  const auto pragma = find_attribute(source, token, "http-equiv");
  if (!pragma || !equal_ignoring_case(*pragma, "content-type")) return {};
  const auto content = find_attribute(source, token, "content");
  return content ? encoding_of_declaration(charset_parameter(*content)) : std::string_view{};
}

// "Prescan a byte stream to determine its encoding" (section 13.2.3.2 of the HTML standard): a look
// at the first bytes that skips comments but knows no scripts.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : p_(bytes.data()), end_(p_ + bytes.size()) {}

  std::string_view run() {
    while (p_ < end_) {
      if (*p_ != '<') {
        ++p_;
      } else if (const std::string_view rest(p_, end_); rest.starts_with("<!--")) {
        const std::size_t close = rest.find("-->", 2);
        if (close == std::string_view::npos) return {};
        p_ += close + 3;
      } else if (starts_with_ignoring_case(p_, end_, "<meta") && end_ - p_ > 5 &&
                 (is_space(p_[5]) || p_[5] == '/')) {
        p_ += 5;
        if (const std::string_view found = meta(); !found.empty()) return found;
      } else if (end_ - p_ > 1 &&
                 (is_letter(p_[1]) || (p_[1] == '/' && end_ - p_ > 2 && is_letter(p_[2])))) {
        while (p_ < end_ && !is_space(*p_) && *p_ != '>') ++p_;
        while (attribute()) {
        }
      } else if (end_ - p_ > 1 && (p_[1] == '!' || p_[1] == '/' || p_[1] == '?')) {
        p_ = find_near(p_, end_, '>');
      } else {
        ++p_;
      }
    }
    return {};
  }

 private:
  std::string_view meta() {
    bool got_pragma = false, from_content = false;
    bool seen_http_equiv = false, seen_content = false, seen_charset = false;
    std::string_view charset;
    while (attribute()) {
      if (equal_ignoring_case(name_, "http-equiv") && !seen_http_equiv) {
        seen_http_equiv = true;
        got_pragma = equal_ignoring_case(value_, "content-type");
      } else if (equal_ignoring_case(name_, "content") && !seen_content) {
        seen_content = true;
        const std::string_view found = encoding_of_label(charset_parameter(value_));
        if (!found.empty() && charset.empty()) {
          charset = found;
          from_content = true;
        }
      } else if (equal_ignoring_case(name_, "charset") && !seen_charset) {
        seen_charset = true;
        charset = encoding_of_label(value_);
        from_content = false;
      }
    }
    if (charset.empty() || (from_content && !got_pragma)) return {};
    return encoding_of_declaration(charset);
  }

  // "Get an attribute"; false at the end of the tag.
  bool attribute() {
    while (p_ < end_ && (is_space(*p_) || *p_ == '/')) ++p_;
    if (p_ == end_ || *p_ == '>') return false;
    const char* begin = p_;
    while (p_ < end_ && !is_space(*p_) && *p_ != '/' && *p_ != '>' && (*p_ != '=' || p_ == begin)) {
      ++p_;
    }
    name_ = {begin, p_};
    value_ = {};
    const char* behind_name = p_;
    while (p_ < end_ && is_space(*p_)) ++p_;
    if (p_ == end_ || *p_ != '=') {
      if (p_ < end_) p_ = std::max(behind_name, p_);
      return p_ < end_;
    }
    ++p_;
    while (p_ < end_ && is_space(*p_)) ++p_;
    if (p_ == end_) return false;
    if (*p_ == '"' || *p_ == '\'') {
      const char* close = find_near(p_ + 1, end_, *p_);
      value_ = {p_ + 1, close};
      p_ = close == end_ ? end_ : close + 1;
      return close != end_;
    }
    begin = p_;
    while (p_ < end_ && !is_space(*p_) && *p_ != '>') ++p_;
    value_ = {begin, p_};
    return p_ < end_;
  }

  const char* p_;
  const char* end_;
  std::string_view name_, value_;
};

// A meta declaration that stands too late for the prescan; a browser would start over when it meets
// it. Reads on until the body has begun and not without bound.
std::string_view late_declaration(std::string_view payload) {
  constexpr std::size_t max_bytes = std::size_t{256} << 10;
  Tokenizer tokenizer(payload.substr(0, max_bytes));
  for (Token token; tokenizer.next(token);) {
    if (token.kind != Token::Kind::start_tag) continue;
    if (token.tag == Tag::script) tokenizer.enter(ContentModel::script);
    if (token.tag == Tag::title || token.tag == Tag::textarea)
      tokenizer.enter(ContentModel::rcdata);
    if (token.tag == Tag::style || token.tag == Tag::noscript || token.tag == Tag::noframes) {
      tokenizer.enter(ContentModel::rawtext);
    }
    if (token.tag == Tag::meta) {
      if (const auto found = declared_by_meta(tokenizer.source(), token); !found.empty()) {
        return found;
      }
    }
  }
  return {};
}

// The encoding of an XML declaration, for pages served as XHTML.
std::string_view xml_declaration(std::string_view payload) {
  if (!payload.starts_with("<?xml")) return {};
  const std::string_view declaration =
      payload.substr(0, std::min(payload.find('>'), std::size_t{256}));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return encoding_of_declaration(declaration.substr(open + 1, close - open - 1));
}

// What the page says of itself. A page in UTF-16 cannot say it in ASCII, but its XML declaration
// shows.
std::string_view declared_encoding(std::string_view payload) {
  if (payload.starts_with(std::string_view("<\0?\0x\0", 6))) return "utf-16le";
  if (payload.starts_with(std::string_view("\0<\0?\0x", 6))) return "utf-16be";
  constexpr std::size_t prescan_bytes = 1024;
  std::string_view declared = Prescan(payload.substr(0, prescan_bytes)).run();
  if (declared.empty()) declared = xml_declaration(payload);
  if (declared.empty()) declared = late_declaration(payload);
  return declared;
}

}  // namespace

Charset find_charset(std::string_view payload, std::string_view transport) {
  const FoundCharset found =
      assay::find_charset(payload, transport, "windows-1252", declared_encoding);
  return {std::string(found.name), std::string(found.from)};
}

}  // namespace assay::html
