// Whose interest a text serves: that of who publishes it, or of whoever set the links that pay.
#pragma once

#include <optional>

#include "assay/scorer.h"

#include "scorers/own_name.h"
#include "scorers/paid_links.h"
#include "scorers/sentence_matches.h"

namespace assay {

// A paper mentions itself in passing; who sells names itself again and again, or closes with what
// he offers. `article`: its blocks.
std::optional<Finding> own_interest(const ScorerInput& input, const Publisher& publisher,
                                    const SentenceMatches& matches, const PressWords& press,
                                    Range article);

// A release speaks for its issuer, who is called like `issuer`: the more of its sentences name it,
// the more.
std::optional<Finding> issuer_interest(const ScorerInput& input, const Publisher& issuer,
                                       const PressWords& press);

// Links of the blocks `article` that earn money, three or more of them and no notice that says so.
// A page that shows its edges and has no notice has none.
std::optional<Finding> undisclosed_links(const Document& document, Range article,
                                         const PaidLinks& paid_links);

}  // namespace assay
