// Lays a claim beside the passages that speak most nearly of the same, and measures the fit.
//
// A claim is one or more parts (sentences or clauses); each is aligned with the official text on
// its own, then all count together. What is measured is listed in feature_names().
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corroboration/conflicts.h"
#include "corroboration/passages.h"

namespace assay::corroboration {

// A claim ready for alignment. Parts are ranges of `buffer.terms`, in order, together all of it.
struct ClaimTerms {
  struct Part {
    std::uint32_t first_term = 0, term_count = 0;
    std::uint32_t first_value = 0, value_count = 0;
  };
  TermBuffer buffer;
  std::vector<Part> parts;
  std::vector<ShortForm> short_forms;  // that the claim's own text defines
  std::vector<Term> context;  // of the title, the sentence before, ...: known, need not be proved

  std::span<const Term> terms_of(const Part& part) const {
    return std::span(buffer.terms).subspan(part.first_term, part.term_count);
  }
};

// How one part lies on its best passages.
struct PartAlignment {
  std::uint32_t best = no_index;       // passage, no_index when nothing is shared
  std::array<std::uint32_t, 3> top{};  // best first
  std::uint32_t top_count = 0;
  float coverage = 0;  // weighted share of the part's words in `best`
  std::vector<Conflict> conflicts;
};

constexpr std::size_t feature_count = 191;
using Features = std::array<float, feature_count>;
std::span<const std::string_view> feature_names();

struct Alignment {
  std::vector<PartAlignment> parts;
  float words_held = 0;  // weighted share of the words, without names and numbers, in `top`
  Features features{};
};

// Reusable memory of one caller.
struct AlignmentWorkspace {
  Workspace search;
  std::vector<Hit> hits;
  std::vector<float> cells;
  std::vector<Term> query;
};

// Cost: one search and up to ten passages of at most `longest_terms` terms per part.
void align(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
           const ConflictModel& conflicts, AlignmentWorkspace& workspace, Alignment& out);

// The same with the given passages in place of a search.
void align_with(std::span<const Hit> hits, const ClaimTerms& claim, const Passages& passages,
                const Lexicon& lexicon, const ConflictModel& conflicts,
                AlignmentWorkspace& workspace, Alignment& out);

}  // namespace assay::corroboration
