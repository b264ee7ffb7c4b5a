// The provenance scorer: byline, date, publisher, contact and other signs of where a text comes
// from.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "assay/scorer.h"

namespace assay {

// Ratings of hosts that the user trusts, from a CSV file (RFC 4180, UTF-8) with a header line.
// Columns, in any order; others are ignored:
//   host    required: "example.org"; a leading "www." does not count, and a rating serves the
//           host's subdomains that have no row of their own
//   rating  required: 0 (never trust) to 100
//   source  optional: who rated it, for the report
//   note    optional: why, for the report
class HostRatings {
 public:
  struct Rating {
    double value = 0;  // 0..100
    std::string source;
    std::string note;
  };

  // The error names file:line and the column.
  static Result<HostRatings> read(const std::filesystem::path& path);
  static Result<HostRatings> parse(std::string_view csv, const std::string& name);

  // The rating of `host` or of the nearest parent domain that has one.
  const Rating* find(std::string_view host) const;
  std::size_t size() const { return ratings_.size(); }

 private:
  std::map<std::string, Rating, std::less<>> ratings_;
};

Result<std::unique_ptr<Scorer>> make_provenance_scorer(const Heuristics& heuristics);

}  // namespace assay
