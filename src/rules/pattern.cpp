#include "rules/pattern.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "assay/text.h"

#include "text/characters.h"

namespace assay {
namespace {

constexpr std::int64_t pattern_memory_bytes = 16 << 20;
constexpr std::size_t max_pattern_bytes = 4096;
constexpr int max_group_depth = 32;
constexpr std::size_t max_strings = 2048;      // literal expansions of one stretch of a pattern
constexpr std::size_t max_clause_words = 128;  // alternatives of one clause

// What a person types, and the characters that stand for it on pages. In RE2 syntax, for use inside
// a class; white space includes line breaks because plain text is hard-wrapped.
constexpr std::string_view space_members =
    R"(\t\n\r \x{A0}\x{2002}-\x{200A}\x{202F}\x{205F}\x{3000})";
constexpr std::string_view apostrophe_members = R"('\x{2018}\x{2019})";
constexpr std::string_view hyphen_members = R"(\-\x{2010}\x{2011})";
constexpr std::string_view quote_members = R"("\x{201C}-\x{201F}\x{AB}\x{BB})";

// \pL and \pN cost a millisecond each to compile from Unicode's hundreds of ranges. These are the
// letters with their marks, and the digits, in few ranges: whole alphabets without the punctuation
// that stands among them.
constexpr std::string_view letter_members =
    R"(A-Za-z\x{AA}\x{B5}\x{BA}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{37D}\x{37F}-\x{386}\x{388}-\x{559})"
    R"(\x{560}-\x{588}\x{591}-\x{5BD}\x{5D0}-\x{5F2}\x{610}-\x{61A}\x{620}-\x{65F}\x{66E}-\x{6D3})"
    R"(\x{6D5}-\x{6EF}\x{6FA}-\x{963}\x{971}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3005}\x{3006}\x{3031}-\x{3035})"
    R"(\x{303B}\x{303C}\x{3041}-\x{309F}\x{30A1}-\x{30FA}\x{30FC}-\x{D7FF}\x{F900}-\x{FD3D}\x{FD50}-\x{FDFB})"
    R"(\x{FE70}-\x{FEFC}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{FF66}-\x{FFDC}\x{10000}-\x{1EFFF}\x{20000}-\x{3FFFF})";
constexpr std::string_view digit_members =
    R"(0-9\x{B2}\x{B3}\x{B9}\x{BC}-\x{BE}\x{660}-\x{669}\x{6F0}-\x{6F9}\x{966}-\x{96F}\x{FF10}-\x{FF19})";

bool is_ideograph(char32_t c) { return (character_class(c) & ideograph_class) != 0; }

bool is_word_char(char32_t c) { return (character_class(c) & word_classes) != 0; }

std::string utf8(char32_t point) {
  std::string out;
  append_utf8(point, out);
  return out;
}

constexpr unsigned edge_empty = PatternNode::edge_empty, edge_word = PatternNode::edge_word,
                   edge_other = PatternNode::edge_other;

// Reads a pattern into a Node and, on the way, writes RE2's form of it.
class Reader {
 public:
  Reader(std::string_view source, std::string& out, PatternMistake& mistake)
      : source_(source), out_(out), mistake_(mistake) {}

  bool read(PatternNode& node) {
    if (source_.size() > max_pattern_bytes) {
      return fail(0, "a pattern longer than " + std::to_string(max_pattern_bytes) + " bytes",
                  "Split it into several.");
    }
    // "\b" with a single backslash is JSON for a backspace.
    const auto control = std::find_if(source_.begin(), source_.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n';
    });
    if (control != source_.end()) {
      return fail(static_cast<std::size_t>(control - source_.begin()), "a control character",
                  *control == '\b' ? "In JSON \\b is a backspace. For word boundaries say "
                                     "\"word\": true in the rule."
                                   : "Remove it.");
    }
    if (!alternate(node, 0)) return false;
    return at_ == source_.size() || fail(at_, "a ')' without '('", "Write \\\\) for the sign.");
  }

 private:
  bool fail(std::size_t offset, std::string what, std::string instead) {
    mistake_ = {offset, std::move(what), std::move(instead)};
    return false;
  }

