// The words at the ends of a sentence without which patterns that are bound to its ends cannot
// match: two looks turn down nearly all sentences where every pattern of a matcher is so bound.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "assay/document.h"

#include "rules/pattern.h"
#include "rules/triggers.h"
#include "text/key_filter.h"

namespace assay::rules {

// What every match of a pattern has at an end of its sentence: one of all these.
struct PatternEdge {
  bool known = false;          // false: nothing is known, any sentence may hold a match
  std::vector<WordKey> first;  // words that it begins with
  std::vector<WordKey> pairs;  // two words that it begins with: their pair_key() beside each other
  std::vector<WordKey> pairing;  // the first of such pairs
  std::u32string signs;          // signs that it begins with, before any word
  std::vector<WordKey> last;     // words that it ends with
};

// Linear in the pattern, which it follows from the sentence's begin for two words; where that tells
// nothing, from its end for one.
PatternEdge edge_of(const PatternNode& root);

// The edges of many patterns.
class SentenceEdges {
 public:
  void add(const PatternEdge& edge);
  void build();

  // False: no match of any pattern can stand there. As words are compared by their hashes, the long
  // s is not seen for an s, which RE2 takes it for.
  bool may_match(const Document& document, const Sentence& sentence) const;

 private:
  PatternEdge all_{.known = true};
  std::array<bool, 128> ascii_signs_{};
  KeyFilter first_, pairing_, pairs_, last_;
};

}  // namespace assay::rules
