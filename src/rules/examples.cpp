// Runs the examples that rules carry.
#include <utility>

#include "assay/rules.h"

namespace assay {
namespace {

bool fires(const RuleMatcher& matcher, const Rule& rule, const std::string& example) {
  Record record;
  record.id = "example";
  record.payload = example;
  record.payload_is_utf8 = true;
  Document document = build_document(std::move(record));
  // A sentence is too short to tell its language, and has no shape but its own line.
  document.language = {rule.language, 1};
  for (Block& block : document.blocks) {
    if (!rule.scope.empty()) block.shape = rule.scope.front();
  }
  std::vector<RuleMatch> matches;
  for (const Sentence& sentence : document.sentences) {
    matcher.match(document, sentence, nullptr, matches);
  }
  return !matches.empty();
}

}  // namespace

std::vector<RuleFailure> check_rule_examples(const std::vector<Rule>& rules) {
  std::vector<RuleFailure> failures;
  for (const Rule& rule : rules) {
    const std::vector<Rule> alone = {rule};
    const Result<RuleMatcher> matcher = RuleMatcher::compile(alone, rule.scorer);
    if (!matcher) {
      failures.push_back({rule.id, matcher.error().message, true, rule.where});
      continue;
    }
    const auto check = [&](const std::vector<std::string>& examples, bool expected) {
      for (const std::string& example : examples) {
        if (fires(matcher.value(), rule, example) != expected) {
          failures.push_back({rule.id, example, expected, rule.where});
        }
      }
    };
    check(rule.fire, true);
    check(rule.silent, false);
  }
  return failures;
}

}  // namespace assay
