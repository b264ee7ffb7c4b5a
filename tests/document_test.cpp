#include "assay/document.h"
#include <ctime>
#include <random>

#include <gtest/gtest.h>

#include "document_invariants.h"

namespace assay {
namespace {

using namespace std::string_literals;

Document document_of(const std::string& payload, bool utf8 = false) {
  Record record;
  record.payload = payload;
  record.payload_is_utf8 = utf8;
  Document document = build_document(std::move(record));
  EXPECT_EQ(broken_rule(document, payload), "");
  return document;
}

std::vector<std::string> blocks(const Document& document) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks) out.emplace_back(document.view(block.text));
  return out;
}

std::vector<std::string> words(const Document& document) {
  std::vector<std::string> out;
  for (const Token& token : document.tokens) out.emplace_back(document.view(token.range));
  return out;
}

std::vector<BlockShape> shapes(const Document& document) {
  std::vector<BlockShape> out;
  for (const Block& block : document.blocks) out.push_back(block.shape);
  return out;
}

using Strings = std::vector<std::string>;

const std::string prose =
    "The harbour of Tarnvik will stay closed until the weekend because a crane fell into the main "
    "channel during the storm on Monday night. Nobody was hurt, the port authority said, but three "
    "ships are waiting outside and two ferries had to turn back to the islands with all of their "
    "passengers. Divers began to look at the wreck on Tuesday, and a floating crane from the naval "
    "yard is expected to arrive before Thursday if the wind allows it.";

// Greedy wrapping at `width` columns, as mail programs and editors do it.
std::string wrapped(const std::string& text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (column > 0 && column + 1 + end - at > width) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += text.substr(at, end - at);
    column += end - at;
    at = end + 1;
  }
  return out;
}

// ---- plain text: lines and paragraphs

TEST(PlainText, ALineIsABlock) {
  const Document document = document_of("Port closed\n" + prose + "\r\n" + prose + "\n");
  EXPECT_EQ(blocks(document), (Strings{"Port closed", prose, prose}));
  EXPECT_EQ(document.dialect, TextDialect::plain);
}

TEST(PlainText, TextIsTheInputUnchanged) {
  const std::string payload = " \tThe port \r\n\r\n closed.\u00a0\n";
  const Document document = document_of(payload);
  EXPECT_EQ(document.text, payload);
  EXPECT_EQ(blocks(document), (Strings{"The port", "closed."}));
}

TEST(PlainText, BlocksKnowTheEmptyLineBeforeThem) {
  const Document document = document_of("\n\nOne\nTwo\n \u00a0\n\nThree\n");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_FALSE(document.blocks[0].after_blank) << "nothing stands before it";
  EXPECT_FALSE(document.blocks[1].after_blank);
  EXPECT_TRUE(document.blocks[2].after_blank);
}

TEST(PlainText, OldLineEndsSeparateToo) {
  EXPECT_EQ(blocks(document_of("One\rTwo\r\rThree")), (Strings{"One", "Two", "Three"}));
}

class WrappedText : public testing::TestWithParam<std::size_t> {};

TEST_P(WrappedText, IsJoinedToParagraphs) {
  const std::string text = wrapped(prose, GetParam());
  const Document document = document_of("Port of Tarnvik closed\n\n" + text + "\n\n" + text +
                                        "\n\n- Ships: 3\n- Ferries: 2\n");
  EXPECT_EQ(blocks(document),
            (Strings{"Port of Tarnvik closed", text, text, "- Ships: 3", "- Ferries: 2"}));
  EXPECT_EQ(document.blocks[1].sentence_count, 3U);
}

TEST_P(WrappedText, IsJoinedWithoutEmptyLinesBetweenParagraphsToo) {
  const std::string first = wrapped(prose, GetParam());
  const std::string second = wrapped(prose.substr(0, prose.find('.') + 1), GetParam());
  EXPECT_EQ(blocks(document_of(second + "\n" + first + "\n" + second + "\n")),
            (Strings{second, first, second}));
}

INSTANTIATE_TEST_SUITE_P(Columns, WrappedText, testing::Values(60, 65, 72, 76, 80, 100));

TEST(PlainText, RaggedLinesOfAPrintedPageAreJoined) {
  std::string text;
  std::size_t column = 0, width = 68;
  for (const char c : prose + " " + prose) {
    if (c == ' ' && column > width) {
      text += '\n';
      column = 0;
      width = 60 + (width * 7) % 19;  // as proportional letters would have it
    } else {
      text += c;
      ++column;
    }
  }
  EXPECT_EQ(blocks(document_of(text)), Strings{text});
}

