#include "scorers/own_offers.h"
#include <algorithm>
#include <optional>

namespace assay {
namespace {

constexpr double closing_part = 0.9;         // of the content's tokens, behind which a text closes
constexpr std::uint32_t same_passage = 3;    // blocks between two sentences of one pitch; guess
constexpr std::uint32_t least_mentions = 3;  // of a product that a text advertises; guess
constexpr std::size_t longest_product = 6;   // words
constexpr std::uint32_t most_announcements = 8;  // each counts a product in the whole text

class Reading {
 public:
  Reading(const ScorerInput& input, const Publisher& publisher, const SentenceMatches& matches)
      : input_(input), document_(input.document), publisher_(publisher), matches_(matches) {}

  OwnOffers offers() {
    std::uint32_t content = 0, before = 0;
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (input_.is_content(b)) content += document_.blocks[b].token_count;
    }
    const auto closing = static_cast<std::uint32_t>(closing_part * content);
    for (const Sentence& sentence : document_.sentences) {
      if (!input_.is_content(sentence.block)) continue;
      before += sentence.token_count;
      read(sentence, before > closing);
    }
    return std::move(found_);
  }

 private:
  // Asked of the sentences of one block after another: a block may hold thousands of links.
  bool links_to_publisher(std::uint32_t block) {
    if (asked_block_ != block) {
      asked_block_ = block;
      asked_block_links_ = std::ranges::any_of(
          document_.links_of(document_.blocks[block]),
          [&](const Link& link) { return publisher_.owns(document_.markup_view(link.target)); });
    }
    return asked_block_links_;
  }

  // What somebody else is reported to say is not the writer's own.
  bool reports_somebody(const Sentence& sentence) const {
    const std::vector<Attribution>& all = input_.mentions.attributions;
    const auto place = [](const Attribution& one) {  // a cue and its source share a sentence
      return std::min(one.cue.begin, one.source.begin);
    };
    for (auto one = std::ranges::lower_bound(all, sentence.text.begin, {}, place);
         one != all.end() && place(*one) < sentence.text.end; ++one) {
      if (one->source_index != no_index) return true;
    }
    return false;
  }

  void read(const Sentence& sentence, bool closing) {
    const std::span<const RuleMatch> matches = matches_.of(sentence);
    if (matches.empty()) return;
    const bool linked = links_to_publisher(sentence.block);
    std::optional<bool> asked;
    const auto named = [&] {
      if (!asked) asked = names_publisher(sentence);
      return *asked;
    };
    for (const RuleMatch& match : matches) {
      const std::string_view rule = match.rule->id;
      if (rule == OfferRules::product && announcements_ < most_announcements) {
        ++announcements_;
        if (!reports_somebody(sentence)) read_product(match.range);
      }
      if (!closing && !linked) continue;
      const bool own = rule == OfferRules::own ||
                       (rule == OfferRules::linked && (linked || named())) ||
                       (rule == OfferRules::named && named());
      if (!own) continue;
      if (found_.passages == 0) found_.first = sentence.text;
      if (found_.passages == 0 || sentence.block > last_block_ + same_passage) ++found_.passages;
      last_block_ = sentence.block;
      return;
    }
  }

  bool names_publisher(const Sentence& sentence) const {
    const std::span<const Token> tokens = document_.tokens_of(sentence);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (tokens[t].capitalised && publisher_.name_at(tokens, t) > 0) return true;
    }
    return false;
  }

  // The capitalised words behind "my course", and how often the content has them.
  void read_product(Range announced) {
    if (!found_.product.empty()) return;
    const auto from = std::ranges::lower_bound(document_.tokens, announced.end, {},
                                               [](const Token& t) { return t.range.begin; });
    auto to = from;
    while (to != document_.tokens.end() && to->capitalised &&
           to - from < static_cast<std::ptrdiff_t>(longest_product) &&
           (to == from || document_.view({std::prev(to)->range.end, to->range.begin}) == " ")) {
      ++to;
    }
    if (to - from < 2) return;
    const std::span<const Token> name(from, to);
    const std::uint32_t mentions = mentions_of(name);
    if (mentions < least_mentions) return;
    found_.first_product = {name.front().range.begin, name.back().range.end};
    found_.product = document_.view(found_.first_product);
    found_.product_mentions = mentions;
  }

  std::uint32_t mentions_of(std::span<const Token> name) const {
    std::uint32_t mentions = 0;
    for (const Sentence& sentence : document_.sentences) {
      if (!input_.is_content(sentence.block)) continue;
      const std::span<const Token> tokens = document_.tokens_of(sentence);
      for (std::size_t t = 0; t + name.size() <= tokens.size(); ++t) {
        mentions += std::ranges::equal(tokens.subspan(t, name.size()), name, {}, &Token::hash,
                                       &Token::hash);
      }
    }
    return mentions;
  }

  const ScorerInput& input_;
  const Document& document_;
  const Publisher& publisher_;
  const SentenceMatches& matches_;
  OwnOffers found_;
  std::uint32_t last_block_ = 0, asked_block_ = no_index, announcements_ = 0;
  bool asked_block_links_ = false;
};

}  // namespace

OwnOffers own_offers(const ScorerInput& input, const Publisher& publisher,
                     const SentenceMatches& matches) {
  return Reading(input, publisher, matches).offers();
}

}  // namespace assay
