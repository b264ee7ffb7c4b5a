#include "assay/rules.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <mutex>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <re2/re2.h>
#include <re2/set.h>

#include "rules/backtracker.h"
#include "rules/negation.h"
#include "rules/pattern.h"
#include "rules/quoting.h"

namespace assay {
namespace {

// Sentences longer than this (text without sentence marks) are read in windows, so that a pattern
// with an unbounded tail cannot make the work quadratic.
constexpr std::uint32_t window_bytes = 2048;
constexpr std::uint32_t window_overlap_bytes = 256;
constexpr int max_matches_per_window = 32;   // of one pattern
constexpr int max_attempts_per_window = 64;  // searches, of one pattern

// Patterns without a usable word run as sets. 50 ordinary Unicode patterns exceed RE2's default
// budget (measured), hence few patterns a set and a budget of its own.
constexpr std::size_t patterns_per_set = 24;
constexpr std::int64_t set_memory_bytes = 32 << 20;

constexpr std::array<std::string_view, 7> shape_names = {
    "paragraph", "heading", "list_item", "table_row", "caption", "quote", "code"};

using WordHash = std::uint64_t;

// Pairs of words call for patterns up to this many words apart: 1 is beside each other. One of the
// two, the caller, has the other so many places behind it (0 to 3) or before it (4 to 7).
constexpr std::size_t max_distance = 4;
using Side = std::size_t;

constexpr Side side_behind(std::size_t distance) { return distance - 1; }
constexpr Side side_before(std::size_t distance) { return max_distance + distance - 1; }

std::uint64_t pair_key(WordHash caller, WordHash other, Side side) {
  return (std::rotl(caller, 23 + static_cast<int>(side)) ^ other) * 0x2545f4914f6cdd1d;
}

// One of these words, or one that begins with a stem, must stand in the sentence. `signature` has
// the signature bits of all of them.
struct Clause {
  std::uint64_t signature = 0;
  std::vector<WordHash> words;
  std::vector<std::string> stems;
};

// A bit of 64 by which most words that a sentence lacks are told without looking for them.
std::uint64_t signature_bit(WordHash word) { return std::uint64_t{1} << (word & 63); }

// The first stem_bytes bytes of a word in lower case as one number, which stems are looked up by.
std::uint32_t stem_key(std::string_view word) {
  std::uint32_t bytes = 0;
  if (word.size() >= stem_bytes) std::memcpy(&bytes, word.data(), stem_bytes);
  return bytes | 0x20202020;
}

bool begins_with_stem(std::string_view text, std::string_view stem) {
  return text.size() >= stem.size() &&
         std::equal(stem.begin(), stem.end(), text.begin(),
                    [](char wanted, char c) { return wanted == (c | 0x20); });
}

bool is_stem(std::string_view word) { return word.ends_with(any_word); }

// RE2's form of a pattern, compiled when it is first asked for: of plain patterns it seldom is.
class LazyRe2 {
 public:
  explicit LazyRe2(std::string pattern) : pattern_(std::move(pattern)) {}

  const std::string& pattern() const { return pattern_; }
  const RE2& get() const {
    std::call_once(once_, [&] { re2_.emplace(pattern_, pattern_options()); });
    return *re2_;
  }

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::optional<RE2> re2_;
};

struct CompiledPattern {
  std::uint32_t rule = 0;  // into State::rules
  std::unique_ptr<const LazyRe2> re2;
  Backtracker backtracker;       // does the same at one place where the pattern is plain
  std::vector<Clause> required;  // of a rule's pattern without the first, which is the trigger
  bool leads = false;            // Pattern::phrases_lead
  bool number = false;           // Pattern::number
};

struct CompiledRule {
  const Rule* rule = nullptr;
  std::vector<CompiledPattern> exceptions;
  std::uint8_t shapes = 0xff;  // bit by BlockShape
  bool reads_quotes = false;   // fires in a block of shape quote
};

// A pattern that a word, or a pair of words, calls for, with the check that turns most calls down.
struct Trigger {
  static constexpr std::uint32_t no_stem = 0xffffffff;
  std::uint64_t signature = 0;  // bits of which one must be set; 0: none need be
  std::uint32_t pattern = 0;
  std::uint32_t phrase = 0;         // into State::phrase_words: the words that must stand here,
  std::uint16_t phrase_length = 0;  // 0: none need be looked at,
  std::uint16_t place = 0;          // and which of them calls
  std::uint32_t stem = no_stem;     // into State::stems: what calls is a word that begins so
  bool elastic = false;             // the phrase holds any_word
  bool last = false;                // of those that the word or pair calls for
  std::uint8_t shapes = 0;          // blocks the rule reads, bit by BlockShape

  auto operator<=>(const Trigger&) const = default;
};

// An open-addressed table from 64-bit keys to slots, for text that mostly asks for what it does not
// hold: a filter that is small beside the table answers nearly always. Slots keep 32 bits of the
// key
// (`check`); a slot found for a wrong key costs a search in vain and no more. Immutable after
// build().
template <typename Slot>
class TriggerTable {
 public:
  // Gives each of the keys, which are sorted here, an empty slot.
  void build(std::vector<std::uint64_t> keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, keys.size() * 2));
    shift_ = 64 - std::countr_zero(slots);
    const std::size_t bits = std::min(16 * slots, most_filter_bits);
    filter_shift_ = 64 - std::countr_zero(bits);
    while (!place(keys, slots)) multiplier_ += 2;
    filter_.assign(bits / 64, 0);
    for (const std::uint64_t key : keys) {
      const std::uint64_t bit = key * multiplier_ >> filter_shift_;
      filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
  }

