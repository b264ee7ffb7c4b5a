#include "assay/text.h"
#include <algorithm>

#include <gtest/gtest.h>

#include "text/key_filter.h"
#include "text/phrases.h"
#include "text/room.h"

namespace assay {
namespace {

std::vector<Token> tokenize(const std::string& text) {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  return tokens;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> out;
  for (const Token& token : tokenize(text)) out.emplace_back(slice(text, token.range));
  return out;
}

using Words = std::vector<std::string>;

TEST(Words, CaseAndApostropheFold) {
  EXPECT_EQ(word_hash("Don\u2019t"), word_hash("don't"));
  EXPECT_EQ(word_hash("CAF\u00c9"), word_hash("caf\u00e9"));
  EXPECT_NE(word_hash("cafe"), word_hash("caf\u00e9"));
}

TEST(Words, AreLettersMarksAndInnerApostrophes) {
  EXPECT_EQ(words("Don't stop: Montr\u00e9al's e\u0301lan."),
            (Words{"Don't", "stop", "Montr\u00e9al's", "e\u0301lan"}));
  EXPECT_EQ(words("'quoted' rock'n'roll players'"), (Words{"quoted", "rock'n'roll", "players"}));
}

TEST(Words, HyphensAndStopsSeparate) {
  EXPECT_EQ(words("state-of-the-art U.S. end.Next"),
            (Words{"state", "of", "the", "art", "U", "S", "end", "Next"}));
}

TEST(Words, SoftHyphensInsideAWordAreInvisible) {
  const std::string text = "govern\u00adment";
  EXPECT_EQ(words(text), Words{text});
  EXPECT_EQ(tokenize(text)[0].hash, word_hash("government"));
}

TEST(Words, NothingThatIsNotSeenPartsThem) {
  for (const char* unseen : {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}) {
    const std::string text =
        std::string("gov") + unseen + unseen + "ernment " + unseen + "of" + unseen;
    const std::vector<Token> tokens = tokenize(text);
    ASSERT_EQ(tokens.size(), 2U);
    EXPECT_EQ(tokens[0].hash, word_hash("government"));
    EXPECT_EQ(tokens[0].hash, word_hash(slice(text, tokens[0].range)));
    EXPECT_EQ(slice(text, tokens[1].range), "of");
  }
}

TEST(Words, AZeroWidthSpaceBeforeAMarkedLetterPartsNone) {
  EXPECT_EQ(words("Vi\u200b\u1ec7t").size(), 1U);
}

TEST(Words, AZeroWidthSpacePartsThoseOfScriptsWithoutSpaces) {
  EXPECT_EQ(words("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e04\u0e23\u0e31\u0e1a").size(), 2U);
}

TEST(Words, EachHanOrKanaSignIsOne) {
  EXPECT_EQ(words("港口A店 カナ"), (Words{"港", "口", "A", "店", "カ", "ナ"}));
}

TEST(Words, HangulAndArabicAreWrittenInWords) {
  EXPECT_EQ(words("\ud56d\uad6c\uac00 \ub2eb\ud614\ub2e4"),
            (Words{"\ud56d\uad6c\uac00", "\ub2eb\ud614\ub2e4"}));
  EXPECT_EQ(words("\u0645\u064a\u0646\u0627\u0621 \u0645\u063a\u0644\u0642").size(), 2U);
}

TEST(Numbers, KeepInnerStopsAndCommas) {
  EXPECT_EQ(words("4.4 billion, 1,200.50 in 5G, 3. and 12,"),
            (Words{"4.4", "billion", "1,200.50", "in", "5G", "3", "and", "12"}));
}

TEST(Numbers, AreTokensThatStartWithADigit) {
  const std::vector<Token> tokens = tokenize("5G G7 \u0661\u0662 12");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].kind, TokenKind::number);
  EXPECT_EQ(tokens[1].kind, TokenKind::word);
  EXPECT_EQ(tokens[2].kind, TokenKind::number);
  EXPECT_EQ(tokens[3].kind, TokenKind::number);
}

TEST(Tokens, KnowTheirCapitals) {
  const std::vector<Token> tokens = tokenize("Port NATO A \u00c9tat \u00c9U G7 iPhone");
  ASSERT_EQ(tokens.size(), 7U);
  const auto expect = [&](std::size_t i, bool capitalised, bool all_caps) {
    EXPECT_EQ(tokens[i].capitalised, capitalised) << i;
    EXPECT_EQ(tokens[i].all_caps, all_caps) << i;
  };
  expect(0, true, false);
  expect(1, true, true);
  expect(2, true, false);  // one letter is no acronym
  expect(3, true, false);
  expect(4, true, true);
  expect(5, true, false);
  expect(6, false, false);
}

TEST(Tokens, HashIsTheHashOfTheirText) {
  const std::string text = "Don\u2019t MIX Stra\u00dfe 1,200 港 e\u0301 \u0130zmir";
  for (const Token& token : tokenize(text)) {
    EXPECT_EQ(token.hash, word_hash(slice(text, token.range))) << slice(text, token.range);
  }
}

TEST(Tokens, StayWithinTheRange) {
  std::vector<Token> tokens;
  append_tokens("harbour city", {3, 9}, tokens);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].range, (Range{3, 7}));
  EXPECT_EQ(tokens[1].range, (Range{8, 9}));
}

TEST(ValidUtf8, LeavesValidTextAsItIs) {
  const std::string text = "caf\u00e9 港 \U0001f6a2\r\n";
  EXPECT_EQ(valid_utf8(text), text);
}

