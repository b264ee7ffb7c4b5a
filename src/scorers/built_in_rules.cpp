#include "assay/scorer.h"

namespace assay {

std::span<const BuiltInRule> built_in_rules() {
  static constexpr BuiltInRule rules[] = {
      {"boilerplate/ads-inside-article", "An advertisement interrupts the article.",
       "A reader may take it for the article's own words."},
      {"boilerplate/advertising-share",
       "Advertising in the article and lists of promoted products make up a tenth or more.",
       "The more of a page is there to sell, the less the text is its purpose."},
      {"boilerplate/all-advertisement",
       "What is not page furniture is advertisement: there is no article to judge.",
       "A score of such a page would say nothing of an article."},
      {"boilerplate/sponsored-content",
       "The page or a label above the article says it was paid for.",
       "Who pays decides what is said."},
      {"corroboration/contradicted-claim",
       "The official text says otherwise: another number, date, name, or the opposite.",
       "Of two statements about one event one is wrong; both are quoted."},
      {"corroboration/copied-text", "Much of the article is official text, word for word.",
       "It is corroborated, but nobody else was asked."},
      {"corroboration/uncorroborated-claim",
       "The official text treats the matter and does not say this.",
       "Silence is weak evidence, and so it costs little."},
      {"figures/unsourced-figure", "A figure about the world, and nobody says where it is from.",
       "A careful reader asks: says who? Sums, shares and \"up to\" in headlines weigh most."},
      {"figures/vague-source", "The source of a figure stays vague: analysts, studies, officials.",
       "Nobody can ask a source that is not named."},
      {"promotion/clickbait-headline", "A headline worded like those that are made to be clicked.",
       "It promises what the text need not keep."},
      {"promotion/document-tone", "The text as a whole reads as one that sells.",
       "Judged by what its words and sentences have in common with advertising and with news; the "
       "sentences that weighed most are quoted."},
      {"promotion/loaded-language", "Wording that judges by its sound before the facts are told.",
       "Told word by word, from what readers said of words in their sentences."},
      {"promotion/overstated-claims", "A release whose claims run ahead of what it tells.",
       "Told, in press releases only, from what its words promise, hedge and measure, in "
       "quotations "
       "and outside; the sentences that weighed most are quoted."},
      {"promotion/press-release", "The text announces its own organisation's news.",
       "Whoever publishes a release has not asked anybody else. Told by its shape: how it opens, "
       "whom "
       "it lets speak, how it ends; the signs are quoted."},
      {"promotion/puffery", "A sentence that praises without saying anything that can be checked.",
       "Told from sentences that editors marked as puffery."},
      {"provenance/low-rated-host", "The site stands low in the ratings that you gave.",
       "With --host-ratings only."},
      {"provenance/missing-byline", "No author was found.", "Nobody answers for the text."},
      {"provenance/missing-date", "No date of publication was found.",
       "A figure or a claim is true of a day."},
      {"provenance/no-named-source", "The text cites nobody for what it says.",
       "A reader cannot ask anyone but its author."},
      {"provenance/own-interest", "The text speaks for what its own publisher offers.",
       "Who sells a thing is no independent judge of it."},
      {"provenance/paid-content", "A notice says that the text was paid for.",
       "Who pays decides what is said."},
      {"provenance/paid-links", "A notice says that the publisher earns by links in the text.",
       "It is disclosed; a reader should still know whose interest the praise serves."},
      {"provenance/published-elsewhere", "The page names another site as the text's own place.",
       "What is read here may be a copy, changed or out of date."},
      {"provenance/undisclosed-links", "Links that pay the publisher, and no notice of it.",
       "Praise that earns money should say so."},
      {"provenance/vague-authority", "Authority without a name: \"studies show\", \"experts say\".",
       "Nobody can look up a study that is not named."},
  };
  return rules;
}

}  // namespace assay
