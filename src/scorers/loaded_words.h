// How loaded each word of a text is: language that judges by its sound, exaggerates, or shouts a
// slogan.
//
// A word's logit is linear in what it says itself (`own`), what it says of the words beside it
// (`previous`, `next`) and of those up to three words away (`near`; less with distance, and not
// across punctuation), the mean of what all words say of their sentence and of their document
// (`sentence`, `document`), and a few shapes: names, quotation marks, exclamation marks, position.
// The numbers of a word come from one look-up in `models/loaded-words.json`, which
// scripts/train/train_loaded.py folds together from ratings by readers, word vectors and word
// classes, so that a word nobody rated is taken for one that is used alike.
// Cost: linear in the text; nothing is allocated per word.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "assay/heuristics.h"
#include "assay/result.h"

#include "scorers/promotion_features.h"
#include "text/large_pages.h"

namespace assay::promotion {

// Words of one sentence in a row that reach a level.
struct LoadedSpan {
  Range range;
  std::uint32_t sentence = 0;                      // index into Features::sentences
  std::uint32_t first_token = 0, token_count = 0;  // in the sentence
  float peak = 0;                                  // the highest logit
  double probability() const;                      // that a reader would mark the word at the peak
};

class LoadedWords {
 public:
  // Adds its words to `lexicon`, by whose numbers it knows them; texts are read with that one.
  static Result<LoadedWords> load(const Heuristics& heuristics, Lexicon& lexicon);

  // What is worth a judgement: sentences with a word whose rating() is at least `least_rating` and
  // one whose logit is at least `least_peak`; of their words those whose logit is at least
  // `least_logit`.
  struct Wanted {
    static constexpr double any = -std::numeric_limits<double>::infinity();
    double least_rating = 0, least_peak = any, least_logit = any;
  };
  struct Logits {
    std::vector<std::uint32_t> sentences;  // those judged, as indices into Features::sentences
    std::vector<float> of_tokens;          // of those, one behind the other; -infinity: not wanted
  };
  // Logits of the tokens of the sentences that are wanted, into `logits`; to pass over the others
  // is cheap.
  void judge(const Document& document, const Features& features, Logits& logits,
             Wanted wanted) const;
  void judge(const Document& document, const Features& features, Logits& logits) const {
    judge(document, features, logits, {});
  }

  // The stretches of words whose logits are at least `level`, in order; punctuation ends them.
  static std::vector<LoadedSpan> spans(const Document& document, const Features& features,
                                       const Logits& logits, double level);

  // How loaded readers find a word alone, 0 to 3, by its number; 0 for a word unknown.
  double rating(std::uint32_t word) const { return words_[word].rating * rating_step; }

  // From here on a word belongs to a quiet span: best token F1 on held-out texts. Most quiet spans
  // are no finding: they are for statistics, and right less than every second time.
  double low() const { return low_; }
  // What surrounds a finding belongs to it from `edge`; the finding itself must reach `high`.
  double edge() const { return edge_; }
  double high() const { return high_; }

 private:
  static constexpr double rating_step = 0.05;
  struct Word {
    std::int16_t own = 0, previous = 0, next = 0, near = 0, sentence = 0, document = 0;
    std::uint16_t rating = 0;
  };
  struct Shapes {
    double name, name_rating, name_before, name_after, capitals, quoted, break_before, break_after,
        first, left, right, between, rating_in_document, near_in_document, rating_in_sentence,
        charged_sentence, charged_document, exclaims, asks, exclaims_short, exclaims_charged,
        quoted_charged, length, short_sentence, headline, opening, position;
  };

  struct Step;
  struct Shared;
  class Bounds;

  double logit(std::span<const Step> run, std::size_t t, bool quoted, const Shared& shared) const;

  LargeTable<Word> words_;  // by number
  Shapes shapes_{};
  double bias_ = 0, low_ = 0, edge_ = 0, high_ = 0;
};

}  // namespace assay::promotion
