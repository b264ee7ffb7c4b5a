// What kind of figure it is, and what stands directly around the number.
#pragma once

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"

namespace assay::figures {

// Kind, bound, size and unit.
void kind_features(const Document& document, const Quantity& q, const FigureWords& words,
                   FigureFeatures& x);

// The words and signs beside the number, its place in sentence and block.
void shape_features(const PlacedFigure& at, const FigureWords& words, FigureFeatures& x);

// Is the number written in words?
bool is_spelled(const Document& document, const Quantity& q);

// "dozens of", "thousands of": at least so many, nobody counted.
bool is_indefinite(const Document& document, const Quantity& q);

// "A hundred", "a million": more a manner of speaking than a sum.
bool is_article_scale(const Document& document, const Quantity& q, const FigureWords& words);

// "A billion-dollar company", "a million bucks": no sum either.
bool is_scale_alone(const Document& document, const Quantity& q, const FigureWords& words);

// Durations, ages, scores, and the writer's own counting: "two men".
bool is_never_checkable(const Document& document, const Quantity& q);

// "The average sailor spends 5 hours a day", "People sleep 7 hours a night": a statistic, though it
// is a duration.
bool is_habit_of_many(const PlacedFigure& at, const FigureWords& words);

// A label stands before the figure: "Weight: 3 kg".
bool behind_label(const PlacedFigure& at);

// The hash of the label of a line with one ("Capacity: 30 l"); 0 for other lines.
std::uint64_t label_of(const PlacedFigure& at);

// Nothing but a word or two stands behind the figure in its block: "Capacity: 30 l each".
bool ends_line(const PlacedFigure& at);

}  // namespace assay::figures
