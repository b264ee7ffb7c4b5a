// Whether a text announces its own organisation's news, as a press release does, however sober its
// tone: how it opens, whom it lets speak, whom it credits, how it ends.
//
// A linear model over signs of shape (a dateline, speakers of one house, "About <name>" at the end,
// a contact block; against it voices from outside and the habits of reporters) and the rates of the
// promotion features. It was fitted on invented releases and reports and on real texts rated by a
// reader (scripts/train/train_press_release.py), so that its probability is that of a web article.
// Cost: linear in the tokens; phrases are looked for where the features say that one may begin.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/scorer.h"

#include "scorers/promotion_features.h"

namespace assay::promotion {

// Phrases: `en/words/press-release-<name>.json`. The order is that of sign_names().
enum class ReleaseSign : std::uint8_t {
  // By phrases, counted up to three.
  wire,          // services that carry releases: "Business Wire"
  label,         // what heads a release or its contacts: "For immediate release", "Media contact"
  announcing,    // in the first sentences: "today announced"
  credits,       // how institutes name their own people: "senior author"
  funding,       // "was supported by"
  outside,       // how reporters say that they asked others: "was not involved", "told the"
  cited,         // releases and statements as somebody else's: "in a press release"
  disclaimers,   // "forward-looking statements"
  invitations,   // "for more information"
  joy,           // "we are excited", "pleased to"
  today,         // in the first sentences; once
  contractions,  // "don't", outside quotations; per 100 words
  degrees,       // "Ph.D.", "M.D."; per 100 words
  // By shape.
  dated_dateline,    // a place, a date and a dash
  plain_dateline,    // a place and a dash
  agency_dateline,   // a news agency or a broadcaster in brackets
  ticker,            // a stock exchange and a symbol: "(NASDAQ: HLW)"
  about_section,     // "About <name>" in the second half
  self_description,  // a late block begins "<name> is", of the name that the text opens with
  late_addresses,    // mail addresses in the last third
  late_telephones,   // telephone numbers there
  end_mark,          // "###", "SOURCE <name>"
  lead_focus,        // share of the sentences that name who stands in the opening
  insiders,          // speakers introduced with that name
  outsiders,         // speakers introduced without
  one_house,         // insiders speak and nobody else
  count,
};
inline constexpr std::size_t release_sign_count = static_cast<std::size_t>(ReleaseSign::count);
std::string_view sign_name(ReleaseSign sign);

struct ReleaseSigns {
  std::array<double, release_sign_count> values{};
  std::array<std::optional<Range>, release_sign_count> seen;  // where a sign stands first

  double& operator[](ReleaseSign sign) { return values[static_cast<std::size_t>(sign)]; }
  void note(ReleaseSign sign, Range where, double most);  // once more, up to `most`
};

// The words by which its phrases are found, one of each, by what a Lexicon knows them by.
std::vector<std::uint64_t> release_phrase_anchors(const Heuristics& heuristics);

// What is known of the words around names:
// `en/words/press-release-{generic-names,describing}.json`, as hashes.
struct ReleaseWords {
  explicit ReleaseWords(const Heuristics& heuristics);

  std::vector<std::uint64_t> generic_names;  // "institute": such words tell no name from others
  std::vector<std::uint64_t> describing;     // "provides": between a name and what it is
};

class ReleaseReader {
 public:
  explicit ReleaseReader(const Heuristics& heuristics);

  // `features` must be those of `input`, read with `lexicon`.
  ReleaseSigns read(const ScorerInput& input, const Lexicon& lexicon,
                    const Features& features) const;

 private:
  struct Phrase {
    std::vector<std::uint64_t> words;  // hashes
    std::size_t anchor = 0;            // which of them it is found by
    ReleaseSign sign = ReleaseSign::count;
  };
  struct Hit {
    std::size_t begin = 0;  // token of the sentence
    const Phrase* phrase = nullptr;
  };
  // Adds the phrases whose anchor stands there.
  void add_hits(std::span<const Token> tokens, std::size_t at, std::vector<Hit>& hits) const;
  // Leaves of the phrases that begin at one place the longest.
  static void keep_longest(std::vector<Hit>& hits);

  static constexpr unsigned bucket_bits = 10;
  static std::size_t bucket(std::uint64_t word) { return word >> (64 - bucket_bits); }

  ReleaseWords words_of_names_;
  std::vector<Phrase> phrases_;  // sorted by their anchors
  // The first phrase of each bucket of anchors, behind the last bucket their number.
  std::vector<std::uint16_t> bucket_begins_;
};

// What speaks for a release.
struct ReleaseReason {
  std::string_view says;
  std::optional<Range> where;
  double value = 0;
};

struct ReleaseJudgement {
  double probability = 0;
  std::vector<ReleaseReason> reasons;  // strongest first; none below the threshold
};

class ReleaseModel {
 public:
  static Result<ReleaseModel> load(const Heuristics& heuristics);

  // From this probability on a text is said to read like a press release.
  double threshold() const { return threshold_; }
  ReleaseJudgement judge(const ScorerInput& input, const Lexicon& lexicon,
                         const Features& features) const;

 private:
  explicit ReleaseModel(const Heuristics& heuristics) : reader_(heuristics) {}

  struct Dense {
    double mean = 0, deviation = 1, high = 0, weight = 0;
  };
  ReleaseReader reader_;
  std::array<double, release_sign_count> signs_{};
  std::vector<Dense> dense_;  // in the order of dense_names()
  double bias_ = 0, threshold_ = 1;
};

}  // namespace assay::promotion
