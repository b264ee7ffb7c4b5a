// `assay strip` and `assay restore`: take advertisements and boilerplate out, and put them back.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_strip(const std::vector<std::string>& arguments);
int run_restore(const std::vector<std::string>& arguments);

}  // namespace assay::cli
