#include "mentions/attribution_cues.h"
#include <algorithm>
#include <optional>

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_names.h"
#include "mentions/attribution_sources.h"
#include "mentions/attribution_surveys.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t least_content = 12;  // bytes: less on one side of a cue says nothing

// Does what a verb says stand behind it: "that ...", "how ...", a noun phrase, a number, a
// quotation?
bool takes_content(const AttributionState& in, std::size_t i) {
  // "..., the report notes.", "..., the report shows, and ..."
  if (!in.has(i + 1) || in.gap_text(i).starts_with(", ")) {
    constexpr std::uint32_t speaker = 80;  // bytes: guess
    const std::uint32_t end = in.scan.tokens[i].range.begin;
    const std::string_view before =
        in.scan.text.substr(end - std::min(speaker, end - in.sentence.begin),
                            std::min(speaker, end - in.sentence.begin));
    return before.find_first_of(",\"") != before.npos || before.find("\u201d") != before.npos;
  }
  const std::string_view gap = in.gap_text(i);
  const bool spaced = in.scan.spaced(i);
  if (!spaced && (gap.find('"') != gap.npos || gap.find("\u201c") != gap.npos)) return true;
  if (in.scan.number(i + 1)) return true;
  if (spaced && (in.scan.reads_any(i + 1, "to", "for")))
    return in.scan.is(i, stance_cue | saying_noun);
  return gap == " " && (in.scan.tokens[i + 1].capitalised ||
                        in.scan.is(i + 1, article | determiner | pronoun | cardinal | vague_count |
                                              fraction | bound_last | content_opener));
}

// Is the text before `at` closed by a comma, dash or quotation mark, as before ", Okafor said"?
bool closes_clause(const AttributionState& in, std::uint32_t at) {
  std::uint32_t k = at;
  while (k > in.sentence.begin && in.scan.text[k - 1] == ' ') --k;
  if (k == in.sentence.begin) return false;
  const char c = in.scan.text[k - 1];
  if (c == ',' || c == '"') return true;
  const std::string_view lead = in.scan.text.substr(0, k);
  return lead.ends_with("\u201d") || lead.ends_with("\u2014") || lead.ends_with("\u2013");
}

// "..., notes Ada Lindqvist": a quotation or clause is closed before the verb.
bool speaker_behind(const AttributionState& in, std::size_t i) {
  return closes_clause(in, in.scan.tokens[i].range.begin) && in.has(i + 1) && in.scan.spaced(i) &&
         (in.scan.tokens[i + 1].capitalised || in.scan.is(i + 1, article | determiner));
}

// "...," adds Mara Ostrow: a person's name behind the verb that ends the clause.
bool names_speaker(const AttributionState& in, std::size_t i) {
  if (!speaker_behind(in, i)) return false;
  const std::uint32_t at = in.scan.tokens[i + 1].range.begin;
  const std::size_t n = in.first_name(at);
  return n < in.mentions.names.size() && in.mentions.names[n].text.begin <= at &&
         in.mentions.names[n].kind == NameKind::person;
}

// "Hollis projects global spending to reach 40 million": a name right before the verb, and behind
// it what it says of something.
bool predicts(const AttributionState& in, std::size_t i) {
  constexpr std::size_t longest_object = 8;  // words: guess
  const std::uint32_t at = in.scan.tokens[i - 1].range.begin;
  const std::size_t n = in.first_name(at);
  if (!in.scan.spaced(i - 1) || n == in.mentions.names.size() ||
      in.mentions.names[n].text.begin > at || in.mentions.names[n].kind == NameKind::place)
    return false;
  for (std::size_t k = i + 2; in.has(k) && k < i + longest_object; ++k) {
    if (!in.scan.spaced(k - 1)) return false;
    if (in.scan.reads_any(k, "to", "will", "would")) return true;
  }
  return false;
}

// "puts it", "puts the cost at 40 million"
bool at_number(const AttributionState& in, std::size_t cue) {
  constexpr std::size_t longest = 20;
  if (in.has(cue + 1) && in.scan.reads(cue + 1, "it")) return true;
  for (std::size_t i = cue + 1; in.has(i + 1) && i < cue + longest; ++i) {
    if (in.scan.reads(i, "at") &&
        (in.scan.number(i + 1) || in.scan.is(i + 1, cardinal | bound_last)))
      return true;
  }
  return false;
}

// "puts the cost at 40 million", "(which some) place at 40 million": does the verb give an amount?
bool puts_at_number(const AttributionState& in, std::size_t cue) {
  if (in.scan.reads_any(cue, "put", "puts")) return at_number(in, cue);
  if (!in.scan.lexicon.places_at(in.scan.tokens[cue].hash)) return false;
  // "places 400 apprentices a year at 30 firms" gives no amount
  constexpr std::size_t longest_object = 8;  // words: guess
  for (std::size_t i = cue; in.has(i + 1) && i < cue + longest_object; ++i) {
    if (i > cue && in.scan.number(i)) return false;
    if (i == cue || !in.scan.reads(i, "at")) {
      if (in.scan.reads(i, "it")) return false;
      continue;
    }
    const bool sign = !in.scan.spaced(i);  // "at $67"
    return in.scan.number(i + 1) && (sign || (in.has(i + 2) && in.scan.is(i + 2, scale)));
  }
  return false;
}

