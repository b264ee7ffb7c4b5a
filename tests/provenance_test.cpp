// Signs of where a text comes from.
#include "assay/provenance.h"

#include <gtest/gtest.h>

#include "ingest/url.h"
#include "report_fixture.h"
#include "scorers/author_names.h"
#include "scorers/byline_lines.h"
#include "scorers/iso_date.h"
#include "scorers/own_name.h"

namespace assay {
namespace {

using namespace fixture;

const Scorer& scorer() {
  static const Result<std::unique_ptr<Scorer>> made = make_provenance_scorer(shipped_heuristics());
  if (!made) throw std::runtime_error(made.error().message);
  return *made.value();
}

constexpr std::string_view body =
    "\n\nThe council of Halm voted on the new quay in the old town hall, and most of the members\n"
    "were in favour of it after a debate that went on until late in the evening of that day.\n\n"
    "The quay will be built next to the market, where the fish is sold in the mornings, and the\n"
    "boats will come in on the other side of the pier from then on, as they did before the war.\n";

// A document of `head`, an article's body and `tail`; blocks that begin with one of `furniture` are
// boilerplate.
struct Page {
  Document document;
  std::vector<BlockRole> roles;
  Mentions mentions;

  Page(std::string_view head, std::string_view tail = {}, std::vector<std::string> furniture = {})
      : document(document_of(std::string(head) + std::string(body) + "\n" + std::string(tail))) {
    roles.resize(document.blocks.size());
    for (std::size_t b = 0; b < roles.size(); ++b) {
      for (const std::string& words : furniture) {
        if (document.view(document.blocks[b].text).starts_with(words)) {
          roles[b] = {Role::boilerplate, Kind::other_boilerplate, 1, ""};
        }
      }
    }
  }

  void read_mentions() {
    static const Result<MentionFinder> finder = MentionFinder::create(shipped_heuristics());
    mentions = finder.value().find(document);
  }

  // Somebody named says something in `text`.
  void hear(std::string name, Range text) {
    Attribution attribution;
    attribution.source = attribution.content = attribution.cue = text;
    attribution.source_index = static_cast<std::uint32_t>(mentions.sources.size());
    mentions.attributions.push_back(attribution);
    mentions.sources.push_back({std::move(name), SourceKind::person, 1, 0});
  }