  Slot* find(std::uint64_t key) {
    return const_cast<Slot*>(std::as_const(*this).find(key));  // NOLINT: of a table that may change
  }
  bool may_hold(std::uint64_t key) const {
    const std::uint64_t bit = key * multiplier_ >> filter_shift_;
    return filter_[bit / 64] >> bit % 64 & 1;
  }
  // Bring near what may_hold() and find() will look at.
  void fetch_filter(std::uint64_t key) const {
    __builtin_prefetch(&filter_[(key * multiplier_ >> filter_shift_) / 64]);
  }
  void fetch(std::uint64_t key) const { __builtin_prefetch(&slots_[key * multiplier_ >> shift_]); }
  const Slot* find(std::uint64_t key) const {
    if (!may_hold(key)) return nullptr;
    const std::uint64_t mixed = key * multiplier_;
    for (std::size_t at = mixed >> shift_; slots_[at].used(); at = (at + 1) & mask()) {
      if (slots_[at].check == check(mixed)) return &slots_[at];
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t most_filter_bits = std::size_t{1} << 22;  // 512 KiB

  // False: two keys in one run of slots have the same check.
  bool place(const std::vector<std::uint64_t>& keys, std::size_t slots) {
    slots_.assign(slots, {});
    for (const std::uint64_t key : keys) {
      const std::uint64_t mixed = key * multiplier_;
      std::size_t at = mixed >> shift_;
      for (; slots_[at].used(); at = (at + 1) & mask()) {
        if (slots_[at].check == check(mixed)) return false;
      }
      slots_[at].check = check(mixed);
      slots_[at].use();
    }
    return true;
  }

  static std::uint32_t check(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed); }
  std::size_t mask() const { return slots_.size() - 1; }

  std::vector<Slot> slots_;
  std::vector<std::uint64_t> filter_;  // a bit a key, of 32 where there are few
  std::uint64_t multiplier_ = 0x9e3779b97f4a7c15;
  int shift_ = 60, filter_shift_ = 60;
};

struct PairSlot {
  static constexpr std::uint32_t unused = 0xffffffff;
  std::uint32_t check = 0;
  std::uint32_t first = unused;  // into the triggers

  bool used() const { return first != unused; }
  void use() { first = 0; }
};

struct WordSlot {
  static constexpr std::uint32_t none = 0xffffffff, unused = 0xfffffffe;
  std::uint64_t others = 0;  // bits of the words that call with this one: Triggers::other_bit()
  std::uint32_t check = 0;
  std::uint32_t first = unused;  // into the triggers, or none
  std::uint8_t sides = 0;        // where those words may stand, bit by Side

  bool used() const { return first != unused; }
  void use() { first = none; }
};

// What words and pairs of words call for.
class Triggers {
 public:
  void add(WordHash word, const Trigger& trigger) { words_added_.push_back({word, trigger}); }
  void add(WordHash caller, WordHash other, Side side, const Trigger& trigger) {
    pairs_added_.push_back({pair_key(caller, other, side), trigger});
    callers_added_.push_back({caller, other, side});
  }
  void add_stem(std::string_view stem, const Trigger& trigger) {
    stems_added_.push_back({stem_key(stem), trigger});
  }

  void build() {
    std::vector<std::uint64_t> keys;
    for (const Caller& added : callers_added_) keys.push_back(added.caller);
    for (const auto& [word, trigger] : words_added_) keys.push_back(word);
    const std::size_t hints = std::bit_ceil(std::clamp<std::size_t>(keys.size(), 64, most_hints));
    hint_shift_ = 64 - std::countr_zero(hints);
    hints_.assign(hints, 0);
    const auto hint = [&](WordHash word) -> std::uint64_t& {
      return hints_[word * hint_multiplier >> hint_shift_];
    };
    for (const Caller& added : callers_added_) hint(added.caller) |= company_bit(added.other);
    for (const auto& [word, trigger] : words_added_) hint(word) = ~std::uint64_t{0};
    words_.build(std::exchange(keys, {}));
    for (const auto& [pair, trigger] : pairs_added_) keys.push_back(pair);
    pairs_.build(std::exchange(keys, {}));
    for (const auto& [stem, trigger] : stems_added_) {
      keys.push_back(stem);
      const std::uint32_t place = stem_place(static_cast<std::uint32_t>(stem));
      stem_hints_[place / 64] |= std::uint64_t{1} << place % 64;
    }
    has_stems_ = !keys.empty();
    stems_.build(std::move(keys));
    for (const Caller& added : std::exchange(callers_added_, {})) {
      WordSlot& slot = *words_.find(added.caller);
      slot.sides |= static_cast<std::uint8_t>(1u << added.side);
      slot.others |= other_bit(added.other, added.side);
    }
    enter(std::exchange(words_added_, {}), words_);
    enter(std::exchange(pairs_added_, {}), pairs_);
    enter(std::exchange(stems_added_, {}), stems_);
    empty_ = triggers_.empty();
  }

  bool empty() const { return empty_; }
  bool has_stems() const { return has_stems_; }
  // Whether a word may begin with a stem; nearly all that do not are told.
  bool may_begin_with_stem(std::uint32_t key) const {
    const std::uint32_t place = stem_place(key);
    return stem_hints_[place / 64] >> place % 64 & 1;
  }
  const PairSlot* find_stem(std::uint32_t key) const { return stems_.find(key); }
  bool may_call(WordHash word) const { return words_.may_hold(word); }
  // Whether a word that calls with others may have one of them among those that `company` has the
  // bits of.
  bool may_call_in(WordHash word, std::uint64_t company) const {
    return (hints_[word * hint_multiplier >> hint_shift_] & company) != 0;
  }
  const WordSlot* find(WordHash word) const { return words_.find(word); }
  // A pair by its pair_key().
  bool may_hold_pair(std::uint64_t key) const { return pairs_.may_hold(key); }
  const PairSlot* find_pair(std::uint64_t key) const { return pairs_.find(key); }
  void fetch_pair_filter(std::uint64_t key) const { pairs_.fetch_filter(key); }
  void fetch_word(WordHash word) const { words_.fetch(word); }
  void fetch_pair(std::uint64_t key) const { pairs_.fetch(key); }
  void fetch_triggers(std::uint32_t first) const { __builtin_prefetch(&triggers_[first]); }
  // A bit of 64 by which most words that call with no other are told, wherever they stand; and one
  // by the side as well.
  static std::uint64_t company_bit(WordHash word) { return std::uint64_t{1} << (word >> 16) % 64; }
  static std::uint64_t other_bit(WordHash word, Side side) {
    return std::uint64_t{1} << ((word >> 16) + 8 * side) % 64;
  }
  // The first of a slot's triggers; Trigger::last ends them.
  const Trigger* from(std::uint32_t first) const { return triggers_.data() + first; }

