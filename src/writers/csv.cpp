#include <algorithm>

#include "ingest/csv.h"
#include "writers/json_text.h"
#include "writers/rows.h"

namespace assay {
namespace {

class Row {
 public:
  void text(std::string_view value) {  // from outside
    separate();
    append_csv_field(csv_text(value), out_);
  }

  void count(std::ptrdiff_t value) {
    separate();
    out_ += std::to_string(value);
  }

  void points(std::optional<Hundredths> value) {
    separate();
    if (value) append_hundredths(*value, out_);
  }

  std::string finish() {
    out_ += "\r\n";
    return std::move(out_);
  }

 private:
  void separate() {
    if (started_) out_ += ',';
    started_ = true;
  }

  std::string out_;
  bool started_ = false;
};

}  // namespace

std::string csv_text(std::string_view value) {
  const bool like_a_formula =
      value.size() > 1 && std::string_view("=+-@\t\r").find(value.front()) != value.npos;
  return (like_a_formula ? "'" : "") + valid_utf8(value);
}

std::string csv_header() {
  std::string header =
      "id,path,url,host,date,title,language,page_type,characters,words,score,low,high,band,action";
  for (const std::string_view name : scorer_names) {
    header += "," + std::string(name) + "_state," + std::string(name) + "_points";
  }
  return header +
         ",findings,checkable_figures,unsourced_figures,claims,corroborated,contradicted,not_found,"
         "out_of_scope,reason,not_checked\r\n";
}

std::string csv_row(const Report& report) {
  const Document& document = report.document;
  Row row;
  row.text(document.id);
  row.text(document.path);
  row.text(document.url);
  row.text(document.host);
  row.text(document.date);
  row.text(document.metadata.title);
  row.text(document.language.code);
  row.text(to_string(report.page_type));
  row.count(static_cast<std::ptrdiff_t>(report.counts.characters));
  row.count(static_cast<std::ptrdiff_t>(report.counts.words));
  row.points(report.score);
  row.points(report.interval ? std::optional(report.interval->low) : std::nullopt);
  row.points(report.interval ? std::optional(report.interval->high) : std::nullopt);
  row.text(report.band.value_or(""));
  row.text(to_string(report.action));
  for (const std::string_view name : scorer_names) {
    const auto scorer = std::ranges::find(report.scorers, name, &ScorerReport::name);
    const bool known = scorer != report.scorers.end();
    row.text(known ? to_string(scorer->state) : "");
    row.points(known ? std::optional(scorer->points) : std::nullopt);
  }
  row.count(std::ssize(report.findings));
  row.count(std::ranges::count(report.figures, true, &Figure::checkable));
  row.count(std::ranges::count_if(report.figures, [](const Figure& figure) {
    return figure.checkable && figure.attribution == AttributionState::none;
  }));
  row.count(std::ssize(report.claims));
  for (const Verdict verdict :
       {Verdict::corroborated, Verdict::contradicted, Verdict::not_found, Verdict::out_of_scope}) {
    row.count(std::ranges::count(report.claims, verdict, &Claim::verdict));
  }
  row.text(rank_of(report).reason);
  std::string not_checked;
  for (const std::string& gap : report.not_checked) {
    not_checked += (not_checked.empty() ? "" : "; ") + gap;
  }
  row.text(not_checked);
  return row.finish();
}

}  // namespace assay
