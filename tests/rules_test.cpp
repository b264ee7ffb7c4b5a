#include "assay/rules.h"
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "assay/heuristics.h"

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

// The matched texts, in order.
std::vector<std::string> matches_in(const Document& document, const std::vector<Rule>& rules,
                                    const Mentions* mentions = nullptr) {
  const Result<RuleMatcher> matcher = RuleMatcher::compile(rules, "promotion");
  if (!matcher) return {"error: " + matcher.error().message};
  std::vector<RuleMatch> matches;
  for (const Sentence& sentence : document.sentences) {
    matcher.value().match(document, sentence, mentions, matches);
  }
  std::vector<std::string> out;
  for (const RuleMatch& match : matches) out.emplace_back(document.view(match.range));
  return out;
}

std::vector<std::string> matches(const std::string& text, const std::vector<Rule>& rules) {
  return matches_in(document_of(text), rules);
}

using Texts = std::vector<std::string>;

// ---- what a pattern matches ----

TEST(Pattern, IgnoresCase) {
  EXPECT_EQ(matches("A REVOLUTIONARY lamp.", {rule_of({"revolutionary"})}), Texts{"REVOLUTIONARY"});
  EXPECT_EQ(matches("Une \xc3\x89TOILE rare.", {rule_of({"\xc3\xa9toile"})}),
            Texts{"\xc3\x89TOILE"});
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

TEST(ShippedRules, ExamplesHold) {
  Result<Heuristics> heuristics = Heuristics::load(Heuristics::shipped_directory());
  ASSERT_TRUE(heuristics) << heuristics.error().message;
  for (const RuleFailure& failure : check_rule_examples(heuristics.value().rules())) {
    ADD_FAILURE() << failure.where << ": " << failure.rule
                  << (failure.expected_to_fire ? " must fire on: " : " must stay silent on: ")
                  << failure.example;
  }
}

}  // namespace
}  // namespace assay
