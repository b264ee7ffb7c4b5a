#include "corroboration/claims.h"

#include "assay/text.h"

namespace assay::corroboration {

bool is_claim(std::string_view sentence, std::span<const Term> terms) {
  const std::size_t last = sentence.find_last_not_of(" \t\n\r\"')");
  if (last == std::string_view::npos || sentence[last] == '?') return false;
  std::size_t content = 0, names = 0, numbers = 0, opinions = 0;
  bool second_person = false;
  for (const Term& term : terms) {
    content += term.content();
    names += term.name;
    numbers += term.number;
    opinions += (term.traits & trait::opinion) != 0;
  }
  (void)second_person;
  // Guesses: three words can assert little unless one is a name or a number.
  if (content < 3) return false;
  if (names == 0 && numbers == 0) return content >= 5 && opinions == 0;
  return true;
}

void append_role_parts(std::string_view text, std::span<const Term> terms,
                       std::vector<RolePart>& out) {
  (void)text;
  (void)terms;
  (void)out;
}

}  // namespace assay::corroboration
