// Documents, stub scorers' results and reports for the tests of what comes after the scorers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "assay/heuristics.h"
#include "assay/report.h"

namespace assay::fixture {

inline Document document_of(std::string_view text, std::string id = "test") {
  Record record;
  record.id = record.path = std::move(id);
  record.payload = text;
  record.range = {0, record.payload.size()};
  return build_document(std::move(record));
}

// A text of `count` short paragraphs, one sentence of ten words each.
inline std::string paragraphs(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += "The harbour office counted the crates on the quay again.\n\n";
  }
  return text;
}

inline Range range_of(const Document& document, std::string_view words, std::size_t from = 0) {
  const std::size_t at = document.text.find(words, from);
  EXPECT_NE(at, std::string::npos) << words;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline const Heuristics& shipped_heuristics() {
  static const Result<Heuristics> loaded = Heuristics::load(Heuristics::shipped_directory());
  if (!loaded) throw std::runtime_error(loaded.error().message);
  return loaded.value();
}

inline const Combiner& shipped_combiner() {
  static const Result<Combiner> made = Combiner::create(shipped_heuristics());
  if (!made) throw std::runtime_error(made.error().message);
  return made.value();
}

// All five scorers, scored, with nothing found.
inline std::vector<NamedResult> clean_results(const Document& document) {
  std::vector<NamedResult> results;
  for (const char* name : {"boilerplate", "promotion", "figures", "corroboration", "provenance"}) {
    NamedResult named;
    named.scorer = name;
    named.result.summary = "Nothing found.";
    named.result.sample = document.sentences.size();
    results.push_back(std::move(named));
  }
  results.front().result.roles.resize(document.blocks.size());
  return results;
}

inline ScorerResult& result_of(std::vector<NamedResult>& results, std::string_view scorer) {
  for (NamedResult& named : results) {
    if (named.scorer == scorer) return named.result;
  }
  throw std::out_of_range(std::string(scorer));
}

inline const ScorerReport& scorer_of(const Report& report, std::string_view name) {
  for (const ScorerReport& scorer : report.scorers) {
    if (scorer.name == name) return scorer;
  }
  throw std::out_of_range(std::string(name));
}

}  // namespace assay::fixture
