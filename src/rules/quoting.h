// Whether a stretch of text is quoted speech.
#pragma once

#include "assay/document.h"
#include "assay/mentions.h"

namespace assay {

// Whether `range`, in `sentence`, lies wholly inside a quotation: one of `mentions`, or with
// nullptr between quotation marks of the sentence's block (looked for from at most 2 KiB before the
// sentence; a mark that is never closed quotes to the end). Marks: " " „ “ ” « » 「 」.
bool in_quotation(const Document& document, const Sentence& sentence, Range range,
                  const Mentions* mentions);

}  // namespace assay
