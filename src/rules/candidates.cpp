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
  if (begin_room_.size() <= most) {  // of what is asked, one is written ahead
    const std::size_t room = 2 * most + 1;
    word_room_.resize(room + max_distance);
    begin_room_.resize(room);
    use_room_.resize(room + max_distance + words_at_once);
    asked_words_room_.resize(room);
    asked_stems_room_.resize(room);
    asked_pairs_room_.resize(max_distance * room);
  }
  words = {word_room_.data(), 0};
  begins = {begin_room_.data(), 0};
  words_held_known_ = stems_held_known_ = false;
}

void Scratch::add_word(WordKey word, std::uint32_t begin) {
  const std::size_t count = words.size();
  word_room_[count] = word;
  begin_room_[count] = begin;
  words = {words.data(), count + 1};
  begins = {begins.data(), count + 1};
}

void Scratch::add_words(std::span<const Token> tokens) {
  WordKey* const keys = word_room_.data();
  std::uint32_t* const places = begin_room_.data();
  bool numbers = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    keys[i] = mixed_key(tokens[i].hash);
    places[i] = tokens[i].range.begin;
    numbers |= tokens[i].kind == TokenKind::number;
  }
  number |= numbers;
  words = {keys, tokens.size()};
  begins = {places, tokens.size()};
}

void Scratch::note_uses(const Triggers& triggers, std::string_view text) {
  const std::size_t count = words.size();
  std::uint8_t* const use = use_room_.data();
  const WordUses::View uses = triggers.uses().view();
  for (std::size_t at = 0; at < count; ++at) use[at] = uses.of(words[at]);
  if (triggers.has_stems()) {
    const WordUses::View stems = triggers.stem_uses().view();
    for (std::size_t at = 0; at < count; ++at) use[at] |= stems.of(stem_key(text, begins[at]));
  }
  // Behind the last stands none.
  std::fill_n(use + count, max_distance + words_at_once, 0);
  std::fill_n(word_room_.data() + count, max_distance, 0);
}

void Scratch::list_callers(const Triggers& triggers, std::string_view text) {
  note_uses(triggers, text);
  const std::uint8_t* const use = use_room_.data();
  const WordKey* const word = word_room_.data();
  const KeyFilter::View alone = triggers.alone().view(), pairs = triggers.pair_filter().view();
  Asked* single = asked_words_room_.data();
  Asked* stem = asked_stems_room_.data();
  Asked* pair = asked_pairs_room_.data();
  // Of eight words, a byte each, those that have a use.
  const auto with = [](std::uint64_t uses, WordUses::Use one) {
    constexpr std::uint64_t lowest_bits = 0x0101010101010101;
    return uses / one & lowest_bits;
  };
  const auto eight_from = [&](std::size_t at) {
    static_assert(words_at_once == sizeof(std::uint64_t) &&
                  std::endian::native == std::endian::little);
    std::uint64_t uses;
    std::memcpy(&uses, use + at, sizeof uses);
    return uses;
  };
  const auto ask_pair = [&](std::uint32_t at, std::size_t distance, unsigned may_be) {
    const std::uint64_t key = pair_key(word[at], word[at + distance], distance);
    *pair = {key, at};
    pair += may_be & static_cast<unsigned>(pairs.may_hold(key));
  };
  static_assert(max_distance == 4);
  for (std::size_t some = 0; some < words.size(); some += words_at_once) {
    const std::uint64_t uses = eight_from(some);
    if (uses == 0) continue;
    const std::uint64_t second = eight_from(some + 2);
    const std::uint64_t further = eight_from(some + 3) | eight_from(some + 4);
    // A byte a word, a bit a kind of call.
    const std::uint64_t single_calls = with(uses, WordUses::alone);
    const std::uint64_t stem_calls = with(uses, WordUses::stem);
    const std::uint64_t pair_calls =
        with(uses, WordUses::left) & with(eight_from(some + 1), WordUses::right);
    const std::uint64_t next_calls =
        with(uses, WordUses::left_of_next) & with(second, WordUses::right_of_next);
    const std::uint64_t far_calls =
        with(uses, WordUses::far_left) & with(further, WordUses::far_right);
    std::uint64_t calls =
        single_calls | pair_calls << 1 | next_calls << 2 | far_calls << 3 | stem_calls << 4;
    while (calls != 0) {
      const int bit = std::countr_zero(calls) / 8 * 8;
      const auto kinds = static_cast<unsigned>(calls >> bit & 0xff);
      calls &= ~(std::uint64_t{0xff} << bit);
      const auto at = static_cast<std::uint32_t>(some) + static_cast<std::uint32_t>(bit / 8);
      // What the filters answer cannot be foretold, so that is not decided by a jump.
      *single = {word[at], at};
      single += kinds & static_cast<unsigned>(alone.may_hold(word[at]));
      ask_pair(at, 1, kinds >> 1 & 1);
      ask_pair(at, 2, kinds >> 2 & 1);
      if (kinds >> 3 == 0) continue;
      ask_pair(at, 3, kinds >> 3 & 1);
      ask_pair(at, 4, kinds >> 3 & 1);
      if (kinds >> 4 & 1) *stem++ = {stem_key(text, begins[at]), at};
    }
  }
  asked_words = {asked_words_room_.data(), single};
  asked_stems = {asked_stems_room_.data(), stem};
  asked_pairs = {asked_pairs_room_.data(), pair};
}

