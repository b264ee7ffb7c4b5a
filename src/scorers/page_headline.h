// The headline and the standfirst of an HTML page, by its markup, its title and its description.
#pragma once

#include <optional>
#include <span>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// The block of the article's headline, which is content then. A heading, or a block whose class
// says "title", that is the page's title or a part of it ("Storm over Halm | Halm Courier") comes
// first; then the top heading that has most words in common with the title; then the only top
// heading. None in a menu, a sidebar or the foot, none behind the text, none that is the site's
// name. Hand-marked articles, which the models learn from, often leave it out. Linear.
std::optional<std::size_t> find_page_headline(const Document& document,
                                              const FeatureTable& features,
                                              std::span<BlockRole> roles);

// The block below the headline that begins as the page's description does, else a line that its
// class calls so ("subheadline", "excerpt"), which is content then: between headline and byline it
// looks like furniture. Nothing where it is one of the paragraphs of
// the text, which need no help. Linear in the few blocks it looks at.
std::optional<std::size_t> find_standfirst(const Document& document, const FeatureTable& features,
                                           std::optional<std::size_t> headline,
                                           std::span<BlockRole> roles);

}  // namespace assay::boilerplate
