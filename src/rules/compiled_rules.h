// Phrase rules as the matcher runs them: patterns compiled, and the words that call for them.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

#include "assay/result.h"
#include "assay/rules.h"

#include "rules/backtracker.h"
#include "rules/pattern.h"
#include "rules/sentence_edges.h"
#include "rules/triggers.h"

namespace assay::rules {

// One of these words, or one that begins with a stem, must stand in the sentence. `signature` has
// the signature bits of all of them.
struct Clause {
  Signature signature;
  std::vector<WordKey> words;
  std::vector<std::string> stems;
};

// RE2's form of a pattern, compiled when it is first asked for: of plain patterns it seldom is.
class LazyRe2 {
 public:
  explicit LazyRe2(std::string pattern) : pattern_(std::move(pattern)) {}

  const std::string& pattern() const { return pattern_; }
  const RE2& get() const {
    std::call_once(once_, [&] { re2_.emplace(pattern_, pattern_options()); });
    return *re2_;
  }

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::optional<RE2> re2_;
};

struct CompiledPattern {
  std::uint32_t rule = 0;  // into CompiledRules::rules
  std::unique_ptr<const LazyRe2> re2;
  Backtracker backtracker;       // does the same at one place where the pattern is plain
  bool begins_sentence = false;  // it opens with ^: all matches begin where their sentence does,
                                 // and the backtracker holds what follows
  std::vector<Clause> required;  // of a rule's pattern without the first, which is the trigger
  bool leads = false;            // Pattern::phrases_lead
  bool number = false;           // Pattern::number
};

struct CompiledRule {
  const Rule* rule = nullptr;
  std::vector<CompiledPattern> exceptions;
  std::uint8_t shapes = 0xff;  // bit by BlockShape
  bool reads_quotes = false;   // fires in a block of shape quote
};

struct PatternSet {
  std::unique_ptr<RE2::Set> set;        // null: no set could be built, every member is tried
  std::vector<std::uint32_t> patterns;  // by the set's index
  bool number = false;                  // all patterns want a number
};

// A pattern without a usable word that is bound to an end of its sentence.
struct BoundPattern {
  std::uint32_t pattern = 0;
  SentenceEdges edges;
};

// What runs for documents of one language: its rules and those of "any".
struct LanguageIndex {
  std::string language;
  SentenceEdges edges;
  Triggers triggers;
  std::vector<BoundPattern> bound;
  std::vector<PatternSet> sets;
};

// The rules of one scorer.
struct CompiledRules {
  std::vector<CompiledRule> rules;  // sorted by id
  std::vector<CompiledPattern> patterns;
  // What runs of all rules, then of each part of them: for every language, "any" first.
  std::vector<std::vector<LanguageIndex>> parts;
  std::vector<WordKey> phrase_words;  // of all patterns' phrases; 0: any word
  std::vector<std::string> stems;     // of triggers

  const LanguageIndex& index_for(std::size_t part, std::string_view language) const {
    const std::vector<LanguageIndex>& languages = parts[part];
    for (std::size_t i = 1; i < languages.size(); ++i) {
      if (languages[i].language == language) return languages[i];
    }
    return languages.front();
  }
};

// Those of `rules` that are `scorer`'s, whole and in `parts`; `rules` must outlive them. Fails with
// a rule's place when a pattern does not compile or a set exceeds its memory budget.
Result<CompiledRules> compile_rules(const std::vector<Rule>& rules, std::string_view scorer,
                                    const std::vector<RuleMatcher::Part>& parts);

}  // namespace assay::rules
