#include "assay/boilerplate.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "assay/site_memory.h"

#include "scorers/boilerplate_elements.h"
#include "scorers/boilerplate_features.h"
#include "scorers/boilerplate_groups.h"
#include "scorers/boilerplate_kinds.h"
#include "scorers/boilerplate_model.h"
#include "scorers/boilerplate_phrases.h"
#include "scorers/boilerplate_rules.h"
#include "scorers/boilerplate_sections.h"
#include "scorers/boilerplate_vocabulary.h"
#include "scorers/headline_line.h"
#include "scorers/line_shapes.h"
#include "scorers/page_headline.h"
#include "scorers/page_type.h"

namespace assay {
namespace {

using boilerplate::Chain;
using boilerplate::Feature;
using boilerplate::FeatureTable;
using boilerplate::HeadlineLineModel;
using boilerplate::PageTypeModel;
using boilerplate::TreeModel;
using boilerplate::Vocabulary;

// One weights file: what is content, what of the rest advertises, and where to draw the lines.
struct Judge {
  Vocabulary vocabulary;
  TreeModel content, advertisement;
  Chain content_chain, advertisement_chain;
  float content_threshold = 0.5F;
  float advertisement_threshold = 0.5F;         // outside the content
  float advertisement_inside_threshold = 0.5F;  // of what else would be content

  static Result<Judge> load(const Heuristics& heuristics, const std::string& name) {
    const auto wrong = [&](std::string_view pointer, std::string_view what) {
      return heuristics.error_at(
          name, pointer, what,
          "Restore the shipped file or fit it with scripts/train/train_boilerplate.py.");
    };
    const nlohmann::json* file = heuristics.find(name);
    if (!file) return wrong("", "there is no such file");
    Judge judge;
    try {
      Result<Vocabulary> vocabulary = Vocabulary::load(heuristics, file);
      if (!vocabulary) return vocabulary.error();
      judge.vocabulary = std::move(vocabulary).value();
      for (const auto& [key, model] : {std::pair{"content", &judge.content},
                                       std::pair{"advertisement", &judge.advertisement}}) {
        Result<TreeModel> loaded = TreeModel::load(file->at(key), key);
        if (!loaded) return wrong(std::string("/") + key, loaded.error().message);
        *model = std::move(loaded).value();
      }
      for (const auto& [key, chain] :
           {std::pair{"content_chain", &judge.content_chain},
            std::pair{"advertisement_chain", &judge.advertisement_chain}}) {
        Result<Chain> loaded = Chain::load(file->at(key), key);
        if (!loaded) return wrong(std::string("/") + key, loaded.error().message);
        *chain = std::move(loaded).value();
      }
      const nlohmann::json& decide = file->at("decide");
      judge.content_threshold = decide.at("content").get<float>();
      judge.advertisement_threshold = decide.at("advertisement").get<float>();
      judge.advertisement_inside_threshold = decide.at("advertisement_inside").get<float>();
    } catch (const nlohmann::json::exception& error) {
      return wrong("", error.what());
    }
    return judge;
  }
};

// Memory that a thread uses again for its next document, unless a large one asked for it.
struct Workspace {
  FeatureTable features;
  TreeModel::Workspace trees;
};

class BoilerplateScorer : public Scorer {
 public:
  BoilerplateScorer(Judge lines, Judge blocks, HeadlineLineModel headlines,
                    boilerplate::LineShapes shapes, boilerplate::LinePhrases phrases,
                    boilerplate::FormFields form_fields, boilerplate::OfferWords offer_words,
                    PageTypeModel page_types, PageTypeModel text_types,
                    double all_advertisement_share)
      : lines_(std::move(lines)),
        blocks_(std::move(blocks)),
        headlines_(std::move(headlines)),
        shapes_(std::move(shapes)),
        phrases_(std::move(phrases)),
        form_fields_(std::move(form_fields)),
        offer_words_(std::move(offer_words)),
        page_types_(std::move(page_types)),
        text_types_(std::move(text_types)),
        all_advertisement_share_(all_advertisement_share) {}

