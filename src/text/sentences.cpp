#include <algorithm>
#include <array>
#include <string>

#include "assay/text.h"

#include "text/abbreviations.h"
#include "text/ascii.h"
#include "text/characters.h"

namespace assay {
namespace {

// Text without a single full stop would else be one sentence of any length, and what runs per
// sentence counts on bounded ones. Longer sentences are cut at a space. Guess: no real sentence in
// news text comes near.
constexpr std::uint32_t max_sentence_bytes = 16 * 1024;

// How far the splitter looks around a stop. An abbreviation, a name or a bracket that is longer is
// judged by what is inside.
constexpr std::size_t max_word_bytes = 32;
constexpr std::size_t max_look_back_bytes = 64;
constexpr int max_openers = 16;

enum class Stop : std::uint8_t {
  none,
  period,      // '.'
  ellipsis,    // "..", "...", U+2026
  mark,        // '!', '?', and those of Arabic and Devanagari
  full_width,  // ideographic stops, which need no space after them
};

// Bytes that may begin a stop or a blank line; everything else is skipped at once.
constexpr std::array<bool, 256> triggers = [] {
  std::array<bool, 256> table{};
  for (const unsigned char c : {'.', '!', '?', '\n'}) table[c] = true;
  for (const unsigned char lead : {0xe2, 0xe3, 0xef, 0xe0, 0xd8, 0xdb}) table[lead] = true;
  return table;
}();

Stop stop_kind(char32_t c) {
  switch (c) {
    case U'.':
      return Stop::period;
    case U'!':
    case U'?':
    case 0x061f:  // Arabic question mark
    case 0x06d4:  // Urdu full stop
    case 0x0964:  // danda
    case 0x203c:
    case 0x2049:
      return Stop::mark;
    case 0x2026:
      return Stop::ellipsis;
    case 0x3002:
    case 0xff01:
    case 0xff0e:
    case 0xff1f:
    case 0xff61:
      return Stop::full_width;
    default:
      return Stop::none;
  }
}

// Quotation marks and brackets that may stand between a stop and the space after it. A German
// closing mark is the English opening one; directly behind a stop it closes.
bool is_closer(char32_t c) {
  switch (c) {
    case U'"':
    case U'\'':
    case U')':
    case U']':
    case U'}':
    case 0x00bb:
    case 0x2019:
    case 0x201c:
    case 0x201d:
    case 0x203a:
    case 0x300d:
    case 0x300f:
    case 0x3011:
    case 0x300b:
    case 0xff09:
      return true;
    case 0x00b9:
    case 0x00b2:
    case 0x00b3:
      return true;  // footnote marks
    default:
      return false;
  }
}

// What may stand before the first letter of a sentence.
bool is_opener(char32_t c) {
  switch (c) {
    case U'"':
    case U'\'':
    case U'(':
    case U'[':
    case U'{':
    case U'*':
    case U'-':
    case U'>':
    case 0x00a1:
    case 0x00ab:
    case 0x00bf:
    case 0x2013:
    case 0x2014:
    case 0x2018:
    case 0x201a:
    case 0x201c:
    case 0x201e:
    case 0x2022:
    case 0x2039:
    case 0x300c:
    case 0x300e:
    case 0xff08:
      return true;
    default:
      return false;
  }
}

bool continues_sentence(char32_t c) {
  return c == U',' || c == U';' || c == U':' || c == U')' || c == U']' || c == U'&' || c == U'%' ||
         c == U'/' || stop_kind(c) != Stop::none;
}

bool is_hiragana(char32_t c) { return c >= 0x3041 && c <= 0x309f; }

bool is_ascii_space(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && ascii_classes[byte] & space_class;
}

class Splitter {
 public:
  Splitter(std::string_view text, Range within, std::vector<Range>& out)
      : text_(text.substr(0, within.end)), begin_(within.begin), out_(out) {}

  void run() {
    std::size_t at = begin_;
    while (at < text_.size()) {
      at = next_trigger(at);
      if (at == text_.size()) break;
      if (text_[at] == '\n') {
        at = at_newline(at);
        continue;
      }
      std::size_t next = at;
      const Stop stop = read_stops(next);
      if (stop == Stop::none) {
        at = next;
        continue;
      }
      const std::size_t stop_begin = at;
      bool closed = false;
      next = skip_closers(next, closed);
      if (ends_sentence(stop, stop_begin, next, closed)) push(next);
      at = next;
    }
    push(text_.size());
  }

