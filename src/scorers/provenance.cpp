// Where a text comes from, read off its edges: furniture, first and last blocks, metadata, address.
//
// Rules of heuristics/<language>/provenance.json name the signs in words; shapes that need no words
// (a dateline, initials that sign a text, a date in the address) are found here. A sign that is not
// there is "missing" only where the page shows its furniture; bare text cannot show it, so there
// the sign is "unknown" and costs nothing.
#include "assay/provenance.h"
#include <algorithm>
#include <array>
#include <cstdlib>

#include "assay/rules.h"

#include "ingest/url.h"
#include "scorers/author_names.h"
#include "scorers/byline_lines.h"
#include "scorers/cited_sources.h"
#include "scorers/counted_sources.h"
#include "scorers/own_interest.h"
#include "scorers/own_name.h"
#include "scorers/own_offers.h"
#include "scorers/paid_links.h"
#include "scorers/provenance_signs.h"
#include "scorers/provenance_summary.h"
#include "scorers/sentence_matches.h"
#include "scorers/year.h"
#include "text/ascii.h"
#include "text/nearest.h"
#include "text/word_starts.h"

namespace assay {
namespace {

// Edges of a bare text, where its author and date would stand (guess).
constexpr std::size_t edge_blocks = 4;
constexpr std::uint32_t short_block_tokens = 16;
constexpr std::uint32_t dateline_bytes = 80;
constexpr std::size_t dateline_blocks = 4;  // of the content: a headline, a standfirst, both again
// Below this, a text is too short to be held to the signs of an article (guess).
constexpr std::uint32_t least_content_tokens = 40;
// Sources and figures from which a text without any named source is worth a finding (guess).
constexpr std::size_t least_claims = 2;
constexpr double full_claims = 8;  // from which it weighs in full
// Who is cited is read in this language alone; elsewhere it is unknown whether somebody is.
constexpr std::string_view source_language = "en";
constexpr double low_rating = 60;  // of 100; press-rating projects call less "proceed with caution"

// Whether `text` holds `word` or its plural between signs that are no letters: "author" in
// "post-author-name".
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    std::size_t end = at + word.size();
    if (end < text.size() && text[end] == 's') ++end;
    if ((at == 0 || !ascii::is_lower(text[at - 1])) &&
        (end == text.size() || !ascii::is_lower(text[end]))) {
      return true;
    }
  }
  return false;
}

// "Ada Lindqvist, MD, FHCS".
bool ends_with_degree(std::string_view name) {
  constexpr std::size_t longest = 6;  // letters
  const std::size_t comma = name.rfind(", ");
  if (comma == name.npos) return false;
  const std::string_view last = name.substr(comma + 2);
  const auto capitals = std::ranges::count_if(last, ascii::is_upper);
  return !last.empty() && last.size() <= longest && capitals >= 2;
}

// A date such as 2031/05/03 or 2031-05 in the path of an address; empty when there is none.
std::string date_in(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::size_t at = url.find('/', scheme == url.npos ? 0 : scheme + 3);
  for (; at != url.npos && at + 8 <= url.size(); at = url.find('/', at + 1)) {
    const std::string_view rest = url.substr(at + 1);
    const auto digits = [&](std::size_t from, std::size_t count) {
      return rest.size() >= from + count &&
             std::ranges::all_of(rest.substr(from, count), ascii::is_digit);
    };
    if (!is_year(rest.substr(0, 4))) continue;
    if (rest.size() < 7 || (rest[4] != '/' && rest[4] != '-') || !digits(5, 2)) continue;
    // "2031-05/03" too; "2031/05/1207-quay" has no day.
    const bool day =
        rest.size() >= 10 && (rest[7] == '/' || rest[7] == '-') && digits(8, 2) && !digits(10, 1);
    std::string date(rest.substr(0, day ? 10 : 7));
    std::ranges::replace(date, '/', '-');
    return date;
  }
  return {};
}

// The first folder of an address that is one of `names`; empty when there is none.
std::string folder_in(std::string_view url, std::span<const std::string> names) {
  const std::size_t scheme = url.find("://");
  const std::string path = lower(url.substr(scheme == url.npos ? 0 : scheme + 3));
  for (std::size_t at = path.find('/'); at != path.npos;) {
    const std::size_t end = path.find('/', at + 1);
    if (end == path.npos) break;  // the last part names the page
    const std::string_view folder = std::string_view(path).substr(at + 1, end - at - 1);
    if (std::ranges::find(names, folder) != names.end()) return std::string(folder);
    at = end;
  }
  return {};
}

