// What the bytes of a block's text tell before anyone reads its words: punctuation and what stands
// out by its signs.
#pragma once

#include <string_view>

#include "assay/range.h"

#include "text/registers.h"

namespace assay::boilerplate {

struct Scan {
  unsigned punctuation = 0;  // ASCII signs
  unsigned high = 0;         // bytes beyond ASCII
  unsigned commas = 0, terminals = 0, separators = 0, arrows = 0, quotes = 0;
  unsigned glued = 0;  // lower-case letter directly followed by an upper-case one
  bool question = false, exclamation = false, address = false, url = false, handle = false;
  bool east_asian =
      false;  // perhaps: has bytes that begin Han signs and kana, or what follows them
  bool copyright_sign = false, currency = false, clock_time = false, numeric_date = false;
};

// Linear in the range; many bytes at a time where the processor can. Looks at nothing outside.
Scan scan_bytes(std::string_view text, Range range, Registers registers = widest_registers());

enum Byte : unsigned char {
  lower_byte = 1,
  upper_byte = 2,
  digit_byte = 4,
  space_byte = 8,  // as in HTML
  punctuation_byte = 16,
  high_byte = 32,
  letter_byte = lower_byte | upper_byte,
};
unsigned char class_of(char c);  // its bits above

}  // namespace assay::boilerplate
