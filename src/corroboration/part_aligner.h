// Lays one part of a claim on its best passages and measures the fit: the work behind align(). Its
// steps stand in laying.cpp, measure_words.cpp, measure_order.cpp and measure_conflicts.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "corroboration/alignment.h"
#include "corroboration/alignment_features.h"
#include "corroboration/clauses.h"

namespace assay::corroboration {

inline constexpr std::size_t hit_limit = 10;
inline constexpr std::uint8_t nowhere = 0xff;
inline constexpr float root_match =
    0.6f;  // a word of the same family is not quite the same word; guess
inline constexpr std::size_t longest_values = 32;  // values of a part or passage that are compared
inline constexpr std::size_t related_depth =
    4;                                        // best passages in which words are related by meaning
inline constexpr std::size_t pair_reach = 5;  // terms between two words that still belong together

// Where the terms of one part stand, by stem and by root.
class PartTable {
 public:
  explicit PartTable(std::span<const Term> terms) {
    slots_.fill(nowhere);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      insert(terms[i].stem, static_cast<std::uint8_t>(i));
      if (terms[i].root != terms[i].stem) insert(terms[i].root, static_cast<std::uint8_t>(i));
    }
  }

  // The first term with this key, or `nowhere`.
  std::uint8_t find(std::uint64_t key) const {
    for (std::size_t slot = hash(key);; slot = (slot + 1) % size) {
      if (slots_[slot] == nowhere) return nowhere;
      if (keys_[slot] == key) return slots_[slot];
    }
  }

 private:
  static constexpr std::size_t size = 512;  // at most 2 * longest_terms keys
  static std::size_t hash(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15ull >> 55) % size; }
  void insert(std::uint64_t key, std::uint8_t term) {
    std::size_t slot = hash(key);
    for (; slots_[slot] != nowhere; slot = (slot + 1) % size) {
      if (keys_[slot] == key) return;
    }
    keys_[slot] = key;
    slots_[slot] = term;
  }
  std::array<std::uint64_t, size> keys_;
  std::array<std::uint8_t, size> slots_;
};

struct Candidate {
  std::uint32_t passage = 0;
  float score = 0;
  float reverse = 0;
  std::array<float, longest_terms> cover;            // per claim term, 0..1
  std::array<std::uint8_t, longest_terms> position;  // of the first match in the passage
  // As `cover`, where a word used alike counts in part, never less; and the same per term of the
  // passage.
  std::array<float, longest_terms> soft, back;
  std::array<std::uint8_t, longest_terms> match;  // per term of the passage: the claim's term
  static constexpr std::size_t most_related = 64;
  std::array<RelatedWords, most_related> related;
  std::size_t related_count = 0;
};

