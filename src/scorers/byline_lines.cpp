#include "scorers/byline_lines.h"
#include <algorithm>
#include <array>
#include <string_view>

#include "assay/text.h"

#include "scorers/naming_lines.h"
#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

using ascii::is_digit, ascii::is_lower, ascii::is_upper;

// Of a name; what is beyond ASCII is taken for a letter.
bool is_letter(char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

// Dashes and the typographic apostrophe are no letters, though their bytes look it.
constexpr std::string_view marks[] = {"\u2013", "\u2014", "\u2022", "\u00b7", "\u22c5",
                                      "\u2219", "\u00a0", "\u2060", "\u200b"};

constexpr std::string_view no_break_space = "\u00a0";

// Reads a line from left to right. Offsets are those of the line.
class LineReader {
 public:
  LineReader(const Document& document, Range line, std::span<const DateMention> dates,
             const BylineWords& words)
      : text_(document.view(line)), begin_(line.begin), dates_(dates), words_(words) {}

  std::optional<NamedLine> read() {
    constexpr std::size_t most_lead_ins = 5;  // words, dates and labels before the name
    NamedLine found;
    for (std::size_t i = 0; i < most_lead_ins; ++i) {
      skip_marks();
      if (skip_date()) {
        found.dated = true;
      } else if (!found.labelled && skip_label()) {
        found.labelled = true;
      } else if (!skip_lead_in()) {
        break;
      }
    }
    skip_marks();
    const std::size_t from = at_;
    std::size_t end = read_name(found.labelled ? 1 : 2);
    if (end == from && found.labelled) {
      end = read_account();
      found.account = end > from;
    }
    if (end == from) return std::nullopt;
    if (const std::size_t joint = joint_end(end); joint > end) {  // "Ada Lindqvist & Tom Brandt"
      at_ = joint;
      if (const std::size_t second = read_name(2); second > joint) end = second;
    }
    at_ = end;
    const bool leads = found.labelled || found.dated || has_date_from(end);
    if (!ends_name(leads)) return std::nullopt;
    found.dated = found.dated || has_date_near(end);
    found.name = {begin_ + static_cast<std::uint32_t>(from),
                  begin_ + static_cast<std::uint32_t>(end)};
    return found;
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  // Bytes of the mark at `at`; 0 for none.
  std::size_t mark_at(std::size_t at) const {
    const auto mark = std::ranges::find_if(
        marks, [&](std::string_view m) { return text_.substr(at).starts_with(m); });
    return mark == std::end(marks) ? 0 : mark->size();
  }

  // Bytes of the space at `at`, which may be one that does not break; 0 for none.
  std::size_t blank_at(std::size_t at) const {
    if (at < text_.size() && text_[at] == ' ') return 1;
    return text_.substr(std::min(at, text_.size())).starts_with(no_break_space)
               ? no_break_space.size()
               : 0;
  }

  void skip_marks() {
    constexpr std::string_view signs = " \t\n|,:-*/>";  // '>': of a quotation in Markdown
    while (at_ < text_.size()) {
      const std::size_t mark = mark_at(at_);
      if (mark == 0 && signs.find(text_[at_]) == signs.npos) return;
      at_ += std::max<std::size_t>(1, mark);
    }
  }

  bool skip_date() {
    const auto place = begin_ + static_cast<std::uint32_t>(at_);
    const auto date = std::ranges::lower_bound(dates_, place, {},
                                               [](const DateMention& d) { return d.text.begin; });
    const std::size_t line_end = begin_ + text_.size();
    if (date == dates_.end() || date->text.begin > place || date->text.end > line_end) return false;
    at_ = date->text.end - begin_;
    return true;
  }

  bool stands_in_line(std::span<const DateMention>::iterator date) const {
    return date != dates_.end() && date->text.end <= begin_ + text_.size();
  }

  // A year alone dates no text: "Ada Lindqvist in 1998" stands below a picture.
  bool has_date_from(std::size_t from, bool or_year = false) const {
    const auto place = begin_ + static_cast<std::uint32_t>(from);
    auto date = std::ranges::lower_bound(dates_, place, {},
                                         [](const DateMention& d) { return d.text.begin; });
    while (!or_year && stands_in_line(date) && date->month == 0) ++date;
    return stands_in_line(date);
  }

  // A date a few words behind: "Ada Lindqvist, harbour reporter, 3 May 2031", but not "Harbour
  // Stories for the town and its guests on the day of the quay, 3 May 2031".
  bool has_date_near(std::size_t from) const {
    constexpr std::size_t most_words = 4;  // between them; guess
    const auto place = begin_ + static_cast<std::uint32_t>(from);
    auto date = std::ranges::lower_bound(dates_, place, {},
                                         [](const DateMention& d) { return d.text.begin; });
    while (stands_in_line(date) && date->month == 0) ++date;
    if (!stands_in_line(date)) return false;
    return word_starts(text_.substr(from, date->text.begin - place)).words <= most_words;
  }

  std::size_t word_end(std::size_t from) const {
    while (from < text_.size() && is_letter(text_[from]) && blank_at(from) == 0) ++from;
    return from;
  }

  bool is_label(std::string_view word) const { return words_.labels.has(word); }

  // "Posted", "Last" of "Last updated": the line dates something.
  bool dates(std::string_view word) const {
    const std::string small = lower(word);
    const auto begins_so = [&](const std::string& label) {
      return label.starts_with(small) &&
             (label.size() == small.size() || label[small.size()] == ' ');
    };
    return std::ranges::any_of(words_.date_labels, begins_so) ||
           std::ranges::any_of(words_.update_labels, begins_so);
  }

  // Behind " and " at `from`; `from` for none.
  std::size_t joint_end(std::size_t from) const {
    if (from + 1 >= text_.size() || text_[from] != ' ') return from;
    const std::size_t blank = text_.find(' ', from + 1);
    if (blank == text_.npos || !words_.joints.has(text_.substr(from + 1, blank - from - 1))) {
      return from;
    }
    return blank + 1;
  }

  // "By", "Written by", "Authors:", and "By" glued to the name.
  bool skip_label() {
    const std::size_t end = word_end(at_);
    const std::string_view word = text_.substr(at_, end - at_);
    if (is_label(word)) {
      at_ = end;
      return true;
    }
    if (word.size() > 3 && word.starts_with("By") && is_upper(word[2])) {
      at_ += 2;
      return true;
    }
    return false;
  }

  // "Written" before "by", "Ein Artikel" before "von", "Am" before a date; "Photo by" announces no
  // author, nor does "Step by step".
  bool skip_lead_in() {
    constexpr std::size_t most = 3;  // words
    std::size_t from = at_;
    for (std::size_t i = 0; i < most; ++i) {
      const std::size_t end = word_end(from);
      const std::size_t blank = blank_at(end);
      if (end == from || blank == 0 || end + blank >= text_.size()) return false;
      if (!words_.lead_ins.has(text_.substr(from, end - from))) return false;
      from = end + blank;
      const std::string_view next = text_.substr(from, word_end(from) - from);
      const bool label = !next.empty() && is_label(next);
      if (label || begins_date(from)) {
        at_ = from;
        return true;
      }
    }
    return false;
  }

  bool begins_date(std::size_t at) const {
    const auto place = begin_ + static_cast<std::uint32_t>(at);
    return std::ranges::binary_search(dates_, place, {},
                                      [](const DateMention& d) { return d.text.begin; });
  }

  // The end of an account's name, one word with a small letter first, that ends the line or stands
  // before a date: "by ada.l", "von halmer1984 | 3. Mai 2031"; here for none. Plain letters are an
  // account behind "by" in small or "Posted" alone, not in "By region", "Analysis by numbers".
  std::size_t read_account() const {
    constexpr std::size_t shortest = 3, longest = 24;  // bytes
    std::size_t end = at_;
    const auto is_part = [&](std::size_t i) {
      const char c = text_[i];
      return is_lower(c) || is_digit(c) || c == '_' || (c == '.' && i + 1 < text_.size());
    };
    while (end < text_.size() && is_part(end)) ++end;
    if (end < at_ + shortest || end > at_ + longest || !is_lower(text_[at_])) return at_;
    const std::string_view word = text_.substr(at_, end - at_);
    const std::string_view opening = text_.substr(0, word_end(0));
    const bool by = is_lower(text_.front()) && is_label(opening) && at_ == opening.size() + 1;
    if (std::ranges::all_of(word, is_lower) && !by && !dates(opening)) return at_;
    if (end == text_.size()) return end;
    std::size_t behind = end;
    while (behind < text_.size() && (text_[behind] == ' ' || mark_at(behind) > 0)) {
      behind += std::max<std::size_t>(1, mark_at(behind));
    }
    const bool parted = behind == text_.size() || text_[behind] == '|' || begins_date(behind);
    return parted && behind > end ? end : at_;
  }

  // Where what a scraper glued to a word begins: "LindqvistMay 3", "LindqvistUpdated:".
  std::size_t glued_at(std::size_t from, std::size_t end) const {
    constexpr std::size_t shortest = 3;  // "McKenna", "DeLillo" have a capital inside
    for (std::size_t i = from + shortest; i + 2 < end; ++i) {
      if (!is_upper(text_[i]) || !is_lower(text_[i - 1])) continue;
      std::size_t next = end;
      if (next < text_.size() && (text_[next] == '.' || text_[next] == ' ')) ++next;
      const bool number = next < text_.size() && is_digit(text_[next]);
      const bool label = end < text_.size() && text_[end] == ':';
      if (number || label) return i;
    }
    return end;
  }

  bool is_capital(std::size_t at) const {
    if (static_cast<unsigned char>(text_[at]) < 0x80) return is_upper(text_[at]);
    std::size_t end = at;
    next_code_point(text_, end);
    const std::string_view letter = text_.substr(at, end - at);
    return mark_at(at) == 0 && lower(letter) != letter;
  }

  std::size_t name_word_end(std::size_t from) const {
    std::size_t end = from;
    while (end < text_.size() && mark_at(end) == 0 &&
           (is_letter(text_[end]) || text_[end] == '\'' || text_[end] == '-')) {
      ++end;
    }
    return end;
  }

  // The end of a name of one to four capitalised words that begins here; here for none.
  std::size_t read_name(std::size_t least_words) const {
    constexpr std::size_t most_words = 4;
    std::size_t words = 0, end = at_, next = at_;
    while (words < most_words && next < text_.size()) {
      const std::size_t stop = name_word_end(next);
      if (stop == next) break;
      const std::string_view word = text_.substr(next, stop - next);
      const std::size_t blank = blank_at(stop);
      if (words > 0 && blank > 0 && words_.particles.has(word) && !is_capital(next)) {
        next = stop + blank;
        continue;
      }
      if (!is_capital(next)) break;
      const std::size_t cut = glued_at(next, stop);
      const std::string_view whole = word.substr(0, cut - next);
      if (is_label(whole) || dates(whole)) break;
      ++words;
      end = cut;
      if (cut < stop) break;
      constexpr std::size_t longest_short_form = 3;  // "Dr.", "J."
      if (stop < text_.size() && text_[stop] == '.' && word.size() <= longest_short_form) ++end;
      if (blank_at(end) == 0) break;
      next = end + blank_at(end);
    }
    return words >= least_words ? end : at_;
  }

  // Does what follows leave the name a name? A mark, a number, a glued word; a small word where a
  // label or date says what the line is about: "May 3, 2031, Ada Lindqvist in Harbours".
  bool ends_name(bool label_or_date) const {
    constexpr std::size_t longest_tail = 120;  // bytes
    std::string_view tail = rest();
    if (tail.empty()) return true;
    if (tail.size() > longest_tail) return false;
    const bool glued = is_upper(tail.front());
    if (glued || mark_at(at_) > 0 || std::string_view(",|-(/\n").find(tail.front()) != tail.npos)
      return true;
    if (tail.front() != ' ') return false;
    tail.remove_prefix(1);
    if (tail.empty()) return true;
    return mark_at(at_ + 1) > 0 || is_digit(tail.front()) || has_date_from(at_, label_or_date) ||
           (label_or_date && is_lower(tail.front())) ||
           std::string_view("|-(/").find(tail.front()) != tail.npos;
  }

  std::string_view text_;
  std::uint32_t begin_ = 0;
  std::span<const DateMention> dates_;
  const BylineWords& words_;
  std::size_t at_ = 0;
};

// What the lines around a bare name must say for it to be an author's.
class Neighbours {
 public:
  Neighbours(const ScorerInput& input, std::uint32_t headline, const BylineWords& words)
      : input_(input),
        document_(input.document),
        headline_(headline),
        labels_(words.labels),
        sections_(words.sections),
        groups_(words.desk_groups),
        articles_(words.desk_articles) {}

  bool support(std::uint32_t b, const NamedLine& line) const {
    const Range name = line.name;
    if (line.account) return !is_word_of_text(name);
    const auto [words, common] = common_words(name);
    if (line.labelled) return words == 0 || common < words;  // none: a scraper glued them
    if (common > 0 || shares_word_with_headline(name) || is_subject(name)) return false;
    if (line.dated) return true;
    if (b + 1 < document_.blocks.size() && (is_post(b + 1) || tells_of(b + 1, name))) return true;
    // In markup, sections and tags have lines of their own beside the date.
    if (document_.dialect == TextDialect::html) return false;
    if (is_dating(b + 1) || (b > 0 && b - 1 != headline_ && is_dating(b - 1))) return true;
    // With a post or a section between name and date.
    constexpr std::uint32_t longest_post = 6;  // words
    return b + 2 < document_.blocks.size() && document_.blocks[b + 1].token_count <= longest_post &&
           is_dating(b + 2);
  }

  // A bare name that is all of its line, beside a date, and in no menu.
  bool support_bare(std::uint32_t b, Range name) const {
    return is_whole(b, name) && common_words(name).common == 0 &&
           !shares_word_with_headline(name) && !stands_above(name) && !is_subject(name) &&
           is_dating_beside(b);
  }
  // Labelled, or beside a date, and in no menu.
  bool support_desk(std::uint32_t b, Range desk) const {
    const Block& block = document_.blocks[b];
    if (labels_.has(document_.tokens_of(block).front())) return true;
    if (stands_above(desk) || block.shape == BlockShape::list_item) return false;
    const auto words = tokens_of(desk);  // "Mountain Rescue Team" where the text tells of rescues
    if (words.size() > 1 && groups_.has(words.back())) {
      const Range rest{desk.begin, words[words.size() - 2].range.end};
      if (common_words(rest).common > articles_.has(words.front())) return false;
    }
    return desk == block.text ? is_dating_beside(b) : is_dating(b);
  }

 private:
  std::span<const Token> tokens_of(Range text) const {
    const auto first = std::ranges::lower_bound(document_.tokens, text.begin, {},
                                                [](const Token& t) { return t.range.begin; });
    auto last = first;
    while (last != document_.tokens.end() && last->range.end <= text.end) ++last;
    return {first, last};
  }

  // How many words the name has, without initials, and how many of them stand small elsewhere:
  // "Cloud Stocks", "News Release".
  struct Common {
    std::size_t words = 0, common = 0;
  };
  Common common_words(Range name) const {
    Common count;
    for (const Token& word : tokens_of(name)) {
      if (!word.capitalised || word.range.size() <= 2) continue;
      ++count.words;
      count.common += std::ranges::any_of(document_.tokens, [&](const Token& token) {
        return token.hash == word.hash && !token.capitalised && token.kind == TokenKind::word;
      });
    }
    return count;
  }

  // "by default": the text has the word too.
  bool is_word_of_text(Range name) const {
    constexpr std::uint32_t line = 12;  // words
    const std::uint64_t word = word_hash(document_.view(name));
    return std::ranges::any_of(document_.blocks, [&](const Block& block) {
      if (block.token_count <= line) return false;
      const auto tokens = document_.tokens_of(block);
      return std::ranges::find(tokens, word, &Token::hash) != tokens.end();
    });
  }

  bool is_whole(std::uint32_t b, Range name) const {
    constexpr std::uint32_t most_words = 3;
    const Block& block = document_.blocks[b];
    return block.shape != BlockShape::list_item && block.token_count <= most_words &&
           tokens_of(name).size() == block.token_count;
  }

  // A section's name stands in the menu.
  bool stands_above(Range name) const {
    const std::string_view words = document_.view(name);
    return std::string_view(document_.text)
               .substr(0, document_.blocks[headline_].text.begin)
               .find(words) != std::string_view::npos;
  }

  // What a section or a tag names: a place, a word of sections ("Climate Change"), or what the text
  // speaks of; an author's name at most begins a paragraph, which tells of him.
  bool is_subject(Range name) const {
    const auto words = tokens_of(name);
    if (std::ranges::any_of(words, [&](const Token& w) { return sections_.has(w); })) return true;
    const auto& names = input_.mentions.names;
    const auto known =
        std::ranges::lower_bound(names, name.begin, {}, [](const Name& n) { return n.text.begin; });
    if (known != names.end() && known->text.begin == name.begin && known->kind == NameKind::place) {
      return true;
    }
    constexpr std::uint32_t line = 12;  // words
    const std::string_view wanted = document_.view(name);
    return std::ranges::any_of(document_.blocks, [&](const Block& block) {
      const auto b = static_cast<std::uint32_t>(&block - document_.blocks.data());
      if (block.token_count <= line || !input_.is_content(b)) return false;
      const std::size_t at = document_.view(block.text).find(wanted);
      return at != std::string_view::npos && at > 0;
    });
  }

  bool is_dating_beside(std::uint32_t b) const {
    return is_dating(b + 1) || (b > headline_ + 1 && is_dating(b - 1));
  }

  bool shares_word_with_headline(Range name) const {
    const auto words = tokens_of(name);
    return std::ranges::any_of(
        document_.tokens_of(document_.blocks[headline_]), [&](const Token& token) {
          return token.range.size() > 2 &&
                 std::ranges::any_of(words, [&](const Token& w) { return w.hash == token.hash; });
        });
  }

  // "Writer", "Senior Editor": a short line that ends with a word which announces names.
  bool is_post(std::uint32_t b) const {
    constexpr std::size_t longest = 4;  // words
    const auto tokens = document_.tokens_of(document_.blocks[b]);
    return !tokens.empty() && tokens.size() <= longest && tokens.back().capitalised &&
           labels_.has(tokens.back());
  }

  // "Ada is a reporter in Halm." below "Ada Lindqvist".
  bool tells_of(std::uint32_t b, Range name) const {
    constexpr std::size_t shortest = 6;  // words
    const auto tokens = document_.tokens_of(document_.blocks[b]);
    const auto words = tokens_of(name);
    return tokens.size() >= shortest && !words.empty() && tokens[0].hash == words[0].hash &&
           (tokens[1].hash == words.back().hash || !tokens[1].capitalised);
  }

  // A short line with a date, or with the time that reading takes.
  bool is_dating(std::uint32_t b) const {
    constexpr std::uint32_t longest = 12;  // words
    if (b >= document_.blocks.size()) return false;
    const Block& block = document_.blocks[b];
    if (block.token_count == 0 || block.token_count > longest) return false;
    if (!input_.roles.empty() && input_.roles[b].kind == Kind::read_time) return true;
    const auto date = std::ranges::lower_bound(input_.mentions.dates, block.text.begin, {},
                                               [](const DateMention& d) { return d.text.begin; });
    return date != input_.mentions.dates.end() && date->text.end <= block.text.end &&
           date->day != 0;
  }

  const ScorerInput& input_;
  const Document& document_;
  std::uint32_t headline_;
  const WordSet& labels_;
  const WordSet& sections_;
  const WordSet& groups_;
  const WordSet& articles_;
};

}  // namespace

std::optional<NamedLine> named_line(const Document& document, Range line,
                                    std::span<const DateMention> dates, const BylineWords& words) {
  return LineReader(document, line, dates, words).read();
}

bool announces_name(const Document& document, Range line, const BylineWords& words) {
  constexpr std::size_t longest = 32;  // bytes
  std::string_view text = document.view(line);
  if (text.size() > longest) return false;
  while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.remove_suffix(1);
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (end == text.size()) return words.labels.has(word);
    if (!words.lead_ins.has(word)) return false;
    at = end + 1;
  }
}

