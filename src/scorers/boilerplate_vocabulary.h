// The words page furniture is made of: hand-written cue phrases by class and language, and the
// learned weight of single words. One hash table serves both, so a token costs one look-up.
#pragma once

#include <array>
#include <cstdint>
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

// Tokens of a block that stand in phrases of each class, and its learned word weights.
struct WordEvidence {
  std::array<std::uint16_t, cue_count> cues{};
  float content_sum = 0;  // learned log-odds of content
  float content_low = 0;  // the most furniture-like word
  float content_high = 0;
  float advertisement_sum = 0;  // learned log-odds of advertisement
  float advertisement_high = 0;
  float advertisement_before_sum = 0;  // the same of the block before this one
  float advertisement_behind_sum = 0;  // and of the block behind
  std::uint16_t known = 0;             // tokens with a learned weight for content

  std::uint16_t operator[](Cue cue) const { return cues[static_cast<std::size_t>(cue)]; }
};

// Learned log-odds that a word adds: to its own block's being content or advertisement, and to the
// neighbours' being advertisement.
struct LearnedWeights {
  float content = 0, advertisement = 0, advertisement_before = 0, advertisement_behind = 0;
};

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

  // The learned weight of one word as a sign of content; 0 for unknown words.
  float content_weight(std::uint64_t word) const;

  MarkupHint markup_hint(std::string_view word) const;

  // Linear in the tokens; phrases have at most four words.
  WordEvidence read(std::span<const Token> tokens, std::uint32_t languages) const;

 private:
  struct Phrase {
    std::array<std::uint64_t, 3> rest{};  // hashes of the words behind the first
    std::uint8_t length = 1;              // words
    Cue cue = Cue::newsletter;
    std::uint32_t languages = 0;
  };
  struct Slot {
    std::uint32_t first_phrase = 0, phrase_count = 0;
    LearnedWeights weights;
    bool learned = false;
  };

  const Slot* find(std::uint64_t hash) const;
  std::string read_markup(const nlohmann::json& lists);  // what is wrong, or nothing

  std::vector<std::string> codes_;   // language of each bit
  std::vector<std::uint64_t> keys_;  // open addressing, a power of two; apart, to stay in cache
  std::vector<Slot> slots_;          // of the keys
  std::vector<Phrase> phrases_;      // grouped by first word, longest first
  std::unordered_map<std::uint64_t, MarkupHint> markup_;
  std::vector<std::uint64_t> seen_;  // Bloom-like bit set: most words of an article end here
};

}  // namespace assay::boilerplate
