// What a text uses a figure for: to report, to instruct, to sell, to impress.
#pragma once

#include <vector>

#include "assay/scorer.h"

#include "scorers/figure_goods.h"
#include "scorers/figure_lines.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_words.h"

namespace assay::figures {

enum class FigureUse : std::uint8_t {
  report,
  substance,  // what a reader asks about first: shares of people, effects, markets, casualties
  offer,      // a price or discount: a promise of whoever can keep it
  product,    // a specification or price of goods: the shop tells
  rule,       // an amount that a law, plan or contract fixes
  size,       // of a thing that is described
  example,    // what should be, or is supposed
  firsthand,  // what the writers counted, measured or paid themselves
  manner      // a manner of speaking, or what the page is about: "a million reasons"
};

// What a reader asks about first: the share of some people or cases, the size of a market, what
// something brings about, people who came to harm.
bool is_substance(const PlacedFigure& at, const FigureWords& words);

// "41 million children", "a hundred people".
bool counts_people(const PlacedFigure& at, const FigureWords& words);

// Sorts the checkable figures of one document by what they are used for.
class FigureUses {
 public:
  FigureUses(const ScorerInput& input, const FigureWords& words)
      : document_(input.document), input_(input), words_(words), goods_(input, words) {}

  // Cost: the sentence's words and the links of a few blocks.
  FigureUse of(const PlacedFigure& at, bool price_tag);

 private:
  bool is_product(const PlacedFigure& at, bool price_tag);
  bool in_headline(const PlacedFigure& at) const;
  bool is_scope(const PlacedFigure& at);
  std::uint32_t items();
  bool near_shop(std::uint32_t block);
  bool has_shop_link(const Block& block) const;

  const Document& document_;
  const ScorerInput& input_;
  const FigureWords& words_;
  Goods goods_;
  std::uint32_t asked_block_ = no_index;  // near_shop() was asked for last
  bool answer_ = false;
  std::uint32_t items_ = no_index;  // no_index: not counted yet
};

}  // namespace assay::figures
