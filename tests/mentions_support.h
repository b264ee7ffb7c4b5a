// Mentions and judged figures of a text, for tests.
#pragma once

#include <memory>
#include <string>

#include "assay/figures.h"
#include "assay/mentions.h"

#include "report_fixture.h"

namespace assay::testing {

using fixture::shipped_heuristics;

struct Read {
  Document document;
  Mentions mentions;

  std::string text(Range range) const { return std::string(document.view(range)); }
};

// Reads `record` as a document in `language`.
inline Read read(Record record, const std::string& language = "en") {
  static const MentionFinder finder =
      std::move(MentionFinder::create(shipped_heuristics())).value();
  Read result;
  result.document = build_document(std::move(record));
  result.document.language.code = language;
  result.mentions = finder.find(result.document);
  return result;
}

inline Read read(std::string text, const std::string& language = "en") {
  Record record;
  record.payload = std::move(text);
  record.payload_is_utf8 = true;
  return read(std::move(record), language);
}

inline ScorerResult score_figures(const Read& read, const std::vector<BlockRole>& roles = {}) {
  static const std::unique_ptr<Scorer> scorer = [] {
    Result<std::unique_ptr<Scorer>> made = make_figures_scorer(shipped_heuristics());
    return std::move(made).value();
  }();
  return scorer->score({.document = read.document, .mentions = read.mentions, .roles = roles});
}

}  // namespace assay::testing
