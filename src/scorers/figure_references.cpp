#include "scorers/figure_references.h"
#include <algorithm>
#include <optional>

#include "ingest/url.h"
#include "text/abbreviations.h"
#include "text/ascii.h"

namespace assay::figures {
namespace {

constexpr std::uint32_t longest_joint = 6;  // bytes: " were "

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

}  // namespace

// Does the text end with what has a stop of its own, "see fig", or with a part of an address?
static bool is_short_form(std::string_view text) {
  const std::size_t space = text.find_last_of(" \n(");
  const std::string_view word = space == text.npos ? text : text.substr(space + 1);
  return word.find_first_of("./@:") != word.npos ||
         abbreviation_kind(word, word) != AbbreviationKind::none;
}

// "a third of boats.12 Others", "boats.14,15 Others": raised numbers that lost their form, the
// bytes of the first; empty: none.
static Range raised_number(std::string_view text) {
  const auto digits_at = [&](std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && end < at + 2 && ascii::is_digit(text[end])) ++end;
    return end;
  };
  for (std::size_t stop = text.find('.'); stop != text.npos; stop = text.find('.', stop + 1)) {
    if (stop == 0 || !ascii::is_lower(text[stop - 1])) continue;
    const std::size_t first = digits_at(stop + 1);
    std::size_t end = first;
    while (end > stop + 1 && end < text.size() && text[end] == ',' && digits_at(end + 1) > end + 1)
      end = digits_at(end + 1);
    if (end == stop + 1) {
      if (stop + 1 >= text.size() || text[stop + 1] == ' ') return {};  // the sentence ends
      continue;
    }
    const bool ends = end == text.size() || text[end] == '\n';
    const bool next = end + 1 < text.size() && text[end] == ' ' && ascii::is_upper(text[end + 1]);
    if ((ends || next) && !is_short_form(text.substr(0, stop)))
      return {static_cast<std::uint32_t>(stop + 1), static_cast<std::uint32_t>(first)};
  }
  return {};
}

// The digit that a superscript sign behind a word or stop writes, and its bytes; "m\u00b2" is a
// unit.
static std::pair<char, std::size_t> superscript_at(std::string_view text, std::size_t at) {
  static constexpr std::pair<std::string_view, char> signs[] = {
      {"\u00b9", '1'}, {"\u00b2", '2'}, {"\u00b3", '3'}, {"\u2070", '0'}, {"\u2074", '4'},
      {"\u2075", '5'}, {"\u2076", '6'}, {"\u2077", '7'}, {"\u2078", '8'}, {"\u2079", '9'}};
  for (const auto& [sign, digit] : signs) {
    if (text.substr(at).starts_with(sign)) return {digit, sign.size()};
  }
  return {0, 0};
}

// "a third of boats.\u00b9\u00b2", "of boats\u00b3": the raised number; empty: none.
static Range superscript(std::string_view text, const FigureWords& words) {
  constexpr std::size_t shortest = 3;  // letters of the word before it: units have fewer
  std::size_t letters = 0;
  bool stop = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      stop = c == '.' || c == ',' || c == '"' || c == ')';
      letters = ascii::is_letter(text[at]) ? letters + 1 : 0;
      continue;
    }
    std::size_t end = at;
    while (superscript_at(text, end).second > 0) end += superscript_at(text, end).second;
    const bool word = letters >= shortest && !words.is_length(text.substr(at - letters, letters));
    if (end > at && (stop || word))
      return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    letters = 0;
    stop = false;
  }
  return {};
}

// "3. Harbour Institute", "[3] Harbour Institute": the number of a note and where its words begin.
static std::pair<std::uint32_t, std::uint32_t> note_at(std::string_view text) {
  std::uint32_t at = 0, number = 0;
  constexpr std::uint32_t most_digits = 3;
  if (text.starts_with('[') || text.starts_with('(') || text.starts_with('^')) ++at;
  const std::uint32_t first = at;
  for (; at < text.size() && at < first + most_digits && ascii::is_digit(text[at]); ++at)
    number = number * 10 + static_cast<std::uint32_t>(text[at] - '0');
  if (at == first) return {0, 0};
  while (at < text.size() &&
         (text[at] == '.' || text[at] == ']' || text[at] == ')' || text[at] == ':'))
    ++at;
  const bool parted = at < text.size() && (text[at] == ' ' || text[at] == '\t');
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return {parted && at < text.size() ? number : 0, at};
}

