#include <cmath>

#include <gtest/gtest.h>

#include "mentions/scan.h"
#include "mentions_support.h"

namespace assay {
namespace {

using testing::read;

// The only quantity of a sentence; fails where there is none or more.
Quantity only(const std::string& text, const std::string& language = "en") {
  const testing::Read result = read(text, language);
  EXPECT_EQ(result.mentions.quantities.size(), 1u) << text;
  return result.mentions.quantities.empty() ? Quantity() : result.mentions.quantities.front();
}

void expect_none(const std::string& text) {
  const testing::Read result = read(text);
  for (const Quantity& quantity : result.mentions.quantities) {
    ADD_FAILURE() << text << ": found " << result.text(quantity.text);
  }
}

void expect_money(const std::string& text, double value, const std::string& code) {
  const Quantity quantity = only(text);
  EXPECT_DOUBLE_EQ(quantity.value, value) << text;
  EXPECT_EQ(quantity.unit, code) << text;
  EXPECT_EQ(quantity.kind, QuantityKind::money) << text;
}

TEST(Money, IsReadInAnyNotation) {
  expect_money("The harbour fund received $4.4 billion.", 4.4e9, "USD");
  expect_money("The harbour fund received $4.4bn.", 4.4e9, "USD");
  expect_money("The harbour fund received USD 34.6 million.", 34.6e6, "USD");
  expect_money("The harbour fund received USD34.6 million.", 34.6e6, "USD");
  expect_money("The harbour fund received Rs 500 crore.", 5e9, "INR");
  expect_money("The harbour fund received Rs. 500 crore.", 5e9, "INR");
  expect_money("The harbour fund received 4,4 Mrd. \u20ac.", 4.4e9, "EUR");
  expect_money("The harbour fund received £2.5m.", 2.5e6, "GBP");
  expect_money("The harbour fund received A$90.", 90, "AUD");
  expect_money("The harbour fund received 1,200€.", 1200, "EUR");
  expect_money("The harbour fund received 30 Canadian dollars.", 30, "CAD");
  expect_money("The toll is 45 cents.", 0.45, "USD");
}

TEST(Money, OfOtherLanguagesFollowsTheirSeparators) {
  EXPECT_DOUBLE_EQ(only("Der Hafen bekam 4,4 Mrd. €.", "de").value, 4.4e9);
  EXPECT_DOUBLE_EQ(only("Der Hafen bekam 1.250,50 Euro.", "de").value, 1250.5);
  EXPECT_DOUBLE_EQ(only("Le port a reçu 3,5 millions d'euros.", "fr").value, 3.5e6);
  EXPECT_DOUBLE_EQ(only("El puerto recibió 1.200 euros.", "es").value, 1200);
}

TEST(Marks, OfPostsNotesNamesAndBillsAreNoAmounts) {
  for (const char* text :
       {"He moved her savings to a 401(K) account.",
        "The senator wrote H.R. 2990, the Harbour Act.", "Mara_Ostrow January 11, 2025, 3:00am 3",
        "The Tarrow\u2122 26 was shown at the fair.", "Call the harbour at 1-800-TUG-0199 today.",
        "Open halm.example/the%20harbour%20report%20final.pdf first.",
        "Lind B, Journal of Boats 2003;13(5):478\u201381.", "Tide tables \u2605\u2605\u2605(105)",
        "302. What did the gull say?", "It slows the tide.14,15 Plus it helps the boats.",
        "This was shown for Halm.22,23,24 Others were not tested.",
        "It is a multi-trillion dollar trade."})
    expect_none(text);
  EXPECT_EQ(only("Halm\u2122 26 boats sank.").value, 26);
  EXPECT_EQ(only("Thousands and thousands of boats were lost.").unit, "boats");
}

TEST(Units, AreNoVerbs) {
  EXPECT_EQ(only("A score below 10 indicates trouble.").unit, "");
  EXPECT_EQ(only("The fair of 500 brings guests.").unit, "");
  EXPECT_EQ(only("The guide has 10 serious errors.").unit, "serious errors");
  EXPECT_EQ(only("The fair treats at least one harbour-related case.").unit,
            "harbour related case");
}

TEST(Quantities, AreNotHowSureAFigureIsAndMarksOfPapers) {
  for (const char* text :
       {"The gain was clear (95% CI, low) in Halm.", "It gave a 95 percent confidence interval.",
        "Halm runs a 501 ( c ) charity.", "The yield of the acid (4b) was high."})
    expect_none(text);
  EXPECT_EQ(only("About 95 percent confidently sailed on.").value, 95);
  EXPECT_EQ(only("Sales were high (4bn).").value, 4e9);
  expect_none("Lind et al., Halm J Tides 2016; 375: 19-32.");
  expect_none("The parts are numbered 1/4, 2/4, 3/4, 4/4 in a series.");
  EXPECT_EQ(only("The desk has an 83/100 rating in Halm.").kind, QuantityKind::score);
  EXPECT_EQ(only("Of the boats 3/4 leak.").kind, QuantityKind::fraction);
  const auto rated = read("Fit 4/5\nDurability 5/6\n");
  ASSERT_EQ(rated.mentions.quantities.size(), 2u);
  for (const Quantity& q : rated.mentions.quantities) EXPECT_EQ(q.kind, QuantityKind::score);
  EXPECT_EQ(only("Of the boats in Halm 4/5 leak.").kind, QuantityKind::fraction);
  const auto one = read("Around 1 in 5 U.S. adults sails.");
  ASSERT_EQ(one.mentions.quantities.size(), 1u);
  EXPECT_EQ(one.text(one.mentions.quantities[0].text), "Around 1 in 5");
}

TEST(Quantities, CountBehindTheInitialsOfAPlace) {
  EXPECT_EQ(only("In Halm, D.C. 400 were held on Friday.").value, 400);
  EXPECT_EQ(only("In L.A. 3,000 fled the fire.").value, 3000);
}

TEST(Directions, AreNoParticlesOfOtherVerbs) {
  for (const char* text :
       {"The guide is broken down into 13 parts.", "She sat down with twenty pilots.",
        "Be ready to drop $200 on a coat.", "The shoe has a drop of 6 mm.",
        "The new model sets the drop at 10 mm.", "The boat was 12 percent up front.",
        "The port takes a 30% cut of each sale."})
    EXPECT_EQ(only(text).direction, Direction::none) << text;
  for (const char* text :
       {"The number of boats was down 12 percent.", "Prices came down to 5 dollars.",
        "The lake dropped 8 feet in the past year.", "Shares dropped $2 on Monday.",
        "The port announced a 30% cut in staff.", "The yard cut 300 jobs.",
        "Traffic was 12 percent down on last year.", "Sales were down for the year by 4 percent."})
    EXPECT_EQ(only(text).direction, Direction::down) << text;
  for (const char* text :
       {"Traffic was 12 percent up on last year.", "Profits were up on the year by 4 percent."})
    EXPECT_EQ(only(text).direction, Direction::up) << text;
  EXPECT_EQ(only("The ferry took over 2 sessions.").bound, Bound::exact);
  EXPECT_EQ(read("It lasts 24 hours plus 3 hours of rest.").mentions.quantities[0].bound,
            Bound::exact);
  EXPECT_EQ(only("It lasts 24 hours plus.").bound, Bound::over);
}

TEST(Percent, KnowsPointsFromShares) {
  EXPECT_EQ(only("Ticket sales rose 12 percent.").unit, "percent");
  EXPECT_EQ(only("Ticket sales rose 12%.").unit, "percent");
  EXPECT_EQ(only("Ticket sales rose 12 per cent.").unit, "percent");
  EXPECT_EQ(only("Support fell by 3 percentage points.").unit, "percentage point");
}

TEST(Words, SpellNumbers) {
  EXPECT_DOUBLE_EQ(only("They sold half a million tickets.").value, 5e5);
  EXPECT_DOUBLE_EQ(only("They sold twenty-five tickets.").value, 25);
  EXPECT_DOUBLE_EQ(only("They sold two hundred and six tickets.").value, 206);
  EXPECT_DOUBLE_EQ(only("They sold three dozen tickets.").value, 36);
  EXPECT_DOUBLE_EQ(only("They won by two and a half points.").value, 2.5);
  EXPECT_NEAR(only("Two-thirds of voters stayed home.").value, 2.0 / 3, 1e-9);
  EXPECT_NEAR(only("A third of voters stayed home.").value, 1.0 / 3, 1e-9);
  EXPECT_DOUBLE_EQ(only("Three in ten voters stayed home.").value, 0.3);
  EXPECT_DOUBLE_EQ(only("Hundreds of thousands of voters stayed home.").value, 1e5);
  EXPECT_DOUBLE_EQ(only("Output doubled.").value, 2);
  EXPECT_DOUBLE_EQ(only("They sold quarter million tickets.").value, 2.5e5);
  EXPECT_DOUBLE_EQ(only("They sold three hundred and two dozen tickets.").value, 324);
  EXPECT_DOUBLE_EQ(only("Output fell by a half.").value, 0.5);
}

TEST(Words, SpellFractions) {
  EXPECT_DOUBLE_EQ(only("The answer is one over four.").value, 0.25);
  EXPECT_DOUBLE_EQ(only("The answer is two and fifty-four hundredths.").value, 2.54);
  EXPECT_DOUBLE_EQ(only("The answer is one hundred and thirty fifths.").value, 26);
  EXPECT_NEAR(only("The answer is forty trillionths.").value, 4e-11, 1e-20);
  // "over" bounds the second number where that counts something.
  EXPECT_EQ(read("Of phase one over 300 pupils know.").mentions.quantities.back().value, 300);
}

TEST(Digits, OfAMixedNumberAreOneNumber) {
  EXPECT_DOUBLE_EQ(only("The bank raised its rate to 5-1/4 percent.").value, 5.25);
  const Quantity range = only("The rate stood at 5-1/4 to 5-1/2 percent.");
  EXPECT_DOUBLE_EQ(range.value, 5.25);
  EXPECT_DOUBLE_EQ(range.high, 5.5);
  EXPECT_DOUBLE_EQ(only("The plant sold 1-1/2 million cars.").value, 1.5e6);
  EXPECT_EQ(only("Norvale won 2-1 at home.").kind, QuantityKind::score);
}

TEST(Digits, BeyondAllCountsAreReadWholeOrNotAtAll) {
  expect_money("The harbour fund received 99999999999999 million euros.", 99999999999999e6, "EUR");
  expect_money("The debt grew to 1,234,567,890,123,456,789,012 million dollars.",
               1.234567890123456789e27, "USD");
  expect_money("The debt grew to five trillion trillion trillion dollars.", 5e36, "USD");
  expect_none("The harbour fund received 9999999999999999999 million euros.");
  expect_none("The harbour fund received " + std::string(500, '7') + " million euros.");
  std::string many = "The debt grew to 5 trillion";
  for (int i = 0; i < 40; ++i) many += " trillion";
  expect_none(many + " dollars.");
  expect_money("Harbour towns lost million dollar homes.", 1e6, "USD");
}

TEST(Powers, AreOneNumber) {
  EXPECT_DOUBLE_EQ(only("The flask held 1.3x10^6 cells.").value, 1.3e6);
  EXPECT_DOUBLE_EQ(only("The flask held 6.5 × 10^-4 grams.").value, 6.5e-4);
  EXPECT_DOUBLE_EQ(only("The flask held 12.5e+3 grams.").value, 12500);
  expect_none("The key is 9^99999 here.");
}

TEST(Bounds, StandBeforeAndBehindTheNumber) {
  EXPECT_EQ(only("It drew more than $500 in fees.").bound, Bound::over);
  EXPECT_EQ(only("It cut waste by up to 40%.").bound, Bound::up_to);
  EXPECT_EQ(only("It drew nearly 300 visitors.").bound, Bound::about);
  EXPECT_EQ(only("It drew at least 300 visitors.").bound, Bound::at_least);
  EXPECT_EQ(only("It drew fewer than 300 visitors.").bound, Bound::under);
  EXPECT_EQ(only("It drew 300 or more visitors.").bound, Bound::at_least);
  EXPECT_EQ(only("It drew 20+ visitors.").bound, Bound::at_least);
  EXPECT_EQ(only("It drew 300 visitors.").bound, Bound::exact);
}

TEST(Ranges, AreOneFigureWithTwoEnds) {
  const Quantity range = only("The bridge will cost between $89 and $93 billion.");
  EXPECT_EQ(range.bound, Bound::range);
  EXPECT_DOUBLE_EQ(range.value, 89e9);
  EXPECT_DOUBLE_EQ(range.high, 93e9);
  EXPECT_EQ(range.unit, "USD");
  EXPECT_DOUBLE_EQ(only("Cook it for 20-25 minutes.").high, 25);
  EXPECT_DOUBLE_EQ(only("They drink three to four cups.").high, 4);
}

TEST(Ranges, AreNoChangeFromOneValueToAnother) {
  const testing::Read result = read("Unemployment rose from 5% to 7%.");
  ASSERT_EQ(result.mentions.quantities.size(), 2u);
  EXPECT_DOUBLE_EQ(result.mentions.quantities[1].value, 7);
}

TEST(Rates, KeepWhatTheyAreCountedBy) {
  EXPECT_EQ(only("Diesel averaged $2.11 per gallon.").unit, "USD/gal");
  EXPECT_EQ(only("The well yields 300 barrels a day.").unit, "bbl/day");
  EXPECT_EQ(only("The train ran at 80 km/h.").unit, "km/h");
}

TEST(Direction, ComesFromTheNounOrAdjectiveBehindTheNumber) {
  EXPECT_EQ(only("A 5 percent rise in fares was agreed.").direction, Direction::up);
  EXPECT_EQ(only("There was a nearly 5 percent fall.").direction, Direction::down);
  EXPECT_EQ(only("Exports were 8 percent higher.").direction, Direction::up);
  EXPECT_EQ(only("The shares closed 3.2 percent lower than before.").direction, Direction::down);
  EXPECT_EQ(only("Some 5 percent cut their own hair.").direction, Direction::none);
  EXPECT_EQ(only("The town has 5 higher schools.").direction, Direction::none);
  EXPECT_EQ(only("The harbour is 5 percent fuller.").direction, Direction::none);
}

TEST(Quantities, ATimeMovesOnlyByOrToSomething) {
  for (const char* text :
       {"The yards shut down within 6 months.", "The data will be lost after 72 hours.",
        "Leave the dough to rise for 2 hours.", "You can break up your 3 days in Halm."}) {
    EXPECT_EQ(only(text).direction, Direction::none) << text;
  }
  EXPECT_EQ(only("The term was reduced by 6 months.").direction, Direction::down);
  EXPECT_EQ(only("The wait rose to 3 weeks.").direction, Direction::up);
  EXPECT_EQ(only("The boat gained 2 minutes.").direction, Direction::up);
  EXPECT_EQ(only("Waits were up 14 days on average.").direction, Direction::up);
  EXPECT_EQ(only("The couple broke up 14 days later.").direction, Direction::none);
}

TEST(Direction, ComesFromTheVerbBeforeTheObject) {
  EXPECT_EQ(only("The council trimmed its budget by 2 million dollars.").direction,
            Direction::down);
  EXPECT_EQ(only("He cut the price by 40 dollars.").direction, Direction::down);
  EXPECT_EQ(only("The cut was opposed by 40 percent.").direction, Direction::none);
  EXPECT_EQ(only("Rises in fares are set by 40 percent.").direction, Direction::none);
}

TEST(Quantities, AYearAgoIsNoRate) {
  EXPECT_EQ(only("Profit was 63 million euros a year ago.").unit, "EUR");
  EXPECT_EQ(only("They earn 2,000 euros a month.").unit, "EUR/month");
}

TEST(Quantities, APartByWhichSomethingMovesIsAFraction) {
  const Quantity& part = only("Output dropped by a third.");
  EXPECT_NEAR(part.value, 1.0 / 3, 1e-9);
  EXPECT_EQ(part.direction, Direction::down);
  EXPECT_TRUE(read("It was sung by a third person.").mentions.quantities.empty());
}

TEST(Quantities, MegatonnesAreAUnit) {
  EXPECT_EQ(only("The plant emits 1.2 Mt of smoke.").unit, "Mt");
  expect_none("They climbed Mt Halvik.");
}

TEST(Direction, ComesFromTheVerbBeforeTheNumber) {
  EXPECT_EQ(only("Shares rose 6.5%.").direction, Direction::up);
  EXPECT_EQ(only("Shares fell by nearly 3 percent.").direction, Direction::down);
  EXPECT_EQ(only("The museum has 30 rooms.").direction, Direction::none);
  EXPECT_EQ(only("It paid a jaw-dropping 46 million euros.").direction, Direction::none);
}

TEST(Counts, NameTheCountedNoun) {
  EXPECT_EQ(only("The city owns 1,100 public housing properties.").unit,
            "public housing properties");
  EXPECT_EQ(only("Some 46 of their close contacts fell ill.").unit, "contacts");
}

TEST(Ignored, DatesAndTimesAreNoQuantities) {
  for (const char* text :
       {"It opened on June 10, 2018.", "It opened on 10 June 2018.", "It opened in 2018.",
        "It opened on 2018-06-10.", "It opened on 12/24/2025.", "It opens at 6 p.m. daily.",
        "It opens at 17:30.", "The 1990s were quiet.", "The 2018-2019 school year ended.",
        "It opened in nineteen ninety nine."}) {
    expect_none(text);
  }
  const testing::Read result = read("It opened on June 10, 2018.");
  ASSERT_EQ(result.mentions.dates.size(), 1u);
  EXPECT_EQ(result.mentions.dates[0].year, 2018);
  EXPECT_EQ(result.mentions.dates[0].month, 6);
  EXPECT_EQ(result.mentions.dates[0].day, 10);
}

TEST(Ignored, TimesOfDayInWordsAreNoQuantities) {
  for (const char* text :
       {"It opens at half past seven.", "It opens at a quarter to 8.", "It opens at seven thirty.",
        "It leaves at 21.40 (VST) and arrives at 06.45.", "It opens ten past 9 on Monday.",
        "It opens at 8 in the morning.", "It is open from 1 p.m. to 4.", "It is open from 9am-5.",
        "It opens on the 17.", "It opens at UTC+4.", "It opened in the nineteen seventies.",
        "It is open from 1:30p.m. to 4.", "It is open 4 till 23 of this month.",
        "It opened two Monday later.", "It is open 5/1-5/7, 2020.",
        "It opened on twenty five January nineteen eighty six."}) {
    expect_none(text);
  }
  EXPECT_DOUBLE_EQ(only("It is open from 9 for two hours.").value, 2);
  EXPECT_DOUBLE_EQ(only("The rate rose from 02.50 in May.").value, 2.5);
  EXPECT_DOUBLE_EQ(only("The queue grew past 90 people.").value, 90);
}

TEST(Ignored, CodesAndFormulasAreNoQuantities) {
  for (const char* text :
       {"The account is 12348765 now.", "See 3333*2=6666 for that.", "Ask for P0-001-000016155-9.",
        "It lies at 40.169312 exactly.", "Call 123 456 7890 today.",
        "Call (+31) (12) 3456789 today.", "Call 269-541-4584x068 today."}) {
    expect_none(text);
  }
}

TEST(Compounds, AreOneQuantity) {
  EXPECT_NEAR(only("He is 5 ft 2 in tall.").value, 5 + 2.0 / 12, 1e-9);
  EXPECT_DOUBLE_EQ(only("It cost 15 dollars and 50.").value, 15.5);
  EXPECT_DOUBLE_EQ(only("It cost 15 dollars and 50 cents.").value, 15.5);
  EXPECT_DOUBLE_EQ(only("They lost 75 USD million.").value, 75e6);
  EXPECT_DOUBLE_EQ(only("They lost 3 hundred and one sheep.").value, 301);
  EXPECT_DOUBLE_EQ(only("They lost one million and a half.").value, 1.5e6);
  EXPECT_EQ(only("Profit was 361 million pounds.").unit, "GBP");
  EXPECT_EQ(only("They caught 361 million pounds of cod.").unit, "lb");
}

TEST(Ignored, NamesWithNumbersAreNoQuantities) {
  for (const char* text :
       {"The G7 met.", "It supports 5G networks.", "A Boeing 737 landed.",
        "Industry 4.0 is a slogan.", "See section 3 of the act.", "Read article 50 of the act.",
        "COVID-19 spread.", "Turn to page 12.", "The Big Four met.", "See Windows 10 for that."}) {
    expect_none(text);
  }
}

TEST(Ignored, OrdinalsListMarksAndSequencesAreNoQuantities) {
  for (const char* text :
       {"It was the 21st century.", "He finished third.", "It was the twenty-second try.",
        "Call (415) 555-0199 today.", "Call +44 20 7946 0958 today.",
        "The server 192.168.0.1 failed.", "Version 1.2.3.4 is out.",
        "Write to a99@example.org soon.", "As shown before [3], it works."}) {
    expect_none(text);
  }
  const testing::Read list = read("1. Open the box.\n\n2) Close the box.\n");
  EXPECT_TRUE(list.mentions.quantities.empty());
}

TEST(RelativeTime, IsMarkedApartFromDurations) {
  EXPECT_TRUE(only("It closed two years ago.").relative_time);
  EXPECT_FALSE(only("It was closed for two years.").relative_time);
}

TEST(Ages, OfTheDeadAndOfWhoDidSomethingAreAges) {
  EXPECT_EQ(only("Harbour master Ilse Moor dies at 81").kind, QuantityKind::age);
  EXPECT_EQ(only("The painter died on Tuesday at 81.").kind, QuantityKind::age);
  EXPECT_EQ(only("She was 34 when the quay was built.").kind, QuantityKind::age);
  EXPECT_NE(only("It was 34 when measured.").kind, QuantityKind::age);
  EXPECT_NE(only("The price stood at 81.").kind, QuantityKind::age);
}

TEST(Ages, StandBehindNamesAndVerbsOfTurning) {
  for (const char* text :
       {"Ostrow, 25, admitted it.", "The pilot Mara Ostrow (NOR), 18, won.",
        "The captain, who is 67, left.", "He is now 21 and sails.", "Lind, now 62. Then she left.",
        "He would turn 79 in spring.", "At 62, she still sails.",
        "Boats are steered by children as young as 12.", "Women over 65 ride free.",
        "Ferries carry children under 5.", "She moved at the age of just seven.",
        "It was found among women younger than 63.", "Sailors older than 80, it says, slept."}) {
    EXPECT_EQ(only(text).kind, QuantityKind::age) << text;
  }
  for (const char* text :
       {"The port turned 40 of them over to the navy.", "At 30, the index was low.",
        "Groups over 12 ride free.", "At 98, Halvik had the highest score.",
        "Norvik turned 30 into parks.", "Germany, 62, led.", "Women over 65 kg rode.",
        "The bank, which is 67, left.", "It holds more than 63.",
        "Boats older than 80 leaks sank."}) {
    EXPECT_NE(only(text).kind, QuantityKind::age) << text;
  }
}

TEST(Money, MillionsBehindMillionsAreOfTheirCurrency) {
  const auto units = [](const std::string& text) {
    std::string all;
    for (const Quantity& quantity : read(text).mentions.quantities) all += quantity.unit + ";";
    return all;
  };
  EXPECT_EQ(units("It costs 46 million euros, of which the port pays 27 million."), "EUR;EUR;");
  EXPECT_EQ(units("Sales rose to $4.1 billion from 3.9 billion."), "USD;USD;");
  EXPECT_EQ(units("It spent $40 million to reach 3 million."), "USD;;");
  EXPECT_EQ(units("It has $40 million for 3 million people."), "USD;people;");
  EXPECT_EQ(units("The 46 million euro plan is old; 27 million live there."), "EUR;;");
  EXPECT_EQ(units("It cost $9 million and was seen by 5 million, mostly young."), "USD;;");
  EXPECT_EQ(units("It costs $40 and was seen by 3 million."), "USD;;");
}

TEST(Measures, AKBehindThousandsIsTheColourOfLight) {
  const Quantity light = only("The lamp gives a warm 2700K light.");
  EXPECT_DOUBLE_EQ(light.value, 2700);
  EXPECT_EQ(light.unit, "kelvin");
  EXPECT_DOUBLE_EQ(only("The port has 1200K followers.").value, 1.2e6);
  expect_money("The quay cost $5K to paint.", 5000, "USD");
  expect_money("The quay cost $2700K to build.", 2.7e6, "USD");
}

TEST(Lists, NumbersShareTheUnitBehindTheLast) {
  const auto units = [](const std::string& text) {
    std::string all;
    for (const Quantity& quantity : read(text).mentions.quantities) all += quantity.unit + ";";
    return all;
  };
  EXPECT_EQ(units("They were seen after six, 12 and 24 months."), "month;month;month;");
  EXPECT_EQ(units("The rope comes in 1, 1.5 or 2 kg."), "kg;kg;");
  EXPECT_EQ(units("The fee rose 10, 20, and 30 percent."), "percent;percent;percent;");
  EXPECT_EQ(units("He won 6 and lost 3, and 12 months later he quit."), ";;month;");
  EXPECT_EQ(units("Of the 20, 3 months later none was left."), ";month;");
  EXPECT_EQ(units("It lost 20 and 3 months later 5 kg."), ";month;kg;");
}

TEST(NoFigures, PagesHouseNumbersAndProbabilities) {
  expect_none("It was so for years (Ostrow, p. 140).");
  expect_none("They searched the shop at 3325 15 St. E., Halvik.");
  expect_none("It was significant (P < .05).");
  expect_none("A P value \u2264.05 was small.");
  expect_none("The owner called 911 at once.");
  EXPECT_EQ(only("The bank called 250 of them.").value, 250);
  expect_none("The club is a 501(c)4 body, the fund a 501(c)(4) one.");
}

TEST(Ages, AreTheirOwnKind) {
  EXPECT_EQ(only("A 50-year-old man left.").kind, QuantityKind::age);
  EXPECT_EQ(only("Mara Ostrow, 45, left.").kind, QuantityKind::age);
}

TEST(BadNumbers, AreDroppedNotMisread) {
  expect_none("The code is " + std::string(1000, '7') + " here.");
  expect_none("The code is 1.2,3.4,5 here.");
  for (const char* text :
       {"NaN of them came.", "It is inf percent.", "It costs $.", "%%%", "12,,34..5", "1e999 units",
        "$$$5", "5 5 5 5 5 5 5", "½½½", "-", "−", "٫٫"}) {
    const testing::Read result = read(text);
    for (const Quantity& quantity : result.mentions.quantities) {
      EXPECT_TRUE(std::isfinite(quantity.value)) << text;
      EXPECT_LE(quantity.text.end, result.document.text.size()) << text;
    }
  }
}

TEST(BadNumbers, WordsThatMultiplyWithoutEndStayFinite) {
  for (const char* word :
       {"hundred ", "dozen ", "score ", "hundred and ", "thousand ", "one million "}) {
    std::string many;
    for (int i = 0; i < 400; ++i) many += word;
    for (const std::string& text :
         {"It cost " + many + "dollars.", "From 0 to " + many + "dollars.",
          "It had 5 " + many + "boats.", "It grew by half a " + many + "times.",
          "It was " + many + "and a half."}) {
      const testing::Read result = read(text);
      for (const Quantity& quantity : result.mentions.quantities) {
        EXPECT_TRUE(std::isfinite(quantity.value)) << text.substr(0, 40);
        EXPECT_TRUE(std::isfinite(quantity.high)) << text.substr(0, 40);
      }
    }
  }
}

TEST(Digits, OfOtherScriptsCount) {
  EXPECT_DOUBLE_EQ(only("The village has ٤٥٠ houses.").value, 450);
  EXPECT_DOUBLE_EQ(only("The village has ４５０ houses.").value, 450);
  EXPECT_DOUBLE_EQ(only("The walk is 2½ miles.").value, 2.5);
}

TEST(Digits, GroupBySpaces) {
  EXPECT_DOUBLE_EQ(only("The mine shipped 816 000 tonnes.").value, 816000);
}

TEST(Ignored, ARuleOfThumbIsAName) {
  expect_none("Investors follow the 70% rule.");
  expect_none("Others embrace the 50/30/20 rule.");
  expect_none("The best remedy is the \"90-degree\" rule.");
  EXPECT_DOUBLE_EQ(only("The rule cut sulphur by 70%.").value, 70);
}

TEST(Ignored, VolumesPagesAndReferenceMarks) {
  expect_none("Tides and quays. The Journal of Harbours. 2011 May 25;94(1):247-53.");
  expect_none("Ferries calm the mind [ 2 ] and the eye [3].");
  expect_none("Rowing can (1) reduce the load and (2) improve sleep.");
}

TEST(Ignored, SetPhrasesAndNamesThatBeginWithANumber) {
  expect_none("Finding the pier is half the battle.");
  expect_none("The captain doubled down on the plan.");
  expect_none("The port published its Eight-Week Plan.");
  expect_none("The crew went and dined at another inn (Eleven Anchors) by the quay.");
}

TEST(Ignored, MarksOfAnEnumerationInASentence) {
  expect_none("Riders had to be (1) willing to row, (2) able to swim and (3) awake.");
  const Quantity count = only("The keeper (5) left the quay, and so did the cook.");
  EXPECT_DOUBLE_EQ(count.value, 5);
}

TEST(Ignored, WhatALabelNumbersMayBeAListOrARange) {
  expect_none("The tide is treated in the atlas (Ch. 2).");
  expect_none("Repeat steps 1 to 3 at dusk.");
  expect_none("It has the ropes of tiers 1 and 2.");
  expect_none("The crew rested later (weeks 9-12).");
  expect_none("They rowed on days 4 and 5.");
  EXPECT_DOUBLE_EQ(only("Over the weeks 12 boats sank.").value, 12);
}

TEST(Ignored, NamesOfProductsKeepAllTheirNumbers) {
  expect_none("It runs on a Corvo Ultra 7 258V chip.");
  expect_none("We like that the Tarrow 3 15 can be opened.");
  expect_none("The KQa 100F is light.");
  expect_none("The Tarrow Ferrol Volt 276 offers features like ropes.");
  expect_none("It is a 2-in-1 laptop.");
  expect_none("Bring the 25-Foot Anchor Chain when you come aboard.");
  EXPECT_DOUBLE_EQ(only("It weighs on a 48V system.").value, 48);
  EXPECT_DOUBLE_EQ(only("In Port Ferrol 300 houses burned.").value, 300);
}

TEST(Ignored, HousesTeamsAndOpeningHoursAreNoAmounts) {
  expect_none("The fire broke out at 17 Orchard Rise on Monday.");
  expect_none("Bo Dahl, of 4 Tarrow Crescent, was jailed.");
  expect_none("Its under-12 team won the relay.");
  expect_none("The museum (open 10-17, Ferrol Street 3) has a bell.");
  EXPECT_DOUBLE_EQ(only("It lost 17 Orchard Hill boats.").value, 17);
  EXPECT_DOUBLE_EQ(only("The under 12 percent rate held.").value, 12);
  EXPECT_DOUBLE_EQ(only("The bridge was open 10 days.").value, 10);
}

TEST(Ignored, NumbersThatANameOrSignMarks) {
  expect_none("The Tarrow 24\u2122 is our cleanest stove.");
  expect_none("The Corvo 800 Series boiler delivers steam.");
  expect_none("You cannot upload 1099s from the quay.");
  EXPECT_DOUBLE_EQ(only("The stove holds 24 logs.").value, 24);
  EXPECT_DOUBLE_EQ(only("The port built 800 class rooms.").value, 800);
  EXPECT_DOUBLE_EQ(only("Sales in Port Ferrol rose 10%.").value, 10);
}

TEST(Ignored, NumbersThatAreSpokenOfOrStandForOthers) {
  expect_none("Type \"0\" into the box.");
  expect_none("She counts \u201cone\u201d and breathes.");
  expect_none("There is a balance between the two.");
  expect_none("The rope was divided in two: it had frayed.");
  expect_none("It is a dime-a-dozen ferry.");
  expect_none("The port gives one-to-one help.");
  expect_none("The captain was doubling down on the plan.");
  EXPECT_DOUBLE_EQ(only("\"40 percent of riders\" left.").value, 40);
  EXPECT_DOUBLE_EQ(only("The storm killed two.").value, 2);
}

TEST(Measures, OfOneUnitNeedABound) {
  EXPECT_EQ(only("The shrub gets to about a metre in height.").bound, Bound::about);
  EXPECT_EQ(only("The quay stood for over a century.").unit, "century");
  EXPECT_DOUBLE_EQ(only("They rowed more than an hour.").value, 1);
  expect_none("They spoke about a week in port.");
  expect_none("A metre of rope hung there.");
  EXPECT_EQ(only("The hall is a 1500 square foot room.").unit, "ft2");
  EXPECT_EQ(only("The coil has 32 ohm.").unit, "\u03a9");
}

TEST(Ignored, ANumberOfANameComesBackAlone) {
  expect_none("The hull has a Tarrow RTX 3061 below deck. Nothing beats the 3061 at sea.");
  EXPECT_DOUBLE_EQ(only("The hull has a bell. Nothing beats the 3061 at sea.").value, 3061);
}

TEST(Ignored, LinesOfPrograms) {
  expect_none("const boats = [{ id: 1, name: 'Ilse' }, { id: 2, name: 'Moor' }];");
  expect_none("SELECT * FROM tide_table t WHERE t.tide_id = (max_rows) AND t.row_count < 100;");
  expect_none("The default is tide_cost = 0.01 here.");
  expect_none("All groups differed (P<.04).");
}

TEST(Ignored, NumbersOfBlocksInARow) {
  expect_none("1 The Long Quay\n\nIlse reads it aloud.\n\n2 Annie Rope\n\nNobody reads it.\n");
  expect_none("1.1. The Harbour\n\nIt is wide.\n\n1.Kitchens\n\nThey are narrow.\n");
  EXPECT_EQ(read("4 Types of Rope\n\nThey hold.\n\n5 Kinds of Knots\n\nThey hold as well.\n")
                .mentions.quantities.size(),
            2u);
}

TEST(Tables, CellsBehindTabsStandAlone) {
  const testing::Read table =
      read("1\tOstrow Ferries\t107,764,591\t16.4\n2\tMoor Lines\t52\t-8.1\n");
  std::vector<double> values;
  for (const Quantity& quantity : table.mentions.quantities) values.push_back(quantity.value);
  EXPECT_EQ(values, (std::vector<double>{107764591, 16.4, 52, -8.1}));
}

TEST(Ignored, SequencesAndIdentifiers) {
  expect_none("The tide table is a row like (285, 574, 384, ...) to them.");
  expect_none("It fits the bread tin (model # 2988).");
  expect_none("The keeper owned an RS/6000 and a 68010 processor.");
  expect_none("They run Tarrow 7B and Ferrol 1B there.");
  expect_none("Siena painted, 1300-1600, with a steady hand.");
  expect_none("They work 9 to 5 by the quay.");
  EXPECT_DOUBLE_EQ(only("The tins hold 1300-1600 calories.").value, 1300);
  EXPECT_DOUBLE_EQ(only("It sold 68010 tins.").value, 68010);
}

TEST(Ignored, VersionsYearsAndTailsOfWords) {
  expect_none("Since 3.4, ropes are also supported.");
  expect_none("Traffic slipped back to roughly 2022 levels.");
  expect_none("The ranges rest on 2025 data.");
  expect_none("These are the HR tools of 2026 HR teams.");
  expect_none("He gave the mate a high-five.");
  expect_none("The NIS2 rules apply.");
  expect_none("The mate rows for the 67s.");
  expect_none("He ran a half marathon.");
  EXPECT_DOUBLE_EQ(only("The ferry carried roughly 2,022 people.").value, 2022);
}

TEST(Counts, KeepTheirNounBehindMoreAndOther) {
  EXPECT_EQ(only("The ferry serves 12 more harbours.").unit, "harbours");
  EXPECT_EQ(only("The ferry serves 12 other harbours.").unit, "harbours");
}

TEST(Counts, StandBehindWordsThatCouldBeLabels) {
  EXPECT_EQ(only("Popular piers book 12-18 months in advance.").unit, "month");
  EXPECT_DOUBLE_EQ(only("After a week two healthy seals swim away.").value, 2);
  expect_none("The crew turned to page 12.");
}

TEST(Measures, OfTwoSidesAreOne) {
  const Quantity quantity = only("The deck needs a space of 6 x 4 feet.");
  EXPECT_DOUBLE_EQ(quantity.value, 6);
  EXPECT_EQ(quantity.kind, QuantityKind::measure);
}

// How many figures `text` has in `language`.
std::size_t figures_in(const std::string& text, const std::string& language) {
  return read(text, language).mentions.quantities.size();
}

TEST(OtherLanguages, NumbersOfThingsAreNoFigures) {
  EXPECT_EQ(figures_in("Die 27. Messe beginnt in Halm.", "de"), 0u);
  EXPECT_EQ(figures_in("Das steht in § 449 und in Artikel 12.", "de"), 0u);
  EXPECT_EQ(figures_in("Es steht auf Seite 412.", "de"), 0u);
  EXPECT_EQ(figures_in("La loi n° 58 est votée.", "fr"), 0u);
  EXPECT_EQ(figures_in("El artículo 12 y el n.º 4 de la ley.", "es"), 0u);
  EXPECT_EQ(figures_in("Halm kauft 27 Kutter.", "de"), 1u);
}

TEST(OtherLanguages, SpansOfTimeAreDurations) {
  EXPECT_EQ(only("Er bekam eine 50-jährige Frist.", "de").kind, QuantityKind::duration);
  EXPECT_EQ(only("Il a vécu là pendant 32 ans.", "fr").kind, QuantityKind::duration);
  EXPECT_EQ(only("Il y resta trois semaines.", "fr").kind, QuantityKind::duration);
  EXPECT_EQ(only("Esperó 45 minutos.", "es").kind, QuantityKind::duration);
}

TEST(OtherLanguages, ACountedNounEndsAtAFunctionWord) {
  const auto text = [](const std::string& sentence, const std::string& language) {
    const testing::Read result = read(sentence, language);
    const auto& found = result.mentions.quantities;
    return found.empty() ? "" : result.text(found.front().text);
  };
  EXPECT_EQ(text("Es kamen 45 Personen des Vereins.", "de").find("des"), std::string::npos);
  EXPECT_EQ(text("On a compté 45 barques dans le port.", "fr"), "45 barques");
  EXPECT_EQ(text("Llegaron 45 barcos del norte.", "es"), "45 barcos");
}

TEST(OtherLanguages, WithoutANumberTableThereAreNoFigures) {
  EXPECT_EQ(figures_in("第13届在2019年9月举行，有3000人参加。", "zh"), 0u);
  EXPECT_EQ(figures_in("Wzięło udział 3000 osób.", "pl"), 0u);
}

TEST(Currency, ACodeInCapitalsIsNoSum) {
  EXPECT_EQ(figures_in("The port has an RS232 socket.", "en"), 0u);
  EXPECT_EQ(only("The rope cost Rs500.", "en").unit, "INR");
}

TEST(Scan, IsTheSameWithAnyRegisters) {
  const auto lexicon = mentions::Lexicon::load(testing::shipped_heuristics(), "en");
  ASSERT_TRUE(lexicon);
  const std::string words =
      "The Northern Harbour Agency said on Tuesday that USD34.6 million, 1,478 boats and b2b or Q3 "
      "deals came from A to Öst in May; I doubt half a dozen of them - 4\u20139 or 5/8 (\u201c20-30"
      "\u00a0kg\u201d),  and\t3\u20119 \u2013 what.";
  std::string text;
  for (int sentences = 0; sentences < 9; ++sentences) {
    // Cut at every place, so that every number of words is left for the last round.
    for (std::size_t end = 0; end < words.size(); ++end) {
      if (words[end] != ' ') continue;
      const Document document = read(text + words.substr(0, end)).document;
      const mentions::Scan narrow(document, lexicon.value(), Registers::narrow),
          widest(document, lexicon.value(), widest_registers());
      for (std::size_t i = 0; i < document.tokens.size(); ++i) {
        ASSERT_EQ(narrow.words[i], widest.words[i]) << narrow.view(i);
        ASSERT_EQ(narrow.stops[i], widest.stops[i]) << narrow.view(i);
        ASSERT_EQ(narrow.words[i], &lexicon.value().word(document.tokens[i].hash));
        if (i + 1 == document.tokens.size()) break;
        for (const mentions::Scan* const scan : {&narrow, &widest}) {
          const std::string_view between = scan->between(i);
          ASSERT_EQ(scan->gap(i), mentions::Scan::kind_of(between)) << between;
          ASSERT_EQ(scan->spaced(i), between == " ") << between;
        }
      }
      const std::size_t last = document.tokens.size();
      for (const mentions::Scan* const scan : {&narrow, &widest}) {
        for (std::size_t from = 0, next = last; from <= last; from += from < 3 ? 1 : last / 3 + 1) {
          for (next = from; next < last && !(scan->stops[next] & mentions::stop_name);) ++next;
          ASSERT_EQ(scan->next(from, last, mentions::stop_name), next);
          const auto both = mentions::stop_quantity | mentions::stop_cue;
          for (next = from; next < last && !(scan->stops[next] & both);) ++next;
          ASSERT_EQ(scan->next(from, last, both), next);
          ASSERT_EQ(scan->any(from, last, both), next < last);
        }
        const std::size_t some = std::min<std::size_t>(last, 30);
        std::size_t capitals = 0;
        for (std::size_t i = 0; i < some; ++i)
          capitals += (scan->stops[i] & mentions::stop_capital) != 0;
        ASSERT_EQ(scan->count(0, some, mentions::stop_capital), capitals);
      }
    }
    text += words + " ";
  }
}

TEST(Scan, ReadsWordsUpToTheEndOfTheText) {
  const auto lexicon = mentions::Lexicon::load(testing::shipped_heuristics(), "en");
  ASSERT_TRUE(lexicon);
  for (const char* const word : {"on", "from", "boathouse", "eighties"}) {
    for (const std::string behind : {"", " of the whole harbour"}) {
      const Document document = read(std::string("He sails ") + word + behind).document;
      const mentions::Scan scan(document, lexicon.value());
      const std::string_view view = word;
      EXPECT_EQ(scan.reads_any(2, "on", "at", "in"), view == "on") << word << behind;
      EXPECT_EQ(scan.reads_any(2, "to", "from", "fro"), view == "from") << word << behind;
      EXPECT_EQ(scan.reads_any(2, "boathous", "o", "fromm"), false) << word << behind;
      EXPECT_EQ(scan.reads_any(2, "eighties", "to", "by"), view == "eighties") << word << behind;
      EXPECT_EQ(scan.reads_any(2, "boathouse", "to", "by"), view == "boathouse") << word << behind;
    }
  }
}

}  // namespace
}  // namespace assay
