#include "document/build.h"
#include "document/lines.h"
#include "document/markdown.h"

namespace assay {
namespace {

// A heading is short, has no stop, and stands before something longer. Guesses.
constexpr std::uint32_t max_heading_columns = 120;
constexpr std::uint32_t min_paragraph_columns = 80;

// Two tabs, or two bars with spaces around: cells.
bool has_cells(std::string_view line) {
  std::size_t tabs = 0, bars = 0;
  for (std::size_t at = line.find('\t'); at != std::string_view::npos && tabs < 2;
       at = line.find('\t', at + 1)) {
    ++tabs;
  }
  for (std::size_t at = line.find('|'); at != std::string_view::npos && bars < 2;
       at = line.find('|', at + 1)) {
    bars += at > 0 && line[at - 1] == ' ' && line.substr(at + 1).starts_with(' ');
  }
  return tabs >= 2 || bars >= 2;
}

class PlainTextBlocks {
 public:
  PlainTextBlocks(std::span<const Line> lines, const Wrapping& wrapping, Document& document)
      : lines_(lines), wrapping_(wrapping), document_(document) {}

  void run() {
    bool table_before = false;
    for (std::size_t first = 0; first < lines_.size();) {
      const std::string_view line = view(first);
      Block block;
      block.after_blank = lines_[first].after_blank;
      std::size_t last = first;
      const bool cells = has_cells(line);
      const bool table = cells && ((table_before && !block.after_blank) ||
                                   (first + 1 < lines_.size() && !lines_[first + 1].after_blank &&
                                    has_cells(view(first + 1))));
      table_before = table;
      if (table) {
        block.shape = BlockShape::table_row;
      } else {
        while (last + 1 < lines_.size() && goes_on(last)) ++last;
        block.shape = shape_of(first, last);
        if (block.shape == BlockShape::list_item) block.list_depth = 1;
      }
      block.text = {lines_[first].text.begin, lines_[last].text.end};
      document_.blocks.push_back(std::move(block));
      first = last + 1;
    }
  }

 private:
  std::string_view view(std::size_t i) const { return slice(document_.text, lines_[i].text); }

  static bool is_quote(std::string_view line) {
    return line.starts_with("> ") || line.starts_with(">>");
  }

  // Whether the line after `i` belongs to the same block.
  bool goes_on(std::size_t i) const {
    const std::string_view next = view(i + 1);
    return wrapping_.joins(lines_[i], lines_[i + 1]) && list_mark_length(next) == 0 &&
           is_quote(view(i)) == is_quote(next);
  }

  BlockShape shape_of(std::size_t first, std::size_t last) const {
    const std::string_view line = view(first);
    if (list_mark_length(line) > 0) return BlockShape::list_item;
    if (is_quote(line)) return BlockShape::quote;
    return first == last && is_heading(first) ? BlockShape::heading : BlockShape::paragraph;
  }

  // A short line without a stop, set off from what comes before, followed by a paragraph.
  bool is_heading(std::size_t i) const {
    const Line& line = lines_[i];
    if (line.columns > max_heading_columns || line.ends_sentence || line.starts_lower) return false;
    if (i + 1 == lines_.size()) return false;
    const Line& next = lines_[i + 1];
    if (next.columns < min_paragraph_columns && !wrapping_.wrapped()) return false;
    if (!next.ends_sentence && !wrapping_.wrapped()) return false;
    if (next.columns < 2 * line.columns && !next.after_blank) return false;
    return i == 0 || line.after_blank || !next.after_blank;
  }

  std::span<const Line> lines_;
  const Wrapping& wrapping_;
  Document& document_;
};

}  // namespace

std::vector<Range> build_text_blocks(Document& document) {
  const std::vector<Line> lines = split_lines(document.text);
  if (lines.size() == max_lines) {
    document.limits.push_back(
        {LimitKind::markup,
         "lines after the first " + std::to_string(max_lines) + " were read as one block"});
  }
  const Wrapping wrapping(lines, document.text);
  if (is_markdown(document.text, lines)) {
    document.dialect = TextDialect::markdown;
    return build_markdown_blocks(lines, wrapping, document);
  }
  PlainTextBlocks(lines, wrapping, document).run();
  return {};
}

}  // namespace assay
