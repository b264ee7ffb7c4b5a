#include "assay/corroboration.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "assay/ingest.h"

#include "corroboration/alignment.h"
#include "corroboration/alignment_features.h"
#include "corroboration/claim_terms.h"
#include "corroboration/claims.h"
#include "corroboration/clauses.h"
#include "corroboration/conflicts.h"
#include "corroboration/copying.h"
#include "corroboration/forest.h"
#include "corroboration/model.h"
#include "corroboration/novelty.h"
#include "corroboration/objections.h"
#include "corroboration/official_index.h"
#include "corroboration/passages.h"
#include "corroboration/read_values.h"
#include "corroboration/short_forms.h"
#include "process.h"

namespace assay {
namespace {

const Heuristics& heuristics() {
  static const Result<Heuristics> loaded = Heuristics::load(Heuristics::shipped_directory());
  return loaded.value();
}

const Verifier& verifier() {
  static const Result<Verifier> made = Verifier::create(heuristics());
  return made.value();
}

VerifyAnswer verify(std::string claim, std::vector<std::string> evidence) {
  return verifier().verify({std::move(claim), std::move(evidence), {}, {}, {}, {}, false});
}

OfficialIndex::Source source_of(std::string id, std::string text) {
  static const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  Record record;
  record.id = std::move(id);
  record.payload = std::move(text);
  OfficialIndex::Source source;
  source.document = build_document(std::move(record));
  source.mentions = finder.find(source.document);
  return source;
}

OfficialIndex index_of(std::vector<OfficialIndex::Source> sources) {
  return OfficialIndex::build(std::move(sources), heuristics());
}

ScorerResult score(const OfficialIndex::Source& article, const OfficialIndex* official) {
  static const Result<std::unique_ptr<Scorer>> scorer = make_corroboration_scorer(heuristics());
  return scorer.value()->score({.document = article.document,
                                .mentions = article.mentions,
                                .roles = {},
                                .official = official});
}

constexpr std::string_view statement =
    "The Republic of Tarvia and the Kingdom of Oskeland signed a fisheries agreement in Port "
    "Halden "
    "on 4 March 2031. Under the agreement, Tarvia will invest 1.2 billion crowns in three new "
    "harbours by the end of 2034. Ada Brook, Minister of Fisheries and Coastal Affairs, and Jon "
    "Varga, Chief Commissioner of the Oskeland Maritime Board, chaired the meeting. Both "
    "governments "
    "agreed to increase the cod quota by 14 percent. The agreement does not cover deep-sea mining.";

TEST(Verdict, WordsOfTheStatementAreCorroborated) {
  const VerifyAnswer answer = verify(
      "Both governments agreed to increase the cod quota by 14 percent.", {std::string(statement)});
  EXPECT_EQ(answer.verdict, Verdict::corroborated);
  ASSERT_FALSE(answer.evidence.empty());
  EXPECT_EQ(answer.evidence.front().text,
            "Both governments agreed to increase the cod quota by 14 percent.");
  EXPECT_EQ(
      statement.substr(answer.evidence.front().range.begin, answer.evidence.front().range.size()),
      answer.evidence.front().text);
}

TEST(Verdict, AnotherNumberForTheSameQuantityIsAContradictionThatShowsBothNumbers) {
  const VerifyAnswer answer = verify(
      "Both governments agreed to increase the cod quota by 40 percent.", {std::string(statement)});
  EXPECT_EQ(answer.verdict, Verdict::contradicted);
  ASSERT_FALSE(answer.mismatches.empty());
  EXPECT_EQ(answer.mismatches.front().kind, "number");
  EXPECT_NE(answer.mismatches.front().article.find("40"), std::string::npos);
  EXPECT_NE(answer.mismatches.front().official.find("14"), std::string::npos);
}

TEST(Verdict, AnotherYearIsAContradiction) {
  const VerifyAnswer answer =
      verify("Tarvia will invest 1.2 billion crowns in three new harbours by the end of 2038.",
             {std::string(statement)});
  EXPECT_EQ(answer.verdict, Verdict::contradicted);
}

TEST(Verdict, InAWholeTextACountryStandsAgainstACountryOnly) {
  const auto sought = [](std::string claim) {
    return verifier()
        .verify({std::move(claim),
                 {"The union rejected the offer. Minister Ada Brook of Sweden signed the agreement "
                  "with Norway in Port Halden."},
                 {},
                 {},
                 {},
                 {},
                 true})
        .verdict;
  };
  EXPECT_EQ(sought("The union accepted the offer."), Verdict::contradicted);
  EXPECT_EQ(
      sought("Minister Ada Brook of Denmark signed the agreement with Norway in Port Halden."),
      Verdict::contradicted);
  EXPECT_NE(sought("Minister Ada Brook of Varga signed the agreement with Norway in Port Halden."),
            Verdict::contradicted);
}

VerifyAnswer verify_sought(std::string claim, std::string text) {
  return verifier().verify({std::move(claim), {std::move(text)}, {}, "2031-03-04", {}, {}, true});
}

// Sentences that share little with the text but a figure of which it gives another.
TEST(Clashes, OneFigureOfAKindContradictsInOtherWordsToo) {
  struct Case {
    const char *claim, *text, *told;
  };
  for (const Case& c :
       {Case{"The code of rules fills 20,000 pages.",
             "The Halm Board published its new code today. The code of rules is over 2,000 pages "
             "long. Every member must know it.",
             "over 2,000 pages"},
        Case{"Skippers may put 25 pounds on deck.",
             "Under the rule the load on deck is 25 kilograms for one day. Nets are free.",
             "25 kilograms"},
        Case{"The tanker lost 110,000 barrels of crude off Halm before it was towed in.",
             "The tanker spilled 110,000 gallons of crude oil off the coast of Halm. The board "
             "thanked the crews.",
             "110,000 gallons"},
        Case{"Berth fees bring skippers' bills to some 13 million crowns a year, it said.",
             "The board acts on the nearly 30 million crowns in idle fees that skippers pay, berth "
             "fees among them.",
             "nearly 30 million crowns"},
        Case{"The water is tested twice a day in Halm.",
             "The lake board met. The water of the Halm lake will be tested twice every 12 days.",
             "twice"},
        Case{"From here on it is three and a half gallons a minute for hoses.",
             "The order sets a simple 2.5-gallons-per-minute standard for hoses. Now Halm is free "
             "to wash.",
             "2.5-gallons-per-minute"},
        Case{"Ada Brook put her name to the Halm harbour order on Monday.",
             "Today Minister Ada Brook signed an order on the Halm harbour.", "Today"}}) {
    const VerifyAnswer answer = verify_sought(c.claim, c.text);
    EXPECT_EQ(answer.verdict, Verdict::contradicted) << c.claim;
    ASSERT_FALSE(answer.mismatches.empty()) << c.claim;
    EXPECT_EQ(answer.mismatches.front().official, c.told);
  }
}

TEST(Scope, OnlyWhenLeavesNobodyOut) {
  const std::string text =
      "The Agency expects the cut at the berths once all of them are in service. The works begin "
      "in "
      "May. Minister Ada Brook thanked the crews of Halm.";
  EXPECT_NE(verify_sought("The cut at the berths comes only when all of them are in service.", text)
                .verdict,
            Verdict::contradicted);
}

TEST(ClauseMatch, TheOppositeOfAWholeClauseContradictsInAnyText) {
  struct Case {
    const char *claim, *text;
  };
  for (const Case& c :
       {Case{
            "Halm Motors will resume its share buyback in 2031.",
            "For 2031 Halm Motors expects revenue to grow by 2 to 4 percent and does not expect to "
            "resume its share buyback."},
        Case{"The ministry plans to make the ferry pass compulsory.",
             "The ferry pass remains voluntary; the ministry is not planning to make it "
             "compulsory."},
        Case{"Two members preferred to lower the crown rate.",
             "Two members, Ada Brook and Jon Varga, preferred to raise the crown rate by 0.25 "
             "percentage points to 5 percent."},
        Case{
            "Inflation rose to 5.2 percent in September.",
            "Consumer price inflation fell to 5.2 percent in September from 6.0 percent in August, "
            "mainly because of lower energy prices."},
        Case{"Each of the twenty berths is open.",
             "Fifteen of the twenty berths at Halm are open."}}) {
    EXPECT_EQ(verify(c.claim, {c.text}).verdict, Verdict::contradicted) << c.claim;
    EXPECT_EQ(verify_sought(c.claim, c.text).verdict, Verdict::contradicted) << c.claim;
  }
}

TEST(ClauseMatch, WhatIsSaidInOtherWordsOrOfOtherThingsIsNoOpposite) {
  struct Case {
    const char *claim, *text;
  };
  for (const Case& c :
       {Case{"Each of the twenty berths is open.", "All 20 berths are open."},
        Case{"Both ferries serve Halm.", "Two of the ferries serve Halm."},
        Case{"Every pupil took the test.", "Half of the pupils took the test in the morning."},
        Case{"All farmers in Halm get a grant.",
             "Many farmers in Halm get a grant of 4,000 crowns."},
        Case{"All schools in Halm stay shut.", "Twelve schools in Halm stay shut."},
        Case{"Nearly all of the berths are open.", "Nineteen of the twenty berths are open."},
        Case{"The board may raise fares.", "The board of Halm did not rule out a rise in fares."},
        Case{"The Halm bridge is safe.", "No one denied that the Halm bridge is safe."},
        Case{"The Halm bridge opened to lorries.",
             "The Halm bridge did not open to lorries until June."},
        Case{"Prices in Halm rose in May.", "Prices in Halm first fell in May, then rose."},
        Case{"Output in Halm fell in April.", "Output in Halm rose in May after it fell in April."},
        Case{"Exports of cod fell in May, less than feared.",
             "Exports of cod held up better in May: they rose against what was feared and fell by "
             "only 1 percent."},
        Case{"The board of Halm bought the old ferry.",
             "The town of Varby sold the old ferry to the board of Halm."},
        Case{"The Halm lock closed for repairs.",
             "The Halm lock reopened after it closed for repairs."},
        Case{"The crews lost no time and opened the lock.",
             "The crews of Halm opened the lock without delay."},
        Case{"The fund of Halm does not only lend to farmers.",
             "The fund of Halm lends to farmers and to mills."},
        Case{"The board of Halm signed the deal.",
             "If the board of Halm had not signed the deal, the ferry would have gone."},
        Case{"Bombs and rockets were condemned as against the law.",
             "The leaders condemned the unlawful work on bombs and rockets."}})
    EXPECT_NE(verify(c.claim, {c.text}).verdict, Verdict::contradicted) << c.claim;
}

TEST(Clashes, FiguresThatAgreeOrAnswerAnotherQuestionAreNone) {
  struct Case {
    const char *claim, *text;
  };
  for (const Case& c :
       {Case{"The ferry takes loads of up to 55 pounds.",
             "Under the rule the ferry takes loads of at most 25 kilograms."},
        Case{"The tanker spilled about 2,600 barrels of oil.",
             "The tanker spilled 110,000 gallons of crude oil off the coast of Halm."},
        Case{"Each worker is to have $12,000 a year under the Halm plan.",
             "Under the Halm plan each worker is to have $1,000 a month."},
        Case{"Fifteen more ferries will join the Halm fleet next year.",
             "The Halm fleet has 40 ferries. They serve the coast of Tarvia."},
        Case{"The seven directors of the Halm fund serve for a year.",
             "The Halm fund has a seven-seat board. It names two directors a year."},
        Case{"The water is tested twice a week in Halm.",
             "The water of the Halm lake will be tested 104 times a year."},
        Case{"The order lets hoses run at ten litres a minute.",
             "The order lets a hose run at 2.6 gallons per minute. Now Halm is free to wash."},
        Case{"The Halm plant makes 1.2 gigawatts of power.",
             "The new plant makes 1,200 megawatts of power for Halm."},
        Case{"Ada Brook put her name to the Halm harbour order on Tuesday.",
             "Today Minister Ada Brook signed an order on the Halm harbour."},
        Case{"Inflation was 5.5 percent in the town.",
             "The board of Halm met today in the town hall. Minister Ada Brook opened the session "
             "and "
             "thanked the crews. The hall will be painted in May. The ferry will run on Sundays. "
             "The "
             "harbour office moves to the old quay. A new school opens in autumn. About 55 percent "
             "of "
             "residents voted for the mayor."},
        Case{"Tickets for the museum cost 15 dollars.", "The fine for parking is 150 dollars."},
        Case{"The council spent 2.5 million dollars on a swimming pool.",
             "The council gave 25 million dollars for roads."},
        Case{"The new pool holds 40 swimmers.",
             "The school has places for 400 swimmers and a gym."},
        Case{"The mayor visits the school twice a year.",
             "The mayor visits the school twice every 12 months."},
        Case{"The Halm bakery sold 300 loaves on Monday.",
             "Minister Ada Brook welcomed the Halm Board. It counts 2,000 pages of rules."}})
    EXPECT_NE(verify_sought(c.claim, c.text).verdict, Verdict::contradicted) << c.claim;
}

TEST(Verdict, AFigureBetweenTheWordsBesideAnotherIsNotReckonedFromTheRest) {
  const VerifyAnswer answer = verify(
      "The board will train 3,120 nurses by the end of 2034.",
      {"The board paid 4,250 families in Halden and 1,130 families in Orvale. The board will "
       "train 5,400 nurses by the end of 2034."});
  EXPECT_EQ(answer.verdict, Verdict::contradicted);
}

TEST(Verdict, AnotherYearBetweenTheSameWordsIsAContradictionInLongEvidenceToo) {
  const std::string evidence =
      "Ada Brook was born in 1961 in Orvale and was elected to the Halden council in 1995. She was "
      "elected mayor in 1999. Before that she taught law at the university of Orvale, where she "
      "led a clinic for seafarers, and she worked in the office of the state attorney, first as a "
      "clerk and then as an investigator of fraud.";
  EXPECT_EQ(verify("Ada Brook was born in 1961 and was elected to the Halden council in 1999.",
                   {evidence})
                .verdict,
            Verdict::contradicted);
  EXPECT_NE(verify("Ada Brook was elected to the Halden council in 1995.", {evidence}).verdict,
            Verdict::contradicted);
}

// A statement of several sentences that a claim is sought in.
VerifyAnswer seek(std::string claim, const std::string& sentence) {
  return verify_sought(
      std::move(claim),
      "The plan was published on Tuesday. " + sentence +
          " More money will follow next year, when the rules for small ports are reviewed. "
          "The harbours were opened to all ships in the spring.");
}

TEST(NameSlots, AnotherNameInThePlaceOfOneIsAContradiction) {
  struct Pair {
    std::string claim, sentence;
  };
  const Pair pairs[] = {
      // Lists.
      {"The guidance on harbour fees was written by the Halden Treasury and the Fisheries Board.",
       "The Halden Treasury and the Coastal Survey Board wrote the detailed guidance on harbour "
       "fees."},
      {"Commerce Secretary Ada Brook and Jon Varga will soon travel to the small ports.",
       "Upcoming visits to the ports by Secretary Lind and Secretary Varga will be announced."},
      // Doers.
      {"The money will be shared out at a summit hosted by the Coastal Institute of Halden.",
       "On Friday the Vale Trust will host a summit at which the money will be shared out."},
      // Variants.
      {"The ports were also given relief under the Clean Soil Act.",
       "It has brought down costs by granting regulatory relief to the ports under the Clean Sand "
       "Act."},
      // Places.
      {"A forward headquarters of the coastal corps has been set up in Estonia.",
       "The plan sets up a permanent forward headquarters of the coastal corps in Poland."},
      {"A new ferry yard for electric ships will be built in Kentucky.",
       "A company will build a new yard for electric ferry ships in Tennessee."},
  };
  for (const Pair& pair : pairs) {
    const VerifyAnswer answer = seek(pair.claim, pair.sentence);
    EXPECT_EQ(answer.verdict, Verdict::contradicted) << pair.claim;
    EXPECT_FALSE(answer.mismatches.empty()) << pair.claim;
  }
}

TEST(NameSlots, OtherFormsOfANameAndOtherPlacesAreNone) {
  struct Pair {
    std::string claim, sentence;
  };
  const Pair pairs[] = {
      // One name in two forms.
      {"Commerce Secretary Ada Brook and Jon Varga will soon travel to the small ports.",
       "Upcoming visits to the ports by Secretary Brook and Secretary Varga will be announced."},
      {"The guidance was written by the Treasury and the CSV.",
       "The Halden Treasury and the Coastal Survey of Vale (CSV) wrote the guidance."},
      {"A summit on ports will be hosted by the Vale Trust.",
       "On Friday the Trust will host a summit on ports."},
      {"A headquarters has been set up in Warsaw.", "The plan sets up a headquarters in Poland."},
      // Another matter.
      {"The Halden Treasury and the Fisheries Board have quarrelled over a ferry for years.",
       "The Halden Treasury and the Coastal Survey wrote the guidance on fees."},
      {"The ferry is named for Ada Brook and was built in Estonia.",
       "The ferry Jon Varga sails to Poland twice a week."},
      {"A summit was praised by the Coastal Institute of Halden.",
       "On Friday the Vale Trust will host a summit at which the money will be shared out."},
      // The name stands elsewhere in the text.
      {"The yard in Estonia builds ferries for the new line.",
       "Ferries for the new line are built at a yard in Poland. A second yard in Estonia builds "
       "ferries as well."},
  };
  for (const Pair& pair : pairs)
    EXPECT_NE(seek(pair.claim, pair.sentence).verdict, Verdict::contradicted) << pair.claim;
}

TEST(Offices, APersonWhoHeadsAnotherBodyIsNotBorneOut) {
  const auto said = [](std::string claim) {
    return seek(std::move(claim),
                "On the line were ferry pilot Jon Varga and Halden Storm Centre Director Ada "
                "Brook, who spoke of the harbours.")
        .verdict;
  };
  EXPECT_NE(said("On the line were Jon Varga, a ferry pilot, and Ada Brook, head of the Halden "
                 "Glacier Office, who spoke of the harbours."),
            Verdict::corroborated);
  EXPECT_EQ(said("On the line were Jon Varga, a ferry pilot, and Ada Brook, head of the Halden "
                 "Storm Centre, who spoke of the harbours."),
            Verdict::corroborated);
  EXPECT_EQ(said("On the line were Jon Varga, a ferry pilot, and Ada Brook, head of the Storm "
                 "Centre in Halden, who spoke of the harbours."),
            Verdict::corroborated);
}

TEST(Places, APlaceThatTheTextNamesNowhereIsNotBorneOut) {
  const auto said = [](std::string claim) {
    return seek(std::move(claim),
                "The ministry will pay for the construction of a gallium refinery in Western "
                "Australia, which turns out 100 tonnes a year. It also pays for two ferries that "
                "link small ports in Norway.");
  };
  const VerifyAnswer region =
      said("The gallium refinery, which turns out 100 tonnes a year, goes to Queensland.");
  EXPECT_EQ(region.verdict, Verdict::not_found);
  ASSERT_EQ(region.mismatches.size(), 1u);
  EXPECT_EQ(region.mismatches.front().article, "Queensland");
  EXPECT_EQ(region.mismatches.front().official, "Western Australia");
  EXPECT_NE(said("The ministry pays for ferries that link small Danish ports.").verdict,
            Verdict::corroborated);
  // The same place in another form, and none at all.
  for (const char* claim :
       {"The gallium refinery, which turns out 100 tonnes a year, goes to Western Australia.",
        "The ministry also pays for ferries that link small Norwegian ports.",
        "The ministry will pay for the construction of a gallium refinery."})
    EXPECT_EQ(said(claim).verdict, Verdict::corroborated) << claim;
}

TEST(Verdict, WhatTheStatementDoesNotSayIsNoContradiction) {
  for (const char* claim :
       {"The fisheries ministry of Tarvia employs nine hundred inspectors along the coast.",
        "A bakery in the old town won an award for its rye bread on Sunday.",
        "Scientists found 40 percent more cod in the northern waters last winter."}) {
    EXPECT_NE(verify(claim, {std::string(statement)}).verdict, Verdict::contradicted) << claim;
    EXPECT_NE(verify(claim, {std::string(statement)}).verdict, Verdict::corroborated) << claim;
  }
}

TEST(Verdict, NoEvidenceAndNoWordsAreAnswered) {
  EXPECT_EQ(verify("Tarvia signed the agreement.", {}).verdict, Verdict::out_of_scope);
  EXPECT_EQ(verify("", {std::string(statement)}).verdict, Verdict::out_of_scope);
  EXPECT_EQ(verify("...", {"", "  "}).verdict, Verdict::out_of_scope);
}

TEST(Verdict, ProbabilitiesSumToOne) {
  const VerifyAnswer answer = verify("Tarvia signed an agreement.", {std::string(statement)});
  EXPECT_NEAR(answer.corroborated + answer.contradicted + answer.not_found, 1, 1e-9);
}

TEST(Verdict, WhatOneWordDecidesHasItsProbability) {
  const std::string_view claims[][2] = {
      {"The ferry calls at Varby.", "The ferry does not call at Varby."},
      {"The lock took in 40 barges.",
       "The lock of Halm took in 15 barges on the first day of May."},
      {"The ferry calls at Varby.", "On Sundays the ferry calls at Varby."}};
  for (const auto& [claim, text] : claims) {
    for (const VerifyAnswer& answer : {verify(std::string(claim), {std::string(text)}),
                                       verify_sought(std::string(claim), std::string(text))}) {
      EXPECT_NEAR(answer.corroborated + answer.contradicted + answer.not_found, 1, 1e-9) << claim;
      if (answer.verdict == Verdict::contradicted) {
        EXPECT_EQ(answer.contradicted, answer.confidence) << claim;
      } else if (answer.verdict == Verdict::corroborated) {
        EXPECT_EQ(answer.corroborated, answer.confidence) << claim;
      }
    }
  }
}

TEST(Verdict, WrappedLinesOfEvidenceAreOneSentence) {
  const std::string wrapped =
      "Both governments agreed to increase the cod quota in the northern waters by\n"
      "14 percent, and to share the reports of their inspectors every spring and\n"
      "autumn with the commission.\n";
  const VerifyAnswer answer = verify(
      "Both governments agreed to increase the cod quota by 14 percent.", {"None.", wrapped});
  ASSERT_FALSE(answer.evidence.empty());
  EXPECT_EQ(answer.evidence.front().index, 1u);
  EXPECT_EQ(answer.evidence.front().range.begin, 0u);
  EXPECT_EQ(answer.evidence.front().text, wrapped.substr(0, wrapped.size() - 1));
}

const corroboration::Lexicon& lexicon() {
  static const Result<corroboration::Lexicon> loaded = corroboration::Lexicon::load(heuristics());
  return loaded.value();
}

std::uint64_t stem(std::string_view word) {
  return corroboration::stem_of(word, word_hash(word)).stem;
}

TEST(Words, SynonymsAreUsedMoreAlikeThanStrangers) {
  const auto similarity = [](std::string_view a, std::string_view b) {
    return lexicon().similarity(lexicon().vector(stem(a)), lexicon().vector(stem(b)));
  };
  EXPECT_GT(similarity("agreement", "pact"), 0.4);
  EXPECT_GT(similarity("increase", "rise"), similarity("increase", "harbour") + 0.3);
  EXPECT_NEAR(similarity("quota", "quota"), 1, 1e-3);
  EXPECT_EQ(similarity("quota", "zzyzzyx"), 0) << "an unknown word is like none";
}

TEST(Words, ValuesOfOneQuestionAreAtOdds) {
  const auto at_odds = [](std::string_view a, std::string_view b) {
    const auto* mine = lexicon().opposites(stem(a));
    const auto* other = lexicon().opposites(stem(b));
    return mine != nullptr && other != nullptr &&
           corroboration::Lexicon::at_odds(*mine, *other) != nullptr;
  };
  EXPECT_TRUE(at_odds("proposed", "finalized"));
  EXPECT_TRUE(at_odds("voluntary", "mandatory"));
  EXPECT_TRUE(at_odds("Tuesday", "Friday"));
  EXPECT_TRUE(at_odds("all", "several"));
  EXPECT_FALSE(at_odds("voluntary", "optional"));
  EXPECT_FALSE(at_odds("voluntary", "Friday"));
}

TEST(Words, MeaningsLieToEachOtherAsWordNetHasThem) {
  using Relation = corroboration::Lexicon::Relation;
  const auto relation = [](std::string_view a, std::string_view b) {
    return lexicon().relation(lexicon().vector(stem(a)), lexicon().vector(stem(b)));
  };
  EXPECT_EQ(relation("author", "writer"), Relation::same);
  EXPECT_EQ(relation("hot", "cold"), Relation::opposed);
  EXPECT_EQ(relation("decide", "decision"), Relation::related);
  EXPECT_EQ(relation("ask", "invite"), Relation::broader);
  EXPECT_EQ(relation("invite", "ask"), Relation::narrower);
  EXPECT_EQ(relation("guitarist", "pianist"), Relation::sibling);
  EXPECT_EQ(relation("quota", "harbour"), Relation::none);
  EXPECT_EQ(relation("quota", "zzyzzyx"), Relation::none) << "an unknown word has no relations";
}

TEST(Words, IrregularFormsAreReadAsTheirWord) {
  const auto read = [](std::string_view word) {
    return lexicon().stem(word, word_hash(word)).stem;
  };
  EXPECT_EQ(read("paid"), read("pays"));
  EXPECT_EQ(read("children"), read("child"));
  EXPECT_NE(read("left"), read("leave")) << "more often the other side of \"right\"";
}

TEST(Words, ANewWordLiesNearATextOrFarFromIt) {
  corroboration::Lexicon::Concepts text;
  for (const std::string_view word : {"writer", "hot", "boat"})
    lexicon().append_concepts(lexicon().vector(stem(word)), text);
  text.settle();
  const auto nearness = [&](std::string_view word) {
    return lexicon().nearness(lexicon().vector(stem(word)), text);
  };
  EXPECT_TRUE(nearness("author").same);
  EXPECT_TRUE(nearness("cold").opposed);
  EXPECT_TRUE(nearness("canoe").near) << "a kind of boat";
  EXPECT_TRUE(nearness("tax").known);
  EXPECT_FALSE(nearness("tax").same || nearness("tax").near || nearness("tax").opposed);
  EXPECT_FALSE(nearness("zzyzzyx").known);
}

TEST(Words, AStemSharedByAccidentHasNoOpposites) {
  const auto framed = [](std::string_view word) {
    return lexicon().framed(word_hash(word), stem(word));
  };
  EXPECT_TRUE(framed("authorize"));
  EXPECT_FALSE(framed("authority"));
}

// The candidates between one sentence and another.
std::vector<corroboration::Conflict> conflicts(std::string_view claim, std::string_view official) {
  using namespace corroboration;
  const OfficialIndex::Source a = source_of("a", std::string(claim)),
                              b = source_of("b", std::string(official));
  TermBuffer mine, other;
  append_terms(a.document, a.mentions, {0, static_cast<std::uint32_t>(a.document.text.size())},
               a.document.tokens, lexicon(), mine);
  append_terms(b.document, b.mentions, {0, static_cast<std::uint32_t>(b.document.text.size())},
               b.document.tokens, lexicon(), other);
  const auto cover = [](const TermBuffer& of, const TermBuffer& by) {
    std::vector<float> out;
    for (const Term& term : of.terms)
      out.push_back(std::ranges::find(by.terms, term.stem, &Term::stem) != by.terms.end());
    return out;
  };
  const std::vector<float> mine_cover = cover(mine, other), other_cover = cover(other, mine);
  std::vector<std::uint8_t> match;
  for (const Term& term : other.terms) {
    const auto it = std::ranges::find(mine.terms, term.stem, &Term::stem);
    match.push_back(it == mine.terms.end() ? no_match
                                           : static_cast<std::uint8_t>(it - mine.terms.begin()));
  }
  std::vector<Conflict> found;
  append_conflicts(
      {mine.terms, other.terms, mine_cover, other_cover, match, mine.values, other.values},
      lexicon(), found);
  return found;
}

std::size_t conflicts(std::string_view claim, std::string_view official,
                      corroboration::ConflictKind kind) {
  return static_cast<std::size_t>(
      std::ranges::count(conflicts(claim, official), kind, &corroboration::Conflict::kind));
}

// A verb told in several words is read as the one that it stands for.
TEST(Conflicts, APhrasalVerbExcludesWhatItsSimpleVerbExcludes) {
  using corroboration::ConflictKind;
  constexpr std::pair<const char*, const char*> opposed[] = {
      {"The council turned down the plan for the bridge.",
       "The council approved the plan for the bridge."},
      {"Help for the fishing ports will be scaled down.",
       "Help for the fishing ports will be expanded."},
      {"The duke ruled out a full truce.", "The duke accepted a full truce."}};
  for (const auto& [claim, official] : opposed)
    EXPECT_GT(conflicts(claim, official, ConflictKind::opposite), 0u) << claim;
  constexpr std::pair<const char*, const char*> alike[] = {
      {"The board did away with the toll.", "The board abolished the toll."},
      {"The talks were put off.", "The talks were postponed."},
      // The particle is another word's.
      {"The ferry moves up to 40 people.", "The ferry moves 40 people."}};
  for (const auto& [claim, official] : alike)
    EXPECT_EQ(conflicts(claim, official, ConflictKind::opposite), 0u) << claim;
}

TEST(Polarity, ANegationOfALackDeniesNothing) {
  using corroboration::ConflictKind;
  constexpr std::pair<const char*, const char*> alike[] = {
      {"The crew was not spared the storm.", "The crew met the storm."},
      {"The price of salt did not rise.", "The price of salt fell."}};
  for (const auto& [claim, official] : alike)
    EXPECT_EQ(conflicts(claim, official, ConflictKind::polarity), 0u) << claim;
  constexpr std::pair<const char*, const char*> denied[] = {
      {"No more ferries will run to Halm.", "More ferries will run to Halm."},
      {"No ferry holds more than 90 people.", "The ferry holds 120 people."},
      {"None of the older ships sank.", "The older ships sank."},
      {"No ferry is faster than the train.", "The ferry is faster than the train."},
      {"No sailor was paid less.", "Sailors were paid less."},
      {"The quay is not long.", "The quay is long."}};
  for (const auto& [claim, official] : denied)
    EXPECT_GT(conflicts(claim, official, ConflictKind::polarity), 0u) << claim;
}

TEST(Conflicts, MarksOfLettersMakeNoOtherName) {
  EXPECT_EQ(stem("Lindén"), stem("Linden"));
  EXPECT_EQ(stem("SÃO"), stem("sao"));
  EXPECT_EQ(stem("Łodyga"), stem("Lodyga"));
  EXPECT_EQ(stem("Œdberg"), stem("Oedberg"));
  EXPECT_EQ(conflicts("Josée Lindén opened the mill.", "Josee Linden opened the mill.",
                      corroboration::ConflictKind::name),
            0u);
}

TEST(Conflicts, TakeOneThingOnWhichTwoSentencesDiffer) {
  using corroboration::ConflictKind;
  EXPECT_GT(
      conflicts("The talks on the cod quota resume in Port Halden on Friday.",
                "The talks on the cod quota resume in Port Halden on Tuesday.", ConflictKind::date),
      0u);
  EXPECT_GT(
      conflicts("The commission chaired by Ada Brook approved the new quota.",
                "The commission chaired by Jon Varga approved the new quota.", ConflictKind::name),
      0u);
  EXPECT_GT(conflicts("Inspectors must report the catch to the board.",
                      "Inspectors may report the catch to the board.", ConflictKind::opposite),
            0u);
  EXPECT_GT(conflicts("The board did not approve the fishing plan.",
                      "The board did approve the fishing plan.", ConflictKind::polarity),
            0u);
}

// Both values stand in the official sentence, but the other way round.
TEST(Conflicts, AValueThatBelongsToAnotherThingHasMoved) {
  using corroboration::Conflict;
  constexpr std::string_view official =
      "The harbour board must publish its rules within 30 days and report its progress to the "
      "ministry within 60 days.";
  const auto moved =
      conflicts("The harbour board must publish its rules within 60 days.", official);
  EXPECT_EQ(std::ranges::count(moved, true, &Conflict::moved), 1);
  const auto held = conflicts("The harbour board must publish its rules within 30 days.", official);
  EXPECT_EQ(std::ranges::count(held, true, &Conflict::moved), 0);
}

TEST(Conflicts, PeopleWhoChangePlacesHaveMoved) {
  using corroboration::Conflict;
  constexpr std::string_view official = "Last week Orvale paid the shipping debts of Tarvia.";
  const auto moved = conflicts("Last week Tarvia paid the shipping debts of Orvale.", official);
  EXPECT_EQ(std::ranges::count(moved, true, &Conflict::moved), 2);
  const auto held = conflicts("Orvale paid the shipping debts of Tarvia last week.", official);
  EXPECT_EQ(std::ranges::count(held, true, &Conflict::moved), 0);
}

TEST(Conflicts, ANameOfWhichPartIsSharedTellsHowMuch) {
  using corroboration::Conflict;
  const auto found = conflicts("The inquiry was led by Minister Ada Brook of Orvale.",
                               "The inquiry was led by Minister Jon Varga of Orvale.");
  ASSERT_FALSE(found.empty());
  EXPECT_GT(found.front().named, 0);
  EXPECT_LT(found.front().named, 1);
}

TEST(Conflicts, NeedCommonSurroundings) {
  using corroboration::ConflictKind;
  EXPECT_EQ(conflicts("The bakery opens on Friday.", "Cod quotas were discussed on Tuesday.",
                      ConflictKind::date),
            0u);
  EXPECT_EQ(conflicts("The talks on the cod quota resume on Friday.",
                      "The talks on the cod quota resume on Friday.", ConflictKind::date),
            0u);
}

// Who does what to whom; the claim first.
TEST(Roles, SidesThatTradedPlacesCross) {
  using corroboration::ConflictKind;
  const std::pair<std::string_view, std::string_view> crossed[] = {
      {"Tarvia pays Oskeland 4 million crowns.", "Oskeland pays Tarvia 4 million crowns."},
      {"Tarvia pays 4 million crowns to Oskeland.", "Oskeland pays Tarvia 4 million crowns."},
      {"Oskeland was sued by Tarvia over the quota.",
       "Tarvia was sued by Oskeland over the quota."},
      {"Tarvia was sued by Oskeland over the quota.", "Tarvia sued Oskeland over the quota."},
      {"The teachers' union sued the education ministry.",
       "The education ministry sued the teachers' union."},
      {"Exports were higher than imports in March.", "Imports were higher than exports in March."},
      {"The ferry sails from Halden to Orvale.", "The ferry sails from Orvale to Halden."},
  };
  for (const auto& [claim, official] : crossed)
    EXPECT_GT(conflicts(claim, official, ConflictKind::roles), 0u) << claim;
}

TEST(Roles, TheSameSidesInOtherWordsDoNotCross) {
  using corroboration::ConflictKind;
  const std::pair<std::string_view, std::string_view> straight[] = {
      {"Tarvia pays Oskeland 4 million crowns.", "Tarvia pays 4 million crowns to Oskeland."},
      {"Oskeland was sued by Tarvia over the quota.", "Tarvia sued Oskeland over the quota."},
      {"The minister of Tarvia sued Oskeland.", "Oskeland was sued by the minister of Tarvia."},
      {"Tarvia met Oskeland in March.", "Oskeland met Tarvia in March."},
      {"Tarvia signed a treaty with Oskeland.", "Oskeland signed a treaty with Tarvia."},
  };
  for (const auto& [claim, official] : straight)
    EXPECT_EQ(conflicts(claim, official, ConflictKind::roles), 0u) << claim;
}

TEST(Roles, APlainSwapIsNotCorroborated) {
  const VerifyAnswer swapped =
      verify("Tarvia pays Oskeland 4 million", {"Oskeland pays Tarvia 4 million"});
  EXPECT_EQ(swapped.verdict, Verdict::contradicted);
  ASSERT_FALSE(swapped.mismatches.empty());
  EXPECT_EQ(swapped.mismatches.front().kind, "roles");
  EXPECT_EQ(
      verify("Oskeland was paid 4 million by Tarvia", {"Tarvia pays Oskeland 4 million"}).verdict,
      Verdict::corroborated);
}

TEST(Modality, WhatWillBeHasNotBeen) {
  using corroboration::ConflictKind;
  EXPECT_GT(conflicts("Tarvia has ratified the quota agreement.",
                      "Tarvia will ratify the quota agreement.", ConflictKind::modality),
            0u);
  EXPECT_EQ(conflicts("Tarvia will ratify the quota agreement.",
                      "Tarvia plans to ratify the quota agreement.", ConflictKind::modality),
            0u);
}

TEST(Conflicts, OrdinalsInFiguresAndInLettersAreOne) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number);
  };
  EXPECT_GT(differ("The 6th harbour opened in Orvale.", "The fifth harbour opened in Orvale."), 0u);
  EXPECT_EQ(differ("The 6th harbour opened in Orvale.", "The sixth harbour opened in Orvale."), 0u);
  EXPECT_GT(
      differ("Orvale is a port of the 19th century.", "Orvale is a port of the 18th century."), 0u);
  EXPECT_EQ(differ("Orvale is a port of the 19th century.",
                   "Orvale is a port of the nineteenth century."),
            0u);
  EXPECT_EQ(differ("The board met on May 6th.", "The board met on May 6."), 0u);
}

