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
  // Bytes of what follows here.
  std::unique_ptr<std::uint8_t[]> bytes;
  // Parallel to tokens: bits of Stop.
  std::uint8_t* stops = nullptr;
  // What stands behind each token, a Gap, with one_space for a space and nothing else. It is read
  // once: most tokens beside a number or name are asked for it many times.
  std::uint8_t* gaps = nullptr;

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
  template <std::size_t... N>
  bool reads_any(std::size_t i, const char (&... any)[N]) const {
    if constexpr (sizeof...(N) > 2 && ((N - 1 <= spelled) && ...)) {
      const std::uint64_t spelling = spelling_at(i);  // no word's length has to be guessed
      return ((spelling == spelling_of(any)) || ...);
    } else {
      return (reads(i, any) || ...);
    }
  }

  // The first token in [i, last) that has one of `wanted`; last: none has. Looks at so many tokens
  // together that no processor has to guess how far it is in most sentences.
  [[gnu::always_inline]] std::size_t next(std::size_t i, std::size_t last,
                                          std::uint8_t wanted) const {
    for (;;) {
      const auto step = static_cast<std::size_t>(
          std::countr_zero(ahead(i, wanted) | std::uint64_t{1} << stride_ahead));
      i += step;
      if ((step < stride_ahead) | (i >= last)) return std::min(i, last);
    }
  }

  // Has one of the tokens [first, last) one of `wanted`?
  [[gnu::always_inline]] bool any(std::size_t first, std::size_t last, std::uint8_t wanted) const {
    return next(first, last, wanted) < last;
  }

  // How many of the tokens [first, last), which are 56 or fewer, have it?
  [[gnu::always_inline]] std::size_t count(std::size_t first, std::size_t last, Stop one) const {
    return static_cast<std::size_t>(
        std::popcount(ahead(first, one) & ~(~std::uint64_t{0} << (last - first))));
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
  void read_stops();
  void read_stops_widest();
  std::uint8_t* stop_row(std::size_t kind) { return stop_bits_ + kind * stop_row_; }

  static constexpr std::uint8_t gap_mask = 7, one_space = 8;

  // May the byte stand in a gap that is more than a mark?
  static bool may_part(char c) {
    return c == ' ' || c == '-' || c == '\n' || c == '\r' || static_cast<unsigned char>(c) >= 0x80;
  }

  static constexpr std::size_t stride = 8;         // tokens that are read together
  static constexpr std::size_t most_stops = 64;    // that are read together
  static constexpr std::size_t stride_ahead = 56;  // tokens that next() looks at together
  static constexpr std::size_t spelled = 8;        // bytes of a word that are compared at once

  // One kind of stop of token i and those behind it, in the lowest bits: of 57 of them, or more.
  template <std::size_t kind>
  std::uint64_t ahead_of(std::size_t i) const {
    std::uint64_t bits;
    std::memcpy(&bits, stop_bits_ + kind * stop_row_ + i / 8, sizeof bits);
    return (std::endian::native == std::endian::little ? bits : __builtin_bswap64(bits)) >> i % 8;
  }
  // As ahead_of(), of all of `wanted`; a number that the compiler knows.
  [[gnu::always_inline]] std::uint64_t ahead(std::size_t i, std::uint8_t wanted) const {
    std::uint64_t found = 0;
    if (wanted & 1 << 0) found |= ahead_of<0>(i);
    if (wanted & 1 << 1) found |= ahead_of<1>(i);
    if (wanted & 1 << 2) found |= ahead_of<2>(i);
    if (wanted & 1 << 3) found |= ahead_of<3>(i);
    if (wanted & 1 << 4) found |= ahead_of<4>(i);
    if (wanted & 1 << 5) found |= ahead_of<5>(i);
    if (wanted & 1 << 6) found |= ahead_of<6>(i);
    if (wanted & 1 << 7) found |= ahead_of<7>(i);
    return found;
  }

  // The bytes of a word as a number; no two words of `spelled` bytes or fewer have the same, and
  // longer ones have none of these.
  template <std::size_t N>
  static constexpr std::uint64_t spelling_of(const char (&word)[N]) {
    std::array<char, spelled> bytes{};
    for (std::size_t k = 0; k + 1 < N; ++k) bytes[k] = word[k];
    return std::bit_cast<std::uint64_t>(bytes);
  }
  std::uint64_t spelling_at(std::size_t i) const {
    const Range range = tokens[i].range;
    if (range.begin + spelled > text.size()) [[unlikely]]
      return spelling_at_end(range);
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + range.begin, sizeof bytes);
    const std::uint32_t cut = 8 * (static_cast<std::uint32_t>(spelled) - range.size()) % 64;
    const std::uint64_t word =
        std::endian::native == std::endian::little ? bytes << cut >> cut : bytes >> cut << cut;
    return range.size() <= spelled ? word : 0;
  }
  std::uint64_t spelling_at_end(Range range) const;

  // For each kind of stop a bit for each token: rows one behind the other.
  std::uint8_t* stop_bits_ = nullptr;
  std::size_t stop_row_ = 0;  // bytes

  static Gap kind_of_long(std::string_view between);
};

// Tokens [first, last) of one sentence.
struct Span {
  std::size_t first = 0, last = 0;
};

}  // namespace assay::mentions
