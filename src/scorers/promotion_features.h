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
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/scorer.h"

#include "text/key_filter.h"
#include "text/large_pages.h"
#include "text/room.h"

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
inline constexpr int pair_turn = 23;
inline constexpr std::uint64_t pair_factor = 0x2545f4914f6cdd1d;
constexpr std::uint64_t pair_hash(std::uint64_t first, std::uint64_t second) {
  return (std::rotl(first, pair_turn) ^ second) * pair_factor + 1;
}

// Numbers for words by their hashes, from 1 in the order they are added. Most of those added first,
// which should be the frequent ones, stand in a table so small that it stays near. Tables keep 32
// bits of a hash whose others chose the place: a text's word is taken for another of the same place
// once in some billions of words.
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
    const Near& first = near_[near_place(mixed, 0)];
    const Near& second = near_[near_place(mixed, 1)];
    return (first.check == check(mixed) ? first.number : unknown) |
           (second.check == check(mixed) ? second.number : unknown);
  }
  std::uint32_t find_far(std::uint64_t mixed) const {
    for (std::size_t at = mixed >> far_shift_;; at = (at + 1) & (far_.size() - 1)) {
      const std::uint32_t number = far_[at].find(check(mixed));
      if (number != unknown || !far_[at].is_full()) return number;
    }
  }
  void fetch(std::uint64_t mixed) const { __builtin_prefetch(&far_[mixed >> far_shift_]); }

  // A frequent word, in one of two places that its hash tells, one in either half of the table; for
  // who looks at many at once.
  struct Near {
    std::uint32_t check = 0, number = unknown;  // check: the lower half of what mix() tells
  };
  const Near* near() const { return near_.data(); }
  static constexpr unsigned near_bits = 11;  // of a half
  static constexpr std::size_t near_half = std::size_t{1} << near_bits;
  static constexpr unsigned near_shift(unsigned half) { return 64 - (half + 1) * near_bits; }
  static constexpr std::size_t near_place(std::uint64_t mixed, unsigned half) {
    return (mixed >> near_shift(half) & (near_half - 1)) + half * near_half;
  }
  std::uint64_t multiplier() const { return multiplier_; }

 private:
  // Words that share a place. Which of them is asked for cannot be foretold, so that all are
  // compared at once and nothing is decided by a jump.
  struct Bucket {
    static constexpr std::size_t words = 4;
    using Row [[gnu::vector_size(4 * words)]] = std::uint32_t;
    Row checks{}, numbers{};  // filled from the front

    std::uint32_t find(std::uint32_t check) const {
      using Halves [[gnu::vector_size(4 * words)]] = std::uint64_t;
      const auto found = reinterpret_cast<Halves>(numbers & (checks == check));
      const std::uint64_t any = found[0] | found[1];
      return static_cast<std::uint32_t>(any | any >> 32);
    }
    bool is_full() const { return numbers[words - 1] != unknown; }
    void add(std::uint32_t check, std::uint32_t number);
  };
  static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
  bool enter(std::uint64_t word, std::uint32_t number);
  void rebuild();

  LargeTable<Near> near_;
  LargeTable<Bucket> far_;             // what a full bucket cannot hold is in the next
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

  // What every word of a text is asked for: one look brings all.
  struct Word {
    static constexpr std::uint32_t row_bits = (1U << 30) - 1;
    static constexpr std::uint32_t anchors_phrase = 1U << 30;  // one of ReleaseReader's
    static constexpr std::uint32_t public_affairs = 1U << 31;  // or it begins a phrase that is

    std::uint32_t classes = 0;
    std::uint32_t row_and_flags = 0;

    std::uint32_t row() const { return row_and_flags & row_bits; }  // row_count(): none
    void set_row(std::uint32_t row) { row_and_flags = (row_and_flags & ~row_bits) | row; }
  };

  // Reads the word classes; `grams` get the rows 0, 1, ... in their order. Those that are looked up
  // most should come first.
  Lexicon(const Heuristics& heuristics, const std::vector<std::string>& grams);

  // Numbers of all single words known; a model may add words of its own before texts are read.
  const WordNumbers& numbers() const { return numbers_; }
  std::uint32_t add_word(std::uint64_t word) {
    const std::uint32_t number = numbers_.add(word);
    if (number >= words_.size()) words_.resize(number + 1, words_.front());
    return number;
  }
  // By number; the first is the unknown word.
  const Word& word(std::uint32_t number) const { return words_[number]; }
  const Word* words() const { return words_.data(); }

  // Pairs of words. A text knows most of its words and few of its pairs, so a filter that is small
  // beside the table answers first.
  class Pairs {
   public:
    // Pairs with their hashes, which differ.
    void build(const std::vector<std::pair<std::uint64_t, Entry>>& pairs);

    // For who looks up many pairs at once: what the others ask for; the filter; what brings near
    // what will be looked at; the row, which is `none` where the pair is unknown and stands for an
    // entry() from `classified` on.
    std::uint64_t mix(std::uint64_t hash) const { return hash * multiplier_; }
    std::uint64_t multiplier() const { return multiplier_; }
    const KeyFilter& filter() const { return filter_; }
    void fetch(std::uint64_t mixed) const { __builtin_prefetch(&slots_[mixed >> shift_]); }
    std::uint32_t find(std::uint64_t mixed) const { return slots_[index(mixed)].row; }
    const Entry& entry(std::uint32_t found) const { return classified_[found - classified]; }
    static constexpr std::uint32_t classified = 0x80000000;

    // The table, for who walks it himself: from mixed >> shift() on up to the pair's check, which
    // is the lower half of what mix() tells, or an empty slot; behind the last comes the first.
    struct Slot {
      std::uint32_t check = 0;
      std::uint32_t row = none;  // of an empty slot
    };
    std::span<const Slot> slots() const { return slots_; }
    unsigned shift() const { return shift_; }

   private:
    static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
    std::size_t index(std::uint64_t mixed) const {
      std::size_t at = mixed >> shift_;
      while (slots_[at].row != none && slots_[at].check != check(mixed)) {
        at = (at + 1) & (slots_.size() - 1);
      }
      return at;
    }
    bool insert(std::uint64_t hash, std::uint32_t row);

    LargeTable<Slot> slots_;         // open addressing
    std::vector<Entry> classified_;  // the few pairs that have classes
    KeyFilter filter_;
    std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
    unsigned shift_ = 0;
  };
  const Pairs& pairs() const { return pairs_; }

  // The word classes of a word as a bit set, bit by WordClass.
  std::uint32_t classes_of(std::uint64_t word) const { return words_[numbers_.find(word)].classes; }
  std::size_t row_count() const { return row_count_; }

 private:
  WordNumbers numbers_;
  LargeTable<Word> words_;
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
  std::uint32_t first_name = 0, name_count = 0;     // into Features::names
  std::uint32_t all_caps = 0;                       // words in capitals
  std::uint32_t classes_held = 0;                   // bit by WordClass; outside quotations
  std::array<std::uint8_t, class_count> classes{};  // saturating counts, outside quotations

  unsigned count(WordClass word_class) const {
    return classes[static_cast<std::size_t>(word_class)];
  }
};

