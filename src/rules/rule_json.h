// A rule as JSON, every field in the order of a rule pack: for `assay rules` and for the hash of
// the heuristics, so that neither can forget one.
#pragma once

#include <nlohmann/json.hpp>

#include "assay/rules.h"

namespace assay {

inline nlohmann::ordered_json to_json(const Rule& rule) {
  nlohmann::ordered_json scope = nlohmann::ordered_json::array();
  for (const BlockShape shape : rule.scope) scope.push_back(to_string(shape));
  return {{"id", rule.id},
          {"language", rule.language},
          {"scope", scope},
          {"patterns", rule.patterns},
          {"exceptions", rule.exceptions},
          {"word", rule.word},
          {"quoted", rule.quoted},
          {"negated", rule.negated},
          {"selling", rule.selling},
          {"weight", rule.weight},
          {"message", rule.message},
          {"why", rule.why},
          {"examples", {{"fire", rule.fire}, {"silent", rule.silent}}}};
}

}  // namespace assay
