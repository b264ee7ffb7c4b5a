// Phone numbers: chains of digit groups that a plus sign, brackets, hyphens or "call" mark.
#pragma once

#include <optional>

#include "mentions/scan.h"

namespace assay::mentions {

// The last token of the phone number that begins at the number at token `at`.
std::optional<std::size_t> phone_number_end(const Scan& scan, Span span, std::size_t at);

}  // namespace assay::mentions
