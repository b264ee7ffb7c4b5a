// Numbers that name and count nothing: net addresses, versions, phone numbers, list and reference
// marks. What is one is never a quantity; precision on news comes from here.
#pragma once

#include <optional>

#include "mentions/scan.h"

namespace assay::mentions {

// The last token of a phone number, IP or net address, version, identifier, list or reference mark
// that holds the number at token `at`.
std::optional<std::size_t> identifier_end(const Scan& scan, Span span, std::size_t at);

}  // namespace assay::mentions
