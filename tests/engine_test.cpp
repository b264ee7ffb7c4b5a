// The whole flow for one record.
#include <chrono>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "assay/engine.h"
#include "assay/writers.h"

#include "process.h"
#include "report_fixture.h"

namespace assay {
namespace {

using namespace fixture;

constexpr std::string_view statement =
    "Joint statement on the Halm ferry\n\n"
    "The Parties agreed on 3 May 2031 to run the ferry from Halm to Osk twice a day.\n\n"
    "The county pays 14 million euros. The Parties will review the timetable every year.\n";
constexpr std::string_view article =
    "Ferry to Osk runs twice a day\n\n"
    "The ferry from Halm to Osk will run twice a day, the county said on Tuesday.\n\n"
    "The county pays 41 million euros. \"People have waited for years,\" said Ada Lindqvist, who\n"
    "speaks for the town of Osk. The first ferry sails in June, according to the timetable.\n";

Record record_of(std::string_view text, std::string id) {
  Record record;
  record.id = record.path = std::move(id);
  record.payload = text;
  record.range = {0, record.payload.size()};
  return record;
}

Engine engine_with(const EngineOptions& options) {
  Result<Engine> engine = Engine::create(options);
  if (!engine) throw std::runtime_error(engine.error().message);
  return std::move(engine).value();
}

bool says(const std::vector<std::string>& gaps, std::string_view words) {
  return std::ranges::any_of(gaps,
                             [&](const std::string& gap) { return gap.find(words) != gap.npos; });
}

class ThrowingScorer : public Scorer {
 public:
  std::string_view name() const override { return "figures"; }
  ScorerResult score(const ScorerInput&) const override { throw std::runtime_error("out of ink"); }
};

TEST(RunScorer, AScorerThatThrowsIsAnErrorOfTheReportNotOfTheProgram) {
  const Document document = document_of(article);
  const Mentions mentions;
  const ScorerResult result =
      run_scorer(ThrowingScorer(), {.document = document, .mentions = mentions, .roles = {}});
  EXPECT_EQ(result.state, ScorerState::error);
  EXPECT_NE(result.summary.find("out of ink"), std::string::npos);
}

TEST(Engine, RunsTheFiveScorersInOrder) {
  const Engine engine = engine_with({});
  const Report report = engine.score(record_of(article, "a"));
  std::vector<std::string> names;
  for (const ScorerReport& scorer : report.scorers) names.push_back(scorer.name);
  EXPECT_EQ(names, (std::vector<std::string>{"boilerplate", "promotion", "figures", "corroboration",
                                             "provenance"}));
  EXPECT_EQ(report.roles.size(), report.document.blocks.size());
}

TEST(Engine, SaysWhatWasNotAskedFor) {
  const Engine engine = engine_with({.scorers = {"figures"}});
  const Report report = engine.score(record_of(article, "a"));
  EXPECT_TRUE(says(report.not_checked, "promotion: left out by --scorers"));
  EXPECT_EQ(scorer_of(report, "promotion").state, ScorerState::not_applicable);
  EXPECT_EQ(scorer_of(report, "promotion").points, 0);
  EXPECT_EQ(report.roles.size(), report.document.blocks.size());  // blocks are judged all the same
  for (const ReportFinding& found : report.findings) EXPECT_EQ(found.scorer, "figures");
}

TEST(Engine, WithoutOfficialTextDoesNotHoldThatAgainstADocument) {
  const Report report = engine_with({}).score(record_of(article, "a"));
  EXPECT_TRUE(says(report.not_checked, "corroboration: no official text given"));
  EXPECT_EQ(scorer_of(report, "corroboration").points, 0);
}

TEST(Engine, ADocumentIsNeverItsOwnEvidence) {
  const Scratch scratch;
  const std::string path = scratch.write("statement.txt", std::string(statement));
  const Engine engine = engine_with({.official = {path}});
  const Report itself = engine.score(record_of(statement, path));
  EXPECT_TRUE(says(itself.not_checked, "this document is the official text"));
  EXPECT_TRUE(itself.claims.empty());
  const Report other = engine.score(record_of(article, "a"));
  EXPECT_FALSE(says(other.not_checked, "corroboration"));
}

TEST(Engine, AmongSeveralOfficialTextsOneIsComparedWithTheOthersOnly) {
  const Scratch scratch;
  const std::string one = scratch.write("one.txt", std::string(statement));
  const std::string two = scratch.write("two.txt", std::string(article));
  const Engine engine = engine_with({.official = {one, two}});
  const Report report = engine.score(record_of(statement, one));
  EXPECT_FALSE(says(report.not_checked, "this document is the official text"));
  for (const Claim& claim : report.claims) {
    for (const Evidence& evidence : claim.evidence) EXPECT_NE(evidence.document, one);
  }
}

TEST(Engine, OneBrokenOfficialTextAmongGoodOnesIsSaidInEveryReport) {
  const Scratch scratch;
  scratch.write("official/a.txt", std::string(statement));
  scratch.write("official/b.gz", "\x1f\x8b broken");
  const Engine engine = engine_with({.official = {scratch / "official"}});
  ASSERT_EQ(engine.official_errors().size(), 1u);
  EXPECT_TRUE(says(engine.score(record_of(article, "a")).not_checked, "could not be read"));
}

TEST(Engine, OfficialTextsThatHoldNothingAreRefused) {
  const Scratch scratch;
  const std::string empty = scratch.write("empty.txt", "");
  const Result<Engine> engine = Engine::create({.official = {empty}});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, "unreadable_official");
}

TEST(Engine, SelectAndIgnoreChooseRulesByPrefix) {
  const auto rules_with = [](const EngineOptions& options) {
    std::vector<std::string> rules;
    for (const ReportFinding& found :
         engine_with(options).score(record_of(article, "a")).findings) {
      rules.push_back(found.finding.rule);
    }
    return rules;
  };
  const std::vector<std::string> all = rules_with({});
  ASSERT_FALSE(all.empty());
  const std::string first = all.front();
  EXPECT_EQ(rules_with({.select = {first}}).front(), first);
  EXPECT_EQ(std::ranges::count(rules_with({.ignore = {first}}), first), 0);
  const std::string scorer = first.substr(0, first.find('/'));
  for (const std::string& rule : rules_with({.ignore = {scorer}})) {
    EXPECT_FALSE(rule.starts_with(scorer + "/")) << rule;
  }
}

TEST(Engine, AnUnknownScorerOrRuleIsRefusedWithTheKnownOnes) {
  const Result<Engine> scorer = Engine::create({.scorers = {"promotin"}});
  ASSERT_FALSE(scorer);
  EXPECT_NE(scorer.error().remedy.find("promotion"), std::string::npos);
  EXPECT_FALSE(Engine::create({.select = {"figures/"}}));
  EXPECT_FALSE(Engine::create({.ignore = {"nothing/such"}}));
}

TEST(Engine, EmptyAndTinyDocumentsGetNoScore) {
  const Engine engine = engine_with({});
  for (const std::string_view text : {"", " \n\n ", "Yes."}) {
    const Report report = engine.score(record_of(text, "tiny"));
    EXPECT_FALSE(report.score) << text;
    EXPECT_EQ(report.action, Action::review);
  }
}

// From the bytes to the written row, with the official text, for shapes that give every step much
// to do.
TEST(Engine, TimeGrowsLinearlyWithTheDocument) {
  const Scratch scratch;
  const Engine engine =
      engine_with({.official = {scratch.write("statement.txt", std::string(statement))}});
  const Writer writer({});
  const std::pair<const char*, std::string> shapes[] = {
      {"bylines and dates", "By Ada Lindqvist\n3 May 2031\nUpdated 4 May 2031\n\n"},
      {"figures and sources",
       "The county pays 41 million euros, Ada Lindqvist said. Up to 40% more, according to "
       "Osk.\n\n"},
      {"one paragraph", "The ferry runs twice a day, \"people have waited,\" said Bo of Halm. "},
      {"offers", "Save 20% today! Our award-winning tool is the best in the world. Buy now.\n\n"},
      {"names without a stop", "Halm Osk Lindqvist Kestria "},
  };
  for (const auto& [name, shape] : shapes) {
    const auto seconds = [&](int copies) {
      std::string text;
      for (int c = 0; c < copies; ++c) text += shape;
      const auto begin = std::chrono::steady_clock::now();
      const Report report = engine.score(record_of(text, "grown"));
      EXPECT_FALSE(writer.row(report).empty());
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    double ratio = 1e9;
    for (int i = 0; i < 3; ++i) ratio = std::min(ratio, seconds(2000) / seconds(500));
    EXPECT_LT(ratio, 10) << name << ": four times the text, at most ten times the time";
  }
}

TEST(Engine, ThreadsShareItAndAgree) {
  const Engine engine = engine_with({});
  const Writer writer({});
  const std::string alone = writer.row(engine.score(record_of(article, "a")));
  std::vector<std::string> rows(4);
  std::vector<std::thread> threads;
  for (std::string& row : rows) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) row = writer.row(engine.score(record_of(article, "a")));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& row : rows) EXPECT_EQ(row, alone);
}

}  // namespace
}  // namespace assay
