// The values of a sentence that alignment compares: quantities in units that compare, dates,
// relative dates by the day of publication, centuries, and how often something was done.
#pragma once

#include <optional>
#include <string_view>

#include "assay/document.h"
#include "assay/mentions.h"

#include "corroboration/lexicon.h"
#include "corroboration/terms.h"

namespace assay::corroboration {

// Appends those of `document.text[range]`, whose tokens are `tokens`; each kind in the order of the
// text. `document.date`, or else the day of its metadata, places "yesterday" and "last year".
void append_values(const Document& document, const Mentions& mentions, Range range,
                   std::span<const Token> tokens, const Lexicon& lexicon, std::vector<Value>& out);

// The day of a date as "2001-02-03" begins it, counted from 1970.
std::optional<int> day_of(std::string_view date);

}  // namespace assay::corroboration
