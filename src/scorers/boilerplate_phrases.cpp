#include "scorers/boilerplate_phrases.h"
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/nearest.h"

namespace assay::boilerplate {
namespace {

// What a sentence that matches says of its line.
enum class Tells {
  most,      // the line, if such sentences are two thirds of it
  label,     // as `most`, if what stands behind the label begins as a title does
  paid,      // as `label`, by the first sentence alone
  closing,   // the line, if it is the last sentence and the others match or one offers
  offers,    // what a closing call needs
  reported,  // that the line is prose, whatever else matches but a label
};

struct Phrase {
  std::string_view name;  // of the rule, behind "boilerplate/"
  Role role;
  Kind kind;
  const char* reason;
  Tells tells = Tells::most;
};

constexpr Phrase phrases[] = {
    {"closing-call", Role::advertisement, Kind::call_to_action,
     "ends with a call to buy or with terms of sale", Tells::closing},
    {"credit-line", Role::boilerplate, Kind::byline, "names who wrote and edited"},
    {"donation-line", Role::advertisement, Kind::donation, "asks for money"},
    {"feedback-line", Role::boilerplate, Kind::notice, "speaks of the page to its reader"},
    {"more-from", Role::boilerplate, Kind::navigation, "leads through the site"},
    {"newsletter-line", Role::advertisement, Kind::newsletter, "asks for the reader's address"},
    {"offer-line", Role::advertisement, Kind::call_to_action, "calls to buy or to use an offer"},
    {"offering", Role::content, Kind::paragraph, "", Tells::offers},
    {"paid-label", Role::advertisement, Kind::sponsored, "its label says that it is paid for",
     Tells::paid},
    {"related-label", Role::boilerplate, Kind::related, "its label leads to another article",
     Tells::label},
    {"reported", Role::content, Kind::paragraph, "", Tells::reported},
    {"rights-line", Role::boilerplate, Kind::legal,
     "speaks of rights or of who answers for the text"},
    {"share-line", Role::boilerplate, Kind::share, "asks to share or to follow"},
    {"sponsor-label", Role::advertisement, Kind::ad_label, "names who paid for the article"},
    {"sponsor-notice", Role::boilerplate, Kind::notice, "says who paid for the article"},
    {"subscription-line", Role::advertisement, Kind::subscription, "asks for a subscription"},
};

const Phrase* phrase_of(std::string_view rule) {
  const std::string_view name = rule.substr(rule.find('/') + 1);
  const auto* found = std::ranges::find(phrases, name, &Phrase::name);
  return found == std::end(phrases) ? nullptr : found;
}

Error no_phrase(const Rule& rule) {
  std::vector<std::string_view> names;
  std::string all;
  for (const Phrase& phrase : phrases) {
    names.push_back(phrase.name);
    all += (all.empty() ? "" : ", ") + std::string(phrase.name);
  }
  const std::string_view meant = nearest(rule.id.substr(rule.id.find('/') + 1), names);
  return {"bad_heuristics",
          rule.where + ": " + rule.id + " is none of the lines of boilerplate, so it never fires",
          meant.empty() ? "The lines are: " + all + "."
                        : "Write \"boilerplate/" + std::string(meant) + "\"."};
}

// Whether the letter behind the label's colon, bar, arrow or bracket is small: the label is then
// the beginning of a sentence.
bool goes_on_small(std::string_view sentence) {
  const std::size_t mark = sentence.find_first_of(":|>]");
  if (mark == sentence.npos) return false;
  const std::size_t at = sentence.find_first_not_of(' ', mark + 1);
  return at != sentence.npos && sentence[at] >= 'a' && sentence[at] <= 'z';
}

// Of the rules, those that take a line by themselves: what the others say matters beside them only.
constexpr std::size_t taking = 1;
bool takes(const Rule& rule) {
  const Phrase* const phrase = phrase_of(rule.id);
  return phrase && phrase->role != Role::content;
}

const Phrase* judge(const RuleMatcher& matcher, const Document& document, const Block& block,
                    std::vector<RuleMatch>& matches) {
  const std::span<const Sentence> sentences = document.sentences_of(block);
  matches.clear();
  for (const Sentence& sentence : sentences) {
    if (matches.empty()) matcher.match(document, sentence, nullptr, matches, taking);
  }
  if (matches.empty()) return nullptr;  // as nearly all lines
  const Phrase* told = nullptr;         // by the first sentence that tells
  const Phrase* closing = nullptr;      // by the last sentence of all
  std::size_t covered = 0;
  bool offers = false, reported = false, all = true;
  for (const Sentence& sentence : sentences) {
    matches.clear();
    matcher.match(document, sentence, nullptr, matches);
    bool tells = false;
    for (const RuleMatch& match : matches) {
      const Phrase* const phrase = phrase_of(match.rule->id);
      if (phrase->tells == Tells::offers) offers = true;
      if (phrase->tells == Tells::reported) reported = true;
      if (phrase->role == Role::content || tells) continue;
      const bool label = phrase->tells == Tells::label || phrase->tells == Tells::paid;
      if (label && goes_on_small(document.view(sentence.text))) continue;
      tells = true;
      if (phrase->tells == Tells::paid && &sentence == &sentences.front()) return phrase;
      if (phrase->tells != Tells::closing && !told) told = phrase;
      if (phrase->tells == Tells::closing && &sentence == &sentences.back()) closing = phrase;
    }
    if (tells) covered += sentence.text.size();
    all = all && tells;
  }
  if (reported && !(told && told->tells == Tells::label)) return nullptr;
  if (closing && (all || offers)) return told ? told : closing;
  return told && 3 * covered >= 2 * block.text.size() ? told : nullptr;
}

}  // namespace

Result<LinePhrases> LinePhrases::load(const Heuristics& heuristics) {
  for (const Rule& rule : heuristics.rules()) {
    if (rule.scorer == "boilerplate" && !phrase_of(rule.id)) return no_phrase(rule);
  }
  Result<RuleMatcher> matcher = RuleMatcher::compile(heuristics.rules(), "boilerplate", {takes});
  if (!matcher) return matcher.error();
  return LinePhrases(std::move(matcher).value());
}

// Whether a line holds a word that advertisements use, or one of such furniture: what the rules
// name does, but for the shortest of it, and most prose does not.
bool may_be_told(const WordEvidence& evidence, double words) {
  constexpr double short_line = 8;  // words
  constexpr float of_advertising = 2;
  constexpr Cue cues[] = {Cue::newsletter, Cue::subscription, Cue::donation, Cue::advertising,
                          Cue::share,      Cue::related,      Cue::legal,    Cue::notice,
                          Cue::account,    Cue::credit,       Cue::comments};
  return words <= short_line || evidence.high.advertisement >= of_advertising ||
         std::ranges::any_of(cues, [&](Cue cue) { return evidence.has(cue); });
}

void LinePhrases::find(const Document& document, const FeatureTable& features, PageType page_type,
                       std::optional<std::size_t> headline, std::span<BlockRole> roles) const {
  constexpr double longest = 36, longest_call = 24;  // words; guesses
  constexpr double most_of_text = 0.6;  // more of it sells: then that is what the page is about
  struct Told {
    std::size_t block;
    const Phrase* phrase;
  };
  std::vector<Told> told;
  std::vector<RuleMatch> matches;
  double content = 0, taken = 0;
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::content) continue;
    const double words = features.words(b);
    content += words;
    const Block& block = document.blocks[b];
    if (words > longest || block.token_count < 2 || b == headline) continue;
    const BlockShape shape = block.shape;
    if (shape == BlockShape::quote || shape == BlockShape::code) continue;
    if (!may_be_told(features.evidence(b), words) && features.at(b, Feature::has_address) == 0) {
      continue;
    }
    const Phrase* const phrase = judge(matcher_, document, block, matches);
    if (!phrase || (phrase->tells == Tells::closing && words > longest_call)) continue;
    if (page_type == PageType::product && phrase->kind == Kind::call_to_action) continue;
    told.push_back({b, phrase});
    taken += words;
  }
  if (taken > most_of_text * content) return;
  for (const auto& [b, phrase] : told) {
    roles[b] = {phrase->role, phrase->kind, 0.8, phrase->reason};
  }
}

}  // namespace assay::boilerplate