  ScorerResult score(const HostRatings* ratings = nullptr) const {
    return scorer().score(
        {.document = document, .mentions = mentions, .roles = roles, .host_ratings = ratings});
  }
  ScorerResult score(PageType type) const {
    return scorer().score(
        {.document = document, .mentions = mentions, .roles = roles, .page_type = type});
  }
};

Signal signal_of(const ScorerResult& result, std::string_view name) {
  for (const Signal& signal : result.signals) {
    if (signal.name == name) return signal;
  }
  ADD_FAILURE() << "no signal " << name;
  return {};
}

bool finds(const ScorerResult& result, std::string_view rule) {
  return std::ranges::any_of(result.findings, [&](const Finding& f) { return f.rule == rule; });
}

TEST(Byline, StandsBelowItsLabelInOneBlockAndIsNoThingThatIsCounted) {
  const auto byline = [](std::string_view html) {
    Record record;
    record.kind = MediaKind::html;
    record.payload = html;
    Page page("");
    page.document = build_document(std::move(record));
    page.roles.assign(page.document.blocks.size(), BlockRole{});
    return signal_of(page.score(), "byline").value;
  };
  const std::string text = "<p>" + std::string(body) + "</p>";
  EXPECT_EQ(byline("<h1>Three grinders</h1><div>Written by<br>Ada Lindqvist, reporter of Halm"
                   "</div>" +
                   text),
            "Ada Lindqvist");
  const std::string author = "<div class=author>Osk Grinder</div>";
  EXPECT_EQ(byline("<h1>Three grinders</h1>" + author + text), "Osk Grinder");
  EXPECT_EQ(byline("<h1>Three grinders</h1>" + author + "<h2>Osk Grinder 15</h2>" + text), "");
}

TEST(Byline, SpacesThatDoNotBreakAreSpaces) {
  for (const char* head :
       {"Three grinders\n\nBy\u00a0Ada Lindqvist", "Three grinders\n\nBy\u00a0Ada\u00a0Lindqvist",
        "Three grinders\n\nWritten\u00a0by\u00a0Ada Lindqvist"}) {
    Page page(head);
    page.read_mentions();
    const std::string value = signal_of(page.score(), "byline").value;
    EXPECT_TRUE(value.starts_with("Ada") && value.ends_with("Lindqvist")) << value;
  }
}

TEST(Byline, TheMarkOfAQuotedTextIsNoPartOfIt) {
  Page page("# Three grinders\n\n> By Ada Lindqvist\n>\n> Halm, **3 May 2031**");
  page.read_mentions();
  EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist");
}

TEST(Byline, ADateBehindANameMakesNoThingOfIt) {
  for (const char* head : {"# Three grinders\n\n## Ada Lindqvist 3 May 2031",
                           "# Three grinders\n\nBy Ada Lindqvist\n\n## Ada Lindqvist 3 May 2031"}) {
    Page page(head);
    page.read_mentions();
    EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist") << head;
  }
}

TEST(Byline, IsFoundInTheLanguagesThatHaveRules) {
  struct Case {
    std::string_view line;
    std::string_view language;
  };
  for (const Case& c : {Case{"By Ada Lindqvist", "en"}, Case{"Written by Ada Lindqvist", "en"},
                        Case{"Von Ada Lindqvist", "de"}, Case{"Par Ada Lindqvist", "fr"},
                        Case{"Por Ada Lindqvist", "es"}, Case{"Por Ada Lindqvist", "pt"},
                        Case{"Di Ada Lindqvist", "it"}, Case{"Door Ada Lindqvist", "nl"}}) {
    Page page(c.line);
    page.document.language.code = c.language;
    const Signal byline = signal_of(page.score(), "byline");
    EXPECT_EQ(byline.state, SignalState::present) << c.line;
    EXPECT_EQ(byline.value, "Ada Lindqvist");
    ASSERT_TRUE(byline.range);
    EXPECT_EQ(page.document.view(*byline.range), "Ada Lindqvist");
  }
}

TEST(Byline, InitialsThatSignATextAreOne) {
  EXPECT_EQ(signal_of(Page("Quay", "(alq)").score(), "byline").value, "(alq)");
  EXPECT_EQ(signal_of(Page("Quay", "(2031)").score(), "byline").state, SignalState::unknown);
}

TEST(Byline, ASentenceThatBeginsLikeOneIsNone) {
  for (const char* line : {"By the end of the year the quay will be open to everybody in town.",
                           "By and large it went well."}) {
    EXPECT_NE(signal_of(Page(line).score(), "byline").state, SignalState::present) << line;
  }
}

TEST(Byline, IsUnknownInBareTextAndMissingWhereThePageShowsItsFurniture) {
  const ScorerResult bare = Page("The quay").score();
  EXPECT_EQ(signal_of(bare, "byline").state, SignalState::unknown);
  EXPECT_FALSE(finds(bare, "provenance/missing-byline"));
  const ScorerResult page =
      Page("The quay", "Share this page with all your friends", {"Share"}).score();
  EXPECT_EQ(signal_of(page, "byline").state, SignalState::missing);
  EXPECT_TRUE(finds(page, "provenance/missing-byline"));
  EXPECT_TRUE(finds(page, "provenance/missing-date"));
}

TEST(Byline, OneStrayLineMakesNoPage) {
  const auto byline = [](std::string_view tail, std::vector<std::string> furniture,
                         Kind kind = Kind::other_boilerplate, Role role = Role::boilerplate) {
    Page page("The quay", tail, std::move(furniture));
    for (BlockRole& one : page.roles) {
      if (one.role == Role::boilerplate) one.kind = kind, one.role = role;
    }
    return signal_of(page.score(), "byline").state;
  };
  EXPECT_EQ(byline("Read more", {"Read"}), SignalState::unknown);
  EXPECT_EQ(byline("Advertisement", {"Adv"}, Kind::ad_label, Role::advertisement),
            SignalState::unknown);
  const std::string_view related = "Related: The old fish market of Halm is to be torn down in May";
  EXPECT_EQ(byline(related, {"Related"}, Kind::related), SignalState::unknown);
  EXPECT_EQ(byline("Menu\n\nShops\n\nImprint", {"Menu", "Shops", "Imprint"}), SignalState::missing);
  EXPECT_EQ(byline("Photos\n\nPhoto\n\nPhotograph", {"Photo"}, Kind::image_credit),
            SignalState::unknown);
}

TEST(Byline, IsNoDateNoCaptionAndNoQuotedPost) {
  const auto byline = [](std::string_view line) {
    Page page("The quay\n\n" + std::string(line), "", {});
    for (std::size_t b = 0; b < page.roles.size(); ++b) {
      if (page.document.view(page.document.blocks[b].text) == line) {
        page.roles[b] = {Role::boilerplate, Kind::byline, 1, ""};
      }
    }
    page.read_mentions();
    return signal_of(page.score(), "byline").value;
  };
  EXPECT_EQ(byline("Updated: January 16, 2031"), "");
  EXPECT_EQ(byline("Sun May 3, 2031"), "");
  EXPECT_EQ(byline("\u2014 Ada Lindqvist (@ada) May 3, 2031"), "");
  EXPECT_EQ(byline("Ada Lindqvist (@ada) May 3, 2031"), "Ada Lindqvist");
  EXPECT_EQ(byline("Ada Lindqvist, May 3, 2031"), "Ada Lindqvist");
  EXPECT_EQ(byline("ByAda Lindqvist Updated onMay 3, 2031"), "Ada Lindqvist");

  Page caption("The quay\n\nAda Lindqvist in 1998");
  caption.read_mentions();
  EXPECT_EQ(signal_of(caption.score(), "byline").value, "");
}

TEST(Byline, StandsBeforeTheFirstWordsOfTheText) {
  const auto byline = [](std::string_view lead) {
    Page page("The quay\n\n" + std::string(lead) +
              " The town of Halm has voted on the new quay, which is to be built in the spring, "
              "and all of its members were there, the mayor said after the vote on that day.");
    page.read_mentions();
    return signal_of(page.score(), "byline").value;
  };
  EXPECT_EQ(byline("By Ada Lindqvist:"), "Ada Lindqvist");
  EXPECT_EQ(byline("By: Ada Lindqvist / Halm Post"), "Ada Lindqvist");
  EXPECT_EQ(byline("By Halm:"), "");
  EXPECT_EQ(byline("Ada Lindqvist:"), "");
}

TEST(Byline, OfAnAgencyNeedsNoAuthor) {
  Page page("", "Share this page with all your friends", {"Share"});
  page.document = document_of("HALM (KNA) - The council met on Monday and spoke about the quay." +
                              std::string(body) + "\nShare this page with all your friends");
  page.roles.assign(page.document.blocks.size(), {});
  page.roles.back().role = Role::boilerplate;
  const ScorerResult result = page.score();
  EXPECT_EQ(signal_of(result, "agency").value, "KNA");
  EXPECT_FALSE(finds(result, "provenance/missing-byline"));
}

TEST(Byline, AnAgencySignsAtTheEndOfTheArticleThoughThePageGoesOn) {
  const auto signed_by = [](std::string_view line) {
    Page page("The quay",
              std::string(line) + "\n\nMenu\n\nShops\n\nWeather\n\nImprint\n\nAbout\n\nHelp",
              {"Menu", "Shops", "Weather", "Imprint", "About", "Help"});
    return page.score();
  };
  EXPECT_EQ(signal_of(signed_by("(dpa)"), "agency").value, "dpa");
  const ScorerResult behind = signed_by("The mayor opened the fair on the old quay. (Kurier/dpa)");
  EXPECT_EQ(signal_of(behind, "agency").value, "Kurier/dpa");
  EXPECT_FALSE(finds(behind, "provenance/missing-byline"));
  EXPECT_EQ(
      signal_of(signed_by("The mayor opened the fair on the old quay. (alq)"), "byline").value,
      "(alq)");
  const ScorerResult none = signed_by("The mayor opened the fair on the old quay (sic)");
  EXPECT_EQ(signal_of(none, "byline").state, SignalState::missing);
  EXPECT_EQ(signal_of(none, "agency").state, SignalState::missing);
}

TEST(Byline, WordsInBracketsBehindTheTextAreNoSignature) {
  const auto signed_by = [](std::string_view signs, std::string publisher = {}) {
    Page page("The quay",
              "The mayor opened the fair. (" + std::string(signs) + ")\n\nMenu\n\nShops\n\nImprint",
              {"Menu", "Shops", "Imprint"});
    page.document.metadata.publisher = std::move(publisher);
    return page.score();
  };
  for (const char* words : {"more", "end", "sic", "tbc", "tba", "mehr", "EU"}) {
    const ScorerResult result = signed_by(words);
    EXPECT_EQ(signal_of(result, "byline").state, SignalState::missing) << words;
    EXPECT_EQ(signal_of(result, "agency").state, SignalState::missing) << words;
  }
  for (const char* words : {"see Appendix, AP", "Appendix, AP", "says the dpa"}) {
    EXPECT_EQ(signal_of(signed_by(words), "agency").state, SignalState::missing) << words;
  }
  EXPECT_EQ(signal_of(signed_by("alq/dpa"), "agency").value, "alq/dpa");
  EXPECT_EQ(signal_of(signed_by("Halm Courier/AP"), "agency").value, "Halm Courier/AP");
  EXPECT_EQ(signal_of(signed_by("Courier, AP", "Halm Courier"), "agency").value, "Courier, AP");
  EXPECT_EQ(signal_of(Page("Quay", "(alq/bre)").score(), "byline").value, "(alq/bre)");
  EXPECT_NE(signal_of(Page("Quay", "(more)").score(), "byline").state, SignalState::present);
}

TEST(Byline, AKnownAgencyBesideThePlaceNeedsNoCapitals) {
  EXPECT_EQ(signal_of(Page("Halm (dpa) - The council met on the quay.").score(), "agency").value,
            "dpa");
  EXPECT_NE(
      signal_of(Page("Halm (old town) - The council met on the quay.").score(), "agency").state,
      SignalState::present);
}

// What the byline is where the page's data gives `author`.
std::string byline_of(std::string author, std::string publisher = "Halm Courier") {
  Page page("The quay");
  page.document.metadata.author = std::move(author);
  page.document.metadata.publisher = std::move(publisher);
  return signal_of(page.score(), "byline").value;
}

TEST(Byline, OfThePagesDataIsCutFromItsLabel) {
  EXPECT_EQ(byline_of("View all posts by Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(byline_of("Zeige alle Beiträge von Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(byline_of("Voir tous les articles de Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(byline_of("von Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(byline_of("Autor: Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(byline_of("Von Hale"), "Von Hale");
  EXPECT_EQ(byline_of("Ada von Hale"), "Ada von Hale");
}

TEST(Byline, ACompanyThatIsNotThePublisherBuiltThePage) {
  EXPECT_EQ(byline_of("Web Works GmbH"), "");
  EXPECT_EQ(byline_of("Web Works sp. z o.o."), "");
  EXPECT_EQ(byline_of("Halm Courier Ltd", "Halm Courier Ltd"), "Halm Courier Ltd");
  EXPECT_EQ(byline_of("Ada Limited-Brandt"), "Ada Limited-Brandt");
  for (const char* company : {"Web Works SAS", "Web Works AG", "Web Works Inc", "WEB WORKS INC",
                              "Web Works BV", "web works gmbh", "Web Works S.A."}) {
    EXPECT_EQ(byline_of(company), "") << company;
  }
}

TEST(Byline, APersonMayBeCalledLikeAShortLegalForm) {
  for (const char* name : {"Jan Sas", "Erik Ab", "Mara Ag", "Ada Kg"}) {
    EXPECT_EQ(byline_of(name), name);
  }
}

TEST(Byline, ALicenceIsNoDegree) {
  const auto byline = [](std::string_view line) {
    return signal_of(Page("The quay\n\n" + std::string(line)).score(), "byline").state;
  };
  EXPECT_EQ(byline("Ada Lindqvist, MD, FHCS"), SignalState::present);
  EXPECT_NE(byline("Ada Lindqvist, CC-BY-SA, Halmpedia"), SignalState::present);
  EXPECT_NE(byline("Photograph: Ada Lindqvist, RBA"), SignalState::present);
}

TEST(Byline, ADateFarBehindCapitalsIsNotTheirs) {
  const auto author = [](std::string_view line) {
    Page page("The quay\n\n" + std::string(line));
    DateMention date;
    const std::size_t at = page.document.text.find("3 May 2031");
    date.text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 10)};
    date.day = 3, date.month = 5, date.year = 2031;
    page.mentions.dates = {date};
    return signal_of(page.score(), "byline").value;
  };
  EXPECT_EQ(author("Ada Lindqvist, harbour reporter, 3 May 2031"), "Ada Lindqvist");
  EXPECT_EQ(author("Harbour Stories of the old and of the new town on 3 May 2031"), "");
}

TEST(Byline, OfAnotherArticleFarOffIsNone) {
  std::string menu;
  for (int i = 0; i < 20; ++i) menu += "Section " + std::to_string(i) + "\n\n";
  Page page("The quay", menu + "By Ada Lindqvist", {"Section", "By Ada"});
  for (std::size_t b = 0; b < page.roles.size(); ++b) {
    if (page.roles[b].role == Role::boilerplate) page.roles[b].kind = Kind::navigation;
  }
  page.roles.back().kind = Kind::byline;
  EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing);
}

TEST(Byline, AHeadingThatBeginsWithItsWordNamesNobody) {
  for (const char* line : {"Reporter toolkit: how to speak to a council", "Steps to take by age 35",
                           "View more posts"}) {
    Page page(line, "Share this page with all your friends", {"Share", line});
    page.roles.front().kind = Kind::byline;
    EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing) << line;
  }
}

TEST(Byline, StandsBelowItsLabelToo) {
  Page page("Article by:\n\nAda Lindqvist", "Share this page with all your friends",
            {"Share", "Article by", "Ada"});
  page.roles.front().kind = Kind::byline;
  EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist");
}

TEST(Byline, APersonIsBetterThanAnAccount) {
  Page page("By Ada Lindqvist", "Share this page with all your friends", {"Share"});
  page.document.metadata.author = "alindqvist";
  EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist");
  Page account("The quay", "Share this page with all your friends", {"Share"});
  account.document.metadata.author = "alindqvist";
  EXPECT_EQ(signal_of(account.score(), "byline").value, "alindqvist");
}

TEST(Byline, AHandleAnAddressOrASentenceIsNoAuthor) {
  for (const char* author :
       {"@halmcourier", "desk@courier.example", "We want to help you find your way around town"}) {
    Page page("The quay", "Share this page with all your friends", {"Share"});
    page.document.metadata.author = author;
    EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing) << author;
  }
}

TEST(Byline, APersonIsBetterThanASiteThatNamesItself) {
  Page page("By Ada Lindqvist", "Share this page with all your friends", {"Share"});
  page.document.metadata.author = page.document.metadata.site_name = "The Halm Courier";
  EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist");
}

TEST(Byline, EndsWhereTheDateOrThePostBegins) {
  for (const char* line : {"By Ada Lindqvist - Review Editor - Updated November 18, 2031",
                           "By Ada Lindqvist | Harbour desk", "By Ada Lindqvist \u00b7 5 min",
                           "By Ada Lindqvist in Moorings", "By Ada Lindqvist on Tuesday"}) {
    Page page(line, "Share this page with all your friends", {"Share", "By Ada"});
    page.roles.front().kind = Kind::byline;
    EXPECT_EQ(signal_of(page.score(), "byline").value, "Ada Lindqvist") << line;
  }
}

TEST(Byline, APlaceholderOfTheSystemIsNoAuthor) {
  for (const char* author : {"undefined", "null", "Admin", "halm_admin", "20310503"}) {
    Page page("The quay", "Share this page with all your friends", {"Share"});
    page.document.metadata.author = author;
    EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing) << author;
  }
}

TEST(Byline, ALoginIsAnAccountAndCostsHalf) {
  Page page("The quay", "Share this page with all your friends", {"Share"});
  page.document.metadata.author = "ada.lindqvist";
  const ScorerResult result = page.score();
  ASSERT_TRUE(finds(result, "provenance/missing-byline"));
  EXPECT_DOUBLE_EQ(result.findings.front().degree, 0.5);
  EXPECT_NE(result.summary.find("account (ada.lindqvist)"), std::string::npos);
}

TEST(Byline, NamesWithDegreesBehindTheHeadlineNeedNoCue) {
  Page page("The quay\n\nAda Lindqvist, VMD, FHCS; Tom Brandt, BA, LVT & Mia Osk, PhD",
            "Share this page with all your friends", {"Share", "Ada"});
  EXPECT_TRUE(signal_of(page.score(), "byline").value.starts_with("Ada Lindqvist"));
}

TEST(Byline, WhoReviewedOrContributedIsToldApart) {
  Page page("Reviewed by Ada Lindqvist, MD", "Share this page with all your friends",
            {"Share", "Reviewed"});
  page.roles.front().kind = Kind::byline;
  const ScorerResult result = page.score();
  EXPECT_EQ(signal_of(result, "byline").state, SignalState::missing);
  EXPECT_EQ(signal_of(result, "reviewed").value, "Reviewed by Ada Lindqvist, MD");
  Page contributor("Contributors: Ada Lindqvist", "Share this page with all your friends",
                   {"Share", "Contrib"});
  EXPECT_EQ(signal_of(contributor.score(), "byline").state, SignalState::present);
}

// The byline of a page whose lines are `head`, the headline first, and an article, as all scorers
// see it together.
std::string author_of(std::string_view head, std::string_view tail = {}) {
  static const Result<MentionFinder> finder = MentionFinder::create(shipped_heuristics());
  std::vector<std::string> furniture;
  for (std::size_t at = head.find("\n\n"); at != head.npos; at = head.find("\n\n", at)) {
    at += 2;
    furniture.emplace_back(head.substr(at, head.find("\n\n", at) - at));
  }
  Page page(head, tail, furniture);
  page.mentions = finder.value().find(page.document);
  const Signal byline = signal_of(page.score(), "byline");
  return byline.state == SignalState::present ? byline.value : "";
}

TEST(Byline, IsCutOutOfWhatAScraperGlues) {
  for (const char* line :
       {"ByAda LindqvistMay 3, 2031", "Written by:Ada Lindqvist", "May 3, 2031 By Ada Lindqvist",
        "May 3, 2031 By Ada Lindqvist 4 Comments", "By Ada Lindqvist \u2013 Updated May 3, 2031",
        "May 3, 2031 \u2022 Ada Lindqvist in Harbours", "Text by Ada Lindqvist"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line)), "Ada Lindqvist") << line;
  }
  EXPECT_EQ(author_of("Quay to open\n\nBy Ada van Lindqvist and Tom DeBrandt"),
            "Ada van Lindqvist and Tom DeBrandt");
}

TEST(Byline, ABareNameNeedsADateAPostOrALifeBesideIt) {
  EXPECT_EQ(author_of("Quay to open\n\nAda Lindqvist\n\nMay 3, 2031"), "Ada Lindqvist");
  EXPECT_EQ(author_of("Quay to open\n\nAda Lindqvist\n\nSenior Writer"), "Ada Lindqvist");
  EXPECT_EQ(author_of("Quay to open\n\nAda Lindqvist\n\nAda has told of harbours since 2019."),
            "Ada Lindqvist");
  EXPECT_EQ(author_of("Quay to open\n\nAda Lindqvist\n\nShare"), "");
}

TEST(Byline, ALineOfWordsThatTheTextWritesSmallIsNoName) {
  EXPECT_EQ(author_of("Quay to open\n\nTown Hall\n\nMay 3, 2031"), "");
  EXPECT_EQ(author_of("Quay to open\n\nQuay News\n\nMay 3, 2031"), "");
  EXPECT_EQ(author_of("Quay to open\n\nPosted On\n\nMay 3, 2031"), "");
  EXPECT_EQ(author_of("Quay to open\n\nHalm Harbour Bell in the fog\n\nMay 3, 2031"), "");
}

TEST(Byline, OnlyWordsOfWritingLeadInALabel) {
  for (const char* line :
       {"Story by Ada Lindqvist", "Ein Artikel von Ada Lindqvist | 2031-05-03",
        "Veröffentlicht am 2031-05-03 von Ada Lindqvist", "Erstellt von Ada Lindqvist"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line)), "Ada Lindqvist") << line;
  }
  for (const char* line : {"Photo by Ada Lindqvist on Sightly", "Theme by Ada Lindqvist",
                           "Leasing von Halmwagen", "Sort by Newest", "Shop by Category"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line)), "") << line;
  }
}

TEST(Byline, TheNameMayStandInTheLineBelowItsLabel) {
  for (const char* label : {"Von", "Written by", "Article by:", "Author:", "Verfasst von:"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(label) + "\n\nAda Lindqvist"),
              "Ada Lindqvist")
        << label;
  }
  for (const char* label : {"Sort by", "Powered by", "Welcome"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(label) + "\n\nAda Lindqvist"), "")
        << label;
  }
}

