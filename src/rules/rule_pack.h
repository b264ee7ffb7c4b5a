// Rule packs and word lists: from JSON with places to checked values. See rules.h for the format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "assay/rules.h"

#include "rules/json_source.h"

namespace assay {

// A rule as its file gives it.
struct PackRule {
  Rule rule;
  bool disabled = false;   // only `rule.id`, `rule.language`, `rule.where` are set
  std::size_t offset = 0;  // of the rule in its file
};

// Reads every rule of a pack; appends a mistake for each that cannot stand. `path` is shown in
// Rule::where. `folder` is the directory the file is in ("en"), empty at the top: a language folder
// holds packs of its own language.
std::vector<PackRule> read_rule_pack(const std::string& path, std::string_view folder,
                                     std::string_view text, const nlohmann::json& json,
                                     const JsonPlaces& places, std::vector<JsonMistake>& mistakes);

// Checks {"words": ["...", ...]}; other keys may hold strings (notes on source and licence).
void check_word_list(const nlohmann::json& json, const JsonPlaces& places,
                     std::vector<JsonMistake>& mistakes);

}  // namespace assay
