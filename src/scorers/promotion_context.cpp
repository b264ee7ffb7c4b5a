#include "scorers/promotion_context.h"
#include <algorithm>

#include "assay/text.h"

namespace assay::promotion {
namespace {

constexpr std::uint32_t longest_section_heading = 5;  // tokens; longer ones are sentences
constexpr std::uint32_t longest_work_heading = 20;
constexpr std::size_t least_works = 3;
constexpr std::size_t most_name_words = 4;
constexpr std::size_t neighbourhood = 60;     // tokens on either side that may hold the offer
constexpr std::size_t longest_extension = 8;  // tokens
constexpr std::size_t reach = 6;              // tokens before a judgement that may say whose it is
constexpr std::size_t longest_link = 200;     // bytes looked at

// Ends a clause: what stands between two tokens has more than white space, hyphens or quotes.
bool parts_clauses(std::string_view between) {
  for (std::size_t at = 0; at < between.size();) {
    const char32_t c = next_code_point(between, at);
    switch (c) {
      case U' ':
      case U'\t':
      case U'\n':
      case U'\r':
      case U'-':
      case U'\'':
      case U'/':
      case U'&':
      case U'$':
      case U'#':
      case 0xa0:
      case 0x2010:
      case 0x2011:
      case 0x2019:
        break;
      default:
        return true;
    }
  }
  return false;
}

std::string_view between(const Document& document, const Token& left, const Token& right) {
  return document.view({left.range.end, right.range.begin});
}

bool has_class(std::uint32_t classes, WordClass word_class) {
  return (classes >> static_cast<unsigned>(word_class) & 1) != 0;
}

// Index of the first token of the sentence that does not end before `offset`.
std::size_t token_at(std::span<const Token> tokens, std::uint32_t offset) {
  return static_cast<std::size_t>(
      std::ranges::partition_point(tokens,
                                   [&](const Token& token) { return token.range.end <= offset; }) -
      tokens.begin());
}

// "The Salt Road by Ida Brand": a work and who made it.
bool is_work_heading(std::span<const Token> tokens) {
  static const std::uint64_t by = word_hash("by");
  const auto found = std::ranges::find(tokens, by, &Token::hash);
  if (found == tokens.begin() || found == tokens.end()) return false;
  const auto name = tokens.subspan(static_cast<std::size_t>(found - tokens.begin()) + 1);
  return !name.empty() && name.size() <= most_name_words && tokens.front().capitalised &&
         std::ranges::all_of(name, &Token::capitalised);
}

// A price: a sign of currency before a number.
bool is_price(const Document& document, const Token& token) {
  if (token.kind != TokenKind::number) return false;
  const std::string_view before = document.view(
      {token.range.begin - std::min<std::uint32_t>(token.range.begin, 3), token.range.begin});
  return before.ends_with('$') || before.ends_with("\xc2\xa3") || before.ends_with("\xe2\x82\xac");
}

// Of `en/words/promotion-<file>.json`.
Phrases phrases(const Heuristics& heuristics, const std::string& file) {
  return Phrases(heuristics.words("en/words/promotion-" + file + ".json"));
}

}  // namespace

ContextWords::ContextWords(const Heuristics& heuristics)
    : editorial(phrases(heuristics, "editorial")),
      offers(phrases(heuristics, "offer-phrases")),
      commissions(phrases(heuristics, "commissions")),
      earnings(phrases(heuristics, "earnings")),
      terms(phrases(heuristics, "terms")),
      call_starters(phrases(heuristics, "call-starters")),
      claims(phrases(heuristics, "claims")),
      clause_ends(phrases(heuristics, "clause-ends")),
      note_headings(phrases(heuristics, "note-headings")),
      reference_headings(phrases(heuristics, "reference-headings")),
      paper_headings(phrases(heuristics, "paper-headings")),
      drawback_headings(phrases(heuristics, "drawback-headings")),
      against(phrases(heuristics, "against")),
      public_affairs(phrases(heuristics, "public-affairs")),
      offer_paths(phrases(heuristics, "offer-paths")),
      publishers(PublisherWords::load(heuristics)) {}

Context::Context(const ScorerInput& input, const ContextWords& words, const Lexicon& lexicon,
                 const Features* features)
    : input_(input),
      document_(input.document),
      words_(words),
      lexicon_(lexicon),
      features_(features) {
  const std::vector<Block>& blocks = document_.blocks;
  sections_.assign(blocks.size(), Section::text);
  Section section = Section::text;
  std::size_t works = 0;
  std::uint32_t first_work = 0;
  for (std::uint32_t b = 0; b < blocks.size(); ++b) {
    if (!input.is_content(b)) continue;
    const Block& block = blocks[b];
    const std::span<const Token> tokens = document_.tokens_of(block);
    // A label at the beginning of a line heads the line: "Cons: ...".
    const bool heads = block.shape == BlockShape::heading;
    bool drawbacks = false;
    if (!tokens.empty() && block.token_count <= longest_section_heading) {
      const bool whole_drawback = words.drawback_headings.at(tokens, 0) > 0;
      if (heads) {
        const auto ends = [&](const Phrases& list) {
          for (std::size_t t = 0; t < tokens.size(); ++t) {
            if (const std::size_t length = list.at(tokens, t);
                length > 0 && t + length == tokens.size()) {
              return true;
            }
          }
          return false;
        };
        paper_ = paper_ || (tokens.size() == 1 && words.paper_headings.at(tokens, 0) == 1);
        section = whole_drawback                   ? Section::drawbacks
                  : ends(words.reference_headings) ? Section::references
                  : ends(words.note_headings)      ? Section::notes
                                                   : Section::text;
      } else if (whole_drawback) {
        section = Section::drawbacks;
      }
    } else if (heads) {
      section = Section::text;
    }
    if (!tokens.empty() && section != Section::drawbacks) {
      const std::size_t label = words.drawback_headings.at(tokens, 0);
      drawbacks = label > 0 && label < tokens.size() &&
                  between(document_, tokens[label - 1], tokens[label]).starts_with(':');
    }
    if (heads && block.token_count <= longest_work_heading && is_work_heading(tokens)) {
      if (works++ == 0) first_work = b;
    }
    sections_[b] = drawbacks ? Section::drawbacks : section;
  }
  if (works >= least_works) {
    for (std::uint32_t b = first_work; b < blocks.size(); ++b) {
      if (sections_[b] == Section::text) sections_[b] = Section::retold;
    }
  }
}

const Publisher& Context::publisher() const {
  if (!publisher_) publisher_.emplace(document_, words_.publishers);
  return *publisher_;
}

bool Context::names_publisher(std::span<const Token> tokens, std::size_t at) const {
  return tokens[at].capitalised && publisher().has_name() && publisher().name_at(tokens, at) > 0;
}

bool Context::offers_by_link(const Block& block, bool own) const {
  for (const Link& link : document_.links_of(block)) {
    std::string target(document_.markup_view(link.target).substr(0, longest_link));
    // The path's words; the host says nothing.
    const std::size_t scheme = target.find("://");
    const std::size_t path = target.find('/', scheme == target.npos ? 0 : scheme + 3);
    if (path == target.npos) continue;
    target.erase(0, path);
    std::vector<Token> tokens;
    append_tokens(target, {0, static_cast<std::uint32_t>(target.size())}, tokens);
    if (words_.offer_paths.any_in(tokens) &&
        (!own || publisher().owns(document_.markup_view(link.target)))) {
      return true;
    }
  }
  return false;
}

bool Context::is_own_side(std::span<const Token> tokens, std::size_t at) const {
  if (names_publisher(tokens, at)) return true;
  if (!has_class(lexicon_.classes_of(tokens[at].hash), WordClass::first_plural)) return false;
  static const std::uint64_t us = word_hash("us");
  if (tokens[at].hash == us) return true;
  for (std::size_t next = at + 1; next < std::min(tokens.size(), at + 3); ++next) {
    if (words_.editorial.at(tokens, next) > 0) return false;
  }
  return true;
}

bool Context::is_own_thing(std::span<const Token> tokens, std::size_t at) const {
  static const std::uint64_t our = word_hash("our");
  return tokens[at].hash == our ? is_own_side(tokens, at) : names_publisher(tokens, at);
}

bool Context::speaks_of_itself(const Sentence& sentence, Range range) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  static const std::uint64_t us = word_hash("us");
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    // "Customer satisfaction is our first concern": whose it is may stand behind it.
    const bool behind = tokens[t].range.begin >= range.end;
    if (tokens[t].hash != us && (behind ? is_own_thing(tokens, t) : is_own_side(tokens, t)))
      return true;
  }
  return false;
}

