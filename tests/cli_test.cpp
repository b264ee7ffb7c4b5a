// `assay score` as its users meet it: statuses, messages, files, signals, order.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "command_test.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

constexpr const char* article =
    "The harbour office in Halm counted 412 crates on Monday. It counts them every week.\n\n"
    "\"We are ready for the winter,\" said Ada Lindqvist, who leads the office. The crates hold\n"
    "rope, paint and spare parts for the ferries, which sail until the end of November.\n";

std::string jsonl(int count) {
  std::string rows;
  for (int i = 0; i < count; ++i) {
    rows += json{{"id", "row" + std::to_string(i)},
                 {"text", std::string(article) + "Row " + std::to_string(i) + " ends here.\n"}}
                .dump() +
            "\n";
  }
  return rows;
}

TEST(Command, WithoutArgumentsShowsItsHelpAsAMistake) {
  const Outcome outcome = run_assay("");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("Usage: assay COMMAND"), std::string::npos);
}

TEST(Command, TellsItsVersion) {
  const Outcome outcome = run_assay("--version");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(outcome.out.starts_with("assay "));
}

TEST(Command, EverySubcommandHasHelpWithExamples) {
  std::istringstream help(run_assay("--help").out);
  bool listed = false;
  std::vector<std::string> commands;
  for (std::string line; std::getline(help, line);) {
    if (line == "Commands:") {
      listed = true;
    } else if (line.empty()) {
      listed = false;
    } else if (listed) {
      commands.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  EXPECT_GE(commands.size(), 3u);
  for (const std::string& command : commands) {
    const Outcome outcome = run_assay(command + " --help");
    EXPECT_EQ(outcome.status, 0) << command;
    EXPECT_NE(outcome.out.find("Examples:"), std::string::npos) << command;
  }
}

TEST(Command, AMistypedNameOptionOrChoiceIsMetWithTheNearestRightOne) {
  EXPECT_NE(run_assay("scroe x").err.find("Did you mean `assay score`?"), std::string::npos);
  EXPECT_NE(run_assay("score --jbos 2 x").err.find("Did you mean --jobs?"), std::string::npos);
  EXPECT_NE(run_assay("score --format jsonn x").err.find("Did you mean json"), std::string::npos);
  EXPECT_EQ(run_assay("score --jbos 2 x").status, 2);
}

TEST(Command, NamesWhatItCannotDoYet) {
  for (const char* arguments :
       {"score --format html x", "score --format sarif x", "score --format warc x",
        "score --format dolma x", "strip --format warc x", "score --input-format warc x",
        "strip --input-format warc x", "sites --input-format warc x -o y",
        "index --input-format warc x -o y", "triage x", "diff x y", "bench x"}) {
    const Outcome outcome = run_assay(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_NE(outcome.err.find("not there yet"), std::string::npos) << arguments << outcome.err;
  }
  EXPECT_NE(run_assay("score --help").out.find("html|sarif|warc|dolma."), std::string::npos);
  EXPECT_NE(run_assay("--help").out.find("Not there yet: triage diff bench"), std::string::npos);
}

TEST(Command, HelpAndVersionThatCannotBeWrittenEndWithFour) {
  for (const char* arguments :
       {"--help", "--version", "score --help", "strip --help", "restore --help", "sites --help",
        "rules --help", "verify --help", "index --help", "eval --help"}) {
    const Outcome outcome = run_assay(std::string(arguments) + " > /dev/full");
    EXPECT_EQ(outcome.status, 4) << arguments;
    EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << arguments << outcome.err;
  }
}

TEST(Command, RefusesValuesThatMeanNothing) {
  for (const char* arguments : {"score --jobs many x",
                                "score -o \"\" x",
                                "score --max-document 0 x",
                                "score --jobs -1 x",
                                "score --fail-under 101 x",
                                "score --max-document 4X x",
                                "score --max-document 1025M x",
                                "score --max-document 18446744073709551615 x",
                                "score --no-text=1 x",
                                "score --official",
                                "score --jobs 9999 x",
                                "score --scorers promotin x",
                                "score --select figure/x x",
                                "score --resume x",
                                "score --resume --format text -o y x",
                                "eval nothing x",
                                "score --scorers \"\" x",
                                "score --select , x",
                                "score --ignore \" , \" x",
                                "strip --remove \"\" x",
                                "score --details --format jsonl x",
                                "score --no-text --format csv x",
                                "eval lines --convention zzz x",
                                "eval extraction --convention zzz x",
                                "eval attribution --features y x",
                                "--wat score x"}) {
    const Outcome outcome = run_assay(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments << outcome.err;
    EXPECT_FALSE(outcome.err.empty()) << arguments;
  }
}

TEST(Command, NamesInAListMayStandBehindBlanks) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  const Outcome outcome = run_assay("score --scorers \"figures, provenance\" '" + file + "'");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json row = rows_of(outcome.out).at(0);
  EXPECT_EQ(row["scorers"]["provenance"]["state"], "scored");
  EXPECT_EQ(row["scorers"]["promotion"]["state"], "not_applicable");
}

TEST(Command, HelpOfACommandIsThatCommandsHelp) {
  EXPECT_EQ(run_assay("help score").out, run_assay("score --help").out);
}

TEST(Command, AnOptionInThePlaceOfTheCommandIsCalledOne) {
  EXPECT_NE(run_assay("--wat").err.find("Name a command first"), std::string::npos);
}

TEST(Command, StandardInputIsReadOnce) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  for (const char* arguments :
       {"score - -", "score --official -", "strip - -", "index - - -o /dev/null",
        "score - --host-ratings -", "sites - --merge - -o /dev/null"}) {
    const Outcome outcome = run_assay(std::string(arguments) + " < '" + file + "'");
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_NE(outcome.err.find("named twice"), std::string::npos) << arguments << outcome.err;
  }
}

TEST(Nearest, FindsTyposAndNothingElse) {
  const std::vector<std::string_view> words = {"jobs", "format", "fail-under"};
  EXPECT_EQ(cli::nearest("jbos", words), "jobs");
  EXPECT_EQ(cli::nearest("formt", words), "format");
  EXPECT_EQ(cli::nearest("banana", words), "");
  EXPECT_EQ(cli::nearest("x", words), "");
}

TEST(Score, ReadsStandardInputAndWritesJsonLinesIntoAPipe) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  const Outcome outcome = run_assay("score < '" + file + "'");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["schema"], "assay.report/1");
  EXPECT_EQ(rows[0]["text"], article);
}

