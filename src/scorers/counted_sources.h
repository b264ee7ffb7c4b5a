// Whom the article names as its sources, and what it asserts without any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "assay/scorer.h"

#include "scorers/own_name.h"
#include "scorers/paid_links.h"
#include "scorers/sentence_matches.h"

namespace assay {

struct CountedSources {
  std::size_t vague = 0, named = 0;  // attributions in the content
  std::size_t named_sources = 0;     // those who are heard
  std::string names;                 // the first of them, as a report lists them
  std::size_t figures = 0;           // of the content that say something about the world
  std::size_t linked_figures = 0;    // whose sentence links to another site
  std::size_t own_work = 0;          // sentences that tell what the writers tested or asked
};

// The links that vouch for nothing.
struct LinksApart {
  const PaidLinks& paid;
  const UnvouchingLinks& unvouching;
};

// Only who speaks in the article is its source. Cost: linear in the mentions and the links of
// blocks that hold figures.
CountedSources count_sources(const ScorerInput& input, const Publisher& publisher,
                             const LinksApart& apart, const SentenceMatches& matches);

// "We tested forty lamps": no sign of the report.
inline constexpr std::string_view own_work = "provenance/own-work";
inline constexpr std::string_view vague_authority = "provenance/vague-authority";

inline constexpr std::string_view hearsay = "provenance/hearsay";
inline constexpr std::string_view unnamed_source = "provenance/unnamed-source";

// "Rumours are swirling", "sources close to the mayor say": not silenced by any name that stands
// beside it, which is mostly that of whom it is about; only where somebody named says it, or the
// words link to it.
void append_hearsay(const ScorerInput& input, const SentenceMatches& matches,
                    std::vector<Finding>& findings);

// "research shows" where neither the sentence nor the next one has anything to look up.
void append_vague_authorities(const ScorerInput& input, const SentenceMatches& matches,
                              std::vector<Finding>& findings);

}  // namespace assay
