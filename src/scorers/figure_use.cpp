#include "scorers/figure_use.h"
#include <algorithm>
#include <array>
#include <cmath>

#include "scorers/figure_norms.h"
#include "scorers/figure_shape.h"
#include "text/ascii.h"

namespace assay::figures {
namespace {

constexpr std::size_t reach = 24;  // words that are looked at on each side of a figure: guess

// Most sentences have no word of the kind that is asked for: what SentenceContext says of all its
// words is asked before they are looked at one by one.

// "a 15 mg tablet"; "Take 2 tablets": many doses, or doses nobody is told to take, are reported.
bool is_dosed(const PlacedFigure& at, const FigureWords& words) {
  constexpr double most = 100;  // that somebody is told to take: guess
  const Quantity& q = at.quantity;
  const bool told = at.context.has(is_you) ||
                    (!at.tokens().empty() && words.serves(at.tokens().front().hash, is_order));
  if (q.kind != QuantityKind::measure &&
      (q.kind != QuantityKind::count || q.value >= most || !told))
    return false;
  constexpr std::size_t noun_reach = 2;  // "mg tablet"
  const std::span<const Token> behind = at.words_behind_number(reach);
  return words.any_serve(behind.first(std::min(noun_reach, behind.size())), is_dose);
}

// Is the figure asked for: "should sleep 8 hours", "you must pass 180 questions", "a 15 mg tablet"?
// What stands behind a comma, or opens a clause, asks for nothing: "recommended closing it after
// 214 ...". A sum that "should" come is a forecast, unless the reader is meant.
bool is_demanded(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t near = 6;  // words
  if (!at.context.serves(is_demand | is_duty | is_dose)) return false;
  const std::span<const Token> lead = at.words_before(reach);
  const std::span<const Token> last = lead.last(std::min(near, lead.size()));
  const bool forecast = at.quantity.kind == QuantityKind::money && !at.context.has(is_you);
  for (std::size_t k = last.size(); k > 0; --k) {
    const Token& token = last[k - 1];
    if (words.serves(token.hash, is_subordinator) || at.sign(token.range.end) == ',') break;
    if (words.serves(token.hash, is_demand) && !forecast) return true;
    const bool to_reader = k == 1 ? lead.size() == 1 : words.is(last[k - 2].hash, is_you);
    if (words.serves(token.hash, is_duty) && to_reader) return true;
  }
  return is_dosed(at, words);
}

// Does the figure stand in what is only thought of: "If sales rise by 500 %, it warns you"?
bool is_supposed(const PlacedFigure& at, const FigureWords& words) {
  if (!at.context.serves(is_supposition)) return false;
  // "What if I told you 90 % of start-ups fail?" takes the share for given.
  const QuantityKind kind = at.quantity.kind;
  const bool share = kind == QuantityKind::percent || kind == QuantityKind::fraction;
  if (share && is_question(at.document, at.sentence)) return false;
  const std::span<const Token> lead = at.words_before(reach);
  for (std::size_t k = lead.size(); k > 0; --k) {
    const Token& token = lead[k - 1];
    if (words.serves(token.hash, is_supposition)) return true;
    if (words.serves(token.hash, is_subordinator) || at.sign(token.range.end) == ',') return false;
  }
  return false;
}

// The word right behind the figure and one space; nullptr: there is none.
const Token* next_word(const PlacedFigure& at) {
  const std::span<const Token> behind = at.words_behind_number(reach);
  const auto next = std::ranges::find_if(
      behind, [&](const Token& token) { return token.range.begin >= at.end(); });
  const bool touches =
      next != behind.end() && next->range.begin == at.end() + 1 && at.sign(at.end()) == ' ';
  return touches ? &*next : nullptr;
}

// "(agree with you) 110 %", "(give it) 120 %.": a verb of giving one's all, and nothing but small
// words between it and what ends the clause.
bool is_given_all(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest = 4;  // words: "agree with you all"
  const char end = at.sign(at.end());
  if (end == ' ' || end == '-') return false;
  const std::span<const Token> lead = at.words_before(longest);
  for (std::size_t k = lead.size(); k-- > 0;) {
    if (at.sign(lead[k].range.end) != ' ') return false;
    if (words.tell_devotion(lead[k])) return true;
    if (!words.is_function_word(lead[k])) return false;
  }
  return false;
}

// "100 % sure", "it is 100 % free", "Yes, 120 %!": more than the whole alone is no share of
// anything.
bool is_whole_hearted(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest_exclamation = 4;  // words
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::percent || q.bound != Bound::exact || q.value < 100) return false;
  // "Of the money we give 100 %" is a share.
  if (q.value > 100 && q.direction == Direction::none && is_given_all(at, words)) return true;
  if (q.value > 100 && q.direction == Direction::none && at.tokens().size() <= longest_exclamation)
    return true;
  const Token* const next = next_word(at);
  if (!next) return false;
  if (words.serves(next->hash, is_conviction)) return true;
  const std::span<const Token> behind = at.words_behind_number(reach);
  if (words.guarantee(behind.subspan(static_cast<std::size_t>(next - behind.data())))) return true;
  // "No test is 100 % accurate", but not "Not 100 % of the boats leak"
  constexpr std::size_t clause = 8;  // words: guess
  const std::span<const Token> lead = at.words_before(clause);
  if (lead.empty() || words.is_function_word(*next) || !words.deny(lead)) return false;
  return words.is(lead.back().hash, is_present | is_past) || words.deny(lead.last(1));
}

// Does the word that is `word` of the sentence's tokens tell what has happened: "sank", "released"?
// In -ed it may be the participle of a noun too: see where it stands.
bool tells_past(const PlacedFigure& at, const Token& word, const FigureWords& words) {
  constexpr std::size_t shortest = 5;  // letters: "red" is none, nor is "indeed"
  const std::string_view text = at.document.view(word.range);
  const bool ends = text.size() >= shortest && text.ends_with("ed") && !text.ends_with("eed");
  return ends || words.tell_past(word);
}

// Is what is counted the subject or the object of a clause in the past: "thousands of homes were
// destroyed", "hundreds of boats sank", "the storm destroyed thousands of homes"? "Browse hundreds
// of apps designed for sailors" has a participle, "thousands of homes that were built" a clause
// about the noun. Whoever "reviewed hundreds of boats" speaks of the effort.
bool is_event(const PlacedFigure& at, const FigureWords& words) {
  if (at.context.serves(is_casualty)) return true;
  const std::span<const Token> lead = at.words_before(reach);
  constexpr std::size_t least_clause = 2;  // words: "storms destroyed"
  if (lead.size() >= least_clause && tells_past(at, lead.back(), words) &&
      at.begin() - lead.back().range.end == 1)
    return !words.is_first_hand(lead, lead.size() - 1);
  // A noun phrase behind a verb or preposition has its own verbs in clauses about it only.
  const bool subject = lead.empty() || at.sign(lead.back().range.end) == ',' ||
                       words.serves(lead.back().hash, is_subordinator);
  constexpr std::size_t near = 6;  // words: "in Halm and Port Vell were"
  std::uint32_t end = at.end();
  for (const Token& word : at.words_behind(near)) {
    if (word.range.begin != end + 1 || words.serves(word.hash, is_subordinator)) return false;
    if (words.tell_past(word)) return true;
    if (subject && words.is(word.hash, is_past)) return true;
    if (!subject && words.is_function_word(word)) return false;
    end = word.range.end;
  }
  return false;
}

// "hundreds of reviews", "millions of apps": nobody has counted. People, jobs, sums that are paid
// and what has happened are asked for.
bool is_uncounted(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (!is_indefinite(at.document, q) || q.direction != Direction::none) return false;
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::number &&
      q.kind != QuantityKind::money)
    return false;
  if (at.context.has(is_people) || is_event(at, words)) return false;
  const bool sum = q.value >= 1e6 && q.kind != QuantityKind::count;
  const bool general = at.context.has(is_you | is_if);  // not "can": so losses are told
  return general || !(sum || words.is_currency(q.unit));
}

