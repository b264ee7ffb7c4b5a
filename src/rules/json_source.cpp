#include "rules/json_source.h"
#include <algorithm>
#include <charconv>
#include <cstdint>

#include "assay/text.h"

#include "text/ascii.h"
#include "text/characters.h"
#include "text/nearest.h"

namespace assay {
namespace {

constexpr char32_t replacement = 0xfffd;
constexpr std::string_view literals[] = {"true", "false", "null"};

using ascii::is_digit, ascii::is_text_space;

// Whether the sign stands for itself in a string, in one byte.
bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// Recursive descent over the grammar of RFC 8259, plus `//` comments.
class Parser {
 public:
  Parser(std::string_view text, JsonPlaces* places, JsonMistake& mistake)
      : text_(text), places_(places), mistake_(mistake) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  bool document(nlohmann::json& value) {
    if (!space() || !this->value(value, 0) || !space()) return false;
    if (at_ == text_.size()) return true;
    return fail(at_, "text behind the end of the JSON value",
                "Remove it, or put it inside the outer braces.");
  }

 private:
  bool fail(std::size_t offset, std::string what, std::string instead) {
    mistake_ = {offset, std::move(what), std::move(instead)};
    return false;
  }

  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }

  // Skips white space and comments.
  bool space() {
    while (!at_end()) {
      if (is_text_space(text_[at_])) {
        ++at_;
      } else if (text_.substr(at_).starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_[at_] == '/' || text_[at_] == '#') {
        return fail(at_, "this kind of comment is not known", "Write comments as: // text");
      } else {
        break;
      }
    }
    return true;
  }

  bool value(nlohmann::json& out, int depth) {
    if (places_) places_->values[pointer_] = at_;
    if (depth >= max_json_depth) {
      return fail(at_, "nested more than " + std::to_string(max_json_depth) + " deep",
                  "Flatten the structure.");
    }
    if (at_end()) return fail(at_, "the file ends where a value should stand", "Complete it.");
    switch (text_[at_]) {
      case '{':
        return object(out, depth);
      case '[':
        return array(out, depth);
      case '"': {
        std::string string;
        if (!this->string(string)) return false;
        out = std::move(string);
        return true;
      }
      case '\'':
        return fail(at_, "a string in single quotes", "Write strings in double quotes: \"...\"");
      default:
        return is_digit(text_[at_]) || text_[at_] == '-' ? number(out) : word(out);
    }
  }

