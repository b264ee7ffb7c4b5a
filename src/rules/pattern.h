// The pattern language of rules: RE2's syntax, read once to check it, to widen what people type to
// what pages hold, and to find the words every match must contain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

namespace assay {

struct PatternMistake {
  std::size_t offset = 0;  // bytes into the pattern
  std::string what;
  std::string instead;
};

enum class NodeKind : std::uint8_t {
  literal,    // one of `members`
  character,  // one character, unknown which; `edges` bounds it
  anchor,     // an end of the sentence
  concat,
  alternate,
  repeat,
};

// A pattern as a tree.
struct PatternNode {
  // What a piece of a pattern may have at one of its edges.
  enum Edge : unsigned { edge_empty = 1, edge_word = 2, edge_other = 4 };

  NodeKind kind = NodeKind::concat;
  std::vector<char32_t> members;  // each stands for its family: a space for all white space
  std::vector<PatternNode> children;
  unsigned edges = edge_word | edge_other;
  bool letter = false;     // of character: \pL
  bool digit = false;      // of character: \pN or \d
  bool any = false;        // of character: any at all
  bool bracketed = false;  // one sign; a space that is not stands for any run of white space
  bool ascii_known =
      false;  // of character: `ascii` are the ASCII signs that it may be, bit by code
  std::array<std::uint64_t, 2> ascii{};
  int min = 1, max = 1;  // of repeat; max -1: unbounded
};

// In a phrase, letters unknown which: one word of the text, or several where it holds signs that
// are letters to \pL and no word, or words each, to the tokeniser. (A byte that UTF-8 never has.)
inline constexpr std::string_view any_word = "\xff";
inline constexpr std::size_t stem_bytes = 4;

struct Pattern {
  std::string re2;  // what RE2 compiles

  // Each clause lists words (lower case, letters only) of which every match contains at least one,
  // as a whole word: between its neighbours in the text there is a boundary as word_boundary()
  // tells it. One that ends in any_word is a stem, stem_bytes or more ASCII letters with which a
  // word begins. Empty: nothing is known, the pattern must be tried everywhere.
  std::vector<std::vector<std::string>> required;

  // Phrases of which every match contains at least one, each as its words in order, cut at
  // apostrophes too; an empty string stands for a word that is not known whole, any_word for one of
  // which nothing is known. Each holds a word of required.front(). Empty: no such phrases are
  // known.
  std::vector<std::vector<std::string>> phrases;
  bool phrases_lead = false;  // every match begins with the first word of such a phrase

  // Every match holds a digit with a boundary before it: the text holds a number there.
  bool number = false;

  PatternNode root;
};

// Reads `source`. `word`: both ends of a match are word boundaries. False: `mistake` says why.
bool read_pattern(std::string_view source, bool word, Pattern& pattern, PatternMistake& mistake);

// The same, but of `pattern` only `re2` and `root`: whether it is well written, at a fraction of
// the cost.
bool read_pattern_syntax(std::string_view source, Pattern& pattern, PatternMistake& mistake);

// How patterns are compiled: UTF-8, case-insensitive, leftmost-longest, '.' matches a line break,
// nothing is logged. The memory bound makes hostile patterns fail instead of growing.
RE2::Options pattern_options();

// Whether a word may begin or end at `offset` of `text`: not between two letters, marks or digits.
// Ideographs and kana are words of their own, as they are tokens of their own.
bool word_boundary(std::string_view text, std::size_t offset);

}  // namespace assay
