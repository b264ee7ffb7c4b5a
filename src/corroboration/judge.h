// From alignment to verdict.
#pragma once

#include <vector>

#include "assay/scorer.h"

#include "corroboration/alignment.h"
#include "corroboration/model.h"
#include "corroboration/novelty.h"

namespace assay::corroboration {

struct Judgement {
  Verdict verdict = Verdict::not_found;
  Probabilities probabilities;
  double confidence = 0;                // probability of the verdict, 0..1
  bool by_reading = false;              // not the model decided, whose probabilities tell otherwise
  float coverage = 0;                   // share of the claim's words in its best passage
  std::vector<std::uint32_t> evidence;  // passages, best first
  std::vector<Conflict> conflicts;      // where a contradiction stands, heaviest first
  std::uint32_t conflict_passage = no_index;
};

// How the official text came to the claim. A pair was put together by somebody, so that what
// differs weighs; a whole text that the claim is sought in mostly speaks of other things as well.
enum class Setting : std::uint8_t { sought, pair };

// Lexicon and models together. Immutable, shared by threads.
class Judge {
 public:
  static Result<Judge> create(const Heuristics& heuristics);
  const Lexicon& lexicon() const { return lexicon_; }
  const ConflictModel& conflicts() const { return sought_.conflicts; }  // in whole texts

  struct Memory {
    AlignmentWorkspace alignment;
    Alignment aligned;
    // Of one clause of the claim.
    ClaimTerms clause;
    Alignment clause_aligned;
    std::vector<Hit> hits;
    Judgement judgement;
    NewWords new_words;
  };

  // A sentence contradicts what one of its clauses contradicts, though the rest be borne out. Cost:
  // align() and one walk through the model's trees, and the same without the search for each clause
  // in which a conflict may stand.
  void judge(const ClaimTerms& claim, const Passages& passages, Setting setting, Memory& memory,
             Judgement& out) const;

 private:
  // Turns the verdict where a clause is contradicted more surely than any other.
  void judge_clauses(const ClaimTerms& claim, const Passages& passages, Setting setting,
                     Memory& memory, Judgement& out) const;
  static bool contradicts(const Judgement& judged, const Model& model);
  // What was learned of one setting.
  struct Learned {
    ConflictModel conflicts;
    Model verdict;
  };
  static Result<Learned> load(const Heuristics& heuristics, std::string_view conflicts,
                              std::string_view verdict);
  const Learned& learned(Setting setting) const {
    return setting == Setting::sought ? sought_ : pair_;
  }
  Judge(Lexicon lexicon, NewWordsModel new_words, Learned sought, Learned pair)
      : lexicon_(std::move(lexicon)),
        new_words_(std::move(new_words)),
        sought_(std::move(sought)),
        pair_(std::move(pair)) {}
  Lexicon lexicon_;
  NewWordsModel new_words_;
  Learned sought_, pair_;
};

}  // namespace assay::corroboration
