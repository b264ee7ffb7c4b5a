// The cases of Duckling's own corpus: phrases, what they are of, and the value or none.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "assay/mentions.h"

namespace assay::eval {

// A case: {"dim": "Distance/EN", "expected": "(simple Kilometre 3)", "text": "3 kilometers",
// "negative": false}; the text is written as a Haskell string, "20\x20ac".
inline bool is_duckling_case(const nlohmann::json& row) {
  return row.contains("dim") && row.contains("expected") && row.contains("text");
}

// The text with its escapes resolved.
std::string duckling_text(const nlohmann::json& row);

struct DucklingAnswer {
  bool right = false;
  bool left_out = false;   // "0" is no card number, and a number all the same
  std::string difference;  // of convention; empty: none
};
// Compares what was found in the text with the case. Numbers, money, measures, temperatures and
// durations must agree in value, bounds and kind; dates, times, ordinals, addresses and card and
// telephone numbers must stay silent. A phrase that is named as none of its kind must not be one
// here.
DucklingAnswer judge_duckling(const nlohmann::json& row, const Document& document,
                              const Mentions& mentions);

}  // namespace assay::eval
