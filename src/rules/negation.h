// Whether the words around a match take it back: negated, doubted, denied, asked.
//
// Surface cues with a scope, after NegEx (Chapman et al. 2001): a cue reaches to the end of its
// clause, look-alikes ("not only", "no doubt") are no cues. What a match itself says does not
// count.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"

namespace assay {

// The cue words of one language. Entries may be several words ("far from").
struct NegationLists {
  std::vector<std::string> negations;       // before the match, same clause: "not", "hardly"
  std::vector<std::string> look_alikes;     // hold a negation and assert: "not only", "no doubt"
  std::vector<std::string> distancing;      // directly before the match: "so-called", "billed as"
  std::vector<std::string> denials;         // anywhere in the sentence: "critics", "debunked"
  std::vector<std::string> clause_breaks;   // end a clause without a comma: "but", "although"
  std::vector<std::string> question_words;  // open a question that doubts: "is", "does"
  std::vector<std::string> address;         // an offer, not a doubt, when asked: "you", "your"
};

// The lists of all languages, ready to look up. Immutable, shared by threads.
class NegationWords {
 public:
  explicit NegationWords(const std::map<std::string, NegationLists>& by_language);
  NegationWords(const NegationWords&) = delete;
  NegationWords& operator=(const NegationWords&) = delete;
  ~NegationWords();

  // Whether `match`, in `sentence`, is negated, doubted, denied or questioned in the document's
  // language. A language without lists: never. Cost: linear in the sentence.
  //   "hardly revolutionary", "not a game changer", "a so-called miracle cure",
  //   "critics call it the best", "Is it really the best phone?"            true
  //   "not only revolutionary", "not cheap, but the best phone", "no doubt the best",
  //   "Looking for the best phone?"                                         false
  bool takes_back(const Document& document, const Sentence& sentence, Range match) const;

 private:
  struct Cues;
  std::map<std::string, std::unique_ptr<const Cues>, std::less<>> cues_;
};

// A few cues of common languages, for rules that were not loaded from a directory.
const NegationWords& built_in_negation_words();

}  // namespace assay
