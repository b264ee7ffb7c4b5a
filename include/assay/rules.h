// Phrase rules: data that names a pattern worth a finding, and the matcher that runs them.
//
// A rule pack is one JSON file (`//` comments allowed), {"scorer": "promotion", "language": "en",
// "rules": [...]}; "language" is an ISO 639-1 code or "any". A rule:
//   {"id": "promotion/unverifiable-superlative",   scorer/kebab-case; one per id and language
//    "scope": ["paragraph", "list_item"],           shapes of block it reads: paragraph, heading,
//                                                   list_item, table_row, caption, quote, code;
//                                                   absent: all
//    "patterns": ["(?:the )?world's (?:first|leading|best) \\pL+"],   any of them fires
//    "exceptions": ["world's first \\d+"],          a match that overlaps an exception is dropped
//    "word": true,                                  both ends must be word boundaries (Unicode)
//    "quoted": false,                               also fires inside quotation marks
//    "negated": false,                              also fires when negated, questioned, denied
//    "selling": false,                              counts only as far as the whole text sells
//    "weight": 1.0,                                 degree 0..1 of a finding
//    "message": "...", "why": "...",
//    "examples": {"fire": ["..."], "silent": ["..."]}}
// "exceptions", "scope", "word" (true), "quoted" (false), "negated" (false), "selling" (false),
// "weight" (1) may be absent; everything else is required. {"id": "...", "disabled": true} removes
// a rule.
//
// Patterns are RE2's syntax, read as follows:
// - Case does not count. A match is leftmost and longest (`win|winner` finds "winner"; lazy
//   quantifiers are refused). `^` and `$` are the ends of the sentence. Patterns see one sentence.
// - A space stands for any run of white space, line breaks and no-break spaces included; ' for the
//   typographic apostrophes too; - for the other hyphens; " for every double quotation mark.
//   The text itself is never changed, so ranges are those of the document.
// - `\b \w \s` (and `\B \W \S`) are ASCII in RE2 and are refused with a hint: say "word": true,
//   [\pL\pN_], or a space. \pL is letters with their marks, \pN digits, both as whole blocks of
//   Unicode (they are cheap so). [^...], (?:...), {2,5} work as usual; (...) does not capture;
//   look-around, flags and named groups do not exist.
// - "word": true: no letter, mark or digit stands directly before or behind the match; an
//   apostrophe is a boundary, so `leader` finds "leader's". Han and kana signs are words each.
// - "quoted": false drops matches that lie wholly inside a quotation, and those in a block of shape
//   quote (unless the scope names `quote`).
// - "negated": false drops matches that their sentence takes back: "hardly revolutionary", "not a
//   game changer", "so-called", "critics call it ...", "Is it really the best ...?". The cue words
//   are <language>/words/negation-*.json.
// - "selling": true is for words that sell in a catalogue and mean nothing in a manual ("if you are
//   looking for"): the promotion scorer weighs them by its probability for the whole text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/result.h"

namespace assay {

class NegationWords;

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
  bool selling = false;
  double weight = 1.0;
  std::string message;
  std::string why;
  std::vector<std::string> fire;  // examples
  std::vector<std::string> silent;
  std::string where;  // "heuristics/en/promotion.json:12"

  // Cue words of every language, shared by all rules of a directory. Null: a few built-in ones.
  std::shared_ptr<const NegationWords> negation_words;
};

// The name of a shape in a rule's "scope" ("list_item"), and back.
std::string_view to_string(BlockShape shape);
std::optional<BlockShape> block_shape(std::string_view name);

struct RuleMatch {
  const Rule* rule = nullptr;
  Range range;
};

// All rules of one scorer, compiled. Immutable, shared by threads. Patterns run per sentence that
// holds the rule's required words: linear in the text; with ten times the rules it takes some two
// times as long where their words are rare, several times where they are common (README). A
// "sentence" of more than 2 KiB is read in overlapping windows: a match there is at most 256 bytes
// long or lies inside one window, and a pattern finds at most 32 matches in a window.
class RuleMatcher {
 public:
  // Says of a rule whether it belongs to a part of the rules that is matched alone.
  using Part = std::function<bool(const Rule&)>;
  static constexpr std::size_t all = 0;  // the rules as a whole; `parts` follow from 1 on

  // Compiles `rules` (those of `scorer`, for all languages); the rules must outlive the matcher.
  // `parts` are for who knows that only some rules can matter where he asks: a part costs what its
  // own rules would cost alone. Fails with the rule's place when a pattern does not compile or a
  // set exceeds its memory budget.
  static Result<RuleMatcher> compile(const std::vector<Rule>& rules, std::string_view scorer,
                                     const std::vector<Part>& parts = {});

  RuleMatcher(RuleMatcher&&) noexcept;
  RuleMatcher& operator=(RuleMatcher&&) noexcept;
  ~RuleMatcher();

  // The matches in one sentence, sorted by begin, then rule id; per rule they do not overlap.
  // Appends to `out`. Rules of the document's language and of "any" run. `mentions` tells quoted
  // speech; with nullptr the quotation marks of the block do. `part` is `all` or the number of one
  // of the parts from 1 on.
  void match(const Document& document, const Sentence& sentence, const Mentions* mentions,
             std::vector<RuleMatch>& out, std::size_t part = all) const;

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
  std::string where;  // of the rule
};

// Runs every example of every rule as a small document of the rule's language, in a block of the
// first shape of its scope, the rule alone; empty when all hold. A rule that does not compile fails
// with the error's message as its example.
std::vector<RuleFailure> check_rule_examples(const std::vector<Rule>& rules);

}  // namespace assay