 private:
  using Added = std::vector<std::pair<std::uint64_t, Trigger>>;
  struct Caller {
    WordHash caller = 0, other = 0;
    Side side = 0;
  };

  template <typename Slot>
  void enter(Added added, TriggerTable<Slot>& table) {
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (i == 0 || added[i].first != added[i - 1].first) {
        table.find(added[i].first)->first = static_cast<std::uint32_t>(triggers_.size());
      }
      triggers_.push_back(added[i].second);
      triggers_.back().last = i + 1 == added.size() || added[i + 1].first != added[i].first;
    }
  }

  static constexpr std::uint64_t hint_multiplier = 0x9e3779b97f4a7c15;
  static constexpr std::size_t most_hints = 1 << 15;  // 256 KiB
  static constexpr int stem_hint_bits = 12;

  static std::uint32_t stem_place(std::uint32_t key) {
    return key * 0x9e3779b1 >> (32 - stem_hint_bits);
  }

  std::vector<std::uint64_t> hints_;  // of words that share a place: with whom they may call
  int hint_shift_ = 58;
  std::array<std::uint64_t, (1 << stem_hint_bits) / 64> stem_hints_{};
  TriggerTable<WordSlot> words_;
  TriggerTable<PairSlot> pairs_, stems_;
  std::vector<Trigger> triggers_;
  Added words_added_, pairs_added_, stems_added_;  // until build()
  std::vector<Caller> callers_added_;              // the same
  bool empty_ = true, has_stems_ = false;
};

struct PatternSet {
  std::unique_ptr<RE2::Set> set;        // null: no set could be built, every member is tried
  std::vector<std::uint32_t> patterns;  // by the set's index
  bool number = false;                  // all patterns want a number
};

// What runs for documents of one language: its rules and those of "any".
struct LanguageIndex {
  std::string language;
  Triggers triggers;
  std::vector<PatternSet> sets;
};

// A pattern to be searched for, in the whole window or where one of its phrases begins.
struct Call {
  static constexpr std::uint32_t anywhere = 0xffffffff;
  std::uint32_t pattern = 0;
  std::uint32_t begin = anywhere;  // bytes into the text

  auto operator<=>(const Call&) const = default;
};

// A match before overlaps, exceptions and contexts are looked at.
struct Candidate {
  std::uint32_t rule = 0;
  Range range;
};

// Which of numbered things the window holds.
class NumbersSeen {
 public:
  void start(std::size_t count) {
    if (last_.size() < count) last_.resize(count);
    if (++window_ == 0) {  // counted once round
      std::fill(last_.begin(), last_.end(), 0);
      window_ = 1;
    }
  }
  void insert(std::uint32_t number) { last_[number] = window_; }
  bool contains(std::uint32_t number) const { return last_[number] == window_; }

 private:
  std::vector<std::uint32_t> last_;  // the last window that held each
  std::uint32_t window_ = 0;
};

// Working memory of match(), one per thread, so that sentences cost no allocations.
struct Scratch {
  std::vector<Call> calls;
  std::vector<Candidate> candidates;
  std::span<const WordHash> words;        // of the window, in order, cut at apostrophes
  std::span<const std::uint32_t> begins;  // of the words, bytes into the text

  struct Distinct {  // a word, where it first stands and where last
    WordHash word = 0;
    std::uint32_t first = 0, last = 0;
  };
  std::vector<Distinct> distinct;      // words, where letters are odd
  std::vector<std::uint32_t> callers;  // places of words that may call, the first caller_count
  std::size_t caller_count = 0;
  std::uint64_t signature = 0;  // of the words
  bool odd_letters = false;     // SentenceSigns::odd_letters
  struct Asked {                // a pair of words
    std::uint64_t pair = 0;     // its pair_key()
    std::uint32_t at = 0;       // where the caller stands in words
  };
  std::vector<Asked> asked;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> called;  // place in words, first trigger
  std::array<std::uint64_t, 16> words_held{};                   // a bit of 1024 each
  bool words_held_known = false;
  NumbersSeen holding, lacking;  // patterns whose clauses the window holds, and lacks
  bool number = false;           // the window may hold a number
  std::vector<int> set_hits;
  // The memory of `words`, with room for max_distance at both ends, and of `begins`.
  std::vector<WordHash> word_room;
  std::vector<std::uint32_t> begin_room;

  // Empties `words` and `begins` and makes room for so many.
  void start_words(std::size_t most) {
    if (word_room.size() < most + 2 * max_distance) {
      begin_room.resize(2 * most);
      word_room.resize(2 * (most + max_distance));
    }
    words = {word_room.data() + max_distance, 0};
    begins = {begin_room.data(), 0};
  }
  void add_word(WordHash word, std::uint32_t begin) {
    const std::size_t count = words.size();
    word_room[max_distance + count] = word;
    begin_room[count] = begin;
    words = {words.data(), count + 1};
    begins = {begins.data(), count + 1};
  }

  // The same of many, where there were none.
  void add_words(std::span<const Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      word_room[max_distance + i] = tokens[i].hash;
      begin_room[i] = tokens[i].range.begin;
    }
    words = {words.data(), tokens.size()};
    begins = {begins.data(), tokens.size()};
  }

