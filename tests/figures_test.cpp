#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>

#include <gtest/gtest.h>

#include "mentions_support.h"
#include "scorers/figure_sentence.h"

namespace assay {
namespace {

using testing::Read;
using testing::read;
using testing::score_figures;

// Enough ordinary words that the scorer does not call the text too short.
const std::string padding =
    "\n\nThe harbour lies at the mouth of a wide river, and boats have crossed it for as long as "
    "anyone remembers. Gulls follow the nets in the morning, and the market opens when the tide "
    "turns. Nobody hurries there, least of all the people who sell fish.\n";

std::size_t count(const ScorerResult& result, std::string_view rule) {
  return static_cast<std::size_t>(std::ranges::count(result.findings, rule, &Finding::rule));
}

TEST(Figures, ReportsASumWithoutASource) {
  const Read text =
      read("The country has invested more than $4.4 billion since 2016 in harbour infrastructure." +
           padding);
  const ScorerResult result = score_figures(text);
  EXPECT_EQ(result.state, ScorerState::scored);
  ASSERT_EQ(count(result, "figures/unsourced-figure"), 1u);
  EXPECT_EQ(text.text(*result.findings[0].range), "more than $4.4 billion");
  EXPECT_FALSE(result.findings[0].message.empty());
}

TEST(Figures, AcceptsANamedSource) {
  for (const char* sentence :
       {"The Harbour Institute said traffic fell by 40 percent.",
        "Traffic fell by 40 percent, according to the Harbour Institute.",
        "\"Traffic fell by 40 percent,\" said Mara Ostrow, who runs the ferry office."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    EXPECT_EQ(count(result, "figures/unsourced-figure"), 0u) << sentence;
    ASSERT_FALSE(result.figures.empty()) << sentence;
    EXPECT_EQ(result.figures[0].attribution, AttributionState::named) << sentence;
    EXPECT_TRUE(result.figures[0].attribution_source.has_value()) << sentence;
  }
}

TEST(Figures, TheSentenceBehindAStudyKeepsItsSourceOnlyWhereItGoesOnWithIt) {
  const auto state = [](const std::string& text) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_FALSE(result.figures.empty()) << text;
    return result.figures.empty() ? AttributionState::none : result.figures.back().attribution;
  };
  const std::string studies[] = {"The Bureau of Statistics said rents rose by 6 percent. ",
                                 "According to a Hollis Research survey, rents rose. "};
  for (const std::string& study : studies) {
    for (const char* next : {"Rents in Port Vell are 20 percent higher than in Halm.",
                             "It put the rise at 20 percent.",
                             "A fifth of flats also lost 20 percent of their value."})
      EXPECT_EQ(state(study + next), AttributionState::named) << study << next;
    for (const char* next :
         {"A storm sank 14 boats.", "I pay 20 percent more than last year.",
          "Our lamp saves 30 percent of the power.", "Meanwhile, 400 bakeries have closed."})
      EXPECT_EQ(state(study + next), AttributionState::none) << study << next;
    EXPECT_EQ(state(study + "Tenants say they pay 20 percent more."), AttributionState::vague);
  }
}

TEST(Figures, ALabelInBracketsOrBehindAParagraphNamesTheSource) {
  for (const char* text :
       {"Leaks waste 38 percent of the supply (source: Halm Water Board).",
        "Leaks waste 38 percent of the supply. (Source: Halm Water Board)",
        "Leaks waste 38 percent of the supply in dry years. Source: Halm Water Board."}) {
    const ScorerResult result = score_figures(read(text + padding));
    ASSERT_FALSE(result.figures.empty()) << text;
    EXPECT_EQ(result.figures[0].attribution, AttributionState::named) << text;
    EXPECT_EQ(result.figures[0].attribution_name, "Halm Water Board") << text;
  }
}

TEST(Figures, OfAPublicBodysOwnSiteAreItsOwn) {
  Read text = read("The labour market grew by 40 percent in May." + padding);
  const auto state = [&](std::string host) {
    text.document.host = std::move(host);
    const ScorerResult result = score_figures(text);
    EXPECT_FALSE(result.figures.empty());
    return result.figures.empty() ? AttributionState::vague : result.figures[0].attribution;
  };
  EXPECT_EQ(state(""), AttributionState::none);
  EXPECT_EQ(state("courier.example"), AttributionState::none);
  EXPECT_EQ(state("www.labour.gov"), AttributionState::named);
  const ScorerResult result = score_figures(text);
  EXPECT_EQ(count(result, "figures/unsourced-figure"), 0u);
  EXPECT_EQ(result.figures[0].attribution_name, "www.labour.gov");
  // Who cites others vaguely, cites them vaguely on his own site too.
  Read vague = read("Experts say the labour market grew by 40 percent in May." + padding);
  vague.document.host = "www.labour.gov";
  EXPECT_EQ(score_figures(vague).figures[0].attribution, AttributionState::vague);
}

TEST(Figures, OfAReleasesParagraphAboutItsIssuerAreTheIssuers) {
  const std::string lead =
      "Halm Tools opened a hall in Osk today. Sales of grinders fell by 40 percent in May.";
  const Read text = read(lead + padding + "\n\nAbout Halm Tools\n\nHalm Tools has sold 9 million " +
                         "blades and runs 90 shops.\n\nMedia contact: Una Reed\n");
  const ScorerResult result = score_figures(text);
  std::vector<AttributionState> states;
  for (const Figure& figure : result.figures) states.push_back(figure.attribution);
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[0], AttributionState::none) << "outside the paragraph";
  EXPECT_EQ(states[1], AttributionState::named);
  EXPECT_EQ(states[2], AttributionState::named);
  EXPECT_EQ(result.figures[1].attribution_name, "Halm Tools");
}

TEST(Figures, OfWhatAnArticleIsAboutAreNotThatSubjects) {
  for (const std::string name : {"Norvale", "Alder Disease", "Tom Brandt"}) {
    const Read text = read(name + " was in the news today. It stayed so." + padding + "\n\nAbout " +
                           name + "\n\n" + name + " was known to 62% of the country in May.\n");
    const ScorerResult result = score_figures(text);
    ASSERT_EQ(result.figures.size(), 1u) << name;
    EXPECT_EQ(result.figures[0].attribution, AttributionState::none) << name;
  }
}

TEST(Figures, AskOnceForASumThatBracketsConvert) {
  const auto unsourced = [](const std::string& sentence) {
    const ScorerResult result = score_figures(read(sentence + padding));
    return count(result, "figures/unsourced-figure");
  };
  EXPECT_EQ(unsourced("The country invested 24.4 million euros ($26 million) in its harbours."),
            1u);
  EXPECT_EQ(unsourced("The office answered 1,239 complaints (10.2 percent) within a week."), 1u);
  // The first asks for nothing, so it vouches for nothing.
  EXPECT_EQ(unsourced("The two boats (85 percent of the fleet) sank."), 1u);
  EXPECT_EQ(unsourced("The country invested 30 million euros ($500 million) in its harbours."), 2u);
  // Another fact, another sum, the same money.
  EXPECT_EQ(unsourced("The country invested 24.4 million euros (up 12 percent) in its harbours."),
            2u);
  EXPECT_EQ(unsourced("The country invested 24 million euros (9 million euros in Osk) that year."),
            2u);
  const Read named = read(
      "The Harbour Institute said the country had invested 24.4 million euros "
      "($26 million) in its harbours." +
      padding);
  for (const Figure& figure : score_figures(named).figures) {
    EXPECT_EQ(figure.attribution, AttributionState::named) << named.text(figure.quantity.text);
  }
}

TEST(Figures, AcceptsWhatTheWritersFoundOutThemselves) {
  for (const char* sentence : {"In our survey of ferry riders, 40 percent want more boats.",
                               "We surveyed 900 riders, and 40 percent want more boats."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    EXPECT_EQ(count(result, "figures/unsourced-figure"), 0u) << sentence;
  }
}

TEST(Figures, AcceptsARatingOnANamedSite) {
  for (const char* sentence :
       {"The film has a 99 percent rating on Norvik Reviews based on 71 reviews.",
        "The ferry is rated 4.8 of 5 stars on Norvik Reviews."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    ASSERT_FALSE(result.figures.empty()) << sentence;
    for (const Figure& figure : result.figures)
      EXPECT_EQ(figure.attribution, AttributionState::named) << sentence;
  }
}

TEST(Figures, AcceptsThePriceOfANamedSeller) {
  for (const char* sentence :
       {"The pump is $39 at Norvik Stores.", "You can buy the pump on Norvik Stores for $39.",
        "Norvik Stores is offering a $50 rebate on winter passes.",
        "Norvik Stores offers the pump and the hose for $39."}) {
    const Read text = read(sentence + padding);
    const ScorerResult result = score_figures(text);
    ASSERT_EQ(result.figures.size(), 1u) << sentence;
    ASSERT_EQ(result.figures[0].attribution, AttributionState::named) << sentence;
    EXPECT_EQ(text.text(*result.figures[0].attribution_source), "Norvik Stores") << sentence;
  }
  for (const char* sentence :
       {"The pump costs $39 in Norvale.", "Norvik Stores opened in May, and pumps cost $39.",
        "She earns $6,000 a month through Bitcoin Era.", "Thieves stole $400 from Mara Ostrow.",
        "Scam Coin offers returns of $300 a day.", "Tickets cost $40 on Christmas Eve.",
        "She was paid $900 through Norvik Stores."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    ASSERT_EQ(result.figures.size(), 1u) << sentence;
    EXPECT_EQ(result.figures[0].attribution, AttributionState::none) << sentence;
  }
}

TEST(Figures, AsksNobodyForAnAge) {
  for (const char* sentence :
       {"Okafor was 34 when the bridge opened.", "The singer, now 46, came to Norvale in May."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    ASSERT_EQ(result.figures.size(), 1u) << sentence;
    EXPECT_EQ(result.figures[0].quantity.kind, QuantityKind::age) << sentence;
    EXPECT_FALSE(result.figures[0].checkable) << sentence;
  }
}

TEST(Figures, CarriesASourceOverToTheSharesThatGoOn) {
  for (const char* second :
       {"But that figure jumps to 90% for students.",
        "A third of riders also worry about the noise.", "By contrast, 40% of pilots do."}) {
    const ScorerResult result =
        score_figures(read("According to the Harbour Institute, 76% of riders want more boats. " +
                           (second + padding)));
    ASSERT_EQ(result.figures.size(), 2u) << second;
    EXPECT_EQ(result.figures[1].attribution, AttributionState::named) << second;
  }
}

TEST(Figures, AcceptsWhatASourceItselfRestsOn) {
  const ScorerResult result =
      score_figures(read("According to data from over 66,000 riders in the Hollis Riders Survey, "
                         "night boats are full." +
                         padding));
  ASSERT_EQ(result.figures.size(), 1u);
  EXPECT_EQ(result.figures[0].attribution, AttributionState::named);
}

TEST(Figures, AcceptsTheNoteThatVouchesForAPage) {
  const ScorerResult result = score_figures(
      read("The average boat costs $4,500.\n\nAll prices in this guide are based on 2025 data from "
           "Hollis Bank." +
           padding));
  EXPECT_EQ(count(result, "figures/unsourced-figure"), 0u);
}

TEST(Figures, CarriesTheSourceOfALeadInOverItsList) {
  const std::string items = "\n\n- 40 percent of riders want more boats\n- 30 percent want none\n";
  EXPECT_EQ(count(score_figures(read("According to the Harbour Institute:" + items + padding)),
                  "figures/unsourced-figure"),
            0u);
  EXPECT_GT(
      count(score_figures(read("What people want:" + items + padding)), "figures/unsourced-figure"),
      0u);
}

TEST(Figures, CountsAStretchOfTimeButAsksNoSourceForIt) {
  const ScorerResult result = score_figures(read("The pier opened two years ago." + padding));
  ASSERT_EQ(result.figures.size(), 1u);
  EXPECT_FALSE(result.figures[0].checkable);
}

TEST(Figures, TellsAVagueSourceFromNone) {
  const ScorerResult result =
      score_figures(read("Officials said the new pier will cost $300 million." + padding));
  EXPECT_EQ(count(result, "figures/unsourced-figure"), 0u);
  EXPECT_EQ(count(result, "figures/vague-source"), 1u);
}

TEST(Figures, WeighsUpToMoreThanAPlainShare) {
  const auto degree = [](const std::string& sentence) {
    const ScorerResult result = score_figures(read(sentence + padding));
    return result.findings.empty() ? 0.0 : result.findings[0].degree;
  };
  EXPECT_GT(degree("The pact lowers shipping costs by up to 40%."),
            degree("The pact lowers shipping costs for 40% of traders."));
}

TEST(Figures, DoesNotAskWhereAnAgeComesFrom) {
  const ScorerResult result = score_figures(read("The 50-year-old captain waved." + padding));
  EXPECT_TRUE(result.findings.empty());
  ASSERT_EQ(result.figures.size(), 1u);
  EXPECT_FALSE(result.figures[0].checkable);
}

TEST(Figures, NeverCountsAdvertisementOrBoilerplate) {
  const Read text = read("Save $500 million today." + padding);
  std::vector<BlockRole> roles(text.document.blocks.size());
  roles[0].role = Role::advertisement;
  const ScorerResult result = score_figures(text, roles);
  EXPECT_TRUE(result.figures.empty());
  EXPECT_TRUE(result.findings.empty());
}

TEST(Figures, IsUndecidedOnTooLittleTextAndForeignLanguages) {
  EXPECT_EQ(score_figures(read("It cost $5 million.")).state, ScorerState::undecided);
  Read german = read("Der Hafen kostete 5 Millionen Euro." + padding, "de");
  const ScorerResult result = score_figures(german);
  EXPECT_EQ(result.state, ScorerState::undecided);
  EXPECT_TRUE(result.findings.empty());
}

TEST(Figures, IsUndecidedWhereTheLanguageCannotBeTold) {
  const ScorerResult result = score_figures(read("It cost $5 million." + padding, "und"));
  EXPECT_EQ(result.state, ScorerState::undecided);
  EXPECT_TRUE(result.findings.empty());
  EXPECT_EQ(result.figures.size(), 1u) << "figures are listed all the same";
  EXPECT_NE(result.summary.find("language cannot be told"), std::string::npos);
}

TEST(Figures, SaysSoWhenThereIsNothingToCheck) {
  const ScorerResult result = score_figures(read(padding));
  EXPECT_EQ(result.state, ScorerState::scored);
  EXPECT_TRUE(result.findings.empty());
  EXPECT_FALSE(result.summary.empty());
}

TEST(Figures, AsksNoSourceForACountThatPointsBack) {
  for (const char* sentence :
       {"Quessel and Ardany met again, and the two governments agreed on a date.",
        "Then the three ministers left the hall.", "These two ministers left the hall."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    ASSERT_EQ(result.figures.size(), 1u) << sentence;
    EXPECT_FALSE(result.figures[0].checkable) << sentence;
  }
  EXPECT_EQ(count(score_figures(read("The storm killed 140 people in Ardany." + padding)),
                  "figures/unsourced-figure"),
            1u);
}

TEST(Figures, CarriesTheSourceOverWhereTheNextSentenceGoesOnCounting) {
  const std::string first =
      "The programme will cost 46 million euros, of which the Quessel Ministry of Ports pays 27 "
      "million euros, according to a statement by the ministry. ";
  for (const char* second : {"The port authority bears the remaining 19 million euros.",
                             "Of these, 9 million euros go to the northern pier.",
                             "The rest, 19 million euros, is debt."}) {
    const ScorerResult result = score_figures(read(first + second + padding));
    ASSERT_EQ(result.figures.size(), 3u) << second;
    EXPECT_EQ(result.figures[2].attribution, AttributionState::named) << second;
  }
}

TEST(Figures, DoesNotCarryTheSourceOverToAnotherSubjectOrParagraph) {
  const std::string first =
      "The programme will cost 46 million euros, according to the Harbour Institute.";
  for (const char* second : {"\n\nThe port authority bears the remaining 19 million euros.",
                             " It rained. The rest, 19 million euros, is debt."}) {
    const ScorerResult result = score_figures(read(first + second + padding));
    ASSERT_EQ(result.figures.size(), 2u) << second;
    EXPECT_EQ(result.figures[1].attribution, AttributionState::none) << second;
  }
}

TEST(Figures, DoesNotCarryTheVoiceOfAQuotationBeyondItsEnd) {
  const std::string said =
      "Ada Lind, the mayor, said 300 people had left. She said that 30 houses had been destroyed. "
      "\"We need 45 million crowns,\" she told reporters. ";
  const auto last = [&](const std::string& text) {
    return score_figures(read(said + text + padding)).figures.back().attribution;
  };
  EXPECT_EQ(last("The army has sent 200 soldiers."), AttributionState::none);
  EXPECT_EQ(last("\"The army has sent 200 soldiers.\""), AttributionState::named);
  EXPECT_EQ(last("She has also asked for 200 soldiers."), AttributionState::named);
}

TEST(Figures, NamesTheTargetOfALinkAsTheSource) {
  Record record;
  record.kind = MediaKind::html;
  record.payload_is_utf8 = true;
  record.payload =
      "<html><body><article><p>The market grew by <a href=\"https://harbour-data.example/market\">"
      "about 60 %</a> in a year.</p></article></body></html>";
  const Read page = testing::read(std::move(record));
  const ScorerResult result = score_figures(page);
  ASSERT_EQ(result.figures.size(), 1u);
  EXPECT_EQ(result.figures[0].attribution, AttributionState::named);
  EXPECT_EQ(result.figures[0].attribution_link, "https://harbour-data.example/market");
}

TEST(Figures, ChargesARepeatedFigureOnce) {
  const std::string once = "The port spent $40 million on new berths.";
  const ScorerResult result = score_figures(read(once + padding + once + padding));
  EXPECT_EQ(result.figures.size(), 2u);
  EXPECT_EQ(count(result, "figures/unsourced-figure"), 1u);
}

TEST(Figures, ChargesAPriceTagLessThanASum) {
  const auto degree = [](const std::string& line) {
    const ScorerResult result = score_figures(read(line + padding));
    return result.findings.empty() ? 0 : result.findings.front().degree;
  };
  EXPECT_LT(degree("Price: $299"), degree("The port spent $299 million on new berths."));
}

TEST(Figures, ThousandsAreAtLeastAThousand) {
  const ScorerResult result =
      score_figures(read("The port lost thousands of jobs and 40 berths in one year." + padding));
  ASSERT_GE(result.figures.size(), 2u);
  EXPECT_EQ(result.figures[0].quantity.bound, Bound::at_least);
  EXPECT_EQ(result.figures[1].quantity.bound, Bound::exact);
}

TEST(Figures, ChargesAListOfOneKindOnce) {
  std::string list = "Share of boats that leak, by port, in all of the country:\n";
  for (const char* port : {"Halvik", "Hollis", "Quessel", "Norvale", "Ostfeld", "Sundhavn"})
    list += "\n- " + std::string(port) + ": " + std::to_string(20 + list.size() % 61) + " %\n";
  const ScorerResult result = score_figures(read(list + padding));
  EXPECT_EQ(result.figures.size(), 6u);
  ASSERT_EQ(count(result, "figures/unsourced-figure"), 1u);
  EXPECT_NE(result.findings[0].message.find("6"), std::string::npos);
  EXPECT_LE(result.findings[0].degree, 1);
}

TEST(Figures, AsksNoSourceForTheAmountsOfARecipe) {
  const ScorerResult result = score_figures(read(
      "- 400 g of flour\n\n- 200 ml of milk\n\n- 80 g of butter\n\n- 50 g of sugar\n" + padding));
  EXPECT_EQ(result.figures.size(), 4u);
  EXPECT_TRUE(result.findings.empty());
}

TEST(Figures, TellsALinkThatVouchesFromOneThatLeadsElsewhere) {
  const auto attribution = [](const std::string& sentence) {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload = "<html><body><article><p>" + sentence + "</p></article></body></html>";
    const ScorerResult result = score_figures(testing::read(std::move(record)));
    return result.figures.empty() ? AttributionState::vague : result.figures[0].attribution;
  };
  EXPECT_EQ(attribution("The market grew by 60 % in a year "
                        "(<a href=\"https://data.example/market\">Harbour Data</a>)."),
            AttributionState::named);
  EXPECT_EQ(attribution("<a href=\"https://ships.example/\">Hollis Ships</a> grew by 60 % in a "
                        "year."),
            AttributionState::none);
  EXPECT_EQ(attribution("The <a href=\"https://shop.example/boat\">best boat</a> grew the market "
                        "by 60 % in a year."),
            AttributionState::none);
}

TEST(Figures, EachFigureOfASentenceHasTheLinkThatVouchesForIt) {
  const auto names = [](const std::string& sentence) {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload = "<html><body><article><p>" + sentence + "</p></article></body></html>";
    const Read text = testing::read(std::move(record));
    std::vector<std::string> links;
    for (const Figure& figure : score_figures(text).figures) {
      links.push_back(figure.attribution_link);
    }
    return links;
  };
  using Links = std::vector<std::string>;
  EXPECT_EQ(
      names("Traffic grew by <a href=\"https://one.example/a\">60 percent</a> and trade fell by "
            "<a href=\"https://two.example/b\">30 percent</a>, while rents rose by 20 percent."),
      (Links{"https://one.example/a", "https://two.example/b", ""}));
}

// The only figure of the sentence; asked: with a finding, or a charge.
struct Told {
  bool checkable = false, asked = false;
};

Told told(const std::string& sentence) {
  const ScorerResult result = score_figures(read(sentence + padding));
  EXPECT_EQ(result.figures.size(), 1u) << sentence;
  return {!result.figures.empty() && result.figures[0].checkable, !result.findings.empty()};
}

TEST(Figures, InstructionsQuestionsListLengthsAndNamesStateNothing) {
  for (const char* sentence :
       {"Reserve 40% of your income for the harbour dues.", "Keep it under 50 characters.",
        "Aim for at least 8 GB of storage.", "Can the ferry carry 1,400 passengers?",
        "What about 10,000 passengers?", "Here are the best 60 walks along the river.",
        "Each of the top 16 shipyards has a dock of its own."}) {
    EXPECT_FALSE(told(sentence).checkable) << sentence;
  }
}

TEST(Figures, NumbersWithinNamesAndIdentifiersStateNothing) {
  for (const char* sentence :
       {"The Halm station uses the 5000/200 series of lamps.",
        "Ostrow M. Lamps of the coast. Ports. doi: 10.5555/abc.20",
        "Ostrow M. Lamps of the coast. Ports. doi:10.5555/abc.20",
        "Ostrow M. Lamps of the coast. Ports. https://doi.org/10.5555/abc.20"}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    for (const Figure& figure : result.figures) EXPECT_FALSE(figure.checkable) << sentence;
    EXPECT_TRUE(result.findings.empty()) << sentence;
  }
}

TEST(Figures, AsksForFiguresThatOnlyLookLikeInstructionsOrQuestions) {
  for (const char* sentence :
       {"Use the bridge, which 40% of riders cross every day.",
        "Why do 40% of riders cross the bridge?",
        "Did you know that 40% of riders never pay?",
        "The top 1% of riders pays half the fares, and the top 16 pay the most.",
        "Savings of 40% were made on the pier.",
        "Save the Children reached 41 million children.",
        "Set up in 1990, the charity has helped 40,000 families.",
        "Split between two camps, the party lost 30 percent of its voters.",
        "Budget for schools rises 8 percent.",
        "Sleep: 40 percent of teenagers sleep too little.",
        "Take the train: 40 percent of commuters already do.",
        "Use per person fell 12 percent.",
        "Cut off from the world, the town lost 900 people to the flood.",
        "The largest 5 banks hold 40 percent of all deposits.",
        "The last 43 hostages were freed.",
        "The first 200 cases were reported in March.",
        "Some 3,500/10,000 residents were infected.",
        "Are you among the 40 percent of adults who sleep badly?",
        "Have you heard 9 in 10 dentists recommend this brush?",
        "What if 90 percent of start-ups fail?",
        "Do you want the 30 percent higher pay that graduates get?"}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    EXPECT_FALSE(result.findings.empty()) << sentence;
  }
}

TEST(Figures, ChargesNothingForAdviceSuppositionsAndMannersOfSpeaking) {
  for (const char* sentence : {"If the fares suddenly rise by 500%, the system warns you.",
                               "A strong mooring should hold at least 15 tonnes of steel.",
                               "In Quessel the remedy is sold as a 15 mg tablet.",
                               "A page of the log is richer than a thousand words.",
                               "Nobody knows with 100% certainty who built the pier."}) {
    EXPECT_FALSE(told(sentence).asked) << sentence;
  }
  EXPECT_TRUE(told("The system warned 500% more crews after the fares rose.").asked);
  EXPECT_TRUE(told("The inspectors found that 100% of the moorings had failed.").asked);
}

TEST(Figures, AsksForClaimsThatOnlyLookLikeAdviceOrMannersOfSpeaking) {
  for (const char* sentence :
       {"The drug is 100 percent effective against the flu.",
        "The country imposed a 100 percent tariff on imported cars.",
        "The town runs on 100 percent renewable energy.",
        "A hundred people were killed in the flood.", "A million people fled the country.",
        "The country has administered 12 million doses of the vaccine.",
        "Police seized 300,000 tablets in the raid.",
        "The panel recommended closing the mine after 214 workers died.",
        "## Families living under $500 a month",
        "Note: 4,000 tonnes of oil were lost in the bay."}) {
    EXPECT_FALSE(score_figures(read(sentence + padding)).findings.empty()) << sentence;
  }
}

TEST(Figures, DoesNotAskForParametersCasesAndWhatNobodyCounted) {
  for (const char* sentence :
       {"These are the best tents under $500 for beginners.",
        "What is the best pump for a 1,500 square foot home?",
        "For a 5,800 square foot home the larger pump will do.",
        "Is $100,000 enough to renovate a boat?", "On a scale of 1-10 the noise is low.",
        "Say you earn $40,000 a year.", "Take a workshop bringing in $500,000 a year.",
        "You do not need to spend thousands of dollars on gear.",
        "It learns from millions of tide tables.", "The ferry is 100% free.", "Yes, 120%!",
        "The camera has a 360-degree view of the quay."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 0u)
        << sentence;
  }
  for (const char* sentence :
       {"The town asked Halm Tools for a $350,000 gift.",
        "The country imposed a 100% tariff on imported cars.",
        "The mayor accepted millions of dollars from the yard.",
        "Hundreds of people died in the storm.", "The yard sold the tug for under $5,000.",
        "Why did the storm that sank 40 boats come unseen?", "Prices rose 120%."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
}

TEST(Figures, AsksForTemperaturesAndForCasesThatAreNone) {
  for (const char* sentence : {"Temperatures in Halm reached 48 degrees, the highest on record.",
                               "Consider a port that lost 4,000 jobs last year."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
}

TEST(Figures, DoesNotAskForWhatTheWritersSawThemselves) {
  for (const char* sentence :
       {"Our team counted 26 boats in the harbour that night.",
        "I ran the pump at full load and reached 1.4 GB/s with it.",
        "We have tested 45 lamps for this guide.", "I paid about $410 for the night."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 0u)
        << sentence;
  }
  for (const char* sentence :
       {"We serve 4,000 harbours in the north.", "I think that the town lost 4,000 boats.",
        "We know the yard that lost 4,000 boats.", "Our lamp saves 30 percent of the power."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
}

TEST(Figures, AsksForWhatHasHappenedHoweverItIsCounted) {
  for (const char* sentence :
       {"Thousands of homes were destroyed in the fire.", "Hundreds of boats sank in the storm.",
        "Millions of chickens were culled.",
        "The dam released millions of gallons of sewage into the bay.",
        "Fraud can cost firms billions of dollars a year.",
        "Temperatures in Halm reached 48 degrees, the highest on record.",
        "Sea temperatures were 1.5 degrees above the average of the last century.",
        "Take a look at the numbers: 4,000 boats sank last year.",
        "Consider a port that lost 4,000 jobs last year.",
        "We paid 40 million dollars to build the pier.", "We used 40,000 tonnes of coal last year.",
        "In 2023 we recorded 3,412 burglaries in the town.",
        "Helm Supplies has served thousands of harbours."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
  for (const char* sentence :
       {"You can save thousands of dollars with it.",
        "Browse hundreds of apps designed for sailors.",
        "Hundreds of painted boats lie in the harbour.",
        "Hundreds of apps designed for sailors fill the shops.",
        "Thousands of houses listed in Halm stand empty.",
        "There are indeed hundreds of reasons to visit the town.",
        "Ada Lind has reviewed hundreds of boats.",
        "It took them thousands of miles, and the boat sank.", "We recorded a total of 180 birds.",
        "They travelled hundreds of miles to the port.", "We paid $80 for each of the berths.",
        "Take an example: a boat that carries 40 tonnes."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 0u)
        << sentence;
  }
}

TEST(Figures, DoesNotAskForMoreThanOnesAll) {
  for (const char* sentence :
       {"I agree with you 110 percent.", "They give it 120%, and the crowd cheers.",
        "I support them 150 percent!"}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 0u)
        << sentence;
  }
  for (const char* sentence :
       {"The price of tickets rose to 120 percent of the old one.",
        "The fund gave 110 percent of its profit away.", "Debt stands at 120 percent of output.",
        "They agreed on a rate of 110 percent.",
        "Of the money that is donated, we give 100 percent.",
        "Of every coin that they bring, we give 100%."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
}

TEST(Figures, DoesNotAskForListedPricesAndGuarantees) {
  for (const char* text :
       {"DCore Chair\n\n$11,999.00\n\nLearn more", "Ship's cook\n\n$25,000 - $48,999 USD\n\nHalm",
        "100% SATISFACTION GUARANTEED: your boat is our pride.",
        "360\u00b0 photographs show all of the port."}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 0u) << text;
  }
  for (const char* text : {"The pier\n\n$4.4 million\n\nwas spent on the pier.",
                           "The boat cost the town $11,999 a month on average."}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, DoesNotAskForWhatAListAnnouncesOrCountsItself) {
  for (const char* text :
       {"Here are 60 of the best boats in town.", "The boat has 1,292,249 user ratings.",
        "They sum up 18,243 user reviews.", "Price range: $11-$88", "No test is 100% accurate.",
        "The count is not 100 percent complete."}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 0u) << text;
  }
  for (const char* text :
       {"Here are the 4,000 boats that sank.", "Not 100% of the boats leak.",
        "The mill never ran on 100 percent wind power.", "The port gave out 18,243 licences.",
        "Average price: $11-$88", "Our clients have a 100% satisfaction rate.",
        "The agency cut 1,400 ratings last year.", "Up to $90,000",
        "Repairs by year:\n\n$48,000\n\nHalm"}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, ARaisedNumberIsAMark) {
  const auto name = [](const std::string& text) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_EQ(result.figures.size(), 1u) << text;
    return result.figures.empty() ? "" : result.figures[0].attribution_name;
  };
  EXPECT_EQ(name("About 40 percent of boats leak.\u00b9\u00b2 Others do not."), "note 12");
  EXPECT_EQ(name("About 40 percent of boats leak\u2074, and others do not."), "note 4");
  EXPECT_EQ(name("It slows 40 percent of boats.14,15 Plus it helps."), "note 14");
  EXPECT_EQ(name("A study found 40 percent of boats leak [5]."), "note 5");
  EXPECT_EQ(name("The report [3] found 40 percent of boats leak."), "note 3");
  EXPECT_EQ(name("As Holm et al. [4] found, 40 percent of boats leak."), "note 4");
  EXPECT_EQ(name("The Harbour Institute said 40 percent leak [5]."), "Harbour Institute");
  EXPECT_EQ(name("The report [3] was read by 40 percent of sailors."), "");
  EXPECT_EQ(name("The park grew by 40 percent in miles\u00b2 of land."), "");
  EXPECT_EQ(name("The list [3] has 40 percent more boats."), "");
  EXPECT_EQ(name("The hold measures some 4,000 m\u00b3 of grain."), "");
  EXPECT_EQ(name("About 40 percent of boats emit CO\u2082 at sea."), "");
}

TEST(Figures, CallTheNoteBehindAMarkByItsWords) {
  const auto name = [](const std::string& text) {
    const ScorerResult result = score_figures(read(text));
    return result.figures.empty() ? "" : result.figures[0].attribution_name;
  };
  const std::string list =
      "\n\nReferences\n\n1. Halm Institute, Boats of the North\n\n2. Ministry of Ports, Leaks\n";
  EXPECT_EQ(name("About 40 percent of boats leak [2]. Others do not." + padding), "note 2");
  EXPECT_EQ(name("About 40 percent of boats leak [2]. Others do not." + padding + list),
            "note 2: Ministry of Ports, Leaks");
  EXPECT_EQ(name("About 40 percent of boats leak.1 Others do not." + padding + list),
            "note 1: Halm Institute, Boats of the North");
}

TEST(Figures, ChargesABreakdownByItsFirstFigures) {
  const ScorerResult result = score_figures(
      read("There were 55 guests from Halm, 42 from Osk, 39 from Vell, 27 from Norvik and 18 from "
           "Port Hollis." +
           padding));
  EXPECT_EQ(result.figures.size(), 5u);
  EXPECT_EQ(count(result, "figures/unsourced-figure"), 3u);
  EXPECT_NE(result.summary.find("5 of 5"), std::string::npos) << result.summary;
}

TEST(Figures, AsksForTheHabitsOfMany) {
  const auto checkable = [](const std::string& sentence) {
    const ScorerResult result = score_figures(read(sentence + padding));
    return !result.figures.empty() && result.figures[0].checkable;
  };
  EXPECT_TRUE(checkable("The average sailor spends 5 hours a day on deck."));
  EXPECT_TRUE(checkable("People spend 8.5 hours a day staring at the sea."));
  EXPECT_FALSE(checkable("He works 12 hours a day."));
  EXPECT_FALSE(checkable("I spend 3 hours a week on the quay."));
  EXPECT_FALSE(checkable("The office is open 8 hours a day."));
}

TEST(Figures, WhatStatesNothingIsCountedInTheSummary) {
  const ScorerResult result =
      score_figures(read("Reserve 40% of your income for the harbour dues." + padding));
  EXPECT_NE(result.summary.find("Not checked: 1 figure"), std::string::npos) << result.summary;
}

TEST(Figures, TheMenuOfAPageIsNoListThatItsHeadlineAnnounces) {
  const Read page = [] {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload = "<html><body><nav><ul>";
    for (int item = 0; item < 30; ++item) record.payload += "<li><a href=\"/a\">Harbour</a></li>";
    record.payload += "</ul></nav><article><h1>Storm hits 40 bridges</h1><p>" + padding +
                      "</p></article></body></html>";
    return testing::read(std::move(record));
  }();
  std::vector<BlockRole> roles(page.document.blocks.size());
  for (std::size_t b = 0; b < roles.size(); ++b) {
    const std::string text = page.text(page.document.blocks[b].text);
    if (text.starts_with("Storm")) roles[b].kind = Kind::headline;
    if (text == "Harbour") roles[b].role = Role::boilerplate;
  }
  EXPECT_EQ(score_figures(page, roles).findings.size(), 1u);
}

TEST(Figures, ShowsWhoVouchesByAPhraseThatNamesIt) {
  const Read text = read(
      "In a Hollis Harbour Survey of 900 riders, 40 percent want more boats. Another 59% of "
      "respondents take the bus. Some 43% said they walk." +
      padding);
  for (const Figure& figure : score_figures(text).figures) {
    if (figure.attribution == AttributionState::none) continue;
    ASSERT_TRUE(figure.attribution_source.has_value());
    const std::string source = text.text(*figure.attribution_source);
    EXPECT_FALSE(source == "said" || source.starts_with("of ") || source.empty()) << source;
    EXPECT_FALSE(figure.attribution_name.empty()) << source;
  }
  const Read quoted = read("\"We lost 40 percent of all the boats.\"" + padding);
  const ScorerResult result = score_figures(quoted);
  ASSERT_EQ(result.figures.size(), 1u);
  if (result.figures[0].attribution == AttributionState::vague) {
    ASSERT_TRUE(result.figures[0].attribution_source.has_value());
    EXPECT_TRUE(quoted.text(*result.figures[0].attribution_source).starts_with("We lost"));
  }
}

TEST(Figures, DoesNotAskForWhatARuleFixes) {
  for (const char* sentence :
       {"The plan allows for 350 flats to be built.", "The law says that ports can be fined $500.",
        "Anyone who moors there can be fined $500 under new regulations.",
        "Under the law, ports are limited to 40 boats.", "The ordinance requires 40 inspections.",
        "Under the law, a ferry must have 40 boats.",
        "Skippers could face a fine of $500 under the ordinance."}) {
    const ScorerResult result = score_figures(read(sentence + padding));
    EXPECT_TRUE(result.findings.empty()) << sentence;
    EXPECT_NE(result.summary.find("rule"), std::string::npos) << result.summary;
  }
  const ScorerResult named =
      score_figures(read("In all, the Halvik Harbour Act allows 350 boats at once." + padding));
  ASSERT_EQ(named.figures.size(), 1u);
  EXPECT_EQ(named.figures[0].attribution, AttributionState::named);
  for (const char* sentence :
       {"The plan cost the town $40 million.", "The law has allowed firms to cut wages by 40 %.",
        "Under the plan, 40 million people would lose their boats.",
        "The law firm requires 300 clerks.", "The budget deficit hit $3 billion.",
        "The budget said 4.2 million people live in poverty.",
        "The ruling said 62% of the town's voters are poor.",
        "The law provided 20 million people with insurance.",
        "The law entitles 20 million people to a pension.",
        "The policy included 62% of all households in the town.",
        "The contract set a record of 40 million passengers.",
        "The settlement included 4,000 former workers who fell ill.",
        "Police fined 3,000 drivers under the new law last year.",
        "Under the plan, police must have searched 5,000 homes in March.",
        "Officials banned 40,000 voters from the polls by the new act."}) {
    EXPECT_EQ(count(score_figures(read(sentence + padding)), "figures/unsourced-figure"), 1u)
        << sentence;
  }
}

TEST(Figures, BelievesWhoCountsWhatItReceives) {
  const ScorerResult named =
      score_figures(read("By July the Harbour Agency has received a total of 605 reports of leaks."
                         "\n\nBy May the Ferry Board had received:\n\n- 545 letters\n- 80 boats\n" +
                         padding));
  ASSERT_EQ(named.figures.size(), 3u);
  for (const Figure& figure : named.figures) EXPECT_EQ(figure.attribution, AttributionState::named);
  for (const char* sentence : {"By May Hollis Bank had received:\n\n- $40 million from the state\n",
                               "Hollis Bank has received $40 million from the state.",
                               "Ada Lindqvist has received 4,000 requests for her recipe."}) {
    EXPECT_EQ(score_figures(read(sentence + padding)).figures.at(0).attribution,
              AttributionState::none)
        << sentence;
  }
}

TEST(Figures, ANumberInBracketsMayBeAClauseAnAgeOrTheLengthOfAList) {
  for (const char* text :
       {"The duty is set out in s1(1)(a) of the act.", "Regulation 12(6) applies.",
        "Mara Lind (41), a nurse, saw the boat.", "View all pictures (137)\n"}) {
    const ScorerResult result = score_figures(read(text + padding));
    for (const Figure& figure : result.figures) EXPECT_FALSE(figure.checkable) << text;
  }
  for (const char* text : {"The group lost many boats (137) in the storm.",
                           "Boats were lost in Halvik (41) and Ostrow (12).",
                           "Most arrests were made in Port Vell (88) and Mara Bay (64).",
                           "The top scorers were Mara Lind (41) and Jo Hale (30).",
                           "Evictions by district\n\nOld Town (641)\n\nNorth Bank (412)\n"}) {
    EXPECT_GE(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, NumbersOfSectionsAndParagraphsCountNothing) {
  const ScorerResult result = score_figures(read(
      "17 (1) An order may close a pier. 14. (1) Where a boat sinks, the owner pays. Fees (5) For "
      "the purposes of section 2 ( 4 ) above. 22 ( 1 ) An order may open one. ( 3 ) It is kept." +
      padding));
  for (const Figure& figure : result.figures) EXPECT_FALSE(figure.checkable);
  EXPECT_GE(
      count(score_figures(read("The group lost 17 boats (1 in Halvik) in the storm." + padding)),
            "figures/unsourced-figure"),
      1u);
  for (const char* text :
       {"The yard sold 15,000 (1) boats in May.", "Thefts fell to 42 (1) in May."})
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
}

TEST(Figures, TheSourceOfALeadsFigureStandsInTheBody) {
  const std::string middle = " The town is quiet now. Nobody knows why. The market is open.\n\n";
  const std::string lead =
      "Ferry use fell 22 percent in Halvik last year." + middle + middle + middle;
  const ScorerResult named = score_figures(
      read(lead + "Ferry use fell 22 percent, the Harbour Institute said." + padding));
  EXPECT_TRUE(named.findings.empty()) << named.summary;
  ASSERT_EQ(named.figures.size(), 2u);
  EXPECT_EQ(named.figures[0].attribution, AttributionState::named);
  for (const char* other : {"Pilot wages rose 22 percent, the Harbour Institute said.",
                            "Ferry use fell 21 percent, the Harbour Institute said.",
                            "Ferry use fell 22 percent, people say.",
                            "Ferry use rose 22 percent, the Harbour Institute said.",
                            "In 1998 ferry use fell 22 percent, the Harbour Institute said.",
                            "Ferry use fell 22 percent in Norvik, the Harbour Institute said.",
                            "A ferry lost 22 percent of its oil, the Harbour Institute said."}) {
    const ScorerResult result = score_figures(read(lead + other + padding));
    EXPECT_EQ(count(result, "figures/unsourced-figure"), 1u) << other;
  }
}

TEST(Figures, AKindOfThingIsProductData) {
  for (const char* text :
       {"The panel takes 90-volt cables.", "It comes as a 500-gram bag.",
        "Price range: $30 to $100 for a pair of pumps\n", "15 Best Harbours to See\n"}) {
    EXPECT_TRUE(score_figures(read(text + padding)).findings.empty()) << text;
  }
  for (const char* text : {"A 40-foot wave hit the pier.", "A 30-inch snowfall closed the port.",
                           "The police seized a 500-kilogram shipment at the port.",
                           "Workers found a 250-kilogram bomb under the market.",
                           "Price of wheat: $30 to $100 a tonne, more than in May.",
                           "Prices: $30 to $100 for a tonne was paid for waste in May."}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, WhereAPlaceLiesIsReadFromAMap) {
  for (const char* text :
       {"The village lies some 200km (123 miles) south of Halvik.",
        "Ostrow is 13km north-east of Halvik.", "The rig is 40 miles off the coast."}) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_TRUE(result.findings.empty()) << text << result.summary;
  }
  for (const char* text :
       {"The fire burned 200 acres west of Halvik.", "Oil covered 15km (10 miles) of the coast.",
        "The oil slick spread over 300 km south of Halvik.", "Missiles flew 900 km east of Halvik.",
        "Homes were destroyed up to 30 miles off the coast."}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, ATabBetweenSentencesMakesNoTable) {
  const std::string text = "The rate rose 40 percent.\tThe bank lost 4,000 customers.";
  EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 2u);
}

TEST(Figures, EntriesOfListsAndOfGoodsStateNothing) {
  for (const char* text :
       {"- Squats, 20 reps\n", "15 Trends in harbour design\n", "Halm beaker 12 oz with a lid\n",
        "Dusk is defined as 30 to 90 lumens.", "Monthly plan\t$7.50\nYearly plan\t$70\n",
        "The lamp has 13 settings, 512 GB of memory, 4 ports and a charge of 4,000 mAh."}) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_TRUE(result.findings.empty()) << text << result.summary;
  }
  for (const char* text :
       {"Norwick storm: 40 dead\n", "Halvik Bank closes 40 branches\n", "Average class size: 424\n",
        "The port lost 40 boats\n", "Harbour opens 13 settings of a play, 4 ports say.",
        "Poverty, as defined, hit 400,000 people.",
        "Families defined as poor, 40 percent of the town, get no help.",
        "40 hospitals without power\n", "Port of Halm: 640 cranes idle\n",
        "300 km of new railway\n", "250 tonnes of toxic waste in river\n",
        "900 complaints this year\n", "30 schools without heating\n",
        "Take 30 percent of the fish\tHalm\tKeep 40 percent of the boats\n"}) {
    EXPECT_GE(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
}

TEST(Figures, DoesNotAskForSizesAndPricesOfGoods) {
  for (const char* text :
       {"The lamp stands at 58.3 inches tall.", "Sea lavender is 60 cm tall.",
        "The pan is roughly 6 x 7 x 5 inches.", "The pan is roughly 6 \u00d7 7 \u00d7 5 inches.",
        "Halm Z4 lamp\n\n$99.99\n\nIt glows.",
        "# Halm Z4\n\nIt costs around $200 and weighs 3.1 lb, with 19 settings.\n\nCheck "
        "price\n"}) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_TRUE(result.findings.empty()) << text << result.summary;
  }
  for (const char* text :
       {"The wall is the highest of all and 40 feet tall.",
        "The average roof costs $9,000 a piece.\n\nCheck price\n", "Debt per head is $9,000.",
        "About 100% of steel imports come from Halvik.", "- Fined $5,000\n", "- $9,412 lost\n",
        "The storm moved 40 miles inland.\n\nShop now\n"}) {
    EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 1u) << text;
  }
  for (const char* text : {"Flood waters stand 12 feet deep in the streets of Norvale.",
                           "The sea is now 2 metres high above the old wall."}) {
    const ScorerResult result = score_figures(read(text + padding));
    EXPECT_EQ(result.summary.find("size"), std::string::npos) << text << result.summary;
  }
  const Read told = read("The wave was 10 metres high and hit 300 houses." + padding);
  ASSERT_FALSE(score_figures(told).findings.empty());
  EXPECT_EQ(told.text(*score_figures(told).findings[0].range), "10 metres");
}

TEST(Figures, SumsUpProductDataInOneLine) {
  const ScorerResult result = score_figures(
      read("The Halm Z4 has a 45 MP sensor, films at 120 fps and keeps 64 GB.\n\nWeight: 3 kg\n\n"
           "Price: $299\n\n" +
           padding));
  EXPECT_TRUE(result.findings.empty());
  EXPECT_NE(result.summary.find("product data"), std::string::npos) << result.summary;
}

TEST(Figures, APriceBesideALinkToAShopIsProductData) {
  const auto findings = [](const std::string& target) {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload =
        "<html><body><article><p>For around $2100 the Halm Z4 is a fine boat.</p>"
        "<p><a href=\"" +
        target + "\">Where to buy</a></p><p>" + padding + "</p></article></body></html>";
    return score_figures(testing::read(std::move(record))).findings.size();
  };
  EXPECT_EQ(findings("https://amzn.to/3xYz"), 0u);
  EXPECT_EQ(findings("https://halm.example/history"), 1u);
}

TEST(Figures, AreSourcedByTheReportThatAnAnnouncedListIsOfAndByARaisedNumber) {
  const auto states = [](const std::string& text) {
    std::vector<AttributionState> found;
    for (const Figure& figure : score_figures(read(text + "\n\n" + padding)).figures)
      found.push_back(figure.attribution);
    return found;
  };
  using enum AttributionState;
  EXPECT_EQ(states("The Halvik Harbour Report found that Norvik leads. Here is how it scored:\n\n"
                   "- Norvik has the lowest toll in the country, at 2.4%."),
            std::vector{named});
  EXPECT_EQ(states("Okafor likes the harbour. Here is how it scored:\n\n"
                   "- Norvik has the lowest toll in the country, at 2.4%."),
            std::vector{none});
  EXPECT_EQ(states("Sinking boats cost the country over $16 billion yearly.1 Storms are rare."),
            std::vector{named});
  EXPECT_EQ(states("A Norvik University study of 900 sailors found that few slept well."),
            std::vector{named});
}

TEST(Figures, AChangeOfTheSameNounGoesOnWithItsSource) {
  const auto states = [](const std::string& text) {
    std::vector<AttributionState> found;
    for (const Figure& figure : score_figures(read(text + "\n\n" + padding)).figures)
      found.push_back(figure.attribution);
    return found;
  };
  using enum AttributionState;
  const std::string told = "The Harbour Office said consumer prices rose 3.1 percent in May. ";
  EXPECT_EQ(states(told + "Core prices rose 2.8 percent. Food prices climbed 4.4 percent."),
            (std::vector{named, named, named}));
  EXPECT_EQ(states(told + "Unemployment rose 2.8 percent."), (std::vector{named, none}));
  EXPECT_EQ(states(told + "Some prices cover 2.8 percent of the cost."),
            (std::vector{named, none}));
}

TEST(Figures, AFineIsNoPriceWhateverIsSoldBelow) {
  const auto findings = [](const std::string& line) {
    return score_figures(read(line + "\n\nShop now\n\n" + padding)).findings.size();
  };
  EXPECT_EQ(findings("Fines: $5,000"), 1u);
  EXPECT_EQ(findings("The owner of the boat was fined $5,000 by a judge in the spring."), 1u);
  EXPECT_EQ(findings("The boat is yours for $5,000 with a fine sail."), 0u);
}

TEST(Figures, AShareLinkMakesNoProductOfWhatThingsCostOnAverage) {
  Record record;
  record.kind = MediaKind::html;
  record.payload_is_utf8 = true;
  record.payload =
      "<html><body><article><p>The average family spends $3,200 on food.</p><p>"
      "<a rel=nofollow href=\"https://social.example/share\">Share on Facebook</a></p><p>" +
      padding + "</p></article></body></html>";
  EXPECT_EQ(score_figures(testing::read(std::move(record))).findings.size(), 1u);
}

TEST(Figures, ATableOfTonnesIsNoProductData) {
  Record record;
  record.kind = MediaKind::html;
  record.payload_is_utf8 = true;
  record.payload = "<html><body><article><p>" + padding + "</p><table>";
  for (const char* town : {"Halvik", "Hollis", "Quessel", "Norvale"}) {
    record.payload += "<tr><td>" + std::string(town) + "</td><td>" +
                      std::to_string(3100 + record.payload.size() % 471) + " tonnes</td></tr>";
  }
  record.payload += "</table></article></body></html>";
  EXPECT_EQ(score_figures(testing::read(std::move(record))).findings.size(), 1u);
}

TEST(Figures, ATableIsOneFinding) {
  std::string rows;
  for (const char* port : {"Halvik", "Hollis", "Quessel", "Norvale"}) {
    rows += "<tr><td>" + std::string(port) + "</td><td>" + std::to_string(31 + rows.size() % 47) +
            " %</td><td>" + std::to_string(140 + rows.size()) + " ships</td></tr>";
  }
  Record record;
  record.kind = MediaKind::html;
  record.payload_is_utf8 = true;
  record.payload = "<html><body><article><p>" + padding + "</p><table>" + rows +
                   "</table></article></body></html>";
  const ScorerResult result = score_figures(testing::read(std::move(record)));
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_NE(result.findings[0].message.find("table"), std::string::npos);
  EXPECT_LE(result.findings[0].degree, 0.75);
}

TEST(Figures, ARepeatedLabelIsOneFinding) {
  std::string ports;
  for (const char* port : {"Halvik", "Hollis", "Quessel", "Norvale"}) {
    ports += "\n\nThe port of " + std::string(port) +
             " lies on the western coast and is known for its long pier, its market and its old "
             "lighthouse, which the town keeps.\n\nMarket share: " +
             std::to_string(11 + ports.size() % 37) + "%";
  }
  EXPECT_EQ(count(score_figures(read(ports + padding)), "figures/unsourced-figure"), 1u);
}

// What follows the label differs, so they are no cells of one list.
TEST(Figures, SentencesBehindOneLabelAreFindingsOfTheirOwn) {
  const std::string between =
      "\n\nThe port lies on the western coast and is known for its long pier, its market and its "
      "old lighthouse, which the town keeps.\n\n";
  std::string text;
  for (const char* fact : {"45 percent of women never vote.", "38 percent of men never vote.",
                           "29 percent of nurses never vote."})
    text += between + between + between + between + "Fact: " + fact;
  EXPECT_EQ(count(score_figures(read(text + padding)), "figures/unsourced-figure"), 3u);
}

TEST(Figures, ChargesSharesOfPeopleAndEffectsMostAndOffersLeast) {
  const auto degree = [](const std::string& sentence) {
    const ScorerResult result = score_figures(read(sentence + padding));
    return result.findings.empty() ? 0.0 : result.findings.front().degree;
  };
  const double sum = degree("The port spent $299 million on new berths.");
  EXPECT_GT(degree("In Quessel 43% of all patients fell ill again."), sum);
  EXPECT_GT(degree("The storm killed 140 people in Ardany."), degree("The pier has 140 lamps."));
  EXPECT_LT(degree("Riders of the night ferry get a 15% discount."), sum);
  EXPECT_GT(degree("Riders of the night ferry get a 15% discount."), 0);
}

TEST(Figures, ACreditLineBelowATableVouchesForItWhateverItsRole) {
  const auto findings = [](const std::string& line) {
    std::string rows;
    for (const char* port : {"Halvik", "Hollis", "Quessel", "Norvale"}) {
      rows += "<tr><td>" + std::string(port) + "</td><td>" + std::to_string(31 + rows.size() % 47) +
              " %</td></tr>";
    }
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload = "<html><body><article><p>" + padding + "</p><table>" + rows + "</table><p>" +
                     line + "</p><p>" + padding + "</p></article></body></html>";
    const Read page = testing::read(std::move(record));
    std::vector<BlockRole> roles(page.document.blocks.size());
    roles[roles.size() - 2].role = Role::boilerplate;
    return score_figures(page, roles).findings.size();
  };
  EXPECT_EQ(findings("\u00a9 Ostrow Ratings Company - used by permission"), 0u);
  EXPECT_EQ(findings("Data: Harbour Institute"), 0u);
  EXPECT_EQ(findings("\u00a9 Halm Courier"), 1u);
}

TEST(Figures, ACreditLineVouchesOnlyForWhatStandsDirectlyAboveIt) {
  const auto findings = [](const std::string& below) {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload =
        "<html><body><article><ul><li>Halvik: 31 %</li><li>Hollis: 42 %</li>"
        "<li>Quessel: 57 %</li></ul>" +
        below + "<p>" + padding + "</p></article></body></html>";
    return score_figures(testing::read(std::move(record))).findings.size();
  };
  EXPECT_EQ(findings("<p>Source: Harbour Institute</p>"), 0u);
  EXPECT_EQ(findings("<p>Data: Harbour Institute</p>"), 0u);
  EXPECT_EQ(findings("<p>All shares are rounded.</p><p>Data: Harbour Institute</p>"), 0u);
  EXPECT_EQ(findings("<p>Credit: Getty Images</p>"), 1u);
  EXPECT_EQ(findings("<p>Photo used with permission of Osk Brandt.</p>"), 1u);
  EXPECT_EQ(findings("<p>Data from Osk was not at hand.</p>"), 1u);
  std::string lines;
  for (int line = 0; line < 12; ++line) lines += "<p>Gulls follow the nets in the morning.</p>";
  EXPECT_EQ(findings(lines + "<p>Source: Harbour Institute</p>"), 1u);
}

TEST(Figures, ARoundFigureSaidAgainOfOthersHasNoSource) {
  for (const char* number : {"500", "1,000"}) {
    const std::string dead = std::string(number) + " people died ";
    EXPECT_EQ(score_figures(read("According to the WHO, " + dead + "in the north." + padding +
                                 "In the south, " + dead + "when the dam broke." + padding))
                  .findings.size(),
              1u)
        << number;
  }
}

TEST(Figures, AFigureSaidAgainKeepsItsSource) {
  const std::string first = "The Harbour Institute said traffic fell by 22.5 percent.";
  const ScorerResult again =
      score_figures(read(first + padding + "Traffic on the river: down 22.5 percent." + padding));
  EXPECT_TRUE(again.findings.empty());
  ASSERT_EQ(again.figures.size(), 2u);
  EXPECT_EQ(again.figures[1].attribution, AttributionState::named);
  // A round share may well be another one.
  EXPECT_FALSE(score_figures(read("The Harbour Institute said traffic fell by 20 percent." +
                                  padding + "Fares on the river rose by 20 percent." + padding))
                   .findings.empty());
}

// Where the language cannot be told, numbers are kept for comparison.
TEST(Figures, QuantitiesAreReadWhereTheLanguageIsUnknown) {
  constexpr const char* text = "Halm quay: 40 percent, $5 million";
  EXPECT_EQ(read(text, "und").mentions.quantities.size(), 2u);
  EXPECT_TRUE(read(text, "xx").mentions.quantities.empty());
}

// The links of a sentence are weighed once, not once for each of its figures.
TEST(Figures, GrowsLinearlyWithTheLinksOfASentence) {
  const auto seconds = [&](int links) {
    Record record;
    record.kind = MediaKind::html;
    record.payload_is_utf8 = true;
    record.payload = "<html><body><article><p>";
    for (int i = 0; i < links; ++i) record.payload += "<a href=//b.c/d>X</a> 5% ";
    const Read text = testing::read(std::move(record));
    double best = 1e9;
    for (int run = 0; run < 4; ++run) {
      const std::clock_t start = std::clock();
      score_figures(text);
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  EXPECT_LT(seconds(1600), 20 * seconds(200) + 0.002) << "eight times the links";
}

// A short deterministic fuzz run: mutations of text that holds every construction.
TEST(Figures, SurvivesBrokenText) {
  const std::string base =
      "Officials said up to 40% of $4.4bn, \"or 1/2 of 816 000 t\", fell 3-5 per cent to "
      "€1.234,56; "
      "three in ten, twenty-five, 2½ miles, (415) 555-0199, 12:30 p.m., June 10-12, 2018 [3] | 7 | "
      "9 |\n";
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::string text = base;
    for (int edit = 0; edit < 12; ++edit) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text.erase(at, 1 + random() % 5);
          break;
        case 1:
          text.insert(at, text.substr(random() % text.size(), random() % 9));
          break;
        case 2:
          text[at] = static_cast<char>(random() % 256);
          break;
        default:
          text.insert(at, std::string(1 + random() % 3, "0.,-$%\" "[random() % 8]));
      }
      if (text.empty()) text = "1";
    }
    const Read result = read(text);
    for (const Figure& figure : score_figures(result).figures) {
      EXPECT_LE(figure.quantity.text.end, result.document.text.size());
      EXPECT_LE(figure.quantity.text.begin, figure.quantity.number.begin);
    }
  }
}

// Twice the text may take little more than twice the time: no construction is quadratic.
TEST(Figures, GrowsLinearly) {
  for (const std::string& piece :
       {std::string("5 to "), std::string("\"said 5% "), std::string("one and "), std::string("1,"),
        std::string("$"), std::string("Mara Ostrow of "), std::string("555-"), std::string("(4 "),
        std::string("a | 1 | "), std::string("Al 5% "), std::string("on Al 5% ")}) {
    const auto seconds = [&](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) text += piece;
      const auto begin = std::chrono::steady_clock::now();
      score_figures(read(text));
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const double one = seconds(8'000), four = seconds(32'000);
    EXPECT_LT(four, 12 * one + 0.2) << piece;
  }
}

TEST(FigureSentences, AreTheSameWithAnyRegisters) {
  const FigureWords words(testing::shipped_heuristics());
  const std::string text =
      "Moored boats, the agency said, should have earned us 40 percent of what you and I were "
      "promised; if they had been priced like Ferries, Cranes and the best new pumps of 1998, red";
  for (std::size_t end = 1; end <= text.size(); ++end) {
    const testing::Read read = testing::read(text.substr(0, end));
    const ScorerInput input{.document = read.document, .mentions = read.mentions, .roles = {}};
    const figures::SentenceReader reader(input, words);
    EXPECT_EQ(reader.words_of(read.document.tokens, Registers::narrow),
              reader.words_of(read.document.tokens, widest_registers()))
        << end;
  }
}

}  // namespace
}  // namespace assay
