// What stands around a phrase and tells whether it sells: who offers something near it, and what
// kind of place it is. "Call now" sells where somebody offers; in a manual, in the small print or
// under "References" the same words do not.
//
// Words come from `en/words/promotion-*.json`. All work is per block heading or per match and
// bounded, so the whole stays linear.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/scorer.h"

#include "scorers/own_name.h"
#include "scorers/promotion_features.h"
#include "text/phrases.h"

namespace assay::promotion {

struct ContextWords {
  explicit ContextWords(const Heuristics& heuristics);

  Phrases editorial;      // beside "we" or "our": no seller speaks ("we tested", "our planet")
  Phrases offers;         // "free trial"
  Phrases commissions;    // "affiliate commission"
  Phrases earnings;       // "earn", "through links"
  Phrases terms;          // "not valid", "may vary"
  Phrases call_starters;  // what may stand before an imperative: "please"
  Phrases claims;         // "sounds", "the narrative": others judge
  Phrases clause_ends;    // a call's object ends before them: "and"
  Phrases note_headings;  // "terms and conditions"
  Phrases reference_headings;
  Phrases paper_headings;  // "abstract"
  Phrases drawback_headings;
  Phrases against;         // "pricey", "on the high end"
  Phrases public_affairs;  // "government", "voters"
  Phrases offer_paths;     // of a link: "pricing", "sign-up"
  PublisherWords publishers;
};

enum class Section : std::uint8_t { text, notes, references, drawbacks, retold };

class Context {
 public:
  // `input`, `words`, `lexicon` and `features`, which are the input's where its language has them,
  // must outlive it.
  Context(const ScorerInput& input, const ContextWords& words, const Lexicon& lexicon,
          const Features* features);

  // What the block stands in, by the headings above it. `retold` is what follows three headings of
  // the form "title by name": reviews of works and their stories.
  Section section(std::uint32_t block) const { return sections_[block]; }
  bool is_paper() const { return paper_; }

  // Somebody offers something near `range` in its block: a firm that says "we", a price, the
  // publisher by name, a link to a shop or a sign-up form.
  bool offers(const Sentence& sentence, Range range) const;
  // The sentence says "we" before `range`, or names the publisher or says "our" anywhere.
  bool speaks_of_itself(const Sentence& sentence, Range range) const;
  // The sentence speaks for whoever publishes the text: by name or as "we", not as an editor does,
  // or a link beside it leads to the publisher's own offer.
  bool speaks_for_publisher(const Sentence& sentence) const;
  // Whether it can be told by name.
  bool knows_publisher() const { return publisher().has_name(); }
  // Says who earns by the text's links.
  bool discloses(const Sentence& sentence) const;
  // Limits an offer, or a note below one: "not valid with other offers", "* while ...".
  bool is_small_print(const Sentence& sentence) const;

  // The words of `range` stand where an imperative would: no subject before them.
  bool is_imperative(const Sentence& sentence, Range range) const;
  // Who judges in `range` is the writer, about himself, or somebody who is reported.
  bool is_about_writer(const Sentence& sentence, Range range) const;
  bool is_reported(const Sentence& sentence, Range range) const;

  // `range`, which a pattern may have cut short, up to the end of its object or clause, at most up
  // to `limit`.
  Range whole_phrase(const Sentence& sentence, Range range, std::uint32_t limit) const;

  // How many of the content's words outside quotations are of public affairs, as a share: what
  // people quarrel about. Known where there are features, else 0.
  double public_affairs() const;

  // Words of the content outside quotations; 0 without features. O(sentences).
  std::size_t own_words() const;

  // Says what speaks against its subject.
  bool is_adverse(const Sentence& sentence) const;
  // A headline of a list of the best of a kind that does not speak to the reader: it says what it
  // holds.
  bool is_best_of(std::span<const Token> headline) const;

 private:
  bool offers_by_link(const Block& block, bool own = false) const;
  const Publisher& publisher() const;
  bool names_publisher(std::span<const Token> tokens, std::size_t at) const;
  bool is_own_side(std::span<const Token> tokens, std::size_t at) const;
  bool is_own_thing(std::span<const Token> tokens, std::size_t at) const;

  const ScorerInput& input_;
  const Document& document_;
  const ContextWords& words_;
  const Lexicon& lexicon_;
  const Features* features_;
  std::vector<Section> sections_;  // by block
  bool paper_ = false;
  // Looked for when first asked: the publisher, the share of public affairs, whether the links of a
  // block offer.
  mutable std::optional<Publisher> publisher_;
  mutable std::optional<double> public_affairs_;
  mutable std::optional<std::uint32_t> linked_block_;
  mutable bool linked_ = false;
};

}  // namespace assay::promotion
