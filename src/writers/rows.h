// One function per view; Writer chooses among them.
#pragma once

#include <string>
#include <string_view>

#include "assay/writers.h"

namespace assay {

std::string json_row(const Report& report, const WriterOptions& options);
std::string json_row(const InputError& error, const WriterOptions& options);

std::string csv_header();
std::string csv_row(const Report& report);
// What a cell of text holds, before quoting: a spreadsheet would run a cell that begins like a
// formula, so such a cell is marked as text with an apostrophe, as spreadsheets themselves do.
std::string csv_text(std::string_view value);

std::string text_row(const Report& report, const WriterOptions& options);
std::string text_row(const InputError& error, const WriterOptions& options);
std::string text_ranking(const Ranking& ranking, const WriterOptions& options);

}  // namespace assay