// Filled by extract(), whose memory it is: room for rows only grows, and what a document has of
// them are the spans.
class Features {
 public:
  std::vector<double> dense;
  std::vector<SentenceFeatures> sentences;
  std::vector<std::uint8_t> quoted;  // of every token of `sentences`: 1 between quotation marks
  std::vector<std::uint32_t> words_known;  // of the same tokens: number in Lexicon::numbers()
  // Hashes of the capitalised words of two bytes or more inside sentences, in order; behind
  // `name_count` there is room.
  Room<std::uint64_t> names;
  std::size_t name_count = 0;
  std::size_t words = 0;

  // The words with Lexicon::Word::anchors_phrase, and those with public_affairs, as indices into
  // words_known.
  std::vector<std::uint32_t> anchors, public_affairs;

  // Rows that occur in the document, and in how many sentences each.
  std::span<const std::uint32_t> distinct() const { return {distinct_.data(), distinct_count_}; }
  std::span<const std::uint32_t> counts() const { return {counts_.data(), distinct_count_}; }
  std::span<const std::uint32_t> rows_of(const SentenceFeatures& sentence) const {
    return {rows_.data() + sentence.first_row, sentence.row_count};
  }

 private:
  friend class FeatureReader;
  Room<std::uint32_t> distinct_, counts_, rows_;
  std::size_t distinct_count_ = 0;
};

// Reads the content blocks into `features`, whose memory is used again. `grams`, where given,
// receives every n-gram of every sentence as text (for training; slow).
void extract(const ScorerInput& input, const Lexicon& lexicon, Features& features,
             std::vector<std::vector<std::string>>* grams = nullptr);

}  // namespace assay::promotion
