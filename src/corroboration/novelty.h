// What a claim says in words that its evidence holds nowhere, and how they lie to the evidence.
//
// Measured for a claim and evidence that somebody put together. There a word of its own tells: one
// with a synonym in the evidence is mostly a paraphrase, one inserted between words of the evidence
// mostly an addition, one that excludes a word in the same place a change. In articles over whole
// statements every sentence is full of such words and nothing follows.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "corroboration/alignment.h"

namespace assay::corroboration {

// What new words are like, summed up: the vectors of those that are no names or numbers, and which
// of the model's small words ("but", "only") are new.
struct NewWords {
  std::array<float, Lexicon::vector_size> vectors{};
  std::vector<char> small;
};

// How much a claim's new words are such as change a text, log odds: one score learned from edits of
// summaries, one from claims that people made over encyclopedias. Immutable, shared by threads.
class NewWordsModel {
 public:
  static constexpr std::size_t score_count = 2;

  // Fails as Model::load() does.
  static Result<NewWordsModel> load(const Heuristics& heuristics);

  std::size_t small_count() const { return small_.size(); }
  // The place of a small word's stem, or small_count().
  std::size_t small(std::uint64_t stem) const;
  std::array<float, score_count> scores(const NewWords& words) const;

 private:
  struct Weights {
    float bias = 0;
    std::array<float, Lexicon::vector_size> vector{};
    std::vector<float> small;
  };
  std::vector<std::uint64_t> small_;  // stems
  std::array<Weights, score_count> weights_;
};

// Sets the features of novelty (feature_names() lists them behind all others) of a claim against
// all passages, and `words`. Linear in both texts but for the new words, of which the first 64 are
// laid beside at most 2,048 different words of the evidence.
void measure_novelty(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                     const NewWordsModel& model, Features& features, NewWords& words);

}  // namespace assay::corroboration
