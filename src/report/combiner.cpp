#include "assay/report.h"

namespace assay {

struct Combiner::State {};

Combiner::Combiner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Combiner::Combiner(Combiner&&) noexcept = default;
Combiner& Combiner::operator=(Combiner&&) noexcept = default;
Combiner::~Combiner() = default;

Result<Combiner> Combiner::create(const Heuristics&) { return Combiner(std::make_unique<State>()); }

Report Combiner::combine(Document document, const Mentions& mentions,
                         std::vector<NamedResult> results,
                         std::vector<std::string> not_checked) const {
  Report report;
  report.document = std::move(document);
  report.sources = mentions.sources;
  report.not_checked = std::move(not_checked);
  for (NamedResult& named : results) {
    ScorerReport& scorer = report.scorers.emplace_back();
    scorer.name = named.scorer;
    scorer.state = named.result.state;
    scorer.summary = named.result.summary;
    for (Finding& finding : named.result.findings)
      report.findings.push_back({named.scorer, std::move(finding)});
    if (named.scorer == "boilerplate") report.roles = std::move(named.result.roles);
    if (named.scorer == "figures") report.figures = std::move(named.result.figures);
    if (named.scorer == "corroboration") report.claims = std::move(named.result.claims);
    if (named.scorer == "provenance") report.signals = std::move(named.result.signals);
  }
  return report;
}

std::string_view to_string(Action action) {
  switch (action) {
    case Action::keep:
      return "keep";
    case Action::review:
      return "review";
    case Action::drop:
      return "drop";
  }
  return "";
}

}  // namespace assay
