#include "assay/text.h"

#include "text/characters.h"

namespace assay {
namespace {

// FNV-1a over the folded code points.
constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325;
constexpr std::uint64_t fnv_prime = 0x100000001b3;
constexpr char32_t typographic_apostrophe = 0x2019;

std::uint64_t mix(std::uint64_t hash, char32_t folded) { return (hash ^ folded) * fnv_prime; }

// The letter's lower-case form: bit 5 is what upper- and lower-case ASCII letters differ in.
char32_t fold_ascii(unsigned char c) {
  static_assert(upper_class << 1 == 0x20);
  return c | (ascii_classes[c] & upper_class) << 1;
}

char32_t fold(char32_t c, CharacterClass character) {
  if (c == typographic_apostrophe) return U'\'';
  if (c < 0x80) return fold_ascii(static_cast<unsigned char>(c));
  return character & upper_class ? to_lower(c) : c;
}

bool is_apostrophe(char32_t c) { return c == U'\'' || c == typographic_apostrophe; }

// One token while it is being read.
class TokenBuilder {
 public:
  // Precondition: `character` holds a word class.
  TokenBuilder(char32_t c, CharacterClass character) {
    token_.kind = character & digit_class ? TokenKind::number : TokenKind::word;
    token_.capitalised = (character & upper_class) != 0;
    add(c, character);
  }

  void add(char32_t c, CharacterClass character) {
    token_.hash = mix(token_.hash, fold(c, character));
    letters_ += (character & letter_class) != 0;
    uppers_ += (character & upper_class) != 0;
  }

  // Adds the ASCII letters and digits from `at` on and returns where they end. The hash is kept in
  // a register: this loop sees nearly every byte of a text.
  std::size_t add_ascii_run(std::string_view text, std::size_t at) {
    std::uint64_t hash = token_.hash;
    const std::size_t begin = at;
    unsigned letters = 0, uppers = uppers_;
    for (; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte >= 0x80) break;
      const CharacterClass character = ascii_classes[byte];
      if (!(character & (letter_class | digit_class))) break;
      hash = mix(hash, fold_ascii(byte));
      letters += character & letter_class;
      uppers += (character & upper_class) != 0;
    }
    token_.hash = hash;
    token_.mixed |= letters != at - begin;
    letters_ += letters;
    uppers_ = uppers;
    return at;
  }

  Token finish(std::size_t begin, std::size_t end) {
    token_.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token_.all_caps = letters_ >= 2 && uppers_ == letters_;
    token_.mixed &= token_.kind == TokenKind::word;
    return token_;
  }

 private:
  Token token_ = {.range = {}, .hash = fnv_offset};
  unsigned letters_ = 0, uppers_ = 0;
};

// Whether `c`, which is no word character, stays inside a token whose last character has class
// `last`: an apostrophe between letters, '.' or ',' between digits. `at` is behind `c`.
bool stays_inside(char32_t c, CharacterClass last, std::string_view text, std::size_t at) {
  CharacterClass wanted = 0;
  if (is_apostrophe(c) && !(last & digit_class)) wanted = letter_class;
  if ((c == U'.' || c == U',') && last & digit_class) wanted = digit_class;
  if (wanted == 0 || at >= text.size()) return false;
  return (character_class(read_code_point(text, at)) & wanted) != 0;
}

// Whether a zero-width space that ends at `at` stands between words: in the scripts of South-East
// Asia, which write no other space between them. Elsewhere nobody sees it.
bool parts_words(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char32_t next = read_code_point(text, at);
  return (next >= 0x0e00 && next < 0x10a0) ||  // Thai, Lao, Tibetan, Myanmar
         (next >= 0x1780 && next < 0x1800) ||  // Khmer
         (next >= 0x1950 && next < 0x1ab0);    // Tai scripts
}

// Reads on from `at` to the end of the token and returns that end. `last` is the class of the
// token's first character.
std::size_t read_rest(std::string_view text, std::size_t at, CharacterClass last,
                      TokenBuilder& token) {
  std::size_t end = at;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80 && ascii_classes[byte] & (letter_class | digit_class)) {
      end = at = token.add_ascii_run(text, at);
      last = ascii_classes[static_cast<unsigned char>(text[at - 1])];
      continue;
    }
    if (byte < 0x80 && byte != '\'' && byte != '.' && byte != ',') break;
    const char32_t c = read_code_point(text, at);
    const CharacterClass character = character_class(c);
    // Invisible: part of the word only if more follows.
    if (character & joiner_class) {
      if (character & space_class && parts_words(text, at)) break;
      continue;
    }
    if (character & ideograph_class) break;
    if (character & word_classes) {
      if (!(character & mark_class)) last = character;
      token.add(c, character);
    } else if (stays_inside(c, last, text, at)) {
      token.add(c, character);
    } else {
      break;
    }
    end = at;
  }
  return end;
}

}  // namespace

std::uint64_t word_hash(std::string_view word) {
  std::uint64_t hash = fnv_offset;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = read_code_point(word, at);
    const CharacterClass character = character_class(c);
    if (!(character & joiner_class)) hash = mix(hash, fold(c, character));
  }
  return hash;
}

void append_tokens(std::string_view text, Range within, std::vector<Token>& out) {
  const std::string_view view = text.substr(0, within.end);
  for (std::size_t at = within.begin; at < view.size();) {
    const std::size_t begin = at;
    const auto byte = static_cast<unsigned char>(view[at]);
    if (byte < 0x80 && !(ascii_classes[byte] & word_classes)) {
      ++at;
      continue;
    }
    const char32_t c = read_code_point(view, at);
    const CharacterClass character = character_class(c);
    if (!(character & (letter_class | digit_class | ideograph_class))) continue;
    TokenBuilder token(c, character);
    if (!(character & ideograph_class)) at = read_rest(view, at, character, token);
    out.push_back(token.finish(begin, at));
  }
}

}  // namespace assay
