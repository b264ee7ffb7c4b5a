// `assay rules` as its users meet it.
#include <algorithm>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "process.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

// A pack with one rule; `example` must fire.
std::string pack(const std::string& example) {
  return json{{"scorer", "promotion"},
              {"language", "en"},
              {"rules",
               {{{"id", "promotion/house-jargon"},
                 {"patterns", {"best tea in town"}},
                 {"weight", 0.5},
                 {"message", "Calls its own product the best in town."},
                 {"why", "Nobody can check it."},
                 {"examples", {{"fire", {example}}, {"silent", {"Tea grows in the hills."}}}}}}}}
      .dump(1);
}

TEST(RulesCommand, ListsARulePerLineAndCountsThem) {
  const Outcome outcome = run_assay("rules list --scorer promotion");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("promotion/"), std::string::npos);
  const std::string heading = "Found by the scorers themselves:\n";
  EXPECT_NE(outcome.out.find(heading), std::string::npos);
  const auto lines = std::ranges::count(outcome.out, '\n') - 1;
  EXPECT_TRUE(outcome.err.starts_with(std::to_string(lines) + " of ")) << outcome.err;
}

TEST(RulesCommand, ShowsWhatScorersFindWithoutAPackToo) {
  EXPECT_NE(run_assay("rules list unsourced").out.find("figures/unsourced-figure"),
            std::string::npos);
  const Outcome outcome = run_assay("rules explain provenance/missing-byline");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("No author was found."), std::string::npos);
  EXPECT_NE(outcome.out.find("at most 2.00 points"), std::string::npos) << outcome.out;
  const Outcome as_json = run_assay("rules explain provenance/missing-byline --format json");
  EXPECT_EQ(json::parse(as_json.out).at(0).at("where"), "built in");
}

TEST(RulesCommand, ListsOnlyTheRulesThatHoldAllWords) {
  const Outcome outcome = run_assay("rules list promotion hype --format json");
  const json rules = json::parse(outcome.out);
  ASSERT_FALSE(rules.empty());
  for (const json& rule : rules) {
    EXPECT_NE(rule.dump().find("hype"), std::string::npos) << rule.dump();
    EXPECT_TRUE(rule.contains("where"));
  }
  EXPECT_EQ(run_assay("rules list nowhere-at-all").out, "");
}

TEST(RulesCommand, ExplainsARuleAndMeetsAMistypedOneWithTheNearest) {
  const Outcome outcome = run_assay("rules explain promotion/hype");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("fires on"), std::string::npos);
  const Outcome other = run_assay("rules explain promotion/hype --language de");
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("does not serve the language 'de'"), std::string::npos) << other.err;
  const Outcome mistyped = run_assay("rules explain promotion/hpye");
  EXPECT_EQ(mistyped.status, 2);
  EXPECT_NE(mistyped.err.find("Did you mean promotion/hype?"), std::string::npos) << mistyped.err;
}

TEST(RulesCommand, TestRunsTheExamplesOfADirectory) {
  const Scratch scratch;
  const std::string directory = "'" + scratch / "mine" + "'";
  scratch.write("mine/en/promotion.json", pack("We pour the best tea in town."));
  const Outcome holds = run_assay("rules test " + directory);
  EXPECT_EQ(holds.status, 0) << holds.out << holds.err;
  EXPECT_NE(holds.out.find("all hold"), std::string::npos);
  scratch.write("mine/en/promotion.json", pack("We pour good tea."));
  const Outcome fails = run_assay("rules test " + directory);
  EXPECT_EQ(fails.status, 2);
  EXPECT_NE(fails.out.find("promotion/house-jargon must fire on: We pour good tea."),
            std::string::npos)
      << fails.out;
}

TEST(RulesCommand, ABadPackEndsWithTwoAndNamesThePlace) {
  const Scratch scratch;
  scratch.write("mine/en/promotion.json", "{\"scorer\": \"promotion\",\n \"language\": 7}");
  for (const std::string& arguments :
       {"test '" + scratch / "mine" + "'", "list --heuristics '" + scratch / "mine" + "'"}) {
    const Outcome outcome = run_assay("rules " + arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find("promotion.json:2:"), std::string::npos) << outcome.err;
  }
}

TEST(RulesCommand, AFileThatNobodyReadsIsAMistake) {
  const std::string list = R"({"words": ["quay"]})";
  const std::pair<const char*, const char*> files[] = {
      {"en/words/promtion-loaded.json", "Rename it to \"en/words/promotion-loaded.json\""},
      {"en/words/of-my-own.json", "nothing reads it"},
      {"en/tables/unitz.json", "Rename it to \"en/tables/units.json\""},
      {"models/figurs.json", "Rename it to \"models/figures.json\""}};
  for (const auto& [name, remedy] : files) {
    const Scratch scratch;
    scratch.write(std::string("mine/") + name, list);
    const Outcome outcome = run_assay("rules test '" + scratch / "mine" + "'");
    EXPECT_EQ(outcome.status, 2) << name;
    EXPECT_NE(outcome.err.find(remedy), std::string::npos) << outcome.err;
  }
  // Of a language that is new there may be what others have.
  const Scratch scratch;
  scratch.write("mine/sv/words/negation-cues.json", R"({"words": ["inte"]})");
  const Outcome outcome = run_assay("rules test '" + scratch / "mine" + "'");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

TEST(RulesCommand, AMissingDirectoryEndsWithTwo) {
  const Outcome outcome = run_assay("rules test /nowhere/rules");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("/nowhere/rules"), std::string::npos) << outcome.err;
}

TEST(RulesCommand, WrongUsageEndsWithTwo) {
  for (const char* arguments :
       {"", "lits", "explain", "explain a b", "test a b", "list --scorer nonsense",
        "list --language xx", "explain promotion/hype --scorer promotion", "test --format json",
        "test a --heuristics b"}) {
    const Outcome outcome = run_assay("rules " + std::string(arguments));
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_FALSE(outcome.err.empty()) << arguments;
  }
}

TEST(RulesCommand, AFullDiskEndsWithFour) {
  for (const char* arguments : {"list", "list --format json", "explain promotion/hype", "test"}) {
    const Outcome outcome = run_assay("rules " + std::string(arguments) + " > /dev/full");
    EXPECT_EQ(outcome.status, 4) << arguments;
    EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace assay
