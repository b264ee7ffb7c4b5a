#include "document/markdown.h"
#include <algorithm>
#include <map>
#include <utility>

#include "assay/text.h"

#include "text/ascii.h"
#include "text/characters.h"

namespace assay {
namespace {

using namespace std::string_view_literals;

// Bounds of what is looked for at one place, so that hostile text costs no more than long text.
constexpr std::size_t max_bracket_depth = 64;
constexpr std::size_t max_target_bytes = 2048;
constexpr std::size_t max_tag_bytes = 512;
constexpr std::size_t max_code_span_bytes = 1024;
constexpr std::size_t max_references = 4096;
constexpr std::size_t max_front_matter_lines = 64;

// A shorter line is an entry of its own, even before a small letter. Guess.
constexpr std::uint32_t min_joined_columns = 40;

using ascii::is_digit, ascii::is_letter, ascii::is_text_space;

bool is_ascii_punctuation(char c) { return c > ' ' && c < 0x7f && !is_letter(c) && !is_digit(c); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_text_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_text_space(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t run_length(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of(text[at], at);
  return std::min(end, text.size()) - at;
}

// ---- what a line is

// 1..6 for "## Heading", else 0.
std::uint8_t heading_level(std::string_view line) {
  if (!line.starts_with('#')) return 0;
  const std::size_t level = run_length(line, 0);
  return level <= 6 && level < line.size() && (line[level] == ' ' || line[level] == '\t')
             ? static_cast<std::uint8_t>(level)
             : 0;
}

// The character and length of "```" or "~~~" at the start of a line; length 0 for none.
std::size_t fence_length(std::string_view line) {
  if (!line.starts_with("```") && !line.starts_with("~~~")) return 0;
  const std::size_t length = run_length(line, 0);
  return line[0] == '`' && line.find('`', length) != std::string_view::npos ? 0 : length;
}

bool is_rule(std::string_view line) {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '_')) return false;
  const auto marks = std::ranges::count(line, line[0]);
  return marks >= 3 &&
         std::ranges::all_of(line, [&](char c) { return c == line[0] || is_text_space(c); });
}

// "===" or "---" below a heading.
std::uint8_t underline_level(std::string_view line) {
  if (line.size() < 2 || (line[0] != '=' && line[0] != '-')) return 0;
  if (run_length(line, 0) != line.size()) return 0;
  return line[0] == '=' ? 1 : 2;
}

bool is_quote(std::string_view line) { return line.starts_with('>'); }

// "|---|:--:|": dashes, colons and bars, at least one of each of '-' and '|'.
bool is_table_delimiter(std::string_view line) {
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("-:| \t") == std::string_view::npos;
}

// "[name]: target"
struct Reference {
  std::string_view name, target;
};
Reference reference_definition(std::string_view line) {
  if (!line.starts_with('[') || line.starts_with("[^")) return {};
  const std::size_t close = line.find("]:");
  if (close == std::string_view::npos || close < 2) return {};
  std::string_view target = trimmed(line.substr(close + 2));
  target = target.substr(0, target.find_first_of(" \t"));
  if (target.starts_with('<') && target.ends_with('>'))
    target = target.substr(1, target.size() - 2);
  if (target.find_first_of(":/#.") == std::string_view::npos) return {};
  return {line.substr(1, close - 1), target};
}

// ---- recognition

bool looks_like_target(std::string_view target) {
  return target.starts_with("http") || target.starts_with('/') || target.starts_with('#') ||
         target.starts_with("mailto:") || target.starts_with("./") || target.starts_with("../");
}

std::size_t count_links(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("]("); at != std::string_view::npos && count < 3;
       at = text.find("](", at + 2)) {
    count += looks_like_target(text.substr(at + 2, 8));
  }
  return count;
}

// "**words**" in one line, nothing but words touching the inner sides.
std::size_t count_bold(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t open = text.find("**"); open != std::string_view::npos && count < 3;) {
    const std::size_t begin = open + 2;
    const std::size_t close = text.find("**", begin);
    if (close == std::string_view::npos) break;
    const std::string_view inner = text.substr(begin, close - begin);
    if (!inner.empty() && inner.front() != '*' && !is_text_space(inner.front()) &&
        !is_text_space(inner.back()) && inner.find('\n') == std::string_view::npos) {
      ++count;
      open = text.find("**", close + 2);
    } else {
      open = close;
    }
  }
  return count;
}

}  // namespace

