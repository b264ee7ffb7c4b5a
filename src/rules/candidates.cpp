#include "rules/candidates.h"
#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

#include <re2/re2.h>
#include <re2/set.h>

#include "rules/search.h"

namespace assay::rules {

void Scratch::start_words(std::size_t most) {
  if (word_room_.size() <= most) {
    const std::size_t room = 2 * most + 1;
    word_room_.resize(room);
    begin_room_.resize(room);
    caller_room_.resize(room);
    stemmed_room_.resize(room);
    beside_room_.resize(room);
  }
  words = {word_room_.data(), 0};
  begins = {begin_room_.data(), 0};
  words_held_known_ = false;
}

void Scratch::add_word(WordHash word, std::uint32_t begin) {
  const std::size_t count = words.size();
  word_room_[count] = word;
  begin_room_[count] = begin;
  words = {words.data(), count + 1};
  begins = {begins.data(), count + 1};
}

void Scratch::add_words(std::span<const Token> tokens) {
  WordHash* const hashes = word_room_.data();
  std::uint32_t* const places = begin_room_.data();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    hashes[i] = tokens[i].hash;
    places[i] = tokens[i].range.begin;
  }
  words = {hashes, tokens.size()};
  begins = {places, tokens.size()};
}

void Scratch::list_callers(const Triggers& triggers, std::string_view text) {
  const std::size_t count = words.size();
  word_room_[count] = 0;  // behind the last stands none
  const WordHash* const word = word_room_.data();
  std::uint32_t* caller = caller_room_.data();
  Asked* pair = beside_room_.data();
  std::uint64_t bits = 0;
  for (std::uint32_t at = 0; at < count; ++at) {
    bits |= signature_bit(word[at]);
    *caller = at;
    caller += triggers.may_call(word[at]);
    const std::uint64_t key = pair_key(word[at], word[at + 1], 1);
    *pair = {key, at};
    pair += triggers.may_hold_pair(key);
  }
  signature = bits;
  callers = {caller_room_.data(), caller};
  beside = {beside_room_.data(), pair};
  std::uint32_t* stem = stemmed_room_.data();
  if (triggers.has_stems()) {
    for (std::uint32_t at = 0; at < count; ++at) {
      *stem = at;
      stem += triggers.may_hold_stem(stem_key(text, begin_room_[at]));
    }
  }
  stemmed = {stemmed_room_.data(), stem};
}

void Scratch::note_words_held() {
  words_held_known_ = true;
  words_held_ = {};
  for (const WordHash one : words) words_held_[one / 64 % 16] |= signature_bit(one);
}

bool Scratch::is_among_words(WordHash word) const {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void Scratch::list_distinct() {
  distinct.clear();
  for (std::uint32_t at = 0; at < words.size(); ++at) distinct.push_back({words[at], at});
  std::ranges::sort(distinct, std::ranges::greater(),
                    [](const Distinct& one) { return std::pair(one.word, one.last); });
  const auto repeated = std::ranges::unique(distinct, {}, &Distinct::word);
  distinct.erase(repeated.begin(), repeated.end());
}

namespace {

std::span<const Token> tokens_in(std::span<const Token> tokens, Range window) {
  const auto first = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.range.begin < window.begin;
  });
  const auto last = std::partition_point(
      first, tokens.end(), [&](const Token& token) { return token.range.end <= window.end; });
  return {first, last};
}

bool is_ascii(std::string_view text) {
  const auto eight = [&](std::size_t at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    return bytes;
  };
  std::uint64_t bytes = 0;
  if (text.size() < 8) {
    for (const char c : text) bytes |= static_cast<unsigned char>(c);
  } else {
    for (std::size_t at = 0; at + 8 < text.size(); at += 8) bytes |= eight(at);
    bytes |= eight(text.size() - 8);
  }
  return (bytes & 0x8080808080808080) == 0;
}

// What a window holds that makes its words differ from its tokens.
struct SentenceSigns {
  bool apostrophes = false;  // or typographic signs that begin with the same byte
  // Signs of which the tokeniser and \pL may hold different views: marks, other scripts, invisible
  // signs. Not ASCII, the Latin letters below U+02C0, typographic signs.
  bool odd_letters = false;

