// The words that the judgement of figures asks for: voice, conditions, averages, superlatives.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/heuristics.h"
#include "assay/text.h"

#include "mentions/word_table.h"
#include "scorers/paid_links.h"
#include "text/key_filter.h"
#include "text/phrases.h"

namespace assay {
namespace figures {

// Dollars, or the like: what costs less may be goods, what costs more is a budget, a loss, a
// house. Guess.
constexpr double dearest_goods = 10'000;

// What a word can be; a word is often several. Each class is a list of heuristics/en/words.
enum WordClass : std::uint32_t {
  is_you = 1 << 0,
  is_i = 1 << 1,
  is_we = 1 << 2,
  is_if = 1 << 3,
  is_average = 1 << 4,
  is_superlative = 1 << 5,
  is_future = 1 << 6,
  is_price = 1 << 7,
  is_pledge = 1 << 8,
  is_instruction = 1 << 9,
  is_people = 1 << 10,
  is_document = 1 << 11,  // "report", "survey"
  is_stance = 1 << 12,    // "wants", "proposes"
  is_past = 1 << 13,
  is_the = 1 << 14,
  is_advice = 1 << 15,
  is_comparison = 1 << 16,
  is_present = 1 << 17,
  is_specification = 1 << 18,
  is_market = 1 << 19,
  is_third = 1 << 20,
  is_can = 1 << 21,
  is_link = 1 << 22,  // ties a sentence to the one before it
  is_example = 1 << 23,
  is_device_unit = 1 << 24,
  is_amount_unit = 1 << 25,
  is_price_heading = 1 << 26,
  is_billing_period = 1 << 27,
  is_definite = 1 << 28,        // "the (19 million)"
  is_joint = 1 << 29,           // "(a market share) of (40 percent)"
  is_object_opening = 1 << 30,  // "(Place) the (keyboard)"
  is_ranking = 1u << 31         // "top (5)"
};

// What tells the voice of a text.
constexpr std::uint32_t voice_classes = is_you | is_i | is_we | is_past | is_third | is_advice |
                                        is_market | is_specification | is_comparison | is_can;

// What a word can make of a figure. Each is a list of heuristics/en/words.
enum WordUse : std::uint32_t {
  is_order = 1 << 0,        // "(Reserve) 50 %"
  is_order_joint = 1 << 1,  // "Keep (it) under 50"
  is_demand = 1 << 2,       // "should"
  is_duty = 1 << 3,         // "must"
  is_dose = 1 << 4,         // "15 mg (tablet)"
  is_supposition = 1 << 5,  // "if"
  is_subordinator = 1 << 6,
  is_rank = 1 << 7,      // "the (best) 60 ideas"
  is_casualty = 1 << 8,  // "killed"
  is_discount = 1 << 9,  // "20 % (off)"
  is_format = 1 << 10,   // "35 mm (film)"
  is_market_noun = 1 << 11,
  is_speech_noun = 1 << 12,    // "a million (reasons)"
  is_conviction = 1 << 13,     // "100 % (sure)"
  is_picture = 1 << 14,        // "(photo) used with permission"
  ends_remainder = 1 << 15,    // "(the) rest"
  is_offering = 1 << 16,       // "(offers) a $50 rebate"
  is_seller_lead = 1 << 17,    // "(on) Norvik Stores for $50"
  is_price_lead = 1 << 18,     // "at Norvik Stores (for) $50"
  is_shop_lead = 1 << 19,      // "$50 (at) Norvik Stores"
  is_norm = 1 << 20,           // "(law)"
  is_norm_verb = 1 << 21,      // "the law (allows) 40 boats"
  is_norm_joint = 1 << 22,     // "the law (also) allows"
  is_norm_effect = 1 << 23,    // "(fined) 50 under the law"
  is_norm_lead = 1 << 24,      // "(under) the law"
  is_receipt = 1 << 25,        // "has (received) 605 reports"
  is_receipt_noun = 1 << 26,   // "has received 605 (reports)"
  is_receipt_joint = 1 << 27,  // "(has) received (a total of) 605"
  is_dimension = 1 << 28,      // "58 inches (tall)"
  is_goods_unit = 1 << 29,
  is_part = 1 << 30,      // "19 (settings)"
  is_material = 1u << 31  // "100 % (cotton)"
};

// What is known of a word.
struct WordMeaning {
  std::uint32_t classes = 0;  // bits of WordClass
  std::uint32_t uses = 0;     // bits of WordUse
  bool function = false;      // stands in sentences on anything: "the", "which"
};

}  // namespace figures

// Built once, then only read; shared by threads.
class FigureWords {
 public:
  explicit FigureWords(const Heuristics& heuristics);