TEST(Byline, BehindALabelAnAccountMayBeginSmall) {
  for (const char* line :
       {"by halmer1984", "von halmer1984 | 3. Mai 2031", "Posted on May 3, 2031 by halmer1984"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line)), "halmer1984") << line;
  }
  EXPECT_EQ(author_of("Quay to open\n\nby debate"), "");  // a word of the text
  EXPECT_EQ(author_of("Quay to open\n\nby boat and rail"), "");
}

TEST(Byline, ADeskStandsForItsPeople) {
  EXPECT_EQ(author_of("Quay to open\n\nBy Staff and news service reports\n\nMay 3, 2031"),
            "Staff and news service reports");
  EXPECT_EQ(author_of("Quay to open\n\nBy the Quayly Team\n\n3 min read"), "the Quayly Team");
  EXPECT_EQ(author_of("Quay to open\n\nNewsdesk\n\nMay 3, 2031"), "Newsdesk");
  EXPECT_EQ(author_of("Quay to open\n\nRedaktion May 3, 2031"), "Redaktion");
  EXPECT_EQ(author_of("Quay to open\n\nTeam\n\nMay 3, 2031"), "");
  EXPECT_EQ(author_of("Quay to open\n\nNewsroom\n\nShare"), "");
  EXPECT_EQ(author_of("Quay to open\n\nNewsdesk\n\nAda Lindqvist\n\nMay 3, 2031"), "Ada Lindqvist");
}

TEST(Byline, ASubjectInTheLineBesideTheDateIsNoDesk) {
  for (const char* line :
       {"Mayor thanks hospital staff", "Our coaching staff", "Our Team", "Norvale women's team",
        "Mountain rescue team", "Football team", "Football Team", "Meet the team", "Meet The Team",
        "The team", "Unser Team", "Neue Redaktion", "Cuts in the newsroom",
        "Mayor visits newsroom"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line) + "\n\nMay 3, 2031"), "") << line;
  }
  for (const char* line : {"The Norvale Courier Team", "Quayly Team", "Staff", "die Redaktion",
                           "Norvale Editorial Board", "Norvale Courier Staff"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line) + "\n\nMay 3, 2031"), line);
  }
  EXPECT_EQ(author_of("Quay to open\n\nBy the mountain rescue team\n\nMay 3, 2031"),
            "the mountain rescue team");
}

TEST(Byline, AWordOfSectionsOrAPlaceIsNoBareName) {
  for (const char* line : {"North Carolina", "Climate Change", "Real Estate", "Premier League",
                           "White House", "South Korea - May 3, 2031"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line) + "\n\nMay 3, 2031"), "") << line;
  }
  // A tag names what the text speaks of.
  const std::string tag = "Quay to open\n\nOsk Grinder\n\nMay 3, 2031";
  EXPECT_EQ(author_of(tag), "Osk Grinder");
  EXPECT_EQ(
      author_of(tag, "The council voted on Tuesday to lend the old stone Osk Grinder to the town."),
      "");
}

TEST(Byline, AWordBehindALabelIsNoAccountUnlessItLooksIt) {
  for (const char* line : {"By region", "By email | May 3, 2031", "Analysis by numbers",
                           "Von wegen", "Ein Bericht von gestern", "By Category"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line)), "") << line;
  }
  EXPECT_EQ(author_of("Quay to open\n\nby halmer"), "halmer");
  EXPECT_EQ(author_of("Quay to open\n\nPosted by halmer"), "halmer");
}

TEST(Byline, BehindALabelANameMayBeginAsASectionDoes) {
  EXPECT_EQ(author_of("Quay to open\n\nBy My Nguyen"), "My Nguyen");
  EXPECT_EQ(author_of("Quay to open\n\nBy On Barak\n\nMay 3, 2031"), "On Barak");
}

TEST(Byline, SectionWordsBeginNoName) {
  for (const char* line : {"About the Author", "More Posts", "On Behalf of Osk and Brandt",
                           "Recent Posts", "Search Advanced"}) {
    EXPECT_EQ(author_of("Quay to open\n\n" + std::string(line) + "\n\nMay 3, 2031"), "") << line;
  }
}

TEST(Byline, ThreeCardsBelowTheArticleNameTheAuthorsOfOthers) {
  constexpr std::string_view cards =
      "By Ada Lindqvist\n\nBy Tom Brandt\n\nBy Mia Osk\n\nShare this page with all your friends";
  Page page("The quay", cards, {"Share", "By "});
  for (BlockRole& role : page.roles) {
    if (role.role == Role::boilerplate) role.kind = Kind::byline;
  }
  EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing);
}

TEST(Byline, ALabelWithoutANameIsNone) {
  Page page("Written By", "Share this page with all your friends", {"Share", "Written"});
  page.roles.front().kind = Kind::byline;
  EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing);
}

// An HTML page whose paragraphs are its article and everything else furniture.
struct HtmlPage {
  Document document;
  std::vector<BlockRole> roles;

  explicit HtmlPage(const std::string& head) {
    Record record;
    record.id = record.path = "page";
    record.kind = MediaKind::html;
    record.payload = "<main>" + head + "<p>" + std::string(body) + "</p></main>";
    record.range = {0, record.payload.size()};
    document = build_document(std::move(record));
    for (const Block& block : document.blocks) {
      const bool article = block.token_count > 20;
      roles.push_back({article ? Role::content : Role::boilerplate,
                       article ? Kind::paragraph : Kind::navigation, 1, ""});
    }
  }

  Signal byline() const {
    const Mentions none;
    return signal_of(scorer().score({.document = document, .mentions = none, .roles = roles}),
                     "byline");
  }
};

TEST(Byline, IsReadWhereTheMarkupSaysThatAnAuthorStands) {
  for (const char* head : {"<a href=/team/authors/ada>Ada Lindqvist</a>",
                           "<a href='/blog?author=17'>Ada Lindqvist</a>",
                           "<div class=post-meta__author><span>Ada Lindqvist</span></div>",
                           "<div id=byline><div>Ada van Lindqvist</div></div>"}) {
    EXPECT_TRUE(HtmlPage(head).byline().value.ends_with("Lindqvist")) << head;
  }
  for (const char* head : {"<div class=review-author>Ada Lindqvist</div>",
                           "<div class=comment><i class=author>Ada Lindqvist</i></div>",
                           "<div class=author>more from this author</div>",
                           "<div class=authority>Port Authority Halm</div>"}) {
    EXPECT_EQ(HtmlPage(head).byline().state, SignalState::missing) << head;
  }
}

TEST(Byline, InMarkupABareNameStandsAloneBesideTheDateAndInNoMenu) {
  const auto byline = [](const std::string& head) {
    HtmlPage page(head);
    static const Result<MentionFinder> finder = MentionFinder::create(shipped_heuristics());
    for (std::size_t b = 0; b < page.roles.size(); ++b) {
      if (page.document.blocks[b].heading_level != 1) continue;
      page.roles[b] = {Role::content, Kind::headline, 1, ""};
    }
    const Mentions mentions = finder.value().find(page.document);
    return signal_of(scorer().score(
                         {.document = page.document, .mentions = mentions, .roles = page.roles}),
                     "byline")
        .value;
  };
  const std::string headline = "<h1>A cutter runs aground</h1>";
  EXPECT_EQ(byline(headline + "<div>Ada Lindqvist</div><div>May 3, 2031</div>"), "Ada Lindqvist");
  EXPECT_EQ(byline(headline + "<div>May 3, 2031</div><div>Ada Lindqvist</div>"), "Ada Lindqvist");
  EXPECT_EQ(byline(headline + "<div>Ada Lindqvist</div><div>Share</div>"), "");
  EXPECT_EQ(byline("<nav><a href=/g>Ocean Gazette</a></nav>" + headline +
                   "<div>Ocean Gazette</div><div>May 3, 2031</div>"),
            "");
  EXPECT_EQ(byline(headline + "<div>Harbours of Norvik and Osk</div><div>May 3, 2031</div>"), "");
}

TEST(Byline, ThePhotographerIsNotTheAuthor) {
  Page page("The quay\n\nImage by Ada Lindqvist", "Share this page with all your friends",
            {"Share", "Image"});
  page.roles[1].kind = Kind::image_credit;
  page.read_mentions();
  EXPECT_EQ(signal_of(page.score(), "byline").state, SignalState::missing);
}

TEST(Date, OfALineIsTheDateAloneAndALabelIsNone) {
  Page line("Ada Lindqvist Published: May 3, 2031", "Share this page with all your friends",
            {"Share", "Ada"});
  line.roles.front().kind = Kind::date;
  const std::string_view text = line.document.text;
  const auto begin = static_cast<std::uint32_t>(text.find("May"));
  line.mentions.dates.push_back({{begin, begin + 11}, 2031, 5, 3});
  EXPECT_EQ(signal_of(line.score(), "date").value, "2031-05-03");
  Page label("Published", "Share this page with all your friends", {"Share", "Published"});
  label.roles.front().kind = Kind::date;
  EXPECT_EQ(signal_of(label.score(), "date").state, SignalState::missing);
}

// The page "`above` article Share this page with all your friends" with its furniture marked as
// dates.
ScorerResult dated(std::string_view above, std::string published = {}) {
  Page page("The quay\n\n" + std::string(above), "Share this page with all your friends",
            {"Share", "Published", "Last updated", "Dec", "Jun", "Updated"});
  page.document.metadata.published = std::move(published);
  for (std::size_t b = 0; b < page.roles.size(); ++b) {
    if (page.roles[b].role == Role::boilerplate) page.roles[b].kind = Kind::date;
  }
  const std::string_view text = page.document.text;
  const std::size_t at = std::min(text.find("Dec 12"), text.find("Jun 30"));
  if (at != text.npos) {
    const bool december = text.substr(at).starts_with("Dec");
    const bool year = text.substr(at + 6).starts_with(", 2031");
    const auto begin = static_cast<std::uint32_t>(at);
    page.mentions.dates.push_back({{begin, begin + (year ? 12U : 6U)},
                                   year ? 2031 : 0,
                                   december ? 12 : 6,
                                   december ? 12 : 30});
  }
  return page.score();
}

TEST(Publisher, IsNamedWithoutItsSlogan) {
  for (const char* site : {"Halm Tools | Built to last", "Halm Tools - Built to last",
                           "Halm Tools: Built to last", "Home | Halm Tools"}) {
    Page page("The quay");
    page.document.host = "halm-tools.example";
    page.document.metadata.site_name = site;
    EXPECT_EQ(signal_of(page.score(), "publisher").value, "Halm Tools") << site;
  }
}

TEST(Publisher, IsNamedWithoutTheSignsAtItsEnds) {
  for (const char* site :
       {"| \u2702 Halm Tools\u00ae", "Halm Tools \u00b7", " \u00a0Halm Tools -"}) {
    Page page("The quay");
    page.document.metadata.site_name = site;
    EXPECT_EQ(signal_of(page.score(), "publisher").value, "Halm Tools") << site;
  }
}

TEST(Publisher, OfAPageThatDoesNotSayIsReadFromTitleOrCopyrightLine) {
  Page title("The quay");
  title.document.host = "www.halmtools.example";
  title.document.metadata.title = "How to moor | Halm Tools";
  EXPECT_EQ(signal_of(title.score(), "publisher").value, "Halm Tools");
  title.document.metadata.title = "How to moor | A guide";
  EXPECT_EQ(signal_of(title.score(), "publisher").value, "halmtools.example");
  Page line("The quay", "\u00a9 2031 Halm Tools International. All rights reserved.", {"\u00a9"});
  line.document.host = "halmtools.example";
  EXPECT_EQ(signal_of(line.score(), "publisher").value, "Halm Tools International");
  line.document.host = "courier.example";
  EXPECT_EQ(signal_of(line.score(), "publisher").value, "Halm Tools International");
  Page theme("The quay", "\u00a9 2031 Theme Quay by Ada Lindqvist", {"\u00a9"});
  theme.document.host = "courier.example";
  EXPECT_EQ(signal_of(theme.score(), "publisher").value, "courier.example");
}

TEST(Publisher, IsNotWhomAnotherLineOfTheFootNames) {
  const auto publisher = [](std::string_view line) {
    Page page("The quay", line, {std::string(line)});
    page.document.host = "courier.example";
    return signal_of(page.score(), "publisher").value;
  };
  for (const char* line :
       {"Photo \u00a9 2031 Per Holm", "Photo (c) 2031 Per Holm", "\u00a9 2031 Photo: Per Holm",
        "(c) 2031 Theme by Halm Themes", "\u00a9 2031 Privacy Policy",
        "Copyright 2031 Built With Halmpress", "\u00a9 2031 Image Halm", "\u00a9 Per Holm"}) {
    EXPECT_EQ(publisher(line), "courier.example") << line;
  }
  EXPECT_EQ(publisher("\u00a9 2031 Halm Tools Powered by Halmpress"), "Halm Tools");
  EXPECT_EQ(publisher("(c) 2031 Halm Tools, Inc. All rights reserved."), "Halm Tools, Inc");
  EXPECT_EQ(publisher("\u00a9 2031 \u00b7 Halm Tools | Tools that last"), "Halm Tools");
  EXPECT_EQ(publisher("Photos and text \u00a9 2031 The Courier"), "The Courier") << "its own";
}

