#include "scorers/boilerplate_scan.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace assay::boilerplate {
namespace {

constexpr std::array<unsigned char, 256> byte_classes = [] {
  std::array<unsigned char, 256> table{};
  for (int c = 0; c < 256; ++c) {
    unsigned char bits = 0;
    if (c >= 'a' && c <= 'z') bits |= lower_byte;
    if (c >= 'A' && c <= 'Z') bits |= upper_byte;
    if (c >= '0' && c <= '9') bits |= digit_byte;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') bits |= space_byte;
    if (c > 0x20 && c < 0x7f && !bits) bits |= punctuation_byte;
    if (c >= 0x80) bits |= high_byte;
    table[static_cast<std::size_t>(c)] = bits;
  }
  return table;
}();

// The code points beyond ASCII that matter, by their UTF-8 bytes.
void scan_high(std::string_view rest, Scan& scan) {
  const auto is = [&](std::string_view mark) { return rest.starts_with(mark); };
  switch (static_cast<unsigned char>(rest[0])) {
    case 0xc2:
      if (is("©")) scan.copyright_sign = true;
      if (is("£") || is("¥")) scan.currency = true;
      if (is("·") || is("»")) ++scan.separators;
      if (is("«")) ++scan.quotes;
      break;
    case 0xe2:
      if (is("€")) scan.currency = true;
      if (is("•") || is("›") || is("│")) ++scan.separators;
      if (is("“") || is("”") || is("„")) ++scan.quotes;
      if (is("…")) ++scan.terminals;
      if (is("→") || is("▶") || is("►") || is("▸") || is("⟶") || is("➔")) ++scan.arrows;
      break;
    case 0xe3:
      if (is("。")) ++scan.terminals;
      if (is("、")) ++scan.commas;
      break;
    case 0xef:
      if (is("！") || is("？")) ++scan.terminals;
      if (is("，")) ++scan.commas;
      if (is("｜")) ++scan.separators;
      break;
    case 0xf0:
      ++scan.arrows;  // emoji serve as bullets and buttons
      break;
    case 0xd8:
      if (is("؟")) ++scan.terminals;
      if (is("،")) ++scan.commas;
      break;
    case 0xe0:
      if (is("।")) ++scan.terminals;
      break;
    default:
      break;
  }
}

// A sign of ASCII that may matter, at `i`; commas are counted apart.
void scan_sign(std::string_view text, std::size_t i, Scan& scan) {
  const auto digit_at = [&](std::size_t k) {
    return k < text.size() && text[k] >= '0' && text[k] <= '9';
  };
  const bool number_before = i > 0 && digit_at(i - 1);
  switch (text[i]) {
    case '.':
      if (number_before && digit_at(i + 1)) {
        // "12.05.2024" is a date, "4.4" a decimal.
        if (i + 3 < text.size() && text[i + 3] == '.' && digit_at(i + 4)) scan.numeric_date = true;
      } else if (i + 1 == text.size() ||
                 class_of(text[i + 1]) & (space_byte | punctuation_byte | high_byte)) {
        ++scan.terminals;
      }
      break;
    case '?':
      scan.question = true;
      ++scan.terminals;
      break;
    case '!':
      scan.exclamation = true;
      ++scan.terminals;
      break;
    case ':':
      if (number_before && digit_at(i + 1)) scan.clock_time = true;
      if (text.substr(i, 3) == "://") scan.url = true;
      break;
    case '/':
      if (number_before && digit_at(i + 1)) {
        scan.numeric_date = true;
      } else if (i > 0 && text[i - 1] == ' ') {
        ++scan.separators;
      }
      break;
    case '@':
      if (i > 0 && class_of(text[i - 1]) & (letter_byte | digit_byte)) {
        scan.address = true;
      } else {
        scan.handle = true;
      }
      break;
    case '|':
    case '*':
    case '~':
      ++scan.separators;
      break;
    case '>':
      ++scan.arrows;
      break;
    case '#':
      scan.handle = true;
      break;
    case '$':
      scan.currency = true;
      break;
    case '"':
      ++scan.quotes;
      break;
    default:
      break;
  }
}

constexpr std::size_t step = 16;  // bytes looked at together

// One bit a byte.
struct Marks {
  unsigned special = 0;  // signs and leading bytes worth a closer look
  unsigned lower = 0, upper = 0;
};

#ifdef __SSE2__

// Counts over the whole block, and the marks of one step.
class Classifier {
 public:
  // Bytes behind `size` count for nothing.
  Marks next(const char* bytes, std::size_t size, bool readable) {
    __m128i v;
    if (size >= step || readable) {
      v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    } else {
      char rest[step] = {};
      std::memcpy(rest, bytes, size);
      v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rest));
    }
    if (size < step) {
      alignas(step) static constexpr signed char mask[2 * step] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                                                   -1, -1, -1, -1, -1, -1, -1, -1};
      v = _mm_and_si128(v, _mm_loadu_si128(reinterpret_cast<const __m128i*>(mask + step - size)));
    }
    const __m128i lower = between(v, 'a', 'z'), upper = between(v, 'A', 'Z');
    const __m128i alphanumeric = _mm_or_si128(_mm_or_si128(lower, upper), between(v, '0', '9'));
    const __m128i sign = _mm_andnot_si128(alphanumeric, between(v, 0x21, 0x7e));
    const __m128i high = _mm_cmplt_epi8(v, _mm_setzero_si128());
    const __m128i comma = equal(v, ',');
    signs_ = _mm_sub_epi8(signs_, sign);
    high_ = _mm_sub_epi8(high_, high);
    commas_ = _mm_sub_epi8(commas_, comma);
    if (++steps_ == 255) flush();
    // Frequent and of no interest: ' ( ) , -
    const __m128i dull = _mm_or_si128(between(v, '\'', ')'), between(v, ',', '-'));
    __m128i special = _mm_andnot_si128(dull, sign);
    if (_mm_movemask_epi8(v) != 0) {
      const __m128i lead = _mm_or_si128(_mm_or_si128(equal(v, '\xc2'), equal(v, '\xd8')),
                                        between(v, '\xe0', '\xf0'));
      special = _mm_or_si128(special, lead);
    }
    return {mask_of(special), mask_of(lower), mask_of(upper)};
  }

  void count(Scan& scan) {
    flush();
    scan.punctuation = punctuation_total_;
    scan.high = high_total_;
    scan.commas += comma_total_;
  }

 private:
  static __m128i between(__m128i v, char first, char last) {  // as signed numbers
    return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(v, _mm_set1_epi8(static_cast<char>(last + 1))));
  }
  static __m128i equal(__m128i v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }
  static unsigned mask_of(__m128i v) { return static_cast<unsigned>(_mm_movemask_epi8(v)); }
  static unsigned sum(__m128i counts) {
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    return static_cast<unsigned>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
  }
  void flush() {
    punctuation_total_ += sum(signs_);
    high_total_ += sum(high_);
    comma_total_ += sum(commas_);
    signs_ = high_ = commas_ = _mm_setzero_si128();
    steps_ = 0;
  }

  __m128i signs_ = _mm_setzero_si128(), high_ = signs_, commas_ = signs_;
  unsigned steps_ = 0;  // a byte counts to 255
  unsigned punctuation_total_ = 0, high_total_ = 0, comma_total_ = 0;
};

