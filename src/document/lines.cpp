#include "document/lines.h"
#include <algorithm>
#include <array>

#include "assay/text.h"

#include "text/ascii.h"
#include "text/characters.h"

namespace assay {
namespace {

// Narrower columns are verse and lists, wider ones are not made for reading.
constexpr std::uint32_t min_width = 40, max_width = 132;

constexpr std::size_t min_pairs = 2;
constexpr std::size_t min_ragged_pairs = 4;

CharacterClass class_at(std::string_view text, std::size_t at) {
  return character_class(next_code_point(text, at));
}

std::size_t last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
  return at;
}

// Stops and closing marks are short lists here: only the ends of lines are looked at.
bool ends_sentence(std::string_view line) {
  for (int i = 0; i < 4 && !line.empty(); ++i) {
    const std::size_t at = last_character(line);
    std::size_t next = at;
    switch (next_code_point(line, next)) {
      case U'.':
      case U'!':
      case U'?':
      case U':':
      case 0x2026:
      case 0x3002:
      case 0xff01:
      case 0xff1f:
        return true;
      case U'"':
      case U'\'':
      case U')':
      case U']':
      case U'*':
      case U'_':
      case 0x00bb:
      case 0x2019:
      case 0x201c:
      case 0x201d:
        line = line.substr(0, at);
        break;
      default:
        return false;
    }
  }
  return false;
}

Line make_line(std::string_view text, std::size_t begin, std::size_t end) {
  Line line;
  while (begin < end) {
    std::size_t next = begin;
    const char32_t c = next_code_point(text, next);
    if (!(character_class(c) & space_class)) break;
    line.indent = static_cast<std::uint16_t>(
        std::min(c == U'\t' ? line.indent / 4 * 4 + 4 : line.indent + 1, 0xffff));
    begin = next;
  }
  while (end > begin) {
    const std::size_t last = begin + last_character(text.substr(begin, end - begin));
    if (!(class_at(text, last) & space_class)) break;
    end = last;
  }
  line.text = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  if (begin == end) return line;
  const std::string_view view = slice(text, line.text);
  line.columns = static_cast<std::uint32_t>(count_code_points(view));
  const std::size_t word_end = std::min(view.find_first_of(" \t"), view.size());
  line.first_word_columns = static_cast<std::uint32_t>(count_code_points(view.substr(0, word_end)));
  line.starts_lower = (class_at(view, 0) & lower_class) != 0;
  line.ends_sentence = ends_sentence(view);
  return line;
}

}  // namespace

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  const char line_end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  bool after_blank = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(line_end, at), text.size());
    if (lines.size() + 1 == max_lines) end = text.size();
    Line line = make_line(text, at, end);
    line.after_blank = after_blank && !lines.empty();
    after_blank = line.text.empty();
    if (!line.text.empty()) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::size_t list_mark_length(std::string_view line) {
  std::size_t mark = 0;
  if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+')) {
    mark = 1;
  } else if (line.starts_with("\xe2\x80\xa2") || line.starts_with("\xe2\x97\xa6") ||
             line.starts_with("\xe2\x96\xaa") || line.starts_with("\xe2\x80\x93")) {
    mark = 3;  // U+2022, U+25E6, U+25AA, U+2013
  } else {
    while (mark < line.size() && mark < 3 && ascii::is_digit(line[mark])) ++mark;
    if (mark == 0 || mark == line.size() || (line[mark] != '.' && line[mark] != ')')) return 0;
    ++mark;
  }
  return mark < line.size() && (line[mark] == ' ' || line[mark] == '\t') ? mark + 1 : 0;
}

Wrapping::Wrapping(std::span<const Line> lines, std::string_view text) {
  // support[w]: pairs that a wrapper of width w would have broken just there, by differences.
  std::array<std::int64_t, max_width + 2> support{}, inside{}, lower{}, longer{};
  std::size_t pairs = 0, broken_inside = 0;
  std::vector<std::uint32_t> columns;
  const auto clamp = [](std::uint32_t w) { return std::min(w, max_width + 1); };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    ++longer[0];
    --longer[clamp(line.columns)];  // wider than every w below its columns
    if (i + 1 == lines.size() || lines[i + 1].after_blank) continue;
    const Line& next = lines[i + 1];
    if (list_mark_length(slice(text, next.text)) > 0) continue;
    ++pairs;
    columns.push_back(line.columns);
    broken_inside += !line.ends_sentence && next.starts_lower && line.columns >= min_width;
    const std::uint32_t first = clamp(line.columns);
    const std::uint32_t last = clamp(line.columns + 1 + next.first_word_columns);
    ++support[first], --support[last];
    if (!line.ends_sentence) ++inside[first], --inside[last];
    if (next.starts_lower) ++lower[first], --lower[last];
  }
  std::int64_t best = 0;
  std::int64_t sum = 0, inside_sum = 0, lower_sum = 0, longer_sum = 0;
  for (std::uint32_t w = 0; w <= max_width; ++w) {
    sum += support[w];
    inside_sum += inside[w];
    lower_sum += lower[w];
    longer_sum += longer[w];
    const bool agrees = static_cast<std::size_t>(sum) >= min_pairs &&
                        2 * sum >= std::ssize(columns) && 20 * longer_sum <= std::ssize(lines) &&
                        10 * inside_sum >= 7 * sum && 3 * lower_sum >= sum;
    if (w >= min_width && agrees && sum > best) {
      best = sum;
      width_ = w;
    }
  }
  if (width_ > 0 || broken_inside < min_ragged_pairs || 5 * broken_inside < 2 * pairs) return;
  const auto wide = columns.begin() + static_cast<std::ptrdiff_t>(columns.size() * 9 / 10);
  std::ranges::nth_element(columns, wide);
  if (*wide < min_width || *wide > max_width) return;
  width_ = *wide;
  ragged_ = true;
}

bool Wrapping::joins(const Line& line, const Line& next) const {
  if (width_ == 0 || next.after_blank) return false;
  if (next.starts_lower && !line.ends_sentence && 2 * line.columns >= width_) return true;
  // How much of the width a line may leave free beyond what the next word needed.
  const std::uint32_t slack = ragged_ ? width_ / 4 : line.ends_sentence ? 0 : width_ / 10;
  return line.columns + 1 + next.first_word_columns + slack > width_;
}

}  // namespace assay
