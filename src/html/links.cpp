#include "html/block_builder.h"
#include "html/references.h"
#include "html/scan.h"

namespace assay::html {
namespace {

constexpr std::size_t max_target_bytes = 2048;  // of a link's target

}  // namespace

void BlockBuilder::open_link(const KnownAttributes& attributes) {
  end_link();
  link_.open = true;
  link_.href = attributes.range(Name::href);
  link_.rel = attributes.range(Name::rel);
  link_.target = {};
}

void BlockBuilder::end_link() {
  if (link_.open) add_link();
  link_.open = false;
}

// Notes what the current link holds of the current run.
void BlockBuilder::add_link() {
  if (link_.begin == nowhere) return;
  const Range text{link_.begin, static_cast<std::uint32_t>(document_.text.size())};
  link_.begin = nowhere;
  if (link_.target.empty()) {
    scratch_.clear();
    append_attribute_value(slice(source_, link_.href).substr(0, max_target_bytes), scratch_);
    const std::string_view target = trimmed(scratch_);
    link_.target.begin = static_cast<std::uint32_t>(document_.markup_text.size());
    document_.markup_text += target;
    link_.target.end = static_cast<std::uint32_t>(document_.markup_text.size());
  }
  Link link{.text = text, .target = link_.target};
  const std::string_view rel = slice(source_, link_.rel);
  for (std::size_t at = 0; at < rel.size();) {
    while (at < rel.size() && is_space(rel[at])) ++at;
    std::size_t end = at;
    while (end < rel.size() && !is_space(rel[end])) ++end;
    const std::string_view word = rel.substr(at, end - at);
    const auto is = [&](std::string_view name) { return equal_ignoring_case(word, name); };
    link.sponsored = link.sponsored || is("sponsored");
    link.nofollow = link.nofollow || is("nofollow") || is("ugc");
    link.author = link.author || is("author");
    link.tag_or_next = link.tag_or_next || is("tag") || is("category") || is("next") || is("prev");
    at = end;
  }
  linked_bytes_ += text.size();
  document_.links.push_back(link);
}

}  // namespace assay::html
