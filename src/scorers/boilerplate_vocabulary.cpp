#include "scorers/boilerplate_vocabulary.h"
#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <string>

#include <nlohmann/json.hpp>

namespace assay::boilerplate {
namespace {

constexpr std::string_view cue_names[cue_count] = {
    "newsletter", "subscription",  "donation",    "advertising", "shop",    "action",
    "promotion",  "share",         "related",     "navigation",  "account", "byline",
    "date",       "comments",      "legal",       "cookie",      "credit",  "read_time",
    "notice",     "second_person", "first_person"};

Error bad_file(const Heuristics& heuristics, const std::string& name, const std::string& what,
               const std::string& remedy) {
  return heuristics.error_at(name, "", what, remedy);
}

}  // namespace

std::string_view to_string(Cue cue) { return cue_names[static_cast<std::size_t>(cue)]; }

Result<Vocabulary> Vocabulary::load(const Heuristics& heuristics, const nlohmann::json* model) {
  Vocabulary vocabulary;
  struct Words {
    std::vector<Phrase> phrases;
    LearnedWeights weights;
  };
  std::map<std::uint64_t, Words> words_by_hash;
  std::vector<Token> tokens;
  const std::string name = "furniture.json";
  const nlohmann::json* file = heuristics.find(name);
  if (file) {
    for (const auto& [code, cues] : file->items()) {
      if (code == "markup") {
        if (const std::string problem = vocabulary.read_markup(cues); !problem.empty()) {
          return bad_file(heuristics, name, problem, "Use content, furniture and advertisement.");
        }
        continue;
      }
      if (vocabulary.codes_.size() == 31) {
        return bad_file(heuristics, name, "more than 31 languages", "Remove some.");
      }
      if (!cues.is_object()) {
        return bad_file(heuristics, name, "\"" + code + "\" is no object",
                        "Write {\"newsletter\": [\"mailing list\"]}.");
      }
      const std::uint32_t bit = std::uint32_t{1} << vocabulary.codes_.size();
      vocabulary.codes_.push_back(code);
      for (const auto& [cue_name, list] : cues.items()) {
        const auto* known = std::ranges::find(cue_names, cue_name);
        if (known == std::end(cue_names) || !list.is_array()) {
          return bad_file(heuristics, name,
                          "cue class \"" + cue_name + "\" is unknown or not a list",
                          "Use a class of the shipped file.");
        }
        for (const nlohmann::json& item : list) {
          const std::string text = item.is_string() ? item.get<std::string>() : std::string();
          tokens.clear();
          append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
          if (tokens.empty() || tokens.size() > 4) {
            return bad_file(heuristics, name,
                            "phrase " + item.dump() + " is no text of one to four words",
                            "Shorten or remove it.");
          }
          Phrase phrase;
          phrase.length = static_cast<std::uint8_t>(tokens.size());
          for (std::size_t i = 1; i < tokens.size(); ++i) phrase.rest[i - 1] = tokens[i].hash;
          phrase.cue = static_cast<Cue>(known - std::begin(cue_names));
          phrase.languages = bit;
          std::vector<Phrase>& same = words_by_hash[tokens[0].hash].phrases;
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
        words_by_hash[word_hash(word)].weights = {
            weights.at(0).get<float>(), weights.at(1).get<float>(), weights.at(2).get<float>(),
            weights.at(3).get<float>()};
      }
    }
  }
  std::vector<Entry> found;
  vocabulary.starts_.push_back({});
  for (auto& [hash, words] : words_by_hash) {
    Entry& entry = found.emplace_back(Entry{words.weights, hash});
    if (words.phrases.empty()) continue;
    std::ranges::stable_sort(words.phrases, std::greater<>(), &Phrase::length);
    for (const Phrase& phrase : words.phrases) entry.languages |= phrase.languages;
    Start start;
    if (words.phrases.back().length == 1) {
      start.alone = words.phrases.back().cue;
      start.alone_languages = words.phrases.back().languages;
      words.phrases.pop_back();
    }
    const std::size_t first = vocabulary.phrases_.size();
    vocabulary.phrases_.insert(vocabulary.phrases_.end(), words.phrases.begin(),
                               words.phrases.end());
    if (vocabulary.phrases_.size() > 0xffff) {
      return bad_file(heuristics, name, "more than 65535 phrases", "Remove some.");
    }
    if (words.phrases.size() > 0xff) {
      return bad_file(heuristics, name, "more than 255 phrases begin with one word",
                      "Remove some.");
    }
    start.first_phrase = static_cast<std::uint16_t>(first);
    start.phrase_count = static_cast<std::uint8_t>(words.phrases.size());
    for (const Phrase& phrase : words.phrases) {
      start.next_words |=
          phrase.length == 1 ? ~std::uint32_t{0} : std::uint32_t{1} << next_bit(phrase.rest[0]);
    }
    entry.start = static_cast<std::uint32_t>(vocabulary.starts_.size());
    vocabulary.starts_.push_back(start);
  }
  vocabulary.place(found);
  return vocabulary;
}

// Buckets of many words choose first, while there is room. With some spare places every bucket
// finds a displacement after few tries.
void Vocabulary::place(std::span<const Entry> found) {
  constexpr std::size_t words_in_bucket = 4;
  std::size_t buckets = 1;
  while (buckets * words_in_bucket < found.size()) buckets *= 2;
  displacements_.assign(buckets, 0);
  const auto bits = static_cast<std::size_t>(std::bit_width(1 + found.size() + found.size() / 4));
  entry_shift_ = 64 - bits;
  entries_.assign(std::size_t{1} << bits, {});
  std::vector<std::vector<const Entry*>> words(buckets);
  for (const Entry& entry : found) words[bucket_of(spread(entry.word))].push_back(&entry);
  std::vector<std::size_t> order(buckets);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t b) { return words[b].size(); });
  std::vector<bool> taken(entries_.size());
  taken[0] = true;
  for (const std::size_t bucket : order) {
    std::vector<std::size_t> places;
    for (std::uint32_t& displacement = displacements_[bucket];; ++displacement) {
      places.clear();
      for (const Entry* entry : words[bucket]) {
        const std::size_t at = place_of(spread(entry->word), displacement, entry_shift_);
        if (taken[at] || std::ranges::find(places, at) != places.end()) break;
        places.push_back(at);
      }
      if (places.size() == words[bucket].size()) break;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      taken[places[i]] = true;
      entries_[places[i]] = *words[bucket][i];
    }
  }
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

inline void Vocabulary::count_tokens(WordEvidence& evidence, Cue cue, unsigned tokens) {
  std::uint16_t& count = evidence.cues[static_cast<std::size_t>(cue)];
  count = static_cast<std::uint16_t>(std::min<unsigned>(count + tokens, 0xffff));
  evidence.present |= std::uint32_t{tokens != 0} << static_cast<unsigned>(cue);
}

// Adds those of the phrases that stand at the start of `tokens`.
inline void Vocabulary::count_phrases(const Start& start, std::span<const Token> tokens,
                                      std::uint32_t languages, WordEvidence& evidence) const {
  for (const Phrase& phrase : std::span(phrases_).subspan(start.first_phrase, start.phrase_count)) {
    if (phrase.length > tokens.size() || !(phrase.languages & languages)) continue;
    bool equal = true;
    for (std::size_t k = 1; k < phrase.length && equal; ++k) {
      equal = tokens[k].hash == phrase.rest[k - 1];
    }
    if (equal) count_tokens(evidence, phrase.cue, phrase.length);
  }
}

void Vocabulary::read(std::span<const Token> tokens, std::span<const std::uint32_t> places,
                      std::uint32_t languages, WordEvidence& evidence) const {
  const Entry* const entries = entries_.data();
  // Whether a word is known is hard to foretell: no branch asks it.
  const auto find = [&](std::size_t i) -> const Entry& {
    const Entry* const entry = &entries[places[i]];
    return *(__builtin_expect_with_probability(entry->word == tokens[i].hash, 1, 0.5) ? entry
                                                                                      : entries);
  };
  // The four weights side by side.
  using Weights = float __attribute__((vector_size(sizeof(LearnedWeights))));
  using Counts = std::int32_t __attribute__((vector_size(sizeof(LearnedWeights))));
  evidence.present = 0;
  evidence.cues = {};
  Weights sum = {}, low = {}, high = {};
  Counts known = {};
  // Phrases wait until their stretch of words is looked up: whether there is one is hard to
  // foretell.
  constexpr std::size_t stretch = 64;
  std::size_t begun[stretch];  // their first words
  for (std::size_t begin = 0; begin < tokens.size(); begin += stretch) {
    const std::size_t end = std::min(begin + stretch, tokens.size());
    std::size_t* last = begun;
    for (std::size_t i = begin; i < end; ++i) {
      const Entry& entry = find(i);
      const auto weights = std::bit_cast<Weights>(entry.weights);
      known -= weights != 0;
      sum += weights;
      low = weights < low ? weights : low;
      high = weights > high ? weights : high;
      *last = i;
      last += (entry.languages & languages) != 0;
    }
    for (const std::size_t* at = begun; at < last; ++at) {
      const std::size_t from = *at;
      const Start& start = starts_[entries[places[from]].start];
      count_tokens(evidence, start.alone, (start.alone_languages & languages) != 0 ? 1 : 0);
      // Behind the last word stands none: it may begin a phrase only alone.
      const Token& next = tokens[std::min(from + 1, tokens.size() - 1)];
      if ((start.next_words >> next_bit(next.hash) & 1) == 0) continue;
      count_phrases(start, tokens.subspan(from), languages, evidence);
    }
  }
  evidence.sum = std::bit_cast<LearnedWeights>(sum);
  evidence.low = std::bit_cast<LearnedWeights>(low);
  evidence.high = std::bit_cast<LearnedWeights>(high);
  evidence.known = static_cast<std::uint16_t>(std::min(known[0], 0xffff));
  evidence.first_word = tokens.empty() ? 0 : find(0).weights.content;
  evidence.last_word = tokens.empty() ? 0 : find(tokens.size() - 1).weights.content;
}

}  // namespace assay::boilerplate
