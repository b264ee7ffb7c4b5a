#include "mentions/attribution_documents.h"
#include <algorithm>

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_names.h"
#include "mentions/attribution_sources.h"
#include "mentions/attribution_surveys.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t near_name = 80;  // bytes between a document noun and its name

// Does a document that begins at `at` stand where it speaks: as the subject that opens the
// sentence or a clause, or behind "in", "from", "per"? "Fill in the Hollis questionnaire" only
// names one.
bool vouches(const AttributionState& in, std::uint32_t at) {
  std::size_t i = in.token_at(at);
  constexpr std::size_t longest_lead = 4;  // "a recent 2024", "the latest"
  for (std::size_t steps = 0; steps < longest_lead && i > in.span.first; ++steps) {
    const std::string_view gap = in.gap_text(i - 1);
    if (gap != " " && gap != "\u00a0") return true;  // a clause opens
    if (in.scan.is(i - 1, document_preposition)) return true;
    if (in.scan.is(i - 1, article | determiner)) {
      if (i - 1 == in.span.first) return true;
      if (!in.scan.spaced(i - 2)) return true;
      return in.scan.is(i - 2, document_preposition);
    }
    --i;
  }
  return i == in.span.first;
}

// "FICA taxes results in ...", "the filing of", "a filing fee": no report, for all its form.
bool no_report(const AttributionState& in, std::size_t i) {
  const std::string_view word = in.scan.view(i);
  if (!in.has(i + 1) || in.scan.gap(i) != Gap::space) return false;
  const std::string_view next = in.scan.view(i + 1);
  if (next == "fee" || next == "fees" || next == "Fee" || next == "Fees") return true;
  if (word == "results" && next == "in") return true;
  if (modifies_noun(in, i)) return true;
  return word == "filing" && (next == "of" || next == "for" || next == "an" || next == "the");
}

// Does the sign part clauses, so that what stands before it is of another one?
bool parts_clauses(char c) {
  switch (c) {
    case ',':
    case '.':
    case ';':
    case ':':
    case '(':
    case ')':
    case '"':
      return true;
    default:
      return false;
  }
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c == ' ') {
      inside = false;
    } else {
      words += !inside;
      inside = true;
    }
  }
  return words;
}

// " was published in ", ", conducted online by the ": who published a report or where.
bool publishes(std::string_view joint) {
  if (joint.ends_with(" the ")) joint.remove_suffix(4);
  if (!joint.ends_with(" in ") && !joint.ends_with(" by ")) return false;
  if (joint.find_first_of(";:()\"") != joint.npos) return false;
  static constexpr std::string_view made[] = {" published ", " conducted ", " released ",
                                              " appeared ", " carried out "};
  return std::ranges::any_of(made,
                             [&](std::string_view verb) { return joint.find(verb) != joint.npos; });
}

// "A 2020 review examined 83 trials", "In a survey of 900 drivers, ...": an unnamed study is what
// the sentence speaks from.
bool study_opens(AttributionState& in, std::size_t before) {
  std::size_t i = in.span.first;
  const bool within = in.scan.reads(i, "In") && in.has(i + 1);
  i += within;
  if (!in.scan.is(i, article) && !in.scan.reads_any(i, "One", "one", "Another", "another"))
    return false;
  constexpr std::size_t adjectives = 4;
  for (std::size_t k = i + 1; in.has(k) && k <= i + 1 + adjectives; ++k) {
    if (!in.joined(k - 1) || in.scan.is(k, function)) return false;
    if (!in.scan.is(k, study_noun)) continue;
    if (!in.has(k + 1) || (in.scan.gap(k) != Gap::space && !(within && in.gap_text(k) == ", ")))
      return false;
    for (std::size_t n = before; n < in.mentions.attributions.size(); ++n) {
      if (in.mentions.attributions[n].source.overlaps(in.scan.tokens[k].range)) return false;
    }
    Attribution& a = add(in, {in.scan.tokens[k].range.end, in.scan.tokens[k].range.end},
                         {in.scan.tokens[i].range.begin, in.scan.tokens[k].range.end}, in.sentence);
    a.vague = true;
    return true;
  }
  return false;
}

