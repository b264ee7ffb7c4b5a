// What a short line of a page is by its form: a date, a byline, a picture's credit. A weekday, the
// word "by" or "photo" alone is none of them: menus are full of such words.
#pragma once

#include <span>
#include <string_view>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/text.h"

#include "text/word_set.h"

namespace assay::boilerplate {

class LineShapes {
 public:
  // Reads the months of all languages and heuristics/any/words/byline_labels.json; without them no
  // line names a month or an author.
  static LineShapes load(const Heuristics& heuristics);

  // A month beside a day or a year ("May 3", "12. mai", "January 2026"), or a whole date in numbers
  // ("2026-05-03", "12/11/25"). Not "Best Sun Shirts", "4.8/5.0", "8:30 AM to 4:30 PM".
  bool has_date(const Document& document, const Block& block) const;

  // The name behind the mark of a byline that is one of the first words: "Ada Lindqvist" of "By Ada
  // Lindqvist, Staff Writer". Empty in "Shop By Style" and "Step by Step". `at_head`: where authors
  // stand a login or a single name will do ("By norvikdesk"). `phrase`: a phrase of bylines was
  // found in the line ("posted by").
  std::span<const Token> author(const Document& document, const Block& block, bool at_head,
                                bool phrase) const;

  // Ends with the mark of a byline that nothing follows: "Written by:".
  bool announces_author(const Document& document, const Block& block) const;

 private:
  WordSet months_, labels_;
};

// A date in numbers with parts that a calendar has, all parted by the same sign.
bool has_numeric_date(std::string_view text);

// A mark of a picture's credit, then a name: "Photo: Ada Lindqvist", "(Image: Norvik Courier)",
// "The quay at dawn. Photo by Ada Lindqvist". Asks nothing about the words before the mark.
bool ends_with_credit(const Document& document, const Block& block);

}  // namespace assay::boilerplate
