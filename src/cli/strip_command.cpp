#include "cli/strip_command.h"
#include <cstdio>
#include <optional>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "assay/boilerplate.h"
#include "assay/ingest.h"
#include "assay/site_memory.h"
#include "assay/strip.h"
#include "assay/writers.h"

#include "cli/command_line.h"
#include "cli/exit_status.h"
#include "cli/output_file.h"
#include "cli/reader_options.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "ingest/decompress.h"

namespace assay::cli {
namespace {

constexpr Option strip_options[] = {
    {"remove", OptionKind::list, "ROLES",
     "What goes: advertisement, boilerplate or both, joined by a comma (both)."},
    {"format", OptionKind::choice, "text|html|jsonl",
     "What to write (the input's own kind for one document, else jsonl).", 'f'},
    {"removed", OptionKind::text, "FILE", "Keep what was cut in FILE, for `assay restore`."},
    {"output", OptionKind::text, "OUT", "Write to OUT; it appears when it is whole.", 'o'},
    {"heuristics", OptionKind::text, "DIR", "Lay DIR over the shipped heuristics."},
    {"site-memory", OptionKind::text, "FILE", "What repeats across a site, from `assay sites`."},
    input_format_option,
    max_document_option,
    text_field_option,
    html_field_option,
    id_field_option,
    url_field_option,
    date_field_option,
    title_field_option,
};

constexpr CommandSpec strip_spec = {
    "strip", "strip [INPUT...] [OPTION...]",
    "Takes advertisements and boilerplate out of documents and leaves every other byte as it was.\n"
    "One text or HTML document comes out as what it is; several come out as JSONL, with what was\n"
    "removed beside the clean text.",
    strip_options,
    "  assay strip page.html -o clean.html --removed page.removed.json\n"
    "  assay strip --remove advertisement article.txt\n"
    "  assay strip scrape/ -o clean.jsonl\n"};

constexpr Option restore_options[] = {
    {"removed", OptionKind::text, "FILE", "What `assay strip --removed` kept."},
    {"output", OptionKind::text, "OUT", "Write to OUT; it appears when it is whole.", 'o'},
};

constexpr CommandSpec restore_spec = {
    "restore", "restore CLEAN --removed FILE [-o OUT]",
    "Gives back, byte for byte, the document that `assay strip` was given.", restore_options,
    "  assay restore clean.html --removed page.removed.json -o page.html\n"};

enum class CleanFormat { text, html, jsonl };

// Roles of the blocks of one document after another.
class Stripper {
 public:
  static Result<Stripper> create(const CommandLine& line) {
    std::optional<std::filesystem::path> overlay;
    if (line.has("heuristics")) overlay = line.text("heuristics");
    Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory(), overlay);
    if (!heuristics) return heuristics.error();
    Stripper stripper;
    stripper.heuristics_ = std::make_unique<Heuristics>(std::move(heuristics).value());
    Result<std::unique_ptr<Scorer>> scorer = make_boilerplate_scorer(*stripper.heuristics_);
    if (!scorer) return scorer.error();
    stripper.scorer_ = std::move(scorer).value();
    if (line.has("site-memory")) {
      Result<SiteMemory> memory = load_site_memory(line.text("site-memory"));
      if (!memory) return memory.error();
      stripper.memory_ = std::move(memory).value();
    }
    return stripper;
  }

  std::vector<BlockRole> roles(const Document& document) const {
    return scorer_
        ->score({.document = document,
                 .mentions = {},
                 .roles = {},
                 .site_memory = memory_ ? &*memory_ : nullptr})
        .roles;
  }