// A cue is often a noun ("Sticky Notes", "the United States", "three plans"), and verbs that
// speak also do other things. A verb is written small, outside names, and what it says follows
// it.
bool reads_as_verb(const AttributionState& in, std::size_t i) {
  const bool speaks = in.scan.is(i, speech_verb);
  if (in.title_case && !speaks) return false;
  if (i == in.span.first) return speaks || !in.scan.tokens[i].capitalised;
  if (!in.title_case && (in.scan.tokens[i].capitalised || in.inside_name(i))) return false;
  // "place a bid", "takes place": a cue only before an amount
  if (in.scan.lexicon.places_at(in.scan.tokens[i].hash))
    return in.has(i + 1) && puts_at_number(in, i);
  if (in.scan.is(i, noun_cue) && !takes_content(in, i) && !speaker_behind(in, i) &&
      !predicts(in, i))
    return false;
  return true;
}

// "we surveyed 900 drivers", "our own analysis": what the writers found out or reckon themselves.
// Token i is "we" or "our".
bool own_research(AttributionState& in, std::size_t i) {
  const bool we = in.scan.tokens[i].hash == cue_words().we;
  constexpr std::size_t longest = 4;
  for (std::size_t k = i + 1; in.has(k) && k <= i + longest; ++k) {
    const std::string_view gap = in.gap_text(k - 1);
    if (gap != " " && gap != "-") return false;
    if (we ? in.scan.is(k, research_verb) : in.scan.is(k, research_noun)) {
      if (!we && modifies_noun(in, k)) return false;
      add(in, {in.scan.tokens[k].range.end, in.scan.tokens[k].range.end},
          {in.scan.tokens[i].range.begin, in.scan.tokens[k].range.end}, in.sentence);
      return true;
    }
    if (in.scan.reads_any(k, "can", "could", "should", "would", "may", "might", "must", "to"))
      return false;  // "we can expect": anybody can
    if (we ? !in.scan.is(k, function) && !auxiliary(in, k) : in.scan.is(k, function)) return false;
  }
  return false;
}

// "I spoke with Okafor", "We sat down with two pilots, Okafor and Lind": those named are heard.
bool meeting(AttributionState& in, std::size_t i) {
  constexpr std::size_t longest = 8;  // words from the verb to the name: guess
  std::size_t subject = i;
  while (subject > in.span.first && i - subject < 3 && in.scan.spaced(subject - 1) &&
         (subject == i || auxiliary(in, subject))) {
    --subject;
    if (!auxiliary(in, subject)) break;
  }
  const std::uint64_t who = in.scan.tokens[subject].hash;
  if (subject == i || (who != cue_words().we && who != cue_words().i)) return false;
  bool heard = false;
  const std::uint32_t limit = in.scan.tokens[std::min(i + longest, in.span.last - 1)].range.end;
  for (std::size_t n = in.first_name(in.scan.tokens[i].range.end);
       n < in.mentions.names.size() && in.mentions.names[n].text.begin < limit; ++n) {
    if (in.mentions.names[n].kind != NameKind::person) continue;
    attribute_name(in, n, in.scan.tokens[i].range,
                   {in.mentions.names[n].text.end, in.sentence.end});
    heard = true;
  }
  return heard;
}

// "by one estimate", "by most accounts", "by the mayor's own count"
bool somebodys_estimate(const AttributionState& in, std::size_t i) {
  static constexpr std::string_view whose[] = {"one", "some", "most", "many",  "any", "several",
                                               "his", "her",  "its",  "their", "all", "official"};
  const std::size_t end = std::min(i + 5, in.span.last);
  std::size_t estimate = i;  // hardly any "by" has one behind it
  while (estimate < end && !in.scan.is(estimate, estimate_noun)) ++estimate;
  if (estimate >= end) return false;
  bool owned = false;
  for (std::size_t k = i; k < end; ++k) {
    if (!in.scan.spaced(k - 1)) return false;
    const std::string_view word = in.scan.view(k);
    if (owned && in.scan.is(k, estimate_noun)) return true;
    owned |= std::ranges::find(whose, word) != std::end(whose) || word.ends_with("'s") ||
             word.ends_with("\u2019s");
  }
  return false;
}

// "based on a survey of 900 drivers", "based on 94 reviews": a document noun stands shortly
// behind.
bool rests_on_document(const AttributionState& in, std::size_t i) {
  for (std::size_t k = i; in.has(k) && k < i + 5; ++k) {
    if (k > i && !in.scan.spaced(k - 1)) return false;
    if (in.scan.is(k, document_noun)) return true;
  }
  return false;
}

bool has_trait(const AttributionState& in, std::size_t i, std::uint32_t any) {
  return (in.scan.words[i]->traits & any) != 0;
}

// "according to plan", "to their needs", "to the size of the boat": how, and not who says so. The
// words behind "to" end at token `last`.
bool is_manner(const AttributionState& in, std::size_t first, std::size_t last) {
  const bool the = in.scan.is(first, article) || in.scan.reads(first, "the");
  const bool own = in.scan.reads_any(first, "his", "her", "its", "their") ||
                   in.scan.reads_any(first, "my", "our", "your");
  const std::size_t noun = first + (the || own);
  if (noun > last || in.scan.tokens[noun].capitalised) return false;
  const bool alone = noun == last || !in.scan.spaced(noun) || in.scan.is(noun + 1, function);
  return alone && (has_trait(in, noun, measured_by) || (!the && has_trait(in, noun, manner)));
}