TEST(Score, GivesTheSameBytesForAnyNumberOfJobs) {
  const Scratch scratch;
  const std::string file = scratch.write("in.jsonl", jsonl(60));
  const std::string one = run_assay("score '" + file + "' --jobs 1").out;
  EXPECT_EQ(rows_of(one).size(), 60u);
  for (const char* jobs : {"2", "3", "8"}) {
    EXPECT_EQ(run_assay("score '" + file + "' --jobs " + std::string(jobs)).out, one) << jobs;
  }
}

TEST(Score, OfAnUnreadableInputScoresTheRestAndEndsWithThree) {
  const Scratch scratch;
  const std::string good = scratch.write("good.txt", article);
  const Outcome outcome = run_assay("score '" + scratch / "missing.txt" + "' '" + good + "'");
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["schema"], "assay.error/1");
  EXPECT_EQ(rows[1]["schema"], "assay.report/1");
  EXPECT_NE(outcome.err.find("missing.txt"), std::string::npos);
  EXPECT_FALSE(rows[0]["remedy"].get<std::string>().empty());
}

TEST(Score, EndsWithOneOnlyBelowTheThreshold) {
  const Scratch scratch;
  // Every figure without a source costs the whole cap of 10 points here: the score is known.
  scratch.write("rules/credibility.json",
                R"({"scorers": {"figures": {"cap": 10, "rules":
                    {"figures": {"points": 100, "scaled": false}, "figures/unsourced-figure": null,
                     "figures/vague-source": null}}}})");
  const std::string file = scratch.write(
      "a.txt",
      "The quay of Halm was rebuilt for 41 million euros. The work was done in the winter, when\n"
      "no ship called, and the town opened it with a band and a long speech about the sea.\n\n"
      "Those who live beside the quay had asked for it for a long time. The old stones had come\n"
      "loose, the water stood in the lane behind the market after every storm, and the boats lay\n"
      "further out than their owners liked. Now they lie beside the stalls again, as they did "
      "when\n"
      "the oldest of the fishermen were children, and the lane behind the market is dry.\n");
  const std::string command =
      "score '" + file + "' --scorers figures --heuristics '" + scratch / "rules" + "'";
  const json row = rows_of(run_assay(command).out).at(0);
  ASSERT_EQ(row["score"], 90) << row.dump();
  EXPECT_EQ(run_assay(command + " --fail-under 90").status, 0);
  EXPECT_EQ(run_assay(command + " --fail-under 90.01").status, 1);
}

TEST(Score, OfADocumentWithoutAScoreTheThresholdSaysNothingAndThatIsTold) {
  const Scratch scratch;
  const std::string note = "1 document without a score, of which --fail-under says nothing";
  const std::string german = scratch.write(
      "german.txt",
      "Der Hafen von Halm bleibt im Winter offen, sagte die Leiterin am Montag. Die Kisten liegen\n"
      "auf dem Kai, und die Fischer warten auf das Eis, das in jedem Jahr im Januar kommt.\n");
  const std::string command = "score --scorers promotion,figures '" + german + "'";
  const Outcome checked = run_assay(command + " --fail-under 60");
  EXPECT_EQ(checked.status, 0);
  EXPECT_NE(checked.err.find(note), std::string::npos) << checked.err;
  EXPECT_EQ(run_assay(command).err.find("without a score"), std::string::npos);
  const std::string scored = scratch.write("a.txt", article);
  EXPECT_EQ(run_assay("score '" + scored + "' --fail-under 1").err, "");
}