  std::string_view name() const override { return "boilerplate"; }

  ScorerResult score(const ScorerInput& input) const override {
    constexpr std::size_t large_blocks = 4096, large_tokens = 1 << 16;
    const Document& document = input.document;
    if (document.blocks.size() > large_blocks || document.tokens.size() > large_tokens) {
      Workspace large;
      return score(input, large);
    }
    thread_local Workspace kept;
    return score(input, kept);
  }

 private:
  static constexpr std::size_t min_tokens = 20;

  ScorerResult score(const ScorerInput& input, Workspace& space) const {
    const Document& document = input.document;
    ScorerResult result;
    result.sample = document.sentences.size();
    result.roles.resize(document.blocks.size());
    if (document.tokens.size() < min_tokens) {
      result.state = ScorerState::undecided;
      result.summary = "Too little text to tell the article from what surrounds it.";
      for (BlockRole& role : result.roles) role.probability = 0.5;
      return result;
    }
    const Judge& judge = document.dialect == TextDialect::html ? blocks_ : lines_;
    FeatureTable& features = space.features;
    features.compute(document, judge.vocabulary);
    // On the pages of shops and lists the content is short blocks, of which the model is less sure:
    // word F1 of the WCXB development pages other than articles .69 -> .71, of articles the same.
    constexpr float article_core = 0.35F;  // share of the words that stand in the stretch of prose
    constexpr float leniency = 0.15F;
    const bool lenient = document.dialect == TextDialect::html && !document.blocks.empty() &&
                         features.at(0, Feature::page_core_share) < article_core;
    const std::vector<float> sells =
        decide(judge, judge.content_threshold - (lenient ? leniency : 0), space, result.roles);
    result.page_type = document.dialect == TextDialect::html ? page_types_.judge(document, features)
                                                             : type_of_text(document, features);
    const bool comments_are_subject =
        result.page_type == PageType::forum || result.page_type == PageType::product;
    if (document.dialect == TextDialect::html) {
      boilerplate::agree_among_siblings(document, result.roles);
      boilerplate::find_offers(document, features, false, result.roles);
      boilerplate::take_back_unlikely_offers(document, features, result.roles);
      boilerplate::close_comment_elements(document, features, comments_are_subject, result.roles);
      if (result.page_type != PageType::forum) {
        boilerplate::close_at_comments(document, features, result.roles);
      }
      boilerplate::keep_lists_and_tables(features, result.roles);
      boilerplate::keep_captions_and_tables(document, features, result.roles);
      boilerplate::keep_paragraphs_parted_by_breaks(document, features, result.roles);
      boilerplate::drop_print_lines(document, features, result.roles);
      boilerplate::drop_repeated_passages(document, features, result.page_type, result.roles);
      boilerplate::keep_questions_with_answers(document, features, result.roles);
      boilerplate::keep_headings_like_others(document, features, result.roles);
      boilerplate::keep_speakers_of_quotations(document, features, result.roles);
    } else {
      boilerplate::take_back_reporting(document, features, result.roles);
      const bool cleaned = boilerplate::looks_cleaned(features);
      if (cleaned) boilerplate::leave_clean_text_alone(features, result.roles);
      boilerplate::find_furniture_lines(document, features, result.roles);
      boilerplate::find_offers(document, features, cleaned, result.roles);
      boilerplate::find_calls_behind_text(document, features, result.roles);
      boilerplate::close_at_comments(document, features, result.roles);
      boilerplate::keep_late_prose(document, features, result.roles);
      boilerplate::keep_lists_and_tables(features, result.roles);
      boilerplate::keep_interrupted_prose(document, features, result.roles);
      boilerplate::keep_numbered_series(document, features, result.roles);
      boilerplate::drop_repeated_neighbours(document, features, result.roles);
      boilerplate::drop_repeated_passages(document, features, result.page_type, result.roles);
    }
    boilerplate::find_product_lists(document, features, result.roles);
    boilerplate::find_paid_teasers(document, features, result.roles);
    boilerplate::settle_forms(document, features, form_fields_, sells, result.roles);
    boilerplate::settle_repeated_lines(document, features, sells, result.roles);
    boilerplate::settle_table_rows(document, result.roles);
    boilerplate::find_prices_at_shops(document, features, offer_words_, result.roles);
    boilerplate::find_calls_to_book(document, features, offer_words_, sells, result.roles);
    if (document.dialect != TextDialect::html) {
      boilerplate::take_back_lone_offers(features, sells, result.roles);
    }
    const bool restored =
        boilerplate::undo_over_pruning(document, features, comments_are_subject, result.roles);
    std::optional<std::size_t> headline, standfirst;
    if (document.dialect == TextDialect::html) {
      headline = boilerplate::find_page_headline(document, features, result.roles);
      standfirst = boilerplate::find_standfirst(document, features, headline, result.roles);
      if (headline && result.page_type == PageType::article) {
        boilerplate::drop_headings_of_boxes(document, features, headline, result.roles);
        boilerplate::drop_lines_below_headline(document, features, shapes_, *headline, standfirst,
                                               result.roles);
      }
    } else if (const auto found = headlines_.find(document, features, result.roles);
               found && !leaves_nothing_but_offers(result.roles)) {
      headline = found->block;
      take_for_content(result.roles[found->block], found->probability);
      boilerplate::mend_head_of_text(document, features, shapes_, found->block, result.roles);
    }
    phrases_.find(document, features, result.page_type, headline, result.roles);
    boilerplate::name_kinds(document, features, shapes_, {headline, standfirst}, result.roles);
    // What shops and lists repeat is their subject; an article's page repeats its frame.
    if (input.site_memory && result.page_type == PageType::article) {
      apply_site_memory(*input.site_memory, document, result.roles);
    }
    report(document, features, result);
    if (restored) {
      result.summary += " Almost nothing read as an article: what could be text was kept.";
    }
    find_page_of_advertisement(document, result);
    if (leaves_nothing(features, result.roles)) {
      result.state = ScorerState::undecided;
      result.summary = "Nothing on this page reads as an article: only boilerplate was found.";
    }
    return result;
  }

