// Phrase rules over prepared documents: how fast, and how the time grows with the rules.
//
//   rules_bench                  made-up text
//   ASSAY_DATA=DIR rules_bench   also real documents, one after the other, with rules of their
//   words
//
// Two questions: what rules cost that do not fire (Quiet: the same rules fire, whatever the number
// of the others), and what a finding costs (all others: the more rules, the more findings; the
// counters tell how many in a megabyte and in a second).
//
// The made-up text is drawn from a vocabulary with the frequencies of natural language (Zipf). The
// rules are made of the text's vocabulary: phrases, alternatives, gaps, optional words, exceptions.
// Words of all ranks stand in rules, so that sentences are often candidates, as they are with real
// packs.
#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/heuristics.h"
#include "assay/rules.h"

#include "made_rules.h"
#include "real_documents.h"

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

  const std::vector<std::string>& words() const { return words_; }

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

// The same and more of what packs hold: lists before lists, and lists some words apart.
std::vector<Rule> realistic_rules(std::size_t count, const std::vector<std::string>& vocabulary) {
  std::mt19937 random(4);
  const auto list = [&](std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i)
      out += (i ? "|" : "(?:") + rule_word(vocabulary, random);
    return out + ")";
  };
  std::vector<Rule> rules = synthetic_rules(count, vocabulary);
  for (Rule& rule : rules) {
    rule.patterns.push_back(list(8) + " " + list(8));
    rule.patterns.push_back(list(3) + " (?:\\pL+ ){0,3}" + list(3));
  }
  return rules;
}

const std::vector<std::string>& made_vocabulary() {
  static const Vocabulary vocabulary;
  return vocabulary.words();
}

void run(benchmark::State& state, const std::vector<Document>& documents,
         const std::vector<Rule>& rules) {
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  if (!matcher) {
    state.SkipWithError(matcher.error().message.c_str());
    return;
  }
  std::size_t bytes = 0, sentences = 0;
  for (const Document& document : documents) {
    bytes += document.text.size();
    sentences += document.sentences.size();
  }
  std::vector<RuleMatch> matches;
  const std::vector<Mentions> none(documents.size());
  for (auto _ : state) {
    matches.clear();
    find_all(matcher.value(), documents, none, matches);
    benchmark::DoNotOptimize(matches.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  const auto found = static_cast<double>(matches.size());
  state.counters["findings_per_MB"] = found / (static_cast<double>(bytes) / 1e6);
  state.counters["findings"] =
      benchmark::Counter(found, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["sentences"] = static_cast<double>(sentences);
}

// `count` rules of which the first hundred fire as they do, and none of the others does: neither
// here nor there a finding more.
std::vector<Rule> mostly_quiet_rules(std::size_t count, const std::vector<Document>& documents,
                                     const std::vector<std::string>& vocabulary) {
  constexpr std::size_t firing = 100;
  std::vector<Rule> rules = synthetic_rules(firing, vocabulary);
  for (Rule& rule : quiet_rules(count - firing, documents, vocabulary)) {
    rules.push_back(std::move(rule));
  }
  return rules;
}

const std::vector<Document>& made_documents() {
  static const std::vector<Document> documents = [] {
    std::vector<Document> made;
    made.push_back(synthetic_document());
    return made;
  }();
  return documents;
}

// Speed by number of rules that do not fire, beside a hundred that do.
void BM_Quiet(benchmark::State& state) {
  run(state, made_documents(),
      mostly_quiet_rules(static_cast<std::size_t>(state.range(0)), made_documents(),
                         made_vocabulary()));
}
BENCHMARK(BM_Quiet)->Arg(100)->Arg(300)->Arg(1000)->Unit(benchmark::kMillisecond);

// Speed by number of rules.
void BM_Match(benchmark::State& state) {
  run(state, made_documents(),
      synthetic_rules(static_cast<std::size_t>(state.range(0)), made_vocabulary()));
}
BENCHMARK(BM_Match)->Arg(10)->Arg(100)->Arg(300)->Arg(1000)->Arg(3000)->Unit(
    benchmark::kMillisecond);

const std::vector<Document>& real() {
  static const std::vector<Document> documents = [] {
    std::vector<Document> read = real_documents();
    std::erase_if(read, [](const Document& document) { return document.language.code != "en"; });
    return read;
  }();
  return documents;
}

const std::vector<std::string>& real_vocabulary() {
  static const std::vector<std::string> vocabulary = vocabulary_of(real());
  return vocabulary;
}

void BM_QuietReal(benchmark::State& state) {
  if (real().empty()) {
    state.SkipWithError("ASSAY_DATA is not set");
    return;
  }
  run(state, real(),
      mostly_quiet_rules(static_cast<std::size_t>(state.range(0)), real(), real_vocabulary()));
}
BENCHMARK(BM_QuietReal)->Arg(100)->Arg(300)->Arg(1000)->Unit(benchmark::kMillisecond);

void BM_MatchReal(benchmark::State& state) {
  if (real().empty()) {
    state.SkipWithError("ASSAY_DATA is not set");
    return;
  }
  run(state, real(), realistic_rules(static_cast<std::size_t>(state.range(0)), real_vocabulary()));
}
BENCHMARK(BM_MatchReal)
    ->Arg(10)
    ->Arg(100)
    ->Arg(300)
    ->Arg(1000)
    ->Arg(3000)
    ->Unit(benchmark::kMillisecond);

void BM_MatchRealShipped(benchmark::State& state) {
  if (real().empty()) {
    state.SkipWithError("ASSAY_DATA is not set");
    return;
  }
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  run(state, real(), heuristics.value().rules());
}
BENCHMARK(BM_MatchRealShipped)->Unit(benchmark::kMillisecond);

// Patterns without a word that every match must contain run as sets.
void BM_MatchWithoutWords(benchmark::State& state) {
  std::vector<Rule> rules =
      synthetic_rules(static_cast<std::size_t>(state.range(0)), made_vocabulary());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    rules[i].patterns = {"\\pN{" + std::to_string(i % 9 + 1) + "}" + std::to_string(i) + "%"};
  }
  run(state, made_documents(), rules);
}
BENCHMARK(BM_MatchWithoutWords)->Arg(1)->Arg(10)->Arg(50)->Unit(benchmark::kMillisecond);

// One "sentence" of a megabyte.
void BM_MatchOneLongSentence(benchmark::State& state) {
  static const std::vector<Document> documents = [] {
    Document whole = synthetic_document();
    whole.blocks.resize(1);
    whole.sentences.resize(1);
    whole.blocks[0].text = {0, static_cast<std::uint32_t>(whole.text.size())};
    whole.sentences[0] = {whole.blocks[0].text, 0, 0,
                          static_cast<std::uint32_t>(whole.tokens.size())};
    std::vector<Document> made;
    made.push_back(std::move(whole));
    return made;
  }();
  run(state, documents,
      synthetic_rules(static_cast<std::size_t>(state.range(0)), made_vocabulary()));
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
  const std::vector<Rule> rules =
      synthetic_rules(static_cast<std::size_t>(state.range(0)), made_vocabulary());
  for (auto _ : state) {
    const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
    if (!matcher) state.SkipWithError(matcher.error().message.c_str());
    benchmark::DoNotOptimize(&matcher);
  }
}
BENCHMARK(BM_Compile)->Arg(300)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay
