// `assay sites`: counts what repeats across each host's pages, for --site-memory.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_sites(const std::vector<std::string>& arguments);

}  // namespace assay::cli
