// `assay index` as its users meet it.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command_test.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

const std::string statement =
    "Halvik raises the cod quota\n\n"
    "The fisheries agency of Halvik raised the cod quota by 14 percent on Monday. The agency said\n"
    "that 412 boats may sail from April.\n";
const std::string article =
    "More cod for Halvik\n\n"
    "The fisheries agency of Halvik raised the cod quota by 41 percent on Monday. Fishermen in\n"
    "the harbour were pleased with the decision of the agency.\n";

class IndexCommand : public CommandTest {
 protected:
  // The claims that scoring the article against `official` gives.
  json claims(const std::string& official) const {
    scratch_.write("article.txt", article);
    const Outcome outcome = run_assay("score --format json " + quoted("article.txt") +
                                      " --official " + quoted(official));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const json report = json::parse(outcome.out, nullptr, false);
    return report.is_object() ? report["claims"] : json();
  }
};

TEST_F(IndexCommand, SavesWhatScoreMakesOfTheDocumentsThemselves) {
  scratch_.write("in/statement.txt", statement);
  const Outcome outcome = run_assay("index " + quoted("in") + " -o " + quoted("saved"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("1 document\n"), std::string::npos) << outcome.err;
  const json expected = claims("in/statement.txt");
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(claims("saved"), expected);
}

TEST_F(IndexCommand, ReadsInputsAsScoreDoes) {
  scratch_.write("rows.jsonl", json{{"key", "s-1"}, {"body", statement}}.dump() + "\n");
  EXPECT_EQ(run_assay("index " + quoted("rows.jsonl") + " -o " + quoted("saved")).status, 3);
  const Outcome outcome = run_assay("index " + quoted("rows.jsonl") +
                                    " --text-field body --id-field key --max-document 4K -o -");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("s-1"), std::string::npos);
}

TEST_F(IndexCommand, KeepsWhereATextStood) {
  const std::string url = "https://halvik.example/quota";
  scratch_.write("s.jsonl", json{{"text", statement}, {"url", url}}.dump() + "\n");
  scratch_.write("a.jsonl", json{{"text", article}, {"url", url}}.dump() + "\n");
  ASSERT_EQ(run_assay("index " + quoted("s.jsonl") + " -o " + quoted("saved")).status, 0);
  const Outcome outcome =
      run_assay("score --format jsonl " + quoted("a.jsonl") + " --official " + quoted("saved"));
  const json report = json::parse(outcome.out, nullptr, false);
  EXPECT_EQ(report["not_checked"], json::array({"corroboration: this document is the official text",
                                                "host ratings: none given"}))
      << outcome.out;
}

TEST_F(IndexCommand, OfATextWithMeaninglessNumberWordsCanBeRead) {
  std::string many = statement + "It paid ";
  for (int i = 0; i < 200; ++i) many += "hundred ";
  scratch_.write("statement.txt", many + "dollars.\n");
  ASSERT_EQ(run_assay("index " + quoted("statement.txt") + " -o " + quoted("saved")).status, 0);
  EXPECT_FALSE(claims("saved").empty());
}

TEST_F(IndexCommand, WritesToStandardOutput) {
  scratch_.write("statement.txt", statement);
  const Outcome outcome =
      run_shell("cd " + quoted("") + "; " ASSAY_COMMAND " index statement.txt -o - > saved; ls");
  EXPECT_EQ(outcome.out, "saved\nstatement.txt\n") << outcome.err;
  EXPECT_TRUE(read_file(scratch_ / "saved").starts_with("assay.official/"));
}

TEST_F(IndexCommand, WritesIntoAFifoDirectly) {
  scratch_.write("statement.txt", statement);
  const Outcome outcome = run_shell("mkfifo " + quoted("fifo") + "; " ASSAY_COMMAND " index " +
                                    quoted("statement.txt") + " -o " + quoted("fifo") + " & cat " +
                                    quoted("fifo") + "; wait $!");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("assay.official/"));
  EXPECT_TRUE(std::filesystem::is_fifo(scratch_ / "fifo"));
}

