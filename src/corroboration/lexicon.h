// The words that alignment must understand: stop words, negation, opposites, aliases, modality,
// scope, how common each stem is, what it is used like and how its meanings lie to others'. All of
// it is data (heuristics/claim-words.json, heuristics/models/stem-frequency.json,
// word-vectors-*.json, word-senses-*.json, irregular-forms.json).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/text.h"

#include "corroboration/hash_map.h"

namespace assay::corroboration {

// What a word does to the meaning of its sentence, beyond naming something.
namespace trait {
inline constexpr std::uint32_t stop = 1u << 0;      // carries no content of its own
inline constexpr std::uint32_t negation = 1u << 1;  // "not", "never", "without"
inline constexpr std::uint32_t reversing = 1u
                                           << 2;    // "refuse", "cancel", "fail": it did not happen
inline constexpr std::uint32_t planned = 1u << 3;   // "will", "plan", "intend"
inline constexpr std::uint32_t possible = 1u << 4;  // "may", "could"
inline constexpr std::uint32_t universal = 1u << 5;  // "all", "every"
inline constexpr std::uint32_t partial = 1u << 6;    // "some", "several", "part"
inline constexpr std::uint32_t exclusive = 1u << 7;  // "only", "solely"
inline constexpr std::uint32_t up = 1u << 8;         // "rise", "more"
inline constexpr std::uint32_t down = 1u << 9;       // "fall", "less"
inline constexpr std::uint32_t month = 1u << 10;
inline constexpr std::uint32_t weekday = 1u << 11;
inline constexpr std::uint32_t opinion = 1u << 12;  // "should", "perhaps", "arguably"
inline constexpr std::uint32_t pronoun = 1u << 13;
inline constexpr std::uint32_t clause = 1u << 14;   // may begin a new part: "and", "while", "which"
inline constexpr std::uint32_t spelled = 1u << 15;  // a number in letters: "two"
inline constexpr std::uint32_t role = 1u << 16;     // "minister", "director"
inline constexpr std::uint32_t unequalled = 1u << 17;   // "first", "largest": none was so before
inline constexpr std::uint32_t comparing = 1u << 18;    // "other", "before": none other is so
inline constexpr std::uint32_t ending = 1u << 19;       // "abolish", "remove": it is no longer
inline constexpr std::uint32_t article = 1u << 20;      // "the", "its", "some"
inline constexpr std::uint32_t preposition = 1u << 21;  // leads a group of words: "of", "to"
inline constexpr std::uint32_t agent = 1u << 22;        // leads who does it: "by"
inline constexpr std::uint32_t mutual = 1u << 23;     // its sides may trade places: "meet", "with"
inline constexpr std::uint32_t being = 1u << 24;      // makes a passive: "was", "been"
inline constexpr std::uint32_t ordering = 1u << 25;   // tells two sides apart: "before", "than"
inline constexpr std::uint32_t origin = 1u << 26;     // "from"
inline constexpr std::uint32_t goal = 1u << 27;       // "to", "into"
inline constexpr std::uint32_t done = 1u << 28;       // "has", "did"; or a word in "-ed"
inline constexpr std::uint32_t required = 1u << 29;   // "must", "required"
inline constexpr std::uint32_t office = 1u << 30;     // of a government: "department", "secretary"
inline constexpr std::uint32_t excepting = 1u << 31;  // "except", "excluding"
}  // namespace trait

// What a word tells of what a text speaks of, and whether it says that it is so.
namespace telling {
inline constexpr std::uint16_t mention = 1u << 0;   // that it does: "mentioned", "on the list"
inline constexpr std::uint16_t omission = 1u << 1;  // that it does not: "omitted", "left out"
inline constexpr std::uint16_t detail = 1u << 2;    // what it may leave out though it has the word
inline constexpr std::uint16_t begins = 1u << 3;    // the first of two such words
inline constexpr std::uint16_t supposition = 1u << 4;  // "if": what follows need not be so
inline constexpr std::uint16_t compared = 1u << 5;     // "against", "compared with": what was
inline constexpr std::uint16_t replaced = 1u << 6;     // "instead of": what is no more
inline constexpr std::uint16_t proposal = 1u << 7;     // "plan", "motion": to do what follows
inline constexpr std::uint16_t lack = 1u << 8;  // that something is not so: "lacking", "let off"
}  // namespace telling

// What a word does to a negation beside it.
namespace idiom {
inline constexpr std::uint8_t bounding = 1u << 0;   // "no more than"
inline constexpr std::uint8_t idle = 1u << 1;       // "not only"
inline constexpr std::uint8_t degree = 1u << 2;     // "no town has as many"
inline constexpr std::uint8_t amount = 1u << 3;     // what is counted so: "as many"
inline constexpr std::uint8_t comparing = 1u << 4;  // the negation of such a sentence: "no"
inline constexpr std::uint8_t named = 1u << 5;      // what was told before: "without it"
inline constexpr std::uint8_t lacking = 1u << 6;    // the negation of those: "without"
}  // namespace idiom

// An English word's stem (Porter 2), and its root: the stem's first six letters, which words of one
// family mostly share ("negotiation", "negotiator"). Both as hashes.
struct Stem {
  std::uint64_t stem = 0;
  std::uint64_t root = 0;
};

// Cached per thread in a bounded table: a word seen before costs a lookup.
Stem stem_of(std::string_view word, std::uint64_t word_hash);

// Joins hashes of a sequence.
constexpr std::uint64_t join(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdull;
  return h ^ (h >> 29);
}

// Immutable after load, shared by threads.
class Lexicon {
 public:
  // Fails when a file is missing or has the wrong shape; the message names the key.
  static Result<Lexicon> load(const Heuristics& heuristics);