TEST(Publisher, IsNotALinkOfTheFoot) {
  const auto publisher = [](std::string_view foot) {
    Record record;
    record.id = "page";
    record.kind = MediaKind::html;
    record.url = "https://courier.example/quay";
    record.payload =
        "<html><body><p>The council has voted on the new quay, the mayor said.</p>"
        "<footer><p>" +
        std::string(foot) + "</p></footer></body></html>";
    const Document document = build_document(std::move(record));
    return publisher_name(document, PublisherWords::load(shipped_heuristics()));
  };
  EXPECT_EQ(publisher("\u00a9 2031 Holm Dach GmbH <a href=/i>Rechtliches</a> <a href=/d>Daten</a>"),
            "Holm Dach GmbH");
  EXPECT_EQ(publisher("\u00a9 2031 <a href=/>Halm Tools</a> <a href=/p>Rules</a>"), "Halm Tools");
  EXPECT_EQ(publisher("\u00a9 2031 Halm Tools and <a href=/p>Rules</a>"), "Halm Tools");
  EXPECT_EQ(publisher("\u00a9 2031 <a href=https://quill.example>Quill Works</a>"), "");
  EXPECT_EQ(publisher("\u00a9 2031 Per Holm</p><p>\u00a9 2031 Halm Tools"), "") << "two claim it";
}

TEST(Byline, IsOfTheShapeOfAName) {
  for (const char* other :
       {"Harbour NewsJust MooredQuay Plans", "Boats, Fish, Halm, Market, Quays, Tides",
        "Tides, quays, market, Halm, fish, boats", "7 Ways to Moor a Boat",
        "Ada Senior Member Mar 9, 2031 169,586", "Publisher"}) {
    EXPECT_EQ(author_field(other, std::vector<std::string>{"publisher"}), AuthorField::neither)
        << other;
  }
  for (const char* name :
       {"Ada McKay", "LeeAnn Lindqvist-Moor", "HalmWatch Staff",
        "Ada Moor, Tom Brandt, Ole Lind, Kim Osk, Eva Ness, Jo Halm",
        "Ada FitzGerald and Per FitzHugh", "Ada Lindqvist, Channel 4 News",
        "Ada Lindqvist, Per Holm and 3 others", "Lindqvist, A., Holm, P., Berg, K., Falk, T.",
        "Lindqvist, Ada, Holm, Per", "Lindqvist, Ada, Holm, Per, Berg, Karin"}) {
    EXPECT_EQ(author_field(name, {}), AuthorField::name) << name;
  }
  EXPECT_EQ(naming_part("Ada Lindqvist\u00bb"), "Ada Lindqvist");
  EXPECT_EQ(naming_part("Ada Lindqvist22."), "Ada Lindqvist");
  EXPECT_EQ(naming_part("Ada Lindqvist Jr."), "Ada Lindqvist Jr.");
  EXPECT_EQ(naming_part("adal22"), "adal22");
}

TEST(Date, IsWrittenAsItSorts) {
  for (const auto& [written, iso] : {
           std::pair{"Tue, 03 May 2031 14:04:53 -0400", "2031-05-03"},
           {"Tue May 3 15:28:56 CET 2031", "2031-05-03"},
           {"Sept. 20, 2031", "2031-09-20"},
           {"3rd May 2031", "2031-05-03"},
           {"2031 May 3", "2031-05-03"},
           {"May 2031", "2031-05"},
           {"03.05.2031 06:00", "2031-05-03"},
           {"Thu, 05/23/2031 - 11:38", "2031-05-23"},
           {"23/05/2031", "2031-05-23"},
           {"2031/5/3", "2031-05-03"},
           {"\"2031-05-03T13:22:47Z\"", "2031-05-03T13:22:47Z"},
           {"3/5/2031", ""},           // the third of May or the fifth of March
           {"March 16-19, 2031", ""},  // days that something lasted
           {"3 to 5 May 2031", ""},
           {"it may 3 times by 2031", ""},
           {"2031-20", ""},
           {"2031-05-03 | Ada", "2031-05-03"},
           {"2031-13-45", ""},
           {"Marc 12 2031", ""},
           {"", ""},
       }) {
    EXPECT_EQ(iso_date(written), iso) << written;
  }
}

TEST(Date, ThatOpensTheTextIsTheDayOfTheMonthInTheAddress) {
  const auto date = [](std::string_view opening, std::string url = {}) {
    Page page("The quay\n\n" + std::string(opening) +
              " - The council of Halm voted on the new quay on the day before, it said, and sent "
              "its minutes round.");
    page.document.url = std::move(url);
    page.read_mentions();
    return signal_of(page.score(), "date").value;
  };
  const std::string month = "https://halm.example/2031-05/quay";
  EXPECT_EQ(date("Halm, May 3, 2031", month), "2031-05-03");
  EXPECT_EQ(date("HALM, Nor. (May 3, 2031)", month), "2031-05-03");
  EXPECT_EQ(date("Halm, May 3, 2029", month), "2031-05");
  EXPECT_EQ(date("May 3, 2031"), "2031-05-03");
  EXPECT_EQ(date("The meeting of May 3, 2031"), "");
  // a history's, not a dateline's
  EXPECT_EQ(date("May 3, 1931 - the day on which the quay burned"), "");
}

TEST(Publisher, OfAnArchivesCopyIsTheOriginals) {
  EXPECT_EQ(host_of("https://web.archive.example/web/20310503id_/https://www.halm.example/quay"),
            "www.halm.example");
  EXPECT_EQ(host_of("https://share.example/post/https://www.halm.example/quay"), "share.example");
}

TEST(Publisher, OfTextWithoutAnAddressIsTheHolderOfItsCopyright) {
  for (const char* line :
       {"\u00a9 2031 Halm Tools. All rights reserved.", "Copyright 2019 - 2031 Halm Tools",
        "Copyright \u00a9 2031 Halm Tools | Privacy", "\u00a9 Halm Tools 2031 - Terms"}) {
    Page page("The quay", line, {"\u00a9", "Copyright"});
    EXPECT_EQ(signal_of(page.score(), "publisher").value, "Halm Tools") << line;
  }
  for (const char* line : {"\u00a9 Ada Lindqvist / Halm Images", "All rights reserved \u00a9 2031",
                           "Copyright and trademarks"}) {
    Page page("The quay", line, {"\u00a9", "Copyright", "All"});
    EXPECT_NE(signal_of(page.score(), "publisher").state, SignalState::present) << line;
  }
}

TEST(Date, StandsBelowItsLabelToo) {
  EXPECT_EQ(signal_of(dated("Published\n\nDec 12, 2031"), "date").value, "2031-12-12");
  const ScorerResult updated = dated("Last updated:\n\nDec 12, 2031");
  EXPECT_EQ(signal_of(updated, "updated").value, "2031-12-12");
  EXPECT_FALSE(finds(updated, "provenance/missing-date"));
}

TEST(Date, OfALineWithOtherWordsIsCutOutOrLeftAlone) {
  const auto date = [](std::string_view line) {
    Page page("The quay\n\n" + std::string(line), "Share this page with all your friends",
              {"Share", std::string(line.substr(0, 4))});
    for (BlockRole& role : page.roles) {
      if (role.role == Role::boilerplate) role.kind = Kind::date;
    }
    page.roles.back().kind = Kind::share;
    return signal_of(page.score(), "date").value;
  };
  EXPECT_EQ(date("Erstellt am09.02.2031"), "2031-02-09");
  EXPECT_EQ(date("June 29, 2031November 12, 2032"), "2031-06-29");
  EXPECT_EQ(date("Published in May 2031"), "2031-05");
  EXPECT_EQ(date("Guide // Halm Editions // in May 2031"), "");
  EXPECT_EQ(date("Photographs of our May 2031 test"), "");
}

TEST(Date, WithoutAYearIsNone) {
  EXPECT_NE(signal_of(dated("Jun 30"), "date").state, SignalState::present);
}

TEST(Date, PrintedAYearBeforeThePagesMetadataIsWhenItAppeared) {
  EXPECT_EQ(signal_of(dated("Published Dec 12, 2031", "2035-01-02"), "date").value, "2031-12-12");
  EXPECT_EQ(signal_of(dated("Published Dec 12, 2031", "2031-12-14"), "date").value, "2031-12-14");
  EXPECT_EQ(signal_of(dated("Published Dec 12, 2031", "Jan 2, 2035"), "date").value, "2031-12-12");
}

TEST(Date, NoTextIsUpdatedBeforeItAppears) {
  EXPECT_EQ(signal_of(dated("Updated Dec 12, 2031", "2035-01-02"), "date").value, "2031-12-12");
  EXPECT_EQ(signal_of(dated("Updated Dec 12, 2031", "2031-12-01"), "date").value, "2031-12-01");
}

TEST(Summary, ShowsWhatItFoundSoThatAReaderCanDoubtIt) {
  Page page("By Ada Lindqvist", "Share this page with all your friends", {"Share"});
  page.hear("Halm Harbour Office", page.document.blocks[1].text);
  EXPECT_EQ(page.score().summary,
            "Given: author (Ada Lindqvist). Not given: date, publisher. "
            "1 named source: Halm Harbour Office.");
}

TEST(Summary, SaysWhatIsNotKnownAndAsksNoShopForAnAuthor) {
  const Page bare("The quay");
  const ScorerResult result = bare.score();
  EXPECT_TRUE(result.summary.starts_with("Not known: author, date, publisher.")) << result.summary;
  EXPECT_TRUE(result.findings.empty());
  ASSERT_EQ(result.open.size(), 2u);
  EXPECT_EQ(result.open[0].rule, "provenance/missing-byline");
  EXPECT_EQ(result.open[1].rule, "provenance/missing-date");

  Page shop("The quay", "Share this page with all your friends", {"Share"});
  for (const PageType type : {PageType::product, PageType::index, PageType::forum}) {
    const ScorerResult of_shop = shop.score(type);
    EXPECT_EQ(of_shop.summary.find("Not given"), std::string::npos) << of_shop.summary;
    EXPECT_TRUE(of_shop.open.empty());
    EXPECT_FALSE(finds(of_shop, "provenance/missing-byline"));
  }
}

TEST(Summary, LeavesOutAnUpdateFromBeforeTheTextAppeared) {
  Page page("The quay");
  page.document.metadata.published = "2031-05-03T07:00:00Z";
  page.document.metadata.modified = "2031-05-01T07:00:00Z";
  EXPECT_EQ(page.score().summary.find("updated"), std::string::npos);
  page.document.metadata.modified = "2031-05-07T07:00:00Z";
  EXPECT_NE(page.score().summary.find("updated (2031-05-07)"), std::string::npos);
}

TEST(Date, IsReadFromMetadataAddressAndRecord) {
  Page address("The quay");
  address.document.url = "https://courier.example/2031/05/03/quay";
  EXPECT_EQ(signal_of(address.score(), "date").value, "2031-05-03");
  Page metadata("The quay");
  metadata.document.metadata.published = "2031-05-03T07:00:00Z";
  EXPECT_EQ(signal_of(metadata.score(), "date").value, "2031-05-03T07:00:00Z");
  Page record("The quay");
  record.document.date = "2031-05-03";
  EXPECT_EQ(signal_of(record.score(), "date").value, "2031-05-03");
  address.document.url = "https://courier.example/2031-05/03/quay";
  EXPECT_EQ(signal_of(address.score(), "date").value, "2031-05-03");
  address.document.url = "https://courier.example/2031/05/1207-quay";
  EXPECT_EQ(signal_of(address.score(), "date").value, "2031-05");
  Page number("The quay");
  number.document.url = "https://courier.example/20310503/1234/56/78";
  EXPECT_EQ(signal_of(number.score(), "date").state, SignalState::unknown);
}

