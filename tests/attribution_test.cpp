#include <gtest/gtest.h>

#include "assay/names.h"

#include "mentions_support.h"

namespace assay {
namespace {

using testing::Read;
using testing::read;

const Attribution& only(const Read& result) {
  static const Attribution none;
  EXPECT_EQ(result.mentions.attributions.size(), 1u);
  return result.mentions.attributions.empty() ? none : result.mentions.attributions.front();
}

TEST(Attribution, FindsTheSourceBeforeTheVerb) {
  const Read result = read("Mara Ostrow said the ferry carried 300 people.");
  const Attribution& attribution = only(result);
  EXPECT_EQ(result.text(attribution.source), "Mara Ostrow");
  EXPECT_EQ(result.text(attribution.cue), "said");
  EXPECT_FALSE(attribution.vague);
  ASSERT_NE(attribution.source_index, no_index);
  EXPECT_EQ(result.mentions.sources[attribution.source_index].name, "Mara Ostrow");
}

// The names of those who vouch for what stands at `words`, "-" for one without a name.
std::string vouch_for(const Read& result, std::string_view words) {
  const std::size_t at = result.document.text.find(words);
  std::string names;
  for (const Attribution& a : result.mentions.attributions) {
    if (!a.content.contains(static_cast<std::uint32_t>(at))) continue;
    if (!names.empty()) names += ", ";
    names += a.source_index == no_index ? "-" : result.mentions.sources[a.source_index].name;
  }
  return names;
}

TEST(Attribution, TwoVoicesOfASentenceEachSayTheirOwnClause) {
  Read result = read("Mara Ostrow said 40 boats were left; Ada Lind said there were 32.");
  EXPECT_EQ(vouch_for(result, "40"), "Mara Ostrow");
  EXPECT_EQ(vouch_for(result, "32"), "Ada Lind");
  result = read("The Halm Agency said 14 had drowned, while the Hollis Institute reported 60.");
  EXPECT_EQ(vouch_for(result, "14"), "Halm Agency");
  EXPECT_EQ(vouch_for(result, "60"), "Hollis Institute");
  result = read("Mara Ostrow said that, while 40 boats were left, 32 of them leaked.");
  EXPECT_EQ(vouch_for(result, "32"), "Mara Ostrow");
  result = read("Mara Ostrow said the Hollis Institute had counted 40 boats; 32 of them leaked.");
  EXPECT_NE(vouch_for(result, "32"), "");
}

TEST(Attribution, NoPlaceKindOfThingOrPeopleIsASource) {
  for (const char* text :
       {"Those who live along Harbour Street say the 40 boats leak.",
        "Only 6 percent of Halmians use data removal services.",
        "Our data center business grew 40 percent.", "The data breach hit 40 million people."})
    EXPECT_EQ(vouch_for(read(text), "4") + vouch_for(read(text), "6"), "") << text;
  const Read people = read("Halmians said the boats cost $25,000.");
  EXPECT_EQ(vouch_for(people, "25,000"), "-");
  EXPECT_NE(vouch_for(read("Our data show that 40 percent of boats leak."), "40"), "");
  EXPECT_EQ(vouch_for(read("Halm Agency data show that 40 percent of boats leak."), "40"),
            "Halm Agency");
}

TEST(Attribution, WhatIsSaidOfStudiesAloneIsOfTheOnlyOne) {
  std::string text = "The study, published in Harbour Science, followed sailors.";
  for (int k = 0; k < 12; ++k) text += "\n\nThe town is big and its boats are few.";
  const std::string group = "\n\nLater, 91 percent of the intervention group had boats.";
  EXPECT_EQ(vouch_for(read(text + group), "91 percent"), "Harbour Science");
  for (const char* other :
       {"\n\nThe ports recruited 551 participants.", "\n\nThe police recruited 551 volunteers.",
        "\n\nThe control group at the border stopped 551 cars.",
        "\n\nThe sample of 551 wells was full."})
    EXPECT_EQ(vouch_for(read(text + other), "551"), "") << other;
  const std::string unnamed = text + "\n\nAnother study looked at pilots. They were old.";
  EXPECT_EQ(vouch_for(read(unnamed + text.substr(text.find("\n\n")) + group), "91 percent"), "");
  EXPECT_EQ(vouch_for(read(text + "\n\nLater, 91 percent of the group had boats."), "91 percent"),
            "");
  std::string two = text + " Another study, published in Ocean Letters, followed pilots.";
  for (int k = 0; k < 12; ++k) two += "\n\nThe town is big and its boats are few.";
  EXPECT_EQ(vouch_for(read(two + group), "91 percent"), "");
}

TEST(Attribution, AnOfficeIsNoPartOfItsHoldersName) {
  const std::pair<const char*, const char*> texts[] = {
      {"Secretary of State Mara Lind said 40 boats sank.", "Mara Lind"},
      {"Secretary of Health and Human Services Ada Holm said 40 boats sank.", "Ada Holm"},
      {"The Secretary of State said 40 boats sank.", "Secretary of State"},
      {"The CEO of Energy Halvik said 40 boats sank.", "Energy Halvik"},
      {"The Agency for Healthcare Research and Quality said 40 boats sank.",
       "Agency for Healthcare Research and Quality"},
      {"The Ministry of Defence and Norvik said 40 boats sank.", "Ministry of Defence"},
      {"Halvik 24 reported that 40 boats sank.", "Halvik 24"},
      {"Volunteer Coordinator Mara Lind said 40 boats sank.", "Mara Lind"}};
  for (const auto& [text, name] : texts) EXPECT_EQ(vouch_for(read(text), "40 boats"), name) << text;
  for (const char* text :
       {"Managing Director said 40 boats sank.", "Page 24 says 40 boats sank.",
        "Nearly 24 say 40 boats sank.", "In Halm 24 reported cases led to 40 boats.",
        "Halm 12 reported thefts of 40 boats.", "Halm 73 said to carry 40 boats sank.",
        "On Monday Halm 16 said yes to 40 boats."}) {
    for (const Source& source : read(text).mentions.sources) EXPECT_EQ(source.name, "") << text;
  }
}

TEST(Attribution, SurnamesThatEndAsPeoplesDoArePersons) {
  EXPECT_EQ(
      vouch_for(read("Lotte Heymans runs the reef centre. Heymans said 40 boats leak."), "40"),
      "Lotte Heymans");
  EXPECT_EQ(
      vouch_for(read("Many Halm Republicans were there. Republicans said 40 boats leak."), "40"),
      "-");
  EXPECT_EQ(vouch_for(read("The mood is bad. Romans said 40 boats leak."), "40"), "-");
}

TEST(Attribution, WhoSpeaksFromInsideABodyIsASource) {
  EXPECT_EQ(vouch_for(read("A source inside Halm Shipping said 40 boats leak."), "40"), "-");
  EXPECT_EQ(vouch_for(read("Officials inside the Treasury said the town owes 40 million."), "40"),
            "-");
}

TEST(Attribution, NamesAreReadToTheirEnd) {
  EXPECT_EQ(vouch_for(read("The Halm Panel on Sea Change said 40 boats leak."), "40"),
            "Halm Panel on Sea Change");
  EXPECT_EQ(vouch_for(read("According to Harbour.ai, sales grew 40 percent."), "40"), "Harbour.ai");
  EXPECT_EQ(vouch_for(read("The Hollis Institute on Monday said 40 boats leak."), "40"),
            "Hollis Institute");
  EXPECT_EQ(vouch_for(read("The Halm Council on Vell Street said 40 boats leak."), "40"),
            "Halm Council");
}

TEST(Attribution, TheSubjectBehindACommaIsNoAside) {
  EXPECT_EQ(vouch_for(read("As we noted at Halm Post, figures released by the Ministry of Ports, "
                           "showed that 40 boats sank."),
                      "40"),
            "Ministry of Ports");
}

TEST(Attribution, WhatIsEstimatedIsVague) {
  for (const char* text :
       {"It's estimated that 40 tons of nets are lost.", "It has been reported that 40 boats leak.",
        "It is widely believed that 40 boats leak."})
    EXPECT_EQ(vouch_for(read(text), "40"), "-") << text;
  EXPECT_EQ(vouch_for(read("The repair was estimated in May and took 40 days."), "40"), "");
}

TEST(Attribution, WhatIsDoneAccordingToAPlanHasNoSource) {
  for (const char* text : {"According to plan, the bridge carries 9,000 cars.",
                           "Seats were given out according to need, and 400 people came.",
                           "Fees vary according to the size of the boat and reach 900 crowns.",
                           "They pay according to their means, at most 40 crowns."})
    EXPECT_TRUE(read(text).mentions.attributions.empty()) << text;
  for (const char* text :
       {"According to the plan, the bridge carries 9,000 cars.",
        "The bridge carries 9,000 cars, according to Plan Harbour.",
        "According to the age report of the Halm Agency, 40 percent are over 60."})
    EXPECT_FALSE(read(text).mentions.attributions.empty()) << text;
}

TEST(Attribution, WhatWasAskedIsNotWhatIsAnswered) {
  const Read result =
      read("Asked about the loss of 900 jobs, Mara Ostrow said that she felt for the 40 families.");
  EXPECT_EQ(vouch_for(result, "900"), "");
  EXPECT_EQ(vouch_for(result, "40"), "Mara Ostrow");
}

TEST(Attribution, BodiesVouchForWhatTheyMeasure) {
  for (const char* text : {"The Halm Weather Agency recorded 40 storms.",
                           "The Halm Weather Agency measured a gust of 40 knots.",
                           "On Monday the Hollis Institute registered more than 40 tremors."})
    EXPECT_NE(vouch_for(read(text), "40"), "") << text;
  for (const char* text : {"Mara Ostrow recorded 40 songs.",
                           "The Halm Weather Agency recorded, after 40 years, its end.",
                           "The records of 40 storms are kept in Halm."})
    EXPECT_EQ(vouch_for(read(text), "40"), "") << text;
}

TEST(Attribution, SourcesCloseToAMatterAreVague) {
  for (const char* text : {"Sources close to the talks put the price at 40 million.",
                           "A person familiar with the matter said the price was 40 million."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    EXPECT_TRUE(result.mentions.attributions[0].vague) << text;
  }
  EXPECT_EQ(vouch_for(read("The school close to the harbour cost 40 million."), "40"), "");
}

TEST(Attribution, WhatAReportCostsIsNotWhatItSays) {
  EXPECT_EQ(vouch_for(read("The report by the Halm Agency cost 40 million."), "40"), "");
  EXPECT_EQ(vouch_for(read("The report by the Halm Agency lists 40 leaks."), "40"), "Halm Agency");
}

TEST(Attribution, TheNameSetOffBehindARoleIsWhoSpeaks) {
  for (const char* text :
       {"Bo Dahl, 58, admitted theft. The prosecutor, Ada Lind, said that he took 40 crowns.",
        "The regional governor, Ada Lind, told reporters that 40 houses were lost.",
        "The mayor of Halvik, Ada Lind, said that 40 houses were lost.",
        "The harbour clerk, Dr Ada Lind of Halvik, said that 40 houses were lost.",
        "The roof will cost 40 crowns, according to a report by the engineer, Ada Lind.",
        "The roof will cost 40 crowns, a report by the engineer, Ada Lind, says.",
        "\"It cost 40 crowns,\" said the harbour clerk, Ada Lind, on Monday.",
        "Bo Dahl met the mayor, Ada Lind, on Monday. The mayor said it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(text), "40"), "Ada Lind") << text;
  EXPECT_EQ(vouch_for(read("The firm, Hollis Pumps, said it sold 40 pumps."), "40"),
            "Hollis Pumps");
  for (const char* text : {"According to the sheriff, Ada Lind, 45, took 40 crowns.",
                           "The clerk's sister, Ada Lind's friend, said it cost 40 crowns.",
                           "A letter to the mayor, Ada Lind and the port says it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(text), "40").find("Ada Lind"), std::string::npos) << text;
}

TEST(Attribution, APronounIsWhomTheSentenceBeforeOpensWith) {
  for (const char* text :
       {"Ada Lind asked why nobody knew. \"We paid 40 crowns,\" she said.",
        "Ada Lind, the clerk, spoke first. \"We are poor. We paid 40 crowns,\" she told Bo Dahl.",
        "Bo Dahl said it was late. The clerk, Ada Lind, rose. \"We paid 40 crowns,\" she said.",
        "Ada Lind has run the port since 2010. She was a sailor. She said it has 40 berths."})
    EXPECT_EQ(vouch_for(read(text), "40"), "Ada Lind") << text;
  for (const char* text :
       {"Ada Lind met Bo Dahl. \"We paid 40 crowns,\" he said.",
        "Ada Lind's brother rose. \"We paid 40 crowns,\" he said.",
        "Ada Lind and Bo Dahl rose. \"We paid 40 crowns,\" he said.",
        "Police arrested Ada Lind. \"We paid 40 crowns,\" he said.",
        "Ada Lind has run the port since 2010. The port is full. He said it has 40 berths.",
        "The Ossery fire service said it was late. \"We paid 40 crowns,\" he said."})
    EXPECT_EQ(vouch_for(read(text), "40"), "-") << text;
}

TEST(Attribution, HearsayAndManyPeopleAreVague) {
  for (const char* text :
       {"It is understood that the port paid 40 crowns.", "It is also widely believed 40 men died.",
        "The port is understood to have paid 40 crowns.", "The mast is said to be 40 metres high.",
        "Fishermen point out that 40 boats were lost.",
        "Local skippers say that 40 boats were lost."}) {
    EXPECT_EQ(vouch_for(read(text), "40"), "-") << text;
    EXPECT_TRUE(only(read(text)).vague) << text;
  }
  for (const char* text :
       {"She understood that the port paid 40 crowns.",
        "The mast is estimated to be 40 metres high.", "The point of 40 visits is lost.",
        "They scored 40 points that day.", "It is well understood by 40 men.",
        "The port continues to lose 40 men."})
    EXPECT_EQ(vouch_for(read(text), "40"), "") << text;
}

TEST(Attribution, HearsWhoContinuesToSay) {
  for (const char* text : {"The Hollis Bank continues to expect growth of 40 percent.",
                           "The Hollis Bank then went on to say that 40 men were paid.",
                           "The Hollis Bank points out that 40 men were paid."})
    EXPECT_EQ(vouch_for(read(text), "40"), "Hollis Bank") << text;
  EXPECT_EQ(vouch_for(read("The Hollis Bank continues to grow by 40 percent."), "40"), "");
  EXPECT_EQ(vouch_for(read("The Hollis Bank was asked to say that 40 men left."), "40"), "");
}

TEST(Attribution, WhatListsThingsIsADocument) {
  EXPECT_EQ(vouch_for(read("The timetable of Halvik County lists 40 trains."), "40"),
            "Halvik County");
  EXPECT_EQ(
      vouch_for(read("Trade fell 40 percent, the monthly bulletin of the Port of Edeline shows."),
                "40"),
      "Port of Edeline");
  EXPECT_EQ(
      vouch_for(read("Trade fell 40 percent, the Halvik bulletin shows, and prices rose."), "40"),
      "Halvik");
  EXPECT_EQ(vouch_for(read("In the old port, the three shows, all new, drew 40 people."), "40"),
            "");
  EXPECT_EQ(vouch_for(read("The window of the Halvik house shows 40 cracks."), "40"), "");
}

TEST(Attribution, ABodyIsMoreThanThePlaceInItsName) {
  EXPECT_EQ(vouch_for(read("The Ossery civil protection service said that 40 men left."), "40"),
            "Ossery civil protection service");
  const Read result = read(
      "The Ossery council said that 40 men left. The Ossery police said that 50 left. The Ossery "
      "council said that 60 left. The Hollis company said that 70 left.");
  EXPECT_EQ(vouch_for(result, "40"), "Ossery council");
  EXPECT_EQ(vouch_for(result, "50"), "Ossery police");
  EXPECT_EQ(vouch_for(result, "70"), "Hollis");
  EXPECT_EQ(result.mentions.sources.size(), 3u);
}

// The sources of a text, each with its kind.
std::string kinds_of(std::string text) {
  const Read result = read(std::move(text));
  std::string out;
  for (const Source& source : result.mentions.sources) {
    out += (out.empty() ? "" : ", ") + source.name + " " + std::string(to_string(source.kind));
  }
  return out;
}

TEST(Sources, OnePersonIsOneHoweverCalled) {
  EXPECT_EQ(kinds_of("Mara Ostrow said it was late. Mara says 40 boats leaked."),
            "Mara Ostrow person");
  EXPECT_EQ(kinds_of("The boats leak, says Don Lind. Neighbor Don Lind said 40 were left."),
            "Don Lind person");
  EXPECT_EQ(kinds_of("Neighbor Don Lind said that 40 boats were left."), "Don Lind person");
  EXPECT_EQ(kinds_of("Mara Ann Lind said it was late. The boats leak, Ann Lind said."),
            "Mara Ann Lind person");
  // A town of that name, and a firm whose goods begin with its own.
  EXPECT_EQ(kinds_of("Austin Ostrow said it was late. People in Austin said 40 boats leaked.")
                .find("Austin organisation"),
            std::string::npos);
  EXPECT_EQ(kinds_of("The Halmion Pump costs more. Halmion said that 40 pumps leaked."),
            "Halmion organisation");
}

TEST(Sources, APersonFirstCalledBySurnameIsOneWithTheFullName) {
  for (const char* text :
       {"Prof. Holm said 4,000 boats sank. At the port Ada Holm said 40 percent leak.",
        "Dr. Ada Holm said 4,000 boats sank. Later Holm said 40 percent leak."}) {
    const Read result = read(text);
    ASSERT_EQ(result.mentions.sources.size(), 1u) << text;
    EXPECT_EQ(result.mentions.sources[0].name, "Ada Holm") << text;
    EXPECT_EQ(result.mentions.sources[0].kind, SourceKind::person) << text;
  }
  EXPECT_EQ(vouch_for(read("Dr. Holm told the Halm Mail that 40 boats sank."), "40"), "Holm");
  for (const char* text :
       {"The ferry sails to Holm. The Holm office said 40 boats sank, and Ada Holm heard it.",
        "Hollis said 40 boats sank. Using Hollis, she counted them.",
        "Hollis said 40 boats sank. Praised Hollis was not."}) {
    EXPECT_EQ(vouch_for(read(text), "40").find(' '), std::string::npos) << text;
  }
}

TEST(Sources, AFirmIsNotThePersonItIsCalledAfter) {
  const std::string kinds = kinds_of(
      "Halmer cut 900 jobs. Halmer said sales fell by 40 percent. Founder Ada Halmer said "
      "she was sorry.");
  EXPECT_NE(kinds.find("Halmer organisation"), std::string::npos) << kinds;
  EXPECT_NE(kinds.find("Ada Halmer person"), std::string::npos) << kinds;
}

TEST(Sources, AreBodiesForSeveralMatters) {
  for (const char* name :
       {"Food and Drug Administration", "Centres for Disease Control and Prevention",
        "Department for Environment, Food and Rural Affairs",
        "Halm Institute for Parks, Ports and Research"}) {
    EXPECT_EQ(vouch_for(read("The " + std::string(name) + " said 4,000 boats sank."), "4,000"),
              name);
  }
  EXPECT_EQ(vouch_for(read("The Ministry of Health and Mara Ostrow said 40 boats sank."), "40"),
            "Ministry of Health");
  EXPECT_EQ(vouch_for(read("The Department of Energy and Norviks said 40 boats sank."), "40"),
            "Department of Energy");
  EXPECT_EQ(vouch_for(read("The Department of Energy and Norvik said 40 boats sank."), "40"),
            "Department of Energy");
  EXPECT_EQ(vouch_for(read("The Ministry of Sport and Hollis Research Institute said 40 boats "
                           "sank."),
                      "40"),
            "Ministry of Sport");
}

TEST(Sources, KeepTheNameOfThoseTheyAreFor) {
  for (const char* name : {"Nurses' Health Study II", "Alzheimer's Association",
                           "Fishermen's Union", "St. Ada Children's Hospital", "St. Ada Medical"}) {
    EXPECT_EQ(vouch_for(read("The " + std::string(name) + " reported that 40 boats sank."), "40"),
              name);
  }
  EXPECT_EQ(vouch_for(read("Okafor's Harbour Department said 40 boats sank."), "40"), "Okafor");
  EXPECT_EQ(vouch_for(read("The sailors' Halm Union said 40 boats sank."), "40"), "Halm Union");
}

TEST(Sources, AreNoRolesAndGroupsOfPeople) {
  for (const char* text :
       {"The President said 40 boats sank.", "The Deputy Mayor said 40 boats sank.",
        "The Women said 40 boats sank.", "In Halm, Prosecutors said 40 boats sank."}) {
    for (const Source& source : read(text).mentions.sources) EXPECT_EQ(source.name, "") << text;
  }
  EXPECT_EQ(vouch_for(read("Mara King spoke. King said 40 boats sank."), "40"), "Mara King");
  EXPECT_EQ(vouch_for(read("The Data.ai report said 40 boats sank."), "40"), "Data.ai");
  EXPECT_EQ(vouch_for(read("The Economist reported that 40 boats sank."), "40"), "Economist");
  EXPECT_EQ(vouch_for(read("In Halm, the Economist reported that 40 boats sank."), "40"),
            "Economist");
  EXPECT_EQ(vouch_for(read("President Okafor said 40 boats sank."), "40"), "Okafor");
}

TEST(Studies, AreNotOfTheCountryTheyCameFrom) {
  EXPECT_EQ(vouch_for(read("A study from Spain found that 40 percent of boats leak."), "40"), "-");
  EXPECT_EQ(vouch_for(read("Research from Norway shows that 40 percent of boats leak."), "40"),
            "-");
  EXPECT_EQ(vouch_for(read("In a small study from Spain, 40 sailors drank tea."), "40"), "-");
  EXPECT_EQ(vouch_for(read("In a small study from Hollis, 40 sailors drank tea."), "40"), "Hollis");
}

TEST(Attribution, WhatAReportIsQuotedWithIsNoTitle) {
  for (const char* text :
       {"According to the report, \"Forty percent of boats leak every year,\" and 4,000 sank.",
        "In the report: \"Ports must close by 2040, or 4,000 boats sink.\"",
        "According to the study, \"Boats leak,\" and 4,000 sink."}) {
    for (const Source& source : read(text).mentions.sources)
      EXPECT_NE(source.kind, SourceKind::document) << text << source.name;
  }
}

TEST(Attribution, ATitleNamesTheReport) {
  for (const char* text :
       {"A report titled \"Silent Harbours\" found that 4,000 boats sank.",
        "A 2031 report, titled \u201cSilent Harbours,\u201d found that 4,000 boats sank.",
        "A study published in 2031, entitled 'Silent Harbours', shows 4,000 boats sank.",
        "The report \"Silent Harbours\" has now found that 4,000 boats sank.",
        "In a report called \"Silent Harbours\", 4,000 boats have no owner.",
        "According to a survey titled \"Silent Harbours\", 4,000 boats sank."}) {
    const Read result = read(text);
    EXPECT_TRUE(vouch_for(result, "4,000").starts_with("Silent Harbours")) << text;
    for (const Source& source : result.mentions.sources) {
      if (source.mentions == 0) continue;
      EXPECT_EQ(source.name, "Silent Harbours") << text;
      EXPECT_EQ(source.kind, SourceKind::document) << text;
    }
  }
  const Read known =
      read("A report by the Harbour Institute titled \"Silent Harbours\" found 4,000 boats sank.");
  EXPECT_EQ(vouch_for(known, "4,000"), "Harbour Institute");
  for (const char* text :
       {"The report \"Silent Harbours\" came out on Monday, and 4,000 boats sank.",
        "The study, called \"a joke\" by sailors, is long, and 4,000 boats sank.",
        "The report sold well. A song titled \"Silent Harbours\" sold 4,000 copies."}) {
    EXPECT_EQ(vouch_for(read(text), "4,000").find("Silent"), std::string::npos) << text;
  }
}

TEST(Attribution, WhatSomePlaceAtAnAmountIsVague) {
  EXPECT_EQ(vouch_for(read("The cost, which some estimates place at $67 billion, is high."), "67"),
            "-");
  EXPECT_EQ(vouch_for(read("The Harbour Institute places the cost at $67 billion."), "67"),
            "Harbour Institute");
  for (const char* text : {"Okafor took place at 40 meetings.", "Workers place the nets at 40 m.",
                           "Lind will place it at 40 metres.", "The Halm place has 40 rooms.",
                           "Halm places 400 apprentices a year at 40 firms.",
                           "The agency places nurses at 40 hospitals."})
    EXPECT_EQ(vouch_for(read(text), "40"), "") << text;
}

TEST(Sources, AreOfTheKindThatTheTextMakesThem) {
  EXPECT_EQ(kinds_of("The Halm Herald said that 40 boats leaked."), "Halm Herald organisation");
  EXPECT_EQ(kinds_of("Halm Ostrow said that 40 boats leaked."), "Halm Ostrow person");
  EXPECT_EQ(kinds_of("Okafor said that 40 boats leaked. She asked for more. Okafor said that her "
                     "crew was tired."),
            "Okafor person");
  EXPECT_EQ(kinds_of("Okafor said that its 40 boats leaked. It asked for more."),
            "Okafor organisation");
}

TEST(Sources, AreAsLongAsTheirShortFormSpells) {
  EXPECT_EQ(kinds_of("The Surveys, Ebbs and High Tides (SEHT) said that 40 boats leaked."),
            "Surveys, Ebbs and High Tides organisation");
  EXPECT_EQ(kinds_of("The Interport Panel on Harbour Change (IPHC) said that 40 boats leaked. The "
                     "IPHC said that 50 were left."),
            "Interport Panel on Harbour Change organisation");
  EXPECT_EQ(kinds_of("In Halm, Osk and High Tides (HTX) said that 40 boats leaked.").find("Halm"),
            std::string::npos);
}

TEST(Sources, WholePeoplesAndDaysAreNone) {
  EXPECT_EQ(kinds_of("The mood is bad. Lusatians say that 40 boats leak."), "");
  EXPECT_EQ(kinds_of("Monday's tally showed that 40 boats leaked."), "");
  EXPECT_EQ(kinds_of("HALM \u2014 The town sold 40 boats on the day before, and the town of Halm "
                     "said nothing of it."),
            "");
}

TEST(Attribution, NobodyCallsAPersonIt) {
  for (const char* text :
       {"The engineer Ada Lind said it was late. It found that 40 boats leaked.",
        "Ada Lind rose. The port is full, Lind said. It says that 40 boats leaked."})
    EXPECT_EQ(vouch_for(read(text), "40"), "-") << text;
  EXPECT_EQ(vouch_for(read("Hollis Pumps said it was late. It says that 40 boats leaked."), "40"),
            "Hollis Pumps");
}

TEST(Attribution, APronounIsNobodyWhoCouldNotSpeak) {
  for (const char* text :
       {"Jon Varga, 34, was shot dead by an officer. \"He fired 40 shots,\" she said.",
        "Jon Varga died on Monday. He wrote 40 books, she said.",
        "Jon Varga was arrested on Monday. He had stolen 40 bikes, she said.",
        "Jon Varga, a sailor, has been missing since May. \"We saw 40 boats,\" he said.",
        "Ada Lind was sued by a farmer. He said she owed him 40 crowns.",
        "Ada Lind opened the door to a doctor. He said that 40 patients were sick.",
        "Ada Lind met a neighbour. \"We paid 40 crowns,\" she said.",
        "Ada Lind met Varga. \"We paid 40 crowns,\" he said.",
        "Ada Lind lost her keys in the flood. He said it has 40 graves.",
        "Bo Dahl said it was late. Ada Lind took her son to him. \"It cost 40 crowns,\" she said.",
        "New York is near. \"We sold 40 pumps,\" he said.",
        "Hollis Pumps grew fast. \"We sold 40 pumps,\" she said.",
        "Hurricane Ada Lind came in May. \"We lost 40 houses,\" he said.",
        "Ada Lind rose. \"We are poor. Who will pay?\" a man shouted. \"It cost 40 crowns,\" he "
        "said."})
    EXPECT_EQ(vouch_for(read(text), "40").find_first_not_of("-, "), std::string::npos) << text;
  for (const char* text :
       {"Ada Lind is a nurse in Halvik. \"We paid 40 crowns,\" she said.",
        "Ada Lind is leading the search. \"We paid 40 crowns,\" she said.",
        "Ada Lind, 34, was one of the last to leave. She said it cost 40 crowns.",
        "Mayor Ada Lind (Independent) asked why nobody knew. \"We paid 40 crowns,\" she "
        "said."})
    EXPECT_EQ(vouch_for(read(text), "40"), "Ada Lind") << text;
}

TEST(Attribution, WhomAPhraseIsAboutDoesNotSpeak) {
  for (const char* text :
       {"A complaint against the mayor, Ada Lind, says that she spent 40 crowns.",
        "A complaint against Mayor Ada Lind says that she spent 40 crowns.",
        "A report on the mayor, Ada Lind, says that she spent 40 crowns.",
        "A letter to the mayor, Ada Lind, says that she spent 40 crowns.",
        "A biography of the painter, Ada Lind, says that she took 40 crowns.",
        "The indictment of the banker, Ada Lind, states that she took 40 crowns.",
        "Critics of the mayor, Ada Lind, said that it cost 40 crowns.",
        "It cost 40 crowns, said critics of the mayor, Ada Lind.",
        "The roof will cost 40 crowns, according to a complaint against the mayor, Ada Lind.",
        "The Halvik Council met. Critics of the council said it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(text), "40").find("Ada Lind"), std::string::npos) << text;
  for (const char* text : {"A letter from the auditor, Ada Lind, says it cost 40 crowns.",
                           "The mother of the sailor, Ada Lind, said it cost 40 crowns.",
                           "The head of operations, Ada Lind, said it cost 40 crowns.",
                           "Speaking to reporters on Monday Ada Lind said it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(text), "40"), "Ada Lind") << text;
  EXPECT_EQ(
      vouch_for(read("The Halvik Council met. The head of the council said it cost 40 crowns."),
                "40"),
      "Halvik Council");
}

TEST(Attribution, WhoLeadsABodySpeaksForIt) {
  const std::string late = "The Larn Union said it was late. ";
  for (const char* last :
       {"Its director said it cost 40 crowns.", "The chief executive said it cost 40 crowns.",
        "The union's leader said it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(late + last), "40"), "Larn Union") << last;
  for (const char* last :
       {"The mayor said it cost 40 crowns.", "The hospital director said it cost 40 crowns.",
        "The council's leader said it cost 40 crowns.",
        "Hollis Bank closed. Its director said it cost 40 crowns."})
    EXPECT_EQ(vouch_for(read(late + last), "40"), "-") << last;
}

TEST(Attribution, SkipsTheAsideBetweenSourceAndVerb) {
  const Read result =
      read("Mara Ostrow, an analyst at Hollis Bank, said the ferry carried 300 people.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  EXPECT_EQ(result.text(result.mentions.attributions[0].source), "Mara Ostrow");
}

TEST(Attribution, StepsOverWhenItWasSaid) {
  for (const char* text :
       {"Mara Ostrow last week said the ferry carried 300 people.",
        "Mara Ostrow on Monday told reporters that the ferry carried 300 people.",
        "Mara Ostrow later on Monday said the ferry carried 300 people.",
        "Mara Ostrow earlier this month said the ferry carried 300 people.",
        "Mara Ostrow this week said the ferry carried 300 people."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    const Attribution& attribution = result.mentions.attributions[0];
    EXPECT_EQ(result.text(attribution.source), "Mara Ostrow") << text;
    EXPECT_FALSE(attribution.vague) << text;
  }
  for (const char* text :
       {"Ferries on Monday showed 300 flags.", "The crossing on Monday cost 300.",
        "Prices last week suggested 300 more ferries.",
        "Every second ton last week showed 300 grams of salt."}) {
    for (const Attribution& attribution : read(text).mentions.attributions) {
      EXPECT_TRUE(attribution.vague || attribution.source_index == no_index) << text;
    }
  }
}

TEST(Attribution, HearsASubjectKnownOnlyByItsAside) {
  for (const char* text : {"Halvik, the maker of pumps, said on Monday the ferry carried 300.",
                           "Halvik, one of the oldest makers, claims that 300 took the ferry."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    EXPECT_EQ(result.text(result.mentions.attributions[0].source), "Halvik") << text;
  }
  for (const char* text : {"Upstream, a ferry with 30 men, said to be lost, was found.",
                           "Later, the maker of pumps, said Ostrow, left with 40 men."}) {
    for (const Attribution& attribution : read(text).mentions.attributions)
      EXPECT_NE(attribution.source.begin, 0u) << text;
  }
}

TEST(Attribution, SkipsSeveralAsidesToThePerson) {
  const auto source = [](const char* text) {
    const Read result = read(text);
    if (result.mentions.attributions.empty()) return std::string();
    return result.text(result.mentions.attributions[0].source);
  };
  EXPECT_EQ(source("Mara Ostrow, MD, professor of tides, Hollis University, said 300 boats left."),
            "Mara Ostrow");
  EXPECT_EQ(source("The port met Mara Ostrow; the tide, a spring tide, said nothing of 300."), "");
  EXPECT_EQ(source("\"We saw 300 boats there,\" said study coauthor Mara Ostrow."),
            "study coauthor Mara Ostrow");
}

TEST(Attribution, LetsThePersonAboveSpeakAQuotationThatOpensItsParagraph) {
  const Read spoken = read(
      "The port is full of boats in the winter, Mara Ostrow says.\n\n\"If you count them all you "
      "get to 300 boats a day.\"");
  ASSERT_EQ(spoken.mentions.quotations.size(), 1u);
  EXPECT_NE(spoken.mentions.quotations[0].attribution, no_index);
  for (const char* text :
       {"Mara Ostrow says the port is full. Posters of her rivals hang on the walls.\n\n\"If you "
        "count them all you get to 300 boats a day.\"\n\nNobody was there.",
        "Mara Ostrow says the port is full.\n\n\"If you count them all you get to 300 boats a day "
        "and more\", one poster reads."}) {
    const Read unspoken = read(text);
    ASSERT_EQ(unspoken.mentions.quotations.size(), 1u);
    EXPECT_EQ(unspoken.mentions.quotations[0].attribution, no_index) << text;
  }
  const Read nobody = read(
      "The port is full of boats in the winter.\n\n\"If you count them all you get to 300 boats a "
      "day.\"\n\nNobody was there.");
  ASSERT_EQ(nobody.mentions.quotations.size(), 1u);
  EXPECT_EQ(nobody.mentions.quotations[0].attribution, no_index);
}

TEST(Attribution, HearsWhatGoesOnBehindTheSpeaker) {
  const auto holds = [](const char* text) {
    const Read result = read(text);
    const Attribution& attribution = only(result);
    EXPECT_EQ(result.text(attribution.source), "Mara Ostrow") << text;
    return result.text(attribution.content).find("300") != std::string::npos;
  };
  EXPECT_TRUE(holds("Currently, said Mara Ostrow, head of the port, there are 300 boats."));
  EXPECT_TRUE(holds("The port of the old town, said Mara Ostrow, its head, has 300 boats."));
  EXPECT_FALSE(holds("The old port is full, said Mara Ostrow, head of a fleet of 300 boats."));
}

TEST(Attribution, ReadsAccordingToOnEitherSide) {
  const Read before = read("According to the Harbour Institute, the ferry carried 300 people.");
  EXPECT_EQ(before.text(only(before).source), "the Harbour Institute");
  const Read after = read("The ferry carried 300 people, according to the Harbour Institute.");
  EXPECT_FALSE(only(after).vague);
}

TEST(Attribution, TakesAStandForWhatItWants) {
  const Read result = read("Mara Ostrow wants to carry 5 million people.");
  const Attribution& attribution = only(result);
  EXPECT_EQ(result.text(attribution.source), "Mara Ostrow");
  EXPECT_FALSE(attribution.vague);
  EXPECT_TRUE(read("The ferry wants repair.").mentions.sources.empty());
  EXPECT_TRUE(read("Hollis Power is expected to save 5 million.").mentions.attributions.empty());
  EXPECT_EQ(read("Hollis Power is proposing 5 berths.").mentions.attributions.size(), 1u);
}

TEST(Attribution, HearsTheSpeakerNotTheSubjectOfWhatIsSaid) {
  const Read result =
      read("Mara Ostrow, head of the port, said the Hollis ferry has carried 300 people.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  EXPECT_EQ(result.text(result.mentions.attributions[0].source), "Mara Ostrow");
}

TEST(Attribution, CallsClaimsAndStudiesOfNobodyVague) {
  for (const char* text :
       {"It is claimed that the ferry carried 300 people.", "A 2020 review examined 83 ferries.",
        "In a survey of 900 people, 40 percent took the ferry."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    EXPECT_TRUE(result.mentions.attributions[0].vague) << text;
  }
}

TEST(Attribution, ReadsAReferenceInBrackets) {
  const Read result = read("Some 300 people took the ferry (Harbour Institute, 2021).");
  EXPECT_EQ(result.text(only(result).source), "Harbour Institute");
  EXPECT_TRUE(read("Some 300 people took the ferry (Hollis line).").mentions.attributions.empty());
  EXPECT_EQ(result.document.view(result.mentions.attributions[0].cue), ", 2021)")
      << "a reference vouches, a document merely named does not";
}

TEST(Attribution, HearsTheSpeakersOfATranscript) {
  const Read result = read(
      "OSTROW: We carried 300 people on that day.\n\nHOST: And how many of them paid the fare?\n\n"
      "OSTROW: About 250 of them paid the fare.");
  ASSERT_EQ(result.mentions.attributions.size(), 3u);
  EXPECT_EQ(result.text(result.mentions.attributions[0].source), "OSTROW");
  EXPECT_TRUE(read("Crew: 12 people on most days.\n\nThe ferry carried 300 people.")
                  .mentions.attributions.empty());
}

TEST(Attribution, ReadsSomebodysEstimate) {
  const Read own = read("The ferry carried 300 people by Mara Ostrow's own count.");
  EXPECT_FALSE(only(own).vague);
  EXPECT_TRUE(only(read("By most accounts, the ferry carried 300 people.")).vague);
  EXPECT_TRUE(read("The ferry left by one of two canals.").mentions.attributions.empty());
}

TEST(Attribution, VouchesForNothingThatOnlyTellsWhenItWasSaid) {
  const Read result = read("\"We will go on,\" Mara Ostrow said as 300 people left the old ferry.");
  const Attribution& attribution = only(result);
  EXPECT_LT(attribution.content.end, attribution.cue.begin);
}

TEST(Attribution, NeedsMoreThanACapitalLetterForAName) {
  EXPECT_TRUE(read("Ferries Find New Routes For Hollis Islands").mentions.sources.empty());
  EXPECT_TRUE(read("Fares show 5 dollars.").mentions.sources.empty());
  EXPECT_TRUE(read("You'll find 5 berths there. Don't expect 6.").mentions.sources.empty());
  EXPECT_EQ(read("Nordpost said 5 berths are free.").mentions.sources.size(), 1u);
}

TEST(Attribution, IsNotGivenByALabelOrAnAddition) {
  EXPECT_TRUE(read("Timeline estimate: 2 weeks").mentions.attributions.empty());
  EXPECT_TRUE(read("The team added 4 mm to the sole.").mentions.attributions.empty());
}

TEST(Attribution, CallsGeneralSourcesVague) {
  for (const char* text : {"Officials said the ferry carried 300 people.",
                           "Studies show that ferries carry fewer people.",
                           "The ferry reportedly carried 300 people."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    EXPECT_TRUE(result.mentions.attributions[0].vague) << text;
  }
}

TEST(Attribution, FollowsPronounsToTheSpeakerNamedBefore) {
  const Read result = read("Mara Ostrow said the ferry was full. She said 300 people were aboard.");
  ASSERT_EQ(result.mentions.attributions.size(), 2u);
  EXPECT_EQ(result.mentions.attributions[1].source_index,
            result.mentions.attributions[0].source_index);
}

TEST(Attribution, ReadsTheNameInARelativeClause) {
  for (const char* text :
       {"The ferry lost 4 million euros, according to an assessment that Harbour Watch published.",
        "The ferry lost 4 million euros, according to a survey which was made by Harbour Watch."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    const Attribution& attribution = result.mentions.attributions[0];
    ASSERT_FALSE(attribution.vague) << text;
    EXPECT_EQ(result.mentions.sources[attribution.source_index].name, "Harbour Watch") << text;
  }
  const Read other = read(
      "The ferry lost 4 million euros, according to an assessment that surprised Mara Ostrow.");
  EXPECT_TRUE(other.mentions.attributions[0].vague);
}

TEST(Attribution, KnowsTheBodyThatTheArticleNames) {
  const Read result = read(
      "The Quessel Ministry of Ports met Mara Ostrow on Friday. The ministry said 300 people were "
      "aboard.");
  ASSERT_EQ(result.mentions.attributions.size(), 1u);
  const Attribution& attribution = only(result);
  ASSERT_FALSE(attribution.vague);
  EXPECT_NE(result.mentions.sources[attribution.source_index].name.find("Ministry"),
            std::string::npos);
  EXPECT_TRUE(only(read("The ministry said 300 people were aboard.")).vague);
}

TEST(Attribution, KnowsWhoseStatementItIs) {
  const Read result = read("Harbour Watch lost 4 million euros, its statement says.");
  EXPECT_FALSE(only(result).vague);
  EXPECT_TRUE(only(read("The ferry lost 4 million euros, its statement says.")).vague);
}

TEST(Attribution, LetsANamedSurveyVouchWithoutAVerb) {
  const Read result = read("In a Hollis poll, 54 percent of sailors wanted a new pier.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  EXPECT_FALSE(result.mentions.attributions[0].vague);
}

TEST(Quotations, KnowTheirSpeaker) {
  const Read result =
      read("\"We carried 300 people,\" said Mara Ostrow. \"All of them were safe at the end.\"");
  ASSERT_EQ(result.mentions.quotations.size(), 2u);
  for (const Quotation& quotation : result.mentions.quotations) {
    ASSERT_NE(quotation.attribution, no_index);
    EXPECT_EQ(result.text(result.mentions.attributions[quotation.attribution].source),
              "Mara Ostrow");
  }
}

TEST(Quotations, ReadMarksThatAWrongCharsetBroke) {
  const Read result = read("\uFFFDThe ferry isn\uFFFDt slow,\uFFFD Mara Ostrow said.");
  ASSERT_EQ(result.mentions.quotations.size(), 1u);
  EXPECT_EQ(result.text(result.mentions.quotations[0].text), "The ferry isn\uFFFDt slow,");
}

TEST(Quotations, SurviveUnpairedMarks) {
  EXPECT_TRUE(read("He said \"this and never closed it.").mentions.quotations.empty());
  EXPECT_TRUE(read("A 12\" pipe and a 9\" pipe.").mentions.quotations.size() <= 1);
}

TEST(Names, MergeAcronymsAndSurnames) {
  const Read result =
      read("The Northern Harbour Agency (NHA) met Mara Ostrow. The NHA thanked Ostrow.");
  const std::vector<Name>& names = result.mentions.names;
  const auto entity = [&](const std::string& text, bool last) {
    std::uint32_t found = no_index;
    for (const Name& name : names) {
      if (result.text(name.text) != text) continue;
      found = name.entity;
      if (!last) break;
    }
    return found;
  };
  EXPECT_EQ(entity("NHA", true), entity("Northern Harbour Agency", false));
  EXPECT_EQ(entity("Ostrow", true), entity("Mara Ostrow", false));
}

TEST(Mentions, AreSortedAndInsideTheText) {
  const Read result = read(
      "Mara Ostrow said 300 people came. \"It was 40 percent more,\" the agency added, according "
      "to NHA data. Reportedly 5 left.");
  const Mentions& m = result.mentions;
  ASSERT_FALSE(m.quantities.empty());
  ASSERT_FALSE(m.attributions.empty());
  ASSERT_FALSE(m.names.empty());
  const auto size = result.document.text.size();
  std::uint32_t last = 0;
  for (const Quantity& quantity : m.quantities) {
    EXPECT_GE(quantity.text.begin, last);
    EXPECT_LE(quantity.text.end, size);
    EXPECT_TRUE(quantity.text.contains(quantity.number));
    last = quantity.text.begin;
  }
  for (const Attribution& attribution : m.attributions) {
    EXPECT_LE(attribution.content.begin, attribution.content.end);
    EXPECT_LE(attribution.content.end, size);
    EXPECT_TRUE(attribution.source_index == no_index ||
                attribution.source_index < m.sources.size());
  }
  for (const Name& name : m.names) EXPECT_LT(name.entity, m.entities.size());
}

TEST(Attribution, GoesOnWithTheSubjectInAParticiple) {
  const Read result = read("Mara Ostrow defended the plan on Tuesday, saying it costs 5 million.");
  EXPECT_EQ(result.text(only(result).source), "Mara Ostrow");
  EXPECT_EQ(result.text(only(result).cue), "saying");
}

TEST(Attribution, HearsNounsOfSaying) {
  const Read owned =
      read("Nobody believed Mara Ostrow's oft repeated case that 40 berths suffice.");
  EXPECT_EQ(owned.text(only(owned).source), "Mara Ostrow");
  const Read subject = read("Mara Ostrow made the case that 40 berths suffice.");
  EXPECT_EQ(subject.text(only(subject).source), "Mara Ostrow");
  EXPECT_TRUE(read("The case that stood there holds 40 books.").mentions.attributions.empty());
}

TEST(Attribution, TakesTheClauseBehindASpeakerSetOffByAComma) {
  const Read result = read("In the long letter, Mara Ostrow says they lost 40 berths.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  EXPECT_TRUE(result.mentions.attributions[0].content.contains(
      static_cast<std::uint32_t>(result.document.text.find("40"))));
}

TEST(Attribution, LeavesServiceAndFeesAlone) {
  EXPECT_TRUE(read("Hollis Power supports over 3 million users.").mentions.attributions.empty());
  EXPECT_TRUE(read("The Norvale filing fee is $200.").mentions.attributions.empty());
  EXPECT_TRUE(
      read("Skipping Hollis taxes results in savings of 7 percent.").mentions.attributions.empty());
}

TEST(Attribution, GivesNoVoiceToThePlaceOfADateline) {
  const Read result = read(
      "HALVIK, 14 March (KNA) - Halvik said on Monday that 12 ships wait. Authorities said 40 do.");
  EXPECT_TRUE(result.mentions.sources.empty());
  EXPECT_FALSE(read("NAVSOT said that 12 ships wait - for now.").mentions.sources.empty());
}

TEST(Attribution, HearsNobodyInANounThatLooksLikeAVerb) {
  for (const char* text :
       {"Ferries cross in the middle of the United States.", "Keep the Sticky Notes on the pier.",
        "The Hollis plans cost 40 dollars.",
        "Fill the Nordpost app with comments explaining each berth.",
        "Hollis service is typically reported as slow.", "Nordpost adds a room of 40 berths."}) {
    for (const Source& source : read(text).mentions.sources) ADD_FAILURE() << source.name;
  }
  EXPECT_EQ(read("Nordpost notes that 40 berths are free.").mentions.sources.size(), 1u);
  EXPECT_EQ(read("Nordpost adds that 40 berths are free.").mentions.sources.size(), 1u);
}

TEST(Attribution, NamesOnlyWhoHeadsThePhrase) {
  EXPECT_TRUE(read("The growth of the Hollis market suggests 40 ships.").mentions.sources.empty());
  EXPECT_TRUE(only(read("Gen Z commuters said 40 ships came.")).vague);
  EXPECT_FALSE(only(read("The Hollis engineers said 40 ships came.")).vague);
  EXPECT_FALSE(only(read("A paper by Hollis Power said 40 ships came.")).vague);
}

TEST(Attribution, ALabelIsNoSpeakerWhereNobodyTakesTurns) {
  const Read list = read(
      "Nordpost Live: Best for those who start from zero and have time.\n\nHollis Live: Best for "
      "those who sell to 40 people or more.\n\nPort Video: Best for those who work alone all day.");
  EXPECT_TRUE(list.mentions.sources.empty());
}

TEST(Attribution, ASheIsNoBody) {
  const Read result = read("Hollis Power Inc said the ferry was full. She knows 300 people.");
  for (const Attribution& attribution : result.mentions.attributions) {
    if (result.text(attribution.source) == "She") {
      EXPECT_EQ(attribution.source_index, no_index);
    }
  }
}

TEST(Attribution, HearsWhomTheWriterMetAndWhoSignsAQuotation) {
  const Read met = read("I spoke with Mara Ostrow, who owns 40 boats.");
  EXPECT_EQ(met.text(only(met).source), "Mara Ostrow");
  EXPECT_TRUE(read("Nobody spoke with Mara Ostrow about 40 boats.").mentions.sources.empty());
  for (const char* text :
       {"\"The ferry has carried all of us for 40 years, in any weather.\"\n\nMara Ostrow, harbour "
        "master",
        "\"The ferry has carried all of us for 40 years, in any weather.\" - Mara Ostrow, pilot",
        "Mara Ostrow once said:\n\n\"The ferry has carried all of us for 40 years.\""}) {
    const Read result = read(text);
    ASSERT_EQ(result.mentions.quotations.size(), 1u) << text;
    const std::uint32_t index = result.mentions.quotations[0].attribution;
    ASSERT_NE(index, no_index) << text;
    EXPECT_EQ(result.text(result.mentions.attributions[index].source), "Mara Ostrow") << text;
  }
}

TEST(Attribution, GoesOnWithANamedStudyUntilAHeading) {
  const Read result = read(
      "A Hollis Institute study of 300 boats found 40 leaks. The researchers followed 500 boats. "
      "Half of the boats in this June analysis leaked.");
  EXPECT_EQ(result.mentions.attributions.size(), 3u);
  for (const Attribution& attribution : result.mentions.attributions)
    EXPECT_FALSE(attribution.vague);
}

TEST(Attribution, ASourceLineVouchesForTheListAboveIt) {
  const Read result = read(
      "Boats by port.\n\n- Hollis: 40 boats\n- Quessel: 30 boats\n\nSource: Harbour Institute");
  const Attribution& attribution = only(result);
  EXPECT_FALSE(attribution.vague);
  EXPECT_TRUE(attribution.content.contains(
      static_cast<std::uint32_t>(result.document.text.find("30 boats"))));
}

TEST(Attribution, ReadsAParticipleBehindWith) {
  const Read result = read("With Hollis Research predicting that 95 percent go, the port is sad.");
  EXPECT_EQ(result.text(only(result).source), "Hollis Research");
}

TEST(Attribution, APronounBeforeTheVerbIsTheWholeSource) {
  const Read result = read("Hollis Power is cautious. In its assessment it expects 40 ships.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  for (const Attribution& attribution : result.mentions.attributions)
    EXPECT_EQ(result.text(attribution.source).find("assessment it"), std::string::npos);
}

// The attribution whose content holds `part` of the text; fails where there is none.
const Attribution* vouching_for(const Read& result, std::string_view part) {
  const auto at = static_cast<std::uint32_t>(result.document.text.find(part));
  for (const Attribution& attribution : result.mentions.attributions) {
    if (attribution.content.contains(at)) return &attribution;
  }
  ADD_FAILURE() << "nobody vouches for " << part;
  return nullptr;
}

TEST(Attribution, HearsTheSurveyInThoseItAsked) {
  for (const char* text :
       {"More boats were wanted by 61% of respondents.", "About 78% of riders surveyed want boats.",
        "About 78% of surveyed riders use the ferry.", "Of the riders polled, 22% used the ferry.",
        "In a 2012 U.S. survey, 19 percent of adults kept bees.",
        "Few drivers paid in the 2023 toll survey: 40 percent did.",
        "July polling showed 56 percent of riders wanted more boats."}) {
    const Read result = read(text);
    EXPECT_TRUE(only(result).vague) << text;
  }
  for (const char* text :
       {"Respond to all of the 40 letters.", "The riders used the survey tool 40 times.",
        "They filled in 40 forms in their survey."})
    EXPECT_TRUE(read(text).mentions.attributions.empty()) << text;
}

TEST(Attribution, NamesTheSurveyThatWasNamedShortlyBefore) {
  for (const char* second :
       {"To get them, 57% of respondents plan to write.", "Nearly 59% said they trust the ferry.",
        "In this survey, 30% named the fare."}) {
    const Read result =
        read(std::string("A Hollis Institute survey found that 46% of riders want more boats. ") +
             second);
    ASSERT_EQ(result.mentions.attributions.size(), 2u) << second;
    const Attribution& attribution = result.mentions.attributions[1];
    ASSERT_NE(attribution.source_index, no_index) << second;
    EXPECT_EQ(attribution.source_index, result.mentions.attributions[0].source_index) << second;
  }
  EXPECT_TRUE(read("Nearly 59% said they trust the ferry.").mentions.attributions.empty());
}

TEST(Attribution, NamesWhereAStudyWasPublished) {
  for (const char* text :
       {"The study was published in Harbour Science on Monday. Researchers followed 276 adults.",
        "The study, published online in May by the Harbour Institute, used 97 reviews."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    for (const Attribution& attribution : result.mentions.attributions)
      EXPECT_FALSE(attribution.vague) << text;
  }
}

TEST(Attribution, ANoteVouchesForThePage) {
  for (const char* note :
       {"All price ranges in this guide are based on 2025 data from Hollis Bank.",
        "Note that all of this data comes from the Hollis Bank."}) {
    const Read result = read(std::string("A boat costs $4,500.\n\nRepairs cost $90.\n\n") + note);
    const Attribution* attribution = vouching_for(result, "$4,500");
    ASSERT_NE(attribution, nullptr);
    EXPECT_NE(attribution->source_index, no_index) << note;
  }
}

TEST(Attribution, ANoteOnThisEstimateVouchesForWhatStandsAbove) {
  const Read result = read(
      "A boat costs $4,500.\n\nThis estimate is based on data from 31 ports.\n\nRepairs cost "
      "$90.");
  const Attribution* attribution = vouching_for(result, "$4,500");
  ASSERT_NE(attribution, nullptr);
  EXPECT_TRUE(attribution->vague);
  for (const Attribution& one : result.mentions.attributions)
    EXPECT_FALSE(
        one.content.contains(static_cast<std::uint32_t>(result.document.text.find("$90"))));
}

TEST(Attribution, ANoteOnThisEstimateWithNothingAboveItVouchesForNothing) {
  for (const Attribution& one :
       read("This estimate is based on what 31 ports told.\n\nRepairs cost $90.")
           .mentions.attributions)
    EXPECT_LT(one.content.begin, one.content.end);
}

TEST(Attribution, ReadsAVerbBetweenANameAndWhatItSaysOfIt) {
  EXPECT_EQ(read("Hollis Bank projects global public spending to reach $679 billion.")
                .mentions.sources.size(),
            1u);
  EXPECT_TRUE(read("Hollis Bank projects cost $679 million.").mentions.sources.empty());
  const Read aside =
      read("Hollis Boats, one of the largest yards, claims that users save 12% on fuel.");
  EXPECT_EQ(aside.text(only(aside).source), "Hollis Boats");
}

TEST(Attribution, AQuarterIsNoSource) {
  EXPECT_TRUE(read("The port earned $2 billion in Q2 results.").mentions.sources.empty());
}

TEST(Attribution, ASourceLineVouchesForTheLabelledLinesAboveIt) {
  const Read result = read("Central air: $3,800\n\nNew roof: $9,500\n\nSources: Hollis Digest");
  EXPECT_NE(vouching_for(result, "$3,800"), nullptr);
}

// The sources of a text, "kind: name" each.
std::vector<std::string> sources_of(const std::string& text) {
  const Read result = read(text);
  std::vector<std::string> found;
  for (const Source& source : result.mentions.sources) {
    const char* kind = source.kind == SourceKind::person     ? "person: "
                       : source.kind == SourceKind::document ? "document: "
                                                             : "body: ";
    found.push_back(kind + source.name);
  }
  return found;
}

using Sources = std::vector<std::string>;

TEST(Sources, ArePeopleWhereTheirRoleAndBodyStandBesideThem) {
  for (const char* text :
       {"The study author Mara Ostrow said 40 boats left. Ostrow said 30 came back.",
        "Mara Ostrow, 56, who owns a boat, told NAVSOT that 40 left. Ostrow said 30 came back.",
        "Hollis Power President Mara Ostrow said 40 boats left. Ostrow said 30 came back.",
        "NAVSOT Commissioner Dr. Mara Ostrow said 40 boats left. Ostrow said 30 came back.",
        "Director Mara Ostrow said 40 boats left. Ostrow said 30 came back.",
        "Harbour Watch spokeswoman Mara Ostrow said 40 boats left. Ostrow said 30 came back.",
        "Mara Ostrow of the University of Hollis said 40 boats left. Ostrow said 30 came back.",
        "Dr. Mara L. Ostrow of Hollis University said 40 boats left. Ostrow said 30 came back."}) {
    const Sources found = sources_of(text);
    ASSERT_EQ(found.size(), 1u) << text << found.size();
    EXPECT_TRUE(found[0].starts_with("person: Mara") && found[0].ends_with("Ostrow"))
        << text << found[0];
  }
  EXPECT_EQ(sources_of("Cheryl A. M. Ostrow said 40 boats left. Ostrow said 30 came back."),
            Sources{"person: Cheryl A. M. Ostrow"});
}

TEST(Sources, AreBodiesWhereNoPersonStandsBesideThem) {
  EXPECT_EQ(sources_of("The Hollis Institute of Ports said 40 boats left."),
            Sources{"body: Hollis Institute of Ports"});
  EXPECT_EQ(sources_of("The Bank of Norvale said 40 boats left."),
            Sources{"body: Bank of Norvale"});
  EXPECT_EQ(sources_of("Hollis University's School of Harbours said 40 boats left.").front(),
            "body: Hollis University");
  EXPECT_EQ(sources_of("Norvale General Hospital's School of Tides said 40 boats left.").front(),
            "body: Norvale General Hospital");
  EXPECT_EQ(sources_of("The General Tidal Company said 40 boats left."),
            Sources{"body: General Tidal Company"});
  EXPECT_EQ(sources_of("The Hollis engineers said 40 boats left.").size(), 1u);
}

TEST(Sources, AreNotDegreesTitlesAndNationalities) {
  EXPECT_EQ(sources_of("Mara Ostrow, PhD, MD, of Hollis University, said 40 boats left."),
            Sources{"person: Mara Ostrow"});
  for (const char* text : {"A Swedish study found 40 boats.", "The Phase III trial found 40 boats.",
                           "Swedish researchers found that 40 boats left."})
    EXPECT_TRUE(sources_of(text).empty()) << text;
  EXPECT_EQ(sources_of("A Hollis study found 40 boats."), Sources{"document: Hollis"});
}

TEST(Sources, StandBehindTheirForecasts) {
  EXPECT_EQ(
      sources_of("Nordpost said 40 boats left. It edged up its forecast for the year by 5.").size(),
      1u);
  const Read result = read("Nordpost raised its yearly traffic forecast to 40 boats.");
  EXPECT_EQ(result.text(only(result).source), "Nordpost");
  for (const char* text : {"The ferry missed its forecast to 40 boats.",
                           "Nordpost lost its forecast, and 40 boats left."})
    EXPECT_TRUE(sources_of(text).empty()) << text;
}

TEST(Sources, AreThoseWhoSpeakAndNotThoseWhoWereTold) {
  EXPECT_EQ(sources_of("\"It has 40 berths,\" Mara Ostrow, a pilot at the port, tells NAVSOT."),
            Sources{"person: Mara Ostrow"});
  EXPECT_EQ(sources_of("\"It has 40 berths,\" adds Mara Ostrow."), Sources{"person: Mara Ostrow"});
  EXPECT_TRUE(sources_of("Nordpost adds a room of 40 berths.").empty());
}

// Who vouches for the last sentence of the text; "": nobody, "?": nobody with a name.
std::string last_source(const std::string& text) {
  const Read result = read(text);
  const std::uint32_t begin = result.document.sentences.back().text.begin;
  std::string found;
  for (const Attribution& attribution : result.mentions.attributions) {
    if (attribution.content.end <= begin) continue;
    found = attribution.source_index == no_index
                ? "?"
                : result.mentions.sources[attribution.source_index].name;
  }
  return found;
}

constexpr const char* far =
    "\n\nThe piers are old.\n\nRain is common.\n\nThe fare is low.\n\nBoats are slow.\n\nIt is "
    "cold there.\n\nThe wind is strong.\n\nMany like it.\n\nSome do not.\n\n";

TEST(Sources, StandBehindPerAndBehindAnAmount) {
  const auto source = [](const std::string& text) {
    const Read result = read(text);
    return result.mentions.attributions.empty()
               ? std::string()
               : result.text(result.mentions.attributions.front().source);
  };
  EXPECT_EQ(source("Turnout was 62 percent, per Halvik Research."), "Halvik Research");
  EXPECT_EQ(source("Turnout was 62 percent, per the election board."), "the election board");
  EXPECT_EQ(source("The cost was put at 45 million euros by the harbour agency."),
            "the harbour agency");
  EXPECT_EQ(source("The toll is 40 euros per Norvik boat."), "");
  EXPECT_EQ(source("Per the Halvik plan, 40 boats sail."), "");
  EXPECT_EQ(source("The quay was valued at 45 million euros by spring."), "");
}

TEST(Sources, AreThosePersonsWhoseRoleIsNamedAgain) {
  const auto last = [](const std::string& text) {
    const Read result = read(text);
    const auto& all = result.mentions.attributions;
    return all.empty() || all.back().source_index == no_index
               ? std::string()
               : result.mentions.sources[all.back().source_index].name;
  };
  EXPECT_EQ(last("Lars Okafor, the mayor of Halvik, met Ingrid Lind, a sailor. \"We are glad,\" "
                 "Lind said. The mayor said 40 boats sank."),
            "Lars Okafor");
  EXPECT_EQ(last("Former mayor Lars Okafor died. The mayor said 40 boats sank."), "");
  EXPECT_EQ(last("Ingrid Lind, a lawyer, said 3 boats sank. The general said 12 sank."), "");
  EXPECT_EQ(last("Ingrid Lind, a director, said 3 boats sank. The director said 12 more sank."),
            "Ingrid Lind");
}

TEST(Studies, AreOfWhoMadeThemWithColleagues) {
  for (const char* text :
       {"Lars Ostrow, of the University of Norvik, and colleagues randomly assigned 620 adults.",
        "Lars Ostrow and his colleagues have tracked 620 boats for a year."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    EXPECT_EQ(result.text(result.mentions.attributions.front().source), "Lars Ostrow") << text;
  }
  EXPECT_TRUE(read("Lars Ostrow and his colleagues have 620 boats.").mentions.attributions.empty());
}

TEST(Studies, AreOfTheHouseWhereTheyWereMade) {
  for (const char* text :
       {"A new study conducted at the University of Norvik found that 40 percent slept badly.",
        "A study by Norvik University, Hollis found that 40 percent slept badly."}) {
    const Read result = read(text);
    ASSERT_FALSE(result.mentions.attributions.empty()) << text;
    const Attribution& attribution = result.mentions.attributions.front();
    ASSERT_NE(attribution.source_index, no_index) << text;
    EXPECT_NE(result.mentions.sources[attribution.source_index].name.find("Norvik"),
              std::string::npos)
        << text;
  }
}

TEST(Studies, VouchForWhatPointsBackToThemHoweverFarAway) {
  for (const char* opening :
       {"Tea helps sailors, says a study published on Monday in the journal Harbour Science.",
        "Researchers at the University of Hollis gave sailors tea for a year.",
        "A new study led by a team at the University of Hollis looked at tea.",
        "The findings, presented at a meeting of the Hollis Tea Society, surprised many "
        "sailors."}) {
    for (const char* last :
         {"During the study, 40 sailors drank tea.", "The study's 40 sailors slept well."}) {
      const std::string source = last_source(std::string(opening) + far + last);
      EXPECT_NE(source, "") << opening << last;
      EXPECT_NE(source, "?") << opening << last;
    }
  }
}

TEST(Studies, VouchForThoseTheyFollowedOnlyNearby) {
  const std::string opening =
      "Tea helps sailors, says a study published in the journal Harbour Science.\n\n";
  for (const char* last :
       {"They examined 40 boats.", "Results show 40 leaks.", "Half of the participants slept well.",
        "The 22 patients slept well.", "Participants drank 40 cups.",
        "Half of the boats in this trial sank 40 times.",
        "The researchers then looked at 40 boats.", "The team followed 40 boats for a year."}) {
    EXPECT_EQ(last_source(opening + last), "Harbour Science") << last;
    EXPECT_NE(last_source(opening + far + last), "Harbour Science") << last;
    EXPECT_NE(last_source(std::string("Tea is good for sailors.\n\n") + last), "Harbour Science")
        << last;
  }
  for (const char* last : {"Nine sailors in the control group fell ill.",
                           "Nine sailors in the placebo group fell ill."}) {
    EXPECT_EQ(last_source(opening + last), "Harbour Science") << last;
    EXPECT_EQ(last_source(opening + far + last), "Harbour Science") << last;
  }
  for (const char* last : {"They are 40 metres long.",
                           "The Hollis Group has 40 boats.",
                           "The regulator's fare report says 40 boats left.",
                           "Some 400 people drowned there last year.",
                           "The port has 40 berths.",
                           "We asked the participants 40 questions.",
                           "Did half of the participants sleep well?",
                           "They earned $9 million.",
                           "The team won 5 of its 7 games.",
                           "The group lost $40 million.",
                           "The men fined 20 skippers.",
                           "The children of Port Vell own 300 boats.",
                           "The food bank has 400 volunteers.",
                           "The city recruited 250 drivers.",
                           "The race drew 400 participants.",
                           "The census counted 40,000 people.",
                           "The free trial ends after 14 days and costs $40.",
                           "The tax audit cost $40 million.",
                           "During the trial, 43 witnesses were heard.",
                           "The Company enables people and 40 boats.",
                           "Those with a boat of 40 metres pay more."})
    EXPECT_NE(last_source(opening + last), "Harbour Science") << last;
}

TEST(Studies, VouchForThoseOfWhomTheySpoke) {
  const std::string opening = "Researchers at Hollis University gave 900 women and groups of ";
  EXPECT_EQ(last_source(opening + "men tea. The women drank 40 cups."), "Hollis University");
  EXPECT_EQ(last_source(opening + "men tea. The milk group drank 40 cups."), "Hollis University");
  EXPECT_NE(last_source(opening + "men tea. The women of Port Vell own 300 boats."),
            "Hollis University");
  EXPECT_NE(last_source(opening + "men tea. The children own 300 boats."), "Hollis University");
}

TEST(Studies, AreCalledFarAwayAsTheyWereFromTheStart) {
  const std::string trial =
      "Tea helps sailors, says a trial published in the journal Harbour Science.";
  const std::string study =
      "Tea helps sailors, says a study published in the journal Harbour Science.";
  for (const char* last :
       {"During the trial, 40 sailors fell ill.", "In the trial, 40 sailors slept."}) {
    EXPECT_EQ(last_source(trial + far + last), "Harbour Science") << last;
    EXPECT_NE(last_source(study + far + last), "Harbour Science") << last;
  }
  EXPECT_NE(last_source(study + " The jury was sworn in. During the trial, 43 sailors were heard."),
            "Harbour Science");
  EXPECT_NE(last_source(study + far + "The audit showed a hole of $40 million."),
            "Harbour Science");
}

TEST(Studies, GetTheNameThatStandsBehindThem) {
  const Read result = read(
      "A new study suggests that 40 percent of sailors drink tea.\n\nThe study, published on "
      "Monday in the journal Harbour Science, followed 900 sailors.");
  ASSERT_FALSE(result.mentions.attributions.empty());
  for (const Attribution& attribution : result.mentions.attributions)
    EXPECT_FALSE(attribution.vague) << result.text(attribution.source);
  const Read other = read(
      "A new study suggests that 40 percent of sailors drink tea.\n\nA study published in the "
      "journal Harbour Science followed 900 sailors.");
  ASSERT_FALSE(other.mentions.attributions.empty());
  EXPECT_TRUE(other.mentions.attributions[0].vague) << "these are two studies";
}

TEST(Studies, EndWhereAnotherOneBegins) {
  const std::string opening = "A study published in the journal Harbour Science praised tea. ";
  EXPECT_EQ(last_source(opening + "Hollis Power thinks tea is bad. The study followed 40 boats."),
            "Harbour Science");
  EXPECT_EQ(last_source(opening + far +
                        "An older study looked at milk. The participants drank 40 cups of it."),
            "");
  EXPECT_EQ(last_source(opening + far +
                        "Researchers at the University of Hollis tried milk. The "
                        "participants drank 40 cups of it."),
            "University of Hollis");
}

TEST(Studies, AreNotNamedAfterThoseWhoPaidOrWhatTheyLookedAt) {
  for (const char* text : {"The study was funded by Hollis Power. The study followed 40 boats.",
                           "The study looked at Hollis and Quessel. The trial followed 40 boats.",
                           "Researchers in Norvale looked at tea. The team followed 40 boats."}) {
    const std::string source = last_source(text);
    EXPECT_TRUE(source.empty() || source == "?") << text << source;
  }
}

}  // namespace
}  // namespace assay