// Is it a manner of speaking: "a million directions", "100 % sure", "thousands and thousands"?
bool is_emphasis(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  const std::span<const Token> behind = at.words_behind_number(reach);
  constexpr std::size_t near = 2;  // "a million other reasons"
  if (is_article_scale(at.document, q, words))
    return words.any_serve(behind.first(std::min(near, behind.size())), is_speech_noun);
  if (is_whole_hearted(at, words) || is_uncounted(at, words)) return true;
  const std::span<const Token> lead = at.words_before(reach);
  if (lead.size() < 2 || !is_indefinite(at.document, q)) return false;
  const Token& twice = lead[lead.size() - 2];
  return word_hash(at.document.view(q.number)) == twice.hash;
}

// "On a scale of 1 to 10": what is measured with, not what was measured.
bool is_scale_of_measure(const PlacedFigure& at) {
  const std::string_view lead = at.lead();
  return lead.ends_with("scale of ") || lead.ends_with("scale from ") ||
         lead.ends_with("scale of from ");
}

// "Say a firm sells 40,000 pumps": "Take a look at the numbers: 4,000 boats sank" is none.
bool is_made_up(const PlacedFigure& at, const FigureWords& words) {
  if (!words.open_example(at.tokens())) return false;
  return at.context.has(is_example) || at.lead().find(": ") == std::string_view::npos;
}