  // Lists the words that may call. Which do cannot be foretold, so nothing is decided by a jump.
  void list_callers(const Triggers& triggers) {
    const std::size_t count = words.size();
    if (callers.size() <= count) callers.resize(2 * count + 1);  // one is written ahead
    std::uint32_t* const list = callers.data();
    std::size_t listed = 0;
    std::uint64_t bits = 0;
    for (std::size_t at = 0; at < count; ++at) {
      bits |= signature_bit(words[at]);
      list[listed] = static_cast<std::uint32_t>(at);
      listed += triggers.may_call(words[at]);
    }
    signature = bits;
    if (!odd_letters) {  // else others may stand anywhere
      std::fill_n(word_room.data() + max_distance + count, max_distance, 0);
      const std::size_t may_call = std::exchange(listed, 0);
      for (std::size_t i = 0; i < may_call; ++i) {
        const std::uint32_t at = list[i];
        std::uint64_t company = 0;
        for (std::size_t near = 0; near <= 2 * max_distance; ++near) {
          company |= Triggers::company_bit(word_room[at + near]);
        }
        list[listed] = at;
        listed += triggers.may_call_in(words[at], company);
      }
    }
    caller_count = listed;
  }

  // Whether the window holds a word.
  bool holds(WordHash word) {
    if (!words_held_known) {
      words_held_known = true;
      words_held = {};
      for (const WordHash one : words) words_held[one / 64 % 16] |= signature_bit(one);
    }
    return (words_held[word / 64 % 16] & signature_bit(word)) != 0 &&
           std::find(words.begin(), words.end(), word) != words.end();
  }

  void list_distinct() {
    distinct.clear();
    for (std::uint32_t at = 0; at < words.size(); ++at) distinct.push_back({words[at], at, at});
    std::ranges::sort(distinct, {},
                      [](const Distinct& one) { return std::pair(one.word, one.first); });
    std::size_t kept = 0;
    for (const Distinct& one : distinct) {
      if (kept > 0 && distinct[kept - 1].word == one.word) {
        distinct[kept - 1].last = one.last;
      } else {
        distinct[kept++] = one;
      }
    }
    distinct.resize(kept);
  }
};

std::span<const Token> tokens_in(std::span<const Token> tokens, Range window) {
  const auto first = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.range.begin < window.begin;
  });
  const auto last = std::partition_point(
      first, tokens.end(), [&](const Token& token) { return token.range.end <= window.end; });
  return {first, last};
}

// The start of the token that `offset` cuts, else `offset`.
std::uint32_t before_cut_token(std::span<const Token> tokens, std::uint32_t offset) {
  const auto it = std::partition_point(
      tokens.begin(), tokens.end(), [&](const Token& token) { return token.range.end <= offset; });
  return it != tokens.end() && it->range.begin < offset ? it->range.begin : offset;
}

// The begin of the character that `offset` lies in.
std::uint32_t character_begin(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && offset < text.size() &&
         (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80) {
    --offset;
  }
  return offset;
}

// The part of the sentence within window_overlap_bytes of `range`.
Range window_around(std::string_view text, Range sentence, Range range) {
  const std::uint32_t before = std::min(range.begin - sentence.begin, window_overlap_bytes);
  const std::uint32_t after = std::min(sentence.end - range.end, window_overlap_bytes);
  return {character_begin(text, range.begin - before), character_begin(text, range.end + after)};
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

std::uint32_t next_code_point_begin(std::string_view text, std::uint32_t offset) {
  ++offset;
  while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80)
    ++offset;
  return offset;
}

// Searches of one pattern in one sentence.
class Search {
 public:
  Search(const CompiledPattern& pattern, bool word, const Document& document,
         const Sentence& sentence)
      : re2_(*pattern.re2),
        backtracker_(pattern.backtracker),
        word_(word),
        text_(document.text),
        tokens_(document.tokens_of(sentence)),
        base_(sentence.text.begin),
        piece_(text_.data() + base_, sentence.text.size()) {}

  // Passes the matches inside `window` to `append`, in order, not overlapping; it returns whether
  // to go on.
  template <typename Append>
  void all(Range window, Append append) const {
    int matches = 0;
    std::uint32_t from = window.begin;
    for (int attempt = 0; attempt < max_attempts_per_window && from < window.end; ++attempt) {
      Range range;
      if (!match({from, window.end}, RE2::UNANCHORED, range)) return;
      if (!whole(range)) {
        from = next_code_point_begin(text_, range.begin);
        continue;
      }
      if (!append(range) || ++matches == max_matches_per_window) return;
      from = range.end;
    }
  }

  // The same for a pattern whose matches all begin where one of `calls` does, in their order.
  template <typename Append>
  void at(std::span<const Call> calls, Range window, Append append) const {
    int matches = 0;
    std::uint32_t from = window.begin;
    for (const Call& call : calls.first(std::min(calls.size(), most_calls))) {
      Range range;
      if (call.begin < from || !match({call.begin, window.end}, RE2::ANCHOR_START, range) ||
          !whole(range)) {
        continue;
      }
      if (!append(range) || ++matches == max_matches_per_window) return;
      from = range.end;
    }
  }

 private:
  static constexpr std::size_t most_calls = max_attempts_per_window;

  bool match(Range in, RE2::Anchor anchor, Range& range) const {
    if (anchor == RE2::ANCHOR_START && backtracker_) {
      std::size_t end = 0;
      const Backtracker::Answer answer = backtracker_.try_at(text_, in.begin, in.end, end);
      range = {in.begin, static_cast<std::uint32_t>(end)};
      if (answer != Backtracker::Answer::unknown) return answer == Backtracker::Answer::yes;
    }
    re2::StringPiece found;
    if (!re2_.get().Match(piece_, in.begin - base_, in.end - base_, anchor, &found, 1))
      return false;
    range.begin = static_cast<std::uint32_t>(found.data() - text_.data());
    range.end = range.begin + static_cast<std::uint32_t>(found.size());
    return true;
  }

