// References that vouch for a figure: footnote marks behind it and links beside it.
#pragma once

#include <span>

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"

namespace assay::figures {

// "... 40 percent [3]", "... by 2032 (1).": a reference mark behind the figure, in its sentence.
void footnote_features(const PlacedFigure& at, FigureSource& source, FigureFeatures& x);

// The link that vouches for a figure: one of its sentence, to a page of another site, whose words
// hold the figure or the claim it belongs to, name a report, or stand in brackets as a reference
// does. Other links lead to whom or what is spoken of. `heard`: the attributions near the figure.
void link_features(const PlacedFigure& at, const FigureWords& words,
                   std::span<const Attribution> heard, FigureSource& source, FigureFeatures& x);

}  // namespace assay::figures
