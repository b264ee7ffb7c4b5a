// Phrase rules made of a text's own words, for benchmarks.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/rules.h"
#include "assay/text.h"

namespace assay {

// The words of the documents, the most frequent first.
inline std::vector<std::string> vocabulary_of(const std::vector<Document>& documents) {
  std::unordered_map<std::string, std::size_t> counts;
  for (const Document& document : documents) {
    for (const Token& token : document.tokens) {
      const std::string_view word = document.view(token.range);
      const bool plain = std::ranges::all_of(
          word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
      if (plain) ++counts[lower(word)];
    }
  }
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (auto& [word, count] : counts) sorted.emplace_back(count, word);
  std::ranges::sort(sorted, std::ranges::greater());
  std::vector<std::string> words;
  for (auto& [count, word] : sorted) words.push_back(std::move(word));
  return words;
}

// Words of rules are rarer than those of the text: rank 30 to 20,000, evenly by magnitude.
inline std::string rule_word(const std::vector<std::string>& vocabulary, std::mt19937& random) {
  std::uniform_real_distribution<double> magnitude(std::log(30.0), std::log(19'999.0));
  return vocabulary[static_cast<std::size_t>(std::exp(magnitude(random)))];
}

inline std::vector<Rule> synthetic_rules(std::size_t count,
                                         const std::vector<std::string>& vocabulary,
                                         unsigned seed = 3) {
  std::mt19937 random(seed);
  const auto word = [&] { return rule_word(vocabulary, random); };
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < count; ++i) {
    Rule rule;
    rule.id = "promotion/r" + std::to_string(i);
    rule.scorer = "promotion";
    rule.language = "en";
    rule.patterns = {word() + " " + word(), "(?:" + word() + "|" + word() + ") \\pL+ " + word(),
                     "(?:" + word() + " )?" + word() + "[- ]" + word()};
    if (i % 5 == 0) rule.patterns.push_back("\\pN+ " + word() + ".{0,40} " + word());
    if (i % 4 == 0) rule.exceptions = {word() + " " + word()};
    rules.push_back(std::move(rule));
  }
  return rules;
}

inline void find_all(const RuleMatcher& matcher, const std::vector<Document>& documents,
                     const std::vector<Mentions>& mentions, std::vector<RuleMatch>& matches) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (const Sentence& sentence : documents[i].sentences) {
      matcher.match(documents[i], sentence, &mentions[i], matches);
    }
  }
}

// `count` rules none of which fires in the documents; their words stand there.
inline std::vector<Rule> quiet_rules(std::size_t count, const std::vector<Document>& documents,
                                     const std::vector<std::string>& vocabulary) {
  std::vector<Rule> quiet;
  const std::vector<Mentions> none(documents.size());
  for (unsigned seed = 4; quiet.size() < count; ++seed) {
    std::vector<Rule> more = synthetic_rules(count + 100, vocabulary, seed);
    const Result<RuleMatcher> matcher = RuleMatcher::compile(more, "promotion");
    if (!matcher) return {};
    std::vector<RuleMatch> matches;
    find_all(matcher.value(), documents, none, matches);
    std::unordered_set<const Rule*> fired;
    for (const RuleMatch& match : matches) fired.insert(match.rule);
    for (Rule& rule : more) {
      if (quiet.size() == count) break;
      if (fired.contains(&rule)) continue;
      rule.id = "promotion/quiet-" + std::to_string(quiet.size());
      quiet.push_back(std::move(rule));
    }
  }
  return quiet;
}

}  // namespace assay
