// What the sentence that holds a figure says, and what of the paragraph before it holds on in it.
#pragma once

#include <cstdint>
#include <span>

#include "assay/scorer.h"

#include "scorers/figure_words.h"

namespace assay::figures {

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
  bool in_table = false;
  bool in_example = false;  // an example was opened in this paragraph
  bool supposed = false;    // what it supposes: "If you pay 400 a month, ..."

  bool has(std::uint32_t any_of) const { return (classes & any_of) != 0; }
  bool serves(std::uint32_t any_of) const { return (uses & any_of) != 0; }
};

// A figure and where it stands.
struct PlacedFigure {
  const Document& document;
  const Quantity& quantity;
  const Sentence& sentence;
  const Block& block;
  const SentenceContext& context;

  std::span<const Token> tokens() const { return document.tokens_of(sentence); }
  // The text of the sentence before the figure.
  std::string_view lead() const {
    return document.view({sentence.text.begin, std::max(sentence.text.begin, begin())});
  }
  std::uint32_t begin() const { return quantity.text.begin; }
  std::uint32_t end() const { return quantity.text.end; }
};

// Reads the sentences with figures, each once and in text order: those between them are not read.
class SentenceReader {
 public:
  SentenceReader(const ScorerInput& input, const FigureWords& words)
      : document_(input.document), mentions_(input.mentions), words_(words) {}

  // The context of sentence `s`; valid until the next call. O(words of the sentence).
  const SentenceContext& read(std::uint32_t s);

 private:
  void read_words(const Sentence& sentence);
  void read_names(const Sentence& sentence);
  void read_dates(const Sentence& sentence);
  void read_examples();
  bool in_table(const Block& block) const;

  const Document& document_;
  const Mentions& mentions_;
  const FigureWords& words_;
  SentenceContext context_;
  std::uint32_t current_ = no_index;
  std::size_t next_name_ = 0, next_date_ = 0;  // the first that does not end before the sentence
};

}  // namespace assay::figures
