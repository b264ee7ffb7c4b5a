#include "rules/sentence_edges.h"
#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "assay/text.h"

#include "text/characters.h"

namespace assay::rules {
namespace {

using Strings = std::vector<std::string>;

// What stands on a page for a sign of a pattern, as far as words are cut by it.
std::u32string_view family_of(const char32_t& c) {
  switch (c) {
    case U'\'':
      return U"'\u2018\u2019";
    case U'-':
      return U"-\u2010\u2011";
    case U'"':
      return U"\"\u201c\u201d\u201e\u201f\u00ab\u00bb";
    default:
      return {&c, 1};
  }
}

// A text that a match begins with, or ends with. What stands behind it, or before it, is not known,
// unless the sentence is over.
struct EdgeText {
  std::string text;
  bool over = false;

  auto operator<=>(const EdgeText&) const = default;
};

// Whether the sign at an end of a text parts words whatever stands beyond it.
bool parts_words(std::string_view text, std::size_t at, char beside) {
  const char c = text[at];
  if (static_cast<unsigned char>(c) >= 0x80) {
    std::size_t offset = at;
    const char32_t point = next_code_point(text, offset);
    constexpr CharacterClass inside_words = word_classes | joiner_class;
    return point != 0x2019 && !(character_class(point) & inside_words);
  }
  if (c == '.' || c == ',') return beside < '0' || beside > '9';
  return c != '\'';
}

// RE2 holds the two small sigmas for equal, which a word's hash tells apart.
bool tells_by_hash(std::string_view word) {
  return word.find("\u03c3") == std::string_view::npos &&
         word.find("\u03c2") == std::string_view::npos;
}

// The words that `text`, the begin of a sentence, is sure to begin with: at most two.
std::vector<WordKey> words_at_begin(const EdgeText& edge) {
  const std::string_view text = edge.text;
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  std::vector<WordKey> words;
  for (const Token& token : std::span(tokens).first(std::min<std::size_t>(2, tokens.size()))) {
    const std::size_t end = token.range.end;
    if (end < text.size() ? !parts_words(text, end, text[end - 1]) : !edge.over) break;
    if (!tells_by_hash(text.substr(token.range.begin, token.range.size()))) break;
    words.push_back(mixed_key(token.hash));
  }
  return words;
}

// The same of the word that a sentence ends with, where the sign before it is of ASCII.
std::vector<WordKey> word_at_end(const EdgeText& edge) {
  const std::string_view text = edge.text;
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  if (tokens.empty()) return {};
  const std::size_t begin = tokens.back().range.begin;
  const bool whole = begin > 0 ? static_cast<unsigned char>(text[begin - 1]) < 0x80 &&
                                     parts_words(text, begin - 1, text[begin])
                               : edge.over;
  if (!whole || !tells_by_hash(text.substr(begin))) return {};
  return {mixed_key(tokens.back().hash)};
}

// Follows a pattern from one end of the sentence as long as its texts are known and few.
class Follower {
 public:
  explicit Follower(bool from_begin) : from_begin_(from_begin) {}

  // The texts; none: they are too many, or the pattern is not bound to that end.
  std::vector<EdgeText> follow(const PatternNode& root) {
    if (root.kind != NodeKind::concat || root.children.empty()) return {};
    const PatternNode& outermost = from_begin_ ? root.children.front() : root.children.back();
    if (outermost.kind != NodeKind::anchor) return {};
    for (std::string& text : add(root, {""})) done_.push_back({std::move(text)});
    std::ranges::sort(done_);
    const auto repeated = std::ranges::unique(done_);
    done_.erase(repeated.begin(), repeated.end());
    if (too_many_) done_.clear();
    return std::move(done_);
  }

 private:
  static constexpr std::size_t most_texts = 4096;

  // The texts that go on behind `node`; `open` are those before it.
  Strings add(const PatternNode& node, Strings open) {
    if (open.empty() || too_many_) return {};
    switch (node.kind) {
      case NodeKind::literal:
        return add_literal(node, open);
      case NodeKind::character:
        finish(std::move(open), false);
        return {};
      case NodeKind::anchor: {
        // The end that it all begins at, else the other.
        if (open.front().empty()) return open;
        finish(std::move(open), true);
        return {};
      }
      case NodeKind::concat: {
        const std::size_t count = node.children.size();
        for (std::size_t i = 0; i < count; ++i) {
          open = add(node.children[from_begin_ ? i : count - 1 - i], std::move(open));
        }
        return open;
      }
      case NodeKind::alternate: {
        Strings all;
        for (const PatternNode& child : node.children) append(all, add(child, open));
        return all;
      }
      case NodeKind::repeat:
        return add_repeat(node, std::move(open));
    }
    return {};
  }

