#include "cli/rules_command.h"
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "assay/engine.h"
#include "assay/heuristics.h"
#include "assay/report.h"
#include "assay/rules.h"
#include "assay/scorer.h"
#include "assay/text.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/output_file.h"
#include "rules/rule_json.h"

namespace assay::cli {
namespace {

constexpr std::string_view command = "rules";

constexpr Option options[] = {
    {"scorer", OptionKind::text, "NAME", "list: only the rules of this scorer."},
    {"language", OptionKind::text, "CODE",
     "list, explain: only rules that serve this language (those of \"any\" do)."},
    {"format", OptionKind::choice, "text|json", "How list and explain print (text).", 'f'},
    heuristics_option,
};

constexpr CommandSpec spec = {
    "rules", "rules list [WORD...] | explain RULE | test [DIR] [OPTION...]",
    "Shows the rules, and checks those that rule packs hold.\n"
    "  list [WORD...]  one line a rule; with words, those whose id or message holds all of them\n"
    "  explain RULE    why a rule exists, what it matches and what it leaves alone\n"
    "  test [DIR]      checks every file and runs every example; with DIR laid over the shipped\n"
    "                  ones. Exit status 2 when a file or an example is wrong.",
    options,
    "  assay rules list --scorer promotion\n"
    "  assay rules explain promotion/unverifiable-superlative\n"
    "  assay rules test my-heuristics\n"};

nlohmann::ordered_json with_place(const Rule& rule) {
  nlohmann::ordered_json json = to_json(rule);
  json["where"] = rule.where;
  return json;
}

nlohmann::ordered_json to_json(const BuiltInRule& rule) {
  return {{"id", rule.id}, {"message", rule.message}, {"why", rule.why}, {"where", "built in"}};
}

std::string number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.2f", value);
  return digits;
}

// `text`: the id and message of a rule.
bool holds_all(std::string text, const std::vector<std::string>& words) {
  text = lower(text);
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(lower(word)) != text.npos; });
}

bool serves(const Rule& rule, const CommandLine& line) {
  const std::string language = line.text("language");
  return language.empty() || rule.language == language || rule.language == "any";
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  for (std::size_t length = count_code_points(text); length < width; ++length) out += ' ';
  return out;
}

// What is wrong with --scorer or --language: no rule could be of it.
std::string unknown_name(const Heuristics& heuristics, const CommandLine& line) {
  const auto problem = [](std::string_view option, const std::string& given,
                          const std::vector<std::string_view>& known) {
    std::string message =
        "--" + std::string(option) + ": there is none called '" + given + "', but";
    for (const std::string_view name : known) message += " " + std::string(name);
    return message + ".";
  };
  const std::vector<std::string_view> scorers(scorer_names.begin(), scorer_names.end());
  const std::string scorer = line.text("scorer"), language = line.text("language");
  if (line.has("scorer") && std::ranges::find(scorers, scorer) == scorers.end()) {
    return problem("scorer", scorer, scorers);
  }
  std::vector<std::string_view> languages;
  for (const Rule& rule : heuristics.rules()) {
    if (std::ranges::find(languages, rule.language) == languages.end()) {
      languages.push_back(rule.language);
    }
  }
  if (line.has("language") && std::ranges::find(languages, language) == languages.end()) {
    return problem("language", language, languages);
  }
  return {};
}

int list(const Heuristics& heuristics, const CommandLine& line,
         const std::vector<std::string>& words) {
  const std::string scorer = line.text("scorer");
  std::vector<const Rule*> listed;
  std::size_t width = 0;
  for (const Rule& rule : heuristics.rules()) {
    if (!scorer.empty() && rule.scorer != scorer) continue;
    if (!serves(rule, line) || !holds_all(rule.id + ' ' + rule.message, words)) continue;
    listed.push_back(&rule);
    width = std::max(width, rule.id.size());
  }
  std::vector<BuiltInRule> built_in;  // of all languages
  for (const BuiltInRule& rule : built_in_rules()) {
    if (!scorer.empty() && rule.id.substr(0, rule.id.find('/')) != scorer) continue;
    if (line.has("language")) continue;
    if (!holds_all(std::string(rule.id) + ' ' + std::string(rule.message), words)) continue;
    built_in.push_back(rule);
    width = std::max(width, rule.id.size());
  }
  if (line.text("format") == "json") {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Rule* rule : listed) all.push_back(with_place(*rule));
    for (const BuiltInRule& rule : built_in) all.push_back(to_json(rule));
    return print(command, all.dump(2) + "\n");
  }
  std::string out;
  for (const Rule* rule : listed) {
    out += padded(rule->id, width) + "  " + padded(rule->language, 3) + "  " +
           number(rule->weight) + "  " + rule->message + "\n";
  }
  if (!built_in.empty()) out += "Found by the scorers themselves:\n";
  for (const BuiltInRule& rule : built_in) {
    out += padded(rule.id, width) + "             " + std::string(rule.message) + "\n";
  }
  const int status = print(command, out);
  std::fprintf(stderr, "%zu of %zu rules\n", listed.size() + built_in.size(),
               heuristics.rules().size() + built_in_rules().size());
  return status;
}

