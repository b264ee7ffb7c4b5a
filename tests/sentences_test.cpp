#include <gtest/gtest.h>

#include "assay/text.h"

namespace assay {
namespace {

// Each case is written as its sentences, one an element; the text is what `joiner` makes of them.
struct Case {
  std::string name;
  std::vector<std::string> sentences;
  std::string joiner = " ";
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::vector<std::string> split(const std::string& text) {
  std::vector<Range> ranges;
  append_sentences(text, {0, static_cast<std::uint32_t>(text.size())}, ranges);
  std::vector<std::string> out;
  for (const Range range : ranges) out.emplace_back(slice(text, range));
  return out;
}

class Sentences : public testing::TestWithParam<Case> {};

TEST_P(Sentences, AreFoundAsWritten) {
  std::string text;
  for (const std::string& sentence : GetParam().sentences) {
    if (!text.empty()) text += GetParam().joiner;
    text += sentence;
  }
  EXPECT_EQ(split(text), GetParam().sentences);
}

std::string case_name(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Plain, Sentences,
    testing::Values(
        Case{"TwoStatements", {"The bridge opened on Monday.", "Traffic was light."}},
        Case{"QuestionAndExclamation", {"Who paid?", "Nobody knows!", "The council will ask."}},
        Case{"RunsOfStops", {"Really?!", "They did it again!!!", "So it goes."}},
        Case{"HeadlineWithoutStop", {"Harbour city cuts ferry fares by a third"}},
        Case{"SingleNewlineIsASpace", {"The bridge\nopened.", "Traffic\nwas light."}, "\n"},
        Case{"EmptyLineAlwaysSeparates", {"A headline", "The text begins."}, "\n\n"},
        Case{"NumberAtTheEnd", {"It fell to 4.4.", "In 2024 it was 5.1.", "Then it rose."}},
        Case{"NumberAtTheStart", {"The fund closed in 2019.", "14 people lost their jobs."}},
        Case{"CurrencyAtTheStart", {"Costs rose.", "$40 million was lost.", "€3 was left."}},
        Case{"NameWithSmallFirstLetter", {"Sales rose.", "iPhone owners paid more."}},
        Case{"PercentSignBeforeStop", {"It grew by 12%.", "Nobody expected it."}},
        Case{"ParagraphOfCapitals", {"THE PORT IS CLOSED.", "SHIPS MUST WAIT."}},
        Case{"UncasedScript",
             {"\u05d4\u05d2\u05e9\u05e8 \u05e0\u05e4\u05ea\u05d7.",
              "\u05d4\u05ea\u05e0\u05d5\u05e2\u05d4 \u05d3\u05dc\u05d9\u05dc\u05d4."}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Abbreviations, Sentences,
    testing::Values(
        Case{"Titles", {"Dr. Ada Brennan met Prof. Lindqvist and Mrs. Oduya.", "They agreed."}},
        Case{"Initials", {"J. R. Halloran and Mary K. Dunne signed it.", "The vote was close."}},
        Case{"Acronym",
             {"The U.S. Senate and the U.K. government agreed.", "He left the U.S.",
              "The plane was late."}},
        Case{"AcronymBeforeNumber", {"The U.S. 7th Fleet sailed."}},
        Case{"NumberSign",
             {"Flight No. 5 left, and Nos. 6 and 7 followed.", "He said no.", "Then he left."}},
        Case{"Figures", {"See Fig. 2 and vol. 3, pp. 14.", "The rest is missing."}},
        Case{"Times",
             {"It starts at 9 a.m. Monday and ends at 5 p.m. Eastern time.", "Doors open at 8 a.m.",
              "Visitors pay nothing."}},
        Case{"Companies",
             {"Tarn Foods Inc. chief Olu Bright and Fells Ltd. Chairman Roe met.",
              "It was sold to Tarn Foods Inc.", "The price was not given."}},
        Case{"Months", {"It opened on Jan. 5 and closed on Dec. 12.", "Sept. 3 was a holiday."}},
        Case{"LatinConnectives",
             {"Some ports, e.g. Varna, i.e. the big ones, grew.", "It is ships vs. Trucks again."}},
        Case{"EtcEndsBeforeACapital", {"They sold nets, ropes, etc.", "Boats came later."}},
        Case{"EtcGoesOnBeforeASmallLetter", {"They sold nets, ropes, etc. to visitors."}},
        Case{"ListNumber", {"1. The port closes.", "It reopens in May."}},
        Case{
            "German",
            {"Das gilt z.B. für Häfen bzw. Werften, vgl. Abs. 3.", "Dr. Weber kommt am 3. Oktober.",
             "Der Hafen ist seit dem 19. Jahrhundert "
             "offen."}},
        Case{"GermanSpaced", {"Das gilt z. B. Bremen und d. h. Hamburg.", "Mehr nicht."}},
        Case{"French", {"M. Roche et Mme. Petit sont venus.", "Ils sont repartis."}},
        Case{"Spanish", {"El Sr. Ortega llegó.", "¿Quién lo vio?", "¡Nadie!"}},
        Case{"SaintAndStreet", {"They met in St. Albans on Main St.", "The mayor spoke."}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    QuotationsAndBrackets, Sentences,
    testing::Values(
        Case{"StopInsideQuotes", {"\u201cThe port is full.\u201d", "She left."}},
        Case{"QuoteGoesOn", {"\u201cIs it full?\u201d she asked.", "Nobody answered."}},
        Case{"AsciiQuotes", {"\"We won.\"", "\"We lost,\" he said."}},
        Case{"OpeningQuoteAfterStop", {"He nodded.", "\u201cWe are late,\u201d he said."}},
        Case{"GermanQuotes", {"\u201eDas reicht.\u201c", "\u201eNein\u201c, sagte sie."}},
        Case{"Guillemets", {"\u00abC\u2019est fini.\u00bb", "Il partit."}},
        Case{"Brackets", {"(The port is full.)", "It closed."}},
        Case{"Footnotes", {"The port is full.[12]", "It closed.[3]"}},
        Case{"DashAfterStop", {"The port is full.", "\u2014 It closed."}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Ellipses, Sentences,
    testing::Values(Case{"GoesOn", {"The port... well, the harbour \u2026 is full."}},
                    Case{"Ends",
                         {"And then it closed...", "Nobody knew why\u2026", "It reopened."}},
                    Case{"Spaced", {"It was . . . difficult."}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    MissingSpaces, Sentences,
    testing::Values(
        Case{"AfterASmallLetter", {"The port is full.", "Ships wait.", "A crane broke."}, ""},
        Case{"AfterAName", {"They met in Varna.", "The talks failed."}, ""},
        Case{"AfterQuotes", {"\u201cIt is full.\u201d", "She left."}, ""},
        Case{"AfterQuestion", {"Who paid?", "Nobody did."}, ""},
        Case{"NamesWithStops",
             {"Use ThumbnailCreator.com and Node.js, not java.util.List or Vue.Js."}},
        Case{"Addresses", {"See www.example.com/Path.Html or write to A.Roe@example.com today."}},
        Case{"UrlAtTheEnd", {"It is on example.com.", "The site is free."}},
        Case{"Decimals", {"It cost 3.5 or 1,200.50 in version 2.0.1."}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    EastAsian, Sentences,
    testing::Values(Case{"Chinese", {"港口已满。", "船只在等待！", "谁付钱？"}, ""},
                    Case{"JapaneseQuotation", {"「満員です。」と彼は言った。", "船は待つ。"}, ""}),
    case_name);

TEST(SentenceBounds, AreTrimmedAndInsideTheBlock) {
  const std::string text = "xx  One. Two. \u00a0yy";
  std::vector<Range> ranges;
  append_sentences(text, {2, static_cast<std::uint32_t>(text.size() - 2)}, ranges);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(slice(text, ranges[0]), "One.");
  EXPECT_EQ(slice(text, ranges[1]), "Two.");
}

TEST(SentenceBounds, TextWithoutStopsIsCutAtSpacesWhereItGrowsBeyondReason) {
  std::string text;
  while (text.size() < 100'000) text += "harbour ";
  for (const std::string& sentence : split(text)) {
    EXPECT_LE(sentence.size(), 16U * 1024);
    EXPECT_EQ(sentence.substr(sentence.size() - 7), "harbour");
  }
}

TEST(SentenceBounds, NothingComesOfNothing) {
  EXPECT_TRUE(split("").empty());
  EXPECT_TRUE(split(" \n\t \u3000").empty());
}

}  // namespace
}  // namespace assay
