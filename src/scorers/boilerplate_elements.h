// Rules over a page's elements: what stands in one element, or in elements of one make side by
// side, has one role. For documents with markup; in others they do nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"
#include "scorers/line_shapes.h"

namespace assay::boilerplate {

// Whether one of `words` stands in the class or id of the block's element or of those around it, so
// many `levels` in all. The words of a name are parted by blanks, hyphens and underscores.
bool is_in_element_called(const Document& document, std::size_t block, int levels,
                          std::span<const std::string_view> words);

// Of each block whether it stands in an element that its class or id calls readers' comments.
std::vector<bool> blocks_in_comments(const Document& document);

// What stands below an article in elements that their class or id calls comments is named so, and
// is no content: unless it may be the page's subject (a forum's answers, judgements of a product),
// or most of the words stand there, or the model is sure of it, paragraphs of the article follow
// and no entries repeat in it. With close_at_comments() trafilatura's development pages F .928 ->
// .930, WCXB forums, of which some read as articles, .630 -> .627. Linear but for a sort of the
// entries.
void close_comment_elements(const Document& document, const FeatureTable& features,
                            bool may_be_subject, std::span<BlockRole> roles);

// Three paragraphs and more, close to each other, that stand further up already are duplicates:
// info boxes are laid out twice, and what a page shows on wide screens and on narrow ones. So is a
// single long one that stands exactly twice, far apart or one below the other, on pages that are no
// forum and no manual. Not what stands below a label of its own (a manual's warning, a quoted
// post), but on pages of shops and lists; and in plain text, where forums and manuals are not told,
// nothing that stands three times (a refrain, a disclaimer). A post that is quoted without any
// mark, and two contracts with three clauses in common, are cut. Linear but for a sort of them.
void drop_repeated_passages(const Document& document, const FeatureTable& features,
                            PageType page_type, std::span<BlockRole> roles);

// A caption inside the text, a table's caption, and a short table with numbers between two parts of
// the text are the article's, which hand-marked articles often leave out. Not what is linked, or
// speaks of the page's furniture; not a picture's mere credit.
void keep_captions_and_tables(const Document& document, const FeatureTable& features,
                              std::span<BlockRole> roles);

// Of paragraphs that line breaks part in one element, one that follows on text is text.
void keep_paragraphs_parted_by_breaks(const Document& document, const FeatureTable& features,
                                      std::span<BlockRole> roles);

// A heading belongs to what it heads: where that was taken out as an offer or as links, up to the
// next heading of its rank or to the end of its element, it goes too; not one of several of its
// rank, but for boxes that ask to subscribe or give.
void drop_headings_of_boxes(const Document& document, const FeatureTable& features,
                            std::optional<std::size_t> headline, std::span<BlockRole> roles);

// Between an article's headline and its first long paragraph one byline and one date, by shape or
// by shape and class, are furniture, one of them alone only where no other line but the standfirst
// stands there: the lines of poems, letters, chronicles and interviews stay.
void drop_lines_below_headline(const Document& document, const FeatureTable& features,
                               const LineShapes& shapes, std::size_t headline,
                               std::optional<std::size_t> standfirst, std::span<BlockRole> roles);

// "Close window | Print this page" is none of the text's paragraphs.
void drop_print_lines(const Document& document, const FeatureTable& features,
                      std::span<BlockRole> roles);

// Teasers that a vendor of such places fills, by class or label ("Recommended by ..."), and links
// to other sites that are marked as sponsored, are advertisement. HTML and plain text.
void find_paid_teasers(const Document& document, const FeatureTable& features,
                       std::span<BlockRole> roles);

// A question belongs to the answer below it: where that is text, the question is too. Of 40 read
// on development pages 36 were right.
void keep_questions_with_answers(const Document& document, const FeatureTable& features,
                                 std::span<BlockRole> roles);

// Who is named below a paragraph in quotation marks is its speaker and belongs to it. Of 15 read on
// development pages 13 were right.
void keep_speakers_of_quotations(const Document& document, const FeatureTable& features,
                                 std::span<BlockRole> roles);

// A heading above a sentence is text where most headings of its rank and class are. Of 35 on
// development pages 25 stand in the marked text; a byline may be of that make too. Linear but for a
// sort of the headings.
void keep_headings_like_others(const Document& document, const FeatureTable& features,
                               std::span<BlockRole> roles);

// The items of a list and the cells of a table that have one parent and class vote: those of which
// the model is less sure follow the majority. Linear but for a sort of the entries.
void agree_among_siblings(const Document& document, std::span<BlockRole> roles);

}  // namespace assay::boilerplate
