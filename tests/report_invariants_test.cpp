// Reports of real documents and of broken ones keep the promises that every report makes.
#include <filesystem>
#include <random>
#include <stdexcept>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "assay/engine.h"

#include "mutation.h"
#include "report_invariants.h"

namespace assay {
namespace {

const std::filesystem::path scrape = std::filesystem::path(ASSAY_TEST_DATA) / "scrape";

class ReportInvariants : public testing::Test {
 protected:
  static const Engine& engine() {
    static const Result<Engine> made =
        Engine::create({.official = {(scrape / "official").string()}});
    if (!made) throw std::runtime_error(made.error().message);
    return made.value();
  }

  static std::vector<Record> records() {
    std::vector<Record> all;
    Reader reader({(scrape / "articles").string()}, {});
    while (std::optional<ReadItem> item = reader.next()) {
      all.push_back(std::get<Record>(std::move(*item)));
    }
    return all;
  }
};

TEST_F(ReportInvariants, HoldForTheBundledScrape) {
  std::size_t findings = 0, figures = 0, claims = 0;
  const std::vector<Record> all = records();
  ASSERT_GT(all.size(), 5u);
  for (const Record& record : all) {
    const Report report = engine().score(record);
    EXPECT_EQ(broken_rule(report), "") << record.id;
    findings += report.findings.size();
    figures += report.figures.size();
    claims += report.claims.size();
  }
  EXPECT_GT(findings, 20u);
  EXPECT_GT(figures, 20u);
  EXPECT_GT(claims, 20u);
}

TEST_F(ReportInvariants, HoldForBrokenDocuments) {
  constexpr std::string_view marks = "0123456789%$.,:;-()[]<>\"'&#*| \n\t\xc3\xa9\xe2\x80\x9c";
  constexpr int rounds = 12, edits = 25;
  std::mt19937 random(11);
  for (const Record& record : records()) {
    for (int round = 0; round < rounds; ++round) {
      Record broken = record;
      broken.payload_is_utf8 = false;
      for (int i = 0; i < edits; ++i) broken.payload = mutated(broken.payload, marks, random);
      ASSERT_EQ(broken_rule(engine().score(broken)), "") << record.id << "\n" << broken.payload;
    }
  }
}

// A check that finds nothing in a wrong report is none.
TEST_F(ReportInvariants, AreBrokenByAWrongReport) {
  const auto broken_by = [](auto change) {
    Report report = engine().score(records().front());
    change(report);
    return broken_rule(report);
  };
  EXPECT_EQ(broken_by([](Report&) {}), "");
  EXPECT_EQ(broken_by([](Report& report) { *report.score += 1; }),
            "the score is a hundred minus the points");
  EXPECT_EQ(broken_by([](Report& report) { report.roles.pop_back(); }), "every block has a role");
  EXPECT_EQ(broken_by([](Report& report) { report.claims.at(0).parts.clear(); }),
            "a claim has a part");
  EXPECT_EQ(broken_by([](Report& report) {
              report.claims.at(0).parts.front().range.begin = report.claims.at(0).range.begin - 1;
            }),
            "parts are sorted and inside their claim");
  EXPECT_EQ(broken_by([](Report& report) { std::ranges::reverse(report.figures); }),
            "figures stand in text order");
}

}  // namespace
}  // namespace assay
