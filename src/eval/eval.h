// `assay eval`: every measured number of the project, computed the same way each time.
//
// One file per task (src/eval/lines.cpp, ...); tasks() lists them. A task reads gold rows, runs the
// library on them and returns tables; rendering is shared.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "assay/heuristics.h"
#include "assay/result.h"

namespace assay::eval {

// Which rows count. `dev` may be read and fitted on; `check` is only scored: rows whose key (host
// of the URL, else statement or evidence text, else id) has sha1 % 10 in {0, 1}.
enum class Part { all, dev, check };

struct Options {
  std::vector<std::string> gold;  // files, .jsonl or .jsonl.gz
  Part part = Part::all;
  std::size_t worst = 0;   // list so many of the worst documents (never for `check`)
  std::string convention;  // task-specific reading of the gold
  std::string features;    // write training rows to this file instead of scoring
};

// One printed table. Cells are strings or numbers; a number with an interval is
// {"value","low","high"}.
struct Table {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<nlohmann::json>> rows;
};

struct Task {
  std::string_view name;
  std::string_view summary;  // one line of help
  Result<std::vector<Table>> (*run)(const Options&, const Heuristics&);
  std::string_view conventions = {};  // the readings it knows, "text|clean"
  bool gives_features = false;        // whether it can write training rows
};

// What a task may write beside Options::features, by what is added to that name.
inline constexpr std::string_view feature_endings[] = {"", ".words", ".json", ".conflicts"};

std::span<const Task> tasks();

// Runs `task`; rows that lack what it needs, or hold it in another form, are an error.
Result<std::vector<Table>> run_task(const Task& task, const Options& options,
                                    const Heuristics& heuristics);

// The error of a task that met no row it could measure: `wanted` says what a row holds.
Error no_rows(const Options& options, std::string_view wanted);

std::string render_text(std::span<const Table> tables);
nlohmann::json render_json(std::span<const Table> tables);

// Measures, shared by the tasks.

// Rows of a JSONL file, decompressed; a malformed row is an error that names its line.
Result<std::vector<nlohmann::json>> read_rows(const std::string& path);

bool in_check_part(std::string_view key);
bool in_part(std::string_view key, Part part);
std::string host_of(std::string_view url);
// What a table's title adds where rows of a part were asked for and none told its host: rows of one
// site may then stand in both parts.
std::string_view note_on_parts(Part part, bool hosts_known);

struct Counts {  // true positives, false positives, false negatives
  double tp = 0, fp = 0, fn = 0;
  double precision() const { return tp + fp == 0 ? 0 : tp / (tp + fp); }
  double recall() const { return tp + fn == 0 ? 0 : tp / (tp + fn); }
  double f1() const { return 2 * tp + fp + fn == 0 ? 0 : 2 * tp / (2 * tp + fp + fn); }
  Counts& operator+=(const Counts& other);
};

// Area under the ROC curve; ties count half. 0.5 when one class is absent.
double auc(std::span<const double> scores, std::span<const char> positive);

// Percentile bootstrap (95 %) of `statistic` over resampled indices 0..n-1; deterministic.
struct Interval {
  double low = 0, high = 0;
};
Interval bootstrap(std::size_t n,
                   const std::function<double(std::span<const std::size_t>)>& statistic,
                   int resamples = 400);
Interval bootstrap_mean(std::span<const double> values, int resamples = 1000);

nlohmann::json with_interval(double value, Interval interval);

// Lower-cased NFC runs of letters and digits, as the extraction measures count words.
std::vector<std::string> eval_words(std::string_view text);

}  // namespace assay::eval
