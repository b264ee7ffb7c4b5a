// A sentence as alignment sees it: terms (words, numbers, aliased names) and the values in it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"

#include "corroboration/lexicon.h"

namespace assay::corroboration {

enum class Place : std::uint8_t { none, country, region };

struct Term {
  std::uint64_t stem = 0;  // canonical stem of an alias, digits without separators for a number
  std::uint64_t root = 0;  // equal for words of one family, and for a capital and its country
  Range range;             // of the words, in the document's text
  float weight = 0;        // what the term tells, in nats; 0 for stop words
  std::uint32_t traits = 0;
  std::uint16_t value = no_value;  // into the passage's values: the term is part of that value
  std::uint16_t vector = Lexicon::no_vector;
  bool number = false;
  bool name = false;          // capitalised inside a sentence, or an alias that is a name
  bool initial = false;       // first word of its sentence: a capital tells nothing
  bool breaks = false;        // a comma or the like stands before it
  bool framed = false;        // Lexicon::opposites() knows it
  bool capitals = false;      // written in capitals only
  bool alias = false;         // of a group of names: a country, a capital, a known body
  bool common = false;        // a word of content, no name, whose vector tells what is used like it
  bool aside = false;         // names who says it or where it was written: no part of what is said
  bool body = false;          // of a name: what a body calls itself, "Committee", "Administration"
  Place place = Place::none;  // of a name: what it is a name of
  std::uint16_t telling = 0;  // by Lexicon::telling()
  static constexpr std::uint16_t no_value = 0xffff;

  bool content() const { return weight > 0; }
};

// A quantity or date of a sentence, comparable with another.
struct Value {
  Range range;
  double low = 0, high = 0;   // equal unless the text gives a range; in the unit's base
  double grain = 0;           // what one of its last digit stands for: 100 of 1,900; of a quantity
  std::uint64_t unit = 0;     // hash of the unit; 0: none
  std::uint64_t told_in = 0;  // hash of the unit as told, where it was converted; 0: it was not
  double told = 0;            // the number as told, before it was converted
  std::uint64_t base = 0;     // of a rate: hash of what there is so much of; else the unit
  std::uint64_t counted = 0;  // root of the last word of a counted unit; 0: no count
  std::uint64_t noun = 0;     // root of the counted or following noun; 0: none
  std::uint16_t noun_vector = Lexicon::no_vector;  // of that noun
  QuantityKind kind = QuantityKind::number;
  Bound bound = Bound::exact;
  bool is_date = false;
  bool vague = false;  // "hundreds", "billions"
  std::int16_t year = 0;
  std::int16_t years = 1;  // from `year` on: 10 of "the 1990s"
  std::int8_t month = 0, day = 0;
  std::int8_t weekday = 0;  // 1 Monday .. 7 Sunday, said or of a full date
  // Day of publication, counted from 1970, of a date within a week of it; 0: none. Weekdays of
  // texts published far apart are not compared.
  std::int32_t published = 0;
};

// Sentences turned to terms, appended to flat arrays.
struct TermBuffer {
  std::vector<Term> terms;
  std::vector<Value> values;
};

// Appends the terms and values of `document.text[range]`, whose tokens are `tokens`. `date`
// resolves relative dates ("yesterday"); an empty one leaves them unresolved. Quantities and dates
// come from `mentions`. Linear in the tokens.
void append_terms(const Document& document, const Mentions& mentions, Range range,
                  std::span<const Token> tokens, const Lexicon& lexicon, TermBuffer& out);

// Marks the terms of `range` that name who says it ("the Halm Board said") or, in a dateline, where
// it was written. Linear in the terms and in the attributions of the range.
void mark_asides(const Document& document, const Mentions& mentions, Range range,
                 std::span<Term> terms);

}  // namespace assay::corroboration
