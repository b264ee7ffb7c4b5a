// What the promotion models look at: word classes, n-grams and a few dozen rates.
//
// One pass over the tokens of the content blocks. Every n-gram that a model knows and every word of
// a word class is found by one hash look-up per token, whose number serves all that is known of the
// word, and one per pair of tokens, so the cost is linear in the text and does not depend on the
// number of words or weights.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/scorer.h"

namespace assay::promotion {

// Word classes: `heuristics/en/words/promotion-<name>.json`. The order is that of class_names().
enum class WordClass : std::uint8_t {
  first_plural,    // we, our
  first_singular,  // I, my
  second,          // you, your
  third,           // he, she, they
  praise,          // words that praise without saying what for: "outstanding"
  hype,            // words that promise a turning point: "groundbreaking"
  buzzword,        // words of marketing: "solutions", "seamless"
  benefit,         // verbs and nouns of gain: "boost", "savings"
  offer,           // commerce: "discount", "shipping"
  action,          // verbs that tell the reader to deal: "order", "call"
  instruction,     // verbs of manuals and recipes: "stir", "click"
  reporting,       // verbs of speech: "said"
  hedge,           // "may", "reportedly"
  contrast,        // "but", "despite"
  criticism,       // "critics", "risks"
  independence,    // how reporters say that they asked: "told", "interview", "spokeswoman"
  research,        // "findings", "journal"
  release,         // how organisations announce: "announced", "pleased", "partnership"
  institution,     // "university", "department", "institute"
  title,           // "professor", "director", "Dr"
  intensifier,     // "very", "absolutely"
  superlative,     // "most", "best", "largest"
  loaded,          // adjectives and adverbs that judge by their sound: "disgraceful"
  auxiliary_past,  // "was", "were", "had"
  modal,           // "can", "will"
  negation,        // "not", "no", "never"
  calendar,        // weekdays, months, "yesterday"
  importance,      // words that lend weight: "influential", "one of"
  loaded_noun,     // nouns and verbs that do: "travesty"
  charged,         // words that weigh only beside others of the kind: "attack", "fear", "amazing"
  promotional,     // words that readers rated as selling, 2 or 3 of 3: "unforgettable"
  favourable,      // rated 1: "fresh", "tailored"
  count,
};
inline constexpr std::size_t class_count = static_cast<std::size_t>(WordClass::count);
std::string_view class_name(WordClass word_class);

// Names of the dense features, in order: class rates outside quotations, class rates inside, shapes
// of the text. Rates are per 100 words, clipped at a bound that keeps one odd line from deciding.
const std::vector<std::string>& dense_names();

// An n-gram as the models write it: words in lower case, "#" for a number, "^" for a capitalised
// word inside a sentence (in pairs only), "|" for the beginning of a sentence.
std::uint64_t gram_hash(std::string_view gram);
// The hash of a gram of two words by theirs.
constexpr std::uint64_t pair_hash(std::uint64_t first, std::uint64_t second) {
  return (std::rotl(first, 23) ^ second) * 0x2545f4914f6cdd1d + 1;
}

// Numbers for words by their hashes, from 1 in the order they are added. Those added first, which
// should be the frequent ones, stand in a table so small that it stays near. Tables keep 32 bits of
// a hash whose others chose the slot: a text's word is taken for another of the same slot once in
// some billions of words.
class WordNumbers {
 public:
  static constexpr std::uint32_t unknown = 0;

  WordNumbers();
  // The word's number, which is new where the word is.
  std::uint32_t add(std::uint64_t word);
  std::size_t count() const { return hashes_.size(); }  // numbers are at most this

  std::uint32_t find(std::uint64_t word) const {
    const std::uint64_t mixed = mix(word);
    const std::uint32_t number = find_near(mixed);
    return number != unknown ? number : find_far(mixed);
  }

  // The parts of find(), for who looks up many words at once: what the others ask for; a look at
  // the frequent words; at the others; what brings near what that will look at.
  std::uint64_t mix(std::uint64_t word) const { return word * multiplier_; }
  std::uint32_t find_near(std::uint64_t mixed) const {
    return near_[index(near_, mixed, near_shift)].number;
  }
  std::uint32_t find_far(std::uint64_t mixed) const {
    return far_[index(far_, mixed, far_shift_)].number;
  }
  void fetch(std::uint64_t mixed) const { __builtin_prefetch(&far_[mixed >> far_shift_]); }

 private:
  struct Slot {
    std::uint32_t check = 0;
    std::uint32_t number = unknown;  // of an empty slot
  };
  static constexpr unsigned near_bits = 12, near_shift = 64 - near_bits;
  static constexpr std::size_t most_near = std::size_t{1} << (near_bits - 1);

  static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
  // Where the word is, or the empty slot where it would be.
  static std::size_t index(const std::vector<Slot>& slots, std::uint64_t mixed, unsigned shift) {
    std::size_t at = mixed >> shift;
    while (slots[at].number != unknown && slots[at].check != check(mixed)) {
      at = (at + 1) & (slots.size() - 1);
    }
    return at;
  }
  bool enter(std::uint64_t word, std::uint32_t number);
  void rebuild();

