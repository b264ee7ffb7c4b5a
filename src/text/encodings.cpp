#include "text/encodings.h"
#include <algorithm>
#include <string_view>

#include "text/ascii.h"

namespace assay {
namespace {

using namespace ascii;

constexpr Encoding encodings[] = {
    {"utf-8", EncodingKind::utf8, "",
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {"ibm866", EncodingKind::single_byte, "ibm-866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", EncodingKind::single_byte, "iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", EncodingKind::single_byte, "iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", EncodingKind::single_byte, "iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", EncodingKind::single_byte, "iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988"},
    {"iso-8859-6", EncodingKind::single_byte, "iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", EncodingKind::single_byte, "iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", EncodingKind::single_byte, "iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", EncodingKind::single_byte, "iso-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", EncodingKind::single_byte, "iso-8859-10",
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", EncodingKind::single_byte, "iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", EncodingKind::single_byte, "iso-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", EncodingKind::single_byte, "iso-8859-15",
     "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", EncodingKind::single_byte, "", "iso-8859-16"},
    {"koi8-r", EncodingKind::single_byte, "koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", EncodingKind::single_byte, "koi8-u", "koi8-ru koi8-u"},
    {"macintosh", EncodingKind::single_byte, "macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", EncodingKind::single_byte, "windows-874",
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", EncodingKind::single_byte, "windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", EncodingKind::single_byte, "windows-1251", "cp1251 windows-1251 x-cp1251"},
    {"windows-1252", EncodingKind::single_byte, "windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {"windows-1253", EncodingKind::single_byte, "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", EncodingKind::single_byte, "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254"},
    {"windows-1255", EncodingKind::single_byte, "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", EncodingKind::single_byte, "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", EncodingKind::single_byte, "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", EncodingKind::single_byte, "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", EncodingKind::single_byte, "x-mac-cyrillic",
     "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", EncodingKind::multi_byte, "gb18030",
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", EncodingKind::multi_byte, "gb18030", "gb18030"},
    {"big5", EncodingKind::multi_byte, "ibm-1375_P100-2008",
     "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", EncodingKind::multi_byte, "euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", EncodingKind::multi_byte, "iso-2022-jp", "csiso2022jp iso-2022-jp"},
    {"shift_jis", EncodingKind::multi_byte, "ibm-943_P15A-2003",
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"euc-kr", EncodingKind::multi_byte, "windows-949-2000",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949"},
    {"replacement", EncodingKind::replacement, "",
     "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
    {"utf-16be", EncodingKind::utf16be, "", "unicodefffe utf-16be"},
    {"utf-16le", EncodingKind::utf16le, "",
     "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {"x-user-defined", EncodingKind::user_defined, "", "x-user-defined"},
    {"utf-32le", EncodingKind::multi_byte, "utf-32le", ""},
    {"utf-32be", EncodingKind::multi_byte, "utf-32be", ""},
};

}  // namespace

const std::array<char16_t, 96> iso_8859_16 = {
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

std::string_view charset_parameter(std::string_view content) {
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
      const char* close = std::find(p + 1, end, *p);
      return close == end ? std::string_view{} : std::string_view(p + 1, close);
    }
    const char* stop = p;
    while (stop < end && !is_space(*stop) && *stop != ';') ++stop;
    return {p, stop};
  }
  return {};
}

}  // namespace assay
