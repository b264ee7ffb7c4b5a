// What kind of content, boilerplate or advertisement a block is, and the reason in plain words:
// rules over the features and cue words, after the models have decided the roles.
#pragma once

#include <optional>
#include <span>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"
#include "scorers/line_shapes.h"

namespace assay::boilerplate {

// Blocks of the content that are known before.
struct HeadBlocks {
  std::optional<std::size_t> headline, standfirst;
};

// Fills `kind` and `reason` of every role. May turn a repeated headline into a duplicate. Without
// a headline the first short line of the content is it. Linear.
void name_kinds(const Document& document, const FeatureTable& features, const LineShapes& shapes,
                HeadBlocks head, std::span<BlockRole> roles);

}  // namespace assay::boilerplate