 private:
  std::size_t next_trigger(std::size_t at) const {
    const char* here = text_.data() + at;
    const char* const end = text_.data() + text_.size();
    while (here != end && !triggers[static_cast<unsigned char>(*here)]) ++here;
    return static_cast<std::size_t>(here - text_.data());
  }

  struct Peeked {
    char32_t c = 0;  // 0: nothing follows
    CharacterClass character = 0;
    std::size_t begin = 0, end = 0;
  };

  Peeked peek(std::size_t at) const {
    if (at >= text_.size()) return {.begin = at, .end = at};
    Peeked result = {.begin = at, .end = at};
    result.c = read_code_point(text_, result.end);
    result.character = character_class(result.c);
    return result;
  }

  // An empty line inside a block ends whatever stood before it.
  std::size_t at_newline(std::size_t at) {
    std::size_t next = at + 1;
    while (next < text_.size() && text_[next] != '\n' && is_ascii_space(text_[next])) ++next;
    if (next < text_.size() && text_[next] == '\n') push(at);
    return next;
  }

  // Moves `at` behind a run of stops, or behind one character that is none.
  Stop read_stops(std::size_t& at) const {
    Stop stop = stop_kind(read_code_point(text_, at));
    if (stop == Stop::none) return stop;
    while (at < text_.size()) {
      std::size_t next = at;
      const Stop more = stop_kind(read_code_point(text_, next));
      if (more == Stop::none) break;
      if (more == Stop::period) {
        if (stop == Stop::period) stop = Stop::ellipsis;
      } else if (stop != Stop::full_width) {
        stop = more;
      }
      at = next;
    }
    return stop;
  }

  std::size_t skip_closers(std::size_t at, bool& closed) const {
    while (true) {
      const Peeked next = peek(at);
      if (next.c == U'[') {  // a footnote: "[12]"
        std::size_t end = next.end;
        while (end < text_.size() && end - at < 6 && ascii::is_digit(text_[end])) ++end;
        if (end == next.end || end >= text_.size() || text_[end] != ']') return at;
        at = end + 1;
      } else if (is_closer(next.c)) {
        at = next.end;
      } else {
        return at;
      }
      closed = true;
    }
  }

  bool ends_sentence(Stop stop, std::size_t stop_begin, std::size_t after, bool closed) const {
    const Peeked next = peek(after);
    if (next.c == 0) return true;
    if (stop == Stop::full_width) return !(closed && is_hiragana(next.c));
    if (!(next.character & space_class)) return missing_space(stop, stop_begin, after, closed);

    const Peeked first = first_of_sentence(after);
    if (first.c == 0) return true;
    if (continues_sentence(first.c)) return false;
    if (first.character & lower_class && !is_camel_case(first)) return false;
    if (stop != Stop::period || closed) return true;
    return !is_abbreviation(stop_begin, first);
  }

  // The first character after spaces, opening marks and dashes.
  Peeked first_of_sentence(std::size_t at) const {
    int openers = 0;
    Peeked next = peek(at);
    while (next.c != 0 && openers < max_openers) {
      if (is_opener(next.c)) {
        ++openers;
      } else if (!(next.character & space_class)) {
        break;
      }
      next = peek(next.end);
    }
    return next;
  }

  // "iPhone", "eBay": a name that begins a sentence with a small letter.
  bool is_camel_case(const Peeked& first) const {
    return (peek(first.end).character & upper_class) != 0;
  }

  // "end.Next": scraped text lost the space. Names with stops ("Node.js", "java.util.List",
  // addresses) must survive, so the words on both sides have to look like prose.
  bool missing_space(Stop stop, std::size_t stop_begin, std::size_t after, bool closed) const {
    Peeked first = peek(after);
    if (first.character & ideograph_class) {
      return stop == Stop::mark || ends_with_ideograph(stop_begin);
    }
    if (!closed && is_opener(first.c) && first.c > 0x7f) first = peek(first.end);
    if (!(first.character & upper_class)) return false;
    std::string word;
    const std::size_t word_end = read_word(first, word);
    const Peeked second = peek(first.end);
    const bool pronoun =
        word.size() == 1 && (word[0] == 'a' || word[0] == 'i') && second.character & space_class;
    if (!pronoun && !(second.character & lower_class)) return false;
    const Peeked behind = peek(word_end);
    if (behind.c == U'.' && peek(behind.end).character & word_classes) return false;
    if (behind.c == U'(' || behind.c == U'/' || behind.c == U'_' || behind.c == U'@') return false;
    if (closed) return true;
    const std::string_view before = chunk_before(stop_begin);
    if (before.find_first_of("./@\\_=") != std::string_view::npos || before == "www") return false;
    return is_lower_word(before) || (!before.empty() && in_list(abbreviations::starters, word));
  }

