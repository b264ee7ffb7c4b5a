// Phrase rules over prepared documents: how fast, and how the time grows with the rules.
//
// The text is drawn from a vocabulary with the frequencies of natural language (Zipf), the rules
// from the same vocabulary: phrases, alternatives, gaps, optional words, exceptions. Words of all
// ranks stand in rules, so that sentences are often candidates, as they are with real packs.
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/heuristics.h"
#include "assay/rules.h"

namespace assay {
namespace {

constexpr std::size_t vocabulary_words = 20'000;
constexpr std::size_t text_bytes = 1 << 20;

class Vocabulary {
 public:
  Vocabulary() {
    // Frequent words are short, and no two are equal: the rank in digits of consonant and vowel.
    constexpr std::string_view consonants = "bdfgklmnprstvz", vowels = "aeiou";
    constexpr std::size_t base = consonants.size() * vowels.size();
    for (std::size_t rank = 0; rank < vocabulary_words; ++rank) {
      std::string word;
      for (std::size_t rest = rank; word.empty() || rest > 0; rest /= base) {
        word += consonants[rest % base / vowels.size()];
        word += vowels[rest % vowels.size()];
      }
      if (rank % 3 == 1) word += 'n';
      if (rank % 3 == 2) word += "st";
      words_.push_back(std::move(word));
      weights_.push_back(1.0 / static_cast<double>(rank + 2));
    }
    draw_ = std::discrete_distribution<std::size_t>(weights_.begin(), weights_.end());
  }

  const std::string& in_text(std::mt19937& random) { return words_[draw_(random)]; }

  // Words of rules are rarer than those of the text: rank 30 to 20,000, evenly by magnitude.
  const std::string& in_rule(std::mt19937& random) const {
    std::uniform_real_distribution<double> magnitude(std::log(30.0), std::log(19'999.0));
    return words_[static_cast<std::size_t>(std::exp(magnitude(random)))];
  }

 private:
  std::vector<std::string> words_;
  std::vector<double> weights_;
  std::discrete_distribution<std::size_t> draw_;
};

Document synthetic_document() {
  Vocabulary vocabulary;
  std::mt19937 random(2);
  Record record;
  record.payload_is_utf8 = true;
  std::string& text = record.payload;
  while (text.size() < text_bytes) {
    for (int sentence = 0; sentence < 5; ++sentence) {
      const std::size_t count = 8 + random() % 28;
      for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += random() % 12 ? " " : ", ";
        std::string word = vocabulary.in_text(random);
        if (i == 0) word[0] = static_cast<char>(word[0] - 32);
        text += word;
      }
      text += ". ";
    }
    text += "\n\n";
  }
  Document document = build_document(std::move(record));
  document.language = {"en", 1};
  return document;
}

std::vector<Rule> synthetic_rules(std::size_t count) {
  const Vocabulary vocabulary;
  std::mt19937 random(3);
  const auto word = [&] { return vocabulary.in_rule(random); };
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

void run(benchmark::State& state, const Document& document, const std::vector<Rule>& rules) {
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  if (!matcher) {
    state.SkipWithError(matcher.error().message.c_str());
    return;
  }
  std::vector<RuleMatch> matches;
  for (auto _ : state) {
    matches.clear();
    for (const Sentence& sentence : document.sentences) {
      matcher.value().match(document, sentence, nullptr, matches);
    }
    benchmark::DoNotOptimize(matches.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
  state.counters["matches"] = static_cast<double>(matches.size());
  state.counters["sentences"] = static_cast<double>(document.sentences.size());
}

// Speed by number of rules; flat means independent of it.
void BM_Match(benchmark::State& state) {
  static const Document document = synthetic_document();
  run(state, document, synthetic_rules(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(BM_Match)->Arg(10)->Arg(30)->Arg(100)->Arg(300)->Arg(1000)->Unit(benchmark::kMillisecond);

// Patterns without a word that every match must contain run as sets.
void BM_MatchWithoutWords(benchmark::State& state) {
  static const Document document = synthetic_document();
  std::vector<Rule> rules = synthetic_rules(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < rules.size(); ++i) {
    rules[i].patterns = {"\\pN{" + std::to_string(i % 9 + 1) + "}" + std::to_string(i) + "%"};
  }
  run(state, document, rules);
}
BENCHMARK(BM_MatchWithoutWords)->Arg(1)->Arg(10)->Arg(50)->Unit(benchmark::kMillisecond);

// One "sentence" of a megabyte.
void BM_MatchOneLongSentence(benchmark::State& state) {
  static const Document document = [] {
    Document whole = synthetic_document();
    whole.blocks.resize(1);
    whole.sentences.resize(1);
    whole.blocks[0].text = {0, static_cast<std::uint32_t>(whole.text.size())};
    whole.sentences[0] = {whole.blocks[0].text, 0, 0,
                          static_cast<std::uint32_t>(whole.tokens.size())};
    return whole;
  }();
  run(state, document, synthetic_rules(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(BM_MatchOneLongSentence)->Arg(300)->Unit(benchmark::kMillisecond);

// What every start of the command pays.
void BM_LoadShipped(benchmark::State& state) {
  for (auto _ : state) {
    const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
    if (!heuristics) state.SkipWithError(heuristics.error().message.c_str());
    benchmark::DoNotOptimize(&heuristics);
  }
}
BENCHMARK(BM_LoadShipped)->Unit(benchmark::kMillisecond);

void BM_Compile(benchmark::State& state) {
  const std::vector<Rule> rules = synthetic_rules(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
    if (!matcher) state.SkipWithError(matcher.error().message.c_str());
    benchmark::DoNotOptimize(&matcher);
  }
}
BENCHMARK(BM_Compile)->Arg(300)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay
