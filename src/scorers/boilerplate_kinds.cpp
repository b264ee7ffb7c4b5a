#include "scorers/boilerplate_kinds.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "scorers/naming_lines.h"

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
constexpr float log_of_menu = 2.8F;  // a run of 6 short lines

std::uint32_t rounded(double value) { return static_cast<std::uint32_t>(std::nearbyint(value)); }

class Namer {
 public:
  Namer(const Document& document, const FeatureTable& features, const LineShapes& shapes,
        HeadBlocks head, std::span<BlockRole> roles)
      : document_(document),
        features_(features),
        shapes_(shapes),
        roles_(roles),
        headline_(head.headline.value_or(none)),
        standfirst_(head.standfirst.value_or(none)) {}

  void run() {
    const std::string& author = document_.metadata.author;
    append_tokens(author, {0, static_cast<std::uint32_t>(author.size())}, author_words_);
    if (headline_ == none) find_headline();
    find_first_paragraph();
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
      go_on_with_section(b);
    }
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);

  float at(std::size_t b, Feature feature) const { return features_.at(b, feature); }
  double words(std::size_t b) const { return features_.words(b); }
  std::string_view text(std::size_t b) const { return document_.view(document_.blocks[b].text); }

  // The first content block, if it is short and no sentence of running text.
  void find_headline() {
    constexpr double max_headline_words = 30, longest_sentence = 14;
    for (std::size_t b = 0; b < roles_.size(); ++b) {
      if (roles_[b].role != Role::content) continue;
      const bool heading = document_.blocks[b].shape == BlockShape::heading;
      const bool sentence = at(b, Feature::ends_terminal) != 0 && words(b) > longest_sentence;
      if (words(b) <= max_headline_words && !sentence &&
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
    if (b == standfirst_) {
      role.kind = Kind::standfirst;
      role.reason = "the page's own description, below the headline";
      return;
    }
    if (leads_elsewhere(b)) {
      role.role = Role::boilerplate;
      role.kind = Kind::related;
      role.reason = "a link to another article amid the text";
      return;
    }
    note_bio_label(b);
    if (tells_of_author(b) && at_edge_of_text(b)) {
      role.role = Role::boilerplate;
      role.kind = Kind::author_bio;
      role.reason = "tells of the author where the text begins or ends";
      return;
    }
    const bool before_longer = b + 1 < roles_.size() && words(b + 1) > words(b);
    const bool title_like = is_title_like(b) && before_longer;
    switch (document_.blocks[b].shape) {
      case BlockShape::heading:
        role.kind = Kind::heading;
        return;
      case BlockShape::list_item:
        role.kind = is_numbered_heading(b) ? Kind::heading : Kind::list_item;
        return;
      case BlockShape::table_row:
        if (is_laid_out(b)) break;
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
    if (is_cell(b)) {
      role.kind = Kind::table;
      role.reason = "a cell among short cells and numbers";
      return;
    }
    if (features_.evidence(b).has(Cue::credit) && words(b) <= longest_caption &&
        at(b, Feature::ends_terminal) == 0 && ends_with_credit(document_, document_.blocks[b])) {
      role.kind = Kind::caption;
      role.reason = "names who made a picture";
      return;
    }
    constexpr double max_standfirst_words = 50;
    if (headline_ < roles_.size() && b == next_content(headline_) && words(b) > 6 &&
        words(b) <= max_standfirst_words && document_.blocks[b].sentence_count <= 2 &&
        b + 1 < roles_.size() && words(b + 1) > 1.3 * words(b)) {
      role.kind = Kind::standfirst;
      role.reason = "one short paragraph between headline and text";
      return;
    }
    role.kind = title_like ? Kind::heading : Kind::paragraph;
  }

  static constexpr double longest_caption = 40;  // words

  // A page that is laid out as a table has its paragraphs in cells that are a row each.
  bool is_laid_out(std::size_t b) {
    constexpr double paragraph = 20;  // words
    if (!laid_out_) {
      double in_rows = 0, all = 0;
      for (std::size_t n = 0; n < roles_.size(); ++n) {
        if (roles_[n].role != Role::content) continue;
        all += words(n);
        if (document_.blocks[n].shape == BlockShape::table_row) in_rows += words(n);
      }
      laid_out_ = 2 * in_rows > all;
    }
    return *laid_out_ && words(b) >= paragraph && at(b, Feature::ends_terminal) != 0 &&
           text(b).find('\t') == std::string_view::npos;
  }

  // No sentence, no lead-in of a list, no bare number: a question may be a heading, too.
  bool is_title_like(std::size_t b) const {
    constexpr double longest = 14, shortest_lead_in = 5;  // words
    if (words(b) > longest || is_number(b)) return false;
    if (at(b, Feature::ends_colon) != 0) {
      return words(b) < shortest_lead_in || at(b, Feature::capital_share) > 0.5F;
    }
    if (at(b, Feature::ends_terminal) == 0) return true;
    return text(b).ends_with('?') && words(b) >= 3 && at(b, Feature::starts_lower) == 0 &&
           document_.blocks[b].sentence_count == 1 && b + 1 < roles_.size() && words(b + 1) >= 20;
  }

  // "3. How the quay was built" above a paragraph; in a list the next number would stand there.
  bool is_numbered_heading(std::size_t b) const {
    constexpr double longest = 12, paragraph = 20;  // words
    if (document_.dialect == TextDialect::html || at(b, Feature::starts_digit) == 0) return false;
    const bool sentence = at(b, Feature::ends_terminal) != 0 && !text(b).ends_with('?');
    return !sentence && words(b) <= longest && b + 1 < roles_.size() &&
           document_.blocks[b + 1].shape == BlockShape::paragraph && words(b + 1) >= paragraph;
  }

  // Digits, signs and a currency or unit, and no word: "$395.00", "42 %", "1.2 M".
  bool is_number(std::size_t b) const {
    const std::span<const Token> tokens = document_.tokens_of(document_.blocks[b]);
    constexpr std::size_t longest = 4, longest_unit = 3;  // tokens, bytes
    const auto small = [](const Token& token) {
      return token.kind == TokenKind::number || token.range.size() <= longest_unit;
    };
    return !tokens.empty() && tokens.size() <= longest &&
           std::ranges::count(tokens, TokenKind::number, &Token::kind) > 0 &&
           std::ranges::all_of(tokens, small);
  }

  // In a run of four short lines and more of which a third are numbers. A run is looked at once.
  bool is_cell(std::size_t b) {
    constexpr std::size_t least = 4;
    constexpr double longest = 6;  // words
    const auto may_be_cell = [&](std::size_t n) {
      return n < roles_.size() && roles_[n].role == Role::content && words(n) <= longest &&
             at(n, Feature::ends_terminal) == 0 &&
             document_.blocks[n].shape == BlockShape::paragraph;
    };
    if (b < cells_end_) return cells_;
    std::size_t numbers = 0;
    cells_end_ = b;
    for (; may_be_cell(cells_end_); ++cells_end_) numbers += is_number(cells_end_);
    const std::size_t length = cells_end_ - b;
    cells_ = length >= least && 3 * numbers >= length;
    cells_end_ = std::max(cells_end_, b + 1);
    return cells_;
  }

  // The content next to block `b`, unless its author or date stands between.
  std::size_t next_content(std::size_t b) const {
    constexpr std::size_t reach = 4;
    for (std::size_t n = b + 1; n < roles_.size() && n <= b + reach; ++n) {
      if (roles_[n].role == Role::content) return n;
      const Kind kind = roles_[n].kind;  // named before
      if (kind == Kind::byline || kind == Kind::date) return none;
    }
    return none;
  }

  // The blocks of a run ask one after another.
  std::uint32_t run_length(float log_count) {
    if (log_count != last_run_) {
      last_run_ = log_count;
      last_run_length_ = rounded(std::exp2(log_count) - 1);
    }
    return last_run_length_;
  }

  // Where the article's author and date stand: a little above its first paragraph or below.
  bool at_head(std::size_t b) const {
    constexpr std::size_t above = 12, below = 6;  // blocks; guesses
    return first_paragraph_ != none && b + above >= first_paragraph_ &&
           b <= first_paragraph_ + below;
  }

  void find_first_paragraph() {
    constexpr double min_words = 20, min_sentence = 10;
    for (std::size_t b = 0; b < roles_.size() && first_paragraph_ == none; ++b) {
      const double least = at(b, Feature::ends_terminal) != 0 ? min_sentence : min_words;
      if (roles_[b].role == Role::content && words(b) >= least) first_paragraph_ = b;
    }
  }

  // Does the block look as its cue words say, or do they stand in a menu's entry, a title, a
  // sentence? The cases are those of the labelled development pages and 43 other pages read.
  bool fits(Cue cue, std::size_t b) {
    const WordEvidence& evidence = features_.evidence(b);
    const Block& block = document_.blocks[b];
    const std::size_t tokens = block.token_count;
    const bool half = 2U * evidence[cue] >= tokens;
    const auto beside = [&](auto has) {
      constexpr std::size_t reach = 2;
      for (std::size_t n = b > reach ? b - reach : 0; n <= b + reach && n < roles_.size(); ++n) {
        if (n != b && has(features_.evidence(n))) return true;
      }
      return false;
    };
    switch (cue) {
      case Cue::date:
        return is_date(b);
      case Cue::byline:
        return is_byline(b);
      case Cue::credit:
        // Two words and more of credits alone ("Getty Images") are one where no menu is.
        return (tokens >= 2 && evidence[cue] == tokens &&
                at(b, Feature::short_run) < log_of_menu) ||
               ends_with_credit(document_, block);
      case Cue::read_time:
        return at(b, Feature::number_share) > 0;
      case Cue::legal:
      case Cue::cookie:
        // One such word is as well the name of a trade; at the page's top it is a menu's.
        if (!half) return evidence[cue] >= 3;
        return evidence[cue] >= 2 || at(b, Feature::prose_before) > 0 ||
               beside(
                   [](const WordEvidence& e) { return e.has(Cue::legal) || e.has(Cue::cookie); });
      case Cue::share:
        if (!half) return evidence[cue] >= 2 && tokens > 3;
        return 2U * evidence[cue] > tokens || at_head(b) ||
               beside([](const WordEvidence& e) { return e.has(Cue::share); });
      default:
        return true;
    }
  }

  // "© Harbour Press": a page's own notice has a year or speaks of rights, or stands below the
  // text.
  bool is_credit_of_holder(std::size_t b) const {
    constexpr double longest = 8;  // words
    const WordEvidence& evidence = features_.evidence(b);
    return words(b) >= 1 && words(b) <= longest && at(b, Feature::number_share) == 0 &&
           !evidence.has(Cue::legal) && at(b, Feature::prose_after) > 0 &&
           at(b, Feature::tag_footer) == 0;
  }

  // Near the headline, the name that the page's own data give as its author's.
  bool names_author(std::size_t b) const {
    constexpr std::size_t longest = 12, reach = 8;  // tokens, blocks
    const std::size_t count = author_words_.size();
    if (count < 2 || headline_ == none || b < headline_ || b > headline_ + reach) return false;
    const std::span<const Token> tokens = document_.tokens_of(document_.blocks[b]);
    if (tokens.size() > longest) return false;
    return !std::ranges::search(tokens, author_words_, {}, &Token::hash, &Token::hash).empty();
  }

  // "Read also: The quay that nobody wanted", most of it a link.
  bool leads_elsewhere(std::size_t b) const {
    constexpr double longest = 30;  // words
    return words(b) <= longest && at(b, Feature::link_density) > 0.5F &&
           features_.evidence(b)[Cue::related] >= 2;
  }

  bool is_date(std::size_t b) const {
    const Block& block = document_.blocks[b];
    if (shapes_.has_date(document_, block)) return true;
    // "3 hours ago", "Friday 16:30"; hours of opening have two clocks, a week's day no number.
    constexpr std::size_t longest = 6;  // tokens
    const std::span<const Token> tokens = document_.tokens_of(block);
    const auto numbers = std::ranges::count(tokens, TokenKind::number, &Token::kind);
    const unsigned cues = features_.evidence(b)[Cue::date];
    const bool clock = at(b, Feature::clock_time) != 0;
    return tokens.size() <= longest && cues >= 1 && numbers >= 1 && numbers <= (clock ? 2 : 1) &&
           2 * (cues + static_cast<std::size_t>(numbers)) > tokens.size();
  }

  bool is_byline(std::size_t b) {
    const Block& block = document_.blocks[b];
    const unsigned cues = features_.evidence(b)[Cue::byline];
    const std::size_t tokens = block.token_count;
    const bool head = at_head(b);
    // Above the headline "By industry" is a menu's.
    const bool below_headline = head && (headline_ == none || b > headline_);
    const std::span<const Token> name = shapes_.author(document_, block, below_headline, cues >= 2);
    if (!name.empty()) {
      if (head && author_.empty()) author_ = name;
      return true;
    }
    if (!head) return false;
    constexpr std::size_t longest_line = 10, longest_label = 4;  // tokens
    return (shapes_.announces_author(document_, block) &&
            (tokens == 1 || cues >= 2 || at(b, Feature::ends_colon) != 0)) ||
           (tokens <= longest_line && begins_with_parted_name(document_, block)) ||
           (tokens <= longest_label && 2 * cues >= tokens && headline_ != none && b > headline_);
  }

  // The rule whose cue words are most of the block; nullptr when none says enough.
  const CueRule* strongest(std::size_t b, std::span<const CueRule> rules) {
    const WordEvidence& evidence = features_.evidence(b);
    if (evidence.present == 0) return nullptr;
    const CueRule* best = nullptr;
    float best_score = min_rule_score;
    const auto count =
        static_cast<float>(std::max<std::uint32_t>(1, document_.blocks[b].token_count));
    const float root = std::sqrt(count), root_of_few = std::sqrt(std::min(count, 12.0F));
    for (const CueRule& rule : rules) {
      if (!evidence.has(rule.cue)) continue;
      const float score = rule.weight * static_cast<float>(evidence[rule.cue]) / root / root_of_few;
      if (score > best_score && fits(rule.cue, b)) {
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

  // "Ada Lindqvist is a reporter ...", "Ada has covered ...": a paragraph of which the byline's
  // author, or somebody below the words "About the author", is the subject.
  bool tells_of_author(std::size_t b) const {
    constexpr double shortest = 8, longest = 150;  // words; guesses
    if (words(b) < shortest || words(b) > longest) return false;
    const Block& block = document_.blocks[b];
    const bool of_author = !author_.empty() && has_subject(document_, block, author_);
    const bool below_label = bio_label_ != none && b <= bio_label_ + 3 &&
                             (begins_with_subject(document_, block) || of_author);
    const WordEvidence& evidence = features_.evidence(b);
    const unsigned of_trade = evidence[Cue::byline];
    const bool behind_text = at(b, Feature::prose_after) < edge_of_text;
    if (below_label || (of_author && (of_trade > 0 || behind_text))) return true;
    if (roles_[b].role != Role::boilerplate || !behind_text) return false;
    return (of_trade >= 2 && begins_with_subject(document_, block)) ||
           (of_trade >= 1 && evidence[Cue::first_person] >= 3);
  }

  // "author-bio", "about_author": the block's own element or one of the two around it.
  bool is_called_bio(std::size_t b) const {
    const auto& markup = document_.blocks[b].markup;
    if (!markup) return false;
    std::uint32_t element = markup->element;
    for (int level = 0; level < 3; ++level, element = document_.elements[element].parent) {
      const std::string_view names = document_.markup_view(document_.elements[element].class_words);
      const std::size_t author = names.find("author");
      if (author == std::string_view::npos) continue;
      for (const std::string_view part : {"bio", "about", "description", "intro"}) {
        for (std::size_t i = names.find(part); i != std::string_view::npos;
             i = names.find(part, i + 1)) {
          const std::size_t from = std::min(author, i), to = std::max(author, i);
          if (names.substr(from, to - from).find(' ') == std::string_view::npos) return true;
        }
      }
    }
    return false;
  }

  // "About the author": a phrase of bylines that names nobody. (A word in two phrases counts
  // twice.)
  bool note_bio_label(std::size_t b) {
    constexpr std::uint32_t longest = 4;  // tokens
    const Block& block = document_.blocks[b];
    if (block.token_count > longest || block.token_count < 3 ||
        features_.evidence(b)[Cue::byline] < longest || begins_with_parted_name(document_, block) ||
        !shapes_.author(document_, block, false, true).empty()) {
      return false;
    }
    bio_label_ = b;
    return true;
  }

  static constexpr float edge_of_text = 0.1F;  // share of the page's prose
  bool at_edge_of_text(std::size_t b) const {
    return at(b, Feature::prose_before) < edge_of_text ||
           at(b, Feature::prose_after) < edge_of_text;
  }

  // Labels open a section that runs on until another opens.
  enum class Section : std::uint8_t { none, related, comments };

  // Titles below a label of other articles, and what readers wrote below the article, have no
  // words of their own that name them.
  void go_on_with_section(std::size_t b) {
    constexpr std::size_t longest_section = 60, longest_menu = 2, form = 8;          // blocks
    constexpr double longest_label = 6, long_text = 20, long_offer = 12, reply = 8;  // words
    constexpr float log_of_long_menu = 4.4F;  // 20 short lines in a row
    constexpr float head_of_text = 0.3F;      // share of the page's prose
    BlockRole& role = roles_[b];
    const Kind kind = role.kind;
    const WordEvidence& evidence = features_.evidence(b);
    if (role.role != Role::boilerplate) {
      const bool text = role.role == Role::content && words(b) >= long_text;
      const bool offer =
          role.role == Role::advertisement &&
          (words(b) >= long_offer || kind == Kind::newsletter || kind == Kind::subscription);
      if (text || offer) section_ = Section::none;
      return;
    }
    const bool may_open = kind == Kind::related || kind == Kind::comments;
    if (section_ == Section::none && !may_open) return;
    const bool label = words(b) <= longest_label;
    const bool above_text = at(b, Feature::prose_before) == 0;
    const bool of_comments = kind == Kind::comments && !above_text &&
                             2U * evidence[Cue::comments] >= document_.blocks[b].token_count &&
                             at(b, Feature::short_run) < log_of_long_menu;
    const bool of_others = kind == Kind::related && at(b, Feature::ends_terminal) == 0;
    const bool above_article = at_head(b) && at(b, Feature::prose_before) < head_of_text;
    if (label && !above_article && (of_others || of_comments)) {
      section_ = of_others ? Section::related : Section::comments;
      section_begin_ = b;
      menu_ = 0;
      return;
    }
    if (section_ == Section::none) return;
    const bool unnamed = kind == Kind::navigation || kind == Kind::other_boilerplate;
    const bool names_other =
        kind == Kind::legal || kind == Kind::cookie ||
        (section_ == Section::related ? kind == Kind::share : kind == Kind::read_time) ||
        (unnamed && label && evidence.has(Cue::navigation));
    const bool entry = words(b) <= (above_text ? 4 : 2);
    menu_ = unnamed && entry ? menu_ + 1 : 0;
    if (names_other || above_article || b - section_begin_ > longest_section ||
        (section_ == Section::related && menu_ > longest_menu)) {
      section_ = Section::none;
      return;
    }
    if (!unnamed) return;
    if (section_ == Section::related) {
      if (entry) return;
      role.kind = Kind::related;
      role.reason = "stands below a label of other articles";
      return;
    }
    // Of short lines, a form's fields, and names beside a reply or its date.
    const auto of_reply = [&](std::size_t n) {
      return n < roles_.size() &&
             (words(n) >= reply || features_.evidence(n).has(Cue::comments) ||
              (features_.evidence(n).has(Cue::date) && at(n, Feature::number_share) > 0));
    };
    if (words(b) >= 4 || b <= section_begin_ + form || of_reply(b - 1) || of_reply(b + 1)) {
      role.kind = Kind::comments;
      role.reason = "stands among the readers' comments";
    }
  }

  void name_boilerplate(std::size_t b) {
    BlockRole& role = roles_[b];
    if (role.kind != Kind::paragraph) return;  // named with its role
    if (at(b, Feature::copyright_sign) != 0) {
      if (is_credit_of_holder(b)) {
        role.kind = Kind::image_credit;
        role.reason = "names whose a picture is";
        return;
      }
      role.kind = Kind::legal;
      role.reason = "has a copyright sign";
      return;
    }
    if (headline_ < roles_.size() && b != headline_ && words(b) > 3 && text(b) == text(headline_)) {
      role.kind = Kind::duplicate;
      role.reason = "repeats the headline";
      return;
    }
    if (note_bio_label(b)) {
      role.kind = Kind::author_bio;
      role.reason = "introduces the author";
      return;
    }
    if (tells_of_author(b)) {
      role.kind = Kind::author_bio;
      role.reason = "tells of a person where authors are introduced";
      return;
    }
    if (words(b) >= 8 && is_called_bio(b)) {
      role.kind = Kind::author_bio;
      role.reason = "stands where the markup says that the author is introduced";
      return;
    }
    if (names_author(b)) {
      role.kind = Kind::byline;
      role.reason = "names the author beside the headline";
      return;
    }
    if (const CueRule* rule = strongest(b, boilerplate_rules)) {
      role.kind = rule->kind;
      give_cue_reason(b, *rule);
      return;
    }
    if (at(b, Feature::link_density) > 0.5F) {
      role.kind = words(b) >= 5 ? Kind::related : Kind::navigation;
      role.reason = {"# % of it are links", rounded(100.0 * at(b, Feature::link_density))};
      return;
    }
    constexpr double longest_date = 8;  // words
    if (at(b, Feature::number_share) > 0 && words(b) < longest_date &&
        shapes_.has_date(document_, document_.blocks[b])) {
      role.kind = Kind::date;
      role.reason = "short line with a date";
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
    if (role.kind != Kind::paragraph) return;  // named with its role
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
  const LineShapes& shapes_;
  std::span<BlockRole> roles_;
  std::size_t headline_, standfirst_;
  std::size_t first_paragraph_ = none;
  std::span<const Token> author_;    // the name of the byline
  std::vector<Token> author_words_;  // of the name in the page's data
  std::size_t bio_label_ = none;     // the last "About the author"
  Section section_ = Section::none;
  std::size_t section_begin_ = 0, menu_ = 0;  // blocks; short ones in a row
  std::size_t cells_end_ = 0;                 // of the run of short lines last looked at
  bool cells_ = false;                        // is it a table?
  std::optional<bool> laid_out_;              // is the page?
  float last_run_ = 0;
  std::uint32_t last_run_length_ = 0;
};

}  // namespace

void name_kinds(const Document& document, const FeatureTable& features, const LineShapes& shapes,
                HeadBlocks head, std::span<BlockRole> roles) {
  Namer(document, features, shapes, head, roles).run();
}

}  // namespace assay::boilerplate
