#include "rules/negation.h"
#include <algorithm>
#include <utility>

#include "assay/text.h"

#include "text/phrases.h"

namespace assay {
namespace {

// How far a cue reaches: a guess, wide enough for "nobody in the trade would call it the ...".
constexpr std::size_t reach_in_tokens = 10;
// Sentences are looked at within this many tokens of the match.
constexpr std::size_t sentence_in_tokens = 200;

enum class Gap { none, comma, clause };

// What stands between two tokens: punctuation that ends a clause, a comma, or neither.
Gap gap_between(std::string_view text) {
  Gap gap = Gap::none;
  for (std::size_t at = 0; at < text.size();) {
    switch (next_code_point(text, at)) {
      case U';':
      case U':':
      case U'.':
      case U'!':
      case U'?':
      case U'(':
      case U')':
      case 0x2013:  // en dash
      case 0x2014:  // em dash
      case 0x2026:  // ellipsis
      case 0x3002:  // ideographic full stop
        return Gap::clause;
      case U',':
      case 0x60c:   // Arabic comma
      case 0x3001:  // ideographic comma
      case 0xff0c:  // full-width comma
        gap = Gap::comma;
        break;
      default:
        break;
    }
  }
  return gap;
}

bool is_question(std::string_view sentence) {
  for (std::size_t end = sentence.size(); end > 0;) {
    const char c = sentence[end - 1];
    if (c == '?') return true;
    const std::string_view tail = sentence.substr(0, end);
    if (tail.ends_with("\xef\xbc\x9f") || tail.ends_with("\xd8\x9f"))
      return true;  // full-width, Arabic
    // Closing quotation marks and brackets may stand behind the question mark.
    if (c == '"' || c == '\'' || c == ')' || c == ' ' || c == '!') {
      --end;
    } else if (tail.ends_with("\xe2\x80\x9d") || tail.ends_with("\xe2\x80\x99")) {
      end -= 3;
    } else {
      return false;
    }
  }
  return false;
}

}  // namespace

struct NegationWords::Cues {
  explicit Cues(const NegationLists& lists)
      : negations(lists.negations),
        look_alikes(lists.look_alikes),
        distancing(lists.distancing),
        denials(lists.denials),
        clause_breaks(lists.clause_breaks),
        question_words(lists.question_words),
        address(lists.address) {}

  Phrases negations, look_alikes, distancing, denials, clause_breaks, question_words, address;

  // A negation before `tokens[match]` whose clause reaches it.
  bool negated(std::string_view text, std::span<const Token> tokens, std::size_t match) const {
    for (std::size_t back = 1; back <= std::min(match, reach_in_tokens); ++back) {
      const std::size_t at = match - back;
      const Range between{tokens[at].range.end, tokens[at + 1].range.begin};
      const Gap gap = gap_between(slice(text, between));
      if (gap == Gap::clause) return false;
      // A comma ends the clause, except in a list of adjectives: "isn't a fast, revolutionary ...".
      if (gap == Gap::comma && back > 1) return false;
      if (look_alike_covers(tokens, at, match)) continue;
      if (const std::size_t length = negations.at(tokens, at); length > 0 && at + length <= match) {
        return true;
      }
      if (clause_breaks.at(tokens, at) > 0) return false;
    }
    return false;
  }

  // Whether the token is part of a phrase that only looks like a negation.
  bool look_alike_covers(std::span<const Token> tokens, std::size_t at, std::size_t match) const {
    constexpr std::size_t longest = 5;
    for (std::size_t back = 0; back < longest && back <= at; ++back) {
      const std::size_t length = look_alikes.at(tokens, at - back);
      if (length > back && at - back + length <= match) return true;
    }
    return false;
  }

  // A distancing phrase that ends directly before the match, or one article or adverb before it.
  bool distanced(std::span<const Token> tokens, std::size_t match) const {
    constexpr std::size_t longest = 5, slack = 2;
    for (std::size_t back = 1; back <= std::min(match, longest + slack); ++back) {
      const std::size_t length = distancing.at(tokens, match - back);
      if (length > 0 && length <= back && back - length <= slack) return true;
    }
    return false;
  }

