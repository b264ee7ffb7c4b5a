#include "scorers/boilerplate_rules.h"
#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <vector>

#include "scorers/boilerplate_elements.h"

namespace assay::boilerplate {
namespace {

// Thresholds of this file are guesses checked on the development pages and on cleaned text.

double words_of(const FeatureTable& features, std::size_t b) { return features.words(b); }

constexpr Cue furniture_cues[] = {
    Cue::newsletter, Cue::subscription, Cue::donation, Cue::share,      Cue::related,
    Cue::account,    Cue::byline,       Cue::comments, Cue::legal,      Cue::cookie,
    Cue::credit,     Cue::read_time,    Cue::notice,   Cue::navigation, Cue::advertising};

constexpr std::uint32_t all_furniture = [] {
  std::uint32_t bits = 0;
  for (const Cue cue : furniture_cues) bits |= cue_set({cue});
  return bits;
}();

// Of these hardly a scraped page is free.
constexpr Cue page_cues[] = {Cue::account, Cue::legal,    Cue::cookie,       Cue::navigation,
                             Cue::share,   Cue::comments, Cue::subscription, Cue::newsletter};

constexpr Cue offer_cues[] = {Cue::newsletter,  Cue::subscription, Cue::donation,
                              Cue::advertising, Cue::action,       Cue::shop};

// Tokens of the block's strongest class among `cues`.
unsigned strongest(const WordEvidence& words, std::span<const Cue> cues) {
  if (words.present == 0) return 0;
  unsigned most = 0;
  for (const Cue cue : cues) most = std::max<unsigned>(most, words[cue]);
  return most;
}

bool speaks_of_furniture(const FeatureTable& features, std::size_t b) {
  constexpr double max_words = 40;
  constexpr double min_strength = 0.7;  // cue tokens by the root of all tokens
  const double words = std::max(1.0, words_of(features, b));
  if (words > max_words) return false;
  if (features.at(b, Feature::bracketed) != 0 && words <= 4) return true;
  if (features.at(b, Feature::copyright_sign) != 0) return true;
  const double strength = strongest(features.evidence(b), furniture_cues) / std::sqrt(words);
  return strength >= min_strength;
}

void make(BlockRole& role, Role what, double probability) {
  role.role = what;
  role.probability = probability;
}

// A link among links, or in what the markup calls so.
bool stands_in_menu(const FeatureTable& features, std::size_t b) {
  constexpr float mostly = 0.5F;
  const auto is = [&](Feature feature) { return features.at(b, feature) > mostly; };
  return is(Feature::tag_nav) || is(Feature::tag_footer) ||
         (is(Feature::link_density) && (is(Feature::links_p1) || is(Feature::links_n1)));
}

// What was cut from a core that lost almost everything: is it text after all? A menu is none.
bool reads_as_text(const FeatureTable& features, std::size_t b) {
  constexpr float half_believed = 0.25F, most_links = 0.5F;
  constexpr double prose = 15;  // words
  return features.at(b, Feature::content_share) >= half_believed ||
         (features.words(b) >= prose && features.at(b, Feature::link_density) <= most_links);
}

// "Ready to mend your nets?" and below it "Talk to our harbour office": a pair that calls to action
// where the text ends.
void find_question_and_call(const FeatureTable& features, std::span<BlockRole> roles) {
  constexpr double longest = 16;        // words
  constexpr float text_is_over = 0.1F;  // share of the page's prose that may still follow
  constexpr std::uint32_t calls = cue_set({Cue::action});
  if (!features.page_has_any(calls)) return;
  for (std::size_t b = 0; b + 1 < roles.size(); ++b) {
    if (!features.has_any(b, calls)) continue;
    const WordEvidence& question = features.evidence(b);
    const WordEvidence& call = features.evidence(b + 1);
    if (question[Cue::action] < 2 || call[Cue::action] == 0) continue;
    const bool asks = roles[b].role == Role::content && features.at(b, Feature::question) != 0 &&
                      features.words(b) <= longest &&
                      features.at(b, Feature::prose_after) <= text_is_over;
    if (!asks || features.words(b + 1) > longest || features.at(b, Feature::prose_before) == 0) {
      continue;
    }
    make(roles[b], Role::advertisement, 0.7);
    if (roles[b + 1].role == Role::content) make(roles[b + 1], Role::advertisement, 0.7);
  }
}

// In an element that its class or id calls an advertisement. "promo" and "offer" are as well a
// firm's own pages.
bool in_advertising_element(const Document& document, const FeatureTable& features, std::size_t b) {
  constexpr int levels = 5;
  constexpr std::array<std::string_view, 14> names = {
      "ad",        "ads",       "adbox",  "adcontainer",   "adslot",      "adunit",  "adsbygoogle",
      "sponsored", "adwrapper", "advert", "advertisement", "advertising", "werbung", "anzeige"};
  return features.at(b, Feature::class_ad) != 0 && is_in_element_called(document, b, levels, names);
}

// Advertisements that the page itself calls so, by a label right above, a class or their links, and
// that speak in words of offers.
std::vector<std::uint8_t> marked_offers(const Document& document, const FeatureTable& features,
                                        std::span<const BlockRole> roles) {
  std::vector<std::uint8_t> marked(roles.size());
  bool labelled = false;
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (document.blocks[b].token_count == 0) continue;
    const WordEvidence& words = features.evidence(b);
    if (roles[b].role == Role::advertisement) {
      const bool label = words[Cue::advertising] >= document.blocks[b].token_count;
      const bool sells = words.has(Cue::promotion) || features.at(b, Feature::exclamation) != 0 ||
                         std::ranges::any_of(offer_cues, [&](Cue cue) { return words.has(cue); });
      marked[b] = label || features.at(b, Feature::sponsored_links) != 0 ||
                  (sells && (labelled || in_advertising_element(document, features, b)));
      labelled = label;
    } else {
      labelled = false;
    }
  }
  return marked;
}

}  // namespace

