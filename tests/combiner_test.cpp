// How evidence becomes points, a score and an action.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "assay/report.h"

#include "process.h"
#include "report_fixture.h"

namespace assay {
namespace {

using namespace fixture;

Hundredths sum_of_findings(const Report& report, std::string_view scorer) {
  Hundredths sum = 0;
  for (const ReportFinding& found : report.findings) {
    if (found.scorer == scorer) sum += found.points;
  }
  return sum;
}

// `count` findings of `rule`, one in each sentence from the first on.
std::vector<Finding> findings_in_sentences(const Document& document, const std::string& rule,
                                           std::size_t count, double degree = 1) {
  std::vector<Finding> findings;
  for (std::size_t s = 0; s < count; ++s) {
    findings.push_back({rule, document.sentences.at(s).text, "Found.", degree});
  }
  return findings;
}

Report combine(const Document& document, std::vector<NamedResult> results) {
  return shipped_combiner().combine(document, {}, std::move(results), {});
}

// A combiner whose credibility.json is the shipped one with `patch` merged over it.
class Overlay {
 public:
  explicit Overlay(const nlohmann::json& patch) {
    scratch_.write("rules/credibility.json", patch.dump());
  }

  Result<Combiner> combiner() const {
    const Result<Heuristics> heuristics =
        Heuristics::load(Heuristics::shipped_directory(), scratch_ / "rules");
    if (!heuristics) return heuristics.error();
    return Combiner::create(heuristics.value());
  }

