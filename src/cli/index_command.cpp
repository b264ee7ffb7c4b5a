#include "cli/index_command.h"
#include <cstdio>
#include <filesystem>

#include "assay/boilerplate.h"
#include "assay/corroboration.h"
#include "assay/ingest.h"

#include "cli/command_line.h"
#include "cli/exit_status.h"

namespace assay::cli {
namespace {

constexpr Option options[] = {
    {"output", OptionKind::text, "FILE", "Where the index goes (needed).", 'o'},
    {"input-format", OptionKind::choice, "auto|text|html|jsonl|warc",
     "What the inputs are (auto)."},
    {"heuristics", OptionKind::text, "DIR", "Lay DIR over the shipped heuristics."},
};

InputFormat format_of(const std::string& name) {
  if (name == "text") return InputFormat::text;
  if (name == "html") return InputFormat::html;
  if (name == "jsonl") return InputFormat::jsonl;
  if (name == "warc") return InputFormat::warc;
  return InputFormat::automatic;
}

}  // namespace

int run_index(const std::vector<std::string>& arguments) {
  const CommandSpec spec = {"index", "index OFFICIAL... -o FILE",
                            "Reads official documents once and saves what `--official` needs of "
                            "them, so that later runs\nneed not read them again.",
                            options, "  assay index statements/ -o statements.index\n"};
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty()) return usage_error("index", "Name at least one official document.");
  if (!line.has("output")) return usage_error("index", "Say where the index goes: -o FILE.");

  std::optional<std::filesystem::path> overlay;
  if (line.has("heuristics")) overlay = line.text("heuristics");
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory(), overlay);
  if (!heuristics) return report_error("index", heuristics.error(), exit_usage);
  const Result<std::unique_ptr<Scorer>> boilerplate = make_boilerplate_scorer(heuristics.value());
  if (!boilerplate) return report_error("index", boilerplate.error(), exit_usage);
  const MentionFinder finder(heuristics.value());

  ReaderOptions reading;
  reading.format = format_of(line.text("input-format", "auto"));
  std::vector<OfficialIndex::Source> sources;
  int status = exit_success;
  Reader reader(line.positional, reading);
  while (std::optional<ReadItem> item = reader.next()) {
    if (const auto* error = std::get_if<InputError>(&*item)) {
      status = report_error("index", {error->code, error->message, error->remedy},
                            exit_unreadable_input);
      continue;
    }
    OfficialIndex::Source& source = sources.emplace_back();
    source.document = build_document(std::move(std::get<Record>(*item)));
    source.mentions = finder.find(source.document);
    source.roles =
        boilerplate.value()
            ->score({.document = source.document, .mentions = source.mentions, .roles = {}})
            .roles;
  }
  if (const auto failed = save_official(sources, line.text("output")))
    return report_error("index", *failed, exit_unwritable_output);
  std::fprintf(stderr, "assay index: %zu documents\n", sources.size());
  return status;
}

}  // namespace assay::cli
