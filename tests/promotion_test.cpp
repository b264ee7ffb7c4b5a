#include "assay/promotion.h"
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <gtest/gtest.h>

#include "assay/heuristics.h"

#include "eval/promotion_gold.h"
#include "scorers/promotion_model.h"
#include "scorers/promotion_scan.h"

namespace assay {
namespace {

const Heuristics& heuristics() {
  static const Result<Heuristics> loaded = Heuristics::load(Heuristics::shipped_directory());
  if (!loaded) throw std::runtime_error(loaded.error().message);
  return loaded.value();
}

const Scorer& scorer() {
  static const Result<std::unique_ptr<Scorer>> made = make_promotion_scorer(heuristics());
  if (!made) throw std::runtime_error(made.error().message);
  return *made.value();
}

Document document(std::string text) {
  Record record;
  record.payload = std::move(text);
  record.payload_is_utf8 = true;
  return build_document(std::move(record));
}

ScorerResult score(const Document& document) {
  static const MentionFinder finder = std::move(MentionFinder::create(heuristics())).value();
  const Mentions mentions = finder.find(document);
  return scorer().score({.document = document, .mentions = mentions, .roles = {}});
}
ScorerResult score(std::string text) { return score(document(std::move(text))); }

bool has(const ScorerResult& result, std::string_view rule) {
  return std::ranges::any_of(result.findings,
                             [&](const Finding& finding) { return finding.rule == rule; });
}

// The words of the findings of a rule, in order.
std::vector<std::string> quotes(const Document& document, std::string_view rule) {
  std::vector<std::string> words;
  for (const Finding& finding : score(document).findings) {
    if (finding.rule == rule && finding.range) words.emplace_back(document.view(*finding.range));
  }
  return words;
}
std::vector<std::string> quotes(std::string text, std::string_view rule) {
  return quotes(document(std::move(text)), rule);
}
using Words = std::vector<std::string>;

constexpr const char* advertisement =
    "Discover the all-new Harlow kettle, the perfect gift for every tea lover! Our award-winning "
    "design combines stunning looks with effortless comfort, so you'll love every cup. Order yours "
    "today and save 20% with free shipping. Whether you're at home or in the office, our friendly "
    "team is here to help you find the model that fits your needs. Don't miss this limited-time "
    "offer. Visit our website to learn more about our wide range of products.";
constexpr const char* report =
    "The harbour of Port Amber was closed on Tuesday after a storm tore two cranes from their "
    "rails, the port office said. Nobody was hurt, but 14 ships had to wait outside. \"We had "
    "warned about those cranes,\" Ina Voss, who represents the dockers, told the Courier. The "
    "company that runs the terminal denied that it had saved on repairs. An inspection last year "
    "found cracks in three of nine cranes, according to documents that the council released.";

TEST(Promotion, AnAdvertisementReadsAsPromotionAndSaysWhy) {
  const ScorerResult result = score(advertisement);
  EXPECT_EQ(result.state, ScorerState::scored);
  EXPECT_GT(result.probability.value(), 0.8);
  const auto tone =
      std::ranges::find(result.findings, std::string("promotion/document-tone"), &Finding::rule);
  ASSERT_NE(tone, result.findings.end());
  EXPECT_FALSE(tone->range);
  EXPECT_NE(tone->message.find("What weighed most: \""), std::string::npos) << tone->message;
  EXPECT_TRUE(has(result, "promotion/call-to-action"));
  EXPECT_TRUE(has(result, "promotion/price-pitch"));
}

TEST(Promotion, ANewsReportDoesNotReadAsPromotion) {
  const ScorerResult result = score(report);
  EXPECT_LT(result.probability.value(), 0.3);
  EXPECT_TRUE(result.findings.empty());
}

TEST(Promotion, WhatOthersSayInQuotationMarksIsNotTheWritersVoice) {
  const std::string frame =
      " The council meets again on Friday to vote on the budget for the new school building.";
  EXPECT_TRUE(has(score("The plan is an absolutely disgraceful farce and a travesty." + frame),
                  "promotion/loaded-language"));
  EXPECT_FALSE(has(score("\"The plan is an absolutely disgraceful farce and a travesty,\" said "
                         "Ina Voss." +
                         frame),
                   "promotion/loaded-language"));
}

TEST(Promotion, TheNameOfAnOfficeIsNoBuzzword) {
  const std::string rest = std::string(" ") + report;
  EXPECT_FALSE(has(score("The pact was signed by Ola Brandt, the Minister for Digital "
                         "Transformation and Ports, on the quay." +
                         rest),
                   "promotion/buzzword"));
  EXPECT_TRUE(has(score("The pact will speed up the digital transformation of the port, and the "
                        "company is proud of it." +
                        rest),
                  "promotion/buzzword"));
}

TEST(Promotion, OnlyTheHeadlineIsClickbait) {
  const std::string teaser = "# 7 things you should know about cranes\n\n";
  const std::string plain = "# Harbour closed after storm\n\n";
  const std::string text = std::string(report) + "\n\n";
  EXPECT_TRUE(has(score(teaser + text), "promotion/clickbait-headline"));
  EXPECT_FALSE(has(score(plain + text + teaser + text), "promotion/clickbait-headline"));
}

TEST(Promotion, TheTitleOfARecordIsReadAsItsHeadline) {
  const auto found = [](std::string_view title, std::string_view head) {
    Document titled = document(std::string(head) + std::string(report));
    titled.metadata.title = title;
    return score(titled);
  };
  const std::string_view teaser = "7 things you should know about cranes";
  const std::vector<Finding> findings = found(teaser, "").findings;
  const auto clickbait =
      std::ranges::find(findings, std::string("promotion/clickbait-headline"), &Finding::rule);
  ASSERT_NE(clickbait, findings.end());
  EXPECT_FALSE(clickbait->range);  // it is no part of the text
  EXPECT_NE(clickbait->message.find("\"" + std::string(teaser) + "\""), std::string::npos);
  EXPECT_FALSE(has(found("Harbour closed after storm", ""), "promotion/clickbait-headline"));
  // What others say is not its own voice.
  const std::string_view quack = "\"Miracle cures that will shock you\", quack tells Hollis court";
  EXPECT_TRUE(has(found("Miracle cures that will shock you", ""), "promotion/hype"));
  EXPECT_FALSE(has(found(quack, ""), "promotion/hype"));
  // The text's own headline is read where it stands, once.
  EXPECT_FALSE(
      has(found(teaser, "# Harbour closed after storm\n\n"), "promotion/clickbait-headline"));
  EXPECT_EQ(std::ranges::count(found(teaser, "# " + std::string(teaser) + "\n\n").findings,
                               std::string("promotion/clickbait-headline"), &Finding::rule),
            1);
}

TEST(Promotion, AHeadlineMayBeClickbaitByItsTurnsOfPhraseAlone) {
  const std::string text = std::string("\n\n") + report;
  EXPECT_TRUE(has(score("# 21 pretty tea towels you will want in your kitchen" + text),
                  "promotion/clickbait-headline"));
  EXPECT_FALSE(has(score("# Port office orders 21 new cranes for the kitchen harbour" + text),
                   "promotion/clickbait-headline"));
}

TEST(Promotion, QuietSpansOfLoadedWordsReachFurtherThanFindings) {
  const Result<promotion::Model> model = promotion::Model::load(heuristics());
  ASSERT_TRUE(model);
  const promotion::LoadedWords& loaded = model.value().loaded();
  const Document read = document(
      "The mayor is a corrupt and ruthless tyrant who betrayed the innocent people of this city. "
      "The council meets again on Friday to vote on the budget for the new school building.");
  promotion::Features features;
  promotion::extract({.document = read, .mentions = {}, .roles = {}}, model.value().lexicon(),
                     features);
  promotion::LoadedWords::Logits logits;
  loaded.judge(read, features, logits);
  ASSERT_EQ(logits.of_tokens.size(), read.tokens.size());
  const auto words = [&](double level) {
    std::size_t count = 0;
    for (const promotion::LoadedSpan& span :
         promotion::LoadedWords::spans(read, features, logits, level)) {
      EXPECT_EQ(span.sentence, 0u) << read.view(span.range);  // the second is sober
      EXPECT_TRUE(span.probability() > 0 && span.probability() < 1);
      count += span.token_count;
    }
    return count;
  };
  EXPECT_GT(words(loaded.high()), 0u);
  EXPECT_GT(words(loaded.low()), words(loaded.high()));
}

TEST(Promotion, NegatedHypeStaysSilent) {
  const std::string frame =
      " The council meets again on Friday to vote on the budget for the new school building.";
  EXPECT_TRUE(has(score("The pump is a game changer." + frame), "promotion/hype"));
  EXPECT_FALSE(has(score("The pump is hardly a game changer." + frame), "promotion/hype"));
}

TEST(Promotion, LoadedStretchesHoldNoCommaAndTheCommonWordsBesideThemStayOut) {
  const Document read = document(
      "The council voted on Tuesday. It was a shameless and vicious attack on the poor, an "
      "outrageous betrayal of innocent victims, and the mayor is a corrupt and ruthless tyrant.");
  std::size_t found = 0;
  for (const Finding& finding : score(read).findings) {
    if (finding.rule != "promotion/loaded-language") continue;
    ++found;
    const std::string_view words = read.view(*finding.range);
    EXPECT_EQ(words.find(','), words.npos) << words;
    for (const std::string_view common : {"a ", "an ", "the ", "and ", "of ", "is "}) {
      EXPECT_FALSE(words.starts_with(common)) << words;
    }
  }
  EXPECT_GE(found, 3u);
}

TEST(Promotion, AWordThatJudgesOnlyBesideOthersStaysSilentAlone) {
  const std::string frame =
      " The council meets again on Friday to vote on the budget for the new school building.";
  EXPECT_FALSE(
      has(score("The dam broke after an attack of rust on its gates, the office said." + frame),
          "promotion/loaded-language"));
}

TEST(Promotion, FindingsLieInTheDocumentAndDoNotOverlap) {
  const Document read = document(advertisement);
  std::vector<Range> ranges;
  for (const Finding& finding : score(read).findings) {
    EXPECT_GT(finding.degree, 0) << finding.rule;
    EXPECT_LE(finding.degree, 1) << finding.rule;
    if (finding.range) ranges.push_back(*finding.range);
  }
  ASSERT_GT(ranges.size(), 3u);
  std::ranges::sort(ranges);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    EXPECT_LE(ranges[i].end, read.text.size());
    EXPECT_TRUE(i == 0 || !ranges[i - 1].overlaps(ranges[i]));
  }
}

TEST(Promotion, BoilerplateBlocksAreNotRead) {
  const Document read = document(std::string(report) + "\n\n" + advertisement);
  ASSERT_EQ(read.blocks.size(), 2u);
  std::vector<BlockRole> roles(2);
  roles[1].role = Role::advertisement;
  const ScorerResult result = scorer().score({.document = read, .mentions = {}, .roles = roles});
  EXPECT_LT(result.probability.value(), 0.3);
  EXPECT_FALSE(has(result, "promotion/call-to-action"));
}

TEST(Promotion, AnotherLanguageAndTooLittleTextAreUndecidedNotClean) {
  const ScorerResult german = score(
      "Der Hafen von Port Amber wurde am Dienstag geschlossen, nachdem ein Sturm zwei Kräne "
      "aus den Schienen gerissen hatte. Verletzt wurde niemand, sagte eine Sprecherin.");
  EXPECT_EQ(german.state, ScorerState::undecided);
  EXPECT_FALSE(german.probability);
  const ScorerResult brief = score("The harbour was closed on Tuesday.");
  EXPECT_EQ(brief.state, ScorerState::undecided);
  EXPECT_FALSE(brief.probability);
}

TEST(Promotion, OddInputIsSurvived) {
  for (const std::string& text :
       {std::string(), std::string(5000, '!'), std::string(5000, '"'), std::string("\xe2\x80\x9c"),
        std::string("\xc2\xae \xe2\x84\xa2 $ % @ ://"), std::string(100000, 'a'),
        std::string("a\n").append(50000, '\n')}) {
    const ScorerResult result = score(text);
    EXPECT_NE(result.state, ScorerState::error);
  }
}

// What a scan tells of each block, with the registers that are asked for.
struct Scanned {
  std::vector<std::uint32_t> known, far, pairs, gaps, rows, classified, known_pairs, anchors,
      public_affairs;
  std::vector<std::uint64_t> far_keys, pair_keys, names;
  std::vector<std::size_t> ends;
  promotion::WordShapes shapes;

