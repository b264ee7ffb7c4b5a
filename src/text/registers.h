// Which registers a loop may use: some are written for any processor, for AVX2 and, where that is
// much the faster, for AVX-512, with the same results.
#pragma once

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define ASSAY_WIDE_REGISTERS
#define ASSAY_WIDE __attribute__((target("avx2,popcnt")))
#define ASSAY_WIDEST __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#endif

namespace assay {

enum class Registers : std::uint8_t { narrow, wide, widest };  // any processor's, AVX2's, AVX-512's

// The widest that this processor has.
inline Registers widest_registers() {
#ifdef ASSAY_WIDE_REGISTERS
  static const Registers widest = [] {
    const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
    const bool more = wide && __builtin_cpu_supports("avx512f") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
    return more ? Registers::widest : wide ? Registers::wide : Registers::narrow;
  }();
  return widest;
#else
  return Registers::narrow;
#endif
}

}  // namespace assay
