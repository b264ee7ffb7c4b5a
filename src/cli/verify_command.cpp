#include "cli/verify_command.h"
#include <cmath>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "assay/corroboration.h"
#include "assay/writers.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/guarded.h"
#include "cli/output_file.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "cli/watched_input.h"
#include "ingest/line_reader.h"
#include "ingest/source.h"

namespace assay::cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr Option options[] = {output_option, heuristics_option};

constexpr CommandSpec spec = {
    "verify", "verify [CLAIMS.jsonl] [OPTION...]",
    "Holds each claim against its evidence. A row is {\"id\", \"claim\", \"evidence\": [texts]} "
    "or\n"
    "{\"id\", \"claim\", \"doc\": text}, with an optional \"context\": {title, date, section, "
    "previous};\n"
    "\"sought\": true says that each text of evidence is a whole official text that was not "
    "chosen\n"
    "for the claim, and is to be judged by itself;\n"
    "the answer is one row with verdict, confidence, probabilities, evidence and mismatches. A "
    "claim\n"
    "has at most 16 KiB, a row 16 MiB and 16384 texts. The rows may be compressed by gzip or zstd.",
    options, "  assay verify claims.jsonl -o verdicts.jsonl\n"};

// Bounds on memory, which may be forty times a line that is all brackets or commas. Guesses.
constexpr std::size_t longest_line_bytes = std::size_t{16} << 20;
constexpr int deepest_row = 16;
// Each sentence of a claim is sought in all the evidence. Many times as long as a summary; guess.
constexpr std::size_t longest_claim_bytes = std::size_t{16} << 10;

std::string text_of(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? valid_utf8(it->get_ref<const std::string&>())
                                               : std::string();
}

// Each text that is judged by itself takes 2.3 kB beside its own words.
constexpr std::size_t most_texts = std::size_t{16} << 10;

// A row as JSON without what is nested too deep to mean anything here; discarded where it is none.
json parse_row(std::string text) {
  const auto shallow = [](int depth, json::parse_event_t, json&) { return depth <= deepest_row; };
  json row = json::parse(text, shallow, false);
  if (!row.is_discarded()) return row;
  replace_lone_surrogates(text);
  return json::parse(text, shallow, false);
}

// A row's id, a string or a number; empty where it has none.
std::string id_of(const json& row) {
  if (!row.is_object()) return {};
  const auto id = row.find("id");
  return id != row.end() && id->is_number() ? id->dump() : text_of(row, "id");
}