  // As stem_of(), an irregular form by the word that it is a form of: "paid" by "pay".
  Stem stem(std::string_view word, std::uint64_t word_hash) const {
    const Stem* found = irregular_.find(word_hash);
    return found ? *found : stem_of(word, word_hash);
  }

  // Traits of a word, by its hash or else by its stem's hash.
  std::uint32_t traits(std::uint64_t word, std::uint64_t stem) const {
    if (const std::uint32_t* found = by_word_.find(word)) return *found;
    const std::uint32_t* found = by_stem_.find(stem);
    return found ? *found : 0;
  }

  // How much a stem tells, in nats: -ln of the share of sentences that hold it, about 1.5 to 9.
  float weight(std::uint64_t stem) const {
    const float* found = weights_.find(stem);
    return found ? *found : rare_weight;
  }

  // What a word is at odds with. Words of one group and different sides exclude each other where
  // they speak of the same thing: "rise" and "fall", "proposed" and "final", "Monday" and "Friday".
  enum class OppositeKind : std::uint8_t {
    antonym,  // a pair that excludes each other nearly always
    sense,    // values of one question: how far a plan is, whether one must or may
    scope,
    date,
    order
  };
  struct Opposite {
    std::uint16_t group = 0;
    std::uint8_t side = 0;
    OppositeKind kind = OppositeKind::antonym;
  };
  const std::vector<Opposite>* opposites(std::uint64_t stem) const { return opposites_.find(stem); }

  // Whether opposites() speaks of this very word: some share their stem by accident only
  // ("authority", "authorise").
  bool framed(std::uint64_t word, std::uint64_t stem) const {
    return opposites_.contains(stem) && !unframed_.contains(word);
  }

  // The first entry of `a` that excludes one of `b`, or null.
  static const Opposite* at_odds(std::span<const Opposite> a, std::span<const Opposite> b);

  // How alike two stems are used, -1..1 (cosine of their vectors): synonyms lie above 0.4, but so
  // do opposites and names of one kind. Takes the numbers that vector() gives.
  static constexpr std::uint16_t no_vector = 0xffff;
  static constexpr std::size_t vector_size = 64;
  std::uint16_t vector(std::uint64_t stem) const {
    const std::uint16_t* found = vector_numbers_.find(stem);
    return found ? *found : no_vector;
  }
  float similarity(std::uint16_t a, std::uint16_t b) const;
  // Adds the vector, at length 1.
  void add_to(std::span<float, vector_size> sum, std::uint16_t vector) const;

  // How the meanings of two stems lie to each other, by WordNet; the numbers are those of vector().
  // Of several relations the first of this list counts.
  enum class Relation : std::uint8_t {
    none,
    opposed,   // antonyms: "hot", "cold"
    same,      // synonyms in one of their senses
    related,   // derived from each other: "decide", "decision"
    broader,   // the first is what the second is a kind of
    narrower,  // the reverse
    sibling    // two kinds of one thing: "guitarist", "pianist"
  };
  Relation relation(std::uint16_t a, std::uint16_t b) const;

  // The concepts that the words of one text name, and those that they are kinds of: sorted,
  // distinct once settle() ran.
  struct Concepts {
    std::vector<std::uint16_t> own, kinds;
    void settle();
  };
  void append_concepts(std::uint16_t vector, Concepts& out) const;