  bool word(nlohmann::json& out) {
    std::size_t end = at_;
    while (end < text_.size() && ascii::is_letter(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    if (word == "true" || word == "false") {
      out = word == "true";
    } else if (word == "null") {
      out = nullptr;
    } else if (const std::string_view meant = nearest(lower(word), literals); !meant.empty()) {
      return fail(at_, quote(word) + " is no JSON value", "Write " + std::string(meant) + ".");
    } else if (text_[at_] == ']' || text_[at_] == '}') {
      return fail(at_, std::string("a value is missing before '") + text_[at_] + "'",
                  "Write the value, or remove the comma before it.");
    } else {
      return fail(at_, "no JSON value",
                  "Write a string in double quotes, a number, true, false, a list [...] or an "
                  "object {...}.");
    }
    at_ = end;
    return true;
  }

  bool number(nlohmann::json& out) {
    const std::size_t begin = at_;
    const auto digits = [&] {
      const std::size_t from = at_;
      while (is_digit(peek())) ++at_;
      return at_ > from;
    };
    const auto bad = [&] {
      return fail(begin, "not a JSON number",
                  "Write a plain decimal number such as 12, 0.5 or 1e-3.");
    };
    bool integral = true;
    if (peek() == '-') ++at_;
    const bool zero = peek() == '0';
    const std::size_t whole = at_;
    if (!digits() || (zero && at_ - whole > 1)) return bad();
    if (peek() == '.') {
      integral = false;
      ++at_;
      if (!digits()) return bad();
    }
    if (peek() == 'e' || peek() == 'E') {
      integral = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return bad();
    }
    const char* first = text_.data() + begin;
    const char* last = text_.data() + at_;
    if (integral) {
      if (*first != '-') {
        std::uint64_t number = 0;
        if (std::from_chars(first, last, number).ec == std::errc()) {
          out = number;
          return true;
        }
      } else {
        std::int64_t number = 0;
        if (std::from_chars(first, last, number).ec == std::errc()) {
          out = number;
          return true;
        }
      }
    }
    double number = 0;
    if (std::from_chars(first, last, number).ec != std::errc()) {
      return fail(begin, "a number too large or too small", "Write one between 1e-300 and 1e300.");
    }
    out = number;
    return true;
  }

  // Four hex digits at `at_`; false leaves it there.
  bool hex4(std::uint32_t& out) {
    if (text_.size() - at_ < 4) return false;
    const char* first = text_.data() + at_;
    const auto [end, error] = std::from_chars(first, first + 4, out, 16);
    if (error != std::errc() || end != first + 4) return false;
    at_ += 4;
    return true;
  }

  bool escape(std::string& out) {
    const std::size_t begin = at_++;
    const char c = peek();
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    if (const auto index = at_end() ? names.npos : names.find(c); index != names.npos) {
      out += values[index];
      ++at_;
      return true;
    }
    if (c == 'u') {
      ++at_;
      std::uint32_t point = 0, low = 0;
      if (!hex4(point)) {
        return fail(begin, "\\u without four hexadecimal digits", "Write for example \\u2019.");
      }
      if (point >= 0xd800 && point <= 0xdfff) {
        const bool high = point <= 0xdbff && text_.substr(at_).starts_with("\\u");
        if (high) at_ += 2;
        if (!high || !hex4(low) || low < 0xdc00 || low > 0xdfff) {
          return fail(begin, "half of a surrogate pair", "Write the character itself, as UTF-8.");
        }
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      }
      append_utf8(point, out);
      return true;
    }
    return fail(begin, "a single backslash before " + quote(text_.substr(at_, at_end() ? 0 : 1)),
                "In JSON a backslash is written twice: \"\\\\pL\" is the pattern \\pL.");
  }

  bool string(std::string& out) {
    const std::size_t begin = at_++;
    while (true) {
      if (at_end()) {
        return fail(begin, "this string has no end", "Close it with a double quote.");
      }
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') {
        if (!escape(out)) return false;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return c == '\n' || c == '\r'
                   ? fail(begin, "the line ends inside a string",
                          "Close the string with a double quote; a line break in it is \\n.")
                   : fail(at_, "a control character inside a string", "Write a tab as \\t.");
      } else if (static_cast<unsigned char>(c) < 0x80) {
        const std::size_t from = at_;
        while (at_ < text_.size() && is_plain(text_[at_])) ++at_;
        out.append(text_, from, at_ - from);
      } else {
        const std::size_t from = at_;
        const char32_t point = next_code_point(text_, at_);
        if (point == replacement && text_.substr(from, 3) != "\xef\xbf\xbd") {
          return fail(from, "a byte that is not UTF-8", "Save the file as UTF-8.");
        }
        out.append(text_, from, at_ - from);
      }
    }
  }

  bool array(nlohmann::json& out, int depth) {
    const std::size_t begin = at_++;
    out = nlohmann::json::array();
    if (!space()) return false;
    if (peek() == ']') {
      ++at_;
      return true;
    }
    const std::size_t parent = pointer_.size();
    while (true) {
      if (places_) (pointer_ += '/') += std::to_string(out.size());
      nlohmann::json element;
      if (!value(element, depth + 1)) return false;
      pointer_.resize(parent);
      out.push_back(std::move(element));
      bool more = false;
      if (!separator(']', "list", begin, more)) return false;
      if (!more) return true;
    }
  }

  bool object(nlohmann::json& out, int depth) {
    const std::size_t begin = at_++;
    out = nlohmann::json::object();
    if (!space()) return false;
    if (peek() == '}') {
      ++at_;
      return true;
    }
    const std::size_t parent = pointer_.size();
    auto& members = out.get_ref<nlohmann::json::object_t&>();
    for (std::size_t count = 0;; ++count) {
      const std::size_t key_at = at_;
      if (at_end()) return fail(begin, "this object has no end", "Close it with }.");
      if (peek() == '}') {
        return fail(key_at, "a comma before '}'", "Remove the comma before it.");
      }
      if (peek() != '"') {
        return fail(key_at, "a key must be a string", "Write the key in double quotes: \"key\":");
      }
      std::string key;
      if (!string(key)) return false;
      const auto member = members.emplace_hint(members.end(), key, nullptr);
      if (members.size() == count) {
        return fail(key_at, "the key " + quote(key) + " stands twice in one object",
                    "Keep one of them.");
      }
      if (!space()) return false;
      if (peek() != ':') {
        return fail(at_, "a ':' is missing after the key " + quote(key), "Write ':' here.");
      }
      ++at_;
      if (!space()) return false;
      if (places_) {
        pointer_ = child_pointer(pointer_, key);
        places_->keys[pointer_] = key_at;
      }
      if (!value(member->second, depth + 1)) return false;
      pointer_.resize(parent);
      bool more = false;
      if (!separator('}', "object", begin, more)) return false;
      if (!more) return true;
    }
  }

  // Behind a list's or object's member: a comma (`more`) or its end.
  bool separator(char closing, const char* kind, std::size_t begin, bool& more) {
    const std::size_t behind = at_;
    if (!space()) return false;
    if (at_end()) {
      return fail(begin, std::string("this ") + kind + " has no end",
                  std::string("Close it with '") + closing + "'.");
    }
    const char c = text_[at_];
    if (c == closing) {
      ++at_;
      more = false;
      return true;
    }
    if (c != ',') {
      return fail(behind, "a comma is missing here", "Write ',' between two members.");
    }
    const std::size_t comma = at_++;
    if (!space()) return false;
    if (peek() == closing) {
      return fail(comma, std::string("a comma before '") + closing + "'", "Remove the comma.");
    }
    more = true;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonPlaces* places_;
  JsonMistake& mistake_;
  std::string pointer_;
};

std::size_t find_place(const std::map<std::string, std::size_t, std::less<>>& places,
                       std::string_view pointer) {
  while (true) {
    if (const auto it = places.find(pointer); it != places.end()) return it->second;
    const std::size_t slash = pointer.rfind('/');
    if (slash == pointer.npos) return 0;
    pointer = pointer.substr(0, slash);
  }
}

std::size_t line_begin(std::string_view text, std::size_t offset) {
  const auto newline = offset == 0 ? text.npos : text.rfind('\n', offset - 1);
  return newline == text.npos ? 0 : newline + 1;
}

}  // namespace

std::size_t JsonPlaces::value(std::string_view pointer) const {
  return find_place(values, pointer);
}

std::size_t JsonPlaces::key(std::string_view pointer) const {
  const auto it = keys.find(pointer);
  return it == keys.end() ? value(pointer) : it->second;
}

bool read_json(std::string_view text, nlohmann::json& value, JsonPlaces* places,
               JsonMistake& mistake) {
  return Parser(text, places, mistake).document(value);
}

std::size_t line_of(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + offset, '\n'));
}