 private:
  std::unique_ptr<Heuristics> heuristics_;
  std::unique_ptr<Scorer> scorer_;
  std::optional<SiteMemory> memory_;
};

std::string jsonl_row(const Document& document, std::span<const BlockRole> roles, Removal removal) {
  const std::vector<Cut> cuts = find_text_cuts(document, roles, removal);
  const CodePoints points(document.text);
  nlohmann::ordered_json row = {{"id", document.id},
                                {"text", apply_cuts(document.text, cuts)},
                                {"removed", nlohmann::ordered_json::array()}};
  for (const Cut& cut : cuts) {
    const Range range{static_cast<std::uint32_t>(cut.source.begin),
                      static_cast<std::uint32_t>(cut.source.end)};
    row["removed"].push_back({{"begin", points.at(range.begin)},
                              {"end", points.at(range.end)},
                              {"role", to_string(roles[cut.block].role)},
                              {"kind", to_string(roles[cut.block].kind)},
                              {"text", document.view(range)}});
  }
  return row.dump() + "\n";
}

// One run of `assay strip`.
class StripRun {
 public:
  StripRun(const CommandLine& line, Stripper stripper, Removal removal)
      : line_(line),
        stripper_(std::move(stripper)),
        removal_(removal),
        reader_(line.positional, reader_options(line)) {}

  int run() {
    // The first two items decide what is written: one document comes out as what it is.
    std::optional<ReadItem> first = next(), second;
    while (first && std::holds_alternative<InputError>(*first)) {
      errors_.push_back(std::get<InputError>(*first));
      first = next();
    }
    if (first) second = next();
    const Record* record = first ? &std::get<Record>(*first) : nullptr;
    const bool alone = record && !second && errors_.empty();
    const bool own_kind = alone && !record->payload_is_utf8;
    const std::string format = line_.text("format", !own_kind                         ? "jsonl"
                                                    : record->kind == MediaKind::html ? "html"
                                                                                      : "text");
    format_ = format == "text"   ? CleanFormat::text
              : format == "html" ? CleanFormat::html
                                 : CleanFormat::jsonl;
    if (const std::string refusal = refuse(record, second.has_value()); !refusal.empty()) {
      return usage_error("strip", refusal);
    }
    Result<OutputFile> output = OutputFile::open(line_.text("output"));
    if (!output) return report_error("strip", output.error(), exit_unwritable_output);
    std::optional<Error> failure;
    for (const InputError& error : errors_) failure = write_error(output.value(), error);
    for (std::optional<ReadItem>* item : {&first, &second}) {
      if (!failure && *item) failure = write(output.value(), std::move(**item));
    }
    while (!failure && second && caught_signal() == 0) {
      second = next();
      if (second) failure = write(output.value(), std::move(*second));
    }
    if (!failure && caught_signal() != 0) {
      failure = output.value().flush();
      return failure ? report_error("strip", *failure, exit_unwritable_output)
                     : exit_signal_base + caught_signal();
    }
    if (!failure) failure = output.value().finish();
    if (failure) return report_error("strip", *failure, exit_unwritable_output);
    return failed_ ? exit_unreadable_input : exit_success;
  }

 private:
  std::optional<ReadItem> next() { return reader_.next(); }

  // Why the run as asked for cannot be done, or nothing.
  std::string refuse(const Record* first, bool several) const {
    if (format_ != CleanFormat::jsonl && several) {
      return "There are several documents. --format jsonl takes them all; text and html take one.";
    }
    if (format_ == CleanFormat::html && first && first->kind != MediaKind::html) {
      return first->id + " is not HTML. Use --format text or jsonl.";
    }
    if (!line_.has("removed")) return {};
    if (format_ == CleanFormat::jsonl) {
      return "--removed is for one text or HTML document. JSONL carries what was removed in its "
             "own "
             "rows; leave --removed out, or give one document.";
    }
    if (first && first->payload_is_utf8) {
      return "What stands in a JSONL field cannot be restored to its file. Use --format jsonl, "
             "which "
             "keeps what was removed in its rows.";
    }
    if (first && first->kind == MediaKind::html && format_ == CleanFormat::text) {
      return "Text made of HTML cannot be restored to the page. Use --format html.";
    }
    if (first && first->cut) {
      return first->id +
             " is longer than --max-document, so its end would be lost. Raise the limit.";
    }
    return {};
  }

