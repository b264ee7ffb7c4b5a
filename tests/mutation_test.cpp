// Files that somebody damaged or wrote by hand: every reader refuses them with a message or serves.
#include <filesystem>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "assay/corroboration.h"
#include "assay/engine.h"
#include "assay/provenance.h"
#include "assay/strip.h"
#include "assay/writers.h"

#include "eval/eval.h"
#include "mutation.h"
#include "process.h"
#include "report_fixture.h"
#include "rules/json_source.h"
#include "text/sha256.h"

namespace assay {
namespace {

using namespace fixture;
namespace fs = std::filesystem;

constexpr std::string_view article =
    "Ferry to Osk runs twice a day\n\n"
    "The ferry from Halm to Osk will run twice a day, the county said on Tuesday, 3 May 2031.\n\n"
    "The county pays more than 41 million euros, up 12% from 2030. \"People have waited for\n"
    "years,\" said Ada Lindqvist, who speaks for the town of Osk. An amazing, must-see trip!\n";

TEST(Mutated, HostRatingsAreRefusedWithTheirLineOrServe) {
  const std::string seed =
      "host,rating,source,note\nwww.courier.example,85,Board,\n"
      "tabloid.example,20,\"Board, 2031\",\"no \"\"corrections\"\"\"\r\n";
  std::mt19937 random(5);
  int served = 0, refused = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = mutated(seed, ",\"\n\r.-019e ", random);
    const Result<HostRatings> ratings = HostRatings::parse(text, "r.csv");
    if (ratings) {
      ++served;
      if (const HostRatings::Rating* rating = ratings.value().find("sport.tabloid.example")) {
        ASSERT_GE(rating->value, 0) << text;
        ASSERT_LE(rating->value, 100) << text;
      }
    } else {
      ++refused;
      ASSERT_TRUE(ratings.error().message.starts_with("r.csv:")) << ratings.error().message;
    }
  }
  EXPECT_GT(served, 100);
  EXPECT_GT(refused, 100);
}

TEST(Mutated, RemovedRecordsAreRefusedOrRestoreTheOriginal) {
  const std::string page = "Ferry cancelled\n\nShare this story\n\nThe ferry did not sail.\n";
  Record record;
  record.payload = page;
  const Document document = build_document(std::move(record));
  std::vector<BlockRole> roles(document.blocks.size());
  roles.at(1).role = Role::boilerplate;
  const std::vector<Cut> cuts = find_cuts(document, page, roles, {});
  const std::string clean = apply_cuts(page, cuts);
  ASSERT_LT(clean.size(), page.size());
  const std::string seed = removed_json(document, page, clean, cuts, roles);
  ASSERT_EQ(restore(clean, seed).value(), page);
  std::mt19937 random(6);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    nlohmann::json values = nlohmann::json::parse(seed);
    mutate(values, random);
    for (const std::string& text :
         {mutated(seed, "{}[]\":,019-e.=", random),
          values.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)}) {
      const Result<std::string> restored = restore(clean, text);
      if (restored) {
        ASSERT_EQ(restored.value(), page) << text;
      } else {
        ++refused;
        ASSERT_FALSE(restored.error().message.empty()) << text;
      }
    }
  }
  EXPECT_GT(refused, 1000);
}

// The checksum must not be all that stands between a reader and wrong content.
TEST(Mutated, SavedIndexesWithARightChecksumAreRefusedOrServe) {
  const Scratch scratch;
  const std::string path = scratch / "saved.index";
  OfficialIndex::Source source;
  source.document = document_of(article);
  const Result<MentionFinder> finder = MentionFinder::create(shipped_heuristics());
  ASSERT_TRUE(finder);
  source.mentions = finder.value().find(source.document);
  std::vector<OfficialIndex::Source> sources;
  sources.push_back(std::move(source));
  const std::string saved = serialise_official(sources);
  const std::size_t checksum = saved.find('\n') + 1, payload = saved.find('\n', checksum) + 1;
  const nlohmann::json seed = nlohmann::json::parse(saved.substr(payload));
  std::mt19937 random(7);
  int served = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    nlohmann::json values = seed;
    mutate(values, random);
    const std::string text = values.dump();
    scratch.write("saved.index", saved.substr(0, checksum) + sha256_hex(text) + "\n" + text);
    Result<std::vector<OfficialIndex::Source>> loaded = load_official(path);
    if (!loaded) {
      ++refused;
      ASSERT_NE(loaded.error().message.find(path), std::string::npos);
      continue;
    }
    ++served;
    for (const OfficialIndex::Source& one : loaded.value()) {
      const std::size_t size = one.document.text.size();
      for (const Block& block : one.document.blocks) ASSERT_LE(block.text.end, size) << text;
      for (const Sentence& sentence : one.document.sentences) ASSERT_LE(sentence.text.end, size);
    }
    if (served % 20 == 0) OfficialIndex::build(std::move(loaded).value(), shipped_heuristics());
  }
  EXPECT_GT(served, 40);
  EXPECT_GT(refused, 40);
}

