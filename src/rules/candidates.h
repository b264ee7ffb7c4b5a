// The places of a sentence where a rule may match: the patterns that its words call for, searched
// for, before exceptions and contexts are looked at.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/document.h"

#include "rules/compiled_rules.h"
#include "rules/triggers.h"

namespace assay::rules {

// A pattern to be searched for, in the whole window or where one of its phrases begins.
struct Call {
  static constexpr std::uint32_t anywhere = 0xffffffff;
  std::uint32_t pattern = 0;
  std::uint32_t begin = anywhere;  // bytes into the text

  auto operator<=>(const Call&) const = default;
};

// A match before overlaps, exceptions and contexts are looked at.
struct Candidate {
  std::uint32_t rule = 0;
  Range range;
};

// Which of numbered things the window holds.
class NumbersSeen {
 public:
  void start(std::size_t count) {
    if (last_.size() < count) last_.resize(count);
    if (++window_ == 0) {  // counted once round
      std::fill(last_.begin(), last_.end(), 0);
      window_ = 1;
    }
  }
  void insert(std::uint32_t number) { last_[number] = window_; }
  bool contains(std::uint32_t number) const { return last_[number] == window_; }

 private:
  std::vector<std::uint32_t> last_;  // the last window that held each
  std::uint32_t window_ = 0;
};

// Working memory of match(), one per thread, so that sentences cost no allocations.
struct Scratch {
  struct Distinct {  // a word and where it last stands
    WordKey word = 0;
    std::uint32_t last = 0;
  };
  struct Asked {            // what is looked up
    std::uint64_t key = 0;  // of a word, a stem or a pair of words
    std::uint32_t at = 0;   // where the word, or the left of the pair, stands in words
  };

  std::vector<Call> calls;
  std::vector<Candidate> candidates;

  // Of the window.
  std::span<const WordKey> words;         // in order, cut at apostrophes
  std::span<const std::uint32_t> begins;  // of the words, bytes into the text
  bool odd_letters = false;               // of which the tokeniser and \pL may hold different views
  bool number = false;                    // it may hold a number
  // What may call: words alone, words by how they begin, and pairs of words.
  std::span<const Asked> asked_words, asked_stems, asked_pairs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> called;  // place in words, first trigger
  NumbersSeen holding, lacking;  // patterns whose clauses the window holds, and lacks
  std::vector<int> set_hits;

  // Empties `words` and `begins` and makes room for so many.
  void start_words(std::size_t most);
  void add_word(WordKey word, std::uint32_t begin);
  // The same of many, where there were none.
  void add_words(std::span<const Token> tokens);
  // Lists what may call. What does cannot be foretold, so nothing is decided by a jump.
  void list_callers(const Triggers& triggers, std::string_view text);
  // The same of words and pairs where \pL+ may be more or fewer than one word: the other of a pair
  // may stand anywhere behind.
  void list_callers_anywhere(const Triggers& triggers);
  // Whether the words of the window, a part of `text`, have one of the bits.
  bool may_hold(const Signature& signature, std::string_view text) {
    if (!words_held_known_) note_words_held();
    if ((signature.words & signature_.words) != 0) return true;
    if (signature.stems == 0) return false;
    if (!stems_held_known_) note_stems_held(text);
    return (signature.stems & signature_.stems) != 0;
  }
  // Whether the window holds a word.
  bool holds(WordKey word) {
    if (!words_held_known_) note_words_held();
    return (words_held_[held_index(word)] & signature_bit(word)) != 0 && is_among_words(word);
  }

 private:
  static std::size_t held_index(WordKey word) { return word >> 54 & 15; }
  void note_words_held();
  void note_stems_held(std::string_view text);
  bool is_among_words(WordKey word) const;
  void note_uses(const Triggers& triggers, std::string_view text);
  void list_others();

  static constexpr std::size_t words_at_once = 8;

  std::array<std::uint64_t, 16> words_held_{};  // a bit of 1024 each
  Signature signature_;
  bool words_held_known_ = false, stems_held_known_ = false;
  // The memory of the spans; behind the last word there is room for the others of its pairs.
  std::vector<WordKey> word_room_;
  std::vector<std::uint32_t> begin_room_;
  std::vector<std::uint8_t> use_room_;  // by word: WordUses
  std::vector<Asked> asked_words_room_, asked_stems_room_, asked_pairs_room_;
  // The same where letters are odd; and the words of the window that may be the others of pairs.
  std::vector<Asked> words_anywhere_, pairs_anywhere_;
  std::vector<Distinct> others_;
};

// Fills `scratch` with the words of `window`, a part of the sentence, and with the raw matches
// inside it. `shape` is the bit of the sentence's block.
void find_candidates(const CompiledRules& rules, const LanguageIndex& index,
                     const Document& document, const Sentence& sentence, Range window,
                     std::uint8_t shape, Scratch& scratch);

// Whether the window that `scratch` has read holds a word of every clause.
bool holds(const std::vector<Clause>& clauses, std::string_view text, Scratch& scratch);

}  // namespace assay::rules
