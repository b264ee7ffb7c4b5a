#include "mentions/attribution_studies.h"
#include <algorithm>
#include <optional>
#include <span>

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_names.h"

namespace assay::mentions {
namespace {

// Sentences; guesses.
constexpr std::uint32_t reach_of_people = 8;   // "researchers", "participants" back to their study
constexpr std::uint32_t reach_of_studied = 3;  // "the patients"
constexpr std::uint32_t reach_of_only = 15;    // "the control group", of the one study of a text
constexpr std::uint32_t reach_of_other = 3;    // of a study without a name
constexpr std::uint32_t reach_of_name = 12;    // from "a new study" to its name

constexpr std::size_t longest_adjectives = 4;  // "a large new randomised study"

bool of_study(const AttributionState& in, std::size_t i, std::uint32_t any) {
  return (in.scan.words[i]->traits & any) != 0;
}

bool is_study_word(const AttributionState& in, std::size_t i) {
  const Token& token = in.scan.tokens[i];
  return in.scan.is(i, study_noun | study_people) ||
         (of_study(in, i, study_result) && !token.all_caps) ||
         (of_study(in, i, study_work) && !token.capitalised);
}

// The hash of the word, without "'s".
std::uint64_t plain_hash(const AttributionState& in, std::size_t i) {
  std::string_view word = in.scan.view(i);
  for (const std::string_view owner : {"'s", "\u2019s"}) {
    if (word.ends_with(owner)) word.remove_suffix(owner.size());
  }
  return word_hash(word);
}

// The hash of "group" for "groups".
std::uint64_t one_of(const AttributionState& in, std::size_t i) {
  std::string_view word = in.scan.view(i);
  if (word.ends_with('s')) word.remove_suffix(1);
  return word_hash(word);
}

bool holds(const std::vector<std::uint64_t>& hashes, std::uint64_t hash) {
  return std::ranges::find(hashes, hash) != hashes.end();
}

void keep(std::vector<std::uint64_t>& hashes, std::uint64_t hash) {
  if (!holds(hashes, hash)) hashes.push_back(hash);
}

// The first word of the noun phrase that token i heads, an article or determiner; `i`: it has none.
// "the regulator's report" has none: it is the regulator's.
std::size_t opening_of(const AttributionState& in, std::size_t i) {
  for (std::size_t first = i; first > in.span.first && i - first <= longest_adjectives;) {
    if (!in.joined(first - 1)) return i;
    --first;
    if (in.scan.is(first, article | determiner) ||
        in.scan.reads_any(first, "one", "One", "another", "Another"))
      return first;
    if (in.scan.is(first, function) || in.scan.view(first).ends_with("'s") ||
        in.scan.view(first).ends_with("\u2019s"))
      return i;
  }
  return i;
}

bool points_back(const AttributionState& in, std::size_t opening) {
  return in.scan.reads_any(opening, "the", "The", "this", "This", "that", "That", "these", "These",
                           "their", "Their");
}

bool is_indefinite(const AttributionState& in, std::size_t opening, std::size_t noun) {
  if (opening < noun) {
    return in.scan.is(opening, article) ||
           in.scan.reads_any(opening, "one", "One", "another", "Another");
  }
  return noun > in.span.first && in.scan.spaced(noun - 1) &&
         in.scan.reads_any(noun - 1, "new", "New");
}

// A name that a study can have: no place a report is sent from, no country.
bool can_name(const AttributionState& in, std::size_t n) {
  const Name& name = in.mentions.names[n];
  return name.kind != NameKind::place && !in.uses[name.entity].datelined &&
         !is_period(slice(in.scan.text, name.text)) && !is_plain_adjective(in, n) &&
         !lone_opener(in, n);
}

// The name that begins at token i or behind its article; no_index: none does.
std::uint32_t name_at(const AttributionState& in, std::size_t i) {
  if (in.has(i) && in.scan.is(i, article | determiner)) ++i;
  if (!in.has(i)) return no_index;
  const std::uint32_t at = in.scan.tokens[i].range.begin;
  const std::size_t n = in.first_name(at);
  if (n == in.mentions.names.size() || in.mentions.names[n].text.begin > at) return no_index;
  // "a study led by a team in Spain"
  if (in.scan.lexicon.is_country(word_hash(slice(in.scan.text, in.mentions.names[n].text))))
    return no_index;
  return can_name(in, n) ? static_cast<std::uint32_t>(n) : no_index;
}

struct Introduction {
  std::uint32_t name = no_index;  // into Mentions::names
  std::size_t word = 0;           // the token that stands for the study
  bool document = false;
};

// "published (on Monday in the journal) Harbour Science": the name behind the participle at `from`.
// "Published by Hollis University" names no document.
Introduction publication(const AttributionState& in, std::size_t from) {
  constexpr std::size_t longest_way = 16, longest_joint = 8;  // words
  for (std::size_t i = from + 1; in.has(i + 1) && i < from + longest_way; ++i) {
    if (!in.scan.reads_any(i, "in", "at", "by")) continue;
    for (std::size_t k = i + 1; in.has(k) && k < i + longest_joint; ++k) {
      if (!in.joined(k - 1)) break;
      if (!in.scan.tokens[k].capitalised) continue;
      if (const std::uint32_t name = name_at(in, k); name != no_index)
        return {name, from, k > i + 1 || !in.scan.reads(i, "by")};
      break;
    }
  }
  return {};
}

// Do only words of the verb stand between tokens `subject` and `verb`: ", which was"?
bool only_auxiliaries(const AttributionState& in, std::size_t subject, std::size_t verb) {
  for (std::size_t i = subject + 1; i < verb; ++i) {
    if (!in.scan.is(i, cue_auxiliary | finite_auxiliary) &&
        !in.scan.reads_any(i, "was", "were", "is", "are", "been", "be", "which", "that"))
      return false;
  }
  return true;
}

// The name behind "a study ... published in", "the findings, presented at".
Introduction publisher_of(const AttributionState& in, std::size_t study) {
  constexpr std::size_t longest = 25;  // words: "a study of ... published"
  for (std::size_t i = study + 1; in.has(i + 2) && i < study + longest; ++i) {
    if (!of_study(in, i, publishing)) continue;
    if (!in.scan.reads(i, "published") && !only_auxiliaries(in, study, i)) continue;
    if (const Introduction found = publication(in, i); found.name != no_index)
      return {found.name, study, found.document};
  }
  return {};
}

// "a study (led) by (a team at) Hollis University": up to the next verb or comma.
std::uint32_t maker_of(const AttributionState& in, std::size_t study) {
  constexpr std::size_t longest = 14;  // words
  bool by = false;
  for (std::size_t i = study + 1; in.has(i) && i < study + longest; ++i) {
    if (!in.joined(i - 1) || in.scan.is(i, cue_verb | weak_cue | finite_auxiliary)) return no_index;
    const bool made = i == study + 1 || of_study(in, i - 1, making) || in.scan.reads(i - 1, "out");
    by |= in.scan.reads(i, "by") && made;
    if (!by || !in.scan.tokens[i].capitalised) continue;
    return name_at(in, i);
  }
  return no_index;
}

// "researchers at Hollis University"
std::uint32_t house_of(const AttributionState& in, std::size_t people) {
  if (!in.has(people + 2) || !in.scan.spaced(people) ||
      !in.scan.reads_any(people + 1, "at", "from", "of", "with"))
    return no_index;
  const std::uint32_t name = name_at(in, people + 2);
  if (name == no_index) return no_index;
  const Name& found = in.mentions.names[name];
  const bool words = slice(in.scan.text, found.text).find(' ') != std::string_view::npos;
  const bool body = found.kind == NameKind::organisation;
  return body || (words && in.scan.reads_any(people + 1, "at", "from")) ? name : no_index;
}

// "The report by the Harbour Agency cost 3 million": is it told of, and not from?
bool meets_fate(const AttributionState& in, std::uint32_t name) {
  const std::size_t behind = in.token_at(in.mentions.names[name].text.end);
  return in.has(behind) && of_study(in, behind, document_fate) && in.scan.spaced(behind - 1);
}

// The name that the sentence gives to a study.
Introduction introduction(const AttributionState& in) {
  if (of_study(in, in.span.first, publishing)) {  // "Published in Harbour Science, the study ..."
    const Introduction found = publication(in, in.span.first);
    if (found.name != no_index) return found;
  }
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_report | stop_study);
       in.has(i); i = in.scan.next(i + 1, in.span.last, stop_report | stop_study)) {
    if (!is_study_word(in, i) || in.inside_name(i)) continue;
    if (const Introduction found = publisher_of(in, i); found.name != no_index) return found;
    const bool people = in.scan.is(i, study_people);
    const std::uint32_t name = people ? house_of(in, i) : maker_of(in, i);
    if (name != no_index && !meets_fate(in, name)) return {name, i, false};
  }
  return {};
}