TEST(Statement, IssuedInABodysOwnNameNeedsNoAuthorAndNoSource) {
  for (const char* head : {"Joint statement by the councils of Halm and Osk",
                           "The council of Halm and the council of Osk (hereinafter referred to as "
                           "\"the Parties\") met.",
                           "FOR IMMEDIATE RELEASE"}) {
    Page page(head, "Share this page with all your friends", {"Share"});
    page.document.date = "2031-05-03";
    Quantity figure;
    figure.kind = QuantityKind::money;
    page.mentions.quantities = {figure, figure, figure};
    const ScorerResult result = page.score();
    EXPECT_EQ(signal_of(result, "statement").state, SignalState::present) << head;
    EXPECT_TRUE(result.findings.empty()) << head;
  }
}

TEST(Statement, IsKnownByTheFolderThatItStandsIn) {
  const auto state = [](std::string url) {
    Page page("The quay");
    page.document.url = std::move(url);
    return signal_of(page.score(), "statement").state;
  };
  EXPECT_EQ(state("https://halm.example/press-releases/quay"), SignalState::present);
  EXPECT_EQ(state("https://halm.example/service/Pressemitteilungen/2031/quay"),
            SignalState::present);
  EXPECT_EQ(state("https://halm.example/salle-de-presse/communiques/quai"), SignalState::present);
  EXPECT_NE(state("https://halm.example/news/pressemitteilungen"), SignalState::present);
  EXPECT_NE(state("https://halm.example/news/the-press-releases-of-osk/1"), SignalState::present);
}

TEST(Statement, OfAFoldersNameExcusesTheAuthorAlone) {
  const auto score = [](std::string folder, std::string host) {
    Page page("How to choose a mooring",
              "Halm Tools has moorings for every boat. At Halm Tools the chains are tested "
              "twice.\n\nThat is why skippers turn to Halm Tools for buoys.\n\nShare this page "
              "with all your friends",
              {"Share"});
    page.document.host = host;
    page.document.url = "https://" + host + "/" + folder + "/quay";
    page.document.metadata.site_name = "Halm Tools";
    Quantity figure;
    figure.kind = QuantityKind::money;
    page.mentions.quantities = {figure, figure, figure};
    return page.score();
  };
  const ScorerResult news = score("news", "halmtools.example");
  const ScorerResult release = score("press-releases", "halmtools.example");
  const ScorerResult official = score("press-releases", "halmtools.gov");
  EXPECT_TRUE(finds(news, "provenance/missing-byline"));
  EXPECT_FALSE(finds(release, "provenance/missing-byline"));
  EXPECT_FALSE(finds(official, "provenance/missing-byline"));
  for (const char* rule : {"provenance/own-interest", "provenance/no-named-source"}) {
    EXPECT_TRUE(finds(news, rule)) << rule;
    EXPECT_TRUE(finds(release, rule)) << rule;
    EXPECT_FALSE(finds(official, rule)) << rule;
  }
}

TEST(Statement, IsKnownByTheHostOfAPublicBody) {
  for (const char* host : {"www.halm.gov", "news.county.gov.uk", "ministere.gouv.fr"}) {
    Page page("The quay");
    page.document.host = host;
    EXPECT_EQ(signal_of(page.score(), "statement").state, SignalState::present) << host;
  }
  for (const char* host : {"notgov", "mygov.example", "gov.example.com"}) {
    Page page("The quay");
    page.document.host = host;
    EXPECT_NE(signal_of(page.score(), "statement").state, SignalState::present) << host;
  }
}

TEST(OtherPages, AreNotHeldToAnArticlesSigns) {
  Page page("By Ada Lindqvist", "Share this page with all your friends", {"Share"});
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities = {figure, figure, figure};
  page.document.metadata.schema_types = {"WebPage", "TechArticle"};
  EXPECT_TRUE(finds(page.score(PageType::article), "provenance/missing-date"));
  EXPECT_TRUE(page.score(PageType::other).findings.empty());
}

// A text whose body opens with `lead` and ends with `end`.
ScorerResult score_release(std::string_view lead, std::string_view end) {
  Page page(lead, std::string(end) + "\n\nShare this page with all your friends", {"Share"});
  page.document.date = "2031-05-03";
  return page.score();
}

TEST(Issuer, OfAReleaseIsAnInterestedPartyAndItsAuthor) {
  const std::string lead =
      "Halm Tools opens a hall\n\nHalm Tools opened a hall for grinders in Osk today, and Halm "
      "Tools expects many visitors in the spring.";
  const std::string about = "Halm Tools has ground blades for the kitchens of Osk since it began.";
  const std::string contact = about + "\n\nMedia contact: Una Reed";
  for (const std::string& end :
       {about + "\n\nSOURCE Halm Tools", "About Halm Tools\n\n" + contact,
        "About Halm Tools:\n\n" + contact, "ABOUT HALM TOOLS\n\n" + contact,
        std::string("About Halm Tools\n\nHalm Tools is a leading maker of blades for kitchens.")}) {
    const ScorerResult release = score_release(lead, end);
    ASSERT_TRUE(finds(release, "provenance/own-interest")) << end;
    EXPECT_FALSE(finds(release, "provenance/missing-byline")) << end;
    EXPECT_EQ(release.summary.find("author"), std::string::npos) << release.summary;
    const auto own = std::ranges::find(release.findings, "provenance/own-interest", &Finding::rule);
    EXPECT_TRUE(own->message.starts_with("Halm Tools issues this text")) << own->message;
  }
  const ScorerResult life = score_release(
      "By Ada Lindqvist\n\n" + lead, "About Ada Lindqvist\n\nAda Lindqvist grinds blades in Osk.");
  EXPECT_FALSE(finds(life, "provenance/own-interest"));
  EXPECT_EQ(signal_of(life, "byline").value, "Ada Lindqvist");
  // Not whose release it is: a paper's or an author's own lines, a credit, a subject of the text.
  for (const std::string& end :
       {std::string("About us\n\nWe grind blades for the kitchens of Osk, as we always did."),
        std::string("About the author\n\nAda Lindqvist writes on halls and grinders in Osk."),
        std::string("About the Osk Courier\n\nThe Osk Courier has been read since the flood."),
        std::string(
            "About Grinders and Their Halls in General\n\nThey are a loud trade, all told."),
        "About Halm Tools little was known until now, and Halm Tools kept silent.\n\n" + about,
        "About Halm Tools\n\n" + about, about + "\n\nSOURCE: Reuters",
        about + "\n\nSource: Halm Tools", about + "\n\nPhoto source Halm Tools"}) {
    const ScorerResult report = score_release(lead, end);
    EXPECT_FALSE(finds(report, "provenance/own-interest")) << end;
    EXPECT_TRUE(finds(report, "provenance/missing-byline")) << end;
  }
}

TEST(Sources, ATextWithFiguresAndNobodyBehindThemIsHeldToIt) {
  Page page("The quay");
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities = {figure, figure};
  EXPECT_TRUE(finds(page.score(), "provenance/no-named-source"));
  page.hear("Ada Lindqvist", page.document.blocks[1].text);
  EXPECT_FALSE(finds(page.score(), "provenance/no-named-source"));
}

TEST(Sources, AreNotAskedForWhatAWriterCountsOutHimself) {
  Page page("Take the boats");
  Quantity figure;
  figure.kind = QuantityKind::count;
  figure.value = 2;
  page.mentions.quantities.assign(8, figure);
  EXPECT_FALSE(finds(page.score(), "provenance/no-named-source"));
  figure.value = 200;
  page.mentions.quantities.assign(8, figure);
  EXPECT_TRUE(finds(page.score(), "provenance/no-named-source"));
}

TEST(Sources, WhoSpeaksInTheMenuIsNone) {
  Page page("The quay", "Report from Halm Gift Cards", {"Report"});
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities = {figure, figure};
  page.hear("Halm Gift Cards", page.document.blocks.back().text);
  EXPECT_TRUE(finds(page.score(), "provenance/no-named-source"));
}

TEST(Sources, ADocumentThatIsMerelyNamedVouchesForNothing) {
  Page page("The quay");
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities = {figure, figure};
  page.hear("Special Report", page.document.blocks[1].text);
  page.mentions.attributions.back().cue = {};
  EXPECT_TRUE(finds(page.score(), "provenance/no-named-source"));
}

TEST(Sources, AreUnknownAndNotMissedInALanguageInWhichTheyAreNotRead) {
  Page page("The quay", "Share this page with all your friends", {"Share"});
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities = {figure, figure};
  EXPECT_EQ(signal_of(page.score(), "named-sources").state, SignalState::missing);
  for (const char* language : {"de", "pl", "ja", "und"}) {
    page.document.language.code = language;
    const ScorerResult result = page.score();
    EXPECT_EQ(signal_of(result, "named-sources").state, SignalState::unknown) << language;
    EXPECT_FALSE(finds(result, "provenance/no-named-source")) << language;
    EXPECT_EQ(result.summary.find("No named source"), std::string::npos) << result.summary;
    EXPECT_NE(result.summary.find("read in English only"), std::string::npos) << result.summary;
  }
}

TEST(Sources, ATextWithoutClaimsNeedsNone) {
  EXPECT_FALSE(finds(Page("The quay").score(), "provenance/no-named-source"));
}

// The quay and `text`, with two figures that nobody vouches for.
ScorerResult with_figures(std::string_view text, std::string author = {}) {
  Page page("The quay", text);
  page.document.metadata.author = std::move(author);
  Quantity figure;
  figure.kind = QuantityKind::money;
  page.mentions.quantities.assign(8, figure);
  return page.score();
}

double degree_of(const ScorerResult& result, std::string_view rule) {
  for (const Finding& finding : result.findings) {
    if (finding.rule == rule) return finding.degree;
  }
  return 0;
}

TEST(Sources, NotesAndListsOfReferencesAreSources) {
  EXPECT_EQ(degree_of(with_figures("Rust is dear."), "provenance/no-named-source"), 1);
  EXPECT_FALSE(finds(with_figures("Rust [1] is dear [2, 3]. Paint is not [4]."),
                     "provenance/no-named-source"));
  EXPECT_FALSE(finds(with_figures("Rust is dear.1 Paint is not.2 Boats sink.3"),
                     "provenance/no-named-source"));
  EXPECT_FALSE(finds(with_figures("References\n\nLindqvist, A.: Rust, 2029.\n\n"
                                  "Brandt, T.: Paint and its price, 2030."),
                     "provenance/no-named-source"));
  EXPECT_FALSE(
      finds(with_figures("Sources\n\nHalm University, Tides and Fees\n\nOsk Harbour Board, "
                         "Yearbook\n\nNorvik Institute of Rust, Piles in Salt Water\n\n"
                         "Council of Halm, Budget"),
            "provenance/no-named-source"));
  EXPECT_TRUE(finds(with_figures("Rust [2031] is dear. It takes 3.5 years."),
                    "provenance/no-named-source"));
}

TEST(Sources, WhoTellsOfHimselfOrSignsWithDegreesOwesFewer) {
  EXPECT_EQ(degree_of(with_figures("I painted my boat. I saw the rust. I sold it. My money went. "
                                   "I was late. I never asked anybody."),
                      "provenance/no-named-source"),
            0.25);
  EXPECT_EQ(
      degree_of(with_figures("Rust is dear.", "Ada Lindqvist, DVM"), "provenance/no-named-source"),
      0.25);
}

// A page with `figures`, of which the first stands beside a link to `target`; what its summary says
// of sources.
std::string sources_beside(std::string_view target, std::size_t figures = 2) {
  Record record;
  record.kind = MediaKind::html;
  record.payload = "<h1>The quay</h1><p><a href='" + std::string(target) +
                   "'>The chain</a> costs 900 crowns.</p><p>" + std::string(body) + "</p>";
  Page page("");
  page.document = build_document(std::move(record));
  page.document.host = "halmtools.example";
  page.roles.assign(page.document.blocks.size(), BlockRole{});
  Quantity figure;
  figure.kind = QuantityKind::money;
  figure.sentence = 2;
  page.mentions.quantities.assign(figures, figure);
  page.mentions.quantities.front().sentence = 1;
  return page.score().summary;
}

TEST(Sources, ShopsAndProfilesVouchForNothing) {
  constexpr std::string_view linked = "its figures link to other sites";
  for (const char* target :
       {"https://osk-council.example/fees", "https://x.com/osk/status/12",
        "https://www.instagram.com/p/C0a1", "https://www.linkedin.com/posts/ada_quay-1",
        "https://www.linkedin.com/pulse/quay-ada", "https://www.pinterest.com/pin/12",
        "https://www.facebook.com/photo?fbid=12",
        "https://www.facebook.com/permalink.php?story_fbid=1&id=2"}) {
    EXPECT_NE(sources_beside(target).find(linked), std::string::npos) << target;
  }
  for (const char* target :
       {"https://www.amazon.co.uk/dp/B0", "https://osk.example/products/chain",
        "https://store.osk.example/chain", "https://www.linkedin.com/in/ada", "https://x.com/osk",
        "https://www.instagram.com/osk/?hl=en", "https://www.facebook.com/profile.php?id=2",
        "https://amzn.to/3x", "https://halmtools.example/fees"}) {
    EXPECT_EQ(sources_beside(target).find(linked), std::string::npos) << target;
  }
}

