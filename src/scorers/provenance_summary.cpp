#include "scorers/provenance_summary.h"

#include "assay/text.h"

#include "scorers/author_names.h"
#include "scorers/provenance_signs.h"
#include "scorers/year.h"
#include "text/ascii.h"

namespace assay {
namespace {

// "2031-05-03T08:30:00+02:00" and "3/5/2031 09:21:40" without the hour.
std::string_view without_hour(std::string_view date) {
  const std::size_t colon = date.find(':');
  if (colon == date.npos || colon < 3) return date;
  const std::size_t before = date.find_last_of("T ", colon);
  const bool digits = before != date.npos && before > 0 && ascii::is_digit(date[before - 1]) &&
                      before + 1 < date.size() && ascii::is_digit(date[before + 1]);
  return digits ? date.substr(0, before) : date;
}

// Of two dates written as ISO 8601 has them.
bool is_earlier(std::string_view date, std::string_view other) {
  constexpr std::size_t length = 10;  // "2031-05-03"
  const auto is_iso = [](std::string_view text) {
    return text.size() >= length && is_year(text.substr(0, 4)) && text[4] == '-' && text[7] == '-';
  };
  return is_iso(date) && is_iso(other) && date.substr(0, length) < other.substr(0, length);
}

}  // namespace

std::string shown(std::string_view value) {
  constexpr std::size_t longest = 40;  // code points
  std::string out;
  std::size_t points = 0;
  for (std::size_t at = 0; at < value.size(); ++points) {
    const std::size_t from = at;
    const char32_t c = next_code_point(value, at);
    if (points == longest) return out + "\u2026";
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      out += value.substr(from, at - from);
    }
  }
  return out;
}

std::string provenance_summary(std::span<const Signal> signals, bool account, SignsDue due,
                               std::optional<std::size_t> named_sources, std::string_view excuse) {
  std::string known, lacking, unknown;
  const auto add = [](std::string& list, std::string_view word, std::string_view value = {}) {
    list += (list.empty() ? "" : ", ") + std::string(word);
    if (!value.empty())
      list += value.front() == '(' ? " " + shown(value) : " (" + shown(value) + ")";
  };
  using Named = std::pair<Sign, std::string_view>;
  for (const auto& [sign, word] :
       {Named{Sign::byline, account ? "account" : "author"},
        Named{Sign::reviewed, "reviewer or editor"}, Named{Sign::agency, "agency"},
        Named{Sign::date, "date"}, Named{Sign::updated, "updated"},
        Named{Sign::publisher, "publisher"}}) {
    const Signal& signal = signals[static_cast<std::size_t>(sign)];
    if (signal.state == SignalState::present) {
      const bool is_date = sign == Sign::date || sign == Sign::updated;
      // The day it appeared, said once more.
      if (sign == Sign::updated &&
          without_hour(signal.value) ==
              without_hour(signals[static_cast<std::size_t>(Sign::date)].value)) {
        continue;
      }
      // An update before the text appeared is none.
      if (sign == Sign::updated &&
          is_earlier(signal.value, signals[static_cast<std::size_t>(Sign::date)].value)) {
        continue;
      }
      if (sign == Sign::updated && !names_year(signal.value)) {
        add(known, "a note of updates");
        continue;
      }
      add(known, word, is_date ? without_hour(signal.value) : without_label(signal.value));
    }
    const bool expected = sign == Sign::byline || sign == Sign::date || sign == Sign::publisher;
    if (!expected || !(sign == Sign::byline ? due.author : due.others)) continue;
    if (signal.state == SignalState::missing) add(lacking, word);
    if (signal.state == SignalState::unknown) add(unknown, word);
  }
  if (signals[static_cast<std::size_t>(Sign::statement)].state == SignalState::present)
    add(known, "issued in a body's own name");
  std::string text;
  if (!known.empty()) text += "Given: " + known + ". ";
  if (!lacking.empty()) text += "Not given: " + lacking + ". ";
  if (!unknown.empty()) text += "Not known: " + unknown + ". ";
  if (!named_sources) return text + "Who is cited is read in English only.";
  if (named_sources == 0) {
    return text + "No named source" + (excuse.empty() ? "" : ": " + std::string(excuse)) + ".";
  }
  return text +
         (named_sources == 1 ? "1 named source: "
                             : std::to_string(*named_sources) + " named sources: ") +
         signals[static_cast<std::size_t>(Sign::named_sources)].value + ".";
}

}  // namespace assay
