#include "scorers/figure_goods.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "text/ascii.h"

namespace assay::figures {
namespace {

bool any_behind(const PlacedFigure& at, const FigureWords& words, std::size_t most,
                std::uint32_t uses) {
  return std::ranges::any_of(at.words_behind_number(most),
                             [&](const Token& token) { return words.serves(token.hash, uses); });
}

// "6 x 7", "6 × 7"
bool is_by(std::string_view text) {
  return text == " x " || text == "x" || text == " \u00d7 " || text == "\u00d7";
}

// Is the number one of several that are multiplied: "6 x 7 x 5 inches"?
bool is_multiplied(const PlacedFigure& at) {
  const std::string_view text = at.document.text;
  const Range number = at.quantity.number;
  constexpr std::size_t longest = 4;  // bytes of " \u00d7 "
  for (std::size_t size = 1; size <= longest; ++size) {
    if (number.begin > size && is_by(text.substr(number.begin - size, size)) &&
        ascii::is_digit(text[number.begin - size - 1]))
      return true;
    if (number.end + size < text.size() && is_by(text.substr(number.end, size)) &&
        ascii::is_digit(text[number.end + size]))
      return true;
  }
  return false;
}

// Does a verb of the past stand shortly before the figure: "the wave was 3 metres high"?
bool is_told(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t near = 6;  // words: guess
  return std::ranges::any_of(at.words_before(near), [&](const Token& token) {
    constexpr std::uint32_t shortest = 5;  // "moored", not "red"
    return words.is(token.hash, is_past) ||
           (token.range.size() >= shortest && at.document.view(token.range).ends_with("ed"));
  });
}

// Sizes beyond it are of what is built or happens: bridges, floods.
double largest_size(std::string_view unit) {
  if (unit == "m") return 20;
  if (unit == "ft") return 60;
  return unit == "in" || unit == "cm" || unit == "mm" ? 2000 : 0;
}

}  // namespace

bool is_size(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t near = 4;          // "(6) metre spread", "(60) cm height and spread"
  constexpr std::size_t near_subject = 8;  // "The flood waters now stand (12) feet deep": guess
  const Quantity& q = at.quantity;
  if (is_multiplied(at)) return true;
  if (q.kind != QuantityKind::measure || std::abs(q.value) > largest_size(q.unit) ||
      q.direction != Direction::none || at.context.has(is_superlative | is_comparison) ||
      at.context.serves(is_casualty) || !at.context.serves(is_dimension))
    return false;
  return any_behind(at, words, near, is_dimension) && !is_told(at, words) &&
         !words.tell_water(at.words_before(near_subject));
}

bool is_loss(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t near_before = 3, near_behind = 2;  // words: guesses
  return words.tell_loss(at.words_before(near_before)) ||
         words.tell_loss(at.words_behind(near_behind));
}

bool is_price_line(const PlacedFigure& at) {
  constexpr std::uint32_t longest = 14, longest_lead = 8;  // bytes: "Now only ", "per meal"
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::money || std::abs(q.value) >= dearest_goods) return false;
  const Range block = at.block.text;
  return q.text.begin - block.begin <= longest_lead && block.end - q.text.end <= longest &&
         at.block.sentence_count == 1 && at.block.token_count <= 6;
}

bool Goods::hold(const PlacedFigure& at) {
  const Quantity& q = at.quantity;
  const SentenceContext& context = at.context;
  // What things cost or weigh on average or as a rule is no price of one of them.
  if (context.has(is_average) || context.serves(is_casualty) || q.direction != Direction::none)
    return false;
  switch (q.kind) {
    case QuantityKind::money:
      if (std::abs(q.value) >= dearest_goods || context.has(is_market) ||
          context.serves(is_market_noun) || is_loss(at, words_))
        return false;
      return (is_price_line(at) && !words_.tell_loss(at.tokens())) ||
             sold_in_section(at.sentence.block);
    case QuantityKind::measure:
      return words_.serves(word_hash(q.unit), is_goods_unit) &&
             (sold_in_section(at.sentence.block) || sold_on_page());
    case QuantityKind::count:
    case QuantityKind::number: {
      constexpr std::size_t near = 3;  // "19 different settings"
      return context.serves(is_part) && any_behind(at, words_, near, is_part) &&
             (sold_in_section(at.sentence.block) || sold_on_page());
    }
    case QuantityKind::percent: {
      constexpr std::size_t near = 3;  // "100 % recycled polyester"
      // "100 % of the leather workers" are no material.
      const std::span<const Token> next = at.words_behind(1);
      const bool share = !next.empty() && words_.is(next.front().hash, is_joint);
      return q.value == 100 && context.serves(is_material) && !share &&
             any_behind(at, words_, near, is_material);
    }
    default:
      return false;
  }
}

