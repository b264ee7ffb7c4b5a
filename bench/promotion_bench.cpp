// Speed of the promotion scorer on prepared documents, one thread, in bytes of text per second.
//
//   promotion_bench                  one made-up report, repeated: everything it needs is in cache
//   ASSAY_DATA=DIR promotion_bench   also real documents, one after the other; and the same where
//                                    the pack has 300 or 1,000 rules more, of the documents' words,
//                                    that never fire: what a user's own pack costs
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "assay/heuristics.h"
#include "assay/promotion.h"

#include "made_rules.h"
#include "real_documents.h"

namespace {

using namespace assay;

constexpr const char* report =
    "The harbour of Port Amber was closed on Tuesday after a storm tore two cranes from their "
    "rails, the port office said. Nobody was hurt, but 14 ships had to wait outside. \"We had "
    "warned about those cranes,\" Ina Voss, who represents the dockers, told the Courier. The "
    "company that runs the terminal denied that it had saved on repairs.\n\n";

struct Prepared {
  Document document;
  Mentions mentions;
};

const Heuristics& heuristics() {
  static const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  return heuristics.value();
}

std::vector<Prepared> prepared(std::vector<Document> documents) {
  const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  std::vector<Prepared> all;
  for (Document& document : documents) {
    Mentions mentions = finder.find(document);
    all.push_back({std::move(document), std::move(mentions)});
  }
  return all;
}

std::vector<Document> repeated_report(std::size_t bytes) {
  Record record;
  while (record.payload.size() < bytes) record.payload += report;
  record.payload_is_utf8 = true;
  std::vector<Document> documents;
  documents.push_back(build_document(std::move(record)));
  return documents;
}

// The shipped heuristics under a pack of these rules.
Heuristics with_pack(const std::vector<Rule>& rules) {
  nlohmann::json pack = {{"scorer", "promotion"}, {"language", "en"}};
  for (const Rule& rule : rules) {
    pack["rules"].push_back({{"id", rule.id},
                             {"patterns", rule.patterns},
                             {"exceptions", rule.exceptions},
                             {"message", "Made for a benchmark."},
                             {"why", "It costs time and nothing else."},
                             {"examples", {{"fire", {"-"}}, {"silent", {"-"}}}}});
  }
  const std::filesystem::path overlay =
      std::filesystem::temp_directory_path() / ("assay-bench-" + std::to_string(getpid()));
  std::filesystem::create_directories(overlay / "en");
  std::ofstream(overlay / "en" / "quiet.json") << pack;
  Result<Heuristics> loaded = Heuristics::load(Heuristics::shipped_directory(), overlay);
  std::filesystem::remove_all(overlay);
  return std::move(loaded).value();
}

// The shipped heuristics and so many rules of the real documents' words that never fire there.
const Heuristics& with_quiet_rules(std::size_t count) {
  if (count == 0) return heuristics();
  static std::map<std::size_t, Heuristics> packs;
  if (const auto known = packs.find(count); known != packs.end()) return known->second;
  std::vector<Document> english = real_documents();
  std::erase_if(english, [](const Document& one) { return one.language.code != "en"; });
  return packs.emplace(count, with_pack(quiet_rules(count, english, vocabulary_of(english))))
      .first->second;
}

void score(benchmark::State& state, const std::vector<Prepared>& documents,
           const Heuristics& heuristics) {
  const Result<std::unique_ptr<Scorer>> scorer = make_promotion_scorer(heuristics);
  std::size_t bytes = 0;
  for (const Prepared& one : documents) bytes += one.document.text.size();
  for (auto _ : state) {
    for (const Prepared& one : documents) {
      benchmark::DoNotOptimize(
          scorer.value()->score({.document = one.document, .mentions = one.mentions, .roles = {}}));
    }
  }
  const auto rounds = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(documents.size()));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  static const std::vector<Prepared> made[] = {prepared(repeated_report(2 << 10)),
                                               prepared(repeated_report(256 << 10))};
  const auto add = [](const std::string& name, const std::vector<Prepared>& documents,
                      std::size_t quiet) {
    benchmark::RegisterBenchmark(name.c_str(), [&documents, quiet](benchmark::State& state) {
      score(state, documents, with_quiet_rules(quiet));
    })->Unit(benchmark::kMillisecond);
  };
  add("made/2KiB", made[0], 0);
  add("made/256KiB", made[1], 0);
  static const std::vector<Prepared> real = prepared(real_documents());
  if (!real.empty()) {
    add("real", real, 0);
    for (const std::size_t quiet : {300, 1000}) {
      add("real/quiet_rules/" + std::to_string(quiet), real, quiet);
    }
  }
  benchmark::RunSpecifiedBenchmarks();
}
