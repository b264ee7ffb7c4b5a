// The form of heuristics/<language>/tables/*.json, checked before the lexicon reads them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/heuristics.h"

namespace assay::mentions {

// The languages that have tables.
inline constexpr const char* languages[] = {"en", "de", "fr", "es"};

// The first mistake in the tables below `folder` ("en/tables/") with its file, line and column;
// nothing where all that stand there can be read. Keys that no reader asks for are mistakes too,
// unless they hold a text (a note).
std::optional<Error> check_tables(const Heuristics& heuristics, const std::string& folder);

// The months of all tables of dates, and those of heuristics/any/words/months.json: short forms and
// languages that no table has. A table that cannot be read has none.
std::vector<std::string> month_names(const Heuristics& heuristics);

}  // namespace assay::mentions