  // The roles, and how likely each block advertises.
  static std::vector<float> decide(const Judge& judge, float content_threshold, Workspace& space,
                                   std::vector<BlockRole>& roles) {
    FeatureTable& features = space.features;
    const std::size_t count = roles.size();
    std::vector<float> scores(count, 0.0F);
    boilerplate::ValueRanges ranges(features.columns(), count, features.zeros());
    judge.content.add_scores(features.columns(), ranges, space.trees, scores);
    const std::vector<float> content = judge.content_chain.smooth(scores);
    for (std::size_t b = 0; b < count; ++b) {
      features.set(b, Feature::content_score, scores[b]);
      features.set(b, Feature::content_share, content[b]);
    }
    // Amid what surely is content nobody asks whether it sells.
    constexpr float sure = 0.8F, sells_nothing = -6;
    constexpr std::size_t together = 16;  // blocks
    static_assert(TreeModel::group % together == 0);
    const auto surely_content = [&](std::size_t b) { return content[b] >= sure; };
    std::vector<std::uint8_t> asked((count + TreeModel::group - 1) / TreeModel::group);
    for (std::size_t b = 0; b < count; ++b) {
      if (!surely_content(b)) asked[b / TreeModel::group] = 1;
    }
    std::vector<float> sells(count);
    if (std::ranges::count(asked, 0) < std::ssize(asked)) {
      std::ranges::fill(scores, 0.0F);
      judge.advertisement.add_scores(features.columns(), ranges, space.trees, scores, asked);
      for (std::size_t begin = 0; begin < count; begin += together) {
        const std::size_t end = std::min(begin + together, count);
        std::size_t b = begin;
        while (b < end && surely_content(b)) ++b;
        if (b == end) std::fill(&scores[begin], &scores[end], sells_nothing);
      }
      sells = judge.advertisement_chain.smooth(scores);
    }
    for (std::size_t b = 0; b < count; ++b) {
      BlockRole& role = roles[b];
      const bool is_content = content[b] >= content_threshold;
      if (sells[b] >=
          (is_content ? judge.advertisement_inside_threshold : judge.advertisement_threshold)) {
        role.role = Role::advertisement;
        role.probability = sells[b];
      } else if (is_content) {
        role.role = Role::content;
        role.probability = content[b];
      } else {
        role.role = Role::boilerplate;
        role.probability = (1 - content[b]) * (1 - sells[b]);
      }
    }
    return sells;
  }