TEST(PlainText, ShortListsAreNotWrappedText) {
  const std::string list =
      "Ferries to the outer islands\nOpening hours of the museum\nTickets and "
      "season cards\nLost property office\nContact the harbour master\n";
  EXPECT_EQ(document_of(list).blocks.size(), 5U);
  const std::string headlines =
      "Storm closes the port of Tarnvik for a third day\nWhy the old crane was never replaced\n"
      "Ferry company promises refunds for all passengers\nIslanders ask for a second landing "
      "stage\n"
      "Minister to visit the naval yard next week\nFishermen fear for the start of the season\n";
  EXPECT_EQ(document_of(headlines).blocks.size(), 6U);
  std::string navigation = "SEARCH\n";
  for (const char* entry : {"home", "news", "business", "life & style", "my city", "real estate"}) {
    navigation += entry + "\n"s;
  }
  EXPECT_EQ(document_of(navigation).blocks.size(), 7U) << "small letters alone join nothing";
  EXPECT_EQ(document_of("Share\nTweet\nSave\nPrint\nMail\n").blocks.size(), 5U);
}

TEST(PlainText, OneSentenceALineStaysSo) {
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += "The harbour was closed for the day and the ferries stayed at home.\n";
  EXPECT_EQ(document_of(text).blocks.size(), 12U);
}

// ---- plain text: shapes

TEST(PlainText, ShapesComeFromObviousLayoutOnly) {
  const Document document = document_of("Port closed after storm\n\n" + prose +
                                        "\n\n- Ships: 3\n\u2022 Ferries: 2\n1. First\n2) Second\n\n"
                                        "> We will reopen soon.\n\nSign up\n");
  EXPECT_EQ(shapes(document),
            (std::vector{BlockShape::heading, BlockShape::paragraph, BlockShape::list_item,
                         BlockShape::list_item, BlockShape::list_item, BlockShape::list_item,
                         BlockShape::quote, BlockShape::paragraph}));
  EXPECT_EQ(document.view(document.blocks[2].text), "- Ships: 3")
      << "nothing is cut from plain text";
}

TEST(PlainText, LinesOfCellsAreTableRows) {
  const Document document = document_of("Ship\tTons\tFlag\nAda\t3,000\tNO\n\nText | more | here\n");
  EXPECT_EQ(shapes(document),
            (std::vector{BlockShape::table_row, BlockShape::table_row, BlockShape::paragraph}));
}

TEST(PlainText, MoreLinesThanBoundedAreReadAsOneBlockAndSaidSo) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "a\n";
  const Document document = document_of(text);
  EXPECT_EQ(document.blocks.size(), std::size_t{1} << 18);
  EXPECT_EQ(document.tokens.size(), 300'000U) << "no word is lost";
  ASSERT_EQ(document.limits.size(), 1U);
}

// ---- decoding

TEST(Decoding, ByteOrderMarkIsDroppedAndSourceRangesCountIt) {
  const Document document = document_of("\xef\xbb\xbfPort\n");
  EXPECT_EQ(document.text, "Port\n");
  EXPECT_EQ(document.blocks[0].source_ranges, (std::vector<ByteRange>{{3, 7}}));
  EXPECT_EQ(document.charset.from, "bom");
}

TEST(Decoding, InvalidSequencesBecomeOneReplacementCharacterEach) {
  const Document document = document_of(
      "a\xff"
      "b\nc\xe2\x82"
      "d\ne\n");
  EXPECT_EQ(document.text,
            "a\ufffd"
            "b\nc\ufffd"
            "d\ne\n");
  EXPECT_EQ(document.charset.name, "utf-8");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[1].source_ranges, (std::vector<ByteRange>{{4, 8}}));
  EXPECT_EQ(document.blocks[2].source_ranges, (std::vector<ByteRange>{{9, 10}}));
}