  bool operator==(const Scanned&) const = default;
};
Scanned scan(const Document& document, const promotion::Lexicon& lexicon, Registers registers) {
  promotion::WordScan scan;
  scan.start(document);
  Scanned all;
  constexpr std::size_t room = promotion::WordScan::room_behind;
  for (const Block& block : document.blocks) {
    std::vector<std::uint32_t> known(block.token_count);
    std::vector<std::uint64_t> names(block.token_count + room);
    scan.read(document, document.sentences_of(block), lexicon, known.data(), names.data(), 0,
              registers);
    all.known.insert(all.known.end(), known.begin(), known.end());
    for (std::size_t i = 0; i < scan.words().count; ++i) {
      all.far.push_back(scan.words().words[i]);
      all.far_keys.push_back(scan.words().keys[i]);
    }
    for (std::size_t i = 0; i < scan.pairs().count; ++i) {
      all.pairs.push_back(scan.pairs().words[i]);
      all.pair_keys.push_back(scan.pairs().keys[i]);
    }
    const auto first = static_cast<std::uint32_t>(all.known.size() - known.size());
    scan.look_up(lexicon, known.data(), known.size(), first, registers);
    const auto rows = scan.rows().first(known.size());
    all.rows.insert(all.rows.end(), rows.begin(), rows.end());
    const auto append = [](const promotion::WordScan::Listed& from,
                           std::vector<std::uint32_t>& to) {
      for (std::size_t i = 0; i < from.count; ++i) {
        to.insert(to.end(), {from.words[i], from.values[i]});
      }
    };
    append(scan.classified(), all.classified);
    append(scan.known_pairs(), all.known_pairs);
    std::size_t gaps = 0, names_end = 0;
    for (const auto& sentence : scan.sentences()) {
      all.ends.insert(all.ends.end(), {sentence.names_end, sentence.gaps_end, sentence.all_caps});
      gaps = sentence.gaps_end;
      names_end = sentence.names_end;
    }
    for (std::size_t i = 0; i < gaps; ++i) all.gaps.push_back(scan.gaps()[i]);
    all.names.insert(all.names.end(), names.begin(),
                     names.begin() + static_cast<std::ptrdiff_t>(names_end));
  }
  all.anchors.assign(scan.anchors().begin(), scan.anchors().end());
  all.public_affairs.assign(scan.public_affairs().begin(), scan.public_affairs().end());
  all.shapes = scan.shapes();
  return all;
}

TEST(PromotionScan, TellsOfEachWordWhatItsLettersAndItsPlaceShow) {
  const auto model = promotion::Model::load(heuristics());
  ASSERT_TRUE(model);
  const Document text =
      document("Yesterday I met Ina Voss, tallest of 12 in NATO (1999).  He walked slowly.");
  const Scanned all = scan(text, model.value().lexicon(), Registers::narrow);
  EXPECT_EQ(all.gaps, (std::vector<std::uint32_t>{0, 5, 10, 11}))
      << "the first of each sentence, behind the comma, the bracket";
  EXPECT_EQ(all.names,
            (std::vector<std::uint64_t>{word_hash("Ina"), word_hash("Voss"), word_hash("NATO")}));
  const promotion::WordShapes expected{.bytes = 55,
                                       .numbers = 2,
                                       .years = 1,
                                       .all_caps = 1,
                                       .long_words = 0,
                                       .past_forms = 1,
                                       .adverbs = 1,
                                       .superlative_forms = 1};
  EXPECT_EQ(all.shapes, expected);
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const bool known_elsewhere = std::ranges::find(all.far, i) != all.far.end();
    EXPECT_NE(all.known[i] != promotion::WordNumbers::unknown, known_elsewhere) << i;
  }
}

