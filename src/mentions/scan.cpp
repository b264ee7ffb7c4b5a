#include "mentions/scan.h"
#include <cstddef>

#include "text/eight_tokens.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t long_word = 4;  // bytes, or more

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
      stops(std::make_unique_for_overwrite<std::uint8_t[]>(tokens.size() + stride)) {
  if (registers == Registers::widest) {
    read_words_widest();
  } else {
    read_words();
  }
  std::fill_n(&stops[tokens.size()], stride, std::uint8_t{0});
}

// Without a branch: whether a word is known, or a name, no processor can guess.
void Scan::read_words() {
  const WordTable<Word>::View table = lexicon.words();
  const Word** word_at = words.get();
  std::uint8_t* stop_at = stops.get();
  for (const Token& token : tokens) {
    const Word& word = table.of(token.hash);
    const Form form = forms[form_of(token)];
    *word_at++ = &word;
    *stop_at++ = static_cast<std::uint8_t>((word.stops & form) | form >> 8);
  }
}

#ifdef ASSAY_WIDE_REGISTERS
// As read_words(), eight words at once.
ASSAY_WIDEST void Scan::read_words_widest() {
  constexpr std::size_t bytes_with_stops = offsetof(Word, stops) / 8 * 8,
                        stops_shift = offsetof(Word, stops) % 8 * 8;
  const auto all = [&](long long number) ASSAY_WIDEST { return _mm512_set1_epi64(number); };
  const WordTable<Word>::View table = lexicon.words();
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
  }
}
#else
void Scan::read_words_widest() { read_words(); }
#endif

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
