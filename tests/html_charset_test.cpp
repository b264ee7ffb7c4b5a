#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "assay/document.h"
#include "assay/html.h"

namespace assay::html {
namespace {

using std::string_literals::operator""s;

std::string decoded(std::string_view payload, std::string_view encoding) {
  DecodedText page;
  decode(payload, encoding, page);
  return std::string(page.text);
}

TEST(Charset, LabelsAreThoseOfTheStandardInAnyCase) {
  EXPECT_EQ(encoding_of_label("latin1"), "windows-1252");
  EXPECT_EQ(encoding_of_label(" ISO-8859-1\n"), "windows-1252");
  EXPECT_EQ(encoding_of_label("gb2312"), "gbk");
  EXPECT_EQ(encoding_of_label("x-sjis"), "shift_jis");
  EXPECT_EQ(encoding_of_label("hz-gb-2312"), "replacement");
  EXPECT_EQ(encoding_of_label("utf-7"), "");
  EXPECT_EQ(encoding_of_label(""), "");
}

TEST(Charset, AByteOrderMarkBeatsTheTransportBeatsThePage) {
  const std::string page = "<meta charset=koi8-r>";
  const auto found = [](std::string_view payload, std::string_view transport) {
    const Charset charset = find_charset(payload, transport);
    return charset.name + " by " + charset.from;
  };
  EXPECT_EQ(found("\xef\xbb\xbf" + page, "text/html; charset=big5"), "utf-8 by bom");
  EXPECT_EQ(found(page, "text/html; Charset = \"big5\""), "big5 by http");
  EXPECT_EQ(found(page, "big5"), "big5 by http");
  EXPECT_EQ(found(page, "no-such-charset"), "koi8-r by meta");
  EXPECT_EQ(found("<p>caf\xc3\xa9", ""), "utf-8 by detected");
  EXPECT_EQ(found("<p>cafe", ""), "windows-1252 by default");
}

TEST(Charset, DetectionTellsRussianFromJapanese) {
  // "Привет, как дела? Сегодня хорошая погода." and "今日はいい天気ですね。明日も晴れるでしょう。"
  const std::string russian =
      "\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0? \xd1\xe5\xe3\xee\xe4\xed\xff "
      "\xf5\xee\xf0\xee\xf8\xe0\xff \xef\xee\xe3\xee\xe4\xe0.";
  EXPECT_EQ(find_charset("<p>" + russian, "").name, "windows-1251");
  const std::string japanese =
      "\x8d\xa1\x93\xfa\x82\xcd\x82\xa2\x82\xa2\x93\x56\x8b\x43\x82\xc5\x82\xb7\x82\xcb\x81\x42"
      "\x96\xbe\x93\xfa\x82\xe0\x90\xb0\x82\xea\x82\xe9\x82\xc5\x82\xb5\x82\xe5\x82\xa4\x81\x42";
  EXPECT_EQ(find_charset("<p>" + japanese, "").name, "shift_jis");
}

TEST(Charset, EncodingsDecodeAsTheWebExpects) {
  EXPECT_EQ(decoded("\x80\x93x\x94\x81", "windows-1252"), "€“x”\xc2\x81");
  EXPECT_EQ(decoded("\xa4\xb8", "iso-8859-15"), "€ž");
  EXPECT_EQ(decoded("\xaa\xde", "iso-8859-16"), "ȘȚ");
  EXPECT_EQ(decoded("\xf0\xd2\xc9", "koi8-r"), "При");
  EXPECT_EQ(decoded("\xc4\xe3\xba\xc3", "gbk"), "你好");
  EXPECT_EQ(decoded("\x81\x30\x81\x30\x90\x30\x81\x30", "gb18030"), "\xc2\x80\xf0\x90\x80\x80");
  EXPECT_EQ(decoded("\xa7\x41\xa6\x6e", "big5"), "你好");
  EXPECT_EQ(decoded("\xc6\xfc\xcb\xdc", "euc-jp"), "日本");
  EXPECT_EQ(decoded("\x93\xfa\x96\x7b\\~", "shift_jis"), "日本\\~");
  EXPECT_EQ(decoded("\xfdx", "shift_jis"), "\xef\xbf\xbdx") << "no control character instead";
  EXPECT_EQ(decoded("\x1b$BF|K\\\x1b(B<p>", "iso-2022-jp"), "日本<p>");
  EXPECT_EQ(decoded("\xc7\xd1\xb1\xdb", "euc-kr"), "한글");
  EXPECT_EQ(decoded("\xff\xfeh\0\x3d\xd8\x00\xde"s, "utf-16le"), "h😀");
  EXPECT_EQ(decoded("a\x80", "x-user-defined"), "a\xef\x9e\x80");
  EXPECT_EQ(decoded("<p>anything", "replacement"), "\xef\xbf\xbd");
}

TEST(Charset, EachMaximalInvalidPartOfUtf8IsOneReplacement) {
  EXPECT_EQ(decoded("a\xe2\x82z\xff\xf0\x80\x80", "utf-8"), "a\uFFFDz\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decoded("\xef\xbb\xbf"
                    "a",
                    "utf-8"),
            "a");
}

TEST(Charset, ValidUtf8IsNotCopied) {
  const std::string payload = "<p>caf\xc3\xa9";
  DecodedText page;
  decode(payload, "utf-8", page);
  EXPECT_EQ(page.text.data(), payload.data());
}

TEST(Charset, TextKnowsWhereItStandsInTheBytes) {
  const auto source = [](std::string_view payload, std::string_view encoding,
                         std::string_view part) {
    DecodedText page;
    decode(payload, encoding, page);
    const auto begin = static_cast<std::uint32_t>(page.text.find(part));
    const ByteRange range =
        page.source_of({begin, begin + static_cast<std::uint32_t>(part.size())});
    return std::string(payload.substr(range.begin, range.end - range.begin));
  };
  EXPECT_EQ(source("caf\xe9 noir\xe9!", "windows-1252", "é noir"), "\xe9 noir");
  EXPECT_EQ(source("a\xc4\xe3\xba\xc3z", "gbk", "好"), "\xba\xc3");
  EXPECT_EQ(source("\xfe\xff\0a\0b\0c"s, "utf-16be", "b"), "\0b"s);
  EXPECT_EQ(source("x\xff y", "utf-8", " y"), " y");
  // The escapes of iso-2022-jp stay outside, so that what follows a cut still decodes.
  EXPECT_EQ(source("<p>\x1b$BF|K\\\x1b(B</p>", "iso-2022-jp", "日本"), "F|K\\");
}

TEST(Charset, WhatIsLostOrGarbledStandsInTheLimits) {
  Record record;
  record.kind = MediaKind::html;
  record.payload = "<meta charset=utf-8><p>bad \xff byte";
  const Document broken = build_document(record);
  ASSERT_EQ(broken.limits.size(), 1u);
  EXPECT_NE(broken.limits[0].says.find("1 byte sequence is not valid utf-8 and was replaced"),
            std::string::npos);

  record.payload = "<meta charset=latin1><p>caf\xc3\xa9";
  const Document garbled = build_document(record);
  EXPECT_EQ(garbled.charset.name, "windows-1252");
  ASSERT_EQ(garbled.limits.size(), 1u);
  EXPECT_NE(garbled.limits[0].says.find("may be garbled"), std::string::npos);
}

// ---- the conformance tests of html5lib

struct EncodingTest {
  std::string data, encoding;
};

std::vector<EncodingTest> read_tests(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string all = buffer.str();
  std::vector<EncodingTest> tests;
  const std::string data_mark = "#data\n", encoding_mark = "\n#encoding\n";
  for (std::size_t at = all.find(data_mark); at != std::string::npos;) {
    at += data_mark.size();
    const std::size_t mark = all.find(encoding_mark, at);
    if (mark == std::string::npos) break;
    const std::size_t name = mark + encoding_mark.size();
    tests.push_back({all.substr(at, mark - at), all.substr(name, all.find('\n', name) - name)});
    at = all.find(data_mark, name);
  }
  return tests;
}

TEST(CharsetConformance, EncodingsOfTheHtml5libTests) {
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) GTEST_SKIP() << "ASSAY_DATA is not set";
  const auto directory = std::filesystem::path(data) / "html5lib-tests/encoding";
  int passed = 0, failed = 0;
  // scripted/ needs scripts to run: its pages write their declaration by document.write().
  for (const char* name : {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"}) {
    for (const EncodingTest& test : read_tests(directory / name)) {
      const Charset charset = find_charset(test.data, "");
      const std::string_view expected = encoding_of_label(test.encoding);
      (charset.name == expected ? passed : failed) += 1;
      EXPECT_EQ(charset.name, expected) << name << ": " << test.data.substr(0, 300);
    }
  }
  std::ifstream big5(directory / "chardet/test_big5.txt", std::ios::binary);
  ASSERT_TRUE(big5);
  std::stringstream text;
  text << big5.rdbuf();
  EXPECT_EQ(find_charset(text.str(), "").name, "big5");
  std::cout << "html5lib encoding tests: " << passed << " passed, " << failed << " failed\n";
  EXPECT_GT(passed, 60) << "the test files are not what they were";
}

}  // namespace
}  // namespace assay::html