bool looks_cleaned(const FeatureTable& features) {
  // A page as it was scraped has log-in, share, legal, menu and comment lines; of cleaned text a
  // few remain. Fitted on the development pages: so look 97 % of what readability and 93 % of what
  // Readability.js leave of WCXB articles, and 4 % of the flattened pages.
  constexpr std::size_t max_kinds = 3, max_page_kinds = 2, max_lines_before_prose = 4;
  constexpr double max_words = 8, min_strength = 0.7;
  std::bitset<cue_count> kinds;
  std::size_t lead = 0;
  for (std::size_t b = 0; b < features.rows(); ++b) {
    lead += features.at(b, Feature::prose_before) == 0;
    if (lead > max_lines_before_prose + 1) return false;
    const double words = words_of(features, b);
    const WordEvidence& evidence = features.evidence(b);
    if (words > max_words || evidence.present == 0) continue;
    const double enough = min_strength * std::sqrt(std::max(1.0, words));
    for (std::uint32_t cues = evidence.present & all_furniture; cues != 0; cues &= cues - 1) {
      const auto cue = static_cast<std::size_t>(std::countr_zero(cues));
      if (evidence.cues[cue] >= enough) kinds.set(cue);
    }
  }
  std::size_t page_kinds = 0;
  for (const Cue cue : page_cues) page_kinds += kinds.test(static_cast<std::size_t>(cue));
  return kinds.count() <= max_kinds && page_kinds <= max_page_kinds;
}

void leave_clean_text_alone(const FeatureTable& features, std::span<BlockRole> roles) {
  constexpr double sure_advertisement = 0.75;
  constexpr float likely_outside = 0.1F;  // before and behind the prose extractors err most
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role == Role::content || words_of(features, b) < 1) continue;
    if (speaks_of_furniture(features, b)) continue;
    if (roles[b].role == Role::advertisement && roles[b].probability >= sure_advertisement)
      continue;
    const bool outside =
        features.at(b, Feature::prose_before) == 0 || features.at(b, Feature::prose_after) == 0;
    if (outside && features.at(b, Feature::content_share) < likely_outside) continue;
    make(roles[b], Role::content, 0.5);
  }
}

void drop_repeated_neighbours(const Document& document, const FeatureTable& features,
                              std::span<BlockRole> roles) {
  constexpr double shortest = 8;  // words; guess
  for (std::size_t b = 1; b < roles.size(); ++b) {
    if (features.at(b, Feature::same_before) <= 0 || roles[b].role != Role::content ||
        features.words(b) < shortest) {
      continue;
    }
    std::size_t before = b - 1;
    while (before > 0 && document.blocks[before].token_count == 0) --before;
    if (document.view(document.blocks[b].text) == document.view(document.blocks[before].text)) {
      make(roles[b], Role::boilerplate, 0.8);
      roles[b].kind = Kind::duplicate;
      roles[b].reason = "it says what the line before it said";
    }
  }
}