bool signs_quoted_post(std::string_view line) {
  constexpr std::array<std::string_view, 4> dashes = {"\u2014", "\u2013", "--", "- "};
  return line.find("(@") != line.npos &&
         std::ranges::any_of(dashes, [&](std::string_view dash) { return line.starts_with(dash); });
}

bool is_date_word(std::string_view part, const BylineWords& words) {
  while (!part.empty() && (part.back() == ':' || part.back() == ' ')) part.remove_suffix(1);
  const std::string small = lower(part);
  return words.weekdays.has(small) ||
         std::ranges::find(words.date_labels, small) != words.date_labels.end() ||
         std::ranges::find(words.update_labels, small) != words.update_labels.end();
}

namespace {

// The name before the text in its first lines: "By Ada Lindqvist: The town ...", "By: Ada Lindqvist
// / Halm Post The town ...".
std::optional<Range> author_before_text(const Document& document, const Block& block,
                                        std::span<const DateMention> dates,
                                        const BylineWords& words) {
  constexpr std::size_t label = 4, longest = 60;  // bytes: "By: ", and with the name
  const std::string_view text = document.view(block.text).substr(0, longest);
  const std::size_t end = std::min(text.find(": ", label), text.find(" / "));
  if (end == text.npos) return std::nullopt;
  const Range line{block.text.begin, block.text.begin + static_cast<std::uint32_t>(end)};
  const auto found = named_line(document, line, dates, words);
  if (!found || !found->labelled || found->name.end != line.end) return std::nullopt;
  const bool full = document.view(found->name).find(' ') != std::string_view::npos;
  return full ? std::optional(found->name) : std::nullopt;
}

}  // namespace