#else

class Classifier {
 public:
  Marks next(const char* bytes, std::size_t size, bool) {
    Marks marks;
    for (std::size_t i = 0; i < std::min(size, step); ++i) {
      const unsigned char bits = class_of(bytes[i]);
      punctuation_total_ += (bits & punctuation_byte) != 0;
      high_total_ += (bits & high_byte) != 0;
      comma_total_ += bytes[i] == ',';
      const unsigned bit = 1U << i;
      if (bits & (punctuation_byte | high_byte)) marks.special |= bit;
      if (bits & lower_byte) marks.lower |= bit;
      if (bits & upper_byte) marks.upper |= bit;
    }
    return marks;
  }

  void count(Scan& scan) const {
    scan.punctuation = punctuation_total_;
    scan.high = high_total_;
    scan.commas += comma_total_;
  }

 private:
  unsigned punctuation_total_ = 0, high_total_ = 0, comma_total_ = 0;
};

#endif

}  // namespace

unsigned char class_of(char c) { return byte_classes[static_cast<unsigned char>(c)]; }

Scan scan_bytes(std::string_view document, Range range) {
  const std::string_view text = slice(document, range);
  const std::size_t behind = document.size() - range.begin;  // bytes that may be read
  Scan scan;
  Classifier classifier;
  unsigned after_lower = 0;  // does the byte before this step hold a lower-case letter?
  for (std::size_t begin = 0; begin < text.size(); begin += step) {
    Marks marks = classifier.next(&text[begin], text.size() - begin, begin + step <= behind);
    const unsigned glued = marks.upper & (marks.lower << 1 | after_lower);
    if (glued != 0) scan.glued += static_cast<unsigned>(std::popcount(glued));
    after_lower = marks.lower >> (step - 1) & 1;
    for (; marks.special != 0; marks.special &= marks.special - 1) {
      const std::size_t i = begin + static_cast<std::size_t>(std::countr_zero(marks.special));
      if (static_cast<unsigned char>(text[i]) >= 0x80) {
        scan_high(text.substr(i, 4), scan);
      } else {
        scan_sign(text, i, scan);
      }
    }
  }
  classifier.count(scan);
  return scan;
}

}  // namespace assay::boilerplate
