// Names: numbers that belong to the name of a product, a road, an index, a house, or to a code.
#pragma once

#include "mentions/quantity_amounts.h"

namespace assay::mentions {

// A plural noun stands behind, so the number counts it.
bool followed_by_count(const SentenceState& in, const Number& number);

// "Boeing 737", "Windows 10", "the Volt 276", "a 25-Foot Measuring Tape", "Big Four". Keeps the
// numbers of such names in mind for the rest of the document.
bool part_of_name(SentenceState& in, const Amount& amount);

// "3850 17th Street", "815 Hyde St", "CA 94109": a house number or a postal code.
bool address(const SentenceState& in, const Number& number);

// Runs of digits that nobody writes to state an amount: seven and more without a separator, five
// and more decimals, digits beside an arithmetic sign, a chain of digit groups.
bool code(const SentenceState& in, const Number& number);

// Is the sentence a line of a program: braces, arrows, calls, underscores?
bool program_text(SentenceState& in);

}  // namespace assay::mentions
