// `assay verify` as its users meet it.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command_test.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

std::string claim_row(const std::string& id) {
  return json{{"id", id},
              {"claim", "Halvik raised the cod quota by 14 percent."},
              {"evidence", {"On Monday Halvik raised the cod quota by 14 percent."}}}
             .dump() +
         "\n";
}

class VerifyCommand : public CommandTest {};

TEST_F(VerifyCommand, AnswersEachRowByARow) {
  scratch_.write("claims.jsonl",
                 "\xef\xbb\xbf" + claim_row("a") + "\n" +
                     R"({"id":7,"claim":"The quay is shut.","doc":"The quay of Halm is open."})");
  const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], "a");
  EXPECT_EQ(rows[0]["verdict"], "corroborated");
  EXPECT_EQ(rows[0]["evidence"][0]["index"], 0);
  EXPECT_EQ(rows[1]["id"], "7");
  EXPECT_TRUE(outcome.out.starts_with(R"({"id":"a","verdict":"corroborated","confidence":)"));
  EXPECT_EQ(run_assay("verify < " + quoted("claims.jsonl")).out, outcome.out);
}

TEST_F(VerifyCommand, OfAMatterTheEvidenceDoesNotTreatNothingIsContradicted) {
  for (const json& evidence :
       {json::array(), json{""}, json{"The cat of Osk sleeps on the wall."}}) {
    scratch_.write("claims.jsonl", json{{"claim", "Halvik raised the cod quota by 14 percent."},
                                        {"evidence", evidence}}
                                           .dump() +
                                       "\n");
    const json row = rows_of(run_assay("verify " + quoted("claims.jsonl")).out).at(0);
    ASSERT_EQ(row["verdict"], "out_of_scope") << row;
    EXPECT_EQ(row["probabilities"]["not_found"], row["confidence"]) << row;
    EXPECT_EQ(row["probabilities"]["contradicted"], 0) << row;
    if (evidence.empty() || evidence[0] == "") {
      EXPECT_EQ(row["confidence"], 1) << row;
    }
  }
}

TEST_F(VerifyCommand, SaysWhatIsWrongWithTheEvidence) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"claim":"A claim.","doc":5})", "\"doc\" is no text"},
      {R"({"claim":"A claim.","evidence":"text"})", "\"evidence\" is no list of texts"},
      {R"({"claim":"A claim.","evidence":[{}]})", "\"evidence\" holds something that is not"},
      {R"({"claim":"A claim.","evidence":["a"],"doc":"b"})", "both \"evidence\" and \"doc\""},
      {R"({"claim":"A claim."})", "neither \"evidence\" nor \"doc\""}};
  for (const auto& [row, wrong] : rows) {
    scratch_.write("claims.jsonl", std::string(row) + "\n");
    const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
    EXPECT_EQ(outcome.status, 3) << row;
    EXPECT_NE(outcome.err.find(wrong), std::string::npos) << outcome.err;
  }
}

TEST_F(VerifyCommand, ReadsCompressedRows) {
  scratch_.write("claims.jsonl", claim_row("a"));
  const Outcome outcome = run_shell("gzip -k " + quoted("claims.jsonl") +
                                    "; " ASSAY_COMMAND " verify " + quoted("claims.jsonl.gz"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(rows_of(outcome.out).size(), 1u);
}

TEST_F(VerifyCommand, AnswersABadRowByAnErrorRowOfTheSchemaAndEndsWithThree) {
  scratch_.write("claims.jsonl", "{broken\n[]\n{\"id\":\"x\",\"claim\":\"\"}\n" + claim_row("a") +
                                     R"({"id":"y","claim":"A claim.","evidence":[1]})"
                                     "\n"
                                     R"({"id":"z","claim":"A claim."})"
                                     "\n");
  const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 6u);
  std::string errors, ids;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const json row = json::parse(line);
    ids += row["id"].get<std::string>() + " ";
    if (row.contains("schema")) errors += line + "\n";
  }
  const std::string file = scratch_ / "claims.jsonl";
  EXPECT_EQ(ids, file + ":1 " + file + ":2 x a y z ");
  EXPECT_EQ(rows[1]["record"], json({8, 10}));
  EXPECT_EQ(rows[1]["path"], scratch_ / "claims.jsonl");
  scratch_.write("errors.jsonl", errors);
  const Outcome valid = run_shell("python3 " ASSAY_TEST_DATA "/../validate_rows.py " ASSAY_TEST_DATA
                                  "/../../src/writers/report.schema.json < " +
                                  quoted("errors.jsonl"));
  EXPECT_EQ(valid.out, "5 rows\n") << valid.err;
  EXPECT_NE(outcome.err.find("claims.jsonl:1: not JSON"), std::string::npos) << outcome.err;
}

