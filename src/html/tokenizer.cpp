#include <array>
#include <string_view>

#include "assay/html.h"

#include "html/references.h"
#include "html/scan.h"

namespace assay::html {
namespace {

// Where names and unquoted values of a tag end.
enum : std::uint8_t { ends_tag_name = 1, ends_attribute_name = 2, ends_unquoted_value = 4 };

constexpr std::array<std::uint8_t, 256> make_delimiters() {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\n', '\f', '\r'}) {
    table[static_cast<unsigned char>(c)] =
        ends_tag_name | ends_attribute_name | ends_unquoted_value;
  }
  table['/'] = ends_tag_name | ends_attribute_name;
  table['>'] = ends_tag_name | ends_attribute_name | ends_unquoted_value;
  table['='] = ends_attribute_name;
  return table;
}
constexpr std::array<std::uint8_t, 256> delimiters = make_delimiters();

bool delimits(char c, std::uint8_t what) {
  return (delimiters[static_cast<unsigned char>(c)] & what) != 0;
}

const char* skip_spaces(const char* p, const char* end) {
  while (p < end && is_space(*p)) ++p;
  return p;
}

// Whether an end tag of `name` stands at `p`: "</name" and then a space, "/" or ">".
bool is_end_tag_of(const char* p, const char* end, std::string_view name) {
  if (end - p < static_cast<std::ptrdiff_t>(name.size()) + 3 || p[1] != '/') return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lower_ascii(p[2 + i]) != lower_ascii(name[i])) return false;
  }
  return !name.empty() && delimits(p[2 + name.size()], ends_tag_name);
}

// Whether "script" and a delimiter stand at `p`.
bool is_script_name(const char* p, const char* end) {
  constexpr std::string_view name = "script";
  return end - p > static_cast<std::ptrdiff_t>(name.size()) &&
         starts_with_ignoring_case(p, end, name) && delimits(p[name.size()], ends_tag_name);
}

const char* end_of_rawtext(const char* p, const char* end, std::string_view name) {
  for (; (p = find_far(p, end, '<')) < end; ++p) {
    if (is_end_tag_of(p, end, name)) return p;
  }
  return end;
}

// The end of a script's text: its end tag, except inside "<!-- <script> ... -->". The three states
// are those of the standard (script data, escaped, double escaped) without their dash states, which
// the run of dashes before '>' replaces.
const char* end_of_script(const char* p, const char* end, std::string_view name) {
  enum class State { plain, escaped, double_escaped } state = State::plain;
  while (p < end) {
    if (state == State::plain) {
      p = find_far(p, end, '<');
      if (p == end) break;
      if (is_end_tag_of(p, end, name)) return p;
      if (starts_with_ignoring_case(p, end, "<!--")) {
        state = State::escaped;
        p += 2;  // the dashes count as the start of "-->"
      } else {
        ++p;
      }
      continue;
    }
    p = find_either(p, end, '<', '-');
    if (p == end) break;
    if (*p == '-') {
      const char* dashes = p;
      while (p < end && *p == '-') ++p;
      if (p - dashes >= 2 && p < end && *p == '>') state = State::plain;
    } else if (state == State::escaped) {
      if (is_end_tag_of(p, end, name)) return p;
      if (is_script_name(p + 1, end)) state = State::double_escaped;
      ++p;
    } else {
      if (end - p > 1 && p[1] == '/' && is_script_name(p + 2, end)) state = State::escaped;
      ++p;
    }
  }
  return end;
}

}  // namespace

Tokenizer::Tokenizer(std::string_view source, ContentModel model, std::string_view open_element)
    : source_(source),
      at_(source.data()),
      end_(source.data() + source.size()),
      model_(model),
      open_element_(open_element) {
  attributes_.reserve(max_attributes);
}

void Tokenizer::enter(ContentModel model) { model_ = model; }

Range Tokenizer::range(const char* begin, const char* end) const {
  return {static_cast<std::uint32_t>(begin - source_.data()),
          static_cast<std::uint32_t>(end - source_.data())};
}

bool Tokenizer::emit_text(Token& token, const char* begin, const char* end) {
  token.kind = Token::Kind::text;
  token.model = model_;
  token.source = range(begin, end);
  at_ = end;
  return true;
}

