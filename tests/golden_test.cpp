// The bundled example's reports, as they were last looked at. A change shows as a difference to
// read; scripts/update-golden accepts it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "process.h"

namespace assay {
namespace {

using namespace fixture;

const std::filesystem::path data = ASSAY_TEST_DATA;
const std::filesystem::path golden = data.parent_path() / "golden";

bool updating() { return std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr; }

// What changes without the judgement changing: the version and the hash of the rules.
std::string stripped(std::string report) {
  for (const std::string key : {"\"version\": \"", "\"heuristics\": \""}) {
    for (std::size_t at = 0; (at = report.find(key, at)) != report.npos;) {
      at += key.size();
      report.replace(at, report.find('"', at) - at, "*");
    }
  }
  return report;
}

void expect_golden(const std::string& name, const std::string& arguments) {
  const Outcome outcome = run_shell("cd '" + data.string() + "/scrape' && " + ASSAY_COMMAND +
                                    " score --official official " + arguments);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string actual = stripped(outcome.out);
  const std::filesystem::path file = golden / name;
  if (updating()) {
    std::filesystem::create_directories(golden);
    std::ofstream(file, std::ios::binary) << actual;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(file)) << "No " << file << "; run scripts/update-golden.";
  EXPECT_EQ(read_file(file.string()), actual)
      << name << " differs. Where the new report is right, run scripts/update-golden.";
}

std::vector<std::string> articles() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(data / "scrape/articles")) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

TEST(Golden, RankingOfTheExample) { expect_golden("ranking.txt", "articles --format text"); }

TEST(Golden, TableOfTheExample) { expect_golden("table.csv", "articles --format csv"); }

TEST(Golden, ReportOfEveryArticle) {
  const std::vector<std::string> names = articles();
  ASSERT_GE(names.size(), 7u);
  for (const std::string& name : names) {
    expect_golden(name + ".txt", "'articles/" + name + "' --format text");
  }
}

TEST(Golden, OneReportInFull) {
  expect_golden("harbour-tools-digest.json",
                "articles/harbour-tools-digest.txt --format json --no-text");
}

TEST(Golden, NoReportIsLeftWithoutItsArticle) {
  if (updating()) return;
  const std::vector<std::string> names = articles();
  for (const auto& entry : std::filesystem::directory_iterator(golden)) {
    const std::string name = entry.path().filename().string();
    const bool known = name == "ranking.txt" || name == "table.csv" ||
                       name == "harbour-tools-digest.json" ||
                       std::ranges::find(names, entry.path().stem().string()) != names.end();
    EXPECT_TRUE(known) << name << " belongs to no article.";
  }
}

}  // namespace
}  // namespace assay
