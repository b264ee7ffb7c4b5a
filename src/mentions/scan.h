// The view of a document that every recogniser of the mentions step works on: tokens with what the
// lexicon knows of them, and what stands between two tokens.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"

#include "mentions/lexicon.h"

namespace assay::mentions {

// What stands between two neighbouring tokens.
enum class Gap : std::uint8_t { glued, space, hyphen, dash, slash, other };

struct Scan {
  const Document& document;
  const Lexicon& lexicon;
  std::string_view text;
  std::span<const Token> tokens;
  std::vector<const Word*> words;  // parallel to tokens; never null: unknown words share one entry

  Scan(const Document& doc, const Lexicon& lex)
      : document(doc), lexicon(lex), text(doc.text), tokens(doc.tokens), words(doc.tokens.size()) {
    static constexpr Word unknown;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Word* word = lex.find(tokens[i].hash);
      words[i] = word ? word : &unknown;
    }
  }

  std::string_view view(std::size_t i) const { return slice(text, tokens[i].range); }
  bool is(std::size_t i, std::uint64_t classes) const { return words[i]->is(classes); }
  bool number(std::size_t i) const { return tokens[i].kind == TokenKind::number; }

  // Between token i and i + 1; both must exist.
  Gap gap(std::size_t i) const {
    return kind_of(
        text.substr(tokens[i].range.end, tokens[i + 1].range.begin - tokens[i].range.end));
  }
  char before(std::uint32_t at) const { return at == 0 ? ' ' : text[at - 1]; }
  char at(std::uint32_t offset) const { return offset < text.size() ? text[offset] : ' '; }

  static Gap kind_of(std::string_view between) {
    if (between.empty()) return Gap::glued;
    if (between == " ") return Gap::space;
    if (between == "-" || between == "\u2010" || between == "\u2011") return Gap::hyphen;
    if (between == "/") return Gap::slash;
    bool only_space = true;
    bool dash = false;
    for (std::size_t i = 0; i < between.size(); ++i) {
      const char c = between[i];
      const std::string_view rest = between.substr(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') continue;
      if (rest.starts_with("\u00a0")) {
        i += 1;
        continue;
      }
      if (rest.starts_with("\u2009") || rest.starts_with("\u202f")) {
        i += 2;
        continue;
      }
      only_space = false;
      if (dash) return Gap::other;
      if (c == '-') {
        dash = true;
        continue;
      }
      if (rest.starts_with("\u2013") || rest.starts_with("\u2014") || rest.starts_with("\u2212") ||
          rest.starts_with("\u2010") || rest.starts_with("\u2011")) {
        dash = true;
        i += 2;
        continue;
      }
      return Gap::other;
    }
    return only_space ? Gap::space : Gap::dash;
  }
};

// Tokens [first, last) of one sentence.
struct Span {
  std::size_t first = 0, last = 0;
};

}  // namespace assay::mentions
