// Bounds, ranges and directions: how exactly an amount is meant and which way it moved.
#pragma once

#include <vector>

#include "mentions/quantity_amounts.h"

namespace assay::mentions {

// Looks at the words on both sides of an amount: "between 5 and 10", "nearly", "fell by".
class BoundReader : protected AmountReader {
 protected:
  BoundReader(const Scan& scan, const QuantityOptions& options, std::vector<Quantity>& quantities)
      : AmountReader(scan, options), quantities_(quantities) {}

  // "X to Y", "between X and Y", "X-Y", "X or Y": one figure with two ends. Where the two share a
  // scale or unit, `low` is given it too.
  void range_end(Amount& low, std::optional<Amount>& high);

  // Bound words and signs before the number and words that neither bound nor harm ("just", "a total
  // of"); extends the text of `q` over them.
  void bounds_before(Quantity& q, std::size_t first, bool range);

  // "20+", "or more", "at most": gives the last token of `q` then.
  std::size_t bounds_after(Quantity& q, std::size_t last, bool range);

  // "rose 6.5%", "up nearly 57%", "fell by $2", "a drop of 40%".
  void direction(Quantity& q, std::size_t first);

  // "two years ago", "in two weeks", "the next three days": a point in time, not a stretch.
  bool relative_time(const Quantity& q, std::size_t first, std::size_t last) const;

  std::vector<Quantity>& quantities_;
  std::size_t sentence_begin_ = 0;  // into quantities_: first of this sentence

 private:
  bool between_word(std::size_t first) const;
  bool changed_from(std::size_t first) const;
  bool score_around(std::size_t first, std::size_t last) const;
  bool bound_allowed(std::size_t at, const Quantity& q) const;
  static Bound stronger(Bound now, Bound more);
  bool price_from(std::size_t from, const Quantity& q) const;
};

}  // namespace assay::mentions