  // Whether the match is not empty and cuts no word, where words count. The longest match may cut
  // one and a shorter one end before it: then that is taken.
  bool whole(Range& range) const {
    if (word_) {
      if (!word_boundary(text_, range.begin)) return false;
      if (!word_boundary(text_, range.end)) {
        const std::uint32_t shorter = before_cut_token(tokens_, range.end);
        Range cut;
        if (shorter <= range.begin || shorter >= range.end ||
            !match({range.begin, shorter}, RE2::ANCHOR_START, cut) ||
            !word_boundary(text_, cut.end)) {
          return false;
        }
        range = cut;
      }
    }
    return !range.empty();
  }

  const LazyRe2& re2_;
  const Backtracker& backtracker_;
  bool word_;
  std::string_view text_;
  std::span<const Token> tokens_;
  std::uint32_t base_;
  re2::StringPiece piece_;
};

}  // namespace

std::string_view to_string(BlockShape shape) {
  return shape_names[static_cast<std::size_t>(shape)];
}

std::optional<BlockShape> block_shape(std::string_view name) {
  const auto it = std::find(shape_names.begin(), shape_names.end(), name);
  if (it == shape_names.end()) return {};
  return static_cast<BlockShape>(it - shape_names.begin());
}

struct RuleMatcher::State {
  std::vector<CompiledRule> rules;  // sorted by id
  std::vector<CompiledPattern> patterns;
  std::vector<LanguageIndex> languages;  // "any" first
  std::vector<WordHash> phrase_words;    // of all patterns' phrases; 0: any word
  std::vector<std::string> stems;        // of triggers

  const LanguageIndex& index_for(std::string_view language) const {
    for (std::size_t i = 1; i < languages.size(); ++i) {
      if (languages[i].language == language) return languages[i];
    }
    return languages.front();
  }

  std::optional<Error> add_rule(const Rule& rule);
  void add_triggers(const Pattern& pattern, std::uint32_t pattern_index);
  std::vector<Clause> clauses_of(const std::vector<std::vector<std::string>>& required,
                                 std::size_t from);
  std::optional<Error> build_sets(LanguageIndex& index, std::span<const std::uint32_t> patterns);
  void call_patterns(const LanguageIndex& index, const Document& document, Range window,
                     const SentenceSigns& signs, std::span<const Token> tokens, std::uint8_t shape,
                     Scratch& scratch) const;
  void find_candidates(const LanguageIndex& index, const Document& document,
                       const Sentence& sentence, Range window, std::uint8_t shape,
                       Scratch& scratch) const;
  bool holds_up(const LanguageIndex& index, const CompiledRule& rule, Range range, Range window,
                const Document& document, const Sentence& sentence, const Mentions* mentions,
                Scratch& scratch) const;

  // The same for a pattern's clauses, looked at once a window.
  bool holds_required(std::uint32_t pattern, std::string_view text, Scratch& scratch) const {
    if (patterns[pattern].required.empty()) return true;
    if (scratch.lacking.contains(pattern)) return false;
    if (scratch.holding.contains(pattern)) return true;
    const bool held = holds(patterns[pattern].required, text, scratch);
    (held ? scratch.holding : scratch.lacking).insert(pattern);
    return held;
  }

