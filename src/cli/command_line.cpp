#include "cli/command_line.h"
#include <algorithm>
#include <charconv>
#include <cstdio>

#include <boost/program_options/cmdline.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>

#include "assay/ingest.h"

#include "cli/exit_status.h"
#include "cli/output_file.h"
#include "text/harmless.h"

namespace assay::cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t help_column = 28;
constexpr std::size_t help_width = 96;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// What stands between commas, without the blanks around it.
std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::string_view name : split(text, ',')) {
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

template <typename Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  const std::optional<double> value = parse_whole<double>(text);
  return value && *value >= 0 && *value < 1e300 ? value : std::nullopt;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  unsigned shift = 0;
  if (!text.empty()) {
    switch (text.back()) {
      case 'K':
      case 'k':
        shift = 10;
        break;
      case 'M':
      case 'm':
        shift = 20;
        break;
      case 'G':
      case 'g':
        shift = 30;
        break;
    }
  }
  if (shift != 0) text.remove_suffix(1);
  const auto value = parse_whole<std::uint64_t>(text);
  if (!value || *value == 0 || *value > most_document_bytes >> shift) return std::nullopt;
  return *value << shift;
}

// What is wrong with an option's value; empty when nothing is.
std::string value_problem(const Option& option, std::string_view value) {
  const auto wants = [&](std::string_view what) {
    return "--" + std::string(option.name) + " wants " + std::string(what) + ", not '" +
           std::string(value) + "'.";
  };
  switch (option.kind) {
    case OptionKind::flag:
      return {};
    case OptionKind::text:
    case OptionKind::list:
      return value.empty() ? wants(option.value) : std::string();
    case OptionKind::names:
      return names_in(value).empty() ? wants("at least one name") : std::string();
    case OptionKind::choice: {
      const std::vector<std::string_view> words = split(option.value, '|');
      if (std::ranges::find(words, value) != words.end()) return {};
      const std::vector<std::string_view> planned = split(option.planned, '|');
      if (std::ranges::find(planned, value) != planned.end()) {
        return "--" + std::string(option.name) + " " + std::string(value) +
               " is not there yet. There is " + std::string(option.value) + ".";
      }
      std::string message = wants("one of " + std::string(option.value));
      if (const std::string_view near = nearest(value, words); !near.empty()) {
        message += " Did you mean " + std::string(near) + "?";
      }
      return message;
    }
    case OptionKind::number:
      return parse_number(value) ? std::string() : wants("a number, for example 60 or 62.5");
    case OptionKind::count:
      return parse_whole<std::uint64_t>(value) ? std::string() : wants("a whole number");
    case OptionKind::bytes:
      return parse_bytes(value) ? std::string()
                                : wants("a size in bytes from 1 to 1G, for example 4M");
  }
  return {};
}

const Option* find_option(const CommandSpec& spec, std::string_view name) {
  const auto found = std::ranges::find(spec.options, name, &Option::name);
  return found == spec.options.end() ? nullptr : &*found;
}

std::string unknown_option(const CommandSpec& spec, std::string_view token) {
  std::string message = "Unknown option " + std::string(token) + ".";
  std::vector<std::string_view> names = {"help"};
  for (const Option& option : spec.options) names.push_back(option.name);
  const std::size_t dashes = std::min(token.find_first_not_of('-'), token.size());
  std::string_view word = token.substr(dashes);
  word = word.substr(0, word.find('='));
  if (const std::string_view near = nearest(word, names); !near.empty()) {
    message += " Did you mean --" + std::string(near) + "?";
  }
  return message;
}

}  // namespace

