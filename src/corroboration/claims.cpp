#include "corroboration/claims.h"
#include <algorithm>

namespace assay::corroboration {

namespace {

// "The ruling is final.", "Five people have died.": few words, of which the first tell of what and
// a verb follows. What a pronoun or "the point" stands for is told elsewhere, and "you" asserts
// little.
bool states_briefly(std::string_view sentence, std::span<const Term> terms) {
  constexpr std::size_t fewest = 3, most = 9, longest_subject = 5;
  if (!sentence.ends_with('.') || terms.size() < fewest || terms.size() > most) return false;
  constexpr std::uint32_t finite =
      trait::being | trait::done | trait::planned | trait::possible | trait::required;
  std::size_t subject = 0, behind = 0;
  bool verb = false;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const Term& term = terms[t];
    if ((term.traits & (trait::opinion | trait::pronoun)) != 0) return false;
    if (!verb && term.breaks) return false;
    if (!verb && subject > 0 && (term.traits & finite) != 0) {
      verb = t <= longest_subject;
      if (!verb) return false;
      behind += term.content();
      continue;
    }
    (verb ? behind : subject) += term.content();
  }
  return verb && behind > 0;
}

}  // namespace

bool is_claim(std::string_view sentence, std::span<const Term> terms) {
  const std::size_t last = sentence.find_last_not_of(" \t\n\r\"')");
  if (last == std::string_view::npos || sentence[last] == '?') return false;
  std::size_t content = 0, words = 0;
  const bool states = sentence[last] == '.';
  bool anchored = false, opinion = false, heading = true;
  for (const Term& term : terms) {
    content += term.content();
    words += term.content() && !term.number && (term.traits & (trait::month | trait::weekday)) == 0;
    anchored |= term.name || term.number || (term.value != Term::no_value && states);
    opinion |= (term.traits & trait::opinion) != 0;
    heading &= !term.content() || term.name || term.number || term.initial;
  }
  // "Port Deal Signed In Halvik": in headings all words of content have capitals, and no full stop
  // ends them.
  constexpr std::size_t least_heading_words = 4;
  if (heading && words >= least_heading_words && !states) return false;
  if (states_briefly(sentence, terms)) return true;
  if (words < 2) return false;                                            // a bare date or figure
  constexpr std::size_t least_words = 3, least_words_without_anchor = 5;  // guesses
  return anchored ? content >= least_words : content >= least_words_without_anchor && !opinion;
}

void append_role_parts(std::string_view text, std::span<const Term> terms,
                       std::vector<RolePart>& out) {
  const auto is_joint = [](const Term& term) {
    constexpr std::uint32_t longest_joint_bytes = 3;  // "of", "and", "for", "the"
    return !term.content() && term.range.size() <= longest_joint_bytes;
  };
  const auto after_comma = [&](std::size_t t) {
    const Range between{terms[t - 1].range.end, terms[t].range.begin};
    return slice(text, between).find(',') != std::string_view::npos;
  };
  for (std::size_t begin = 0; begin < terms.size();) {
    if (!terms[begin].name) {
      ++begin;
      continue;
    }
    std::size_t end = begin, next = begin, content = 0, behind_role = 0;
    bool role = false;
    for (; next < terms.size(); ++next) {
      const Term& term = terms[next];
      if (is_joint(term) && (next == begin || !after_comma(next))) continue;
      if (!term.name) break;
      const bool is_role = (term.traits & trait::role) != 0;
      behind_role = is_role ? 0 : behind_role + 1;
      role |= is_role;
      ++content;
      end = next + 1;
    }
    constexpr std::size_t least_content = 4;  // role, its field, and a name of two words
    if (role && content >= least_content && behind_role >= 2) {
      out.push_back({begin, end - begin, {terms[begin].range.begin, terms[end - 1].range.end}});
    }
    begin = std::max(end, begin + 1);
  }
}

}  // namespace assay::corroboration