bool Context::speaks_for_publisher(const Sentence& sentence) const {
  return speaks_of_itself(sentence, {sentence.text.end, sentence.text.end}) ||
         offers_by_link(document_.blocks[sentence.block], true);
}

bool Context::offers(const Sentence& sentence, Range range) const {
  const Block& block = document_.blocks[sentence.block];
  const std::span<const Token> tokens = document_.tokens_of(block);
  const std::size_t here = token_at(tokens, range.begin);
  const std::size_t end = std::min(tokens.size(), here + neighbourhood);
  for (std::size_t t = here - std::min(here, neighbourhood); t < end; ++t) {
    if (is_price(document_, tokens[t]) || words_.offers.at(tokens, t) > 0 ||
        is_own_side(tokens, t)) {
      return true;
    }
  }
  if (linked_block_ != sentence.block) {
    linked_block_ = sentence.block;
    linked_ = offers_by_link(block);
  }
  return linked_;
}

bool Context::discloses(const Sentence& sentence) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  return words_.commissions.any_in(tokens) && words_.earnings.any_in(tokens);
}

bool Context::is_small_print(const Sentence& sentence) const {
  const std::string_view block = document_.view(document_.blocks[sentence.block].text);
  return sections_[sentence.block] == Section::notes || block.starts_with('*') ||
         block.starts_with("\xe2\x80\xa0") || words_.terms.any_in(document_.tokens_of(sentence));
}