std::string show_mistake(std::string_view path, std::string_view text, const JsonMistake& mistake) {
  constexpr std::size_t before = 60, after = 60;  // code points shown around the column
  const std::size_t offset = std::min(mistake.offset, text.size());
  const std::size_t begin = line_begin(text, offset);
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  const std::size_t column = count_code_points(text.substr(begin, offset - begin));
  std::string line, caret;
  std::size_t index = 0;
  for (std::size_t at = begin; at < end; ++index) {
    const std::size_t from = at;
    const char32_t point = next_code_point(text, at);
    if (index + before < column || index > column + after) continue;
    // A tab is one column wide here, so that the caret stands right; broken bytes show as U+FFFD.
    if (point == U'\r') continue;
    if (point == U'\t' || point < 0x20) {
      line += ' ';
    } else if (point == replacement) {
      line += "\xef\xbf\xbd";
    } else {
      line += text.substr(from, at - from);
    }
    if (index < column) caret += ' ';
  }
  std::string out(path);
  out += ':' + std::to_string(line_of(text, offset)) + ':' + std::to_string(column + 1) + ": ";
  out += mistake.what + "\n    " + line + "\n    " + caret + "^";
  if (!mistake.instead.empty()) out += "\n    " + mistake.instead;
  return out;
}

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out = "\"";
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == longest) {
      out += "...";
      break;
    }
    const std::size_t from = at;
    const char32_t point = next_code_point(text, at);
    if (point == U'"' || point == U'\\') out += '\\';
    if (point < 0x20) {
      out += ' ';
    } else if (point == replacement) {
      out += "\xef\xbf\xbd";
    } else {
      out += text.substr(from, at - from);
    }
  }
  return out + '"';
}

std::string child_pointer(std::string_view parent, std::string_view key) {
  std::string out(parent);
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace assay
