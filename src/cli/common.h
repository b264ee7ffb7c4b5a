// What several commands do alike: their options, and loading the heuristics.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "assay/heuristics.h"
#include "assay/ingest.h"

#include "cli/command_line.h"

namespace assay::cli {

// Rows for a command's option table.
inline constexpr Option output_option = {"output", OptionKind::text, "OUT",
                                         "Write to OUT; it appears when it is whole.", 'o'};
inline constexpr Option heuristics_option = {"heuristics", OptionKind::text, "DIR",
                                             "Lay DIR over the shipped heuristics."};
inline constexpr Option site_memory_option = {"site-memory", OptionKind::text, "FILE",
                                              "What repeats across a site, from `assay sites`."};
inline constexpr Option input_format_option = {"input-format",
                                               OptionKind::choice,
                                               "auto|text|html|jsonl",
                                               "What the inputs are; auto finds out by content "
                                               "(auto).",
                                               0,
                                               "warc"};
inline constexpr Option max_document_option = {
    "max-document", OptionKind::bytes, "BYTES",
    "Cut documents longer than this, and say so (16M; at most 1G)."};
inline constexpr Option text_field_option = {"text-field", OptionKind::text, "NAME",
                                             "JSONL field that holds the text (text)."};
inline constexpr Option html_field_option = {"html-field", OptionKind::text, "NAME",
                                             "JSONL field that holds HTML (html)."};
inline constexpr Option id_field_option = {"id-field", OptionKind::text, "NAME",
                                           "JSONL field that names the document (id)."};
inline constexpr Option url_field_option = {"url-field", OptionKind::text, "NAME",
                                            "JSONL field with the address (url)."};
inline constexpr Option date_field_option = {"date-field", OptionKind::text, "NAME",
                                             "JSONL field with the date (date)."};
inline constexpr Option title_field_option = {"title-field", OptionKind::text, "NAME",
                                              "JSONL field with the title (title)."};

// The rows that reader_options() reads.
inline constexpr auto reader_rows = std::to_array<Option>(
    {input_format_option, max_document_option, text_field_option, html_field_option,
     id_field_option, url_field_option, date_field_option, title_field_option});

// The rows of several tables, one table after another.
template <std::size_t... sizes>
constexpr auto joined(const std::array<Option, sizes>&... tables) {
  std::array<Option, (sizes + ...)> all{};
  auto at = all.begin();
  ((at = std::copy(tables.begin(), tables.end(), at)), ...);
  return all;
}

// How the command line wants inputs read.
ReaderOptions reader_options(const CommandLine& line);

// The directory of --heuristics, where it was given.
std::optional<std::filesystem::path> heuristics_overlay(const CommandLine& line);
// The shipped heuristics under that of --heuristics.
Result<Heuristics> load_heuristics(const CommandLine& line);

// Why a command must not begin, where `read` (all the paths it reads) names standard input twice:
// it can be read once.
std::optional<Error> standard_input_conflict(const std::vector<std::string>& read);

// Says on stderr that an input could not be read.
void report_input_error(std::string_view command, const InputError& error);

}  // namespace assay::cli
