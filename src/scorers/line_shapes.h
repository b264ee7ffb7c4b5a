// What a short line of a page is by its form: a date, a byline, a picture's credit. A weekday, the
// word "by" or "photo" alone is none of them: menus are full of such words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/text.h"

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

  // Begins with a name of two words or more that a comma, bar or dash parts from the rest: "Ada
  // Lindqvist, Senior Editor".
  bool begins_with_parted_name(const Document& document, const Block& block) const;

  // Begins with a name and goes on in small letters: "Ada Lindqvist is ...", "Ada Lindqvist, an
  // engineer, ...".
  static bool begins_with_subject(const Document& document, const Block& block);

  // Begins with `name` or its first word and goes on so: "Ada has ..." for Ada Lindqvist.
  static bool has_subject(const Document& document, const Block& block,
                          std::span<const Token> name);

 private:
  bool is_month(const Token& token) const;
  bool is_label(const Token& token) const;

  std::vector<std::uint64_t> months_, labels_;  // sorted hashes
};

// A date in numbers with parts that a calendar has, all parted by the same sign.
bool has_numeric_date(std::string_view text);

// A mark of a picture's credit, then a name: "Photo: Ada Lindqvist", "(Image: Norvik Courier)",
// "The quay at dawn. Photo by Ada Lindqvist". Asks nothing about the words before the mark.
bool ends_with_credit(const Document& document, const Block& block);

// The first `length` tokens of `tokens`, or all.
inline std::span<const Token> first_tokens(std::span<const Token> tokens, std::size_t length) {
  return tokens.first(tokens.size() < length ? tokens.size() : length);
}

}  // namespace assay::boilerplate
