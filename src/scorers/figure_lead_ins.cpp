#include "scorers/figure_lead_ins.h"
#include <algorithm>
#include <iterator>

#include "text/ascii.h"

namespace assay::figures {
namespace {

constexpr std::uint32_t longest_note = 40;  // words: a line below a table

std::size_t block_at(const Document& document, std::uint32_t offset) {
  const auto behind = std::ranges::upper_bound(document.blocks, offset, {},
                                               [](const Block& b) { return b.text.begin; });
  return static_cast<std::size_t>(behind - document.blocks.begin()) - 1;
}

// The first attribution that does not stand before `offset`.
auto first_from(const Mentions& mentions, std::uint32_t offset) {
  return std::ranges::partition_point(mentions.attributions,
                                      [&](const Attribution& a) { return place_of(a) < offset; });
}

std::uint32_t index_of(const Mentions& mentions, std::vector<Attribution>::const_iterator at) {
  return static_cast<std::uint32_t>(at - mentions.attributions.begin());
}

// Does the attribution vouch for the whole text?
bool speaks_of_page(const Document& document, const Attribution& a) {
  return a.content.begin == 0 && a.content.end == document.text.size() &&
         document.blocks.size() > 1;
}

// Does it vouch for what stands above it alone?
bool speaks_of_above(const Attribution& a) { return a.content.end < a.source.begin; }

bool is_share(QuantityKind kind) {
  return kind == QuantityKind::percent || kind == QuantityKind::fraction;
}

bool is_item(const Document& document, const Block& block) {
  const std::string_view text = document.view(block.text);
  return block.shape == BlockShape::list_item || text.starts_with("- ") ||
         text.starts_with("\u2022") || text.starts_with("* ");
}

}  // namespace

std::vector<std::uint32_t> sources_below(const Document& document, const Mentions& mentions) {
  std::vector<std::uint32_t> sources(document.blocks.size(), no_index);
  for (std::uint32_t a = 0; a < mentions.attributions.size(); ++a) {
    const Attribution& attribution = mentions.attributions[a];
    if (!speaks_of_above(attribution)) continue;
    const std::size_t last = block_at(document, attribution.content.end - 1);
    if (last == block_at(document, attribution.source.begin)) continue;
    for (std::size_t b = block_at(document, attribution.content.begin); b <= last; ++b) {
      sources[b] = a;
    }
  }
  return sources;
}

std::uint32_t source_of_page(const Document& document, const Mentions& mentions) {
  const auto note = std::ranges::find_if(
      mentions.attributions, [&](const Attribution& a) { return speaks_of_page(document, a); });
  return note == mentions.attributions.end() ? no_index : index_of(mentions, note);
}

std::uint32_t TableSources::of(std::uint32_t row) {
  const bool same_table = row_ != no_index && (row == row_ || row == row_ + 1);
  if (!same_table) source_ = find(row);
  row_ = row;
  return source_;
}

std::uint32_t TableSources::find(std::uint32_t row) const {
  constexpr std::uint32_t near_blocks = 4;
  const std::uint32_t first = row - std::min(row, near_blocks);
  const std::uint32_t begin = document_.blocks[first].text.begin,
                      end = document_.blocks[row].text.begin;
  std::uint32_t found = no_index;
  for (auto a = first_from(mentions_, begin);
       a != mentions_.attributions.end() && a->source.begin < end; ++a) {
    if (a->source.begin < begin || a->source_index == no_index) continue;
    if (a->cue.empty() && (speaks_of_above(*a) || speaks_of_page(document_, *a))) continue;
    const bool document = mentions_.sources[a->source_index].kind == SourceKind::document;
    if (document || a->cue.empty()) found = index_of(mentions_, a);
  }
  return found;
}

std::optional<Range> CreditLines::of(std::uint32_t block) {
  if (block < end_) return line_;
  line_.reset();
  end_ = block + 1;
  while (end_ < document_.blocks.size() && is_line(document_.blocks[end_])) ++end_;
  // One other short line may stand between: a note.
  for (std::uint32_t b = end_; b < std::min<std::size_t>(end_ + 2, document_.blocks.size()); ++b) {
    const Block& next = document_.blocks[b];
    if (is_credit(next)) {
      line_ = next.text;
      break;
    }
    if (next.shape == BlockShape::heading || next.token_count > longest_note) break;
  }
  return line_;
}

// A row, an item, or a short line with a number, as in "Halvik: 40 %".
bool CreditLines::is_line(const Block& block) const {
  constexpr std::uint32_t longest = 12;  // words: guess
  if (is_credit(block)) return false;
  if (block.shape == BlockShape::table_row || is_item(document_, block)) return true;
  return block.shape != BlockShape::heading && block.token_count <= longest &&
         std::ranges::any_of(document_.view(block.text), ascii::is_digit);
}

bool CreditLines::is_credit(const Block& block) const {
  if (block.token_count < 2 || block.token_count > longest_note) return false;
  const std::span<const Token> tokens = document_.tokens_of(block);
  const bool names =
      std::ranges::any_of(tokens.subspan(1), [](const Token& token) { return token.capitalised; });
  return names && words_.is_credit(document_.view(block.text), tokens);
}

std::uint32_t ListSources::of(std::uint32_t block) {
  if (block == block_) return lead_;
  constexpr std::uint32_t longest_list = 30;
  const bool goes_on = block_ != no_index && block_ < block && block - block_ <= longest_list;
  if (!goes_on) lead_ = lead_sentence_ = no_index;
  for (std::uint32_t b = goes_on ? block_ + 1 : block - std::min(block, longest_list); b <= block;
       ++b) {
    const bool led = b > 0 && document_.view(document_.blocks[b - 1].text).ends_with(':');
    if (led) {
      const Block& lead = document_.blocks[b - 1];
      lead_ = last_attribution_in(lead);
      lead_sentence_ =
          lead.sentence_count == 0 ? no_index : lead.first_sentence + lead.sentence_count - 1;
    } else if (!is_item(document_, document_.blocks[b])) {
      lead_ = lead_sentence_ = no_index;
    }
  }
  block_ = block;
  return lead_;
}

std::uint32_t ListSources::last_attribution_in(const Block& block) const {
  if (block.sentence_count == 0) return no_index;
  const std::uint32_t last = block.first_sentence + block.sentence_count - 1;
  const auto behind = first_from(mentions_, document_.sentences[last].text.end);
  if (behind == mentions_.attributions.begin()) return no_index;
  const auto attribution = std::prev(behind);
  const std::uint32_t at = place_of(*attribution);
  if (at >= document_.sentences[last].text.begin) return index_of(mentions_, attribution);
  // "The report ranks 40 ports. Here is how Halm scored:" only announces the list.
  constexpr std::uint32_t longest = 14;  // words: guess
  const bool announces =
      last > block.first_sentence && document_.sentences[last].token_count <= longest;
  if (!announces || attribution->source_index == no_index ||
      at < document_.sentences[last - 1].text.begin)
    return no_index;
  const bool document = mentions_.sources[attribution->source_index].kind == SourceKind::document;
  return document ? index_of(mentions_, attribution) : no_index;
}

// "Consumer prices rose 3.1 percent, the port said. Food (prices) climbed 4.4 percent.": another
// change of the same kind, told of a noun that opens both sentences.
bool SourcesBefore::goes_on_with_series(const PlacedFigure& at) const {
  constexpr std::size_t opening = 4;     // words
  constexpr std::uint32_t shortest = 5;  // bytes of a noun that tells: guess
  const Quantity& q = at.quantity;
  const bool change = q.kind == QuantityKind::percent || q.kind == QuantityKind::money;
  if (!change || q.direction == Direction::none || !earlier_.of_series || earlier_.kind != q.kind)
    return false;
  const std::span<const Token> all = at.tokens();
  const std::span<const Token> tokens = all.first(std::min(opening, all.size()));
  const std::span<const Token> before =
      at.document.tokens_of(at.document.sentences[earlier_.sentence]);
  return std::ranges::any_of(tokens, [&](const Token& token) {
    return token.range.size() >= shortest && token.kind == TokenKind::word &&
           token.range.end <= at.begin() &&
           std::ranges::find(before, token.hash, &Token::hash) != before.end();
  });
}

void SourcesBefore::carry(const PlacedFigure& at, FigureSource& source, FigureFeatures& x) {
  const std::uint32_t sentence = at.quantity.sentence;
  if (last_.attribution != no_index && last_.sentence != sentence) earlier_ = last_;
  if (earlier_.attribution == no_index || earlier_.sentence + 1 != sentence) return;
  if (sentence == at.block.first_sentence) return;
  if (!at.context.continues_count && !goes_on_with_series(at)) return;
  set<"carried">(x);
  source.consider(earlier_.attribution, Strength::carried);
}

bool SourcesBefore::gives_kind_of(const PlacedFigure& at) const {
  const Vouched& before = last_.sentence == at.quantity.sentence ? earlier_ : last_;
  return before.attribution != no_index && before.sentence + 1 == at.quantity.sentence &&
         before.kind == at.quantity.kind;
}

void SourcesBefore::features(const PlacedFigure& at, FigureFeatures& x) const {
  if (last_.attribution == no_index) return;
  const bool same_block = last_.block == at.sentence.block;
  const bool next_block = last_.block + 1 == at.sentence.block;
  if (same_block) set<"block_strong">(x);
  if (next_block) set<"last_block_strong">(x);
  if ((same_block || next_block) && last_.kind == at.quantity.kind) set<"same_kind_strong">(x);
  if (!same_block || last_.sentence + 1 != at.quantity.sentence) return;
  set<"run_strong">(x);
  const std::span<const Token> tokens = at.tokens();
  const bool shares = is_share(last_.kind) && is_share(at.quantity.kind);
  const bool opens = at.begin() <= at.sentence.text.begin + 4;
  if (shares && (opens || words_.add_to_count(tokens))) set<"goes_on">(x);
  if (links_back(tokens)) set<"link_strong">(x);
}

// "It ...", "That is ...", "Of those, ...": the sentence goes on with the one before.
bool SourcesBefore::links_back(std::span<const Token> tokens) const {
  const auto links = [&](std::size_t i) {
    return i < tokens.size() && words_.is(tokens[i].hash, is_third | is_link);
  };
  static const std::uint64_t of = word_hash("of"), among = word_hash("among");
  const bool part = !tokens.empty() && (tokens.front().hash == of || tokens.front().hash == among);
  return links(0) || (part && links(1));
}

void SourcesBefore::remember(const PlacedFigure& at, const FigureSource& source) {
  const std::uint32_t attribution = source.clear_attribution();
  if (attribution == no_index) return;
  const std::uint32_t of = mentions_.attributions[attribution].source_index;
  const bool person = of != no_index && mentions_.sources[of].kind == SourceKind::person;
  last_ = {attribution, at.quantity.sentence, at.sentence.block, at.quantity.kind,
           at.quantity.direction != Direction::none && !person};
}

}  // namespace assay::figures