  bool ends_with_ideograph(std::size_t end) const {
    std::size_t begin = end;
    while (begin > begin_ && end - begin < 4) {
      --begin;
      if ((static_cast<unsigned char>(text_[begin]) & 0xc0) != 0x80) break;
    }
    return begin < end && peek(begin).character & ideograph_class;
  }

  // The bytes between the last space and `end`, at most max_look_back_bytes.
  std::string_view chunk_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > begin_ && end - begin < max_look_back_bytes && !is_ascii_space(text_[begin - 1]))
      --begin;
    return text_.substr(begin, end - begin);
  }

  // Two or more small letters at the end, with no capital before them in the same word.
  static bool is_lower_word(std::string_view chunk) {
    std::size_t letters = 0;
    CharacterClass last = 0;
    for (std::size_t at = 0; at < chunk.size();) {
      last = character_class(read_code_point(chunk, at));
      if (last & upper_class) return false;
      if (last & digit_class) letters = 0;
      if (last & lower_class) ++letters;
    }
    return letters >= 2 && last & lower_class;
  }

  // The lower-case letters (and inner apostrophes) from `first` on; returns where they end.
  std::size_t read_word(const Peeked& first, std::string& word) const {
    Peeked next = first;
    while (next.c != 0 && next.begin - first.begin < max_word_bytes) {
      if (next.c == U'\'' || next.c == 0x2019) {
        word += '\'';
      } else if (next.character & (letter_class | mark_class)) {
        append_utf8(to_lower(next.c), word);
      } else {
        break;
      }
      next = peek(next.end);
    }
    return next.begin;
  }

