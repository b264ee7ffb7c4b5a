// `assay index`: official documents in, a saved index out.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_index(const std::vector<std::string>& arguments);

}  // namespace assay::cli
