#include "cli/score_command.h"
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <thread>

#include <unistd.h>

#include "assay/engine.h"
#include "assay/ingest.h"
#include "assay/writers.h"

#include "cli/common.h"
#include "cli/exit_status.h"
#include "cli/guarded.h"
#include "cli/ordered_pipeline.h"
#include "cli/output_file.h"
#include "cli/resume.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "text/counted.h"
#include "writers/rows.h"

namespace assay::cli {
namespace {

constexpr std::string_view command = "score";
constexpr std::uint64_t most_errors_told = 20;      // on stderr; the output has them all
constexpr std::size_t most_ranked = 100'000;        // rows of the ranked table: a bound on memory
constexpr std::size_t most_bytes_unread = 1 << 20;  // of error rows in text
constexpr std::uint64_t most_jobs = 256;
constexpr std::chrono::milliseconds patience{100};

constexpr auto options = joined(
    std::to_array<Option>({
        {"official", OptionKind::list, "PATH",
         "A text that counts as authoritative; claims are compared with it. May be repeated."},
        {"format", OptionKind::choice, "text|json|jsonl|csv",
         "How to write the reports (text on a terminal, else jsonl).", 'f',
         "html|sarif|warc|dolma"},
        output_option,
        {"jobs", OptionKind::count, "N",
         "Threads (0: one per core). The output is the same for any N.", 'j'},
        {"details", OptionKind::flag, "",
         "Text: every document's report in full before the ranking of several."},
        {"no-text", OptionKind::flag, "", "Leave the document's text out of JSON."},
        {"fail-under", OptionKind::number, "SCORE",
         "Exit with status 1 when a document scores below SCORE. One without a score does not; how "
         "many there were is said on stderr."},
        {"scorers", OptionKind::names, "LIST", "Only these scorers, joined by commas."},
        {"select", OptionKind::names, "RULES", "Only these rules or groups of rules."},
        {"ignore", OptionKind::names, "RULES", "Without these rules or groups of rules."},
        heuristics_option,
        {"host-ratings", OptionKind::text, "CSV",
         "Ratings of hosts: a CSV file with the columns host and rating (0 to 100)."},
        site_memory_option,
    }),
    reader_rows,
    std::to_array<Option>({
        {"resume", OptionKind::flag, "",
         "Go on after the last whole row of OUT.part; refused when inputs, version or rules "
         "differ."},
        {"no-progress", OptionKind::flag, "", "No progress bar."},
    }));

constexpr CommandSpec spec = {
    command, "score [INPUT...] [OPTION...]",
    "Scores documents: how far each can be trusted, and why. INPUT is a file, a directory or - "
    "for\n"
    "standard input; what it holds (text, Markdown, HTML, JSONL, also compressed) is found out.\n"
    "In a directory links are followed, each directory is read once, and hidden files (names that\n"
    "begin with a dot) are left out.\n"
    "Exit status: 0 done, 1 a score below --fail-under, 2 nothing was done: wrong usage or rule\n"
    "pack, or an official text that cannot be read, 3 some input could not be read, 4 the output\n"
    "could not be written.",
    options,
    "  assay score article.txt --official statement.txt\n"
    "  assay score scrape/ --official statement.txt --format csv -o scores.csv\n"
    "  assay score pages.jsonl.gz --jobs 8 -o reports.jsonl --resume\n"
    "  zcat pages.jsonl.gz | assay score --scorers promotion,figures --fail-under 60\n"};

// What the command line asks for, checked.
struct Request {
  std::vector<std::string> inputs;
  EngineOptions engine;
  ReaderOptions reader;
  OutputFormat format = OutputFormat::jsonl;
  std::string output;
  unsigned jobs = 1;
  bool document_text = true;
  bool details = false;
  std::optional<Hundredths> fail_under;
  bool resume = false;
  bool progress = false;
};

// A row on its way from a worker to the output.
struct Row {
  std::string bytes;
  RankedDocument document;
  std::optional<InputError> error;
};

OutputFormat format_of(std::string_view name) {
  if (name == "text") return OutputFormat::text;
  if (name == "json") return OutputFormat::json;
  if (name == "csv") return OutputFormat::csv;
  return OutputFormat::jsonl;
}

bool can_be_resumed(OutputFormat format) {
  return format == OutputFormat::jsonl || format == OutputFormat::csv;
}

Result<Request> make_request(const CommandLine& line) {
  const auto mistake = [](const std::string& message) { return Error{"usage", message, ""}; };
  Request request;
  request.inputs = line.positional;
  if (request.inputs.empty()) {
    if (is_terminal(STDIN_FILENO)) {
      return mistake("Name files or directories to score, or - for standard input.");
    }
    request.inputs = {"-"};
  }
  request.output = line.text("output");
  const bool to_terminal =
      (request.output.empty() || request.output == "-") && is_terminal(STDOUT_FILENO);
  request.format = format_of(line.text("format", to_terminal ? "text" : "jsonl"));
  const std::uint64_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::uint64_t jobs = line.count("jobs", cores);
  if (jobs > most_jobs) {
    return mistake("--jobs wants a number up to " + std::to_string(most_jobs) + ".");
  }
  request.jobs = static_cast<unsigned>(jobs == 0 ? cores : jobs);
  request.document_text = !line.has("no-text");
  request.details = line.has("details");
  if (request.details && request.format != OutputFormat::text) {
    return mistake("--details is for --format text; the other formats hold every detail.");
  }
  if (line.has("no-text") && line.has("format") && request.format != OutputFormat::json &&
      request.format != OutputFormat::jsonl) {
    return mistake("--no-text is for --format json and jsonl; the others never hold the text.");
  }
  if (line.has("fail-under")) {
    const double threshold = line.number("fail-under", 0);
    if (threshold > 100) return mistake("--fail-under wants a score from 0 to 100.");
    request.fail_under = std::llround(threshold * 100);
  }
  request.resume = line.has("resume");
  if (request.resume) {
    if (!can_be_resumed(request.format)) {
      return mistake("--resume works with --format jsonl and csv.");
    }
    if (part_path_of(request.output).empty()) {
      return mistake("--resume needs -o and a regular file.");
    }
  }
  request.progress = !line.has("no-progress") && is_terminal(STDERR_FILENO) && !to_terminal;

  EngineOptions& engine = request.engine;
  engine.heuristics_overlay = heuristics_overlay(line);
  engine.scorers = line.names("scorers");
  engine.select = line.names("select");
  engine.ignore = line.names("ignore");
  engine.official = line.list("official");
  if (line.has("site-memory")) engine.site_memory = line.text("site-memory");
  if (line.has("host-ratings")) engine.host_ratings = line.text("host-ratings");
  request.reader = engine.reader = reader_options(line);
  // What the inputs are says nothing of the official text, which is told by its content.
  engine.reader.format = InputFormat::automatic;

  std::vector<std::string> read = request.inputs;
  read.insert(read.end(), engine.official.begin(), engine.official.end());
  if (engine.site_memory) read.push_back(*engine.site_memory);
  if (engine.host_ratings) read.push_back(*engine.host_ratings);
  for (const auto& conflict :
       {standard_input_conflict(read), request.resume ? input_conflict(request.output, read)
                                                      : output_conflict(request.output, read)}) {
    if (conflict) return mistake(conflict->message + " " + conflict->remedy);
  }
  return request;
}

Result<RunState> run_state(const Request& request, const Engine& engine) {
  const EngineOptions& options = request.engine;
  RunState state = {{"version", std::string(version())},
                    {"set of rules", engine.heuristics_hash()}};
  std::vector<std::string> ratings, memory;
  if (options.host_ratings) ratings.push_back(*options.host_ratings);
  if (options.site_memory) memory.push_back(*options.site_memory);
  using Files = std::pair<std::string, const std::vector<std::string>*>;
  for (const auto& [name, paths] :
       {Files{"input", &request.inputs}, Files{"official text", &options.official},
        Files{"site memory", &memory}, Files{"list of host ratings", &ratings}}) {
    Result<std::string> hash = fingerprint(*paths);
    if (!hash) return hash.error();
    state.emplace_back(name, std::move(hash).value());
  }
  const ReaderOptions& reader = request.reader;
  std::vector<std::string> words = {std::to_string(static_cast<int>(request.format)),
                                    request.document_text ? "text" : "no-text",
                                    std::to_string(static_cast<int>(reader.format)),
                                    std::to_string(reader.max_document_bytes),
                                    reader.text_field,
                                    reader.html_field,
                                    reader.id_field,
                                    reader.url_field,
                                    reader.date_field,
                                    reader.title_field};
  for (const auto* list : {&options.scorers, &options.select, &options.ignore}) {
    words.emplace_back("|");
    words.insert(words.end(), list->begin(), list->end());
  }
  state.emplace_back("set of options", fingerprint_words(words));
  return state;
}

// One run of the command, from open output to exit status.
class Run {
 public:
  Run(const Request& request, const Engine& engine, Writer writer, OutputFile output,
      const FinishedRows& finished)
      : request_(request),
        engine_(engine),
        writer_(std::move(writer)),
        output_(std::move(output)),
        reader_(request.inputs, request.reader),
        progress_(request.progress),
        rows_to_skip_(finished.documents + finished.errors),
        finished_ids_(finished.ids),
        resumed_(finished.bytes > 0),
        skipped_errors_(finished.errors),
        documents_(finished.documents) {
    for (const Hundredths score : finished.scores) note_score(score);
  }

