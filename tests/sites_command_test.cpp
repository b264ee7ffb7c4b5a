// `assay sites` as its users meet it.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command_test.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

std::string pages(int first, int last) {
  std::string rows;
  for (int i = first; i < last; ++i) {
    const std::string number = std::to_string(i);
    rows += json{{"url", "https://courier.example/" + number},
                 {"text",
                  "The story of quay " + std::string(1, 'A' + i) + ".\n\nFollow the Courier.\n"}}
                .dump() +
            "\n";
  }
  return rows;
}

class SitesCommand : public CommandTest {};

TEST_F(SitesCommand, CountsThePagesBelowADirectory) {
  scratch_.write("in/a.jsonl", pages(0, 3));
  scratch_.write("in/b.jsonl", pages(3, 5));
  const Outcome outcome = run_assay("sites " + quoted("in") + " -o " + quoted("all.sites"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("Counted 5 pages of 1 host."), std::string::npos) << outcome.err;
  EXPECT_TRUE(std::filesystem::exists(scratch_ / "all.sites"));
}

TEST_F(SitesCommand, MergesToTheBytesOfOneRun) {
  scratch_.write("a.jsonl", pages(0, 3));
  scratch_.write("b.jsonl", pages(3, 5));
  run_assay("sites " + quoted("a.jsonl") + " -o " + quoted("a.sites"));
  run_assay("sites " + quoted("b.jsonl") + " -o " + quoted("b.sites"));
  const Outcome merged =
      run_assay("sites --merge " + quoted("a.sites") + " --merge " + quoted("b.sites") + " -o -");
  EXPECT_EQ(merged.status, 0) << merged.err;
  EXPECT_EQ(merged.out,
            run_assay("sites " + quoted("a.jsonl") + " " + quoted("b.jsonl") + " -o -").out);
}

TEST_F(SitesCommand, GoesOnWithACountOfItsOwn) {
  scratch_.write("a.jsonl", pages(0, 3));
  scratch_.write("b.jsonl", pages(3, 5));
  run_assay("sites " + quoted("a.jsonl") + " -o " + quoted("week"));
  const Outcome outcome = run_assay("sites " + quoted("b.jsonl") + " --merge " + quoted("week") +
                                    " -o " + quoted("week"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("Counted 5 pages"), std::string::npos) << outcome.err;
}

TEST_F(SitesCommand, OfAnUnreadableInputCountsTheRestAndEndsWithThree) {
  scratch_.write("a.jsonl", pages(0, 3));
  const Outcome outcome =
      run_assay("sites " + quoted("missing") + " " + quoted("a.jsonl") + " -o " + quoted("out"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("missing does not exist"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("Counted 3 pages"), std::string::npos) << outcome.err;
  EXPECT_TRUE(std::filesystem::exists(scratch_ / "out"));
}

TEST_F(SitesCommand, ReplacesNoCountsByNone) {
  scratch_.write("out", "kept");
  const Outcome outcome = run_assay("sites " + quoted("missing") + " -o " + quoted("out"));
  EXPECT_EQ(outcome.status, 3) << outcome.err;
  EXPECT_EQ(read_file(scratch_ / "out"), "kept");
}

TEST_F(SitesCommand, RefusesAFileThatHoldsNoCounts) {
  const std::string bad = scratch_.write("bad", "{\"schema\":\"other\"}\n");
  std::filesystem::create_directory(scratch_ / "directory");
  for (const char* name : {"bad", "missing", "directory"}) {
    const Outcome outcome = run_assay("sites --merge " + quoted(name) + " -o " + quoted("out"));
    EXPECT_EQ(outcome.status, 2) << name;
    EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(scratch_ / "out"));
  }
}

TEST_F(SitesCommand, WantsAnInputAndAnOutput) {
  scratch_.write("a.jsonl", pages(0, 3));
  EXPECT_EQ(run_assay("sites " + quoted("a.jsonl")).status, 2);
  EXPECT_EQ(run_assay("sites -o " + quoted("out")).status, 2);
}

TEST_F(SitesCommand, RefusesToWriteIntoWhatItReads) {
  const std::string input = scratch_.write("in/a.jsonl", pages(0, 3));
  EXPECT_EQ(run_assay("sites " + quoted("in") + " -o " + quoted("in/out")).status, 2);
  EXPECT_EQ(run_assay("sites " + quoted("in/a.jsonl") + " -o " + quoted("in/a.jsonl")).status, 2);
  EXPECT_EQ(read_file(input), pages(0, 3));
}

TEST_F(SitesCommand, AFullDiskEndsWithFour) {
  scratch_.write("a.jsonl", pages(0, 3));
  const Outcome outcome = run_assay("sites " + quoted("a.jsonl") + " -o /dev/full");
  EXPECT_EQ(outcome.status, 4);
  EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
}

TEST_F(SitesCommand, ASignalEndsTheWaitForInputAndWritesNothing) {
  const Outcome outcome = terminate_while_waiting(
      "sites --input-format jsonl " + quoted("fifo") + " -o " + quoted("out"), scratch_ / "fifo",
      pages(0, 3));
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "out"));
}

}  // namespace
}  // namespace assay
