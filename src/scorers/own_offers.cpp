#include "scorers/own_offers.h"
#include <algorithm>
#include <optional>

namespace assay {
namespace {

constexpr double closing_part = 0.9;         // of the content's tokens, behind which a text closes
constexpr double last_part = 0.8;            // where one sentence of praise is enough; guess
constexpr std::uint32_t least_praises = 2;   // sentences elsewhere; guess
constexpr std::size_t longest_gap = 6;       // words between a name and what it offers; guess
constexpr std::uint32_t same_passage = 3;    // blocks between two sentences of one pitch; guess
constexpr std::uint32_t least_mentions = 3;  // of a product that a text advertises; guess
constexpr std::size_t longest_product = 6;   // words
constexpr std::uint32_t most_announcements = 8;  // each counts a product in the whole text

class Reading {
 public:
  Reading(const ScorerInput& input, const Publisher& publisher, const SentenceMatches& matches,
          Range article, bool is_name)
      : input_(input),
        document_(input.document),
        publisher_(publisher),
        matches_(matches),
        article_(article),
        is_name_(is_name) {}

  OwnOffers offers() {
    std::uint32_t content = 0, before = 0;
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (input_.is_content(b)) content += document_.blocks[b].token_count;
    }
    const auto closing = static_cast<std::uint32_t>(closing_part * content);
    const auto last = static_cast<std::uint32_t>(last_part * content);
    for (const Sentence& sentence : document_.sentences) {
      if (!input_.is_content(sentence.block)) {
        if (is_own_box(sentence.block)) read_box(sentence);
        continue;
      }
      before += sentence.token_count;
      if (read(sentence, before > closing)) continue;
      if (is_name_) read_praise(sentence, before > last);
    }
    if (praise_.sentences >= least_praises || praise_.is_enough) {
      if (found_.passages == 0) found_.first = praise_.first;
      found_.passages += praise_.passages;
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

  // An advertisement amid the article that leads to the publisher.
  bool is_own_box(std::uint32_t block) {
    if (block < article_.begin || block >= article_.end || block >= input_.roles.size()) {
      return false;
    }
    const Kind kind = input_.roles[block].kind;
    return input_.roles[block].role == Role::advertisement && kind != Kind::newsletter &&
           kind != Kind::subscription && kind != Kind::donation && links_to_publisher(block);
  }

  void read_box(const Sentence& sentence) {
    const bool offers = std::ranges::any_of(matches_.of(sentence), [](const RuleMatch& match) {
      const std::string_view rule = match.rule->id;
      return rule == OfferRules::own || rule == OfferRules::named || rule == OfferRules::linked;
    });
    if (offers) note(sentence);
  }

  void note(const Sentence& sentence) {
    if (found_.passages == 0) found_.first = sentence.text;
    if (found_.passages == 0 || sentence.block > last_block_ + same_passage) ++found_.passages;
    last_block_ = sentence.block;
  }

  // What somebody else is reported to say is not the writer's own; `also_vague`: "the jury said".
  bool reports_somebody(const Sentence& sentence, bool also_vague = false) const {
    const std::vector<Attribution>& all = input_.mentions.attributions;
    const auto place = [](const Attribution& one) {  // a cue and its source share a sentence
      return std::min(one.cue.begin, one.source.begin);
    };
    for (auto one = std::ranges::lower_bound(all, sentence.text.begin, {}, place);
         one != all.end() && place(*one) < sentence.text.end; ++one) {
      if (one->source_index != no_index || also_vague) return true;
    }
    return false;
  }

  // Whether the sentence offers something in the writer's own voice.
  bool read(const Sentence& sentence, bool closing) {
    const std::span<const RuleMatch> matches = matches_.of(sentence);
    if (matches.empty()) return false;
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
      note(sentence);
      return true;
    }
    return false;
  }