// The noun by which the sentence points back to a report; the sentence's end: it does not.
std::size_t points_back(const AttributionState& in) {
  const std::size_t i = in.span.first;
  if (in.scan.is(i, determiner)) {
    for (std::size_t k = i + 1; in.has(k) && k <= i + 3; ++k) {
      if (in.scan.is(k, document_noun)) return k;
    }
    if (in.has(i + 1) && in.scan.is(i + 1, study_people) && near_document(in)) return i + 1;
  }
  if (!near_document(in)) return in.span.last;
  for (std::size_t k = in.scan.next(i + 1, in.span.last, stop_report); in.has(k);
       k = in.scan.next(k + 1, in.span.last, stop_report)) {
    if (!in.scan.is(k, study_noun)) continue;
    for (std::size_t back = 1; back <= 2 && k >= i + back; ++back) {
      if (!in.scan.spaced(k - back)) break;
      if (in.scan.reads_any(k - back, "this", "the", "The", "This")) return k;
    }
  }
  return in.span.last;
}

// Where the title ends that begins at `begin`, behind the opening mark in `gap`; `begin`: nowhere.
std::uint32_t end_of_title(const AttributionState& in, std::string_view gap, std::uint32_t begin) {
  constexpr std::uint32_t longest = 200;  // bytes: guess
  const std::string_view rest = in.scan.text.substr(
      begin, std::min(longest, in.sentence.end - std::min(in.sentence.end, begin)));
  static constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"\"", "\""}, {"\u201c", "\u201d"}, {"\u2018", "\u2019"}, {"'", "'"}};
  const auto* const mark =
      std::ranges::find_if(marks, [&](const auto& one) { return gap.ends_with(one.first); });
  if (mark == std::end(marks)) return begin;
  for (std::size_t at = rest.find(mark->second); at != rest.npos;
       at = rest.find(mark->second, at + 1)) {
    const std::size_t behind = at + mark->second.size();
    if (behind < rest.size() && ascii::is_letter(rest[behind])) continue;  // "the port's year"
    return begin + static_cast<std::uint32_t>(at);
  }
  return begin;
}

// "A report published in 2031, titled 'Silent Harbours: a study', (found)", "the survey "Silent
// Harbours"": the title of what the noun at token i names; empty: it has none.
Range title_behind(const AttributionState& in, std::size_t i) {
  constexpr std::size_t longest_way = 8;  // words up to the title: guess
  for (std::size_t k = i; in.has(k + 1) && k <= i + longest_way; ++k) {
    const std::string_view gap = in.gap_text(k);
    const bool called = k > i && in.scan.lexicon.calls_title(in.scan.tokens[k].hash);
    // "According to the report, "..."" and "In the report: "..."" quote it.
    const bool beside = k == i && gap.rfind(' ') == 0;
    if (gap.size() > 1 && (called || beside)) {
      const std::uint32_t begin = in.scan.tokens[k + 1].range.begin;
      const std::uint32_t end = end_of_title(in, gap, begin);
      const bool title = in.scan.tokens[k + 1].capitalised || (called && in.scan.number(k + 1));
      if (end > begin) return title ? Range{begin, end} : Range{};
    }
    if (gap != " " && gap != ", " && gap != "-") return {};
    const bool calls = in.scan.lexicon.calls_title(in.scan.tokens[k + 1].hash) ||
                       in.scan.reads(k + 1, "published");
    if (!calls && in.scan.is(k + 1, cue_verb | weak_cue | speech_verb | finite_auxiliary))
      return {};
  }
  return {};
}

// The verb of saying that follows what ends at `end`, words of the verb before it: "has now found";
// empty: none does.
Range verb_behind(const AttributionState& in, std::uint32_t end) {
  constexpr std::size_t longest = 4;  // words up to the verb: guess
  const std::size_t first = in.token_at(end);
  for (std::size_t k = first; in.has(k) && k < first + longest; ++k) {
    if (in.scan.is(k, cue_verb | weak_cue) && !in.scan.view(k).ends_with("ing"))
      return in.scan.tokens[k].range;
    if (!auxiliary(in, k)) return {};
  }
  return {};
}

// "In a report", "according to the study": is the noun at token i what something stands in?
bool in_document(const AttributionState& in, std::size_t i) {
  constexpr std::size_t longest_lead = 4;  // "a recent 2031"
  for (std::size_t k = i; k > in.span.first && i - k < longest_lead; --k) {
    if (!in.scan.spaced(k - 1)) return false;
    if (!in.scan.is(k - 1, article | determiner)) continue;
    return k - 1 > in.span.first && in.scan.spaced(k - 2) &&
           (in.scan.is(k - 2, document_preposition) ||
            (in.scan.reads(k - 2, "to") && k - 2 > in.span.first &&
             in.scan.tokens[k - 3].hash == cue_words().according));
  }
  return false;
}

