// Numbers written with digits or words: the first layer of quantities, dates and sequences.
#pragma once

#include <optional>

#include "mentions/scan.h"

namespace assay::mentions {

// Digits at the head of a token, in any script that Unicode calls decimal, with separators and
// vulgar fractions: "1,200", "4.4", "12,34,567", "٤٫٥", "2½".
struct Digits {
  bool readable = false;  // false: cannot be represented or separators contradict each other
  double value = 0;
  std::uint32_t length = 0;   // bytes of the token that are digits or separators
  std::uint32_t digits = 0;   // number of digits
  bool separators = false;    // holds '.' or ','
  bool leading_zero = false;  // "007"
};
Digits parse_digits(std::string_view token, bool decimal_comma);

struct Number {
  std::size_t first = 0, last = 0;  // tokens, last inclusive
  Range range;                      // bytes
  double value = 0;
  bool spelled = false;        // in words
  bool fraction = false;       // "a third", "3/4", "one in five"
  bool vague = false;          // "dozens", "millions"
  bool ordinal = false;        // "3rd", "first"
  bool scaled = false;         // a scale word or suffix multiplied it
  bool bare_scale = false;     // "million" without a number
  std::uint16_t unit = 0;      // a unit glued to the digits ("20km"); 0: none
  bool multiple = false;       // "3x", "doubled"
  double unscaled = 0;         // before scale words
  std::uint32_t suffix = 0;    // bytes of letters behind the digits that mean nothing to us ("5G")
  bool simple_year = false;    // four bare digits
  bool leading_point = false;  // ".08"
};

// Powers in the notation of science and of programs: "1.3x10^6", "6.2 × 10^-4", "12e+14", "2^10".
// Only where the mark of the power is written out.
std::optional<Number> parse_power(const Scan& scan, Span span, std::size_t at);

// The number that starts at token `at`, not going beyond `span`.
std::optional<Number> parse_number(const Scan& scan, Span span, std::size_t at);

}  // namespace assay::mentions
