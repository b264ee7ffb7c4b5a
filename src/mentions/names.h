// Proper names and which of them name the same thing.
#pragma once

#include "mentions/scan.h"

namespace assay::mentions {

// Fills `names` and `entities`. A name is a run of capitalised words inside a sentence; runs that
// only start a sentence with an ordinary word are none. Aliases: an acronym in brackets behind its
// name or made of its initials, a surname after the full name, a name with or without its title.
// Cost: linear; one small table per document.
void find_names(const Scan& scan, std::vector<Name>& names, std::vector<std::string>& entities);

}  // namespace assay::mentions
