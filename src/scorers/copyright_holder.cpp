#include "scorers/copyright_holder.h"
#include <algorithm>
#include <array>
#include <optional>

#include "assay/text.h"

#include "ingest/url.h"
#include "scorers/own_name.h"
#include "scorers/year.h"
#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

constexpr std::uint32_t longest_line = 40;  // tokens; longer ones speak of copyright
// What may part sign, years and name.
constexpr std::string_view between = " \t,-0123456789";

struct Sign {
  std::size_t begin = 0, end = 0;  // bytes of the line
};

// "©", at the line's start also "(c)" and the word.
std::optional<Sign> sign_in(std::string_view line) {
  constexpr std::string_view sign = "\u00a9", letter = "(c)", word = "copyright";
  if (const std::size_t at = line.find(sign); at != line.npos) return Sign{at, at + sign.size()};
  const std::string start = lower(line.substr(0, word.size()));
  if (start.starts_with(letter)) return Sign{0, letter.size()};
  const bool whole = line.size() > word.size() && !ascii::is_letter(line[word.size()]);
  if (start == word && whole) return Sign{0, word.size()};
  return std::nullopt;
}

// Behind what may stand between the sign and the name: the word, the sign once more, years.
std::size_t name_begin(std::string_view line, std::size_t at) {
  constexpr std::array<std::string_view, 11> parts = {"\u00a9", "(c)",    "copyright", "\u00a0",
                                                      "\u2013", "\u2014", "\u00b7",    "\u2022",
                                                      ":",      "|",      "by "};
  for (bool going = true; going;) {
    at = std::min(line.find_first_not_of(between, at), line.size());
    going = false;
    for (const std::string_view part : parts) {
      if (lower(line.substr(at, part.size())) != part) continue;
      at += part.size();
      going = true;
    }
  }
  return at;
}

bool has_letters(std::string_view text) { return std::ranges::any_of(text, ascii::is_letter); }

// The link that holds the byte, if any.
const Link* link_at(const Document& document, const Block& block, std::uint32_t at) {
  for (const Link& link : document.links_of(block)) {
    if (link.text.begin <= at && at < link.text.end) return &link;
  }
  return nullptr;
}

// Whether a link leads to another host than the document's.
bool leads_away(const Document& document, const Link& link) {
  const std::string_view target = document.markup_view(link.target);
  if (!target.starts_with("//") && target.find("://") == target.npos) return false;
  return document.host.empty() || !same_site(host_of(target), document.host);
}

class Line {
 public:
  Line(const Document& document, const Block& block, const HolderWords& words)
      : document_(document), block_(block), words_(words), text_(document.view(block.text)) {}

  // Reads the line; false where it names nobody.
  bool read() {
    const std::optional<Sign> sign = sign_in(text_);
    if (!sign) return false;
    const std::string_view before = text_.substr(0, sign->begin);
    const std::size_t begin = name_begin(text_, sign->end);
    opens_ = !has_letters(before) || lower(before).starts_with("copyright");
    std::size_t end = std::min(text_.find_first_of("|\n", begin), text_.size());
    for (const std::string_view mark :
         {". ", "; ", " \u2013 ", " \u2014 ", " - ", " \u2022 ", " \u00b7 ", " /", "/ "}) {
      end = std::min(end, text_.find(mark, begin));
    }
    cut_at_links(begin, end);
    cut_at_words(begin, end);
    if (end <= begin) return false;
    name_ = text_.substr(begin, end - begin);
    if (name_.ends_with('.')) name_.remove_suffix(1);
    constexpr std::size_t behind = 8;  // bytes: ". 2031", " \u2013 2031"
    has_year_ = names_year(before) || names_year(text_.substr(sign->end, begin - sign->end)) ||
                names_year(name_) || names_year(text_.substr(end, behind));
    const std::size_t last = name_.find_last_not_of(between);
    name_ = last == name_.npos ? std::string_view() : name_.substr(0, last + 1);
    return !name_.empty();
  }

  std::string_view name() const { return name_; }

  // Whether the line names the page's holder where nothing else does.
  bool stands_alone() const {
    constexpr std::size_t most_words = 6;  // longer ones are sentences; guess
    const auto [words, small] = word_starts(name_);
    std::size_t first = 0;
    next_code_point(name_, first);
    const bool capital = lower(name_.substr(0, first)) != name_.substr(0, first);
    return opens_ && has_year_ && !credits_ && !led_away_ && capital && words <= most_words &&
           2 * small <= words && block_.shape != BlockShape::caption;
  }

 private:
  std::uint32_t place(std::size_t at) const {
    return block_.text.begin + static_cast<std::uint32_t>(at);
  }

  // A link behind the name is another matter; one around it ends with it.
  void cut_at_links(std::size_t begin, std::size_t& end) {
    if (const Link* around = link_at(document_, block_, place(begin))) {
      led_away_ = leads_away(document_, *around);
      end = std::min<std::size_t>(end, around->text.end - block_.text.begin);
      return;
    }
    for (const Link& link : document_.links_of(block_)) {
      if (link.text.begin <= place(begin) || link.text.begin >= place(end)) continue;
      end = link.text.begin - block_.text.begin;
      // "Halm Tools and" <a>
      while (end > begin && text_[end - 1] == ' ') --end;
      const std::size_t word = text_.rfind(' ', end - 1) + 1;
      if (word > begin && ascii::is_lower(text_[word]) && ascii::is_upper(text_[begin])) end = word;
    }
  }

  void cut_at_words(std::size_t begin, std::size_t& end) {
    const std::span<const Token> tokens = document_.tokens_of(block_);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (tokens[t].range.begin < place(begin) || tokens[t].range.begin >= place(end)) continue;
      credits_ = credits_ || words_.credits.at(tokens, t) > 0;
      if (words_.ends.at(tokens, t) == 0) continue;
      end = tokens[t].range.begin - block_.text.begin;
      return;
    }
  }

  const Document& document_;
  const Block& block_;
  const HolderWords& words_;
  std::string_view text_, name_;
  bool opens_ = false, has_year_ = false, credits_ = false, led_away_ = false;
};

}  // namespace

HolderWords HolderWords::load(const Heuristics& heuristics) {
  return {.ends = Phrases(heuristics.words("any/words/holder_ends.json")),
          .credits = Phrases(heuristics.words("any/words/holder_credits.json"))};
}

std::string_view copyright_holder(const Document& document, const HolderWords& words,
                                  const std::function<bool(std::string_view)>& agrees, bool weak) {
  // Guess; pictures further up have holders of their own.
  constexpr std::size_t foot_bytes = 3000;
  constexpr std::uint32_t paragraph = 40;  // tokens; guess
  std::string_view found;
  for (std::size_t b = document.blocks.size(); b-- > 0;) {
    const Block& block = document.blocks[b];
    // In plain text a line above a paragraph is that of a picture; pages have notices below theirs.
    if (!block.markup && block.token_count >= paragraph && document.view(block.text).ends_with('.'))
      weak = false;
    if (block.token_count == 0 || block.token_count > longest_line) continue;
    Line line(document, block, words);
    if (!line.read()) continue;
    if (agrees(line.name())) return line.name();
    if (!found.empty() && !weak) continue;
    if (!weak || document.text.size() - block.text.begin > foot_bytes) continue;
    if (!line.stands_alone()) continue;
    if (!found.empty() && lower(found) != lower(line.name())) {
      weak = false;  // two claim it
      found = {};
    } else {
      found = line.name();
    }
  }
  return found;
}

}  // namespace assay