void Scratch::list_callers_anywhere(const Triggers& triggers) {
  list_others();
  words_anywhere_.clear();
  pairs_anywhere_.clear();
  constexpr unsigned calling =
      WordUses::alone | WordUses::left | WordUses::left_of_next | WordUses::far_left;
  for (std::uint32_t at = 0; at < words.size(); ++at) {
    if (!(use_room_[at] & calling)) continue;
    const WordSlot* slot = triggers.find_word(words[at]);
    if (!slot) continue;
    if (slot->first != WordSlot::none) words_anywhere_.push_back({words[at], at});
    for (unsigned rest = slot->distances; rest != 0; rest &= rest - 1) {
      const auto distance = static_cast<std::size_t>(std::countr_zero(rest));
      for (const Distinct& other : others_) {
        if (other.last <= at || !(slot->others & Triggers::other_bit(other.word, distance)))
          continue;
        const std::uint64_t key = pair_key(words[at], other.word, distance);
        if (triggers.pair_filter().may_hold(key)) pairs_anywhere_.push_back({key, at});
      }
    }
  }
  asked_words = words_anywhere_;
  asked_pairs = pairs_anywhere_;
}

void Scratch::note_words_held() {
  words_held_known_ = true;
  words_held_ = {};
  signature_.words = 0;
  for (const WordKey one : words) {
    words_held_[held_index(one)] |= signature_bit(one);
    signature_.words |= signature_bit(one);
  }
}

void Scratch::note_stems_held(std::string_view text) {
  stems_held_known_ = true;
  signature_.stems = 0;
  for (const std::uint32_t begin : begins) {
    signature_.stems |= signature_bit(stem_key(text, begin));
  }
}

