#include <algorithm>

#include "html/block_builder.h"
#include "html/references.h"
#include "html/scan.h"

namespace assay::html {
namespace {

constexpr std::size_t max_attribute_bytes = 512;  // of class words and labels kept per element

}  // namespace

// The element of an open frame, made with its ancestors when first asked for.
std::uint32_t BlockBuilder::element_of(std::size_t frame) {
  std::size_t first = frame;
  while (stack_[first].element == no_element) --first;  // the root has one
  for (std::size_t i = first + 1; i <= frame; ++i) {
    Frame& at = stack_[i];
    Element element;
    element.tag = at.tag;
    element.depth = static_cast<std::uint16_t>(i);
    element.parent = stack_[i - 1].element;
    element.class_words = markup_string({at.class_, at.id});
    element.role = markup_string({at.role});
    element.itemprop = markup_string({at.itemprop});
    element.labels =
        markup_string({at.aria_label, at.data_testid, at.data_component, at.data_module});
    at.element = static_cast<std::uint32_t>(document_.elements.size());
    document_.elements.push_back(element);
  }
  return stack_[frame].element;
}

// Appends attribute values to markup_text: decoded, lower case, white space collapsed.
Range BlockBuilder::markup_string(std::initializer_list<Range> raw) {
  std::string& out = document_.markup_text;
  const std::size_t begin = out.size();
  for (const Range range : raw) {
    if (range.empty()) continue;
    std::string_view value = slice(source_, range);
    if (value.find('&') != std::string_view::npos) {
      scratch_.clear();
      append_attribute_value(value.substr(0, 2 * max_attribute_bytes), scratch_);
      value = scratch_;
    }
    const std::size_t room =
        max_attribute_bytes - std::min(out.size() - begin, max_attribute_bytes);
    if (value.size() > room) {
      value = value.substr(0, room);
      while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0x80) != 0) {
        value.remove_suffix(1);  // not in the middle of a character
      }
    }
    std::size_t size = out.size();
    bool space = size > begin;
    out.resize(size + value.size() + 1);
    for (const char c : value) {
      if (is_space(c)) {
        space = size > begin;
        continue;
      }
      if (space) out[size++] = ' ';
      space = false;
      out[size++] = lower_ascii(c);
    }
    out.resize(size);
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out.size())};
}

}  // namespace assay::html
