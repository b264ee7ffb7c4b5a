#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

#include <simdjson.h>
#include <unicode/ucnv.h>

#include "assay/charset.h"
#include "assay/text.h"

#include "text/ascii.h"
#include "text/characters.h"
#include "text/encodings.h"

namespace assay {
namespace {

// Appends characters to a text and keeps its map.
class Writer {
 public:
  explicit Writer(DecodedText& out) : out_(out), map_(out.map.emplace()) {}

  void put(char32_t point, std::uint64_t source, std::uint32_t source_size) {
    const std::size_t before = out_.storage.size();
    append_utf8(point, out_.storage);
    map_.add(static_cast<std::uint32_t>(out_.storage.size() - before), source, source_size);
  }
  void put_invalid(std::uint64_t source, std::uint32_t source_size) {
    ++out_.invalid;
    put(0xfffd, source, source_size);
  }

 private:
  DecodedText& out_;
  SourceMap& map_;
};

// Each maximal part of an invalid sequence is one U+FFFD (section 8.1.1 of the Encoding standard).
void decode_utf8(std::string_view bytes, std::uint64_t origin, Writer& out) {
  constexpr char32_t replacement = 0xfffd;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const char32_t point = read_code_point(bytes, at);
    const auto size = static_cast<std::uint32_t>(at - begin);
    if (point == replacement && bytes.substr(begin, size) != "\xef\xbf\xbd") {
      out.put_invalid(origin + begin, size);
    } else {
      out.put(point, origin + begin, size);
    }
  }
}

void decode_utf16(std::string_view bytes, std::uint64_t origin, bool big_endian, Writer& out) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size();) {
    const char32_t first = unit(at);
    if (first < 0xd800 || first > 0xdfff) {
      out.put(first, origin + at, 2);
      at += 2;
      continue;
    }
    if (first < 0xdc00 && at + 3 < bytes.size()) {
      if (const char32_t second = unit(at + 2); second >= 0xdc00 && second <= 0xdfff) {
        out.put(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), origin + at, 4);
        at += 4;
        continue;
      }
    }
    out.put_invalid(origin + at, 2);
    at += 2;
  }
  if (at < bytes.size()) out.put_invalid(origin + at, 1);
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const Encoding& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  return {ucnv_open(encoding.converter, &status), ucnv_close};
}

// What the bytes from 0x80 on mean; U+FFFD where nothing.
std::array<char16_t, 128> table_of(const Encoding& encoding) {
  std::array<char16_t, 128> table{};
  if (encoding.name == "iso-8859-16") {
    for (char16_t i = 0; i < 32; ++i) table[i] = static_cast<char16_t>(0x80 + i);
    std::copy(iso_8859_16.begin(), iso_8859_16.end(), table.begin() + 32);
    return table;
  }
  const Converter converter = open_converter(encoding);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    UErrorCode status = U_ZERO_ERROR;
    UChar units[4] = {0xfffd};
    const std::int32_t size =
        converter == nullptr ? 0 : ucnv_toUChars(converter.get(), units, 4, &byte, 1, &status);
    char16_t point = size == 1 && U_SUCCESS(status) ? units[0] : u'\xfffd';
    // Where the code pages of Windows have gaps among the control characters the standard has none.
    if (i < 0x20 && (point == u'\xfffd' || point == 0x1a) &&
        encoding.name.starts_with("windows-")) {
      point = static_cast<char16_t>(0x80 + i);
    }
    table[i] = point;
  }
  return table;
}

void decode_single_byte(std::string_view bytes, std::uint64_t origin, const Encoding& encoding,
                        Writer& out) {
  const std::array<char16_t, 128> table = table_of(encoding);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const char32_t point = byte < 0x80 ? byte : table[byte - 0x80];
    if (point == 0xfffd) {
      out.put_invalid(origin + at, 1);
    } else {
      out.put(point, origin + at, 1);
    }
  }
}

void decode_multi_byte(std::string_view bytes, std::uint64_t origin, const Encoding& encoding,
                       Writer& out) {
  const Converter converter = open_converter(encoding);
  if (converter == nullptr) return decode_utf8(bytes, origin, out);
  constexpr std::size_t chunk = 4096;
  std::array<UChar, chunk> units;
  std::array<std::int32_t, chunk> offsets;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  // A character is put when the next one tells where it ends.
  char32_t point = 0;
  std::uint64_t point_at = 0;
  bool have_point = false;
  const auto put = [&](std::uint64_t next) {
    if (!have_point) return;
    std::uint64_t size = next - point_at;
    if (encoding.name == "iso-2022-jp") {  // what is left are escapes, which belong to nobody
      const bool single = point < 0x80 || point == 0xfffd || bytes[point_at] == '\x1b';
      size = std::min<std::uint64_t>(size, single ? 1 : 2);
    }
    // For a single byte ICU may write its substitute, U+001A.
    const bool substitute =
        point == 0x1a && bytes.substr(point_at, size).find('\x1a') == std::string_view::npos;
    if (point == 0xfffd || substitute) {
      out.put_invalid(origin + point_at, static_cast<std::uint32_t>(size));
    } else {
      out.put(point, origin + point_at, static_cast<std::uint32_t>(size));
    }
    have_point = false;
  };
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    UChar* target = units.data();
    const auto base = static_cast<std::uint64_t>(source - bytes.data());
    ucnv_toUnicode(converter.get(), &target, units.data() + chunk, &source, end, offsets.data(),
                   true, &status);
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      const char32_t unit = units[i];
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        if (have_point && point >= 0xd800 && point <= 0xdbff) {
          point = 0x10000 + ((point - 0xd800) << 10) + (unit - 0xdc00);
        }
        continue;
      }
      // -1: the character began in the chunk before; the position behind the last one is near.
      // After damaged sequences ICU may step back, the map must not.
      std::uint64_t at = offsets[i] < 0 ? (have_point ? point_at + 1 : base)
                                        : base + static_cast<std::uint64_t>(offsets[i]);
      if (have_point) at = std::max(at, point_at);
      at = std::min<std::uint64_t>(at, bytes.size() - 1);
      put(at);
      point = unit;
      point_at = at;
      have_point = true;
    }
  }
  put(bytes.size());
}

}  // namespace

