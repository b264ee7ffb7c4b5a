// Which registers a loop may use: some are written twice, once for any processor and once for AVX2,
// with the same results.
#pragma once

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define ASSAY_WIDE_REGISTERS
#define ASSAY_WIDE __attribute__((target("avx2,popcnt")))
#endif

namespace assay::boilerplate {

enum class Registers : std::uint8_t { narrow, wide };  // any processor's, AVX2's

// The widest that this processor has.
inline Registers widest_registers() {
#ifdef ASSAY_WIDE_REGISTERS
  static const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
  if (wide) return Registers::wide;
#endif
  return Registers::narrow;
}

}  // namespace assay::boilerplate