// Aligns one part; made anew for each.
class PartAligner {
 public:
  PartAligner(const ClaimTerms& claim, const ClaimTerms::Part& part, const Passages& passages,
              const Lexicon& lexicon, const ConflictModel& conflicts, AlignmentWorkspace& workspace,
              Tally& tally)
      : terms_(
            std::span(claim.buffer.terms)
                .subspan(part.first_term, std::min<std::size_t>(part.term_count, longest_terms))),
        values_(std::span(claim.buffer.values)
                    .subspan(part.first_value,
                             std::min<std::size_t>(part.value_count, longest_values))),
        context_(claim.context),
        passages_(passages),
        lexicon_(lexicon),
        conflicts_(conflicts),
        workspace_(workspace),
        tally_(tally),
        table_(terms_) {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const Term& term = terms_[i];
      const auto number = static_cast<std::uint8_t>(i);
      const std::uint8_t first = table_.find(term.stem);
      if (first != i && first != nowhere && terms_[first].stem == term.stem)
        repeats_[repeat_count_++] = {first, number};
      traits_ |= term.traits;
      if (!term.content()) continue;
      if (term.common) common_[common_count_++] = number;
      if (content_count_ > 0) {
        const std::uint8_t last = content_[content_count_ - 1];
        pairs_[content_count_ - 1] = {last, number, std::min(terms_[last].weight, term.weight)};
      }
      content_[content_count_++] = number;
      weight_ += term.weight;
    }
    find_short_forms(claim.short_forms);
  }

  // With passages to be sought, or given.
  void run(PartAlignment& out);
  void run_on(std::span<const Hit> hits, PartAlignment& out);

 private:
  const Candidate& candidate(std::size_t rank) const { return candidates_[order_[rank]]; }
  std::span<const Term> passage_terms(std::size_t rank) const {
    return passages_.compared_terms(passages_.passages[candidate(rank).passage]);
  }
  std::span<const Value> passage_values(std::uint32_t passage) const {
    const auto values = passages_.values(passages_.passages[passage]);
    return values.subspan(0, std::min(values.size(), longest_values));
  }

  // Marks which terms of the part the passage holds.
  void lay(const Hit& hit, Candidate& out) const;

  // Words of neither side that are used alike cover each other in part: paraphrase. Names and
  // numbers are covered by themselves only.
  void cover_softly(std::span<const Term> other, Candidate& out) const;
  // Keeps the pair while there is room, then in place of the least alike.
  static void keep_related(const RelatedWords& pair, Candidate& out);
  // How far a word used alike covers another.
  static float alike(float similarity);
  bool are_at_odds(const Term& a, const Term& b) const;

  // Covers again by what the words mean, where that is known; drops the pairs that nothing relates.
  void relate(std::span<const Term> other, Candidate& out) const;

  // An equal value covers the words it is written with: "$1.2 billion", "1,200 million dollars".
  void cover_values(std::uint32_t passage, std::span<const Term> other, Candidate& out) const;

  // Short forms in the part, and names in it that have one.
  void find_short_forms(std::span<const ShortForm> own);

  // The terms to search by: a short form also by its name, a name also by its short form.
  std::span<const Term> query() const;

  // A name is covered by its short form, a short form by its name.
  void cover_short_forms(std::uint32_t passage, std::span<const Term> other, Candidate& out) const;

  // The terms of content, which alone have weight; and each two that are neighbours among them.
  std::span<const std::uint8_t> content_terms() const {
    return std::span(content_).first(content_count_);
  }
  struct Pair {
    std::uint8_t first, second;
    float weight;
  };
  std::span<const Pair> content_pairs() const {
    return std::span(pairs_).first(content_count_ > 0 ? content_count_ - 1 : 0);
  }
  static bool together(const Candidate& candidate, std::size_t a, std::size_t b) {
    const std::uint8_t p = candidate.position[a], q = candidate.position[b];
    if (p == nowhere || q == nowhere) return false;
    return (p > q ? p - q : q - p) <= static_cast<int>(pair_reach);
  }

  void measure_words(PartAlignment& out);
  // A word of the part that the passage lacks, where the passage holds its opposite.
  void opposites();
  bool opposed(const std::vector<Lexicon::Opposite>& mine, const Term& other) const;

  // A conflict of the whole part with its best passage.
  void count_precise(float weight, float context);
  void measure_values(const PartAlignment& out);
  void measure_polarity(const PartAlignment& out);

  // The heaviest common subsequence with the best passage; what lies between two common terms on
  // both sides is a swap, what lies only in the claim an insertion.
  void measure_order(PartAlignment& out);
  // A stretch of the claim between two words of the common order, and one of the passage.
  struct Gap {
    std::uint8_t i0 = 0, i1 = 0, j0 = 0, j1 = 0;
  };
  void judge_gap(const Gap& gap, const std::array<char, longest_terms>& common,
                 std::span<const Term> other, PartAlignment& out);

  // A claim's clauses may rest on different passages; the weakest tells most.
  void measure_segments();

  // Candidates of the best passages. A name the official document never holds is a stranger.
  void measure_conflicts(PartAlignment& out);
  // Drops conflicts of figures that the passages bear out otherwise: as a sum, a difference or the
  // rest of others, or in another passage. Returns how many of the first `verbatim` are left.
  std::size_t drop_explained(std::size_t verbatim, PartAlignment& out) const;
  bool is_computed(const Value& value) const;
  bool is_told_nearer(const Value& value, const Conflict& conflict) const;
  static float held_share(std::span<const Term> terms, std::span<const float> cover, float weight);
  // How far the passage holds the clauses, and those in which conflicts with it stand.
  void measure_clauses(const Clauses& clauses, std::span<const float> cover, std::size_t rank,
                       std::span<Conflict> conflicts);
  // How the passage agrees with the part's dates.
  void measure_dates(std::uint32_t passage, std::span<Conflict> conflicts) const;
  void count_score(const Conflict& conflict);
  void count_context(const Conflict& conflict);

  // What becomes of the words that the best passages do not hold.
  void measure_relations();
  // Whether another of the best passages says what the claim says at the conflict.
  bool told_elsewhere(const Conflict& conflict) const;
  // Whether another of the best passages has the name of a conflict that a slot shows.
  bool names_elsewhere(const Conflict& conflict) const;
  // How many of the nearest words of content around the claim's term stand around `place` in the
  // passage of that rank.
  int neighbours_at(std::size_t term, std::size_t rank, std::size_t place) const;
  // How many more of a name's neighbours stand around the other name than around it elsewhere.
  float bound(const Conflict& conflict) const;
  ConflictKind conflict_kind(const Term& mine, const Term& theirs) const;

  std::span<const Term> terms_;
  std::span<const Value> values_;
  std::span<const Term> context_;
  const Passages& passages_;
  const Lexicon& lexicon_;
  const ConflictModel& conflicts_;
  AlignmentWorkspace& workspace_;
  Tally& tally_;
  PartTable table_;
  // Of terms whose stem stood before: the first mention and this one.
  std::array<std::pair<std::uint8_t, std::uint8_t>, longest_terms> repeats_;
  std::array<std::uint8_t, longest_terms> content_, common_;
  std::array<Pair, longest_terms> pairs_;
  std::size_t repeat_count_ = 0, content_count_ = 0, common_count_ = 0;
  std::uint32_t traits_ = 0;  // of any term
  float weight_ = 0;          // of all terms
  // A short form or a name that has one, as it stands in the part.
  struct ToldForm {
    std::size_t begin = 0, end = 0;  // terms
    bool is_short = false;
    bool any_document = false;  // defined by the claim's own text, else by the form's document
    const ShortForm* form = nullptr;
  };
  static constexpr std::size_t most_told = 8;
  std::array<ToldForm, most_told> told_;
  std::size_t told_count_ = 0;
  std::array<Candidate, hit_limit> candidates_;
  std::array<std::uint8_t, hit_limit> order_{};
  std::size_t count_ = 0;
};

}  // namespace assay::corroboration