  // How a word lies to the whole vocabulary of a text: whether it names a concept that the text's
  // words name or derive from, one above or below theirs, and whether its opposite stands there.
  struct Nearness {
    bool known = false;  // WordNet has the word
    bool same = false, near = false, opposed = false;
  };
  Nearness nearness(std::uint16_t vector, const Concepts& text) const;

  // One name for many ("UK", "United Kingdom", "British"): the longest alias that begins at
  // tokens[0]; `length` 0 when there is none. A name written with a capital is only matched by one
  // ("Polish", never "polish"), an abbreviation only by capitals ("US", never "us").
  struct Alias {
    std::uint64_t canonical = 0;  // the stem that all names of the group share
    std::uint8_t length = 0;      // tokens
    bool seat = false;            // a capital that may stand for its country ("Ottawa")
    bool proper = false;
    bool capitals = false;
  };
  Alias alias(std::span<const Token> tokens) const;

  // Whether a group of names is that of a country, by the stem that its names share.
  bool is_country(std::uint64_t canonical) const { return countries_.contains(canonical); }

  // The tokens of the longest name of a part of a country that begins at tokens[0] ("New South
  // Wales"), or 0.
  std::size_t region(std::span<const Token> tokens) const;

  // What places a time by the day of publication: "yesterday" (day, -1), "Tuesday" (weekday, 2),
  // "last" (side, -1). Null for other words.
  struct RelativeTime {
    enum class Kind : std::uint8_t { day, weekday, side };
    Kind kind = Kind::day;
    std::int8_t number = 0;
  };
  const RelativeTime* relative_time(std::uint64_t word) const { return relative_times_.find(word); }

  // The value of a number written in letters ("two", "third"), or 0.
  double spelled(std::uint64_t word) const {
    const double* found = spelled_.find(word);
    return found ? *found : 0;
  }

  // Whether a body calls itself so ("the Committee") once it was named.
  bool is_body(std::uint64_t stem) const { return bodies_.contains(stem); }

  // Whether it is part of a body that acts for the whole, the board, and whether it is such a body:
  // a bank, a company.
  bool is_organ(std::uint64_t stem) const { return organs_.contains(stem); }
  bool has_organs(std::uint64_t stem) const { return boarded_.contains(stem); }

  // Whether another word tells the same deed from its other party: "buy", "sell".
  bool is_converse(std::uint64_t stem) const { return converses_.contains(stem); }

  // What a word, or it and the `next` together, tells of what a text speaks of: bits of `telling`.
  std::uint16_t telling(std::uint64_t word, std::uint64_t next) const {
    const std::uint16_t* found = telling_.find(word);
    if (found == nullptr) return 0;
    if ((*found & telling::begins) == 0) return *found;
    const std::uint16_t* pair = telling_.find(join(word, next));
    return (*found & ~telling::begins) | (pair ? *pair : 0);
  }

  // The one verb that a verb and the words behind it stand for: "scaled down" for "reduce", "did
  // away with" for "abolish". The longest that begins at the word of the stem `first`; `length`, in
  // words, is 0 when there is none. What stands between its parts ("turned it down") hides it.
  struct PhrasalVerb {
    std::uint64_t word = 0;  // hash of the verb
    Stem stem;
    std::uint8_t length = 0;
    bool goes_on = false;  // it begins a longer one
  };
  PhrasalVerb phrasal(std::uint64_t first, std::span<const Token> behind) const;

  // Bits of `idiom`.
  std::uint8_t idioms(std::uint64_t word) const {
    const std::uint8_t* found = idioms_.find(word);
    return found ? *found : 0;
  }

  // Whether a word reckons with what else there is: "the rest", "in total", "12 fewer".
  bool reckons(std::uint64_t stem) const { return rests_.contains(stem); }

  // Whether it counts what comes to others: "ten more ships", "a further ten".
  bool adds(std::uint64_t stem) const { return additions_.contains(stem); }

  // The groups of offices and professions that a word may stand for, a bit each: words of one group
  // may mean one office ("chief executive", "CEO"). 0: it is no such word, or in no group.
  static constexpr std::uint64_t any_role = 1;  // "head", "official": may stand for any office
  static constexpr std::uint64_t party = std::uint64_t{1} << 63;  // "Labour", with a group's bit
  std::uint64_t roles(std::uint64_t stem) const {
    const std::uint64_t* found = role_groups_.find(stem);
    return found ? *found : 0;
  }