  bool at_end() const { return at_ >= source_.size(); }
  char peek() const { return at_end() ? '\0' : source_[at_]; }
  bool take(std::string_view text) {
    if (!source_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  bool alternate(PatternNode& node, int depth) {
    if (depth > max_group_depth) return fail(at_, "groups nested too deep", "Flatten them.");
    node.kind = NodeKind::alternate;
    do {
      if (!node.children.empty()) out_ += '|';
      if (!concat(node.children.emplace_back(), depth)) return false;
    } while (take("|"));
    if (node.children.size() == 1) {
      PatternNode only = std::move(node.children.front());
      node = std::move(only);
    }
    return true;
  }

  bool concat(PatternNode& node, int depth) {
    node.kind = NodeKind::concat;
    while (!at_end() && peek() != '|' && peek() != ')') {
      if (!atom(node.children.emplace_back(), depth)) return false;
      if (!quantifiers(node.children.back())) return false;
    }
    return true;
  }

  bool atom(PatternNode& node, int depth) {
    switch (peek()) {
      case '(':
        return group(node, depth);
      case '[':
        return bracket(node);
      case '\\':
        return escape(node);
      case '^':
      case '$':
        out_ += source_[at_++];
        node.kind = NodeKind::anchor;
        node.edges = edge_other;
        return true;
      case '.':
        out_ += source_[at_++];
        node.kind = NodeKind::character;
        node.any = true;
        return true;
      case '*':
      case '+':
      case '?':
        return fail(at_, std::string("'") + peek() + "' has nothing to repeat",
                    std::string("Write \\\\") + peek() + " for the sign itself.");
      default:
        literal(next_code_point(source_, at_), node);
        return true;
    }
  }

  // A character that stands for itself, or for the family it belongs to.
  void literal(char32_t c, PatternNode& node) {
    node.kind = NodeKind::literal;
    node.members = {c};
    node.edges = is_word_char(c) ? edge_word : edge_other;
    if (c == U' ') {
      (out_ += "(?:[").append(space_members) += "]+)";
    } else if (c == U'\'') {
      (out_ += '[').append(apostrophe_members) += ']';
    } else if (c == U'-') {
      (out_ += '[').append(hyphen_members) += ']';
    } else if (c == U'"') {
      (out_ += '[').append(quote_members) += ']';
    } else {
      constexpr std::string_view special = "\\^$.|?*+()[]{}";
      if (c < 0x80 && special.find(static_cast<char>(c)) != special.npos) out_ += '\\';
      out_ += utf8(c);
    }
  }

  bool group(PatternNode& node, int depth) {
    const std::size_t begin = at_++;
    if (source_.substr(at_).starts_with("?=") || source_.substr(at_).starts_with("?!") ||
        source_.substr(at_).starts_with("?<")) {
      return fail(begin, "look-around is not known",
                  "List what must not match under \"exceptions\".");
    }
    if (take("?:") || peek() != '?') {
      // A capture is not used: patterns only say where they match.
      out_ += "(?:";
    } else {
      return fail(begin, "flags and names in groups are not known",
                  "Write (?:...); patterns are case-insensitive.");
    }
    if (!alternate(node, depth + 1)) return false;
    if (!take(")")) return fail(begin, "this '(' has no ')'", "Close it, or write \\\\(.");
    out_ += ')';
    return true;
  }

  // A class such as \pL or \p{Greek} behind the backslash at `begin`; appends its RE2 form.
  bool property(std::size_t begin, bool in_class, unsigned& edges) {
    const bool negative = source_[at_++] == 'P';
    std::string name;
    if (peek() == '{') {
      const auto close = source_.find('}', at_);
      if (close == source_.npos) return fail(begin, "\\p{ has no '}'", "Write \\\\p{Greek}.");
      name = source_.substr(at_ + 1, close - at_ - 1);
      at_ = close + 1;
    } else if (!at_end()) {
      name = source_[at_++];
    }
    const std::string_view members = negative      ? std::string_view()
                                     : name == "L" ? letter_members
                                     : name == "N" ? digit_members
                                                   : std::string_view();
    if (!members.empty()) {
      if (!in_class) out_ += '[';
      out_ += members;
      if (!in_class) out_ += ']';
    } else if (!in_class && !negative && (name == "Lu" || name == "Ll" || name == "Lt")) {
      // Under case-insensitive matching these would say nothing.
      out_ += "(?-i:\\p{" + name + "})";
    } else {
      out_ += (negative ? "\\P{" : "\\p{") + name + "}";
    }
    const char family = name.empty() ? '\0' : name[0];
    const bool word = name.size() <= 2 && (family == 'L' || family == 'N' || family == 'M');
    const bool other = name.size() <= 2 && (family == 'P' || family == 'S' || family == 'Z');
    edges = negative || !(word || other) ? edge_word | edge_other : word ? edge_word : edge_other;
    letter_ = !negative && name == "L";
    digit_ = !negative && (name == "N" || name == "Nd");
    return true;
  }

  bool forbidden(std::size_t begin) {
    switch (peek()) {
      case 'b':
      case 'B':
        return !fail(begin, std::string("\\") + peek() + " knows ASCII letters only",
                     "Say \"word\": true in the rule: both ends must then be word boundaries.");
      case 'w':
      case 'W':
        return !fail(begin, std::string("\\") + peek() + " knows ASCII letters only",
                     peek() == 'w' ? "Write [\\\\pL\\\\pN_]." : "Write [^\\\\pL\\\\pN_].");
      case 's':
      case 'S':
        return !fail(begin, std::string("\\") + peek() + " knows ASCII white space only",
                     peek() == 's' ? "Write a space: it stands for any run of white space. In a "
                                     "class, a space or \\\\pZ."
                                   : "Write [^ ]: a space stands for any white space.");
      case 'C':
        return !fail(begin, "\\C cuts characters into bytes", "Write '.' for any character.");
      case 'Q':
        return !fail(begin, "\\Q is not known", "Escape each sign: \\\\. \\\\( \\\\).");
      default:
        return false;
    }
  }

  // Reads the escape at `at_`; `c` gets its character, 0 when it is a class (then `edges` holds
  // and RE2's form is written).
  bool escaped(char32_t& c, bool in_class, unsigned& edges) {
    const std::size_t begin = at_++;
    c = 0;
    if (at_end())
      return fail(begin, "a backslash ends the pattern", "Write \\\\\\\\ for the sign.");
    if (forbidden(begin)) return false;
    switch (peek()) {
      case 'p':
      case 'P':
        return property(begin, in_class, edges);
      case 'd':
        ++at_;
        out_ += "\\d";
        edges = edge_word;
        digit_ = true;
        return true;
      case 'D':
        ++at_;
        out_ += "\\D";
        edges = edge_word | edge_other;
        return true;
      case 't':
        ++at_;
        c = U'\t';
        return true;
      case 'n':
        ++at_;
        c = U'\n';
        return true;
      case 'x': {
        ++at_;
        const bool braces = take("{");
        std::uint32_t point = 0;
        int digits = 0;
        for (; digits < (braces ? 6 : 2) && !at_end(); ++digits, ++at_) {
          const char d = peek();
          const char low = static_cast<char>(d | 0x20);
          if (d >= '0' && d <= '9') {
            point = point * 16 + static_cast<std::uint32_t>(d - '0');
          } else if (low >= 'a' && low <= 'f') {
            point = point * 16 + static_cast<std::uint32_t>(low - 'a') + 10;
          } else {
            break;
          }
        }
        const bool surrogate = point >= 0xd800 && point <= 0xdfff;
        if (digits == 0 || (braces && !take("}")) || point > 0x10ffff || point == 0 || surrogate) {
          return fail(begin, "no character of this number", "Write for example \\\\x{2019}.");
        }
        c = point;
        return true;
      }
      default:
        break;
    }
    const char sign = peek();
    const bool letter_or_digit = is_word_char(static_cast<unsigned char>(sign));
    if (static_cast<unsigned char>(sign) >= 0x80 || letter_or_digit) {
      return fail(begin, "an escape that is not known",
                  "A backslash stands before signs, and in \\\\pL, \\\\pN, \\\\d, \\\\x{2019}.");
    }
    c = static_cast<char32_t>(sign);
    ++at_;
    return true;
  }

  bool escape(PatternNode& node) {
    char32_t c = 0;
    unsigned edges = 0;
    const std::string_view next = source_.substr(at_, 2);
    if (next == "\\A" || next == "\\z") {
      out_ += next;
      at_ += 2;
      node.kind = NodeKind::anchor;
      node.edges = edge_other;
      return true;
    }
    letter_ = digit_ = false;
    if (!escaped(c, /*in_class=*/false, edges)) return false;
    if (c != 0) {
      literal(c, node);
    } else {
      node.kind = NodeKind::character;
      node.edges = edges;
      node.letter = letter_;
      node.digit = digit_;
      node.ascii_known = add_class(node);
    }
    return true;
  }

  // Adds the ASCII signs of the class read last. False: it is another than \pL, \pN and \d.
  bool add_class(PatternNode& node) const {
    if (letter_) add_range(node, 'A', 'Z');
    if (letter_) add_range(node, 'a', 'z');
    if (digit_) add_range(node, '0', '9');
    return letter_ || digit_;
  }

  static void add_range(PatternNode& node, char32_t low, char32_t high) {
    for (char32_t c = low; c <= std::min<char32_t>(high, 0x7f); ++c) {
      node.ascii[c >> 6] |= std::uint64_t{1} << (c & 63);
      const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (letter) node.ascii[(c ^ 0x20) >> 6] |= std::uint64_t{1} << ((c ^ 0x20) & 63);
    }
  }

  // [...]: small positive classes become literals, so that their words are known.
  bool bracket(PatternNode& node) {
    constexpr std::size_t most_members = 8;
    const std::size_t begin = at_++;
    out_ += '[';
    const bool negative = take("^");
    if (negative) out_ += '^';
    bool plain = !negative;  // lists its members
    bool known = true;       // node.ascii is
    unsigned edges = 0;
    bool first = true;
    while (true) {
      if (at_end()) return fail(begin, "this '[' has no ']'", "Close it, or write \\\\[.");
      if (peek() == ']' && !first) break;
      first = false;
      if (source_.substr(at_).starts_with("[:")) {
        return fail(at_, "[:...:] classes know ASCII only",
                    "Write \\\\pL, \\\\pN, \\\\pP or \\\\pZ.");
      }
      char32_t low = 0;
      unsigned class_edges = 0;
      letter_ = digit_ = false;
      if (!member(low, class_edges)) return false;
      if (low == 0) {
        plain = false;
        known = add_class(node) && known;
        edges |= class_edges;
        continue;
      }
      char32_t high = low;
      if (peek() == '-' && at_ + 1 < source_.size() && source_[at_ + 1] != ']') {
        const std::size_t range = at_++;
        if (!member(high, class_edges)) return false;
        if (high < low) return fail(range, "a range that runs backwards", "Write it a-z.");
      }
      add_range(node, low, high);
      known = known && high < 0x80;  // letters beyond ASCII may fold to such
      if (high == low) {
        if (low == U' ') add_range(node, '\t', '\n');
        if (low == U' ') add_range(node, '\r', '\r');
        class_member(low);
        node.members.push_back(low);
        edges |= is_word_char(low) ? edge_word : edge_other;
      } else {
        out_ += range_end(low) + '-' + range_end(high);
        plain = false;
        const bool letters = is_word_char(low) && is_word_char(high) && high < 0x80 &&
                             (low < 'A' ? high <= '9' : low >= 'a' || high <= 'Z');
        edges |= letters ? edge_word : edge_word | edge_other;
      }
    }
    ++at_;
    out_ += ']';
    node.kind =
        plain && node.members.size() <= most_members ? NodeKind::literal : NodeKind::character;
    node.edges = negative ? edge_word | edge_other : edges;
    if (node.kind == NodeKind::character) node.members.clear();
    node.bracketed = true;
    node.ascii_known = known;
    for (std::uint64_t& signs : node.ascii) signs = negative ? ~signs : signs;
    return true;
  }

  // One member of a bracket: its character, or 0 for a class such as \pL (written at once).
  bool member(char32_t& c, unsigned& edges) {
    if (peek() == '\\') return escaped(c, /*in_class=*/true, edges);
    c = next_code_point(source_, at_);
    return true;
  }

  static std::string range_end(char32_t c) {
    std::array<char, 16> digits{};
    std::size_t count = 0;
    for (char32_t rest = c; rest != 0; rest /= 16) digits[count++] = "0123456789ABCDEF"[rest % 16];
    return "\\x{" + std::string(digits.rend() - count, digits.rend()) + "}";
  }

  void class_member(char32_t c) {
    if (c == U' ') {
      out_ += space_members;
    } else if (c == U'\'') {
      out_ += apostrophe_members;
    } else if (c == U'-') {
      out_ += hyphen_members;
    } else if (c == U'"') {
      out_ += quote_members;
    } else {
      out_ += range_end(c);
    }
  }

  bool quantifiers(PatternNode& node) {
    while (!at_end()) {
      const std::size_t begin = at_;
      int min = 0, max = -1;
      if (take("*")) {
      } else if (take("+")) {
        min = 1;
      } else if (take("?")) {
        max = 1;
      } else if (peek() == '{') {
        if (!counts(min, max)) return false;
      } else {
        return true;
      }
      if (node.kind == NodeKind::repeat) {
        return fail(begin, "a quantifier behind a quantifier",
                    "Keep one; matches are the longest, so '?' behind it changes nothing.");
      }
      out_ += source_.substr(begin, at_ - begin);
      PatternNode repeat;
      repeat.kind = NodeKind::repeat;
      repeat.min = min;
      repeat.max = max;
      repeat.children.push_back(std::move(node));
      node = std::move(repeat);
    }
    return true;
  }

  bool counts(int& min, int& max) {
    constexpr int most = 200;
    const std::size_t begin = at_++;
    const auto number = [&](int& out) {
      const std::size_t from = at_;
      out = 0;
      while (peek() >= '0' && peek() <= '9' && out <= most) out = out * 10 + (source_[at_++] - '0');
      return at_ > from;
    };
    bool good = number(min);
    max = min;
    if (good && take(",") && !number(max)) max = -1;
    if (!good || !take("}")) {
      return fail(begin, "'{' begins a count", "Write {2} or {2,5}, or \\\\{ for the sign.");
    }
    if (min > most || max > most || (max >= 0 && max < min)) {
      return fail(begin, "a count out of range", "Write {MIN,MAX} with MIN <= MAX <= 200.");
    }
    return true;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  bool letter_ = false, digit_ = false;  // the class read last is \pL, is of digits
  std::string& out_;
  PatternMistake& mistake_;
};

// ---- required words ----

using Words = std::vector<std::string>;

// What stands in the strings that a piece matches for letters, unknown which, and for an end of the
// sentence. Bytes that UTF-8 never has.
constexpr char some_letters = any_word.front();
constexpr char sentence_end = '\xfe';

// Whether only the beginning of the word is known: "efficienc" of "efficiency", "efficiencies".
bool is_stem(std::string_view word) { return word.ends_with(any_word); }

// Every match holds one of `words`; and, where any are given, one of `phrases`, each of which holds
// one of the words.
struct Clause {
  Words words;
  std::vector<Words> phrases;  // as Pattern::phrases
  bool phrases_lead = false;   // the piece begins with the first word of one of them
};

struct Facts {
  bool exact = false;  // the piece matches one of `strings` and nothing else (up to case)
  Words strings;
  std::vector<Clause> clauses;
  bool number = false;  // a digit stands in every match where a word may begin
};

unsigned edge_of(const PatternNode& node, bool left) {
  switch (node.kind) {
    case NodeKind::literal:
    case NodeKind::character:
    case NodeKind::anchor:
      return node.edges;
    case NodeKind::concat: {
      unsigned edges = edge_empty;
      const std::size_t count = node.children.size();
      for (std::size_t i = 0; i < count && (edges & edge_empty); ++i) {
        edges &= ~static_cast<unsigned>(edge_empty);
        edges |= edge_of(node.children[left ? i : count - 1 - i], left);
      }
      return edges;
    }
    case NodeKind::alternate: {
      unsigned edges = 0;
      for (const PatternNode& child : node.children) edges |= edge_of(child, left);
      return edges;
    }
    case NodeKind::repeat: {
      const unsigned edges = edge_of(node.children.front(), left);
      return node.min == 0 ? edges | edge_empty : edges;
    }
  }
  return edge_empty | edge_word | edge_other;
}

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

// The words of `text` that can serve as keys: letters only, cut off by something that is no word
// character, or by an end that is known to be a boundary. Of one that goes on unknown, its ASCII
// stem, followed by any_word.
Words whole_words(std::string_view text, bool left_closed, bool right_closed) {
  Words words;
  std::size_t begin = 0;
  bool open = !left_closed, usable = true, empty = true;
  const auto finish = [&](std::size_t end, bool closed) {
    const std::string_view word = text.substr(begin, end - begin);
    if (!empty && !open && closed && usable) {
      words.emplace_back(word);
    } else if (!empty && !open) {
      const auto stem = static_cast<std::size_t>(
          std::find_if_not(word.begin(), word.end(), is_small_letter) - word.begin());
      if (stem >= stem_bytes) words.push_back(std::string(word.substr(0, stem)).append(any_word));
    }
    empty = true;
    usable = true;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (text[at] == some_letters) {
      if (empty) begin = from;
      empty = usable = false;
      ++at;
      continue;
    }
    if (text[at] == sentence_end) {
      finish(from, true);
      open = false;
      ++at;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (is_ideograph(c)) {
      finish(from, true);
      words.emplace_back(text.substr(from, at - from));
      open = false;
    } else if (is_word_char(c)) {
      // Digits join what stands behind a point or comma; a mark begins no word of a text; and RE2
      // holds the two small sigmas, which a word's hash tells apart, for equal.
      const bool digit = (character_class(c) & digit_class) != 0;
      const bool mark = empty && (character_class(c) & mark_class) != 0;
      if (digit || mark || c == 0x3c3 || c == 0x3c2) usable = false;
      if (empty) begin = from;
      empty = false;
    } else {
      const bool joiner = (character_class(c) & joiner_class) != 0;  // may stand inside a word
      finish(from, !joiner);
      open = joiner;
    }
  }
  finish(text.size(), right_closed);
  return words;
}

// The words of a fixed phrase in order, as Pattern::phrases tells those that are not known whole.
// False: the phrase holds signs that words are not cut at (marks, joiners) and cannot be told word
// by word.
bool phrase_words(std::string_view text, bool left_closed, bool right_closed, Words& out) {
  CharacterClass last = 0;
  std::string run;
  bool in_run = false, usable = false, known = true, ideographs = false, unknown = false;
  const auto finish = [&](bool closed) {
    if (in_run && !known) {
      out.emplace_back(any_word);
    } else if (in_run) {
      out.push_back(usable && closed ? run : std::string());
    }
    run.clear();
    in_run = false;
    known = true;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (text[at] == some_letters) {
      in_run = unknown = true;
      known = false;
      last = letter_class;
      ++at;
      continue;
    }
    if (text[at] == sentence_end) {
      finish(true);
      last = 0;
      ++at;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    const CharacterClass character = character_class(c);
    if (character & (mark_class | joiner_class)) return false;
    if (character & ideograph_class) {
      ideographs = true;
      finish(true);
      out.emplace_back(text.substr(from, at - from));
    } else if (character & word_classes) {
      if (!in_run) usable = from > 0 || left_closed;
      in_run = true;
      if (character & digit_class || c == 0x3c3 || c == 0x3c2) usable = false;
      run += text.substr(from, at - from);
    } else {
      // Inside a number, a point or comma does not end the word.
      std::size_t peek = at;
      const bool inside = (c == U'.' || c == U',') && last & digit_class && at < text.size() &&
                          character_class(next_code_point(text, peek)) & digit_class;
      if (!inside) finish(true);
    }
    last = character;
  }
  finish(right_closed);
  return !(ideographs && unknown);  // letters may be ideographs, which are words each
}

double letters(const std::string& word) {
  double length = 0;
  if (word == any_word) return 0;
  for (std::size_t at = 0; at < word.size(); ++length) {
    if (is_ideograph(next_code_point(word, at))) length += 2;
  }
  return length;
}

// Longer words are rarer, and words beside each other still more; alternatives add up. A guess that
// only orders the work: a bad one costs time, never a match.
double rarity(const Clause& clause) {
  constexpr double lead_bonus = 1.5;    // spares a search of the whole sentence
  constexpr double stem_letters = 3.5;  // many words begin like a stem
  double shortest = 1e9;
  if (clause.phrases.empty()) {
    for (const std::string& word : clause.words) {
      shortest = std::min(shortest, is_stem(word) ? stem_letters : letters(word));
    }
  }
  for (const Words& phrase : clause.phrases) {
    double length = 0;
    for (const std::string& word : phrase) length += is_stem(word) ? stem_letters : letters(word);
    shortest = std::min(shortest, length);
  }
  return shortest - 0.5 * std::log2(static_cast<double>(clause.words.size())) +
         (clause.phrases_lead ? lead_bonus : 0);
}

bool rarer(const Clause& a, const Clause& b) { return rarity(a) > rarity(b); }

const Clause& rarest(const std::vector<Clause>& clauses) {
  return *std::min_element(clauses.begin(), clauses.end(), rarer);
}

void add_unique(Words& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

// The longest word, else the longest stem.
const std::string* longest(const Words& words, const Words& besides) {
  const std::string* best = nullptr;
  for (const std::string& word : words) {
    if (std::find(besides.begin(), besides.end(), word) != besides.end()) continue;
    const auto rank = [](const std::string& one) { return std::pair(!is_stem(one), one.size()); };
    if (!best || rank(word) > rank(*best)) best = &word;
  }
  return best;
}

bool begins_with_letters(std::string_view text) {
  std::size_t at = 0;
  return text.front() == some_letters ||
         (character_class(next_code_point(text, at)) & letter_class);
}

// The clauses of a stretch that matches exactly one of `strings`. `first`: nothing of the piece
// stands before the stretch.
void flush(const Words& strings, bool left_closed, bool right_closed, bool first,
           std::vector<Clause>& clauses) {
  if (strings.empty()) return;
  std::vector<Words> words_of;
  for (const std::string& string : strings) {
    words_of.push_back(whole_words(string, left_closed, right_closed));
  }
  Words common;
  for (const std::string& word : words_of.front()) {
    const bool everywhere = std::all_of(words_of.begin(), words_of.end(), [&](const Words& words) {
      return std::find(words.begin(), words.end(), word) != words.end();
    });
    if (everywhere) add_unique(common, word);
  }
  for (const std::string& word : common) clauses.push_back({.words = {word}});

  // The words of each string beside each other, called for by the longest of them.
  Clause phrases;
  bool whole = true;
  phrases.phrases_lead = first;
  for (std::size_t i = 0; i < strings.size() && whole; ++i) {
    const std::string* best = longest(words_of[i], {});
    Words& phrase = phrases.phrases.emplace_back();
    whole = best && !is_stem(*best) && phrase_words(strings[i], left_closed, right_closed, phrase);
    if (!whole) break;
    add_unique(phrases.words, *best);
    std::string_view start = strings[i];
    while (start.starts_with(sentence_end)) start.remove_prefix(1);
    // Letters that begin a match begin their word only where a boundary stands before them.
    const bool begins_word = phrase.front() == any_word
                                 ? left_closed && begins_with_letters(start)
                                 : !phrase.front().empty() && start.starts_with(phrase.front());
    phrases.phrases_lead = phrases.phrases_lead && begins_word;
  }
  if (whole && phrases.words.size() <= max_clause_words) clauses.push_back(std::move(phrases));

  Clause other;
  for (const Words& words : words_of) {
    const std::string* best = longest(words, common);
    if (!best) return;
    add_unique(other.words, *best);
  }
  if (other.words.size() <= max_clause_words) clauses.push_back(std::move(other));
}

Facts analyse(const PatternNode& node, bool left_closed, bool right_closed);

// Whether the text before child `index` (after it, if not `left`) surely ends the word.
bool closed_beside(const PatternNode& concat, std::size_t index, bool left, bool outer) {
  while (left ? index > 0 : index + 1 < concat.children.size()) {
    index += left ? static_cast<std::size_t>(-1) : 1;
    const unsigned edges = edge_of(concat.children[index], !left);
    if (edges & edge_word) return false;
    if (!(edges & edge_empty)) return true;
  }
  return outer;
}

Facts analyse_concat(const PatternNode& node, bool left_closed, bool right_closed) {
  Facts facts;
  Words pending = {""};
  std::size_t pending_from = 0;
  const auto flush_before = [&](std::size_t index) {
    if (index > pending_from) {
      flush(pending, closed_beside(node, pending_from, true, left_closed),
            closed_beside(node, index - 1, false, right_closed), pending_from == 0, facts.clauses);
    }
    pending = {""};
    pending_from = index;
  };
  bool all_exact = true;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    Facts child = analyse(node.children[i], closed_beside(node, i, true, left_closed),
                          closed_beside(node, i, false, right_closed));
    facts.number = facts.number || child.number;
    if (!child.exact) {
      flush_before(i);
      pending_from = i + 1;
      all_exact = false;
      for (Clause& clause : child.clauses) {
        clause.phrases_lead = clause.phrases_lead && i == 0;
        facts.clauses.push_back(std::move(clause));
      }
      continue;
    }
    if (pending.size() * child.strings.size() > max_strings) {
      flush_before(i);
      all_exact = false;
    }
    Words product;
    for (const std::string& head : pending) {
      for (const std::string& tail : child.strings) product.push_back(head + tail);
    }
    std::sort(product.begin(), product.end());
    product.erase(std::unique(product.begin(), product.end()), product.end());
    pending = std::move(product);
  }
  if (all_exact) {
    facts.exact = true;
    facts.strings = std::move(pending);
  } else {
    flush_before(node.children.size());
  }
  return facts;
}

// Makes of `strings` those of `min` to `max` of them in a row, where that does not become too many.
bool repeated(Words& strings, int min, int max) {
  constexpr std::size_t most = 64;
  if (max < 0 || max > 8) return false;
  Words all, row = {""};
  for (int count = 0; count <= max; ++count) {
    if (count >= min) all.insert(all.end(), row.begin(), row.end());
    Words longer;
    for (const std::string& head : row) {
      for (const std::string& tail : strings) longer.push_back(head + tail);
      if (all.size() + longer.size() > most) return false;
    }
    row = std::move(longer);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  strings = std::move(all);
  return true;
}

Facts analyse(const PatternNode& node, bool left_closed, bool right_closed) {
  Facts facts;
  switch (node.kind) {
    case NodeKind::literal:
      facts.exact = true;
      for (const char32_t c : node.members) add_unique(facts.strings, lower(utf8(c)));
      facts.number = left_closed && std::ranges::all_of(node.members, [](char32_t c) {
                       return c >= U'0' && c <= U'9';
                     });
      return facts;
    case NodeKind::character:
      if (node.letter) return {.exact = true, .strings = {std::string(any_word)}, .clauses = {}};
      facts.number = left_closed && node.digit;
      return facts;
    case NodeKind::anchor:
      return {.exact = true, .strings = {std::string(1, sentence_end)}, .clauses = {}};
    case NodeKind::concat:
      return analyse_concat(node, left_closed, right_closed);
    case NodeKind::alternate: {
      std::vector<Facts> branches;
      std::size_t strings = 0;
      bool exact = true;
      for (const PatternNode& child : node.children) {
        branches.push_back(analyse(child, left_closed, right_closed));
        exact = exact && branches.back().exact;
        facts.number = (branches.size() == 1 || facts.number) && branches.back().number;
        strings += branches.back().strings.size();
      }
      if (exact && strings <= max_strings) {
        facts.exact = true;
        for (const Facts& branch : branches) {
          facts.strings.insert(facts.strings.end(), branch.strings.begin(), branch.strings.end());
        }
        std::sort(facts.strings.begin(), facts.strings.end());
        facts.strings.erase(std::unique(facts.strings.begin(), facts.strings.end()),
                            facts.strings.end());
        return facts;
      }
      Clause clause{.phrases_lead = true};
      for (Facts& branch : branches) {
        if (branch.exact) flush(branch.strings, left_closed, right_closed, true, branch.clauses);
        if (branch.clauses.empty()) return facts;
        const Clause& best = rarest(branch.clauses);
        for (const std::string& word : best.words) add_unique(clause.words, word);
        clause.phrases.insert(clause.phrases.end(), best.phrases.begin(), best.phrases.end());
        clause.phrases_lead = clause.phrases_lead && best.phrases_lead;
        if (!best.phrases.empty()) continue;
        for (const std::string& word : best.words) clause.phrases.push_back({word});
      }
      if (clause.words.size() <= max_clause_words) facts.clauses.push_back(std::move(clause));
      return facts;
    }
    case NodeKind::repeat: {
      const bool once = node.max == 1;
      if (node.children.front().letter) {
        facts = {.exact = true, .strings = {std::string(any_word)}, .clauses = {}};
        if (node.min == 0) facts.strings.emplace_back();
        return facts;
      }
      facts = analyse(node.children.front(), once && left_closed, once && right_closed);
      facts.number =
          node.min > 0 && (node.children.front().digit ? left_closed : once && facts.number);
      if (once && facts.exact) {
        if (node.min == 0) add_unique(facts.strings, "");
        return facts;
      }
      if (facts.exact && repeated(facts.strings, node.min, node.max)) return facts;
      if (node.min == 0) return {};
      if (!once && facts.exact) {
        flush(facts.strings, false, false, false, facts.clauses);
        facts.exact = false;
        facts.strings.clear();
      }
      return facts;
    }
  }
  return facts;
}

}  // namespace

bool read_pattern_syntax(std::string_view source, Pattern& pattern, PatternMistake& mistake) {
  pattern = {};
  return Reader(source, pattern.re2, mistake).read(pattern.root);
}

bool read_pattern(std::string_view source, bool word, Pattern& pattern, PatternMistake& mistake) {
  constexpr std::size_t most_clauses = 4;
  if (!read_pattern_syntax(source, pattern, mistake)) return false;
  Facts facts = analyse(pattern.root, word, word);
  if (facts.exact) flush(facts.strings, word, word, true, facts.clauses);
  std::stable_sort(facts.clauses.begin(), facts.clauses.end(), rarer);
  if (facts.clauses.size() > most_clauses) facts.clauses.resize(most_clauses);
  for (Clause& clause : facts.clauses) pattern.required.push_back(std::move(clause.words));
  pattern.number = facts.number;
  if (!facts.clauses.empty()) {
    pattern.phrases = std::move(facts.clauses.front().phrases);
    pattern.phrases_lead = !pattern.phrases.empty() && facts.clauses.front().phrases_lead;
  }
  return true;
}

RE2::Options pattern_options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_longest_match(true);
  options.set_dot_nl(true);
  options.set_log_errors(false);
  options.set_max_mem(pattern_memory_bytes);
  return options;
}

bool word_boundary(std::string_view text, std::size_t offset) {
  if (offset == 0 || offset >= text.size()) return true;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  std::size_t after = offset;
  const char32_t next = next_code_point(text, after);
  if (!is_word_char(next)) return true;
  std::size_t before = offset - 1;
  while (before > 0 && (byte(before) & 0xc0) == 0x80) --before;
  const char32_t previous = next_code_point(text, before);
  if (!is_word_char(previous)) return true;
  return is_ideograph(next) || is_ideograph(previous);
}

}  // namespace assay
