// Numbers that state nothing about the world: instructions, questions, marks and names.
#pragma once

#include "scorers/figure_sentence.h"
#include "scorers/figure_words.h"

namespace assay::figures {

// Does the figure state nothing about the world, so that nobody could vouch for it? An instruction
// ("Reserve 50 % for rent"), a question ("Can it serve 1,000 users?"), the length of a list ("the
// best 60 ideas"), a part of a name ("the 5000/200 series"), a clause or age in brackets. Cost: the
// sentence's words.
bool states_nothing(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words);

}  // namespace assay::figures