// "according to X", "citing X": X ends at punctuation or a verb; what it vouches for is the
// sentence.
void according(AttributionState& in, std::size_t cue, std::size_t cue_last) {
  NounPhrase phrase;
  phrase.first = cue_last + 1;
  if (!in.has(phrase.first)) return;
  std::size_t last = phrase.first;
  while (in.has(last + 1) && last - phrase.first < longest_source) {
    const std::string_view between = in.gap_text(last);
    if (between != " " && between != "-" && between != " & " && between != "." && between != ". " &&
        between != "\u00a0" && between != "/")
      break;
    if (between == ". " && in.scan.view(last).size() > 3) break;
    const Word& next = *in.scan.words[last + 1];
    if (next.is(cue_verb | weak_cue) && !next.is(document_noun)) break;
    const std::string_view word = in.scan.view(last + 1);
    if (word == "that" || word == "which" || word == "who" || word == "but" || word == "while" ||
        word == "is" || word == "was" || word == "are" || word == "has")
      break;
    // "according to the port a third of ..."
    if (next.is(article) && !in.scan.is(last, function)) break;
    ++last;
  }
  phrase.last = last;
  if (is_manner(in, phrase.first, last)) return;
  classify(in, phrase);
  // "According to the sheriff, Ada Lind, 45, ...": she may be the one of whom it is said.
  if (cue > in.span.first) name_set_off(in, phrase);
  if (phrase.document && phrase.name == no_index) name_in_relative_clause(in, phrase);
  if (phrase.standing == Standing::none) phrase.standing = Standing::vague;
  attribute(in, phrase, {in.scan.tokens[cue].range.begin, in.scan.tokens[cue_last].range.end},
            in.sentence);
}

// "recorded 94 mm", "posted a net loss of 40 million": a figure stands behind the verb, and no
// other verb or clause between.
bool measures(const AttributionState& in, std::size_t cue) {
  constexpr std::size_t longest = 8;  // words: guess
  if (!has_trait(in, cue, measuring) || !in.has(cue + 1) ||
      in.scan.reads_any(cue + 1, "at", "by", "in", "on", "for", "as"))
    return false;
  for (std::size_t i = cue + 1; in.has(i) && i <= cue + longest; ++i) {
    const std::string_view gap = in.gap_text(i - 1);
    if (gap.find_first_of(",;:()\"") != gap.npos) return false;
    if (in.scan.number(i) || in.scan.is(i, cardinal)) return true;
    if (in.scan.is(i, finite_auxiliary | cue_verb | speech_verb) || in.scan.reads(i, "that"))
      return false;
  }
  return false;
}

// Is the phrase a body: a name of one, or "the company"?
bool is_body(const AttributionState& in, const NounPhrase& phrase) {
  if (phrase.standing == Standing::definite) return in.scan.is(phrase.last, org_noun);
  if (phrase.standing != Standing::named) return false;
  const Name& name = in.mentions.names[phrase.name];
  return name.kind == NameKind::organisation ||
         (in.scan.is(phrase.last, org_noun) && name.kind != NameKind::person);
}

// Attributes `content` to the name or pronoun that opens the sentence, if one does.
bool from_subject(AttributionState& in, Range cue, Range content) {
  constexpr std::uint32_t opening = 16;  // bytes: "On Monday, Okafor", "The port director Okafor"
  if (in.scan.is(in.span.first, pronoun) && in.scan.tokens[in.span.first].range.end < cue.begin) {
    NounPhrase phrase;
    phrase.first = phrase.last = in.span.first;
    phrase.standing = Standing::pronoun;
    attribute(in, phrase, cue, content);
    return true;
  }
  for (std::size_t n = in.first_name(in.sentence.begin);
       n < in.mentions.names.size() &&
       in.mentions.names[n].text.begin < in.sentence.begin + opening &&
       in.mentions.names[n].text.end < cue.begin;
       ++n) {
    if (in.mentions.names[n].kind == NameKind::place || !delimited(in, n)) continue;
    attribute_name(in, n, cue, content);
    return true;
  }
  return false;
}

// "Okafor defended the plan on Tuesday, saying it costs 5 million": the participle goes on with
// what the subject of the sentence does.
bool goes_on(AttributionState& in, std::size_t cue) {
  if (!in.scan.view(cue).ends_with("ing")) return false;
  return from_subject(in, in.scan.tokens[cue].range,
                      {in.scan.tokens[cue].range.end, in.sentence.end});
}

// Behind a quotation and its speaker: when or where it was said, as in "..., she said as hundreds
// marched".
bool circumstance(const AttributionState& in, std::size_t i) {
  return in.has(i) && in.scan.spaced(i - 1) && in.scan.is(i, circumstance_word);
}

// "In the letter, Okafor says they lost 40 berths": what was said follows the verb.
bool clause_behind(const AttributionState& in, std::size_t cue) {
  return in.has(cue + 2) && in.scan.spaced(cue) && !in.scan.view(cue).starts_with("t") &&
         (in.scan.is(cue + 1, pronoun | article | determiner) || in.scan.number(cue + 1) ||
          in.scan.reads(cue + 1, "that"));
}

// "Asked about the loss of 40 jobs, Okafor said": what stands before is the question.
bool answers(const AttributionState& in) {
  std::size_t i = in.span.first;
  if (in.scan.reads_any(i, "When", "After", "Being") && in.has(i + 1)) ++i;
  return has_trait(in, i, asked_opener);
}

