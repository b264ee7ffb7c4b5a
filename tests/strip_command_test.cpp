// `assay strip` as its users meet it: what comes out, and that nothing is lost in silence.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "process.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

const std::string article =
    "Ferry to Halvik cancelled\n\n"
    "The night ferry did not sail on Monday. The harbour office blamed ice on the ramp, and said\n"
    "that forty passengers had to wait until the morning.\n\n"
    "Subscribe to our newsletter and never miss a story!\n\n"
    "It sails again on Wednesday, the office said.\n";

std::string row_of(const std::string& id, const std::string& text) {
  return json{{"id", id}, {"text", text}}.dump() + "\n";
}

std::vector<json> rows_of(const std::string& text) {
  std::vector<json> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) rows.push_back(json::parse(line));
  return rows;
}

class StripCommand : public testing::Test {
 protected:
  std::string quoted(const std::string& name) const { return "'" + scratch_ / name + "'"; }

  Scratch scratch_;
};

TEST_F(StripCommand, OfOneTextWritesTextWithoutTheAdvertisement) {
  scratch_.write("a.txt", article);
  const Outcome outcome = run_assay("strip " + quoted("a.txt"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out.find("newsletter"), std::string::npos);
  EXPECT_NE(outcome.out.find("forty passengers"), std::string::npos);
  EXPECT_EQ(run_assay("strip < " + quoted("a.txt")).out, outcome.out);
}

TEST_F(StripCommand, OfADirectoryWritesRowsWithWhatWasRemoved) {
  scratch_.write("in/a.txt", article);
  scratch_.write("in/b.txt", article);
  const Outcome outcome = run_assay("strip " + quoted("in"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], scratch_ / "in/a.txt");
  EXPECT_EQ(rows[0]["limits"], json::array());
  ASSERT_FALSE(rows[0]["removed"].empty());
  EXPECT_EQ(rows[0]["removed"][0]["role"], "advertisement");
}

TEST_F(StripCommand, RefusesOneDocumentWhoseEndWouldBeLost) {
  std::string text = article;
  while (text.size() < 5000) text += "The office counted the crates again.\n";
  scratch_.write("long.txt", text);
  scratch_.write("long.html", "<html><body><p>" + text + "</p></body></html>");
  for (const char* name : {"long.txt", "long.html"}) {
    const Outcome outcome =
        run_assay("strip --max-document 2K " + quoted(name) + " -o " + quoted("out"));
    EXPECT_EQ(outcome.status, 2) << name;
    EXPECT_NE(outcome.err.find("its end would be lost"), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(scratch_ / "out")) << name;
  }
}

TEST_F(StripCommand, ARowThatLacksItsDocumentsEndSaysSoAndTheStatusToo) {
  std::string text = article;
  while (text.size() < 5000) text += "The office counted the crates again.\n";
  scratch_.write("in.jsonl", row_of("short", article) + row_of("long", text));
  const Outcome outcome = run_assay("strip --max-document 2K " + quoted("in.jsonl"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("long is longer than --max-document"), std::string::npos);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0]["limits"].empty());
  ASSERT_EQ(rows[1]["limits"].size(), 1u);
  EXPECT_EQ(rows[1]["limits"][0], "cut at the document size limit");
}

TEST_F(StripCommand, OfAnUnreadableInputStripsTheRestAndEndsWithThree) {
  scratch_.write("in/a.txt", article);
  const Outcome outcome =
      run_assay("strip " + quoted("missing") + " " + quoted("gone") + " " + quoted("in"));
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["schema"], "assay.error/1");
  EXPECT_EQ(rows[1]["code"], "missing_file");
  EXPECT_EQ(rows[2]["id"], scratch_ / "in/a.txt");
  EXPECT_NE(outcome.err.find("gone does not exist"), std::string::npos) << outcome.err;
}

TEST_F(StripCommand, TakesAFileWhoseNameIsNotUtf8) {
  const Outcome outcome = run_shell("mkdir " + quoted("in") + "; cd " + quoted("in") +
                                    "; printf '%s' 'The ferry sails. It is on time.' > $'a\\xff'; "
                                    "cp $'a\\xff' b; " ASSAY_COMMAND " strip .");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], "./a\ufffd");
}

TEST_F(StripCommand, RefusesToWriteIntoWhatItReads) {
  scratch_.write("in/sub/a.txt", article);
  for (const char* options : {"-o", "-o /dev/null --removed"}) {
    for (const char* name : {"in/sub/out", "in/out"}) {
      const Outcome outcome =
          run_assay("strip " + quoted("in") + " " + options + " " + quoted(name));
      EXPECT_EQ(outcome.status, 2) << options;
      EXPECT_NE(outcome.err.find("inside the input"), std::string::npos) << outcome.err;
    }
    const Outcome outcome =
        run_assay("strip " + quoted("in/sub/a.txt") + " " + options + " " + quoted("in/sub/a.txt"));
    EXPECT_EQ(outcome.status, 2) << options;
    EXPECT_NE(outcome.err.find("also the input"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(read_file(scratch_ / "in/sub/a.txt"), article);
}

TEST_F(StripCommand, RefusesOnePlaceForTwoOutputs) {
  scratch_.write("a.txt", article);
  for (const std::string& outputs :
       {"-o " + quoted("out") + " --removed " + quoted("out"), std::string("--removed -")}) {
    const Outcome outcome = run_assay("strip " + quoted("a.txt") + " " + outputs);
    EXPECT_EQ(outcome.status, 2) << outputs;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(StripCommand, AFullDiskEndsWithFourAndAMessage) {
  scratch_.write("a.txt", article);
  for (const std::string& arguments :
       {quoted("a.txt") + " > /dev/full", quoted("a.txt") + " -o /dev/full",
        quoted("missing") + " " + quoted("a.txt") + " -o /dev/full",
        quoted("a.txt") + " --removed /dev/full"}) {
    const Outcome outcome = run_assay("strip " + arguments);
    EXPECT_EQ(outcome.status, 4) << arguments;
    EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
  }
}

TEST_F(StripCommand, WritesIntoAFifoDirectly) {
  scratch_.write("a.txt", article);
  const Outcome outcome =
      run_shell("mkfifo " + quoted("fifo") + "; " ASSAY_COMMAND " strip " + quoted("a.txt") +
                " -o " + quoted("fifo") + " & cat " + quoted("fifo") + "; wait $!");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("forty passengers"), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_fifo(scratch_ / "fifo"));
}

TEST_F(StripCommand, ASignalEndsTheWaitForInputAndLeavesWholeRows) {
  const std::string part = scratch_ / "out.part";
  const Outcome outcome = terminate_while_waiting(
      "strip --input-format jsonl " + quoted("fifo") + " -o " + quoted("out"), scratch_ / "fifo",
      row_of("a", article) + row_of("b", article) + row_of("c", article),
      "[ \"$(cat '" + part + "' 2>/dev/null | wc -l)\" = 3 ]");
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  EXPECT_EQ(rows_of(read_file(part)).size(), 3u);
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "out"));
}

TEST_F(StripCommand, ASignalEndsItBeforeAnythingWasRead) {
  const Outcome outcome = terminate_while_waiting("strip " + quoted("fifo"), scratch_ / "fifo", "");
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace assay
