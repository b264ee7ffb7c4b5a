#include "mentions/scan.h"
#include <cstddef>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/eight_tokens.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t long_word = 4;    // bytes, or more
constexpr std::size_t kinds = 8;          // of stops
constexpr std::size_t zeros_behind = 16;  // bytes behind a row of bits, for who reads eight at once

// What the form of a token makes of the stops of its word, by its kind, capital, digits and length:
// those that it keeps, and eight bits higher those that it adds.
using Form = std::uint16_t;

constexpr auto forms = [] {
  static_assert(static_cast<int>(TokenKind::number) == 1);
  std::array<Form, 8 * (long_word + 1)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool number = (i & 1) != 0, capital = (i & 2) != 0, mixed = (i & 4) != 0,
               longer = i >= 8 * long_word;
    const bool name = capital && !number && i >= 8 * 2;
    const bool amount = number || (mixed && capital && longer);  // "1,200", "USD34"
    const std::uint8_t kept = name ? 0xff : static_cast<std::uint8_t>(~stop_name);
    const Stop of_long = capital ? stop_capital : stop_small;
    const int added = (amount ? stop_quantity : 0) | (longer && !number ? of_long : 0);
    all[i] = static_cast<Form>(kept | added << 8);
  }
  return all;
}();

std::size_t form_of(const Token& token) {
  return static_cast<std::size_t>(token.kind) + 2u * token.capitalised + 4u * token.mixed +
         8 * std::min(token.range.size(), long_word);
}

}  // namespace

Scan::Scan(const Document& doc, const Lexicon& lex, Registers registers)
    : document(doc),
      lexicon(lex),
      text(doc.text),
      tokens(doc.tokens),
      words(std::make_unique_for_overwrite<const Word*[]>(tokens.size())),
      stop_row_((tokens.size() / most_stops + 1) * most_stops / 8 + zeros_behind) {
  const std::size_t stops_size = tokens.size() + most_stops, gaps_size = tokens.size() + stride;
  bytes =
      std::make_unique_for_overwrite<std::uint8_t[]>(stops_size + gaps_size + kinds * stop_row_);
  stops = bytes.get();
  gaps = stops + stops_size;
  stop_bits_ = gaps + gaps_size;
  const bool widest = registers == Registers::widest;
  if (widest) {
    read_words_widest();
  } else {
    read_words();
    read_gaps(0);
  }
  std::fill_n(stops + tokens.size(), most_stops, std::uint8_t{0});
  if (!tokens.empty()) gaps[tokens.size() - 1] = static_cast<std::uint8_t>(Gap::other);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    constexpr std::size_t last = most_stops / 8;  // bytes that may not all be written
    std::fill_n(stop_row(kind) + stop_row_ - zeros_behind - last, last + zeros_behind,
                std::uint8_t{0});
  }
  if (widest) {
    read_stops_widest();
  } else {
    read_stops();
  }
}

// The stops as rows of bits.
void Scan::read_stops() {
  for (std::size_t i = 0; i < tokens.size(); i += 16) {
#ifdef __SSE2__
    // The highest bit of each byte is asked for, so each kind is moved there.
    __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(stops + i));
    for (std::size_t kind = kinds; kind-- > 0; some = _mm_slli_epi16(some, 1)) {
      const auto bits = static_cast<std::uint16_t>(_mm_movemask_epi8(some));
      std::memcpy(stop_row(kind) + i / 8, &bits, sizeof bits);
    }
#else
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      for (std::size_t k = 0; k < 16; k += 8) {
        unsigned bits = 0;
        for (unsigned bit = 0; bit < 8; ++bit) bits |= (stops[i + k + bit] >> kind & 1u) << bit;
        stop_row(kind)[(i + k) / 8] = static_cast<std::uint8_t>(bits);
      }
    }
#endif
  }
}

std::uint64_t Scan::spelling_at_end(Range range) const {
  std::array<char, spelled> bytes{};
  if (range.size() > spelled) return 0;
  std::memcpy(bytes.data(), text.data() + range.begin, range.size());
  return std::bit_cast<std::uint64_t>(bytes);
}

// Without a branch: whether a word is known, or a name, no processor can guess.
void Scan::read_words() {
  const WordTable<Word>::View table = lexicon.words();
  const Word** word_at = words.get();
  std::uint8_t* stop_at = stops;
  for (const Token& token : tokens) {
    const Word& word = table.of(token.hash);
    const Form form = forms[form_of(token)];
    *word_at++ = &word;
    *stop_at++ = static_cast<std::uint8_t>((word.stops & form) | form >> 8);
  }
}

