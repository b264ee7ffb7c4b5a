// The rules beside the boilerplate models: what learning from labelled pages cannot see, or must
// not do. Each looks at shape, place and cue words only.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"
#include "scorers/line_shapes.h"

namespace assay::boilerplate {

// Does plain text look as an extractor leaves it: prose from the start, few kinds of furniture?
bool looks_cleaned(const FeatureTable& features);

// Of text that looks cleaned only what is certain is taken away: furniture's own words, and what
// plainly sells.
void leave_clean_text_alone(const FeatureTable& features, std::span<BlockRole> roles);

// Short lines made of furniture words, and the name of a section under the date.
void find_furniture_lines(const Document& document, const FeatureTable& features,
                          std::span<BlockRole> roles);

// A line that says word for word what the line before it said: a caption that a scraper took twice.
// Short lines may be a refrain.
void drop_repeated_neighbours(const Document& document, const FeatureTable& features,
                              std::span<BlockRole> roles);

// Plain text: a sentence that tells of "a sponsored swim", or that one can "sign up at the town
// hall", is no offer because offers stand around it. It addresses nobody, praises nothing, has few
// words of sellers, and without its neighbours the content model takes it for text. A short
// line right below an advertisement's label is the advertisement.
void take_back_reporting(const Document& document, const FeatureTable& features,
                         std::span<BlockRole> roles);

// Behind the text a button, a question with the call that answers it, and a call to action beside
// what sells already, are advertisement.
void find_calls_behind_text(const Document& document, const FeatureTable& features,
                            std::span<BlockRole> roles);

// The bare label of an advertisement outside menus; and in text that looks cleaned, where the
// models have seen little of it, furniture that asks to subscribe, buy, sign up or give.
void find_offers(const Document& document, const FeatureTable& features, bool cleaned,
                 std::span<BlockRole> roles);

// HTML: what the model thinks an offer for its neighbours' sake alone, with little confidence and
// without a word or mark of offers, is none; nor is "Advertising" in a menu. On labelled
// development pages the precision of advertisement .844 -> .885, its F1 the same.
void take_back_unlikely_offers(const Document& document, const FeatureTable& features,
                               std::span<BlockRole> roles);

// Title and description in turn, many times, in words that promote: a list of products. What is
// left behind such a list belongs to other articles.
void find_product_lists(const Document& document, const FeatureTable& features,
                        std::span<BlockRole> roles);

// Plain text: right below the headline a sentence is the standfirst; between the headline and the
// text "By Ada Lindqvist, Norvik Courier" is the byline.
void mend_head_of_text(const Document& document, const FeatureTable& features,
                       const LineShapes& shapes, std::size_t headline, std::span<BlockRole> roles);

// Never leave almost nothing of a page that has prose: what reads as text in its core is content
// then, readers' comments only where there is no story above them or they are the page's subject.
// What the page itself marks as advertising stays that. True where anything came back.
bool undo_over_pruning(const Document& document, const FeatureTable& features,
                       bool comments_are_subject, std::span<BlockRole> roles);

}  // namespace assay::boilerplate
