#include "scorers/boilerplate_kinds.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

namespace assay::boilerplate {
namespace {

// One way to a kind: a class of cue words and how much of a block they must be. Thresholds are
// guesses checked by reading the labelled development pages; the role is decided before.
struct CueRule {
  Cue cue;
  Kind kind;
  float weight;  // how specific the class is: "cookie" names its kind, "action" hardly
};

constexpr CueRule boilerplate_rules[] = {
    {Cue::cookie, Kind::cookie, 3},
    {Cue::legal, Kind::legal, 2},
    {Cue::comments, Kind::comments, 2},
    {Cue::related, Kind::related, 1.6F},
    {Cue::share, Kind::share, 1.8F},
    {Cue::read_time, Kind::read_time, 1.5F},
    {Cue::credit, Kind::image_credit, 1.4F},
    {Cue::byline, Kind::byline, 1.4F},
    {Cue::date, Kind::date, 1},
    {Cue::notice, Kind::notice, 1.6F},
    {Cue::navigation, Kind::navigation, 1},
    {Cue::account, Kind::navigation, 1.2F},
};

constexpr CueRule advertisement_rules[] = {
    {Cue::newsletter, Kind::newsletter, 2}, {Cue::subscription, Kind::subscription, 1.6F},
    {Cue::donation, Kind::donation, 2},     {Cue::advertising, Kind::sponsored, 1.6F},
    {Cue::action, Kind::call_to_action, 1}, {Cue::shop, Kind::call_to_action, 0.8F},
};

constexpr float min_rule_score = 0.16F;

std::uint32_t rounded(double value) { return static_cast<std::uint32_t>(std::nearbyint(value)); }

class Namer {
 public:
  Namer(const Document& document, const FeatureTable& features, std::optional<std::size_t> headline,
        std::span<BlockRole> roles)
      : document_(document),
        features_(features),
        roles_(roles),
        headline_(headline.value_or(none)) {}

  void run() {
    if (headline_ == none) find_headline();
    for (std::size_t b = 0; b < roles_.size(); ++b) {
      switch (roles_[b].role) {
        case Role::content:
          name_content(b);
          break;
        case Role::boilerplate:
          name_boilerplate(b);
          break;
        case Role::advertisement:
          name_advertisement(b);
          break;
      }
    }
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);

  float at(std::size_t b, Feature feature) const { return features_.at(b, feature); }
  double words(std::size_t b) const { return features_.words(b); }
  std::string_view text(std::size_t b) const { return document_.view(document_.blocks[b].text); }

  // The first content block, if it is short and no sentence of running text.
  void find_headline() {
    constexpr double max_headline_words = 30;
    for (std::size_t b = 0; b < roles_.size(); ++b) {
      if (roles_[b].role != Role::content) continue;
      const bool heading = document_.blocks[b].shape == BlockShape::heading;
      if (words(b) <= max_headline_words &&
          (heading || at(b, Feature::ends_terminal) == 0 || at(b, Feature::title_overlap) > 0.7F) &&
          document_.blocks[b].shape != BlockShape::list_item &&
          document_.blocks[b].shape != BlockShape::table_row) {
        headline_ = b;
      }
      return;
    }
  }

  void name_content(std::size_t b) {
    BlockRole& role = roles_[b];
    role.reason = at(b, Feature::in_core) != 0 ? "stands in the stretch richest in prose"
                                               : "reads like its neighbours in the text";
    if (b == headline_) {
      role.kind = Kind::headline;
      role.reason = document_.blocks[b].heading_level == 1 ? "the page's top heading"
                                                           : "short line at the head of the text";
      return;
    }
    if (headline_ < roles_.size() && b > headline_ && words(b) > 2 && text(b) == text(headline_)) {
      role.role = Role::boilerplate;
      role.kind = Kind::duplicate;
      role.reason = "repeats the headline";
      return;
    }
    const bool title_like = at(b, Feature::ends_terminal) == 0 && words(b) <= 14 &&
                            b + 1 < roles_.size() && words(b + 1) > words(b);
    switch (document_.blocks[b].shape) {
      case BlockShape::heading:
        role.kind = Kind::heading;
        return;
      case BlockShape::list_item:
        role.kind = Kind::list_item;
        return;
      case BlockShape::table_row:
        role.kind = Kind::table;
        return;
      case BlockShape::caption:
        role.kind = Kind::caption;
        return;
      case BlockShape::quote:
        role.kind = Kind::quote;
        return;
      case BlockShape::code:
        role.kind = Kind::code;
        return;
      case BlockShape::paragraph:
        break;
    }
    constexpr double max_standfirst_words = 50;
    if (headline_ < roles_.size() && b == headline_ + 1 && words(b) > 6 &&
        words(b) <= max_standfirst_words && document_.blocks[b].sentence_count <= 2 &&
        b + 1 < roles_.size() && words(b + 1) > 1.3 * words(b)) {
      role.kind = Kind::standfirst;
      role.reason = "one short paragraph between headline and text";
      return;
    }
    role.kind = title_like ? Kind::heading : Kind::paragraph;
  }