bool Tokenizer::next(Token& token) {
  while (at_ < end_) {
    if (model_ != ContentModel::data) {
      if (next_in_element(token)) return true;
      continue;
    }
    if (*at_ != '<') {
      return emit_text(token, at_, find_near(at_ + 1, end_, '<'));
    }
    const char* open = at_;
    if (next_markup(token, open)) return true;
    if (at_ == open) {  // no markup: '<' is text
      return emit_text(token, open, find_near(open + 1, end_, '<'));
    }
  }
  return false;
}

// Reads the text of an element that holds no tags. False: it is empty; reading goes on behind it.
bool Tokenizer::next_in_element(Token& token) {
  if (at_ >= end_) return false;
  const char* begin = at_;
  const char* stop = end_;
  const char* resume = end_;
  switch (model_) {
    case ContentModel::plaintext:
      break;
    case ContentModel::cdata: {
      const std::string_view rest(begin, static_cast<std::size_t>(end_ - begin));
      if (const std::size_t close = rest.find("]]>"); close != std::string_view::npos) {
        stop = begin + close;
        resume = stop + 3;
      }
      break;
    }
    case ContentModel::script:
      stop = resume = end_of_script(begin, end_, open_element_);
      break;
    default:
      stop = resume = end_of_rawtext(begin, end_, open_element_);
  }
  const bool has_text = stop > begin;
  if (has_text) emit_text(token, begin, stop);
  if (stop < end_ || resume < end_) model_ = ContentModel::data;
  at_ = resume;
  return has_text;
}

// Reads the markup at `open`, a '<'. True: a token. False: with at_ == open the '<' is text, else
// nothing was to be emitted.
bool Tokenizer::next_markup(Token& token, const char* open) {
  const char* p = open + 1;
  if (p == end_) return false;
  if (is_letter(*p)) return tag(token, open, p, Token::Kind::start_tag);
  if (*p == '/') {
    ++p;
    if (p == end_) return false;
    if (is_letter(*p)) return tag(token, open, p, Token::Kind::end_tag);
    if (*p == '>') {  // "</>" is nothing
      at_ = p + 1;
      return false;
    }
  } else if (*p == '!') {
    return declaration(token, open);
  } else if (*p != '?') {
    return false;
  }
  const char* close = find_far(p, end_, '>');  // a bogus comment: "<?xml ...>", "</ ...>"
  return comment(token, open, p, close, close == end_ ? end_ : close + 1);
}

bool Tokenizer::comment(Token& token, const char* open, const char* begin, const char* end,
                        const char* after) {
  token.kind = Token::Kind::comment;
  token.source = range(open, after);
  token.name = range(begin, end);
  at_ = after;
  return true;
}

// What "<!" opens.
bool Tokenizer::declaration(Token& token, const char* open) {
  const char* p = open + 2;
  if (end_ - p >= 2 && p[0] == '-' && p[1] == '-') {
    const char* text = p + 2;
    if (text < end_ && *text == '>') return comment(token, open, text, text, text + 1);
    if (end_ - text >= 2 && text[0] == '-' && text[1] == '>') {
      return comment(token, open, text, text, text + 2);
    }
    for (const char* close = text; (close = find_far(close, end_, '>')) < end_; ++close) {
      if (close - text >= 2 && close[-1] == '-' && close[-2] == '-') {
        return comment(token, open, text, close - 2, close + 1);
      }
      if (close - text >= 3 && close[-1] == '!' && close[-2] == '-' && close[-3] == '-') {
        return comment(token, open, text, close - 3, close + 1);
      }
    }
    // Unclosed: a closing that has begun is no part of the text.
    std::string_view rest(text, static_cast<std::size_t>(end_ - text));
    for (const std::string_view begun : {"--!", "--", "-"}) {
      if (rest.ends_with(begun)) {
        rest.remove_suffix(begun.size());
        break;
      }
    }
    return comment(token, open, text, text + rest.size(), end_);
  }
  if (starts_with_ignoring_case(p, end_, "doctype")) {
    const char* close = find_far(p, end_, '>');
    token.kind = Token::Kind::doctype;
    at_ = close == end_ ? end_ : close + 1;
    token.source = range(open, at_);
    return true;
  }
  if (cdata_ && std::string_view(p, static_cast<std::size_t>(end_ - p)).starts_with("[CDATA[")) {
    at_ = p + 7;
    model_ = ContentModel::cdata;
    return next_in_element(token);
  }
  const char* close = find_far(p, end_, '>');
  return comment(token, open, p, close, close == end_ ? end_ : close + 1);
}

