#include "scorers/boilerplate_vocabulary.h"
#include <algorithm>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace assay::boilerplate {
namespace {

constexpr std::string_view cue_names[cue_count] = {
    "newsletter", "subscription",  "donation",    "advertising", "shop",    "action",
    "promotion",  "share",         "related",     "navigation",  "account", "byline",
    "date",       "comments",      "legal",       "cookie",      "credit",  "read_time",
    "notice",     "second_person", "first_person"};

constexpr std::size_t seen_bits = std::size_t{1} << 16;

std::size_t seen_bit(std::uint64_t hash) { return (hash ^ hash >> 32) & (seen_bits - 1); }

Error bad_file(const std::string& name, const std::string& what, const std::string& remedy) {
  return {"bad_heuristics", "heuristics/" + name + ": " + what, remedy};
}

// FNV leaves the low bits of short words weak; one multiplication spreads them.
std::size_t slot_of(std::uint64_t hash, std::size_t mask) {
  return static_cast<std::size_t>(hash * 0x9e3779b97f4a7c15 >> 32) & mask;
}

}  // namespace

std::string_view to_string(Cue cue) { return cue_names[static_cast<std::size_t>(cue)]; }

Result<Vocabulary> Vocabulary::load(const Heuristics& heuristics, const nlohmann::json* model) {
  Vocabulary vocabulary;
  struct Entry {
    std::vector<Phrase> phrases;
    LearnedWeights weights;
    bool learned = false;
  };
  std::map<std::uint64_t, Entry> entries;
  std::vector<Token> tokens;
  const std::string name = "furniture.json";
  const nlohmann::json* file = heuristics.find(name);
  if (file) {
    for (const auto& [code, cues] : file->items()) {
      if (code == "markup") {
        if (const std::string problem = vocabulary.read_markup(cues); !problem.empty()) {
          return bad_file(name, problem, "Use content, furniture and advertisement.");
        }
        continue;
      }
      if (vocabulary.codes_.size() == 31) {
        return bad_file(name, "more than 31 languages", "Remove some.");
      }
      if (!cues.is_object()) {
        return bad_file(name, "\"" + code + "\" is no object",
                        "Write {\"newsletter\": [\"mailing list\"]}.");
      }
      const std::uint32_t bit = std::uint32_t{1} << vocabulary.codes_.size();
      vocabulary.codes_.push_back(code);
      for (const auto& [cue_name, list] : cues.items()) {
        const auto* known = std::ranges::find(cue_names, cue_name);
        if (known == std::end(cue_names) || !list.is_array()) {
          return bad_file(name, "cue class \"" + cue_name + "\" is unknown or not a list",
                          "Use a class of the shipped file.");
        }
        for (const nlohmann::json& item : list) {
          const std::string text = item.is_string() ? item.get<std::string>() : std::string();
          tokens.clear();
          append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
          if (tokens.empty() || tokens.size() > 4) {
            return bad_file(name, "phrase " + item.dump() + " is no text of one to four words",
                            "Shorten or remove it.");
          }
          Phrase phrase;
          phrase.length = static_cast<std::uint8_t>(tokens.size());
          for (std::size_t i = 1; i < tokens.size(); ++i) phrase.rest[i - 1] = tokens[i].hash;
          phrase.cue = static_cast<Cue>(known - std::begin(cue_names));
          phrase.languages = bit;
          std::vector<Phrase>& same = entries[tokens[0].hash].phrases;
          const auto twin = std::ranges::find_if(same, [&](const Phrase& other) {
            return other.cue == phrase.cue && other.length == phrase.length &&
                   other.rest == phrase.rest;
          });
          if (twin == same.end()) {
            same.push_back(phrase);
          } else {
            twin->languages |= bit;
          }
        }
      }
    }
  }
  if (model) {
    if (const auto words = model->find("words"); words != model->end()) {
      for (const auto& [word, weights] : words->items()) {
        Entry& entry = entries[word_hash(word)];
        entry.weights = {weights.at(0).get<float>(), weights.at(1).get<float>(),
                         weights.at(2).get<float>(), weights.at(3).get<float>()};
        entry.learned = true;
      }
    }
  }
  std::size_t capacity = 16;
  while (capacity < 2 * entries.size()) capacity *= 2;
  vocabulary.keys_.resize(capacity);
  vocabulary.slots_.resize(capacity);
  vocabulary.seen_.resize(seen_bits / 64);
  for (auto& [hash, entry] : entries) {
    std::ranges::stable_sort(entry.phrases, std::greater<>(), &Phrase::length);
    std::size_t at = slot_of(hash, capacity - 1);
    while (vocabulary.keys_[at] != 0) at = (at + 1) & (capacity - 1);
    Slot& slot = vocabulary.slots_[at];
    vocabulary.keys_[at] = hash;
    slot.first_phrase = static_cast<std::uint32_t>(vocabulary.phrases_.size());
    slot.phrase_count = static_cast<std::uint32_t>(entry.phrases.size());
    slot.weights = entry.weights;
    slot.learned = entry.learned;
    vocabulary.phrases_.insert(vocabulary.phrases_.end(), entry.phrases.begin(),
                               entry.phrases.end());
    vocabulary.seen_[seen_bit(hash) / 64] |= std::uint64_t{1} << seen_bit(hash) % 64;
  }
  return vocabulary;
}

