// `assay strip` as its users meet it: what comes out, and that nothing is lost in silence.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command_test.h"

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

class StripCommand : public CommandTest {};

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

TEST_F(StripCommand, OfNothingReadableLeavesAGoodOutputAlone) {
  scratch_.write("out", "keep");
  scratch_.write("removed", "keep");
  std::filesystem::create_directory(scratch_ / "empty");
  for (const std::string& input : {quoted("missing.html"), quoted("empty")}) {
    for (const char* options : {"", " --format text", " --format html", " --removed ",
                                " --format "
                                "html "
                                "--removed "}) {
      const bool kept = std::string(options).ends_with(' ');
      const Outcome outcome = run_assay("strip " + input + " -o " + quoted("out") + options +
                                        (kept ? quoted("removed") : ""));
      EXPECT_EQ(outcome.status, 3) << options << outcome.err;
      EXPECT_NE(outcome.err.find(input == quoted("empty") ? "holds no document" : "does not exist"),
                std::string::npos)
          << outcome.err;
      EXPECT_EQ(read_file(scratch_ / "out"), "keep") << options;
      EXPECT_EQ(read_file(scratch_ / "removed"), "keep") << options;
    }
  }
  const Outcome rows = run_assay("strip --format jsonl " + quoted("missing.html"));
  EXPECT_EQ(rows.status, 3);
  ASSERT_EQ(rows_of(rows.out).size(), 1u);
  EXPECT_EQ(rows_of(rows.out)[0]["code"], "missing_file");
}

TEST_F(StripCommand, WritesWhereALinkLeads) {
  scratch_.write("a.txt", article);
  scratch_.write("shelf/clean.txt", "old");
  std::filesystem::create_symlink("shelf/clean.txt", scratch_ / "link");
  std::filesystem::create_symlink("shelf/new.txt", scratch_ / "to-nothing");
  for (const char* name : {"link", "to-nothing"}) {
    EXPECT_EQ(run_assay("strip " + quoted("a.txt") + " -o " + quoted(name)).status, 0) << name;
    EXPECT_TRUE(std::filesystem::is_symlink(scratch_ / name)) << name;
    EXPECT_NE(read_file(scratch_ / name).find("forty passengers"), std::string::npos) << name;
  }
  EXPECT_TRUE(std::filesystem::is_regular_file(scratch_ / "shelf/new.txt"));
}

TEST_F(StripCommand, EscapesOfAStrangersNameDoNotReachTheTerminal) {
  scratch_.write("in.jsonl", row_of("\x1b[31mred\u009b1m\x07", article));
  const Outcome outcome = run_assay("strip --max-document 10 " + quoted("in.jsonl"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("[31mred1m is longer"), std::string::npos) << outcome.err;
  for (const std::string& text : {outcome.err, outcome.out}) {
    for (const char* control : {"\x1b", "\x07", "\u009b"}) {
      EXPECT_EQ(text.find(control), std::string::npos) << text;
    }
  }
  const Outcome missing = run_assay("strip $'/nowhere/\\e]0;x\\a\\x9b'");
  EXPECT_EQ(missing.err.find('\x1b'), std::string::npos) << missing.err;
  EXPECT_EQ(missing.err.find('\x07'), std::string::npos) << missing.err;
  EXPECT_EQ(missing.err.find('\x9b'), std::string::npos) << missing.err;
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
  scratch_.write("one", "keep");
  std::filesystem::create_hard_link(scratch_ / "one", scratch_ / "hard");
  std::filesystem::create_symlink("one", scratch_ / "soft");
  for (const std::string& outputs :
       {"-o " + quoted("out") + " --removed " + quoted("out"), std::string("--removed -"),
        "-o " + quoted("out") + " --removed " + quoted("out.part"),
        "-o " + quoted("out.part") + " --removed " + quoted("out"),
        "-o " + quoted("one") + " --removed " + quoted("hard"),
        "-o " + quoted("one") + " --removed " + quoted("soft")}) {
    const Outcome outcome = run_assay("strip " + quoted("a.txt") + " " + outputs);
    EXPECT_EQ(outcome.status, 2) << outputs;
    EXPECT_EQ(outcome.out, "");
  }
  // Where the shell sent standard output counts, by whatever name.
  for (const std::string& outputs :
       {"--removed " + quoted("one") + " > " + quoted("one"),
        "--removed /dev/stdout > " + quoted("one"), std::string("--removed /dev/stdout | cat"),
        std::string("--removed /dev/fd/1 | cat")}) {
    const Outcome outcome =
        run_shell("set -o pipefail; " ASSAY_COMMAND " strip " + quoted("a.txt") + " " + outputs);
    EXPECT_EQ(outcome.status, 2) << outputs;
    EXPECT_NE(outcome.err.find("one place"), std::string::npos) << outcome.err;
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

TEST_F(StripCommand, AFailureLeavesThePairOfAnEarlierRunWhole) {
  scratch_.write("a.txt", article);
  scratch_.write("b.txt", article + "\nThe harbour office has a new telephone.\n");
  const std::string removed = " --removed " + quoted("removed");
  ASSERT_EQ(run_assay("strip " + quoted("a.txt") + " -o " + quoted("clean") + removed).status, 0);
  const std::string clean = read_file(scratch_ / "clean"), kept = read_file(scratch_ / "removed");
  EXPECT_EQ(run_assay("strip " + quoted("b.txt") + " -o /dev/full" + removed).status, 4);
  EXPECT_EQ(read_file(scratch_ / "removed"), kept);
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "removed.part"));
  EXPECT_EQ(
      run_assay("strip " + quoted("b.txt") + " -o " + quoted("clean") + " --removed /dev/full")
          .status,
      4);
  EXPECT_EQ(read_file(scratch_ / "clean"), clean);
  EXPECT_EQ(run_assay("restore " + quoted("clean") + removed).out, article);
}

// Sanitizers reserve more address space than any limit here.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(StripCommand, APageTooLargeForTheMemoryEndsNoCommandBySignalNorInAWait) {
  std::string page = "<html><body>";
  while (page.size() < (40 << 20)) page += "<p>a<b>b</b>";
  scratch_.write("large.html", page);
  const std::string wait_behind_it = "ulimit -v 150000; mkfifo " + quoted("fifo") + "; (cat " +
                                     quoted("large.html") + "; sleep 1) > " + quoted("fifo") +
                                     " & timeout 60 " ASSAY_COMMAND " ";
  const std::string options = " --max-document 64M " + quoted("fifo") + " -o " + quoted("out");
  for (const char* command : {"strip", "sites", "index", "score"}) {
    const Outcome outcome = run_shell(wait_behind_it + command + options);
    EXPECT_EQ(outcome.status, 3) << command << outcome.err;
    EXPECT_NE(outcome.err.find(" could not be "), std::string::npos) << outcome.err;
    std::filesystem::remove(scratch_ / "fifo");
    std::filesystem::remove(scratch_ / "out");
  }
}
#endif

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