bool Scratch::is_among_words(WordKey word) const {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void Scratch::list_others() {
  constexpr unsigned other = WordUses::right | WordUses::right_of_next | WordUses::far_right;
  others_.clear();
  for (std::uint32_t at = 0; at < words.size(); ++at) {
    if (use_room_[at] & other) others_.push_back({words[at], at});
  }
  std::ranges::sort(others_, std::ranges::greater(),
                    [](const Distinct& one) { return std::pair(one.word, one.last); });
  const auto repeated = std::ranges::unique(others_, {}, &Distinct::word);
  others_.erase(repeated.begin(), repeated.end());
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

// What one look at all bytes tells, eight at a time.
struct ByteSigns {
  bool ascii = true, apostrophe = false;

  explicit ByteSigns(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x80 * ones;
    std::uint64_t bytes = 0, zeros = 0;  // of `tops`, some set where some byte is a zero
    const auto add = [&](std::uint64_t eight) {
      bytes |= eight;
      const std::uint64_t other = eight ^ '\'' * ones;
      zeros |= (other - ones) & ~other;
    };
    std::uint64_t eight = 0;
    if (text.size() < 8) {
      if (!text.empty()) std::memcpy(&eight, text.data(), text.size());
      add(eight);
    } else {
      for (std::size_t at = 0;; at = std::min(at + 8, text.size() - 8)) {
        std::memcpy(&eight, text.data() + at, 8);
        add(eight);
        if (at == text.size() - 8) break;
      }
    }
    ascii = (bytes & tops) == 0;
    apostrophe = (zeros & tops) != 0;
  }
};

// What a window holds that makes its words differ from its tokens.
struct SentenceSigns {
  bool apostrophes = false;  // or typographic signs that begin with the same byte
  // Signs of which the tokeniser and \pL may hold different views: marks, other scripts, invisible
  // signs. Not ASCII, the Latin letters below U+02C0, typographic signs, what stands for broken
  // bytes.
  bool odd_letters = false;

  explicit SentenceSigns(std::string_view text) {
    const ByteSigns bytes(text);
    apostrophes = bytes.apostrophe;
    if (bytes.ascii) return;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0xc2) continue;
      const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
      apostrophes = apostrophes || byte == 0xe2;
      const auto third = static_cast<unsigned char>(at + 2 < text.size() ? text[at + 2] : 0);
      const bool latin = byte <= 0xca && !(byte == 0xc2 && next == 0xad);  // soft hyphen
      const bool sign = byte == 0xe2 && next > 0x81 && next < 0xb0;
      const bool punctuation = byte == 0xe2 && next == 0x80 && third >= 0x90 && third < 0xa8;
      const bool replacement = byte == 0xef && next == 0xbf && third == 0xbd;  // of broken bytes
      odd_letters = odd_letters || !(latin || sign || punctuation || replacement);
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
void add_parts(std::string_view word, WordKey whole, std::uint32_t word_begin, Scratch& scratch) {
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
      scratch.add_word(mixed_key(word_hash(word.substr(begin, at - begin))),
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
  if (!(trigger.shapes & shape) || (trigger.number && !scratch.number)) return false;
  if (!trigger.signature.empty() && !scratch.may_hold(trigger.signature, text)) return false;
  if (trigger.phrase_length > 0 && !(trigger.elastic && scratch.odd_letters)) {
    const std::span<const WordKey> words = scratch.words;
    if (at < trigger.place || trigger.phrase_length > words.size() - (at - trigger.place)) {
      return false;
    }
    const bool stands =
        std::equal(compiled.phrase_words.begin() + trigger.phrase,
                   compiled.phrase_words.begin() + trigger.phrase + trigger.phrase_length,
                   words.begin() + static_cast<std::ptrdiff_t>(at - trigger.place),
                   [](WordKey wanted, WordKey word) { return wanted == 0 || wanted == word; });
    if (!stands) return false;
  }
  if (trigger.stem != Trigger::no_stem &&
      !begins_with_stem(text.substr(scratch.begins[at]), compiled.stems[trigger.stem])) {
    return false;
  }
  return holds_required(compiled, trigger.pattern, text, scratch);
}

// Fills `scratch.calls` with the patterns that the window's words call for.
void call_patterns(const CompiledRules& compiled, const LanguageIndex& index,
                   const Document& document, Range window, std::uint32_t sentence_begin,
                   const SentenceSigns& signs, std::span<const Token> tokens, std::uint8_t shape,
                   Scratch& scratch) {
  // Words with an apostrophe count by their parts: "l'innovation" holds "innovation".
  if (signs.apostrophes) {
    scratch.start_words(window.size());
    Apostrophes apostrophes(document.text, window);
    for (const Token& token : tokens) {
      if (apostrophes.stand_in(token.range)) {
        add_parts(document.view(token.range), mixed_key(token.hash), token.range.begin, scratch);
      } else {
        scratch.add_word(mixed_key(token.hash), token.range.begin);
      }
      scratch.number |= token.kind == TokenKind::number;
    }
  } else {
    scratch.start_words(tokens.size());
    scratch.add_words(tokens);
  }
  scratch.holding.start(compiled.patterns.size());
  scratch.lacking.start(compiled.patterns.size());
  scratch.called.clear();

  const Triggers& triggers = index.triggers;
  scratch.list_callers(triggers, document.text);
  if (signs.odd_letters) scratch.list_callers_anywhere(triggers);
  // Each step runs over all that is asked, so that look-ups wait for memory together and not one
  // behind the other.
  for (const Scratch::Asked& word : scratch.asked_words) triggers.fetch_word(word.key);
  for (const Scratch::Asked& pair : scratch.asked_pairs) triggers.fetch_pair(pair.key);
  const auto call = [&](std::uint32_t at, std::uint32_t first) {
    triggers.fetch_triggers(first);
    scratch.called.emplace_back(at, first);
  };
  for (const Scratch::Asked& word : scratch.asked_words) {
    const WordSlot* slot = triggers.find_word(word.key);
    if (slot && slot->first != WordSlot::none) call(word.at, slot->first);
  }
  for (const Scratch::Asked& pair : scratch.asked_pairs) {
    if (const PairSlot* slot = triggers.find_pair(pair.key)) call(pair.at, slot->first);
  }
  for (const Scratch::Asked& stem : scratch.asked_stems) {
    if (const PairSlot* slot = triggers.find_stem(stem.key)) call(stem.at, slot->first);
  }
  for (const auto& [at, first] : scratch.called) {
    const Trigger* next = triggers.from(first);
    for (bool more = true; more; ++next) {
      const Trigger& trigger = *next;
      more = !trigger.last;
      if (!may_match(compiled, trigger, document.text, scratch, at, shape)) continue;
      const CompiledPattern& pattern = compiled.patterns[trigger.pattern];
      const bool leads =
          pattern.leads && at >= trigger.place && !(trigger.elastic && signs.odd_letters);
      std::uint32_t begin = leads ? scratch.begins[at - trigger.place] : Call::anywhere;
      if (pattern.begins_sentence) {
        if (window.begin != sentence_begin || (leads && begin != sentence_begin)) continue;
        begin = sentence_begin;
      }
      scratch.calls.push_back({trigger.pattern, begin});
    }
  }
}

}  // namespace

bool holds(const std::vector<Clause>& clauses, std::string_view text, Scratch& scratch) {
  for (const Clause& clause : clauses) {
    if (!scratch.may_hold(clause.signature, text)) return false;
  }
  if (clauses.empty()) return true;
  return std::all_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.words.begin(), clause.words.end(),
                       [&](WordKey word) { return scratch.holds(word); }) ||
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
  scratch.odd_letters = scratch.number = signs.odd_letters;
  if (!index.triggers.empty()) {
    call_patterns(compiled, index, document, window, sentence.text.begin, signs, tokens, shape,
                  scratch);
  } else if (!index.sets.empty()) {
    const auto is_number = [](const Token& token) { return token.kind == TokenKind::number; };
    scratch.number |= std::ranges::any_of(tokens, is_number);
  }
  for (const BoundPattern& bound : index.bound) {
    if (bound.edges.may_match(document, sentence)) scratch.calls.push_back({bound.pattern});
  }
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
