// The first look at the words of a block: what they are, which of them are frequent ones, and lists
// of what has to be looked at further. Nearly all of what the promotion scorer asks of every word
// is asked here, of eight words at once where the processor can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "assay/document.h"

#include "scorers/promotion_features.h"
#include "text/registers.h"

namespace assay::promotion {

// A capitalised word inside a sentence; of more than one byte, so that "I" is none.
constexpr bool is_name(const Token& token, bool first) {
  return token.capitalised & !first & (token.range.size() != 1);
}

// Counts of what the words' own letters show.
struct WordShapes {
  std::size_t bytes = 0, numbers = 0, years = 0, all_caps = 0;
  // Of words that are no numbers: of ten bytes or more, in -ed, in -ly, in -est.
  std::size_t long_words = 0, past_forms = 0, adverbs = 0, superlative_forms = 0;

  bool operator==(const WordShapes&) const = default;
};

class WordScan {
 public:
  // Look-ups that have to wait for memory: what they ask for and the words that they are of, by
  // their places in the block.
  struct Asked {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> words;
    std::size_t count = 0;  // behind it there is room
  };
  struct OfSentence {
    std::size_t names_end = 0;  // into Features::names
    std::size_t gaps_end = 0;   // into gaps()
    std::uint32_t all_caps = 0;
  };

  // Of the block that was read last.
  const Asked& words() const { return words_; }  // those that are not near, by WordNumbers::mix()
  const Asked& pairs() const { return pairs_; }  // that may be known, by Lexicon::Pairs::mix()
  // The words before which something else than one blank stands, by their places in the block. The
  // first of a sentence is always one, and who follows on a text's first one or two bytes.
  const std::vector<std::uint32_t>& gaps() const { return gaps_; }
  const std::vector<OfSentence>& sentences() const { return sentences_; }
  // Of all blocks since start().
  const WordShapes& shapes() const { return shapes_; }

  void start() { shapes_ = {}; }
  // Reads the words of some sentences, which are one block's. `known` receives the number of each
  // word that is near, else WordNumbers::unknown; `names` has room for all words and room_behind.
  void read(const Document& document, std::span<const Sentence> sentences, const Lexicon& lexicon,
            std::uint32_t* known, std::uint64_t* names, std::size_t name_count,
            Registers registers = widest_registers());

  static constexpr std::size_t room_behind = 8;  // written ahead

 private:
  struct Reading;
  void read_sentence(Reading& reading, std::span<const Token> tokens);
  void read_sentences(Reading& reading);
  void read_sentences_widest(Reading& reading);

  Asked words_, pairs_;
  std::vector<std::uint32_t> gaps_;
  std::vector<OfSentence> sentences_;
  WordShapes shapes_;
};

}  // namespace assay::promotion