// Does a verb follow token `last`? Then the words up to it are no speaker but what is spoken of:
// "Okafor, of the port, said the harbour has 40 berths".
bool subject_of_clause(const AttributionState& in, std::size_t last) {
  return in.has(last + 1) && in.scan.spaced(last) && in.scan.is(last + 1, finite_auxiliary);
}

// "reported by X", "found by X", "put at 40 million euros by X": X stands behind token `by`.
void passive(AttributionState& in, std::size_t cue, std::size_t by) {
  if (!in.scan.is(cue, passive_cue) && !in.scan.reads_any(cue, "put", "pegged", "valued")) return;
  std::size_t first = by + 1;
  if (!in.has(first)) return;
  NounPhrase phrase;
  phrase.first = first;
  std::size_t last = first;
  constexpr std::uint64_t source_noun = org_noun | document_noun | person_noun;
  const auto goes_on = [&](std::size_t i) {
    // "by the (harbour) agency"
    const bool before_noun = !in.scan.is(i, function) && !in.scan.number(i) && in.has(i + 1) &&
                             in.scan.spaced(i) && in.scan.is(i + 1, source_noun);
    return in.scan.tokens[i].capitalised || in.scan.reads_any(i, "of", "the", "and") ||
           in.scan.is(i, source_noun) || before_noun;
  };
  while (in.has(last + 1) && last - first < longest_source &&
         (in.scan.spaced(last) || in.gap_text(last) == " & " || in.gap_text(last) == "-") &&
         goes_on(last + 1)) {
    ++last;
  }
  phrase.last = last;
  classify(in, phrase);
  name_set_off(in, phrase);
  if (phrase.standing == Standing::none || phrase.standing == Standing::pronoun) return;
  attribute(in, phrase, {in.scan.tokens[cue].range.begin, in.scan.tokens[by].range.end},
            in.sentence);
}

// "(was put) at about 40 million euros by the port": the "by" behind the amount; `cue`: none.
std::size_t by_behind_amount(const AttributionState& in, std::size_t cue) {
  constexpr std::size_t longest = 9;  // words from the verb: guess
  if (!in.has(cue + 1) || !in.scan.spaced(cue) || !in.scan.reads(cue + 1, "at")) return cue;
  bool amount = false;
  for (std::size_t i = cue + 2; in.has(i) && i < cue + longest; ++i) {
    if (amount && in.scan.reads(i, "by") && in.scan.spaced(i - 1)) return i;
    amount |= in.scan.number(i) || in.scan.is(i, cardinal | scale);
    if (in.gap_text(i - 1).find_first_of(",;:(") != std::string_view::npos) return cue;
  }
  return cue;
}

// "..., per the election board", "Per Hollis Research, ..."
bool per_somebody(const AttributionState& in, std::size_t i) {
  constexpr std::size_t longest = 4;  // words up to the noun
  const bool opens = i == in.span.first || in.gap_text(i - 1) == ", ";
  if (!opens || !in.has(i + 1) || !in.scan.spaced(i)) return false;
  if (name_follows(in, i + 1)) {
    // not "per the Hollis plan": a name that no noun stands behind
    const std::size_t at = i + 1 + in.scan.is(i + 1, article | determiner);
    const Range name = in.mentions.names[in.first_name(in.scan.tokens[at].range.begin)].text;
    const std::size_t last = in.token_at(name.end);
    return !in.has(last) || !in.scan.spaced(last - 1) || in.scan.is(last, function);
  }
  if (!in.scan.is(i + 1, determiner) && !in.scan.reads_any(i + 1, "a", "an")) return false;
  for (std::size_t k = i + 2; in.has(k) && k <= i + longest && in.scan.spaced(k - 1); ++k) {
    if (in.scan.is(k, function)) return false;
    if (in.scan.is(k, org_noun | document_noun | person_noun)) return true;
  }
  return false;
}

// "Currently, said Okafor, head of the port, there are 40 berths": what is said by the speaker who
// ends at token `last` stands on both sides of the verb where little, or a mere subject, stands
// before it.
bool goes_on_behind(const AttributionState& in, std::size_t cue, std::size_t last) {
  constexpr std::size_t longest_opening = 3, farthest = 24;  // words: guesses
  if (cue - in.span.first <= longest_opening) return true;
  for (std::size_t i = last + 1; in.has(i) && i < last + farthest; ++i) {
    if (in.gap_text(i - 1) == ", " && in.scan.is(i, finite_auxiliary)) return true;
  }
  return false;
}

// "Halstat put the rise at 40 percent": one word that opens the sentence is a name where it does
// so.
bool puts_amount(const AttributionState& in, const NounPhrase& phrase, std::size_t cue) {
  const std::string_view word = in.scan.view(phrase.last);
  const bool owner = word.ends_with("'s") || word.ends_with("\u2019s");
  if (owner) return has_trait(in, cue, measuring) && measures(in, cue);
  return !word.ends_with('s') && puts_at_number(in, cue);
}