#ifdef ASSAY_WIDE_REGISTERS
namespace {

// What stands behind each of eight tokens, in the lowest bytes, and which of them have to be looked
// at closely: see read_gaps().
struct EightGaps {
  __m128i kinds;
  std::uint32_t long_ones;
};

// `ends` of eight tokens and `begins` of those behind them; four bytes behind each are read.
ASSAY_WIDEST EightGaps gaps_of_eight(const char* text, __m512i ends, __m512i begins,
                                     std::uint8_t one_space) {
  constexpr __mmask8 every = 0xff;
  const auto all = [&](long long number) ASSAY_WIDEST { return _mm512_set1_epi64(number); };
  const auto is = [&](__m512i bytes, char c, __mmask8 some) ASSAY_WIDEST {
    return static_cast<unsigned>(_mm512_mask_cmpeq_epi64_mask(some, bytes, all(c)));
  };
  const __m512i bytes = _mm512_maskz_cvtepu32_epi64(
      every, _mm512_mask_i64gather_epi32(_mm256_setzero_si256(), every, ends, text, 1));
  const __m512i sizes = _mm512_sub_epi64(begins, ends), mark = _mm512_and_si512(bytes, all(0xff));
  const __mmask8 one = _mm512_cmpeq_epi64_mask(sizes, all(1)),
                 more = _mm512_cmpgt_epu64_mask(sizes, all(1)),
                 none = static_cast<__mmask8>(~(one | more)),
                 space = static_cast<__mmask8>(is(mark, ' ', every));
  __m512i kinds = all(static_cast<int>(Gap::other));
  const auto put = [&](unsigned some, int kind) ASSAY_WIDEST {
    kinds = _mm512_mask_mov_epi64(kinds, static_cast<__mmask8>(some), all(kind));
  };
  put(none, static_cast<int>(Gap::glued));
  put(one & space, static_cast<int>(Gap::space) | one_space);
  put(is(mark, '\n', one) | is(mark, '\r', one), static_cast<int>(Gap::space));
  put(is(mark, '-', one), static_cast<int>(Gap::hyphen));
  put(is(mark, '/', one), static_cast<int>(Gap::slash));
  const __m512i telling =
      _mm512_and_si512(_mm512_mask_srli_epi64(bytes, space, bytes, 8), all(0xff));
  const unsigned long_ones = is(telling, ' ', more) | is(telling, '-', more) |
                             is(telling, '\n', more) | is(telling, '\r', more) |
                             _mm512_mask_cmpge_epu64_mask(more, telling, all(0x80));
  return {_mm512_maskz_cvtepi64_epi8(every, kinds), long_ones};
}

}  // namespace