std::string utf16(const std::u16string& text, bool big_endian) {
  std::string out;
  for (const char16_t c : text) {
    const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xff);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

TEST(Decoding, Utf16IsToldByItsMarkOrItsZeros) {
  const std::u16string text = u"Caf\u00e9 \U0001f6a2 in the port\nShips wait.\n";
  for (const bool big_endian : {false, true}) {
    for (const bool marked : {false, true}) {
      const std::u16string head = marked ? u"\ufeff" : u"The harbour is closed today.\n";
      const std::string payload = utf16(head + text, big_endian);
      const Document document = document_of(payload);
      EXPECT_EQ(document.charset.name, big_endian ? "utf-16be" : "utf-16le");
      EXPECT_EQ(document.charset.from, marked ? "bom" : "detected");
      const Block& block = document.blocks[document.blocks.size() - 2];
      EXPECT_EQ(document.view(block.text), "Caf\u00e9 \U0001f6a2 in the port");
      const std::uint64_t begin = 2 * head.size();
      EXPECT_EQ(block.source_ranges, (std::vector<ByteRange>{{begin, begin + 2 * 19}}));
    }
  }
}

TEST(Decoding, LegacyCharsetIsDetectedWhereThereIsEnoughOfIt) {
  // "Größe, Fähre, Küste" and so on in windows-1252.
  std::string payload;
  for (int i = 0; i < 8; ++i) {
    payload +=
        "Die Gr\xf6\xdf"
        "e der F\xe4hren an der K\xfcste war f\xfcr die H\xe4"
        "fen zu gro\xdf.\n";
  }
  const Document document = document_of(payload);
  EXPECT_EQ(document.charset.from, "detected");
  EXPECT_EQ(document.view(document.blocks[0].text),
            "Die Größe der Fähren an der Küste war für die Häfen zu groß.");
  const std::uint64_t line = payload.size() / 8;
  EXPECT_EQ(document.blocks[1].source_ranges, (std::vector<ByteRange>{{line, 2 * line - 1}}));
  EXPECT_EQ(document_of(payload, true).charset.name, "utf-8") << "JSON is UTF-8 by definition";
}

TEST(Decoding, AFewStrayBytesAreDamageNotAnotherCharset) {
  const Document document = document_of("The caf\xe9 in Z\xfcrich closed.\n");
  EXPECT_EQ(document.charset.name, "utf-8");
  EXPECT_EQ(document.text, "The caf\ufffd in Z\ufffdrich closed.\n");
}

// As a scraper leaves them: nobody says which charset it is.
struct CharsetSample {
  const char* charset;
  std::string bytes, text;
};

const std::vector<CharsetSample>& charset_samples() {
  static const std::vector<CharsetSample> samples = {
      {"gb18030",
       "\xb8\xdb\xbf\xda\xbd\xf1\xcc\xec\xd2\xf2\xb7\xe7\xb1\xa9\xb9\xd8\xb1\xd5\xa3\xac\xb4\xac"
       "\xd6\xbb\xd4\xda\xb8\xdb\xcd\xe2\xb5\xc8\xb4\xfd\xa1\xa3",
       "港口今天因风暴关闭，船只在港外等待。"},
      {"shift_jis",
       "\x8d\xa1\x93\xfa\x82\xcd\x82\xa2\x82\xa2\x93\x56\x8b\x43\x82\xc5\x82\xb7\x82\xcb\x81\x42"
       "\x96"
       "\xbe\x93\xfa\x82\xe0\x90\xb0\x82\xea\x82\xe9\x82\xc5\x82\xb5\x82\xe5\x82\xa4\x81\x42",
       "今日はいい天気ですね。明日も晴れるでしょう。"},
      {"windows-1251",
       "\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0? \xd1\xe5\xe3\xee\xe4\xed\xff "
       "\xf5\xee\xf0\xee\xf8\xe0\xff \xef\xee\xe3\xee\xe4\xe0.",
       "Привет, как дела? Сегодня хорошая погода."},
  };
  return samples;
}

Document page_of(const std::string& payload) {
  Record record;
  record.kind = MediaKind::html;
  record.payload = payload;
  return build_document(std::move(record));
}

TEST(Decoding, TextAndPagesAreDetectedAlike) {
  for (const CharsetSample& sample : charset_samples()) {
    for (const Document& document : {document_of(sample.bytes), page_of("<p>" + sample.bytes)}) {
      EXPECT_EQ(document.charset.name, sample.charset);
      EXPECT_EQ(document.charset.from, "detected");
      EXPECT_EQ(document.text.substr(0, sample.text.size()), sample.text);
    }
  }
  // Without a mark, by its zeros; with the mark that the web does not know.
  const std::u16string words = u"The harbour is closed today.";
  EXPECT_EQ(page_of(utf16(u"<p>" + words, false)).text, "The harbour is closed today.\n");
  const std::string wide("\xff\xfe\0\0A\0\0\0\xac\x20\0\0", 12);
  EXPECT_EQ(document_of(wide).text, "A€");
  EXPECT_EQ(document_of(wide).charset.name, "utf-32le");
}

TEST(Decoding, DamagedUtf8StaysUtf8InTextAndPages) {
  std::string payload;
  for (int i = 0; i < 12; ++i)
    payload += "Die F\u00e4hre f\u00fcr K\u00fcste und H\u00e4fen\xff.\n";
  for (const Document& document : {document_of(payload), page_of("<p>" + payload)}) {
    EXPECT_EQ(document.charset.name, "utf-8");
    EXPECT_NE(document.text.find("Küste und Häfen\ufffd."), std::string::npos);
    ASSERT_EQ(document.limits.size(), 1U);
    EXPECT_EQ(document.limits[0].says, "12 byte sequences are not valid utf-8 and were replaced");
  }
}

TEST(Decoding, OfATextTheTransportIsBelievedBeforeTheBytes) {
  Record record;
  record.payload = "caf\xe9";
  record.charset_hint = "text/plain; charset=latin1";
  const Document document = build_document(std::move(record));
  EXPECT_EQ(document.text, "café");
  EXPECT_EQ(document.charset.from, "http");
}

TEST(Decoding, CutDocumentsSaySo) {
  Record record;
  record.payload = "The port";
  record.cut = true;
  EXPECT_EQ(build_document(std::move(record)).limits.size(), 1U);
}

// ---- Markdown

TEST(Markdown, IsRecognisedByIndependentMarks) {
  const auto dialect = [](const std::string& text) { return document_of(text).dialect; };
  EXPECT_EQ(dialect("# Port\n\n" + prose + "\n\n## Ships\n\n" + prose), TextDialect::markdown);
  EXPECT_EQ(dialect("# Port\n\nSee [the report](https://a.example/r).\n"), TextDialect::markdown);
  EXPECT_EQ(dialect("**Port** closed\n\n- one\n- two\n\n**Ships** wait\n"), TextDialect::markdown);
  EXPECT_EQ(dialect("Port\n====\n\nShips\n-----\n\n- one\n- two\n"), TextDialect::markdown);
}

TEST(Markdown, IsNotSeenInPlainText) {
  const auto dialect = [](const std::string& text) { return document_of(text).dialect; };
  EXPECT_EQ(dialect(prose), TextDialect::plain);
  EXPECT_EQ(dialect("- one\n- two\n- three\n* four\n"), TextDialect::plain);
  EXPECT_EQ(dialect("#port #ships\n#news\n" + prose), TextDialect::plain);
  EXPECT_EQ(dialect("# install\nmake install\n# run it\nassay score\n"), TextDialect::plain);
  EXPECT_EQ(dialect("Use this:\n\n# network\nname: port\n\n# secret\nkey: none\n\n* one\n* two\n"),
            TextDialect::plain);
  EXPECT_EQ(dialect("The price** rose.\n\n** without tax\n"), TextDialect::plain);
  EXPECT_EQ(dialect("> We closed.\n> We opened.\n\n" + prose), TextDialect::plain);
  EXPECT_EQ(dialect("a[i](x) and b[j](y), c[k](z)\n"), TextDialect::plain);
  EXPECT_EQ(dialect("-----\nPort\n-----\n" + prose), TextDialect::plain);
}

TEST(Markdown, MarksAreNoWordsAndStandOutsideBlocks) {
  const Document document = document_of(
      "# The *port* ##\n\n> We **will** reopen.\n\n- See [the report](https://a.example/r_1 "
      "\"Title\").\n"
      "  1. `crane` and <b>ship</b> &amp; \\*star\\*\n\n![A photo](p.jpg)\n\n***\n");
  EXPECT_EQ(document.dialect, TextDialect::markdown);
  EXPECT_EQ(blocks(document), (Strings{"The *port", "We **will** reopen.",
                                       "See [the report](https://a.example/r_1 \"Title\").",
                                       "crane` and <b>ship</b> &amp; \\*star\\*"}));
  EXPECT_EQ(words(document), (Strings{"The", "port", "We", "will", "reopen", "See", "the", "report",
                                      "crane", "and", "ship", "star"}));
  EXPECT_EQ(shapes(document), (std::vector{BlockShape::heading, BlockShape::quote,
                                           BlockShape::list_item, BlockShape::list_item}));
  EXPECT_EQ(document.blocks[0].heading_level, 1);
  EXPECT_EQ(document.blocks[3].list_depth, 2);
}

TEST(Markdown, LinksKeepTheirTextAndTarget) {
  const Document document = document_of(
      "## Ports\n\nThe [harbour of **Tarnvik**](https://t.example/a_(b)) and [ships][1] and "
      "<https://s.example/> [![photo](i.png)](https://p.example) wait.[^2]\n\n"
      "[1]: https://ships.example/list\n[^2]: A note.\n");
  ASSERT_GE(document.blocks.size(), 2U);
  const auto links = document.links_of(document.blocks[1]);
  ASSERT_EQ(links.size(), 4U);
  EXPECT_EQ(document.view(links[0].text), "harbour of **Tarnvik**");
  EXPECT_EQ(document.markup_view(links[0].target), "https://t.example/a_(b)");
  EXPECT_EQ(document.view(links[1].text), "ships");
  EXPECT_EQ(document.markup_view(links[1].target), "https://ships.example/list");
  EXPECT_EQ(document.view(links[2].text), "https://s.example/");
  EXPECT_EQ(document.markup_view(links[3].target), "https://p.example");
  EXPECT_EQ(document.blocks.size(), 3U) << "a reference definition is no block";
}

TEST(Markdown, FencesAreCodeAndTablesAreRows) {
  const Document document = document_of(
      "# Port\n\n```sh\nassay score # not a heading\n\n- nor a list\n```\n\n| Ship | Tons "
      "|\n|---|--:|\n"
      "| [Ada](a.html) | 3,000 |\n\nText **after** it.\n");
  EXPECT_EQ(shapes(document),
            (std::vector{BlockShape::heading, BlockShape::code, BlockShape::table_row,
                         BlockShape::table_row, BlockShape::paragraph}));
  EXPECT_EQ(document.view(document.blocks[1].text), "assay score # not a heading\n\n- nor a list");
  EXPECT_EQ(document.view(document.blocks[2].text), "Ship | Tons");
  const auto tokens = document.tokens_of(document.blocks[3]);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(document.view(tokens[0].range), "Ada");
  EXPECT_EQ(document.view(tokens[1].range), "3,000");
}

TEST(Markdown, AFenceIsClosedByOneOfItsKindThatIsAsLong) {
  const Document document = document_of(
      "# Port\n\n[l](https://x.example)\n\n````\n```\n~~~~~\nshort\n`````\n\n"
      "~~~\n```\ntilde\n~~~\n\n`````\nnever closed\n````\n");
  ASSERT_GE(document.blocks.size(), 4U);
  EXPECT_EQ(document.view(document.blocks[2].text), "```\n~~~~~\nshort");
  EXPECT_EQ(document.view(document.blocks[3].text), "```\ntilde");
  for (std::size_t b = 4; b < document.blocks.size(); ++b) {
    EXPECT_NE(document.blocks[b].shape, BlockShape::code) << b;
  }
}

TEST(Markdown, HardWrapsAreJoinedAndParagraphLinesAreNot) {
  const std::string text = wrapped(prose, 72);
  EXPECT_EQ(blocks(document_of("# Port\n\n" + text + "\n\n## Ships\n\n> " + text + "\n\n- " + text +
                               "\n"))
                .size(),
            5U);
  EXPECT_EQ(blocks(document_of("# Port\n\n" + prose + "\n" + prose + "\n\n## Ships\n\n" + prose)),
            (Strings{"Port", prose, prose, "Ships", prose}));
}

TEST(Markdown, UnderlinedHeadingsHaveLevels) {
  const Document document = document_of("Port\n====\n\nShips\n-----\n\n- **one**\n- two\n");
  ASSERT_EQ(document.blocks.size(), 4U);
  EXPECT_EQ(document.blocks[0].heading_level, 1);
  EXPECT_EQ(document.blocks[1].heading_level, 2);
  EXPECT_EQ(document.view(document.blocks[0].text), "Port");
}

TEST(Markdown, FrontMatterIsMetadata) {
  const Document document = document_of(
      "---\ntitle: \"Port closed\"\nauthor: A. Roe\ndate: 2025-03-01\ntags:\n  - port\n---\n\n# "
      "Port\n\n## Ships\n");
  EXPECT_EQ(document.metadata.title, "Port closed");
  EXPECT_EQ(document.metadata.author, "A. Roe");
  EXPECT_EQ(document.metadata.published, "2025-03-01");
  EXPECT_EQ(blocks(document), (Strings{"Port", "Ships"}));
}

TEST(Markdown, SentencesEndAtStopsInsideEmphasis) {
  const Document document =
      document_of("# Port\n\n**It closed.** Ships [wait.](https://a.example/x.html) They left.\n");
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[1].sentence_count, 3U);
}