 private:
  Scratch scratch_;
};

TEST(Score, StartsAtAHundredAndKeepsItWhereNothingIsFound) {
  const Document document = document_of(paragraphs(20));
  const Report report = combine(document, clean_results(document));
  EXPECT_EQ(report.score, 100'00);
  EXPECT_EQ(report.interval->low, 100'00);
  EXPECT_EQ(report.interval->high, 100'00);
  EXPECT_EQ(report.band, "few concerns");
  EXPECT_EQ(report.action, Action::keep);
}

TEST(Score, IsAHundredMinusThePointsOfTheScorersToTheHundredth) {
  std::mt19937 random(7);
  const Document document = document_of(paragraphs(67));  // 670 words: scaling by a crooked factor
  for (int round = 0; round < 50; ++round) {
    std::vector<NamedResult> results = clean_results(document);
    for (NamedResult& named : results) {
      const std::size_t count = random() % 9;
      for (std::size_t i = 0; i < count; ++i) {
        const Range range = document.sentences[random() % document.sentences.size()].text;
        named.result.findings.push_back(
            {named.scorer + "/x", range, "Found.", static_cast<double>(random() % 100) / 99});
      }
    }
    const Report report = combine(document, results);
    Hundredths points = 0;
    for (const ScorerReport& scorer : report.scorers) {
      EXPECT_EQ(sum_of_findings(report, scorer.name), scorer.points) << scorer.name;
      EXPECT_LE(scorer.points, scorer.cap);
      points += scorer.points;
    }
    EXPECT_EQ(*report.score, std::max<Hundredths>(100'00 - points, 0));
  }
}

TEST(Points, AScorerTakesOffItsCapAtMostAndItsFindingsShareIt) {
  const Document document = document_of(paragraphs(40));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "promotion").findings = findings_in_sentences(document, "promotion/x", 37);
  const Report report = combine(document, results);
  const ScorerReport& promotion = scorer_of(report, "promotion");
  EXPECT_GT(promotion.raw_points, promotion.cap);
  EXPECT_EQ(promotion.points, promotion.cap);
  EXPECT_EQ(sum_of_findings(report, "promotion"), promotion.cap);
  EXPECT_EQ(promotion.score, 0);
  const auto [least, most] = std::ranges::minmax(report.findings, {}, &ReportFinding::points);
  EXPECT_LE(most.points - least.points, 1);  // equal findings cost the same, but for a hundredth
}

TEST(Points, OfARuleWithABoundEndThereAndTheSummarySaysSo) {
  const Document document = document_of(paragraphs(50));
  std::vector<NamedResult> results = clean_results(document);
  ScorerResult& promotion = result_of(results, "promotion");
  promotion.probability = 0.5;
  promotion.findings = findings_in_sentences(document, "promotion/loaded-language", 30, 0.5);
  const Report report = combine(document, results);
  EXPECT_EQ(scorer_of(report, "promotion").points, 5'00);
  EXPECT_EQ(sum_of_findings(report, "promotion"), 5'00);
  EXPECT_EQ(report.findings.size(), 30u);
  EXPECT_NE(scorer_of(report, "promotion")
                .summary.find("At most 5 points for promotion/loaded-language."),
            std::string::npos);
}

TEST(Points, OfPassagesAreBoundedWhereTheWholeHardlyPromotes) {
  const auto points = [](double probability) {
    const Document document = document_of(paragraphs(50));
    std::vector<NamedResult> results = clean_results(document);
    ScorerResult& promotion = result_of(results, "promotion");
    promotion.probability = probability;
    promotion.findings = findings_in_sentences(document, "promotion/hype", 8);
    return scorer_of(combine(document, results), "promotion").points;
  };
  EXPECT_EQ(points(0.1), 12'00);
  EXPECT_EQ(points(0.5), 20'00);
}

TEST(Points, OfAShortTextCountInFullAndOfALongOneByItsLength) {
  const auto points = [](std::size_t sentences) {
    const Document document = document_of(paragraphs(sentences));
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, "figures").findings = findings_in_sentences(document, "figures/x", 2);
    return scorer_of(combine(document, results), "figures").points;
  };
  EXPECT_EQ(points(10), points(50));       // 100 and 500 words
  EXPECT_EQ(points(100), points(50) / 2);  // 1000 words
  EXPECT_EQ(points(800), points(400));     // beyond 4000 words nothing dissolves any more
}

TEST(Points, OfAnAbsenceDoNotDependOnTheLength) {
  const auto points = [](std::size_t sentences) {
    const Document document = document_of(paragraphs(sentences));
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, "provenance").findings = {{"provenance/missing-byline", {}, "None.", 1}};
    return scorer_of(combine(document, results), "provenance").points;
  };
  EXPECT_GT(points(10), 0);
  EXPECT_EQ(points(10), points(300));
}

TEST(Points, OfAMissingBylineCountOnlyWhereOneIsExpected) {
  const Document document = document_of(paragraphs(20));
  const auto report_of = [&](PageType type) {
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, "boilerplate").page_type = type;
    result_of(results, "provenance").findings = {{"provenance/missing-byline", {}, "None.", 1},
                                                 {"provenance/paid-links", {}, "Paid.", 1}};
    return combine(document, results);
  };
  const Report article = report_of(PageType::article), shop = report_of(PageType::product);
  EXPECT_EQ(article.findings.size(), 2u);
  EXPECT_EQ(article.action, Action::keep);
  ASSERT_EQ(shop.findings.size(), 1u);
  EXPECT_EQ(shop.findings[0].finding.rule, "provenance/paid-links");
  EXPECT_EQ(shop.action, Action::review) << "a page without an article vouches for nothing";
}

TEST(Points, FollowTheDegreeOfAFinding) {
  const Document document = document_of(paragraphs(10));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "figures").findings = {{"figures/x", document.sentences[0].text, "A.", 1},
                                            {"figures/x", document.sentences[1].text, "B.", 0.5},
                                            {"figures/x", document.sentences[2].text, "C.", 7}};
  const Report report = combine(document, results);
  EXPECT_EQ(report.findings[1].raw_points * 2, report.findings[0].raw_points);
  EXPECT_EQ(report.findings[2].raw_points, report.findings[0].raw_points);  // never more than whole
}

TEST(Rules, CostWhatTheLongestMatchingPrefixSays) {
  const Overlay overlay(nlohmann::json::parse(R"({"scorers": {"figures": {"rules":
      {"figures": 1, "figures/unsourced": 2, "figures/unsourced-figure": 3}}}})"));
  const Result<Combiner> combiner = overlay.combiner();
  ASSERT_TRUE(combiner) << combiner.error().message;
  const Document document = document_of(paragraphs(10));
  const auto cost = [&](const std::string& rule) {
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, "figures").findings = findings_in_sentences(document, rule, 1);
    return scorer_of(combiner.value().combine(document, {}, results, {}), "figures").points;
  };
  EXPECT_EQ(cost("figures/old"), 1'00);
  EXPECT_EQ(cost("figures/unsourced"), 2'00);
  EXPECT_EQ(cost("figures/unsourced-percent"), 2'00);
  EXPECT_EQ(cost("figures/unsourced-figure"), 3'00);
  EXPECT_EQ(cost("figures/unsourcedly"), 1'00);  // a prefix ends where a word ends
}

TEST(Rules, MatchAtWordBoundariesOnly) {
  EXPECT_TRUE(rule_matches("promotion/hype-word", "promotion"));
  EXPECT_TRUE(rule_matches("promotion/hype-word", "promotion/hype"));
  EXPECT_TRUE(rule_matches("promotion/hype-word", "promotion/hype-word"));
  EXPECT_FALSE(rule_matches("promotion/hype-word", "promotion/hyp"));
  EXPECT_FALSE(rule_matches("promotion/hype", "promotion/hype-word"));
  EXPECT_FALSE(rule_matches("promotion/hype", ""));
}

TEST(NotRead, AnUndecidedScorerLowersTheLowerEndByItsCap) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "figures").state = ScorerState::undecided;
  const Report report = combine(document, results);
  EXPECT_EQ(report.score, 100'00);
  EXPECT_EQ(report.interval->low, 100'00 - scorer_of(report, "figures").cap);
  EXPECT_EQ(report.interval->high, 100'00);
  EXPECT_FALSE(scorer_of(report, "figures").score.has_value());
}

TEST(NotRead, AnErrorMakesTheActionReview) {
  const Document document = document_of(paragraphs(20));
  for (const char* broken :
       {"boilerplate", "promotion", "figures", "corroboration", "provenance"}) {
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, broken).state = ScorerState::error;
    EXPECT_EQ(combine(document, results).action, Action::review) << broken;
  }
}

TEST(NotRead, FewerThanTwoOfPromotionFiguresProvenanceMakeTheActionReview) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "figures").state = ScorerState::not_applicable;
  EXPECT_EQ(combine(document, results).action, Action::keep);
  result_of(results, "provenance").state = ScorerState::not_applicable;
  const Report report = combine(document, results);
  EXPECT_EQ(report.action, Action::review);
  EXPECT_EQ(report.why_review, "too little of it could be judged");
  EXPECT_TRUE(report.score.has_value());
}

TEST(NotRead, FewWordsOfArticleAreNeverKept) {
  const Document document = document_of(paragraphs(1));
  const Report report = combine(document, clean_results(document));
  ASSERT_LT(report.counts.content_words, 100U);
  EXPECT_EQ(report.action, Action::review);
  EXPECT_NE(report.why_review.find("words of article"), std::string::npos);
}

TEST(NotRead, APageMostOfWhoseTextIsHiddenIsNeverKept) {
  Document document = document_of(paragraphs(20));
  document.limits.push_back({LimitKind::markup, "elements nested deeper than 512 are read flat"});
  EXPECT_EQ(combine(document, clean_results(document)).action, Action::keep);
  document.limits.push_back({LimitKind::mostly_hidden, "9000 bytes were not read"});
  const Report report = combine(document, clean_results(document));
  EXPECT_EQ(report.action, Action::review);
  EXPECT_EQ(report.why_review, "most of the page's text is hidden");
}

TEST(NotRead, APageThatShowsNothingButAFallbackIsNeverKept) {
  Document document = document_of(paragraphs(20));
  document.limits.push_back({LimitKind::fallback_only, "the only text is a fallback"});
  const Report report = combine(document, clean_results(document));
  EXPECT_EQ(report.action, Action::review);
  EXPECT_EQ(report.why_review, document.limits.back().says);
}

Signal signal(std::string name, SignalState state) {
  Signal made;
  made.name = std::move(name);
  made.state = state;
  return made;
}

bool is_unexamined(const Report& report) {
  return std::ranges::find(report.document.limits, LimitKind::unexamined, &Limit::kind) !=
         report.document.limits.end();
}

TEST(NotRead, ATextThatOffersNothingToExamineIsNeverKept) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  for (const char* name : {"byline", "date", "publisher"}) {
    result_of(results, "provenance").signals.push_back(signal(name, SignalState::unknown));
  }
  const Report bare = combine(document, results);
  EXPECT_EQ(bare.score, 100'00);
  EXPECT_EQ(bare.action, Action::review);
  EXPECT_EQ(bare.why_review, "little could be examined");
  ASSERT_TRUE(is_unexamined(bare));
  EXPECT_EQ(bare.document.limits.back().says,
            "little could be examined: no checkable figure, no author, date or publisher, no named "
            "source");

  // Each of them is something to hold the text to.
  std::vector<NamedResult> signed_text = results;
  result_of(signed_text, "provenance").signals[0].state = SignalState::present;
  EXPECT_FALSE(is_unexamined(combine(document, signed_text)));
  std::vector<NamedResult> counted = results;
  result_of(counted, "figures").figures.emplace_back();
  EXPECT_FALSE(is_unexamined(combine(document, counted)));
  result_of(counted, "figures").figures.back().checkable = false;
  EXPECT_TRUE(is_unexamined(combine(document, counted)));
  std::vector<NamedResult> compared = results;
  result_of(compared, "corroboration").claims.emplace_back();
  EXPECT_FALSE(is_unexamined(combine(document, compared)));
  // What was found against it is its verdict.
  std::vector<NamedResult> charged = results;
  for (int i = 0; i < 2; ++i) {
    result_of(charged, "promotion")
        .findings.push_back({"promotion/document-tone", {}, "Sells.", 1.0});
  }
  const Report advert = combine(document, charged);
  EXPECT_FALSE(is_unexamined(advert));
  EXPECT_EQ(advert.band, "usable with checks");
  EXPECT_EQ(advert.why_review, "");
  // Whoever left figures out did not look for them.
  std::vector<NamedResult> unasked = results;
  result_of(unasked, "figures").state = ScorerState::not_applicable;
  EXPECT_FALSE(is_unexamined(combine(document, unasked)));
}

TEST(Interval, ReachesDownByWhatCouldNotBeToldAndNoFurtherThanTheCap) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  ScorerResult& provenance = result_of(results, "provenance");
  provenance.open = {{"provenance/missing-byline", {}, "Not known.", 1},
                     {"provenance/missing-date", {}, "Not known.", 1}};
  const Report open = combine(document, results);
  EXPECT_EQ(open.score, 100'00);
  EXPECT_EQ(open.interval->low, 96'50);
  EXPECT_EQ(open.interval->high, 100'00);
  EXPECT_TRUE(open.findings.empty());
  // Nobody signs a shop.
  result_of(results, "boilerplate").page_type = PageType::product;
  EXPECT_EQ(combine(document, results).interval->low, 100'00);
  result_of(results, "boilerplate").page_type = PageType::article;
  // What costs its cap cannot cost more.
  provenance.findings = {{"provenance/low-rated-host", {}, "Found.", 1}};
  const Report capped = combine(document, results);
  EXPECT_EQ(capped.interval->low, *capped.score);
}

TEST(Action, OfARuleThatAsksForAReviewIsNeverKeepAndSaysWhy) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "promotion").findings = {{"promotion/press-release", {}, "A release.", 1}};
  const Report release = combine(document, results);
  EXPECT_GE(*release.score, 75'00);
  EXPECT_EQ(release.action, Action::review);
  EXPECT_NE(release.why_review.find("press release"), std::string::npos);
  // Where it does not count, it decides nothing.
  result_of(results, "boilerplate").page_type = PageType::product;
  EXPECT_EQ(combine(document, results).why_review, "the page is no article (product)");

  const Overlay hype(nlohmann::json::parse(
      R"({"scorers": {"promotion": {"rules": {"promotion/hype":
          {"points": 1, "review": "it promises a turning point"}}}}})"));
  const Result<Combiner> combiner = hype.combiner();
  ASSERT_TRUE(combiner) << combiner.error().message;
  std::vector<NamedResult> hyped = clean_results(document);
  result_of(hyped, "promotion").findings = {
      {"promotion/hype", document.sentences[0].text, "Hype.", 1}};
  EXPECT_EQ(combiner.value().combine(document, {}, hyped, {}).why_review,
            "it promises a turning point");
}

TEST(NotRead, NoneOfThemGivesNoScoreAtAll) {
  const Document document = document_of("Short.");
  std::vector<NamedResult> results = clean_results(document);
  for (const char* name : {"promotion", "figures", "provenance"}) {
    result_of(results, name).state = ScorerState::undecided;
  }
  const Report report = combine(document, results);
  EXPECT_FALSE(report.score);
  EXPECT_FALSE(report.interval);
  EXPECT_FALSE(report.band);
  EXPECT_EQ(report.action, Action::review);
}

TEST(NotAsked, ChangesNothing) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  for (NamedResult& named : results) {
    if (named.scorer == "promotion") continue;
    named.asked = false;
    named.result.state = ScorerState::not_applicable;
  }
  const Report report = combine(document, results);
  EXPECT_EQ(report.score, 100'00);
  EXPECT_EQ(report.interval->low, 100'00);
  EXPECT_EQ(report.action, Action::keep);
}

TEST(Action, IsReviewWhereTheIntervalReachesIntoTwoBands) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  // Twelve of twenty sentences are faulty: near the lower end of the best band, and uncertain.
  result_of(results, "promotion").findings = findings_in_sentences(document, "promotion/x", 8);
  const Report report = combine(document, results);
  ASSERT_GE(*report.score, 75'00);
  ASSERT_LT(report.interval->low, 75'00);
  EXPECT_EQ(report.band, "few concerns");
  EXPECT_EQ(report.action, Action::review);
}

TEST(Action, OfAPageThatIsAllAdvertisementIsNeverKeep) {
  const Document document = document_of(paragraphs(20));
  std::vector<NamedResult> results = clean_results(document);
  EXPECT_EQ(combine(document, results).action, Action::keep);
  result_of(results, "boilerplate").all_advertisement = true;
  const Report report = combine(document, results);
  EXPECT_EQ(report.score, 100'00);  // nothing was found, or what was found was left out
  EXPECT_EQ(report.action, Action::review);
}

// The slow, obvious reading of the formula: draw sentences, add up, look at the 5 % and 95 %
// points.
std::pair<double, double> resampled(const Report& report, const std::string& scorer,
                                    double per_words) {
  const std::vector<Sentence>& sentences = report.document.sentences;
  std::vector<double> raw(sentences.size(), 0);
  for (const ReportFinding& found : report.findings) {
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      if (sentences[s].text.contains(*found.finding.range)) raw[s] += found.raw_points / 100.0;
    }
  }
  const double cap = scorer_of(report, scorer).cap / 100.0;
  std::mt19937 random(1);
  std::vector<double> scores;
  for (int round = 0; round < 20'000; ++round) {
    double points = 0, words = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const std::size_t drawn = random() % sentences.size();
      points += raw[drawn];
      words += sentences[drawn].token_count;
    }
    scores.push_back(100 - std::min(points * per_words / std::max(words, per_words), cap));
  }
  std::ranges::sort(scores);
  return {scores[scores.size() / 20], scores[scores.size() * 19 / 20]};
}

TEST(Interval, AgreesWithActuallyDrawingTheSentencesAnew) {
  struct Case {
    std::size_t sentences, findings;
  };
  for (const Case& c : {Case{30, 4}, Case{50, 10}, Case{120, 12}, Case{200, 30}}) {
    const Document document = document_of(paragraphs(c.sentences));
    std::vector<NamedResult> results = clean_results(document);
    result_of(results, "promotion").findings =
        findings_in_sentences(document, "promotion/x", c.findings);
    const Report report = combine(document, results);
    const auto [low, high] = resampled(report, "promotion", 500);
    // Normal against binomial: within a tenth of the interval's width and a finding's worth.
    const double slack = 1.5 + 0.1 * (high - low);
    EXPECT_NEAR(report.interval->low / 100.0, low, slack) << c.sentences << " " << c.findings;
    EXPECT_NEAR(report.interval->high / 100.0, high, slack) << c.sentences << " " << c.findings;
  }
}

TEST(Interval, IsNarrowFarBeyondTheCap) {
  const Document document = document_of(paragraphs(40));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "figures").findings = findings_in_sentences(document, "figures/unsourced", 35);
  const Report report = combine(document, results);
  EXPECT_EQ(scorer_of(report, "figures").points, scorer_of(report, "figures").cap);
  EXPECT_LT(report.interval->high - report.interval->low, 1'00);
}

TEST(Interval, StaysBetweenZeroAndAHundred) {
  const Document document = document_of(paragraphs(6));
  std::vector<NamedResult> results = clean_results(document);
  for (NamedResult& named : results) {
    named.result.findings = findings_in_sentences(document, named.scorer + "/x", 5);
    named.result.findings.push_back(
        {named.scorer + "/contradicted", document.sentences[5].text, "X.", 1});
  }
  result_of(results, "promotion").probability = 0.5;
  result_of(results, "promotion")
      .findings.push_back({"promotion/document-tone", {}, "Sells.", 0.5});
  const Report report = combine(document, results);
  EXPECT_GE(report.interval->low, 0);
  EXPECT_LE(report.interval->low, *report.score);
  EXPECT_GE(report.interval->high, *report.score);
  EXPECT_LE(report.interval->high, 100'00);
}

TEST(Findings, StandInTextOrderAndAbsencesLast) {
  const Document document = document_of(paragraphs(5));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "promotion").findings = {{"promotion/b", document.sentences[3].text, "B.", 1}};
  result_of(results, "figures").findings = {{"figures/a", document.sentences[1].text, "A.", 1}};
  result_of(results, "boilerplate").findings = {{"boilerplate/none", {}, "None.", 1}};
  const Report report = combine(document, results);
  ASSERT_EQ(report.findings.size(), 3u);
  EXPECT_EQ(report.findings[0].finding.rule, "figures/a");
  EXPECT_EQ(report.findings[1].finding.rule, "promotion/b");
  EXPECT_EQ(report.findings[2].finding.rule, "boilerplate/none");
}

TEST(Weights, AMistakeInCredibilityJsonIsNamedWithItsPlace) {
  const auto complaint = [](const char* patch) {
    const Result<Combiner> combiner = Overlay(nlohmann::json::parse(patch)).combiner();
    return combiner ? std::string() : combiner.error().message;
  };
  EXPECT_NE(complaint(R"({"scorers": {"figures": {"cap": -1}}})").find("/scorers/figures/cap"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"scorers": {"figures": {"cap": null}}})").find("lacks \"cap\""),
            std::string::npos);
  EXPECT_NE(complaint(R"({"scorers": {"figures": {"rules": {"promotion/x": 1}}}})")
                .find("is not a rule of figures"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"bands": [{"from": 50, "name": "x", "action": "keep"}]})")
                .find("do not descend to 0"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"bands": [{"from": 0, "name": "x", "action": "burn"}]})")
                .find("/bands/0/action"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"length": {"words": "many"}})").find("/length/words"), std::string::npos);
  EXPECT_EQ(complaint("{}"), "");
}

TEST(Weights, AMissingOrUnknownScorerOrRuleIsRefusedWithWhatWasMeant) {
  const auto error = [](const char* patch) {
    const Result<Combiner> combiner = Overlay(nlohmann::json::parse(patch)).combiner();
    return combiner ? Error() : combiner.error();
  };
  EXPECT_NE(error(R"({"scorers": {"promotion": null}})").message.find("lacks \"promotion\""),
            std::string::npos);
  EXPECT_EQ(error(R"({"scorers": {"promtion": {"cap": 1}}})").remedy, "Write \"promotion\".");
  EXPECT_EQ(error(R"({"scorers": {"promotion": {"rules": {"promotion/hyp": 99}}}})").remedy,
            "Write \"promotion/hype\".");
  EXPECT_EQ(
      error(R"({"scorers": {"figures": {"rules": {"figures/unsourced-figures": 1}}}})").remedy,
      "Write \"figures/unsourced-figure\".");
  EXPECT_EQ(error(R"({"scorer": {}})").remedy, "Write \"scorers\".");
  EXPECT_EQ(error(R"({"scorers": {"promotion": {"rules": {"promotion/hype": 9}}}})").message, "");
  EXPECT_FALSE(error(R"({"scorers": {"figures": {"rules": {"figures/un": 9}}}})").message.empty());
  EXPECT_FALSE(error(R"({"scorers": 7})").message.empty());
  EXPECT_FALSE(error(R"({"scorers": {"figures": []}})").message.empty());
  EXPECT_FALSE(error(R"({"bands": "none"})").message.empty());
}

TEST(Weights, AMistakeShowsFileLineAndColumnOfTheLayerAtFault) {
  const Scratch scratch;
  const std::string file = scratch.write("rules/credibility.json",
                                         "{\"bands\": [\n  {\"from\": \"x\", \"name\": \"n\"}]}");
  const Result<Heuristics> heuristics =
      Heuristics::load(Heuristics::shipped_directory(), scratch / "rules");
  ASSERT_TRUE(heuristics);
  const Result<Combiner> combiner = Combiner::create(heuristics.value());
  ASSERT_FALSE(combiner);
  EXPECT_TRUE(combiner.error().message.starts_with(file + ":2:12: ")) << combiner.error().message;
}

TEST(Rules, EveryBuiltInRuleIsCalledAfterItsScorer) {
  for (const auto& [rule, message, why] : built_in_rules()) {
    EXPECT_NE(std::ranges::find(scorer_names, rule.substr(0, rule.find('/'))), scorer_names.end())
        << rule;
  }
}

TEST(Weights, AnOverlayChangesWhatARuleCosts) {
  const Overlay overlay(
      nlohmann::json::parse(R"({"scorers": {"figures": {"rules": {"figures/unsourced": 7.25}}}})"));
  const Result<Combiner> combiner = overlay.combiner();
  ASSERT_TRUE(combiner);
  const Document document = document_of(paragraphs(10));
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "figures").findings = findings_in_sentences(document, "figures/unsourced", 1);
  EXPECT_EQ(combiner.value().combine(document, {}, results, {}).score, 92'75);
}

}  // namespace
}  // namespace assay