bool is_markdown(std::string_view text, std::span<const Line> lines) {
  std::size_t headings = 0, fences = 0, tables = 0, references = 0, lists = 0, quotes = 0,
              underlines = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = slice(text, lines[i].text);
    const bool last = i + 1 == lines.size();
    switch (line[0]) {
      case '#':
        // A heading stands alone; "# ..." above other lines is the comment of a script.
        headings += heading_level(line) > 0 &&
                    (i == 0 || (lines[i].after_blank && (last || lines[i + 1].after_blank)));
        break;
      case '`':
      case '~':
        fences += fence_length(line) > 0;
        break;
      case '|':
        tables += is_table_delimiter(line);
        break;
      case '[':
        references += !reference_definition(line).name.empty();
        break;
      case '-':
      case '=':
        if (!lines[i].after_blank && i > 0 && underline_level(line) > 0) ++underlines;
        [[fallthrough]];
      case '*':
      case '+':
        lists += list_mark_length(line) > 0;
        break;
      case '>':
        quotes += line.starts_with("> ");
        break;
      default:
        break;
    }
  }
  const std::size_t links = count_links(text), bold = count_bold(text);
  const std::size_t strong_kinds =
      (headings > 0) + (links > 0) + (bold > 0) + (fences > 1) + (tables > 0) + (references > 1);
  const bool weak = lists > 1 || quotes > 1 || underlines > 1;
  return strong_kinds >= 2 || headings >= 2 || links >= 3 ||
         (weak && (headings > 0 || links > 0 || bold > 1 || fences > 1 || tables > 0)) ||
         (underlines > 1 && (lists > 1 || quotes > 1));
}

namespace {

// Reads the inline part of one block: finds marks and links.
class Inline {
 public:
  Inline(Document& document, const std::map<std::string, std::string, std::less<>>& references,
         std::vector<Range>& marks)
      : document_(document), references_(references), marks_(marks) {}

  // Appends the marks and links of `block`, which starts behind all that was read before.
  void read(Range block) {
    text_ = std::string_view(document_.text).substr(0, block.end);
    match_brackets(block.begin);
    next_match_ = 0;
    next_stop_ = 0;
    closing_.clear();
    for (std::size_t at = block.begin; at < text_.size();) at = read_at(at, block.begin);
  }

 private:
  struct Match {
    std::size_t open, close;
  };
  // A link whose text is being read; `end` is where its target ends.
  struct Closing {
    std::size_t close, end;
  };

