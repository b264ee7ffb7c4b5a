// The view of a document that every recogniser of the mentions step works on: tokens with what the
// lexicon knows of them, and what stands between two tokens.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "assay/document.h"

#include "mentions/lexicon.h"
#include "text/ascii.h"
#include "text/registers.h"

namespace assay::mentions {

// What stands between two neighbouring tokens.
enum class Gap : std::uint8_t { glued, space, hyphen, dash, slash, other };

struct Scan {
  const Document& document;
  const Lexicon& lexicon;
  std::string_view text;
  std::span<const Token> tokens;
  // Parallel to tokens; never null: unknown words share one entry.
  std::unique_ptr<const Word*[]> words;
  // Parallel to tokens: bits of Stop. Eight zeros behind the last, see next().
  std::unique_ptr<std::uint8_t[]> stops;
  // What stands behind each token, a Gap, with one_space for a space and nothing else. It is read
  // once: most tokens beside a number or name are asked for it many times.
  std::unique_ptr<std::uint8_t[]> gaps;

  Scan(const Document& doc, const Lexicon& lex, Registers registers = widest_registers());

  // Tokens lie in the text, one behind the other: here and below their ranges are not checked.
  std::string_view view(std::size_t i) const {
    const Range range = tokens[i].range;
    return {text.data() + range.begin, range.size()};
  }
  bool is(std::size_t i, std::uint64_t classes) const { return words[i]->is(classes); }
  bool noted(std::size_t i, std::uint8_t notes) const { return (words[i]->notes & notes) != 0; }
  bool number(std::size_t i) const { return tokens[i].kind == TokenKind::number; }

  // Is token i written just so? Compares in place, where == on a view would call a function.
  template <std::size_t N>
  bool reads(std::size_t i, const char (&word)[N]) const {
    const Range range = tokens[i].range;
    return range.size() == N - 1 && __builtin_memcmp(text.data() + range.begin, word, N - 1) == 0;
  }
  // Is it written as one of these?
  template <typename... Words>
  bool reads_any(std::size_t i, const Words&... any) const {
    return (reads(i, any) || ...);
  }

  // The first token in [i, last) that has one of `wanted`; last: none has.
  std::size_t next(std::size_t i, std::size_t last, std::uint8_t wanted) const {
    const std::uint64_t of_eight = 0x0101010101010101 * wanted;
    for (; i < last; i += stride) {
      const std::uint64_t found = eight_stops(i) & of_eight;
      if (found == 0) continue;
      return std::min(last, i + static_cast<std::size_t>(std::countr_zero(found)) / 8);
    }
    return last;
  }

  // What the tokens [first, last) stop at, all together.
  std::uint8_t stops_in(std::size_t first, std::size_t last) const {
    std::uint64_t all = 0;
    for (; first + stride <= last; first += stride) all |= eight_stops(first);
    if (first < last) all |= eight_stops(first) & ~(~std::uint64_t{0} << 8 * (last - first));
    all |= all >> 32;
    all |= all >> 16;
    return static_cast<std::uint8_t>(all | all >> 8);
  }

  // How many of the tokens [first, last) have each of the two.
  template <Stop one, Stop other>
  std::array<std::size_t, 2> count(std::size_t first, std::size_t last) const {
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::array<std::size_t, 2> all{};
    for (; first < last; first += stride) {
      std::uint64_t eight = eight_stops(first);
      if (last - first < stride) eight &= ~(~std::uint64_t{0} << 8 * (last - first));
      all[0] += (eight / one & ones) * ones >> 56;  // the sum of its bytes
      all[1] += (eight / other & ones) * ones >> 56;
    }
    return all;
  }

  // What stands between token i and i + 1; both must exist.
  std::string_view between(std::size_t i) const {
    const std::uint32_t end = tokens[i].range.end;
    return {text.data() + end, tokens[i + 1].range.begin - end};
  }
  Gap gap(std::size_t i) const { return static_cast<Gap>(gaps[i] & gap_mask); }
  // Is it one space and nothing else?
  bool spaced(std::size_t i) const { return (gaps[i] & one_space) != 0; }
  char before(std::uint32_t at) const { return at == 0 ? ' ' : text[at - 1]; }
  char at(std::uint32_t offset) const { return offset < text.size() ? text[offset] : ' '; }

  static Gap kind_of(std::string_view between) {
    if (between.size() > 1) {
      // Most of the long ones begin with a mark, or with a space and a mark.
      return may_part(between[between[0] == ' ']) ? kind_of_long(between) : Gap::other;
    }
    if (between.empty()) return Gap::glued;
    switch (between[0]) {
      case ' ':
      case '\n':
      case '\r':
        return Gap::space;
      case '-':
        return Gap::hyphen;
      case '/':
        return Gap::slash;
      default:
        return Gap::other;
    }
  }

 private:
  void read_words();
  void read_words_widest();
  void read_gaps(std::size_t first);

  static constexpr std::uint8_t gap_mask = 7, one_space = 8;

  // May the byte stand in a gap that is more than a mark?
  static bool may_part(char c) {
    return c == ' ' || c == '-' || c == '\n' || c == '\r' || static_cast<unsigned char>(c) >= 0x80;
  }

  static constexpr std::size_t stride = 8;  // tokens that next() looks at together

  // The stops of the tokens from i on, that of token i in the lowest byte.
  std::uint64_t eight_stops(std::size_t i) const {
    std::uint64_t eight;
    std::memcpy(&eight, &stops[i], sizeof eight);
    return std::endian::native == std::endian::little ? eight : __builtin_bswap64(eight);
  }

  static Gap kind_of_long(std::string_view between);
};

// Tokens [first, last) of one sentence.
struct Span {
  std::size_t first = 0, last = 0;
};

}  // namespace assay::mentions