TEST(Modality, WhatHasToBeHasNotBeenDone) {
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, corroboration::ConflictKind::modality);
  };
  for (const std::string_view obliged : {"Tarvia has to ratify the quota agreement.",
                                         "Tarvia needs to ratify the quota agreement."}) {
    EXPECT_GT(differ("Tarvia has ratified the quota agreement.", obliged), 0u) << obliged;
    EXPECT_EQ(differ("Tarvia must ratify the quota agreement.", obliged), 0u) << obliged;
  }
  EXPECT_EQ(
      differ("Tarvia will ratify the quota agreement.", "Tarvia is to ratify the quota agreement."),
      0u);
}

TEST(Scope, NearlyAllIsNotAll) {
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, corroboration::ConflictKind::scope);
  };
  EXPECT_GT(differ("Tarvia closed all harbours.", "Tarvia closed nearly all harbours."), 0u);
  EXPECT_GT(differ("Tarvia closed almost every harbour.", "Tarvia closed every harbour."), 0u);
  EXPECT_EQ(differ("Tarvia closed almost all harbours.", "Tarvia closed nearly all harbours."), 0u);
  EXPECT_EQ(differ("Tarvia closed almost every harbour.", "Tarvia closed nearly all harbours."),
            0u);
  EXPECT_EQ(differ("Tarvia closed nearly half of the harbours.",
                   "Tarvia closed nearly half of the harbours."),
            0u);
}