// The source that a title stands for.
std::uint32_t titled_source(AttributionState& in, Range title) {
  std::string_view words = slice(in.scan.text, title);
  while (words.ends_with(',') || words.ends_with('.')) words.remove_suffix(1);
  std::uint32_t& index = in.titles_of_documents[word_hash(words)];
  if (index == 0) {
    Source& source = in.mentions.sources.emplace_back();
    source.name = words;
    source.kind = SourceKind::document;
    index = static_cast<std::uint32_t>(in.mentions.sources.size());
  }
  return index - 1;
}

}  // namespace

// Does a colon stand before `at`, or before the "the" that does?
static bool behind_label(const AttributionState& in, std::uint32_t at) {
  if (at < 2 || in.scan.text[at - 1] != ' ') return false;
  const char last = in.scan.text[at - 2];
  return last == ':' || (last == 'e' && in.scan.text.substr(0, at).ends_with(": the "));
}

// "(source: Harbour Institute)" behind what it vouches for.
static bool labelled_in_brackets(AttributionState& in, std::size_t n) {
  const Range name = in.mentions.names[n].text;
  std::size_t label = in.token_at(name.begin);
  if (label > in.span.first && in.scan.is(label - 1, article | determiner)) --label;
  if (label == in.span.first || in.gap_text(label - 1) != ": ") return false;
  --label;
  const Range word = in.scan.tokens[label].range;
  if (!in.scan.is(label, source_label) || in.scan.before(word.begin) != '(' ||
      word.begin < in.sentence.begin + 2)
    return false;
  NounPhrase phrase;
  phrase.name = static_cast<std::uint32_t>(n);
  phrase.document = true;
  Attribution& a = add(in, word, name, {in.sentence.begin, word.begin});
  a.source_index = source_of(in, phrase);
  ++in.mentions.sources[a.source_index].mentions;
  return true;
}

// "Source: Harbour Institute." behind the sentences of a paragraph.
static void source_sentence(AttributionState& in, const Block& block) {
  NounPhrase phrase;
  phrase.first = in.span.first + 1;
  phrase.last = std::min(in.span.last - 1, phrase.first + longest_source);
  phrase.document = true;
  classify(in, phrase);
  if (phrase.standing != Standing::named) return;
  Attribution& a = add(in, in.scan.tokens[in.span.first].range, in.range_of(phrase),
                       {block.text.begin, in.sentence.begin});
  a.source_index = source_of(in, phrase);
  ++in.mentions.sources[a.source_index].mentions;
}

void source_line(AttributionState& in, const Sentence& sentence) {
  const std::vector<Block>& blocks = in.scan.document.blocks;
  const Block& block = blocks[sentence.block];
  if (!in.has(in.span.first + 1) || !in.scan.is(in.span.first, source_label) ||
      !in.gap_text(in.span.first).starts_with(':'))
    return;
  if (block.first_token != sentence.first_token) return source_sentence(in, block);
  if (sentence.block == 0) return;
  const auto in_run = [&](const Block& b) {
    constexpr std::uint32_t longest_label = 12;  // words of "New roof: $9,500"; guess
    return b.shape == BlockShape::table_row || b.shape == BlockShape::list_item ||
           (b.token_count <= longest_label && b.sentence_count == 1 &&
            slice(in.scan.text, b.text).find(':') != std::string_view::npos);
  };
  std::size_t first = sentence.block - 1;
  if (blocks[first].shape == BlockShape::heading || blocks[first].shape == BlockShape::caption)
    return;
  constexpr std::size_t longest_run = 1000;  // rows above the line; guess
  for (std::size_t n = 0;
       n < longest_run && first > 0 && in_run(blocks[first]) && in_run(blocks[first - 1]); ++n) {
    --first;
  }
  NounPhrase phrase;
  phrase.first = in.span.first + 1;
  phrase.last = std::min(in.span.last - 1, phrase.first + longest_source);
  phrase.document = true;
  classify(in, phrase);
  Attribution& a = add(in, in.scan.tokens[in.span.first].range, in.range_of(phrase),
                       {blocks[first].text.begin, blocks[sentence.block - 1].text.end});
  if (phrase.standing == Standing::named) {
    a.source_index = source_of(in, phrase);
    ++in.mentions.sources[a.source_index].mentions;
  } else {
    a.vague = true;
  }
}