TEST(Score, AnUnreadableInputOutranksALowScore) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  EXPECT_EQ(run_assay("score '" + file + "' /nowhere --fail-under 100").status, 3);
}

TEST(Score, AFullDiskEndsWithFourAndAMessage) {
  const Scratch scratch;
  const std::string file = scratch.write("in.jsonl", jsonl(20));
  const Outcome outcome = run_assay("score '" + file + "' > /dev/full");
  EXPECT_EQ(outcome.status, 4);
  EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
  EXPECT_EQ(run_assay("score '" + file + "' -o /dev/full").status, 4);
}

TEST(Score, AnOutputThatCannotBeMadeEndsWithFour) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  EXPECT_EQ(run_assay("score '" + file + "' -o '" + scratch / "no/such/dir/out" + "'").status, 4);
}

TEST(Score, AReaderThatGoesAwayStopsItQuietly) {
  const Scratch scratch;
  const std::string file = scratch.write("in.jsonl", jsonl(2000));
  const Outcome outcome = run_shell(std::string(ASSAY_COMMAND) + " score '" + file +
                                    "' | head -c 10; exit ${PIPESTATUS[0]}");
  EXPECT_EQ(outcome.status, 4);
  EXPECT_EQ(outcome.err, "");
}

TEST(Score, AFileAppearsOnlyWhenItIsWhole) {
  const Scratch scratch;
  const std::string file = scratch.write("in.jsonl", jsonl(5)), out = scratch / "out.jsonl";
  EXPECT_EQ(run_assay("score '" + file + "' -o '" + out + "'").status, 0);
  EXPECT_EQ(rows_of(read_file(out)).size(), 5u);
  EXPECT_FALSE(std::filesystem::exists(out + ".part"));
  EXPECT_FALSE(std::filesystem::exists(out + ".part.run"));
}

TEST(Score, WritesIntoAFifoDirectly) {
  const Scratch scratch;
  const std::string file = scratch.write("in.jsonl", jsonl(3)), fifo = scratch / "fifo";
  const Outcome outcome = run_shell("mkfifo '" + fifo + "'; " + ASSAY_COMMAND + " score '" + file +
                                    "' -o '" + fifo + "' & cat '" + fifo + "'; wait $!");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(rows_of(outcome.out).size(), 3u);
  EXPECT_FALSE(std::filesystem::exists(fifo + ".part"));
}

TEST(Score, RefusesToWriteIntoTheDirectoryItReads) {
  const Scratch scratch;
  scratch.write("in/a.txt", article);
  const Outcome outcome =
      run_assay("score '" + scratch / "in" + "' -o '" + scratch / "in/out.jsonl" + "'");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("inside the input"), std::string::npos);
}

TEST(Score, RefusesToWriteIntoTheDirectoryItReadsByWhateverWay) {
  const Scratch scratch;
  scratch.write("in/below/a.txt", article);
  std::filesystem::create_directory_symlink(scratch / "in/below", scratch / "link");
  for (const std::string& output :
       {" -o '" + scratch / "link/out" + "'", " > '" + scratch / "in/below/out" + "'"}) {
    const Outcome outcome = run_assay("score '" + scratch / "in" + "'" + output);
    EXPECT_EQ(outcome.status, 2) << output;
    EXPECT_NE(outcome.err.find("inside the input"), std::string::npos) << output << outcome.err;
  }
}

TEST(Score, RefusesToReplaceAFileItReads) {
  const Scratch scratch;
  const std::string input = scratch.write("in.jsonl", jsonl(2)),
                    official = scratch.write("statement.txt", article);
  std::filesystem::create_hard_link(input, scratch / "hard");
  std::filesystem::create_symlink(input, scratch / "soft");
  for (const std::string& output :
       {" -o '" + input + "'", " -o '" + scratch / "hard" + "'", " -o '" + scratch / "soft" + "'",
        " -o '" + official + "'", " >> '" + input + "'"}) {
    const Outcome outcome =
        run_assay("score '" + input + "' --official '" + official + "'" + output);
    EXPECT_EQ(outcome.status, 2) << output;
    EXPECT_NE(outcome.err.find("also the input"), std::string::npos) << output << outcome.err;
  }
  EXPECT_EQ(read_file(input), jsonl(2));
  EXPECT_EQ(read_file(official), article);
}

TEST(Score, WhatTheShellOpenedIsWrittenWhereItStands) {
  const Scratch scratch;
  const std::string input = scratch.write("in.txt", article), log = scratch.write("log", "kept\n");
  const std::string plain = run_assay("score '" + input + "'").out;
  for (const std::string& output :
       {" -o /dev/stdout >> '" + log + "'", " -o /dev/fd/1 >> '" + log + "'",
        " -o /dev/fd/7 7>> '" + log + "'"}) {
    scratch.write("log", "kept\n");
    EXPECT_EQ(run_assay("score '" + input + "'" + output).status, 0) << output;
    EXPECT_EQ(read_file(log), "kept\n" + plain) << output;
  }
}

