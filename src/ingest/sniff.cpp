#include "ingest/sniff.h"
#include <algorithm>
#include <array>
#include <string>

#include "assay/charset.h"
#include "assay/html_tag.h"

#include "text/ascii.h"

namespace assay {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view what;
};

constexpr auto magics = std::to_array<Magic>({
    {"%PDF-"sv, "a PDF document"sv},
    {"\x89PNG\r\n"sv, "a PNG image"sv},
    {"\xff\xd8\xff"sv, "a JPEG image"sv},
    {"GIF87a"sv, "a GIF image"sv},
    {"GIF89a"sv, "a GIF image"sv},
    {"PK\x03\x04"sv, "a zip archive or office document"sv},
    {"PK\x05\x06"sv, "a zip archive or office document"sv},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old office document"sv},
    {"\x7f"
     "ELF"sv,
     "a program"sv},
    {"BZh"sv, "a bzip2 archive"sv},
    {"\xfd"
     "7zXZ\0"sv,
     "an xz archive"sv},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive"sv},
    {"Rar!\x1a\x07"sv, "a RAR archive"sv},
    {"\x1f\x8b"sv, "gzip inside compression"sv},
    {"\x28\xb5\x2f\xfd"sv, "zstd inside compression"sv},
    {"PAR1"sv, "a Parquet file"sv},
    {"ARROW1"sv, "an Arrow file"sv},
    {"\x80\x04\x95"sv, "a pickled object"sv},
    {"SQLite format 3\0"sv, "an SQLite database"sv},
});

// Tags that begin a page on their own. Every other one needs more markup behind it, since notes in
// Markdown begin with an image or a word in <b> too.
constexpr auto page_tags = std::to_array<std::string_view>({
    "!doctype html", "html", "head",    "script",  "iframe", "h1",   "div", "font",
    "table",         "a",    "style",   "title",   "b",      "body", "br",  "p",
    "meta",          "link", "article", "section", "main",   "span", "ul",  "!--",
});
// Marks of Markdown at the beginning of a line. A page in it may hold any element.
constexpr auto markdown_marks = std::to_array<std::string_view>(
    {"\n# ", "\n## ", "\n### ", "\n- ", "\n* ", "\n1. ", "\n> ", "\n|", "\n```", "|---"});
// What ends or breaks the lines of a page that was written as markup.
constexpr auto line_marks = std::to_array<std::string_view>(
    {"</p", "<p>", "<p ", "<br", "</div", "</h", "</li", "</td", "</section", "</figure"});

// A page may hold a stray NUL. Of random bytes every ninth is one that no text holds, so one in
// that many tells what is no text (guess).
constexpr std::size_t text_per_odd = 32;  // bytes

using ascii::is_space;

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

bool starts_with_tag(std::string_view text, std::string_view tag) {
  if (text.size() < tag.size()) return false;
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); };
  if (!std::equal(tag.begin(), tag.end(), text.begin(), same)) return false;
  return text.size() == tag.size() || tag == "!--" || is_space(text[tag.size()]) ||
         text[tag.size()] == '>' || text[tag.size()] == '/';
}

// WHATWG MIME sniffing, section 3: a binary data byte.
bool is_binary_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != '\x1b';
}

// An element's name, behind whose tag lines are marked up.
bool starts_fragment(std::string_view text) {
  const std::size_t end = text.find_first_of(" \t\r\n/>");
  if (end == text.npos) return false;
  const std::string_view name = text.substr(0, end);
  const bool custom = !name.empty() && ascii::is_letter(name.front()) &&
                      name.find('-') != name.npos && name.find_first_of("@:.") == name.npos;
  if (html::tag_of(name) == html::Tag::unknown && !custom) return false;
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), [](char c) { return ascii::lower_ascii(c); });
  const auto holds = [&](std::string_view mark) { return lowered.find(mark) != lowered.npos; };
  return std::ranges::any_of(line_marks, holds) && std::ranges::none_of(markdown_marks, holds);
}

// `{"` or `{}`: an object begins and goes on in the same line.
bool starts_json_line(std::string_view text) {
  if (!text.starts_with('{')) return false;
  text.remove_prefix(1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return !text.empty() && (text.front() == '"' || text.front() == '}');
}

// "[{" and "{", newline, `"`: JSON laid out for people, or an array of records.
bool starts_json_document(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const bool array = text.front() == '[';
  text = skip_space(text.substr(1));
  if (array) return starts_json_line(text) || starts_json_document(text);
  return text.starts_with('"');
}

// "assay.official/1" and a line feed, whatever the version.
bool is_official_index(std::string_view head) {
  constexpr std::string_view magic = "assay.official/";
  if (!head.starts_with(magic)) return false;
  head.remove_prefix(magic.size());
  const std::size_t end = head.find_first_not_of("0123456789");
  return end > 0 && end < head.size() && head[end] == '\n';
}

}  // namespace

bool looks_like_html(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  head = skip_space(head);
  if (head.starts_with("<?xml")) {  // XHTML
    const std::size_t end = head.find("?>");
    if (end == std::string_view::npos) return false;
    head = skip_space(head.substr(end + 2));
  }
  if (!head.starts_with('<')) return false;
  head.remove_prefix(1);
  return std::ranges::any_of(page_tags,
                             [&](std::string_view tag) { return starts_with_tag(head, tag); }) ||
         starts_fragment(head);
}

Sniffed sniff(std::string_view head, bool whole) {
  head = head.substr(0, sniff_bytes);
  if (head.empty()) return {ContentKind::empty, {}};
  for (const Magic& magic : magics) {
    if (head.starts_with(magic.bytes)) return {ContentKind::binary, magic.what};
  }
  if (is_official_index(head)) return {ContentKind::official_index, {}};
  if (head.starts_with("WARC/")) return {ContentKind::warc, {}};
  std::string narrowed;
  if (!unicode_encoding(head).empty()) {  // UTF-16 and UTF-32: what is left without the zeros
    std::ranges::copy_if(head, std::back_inserter(narrowed),
                         [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; });
    head = narrowed;
    const std::string_view begin = skip_space(head);
    if (starts_json_line(begin) || starts_json_document(begin)) return {ContentKind::wide_json, {}};
    return {looks_like_html(head) ? ContentKind::html : ContentKind::text, {}};
  }
  if (head.find("\0\0"sv) != head.npos) return {ContentKind::binary, "binary data"};
  if (head.find('\0') != head.npos &&
      static_cast<std::size_t>(std::ranges::count_if(head, is_binary_byte)) * text_per_odd >
          head.size()) {
    return {ContentKind::binary, "binary data"};
  }
  if (looks_like_html(head)) return {ContentKind::html, {}};
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::string_view begin = skip_space(head);
  if (begin.empty() && whole) return {ContentKind::empty, {}};
  if (starts_json_line(begin)) return {ContentKind::jsonl, {}};
  if (starts_json_document(begin)) return {ContentKind::json, {}};
  return {ContentKind::text, {}};
}

}  // namespace assay