// "09.02.2031" of "Erstellt am09.02.2031": digits with two signs between them, of which a year.
std::string_view date_in_digits(std::string_view line) {
  constexpr std::size_t longest = 10;
  for (std::size_t at = 0; at < line.size();) {
    if (!ascii::is_digit(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at, signs = 0;
    for (; end < line.size(); ++end) {
      const bool sign = line[end] == '.' || line[end] == '/' || line[end] == '-';
      if (!sign && !ascii::is_digit(line[end])) break;
      signs += sign;
    }
    const std::string_view part = line.substr(at, end - at);
    if (signs == 2 && part.size() <= longest && names_year(part)) return part;
    at = end;
  }
  return {};
}

// "June 29, 2031" of "Posted on June 29, 2031November 12, 2032": the three words up to a year to
// which a scraper glued what stood behind it.
std::string_view glued_date(std::string_view line) {
  using ascii::is_letter;
  for (std::size_t end = 4; end < line.size(); ++end) {
    if (!is_letter(line[end]) || !is_year(line.substr(end - 4, 4))) continue;
    std::size_t begin = end - 4;
    for (int word = 0; word < 2 && begin > 0; ++word) {
      const std::size_t blank = line.rfind(' ', std::max<std::size_t>(begin, 2) - 2);
      begin = blank == line.npos ? 0 : blank + 1;
    }
    const std::string_view part = line.substr(begin, end - begin);
    const bool day = std::ranges::count_if(part, ascii::is_digit) > 4;
    return day ? part : std::string_view();
  }
  return {};
}

// The word lists of heuristics/any/words that this scorer reads.
struct WordLists {
  std::vector<std::string> official_hosts, byline_labels, placeholder_authors, date_labels,
      update_labels, company_words, reference_headings, first_person, name_particles, name_joints,
      archive_labels, company_forms, agencies, statement_paths, press_told, press_saw;

  BylineWords of_bylines() const {
    return {byline_labels, name_particles, name_joints, date_labels, update_labels};
  }
  PressWords of_press() const { return {press_told, press_saw}; }
};

class ProvenanceScorer : public Scorer {
 public:
  // `notice_languages`: those with a rule for notices of paid links.
  ProvenanceScorer(RuleMatcher matcher, WordLists words, PaidLinks paid_links,
                   std::vector<std::string> notice_languages)
      : matcher_(std::move(matcher)),
        words_(std::move(words)),
        paid_links_(std::move(paid_links)),
        notice_languages_(std::move(notice_languages)) {}

  std::string_view name() const override { return "provenance"; }
  ScorerResult score(const ScorerInput& input) const override;

  bool is_official(std::string_view host) const {
    return std::ranges::any_of(words_.official_hosts,
                               [&](std::string_view ending) { return is_host(host, ending); });
  }

  const RuleMatcher& matcher() const { return matcher_; }
  const WordLists& words() const { return words_; }
  const PaidLinks& paid_links() const { return paid_links_; }

  // Would a notice of paid links be seen in this language?
  bool reads_notices(const Language& language) const {
    return std::ranges::any_of(notice_languages_, [&](std::string_view code) {
      return code == "any" || code == language.code;
    });
  }

 private:
  RuleMatcher matcher_;
  WordLists words_;
  PaidLinks paid_links_;
  std::vector<std::string> notice_languages_;
};

// One document's signs, gathered and judged.
class Reading {
 public:
  Reading(const ProvenanceScorer& scorer, const ScorerInput& input)
      : scorer_(scorer),
        input_(input),
        document_(input.document),
        publisher_(input.document, scorer.words().company_words),
        matches_(scorer.matcher(), input),
        reads_sources_(document_.language.code == source_language) {
    for (std::size_t s = 0; s < sign_count; ++s) signals_[s].name = sign_names[s];
  }

  ScorerResult result() {
    ScorerResult result;
    count_content();
    read_metadata();
    read_blocks();
    read_dates();
    read_hosts();
    sources_ = count_sources(input_, publisher_, scorer_.paid_links());
    if (reads_sources_) note(Sign::named_sources, sources_.names);
    settle();
    result.sample = document_.sentences.size();
    if (content_tokens_ < least_content_tokens) {
      result.state = ScorerState::undecided;
      result.summary = "Too little text to tell where it comes from.";
    } else {
      judge(result);
      result.summary =
          provenance_summary(signals_, only_login_,
                             reads_sources_ ? std::optional(sources_.named_sources) : std::nullopt);
    }
    result.signals.assign(signals_.begin(), signals_.end());
    return result;
  }

 private:
  Signal& at(Sign sign) { return signals_[static_cast<std::size_t>(sign)]; }
  bool has(Sign sign) const {
    return signals_[static_cast<std::size_t>(sign)].state == SignalState::present;
  }

  // The first sighting counts.
  void note(Sign sign, std::string value, std::optional<Range> range = {}) {
    Signal& signal = at(sign);
    if (signal.state == SignalState::present || value.empty()) return;
    signal.state = SignalState::present;
    signal.value = std::move(value);
    signal.range = range;
  }
  void note(Sign sign, Range range) { note(sign, std::string(document_.view(range)), range); }

  void count_content() {
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (input_.is_content(b)) {
        content_tokens_ += document_.blocks[b].token_count;
      } else {
        shows_furniture_ = true;
      }
    }
    shows_furniture_ = shows_furniture_ || document_.dialect == TextDialect::html;
    find_article();
  }

  // The article: the stretch of content with the most words; a teaser far off is none of it.
  void find_article() {
    constexpr std::uint32_t longest_gap = 12;  // blocks of furniture inside an article; guess
    std::uint32_t begin = 0, end = 0, words = 0, most = 0;
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (!input_.is_content(b) || document_.blocks[b].token_count == 0) continue;
      if (words == 0 || b - end > longest_gap) {
        begin = b;
        words = 0;
      }
      end = b + 1;
      words += document_.blocks[b].token_count;
      if (words > most) {
        most = words;
        article_ = {begin, end};
      }
    }
    if (article_.end <= input_.roles.size()) {
      const auto below = input_.roles.subspan(article_.end);
      cards_ = std::ranges::count(below, Kind::byline, &BlockRole::kind);
    }
    // The headline may stand far above the text, with a table of contents between them.
    headline_ = article_.begin;
    for (std::uint32_t b = 0; b < article_.begin && b < input_.roles.size(); ++b) {
      if (input_.roles[b].kind == Kind::headline && input_.is_content(b)) headline_ = b;
    }
  }

  // Is the block where an article's author and date stand: a little before it, in it, or right
  // behind it? Menus and lists of other articles have authors and dates of their own.
  bool near_article(std::uint32_t b) const {
    constexpr std::uint32_t before = 10, behind = 6;  // blocks; guesses
    return (b + before >= article_.begin && b < article_.end + behind) ||
           (b + before >= headline_ && b < headline_ + behind);
  }

  void read_metadata() {
    const Metadata& data = document_.metadata;
    const WordLists& words = scorer_.words();
    author_name_ = without_label(data.author, words.byline_labels, words.archive_labels);
    author_ = author_field(author_name_, words.placeholder_authors);
    constexpr std::size_t longest_name = 4;  // words; a longer one may be the page's title
    if (word_starts(author_name_).words >= longest_name &&
        data.title.find(author_name_) != std::string::npos) {
      author_ = AuthorField::neither;
    }
    // A site that names itself as the author of everything.
    const std::string author = lower(author_name_);
    if (author_ == AuthorField::name &&
        (author == lower(data.site_name) || author == lower(data.publisher))) {
      author_ = AuthorField::account;
    }
    // Another company is that which built the page.
    if (author_ == AuthorField::name && is_company(author_name_, words.company_forms)) {
      author_ = AuthorField::neither;
    }
    if (author_ == AuthorField::name) note(Sign::byline, std::string(author_name_));
    if (names_year(data.published)) note(Sign::date, data.published);
    note(Sign::updated, data.modified);
    note(Sign::publisher, publisher_name(document_));
    if (data.advertiser_content) note(Sign::sponsor, "marked as an advertiser's content");
  }

  void read_blocks() {
    const std::size_t count = document_.blocks.size();
    std::size_t contents_before = 0;
    if (!input_.roles.empty() && !has(Sign::byline)) {
      const auto names_other = [&](std::uint32_t b) {
        return on_card(b) || names_reviewer(document_.blocks[b]);
      };
      const auto author =
          author_by_headline(input_, headline_, scorer_.words().of_bylines(), names_other);
      if (author) note_byline(*author);
    }
    for (std::uint32_t b = 0; b < count; ++b) {
      const Block& block = document_.blocks[b];
      const bool content = input_.is_content(b);
      if (!input_.roles.empty()) {
        if (near_article(b)) {
          read_kind(b);
          read_author_markup(b);
        }
        // Advertisements speak of what they sell; only who earns by them concerns the page.
        if (input_.roles[b].role == Role::advertisement) {
          for (const Sentence& sentence : document_.sentences_of(block)) {
            read_rules(b, sentence, [](Sign sign) { return sign == Sign::affiliate_links; });
          }
          continue;
        }
      }
      // What stands in the middle of an article speaks of its matter, not of itself.
      const bool edge = contents_before < edge_blocks || b + edge_blocks >= count;
      if (content && !block.text.empty()) ++contents_before;
      if (content && !edge && block.token_count > short_block_tokens) {
        read_signature(b);
        for (const Sentence& sentence : document_.sentences_of(block)) {
          read_rules(b, sentence, [](Sign sign) { return sign == Sign::affiliate_links; });
        }
        continue;
      }
      read_signature(b);
      if (content && contents_before <= dateline_blocks) read_dateline(block);
      for (const Sentence& sentence : document_.sentences_of(block)) {
        read_rules(b, sentence,
                   [&](Sign sign) { return content || !of_the_article(sign) || near_article(b); });
      }
    }
    // An account is better than nobody.
    if (author_ != AuthorField::account || has(Sign::byline)) return;
    note(Sign::byline, std::string(author_name_));
    only_login_ = is_login(author_name_);
  }

  // The part of a line that names the author, without the date and the post behind the name.
  void note_byline(Range line) {
    if (has(Sign::byline)) return;
    const auto date = std::ranges::lower_bound(input_.mentions.dates, line.begin, {},
                                               [](const DateMention& d) { return d.text.begin; });
    if (date != input_.mentions.dates.end() && date->text.begin < line.end) {
      // "Posted on 3 May by Ada Lindqvist" has its name behind the date.
      const std::string_view behind =
          document_.view({date->text.end, std::max(date->text.end, line.end)});
      if (behind.find("by ") == behind.npos && behind.find("By ") == behind.npos) {
        line.end = date->text.begin;
      }
    }
    const BylineWords words = scorer_.words().of_bylines();
    if (const auto named = named_line(document_, line, input_.mentions.dates, words)) {
      line = named->name;
    }
    std::string_view part = naming_part(document_.view(line));
    for (const std::string_view word : {" on", " Updated", " Published", " Posted", " updated"}) {
      if (part.ends_with(word)) part.remove_suffix(word.size());
    }
    part = without_label(part, words.labels, scorer_.words().archive_labels);
    const AuthorField field = author_field(part, scorer_.words().placeholder_authors);
    if (part.empty() || field == AuthorField::neither) return;
    const auto begin = static_cast<std::uint32_t>(part.data() - document_.text.data());
    note(Sign::byline, Range{begin, begin + static_cast<std::uint32_t>(part.size())});
  }

  void read_kind(std::uint32_t b) {
    const Kind kind = input_.roles[b].kind;
    const Block& block = document_.blocks[b];
    if (kind == Kind::byline && !on_card(b) && !names_reviewer(block)) {
      const bool next = b + 1 < document_.blocks.size();
      if (names_somebody(block) && !is_label(block)) {
        note_byline(block.text);
      } else if (next && (document_.view(block.text).ends_with(':') || is_label(block)) &&
                 names_somebody(document_.blocks[b + 1])) {
        note_byline(document_.blocks[b + 1].text);  // "Article by:" and the name below
      }
    }
    if (kind == Kind::author_bio && begins_with_name(block)) note_byline(block.text);
    if (b > headline_ && b < article_.end && lists_degrees(block)) note_byline(block.text);
    constexpr std::uint32_t head = 10;                  // blocks; guess
    const bool comment = b >= article_.begin + head &&  // "Ada 3 weeks ago", below the article
                         document_.view(block.text).find(" ago") != std::string_view::npos;
    if (kind == Kind::date && !comment) read_date_line(block);
    if (!input_.is_content(b) && b + 1 < document_.blocks.size()) {
      read_date_below_label(block, document_.blocks[b + 1]);
    }
  }

  // Below the article, the same line on three cards or more tells who wrote other articles.
  bool on_card(std::uint32_t b) const {
    constexpr std::ptrdiff_t least_cards = 3;
    return b >= article_.end && cards_ >= least_cards;
  }

  // "Reviewed by Ada Lindqvist" names no author.
  bool names_reviewer(const Block& block) const {
    const std::span<const Sentence> sentences = document_.sentences_of(block);
    if (sentences.empty()) return false;
    return std::ranges::any_of(matches_.of(sentences.front()), [](const RuleMatch& match) {
      return sign_of(match.rule->id) == Sign::reviewed;
    });
  }

  // "Ada Lindqvist, MD, FHCS; Tom Brandt, DVM & Mia Osk, PhD": names with degrees, which need no
  // "by" where they stand behind the headline.
  bool lists_degrees(const Block& block) const {
    constexpr std::uint32_t longest = 60, most_before = 8;  // tokens, blocks; guesses
    const auto b = static_cast<std::uint32_t>(&block - document_.blocks.data());
    if (b > headline_ + most_before || block.token_count < 3 || block.token_count > longest) {
      return false;
    }
    const std::span<const Token> tokens = document_.tokens_of(block);
    if (!tokens[0].capitalised || !tokens[1].capitalised || tokens[0].all_caps) return false;
    // "Photograph: Ada Lindqvist, CC BY" credits a picture.
    if (document_.text[tokens[0].range.end] == ':') return false;
    std::size_t degrees = 0;
    for (std::size_t t = 2; t < tokens.size(); ++t) {
      if (!tokens[t].capitalised) return false;
      const std::string_view word = document_.view(tokens[t].range);
      if (word.starts_with("CC")) return false;  // a licence
      const bool behind_comma = document_.text[tokens[t - 1].range.end] == ',';
      degrees += behind_comma && word.size() <= 6 && (tokens[t].all_caps || word == "PhD");
    }
    return degrees > 0;
  }

  // "Published: 3 May 2031": its date. A line without a year ("Published", "Jun 30") tells no date,
  // and the words beside the date are not part of it.
  void read_date_line(const Block& block) {
    constexpr std::size_t longest_date = 4;  // words: "Published in May 2031"
    const Sign sign =
        begins_with(block, scorer_.words().update_labels) ? Sign::updated : Sign::date;
    if (const DateMention* date = date_in_block(block)) {
      note_date(sign, date->text);
      return;
    }
    const std::string_view line = document_.view(block.text);
    std::string_view part = date_in_digits(line);
    if (part.empty()) part = glued_date(line);
    if (!part.empty()) {
      const auto begin = static_cast<std::uint32_t>(part.data() - document_.text.data());
      note_date(sign, {begin, begin + static_cast<std::uint32_t>(part.size())});
    } else if (names_year(line) && word_starts(line).words <= longest_date) {
      note_date(sign, block.text);
    }
  }

  void note_date(Sign sign, Range text) {
    if (sign == Sign::updated && !printed_update_) printed_update_ = text;
    note(sign, text);
  }

  // "Last updated:" and the date in the next block.
  void read_date_below_label(const Block& label, const Block& below) {
    constexpr std::uint32_t longest_label = 3, longest_date = 6;  // tokens
    if (label.token_count > longest_label || below.token_count > longest_date) return;
    const DateMention* date = date_in_block(below);
    if (!date || names_year(document_.view(label.text))) return;
    if (begins_with(label, scorer_.words().update_labels)) {
      note_date(Sign::updated, date->text);
    } else if (begins_with(label, scorer_.words().date_labels)) {
      note(Sign::date, date->text);
    }
  }

  // The first date with day and year.
  const DateMention* date_in_block(const Block& block) const {
    const auto& dates = input_.mentions.dates;
    for (auto date = std::ranges::lower_bound(dates, block.text.begin, {},
                                              [](const DateMention& d) { return d.text.begin; });
         date != dates.end() && block.text.contains(date->text); ++date) {
      if (date->day != 0 && date->year != 0) return &*date;
    }
    return nullptr;
  }

  bool begins_with(const Block& block, const std::vector<std::string>& labels) const {
    constexpr std::size_t longest = 40;  // bytes of a label
    const std::string small = lower(document_.view(block.text).substr(0, longest));
    return std::ranges::any_of(labels, [&](std::string_view label) {
      const bool whole =
          small.size() == label.size() ||
          (small.size() > label.size() && (small[label.size()] < 'a' || small[label.size()] > 'z'));
      return whole && small.starts_with(label);
    });
  }

  // Nothing but the words that announce a name: "Written By".
  bool is_label(const Block& block) const {
    const std::span<const Token> tokens = document_.tokens_of(block);
    return tokens.size() <= 3 && !tokens.empty() &&
           std::ranges::any_of(scorer_.words().byline_labels, [&](std::string_view label) {
             return lower(document_.view(tokens.back().range)) == label;
           });
  }

  // Where the page's own names say that an author stands: a link to the author's page, or an
  // element of class "post-author" or "byline" with a name in it.
  void read_author_markup(std::uint32_t b) {
    const Block& block = document_.blocks[b];
    if (!block.markup || has(Sign::byline)) return;
    const Markup& markup = *block.markup;
    for (std::uint32_t l = 0; l < markup.link_count; ++l) {
      const Link& link = document_.links[markup.first_link + l];
      const std::string_view target = document_.markup_view(link.target);
      const bool of_author = link.author || target.find("/author/") != target.npos ||
                             target.find("/authors/") != target.npos ||
                             target.find("?author=") != target.npos;
      if (of_author && is_name(link.text)) return note_byline(link.text);
      if (link.author && is_capital_word(link.text) && author_ == AuthorField::neither) {
        author_ = AuthorField::account;  // "Ada", who writes all of a site
        author_name_ = document_.view(link.text);
      }
    }
    constexpr int levels = 4;  // the block's element and those around it; guess
    bool of_author = false;
    std::uint32_t element = markup.element;
    for (int level = 0; level < levels; ++level, element = document_.elements[element].parent) {
      const std::string_view words = document_.markup_view(document_.elements[element].class_words);
      // Comments and reviews have authors of their own.
      if (has_word(words, "comment") || has_word(words, "review")) return;
      of_author = of_author || has_word(words, "author") || has_word(words, "byline");
    }
    if (of_author && is_name(block.text) && !is_label(block)) note_byline(block.text);
  }

  // "Ada Lindqvist reports on harbours", and not "We want to help you build".
  bool begins_with_name(const Block& block) const {
    constexpr std::size_t opening = 4;  // "About the author: Ada Lindqvist"; guess
    const std::span<const Token> tokens = document_.tokens_of(block);
    for (std::size_t t = 0; t + 1 < tokens.size() && t < opening; ++t) {
      if (tokens[t].capitalised && tokens[t + 1].capitalised) return true;
    }
    return false;
  }

  bool is_capital_word(Range text) const {
    const auto token = std::ranges::lower_bound(document_.tokens, text.begin, {},
                                                [](const Token& t) { return t.range.begin; });
    return token != document_.tokens.end() && token->range == text && token->capitalised;
  }

  // Two to five words, all but the small ones between them ("van", "de") capitalised.
  bool is_name(Range text) const {
    const auto first = std::ranges::lower_bound(document_.tokens, text.begin, {},
                                                [](const Token& t) { return t.range.begin; });
    std::size_t words = 0, small = 0;
    std::uint32_t longest = 0;
    for (auto token = first; token != document_.tokens.end() && token->range.end <= text.end;
         ++token, ++words) {
      small += !token->capitalised;
      longest = std::max(longest, token->range.end - token->range.begin);
    }
    // Initials alone sign comments and reviews.
    return words >= 2 && words <= 5 && first->capitalised && small + 2 <= words && longest > 1;
  }

  // A line of two to five capitalised words and few others: "Ada Lindqvist, harbour reporter". One
  // of small words is a heading of something else.
  bool names_somebody(const Block& block) const {
    if (block.token_count < 2 || block.token_count > short_block_tokens) return false;
    const std::span<const Token> tokens = document_.tokens_of(block);
    const bool cue = lower(document_.view(tokens.front().range)) == "by";
    const bool article = cue && tokens.size() > 3 && !tokens[1].capitalised;  // "By the Halm Team"
    const std::span<const Token> rest = tokens.subspan(article ? 2 : cue ? 1 : 0);
    return rest.size() >= 2 && rest[0].capitalised && rest[1].capitalised &&
           (cue || rest.size() <= 8);
  }

  // Signs that elsewhere on the page speak of other articles.
  static bool of_the_article(Sign sign) {
    return sign == Sign::byline || sign == Sign::reviewed || sign == Sign::sponsor ||
           sign == Sign::updated || sign == Sign::date;
  }

  void read_rules(std::uint32_t b, const Sentence& sentence, auto&& wanted) {
    for (const RuleMatch& match : matches_.of(sentence)) {
      const std::optional<Sign> sign = sign_of(match.rule->id);
      if (!sign || !wanted(*sign)) continue;
      const Range found = sentence.text.size() <= 2 * dateline_bytes ? sentence.text : match.range;
      if (*sign == Sign::byline) {
        if (is_byline(document_.blocks[b], sentence) && !on_card(b)) note_byline(found);
        continue;
      }
      const bool label = *sign == Sign::reviewed && match.range.end == sentence.text.end;
      if (label && b + 1 < document_.blocks.size() && names_somebody(document_.blocks[b + 1])) {
        note(*sign, document_.blocks[b + 1].text);
      } else if (!label) {
        note(*sign, found);
      }
    }
  }

  // A line that names somebody: short, and beyond its cue mostly capitalised words.
  bool is_byline(const Block& block, const Sentence& sentence) const {
    if (block.token_count > 2 * short_block_tokens || sentence.token_count < 2) return false;
    if (sentence.token_count > short_block_tokens) return false;
    const std::span<const Token> tokens = document_.tokens_of(sentence);
    const auto capitals = std::ranges::count(tokens.subspan(1), true, &Token::capitalised);
    if (tokens[1].capitalised || 2 * capitals >= std::ssize(tokens) - 1) return true;
    for (std::size_t t = 1; t + 1 < tokens.size(); ++t) {  // "Posted on 3 May by Ada Lindqvist"
      if (document_.view(tokens[t].range) == "by" && tokens[t + 1].capitalised) return true;
    }
    return false;
  }

  // Is the block where a text is signed: at the end of the page or of the article?
  bool at_end(std::uint32_t b) const {
    constexpr std::uint32_t before = 2, behind = 2;  // blocks of the article's end; guesses
    return b + edge_blocks >= document_.blocks.size() ||
           (b + before >= article_.end && b < article_.end + behind);
  }

  // "(abc)" or "(abc/de)", by itself or behind the last sentence: the agency, or the initials of
  // who wrote it.
  void read_signature(std::uint32_t b) {
    constexpr std::size_t longest = 30;                               // bytes
    constexpr std::size_t longest_initials = 16, longest_behind = 6;  // with the brackets
    const Block& block = document_.blocks[b];
    std::string_view text = document_.view(block.text);
    if (!at_end(b) || text.size() < 4 || text.back() != ')') return;
    const std::size_t open = text.rfind('(');
    if (open == text.npos || text.size() - open > longest) return;
    const bool alone = open == 0;
    if (!alone && (open < 2 || text[open - 1] != ' ')) return;
    const std::string_view signs = text.substr(open + 1, text.size() - open - 2);
    const Range range{block.text.begin + static_cast<std::uint32_t>(open) + 1, block.text.end - 1};
    const bool letters = std::ranges::all_of(
        signs, [](char c) { return ascii::is_letter(c) || c == '/' || c == ',' || c == ' '; });
    if (!letters) return;
    if (names_agency(signs, scorer_.words().agencies)) return note(Sign::agency, range);
    const bool initials = std::ranges::all_of(signs, ascii::is_lower);
    const bool behind_sentence =
        !alone && std::string_view(".!?\"").find(text[open - 2]) != std::string_view::npos;
    if (alone ? text.size() <= longest_initials
              : behind_sentence && initials && text.size() - open <= longest_behind) {
      note(Sign::byline, Range{range.begin - 1, range.end + 1});
    }
  }

  // "HALM (KNA) - ...": the place in capitals, the agency in brackets, a dash.
  void read_dateline(const Block& block) {
    const std::span<const Token> tokens = document_.tokens_of(block);
    if (tokens.empty() || !tokens.front().capitalised) return;
    const std::string_view text = document_.view(block.text).substr(0, dateline_bytes);
    const std::size_t open = text.find('('), close = text.find(')');
    // "Halm (dpa) - ...": a known agency needs no capitals before it.
    const bool agency =
        open < close && close != text.npos &&
        names_agency(text.substr(open + 1, close - open - 1), scorer_.words().agencies);
    if (!tokens.front().all_caps && !agency) return;
    std::size_t dash = text.npos;
    for (const std::string_view mark : {" - ", " -- ", "\u2013", "\u2014"}) {
      dash = std::min(dash, text.find(mark));
    }
    if (dash == text.npos) return;
    dateline_ = {block.text.begin, block.text.begin + static_cast<std::uint32_t>(text.size())};
    if (open == text.npos || close == text.npos || open > close || close > dash) return;
    note(Sign::agency, Range{block.text.begin + static_cast<std::uint32_t>(open) + 1,
                             block.text.begin + static_cast<std::uint32_t>(close)});
  }

  // A page put up anew says so of its metadata alone: what is printed with the headline and is
  // older by a year or more is when the text appeared.
  void prefer_printed_date() {
    constexpr std::uint32_t head = 4;  // blocks of the article; guess
    Signal& signal = at(Sign::date);
    if (signal.state != SignalState::present || signal.range ||
        !ascii::is_digit(signal.value.front())) {
      return;
    }
    const int year = std::atoi(signal.value.substr(0, 4).c_str());
    for (std::uint32_t b = headline_; b < article_.begin + head && b < input_.roles.size(); ++b) {
      const Block& block = document_.blocks[b];
      const Kind kind = input_.roles[b].kind;
      const bool label = begins_with(block, scorer_.words().date_labels);
      const bool line = kind == Kind::date || kind == Kind::byline || kind == Kind::read_time;
      if ((!line && !label) || block.token_count > short_block_tokens) continue;
      if (begins_with(block, scorer_.words().update_labels)) continue;
      const DateMention* date = date_in_block(block);
      if (!date || date->year >= year || year < 1000) continue;
      signal.value = document_.view(date->text);
      signal.range = date->text;
      return;
    }
  }

  void read_dates() {
    note(Sign::date, document_.date);
    note(Sign::date, date_in(document_.url));
    note(Sign::date, date_in(document_.metadata.canonical_url));
    prefer_printed_date();
    // A printed update tells at least how old the text is.
    if (printed_update_) note(Sign::date, *printed_update_);
    for (const DateMention& date : input_.mentions.dates) {
      if (has(Sign::date)) return;
      if (date.day == 0 || date.year == 0) continue;
      if (dateline_ && dateline_->contains(date.text)) note(Sign::date, date.text);
      const auto after =
          std::ranges::upper_bound(document_.blocks, date.text.begin, {},
                                   [](const Block& block) { return block.text.begin; });
      if (after == document_.blocks.begin()) continue;
      const auto b = static_cast<std::uint32_t>(after - document_.blocks.begin()) - 1;
      if (!near_article(b)) continue;
      const Block& block = document_.blocks[b];
      if (!input_.is_content(b) || block.token_count <= short_block_tokens / 2) {
        note(Sign::date, date.text);
      }
    }
  }

  void read_hosts() {
    const std::string host =
        document_.host.empty() ? site_of(document_.url) : lower(document_.host);
    note(Sign::publisher, document_.metadata.site_name);  // written as an address
    note(Sign::publisher, host.starts_with("www.") ? host.substr(4) : host);
    if (!host.empty() && scorer_.is_official(host)) note(Sign::statement, host);
    note(Sign::statement, folder_in(document_.url, scorer_.words().statement_paths));
    const std::string canonical = site_of(document_.metadata.canonical_url);
    if (!canonical.empty()) {
      note(Sign::canonical_host, canonical);
      note(Sign::publisher, canonical);
      elsewhere_ = !host.empty() && !same_site(host, canonical);
    }
    if (input_.host_ratings && !host.empty()) {
      rating_ = input_.host_ratings->find(host);
      if (rating_) {
        std::string value = std::to_string(static_cast<int>(rating_->value + 0.5)) + " of 100";
        if (!rating_->source.empty()) value += " (" + rating_->source + ")";
        note(Sign::host_rating, std::move(value));
      }
    }
  }

  // What was not seen is missing where it would show, else unknown.
  void settle() {
    for (Signal& signal : signals_) {
      if (signal.state != SignalState::present && shows_furniture_) {
        signal.state = SignalState::missing;
      }
    }
    if (!has(Sign::host_rating)) at(Sign::host_rating).state = SignalState::unknown;
    if (!has(Sign::named_sources)) {
      at(Sign::named_sources).state = content_tokens_ < least_content_tokens || !reads_sources_
                                          ? SignalState::unknown
                                          : SignalState::missing;
    }
  }

  void judge(ScorerResult& result) {
    const auto absence = [&](std::string rule, std::string message, double degree = 1) {
      result.findings.push_back({"provenance/" + rule, {}, std::move(message), degree});
    };
    const auto add = [&](std::optional<Finding> finding) {
      if (finding) result.findings.push_back(*std::move(finding));
    };
    // A statement is issued by a body in its own name: the body is its author and its source.
    const bool issued = has(Sign::statement);
    const auto missing = [&](Sign sign) { return at(sign).state == SignalState::missing; };
    if (missing(Sign::byline) && !issued && !has(Sign::agency)) {
      absence("missing-byline", "No author was found.");
    } else if (only_login_ && !issued && !has(Sign::agency)) {
      absence("missing-byline",
              "No author was found, only the account \"" + shown(at(Sign::byline).value) + "\".",
              0.5);
    }
    if (missing(Sign::date) && has(Sign::updated)) {
      absence("missing-date", "No date of first publication was found, only that of an update.",
              0.5);
    } else if (missing(Sign::date)) {
      absence("missing-date", "No date of publication was found.");
    }
    const bool references = gives_references();
    const bool names_nobody =
        sources_.named_sources == 0 && sources_.named == 0 && sources_.linked_figures == 0;
    if (reads_sources_ && !issued && names_nobody && !references &&
        sources_.vague + sources_.figures >= least_claims) {
      // The more it asserts, the more it lacks.
      const double degree = static_cast<double>(sources_.vague + sources_.figures) / full_claims;
      absence("no-named-source", "The text cites no independent source.",
              std::min(1.0, degree) * (speaks_for_itself() ? 0.25 : 1.0));
    }
    // Where notes vouch for some sentences, those beside them rest on the same.
    if (!references) append_vague_authorities(input_, matches_, result.findings);
    if (has(Sign::sponsor)) {
      const Signal& signal = at(Sign::sponsor);
      result.findings.push_back(
          {"provenance/paid-content", signal.range, "The page says that somebody paid for it.", 1});
    }
    if (has(Sign::affiliate_links)) {
      result.findings.push_back(
          {"provenance/paid-links", at(Sign::affiliate_links).range,
           "The publisher earns money when readers buy through links in this text.", 1});
    } else if (shows_furniture_ && scorer_.reads_notices(document_.language)) {
      add(undisclosed_links(document_, article_, scorer_.paid_links()));
    }
    if (!issued) add(own_interest(input_, publisher_, matches_, scorer_.words().of_press()));
    if (elsewhere_) {
      absence("published-elsewhere", "The page names another site as the place of the original: " +
                                         at(Sign::canonical_host).value + ".");
    }
    if (rating_ && rating_->value < low_rating) {
      absence("low-rated-host",
              "The ratings given hold the site to be of low reliability: " +
                  at(Sign::host_rating).value +
                  (rating_->note.empty() ? "" : ", " + rating_->note) + ".",
              (low_rating - rating_->value) / low_rating);
    }
  }

  // Numbered notes and a list of references are sources that have a name.
  bool gives_references() const {
    constexpr std::size_t least_marks = 3;  // guess
    return note_marks(input_) >= least_marks ||
           has_reference_list(document_, scorer_.words().reference_headings);
  }

  // Who tells what happened to him, or signs with the degrees of a trade, is a source himself.
  bool speaks_for_itself() const {
    constexpr double least_share = 1.0 / 3;  // of the sentences; guess
    if (share_with(input_, scorer_.words().first_person) >= least_share) return true;
    const Signal& byline = signals_[static_cast<std::size_t>(Sign::byline)];
    return byline.state == SignalState::present && ends_with_degree(byline.value);
  }

  const ProvenanceScorer& scorer_;
  const ScorerInput& input_;
  const Document& document_;
  const Publisher publisher_;
  std::array<Signal, sign_count> signals_;
  const SentenceMatches matches_;
  const bool reads_sources_;
  AuthorField author_ = AuthorField::neither;
  std::string_view author_name_;  // of the page's data, without a label
  bool only_login_ = false;
  std::optional<Range> dateline_;
  std::optional<Range> printed_update_;
  const HostRatings::Rating* rating_ = nullptr;
  Range article_;               // blocks
  std::uint32_t headline_ = 0;  // block
  std::ptrdiff_t cards_ = 0;    // bylines below the article
  std::uint32_t content_tokens_ = 0;
  CountedSources sources_;
  bool shows_furniture_ = false;
  bool elsewhere_ = false;
};

