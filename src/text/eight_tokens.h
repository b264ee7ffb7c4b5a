// Eight tokens side by side, for loops over a text's words on a processor with AVX-512.
#pragma once

#include <cstddef>
#include <cstdint>

#include "assay/text.h"

#include "text/registers.h"

#ifdef ASSAY_WIDE_REGISTERS
#include <immintrin.h>

namespace assay {

// How tokens lie in memory, for who loads eight of them as numbers of eight bytes.
static_assert(sizeof(Token) == 24);
static_assert(offsetof(Token, range) == 0 && offsetof(Token, hash) == 8);
static_assert(offsetof(Token, kind) == 16 && offsetof(Token, capitalised) == 17 &&
              offsetof(Token, all_caps) == 18 && offsetof(Token, mixed) == 19);
static_assert(static_cast<int>(TokenKind::word) == 0 && static_cast<int>(TokenKind::number) == 1);

// Each field of eight tokens as numbers of eight bytes.
struct EightTokens {
  __m512i begins, ends, hashes, flags;

  // Those of `some` tokens whose flag, one of these, is set.
  static constexpr long long number = 0xff, capitalised = 0xff00, all_caps = 0xff0000,
                             mixed = 0xff000000;
  ASSAY_WIDEST __mmask8 with(long long flag, __mmask8 some) const {
    return _mm512_mask_test_epi64_mask(some, flags, _mm512_set1_epi64(flag));
  }
};

// The first `count` of the tokens there, 8 or fewer; zeros for the others.
ASSAY_WIDEST inline EightTokens load_eight(const Token* tokens, std::size_t count) {
  const std::uint32_t some = (std::uint32_t{1} << 3 * count) - 1;
  const auto* const at = reinterpret_cast<const std::uint64_t*>(tokens);
  const __m512i a = _mm512_maskz_loadu_epi64(static_cast<__mmask8>(some), at);
  const __m512i b = _mm512_maskz_loadu_epi64(static_cast<__mmask8>(some >> 8), at + 8);
  const __m512i c = _mm512_maskz_loadu_epi64(static_cast<__mmask8>(some >> 16), at + 16);
  // Every third of the 24 numbers; from 8 on an index is into the second register.
  const __m512i ranges = _mm512_permutex2var_epi64(
      _mm512_permutex2var_epi64(a, _mm512_setr_epi64(0, 3, 6, 9, 12, 15, 0, 0), b),
      _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 10, 13), c);
  EightTokens eight;
  eight.begins = _mm512_and_si512(ranges, _mm512_set1_epi64(0xffffffff));
  eight.ends = _mm512_maskz_srli_epi64(0xff, ranges, 32);  // GCC 12 warns of it without a mask
  eight.hashes = _mm512_permutex2var_epi64(
      _mm512_permutex2var_epi64(a, _mm512_setr_epi64(1, 4, 7, 10, 13, 0, 0, 0), b),
      _mm512_setr_epi64(0, 1, 2, 3, 4, 8, 11, 14), c);
  eight.flags = _mm512_permutex2var_epi64(
      _mm512_permutex2var_epi64(a, _mm512_setr_epi64(2, 5, 8, 11, 14, 0, 0, 0), b),
      _mm512_setr_epi64(0, 1, 2, 3, 4, 9, 12, 15), c);
  return eight;
}

// Asks for the tokens that a loop will read some time after the eight here: those of a text are
// often read for the first time.
inline void prefetch_behind(const Token* tokens) {
  constexpr std::size_t ahead = 1536, line = 64;  // bytes
  for (std::size_t i = 0; i < 8 * sizeof(Token); i += line) {
    __builtin_prefetch(reinterpret_cast<const char*>(tokens) + ahead + i);
  }
}

}  // namespace assay
#endif
