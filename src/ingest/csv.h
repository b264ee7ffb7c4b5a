// Comma-separated values, RFC 4180.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Reads the record that starts at `offset` and moves `offset` behind its line end. A quoted field
// may hold commas, doubled quotes and line breaks; LF ends a record as CR LF does. `whole` (may be
// null) tells whether the record was ended by a line break and no quote stayed open.
std::vector<std::string> next_csv_record(std::string_view text, std::size_t& offset,
                                         bool* whole = nullptr);

// Appends `field` to `out`, quoted where it must be.
void append_csv_field(std::string_view field, std::string& out);

}  // namespace assay
