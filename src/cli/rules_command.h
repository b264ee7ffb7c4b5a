// `assay rules`: lists the rules, explains one, runs their examples.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_rules(const std::vector<std::string>& arguments);

}  // namespace assay::cli