// From the block to the next heading, and back to the one above.
bool Goods::sold_in_section(std::uint32_t block) {
  constexpr std::uint32_t ahead = 8, back = 4;  // blocks: guesses
  if (block == asked_block_) return answer_;
  asked_block_ = block;
  answer_ = false;
  const auto last = std::min<std::size_t>(block + ahead, document_.blocks.size() - 1);
  for (std::size_t b = block; b <= last && !answer_; ++b) {
    // A call of two words looks like a heading where there is no markup.
    answer_ = sells(document_.blocks[b]);
    if (b > block && document_.blocks[b].shape == BlockShape::heading) break;
  }
  for (std::size_t b = block; b > 0 && b + back > block && !answer_; --b) {
    if (document_.blocks[b].shape == BlockShape::heading) break;
    answer_ = sells(document_.blocks[b - 1]);
  }
  return answer_;
}

// A page of goods calls to buy again and again; a news page may have a link or two.
bool Goods::sold_on_page() {
  if (page_ >= 0) return page_ != 0;
  page_ = is_described();
  if (page_ != 0) return true;
  constexpr std::size_t least = 2, words_for_one = 300;  // guesses
  std::size_t calls = 0, words = 0;
  for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
    calls += sells(document_.blocks[b]);
    if (input_.is_content(b)) words += document_.blocks[b].token_count;
  }
  page_ = calls >= least && calls * words_for_one >= words;
  return page_ != 0;
}

// A review of a device gives many of its measures: "13 settings", "512 GB", "a 16-pin plug".
bool Goods::is_described() const {
  constexpr std::size_t least = 4, least_kinds = 2, words_for_one = 200;  // guesses
  std::size_t figures = 0, words = 0;
  std::array<std::uint64_t, least_kinds> kinds{};
  std::size_t kind_count = 0;
  for (const Quantity& q : input_.mentions.quantities) {
    if (q.kind != QuantityKind::measure && q.kind != QuantityKind::count) continue;
    const std::string_view unit = q.unit;
    const std::uint64_t head = word_hash(unit.substr(unit.find_last_of(' ') + 1));  // npos + 1: all
    const WordMeaning word = words_.meaning(head);
    if (!(word.classes & is_device_unit) && !(word.uses & is_part)) continue;
    if (!input_.is_content(document_.sentences[q.sentence].block)) continue;
    ++figures;
    const auto known = kinds.begin() + static_cast<std::ptrdiff_t>(kind_count);
    if (kind_count < least_kinds && std::find(kinds.begin(), known, head) == known)
      kinds[kind_count++] = head;
  }
  if (figures < least || kind_count < least_kinds) return false;
  for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
    if (input_.is_content(b)) words += document_.blocks[b].token_count;
  }
  return figures * words_for_one >= words;
}

bool Goods::sells(const Block& block) const {
  constexpr std::uint32_t longest_call = 6;  // words
  constexpr std::size_t most = 16;           // links that are looked at
  if (block.token_count > 0 && block.token_count <= longest_call &&
      words_.call_to_buy(document_.tokens_of(block)))
    return true;
  std::span<const Link> links = document_.links_of(block);
  links = links.first(std::min(most, links.size()));
  return std::ranges::any_of(links, [&](const Link& link) {
    return link.sponsored || words_.is_paid(document_.markup_view(link.target));
  });
}

}  // namespace assay::figures