// Does the source hold a word for a study or its makers?
bool names_study(const AttributionState& in, Range source) {
  for (std::size_t i = in.token_at(source.begin);
       in.has(i) && in.scan.tokens[i].range.begin < source.end; ++i) {
    if (in.scan.is(i, study_noun | study_people)) return true;
  }
  return false;
}

// Is it what somebody "and colleagues" did in a study?
bool by_colleagues(const AttributionState& in, Range deed) {
  if (deed.empty()) return false;
  const std::size_t verb = in.token_at(deed.begin);
  if (!in.has(verb) || !of_study(in, verb, study_deed)) return false;
  for (std::size_t back = 1; back <= 3 && verb >= in.span.first + back; ++back) {
    if (in.scan.reads_any(verb - back, "colleagues", "coauthors", "co-authors")) return true;
  }
  return false;
}

// The last word of the source.
std::size_t head_of(const AttributionState& in, Range source) {
  std::size_t i = in.token_at(source.begin);
  while (in.has(i + 1) && in.scan.tokens[i + 1].range.begin < source.end) ++i;
  return i;
}

void give(AttributionState& in, Attribution& a, std::uint32_t source) {
  a.source_index = source;
  a.vague = false;
  ++in.mentions.sources[source].mentions;
}

// The sentence is of the study: whom it speaks of may be meant by what follows.
void go_on(AttributionState& in) {
  constexpr std::uint32_t those = studied_people | studied_others | study_participants;
  in.study_sentence = in.current;
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_study); in.has(i);
       i = in.scan.next(i + 1, in.span.last, stop_study)) {
    if (of_study(in, i, those) && !in.inside_name(i)) keep(in.studied, one_of(in, i));
  }
}

