#include "cli/sites_command.h"
#include <cstdio>
#include <optional>

#include "assay/ingest.h"
#include "assay/site_memory.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/guarded.h"
#include "cli/output_file.h"
#include "cli/signals.h"
#include "cli/watched_input.h"
#include "text/counted.h"

namespace assay::cli {
namespace {

constexpr Option options[] = {
    {"output", OptionKind::text, "FILE", "Where the counts go (needed).", 'o'},
    {"merge", OptionKind::list, "FILE", "Add the counts of an earlier run. May be repeated."},
    input_format_option,
    max_document_option,
    text_field_option,
    html_field_option,
    url_field_option,
};

constexpr CommandSpec spec = {
    "sites", "sites INPUT... -o FILE [OPTION...]",
    "Counts the blocks that repeat across each host's pages. `--site-memory FILE` then tells the\n"
    "other commands what belongs to a site and not to an article. Documents without an address\n"
    "(JSONL url, canonical link of a page) do not count.",
    options,
    "  assay sites pages.jsonl.gz -o pages.sites\n"
    "  assay sites --merge monday.sites --merge tuesday.sites -o week.sites\n"
    "  assay score pages.jsonl.gz --site-memory week.sites\n"};

}  // namespace

int run_sites(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty() && !line.has("merge")) {
    return usage_error("sites", "Name files or directories to count, or --merge earlier counts.");
  }
  if (!line.has("output")) return usage_error("sites", "Say with -o FILE where the counts go.");
  if (const auto conflict = output_conflict(line.text("output"), line.positional)) {
    return report_error("sites", *conflict, exit_usage);
  }
  std::vector<std::string> read = line.positional;
  for (std::string& path : line.list("merge")) read.push_back(std::move(path));
  if (const auto conflict = standard_input_conflict(read)) {
    return report_error("sites", *conflict, exit_usage);
  }
  SiteMemory memory;
  for (const std::string& path : line.list("merge")) {
    const Result<SiteMemory> earlier = load_site_memory(path);
    if (!earlier) return report_error("sites", earlier.error(), exit_usage);
    memory.merge(earlier.value());
  }
  watch_signals();
  bool failed = false;
  if (!line.positional.empty()) {
    GuardedReader reader(line.positional, reader_options(line));
    WatchedInput<ReadItem> input([&reader] { return reader.next(); });
    while (std::optional<ReadItem> item = input.next([] {})) {
      std::optional<InputError> error;
      if (auto* unread = std::get_if<InputError>(&*item)) {
        error = std::move(*unread);
      } else {
        auto& record = std::get<Record>(*item);
        error = guarded(place_of(record), "counted",
                        [&] { memory.add(build_document(std::move(record))); });
      }
      if (!error) continue;
      failed = true;
      report_input_error("sites", *error);
    }
    if (!input.ended()) leave_process(exit_signal_base + caught_signal());
  }
  if (failed && memory.page_count() == 0) {
    return report_error("sites", {"no_page", "There is no page to count.", ""},
                        exit_unreadable_input);
  }
  const int status = write_output("sites", line.text("output"), memory.serialise());
  if (status != exit_success) return status;
  std::fprintf(stderr, "Counted %s of %s.\n", counted(memory.page_count(), "page").c_str(),
               counted(memory.host_count(), "host").c_str());
  return failed ? exit_unreadable_input : exit_success;
}

}  // namespace assay::cli