  // The blocks of a run ask one after another.
  std::uint32_t run_length(float log_count) {
    if (log_count != last_run_) {
      last_run_ = log_count;
      last_run_length_ = rounded(std::exp2(log_count) - 1);
    }
    return last_run_length_;
  }

  // The rule whose cue words are most of the block; nullptr when none says enough.
  const CueRule* strongest(std::size_t b, std::span<const CueRule> rules) const {
    if (features_.evidence(b).present == 0) return nullptr;
    const CueRule* best = nullptr;
    float best_score = min_rule_score;
    const auto count =
        static_cast<float>(std::max<std::uint32_t>(1, document_.blocks[b].token_count));
    for (const CueRule& rule : rules) {
      if (!features_.evidence(b).has(rule.cue)) continue;
      const float score = rule.weight * static_cast<float>(features_.evidence(b)[rule.cue]) /
                          std::sqrt(count) / std::sqrt(std::min(count, 12.0F));
      if (score > best_score) {
        best_score = score;
        best = &rule;
      }
    }
    return best;
  }

  void give_cue_reason(std::size_t b, const CueRule& rule) {
    const std::string_view subject = rule.cue == Cue::read_time ? "read time" : to_string(rule.cue);
    roles_[b].reason = {"# of # words speak of @", features_.evidence(b)[rule.cue],
                        document_.blocks[b].token_count, subject};
  }

  void name_boilerplate(std::size_t b) {
    BlockRole& role = roles_[b];
    if (role.kind == Kind::duplicate || role.kind == Kind::related ||
        role.kind == Kind::author_bio) {
      return;  // named with its role
    }
    if (at(b, Feature::copyright_sign) != 0) {
      role.kind = Kind::legal;
      role.reason = "has a copyright sign";
      return;
    }
    if (headline_ < roles_.size() && b != headline_ && words(b) > 3 && text(b) == text(headline_)) {
      role.kind = Kind::duplicate;
      role.reason = "repeats the headline";
      return;
    }
    if (const CueRule* rule = strongest(b, boilerplate_rules)) {
      role.kind = rule->kind;
      give_cue_reason(b, *rule);
      if (rule->cue == Cue::byline && words(b) > 18) role.kind = Kind::author_bio;
      return;
    }
    if (at(b, Feature::link_density) > 0.5F) {
      role.kind = words(b) >= 5 ? Kind::related : Kind::navigation;
      role.reason = {"# % of it are links", rounded(100.0 * at(b, Feature::link_density))};
      return;
    }
    if (at(b, Feature::numeric_date) != 0 || at(b, Feature::clock_time) != 0) {
      role.kind = words(b) < 8 ? Kind::date : Kind::other_boilerplate;
      role.reason = "short line with a date or time";
      return;
    }
    if (at(b, Feature::same_count) > 1) {
      role.kind = Kind::navigation;
      role.reason = "the same line stands on the page more than once";
      return;
    }
    constexpr float log_run_of_four = 2.3F;
    if (at(b, Feature::short_run) > log_run_of_four) {
      role.kind = Kind::navigation;
      role.reason = {"one of # short lines in a row", run_length(at(b, Feature::short_run))};
      return;
    }
    role.kind = Kind::other_boilerplate;
    role.reason = at(b, Feature::in_core) != 0 ? "is no prose amid the text"
                                               : "stands outside the stretch of prose";
  }

  void name_advertisement(std::size_t b) {
    BlockRole& role = roles_[b];
    if (role.kind == Kind::product_list) return;  // named with its role
    if (features_.evidence(b)[Cue::advertising] > 0 && words(b) <= 3) {
      role.kind = Kind::ad_label;
      role.reason = "is the label of an advertisement";
      return;
    }
    if (at(b, Feature::sponsored_links) != 0) {
      role.kind = Kind::sponsored;
      role.reason = "its links are marked as sponsored";
      return;
    }
    if (const CueRule* rule = strongest(b, advertisement_rules)) {
      role.kind = rule->kind;
      give_cue_reason(b, *rule);
      return;
    }
    role.kind = Kind::other_advertisement;
    role.reason = at(b, Feature::second_person) != 0 ? "addresses the reader among offers"
                                                     : "stands among offers";
  }

  const Document& document_;
  const FeatureTable& features_;
  std::span<BlockRole> roles_;
  std::size_t headline_;
  float last_run_ = 0;
  std::uint32_t last_run_length_ = 0;
};

}  // namespace

void name_kinds(const Document& document, const FeatureTable& features,
                std::optional<std::size_t> headline, std::span<BlockRole> roles) {
  Namer(document, features, headline, roles).run();
}

}  // namespace assay::boilerplate