  int run() {
    for (const InputError& error : engine_.official_errors()) tell(error);
    std::optional<Error> failure;
    if (!resumed_) failure = output_.write(writer_.head());
    OrderedPipeline<ReadItem, Row> pipeline([this] { return next_item(); },
                                            [this](ReadItem item) { return work(std::move(item)); },
                                            request_.jobs);
    using State = decltype(pipeline)::State;
    Row row;
    while (!failure) {
      if (const int signal = caught_signal()) {
        failure = write_ending();
        leave(failure ? failure : output_.flush(), exit_signal_base + signal);
      }
      State state = pipeline.next(row, std::chrono::milliseconds(0));
      if (state == State::waiting) {
        failure = output_.flush();
        if (failure) break;
        state = pipeline.next(row, patience);
      }
      if (state == State::end) break;
      if (state == State::output) failure = take(row);
      progress_.update(documents_, errors_, bytes_read_.load(), bytes_total_.load());
    }
    if (!failure) failure = write_ending();
    if (!failure) failure = output_.finish();
    progress_.clear();
    if (failure) leave(failure, exit_unwritable_output);
    if (errors_ > most_errors_told) {
      std::fprintf(stderr, "assay score: %llu more could not be read.\n",
                   static_cast<unsigned long long>(errors_ - most_errors_told));
    }
    if (request_.fail_under && scores_ < documents_) {
      std::fprintf(stderr, "assay score: %s without a score, of which --fail-under says nothing.\n",
                   counted(documents_ - scores_, "document").c_str());
    }
    return exit_status();
  }