TEST(Score, AReplacedFileKeepsItsPermissions) {
  const Scratch scratch;
  const std::string input = scratch.write("in.txt", article), out = scratch.write("out", "old");
  using std::filesystem::perms;
  const perms own = perms::owner_read | perms::owner_write;
  std::filesystem::permissions(out, own);
  EXPECT_EQ(run_assay("score '" + input + "' -o '" + out + "'").status, 0);
  EXPECT_EQ(std::filesystem::status(out).permissions(), own);
}

// Sanitizers reserve more address space than any limit here.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Score, WhereThreadsAreFewFewDoTheWork) {
  const Scratch scratch;
  const std::string input = scratch.write("in.jsonl", jsonl(20));
  // Each thread asks for a gigabyte of stack, so that a few fill the address space and leave enough
  // for the work.
  const Outcome outcome =
      run_shell("ulimit -s 1000000 -v 6000000; " ASSAY_COMMAND " score --jobs 256 '" + input + "'");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, run_assay("score '" + input + "'").out);
}
#endif

TEST(Score, ADirectoryWithoutADocumentIsTold) {
  const Scratch scratch;
  scratch.write("in/.hidden", article);
  scratch.write("in/below/.hidden", article);
  for (const char* format : {"text", "jsonl", "csv"}) {
    const Outcome outcome =
        run_assay("score --format " + std::string(format) + " '" + scratch / "in" + "'");
    EXPECT_EQ(outcome.status, 3) << format;
    EXPECT_NE(outcome.err.find("in holds no document"), std::string::npos) << outcome.err;
  }
  // Beside others an empty directory is nothing to speak of.
  scratch.write("in/full/a.txt", article);
  const Outcome outcome = run_assay("score '" + scratch / "in" + "'");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(rows_of(outcome.out).size(), 1u);
}

TEST(Score, TakesTheFieldOfARowThatHoldsSomething) {
  const Scratch scratch;
  const std::string page = "<p>" + std::string(article) + "</p>";
  const std::string file =
      scratch.write("in.jsonl", json{{"id", "a"}, {"text", ""}, {"html", page}}.dump() + "\n" +
                                    json{{"id", "b"}, {"text", article}, {"html", ""}}.dump());
  for (const char* options : {"", "--html-field html ", "--text-field text "}) {
    const std::vector<json> rows =
        rows_of(run_assay("score " + std::string(options) + "'" + file + "'").out);
    ASSERT_EQ(rows.size(), 2u) << options;
    for (const json& row : rows) EXPECT_GT(row["counts"]["characters"], 200) << row;
    EXPECT_EQ(rows[0]["source"]["media_type"], "text/html");
    EXPECT_EQ(rows[1]["source"]["media_type"], "text/plain");
  }
}

TEST(Score, WithoutAScoreSaysWhy) {
  const Scratch scratch;
  const std::string german = scratch.write(
      "german.txt",
      "Der Hafen von Halm bleibt im Winter offen, sagte die Leiterin am Montag. Die Kisten liegen\n"
      "auf dem Kai, und die Fischer warten auf das Eis, das in jedem Jahr im Januar kommt.\n");
  const std::string command = "score --scorers promotion,figures '" + german + "' --format ";
  const json report = json::parse(run_assay(command + "json").out);
  ASSERT_TRUE(report["score"].is_null()) << report["scorers"].dump(1);
  std::string summary = report["scorers"]["promotion"]["summary"];
  while (summary.ends_with('.')) summary.pop_back();
  EXPECT_NE(run_assay(command + "csv").out.find("promotion: " + summary), std::string::npos);
  const std::string text =
      run_assay("score --scorers promotion,figures '" + german + "' --format text").out;
  EXPECT_NE(text.find("No score (promotion: " + summary.substr(0, 20)), std::string::npos) << text;
}

TEST(Score, ASignalLeavesWholeRowsAndItsNumber) {
  const Scratch scratch;
  const std::string fifo = scratch / "fifo";
  const std::string file = scratch.write("in.jsonl", jsonl(3)), out = scratch / "out.jsonl";
  // The input never ends, so only the signal can.
  const Outcome outcome =
      run_shell("mkfifo '" + fifo + "'; exec 9<>'" + fifo + "'; cat '" + file + "' >&9; " +
                ASSAY_COMMAND + " score '" + fifo + "' --input-format jsonl -o '" + out +
                "' & pid=$!; for i in $(seq 100); do sleep 0.1; [ \"$(wc -l < '" + out +
                ".part' 2>/dev/null || echo 0)\" = 3 ] && break; done; kill -TERM $pid; wait $pid");
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  const std::string part = read_file(out + ".part");
  EXPECT_TRUE(part.empty() || part.ends_with("\n"));
  EXPECT_EQ(rows_of(part).size(), 3u);
  EXPECT_FALSE(std::filesystem::exists(out));
}

