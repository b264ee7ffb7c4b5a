// The rules beside the boilerplate models: what learning from labelled pages cannot see, or must
// not do. Each looks at shape, place and cue words only.
#pragma once

#include <span>
#include <vector>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// Text that is nearly all content has been cleaned before: a block there stays unless the model is
// sure or its words are furniture's. `content` holds the model's probabilities.
void leave_clean_text_alone(const FeatureTable& features, std::span<const float> content,
                            std::span<BlockRole> roles);

// Short lines made of furniture words, and calls to action behind the text.
void find_furniture_lines(const Document& document, const FeatureTable& features,
                          std::span<BlockRole> roles);

// What stands between a byline and the text: a paragraph about the author that a date follows, and
// the name of a section under the date.
void find_article_head(const Document& document, const FeatureTable& features,
                       std::span<BlockRole> roles);

// A sentence broken over two lines that stand alone: an advertisement when one of them is, or when
// both together ask to subscribe or give behind the text.
void join_wrapped_offers(const Document& document, const FeatureTable& features,
                         std::span<BlockRole> roles);

// Furniture that asks to subscribe, buy, sign up or give is advertisement.
void find_offers(const Document& document, const FeatureTable& features,
                 std::span<BlockRole> roles);

// Title and description in turn, many times, in words that promote: a list of products. What is
// left behind such a list belongs to other articles.
void find_product_lists(const Document& document, const FeatureTable& features,
                        std::span<BlockRole> roles);

// Never leave almost nothing of a page that has prose: its core is content then.
void undo_over_pruning(const FeatureTable& features, std::span<BlockRole> roles);

}  // namespace assay::boilerplate