void SourceMap::add(std::uint32_t text_size, std::uint64_t source, std::uint32_t source_size) {
  const auto text_unit = static_cast<std::uint8_t>(text_size);
  const auto source_unit = static_cast<std::uint8_t>(std::min<std::uint32_t>(source_size, 255));
  if (runs_.empty() || runs_.back().text_unit != text_unit ||
      runs_.back().source_unit != source_unit || source != source_end_) {
    runs_.push_back({text_size_, source, text_unit, source_unit});
  }
  text_size_ += text_size;
  source_end_ = source + source_size;
}

std::uint64_t SourceMap::begin(std::uint32_t offset) const {
  if (offset >= text_size_ || runs_.empty()) return source_end_;
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), offset,
                       [](std::uint32_t at, const Run& run) { return at < run.text; });
  const Run& run = *std::prev(next);
  return run.source + std::uint64_t{(offset - run.text) / run.text_unit} * run.source_unit;
}

std::uint64_t SourceMap::end(std::uint32_t offset) const {
  if (offset == 0 || runs_.empty()) return runs_.empty() ? 0 : runs_.front().source;
  const std::uint32_t last = std::min(offset, text_size_) - 1;
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), last,
                       [](std::uint32_t at, const Run& run) { return at < run.text; });
  const Run& run = *std::prev(next);
  return run.source + (std::uint64_t{(last - run.text) / run.text_unit} + 1) * run.source_unit;
}

ByteRange DecodedText::source_of(Range range) const {
  if (!map) return {skipped + range.begin, skipped + range.end};
  return {map->begin(range.begin), map->end(range.end)};
}

void decode(std::string_view payload, std::string_view name, DecodedText& out) {
  const Encoding* encoding = find_encoding(name);
  if (encoding == nullptr) encoding = find_encoding("windows-1252");
  std::string_view bytes = payload;
  const auto skip = [&](std::string_view mark) {
    if (!bytes.starts_with(mark)) return;
    bytes.remove_prefix(mark.size());
    out.skipped = mark.size();
  };
  if (encoding->kind == EncodingKind::utf8) skip("\xef\xbb\xbf");
  if (encoding->kind == EncodingKind::utf16le) skip("\xff\xfe");
  if (encoding->kind == EncodingKind::utf16be) skip("\xfe\xff");
  if (encoding->name == "utf-32le") skip(std::string_view("\xff\xfe\0\0", 4));
  if (encoding->name == "utf-32be") skip(std::string_view("\0\0\xfe\xff", 4));
  const bool as_is = encoding->kind == EncodingKind::utf8
                         ? simdjson::validate_utf8(bytes.data(), bytes.size())
                         : encoding->kind == EncodingKind::single_byte && ascii::is_ascii(bytes);
  if (as_is) {
    out.text = bytes;
    return;
  }
  out.storage.reserve(bytes.size() + bytes.size() / 4);
  Writer writer(out);
  switch (encoding->kind) {
    case EncodingKind::utf8:
      decode_utf8(bytes, out.skipped, writer);
      break;
    case EncodingKind::utf16le:
    case EncodingKind::utf16be:
      decode_utf16(bytes, out.skipped, encoding->kind == EncodingKind::utf16be, writer);
      break;
    case EncodingKind::single_byte:
      decode_single_byte(bytes, out.skipped, *encoding, writer);
      break;
    case EncodingKind::multi_byte:
      decode_multi_byte(bytes, out.skipped, *encoding, writer);
      break;
    case EncodingKind::user_defined:
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        const auto byte = static_cast<unsigned char>(bytes[at]);
        writer.put(byte < 0x80 ? byte : 0xf700 + byte, out.skipped + at, 1);
      }
      break;
    case EncodingKind::replacement:  // encodings that attackers misuse: the standard refuses the
                                     // whole page
      if (!bytes.empty()) writer.put_invalid(0, 1);
      break;
  }
  out.text = out.storage;
}

}  // namespace assay
