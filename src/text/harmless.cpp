#include "text/harmless.h"

#include <unicode/uchar.h>

#include "assay/text.h"

namespace assay {
namespace {

bool acts_on_a_terminal(char32_t c) {
  const bool turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return turns || u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR;
}

}  // namespace

std::string one_line(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string out;
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(valid, at);
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (!acts_on_a_terminal(c)) {
      out.append(valid, begin, at - begin);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string without_controls(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string out;
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(valid, at);
    if (c == U'\n' || c == U'\t' || !acts_on_a_terminal(c)) out.append(valid, begin, at - begin);
  }
  return out;
}

}  // namespace assay