namespace {

// Bytes of the desk that ends `small`; 0 for none.
std::size_t ends_with_desk(std::string_view small, std::span<const std::string> desks) {
  const auto desk = std::ranges::find_if(desks, [&](std::string_view d) {
    return small.ends_with(d) &&
           (small.size() == d.size() || small[small.size() - d.size() - 1] == ' ');
  });
  return desk == desks.end() ? 0 : desk->size();
}

// A desk below the headline: "By Staff and news service reports", "The Halm Team", "Newsdesk",
// which ends the line or stands before a date.
std::optional<Range> desk_in(const Document& document, const Block& block,
                             std::span<const DateMention> dates, const BylineWords& words) {
  constexpr std::size_t most_words = 6;
  const std::span<const Token> tokens = document.tokens_of(block);
  std::size_t first = 0, end = 0;
  while (first < tokens.size() && words.labels.has(tokens[first])) ++first;
  const auto date = std::ranges::lower_bound(dates, block.text.begin, {},
                                             [](const DateMention& d) { return d.text.begin; });
  const std::uint32_t stop =
      date == dates.end() ? block.text.end : std::min(date->text.begin, block.text.end);
  for (end = first; end < tokens.size() && tokens[end].range.end <= stop; ++end) {
    if (tokens[end].kind != TokenKind::word) break;
  }
  if (end == first || end - first > most_words) return std::nullopt;
  const Range line{tokens[first].range.begin, tokens[end - 1].range.end};
  const std::span<const Token> named = tokens.subspan(first, end - first);
  const bool group_ends = words.desk_groups.has(named.back());
  if (first > 0) {  // labelled
    const bool group = group_ends || words.desk_groups.has(named.front());
    return group || ends_with_desk(lower(document.view(line)), words.desks) ? std::optional(line)
                                                                            : std::nullopt;
  }
  // "Our coaching staff", "Cuts in the newsroom" are subjects.
  const bool article = words.desk_articles.has(named.front());
  const bool capitals = std::ranges::all_of(named.subspan(1), &Token::capitalised);
  if (group_ends && named.size() > 1) {
    const std::size_t least = article ? 3 : 2;  // words: "The Halm Team", "Halm Team"
    constexpr std::size_t most = 4;
    const bool name = capitals && named.size() >= least && named.size() <= most &&
                      (article || named.front().capitalised) &&
                      std::ranges::none_of(named.first(named.size() - 1),
                                           [&](const Token& t) { return words.sections.has(t); });
    return name ? std::optional(line) : std::nullopt;
  }
  const std::size_t desk = ends_with_desk(lower(document.view(line)), words.desks);
  if (desk == 0) return std::nullopt;
  for (const Token& token : named) {
    if (token.range.begin + desk >= line.end) break;
    const bool leads = &token == &named.front() && article;
    if (words.sections.has(token) || (!token.capitalised && !leads)) return std::nullopt;
  }
  return line;
}

// Who made a picture or shares a text did not write it.
bool may_name(const ScorerInput& input, std::uint32_t b) {
  if (input.roles.empty()) return true;
  const BlockRole& role = input.roles[b];
  return role.role != Role::advertisement && role.kind != Kind::share &&
         role.kind != Kind::image_credit;
}

}  // namespace

