// Quantities: what numbers of a text say about the world, normalised.
#pragma once

#include <vector>

#include "mentions/scan.h"

namespace assay::mentions {

// Which readings count. The defaults are the project's; NewsQuant counts "one of" and "5G" too.
struct QuantityOptions {
  bool newsquant = false;
};

// Appends the quantities and dates of the whole document, sorted by begin. One pass over the
// tokens; method: number grammar, ignore pass first, then units, bounds, counted noun. Modelled on
// what rule-based extractors for news do well (CQE, Recognizers-Text), written anew without a
// parser.
void append_quantities(const Scan& scan, const QuantityOptions& options,
                       std::vector<Quantity>& quantities, std::vector<DateMention>& dates);

}  // namespace assay::mentions