// "It is believed that 40 boats sank", "The boat is thought to have cost 40 million": somebody who
// is not named says so. Token i is the participle.
bool hearsay(AttributionState& in, std::size_t i) {
  if (!in.reported(i) || !in.has(i + 1) || !in.scan.spaced(i) || in.scan.tokens[i].capitalised)
    return false;
  bool be = false, it = false;
  for (std::size_t k = i; k > in.span.first && i - k < 4 && in.scan.spaced(k - 1) && !it;) {
    --k;
    const bool contracted = in.scan.reads_any(k, "it's", "It's", "it\u2019s", "It\u2019s");
    it = contracted || (be && in.scan.reads_any(k, "it", "It"));
    be |= contracted || in.scan.reads_any(k, "is", "are", "was", "were", "been");
    if (!it && !in.scan.reads_any(k, "is", "are", "was", "were", "been") && !auxiliary(in, k))
      break;
  }
  if (!be) return false;
  // "It was said 40 times"
  const bool counts = in.scan.is(i, cue_verb | weak_cue);
  const bool that =
      in.scan.reads(i + 1, "that") || in.scan.is(i + 1, article | determiner | pronoun) ||
      (!counts && (in.scan.number(i + 1) || in.scan.is(i + 1, cardinal | bound_last)));
  const bool has_been = in.has(i + 2) && in.scan.reads(i + 1, "to") &&
                        in.scan.reads_any(i + 2, "have", "be") && !in.scan.reads(i, "estimated");
  if (!(it && that) && !has_been) return false;
  const Range word = in.scan.tokens[i].range;
  add(in, word, {word.end, word.end}, in.sentence).vague = true;
  return true;
}

// "(The bank) continues to expect", "(she) went on to say": where the verb stands that has the
// subject.
std::size_t finite_verb(const AttributionState& in, std::size_t cue) {
  if (cue < in.span.first + 3 || !in.scan.reads(cue - 1, "to") || !in.scan.spaced(cue - 1) ||
      !in.scan.spaced(cue - 2))
    return cue;
  if (in.scan.reads_any(cue - 2, "continue", "continues", "continued")) return cue - 2;
  const bool on = in.scan.reads(cue - 2, "on") && in.scan.spaced(cue - 3) &&
                  in.scan.reads_any(cue - 3, "go", "goes", "went");
  return on && cue > in.span.first + 3 ? cue - 3 : cue;
}

// "Fishermen say", "Skippers point out": a verb of which the subject are many. Token i is the cue.
bool agrees_in_plural(const AttributionState& in, std::size_t i) {
  if (in.scan.tokens[i].hash == cue_words().point) return true;
  if (has_trait(in, i, measuring) || in.scan.is(i, noun_cue)) return false;  // "forecast"
  return in.scan.lexicon.word(word_hash(std::string(in.scan.view(i)) + "s")).is(cue_verb);
}

// "(Local fishermen) point out that": the bare words that open the sentence, up to the verb.
std::optional<NounPhrase> many_people(const AttributionState& in, std::size_t verb) {
  constexpr std::size_t longest = 3;  // words
  NounPhrase phrase;
  phrase.first = in.span.first;
  phrase.last = verb - 1;
  phrase.standing = Standing::vague;
  if (verb == in.span.first || verb - in.span.first > longest) return std::nullopt;
  for (std::size_t i = phrase.first; i < verb; ++i) {
    if (!in.scan.spaced(i) || in.scan.is(i, function) || in.scan.number(i)) return std::nullopt;
  }
  return phrase;
}

