// Command lines of the subcommands: one table of options drives parsing, checking and the help.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/result.h"

#include "text/nearest.h"

namespace assay::cli {

enum class OptionKind {
  flag,    // takes no value
  text,    // any value that is not empty; the last one given counts
  list,    // any value that is not empty; may be given several times
  names,   // names joined by commas, at least one; may be given several times
  choice,  // one of the words that `value` names: "text|json"
  number,  // a decimal number, not negative
  count,   // a whole number, not negative
  bytes,   // 1 byte to 1 GiB, a whole number with an optional suffix K, M or G (powers of 1024)
};

struct Option {
  std::string_view name;  // without the dashes
  OptionKind kind = OptionKind::flag;
  std::string_view value;  // what the help calls its value; for a choice, the words
  std::string_view help;
  char letter = 0;                // short form, 0: none
  std::string_view planned = {};  // choice: words that are not there yet, "sarif|warc"
};

// What a subcommand takes. `usage` is one line without the program's name; `examples` are lines.
struct CommandSpec {
  std::string_view name;
  std::string_view usage;
  std::string_view summary;
  std::span<const Option> options;
  std::string_view examples;
};

// A command line that fits its spec: every value was checked, so the accessors cannot fail.
class CommandLine {
 public:
  // When set, there is nothing left to do but to exit with it: the help was printed, or the mistake
  // was reported on stderr together with the nearest right word.
  std::optional<int> exit_status;
  std::vector<std::string> positional;

  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> list(std::string_view name) const;
  // The entries of an option of kind `names`.
  std::vector<std::string> names(std::string_view name) const;
  double number(std::string_view name, double otherwise) const;
  std::uint64_t count(std::string_view name, std::uint64_t otherwise) const;
  std::uint64_t bytes(std::string_view name, std::uint64_t otherwise) const;

 private:
  friend CommandLine parse_command_line(const CommandSpec&, const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

CommandLine parse_command_line(const CommandSpec& spec, const std::vector<std::string>& arguments);

std::string help_text(const CommandSpec& spec);

// Says what is wrong on stderr, "assay score: <message>", and returns exit_usage.
int usage_error(std::string_view command, std::string_view message);
// Says an error and its remedy on stderr and returns `status`.
int report_error(std::string_view command, const Error& error, int status);

using assay::nearest;

}  // namespace assay::cli
