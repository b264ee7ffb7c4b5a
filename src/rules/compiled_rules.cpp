#include "rules/compiled_rules.h"
#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace assay::rules {
namespace {

// Patterns without a usable word, or end of the sentence, run as sets. 50 ordinary Unicode patterns
// exceed RE2's default budget (measured), hence few patterns a set and a budget of its own.
constexpr std::size_t patterns_per_set = 24;
constexpr std::int64_t set_memory_bytes = 32 << 20;

WordKey key_of(std::string_view word) { return mixed_key(word_hash(word)); }

Error compile_error(const Rule& rule, std::string_view pattern, std::string_view what,
                    std::string_view remedy) {
  std::string message = rule.where.empty() ? std::string() : rule.where + ": ";
  message += "rule \"" + rule.id + "\": pattern \"" + std::string(pattern) + "\": ";
  message += what;
  return {"bad_rule", std::move(message), std::string(remedy)};
}

// Reads `source` into `out` and tells its required words.
std::optional<Error> compile_pattern(const Rule& rule, const std::string& source, Pattern& pattern,
                                     CompiledPattern& out) {
  PatternMistake mistake;
  if (!read_pattern(source, rule.word, pattern, mistake)) {
    return compile_error(rule, source, mistake.what, mistake.instead);
  }
  out.re2 = std::make_unique<const LazyRe2>(pattern.re2);
  const std::vector<PatternNode>& pieces = pattern.root.children;
  out.begins_sentence = source.starts_with('^') && pattern.root.kind == NodeKind::concat &&
                        !pieces.empty() && pieces.front().kind == NodeKind::anchor;
  if (out.begins_sentence) {
    PatternNode rest = pattern.root;
    rest.children.erase(rest.children.begin());
    out.backtracker = Backtracker(rest);
  } else {
    out.backtracker = Backtracker(pattern.root);
  }
  if (!out.backtracker && !out.re2->get().ok()) {
    return compile_error(rule, source, out.re2->get().error(), "Correct the pattern.");
  }
  return {};
}

class Compiler {
 public:
  Result<CompiledRules> compile(const std::vector<Rule>& rules, std::string_view scorer,
                                const std::vector<RuleMatcher::Part>& parts);

 private:
  // Calls `add` with what runs `rule`: of every part that it belongs to and every language.
  template <typename Add>
  void each_index_of(const Rule& rule, Add add);
  std::optional<Error> add_rule(const Rule& rule);
  void add_triggers(const Pattern& pattern, std::uint32_t pattern_index);
  std::vector<Clause> clauses_of(const std::vector<std::vector<std::string>>& required,
                                 std::size_t from);
  std::optional<Error> build_sets(LanguageIndex& index, std::span<const std::uint32_t> patterns);

