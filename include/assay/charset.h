// Charsets: which one bytes are in, and decoding them with the way back from text to bytes.
//
// The encodings are those of the WHATWG Encoding standard, named by its names in lower case
// ("utf-8", "windows-1252", "gbk"), and utf-32le and utf-32be. Nothing fails on broken input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/range.h"

namespace assay {

// The encoding that `label` names in the standard ("latin1" is "windows-1252", " UTF8 " is
// "utf-8"); empty where it names none.
std::string_view encoding_of_label(std::string_view label);

struct FoundCharset {
  std::string_view name;  // static
  std::string_view from;  // "bom", "http", "meta", "detected" or "default"
};

// What a document declares as its encoding, or empty.
using DeclaredEncoding = std::string_view (*)(std::string_view payload);

// The charset of a payload, one order for every kind of document: its byte order mark; `transport`
// (a charset or a whole HTTP Content-Type); what the document declares; what the bytes look like:
// UTF-16 where every second byte is zero, UTF-8 where they are valid UTF-8 beyond ASCII or damaged
// but mostly so, what uchardet makes of many bytes that are not; `otherwise`. O(payload).
FoundCharset find_charset(std::string_view payload, std::string_view transport,
                          std::string_view otherwise, DeclaredEncoding declared = nullptr);

// Whether the bytes are valid UTF-8 and more than ASCII: almost never by chance.
bool reads_as_utf8(std::string_view bytes);

// "utf-16le", "utf-16be", "utf-32le" or "utf-32be" where a byte order mark or the pattern of zero
// bytes says so, else empty.
std::string_view unicode_encoding(std::string_view bytes);

// Where decoded text stands in the bytes it was decoded from. Compact: one entry for each run of
// characters of equal sizes.
class SourceMap {
 public:
  // Source offset of the character that starts at byte `offset` of the text.
  std::uint64_t begin(std::uint32_t offset) const;
  // Source offset behind the character that ends at byte `offset` of the text; differs from begin()
  // where the source holds bytes that stand for nothing, such as escapes of iso-2022-jp.
  std::uint64_t end(std::uint32_t offset) const;

  // Appends a character of `text_size` bytes, decoded from `source_size` bytes at `source`.
  void add(std::uint32_t text_size, std::uint64_t source, std::uint32_t source_size);

 private:
  struct Run {
    std::uint32_t text;
    std::uint64_t source;
    std::uint8_t text_unit, source_unit;
  };
  std::vector<Run> runs_;
  std::uint32_t text_size_ = 0;
  std::uint64_t source_end_ = 0;
};

// A payload as UTF-8.
struct DecodedText {
  // Valid UTF-8; a view of the payload where that is valid UTF-8 already, else of `storage`.
  std::string_view text;
  std::string storage;
  std::optional<SourceMap> map;  // none: the text is the payload from `skipped` on
  std::uint64_t skipped = 0;     // bytes of a byte order mark
  std::uint64_t invalid = 0;     // sequences that became U+FFFD

  DecodedText() = default;
  DecodedText(DecodedText&&) = delete;  // `text` may point into `storage`

  ByteRange source_of(Range range) const;
};

// Decodes `payload` by the encoding of that name (any other is read as windows-1252); its byte
// order mark is dropped and each invalid sequence becomes one U+FFFD. Copies only where it must.
// The result must not outlive `payload`. O(payload).
void decode(std::string_view payload, std::string_view encoding, DecodedText& out);

}  // namespace assay
