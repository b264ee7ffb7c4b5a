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
#include "text/room.h"

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
    Room<std::uint64_t> keys;
    Room<std::uint32_t> words;
    std::size_t count = 0;  // behind it there is room
  };
  // Words of the block and something that is known of each.
  struct Listed {
    Room<std::uint32_t> words, values;  // behind the last there is a word without end
    std::size_t count = 0;
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
  std::span<const std::uint32_t> gaps() const { return {gaps_.data(), gaps_.size()}; }
  const std::vector<OfSentence>& sentences() const { return sentences_; }
  // What look_up() tells: the row of each word in the lexicon; the words with classes, and these;
  // the words that end a pair that is known, and what Lexicon::Pairs::find() tells.
  std::span<const std::uint32_t> rows() const { return {rows_.data(), rows_.size()}; }
  const Listed& classified() const { return classified_; }
  const Listed& known_pairs() const { return known_pairs_; }

  // Of all blocks since start().
  const WordShapes& shapes() const { return shapes_; }
  // The words with Lexicon::Word::anchors_phrase, and those with public_affairs.
  std::span<const std::uint32_t> anchors() const { return {anchors_.data(), anchor_count_}; }
  std::span<const std::uint32_t> public_affairs() const {
    return {public_affairs_.data(), public_affairs_count_};
  }

  void start(const Document& document);
  // Reads the words of some sentences, which are one block's. `known` receives the number of each
  // word that is near, else WordNumbers::unknown; `names` has room for all words and room_behind.
  void read(const Document& document, std::span<const Sentence> sentences, const Lexicon& lexicon,
            std::uint32_t* known, std::uint64_t* names, std::size_t name_count,
            Registers registers = widest_registers());
  // Then looks up what has to be: completes `known` and tells the rest of it. `first` is the number
  // of the block's first word among all words since start().
  void look_up(const Lexicon& lexicon, std::uint32_t* known, std::size_t words, std::uint32_t first,
               Registers registers = widest_registers());

  static constexpr std::size_t room_behind = 8;  // written ahead

 private:
  struct Reading;
  void read_sentence(Reading& reading, std::span<const Token> tokens);
  void read_letters(Reading& reading, std::span<const Token> tokens);
  void read_sentences(Reading& reading);
  void read_sentences_widest(Reading& reading);
  void find_pairs(const Lexicon::Pairs& pairs);
  void find_pairs_widest(const Lexicon::Pairs& pairs);
  void read_records(const Lexicon& lexicon, std::span<const std::uint32_t> known,
                    std::uint32_t first);
  void read_records_widest(const Lexicon& lexicon, std::span<const std::uint32_t> known,
                           std::uint32_t first);

  Asked words_, pairs_;
  Room<std::uint32_t> gaps_;
  std::vector<OfSentence> sentences_;
  Room<std::uint32_t> rows_;
  Listed classified_, known_pairs_;
  WordShapes shapes_;
  Room<std::uint32_t> anchors_, public_affairs_;
  std::size_t anchor_count_ = 0, public_affairs_count_ = 0;
};

}  // namespace assay::promotion
