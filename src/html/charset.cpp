#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include "assay/html.h"

#include "html/references.h"
#include "html/scan.h"
#include "html/traits.h"

namespace assay::html {
namespace {

enum class Kind : std::uint8_t {
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
  Kind kind;
  const char* converter;
  std::string_view labels;  // separated by spaces
};

constexpr Encoding encodings[] = {
    {"utf-8", Kind::utf8, "",
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {"ibm866", Kind::single_byte, "ibm-866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", Kind::single_byte, "iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", Kind::single_byte, "iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", Kind::single_byte, "iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", Kind::single_byte, "iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988"},
    {"iso-8859-6", Kind::single_byte, "iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", Kind::single_byte, "iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", Kind::single_byte, "iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", Kind::single_byte, "iso-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", Kind::single_byte, "iso-8859-10",
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", Kind::single_byte, "iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", Kind::single_byte, "iso-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", Kind::single_byte, "iso-8859-15",
     "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", Kind::single_byte, "", "iso-8859-16"},
    {"koi8-r", Kind::single_byte, "koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", Kind::single_byte, "koi8-u", "koi8-ru koi8-u"},
    {"macintosh", Kind::single_byte, "macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", Kind::single_byte, "windows-874",
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", Kind::single_byte, "windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", Kind::single_byte, "windows-1251", "cp1251 windows-1251 x-cp1251"},
    {"windows-1252", Kind::single_byte, "windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {"windows-1253", Kind::single_byte, "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", Kind::single_byte, "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254"},
    {"windows-1255", Kind::single_byte, "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", Kind::single_byte, "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", Kind::single_byte, "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", Kind::single_byte, "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", Kind::single_byte, "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", Kind::multi_byte, "gb18030",
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", Kind::multi_byte, "gb18030", "gb18030"},
    {"big5", Kind::multi_byte, "ibm-1375_P100-2008", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", Kind::multi_byte, "euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", Kind::multi_byte, "iso-2022-jp", "csiso2022jp iso-2022-jp"},
    {"shift_jis", Kind::multi_byte, "ibm-943_P15A-2003",
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"euc-kr", Kind::multi_byte, "windows-949-2000",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949"},
    {"replacement", Kind::replacement, "",
     "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
    {"utf-16be", Kind::utf16be, "", "unicodefffe utf-16be"},
    {"utf-16le", Kind::utf16le, "",
     "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {"x-user-defined", Kind::user_defined, "", "x-user-defined"},
};

// ICU has no iso-8859-16; its characters from 0xa0 on.
constexpr char16_t iso_8859_16[96] = {
    0xa0,  0x104, 0x105, 0x141, 0x20ac, 0x201e, 0x160, 0xa7,  0x161, 0xa9,   0x218, 0xab,
    0x179, 0xad,  0x17a, 0x17b, 0xb0,   0xb1,   0x10c, 0x142, 0x17d, 0x201d, 0xb6,  0xb7,
    0x17e, 0x10d, 0x219, 0xbb,  0x152,  0x153,  0x178, 0x17c, 0xc0,  0xc1,   0xc2,  0x102,
    0xc4,  0x106, 0xc6,  0xc7,  0xc8,   0xc9,   0xca,  0xcb,  0xcc,  0xcd,   0xce,  0xcf,
    0x110, 0x143, 0xd2,  0xd3,  0xd4,   0x150,  0xd6,  0x15a, 0x170, 0xd9,   0xda,  0xdb,
    0xdc,  0x118, 0x21a, 0xdf,  0xe0,   0xe1,   0xe2,  0x103, 0xe4,  0x107,  0xe6,  0xe7,
    0xe8,  0xe9,  0xea,  0xeb,  0xec,   0xed,   0xee,  0xef,  0x111, 0x144,  0xf2,  0xf3,
    0xf4,  0x151, 0xf6,  0x15b, 0x171,  0xf9,   0xfa,  0xfb,  0xfc,  0x119,  0x21b, 0xff};

const Encoding* find_encoding(std::string_view name) {
  for (const Encoding& encoding : encodings) {
    if (encoding.name == name) return &encoding;
  }
  return nullptr;
}

// The label behind "charset=" in a Content-Type or a meta content attribute (section 2.6.4 of the
// HTML standard).
std::string_view label_in_content(std::string_view content) {
  for (std::size_t at = 0; at < content.size(); ++at) {
    const char* p = content.data() + at;
    const char* const end = content.data() + content.size();
    if (!starts_with_ignoring_case(p, end, "charset")) continue;
    p += std::string_view("charset").size();
    while (p < end && is_space(*p)) ++p;
    if (p == end || *p != '=') continue;
    ++p;
    while (p < end && is_space(*p)) ++p;
    if (p == end) return {};
    if (*p == '"' || *p == '\'') {
      const char* close = find_near(p + 1, end, *p);
      return close == end ? std::string_view{} : std::string_view(p + 1, close);
    }
    const char* stop = p;
    while (stop < end && !is_space(*stop) && *stop != ';') ++stop;
    return {p, stop};
  }
  return {};
}

// A declaration inside the page cannot be in UTF-16, since it was read as ASCII.
std::string_view encoding_of_declaration(std::string_view label) {
  const std::string_view name = encoding_of_label(label);
  if (name == "utf-16be" || name == "utf-16le") return "utf-8";
  if (name == "x-user-defined") return "windows-1252";
  return name;
}

// What a meta tag declares; empty: nothing.
std::string_view declared_by_meta(std::string_view source, const Token& token) {
  if (const auto charset = find_attribute(source, token, "charset")) {
    return encoding_of_declaration(*charset);
  }
  const auto pragma = find_attribute(source, token, "http-equiv");
  if (!pragma || !equal_ignoring_case(*pragma, "content-type")) return {};
  const auto content = find_attribute(source, token, "content");
  return content ? encoding_of_declaration(label_in_content(*content)) : std::string_view{};
}

// "Prescan a byte stream to determine its encoding" (section 13.2.3.2 of the HTML standard): a look
// at the first bytes that skips comments but knows no scripts.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : p_(bytes.data()), end_(p_ + bytes.size()) {}

  std::string_view run() {
    while (p_ < end_) {
      if (*p_ != '<') {
        ++p_;
      } else if (const std::string_view rest(p_, end_); rest.starts_with("<!--")) {
        const std::size_t close = rest.find("-->", 2);
        if (close == std::string_view::npos) return {};
        p_ += close + 3;
      } else if (starts_with_ignoring_case(p_, end_, "<meta") && end_ - p_ > 5 &&
                 (is_space(p_[5]) || p_[5] == '/')) {
        p_ += 5;
        if (const std::string_view found = meta(); !found.empty()) return found;
      } else if (end_ - p_ > 1 &&
                 (is_letter(p_[1]) || (p_[1] == '/' && end_ - p_ > 2 && is_letter(p_[2])))) {
        while (p_ < end_ && !is_space(*p_) && *p_ != '>') ++p_;
        while (attribute()) {
        }
      } else if (end_ - p_ > 1 && (p_[1] == '!' || p_[1] == '/' || p_[1] == '?')) {
        p_ = find_near(p_, end_, '>');
      } else {
        ++p_;
      }
    }
    return {};
  }

 private:
  std::string_view meta() {
    bool got_pragma = false, from_content = false;
    bool seen_http_equiv = false, seen_content = false, seen_charset = false;
    std::string_view charset;
    while (attribute()) {
      if (equal_ignoring_case(name_, "http-equiv") && !seen_http_equiv) {
        seen_http_equiv = true;
        got_pragma = equal_ignoring_case(value_, "content-type");
      } else if (equal_ignoring_case(name_, "content") && !seen_content) {
        seen_content = true;
        const std::string_view found = encoding_of_label(label_in_content(value_));
        if (!found.empty() && charset.empty()) {
          charset = found;
          from_content = true;
        }
      } else if (equal_ignoring_case(name_, "charset") && !seen_charset) {
        seen_charset = true;
        charset = encoding_of_label(value_);
        from_content = false;
      }
    }
    if (charset.empty() || (from_content && !got_pragma)) return {};
    return encoding_of_declaration(charset);
  }

  // "Get an attribute"; false at the end of the tag.
  bool attribute() {
    while (p_ < end_ && (is_space(*p_) || *p_ == '/')) ++p_;
    if (p_ == end_ || *p_ == '>') return false;
    const char* begin = p_;
    while (p_ < end_ && !is_space(*p_) && *p_ != '/' && *p_ != '>' && (*p_ != '=' || p_ == begin)) {
      ++p_;
    }
    name_ = {begin, p_};
    value_ = {};
    const char* behind_name = p_;
    while (p_ < end_ && is_space(*p_)) ++p_;
    if (p_ == end_ || *p_ != '=') {
      if (p_ < end_) p_ = std::max(behind_name, p_);
      return p_ < end_;
    }
    ++p_;
    while (p_ < end_ && is_space(*p_)) ++p_;
    if (p_ == end_) return false;
    if (*p_ == '"' || *p_ == '\'') {
      const char* close = find_near(p_ + 1, end_, *p_);
      value_ = {p_ + 1, close};
      p_ = close == end_ ? end_ : close + 1;
      return close != end_;
    }
    begin = p_;
    while (p_ < end_ && !is_space(*p_) && *p_ != '>') ++p_;
    value_ = {begin, p_};
    return p_ < end_;
  }

  const char* p_;
  const char* end_;
  std::string_view name_, value_;
};

// A meta declaration that stands too late for the prescan; a browser would start over when it meets
// it. Reads on until the body has begun and not without bound.
std::string_view late_declaration(std::string_view payload) {
  constexpr std::size_t max_bytes = std::size_t{256} << 10;
  Tokenizer tokenizer(payload.substr(0, max_bytes));
  for (Token token; tokenizer.next(token);) {
    if (token.kind != Token::Kind::start_tag) continue;
    if (token.tag == Tag::script) tokenizer.enter(ContentModel::script);
    if (token.tag == Tag::title || token.tag == Tag::textarea)
      tokenizer.enter(ContentModel::rcdata);
    if (token.tag == Tag::style || token.tag == Tag::noscript || token.tag == Tag::noframes) {
      tokenizer.enter(ContentModel::rawtext);
    }
    if (token.tag == Tag::meta) {
      if (const auto found = declared_by_meta(tokenizer.source(), token); !found.empty()) {
        return found;
      }
    }
  }
  return {};
}

// The encoding of an XML declaration, for pages served as XHTML.
std::string_view xml_declaration(std::string_view payload) {
  if (!payload.starts_with("<?xml")) return {};
  const std::string_view declaration =
      payload.substr(0, std::min(payload.find('>'), std::size_t{256}));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return encoding_of_declaration(declaration.substr(open + 1, close - open - 1));
}

bool is_ascii(std::string_view bytes) {
  // A pass that the compiler turns into wide operations.
  unsigned char any = 0;
  for (const char c : bytes) any |= static_cast<unsigned char>(c);
  return any < 0x80;
}

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

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

// ---- decoders

// Appends characters to a page and keeps its map.
class Writer {
 public:
  explicit Writer(DecodedPage& page) : page_(page), map_(page.map.emplace()) {}

  void put(char32_t point, std::uint64_t source, std::uint32_t source_size) {
    const std::size_t before = page_.storage.size();
    append_utf8(point, page_.storage);
    map_.add(static_cast<std::uint32_t>(page_.storage.size() - before), source, source_size);
  }
  void put_invalid(std::uint64_t source, std::uint32_t source_size) {
    ++page_.invalid;
    put(0xfffd, source, source_size);
  }

 private:
  DecodedPage& page_;
  SourceMap& map_;
};

// UTF-8 with each maximal part of an invalid sequence as one U+FFFD (section 8.1.1 of the Encoding
// standard).
void decode_utf8(std::string_view bytes, std::uint64_t origin, Writer& out) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (std::size_t at = 0; at < bytes.size();) {
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
      out.put(lead, origin + at, 1);
      ++at;
      continue;
    }
    std::size_t needed = 0;
    char32_t point = 0;
    unsigned char lowest = 0x80, highest = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      needed = 1;
      point = lead & 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      needed = 2;
      point = lead & 0x0f;
      if (lead == 0xe0) lowest = 0xa0;
      if (lead == 0xed) highest = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      needed = 3;
      point = lead & 0x07;
      if (lead == 0xf0) lowest = 0x90;
      if (lead == 0xf4) highest = 0x8f;
    }
    std::size_t size = 1;
    while (size <= needed && at + size < bytes.size() && byte(at + size) >= lowest &&
           byte(at + size) <= highest) {
      point = point << 6 | (byte(at + size) & 0x3f);
      lowest = 0x80;
      highest = 0xbf;
      ++size;
    }
    if (needed != 0 && size == needed + 1) {
      out.put(point, origin + at, static_cast<std::uint32_t>(size));
    } else {
      out.put_invalid(origin + at, static_cast<std::uint32_t>(size));
    }
    at += size;
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
    std::copy(std::begin(iso_8859_16), std::end(iso_8859_16), table.begin() + 32);
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
    if (point == 0xfffd) {
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

std::string_view encoding_of_label(std::string_view label) {
  label = trimmed(label);
  if (label.empty()) return {};
  for (const Encoding& encoding : encodings) {
    std::string_view labels = encoding.labels;
    while (!labels.empty()) {
      const std::string_view candidate = labels.substr(0, labels.find(' '));
      if (equal_ignoring_case(label, candidate)) return encoding.name;
      labels.remove_prefix(std::min(candidate.size() + 1, labels.size()));
    }
  }
  return {};
}

bool reads_as_utf8(std::string_view bytes) { return !is_ascii(bytes) && is_utf8(bytes); }

Charset find_charset(std::string_view payload, std::string_view transport) {
  const auto charset = [](std::string_view name, std::string_view from) {
    return Charset{std::string(name), std::string(from)};
  };
  if (payload.starts_with("\xef\xbb\xbf")) return charset("utf-8", "bom");
  if (payload.starts_with("\xfe\xff")) return charset("utf-16be", "bom");
  if (payload.starts_with("\xff\xfe")) return charset("utf-16le", "bom");
  const std::string_view parameter = label_in_content(transport);
  const std::string_view named = encoding_of_label(parameter.empty() ? transport : parameter);
  if (!named.empty()) return charset(named, "http");
  if (payload.starts_with(std::string_view("<\0?\0x\0", 6))) return charset("utf-16le", "meta");
  if (payload.starts_with(std::string_view("\0<\0?\0x", 6))) return charset("utf-16be", "meta");
  constexpr std::size_t prescan_bytes = 1024;
  std::string_view declared = Prescan(payload.substr(0, prescan_bytes)).run();
  if (declared.empty()) declared = xml_declaration(payload);
  if (declared.empty()) declared = late_declaration(payload);
  if (!declared.empty()) return charset(declared, "meta");
  if (is_ascii(payload) && payload.find('\x1b') == std::string_view::npos) {
    return charset("windows-1252", "default");
  }
  if (reads_as_utf8(payload)) return charset("utf-8", "detected");
  const std::string_view detected = detected_encoding(payload);
  if (!detected.empty()) return charset(detected, "detected");
  return charset("windows-1252", "default");
}

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

ByteRange DecodedPage::source_of(Range range) const {
  if (!map) return {skipped + range.begin, skipped + range.end};
  return {map->begin(range.begin), map->end(range.end)};
}

void decode_page(std::string_view payload, std::string_view name, DecodedPage& page) {
  const Encoding* encoding = find_encoding(name);
  if (encoding == nullptr) encoding = find_encoding("windows-1252");
  std::string_view bytes = payload;
  const auto skip = [&](std::string_view mark) {
    if (!bytes.starts_with(mark)) return;
    bytes.remove_prefix(mark.size());
    page.skipped = mark.size();
  };
  if (encoding->kind == Kind::utf8) skip("\xef\xbb\xbf");
  if (encoding->kind == Kind::utf16le) skip("\xff\xfe");
  if (encoding->kind == Kind::utf16be) skip("\xfe\xff");
  const bool as_is = encoding->kind == Kind::utf8
                         ? is_utf8(bytes)
                         : encoding->kind == Kind::single_byte && is_ascii(bytes);
  if (as_is) {
    page.text = bytes;
    return;
  }
  page.storage.reserve(bytes.size() + bytes.size() / 4);
  Writer out(page);
  switch (encoding->kind) {
    case Kind::utf8:
      decode_utf8(bytes, page.skipped, out);
      break;
    case Kind::utf16le:
    case Kind::utf16be:
      decode_utf16(bytes, page.skipped, encoding->kind == Kind::utf16be, out);
      break;
    case Kind::single_byte:
      decode_single_byte(bytes, page.skipped, *encoding, out);
      break;
    case Kind::multi_byte:
      decode_multi_byte(bytes, page.skipped, *encoding, out);
      break;
    case Kind::user_defined:
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        const auto byte = static_cast<unsigned char>(bytes[at]);
        out.put(byte < 0x80 ? byte : 0xf700 + byte, page.skipped + at, 1);
      }
      break;
    case Kind::replacement:  // encodings that attackers misuse: the standard refuses the whole page
      if (!bytes.empty()) out.put_invalid(0, 1);
      break;
  }
  page.text = page.storage;
}

}  // namespace assay::html