  Strings add_literal(const PatternNode& node, const Strings& open) {
    Strings longer;
    for (const char32_t member : node.members) {
      for (const char32_t c : family_of(member)) {
        std::string sign;
        append_utf8(c, sign);
        for (const std::string& text : open) {
          longer.push_back(from_begin_ ? text + sign : sign + text);
        }
      }
    }
    // Enough is known of a text where its words are.
    if (std::ranges::none_of(node.members,
                             [](char32_t c) { return (character_class(c) & word_classes) == 0; })) {
      return settle(std::move(longer));
    }
    std::erase_if(longer, [&](std::string& text) {
      const EdgeText edge{text};
      const bool enough =
          from_begin_ ? words_at_begin(edge).size() == 2 : !word_at_end(edge).empty();
      if (enough) done_.push_back(edge);
      return enough;
    });
    return settle(std::move(longer));
  }

  Strings add_repeat(const PatternNode& node, Strings open) {
    constexpr int most_rounds = 4;
    Strings all;
    for (int round = 0;; ++round) {
      if (round >= node.min) append(all, open);
      if (open.empty() || round == node.max) return all;
      if (round == most_rounds) {
        finish(std::move(open), false);
        return all;
      }
      open = add(node.children.front(), std::move(open));
    }
  }

  void finish(Strings texts, bool over) {
    for (std::string& text : texts) done_.push_back({std::move(text), over});
    too_many_ = too_many_ || done_.size() > most_texts;
  }

  void append(Strings& all, const Strings& more) {
    all.insert(all.end(), more.begin(), more.end());
    all = settle(std::move(all));
  }

  Strings settle(Strings texts) {
    std::ranges::sort(texts);
    const auto repeated = std::ranges::unique(texts);
    texts.erase(repeated.begin(), repeated.end());
    too_many_ = too_many_ || texts.size() + done_.size() > most_texts;
    if (too_many_) texts.clear();
    return texts;
  }

  bool from_begin_;
  bool too_many_ = false;
  std::vector<EdgeText> done_;
};

// Fills in what matches begin with. False: nothing is known of some of them.
bool read_begins(const PatternNode& root, PatternEdge& edge) {
  const std::vector<EdgeText> texts = Follower(true).follow(root);
  for (const EdgeText& text : texts) {
    const std::vector<WordKey> words = words_at_begin(text);
    if (words.size() == 2) {
      edge.pairing.push_back(words[0]);
      edge.pairs.push_back(pair_key(words[0], words[1], 1));
    } else if (words.size() == 1) {
      edge.first.push_back(words[0]);
    } else if (text.text.empty()) {
      return false;
    } else {
      std::size_t at = 0;
      const char32_t sign = next_code_point(text.text, at);
      if (character_class(sign) & (word_classes | joiner_class | space_class)) return false;
      edge.signs.push_back(sign);
    }
  }
  return !texts.empty();
}

bool read_ends(const PatternNode& root, PatternEdge& edge) {
  const std::vector<EdgeText> texts = Follower(false).follow(root);
  for (const EdgeText& text : texts) {
    const std::vector<WordKey> words = word_at_end(text);
    if (words.empty()) return false;
    edge.last.push_back(words.front());
  }
  return !texts.empty();
}

template <typename Items>
void add_all(Items& all, const Items& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

PatternEdge edge_of(const PatternNode& root) {
  PatternEdge edge;
  edge.known = read_begins(root, edge);
  if (edge.known) return edge;
  edge = {};
  edge.known = read_ends(root, edge);
  return edge;
}

void SentenceEdges::add(const PatternEdge& edge) {
  all_.known = all_.known && edge.known;
  add_all(all_.first, edge.first);
  add_all(all_.pairs, edge.pairs);
  add_all(all_.pairing, edge.pairing);
  add_all(all_.signs, edge.signs);
  add_all(all_.last, edge.last);
}

void SentenceEdges::build() {
  first_.build(std::exchange(all_.first, {}));
  pairs_.build(std::exchange(all_.pairs, {}));
  pairing_.build(std::exchange(all_.pairing, {}));
  last_.build(std::exchange(all_.last, {}));
  for (const char32_t sign : all_.signs) {
    if (sign < ascii_signs_.size()) ascii_signs_[sign] = true;
  }
}

bool SentenceEdges::may_match(const Document& document, const Sentence& sentence) const {
  if (!all_.known) return true;
  const std::string_view text = document.view(sentence.text);
  const std::span<const Token> tokens = document.tokens_of(sentence);
  if (tokens.empty()) return true;
  const WordKey first = mixed_key(tokens.front().hash);
  if (first_.may_hold(first) || last_.may_hold(mixed_key(tokens.back().hash))) return true;
  if (pairing_.may_hold(first) && tokens.size() > 1 &&
      pairs_.may_hold(pair_key(first, mixed_key(tokens[1].hash), 1))) {
    return true;
  }
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < ascii_signs_.size()) return ascii_signs_[byte];
  std::size_t at = 0;
  return all_.signs.find(next_code_point(text, at)) != all_.signs.npos;
}

}  // namespace assay::rules