class Resume : public testing::Test {
 protected:
  Resume()
      : input_(scratch_.write("in.jsonl", jsonl(8) + "{broken\n" + jsonl(4))),
        output_(scratch_ / "out.jsonl") {}

  std::string command(const std::string& more = "") const {
    return "score '" + input_ + "' -o '" + output_ + "' " + more;
  }

  // The rows of a whole run. Left behind are OUT.part, its first kilobyte (as after a full disk),
  // and the run's state.
  std::string interrupt() {
    run_assay(command());
    std::string whole = read_file(output_);
    std::filesystem::remove(output_);
    const Outcome full =
        run_shell("trap \"\" XFSZ; ulimit -f 1; " + std::string(ASSAY_COMMAND) + " " + command());
    EXPECT_EQ(full.status, 4);
    EXPECT_EQ(read_file(output_ + ".part"), whole.substr(0, 1024));
    return whole;
  }

  Scratch scratch_;
  std::string input_, output_;
};

TEST_F(Resume, GivesTheBytesOfAnUninterruptedRun) {
  const std::string whole = interrupt();
  ASSERT_GT(whole.size(), 2000u);
  const std::string state = read_file(output_ + ".part.run");
  for (const std::size_t bytes :
       {std::size_t{0}, std::size_t{100}, whole.size() / 2, whole.size() - 1, whole.size()}) {
    scratch_.write("out.jsonl.part", whole.substr(0, bytes));
    scratch_.write("out.jsonl.part.run", state);
    const Outcome outcome = run_assay(command("--resume"));
    EXPECT_EQ(outcome.status, 3) << outcome.err;  // one record is broken, before or after
    EXPECT_EQ(read_file(output_), whole) << bytes;
    std::filesystem::remove(output_);
  }
}

TEST_F(Resume, IsNamedToWhoeverWouldBeginAnew) {
  interrupt();
  const std::string part = read_file(output_ + ".part");
  for (const std::string& other : {command(), command("--no-text"), command("--format text"),
                                   "strip '" + input_ + "' -o '" + output_ + "'"}) {
    const Outcome outcome = run_assay(other);
    EXPECT_EQ(outcome.status, 2) << other;
    EXPECT_NE(outcome.err.find("--resume` goes on with it"), std::string::npos) << outcome.err;
    EXPECT_EQ(read_file(output_ + ".part"), part) << other;
  }
}

TEST_F(Resume, IsNotOfferedForAPartThatNoRunMarkedAsItsOwn) {
  scratch_.write("out.jsonl.part", "mine");
  const Outcome outcome = run_assay(command());
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("out.jsonl.part is there already"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("Remove it, or write to another file."), std::string::npos);
  EXPECT_EQ(read_file(output_ + ".part"), "mine");
  EXPECT_EQ(run_assay(command("--resume")).status, 2);
  EXPECT_EQ(read_file(output_ + ".part"), "mine");
}

TEST_F(Resume, DoesNotTakeAPartThatIsStillBeingWritten) {
  interrupt();
  const Outcome outcome =
      run_shell("flock '" + output_ + ".part' " + ASSAY_COMMAND + " " + command("--resume"));
  EXPECT_EQ(outcome.status, 4);
  EXPECT_NE(outcome.err.find("Another run is writing"), std::string::npos) << outcome.err;
}

TEST_F(Resume, IsRefusedWhereTheInputChanged) {
  interrupt();
  scratch_.write("in.jsonl", jsonl(3));
  const Outcome outcome = run_assay(command("--resume"));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("the input differs"), std::string::npos) << outcome.err;
}

TEST_F(Resume, IsRefusedUnderOtherOptionsOrRules) {
  interrupt();
  EXPECT_NE(run_assay(command("--resume --no-text")).err.find("set of options differs"),
            std::string::npos);
  scratch_.write("rules/credibility.json", R"({"length": {"words": 400}})");
  EXPECT_NE(run_assay(command("--resume --heuristics '" + scratch_ / "rules" + "'"))
                .err.find("the set of rules differs"),
            std::string::npos);
}

TEST_F(Resume, GoesOnAfterADocumentThatCouldNotBeScored) {
  const std::string whole = interrupt();
  const std::string state = read_file(output_ + ".part.run");
  // As an earlier run that lacked memory for the second document would have left it.
  const std::size_t first = whole.find('\n') + 1, second = whole.find('\n', first) + 1;
  const std::string part = whole.substr(0, first) +
                           R"({"schema":"assay.error/1","id":"row1","code":"not_scored"})"
                           "\n";
  scratch_.write("out.jsonl.part", part);
  scratch_.write("out.jsonl.part.run", state);
  EXPECT_EQ(run_assay(command("--resume")).status, 3);
  EXPECT_EQ(read_file(output_), part + whole.substr(second));
}