void Notes::read() {
  constexpr std::size_t farthest = 3;  // blocks from one note to the next: guess
  read_ = true;
  const std::vector<Block>& blocks = document_.blocks;
  std::size_t b = blocks.size();
  while (b > 0 && !words_.heads_notes(document_.tokens_of(blocks[b - 1]))) --b;
  for (std::size_t last = b; b > 0 && b < blocks.size() && b <= last + farthest; ++b) {
    const auto [number, begin] = note_at(document_.view(blocks[b].text));
    if (number != notes_.size() + 1) continue;
    notes_.push_back({blocks[b].text.begin + begin, blocks[b].text.end});
    last = b;
  }
}

std::string Notes::name_of(Range mark) {
  constexpr std::uint32_t longest = 80;  // bytes of a note that are shown
  if (!read_) read();
  std::string name = "note ";
  std::size_t number = 0;
  const std::string_view text = document_.view(mark);
  for (std::size_t i = 0; i < text.size();) {
    const auto [raised, bytes] = superscript_at(text, i);
    const char c = bytes > 0 ? raised : text[i];
    i += std::max<std::size_t>(bytes, 1);
    if (ascii::is_digit(c)) {
      number = number * 10 + static_cast<std::size_t>(c - '0');
      name += c;
    } else if (number > 0) {
      break;
    }
  }
  if (number == 0 || number > notes_.size()) return name;
  Range note = notes_[number - 1];
  if (note.size() > longest) {
    const std::string_view words = document_.view({note.begin, note.begin + longest});
    const std::size_t space = words.find_last_of(' ');
    note.end = note.begin + (space == words.npos ? 0 : static_cast<std::uint32_t>(space));
  }
  if (note.begin < note.end) name += ": " + std::string(document_.view(note));
  return name;
}

// "The report [3] found", "As Holm et al. [4] found": the mark behind a report or its authors,
// before the figure; empty: there is none.
static Range mark_of_document(const PlacedFigure& at, const FigureWords& words) {
  constexpr std::size_t most_digits = 3;
  constexpr std::size_t reach = 300;  // bytes: each figure of a long sentence looks back
  std::string_view lead = at.lead();
  const std::size_t skipped = lead.size() - std::min(lead.size(), reach);
  lead.remove_prefix(skipped);
  // Brackets are few, blanks are many.
  for (std::size_t bracket = lead.find('['); bracket != lead.npos;
       bracket = lead.find('[', bracket + 1)) {
    if (bracket == 0 || lead[bracket - 1] != ' ') continue;
    const std::size_t open = bracket - 1;
    std::size_t end = open + 2;
    while (end < lead.size() && end < open + 2 + most_digits && ascii::is_digit(lead[end])) ++end;
    if (end == open + 2 || end >= lead.size() || lead[end] != ']') continue;
    const std::string_view before = lead.substr(0, open);
    const std::size_t space = before.find_last_of(' ');
    const std::string_view word = before.substr(space == before.npos ? 0 : space + 1);
    if (!before.ends_with(" et al.") && !words.is(word_hash(word), is_document)) continue;
    // "The report [3] was read by": nothing that it says
    const std::string_view behind = lead.substr(end + 1);
    const std::size_t next = behind.find_first_not_of(' ');
    const std::string_view verb =
        next == behind.npos ? behind : behind.substr(next, behind.find(' ', next) - next);
    if (words.is_passive(verb)) continue;
    const std::uint32_t begin =
        at.sentence.text.begin + static_cast<std::uint32_t>(skipped + open) + 1;
    return {begin, begin + static_cast<std::uint32_t>(end - open)};
  }
  return {};
}

void footnote_features(const PlacedFigure& at, const FigureWords& words, Notes& notes,
                       FigureSource& source, FigureFeatures& x) {
  constexpr std::uint32_t most_read = 300, longest_mark = 6;  // bytes
  const SentenceSigns& signs = at.context.signs;
  if (!signs.raised && !signs.bracket) return;  // most sentences
  // What opens the next block is no mark behind this one.
  const std::uint32_t end =
      std::min(at.sentence.text.end + SentenceSigns::behind, std::max(at.block.text.end, at.end()));
  const std::string_view rest =
      std::string_view(at.document.text)
          .substr(at.end(), std::min(end - std::min(at.end(), end), most_read));
  if (signs.raised) {
    Range raised = raised_number(rest);
    if (raised.empty()) raised = superscript(rest, words);
    if (!raised.empty()) {
      set<"footnote">(x);
      return source.consider_footnote({at.end() + raised.begin, at.end() + raised.end}, notes);
    }
  }
  if (!signs.bracket) return;
  const std::size_t open = footnote_opening(rest);
  if (open == rest.npos || open + 2 >= rest.size()) {
    if (const Range mark = mark_of_document(at, words); !mark.empty()) {
      set<"footnote">(x);
      source.consider_footnote(mark, notes);
    }
    return;
  }
  const std::size_t close = rest.find(rest[open] == '[' ? ']' : ')', open);
  if (close == rest.npos || close > open + longest_mark) return;
  constexpr std::size_t year = 4;  // digits
  const std::string_view digits = rest.substr(open + 1, close - open - 1);
  if (digits.size() == year && std::ranges::all_of(digits, ascii::is_digit)) return;
  if (rest.substr(open, close - open).find('.') != rest.npos) return;  // a deviation: "[4.93]"
  set<"footnote">(x);
  source.consider_footnote({at.end() + static_cast<std::uint32_t>(open),
                            at.end() + static_cast<std::uint32_t>(close) + 1},
                           notes);
}

