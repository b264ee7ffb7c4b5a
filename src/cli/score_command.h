// `assay score`: scraped articles in, credibility reports out.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_score(const std::vector<std::string>& arguments);

}  // namespace assay::cli
