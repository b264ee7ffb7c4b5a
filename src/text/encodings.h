// The encodings of the web and the names they go by.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "assay/charset.h"

namespace assay {

enum class EncodingKind : std::uint8_t {
  utf8,
  utf16le,
  utf16be,
  single_byte,
  multi_byte,
  user_defined,
  replacement,
};

// The encodings of the WHATWG Encoding standard, section 4.2, with their labels and the converter
// of ICU that decodes as the standard does (a wider one where ICU's own by that name knows less).
struct Encoding {
  std::string_view name;
  EncodingKind kind;
  const char* converter;
  std::string_view labels;  // separated by spaces
};

// By the standard's name; null where there is none. "utf-32le" and "utf-32be" are found too, which
// the web does not know and old files begin with the marks of.
const Encoding* find_encoding(std::string_view name);

// What the bytes of ISO-8859-16 from 0xa0 on mean, which ICU does not have.
extern const std::array<char16_t, 96> iso_8859_16;

// The label behind "charset=" in a Content-Type or a meta content attribute (section 2.6.4 of the
// HTML standard).
std::string_view charset_parameter(std::string_view content);

}  // namespace assay