TEST(Scope, OnlyShutsOutWhatTheTextListsBesides) {
  using corroboration::Conflict;
  const auto only = conflicts("Only Tarvia fishes for cod in the northern waters.",
                              "Tarvia and Oskeland fish for cod in the northern waters.");
  EXPECT_EQ(std::ranges::count(only, true, &Conflict::shuts_out), 1);
}

TEST(Polarity, WhoRulesDeniesNothingButWhoRulesOut) {
  using corroboration::ConflictKind;
  EXPECT_GT(conflicts("The dukes ruled the people of Tarvia.",
                      "The dukes did not rule the people of Tarvia.", ConflictKind::polarity),
            0u);
  EXPECT_EQ(conflicts("The dukes ruled the people of Tarvia.",
                      "The dukes governed the people of Tarvia.", ConflictKind::polarity),
            0u);
  EXPECT_GT(conflicts("The board plans a quota on cod.", "The board ruled out a quota on cod.",
                      ConflictKind::polarity),
            0u);
}

TEST(Polarity, NegationsThatDenyNothingAreNone) {
  using corroboration::ConflictKind;
  const std::pair<std::string_view, std::string_view> same[] = {
      {"Boats may land no more than 40 tonnes of cod.", "Boats may land up to 40 tonnes of cod."},
      {"The board approved not only the cod quota.", "The board approved the cod quota."},
      {"No minister before had visited the northern harbour.",
       "She was the first minister who visited the northern harbour."},
      {"The harbour has no ice.", "The harbour is ice-free."},
  };
  for (const auto& [claim, official] : same)
    EXPECT_EQ(conflicts(claim, official, ConflictKind::polarity), 0u) << claim;
}

TEST(Verdict, OfSeveralTextsFeaturesAreOfTheNearest) {
  using namespace corroboration;
  static const Result<MentionFinder> finder = MentionFinder::create(heuristics());
  const VerifyInput input({"The ferry calls at Varby.",
                           {"The mill of Halm grinds rye.", "Ferries call at Varby on Sundays."},
                           {},
                           {},
                           {},
                           {},
                           true},
                          lexicon(), finder.value());
  AlignmentWorkspace workspace;
  EXPECT_EQ(&input.nearest(workspace), &input.official.documents.back());
}

// Each of a statement's words but one stands in the text, which says otherwise.
TEST(Exclusions, OneWordOfGrammarContradicts) {
  const std::pair<const char*, const char*> told[] = {
      {"All instruments worked.", "All instruments worked, except the dust counter."},
      {"Every instrument worked on the flight.",
       "All instruments worked on the flight with the exception of the dust counter."},
      {"Only two of the crew wore suits.", "All of the crew wore suits."},
      {"Profit grew to $131 million from $118 million.",
       "Profit was $118 million, compared with $131 million a year earlier."},
      {"Exports rose from 320 tonnes to 400 tonnes.",
       "Exports fell to 320 tonnes from 400 tonnes."},
      {"Anglers may keep two cod a day.", "Anglers may keep one cod a day instead of two."},
      {"The senate will merge the schools of history and law.",
       "The senate rejected a proposal to merge the schools of history and law."},
      {"The council agreed to renew the lease.", "The council did not agree to renew the lease."},
      {"The union voted for the pact, and the league voted against it.",
       "The league voted for the pact, and the union voted against it."}};
  for (const auto& [claim, text] : told) {
    EXPECT_EQ(verify(claim, {text}).verdict, Verdict::contradicted) << claim;
    EXPECT_EQ(verify_sought(claim, text).verdict, Verdict::contradicted) << claim;
  }
}

TEST(Exclusions, WhatIsSaidOfAnotherOrBornOutIsNone) {
  const std::pair<const char*, const char*> told[] = {
      {"All claims were settled.", "All claims were excluded from the talks and settled in May."},
      {"All members voted.", "All members voted to exclude Tarvia."},
      {"All instruments but the counter worked.", "All instruments worked, except the counter."},
      {"All crews returned to Halm.",
       "All crews returned to Halm. Schools reopened, except those in Varby."},
      {"Only two of the crew wore suits.", "All of the crew below deck wore suits."},
      {"Profit grew from $118 million to $131 million.",
       "Profit was $131 million, compared with $118 million a year earlier."},
      {"Exports rose to 400 tonnes from 320 tonnes.", "Exports were 400 tonnes, up from 320."},
      {"Anglers may keep one cod a day.", "Anglers may keep one cod a day instead of two."},
      {"Until now anglers may keep two cod a day.",
       "Anglers may keep one cod a day instead of two."},
      {"Police ask whether the gang robbed the bank.",
       "Police are examining whether the gang robbed the bank."},
      {"The senate refused to merge the schools of history and law.",
       "The senate rejected a proposal to merge the schools of history and law."},
      {"A plan to merge the schools of history and law failed.",
       "The senate rejected a proposal to merge the schools of history and law."},
      {"Ada Brook, the trade minister, signed the pact.",
       "Ada Brook, the minister of commerce, signed the pact."},
      {"The league voted against the pact, and the union voted for it.",
       "The union voted for the pact, and the league voted against it."},
      {"The crane lifted the wagons.", "The wagons remain on the track."},
      {"The vaccine protects older crews.",
       "The study examined whether the vaccine protects older crews and found that it does."},
      {"All crews received a bonus.",
       "All crews received a bonus, except that officers had to wait until June."},
      {"The seller first asked 8 million dollars for the mill.",
       "The league paid 5 million dollars for the mill rather than the 8 million dollars that the "
       "seller first asked."},
      {"The league maintains 40 kilometres of road.",
       "The league expanded its road to 40 kilometres."},
      {"Ada Brook, the environment minister, resigned.",
       "Ada Brook, the minister for water and agriculture, resigned."},
      {"Visitors from Varby pay 12 crowns.",
       "Visitors pay 15 crowns instead of 12 crowns, but visitors from Varby pay 12 crowns."},
      {"A sailor slipped on the stairs.", "A sailor climbed the stairs."}};
  for (const auto& [claim, text] : told)
    EXPECT_NE(verify_sought(claim, text).verdict, Verdict::contradicted) << claim;
}

// A feature of novelty, by its name.
float novelty(std::string_view feature, std::string claim, std::vector<std::string> evidence) {
  static const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  static const auto model = corroboration::NewWordsModel::load(heuristics());
  const VerifyRequest request{std::move(claim), std::move(evidence), {}, {}, {}, {}, false};
  const corroboration::VerifyInput input(request, lexicon(), finder);
  corroboration::Features features{};
  corroboration::NewWords words;
  corroboration::measure_novelty(input.claim, input.official.documents.front(), lexicon(),
                                 model.value(), features, words);
  const auto names = corroboration::feature_names();
  const auto at = std::ranges::find(names, feature);
  EXPECT_NE(at, names.end()) << feature;
  return features[static_cast<std::size_t>(at - names.begin())];
}

TEST(Novelty, TellsASynonymFromAnInsertionAndFromTheOpposite) {
  const std::vector<std::string> evidence = {"Tarvia will purchase the old harbour.",
                                             "The water there is hot in summer."};
  EXPECT_EQ(novelty("new_words", "Tarvia will purchase the harbour.", evidence), 0);
  EXPECT_EQ(novelty("new_same", "Tarvia will buy the old harbour.", evidence), 1);
  EXPECT_EQ(novelty("place_same", "Tarvia will buy the old harbour.", evidence), 1);
  EXPECT_EQ(novelty("inserted", "Tarvia will purchase the old concrete harbour.", evidence), 1);
  EXPECT_EQ(novelty("place_opposed", "The water there is cold in summer.", evidence), 1);
  EXPECT_EQ(novelty("new_names", "Tarvia and Oskeland will purchase the harbour.", evidence), 1);
  EXPECT_EQ(novelty("new_exclusive", "Only Tarvia will purchase the harbour.", evidence), 1);
}

TEST(Novelty, ADenialIsBackedByOneOfTheSameThing) {
  const std::string claim = "The quota does not cover mining.";
  EXPECT_EQ(novelty("denials_backed", claim, {"The quota never covered mining."}), 1);
  EXPECT_EQ(novelty("denials_added", claim, {"The quota covers mining."}), 1);
  EXPECT_EQ(novelty("denied_there", "The quota covers mining.", {"The quota never covered it."}),
            1);
}

TEST(Novelty, WordsThatStandTogetherMayComeFromFarApart) {
  const std::string filler =
      " one two three four five six seven eight nine ten eleven twelve thirteen ";
  EXPECT_EQ(novelty("far_pairs", "A red harbour.", {"The harbour is red."}), 0);
  EXPECT_EQ(novelty("far_pairs", "A red harbour.", {"The sky is red." + filler + "A harbour."}), 1);
}

// The claim or the text has the name, the other its short form.
TEST(ShortForms, StandForTheirNames) {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"EMSA fined the shipper 4 million crowns.",
       {"The European Maritime Safety Agency (EMSA) opened a case in May.",
        "The European Maritime Safety Agency fined the shipper 4 million crowns."}},
      {"The European Maritime Safety Agency fined the shipper 4 million crowns.",
       {"The European Maritime Safety Agency (EMSA) opened a case in May.",
        "EMSA fined the shipper 4 million crowns."}},
      {"The Kestrian Environment Agency closed two plants.",
       {"The Kestrian Environment Agency (the agency) met in May.",
        "The agency closed two plants."}},
      {"The KGOB raised prices by 4 percent.",
       {"The Kestrian Grid Operators Board raised prices by 4 percent."}},
  };
  for (const auto& [claim, evidence] : cases)
    EXPECT_EQ(verify(claim, evidence).verdict, Verdict::corroborated) << claim;
}

TEST(ShortForms, InitialsOfSeveralNamesTellNothing) {
  const OfficialIndex::Source source = source_of(
      "text", "The inquiry blames Kestrian Grid Board. Its report clears Kestrian Gas Bureau.");
  corroboration::ShortForms forms;
  std::vector<corroboration::ShortForm> found;
  for (const Sentence& sentence : source.document.sentences) {
    corroboration::TermBuffer buffer;
    append_terms(source.document, source.mentions, sentence.text,
                 source.document.tokens_of(sentence), lexicon(), buffer);
    forms.add(source.document, buffer.terms, 0);
    append_short_forms(source.document, buffer.terms, 0, found);
  }
  ASSERT_EQ(found.size(), 2u);
  forms.finish();
  for (const corroboration::ShortForm& form : found) EXPECT_TRUE(forms.of_short(form.stem).empty());
}

corroboration::Value quantity(double value, std::string_view unit, QuantityKind kind) {
  corroboration::Value out;
  out.low = out.high = value;
  out.unit = unit.empty() ? 0 : word_hash(unit);
  out.kind = kind;
  return out;
}

TEST(Values, RoundedFiguresAgreeSmallCountsDoNot) {
  using corroboration::Agreement;
  const auto money = [](double v) { return quantity(v, "usd", QuantityKind::money); };
  EXPECT_EQ(compare(money(1.2e9), money(1.19e9)), Agreement::agree);
  EXPECT_EQ(compare(money(1.2e9), money(1.5e9)), Agreement::conflict);
  EXPECT_EQ(compare(quantity(3, "harbour", QuantityKind::count),
                    quantity(4, "harbour", QuantityKind::count)),
            Agreement::conflict);
  EXPECT_EQ(compare(money(5), quantity(5, "percent", QuantityKind::percent)),
            Agreement::incomparable);
}

TEST(Values, WhatABoundAllowsIsNoConflict) {
  using corroboration::Agreement;
  const auto jobs = [](double value, Bound bound = Bound::exact) {
    corroboration::Value out = quantity(value, "job", QuantityKind::count);
    out.bound = bound;
    return out;
  };
  for (const Bound bound : {Bound::over, Bound::at_least}) {
    for (const double value : {3200.0, 3400.0, 9000.0}) {
      EXPECT_NE(compare(jobs(value), jobs(3000, bound)), Agreement::conflict) << value;
      EXPECT_NE(compare(jobs(3000, bound), jobs(value)), Agreement::conflict) << value;
    }
    EXPECT_EQ(compare(jobs(2000), jobs(3000, bound)), Agreement::conflict);
    EXPECT_EQ(compare(jobs(3000, bound), jobs(2000)), Agreement::conflict);
  }
  for (const Bound bound : {Bound::under, Bound::up_to}) {
    for (const double value : {2800.0, 2000.0, 500.0}) {
      EXPECT_NE(compare(jobs(value), jobs(3000, bound)), Agreement::conflict) << value;
      EXPECT_NE(compare(jobs(3000, bound), jobs(value)), Agreement::conflict) << value;
    }
    EXPECT_EQ(compare(jobs(4000), jobs(3000, bound)), Agreement::conflict);
    EXPECT_EQ(compare(jobs(3000, bound), jobs(4000)), Agreement::conflict);
  }
  EXPECT_EQ(compare(jobs(300, Bound::over), jobs(40, Bound::at_least)), Agreement::conflict);
  EXPECT_EQ(compare(jobs(40, Bound::up_to), jobs(300, Bound::up_to)), Agreement::conflict);
}

TEST(Values, OneAmountInTwoCurrenciesIsAConflict) {
  EXPECT_EQ(
      compare(quantity(2e9, "eur", QuantityKind::money), quantity(2e9, "usd", QuantityKind::money)),
      corroboration::Agreement::conflict);
}

TEST(Values, NearlyAndFractionsAreRoundedMore) {
  using corroboration::Agreement;
  corroboration::Value nearly = quantity(4e6, "home", QuantityKind::count);
  nearly.bound = Bound::about;
  EXPECT_EQ(compare(nearly, quantity(3.8e6, "home", QuantityKind::count)), Agreement::agree);
  EXPECT_EQ(compare(nearly, quantity(3e6, "home", QuantityKind::count)), Agreement::conflict);
  EXPECT_EQ(compare(quantity(2.0 / 3, "", QuantityKind::fraction),
                    quantity(64, "percent", QuantityKind::percent)),
            Agreement::agree);
}