TEST(ValidUtf8, DropsALeadingByteOrderMarkOnly) {
  EXPECT_EQ(valid_utf8("\xef\xbb\xbfport\xef\xbb\xbf"), "port\xef\xbb\xbf");
}

// The examples of Unicode 15, section 3.9, tables 3-8 to 3-11, and what browsers do.
TEST(ValidUtf8, ReplacesEachMaximalSubpartOnce) {
  const std::string r = "\ufffd";
  EXPECT_EQ(valid_utf8("a\xff"
                       "b"),
            "a" + r + "b");
  EXPECT_EQ(valid_utf8("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82"
                       "A"),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(valid_utf8("\xed\xa0\x80\xed\xbf\xbf\xed\xaf"
                       "A"),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(valid_utf8("\xf4\x91\x92\x93\xff"
                       "A\x80\xbf"
                       "B"),
            r + r + r + r + r + "A" + r + r + "B");
  EXPECT_EQ(valid_utf8("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf"
                       "A"),
            r + r + r + r + "A");
  EXPECT_EQ(valid_utf8("\xe6\xb8"), r);  // cut inside a character
}

TEST(Lower, MapsCodePointByCodePoint) {
  EXPECT_EQ(lower("\u00c9TAT \u0394 Stra\u00dfe"), "\u00e9tat \u03b4 stra\u00dfe");
}

TEST(CodePoints, AreCountedNotBytes) { EXPECT_EQ(count_code_points("a\u00e9港\U0001f6a2"), 4U); }

TEST(LanguageDetection, TellsCommonLanguages) {
  EXPECT_EQ(detect_language("The harbour was closed on Monday because of the storm, and ferries to "
                            "the islands will not leave before the weekend, the port said.")
                .code,
            "en");
  EXPECT_EQ(detect_language("Der Hafen blieb am Montag wegen des Sturms geschlossen, und die "
                            "Fähren zu den Inseln fahren nicht vor dem Wochenende.")
                .code,
            "de");
  EXPECT_EQ(detect_language("Le port est resté fermé lundi à cause de la tempête, et les bateaux "
                            "pour les îles ne partiront pas avant la fin de semaine.")
                .code,
            "fr");
  EXPECT_EQ(detect_language("港口因暴风雨于星期一关闭，前往岛屿的渡轮要到周末才会开航。").code,
            "zh");
}

TEST(LanguageDetection, DoesNotGuessFromTooLittle) {
  EXPECT_EQ(detect_language("").code, "und");
  EXPECT_EQ(detect_language("OK 12").code, "und");
  EXPECT_EQ(detect_language("+++ 4.4 / 12 %%").code, "und");
}

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  return tokens;
}

TEST(Phrases, OfThoseThatBeginAtAWordTheLongestIsFound) {
  const Phrases phrases({"free", "free trial", "free trial period", "may vary"});
  const std::vector<Token> tokens = tokens_of("A Free Trial is free, prices may vary");
  std::vector<std::size_t> lengths;
  for (std::size_t at = 0; at < tokens.size(); ++at) lengths.push_back(phrases.at(tokens, at));
  EXPECT_EQ(lengths, (std::vector<std::size_t>{0, 2, 0, 0, 1, 0, 2, 0}));
  EXPECT_TRUE(phrases.any_in(tokens));
  EXPECT_FALSE(phrases.any_in(tokens_of("prices may fall")));
}

TEST(Phrases, AnEmptyListFindsNothing) {
  EXPECT_TRUE(Phrases().empty());
  EXPECT_FALSE(Phrases({"", "..."}).any_in(tokens_of("nothing")));
}

TEST(KeyFilter, HoldsEveryKeyAndLetsFewOthersPass) {
  const auto key_of = [](const std::string& word) { return word_hash(word) * 0x9e3779b97f4a7c15; };
  for (const std::size_t count : {0, 1, 100, 30'000}) {
    std::vector<std::uint64_t> keys;
    for (std::size_t i = 0; i < count; ++i) keys.push_back(key_of("held" + std::to_string(i)));
    KeyFilter filter;
    filter.build(keys);
    for (const std::uint64_t key : keys) EXPECT_TRUE(filter.may_hold(key));
    int passed = 0;
    for (int i = 0; i < 10'000; ++i) passed += filter.may_hold(key_of("other" + std::to_string(i)));
    EXPECT_LT(passed, 400) << count;
  }
}

TEST(Tokens, KnowWordsWithDigitsInThem) {
  const std::string text = "USD34 B2B it's Öl3 h 4.4 5G 1,200 n\u00b05 caf\u00e9 \u00d6sth4";
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  std::vector<std::string> mixed;
  for (const Token& token : tokens) {
    if (token.mixed) mixed.emplace_back(slice(text, token.range));
  }
  EXPECT_EQ(mixed, (std::vector<std::string>{"USD34", "B2B", "Öl3", "\u00d6sth4"}));
}

}  // namespace
TEST(Room, GrowsToWhatIsAskedForAndNeverShrinks) {
  Room<int> room;
  EXPECT_EQ(room.size(), 0U);
  room.make(3);
  const std::size_t size = room.size();
  ASSERT_GE(size, 3U);
  std::fill_n(room.data(), size, 7);
  room.make(2);
  EXPECT_EQ(room.size(), size);
  EXPECT_EQ(room[size - 1], 7);  // nothing was made anew
  room.make(size + 1);
  EXPECT_GT(room.size(), size);
  Room<int> taken = std::move(room);
  room.make(1);  // NOLINT(bugprone-use-after-move): it is empty again
  EXPECT_GT(taken.size(), size);
  room[0] = 7;
}

}  // namespace assay
