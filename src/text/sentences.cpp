#include "assay/text.h"

namespace assay {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

void append_sentences(std::string_view text, Range within, std::vector<Range>& out) {
  const auto push = [&](std::uint32_t begin, std::uint32_t end) {
    while (begin < end && is_space(text[begin])) ++begin;
    while (end > begin && is_space(text[end - 1])) --end;
    if (begin < end) out.push_back({begin, end});
  };
  std::uint32_t begin = within.begin;
  for (std::uint32_t at = within.begin; at < within.end; ++at) {
    const char c = text[at];
    if (c != '.' && c != '!' && c != '?') continue;
    std::uint32_t next = at + 1;
    while (next < within.end && (text[next] == '"' || text[next] == ')' || text[next] == '\''))
      ++next;
    if (text.substr(next, 3) == "\xe2\x80\x9d") next += 3;
    if (next < within.end && !is_space(text[next])) continue;
    std::uint32_t start = next;
    while (start < within.end && is_space(text[start])) ++start;
    if (start < within.end && text[start] >= 'a' && text[start] <= 'z') continue;
    push(begin, next);
    begin = next;
    at = next > at ? next - 1 : at;
  }
  push(begin, within.end);
}

}  // namespace assay