TEST(Sources, ReportsInFoldersOfProductsVouch) {
  for (const char* target :
       {"https://www.cdc.gov/nchs/products/databriefs/db1.htm",
        "https://www.gao.gov/products/gao-1", "https://crsreports.congress.gov/product/pdf/R/R1",
        "https://data.osk.edu/products/tides", "https://osk.example/products/tides-2031.pdf"}) {
    EXPECT_NE(sources_beside(target).find("its figures link to other sites"), std::string::npos)
        << target;
  }
}

TEST(Sources, OneLinkVouchesForAFewFiguresOnly) {
  EXPECT_NE(sources_beside("https://osk.example/fees", 5).find("link to"), std::string::npos);
  EXPECT_EQ(sources_beside("https://osk.example/fees", 30).find("link to"), std::string::npos);
}

TEST(Sources, OwnTestsAreMilderThanNone) {
  EXPECT_EQ(degree_of(with_figures("We tested forty chains. In spring we measured their pull."),
                      "provenance/no-named-source"),
            0.25);
  EXPECT_EQ(degree_of(with_figures("The town tested forty chains. Osk measured their pull."),
                      "provenance/no-named-source"),
            1);
}

TEST(Sources, AFluAndALookFromTheHillAreNoOwnTests) {
  EXPECT_EQ(degree_of(with_figures("I tested positive for the flu. We surveyed the damage from the "
                                   "hill."),
                      "provenance/no-named-source"),
            1);
}

TEST(Statement, AnItemOfAListIsNone) {
  EXPECT_NE(
      signal_of(Page("The quay", "- Statement of purpose\n- Two letters\n- The fee\n").score(),
                "statement")
          .state,
      SignalState::present);
}

TEST(PartialText, IsSaidBelowTheArticleAlone) {
  const auto state = [](std::string_view head, std::string_view tail) {
    return signal_of(Page(head, tail).score(), "partial-text").state;
  };
  for (const char* wall : {"Become a paid member of the Courier to unlock this piece",
                           "This post is for paid subscribers", "Pages: 1 2 3"}) {
    EXPECT_EQ(state("The quay", wall), SignalState::present) << wall;
  }
  for (const char* line :
       {"Continue reading", "Subscribe to our letter.", "Next page", "Sign up to read online.",
        "Subscribe to read only what matters.", "Join us to read on the train.",
        "Become a member to read the whole library.", "Keep reading this article to learn how.",
        "Continue reading this story on our sister site.", "Pages: 1 256"}) {
    EXPECT_NE(state("The quay", line), SignalState::present) << line;
  }
  const std::string wall = "Become a member to unlock this piece\n\n";
  EXPECT_NE(state("The quay\n\n" + wall, paragraphs(8)), SignalState::present);
}

TEST(PaidContent, ASponsorNamedAmidTheArticleCountsThoughItsBoxIsAnAdvertisement) {
  const auto with_box = [](std::string_view box) {
    Page page("The quay", std::string(box) + "\n\n" + std::string(body));
    for (std::size_t b = 0; b < page.roles.size(); ++b) {
      if (page.document.view(page.document.blocks[b].text) == box) {
        page.roles[b] = {Role::advertisement, Kind::sponsored, 1, ""};
      }
    }
    return page.score();
  };
  EXPECT_TRUE(finds(with_box("This newsletter is sponsored by"), "provenance/paid-content"));
  EXPECT_FALSE(finds(with_box("Sponsored"), "provenance/paid-content"));
}

TEST(Hearsay, IsNotSilencedByTheNameOfWhomItIsAbout) {
  const auto rules = [](std::string_view sentence) {
    Page page("The quay of Halm\n\n" + std::string(sentence));
    page.read_mentions();
    std::vector<std::string> found;
    for (const Finding& one : page.score().findings) {
      if (one.rule == "provenance/hearsay" || one.rule == "provenance/unnamed-source") {
        found.push_back(one.rule.substr(11) + ": " + std::string(page.document.view(*one.range)));
      }
    }
    return found;
  };
  using Found = std::vector<std::string>;
  EXPECT_EQ(rules("According to reports, Mayor Ilse Tarrano sold the quay in 2029."),
            Found{"hearsay: According to reports"});
  EXPECT_EQ(rules("Now it has come to light that Mayor Ilse Tarrano sold the quay."),
            Found{"hearsay: it has come to light that"});
  EXPECT_EQ(rules("Sources close to Ilse Tarrano told the Osk Lantern that she will resign."),
            Found{"unnamed-source: Sources close to"});
  EXPECT_EQ(rules("Two officials spoke on condition of anonymity, as the talks in Osk go on."),
            Found{"unnamed-source: condition of anonymity"});
  // One of a sentence is enough.
  EXPECT_EQ(rules("Rumours are swirling, sources say, and many suspect that she knew.").size(), 1u);
  for (const char* sentence :
       {"Ilse Tarrano said that rumours are swirling in the town about the quay.",
        "\"Some say the quay is sold,\" said Ilse Tarrano, the mayor of Halm.",
        "According to reports by the harbour police, two boats sank off Osk.",
        "The sources of the river lie inside the hills above Halm.",
        "Some boats say hello with their horns when they come in from the sea."}) {
    EXPECT_EQ(rules(sentence), Found{}) << sentence;
  }
}

TEST(VagueAuthority, EvidenceOfTheCourtsIsNone) {
  for (const char* sentence :
       {"Evidence found at the scene led the police to the pier.",
        "Evidence shown to the jury linked the suspect to the boat.",
        "New evidence revealed in court cleared the man.",
        "Police evidence found later linked him.", "There is evidence that he lied to the court.",
        "That evidence suggests a leak.",
        "Fourteen firms have been found to treat their workers badly.",
        "Several guards have been found to work for the gang."}) {
    EXPECT_FALSE(finds(with_figures(sentence), "provenance/vague-authority")) << sentence;
  }
}

TEST(VagueAuthority, IsQuotedWhereNothingCanBeLookedUp) {
  constexpr std::string_view rule = "provenance/vague-authority";
  const ScorerResult result = with_figures("Studies show that boats rust in the harbour.");
  ASSERT_TRUE(finds(result, rule));
  for (const Finding& finding : result.findings) {
    EXPECT_TRUE(finding.rule != rule || finding.range);
  }
  for (const char* line :
       {"Studies show that boats rust in the harbour [7].",
        "Studies show that boats rust. The longest of them ended in 2029.",
        "My research has shown that boats rust.", "Many people think that boats rust."}) {
    EXPECT_FALSE(finds(with_figures(line), rule)) << line;
  }
}

TEST(Paid, ContentThatSaysSoIsSaid) {
  const ScorerResult result =
      Page("Sponsored content", "Share this page with all your friends", {"Sponsored", "Share"})
          .score();
  EXPECT_EQ(signal_of(result, "sponsored").state, SignalState::present);
  EXPECT_TRUE(finds(result, "provenance/paid-content"));
}

TEST(Paid, ABareLabelCountsOnceAndByTheHeadline) {
  const std::string last = "Home\n\nShare this page with all your friends\n\nNews";
  const std::vector<std::string> furniture = {"Sponsored", "Partner", "Share", "Home", "News"};
  const auto paid = [&](std::string_view head, std::string_view tail) {
    return finds(Page(head, tail, furniture).score(), "provenance/paid-content");
  };
  EXPECT_TRUE(paid("Partner content\n\nThe quay\n\n", last));
  EXPECT_FALSE(paid("The quay\n\n", "Partner content\n\n" + last)) << "a box below the text";
  EXPECT_FALSE(paid("Sponsored\n\nNews\n\nSponsored\n\nThe quay\n\n", last)) << "labels of slots";
  EXPECT_TRUE(paid("Sponsored\n\nThe quay\n\n", "Sponsored\n\n" + last)) << "again at the foot";
  EXPECT_FALSE(paid("- Sponsored\n- News\n\nThe quay\n\n", last)) << "an item of a menu";
  EXPECT_TRUE(paid("The quay\n\n", "This article was sponsored by Harbour Tools.")) << "a sentence";
}

TEST(Paid, ALabelToldAsTheMarkOfAnAdvertisementIsReadWhereItSaysMore) {
  const auto paid = [](std::string_view label) {
    Page page(std::string(label) + "\n\nThe quay\n\n", "Share this page with all your friends",
              {"Share"});
    page.roles.front() = {Role::advertisement, Kind::ad_label, 1, ""};
    return finds(page.score(), "provenance/paid-content");
  };
  EXPECT_TRUE(paid("Sponsored content"));
  EXPECT_FALSE(paid("Sponsored"));
  EXPECT_FALSE(paid("Our partners"));
}

TEST(Paid, ADisclosureAmidTheArticleCountsAndAParagraphThatTellsOfOneDoesNot) {
  const auto paid = [](std::string_view line) {
    const std::string text = paragraphs(6) + std::string(line) + "\n\n" + paragraphs(6);
    return finds(Page("The quay\n\n" + text).score(), "provenance/paid-content");
  };
  EXPECT_TRUE(
      paid("(* Disclosure: Halm Talks is a paid media partner for the Quay series, and its guests "
           "were chosen without the partner.)"));
  EXPECT_FALSE(
      paid("The council heard that the paper works in partnership with the port, and that its "
           "guests were chosen by the port in partnership with the bank"));
}

TEST(Paid, AnAdvertisersLinksBesideTheArticleSayNothingOfIt) {
  Page page("The quay", "Boots and coats, 58 crowns at Halm Stores");
  page.roles.back() = {Role::advertisement, Kind::sponsored, 1, ""};
  EXPECT_FALSE(finds(page.score(), "provenance/paid-content"));
}

TEST(PaidLinks, TheirNoticeIsQuotedWhereverItStands) {
  const std::string notice = "We may earn a commission when you buy through our links.";
  for (const Role role : {Role::boilerplate, Role::advertisement}) {
    Page page("The quay", notice);
    page.roles.back().role = role;
    const ScorerResult result = page.score();
    EXPECT_EQ(signal_of(result, "affiliate-links").state, SignalState::present);
    ASSERT_TRUE(finds(result, "provenance/paid-links"));
  }
}

TEST(PaidLinks, ANoticeInsideTheArticleCounts) {
  const std::string far = "The quay is old, and so are the boats that lie in front of it.\n\n";
  std::string before, behind;
  for (int i = 0; i < 8; ++i) {
    before += far;
    behind += far;
  }
  Page page(before +
                "If you click on links we provide, we may receive compensation for each of "
                "the things that you go on to buy from the shop.",
            behind);
  EXPECT_TRUE(finds(page.score(), "provenance/paid-links"));
}

// A page whose article links three lamps to `address`.
ScorerResult lamps(const std::string& address, const std::string& notice = {},
                   const std::string& language = "en") {
  Record record;
  record.id = record.path = "page";
  record.kind = MediaKind::html;
  const std::string link = "<a href='" + address + "'>See the price</a>";
  record.payload = "<main><p>" + std::string(body) + link + "</p><p>" + std::string(body) + link +
                   "</p><p>" + std::string(body) + link + "</p><p>" + notice + "</p></main>";
  record.range = {0, record.payload.size()};
  Document document = build_document(std::move(record));
  document.language.code = language;
  const std::vector<BlockRole> roles(document.blocks.size());
  const Mentions none;
  return scorer().score({.document = document, .mentions = none, .roles = roles});
}

TEST(PaidLinks, AreFoundUndisclosedOnlyWhereTheLanguagesNoticesAreKnown) {
  constexpr const char* address = "https://amzn.to/1Halm";
  struct Case {
    std::string_view language, notice;
  };
  for (const Case& c : {Case{"de", "Dieser Beitrag enthält Affiliate-Links."},
                        Case{"fr", "Cet article contient des liens d’affiliation."},
                        Case{"es", "Este artículo contiene enlaces de afiliados."},
                        Case{"it", "Questo articolo contiene link di affiliazione."},
                        Case{"nl", "Dit artikel bevat partnerlinks."},
                        Case{"pl", "Artykuł zawiera linki afiliacyjne."},
                        Case{"pt", "Este artigo contém links de afiliados."},
                        Case{"de",
                             "Bestellen Sie über unsere Affiliate-Links, erhalten wir eine "
                             "Provision."},
                        Case{"fr",
                             "Si vous passez par nos liens affiliés, nous touchons une "
                             "commission."},
                        Case{"es",
                             "Si compras por los enlaces, sin coste adicional, recibimos "
                             "una comisión."},
                        Case{"it",
                             "Se compri dai link, senza costi aggiuntivi, riceviamo una "
                             "commissione."},
                        Case{"nl",
                             "Als jullie via onze affiliate-links kopen, krijgt de Koerier "
                             "een commissie."},
                        Case{"pl",
                             "Gdy kupisz przez te linki, bez dodatkowych kosztów "
                             "otrzymujemy prowizję."},
                        Case{"pt",
                             "Quando vocês compram pelos nossos links de afiliados, "
                             "recebemos uma comissão."}}) {
    const std::string language(c.language);
    EXPECT_TRUE(finds(lamps(address, {}, language), "provenance/undisclosed-links")) << language;
    const ScorerResult noted = lamps(address, std::string(c.notice), language);
    EXPECT_FALSE(finds(noted, "provenance/undisclosed-links")) << language;
    EXPECT_TRUE(finds(noted, "provenance/paid-links")) << language;
  }
  EXPECT_FALSE(finds(lamps(address, {}, "ja"), "provenance/undisclosed-links"));
}

