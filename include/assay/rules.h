// Phrase rules: data that names a pattern worth a finding, and the matcher that runs them.
//
// A rule pack is one JSON file, {"scorer": "promotion", "language": "en", "rules": [...]}; a rule:
//   {"id": "promotion/unverifiable-superlative",   scorer/kebab-case
//    "scope": ["paragraph", "list_item"],           block shapes it reads; absent: all
//    "patterns": ["(?:the )?world's (?:first|leading|best) \\pL+"],   RE2, case-insensitive
//    "exceptions": ["world's first \\d+"],          a match that overlaps an exception is dropped
//    "word": true,                                  both ends must be word boundaries (Unicode)
//    "quoted": false,                               also fires inside quotation marks
//    "negated": false,                              also fires when negated, questioned, denied
//    "weight": 1.0,                                 degree 0..1 of a finding
//    "message": "...", "why": "...",
//    "examples": {"fire": ["..."], "silent": ["..."]}}
// `\b`, `\w`, `\s` are ASCII in RE2 and are refused with a hint.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/result.h"

namespace assay {

struct Rule {
  std::string id;
  std::string scorer;
  std::string language;           // ISO 639-1 or "any"
  std::vector<BlockShape> scope;  // empty: every shape
  std::vector<std::string> patterns;
  std::vector<std::string> exceptions;
  bool word = true;
  bool quoted = false;
  bool negated = false;
  double weight = 1.0;
  std::string message;
  std::string why;
  std::vector<std::string> fire;  // examples
  std::vector<std::string> silent;
  std::string where;  // "heuristics/en/promotion.json:12"
};

struct RuleMatch {
  const Rule* rule = nullptr;
  Range range;
};

// All rules of one scorer, compiled. Immutable, shared by threads. Patterns run per sentence, only
// in sentences that hold one of the rule's required words, so the cost is linear in the text and
// nearly flat in the number of rules.
class RuleMatcher {
 public:
  // Compiles `rules` (those of `scorer`, for all languages); the rules must outlive the matcher.
  // Fails with the rule's place when a pattern does not compile or a set exceeds its memory budget.
  static Result<RuleMatcher> compile(const std::vector<Rule>& rules, std::string_view scorer);

  RuleMatcher(RuleMatcher&&) noexcept;
  RuleMatcher& operator=(RuleMatcher&&) noexcept;
  ~RuleMatcher();

  // The matches in one sentence, sorted by begin, then rule id; per rule they do not overlap.
  // Appends to `out`. `mentions` tells quoted speech; pass nullptr where there is none.
  void match(const Document& document, const Sentence& sentence, const Mentions* mentions,
             std::vector<RuleMatch>& out) const;

 private:
  struct State;
  explicit RuleMatcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One example that did not behave: it must fire and was silent, or the other way round.
struct RuleFailure {
  std::string rule;
  std::string example;
  bool expected_to_fire = false;
};

// Runs every example of every rule; empty when all hold.
std::vector<RuleFailure> check_rule_examples(const std::vector<Rule>& rules);

}  // namespace assay
