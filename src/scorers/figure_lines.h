// What the lines and blocks around a figure tell: lists, recipes, price lists, headings.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"

#include "scorers/figure_words.h"

namespace assay::figures {

// A heading by markup, or by being one short sentence without a full stop.
bool like_heading(const Document& document, const Block& block);

bool is_question(const Document& document, const Sentence& sentence);

// Which blocks of a document hold which figures. Built in one pass; the document and the words must
// outlive it.
class FigureLines {
 public:
  FigureLines(const Document& document, std::span<const Quantity> quantities,
              const FigureWords& words);

  std::uint32_t count_in_block(std::uint32_t block) const { return lines_[block].figures; }
  std::uint32_t count_in_sentence(std::uint32_t sentence) const { return in_sentence_[sentence]; }

  // Does a line beside the figure's line hold a figure of the same kind?
  bool in_series(const Quantity& q) const;

  // Is it an amount in a line of a recipe or shopping list, one of several: "400 g", "2 cups"?
  bool in_recipe(const Quantity& q) const;

  // Does the heading above announce prices?
  bool under_price_heading(std::uint32_t block) const { return lines_[block].price_section; }

 private:
  struct Line {
    std::uint32_t figures = 0;
    std::uint32_t kinds = 0;  // a bit for each QuantityKind, of lines alone
    bool price_section = false;
  };

  void find_price_sections();
  bool is_amount(const Quantity& q) const;
  std::uint32_t block_of(const Quantity& q) const { return document_.sentences[q.sentence].block; }

  const Document& document_;
  const FigureWords& words_;
  std::vector<Line> lines_;  // by block
  std::vector<std::uint32_t> in_sentence_;
  std::uint32_t amounts_ = 0;  // in lines
};

}  // namespace assay::figures
