// The form of heuristics/<language>/tables/*.json, checked before the lexicon reads them.
#pragma once

#include <optional>
#include <string>

#include "assay/heuristics.h"

namespace assay::mentions {

// The first mistake in the tables below `folder` ("en/tables/") with its file, line and column;
// nothing where all that stand there can be read. Keys that no reader asks for are mistakes too,
// unless they hold a text (a note).
std::optional<Error> check_tables(const Heuristics& heuristics, const std::string& folder);

}  // namespace assay::mentions
