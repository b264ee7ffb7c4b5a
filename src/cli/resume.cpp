#include "cli/resume.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "ingest/csv.h"
#include "ingest/decompress.h"
#include "ingest/walk.h"
#include "text/sha256.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view run_schema = "assay.run/1";

void describe(const fs::path& path, std::string& out) {
  std::error_code ignored;
  out += path.string() + '\0';
  out += std::to_string(fs::file_size(path, ignored)) + '\0';
  out += std::to_string(fs::last_write_time(path, ignored).time_since_epoch().count()) + '\0';
}

Hundredths to_hundredths(double score) { return std::llround(score * 100); }

std::string text_of(const nlohmann::json& object, const std::string& key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// One JSONL row: false when it is broken.
bool take_json_row(const std::string& line, FinishedRows& rows) {
  const nlohmann::json row = nlohmann::json::parse(line, nullptr, false);
  if (!row.is_object()) return false;
  if (text_of(row, "schema") == "assay.error/1") {
    ++rows.errors;
    return true;
  }
  ++rows.documents;
  const auto score = row.find("score");
  if (score != row.end() && score->is_number()) {
    rows.scores.push_back(to_hundredths(score->get<double>()));
  }
  return true;
}

FinishedRows finished_csv(const std::string& text) {
  FinishedRows rows;
  std::size_t offset = 0;
  bool whole = false;
  const std::vector<std::string> header = next_csv_record(text, offset, &whole);
  if (!whole) return rows;
  rows.bytes = offset;
  const auto column = static_cast<std::size_t>(std::ranges::find(header, "score") - header.begin());
  while (offset < text.size()) {
    std::vector<std::string> fields = next_csv_record(text, offset, &whole);
    if (!whole || fields.size() != header.size()) break;
    rows.bytes = offset;
    ++rows.documents;
    double score = 0;
    const std::string& field = fields[column];
    const auto parsed = std::from_chars(field.data(), field.data() + field.size(), score);
    if (parsed.ec == std::errc()) rows.scores.push_back(to_hundredths(score));
    rows.ids.push_back(std::move(fields.front()));  // csv_header() begins with it
  }
  return rows;
}

}  // namespace

Result<std::string> fingerprint(const std::vector<std::string>& paths) {
  std::string all;
  Walk walk(paths);  // as the reader walks: through links, past hidden files
  while (const auto found = walk.next()) {
    if (const auto* error = std::get_if<InputError>(&*found)) {
      all += error->path + '\0' + error->code + '\0';
      continue;
    }
    const auto& path = std::get<std::string>(*found);
    std::error_code error;
    if (path == "-" || (fs::exists(path, error) && !fs::is_regular_file(path, error))) {
      return Error{"not_resumable",
                   (path == "-" ? "Standard input" : path) + " cannot be read a second time.",
                   "Put the input into a file to be able to use --resume."};
    }
    describe(path, all);
  }
  return sha256_hex(all);
}

std::string fingerprint_words(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += word + '\0';
  return sha256_hex(all);
}

std::string run_state_path(const std::string& part_path) { return part_path + ".run"; }

std::optional<Error> write_run_state(const std::string& part_path, const RunState& state) {
  nlohmann::ordered_json file = {{"schema", run_schema}};
  for (const auto& [name, hash] : state) file[name] = hash;
  std::ofstream out(run_state_path(part_path), std::ios::binary | std::ios::trunc);
  out << file.dump(1) << '\n';
  out.close();
  if (out) return std::nullopt;
  return Error{"unwritable_output", "Cannot write " + run_state_path(part_path) + ".",
               "Give a path that can be written."};
}

std::optional<Error> check_run_state(const std::string& part_path, const RunState& state) {
  const std::string path = run_state_path(part_path);
  const Result<std::string> text = read_whole(path);
  const nlohmann::json file = nlohmann::json::parse(text ? text.value() : "", nullptr, false);
  const std::string remedy = "Remove " + part_path + " to begin anew, or write to another file.";
  if (!file.is_object() || text_of(file, "schema") != run_schema) {
    return Error{"not_resumable", path + " does not say how " + part_path + " was made.", remedy};
  }
  for (const auto& [name, hash] : state) {
    if (text_of(file, name) != hash) {
      return Error{"not_resumable",
                   "Cannot go on with " + part_path + ": the " + name + " differs from then.",
                   remedy};
    }
  }
  return std::nullopt;
}

Result<FinishedRows> read_finished_rows(const std::string& part_path, OutputFormat format) {
  if (format == OutputFormat::csv) {
    const Result<std::string> text = read_whole(part_path);
    if (!text) return text.error();
    return finished_csv(text.value());
  }
  std::ifstream in(part_path, std::ios::binary);
  if (!in) return Error{"not_resumable", "Cannot read " + part_path + ".", "Make it readable."};
  FinishedRows rows;
  std::string line;
  while (std::getline(in, line) && !in.eof()) {  // a last line without its end is not whole
    if (!take_json_row(line, rows)) break;
    rows.bytes += line.size() + 1;
  }
  return rows;
}

}  // namespace assay::cli
