// Ignored numbers: what dates.h left over and is still no amount. Names, labels, list marks, codes,
// addresses, years and hours without a mark.
#pragma once

#include "mentions/quantity_kinds.h"

namespace assay::mentions {

// Decides which numbers state no amount: "Boeing 737", "Suite 28A", "CA 94109", "at 7". Precision
// on news is decided here.

// What is no amount although it is a number: names, labels, list marks, pronouns.
bool rejected(SentenceState& in, const Amount& amount);

// The last token of a set phrase that begins with the number: "two birds with one stone", "half the
// battle", "9 to 5", of the word list number_idioms; 0: none.
std::size_t idiom_end(const SentenceState& in, const Number& number);

// "nineteen ninety nine", "twenty twenty", "in two thousand and fifteen"; gives the token behind,
// 0: none.
std::size_t spelled_year(const SentenceState& in, const Amount& amount);

// "the previous three quarters", "the next 7 quarters"; gives the token behind, 0: none.
std::size_t quarters_of_a_year(const SentenceState& in, const Amount& amount);

// A bare number that is an hour or a day of the month: "at 7", "on the 17", "from 5 to 6" beside
// a weekday.
bool clock_number(SentenceState& in, const Quantity& q, std::size_t first, std::size_t last);

// Bare numbers without unit or noun: kept unless the words around make them a name or a code.
bool worth_keeping(const SentenceState& in, const Amount& amount);

}  // namespace assay::mentions