  static void take_for_content(BlockRole& role, double probability) {
    if (role.role == Role::content) return;
    role.role = Role::content;
    role.probability = probability;
  }

  static bool leaves_nothing_but_offers(std::span<const BlockRole> roles) {
    return std::ranges::count(roles, Role::content, &BlockRole::role) == 0 &&
           std::ranges::count(roles, Role::advertisement, &BlockRole::role) > 0;
  }

  // Neither an article nor, which would be an answer too, advertising instead of one.
  static bool leaves_nothing(const FeatureTable& features, std::span<const BlockRole> roles) {
    double furniture = 0, advertisement = 0;
    for (std::size_t b = 0; b < roles.size(); ++b) {
      const double words = features.words(b);
      if (roles[b].role == Role::content && words > 0) return false;
      (roles[b].role == Role::boilerplate ? furniture : advertisement) += words;
    }
    return furniture >= advertisement;
  }

  // What is prose from end to end is an article whatever its words; what has hardly any, and is
  // short, is none (the numbers are guesses). What lies between the model tells.
  PageType type_of_text(const Document& document, const FeatureTable& features) const {
    constexpr float log_of_sixty = 5.93F;  // words of prose an article has at least
    constexpr float nearly_all = 0.9F;
    constexpr std::size_t many_blocks = 20;
    const Range core = features.core();
    double core_words = 0;
    for (std::uint32_t b = core.begin; b < core.end; ++b) {
      core_words += features.words(b);
    }
    if (std::log2(1 + core_words) < log_of_sixty) {
      if (document.blocks.size() < many_blocks) return PageType::other;
      const PageType type = text_types_.judge(document, features);
      return type == PageType::article ? PageType::index : type;
    }
    if (features.at(0, Feature::page_core_share) >= nearly_all) return PageType::article;
    return text_types_.judge(document, features);
  }

  // Outside the content the threshold is that of the best F1, far below one half: teasers beside a
  // newsletter form may well be cut away with it, but are no offence. On labelled pages, out of
  // fold, one half spares three in five of the wrong charges and one in five of the right ones.
  static bool held_against_page(const BlockRole& role) {
    constexpr double more_likely_than_not = 0.5;
    return role.role == Role::advertisement && role.probability >= more_likely_than_not;
  }

  // Forms, dialogs and buttons of the page's frame sell little; a request to give sells nothing.
  static bool meets_the_reader(Kind kind, bool inside_article) {
    if (kind == Kind::donation) return false;
    return inside_article || kind == Kind::product_list || kind == Kind::sponsored;
  }

