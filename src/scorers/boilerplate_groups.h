// What advertises is told line by line, but much of it stands in groups: the fields of a form, a
// button that a page shows six times, the rows of a table. Here such a group is decided once, by
// what the model thinks of its lines together. HTML and plain text; linear but for a sort of the
// lines that stand twice. `sells` holds the model's probability of each block.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/scorer.h"

#include "scorers/boilerplate_features.h"
#include "text/key_filter.h"
#include "text/word_set.h"

namespace assay::boilerplate {

// Lines that are known word for word: "Last name (required)".
class FormFields {
 public:
  // heuristics/any/words/form_fields.json, form_fields_of_comments.json,
  // form_fields_of_accounts.json and form_field_ends.json; without them no line is a field.
  static FormFields load(const Heuristics& heuristics);

  enum class Of : std::uint8_t { none, any, comments, account };
  Of find(std::uint64_t words_hash) const;

 private:
  struct Field {
    std::uint64_t hash = 0;  // as FeatureTable::words_hash()
    Of of = Of::none;
  };
  std::vector<Field> fields_;  // sorted by hash
  KeyFilter filter_;           // of their hashes, spread
};

// The form that readers comment or log in by sells nothing; any other sells as a whole or not at
// all. In labelled forms 7 of 447 lines differ from the others of theirs.
void settle_forms(const Document& document, const FeatureTable& features, const FormFields& fields,
                  std::span<const float> sells, std::span<BlockRole> roles);

// A short line that a page says twice and more, such as a button, has one role; among text it may
// be text as well.
void settle_repeated_lines(const Document& document, const FeatureTable& features,
                           std::span<const float> sells, std::span<BlockRole> roles);

// From heuristics/any/words/, in files of the names in brackets.
struct OfferWords {
  WordSet before_shops;        // "at" (before_shops)
  WordSet days;                // "Monday" (weekdays)
  WordSet calls_first;         // "book" (offer_calls_first)
  WordSet calls_before_words;  // of those: nouns, where the thing follows at once
  WordSet calls_last;          // "anfordern" (offer_calls_last)
  WordSet possessives;         // "your" (offer_call_possessives)
  WordSet joints;              // "of" (offer_call_joints)
  WordSet between;             // "free" (offer_call_between)
  WordSet things;              // "quote", "Termin" (offered_things)

  static OfferWords load(const Heuristics& heuristics);
};

// "$24.99 at Halm Tools", lines by themselves on a page that asks two shops or more again and
// again: where to buy what it speaks of.
void find_prices_at_shops(const Document& document, const FeatureTable& features,
                          const OfferWords& words, std::span<BlockRole> roles);

// "Book your tour", "Termin vereinbaren": a button of the page that calls for what its publisher
// offers, by verb and object.
void find_calls_to_book(const Document& document, const FeatureTable& features,
                        const OfferWords& words, std::span<const float> sells,
                        std::span<BlockRole> roles);

// A row of a table has the role of the others: "Free trial | 14 days" among a plan's features.
void settle_table_rows(const Document& document, std::span<BlockRole> roles);

// Plain text: a line that the model hardly takes for an offer, between lines that are none, is
// none.
void take_back_lone_offers(const FeatureTable& features, std::span<const float> sells,
                           std::span<BlockRole> roles);

}  // namespace assay::boilerplate
