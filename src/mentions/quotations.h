// Stretches inside quotation marks.
#pragma once

#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"

namespace assay::mentions {

// Appends the quotations of every block, marks excluded, sorted. Marks pair inside a block; one
// that opens a paragraph and is not closed runs to the paragraph's end where the next paragraph
// opens with a mark again (the convention for speech over several paragraphs), and is dropped
// otherwise. Single marks are not read: apostrophes cannot be told from them. Linear.
void find_quotations(const Document& document, std::vector<Quotation>& quotations);

}  // namespace assay::mentions