// Texts of many lengths, from one that is shorter than an ending on.
TEST(PromotionScan, TellsTheSameWhicheverRegistersItUses) {
  const auto model = promotion::Model::load(heuristics());
  ASSERT_TRUE(model);
  const std::string words[] = {
      "A",      "b",    "at", "The", "NATO", "2026",          "1,200", "Ina Voss said", "\"wanted",
      "it\"",   ",",    ".",  "—",   "é",    "naïvely",       "don’t", "fastest",       "walked",
      "slowly", "\n\n", " ",  "%",   "$4",   "unforgettable", "of the"};
  std::uint64_t random = 1;
  for (std::size_t count = 0; count < 400; ++count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      random = random * 6364136223846793005 + 1442695040888963407;
      text += words[(random >> 33) % std::size(words)];
      if ((random >> 60) != 0) text += ' ';
    }
    const Document read = document(text);
    EXPECT_EQ(scan(read, model.value().lexicon(), Registers::narrow),
              scan(read, model.value().lexicon(), widest_registers()))
        << text;
  }
}

// Twice the text may take a little more than twice the time, never four times.
TEST(Promotion, CostGrowsLinearly) {
  const auto seconds = [](std::size_t copies) {
    std::string text;
    for (std::size_t i = 0; i < copies; ++i)
      text += std::string(advertisement) + "\n\n" + report + "\n\n";
    const Document read = document(text);
    double best = 1e9;
    for (int run = 0; run < 8; ++run) {  // another process may take the caches meanwhile
      const std::clock_t start = std::clock();
      scorer().score({.document = read, .mentions = {}, .roles = {}});
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  EXPECT_LT(seconds(1600), 12 * seconds(200)) << "eight times the text";
}

// What a shop writes around a sentence: enough to read as promotion, with no offer of its own near
// it, since it is a paragraph by itself.
std::string in_a_shop_text(const std::string& paragraph) {
  return "# Lamps\n\n" + std::string(advertisement) + "\n\n" + paragraph + "\n\n# More lamps\n\n" +
         advertisement;
}

TEST(PromotionCalls, NeedSomebodyWhoOffers) {
  EXPECT_EQ(quotes("Talk to your neighbours first, and order the seeds online.\n\n" +
                       std::string(advertisement),
                   "promotion/call-to-action"),
            quotes(advertisement, "promotion/call-to-action"));
  EXPECT_TRUE(
      has(score(in_a_shop_text("Our seeds are fresh. Order online.")), "promotion/call-to-action"));
}

TEST(PromotionCalls, AreImperativesWithoutASubject) {
  const auto calls = [](const std::string& paragraph) {
    return quotes(in_a_shop_text(paragraph), "promotion/call-to-action").size();
  };
  const std::size_t around = calls("The lamps are made in Norwell.");
  EXPECT_EQ(calls("We know that customers subscribe to our letters and visit our stores."), around);
  EXPECT_EQ(calls("Subscribe to our letters."), around + 1);
  EXPECT_EQ(calls("Please visit our store."), around + 1);
  EXPECT_EQ(calls("You can contact us at the mill."), around + 1);
}

TEST(PromotionCalls, ReachFromTheVerbToTheEndOfTheObject) {
  const Words calls =
      quotes(in_a_shop_text("Contact our garden planners in Norwell for a visit, and bring a map."),
             "promotion/call-to-action");
  EXPECT_NE(std::ranges::find(calls, "Contact our garden planners in Norwell for a visit"),
            calls.end());
  for (const std::string& call : calls) EXPECT_FALSE(call.ends_with(' ')) << call;
}

TEST(PromotionCalls, InParallelLinesLeadThroughThePage) {
  const std::string lines =
      "We split our catalogue of hinges and bolts into parts.\n\n- Part 1: Click here\n- Part 2: "
      "Click here\n- Part 3: Click here\n";
  const Words calls =
      quotes(std::string(advertisement) + "\n\n" + lines, "promotion/call-to-action");
  EXPECT_EQ(std::ranges::count(calls, "Click here"), 0);
}

TEST(PromotionCalls, InANoteOnAvailabilityAreNone) {
  const auto calls = [](const std::string& paragraph) {
    return quotes(in_a_shop_text(paragraph), "promotion/call-to-action").size();
  };
  EXPECT_LT(calls("Our services may vary, so please call us before you set out."),
            calls("Our services are many, so please call us before you set out."));
}

TEST(PromotionSecondPerson, AdviceToTheReaderIsNoOffer) {
  const std::string_view rule = "promotion/second-person-selling";
  const std::size_t around = quotes(in_a_shop_text("The lamps are made in Norwell."), rule).size();
  EXPECT_EQ(quotes(in_a_shop_text("Moths will find your wardrobe. If you are looking for a cure, "
                                  "cedar wood can help you keep them out."),
                   rule)
                .size(),
            around);
  const Words found =
      quotes(in_a_shop_text("If you are looking for a cure, we have cedar wood."), rule);
  EXPECT_NE(std::ranges::find(found, "If you are looking for a cure"), found.end());
}

TEST(PromotionSecondPerson, TheWeOfATesterIsNotThatOfASeller) {
  const std::string_view rule = "promotion/second-person-selling";
  const std::size_t around = quotes(in_a_shop_text("The lamps are made in Norwell."), rule).size();
  EXPECT_EQ(
      quotes(in_a_shop_text("We tested nine kettles to help you find a quiet one."), rule).size(),
      around);
}

TEST(PromotionSmallPrint, DisclosuresAndTermsPitchNothing) {
  const std::string_view rule = "promotion/price-pitch";
  const std::size_t around = quotes(in_a_shop_text("The lamps are made in Norwell."), rule).size();
  const auto pitches = [&](const std::string& text) {
    return quotes(in_a_shop_text(text), rule).size();
  };
  EXPECT_EQ(pitches("Save 10% on every lamp in the store."), around + 1);
  EXPECT_EQ(pitches("We earn a commission when you buy through these links and save 10% on lamps."),
            around);
  EXPECT_EQ(pitches("\u2020 Save 10% on every lamp in the store."), around);
  EXPECT_EQ(pitches("## Terms and conditions\n\nSave 10% on every lamp in the store."), around);
}

constexpr std::string_view release_rule = "promotion/press-release";
constexpr const char* release =
    "PORT AMBER, May 4, 2018 - Norwell Pumps has received an order for 40 pumps from the town of "
    "Elm, the largest order since the company was founded.\n\n"
    "\"We are proud that Elm trusts us,\" said Ida Brand, chief executive of Norwell Pumps. \"Our "
    "team has worked for this for two years.\"\n\n"
    "The pumps will be delivered in spring. They use a third less power than those they replace, "
    "and Norwell Pumps will maintain them for ten years.\n\n";
constexpr const char* boilerplate =
    "About Norwell Pumps\n\nNorwell Pumps is a maker of pumps for towns and mines, with 140 "
    "employees at three sites, and has sold pumps in eleven countries since it was founded.\n\n"
    "Press contact: Una Reed, 555-010-2233, press@norwell-pumps.example\n";

TEST(PromotionRelease, AnOrganisationThatAnnouncesItsOwnNewsIsTold) {
  const ScorerResult result = score(std::string(release) + boilerplate);
  const auto told = std::ranges::find(result.findings, std::string(release_rule), &Finding::rule);
  ASSERT_NE(told, result.findings.end());
  EXPECT_FALSE(told->range);
  EXPECT_TRUE(told->message.starts_with("Reads like a press release (")) << told->message;
  EXPECT_NE(told->message.find("(\"About Norwell Pumps\")"), std::string::npos) << told->message;
  EXPECT_NE(result.summary.find("It reads like a press release ("), std::string::npos);
}

TEST(PromotionRelease, ItIsToldBySignsAndNotByPraise) {
  const std::string sober =
      "ELM, March 3, 2020 -- The Elm Institute will measure the depth of the river Tarn at nine "
      "places, it announced today.\n\nThe measurements begin on Monday and take three weeks, said "
      "Gesa Holm, who heads the water department of the Elm Institute. The results will be "
      "published in June.\n\nThe project is funded by the county.\n\n"
      "About the Elm Institute\n\nThe Elm Institute was founded in 1950 and measures rivers and "
      "lakes for the county and for eleven towns in the north of the country.\n\n"
      "Media contact: Bo Lund, 555-011-3344, lund@elm-institute.example\n\n###\n";
  EXPECT_TRUE(has(score(sober), release_rule));
}

TEST(PromotionRelease, AReportOnTheSameNewsIsNone) {
  const std::string news =
      "Elm will replace its old pumps for 3 million, the council decided on Friday, though two of "
      "nine members said that nobody had asked what happens to the old ones.\n\n"
      "\"We don't know who pays for the repairs,\" Ola Voss, who voted against it, told the "
      "Courier. A spokesman for Norwell Pumps, which got the order, declined to comment. The "
      "company's pumps failed twice in Port Amber last winter, according to a report that the "
      "town's auditors wrote. They couldn't find out why.\n\n"
      "The new ones use a third less power, the company says.\n";
  EXPECT_FALSE(has(score(news), release_rule));
}

TEST(PromotionRelease, ReportersWhoQuoteAReleaseWriteNone) {
  const std::string outside =
      "\"That isn't much for a town this size,\" said Al Riem, an engineer who was not involved in "
      "the order. He hasn't seen the pumps. Critics of the plan declined to comment. In a "
      "statement, the town said that it couldn't wait. A spokeswoman for the county told the "
      "Courier that it wasn't asked.\n\n";
  EXPECT_FALSE(has(score(std::string(release) + outside + outside), release_rule));
}

TEST(PromotionRelease, AnOfficialStatementIsFormal) {
  const std::string statement =
      "The Ministry of Ports issued the following statement on the collision in the strait.\n\n"
      "On 4 March at 02:10 the ferry Lisbet collided with the freighter Orm two miles off Cape "
      "Tull. Twelve persons were injured. Nobody was killed.\n\nThe Minister has ordered an "
      "inquiry under Section 14 of the Shipping Act. It will be led by Judge Astrid Noll and will "
      "report by 30 June. Until then, ferries may not pass the strait at night.\n";
  const ScorerResult result = score(statement);
  EXPECT_FALSE(has(result, release_rule));
  EXPECT_LT(result.probability.value(), 0.3);
}

constexpr std::string_view claims_rule = "promotion/overstated-claims";
// Both open and end alike; what they claim differs.
std::string study_release(std::string_view claims) {
  return "ELMHARBOUR, May 4, 2018 -- " + std::string(claims) +
         "\n\nAbout the Elm Institute\n\nThe Elm Institute was founded in 1950 and studies the "
         "health of the people of three counties, with 140 employees at two sites.\n\n"
         "Media contact: Bo Lund, 555-011-3344, lund@elm-institute.example\n\n###\n";
}
const std::string lurid_release = study_release(
    "Researchers at the Elm Institute have made a revolutionary breakthrough: a simple drop that "
    "completely reverses deafness and will change the lives of millions who suffer.\n\n"
    "\"This is the holy grail, and we are thrilled,\" said Gesa Holm, head of the Elm Institute. "
    "\"Our drop eliminates the damage once and for all. It is truly extraordinary.\"\n\n"
    "The dramatic discovery could transform medicine and gives new hope to every patient.");
const std::string sober_release = study_release(
    "A drop was associated with smaller losses of hearing in 48 mice, a study of the Elm Institute "
    "suggests. The median threshold rose by 6 decibels compared with 11 in the control group.\n\n"
    "\"Whether this holds for people is not known,\" said Gesa Holm, head of the Elm Institute. "
    "\"Our observation time was short.\"\n\n"
    "The authors name limitations, among them the small number of animals, and say that further "
    "studies are needed. The study was funded by the county.");

TEST(PromotionClaims, AReleaseWhoseClaimsRunAheadIsToldWithItsSentences) {
  const ScorerResult result = score(lurid_release);
  ASSERT_TRUE(has(result, release_rule));
  const auto told = std::ranges::find(result.findings, std::string(claims_rule), &Finding::rule);
  ASSERT_NE(told, result.findings.end());
  ASSERT_TRUE(told->range);
  EXPECT_NE(told->message.find("once and for all"), std::string::npos) << told->message;
  EXPECT_EQ(told->message.find("founded in 1950"), std::string::npos) << told->message;
}

TEST(PromotionClaims, AReleaseThatHedgesAndMeasuresIsNot) {
  const ScorerResult result = score(sober_release);
  EXPECT_TRUE(has(result, release_rule));
  EXPECT_FALSE(has(result, claims_rule));
}

TEST(PromotionClaims, OnlyReleasesAreAskedForThem) {
  const std::string story =
      "The drop that was sold as a revolutionary breakthrough for millions who suffer does "
      "nothing, "
      "a court in Elm was told on Friday, though its maker called it the holy grail.\n\n"
      "\"I don't hear any better,\" Ola Voss told the Courier. The company declined to comment. "
      "An engineer who was not involved said that the extraordinary claims weren't checked. "
      "Critics had warned that it couldn't work, according to a report by the county.\n";
  EXPECT_FALSE(has(score(story), claims_rule));
}

TEST(PromotionRelease, AFewLinesAreTooLittle) {
  EXPECT_FALSE(has(score("For immediate release\n\nNorwell Pumps today announced that it has a "
                         "new pump, which will be sold from May.\n\n###\n"),
                   release_rule));
}

TEST(Promotion, AHeadlineThatNamesItsMatterIsNoClickbait) {
  const std::string text = std::string("\n\n") + report;
  EXPECT_FALSE(
      has(score("# Here's how to store kettles in winter" + text), "promotion/clickbait-headline"));
  EXPECT_TRUE(has(score("# Here's how" + text), "promotion/clickbait-headline"));
  EXPECT_FALSE(has(score("# The 21 best tea towels for every kitchen" + text),
                   "promotion/clickbait-headline"));
  EXPECT_FALSE(
      has(score("# 21 pretty tea towels you will want in your kitchen\n\n## Abstract" + text),
          "promotion/clickbait-headline"));
}

TEST(PromotionLoaded, OnlyInATextOfPublicAffairsStrongWordsJudgeSomebody) {
  const std::string sentence = "It is a disgraceful, shameless and utterly ridiculous farce. ";
  const std::string kitchen =
      "The soup simmers for an hour while the cook peels the carrots and grates a little ginger "
      "into the pot, then stirs in the cream and serves it with bread and a green salad. ";
  const std::string politics =
      "The government wants a vote on the law before the election, and the minister told "
      "parliament that voters of both parties want the new tax on harbours and ships. ";
  EXPECT_TRUE(has(score(sentence + politics + politics), "promotion/loaded-language"));
  EXPECT_FALSE(has(score(sentence + kitchen + kitchen), "promotion/loaded-language"));
  // What takes a word back may stand in the same run of words.
  EXPECT_TRUE(
      has(score("The plan is utterly disgraceful. " + politics), "promotion/loaded-language"));
  EXPECT_FALSE(
      has(score("The plan is hardly disgraceful. " + politics), "promotion/loaded-language"));
}

TEST(Promotion, ACryRalliesOnlyInPublicAffairs) {
  const std::string cry = "It is time to fight back. ";
  EXPECT_TRUE(has(score(cry + "The government wants the law before the election, and voters of "
                              "both parties will decide in May what the minister may spend."),
                  "promotion/rallying-cry"));
  EXPECT_FALSE(has(score(cry + "In the last part of the game your ship meets nine others, and you "
                               "need a good map and some luck to get past the reefs."),
                   "promotion/rallying-cry"));
}

TEST(Promotion, HasteIsUrgedWhereSomebodyOffers) {
  const std::string_view rule = "promotion/urgency";
  const std::string shop = std::string(advertisement) + "\n\n";
  const std::size_t around = quotes(shop, rule).size();
  EXPECT_EQ(quotes(shop + "Our lamps are here for a limited time.", rule).size(), around + 1);
  EXPECT_EQ(quotes(shop + "Such lamps burn for a limited time.", rule).size(), around);
}

TEST(Promotion, CredentialsArePraiseWhereSomebodySpeaksOfItself) {
  const std::string_view rule = "promotion/credentials";
  const auto around = quotes(in_a_shop_text("Lamps hang from the roof."), rule);
  for (const char* own : {"We bring twenty years of experience to every lamp.",
                          "Customer satisfaction is why our workshop opens early."}) {
    EXPECT_EQ(quotes(in_a_shop_text(own), rule).size(), around.size() + 1) << own;
  }
  for (const char* other : {"The survey ranks makers of lamps by customer satisfaction.",
                            "The guild asks its masters for ten years of experience.",
                            "Her award-winning novel is set in a lighthouse.",
                            "The award-winning novelist told us that she left the town.",
                            "We spoke to an award-winning architect about the quay.",
                            "Per Holm, who joined us from Lund, has twenty years of experience."}) {
    EXPECT_EQ(quotes(in_a_shop_text(other), rule), around) << other;
  }
}

TEST(PromotionPuffery, ASentenceThatWeighsIsNoMerePraise) {
  const std::string_view rule = "promotion/puffery";
  const std::string praise =
      "\n\nAn influential and prolific composer, she is known for her distinguished and successful "
      "career";
  const std::string shop = advertisement;
  const std::size_t around = quotes(shop, rule).size();
  EXPECT_EQ(quotes(shop + praise + ".", rule).size(), around + 1);
  EXPECT_EQ(quotes(shop + praise + ", although few have heard her works.", rule).size(), around);
}

TEST(Promotion, InATextThatNeitherSellsNorIsOfPublicAffairsStrongWordsAreItsStyle) {
  const std::string story =
      "The door opened, and he went in. There was absolutely nothing on the table but a lamp. He "
      "took it, went down to the river and looked for her until the rain began. She was not there. "
      "He sat down on the stones and waited, as he had waited so often when they were children.";
  EXPECT_TRUE(score(story).findings.empty());
  EXPECT_TRUE(has(score("The government has absolutely nothing to show for the tax, and voters of "
                        "both parties told the minister so before the election of the new "
                        "parliament, which meets in May."),
                  "promotion/exaggeration"));
}

TEST(Promotion, InATextThatSellsNothingOnePhraseIsAFigureOfSpeechAndSeveralAreTheTone) {
  const std::string report =
      "The club of Marren has trained in the hall of the old dairy since the roof of its own began "
      "to leak. The beams were found to be rotten, and the dairy had stood empty for years. Divers "
      "keep their gear in the cellar. The first lessons were on Monday, and forty children came. ";
  EXPECT_TRUE(score(report + "A breakthrough came in the second year.").findings.empty());
  const ScorerResult several = score(report + "This groundbreaking hall is a must-see.");
  EXPECT_TRUE(has(several, "promotion/hype"));
  EXPECT_TRUE(has(several, "promotion/sensational"));
}

TEST(PromotionLoaded, AChargeTellsWhatACourtHears) {
  const std::string rest =
      " The council meets on Friday to vote on the budget for the school. " + std::string(report);
  const auto loaded = [&](const std::string& sentence) {
    return has(score(sentence + rest), "promotion/loaded-language");
  };
  EXPECT_FALSE(loaded("The minister was convicted of corruption and of lying to parliament."));
  EXPECT_FALSE(loaded("The party accused its rival of treason; a court will hear the case."));
}

TEST(PromotionLoaded, TheWriterOnHimselfAndWhatOthersSayIsNotJudged) {
  const std::string frame = " The council meets on Friday to vote on the budget for the school. ";
  const std::string rest = frame + report + " " + report + " " + report;
  const auto loaded = [&](const std::string& sentence) {
    return has(score(sentence + rest), "promotion/loaded-language");
  };
  EXPECT_TRUE(loaded("The mayor made a disgraceful and shameless mess of it."));
  EXPECT_FALSE(loaded("I made a disgraceful and shameless mess of it."));
  EXPECT_FALSE(loaded("Some called it a disgraceful and shameless mess."));
}

TEST(PromotionLoaded, StoriesRetoldInReviewsOfWorksAreNotTheWritersJudgement) {
  const auto findings = [&](const std::string& first, const std::string& second,
                            const std::string& third) {
    std::string text;
    for (const std::string& heading : {first, second, third}) {
      text += "## " + heading + "\n\nA vicious and ruthless tyrant of " + heading +
              " sends his shameless murderers into the endless night.\n\n";
    }
    const Document read = document(text);
    return quotes(read, "promotion/loaded-language").size() +
           quotes(read, "promotion/exaggeration").size();
  };
  EXPECT_GT(findings("The first week", "The second week", "The third week"), 3u);
  EXPECT_EQ(findings("The Salt Road by Ida Brand", "Long Mole by Ola Voss", "Nine Keys by Al Riem"),
            0u);
}

TEST(PromotionTone, QuotesNoSentenceTwiceAndNoneThatSpeaksAgainstTheGoods) {
  const std::string drawback = "The stunning Harlow kettle is on the high end of prices.";
  const std::string repeated = "Our stunning kettle makes every cup an unforgettable delight.";
  const ScorerResult result = score(std::string(advertisement) + "\n\n" + drawback + "\n\n" +
                                    repeated + "\n\n" + repeated + "\n\n" + advertisement);
  const auto tone =
      std::ranges::find(result.findings, std::string("promotion/document-tone"), &Finding::rule);
  ASSERT_NE(tone, result.findings.end());
  EXPECT_EQ(tone->message.find("high end"), std::string::npos) << tone->message;
  const std::size_t first = tone->message.find("Our stunning kettle");
  EXPECT_EQ(tone->message.find("Our stunning kettle", first + 1), std::string::npos)
      << tone->message;
}

TEST(PromotionTone, DrawbacksThatATextNamesLowerWhatItCosts) {
  const auto degree = [](const std::string& end) {
    const ScorerResult result = score(std::string(advertisement) + "\n\n" + advertisement + end);
    const auto tone =
        std::ranges::find(result.findings, std::string("promotion/document-tone"), &Finding::rule);
    return tone == result.findings.end() ? 0 : tone->degree;
  };
  const std::string list = "- The lid sticks.\n- The handle gets hot.\n- It takes four minutes.\n";
  const double charged = degree("\n\n## Good to know\n\n" + list);
  ASSERT_GT(charged, 0.3);
  EXPECT_LT(degree("\n\n## Cons\n\n" + list), 0.8 * charged);
}

TEST(PromotionTone, AdviceThatSellsNothingCostsHalf) {
  const std::string advice =
      "Seven habits for a calm allotment\n\n"
      "Growing your own vegetables is good for your body and your mind. Start small and enjoy "
      "every step. A little planning in winter makes the whole year easier.\n\n"
      "Choose a sunny corner and keep your tools close to hand. Water your plants in the early "
      "morning and let the soil rest at noon. Feed the beds with compost in autumn, and your soil "
      "will thank you.\n\n"
      "Share seeds with your neighbours and learn from each other. Plan your week so that you have "
      "time for yourself. Take a break, breathe deeply and savour the smell of fresh herbs.\n\n"
      "Ask your local garden club for help. Its members know the soil and love to share what they "
      "know. Bring your children and discover how food grows.\n\n"
      "Be wary of products that promise quick fixes. Healthy soil needs time, patience and care. "
      "Make your garden a place where you feel at home, and it will reward you with fresh food for "
      "years.";
  const auto degree = [](const std::string& text) {
    const ScorerResult result = score(text);
    const auto tone =
        std::ranges::find(result.findings, std::string("promotion/document-tone"), &Finding::rule);
    return tone == result.findings.end() ? 0 : tone->degree;
  };
  const double quiet = degree(advice);
  EXPECT_GT(quiet, 0.1);
  EXPECT_LT(quiet, 0.5);
  EXPECT_GT(degree(advice + " Order your starter kit now and save 20 % on our best seeds."),
            1.5 * quiet);
}

TEST(PromotionTone, PraiseOfAMatterThatIsNotThePublishersOwnCostsHalf) {
  const std::string guide =
      "Seven lamps for a calm home\n\n"
      "A good lamp is a companion for long evenings, and it does not have to be large. The "
      "Harlow fills a room with gorgeous, warm light. Its brass foot suits any style, and "
      "the shade is a true eye-catcher above a table of four.\n\n"
      "The Brandt is a versatile classic. Its flexible arm offers effortless comfort, and "
      "the beautiful finish makes it a wonderful gift. Placed on the left side of a desk it "
      "throws no shadow on the page, and its foot takes up less room than a cup.\n\n"
      "The Ness brings timeless elegance to a bedroom. The Lind is ideal for small spaces, "
      "and the Osk delights with premium materials. Both hang from a cord of cotton that "
      "can be shortened at home, with a knife and a drop of glue.\n\n"
      "The Voss is an excellent choice for a kitchen, with a durable, easy to clean "
      "surface. Steam does not stain it, and its glass can be taken off without a tool. "
      "Above a sink it should hang at the height of the eyes.\n\n"
      "The Moor creates a cosy, inviting atmosphere with the charming details of its lovely "
      "hand-made glass, which gives a home a unique touch and a luxurious look. It comes in "
      "green, in amber and in a deep, dazzling blue that changes with the hour.\n\n"
      "The Falk is a delightful little lamp for a child's room. It has three steps of "
      "brightness, a soft, friendly shape and a switch that small hands can reach. Whether "
      "you read or play, you will love its soft glow.";
  const auto tone_of = [](const std::string& text, std::string host) {
    Document read = document(text);
    read.host = std::move(host);
    const ScorerResult result = score(read);
    const auto tone =
        std::ranges::find(result.findings, std::string("promotion/document-tone"), &Finding::rule);
    return tone == result.findings.end() ? Finding{} : *tone;
  };
  const std::string plug =
      " Quayside Lamps makes it easy: discover our gorgeous, award-winning range.";
  const Finding unknown = tone_of(guide, ""), quiet = tone_of(guide, "quaysidelamps.example"),
                plugged = tone_of(guide + plug, "quaysidelamps.example");
  ASSERT_GT(unknown.degree, 0.4) << "who publishes it is not known";
  EXPECT_LT(quiet.degree, 0.6 * unknown.degree);
  EXPECT_NE(quiet.message.find("none speaks for the publisher"), std::string::npos);
  EXPECT_GT(plugged.degree, 1.5 * quiet.degree);
  EXPECT_NE(plugged.message.find("What weighed most: \"Quayside Lamps"), std::string::npos)
      << plugged.message;
}

TEST(Promotion, ASentenceThatStandsThereTwiceIsChargedOnce) {
  const std::string caption = "The plan is an absolutely disgraceful farce and a travesty.";
  const std::string rest =
      "\n\nThe council meets again on Friday to vote on the budget for the new school "
      "building.\n\n";
  EXPECT_EQ(quotes(caption + rest + caption, "promotion/loaded-language"),
            quotes(caption + rest, "promotion/loaded-language"));
}

TEST(Promotion, TheSummaryDoesNotContradictWhatIsFound) {
  const ScorerResult sells = score(advertisement);
  EXPECT_NE(sells.summary.find("passages stand out"), std::string::npos) << sells.summary;
  const ScorerResult quiet = score(report);
  EXPECT_NE(quiet.summary.find("no single passage does"), std::string::npos) << quiet.summary;
  const ScorerResult charged =
      score("The mayor made a disgraceful and shameless mess of it. " + std::string(report));
  EXPECT_NE(charged.summary.find("as a whole"), std::string::npos) << charged.summary;
  EXPECT_NE(charged.summary.find("but 1 passage is worded"), std::string::npos) << charged.summary;
}

// A known miss: a boast without a word of praise is not seen.
TEST(Promotion, KnownMissUnderstatedSelling) {
  EXPECT_FALSE(
      has(score("Nine out of ten dentists in Norwell clean their own teeth with Harlow. The "
                "tenth has not met our brush yet, and his patients have begun to ask."),
          "promotion/document-tone"));
}

class PromotionSets : public testing::Test {
 protected:
  // Some of the documents of a set: at most `most`, evenly spread.
  static std::vector<eval::PromotionRow> sample(const std::string& file, std::size_t most) {
    const char* data = std::getenv("ASSAY_DATA");
    const Result<std::vector<nlohmann::json>> rows =
        eval::read_rows(std::string(data) + "/promotion/documents/" + file);
    EXPECT_TRUE(rows) << rows.error().message;
    std::vector<eval::PromotionRow> some;
    if (!rows) return some;
    const std::size_t step = std::max<std::size_t>(1, rows.value().size() / most);
    for (std::size_t i = 0; i < rows.value().size(); i += step) {
      some.push_back(eval::promotion_row(rows.value()[i]));
    }
    return some;
  }
  void SetUp() override {
    if (!std::getenv("ASSAY_DATA")) GTEST_SKIP() << "ASSAY_DATA is not set";
  }
};

TEST_F(PromotionSets, WebGenresRankPromotionFirst) {
  std::vector<double> scores;
  std::vector<char> labels;
  for (const eval::PromotionRow& row : sample("ftd.jsonl.gz", 1050)) {
    if (row.split != "test") continue;
    scores.push_back(score(eval::document_of(row)).probability.value_or(0));
    labels.push_back(row.positive);
  }
  EXPECT_GE(eval::auc(scores, labels), 0.92);
}

TEST_F(PromotionSets, NewsStaysNearlySilent) {
  std::size_t words = 0, findings = 0;
  for (const eval::PromotionRow& row : sample("core.jsonl.gz", 406)) {
    if (row.genre != "News") continue;
    const Document read = eval::document_of(row);
    words += read.tokens.size();
    findings += score(read).findings.size();
  }
  ASSERT_GT(words, 10000u);
  EXPECT_LE(200 * findings, words);
}

}  // namespace
}  // namespace assay
