// Speed of the corroboration steps on made-up statements, one thread, prepared documents.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "assay/corroboration.h"

#include "corroboration/claim_terms.h"
#include "corroboration/judge.h"
#include "corroboration/official_texts.h"
#include "corroboration/opinions.h"
#include "corroboration/scope_gate.h"

namespace assay::corroboration {
namespace {

const Judge& judge() {
  static const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  static const Result<Judge> made = Judge::create(heuristics.value());
  return made.value();
}

// Sentences of about twenty words from a vocabulary with natural shares of common and rare words.
std::string sentence(std::uint32_t seed) {
  static constexpr std::string_view common[] = {"the", "of", "and", "to", "in", "will", "for", "a"};
  static constexpr std::string_view shared[] = {"government", "agreement", "ministers", "support",
                                                "energy",     "security",  "research",  "partners",
                                                "announced",  "programme", "climate",   "trade"};
  std::string out = "Tarvia";
  for (int w = 0; w < 19; ++w) {
    seed = seed * 1664525u + 1013904223u;
    const std::uint32_t draw = seed >> 16;
    out += ' ';
    if (w % 2 == 0) {
      out += common[draw % std::size(common)];
    } else if (w % 4 == 1) {
      out += shared[draw % std::size(shared)];
    } else {
      out += "word" + std::to_string(draw % 4000);
    }
  }
  return out + ".";
}

OfficialTexts texts_of(std::uint32_t documents, std::uint32_t sentences) {
  OfficialTexts official;
  for (std::uint32_t d = 0; d < documents; ++d) {
    Passages& passages = official.documents.emplace_back();
    std::vector<std::string> texts;
    for (std::uint32_t s = 0; s < sentences; ++s) texts.push_back(sentence(d * 7919 + s));
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    passages.add(document_of(views), {}, {}, judge().lexicon());
    passages.finish();
  }
  official.finish();
  return official;
}

void judge_claims(benchmark::State& state, const OfficialTexts& official) {
  std::vector<ClaimTerms> claims(64);
  for (std::uint32_t c = 0; c < claims.size(); ++c) {
    const std::string text = sentence(c * 31 + 5);
    const std::string_view view = text;
    const Document document = document_of({&view, 1});
    append_claim(document, {}, document.sentences, judge().lexicon(), claims[c]);
  }
  Judge::Memory memory;
  std::vector<NearDocument> near;
  std::vector<Opinion> opinions;
  std::size_t next = 0;
  for (auto _ : state) {
    const ClaimTerms& claim = claims[next++ % claims.size()];
    find_documents(claim, official, {}, most_near, memory.alignment, near);
    opinions.clear();
    for (const NearDocument& one : near)
      append_opinion(judge(), claim, official, one.document, Setting::sought, {}, memory, opinions);
    benchmark::DoNotOptimize(weigh(opinions));
  }
  state.SetItemsProcessed(state.iterations());
}

void ClaimAgainstOneStatement(benchmark::State& state) {
  static const OfficialTexts official = texts_of(1, 100);
  judge_claims(state, official);
}
BENCHMARK(ClaimAgainstOneStatement);

void ClaimAgainstTwoThousandStatements(benchmark::State& state) {
  static const OfficialTexts official = texts_of(2000, 40);
  judge_claims(state, official);
}
BENCHMARK(ClaimAgainstTwoThousandStatements);

void ScopeGateSentences(benchmark::State& state) {
  static const OfficialTexts official = texts_of(1, 100);
  std::vector<std::string> texts;
  for (std::uint32_t s = 0; s < 1000; ++s) texts.push_back(sentence(s * 17 + 90001));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Document document = document_of(views);
  std::size_t in_scope = 0, next = 0;
  for (auto _ : state) {
    const Sentence& one = document.sentences[next++ % document.sentences.size()];
    in_scope += official.gate.admits(document.text, document.tokens_of(one));
  }
  benchmark::DoNotOptimize(in_scope);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ScopeGateSentences);

}  // namespace
}  // namespace assay::corroboration