void find_furniture_lines(const Document& document, const FeatureTable& features,
                          std::span<BlockRole> roles) {
  constexpr std::size_t max_line_tokens = 8;
  constexpr std::size_t max_section_tokens = 3;
  constexpr double min_cover = 0.6;  // of a short line's tokens in one class of cue words
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::content) continue;
    const WordEvidence& words = features.evidence(b);
    const std::size_t tokens = document.blocks[b].token_count;
    if (tokens == 0) continue;
    if (tokens <= max_line_tokens && features.at(b, Feature::ends_colon) == 0) {
      const auto numbers = static_cast<unsigned>(
          std::lround(features.at(b, Feature::number_share) * static_cast<float>(tokens)));
      const unsigned dated = words[Cue::date] > 0 ? words[Cue::date] + numbers : 0;
      const unsigned cover = std::max(
          {strongest(words, furniture_cues), dated, static_cast<unsigned>(words[Cue::action])});
      const bool heading_in_text = features.at(b, Feature::gap_before) == 0 &&
                                   features.at(b, Feature::gap_after) == 0 && cover < tokens;
      // "This article is still being updated"
      const bool notice = words[Cue::notice] >= 3 && 4U * words[Cue::notice] >= 3 * tokens;
      if (cover >= 2 && (!heading_in_text || notice) &&
          cover >= min_cover * static_cast<double>(tokens)) {
        make(roles[b], Role::boilerplate, 0.7);
        continue;
      }
      const bool head =
          features.at(b, Feature::prose_before) < features.at(b, Feature::prose_after);
      if (head && b > 0 && tokens <= max_section_tokens && roles[b - 1].role == Role::boilerplate &&
          features.evidence(b - 1)[Cue::date] > 0) {  // the name of a section
        make(roles[b], Role::boilerplate, 0.6);
        continue;
      }
      if (features.at(b, Feature::bracketed) != 0 && tokens == 1) {  // an agency's or author's sign
        make(roles[b], Role::boilerplate, 0.6);
        continue;
      }
    }
  }
}

void find_offers(const Document& document, const FeatureTable& features, bool cleaned,
                 std::span<BlockRole> roles) {
  constexpr double max_words = 16;
  constexpr double min_cover = 0.5, min_sure_cover = 0.8;
  constexpr float log_of_last_lines = 3.7F;  // 12 blocks
  constexpr float log_of_small_page = 6.0F;  // 63 blocks: an extractor has been here
  constexpr Cue other_cues[] = {Cue::account, Cue::legal,    Cue::cookie, Cue::share,
                                Cue::related, Cue::comments, Cue::byline};
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (!cleaned && !features.has_any(b, cue_set({Cue::advertising}))) continue;
    const WordEvidence& words = features.evidence(b);
    const double tokens = std::max<std::uint32_t>(1, document.blocks[b].token_count);
    if (words[Cue::advertising] >= tokens && !stands_in_menu(features, b)) {
      make(roles[b], Role::advertisement, 0.8);  // its label
    }
    if (!cleaned || roles[b].role != Role::boilerplate || words_of(features, b) > max_words) {
      continue;
    }
    const unsigned strong = words[Cue::newsletter] + words[Cue::subscription] +
                            words[Cue::donation] + words[Cue::advertising];
    // "Learn more" and prices stand in menus too; behind the text they call to action.
    const unsigned weak = words[Cue::action] + words[Cue::shop];
    const bool last_lines = features.at(b, Feature::from_end) <= log_of_last_lines &&
                            features.at(b, Feature::page_blocks) <= log_of_small_page;
    if (strongest(words, other_cues) >= strongest(words, offer_cues)) continue;
    const bool covered =
        strong >= min_cover * tokens || (last_lines && weak + strong >= min_sure_cover * tokens);
    if (covered || (strong >= 2 && words[Cue::first_person] + words[Cue::second_person] > 0)) {
      make(roles[b], Role::advertisement, std::max(0.55, roles[b].probability * 0.8));
    }
  }
}

void take_back_unlikely_offers(const Document& document, const FeatureTable& features,
                               std::span<BlockRole> roles) {
  constexpr double likely = 0.45;
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::advertisement) continue;
    const WordEvidence& words = features.evidence(b);
    const std::size_t tokens = document.blocks[b].token_count;
    if (tokens > 0 && words[Cue::advertising] >= tokens && stands_in_menu(features, b)) {
      make(roles[b], Role::boilerplate, 0.7);
      continue;
    }
    const bool marked = features.at(b, Feature::sponsored_links) != 0 ||
                        features.at(b, Feature::class_ad) != 0 ||
                        std::ranges::any_of(offer_cues, [&](Cue cue) { return words.has(cue); });
    if (marked || roles[b].probability >= likely) continue;
    const bool content = features.at(b, Feature::content_share) >= 0.5F;
    make(roles[b], content ? Role::content : Role::boilerplate, 0.5);
  }
}