void figures_come_from(AttributionState& in, const Sentence& sentence) {
  constexpr std::size_t longest_way = 6;  // words: "come from a count by the"
  const std::size_t first = in.span.first;
  if (!in.has(first + 4) || !in.scan.is(first, determiner) || !in.scan.spaced(first) ||
      !in.scan.is(first + 1, data_noun | estimate_noun) || !in.scan.spaced(first + 1))
    return;
  const bool verb = in.scan.reads_any(first + 2, "come", "comes", "came") ||
                    in.scan.reads_any(first + 2, "is", "are", "was", "were");
  if (!verb || !in.scan.spaced(first + 2) || !in.scan.reads(first + 3, "from")) return;
  const Range from = in.scan.tokens[first + 3].range;
  const std::size_t n = in.first_name(from.end);
  if (n == in.mentions.names.size() || in.mentions.names[n].kind == NameKind::place) return;
  const Range name = in.mentions.names[n].text;
  const std::size_t at = in.token_at(name.begin);
  if (name.begin >= in.sentence.end || at > first + 3 + longest_way) return;
  const std::string_view way = in.scan.text.substr(from.end, name.begin - from.end);
  if (way.find_first_of(",;:") != way.npos) return;
  const std::vector<Sentence>& sentences = in.scan.document.sentences;
  const bool opens = in.scan.document.blocks[sentence.block].first_token == sentence.first_token;
  const std::uint32_t of = opens ? in.current + 1 : in.current - 1;
  if (of >= sentences.size() || sentences[of].block != sentence.block) return;
  NounPhrase phrase;
  phrase.name = static_cast<std::uint32_t>(n);
  phrase.document = true;
  Attribution& a = add(in, from, name, sentences[of].text);
  a.source_index = source_of(in, phrase);
  ++in.mentions.sources[a.source_index].mentions;
}

void titled_documents(AttributionState& in, std::size_t before) {
  for (std::size_t i = in.scan.next(in.span.first, in.span.last, stop_report); i < in.span.last;
       i = in.scan.next(i + 1, in.span.last, stop_report)) {
    if (!in.scan.is(i, study_noun | document_noun)) continue;
    const Range title = title_behind(in, i);
    if (title.empty()) continue;
    const std::uint32_t mark = static_cast<unsigned char>(in.scan.at(title.end)) < 0x80 ? 1 : 3;
    const Range whole = {in.scan.tokens[i].range.begin, title.end + mark};
    bool told = false;
    const auto give = [&](Attribution& a) {
      if (a.source_index != no_index) --in.mentions.sources[a.source_index].mentions;
      a.source = whole;
      a.source_index = in.last_document = in.last_source = titled_source(in, title);
      a.vague = false;
      in.document_sentence = in.current;
      ++in.mentions.sources[a.source_index].mentions;
    };
    for (std::size_t n = before; n < in.mentions.attributions.size(); ++n) {
      Attribution& a = in.mentions.attributions[n];
      // "A report by the port, titled": whose it is has been told.
      const bool unnamed = a.vague && !a.source.empty() && a.source.overlaps(whole);
      if (unnamed || (!a.source.empty() && title.contains(a.source.begin))) give(a);
      told |= a.source.overlaps(whole);
    }
    if (told) return;
    const Range verb = verb_behind(in, title.end);
    if (!verb.empty()) {
      give(add(in, verb, whole, in.sentence));
    } else if (in_document(in, i)) {
      give(add(in, {whole.end, whole.end}, whole, in.sentence));
    }
    return;
  }
}

