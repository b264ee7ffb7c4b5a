// The `assay` command: finds the subcommand and hands its arguments over.
#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "assay/engine.h"

#include "cli/command_line.h"
#include "cli/eval_command.h"
#include "cli/exit_status.h"
#include "cli/index_command.h"
#include "cli/output_file.h"
#include "cli/rules_command.h"
#include "cli/score_command.h"
#include "cli/sites_command.h"
#include "cli/strip_command.h"
#include "cli/verify_command.h"

namespace assay::cli {
namespace {

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*run)(const std::vector<std::string>& arguments);
};

// In the order the help shows them. A new subcommand is one line here.
constexpr Command commands[] = {
    {"score", "score documents: how far each can be trusted, and why", run_score},
    {"strip", "take advertisements and boilerplate out of documents", run_strip},
    {"restore", "put back what strip took out", run_restore},
    {"sites", "count what repeats across the pages of each host", run_sites},
    {"rules", "list, explain and test the phrase rules", run_rules},
    {"verify", "hold claims against their evidence", run_verify},
    {"index", "save an index of official documents", run_index},
    {"eval", "measure the library on labelled sets", run_eval},
};

// Commands to come; who asks for one is told so.
constexpr std::string_view planned[] = {"triage", "diff", "bench"};

std::string general_help() {
  std::string text =
      "assay says how far scraped articles can be trusted, and why.\n\n"
      "Usage: assay COMMAND [ARGUMENT...]\n\nCommands:\n";
  for (const Command& command : commands) {
    std::string name = "  " + std::string(command.name);
    name.resize(12, ' ');
    text += name + std::string(command.summary) + "\n";
  }
  text += "\nNot there yet:";
  for (const std::string_view name : planned) text += " " + std::string(name);
  return text +
         "\n\nOptions:\n"
         "  -h, --help     print this help; `assay COMMAND --help` tells more\n"
         "      --version  print the version\n";
}

int main_command(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(general_help().c_str(), stderr);
    return exit_usage;
  }
  const std::string& name = arguments.front();
  if (name == "help" && arguments.size() > 1) return main_command({arguments[1], "--help"});
  if (name == "--help" || name == "-h" || name == "help") {
    return print({}, general_help());
  }
  if (name == "--version") {
    return print({}, "assay " + std::string(version()) + "\n");
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands) {
    if (command.name == name) return command.run({arguments.begin() + 1, arguments.end()});
    names.push_back(command.name);
  }
  if (std::ranges::find(planned, name) != std::end(planned)) {
    return usage_error({}, name + " is not there yet.");
  }
  if (name.starts_with('-')) return usage_error({}, "Name a command first, not " + name + ".");
  std::string message = "There is no command '" + name + "'.";
  if (const std::string_view near = nearest(name, names); !near.empty()) {
    message += " Did you mean `assay " + std::string(near) + "`?";
  }
  return usage_error({}, message);
}

}  // namespace
}  // namespace assay::cli

int main(int argc, char** argv) {
  return assay::cli::main_command({argv + std::min(argc, 1), argv + argc});
}
