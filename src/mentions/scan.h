// The view of a document that every recogniser of the mentions step works on: tokens with what the
// lexicon knows of them, and what stands between two tokens.
#pragma once

#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"

#include "mentions/lexicon.h"
#include "text/ascii.h"

namespace assay::mentions {

// What stands between two neighbouring tokens.
enum class Gap : std::uint8_t { glued, space, hyphen, dash, slash, other };

struct Scan {
  const Document& document;
  const Lexicon& lexicon;
  std::string_view text;
  std::span<const Token> tokens;
  std::vector<const Word*> words;   // parallel to tokens; never null: unknown words share one entry
  std::vector<std::uint8_t> stops;  // parallel to tokens: bits of Stop

  Scan(const Document& doc, const Lexicon& lex)
      : document(doc),
        lexicon(lex),
        text(doc.text),
        tokens(doc.tokens),
        words(doc.tokens.size()),
        stops(doc.tokens.size()) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const Word& word = lex.word(token.hash);
      words[i] = &word;
      std::uint8_t stop = word.stops;
      if (token.kind == TokenKind::number) {
        stop |= stop_quantity;
      } else if (token.capitalised) {
        if (!(stop & stop_no_name) && token.range.size() > 1) stop |= stop_name;
        if (word.classes == 0 && glued_digits(token.range)) stop |= stop_quantity;
      }
      stops[i] = stop;
    }
  }

  std::string_view view(std::size_t i) const { return slice(text, tokens[i].range); }
  bool is(std::size_t i, std::uint64_t classes) const { return words[i]->is(classes); }
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
    for (std::uint64_t eight; i + 8 <= last; i += 8) {
      std::memcpy(&eight, &stops[i], sizeof eight);
      if (eight & of_eight) break;
    }
    while (i < last && !(stops[i] & wanted)) ++i;
    return i;
  }

  // What stands between token i and i + 1; both must exist.
  std::string_view between(std::size_t i) const {
    return text.substr(tokens[i].range.end, tokens[i + 1].range.begin - tokens[i].range.end);
  }
  Gap gap(std::size_t i) const { return kind_of(between(i)); }
  // Is it one space and nothing else?
  bool spaced(std::size_t i) const {
    const std::uint32_t end = tokens[i].range.end;
    return tokens[i + 1].range.begin == end + 1 && text[end] == ' ';
  }
  char before(std::uint32_t at) const { return at == 0 ? ' ' : text[at - 1]; }
  char at(std::uint32_t offset) const { return offset < text.size() ? text[offset] : ' '; }

  static Gap kind_of(std::string_view between) {
    if (between.size() > 1) return kind_of_long(between);
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
  // Do letters and digits stand in one word, as in "USD34" and "Rs500"?
  bool glued_digits(Range word) const {
    const auto digit = [&](std::uint32_t at) { return ascii::is_digit(text[at]); };
    return word.size() > 3 && (digit(word.begin + 2) || digit(word.begin + 3));
  }

  static Gap kind_of_long(std::string_view between);
};

// Tokens [first, last) of one sentence.
struct Span {
  std::size_t first = 0, last = 0;
};

}  // namespace assay::mentions
