// What the sentence that holds a figure says, and what of the paragraph before it holds on in it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "assay/scorer.h"

#include "scorers/figure_words.h"
#include "text/registers.h"

namespace assay::figures {

// What stands in the bytes of a sentence and a few behind it: what asks for more than that is then
// looked for.
struct SentenceSigns {
  static constexpr std::uint32_t behind = 6;  // bytes behind the sentence: a reference mark

  bool equals = false, colon = false;
  bool bracket = false;  // "[" or "("
  bool raised = false;   // "boats.12": a stop between a small letter and a digit; "boats\u00b9"
};

struct SentenceContext {
  std::uint32_t classes = 0;            // bits of WordClass: what its words are
  std::uint32_t uses = 0;               // bits of WordUse: what they can make of a figure
  bool title_case = false;              // most of its words are capitalised
  bool says_year = false;               // names a date with a year
  bool continues_count = false;         // goes on with the sums of the sentence before
  std::uint32_t names = 0;              // how many
  std::uint32_t first_name = no_index;  // where the first name that is no place begins
  bool on_site = false;                 // such a name stands behind "on" or "via"
  Range site;                           // the first of them
  bool document_before = false;         // the sentence before names a report, survey, data
  SentenceSigns signs;
  bool in_table = false;
  bool label_line = false;  // its block is a short line with a colon in it
  bool in_example = false;  // an example was opened in this paragraph
  bool supposed = false;    // what it supposes: "If you pay 400 a month, ..."

  bool has(std::uint32_t any_of) const { return (classes & any_of) != 0; }
  bool serves(std::uint32_t any_of) const { return (uses & any_of) != 0; }
};

// A figure and where it stands.
class PlacedFigure {
 public:
  PlacedFigure(const Document& in, const Quantity& figure, const SentenceContext& around)
      : document(in),
        quantity(figure),
        sentence(in.sentences[figure.sentence]),
        block(in.blocks[sentence.block]),
        context(around),
        tokens_(in.tokens_of(sentence)) {
    const auto first = std::ranges::partition_point(
        tokens_, [&](const Token& token) { return token.range.begin < begin(); });
    first_token_ = static_cast<std::size_t>(first - tokens_.begin());
    behind_number_ = first_from(first_token_, figure.number.end);
    behind_ = first_from(first_token_, figure.text.end);
  }

  const Document& document;
  const Quantity& quantity;
  const Sentence& sentence;
  const Block& block;
  const SentenceContext& context;

  // The words of the sentence, and of them the first of the figure, and the first that begins
  // behind its number and behind all of it.
  std::span<const Token> tokens() const { return tokens_; }
  std::size_t first_token() const { return first_token_; }
  std::size_t behind_number() const { return behind_number_; }
  std::size_t behind() const { return behind_; }
  // The nearest words before the figure, behind its number and behind all of it, at most `most`.
  std::span<const Token> words_before(std::size_t most) const {
    const std::size_t count = std::min(first_token_, most);
    return tokens_.subspan(first_token_ - count, count);
  }
  std::span<const Token> words_behind_number(std::size_t most) const {
    return tokens_.subspan(behind_number_, std::min(most, tokens_.size() - behind_number_));
  }
  std::span<const Token> words_behind(std::size_t most) const {
    return tokens_.subspan(behind_, std::min(most, tokens_.size() - behind_));
  }
  // The text of the sentence before the figure.
  std::string_view lead() const {
    return document.view({sentence.text.begin, std::max(sentence.text.begin, begin())});
  }
  // The byte at an offset of the document's text; behind its end: a blank.
  char sign(std::size_t offset) const {
    return offset < document.text.size() ? document.text[offset] : ' ';
  }
  std::uint32_t begin() const { return quantity.text.begin; }
  std::uint32_t end() const { return quantity.text.end; }

 private:
  std::size_t first_from(std::size_t token, std::uint32_t offset) const {
    while (token < tokens_.size() && tokens_[token].range.begin < offset) ++token;
    return token;
  }

  std::span<const Token> tokens_;
  std::size_t first_token_ = 0, behind_number_ = 0, behind_ = 0;
};

// Reads the sentences with figures, each once and in text order: those between them are not read.
class SentenceReader {
 public:
  SentenceReader(const ScorerInput& input, const FigureWords& words)
      : document_(input.document), mentions_(input.mentions), words_(words) {}

  // What the words of a sentence are, all together.
  struct Words {
    std::uint32_t classes = 0, uses = 0;
    std::size_t capitals = 0;
    bool past = false;  // does one end in -ed?
    bool operator==(const Words&) const = default;
  };
  Words words_of(std::span<const Token> tokens, Registers registers = widest_registers()) const {
    return registers == Registers::widest ? look_up_widest(tokens) : look_up(tokens);
  }

  // The context of sentence `s`; valid until the next call. O(words of the sentence).
  const SentenceContext& read(std::uint32_t s);

 private:
  Words look_up(std::span<const Token> tokens) const;
  Words look_up_widest(std::span<const Token> tokens) const;
  void read_words(const Sentence& sentence);
  void read_signs(const Sentence& sentence);
  void read_names(const Sentence& sentence);
  void read_dates(const Sentence& sentence);
  void read_examples();
  bool in_table(const Block& block) const;
  bool is_label_line(const Block& block) const;

  const Document& document_;
  const Mentions& mentions_;
  const FigureWords& words_;
  SentenceContext context_;
  std::uint32_t current_ = no_index;
  std::size_t next_name_ = 0, next_date_ = 0;  // the first that does not end before the sentence
};

}  // namespace assay::figures