  void mark(std::size_t begin, std::size_t end) {
    if (begin < end)
      marks_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  // Pairs of brackets by their opening, each inside the block.
  void match_brackets(std::size_t begin) {
    matches_.clear();
    open_.clear();
    for (std::size_t at = text_.find_first_of("[]", begin); at != std::string_view::npos;
         at = text_.find_first_of("[]", at + 1)) {
      if (at > begin && text_[at - 1] == '\\') continue;
      if (text_[at] == '[') {
        if (open_.size() == max_bracket_depth) open_.clear();
        open_.push_back(at);
      } else if (!open_.empty()) {
        matches_.push_back({open_.back(), at});
        open_.pop_back();
      }
    }
    std::ranges::sort(matches_, {}, &Match::open);
  }

  std::size_t read_at(std::size_t at, std::size_t block_begin) {
    while (!closing_.empty() && closing_.back().close < at) closing_.pop_back();  // in a code span
    if (!closing_.empty() && at == closing_.back().close) {
      const std::size_t end = closing_.back().end;
      closing_.pop_back();
      mark(at, end);
      return end;
    }
    switch (text_[at]) {
      case '\\':
        if (at + 1 < text_.size() && is_ascii_punctuation(text_[at + 1])) {
          mark(at, at + 1);
          return at + 2;
        }
        return at + 1;
      case '`':
        return read_code(at);
      case '!':
        return at + 1 < text_.size() && text_[at + 1] == '[' ? read_bracket(at + 1, at) : at + 1;
      case '[':
        return read_bracket(at, at);
      case '<':
        return read_tag(at);
      case '&':
        return read_entity(at);
      case '*':
      case '_':
      case '~':
        return read_emphasis(at, block_begin);
      case '\n':
        return read_line_start(at + 1);
      default: {
        const std::size_t next = text_.find_first_of("\\`![<&*_~\n]", at + 1);
        return std::min(next, text_.size());
      }
    }
  }

  std::size_t read_code(std::size_t at) {
    const std::size_t ticks = run_length(text_, at);
    const std::string_view rest = text_.substr(at + ticks, max_code_span_bytes);
    for (std::size_t close = rest.find('`'); close != std::string_view::npos;) {
      const std::size_t length = run_length(rest, close);
      if (length == ticks) {
        mark(at, at + ticks);
        mark(at + ticks + close, at + 2 * ticks + close);
        return at + 2 * ticks + close;
      }
      close = rest.find('`', close + length);
    }
    mark(at, at + ticks);
    return at + ticks;
  }

  // A link, an image (`begin` is then the '!' before `open`), a footnote, or just a bracket.
  std::size_t read_bracket(std::size_t open, std::size_t begin) {
    while (next_match_ < matches_.size() && matches_[next_match_].open < open) ++next_match_;
    if (next_match_ == matches_.size() || matches_[next_match_].open != open) return open + 1;
    const std::size_t close = matches_[next_match_].close;
    const bool image = begin < open;
    if (text_[open + 1] == '^') {  // a footnote's number
      mark(begin, close + 1);
      return close + 1;
    }
    std::string_view target;
    const std::size_t end = target_end(open, close, target);
    if (end == 0 || (!closing_.empty() && end > closing_.back().close)) return open + 1;
    if (image) {
      mark(begin, end);
      return end;
    }
    mark(open, open + 1);
    closing_.push_back({close, end});
    add_link({static_cast<std::uint32_t>(open + 1), static_cast<std::uint32_t>(close)}, target);
    return open + 1;
  }

  // Where the target behind `close` ends; 0 if there is none.
  std::size_t target_end(std::size_t open, std::size_t close, std::string_view& target) {
    const std::size_t after = close + 1;
    if (after < text_.size() && text_[after] == '(') return inline_target_end(after + 1, target);
    std::string_view name = text_.substr(open + 1, close - open - 1);
    std::size_t end = after;
    if (after < text_.size() && text_[after] == '[') {
      const std::size_t name_end = text_.substr(after, 256).find(']');
      if (name_end == std::string_view::npos) return 0;
      if (name_end > 1) name = text_.substr(after + 1, name_end - 1);
      end = after + name_end + 1;
    }
    if (name.size() > 256) return 0;
    const auto found = references_.find(lower(name));
    if (found == references_.end()) return 0;
    target = found->second;
    return end;
  }

  // "(target)" or "(target "title")", `at` behind the bracket.
  std::size_t inline_target_end(std::size_t at, std::string_view& target) {
    std::size_t end = at;
    int depth = 0;
    while (true) {
      end = stop_from(end);
      if (end == text_.size() || end - at > max_target_bytes) return 0;
      if (text_[end] == '(') {
        if (++depth > 8) return 0;
      } else if (text_[end] != ')' || depth-- == 0) {
        break;
      }
      ++end;
    }
    target = text_.substr(at, end - at);
    if (target.starts_with('<') && target.ends_with('>'))
      target = target.substr(1, target.size() - 2);
    if (text_[end] == ')') return end + 1;
    const std::string_view title = text_.substr(end, max_tag_bytes);
    const std::size_t quote = title.find_first_not_of(" \t\n\r");
    if (quote == std::string_view::npos) return 0;
    if (title[quote] == ')') return end + quote + 1;
    if (title[quote] != '"' && title[quote] != '\'') return 0;
    const char closing[] = {title[quote], ')'};
    const std::size_t title_end = title.find(std::string_view(closing, 2), quote + 1);
    return title_end == std::string_view::npos ? 0 : end + title_end + 2;
  }

  // The next space or bracket from `at` on. Asked for ascending places mostly, so the last answer
  // is kept and the whole block costs one pass.
  std::size_t stop_from(std::size_t at) {
    if (next_stop_ < at || at < stop_asked_) {
      next_stop_ = std::min(text_.find_first_of(" \t\r\n()", at), text_.size());
      stop_asked_ = at;
    }
    return next_stop_;
  }

  void add_link(Range text, std::string_view target) {
    Link link;
    link.text = text;
    link.target.begin = static_cast<std::uint32_t>(document_.markup_text.size());
    document_.markup_text += target;
    link.target.end = static_cast<std::uint32_t>(document_.markup_text.size());
    document_.links.push_back(link);
  }

  // "<https://...>" is a link, "<b>" and "<!-- -->" are marks, "a < b" is text.
  std::size_t read_tag(std::size_t at) {
    const std::string_view rest = text_.substr(at + 1, max_tag_bytes);
    if (rest.empty() || (!is_letter(rest[0]) && rest[0] != '/' && rest[0] != '!')) return at + 1;
    const std::size_t end = rest.find_first_of("<>");
    if (end == std::string_view::npos || rest[end] == '<') return at + 1;
    const std::string_view inner = rest.substr(0, end);
    if (inner.find("://") != std::string_view::npos && inner.find(' ') == std::string_view::npos) {
      mark(at, at + 1);
      mark(at + 1 + end, at + 2 + end);
      add_link({static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(at + 1 + end)},
               inner);
    } else {
      mark(at, at + 2 + end);
    }
    return at + 2 + end;
  }

  std::size_t read_entity(std::size_t at) {
    std::size_t end = at + 1;
    if (end < text_.size() && text_[end] == '#') ++end;
    const std::size_t begin = end;
    while (end < text_.size() && end - begin < 10 &&
           (is_letter(text_[end]) || is_digit(text_[end])))
      ++end;
    if (end - begin < 2 || end == text_.size() || text_[end] != ';') return at + 1;
    mark(at, end + 1);
    return end + 1;
  }

  // Asterisks and underscores that touch a word on one side; "2 * 3" and "snake_case" stay.
  std::size_t read_emphasis(std::size_t at, std::size_t block_begin) {
    const std::size_t length = run_length(text_, at);
    const std::size_t end = at + length;
    const bool space_before = at == block_begin || is_text_space(text_[at - 1]);
    const bool space_after = end == text_.size() || is_text_space(text_[end]);
    const auto joins_word = [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || is_letter(c) || is_digit(c);
    };
    const bool inside_word =
        !space_before && !space_after && joins_word(text_[at - 1]) && joins_word(text_[end]);
    const bool mark_here = !(space_before && space_after) && length <= 3 &&
                           !(inside_word && text_[at] != '*') && (text_[at] != '~' || length == 2);
    if (mark_here) mark(at, end);
    return end;
  }

  // The quotation marks a wrapped quotation repeats.
  std::size_t read_line_start(std::size_t at) {
    std::size_t end = at;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
    const std::size_t begin = end;
    while (end < text_.size() && (text_[end] == '>' || (end > begin && text_[end] == ' '))) ++end;
    mark(begin, end);
    return end;
  }

  Document& document_;
  const std::map<std::string, std::string, std::less<>>& references_;
  std::vector<Range>& marks_;
  std::string_view text_;  // ends where the block does
  std::vector<Match> matches_;
  std::vector<std::size_t> open_;
  std::vector<Closing> closing_;
  std::size_t next_match_ = 0;
  std::size_t next_stop_ = 0, stop_asked_ = 0;
};

class MarkdownBlocks {
 public:
  MarkdownBlocks(std::span<const Line> lines, const Wrapping& wrapping, Document& document)
      : lines_(lines),
        wrapping_(wrapping),
        document_(document),
        inline_(document, references_, marks_) {}

