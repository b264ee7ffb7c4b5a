// Where a text offers something of its own publisher: "At Halm Tools, we grind your blades",
// "Contact us today", "my course Sharp in a Week".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/scorer.h"

#include "scorers/own_name.h"
#include "scorers/sentence_matches.h"

namespace assay {

struct OwnOffers {
  std::uint32_t passages = 0;  // neighbouring blocks are one
  Range first;                 // the sentence that offers
  bool ranks_itself = false;   // "The best grinders are Osk Steel and Halm Tools"
  std::string product;         // "Sharp in a Week", where the text keeps naming it; else empty
  Range first_product;
  std::uint32_t product_mentions = 0;
};

// The rules that tell offers; they are no signs of the report.
struct OfferRules {
  static constexpr std::string_view own = "provenance/own-offer";        // "call us today"
  static constexpr std::string_view named = "provenance/named-offer";    // counts beside the name
  static constexpr std::string_view linked = "provenance/linked-offer";  // or a link to the site
  static constexpr std::string_view product = "provenance/own-product";  // "my course ..."
  // The publisher in the third person, anywhere in the text: his name before or behind the words.
  static constexpr std::string_view subject = "provenance/subject-offer";    // "... lets you"
  static constexpr std::string_view object = "provenance/object-offer";      // "tools like ..."
  static constexpr std::string_view question = "provenance/question-offer";  // "how does ... help?"
  static constexpr std::string_view ranking = "provenance/own-ranking";      // "the best are ..."

  static constexpr bool has(std::string_view id) {
    return id == own || id == named || id == linked || id == product || id == subject ||
           id == object || id == question || id == ranking;
  }
};

// An offer counts in the last tenth of the content, where a closing pitch stands, in blocks that
// link to the publisher, and in advertisements of his own amid the `article`. In the third person
// it counts twice anywhere, once as a question or in the last fifth; and never where `is_name` is
// false: the publisher's name is then a common word. Cost: linear in the content.
OwnOffers own_offers(const ScorerInput& input, const Publisher& publisher,
                     const SentenceMatches& matches, Range article, bool is_name);

}  // namespace assay
