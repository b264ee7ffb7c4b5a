// What the promotion models look at: word classes, n-grams and a few dozen rates.
//
// One pass over the tokens of the content blocks. Every n-gram that a model knows and every word of
// a word class is found by one hash look-up per token and one per pair of tokens, so the cost is
// linear in the text and does not depend on the number of words or weights.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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

// From words and pairs of words to word classes and weight rows. Open addressing, built once. Slots
// keep 32 bits of a hash whose others chose the slot: a text's word is taken for another of the
// same slot once in some billions of words.
class Lexicon {
 public:
  struct Entry {
    std::uint32_t check = 0;  // 0: empty
    std::uint32_t classes = 0;
    std::uint32_t row = none;
  };
  static constexpr std::uint32_t none = 0xffffffff;

  // Reads the word classes; `grams` get the rows 0, 1, ... in their order. Those that are looked up
  // most should come first.
  Lexicon(const Heuristics& heuristics, const std::vector<std::string>& grams);

  // One table for words, another for pairs: a text knows most of its words and few of its pairs.
  class Table {
   public:
    void build(const std::vector<std::uint64_t>& hashes);
    Entry& entry(std::uint64_t hash) { return entries_[index(mixed(hash))]; }

    // nullptr when neither a class nor a model knows `hash`.
    const Entry* find(std::uint64_t hash) const { return find_mixed(mixed(hash)); }

    // The parts of find(), for who looks up many hashes at once: what the others ask for; a look
    // into a filter that is small beside the table; what brings near what will be looked at.
    std::uint64_t mixed(std::uint64_t hash) const { return hash * multiplier_; }
    bool may_hold(std::uint64_t mixed) const {
      const std::uint64_t bits = filter_bits(mixed);
      return (filter_[mixed >> filter_shift_] & bits) == bits;
    }
    void fetch(std::uint64_t mixed) const { __builtin_prefetch(&entries_[mixed >> shift_]); }
    const Entry* find_mixed(std::uint64_t mixed) const {
      const Entry* const entry = &entries_[index(mixed)];
      return entry->check == 0 ? nullptr : entry;
    }

   private:
    static std::uint64_t filter_bits(std::uint64_t mixed) {
      return std::uint64_t{1} << (mixed & 63) | std::uint64_t{1} << (mixed >> 6 & 63);
    }

    static std::uint32_t check(std::uint64_t mixed) {
      return static_cast<std::uint32_t>(mixed) | 1;
    }
    // Of the entry, or of the empty one where it would be.
    std::size_t index(std::uint64_t mixed) const {
      std::size_t at = mixed >> shift_;
      while (entries_[at].check != check(mixed) && entries_[at].check != 0) at = (at + 1) & mask_;
      return at;
    }
    bool insert(std::uint64_t hash);

    std::vector<Entry> entries_;
    std::vector<std::uint64_t> filter_;  // two bits an entry, both in one group of 64
    std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
    std::size_t mask_ = 0;
    unsigned shift_ = 0, filter_shift_ = 0;
  };
  const Table& words() const { return words_; }
  const Table& pairs() const { return pairs_; }

  // The word classes of a word as a bit set, bit by WordClass.
  std::uint32_t classes_of(std::uint64_t word) const {
    const Entry* entry = words_.find(word);
    return entry ? entry->classes : 0;
  }
  std::size_t row_count() const { return row_count_; }

 private:
  Table words_, pairs_;
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
  std::size_t words = 0;
};

// Reads the content blocks. `grams`, where given, receives every n-gram of every sentence as text
// (for training; slow).
Features extract(const ScorerInput& input, const Lexicon& lexicon,
                 std::vector<std::vector<std::string>>* grams = nullptr);

}  // namespace assay::promotion