  std::vector<Range> run() {
    collect_references();
    collect_fences();
    std::size_t i = skip_front_matter();
    while (i < lines_.size()) i = read_block(i);
    if (!document_.links.empty()) document_.elements.emplace_back();  // what Markup::element means
    return std::move(marks_);
  }

 private:
  std::string_view view(std::size_t i) const { return slice(document_.text, lines_[i].text); }

  void collect_references() {
    for (std::size_t i = 0; i < lines_.size() && references_.size() < max_references; ++i) {
      const Reference found = reference_definition(view(i));
      if (!found.name.empty()) references_.try_emplace(lower(found.name), found.target);
    }
  }

  // "---", "title: ...", "---" at the start: what a site generator reads.
  std::size_t skip_front_matter() {
    if (lines_.empty() || view(0) != "---") return 0;
    for (std::size_t end = 1; end < std::min(lines_.size(), max_front_matter_lines); ++end) {
      if (view(end) != "---") {
        const bool item = view(end).starts_with('-') || lines_[end].indent > 0;
        if (!item && view(end).find(':') == std::string_view::npos) return 0;
        continue;
      }
      for (std::size_t i = 1; i < end; ++i) note_metadata(view(i));
      return end + 1;
    }
    return 0;
  }

  void note_metadata(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    std::string_view value = trimmed(line.substr(colon + 1));
    if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
        value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    const std::string_view key = line.substr(0, colon);
    Metadata& metadata = document_.metadata;
    const auto set = [&](std::string_view name, std::string& field) {
      if (key == name && field.empty()) field = value;
    };
    set("title", metadata.title);
    set("author", metadata.author);
    set("date", metadata.published);
    set("description", metadata.description);
  }

