// What every step of the quantity finder sees: one sentence, and where the last find in it ended.
#pragma once

#include <vector>

#include "mentions/quantities.h"

namespace assay::mentions {

inline bool only_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// May this byte begin or end a sign such as "$", "%", "€"?
inline bool may_be_sign(char c) {
  return c == '$' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

// The sentence at hand and how far it is read; quantities.cpp moves it on. The steps are plain
// functions of it: amounts, bounds, kinds, ignored numbers, each calling only those before it.
struct SentenceState {
  const Scan& scan;
  const Lexicon& lexicon;
  const QuantityOptions& options;
  std::vector<Quantity>& quantities;
  Span span{};
  std::uint32_t sentence = 0;
  std::size_t consumed = 0;        // tokens before this one belong to earlier finds
  std::size_t sentence_begin = 0;  // into quantities: first of this sentence
  // Of the sentence, answered when first asked; -1: not known yet.
  int title_case = -1;  // see quantity_names.cpp
  int calendar = -1;
  int program_text = -1;
  std::size_t name_end = 0;  // the token behind the last number that belongs to a name
  // Numbers that stood in names further up, by the hash of their token: "the 3060" goes on with
  // "RTX 3060". The first ones of a document, not all.
  std::vector<std::uint64_t> named_numbers{};

  bool has(std::size_t i) const { return i < span.last; }

  // Is token j a noun in the plural, as far as shape can tell?
  bool plural_noun(std::size_t j) const {
    const Word& word = *scan.words[j];
    if (word.is(plural)) return true;
    if (scan.number(j) || word.is(function | cardinal | scale)) return false;
    const std::string_view view = scan.view(j);
    if (view.size() < 3) return false;
    if (view.back() == 's') {
      const char before = view[view.size() - 2];
      if (before == 's' || before == '\'' || static_cast<unsigned char>(before) >= 0x80)
        return false;
      if (view.ends_with("us") || view.ends_with("is")) return false;
      return true;
    }
    return false;
  }
};

}  // namespace assay::mentions
