// Finding the next byte of interest, 16 bytes at a time where the processor can.
#pragma once

#include <bit>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/ascii.h"

namespace assay::html {

using namespace ascii;

// The first `c` in [p, end), or end. Meant for short distances; memchr wins on long ones.
inline const char* find_near(const char* p, const char* end, char c) {
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi8(c);
  for (; end - p >= 16; p += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
    if (hits != 0) return p + std::countr_zero(hits);
  }
#endif
  while (p < end && *p != c) ++p;
  return p;
}

// The first `a` or `b` in [p, end), or end.
inline const char* find_either(const char* p, const char* end, char a, char b) {
#ifdef __SSE2__
  const __m128i first = _mm_set1_epi8(a), second = _mm_set1_epi8(b);
  for (; end - p >= 16; p += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto hits = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, first), _mm_cmpeq_epi8(bytes, second))));
    if (hits != 0) return p + std::countr_zero(hits);
  }
#endif
  while (p < end && *p != a && *p != b) ++p;
  return p;
}

inline const char* find_far(const char* p, const char* end, char c) {
  const void* hit = std::memchr(p, c, static_cast<std::size_t>(end - p));
  return hit == nullptr ? end : static_cast<const char*>(hit);
}

}  // namespace assay::html