// ---- every document

// Seeds whose pieces are cut, repeated and damaged; fixed seed, so that a failure repeats.
TEST(AnyText, GivesASoundDocument) {
  const Strings seeds = {
      prose + "\n\n" + wrapped(prose, 72),
      "# T\n\n> q **b** _e_\n- [l](https://a.example/x) ![i](j)\n1. `c`\n\n| a | b |\n|---|---|\n| "
      "[x](y) | z |\n"
      "```\ncode\n```\n[r]: https://r.example\n[t][r] <b>x</b> &amp; \\* <!-- c "
      "-->\n\nS\n---\n---\n",
      "\xef\xbb\xbf"
      "Dr. A. said \"no.\" U.S. 3.5 a.m. \u2026\u3002\u201cx\u201d\r\n\r\n\xff\xe2\x82\xed\xa0\x80",
      "\xff\xfe"
      "T\0h\0e\0\n\0"s,
      "((([[[***___```~~~<<<&&&|||>>>---===\n\n\t\n"};
  std::mt19937 random(20250301);
  const auto pick = [&](std::size_t bound) { return bound == 0 ? 0 : random() % bound; };
  for (int round = 0; round < 3000; ++round) {
    std::string payload;
    for (std::size_t pieces = 1 + pick(6); pieces > 0; --pieces) {
      const std::string& seed = seeds[pick(seeds.size())];
      const std::size_t begin = pick(seed.size());
      payload += seed.substr(begin, pick(120));
    }
    for (std::size_t edits = pick(4); edits > 0 && !payload.empty(); --edits) {
      const std::size_t at = pick(payload.size());
      if (pick(2) == 0)
        payload[at] = static_cast<char>(pick(256));
      else
        payload.insert(at, payload.substr(pick(payload.size()), pick(20)));
    }
    document_of(payload, pick(4) == 0);
    if (HasFailure()) {
      FAIL() << "round " << round << ": " << testing::PrintToString(payload);
    }
  }
}