TEST(Values, CountsOfThingsWithTwoNamesMayBeCompared) {
  const auto measures = quantity(60, "measures", QuantityKind::count),
             actions = quantity(200, "actions", QuantityKind::count);
  EXPECT_EQ(compare(measures, actions), corroboration::Agreement::incomparable);
  EXPECT_TRUE(may_count_the_same(measures, actions));
  EXPECT_FALSE(may_count_the_same(measures, quantity(60, "actions", QuantityKind::count)));
  EXPECT_FALSE(may_count_the_same(measures, quantity(200, "usd", QuantityKind::money)));
}

TEST(Values, AThirdLiesNearThirtyThreePercent) {
  EXPECT_EQ(compare(quantity(1.0 / 3, "", QuantityKind::fraction),
                    quantity(33, "percent", QuantityKind::percent)),
            corroboration::Agreement::agree);
}

// The values of a sentence of a document published on that day.
std::vector<corroboration::Value> values_of(std::string text, std::string date) {
  OfficialIndex::Source source = source_of("a", std::move(text));
  source.document.date = std::move(date);
  corroboration::TermBuffer buffer;
  append_terms(source.document, source.mentions,
               {0, static_cast<std::uint32_t>(source.document.text.size())}, source.document.tokens,
               lexicon(), buffer);
  return buffer.values;
}

TEST(Values, CountsOfOneNounAreCompared) {
  using corroboration::Agreement;
  const auto mine = values_of("The order names 170 Tarvian people.", {}),
             other = values_of("The order names 70 young people.", {}),
             ships = values_of("The order names 70 ships.", {});
  ASSERT_TRUE(mine.size() == 1 && other.size() == 1 && ships.size() == 1);
  EXPECT_EQ(compare(mine[0], other[0]), Agreement::conflict);
  EXPECT_EQ(compare(mine[0], ships[0]), Agreement::incomparable);
}

TEST(Values, TimesAreCountedFromTheDayOfPublication) {
  using corroboration::Agreement;
  const auto value = [](std::string text) {
    return values_of(std::move(text), "2031-03-06").at(0);
  };
  const auto yesterday = value("The board met yesterday."),
             on_wednesday = value("The board met on Wednesday."),
             on_monday = value("The board met on Monday."),
             the_fifth = value("The board met on March 5, 2031."),
             a_year_on = value("The board met on March 5, 2032."),
             last_year = value("The board met last year.");
  EXPECT_EQ(compare(yesterday, on_wednesday), Agreement::agree);
  EXPECT_EQ(compare(on_wednesday, the_fifth), Agreement::agree);
  EXPECT_EQ(compare(on_monday, the_fifth), Agreement::conflict);
  EXPECT_EQ(compare(on_monday, a_year_on), Agreement::incomparable) << "weekdays come round";
  const auto another_year = values_of("The board met on Monday.", "2032-03-05").at(0);
  EXPECT_EQ(compare(on_wednesday, another_year), Agreement::incomparable) << "not of one week";
  EXPECT_EQ(last_year.year, 2030);
  EXPECT_TRUE(values_of("The board met yesterday.", "in spring").empty());
}

TEST(Values, ADecadeHoldsItsYears) {
  using corroboration::Agreement;
  const auto date = [](std::string_view said) {
    return values_of("The mill closed in " + std::string(said) + ".", {}).at(0);
  };
  const auto nineties = date("the 1990s");
  EXPECT_EQ(compare(nineties, date("1993")), Agreement::agree);
  EXPECT_EQ(compare(nineties, date("May 1999")), Agreement::agree);
  EXPECT_EQ(compare(nineties, date("the mid-1990s")), Agreement::agree);
  EXPECT_EQ(compare(nineties, date("1989")), Agreement::conflict);
  EXPECT_EQ(compare(nineties, date("2000")), Agreement::conflict);
  EXPECT_EQ(compare(nineties, date("the 1980s")), Agreement::conflict);
  EXPECT_EQ(compare(date("1993"), nineties), Agreement::incomparable) << "it may have been 1994";
  EXPECT_EQ(compare(date("1989"), nineties), Agreement::conflict);
  EXPECT_EQ(compare(date("1993"), date("1990")), Agreement::conflict);
}

TEST(Values, ACenturyHoldsItsYears) {
  using corroboration::Agreement;
  const auto date = [](std::string_view said) {
    return values_of("The mill was built in " + std::string(said) + ".", {}).at(0);
  };
  const auto century = date("the 19th century");
  EXPECT_EQ(compare(century, date("the nineteenth century")), Agreement::agree);
  EXPECT_EQ(compare(century, date("1843")), Agreement::agree);
  EXPECT_EQ(compare(century, date("the 1840s")), Agreement::agree);
  EXPECT_EQ(compare(century, date("1743")), Agreement::conflict);
  EXPECT_EQ(compare(century, date("the eighteenth century")), Agreement::conflict);
  EXPECT_EQ(compare(date("1843"), century), Agreement::incomparable);
  EXPECT_EQ(compare(date("the 21st century"), date("2004")), Agreement::agree);
  EXPECT_EQ(compare(century, date("the 1800s")), Agreement::agree);
  EXPECT_GT(conflicts("Orvale opened in 1929 the best mill of the 20th century.",
                      "Orvale opened in 1919 the best mill of the 20th century.",
                      corroboration::ConflictKind::date),
            0u)
      << "the century does not give the year";
  for (const std::string_view other : {"this century", "the third century BC", "half a century"})
    EXPECT_TRUE(
        std::ranges::none_of(values_of("The mill is of " + std::string(other) + ".", {}),
                             [](const corroboration::Value& value) { return value.is_date; }))
        << other;
}

TEST(Values, DatesConflictOnlyInFieldsBothGive) {
  using corroboration::Agreement;
  corroboration::Value day, year, other_year;
  day.is_date = year.is_date = other_year.is_date = true;
  day.year = 2031;
  day.month = 3;
  day.day = 4;
  year.year = 2031;
  other_year.year = 2032;
  EXPECT_EQ(compare(day, year), Agreement::agree);
  EXPECT_EQ(compare(day, other_year), Agreement::conflict);
  corroboration::Value weekday;
  weekday.is_date = true;
  EXPECT_EQ(compare(day, weekday), Agreement::incomparable);
}

TEST(Scorer, WithoutOfficialTextItDoesNotApply) {
  EXPECT_EQ(score(source_of("a", std::string(statement)), nullptr).state,
            ScorerState::not_applicable);
}

// Official texts of other bodies on other matters, with figures, days and countries of their own.
std::vector<std::string> other_statements() {
  return {
      "The Bank of Velden raised its policy rate by 50 basis points to 3.25 percent on 2 March "
      "2031. "
      "Two of nine members voted against the increase. Inflation was 4 percent in January.",
      "Halmar will build 40 wind turbines in the northern hills by 2035. The energy ministry will "
      "invest 900 million crowns. Both provinces agreed to increase the price by 3 percent.",
      "The Court of Orlen rejected the claim of the Miners' Union. The union has until 30 June "
      "2031 to "
      "appeal. The agreement of 2027 remains in force.",
      "The health office counted 1,140 cases of measles in the Kestrian islands. Schools in two "
      "districts stay closed until 18 March 2031.",
      "Sweden and Norway signed a treaty on rail traffic in Lower Pell on 11 February 2031. The "
      "treaty covers three new lines. It does not cover freight.",
      "The space agency of Orlen will launch four satellites in May 2032. The mission costs 210 "
      "million crowns.",
      "Police in Mirra arrested 17 people after the match. Nobody was hurt. The fine is 300 "
      "crowns.",
      "The University of Velden will open two new faculties in 2033. Fees fall by 12 percent.",
      "The weather service expects 60 millimetres of rain on Thursday. Rivers will rise by one "
      "metre.",
      "The council of Lower Pell voted by 21 to 14 to close the harbour road in April 2031.",
      "Halmar Post sold 8 million parcels in 2030, 6 percent more than in the year before.",
      "The football federation of Mirra chaired the meeting of nine clubs. Three clubs agreed to "
      "pay "
      "1.5 million crowns each.",
  };
}

TEST(Scorer, OfficialTextsOnOtherMattersChangeNothing) {
  const OfficialIndex::Source article = source_of(
      "article",
      "# Tarvia and Oskeland agree on fish\n\n"
      "The Republic of Tarvia and the Kingdom of Oskeland signed a fisheries agreement in Port "
      "Halden "
      "on 4 March 2031. Tarvia will invest 2.1 billion crowns in three new harbours by the end of "
      "2034, the ministry said. Both governments agreed to increase the cod quota by 40 "
      "percent.\n\n"
      "The agreement covers deep-sea mining as well. Ada Brook, Minister of Fisheries and Coastal "
      "Affairs, chaired the meeting with Jon Varga. Fishermen in Lower Pell had asked for a higher "
      "quota for eleven years.\n");
  const OfficialIndex alone = index_of({source_of("own", std::string(statement))});
  const ScorerResult expected = score(article, &alone);
  EXPECT_TRUE(std::ranges::any_of(
      expected.claims, [](const Claim& claim) { return claim.verdict == Verdict::corroborated; }));
  EXPECT_GE(std::ranges::count(expected.claims, Verdict::contradicted, &Claim::verdict), 2);
  const std::vector<std::string> others = other_statements();
  for (const bool first : {true, false}) {
    std::vector<OfficialIndex::Source> sources;
    if (first) sources.push_back(source_of("own", std::string(statement)));
    for (const std::string& text : others)
      sources.push_back(source_of("other " + std::to_string(sources.size()), text));
    if (!first) sources.push_back(source_of("own", std::string(statement)));
    const OfficialIndex many = index_of(std::move(sources));
    const ScorerResult result = score(article, &many);
    ASSERT_EQ(result.claims.size(), expected.claims.size());
    for (std::size_t c = 0; c < expected.claims.size(); ++c) {
      const Claim &one = result.claims[c], &same = expected.claims[c];
      const std::string_view text = article.document.view(same.range);
      EXPECT_EQ(one.verdict, same.verdict) << text;
      EXPECT_EQ(one.confidence, same.confidence) << text;
      ASSERT_EQ(one.evidence.size(), same.evidence.size()) << text;
      for (std::size_t e = 0; e < one.evidence.size(); ++e)
        EXPECT_EQ(one.evidence[e].text, same.evidence[e].text) << text;
    }
  }
}

TEST(Verdict, SoughtInSeveralTextsAClaimIsHeldAgainstTheOneOfItsMatter) {
  for (const std::string claim :
       {"Both governments agreed to increase the cod quota by 14 percent.",
        "Both governments agreed to increase the cod quota by 40 percent.",
        "Tarvia will invest 1.2 billion crowns in three new harbours by the end of 2038.",
        "Ada Brook and Jon Varga chaired the meeting in Port Halden."}) {
    const VerifyAnswer alone = verify_sought(claim, std::string(statement));
    std::vector<std::string> texts = other_statements();
    texts.insert(texts.begin() + 5, std::string(statement));
    const VerifyAnswer answer =
        verifier().verify({claim, std::move(texts), {}, "2031-03-04", {}, {}, true});
    EXPECT_EQ(answer.verdict, alone.verdict) << claim;
    EXPECT_EQ(answer.confidence, alone.confidence) << claim;
    ASSERT_EQ(answer.evidence.size(), alone.evidence.size()) << claim;
    for (std::size_t e = 0; e < alone.evidence.size(); ++e) {
      EXPECT_EQ(answer.evidence[e].index, 5u) << claim;
      EXPECT_EQ(answer.evidence[e].text, alone.evidence[e].text) << claim;
    }
  }
}

// Monthly decisions of one body, alike but for their figures.
OfficialIndex::Source decision(std::string date, std::string month, std::string points,
                               std::string rate) {
  OfficialIndex::Source out =
      source_of("decision of " + date, "The Monetary Board of the Bank of Velden decided at its " +
                                           month + " meeting to raise the policy rate by " +
                                           points + " basis points to " + rate +
                                           " percent. The Board expects inflation to return to 2 "
                                           "percent by 2033. Two of nine members "
                                           "voted against the decision.");
  out.document.date = std::move(date);
  return out;
}

TEST(Scorer, AnOlderDecisionDoesNotContradictWhatTheNewerSays) {
  OfficialIndex::Source article = source_of(
      "article",
      "The Bank of Velden raised the policy rate by 50 basis points to 4.25 percent. Two of "
      "nine members voted against the decision. The Board of the Bank of Velden expects "
      "inflation to return to 2 percent by 2033.\n");
  article.document.date = "2031-05-07";
  for (const bool newest_first : {true, false}) {
    std::vector<OfficialIndex::Source> sources = {decision("2031-03-05", "March", "25", "3.5"),
                                                  decision("2031-04-02", "April", "25", "3.75"),
                                                  decision("2031-05-06", "May", "50", "4.25")};
    if (newest_first) std::ranges::reverse(sources);
    const OfficialIndex official = index_of(std::move(sources));
    const ScorerResult result = score(article, &official);
    ASSERT_EQ(result.claims.size(), 3u);
    for (const Claim& claim : result.claims)
      EXPECT_EQ(claim.verdict, Verdict::corroborated) << article.document.view(claim.range);
    EXPECT_EQ(result.claims.front().evidence.front().document, "decision of 2031-05-06");
  }
}

TEST(Scorer, TheRoleOfAPersonIsAPartOfItsOwn) {
  const OfficialIndex official = index_of({source_of("statement", std::string(statement))});
  const ScorerResult result = score(
      source_of("article",
                "Tarvian Minister of Fisheries and Coastal Affairs Ada Brook met the mayor of "
                "Lower Pell on Tuesday to talk about the price of bread.\n"),
      &official);
  ASSERT_EQ(result.claims.size(), 1u);
  EXPECT_NE(result.claims[0].verdict, Verdict::corroborated);
  EXPECT_NE(result.claims[0].verdict, Verdict::contradicted);
  bool corroborated_part = false;
  for (const ClaimPart& part : result.claims[0].parts)
    corroborated_part |= part.verdict == Verdict::corroborated;
  EXPECT_TRUE(corroborated_part);
}

TEST(Scorer, ASentenceIsNoBetterThanItsParts) {
  const OfficialIndex official = index_of({source_of("statement", std::string(statement))});
  const ScorerResult result =
      score(source_of("article",
                      "Deputy Chief Inspector for Northern Waters Ada Brook, and Jon Varga, Chief "
                      "Commissioner of the Oskeland Maritime Board, chaired the meeting.\n\n"
                      "Both governments agreed to increase the cod quota by 14 percent.\n"),
            &official);
  ASSERT_EQ(result.claims.size(), 2u);
  const Claim& meeting = result.claims.front();
  ASSERT_GT(meeting.parts.size(), 2u);
  EXPECT_TRUE(std::ranges::any_of(
      meeting.parts, [](const ClaimPart& part) { return part.verdict != Verdict::corroborated; }));
  for (const Claim& claim : result.claims) {
    if (claim.verdict != Verdict::corroborated) continue;
    for (const ClaimPart& part : claim.parts) EXPECT_EQ(part.verdict, Verdict::corroborated);
  }
  EXPECT_NE(meeting.verdict, Verdict::corroborated);
  EXPECT_EQ(result.claims.back().verdict, Verdict::corroborated);
}

TEST(Scorer, TheTextOfAnotherEventContradictsNothing) {
  const OfficialIndex official = index_of({source_of("statement", std::string(statement))});
  // The same words about another kingdom, which the statement never names.
  const ScorerResult result = score(
      source_of(
          "article",
          "Tarvia and Wendmark agree on fish\n\nTarvia and Wendmark signed a fisheries "
          "agreement on Monday. Under the agreement, Wendmark will invest 3.4 billion crowns in "
          "nine new harbours by the end of 2039. Both governments agreed to increase the cod "
          "quota by 40 percent, Wendmark said.\n"),
      &official);
  ASSERT_FALSE(result.claims.empty());
  for (const Claim& claim : result.claims) {
    EXPECT_NE(claim.verdict, Verdict::contradicted);
    EXPECT_NE(claim.verdict, Verdict::corroborated);
  }
}

// A statement calls its issuer "the Board"; reports of it do not.
constexpr std::string_view rate_statement =
    "Information received since the Norvale Open Rates Board met in May indicates that the harvest "
    "has continued to strengthen and that trade has expanded at a moderate pace.\n\n"
    "The Board decided to raise the target range for the crown rate by 25 basis points to 3/4 to 1 "
    "percent. The Board expects that prices will stabilise around 2 percent over the medium "
    "term.\n";

TEST(Scorer, TheIssuerOfAStatementNeedsNoName) {
  const OfficialIndex official = index_of({source_of("statement", std::string(rate_statement))});
  const ScorerResult result = score(
      source_of("article",
                "Nor lifts rates\n\nHALM (Coast News) - The harvest has continued to strengthen, "
                "Kestrel said on Wednesday. Kestrel expects prices to stabilise around 2 percent "
                "over the medium term. Trade has expanded at a moderate pace, Kestrel wrote.\n"),
      &official);
  ASSERT_GE(result.claims.size(), 3u);
  EXPECT_GE(std::ranges::count(result.claims, Verdict::corroborated, &Claim::verdict), 2);
  EXPECT_EQ(std::ranges::count(result.claims, Verdict::contradicted, &Claim::verdict), 0);
}

TEST(Scorer, WhatAnotherBodyDecidedIsNotContradicted) {
  const OfficialIndex official = index_of({source_of("statement", std::string(rate_statement))});
  const ScorerResult result = score(
      source_of("article",
                "Tarvia bank raises key rate\n\nHALM (Coast News) - Tarvia Central Bank decided to "
                "raise the target range for the crown rate by 50 basis points to 4 percent, Tarvia "
                "Central Bank said on Monday. Tarvia Central Bank expects that prices will "
                "stabilise around 3 percent over the medium term. The harvest has continued to "
                "weaken, Tarvia Central Bank said.\n"),
      &official);
  EXPECT_GE(result.claims.size(), 3u);
  EXPECT_EQ(std::ranges::count(result.claims, Verdict::contradicted, &Claim::verdict), 0);
}

