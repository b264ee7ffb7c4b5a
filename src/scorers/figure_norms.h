// Amounts that a law, plan or contract fixes, and counts that a body keeps: who sets or keeps them
// vouches for them.
#pragma once

#include <optional>

#include "assay/mentions.h"

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"
#include "scorers/figure_words.h"

namespace assay::figures {

// What fixes the figure: "The plan" of "The plan allows for 350 flats", "new regulations" of "can
// be fined 50 under new regulations". What it brings about is no part of it: "The plan cut costs by
// 40 %". Nothing for most figures; else O(words of the sentence).
std::optional<Range> norm_of(const PlacedFigure& at, const FigureWords& words);

// Notes a norm whose name the text gives ("the Halvik Harbour Act allows 40 berths") and a body
// that counts what is sent to it ("the Harbour Agency has received 605 reports"), also above the
// list that the sentence `lead` opens ("has received:"); no_index: the figure is in none.
void keeper_features(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words,
                     std::uint32_t lead, FigureSource& source, FigureFeatures& x);

}  // namespace assay::figures
