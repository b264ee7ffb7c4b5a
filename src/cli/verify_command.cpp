#include "cli/verify_command.h"
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "assay/corroboration.h"

#include "cli/command_line.h"
#include "cli/exit_status.h"

namespace assay::cli {
namespace {

using nlohmann::json;

constexpr Option options[] = {
    {"output", OptionKind::text, "FILE", "Write to FILE instead of standard output.", 'o'},
    {"heuristics", OptionKind::text, "DIR", "Lay DIR over the shipped heuristics."},
};

constexpr std::size_t longest_line_bytes = std::size_t{64} << 20;

std::string text_of(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? valid_utf8(it->get_ref<const std::string&>())
                                               : std::string();
}

// Reads {"id","claim","evidence":[...]} or {"id","claim","doc"}; says what is wrong, or nothing.
std::string read_request(const json& row, VerifyRequest& out) {
  if (!row.is_object()) return "not a JSON object";
  out.claim = text_of(row, "claim");
  if (out.claim.empty()) return "no \"claim\"";
  if (const auto it = row.find("evidence"); it != row.end() && it->is_array()) {
    for (const json& text : *it) {
      if (!text.is_string()) return "\"evidence\" holds something that is not a text";
      out.evidence.push_back(valid_utf8(text.get_ref<const std::string&>()));
    }
  } else if (row.contains("doc")) {
    out.evidence.push_back(text_of(row, "doc"));
  } else {
    return "neither \"evidence\" nor \"doc\"";
  }
  const auto context = row.find("context");
  const json& known = context != row.end() && context->is_object() ? *context : row;
  out.title = text_of(known, "title");
  out.date = text_of(known, "date");
  out.section = text_of(known, "section");
  out.previous = text_of(known, "previous");
  return {};
}

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

json answer_json(const json& id, const VerifyRequest& request, const VerifyAnswer& answer) {
  json evidence = json::array(), mismatches = json::array();
  for (const VerifyEvidence& item : answer.evidence) {
    const std::string_view text = request.evidence[item.index];
    const std::size_t begin = count_code_points(text.substr(0, item.range.begin));
    evidence.push_back({{"index", item.index},
                        {"begin", begin},
                        {"end", begin + count_code_points(slice(text, item.range))},
                        {"text", item.text}});
  }
  for (const Mismatch& item : answer.mismatches) {
    mismatches.push_back(
        {{"kind", item.kind}, {"article", item.article}, {"official", item.official}});
  }
  return {{"id", id},
          {"verdict", to_string(answer.verdict)},
          {"confidence", rounded(answer.confidence)},
          {"probabilities",
           {{"corroborated", rounded(answer.corroborated)},
            {"contradicted", rounded(answer.contradicted)},
            {"not_found", rounded(answer.not_found)}}},
          {"evidence", std::move(evidence)},
          {"mismatches", std::move(mismatches)}};
}

// One row in, one row out; false when the row could not be read (an error row says why).
bool verify_row(const Verifier& verifier, std::string_view line, std::size_t number,
                std::string& out) {
  const json row = json::parse(line, nullptr, false);
  json id = row.is_object() && row.contains("id") && row["id"].is_string()
                ? row["id"]
                : json(std::to_string(number));
  VerifyRequest request;
  const std::string wrong = row.is_discarded() ? "not JSON" : read_request(row, request);
  json result;
  if (wrong.empty()) {
    result = answer_json(id, request, verifier.verify(request));
  } else {
    result = {{"schema", "assay.error/1"},
              {"id", id},
              {"code", "bad_row"},
              {"message", "Line " + std::to_string(number) + ": " + wrong + "."},
              {"remedy",
               "Give {\"id\", \"claim\", \"evidence\": [...]} or {\"id\", \"claim\", \"doc\"}."}};
  }
  out = result.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return wrong.empty();
}

}  // namespace

int run_verify(const std::vector<std::string>& arguments) {
  const CommandSpec spec = {
      "verify", "verify [CLAIMS.jsonl] [-o OUT]",
      "Holds each claim against its evidence. A row is {\"id\", \"claim\", \"evidence\": [texts]} "
      "or\n"
      "{\"id\", \"claim\", \"doc\": text}, with an optional \"context\": {title, date, section, "
      "previous};\n"
      "the answer is one row with verdict, confidence, probabilities, evidence and mismatches.",
      options, "  assay verify claims.jsonl -o verdicts.jsonl\n"};
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.size() > 1) return usage_error("verify", "Give one file of claims.");

  std::optional<std::filesystem::path> overlay;
  if (line.has("heuristics")) overlay = line.text("heuristics");
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory(), overlay);
  if (!heuristics) return report_error("verify", heuristics.error(), exit_usage);
  const Result<Verifier> verifier = Verifier::create(heuristics.value());
  if (!verifier) return report_error("verify", verifier.error(), exit_usage);

  std::ifstream file;
  const bool from_file = !line.positional.empty() && line.positional.front() != "-";
  if (from_file) {
    file.open(line.positional.front(), std::ios::binary);
    if (!file) {
      return report_error(
          "verify",
          {"missing_file", "Cannot open " + line.positional.front() + ".", "Give a readable file."},
          exit_unreadable_input);
    }
  }
  std::istream& in = from_file ? static_cast<std::istream&>(file) : std::cin;
  std::ofstream target;
  const bool to_file = line.has("output");
  const std::string part = line.text("output") + ".part";
  if (to_file) target.open(part, std::ios::binary);
  std::ostream& out = to_file ? static_cast<std::ostream&>(target) : std::cout;

  int status = exit_success;
  std::string text, answer;
  for (std::size_t number = 1; out && std::getline(in, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (text.size() > longest_line_bytes) text.clear();  // reported as a bad row
    if (!verify_row(verifier.value(), text, number, answer)) status = exit_unreadable_input;
    out << answer;
  }
  out.flush();
  bool written = static_cast<bool>(out);
  if (to_file && written) {
    target.close();
    std::error_code failed;
    std::filesystem::rename(part, line.text("output"), failed);
    written = !failed;
  }
  if (!written) {
    return report_error("verify", {"output", "Cannot write the verdicts.", "Give a writable path."},
                        exit_unwritable_output);
  }
  return status;
}

}  // namespace assay::cli