std::string explanation(const Rule& rule) {
  std::string out = rule.id + " (" +
                    (rule.language == "any" ? "any language" : "language " + rule.language) +
                    ", weight " + number(rule.weight) + ")\n";
  const auto paragraph = [&](std::string_view label, std::string_view text) {
    out += "  " + padded(label, 12) + std::string(text) + "\n";
  };
  const auto all = [&](std::string_view label, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      paragraph(&text == &texts.front() ? label : std::string_view(), text);
    }
  };
  paragraph("message", rule.message);
  paragraph("why", rule.why);
  all("patterns", rule.patterns);
  all("exceptions", rule.exceptions);
  std::string reads;
  for (const BlockShape shape : rule.scope) {
    if (!reads.empty()) reads += ", ";
    reads += to_string(shape);
  }
  paragraph("reads", rule.scope.empty() ? "every block" : reads);
  paragraph("ends", rule.word ? "at word boundaries" : "anywhere, inside words too");
  paragraph("quoted", rule.quoted ? "fires inside quotations too" : "silent inside quotations");
  paragraph("negated", rule.negated ? "fires when negated, doubted or asked too"
                                    : "silent when negated, doubted or asked");
  if (rule.selling) paragraph("selling", "counts as far as the whole text reads as promotion");
  all("fires on", rule.fire);
  all("silent on", rule.silent);
  paragraph("stands in", rule.where);
  return out;
}

std::string explanation(const BuiltInRule& rule) {
  const auto paragraph = [&](std::string_view label, std::string_view text) {
    return "  " + padded(label, 12) + std::string(text) + "\n";
  };
  return std::string(rule.id) + " (found by the scorer itself)\n" +
         paragraph("message", rule.message) + paragraph("why", rule.why);
}

std::string cost(const Combiner& combiner, std::string_view rule) {
  return "  " + padded("costs", 12) + "at most " +
         number(static_cast<double>(combiner.points_of(rule)) / 100) + " points a finding\n";
}

int explain(const Heuristics& heuristics, const CommandLine& line, const std::string& id) {
  const Result<Combiner> combiner = Combiner::create(heuristics);
  if (!combiner) return report_error(command, combiner.error(), exit_usage);
  std::string out;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  std::vector<std::string_view> known;
  for (const Rule& rule : heuristics.rules()) {
    known.push_back(rule.id);
    if (rule.id != id || !serves(rule, line)) continue;
    if (!out.empty()) out += '\n';
    out += explanation(rule) + cost(combiner.value(), rule.id);
    json.push_back(with_place(rule));
  }
  for (const BuiltInRule& rule : built_in_rules()) {
    known.push_back(rule.id);
    if (rule.id != id) continue;
    if (!out.empty()) out += '\n';
    out += explanation(rule) + cost(combiner.value(), rule.id);
    json.push_back(to_json(rule));
  }
  if (out.empty()) {
    std::string message = "There is no rule '" + id + "'.";
    if (std::ranges::find(known, id) != known.end()) {
      message =
          "The rule '" + id + "' does not serve the language '" + line.text("language") + "'.";
    } else if (const std::string_view near = nearest(id, known); !near.empty()) {
      message += " Did you mean " + std::string(near) + "?";
    }
    return usage_error(command, message);
  }
  return print(command, line.text("format") == "json" ? json.dump(2) + "\n" : out);
}

int test(const Heuristics& heuristics) {
  std::size_t examples = 0;
  for (const Rule& rule : heuristics.rules()) examples += rule.fire.size() + rule.silent.size();
  const std::vector<RuleFailure> failures = check_rule_examples(heuristics.rules());
  std::string out;
  for (const RuleFailure& failure : failures) {
    out += failure.where + ": " + failure.rule +
           (failure.expected_to_fire ? " must fire on: " : " must stay silent on: ") +
           failure.example + "\n";
  }
  out += std::to_string(heuristics.rules().size()) + " rules, " + std::to_string(examples) +
         " examples: " +
         (failures.empty() ? "all hold"
                           : std::to_string(failures.size()) +
                                 (failures.size() == 1 ? " does" : " do") + " not hold") +
         "\n";
  const int status = print(command, out);
  return status == exit_success && !failures.empty() ? exit_usage : status;
}

}  // namespace

int run_rules(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty()) return usage_error(command, "Say list, explain RULE or test.");

  const std::string& action = line.positional.front();
  const std::vector<std::string> rest(line.positional.begin() + 1, line.positional.end());
  constexpr std::string_view actions[] = {"list", "explain", "test"};
  if (std::find(std::begin(actions), std::end(actions), action) == std::end(actions)) {
    std::string message = "There is no `assay rules " + action + "`.";
    if (const std::string_view near = nearest(action, actions); !near.empty()) {
      message += " Did you mean `assay rules " + std::string(near) + "`?";
    }
    return usage_error(command, message);
  }
  if (action == "explain" && rest.size() != 1) {
    return usage_error(command, "Name one rule to explain; `assay rules list` shows them.");
  }
  if (action == "test" && rest.size() > 1) {
    return usage_error(command, "Name one directory to test.");
  }

  if (action != "list" && line.has("scorer")) {
    return usage_error(command, "--scorer is for `assay rules list`.");
  }
  if (action == "test" && (line.has("language") || line.has("format"))) {
    return usage_error(command, "--language and --format are for list and explain.");
  }
  if (action == "test" && !rest.empty() && line.has("heuristics")) {
    return usage_error(command, "Name one directory to test: as DIR or by --heuristics.");
  }

  std::optional<std::filesystem::path> overlay = heuristics_overlay(line);
  if (action == "test" && !rest.empty()) overlay = rest.front();
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory(), overlay);
  if (!heuristics) return report_error(command, heuristics.error(), exit_usage);
  if (const std::string problem = unknown_name(heuristics.value(), line); !problem.empty()) {
    return usage_error(command, problem);
  }
  if (action == "list") return list(heuristics.value(), line, rest);
  if (action == "explain") return explain(heuristics.value(), line, rest.front());
  // Weights, models and tables are read by those who use them: an engine is made of all of them.
  if (const auto engine = Engine::create({.heuristics_overlay = overlay}); !engine) {
    return report_error(command, engine.error(), exit_usage);
  }
  return test(heuristics.value());
}

}  // namespace assay::cli
