// Text: decoding, blocks, sentences and words, over made-up news text of several sizes.
#include <benchmark/benchmark.h>

#include "assay/charset.h"
#include "assay/document.h"
#include "assay/text.h"

#include "document/build.h"
#include "sample_text.h"

namespace assay {
namespace {

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

void Tokens(benchmark::State& state) {
  const std::string text = sample_article(static_cast<std::size_t>(state.range(0)));
  std::vector<Token> tokens;
  for (auto _ : state) {
    tokens.clear();
    append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    benchmark::DoNotOptimize(tokens.data());
  }
  set_bytes(state, text.size());
}
BENCHMARK(Tokens)->Arg(4 << 10)->Arg(1 << 20);

void Sentences(benchmark::State& state) {
  const std::string text = sample_article(static_cast<std::size_t>(state.range(0)));
  std::vector<Range> sentences;
  for (auto _ : state) {
    sentences.clear();
    append_sentences(text, {0, static_cast<std::uint32_t>(text.size())}, sentences);
    benchmark::DoNotOptimize(sentences.data());
  }
  set_bytes(state, text.size());
}
BENCHMARK(Sentences)->Arg(4 << 10)->Arg(1 << 20);

void Decode(benchmark::State& state) {
  const std::string text = sample_article(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    DecodedText decoded;
    decode(text, find_charset(text, "", "utf-8").name, decoded);
    benchmark::DoNotOptimize(decoded.text.data());
  }
  set_bytes(state, text.size());
}
BENCHMARK(Decode)->Arg(4 << 10)->Arg(1 << 20);

void DetectLanguage(benchmark::State& state) {
  const std::string text = sample_article(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(detect_language(text).code.data());
  set_bytes(state, text.size());
}
BENCHMARK(DetectLanguage)->Arg(4 << 10)->Arg(1 << 20);

// Blocks, sentences and words of a decoded text: what scorers stand on.
void Segment(benchmark::State& state) {
  const std::string text = sample_article(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    Document document;
    document.text = text;
    const std::vector<Range> marks = build_text_blocks(document);
    segment_blocks(document, marks);
    benchmark::DoNotOptimize(document.tokens.data());
  }
  set_bytes(state, text.size());
}
BENCHMARK(Segment)->Arg(4 << 10)->Arg(64 << 10)->Arg(1 << 20);

// The whole of build_document(), with hash and language.
void Build(benchmark::State& state) {
  Record record;
  record.payload = sample_article(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(build_document(record).tokens.data());
  set_bytes(state, record.payload.size());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Build)->Arg(4 << 10)->Arg(64 << 10)->Arg(1 << 20);

}  // namespace
}  // namespace assay
