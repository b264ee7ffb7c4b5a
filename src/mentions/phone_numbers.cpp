#include "mentions/phone_numbers.h"
#include <algorithm>

#include "text/ascii.h"

namespace assay::mentions {
namespace {

// "phone", "tel", "call", "number is" close before token `at`.
bool is_called(const Scan& scan, Span span, std::size_t at) {
  static const std::uint64_t words[] = {
      word_hash("phone"), word_hash("tel"),      word_hash("telephone"),
      word_hash("fax"),   word_hash("mobile"),   word_hash("call"),
      word_hash("dial"),  word_hash("whatsapp"), word_hash("hotline")};
  constexpr std::size_t near = 4;  // tokens
  for (std::size_t back = 1; back <= near && at >= span.first + back; ++back) {
    if (std::ranges::find(words, scan.tokens[at - back].hash) != std::end(words)) return true;
  }
  return false;
}

// The digits of one token; none where other signs stand between them.
std::optional<std::uint32_t> digits_of(std::string_view group) {
  constexpr std::uint32_t most = 12, least_before_extension = 4;
  std::uint32_t digits = 0;
  bool clean = true;
  for (const char c : group) {
    if (ascii::is_digit(c)) {
      ++digits;
    } else if (c == 'x' && digits >= least_before_extension) {
      break;  // an extension: "4584x068"
    } else {
      clean = clean && c == '.';
    }
  }
  return clean && digits <= most ? std::optional(digits) : std::nullopt;
}

// What stands between two groups of one number.
enum class Joint { none, hyphen, space, bracket };

Joint joint_of(std::string_view between, bool marked) {
  constexpr std::string_view hyphens[] = {"-", ".", "\u2011", " - ", "\u2013", "/"};
  constexpr std::string_view marked_hyphens[] = {"/ ", "- "};
  constexpr std::string_view spaces[] = {" ", "\u00a0"};
  constexpr std::string_view brackets[] = {") ",   ")",  " (",  ")-", "(",
                                           " - (", "-(", ") (", ")(", " ) "};
  const auto is_one_of = [&](const auto& signs) {
    return std::ranges::find(signs, between) != std::end(signs);
  };
  if (is_one_of(hyphens) || (marked && is_one_of(marked_hyphens))) return Joint::hyphen;
  if (is_one_of(spaces)) return Joint::space;
  return is_one_of(brackets) ? Joint::bracket : Joint::none;
}

// A chain of digit groups.
struct Chain {
  std::size_t last = 0;  // token
  std::uint32_t digits = 0, groups = 0, hyphens = 0, brackets = 0, spaces = 0;
  std::uint32_t shortest = 99, tail = 0;  // digits of a group, of the last group
};

std::optional<Chain> chain_at(const Scan& scan, Span span, std::size_t at, bool marked) {
  constexpr std::uint32_t most_groups = 8;  // more are a row of numbers, not one to call
  Chain chain{.last = at};
  for (std::size_t i = at; i < span.last && scan.number(i); ++i) {
    const std::string_view group = scan.view(i);
    const std::optional<std::uint32_t> digits = digits_of(group);
    if (!digits) break;
    if (chain.groups > most_groups) return std::nullopt;
    if (const std::size_t dot = group.find('.'); dot != group.npos) {
      if (dot < 3 && dot == group.rfind('.')) break;  // a decimal
      ++chain.hyphens;
      ++chain.groups;
    }
    chain.digits += *digits;
    ++chain.groups;
    chain.shortest = std::min(chain.shortest, *digits);
    chain.tail = *digits;
    chain.last = i;
    if (i + 1 >= span.last || !scan.number(i + 1)) break;
    const Joint joint = joint_of(scan.between(i), marked);
    if (joint == Joint::none) break;
    chain.hyphens += joint == Joint::hyphen;
    chain.spaces += joint == Joint::space;
    chain.brackets += joint == Joint::bracket;
  }
  return chain;
}

// "555-0199"; "100-1000 grams" is a range
bool is_local_number(const Scan& scan, Span span, std::size_t at, const Chain& chain) {
  const std::string_view end = scan.view(chain.last);
  const bool unit = chain.last + 1 < span.last && scan.gap(chain.last) == Gap::space &&
                    scan.is(chain.last + 1, unit_word | unit_start);
  const bool round = end.ends_with("00") && scan.view(at).size() < end.size();
  if (unit || round || scan.at(scan.tokens[chain.last].range.end) == '%') return false;
  return chain.digits == 7 || chain.digits == 10 || chain.digits == 11;
}

// "1-800-HARBOUR", "1-888-TUG-0199": a number that is spelled in capitals; its last token.
std::optional<std::size_t> lettered_end(const Scan& scan, Span span, std::size_t at) {
  if (!scan.reads(at, "1") || at + 2 >= span.last || scan.gap(at) != Gap::hyphen ||
      scan.gap(at + 1) != Gap::hyphen || !scan.tokens[at + 2].all_caps)
    return std::nullopt;
  const std::string_view area = scan.view(at + 1);
  if (area.size() != 3 || (area[0] != '8' && area != "900")) return std::nullopt;
  std::size_t last = at + 2;
  while (last + 1 < span.last && scan.gap(last) == Gap::hyphen &&
         (scan.number(last + 1) || scan.tokens[last + 1].all_caps))
    ++last;
  return last;
}

}  // namespace

std::optional<std::size_t> phone_number_end(const Scan& scan, Span span, std::size_t at) {
  constexpr std::uint32_t least_digits = 7, most_digits = 20;
  if (const auto lettered = lettered_end(scan, span, at)) return lettered;
  std::uint32_t bytes = 0;  // of the numbers in a row: as many digits or fewer
  for (std::size_t i = at; i < span.last && scan.number(i) && bytes < least_digits; ++i)
    bytes += scan.tokens[i].range.size();
  if (bytes < least_digits) return std::nullopt;
  const std::uint32_t begin = scan.tokens[at].range.begin;
  const char before = scan.before(begin);
  const bool plus = before == '+', called = is_called(scan, span, at);
  const bool bracket = before == '(' || (before == ' ' && begin > 1 && scan.text[begin - 2] == '(');
  const std::optional<Chain> read = chain_at(scan, span, at, plus || called);
  if (!read || read->digits < least_digits || read->digits > most_digits) return std::nullopt;
  Chain chain = *read;
  // "837.824.1482 x 63888": an extension set apart
  if (chain.last + 2 < span.last && scan.number(chain.last + 2) &&
      scan.reads_any(chain.last + 1, "x", "ext"))
    chain.last += 2;
  const auto [last, digits, groups, hyphens, brackets, spaces, shortest, tail] = chain;
  const bool zero = scan.view(at).front() == '0';
  bool is_phone = false;
  if (groups == 1) {
    is_phone = plus || called || (zero && digits >= 9);
  } else {
    is_phone =
        called || ((plus || bracket || brackets > 0) && tail >= 2) ||
        // An area code with its zero: "0176-12345678", "07098 785467".
        (zero && tail >= 5) || (groups == 2 && hyphens == 1 && tail >= 7) ||
        (groups >= 3 && hyphens >= 1 && tail >= 2) ||
        (groups == 2 && hyphens == 1 && tail == 4 && is_local_number(scan, span, at, chain)) ||
        (groups == 3 && spaces == 2 && shortest == 3 && tail == 4 && digits == 10) ||
        (groups >= 3 && spaces > 0 && shortest >= 2 && tail >= 2 && zero);
  }
  return is_phone ? std::optional(last) : std::nullopt;
}

}  // namespace assay::mentions