// A sister agreement shares the subject and its words, and nothing that was agreed.
TEST(Scorer, AnArticleOfSomethingLikeTheOfficialTextIsNotBorneOutByWordsAlike) {
  const OfficialIndex official = index_of({source_of(
      "statement",
      "The first meeting of the Norvale and Tarvia Harbour Council took place in Halm on 4 May. "
      "The participants reaffirmed the importance of secure harbour networks and intend to "
      "cooperate on clean fuels, the training of pilots and research into quiet ships.\n\n"
      "They agreed to share best practices on the digital infrastructure of ports, to deepen "
      "research on shore power, storage and sensors, and to promote the exchange of engineers "
      "and students between the harbours.\n\n"
      "They will explore common standards for safe and secure communication between ships and "
      "quays, and will encourage small companies to adopt clean technologies.\n")});
  const ScorerResult result = score(
      source_of(
          "article",
          "Norvale and Kestria seal harbour pact\n\n"
          "HALM - Norvale and Kestria signed a pact on harbours on Monday in the town hall of "
          "Ostfeld. The pact will cover work on autonomous tugs, electric cranes and tidal "
          "models. The two countries want to build a network of quays that can talk to ships "
          "of any flag. The first result will be a joint plan for cranes, expected in the "
          "autumn and meant to encourage the use of clean technologies in both countries. "
          "Officials said the pact would also cover cooperation on sensors and storage. "
          "This initiative addresses gaps in the training of crane drivers. It lets young "
          "engineers work for a year on the other coast. The partners will learn from each "
          "other's mistakes when they dredge their rivers. A school for pilots will open in "
          "Ostfeld. The ministers opened an exhibition of old charts.\n"),
      &official);
  EXPECT_GE(result.claims.size(), 8u);
  EXPECT_EQ(std::ranges::count(result.claims, Verdict::corroborated, &Claim::verdict), 0);
  for (const Claim& claim : result.claims) {
    EXPECT_NE(claim.verdict, Verdict::contradicted) << claim.range.begin;
  }
}

TEST(Scorer, AnArticleOfAnotherTimeIsNotContradicted) {
  const auto verdicts_at = [](std::string_view date) {
    OfficialIndex::Source statement = source_of("statement", std::string(rate_statement));
    statement.document.date = "2031-06-14";
    OfficialIndex::Source article = source_of(
        "article",
        "The Board decided to raise the target range for the crown rate by 50 basis points.\n");
    article.document.date = date;
    const OfficialIndex official = index_of({std::move(statement)});
    return score(article, &official).claims.front().verdict;
  };
  EXPECT_EQ(verdicts_at("2031-06-15"), Verdict::contradicted);
  EXPECT_NE(verdicts_at("2031-08-02"), Verdict::contradicted);
  EXPECT_NE(verdicts_at("2031-06-01"), Verdict::contradicted);
}

TEST(Scorer, RatesThatRoseByOtherPointsOrFromOtherFiguresAreContradicted) {
  const OfficialIndex official = index_of({source_of(
      "statement",
      "The Norvale Open Rates Board raised the crown rate by 25 basis points on Monday. Inflation "
      "rose from 3 to 4 percent in May. Output reached 0.5 percent in June, the Statistics Board "
      "said.")});
  for (const auto& [claim, verdict] : std::vector<std::pair<std::string, Verdict>>{
           {"The Board raised the crown rate by 0.25 percentage points.", Verdict::corroborated},
           {"The Board raised the crown rate by a quarter of a percentage point.",
            Verdict::corroborated},
           {"The Board raised the crown rate by 0.5 percentage points.", Verdict::contradicted},
           {"The Board raised the crown rate by half a percentage point.", Verdict::contradicted},
           {"Inflation rose from 3 to 4 percent in May.", Verdict::corroborated},
           {"Inflation rose from 3 to 5 percent in May.", Verdict::contradicted},
           {"The Board raised the crown rate by half a point.", Verdict::contradicted},
           {"Output was -0.3 percent in June, the Statistics Board said.",
            Verdict::contradicted}}) {
    const ScorerResult result = score(source_of("article", claim), &official);
    ASSERT_EQ(result.claims.size(), 1u);
    EXPECT_EQ(result.claims[0].verdict, verdict) << claim;
  }
}

TEST(Scorer, NamesAloneBearNothingOut) {
  const OfficialIndex official = index_of({source_of("statement", std::string(statement))});
  const OfficialIndex::Source article = source_of(
      "article", "Nobody asked the fishing villages of Tarvia. Jon Varga of Oskeland shrugged.");
  const ScorerResult result = score(article, &official);
  ASSERT_FALSE(result.claims.empty());
  for (const Claim& claim : result.claims) {
    EXPECT_NE(claim.verdict, Verdict::corroborated) << article.document.view(claim.range);
  }
}

TEST(Scorer, EvidenceCarriesCodePointsOfTheOfficialText) {
  const OfficialIndex official = index_of({source_of(
      "s", "H\xc3\xa9l\xc3\xa8ne said \xe2\x80\x9cyes\xe2\x80\x9d. " + std::string(statement))});
  const ScorerResult result =
      score(source_of("a", "Both governments agreed to increase the cod quota by 14 percent."),
            &official);
  ASSERT_EQ(result.claims.size(), 1u);
  ASSERT_FALSE(result.claims[0].evidence.empty());
  const Evidence& evidence = result.claims[0].evidence.front();
  EXPECT_EQ(evidence.document, "s");
  EXPECT_EQ(evidence.code_points.size(), count_code_points(evidence.text));
  EXPECT_LT(evidence.code_points.begin, evidence.range.begin);
}

TEST(Scorer, ADocumentIsNeverItsOwnEvidence) {
  const std::string text(statement);
  std::string spaced;
  for (const char c : text) spaced += c == ' ' ? "  " : std::string(1, c);
  const OfficialIndex official = index_of({source_of("one", text)});
  // Same bytes under another name, another layout.
  for (const std::string& article : {text, text + "\n", "\r\n" + text, spaced}) {
    const ScorerResult result = score(source_of("two", article), &official);
    EXPECT_EQ(result.state, ScorerState::not_applicable) << article;
    EXPECT_TRUE(result.claims.empty());
    EXPECT_FALSE(result.copied);
  }
}

TEST(Scorer, ADocumentThatIsOneOfTheOfficialTextsIsHeldAgainstTheOthers) {
  const std::string text(statement);
  const OfficialIndex official = index_of(
      {source_of("one", text), source_of("other",
                                         "Both governments agreed to increase the cod quota by 40 "
                                         "percent, the Ministry of Fisheries said.")});
  const ScorerResult result = score(source_of("two", text + "\n"), &official);
  EXPECT_EQ(result.state, ScorerState::scored);
  for (const Claim& claim : result.claims) {
    for (const Evidence& evidence : claim.evidence) EXPECT_EQ(evidence.document, "other");
  }
}

TEST(Scorer, AForgedCopyOfTheOfficialTextIsHeldAgainstIt) {
  // Long enough for one changed word to leave nine tenths of its runs of words as they were.
  std::string text(statement);
  text +=
      " Works begin in Morvik, where the old pier was closed to trawlers after a storm tore away "
      "its "
      "outer wall. Smaller boats may moor along the eastern quay until builders have driven new "
      "piles. The board has asked engineers from the university to measure how sand drifts across "
      "the entrance of the bay. Fish processors welcomed the plan because lorries will no longer "
      "have to cross the crowded market square. A museum of whaling moves to the former customs "
      "house.";
  const OfficialIndex official = index_of({source_of("one", text)});
  std::string forged = text;
  forged.replace(forged.find("14 percent"), 2, "41");
  const ScorerResult result = score(source_of("two", forged), &official);
  ASSERT_EQ(result.state, ScorerState::scored);
  ASSERT_TRUE(result.copied);
  EXPECT_GT(result.copied->share, 0.9);
  for (const Claim& claim : result.claims) {
    const bool changed = slice(forged, claim.range).find("41 percent") != std::string::npos;
    EXPECT_EQ(claim.verdict, changed ? Verdict::contradicted : Verdict::corroborated)
        << slice(forged, claim.range);
  }
}

TEST(Scorer, AForgedSentenceBehindTheOfficialTextIsHeldAgainstIt) {
  const std::string forged = "The two governments agreed to increase the cod quota by 41 percent.";
  const OfficialIndex official = index_of({source_of("one", std::string(statement))});
  const ScorerResult result =
      score(source_of("two", std::string(statement) + " " + forged), &official);
  ASSERT_EQ(result.state, ScorerState::scored);
  ASSERT_FALSE(result.claims.empty());
  EXPECT_EQ(result.claims.back().verdict, Verdict::contradicted);
}

TEST(Copying, AContainedTextIsFoundAmongItsOwnBeginnings) {
  using corroboration::append_unspaced;
  using corroboration::is_contained;
  EXPECT_TRUE(is_contained("aaab", "aabaaab"));
  EXPECT_TRUE(is_contained("ab", "cabd"));
  EXPECT_FALSE(is_contained("ab", "acb"));
  EXPECT_FALSE(is_contained("cabd", "ab"));
  EXPECT_FALSE(is_contained("", "a"));
  std::string unspaced;
  append_unspaced("T\xc2\xadwo \xe2\x80\x8bwords\xc2\xa0\r\n.", unspaced);
  EXPECT_EQ(unspaced, "Twowords.");
}

TEST(Scorer, AnEqualIdMakesNoDocumentItsOwnEvidence) {
  const std::string article = "Both governments agreed to increase the cod quota by 40 percent.";
  const OfficialIndex official = index_of({source_of("1", std::string(statement))});
  const ScorerResult other = score(source_of("a", article), &official);
  const ScorerResult result = score(source_of("1", article), &official);
  ASSERT_EQ(result.claims.size(), 1u);
  EXPECT_EQ(result.claims[0].verdict, Verdict::contradicted);
  EXPECT_EQ(result.claims[0].evidence.size(), other.claims[0].evidence.size());
}

TEST(Scorer, WhatStoodAtTheDocumentsOwnAddressIsNoEvidenceForIt) {
  OfficialIndex::Source earlier = source_of("s", std::string(statement));
  earlier.document.url = "https://quota.example/statement";
  const OfficialIndex official = index_of({earlier});
  OfficialIndex::Source later =
      source_of("a", "Both governments agreed to increase the cod quota by 40 percent.");
  later.document.url = "https://quota.example/statement";
  EXPECT_EQ(score(later, &official).state, ScorerState::not_applicable);
  later.document.url = "https://quota.example/article";
  EXPECT_EQ(score(later, &official).claims[0].verdict, Verdict::contradicted);
}

TEST(Scorer, FindingsQuoteBothSides) {
  const OfficialIndex official = index_of({source_of("s", std::string(statement))});
  const ScorerResult result =
      score(source_of("a", "Both governments agreed to increase the cod quota by 40 percent."),
            &official);
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings[0].rule, "corroboration/contradicted-claim");
  EXPECT_NE(result.findings[0].message.find("40"), std::string::npos);
  EXPECT_NE(result.findings[0].message.find("14"), std::string::npos);
}

TEST(Copying, VerbatimRunsAreFoundAndOwnWordsAreNot) {
  const OfficialIndex official = index_of({source_of("s", std::string(statement))});
  const std::string own =
      "Fishermen in the harbour towns watched the ceremony with mixed feelings.";
  const std::string copied =
      "Tarvia will invest 1.2 billion crowns in three new harbours by the end of 2034.";
  const ScorerResult result = score(source_of("a", own + "\n\n" + copied + "\n"), &official);
  ASSERT_TRUE(result.copied);
  ASSERT_EQ(result.copied->ranges.size(), 1u);
  const Range range = result.copied->ranges[0];
  EXPECT_GE(range.begin, own.size());
  EXPECT_NEAR(result.copied->share, 0.57, 0.1);
}

TEST(Claims, AreNotHeldAgainstForeignText) {
  const OfficialIndex::Source article =
      source_of("a",
                "Both governments agreed to increase the cod quota by 40 percent. The new "
                "quota will be in force by the end of the year, the ministry said.");
  const std::string german =
      "Beide Regierungen einigten sich darauf, die Fangquote f\xc3\xbcr Kabeljau um 14 Prozent zu "
      "erh\xc3\xb6hen. Das Abkommen gilt nicht f\xc3\xbcr den Bergbau in der Tiefsee, wie die "
      "Ministerin am Dienstag in der Hauptstadt sagte.";
  const OfficialIndex foreign =
      index_of({source_of("de", german), source_of("none", "\xe2\x9c\x93")});
  EXPECT_EQ(foreign.foreign_count(), 2u);
  const ScorerResult result = score(article, &foreign);
  EXPECT_EQ(result.state, ScorerState::undecided);
  EXPECT_NE(result.summary.find("not in English"), std::string::npos);
  EXPECT_TRUE(result.claims.empty());
  const OfficialIndex mixed =
      index_of({source_of("de", german), source_of("en", std::string(statement))});
  EXPECT_EQ(mixed.foreign_count(), 1u);
  EXPECT_EQ(score(article, &mixed).state, ScorerState::scored);
}

TEST(Claims, AreNotJudgedInATextOfForeignOrUnknownLanguage) {
  const OfficialIndex official = index_of({source_of("s", std::string(statement))});
  OfficialIndex::Source article =
      source_of("a", "Tarvia will invest 1.2 billion crowns in three new harbours by 2034.\n");
  ASSERT_EQ(score(article, &official).state, ScorerState::scored);
  for (const char* code : {"de", "und"}) {
    article.document.language.code = code;
    const ScorerResult result = score(article, &official);
    EXPECT_EQ(result.state, ScorerState::undecided) << code;
    EXPECT_TRUE(result.claims.empty()) << code;
  }
}

TEST(Claims, QuestionsAndFragmentsAreNone) {
  const OfficialIndex official = index_of({source_of("s", std::string(statement))});
  const ScorerResult result = score(
      source_of(
          "a",
          "Will the cod quota really increase by 14 percent?\n\nRead on.\n\nPublished 16 March "
          "2031.\n"),
      &official);
  EXPECT_TRUE(result.claims.empty());
  EXPECT_EQ(result.state, ScorerState::undecided);
}

class SavedIndex : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<OfficialIndex::Source> sources;
    sources.push_back(source_of("s", std::string(statement)));
    write(serialise_official(sources));
  }
  std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  const fixture::Scratch scratch_;
  const std::string path_ = scratch_ / "official.index";
};

// A tree of random shape, depth first, of features 0 to 3 and thresholds that rows hit exactly.
struct MadeTree {
  std::vector<int> f;
  std::vector<float> t;
  std::vector<std::uint32_t> r;

  void grow(std::mt19937& random, std::size_t leaves) {
    const std::size_t at = f.size();
    f.push_back(-1);
    t.push_back(static_cast<float>(random() % 1000) / 8);
    r.push_back(0);
    if (leaves == 1) return;
    f[at] = static_cast<int>(random() % 4);
    t[at] = static_cast<float>(random() % 5);
    const std::size_t left = 1 + random() % (leaves - 1);
    grow(random, left);
    r[at] = static_cast<std::uint32_t>(f.size() - at);
    grow(random, leaves - left);
  }

  float walk(std::span<const float> row) const {
    std::size_t at = 0;
    while (f[at] >= 0) at += row[static_cast<std::size_t>(f[at])] > t[at] ? r[at] : 1;
    return t[at];
  }

  nlohmann::json json() const { return {{"f", f}, {"t", t}, {"r", r}}; }
};

TEST(Forests, SumWhatAWalkThroughEachTreeFinds) {
  std::mt19937 random(7);
  constexpr std::uint16_t columns[] = {2, 0, 3, 1};
  corroboration::Forest forest;
  std::vector<std::vector<MadeTree>> lists(2);
  for (std::vector<MadeTree>& trees : lists) {
    nlohmann::json json = nlohmann::json::array();
    for (int tree = 0; tree < 40; ++tree) {
      trees.emplace_back().grow(random, 1 + random() % corroboration::Forest::most_leaves);
      json.push_back(trees.back().json());
    }
    ASSERT_EQ(forest.add(json, columns), "");
  }
  for (int n = 0; n < 200; ++n) {
    std::array<float, 4> row, named;
    for (float& value : row) value = static_cast<float>(random() % 12) / 2;
    for (std::size_t i = 0; i < row.size(); ++i) named[i] = row[columns[i]];
    std::array<float, 2> sums;
    forest.sum(row, sums);
    for (std::size_t l = 0; l < lists.size(); ++l) {
      float expected = 0;
      for (const MadeTree& tree : lists[l]) expected += tree.walk(named);
      EXPECT_EQ(sums[l], expected);
    }
  }
}

TEST(Forests, RefuseWhatIsNoTree) {
  const auto refused = [](std::vector<int> f, std::vector<std::uint32_t> r) {
    corroboration::Forest forest;
    const std::vector<float> t(f.size(), 1.0f);
    constexpr std::uint16_t columns[] = {0};
    return !forest.add(nlohmann::json::array({{{"f", f}, {"t", t}, {"r", r}}}), columns).empty();
  };
  EXPECT_FALSE(refused({0, -1, -1}, {2, 0, 0}));
  EXPECT_TRUE(refused({}, {}));
  EXPECT_TRUE(refused({1, -1, -1}, {2, 0, 0})) << "a feature that is not there";
  EXPECT_TRUE(refused({0, -1, -1}, {1, 0, 0})) << "both children in one place";
  EXPECT_TRUE(refused({0, -1, -1}, {3, 0, 0})) << "a child behind the end";
  EXPECT_TRUE(refused({0, -1, -1, -1}, {2, 0, 0, 0})) << "a node that nothing leads to";
  EXPECT_TRUE(refused({0, -1, 0}, {2, 0, 0})) << "a split without children";
  EXPECT_TRUE(refused(std::vector<int>(33, -1), std::vector<std::uint32_t>(33, 0)));
}