void take_back_reporting(const Document& document, const FeatureTable& features,
                         std::span<BlockRole> roles) {
  constexpr double shortest = 8, shortest_below_label = 20;     // words
  constexpr unsigned most_promoting = 1, most_advertising = 1;  // tokens
  constexpr double most_offering = 0.25;                        // share of the tokens
  constexpr float likely_content = 0.5F, words_of_sellers = 2, begun = 0.05F;
  const auto is_label = [&](std::size_t b) {
    return features.evidence(b).has(Cue::advertising) && words_of(features, b) <= 3;
  };
  for (std::size_t b = 1; b < roles.size(); ++b) {
    if (roles[b].role != Role::advertisement || words_of(features, b) < shortest) continue;
    const auto is = [&](Feature feature) { return features.at(b, feature) != 0; };
    const WordEvidence& words = features.evidence(b);
    const bool sentence = is(Feature::ends_terminal) && !is(Feature::question) &&
                          !is(Feature::exclamation) && !is(Feature::has_url) &&
                          !is(Feature::has_address);
    const bool addresses = words.has(Cue::second_person) || words.has(Cue::first_person);
    if (!sentence || addresses) continue;
    if (is_label(b - 1) && words_of(features, b) < shortest_below_label) continue;
    if (words[Cue::promotion] > most_promoting || words[Cue::advertising] > most_advertising ||
        strongest(words, offer_cues) > most_offering * document.blocks[b].token_count ||
        features.at(b, Feature::learned_ad_mean) >= words_of_sellers) {
      continue;
    }
    if (features.at(b, Feature::content_share) < likely_content ||
        features.at(b, Feature::prose_before) < begun) {
      continue;
    }
    make(roles[b], Role::content, 0.5);
  }
}

void find_calls_behind_text(const Document& document, const FeatureTable& features,
                            std::span<BlockRole> roles) {
  constexpr double max_words = 70;       // a call to action is a paragraph at most
  constexpr float text_is_over = 0.06F;  // share of the page's prose that may still follow
  constexpr std::size_t near_end = 6;    // blocks
  const auto sells = [&](std::size_t b) {
    return b < roles.size() && roles[b].role == Role::advertisement;
  };
  find_question_and_call(features, roles);
  for (std::size_t b = roles.size(); b-- > 0 && roles.size() - b <= near_end;) {
    const WordEvidence& words = features.evidence(b);
    const std::size_t tokens = document.blocks[b].token_count;
    if (roles[b].role != Role::content || tokens == 0 || words_of(features, b) > max_words ||
        features.at(b, Feature::prose_after) > text_is_over ||
        features.at(b, Feature::prose_before) <= 0.5F || words[Cue::second_person] == 0) {
      continue;
    }
    const bool asks = words[Cue::action] + words[Cue::newsletter] + words[Cue::subscription] +
                          words[Cue::donation] >=
                      2;
    const bool to_whom = words[Cue::second_person] + words[Cue::first_person] >= 2;
    const bool button = tokens <= 6 && features.at(b, Feature::arrows) > 0;
    // Alone it may as well be the article's last word.
    if (button || (asks && to_whom && (sells(b + 1) || sells(b - 1)))) {
      make(roles[b], Role::advertisement, 0.7);
    }
  }
}