std::string CommandLine::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> CommandLine::list(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::vector<std::string> CommandLine::names(std::string_view name) const {
  std::vector<std::string> all;
  for (const std::string& value : list(name)) {
    for (const std::string_view entry : names_in(value)) all.emplace_back(entry);
  }
  return all;
}

double CommandLine::number(std::string_view name, double otherwise) const {
  return has(name) ? parse_number(text(name)).value_or(otherwise) : otherwise;
}

std::uint64_t CommandLine::count(std::string_view name, std::uint64_t otherwise) const {
  return has(name) ? parse_whole<std::uint64_t>(text(name)).value_or(otherwise) : otherwise;
}

std::uint64_t CommandLine::bytes(std::string_view name, std::uint64_t otherwise) const {
  return has(name) ? parse_bytes(text(name)).value_or(otherwise) : otherwise;
}

std::string help_text(const CommandSpec& spec) {
  std::string out = "Usage: assay " + std::string(spec.usage) + "\n\n" + std::string(spec.summary) +
                    "\n\nOptions:\n";
  const auto line = [&](char letter, std::string_view name, std::string_view value,
                        std::string_view help) {
    std::string left = letter != 0 ? std::string("  -") + letter + ", --" : "      --";
    left += name;
    if (!value.empty()) left += " " + std::string(value);
    if (left.size() + 2 > help_column) {
      out += left + "\n";
      left.clear();
    }
    left.resize(help_column, ' ');
    std::size_t column = help_column;
    out += left;
    for (const std::string_view word : split(help, ' ')) {
      if (column > help_column && column + 1 + word.size() > help_width) {
        out += "\n" + std::string(help_column, ' ');
        column = help_column;
      }
      if (column > help_column) {
        out += ' ';
        ++column;
      }
      out += word;
      column += word.size();
    }
    out += '\n';
  };
  for (const Option& option : spec.options) {
    std::string help(option.help);
    if (!option.planned.empty()) help += " Not yet: " + std::string(option.planned) + ".";
    line(option.letter, option.name, option.kind == OptionKind::flag ? "" : option.value, help);
  }
  line('h', "help", "", "Print this help.");
  if (!spec.examples.empty()) out += "\nExamples:\n" + std::string(spec.examples);
  if (out.back() != '\n') out += '\n';
  return out;
}

int usage_error(std::string_view command, std::string_view message) {
  const std::string name = command.empty() ? std::string() : " " + std::string(command);
  std::fprintf(stderr, "assay%s: %s\nSee `assay%s --help`.\n", name.c_str(),
               without_controls(message).c_str(), name.c_str());
  return exit_usage;
}

int report_error(std::string_view command, const Error& error, int status) {
  std::fprintf(stderr, "assay%s%.*s: %s\n", command.empty() ? "" : " ",
               static_cast<int>(command.size()), command.data(),
               without_controls(error.message).c_str());
  if (!error.remedy.empty()) {
    std::fprintf(stderr, "  %s\n", without_controls(error.remedy).c_str());
  }
  return status;
}

CommandLine parse_command_line(const CommandSpec& spec, const std::vector<std::string>& arguments) {
  CommandLine line;
  const auto fail = [&](const std::string& message) {
    line.exit_status = usage_error(spec.name, message);
    return line;
  };
  po::options_description description;
  description.add_options()("help,h", "");
  for (const Option& option : spec.options) {
    std::string name(option.name);
    if (option.letter != 0) name += std::string(",") + option.letter;
    if (option.kind == OptionKind::flag) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  std::vector<po::option> parsed;
  try {
    parsed = po::command_line_parser(arguments).options(description).style(style).run().options;
  } catch (const po::unknown_option& error) {
    return fail(unknown_option(spec, error.get_option_name()));
  } catch (const po::error_with_option_name& error) {
    const std::string name = error.get_option_name();
    const std::size_t dashes = std::min(name.find_first_not_of('-'), name.size());
    const Option* option = find_option(spec, std::string_view(name).substr(dashes));
    if (option && option->kind == OptionKind::flag) return fail(name + " takes no value.");
    return fail(name + " wants a value" +
                (option ? " (" + std::string(option->value) + ")" : std::string()) + ".");
  } catch (const po::error& error) {
    return fail(std::string(error.what()) + ".");
  }
  for (po::option& given : parsed) {
    if (given.string_key.empty() || given.position_key != -1) {
      for (std::string& value : given.value) line.positional.push_back(std::move(value));
      continue;
    }
    if (given.string_key == "help") {
      line.exit_status = print(spec.name, help_text(spec));
      return line;
    }
    const Option* option = find_option(spec, given.string_key);
    std::vector<std::string>& values = line.values_[given.string_key];
    if (given.value.empty()) given.value.emplace_back();
    for (std::string& value : given.value) {
      if (const std::string problem = value_problem(*option, value); !problem.empty()) {
        return fail(problem);
      }
      values.push_back(std::move(value));
    }
  }
  return line;
}

}  // namespace assay::cli