TEST_F(IndexCommand, OfAnUnreadableInputSavesTheRestAndEndsWithThree) {
  scratch_.write("statement.txt", statement);
  const Outcome outcome = run_assay("index " + quoted("missing") + " " + quoted("statement.txt") +
                                    " -o " + quoted("saved"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("missing does not exist"), std::string::npos) << outcome.err;
  EXPECT_TRUE(std::filesystem::exists(scratch_ / "saved"));
}

TEST_F(IndexCommand, WhatItSavedIsReadCompressedToo) {
  scratch_.write("statement.txt", statement);
  ASSERT_EQ(run_assay("index " + quoted("statement.txt") + " -o " + quoted("saved")).status, 0);
  const json expected = claims("saved");
  ASSERT_EQ(run_shell("gzip -k " + quoted("saved")).status, 0);
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(claims("saved.gz"), expected);
}

TEST_F(IndexCommand, WhatItSavedIsNeverReadAsADocument) {
  scratch_.write("in/statement.txt", statement);
  scratch_.write("article.txt", article);
  ASSERT_EQ(run_assay("index " + quoted("in") + " -o " + quoted("saved")).status, 0);
  std::filesystem::copy_file(scratch_ / "saved", scratch_ / "in/last-week");
  // Not to be opened twice: nothing is scored.
  for (const std::string& official :
       {"--official <(cat " + quoted("saved") + ")", "--official - < " + quoted("saved")}) {
    const Outcome outcome = run_assay("score " + quoted("article.txt") + " " + official);
    EXPECT_EQ(outcome.status, 2) << official;
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find("is a saved official index"), std::string::npos) << outcome.err;
  }
  // Among others: these are read, and it is told.
  for (const std::string& arguments :
       {"score " + quoted("article.txt") + " --official " + quoted("in"),
        "index " + quoted("in") + " -o " + quoted("again"), "score " + quoted("saved"),
        "score --input-format text " + quoted("saved")}) {
    const Outcome outcome = run_assay(arguments);
    EXPECT_EQ(outcome.status, 3) << arguments;
    EXPECT_NE(outcome.err.find("is a saved official index"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(read_file(scratch_ / "again"), read_file(scratch_ / "saved"));
}

TEST_F(IndexCommand, OfADocumentWithoutTextSavesNothingAndSaysSo) {
  scratch_.write("blank.txt", std::string(10'000, ' '));
  scratch_.write("statement.txt", statement);
  const Outcome alone = run_assay("index " + quoted("blank.txt") + " -o " + quoted("saved"));
  EXPECT_EQ(alone.status, 3);
  EXPECT_NE(alone.err.find("blank.txt holds no text"), std::string::npos) << alone.err;
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "saved"));
  const Outcome both = run_assay("index " + quoted("blank.txt") + " " + quoted("statement.txt") +
                                 " -o " + quoted("saved"));
  EXPECT_EQ(both.status, 3);
  EXPECT_NE(both.err.find("assay index: 1 document\n"), std::string::npos) << both.err;
}

TEST_F(IndexCommand, OfNothingReadableSavesNothing) {
  std::filesystem::create_directory(scratch_ / "empty");
  for (const char* name : {"missing", "empty"}) {
    EXPECT_EQ(run_assay("index " + quoted(name) + " -o " + quoted("saved")).status, 3) << name;
    EXPECT_FALSE(std::filesystem::exists(scratch_ / "saved")) << name;
  }
}

TEST_F(IndexCommand, WantsAnInputAndAnOutput) {
  scratch_.write("statement.txt", statement);
  EXPECT_EQ(run_assay("index " + quoted("statement.txt")).status, 2);
  EXPECT_EQ(run_assay("index -o " + quoted("saved")).status, 2);
}

TEST_F(IndexCommand, RefusesToWriteIntoWhatItReads) {
  const std::string input = scratch_.write("in/statement.txt", statement);
  EXPECT_EQ(run_assay("index " + quoted("in") + " -o " + quoted("in/saved")).status, 2);
  EXPECT_EQ(
      run_assay("index " + quoted("in/statement.txt") + " -o " + quoted("in/statement.txt")).status,
      2);
  EXPECT_EQ(read_file(input), statement);
}

TEST_F(IndexCommand, AFullDiskEndsWithFour) {
  scratch_.write("statement.txt", statement);
  for (const char* output : {" -o /dev/full", " -o - > /dev/full"}) {
    const Outcome outcome = run_assay("index " + quoted("statement.txt") + output);
    EXPECT_EQ(outcome.status, 4) << output;
    EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
  }
}

TEST_F(IndexCommand, ASignalEndsTheWaitForInputAndWritesNothing) {
  const Outcome outcome = terminate_while_waiting(
      "index " + quoted("fifo") + " -o " + quoted("saved"), scratch_ / "fifo", statement);
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "saved"));
}

}  // namespace
}  // namespace assay
