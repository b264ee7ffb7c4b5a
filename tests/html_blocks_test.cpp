#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "assay/document.h"
#include "assay/html.h"

#include "document/build.h"

namespace assay {
namespace {

using Strings = std::vector<std::string>;

Document read(std::string_view html) {
  Document document;
  build_html_blocks(html, "utf-8", true, document);
  return document;
}

Strings texts(const Document& document) {
  Strings result;
  for (const Block& block : document.blocks) result.emplace_back(document.view(block.text));
  return result;
}

Strings blocks_of(std::string_view html) { return texts(read(html)); }

// What the source ranges of the first block with `text` hold.
Strings sources_of(std::string_view html, std::string_view text) {
  const Document document = read(html);
  Strings result;
  for (const Block& block : document.blocks) {
    if (document.view(block.text) != text) continue;
    for (const ByteRange range : block.source_ranges) {
      result.emplace_back(html.substr(range.begin, range.end - range.begin));
    }
    return result;
  }
  return {"no such block"};
}

// ---- text as a browser shows it

TEST(HtmlText, BlocksStandOneAfterAnotherEachWithANewline) {
  const Document document = read("<h1>Title</h1><p>One<p>Two");
  EXPECT_EQ(document.text, "Title\nOne\nTwo\n");
  EXPECT_EQ(document.dialect, TextDialect::html);
}

TEST(HtmlText, WhiteSpaceCollapsesAcrossTags) {
  EXPECT_EQ(blocks_of("<p>  The \n <b> big </b>\t <i>red</i>dish  thing </p>"),
            (Strings{"The big reddish thing"}));
  EXPECT_EQ(blocks_of("<p>a&#32; &#10;b&nbsp;c</p>"), (Strings{"a b\xc2\xa0"
                                                               "c"}));
}

TEST(HtmlText, ReferencesAreDecoded) {
  EXPECT_EQ(blocks_of("<p>R&amp;D &lt;b&gt; &#8217; &copy 1 &notit; &unknown; AT&T"),
            (Strings{"R&D <b> ’ © 1 ¬it; &unknown; AT&T"}));
}

TEST(HtmlText, ALineBreakIsANewlineAndTwoOfThemPartBlocks) {
  EXPECT_EQ(blocks_of("<p>one <br> two<br><br/>\n three<br></p>"), (Strings{"one\ntwo", "three"}));
}

TEST(HtmlText, PreformattedTextKeepsItsSpaces) {
  const Document document = read("<pre>\n\n  a  b\r\n\tc &lt;\n</pre>");
  EXPECT_EQ(texts(document), (Strings{"  a  b\n\tc <"}));
  EXPECT_EQ(document.blocks[0].shape, BlockShape::code);
}

TEST(HtmlText, BoxesPartWordsWhereTagsOtherwiseDoNot) {
  EXPECT_EQ(blocks_of("<p>un<b>believ</b>able<img src=x>word<button>Go</button>on"),
            (Strings{"unbelievable word Go on"}));
}

TEST(HtmlText, HiddenPartsAreLeftOut) {
  EXPECT_EQ(blocks_of("<p>a<span hidden>b</span>c</p>"), (Strings{"ac"}));
  EXPECT_EQ(blocks_of("<p>a<i aria-hidden=true>b</i>c</p>"), (Strings{"ac"}));
  EXPECT_EQ(blocks_of("<div style='color:red; DISPLAY : none !important'><p>b</p></div>c"),
            (Strings{"c"}));
  EXPECT_EQ(blocks_of("<div style=visibility:hidden>b</div>c"), (Strings{"c"}));
  EXPECT_EQ(blocks_of("<template><p>b</p></template><noscript><p>b</p></noscript>c"),
            (Strings{"c"}));
  EXPECT_EQ(blocks_of("<dialog>b</dialog><dialog open>c</dialog>"), (Strings{"c"}));
  EXPECT_EQ(blocks_of("<video>b</video><iframe><p>b</iframe><style>b</style>c"), (Strings{"c"}));
}

const std::string& long_text() {
  static const std::string text = [] {
    std::string out = "The ferry to Halm was late again";
    for (int i = 0; i < 30; ++i) out += ", and the ferry to Ostfeld was late too";
    return out;
  }();
  return text;
}

TEST(HtmlText, APageForBrowsersWithoutScriptsIsReadWhereItIsThePage) {
  const std::string frames = "<frameset><frame src=a><noframes><body><p>" + long_text() +
                             "</p></body></noframes></frameset>";
  EXPECT_NE(blocks_of(frames).size(), 0U);
  const std::string fallback = "<noscript><h1>Ferries</h1><p>" + long_text() +
                               "<script>no()</script><style>p{}</style></p></noscript>";
  EXPECT_EQ(blocks_of("<body><div id=app>Loading ...</div>" + fallback + "<p>Foot"),
            (Strings{"Loading ...", "Ferries", long_text(), "Foot"}));
  // The page shows its text itself.
  EXPECT_EQ(blocks_of("<p>" + long_text() + "</p>" + fallback), (Strings{long_text()}));
  // A note, a counter's image, an advertisement.
  EXPECT_EQ(blocks_of("<noscript>Please switch scripts on.</noscript><p>Foot"), (Strings{"Foot"}));
  EXPECT_EQ(blocks_of("<noscript><img src=count.gif alt='" + long_text() + "'><iframe>" +
                      long_text() + "</iframe></noscript><p>Foot"),
            (Strings{"Foot"}));
  // In the head stand style sheets.
  EXPECT_EQ(blocks_of("<head><noscript>" + long_text() + "</noscript></head><p>Foot"),
            (Strings{"Foot"}));
}

TEST(HtmlText, PartsOfAPageThatAreSmallWithoutScriptsStayHiddenBesideTheLargeOne) {
  EXPECT_EQ(blocks_of("<noscript>Please switch scripts on.</noscript><noscript><p>" + long_text() +
                      "</noscript>"),
            (Strings{long_text()}));
}

const std::string& cookie_wall() {
  static const std::string wall = [] {
    std::string out = "<noscript><h2>Your privacy</h2>";
    for (int i = 0; i < 9; ++i) {
      out +=
          "<p>We and our partners store cookies that tell this visitor of the Halm Courier from "
          "all others.</p>";
    }
    return out + "</noscript>";
  }();
  return wall;
}

bool says_fallback_only(const std::string& html) {
  return std::ranges::any_of(
      read(html).limits, [](const Limit& limit) { return limit.kind == LimitKind::fallback_only; });
}

TEST(HtmlText, ANoticeForBrowsersWithoutScriptsTakesNoTextsPlace) {
  const std::string teaser =
      "The ferry to Halm was late again on Monday, and the harbour master knows why.";
  const std::string page = cookie_wall() + "<h1>Ferries</h1><p>" + teaser + "</p>";
  EXPECT_EQ(blocks_of(page), (Strings{"Ferries", teaser}));
  EXPECT_FALSE(says_fallback_only(page));
  // Nor does it stand beside a text that is told as such.
  EXPECT_EQ(blocks_of(cookie_wall() + "<p>Loading ...</p><noscript><article><p>" + long_text() +
                      "</article></noscript>"),
            (Strings{"Loading ...", long_text()}));
}

TEST(HtmlText, TextsMarkedAsSuchForBrowsersWithoutScriptsAreReadBesideATeaser) {
  const std::string teaser =
      "The full version of this page could not be loaded. Please try it again later.";
  for (const std::string& post :
       {"<article><p>" + long_text() + "</p></article>",
        "<div itemprop=text><p>" + long_text() + "</p></div>",
        "<div><time datetime=2031-05-03></time><p>" + long_text() + "</p></div>"}) {
    const std::string page = "<p>" + teaser + "</p><noscript>" + post + "</noscript>";
    EXPECT_EQ(blocks_of(page), (Strings{teaser, long_text()})) << post;
    EXPECT_FALSE(says_fallback_only(page)) << post;
  }
}

TEST(HtmlText, APageThatShowsNothingButAFallbackSaysSo) {
  EXPECT_TRUE(says_fallback_only("<div id=app></div>" + cookie_wall()));
  EXPECT_TRUE(says_fallback_only("<p>Loading ...</p><noscript><p>" + long_text() + "</noscript>"));
  // What is linked is no prose: a menu.
  EXPECT_TRUE(
      says_fallback_only("<p><a href=x>" + std::string(80, 'm') + "</a></p>" + cookie_wall()));
  EXPECT_FALSE(says_fallback_only("<p>" + long_text() + "</p>"));
}

TEST(HtmlText, WhatIsStreamedIsShown) {
  EXPECT_EQ(blocks_of("<div><template id='B:0'></template></div><div hidden id='S:0'><p>" +
                      long_text() + "</p></div><div hidden id='S:1f'>b</div>"),
            (Strings{long_text(), "b"}));
  EXPECT_EQ(blocks_of("a<div hidden id='S:'>b</div><div hidden id='S:x'>b</div><div hidden "
                      "id='SEO:1'>b</div>"),
            (Strings{"a"}));
}

TEST(HtmlText, AnElementThatHidesTheWholePageIsShown) {
  const std::string text = "<p>" + long_text() + "</p>";
  EXPECT_EQ(blocks_of("<div style='visibility:hidden'>" + text + "</div><p>Foot"),
            (Strings{long_text(), "Foot"}));
  EXPECT_EQ(blocks_of("<div style='display:none'>" + text + "</div><p>Foot"), (Strings{"Foot"}));
  // An overlay in front of a teaser.
  const std::string teaser =
      "The ferry to Halm was late again on Monday, and the harbour master knows why.";
  EXPECT_EQ(blocks_of("<p>" + teaser + "</p><div style=visibility:hidden>" + text + "</div>"),
            (Strings{teaser}));
  // Several menus, or a dialogue beside the text.
  EXPECT_EQ(blocks_of("<ul style=visibility:hidden>" + text + "</ul><ul style=visibility:hidden>" +
                      text + "</ul><p>Foot"),
            (Strings{"Foot"}));
  EXPECT_EQ(blocks_of("<p>Foot</p>" + text + "<dialog>" + text + "</dialog>"),
            (Strings{"Foot", long_text()}));
}

TEST(HtmlText, APageMostOfWhoseTextIsHiddenSaysSo) {
  const auto says_hidden = [](const std::string& html) {
    return std::ranges::any_of(read(html).limits, [](const Limit& limit) {
      return limit.kind == LimitKind::mostly_hidden;
    });
  };
  const std::string panel = "<div hidden>" + long_text() + "</div>";
  const std::string link = "<div hidden><a href=x>" + long_text() + "</a></div>";
  EXPECT_TRUE(says_hidden(panel + "<p>" + long_text() + "</p>" + panel));
  EXPECT_FALSE(says_hidden(link + "<p>" + long_text() + "</p>" + link));
  EXPECT_FALSE(says_hidden("<p>" + long_text() + long_text() + "</p>" + panel));
}

TEST(HtmlText, WhatAssistiveSoftwareSkipsBehindADialogueIsStillShown) {
  EXPECT_EQ(blocks_of("<body aria-hidden=true><main aria-hidden=true><p>text"), (Strings{"text"}));
}

TEST(HtmlText, AStyleMayMakeABlockOfASpanAndALineOfADiv) {
  EXPECT_EQ(blocks_of("<span style='display:block'>a</span>b"), (Strings{"a", "b"}));
  EXPECT_EQ(blocks_of("<div style='display: inline'>a</div>b"), (Strings{"ab"}));
}

TEST(HtmlText, SpacesThatShowNothingMakeNoBlock) {
  EXPECT_TRUE(blocks_of("<p>&nbsp;</p><p>&#8203;&shy;</p><div> <br> </div>").empty());
}

TEST(HtmlText, TextOutsideAnyBodyIsText) {
  EXPECT_EQ(blocks_of("plain words"), (Strings{"plain words"}));
  EXPECT_EQ(blocks_of("<head><title>t</title>words<p>more</body></html> after"),
            (Strings{"words", "more after"}));
}

TEST(HtmlText, ScriptsWithMarkupInsideEndWhereTheyEnd) {
  EXPECT_EQ(blocks_of("<script>document.write('<p>no</p>')</script>yes"), (Strings{"yes"}));
  EXPECT_EQ(blocks_of("<script><!-- <script></script> --></script>yes"), (Strings{"yes"}));
}

TEST(HtmlText, DrawingsAndFormulasAreReadAsMarkup) {
  EXPECT_EQ(blocks_of("<svg><title>t</title><desc>d</desc><style>s</style><path/></svg>a"),
            (Strings{"a"}));
  EXPECT_EQ(blocks_of("<svg><path><p>out of it</p>"), (Strings{"out of it"}));
  EXPECT_EQ(blocks_of("a<math><mi>x</mi></math>"), (Strings{"ax"}));
}

// ---- structure

TEST(HtmlBlocks, EndTagsThatNobodyWroteAreImplied) {
  EXPECT_EQ(blocks_of("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e"),
            (Strings{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(blocks_of("<dl><dt>a<dd>b<dt>c</dl>"), (Strings{"a", "b", "c"}));
  EXPECT_EQ(blocks_of("<p>a<div>b</div>c</p>d"), (Strings{"a", "b", "c", "d"}));
}

TEST(HtmlBlocks, HeadingsListsQuotesAndCaptionsHaveTheirShape) {
  const Document document = read(
      "<h3>h</h3><ol><li>i<ul><li>j</ul></ol><blockquote><p>q</blockquote>"
      "<figure><img src=x><figcaption>c</figcaption></figure>");
  ASSERT_EQ(document.blocks.size(), 5u);
  EXPECT_EQ(document.blocks[0].shape, BlockShape::heading);
  EXPECT_EQ(document.blocks[0].heading_level, 3);
  EXPECT_EQ(document.blocks[1].shape, BlockShape::list_item);
  EXPECT_EQ(document.blocks[1].list_depth, 1);
  EXPECT_EQ(document.blocks[2].list_depth, 2);
  EXPECT_EQ(document.blocks[3].shape, BlockShape::quote);
  EXPECT_EQ(document.blocks[4].shape, BlockShape::caption);
  EXPECT_EQ(document.blocks[4].markup->images_before, 1);
}

TEST(HtmlBlocks, ARowOfShortCellsIsOneBlockWithTabs) {
  const Document document =
      read("<table><caption>C</caption><tr><th>Port<th>Ships<tr><td><p>Halvik</p><td>12</table>");
  EXPECT_EQ(texts(document), (Strings{"C", "Port\tShips", "Halvik\t12"}));
  EXPECT_EQ(document.blocks[2].shape, BlockShape::table_row);
  EXPECT_EQ(document.tag_path(document.blocks[2]), "html/table/tr");
}

TEST(HtmlBlocks, CellsThatHoldTextsOfTheirOwnStayApart) {
  const std::string text(500, 'x');
  const Document document = read("<table><tr><td><p>a</p><p>b</p><td>" + text + "</table>");
  EXPECT_EQ(texts(document), (Strings{"a", "b", text}));
  EXPECT_EQ(document.blocks[2].shape, BlockShape::paragraph);
}

TEST(HtmlBlocks, LinksKnowTheirTextTargetAndRel) {
  const Document document = read(
      "<p>See <a href=' /x?a=1&amp;b=2 ' rel='Sponsored nofollow'>the offer</a> now, "
      "<a href=/y>or</a> not<a name=z>.</a>");
  ASSERT_EQ(document.blocks.size(), 1u);
  const auto links = document.links_of(document.blocks[0]);
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(document.view(links[0].text), "the offer");
  EXPECT_EQ(document.markup_view(links[0].target), "/x?a=1&b=2");
  EXPECT_TRUE(links[0].sponsored);
  EXPECT_TRUE(links[0].nofollow);
  EXPECT_FALSE(links[1].sponsored);
  EXPECT_EQ(document.blocks[0].markup->linked_bytes, 11u);
}

TEST(HtmlBlocks, ALinkAroundBlocksStandsInEachOfThem) {
  const Document document = read("<a href=/x><h2>Head</h2><p>Teaser</p></a><p>None</p>");
  ASSERT_EQ(document.blocks.size(), 3u);
  EXPECT_EQ(document.links_of(document.blocks[0]).size(), 1u);
  EXPECT_DOUBLE_EQ(document.blocks[1].link_density(), 1.0);
  EXPECT_EQ(document.links_of(document.blocks[2]).size(), 0u);
}

TEST(HtmlBlocks, ALinkEndsAtItsEndTagEvenWhereABlockIsOpenInsideIt) {
  const Document document = read("<a href=/x><div>linked</a> free</div>");
  ASSERT_EQ(document.blocks.size(), 1u);
  EXPECT_EQ(document.blocks[0].markup->linked_bytes, 6u);
}

TEST(HtmlBlocks, TheElementIsTheInnermostAroundTheWholeBlock) {
  const Document document = read(
      "<body class='Page X' id=top><p class=lead><span class=by>By A</span></p>"
      "<p>text <b>bold</b></p>");
  EXPECT_EQ(document.tag_path(document.blocks[0]), "html/body/p/span");
  EXPECT_EQ(document.class_words(document.blocks[0]), "by lead page x top");
  EXPECT_EQ(document.tag_path(document.blocks[1]), "html/body/p");
  EXPECT_EQ(document.blocks[1].markup->bold_bytes, 4u);
  for (const Element& element : document.elements) {
    EXPECT_TRUE(&element == &document.elements[0] || &document.elements[element.parent] < &element);
  }
}

TEST(HtmlBlocks, FormsAndFieldsAreNoted) {
  const Document document =
      read("<form><p>Mail <input name=m> <button>Send</button></p></form><p>Text");
  EXPECT_TRUE(document.blocks[0].markup->in_form);
  EXPECT_EQ(document.blocks[0].markup->controls, 2);
  EXPECT_FALSE(document.blocks[1].markup->in_form);
  EXPECT_EQ(document.page.forms, 1u);
}

// ---- source ranges and cutting

TEST(HtmlRanges, ABlockAloneInItsElementOwnsTheTags) {
  EXPECT_EQ(sources_of("<div><p class=x>Ad <b>now</b></p></div><p>z</p>", "Ad now"),
            (Strings{"<div><p class=x>Ad <b>now</b></p></div>"}));
}

TEST(HtmlRanges, ANestedBlockSplitsItsParent) {
  EXPECT_EQ(sources_of("<ul><li>Item<ul><li>sub</li></ul></li></ul>", "Item"), (Strings{"Item"}));
}

TEST(HtmlRanges, TagsThatKeepTextApartStay) {
  EXPECT_EQ(sources_of("before<div>ad</div>after", "ad"), (Strings{"ad"}));
}

TEST(HtmlRanges, HiddenPartsAndScriptsBelongToNobody) {
  EXPECT_EQ(sources_of("<p>a<script>x</script>b</p>c", "ab"), (Strings{"a", "b"}));
  EXPECT_EQ(sources_of("<p>a<i hidden>x</i>b</p>c", "ab"), (Strings{"a", "b"}));
}

TEST(HtmlRanges, CountBytesOfTheUndecodedPayload) {
  Document document;
  const std::string payload = "<p>caf\xe9</p><p>noir</p>";
  build_html_blocks(payload, "iso-8859-1", false, document);
  ASSERT_EQ(document.blocks.size(), 2u);
  EXPECT_EQ(document.view(document.blocks[0].text), "café");
  EXPECT_EQ(document.blocks[1].source_ranges, (std::vector<ByteRange>{{11, 22}}));
}

// Rows cut at their tabs: what of a row is one block depends on how much its cells hold.
Strings cells(const Strings& blocks) {
  Strings result;
  for (const std::string& block : blocks) {
    for (std::size_t at = 0; at <= block.size();) {
      const std::size_t end = std::min(block.find('\t', at), block.size());
      result.push_back(block.substr(at, end - at));
      at = end + 1;
    }
  }
  return result;
}

// Cuts every block in turn, every other block, and the blocks of two random sets; what is left must
// read as the blocks before without the ones cut.
void expect_cut_leaves_the_rest(std::string_view html, std::size_t max_single_cuts) {
  const Document before = read(html);
  std::uint64_t end = 0;
  std::vector<ByteRange> all;
  for (const Block& block : before.blocks) {
    all.insert(all.end(), block.source_ranges.begin(), block.source_ranges.end());
  }
  std::sort(all.begin(), all.end());
  for (const ByteRange range : all) {
    ASSERT_LT(range.begin, range.end);
    ASSERT_LE(end, range.begin) << "two blocks share a byte";
    end = range.end;
  }
  ASSERT_LE(end, html.size());
  const auto check = [&](const auto& removed) {
    std::vector<ByteRange> ranges;
    Strings expected;
    for (std::size_t i = 0; i < before.blocks.size(); ++i) {
      const Block& block = before.blocks[i];
      if (removed(i)) {
        ranges.insert(ranges.end(), block.source_ranges.begin(), block.source_ranges.end());
      } else {
        expected.emplace_back(before.view(block.text));
      }
    }
    std::sort(ranges.begin(), ranges.end());
    EXPECT_EQ(cells(blocks_of(html::cut(html, ranges))), cells(expected));
  };
  const std::size_t step = std::max<std::size_t>(1, before.blocks.size() / max_single_cuts);
  for (std::size_t one = 0; one < before.blocks.size(); one += step) {
    check([&](std::size_t i) { return i == one; });
  }
  check([](std::size_t i) { return i % 2 == 0; });
  check([](std::size_t i) { return i % 2 == 1; });
  check([](std::size_t i) { return i * 2654435761u >> 7 & 1; });
  check([](std::size_t) { return true; });
}

TEST(HtmlCut, WhatIsLeftShowsTheOtherBlocks) {
  for (const std::string_view html : {
           "<div>a<p>b</p>c<div>d</div><div>e</div>f</div>",
           "<p>a<div>b</div>c</p>d",
           "<ul><li>a<li>b<ul><li>c</ul>d<li>e</ul>",
           "<table><tr><td>a<td>b<tr><td>c<tr><td><p>d<p>e<td>f</table>g",
           "a<br><br>b<br><br><b>c</b><br>d",
           "<b><p>a</b>b<p>c</p><i>d<p>e</i>f",
           "<a href=x><div>a</a>b</div>c<a href=y>d<a href=z>e</a>",
           "<section>x<section><div>a</div></section>y</section>",
           "<div><img src=x><p>a</p></div><figure><img><figcaption>b</figcaption></figure>",
           "<pre>a\n<b>b</b></pre>c<textarea>d</textarea>e",
           "<select><option>a<option>b</select><button>c</button>",
           "a<svg><g><path/></g></svg>b<span>c<div>d</div>e</span>f",
           "<h1>a<h2>b</h1>c<dl><dt>d<dd>e</dl>",
       }) {
    SCOPED_TRACE(html);
    expect_cut_leaves_the_rest(html, 100);
  }
}

TEST(HtmlBlocks, ReadingsOfCharactersAreNoText) {
  const Document document = read(
      "<p><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもは<ruby>港<rtc>みなと</rtc></"
      "ruby>で遊ぶ。</p>");
  ASSERT_EQ(document.blocks.size(), 1u);
  EXPECT_EQ(document.view(document.blocks[0].text), "子どもは港で遊ぶ。");
}

// ---- metadata

TEST(HtmlMetadata, TheMostReliableSourceWins) {
  const Metadata metadata = read(R"(<html lang=en-GB><head><title>Long title | Site</title>
      <meta name=author content="meta author">
      <meta property="og:title" content="Shared &amp; title">
      <meta property="og:site_name" content="Halvik Post">
      <meta property="article:published_time" content="2031-02-03">
      <meta name=generator content="Press 3"><link rel="canonical" href="https://h.example/a">
      <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"WebSite","name":"x"},
        {"@type":["NewsArticle","ReportageNewsArticle"],"headline":"Data headline",
         "author":[{"@type":"Person","name":"Ada Lund"},{"name":"Bo &amp; Co"}],
         "publisher":{"name":"Halvik Media"},"datePublished":"2031-02-04","articleBody":"Body
      text."}]}</script></head>)")
                                .metadata;
  EXPECT_EQ(metadata.title, "Data headline");
  EXPECT_EQ(metadata.author, "Ada Lund, Bo & Co");
  EXPECT_EQ(metadata.publisher, "Halvik Media");
  EXPECT_EQ(metadata.published, "2031-02-04");
  EXPECT_EQ(metadata.site_name, "Halvik Post");
  EXPECT_EQ(metadata.canonical_url, "https://h.example/a");
  EXPECT_EQ(metadata.type, "NewsArticle");
  EXPECT_EQ(metadata.article_body, "Body text.");
  EXPECT_EQ(metadata.language, "en-GB");
  EXPECT_EQ(metadata.generator, "Press 3");
  EXPECT_EQ(metadata.schema_types, (Strings{"WebSite", "NewsArticle", "ReportageNewsArticle"}));
  EXPECT_FALSE(metadata.advertiser_content);
}

TEST(HtmlMetadata, MicrodataAndMarksInTheTextServeWhereNothingBetterStands) {
  const Metadata metadata = read(R"(<title>T</title>
      <article itemscope itemtype="http://schema.org/BlogPosting"><h1 itemprop=headline>Head <i>line</i></h1>
      <span itemprop="author" itemscope>By <b>Ada Lund</b></span>
      <time itemprop=datePublished datetime=2031-02-03>yesterday</time></article>)")
                                .metadata;
  EXPECT_EQ(metadata.title, "Head line");
  EXPECT_EQ(metadata.author, "By Ada Lund");
  EXPECT_EQ(metadata.published, "2031-02-03");
  EXPECT_EQ(metadata.schema_types, (Strings{"BlogPosting"}));
}

TEST(HtmlMetadata, APaperNamesItsAuthorsOneByOne) {
  const Metadata metadata = read(R"(
      <meta name="citation_author" content="Lindqvist, Ada">
      <meta name="citation_author" content="Tom Brandt">
      <meta name="citation_publication_date" content="2031 May 3">
      <meta name="citation_journal_title" content="Annals of Moorings"><p>Text</p>)")
                                .metadata;
  EXPECT_EQ(metadata.author, "Ada Lindqvist, Tom Brandt");
  EXPECT_EQ(metadata.published, "2031 May 3");
  EXPECT_EQ(metadata.publisher, "Annals of Moorings");
}

TEST(HtmlMetadata, AdvertiserContentIsTold) {
  EXPECT_TRUE(
      read(R"(<script type=application/ld+json>{"@type":"AdvertiserContentArticle"}</script>)")
          .metadata.advertiser_content);
}

TEST(HtmlMetadata, APageWithoutAnArticleTypeIsDatedByItsOwn) {
  const Metadata metadata = read(R"(
      <script type="application/ld+json">{"@graph":[{"@type":"WebPage",
        "datePublished":"2031-05-03T08:00:00Z","dateModified":"2031-05-04"}]}</script>
      <meta property="article:publisher" content="https://social.example/halm">
      <meta property="og:site_name" content="Halm Courier">
      <a rel=author href=/a>View more posts</a><p>Text</p>)")
                                .metadata;
  EXPECT_EQ(metadata.published, "2031-05-03T08:00:00Z");
  EXPECT_EQ(metadata.modified, "2031-05-04");
  EXPECT_EQ(metadata.site_name, "Halm Courier");
  EXPECT_TRUE(metadata.publisher.empty()) << "an address names nobody";
  EXPECT_TRUE(metadata.author.empty()) << metadata.author;
}

TEST(HtmlMetadata, ANodeThatIsReferredToGivesItsName) {
  const Metadata metadata = read(R"(
      <script type="application/ld+json">{"@graph":[
        {"@type":"NewsArticle","headline":"The quay","author":{"@id":"https://h.example/#/person/1"},
         "publisher":{"@id":"https://h.example/#org"}},
        {"@type":"WebSite","publisher":{"@type":"Organization","@id":"https://h.example/#org",
         "name":"Halm Courier"}},
        {"@type":"Person","@id":"https://h.example/#/person/1","name":"Ada Lindqvist"},
        {"@type":"Person","@id":"https://h.example/#/person/2","name":"Tom Brandt"}]}</script>
      <a rel=author href=/b>Tom Brandt</a><p>Text</p>)")
                                .metadata;
  EXPECT_EQ(metadata.author, "Ada Lindqvist");
  EXPECT_EQ(metadata.publisher, "Halm Courier");
  EXPECT_EQ(read(R"(<script type="application/ld+json">{"@type":"NewsArticle",
      "author":{"@id":"#nobody"}}</script><p>Text</p>)")
                .metadata.author,
            "");
}

TEST(HtmlMetadata, ALabelOfASharedCardSaysWhatItsValueIs) {
  const auto author = [](const std::string& label) {
    return read("<meta name='twitter:label1' content='" + label +
                "'><meta name='twitter:data1' content='Ada Lindqvist'><p>Text</p>")
        .metadata.author;
  };
  EXPECT_EQ(author("Written by"), "Ada Lindqvist");
  EXPECT_EQ(author("Verfasst von"), "Ada Lindqvist");
  EXPECT_EQ(author("Écrit par"), "Ada Lindqvist");
  EXPECT_EQ(author("Reading time"), "");
  EXPECT_EQ(author("Filed under"), "");
}

TEST(HtmlMetadata, ALinkToAnAuthorsPageIsNoDataOfThePage) {
  EXPECT_EQ(read("<a rel=author href=/b>Tom Brandt</a><p>Text</p>").metadata.author, "");
}

TEST(HtmlMetadata, BrokenDataIsPassedOver) {
  const std::string deep(100'000, '[');
  EXPECT_EQ(read("<script type=application/ld+json>" + deep + "</script><p>t").metadata.title, "");
  EXPECT_EQ(read("<script type=application/ld+json>{\"@type\":</script><title>t").metadata.title,
            "t");
}

// ---- hostile input

std::string repeated(std::string_view unit, std::size_t count) {
  std::string result;
  result.reserve(unit.size() * count);
  for (std::size_t i = 0; i < count; ++i) result += unit;
  return result;
}

TEST(HtmlHostile, NestingIsBoundedAndTextIsKept) {
  const Document document =
      read(repeated("<div>", 200'000) + "deep" + repeated("</div>", 200'000) + "<p>after");
  EXPECT_EQ(texts(document), (Strings{"deep", "after"}));
  EXPECT_EQ(document.tag_path(document.blocks[1]), "html/p");
  EXPECT_EQ(document.limits.size(), 1u);
}

TEST(HtmlHostile, AMillionAttributesAreRead) {
  const Document document = read("<p " + repeated("a=1 ", 1'000'000) + ">text");
  EXPECT_EQ(texts(document), (Strings{"text"}));
  EXPECT_EQ(document.limits.size(), 1u);
}

TEST(HtmlHostile, UnclosedThingsSwallowOnlyWhatABrowserWouldLetThem) {
  EXPECT_EQ(blocks_of("<p>a<!-- b"), (Strings{"a"}));
  EXPECT_EQ(blocks_of("<p>a<b title='x"), (Strings{"a"}));
  EXPECT_EQ(blocks_of("<p>a<script>b"), (Strings{"a"}));
  EXPECT_EQ(blocks_of(repeated("<b><i><a href=x>", 10'000) + "t"), (Strings{"t"}));
  EXPECT_EQ(blocks_of(repeated("</p>", 3) + repeated("</table></a></x>", 10'000) + "t"),
            (Strings{"t"}));
}

// The best of three readings: another process may hold the machine meanwhile.
double seconds_to_read(std::string_view html) {
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    const auto begin = std::clock();
    read(html);
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

// The time of a page four times as long must stay near four times; eight allows for noise.
TEST(HtmlHostile, TimeGrowsLinearlyWithTheInput) {
  for (const std::string_view unit : {"<div>",
                                      "</div>",
                                      "<p>a",
                                      "<b>",
                                      "</b>x",
                                      "<a href=x>y",
                                      "<table><tr><td>",
                                      "<li>x",
                                      "<",
                                      "&",
                                      "&amp",
                                      "<!--",
                                      "<![CDATA[",
                                      "<script>",
                                      "<svg>",
                                      "<x-y>",
                                      "</x-y>",
                                      "<br>",
                                      "a<br><br>",
                                      "<option>z",
                                      "<span hidden>",
                                      "<p itemprop=author>",
                                      "<td>",
                                      "<h1>q",
                                      "' \"=",
                                      "<button>b"}) {
    const auto seconds = [&](std::size_t bytes) {
      return seconds_to_read(repeated(unit, bytes / unit.size()));
    };
    const double small = seconds(100'000), large = seconds(400'000);
    EXPECT_LT(large, 8 * small + 0.02) << unit;
  }
}

// The name grows with the references to it.
TEST(HtmlHostile, ManyReferencesToALongNameCostLinearTime) {
  const auto seconds = [](std::size_t bytes) {
    const std::string html = R"(<script type="application/ld+json">[{"@id":"x","name":")" +
                             std::string(bytes, ':') +
                             R"("},{"@type":"NewsArticle","headline":"a","author":[)" +
                             repeated(R"({"@id":"x"},)", bytes / 10) +
                             R"({"name":"Ada Lindqvist"}]}]</script><p>Text</p>)";
    return seconds_to_read(html);
  };
  const double small = seconds(50'000), large = seconds(200'000);
  EXPECT_LT(large, 8 * small + 0.02);
}

TEST(HtmlHostile, MoreAuthorsThanAFieldHoldsAreCut) {
  const std::string html =
      R"(<script type="application/ld+json">[{"@id":"x","name":")" + repeated("\u00e9", 5'000) +
      R"("},{"@type":"NewsArticle","headline":"a","author":[)" + repeated(R"({"@id":"x"},)", 50) +
      R"({"name":"Ada Lindqvist"}]}]</script><p>Text</p>)";
  const std::string author = read(html).metadata.author;
  EXPECT_EQ(author, repeated("é", author.size() / 2));
  EXPECT_LE(author.size(), 4096U);
  EXPECT_GE(author.size(), 4000U);
}

TEST(HtmlBlocks, AnAddressIsNoNameOfANode) {
  const Document document = read(
      R"(<script type="application/ld+json">[{"@id":"x","name":"https://h.example/ada"},
      {"@type":"NewsArticle","headline":"a","author":[{"@id":"x"},{"name":"Ada Lindqvist"}]}]
      </script><p>Text</p>)");
  EXPECT_EQ(document.metadata.author, "Ada Lindqvist");
}

TEST(HtmlBlocks, MoreThanBoundedAreNotReadAndThatIsSaid) {
  constexpr std::size_t most = std::size_t{1} << 18;
  const Document document = read(repeated("<p>x", most + 1000));
  EXPECT_EQ(document.blocks.size(), most);
  ASSERT_EQ(document.limits.size(), 1U);
  EXPECT_EQ(document.limits[0].says, "what stands after the first 262144 blocks was not read");
}

}  // namespace
}  // namespace assay
