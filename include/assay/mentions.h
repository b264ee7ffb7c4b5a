// What several scorers need, found once per document: quotations, attributions, quantities, dates,
// names. All ranges are bytes of Document::text, sorted by begin within each list.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/result.h"

namespace assay {

inline constexpr std::uint32_t no_index = 0xffffffff;

enum class SourceKind : std::uint8_t { person, organisation, document, unnamed };

// Somebody or something that the text says things on behalf of.
struct Source {
  std::string name;  // canonical form: the fullest the text gives ("Maria Okafor")
  SourceKind kind = SourceKind::unnamed;
  std::uint32_t mentions = 0;
  std::uint32_t quotes = 0;
};

// A stretch inside quotation marks (marks excluded); may span sentences and blocks.
struct Quotation {
  Range text;
  std::uint32_t attribution = no_index;  // into Mentions::attributions: who speaks
};

// "X said", "according to X", "a study by X found": who vouches for which stretch of text.
struct Attribution {
  Range source;                           // the words that name the source
  Range cue;                              // "said", "according to"; may be empty
  Range content;                          // what is attributed; may span sentences
  std::uint32_t source_index = no_index;  // into Mentions::sources; none and not vague: "we tested"
  bool vague = false;  // unnamed or general: "officials", "analysts", "studies show", "reportedly"
};

enum class Bound : std::uint8_t { exact, over, under, at_least, up_to, about, range };
enum class Direction : std::uint8_t { none, up, down };

enum class QuantityKind : std::uint8_t {
  money,
  percent,
  count,
  measure,
  rate,
  fraction,
  multiple,
  duration,
  age,
  score,
  number
};

// A quantity stated about the world. Dates, ordinals, list numbers and names with numbers are none.
struct Quantity {
  Range text;    // with bound words and unit: "more than $4.4 billion"
  Range number;  // the number itself: "4.4 billion"
  double value = 0;
  double high = 0;   // upper end where bound is `range`, else equal to value
  std::string unit;  // ISO 4217 code, "percent", SI or everyday unit, or the counted noun
  QuantityKind kind = QuantityKind::number;
  Bound bound = Bound::exact;
  Direction direction = Direction::none;
  bool relative_time = false;  // places something in time: "two years ago", "the next three weeks"
  std::uint32_t sentence = 0;  // into Document::sentences
};

// A calendar date or time expression. Fields that are not said are 0.
struct DateMention {
  Range text;
  int year = 0;
  int month = 0;  // 1..12
  int day = 0;    // 1..31
};

enum class NameKind : std::uint8_t { person, organisation, place, other };

// A proper name. `entity` is equal for all mentions of the same name or its alias ("the CSA").
struct Name {
  Range text;
  NameKind kind = NameKind::other;
  std::uint32_t entity = 0;  // into Mentions::entities
};

struct Mentions {
  std::vector<Quotation> quotations;
  std::vector<Attribution> attributions;
  std::vector<Quantity> quantities;
  std::vector<DateMention> dates;
  std::vector<Name> names;
  std::vector<std::string> entities;  // canonical names
  std::vector<Source> sources;
};

class Heuristics;

// Finds the mentions of documents. Immutable after construction, shared by threads; the word lists
// come from `heuristics`, which need not outlive it. Cost: linear in the document.
class MentionFinder {
 public:
  // Fails where a table of words cannot be read; the message has its file, line and column.
  static Result<MentionFinder> create(const Heuristics& heuristics);
  MentionFinder(MentionFinder&&) noexcept;
  MentionFinder& operator=(MentionFinder&&) noexcept;
  ~MentionFinder();

  Mentions find(const Document& document) const;

 private:
  struct Lexicons;
  explicit MentionFinder(std::unique_ptr<const Lexicons> lexicons);
  std::unique_ptr<const Lexicons> lexicons_;
};

}  // namespace assay