// "for a 1,500 square foot home": the case for which something is told.
bool is_case(const PlacedFigure& at, const FigureWords& words) {
  if (at.quantity.kind != QuantityKind::measure) return false;
  const std::string_view lead = at.lead();
  const bool led = lead.ends_with("for a ") || lead.ends_with("For a ") ||
                   lead.ends_with("for an ") || lead.ends_with("For an ");
  const Token* const next = led ? next_word(at) : nullptr;
  return next && !words.is_function_word(*next);
}

// "200 km (123 miles) south of Halm", "a mile off the coast": where a place lies, which a map
// tells.
bool is_on_map(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::measure || q.direction != Direction::none || !words.is_length(q.unit))
    return false;
  if (q.bound != Bound::exact && q.bound != Bound::about) return false;
  // "Missiles flew 900 km east of": what moves is nowhere on a map.
  const std::span<const Token> lead = at.words_before(1);
  if (!lead.empty() && (words.tell_motion(lead) ||
                        (tells_past(at, lead.front(), words) && !words.tell_location(lead))))
    return false;
  constexpr std::size_t longest_twin = 24;  // bytes: " (about 123.4 miles)"
  const std::string_view text = at.document.text;
  std::size_t from = at.end();
  if (at.sign(from) == ' ' && at.sign(from + 1) == '(') {
    const std::size_t close = text.substr(from, longest_twin).find(')');
    if (close == text.npos) return false;
    from += close + 1;
  }
  const std::span<const Token> behind = at.words_behind(reach);
  const auto next =
      std::ranges::find_if(behind, [&](const Token& token) { return token.range.begin >= from; });
  return next != behind.end() && next->range.begin == from + 1 && at.sign(from) == ' ' &&
         words.tell_bearing(behind.subspan(static_cast<std::size_t>(next - behind.begin())));
}

// "Is $100,000 enough to renovate a house?": shares are asked for, as is what stands in a clause
// that takes it for given: "that killed 20".
bool is_asked_about(const PlacedFigure& at, const FigureWords& words) {
  const QuantityKind kind = at.quantity.kind;
  if (kind == QuantityKind::percent || kind == QuantityKind::fraction ||
      !is_question(at.document, at.sentence) || !words.open_framed_question(at.tokens()))
    return false;
  constexpr std::size_t longest = 14;  // words before the figure: guess
  const std::span<const Token> lead = at.words_before(reach);
  return lead.size() <= longest && !words.any_serve(lead, is_subordinator) &&
         (lead.empty() || !words.is(lead.back().hash, is_definite));
}

// "12 oz beaker": not "20 cm of snow".
bool measures_goods(const PlacedFigure& at, const FigureWords& words) {
  const std::span<const Token> behind = at.words_behind(1);
  const bool amount = !behind.empty() && at.document.view(behind.front().range) == "of";
  return words.serves(word_hash(at.quantity.unit), is_goods_unit) && !amount;
}

