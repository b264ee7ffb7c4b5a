// Reading: JSONL and text through the reader, plain and compressed, from memory.
#include <benchmark/benchmark.h>

#include "assay/ingest.h"

#include "compressed.h"
#include "ingest/decompress.h"
#include "memory_file.h"
#include "sample_text.h"

namespace assay {
namespace {

std::string jsonl(std::size_t bytes) {
  std::string out;
  for (std::uint32_t i = 1; out.size() < bytes; ++i) {
    std::string text = sample_article(4096, i);
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
      text.replace(at, 1, "\\n");
    }
    out += "{\"id\":\"" + std::to_string(i) + "\",\"url\":\"https://news.example/" +
           std::to_string(i) + "\",\"text\":\"" + text + "\"}\n";
  }
  return out;
}

// Bytes per second are those of the decompressed input.
void read(benchmark::State& state, const std::string& file_bytes, std::size_t bytes) {
  const MemoryFile file(file_bytes);
  std::int64_t records = 0;
  for (auto _ : state) {
    Reader reader({file.path()}, {});
    while (const std::optional<ReadItem> item = reader.next()) {
      records += std::holds_alternative<Record>(*item);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.SetItemsProcessed(records);
}

constexpr std::size_t input_bytes = std::size_t{32} << 20;

void Jsonl(benchmark::State& state) {
  const std::string data = jsonl(input_bytes);
  read(state, data, data.size());
}
BENCHMARK(Jsonl)->Unit(benchmark::kMillisecond);

void JsonlGzip(benchmark::State& state) {
  const std::string data = jsonl(input_bytes);
  read(state, gzip(data), data.size());
}
BENCHMARK(JsonlGzip)->Unit(benchmark::kMillisecond);

void JsonlZstd(benchmark::State& state) {
  const std::string data = jsonl(input_bytes);
  read(state, zstd(data, 3), data.size());
}
BENCHMARK(JsonlZstd)->Unit(benchmark::kMillisecond);

void TextFile(benchmark::State& state) {
  const std::string data = sample_article(static_cast<std::size_t>(state.range(0)));
  read(state, data, data.size());
}
BENCHMARK(TextFile)->Arg(4 << 10)->Arg(8 << 20);

}  // namespace
}  // namespace assay