  // Whether the window holds a word of every clause.
  bool holds(const std::vector<Clause>& clauses, std::string_view text, Scratch& scratch) const {
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

  // Whether the pattern that `words[at]` calls for may match: its words stand where they should,
  // and words of its other clauses are there.
  bool may_match(const Trigger& trigger, std::string_view text, Scratch& scratch, std::size_t at,
                 std::uint8_t shape) const {
    if (!(trigger.shapes & shape)) return false;
    if (trigger.signature != 0 && (trigger.signature & scratch.signature) == 0) return false;
    if (trigger.phrase_length > 0 && !(trigger.elastic && scratch.odd_letters)) {
      const std::span<const WordHash> words = scratch.words;
      if (at < trigger.place || trigger.phrase_length > words.size() - (at - trigger.place)) {
        return false;
      }
      const bool stands =
          std::equal(phrase_words.begin() + trigger.phrase,
                     phrase_words.begin() + trigger.phrase + trigger.phrase_length,
                     words.begin() + static_cast<std::ptrdiff_t>(at - trigger.place),
                     [](WordHash wanted, WordHash word) { return wanted == 0 || wanted == word; });
      if (!stands) return false;
    }
    if (trigger.stem != Trigger::no_stem &&
        !begins_with_stem(text.substr(scratch.begins[at]), stems[trigger.stem])) {
      return false;
    }
    const CompiledPattern& pattern = patterns[trigger.pattern];
    return (scratch.number || !pattern.number) && holds_required(trigger.pattern, text, scratch);
  }
};

namespace {

Error compile_error(const Rule& rule, std::string_view pattern, std::string_view what,
                    std::string_view remedy) {
  std::string message = rule.where.empty() ? std::string() : rule.where + ": ";
  message += "rule \"" + rule.id + "\": pattern \"" + std::string(pattern) + "\": ";
  message += what;
  return {"bad_rule", std::move(message), std::string(remedy)};
}

// Reads `source` into `out` and tells its required words.
std::optional<Error> compile_pattern(const Rule& rule, const std::string& source, Pattern& pattern,
                                     CompiledPattern& out) {
  PatternMistake mistake;
  if (!read_pattern(source, rule.word, pattern, mistake)) {
    return compile_error(rule, source, mistake.what, mistake.instead);
  }
  out.re2 = std::make_unique<const LazyRe2>(pattern.re2);
  out.backtracker = Backtracker(pattern.root);
  if (!out.backtracker && !out.re2->get().ok()) {
    return compile_error(rule, source, out.re2->get().error(), "Correct the pattern.");
  }
  return {};
}

}  // namespace

// Lets the words that a match must hold call for the pattern: two near each other where they are
// known, for a pair is far rarer than either of its words.
void RuleMatcher::State::add_triggers(const Pattern& pattern, std::uint32_t pattern_index) {
  const CompiledPattern& compiled = patterns[pattern_index];
  const CompiledRule& rule = rules[compiled.rule];
  const auto each_index = [&](auto add) {
    for (LanguageIndex& index : languages) {
      if (rule.rule->language == "any" || rule.rule->language == index.language)
        add(index.triggers);
    }
  };
  const auto known = [](const std::string& word) { return !word.empty() && word != any_word; };
  Trigger trigger{.pattern = pattern_index, .shapes = rule.shapes};
  if (!compiled.required.empty()) trigger.signature = compiled.required.front().signature;
  // Word or stem.
  const auto add_alone = [&](const std::string& word) {
    Trigger alone = trigger;
    if (is_stem(word)) {
      alone.stem = static_cast<std::uint32_t>(stems.size());
      stems.push_back(word.substr(0, word.size() - any_word.size()));
    }
    each_index([&](Triggers& triggers) {
      if (is_stem(word)) {
        triggers.add_stem(word, alone);
      } else {
        triggers.add(word_hash(word), alone);
      }
    });
  };
  if (pattern.phrases.empty()) {
    for (const std::string& word : pattern.required.front()) add_alone(word);
    return;
  }
  for (const std::vector<std::string>& phrase : pattern.phrases) {
    trigger.phrase_length = trigger.place = 0;
    trigger.elastic = false;
    if (phrase.size() == 1) {
      add_alone(phrase.front());
      continue;
    }
    // The longest pair, of equals one beside each other, else the longest word: a guess at which is
    // rarest.
    std::size_t best = 0, best_distance = 0, best_length = 0;
    for (std::size_t at = 0; at < phrase.size(); ++at) {
      if (!known(phrase[at])) continue;
      if (best_distance == 0 && phrase[at].size() > best_length) {
        best = at;
        best_length = phrase[at].size();
      }
      for (std::size_t d = 1; d <= max_distance && at + d < phrase.size(); ++d) {
        constexpr std::size_t beside = 3;  // letters that a pair some words apart must have more
        const std::size_t length =
            phrase[at].size() + phrase[at + d].size() + (d == 1 ? beside : 0);
        if (!known(phrase[at + d]) || (best_distance > 0 && length <= best_length)) continue;
        best = at;
        best_distance = d;
        best_length = length;
      }
    }
    // The longer of the two calls.
    const bool behind =
        best_distance == 0 || phrase[best].size() >= phrase[best + best_distance].size();
    const std::size_t caller = behind ? best : best + best_distance;
    const std::size_t other = behind ? best + best_distance : best;
    trigger.place = static_cast<std::uint16_t>(caller);
    trigger.phrase = 0;
    trigger.elastic = std::find(phrase.begin(), phrase.end(), any_word) != phrase.end();
    if (phrase.size() > (best_distance > 0 ? 2 : 1)) {
      trigger.phrase = static_cast<std::uint32_t>(phrase_words.size());
      trigger.phrase_length = static_cast<std::uint16_t>(phrase.size());
      for (const std::string& word : phrase) {
        phrase_words.push_back(known(word) ? word_hash(word) : 0);
      }
    }
    each_index([&](Triggers& triggers) {
      if (best_distance == 0) {
        triggers.add(word_hash(phrase[caller]), trigger);
      } else {
        triggers.add(word_hash(phrase[caller]), word_hash(phrase[other]),
                     behind ? side_behind(best_distance) : side_before(best_distance), trigger);
      }
    });
  }
}

// The clauses of `required` from the one at `from` on.
std::vector<Clause> RuleMatcher::State::clauses_of(
    const std::vector<std::vector<std::string>>& required, std::size_t from) {
  std::vector<Clause> clauses;
  for (std::size_t i = from; i < required.size(); ++i) {
    Clause& clause = clauses.emplace_back();
    for (const std::string& word : required[i]) {
      if (is_stem(word)) {
        clause.stems.push_back(word.substr(0, word.size() - any_word.size()));
        clause.signature = ~std::uint64_t{0};
        continue;
      }
      const WordHash hash = word_hash(word);
      clause.words.push_back(hash);
      clause.signature |= signature_bit(hash);
    }
  }
  return clauses;
}

std::optional<Error> RuleMatcher::State::add_rule(const Rule& rule) {
  CompiledRule compiled;
  compiled.rule = &rule;
  Pattern pattern;
  for (const std::string& source : rule.exceptions) {
    CompiledPattern& exception = compiled.exceptions.emplace_back();
    if (auto error = compile_pattern(rule, source, pattern, exception)) return error;
    exception.required = clauses_of(pattern.required, 0);
  }
  if (!rule.scope.empty()) {
    compiled.shapes = 0;
    for (const BlockShape shape : rule.scope) {
      compiled.shapes |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(shape));
      if (shape == BlockShape::quote) compiled.reads_quotes = true;
    }
  }
  if (rule.quoted) compiled.reads_quotes = true;
  const auto rule_index = static_cast<std::uint32_t>(rules.size());
  rules.push_back(std::move(compiled));

  for (const std::string& source : rule.patterns) {
    CompiledPattern added;
    added.rule = rule_index;
    if (auto error = compile_pattern(rule, source, pattern, added)) return error;
    const auto pattern_index = static_cast<std::uint32_t>(patterns.size());
    added.required = clauses_of(pattern.required, 1);
    added.leads = pattern.phrases_lead;
    added.number = pattern.number;
    patterns.push_back(std::move(added));
    if (!pattern.required.empty()) {
      add_triggers(pattern, pattern_index);
      continue;
    }
    for (LanguageIndex& index : languages) {
      if (rule.language != "any" && rule.language != index.language) continue;
      auto set = std::ranges::find(index.sets, pattern.number, &PatternSet::number);
      if (set == index.sets.end()) {
        set = index.sets.emplace(set);
        set->number = pattern.number;
      }
      set->patterns.push_back(pattern_index);
    }
  }
  return {};
}

