#include "mentions/identifiers.h"
#include <algorithm>
#include <array>

#include "mentions/numbers.h"
#include "mentions/phone_numbers.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

using ascii::is_digit, ascii::is_letter, ascii::is_text_space;

constexpr std::uint32_t max_chunk = 200;  // bytes of a run without spaces that are looked at

// The run of non-space bytes around a token, bounded.
Range chunk_of(std::string_view text, Range token) {
  Range chunk = token;
  while (chunk.begin > 0 && !is_text_space(text[chunk.begin - 1]) &&
         token.begin - chunk.begin < max_chunk)
    --chunk.begin;
  while (chunk.end < text.size() && !is_text_space(text[chunk.end]) &&
         chunk.end - token.end < max_chunk)
    ++chunk.end;
  return chunk;
}

// The signs in a chunk by which the readers below know what they look for.
enum ChunkSign : std::uint8_t {
  has_letter = 1 << 0,
  has_point = 1 << 1,
  has_hyphen = 1 << 2,
  has_telling = 1 << 3  // of an address, a formula or a chain of colons
};

constexpr auto chunk_signs = [] {
  std::array<std::uint8_t, 256> signs{};
  for (int c = 0; c < 128; ++c) {
    if (is_letter(static_cast<char>(c))) signs[static_cast<std::size_t>(c)] = has_letter;
  }
  signs['.'] = has_point;
  signs['-'] = has_hyphen;
  for (const unsigned char c : {'@', '_', '\\', ':', '#', '=', '*', '^'}) signs[c] = has_telling;
  return signs;
}();

// May the chunk be an address, a formula or a code? Most are a number beside a bracket or comma.
bool may_be_no_amount(std::string_view chunk) {
  unsigned signs = 0;
  for (const char c : chunk) signs |= chunk_signs[static_cast<unsigned char>(c)];
  constexpr unsigned domain = has_letter | has_point;
  return (signs & (has_telling | has_hyphen)) != 0 || (signs & domain) == domain;
}

// Net addresses, mail, hash tags and mentions, paths, identifiers with underscores.
bool is_net_address(std::string_view chunk) {
  if (chunk.find_first_of("@_\\") != chunk.npos) return true;
  if (chunk.find("://") != chunk.npos || chunk.starts_with("www.")) return true;
  const char first = chunk.front() == '(' && chunk.size() > 1 ? chunk[1] : chunk.front();
  if (first == '#') return true;
  // "site.example/7" or "name.com": letters on both sides of a dot
  for (std::size_t dot = chunk.find('.'); dot != chunk.npos; dot = chunk.find('.', dot + 1)) {
    if (dot > 0 && dot + 2 < chunk.size() && is_letter(chunk[dot - 1]) &&
        is_letter(chunk[dot + 1]) && is_letter(chunk[dot + 2]) &&
        chunk.find('.', dot + 1) != dot + 2) {
      return true;
    }
  }
  return false;
}

// "3333*2=6666", "n=12": a sign of reckoning between two letters or digits.
bool is_formula(std::string_view chunk) {
  const auto counts = [](char c) { return is_digit(c) || is_letter(c); };
  for (std::size_t i = 1; i + 1 < chunk.size(); ++i) {
    const bool sign = chunk[i] == '=' || chunk[i] == '*' || chunk[i] == '^';
    if (sign && counts(chunk[i - 1]) && counts(chunk[i + 1])) return true;
  }
  return false;
}

// "CVE-2025-11700": a name in capitals before numbers
bool opens_with_acronym(std::string_view chunk) {
  const std::size_t hyphen = chunk.find('-');
  if (hyphen == chunk.npos || hyphen < 2) return false;
  const auto capitals = std::ranges::count_if(chunk.substr(0, hyphen), ascii::is_upper);
  return static_cast<std::size_t>(capitals) + (chunk[0] == '(') == hyphen &&
         std::ranges::none_of(chunk.substr(hyphen), is_letter);
}

// "P0-001-16155-9", "AB12-34-C": hyphens between groups of which one mixes letters and digits, or
// starts with a zero.
bool is_code(std::string_view chunk) {
  std::uint32_t groups = 1, mixed = 0, letters = 0, digits = 0;
  bool zero = false;
  const auto close = [&] {
    mixed += letters > 0 && digits > 0 && letters < 4;
    mixed += zero && digits >= 3 && letters == 0;
    letters = digits = 0;
  };
  for (const char c : chunk) {
    if (is_letter(c)) {
      ++letters;
    } else if (is_digit(c)) {
      if (digits == 0) zero = c == '0';
      ++digits;
    } else if (c == '-') {
      close();
      ++groups;
    } else if (c != '.' && c != ',' && c != ')' && c != '(') {
      return false;
    }
  }
  close();
  return groups >= 3 && (mixed > 0 || opens_with_acronym(chunk));
}

// IPv6 and clock-like chains: "fe80::1", "12:45::6"
bool is_colon_chain(std::string_view chunk) {
  return chunk.find(':') != chunk.npos &&
         (chunk.find("::") != chunk.npos || std::ranges::count(chunk, ':') >= 3);
}