TEST(PaidLinks, ThreeWithoutANoticeAreAFindingOfTheirOwn) {
  for (const char* address :
       {"https://amzn.to/1Halm", "https://www.amazon.co.uk/dp/1?x=2&amp;tag=halm-21",
        "https://lamps.example/buy?subid=halm", "//halm.sjv.io/lamp"}) {
    EXPECT_TRUE(finds(lamps(address), "provenance/undisclosed-links")) << address;
    EXPECT_FALSE(finds(lamps(address, "This post contains affiliate links."),
                       "provenance/undisclosed-links"));
  }
  for (const char* address :
       {"https://lamps.example/amzn.to", "https://www.amazon.com/dp/1?tag=",
        "https://lamps.example/?tag=brass", "/buy?subid=halm", "https://notamzn.to/1"}) {
    EXPECT_FALSE(finds(lamps(address), "provenance/undisclosed-links")) << address;
  }
}

TEST(PaidLinks, WhatStandsOnTheLeftIsNoLink) {
  for (const auto& [language, words] :
       {std::pair{"de",
                  "Der links des Flusses wohnende Makler erhält von der Stadt eine Vergütung."},
        std::pair{"de", "* Link öffnet sich in einem neuen Fenster"},
        std::pair{"nl", "De links van de rivier wonende makelaar ontvangt een vergoeding."}}) {
    EXPECT_FALSE(finds(lamps("/lamp", words, language), "provenance/paid-links")) << words;
  }
}

TEST(PaidLinks, ATextAboutThemIsNoNotice) {
  EXPECT_FALSE(finds(
      Page("You can use affiliate links in captions, where brokers earn a commission.").score(),
      "provenance/paid-links"));
}

// A guide to moorings, on the page of `host`, that says what `line` says.
ScorerResult guide(std::string host, std::string_view line,
                   std::vector<std::string> schema_types = {}) {
  Page page("How to choose a mooring", line);
  page.document.metadata.schema_types = std::move(schema_types);
  page.document.host = std::move(host);
  return page.score();
}

TEST(OwnInterest, ANameIsToldWithoutItsApostrophesAndHyphens) {
  for (const char* name :
       {"Gardener's Quay", "Gardeners Quay", "Gardener\u2019s Quay", "Gardeners\u2011Quay"}) {
    const std::string own = name;
    const std::string line = "We at " + own + " make pumps for the boats of this town.\n\n" + own +
                             " sells its pumps to all who moor here, and you can buy them " +
                             "today.\n\nThe pumps of " + own + " last for years in salt water.";
    for (const char* site : {"Gardeners Quay", "Gardener\u2019s Quay"}) {
      Page page("How to choose a mooring", line);
      page.document.metadata.site_name = site;
      page.document.host = "shop.example";
      EXPECT_TRUE(finds(page.score(), "provenance/own-interest")) << name << site;
    }
    Page other("How to choose a mooring", line);
    other.document.metadata.site_name = "Gardening Quay";
    other.document.host = "shop.example";
    EXPECT_FALSE(finds(other.score(), "provenance/own-interest")) << name;
  }
}

TEST(OwnInterest, APaperThatSaysWhatItHeardAndSawSpeaksOfItsMatter) {
  constexpr std::string_view report =
      "The mayor told the Halm Courier that the quay is dear. As the Halm Courier has learned, "
      "the\n"
      "pier is older than the town. The Halm Courier understands that it will be closed.\n\n"
      "El Halm Courier conoció tres cartas de la alcaldesa sobre el muelle. Der Brief der\n"
      "Reederei, der dem Halm Courier vorliegt, ist sehr lang.";
  EXPECT_FALSE(
      finds(guide("halm-courier.example", report, {"NewsArticle"}), "provenance/own-interest"));
  EXPECT_FALSE(finds(guide("halm-courier.example", report, {"NewsMediaOrganization"}),
                     "provenance/own-interest"));
  // Who is not known to publish news speaks of himself, unless he says what he learned.
  EXPECT_TRUE(
      finds(guide("halm-courier.example", report, {"Organization"}), "provenance/own-interest"));
  constexpr std::string_view learned =
      "The Halm Courier has learned that the quay is dear. The Halm Courier has learned that the\n"
      "pier is old.\n\nThe Halm Courier has learned that the boats will come in late.";
  EXPECT_FALSE(finds(guide("halm-courier.example", learned), "provenance/own-interest"));
  constexpr std::string_view praise =
      "The mayor praised the Halm Courier for its quay. The Halm Courier has moorings for boats "
      "of\n"
      "every kind.\n\nAt the Halm Courier the chains are tested twice before they are sold.";
  EXPECT_TRUE(finds(guide("halm-courier.example", praise), "provenance/own-interest"));
}

TEST(OwnInterest, ANewsroomThatNamesItselfTellsHowItCameByItsNews) {
  const auto score = [](std::vector<std::string> types) {
    Page page("How we count the boats",
              "Halm Tracker rates what mayors say of the quay, and Halm Tracker has done so for "
              "years.\n\nReaders write to Halm Tracker with claims about boats.\n\nThe scale of "
              "Halm Tracker goes from true to false.");
    page.document.host = "halmtracker.example";
    page.document.metadata.schema_types = std::move(types);
    return page.score();
  };
  EXPECT_TRUE(finds(score({}), "provenance/own-interest"));
  EXPECT_TRUE(finds(score({"BlogPosting"}), "provenance/own-interest"));
  EXPECT_FALSE(finds(score({"NewsArticle"}), "provenance/own-interest"));
  EXPECT_FALSE(finds(score({"NewsMediaOrganization"}), "provenance/own-interest"));
}

TEST(OwnInterest, ACompanyThatUnderstandsItsCustomersReportsNothing) {
  constexpr std::string_view praise =
      "Halm Tools understands your business and the sea. Halm Tools has obtained the best\n"
      "certificate of all the yards.\n\nHalm Tools has seen boats of every kind come and go.";
  EXPECT_TRUE(finds(guide("halm-tools.example", praise), "provenance/own-interest"));
  constexpr std::string_view shown =
      "Der Hafen zeigte Halm Tools den neuen Steg im Mai. Am Fluss liegt Halm Tools seit\n"
      "vielen Jahren gut.\n\nVor dem Markt liegen Halm Tools und seine vielen Boote im Wasser.";
  EXPECT_TRUE(finds(guide("halm-tools.example", shown), "provenance/own-interest"));
}

TEST(OwnInterest, AGuideThatKeepsNamingItsPublisherIsAnInterestedPartysWord) {
  constexpr std::string_view praise =
      "Halm Tools has moorings for every boat. At Halm Tools the chains are tested twice.\n\n"
      "That is why skippers turn to Halm Tools’ own line of buoys.";
  for (const char* host : {"halm-tools.example", "www.halmtools.co.uk"}) {
    const ScorerResult result = guide(host, praise);
    ASSERT_TRUE(finds(result, "provenance/own-interest")) << host;
    const Finding& finding = result.findings.back();
    EXPECT_NE(finding.message.find("Halm Tools publishes this text"), std::string::npos);
    EXPECT_NE(finding.message.find("3 of its"), std::string::npos);
    EXPECT_TRUE(finding.range);
  }
  EXPECT_FALSE(finds(guide("pier-news.example", praise), "provenance/own-interest"));
  EXPECT_FALSE(finds(guide("", praise), "provenance/own-interest"));
}

TEST(OwnInterest, APublishersNameMayBeginWithAnyLetter) {
  Page page("How to choose a mooring",
            "Østerby Tools has moorings for every boat. At Østerby Tools the chains are tested "
            "twice.\n\nThat is why skippers turn to Østerby Tools for buoys.");
  page.document.host = "osterby.example";
  page.document.metadata.site_name = "Østerby Tools";
  EXPECT_TRUE(finds(page.score(), "provenance/own-interest"));
}

TEST(OwnInterest, APaperThatSaysWhomItSpokeToNamesItselfInPassing) {
  EXPECT_FALSE(finds(guide("halmcourier.example",
                           "It is late for that, he told Halm Courier. It is not, she told the "
                           "Halm Courier. So be it, both of them told Halm Courier."),
                     "provenance/own-interest"));
}

TEST(OwnInterest, TheSitesOwnAddressIsNoCommonWord) {
  EXPECT_TRUE(finds(guide("halmtools.example",
                          "Halmtools has moorings for every boat in the harbour. At Halmtools the "
                          "chains are tested twice. See halmtools.example or write to "
                          "desk@halmtools.example for the buoys of Halmtools."),
                    "provenance/own-interest"));
}

TEST(OwnInterest, OneClosingPitchIsEnoughAndWeighsLessThanMore) {
  for (const char* pitch :
       {"At Halm Tools, we grind chains for every boat.", "Call us today to get a quote.",
        "Our team is here to help you with your mooring.", "Let us help you find a buoy.",
        "Learn more about our services.", "Try Halm Tools for free today."}) {
    const ScorerResult result = guide("halm-tools.example", pitch);
    ASSERT_TRUE(finds(result, "provenance/own-interest")) << pitch;
    EXPECT_LT(result.findings.back().degree, 0.5);
    EXPECT_TRUE(result.findings.back().range);
  }
  for (const char* line :
       {"The council met at the quay and voted.", "Call the harbour today to get a quote.",
        "We hope this guide helps you choose a mooring.", "Write to us if you have a story."}) {
    EXPECT_FALSE(finds(guide("halm-tools.example", line), "provenance/own-interest")) << line;
  }
}

TEST(OwnInterest, AnOfferOutsideTheEndIsNone) {
  const Page page("Our team is here to help you with your mooring.");
  EXPECT_FALSE(finds(page.score(), "provenance/own-interest"));
}

TEST(OwnInterest, TheLastWordOfACompanysNameMayBeLeftOut) {
  constexpr std::string_view praise =
      "Halm Benefit insures moorings of every kind. At Halm Benefit the chains are tested "
      "twice.\n\n"
      "That is why skippers turn to Halm Benefit for their buoys.";
  EXPECT_TRUE(finds(guide("halmbenefitgroup.example", praise), "provenance/own-interest"));
  EXPECT_FALSE(finds(guide("halmbenefitters.example", praise), "provenance/own-interest"));
}

TEST(OwnInterest, ASiteNamesSloganIsNoPartOfItsName) {
  Page page(
      "How to choose a mooring",
      "Shortpost Boats has moorings of every kind. At Shortpost Boats the chains are tested.\n\n"
      "That is why skippers turn to Shortpost Boats for their buoys.");
  page.document.host = "moor.example";
  page.document.metadata.site_name = "Shortpost Boats | Built to last";
  EXPECT_TRUE(finds(page.score(), "provenance/own-interest"));
}

TEST(OwnInterest, AProductOfTheWritersOwnIsNamedAgainAndAgain) {
  const ScorerResult result =
      guide("ada.example",
            "You need my course Mooring With Ease. Nobody taught me what is in Mooring "
            "With Ease. Ask those who took Mooring With Ease.");
  ASSERT_TRUE(finds(result, "provenance/own-interest"));
  EXPECT_NE(result.findings.back().message.find("Mooring With Ease is named 3 times"),
            std::string::npos);
  EXPECT_FALSE(finds(guide("ada.example",
                           "I once took a course, Mooring With Ease. Nobody taught "
                           "me what is in Mooring With Ease, or in Mooring With "
                           "Ease for Two."),
                     "provenance/own-interest"));
}

TEST(OwnInterest, AHostThatIsACommonWordNamesNobody) {
  EXPECT_FALSE(
      finds(guide("moorings.example",
                  "Moorings wear. Moorings rust. Moorings of steel rust most. New moorings "
                  "cost little."),
            "provenance/own-interest"));
}