  explicit SentenceSigns(std::string_view text) {
    apostrophes = std::memchr(text.data(), '\'', text.size()) != nullptr;
    if (is_ascii(text)) return;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0xc2) continue;
      const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
      apostrophes = apostrophes || byte == 0xe2;
      const auto third = static_cast<unsigned char>(at + 2 < text.size() ? text[at + 2] : 0);
      const bool latin = byte <= 0xca && !(byte == 0xc2 && next == 0xad);  // soft hyphen
      const bool sign = byte == 0xe2 && next > 0x81 && next < 0xb0;
      const bool punctuation = byte == 0xe2 && next == 0x80 && third >= 0x90 && third < 0xa8;
      odd_letters = odd_letters || !(latin || sign || punctuation);
    }
  }
};

// The apostrophes of a window, asked for from left to right. A typographic one is told by its first
// byte: what else begins so is looked at for nothing.
class Apostrophes {
 public:
  Apostrophes(std::string_view text, Range window)
      : text_(text.data()),
        end_(window.end),
        typewriter_(find('\'', window.begin)),
        typographic_(find('\xe2', window.begin)) {}

  bool stand_in(Range token) {
    if (typewriter_ < token.begin) typewriter_ = find('\'', token.begin);
    if (typographic_ < token.begin) typographic_ = find('\xe2', token.begin);
    return std::min(typewriter_, typographic_) < token.end;
  }

 private:
  std::uint32_t find(char c, std::uint32_t from) const {
    const void* found = std::memchr(text_ + from, c, end_ - from);
    return found ? static_cast<std::uint32_t>(static_cast<const char*>(found) - text_) : end_;
  }

  const char* text_;
  std::uint32_t end_, typewriter_, typographic_;
};

// Adds the word, or each of the pieces that apostrophes cut it into.
void add_parts(std::string_view word, WordHash whole, std::uint32_t word_begin, Scratch& scratch) {
  constexpr std::string_view typographic = "\xe2\x80\x99";
  const auto next_apostrophe = [&](std::size_t from) {
    return std::min({word.find('\'', from), word.find(typographic, from), word.size()});
  };
  std::size_t at = next_apostrophe(0);
  if (at == word.size()) {
    scratch.add_word(whole, word_begin);
    return;
  }
  for (std::size_t begin = 0;; at = next_apostrophe(begin)) {
    if (at > begin) {
      scratch.add_word(word_hash(word.substr(begin, at - begin)),
                       word_begin + static_cast<std::uint32_t>(begin));
    }
    if (at == word.size()) return;
    begin = at + (word[at] == '\'' ? 1 : typographic.size());
  }
}

// Whether the window holds a word of each of a pattern's clauses, looked at once a window.
bool holds_required(const CompiledRules& compiled, std::uint32_t pattern, std::string_view text,
                    Scratch& scratch) {
  if (compiled.patterns[pattern].required.empty()) return true;
  if (scratch.lacking.contains(pattern)) return false;
  if (scratch.holding.contains(pattern)) return true;
  const bool held = holds(compiled.patterns[pattern].required, text, scratch);
  (held ? scratch.holding : scratch.lacking).insert(pattern);
  return held;
}

// Whether the pattern that `words[at]` calls for may match: its words stand where they should,
// and words of its other clauses are there.
bool may_match(const CompiledRules& compiled, const Trigger& trigger, std::string_view text,
               Scratch& scratch, std::size_t at, std::uint8_t shape) {
  if (!(trigger.shapes & shape)) return false;
  if (trigger.signature != 0 && (trigger.signature & scratch.signature) == 0) return false;
  if (trigger.phrase_length > 0 && !(trigger.elastic && scratch.odd_letters)) {
    const std::span<const WordHash> words = scratch.words;
    if (at < trigger.place || trigger.phrase_length > words.size() - (at - trigger.place)) {
      return false;
    }
    const bool stands =
        std::equal(compiled.phrase_words.begin() + trigger.phrase,
                   compiled.phrase_words.begin() + trigger.phrase + trigger.phrase_length,
                   words.begin() + static_cast<std::ptrdiff_t>(at - trigger.place),
                   [](WordHash wanted, WordHash word) { return wanted == 0 || wanted == word; });
    if (!stands) return false;
  }
  if (trigger.stem != Trigger::no_stem &&
      !begins_with_stem(text.substr(scratch.begins[at]), compiled.stems[trigger.stem])) {
    return false;
  }
  const CompiledPattern& pattern = compiled.patterns[trigger.pattern];
  return (scratch.number || !pattern.number) &&
         holds_required(compiled, trigger.pattern, text, scratch);
}

