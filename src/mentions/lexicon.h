// The words the mentions step knows, per language: numbers, units, months, bounds, cues. Read from
// heuristics/<language>/{tables,words}, language "any" first; looked up by Token::hash.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/mentions.h"

#include "mentions/flat_map.h"
#include "mentions/word_table.h"

namespace assay::mentions {

// What a word can be; a word is often several ("second": ordinal, fraction, unit).
enum WordClass : std::uint64_t {
  cardinal = 1ull << 0,     // value: 0..90
  scale = 1ull << 1,        // value: 100, 1000, ...
  vague_count = 1ull << 2,  // "dozens", "millions"
  fraction = 1ull << 3,     // "third", value 1/3
  multiple = 1ull << 4,     // "doubled", value 2
  ordinal = 1ull << 5,      // "first"
  number_and = 1ull << 6,   // joins number words
  article = 1ull << 7,      // "a", "an"
  minus_word = 1ull << 8,   // "minus"
  point_word = 1ull << 9,   // "three point five"
  unit_word = 1ull << 10,   // `unit` is set
  unit_start = 1ull << 11,  // first word of a unit phrase
  month = 1ull << 12,       // value: 1..12
  weekday = 1ull << 13,
  clock_after = 1ull << 14,      // "pm", "o'clock"
  era = 1ull << 15,              // "AD"
  relative_after = 1ull << 16,   // "ago"
  relative_before = 1ull << 17,  // "next"
  season = 1ull << 18,
  date_before = 1ull << 19,  // "since"
  label = 1ull << 20,        // "section"
  compound = 1ull << 21,     // "way" in two-way
  function = 1ull << 22,
  plural = 1ull << 23,       // plural noun without -s
  bound_last = 1ull << 24,   // last word of a bound phrase before a number
  bound_first = 1ull << 25,  // first word of a bound phrase after a number
  direction_up = 1ull << 26,
  direction_down = 1ull << 27,
  day_part = 1ull << 28,
  cue_verb = 1ull << 29,       // "said"
  survey_people = 1ull << 30,  // "(of the) respondents", "(of drivers) surveyed"
  vague_source = 1ull << 31,   // "officials", "analysts"
  document_noun = 1ull << 32,  // "report", "survey"
  vague_adverb = 1ull << 33,   // "reportedly"
  person_noun = 1ull << 34,    // "spokeswoman", "minister"
  org_noun = 1ull << 35,       // "ministry", "company"
  pronoun = 1ull << 36,        // "he", "she", "it", "they"
  person_title = 1ull << 37,   // "Dr", "Mr"
  org_word = 1ull << 38,       // "Inc", "University": the name is an organisation
  place_word = 1ull << 39,
  weak_cue = 1ull << 40,              // speaks only sometimes: "found", "shows"
  determiner = 1ull << 41,            // "the", "this", "its"
  data_noun = 1ull << 45,             // "(Hollis) data": vouches where it is named
  source_label = 1ull << 44,          // "Source(: Harbour Institute)"
  study_people = 1ull << 43,          // "the researchers": those behind a report
  meeting_verb = 1ull << 42,          // "(I) spoke (with Okafor)"
  narrative = 1ull << 46,             // nouns of instructions and lists: "tips", "steps"
  stance_cue = 1ull << 47,            // "wants", "proposes": takes a stand on what follows
  research_verb = 1ull << 48,         // "(we) surveyed": the writers' own finding
  research_noun = 1ull << 49,         // "(our) survey"
  cue_auxiliary = 1ull << 50,         // "(the report) has (found)"
  speech_verb = 1ull << 51,           // only people and bodies do it: "said"
  finite_auxiliary = 1ull << 52,      // makes the noun before it a subject: "has"
  circumstance_word = 1ull << 53,     // "(she said) as (hundreds marched)"
  reported_participle = 1ull << 54,   // "(it is) claimed"
  study_noun = 1ull << 55,            // "(a) survey (of 900 drivers)"
  estimate_noun = 1ull << 56,         // "(by one) estimate"
  saying_noun = 1ull << 57,           // "(the) claim (that)"
  noun_cue = 1ull << 58,              // a cue that is as often a noun: "notes", "plans"
  passive_cue = 1ull << 60,           // "(as) reported (by)"
  document_preposition = 1ull << 61,  // "in (a survey)"
  clause_cue = 1ull << 62,            // speaks before a clause: "adds that", not "adds a room"
  plain_opener = 1ull << 63,          // "Recent (studies)": no name for its capital
  content_opener = 1ull << 59,        // opens what is said: "(notes) how (many)"
};

// What a recogniser stops at when it goes through the words of a text. Derived from the classes
// once, so that one look at a byte passes over most words.
enum Stop : std::uint8_t {
  stop_quantity = 1 << 0,  // may open a quantity or date
  stop_cue = 1 << 1,       // may say who vouches
  stop_report = 1 << 2,    // a report, survey, data: vouches where it is named
  stop_body = 1 << 3,      // "ministry": stands for a name in which it occurs
  stop_name = 1 << 4,      // may open a name; of words in a text only those with a capital
  stop_study = 1 << 5,     // tells of a study, those who made it or those it followed
  // Of words in a text only: four bytes or more, with a small first letter or a capital.
  stop_small = 1 << 6,
  stop_capital = 1 << 7,
};

// More of what a word can be, which is asked for of few of them.
enum WordTrait : std::uint32_t {
  study_subject = 1 << 0,    // "placebo": said of a study only
  studied_people = 1 << 1,   // "(the 22) patients"
  publishing = 1 << 2,       // "published (in Harbour Science)"
  making = 1 << 3,           // "led (by a team at Hollis University)"
  study_owner = 1 << 4,      // "study's"
  degree = 1 << 5,           // "(Mara Ostrow,) PhD": no name
  plain_adjective = 1 << 6,  // "(a) Swedish (study)": names nobody
  study_participants = 1 << 7,
  studied_others = 1 << 8,    // "(the) women": where the study spoke of them
  study_arm = 1 << 9,         // "control (group)"
  study_deed = 1 << 10,       // "(they) identified"
  study_only_name = 1 << 11,  // "census": no other name of a study
  other_report = 1 << 12,     // "free (trial)"
  court_word = 1 << 13,
  study_team = 1 << 14,        // "(the) team (followed)"
  naming_label = 1 << 15,      // "type (2 drugs)": a label whatever stands behind the number
  study_result = 1 << 16,      // "findings"
  study_work = 1 << 17,        // "(the) paper"
  forecast_noun = 1 << 18,     // "(its) forecast (of 40 boats)"
  forecast_joint = 1 << 19,    // "(its forecast) by (40 boats)"
  own_pronoun = 1 << 20,       // "its (forecast)"
  body_pronoun = 1 << 21,      // "it (raised its forecast)"
  manner = 1 << 22,            // "according to plan": no source
  measured_by = 1 << 23,       // "according to the size": no source
  measuring = 1 << 24,         // "(the harbour office) recorded (40 storms)"
  asked_opener = 1 << 25,      // "Asked (about 40 lost jobs, Okafor said)"
  document_fate = 1 << 26,     // "(the report) cost (3 million)"
  contrast_joint = 1 << 27,    // "(Okafor said 40,) while (Lind said 30)"
  source_closeness = 1 << 28,  // "(sources) close (to the talks)"
  change_noun = 1 << 29,       // "(a 5 percent) rise"
  change_adjective = 1 << 30,  // "(5 percent) higher"
  public_body = 1u << 31,      // "(the Halvik) council"
};

// And of fewer still.
enum WordNote : std::uint8_t {
  opens_idiom = 1 << 0,    // first word of "two cents": most numbers open none
  pronoun_he = 1 << 1,     // "he", "his"
  pronoun_she = 1 << 2,    // "she", "her"
  told_person = 1 << 3,    // "(a) neighbour": one of whom a text tells, though no source by it
  befalls = 1 << 4,        // "(Okafor) was (shot)": who stands before it does nothing
  voice_of_body = 1 << 5,  // "spokeswoman"
  head_of_body = 1 << 6,   // "(its) director"
  street = 1 << 7,         // "(17 Orchard) Street"
};

struct Word {
  std::uint64_t classes = 0;
  double value = 0;
  std::uint32_t traits = 0;  // WordTrait
  std::uint16_t unit = 0;    // into Lexicon::units(), 0: none
  std::uint8_t stops = stop_name;
  std::uint8_t notes = 0;  // WordNote