  // What the word with this hash is: one look-up for its classes and its uses.
  figures::WordMeaning meaning(std::uint64_t hash) const { return meanings_.of(hash); }

  // For loops over many words.
  mentions::WordTable<figures::WordMeaning>::View meanings() const { return meanings_.view(); }

  // Tells most words that are of none of figures::voice_classes, by voice_key().
  KeyFilter::View voices() const { return voices_.view(); }
  static std::uint64_t voice_key(std::uint64_t hash) { return hash * 0x9e3779b97f4a7c15; }

  // Bits of figures::WordClass that the word belongs to; 0: none.
  std::uint32_t of(std::uint64_t hash) const { return meaning(hash).classes; }
  bool is(std::uint64_t hash, std::uint32_t any_of) const { return (of(hash) & any_of) != 0; }

  // Does the word belong to any of these bits of figures::WordUse?
  bool serves(std::uint64_t hash, std::uint32_t any_of) const {
    return (meaning(hash).uses & any_of) != 0;
  }

  bool any_serve(std::span<const Token> tokens, std::uint32_t any_of) const {
    return std::ranges::any_of(tokens,
                               [&](const Token& token) { return serves(token.hash, any_of); });
  }

  // Do the tokens of a sentence go on with the sums of the one before it: "The port bears the
  // remaining 19 million", "Of these, ...", "That figure rose to 40%"? `remainder`: an article
  // and what ends_remainder stand among them.
  bool continue_count(std::span<const Token> tokens, bool remainder) const;

  // Do the tokens open like the title of a guide: "How to choose a pump"?
  bool open_guide(std::span<const Token> tokens) const;

  // Does the sentence ask whether something could be so: "Can it ...", "What about ..."?
  bool open_question(std::span<const Token> tokens) const {
    return !tokens.empty() && question_openings_.at(tokens, 0) > 0;
  }

  // Does the line say where a table is from: "Source: ...", "... used by permission"?
  bool is_credit(std::string_view line, std::span<const Token> tokens) const;

  // Does the address pay whoever set the link?
  bool is_paid(std::string_view address) const { return paid_links_.has(address); }

  // Do they open as a line that leads to a shop: "Buy on", "Check price"?
  bool call_to_buy(std::span<const Token> tokens) const {
    return !tokens.empty() && calls_to_buy_.at(tokens, 0) > 0;
  }

  // Is a word of them of ratings and reviews?
  bool tell_rating(std::span<const Token> tokens) const { return ratings_.any_in(tokens); }
  bool tells_rating(std::string_view word) const;

  // Do they say that another figure joins those before: "also", "while", "another"?
  bool add_to_count(std::span<const Token> tokens) const { return additions_.any_in(tokens); }

  bool is_function_word(const Token& word) const { return meaning(word.hash).function; }

  // Is a word of them of fines and losses: "Fined $5,000" is no price?
  bool tell_loss(std::span<const Token> tokens) const { return losses_.any_in(tokens); }

  // Does a word of them make what follows a duty or a right: "(can be) fined", "(are) limited"?
  bool bind(std::span<const Token> tokens) const { return bindings_.any_in(tokens); }

  // Is the line the heading of a list of notes: "References"?
  bool heads_notes(std::span<const Token> line) const {
    return !line.empty() && reference_headings_.at(line, 0) == line.size();
  }

  // Is it a currency in the plural?
  bool is_currency(std::string_view unit) const {
    Token token;
    token.hash = word_hash(unit);
    return currencies_.any_in({&token, 1});
  }

  // Do they make up a case: "Say you earn 40,000", "Take a business that"?
  bool open_example(std::span<const Token> tokens) const {
    return !tokens.empty() && example_openings_.at(tokens, 0) > 0;
  }

  // Do they open a question whose figures say what it is about: "Is $100,000 enough"?
  bool open_framed_question(std::span<const Token> tokens) const {
    return !tokens.empty() && asked_frames_.at(tokens, 0) > 0;
  }