TEST(OwnInterest, BelowAPlatformsHostItsUsersWrite) {
  constexpr std::string_view text =
      "In spring Shortpost lost all of my drafts. When I asked, Shortpost did not even answer me. "
      "Now Shortpost wants to have money for that.";
  EXPECT_FALSE(finds(guide("ada.shortpost.example", text), "provenance/own-interest"));
  Page page("What is new", text);
  page.document.host = "blog.shortpost.example";
  page.document.metadata.site_name = "Shortpost Blog";
  EXPECT_TRUE(finds(page.score(), "provenance/own-interest"));
}

TEST(OwnInterest, PraiseInTheThirdPersonCountsTwiceAnywhereAndOnceNearTheEnd) {
  constexpr std::string_view rest =
      "The town has many piers, and on each of them somebody sells chains and ropes by the yard. "
      "Most of the boats come in from the north when the wind is right and the water is high.\n\n"
      "Nobody knows how many of them there were in the years before the war, but it is said that "
      "one could walk from one pier to the other on their decks without wetting a foot.\n\n";
  const auto text = [&](std::string_view praise, std::string_view end = {}) {
    Page page("How to choose a mooring",
              std::string(praise) + "\n\n" + std::string(rest) + std::string(end));
    page.document.host = "halm-tools.example";
    return page.score();
  };
  EXPECT_FALSE(
      finds(text("The Halm Tools yard lets you sleep in every storm."), "provenance/own-interest"));
  EXPECT_TRUE(finds(text("The Halm Tools yard lets you sleep in every storm. When you sign up for "
                         "a free Halm Tools account, you save a lot."),
                    "provenance/own-interest"));
  EXPECT_TRUE(finds(text("", "The Halm Tools yard lets you sleep in every storm."),
                    "provenance/own-interest"));
  EXPECT_TRUE(finds(text("The best yards of the coast are Osk Steel, Brook and Halm Tools."),
                    "provenance/own-interest"));
  EXPECT_FALSE(finds(text("Of Halm Tools nobody spoke; a chain of Osk Steel lets you sleep. The "
                          "town asked Halm Tools, but the rope from Osk lets you work."),
                     "provenance/own-interest"));
}

TEST(OwnInterest, APaperThatTellsOfItselfOffersNothing) {
  for (const char* sentence :
       {"The Halm Courier has won three awards this year, the jury said.",
        "Companies such as Halm Courier struggle with costs, the union said.",
        "How does the Halm Courier check its facts?",
        "The most popular papers of the town are the Osk Herald, the Tarvia Post and the Halm "
        "Courier.",
        "The mayor said that Halm Courier lets people work in dust."}) {
    // The last sentence, where one is enough.
    Page page("How to choose a mooring",
              std::string(body) + "\n\n" + std::string(body) + "\n\n" + sentence);
    page.document.host = "halm-courier.example";
    page.document.metadata.site_name = "Halm Courier";
    page.read_mentions();
    EXPECT_FALSE(finds(page.score(), "provenance/own-interest")) << sentence;
  }
}

TEST(OwnInterest, ASiteThatRanksItselfSaysSo) {
  Page page("How to choose a mooring",
            "The best yards of the coast are Osk Steel, Brook and Halm Tools.");
  page.document.host = "halm-tools.example";
  const ScorerResult result = page.score();
  ASSERT_TRUE(finds(result, "provenance/own-interest"));
  EXPECT_NE(result.findings.back().message.find("Halm Tools publishes this text and ranks itself"),
            std::string::npos);
  page.document.host = "pier-news.example";
  EXPECT_FALSE(finds(page.score(), "provenance/own-interest"));
}

TEST(OwnInterest, AHostMayStandAroundTheNameThatTheTextWrites) {
  constexpr std::string_view named =
      "Those who moor with Tarvia know their chains. In spring the Tarvia yard tests them all.\n\n"
      "That is why every skipper of the coast asks Tarvia for buoys.";
  EXPECT_TRUE(finds(guide("trytarvia.example", named), "provenance/own-interest"));
  EXPECT_TRUE(finds(guide("tarviahq.example", named), "provenance/own-interest"));
  // The rest is a common word.
  EXPECT_FALSE(finds(guide("gomooring.example",
                           "Every good Mooring has its chain. The old Mooring of the town has "
                           "none.\n\nWho needs a mooring looks for another mooring first."),
                     "provenance/own-interest"));
}

TEST(OwnInterest, AnOwnAdvertisementAmidTheArticleIsAnOffer) {
  const auto with_box = [](std::string_view target) {
    Record record;
    record.kind = MediaKind::html;
    record.url = "https://halmtools.example/guides/moorings";
    record.payload = "<h1>How to choose a mooring</h1><p>" + std::string(body) +
                     "</p><div><a href='" + std::string(target) +
                     "'>Schedule your demo!</a></div><p>" + std::string(body) + "</p>";
    Page page("");
    page.document = build_document(std::move(record));
    page.document.host = "halmtools.example";
    page.roles.assign(page.document.blocks.size(), BlockRole{});
    for (std::size_t b = 0; b < page.roles.size(); ++b) {
      if (page.document.view(page.document.blocks[b].text).starts_with("Schedule")) {
        page.roles[b] = {Role::advertisement, Kind::call_to_action, 1, ""};
      }
    }
    return page.score();
  };
  EXPECT_TRUE(finds(with_box("https://www.halmtools.example/demo"), "provenance/own-interest"));
  EXPECT_FALSE(finds(with_box("https://osk-steel.example/demo"), "provenance/own-interest"));
}

TEST(Publisher, IsNoMarkNoCommonWordAndNoSection) {
  const auto publisher = [](std::string site_name) {
    Page page("The quay");
    page.document.host = "halmtools.example";
    page.document.url = "https://halmtools.example/quay/old-town";
    page.document.metadata.site_name = std::move(site_name);
    return signal_of(page.score(), "publisher").value;
  };
  EXPECT_EQ(publisher("Halm Tools"), "Halm Tools");
  for (const char* field : {"/", "Tech Blog", "quay", "26258"}) {
    EXPECT_EQ(publisher(field), "halmtools.example") << field;
  }
}

TEST(Publisher, IsWhatTheHostSaysTooThoughItIsACommonWordOrASection) {
  struct Case {
    std::string host, path, site_name;
  };
  for (const Case& one : {Case{"variety.example", "/variety/quay", "Variety"},
                          Case{"1843magazine.example", "/quay", "1843"},
                          Case{"thestory.example", "/quay", "The Story"}}) {
    Page page("The quay");
    page.document.host = one.host;
    page.document.url = "https://" + one.host + one.path;
    page.document.metadata.site_name = one.site_name;
    EXPECT_EQ(signal_of(page.score(), "publisher").value, one.site_name);
  }
}

TEST(Canonical, AnotherSiteIsAFindingTheSameSiteIsNot) {
  Page page("The quay");
  page.document.url = "https://copy.example/quay";
  page.document.host = "copy.example";
  page.document.metadata.canonical_url = "https://www.courier.test/quay";
  EXPECT_TRUE(finds(page.score(), "provenance/published-elsewhere"));
  page.document.metadata.canonical_url = "https://www.copy.example/quay";
  EXPECT_FALSE(finds(page.score(), "provenance/published-elsewhere"));
  page.document.host = "amp.copy.example";
  page.document.metadata.canonical_url = "https://news.copy.example/quay";
  EXPECT_FALSE(finds(page.score(), "provenance/published-elsewhere"));
}

TEST(Canonical, AnotherHostOfTheSamePublisherIsNoOtherSiteNorIsWhatIsNoHost) {
  Page page("The quay");
  const auto elsewhere = [&](std::string_view host, std::string_view canonical) {
    page.document.url = "https://" + std::string(host) + "/quay";
    page.document.host = host;
    page.document.metadata.canonical_url = canonical;
    return finds(page.score(), "provenance/published-elsewhere");
  };
  EXPECT_FALSE(elsewhere("www.halmnews.example", "https://halmnews.test/quay"));
  EXPECT_FALSE(elsewhere("halmnews.times.example", "https://m.halmnews.example/quay"));
  EXPECT_FALSE(elsewhere("blog.k\u00fcste.example", "https://blog.xn--kste-0ra.example/quay"));
  EXPECT_FALSE(elsewhere("halmnews.example", "http://the-quay"));
  EXPECT_FALSE(elsewhere("halmnews.example", "https://https%3a%2f%2fhalmnews.example%2fquay/"));
  EXPECT_FALSE(elsewhere("local", "https://halmnews.example/quay"));
  EXPECT_TRUE(elsewhere("halmnews.example", "https://osknews.example/quay"));
}

TEST(HostRatings, ServeAHostAndWhatLiesBelowIt) {
  const Result<HostRatings> ratings = HostRatings::parse(
      "Host,rating,source,note\r\nwww.courier.example,85,Board,\r\n"
      "tabloid.example,20,\"Board, 2031\",\"no corrections\"\r\n",
      "ratings.csv");
  ASSERT_TRUE(ratings) << ratings.error().message;
  EXPECT_EQ(ratings.value().find("courier.example")->value, 85);
  EXPECT_EQ(ratings.value().find("sport.tabloid.example")->source, "Board, 2031");
  EXPECT_EQ(ratings.value().find("example"), nullptr);
  Page page("The quay");
  page.document.host = "www.tabloid.example";
  const ScorerResult result = page.score(&ratings.value());
  EXPECT_TRUE(finds(result, "provenance/low-rated-host"));
  EXPECT_EQ(signal_of(result, "host-rating").value, "20 of 100 (Board, 2031)");
  page.document.host = "courier.example";
  EXPECT_FALSE(finds(page.score(&ratings.value()), "provenance/low-rated-host"));
}

TEST(HostRatings, AMistakeIsNamedWithItsLine) {
  const auto complaint = [](std::string_view csv) {
    const Result<HostRatings> ratings = HostRatings::parse(csv, "r.csv");
    return ratings ? std::string() : ratings.error().message;
  };
  EXPECT_NE(complaint("site,score\n").find("r.csv:1:"), std::string::npos);
  EXPECT_NE(complaint("host,rating\na.example,50\nb.example,high\n").find("r.csv:3:"),
            std::string::npos);
  EXPECT_NE(complaint("host,rating\na.example,101\n").find("101"), std::string::npos);
  EXPECT_NE(complaint("host,rating\n,50\n").find("host is missing"), std::string::npos);
  EXPECT_EQ(complaint("\xef\xbb\xbfhost,rating\n\na.example,0\n"), "");
}

TEST(TooLittle, TextIsUndecidedAndAccusedOfNothing) {
  const Document document = document_of("Three short words.");
  const Mentions mentions;
  const std::vector<BlockRole> roles(document.blocks.size());
  const ScorerResult result =
      scorer().score({.document = document, .mentions = mentions, .roles = roles});
  EXPECT_EQ(result.state, ScorerState::undecided);
  EXPECT_TRUE(result.findings.empty());
}

TEST(AuthorNames, LabelsAreCutOffAndNamesAreNot) {
  EXPECT_EQ(without_label("By Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(without_label("Author: Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(without_label("Written by Ada Lindqvist"), "Ada Lindqvist");
  EXPECT_EQ(without_label("Ada Lindqvist: Editor"), "Ada Lindqvist: Editor");
  EXPECT_EQ(without_label("Step by Step Team"), "Step by Step Team");
  EXPECT_EQ(without_label("by"), "by");
  // Lower case of these letters is longer than they are.
  EXPECT_EQ(without_label("\u023a\u023a\u023a\u023a\u023a by A"),
            "\u023a\u023a\u023a\u023a\u023a by A");
}

TEST(Cost, GrowsLinearlyWithTheLinksAndAnnouncementsOfOneBlock) {
  const auto seconds = [](int sentences) {
    Record record;
    record.kind = MediaKind::html;
    record.url = "https://halmtools.example/guides/knives";
    record.payload = "<title>Knives | Halm Tools</title><h1>Knives</h1><p>";
    for (int i = 0; i < sentences; ++i) {
      record.payload += "Studies show that <a href=https://elsewhere.example/" + std::to_string(i) +
                        ">knives</a> rust. In our program Quay Number" + std::to_string(i) +
                        " Plan we can help you with every knife today. ";
    }
    Page page("");
    page.document = build_document(std::move(record));
    page.roles.assign(page.document.blocks.size(), BlockRole{});
    for (const Sentence& sentence : page.document.sentences) page.hear("Ada Brook", sentence.text);
    double best = 1e9;
    for (int run = 0; run < 8; ++run) {
      const std::clock_t start = std::clock();
      page.score();
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  EXPECT_LT(seconds(3200), 12 * seconds(400)) << "eight times the sentences";
}

}  // namespace
}  // namespace assay