  std::optional<Error> write(OutputFile& output, ReadItem item) {
    if (const auto* error = std::get_if<InputError>(&item)) return write_error(output, *error);
    Record& record = std::get<Record>(item);
    const std::string payload = format_ == CleanFormat::jsonl ? std::string() : record.payload;
    const bool page = record.kind == MediaKind::html;
    const Document document = build_document(std::move(record));
    const std::vector<BlockRole> roles = stripper_.roles(document);
    if (format_ == CleanFormat::jsonl) return output.write(jsonl_row(document, roles, removal_));
    if (page && format_ == CleanFormat::text) {
      return output.write(apply_cuts(document.text, find_text_cuts(document, roles, removal_)));
    }
    const std::vector<Cut> cuts = find_cuts(document, payload, roles, removal_);
    const std::string clean = apply_cuts(payload, cuts);
    if (line_.has("removed")) {
      Result<OutputFile> removed = OutputFile::open(line_.text("removed"));
      if (!removed) return removed.error();
      const std::string record_of_cuts = removed_json(document, payload, clean, cuts, roles);
      std::optional<Error> failure = removed.value().write(record_of_cuts);
      if (!failure) failure = removed.value().finish();
      if (failure) return failure;
    }
    return output.write(clean);
  }

  std::optional<Error> write_error(OutputFile& output, const InputError& error) {
    failed_ = true;
    std::fprintf(stderr, "assay strip: %s %s\n", error.message.c_str(), error.remedy.c_str());
    if (format_ != CleanFormat::jsonl) return std::nullopt;
    return output.write(Writer({}).row(error));
  }

  const CommandLine& line_;
  Stripper stripper_;
  Removal removal_;
  Reader reader_;
  CleanFormat format_ = CleanFormat::jsonl;
  std::vector<InputError> errors_;
  bool failed_ = false;
};

}  // namespace

int run_strip(const std::vector<std::string>& arguments) {
  CommandLine line = parse_command_line(strip_spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.empty()) {
    if (is_terminal(STDIN_FILENO)) {
      return usage_error("strip", "Name files or directories, or - for standard input.");
    }
    line.positional = {"-"};
  }
  Removal removal;
  if (line.has("remove")) {
    removal = {.advertisement = false, .boilerplate = false};
    for (const std::string& role : line.comma_list("remove")) {
      if (role == "advertisement") {
        removal.advertisement = true;
      } else if (role == "boilerplate") {
        removal.boilerplate = true;
      } else {
        return usage_error(
            "strip", "--remove wants advertisement, boilerplate or both, not '" + role + "'.");
      }
    }
  }
  Result<Stripper> stripper = Stripper::create(line);
  if (!stripper) return report_error("strip", stripper.error(), exit_usage);
  watch_signals();
  return StripRun(line, std::move(stripper).value(), removal).run();
}

int run_restore(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(restore_spec, arguments);
  if (line.exit_status) return *line.exit_status;
  if (line.positional.size() != 1 || !line.has("removed")) {
    return usage_error("restore", "Name one clean document and --removed FILE.");
  }
  const Result<std::string> clean = read_whole(line.positional.front());
  if (!clean) return report_error("restore", clean.error(), exit_unreadable_input);
  const Result<std::string> removed = read_whole(line.text("removed"));
  if (!removed) return report_error("restore", removed.error(), exit_unreadable_input);
  const Result<std::string> original = restore(clean.value(), removed.value());
  if (!original) return report_error("restore", original.error(), exit_unreadable_input);
  Result<OutputFile> output = OutputFile::open(line.text("output"));
  if (!output) return report_error("restore", output.error(), exit_unwritable_output);
  std::optional<Error> failure = output.value().write(original.value());
  if (!failure) failure = output.value().finish();
  return failure ? report_error("restore", *failure, exit_unwritable_output) : exit_success;
}

}  // namespace assay::cli