// Hexadecimal runs: letters and digits mixed more than once
bool is_hexadecimal(std::string_view word) {
  std::uint32_t turns = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    turns +=
        is_digit(word[i - 1]) != is_digit(word[i]) && is_letter(word[i]) != is_letter(word[i - 1]);
  }
  return turns >= 2 && word.find_first_of(".,") == word.npos;
}

// One number and the signs beside it.
class Numeral {
 public:
  Numeral(const Scan& scan, Span span, std::size_t at)
      : scan_(scan),
        span_(span),
        at_(at),
        token_(scan.tokens[at].range),
        before_(scan.before(token_.begin)),
        after_(scan.at(token_.end)) {}

  // "UTC+14", "GMT -3", "utc4:30"
  bool is_time_zone() const {
    return at_ > span_.first && token_.begin - scan_.tokens[at_ - 1].range.end <= 3 &&
           scan_.reads_any(at_ - 1, "UTC", "GMT", "utc", "gmt");
  }

  // "utc4:30", "v2:1": the tail of a word
  bool is_tail_of_word() const {
    return before_ == ':' && at_ > span_.first &&
           scan_.tokens[at_ - 1].range.end + 1 == token_.begin &&
           is_letter(scan_.text[scan_.tokens[at_ - 1].range.begin]) && token_.begin >= 2 &&
           is_digit(scan_.text[token_.begin - 2]);
  }

  // "[3]", "[12, 14]", "#7"
  bool is_mark() const {
    return (before_ == '[' && (after_ == ']' || after_ == ',')) || before_ == '#';
  }
  bool is_range_of_marks() const { return before_ == '[' && after_ == '-'; }  // "[1-3]"

  // Is it part of something longer that is none: an address, a formula, "1:1"?
  bool is_in_chunk(Range chunk) const {
    if (chunk.size() <= token_.size()) return false;
    if (after_ == ':' && is_digit(scan_.at(token_.end + 1))) return true;
    const std::string_view text = slice(scan_.text, chunk);
    return may_be_no_amount(text) &&
           (is_net_address(text) || is_formula(text) || is_code(text) || is_colon_chain(text));
  }

  // Digits behind letters and a hyphen: F-35, COVID-19, TA-35.
  bool is_behind_letters() const {
    if (before_ != '-' || token_.begin < 2 || at_ == span_.first) return false;
    const Token& previous = scan_.tokens[at_ - 1];
    if (previous.range.end + 1 != token_.begin) return false;
    if (previous.range.size() == 1 && previous.capitalised) return true;  // "I-95"
    const std::string_view view = scan_.view(at_);
    if (previous.kind == TokenKind::word) {
      constexpr std::uint64_t amounts = minus_word | bound_last | cardinal | scale | function |
                                        unit_word | direction_up | direction_down;
      const bool name = previous.capitalised || previous.all_caps || view.size() > 1 ||
                        previous.range.size() > 2;  // "omega-6"
      return name && !scan_.is(at_ - 1, amounts);
    }
    // inside an identifier such as 8a7b-44ff
    return is_letter(scan_.text[previous.range.end - 1]) && is_letter(view.back());
  }

  // Does it stand between blanks, a few digits that open with no zero and no number behind? Such a
  // one is none of what is asked below.
  bool is_plain() const {
    constexpr std::uint32_t shortest = 7;  // digits of a number to call
    if (!is_text_space(before_) || !is_text_space(after_) || token_.size() >= shortest ||
        (at_ + 1 < span_.last && scan_.number(at_ + 1)))
      return false;
    const std::string_view view = scan_.view(at_);
    return std::ranges::all_of(view, is_digit) && (view.front() != '0' || view.size() <= 2);
  }

  Range chunk() const { return chunk_of(scan_.text, token_); }

  // The last token that begins before `end`.
  std::size_t through(std::uint32_t end) const {
    std::size_t last = at_;
    while (last + 1 < span_.last && scan_.tokens[last + 1].range.begin < end) ++last;
    return last;
  }

 private:
  const Scan& scan_;
  Span span_;
  std::size_t at_;
  Range token_;
  char before_, after_;
};

}  // namespace

std::optional<std::size_t> identifier_end(const Scan& scan, Span span, std::size_t at) {
  const Numeral numeral(scan, span, at);
  if (numeral.is_time_zone()) return at;
  if (numeral.is_plain()) return std::nullopt;
  if (numeral.is_tail_of_word()) return numeral.through(numeral.chunk().end);
  if (numeral.is_mark()) return at;
  const Range chunk = numeral.chunk();
  if (numeral.is_range_of_marks() || numeral.is_in_chunk(chunk)) return numeral.through(chunk.end);
  if (const auto last = phone_number_end(scan, span, at)) return last;
  const std::string_view view = scan.view(at);
  // "1.2.3", "192.168.0.1": more than one dot without grouping by three
  const Digits digits = parse_digits(view, scan.lexicon.decimal_comma());
  if (!digits.readable && digits.digits > 0) return numeral.through(chunk.end);
  if (numeral.is_behind_letters()) return at;
  // "007", "00123"
  if (digits.leading_zero && !digits.separators && digits.length == view.size() && view.size() > 2)
    return at;
  if (is_hexadecimal(view)) return numeral.through(chunk.end);
  return std::nullopt;
}

}  // namespace assay::mentions
