#include <string_view>

#include "assay/html.h"

#include "html/scan.h"

namespace assay::html {
namespace {

// Skips white space; whether there was any.
bool skip_space(std::string_view& rest) {
  const std::size_t size = rest.size();
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  return rest.size() != size;
}

bool skip_keyword(std::string_view& rest, std::string_view word) {
  if (!starts_with_ignoring_case(rest.data(), rest.data() + rest.size(), word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

// Reads a quoted identifier; false where it has no closing quote (what there is, is kept).
bool read_quoted(std::string_view& rest, std::optional<std::string>& id) {
  const char quote = rest.front();
  rest.remove_prefix(1);
  const std::size_t close = rest.find(quote);
  const std::string_view text = rest.substr(0, close);
  id.emplace();
  append_comment(text, *id);  // identifiers know line ends and NUL as comments do
  rest.remove_prefix(text.size());
  if (close == std::string_view::npos) return false;
  rest.remove_prefix(1);
  return true;
}

bool at_quote(std::string_view rest) {
  return !rest.empty() && (rest.front() == '"' || rest.front() == '\'');
}

}  // namespace

// The doctype states of the standard in one walk. Every doctype ends at its first '>', quoted or
// not, so that the end of `rest` is either that '>' or the end of the file; `closed` tells them
// apart where the standard does.
Doctype parse_doctype(std::string_view raw) {
  Doctype doctype;
  std::string_view rest = raw.substr(std::string_view("<!DOCTYPE").size());
  const bool closed = rest.ends_with('>');
  if (closed) rest.remove_suffix(1);
  doctype.force_quirks = !closed;
  skip_space(rest);
  if (rest.empty()) {
    doctype.force_quirks = true;
    return doctype;
  }
  std::size_t name_size = 0;
  while (name_size < rest.size() && !is_space(rest[name_size])) ++name_size;
  append_name(rest.substr(0, name_size), doctype.name.emplace());
  rest.remove_prefix(name_size);
  skip_space(rest);
  if (rest.empty()) return doctype;
  const bool is_public = skip_keyword(rest, "public");
  if (!is_public && !skip_keyword(rest, "system")) {
    doctype.force_quirks = true;  // bogus: what follows is skipped
    return doctype;
  }
  skip_space(rest);
  if (!at_quote(rest)) {
    doctype.force_quirks = true;
    return doctype;
  }
  if (is_public) {
    if (!read_quoted(rest, doctype.public_id)) {
      doctype.force_quirks = true;
      return doctype;
    }
    skip_space(rest);
    if (rest.empty()) return doctype;
    if (!at_quote(rest)) {
      doctype.force_quirks = true;
      return doctype;
    }
  }
  if (!read_quoted(rest, doctype.system_id)) {
    doctype.force_quirks = true;
    return doctype;
  }
  // What follows a system identifier is skipped without quirks, but then the end of the file does
  // not matter any more either.
  skip_space(rest);
  if (!rest.empty()) doctype.force_quirks = false;
  return doctype;
}

}  // namespace assay::html
