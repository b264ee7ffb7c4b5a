// Which sentences of an article assert something that official text could bear out, and which parts
// of them can be checked alone.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "corroboration/terms.h"

namespace assay::corroboration {

// Questions, headings, bare opinions and fragments are no claims; a sentence needs a name or a
// number, or enough words of its own. `terms` are the sentence's.
bool is_claim(std::string_view sentence, std::span<const Term> terms);

// A stretch that gives a person's role: "Minister of Mines and Harbours Ada Brook". It is true or
// not whatever the sentence around it says.
struct RolePart {
  std::size_t first_term = 0, term_count = 0;  // into the sentence's terms
  Range range;
};

// Finds runs of capitalised words and what joins them ("of", "and", "for") that hold a role word
// and end in two names more, taken for the person's. A comma before "and" ends a run. `text` is the
// document's, `terms` those of one sentence.
void append_role_parts(std::string_view text, std::span<const Term> terms,
                       std::vector<RolePart>& out);

}  // namespace assay::corroboration