  // Does running text stand close before and close behind blocks [begin, end)? Cards, headings and
  // buttons among furniture interrupt no article. Of 32 findings on 40 pages read, this, the page's
  // type and the surest block's probability keep 6, 5 of them right, of 8 that were; on labelled
  // lines 64 of 76, 63 right.
  static bool stands_in_text(const FeatureTable& features, std::span<const BlockRole> roles,
                             std::size_t begin, std::size_t end) {
    constexpr std::size_t reach = 3;  // blocks
    constexpr float min_words = 8;
    const auto is_text = [&](std::size_t b) {
      const Kind kind = roles[b].kind;
      return roles[b].role == Role::content && features.words(b) >= min_words &&
             (kind == Kind::paragraph || kind == Kind::list_item || kind == Kind::quote ||
              kind == Kind::standfirst);
    };
    bool before = false, behind = false;
    for (std::size_t b = begin > reach ? begin - reach : 0; b < begin; ++b) before |= is_text(b);
    for (std::size_t b = end; b < std::min(end + reach, roles.size()); ++b) behind |= is_text(b);
    return before && behind;
  }

  static void report(const Document& document, const FeatureTable& features, ScorerResult& result) {
    double likely_advertisement = 0;
    std::array<double, 3> words_of{};  // by role
    std::size_t first = result.roles.size(), last = 0;
    for (std::size_t b = 0; b < result.roles.size(); ++b) {
      const Role role = result.roles[b].role;
      words_of[static_cast<std::size_t>(role)] += features.words(b);
      first = role == Role::content ? std::min(first, b) : first;
      last = role == Role::content ? b : last;
    }
    const auto [content, furniture, advertisement] = words_of;
    static_assert(static_cast<int>(Role::boilerplate) == 1 &&
                  static_cast<int>(Role::advertisement) == 2);
    for (std::size_t b = 0; b < result.roles.size(); ++b) {
      if (held_against_page(result.roles[b]) &&
          meets_the_reader(result.roles[b].kind, first < b && b < last)) {
        likely_advertisement += features.words(b);
      }
    }
    const auto percent = [&](double words) {
      return std::to_string(
          std::lround(100 * words / std::max(1.0, content + advertisement + furniture)));
    };
    result.summary = percent(content) + " % of the words are the article, " + percent(furniture) +
                     " % the page around it, " + percent(advertisement) + " % advertisement.";
    const double share = likely_advertisement / std::max(1.0, content + likely_advertisement);
    constexpr double min_share = 0.1, full_share = 0.5;  // guesses
    if (share >= min_share) {
      result.findings.push_back(
          {"boilerplate/advertising-share", std::nullopt,
           "Beside " + std::to_string(std::lround(content)) + " words of the article stand " +
               std::to_string(std::lround(likely_advertisement)) + " of advertising.",
           std::min(1.0, share / full_share)});
    }
    const auto quote = [&](std::size_t begin, std::size_t end) {
      return Range{document.blocks[begin].text.begin, document.blocks[end - 1].text.end};
    };
    constexpr double min_surest = 0.65;
    for (std::size_t b = first; b < last; ++b) {
      if (!held_against_page(result.roles[b])) continue;
      const std::size_t begin = b;
      std::size_t end = b;
      double words = 0, surest = 0;
      for (; b < last && result.roles[b].role == Role::advertisement; ++b) {
        if (!held_against_page(result.roles[b])) continue;
        end = b + 1;
        words += features.words(b);
        surest = std::max(surest, result.roles[b].probability);
      }
      if (surest < min_surest || result.page_type != PageType::article ||
          !stands_in_text(features, result.roles, begin, end)) {
        continue;
      }
      constexpr double full_words = 60;  // guess
      result.findings.push_back({"boilerplate/ads-inside-article", quote(begin, end),
                                 "An advertisement interrupts the article.",
                                 std::clamp(words / full_words, 0.1, 1.0)});
    }
    constexpr std::size_t label_reach = 3;  // blocks before the article in which a label covers it
    std::size_t label = result.roles.size();
    for (std::size_t b = first > label_reach ? first - label_reach : 0; b < first; ++b) {
      const Kind kind = result.roles[b].kind;
      if (result.roles[b].role == Role::advertisement &&
          (kind == Kind::sponsored || kind == Kind::ad_label) &&
          features.evidence(b)[boilerplate::Cue::advertising] >= 2) {
        label = b;
      }
    }
    if (document.metadata.advertiser_content) {
      result.findings.push_back({"boilerplate/sponsored-content", std::nullopt,
                                 "The page marks itself as an advertiser's content.", 1});
    } else if (label < result.roles.size()) {
      result.findings.push_back({"boilerplate/sponsored-content", quote(label, label + 1),
                                 "A label above the article says that it was paid for.", 0.8});
    }
  }

