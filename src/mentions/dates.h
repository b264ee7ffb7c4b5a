// Dates and clock times among the numbers of a text. What is one is never a quantity.
#pragma once

#include <optional>

#include "mentions/scan.h"

namespace assay::mentions {

struct FoundDate {
  std::size_t last = 0;  // token
  DateMention date;      // of a time of day only its range
};

// A date, year or clock time that starts at token `at`.
std::optional<FoundDate> match_date(const Scan& scan, Span span, std::size_t at);

// A time of day in words, or in digits with words around them, that starts at token `at`: "half
// past seven", "ten to 9 pm", "seven thirty p.m.", "8 in the morning".
std::optional<FoundDate> match_clock_words(const Scan& scan, Span span, std::size_t at);

}  // namespace assay::mentions
