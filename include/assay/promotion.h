// The promotion scorer: finds text that sells instead of reports, and judges the whole document.
//
// Findings: `promotion/<family>` from the phrase rules of `<language>/promotion.json`;
// `promotion/puffery` for sentences that a learned model holds for puffery; and, where the document
// as a whole reads as promotion, one `promotion/document-tone`, whose message names the reasons and
// the sentences that weighed most. `probability` is the calibrated probability that the text
// promotes: advertising, advertorials, product and service pages. News about a product, official
// statements and opinion are none of these.
//
// A press release may be sober, so it is judged apart: `promotion/press-release` says with its own
// probability that the text announces its own organisation's news, and quotes the signs (60 words
// or more). A government's statement is formal and mostly not told; one in the shape of a release
// (a fact sheet with praise from partners) may be. Where the claims of a release run ahead of what
// it tells, `promotion/overstated-claims` quotes the sentences that weighed most.
//
// A phrase counts where it stands: calls and words to the reader need somebody who offers near them
// and span the whole call; disclosures, small print, references and retold stories are no offers.
// Loaded language is judged in texts of public affairs; a text that is not and does not sell at all
// has no phrase findings.
//
// The learned models read English. In other languages the phrase rules run where a pack exists and
// the state is `undecided`; so it is for texts of fewer than 15 words. What stands in quotation
// marks does not count as the writer's own words. Cost: linear in the text.
#pragma once

#include <memory>

#include "assay/scorer.h"

namespace assay {

Result<std::unique_ptr<Scorer>> make_promotion_scorer(const Heuristics& heuristics);

}  // namespace assay