  // Is token `i` a verb of what writers count or measure themselves? Or of what they do a `few`
  // times, or of what anybody tells of `one`self? And may it stand between the writer and such a
  // verb?
  bool is_first_hand(std::span<const Token> tokens, std::size_t i) const {
    return firsthand_.at(tokens, i) > 0;
  }
  bool is_first_hand_of_few(std::span<const Token> tokens, std::size_t i) const {
    return firsthand_few_.at(tokens, i) > 0;
  }
  bool is_first_hand_of_one(std::span<const Token> tokens, std::size_t i) const {
    return firsthand_one_.at(tokens, i) > 0;
  }
  bool joins_first_hand(std::span<const Token> tokens, std::size_t i) const {
    return firsthand_joints_.at(tokens, i) > 0;
  }

  // Is it a verb of what has happened that does not end in -ed: "sank"?
  bool tell_past(const Token& word) const { return past_verbs_.any_in({&word, 1}); }

  // Is it a verb of giving one's all: "(we) gave 110 %"?
  bool tell_devotion(const Token& word) const { return devotions_.any_in({&word, 1}); }

  // Do they open with what an offer guarantees: "(100 %) satisfaction guaranteed"?
  bool guarantee(std::span<const Token> tokens) const {
    return !tokens.empty() && guarantees_.at(tokens, 0) > 0;
  }

  // Is it a form of "be", behind which nothing says a figure: "(the report [3]) was read by"?
  bool is_passive(std::string_view word) const {
    Token token;
    token.hash = word_hash(word);
    return copulas_.any_in({&token, 1});
  }

  // Is it a length, whose raised 2 or 3 makes an area or a volume: "miles"?
  bool is_length(std::string_view word) const {
    Token token;
    token.hash = word_hash(word);
    return lengths_.any_in({&token, 1});
  }

  // Do they deny what follows: "(No) test is 100 % accurate"?
  bool deny(std::span<const Token> tokens) const { return denials_.any_in(tokens); }

  // Do they open with a bearing: "(200 km) south of Halm"?
  bool tell_bearing(std::span<const Token> tokens) const {
    return !tokens.empty() && bearings_.at(tokens, 0) > 0;
  }

  // Is one of them a verb of movement or of where something is, behind which a distance may stand?
  bool tell_motion(std::span<const Token> tokens) const { return motions_.any_in(tokens); }
  bool tell_location(std::span<const Token> tokens) const { return locations_.any_in(tokens); }

  // How many words from token `i` on are the joint of a definition: "defined as"; 0: none.
  std::size_t define(std::span<const Token> tokens, std::size_t i) const {
    return definitions_.at(tokens, i);
  }

  // Is the unit what a shop or list counts itself: "user reviews"?
  bool is_own_count(std::string_view unit) const {
    return std::ranges::find(own_counts_, unit) != own_counts_.end();
  }

  // Do they tell of water or snow, which rise and are no goods: "the sea is"?
  bool tell_water(std::span<const Token> tokens) const { return waters_.any_in(tokens); }

  // Does the text end with a word that names where a figure is given: "a rating of 4.8 on "?
  bool lead_to_site(std::string_view text) const;

 private:
  mentions::WordTable<figures::WordMeaning> meanings_;
  KeyFilter voices_;
  Phrases remainders_;     // anywhere in a sentence
  Phrases continuations_;  // at its start
  Phrases guide_openings_;
  Phrases question_openings_;
  Phrases permissions_;
  Phrases calls_to_buy_;
  std::vector<std::string> credits_;         // small
  Phrases ratings_, additions_;              // anywhere
  Phrases bindings_, waters_, losses_;       // anywhere
  Phrases example_openings_, asked_frames_;  // at its start
  Phrases currencies_, reference_headings_;
  Phrases firsthand_, firsthand_few_, firsthand_one_, firsthand_joints_;  // anywhere
  Phrases past_verbs_, devotions_, denials_, guarantees_, lengths_, copulas_;
  Phrases bearings_, definitions_, motions_, locations_;
  std::vector<std::string> own_counts_;
  std::vector<std::string> site_leads_;  // " on "
  PaidLinks paid_links_;
};

}  // namespace assay