TEST_F(Resume, InCsvTriesAgainWhatCouldNotBeScoredAndRepeatsNoRow) {
  const std::string csv = scratch_ / "out.csv";
  const std::string command = "score '" + input_ + "' -o '" + csv + "' --format csv";
  run_assay(command);
  const std::string whole = read_file(csv);
  std::filesystem::remove(csv);
  run_shell("trap \"\" XFSZ; ulimit -f 1; " + std::string(ASSAY_COMMAND) + " " + command);
  ASSERT_TRUE(std::filesystem::exists(csv + ".part.run"));
  // As an earlier run that lacked memory for the second document would have left it.
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; (at = whole.find("\r\n", at)) != whole.npos;) ends.push_back(at += 2);
  ASSERT_GT(ends.size(), 5u);
  const std::string second = whole.substr(ends[1], ends[2] - ends[1]);
  scratch_.write("out.csv.part",
                 whole.substr(0, ends[1]) + whole.substr(ends[2], ends[4] - ends[2]));
  EXPECT_EQ(run_assay(command + " --resume").status, 3);
  EXPECT_EQ(read_file(csv), whole.substr(0, ends[1]) + whole.substr(ends[2], ends[4] - ends[2]) +
                                second + whole.substr(ends[4]));
}

TEST_F(Resume, IsRefusedWhereAFileBehindALinkChanged) {
  const std::string text = scratch_.write("elsewhere/a.txt", article);
  std::filesystem::create_directories(scratch_ / "in");
  std::filesystem::create_directory_symlink(scratch_ / "elsewhere", scratch_ / "in/link");
  input_ = scratch_ / "in";
  interrupt();
  scratch_.write("elsewhere/a.txt", std::string(article) + "One sentence more.\n");
  const Outcome outcome = run_assay(command("--resume"));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("the input differs"), std::string::npos) << outcome.err;
}

TEST_F(Resume, DoesNotMindWhatIsNotRead) {
  scratch_.write("in/a.txt", article);
  input_ = scratch_ / "in";
  const std::string whole = interrupt();
  scratch_.write("in/.hidden", "Not an input.");
  EXPECT_EQ(run_assay(command("--resume")).status, 0);
  EXPECT_EQ(read_file(output_), whole);
}

TEST_F(Resume, IsRefusedForAnInputThatCannotBeReadAgain) {
  interrupt();
  const Outcome outcome = run_shell("cat '" + input_ + "' | " + ASSAY_COMMAND +
                                    " score /dev/stdin --resume -o '" + output_ + "'");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("a second time"), std::string::npos) << outcome.err;
}

TEST_F(Resume, BeginsAnewWhereThereIsNothingToGoOnWith) {
  EXPECT_EQ(run_assay(command("--resume")).status, 3);
  EXPECT_EQ(rows_of(read_file(output_)).size(), 13u);
}

// One rule for every command that writes a file.
TEST(Output, APartThatIsThereIsNeverOverwritten) {
  const Scratch scratch;
  const std::string in = "'" + scratch.write("in.txt", article) + "'";
  scratch.write("claims.jsonl", R"({"id":"a","claim":"It rains.","evidence":["It rains."]})");
  ASSERT_EQ(run_assay("strip " + in + " -o '" + scratch / "clean" + "' --removed '" +
                      scratch / "cuts" + "'")
                .status,
            0);
  scratch.write("out.part", "rows of yesterday");
  const std::string out = "'" + scratch / "out" + "'";
  for (const std::string& command :
       {"score " + in + " -o " + out, "score " + in + " --format text -o " + out,
        "strip " + in + " -o " + out, "strip " + in + " --format jsonl -o " + out,
        "strip " + in + " --removed " + out,
        "restore '" + scratch / "clean" + "' --removed '" + scratch / "cuts" + "' -o " + out,
        "verify '" + scratch / "claims.jsonl" + "' -o " + out, "index " + in + " -o " + out,
        "sites " + in + " -o " + out}) {
    const Outcome outcome = run_assay(command);
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_EQ(outcome.out, "") << command;
    EXPECT_NE(outcome.err.find("out.part is there already"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("Remove it, or write to another file."), std::string::npos);
    EXPECT_EQ(read_file(scratch / "out.part"), "rows of yesterday") << command;
    EXPECT_FALSE(std::filesystem::exists(scratch / "out")) << command;
  }
}

TEST(Output, APartThatHoldsNothingIsNoHindrance) {
  const Scratch scratch;
  const std::string in = "'" + scratch.write("in.txt", article) + "'";
  scratch.write("out.part", "");
  EXPECT_EQ(run_assay("index " + in + " -o '" + scratch / "out" + "'").status, 0);
  EXPECT_TRUE(std::filesystem::exists(scratch / "out"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "out.part"));
}

TEST(Output, OfWhichAPartIsWorthNothingLeavesNone) {
  const Scratch scratch;
  std::string page;
  for (int i = 0; i < 60; ++i) page += std::string(article) + "\n";
  const std::string in = "'" + scratch.write("in.txt", page) + "'";
  const std::string out = "-o '" + scratch / "out" + "'";
  for (const std::string& command : {"index " + in + " " + out, "strip " + in + " " + out}) {
    const Outcome outcome =
        run_shell("trap \"\" XFSZ; ulimit -f 1; " + std::string(ASSAY_COMMAND) + " " + command);
    EXPECT_EQ(outcome.status, 4) << command;
    EXPECT_FALSE(std::filesystem::exists(scratch / "out.part")) << command;
  }
}

TEST(Eval, SaysWhenRowsOfOneSiteMayStandInBothParts) {
  const Scratch scratch;
  std::string rows, addresses;
  for (int i = 0; i < 30; ++i) {
    const std::string id = "page-" + std::to_string(i);
    rows += R"({"id":")" + id + R"(","lines":[{"text":"The quay of Halm is open.",)" +
            R"("label":"content"},{"text":"Home","label":"boilerplate"}]})" + "\n";
    addresses += R"({"id":")" + id + R"(","url":"https://site-)" + std::to_string(i) +
                 R"(.example/a"})" + "\n";
  }
  const std::string gold = scratch.write("gold.jsonl", rows);
  const std::string urls = scratch.write("urls.jsonl", addresses);
  EXPECT_NE(run_assay("eval lines --part dev " + gold).out.find("split by id"), std::string::npos);
  EXPECT_EQ(run_assay("eval lines " + gold).out.find("split by id"), std::string::npos);
  const Outcome known = run_assay("eval lines --part dev " + gold + " " + urls);
  EXPECT_EQ(known.status, 0) << known.err;
  EXPECT_EQ(known.out.find("split by id"), std::string::npos);
}

