#include "assay/rules.h"
#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "assay/heuristics.h"

#include "rules/backtracker.h"
#include "rules/pattern.h"

namespace assay {
namespace {

Document document_of(const std::string& text, const std::string& language = "en") {
  Record record;
  record.payload = text;
  record.payload_is_utf8 = true;
  Document document = build_document(std::move(record));
  document.language = {language, 1};
  return document;
}

Rule rule_of(std::vector<std::string> patterns, std::string id = "promotion/test") {
  Rule rule;
  rule.id = std::move(id);
  rule.scorer = "promotion";
  rule.language = "en";
  rule.patterns = std::move(patterns);
  return rule;
}

using Texts = std::vector<std::string>;

// The matched texts, in order.
Texts matches_of(const RuleMatcher& matcher, const Document& document,
                 const Mentions* mentions = nullptr) {
  std::vector<RuleMatch> matches;
  for (const Sentence& sentence : document.sentences) {
    matcher.match(document, sentence, mentions, matches);
  }
  Texts out;
  for (const RuleMatch& match : matches) out.emplace_back(document.view(match.range));
  return out;
}

Texts matches_in(const Document& document, const std::vector<Rule>& rules,
                 const Mentions* mentions = nullptr) {
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  if (!matcher) return {"error: " + matcher.error().message};
  return matches_of(matcher.value(), document, mentions);
}

Texts matches(const std::string& text, const std::vector<Rule>& rules) {
  return matches_in(document_of(text), rules);
}

// ---- what a pattern matches ----

TEST(Pattern, IgnoresCase) {
  EXPECT_EQ(matches("A REVOLUTIONARY lamp.", {rule_of({"revolutionary"})}), Texts{"REVOLUTIONARY"});
  EXPECT_EQ(matches("Une \xc3\x89TOILE rare.", {rule_of({"\xc3\xa9toile"})}),
            Texts{"\xc3\x89TOILE"});
}

// Their words call for a pattern only where they stand beside each other, however that is written.
TEST(Pattern, AlternativesBesideEachOtherAreFoundHoweverTheyAreJoined) {
  const std::vector<Rule> rules = {
      rule_of({"(?:buy|order|get) (?:one|two)(?:-| )for-one \\pL+", "(?:stop|end) the \\pL+ing"})};
  EXPECT_EQ(matches("Order two-for-one  lamps and stop the bleeding.", rules),
            (Texts{"Order two-for-one  lamps", "stop the bleeding"}));
  EXPECT_EQ(matches("GET ONE\xe2\x80\x91"
                    "FOR\xe2\x80\x91"
                    "ONE lamps.",
                    rules),
            Texts{"GET ONE\xe2\x80\x91"
                  "FOR\xe2\x80\x91"
                  "ONE lamps"});
  EXPECT_EQ(matches("One order for the two; the end of one lamp, not the stop of blessing.", rules),
            Texts{});
}

TEST(Pattern, SpaceStandsForAnyWhiteSpace) {
  const std::vector<Rule> rules = {rule_of({"game changer"})};
  EXPECT_EQ(matches("It is a game  changer.", rules), Texts{"game  changer"});
  EXPECT_EQ(matches("It is a game\xc2\xa0"
                    "changer.",
                    rules),
            Texts{"game\xc2\xa0"
                  "changer"});
  EXPECT_EQ(matches("It is a gamechanger.", rules), Texts{});
}

TEST(Pattern, ApostropheHyphenAndQuotationMarkStandForTheirFamilies) {
  EXPECT_EQ(matches("the world\xe2\x80\x99s best tea", {rule_of({"world's best"})}),
            Texts{"world\xe2\x80\x99s best"});
  EXPECT_EQ(matches("a must\xe2\x80\x91have tea", {rule_of({"must-have"})}),
            Texts{"must\xe2\x80\x91have"});
  Rule rule = rule_of({"\"best\" tea"});
  rule.quoted = true;
  EXPECT_EQ(matches("the \xe2\x80\x9c"
                    "best\xe2\x80\x9d tea",
                    {rule}),
            Texts{"\xe2\x80\x9c"
                  "best\xe2\x80\x9d tea"});
}

TEST(Pattern, MatchesAreLeftmostAndLongest) {
  EXPECT_EQ(matches("every winner here", {rule_of({"win|winner"})}), Texts{"winner"});
  EXPECT_EQ(matches("a game changed", {rule_of({"game(?: chang)?"})}), Texts{"game"});
}

TEST(Pattern, WordMeansUnicodeBoundariesOnBothSides) {
  const std::vector<Rule> rules = {rule_of({"cole"})};
  EXPECT_EQ(matches("Une \xc3\xa9"
                    "cole neuve.",
                    rules),
            Texts{});
  EXPECT_EQ(matches("King Cole's tea.", rules), Texts{"Cole"});
  Rule part = rule_of({"innovat"});
  EXPECT_EQ(matches("an innovative lamp", {part}), Texts{});
  part.word = false;
  EXPECT_EQ(matches("an innovative lamp", {part}), Texts{"innovat"});
}

TEST(Pattern, FindsAWordBehindAnElision) {
  Rule rule = rule_of({"innovation"});
  rule.language = "any";
  EXPECT_EQ(matches("Voici l\xe2\x80\x99innovation du jour.", {rule}), Texts{"innovation"});
}

TEST(Pattern, HanSignsAreWords) {
  Rule rule = rule_of({"\xe6\x9c\x80\xe5\xa5\xbd"});
  rule.language = "any";
  EXPECT_EQ(
      matches("\xe8\xbf\x99\xe6\x98\xaf\xe6\x9c\x80\xe5\xa5\xbd\xe7\x9a\x84\xe8\x8c\xb6", {rule}),
      Texts{"\xe6\x9c\x80\xe5\xa5\xbd"});
}

// ---- context ----

TEST(Context, ExceptionsTakeAwayWhatTheyOverlap) {
  Rule rule = rule_of({"world's first"});
  rule.exceptions = {"world's first \\d+"};
  EXPECT_EQ(matches("the world's first 100 plants and the world's first tea", {rule}),
            Texts{"world's first"});
}

TEST(Context, QuotedSpeechIsSilentUnlessAskedFor) {
  Rule rule = rule_of({"game changer"});
  EXPECT_EQ(matches("\"This is a game changer,\" Ms Orlo said.", {rule}), Texts{});
  EXPECT_EQ(matches("Ms Orlo said: \"Hello.\" It is a game changer.", {rule}),
            Texts{"game changer"});
  rule.quoted = true;
  EXPECT_EQ(matches("\"This is a game changer,\" Ms Orlo said.", {rule}), Texts{"game changer"});
}

TEST(Context, ScopeNamesTheBlocksThatARuleReads) {
  Rule rule = rule_of({"best tea"});
  rule.scope = {BlockShape::heading};
  Document document = document_of("the best tea of all");
  EXPECT_EQ(matches_in(document, {rule}), Texts{});
  document.blocks[0].shape = BlockShape::heading;
  EXPECT_EQ(matches_in(document, {rule}), Texts{"best tea"});
}

TEST(Context, OtherLanguagesRulesStaySilent) {
  const Document german = document_of("Das ist die best tea Marke.", "de");
  EXPECT_EQ(matches_in(german, {rule_of({"best tea"})}), Texts{});
}

// ---- negation: "best" is the match in each sentence ----

// The shipped cue words, as every loaded rule has them.
std::shared_ptr<const NegationWords> shipped_negation_words() {
  static const Result<Heuristics> heuristics =
      Heuristics::load(Heuristics::shipped_directory(), ASSAY_TEST_DATA "/heuristics");
  return heuristics ? heuristics.value().rules().front().negation_words : nullptr;
}

bool taken_back(const std::string& text, const std::string& pattern = "best",
                const std::string& language = "en") {
  Rule rule = rule_of({pattern});
  rule.language = language;
  rule.quoted = rule.negated = true;
  const Document document = document_of(text, language);
  EXPECT_EQ(matches_in(document, {rule}).size(), 1u) << text;
  rule.negated = false;
  rule.negation_words = shipped_negation_words();
  EXPECT_NE(rule.negation_words, nullptr);
  return matches_in(document, {rule}).empty();
}

TEST(Negation, ReachesToTheEndOfItsClause) {
  EXPECT_TRUE(taken_back("It is not the best lamp."));
  EXPECT_TRUE(taken_back("This isn\xe2\x80\x99t really the best lamp."));
  EXPECT_TRUE(taken_back("Hardly the best lamp, it still glows."));
  EXPECT_TRUE(taken_back("No one in the trade would call it the best lamp."));
  EXPECT_TRUE(taken_back("It is far from the best lamp."));
  EXPECT_FALSE(taken_back("It is not cheap, but it is the best lamp."));
  EXPECT_FALSE(taken_back("It does not flicker; it is the best lamp."));
  EXPECT_FALSE(taken_back("Not cheap: the best lamp of the year."));
  EXPECT_FALSE(taken_back("It comes with no fees and the best service."));
  EXPECT_FALSE(taken_back("The best lamp is not cheap."));
}

TEST(Negation, ReachesThroughAListOfAdjectives) {
  EXPECT_TRUE(taken_back("It isn't cheap, revolutionary or loud.", "revolutionary"));
}

TEST(Negation, PhrasesThatAssertAreNone) {
  EXPECT_FALSE(taken_back("It is not only the best lamp but a radio."));
  EXPECT_FALSE(taken_back("There is no doubt it is the best lamp."));
  EXPECT_FALSE(taken_back("It is nothing short of the best lamp."));
  EXPECT_FALSE(taken_back("Why not try the best lamp?"));
}

TEST(Negation, DistancingWordsStandDirectlyBefore) {
  EXPECT_TRUE(taken_back("the so-called miracle cure of Dr Venn", "miracle cure"));
  EXPECT_TRUE(taken_back("The lamp, billed as the best in town, broke."));
  EXPECT_TRUE(taken_back("The firm claims to be the best in town."));
  EXPECT_FALSE(taken_back("The so-called council praised a lamp that was the best."));
}

TEST(Negation, DenialsCountAnywhereInTheSentence) {
  EXPECT_TRUE(taken_back("Critics call the claim to be the best a stunt."));
  EXPECT_TRUE(taken_back("That it is the best has been debunked."));
  EXPECT_FALSE(taken_back("It is the best. Critics were not invited."));
}

TEST(Negation, QuestionsThatDoubtCountAndOffersDoNot) {
  EXPECT_TRUE(taken_back("Is it really the best lamp on the market?"));
  EXPECT_TRUE(taken_back("\"Is it the best lamp?\"", "best lamp\\?"));
  EXPECT_FALSE(taken_back("Looking for the best lamp?"));
  EXPECT_FALSE(taken_back("Are you ready for the best lamp?"));
  EXPECT_FALSE(taken_back("It is the best lamp!"));
}

TEST(Negation, KnowsOtherLanguages) {
  EXPECT_TRUE(taken_back("Das ist nicht die beste Lampe.", "beste", "de"));
  EXPECT_FALSE(taken_back("Das ist nicht nur die beste Lampe.", "beste", "de"));
  EXPECT_TRUE(taken_back("Ce n'est pas la meilleure lampe.", "meilleure", "fr"));
  EXPECT_TRUE(taken_back("No es la mejor l\xc3\xa1mpara.", "mejor", "es"));
  EXPECT_FALSE(taken_back("Ez nem a legjobb.", "legjobb", "hu"));  // no lists: never
}

TEST(Negation, OneRuleMayAskForTakenBackMatches) {
  Rule rule = rule_of({"best"});
  rule.negated = true;
  EXPECT_EQ(matches("It is not the best lamp.", {rule}), Texts{"best"});
}

// ---- quotation marks ----

TEST(Quotation, MentionsDecideWhereTheyAreGiven) {
  const Document document = document_of("The best lamp, she said, is the best of all.");
  Mentions mentions;
  mentions.quotations.push_back({.text = {0, 13}});
  EXPECT_EQ(matches_in(document, {rule_of({"best \\pL+"})}, &mentions), Texts{"best of"});
}

TEST(Quotation, MarksOfSeveralLanguagesQuote) {
  const std::vector<Rule> rules = {rule_of({"best"})};
  EXPECT_EQ(matches("Sie nannte es \xe2\x80\x9e"
                    "best\xe2\x80\x9c gestern.",
                    rules),
            Texts{});
  EXPECT_EQ(matches("Elle dit \xc2\xab best \xc2\xbb hier.", rules), Texts{});
  EXPECT_EQ(matches("He said \xe2\x80\x9c"
                    "best\xe2\x80\x9d and left the best.",
                    rules),
            Texts{"best"});
}

TEST(Quotation, AQuoteBlockIsQuotedSpeech) {
  Document document = document_of("the best tea of all");
  document.blocks[0].shape = BlockShape::quote;
  Rule rule = rule_of({"best tea"});
  EXPECT_EQ(matches_in(document, {rule}), Texts{});
  rule.scope = {BlockShape::quote};
  EXPECT_EQ(matches_in(document, {rule}), Texts{"best tea"});
}

// ---- many rules, long text ----

TEST(Matches, AreSortedAndDoNotOverlapPerRule) {
  const std::vector<Rule> rules = {rule_of({"best lamp", "lamp ever"}, "promotion/b"),
                                   rule_of({"lamp"}, "promotion/a"),
                                   rule_of({"best"}, "promotion/c")};
  EXPECT_EQ(matches("The best lamp ever.", rules), (Texts{"best lamp", "best", "lamp"}));
}

TEST(Matches, AreFoundInVeryLongSentencesOnceEach) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 100 == 50 ? "the very best lamp " : "some words here ";
  const Texts found = matches(text, {rule_of({"very best \\pL+"})});
  EXPECT_EQ(found, Texts(30, "very best lamp"));
}

TEST(Matches, NeedNoWordsOfTheirOwn) {
  EXPECT_EQ(matches("Save 50% off now!!!", {rule_of({"\\d+% (?:off|less)"})}), Texts{"50% off"});
  Rule marks = rule_of({"!{2,}"});
  marks.word = false;
  EXPECT_EQ(matches("Save 50% off now!!!", {marks}), Texts{"!!!"});
}

TEST(Matches, BadPatternsAreErrorsWithTheRulesPlace) {
  Rule rule = rule_of({"(?:open"});
  rule.where = "rules.json:7";
  const Result<RuleMatcher> matcher = RuleMatcher::compile({rule}, "promotion");
  ASSERT_FALSE(matcher);
  EXPECT_EQ(matcher.error().code, "bad_rule");
  EXPECT_TRUE(matcher.error().message.starts_with("rules.json:7: rule \"promotion/test\""));
}

TEST(Matches, PartsOfTheRulesFindWhatTheirRulesFind) {
  Rule offer = rule_of({"order (?:now|today)", "\\d+% off"}, "promotion/offer");
  offer.selling = true;
  const Rule praise = rule_of({"(?:best|finest) lamps"}, "promotion/praise");
  const std::vector<Rule> rules = {offer, praise};
  const auto sells = [](const Rule& rule) { return rule.selling; };
  const auto none = [](const Rule&) { return false; };
  const auto matcher = RuleMatcher::compile(rules, "promotion", {sells, std::not_fn(sells), none});
  ASSERT_TRUE(matcher);
  const Document document = document_of("Order today the finest lamps, 20% off.");
  const auto found = [&](std::size_t part) {
    std::vector<RuleMatch> matches;
    matcher.value().match(document, document.sentences.front(), nullptr, matches, part);
    Texts texts;
    for (const RuleMatch& match : matches) texts.emplace_back(document.view(match.range));
    return texts;
  };
  EXPECT_EQ(found(RuleMatcher::all), (Texts{"Order today", "finest lamps", "20% off"}));
  EXPECT_EQ(found(1), (Texts{"Order today", "20% off"}));
  EXPECT_EQ(found(2), Texts{"finest lamps"});
  EXPECT_EQ(found(3), Texts{});
}

TEST(Matches, ManyPatternsWithoutWordsFitTheirSets) {
  std::vector<Rule> rules;
  for (int i = 0; i < 200; ++i) {
    rules.push_back(rule_of({"\\pL+-\\pL{2,9} " + std::to_string(i) + "\\d \\pL+"},
                            "promotion/r" + std::to_string(i)));
  }
  EXPECT_EQ(matches("a well-known 1994 lamp and a half-baked 77 plan", rules),
            (Texts{"well-known 1994 lamp", "half-baked 77 plan"}));
}

TEST(Matches, BoundToTheEndsOfASentence) {
  Rule rule =
      rule_of({"^(?:please )?(?:follow us|don't miss) (?:on|at) [^.]+[.]?$",
               "^[\\[(](?:ad|notice)[\\])] ?[^ ].*$", "^(?:price: )?[$\xe2\x82\xac] ?\\pN+$",
               "^[^.]{0,20}\\(in a new (?:window|tab)\\)$", "^the e-?mails?(?: of|$)",
               "^(?:\u03bd\u03ad\u03bf\u03c2|\u03c6\u03c9\u03c2) ?[:|]"});
  rule.word = false;
  rule.negated = true;
  for (const char* text :
       {"Follow us on the quay.", "please DON\xe2\x80\x99T miss at noon", "Don't miss at all",
        "[Ad] Lamps", "(notice)Lamps", "$ 40",
        "\xe2\x82\xac"
        "40",
        "Price: $40", "Lamps (in a new tab)", "The e\xe2\x80\x91mail", "The emails",
        "The email of a captain", "\u039d\u0388\u039f\u03a3: 1", "\u03a6\u03a9\u03a3 | 1"}) {
    EXPECT_EQ(matches(text, {rule}).size(), 1u) << text;
  }
  for (const char* text : {"Followers on the quay", "He asked: follow us on the quay", "Ad: lamps",
                           "Prices: $40", "(in a new tab) lamps", "The email stays", "A tab", "40",
                           "The", "(", "\xe2\x80\x9c$40", "Pleased, follow us on"}) {
    EXPECT_EQ(matches(text, {rule}), Texts{}) << text;
  }
}

TEST(Backtracker, SaysOfPlainPatternsWhatRe2Says) {
  const std::vector<std::string> plain = {"the (?:best|finest)(?: ever)? lamps?",
                                          "(?:re)?think(?:s|ing)? \\pL+",
                                          "world's (?:(?:very|first) )?(?:best|\\d+)",
                                          "(?:\\pL+ ){0,3}end",
                                          "best[- ](?:in|of)[- ]class",
                                          "a{2,4}b?[cd]*[^x-z]",
                                          "(?:a|ab|abc)(?:c|cd)?.{0,3}",
                                          "\\$\\pN+(?:[.,]\\pN+)?"};
  const std::vector<std::string> texts = {"the best ever lamps",
                                          "The  Finest\nlamp",
                                          "rethinking ideas",
                                          "THINK\xe2\x84\xaa ideas",
                                          "thin\xe2\x84\xaa big",
                                          "world\xe2\x80\x99s very 5",
                                          "one two three end",
                                          "a b c d e end",
                                          "best-in class",
                                          "best\xe2\x80\x91of\xc2\xa0"
                                          "class",
                                          "aaaabccdQ",
                                          "abcd\xc3\xa9!",
                                          "ABCCD",
                                          "$4.50",
                                          "$4",
                                          "",
                                          "caf\xc3\xa9 end"};
  std::size_t said = 0, matched = 0;
  for (const std::string& source : plain) {
    Pattern pattern;
    PatternMistake mistake;
    ASSERT_TRUE(read_pattern(source, true, pattern, mistake)) << source;
    const Backtracker backtracker(pattern.root);
    ASSERT_TRUE(backtracker) << source;
    const RE2 re2(pattern.re2, pattern_options());
    for (const std::string& text : texts) {
      for (std::size_t begin = 0; begin <= text.size(); ++begin) {
        if (begin < text.size() && (text[begin] & 0xc0) == 0x80) continue;
        std::size_t end = 0;
        const Backtracker::Answer answer = backtracker.try_at(text, begin, text.size(), end);
        if (answer == Backtracker::Answer::unknown) continue;
        ++said;
        re2::StringPiece found;
        const bool expected = re2.Match(text, begin, text.size(), RE2::ANCHOR_START, &found, 1);
        ASSERT_EQ(answer == Backtracker::Answer::yes, expected) << source << " in " << text;
        if (!expected) continue;
        ++matched;
        EXPECT_EQ(end, begin + found.size()) << source << " in " << text;
      }
    }
  }
  EXPECT_GT(said, 900u);
  EXPECT_GT(matched, 40u);
  for (const char* source : {"^best", "best$", "\\p{Greek}+", "[\\p{Lu}]x"}) {
    Pattern pattern;
    PatternMistake mistake;
    ASSERT_TRUE(read_pattern(source, true, pattern, mistake)) << source;
    EXPECT_FALSE(Backtracker(pattern.root)) << source;
  }
}

TEST(Backtracker, GivesUpWhereManyWaysLeadNowhere) {
  Pattern pattern;
  PatternMistake mistake;
  ASSERT_TRUE(read_pattern("(?:a|aa|aaa)+b", false, pattern, mistake));
  const Backtracker backtracker(pattern.root);
  std::size_t end = 0;
  const std::string text(200, 'a');
  EXPECT_EQ(backtracker.try_at(text, 0, text.size(), end), Backtracker::Answer::unknown);
}

// The word index may only save work: with it, and with every pattern tried everywhere, the same
// matches come out, for random patterns over random sentences.
TEST(Matches, EqualThoseOfTryingEveryPattern) {
  std::mt19937 random(20240607);
  const std::vector<std::string> words = {"best",
                                          "lamp",
                                          "the",
                                          "Really",
                                          "l'or",
                                          "it's",
                                          "new",
                                          "4.5",
                                          "G7",
                                          "web3",
                                          "\xc3\xa9t\xc3\xa9",
                                          "world's",
                                          "self-made",
                                          "ever",
                                          "!",
                                          "of",
                                          "\xe6\x9c\x80",
                                          "\xcc\x81",
                                          "lam\xc2\xadp"};
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  const auto word = [&] { return words[pick(words.size())]; };
  const auto atom = [&] {
    switch (pick(11)) {
      case 0:
        return "(?:" + word() + "|" + word() + " " + word() + ")";
      case 1:
        return "(?:" + word() + " )?" + word();
      case 2:
        return std::string("\\pL+");
      case 3:
        return word() + "[st]?";
      case 4:
        return "(?:" + word() + "|\\d+)";
      case 5:
        return "(?:" + word() + " )?(?:\\pL+ ){0,3}" + word();
      case 6:
        return std::string(pick(2) ? "wor\\pL*" : "worl\\pL*");
      case 7:
        return std::string(pick(2) ? "self.{0,9}" : "Real[a-z]{0,3}");
      case 8:
        return pick(2) ? "^" + word() : word() + "$";
      default:
        return word();
    }
  };
  std::size_t fired = 0;
  for (int round = 0; round < 300; ++round) {
    std::string pattern = atom();
    for (std::size_t more = pick(3); more > 0; --more) pattern += (pick(4) ? " " : "-") + atom();
    if (pick(3) == 0) pattern = (pick(4) ? "^" : "^[(]?") + pattern;
    if (pick(3) == 0) pattern += pick(4) ? "$" : "[.!]*$";
    Rule rule = rule_of({pattern});
    rule.word = pick(4) != 0;
    rule.quoted = rule.negated = true;
    // The same language, but no word that every match must contain.
    Rule everywhere = rule;
    everywhere.patterns = {"(?:\\x{F8FF}{3}|" + pattern + ")"};
    const std::vector<Rule> indexed_rules = {rule}, everywhere_rules = {everywhere};
    const auto indexed = RuleMatcher::compile(indexed_rules, "promotion");
    const auto slow = RuleMatcher::compile(everywhere_rules, "promotion");
    ASSERT_TRUE(indexed && slow) << pattern;
    for (int sentence = 0; sentence < 40; ++sentence) {
      std::string text = word();
      for (std::size_t more = 1 + pick(12); more > 0; --more) text += (pick(9) ? " " : "") + word();
      const Document document = document_of(text);
      const Texts expected = matches_of(slow.value(), document);
      EXPECT_EQ(matches_of(indexed.value(), document), expected) << pattern << " in " << text;
      fired += !expected.empty();
    }
  }
  EXPECT_GT(fired, 500u);
}

// What matching a document takes, the best of three runs.
double seconds_of(const RuleMatcher& matcher, const Document& document) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    std::vector<RuleMatch> out;
    const auto start = std::chrono::steady_clock::now();
    for (const Sentence& s : document.sentences) matcher.match(document, s, nullptr, out);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count());
  }
  return best;
}