std::string Vocabulary::read_markup(const nlohmann::json& lists) {
  if (!lists.is_object()) return "\"markup\" is no object";
  for (const auto& [hint_name, words] : lists.items()) {
    const MarkupHint hint = hint_name == "content"         ? MarkupHint::content
                            : hint_name == "furniture"     ? MarkupHint::furniture
                            : hint_name == "advertisement" ? MarkupHint::advertisement
                                                           : MarkupHint::none;
    if (hint == MarkupHint::none || !words.is_array()) {
      return "markup class \"" + hint_name + "\" is unknown or not a list";
    }
    for (const nlohmann::json& word : words) {
      if (word.is_string()) markup_[word_hash(word.get<std::string>())] = hint;
    }
  }
  return {};
}

MarkupHint Vocabulary::markup_hint(std::string_view word) const {
  const auto found = markup_.find(word_hash(word));
  return found == markup_.end() ? MarkupHint::none : found->second;
}

std::uint32_t Vocabulary::languages_for(std::string_view code) const {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (code == "und" || codes_[i] == code || codes_[i] == "en") bits |= std::uint32_t{1} << i;
  }
  return bits;
}

const Vocabulary::Slot* Vocabulary::find(std::uint64_t hash) const {
  if (!(seen_[seen_bit(hash) / 64] >> seen_bit(hash) % 64 & 1)) return nullptr;
  const std::size_t mask = keys_.size() - 1;
  for (std::size_t at = slot_of(hash, mask); keys_[at] != 0; at = (at + 1) & mask) {
    if (keys_[at] == hash) return &slots_[at];
  }
  return nullptr;
}

float Vocabulary::content_weight(std::uint64_t word) const {
  const Slot* slot = find(word);
  return slot ? slot->weights.content : 0;
}

WordEvidence Vocabulary::read(std::span<const Token> tokens, std::uint32_t languages) const {
  WordEvidence evidence;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Slot* slot = find(tokens[i].hash);
    if (!slot) continue;
    if (slot->learned) {
      const LearnedWeights& weights = slot->weights;
      evidence.known += weights.content != 0;
      evidence.content_sum += weights.content;
      evidence.content_low = std::min(evidence.content_low, weights.content);
      evidence.content_high = std::max(evidence.content_high, weights.content);
      evidence.advertisement_sum += weights.advertisement;
      evidence.advertisement_high = std::max(evidence.advertisement_high, weights.advertisement);
      evidence.advertisement_before_sum += weights.advertisement_before;
      evidence.advertisement_behind_sum += weights.advertisement_behind;
    }
    for (std::uint32_t p = 0; p < slot->phrase_count; ++p) {
      const Phrase& phrase = phrases_[slot->first_phrase + p];
      if (!(phrase.languages & languages) || i + phrase.length > tokens.size()) continue;
      bool equal = true;
      for (std::size_t k = 1; k < phrase.length && equal; ++k) {
        equal = tokens[i + k].hash == phrase.rest[k - 1];
      }
      if (equal) {
        std::uint16_t& count = evidence.cues[static_cast<std::size_t>(phrase.cue)];
        count = static_cast<std::uint16_t>(std::min<unsigned>(count + phrase.length, 0xffff));
      }
    }
  }
  return evidence;
}

}  // namespace assay::boilerplate
