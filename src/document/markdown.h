// Markdown: recognising it, and reading the part of CommonMark (0.31) and GitHub's tables that
// articles use.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"

#include "document/lines.h"

namespace assay {

// Whether a text is written in Markdown. Asks for several independent marks (headings, links, bold
// words, fences, tables; lists and quotations only beside those), because a scraped plain text may
// hold any single one by chance. O(n).
bool is_markdown(std::string_view text, std::span<const Line> lines);

// Fills blocks, links and front matter's metadata from a Markdown text and returns its marks: the
// bytes that are no words (emphasis, link targets, HTML tags, table bars), sorted and disjoint.
// A line that is a paragraph of its own in the file stays one; lines are joined where the text is
// wrapped. O(n).
std::vector<Range> build_markdown_blocks(std::span<const Line> lines, const Wrapping& wrapping,
                                         Document& document);

}  // namespace assay
