#include "text/decode.h"
#include <algorithm>
#include <memory>

#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include "assay/text.h"

#include "text/characters.h"

namespace assay {
namespace {

constexpr char32_t replacement = 0xfffd;
constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

// A few stray bytes are damage and become U+FFFD; many are another charset. Guess.
constexpr std::size_t min_foreign_bytes = 10;
constexpr std::size_t detection_bytes = 256 * 1024;

std::uint8_t utf8_length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Whether the bytes have at least min_foreign_bytes that are no UTF-8, and no character beyond
// ASCII that is.
bool is_foreign(std::string_view bytes) {
  std::size_t invalid = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = next_code_point(bytes, at);
    if (c != replacement || bytes.substr(begin, at - begin) == "\xef\xbf\xbd") return false;
    ++invalid;
  }
  return invalid >= min_foreign_bytes;
}

std::string detected_charset(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), detection_bytes));
  uchardet_data_end(detector.get());
  std::string name = lower(uchardet_get_charset(detector.get()));
  // The web reads Latin-1 as its superset (WHATWG Encoding, labels of windows-1252).
  if (name == "iso-8859-1" || name == "ascii") name = "windows-1252";
  return name;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Decodes by ICU, one code point at a time; false if ICU does not know the charset.
bool decode_by_icu(std::string_view payload, const std::string& charset, DecodedText& out) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return false;
  out.text.reserve(payload.size() + payload.size() / 2);
  const char* at = payload.data();
  const char* const end = at + payload.size();
  while (at < end) {
    const char* const begin = at;
    status = U_ZERO_ERROR;
    UChar32 c = ucnv_getNextUChar(converter.get(), &at, end, &status);
    if (status == U_INDEX_OUTOFBOUNDS_ERROR) {  // the rest says nothing
      out.map.skip(static_cast<std::uint32_t>(at - begin));
      continue;
    }
    if (U_FAILURE(status)) {
      c = replacement;
      if (at == begin) at = end;
    }
    append_utf8(static_cast<char32_t>(c), out.text);
    // Escape sequences may make a character's source long; the text begins behind them.
    constexpr std::ptrdiff_t longest = 8;
    const std::ptrdiff_t bytes = at - begin;
    if (bytes > longest) out.map.skip(static_cast<std::uint32_t>(bytes - longest));
    out.map.append(utf8_length(static_cast<char32_t>(c)),
                   static_cast<std::uint8_t>(std::min(bytes, longest)));
  }
  return true;
}

}  // namespace

void SourceMap::append(std::uint8_t text_bytes, std::uint8_t source_bytes, std::uint32_t count) {
  const bool joins = !runs_.empty() && runs_.back().text_bytes == text_bytes &&
                     runs_.back().source_bytes == source_bytes &&
                     runs_.back().source_begin + runs_.back().count * source_bytes == source_end_;
  if (joins) {
    runs_.back().count += count;
  } else {
    runs_.push_back({text_end_, source_end_, count, text_bytes, source_bytes});
  }
  text_end_ += text_bytes * count;
  source_end_ += source_bytes * count;
}

ByteRange SourceMap::Cursor::source_of(Range text) {
  const std::uint64_t begin = source_of(text.begin, false);
  return {begin, text.empty() ? begin : source_of(text.end, true)};
}

// An end belongs to the character before it, so that skipped bytes stay outside.
std::uint64_t SourceMap::Cursor::source_of(std::uint32_t offset, bool end) {
  const std::vector<Run>& runs = map_->runs_;
  const auto text_end = [&](const Run& run) { return run.text_begin + run.count * run.text_bytes; };
  while (run_ < runs.size() &&
         (end ? text_end(runs[run_]) < offset : text_end(runs[run_]) <= offset)) {
    ++run_;
  }
  if (run_ == runs.size()) return map_->source_end_;
  const Run& run = runs[run_];
  return run.source_begin +
         std::uint64_t{(offset - run.text_begin) / run.text_bytes} * run.source_bytes;
}

std::string_view unicode_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return "utf-32le";
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return "utf-32be";
  if (bytes.starts_with("\xff\xfe"sv)) return "utf-16le";
  if (bytes.starts_with("\xfe\xff"sv)) return "utf-16be";
  // Without a mark: Western text has a zero in every second byte and none in the others.
  const std::string_view head = bytes.substr(0, 256);
  if (head.size() < 16) return {};
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t many = head.size() / 2 * 9 / 10;
  if (zeros[0] == 0 && zeros[1] >= many) return "utf-16le";
  if (zeros[1] == 0 && zeros[0] >= many) return "utf-16be";
  return {};
}

DecodedText decode_utf8(std::string_view payload) {
  DecodedText out;
  out.charset = "utf-8";
  out.from = "default";
  if (payload.starts_with(utf8_mark)) {
    out.from = "bom";
    out.map.skip(utf8_mark.size());
    payload.remove_prefix(utf8_mark.size());
  }
  if (simdjson::validate_utf8(payload.data(), payload.size())) {
    out.text = payload;
    out.map.append(1, 1, static_cast<std::uint32_t>(payload.size()));
    return out;
  }
  out.text.reserve(payload.size() + payload.size() / 8);
  for (std::size_t at = 0; at < payload.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(payload, at);
    append_utf8(c, out.text);
    const auto bytes = static_cast<std::uint32_t>(at - begin);
    if (c == replacement && bytes != 3) {
      out.map.append(3, static_cast<std::uint8_t>(bytes));
    } else {
      out.map.append(1, 1, bytes);
    }
  }
  return out;
}

DecodedText decode_text(std::string_view payload) {
  DecodedText out;
  if (const std::string_view name = unicode_encoding(payload); !name.empty()) {
    const std::size_t mark = name.starts_with("utf-32") ? 4 : 2;
    const bool marked = payload[0] == '\xff' || payload[0] == '\xfe' || mark == 4;
    out.charset = name;
    out.from = marked ? "bom" : "detected";
    if (marked) {
      out.map.skip(static_cast<std::uint32_t>(mark));
      payload.remove_prefix(mark);
    }
    if (decode_by_icu(payload, out.charset, out)) return out;
  }
  const bool valid = simdjson::validate_utf8(payload.data(), payload.size());
  if (!valid && !payload.starts_with(utf8_mark) && is_foreign(payload)) {
    out = {};
    out.charset = detected_charset(payload);
    out.from = "detected";
    if (!out.charset.empty() && decode_by_icu(payload, out.charset, out)) return out;
  }
  return decode_utf8(payload);
}

}  // namespace assay