// Milliseconds of processor time that building takes; the best of some, against noise.
double cost_of(const std::string& payload) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    Record record;
    record.payload = payload;
    const std::clock_t begin = std::clock();
    const Document document = build_document(std::move(record));
    best = std::min(best, 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

TEST(Cost, FencesThatNothingClosesAreNotLookedForOneByOne) {
  constexpr std::size_t longest = 700;
  std::string head = "# a\n\n[l](https://x.example) **b** [m](https://y.example)\n\n";
  std::string fences = head, text = head;
  for (std::size_t length = longest; length > 2; --length)
    fences += std::string(length, '`') + "\n";
  while (fences.size() < (1 << 19)) fences += std::string(longest + 100, '`') + " x\n";
  while (text.size() < fences.size()) text += "The port closed on Monday.\n\n";
  EXPECT_LT(cost_of(fences), 2 * cost_of(text) + 5);
}

class GrowingText : public testing::TestWithParam<std::string> {};

TEST_P(GrowingText, CostsNoMoreThanItsLength) {
  std::string once = "# a\n\n[l](https://x.example) **b** [m](https://y.example)\n\n";
  while (once.size() < 128 * 1024) once += GetParam();
  once += "\n\n";  // else what follows would change how the last line is read
  const std::string four_times = once + once + once + once;
  // Linear is 4, quadratic 16; the rest is the machine's noise.
  EXPECT_LT(cost_of(four_times), 9 * cost_of(once) + 5);
}

INSTANTIATE_TEST_SUITE_P(Hostile, GrowingText,
                         testing::Values("The port closed. ", "a. A. ", "....", "! ? ", "[", "[a](",
                                         "](", "[a]", "[[a](b)](c) ", "`", "`` ` ", "<a ", "<!--\n",
                                         "```\n", "````\nx\n", "*", "_a", "> ", ">\n", "- ", "1. ",
                                         "&a", "| a ", "|\n|-|\n", "\"'", "\n", " ", "\xff",
                                         "\u3002", "Dr.", "(", "---\n", "a\n---\n", "[a]: b/\n",
                                         "x-", "\xe6\xb8\xaf", "e.g. ", "1.2.", "a.B"));

}  // namespace
}  // namespace assay
