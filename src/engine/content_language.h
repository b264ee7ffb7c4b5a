// The language of a page's own text. Told from the whole page, menus and comments in other
// languages included, it may stay open or be that of its frame.
#pragma once

#include <span>

#include "assay/document.h"
#include "assay/scorer.h"

namespace assay {

// Where the language of `document` could not be told, or not surely, it is told again from its
// content, the paragraphs if there are any. True where that changed it. Costs nothing elsewhere.
bool tell_language_of_content(std::span<const BlockRole> roles, Document& document);

}  // namespace assay