// `words` brought the study in.
void remember(AttributionState& in, std::uint32_t source, Range words) {
  if (in.study != source) {
    in.several_studies = in.study != no_index;
    in.study_nouns.clear();
    in.studied.clear();
  }
  in.study = source;
  in.other_study = false;
  go_on(in);
  for (std::size_t i = in.token_at(words.begin);
       in.has(i) && in.scan.tokens[i].range.begin < words.end; ++i) {
    if (is_study_word(in, i)) keep(in.study_nouns, plain_hash(in, i));
  }
}

bool in_reach(const AttributionState& in, std::uint32_t reach) {
  return in.study != no_index && in.current <= in.study_sentence + reach;
}

// What is said of studies alone is of the only one, also where it was named further away.
bool in_far_reach(const AttributionState& in) {
  const bool several = in.several_studies || in.other_study;
  return in_reach(in, several ? reach_of_people : reach_of_only);
}

bool behind_other(const AttributionState& in) {
  return in.other_study && in.current <= in.other_study_sentence + reach_of_other;
}

// A study that the sentence brings in by an article and does not name.
bool unnamed(const AttributionState& in) {
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_report); in.has(i);
       i = in.scan.next(i + 1, in.span.last, stop_report)) {
    if (in.scan.is(i, study_noun) && !in.inside_name(i) && is_indefinite(in, opening_of(in, i), i))
      return true;
  }
  return false;
}

// Does the text speak of a court?
bool of_court(const AttributionState& in) {
  if (in.courts < 0) {
    const std::span words(in.scan.words.get(), in.scan.tokens.size());
    in.courts = std::ranges::any_of(
        words, [](const Word* word) { return (word->traits & court_word) != 0; });
  }
  return in.courts > 0;
}

