#include "cli/common.h"

namespace assay::cli {

ReaderOptions reader_options(const CommandLine& line) {
  ReaderOptions options;
  const std::string format = line.text("input-format", "auto");
  if (format == "text") options.format = InputFormat::text;
  if (format == "html") options.format = InputFormat::html;
  if (format == "jsonl") options.format = InputFormat::jsonl;
  options.max_document_bytes = line.bytes("max-document", options.max_document_bytes);
  options.text_field = line.text("text-field");
  options.html_field = line.text("html-field");
  options.id_field = line.text("id-field");
  options.url_field = line.text("url-field");
  options.date_field = line.text("date-field");
  options.title_field = line.text("title-field");
  return options;
}

std::optional<std::filesystem::path> heuristics_overlay(const CommandLine& line) {
  if (!line.has("heuristics")) return std::nullopt;
  return line.text("heuristics");
}

Result<Heuristics> load_heuristics(const CommandLine& line) {
  return Heuristics::load(Heuristics::shipped_directory(), heuristics_overlay(line));
}

std::optional<Error> standard_input_conflict(const std::vector<std::string>& read) {
  if (std::ranges::count(read, "-") < 2) return std::nullopt;
  return Error{"usage", "Standard input is named twice, and can be read only once.",
               "Put one of the two into a file."};
}

void report_input_error(std::string_view command, const InputError& error) {
  report_error(command, {error.code, error.message, error.remedy}, 0);
}

}  // namespace assay::cli