std::optional<NamedLine> author_by_headline(const ScorerInput& input, std::uint32_t headline,
                                            const BylineWords& words,
                                            const std::function<bool(std::uint32_t)>& names_other) {
  constexpr std::uint32_t above = 3, below = 8;               // blocks
  constexpr std::uint32_t longest_line = 24, paragraph = 30;  // tokens
  const Document& document = input.document;
  const auto count = static_cast<std::uint32_t>(document.blocks.size());
  if (headline >= count) return std::nullopt;
  const Neighbours neighbours(input, headline, words);
  const auto author_in = [&](std::uint32_t b, bool labelled) -> std::optional<NamedLine> {
    const Block& block = document.blocks[b];
    if (block.token_count == 0 || block.token_count > longest_line) return std::nullopt;
    if (!may_name(input, b) || signs_quoted_post(document.view(block.text))) return std::nullopt;
    const auto found = named_line(document, block.text, input.mentions.dates, words);
    if (!found || found->labelled != labelled) return std::nullopt;
    if (!neighbours.support(b, *found) || names_other(b)) return std::nullopt;
    return found;
  };
  constexpr std::uint32_t first_blocks = 2;
  for (std::uint32_t b = headline; b < count && b <= headline + first_blocks; ++b) {
    if (!input.is_content(b) || names_other(b)) continue;
    if (const auto name =
            author_before_text(document, document.blocks[b], input.mentions.dates, words)) {
      return NamedLine{.name = *name, .labelled = true};
    }
  }
  std::uint32_t end = std::min(count, headline + below + 1);
  constexpr std::size_t most_paragraphs = 2;  // of the lead, that a name may stand behind
  std::size_t paragraphs = 0;
  for (std::uint32_t b = headline + 1; b < end; ++b) {
    if (document.blocks[b].token_count > paragraph && ++paragraphs > most_paragraphs) end = b;
  }
  for (const bool labelled : {true, false}) {
    for (std::uint32_t b = headline + 1; b < end; ++b) {
      if (const auto name = author_in(b, labelled)) return name;
      const bool announced = labelled && b + 1 < count && may_name(input, b + 1) &&
                             announces_name(document, document.blocks[b].text, words);
      if (announced && is_name(document, document.blocks[b + 1].text) && !names_other(b)) {
        return NamedLine{.name = document.blocks[b + 1].text, .labelled = true};
      }
    }
    for (std::uint32_t b = headline; b-- > headline - std::min(headline, above);) {
      if (const auto name = author_in(b, labelled)) return name;
    }
  }
  return std::nullopt;
}

std::optional<NamedLine> unlabelled_author(const ScorerInput& input, std::uint32_t headline,
                                           const BylineWords& words,
                                           const std::function<bool(std::uint32_t)>& names_other) {
  constexpr std::uint32_t below = 6;          // blocks
  constexpr std::uint32_t longest_line = 12;  // tokens
  const Document& document = input.document;
  const auto count = static_cast<std::uint32_t>(document.blocks.size());
  if (headline >= count) return std::nullopt;
  const Neighbours neighbours(input, headline, words);
  std::optional<NamedLine> desk;
  for (std::uint32_t b = headline + 1; b < count && b <= headline + below; ++b) {
    const Block& block = document.blocks[b];
    if (block.token_count == 0 || block.token_count > longest_line) continue;
    if (!may_name(input, b) || names_other(b)) continue;
    const auto team = desk_in(document, block, input.mentions.dates, words);
    if (team && !desk && neighbours.support_desk(b, *team)) {
      desk = NamedLine{.name = *team, .desk = true};
    }
    if (team) continue;
    const auto found = named_line(document, block.text, input.mentions.dates, words);
    if (found && neighbours.support_bare(b, found->name)) return found;
  }
  return desk;
}

}  // namespace assay
