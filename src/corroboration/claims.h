// Which sentences of an article assert something that official text could bear out.
#pragma once

#include <span>

#include "corroboration/terms.h"

namespace assay::corroboration {

// Questions, headings, pleas and bare opinions are no claims; a sentence needs a name, a number or
// enough words of its own. `terms` are the sentence's.
bool is_claim(std::string_view sentence, std::span<const Term> terms);

// A stretch that names a person with a role: "Minister of Mines Ada Brook", "Ada Brook, chair of
// the Tidewater Board". It can be checked by itself.
struct RolePart {
  std::uint32_t first_term = 0, term_count = 0;
  Range range;
};
void append_role_parts(std::string_view text, std::span<const Term> terms,
                       std::vector<RolePart>& out);

}  // namespace assay::corroboration
