// Does the sentence of a figure go on with what the one before it tells, so that its source holds
// for both?
#pragma once

#include <optional>

#include "scorers/figure_sentence.h"

namespace assay::figures {

// Asked of few figures, and read once for each. O(words of both sentences), of long ones the
// first.
class Continuity {
 public:
  // `known`: is it already known to go on, by a figure of the same kind in the sentence before?
  Continuity(const PlacedFigure& at, const FigureWords& words, bool known)
      : at_(at), words_(words), known_(known) {}

  // By a link or a word in common, or because the text tells of this source throughout; never in a
  // voice of the writer's own, or of a quotation that has ended.
  bool goes_on(bool told_throughout) {
    if (!relation_) relation_ = compare();
    return *relation_ == Relation::joined || (told_throughout && *relation_ == Relation::open);
  }
  // Was it asked, and is it joined to the one before?
  bool is_joined() const { return relation_ == Relation::joined; }

 private:
  enum class Relation : std::uint8_t { apart, open, joined };

  Relation compare() const;
  bool behind_quotation() const;
  bool in_own_voice(std::span<const Token> before) const;
  bool links() const;
  bool shares_word(std::span<const Token> before) const;

  const PlacedFigure& at_;
  const FigureWords& words_;
  const bool known_;
  std::optional<Relation> relation_;
};

}  // namespace assay::figures
