#include "cli/index_command.h"
#include <cstdio>

#include "assay/boilerplate.h"
#include "assay/corroboration.h"
#include "assay/ingest.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/guarded.h"
#include "cli/output_file.h"
#include "cli/signals.h"
#include "cli/watched_input.h"
#include "engine/official_document.h"
#include "text/counted.h"

namespace assay::cli {
namespace {

constexpr auto options =
    joined(std::to_array<Option>({
               {"output", OptionKind::text, "FILE", "Where the index goes (needed).", 'o'},
               heuristics_option,
           }),
           reader_rows);

constexpr CommandSpec spec = {
    "index", "index OFFICIAL... -o FILE [OPTION...]",
    "Reads official documents once and saves what `--official` needs of them, so that later runs\n"
    "need not read them again.",
    options,
    "  assay index statements/ -o statements.index\n"
    "  assay score scrape/ --official statements.index\n"};

}  // namespace

int run_index(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty()) return usage_error("index", "Name at least one official document.");
  if (!line.has("output")) return usage_error("index", "Say where the index goes: -o FILE.");
  if (const auto conflict = output_conflict(line.text("output"), line.positional)) {
    return report_error("index", *conflict, exit_usage);
  }

  if (const auto conflict = standard_input_conflict(line.positional)) {
    return report_error("index", *conflict, exit_usage);
  }
  const Result<Heuristics> heuristics = load_heuristics(line);
  if (!heuristics) return report_error("index", heuristics.error(), exit_usage);
  const Result<std::unique_ptr<Scorer>> boilerplate = make_boilerplate_scorer(heuristics.value());
  if (!boilerplate) return report_error("index", boilerplate.error(), exit_usage);
  const Result<MentionFinder> made = MentionFinder::create(heuristics.value());
  if (!made) return report_error("index", made.error(), exit_usage);
  const MentionFinder& finder = made.value();

  watch_signals();
  std::vector<OfficialIndex::Source> sources;
  bool failed = false;
  GuardedReader reader(line.positional, reader_options(line));
  WatchedInput<ReadItem> input([&reader] { return reader.next(); });
  while (std::optional<ReadItem> item = input.next([] {})) {
    std::optional<InputError> error;
    if (auto* unread = std::get_if<InputError>(&*item)) {
      error = std::move(*unread);
    } else {
      auto& record = std::get<Record>(*item);
      std::optional<InputError> empty;
      error = guarded(place_of(record), "read", [&] {
        OfficialDocument read =
            read_official_document(std::move(record), *boilerplate.value(), finder);
        if (auto* source = std::get_if<OfficialIndex::Source>(&read)) {
          sources.push_back(std::move(*source));
        } else {
          empty = std::get<InputError>(std::move(read));
        }
      });
      if (!error) error = std::move(empty);
    }
    if (!error) continue;
    failed = true;
    report_input_error("index", *error);
  }
  if (!input.ended()) leave_process(exit_signal_base + caught_signal());
  if (sources.empty()) {
    return report_error("index",
                        {"no_document", "There is no official document to save.",
                         "Name at least one that can be read."},
                        exit_unreadable_input);
  }
  const int status = write_output("index", line.text("output"), serialise_official(sources));
  if (status != exit_success) return status;
  std::fprintf(stderr, "assay index: %s\n", counted(sources.size(), "document").c_str());
  return failed ? exit_unreadable_input : exit_success;
}

}  // namespace assay::cli