  // The word that ends at `end`: letters, digits and inner stops; empty if it is too long to be an
  // abbreviation.
  std::string_view word_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > begin_) {
      const auto c = static_cast<unsigned char>(text_[begin - 1]);
      const bool part = c >= 0x80 || c == '.' || ascii_classes[c] & word_classes;
      if (!part) break;
      if (end - --begin > max_word_bytes) return {};
    }
    // Non-ASCII bytes were taken on trust: drop what is no letter at the front ("“Dr").
    while (begin < end) {
      const Peeked first = peek(begin);
      if (first.character & word_classes) break;
      begin = first.end;
    }
    return text_.substr(begin, end - begin);
  }

  // Whether the period at `stop` belongs to an abbreviation, an initial or an ordinal that `first`,
  // the first character after the space, goes on from.
  bool is_abbreviation(std::size_t stop, const Peeked& first) const {
    const std::string_view word = word_before(stop);
    if (word.empty()) return false;
    const std::size_t word_begin = stop - word.size();
    if (std::ranges::all_of(word, ascii::is_digit)) {
      return is_ordinal(word, word_begin, first);
    }
    if (!may_be_abbreviation(word)) return false;
    std::string folded;
    append_lower(word, folded);
    const std::size_t letters = count_code_points(word);
    const bool digit_next = (first.character & digit_class) != 0;
    if (letters == 1) {
      if (is_single_letter_with_stop(first)) return true;
      if (peek(word_begin).character & upper_class) {
        return digit_next || follows_letter_with_stop(word_begin) || !is_starter(first, true);
      }
      if (follows_letter_with_stop(word_begin)) return true;
      return digit_next && in_list(abbreviations::numbers, folded);
    }
    AbbreviationKind kind = abbreviation_kind(folded, word);
    if (kind == AbbreviationKind::none && is_dotted(word)) kind = AbbreviationKind::ending;
    switch (kind) {
      case AbbreviationKind::none:
        return false;
      case AbbreviationKind::title:
        return true;
      case AbbreviationKind::number:
        return digit_next;
      case AbbreviationKind::ending:
        return digit_next || !is_starter(first, false);
      case AbbreviationKind::time: {
        std::string next;
        read_word(first, next);
        return digit_next || in_list(abbreviations::after_time, next);
      }
    }
    return false;
  }

  // Most words before a stop are ruled out by their length alone.
  static bool may_be_abbreviation(std::string_view word) {
    return word.size() <= abbreviations::longest || word.find('.') != std::string_view::npos;
  }

  // "1. Introduction" at the start of a sentence is a list number; "am 3. Oktober" is a German
  // ordinal.
  bool is_ordinal(std::string_view digits, std::size_t begin, const Peeked& first) const {
    if (digits.size() > 3) return false;
    if (text_.substr(begin_, begin - begin_).find_first_not_of(" \n\t\r(\"'") ==
        std::string_view::npos) {
      return true;
    }
    if (digits.size() > 2 || !(first.character & letter_class)) return false;
    std::string next;
    read_word(first, next);
    if (in_list(abbreviations::after_ordinal, next)) return true;
    std::size_t end = begin;
    while (end > begin_ && is_ascii_space(text_[end - 1])) --end;
    const std::string_view before = word_before(end);
    return end < begin && in_list(abbreviations::before_ordinal, before) &&
           !in_list(abbreviations::starters, next);
  }

  // "z. B.", "J. R. Smith": the next word is one letter and has a stop too.
  bool is_single_letter_with_stop(const Peeked& first) const {
    return first.character & letter_class && peek(first.end).c == U'.';
  }

  // The word at `begin` follows a small letter with its stop: the second of "z. B.", "d. h.".
  bool follows_letter_with_stop(std::size_t begin) const {
    std::size_t end = begin;
    while (end > begin_ && is_ascii_space(text_[end - 1])) --end;
    if (end < begin_ + 2 || text_[end - 1] != '.') return false;
    const auto letter = static_cast<unsigned char>(text_[end - 2]);
    if (letter >= 0x80 || !(ascii_classes[letter] & lower_class)) return false;
    return end == begin_ + 2 || is_ascii_space(text_[end - 3]);
  }

  // "U.S", "Ph.D", "i.d.R": one or two letters between stops.
  static bool is_dotted(std::string_view word) {
    std::size_t letters = 0, stops = 0;
    for (const char c : word) {
      if (c == '.') {
        if (letters == 0) return false;
        letters = 0;
        ++stops;
      } else if (static_cast<unsigned char>(c) >= 0x80 ||
                 !(ascii_classes[static_cast<unsigned char>(c)] & letter_class) || ++letters > 2) {
        return false;
      }
    }
    return stops > 0 && letters > 0;
  }

  // Whether the word at `first` usually begins a sentence. Before a name, particles do not count.
  bool is_starter(const Peeked& first, bool before_name) const {
    if (!(first.character & letter_class)) return true;
    std::string word;
    read_word(first, word);
    if (before_name && in_list(abbreviations::name_particles, word)) return false;
    return in_list(abbreviations::starters, word);
  }

  // Ends the sentence at `end` and starts the next one there.
  void push(std::size_t end) {
    std::size_t begin = begin_;
    begin_ = end;
    trim(begin, end);
    while (end - begin > max_sentence_bytes) {
      const std::size_t space = text_.substr(begin, max_sentence_bytes).find_last_of(" \n\t\r");
      std::size_t cut =
          begin + (space == 0 || space == std::string_view::npos ? max_sentence_bytes : space);
      while (cut < end && (static_cast<unsigned char>(text_[cut]) & 0xc0) == 0x80) ++cut;
      emit(begin, cut);
      begin = cut;
    }
    emit(begin, end);
  }

  void emit(std::size_t begin, std::size_t end) {
    trim(begin, end);
    if (begin < end) {
      out_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
  }

  void trim(std::size_t& begin, std::size_t& end) const {
    while (begin < end) {
      const Peeked first = peek(begin);
      if (!(first.character & space_class)) break;
      begin = first.end;
    }
    while (end > begin) {
      std::size_t last = end - 1;
      while (last > begin && (static_cast<unsigned char>(text_[last]) & 0xc0) == 0x80) --last;
      if (!(peek(last).character & space_class)) break;
      end = last;
    }
  }

  std::string_view text_;  // ends where the block does
  std::size_t begin_;      // of the sentence being read
  std::vector<Range>& out_;
};

}  // namespace

void append_sentences(std::string_view text, Range within, std::vector<Range>& out) {
  Splitter(text, within, out).run();
}

}  // namespace assay
