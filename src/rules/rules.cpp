#include "assay/rules.h"
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "rules/candidates.h"
#include "rules/compiled_rules.h"
#include "rules/negation.h"
#include "rules/quoting.h"
#include "rules/search.h"

namespace assay {
namespace {

using namespace rules;

// Sentences longer than this (text without sentence marks) are read in windows, so that a pattern
// with an unbounded tail cannot make the work quadratic.
constexpr std::uint32_t window_bytes = 2048;
constexpr std::uint32_t window_overlap_bytes = 256;

constexpr std::array<std::string_view, 7> shape_names = {
    "paragraph", "heading", "list_item", "table_row", "caption", "quote", "code"};

// The begin of the character that `offset` lies in.
std::uint32_t character_begin(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && offset < text.size() &&
         (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80) {
    --offset;
  }
  return offset;
}

// The part of the sentence within window_overlap_bytes of `range`.
Range window_around(std::string_view text, Range sentence, Range range) {
  const std::uint32_t before = std::min(range.begin - sentence.begin, window_overlap_bytes);
  const std::uint32_t after = std::min(sentence.end - range.end, window_overlap_bytes);
  return {character_begin(text, range.begin - before), character_begin(text, range.end + after)};
}

// Whether no exception, quotation or negation takes the match away. `scratch` has the words of
// `window`.
bool holds_up(const LanguageIndex& index, const CompiledRule& compiled, Range range, Range window,
              const Document& document, const Sentence& sentence, const Mentions* mentions,
              Scratch& scratch) {
  const Rule& rule = *compiled.rule;
  const bool words_known = window == sentence.text && !index.triggers.empty();
  const Range around = window_around(document.text, sentence.text, range);
  for (const CompiledPattern& exception : compiled.exceptions) {
    if (words_known && !holds(exception.required, document.text, scratch)) continue;
    bool overlaps = false;
    Search(exception, rule.word, document, sentence).all(around, [&](Range excepted) {
      overlaps = excepted.overlaps(range);
      return !overlaps && excepted.begin < range.end;
    });
    if (overlaps) return false;
  }
  if (!rule.quoted && in_quotation(document, sentence, range, mentions)) return false;
  if (rule.negated) return true;
  const NegationWords& words =
      rule.negation_words ? *rule.negation_words : built_in_negation_words();
  return !words.takes_back(document, sentence, range);
}

}  // namespace

std::string_view to_string(BlockShape shape) {
  return shape_names[static_cast<std::size_t>(shape)];
}

std::optional<BlockShape> block_shape(std::string_view name) {
  const auto it = std::find(shape_names.begin(), shape_names.end(), name);
  if (it == shape_names.end()) return {};
  return static_cast<BlockShape>(it - shape_names.begin());
}

struct RuleMatcher::State {
  CompiledRules compiled;
};

RuleMatcher::RuleMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
RuleMatcher::RuleMatcher(RuleMatcher&&) noexcept = default;
RuleMatcher& RuleMatcher::operator=(RuleMatcher&&) noexcept = default;
RuleMatcher::~RuleMatcher() = default;

Result<RuleMatcher> RuleMatcher::compile(const std::vector<Rule>& rules, std::string_view scorer,
                                         const std::vector<Part>& parts) {
  Result<CompiledRules> compiled = compile_rules(rules, scorer, parts);
  if (!compiled) return compiled.error();
  return RuleMatcher(std::make_unique<State>(State{std::move(compiled).value()}));
}

void RuleMatcher::match(const Document& document, const Sentence& sentence,
                        const Mentions* mentions, std::vector<RuleMatch>& out,
                        std::size_t part) const {
  const CompiledRules& compiled = state_->compiled;
  const LanguageIndex& index = compiled.index_for(part, document.language.code);
  if (!index.edges.may_match(document, sentence)) return;
  // On the heap: the compiler would otherwise ask for the thread's address at every use.
  thread_local const auto owned = std::make_unique<Scratch>();
  Scratch& scratch = *owned;
  const BlockShape shape = document.blocks[sentence.block].shape;
  const auto shape_bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(shape));
  const std::size_t first_out = out.size();
  for (std::uint32_t begin = sentence.text.begin; begin < sentence.text.end;) {
    Range window{begin, sentence.text.end};
    std::uint32_t next = sentence.text.end;
    if (window.size() > window_bytes) {
      window.end = character_begin(document.text, begin + window_bytes);
      next = character_begin(document.text, window.end - window_overlap_bytes);
      next = before_cut_token(document.tokens_of(sentence), next);
      if (next <= begin) next = window.end;  // one endless word
    }
    find_candidates(compiled, index, document, sentence, window, shape_bit, scratch);
    for (const Candidate& candidate : scratch.candidates) {
      // What begins in the overlap is the next window's.
      if (candidate.range.begin >= next) continue;
      const CompiledRule& rule = compiled.rules[candidate.rule];
      if (shape == BlockShape::quote && !rule.reads_quotes) continue;
      if (holds_up(index, rule, candidate.range, window, document, sentence, mentions, scratch)) {
        out.push_back({rule.rule, candidate.range});
      }
    }
    begin = next;
  }
  if (out.size() == first_out) return;

  // Of a rule's overlapping matches the leftmost, then the longest, stays.
  const auto ours = out.begin() + static_cast<std::ptrdiff_t>(first_out);
  std::sort(ours, out.end(), [](const RuleMatch& a, const RuleMatch& b) {
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.range.begin != b.range.begin) return a.range.begin < b.range.begin;
    return a.range.end > b.range.end;
  });
  auto kept = ours;
  for (auto it = ours; it != out.end(); ++it) {
    const bool overlapped = kept != ours && std::prev(kept)->rule == it->rule &&
                            it->range.begin < std::prev(kept)->range.end;
    if (!overlapped) *kept++ = *it;
  }
  out.erase(kept, out.end());
  std::sort(ours, out.end(), [](const RuleMatch& a, const RuleMatch& b) {
    return std::tie(a.range.begin, a.rule->id, a.range.end) <
           std::tie(b.range.begin, b.rule->id, b.range.end);
  });
}

}  // namespace assay