  // Whether a phrase of `set` stands among `tokens`, other than in a look-alike ("no doubt").
  bool holds(const Phrases& set, std::span<const Token> tokens) const {
    if (set.empty()) return false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (set.at(tokens, at) > 0 && !look_alike_covers(tokens, at, tokens.size())) return true;
    }
    return false;
  }
};

NegationWords::NegationWords(const std::map<std::string, NegationLists>& by_language) {
  for (const auto& [language, lists] : by_language) {
    cues_.emplace(language, std::make_unique<const Cues>(lists));
  }
}

NegationWords::~NegationWords() = default;

bool NegationWords::takes_back(const Document& document, const Sentence& sentence,
                               Range match) const {
  const auto found = cues_.find(document.language.code);
  if (found == cues_.end()) return false;
  const Cues& cues = *found->second;
  const std::span<const Token> all = document.tokens_of(sentence);
  const auto first = static_cast<std::size_t>(
      std::partition_point(all.begin(), all.end(),
                           [&](const Token& token) { return token.range.end <= match.begin; }) -
      all.begin());
  const auto last = static_cast<std::size_t>(
      std::partition_point(all.begin() + first, all.end(),
                           [&](const Token& token) { return token.range.begin < match.end; }) -
      all.begin());
  const std::size_t from = first - std::min(first, sentence_in_tokens);
  const std::size_t to = std::min(all.size(), last + sentence_in_tokens);
  const std::span<const Token> before = all.subspan(from, first - from);
  const std::span<const Token> after = all.subspan(last, to - last);
  if (first < all.size()) {
    const std::span<const Token> near = all.subspan(from, first - from + 1);
    if (cues.negated(document.text, near, first - from)) return true;
  }
  if (cues.distanced(all.subspan(from, first - from), first - from)) return true;
  if (cues.holds(cues.denials, before) || cues.holds(cues.denials, after)) return true;
  const bool questioned = !all.empty() && is_question(document.view(sentence.text)) &&
                          cues.question_words.at(all, 0) > 0 && !cues.holds(cues.address, before) &&
                          !cues.holds(cues.address, after);
  return questioned;
}

const NegationWords& built_in_negation_words() {
  static const NegationWords words(std::map<std::string, NegationLists>{
      {"en",
       {.negations = {"not", "no", "never", "hardly", "without", "isn't", "aren't", "wasn't",
                      "doesn't", "don't", "didn't", "cannot", "can't", "won't"},
        .look_alikes = {"not only", "not just", "no doubt"},
        .distancing = {"so-called", "supposed", "supposedly"},
        .denials = {},
        .clause_breaks = {"but", "although"},
        .question_words = {"is", "are", "was", "does", "did"},
        .address = {"you", "your"}}},
      {"de",
       {.negations = {"nicht", "kein", "keine", "keinen", "keiner", "nie", "kaum", "ohne"},
        .look_alikes = {"nicht nur"},
        .distancing = {"sogenannte", "sogenannten", "angeblich"},
        .denials = {},
        .clause_breaks = {"aber", "sondern"},
        .question_words = {"ist", "sind", "war"},
        .address = {"sie", "du", "ihr"}}},
      {"fr",
       {.negations = {"pas", "jamais", "aucun", "aucune", "sans", "ni"},
        .look_alikes = {"pas seulement"},
        .distancing = {"soi-disant", "prétendu", "prétendue"},
        .denials = {},
        .clause_breaks = {"mais"},
        .question_words = {"est-ce"},
        .address = {"vous", "votre", "vos"}}},
      {"es",
       {.negations = {"no", "nunca", "jamás", "sin", "ningún", "ninguna"},
        .look_alikes = {"no solo", "no sólo", "sin duda"},
        .distancing = {"supuesto", "supuesta", "presunto", "presunta"},
        .denials = {},
        .clause_breaks = {"pero", "sino"},
        .question_words = {},
        .address = {}}},
  });
  return words;
}

}  // namespace assay