  // Whether it is an office that excludes another for one person at one time: "mayor", "minister",
  // but no calling ("teacher") and no rank ("major").
  bool is_public_office(std::uint64_t stem) const { return public_offices_.contains(stem); }

  // Whether it places an office in another time: "former mayor", "mayor until May".
  bool tells_other_time(std::uint64_t stem) const { return other_times_.contains(stem); }

  // "Mr", "Dr": stands between an office and a name.
  bool is_title(std::uint64_t stem) const { return titles_.contains(stem); }

  // Whether what a word speaks of is not yet done: "pending"; behind a negation: "not yet"; with a
  // consent behind it: "subject to approval".
  bool is_pending(std::uint64_t stem) const { return pending_.contains(stem); }
  bool is_unfinished(std::uint64_t stem) const { return unfinished_.contains(stem); }
  bool is_condition(std::uint64_t stem) const { return conditions_.contains(stem); }
  bool is_consent(std::uint64_t stem) const { return consents_.contains(stem); }

  // Whether two words name the field of one office: "home", "interior".
  bool is_same_field(std::uint64_t a, std::uint64_t b) const {
    const std::uint8_t *one = fields_.find(a), *other = fields_.find(b);
    return one != nullptr && other != nullptr && *one == *other;
  }

  // An ordinal in figures or in letters ("6th", "sixth"), or null.
  struct Ordinal {
    std::string word;
    std::uint8_t number = 0;
  };
  const Ordinal* ordinal(std::uint64_t word) const { return ordinals_.find(word); }

  static constexpr float rare_weight = 9.0f;

 private:
  // Fails with what is wrong, as JSON exceptions tell it.
  void add_opposites(const nlohmann::json& words);
  std::string add_vectors(const nlohmann::json& file);  // what is wrong with it, or nothing
  void add_senses(const nlohmann::json& file);
  void add_alias(std::string_view name, std::uint64_t canonical, bool seat);
  void add_region(std::string_view name);
  // A name as region() and alias() look it up; notes in `longest`, by the first word, how many
  // words the longest such name has.
  struct WordSequence {
    std::uint64_t hash = 0;
    std::uint8_t count = 0;  // of its words; 0 for a name without any
    Token first;
  };
  static WordSequence add_sequence(std::string_view name, HashMap<std::uint8_t>& longest);

  void add_phrasal(std::string_view phrase, PhrasalVerb same);

  HashMap<Stem> irregular_;
  HashMap<PhrasalVerb> phrasal_;  // by the joined hashes of the verb's stem and the other words
  HashMap<std::uint32_t> by_word_, by_stem_;
  HashMap<float> weights_;
  HashMap<std::vector<Opposite>> opposites_;
  HashMap<char> unframed_;
  HashMap<char> bodies_, organs_, boarded_, converses_;
  HashMap<std::uint16_t> telling_;
  HashMap<std::uint8_t> idioms_;
  HashMap<char> rests_, additions_;
  HashMap<std::uint64_t> role_groups_;
  HashMap<char> titles_, pending_, unfinished_, conditions_, consents_;
  HashMap<char> public_offices_, other_times_;
  HashMap<std::uint8_t> fields_;
  HashMap<double> spelled_;
  HashMap<Ordinal> ordinals_;
  HashMap<RelativeTime> relative_times_;
  HashMap<std::uint16_t> vector_numbers_;
  std::vector<std::int8_t> vectors_;  // vector_size values a stem
  std::vector<float> vector_scales_;  // 1 / length
  // Concepts of a stem, 0 for none: what it is, is a kind of, at one remove, is excluded by, is
  // derived from.
  template <std::size_t most>
  struct ConceptList {
    // A bit for each concept, some for several: lists without a common bit have nothing in common.
    std::uint64_t marks = 0;
    std::array<std::uint16_t, most> concepts{};
  };
  struct Senses {
    ConceptList<6> own, kind_of, remote;
    ConceptList<4> against;
    ConceptList<6> derived;
  };
  std::vector<Senses> senses_;          // by the number of the vector
  HashMap<char> countries_, regions_;   // regions by the joined hashes of their words
  HashMap<std::uint8_t> region_first_;  // as alias_first_
  HashMap<std::uint8_t> alias_first_;   // first word -> longest alias that begins with it
  HashMap<Alias> alias_;                // by the joined hashes of its words
};

}  // namespace assay::corroboration