double Context::public_affairs() const {
  if (public_affairs_) return *public_affairs_;
  if (!features_) return 0;
  std::size_t of_affairs = 0;
  const std::vector<std::uint32_t>& words = features_->public_affairs;
  auto next = words.begin();
  for (const SentenceFeatures& of : features_->sentences) {
    const Sentence& sentence = document_.sentences[of.sentence];
    const Block& block = document_.blocks[sentence.block];
    const std::span<const Token> tokens = document_.tokens_of(block);
    for (; next != words.end() && *next < of.first_token + of.words; ++next) {
      if (features_->quoted[*next]) continue;
      const std::size_t token = sentence.first_token + (*next - of.first_token);
      of_affairs += words_.public_affairs.at(tokens, token - block.first_token) > 0;
    }
  }
  public_affairs_ =
      static_cast<double>(of_affairs) / static_cast<double>(std::max<std::size_t>(1, own_words()));
  return *public_affairs_;
}

std::size_t Context::own_words() const {
  if (!features_) return 0;
  std::size_t quoted = 0;
  for (const SentenceFeatures& of : features_->sentences) quoted += of.quoted_words;
  return features_->words - std::min<std::size_t>(quoted, features_->words);
}

bool Context::is_adverse(const Sentence& sentence) const {
  return words_.against.any_in(document_.tokens_of(sentence));
}

bool Context::is_best_of(std::span<const Token> headline) const {
  static const std::uint64_t best = word_hash("best");
  return std::ranges::find(headline, best, &Token::hash) != headline.end() &&
         std::ranges::none_of(headline, [&](const Token& token) {
           return has_class(lexicon_.classes_of(token.hash), WordClass::second);
         });
}

bool Context::is_imperative(const Sentence& sentence, Range range) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  const std::size_t first = token_at(tokens, range.begin);
  if (first == 0 || first >= tokens.size()) return true;
  if (parts_clauses(between(document_, tokens[first - 1], tokens[first]))) return true;
  if (words_.call_starters.at(tokens, first - 1) > 0) return true;
  // "You can contact us", "for more information visit our shop": the seller is in the call itself.
  const std::size_t end = token_at(tokens, range.end);
  for (std::size_t t = first; t < std::min(end, tokens.size()); ++t) {
    if (!has_class(lexicon_.classes_of(tokens[t].hash), WordClass::first_plural)) continue;
    static const std::uint64_t to = word_hash("to");
    const std::uint32_t classes = lexicon_.classes_of(tokens[first - 1].hash);
    return tokens[first - 1].hash == to || has_class(classes, WordClass::modal) ||
           has_class(classes, WordClass::second);
  }
  return false;
}

bool Context::is_about_writer(const Sentence& sentence, Range range) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  const std::size_t first = std::min(token_at(tokens, range.begin), tokens.size());
  if (first == tokens.size()) return false;  // a range behind the last word
  const std::size_t end = std::min(token_at(tokens, range.end), tokens.size());
  const auto is_writer = [&](const Token& token) {
    return has_class(lexicon_.classes_of(token.hash), WordClass::first_singular);
  };
  for (std::size_t t = first; t < end; ++t) {
    if (is_writer(tokens[t])) return true;
  }
  for (std::size_t back = 1; back <= std::min(first, reach); ++back) {
    const std::size_t t = first - back;
    if (parts_clauses(between(document_, tokens[t], tokens[t + 1]))) return false;
    if (is_writer(tokens[t])) return true;
  }
  return false;
}

bool Context::is_reported(const Sentence& sentence, Range range) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  const std::size_t first = std::min(token_at(tokens, range.begin), tokens.size());
  if (first == tokens.size()) return false;
  for (std::size_t back = 1; back <= std::min(first, reach); ++back) {
    const std::size_t t = first - back;
    if (parts_clauses(between(document_, tokens[t], tokens[t + 1]))) return false;
    if (words_.claims.at(tokens, t) > 0) return true;
  }
  return false;
}

Range Context::whole_phrase(const Sentence& sentence, Range range, std::uint32_t limit) const {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  std::size_t last = token_at(tokens, range.end);
  if (last == 0 || last > tokens.size()) return range;
  // The token that the pattern ends in or behind.
  if (last == tokens.size() || tokens[last].range.begin >= range.end) --last;
  if (tokens[last].range.end < range.end) {
    const std::string_view tail = document_.view({tokens[last].range.end, range.end});
    if (parts_clauses(tail)) return range;  // it ends a clause already
    range.end = tokens[last].range.end;     // a blank
  }
  for (std::size_t taken = 0; taken < longest_extension && last + 1 < tokens.size(); ++taken) {
    const Token& next = tokens[last + 1];
    if (next.range.end > limit || words_.clause_ends.at(tokens, last + 1) > 0) break;
    const std::string_view gap = between(document_, tokens[last], next);
    if (parts_clauses(gap) && gap != "." && gap != "://") break;  // of an address
    range.end = next.range.end;
    ++last;
  }
  return range;
}

}  // namespace assay::promotion
