#include "scorers/counted_sources.h"
#include <algorithm>

#include "ingest/url.h"
#include "scorers/cited_sources.h"
#include "scorers/heard_sources.h"

namespace assay {
namespace {

// To a page of another site that pays nobody for the visit.
bool links_elsewhere(const Document& document, const Sentence& sentence, const Publisher& publisher,
                     const PaidLinks& paid_links) {
  return std::ranges::any_of(
      document.links_of(document.blocks[sentence.block]), [&](const Link& link) {
        const std::string_view target = document.markup_view(link.target);
        return sentence.text.contains(link.text) && !publisher.owns(target) &&
               !host_of(target).empty() && !paid_links.has(target);
      });
}

}  // namespace

CountedSources count_sources(const ScorerInput& input, const Publisher& publisher,
                             const PaidLinks& paid_links) {
  const Document& document = input.document;
  CountedSources counted;
  for (const Attribution& attribution : input.mentions.attributions) {
    if (!is_content_at(document, input.roles, attribution.source.begin)) continue;
    // A document merely named, or the writer's own survey, is nobody who was heard.
    if (!attribution.vague && (attribution.cue.empty() || attribution.source_index == no_index))
      continue;
    ++(attribution.vague ? counted.vague : counted.named);
  }
  const std::vector<Source>& all = input.mentions.sources;
  const std::vector<char> heard = heard_in_content(document, input.mentions, input.roles);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind == SourceKind::unnamed || !heard[i]) continue;
    if (counted.named_sources++ < 3)
      counted.names += (counted.names.empty() ? "" : ", ") + all[i].name;
  }
  if (counted.named_sources > 3) counted.names += " and others";
  for (const Quantity& quantity : input.mentions.quantities) {
    const bool about_the_world =
        quantity.kind == QuantityKind::money || quantity.kind == QuantityKind::percent ||
        quantity.kind == QuantityKind::count || quantity.kind == QuantityKind::multiple;
    if (!about_the_world || quantity.sentence >= document.sentences.size() ||
        !input.is_content(document.sentences[quantity.sentence].block))
      continue;
    ++counted.figures;
    counted.linked_figures +=
        links_elsewhere(document, document.sentences[quantity.sentence], publisher, paid_links);
  }
  return counted;
}

void append_vague_authorities(const ScorerInput& input, const SentenceMatches& matches,
                              std::vector<Finding>& findings) {
  for (const Sentence& sentence : input.document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    for (const RuleMatch& match : matches.of(sentence)) {
      if (match.rule->id != vague_authority || points_to_source(input, sentence)) continue;
      findings.push_back({match.rule->id, match.range, match.rule->message, match.rule->weight});
    }
  }
}

}  // namespace assay
