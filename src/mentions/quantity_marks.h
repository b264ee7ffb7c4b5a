// Marks: numbers that point to a place or order a text. List and note marks, references, ranks,
// sections, what a label names.
#pragma once

#include "mentions/quantity_amounts.h"

namespace assay::mentions {

// "1." or "2)" at a block's start, "3)" anywhere.
bool list_mark(const SentenceState& in, const Number& number);

// A rank in a table row, the number of a section, a note mark, a reference, an enumeration.
bool reference_mark(const SentenceState& in, const Number& number);

// "section 3", "Ch. 2", "weeks 9-12": a word before the number says what it numbers.
bool labelled(const SentenceState& in, const Amount& amount);

// The last token of the list or range that a label opened at token `last`: "steps 1 to 3", "tiers 1
// and 2"; `last` where it goes on in no such way.
std::size_t labelled_list_end(const SentenceState& in, std::size_t last);

}  // namespace assay::mentions
