#include "scorers/own_interest.h"
#include <algorithm>
#include <string>
#include <utility>

#include "scorers/own_offers.h"

namespace assay {

namespace {

constexpr double least_share = 0.025, full_share = 0.1;  // of the sentences; guesses

}  // namespace

std::optional<Finding> issuer_interest(const ScorerInput& input, const Publisher& issuer,
                                       const PressWords& press) {
  constexpr std::uint32_t least_sentences = 2;  // guess
  const std::optional<OwnName> own = own_name(input, issuer, press);
  if (!own || own->sentences < least_sentences) return {};
  const double share = static_cast<double>(own->sentences) / own->read;
  if (share < least_share) return {};
  return Finding{"provenance/own-interest", own->first,
                 own->name + " issues this text and is named in " + std::to_string(own->sentences) +
                     " of its " + std::to_string(own->read) +
                     " sentences: an interested party writes, and what only it says nobody else "
                     "vouches for.",
                 std::min(1.0, share / full_share)};
}

std::optional<Finding> own_interest(const ScorerInput& input, const Publisher& publisher,
                                    const SentenceMatches& matches, const PressWords& press,
                                    Range article) {
  constexpr std::uint32_t least_sentences = 3;  // guesses, all of them
  constexpr double full_offers = 3, full_mentions = 6, self_ranking = 2.0 / 3;
  const std::optional<OwnName> own = own_name(input, publisher, press);
  const OwnOffers offers =
      own_offers(input, publisher, matches, article, own && !is_of_news(input.document.metadata));
  double degree = std::min(1.0, offers.passages / full_offers);
  Finding finding{"provenance/own-interest", offers.first, {}, 0};
  const double share = own ? static_cast<double>(own->sentences) / own->read : 0;
  // A paper is named where it tells how it came by its news. Firms mark their texts as news, too,
  // but make offers in them.
  const bool paper = is_of_news(input.document.metadata) && offers.passages == 0;
  const bool named = own && own->sentences >= least_sentences && share >= least_share && !paper;
  if (named) degree = std::max(degree, std::min(1.0, share / full_share));
  if (named) {
    finding.message = own->name + " publishes this text and is named in " +
                      std::to_string(own->sentences) + " of its " + std::to_string(own->read) +
                      " sentences";
    if (offers.passages == 0) finding.range = own->first;
  } else if (offers.ranks_itself) {
    finding.message = own->name + " publishes this text and ranks itself";
  } else if (offers.passages > 0) {
    finding.message = own ? own->name + " publishes this text and makes the reader an offer"
                          : "Who publishes this text makes the reader an offer";
  }
  if (offers.ranks_itself) degree = std::max(degree, self_ranking);
  if (!offers.product.empty()) {
    degree = std::max(degree, std::min(1.0, offers.product_mentions / full_mentions));
    if (finding.message.empty()) {
      finding.message = "The writer's own " + offers.product + " is named " +
                        std::to_string(offers.product_mentions) + " times";
      finding.range = offers.first_product;
    }
  }
  if (finding.message.empty()) return {};
  finding.message += ": an interested party writes.";
  finding.degree = degree;
  return finding;
}

std::optional<Finding> undisclosed_links(const Document& document, Range article,
                                         const PaidLinks& paid_links) {
  constexpr std::size_t least_links = 3;  // guess
  std::size_t count = 0;
  Range first;
  for (std::uint32_t b = article.begin; b < article.end; ++b) {
    for (const Link& link : document.links_of(document.blocks[b])) {
      if (link.text.empty() || !paid_links.has(document.markup_view(link.target))) {
        continue;
      }
      if (count++ == 0) first = link.text;
    }
  }
  if (count < least_links) return {};
  return Finding{"provenance/undisclosed-links", first,
                 std::to_string(count) +
                     " links in this text earn money for whoever set them; no notice "
                     "that says so was found.",
                 1};
}

}  // namespace assay