// As read_words() and read_gaps(), eight words at once.
ASSAY_WIDEST void Scan::read_words_widest() {
  constexpr std::size_t bytes_with_stops = offsetof(Word, stops) / 8 * 8,
                        stops_shift = offsetof(Word, stops) % 8 * 8;
  const auto all = [&](long long number) ASSAY_WIDEST { return _mm512_set1_epi64(number); };
  constexpr std::size_t read_behind = 4;  // bytes behind a token
  const WordTable<Word>::View table = lexicon.words();
  std::size_t parted = 0;  // tokens whose gaps are read
  for (std::size_t i = 0; i < tokens.size(); i += stride) {
    const std::size_t count = std::min(stride, tokens.size() - i);
    const auto valid = static_cast<__mmask8>((1U << count) - 1);
    const EightTokens eight = load_eight(tokens.data() + i, count);
    prefetch_behind(tokens.data() + i);
    const auto [places, bytes] = table.of_eight<bytes_with_stops>(eight.hashes);
    _mm512_mask_storeu_epi64(&words[i], valid, places);

    const __mmask8 number = eight.with(EightTokens::number, valid),
                   capital = eight.with(EightTokens::capitalised, valid),
                   mixed = eight.with(EightTokens::mixed, valid);
    const __m512i sizes = _mm512_sub_epi64(eight.ends, eight.begins);
    const __mmask8 longer = _mm512_cmpge_epu64_mask(sizes, all(long_word)),
                   one_letter = _mm512_cmpeq_epi64_mask(sizes, all(1));
    const auto name = static_cast<__mmask8>(capital & ~number & ~one_letter),
               amount = static_cast<__mmask8>(number | (mixed & capital & longer)),
               long_capital = static_cast<__mmask8>(longer & capital & ~number),
               long_small = static_cast<__mmask8>(longer & ~capital & ~number);
    __m512i found = _mm512_maskz_srli_epi64(valid, bytes, stops_shift);
    found = _mm512_mask_andnot_epi64(found, static_cast<__mmask8>(~name), all(stop_name), found);
    found = _mm512_mask_or_epi64(found, amount, found, all(stop_quantity));
    found = _mm512_mask_or_epi64(found, long_capital, found, all(stop_capital));
    found = _mm512_mask_or_epi64(found, long_small, found, all(stop_small));
    // Writes up to `stride` bytes behind the last token, which are there.
    _mm_storel_epi64(reinterpret_cast<__m128i*>(&stops[i]),
                     _mm512_maskz_cvtepi64_epi8(valid, found));

    const std::size_t next = i + stride;
    if (next >= tokens.size() || tokens[next - 1].range.end + read_behind > text.size()) continue;
    const __m512i begins =
        _mm512_maskz_alignr_epi64(valid, all(tokens[next].range.begin), eight.begins, 1);
    EightGaps behind = gaps_of_eight(text.data(), eight.ends, begins, one_space);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(&gaps[i]), behind.kinds);
    for (; behind.long_ones != 0; behind.long_ones &= behind.long_ones - 1) {
      const std::size_t k = i + static_cast<std::size_t>(std::countr_zero(behind.long_ones));
      gaps[k] = static_cast<std::uint8_t>(kind_of_long(between(k)));
    }
    parted = next;
  }
  read_gaps(parted);
}

// As read_stops(), 64 at once.
ASSAY_WIDEST void Scan::read_stops_widest() {
  for (std::size_t i = 0; i < tokens.size(); i += most_stops) {
    const __m512i some = _mm512_loadu_si512(stops + i);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const std::uint64_t bits =
          _mm512_test_epi8_mask(some, _mm512_set1_epi8(static_cast<char>(1 << kind)));
      std::memcpy(stop_row(kind) + i / 8, &bits, sizeof bits);
    }
  }
}
#else
void Scan::read_words_widest() {
  read_words();
  read_gaps(0);
}

void Scan::read_stops_widest() { read_stops(); }
#endif

// What stands behind token `first` and those after it. Only what is longer than a mark, and no mark
// before a space, is looked at closely.
void Scan::read_gaps(std::size_t first) {
  static constexpr auto kinds = [] {
    std::array<std::uint8_t, 256> all{};
    for (std::uint8_t& kind : all) kind = static_cast<std::uint8_t>(Gap::other);
    all[' '] = static_cast<std::uint8_t>(Gap::space) | one_space;
    all['\n'] = all['\r'] = static_cast<std::uint8_t>(Gap::space);
    all['-'] = static_cast<std::uint8_t>(Gap::hyphen);
    all['/'] = static_cast<std::uint8_t>(Gap::slash);
    return all;
  }();
  for (std::size_t i = first; i + 1 < tokens.size(); ++i) {
    const std::uint32_t begin = tokens[i].range.end, size = tokens[i + 1].range.begin - begin;
    const char mark = text[begin];  // at the latest of the next token
    const auto other = static_cast<std::uint8_t>(size == 0 ? Gap::glued : Gap::other);
    gaps[i] = size == 1 ? kinds[static_cast<unsigned char>(mark)] : other;
    if (size > 1 && may_part(text[begin + (mark == ' ')])) [[unlikely]]
      gaps[i] = static_cast<std::uint8_t>(kind_of_long(text.substr(begin, size)));
  }
}

Gap Scan::kind_of_long(std::string_view between) {
  if (between == "\u2010" || between == "\u2011") return Gap::hyphen;
  bool dash = false;
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == '\t') return Gap::other;  // the next cell of a table
    if (c == ' ' || c == '\n' || c == '\r') continue;
    if (c != '-' && static_cast<unsigned char>(c) < 0x80) return Gap::other;
    const std::string_view rest = between.substr(i);
    if (rest.starts_with("\u00a0")) {
      i += 1;
      continue;
    }
    if (rest.starts_with("\u2009") || rest.starts_with("\u202f")) {
      i += 2;
      continue;
    }
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
  return dash ? Gap::dash : Gap::space;
}

}  // namespace assay::mentions