TEST(Eval, TrainingRowsNeverReplaceTheLabelledOnes) {
  const Scratch scratch;
  const std::string rows = R"({"id":"a","lines":[{"text":"The quay.","label":"content"}]})";
  for (const char* name : {"gold", "gold.words", "gold.conflicts", "gold.json"}) {
    const std::string gold = scratch.write(name, rows + "\n");
    for (const char* task : {"lines", "verify"}) {
      const Outcome outcome = run_assay("eval " + std::string(task) + " '" + gold +
                                        "' --features '" + scratch / "gold" + "'");
      EXPECT_EQ(outcome.status, 2) << name;
      EXPECT_NE(outcome.err.find("also the input"), std::string::npos) << outcome.err;
    }
    EXPECT_EQ(read_file(gold), rows + "\n") << name;
    std::filesystem::remove(gold);
  }
}

TEST(Eval, TrainingRowsThatCannotBeWrittenEndWithFour) {
  const Scratch scratch;
  const std::string lines = scratch.write(
      "lines.jsonl", R"({"id":"a","lines":[{"text":"The quay is open.","label":"content"}]})"
                     "\n");
  const std::string claims =
      scratch.write("claims.jsonl", R"({"id":"a","claim":"The quay.","evidence":["b"],"label":"x"})"
                                    "\n");
  std::filesystem::create_symlink("/dev/full", scratch / "full");
  for (const std::string& arguments : {"lines '" + lines + "'", "verify '" + claims + "'"}) {
    for (const std::string& output : {scratch / "full", scratch / "no/such/file"}) {
      const Outcome outcome = run_assay("eval " + arguments + " --features '" + output + "'");
      EXPECT_EQ(outcome.status, 4) << arguments << output << outcome.err;
      EXPECT_EQ(outcome.out, "") << arguments << output;
    }
  }
}

TEST(Eval, WithoutARowToMeasureThereIsNoNumber) {
  const Scratch scratch;
  const std::string gold = scratch.write("gold.jsonl", R"({"id":"a","score":70})"
                                                       "\n");
  for (const char* task :
       {"attribution", "extraction", "figures", "lines", "recognizers", "promotion", "verify"}) {
    const Outcome outcome = run_assay("eval " + std::string(task) + " '" + gold + "'");
    EXPECT_EQ(outcome.status, 3) << task << outcome.out;
    EXPECT_EQ(outcome.out, "") << task;
    EXPECT_NE(outcome.err.find("gold.jsonl"), std::string::npos) << task << outcome.err;
  }
}

TEST(Eval, WhatOneClassCannotTellIsADash) {
  const Scratch scratch;
  const std::string gold = scratch.write(
      "gold.jsonl",
      R"({"id":"a","claim":"The quay is open.","evidence":["The quay is open."],"label":"corroborated"})"
      "\n");
  const Outcome outcome = run_assay("eval verify --format json '" + gold + "'");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json row = json::parse(outcome.out).at(0)["rows"].at(0);
  EXPECT_EQ(row.at(2), "-") << row;
  EXPECT_EQ(row.at(3), "-") << row;
}