ScorerResult ProvenanceScorer::score(const ScorerInput& input) const {
  return Reading(*this, input).result();
}

// A rule of this scorer adds words to a sign; it cannot add a sign.
Error no_sign(const Rule& rule) {
  std::string all;
  for (const std::string_view name : sign_names) {
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  const std::string_view meant = nearest(rule.id.substr(rule.id.find('/') + 1), sign_names);
  return {"bad_heuristics",
          rule.where + ": " + rule.id + " is none of the signs of provenance, so it never fires",
          meant.empty() ? "The signs are: " + all + "."
                        : "Write \"provenance/" + std::string(meant) + "\"."};
}

}  // namespace

Result<std::unique_ptr<Scorer>> make_provenance_scorer(const Heuristics& heuristics) {
  for (const Rule& rule : heuristics.rules()) {
    const bool known = sign_of(rule.id) || OfferRules::has(rule.id) || rule.id == vague_authority;
    if (rule.scorer == "provenance" && !known) return no_sign(rule);
  }
  Result<RuleMatcher> matcher = RuleMatcher::compile(heuristics.rules(), "provenance");
  if (!matcher) return matcher.error();
  const auto words = [&](std::string_view name) {
    return heuristics.words("any/words/" + std::string(name) + ".json");
  };
  WordLists lists{words("official_hosts"),
                  words("byline_labels"),
                  words("placeholder_authors"),
                  words("date_labels"),
                  words("update_labels"),
                  words("company_words"),
                  words("reference_headings"),
                  heuristics.words("en/words/promotion-first-person-singular.json"),
                  words("name_particles"),
                  words("name_joints"),
                  words("author_archive_labels"),
                  words("company_forms"),
                  words("agencies"),
                  words("statement_paths"),
                  words("press_told"),
                  words("press_saw")};
  std::vector<std::string> notice_languages;
  for (const Rule& rule : heuristics.rules()) {
    if (sign_of(rule.id) == Sign::affiliate_links) notice_languages.push_back(rule.language);
  }
  return std::unique_ptr<Scorer>(std::make_unique<ProvenanceScorer>(
      std::move(matcher).value(), std::move(lists), PaidLinks(words("paid_links")),
      std::move(notice_languages)));
}

}  // namespace assay
