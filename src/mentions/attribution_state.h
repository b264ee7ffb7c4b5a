// What every step of the attribution finder sees: the sentence at hand, how the text uses its
// names, and whom it let speak last.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "assay/text.h"

#include "mentions/flat_map.h"
#include "mentions/scan.h"

namespace assay::mentions {

enum class Standing : std::uint8_t { none, named, vague, pronoun, definite };

// The noun phrase in front of or behind a cue.
struct NounPhrase {
  std::size_t first = 0, last = 0;  // tokens
  Standing standing = Standing::none;
  std::uint32_t name = no_index;  // into Mentions::names
  bool document = false;
  bool own = false;   // "our", "we": the writer's own
  bool lone = false;  // one capitalised word that opens the sentence and is named nowhere else
};

inline constexpr std::size_t longest_source = 14;  // words of a phrase that names a source
inline constexpr std::uint32_t farthest_antecedent =
    6;  // sentences from "she said" back to her: guess

// How the text uses the names of one entity.
struct NameUse {
  std::uint32_t count = 0;
  std::uint32_t source = no_index;  // into Mentions::sources
  bool unlabelled = false;          // is it named where no colon follows?
  bool within = false;              // behind the start of a sentence?
  bool running = false;             // outside headings?
  bool datelined = false;           // is it a place a report is sent from?
  bool articled = false;            // "the Halm Mail": does an article lead it, and no noun follow?
  std::int32_t as_person = 0;       // how often "he" or "she" follows it, less "it" and "they"
};

// A general word inside a name: "Ministry" in "Ministry of Ports".
struct NamedBody {
  std::size_t token = 0;
  std::uint64_t word = 0;  // its hash
  std::uint32_t name = 0;  // into Mentions::names
};

// The hashes of words that open a cue or name where something comes from.
struct CueWords {
  const std::uint64_t according = word_hash("according"), citing = word_hash("citing"),
                      based = word_hash("based"), by = word_hash("by"), on = word_hash("on"),
                      from = word_hash("from"), we = word_hash("we"), our = word_hash("our"),
                      i = word_hash("i"), point = word_hash("point"), points = word_hash("points");
};

inline const CueWords& cue_words() {
  static const CueWords words;
  return words;
}

// The sentence at hand and what was read before it; attributions.cpp moves it on. The steps are
// plain functions of it: how names are used, noun phrases that name a source, whom a source points
// back to, then cues, reports and speakers, each calling only those before it.
struct AttributionState {
  const Scan& scan;
  Mentions& mentions;

  // Of the text.
  std::vector<char> titles{};                 // by sentence: do its capitals say nothing of names?
  std::vector<std::uint32_t> names_behind{};  // by sentence: where the names of the next begin
  std::vector<NameUse> uses{};                // by entity
  // A filter of the words that the text writes small, see written_small(); empty: nobody asked yet.
  mutable std::vector<char> small_words{};
  FlatMap<char> speakers{};  // labels of blocks that are spoken by whom they name
  bool transcript = false;   // do such labels take turns to the end?
  std::vector<NamedBody> named_bodies{};
  std::vector<NamedBody> named_roles{};  // "mayor" beside a person's name
  std::vector<char> surnames{};          // by entity, see has_surname(); empty: nobody asked yet
  bool roles_read = false;               // named_roles are found when first asked for

  // Of the sentence.
  Span span{};
  Range sentence{};
  bool title_case = false;
  std::uint32_t current = 0;  // its number
  std::uint32_t heading = 0;  // the sentence that is the heading above it
  std::uint32_t block = no_index;
  bool in_heading = false;  // is the block one?

  // Of what was said before it.
  FlatMap<std::uint32_t> bodies{};        // general word -> the name it stands for at this place
  std::size_t next_body = 0;              // into named_bodies: those before it are in `bodies`
  FlatMap<std::uint32_t> roles{};         // "mayor" -> the person last called so
  FlatMap<std::uint32_t> body_sources{};  // "the Halvik council" -> into Mentions::sources
  FlatMap<std::uint32_t> titles_of_documents{};  // hash -> into Mentions::sources, from 1 on
  std::size_t next_role = 0;                     // into named_roles: those before it are in `roles`
  std::uint32_t last_source = no_index, last_document = no_index, last_speaker = no_index,
                last_person = no_index;  // into Mentions::sources
  std::uint32_t last_spoken = 0, person_sentence = 0, document_sentence = 0;  // sentences
  bool speaks_as_it = false;  // may the last source be called "it", "they"?