// Can the noun at token i, of whatever study, be the one of the text? "The free trial" is not, and
// far away only what it was called from the start is: "the trial".
bool is_its_noun(const AttributionState& in, std::size_t i) {
  const std::uint64_t noun = plain_hash(in, i);
  static const std::uint64_t study = word_hash("study"), trial = word_hash("trial");
  if (i > in.span.first && of_study(in, i - 1, other_report)) return false;
  if (in.has(i + 1) && in.scan.spaced(i) && of_study(in, i + 1, other_report)) return false;
  if (noun == study || holds(in.study_nouns, noun)) return true;
  if (!in_reach(in, reach_of_people)) return false;
  const Word* const word = in.scan.lexicon.find(noun);
  if (word != nullptr && (word->traits & study_only_name) != 0) return false;
  return noun != trial || !of_court(in);
}

// May the source at token `head` stand for the study of the text: "the study", "researchers"?
bool stands_for_study(const AttributionState& in, Range source, std::size_t head) {
  const std::size_t first = in.token_at(source.begin);
  const bool definite = opening_of(in, head) == first && first < head && points_back(in, first);
  const Token& token = in.scan.tokens[head];
  const bool results = of_study(in, head, study_result) && token.capitalised && !token.all_caps;
  const bool bare = first == head && (in.scan.is(head, study_people) || results);
  if (bare || (in.scan.is(head, study_people) && definite)) return in_reach(in, reach_of_people);
  return definite && is_study_word(in, head) && is_its_noun(in, head);
}

// "They identified 40 boats": right behind a sentence that points to the study.
bool they_go_on(const AttributionState& in) {
  return in.study != no_index && in.current == in.study_sentence + 1 && in.has(in.span.first + 1) &&
         in.scan.reads(in.span.first, "They") && of_study(in, in.span.first + 1, study_deed);
}

// "the 22 patients", "those women": is what stands between only a number or one small word?
bool points_back_to_people(const AttributionState& in, std::size_t opening, std::size_t people) {
  if (opening == people || !points_back(in, opening) || people > opening + 3) return false;
  std::size_t others = 0;
  for (std::size_t i = opening + 1; i < people; ++i) {
    if (in.scan.tokens[i].capitalised) return false;
    others += !in.scan.number(i) && !in.scan.is(i, cardinal | scale);
  }
  return others <= 1;
}

// "the people of Port Vell"
bool of_a_place(const AttributionState& in, std::size_t people) {
  return in.has(people + 2) && in.scan.reads_any(people + 1, "of", "at", "in", "from") &&
         in.scan.tokens[people + 2].capitalised;
}

// Does the word at token i mean those whom the study followed or who made it?
bool points_to_studied(const AttributionState& in, std::size_t i, std::size_t opening) {
  if (of_study(in, i, study_participants) && in_reach(in, reach_of_people)) {
    return points_back_to_people(in, opening, i) || i == in.span.first ||
           holds(in.studied, one_of(in, i));
  }
  const bool arm = i > in.span.first && of_study(in, i - 1, study_arm);
  const bool elsewhere = in.has(i + 1) && in.scan.reads_any(i + 1, "at", "from", "in", "of");
  if (arm && elsewhere && !in_reach(in, reach_of_studied)) return false;
  if (!of_study(in, i, studied_people | studied_others) ||
      !(arm ? in_far_reach(in) : in_reach(in, reach_of_studied)) ||
      !points_back_to_people(in, opening, i) || of_a_place(in, i))
    return false;
  return of_study(in, i, studied_people) || arm || holds(in.studied, one_of(in, i)) ||
         (of_study(in, i, study_team) && in.has(i + 1) && of_study(in, i + 1, study_deed));
}

