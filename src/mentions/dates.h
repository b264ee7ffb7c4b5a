// The ignore pass: dates, clock times, phone numbers, addresses of the net, versions, list marks.
// What it takes is never a quantity; precision on news comes from here.
#pragma once

#include <optional>

#include "mentions/scan.h"

namespace assay::mentions {

// Tokens [first, last] that are no amount. `date` holds what was read where they are a date.
struct Taken {
  std::size_t last = 0;
  bool is_date = false;
  DateMention date;
};

// A date, year or clock time that starts at token `at`.
std::optional<Taken> match_date(const Scan& scan, Span span, std::size_t at);

// A time of day in words, or in digits with words around them, that starts at token `at`: "half
// past seven", "ten to 9 pm", "seven thirty p.m.", "8 in the morning".
std::optional<Taken> match_clock_words(const Scan& scan, Span span, std::size_t at);

// A phone number, IP or net address, version, identifier, list or reference mark that holds the
// number at token `at`.
std::optional<Taken> match_identifier(const Scan& scan, Span span, std::size_t at);

}  // namespace assay::mentions