// The shipped model of pairs with trees that always say the same, and others from 20 terms on.
Result<corroboration::Model> model_of_constants(const std::string& special_feature) {
  const auto leaf = [](double value) {
    return nlohmann::json::array({{{"f", {-1}}, {"t", {value}}, {"r", {0}}}});
  };
  const nlohmann::json model = {
      {"features", {"claim_terms"}},
      {"trees", {leaf(0), leaf(0), leaf(0)}},
      {"specials",
       {{{"when", {{{"feature", special_feature}, {"from", 20}, {"below", 30}}}},
         {"features", {"claim_terms"}},
         {"trees", leaf(2)}}}}};
  const fixture::Scratch overlay;
  overlay.write("models/corroboration-pairs.json", model.dump());
  const auto laid_over = Heuristics::load(Heuristics::shipped_directory(), overlay.path());
  return corroboration::Model::load(laid_over.value(), "models/corroboration-pairs.json");
}

TEST(Models, AskTheTreesOfAKindForHalfOfIt) {
  const auto model = model_of_constants("claim_terms");
  ASSERT_TRUE(model) << model.error().message;
  const auto corroborated = [&](float terms) {
    corroboration::Features features{};
    features[corroboration::f_claim_terms] = terms;
    const corroboration::Probabilities p = model.value().predict(features);
    EXPECT_NEAR(p.corroborated + p.contradicted + p.not_found, 1, 1e-9);
    EXPECT_NEAR(p.contradicted, p.not_found, 1e-9);
    return p.corroborated;
  };
  EXPECT_NEAR(corroborated(19), 1.0 / 3, 1e-9);
  EXPECT_NEAR(corroborated(20), 1 / (1 + std::exp(-(std::log(0.5) + 2) / 2)), 1e-6);
  EXPECT_NEAR(corroborated(30), 1.0 / 3, 1e-9);
}

TEST(Models, NameAFeatureThatABoundCannotFind) {
  const auto model = model_of_constants("claim_colour");
  ASSERT_FALSE(model);
  EXPECT_NE(model.error().message.find("claim_colour"), std::string::npos);
}

TEST_F(SavedIndex, GivesTheSameVerdictsAsTheDocuments) {
  ASSERT_TRUE(is_saved_official(path_));
  Result<std::vector<OfficialIndex::Source>> loaded = load_official(path_);
  ASSERT_TRUE(loaded);
  const OfficialIndex saved = index_of(std::move(loaded).value());
  const OfficialIndex fresh = index_of({source_of("s", std::string(statement))});
  EXPECT_EQ(saved.passage_count(), fresh.passage_count());
  const OfficialIndex::Source article = source_of(
      "a",
      "Both governments agreed to increase the cod quota by 40 percent. Tarvia will invest 1.2 "
      "billion crowns in three new harbours.");
  const ScorerResult a = score(article, &saved), b = score(article, &fresh);
  ASSERT_EQ(a.claims.size(), b.claims.size());
  for (std::size_t i = 0; i < a.claims.size(); ++i) {
    EXPECT_EQ(a.claims[i].verdict, b.claims[i].verdict);
    EXPECT_EQ(a.claims[i].confidence, b.claims[i].confidence);
  }
}

TEST_F(SavedIndex, ATextMayEndWithASignature) {
  for (const std::string_view dash : {"\u2013 ", "\u2014", "- "}) {
    std::vector<OfficialIndex::Source> sources;
    sources.push_back(source_of("s",
                                "\u201cThe harbour has been idle for far too long, and today we "
                                "open it again.\u201d\n\n" +
                                    std::string(dash) + "Ada Brook"));
    write(serialise_official(sources));
    EXPECT_TRUE(load_official(path_)) << dash;
  }
}

TEST_F(SavedIndex, AnotherVersionOrDamageIsRefused) {
  const std::string good = bytes();
  std::string other = good;
  other[other.find('/') + 1] = '9';
  write(other);
  ASSERT_TRUE(is_saved_official(path_));
  EXPECT_EQ(load_official(path_).error().code, "index_version");
  for (const std::size_t at : {good.size() / 2, good.size() - 2, std::size_t{30}}) {
    std::string damaged = good;
    damaged[at] ^= 1;
    write(damaged);
    EXPECT_EQ(load_official(path_).error().code, "damaged_index") << at;
  }
  write(good.substr(0, good.size() / 2));
  EXPECT_EQ(load_official(path_).error().code, "damaged_index");
}

TEST(Search, FindsWhatALinearScanFinds) {
  // The oracle: the passage that shares the rarest word is the one made for it.
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "Inspectors of district number" + std::to_string(i) + " visited the harbour marker" +
            std::to_string(i) + " and wrote a report about the nets.\n\n";
  }
  const OfficialIndex official = index_of({source_of("s", text)});
  const ScorerResult result = score(
      source_of("a", "Inspectors visited the harbour marker137 and wrote a report."), &official);
  ASSERT_EQ(result.claims.size(), 1u);
  ASSERT_FALSE(result.claims[0].evidence.empty());
  EXPECT_NE(result.claims[0].evidence[0].text.find("marker137"), std::string::npos);
}

// Sentences of common words with two or three rare ones; enough of them that the common words bring
// in no passage of their own.
TEST(Search, InALargeIndexRareWordsDecideAndCommonOnesStillCount) {
  using namespace corroboration;
  static const Result<Lexicon> lexicon = Lexicon::load(heuristics());
  constexpr std::uint32_t count = 6000;
  const auto sentence = [](std::uint32_t i) {
    static constexpr std::string_view common[] = {"harbour", "ministers", "agreement", "fisheries",
                                                  "quota"};
    return "The " + std::string(common[i % 5]) + " and " + std::string(common[i % 3]) +
           " of marker" + std::to_string(i / 100) + " and station" + std::to_string(i % 1000) + ".";
  };
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < count; ++i) texts.push_back(sentence(i));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  Passages passages;
  passages.add(document_of(views), {}, {}, lexicon.value());
  passages.finish();
  ASSERT_EQ(passages.passages.size(), count);
  Workspace workspace;
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < count; i += 97) {
    const Passage& asked = passages.passages[i];
    search(passages, passages.terms(asked), {}, {}, 10, workspace, hits);
    ASSERT_EQ(hits.size(), 10u);
    EXPECT_EQ(passages.terms(passages.passages[hits[0].passage]).back().stem,
              passages.terms(asked).back().stem);
    EXPECT_EQ(hits[0].passage, i) << texts[i] << " found " << texts[hits[0].passage];
    EXPECT_TRUE(std::ranges::is_sorted(hits, std::ranges::greater(), &Hit::score));
  }
  EXPECT_TRUE(std::ranges::all_of(workspace.scores, [](float score) { return score == 0; }));
}

TEST(Names, WhoHeadsADepartmentSpeaksForIt) {
  const std::string official = "The Secretary of Fisheries will set up the new office.";
  EXPECT_EQ(verify("The Department of Fisheries will set up the new office.", {official}).verdict,
            Verdict::corroborated);
  EXPECT_EQ(verify("The Department of Mines will set up the new office.", {official}).verdict,
            Verdict::contradicted);
}

// What the aligned claim and its texts disagree on.
std::vector<corroboration::Conflict> aligned_conflicts(std::string_view claim,
                                                       std::vector<std::string> official) {
  using namespace corroboration;
  static const Result<MentionFinder> finder = MentionFinder::create(heuristics());
  static const Result<ConflictModel> model =
      ConflictModel::load(heuristics(), "models/corroboration-conflicts.json");
  const VerifyInput input({std::string(claim), std::move(official), {}, {}, {}, {}, false},
                          lexicon(), finder.value());
  AlignmentWorkspace workspace;
  Alignment out;
  align(input.claim, input.official.documents.front(), lexicon(), model.value(), workspace, out);
  return out.parts.at(0).conflicts;
}

// What keeps the claim from being borne out, as "kind: claim / official".
std::vector<std::string> objections(std::string_view claim, std::string_view official) {
  using namespace corroboration;
  static const Result<MentionFinder> finder = MentionFinder::create(heuristics());
  static const Result<ConflictModel> model =
      ConflictModel::load(heuristics(), "models/corroboration-conflicts.json");
  const VerifyInput input({std::string(claim), {std::string(official)}, {}, {}, {}, {}, true},
                          lexicon(), finder.value());
  AlignmentWorkspace workspace;
  Alignment aligned;
  align(input.claim, input.official.documents.front(), lexicon(), model.value(), workspace,
        aligned);
  std::vector<Conflict> found;
  find_objections(input.claim, input.official.documents.front(), lexicon(), aligned, found);
  std::vector<std::string> out;
  for (const Conflict& conflict : found) {
    out.push_back(std::string(to_string(conflict.kind)) + ": " +
                  std::string(slice(input.claim_document.text, conflict.claim)) + " / " +
                  std::string(slice(input.evidence.front().text, conflict.official)));
  }
  return out;
}
using Objections = std::vector<std::string>;

TEST(Objections, AnotherNumberOfTheSameThings) {
  const std::string official =
      "Ada Brook and Jon Varga today signed the Tarvo Quay Agreement. Under it nine cranes of the "
      "port will be renewed by 2031. The first three safe electric cranes arrive in May, and the "
      "work lasts 14 months.";
  EXPECT_EQ(
      objections("On Monday Ada Brook signed the Tarvo Quay Agreement, a pact that will renew "
                 "seventeen cranes.",
                 official),
      Objections{"number: seventeen cranes / nine cranes"});
  // In an apposition, and where other words stand before the noun.
  EXPECT_EQ(objections("The port, a harbour of twelve cranes, signed the Tarvo Quay Agreement.",
                       official),
            Objections{"number: twelve cranes / nine cranes"});
  for (const std::string_view faithful :
       {"Nine cranes of the port will be renewed.", "Three cranes arrive in May.",
        "Some nine cranes are to be renewed by 2031.", "The two signed the Tarvo Quay Agreement.",
        "Work on the cranes will last a little over a year."})
    EXPECT_EQ(objections(faithful, official), Objections{}) << faithful;
}

TEST(Objections, AnotherOfficeOfTheSamePerson) {
  const std::string official =
      "Chief Financial Officer Paula Renshaw will leave Tarvo Mills in June. The Director of the "
      "Tarvo Food Institute, Dr Jon Varga, thanked her. Mayor Ilse Brandt, Nina Holt, the "
      "port's chief epidemiologist, and Breda Hask (Labour), chair of the harbour board, were "
      "there.";
  EXPECT_EQ(objections("Paula Renshaw, the chief executive, will leave Tarvo Mills.", official),
            Objections{"roles: the chief executive / Chief Financial Officer"});
  EXPECT_EQ(objections("Jon Varga, the finance minister, thanked her.", official),
            Objections{"roles: the finance minister / The Director of the Tarvo Food Institute"});
  EXPECT_EQ(objections("Breda Hask, a Conservative, was there.", official),
            Objections{"roles: a Conservative / Labour"});
  // What the text gives another person.
  EXPECT_EQ(objections("Ada Holm, chair of the harbour board, was there.", official).size(), 1u);
  // The same in other words, another person, an office that the text gives nobody.
  for (const std::string_view faithful :
       {"Finance chief Paula Renshaw will leave Tarvo Mills.",
        "Jon Varga, head of the Food Institute, thanked her.",
        "Dr Jon Varga, director of the institute, thanked her.",
        "Breda Hask, chairwoman of the harbour board, was there.",
        "Councillor Ada Renshaw was there.", "Ilse Brandt, the mayor, was there.",
        "Lawyer Jon Varga thanked Renshaw.", "Former mayor Jon Varga thanked Renshaw.",
        "The chief executive thanked Paula Renshaw.", "Nina Holt, an epidemiologist, was there."})
    EXPECT_EQ(objections(faithful, official), Objections{}) << faithful;
  EXPECT_EQ(objections("Jon Holt, CEO of Tarvo Mills, resigned.",
                       "Jon Holt, chief executive officer of Tarvo Mills, resigned."),
            Objections{});
  EXPECT_EQ(objections("Jon Holt, chair of the harbour board, resigned.",
                       "Jon Holt, mayor of Tarvo and chairman of the harbour board, resigned."),
            Objections{});
}

TEST(Objections, AnotherOfficeIsNoneBesideACallingOrInAnotherTime) {
  for (const auto& [claim, official] :
       {std::pair("Mayor Ada Brook, a former teacher, opened the bridge.",
                  "Mayor Ada Brook opened the bridge on Monday."),
        {"Former minister Jon Varga opened the museum.",
         "Jon Varga, chairman of the museum trust, opened the museum."},
        {"Mayor Jon Varga opened the museum.", "Jon Varga, minister until May, opened the museum."},
        {"Ada Varga, executive director of the fund, said costs fell.",
         "Fund president Ada Varga said costs fell."},
        {"Surgeon Jon Varga opened the clinic.", "Professor Jon Varga opened the clinic."},
        {"Major Jon Varga said two tanks were lost.",
         "Army spokesman Jon Varga said two tanks were lost."},
        {"Jon Varga, founder of Hollis Pumps, resigned.",
         "Jon Varga, chief executive of Hollis Pumps, resigned."},
        {"Home secretary Jon Varga opened the prison.",
         "Jon Varga, the interior minister, opened the prison."}})
    EXPECT_EQ(objections(claim, official), Objections{}) << claim;
  EXPECT_EQ(objections("Mayor Jon Varga opened the museum.",
                       "Jon Varga, minister of finance, opened the museum.")
                .size(),
            1u);
}

TEST(Objections, AreNoneWhereTheTextAlsoAgrees) {
  for (const auto& [claim, official] :
       {std::pair("The claims of six farmers were dismissed.",
                  "The claims of four farmers are pending before the court. The claims of six "
                  "farmers have been dismissed."),
        {"Boys scored 40 points and girls 45 points in maths.",
         "Boys scored 45 points in reading and girls 40 points. In maths boys scored 40 points and "
         "girls 45 points."},
        {"The tax applies from May.", "The tax does not apply until May."},
        {"Prices have fallen to 2 crowns and will fall further.",
         "Prices have fallen to 2 crowns."},
        {"The firm bought 40 buses from Hollis and sold 12 to Norvik.",
         "Hollis sold the firm 40 buses, and Norvik bought 12 from it."},
        {"The council bought 30 buses: 18 electric and 12 diesel buses.",
         "The council bought 30 buses, of which 18 are electric; the rest run on diesel."},
        {"Imports of steel are taxed at 10 percent.",
         "Imports of steel are subject to a tax of 10 percent."},
        {"The council approved the biggest budget yet on Monday.",
         "The biggest budget yet approved by the council passed on Monday."},
        {"The three ministers signed the treaty in Halm.",
         "The ministers of Tarvia, Norvik and Oskeland signed the treaty in Halm. Five ministers "
         "had been invited."},
        {"In the past five years the port has handled 40 ships a week.",
         "Since 2021 the port has handled 40 ships a week. Ten years ago it was 12 ships."}})
    EXPECT_EQ(objections(claim, official), Objections{}) << claim;
}

TEST(Verdicts, OfWhatStandsWordForWord) {
  for (const auto& [claim, official] :
       {std::pair("Sales rose in Tarvo and fell in Halm in 2025.",
                  "Sales fell in Tarvo and rose in Halm in 2024. Sales rose in Tarvo and fell in "
                  "Halm in 2025."),
        {"In May exports rose and imports fell.",
         "In May exports rose and imports fell. In June imports rose and exports fell."},
        {"Ada Brook was mayor of Halm until 2019.",
         "Ada Brook, director of the agency, was mayor of Halm until 2019."}})
    EXPECT_EQ(verify(claim, {official}).verdict, Verdict::corroborated) << claim;
  // What stands in the text and is denied or left open there is not said.
  EXPECT_NE(verify("The tax will apply to small firms from May.",
                   {"Critics had feared that the tax will apply to small firms from May. The tax "
                    "will not apply to small firms."})
                .verdict,
            Verdict::corroborated);
  EXPECT_NE(verify("The ferries will stop in Orlund in May.",
                   {"The board denied that the ferries will stop in Orlund in May."})
                .verdict,
            Verdict::corroborated);
}

TEST(Objections, PlannedIsNotDone) {
  EXPECT_EQ(objections("The quarry has opened.", "The quarry is expected to open in 2031."),
            Objections{"modality: opened / open"});
  EXPECT_EQ(
      objections("The quarry will open in May.", "The quarry may open in May if the board agrees."),
      Objections{"modality: open / open"});
  EXPECT_EQ(objections("The regulator has approved the sale of the mill.",
                       "The sale of the mill is subject to approval by the regulator."),
            Objections{"modality: approved / approval"});
  EXPECT_EQ(objections("The claims of six farmers have been dismissed.",
                       "The claims of six farmers are pending before the court.")
                .size(),
            1u);
  EXPECT_EQ(objections("The pump has already been tested.", "The pump has not yet been tested."),
            Objections{"modality: tested / tested"});
  const auto faithful = [](std::string_view claim, std::string_view official) {
    EXPECT_EQ(objections(claim, official), Objections{}) << claim;
  };
  faithful("The quarry will open in May.", "The company plans to open the quarry in May.");
  faithful("The quarry is to open in May.", "The quarry will open in May.");
  faithful("The board approved the plan.", "The board has approved the plan.");
  faithful("The board has decided to close the mill.", "The board decided to close the mill.");
  faithful("What comes next will be decided by the courts.",
           "The board decided to close the mill.");
  faithful("The pump is still to be tested.", "The pump has not yet been tested.");
}

