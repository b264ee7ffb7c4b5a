#include <array>

#include "assay/html_tag.h"

namespace assay::html {
namespace {

// In the order of Tag.
constexpr std::array<std::string_view, tag_count> names = {
    "unknown",   "a",        "abbr",       "acronym",    "address",  "applet",   "area",
    "article",   "aside",    "audio",      "b",          "base",     "basefont", "bdi",
    "bdo",       "bgsound",  "big",        "blockquote", "body",     "br",       "button",
    "canvas",    "caption",  "center",     "cite",       "code",     "col",      "colgroup",
    "command",   "data",     "datalist",   "dd",         "del",      "desc",     "details",
    "dfn",       "dialog",   "dir",        "div",        "dl",       "dt",       "em",
    "embed",     "fieldset", "figcaption", "figure",     "font",     "footer",   "foreignobject",
    "form",      "frame",    "frameset",   "h1",         "h2",       "h3",       "h4",
    "h5",        "h6",       "head",       "header",     "hgroup",   "hr",       "html",
    "i",         "iframe",   "image",      "img",        "input",    "ins",      "kbd",
    "keygen",    "label",    "legend",     "li",         "link",     "listing",  "main",
    "map",       "mark",     "marquee",    "math",       "menu",     "menuitem", "meta",
    "meter",     "nav",      "nobr",       "noembed",    "noframes", "noscript", "object",
    "ol",        "optgroup", "option",     "output",     "p",        "param",    "picture",
    "plaintext", "pre",      "progress",   "q",          "rb",       "rp",       "rt",
    "rtc",       "ruby",     "s",          "samp",       "script",   "search",   "section",
    "select",    "slot",     "small",      "source",     "span",     "strike",   "strong",
    "style",     "sub",      "summary",    "sup",        "svg",      "table",    "tbody",
    "td",        "template", "textarea",   "tfoot",      "th",       "thead",    "time",
    "title",     "tr",       "track",      "tt",         "u",        "ul",       "var",
    "video",     "wbr",      "xmp"};

constexpr std::size_t longest_name = 13;  // "foreignobject"

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Names are looked up by length, first, middle and last character; the few that share a slot stand
// in the next free one. Setting bit 5 makes letters lower case and leaves digits as they are.
constexpr std::size_t slot_count = 1024;

constexpr std::size_t slot_of(std::string_view name) {
  const auto at = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(name[i]) | 0x20);
  };
  return (at(0) * 31 + at(name.size() - 1) * 7 + at(name.size() / 2) * 131 + name.size() * 257) %
         slot_count;
}

constexpr std::array<std::uint8_t, slot_count> make_slots() {
  std::array<std::uint8_t, slot_count> slots{};
  for (std::size_t tag = 1; tag < tag_count; ++tag) {
    std::size_t slot = slot_of(names[tag]);
    while (slots[slot] != 0) slot = (slot + 1) % slot_count;
    slots[slot] = static_cast<std::uint8_t>(tag);
  }
  return slots;
}

constexpr std::array<std::uint8_t, slot_count> slots = make_slots();

bool equal_ignoring_case(std::string_view lower, std::string_view name) {
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower[i] != name[i] && lower[i] != lower_ascii(name[i])) return false;
  }
  return true;
}

}  // namespace

std::string_view tag_name(Tag tag) { return names[static_cast<std::size_t>(tag)]; }

Tag tag_of(std::string_view name) {
  if (name.empty() || name.size() > longest_name) return Tag::unknown;
  for (std::size_t slot = slot_of(name); slots[slot] != 0; slot = (slot + 1) % slot_count) {
    const std::string_view candidate = names[slots[slot]];
    if (candidate.size() == name.size() && equal_ignoring_case(candidate, name)) {
      return static_cast<Tag>(slots[slot]);
    }
  }
  return Tag::unknown;
}

}  // namespace assay::html