TEST(Matches, CostGrowsWithTheTextOnly) {
  // Patterns with unbounded tails over text without sentence marks: quadratic if searched naively.
  const std::vector<Rule> rules = {rule_of({"a.*z"}), rule_of({"(?:\\pL+ )+end"}, "promotion/b")};
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  ASSERT_TRUE(matcher);
  const auto seconds = [&](std::size_t repeats) {
    std::string text;
    for (std::size_t i = 0; i < repeats; ++i) text += "a b c d ";
    text += "end";
    return seconds_of(matcher.value(), document_of(text));
  };
  const double once = seconds(8'000), twice = seconds(16'000);
  EXPECT_LT(twice, 3 * once + 0.01);
}

TEST(Matches, CostGrowsWithTheTextOnlyWhereACallingWordIsRepeated) {
  // One combining mark a window lets words call for patterns however far apart they stand.
  const std::vector<Rule> rules = {
      rule_of({"lamp \\pL+ (?:market|leader|maker)"}),
      rule_of({"(?:best|lamp) (?:\\pL+ ){0,3}end\\pL*"}, "promotion/b")};
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  ASSERT_TRUE(matcher);
  const auto seconds = [&](const char* mark) {
    std::string text;
    while (text.size() < 200'000) {
      for (int i = 0; i < 100; ++i) text += i % 50 == 0 ? "market " : "lamp ";
      text += mark;
    }
    return seconds_of(matcher.value(), document_of(text));
  };
  EXPECT_LT(seconds("e\xcc\x81 "), 8 * seconds("e ") + 0.01);
}

// ---- the shipped rules ----

TEST(ShippedRules, ExamplesHold) {
  const Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  ASSERT_TRUE(heuristics) << heuristics.error().message;
  for (const RuleFailure& failure : check_rule_examples(heuristics.value().rules())) {
    ADD_FAILURE() << failure.where << ": " << failure.rule
                  << (failure.expected_to_fire ? " must fire on: " : " must stay silent on: ")
                  << failure.example;
  }
}

}  // namespace
}  // namespace assay