TEST_F(VerifyCommand, ALineBeyondAllMeasureIsPassedOver) {
  const Outcome outcome =
      run_shell("{ head -c 17000000 /dev/zero | tr '\\0' a; echo; cat '" +
                scratch_.write("claims.jsonl", claim_row("a")) + "'; } | " ASSAY_COMMAND " verify");
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["code"], "line_too_long");
  EXPECT_EQ(rows[1]["id"], "a");
}

TEST_F(VerifyCommand, ARowOfTextsWithoutEndIsRefused) {
  json row = {{"id", "a"}, {"claim", "The ferry calls at Varby."}, {"sought", true}};
  row["evidence"] = std::vector<std::string>(16384, "a");
  const std::string most = row.dump() + "\n";
  row["id"] = "b";
  row["evidence"].push_back("a");
  const Outcome outcome =
      run_shell("cat '" + scratch_.write("claims.jsonl", most + row.dump() + "\n") +
                "' | " ASSAY_COMMAND " verify");
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], "a");
  EXPECT_TRUE(rows[0].contains("verdict")) << rows[0];
  EXPECT_EQ(rows[1]["id"], "b");
  EXPECT_EQ(rows[1]["code"], "bad_row");
  EXPECT_NE(outcome.err.find("more than 16384 texts"), std::string::npos) << outcome.err;
}

// Sanitizers reserve more address space than any limit here: they see the same rows without one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr const char* limit = "";
#else
constexpr const char* limit = "ulimit -v 2000000; ";
#endif

TEST_F(VerifyCommand, RowsOfBracketsOrCrumbsTakeBoundedMemory) {
  const std::string brackets(15'000'000, '[');
  std::string crumbs = R"({"id":"crumbs","claim":"It rains.","note":[0)";
  for (int i = 0; i < 7'000'000; ++i) crumbs += ",0";
  scratch_.write("claims.jsonl",
                 brackets + "\n" + crumbs + "],\"evidence\":[\"It rains.\"]}\n" + claim_row("a"));
  const Outcome outcome =
      run_shell(std::string(limit) + ASSAY_COMMAND + " verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 3) << outcome.err;
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["code"], "bad_row");
  EXPECT_EQ(rows[1]["id"], "crumbs");
  EXPECT_EQ(rows[2]["id"], "a");
}

TEST_F(VerifyCommand, AnEndlessClaimIsAnErrorRow) {
  std::string claim;
  while (claim.size() < 17'000) claim += "The minister raised the quota by 40 percent. ";
  scratch_.write("claims.jsonl", json{{"id", "long"}, {"claim", claim}, {"doc", claim}}.dump() +
                                     "\n" + claim_row("a"));
  const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], "long");
  EXPECT_EQ(rows[0]["code"], "bad_row");
  EXPECT_NE(outcome.err.find("longer than 16384 bytes"), std::string::npos) << outcome.err;
  EXPECT_EQ(rows[1]["id"], "a");
}

