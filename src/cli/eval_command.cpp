#include "cli/eval_command.h"
#include <cstdio>

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/output_file.h"
#include "eval/eval.h"

namespace assay::cli {
namespace {

constexpr Option options[] = {
    {"format", OptionKind::choice, "text|json", "How to print the tables (text).", 'f'},
    {"part", OptionKind::choice, "all|dev|check",
     "Which rows count: all, those that may be fitted on, or those only ever scored (all)."},
    {"worst", OptionKind::count, "N",
     "List the N worst documents; not of the check part, which is kept unseen."},
    {"convention", OptionKind::text, "NAME", "How to read the labels, where a task knows several."},
    {"features", OptionKind::text, "FILE",
     "Write training rows to FILE, and to files whose names begin like "
     "it, instead of scoring."},
    heuristics_option,
};

std::string summary() {
  std::string text = "Measures the library on labelled sets. Tasks:\n";
  for (const eval::Task& task : eval::tasks()) {
    std::string name = "  " + std::string(task.name);
    name.resize(std::max<std::size_t>(name.size() + 2, 18), ' ');
    text += name + std::string(task.summary) + "\n";
  }
  text.pop_back();
  return text;
}

eval::Part part_of(const std::string& name) {
  if (name == "dev") return eval::Part::dev;
  if (name == "check") return eval::Part::check;
  return eval::Part::all;
}

// What of `request` the task would pass over, or nothing.
std::string unknown_to(const eval::Task& task, const eval::Options& request) {
  if (!request.features.empty() && !task.gives_features) {
    return "--features: " + std::string(task.name) + " has no training rows to write.";
  }
  const std::string all = "|" + std::string(task.conventions) + "|";
  if (request.convention.empty() || all.find("|" + request.convention + "|") != all.npos) return {};
  return "--convention: " + std::string(task.name) +
         (task.conventions.empty()
              ? " knows none."
              : " knows " + std::string(task.conventions) + ", not '" + request.convention + "'.");
}

}  // namespace

int run_eval(const std::vector<std::string>& arguments) {
  const std::string about = summary();
  const CommandSpec spec = {"eval", "eval TASK GOLD... [OPTION...]", about, options,
                            "  assay eval lines gold.jsonl.gz --part dev --worst 5\n"
                            "  assay eval figures gold.jsonl --format json\n"};
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty()) return usage_error("eval", "Name a task and its labelled files.");

  const std::string& name = line.positional.front();
  const eval::Task* task = nullptr;
  std::vector<std::string_view> names;
  for (const eval::Task& candidate : eval::tasks()) {
    names.push_back(candidate.name);
    if (candidate.name == name) task = &candidate;
  }
  if (!task) {
    std::string message = "There is no task '" + name + "'. The tasks are";
    for (const std::string_view known : names) message += " " + std::string(known);
    return usage_error("eval", message + ".");
  }
  eval::Options request;
  request.gold.assign(line.positional.begin() + 1, line.positional.end());
  if (request.gold.empty()) return usage_error("eval", "Name at least one file of labelled rows.");
  request.part = part_of(line.text("part", "all"));
  request.worst = line.count("worst", 0);
  request.convention = line.text("convention");
  request.features = line.text("features");
  if (request.part == eval::Part::check && request.worst > 0) {
    return usage_error("eval",
                       "--worst lists rows, and the check part is kept unseen. Use --part dev.");
  }

  if (const std::string problem = unknown_to(*task, request); !problem.empty()) {
    return usage_error("eval", problem);
  }
  if (!request.features.empty()) {
    for (const std::string_view ending : eval::feature_endings) {
      const auto conflict = output_conflict(request.features + std::string(ending), request.gold);
      if (conflict) return report_error("eval", *conflict, exit_usage);
    }
  }

  const Result<Heuristics> heuristics = load_heuristics(line);
  if (!heuristics) return report_error("eval", heuristics.error(), exit_usage);
  const Result<std::vector<eval::Table>> tables =
      eval::run_task(*task, request, heuristics.value());
  if (!tables) {
    const bool unwritable = tables.error().code == "unwritable_output";
    return report_error("eval", tables.error(),
                        unwritable ? exit_unwritable_output : exit_unreadable_input);
  }
  const std::string rendered = line.text("format", "text") == "json"
                                   ? eval::render_json(tables.value()).dump(1) + "\n"
                                   : eval::render_text(tables.value());
  return print("eval", rendered);
}

}  // namespace assay::cli