  CompiledRules out_;
  std::span<const RuleMatcher::Part> parts_;
};

template <typename Add>
void Compiler::each_index_of(const Rule& rule, Add add) {
  for (std::size_t part = 0; part < out_.parts.size(); ++part) {
    if (part != RuleMatcher::all && !parts_[part - 1](rule)) continue;
    for (LanguageIndex& index : out_.parts[part]) {
      if (rule.language == "any" || rule.language == index.language) add(index);
    }
  }
}

// Lets the words that a match must hold call for the pattern: two near each other where they are
// known, for a pair is far rarer than either of its words.
void Compiler::add_triggers(const Pattern& pattern, std::uint32_t pattern_index) {
  const CompiledPattern& compiled = out_.patterns[pattern_index];
  const CompiledRule& rule = out_.rules[compiled.rule];
  const auto each_index = [&](auto add) {
    each_index_of(*rule.rule, [&](LanguageIndex& index) { add(index.triggers); });
  };
  const auto known = [](const std::string& word) { return !word.empty() && word != any_word; };
  Trigger trigger{.pattern = pattern_index, .number = compiled.number, .shapes = rule.shapes};
  if (!compiled.required.empty()) trigger.signature = compiled.required.front().signature;
  // Word or stem.
  const auto add_alone = [&](const std::string& word) {
    Trigger alone = trigger;
    if (is_stem(word)) {
      alone.stem = static_cast<std::uint32_t>(out_.stems.size());
      out_.stems.push_back(word.substr(0, word.size() - any_word.size()));
    }
    each_index([&](Triggers& triggers) {
      if (is_stem(word)) {
        triggers.add_stem(word, alone);
      } else {
        triggers.add(key_of(word), alone);
      }
    });
  };
  if (pattern.phrases.empty()) {
    for (const std::string& word : pattern.required.front()) add_alone(word);
    return;
  }
  for (const std::vector<std::string>& phrase : pattern.phrases) {
    trigger.phrase_length = trigger.place = 0;
    trigger.elastic = false;
    if (phrase.size() == 1) {
      add_alone(phrase.front());
      continue;
    }
    // The longest pair, of equals one beside each other, else the longest word: a guess at which is
    // rarest.
    std::size_t best = 0, best_distance = 0, best_length = 0;
    for (std::size_t at = 0; at < phrase.size(); ++at) {
      if (!known(phrase[at])) continue;
      if (best_distance == 0 && phrase[at].size() > best_length) {
        best = at;
        best_length = phrase[at].size();
      }
      for (std::size_t d = 1; d <= max_distance && at + d < phrase.size(); ++d) {
        constexpr std::size_t beside = 3;  // letters that a pair some words apart must have more
        const std::size_t length =
            phrase[at].size() + phrase[at + d].size() + (d == 1 ? beside : 0);
        if (!known(phrase[at + d]) || (best_distance > 0 && length <= best_length)) continue;
        best = at;
        best_distance = d;
        best_length = length;
      }
    }
    trigger.place = static_cast<std::uint16_t>(best);
    trigger.phrase = 0;
    trigger.elastic = std::find(phrase.begin(), phrase.end(), any_word) != phrase.end();
    if (phrase.size() > (best_distance > 0 ? 2 : 1)) {
      trigger.phrase = static_cast<std::uint32_t>(out_.phrase_words.size());
      trigger.phrase_length = static_cast<std::uint16_t>(phrase.size());
      for (const std::string& word : phrase) {
        out_.phrase_words.push_back(known(word) ? key_of(word) : 0);
      }
    }
    each_index([&](Triggers& triggers) {
      const WordKey left = key_of(phrase[best]);
      if (best_distance == 0) {
        triggers.add(left, trigger);
      } else {
        triggers.add(left, key_of(phrase[best + best_distance]), best_distance, trigger);
      }
    });
  }
}

// The clauses of `required` from the one at `from` on.
std::vector<Clause> Compiler::clauses_of(const std::vector<std::vector<std::string>>& required,
                                         std::size_t from) {
  std::vector<Clause> clauses;
  for (std::size_t i = from; i < required.size(); ++i) {
    Clause& clause = clauses.emplace_back();
    for (const std::string& word : required[i]) {
      if (is_stem(word)) {
        clause.stems.push_back(word.substr(0, word.size() - any_word.size()));
        clause.signature.stems |= signature_bit(stem_key(clause.stems.back(), 0));
        continue;
      }
      const WordKey key = key_of(word);
      clause.words.push_back(key);
      clause.signature.words |= signature_bit(key);
    }
  }
  return clauses;
}

std::optional<Error> Compiler::add_rule(const Rule& rule) {
  CompiledRule compiled;
  compiled.rule = &rule;
  Pattern pattern;
  for (const std::string& source : rule.exceptions) {
    CompiledPattern& exception = compiled.exceptions.emplace_back();
    if (auto error = compile_pattern(rule, source, pattern, exception)) return error;
    exception.required = clauses_of(pattern.required, 0);
  }
  if (!rule.scope.empty()) {
    compiled.shapes = 0;
    for (const BlockShape shape : rule.scope) {
      compiled.shapes |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(shape));
      if (shape == BlockShape::quote) compiled.reads_quotes = true;
    }
  }
  if (rule.quoted) compiled.reads_quotes = true;
  const auto rule_index = static_cast<std::uint32_t>(out_.rules.size());
  out_.rules.push_back(std::move(compiled));

