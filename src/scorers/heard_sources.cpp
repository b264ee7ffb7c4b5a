#include "scorers/heard_sources.h"
#include <algorithm>

namespace assay {

bool is_content_at(const Document& document, std::span<const BlockRole> roles,
                   std::uint32_t offset) {
  if (roles.empty()) return true;
  const auto after = std::ranges::upper_bound(document.blocks, offset, {},
                                              [](const Block& b) { return b.text.begin; });
  if (after == document.blocks.begin()) return false;
  return roles[static_cast<std::size_t>(after - document.blocks.begin()) - 1].role == Role::content;
}

std::vector<char> heard_in_content(const Document& document, const Mentions& mentions,
                                   std::span<const BlockRole> roles) {
  std::vector<char> heard(mentions.sources.size(), 0);
  for (const Attribution& attribution : mentions.attributions) {
    if (attribution.cue.empty()) continue;  // a document merely named
    if (attribution.source_index < heard.size() &&
        (is_content_at(document, roles, attribution.source.begin) ||
         is_content_at(document, roles, attribution.content.begin))) {
      heard[attribution.source_index] = 1;
    }
  }
  return heard;
}

}  // namespace assay
