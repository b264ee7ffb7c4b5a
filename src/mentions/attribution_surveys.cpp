#include "mentions/attribution_surveys.h"
#include <algorithm>
#include <span>

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_names.h"

namespace assay::mentions {
namespace {

constexpr std::size_t longest_phrase = 6;  // words: "those of the night drivers surveyed"

// Attributes the sentence to the report named shortly before, or to nobody in particular.
void attribute_study(AttributionState& in, std::size_t first, std::size_t last, bool points_back) {
  const std::uint32_t end = in.scan.tokens[last].range.end;
  Attribution& a = add(in, {end, end}, {in.scan.tokens[first].range.begin, end}, in.sentence);
  if (points_back && in.last_document != no_index) {
    a.source_index = in.last_document;
    ++in.mentions.sources[in.last_document].mentions;
    in.document_sentence = in.current;
  } else {
    a.vague = true;
  }
}

bool in_name(const AttributionState& in, std::size_t i) {
  const std::uint32_t at = in.scan.tokens[i].range.begin;
  const std::size_t n = in.first_name(at);
  return n < in.mentions.names.size() && in.mentions.names[n].text.begin <= at;
}

// "of respondents", "of drivers surveyed", "those polled": where the phrase begins; its last word
// itself: these are not those who were asked ("Hollis surveyed 900 drivers").
std::size_t first_of_people(const AttributionState& in, std::size_t last) {
  std::size_t first = last;
  for (; first > in.span.first && last - first < longest_phrase && in.scan.spaced(first - 1);
       --first) {
    if (in.scan.reads_any(first - 1, "of", "among", "Of", "Among")) {
      // "of surveyed drivers" ends with them
      return first == last ? first - 1 : first;
    }
    if (in.scan.reads_any(first - 1, "those", "Those")) return first - 1;
    if (in.scan.is(first - 1, finite_auxiliary) || in_name(in, first - 1)) break;
  }
  return last;
}

// Those who were asked: they speak for their survey.
bool people_asked(AttributionState& in, std::size_t i) {
  if (!in.scan.is(i, survey_people)) return false;
  const bool noun = in.scan.reads_any(i, "respondents", "Respondents");
  const std::size_t first = first_of_people(in, i);
  if (first == i && !noun) return false;
  // The source is whom was asked, not "of" whom.
  const bool of = first < i && in.scan.reads_any(first, "of", "among", "Of", "Among");
  attribute_study(in, first + of, i, near_document(in));
  return true;
}

// Does the word behind token i leave it the head of its phrase: no noun follows, as in "a survey
// tool"?
bool heads_phrase(const AttributionState& in, std::size_t i) {
  if (!in.has(i + 1) || !in.scan.spaced(i)) return true;
  return in.scan.is(i + 1, function | weak_cue | cue_verb | passive_cue | finite_auxiliary);
}

// "in a survey of 900 drivers", "from the 2023 toll survey": an adjunct by which the sentence
// speaks from a study.
bool adjunct(AttributionState& in, std::size_t i) {
  if (!in.scan.is(i, study_noun) || !heads_phrase(in, i)) return false;
  std::size_t first = i;
  while (first > in.span.first && i - first < longest_phrase) {
    if (!in.joined(first - 1)) return false;
    --first;
    if (in.scan.is(first, article | determiner) || in.scan.reads_any(first, "one", "another"))
      break;
    if (in.scan.is(first, function)) return false;
  }
  if (first == i || first == in.span.first || !in.scan.spaced(first - 1) ||
      !in.scan.reads_any(first - 1, "In", "in", "From", "from", "Per", "per"))
    return false;
  // "our survey", "their survey" are someone's own.
  const bool definite = in.scan.reads_any(first, "the", "this", "that", "The");
  if (!definite && !in.scan.is(first, article) && !in.scan.reads_any(first, "one", "another"))
    return false;
  attribute_study(in, first, i, definite);
  return true;
}

// "The study followed 276 adults", "Researchers compared both groups": what was done in a study.
bool study_tells(AttributionState& in) {
  const std::size_t first = in.span.first;
  if (in.scan.is(first, study_people) && in.scan.tokens[first].capitalised) {
    if (!near_document(in) || in.last_document == no_index) return false;
    attribute_study(in, first, first, true);
    return true;
  }
  if (!in.has(first + 2) || !in.scan.is(first, determiner) || !in.scan.spaced(first) ||
      !in.scan.is(first + 1, study_noun) || !in.scan.spaced(first + 1))
    return false;
  std::size_t verb = first + 2;  // "randomly assigned"
  if (in.scan.view(verb).ends_with("ly") && in.has(verb + 1) && in.scan.spaced(verb)) ++verb;
  if (!in.scan.view(verb).ends_with("ed") && !in.scan.is(verb, weak_cue)) return false;
  attribute_study(in, first, first + 1, true);
  return true;
}

// What a note on the source of figures speaks of.
enum class Reach : std::uint8_t { nothing, above, page };

// "in this guide", "all of this data": the page; "This estimate" that opens the note: what stands
// above it.
Reach reach_of(const AttributionState& in) {
  for (std::size_t i = in.span.first; in.has(i + 1); ++i) {
    if (!in.scan.reads_any(i, "this", "these", "the", "This", "These") || !in.scan.spaced(i))
      continue;
    const auto before = [&](const auto&... words) {
      return i > in.span.first && in.scan.spaced(i - 1) && in.scan.reads_any(i - 1, words...);
    };
    const bool here = !in.scan.reads(i, "the");
    const bool page = in.scan.reads_any(i + 1, "guide", "article", "post", "list", "page", "story",
                                        "roundup", "table", "comparison");
    if (page && here && before("in", "on", "throughout", "across", "In", "Throughout"))
      return Reach::page;
    if (!in.scan.is(i + 1, data_noun | document_noun) || in.scan.is(i + 1, study_noun)) continue;
    const bool of_all =
        before("of") && i > in.span.first + 1 && in.scan.reads_any(i - 2, "all", "All");
    if (of_all || before("all", "All")) return Reach::page;
    if (i == in.span.first && here) return Reach::above;
  }
  return Reach::nothing;
}

// The preposition behind which the sentence names where its figures come from; its end: it does
// not.
std::size_t origin(const AttributionState& in) {
  const CueWords& known = cue_words();
  for (std::size_t i = in.span.first + 1; in.has(i + 1); ++i) {
    const std::uint64_t hash = in.scan.tokens[i].hash;
    if (!((hash == known.on) | (hash == known.by) | (hash == known.from))) continue;
    if (in.scan.tokens[i].range.size() == 2) {
      if (in.scan.reads(i, "on") && in.scan.reads(i - 1, "based") && in.scan.spaced(i - 1))
        return i;
      if (in.scan.reads(i, "by") && in.scan.reads_any(i - 1, "provided", "supplied", "compiled") &&
          in.scan.spaced(i - 1))
        return i;
    } else if (in.scan.reads(i, "from") &&
               in.scan.reads_any(i - 1, "come", "comes", "came", "are", "is", "compiled", "sourced",
                                 "taken", "drawn", "gathered", "collected", "obtained",
                                 "derived") &&
               in.scan.spaced(i - 1)) {
      return i;
    }
  }
  return in.span.last;
}

// The name behind token `from` that the figures come from: "from Hollis", "including the Hollis
// Bank", but not "from 31 ports in Hollis"; no_index: none.
std::uint32_t name_of_origin(const AttributionState& in, std::size_t from) {
  for (std::size_t n = in.first_name(in.scan.tokens[from].range.end);
       n < in.mentions.names.size() && in.mentions.names[n].text.begin < in.sentence.end; ++n) {
    std::size_t before = in.token_at(in.mentions.names[n].text.begin) - 1;
    if (in.scan.is(before, article | determiner)) --before;
    const bool joined = !in.scan.spaced(before) ||
                        in.scan.reads_any(before, "from", "by", "including", "on", "of", "and");
    if (joined && in.mentions.names[n].kind != NameKind::place)
      return static_cast<std::uint32_t>(n);
  }
  return no_index;
}

// What the note vouches for: the text, or the two blocks before it.
Range content_of_note(const AttributionState& in, Reach reach) {
  if (reach == Reach::page) return {0, static_cast<std::uint32_t>(in.scan.text.size())};
  const std::uint32_t block = in.scan.document.sentences[in.current].block;
  const std::uint32_t first = block - std::min(block, 2u);
  return {in.scan.document.blocks[first].text.begin, in.sentence.begin};
}

}  // namespace

bool near_document(const AttributionState& in) {
  return in.document_sentence >= in.heading &&
         in.current <= in.document_sentence + farthest_antecedent;
}

void surveys(AttributionState& in, std::size_t before) {
  if (in.title_case || in.span.first >= in.span.last) return;
  const auto said = std::span(in.mentions.attributions).subspan(before);
  if (said.empty() && study_tells(in)) return;
  const bool named = std::ranges::any_of(said, [&](const Attribution& a) {
    return a.source_index != no_index || a.content == in.sentence;
  });
  if (named) return;
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_report); in.has(i);
       i = in.scan.next(i + 1, in.span.last, stop_report)) {
    if (people_asked(in, i) || adjunct(in, i)) return;
  }
}

