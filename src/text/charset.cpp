#include "assay/charset.h"
#include <algorithm>
#include <memory>

#include <simdjson.h>
#include <uchardet/uchardet.h>

#include "assay/text.h"

#include "text/ascii.h"
#include "text/characters.h"
#include "text/encodings.h"

namespace assay {
namespace {

using ascii::is_ascii;
using std::string_view_literals::operator""sv;

// Fewer bytes that are no UTF-8 tell nothing of a charset. Guess.
constexpr std::size_t least_foreign_bytes = 10;

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string_view marked_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf"sv)) return "utf-8";
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return "utf-32le";
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return "utf-32be";
  if (bytes.starts_with("\xff\xfe"sv)) return "utf-16le";
  if (bytes.starts_with("\xfe\xff"sv)) return "utf-16be";
  return {};
}

// Western text in UTF-16 has a zero in every second byte and none in the others.
std::string_view encoding_of_zeros(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 256);
  if (head.size() < 16) return {};
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t many = head.size() / 2 * 9 / 10;
  if (zeros[0] == 0 && zeros[1] >= many) return "utf-16le";
  if (zeros[1] == 0 && zeros[0] >= many) return "utf-16be";
  return {};
}

// Characters beyond ASCII that are UTF-8, and sequences that are not.
struct Utf8Count {
  std::size_t valid = 0, invalid = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const char32_t point = read_code_point(bytes, at);
    if (point < 0x80) continue;
    const bool invalid = point == 0xfffd && bytes.substr(begin, at - begin) != "\xef\xbf\xbd";
    ++(invalid ? count.invalid : count.valid);
  }
  return count;
}

std::string_view detected_encoding(std::string_view payload) {
  constexpr std::size_t max_bytes = std::size_t{512} << 10;  // enough for its statistics
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       uchardet_delete);
  if (uchardet_handle_data(detector.get(), payload.data(), std::min(payload.size(), max_bytes)) !=
      0) {
    return {};
  }
  uchardet_data_end(detector.get());
  const std::string_view name = uchardet_get_charset(detector.get());
  if (name == "UHC" || name == "JOHAB") return "euc-kr";
  if (name == "MAC-CYRILLIC") return "x-mac-cyrillic";
  return encoding_of_label(name);
}

// What the bytes look like; empty where they do not tell.
std::string_view guessed_encoding(std::string_view payload) {
  if (const std::string_view name = encoding_of_zeros(payload); !name.empty()) return name;
  if (is_ascii(payload)) {
    const bool shifts = payload.find("\x1b$") != std::string_view::npos;
    return shifts && detected_encoding(payload) == "iso-2022-jp" ? "iso-2022-jp" : "";
  }
  if (is_utf8(payload)) return "utf-8";
  const Utf8Count count = count_utf8(payload);
  // Damaged UTF-8 has more whole characters than broken ones; in other charsets of several bytes
  // pairs that happen to be UTF-8 are at most as many. Guess.
  if (count.valid > 2 * count.invalid) return "utf-8";
  if (count.invalid < least_foreign_bytes) return {};
  const std::string_view detected = detected_encoding(payload);
  return detected == "replacement" ? std::string_view() : detected;
}

}  // namespace

bool reads_as_utf8(std::string_view bytes) { return !is_ascii(bytes) && is_utf8(bytes); }

std::string_view unicode_encoding(std::string_view bytes) {
  const std::string_view marked = marked_encoding(bytes);
  if (marked == "utf-8") return {};
  return marked.empty() ? encoding_of_zeros(bytes) : marked;
}

FoundCharset find_charset(std::string_view payload, std::string_view transport,
                          std::string_view otherwise, DeclaredEncoding declared) {
  if (const std::string_view name = marked_encoding(payload); !name.empty()) return {name, "bom"};
  const std::string_view parameter = charset_parameter(transport);
  const std::string_view named = encoding_of_label(parameter.empty() ? transport : parameter);
  if (!named.empty()) return {named, "http"};
  if (declared) {
    if (const std::string_view name = declared(payload); !name.empty()) return {name, "meta"};
  }
  const std::string_view guessed = guessed_encoding(payload);
  if (guessed.empty() || guessed == otherwise) return {otherwise, "default"};
  return {guessed, "detected"};
}

}  // namespace assay