// "15 reps", "5/8 inch bolt", "12 oz beaker": an entry of a list or of a description of goods, in
// which nothing is said of the world. What is counted or measured in anything else is asked for
// ("40 hospitals without power", "300 km of new railway"), as are totals, people, harm and what a
// line with a verb tells.
bool is_entry(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::uint32_t longest = 10;  // words: guess
  constexpr double many = 100;           // parts of a thing, entries of a list: guess
  const Quantity& q = at.quantity;
  const bool counts = q.kind == QuantityKind::count || q.kind == QuantityKind::number;
  if (!(counts && std::abs(q.value) < many) && q.kind != QuantityKind::measure) return false;
  if (at.block.sentence_count != 1 || at.block.token_count > longest || at.context.in_table ||
      q.direction != Direction::none || at.context.serves(is_casualty | is_market_noun))
    return false;
  // "15 Best Harbours to See": how long the list is.
  constexpr std::size_t near = 2;  // "12 easy tricks"
  const std::span<const Token> behind = at.words_behind_number(near);
  if (counts && at.begin() == at.block.text.begin && !behind.empty() &&
      (words.serves(behind.front().hash, is_rank) || words.any_serve(behind, is_speech_noun)))
    return true;
  if (counts ? !words.any_serve(behind, is_part) : !measures_goods(at, words)) return false;
  if (at.context.has(is_people | is_superlative | is_comparison | is_average | is_past |
                     is_present | is_future))
    return false;
  // "Bank closes 40 branches"
  const std::span<const Token> lead = at.words_before(1);
  if (counts && !lead.empty() && at.begin() == lead.front().range.end + 1 &&
      at.document.view(lead.front().range).ends_with('s'))
    return false;
  const char last = at.sign(at.block.text.end - 1);
  if (last == '.' || last == '!' || last == '?') return false;
  return std::ranges::none_of(at.tokens(),
                              [&](const Token& token) { return tells_past(at, token, words); });
}

// "the best tents under $300": a price that says which goods, right behind their name.
bool is_price_class(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::money || q.bound != Bound::under || q.value >= dearest_goods ||
      q.direction != Direction::none)
    return false;
  const std::span<const Token> lead = at.words_before(reach);
  if (lead.empty() || at.begin() - lead.back().range.end != 1) return false;
  const Token& noun = lead.back();
  const std::string_view word = at.document.view(noun.range);
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
         !words.is_function_word(noun) && !words.is(noun.hash, is_price);
}

// "Our team counted 26 boats", "I paid 300 dollars": what the writers saw or counted themselves,
// their verb before the figure and nobody else's between them.
bool is_first_hand(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t longest = 16, longest_subject = 4;  // words: guesses
  constexpr double dearest = 10'000;  // sum that "we" pay who are no firm: guess
  if (!at.context.has(is_i | is_we)) return false;
  constexpr double many = 1000;  // that a body of writers counts: guess
  const bool few = std::abs(at.quantity.value) < many;
  const bool dear = at.quantity.kind == QuantityKind::money && at.quantity.value >= dearest;
  const std::span<const Token> lead = at.words_before(reach);
  const std::size_t first = lead.size() - std::min(lead.size(), longest);
  for (std::size_t k = lead.size(); k-- > first;) {
    if (words.serves(lead[k].hash, is_subordinator)) return false;
    const char behind = at.sign(lead[k].range.end);
    if (behind == ';' || behind == ':') return false;
    const std::uint32_t who = words.of(lead[k].hash) & (is_i | is_we);
    if (!who) continue;
    if (dear && who == is_we) return false;
    const std::string_view subject = at.document.view(lead[k].range);
    if (subject == "my" || subject == "My" || subject == "me" || subject == "us" ||
        subject == "mine" || subject == "ours")
      continue;
    for (std::size_t v = k + 1; v < lead.size() && v <= k + longest_subject; ++v) {
      if (words.is_first_hand(lead, v) || (few && words.is_first_hand_of_few(lead, v)) ||
          (who == is_i && words.is_first_hand_of_one(lead, v)))
        return true;
      if (!words.joins_first_hand(lead, v)) return false;
    }
    return false;
  }
  return false;
}

// A price, fee or discount, of the publisher or of somebody named: a promise of whoever can keep
// it.
bool is_offer(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind == QuantityKind::money) {
    const bool price = at.context.has(is_price) && !at.context.has(is_average | is_can) &&
                       std::abs(q.value) < dearest_goods && q.bound != Bound::range;
    return price || at.context.has(is_we);
  }
  if (q.kind != QuantityKind::percent || !at.context.serves(is_discount)) return false;
  const std::span<const Token> behind = at.words_behind_number(reach);
  constexpr std::size_t near = 4;  // words: "20 % student discount"
  return words.any_serve(behind.first(std::min(near, behind.size())), is_discount);
}

}  // namespace