// Adds to `scratch` what single words call for, and which pairs may that do not stand beside each
// other.
void ask_for_pairs(const Triggers& triggers, Scratch& scratch) {
  const std::span<const WordHash> words = scratch.words;
  for (const std::uint32_t at : scratch.callers) triggers.fetch_word(words[at]);
  for (const std::uint32_t at : scratch.callers) {
    const WordSlot* slot = triggers.find_word(words[at]);
    if (!slot) continue;
    if (slot->first != WordSlot::none) {
      triggers.fetch_triggers(slot->first);
      scratch.called.emplace_back(at, slot->first);
    }
    for (unsigned rest = slot->distances >> 2; rest != 0; rest &= rest - 1) {
      const std::size_t distance = 2 + static_cast<std::size_t>(std::countr_zero(rest));
      if (distance >= words.size() - at) break;
      const WordHash other = words[at + distance];
      if (!(slot->others & Triggers::other_bit(other, distance))) continue;
      const std::uint64_t pair = pair_key(words[at], other, distance);
      if (triggers.may_hold_pair(pair)) scratch.asked.push_back({pair, at});
    }
  }
}

// The same where \pL+ may be more or fewer than one word: the other may stand anywhere behind.
void ask_for_pairs_anywhere(const Triggers& triggers, Scratch& scratch) {
  scratch.list_distinct();
  scratch.beside = {};
  for (std::uint32_t at = 0; at < scratch.words.size(); ++at) {
    const WordHash word = scratch.words[at];
    const WordSlot* slot = triggers.find_word(word);
    if (!slot) continue;
    if (slot->first != WordSlot::none) scratch.called.emplace_back(at, slot->first);
    for (unsigned rest = slot->distances; rest != 0; rest &= rest - 1) {
      const auto distance = static_cast<std::size_t>(std::countr_zero(rest));
      for (const Scratch::Distinct& other : scratch.distinct) {
        if (other.last <= at || !(slot->others & Triggers::other_bit(other.word, distance)))
          continue;
        const std::uint64_t pair = pair_key(word, other.word, distance);
        if (triggers.may_hold_pair(pair)) scratch.asked.push_back({pair, at});
      }
    }
  }
}

// Fills `scratch.calls` with the patterns that the window's words call for.
void call_patterns(const CompiledRules& compiled, const LanguageIndex& index,
                   const Document& document, Range window, const SentenceSigns& signs,
                   std::span<const Token> tokens, std::uint8_t shape, Scratch& scratch) {
  // Words with an apostrophe count by their parts: "l'innovation" holds "innovation".
  if (signs.apostrophes) {
    scratch.start_words(window.size());
    Apostrophes apostrophes(document.text, window);
    for (const Token& token : tokens) {
      if (apostrophes.stand_in(token.range)) {
        add_parts(document.view(token.range), token.hash, token.range.begin, scratch);
      } else {
        scratch.add_word(token.hash, token.range.begin);
      }
    }
  } else {
    scratch.start_words(tokens.size());
    scratch.add_words(tokens);
  }
  scratch.odd_letters = signs.odd_letters;
  scratch.holding.start(compiled.patterns.size());
  scratch.lacking.start(compiled.patterns.size());
  scratch.called.clear();

  scratch.list_callers(index.triggers, document.text);
  // Each step runs over all words, so that look-ups wait for memory together and not one behind the
  // other: callers, the pairs they may make, the triggers of those that exist.
  scratch.asked.clear();
  if (signs.odd_letters) {
    ask_for_pairs_anywhere(index.triggers, scratch);
  } else {
    ask_for_pairs(index.triggers, scratch);
  }
  for (const std::span<const Scratch::Asked> pairs :
       {scratch.beside, std::span<const Scratch::Asked>(scratch.asked)}) {
    for (const Scratch::Asked& one : pairs) index.triggers.fetch_pair(one.pair);
  }
  for (const std::span<const Scratch::Asked> pairs :
       {scratch.beside, std::span<const Scratch::Asked>(scratch.asked)}) {
    for (const Scratch::Asked& one : pairs) {
      const PairSlot* pair = index.triggers.find_pair(one.pair);
      if (!pair) continue;
      index.triggers.fetch_triggers(pair->first);
      scratch.called.emplace_back(one.at, pair->first);
    }
  }
  for (const std::uint32_t at : scratch.stemmed) {
    const std::uint32_t key = stem_key(document.text, scratch.begins[at]);
    if (const PairSlot* stem = index.triggers.find_stem(key)) {
      scratch.called.emplace_back(at, stem->first);
    }
  }
  for (const auto& [at, first] : scratch.called) {
    const Trigger* next = index.triggers.from(first);
    for (bool more = true; more; ++next) {
      const Trigger& trigger = *next;
      more = !trigger.last;
      if (!may_match(compiled, trigger, document.text, scratch, at, shape)) continue;
      const bool leads = compiled.patterns[trigger.pattern].leads && at >= trigger.place &&
                         !(trigger.elastic && signs.odd_letters);
      const std::size_t lead = at - trigger.place;
      scratch.calls.push_back({trigger.pattern, leads ? scratch.begins[lead] : Call::anywhere});
    }
  }
}

}  // namespace