  bool is(std::uint64_t any_of) const { return (classes & any_of) != 0; }
};

struct Unit {
  std::string code;  // "USD", "percent", "km"
  QuantityKind kind = QuantityKind::measure;
  double factor = 1;  // of one such unit in `code` ("cents": 0.01)
};

enum class PhraseKind : std::uint8_t {
  none,
  unit,
  bound_before,
  bound_after,
  exact_before,
  idiom,
  // Single words that are asked for in few places:
  matter,         // "(Department of) Trade"
  owned_body,     // "(Sailors') Union"
  country,        // "(a study from) Spain"
  press_name,     // "(The) Economist": also a word for people
  role_modifier,  // "Vice (President)", "Managing (Director)"
  place_opener,   // "San (Verro)"
  title_calling,  // "(a report) titled ..."
  placing_verb    // "(some) place (it at 40 million)"
};

struct Phrase {
  PhraseKind kind = PhraseKind::none;
  Bound bound = Bound::exact;
  std::uint16_t unit = 0;
};

// A currency or unit sign and the bytes it is written with.
struct Sign {
  std::string text;
  std::uint16_t unit = 0;
};

// Continues the hash of a phrase by one word.
constexpr std::uint64_t extend_phrase(std::uint64_t hash, std::uint64_t word) {
  return ((hash << 23 | hash >> 41) ^ word) * 0x9e3779b97f4a7c15ull;
}

// Immutable once loaded; shared by threads.
class Lexicon {
 public:
  static constexpr int max_phrase_words = 5;