// Compiles one set of the listed patterns, or, where the budget is exceeded, two of its halves.
std::optional<Error> RuleMatcher::State::build_sets(LanguageIndex& index,
                                                    std::span<const std::uint32_t> listed) {
  if (listed.size() > patterns_per_set) {
    if (auto error = build_sets(index, listed.first(patterns_per_set))) return error;
    return build_sets(index, listed.subspan(patterns_per_set));
  }
  RE2::Options options = pattern_options();
  options.set_longest_match(false);  // a set only says which patterns match
  options.set_max_mem(set_memory_bytes);
  PatternSet built;
  built.set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::uint32_t pattern : listed) {
    std::string error;
    if (built.set->Add(patterns[pattern].re2->pattern(), &error) < 0) {
      const Rule& rule = *rules[patterns[pattern].rule].rule;
      return compile_error(rule, patterns[pattern].re2->pattern(), error, "Correct the pattern.");
    }
    built.patterns.push_back(pattern);
    built.number = patterns[pattern].number;
  }
  if (!built.set->Compile()) {
    if (listed.size() == 1) {
      const Rule& rule = *rules[patterns[listed[0]].rule].rule;
      return compile_error(rule, patterns[listed[0]].re2->pattern(), "needs too much memory",
                           "Shorten its counts and classes, or name a word it must contain.");
    }
    const std::size_t half = listed.size() / 2;
    if (auto error = build_sets(index, listed.first(half))) return error;
    return build_sets(index, listed.subspan(half));
  }
  index.sets.push_back(std::move(built));
  return {};
}

RuleMatcher::RuleMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
RuleMatcher::RuleMatcher(RuleMatcher&&) noexcept = default;
RuleMatcher& RuleMatcher::operator=(RuleMatcher&&) noexcept = default;
RuleMatcher::~RuleMatcher() = default;

Result<RuleMatcher> RuleMatcher::compile(const std::vector<Rule>& rules, std::string_view scorer) {
  auto state = std::make_unique<State>();
  std::vector<const Rule*> ours;
  for (const Rule& rule : rules) {
    if (rule.scorer == scorer) ours.push_back(&rule);
  }
  std::stable_sort(ours.begin(), ours.end(), [](const Rule* a, const Rule* b) {
    return std::tie(a->id, a->language) < std::tie(b->id, b->language);
  });
  state->languages.emplace_back().language = "any";
  for (const Rule* rule : ours) {
    const bool known =
        std::any_of(state->languages.begin(), state->languages.end(),
                    [&](const LanguageIndex& index) { return index.language == rule->language; });
    if (!known) state->languages.emplace_back().language = rule->language;
  }
  for (const Rule* rule : ours) {
    if (auto error = state->add_rule(*rule)) return *error;
  }
  for (LanguageIndex& index : state->languages) {
    index.triggers.build();
    for (const PatternSet& set : std::exchange(index.sets, {})) {
      if (auto error = state->build_sets(index, set.patterns)) return *error;
    }
  }
  return RuleMatcher(std::move(state));
}

// Fills `scratch.calls` with the patterns that the window's words call for.
void RuleMatcher::State::call_patterns(const LanguageIndex& index, const Document& document,
                                       Range window, const SentenceSigns& signs,
                                       std::span<const Token> tokens, std::uint8_t shape,
                                       Scratch& scratch) const {
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
  scratch.words_held_known = false;
  scratch.holding.start(patterns.size());
  scratch.lacking.start(patterns.size());
  scratch.called.clear();
  const std::span<const WordHash> words = scratch.words;
  const std::size_t count = words.size();

  scratch.list_callers(index.triggers);
  const std::size_t callers = scratch.caller_count;
  if (signs.odd_letters) scratch.list_distinct();
  // Each step runs over all words, so that look-ups wait for memory together and not one behind the
  // other: callers, the pairs they may make, the triggers of those that exist.
  std::vector<Scratch::Asked>& asked = scratch.asked;
  asked.clear();
  const auto call_with = [&](const WordSlot& slot, std::size_t at, std::size_t other, Side side) {
    if (other >= count || !(slot.others & Triggers::other_bit(words[other], side))) return;
    asked.push_back({pair_key(words[at], words[other], side), static_cast<std::uint32_t>(at)});
    index.triggers.fetch_pair_filter(asked.back().pair);
  };
  for (std::size_t i = 0; i < callers; ++i) index.triggers.fetch_word(words[scratch.callers[i]]);
  constexpr unsigned behind = 1u << side_behind(1), before = 1u << side_before(1);
  for (std::size_t i = 0; i < callers; ++i) {
    const std::size_t at = scratch.callers[i];
    const WordSlot* slot = index.triggers.find(words[at]);
    if (!slot) continue;
    if (slot->first != WordSlot::none) scratch.called.emplace_back(at, slot->first);
    if (!signs.odd_letters) {
      if (slot->sides & behind) call_with(*slot, at, at + 1, side_behind(1));
      if (slot->sides & before) call_with(*slot, at, at - 1, side_before(1));
      for (unsigned rest = slot->sides & ~(behind | before); rest != 0; rest &= rest - 1) {
        const auto side = static_cast<Side>(std::countr_zero(rest));
        const std::size_t distance = side % max_distance + 1;
        call_with(*slot, at, side < max_distance ? at + distance : at - distance, side);
      }
      continue;
    }
    // Where \pL+ may be more or fewer than one word, the other may stand anywhere on its side.
    for (unsigned rest = slot->sides; rest != 0; rest &= rest - 1) {
      const auto side = static_cast<Side>(std::countr_zero(rest));
      for (const Scratch::Distinct& other : scratch.distinct) {
        const bool stands = side < max_distance ? other.last > at : other.first < at;
        if (stands) call_with(*slot, at, other.first, side);
      }
    }
  }
  std::erase_if(asked, [&](const Scratch::Asked& one) {
    if (!index.triggers.may_hold_pair(one.pair)) return true;
    index.triggers.fetch_pair(one.pair);
    return false;
  });
  for (const Scratch::Asked& one : asked) {
    const PairSlot* pair = index.triggers.find_pair(one.pair);
    if (!pair) continue;
    index.triggers.fetch_triggers(pair->first);
    scratch.called.emplace_back(one.at, pair->first);
  }
  const std::size_t stems_asked = index.triggers.has_stems() ? count : 0;
  for (std::size_t at = 0; at < stems_asked; ++at) {
    const std::uint32_t key = stem_key(std::string_view(document.text).substr(scratch.begins[at]));
    if (!index.triggers.may_begin_with_stem(key)) continue;
    if (const PairSlot* stem = index.triggers.find_stem(key)) {
      scratch.called.emplace_back(at, stem->first);
    }
  }
  for (const auto& [at, first] : scratch.called) {
    const Trigger* next = index.triggers.from(first);
    for (bool more = true; more; ++next) {
      const Trigger& trigger = *next;
      more = !trigger.last;
      if (!may_match(trigger, document.text, scratch, at, shape)) continue;
      const bool leads = patterns[trigger.pattern].leads && at >= trigger.place &&
                         !(trigger.elastic && signs.odd_letters);
      const std::size_t lead = at - trigger.place;
      scratch.calls.push_back({trigger.pattern, leads ? scratch.begins[lead] : Call::anywhere});
    }
  }
}

