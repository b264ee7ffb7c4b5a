// Stretches of a flattened page that its line model misjudges because it looks at few lines at a
// time: comments that read as prose, the late part of a long article, short items of its lists.
// Linear in the blocks. Made for plain text; what is said of HTML was measured there too.
#pragma once

#include <span>

#include "assay/document.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"

namespace assay::boilerplate {

// Behind an article a line such as "12 comments" closes it when what follows looks so: lines that
// answer or date, or a name above each paragraph. Of a forum, where more follows than stands
// before, the answers stay. L3S lines of the development part, word F1 .926 -> .928; WCXB forums,
// of which a few have long questions, .539 -> .533.
void close_at_comments(const Document& document, const FeatureTable& features,
                       std::span<BlockRole> roles);

// For plain text (of HTML articles word F1 .959 -> .958): three lost paragraphs and more that share
// the article's words are its own, unless a label of other articles or comments stands between it
// and them. WCXB documentation as text, word F1 of the development part .895 -> .900.
void keep_late_prose(const Document& document, const FeatureTable& features,
                     std::span<BlockRole> roles);

// For plain text: a paragraph behind a few lines that interrupt the text (a form, a label, a
// button) is text where the model half believes it, or nearly and no title stands between, unless
// one of the lines is a label of other articles or of the author; so is one with most of the text
// behind it and a title before. A line that stands four times is neither. To run behind
// keep_lists_and_tables(), which would take for a table what stands between two such paragraphs.
// Flattened WCXB pages of the development part, word F1 .827 -> .831 (articles the same and their
// snippets found .861 -> .870, documentation .897 -> .904).
void keep_interrupted_prose(const Document& document, const FeatureTable& features,
                            std::span<BlockRole> roles);

// Short lines below a lead-in ("It takes:") and above more of the text are its list, as are a few
// that the model nearly kept; short cells and numbers between two parts of the text are its table.
// Links are a menu. HTML of the development part: WCXB lists word F1 .700 -> .706, articles the
// same; trafilatura's pages F .932 -> .933.
void keep_lists_and_tables(const FeatureTable& features, std::span<BlockRole> roles);

// For plain text: of lines "1. ..." to "n. ..." two in three of which are text the others are too.
void keep_numbered_series(const Document& document, const FeatureTable& features,
                          std::span<BlockRole> roles);

}  // namespace assay::boilerplate
