// The whole flow for one record.
#include <ctime>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "assay/engine.h"
#include "assay/writers.h"

#include "engine/content_language.h"
#include "process.h"
#include "report_fixture.h"

namespace assay {
namespace {

using namespace fixture;
namespace fs = std::filesystem;

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

TEST(ContentLanguage, OfAPageInTwoLanguagesIsThatOfItsText) {
  const std::string german =
      "Die Fähre von Halm nach Osk fährt ab dem Sommer zweimal am Tag, teilte der Landkreis am "
      "Dienstag mit. Die Leute haben jahrelang darauf gewartet, sagte Ada Lindqvist.";
  Document document = document_of(
      german +
      "\n\nThe council will meet again on Tuesday to talk about the new harbour and its cost.\n");
  std::vector<BlockRole> roles(document.blocks.size());
  ASSERT_EQ(roles.size(), 2U);
  roles[1].role = Role::boilerplate;
  document.language = {};
  EXPECT_TRUE(tell_language_of_content(roles, document));
  EXPECT_EQ(document.language.code, "de");
  document.language = {"fr", 0.57};
  EXPECT_TRUE(tell_language_of_content(roles, document));
  EXPECT_EQ(document.language.code, "de");
  document.language = {"en", 0.97};  // sure enough
  EXPECT_FALSE(tell_language_of_content(roles, document));
  roles[0].role = Role::boilerplate;  // nothing to tell it by
  roles[1].role = Role::advertisement;
  document.language = {};
  EXPECT_FALSE(tell_language_of_content(roles, document));
  EXPECT_EQ(document.language.code, "und");
}

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
  const Report report = engine.score(record_of(
      std::string(article) + "\nThe new ferry costs 90 million euros and carries 400 cars.\n",
      "a"));
  EXPECT_TRUE(says(report.not_checked, "promotion: left out by --scorers"));
  EXPECT_EQ(scorer_of(report, "promotion").state, ScorerState::not_applicable);
  EXPECT_EQ(scorer_of(report, "promotion").points, 0);
  EXPECT_EQ(report.roles.size(), report.document.blocks.size());  // blocks are judged all the same
  ASSERT_FALSE(report.findings.empty());
  for (const ReportFinding& found : report.findings) EXPECT_EQ(found.scorer, "figures");
}

TEST(Engine, WithoutOfficialTextDoesNotHoldThatAgainstADocument) {
  const Report report = engine_with({}).score(record_of(article, "a"));
  EXPECT_TRUE(says(report.not_checked, "corroboration: no official text given"));
  EXPECT_EQ(scorer_of(report, "corroboration").points, 0);
}

TEST(Engine, SaysThatHostsWereNotRatedWhereThereIsOne) {
  const Engine engine = engine_with({});
  EXPECT_FALSE(says(engine.score(record_of(article, "a")).not_checked, "host ratings"));
  Record record = record_of(article, "b");
  record.url = "https://courier.example/quay";
  record.host = "courier.example";
  EXPECT_TRUE(says(engine.score(record).not_checked, "host ratings: none given"));
  EXPECT_FALSE(
      says(engine_with({.scorers = {"figures"}}).score(record).not_checked, "host ratings"));
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

TEST(Engine, OfficialTextVouchesForTheFiguresItBearsOut) {
  constexpr std::string_view sums =
      "Statement on the Halm ferry\n\n"
      "The Halm ferry carried 412,000 passengers in 2031. The port of Halm paid 90 million euros "
      "for the new ferry quay.\n";
  constexpr std::string_view told =
      "The Halm ferry in numbers\n\n"
      "The Halm ferry carried 412,000 passengers in 2031, in 240 days. The port of Halm paid "
      "75 million "
      "euros "
      "for the new ferry quay. Gulls follow the nets in the morning, and the market opens when the "
      "tide turns. Nobody hurries there, least of all the people who sell fish, and boats have "
      "crossed the wide river for as long as anyone remembers.\n";
  const Scratch scratch;
  const std::string path = scratch.write("sums.txt", std::string(sums));
  const auto sources = [&](const Engine& engine) {
    std::vector<std::string> found;
    for (const Figure& figure : engine.score(record_of(told, "a")).figures)
      found.push_back(figure.attribution_official);
    return found;
  };
  EXPECT_EQ(sources(engine_with({.official = {path}})), (std::vector<std::string>{path, "", ""}));
  EXPECT_EQ(sources(engine_with({})), (std::vector<std::string>{"", "", ""}));
}

TEST(Engine, RowsOfTwoFilesMayShareTheirIds) {
  const Scratch scratch;
  const auto rows = [&](const std::string& name, std::string_view id) {
    const nlohmann::json row = {{"id", id}, {"text", statement}};
    return scratch.write(name, row.dump() + "\n");
  };
  const Engine same = engine_with({.official = {rows("same.jsonl", "1")}});
  const Engine other = engine_with({.official = {rows("other.jsonl", "2")}});
  const Report report = same.score(record_of(article, "1"));
  ASSERT_FALSE(report.claims.empty());
  EXPECT_FALSE(report.claims.front().evidence.empty());
  EXPECT_EQ(report.score, other.score(record_of(article, "1")).score);
}

TEST(Engine, WhatStoodAtTheDocumentsOwnAddressIsNoOfficialTextForIt) {
  const Scratch scratch;
  const nlohmann::json row = {{"text", statement}, {"url", "https://osk.example/ferry"}};
  const Engine engine = engine_with({.official = {scratch.write("s.jsonl", row.dump() + "\n")}});
  Record later = record_of(article, "a");
  later.url = "https://osk.example/ferry";
  EXPECT_TRUE(
      says(engine.score(std::move(later)).not_checked, "this document is the official text"));
}

TEST(Engine, AmongSeveralOfficialTextsOneIsComparedWithTheOthersOnly) {
  const Scratch scratch;
  const std::string one = scratch.write("one.txt", std::string(statement));
  const std::string two = scratch.write("two.txt", std::string(article));
  const Engine engine = engine_with({.official = {one, two}});
  const Report report = engine.score(record_of(statement, one));
  EXPECT_FALSE(says(report.not_checked, "this document is the official text"));
  std::size_t compared = 0;
  for (const Claim& claim : report.claims) {
    for (const Evidence& evidence : claim.evidence) EXPECT_NE(evidence.document, one);
    compared += claim.evidence.size();
  }
  EXPECT_GT(compared, 0u);
}

TEST(Engine, OneBrokenOfficialTextAmongGoodOnesIsSaidInEveryReport) {
  const Scratch scratch;
  scratch.write("official/a.txt", std::string(statement));
  scratch.write("official/b.gz", "\x1f\x8b broken");
  const Engine engine = engine_with({.official = {scratch / "official"}});
  ASSERT_EQ(engine.official_errors().size(), 1u);
  EXPECT_TRUE(says(engine.score(record_of(article, "a")).not_checked, "could not be read"));
}

TEST(Engine, ACopyOfTheOnlyOfficialTextIsNotHeldAgainstIt) {
  const Scratch scratch;
  const Engine engine = engine_with({.official = {scratch.write("a.txt", std::string(statement))}});
  const Report report = engine.score(record_of(std::string(statement) + "\r\n", "a"));
  EXPECT_TRUE(says(report.not_checked, "this document is the official text"));
}

TEST(Engine, ForeignOfficialTextIsSaidInEveryReport) {
  const Scratch scratch;
  scratch.write("official/a.txt", std::string(statement));
  scratch.write("official/b.txt",
                "Beide Regierungen einigten sich darauf, die Fangquote um 14 Prozent zu erhoehen. "
                "Das Abkommen gilt nicht fuer den Bergbau in der Tiefsee, sagte die Ministerin.");
  const Engine engine = engine_with({.official = {scratch / "official"}});
  EXPECT_TRUE(says(engine.score(record_of(article, "a")).not_checked,
                   "1 official document without English text"));
}

TEST(Engine, OfficialTextsThatHoldNothingAreRefused) {
  const Scratch scratch;
  const std::string empty = scratch.write("empty.txt", "");
  const Result<Engine> engine = Engine::create({.official = {empty}});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, "unreadable_official");
}

TEST(Engine, SelectAndIgnoreChooseRulesByPrefix) {
  const std::string text = std::string(article) +
                           "\n\nThis amazing, jaw-dropping ferry is the best in the world, and it "
                           "will change everything. Book now and save 20% on every ticket!\n";
  const auto rules_with = [&](const EngineOptions& options) {
    std::vector<std::string> rules;
    for (const ReportFinding& found : engine_with(options).score(record_of(text, "a")).findings) {
      rules.push_back(found.finding.rule);
    }
    return rules;
  };
  const auto those_of = [](std::vector<std::string> rules, std::string_view prefix, bool below) {
    std::erase_if(rules, [&](const std::string& r) { return rule_matches(r, prefix) != below; });
    return rules;
  };
  const std::vector<std::string> all = rules_with({});
  ASSERT_GT(std::set<std::string>(all.begin(), all.end()).size(), 1u);
  const std::string first = all.front(), scorer = first.substr(0, first.find('/'));
  for (const std::string& prefix : {first, scorer}) {
    EXPECT_EQ(rules_with({.select = {prefix}}), those_of(all, prefix, true)) << prefix;
    EXPECT_EQ(rules_with({.ignore = {prefix}}), those_of(all, prefix, false)) << prefix;
  }
  EXPECT_EQ(rules_with({.select = {scorer}, .ignore = {first}}),
            those_of(those_of(all, scorer, true), first, false));
}

TEST(Engine, SelectAndIgnoreReachAPageThatIsAllAdvertisement) {
  // With this share any advertisement at all makes the page one.
  const Scratch scratch;
  scratch.write("rules/credibility.json", R"({"all_advertisement_share": 0})");
  const std::string page =
      "Subscribe to our newsletter\n\n"
      "Keep up with the latest on ports by subscribing to our newsletter. Sign up today.\n\n"
      "Shop now and save 20% on every order with code HALM. Buy now.\n\n" +
      std::string(article);
  const std::string rule = "boilerplate/all-advertisement";
  const auto finds = [&](EngineOptions options) {
    options.heuristics_overlay = scratch / "rules";
    const Report report = engine_with(options).score(record_of(page, "page"));
    EXPECT_NE(report.action, Action::keep);
    return std::ranges::count(report.findings, rule,
                              [](const ReportFinding& f) { return f.finding.rule; });
  };
  EXPECT_EQ(finds({}), 1);
  EXPECT_EQ(finds({.select = {rule}}), 1);
  EXPECT_EQ(finds({.ignore = {rule}}), 0);
  EXPECT_EQ(finds({.ignore = {"boilerplate"}}), 0);
  EXPECT_EQ(finds({.select = {"figures"}}), 0);
}

TEST(Engine, FilesOfAnotherKindAreErrorsWithARemedy) {
  const Scratch scratch;
  const auto error = [](const EngineOptions& options) {
    const Result<Engine> engine = Engine::create(options);
    return engine ? Error() : engine.error();
  };
  const std::string directory = fs::path(scratch.write("ratings/a.csv", "")).parent_path();
  const std::string sites =
      scratch.write("a.sites", "{\"schema\":\"assay.sites/1\",\"hosts\":\"x\"}\n");
  for (const auto& [found, path] :
       {std::pair(error({.host_ratings = directory}), directory),
        std::pair(error({.host_ratings = scratch / "missing.csv"}), scratch / "missing.csv"),
        std::pair(error({.site_memory = sites}), sites),
        std::pair(error({.site_memory = directory}), directory),
        std::pair(error({.heuristics = scratch / "missing"}), scratch / "missing")}) {
    EXPECT_NE(found.message.find(path), std::string::npos) << found.message;
    EXPECT_FALSE(found.remedy.empty()) << found.message;
  }
}

TEST(Engine, TablesOfAnotherFormAreErrorsWithTheirPlace) {
  const Scratch scratch;
  const std::string name = "rules/en/tables/";
  for (const auto& [file, content] :
       {std::pair("units.json", "{\"units\":\n 5}"),
        std::pair("units.json", "{\"units\":\n [{\"unit\": \"km\"}]}"),
        std::pair("currencies.json", "{\"currencies\":\n [{\"code\": \"X\", \"factor\": 0}]}"),
        std::pair("numbers.json", "{\n\"cardinals\": {\"two\": \"2\"}}"),
        std::pair("numbers.json", "{\n\"ordinal\": [\"first\"]}"),
        std::pair("bounds.json", "{\"before\":\n {\"over\": [\"--\"]}}"),
        std::pair("dates.json", "{\"months\":\n {\"smarch\": 13}}"),
        std::pair("directions.json", "{\n\"up\": {\"rose\": 1}}")}) {
    const std::string path = scratch.write(name + file, content);
    const Result<Engine> engine = Engine::create({.heuristics_overlay = scratch / "rules"});
    ASSERT_FALSE(engine) << content;
    EXPECT_TRUE(engine.error().message.starts_with(path + ":2:")) << engine.error().message;
    EXPECT_FALSE(engine.error().remedy.empty()) << content;
    fs::remove(path);
  }
}

TEST(Engine, AnUnknownScorerOrRuleIsRefusedWithTheKnownOnes) {
  const Result<Engine> scorer = Engine::create({.scorers = {"promotin"}});
  ASSERT_FALSE(scorer);
  EXPECT_NE(scorer.error().remedy.find("promotion"), std::string::npos);
  EXPECT_FALSE(Engine::create({.select = {"figures/"}}));
  EXPECT_NE(Engine::create({.select = {"promotion/hyp"}}).error().remedy.find("promotion/hype"),
            std::string::npos);
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
// to do. Processor time of this thread: other programs on the machine do not count.
TEST(Engine, TimeGrowsLinearlyWithTheDocument) {
  const Scratch scratch;
  const Engine engine =
      engine_with({.official = {scratch.write("statement.txt", std::string(statement))}});
  const Writer writer({});
  struct Shape {
    const char* name;
    MediaKind kind;
    std::string begin, repeated, end;
  };
  const std::string link = "<a href=\"https://osk.example/a\">the county</a> ";
  const Shape shapes[] = {
      {"bylines and dates", MediaKind::text, "",
       "By Ada Lindqvist\n3 May 2031\nUpdated 4 May 2031\n\n", ""},
      {"figures and sources", MediaKind::text, "",
       "The county pays 41 million euros, Ada Lindqvist said. Up to 40% more, according to "
       "Osk.\n\n",
       ""},
      {"one paragraph", MediaKind::text, "",
       "The ferry runs twice a day, \"people have waited,\" said Bo of Halm. ", ""},
      {"offers", MediaKind::text, "",
       "Save 20% today! Our award-winning tool is the best in the world. Buy now.\n\n", ""},
      {"names without a stop", MediaKind::text, "", "Halm Osk Lindqvist Kestria ", ""},
      {"names of people in one sentence", MediaKind::text, "Those who came were ",
       "Ada Lindqvist, Bo of Halm and Ivo Tarran, ", "and others."},
      {"links and figures of one paragraph", MediaKind::html, "<p>",
       "Then " + link + "paid 41 million euros for it. ", "</p>"},
      {"paragraphs of a page", MediaKind::html, "",
       "<p>The ferry runs " + link + "twice a day, Ada Lindqvist said.</p>", ""},
      {"nested tags", MediaKind::html, "", "<div><b>Halm</b> ", ""},
      {"table cells", MediaKind::html, "<table>", "<tr><td>Halm<td>41 million euros", "</table>"},
  };
  constexpr int copies = 500, times = 8;
  constexpr double most = 12;  // times the time: half more than the text
  for (const Shape& shape : shapes) {
    const auto seconds = [&](int count) {
      Record record = record_of(shape.begin, "grown");
      record.kind = shape.kind;
      for (int c = 0; c < count; ++c) record.payload += shape.repeated;
      record.payload += shape.end;
      record.range.end = record.payload.size();
      const auto now = [] {
        timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
      };
      const double begin = now();
      EXPECT_FALSE(writer.row(engine.score(std::move(record))).empty());
      return now() - begin;
    };
    double ratio = 1e9;
    for (int i = 0; i < 3; ++i) {
      ratio = std::min(ratio, seconds(times * copies) / seconds(copies));
    }
    EXPECT_LT(ratio, most) << shape.name << ": " << times << " times the text";
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
