#include "scorers/boilerplate_scan.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef ASSAY_WIDE_REGISTERS
#include <immintrin.h>

#include "text/ascii.h"
#endif

namespace assay::boilerplate {
namespace {

constexpr std::array<unsigned char, 256> byte_classes = [] {
  std::array<unsigned char, 256> table{};
  for (int c = 0; c < 256; ++c) {
    unsigned char bits = 0;
    if (ascii::is_lower(c)) bits |= lower_byte;
    if (ascii::is_upper(c)) bits |= upper_byte;
    if (ascii::is_digit(c)) bits |= digit_byte;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') bits |= space_byte;
    if (c > 0x20 && c < 0x7f && !bits) bits |= punctuation_byte;
    if (c >= 0x80) bits |= high_byte;
    table[static_cast<std::size_t>(c)] = bits;
  }
  return table;
}();

}  // namespace

unsigned char class_of(char c) { return byte_classes[static_cast<unsigned char>(c)]; }

namespace {

constexpr unsigned char first_east_asian = 0xe3;

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
  const auto digit_at = [&](std::size_t k) { return k < text.size() && ascii::is_digit(text[k]); };
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

// Looks closer at the signs and leading bytes that `special` has a bit for, from `begin` on.
void scan_specials(std::string_view text, std::size_t begin, std::uint64_t special, Scan& scan) {
  for (; special != 0; special &= special - 1) {
    const std::size_t i = begin + static_cast<std::size_t>(std::countr_zero(special));
    if (static_cast<unsigned char>(text[i]) >= 0x80) {
      scan_high(text.substr(i, 4), scan);
    } else {
      scan_sign(text, i, scan);
    }
  }
}

bool is_special(char c) {
  const unsigned char bits = class_of(c);
  if (bits & high_byte) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xc2 || byte == 0xd8 || (byte >= 0xe0 && byte <= 0xf0);
  }
  constexpr std::string_view signs = ".?!:/@|*~>#$\"";
  return (bits & punctuation_byte) != 0 && signs.find(c) != std::string_view::npos;
}

void scan_narrow(std::string_view text, Scan& scan) {
  bool after_lower = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char bits = class_of(text[i]);
    scan.punctuation += (bits & punctuation_byte) != 0;
    scan.high += (bits & high_byte) != 0;
    scan.east_asian |= static_cast<unsigned char>(text[i]) >= first_east_asian;
    scan.commas += text[i] == ',';
    scan.glued += static_cast<unsigned>(after_lower && (bits & upper_byte) != 0);
    after_lower = (bits & lower_byte) != 0;
    if (is_special(text[i])) scan_specials(text, i, 1, scan);
  }
}

#ifdef ASSAY_WIDE_REGISTERS

constexpr std::size_t step = 32;  // bytes looked at together

// Kinds of ASCII signs, one bit each: a sign has a bit that both its low and its high half know.
// Two halves can tell apart what lies in a rectangle of the code table.
enum SignBit : unsigned char {
  any_2x = 1,       // 21 to 2f
  any_3x = 2,       // 3a to 3f
  any_4x_6x = 4,    // 40, 60
  any_5x = 8,       // 5b to 5f
  any_7x = 16,      // 7b to 7e
  special_2x = 32,  // ! " # $ * . /
  special_3x = 64,  // : > ?
  special_7x = 128  // | ~
};
constexpr unsigned char any_sign = any_2x | any_3x | any_4x_6x | any_5x | any_7x;
constexpr unsigned char special_sign = special_2x | special_3x | special_7x | any_4x_6x;

constexpr std::array<unsigned char, 16> low_halves = [] {
  std::array<unsigned char, 16> table{};
  for (unsigned low = 0; low < 16; ++low) {
    unsigned char bits = 0;
    if (low >= 0x1) bits |= any_2x;
    if (low >= 0xa) bits |= any_3x;
    if (low == 0x0) bits |= any_4x_6x;
    if (low >= 0xb) bits |= any_5x;
    if (low >= 0xb && low <= 0xe) bits |= any_7x;
    if ((low >= 0x1 && low <= 0x4) || low == 0xa || low >= 0xe) bits |= special_2x;
    if (low == 0xa || low >= 0xe) bits |= special_3x;
    if (low == 0xc || low == 0xe) bits |= special_7x;
    table[low] = bits;
  }
  return table;
}();
constexpr std::array<unsigned char, 16> high_halves = {
    0,         0,      any_2x | special_2x, any_3x | special_3x,
    any_4x_6x, any_5x, any_4x_6x,           any_7x | special_7x};

ASSAY_WIDE inline __m256i table_of(const std::array<unsigned char, 16>& bytes) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data())));
}

ASSAY_WIDE inline std::uint32_t mask_of(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}

// Bytes from `first` on, `count` of them.
ASSAY_WIDE inline std::uint32_t in_span(__m256i v, char first, char count) {
  const __m256i shifted = _mm256_add_epi8(v, _mm256_set1_epi8(static_cast<char>(-128 - first)));
  return mask_of(_mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(-128 + count)), shifted));
}

