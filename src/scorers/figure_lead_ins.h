// Sources that stand outside the sentence of a figure: the line above or below a table, the line
// that leads into a list, what vouched for the figures before.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "assay/scorer.h"

#include "scorers/figure_features.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_source.h"

namespace assay::figures {

// By block: the attribution of a line below that vouches for it ("Source: ...", a signature), or
// no_index. O(attributions and the blocks they speak for).
std::vector<std::uint32_t> sources_below(const Document& document, const Mentions& mentions);

// The attribution of a note that vouches for the figures of the whole text ("All prices in this
// guide are based on ..."), or no_index. O(attributions).
std::uint32_t source_of_page(const Document& document, const Mentions& mentions);

// The attribution that vouches for a table: a source line right behind it, or a sentence shortly
// before it that names data or a report. Rows must be asked for in text order.
class TableSources {
 public:
  TableSources(const Document& document, const Mentions& mentions)
      : document_(document), mentions_(mentions) {}

  std::uint32_t of(std::uint32_t row);

 private:
  std::uint32_t find(std::uint32_t row) const;

  const Document& document_;
  const Mentions& mentions_;
  std::uint32_t row_ = no_index;  // asked for last
  std::uint32_t source_ = no_index;
};

// The line below a table or list that says where it is from: "Source: Harbour Institute". It
// vouches for the rows and items directly above it, whatever part of the page it is taken for; not
// "Photo used with permission". Blocks must be asked for in text order.
class CreditLines {
 public:
  CreditLines(const Document& document, const FigureWords& words)
      : document_(document), words_(words) {}

  // Nothing where no such line stands. Each block is looked at once.
  std::optional<Range> of(std::uint32_t block);

 private:
  bool is_line(const Block& block) const;
  bool is_credit(const Block& block) const;

  const Document& document_;
  const FigureWords& words_;
  std::uint32_t end_ = 0;  // the first block that was not looked at, or ends the list
  std::optional<Range> line_;
};

// The attribution of the line that leads into a list: "According to the port's data:" and the items
// below it. Blocks must be asked for in text order.
class ListSources {
 public:
  ListSources(const Document& document, const Mentions& mentions)
      : document_(document), mentions_(mentions) {}

  std::uint32_t of(std::uint32_t block);
  // The sentence that leads into the list of the block asked for last, or no_index.
  std::uint32_t lead_sentence() const { return lead_sentence_; }

 private:
  std::uint32_t last_attribution_in(const Block& block) const;

  const Document& document_;
  const Mentions& mentions_;
  std::uint32_t block_ = no_index;  // asked for last
  std::uint32_t lead_ = no_index, lead_sentence_ = no_index;
};

// What clearly vouched for the figures before: it may hold for those that follow.
class SourcesBefore {
 public:
  SourcesBefore(const FigureWords& words, const Mentions& mentions)
      : words_(words), mentions_(mentions) {}

  // Of a sentence that goes on with the sums of the one before, the source is that one's.
  void carry(const PlacedFigure& at, FigureSource& source, FigureFeatures& x);
  // How near, and how like, the last figure with a clear source is.
  void features(const PlacedFigure& at, FigureFeatures& x) const;
  // Does the sentence before give a figure of the same kind, clearly vouched for?
  bool gives_kind_of(const PlacedFigure& at) const;
  // To be called when nothing else vouches for the figure any more.
  void remember(const PlacedFigure& at, const FigureSource& source);

 private:
  struct Vouched {
    std::uint32_t attribution = no_index, sentence = no_index, block = no_index;
    QuantityKind kind = QuantityKind::number;
    bool of_series = false;  // it rose or fell, by what is not one person's word
  };

  bool goes_on_with_series(const PlacedFigure& at) const;
  bool links_back(std::span<const Token> tokens) const;

  const FigureWords& words_;
  const Mentions& mentions_;
  Vouched last_;     // of this sentence, or one before
  Vouched earlier_;  // of a sentence before
};

}  // namespace assay::figures
