// Any bytes as a rule pack: it is read or refused with a place in it, and what is read compiles or
// is refused, and runs its own examples.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "assay/rules.h"
#include "assay/scorer.h"

#include "rules/json_source.h"
#include "rules/rule_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  nlohmann::json json;
  JsonPlaces places;
  JsonMistake mistake;
  if (!read_json(text, json, &places, mistake)) {
    if (show_mistake("pack.json", text, mistake).empty()) std::abort();
    return 0;
  }
  std::vector<JsonMistake> mistakes;
  check_word_list(json, places, mistakes);
  mistakes.clear();
  const std::vector<PackRule> pack =
      read_rule_pack("pack.json", "en", text, json, places, mistakes);
  for (const JsonMistake& wrong : mistakes) {
    if (wrong.offset > size || show_mistake("pack.json", text, wrong).empty()) std::abort();
  }
  if (!mistakes.empty()) return 0;
  std::vector<Rule> rules;
  for (const PackRule& rule : pack) {
    if (!rule.disabled) rules.push_back(rule.rule);
  }
  for (const std::string_view scorer : pack_scorers) (void)RuleMatcher::compile(rules, scorer);
  (void)check_rule_examples(rules);
  return 0;
}