// `readable`: bytes from the start of `text` that may be read.
ASSAY_WIDE void scan_wide(std::string_view text, std::size_t readable, Scan& scan) {
  const __m256i low_table = table_of(low_halves), high_table = table_of(high_halves);
  const __m256i low_half = _mm256_set1_epi8(0x0f), zero = _mm256_setzero_si256();
  const auto count = [](std::uint32_t bits)
                         ASSAY_WIDE { return static_cast<unsigned>(_mm_popcnt_u32(bits)); };
  std::uint32_t after_lower = 0;  // does the byte before this step hold a lower-case letter?
  for (std::size_t begin = 0; begin < text.size(); begin += step) {
    const std::size_t size = text.size() - begin;
    __m256i v;
    if (begin + step <= readable) {
      v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&text[begin]));
    } else {
      char rest[step] = {};
      std::memcpy(rest, &text[begin], size);
      v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rest));
    }
    const std::uint32_t inside = size < step ? (std::uint32_t{1} << size) - 1 : ~std::uint32_t{0};
    // A byte beyond ASCII has no low half here.
    const __m256i bits = _mm256_and_si256(
        _mm256_shuffle_epi8(low_table, v),
        _mm256_shuffle_epi8(high_table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low_half)));
    const auto has = [&](unsigned char wanted) ASSAY_WIDE {
      const __m256i some = _mm256_and_si256(bits, _mm256_set1_epi8(static_cast<char>(wanted)));
      return inside & ~mask_of(_mm256_cmpeq_epi8(some, zero));
    };
    scan.punctuation += count(has(any_sign));
    scan.commas += count(inside & mask_of(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(','))));
    const std::uint32_t lower = in_span(v, 'a', 26);
    scan.glued += count(inside & in_span(v, 'A', 26) & (lower << 1 | after_lower));
    after_lower = lower >> (step - 1);
    std::uint32_t special = has(special_sign);
    if (const std::uint32_t high = inside & mask_of(v); high != 0) {
      scan.high += count(high);
      constexpr char many = static_cast<char>(0x100 - first_east_asian);
      scan.east_asian |= (inside & in_span(v, static_cast<char>(first_east_asian), many)) != 0;
      const std::uint32_t leads = in_span(v, '\xe0', 17) |
                                  mask_of(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\xc2'))) |
                                  mask_of(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\xd8')));
      special |= inside & leads;
    }
    scan_specials(text, begin, special, scan);
  }
}

ASSAY_WIDEST inline __m512i wide_table_of(const std::array<unsigned char, 16>& bytes) {
  return _mm512_maskz_broadcast_i32x4(
      0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data())));
}

// As scan_wide(), 64 bytes at once: most lines are one step. Full stops behind no digit, which are
// most of what is special, are told here.
ASSAY_WIDEST void scan_widest(std::string_view text, Scan& scan) {
  constexpr std::size_t wide_step = 64;
  constexpr unsigned char ends_sentence = space_byte | punctuation_byte | high_byte;
  const __m512i low_table = wide_table_of(low_halves), high_table = wide_table_of(high_halves);
  const auto all = [&](unsigned char byte)
                       ASSAY_WIDEST { return _mm512_set1_epi8(static_cast<char>(byte)); };
  const auto count = [&](std::uint64_t bits)
                         ASSAY_WIDEST { return static_cast<unsigned>(_mm_popcnt_u64(bits)); };
  std::uint64_t after_lower = 0, after_digit = 0;  // what the byte before this step holds
  for (std::size_t begin = 0; begin < text.size(); begin += wide_step) {
    const std::size_t size = text.size() - begin;
    const bool last = size <= wide_step;
    const std::uint64_t inside =
        size < wide_step ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
    const __m512i v = _mm512_maskz_loadu_epi8(inside, &text[begin]);
    // Bytes from `first` to `last`.
    const auto within = [&](unsigned char from, unsigned char to) ASSAY_WIDEST {
      return _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, all(from)), all(to - from));
    };
    const auto equal = [&](unsigned char byte)
                           ASSAY_WIDEST { return _mm512_cmpeq_epi8_mask(v, all(byte)); };
    // A byte beyond ASCII has no low half here.
    const __m512i high_half =
        _mm512_and_si512(_mm512_maskz_srli_epi16(~__mmask32{0}, v, 4), all(0x0f));
    const __m512i bits = _mm512_and_si512(_mm512_shuffle_epi8(low_table, v),
                                          _mm512_shuffle_epi8(high_table, high_half));
    const std::uint64_t signs = _mm512_test_epi8_mask(bits, all(any_sign));
    const std::uint64_t lower = within('a', 'z'), high = _mm512_movepi8_mask(v);
    scan.punctuation += count(signs);
    scan.commas += count(equal(','));
    scan.glued += count(within('A', 'Z') & (lower << 1 | after_lower));
    after_lower = lower >> (wide_step - 1);
    std::uint64_t special = _mm512_test_epi8_mask(bits, all(special_sign));
    const std::uint64_t digits = within('0', '9');
    if (const std::uint64_t stops = equal('.') & ~(digits << 1 | after_digit); stops != 0) {
      const std::uint64_t ends =
          signs | high | ~inside | equal(' ') | within('\t', '\n') | equal('\r');
      const bool last_ends = last || (class_of(text[begin + wide_step]) & ends_sentence) != 0;
      scan.terminals += count(stops & (ends >> 1 | std::uint64_t{last_ends} << (wide_step - 1)));
      special &= ~stops;
    }
    after_digit = digits >> (wide_step - 1);
    if (high != 0) {
      scan.high += count(high);
      scan.east_asian |= within(first_east_asian, 0xff) != 0;
      special |= within(0xe0, 0xf0) | equal(0xc2) | equal(0xd8);
    }
    scan_specials(text, begin, special, scan);
  }
}

#endif

}  // namespace

Scan scan_bytes(std::string_view document, Range range, Registers registers) {
  const std::string_view text = slice(document, range);
  Scan scan;
#ifdef ASSAY_WIDE_REGISTERS
  if (registers == Registers::widest) {
    scan_widest(text, scan);
    return scan;
  }
  if (registers != Registers::narrow) {
    scan_wide(text, document.size() - range.begin, scan);
    return scan;
  }
#endif
  scan_narrow(text, scan);
  return scan;
}

}  // namespace assay::boilerplate