  void find_page_of_advertisement(const Document& document, ScorerResult& result) const {
    std::size_t advertisement = 0, content = 0;
    for (std::size_t b = 0; b < result.roles.size(); ++b) {
      const std::size_t words = document.blocks[b].token_count;
      if (result.roles[b].role == Role::advertisement) advertisement += words;
      if (result.roles[b].role == Role::content) content += words;
    }
    result.all_advertisement =
        advertisement > 0 &&
        static_cast<double>(advertisement) >=
            all_advertisement_share_ * static_cast<double>(advertisement + content);
    if (!result.all_advertisement) return;
    result.findings.push_back(
        {"boilerplate/all-advertisement", std::nullopt,
         "What is not page furniture here is advertisement: there is no article to judge.", 1});
  }

  Judge lines_, blocks_;
  HeadlineLineModel headlines_;
  boilerplate::LineShapes shapes_;
  boilerplate::LinePhrases phrases_;
  boilerplate::FormFields form_fields_;
  boilerplate::OfferWords offer_words_;
  PageTypeModel page_types_, text_types_;
  double all_advertisement_share_;
};

// From credibility.json: of the words that are not page furniture.
Result<double> all_advertisement_share(const Heuristics& heuristics) {
  constexpr std::string_view name = "credibility.json", key = "all_advertisement_share";
  const nlohmann::json* file = heuristics.find(name);
  const nlohmann::json share =
      file ? file->value(std::string(key), nlohmann::json()) : nlohmann::json();
  if (share.is_number() && share.get<double>() >= 0 && share.get<double>() <= 1) {
    return share.get<double>();
  }
  return heuristics.error_at(name, "/" + std::string(key),
                             std::string(key) + " is not a number from 0 to 1",
                             "Write a number in that range, such as 0.9.");
}

}  // namespace

Result<std::unique_ptr<Scorer>> make_boilerplate_scorer(const Heuristics& heuristics) {
  Result<Judge> lines = Judge::load(heuristics, "models/lines.json");
  if (!lines) return lines.error();
  Result<Judge> blocks = Judge::load(heuristics, "models/blocks.json");
  if (!blocks) return blocks.error();
  Result<HeadlineLineModel> headlines = HeadlineLineModel::load(heuristics);
  if (!headlines) return headlines.error();
  Result<PageTypeModel> page_types = PageTypeModel::load(heuristics, "models/page-type.json");
  if (!page_types) return page_types.error();
  Result<PageTypeModel> text_types = PageTypeModel::load(heuristics, "models/page-type-text.json");
  if (!text_types) return text_types.error();
  Result<boilerplate::LinePhrases> phrases = boilerplate::LinePhrases::load(heuristics);
  if (!phrases) return phrases.error();
  const Result<double> share = all_advertisement_share(heuristics);
  if (!share) return share.error();
  return std::unique_ptr<Scorer>(std::make_unique<BoilerplateScorer>(
      std::move(lines).value(), std::move(blocks).value(), std::move(headlines).value(),
      boilerplate::LineShapes::load(heuristics), std::move(phrases).value(),
      boilerplate::FormFields::load(heuristics), boilerplate::OfferWords::load(heuristics),
      std::move(page_types).value(), std::move(text_types).value(), share.value()));
}

}  // namespace assay