  // The publisher in the third person: "Halm Tools lets you grind", "grinders like Halm Tools".
  void read_praise(const Sentence& sentence, bool last) {
    for (const RuleMatch& match : matches_.of(sentence)) {
      const std::string_view rule = match.rule->id;
      // A question that an answer stands below.
      const bool question =
          rule == OfferRules::question && document_.blocks[sentence.block].sentence_count == 1;
      if (rule == OfferRules::ranking) {
        if (!names_among_others(sentence, match.range.end)) continue;
        found_.ranks_itself = true;
      } else if (!(question && names_publisher(sentence)) &&
                 !(rule == OfferRules::subject && is_subject_of(sentence, match.range)) &&
                 !(rule == OfferRules::object && is_object_of(sentence, match.range))) {
        continue;
      }
      if (reports_somebody(sentence, true)) return;
      if (praise_.sentences++ == 0) praise_.first = sentence.text;
      if (praise_.passages == 0 || sentence.block > praise_.last_block + same_passage) {
        ++praise_.passages;
      }
      praise_.last_block = sentence.block;
      praise_.is_enough = praise_.is_enough || last || question || rule == OfferRules::ranking;
      return;
    }
  }

  // Calls `wanted` with the first and the end token of the publisher's names in a sentence until it
  // says yes.
  bool any_name(const Sentence& sentence, auto&& wanted) const {
    const std::span<const Token> tokens = document_.tokens_of(sentence);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (!tokens[t].capitalised) continue;
      const std::size_t length = publisher_.name_at(tokens, t);
      if (length > 0 && wanted(tokens.subspan(t), length)) return true;
    }
    return false;
  }

  // Do few words and no sign stand between the two?
  bool is_near(std::span<const Token> between, Range text) const {
    constexpr std::string_view breaks = ",;:()\n\"";
    return between.size() <= longest_gap && text.begin <= text.end &&
           document_.view(text).find_first_of(breaks) == std::string_view::npos;
  }

  bool is_subject_of(const Sentence& sentence, Range offer) const {
    return any_name(sentence, [&](std::span<const Token> from, std::size_t length) {
      const Range gap{from[length - 1].range.end, offer.begin};
      const auto behind = from.subspan(length);
      const auto end = std::ranges::lower_bound(behind, offer.begin, {},
                                                [](const Token& t) { return t.range.begin; });
      return is_near({behind.begin(), end}, gap);
    });
  }

  bool is_object_of(const Sentence& sentence, Range offer) const {
    const std::span<const Token> tokens = document_.tokens_of(sentence);
    const auto begin = std::ranges::lower_bound(tokens, offer.end, {},
                                                [](const Token& t) { return t.range.begin; });
    return any_name(sentence, [&](std::span<const Token> from, std::size_t) {
      const auto name = tokens.begin() + (from.data() - tokens.data());
      return begin <= name && is_near({begin, name}, {offer.end, from.front().range.begin});
    });
  }

  // In a list with a comma behind the words of a ranking.
  bool names_among_others(const Sentence& sentence, std::uint32_t behind) const {
    const std::string_view list = document_.view({behind, sentence.text.end});
    return list.find(',') != list.npos &&
           any_name(sentence, [&](std::span<const Token> from, std::size_t) {
             return from.front().range.begin >= behind;
           });
  }

  bool names_publisher(const Sentence& sentence) const {
    return any_name(sentence, [](std::span<const Token>, std::size_t) { return true; });
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
  const Range article_;  // blocks
  const bool is_name_;
  struct {
    std::uint32_t sentences = 0, passages = 0, last_block = 0;
    Range first;
    bool is_enough = false;
  } praise_;
  OwnOffers found_;
  std::uint32_t last_block_ = 0, asked_block_ = no_index, announcements_ = 0;
  bool asked_block_links_ = false;
};

}  // namespace

OwnOffers own_offers(const ScorerInput& input, const Publisher& publisher,
                     const SentenceMatches& matches, Range article, bool is_name) {
  return Reading(input, publisher, matches, article, is_name).offers();
}

}  // namespace assay