// Reads {"id","claim","evidence":[...]} or {"id","claim","doc"}; says what is wrong, or nothing.
std::string read_request(const json& row, VerifyRequest& out) {
  if (!row.is_object()) return "not a JSON object";
  out.claim = text_of(row, "claim");
  if (out.claim.empty()) return "no \"claim\"";
  if (out.claim.size() > longest_claim_bytes) {
    return "\"claim\" is longer than " + std::to_string(longest_claim_bytes) + " bytes";
  }
  const auto evidence = row.find("evidence"), doc = row.find("doc");
  if (evidence != row.end() && doc != row.end()) return "both \"evidence\" and \"doc\"";
  if (evidence != row.end()) {
    if (!evidence->is_array()) return "\"evidence\" is no list of texts";
    if (evidence->size() > most_texts)
      return "\"evidence\" holds more than " + std::to_string(most_texts) + " texts";
    for (const json& text : *evidence) {
      if (!text.is_string()) return "\"evidence\" holds something that is not a text";
      out.evidence.push_back(valid_utf8(text.get_ref<const std::string&>()));
    }
  } else if (doc != row.end()) {
    if (!doc->is_string()) return "\"doc\" is no text";
    out.evidence.push_back(text_of(row, "doc"));
  } else {
    return "neither \"evidence\" nor \"doc\"";
  }
  if (const auto sought = row.find("sought"); sought != row.end()) {
    if (!sought->is_boolean()) return "\"sought\" is neither true nor false";
    out.sought = sought->get<bool>();
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

ordered_json answer_json(const std::string& id, const VerifyRequest& request,
                         const VerifyAnswer& answer) {
  ordered_json evidence = ordered_json::array(), mismatches = ordered_json::array();
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

// A line on its way from the input to its answer; or, at the input's end, why it broke.
struct Item {
  std::string text;
  InputError place;  // id, path and range; with a code: what is wrong with the line or the input
  std::uint64_t number = 0;

  std::string line() const { return display_name(place.path) + ":" + std::to_string(number); }
};

struct Answer {
  std::string row;
  bool failed = false;  // an error row
};

constexpr std::string_view remedy =
    "Give {\"id\", \"claim\", \"evidence\": [...]} or {\"id\", \"claim\", \"doc\"}.";

// Lines of one input that are not blank.
class Claims {
 public:
  Claims(std::string path, InputStream stream)
      : path_(std::move(path)), lines_(InputBuffer(std::move(stream)), longest_line_bytes) {}

  std::optional<Item> next() {
    std::optional<LineReader::Line> line = lines_.next();
    while (line && line->text.empty() && !line->too_long) line = lines_.next();
    if (line) {
      any_ = true;
      return item_of(*line);
    }
    const std::optional<Error>& error = lines_.stream().error();
    if (!error && !any_ && !std::exchange(error_told_, true)) {
      return Item{{},
                  input_error(path_, {"empty_input", display_name(path_) + " holds no claim.",
                                      "Check what should have written it."}),
                  0};
    }
    if (!error || std::exchange(error_told_, true)) return std::nullopt;
    return Item{{}, input_error(path_, *error), 0};
  }

 private:
  Item item_of(const LineReader::Line& line) const {
    Item item{std::string(line.too_long ? std::string_view() : line.text), {}, 0};
    item.number = line.number;
    item.place.id = path_ + ":" + std::to_string(line.number);
    item.place.path = path_;
    item.place.range = line.range;
    if (line.too_long) {
      item.place.code = "line_too_long";
      item.place.message = item.line() + ": the line is longer than " +
                           std::to_string(longest_line_bytes) + " bytes.";
      item.place.remedy = "Give each claim less evidence.";
    }
    return item;
  }

  std::string path_;
  LineReader lines_;
  bool any_ = false, error_told_ = false;
};

// The row's answer; where it cannot be read, `place` gets its id and what is wrong with it.
std::string answer_row(const Verifier& verifier, std::string text, const std::string& line,
                       InputError& place) {
  const json row = parse_row(std::move(text));
  if (const std::string id = id_of(row); !id.empty()) place.id = id;
  VerifyRequest request;
  const std::string wrong = row.is_discarded() ? "not JSON" : read_request(row, request);
  if (!wrong.empty()) {
    place.code = "bad_row";
    place.message = line + ": " + wrong + ".";
    place.remedy = remedy;
    return {};
  }
  return answer_json(place.id, request, verifier.verify(request))
             .dump(-1, ' ', false, json::error_handler_t::replace) +
         "\n";
}

Answer answer_item(const Verifier& verifier, Item item) {
  if (item.place.code.empty()) {
    std::string out;
    InputError place = item.place;
    const auto error = guarded(item.place, "judged", [&] {
      out = answer_row(verifier, std::move(item.text), item.line(), place);
    });
    if (!error && place.code.empty()) return {std::move(out)};
    item.place = error ? *error : place;
    if (error) item.place.remedy = "Give the claim less evidence.";
    item.place.id = place.id;
  }
  report_input_error("verify", item.place);
  return {Writer({}).row(item.place), true};
}

// Writes every answer into the open output; the exit status.
int write_all(WatchedInput<Item, Answer>& answers, OutputFile& output) {
  bool failed = false;
  std::optional<Error> failure;
  while (!failure) {
    std::optional<Error> flush_failure;
    std::optional<Answer> answer = answers.next([&] { flush_failure = output.flush(); });
    failure = flush_failure;
    if (!answer || failure) break;
    failed |= answer->failed;
    failure = output.write(answer->row);
  }
  const bool interrupted = caught_signal() != 0 && !answers.ended();
  if (!failure) failure = interrupted ? output.flush() : output.finish();
  if (failure) return report_unwritable("verify", *failure);
  if (interrupted) return exit_signal_base + caught_signal();
  return failed ? exit_unreadable_input : exit_success;
}

}  // namespace

int run_verify(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.size() > 1) return usage_error("verify", "Give one file of claims.");
  if (line.positional.empty() && is_terminal(STDIN_FILENO)) {
    return usage_error("verify", "Name a file of claims, or - for standard input.");
  }
  const std::string path = line.positional.empty() ? "-" : line.positional.front();
  if (const auto conflict = output_conflict(line.text("output"), {path})) {
    return report_error("verify", *conflict, exit_usage);
  }

  const Result<Heuristics> heuristics = load_heuristics(line);
  if (!heuristics) return report_error("verify", heuristics.error(), exit_usage);
  const Result<Verifier> verifier = Verifier::create(heuristics.value());
  if (!verifier) return report_error("verify", verifier.error(), exit_usage);

  Result<InputStream> stream = InputStream::open(path);
  if (!stream) return report_error("verify", stream.error(), exit_unreadable_input);
  watch_signals();
  Result<OutputFile> output = OutputFile::open(line.text("output"));
  if (caught_signal() != 0) return exit_signal_base + caught_signal();
  if (!output) return report_unwritable("verify", output.error());
  Claims claims(path, std::move(stream).value());
  WatchedInput<Item, Answer> answers(
      [&claims] { return claims.next(); },
      [&verifier](Item item) { return answer_item(verifier.value(), std::move(item)); });
  const int status = write_all(answers, output.value());
  if (!answers.ended()) leave_process(status);
  return status;
}

}  // namespace assay::cli