TEST(Objections, ClausesThatChangePartners) {
  EXPECT_EQ(objections("The league supported the bill; the union opposed it.",
                       "The union supported the bill; the league opposed it.")
                .size(),
            1u);
  EXPECT_EQ(
      objections("Sales fell in Tarvo and rose in Halm.", "Sales rose in Tarvo and fell in Halm.")
          .size(),
      1u);
  EXPECT_EQ(objections("The council pays 19 million crowns and the state 8 million crowns.",
                       "The state pays 19 million crowns and the council 8 million crowns.")
                .size(),
            1u);
  const auto faithful = [](std::string_view claim, std::string_view official) {
    EXPECT_EQ(objections(claim, official), Objections{}) << claim;
  };
  faithful("The league opposed the bill; the union supported it.",
           "The union supported the bill; the league opposed it.");
  faithful("In Halm sales fell, while they rose in Tarvo.",
           "Sales rose in Tarvo and fell in Halm.");
  faithful("The bill was opposed by the league and supported by the union.",
           "The union supported the bill; the league opposed it.");
}

TEST(Objections, WhatTheTextDenies) {
  const std::string official =
      "Tarvo Mills does not expect to resume its share buyback in 2031. Private schools are not "
      "covered by the programme. The mill does not close on Sundays; it will close in May.";
  EXPECT_EQ(objections("Tarvo Mills will resume its share buyback in 2031.", official),
            Objections{"polarity: resume / resume"});
  EXPECT_EQ(objections("The programme also covers private schools.", official),
            Objections{"polarity: covers / covered"});
  for (const std::string_view faithful :
       {"Tarvo Mills has no plans to resume its share buyback.",
        "Private schools are excluded from the programme.", "The mill will close in May."})
    EXPECT_EQ(objections(faithful, official), Objections{}) << faithful;
}

TEST(Objections, AnotherOfficeIsNotBorneOut) {
  const VerifyAnswer answer =
      verify("Paula Renshaw, chief executive of Tarvo Mills, resigned.",
             {"Paula Renshaw, chief financial officer of Tarvo Mills, resigned."});
  EXPECT_EQ(answer.verdict, Verdict::not_found);
  ASSERT_EQ(answer.mismatches.size(), 1u);
  EXPECT_EQ(answer.mismatches.front().kind, "roles");
}

TEST(Names, AreBoundToWhatStandsBesideThem) {
  const auto bound = [](std::string_view elsewhere) {
    float most = -10;
    for (const corroboration::Conflict& conflict :
         aligned_conflicts("Ada Brook opened the harbour museum.",
                           {"Jon Varga opened the harbour museum.", std::string(elsewhere)})) {
      if (conflict.kind == corroboration::ConflictKind::name) most = std::max(most, conflict.bound);
    }
    return most;
  };
  EXPECT_GT(bound("Ada Brook stayed away."), bound("Ada Brook opened the harbour school."));
}

TEST(Values, OfOneSizeAreComparedInAnyUnit) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  EXPECT_FALSE(differ("The road to Halvik is 100 miles long.",
                      "The road to Halvik is 161 kilometres long."));
  EXPECT_TRUE(differ("The road to Halvik is 100 miles long.",
                     "The road to Halvik is 100 kilometres long."));
  EXPECT_FALSE(differ("The bell weighs 10 pounds.", "The bell weighs 4.5 kg."));
  EXPECT_TRUE(differ("The bell weighs 10 pounds.", "The bell weighs 9 kg."));
  EXPECT_FALSE(differ("The ferry weighs 40 tons.", "The ferry weighs 40 tonnes."));
  EXPECT_TRUE(differ("The ferry weighs 60 tons.", "The ferry weighs 40 tonnes."));
  EXPECT_TRUE(differ("The ferry reaches 60 miles per hour.",
                     "The ferry reaches 60 km (37 miles) per hour."));
  EXPECT_FALSE(differ("The ferry reaches 37 miles per hour.",
                      "The ferry reaches 60 km (37 miles) per hour."));
}

TEST(Values, TellHowOften) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  EXPECT_TRUE(differ("The team won the cup once.", "The team won the cup three times."));
  EXPECT_TRUE(differ("The team won the cup twice.", "The team won the cup 3 times."));
  EXPECT_FALSE(differ("The team won the cup twice.", "The team won the cup two times."));
  EXPECT_FALSE(differ("The team once won the cup of the north.",
                      "The team won the cup of the north three times."))
      << "\"once\" may mean formerly";
  EXPECT_FALSE(differ("The new harbour is three times as large as the old one.",
                      "The new harbour was closed five times."))
      << "sizes, not how often";
}

TEST(Values, HowOftenIsReadWithAllItsDigits) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  const std::pair<std::string_view, std::string_view> apart[] = {
      {"The fee was raised 15 times.", "The fee was raised 1.5 times."},
      {"Trade grew 2.5 times.", "Trade grew 25 times."},
      {"The film was watched 25 times.", "The film was watched 25 million times."},
      {"The bell rang forty-five times.", "The bell rang 5 times."},
  };
  for (const auto& [claim, official] : apart) EXPECT_TRUE(differ(claim, official)) << claim;
  const std::pair<std::string_view, std::string_view> same[] = {
      {"The bell rang two hundred times.", "The bell rang 200 times."},
      {"The bell rang twenty-five times.", "The bell rang 25 times."},
      {"The film was watched 1.2 million times.", "The film was watched 1,200,000 times."},
      {"The bell rang 1,200 times.", "The bell rang twelve hundred times."},
      {"The bell rang twice.", "The bell rang two times."},
  };
  for (const auto& [claim, official] : same) EXPECT_FALSE(differ(claim, official)) << claim;
}

TEST(Values, HowOftenIsNoComparison) {
  const auto often = [](std::string text) {
    return std::ranges::count(values_of(std::move(text), {}), word_hash("times"),
                              &corroboration::Value::unit);
  };
  for (const char* text :
       {"The mast is three times taller than the hall.", "The boat is four times cheaper.",
        "The sum is three times that of Halm.", "The sum is five times what it was.",
        "The lake is three times its size of old."})
    EXPECT_EQ(often(text), 0) << text;
  for (const char* text :
       {"The mast fell three times after the storm.", "The mast fell three times over the years.",
        "The mast fell three times per winter.", "The mast fell three times that year."})
    EXPECT_EQ(often(text), 1) << text;
}

TEST(Values, ManyCountsOfHowOftenAreReadInOnePass) {
  const auto seconds = [](std::size_t repeats) {
    std::string text = "The bell rang";
    for (std::size_t i = 0; i < repeats; ++i) text += " twice and 3 times,";
    text += " and fell.";
    const OfficialIndex::Source source = source_of("a", std::move(text));
    corroboration::TermBuffer buffer;
    const auto begin = std::chrono::steady_clock::now();
    corroboration::append_values(source.document, source.mentions,
                                 {0, static_cast<std::uint32_t>(source.document.text.size())},
                                 source.document.tokens, lexicon(), buffer.values);
    EXPECT_EQ(buffer.values.size(), 2 * repeats);
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(end - begin).count();
  };
  seconds(1000);
  EXPECT_LT(seconds(32000), 0.5);
}

TEST(Values, AnAgeIsNoDuration) {
  using corroboration::Agreement;
  const auto value = [](std::string text) { return values_of(std::move(text), {}).at(0); };
  const auto led = value("The minister led the harbour office for five years."),
             aged = value("The 45-year-old minister led the harbour office."),
             older = value("The minister, who is 52 years old, led the harbour office."),
             same = value("The 52-year-old minister led the harbour office.");
  EXPECT_EQ(compare(led, aged), Agreement::incomparable);
  EXPECT_EQ(compare(older, aged), Agreement::conflict);
  EXPECT_EQ(compare(older, same), Agreement::agree);
}

TEST(Values, UnlikeMeasuresOfTwoThingsAreNoRivals) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  EXPECT_FALSE(
      differ("The bridge stands 3 km from Halm.", "The 12-metre bridge stands near Halm."));
  EXPECT_TRUE(differ("The bell weighs 10 pounds.", "The bell weighs 10 kg."));
  EXPECT_TRUE(differ("The 3 km bridge stands near Halm.", "The 12-metre bridge stands near Halm."));
  EXPECT_TRUE(
      differ("The talks in Halm lasted three weeks.", "The talks in Halm lasted two days."));
}

TEST(Values, TheSameToldInFewerDigitsAgree) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) +
               conflicts(claim, official, ConflictKind::date) +
               conflicts(claim, official, ConflictKind::scope) >
           0;
  };
  EXPECT_FALSE(differ("Rents grew by about 8 percent.", "Rents grew by 8.2 percent."));
  EXPECT_TRUE(differ("Rents grew by about 8 percent.", "Rents grew by 9 percent."));
  EXPECT_FALSE(differ("The lake fell by around three metres.", "The lake fell by 2.96 metres."));
  EXPECT_TRUE(differ("The lake fell by around three metres.", "The lake fell by 2.4 metres."));
  EXPECT_FALSE(differ("The strike lasted almost three years.", "The strike lasted 34 months."));
  EXPECT_TRUE(differ("The strike lasted almost three years.", "The strike lasted 14 months."));
  EXPECT_FALSE(differ("The repair took half a year.", "The repair took six months."));
  EXPECT_TRUE(differ("The repair took half a year.", "The repair took nine months."));
  EXPECT_FALSE(differ("More than 30 boats sank off Halm.", "Exactly 37 boats sank off Halm."));
  EXPECT_TRUE(differ("More than 40 boats sank off Halm.", "Exactly 37 boats sank off Halm."));
  EXPECT_FALSE(
      differ("The port holds 2.4 billion crowns.", "The port holds 2,400 million crowns."));
  EXPECT_TRUE(differ("The port holds 2.4 billion crowns.", "The port holds 2.4 million crowns."));
}

TEST(Values, OfAnotherThingAreNoRivals) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  EXPECT_FALSE(differ("Wages fell by 3 percent.", "Inflation fell by 5 percent."));
  EXPECT_TRUE(differ("Inflation fell by 3 percent.", "Inflation fell by 5 percent."));
  EXPECT_FALSE(differ("Nine people are still missing.",
                      "By noon 40 people were dead, 9 were missing and 200 were hurt."));
  EXPECT_TRUE(differ("Twelve people are still missing.",
                     "By noon 40 people were missing and 200 were hurt."));
}

TEST(Values, ThatAReaderComputesAreNoConflict) {
  const auto said = [](std::string claim) {
    return verify(std::move(claim),
                  {"The pier will cost 36 million crowns. Oskeland pays 21 million crowns; the "
                   "town of Halm pays the rest. The pier has 140 berths, 25 more than planned."})
        .verdict;
  };
  EXPECT_NE(said("The town of Halm will pay 15 million crowns for the pier."),
            Verdict::contradicted);
  EXPECT_NE(said("The pier was planned with 115 berths."), Verdict::contradicted);
}

TEST(Values, ASharePartOrWholeMayBeWorkedOut) {
  const auto rivals = [](std::string_view claim, std::string_view official) {
    const Verdict said =
        verify(std::string(claim), {std::string(official) + " The board met in Halm on Friday."})
            .verdict;
    return said == Verdict::contradicted;
  };
  EXPECT_FALSE(rivals("Two thirds of the crew were rescued.",
                      "Of the 12 members of the crew, eight were rescued."));
  EXPECT_FALSE(rivals("Norvale pays 60 million crowns of the cost of the pier.",
                      "Norvale pays two thirds of the cost of the pier, 90 million crowns."));
  EXPECT_TRUE(rivals("Fares in Halm rose by 10 percent.",
                     "Fares in Halm rose by 15 percent, and 100 of the 1,000 buses are new."));
  EXPECT_TRUE(rivals("Norvale pays 45 million crowns for the pier in Halm.",
                     "Norvale pays 60 million crowns for the pier in Halm."));
}

TEST(Opposites, OfWordsThatOnlyLookSo) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::date) +
               conflicts(claim, official, ConflictKind::opposite) +
               conflicts(claim, official, ConflictKind::number) >
           0;
  };
  EXPECT_FALSE(differ("Sales in Halm have dropped since the spring.", "Sales in Halm fell."));
  EXPECT_FALSE(differ("Sales in Halm dropped in spring.", "The fall of sales in Halm goes on."));
  EXPECT_TRUE(
      differ("The ferry to Halm resumed in the spring.", "The ferry to Halm resumed in the fall."));
  EXPECT_FALSE(differ("Debt has come down since June.", "Debt is lower than a year earlier."));
  EXPECT_FALSE(differ("Enrolment in Halm fell for the third year running.",
                      "Enrolment in Halm fell last year."));
  EXPECT_TRUE(differ("Halm came third in the race.", "Halm came last in the race."));
  EXPECT_TRUE(differ("The bank lowered its rate in May.", "The bank held its rate in May."));
  EXPECT_TRUE(
      differ("The school opens in the fall of 2031.", "The school opens in the spring of 2031."));
}

TEST(Denials, OfWhatIsLeftOutOrComparedAreNone) {
  using corroboration::ConflictKind;
  const auto denied = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::polarity) > 0;
  };
  EXPECT_FALSE(denied("Without it, the port would have earned 3 million crowns.",
                      "The port would have earned 3 million crowns."));
  EXPECT_TRUE(
      denied("The ferry sails without a pilot to Halm.", "The ferry sails with a pilot to Halm."));
  EXPECT_FALSE(
      denied("No club has lost as many points since 2009.", "The club has lost six points."));
  EXPECT_FALSE(denied("Not quite 300 boats sailed from Halm.", "Some 300 boats sailed from Halm."));
  EXPECT_TRUE(denied("No deaths have been reported in Halm so far.",
                     "Three deaths have been reported in Halm so far."));
  EXPECT_TRUE(
      denied("Not everyone in Halm signed the treaty.", "Everyone in Halm signed the treaty."));
  EXPECT_TRUE(denied("The plan was adopted without these clauses.",
                     "The plan was adopted with these clauses."));
  EXPECT_TRUE(denied("The club has not lost a point.", "The club has lost six points."));
}

TEST(Opposites, OneSideDeniedTellsTheSame) {
  using corroboration::ConflictKind;
  const auto opposed = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::opposite) +
               conflicts(claim, official, ConflictKind::scope) >
           0;
  };
  EXPECT_FALSE(opposed("The harbour has not reopened.", "The harbour remains closed."));
  EXPECT_TRUE(opposed("The harbour has reopened.", "The harbour remains closed."));
  EXPECT_FALSE(
      opposed("Divers are excluded from the scheme.", "The scheme does not cover divers."));
  EXPECT_TRUE(opposed("Divers are excluded from the scheme.", "The scheme covers divers."));
  EXPECT_FALSE(
      opposed("No mine was found in the bay.", "Divers did not find any mine in the bay."));
  EXPECT_FALSE(opposed("Catches in the north were lower.",
                       "Catches in the north declined; catches in the south increased."));
}

TEST(Denials, AreNoneWhereTheOtherSideSaysItInAnotherWord) {
  const auto said = [](std::string claim, std::string official) {
    return verify(std::move(claim), {std::move(official)}).verdict;
  };
  EXPECT_NE(
      said("The guards left the port on Friday.", "The guards withdrew from the port on Friday."),
      Verdict::contradicted);
  EXPECT_EQ(said("The guards stayed in the port on Friday.",
                 "The guards withdrew from the port on Friday."),
            Verdict::contradicted);
  EXPECT_NE(said("The board rejected the pier.", "The board voted against the pier."),
            Verdict::contradicted);
  EXPECT_EQ(said("The board approved the pier.", "The board rejected the pier."),
            Verdict::contradicted);
}

TEST(Claims, AShortSentenceWithAVerbIsOne) {
  const auto is_one = [](const char* text) {
    const OfficialIndex::Source source = source_of("claim", text);
    corroboration::ClaimTerms claim;
    corroboration::append_claim(source.document, source.mentions, source.document.sentences,
                                lexicon(), claim);
    return corroboration::is_claim(text, claim.buffer.terms);
  };
  for (const char* claim : {"The ferry has resumed.", "The ruling is final.",
                            "Five people have died in the storm.", "The harbour will close."})
    EXPECT_TRUE(is_one(claim)) << claim;
  for (const char* other :
       {"The new harbour", "Is the ruling final?", "It is final.", "Perhaps the ferry has resumed.",
        "More on this below.", "You should have resumed."})
    EXPECT_FALSE(is_one(other)) << other;
}

TEST(Ranks, WhatIsExceptedMovesASuperlative) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  const std::string_view second = "Oskel is the second largest city, after Halm.";
  for (const char* claim :
       {"Oskel is the largest city after Halm.", "Oskel is the largest city behind Halm.",
        "Oskel is the largest city, except for Halm.", "Oskel is the largest city apart from Halm.",
        "Oskel is the largest city, aside from Halm.", "Oskel is the largest city besides Halm.",
        "Oskel is the largest city but one.", "Oskel is the largest city next to Halm."})
    EXPECT_FALSE(differ(claim, second)) << claim;
  EXPECT_TRUE(differ("Oskel is the largest city.", second));
  EXPECT_TRUE(differ("Oskel is the largest city, but it is poor.", second));
  EXPECT_FALSE(differ("It was the second worst flood since 1953.",
                      "It was the worst flood since 1953, except for that of 2002."));
}