void verb(AttributionState& in, std::size_t cue) {
  const bool weak = !in.scan.is(cue, cue_verb);
  const std::size_t finite = finite_verb(in, cue);
  const bool noun_too = in.scan.is(cue, document_noun);  // "reports", "estimates", "states"
  // "is said to", "to report", "a record": no finite verb with a subject here
  if (cue > in.span.first) {
    const std::size_t previous = cue - 1;
    if (cue > in.span.first + 2 && in.scan.reads(previous, "also") &&
        in.scan.reads(cue - 2, "is") && in.scan.reads_any(cue - 3, "it", "It") &&
        in.reported(cue)) {
      const Range word = in.scan.tokens[cue].range;
      add(in, word, {word.end, word.end}, in.sentence).vague = true;  // "it is also claimed that"
      return;
    }
    if (in.scan.reads_any(previous, "to", "be", "is", "are", "was", "were") ||
        in.scan.reads_any(previous, "the", "a", "an", "of", "been", "being")) {
      const bool by = in.has(cue + 1) && in.scan.reads(cue + 1, "by");
      const bool to = in.scan.reads(previous, "to");
      if (!by && cue > in.span.first + 1 && !to && (in.scan.reads_any(cue - 2, "it", "It")) &&
          in.reported(cue)) {
        add(in, in.scan.tokens[cue].range,
            {in.scan.tokens[cue].range.end, in.scan.tokens[cue].range.end},
            in.sentence)
            .vague = true;  // "it is claimed that"
        return;
      }
      if (to && finite == cue) return;
      const std::size_t behind = by ? cue + 1 : by_behind_amount(in, cue);
      if (behind > cue) passive(in, cue, behind);
      if (finite == cue) return;
    }
  }
  if (noun_too && in.has(cue + 1) && (in.scan.reads_any(cue + 1, "of", "from", "by"))) return;
  if (in.has(cue + 1) && in.scan.gap(cue) == Gap::space && in.scan.reads(cue + 1, "by")) {
    passive(in, cue, cue + 1);
    return;
  }
  if (in.has(cue + 1)) {
    // "Timeline estimate: two weeks" labels, "the team added 4 mm" adds.
    if (weak && in.gap_text(cue).starts_with(':')) return;
    if (in.scan.is(cue, clause_cue) && in.scan.spaced(cue) && !in.scan.reads(cue + 1, "that") &&
        !in.scan.is(cue + 1, pronoun) && !in.scan.reads_any(cue + 1, "we", "there") &&
        !(cue > in.span.first && (predicts(in, cue) || names_speaker(in, cue))))
      return;
  }
  const std::string_view lead = finite > in.span.first ? in.gap_text(finite - 1) : "";
  const bool comma = lead.find_first_of(",\"") != lead.npos || lead.find("\u201d") != lead.npos ||
                     lead.find("\u2014") != lead.npos;
  // "Ostrow, a pilot, told Hollis Radio": behind the verb stands who was told.
  const bool hearer = in.scan.reads_any(cue, "told", "tells");
  if (!weak && !hearer && (comma || cue == in.span.first)) {
    const auto phrase = source_right(in, cue);
    if (phrase && !subject_of_clause(in, phrase->last)) {
      const Range before = {in.sentence.begin, in.scan.tokens[cue].range.begin};
      attribute(in, *phrase, in.scan.tokens[cue].range,
                goes_on_behind(in, cue, phrase->last) ? in.sentence : before);
      return;
    }
  }
  if (share_speaks(in, cue)) return;
  auto phrase = source_left(in, finite, comma);
  if (!phrase && !weak && comma && goes_on(in, cue)) return;
  const std::size_t behind = cue + 1 + (in.has(cue + 1) && in.scan.reads(cue + 1, "out"));
  const bool that_follows = in.has(behind) && in.scan.reads(behind, "that");
  if (!phrase && that_follows && agrees_in_plural(in, cue)) phrase = many_people(in, finite);
  // "Tenants say": one capitalised word that many of them are.
  if (phrase && phrase->lone && (that_follows || in.scan.reads(cue, "say")) &&
      agrees_in_plural(in, cue))
    phrase->standing = Standing::vague;
  else if (!phrase || (phrase->lone && !in.speech(cue) && (weak || !that_follows) &&
                       !puts_amount(in, *phrase, cue)))
    return;
  // "The timetable of Halvik lists 118 trains": what lists them is a document, whatever its name.
  const bool lists = phrase->standing == Standing::named && in.scan.reads(cue, "lists") &&
                     in.has(cue + 1) && in.scan.number(cue + 1);
  phrase->document |= lists;
  if (phrase->standing == Standing::named && !lists && !headed(in, *phrase)) {
    // "Hollis commuters say": somebody speaks, but not who is named.
    if (!in.speech(cue) && !that_follows) return;
    phrase->standing = Standing::vague;
  }
  // "one startup, valued over 40 million"
  if (weak && phrase->standing == Standing::vague && !phrase->document && !that_follows &&
      has_trait(in, cue, measuring) && in.scan.is(phrase->last, org_noun))
    return;
  if (weak && !(phrase->document || phrase->standing == Standing::vague)) {
    // "Nest estimates", "the firm found": a body or person found something out only where "that"
    // or the finding follows at once.
    const std::string_view verb = in.scan.view(cue);
    const bool names = verb == "lists" || verb == "listed" || verb == "cites" || verb == "cited" ||
                       puts_at_number(in, cue);
    const bool found =
        verb == "found" || verb == "finds" || verb == "estimates" || verb == "estimated";
    if (!that_follows && !found && !names && !phrase->lone &&
        !(is_body(in, *phrase) && measures(in, cue)))
      return;
    if (phrase->standing == Standing::pronoun && !that_follows) return;
  }
  const Range source = in.range_of(*phrase);
  const Range cue_range = in.scan.tokens[cue].range;
  const Range left = {in.sentence.begin, std::max(in.sentence.begin, source.begin)};
  const Range right = {cue_range.end, in.sentence.end};
  Range content = right;
  const bool set_off =
      source.begin > in.sentence.begin + least_content && closes_clause(in, source.begin);
  // "the $20 million experts say it costs"
  if (phrase->first > in.span.first && in.scan.spaced(phrase->first - 1) &&
      (in.scan.number(phrase->first - 1) || in.scan.is(phrase->first - 1, scale | unit_word)))
    content = in.sentence;
  if (set_off && !answers(in))
    content = (right.size() > 40 && !circumstance(in, cue + 1)) || clause_behind(in, cue)
                  ? in.sentence
                  : left;
  const bool figure = in.has(cue + 1) && in.scan.number(cue + 1);  // "Okafor reported 60"
  if (right.size() < least_content && left.size() > right.size() && !figure) content = left;
  attribute(in, *phrase, cue_range, content);
}

// "Mara Ostrow, of Hollis University, and (colleagues) randomly assigned 620 adults": what the
// sentence tells was found out by the person before.
bool with_colleagues(AttributionState& in, std::size_t people) {
  std::size_t deed = people + 1;  // behind "have", "randomly"
  while (in.has(deed) && deed < people + 3 && in.scan.spaced(deed - 1) &&
         (in.scan.words[deed]->traits & study_deed) == 0 && auxiliary(in, deed))
    ++deed;
  if (!in.has(deed) || !in.scan.spaced(deed - 1) ||
      (in.scan.words[deed]->traits & study_deed) == 0 || people < in.span.first + 2)
    return false;
  std::size_t joint = people - 1;
  if (in.scan.reads_any(joint, "his", "her", "their")) --joint;
  if (!in.scan.reads_any(joint, "and", "with")) return false;
  const std::uint32_t end = in.scan.tokens[joint].range.begin;
  for (std::size_t n = in.first_name(in.sentence.begin);
       n < in.mentions.names.size() && in.mentions.names[n].text.end <= end; ++n) {
    if (in.mentions.names[n].kind != NameKind::person) continue;
    attribute_name(in, n, in.scan.tokens[deed].range, in.sentence);
    return true;
  }
  return false;
}

