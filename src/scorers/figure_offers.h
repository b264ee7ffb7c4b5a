// Prices and discounts that a named seller gives: who sells vouches for what it costs.
#pragma once

#include "assay/mentions.h"

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"
#include "scorers/figure_words.h"

namespace assay::figures {

// "Ostrow Ferries is offering a $50 rebate", "$39 at Norvik Stores", "on Norvik Stores for $39":
// the seller. O(log names) for a price; nothing for other figures.
void offer_features(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words,
                    FigureSource& source, FigureFeatures& x);

}  // namespace assay::figures