  std::vector<Slot> near_, far_;       // open addressing
  std::vector<std::uint64_t> hashes_;  // by number, from 1
  std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
  unsigned far_shift_ = 0;
};

// From words and pairs of words to word classes and weight rows.
class Lexicon {
 public:
  struct Entry {
    std::uint32_t classes = 0;
    std::uint32_t row = none;
  };
  static constexpr std::uint32_t none = 0xffffffff;

  // Reads the word classes; `grams` get the rows 0, 1, ... in their order. Those that are looked up
  // most should come first.
  Lexicon(const Heuristics& heuristics, const std::vector<std::string>& grams);

  // Numbers of all single words known; a model may add words of its own before texts are read.
  const WordNumbers& words() const { return words_; }
  std::uint32_t add_word(std::uint64_t word) {
    const std::uint32_t number = words_.add(word);
    if (number >= entries_.size()) entries_.resize(number + 1);
    return number;
  }
  // By number of words().
  const Entry& entry(std::uint32_t number) const { return entries_[number]; }

  // Pairs of words. A text knows most of its words and few of its pairs, so a filter that is small
  // beside the table answers first.
  class Pairs {
   public:
    // Pairs with their hashes, which differ.
    void build(const std::vector<std::pair<std::uint64_t, Entry>>& pairs);

    // For who looks up many pairs at once: what the others ask for; the filter; what brings near
    // what will be looked at; the entry, which is empty where the pair is unknown.
    std::uint64_t mix(std::uint64_t hash) const { return hash * multiplier_; }
    bool may_hold(std::uint64_t mixed) const {
      const std::uint64_t bits = filter_bits(mixed);
      return (filter_[mixed >> filter_shift_] & bits) == bits;
    }
    void fetch(std::uint64_t mixed) const { __builtin_prefetch(&slots_[mixed >> shift_]); }
    Entry find(std::uint64_t mixed) const {
      const Slot& slot = slots_[index(mixed)];
      if (slot.row < classified || slot.row == none) return {0, slot.row};
      return classified_[slot.row - classified];
    }

   private:
    static constexpr std::uint32_t classified = 0x80000000;
    struct Slot {
      std::uint32_t check = 0;
      std::uint32_t row = none;  // of an empty slot; from `classified` on, into classified_
    };
    static std::uint64_t filter_bits(std::uint64_t mixed) {
      return std::uint64_t{1} << (mixed & 63) | std::uint64_t{1} << (mixed >> 6 & 63);
    }
    static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
    std::size_t index(std::uint64_t mixed) const {
      std::size_t at = mixed >> shift_;
      while (slots_[at].row != none && slots_[at].check != check(mixed)) {
        at = (at + 1) & (slots_.size() - 1);
      }
      return at;
    }
    bool insert(std::uint64_t hash, std::uint32_t row);

    std::vector<Slot> slots_;            // open addressing
    std::vector<Entry> classified_;      // the few pairs that have classes
    std::vector<std::uint64_t> filter_;  // two bits a pair, both in one group of 64
    std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
    unsigned shift_ = 0, filter_shift_ = 0;
  };
  const Pairs& pairs() const { return pairs_; }

  // The word classes of a word as a bit set, bit by WordClass.
  std::uint32_t classes_of(std::uint64_t word) const { return entries_[words_.find(word)].classes; }
  std::size_t row_count() const { return row_count_; }

 private:
  WordNumbers words_;
  std::vector<Entry> entries_;  // by number of the word; of the unknown word the first
  Pairs pairs_;
  std::size_t row_count_ = 0;
};

// The features of one sentence; `rows` are distinct and sorted by first occurrence.
struct SentenceFeatures {
  std::uint32_t sentence = 0;                  // into Document::sentences
  std::uint32_t first_token = 0;               // into Features::quoted
  std::uint32_t first_row = 0, row_count = 0;  // into Features::rows
  std::uint32_t words = 0;
  std::uint32_t quoted_words = 0;
  std::array<std::uint8_t, class_count> classes{};  // saturating counts, outside quotations

  unsigned count(WordClass word_class) const {
    return classes[static_cast<std::size_t>(word_class)];
  }
};

struct Features {
  std::vector<double> dense;
  std::vector<std::uint32_t> distinct;  // rows that occur in the document
  std::vector<std::uint32_t> counts;    // in how many sentences, by the index of `distinct`
  std::vector<std::uint32_t> rows;      // rows as they occur, sentence after sentence
  std::vector<SentenceFeatures> sentences;
  std::vector<std::uint8_t> quoted;  // of every token of `sentences`: 1 between quotation marks
  std::vector<std::uint32_t> words_known;  // of the same tokens: number in Lexicon::words()
  std::size_t words = 0;

  void clear();
};

// Reads the content blocks into `features`, whose memory is used again. `grams`, where given,
// receives every n-gram of every sentence as text (for training; slow).
void extract(const ScorerInput& input, const Lexicon& lexicon, Features& features,
             std::vector<std::vector<std::string>>* grams = nullptr);

}  // namespace assay::promotion
