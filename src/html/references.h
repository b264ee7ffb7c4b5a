// Character references: "&amp;", "&#8217;", "&copy" (section 13.2.5.72 of the HTML standard).
#pragma once

#include <cstddef>
#include <string>

namespace assay::html {

// Reads the reference whose '&' stands at `p` (precondition: p < end). Appends what it stands for
// to `out` and returns the number of bytes read; returns 0 and appends nothing where the bytes are
// no reference. In attributes a name without semicolon before '=' or a letter is none
// ("?a=1&copy=2").
std::size_t append_reference(const char* p, const char* end, bool in_attribute, std::string& out);

void append_utf8(char32_t point, std::string& out);

}  // namespace assay::html
