// `assay eval`: measures the library on labelled sets.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_eval(const std::vector<std::string>& arguments);

}  // namespace assay::cli
