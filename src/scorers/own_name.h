// How often an article speaks of whoever publishes it: the guide of a shop that ends at its own
// goods, the comparison whose winner is the site's own product.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "assay/scorer.h"

namespace assay {

struct OwnName {
  std::string name;             // as the text first writes it
  Range first;                  // the sentence that does
  std::uint32_t sentences = 0;  // of the content, that name the publisher
  std::uint32_t read = 0;       // of the content, in all
};

// The publisher's name is that of the host ("halm-tools.example"), the site or the publisher field;
// a name that the text also writes small is a common word and counts as none. Captions and
// sentences that only say whom somebody spoke to ("told the Halm Courier") are left out. Nothing
// without a host or where the name stands nowhere. Cost: linear in the tokens of the content.
std::optional<OwnName> own_name(const ScorerInput& input);

}  // namespace assay