bool is_substance(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  const bool share = q.kind == QuantityKind::percent || q.kind == QuantityKind::fraction;
  if (share && (q.direction != Direction::none || at.context.has(is_comparison))) return true;
  if (share) {
    if (!at.context.has(is_people)) return false;
    const std::span<const Token> behind = at.words_behind_number(reach);
    constexpr std::size_t near = 5;  // words: "percent of all new patients"
    return std::ranges::any_of(behind.first(std::min(near, behind.size())),
                               [&](const Token& token) { return words.is(token.hash, is_people); });
  }
  const auto stands_near = [&](std::uint32_t use) {
    return at.context.serves(use) && (words.any_serve(at.words_before(reach), use) ||
                                      words.any_serve(at.words_behind_number(reach), use));
  };
  if (q.kind == QuantityKind::money) return q.value >= 1e6 && stands_near(is_market_noun);
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::number) return false;
  return stands_near(is_casualty);
}

bool counts_people(const PlacedFigure& at, const FigureWords& words) {
  const Quantity& q = at.quantity;
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::number) return false;
  constexpr std::size_t near = 2;  // words
  const std::span<const Token> behind = at.words_behind_number(reach);
  return std::ranges::any_of(behind.first(std::min(near, behind.size())),
                             [&](const Token& token) { return words.is(token.hash, is_people); });
}

FigureUse FigureUses::of(const PlacedFigure& at, bool price_tag) {
  if (is_product(at, price_tag) || goods_.hold(at)) return FigureUse::product;
  if (is_size(at, words_) || is_on_map(at, words_)) return FigureUse::size;
  // "A 360-degree view", "360\u00b0 photography", and not "reached 48 degrees".
  constexpr double all_round = 360;
  if (at.quantity.unit == "degree" && at.quantity.value == all_round) return FigureUse::size;
  if (at.quantity.unit == "degree" &&
      at.document.view(at.quantity.text).find('-') != std::string_view::npos)
    return FigureUse::size;
  if (norm_of(at, words_)) return FigureUse::rule;
  if (is_supposed(at, words_) || is_scale_of_measure(at)) return FigureUse::example;
  // What matters most is asked for, however it is said.
  if (is_substance(at, words_))
    return is_offer(at, words_) ? FigureUse::offer : FigureUse::substance;
  if (at.context.in_example && at.context.has(is_you)) return FigureUse::example;
  if (is_made_up(at, words_) || is_asked_about(at, words_) || is_case(at, words_))
    return FigureUse::example;
  if (is_first_hand(at, words_)) return FigureUse::firsthand;
  if (!counts_people(at, words_)) {
    if (is_demanded(at, words_)) return FigureUse::example;
    if (!in_headline(at) && is_entry(at, words_)) {
      return at.quantity.kind == QuantityKind::measure ? FigureUse::product : FigureUse::manner;
    }
    if (is_emphasis(at, words_) || is_scope(at) || is_price_class(at, words_))
      return FigureUse::manner;
  }
  return is_offer(at, words_) ? FigureUse::offer : FigureUse::report;
}

bool FigureUses::in_headline(const PlacedFigure& at) const {
  return !input_.roles.empty() && input_.roles[at.sentence.block].kind == Kind::headline;
}

// "The Best Laptops Under $1,000", "60 Ideas for Beginners" above 60 items: what the page is about.
bool FigureUses::is_scope(const PlacedFigure& at) {
  const bool headline = in_headline(at);
  if (!headline && at.block.shape != BlockShape::heading) return false;
  const Quantity& q = at.quantity;
  if (q.kind == QuantityKind::money) {
    return at.context.serves(is_rank) && (q.bound == Bound::under || q.bound == Bound::up_to) &&
           q.value < dearest_goods;
  }
  if (q.kind != QuantityKind::count && q.kind != QuantityKind::number) return false;
  constexpr double longest = 250;  // of a list: guess
  if (!headline || q.value > longest || q.bound != Bound::exact) return false;
  return static_cast<double>(items()) * 2 >= q.value;
}

// The headings and list items of the article; the menus of a page are no list it announces.
std::uint32_t FigureUses::items() {
  if (items_ != no_index) return items_;
  items_ = 0;
  for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
    const BlockShape shape = document_.blocks[b].shape;
    const bool item = shape == BlockShape::heading || shape == BlockShape::list_item;
    items_ += item && input_.is_content(b);
  }
  return items_;
}

// "$12,999.00", "$25,000 - $48,999 USD": is the block nothing but the figure?
static bool fills_block(const PlacedFigure& at) {
  return at.first_token() == 0 && at.block.sentence_count == 1 && at.words_behind(1).empty();
}

// Does the block above introduce this one: "Repairs by year:"?
static bool below_label(const PlacedFigure& at) {
  const std::size_t b = at.sentence.block;
  return b > 0 && at.document.view(at.document.blocks[b - 1].text).ends_with(':');
}

