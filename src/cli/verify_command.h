// `assay verify`: claims with evidence in, verdicts out.
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

int run_verify(const std::vector<std::string>& arguments);

}  // namespace assay::cli