// Fills `scratch.candidates` with the raw matches inside `window`.
void RuleMatcher::State::find_candidates(const LanguageIndex& index, const Document& document,
                                         const Sentence& sentence, Range window, std::uint8_t shape,
                                         Scratch& scratch) const {
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
    call_patterns(index, document, window, signs, tokens, shape, scratch);
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
    const CompiledPattern& pattern = patterns[first->pattern];
    if (!(rules[pattern.rule].shapes & shape)) continue;
    const Search search(pattern, rules[pattern.rule].rule->word, document, sentence);
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

// Whether no exception, quotation or negation takes the match away. `scratch` has the words of
// `window`.
bool RuleMatcher::State::holds_up(const LanguageIndex& index, const CompiledRule& compiled,
                                  Range range, Range window, const Document& document,
                                  const Sentence& sentence, const Mentions* mentions,
                                  Scratch& scratch) const {
  const Rule& rule = *compiled.rule;
  const bool words_known = window == sentence.text && !index.triggers.empty();
  const Range around = window_around(document.text, sentence.text, range);
  for (const CompiledPattern& exception : compiled.exceptions) {
    if (words_known && !holds(exception.required, document.text, scratch)) continue;
    bool overlaps = false;
    Search(exception, rule.word, document, sentence).all(around, [&](Range excepted) {
      overlaps = excepted.overlaps(range);
      return !overlaps && excepted.begin < range.end;
    });
    if (overlaps) return false;
  }
  if (!rule.quoted && in_quotation(document, sentence, range, mentions)) return false;
  if (rule.negated) return true;
  const NegationWords& words =
      rule.negation_words ? *rule.negation_words : built_in_negation_words();
  return !words.takes_back(document, sentence, range);
}

void RuleMatcher::match(const Document& document, const Sentence& sentence,
                        const Mentions* mentions, std::vector<RuleMatch>& out) const {
  // On the heap: the compiler would otherwise ask for the thread's address at every use.
  thread_local const auto owned = std::make_unique<Scratch>();
  Scratch& scratch = *owned;
  const LanguageIndex& index = state_->index_for(document.language.code);
  const BlockShape shape = document.blocks[sentence.block].shape;
  const auto shape_bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(shape));
  const std::size_t first_out = out.size();
  for (std::uint32_t begin = sentence.text.begin; begin < sentence.text.end;) {
    Range window{begin, sentence.text.end};
    std::uint32_t next = sentence.text.end;
    if (window.size() > window_bytes) {
      window.end = character_begin(document.text, begin + window_bytes);
      next = character_begin(document.text, window.end - window_overlap_bytes);
      next = before_cut_token(document.tokens_of(sentence), next);
      if (next <= begin) next = window.end;  // one endless word
    }
    state_->find_candidates(index, document, sentence, window, shape_bit, scratch);
    for (const Candidate& candidate : scratch.candidates) {
      // What begins in the overlap is the next window's.
      if (candidate.range.begin >= next) continue;
      const CompiledRule& rule = state_->rules[candidate.rule];
      if (shape == BlockShape::quote && !rule.reads_quotes) continue;
      if (state_->holds_up(index, rule, candidate.range, window, document, sentence, mentions,
                           scratch)) {
        out.push_back({rule.rule, candidate.range});
      }
    }
    begin = next;
  }
  if (out.size() == first_out) return;

  // Of a rule's overlapping matches the leftmost, then the longest, stays.
  const auto ours = out.begin() + static_cast<std::ptrdiff_t>(first_out);
  std::sort(ours, out.end(), [](const RuleMatch& a, const RuleMatch& b) {
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.range.begin != b.range.begin) return a.range.begin < b.range.begin;
    return a.range.end > b.range.end;
  });
  auto kept = ours;
  for (auto it = ours; it != out.end(); ++it) {
    const bool overlapped = kept != ours && std::prev(kept)->rule == it->rule &&
                            it->range.begin < std::prev(kept)->range.end;
    if (!overlapped) *kept++ = *it;
  }
  out.erase(kept, out.end());
  std::sort(ours, out.end(), [](const RuleMatch& a, const RuleMatch& b) {
    return std::tie(a.range.begin, a.rule->id, a.range.end) <
           std::tie(b.range.begin, b.rule->id, b.range.end);
  });
}

}  // namespace assay
