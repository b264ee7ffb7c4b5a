#include "cli/strip_command.h"
#include <optional>

#include <unistd.h>

#include "assay/boilerplate.h"
#include "assay/ingest.h"
#include "assay/site_memory.h"
#include "assay/strip.h"
#include "assay/writers.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/guarded.h"
#include "cli/output_file.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "cli/watched_input.h"
#include "ingest/decompress.h"
#include "writers/json_text.h"

namespace assay::cli {
namespace {

constexpr auto strip_options = joined(
    std::to_array<Option>({
        {"remove", OptionKind::names, "ROLES",
         "What goes: advertisement, boilerplate or both, joined by a comma (both)."},
        {"format", OptionKind::choice, "text|html|jsonl",
         "What to write (the input's own kind for one document, else jsonl).", 'f', "warc"},
        {"removed", OptionKind::text, "FILE", "Keep what was cut in FILE, for `assay restore`."},
        output_option,
        heuristics_option,
        site_memory_option,
    }),
    reader_rows);

constexpr CommandSpec strip_spec = {
    "strip", "strip [INPUT...] [OPTION...]",
    "Takes advertisements and boilerplate out of documents and leaves every other byte as it was.\n"
    "One text or HTML document comes out as what it is; several come out as JSONL, with what was\n"
    "removed beside the clean text. Of a document longer than --max-document the end would be\n"
    "lost: alone it is refused; in JSONL its row's limits say so, and the exit status is 3.",
    strip_options,
    "  assay strip page.html -o clean.html --removed page.removed.json\n"
    "  assay strip --remove advertisement article.txt\n"
    "  assay strip scrape/ -o clean.jsonl\n"};

constexpr Option restore_options[] = {
    {"removed", OptionKind::text, "FILE", "What `assay strip --removed` kept."},
    output_option,
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
    Result<Heuristics> heuristics = load_heuristics(line);
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
  std::string row;
  JsonText json(row, 0);
  json.begin_object();
  json.key("id").name(document.id);
  json.key("text").string(apply_cuts(document.text, cuts));
  json.key("removed").begin_array();
  for (const Cut& cut : cuts) {
    const Range range{static_cast<std::uint32_t>(cut.source.begin),
                      static_cast<std::uint32_t>(cut.source.end)};
    json.begin_object();
    json.key("begin").integer(points.at(range.begin));
    json.key("end").integer(points.at(range.end));
    json.key("role").string(to_string(roles[cut.block].role));
    json.key("kind").string(to_string(roles[cut.block].kind));
    json.key("text").string(document.view(range));
    json.end_object();
  }
  json.end_array();
  json.key("limits").begin_array();
  for (const Limit& limit : document.limits) json.string(limit.says);
  json.end_array().end_object();
  row += '\n';
  return row;
}

// One run of `assay strip`.
class StripRun {
 public:
  StripRun(const CommandLine& line, Stripper stripper, Removal removal)
      : line_(line),
        stripper_(std::move(stripper)),
        removal_(removal),
        reader_(line.positional, reader_options(line)),
        input_([this] { return reader_.next(); }) {}

  int run() {
    const int status = strip_all();
    if (!input_.ended()) leave_process(status);
    return status;
  }

 private:
  int strip_all() {
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
    // Without a document nothing tells what the output should be; a good one must not be lost.
    if (!record && line_.text("format") != "jsonl") {
      for (const InputError& error : errors_) report_input_error("strip", error);
      return interrupted() ? exit_signal_base + caught_signal() : exit_unreadable_input;
    }
    if (const std::string refusal = refuse(record, second.has_value()); !refusal.empty()) {
      return usage_error("strip", refusal);
    }
    if (interrupted()) return exit_signal_base + caught_signal();
    Result<OutputFile> output = OutputFile::open(line_.text("output"));
    if (!output) return report_unwritable("strip", output.error());
    output_ = &output.value();
    if (line_.has("removed")) {
      Result<OutputFile> removed = OutputFile::open(line_.text("removed"));
      if (!removed) {
        discard();
        return report_unwritable("strip", removed.error());
      }
      removed_.emplace(std::move(removed).value());
    }
    std::optional<Error> failure;
    for (const InputError& error : errors_) {
      if (!failure) failure = write_error(error);
    }
    for (std::optional<ReadItem>* item : {&first, &second}) {
      if (!failure && *item) failure = write(std::move(**item));
    }
    while (!failure && !flush_failure_ && second) {
      second = next();
      if (second) failure = write(std::move(*second));
    }
    if (!failure) failure = flush_failure_;
    if (!failure && !lost_) failure = interrupted() ? output_->flush() : finish();
    // Whole rows are of use, half a document is not.
    if ((failure || lost_ || interrupted()) && format_ != CleanFormat::jsonl) discard();
    if (failure) return report_unwritable("strip", *failure);
    if (interrupted()) return exit_signal_base + caught_signal();
    return failed_ ? exit_unreadable_input : exit_success;
  }

  // The next item; nothing at the end and after a signal.
  std::optional<ReadItem> next() {
    return input_.next([this] {
      if (output_ && !flush_failure_) flush_failure_ = output_->flush();
    });
  }

