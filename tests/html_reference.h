// The slow, obvious way to the visible text of a page: gumbo's tree, one recursive walk. The oracle
// of the block builder in tests and its rival in benchmarks; written apart from it on purpose.
#pragma once

#include <cctype>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

namespace assay::reference {

// A word of the visible text and the element it stands in.
struct Word {
  std::string text;
  std::string parent;
};

class VisibleText {
 public:
  explicit VisibleText(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    GumboOutput* tree = gumbo_parse_with_options(&options, html.data(), html.size());
    walk(tree->root, false);
    end_word();
    gumbo_destroy_output(&options, tree);
  }

  std::vector<Word> words;

 private:
  static std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  static std::string name_of(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return piece.data == nullptr ? "" : lower(std::string(piece.data, piece.length));
  }

  static const char* attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? nullptr : found->value;
  }

  // The value of a property of an inline style, lower case without spaces.
  static std::string style_of(const GumboElement& element, const std::string& property) {
    const char* style = attribute(element, "style");
    std::string result;
    if (style == nullptr) return result;
    std::string packed;
    for (const char c : lower(style)) {
      if (!std::isspace(static_cast<unsigned char>(c))) packed += c;
    }
    packed = ";" + packed + ";";
    for (std::size_t at = packed.find(";" + property + ":"); at != std::string::npos;
         at = packed.find(";" + property + ":", at + 1)) {
      const std::size_t begin = at + property.size() + 2;
      result = packed.substr(begin, packed.find_first_of(";!", begin) - begin);
    }
    return result;
  }

  static bool is_hidden(const GumboElement& element, const std::string& name) {
    static const std::set<std::string> unseen = {
        "area",     "base",     "basefont", "datalist", "head",     "link",     "meta",   "noembed",
        "noframes", "param",    "rp",       "rt",       "rtc",      "script",   "style",  "title",
        "iframe",   "noscript", "template", "audio",    "video",    "canvas",   "object", "applet",
        "source",   "track",    "desc",     "col",      "colgroup", "frameset", "frame"};
    if (name == "body") return false;
    if (unseen.contains(name)) return true;
    const char* hidden = attribute(element, "hidden");
    const char* id = attribute(element, "id");
    const std::string_view streamed = id == nullptr ? "" : id;
    const bool comes_in_place =  // React moves "S:1f" to where it belongs
        streamed.size() > 2 && streamed.starts_with("S:") &&
        streamed.find_first_not_of("0123456789abcdef", 2) == streamed.npos;
    if (hidden != nullptr && lower(hidden) != "until-found" && !comes_in_place) return true;
    if (name == "dialog" && attribute(element, "open") == nullptr) return true;
    const char* aria = attribute(element, "aria-hidden");
    if (aria != nullptr && lower(aria) == "true" && name != "main" && name != "article")
      return true;
    const std::string visibility = style_of(element, "visibility");
    return style_of(element, "display") == "none" || visibility == "hidden" ||
           visibility == "collapse";
  }

  static bool is_block(const GumboElement& element, const std::string& name) {
    static const std::set<std::string> blocks = {
        "html",     "body",       "address", "article",   "aside",   "blockquote", "center",
        "dd",       "details",    "dialog",  "dir",       "div",     "dl",         "dt",
        "fieldset", "figcaption", "figure",  "footer",    "form",    "h1",         "h2",
        "h3",       "h4",         "h5",      "h6",        "header",  "hgroup",     "hr",
        "legend",   "li",         "listing", "main",      "menu",    "nav",        "ol",
        "optgroup", "option",     "p",       "plaintext", "pre",     "search",     "section",
        "summary",  "ul",         "xmp",     "table",     "caption", "thead",      "tbody",
        "tfoot",    "tr",         "td",      "th",        "marquee", "br",         "textarea"};
    static const std::set<std::string> table_parts = {"caption", "thead", "tbody", "tfoot",
                                                      "tr",      "td",    "th"};
    const bool by_name = blocks.contains(name);
    if (table_parts.contains(name) || name == "body" || name == "br" || name == "hr")
      return by_name;
    const std::string display = style_of(element, "display");
    if (display.starts_with("inline")) return false;
    return by_name || display == "block" || display == "flex" || display == "grid" ||
           display == "list-item" || display == "table";
  }

  // Inline boxes, which part words though they do not break lines.
  static bool parts_words(const std::string& name) {
    static const std::set<std::string> boxes = {"button", "select", "input", "img",
                                                "iframe", "video",  "audio", "object",
                                                "embed",  "svg",    "meter", "progress"};
    return boxes.contains(name);
  }

  void end_word() {
    if (!word_.empty()) words.push_back({word_, parent_});
    word_.clear();
  }

  void add(const char* text, const std::string& parent) {
    for (const char* p = text; *p != '\0'; ++p) {
      const bool wide = p[0] == '\xc2' && p[1] == '\xa0';
      if (wide) ++p;
      if (wide || std::isspace(static_cast<unsigned char>(*p))) {
        end_word();
      } else {
        if (word_.empty()) parent_ = parent;
        word_ += *p;
      }
    }
  }

  void walk(const GumboNode* node, bool in_svg) {
    switch (node->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        add(node->v.text.text, name_of(node->parent->v.element));
        return;
      case GUMBO_NODE_ELEMENT:
        break;
      default:
        return;
    }
    const GumboElement& element = node->v.element;
    const std::string name = name_of(element);
    const bool block = is_block(element, name) && element.tag_namespace == GUMBO_NAMESPACE_HTML;
    const bool hidden = is_hidden(element, name);
    if ((block && !hidden) || parts_words(name)) end_word();
    if (!hidden) {
      for (unsigned i = 0; i < element.children.length; ++i) {
        walk(static_cast<const GumboNode*>(element.children.data[i]), in_svg);
      }
    }
    if ((block && !hidden) || parts_words(name)) end_word();
  }

  std::string word_, parent_;
};

}  // namespace assay::reference