bool holds(const std::vector<Clause>& clauses, std::string_view text, Scratch& scratch) {
  for (const Clause& clause : clauses) {
    if ((clause.signature & scratch.signature) == 0) return false;
  }
  if (clauses.empty()) return true;
  return std::all_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.words.begin(), clause.words.end(),
                       [&](WordHash word) { return scratch.holds(word); }) ||
           std::any_of(clause.stems.begin(), clause.stems.end(), [&](const std::string& stem) {
             return std::any_of(
                 scratch.begins.begin(), scratch.begins.end(),
                 [&](std::uint32_t begin) { return begins_with_stem(text.substr(begin), stem); });
           });
  });
}

void find_candidates(const CompiledRules& compiled, const LanguageIndex& index,
                     const Document& document, const Sentence& sentence, Range window,
                     std::uint8_t shape, Scratch& scratch) {
  std::span<const Token> tokens = document.tokens_of(sentence);
  if (window != sentence.text) tokens = tokens_in(tokens, window);
  const std::string_view view = document.view(window);
  scratch.calls.clear();
  scratch.candidates.clear();
  scratch.start_words(0);

  const SentenceSigns signs(view);
  scratch.number = signs.odd_letters || std::ranges::any_of(tokens, [](const Token& token) {
                     return token.kind == TokenKind::number;
                   });
  if (!index.triggers.empty())
    call_patterns(compiled, index, document, window, signs, tokens, shape, scratch);
  for (const PatternSet& set : index.sets) {
    if (set.number && !scratch.number) continue;
    RE2::Set::ErrorInfo info{};
    const bool matched =
        set.set->Match(re2::StringPiece(view.data(), view.size()), &scratch.set_hits, &info);
    if (matched) {
      for (const int hit : scratch.set_hits) scratch.calls.push_back({set.patterns[hit]});
    } else if (info.kind != RE2::Set::kNoError) {
      // The set gave up; each pattern alone does not.
      for (const std::uint32_t pattern : set.patterns) scratch.calls.push_back({pattern});
    }
  }
  std::sort(scratch.calls.begin(), scratch.calls.end());
  scratch.calls.erase(std::unique(scratch.calls.begin(), scratch.calls.end()), scratch.calls.end());
  for (auto call = scratch.calls.begin(); call != scratch.calls.end();) {
    const auto first = call;
    while (call != scratch.calls.end() && call->pattern == first->pattern) ++call;
    const CompiledPattern& pattern = compiled.patterns[first->pattern];
    if (!(compiled.rules[pattern.rule].shapes & shape)) continue;
    const Search search(pattern, compiled.rules[pattern.rule].rule->word, document, sentence);
    const auto append = [&](Range range) {
      scratch.candidates.push_back({pattern.rule, range});
      return true;
    };
    if (std::prev(call)->begin == Call::anywhere) {  // sorted: the last where there is one
      search.all(window, append);
    } else {
      search.at({first, call}, window, append);
    }
  }
}

}  // namespace assay::rules
