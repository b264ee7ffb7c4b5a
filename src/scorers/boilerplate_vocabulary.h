// The words page furniture is made of: hand-written cue phrases by class and language, and the
// learned weight of single words. One hash table serves both, so a token costs one look-up.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "assay/heuristics.h"
#include "assay/result.h"
#include "assay/text.h"

namespace assay::boilerplate {

// What a phrase of heuristics/furniture.json hints at.
enum class Cue : std::uint8_t {
  newsletter,
  subscription,
  donation,
  advertising,
  shop,
  action,
  promotion,
  share,
  related,
  navigation,
  account,
  byline,
  date,
  comments,
  legal,
  cookie,
  credit,
  read_time,
  notice,
  second_person,
  first_person,
};
inline constexpr std::size_t cue_count = 21;
std::string_view to_string(Cue cue);

// Learned log-odds that a word adds: to its own block's being content or advertisement, and to the
// neighbours' being advertisement.
struct alignas(16) LearnedWeights {
  float content = 0, advertisement = 0, advertisement_before = 0, advertisement_behind = 0;
};

// Some classes, one bit each.
constexpr std::uint32_t cue_set(std::initializer_list<Cue> cues) {
  std::uint32_t bits = 0;
  for (const Cue cue : cues) bits |= std::uint32_t{1} << static_cast<unsigned>(cue);
  return bits;
}

// Tokens of a block that stand in phrases of each class, and its learned word weights.
struct WordEvidence {
  LearnedWeights sum, low, high;        // of all words; of the lowest and highest, 0 where none is
  float first_word = 0, last_word = 0;  // their weights for content
  std::uint32_t present = 0;            // bit set of the cues that are not 0
  std::uint16_t known = 0;              // tokens with a learned weight for content
  std::array<std::uint16_t, cue_count> cues{};

  std::uint16_t operator[](Cue cue) const { return cues[static_cast<std::size_t>(cue)]; }
  bool has(Cue cue) const { return (present >> static_cast<unsigned>(cue) & 1) != 0; }
};

// FNV leaves the low bits of short words weak; one multiplication spreads them.
inline std::uint64_t spread(std::uint64_t hash) { return hash * 0x9e3779b97f4a7c15; }

// What a word of a class, id or label attribute hints at: furniture.json, "markup".
enum class MarkupHint : std::uint8_t { none, content, furniture, advertisement };

class Vocabulary {
 public:
  // Reads heuristics/furniture.json ({"en": {"newsletter": [...]}}) and the learned words of a
  // model file
  // ("words": {"word": [content, advertisement, and of the block before, behind]}). Fails on an
  // unknown cue class.
  static Result<Vocabulary> load(const Heuristics& heuristics, const nlohmann::json* model);

  // The bit set of the languages whose phrases serve a document of language `code`: its own and
  // English, which furniture everywhere borrows from; all of them when it is "und".
  std::uint32_t languages_for(std::string_view code) const;

  MarkupHint markup_hint(std::string_view word) const;

  // Where the word of a spread hash may stand in the table; asks for that memory: look words up
  // some way before they are read.
  std::uint32_t look_up(std::uint64_t spread_hash) const {
    const std::uint32_t displacement = displacements_[bucket_of(spread_hash)];
    const std::size_t place = place_of(spread_hash, displacement, entry_shift_);
    __builtin_prefetch(&entries_[place]);
    return static_cast<std::uint32_t>(place);
  }

  // What the words say, which were looked up. Linear in the tokens; phrases have at most four
  // words.
  void read(std::span<const Token> tokens, std::span<const std::uint32_t> places,
            std::uint32_t languages, WordEvidence& evidence) const;

 private:
  struct Phrase {
    std::array<std::uint64_t, 3> rest{};  // hashes of the words behind the first
    std::uint8_t length = 1;              // words
    Cue cue = Cue::newsletter;
    std::uint32_t languages = 0;
  };
  struct alignas(32) Entry {
    LearnedWeights weights;
    std::uint64_t word = 0;       // its hash
    std::uint32_t start = 0;      // into starts_
    std::uint32_t languages = 0;  // of any of the phrases that it begins
  };
  // The phrases that begin with a word: itself, in some languages, and others.
  struct Start {
    Cue alone = Cue::newsletter;
    std::uint8_t phrase_count = 0;
    std::uint16_t first_phrase = 0;
    std::uint32_t alone_languages = 0;
    std::uint32_t next_words = 0;  // bits of the second words of the others; all if one has none
  };
  // Which of the bits of Start::next_words is a word's.
  static unsigned next_bit(std::uint64_t hash) { return static_cast<unsigned>(hash >> 24 & 31); }

  std::size_t bucket_of(std::uint64_t spread_hash) const {
    return spread_hash >> 32 & (displacements_.size() - 1);
  }
  // A number below the size of the table, another for each displacement.
  static std::size_t place_of(std::uint64_t spread_hash, std::uint32_t displacement,
                              std::size_t shift) {
    return (spread_hash ^ displacement) * 0x9fb21c651e98df25 >> shift;
  }
  void place(std::span<const Entry> found);
  static void count_tokens(WordEvidence& evidence, Cue cue, unsigned tokens);
  void count_phrases(const Start& start, std::span<const Token> tokens, std::uint32_t languages,
                     WordEvidence& evidence) const;
  std::string read_markup(const nlohmann::json& lists);  // what is wrong, or nothing

  std::vector<std::string> codes_;  // language of each bit
  // A perfect hash: a word's bucket names the displacement that leads it to its own entry (hash and
  // displace: Belazzougui, Botelho, Dietzfelbinger, ESA 2009). So a look-up asks no question before
  // the last, and those of many words wait for memory together.
  std::vector<std::uint32_t> displacements_;  // of each bucket, a power of two
  std::vector<Entry> entries_;                // the first is that of unknown words; a power of two
  std::size_t entry_shift_ = 0;               // leaves the bits of a place in them
  std::vector<Start> starts_;                 // the first is that of words without phrases
  std::vector<Phrase> phrases_;               // grouped by first word, longest first
  std::unordered_map<std::uint64_t, MarkupHint> markup_;
};

}  // namespace assay::boilerplate
