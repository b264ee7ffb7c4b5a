#include "writers/unread.h"
#include <algorithm>
#include <array>
#include <string_view>

namespace assay {
namespace {

constexpr std::array<std::string_view, 3> english_only = {"promotion", "figures", "corroboration"};

bool is_undecided(const Report& report, std::string_view name) {
  const auto scorer = std::ranges::find(report.scorers, name, &ScorerReport::name);
  return scorer != report.scorers.end() && scorer->state == ScorerState::undecided;
}

}  // namespace

bool is_partly_read(const Report& report) {
  return report.score && is_undecided(report, "promotion") && is_undecided(report, "figures");
}

std::string why_partly_read(const Report& report) {
  const std::string& language = report.document.language.code;
  if (language == "en") return "tone and figures could not be judged";
  if (language == "und") return "tone and figures are not read, for the language cannot be told";
  return "tone and figures are read in English only";
}

bool is_unread(const Report& report, const ScorerReport& scorer) {
  return scorer.state == ScorerState::undecided && report.document.language.code != "en" &&
         std::ranges::find(english_only, scorer.name) != english_only.end();
}

}  // namespace assay