  // The lexicon of `language`; a language without word lists gets the signs alone.
  // Fails where a table has another form than tables.h asks for.
  static Result<Lexicon> load(const Heuristics& heuristics, std::string_view language);

  const Word* find(std::uint64_t hash) const { return words_.find(hash); }
  // The same, and an empty word for one that is not known.
  const Word& word(std::uint64_t hash) const { return words_.of(hash); }
  WordTable<Word>::View words() const { return words_.view(); }
  const Phrase* phrase(std::uint64_t hash) const { return phrases_.find(hash); }
  // Is the word what departments and agencies are for: "Trade", "Prevention"?
  bool is_matter(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::matter); }
  // Is it a body that is called after whom it is for: "(Sailors') Union"?
  bool is_owned_body(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::owned_body); }
  bool is_country(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::country); }
  bool is_press_name(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::press_name); }
  bool is_role_modifier(std::uint64_t hash) const {
    return is_phrase(hash, PhraseKind::role_modifier);
  }
  bool opens_place(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::place_opener); }
  bool calls_title(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::title_calling); }
  bool places_at(std::uint64_t hash) const { return is_phrase(hash, PhraseKind::placing_verb); }
  // A unit by its exact spelling ("m" but not "M"); 0: none.
  std::uint16_t exact_unit(std::string_view spelling) const;
  // What letters glued to digits mean: 1000 for the k of "20k"; 0: nothing.
  double suffix_scale(std::uint64_t hash) const;

  const std::vector<Unit>& units() const { return units_; }
  const std::vector<Sign>& signs() const { return signs_; }  // longest first
  bool decimal_comma() const { return decimal_comma_; }
  // How abstract nouns end: no person's name does.
  const std::vector<std::string>& abstract_endings() const { return abstract_endings_; }
  // How the names of peoples and parties end; those in the second also end surnames.
  const std::vector<std::string>& people_endings() const { return people_endings_; }
  const std::vector<std::string>& people_or_surname_endings() const {
    return people_or_surname_endings_;
  }

  // The unit a text names by itself ("dollar per gallon" -> "USD/gal"), "" when it names none.
  std::string unit_code(std::string_view text) const;

 private:
  bool is_phrase(std::uint64_t word, PhraseKind kind) const {
    const Phrase* const found = phrase(extend_phrase(0, word));
    return found && found->kind == kind;
  }
  std::uint16_t add_unit(Unit unit);
  void add_words(const std::vector<std::string>& list, std::uint64_t classes, double value = 0);
  void add_phrase(std::string_view text, Phrase phrase);
  void load_numbers(const Heuristics& heuristics, const std::string& folder);
  void load_units(const Heuristics& heuristics, const std::string& folder);
  void load_bounds(const Heuristics& heuristics, const std::string& folder);
  void load_dates(const Heuristics& heuristics, const std::string& folder);
  void load_lists(const Heuristics& heuristics, const std::string& folder);
  void set_stops();

  WordTable<Word> words_;
  FlatMap<Phrase> phrases_;
  FlatMap<std::uint16_t> exact_units_;
  FlatMap<double> suffixes_;
  std::vector<Unit> units_{1};
  std::vector<Sign> signs_;
  std::vector<std::string> abstract_endings_;
  std::vector<std::string> people_endings_;
  std::vector<std::string> people_or_surname_endings_;
  bool decimal_comma_ = false;
};

}  // namespace assay::mentions
