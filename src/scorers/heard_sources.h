// Whom the article itself lets speak, as told from those its furniture names.
#pragma once

#include <span>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

// Whether the byte at `offset` of the text stands in a content block; true without roles.
bool is_content_at(const Document& document, std::span<const BlockRole> roles,
                   std::uint32_t offset);

// For each of Mentions::sources: is something attributed to it in the content?
std::vector<char> heard_in_content(const Document& document, const Mentions& mentions,
                                   std::span<const BlockRole> roles);

}  // namespace assay