  // Reads the block that starts at line `i` and returns the line behind it.
  std::size_t read_block(std::size_t i) {
    const std::string_view line = view(i);
    if (const std::size_t length = fence_length(line)) {
      if (const std::size_t close = closing_fence(i, length)) {
        if (close > i + 1) {
          add({lines_[i + 1].text.begin, lines_[close - 1].text.end}, BlockShape::code, i + 1,
              false);
        }
        return close + 1;
      }
    }
    if (line.starts_with("<!--")) {
      if (const std::size_t end = comment_end(i)) return end;
    }
    if (const std::uint8_t level = heading_level(line)) return read_heading(i, level);
    if (is_rule(line)) return i + 1;
    if (!reference_definition(line).name.empty()) return i + 1;
    if (i + 1 < lines_.size() && !lines_[i + 1].after_blank &&
        line.find('|') != std::string_view::npos && is_table_delimiter(view(i + 1))) {
      return read_table(i);
    }
    return read_text(i);
  }

  // A line of nothing but a fence's character: what can close one.
  struct Fence {
    std::size_t line = 0, length = 0;
    std::size_t longest = 0;  // of this and those of its kind below
  };

  void collect_fences() {
    for (std::size_t i = lines_.size(); i-- > 0;) {
      const std::string_view line = view(i);
      const std::size_t length = fence_length(line);
      if (length == 0 || length != line.size()) continue;
      std::vector<Fence>& fences = fences_of(line[0]);
      fences.push_back({i, length, std::max(length, fences.empty() ? 0 : fences.back().longest)});
    }
    std::ranges::reverse(backticks_);
    std::ranges::reverse(tildes_);
  }

  std::vector<Fence>& fences_of(char kind) { return kind == '`' ? backticks_ : tildes_; }

  // The line with the fence that closes the one at `open`; 0 if none does. Looks at those alone
  // that reading goes on behind.
  std::size_t closing_fence(std::size_t open, std::size_t length) {
    const std::vector<Fence>& fences = fences_of(view(open)[0]);
    auto fence = std::ranges::upper_bound(fences, open, {}, &Fence::line);
    if (fence == fences.end() || fence->longest < length) return 0;
    while (fence->length < length) ++fence;
    return fence->line;
  }