void find_product_lists(const Document& document, const FeatureTable& features,
                        std::span<BlockRole> roles) {
  constexpr std::size_t min_pairs = 8;
  constexpr double min_promoting = 0.5;  // share of pairs whose description promotes
  constexpr double max_title_words = 9, min_description_words = 4, max_description_words = 20;
  const std::size_t count = roles.size();
  const auto is_title = [&](std::size_t b) {
    return words_of(features, b) <= max_title_words && document.blocks[b].token_count > 0 &&
           features.at(b, Feature::ends_terminal) == 0;
  };
  // What most lines are not comes first.
  const auto is_pair = [&](std::size_t b) {
    if (b + 1 >= count) return false;
    const double description = words_of(features, b + 1);
    return description >= min_description_words && description <= max_description_words &&
           description > words_of(features, b) && is_title(b) &&
           document.blocks[b + 1].sentence_count <= 2;
  };
  // A description that names its own title, praises, or speaks in the words of shops and in
  // numbers. "Explore our plans" below "Pricing" is a menu.
  constexpr std::uint32_t of_shops = cue_set({Cue::shop, Cue::action});
  const auto promotes = [&](std::size_t b) {
    if (features.evidence(b + 1).has(Cue::promotion)) return true;
    if (features.has_any(b + 1, of_shops) && (features.at(b + 1, Feature::currency) != 0 ||
                                              features.at(b + 1, Feature::number_share) > 0)) {
      return true;
    }
    const auto title = document.tokens_of(document.blocks[b]);
    const auto description = document.tokens_of(document.blocks[b + 1]);
    return !title.empty() && !description.empty() && title[0].hash == description[0].hash;
  };
  // Each product has a name or a description of its own; menus repeat both.
  const auto names_differ = [&](std::size_t begin, std::size_t pairs) {
    constexpr double mostly = 0.75;
    std::vector<std::uint64_t> names(pairs);
    for (std::size_t i = 0; i < pairs; ++i) {
      names[i] = 31 * features.words_hash(begin + 2 * i) + features.words_hash(begin + 2 * i + 1);
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return static_cast<double>(names.size()) >= mostly * static_cast<double>(pairs);
  };
  struct Run {
    std::uint32_t pairs = 0, promoting = 0;
  };
  // On most pages the numbers of words alone tell that no pairs follow one another so long.
  const auto may_hold_list = [&] {
    std::uint32_t pairs = 0, other_pairs = 0,
                  most = 0;  // in a row: up to here, up to the line before
    for (std::size_t b = 0; b + 1 < count; ++b) {
      const float title = features.words(b), description = features.words(b + 1);
      const bool pair = (title <= max_title_words) & (description >= min_description_words) &
                        (description <= max_description_words) & (description > title);
      const std::uint32_t so_far = pair ? other_pairs + 1 : 0;
      other_pairs = pairs;
      pairs = so_far;
      most = std::max(most, so_far);
    }
    return most >= min_pairs;
  };
  if (!may_hold_list()) return;
  std::vector<Run> runs(count + 2);  // of pairs, from each block on
  std::uint32_t longest = 0;
  for (std::size_t b = count; b-- > 0;) {
    if (!is_pair(b)) continue;
    runs[b] = {runs[b + 2].pairs + 1, runs[b + 2].promoting + (promotes(b) ? 1 : 0)};
    longest = std::max(longest, runs[b].pairs);
  }
  if (longest < min_pairs) return;
  std::vector<double> prose_before(count + 1);  // words of blocks with sentences, before each block
  for (std::size_t b = 0; b < count; ++b) {
    const bool prose = document.blocks[b].sentence_count >= 2;
    prose_before[b + 1] = prose_before[b] + (prose ? words_of(features, b) : 0);
  }
  for (std::size_t begin = 0; begin < count;) {
    const auto [pairs, promoting] = runs[begin];
    const std::size_t end = begin + std::size_t{2} * pairs;
    if (pairs < min_pairs ||
        static_cast<double>(promoting) < min_promoting * static_cast<double>(pairs) ||
        !names_differ(begin, pairs)) {
      begin = begin + 1;
      // A long run that does not promote is looked at once, not from each of its lines.
      if (pairs >= min_pairs) begin = end;
      continue;
    }
    // Prose elsewhere makes the list an insert; a page that is the list keeps it.
    constexpr double min_prose_outside = 60;
    const double outside = prose_before[count] - (prose_before[end] - prose_before[begin]);
    if (outside < min_prose_outside) return;
    const bool labelled = begin > 0 && is_title(begin - 1) && words_of(features, begin - 1) <= 3;
    for (std::size_t b = labelled ? begin - 1 : begin; b < end; ++b) {
      make(roles[b], Role::advertisement, 0.85);
      roles[b].kind = Kind::product_list;
      roles[b].reason = {"one of # titles with descriptions that promote", pairs};
    }
    constexpr std::size_t max_left = 4;
    if (count - end <= max_left) {
      for (std::size_t b = end; b < count; ++b) {
        if (roles[b].role == Role::advertisement && roles[b].probability > 0.8) continue;
        make(roles[b], Role::boilerplate, 0.6);
        roles[b].kind = Kind::related;
        roles[b].reason = "stands behind a list of products";
      }
    }
    begin = end;
  }
}

void mend_head_of_text(const Document& document, const FeatureTable& features,
                       const LineShapes& shapes, std::size_t headline, std::span<BlockRole> roles) {
  constexpr double shortest = 8, longest = 50, paragraph = 20;  // words
  constexpr std::size_t reach = 12, reach_of_byline = 4;        // blocks
  constexpr std::size_t longest_byline = 10;                    // tokens
  constexpr float least_overlap = 0.3F, mostly = 0.5F;
  const std::size_t count = roles.size();
  const auto begins_text = [&](std::size_t b) {
    return roles[b].role == Role::content && words_of(features, b) >= paragraph;
  };
  std::size_t text = headline + 1;
  while (text < count && text <= headline + reach && !begins_text(text)) ++text;
  if (text >= count || !begins_text(text)) return;
  const std::size_t first = headline + 1;
  if (first < text && roles[first].role == Role::boilerplate) {
    const double words = words_of(features, first);
    const WordEvidence& evidence = features.evidence(first);
    const bool furniture = evidence.has(Cue::byline) || evidence.has(Cue::share) ||
                           evidence.has(Cue::comments) || evidence.has(Cue::account) ||
                           speaks_of_furniture(features, first);
    // Between the headline and its date or author stands nothing else that is a sentence.
    const WordEvidence& below = features.evidence(first + 1);
    const bool above_byline = first + 1 < text &&
                              (below.has(Cue::date) || below.has(Cue::byline)) &&
                              features.at(first + 1, Feature::ends_terminal) == 0;
    const bool speaks_to_reader = evidence.has(Cue::second_person) ||
                                  evidence.has(Cue::first_person) || evidence.has(Cue::notice) ||
                                  evidence.has(Cue::navigation) || evidence.has(Cue::action);
    const float overlap = features.at(first, Feature::topic_overlap);
    const bool on_subject = overlap >= least_overlap;
    const bool sentence = features.at(first, Feature::ends_terminal) != 0;
    if (words >= shortest && words <= longest && !furniture &&
        (sentence ? on_subject || (above_byline && !speaks_to_reader)
                  : overlap >= mostly && above_byline && !speaks_to_reader)) {
      make(roles[first], Role::content, 0.5);
    }
  }
  for (std::size_t b = first; b < text && b <= headline + reach_of_byline; ++b) {
    const Block& block = document.blocks[b];
    if (roles[b].role != Role::content || block.token_count > longest_byline ||
        features.at(b, Feature::ends_terminal) != 0 || document.tokens_of(block).empty()) {
      continue;
    }
    const std::span<const Token> name = shapes.author(document, block, true, false);
    constexpr std::ptrdiff_t behind_label = 1;
    if (name.size() >= 2 && name.data() == document.tokens_of(block).data() + behind_label) {
      make(roles[b], Role::boilerplate, 0.7);
    }
  }
}

bool undo_over_pruning(const Document& document, const FeatureTable& features,
                       bool comments_are_subject, std::span<BlockRole> roles) {
  constexpr double min_kept_share = 0.1;  // of the core's words
  constexpr double least_story = 100;     // words
  const Range core = features.core();
  double kept = 0, core_words = 0;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    const double words = words_of(features, b);
    kept += roles[b].role == Role::content ? words : 0;
  }
  for (std::uint32_t b = core.begin; b < core.end; ++b) core_words += words_of(features, b);
  if (kept >= min_kept_share * core_words) return false;
  const std::vector<bool> in_comments = blocks_in_comments(document);
  double story = 0;
  for (std::uint32_t b = core.begin; b < core.end; ++b) {
    if (!in_comments[b] && reads_as_text(features, b)) story += words_of(features, b);
  }
  const bool leaves_comments = !comments_are_subject && story >= least_story;
  const std::vector<std::uint8_t> marked = marked_offers(document, features, roles);
  bool restored = false;
  for (std::uint32_t b = core.begin; b < core.end; ++b) {
    const bool comment = leaves_comments && in_comments[b];
    if (comment && roles[b].role != Role::advertisement) {
      make(roles[b], Role::boilerplate, 0.7);
      roles[b].kind = Kind::comments;
      roles[b].reason = "stands among the readers' comments";
    }
    if (comment || marked[b] != 0 || !reads_as_text(features, b)) continue;
    restored |= roles[b].role != Role::content;
    make(roles[b], Role::content, 0.5);
    roles[b].kind = Kind::paragraph;
  }
  return restored;
}

}  // namespace assay::boilerplate