  // Of the study that the text tells of.
  std::uint32_t study = no_index;  // into Mentions::sources
  std::uint32_t study_sentence = 0, other_study_sentence = 0;
  bool several_studies = false;                // was more than one named?
  bool other_study = false;                    // was one without a name told of?
  std::vector<std::uint64_t> study_nouns{};    // by which it was brought in, their hashes
  std::vector<std::uint64_t> studied{};        // those of whom its sentences spoke
  mutable int courts = -1;                     // is the text of a court? -1: nobody asked yet
  std::vector<std::uint32_t> unnamed_study{};  // attributions that wait for its name

  // Moves to sentence `s`.
  void enter(std::uint32_t s) {
    const Sentence& entered = scan.document.sentences[s];
    current = s;
    span = {entered.first_token, entered.first_token + entered.token_count};
    sentence = near_names = entered.text;
    title_case = titles[s] != 0;
    if (entered.block != block) {
      block = entered.block;
      in_heading = scan.document.blocks[block].shape == BlockShape::heading;
    }
    if (in_heading) heading = s;
    first_near = s == 0 ? 0 : names_behind[s - 1];  // no name stands in two sentences
    last_near = names_behind[s];
  }

  bool has(std::size_t i) const { return i < span.last; }
  std::string_view gap_text(std::size_t i) const { return scan.between(i); }
  // Verbs that have a person or body for a subject and nothing else.
  bool speech(std::size_t i) const { return scan.is(i, speech_verb); }
  bool reported(std::size_t i) const { return scan.is(i, reported_participle); }

  Range range_of(const NounPhrase& phrase) const {
    return {scan.tokens[phrase.first].range.begin, scan.tokens[phrase.last].range.end};
  }

  // The first name that ends behind `at`. Cost: logarithmic in the names of the sentence, or of the
  // text where `at` stands outside it.
  std::size_t first_name(std::uint32_t at) const {
    const bool near = near_names.begin <= at && at <= near_names.end;
    const auto first = mentions.names.begin() + static_cast<std::ptrdiff_t>(near ? first_near : 0);
    const auto last = near ? mentions.names.begin() + static_cast<std::ptrdiff_t>(last_near)
                           : mentions.names.end();
    const auto found = std::upper_bound(
        first, last, at,
        [](std::uint32_t offset, const Name& name) { return offset < name.text.end; });
    return static_cast<std::size_t>(found - mentions.names.begin());
  }

  bool inside_name(std::size_t i) const {
    const std::uint32_t at = scan.tokens[i].range.begin;
    const std::size_t n = first_name(at);
    return n < mentions.names.size() && mentions.names[n].text.begin < at;
  }

  // Are token i and the next words of one phrase, as in "2024 U.S. toll-road survey"?
  bool joined(std::size_t i) const {
    const std::string_view gap = gap_text(i);
    return gap == " " || gap == "-" ||
           ((gap == "." || gap == ". ") && scan.tokens[i].capitalised &&
            scan.tokens[i].range.size() <= 3);
  }

  // The token that begins at or behind `at`, in the sentence.
  std::size_t token_at(std::uint32_t at) const {
    const auto found =
        std::partition_point(scan.tokens.begin() + static_cast<std::ptrdiff_t>(span.first),
                             scan.tokens.begin() + static_cast<std::ptrdiff_t>(span.last),
                             [&](const Token& token) { return token.range.begin < at; });
    return static_cast<std::size_t>(found - scan.tokens.begin());
  }

  // The names of the sentence, [first, last), and where it stands: see first_name.
  std::size_t first_near = 0, last_near = 0;
  Range near_names{};
};

}  // namespace assay::mentions
