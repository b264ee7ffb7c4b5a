// Who publishes a text, and how often the text speaks of it: the guide of a shop that ends at its
// own goods, the comparison whose winner is the site's own product.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/scorer.h"

#include "scorers/copyright_holder.h"
#include "text/phrases.h"

namespace assay {

// Whether two hosts belong to one site: one is the other or lies below it, or both end in the same
// two labels of which the last is long enough not to be a country's ("co.uk").
bool same_site(std::string_view a, std::string_view b);

// Whether two hosts seem to be of one publisher: one site, or the name that one is registered under
// is a part of the other ("halm.example" and "halm.test", "m.courier.example" and
// "courier.times.example"), letters outside ASCII encoded or not.
bool same_house(std::string_view a, std::string_view b);

// Whether a field names a site: no mark alone ("/"), no words that any site may bear ("Tech Blog")
// and not the section that the page's address has too.
bool is_site_name(std::string_view field, std::string_view url);

struct PublisherWords {
  static PublisherWords load(const Heuristics& heuristics);

  std::vector<std::string> company_words;  // last words of a company's name
  HolderWords holders;
};

// What the page calls whoever publishes it, without slogan: its publisher or site field, a part of
// its title or its copyright line that fits the host, else whom the copyright line at its foot
// names. Empty where only the host is known.
std::string publisher_name(const Document& document, const PublisherWords& words);

// The publisher of a page: its host, and the names by which a text may call it.
class Publisher {
 public:
  // The name is that of the host ("halm-tools.example", or "getotter.example" where the text writes
  // "Otter"), the site, the publisher or the copyright's holder, without slogan and legal form; of
  // "Halm Benefit Group" a text may leave out the last word, which is one of the company words.
  // Without a host what publisher_name() says; below a platform's host only what the page itself
  // calls its site.
  Publisher(const Document& document, const PublisherWords& words);

  // Whoever is called that, or `brief`, wherever the text stands.
  static Publisher called(const Document& document, std::string_view name, std::string_view brief,
                          std::span<const std::string> company_words);

  bool has_name() const { return !names_.empty(); }
  // Tokens of `tokens` from `at` that together write a name; 0 for none.
  std::size_t name_at(std::span<const Token> tokens, std::size_t at) const;
  // Whether a link leads to the publisher: relative, to its own host, or a telephone number.
  bool owns(std::string_view target) const;

 private:
  explicit Publisher(const Document& document) : document_(document) {}
  void take_holder(std::string_view holder);

  const Document& document_;
  std::string host_;
  std::vector<std::string> names_;     // letters and digits, small
  std::vector<std::string> openings_;  // of names, that a text writes in two words or more
};

struct OwnName {
  std::string name;             // as the text first writes it
  Range first;                  // the sentence that does
  std::uint32_t sentences = 0;  // of the content, that name the publisher
  std::uint32_t read = 0;       // of the content, in all
};

// What stands beside a paper's name where it reports what it heard or saw, in small.
struct PressWords {
  std::span<const std::string> told;  // before it
  const Phrases& learned;             // behind it, with what was learned: "has learned that"
  const Phrases& saw;                 // behind it; of a news organisation alone: "has seen"
};

// Whether the page's own data say that news are published here.
bool is_of_news(const Metadata& data);

// A name that the text also writes small is a common word and counts as none, but the site's own
// address ("halmtools.example") is none. Captions and sentences that only say whom somebody spoke
// to ("told the Halm Courier") or what the paper saw ("the Courier has learned") are left out.
// Nothing where the name stands nowhere. Cost: linear in the tokens of the content.
std::optional<OwnName> own_name(const ScorerInput& input, const Publisher& publisher,
                                const PressWords& press);

}  // namespace assay
