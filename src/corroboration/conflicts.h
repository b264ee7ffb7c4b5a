// Where a claim and a passage disagree: candidates, each with how surely both speak of the same
// thing around it. The model, not this file, decides whether they amount to a contradiction.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "corroboration/agreement.h"
#include "corroboration/forest.h"
#include "corroboration/terms.h"

namespace assay::corroboration {

enum class ConflictKind : std::uint8_t {
  number,
  date,
  name,
  opposite,
  polarity,
  scope,
  roles,     // who and whom have changed places
  modality,  // it may, must, will or did
  sibling,   // another of its kind: "guitarist", "pianist"
  word
};
constexpr std::size_t conflict_kinds = 10;
std::string_view to_string(ConflictKind kind);

// What puts two names into one place, see name_slots.h.
enum class NameSlot : std::uint8_t { none, list, doer, variant, place };

// One point where claim and passage disagree.
struct Conflict {
  ConflictKind kind = ConflictKind::word;
  Range claim;                // into the claim's document
  Range official;             // into the passage's document; empty: the passage has nothing there
  std::uint32_t passage = 0;  // where `official` stands
  float weight = 0;           // what is at stake, in nats
  float context = 0;          // how much of what surrounds it is shared, 0..1, on both sides
  float claim_context = 0;    // the same on the claim's side only
  float between = 0;          // how much of it stands around both, on whatever side, 0..1
  float in_place = 0;         // the same, on the same side of both: subject with subject
  float rival = 0;            // `in_place` of where the passage says what the claim says
  float named = 0;            // of names: share of the run of names around that both sides have
  float neighbours = 0;       // of the two nearest words of content, how many stand near both
  float cover = 0;            // share of the part's words that the passage holds
  float told = 0;             // share of the passage's words that the part holds
  float clause_cover = 0;     // share of the words of the claim's clause that the passage holds
  float bound = 0;  // of names: neighbours beside the passage's name less those beside it elsewhere
  float skipped = 0;       // of denials: words of content between the negation and what it denies
  float clause_terms = 0;  // how many words of content the clause has
  float similarity = 0;    // of words: how alike they are used
  Lexicon::Relation relation = Lexicon::Relation::none;  // of words that WordNet knows
  // Read by judge.cpp (counts) and not by the conflict model.
  float dated = 0;       // of the part's other dates: share the passage agrees with, less the rest
  float evidence = 0;    // length of all evidence, in terms
  float ratio = 0;       // of values: natural logarithm of the greater over the smaller, at most 3
  float frame = 0;       // how many of the two words beside it, articles apart, are the same
  float excuse = 0;      // of denials: what the other side has that may mean the same, 0..2
  bool omits = false;    // of denials: that the other side speaks of it at all
  bool ordinal = false;  // of numbers: "the second" against "the first"
  bool loose = false;    // of counts: what is counted is not told in one word
  bool both_deny = false;          // of denials: the other side denies something else
  bool shuts_out = false;          // of scope: the claim's word is one like "only"
  bool like = false;               // of names: both are countries, or neither
  NameSlot slot = NameSlot::none;  // of names: what puts both into one place
  bool moved = false;              // the passage has what the claim says, but of something else
  std::uint8_t rank = 0;           // of the passage among the part's best
  bool verbatim = false;           // found between equal words, not by what surrounds it
  bool plain_negation = false;  // "not", "never", against a word that turns its matter ("failed")
  bool told_elsewhere = false;  // other official passages say what the claim says here
  bool known = false;           // the official document holds the claim's word somewhere
  bool certain = false;         // contradicts by itself, see clause_match.h
  bool apart = false;           // no model has seen such; `certain` alone tells of it
  bool is_learned() const { return slot == NameSlot::none && !apart; }
  float score = lowest_score;  // how much it speaks for a contradiction, log odds; by ConflictModel
  static constexpr float lowest_score = -6;
};

constexpr float fully_framed = 2;  // Conflict::frame of what stands between the very same words

constexpr std::size_t conflict_feature_count = 36;
std::span<const std::string_view> conflict_feature_names();
std::array<float, conflict_feature_count> conflict_features(const Conflict& conflict);

// How much a conflict tells, learned from whole claims: of a contradicted one its gravest conflict
// counts as real, of others none. Immutable, shared by threads.
class ConflictModel {
 public:
  // Fails as Model::load() does.
  static Result<ConflictModel> load(const Heuristics& heuristics, std::string_view file);
  float score(const Conflict& conflict) const {
    float sum = 0;
    trees_.sum(conflict_features(conflict), {&sum, 1});
    return sum;
  }

 private:
  Forest trees_;
};

// The passage speaks of the same thing around the conflict. Two words that merely differ say less
// than two numbers or names, so they need a nearly equal surrounding. Bounds are guesses.
inline bool precise(const Conflict& conflict) {
  return conflict.context >= (conflict.kind == ConflictKind::word ? 0.8f : 0.5f);
}

// A word of the claim and one of the passage that neither side shares, and how they lie to each
// other.
struct RelatedWords {
  std::uint8_t claim = 0, official = 0;  // terms
  Lexicon::Relation relation = Lexicon::Relation::none;
  float similarity = 0;
};

// Two texts laid upon each other; the spans of a side are of equal length.
struct Laid {
  std::span<const Term> claim, official;
  std::span<const float> claim_cover, official_cover;  // how much the other side holds a term, 0..1
  std::span<const std::uint8_t>
      match;  // per official term: the claim's term it stands for, or none
  std::span<const Value> claim_values, official_values;
  std::uint32_t passage = 0;
  std::span<const RelatedWords> related = {};
  // All that a term of the side may do; a bit that none does may be set.
  std::uint32_t claim_traits = ~0u, official_traits = ~0u;
};

inline constexpr std::uint8_t no_match = 0xff;

// The share of the terms around [begin, end) that the other side holds, 0..1; near ones count more.
float shared_around(std::span<const Term> terms, std::span<const float> cover, std::size_t begin,
                    std::size_t end);

// Appends the candidates. Cost: the product of both lengths at worst.
void append_conflicts(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out);

}  // namespace assay::corroboration
