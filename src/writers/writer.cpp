#include "writers/rows.h"

namespace assay {

std::string Writer::head() const {
  return options_.format == OutputFormat::csv ? csv_header() : std::string();
}

std::string Writer::row(const Report& report) const {
  switch (options_.format) {
    case OutputFormat::text:
      return text_row(report, options_);
    case OutputFormat::json:
    case OutputFormat::jsonl:
      return json_row(report, options_);
    case OutputFormat::csv:
      return csv_row(report);
  }
  return {};
}

std::string Writer::row(const InputError& error) const {
  switch (options_.format) {
    case OutputFormat::text:
      return text_row(error, options_);
    case OutputFormat::json:
    case OutputFormat::jsonl:
      return json_row(error, options_);
    case OutputFormat::csv:
      return {};
  }
  return {};
}

std::string Writer::ranking(const Ranking& ranking) const {
  if (options_.format != OutputFormat::text || ranking.size() < 2) return {};
  return text_ranking(ranking, options_);
}

}  // namespace assay