// The token by which a sentence without a source points back to the study; its end: none does.
std::size_t pointer(const AttributionState& in) {
  if (they_go_on(in)) return in.span.first;
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_study); in.has(i);
       i = in.scan.next(i + 1, in.span.last, stop_study)) {
    if (in.inside_name(i)) continue;
    const std::size_t opening = opening_of(in, i);
    const bool definite = opening < i && points_back(in, opening);
    if ((in.scan.is(i, study_noun) || of_study(in, i, study_owner)) && definite &&
        is_its_noun(in, i))
      return i;
    if (in.scan.is(i, study_people) && in_reach(in, reach_of_people) &&
        (definite || i == in.span.first))
      return i;
    if (of_study(in, i, study_subject) && in_far_reach(in)) return i;
    if (points_to_studied(in, i, opening)) return i;
  }
  return in.span.last;
}

// Does the sentence speak in the writer's voice or to the reader?
bool own_voice(const AttributionState& in) {
  if (in.scan.text.substr(in.sentence.begin, in.sentence.size()).ends_with('?')) return true;
  for (std::size_t i = in.span.first; in.has(i); ++i) {
    if (in.scan.reads_any(i, "I", "we", "We", "you", "You", "your", "Your", "our", "Our"))
      return true;
  }
  return false;
}

// The sentence names the study: so do the sentences that were waiting for its name.
void introduce(AttributionState& in, const Introduction& found, std::size_t before) {
  NounPhrase phrase;
  phrase.name = found.name;
  phrase.document = found.document;
  const std::uint32_t source = source_of(in, phrase);
  const Range word = in.scan.tokens[found.word].range;
  const Range name = in.mentions.names[found.name].text;
  bool told = false;
  for (std::size_t a = before; a < in.mentions.attributions.size(); ++a) {
    Attribution& one = in.mentions.attributions[a];
    if (one.vague && (one.source.overlaps(word) || names_study(in, one.source)))
      give(in, one, source);
    told |= one.source_index != no_index;
  }
  if (!told) {
    const Range whole = {std::min(word.begin, name.begin), std::max(word.end, name.end)};
    give(in, add(in, {word.end, word.end}, whole, in.sentence), source);
  }
  const bool anew = is_indefinite(in, opening_of(in, found.word), found.word);
  if (!anew) {
    for (const std::uint32_t a : in.unnamed_study) give(in, in.mentions.attributions[a], source);
  }
  in.unnamed_study.clear();
  remember(in, source, word);
}

}  // namespace

void studies(AttributionState& in, std::size_t before) {
  if (in.title_case || in.span.first >= in.span.last) return;
  const auto said = [&] { return std::span(in.mentions.attributions).subspan(before); };
  for (const Attribution& a : said()) {
    if (a.source_index == no_index) continue;
    const bool colleagues = by_colleagues(in, a.cue);
    if (!colleagues && !names_study(in, a.source)) continue;
    if (colleagues && in.study != no_index) {
      go_on(in);  // the study told of is theirs
    } else {
      remember(in, a.source_index, a.source);
    }
    return;
  }
  if (const Introduction found = introduction(in); found.name != no_index)
    return introduce(in, found, before);
  if (unnamed(in)) {
    in.other_study = true;
    in.other_study_sentence = in.current;
    in.unnamed_study.clear();
  }
  if (in.study == no_index) {
    if (!in.other_study || in.current > in.other_study_sentence + reach_of_name) return;
    for (std::size_t a = before; a < in.mentions.attributions.size(); ++a) {
      if (in.mentions.attributions[a].vague && names_study(in, in.mentions.attributions[a].source))
        in.unnamed_study.push_back(static_cast<std::uint32_t>(a));
    }
    return;
  }
  if (behind_other(in)) return;
  bool heard = false;
  for (Attribution& a : said()) {
    heard |= !a.vague || !names_study(in, a.source);
    if (!a.vague || a.source.empty() || !stands_for_study(in, a.source, head_of(in, a.source)))
      continue;
    give(in, a, in.study);
    go_on(in);
    heard = true;
  }
  if (heard || !said().empty()) return;
  const std::size_t word = pointer(in);
  if (word == in.span.last || own_voice(in)) return;
  const Range source = in.scan.tokens[word].range;
  give(in, add(in, {source.end, source.end}, source, in.sentence), in.study);
  if (!of_study(in, word, studied_people | studied_others)) go_on(in);
}

}  // namespace assay::mentions