 private:
  // Called by one worker at a time.
  std::optional<ReadItem> next_item() {
    std::optional<ReadItem> item = next_from_reader();
    while (item && skipped_already(*item)) item = next_from_reader();
    return item;
  }

  std::optional<ReadItem> next_from_reader() {
    std::optional<ReadItem> item = reader_.next();
    bytes_read_ = reader_.bytes_read();
    if (request_.progress) bytes_total_ = reader_.bytes_total();
    return item;
  }

  // Whether an earlier run wrote this item's row. An item has one row, of whatever kind: a document
  // that could not be scored has an error's. In CSV errors have none, so that documents are known
  // by their ids, and one that could not be scored is tried again.
  bool skipped_already(const ReadItem& item) {
    if (request_.format == OutputFormat::csv) {
      const auto* record = std::get_if<Record>(&item);
      if (!record || finished_ids_.empty() || csv_text(record->id) != finished_ids_.front())
        return false;
      finished_ids_ = finished_ids_.subspan(1);
      return true;
    }
    if (rows_to_skip_ == 0) return false;
    --rows_to_skip_;
    return true;
  }

  Row work(ReadItem item) const {
    Row row;
    if (auto* error = std::get_if<InputError>(&item)) {
      row.bytes = writer_.row(*error);
      row.error = std::move(*error);
      return row;
    }
    Record& record = std::get<Record>(item);
    row.error = guarded(place_of(record), "scored", [&] {
      const Report report = engine_.score(std::move(record));
      row.bytes = writer_.row(report);
      row.document = rank_of(report);
    });
    if (row.error) row.bytes = writer_.row(*row.error);
    return row;
  }

