#include "scorers/figure_references.h"
#include <algorithm>

#include "ingest/url.h"
#include "text/ascii.h"

namespace assay::figures {
namespace {

// Where "[3" or "(1)." begins in `text`; npos: nowhere.
std::size_t footnote_opening(std::string_view text) {
  const auto digit_at = [&](std::size_t at) {
    return at < text.size() && ascii::is_digit(text[at]);
  };
  if (const std::size_t open = text.find('['); open != text.npos) {
    return digit_at(open + 1) ? open : text.npos;
  }
  std::size_t open = text.find('(');
  while (open != text.npos && !(digit_at(open + 1) && text.substr(open + 2, 2) == ").")) {
    open = text.find('(', open + 1);
  }
  return open;
}

// Where the words of a link stand and what they are.
class LinkWords {
 public:
  LinkWords(const Document& document, const Link& link, const FigureWords& words) {
    constexpr std::uint32_t least_long = 4;  // bytes of a word that a title would capitalise
    for (auto t = std::ranges::partition_point(
             document.tokens, [&](const Token& t) { return t.range.begin < link.text.begin; });
         t != document.tokens.end() && t->range.begin < link.text.end; ++t) {
      ++words_;
      capitals_ += t->capitalised;
      document_ |= words.is(t->hash, is_document);
      if (t->kind != TokenKind::word || t->range.size() < least_long) continue;
      ++long_words_;
      long_capitals_ += t->capitalised;
    }
  }

  bool name_document() const { return document_; }
  bool all_small() const { return capitals_ == 0; }

  // The headline of something else to read: "50 Ways to Work From Home".
  bool are_headline() const {
    constexpr std::size_t least_words = 4;
    return long_words_ >= least_words && long_capitals_ == long_words_;
  }

  // "cut its time to market by half"
  bool are_clause() const {
    constexpr std::size_t least_words = 5, most_capitals = 2;  // guess
    return words_ >= least_words && capitals_ <= most_capitals;
  }

 private:
  std::size_t words_ = 0, capitals_ = 0, long_words_ = 0, long_capitals_ = 0;
  bool document_ = false;
};

// Does the link lead to a page, not the front page, of another site?
bool leads_elsewhere(const Document& document, const Link& link) {
  const std::string_view target = document.markup_view(link.target);
  const std::string host = site_of(target);
  const bool own =
      !document.host.empty() && (host.ends_with(document.host) || document.host.ends_with(host));
  const std::size_t path = target.find('/', target.find("//") + 2);
  return !host.empty() && !own && path != target.npos && path + 1 < target.size();
}

bool in_brackets(std::string_view text, Range link) {
  const char before = link.begin > 0 ? text[link.begin - 1] : ' ';
  const char behind = link.end < text.size() ? text[link.end] : ' ';
  return (before == '(' && behind == ')') || (before == '[' && behind == ']');
}

// "a [market share] of 40 percent"
bool joins_figure(const PlacedFigure& at, Range link, const FigureWords& words) {
  constexpr std::uint32_t longest = 6;  // bytes: " were "
  if (link.end >= at.begin() || at.begin() - link.end > longest) return false;
  const std::string_view joint = at.document.view({link.end, at.begin()});
  return joint.size() > 2 && joint.front() == ' ' && joint.back() == ' ' &&
         words.is(word_hash(joint.substr(1, joint.size() - 2)), is_joint);
}

// Does the link name who is heard in the sentence?
bool names_source(Range link, std::span<const Attribution> heard) {
  return std::ranges::any_of(heard, [&](const Attribution& a) {
    return !a.cue.empty() && (a.source.overlaps(link) || a.cue.overlaps(link));
  });
}

bool vouches(const PlacedFigure& at, const Link& link, const FigureWords& words,
             std::span<const Attribution> heard) {
  if (link.text.empty() || link.sponsored || link.nofollow || !leads_elsewhere(at.document, link)) {
    return false;
  }
  const LinkWords said(at.document, link, words);
  if (said.are_headline()) return false;
  return link.text.overlaps(at.quantity.number) || in_brackets(at.document.text, link.text) ||
         said.name_document() || said.are_clause() ||
         (said.all_small() && joins_figure(at, link.text, words)) || names_source(link.text, heard);
}

}  // namespace

void footnote_features(const PlacedFigure& at, FigureSource& source, FigureFeatures& x) {
  constexpr std::uint32_t behind_sentence = 6, most_read = 300, longest_mark = 6;  // bytes
  const std::uint32_t end = at.sentence.text.end + behind_sentence;
  const std::string_view rest =
      std::string_view(at.document.text)
          .substr(at.end(), std::min(end - std::min(at.end(), end), most_read));
  const std::size_t open = footnote_opening(rest);
  if (open == rest.npos || open + 2 >= rest.size()) return;
  const std::size_t close = rest.find(rest[open] == '[' ? ']' : ')', open);
  if (close == rest.npos || close > open + longest_mark) return;
  if (rest.substr(open, close - open).find('.') != rest.npos) return;  // a deviation: "[4.93]"
  set<"footnote">(x);
  source.consider_footnote({at.end() + static_cast<std::uint32_t>(open),
                            at.end() + static_cast<std::uint32_t>(close) + 1});
}

void link_features(const PlacedFigure& at, const FigureWords& words,
                   std::span<const Attribution> heard, FigureSource& source, FigureFeatures& x) {
  if (!at.block.markup) return;
  const Range sentence = at.sentence.text;
  const std::span<const Link> links = at.document.links_of(at.block);
  const auto first = std::ranges::partition_point(
      links, [&](const Link& link) { return link.text.end <= sentence.begin; });
  const auto last =
      std::find_if(first, links.end(), [&](const Link& l) { return l.text.begin >= sentence.end; });
  const auto link =
      std::find_if(first, last, [&](const Link& l) { return vouches(at, l, words, heard); });
  if (link == last) return;
  set<"hyperlink">(x);
  source.consider_link(link->text, at.document.markup_view(link->target));
}

}  // namespace assay::figures