TEST(Mutated, ClaimRowsEachGetOneRow) {
  const std::string seed =
      R"({"id":"a","claim":"The county pays 41 million euros.","evidence":["The county pays 14 )"
      R"(million euros."],"context":{"title":"Ferry","date":"2031-05-03","previous":"x"}})";
  std::mt19937 random(8);
  std::string rows;
  constexpr int count = 400;
  for (int round = 0; round < count; ++round) {
    nlohmann::json values = nlohmann::json::parse(seed);
    mutate(values, random);
    std::string text = round % 2 ? values.dump() : mutated(seed, "{}[]\":,019-e", random);
    std::ranges::replace(text, '\n', ' ');
    rows += (text.empty() ? "{" : text) + "\n";
  }
  const Scratch scratch;
  const Outcome outcome = run_assay("verify '" + scratch.write("claims.jsonl", rows) + "'");
  EXPECT_LT(outcome.status, 128) << outcome.err;
  EXPECT_EQ(std::ranges::count(outcome.out, '\n'), count);
}

TEST(Mutated, LabelledRowsAreRefusedWithTheirFileOrServe) {
  const Scratch scratch;
  for (const eval::Task& task : eval::tasks()) {
    for (const char* row :
         {"[]", "\"x\"", "7", "{}", R"({"id":1,"text":2})", R"({"lines":7,"id":"a"})",
          R"({"id":[],"text":"a","lines":{},"figures":7,"html":3,"label":[],"claim":"x"})"}) {
      const std::string gold = scratch.write("gold.jsonl", std::string(row) + "\n");
      eval::Options options;
      options.gold = {gold};
      const auto tables = eval::run_task(task, options, shipped_heuristics());
      if (tables) continue;  // a row that the task has no use for
      EXPECT_NE(tables.error().message.find(gold), std::string::npos) << task.name << " " << row;
      EXPECT_FALSE(tables.error().remedy.empty()) << task.name << " " << row;
    }
  }
}

// A directory of heuristics whose rule packs hold only what credibility.json names, its large
// tables cut down.
class SmallHeuristics {
 public:
  SmallHeuristics() {
    const fs::path shipped = Heuristics::shipped_directory();
    const std::string weights = read_file((shipped / "credibility.json").string());
    for (const auto& entry : fs::recursive_directory_iterator(shipped)) {
      const std::string name = entry.path().lexically_relative(shipped).generic_string();
      const bool pack = name.find('/') == 2 && std::ranges::count(name, '/') == 1;
      if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
      nlohmann::json content;
      JsonMistake mistake;
      if (!read_json(read_file(entry.path().string()), content, nullptr, mistake)) continue;
      if (name.starts_with("models/")) cut_down(content);
      if (pack) {
        nlohmann::json named = nlohmann::json::array();
        for (const nlohmann::json& rule : content["rules"]) {
          if (weights.find(rule["id"].dump()) != weights.npos) named.push_back(rule);
        }
        if (named.empty()) continue;
        content["rules"] = std::move(named);
      }
      if (name.find("/words/") == name.npos && !pack) files_.emplace_back(name, content);
      scratch_.write("h/" + name, content.dump());
    }
  }

  std::size_t size() const { return files_.size(); }
  const std::string& name(std::size_t file) const { return files_[file].first; }
  const nlohmann::json& content(std::size_t file) const { return files_[file].second; }
  std::string directory() const { return scratch_ / "h"; }
  void write(std::size_t file, const nlohmann::json& content) const {
    scratch_.write("h/" + name(file), content.dump());
  }

 private:
  // Of large objects a few members stay, of forests a few trees.
  static void cut_down(nlohmann::json& value) {
    constexpr std::size_t kept = 60, trees = 3;
    if (value.is_object() && value.size() > 600) {
      while (value.size() > kept) value.erase(std::prev(value.end()));
    }
    if (value.is_array() && value.size() > trees && value.front().is_object()) {
      value.erase(value.begin() + trees, value.end());
    }
    if (!value.is_structured()) return;
    for (auto& child : value) cut_down(child);
  }

  Scratch scratch_;
  std::vector<std::pair<std::string, nlohmann::json>> files_;
};

TEST(Mutated, WeightsModelsAndTablesAreRefusedWithTheirFileOrServe) {
  const SmallHeuristics heuristics;
  const Writer writer({});
  const auto engine = [&] { return Engine::create({.heuristics = heuristics.directory()}); };
  {
    const Result<Engine> whole = engine();
    ASSERT_TRUE(whole) << whole.error().message;
  }
  std::mt19937 random(9);
  int served = 0, refused = 0;
  for (int round = 0; round < 150; ++round) {
    const std::size_t file = static_cast<std::size_t>(round) % heuristics.size();
    nlohmann::json content = heuristics.content(file);
    mutate(content, random);
    heuristics.write(file, content);
    const Result<Engine> made = engine();
    if (made) {
      ++served;
      Record record;
      record.id = record.path = "article";
      record.payload = article;
      ASSERT_FALSE(writer.row(made.value().score(std::move(record))).empty());
    } else {
      ++refused;
      const std::string& message = made.error().message;
      EXPECT_NE(message.find(heuristics.name(file) + ":"), std::string::npos)
          << heuristics.name(file) << "\n"
          << message;
      EXPECT_FALSE(made.error().remedy.empty()) << message;
    }
    heuristics.write(file, heuristics.content(file));
  }
  EXPECT_GT(served, 10);
  EXPECT_GT(refused, 30);
}

}  // namespace
}  // namespace assay
