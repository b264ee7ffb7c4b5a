#include "html/visibility.h"
#include <algorithm>

#include "assay/text.h"

#include "html/scan.h"
#include "html/traits.h"

namespace assay::html {

InlineStyle parse_style(std::string_view style) {
  InlineStyle result;
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view property = trimmed(declaration.substr(0, colon));
    std::string_view value = declaration.substr(colon + 1);
    value = trimmed(value.substr(0, value.find('!')));
    if (equal_ignoring_case(property, "display")) {
      result.hidden = equal_ignoring_case(value, "none");
      result.block = equal_ignoring_case(value, "block") || equal_ignoring_case(value, "flex") ||
                     equal_ignoring_case(value, "grid") ||
                     equal_ignoring_case(value, "list-item") || equal_ignoring_case(value, "table");
      result.inline_ =
          starts_with_ignoring_case(value.data(), value.data() + value.size(), "inline");
    } else if (equal_ignoring_case(property, "visibility")) {
      result.by_visibility =
          equal_ignoring_case(value, "hidden") || equal_ignoring_case(value, "collapse");
      result.hidden = result.hidden || result.by_visibility;
    }
  }
  return result;
}

bool is_streamed(const KnownAttributes& attributes) {
  std::string_view id = attributes.value(Name::id);
  if (!id.starts_with("S:") || id.size() < 3) return false;
  id.remove_prefix(2);
  return std::ranges::all_of(id, [](char c) {  // a number to the base of 16
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

bool is_hidden(Tag tag, const KnownAttributes& attributes) {
  if (has(tag, not_shown)) return true;
  if (attributes.has(Name::hidden) && !is_streamed(attributes) &&
      !equal_ignoring_case(attributes.value(Name::hidden), "until-found")) {
    return true;
  }
  if (tag == Tag::dialog && !attributes.has(Name::open)) return true;
  // Pages with an open dialogue hide all the rest from assistive software, not from the eye.
  return tag != Tag::main && tag != Tag::article && attributes.has(Name::aria_hidden) &&
         equal_ignoring_case(trimmed(attributes.value(Name::aria_hidden)), "true");
}

bool is_visible(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_code_point(text, at);
    const bool blank = point <= 0x20 || point == 0xa0 || point == 0xad || point == 0x1680 ||
                       (point >= 0x2000 && point <= 0x200f) || point == 0x2028 || point == 0x2029 ||
                       point == 0x202f || point == 0x205f || point == 0x2060 || point == 0x3000 ||
                       point == 0xfeff || point == 0x2800;
    if (!blank) return true;
  }
  return false;
}

}  // namespace assay::html
