// The evaluation tasks, one function each; eval.cpp lists them.
#pragma once

#include "eval/eval.h"

namespace assay::eval {

Result<std::vector<Table>> run_attribution(const Options& options, const Heuristics& heuristics);
Result<std::vector<Table>> run_figures(const Options& options, const Heuristics& heuristics);
Result<std::vector<Table>> run_promotion(const Options& options, const Heuristics& heuristics);
Result<std::vector<Table>> run_recognizers(const Options& options, const Heuristics& heuristics);
Result<std::vector<Table>> run_verify(const Options& options, const Heuristics& heuristics);

}  // namespace assay::eval