  for (const std::string& source : rule.patterns) {
    CompiledPattern added;
    added.rule = rule_index;
    if (auto error = compile_pattern(rule, source, pattern, added)) return error;
    const auto pattern_index = static_cast<std::uint32_t>(out_.patterns.size());
    added.required = clauses_of(pattern.required, 1);
    added.leads = pattern.phrases_lead;
    added.number = pattern.number;
    out_.patterns.push_back(std::move(added));
    const PatternEdge edge = edge_of(pattern.root);
    each_index_of(rule, [&](LanguageIndex& index) { index.edges.add(edge); });
    if (!pattern.required.empty()) {
      add_triggers(pattern, pattern_index);
      continue;
    }
    if (edge.known) {
      BoundPattern bound{pattern_index, {}};
      bound.edges.add(edge);
      bound.edges.build();
      each_index_of(rule, [&](LanguageIndex& index) { index.bound.push_back(bound); });
      continue;
    }
    each_index_of(rule, [&](LanguageIndex& index) {
      auto set = std::ranges::find(index.sets, pattern.number, &PatternSet::number);
      if (set == index.sets.end()) {
        set = index.sets.emplace(set);
        set->number = pattern.number;
      }
      set->patterns.push_back(pattern_index);
    });
  }
  return {};
}

// Compiles one set of the listed patterns, or, where the budget is exceeded, two of its halves.
std::optional<Error> Compiler::build_sets(LanguageIndex& index,
                                          std::span<const std::uint32_t> listed) {
  if (listed.size() > patterns_per_set) {
    if (auto error = build_sets(index, listed.first(patterns_per_set))) return error;
    return build_sets(index, listed.subspan(patterns_per_set));
  }
  RE2::Options options = pattern_options();
  options.set_longest_match(false);  // a set only says which patterns match
  options.set_max_mem(set_memory_bytes);
  PatternSet built;
  built.set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::uint32_t pattern : listed) {
    std::string error;
    if (built.set->Add(out_.patterns[pattern].re2->pattern(), &error) < 0) {
      const Rule& rule = *out_.rules[out_.patterns[pattern].rule].rule;
      return compile_error(rule, out_.patterns[pattern].re2->pattern(), error,
                           "Correct the pattern.");
    }
    built.patterns.push_back(pattern);
    built.number = out_.patterns[pattern].number;
  }
  if (!built.set->Compile()) {
    if (listed.size() == 1) {
      const Rule& rule = *out_.rules[out_.patterns[listed[0]].rule].rule;
      return compile_error(rule, out_.patterns[listed[0]].re2->pattern(), "needs too much memory",
                           "Shorten its counts and classes, or name a word it must contain.");
    }
    const std::size_t half = listed.size() / 2;
    if (auto error = build_sets(index, listed.first(half))) return error;
    return build_sets(index, listed.subspan(half));
  }
  index.sets.push_back(std::move(built));
  return {};
}

Result<CompiledRules> Compiler::compile(const std::vector<Rule>& rules, std::string_view scorer,
                                        const std::vector<RuleMatcher::Part>& parts) {
  std::vector<const Rule*> ours;
  for (const Rule& rule : rules) {
    if (rule.scorer == scorer) ours.push_back(&rule);
  }
  std::stable_sort(ours.begin(), ours.end(), [](const Rule* a, const Rule* b) {
    return std::tie(a->id, a->language) < std::tie(b->id, b->language);
  });
  parts_ = parts;
  out_.parts.resize(1 + parts.size());
  for (std::vector<LanguageIndex>& languages : out_.parts) {
    languages.emplace_back().language = "any";
    for (const Rule* rule : ours) {
      if (std::ranges::find(languages, rule->language, &LanguageIndex::language) ==
          languages.end()) {
        languages.emplace_back().language = rule->language;
      }
    }
  }
  for (const Rule* rule : ours) {
    if (auto error = add_rule(*rule)) return *error;
  }
  for (std::vector<LanguageIndex>& languages : out_.parts) {
    for (LanguageIndex& index : languages) {
      index.edges.build();
      index.triggers.build();
      for (const PatternSet& set : std::exchange(index.sets, {})) {
        if (auto error = build_sets(index, set.patterns)) return *error;
      }
    }
  }
  return std::move(out_);
}

}  // namespace

Result<CompiledRules> compile_rules(const std::vector<Rule>& rules, std::string_view scorer,
                                    const std::vector<RuleMatcher::Part>& parts) {
  return Compiler().compile(rules, scorer, parts);
}

}  // namespace assay::rules
