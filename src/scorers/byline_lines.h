// The author's name in the lines around a headline, where neither markup nor a field gives it: "By
// Ada Lindqvist", "3 May 2031 By Ada Lindqvist 4 Comments", and the bare name between headline and
// date. Scrapers glue what stood side by side ("ByAda LindqvistMay 3, 2031"); the name is cut out.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

#include "text/word_set.h"

namespace assay {

// A name that a short line gives, and what beside it says that it is an author's.
struct NamedLine {
  Range name;             // bytes of the document's text; names joined by "&" or "and" are one
  bool labelled = false;  // "By", "Autor:", "Written by" stands before it
  bool dated = false;     // the line has a date too
  bool account = false;   // a word in small: "by ada.l"
  bool desk = false;      // no person: "Newsdesk"
};

// Words in small, of heuristics/any/words.
struct BylineWords {
  const WordSet& labels;                                    // announce a name: "by", "author"
  const WordSet& lead_ins;                                  // before a label: "written", "ein"
  const WordSet& particles;                                 // stand inside names: "van", "de"
  const WordSet& joints;                                    // join two names: "and", "&"
  std::span<const std::string> date_labels, update_labels;  // announce a date: "posted on"
  const WordSet& weekdays;                                  // as a date begins: "Sun"
  std::span<const std::string> desks;                       // "newsdesk", "editorial team"
  const WordSet& desk_groups;                               // "team"
  const WordSet& desk_articles;                             // before a desk: "the", "die"
  const WordSet& sections;                                  // are no names: "climate", "league"
};

// The name in `line`; nothing where it holds anything else than label, date, name and what is
// parted from the name by a mark, a number or a small word. Linear in the line.
std::optional<NamedLine> named_line(const Document& document, Range line,
                                    std::span<const DateMention> dates, const BylineWords& words);

// Whether a line of up to four words only announces a name: "Von", "Written by", "Ein Artikel
// von:".
bool announces_name(const Document& document, Range line, const BylineWords& words);

// Whether a line is how a post of a network is quoted, "— Ada Lindqvist (@ada) May 3, 2031": its
// author is not the text's.
bool signs_quoted_post(std::string_view line);

// Whether all that stands there announces a date ("Updated:") or is the name of a day.
bool is_date_word(std::string_view part, const BylineWords& words);

// The author among the lines from a little above the headline to the first paragraph: a labelled
// name, its label perhaps in the line above; else a bare one in or beside a line with a date, above
// the name of a post ("Writer"), or of whom the next line tells ("Ada writes about harbours."). A
// bare name of which the text writes a word small, or the headline has one, is none; nor is a
// labelled one of which it writes all small. `headline` is a block; blocks of which `names_other`
// is true (a reviewer's, those of other articles) are left out. Linear in the document.
std::optional<NamedLine> author_by_headline(const ScorerInput& input, std::uint32_t headline,
                                            const BylineWords& words,
                                            const std::function<bool(std::uint32_t)>& names_other);

// For pages whose markup, data and labels name nobody: a line below the headline that is a name or
// a desk ("By the Halm Team", "Newsdesk") and stands beside a date. A name that stands above the
// headline too is a section's. Linear in the document.
std::optional<NamedLine> unlabelled_author(const ScorerInput& input, std::uint32_t headline,
                                           const BylineWords& words,
                                           const std::function<bool(std::uint32_t)>& names_other);

}  // namespace assay
