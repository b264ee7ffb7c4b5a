// One function per view; Writer chooses among them.
#pragma once

#include <string>

#include "assay/writers.h"

namespace assay {

std::string json_row(const Report& report, const WriterOptions& options);
std::string json_row(const InputError& error, const WriterOptions& options);

std::string csv_header();
std::string csv_row(const Report& report);

std::string text_row(const Report& report, const WriterOptions& options);
std::string text_row(const InputError& error, const WriterOptions& options);
std::string text_ranking(const Ranking& ranking, const WriterOptions& options);

}  // namespace assay
