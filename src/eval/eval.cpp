#include "eval/eval.h"
#include <algorithm>
#include <cstdio>

#include "eval/tasks.h"

namespace assay::eval {

Result<std::vector<Table>> run_extraction(const Options& options, const Heuristics& heuristics);
Result<std::vector<Table>> run_lines(const Options& options, const Heuristics& heuristics);

std::span<const Task> tasks() {
  static const std::vector<Task> list = {
      {"attribution", "Attributed or not, for the figures of PolNeAR.", run_attribution},
      {"extraction", "Article text of HTML pages (--convention text, clean, sites).",
       run_extraction, "text|clean|sites", true},
      {"figures", "Quantities, checkable figures and their sources (--convention newsquant).",
       run_figures, "newsquant", true},
      {"lines", "Roles of the labelled lines of plain text.", run_lines, {}, true},
      {"recognizers", "Conformance with the cases of Recognizers-Text and Duckling.",
       run_recognizers},
      {"promotion",
       "Promotional documents, sentences and spans; silence; rules.",
       run_promotion,
       {},
       true},
      {"verify",
       "Claims against evidence: verdicts, retrieval, calibration (--convention beside: articles "
       "with official texts of others).",
       run_verify, "beside", true},
  };
  return list;
}

namespace {

std::string files_of(const Options& options) {
  std::string files;
  for (const std::string& file : options.gold) files += (files.empty() ? "" : ", ") + file;
  return files;
}

}  // namespace

Error no_rows(const Options& options, std::string_view wanted) {
  const std::string_view part = options.part == Part::all ? "" : " of the part asked for";
  return {"no_rows", files_of(options) + ": there is no row" + std::string(part) + " to measure.",
          "A row of this task holds " + std::string(wanted) + "."};
}

Result<std::vector<Table>> run_task(const Task& task, const Options& options,
                                    const Heuristics& heuristics) try {
  return task.run(options, heuristics);
} catch (const nlohmann::json::exception& error) {
  return Error{"bad_gold",
               files_of(options) + ": a row is not of the form that " + std::string(task.name) +
                   " reads: " + error.what() + ".",
               "Give files of labelled rows for this task."};
}

namespace {

std::string cell_text(const nlohmann::json& cell) {
  char buffer[96];
  if (cell.is_object()) {
    std::snprintf(buffer, sizeof buffer, "%.3f [%.3f, %.3f]", cell["value"].get<double>(),
                  cell["low"].get<double>(), cell["high"].get<double>());
    return buffer;
  }
  if (cell.is_number_float()) {
    std::snprintf(buffer, sizeof buffer, "%.3f", cell.get<double>());
    return buffer;
  }
  return cell.is_string() ? cell.get<std::string>() : cell.dump();
}

}  // namespace

std::string render_text(std::span<const Table> tables) {
  std::string out;
  for (const Table& table : tables) {
    std::vector<std::size_t> widths;
    for (const std::string& column : table.columns) widths.push_back(column.size());
    for (const auto& row : table.rows) {
      for (std::size_t c = 0; c < row.size() && c < widths.size(); ++c) {
        widths[c] = std::max(widths[c], cell_text(row[c]).size());
      }
    }
    out += table.title + "\n";
    const auto line = [&](auto&& cell) {
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::string value = cell(c);
        if (c + 1 < table.columns.size()) value.resize(std::max(value.size(), widths[c]), ' ');
        out += "  " + value;
      }
      out += '\n';
    };
    line([&](std::size_t c) { return table.columns[c]; });
    for (const auto& row : table.rows) {
      line([&](std::size_t c) { return c < row.size() ? cell_text(row[c]) : std::string(); });
    }
    out += '\n';
  }
  return out;
}

nlohmann::json render_json(std::span<const Table> tables) {
  nlohmann::json out = nlohmann::json::array();
  for (const Table& table : tables) {
    out.push_back({{"title", table.title}, {"columns", table.columns}, {"rows", table.rows}});
  }
  return out;
}

}  // namespace assay::eval