// "90-volt cables", "a 500-gram bag": a kind of thing, by how strong or heavy it is. What is long
// or high may be a wave or a fence, what is heavier a bomb, what is hot the weather.
static bool is_kind(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::array<std::string_view, 8> of_more = {"kg",      "lb",         "gal",    "l",
                                                       "celsius", "fahrenheit", "kelvin", "psi"};
  const Quantity& q = at.quantity;
  if (std::ranges::find(of_more, q.unit) != of_more.end()) return false;
  return at.sign(q.number.end) == '-' && words.serves(word_hash(q.unit), is_goods_unit) &&
         !words.is_length(q.unit) && q.unit != "in" && !q.unit.ends_with('2') &&
         q.direction == Direction::none;
}

// "Price range: $30 to $100 for a pair": a label, its range, and a line that tells nothing more.
static bool is_priced_each(const PlacedFigure& at) {
  const char last = at.sign(at.block.text.end - 1);
  if (last == '.' || last == '!' || last == '?' || at.block.sentence_count != 1) return false;
  const std::string_view text = at.document.text;
  return at.lead().ends_with(": ") && text.substr(at.end()).starts_with(" for a") &&
         !at.context.has(is_past | is_present | is_future);
}

bool FigureUses::is_product(const PlacedFigure& at, bool price_tag) {
  constexpr double dearest_listed = 100'000;  // in a list of goods or posts: guess
  const Quantity& q = at.quantity;
  if (q.kind == QuantityKind::measure) {
    if (words_.is(word_hash(q.unit), is_device_unit) || is_kind(at, words_)) return true;
    constexpr std::size_t noun_reach = 2;  // "mm film"
    if (at.context.serves(is_format)) {
      const std::span<const Token> behind = at.words_behind_number(reach);
      if (words_.any_serve(behind.first(std::min(noun_reach, behind.size())), is_format))
        return true;
    }
    // A table of tonnes by town is no data of goods, nor is "Note: 4,000 tonnes of oil were lost".
    return at.context.in_table ? at.context.has(is_specification)
                               : at.context.label_line && behind_label(at) && ends_line(at);
  }
  constexpr double least_own_count = 100;  // fewer are hardly asked for
  if (q.kind == QuantityKind::count)
    return q.value >= least_own_count && words_.is_own_count(q.unit);
  if (q.kind != QuantityKind::money) return false;
  if (q.bound == Bound::range && std::abs(q.value) < dearest_goods && label_of(at) != 0 &&
      at.context.has(is_price) && !at.context.has(is_average) &&
      (ends_line(at) || is_priced_each(at)))
    return true;  // "Price range: $11-$88", "Price range: $30 to $100 for a pair"
  // "Up to $90,000" promises, "Repairs by year:" above it tells of no goods.
  const bool alone = (q.bound == Bound::exact || q.bound == Bound::range) && fills_block(at);
  if (alone && std::abs(q.value) < dearest_listed && !is_loss(at, words_) && !below_label(at))
    return true;
  if (std::abs(q.value) >= dearest_goods) return false;
  // What things cost on average or as a rule is no price of one of them, a fine none at all.
  if (q.bound == Bound::range || at.context.has(is_average) || is_loss(at, words_)) return false;
  // "Monthly plan | $7.50": a row of a table of prices
  if (at.context.in_table && at.context.has(is_price | is_specification)) return true;
  return ((price_tag || label_of(at) != 0) && !at.context.has(is_can)) ||
         near_shop(at.sentence.block);
}

// A price with a link to a shop in its block or shortly below is checked there.
bool FigureUses::near_shop(std::uint32_t block) {
  constexpr std::uint32_t reach = 3;  // blocks: a line "Where to buy" may stand between
  if (block == asked_block_) return answer_;
  asked_block_ = block;
  answer_ = false;
  for (std::uint32_t b = block; b <= block + reach && b < document_.blocks.size() && !answer_;
       ++b) {
    answer_ = has_shop_link(document_.blocks[b]);
  }
  return answer_;
}

bool FigureUses::has_shop_link(const Block& block) const {
  constexpr std::size_t most = 16;  // links that are looked at
  std::span<const Link> links = document_.links_of(block);
  links = links.first(std::min(most, links.size()));
  return std::ranges::any_of(links, [&](const Link& link) {
    return link.sponsored || words_.is_paid(document_.markup_view(link.target));
  });
}

}  // namespace assay::figures