void rating_features(const PlacedFigure& at, const FigureWords& words, FigureSource& source,
                     FigureFeatures& x) {
  if (!at.context.on_site) return;
  const Range site = at.context.site;
  const std::span<const Token> tokens = at.tokens();
  const auto name = std::ranges::partition_point(
      tokens, [&](const Token& token) { return token.range.begin < site.begin; });
  if (name == tokens.end() || name - tokens.begin() < 2) return;
  // "(99 percent) rating on": of what is rated; "rated (4.8) on": how.
  constexpr std::ptrdiff_t near = 6;  // words from the figure to the site
  const auto figure = std::partition_point(
      tokens.begin(), name, [&](const Token& token) { return token.range.end <= at.begin(); });
  const auto first = figure - std::min<std::ptrdiff_t>(figure - tokens.begin(), 3);
  if (at.begin() < site.begin) {
    if (name - figure > near || !words.tell_rating(std::span(first, name))) return;
  } else if (!words.tells_rating(at.quantity.unit)) {
    return;
  }
  set<"rated_on">(x);
  source.consider_site(site);
}

// Only what can be told of a link without a figure.
void SentenceLinks::weigh(const PlacedFigure& at) {
  if (read_ == &at.sentence) return;
  read_ = &at.sentence;
  links_.clear();
  const std::span<const Link> links = document_.links_of(at.block);
  const Range sentence = at.sentence.text;
  auto link = std::ranges::partition_point(
      links, [&](const Link& one) { return one.text.end <= sentence.begin; });
  std::optional<std::size_t> vouches;
  for (; link != links.end() && link->text.begin < sentence.end; ++link) {
    if (link->text.empty() || link->sponsored || link->nofollow ||
        !leads_elsewhere(document_, *link)) {
      continue;
    }
    const LinkWords said(document_, *link, words_);
    if (said.are_headline()) continue;
    if (!vouches &&
        (in_brackets(document_.text, link->text) || said.name_document() || said.are_clause())) {
      vouches = links_.size();
    }
    links_.push_back({&*link, said.all_small()});
  }
  vouches_ = vouches.value_or(links_.size());
}

std::size_t SentenceLinks::first_behind(std::uint32_t at) const {
  const auto first = std::ranges::partition_point(
      links_, [&](const Weighed& one) { return one.link->text.end <= at; });
  return static_cast<std::size_t>(first - links_.begin());
}

// "a [market share] of 40 percent"
bool SentenceLinks::joins_figure(const PlacedFigure& at, Range link) const {
  if (link.end >= at.begin()) return false;
  const std::string_view joint = document_.view({link.end, at.begin()});
  return joint.size() > 2 && joint.front() == ' ' && joint.back() == ' ' &&
         words_.is(word_hash(joint.substr(1, joint.size() - 2)), is_joint);
}

void SentenceLinks::features(const PlacedFigure& at, std::span<const Attribution> heard,
                             FigureSource& source, FigureFeatures& x) {
  if (!at.block.markup) return;
  weigh(at);
  std::size_t first = vouches_;
  const auto take_overlapping = [&](Range text) {
    const std::size_t i = first_behind(text.begin);
    if (i < first && links_[i].link->text.overlaps(text)) first = i;
  };
  take_overlapping(at.quantity.number);
  for (std::size_t i = first_behind(at.begin());
       i > 0 && at.begin() - links_[i - 1].link->text.end <= longest_joint; --i) {
    const Weighed& before = links_[i - 1];
    if (before.all_small && joins_figure(at, before.link->text)) first = std::min(first, i - 1);
  }
  for (const Attribution& a : heard) {  // the link names who is heard in the sentence
    if (a.cue.empty()) continue;
    take_overlapping(a.source);
    take_overlapping(a.cue);
  }
  if (first == links_.size()) return;
  set<"hyperlink">(x);
  source.consider_link(links_[first].link->text, document_.markup_view(links_[first].link->target));
}

}  // namespace assay::figures
