#include "mentions/quotations.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/ascii.h"
#include "text/registers.h"

#ifdef ASSAY_WIDE_REGISTERS
#include <immintrin.h>
#endif

namespace assay::mentions {
namespace {

enum class Mark : std::uint8_t { none, straight, open, close };

using ascii::is_text_space;

// U+FFFD is what a wrong charset leaves of a curly mark. Beside a space it was a quotation mark,
// within a word an apostrophe.
Mark broken_mark(std::string_view text, std::size_t at) {
  constexpr std::size_t length = 3;
  const bool space_before = at == 0 || is_text_space(text[at - 1]) || text[at - 1] == '(';
  const bool space_behind = at + length >= text.size() || is_text_space(text[at + length]) ||
                            text[at + length] == '.' || text[at + length] == ',';
  if (space_before == space_behind) return Mark::none;
  return space_before ? Mark::open : Mark::close;
}

// The quotation mark at `at`, with its length in bytes.
Mark mark_at(std::string_view text, std::size_t at, std::uint32_t& length) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  length = 1;
  if (text[at] == '"') return Mark::straight;
  if (text[at] == '\'') {  // two apostrophes, as old news wires write
    if (byte(at + 1) != '\'') return Mark::none;
    length = 2;
    return Mark::straight;
  }
  if (byte(at) == 0xc2) {
    length = 2;
    if (byte(at + 1) == 0xab) return Mark::open;   // «
    if (byte(at + 1) == 0xbb) return Mark::close;  // »
    return Mark::none;
  }
  if (byte(at) == 0xef && byte(at + 1) == 0xbf && byte(at + 2) == 0xbd) {
    length = 3;
    return broken_mark(text, at);
  }
  if (byte(at) == 0xe2 && byte(at + 1) == 0x80) {
    length = 3;
    if (byte(at + 2) == 0x9c || byte(at + 2) == 0x9e) return Mark::open;  // “ „
    if (byte(at + 2) == 0x9d) return Mark::close;                         // ”
  }
  return Mark::none;
}

// Can none of these eight bytes begin a mark? '"' and '\'' differ in two bits, so one comparison
// tells both ('#' and '&' look like them here); other marks are not ASCII.
bool no_mark_in(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x80 * ones;
  constexpr std::uint64_t shared_bits = static_cast<unsigned char>(~('"' ^ '\'')) * ones;
  std::uint64_t bytes;
  std::memcpy(&bytes, eight, sizeof bytes);
  const std::uint64_t zero_for_marks = (bytes & shared_bits) ^ ('"' & '\'') * ones;
  return (((zero_for_marks - ones) | bytes) & highs) == 0;
}

#ifdef ASSAY_WIDE_REGISTERS
// As next_mark(), 64 bytes at once.
ASSAY_WIDEST std::size_t next_mark_widest(std::string_view text, std::size_t at) {
  constexpr std::size_t step = 64;
  for (; at < text.size(); at += step) {
    const std::size_t left = text.size() - at;
    const __mmask64 some = left >= step ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    const __m512i bytes = _mm512_maskz_loadu_epi8(some, text.data() + at);
    const auto is = [&](unsigned char c) ASSAY_WIDEST {
      return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(c)));
    };
    const std::uint64_t found = is('"') | is('\'') | is(0xc2) | is(0xe2) | is(0xef);
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  return text.npos;
}
#endif

// The next byte at or behind `at` that may begin a mark; npos: none.
std::size_t next_mark(std::string_view text, std::size_t at) {
#ifdef ASSAY_WIDE_REGISTERS
  if (widest_registers() == Registers::widest) return next_mark_widest(text, at);
#endif
  static constexpr auto table = [] {
    std::array<bool, 256> marks{};
    for (const unsigned char c : {'"', '\''}) marks[c] = true;
    marks[0xc2] = marks[0xe2] = marks[0xef] = true;
    return marks;
  }();
#ifdef __SSE2__
  // '"' and '\'' differ in two bits; the sign of a byte says whether it is ASCII.
  const __m128i shared = _mm_set1_epi8(~('"' ^ '\'')), mark = _mm_set1_epi8('"' & '\'');
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i marks = _mm_cmpeq_epi8(_mm_and_si128(bytes, shared), mark);
    auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(marks, bytes)));
    for (; found != 0; found &= found - 1) {
      const std::size_t k = at + static_cast<std::size_t>(std::countr_zero(found));
      if (table[static_cast<unsigned char>(text[k])]) return k;
    }
  }
#endif
  constexpr std::size_t step = 8;
  while (at < text.size()) {
    if (at + step <= text.size() && no_mark_in(text.data() + at)) {
      at += step;
      continue;
    }
    for (const std::size_t end = std::min(at + step, text.size()); at < end; ++at) {
      if (table[static_cast<unsigned char>(text[at])]) return at;
    }
  }
  return text.npos;
}

}  // namespace

void find_quotations(const Document& document, std::vector<Quotation>& quotations) {
  const std::string_view text = document.text;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Range block = document.blocks[b].text;
    const std::string_view view = slice(text, block);
    bool inside = false;
    std::uint32_t begin = 0;
    for (std::size_t at = next_mark(view, 0); at != view.npos; at = next_mark(view, at)) {
      std::uint32_t length = 1;
      const Mark mark = mark_at(view, at, length);
      const auto offset = block.begin + static_cast<std::uint32_t>(at);
      at += length;
      if (mark == Mark::none) continue;
      // German closes with the mark that English opens with.
      const bool before_space =
          at >= view.size() || is_text_space(view[at]) || view[at] == '.' || view[at] == ',';
      const bool closes = inside && (mark != Mark::open || before_space);
      // 12" is a length, not a mark.
      if (mark == Mark::straight && !inside && offset > 0 && text[offset - 1] >= '0' &&
          text[offset - 1] <= '9')
        continue;
      if (closes) {
        if (offset > begin) quotations.push_back({{begin, offset}, no_index});
        inside = false;
      } else if (mark != Mark::close) {
        inside = true;
        begin = offset + length;
      }
    }
    if (!inside || begin >= block.end) continue;
    bool goes_on = false;
    if (b + 1 < document.blocks.size()) {
      const Range next = document.blocks[b + 1].text;
      std::uint32_t length = 1;
      if (!next.empty()) {
        const Mark mark = mark_at(slice(text, next), 0, length);
        goes_on = mark == Mark::open || mark == Mark::straight;
      }
    }
    if (goes_on) quotations.push_back({{begin, block.end}, no_index});
  }
}

}  // namespace assay::mentions