void page_note(AttributionState& in, std::size_t before) {
  const std::size_t from = origin(in);
  if (from == in.span.last) return;
  const Reach reach = reach_of(in);
  if (reach == Reach::nothing) return;
  const std::uint32_t begin = in.scan.tokens[from].range.end;
  const Range content = content_of_note(in, reach);
  if (content.begin >= content.end) return;  // nothing stands above it
  for (std::size_t a = before; a < in.mentions.attributions.size(); ++a) {
    const Attribution known = in.mentions.attributions[a];
    if (known.source_index == no_index || known.source.end <= begin) continue;
    add(in, {begin, begin}, {begin, known.source.end}, content).source_index = known.source_index;
    return;
  }
  const std::uint32_t name = name_of_origin(in, from);
  Attribution& a =
      add(in, {begin, begin}, {in.scan.tokens[from + 1].range.begin, in.sentence.end}, content);
  if (name == no_index) {
    a.vague = true;
    return;
  }
  NounPhrase phrase;
  phrase.name = name;
  phrase.document = true;
  a.source = in.mentions.names[name].text;
  a.source_index = source_of(in, phrase);
  ++in.mentions.sources[a.source_index].mentions;
}

bool share_speaks(AttributionState& in, std::size_t cue) {
  if (cue == in.span.first || in.last_document == no_index || !near_document(in)) return false;
  std::size_t i = cue - 1;
  if (in.scan.number(i)) {
    if (in.gap_text(i) != "% ") return false;
  } else if (!in.scan.reads_any(i, "percent") || i == in.span.first || !in.scan.number(i - 1)) {
    return false;
  }
  const std::uint32_t end = in.scan.tokens[cue].range.end;
  Attribution& a = add(in, in.scan.tokens[cue].range, {end, end}, in.sentence);
  a.source_index = in.last_document;
  ++in.mentions.sources[in.last_document].mentions;
  in.document_sentence = in.current;
  return true;
}

}  // namespace assay::mentions