TEST_F(VerifyCommand, ASignalEndsLongWork) {
  std::string claim, evidence;
  while (claim.size() < 16'000) claim += "The minister raised the quota by 40 percent. ";
  for (int i = 0; i < 300; ++i) evidence += claim;
  scratch_.write("claims.jsonl", json{{"claim", claim}, {"doc", evidence}}.dump() + "\n");
  const Outcome outcome = run_shell("timeout -s INT -k 20 1 " ASSAY_COMMAND " verify " +
                                    quoted("claims.jsonl") + "; exit $?");
  EXPECT_EQ(outcome.status, 124)
      << "137: it went on for twenty seconds more; 0: it was done within one";
}

TEST_F(VerifyCommand, HalfASurrogatePairIsMended) {
  scratch_.write("claims.jsonl",
                 R"({"id":"a","claim":"The quay \ud800 is shut.","doc":"The quay is open."})");
  const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(rows_of(outcome.out).size(), 1u);
}

TEST_F(VerifyCommand, AnEmptyInputIsSaidToBeEmpty) {
  scratch_.write("claims.jsonl", "\n\n");
  const Outcome outcome = run_assay("verify " + quoted("claims.jsonl"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("holds no claim"), std::string::npos) << outcome.err;
}

TEST_F(VerifyCommand, AMissingFileOrADirectoryEndsWithThreeAndAMessage) {
  std::filesystem::create_directory(scratch_ / "directory");
  for (const char* name : {"missing", "directory"}) {
    const Outcome outcome = run_assay("verify " + quoted(name));
    EXPECT_EQ(outcome.status, 3) << name;
    EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(VerifyCommand, ABrokenStreamIsAnErrorRowAfterTheWholeRows) {
  // Bytes that gzip cannot make smaller, so that the first row is whole when the stream breaks.
  std::string noise;
  for (unsigned i = 0, state = 1; i < 200'000; ++i) {
    noise += static_cast<char>('a' + (state = state * 1103515245 + 12345) / 65536 % 26);
  }
  scratch_.write("claims.jsonl",
                 claim_row("a") + json{{"claim", "x"}, {"doc", noise}}.dump() + "\n");
  const Outcome outcome =
      run_shell("gzip -c " + quoted("claims.jsonl") + " | head -c 60000 > " + quoted("cut.gz") +
                "; " ASSAY_COMMAND " verify " + quoted("cut.gz"));
  EXPECT_EQ(outcome.status, 3);
  const std::vector<json> rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["id"], "a");
  EXPECT_EQ(rows[1]["code"], "truncated_gzip");
}

TEST_F(VerifyCommand, WritesToStandardOutputFilesAndFifos) {
  scratch_.write("claims.jsonl", claim_row("a"));
  const std::string expected = run_assay("verify " + quoted("claims.jsonl")).out;
  const Outcome dash =
      run_shell("cd " + quoted("") + "; " ASSAY_COMMAND " verify claims.jsonl -o - > rows; ls");
  EXPECT_EQ(dash.out, "claims.jsonl\nrows\n") << dash.err;
  EXPECT_EQ(read_file(scratch_ / "rows"), expected);
  EXPECT_EQ(run_assay("verify " + quoted("claims.jsonl") + " -o " + quoted("out")).status, 0);
  EXPECT_EQ(read_file(scratch_ / "out"), expected);
  const Outcome fifo = run_shell("mkfifo " + quoted("fifo") + "; " ASSAY_COMMAND " verify " +
                                 quoted("claims.jsonl") + " -o " + quoted("fifo") + " & cat " +
                                 quoted("fifo") + "; wait $!");
  EXPECT_EQ(fifo.status, 0) << fifo.err;
  EXPECT_EQ(fifo.out, expected);
  EXPECT_TRUE(std::filesystem::is_fifo(scratch_ / "fifo"));
}

TEST_F(VerifyCommand, RefusesToReplaceItsClaims) {
  const std::string input = scratch_.write("claims.jsonl", claim_row("a"));
  EXPECT_EQ(run_assay("verify " + quoted("claims.jsonl") + " -o " + quoted("claims.jsonl")).status,
            2);
  EXPECT_EQ(read_file(input), claim_row("a"));
}

TEST_F(VerifyCommand, AFullDiskEndsWithFour) {
  scratch_.write("claims.jsonl", claim_row("a"));
  for (const char* output : {" > /dev/full", " -o /dev/full"}) {
    const Outcome outcome = run_assay("verify " + quoted("claims.jsonl") + output);
    EXPECT_EQ(outcome.status, 4) << output;
    EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
  }
}

TEST_F(VerifyCommand, ASignalEndsTheWaitForInputAndLeavesWholeRows) {
  const std::string part = scratch_ / "out.part";
  const Outcome outcome = terminate_while_waiting(
      "verify " + quoted("fifo") + " -o " + quoted("out"), scratch_ / "fifo",
      claim_row("a") + claim_row("b"), "[ \"$(cat '" + part + "' 2>/dev/null | wc -l)\" = 2 ]");
  EXPECT_EQ(outcome.status, 128 + 15) << outcome.err;
  EXPECT_EQ(rows_of(read_file(part)).size(), 2u);
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "out"));
}

}  // namespace
}  // namespace assay