TEST(Eval, CasesOfDucklingStandBesideThoseOfRecognizers) {
  const Scratch scratch;
  const std::string gold = scratch.write(
      "gold.jsonl",
      R"rows({"dim": "Distance/EN", "expected": "(between Kilometre (3, 5))", "text": "between 3 and 5 kilometers", "negative": false}
{"dim": "Distance/EN", "expected": "(under Mile 4.5)", "text": "under 3.5 miles", "negative": false}
{"dim": "AmountOfMoney/EN", "expected": "(simple EUR 20)", "text": "20\\x20ac", "negative": false}
{"dim": "Email", "expected": null, "text": "20", "negative": true}
{"dim": "Time/EN", "expected": "(datetime (1974, 1, 1, 0, 0, 0) Year)", "text": "1974", "negative": false}
)rows");
  const Outcome outcome = run_assay("eval recognizers --format json '" + gold + "'");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json rows = json::parse(outcome.out).at(0)["rows"];
  const auto row_of = [&](const std::string& model) {
    for (const json& row : rows) {
      if (row.at(0) == model) return row;
    }
    return json();
  };
  const auto cases_and_right = [&](const std::string& model) {
    const json row = row_of(model);
    return std::pair(row.at(1).get<int>(), row.at(2).get<int>());
  };
  EXPECT_EQ(cases_and_right("Duckling/Distance/EN"), std::pair(2, 1));
  EXPECT_EQ(cases_and_right("Duckling/AmountOfMoney/EN"), std::pair(1, 1));
  EXPECT_EQ(cases_and_right("Duckling/Time/EN"), std::pair(1, 1));
  EXPECT_EQ(row_of("Duckling/Email").at(6), 1);  // left out: "20" is no address, but a number
}

TEST(Eval, RowsOfAnotherFormEndWithThreeAndNameTheFile) {
  const Scratch scratch;
  for (const char* rows : {"{}\n[]\n", "{}\n\"x\"\n"}) {
    const Outcome outcome = run_assay("eval lines " + scratch.write("gold.jsonl", rows));
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.err.find("gold.jsonl:2: not a JSON object"), std::string::npos);
  }
}

TEST(RulesTest, ReadsWeightsModelsAndTablesToo) {
  const char* files[][2] = {{"credibility.json", R"({"bands": 7})"},
                            {"models/headlines.json", R"({"bias": "x"})"},
                            {"en/tables/units.json", R"({"units": 5})"},
                            {"en/provenance.json", R"({"scorer": "provenance", "language": "en",
                              "rules": [{"id": "provenance/byliner", "patterns": ["by noon"],
                              "message": "m", "why": "w",
                              "examples": {"fire": ["By noon."], "silent": ["At ten."]}}]})"}};
  for (const auto& [name, content] : files) {
    const Scratch scratch;
    scratch.write(std::string("rules/") + name, content);
    const Outcome outcome = run_assay("rules test '" + scratch / "rules" + "'");
    EXPECT_EQ(outcome.status, 2) << name << outcome.out;
    EXPECT_NE(outcome.err.find(scratch / "rules"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find(std::string(name) + ":"), std::string::npos) << outcome.err;
  }
}

TEST(Official, IsToldByItsContentWhateverTheInputsAre) {
  const Scratch scratch;
  const std::string rows =
      scratch.write("a.jsonl", R"({"id": "a", "text": "The quay of Halm was opened by Ina Voss."})"
                               "\n");
  const std::string statement = scratch.write("s.txt", "Ina Voss opened the quay of Halm today.\n");
  const Outcome outcome = run_assay("score '" + rows + "' --input-format jsonl --official '" +
                                    statement + "' --format jsonl");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_FALSE(json::parse(outcome.out)["claims"].empty()) << outcome.out.substr(0, 400);
}

TEST(Official, AMissingOfficialTextStopsTheRun) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  const Outcome outcome = run_assay("score '" + file + "' --official /nowhere/statement.txt");
  EXPECT_EQ(outcome.status, 2);  // not 3: nothing was scored
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("/nowhere/statement.txt"), std::string::npos);
}

TEST(Heuristics, ABadRulePackEndsWithTwoAndNamesThePlace) {
  const Scratch scratch;
  const std::string file = scratch.write("a.txt", article);
  scratch.write("rules/en/promotion.json", "{\"scorer\": \"promotion\",\n \"language\": 7}");
  const Outcome outcome =
      run_assay("score '" + file + "' --heuristics '" + scratch / "rules" + "'");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("promotion.json:2:"), std::string::npos) << outcome.err;
}

TEST(Text, OfSeveralDocumentsIsARanking) {
  const Scratch scratch;
  scratch.write("in/a.txt", article);
  scratch.write("in/b.txt", std::string(article) + "More.\n");
  const Outcome several = run_assay("score --format text '" + scratch / "in" + "'");
  EXPECT_NE(several.out.find("Ranking of 2 documents"), std::string::npos) << several.out;
  EXPECT_EQ(several.out.find("What the score is made of"), std::string::npos);
  const Outcome one = run_assay("score --format text '" + scratch / "in/a.txt" + "'");
  EXPECT_NE(one.out.find("What the score is made of"), std::string::npos);
  const Outcome details = run_assay("score --details --format text '" + scratch / "in" + "'");
  EXPECT_NE(details.out.find("What the score is made of"), std::string::npos);
  EXPECT_NE(details.out.find("Ranking of 2 documents"), std::string::npos);
}

}  // namespace
}  // namespace assay
