// What holds for every report, whatever document it is about.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "assay/report.h"
#include "assay/text.h"
#include "assay/writers.h"

#include "document_invariants.h"

namespace assay {

// The first rule of adding up that `report` breaks, in words; empty for a sound one.
inline std::string broken_sum(const Report& report) {
  Hundredths all = 0;
  for (const ScorerReport& scorer : report.scorers) {
    Hundredths sum = 0;
    for (const ReportFinding& found : report.findings) {
      if (found.scorer == scorer.name) sum += found.points;
    }
    if (sum != scorer.points) return scorer.name + " has the points of its findings";
    if (sum < 0 || sum > scorer.cap) return scorer.name + " keeps to its cap";
    if (scorer.score.has_value() != (scorer.state == ScorerState::scored))
      return "a scorer has a score where it scored";
    all += sum;
  }
  if (report.score && *report.score != std::max<Hundredths>(0, 100'00 - all))
    return "the score is a hundred minus the points";
  if (report.score.has_value() != report.interval.has_value() ||
      report.score.has_value() != report.band.has_value())
    return "score, interval and band stand together";
  if (report.interval &&
      (report.interval->low < 0 || report.interval->high > 100'00 ||
       report.interval->low > *report.score || report.interval->high < *report.score))
    return "the interval holds the score";
  return {};
}

// The same of the places that a report speaks of.
inline std::string broken_range(const Report& report) {
  const std::string& text = report.document.text;
  const auto sound = [&](Range range) {
    return range.begin <= range.end && range.end <= text.size() &&
           starts_character(text, range.begin) && starts_character(text, range.end);
  };
  if (report.roles.size() != report.document.blocks.size()) return "every block has a role";
  std::uint32_t last = 0;
  bool absent = false;
  for (const ReportFinding& found : report.findings) {
    if (!found.finding.range) {
      absent = true;
      continue;
    }
    if (absent || found.finding.range->begin < last)
      return "findings stand in text order, absences last";
    if (!sound(*found.finding.range)) return "findings lie in the text";
    last = found.finding.range->begin;
  }
  last = 0;
  for (const Figure& figure : report.figures) {
    const Quantity& quantity = figure.quantity;
    if (!sound(quantity.text) || quantity.text.begin < last) return "figures stand in text order";
    if (!quantity.text.contains(quantity.number)) return "a figure's number is inside it";
    if (quantity.bound == Bound::range && quantity.direction != Direction::down &&
        quantity.high < quantity.value)
      return "a range ends above its begin";
    if (figure.attribution_source && !sound(*figure.attribution_source))
      return "sources lie in the text";
    if (figure.attribution == AttributionState::none && figure.attribution_source)
      return "a figure without a source names none";
    last = quantity.text.begin;
  }
  last = 0;
  for (const Claim& claim : report.claims) {
    if (!sound(claim.range) || claim.range.begin < last) return "claims stand in text order";
    last = claim.range.begin;
    std::uint32_t part_begin = claim.range.begin;  // parts may nest
    bool contradicted = false, borne_out = true;
    for (const ClaimPart& part : claim.parts) {
      if (part.range.begin < part_begin || !sound(part.range) || part.range.end > claim.range.end)
        return "parts are sorted and inside their claim";
      part_begin = part.range.begin;
      contradicted |= part.verdict == Verdict::contradicted;
      borne_out &= part.verdict == Verdict::corroborated;
    }
    if (claim.parts.empty()) return "a claim has a part";
    if (contradicted != (claim.verdict == Verdict::contradicted) ||
        borne_out != (claim.verdict == Verdict::corroborated))
      return "a claim's verdict is the worst of its parts'";
    if (claim.verdict == Verdict::out_of_scope && !claim.mismatches.empty())
      return "what is out of scope contradicts nothing";
  }
  if (report.copied) {
    if (!(report.copied->share >= 0 && report.copied->share <= 1)) return "a share is a share";
    std::uint32_t end = 0;
    for (const Range range : report.copied->ranges) {
      if (!sound(range) || range.begin < end) return "copied ranges are sorted and disjoint";
      end = range.end;
    }
  }
  for (const Signal& signal : report.signals) {
    if (signal.range && !sound(*signal.range)) return "signals lie in the text";
  }
  return {};
}

// The same of the report as JSON: what is quoted stands where the offsets say.
inline std::string broken_quote(const nlohmann::json& report) {
  const std::string& text = report.at("text").get_ref<const std::string&>();
  std::vector<std::size_t> bytes;  // where each code point begins, and the end
  for (std::size_t at = 0; at < text.size(); next_code_point(text, at)) bytes.push_back(at);
  bytes.push_back(text.size());
  const auto quotes = [&](const nlohmann::json& item, const char* key) {
    if (item.is_null() || item.at("begin").is_null()) return true;
    const auto begin = item.at("begin").get<std::size_t>(), end = item.at("end").get<std::size_t>();
    return begin <= end && end < bytes.size() &&
           item.at(key) == text.substr(bytes[begin], bytes[end] - bytes[begin]);
  };
  for (const nlohmann::json& finding : report.at("findings")) {
    if (!quotes(finding, "quote")) return "findings quote the text";
  }
  for (const nlohmann::json& figure : report.at("figures")) {
    if (!quotes(figure, "text")) return "figures quote the text";
    if (!quotes(figure.at("attribution_source"), "text")) return "sources quote the text";
  }
  if (report.at("counts").at("characters") != bytes.size() - 1) return "characters are counted";
  return {};
}

// The first rule that `report` breaks, in words.
inline std::string broken_rule(const Report& report) {
  if (std::string rule = broken_sum(report); !rule.empty()) return rule;
  if (std::string rule = broken_range(report); !rule.empty()) return rule;
  WriterOptions options;
  options.format = OutputFormat::json;
  const nlohmann::json row = nlohmann::json::parse(Writer(options).row(report), nullptr, false);
  return row.is_object() ? broken_quote(row) : "a report is JSON";
}

}  // namespace assay