// Does a quotation begin in the sentence behind `at`?
bool quotation_follows(const AttributionState& in, std::uint32_t at) {
  const auto found =
      std::partition_point(in.mentions.quotations.begin(), in.mentions.quotations.end(),
                           [&](const Quotation& q) { return q.text.begin < at; });
  return found != in.mentions.quotations.end() && found->text.begin < in.sentence.end;
}

// "Okafor made the case that ...", "Okafor's claim that 40 berths ...": a noun of saying before
// "that"; its owner says it, or else the subject of the sentence.
bool noun_of_saying(AttributionState& in, std::size_t i) {
  if (!in.scan.is(i, saying_noun) || !in.has(i + 1) || !in.scan.spaced(i)) return false;
  const bool that = in.scan.reads(i + 1, "that");
  if (!that && !quotation_follows(in, in.scan.tokens[i].range.end)) return false;
  const Range cue = in.scan.tokens[i].range,
              content = {that ? in.scan.tokens[i + 1].range.end : cue.end, in.sentence.end};
  constexpr std::uint32_t near_owner = 40;  // bytes: "Okafor's often repeated claim"
  const std::size_t behind = in.first_name(cue.begin);
  if (behind > 0) {
    const Range name = in.mentions.names[behind - 1].text;
    const std::string_view joint = in.scan.text.substr(name.end, 4);
    if (name.begin >= in.sentence.begin && cue.begin - name.end < near_owner &&
        (joint.starts_with("'s") || joint.starts_with("\u2019s"))) {
      attribute_name(in, behind - 1, cue, content);
      return true;
    }
  }
  return that && from_subject(in, cue, content);
}

// "The port wants to spend 5 million", "Okafor agreed to 40 berths": a named subject, and what it
// wants or promises behind the verb.
void stance(AttributionState& in, std::size_t cue) {
  if (cue == in.span.first || !in.has(cue + 1) || in.scan.gap(cue) != Gap::space) return;
  const std::string_view previous = in.scan.view(cue - 1);
  if (previous == "to" || previous == "of" || previous == "the" || previous == "a") return;
  const std::string_view next = in.scan.view(cue + 1);
  static constexpr std::string_view adverbial[] = {"by", "in", "on", "with", "at", "from", "and"};
  if (std::ranges::find(adverbial, next) != std::end(adverbial)) return;
  // "is proposing" takes a stand, "is expected" has nobody who does.
  std::size_t verb = cue;
  if (previous == "is" || previous == "are" || previous == "was" || previous == "were" ||
      previous == "be" || previous == "been") {
    if (!in.scan.view(cue).ends_with("ing") || verb == in.span.first + 1) return;
    --verb;
  }
  const auto phrase = source_left(in, verb, false);
  if (!phrase || phrase->lone || (phrase->standing == Standing::named && !headed(in, *phrase)) ||
      (phrase->standing != Standing::named && phrase->standing != Standing::pronoun &&
       phrase->standing != Standing::definite))
    return;
  // An empty cue: who wants something has not been heard.
  const Range verb_range = in.scan.tokens[cue].range;
  attribute(in, *phrase, {verb_range.begin, verb_range.begin}, {verb_range.end, in.sentence.end});
}

// "The port raised its traffic forecast by 40 boats", "It cut its estimate to 40": whose forecast
// it is stands behind it: the name or pronoun before "its". Token i is a document noun.
bool own_forecast(AttributionState& in, std::size_t i) {
  constexpr std::size_t longest_phrase = 4, longest_clause = 12;  // words: guesses
  const auto small = [&](std::size_t k, WordTrait trait) {
    return (in.scan.words[k]->traits & trait) != 0 && !in.scan.tokens[k].capitalised;
  };
  if (!small(i, forecast_noun) || !in.has(i + 1) || !in.scan.spaced(i) ||
      !small(i + 1, forecast_joint))
    return false;
  std::size_t own = i;
  for (; own > in.span.first && i - own < longest_phrase; --own) {
    if (small(own, own_pronoun)) break;
    if (!in.scan.spaced(own - 1)) return false;
  }
  if (!small(own, own_pronoun)) return false;
  const Range cue = in.scan.tokens[i].range, content = {cue.end, in.sentence.end};
  for (std::size_t k = own; k-- > in.span.first && own - k <= longest_clause;) {
    if (!in.scan.spaced(k)) return false;
    if ((in.scan.words[k]->traits & body_pronoun) != 0 && !in.scan.tokens[k].all_caps) {
      NounPhrase phrase;
      phrase.first = phrase.last = k;
      phrase.standing = Standing::pronoun;
      attribute(in, phrase, cue, content);
      return true;
    }
    const std::uint32_t at = in.scan.tokens[k].range.begin;
    const std::size_t n = in.first_name(at);
    if (n == in.mentions.names.size() || !in.mentions.names[n].text.contains(at)) continue;
    if (in.mentions.names[n].kind == NameKind::place || !delimited(in, n)) return false;
    attribute_name(in, n, cue, content);
    return true;
  }
  return false;
}

