// What every step of the quantity finder sees: one sentence, and where the last find in it ended.
#pragma once

#include "mentions/quantities.h"

namespace assay::mentions {

inline bool only_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

// The ground of the steps amounts, bounds, kinds and ignored numbers. Each is a layer upon the one
// before and calls only downwards; QuantityScanner (quantities.cpp) is the top and walks the
// sentences. The small questions asked of nearly every token are answered here, inline.
class SentenceReader {
 protected:
  SentenceReader(const Scan& scan, const QuantityOptions& options)
      : scan_(scan), lexicon_(scan.lexicon), options_(options) {}

  bool has(std::size_t i) const { return i < span_.last; }

  // Is token j a noun in the plural, as far as shape can tell?
  bool plural_noun(std::size_t j) const {
    const Word& word = *scan_.words[j];
    if (word.is(plural)) return true;
    if (scan_.number(j) || word.is(function | cardinal | scale)) return false;
    const std::string_view view = scan_.view(j);
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

  // May this byte begin or end a sign such as "$", "%", "€"?
  static bool may_be_sign(char c) {
    return c == '$' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
  }

  const Scan& scan_;
  const Lexicon& lexicon_;
  const QuantityOptions& options_;
  Span span_;
  std::uint32_t sentence_ = 0;
  std::size_t consumed_ = 0;  // tokens before this one belong to earlier finds
};

}  // namespace assay::mentions