  // The line to go on with behind a comment of several lines; 0 if it is closed in its first line
  // or never.
  std::size_t comment_end(std::size_t i) {
    if (unclosed_comment_ || view(i).find("-->") != std::string_view::npos) return 0;
    for (std::size_t end = i + 1; end < lines_.size(); ++end) {
      if (view(end).find("-->") != std::string_view::npos) {
        return view(end).ends_with("-->") ? end + 1 : end;
      }
    }
    unclosed_comment_ = true;
    return 0;
  }

  std::size_t read_heading(std::size_t i, std::uint8_t level) {
    Range text = lines_[i].text;
    std::string_view line = view(i);
    const std::size_t begin = line.find_first_not_of(" \t", level);
    std::size_t end = line.size();
    while (end > begin && line[end - 1] == '#') --end;
    if (end < line.size() && end > begin && !is_text_space(line[end - 1]))
      end = line.size();  // "C#"
    text = {static_cast<std::uint32_t>(text.begin + begin),
            static_cast<std::uint32_t>(text.begin + end)};
    if (Block* block = add(text, BlockShape::heading, i)) block->heading_level = level;
    return i + 1;
  }

  std::size_t read_table(std::size_t i) {
    add_row(i);
    std::size_t row = i + 2;
    for (; row < lines_.size() && !lines_[row].after_blank &&
           view(row).find('|') != std::string_view::npos;
         ++row) {
      add_row(row);
    }
    return row;
  }

  void add_row(std::size_t i) {
    const std::size_t before = marks_.size();
    if (add(lines_[i].text, BlockShape::table_row, i) == nullptr) return;
    const std::string_view row = document_.view(document_.blocks.back().text);
    const std::uint32_t begin = document_.blocks.back().text.begin;
    for (std::size_t bar = row.find('|'); bar != std::string_view::npos;
         bar = row.find('|', bar + 1)) {
      const auto at = static_cast<std::uint32_t>(begin + bar);
      marks_.push_back({at, at + 1});
    }
    // Bars may stand inside what is a mark already (a target); keep the marks disjoint.
    const auto first = marks_.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(first, marks_.end());
    std::uint32_t end = 0;
    marks_.erase(std::remove_if(first, marks_.end(),
                                [&](Range mark) {
                                  if (mark.begin < end) return true;
                                  end = mark.end;
                                  return false;
                                }),
                 marks_.end());
  }

  // A paragraph, a quotation or a list item with the lines that go on with it.
  std::size_t read_text(std::size_t first) {
    std::string_view line = view(first);
    std::size_t skipped = 0;
    BlockShape shape = BlockShape::paragraph;
    std::uint8_t depth = 0;
    const auto skip = [&](std::size_t count) {
      skipped += count;
      line.remove_prefix(count);
      while (!line.empty() && is_text_space(line.front())) ++skipped, line.remove_prefix(1);
    };
    while (is_quote(line)) {
      shape = BlockShape::quote;
      skip(1);
    }
    if (const std::uint8_t level = heading_level(line); level > 0 && skipped > 0) skip(level);
    while (const std::size_t length = line.empty() ? 0 : list_mark_length(line)) {
      if (shape == BlockShape::paragraph) {
        shape = BlockShape::list_item;
        depth = list_depth(lines_[first]);
      }
      skip(length);
      if (line.starts_with("[ ] ") || line.starts_with("[x] ")) skip(3);
    }
    std::size_t last = first;
    while (last + 1 < lines_.size() && goes_on(last, shape)) ++last;
    std::uint8_t level = 0;
    if (shape == BlockShape::paragraph && last + 1 < lines_.size() &&
        !lines_[last + 1].after_blank) {
      level = underline_level(view(last + 1));
      if (level > 0) shape = BlockShape::heading;
    }
    const Range text = {static_cast<std::uint32_t>(lines_[first].text.begin + skipped),
                        lines_[last].text.end};
    if (Block* block = add(text, shape, first)) {
      block->heading_level = level;
      block->list_depth = depth;
    }
    return last + (level > 0 ? 2 : 1);
  }