// Reads a tag whose name starts at `name`. An unfinished tag at the end of the source is dropped.
bool Tokenizer::tag(Token& token, const char* open, const char* name, Token::Kind kind) {
  const char* const end = end_;
  const char* p = name + 1;
  while (p < end && !delimits(*p, ends_tag_name)) ++p;
  const char* name_end = p;
  attributes_.clear();
  token.kind = kind;
  token.self_closing = false;
  token.attributes_cut = false;
  for (;;) {
    p = skip_spaces(p, end);
    if (p == end) break;
    if (*p == '>') {
      at_ = p + 1;
      token.source = range(open, at_);
      token.name = range(name, name_end);
      const std::string_view written(name, static_cast<std::size_t>(name_end - name));
      token.tag = tag_of(written);
      token.attributes = attributes_;
      if (kind == Token::Kind::start_tag) open_element_ = written;
      return true;
    }
    if (*p == '/') {
      ++p;
      if (p < end && *p == '>') token.self_closing = true;
      continue;
    }
    Attribute attribute;
    const char* begin = p++;  // the first character belongs to the name even if it is '='
    while (p < end && !delimits(*p, ends_attribute_name)) ++p;
    attribute.name = range(begin, p);
    p = skip_spaces(p, end);
    if (p < end && *p == '=') {
      p = skip_spaces(p + 1, end);
      if (p == end) break;
      if (*p == '"' || *p == '\'') {
        const char* close = find_near(p + 1, end, *p);
        if (close == end) break;
        attribute.value = range(p + 1, close);
        p = close + 1;
      } else {
        begin = p;
        while (p < end && !delimits(*p, ends_unquoted_value)) ++p;
        attribute.value = range(begin, p);
      }
    } else {
      attribute.value = {attribute.name.end, attribute.name.end};
    }
    if (attributes_.size() < max_attributes) {
      attributes_.push_back(attribute);
    } else {
      token.attributes_cut = true;
    }
  }
  at_ = end;
  return false;
}

std::optional<std::string_view> find_attribute(std::string_view source, const Token& token,
                                               std::string_view name) {
  for (const Attribute& attribute : token.attributes) {
    if (equal_ignoring_case(slice(source, attribute.name), name)) {
      return slice(source, attribute.value);
    }
  }
  return std::nullopt;
}

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

// Appends `raw` with line ends as LF, NUL as U+FFFD where asked, references where asked.
template <bool references, bool in_attribute, bool replace_nul>
void append_decoded(std::string_view raw, std::string& out) {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  const char* copied = p;
  while (p < end) {
    const char c = *p;
    const bool special = c == '\r' || (replace_nul && c == '\0') || (references && c == '&');
    if (!special) {
      ++p;
      continue;
    }
    out.append(copied, p);
    if (c == '\r') {
      out += '\n';
      ++p;
      if (p < end && *p == '\n') ++p;
    } else if (c == '\0') {
      out += replacement;
      ++p;
    } else if (const std::size_t read = append_reference(p, end, in_attribute, out); read != 0) {
      p += read;
    } else {
      out += '&';
      ++p;
    }
    copied = p;
  }
  out.append(copied, end);
}

}  // namespace

void append_text(std::string_view raw, ContentModel model, std::string& out) {
  switch (model) {
    case ContentModel::data:
      return append_decoded<true, false, false>(raw, out);
    case ContentModel::rcdata:
      return append_decoded<true, false, true>(raw, out);
    case ContentModel::cdata:
      return append_decoded<false, false, false>(raw, out);
    default:
      return append_decoded<false, false, true>(raw, out);
  }
}

void append_attribute_value(std::string_view raw, std::string& out) {
  append_decoded<true, true, true>(raw, out);
}

void append_name(std::string_view raw, std::string& out) {
  for (const char c : raw) {
    if (c == '\0') {
      out += replacement;
    } else {
      out += lower_ascii(c);
    }
  }
}

void append_comment(std::string_view raw, std::string& out) {
  append_decoded<false, false, true>(raw, out);
}

}  // namespace assay::html