  std::optional<Error> take(Row& row) {
    if (row.error) {
      tell(*row.error);
    } else {
      ++documents_;
      if (row.document.score) note_score(*row.document.score);
    }
    if (request_.format != OutputFormat::text) return output_.write(row.bytes);
    // People read one report, or a ranking of many: which, only the second document tells.
    if (row.error) {
      if (unread_.size() < most_bytes_unread) unread_ += row.bytes;
      return std::nullopt;
    }
    ranking_.add(std::move(row.document));
    if (request_.details) return output_.write(row.bytes);
    first_report_ = documents_ == 1 ? std::move(row.bytes) : std::string();
    return std::nullopt;
  }

  // Text: what stands after (or instead of) the reports.
  std::optional<Error> write_ending() {
    return output_.write(first_report_ + writer_.ranking(ranking_) + unread_);
  }

  void note_score(Hundredths score) {
    ++scores_;
    if (request_.fail_under && score < *request_.fail_under) below_ = true;
  }

  void tell(const InputError& error) {
    if (++errors_ > most_errors_told) return;
    progress_.clear();
    report_input_error(command, error);
  }

  int exit_status() const {
    if (errors_ > 0 || skipped_errors_ > 0) return exit_unreadable_input;
    return below_ ? exit_below_threshold : exit_success;
  }

  [[noreturn]] void leave(const std::optional<Error>& failure, int status) {
    progress_.clear();
    if (failure) report_unwritable(command, *failure);
    leave_process(status);
  }

  const Request& request_;
  const Engine& engine_;
  const Writer writer_;
  OutputFile output_;
  GuardedReader reader_;
  Progress progress_;
  std::uint64_t rows_to_skip_;                 // of items whose rows an earlier run wrote
  std::span<const std::string> finished_ids_;  // the same in CSV
  const bool resumed_;
  const std::uint64_t skipped_errors_;
  Ranking ranking_{most_ranked};
  std::string first_report_, unread_;
  std::uint64_t documents_ = 0, scores_ = 0, errors_ = 0;
  bool below_ = false;
  std::atomic<std::uint64_t> bytes_read_ = 0, bytes_total_ = 0;
};

}  // namespace

int run_score(const std::vector<std::string>& arguments) {
  const CommandLine line = parse_command_line(spec, arguments);
  if (line.exit_status) return *line.exit_status;
  const Result<Request> made = make_request(line);
  if (!made) return usage_error(command, made.error().message);
  const Request& request = made.value();
  const Result<Engine> engine = Engine::create(request.engine);
  if (!engine) return report_error(command, engine.error(), exit_usage);

  // Beside a part that --resume could go on with stands what made it.
  const std::string part_path = part_path_of(request.output);
  std::optional<RunState> state;
  if (!part_path.empty() && can_be_resumed(request.format)) {
    Result<RunState> made_state = run_state(request, engine.value());
    if (!made_state && request.resume) return report_error(command, made_state.error(), exit_usage);
    if (made_state) state = std::move(made_state).value();
  }
  FinishedRows finished;
  std::error_code unreadable;  // as what is not there: opening it says why
  const bool resumed = request.resume && std::filesystem::exists(part_path, unreadable);
  if (resumed) {
    if (const auto error = check_run_state(part_path, *state)) {
      return report_error(command, *error, exit_usage);
    }
    Result<FinishedRows> rows = read_finished_rows(part_path, request.format);
    if (!rows) return report_error(command, rows.error(), exit_usage);
    finished = std::move(rows).value();
  }
  Result<OutputFile> output = resumed ? OutputFile::reopen(request.output, finished.bytes)
                                      : OutputFile::open(request.output);
  if (!output) return report_error(command, output.error(), exit_unwritable_output);
  if (state && !resumed) {
    if (const auto error = write_run_state(part_path, *state)) {
      return report_error(command, *error, exit_unwritable_output);
    }
  }

  watch_signals();
  const bool colour =
      request.format == OutputFormat::text && request.output.empty() && wants_colour(STDOUT_FILENO);
  Writer writer({request.format, request.document_text, colour, terminal_width(STDOUT_FILENO),
                 engine.value().heuristics_hash()});
  const int status =
      Run(request, engine.value(), std::move(writer), std::move(output).value(), finished).run();
  std::error_code ignored;
  if (state) std::filesystem::remove(run_state_path(part_path), ignored);
  return status;
}

}  // namespace assay::cli