void documents(AttributionState& in, std::size_t before) {
  if (in.title_case) return;
  for (std::size_t i = in.scan.next(in.span.first + 1, in.span.last, stop_report); i < in.span.last;
       i = in.scan.next(i + 1, in.span.last, stop_report)) {
    if (in.scan.tokens[i].all_caps || !in.scan.is(i, study_noun | data_noun)) continue;
    const Range word = in.scan.tokens[i].range;
    if (in.scan.at(word.end) == ':') continue;  // a label
    if (no_report(in, i)) continue;
    bool taken = false;
    for (std::size_t a =
             std::max(before, in.mentions.attributions.size() -
                                  std::min<std::size_t>(in.mentions.attributions.size(), 32));
         a < in.mentions.attributions.size(); ++a)
      taken |= in.mentions.attributions[a].source.overlaps(word);
    if (taken) return;
    for (std::size_t n =
             in.first_name(word.begin - std::min(word.begin - in.sentence.begin, near_name));
         n < in.mentions.names.size() &&
         in.mentions.names[n].text.begin < std::min(in.sentence.end, word.end + near_name);
         ++n) {
      const Range name = in.mentions.names[n].text;
      NounPhrase phrase;
      phrase.name = static_cast<std::uint32_t>(n);
      phrase.document = true;
      phrase.standing = Standing::named;
      const std::string_view joint =
          name.end <= word.begin
              ? in.scan.text.substr(name.end, word.begin - name.end)
              : in.scan.text.substr(
                    word.end,
                    std::min(name.begin > word.end ? name.begin - word.end : 0, near_name));
      bool joined = false;
      if (name.end <= word.begin) {
        // "AI results" are of a kind, "Hollis's results" somebody's.
        joined = (joint == " " && !in.scan.reads(i, "results")) || joint == "'s " ||
                 joint == "\u2019s " ||
                 (joint.size() < 24 && name.size() > 2 && words_in(joint) <= 2 &&
                  std::ranges::none_of(joint, parts_clauses) && joint.find(" and ") == joint.npos);
      } else if (name.begin >= word.end) {
        joined = joint == " by " || joint == " from " || joint == " by the " ||
                 joint == " from the " || joint == " of the " || joint == " in the journal " ||
                 publishes(joint);
      } else {
        // Inside the name: "Crime Survey"; "Institute for Tides and Research" is no study.
        joined =
            (i == in.span.first || !in.scan.reads_any(i - 1, "and", "for", "of", "on", "in")) &&
            !in.scan.reads(i, "Studies");  // "the College of Graduate Studies"
      }
      // "a study from Spain": it is not theirs
      if (name.begin >= word.end &&
          in.scan.lexicon.is_country(word_hash(slice(in.scan.text, name))))
        continue;
      // "The report by the port cost 3 million": what happens to it is not what it says.
      const std::size_t behind = in.token_at(std::max(name.end, word.end));
      if (joined && in.has(behind) && in.scan.spaced(behind - 1) &&
          (in.scan.words[behind]->traits & document_fate) != 0)
        return;
      // What asks the whole text comes last.
      if (!joined || is_period(slice(in.scan.text, name)) || is_plain_adjective(in, n) ||
          !vouches(in, std::min(name.begin, word.begin)) || lone_opener(in, n) ||
          all_written_small(in, name))
        continue;
      Attribution& a =
          add(in, {word.end, word.end},
              {std::min(name.begin, word.begin), std::max(name.end, word.end)}, in.sentence);
      a.source_index = source_of(in, phrase);
      ++in.mentions.sources[a.source_index].mentions;
      in.last_document = in.last_source = a.source_index;
      in.document_sentence = in.current;
      return;
    }
  }
}

void references(AttributionState& in) {
  for (std::size_t n = in.first_near; n < in.last_near; ++n) {
    const Name& name = in.mentions.names[n];
    if (behind_label(in, name.text.begin) && labelled_in_brackets(in, n)) return;
    if (name.text.begin == 0 || in.scan.text[name.text.begin - 1] != '(') continue;
    constexpr std::uint32_t longest_reference = 60;
    const std::string_view rest = in.scan.text.substr(
        name.text.end,
        std::min(longest_reference, in.sentence.end - std::min(in.sentence.end, name.text.end)));
    const std::size_t close = rest.find(')');
    if (close == rest.npos || close < 5) continue;
    const std::string_view year = rest.substr(close - 4, 4);
    const bool digits = std::ranges::all_of(year, ascii::is_digit);
    if (!digits || (year[0] != '1' && year[0] != '2') || rest.find(", ") == rest.npos) continue;
    NounPhrase phrase;
    phrase.name = static_cast<std::uint32_t>(n);
    phrase.document = true;
    const Range year_and_bracket = {name.text.end,
                                    name.text.end + static_cast<std::uint32_t>(close) + 1};
    Attribution& a = add(in, year_and_bracket, name.text, in.sentence);
    a.source_index = source_of(in, phrase);
    ++in.mentions.sources[a.source_index].mentions;
    return;
  }
}

void linked(AttributionState& in, std::size_t before) {
  if (in.span.first >= in.span.last || study_opens(in, before)) return;
  if (in.mentions.attributions.size() > before || in.last_document == no_index) return;
  const std::size_t last = points_back(in);
  if (last == in.span.last) return;
  const bool opens = in.scan.is(in.span.first, determiner) && last <= in.span.first + 3;
  std::size_t first = in.span.first;
  if (!opens) {
    for (first = last; first > in.span.first && !in.scan.is(first, determiner); --first) {
    }
  }
  const std::uint32_t at = in.scan.tokens[first].range.begin;
  Attribution& a = add(in, {at, at}, {at, in.scan.tokens[last].range.end}, in.sentence);
  a.source_index = in.last_document;
  ++in.mentions.sources[in.last_document].mentions;
  in.document_sentence = in.current;
}

}  // namespace assay::mentions
