// Searching for one pattern in one sentence.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include <re2/re2.h>

#include "assay/document.h"

#include "rules/candidates.h"
#include "rules/compiled_rules.h"

namespace assay::rules {

inline constexpr int max_matches_per_window = 32;   // of one pattern
inline constexpr int max_attempts_per_window = 64;  // searches, of one pattern

// The start of the token that `offset` cuts, else `offset`.
inline std::uint32_t before_cut_token(std::span<const Token> tokens, std::uint32_t offset) {
  const auto it = std::partition_point(
      tokens.begin(), tokens.end(), [&](const Token& token) { return token.range.end <= offset; });
  return it != tokens.end() && it->range.begin < offset ? it->range.begin : offset;
}

inline std::uint32_t next_code_point_begin(std::string_view text, std::uint32_t offset) {
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
        begins_sentence_(pattern.begins_sentence),
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
    if (begins_sentence_ && in.begin != base_) return false;
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
  bool begins_sentence_;
  bool word_;
  std::string_view text_;
  std::span<const Token> tokens_;
  std::uint32_t base_;
  re2::StringPiece piece_;
};

}  // namespace assay::rules