  bool goes_on(std::size_t i, BlockShape shape) const {
    const Line& next = lines_[i + 1];
    const std::string_view line = view(i + 1);
    if (next.after_blank || line.empty()) return false;
    if (shape != BlockShape::quote && is_quote(line)) return false;
    if (list_mark_length(is_quote(line) ? trimmed(line.substr(1)) : line) > 0) return false;
    if (heading_level(line) > 0 || fence_length(line) > 0 || is_rule(line) ||
        underline_level(line) > 0 || !reference_definition(line).name.empty()) {
      return false;
    }
    if (view(i).ends_with('\\')) return false;  // a break the author asked for
    if (shape == BlockShape::quote && !is_quote(line)) return wrapping_.joins(lines_[i], next);
    return wrapping_.wrapped() || (next.starts_lower && !lines_[i].ends_sentence &&
                                   lines_[i].columns >= min_joined_columns);
  }

  std::uint8_t list_depth(const Line& line) {
    while (!list_indents_.empty() && list_indents_.back() >= line.indent) list_indents_.pop_back();
    if (line.indent == 0) list_indents_.clear();
    if (list_indents_.size() < max_bracket_depth) list_indents_.push_back(line.indent);
    return static_cast<std::uint8_t>(list_indents_.size());
  }

  // Adds a block without the marks at its edges; null if nothing is left. `line` is where it
  // starts.
  Block* add(Range text, BlockShape shape, std::size_t line, bool with_marks = true) {
    blank_ |= lines_[line].after_blank;
    const std::size_t first_mark = marks_.size(), first_link = document_.links.size();
    if (with_marks) inline_.read(text);
    trim(text, first_mark);
    if (text.begin >= text.end) {
      document_.links.resize(first_link);
      marks_.resize(first_mark);
      return nullptr;
    }
    Block block;
    block.text = text;
    block.shape = shape;
    block.after_blank = std::exchange(blank_, false);
    if (document_.links.size() > first_link) {
      Markup markup;
      markup.first_link = static_cast<std::uint32_t>(first_link);
      markup.link_count = static_cast<std::uint32_t>(document_.links.size() - first_link);
      for (std::size_t i = first_link; i < document_.links.size(); ++i) {
        Range& link = document_.links[i].text;
        link.begin = std::clamp(link.begin, text.begin, text.end);
        link.end = std::clamp(link.end, link.begin, text.end);
        markup.linked_bytes += link.size();
      }
      block.markup = markup;
    }
    document_.blocks.push_back(std::move(block));
    return &document_.blocks.back();
  }

  // Takes white space and marks off both ends of `text`.
  void trim(Range& text, std::size_t first_mark) {
    std::size_t mark = first_mark;
    while (text.begin < text.end) {
      if (mark < marks_.size() && marks_[mark].begin == text.begin) {
        text.begin = marks_[mark++].end;
      } else if (is_text_space(document_.text[text.begin]) || document_.text[text.begin] == '|') {
        ++text.begin;
      } else {
        break;
      }
    }
    marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(first_mark),
                 marks_.begin() + static_cast<std::ptrdiff_t>(mark));
    while (text.end > text.begin) {
      if (marks_.size() > first_mark && marks_.back().end == text.end) {
        text.end = marks_.back().begin;
        marks_.pop_back();
      } else if (is_text_space(document_.text[text.end - 1]) ||
                 document_.text[text.end - 1] == '|') {
        --text.end;
      } else {
        break;
      }
    }
  }

  std::span<const Line> lines_;
  const Wrapping& wrapping_;
  Document& document_;
  std::map<std::string, std::string, std::less<>> references_;
  std::vector<Range> marks_;
  Inline inline_;
  std::vector<std::uint16_t> list_indents_;
  bool blank_ = false;  // an empty line stood before what was left out
  std::vector<Fence> backticks_, tildes_;
  bool unclosed_comment_ = false;
};

}  // namespace

std::vector<Range> build_markdown_blocks(std::span<const Line> lines, const Wrapping& wrapping,
                                         Document& document) {
  return MarkdownBlocks(lines, wrapping, document).run();
}

}  // namespace assay