  bool interrupted() const { return caught_signal() != 0 && !input_.ended(); }

  // Why the run as asked for cannot be done, or nothing.
  std::string refuse(const Record* first, bool several) const {
    if (format_ != CleanFormat::jsonl && several) {
      return "There are several documents. --format jsonl takes them all; text and html take one.";
    }
    if (format_ == CleanFormat::html && first && first->kind != MediaKind::html) {
      return first->id + " is not HTML. Use --format text or jsonl.";
    }
    if (format_ != CleanFormat::jsonl && first && first->cut) {
      return first->id +
             " is longer than --max-document, so its end would be lost. Raise the limit.";
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
    return {};
  }

  std::optional<Error> write(ReadItem item) {
    if (const auto* error = std::get_if<InputError>(&item)) return write_error(*error);
    Record& record = std::get<Record>(item);
    if (record.cut) {
      failed_ = true;
      report_error("strip",
                   {"cut", record.id + " is longer than --max-document.",
                    "Its end is not in the output. Raise the limit."},
                   0);
    }
    std::string clean, removed;
    if (const auto error = guarded(place_of(record), "stripped",
                                   [&] { strip(std::move(record), clean, removed); })) {
      lost_ = format_ != CleanFormat::jsonl;
      return write_error(*error);
    }
    if (removed_) {
      if (auto failure = removed_->write(removed)) return failure;
    }
    return output_->write(clean);
  }

  // What is written of a document, and beside it for `assay restore`.
  void strip(Record record, std::string& clean, std::string& removed) const {
    const std::string payload = format_ == CleanFormat::jsonl ? std::string() : record.payload;
    const bool page = record.kind == MediaKind::html;
    const Document document = build_document(std::move(record));
    const std::vector<BlockRole> roles = stripper_.roles(document);
    if (format_ == CleanFormat::jsonl) {
      clean = jsonl_row(document, roles, removal_);
      return;
    }
    if (page && format_ == CleanFormat::text) {
      clean = apply_cuts(document.text, find_text_cuts(document, roles, removal_));
      return;
    }
    const std::vector<Cut> cuts = find_cuts(document, payload, roles, removal_);
    clean = apply_cuts(payload, cuts);
    if (removed_) removed = removed_json(document, payload, clean, cuts, roles);
  }

  // Both outputs appear once both are written, the clean text first: a pair of an earlier run stays
  // whole where this one fails.
  std::optional<Error> finish() {
    if (removed_) {
      if (auto failure = removed_->flush()) return failure;
    }
    if (auto failure = output_->finish()) return failure;
    return removed_ ? removed_->finish() : std::nullopt;
  }

  void discard() {
    output_->discard();
    if (removed_) removed_->discard();
  }

  std::optional<Error> write_error(const InputError& error) {
    failed_ = true;
    report_input_error("strip", error);
    if (format_ != CleanFormat::jsonl) return std::nullopt;
    return output_->write(Writer({}).row(error));
  }

  const CommandLine& line_;
  Stripper stripper_;
  Removal removal_;
  GuardedReader reader_;
  WatchedInput<ReadItem> input_;
  OutputFile* output_ = nullptr;       // once it is open
  std::optional<OutputFile> removed_;  // of --removed
  bool lost_ = false;                  // the only document could not be stripped
  std::optional<Error> flush_failure_;
  CleanFormat format_ = CleanFormat::jsonl;
  std::vector<InputError> errors_;
  bool failed_ = false;
};

// Why the outputs of strip must not be written where the command line says, or nothing.
std::optional<Error> strip_conflict(const CommandLine& line) {
  std::vector<std::string> read = line.positional;
  if (line.has("site-memory")) read.push_back(line.text("site-memory"));
  if (auto conflict = standard_input_conflict(read)) return conflict;
  if (auto conflict = output_conflict(line.text("output"), read)) return conflict;
  if (!line.has("removed")) return std::nullopt;
  const std::string removed = line.text("removed"), clean = line.text("output", "-");
  if (collide(removed, clean)) {
    return Error{"one_output_for_two", "--removed and the clean text cannot go to one place.",
                 "Give each a file of its own."};
  }
  return output_conflict(removed, read);
}

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
    for (const std::string& role : line.names("remove")) {
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
  if (const auto conflict = strip_conflict(line)) {
    return report_error("strip", *conflict, exit_usage);
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
  const std::vector<std::string> read = {line.positional.front(), line.text("removed")};
  for (const auto& conflict :
       {standard_input_conflict(read), output_conflict(line.text("output"), read)}) {
    if (conflict) return report_error("restore", *conflict, exit_usage);
  }
  const Result<std::string> clean = read_whole(line.positional.front());
  if (!clean) return report_error("restore", clean.error(), exit_unreadable_input);
  const Result<std::string> removed = read_whole(line.text("removed"));
  if (!removed) return report_error("restore", removed.error(), exit_unreadable_input);
  const Result<std::string> original = restore(clean.value(), removed.value());
  if (!original) return report_error("restore", original.error(), exit_unreadable_input);
  return write_output("restore", line.text("output"), original.value());
}

}  // namespace assay::cli