TEST(Ranks, ABareSuperlativeIsTheFirst) {
  using corroboration::ConflictKind;
  const auto differ = [](std::string_view claim, std::string_view official) {
    return conflicts(claim, official, ConflictKind::number) > 0;
  };
  EXPECT_TRUE(
      differ("It is the largest city in Tarvia.", "It is the second largest city in Tarvia."));
  EXPECT_TRUE(
      differ("It is the third largest city in Tarvia.", "It is the largest city in Tarvia."));
  EXPECT_FALSE(
      differ("It is the second largest city in Tarvia.", "It is the 2nd largest city in Tarvia."));
  EXPECT_FALSE(differ("It is one of the largest cities in Tarvia.",
                      "It is the second largest city in Tarvia."));
  EXPECT_TRUE(
      differ("The team finished #2 in the league.", "The team finished third in the league."));
  EXPECT_FALSE(
      differ("The team finished #2 in the league.", "The team finished second in the league."));
}

TEST(Polarity, TheNumberOfARankDeniesNothing) {
  EXPECT_EQ(
      conflicts("The team was ranked No. 2 in the league.",
                "The team was ranked second in the league.", corroboration::ConflictKind::polarity),
      0u);
}

TEST(Denials, ANegationIsAnsweredOnlyByOneOfTheSameMatter) {
  const auto said = [](std::string claim, std::string official) {
    return verify(std::move(claim), {std::move(official)}).verdict;
  };
  EXPECT_EQ(said("The firm paid its workers and lost no time.",
                 "The firm did not pay its workers and lost no time."),
            Verdict::contradicted);
  EXPECT_EQ(said("The programme does not offer a quote.",
                 "The programme offers a quote, and asks for no fee."),
            Verdict::contradicted);
  EXPECT_EQ(said("The firm did not pay its workers and lost no time.",
                 "The firm lost no time, and it did not pay its workers."),
            Verdict::corroborated);
}

TEST(Denials, WhatATextIsSaidToLeaveOutItMayHave) {
  using corroboration::Conflict;
  const auto omits = [](std::string_view claim, std::string_view official) {
    const auto found = conflicts(claim, official);
    return std::ranges::count(found, true, &Conflict::omits);
  };
  const std::string_view official =
      "The talks with envoy Ada Brook also dealt with storage and with weapons for Tarvia.";
  for (const std::string_view claim :
       {"Storage does not come up in the text at all.",
        "Storage, the sore point of the winter, is nowhere mentioned.",
        "The envoy, Ada Brook, is not on the list.", "Ada Brook was left out of the talks.",
        "Weapons for Tarvia, he said, were not discussed."})
    EXPECT_EQ(omits(claim, official), 1) << claim;
  for (const std::string_view claim :
       {"Fishing does not come up in the text at all.", "The text makes no mention of Oskeland.",
        "No date was mentioned.", "Storage is mentioned, and so are weapons.",
        "Storage will not last the winter.", "Ada Brook did not arrive on time.",
        "The envoy left out of the back door with Ada Brook.",
        "Weapons were not mentioned when the harbour opened in 1990.",
        "Ada Brook is not on the list of captains who must pay a fine."})
    EXPECT_EQ(omits(claim, official), 0) << claim;
  EXPECT_EQ(omits("Storage was not mentioned.", "The talks did not deal with storage."), 0);
  // The passage leaves it out as well.
  EXPECT_EQ(omits("Ada Brook was left out of the talks.",
                  "Ada Brook was not invited to the talks and stayed away."),
            0);
  EXPECT_EQ(omits("Ada Brook is not among those who were invited.",
                  "Ada Brook was not invited to the talks and stayed away."),
            0);
  EXPECT_EQ(omits("Ammonia is not part of what may be stored at any quay.",
                  "Ammonia may not be stored at any quay."),
            0);
  EXPECT_EQ(omits("Norvik is not among the sites for shore power.",
                  "The ministry looked at Norvik as a site for shore power and rejected it."),
            0);
}

TEST(Conflicts, FiguresThatChangedPlacesAreBothWrong) {
  using corroboration::ConflictKind;
  constexpr std::string_view official = "The board fined two companies and five captains.";
  EXPECT_EQ(
      conflicts("The board fined five companies and two captains.", official, ConflictKind::number),
      2u);
  EXPECT_EQ(
      conflicts("The board fined two companies and five captains.", official, ConflictKind::number),
      0u);
}

TEST(Denials, OfAVerbThatItselfDeniesCount) {
  for (const auto& [one, other] :
       {std::pair("The ferries will not stop in Orlund.", "The ferries will stop in Orlund."),
        {"The mayor did not rule out a second reduction in June.",
         "The mayor ruled out a second reduction in June."},
        {"The council has not rejected the plan for the bridge.",
         "The council rejected the plan for the bridge."}}) {
    EXPECT_EQ(conflicts(one, other, corroboration::ConflictKind::polarity), 1u) << one;
    EXPECT_EQ(conflicts(other, one, corroboration::ConflictKind::polarity), 1u) << one;
    EXPECT_EQ(conflicts(one, one, corroboration::ConflictKind::polarity), 0u) << one;
  }
  EXPECT_EQ(
      conflicts("The ferries will also stop in Orlund.", "The board rejected a stop in Orlund.",
                corroboration::ConflictKind::polarity),
      1u);
}

TEST(Denials, OfAVerbOfRefusalAreOfTheSameDeed) {
  for (const auto& [one, other] :
       {std::pair("The minister did not deny the report.",
                  "The minister denied only parts of the report and confirmed the rest."),
        {"The bank did not refuse the loan.", "The bank refused to comment on the loan."},
        {"The parliament did not block the bill.",
         "The senate blocked the bill; the parliament had passed it."},
        {"The unions did not reject the tax.", "The unions rejected the bill."},
        {"The plan does not exclude nuclear power.",
         "The plan excludes new coal power and allows nuclear power."},
        {"The union has not stopped the strike.",
         "The union stopped the strike on Monday for two hours and then resumed it."},
        {"The army did not halt the convoy.", "The convoy was halted by a storm."}}) {
    EXPECT_EQ(conflicts(one, other, corroboration::ConflictKind::polarity), 0u) << one;
    EXPECT_NE(verify(one, {other}).verdict, Verdict::contradicted) << one;
  }
}

TEST(Names, OfOneWordAndOfOfficesAreNoConflict) {
  using corroboration::ConflictKind;
  EXPECT_EQ(conflicts("Captain Jon Varga scored the goal for Halm.",
                      "Halm striker Jon Varga scored the goal for Halm.", ConflictKind::name),
            0u);
  EXPECT_EQ(conflicts("Chief Constable Jon Varga said crime fell.",
                      "The head of Halm Police, Jon Varga, said crime fell.", ConflictKind::name),
            0u);
  EXPECT_EQ(conflicts("The Council adopted the rule on Monday.",
                      "The Commission adopted the rule on Monday.", ConflictKind::name),
            1u);
  EXPECT_EQ(conflicts("The Bank lowered the rate on Monday.",
                      "The Board lowered the rate on Monday.", ConflictKind::name),
            0u);
}

TEST(Opposites, AnEmployeeIsNoEmployer) {
  EXPECT_EQ(conflicts("The authority has 420 employees.", "The authority employs 420 people.",
                      corroboration::ConflictKind::opposite),
            0u);
}

TEST(Denials, AreNoneWhereTheOtherSideDeniesItBehind) {
  EXPECT_EQ(conflicts("The trains do not stop in Elmholt.",
                      "The trains stop in Varby and Holm but not in Elmholt.",
                      corroboration::ConflictKind::polarity),
            0u);
  EXPECT_EQ(
      conflicts("Fireworks will not be banned.", "A ban on fireworks was rejected by the assembly.",
                corroboration::ConflictKind::polarity),
      0u);
}

TEST(Opposites, OfOneDealTellItFromEitherSide) {
  EXPECT_EQ(conflicts("Tickets can be bought from May.", "Tickets will go on sale in May.",
                      corroboration::ConflictKind::opposite),
            0u);
  EXPECT_EQ(conflicts("Velt Partners bought the mill from Norvik Foods.",
                      "Norvik Foods sold the mill to Velt Partners.",
                      corroboration::ConflictKind::opposite),
            0u);
  EXPECT_GT(
      conflicts("Norvik Foods bought the mill in Varby.", "Norvik Foods sold the mill in Varby.",
                corroboration::ConflictKind::opposite),
      0u);
}

TEST(Opposites, OrdinalsOfTwoNounsAreNone) {
  const char* official = "Engineers found a crack in the second turbine of the Lorne dam.";
  EXPECT_EQ(conflicts("It is the third dam of the Lorne to have a crack.", official,
                      corroboration::ConflictKind::number),
            0u);
  EXPECT_GT(conflicts("Engineers found a crack in the third turbine of the Lorne dam.", official,
                      corroboration::ConflictKind::number),
            0u);
}

TEST(Names, ABoardSpeaksForItsBank) {
  EXPECT_EQ(conflicts("The Bank lowered the key rate on Thursday.",
                      "The Board today lowered the key rate.", corroboration::ConflictKind::name),
            0u);
}

TEST(Denials, WhoIsExceptedDidNotDoIt) {
  using corroboration::ConflictKind;
  const std::string_view all = "Tarvia, Oskeland and Norvik signed the agreement.";
  EXPECT_GT(
      conflicts("All members except Tarvia signed the agreement.", all, ConflictKind::polarity),
      0u);
  EXPECT_EQ(
      conflicts("All members except Lodana signed the agreement.", all, ConflictKind::polarity),
      0u);
  EXPECT_EQ(conflicts("All members except Tarvia signed the agreement.",
                      "The members signed the agreement, but not Tarvia.", ConflictKind::polarity),
            0u);
}

TEST(Denials, WhoDidNotDoItIsExcepted) {
  using corroboration::ConflictKind;
  const std::pair<std::string_view, std::string_view> same[] = {
      {"Tarvia did not sign the treaty.", "All members except Tarvia signed the treaty."},
      {"Only Tarvia did not sign the treaty.", "All members except Tarvia signed the treaty."},
      {"Tarvia did not sign the treaty.", "All members signed the treaty except Tarvia."},
      {"Tarvia has not paid its share.", "Every country, excluding Tarvia, has paid its share."},
      {"Tarvia, a member for ten years, did not sign the treaty.",
       "All members except Tarvia signed the treaty."},
      {"Tarvia and Oskeland did not sign the treaty.",
       "All members except Tarvia and Oskeland signed the treaty."},
  };
  for (const auto& [one, other] : same) {
    EXPECT_EQ(conflicts(one, other, ConflictKind::polarity), 0u) << one;
    EXPECT_EQ(conflicts(other, one, ConflictKind::polarity), 0u) << one;
  }
  EXPECT_GT(conflicts("Tarvia signed the treaty, Oskeland did not sign the treaty.",
                      "All members except Tarvia signed the treaty.", ConflictKind::polarity),
            0u);
  EXPECT_GT(conflicts("Oskeland did not sign the treaty.",
                      "Oskeland signed the treaty, as did all members except Tarvia.",
                      ConflictKind::polarity),
            0u);
}

TEST(Verify, WhatASearchBroughtContradictsByAFigureOfTheSameDate) {
  const auto said = [](const std::string& year) {
    return verify("In 2031 the Halvik ferry carried 900,000 passengers.",
                  {"Home Timetables Tickets Prices News Contact Imprint. In " + year +
                   " the Halvik ferry carried 700,000 passengers, the harbour office says on its "
                   "page for visitors. The terminal has a waiting room with forty seats and a shop "
                   "for maps, and dogs may come along when they are kept on a lead. Bicycles are "
                   "taken on the lower deck at no charge between April and October."})
        .verdict;
  };
  EXPECT_EQ(said("2031"), Verdict::contradicted);
  EXPECT_NE(said("2033"), Verdict::contradicted);
}

TEST(Denials, OnlyWhoDidNotIsAllExcept) {
  using corroboration::ConflictKind;
  const std::string_view only = "Only Tarvia did not sign the treaty.",
                         except = "All members except Tarvia signed the treaty.";
  EXPECT_EQ(conflicts(only, except, ConflictKind::scope), 0u);
  EXPECT_EQ(conflicts(except, only, ConflictKind::scope), 0u);
  EXPECT_GT(conflicts("Only Tarvia signed the treaty.", except, ConflictKind::scope), 0u);
  EXPECT_GT(conflicts("Only Oskeland did not sign the treaty.", except, ConflictKind::scope), 0u);
}

TEST(Denials, WhatIsNotDoneUntilADayIsDoneThen) {
  using corroboration::ConflictKind;
  const std::string_view then = "The port was closed on Monday.";
  EXPECT_EQ(conflicts("The port was not closed until Monday.", then, ConflictKind::polarity), 0u);
  EXPECT_EQ(conflicts(then, "The port was not closed until Monday.", ConflictKind::polarity), 0u);
  EXPECT_GT(conflicts("The port was not closed on Monday.", then, ConflictKind::polarity), 0u);
  EXPECT_GT(
      conflicts("The port was not closed, and ships sailed until Monday.",
                "The port was closed, and no ship sailed until Monday.", ConflictKind::polarity),
      0u)
      << "another clause has the \"until\"";
}

TEST(Denials, AreOfTheNounBehindItsAdjectives) {
  const auto said = [](std::string claim, std::string official) {
    return verify(std::move(claim), {std::move(official)}).verdict;
  };
  EXPECT_EQ(said("The plan has no broad support in Halvik.", "The plan has support in Halvik."),
            Verdict::contradicted);
  EXPECT_NE(said("The plan has support in Halvik.", "The plan has no broad support in Halvik."),
            Verdict::corroborated);
  EXPECT_EQ(
      said("The glass is tinted by the makers.", "The glass is not actually tinted by the makers."),
      Verdict::contradicted);
  EXPECT_NE(said("The plan has support in Halvik.",
                 "The plan lacks nothing, and it has support in Halvik."),
            Verdict::contradicted)
      << "another clause denies nothing here";
}

// The clauses of a sentence as text, without the words between.
std::vector<std::string> clauses_of(std::string_view text) {
  using namespace corroboration;
  static const Result<Lexicon> lexicon = Lexicon::load(heuristics());
  const Document document = document_of({&text, 1});
  ClaimTerms claim;
  append_claim(document, {}, document.sentences, lexicon.value(), claim);
  Clauses clauses;
  split_clauses(claim.buffer.terms, clauses);
  std::vector<std::string> out;
  for (const Clause& clause : clauses.all()) {
    out.emplace_back(document.view({claim.buffer.terms[clause.begin].range.begin,
                                    claim.buffer.terms[clause.end - 1].range.end}));
  }
  return out;
}

TEST(Clauses, BeginWhereAWordOpensThemAndAVerbFollows) {
  using List = std::vector<std::string>;
  EXPECT_EQ(
      clauses_of("Tarvia pays for the new harbour, but Oskeland has refused to sign the deal."),
      (List{"Tarvia pays for the new harbour", "but Oskeland has refused to sign the deal"}));
  EXPECT_EQ(clauses_of("The ministry closed the old harbour, and the ferry company was given a "
                       "licence which will expire in nine years."),
            (List{"The ministry closed the old harbour",
                  "and the ferry company was given a licence", "which will expire in nine years"}));
  EXPECT_EQ(clauses_of("Ministers of Tarvia and Oskeland signed the agreement.").size(), 1u)
      << "\"and\" without a comma joins names";
  EXPECT_EQ(clauses_of("The harbour, but not the lighthouse, was sold.").size(), 1u)
      << "too few words to be judged";
}

TEST(Clauses, KeepTheirValuesAndKnowTheNamesAround) {
  using namespace corroboration;
  static const Result<Lexicon> lexicon = Lexicon::load(heuristics());
  static const Result<MentionFinder> finder = MentionFinder::create(heuristics());
  const std::string_view text =
      "The lighthouse of Halvik cost 40 million crowns, while the ferries of Oskeland will be "
      "replaced within 9 years.";
  const Document document = document_of({&text, 1});
  ClaimTerms claim, part;
  append_claim(document, finder.value().find(document), document.sentences, lexicon.value(), claim);
  Clauses clauses;
  split_clauses(claim.buffer.terms, clauses);
  ASSERT_EQ(clauses.count, 2u);
  take_clause(claim, clauses.list[1], part);
  ASSERT_EQ(part.buffer.values.size(), 1u);
  EXPECT_EQ(document.view(part.buffer.values[0].range), "9 years");
  for (const Term& term : part.buffer.terms)
    EXPECT_TRUE(term.value == Term::no_value || term.value == 0);
  ASSERT_EQ(part.context.size(), 1u);
  EXPECT_EQ(document.view(part.context[0].range), "Halvik");
}

// Random bytes never crash it; the seed is fixed, so a failure repeats.
TEST(Hostile, AnyTextIsAnswered) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string claim, evidence;
    for (int i = 0; i < 400; ++i) {
      static constexpr std::string_view pieces[] = {"1",     ",",     ".",     " ", "\n",
                                                    "%",     "$",     "not ",  "A", "\xc3\xa9",
                                                    "word ", "Name ", "2031 ", "(", "\""};
      claim += pieces[random() % std::size(pieces)];
      evidence += pieces[random() % std::size(pieces)];
    }
    const VerifyAnswer answer = verify(claim, {evidence, claim});
    EXPECT_GE(answer.confidence, 0);
    EXPECT_LE(answer.confidence, 1);
    EXPECT_NEAR(answer.corroborated + answer.contradicted + answer.not_found, 1, 1e-6);
  }
}

TEST(Hostile, WorkGrowsLinearlyWithOneEndlessSentence) {
  const auto seconds = [](int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += "harbour " + std::to_string(i) + " crowns ";
    const auto begin = std::chrono::steady_clock::now();
    verify(text, {text});
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  seconds(1000);
  const double once = seconds(20000), fourfold = seconds(80000);
  EXPECT_LT(fourfold, 10 * once + 0.05);  // quadratic would be sixteenfold
}

}  // namespace
}  // namespace assay
