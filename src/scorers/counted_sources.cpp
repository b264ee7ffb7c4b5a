#include "scorers/counted_sources.h"
#include <algorithm>
#include <optional>

#include "ingest/url.h"
#include "scorers/cited_sources.h"
#include "scorers/heard_sources.h"

namespace assay {
namespace {

// To a page of another site that pays nobody for the visit and sells nothing.
bool links_elsewhere(const Document& document, const Sentence& sentence, const Publisher& publisher,
                     const LinksApart& apart) {
  const std::span<const Link> links = document.links_of(document.blocks[sentence.block]);
  auto link =
      std::ranges::partition_point(links, [&](const Link& one) {  // they stand in text order
        return one.text.begin < sentence.text.begin;
      });
  for (; link != links.end() && link->text.begin < sentence.text.end; ++link) {
    const std::string_view target = document.markup_view(link->target);
    if (sentence.text.contains(link->text) && !publisher.owns(target) && !host_of(target).empty() &&
        !apart.paid.has(target) && !apart.unvouching.has(target)) {
      return true;
    }
  }
  return false;
}

}  // namespace

CountedSources count_sources(const ScorerInput& input, const Publisher& publisher,
                             const LinksApart& apart, const SentenceMatches& matches) {
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
  std::uint32_t asked = no_index;  // a sentence, and whether it links elsewhere
  bool linked = false;
  for (const Quantity& quantity : input.mentions.quantities) {
    // "Two cups", "three steps": what a writer counts out himself.
    constexpr double least_count = 10;  // guess
    const bool about_the_world =
        quantity.kind == QuantityKind::money || quantity.kind == QuantityKind::percent ||
        quantity.kind == QuantityKind::multiple ||
        (quantity.kind == QuantityKind::count && quantity.value >= least_count);
    if (!about_the_world || quantity.sentence >= document.sentences.size() ||
        !input.is_content(document.sentences[quantity.sentence].block))
      continue;
    ++counted.figures;
    if (quantity.sentence != asked) {
      asked = quantity.sentence;
      linked = links_elsewhere(document, document.sentences[asked], publisher, apart);
    }
    counted.linked_figures += linked;
  }
  for (const Sentence& sentence : document.sentences) {
    counted.own_work += input.is_content(sentence.block) &&
                        std::ranges::any_of(matches.of(sentence), [](const RuleMatch& match) {
                          return match.rule->id == own_work;
                        });
  }
  return counted;
}

// Links stand in the order of their text.
static bool overlaps_link(std::span<const Link> links, Range words) {
  auto link =
      std::ranges::upper_bound(links, words.begin, {}, [](const Link& l) { return l.text.end; });
  while (link != links.end() && link->text.empty()) ++link;
  return link != links.end() && link->text.overlaps(words);
}

void append_hearsay(const ScorerInput& input, const SentenceMatches& matches,
                    std::vector<Finding>& findings) {
  constexpr std::string_view closing = ",.;:";
  const Document& document = input.document;
  std::vector<const Attribution*> named;  // what somebody with a name says, in text order
  for (const Attribution& one : input.mentions.attributions) {
    if (!one.vague && one.source_index != no_index && !one.content.empty()) named.push_back(&one);
  }
  std::ranges::stable_sort(named, {}, [](const Attribution* one) { return one->content.begin; });
  const auto is_said = [&](Range words) {
    constexpr std::ptrdiff_t nested = 8;  // contents that may stand in one another
    auto one = std::ranges::upper_bound(named, words.begin, {}, [](const Attribution* attribution) {
      return attribution->content.begin;
    });
    for (std::ptrdiff_t k = 0; k < nested && one != named.begin(); ++k) {
      --one;
      if ((*one)->content.contains(words) && !(*one)->source.overlaps(words)) return true;
    }
    return false;
  };
  for (const Sentence& sentence : document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    bool found = false;  // one of a sentence is enough
    for (const RuleMatch& match : matches.of(sentence)) {
      if (found || (match.rule->id != hearsay && match.rule->id != unnamed_source)) continue;
      const auto links = document.links_of(document.blocks[sentence.block]);
      found = !is_said(match.range) && !overlaps_link(links, match.range);
      if (!found) continue;
      Range words = match.range;  // without the sign that ended it
      while (words.size() > 1 && closing.find(document.text[words.end - 1]) != closing.npos) {
        --words.end;
      }
      findings.push_back({match.rule->id, words, match.rule->message, match.rule->weight});
    }
  }
}

void append_vague_authorities(const ScorerInput& input, const SentenceMatches& matches,
                              std::vector<Finding>& findings) {
  for (const Sentence& sentence : input.document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    std::optional<bool> points;  // asked once
    for (const RuleMatch& match : matches.of(sentence)) {
      if (match.rule->id != vague_authority) continue;
      if (!points) points = points_to_source(input, sentence);
      if (*points) break;
      findings.push_back({match.rule->id, match.range, match.rule->message, match.rule->weight});
    }
  }
}

}  // namespace assay
