// What a text says of goods and things: prices beside a call to buy, specifications, sizes.
#pragma once

#include "assay/scorer.h"

#include "scorers/figure_sentence.h"
#include "scorers/figure_words.h"

namespace assay::figures {

// "58 inches tall", "6 x 7 x 5 inches": the size of a thing as it is described. Not of what
// happened ("the wave was 3 metres high") nor of a record.
bool is_size(const PlacedFigure& at, const FigureWords& words);

// "was fined $500", "$40 in damages": a sum right beside a word that no price has.
bool is_loss(const PlacedFigure& at, const FigureWords& words);

// A line that is nothing but a price: "$39.99", "From $2.65".
bool is_price_line(const PlacedFigure& at);

// Where the page sells: by its calls to buy and links to shops.
class Goods {
 public:
  Goods(const ScorerInput& input, const FigureWords& words)
      : document_(input.document), input_(input), words_(words) {}

  // Is the figure a specification or price of goods that are sold around it? Cost: the sentence's
  // words, and once for a block the links of its section.
  bool hold(const PlacedFigure& at);

 private:
  bool sold_in_section(std::uint32_t block);
  bool sold_on_page();
  bool is_described() const;
  bool sells(const Block& block) const;

  const Document& document_;
  const ScorerInput& input_;
  const FigureWords& words_;
  std::uint32_t asked_block_ = no_index;  // sold_in_section() was asked for last
  bool answer_ = false;
  int page_ = -1;  // -1: not asked yet
};

}  // namespace assay::figures