// Reads what token i, one of stop_cue, says of who vouches.
void cue(AttributionState& in, std::size_t i) {
  const Word& word = *in.scan.words[i];
  const std::uint64_t hash = in.scan.tokens[i].hash;
  const CueWords& known = cue_words();
  if (hash == known.according && in.has(i + 1) && in.scan.reads(i + 1, "to"))
    return according(in, i, i + 1);
  if (hash == known.citing && !in.title_case) return according(in, i, i);
  if (hash == known.based && in.has(i + 2) && in.scan.reads(i + 1, "on") &&
      rests_on_document(in, i + 2))
    return according(in, i, i + 1);
  if ((hash == known.we || hash == known.our) && own_research(in, i)) return;
  if (word.is(document_noun) && own_forecast(in, i)) return;
  if (word.is(meeting_verb) && meeting(in, i)) return;
  if (word.is(reported_participle) && hearsay(in, i)) return;
  if (hash == known.point || hash == known.points) {
    if (in.has(i + 2) && in.scan.reads(i + 1, "out")) verb(in, i);
    return;
  }
  if (word.is(cue_verb | weak_cue | stance_cue) && reads_as_verb(in, i)) {
    const std::size_t found = in.mentions.attributions.size();
    const auto nothing_yet = [&] { return in.mentions.attributions.size() == found; };
    if (word.is(cue_verb | weak_cue)) verb(in, i);
    if (word.is(stance_cue) && nothing_yet()) stance(in, i);
    if (word.is(saying_noun) && nothing_yet()) noun_of_saying(in, i);
  } else if (word.is(vague_adverb)) {
    const std::uint32_t end = in.scan.tokens[i].range.end;
    add(in, in.scan.tokens[i].range, {end, end}, in.sentence).vague = true;
  } else if (word.is(document_noun) && i > in.span.first && in.has(i + 1) &&
             in.scan.reads(i, "data") && in.scan.reads(i + 1, "from") && name_follows(in, i + 2)) {
    according(in, i, i + 1);
  } else if (word.is(saying_noun) && noun_of_saying(in, i)) {
    return;
  } else if (hash == known.by && somebodys_estimate(in, i + 1)) {
    according(in, i, i);
  } else if (in.scan.reads_any(i, "per", "Per") && per_somebody(in, i)) {
    according(in, i, i);
  } else if (in.scan.reads_any(i, "colleagues", "coauthors", "co-authors")) {
    with_colleagues(in, i);
  }
}

}  // namespace

// "Okafor said 40 boats were left; Lind said 32", "..., while Lind said 32": what the first says
// ends where the second begins.
static void part_voices(AttributionState& in, std::size_t before) {
  auto& all = in.mentions.attributions;
  for (std::size_t k = before + 1; k < all.size(); ++k) {
    Attribution& first = all[k - 1];
    const Attribution& second = all[k];
    if (first.cue.empty() || second.cue.empty() || second.source.empty() ||
        first.content.end != in.sentence.end || second.source.begin < first.cue.end ||
        second.cue.begin < second.source.end)
      continue;
    const std::size_t opening = in.token_at(second.source.begin);
    if (opening <= in.span.first) continue;
    const std::string_view gap = in.gap_text(opening - 1);
    const bool joint = opening > in.span.first + 1 && gap == " " &&
                       has_trait(in, opening - 1, contrast_joint) &&
                       in.gap_text(opening - 2).starts_with(',');
    if (gap != "; " && !joint) continue;
    first.content.end = second.source.begin;
    first.content.begin = std::min(first.content.begin, first.content.end);
  }
}

// "The bank expects growth of 1.4 percent, the Harbour Institute 0.9 percent": the second expects
// too.
static void gapped_voice(AttributionState& in, std::size_t before) {
  auto& all = in.mentions.attributions;
  if (all.size() != before + 1 || all[before].cue.empty() ||
      all[before].content.end != in.sentence.end || all[before].content.begin < all[before].cue.end)
    return;
  const std::size_t cue = in.token_at(all[before].cue.begin);
  const std::size_t n = in.first_name(all[before].cue.end);
  if (!has_trait(in, cue, measuring) || n == in.mentions.names.size()) return;
  const Name& name = in.mentions.names[n];
  if (name.text.begin >= in.sentence.end || name.kind == NameKind::place ||
      name.kind == NameKind::person)
    return;
  std::size_t opening = in.token_at(name.text.begin);
  const std::size_t behind = in.token_at(name.text.end);
  if (in.scan.is(opening - 1, article | determiner)) --opening;
  const std::size_t joint = in.scan.reads(opening - 1, "and") ? opening - 2 : opening - 1;
  if (joint <= cue || !in.gap_text(joint).starts_with(',') || !in.has(behind) ||
      !in.scan.spaced(behind - 1) || !(in.scan.number(behind) || in.scan.is(behind, cardinal)))
    return;
  bool amount = false;
  for (std::size_t i = cue + 1; i <= joint; ++i) {
    amount |= in.scan.number(i) || in.scan.is(i, cardinal);
    if (in.scan.is(i, finite_auxiliary | speech_verb)) return;
  }
  if (!amount) return;
  all[before].content.end = in.scan.tokens[opening].range.begin;
  attribute_name(in, n, {name.text.end, name.text.end}, {name.text.end, in.sentence.end});
}

void cues(AttributionState& in) {
  const std::size_t before = in.mentions.attributions.size();
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_cue); i < in.span.last;
       i = in.scan.next(i + 1, in.span.last, stop_cue))
    cue(in, i);
  if (in.mentions.attributions.size() > before + 1) part_voices(in, before);
  gapped_voice(in, before);
}

}  // namespace assay::mentions
