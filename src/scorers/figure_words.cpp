#include "scorers/figure_words.h"
#include <algorithm>
#include <utility>

namespace assay {
namespace {

using namespace figures;

// The lists of heuristics/en/words and the class each one makes.
constexpr std::pair<std::string_view, std::uint32_t> word_lists[] = {
    {"figures-second-person", is_you},
    {"figures-first-person-singular", is_i},
    {"figures-first-person-plural", is_we},
    {"figures-conditions", is_if},
    {"figures-averages", is_average},
    {"figures-future", is_future},
    {"figures-past", is_past},
    {"figures-openings", is_the},
    {"figures-prices", is_price},
    {"figures-pledges", is_pledge},
    {"figures-people", is_people},
    {"figures-advice", is_advice},
    {"figures-comparisons", is_comparison},
    {"figures-present", is_present},
    {"figures-specifications", is_specification},
    {"figures-markets", is_market},
    {"figures-third-person", is_third},
    {"figures-links", is_link},
    {"figures-generalities", is_can},
    {"figures-examples", is_example},
    {"figures-device-units", is_device_unit},
    {"figures-amount-units", is_amount_unit},
    {"figures-price-headings", is_price_heading},
    {"figures-billing-periods", is_billing_period},
    {"figures-definite", is_definite},
    {"figures-joints", is_joint},
    {"figures-object-openings", is_object_opening},
    {"figures-rankings", is_ranking},
    {"superlatives", is_superlative},
    {"instruction_nouns", is_instruction},
    {"document_nouns", is_document},
    {"stance_verbs", is_stance},
};

// The lists and what each makes of a figure.
constexpr std::pair<std::string_view, std::uint32_t> use_lists[] = {
    {"figures-orders", is_order},
    {"figures-order-joints", is_order_joint},
    {"figures-demands", is_demand},
    {"figures-duties", is_duty},
    {"figures-doses", is_dose},
    {"figures-suppositions", is_supposition},
    {"figures-subordinators", is_subordinator},
    {"figures-ranks", is_rank},
    {"figures-casualties", is_casualty},
    {"figures-discounts", is_discount},
    {"figures-formats", is_format},
    {"figures-market-nouns", is_market_noun},
    {"figures-speech-nouns", is_speech_noun},
    {"figures-convictions", is_conviction},
    {"figures-pictures", is_picture},
    {"figures-offers", is_offering},
    {"figures-seller-leads", is_seller_lead},
    {"figures-shop-leads", is_shop_lead},
    {"figures-price-leads", is_price_lead},
    {"figures-norms", is_norm},
    {"figures-norm-verbs", is_norm_verb},
    {"figures-norm-joints", is_norm_joint},
    {"figures-norm-effects", is_norm_effect},
    {"figures-norm-leads", is_norm_lead},
    {"figures-receipts", is_receipt},
    {"figures-receipt-nouns", is_receipt_noun},
    {"figures-receipt-joints", is_receipt_joint},
    {"figures-dimensions", is_dimension},
    {"figures-goods-units", is_goods_unit},
    {"figures-parts", is_part},
    {"figures-materials", is_material},
};

std::string path_of(std::string_view list) { return "en/words/" + std::string(list) + ".json"; }

}  // namespace

FigureWords::FigureWords(const Heuristics& heuristics)
    : remainders_(heuristics.words(path_of("figures-remainders"))),
      continuations_(heuristics.words(path_of("figures-continuations"))),
      guide_openings_(heuristics.words(path_of("figures-guide-openings"))),
      question_openings_(heuristics.words(path_of("figures-question-openings"))),
      permissions_(heuristics.words(path_of("figures-permissions"))),
      calls_to_buy_(heuristics.words(path_of("figures-calls-to-buy"))),
      credits_(heuristics.words(path_of("figures-credits"))),
      ratings_(heuristics.words(path_of("figures-ratings"))),
      additions_(heuristics.words(path_of("figures-additions"))),
      bindings_(heuristics.words(path_of("figures-norm-bindings"))),
      waters_(heuristics.words(path_of("figures-waters"))),
      losses_(heuristics.words(path_of("figures-losses"))),
      example_openings_(heuristics.words(path_of("figures-example-openings"))),
      asked_frames_(heuristics.words(path_of("figures-asked-frames"))),
      currencies_(heuristics.words(path_of("figures-currencies"))),
      reference_headings_(heuristics.words("any/words/reference_headings.json")),
      firsthand_(heuristics.words(path_of("figures-firsthand"))),
      firsthand_few_(heuristics.words(path_of("figures-firsthand-few"))),
      firsthand_one_(heuristics.words(path_of("figures-firsthand-one"))),
      firsthand_joints_(heuristics.words(path_of("figures-firsthand-joints"))),
      past_verbs_(heuristics.words(path_of("figures-past-verbs"))),
      devotions_(heuristics.words(path_of("figures-devotions"))),
      denials_(heuristics.words(path_of("figures-denials"))),
      guarantees_(heuristics.words(path_of("figures-guarantees"))),
      lengths_(heuristics.words(path_of("figures-lengths"))),
      copulas_(heuristics.words(path_of("figures-copulas"))),
      bearings_(heuristics.words(path_of("figures-bearings"))),
      definitions_(heuristics.words(path_of("figures-definitions"))),
      motions_(heuristics.words(path_of("figures-motions"))),
      locations_(heuristics.words(path_of("figures-locations"))),
      own_counts_(heuristics.words(path_of("figures-own-counts"))),
      paid_links_(heuristics.words("any/words/paid_links.json")) {
  std::vector<std::uint64_t> voices;
  for (const auto& [list, bit] : word_lists) {
    for (const std::string& word : heuristics.words(path_of(list))) {
      meanings_[word_hash(word)].classes |= bit;
      if (bit & voice_classes) voices.push_back(voice_key(word_hash(word)));
    }
  }
  voices_.build(voices);
  for (const auto& [list, bit] : use_lists) {
    for (const std::string& word : heuristics.words(path_of(list))) {
      meanings_[word_hash(word)].uses |= bit;
    }
  }
  for (const std::string& phrase : heuristics.words(path_of("figures-remainders"))) {
    std::vector<Token> tokens;
    append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
    if (!tokens.empty()) meanings_[tokens.back().hash].uses |= ends_remainder;
  }
  for (const std::string& word : heuristics.words("en/words/function_words.json")) {
    meanings_[word_hash(word)].function = true;
  }
  meanings_.arrange();
  for (const std::string& word : heuristics.words(path_of("figures-site-leads"))) {
    site_leads_.push_back(" " + word + " ");
  }
}

bool FigureWords::continue_count(std::span<const Token> tokens, bool remainder) const {
  if (tokens.empty()) return false;
  if (tokens.front().capitalised && continuations_.at(tokens, 0) > 0) return true;
  return remainder && remainders_.any_in(tokens);
}

bool FigureWords::tells_rating(std::string_view word) const {
  Token token;
  token.hash = word_hash(word);
  return ratings_.any_in({&token, 1});
}

bool FigureWords::open_guide(std::span<const Token> tokens) const {
  return !tokens.empty() && tokens.front().capitalised && !tokens.front().all_caps &&
         guide_openings_.at(tokens, 0) > 0;
}

bool FigureWords::is_credit(std::string_view line, std::span<const Token> tokens) const {
  constexpr std::size_t longest = 16;  // bytes of an opening
  const std::string opening = lower(line.substr(0, longest));
  const auto opens = [&](const std::string& credit) { return opening.starts_with(credit); };
  if (!std::ranges::any_of(credits_, opens) && !permissions_.any_in(tokens)) return false;
  return std::ranges::none_of(tokens,
                              [&](const Token& token) { return serves(token.hash, is_picture); });
}

bool FigureWords::lead_to_site(std::string_view text) const {
  return std::ranges::any_of(site_leads_, [&](const std::string& lead) {
    if (text.size() < lead.size()) return false;
    // Both end in a space: the letter before it tells most of them apart.
    const bool alike = text[text.size() - 2] == lead[lead.size() - 2];
    return alike && text.ends_with(lead);
  });
}

}  // namespace assay
