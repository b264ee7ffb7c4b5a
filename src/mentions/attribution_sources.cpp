#include "mentions/attribution_sources.h"

#include "mentions/attribution_names.h"

namespace assay::mentions {
namespace {

constexpr std::size_t longest_aside = 30;  // words between the commas of "Okafor, who ..., said"

// Is [first, last] a name, an article before it or not?
bool name_to_end(const AttributionState& in, std::size_t first, std::size_t last) {
  if (first < last && in.scan.is(first, article | determiner)) ++first;
  const std::size_t n = in.first_name(in.scan.tokens[first].range.begin);
  return first <= last && n < in.mentions.names.size() &&
         in.mentions.names[n].text.begin <= in.scan.tokens[first].range.begin &&
         in.mentions.names[n].text.end >= in.scan.tokens[last].range.begin;
}

// A nationality or a place in front of a general word names nobody: "German officials".
bool general_name(const AttributionState& in, const Name& name) {
  const std::string_view text = slice(in.scan.text, name.text);
  return text.find(' ') == text.npos &&
         (text.ends_with("an") || text.ends_with("ese") || text.ends_with("ish") ||
          text.ends_with("S.") || text == "US" || text == "UK" || text == "EU" ||
          text.ends_with("n"));
}

std::optional<NounPhrase> phrase_ending(AttributionState& in, std::size_t last);

// "a study by the University of Norvik, (Hollis) found": the first word of the phrase of which the
// place that is token `place` is the end; `place`: of none.
std::size_t before_campus(AttributionState& in, std::size_t place) {
  if (place < in.span.first + 2 || in.gap_text(place - 1) != ", " ||
      !in.scan.tokens[place].capitalised)
    return place;
  const Range before = in.scan.tokens[place - 1].range;
  const std::size_t n = in.first_name(before.begin);
  if (n == in.mentions.names.size() || in.mentions.names[n].text.end != before.end ||
      in.mentions.names[n].kind != NameKind::organisation || in.scan.number(place - 1))
    return place;
  // Only one place is asked for: what stands before it is read without another.
  for (std::size_t i = place - 1; i > in.span.first && place - i < longest_source; --i) {
    if (in.scan.is(i - 1, study_noun) && !in.inside_name(i - 1)) {
      const std::optional<NounPhrase> study = phrase_ending(in, i - 1);
      return study && study->document ? study->first : place;
    }
    if (in.gap_text(i - 1) != " " || in.scan.is(i - 1, cue_verb | finite_auxiliary)) return place;
  }
  return place;
}

// The noun phrase whose last word is token `last`.
std::optional<NounPhrase> phrase_ending(AttributionState& in, std::size_t last) {
  // "feedback and (comments)", "the database before (adding)": no noun phrase ends here
  if (in.scan.is(last, function) && !in.scan.is(last, pronoun | vague_source | person_noun))
    return std::nullopt;
  NounPhrase phrase;
  phrase.last = last;
  std::size_t first = last;
  const bool pronoun_alone = in.scan.is(last, pronoun);  // "in its assessment it expects"
  bool close = false;                                    // "sources close to the talks"
  while (!pronoun_alone && first > in.span.first && last - first < longest_source) {
    if (!in.scan.spaced(first - 1)) {
      const std::string_view between = in.gap_text(first - 1);
      if (between != "-" && between != " & " && between != "\u00a0" && between != ". " &&
          between != "." && between != "/" && between != ") " && between != " (" &&
          between != "\u2019 " && between != "' ")
        break;
      if (between == ". " && in.scan.view(first - 1).size() > 4) break;
    }
    const std::size_t i = first - 1;
    const Word& word = *in.scan.words[i];
    if (in.scan.tokens[i].kind == TokenKind::word && in.scan.tokens[i].capitalised &&
        !(i == in.span.first && word.is(function))) {
      first = i;
      continue;
    }
    const bool relative = in.scan.reads(i, "that") && i > in.span.first && in.scan.spaced(i - 1) &&
                          !in.scan.is(i - 1, function | cue_verb | weak_cue);
    if (relative) break;  // "an offensive that experts call ..."
    if (word.is(article | determiner) || in.scan.reads_any(i, "both", "several", "all", "many")) {
      first = i;
      if (i > in.span.first &&
          (in.scan.reads_any(i - 1, "of", "by") || in.scan.reads_any(i - 1, "from", "at")))
        continue;
      // "sources close to the talks", "a person familiar with the matter"
      if (i > in.span.first + 2 && in.scan.reads_any(i - 1, "to", "with", "on") &&
          in.scan.spaced(i - 2) && in.scan.spaced(i - 3) &&
          (in.scan.words[i - 2]->traits & source_closeness) != 0) {
        first = i - 2;
        close = true;
        continue;
      }
      break;
    }
    if (in.scan.reads_any(i, "of", "by", "for", "from", "in", "at", "and", "published", "with")) {
      // joins two nouns only where one stands before it
      if (i > in.span.first && in.scan.spaced(i - 1) && !in.scan.is(i - 1, function | cue_verb)) {
        first = i;
        continue;
      }
      break;
    }
    if (word.is(function | cue_verb | weak_cue) && !word.is(document_noun)) break;
    // "(the office had) received complaints": a verb, no adjective
    if (i > in.span.first && in.scan.is(i - 1, finite_auxiliary | cue_auxiliary) &&
        in.scan.spaced(i - 1) && in.scan.view(i).ends_with("ed"))
      break;
    first = i;
  }
  phrase.first = first == last ? before_campus(in, first) : first;
  classify(in, phrase);
  if (close) phrase.standing = Standing::vague;
  if (phrase.standing == Standing::none) return std::nullopt;
  return phrase;
}

// "(Hollis Power spokeswoman) Mara Ostrow": the person at the end of the phrase whom the name
// before only describes; `n` itself where there is none.
std::uint32_t head_of_apposition(const AttributionState& in, std::uint32_t n, std::uint32_t end) {
  constexpr std::size_t longest = 5;  // words between them
  const std::vector<Name>& names = in.mentions.names;
  if (n + 1 >= names.size() || names[n + 1].text.end > end ||
      names[n + 1].kind != NameKind::person || names[n + 1].text.end + 2 < end)
    return n;
  const std::size_t last = in.token_at(names[n + 1].text.begin);
  std::size_t i = in.token_at(names[n].text.end);
  if (i >= last || last - i > longest) return n;
  for (; i < last; ++i) {
    const bool joint = in.scan.spaced(i - 1) || in.gap_text(i - 1) == "-" ||
                       in.gap_text(i - 1) == "'s " || in.gap_text(i - 1) == "\u2019s ";
    const bool role = in.scan.is(i, person_title | person_noun);
    const bool plain =
        !in.scan.tokens[i].capitalised && !in.scan.is(i, function) && !in.scan.number(i);
    if (!joint || !(role || plain)) return n;
  }
  const bool joined = in.scan.spaced(last - 1) || in.gap_text(last - 1) == ". ";
  return joined ? n + 1 : n;
}

// Or an age: "Ostrow, 56, who ..., said".
bool is_degree(const AttributionState& in, std::size_t i) {
  return (in.scan.words[i]->traits & degree) != 0 || in.scan.number(i) ||
         (in.scan.tokens[i].all_caps && in.scan.tokens[i].range.size() == 1);
}

// Back over the degrees and the age behind a name: "Mara Ostrow, PhD, MD".
std::size_t before_degrees(const AttributionState& in, std::size_t i) {
  constexpr std::size_t most = 8;  // words
  const std::size_t last = i;
  std::size_t before = i;
  while (before > in.span.first && last - before < most && is_degree(in, before)) {
    if (in.gap_text(before - 1).starts_with(',')) i = before - 1;
    --before;
  }
  return i;
}

bool names_person(const AttributionState& in, const NounPhrase& phrase) {
  return phrase.standing == Standing::named &&
         in.mentions.names[phrase.name].kind == NameKind::person;
}

// "(Mara Ostrow), adjunct professor of harbours, Hollis University, said": the last word of the
// person's name before the asides, the last of which ends at token `i`.
std::optional<std::size_t> person_before(const AttributionState& in, std::size_t i) {
  constexpr std::size_t longest = 40;  // words of the asides: guess
  const std::size_t last = i;
  for (; i > in.span.first && last - i < longest; --i) {
    const std::string_view gap = in.gap_text(i - 1);
    if (gap.find_first_of("\";:!?()") != gap.npos || gap.find("\u201d") != gap.npos ||
        in.scan.is(i, finite_auxiliary | speech_verb))
      return std::nullopt;
    if (!gap.starts_with(',')) continue;
    const std::size_t end = before_degrees(in, i - 1);
    const std::uint32_t at = in.scan.tokens[end].range.begin;
    const std::size_t n = in.first_name(at);
    if (n == in.mentions.names.size()) continue;
    const Name& name = in.mentions.names[n];
    if (name.kind == NameKind::person && name.text.contains(at) && name.text.begin < at &&
        in.scan.tokens[end].range.end == name.text.end)
      return end;
  }
  return std::nullopt;
}

// Is token `i` the role of one person, or a body: "prosecutor", "ministry"?
bool is_role_or_body(const AttributionState& in, std::size_t i) {
  if (in.scan.view(i).ends_with('s')) return false;
  return in.scan.is(i, person_noun) || (in.scan.is(i, org_noun) && !in.scan.tokens[i].capitalised);
}

// "the harbour clerk", which ends at token `last`, whatever a clerk is.
std::optional<NounPhrase> led_phrase(const AttributionState& in, std::size_t last) {
  constexpr std::size_t longest = 4;  // words
  NounPhrase phrase;
  phrase.last = last;
  for (std::size_t i = last; i > in.span.first && last - i < longest; --i) {
    if (in.scan.is(i, function | cue_verb | weak_cue) || !in.scan.spaced(i - 1)) break;
    phrase.first = i - 1;
    if (in.scan.is(i - 1, article | determiner)) return phrase;
  }
  return std::nullopt;
}

// "said (first author) Mara Ostrow": a role in small words before a name.
bool opens_with_role(const AttributionState& in, std::size_t first) {
  constexpr std::size_t longest = 3;  // words before the name
  for (std::size_t i = first; in.has(i + 1) && i < first + longest && in.scan.spaced(i); ++i) {
    if (in.scan.is(i, person_noun) && in.scan.tokens[i + 1].capitalised) return true;
    if (in.scan.is(i, function)) return false;
  }
  return false;
}

// "Ostrow (last week) said", "Ostrow (on Monday) told": the word before the time that ends at `j`;
// `j` itself where none does or nobody who could speak stands before it.
std::size_t before_time(const AttributionState& in, std::size_t j) {
  const auto speaks = [&](std::size_t i) {
    return in.scan.spaced(i) &&
           (in.scan.tokens[i].capitalised || in.scan.is(i, person_noun | org_noun | vague_source));
  };
  const std::size_t first = in.span.first;
  if (j > first && in.scan.is(j, circumstance_word) && in.scan.is(j + 1, weekday) &&
      in.scan.tokens[j + 1].capitalised && (speaks(j - 1) || auxiliary(in, j - 1))) {
    return j - 1;
  }
  if (j > first + 1 && in.scan.is(j, unit_word) && !in.scan.tokens[j].capitalised &&
      in.scan.spaced(j - 1) && in.scan.is(j - 1, relative_before | determiner) &&
      !in.scan.tokens[j - 1].capitalised && (speaks(j - 2) || auxiliary(in, j - 2))) {
    return j - 2;
  }
  return j;
}

// "A biography of the painter": is the phrase only the end of what speaks?
bool is_part(const AttributionState& in, const NounPhrase& phrase) {
  const std::size_t i = phrase.first;
  return i >= in.span.first + 2 && in.scan.spaced(i - 1) && in.scan.reads(i - 1, "of") &&
         !in.scan.is(i - 2, person_noun) && !in.scan.noted(i - 2, told_person);
}

// "Neighbours who live along (Harbour Street) say": where the subject is, and not it.
bool is_place_of_subject(const AttributionState& in, const NounPhrase& phrase) {
  const std::size_t i = phrase.first;
  return i > in.span.first + 1 && in.scan.spaced(i - 1) && in.scan.spaced(i - 2) &&
         ((in.scan.reads(i - 1, "on") && in.scan.noted(phrase.last, street)) ||
          in.scan.reads_any(i - 1, "along", "near", "across", "around", "outside", "inside",
                            "beside", "beyond", "under", "behind", "off"));
}

// "A complaint against the mayor": does the phrase only tell whom the word before it is about?
bool is_object(const AttributionState& in, const NounPhrase& phrase) {
  const std::size_t i = phrase.first;
  if (i < in.span.first + 2 || !in.scan.spaced(i - 1) || !in.scan.spaced(i - 2)) return false;
  if (in.scan.is(i - 2, function | cue_verb) && !in.scan.is(i - 2, document_noun)) return false;
  if (!in.scan.is(i - 2, document_noun | person_noun) && !led_phrase(in, i - 2)) return false;
  if (in.scan.is(i, weekday | month)) return false;  // "a talk on Monday"
  const bool one =
      in.scan.is(phrase.last, person_noun) && !in.scan.view(phrase.last).ends_with('s');
  return in.scan.reads(i - 1, "against") || ((one || names_person(in, phrase)) &&
                                             in.scan.reads_any(i - 1, "on", "to", "about", "over"));
}

}  // namespace

std::size_t head_of(const AttributionState& in, const NounPhrase& phrase) {
  for (std::size_t i = phrase.first + 1; i <= phrase.last; ++i) {
    if (!in.scan.tokens[i].capitalised && in.scan.is(i, function) &&
        !in.scan.is(i, article | determiner) && !in.inside_name(i) && !in.scan.reads(i, "and"))
      return i - 1;
  }
  return phrase.last;
}

bool leads_to_author(const AttributionState& in, const NounPhrase& phrase, std::size_t head) {
  if (in.scan.reads_any(head + 1, "by", "from")) return true;
  if (in.scan.is(head, document_noun)) return in.scan.is(phrase.last, org_noun);
  return !in.scan.view(head).ends_with('s') &&
         (in.scan.is(head, person_noun) || in.scan.noted(head, told_person));
}

bool modifies_noun(const AttributionState& in, std::size_t i) {
  if (!in.scan.reads_any(i, "data", "Data") || !in.has(i + 1) || !in.scan.spaced(i)) return false;
  const std::string_view next = in.scan.view(i + 1);
  constexpr std::uint64_t others = function | cue_verb | weak_cue | finite_auxiliary |
                                   cue_auxiliary | document_preposition | reported_participle;
  return !in.scan.is(i + 1, others) && !in.scan.number(i + 1) && !next.ends_with("ed") &&
         !next.ends_with("en") && !next.ends_with("ly") && !in.scan.tokens[i + 1].capitalised;
}

bool name_follows(const AttributionState& in, std::size_t i) {
  if (in.has(i) && in.scan.is(i, article | determiner)) ++i;
  if (!in.has(i)) return false;
  const std::uint32_t at = in.scan.tokens[i].range.begin;
  const std::size_t n = in.first_name(at);
  return n < in.mentions.names.size() && in.mentions.names[n].text.begin <= at &&
         in.mentions.names[n].kind != NameKind::place;
}

void name_in_relative_clause(const AttributionState& in, NounPhrase& phrase) {
  const std::size_t relative = phrase.last + 1;
  if (!in.has(relative) || (!in.scan.reads_any(relative, "that", "which"))) return;
  bool subject = true;
  for (std::size_t i = relative + 1; in.has(i) && i < relative + longest_source; ++i) {
    if (i > relative + 1 && !in.scan.spaced(i - 1)) return;
    const std::string_view word = in.scan.view(i);
    if (word == "by") {
      subject = true;
      continue;
    }
    const std::uint32_t at = in.scan.tokens[i].range.begin;
    const std::size_t n = in.first_name(at);
    if (n < in.mentions.names.size() && in.mentions.names[n].text.contains(at)) {
      if (!subject) return;
      while (in.has(i + 1) && in.mentions.names[n].text.contains(in.scan.tokens[i + 1].range.begin))
        ++i;
      phrase.last = i;
      phrase.name = static_cast<std::uint32_t>(n);
      phrase.standing = Standing::named;
      return;
    }
    if (!in.scan.is(i, article | determiner)) subject = false;
  }
}

bool name_set_off(const AttributionState& in, NounPhrase& phrase) {
  std::size_t first = phrase.last + 1;
  if (!in.has(first) || in.gap_text(phrase.last) != ", " || names_person(in, phrase)) return false;
  const std::size_t head = head_of(in, phrase);
  const std::size_t of = is_role_or_body(in, phrase.last) ? phrase.last : head;
  if (head != phrase.last && !leads_to_author(in, phrase, head)) return false;
  const bool known = is_role_or_body(in, of);
  const bool one = !in.scan.tokens[phrase.last].capitalised && !in.scan.number(phrase.last) &&
                   in.scan.is(phrase.first, article | determiner);  // "the clerk", "her uncle"
  if (!known && !one) return false;
  while (in.has(first + 1) && in.scan.is(first, person_title) &&
         (in.scan.spaced(first) || in.gap_text(first) == ". "))
    ++first;
  const std::size_t n = in.first_name(in.scan.tokens[first].range.begin);
  if (n >= in.last_near || in.mentions.names[n].text.begin != in.scan.tokens[first].range.begin)
    return false;
  const Name& name = in.mentions.names[n];
  const bool body = known && !in.scan.is(of, person_noun);
  if (!delimited(in, n) || name.kind == NameKind::place || (name.kind != NameKind::person && !body))
    return false;
  const std::size_t behind = in.token_at(name.text.end);
  if (in.has(behind) && in.gap_text(behind - 1).starts_with(' ') &&
      !in.scan.reads_any(behind, "of", "from", "who"))
    return false;
  if (in.scan.at(name.text.end) == '\'' ||
      in.scan.text.substr(name.text.end).starts_with("\u2019s"))
    return false;
  phrase.name = static_cast<std::uint32_t>(n);
  phrase.standing = Standing::named;
  phrase.lone = false;
  phrase.last = behind - 1;
  return true;
}

std::optional<NounPhrase> source_left(AttributionState& in, std::size_t cue, bool comma) {
  if (cue == in.span.first) return std::nullopt;
  std::size_t j = cue - 1;
  if (comma) {
    // "Matt Cole, a strategist at Hollis, said": back over the aside to its first comma
    std::size_t k = j;
    std::size_t steps = 0;
    bool found = false;
    while (k > in.span.first && steps < longest_aside) {
      const std::string_view between = in.gap_text(k - 1);
      if (between.find(',') != between.npos) {
        found = true;
        break;
      }
      if (between.find_first_of("\";:.!?") != between.npos && between != ". ") break;
      --k;
      ++steps;
    }
    if (!found || k == in.span.first) return std::nullopt;
    // "As we noted at Hollis, figures released by the port, showed": no aside, but the subject
    if (in.scan.is(k, document_noun | data_noun) && in.scan.view(k).ends_with('s')) {
      if (auto document = phrase_ending(in, j); document && document->document) return document;
    }
    auto phrase = phrase_ending(in, before_degrees(in, k - 1));
    if (!phrase) {
      phrase = led_phrase(in, k - 1);
      if (phrase && is_part(in, *phrase)) return std::nullopt;
    }
    if (phrase && is_object(in, *phrase)) return phrase_ending(in, phrase->first - 2);
    if (phrase && phrase->last + 1 == k && name_set_off(in, *phrase)) return phrase;
    if (phrase && phrase->standing == Standing::none) phrase.reset();
    if (!phrase || !names_person(in, *phrase)) {
      if (const auto person = person_before(in, k - 1)) return phrase_ending(in, *person);
    }
    return phrase;
  }
  while (j > in.span.first && in.scan.spaced(j)) {
    const std::size_t before = auxiliary(in, j) ? j - 1 : before_time(in, j);
    if (before == j) break;
    j = before;
  }
  if (auxiliary(in, j)) return std::nullopt;
  const std::string_view last_word = in.scan.view(j);
  if (in.scan.reads_any(j, "is", "are", "was", "were", "be", "been") ||
      (last_word.back() == 't' && (last_word.ends_with("n't") || last_word.ends_with("n\u2019t"))))
    return std::nullopt;  // "is typically reported", "hasn't found"
  const std::string_view between = in.gap_text(j);
  if (between != " " && between != "\u00a0" && between != ") " && between != "\" " &&
      between != "\u201d ")
    return std::nullopt;
  if (in.scan.reads_any(j, "who", "which", "that")) {
    // "Okafor, who said ..."; "a study that found ..."
    if (j == in.span.first) return std::nullopt;
    return phrase_ending(in, j - 1);
  }
  auto phrase = phrase_ending(in, j);
  if (phrase && is_object(in, *phrase)) phrase = phrase_ending(in, phrase->first - 2);
  if (phrase && is_place_of_subject(in, *phrase)) {
    // "(Officials) inside the Treasury said"
    const std::size_t subject = phrase->first - 2;
    if (!in.scan.is(subject, vague_source | person_noun | org_noun)) return std::nullopt;
    return phrase_ending(in, subject);
  }
  return phrase;
}

bool auxiliary(const AttributionState& in, std::size_t i) {
  if (in.scan.is(i, cue_auxiliary)) return true;
  const std::string_view word = in.scan.view(i);
  return (word.size() > 4 && word.ends_with("ly")) ||
         (in.scan.is(i, weekday) && in.scan.tokens[i].capitalised);
}

std::optional<NounPhrase> source_right(AttributionState& in, std::size_t cue) {
  std::size_t first = cue + 1;
  if (!in.has(first) || !in.scan.spaced(cue) || in.scan.reads(first, "that")) return std::nullopt;
  const bool opens =
      in.scan.tokens[first].capitalised ||
      in.scan.is(first, article | determiner | person_noun | org_noun | vague_source | pronoun) ||
      in.scan.words[first]->classes == 0 || opens_with_role(in, first);
  if (!opens) return std::nullopt;
  std::size_t last = first;
  while (in.has(last + 1) && last - first < longest_source) {
    const std::string_view between = in.gap_text(last);
    if (between != " " && between != "-" && between != " & " &&
        !(between == ". " && in.scan.view(last).size() <= 3))
      break;
    const std::string_view word = in.scan.view(last + 1);
    if (!in.scan.tokens[last + 1].capitalised && in.scan.is(last + 1, function) && word != "of" &&
        word != "the" && word != "for" && word != "at" && word != "and")
      break;
    if (in.scan.is(last + 1, weekday | finite_auxiliary) || in.scan.number(last + 1)) break;
    ++last;
  }
  NounPhrase phrase;
  phrase.first = first;
  phrase.last = last;
  classify(in, phrase);
  if (name_set_off(in, phrase)) return phrase;
  if (phrase.standing == Standing::none) return std::nullopt;
  if (phrase.standing == Standing::vague && !in.scan.is(first, vague_source | article | determiner))
    return std::nullopt;
  return phrase;
}

bool headed(const AttributionState& in, const NounPhrase& phrase) {
  std::size_t head = head_of(in, phrase);
  if (head < phrase.last && in.scan.reads_any(head + 1, "by", "from") &&
      name_to_end(in, head + 2, phrase.last))
    return true;
  // "a study (conducted) at Hollis University"
  while (head > phrase.first && (in.scan.words[head]->traits & (making | publishing)) != 0) --head;
  if (in.scan.is(head, person_noun | org_noun | document_noun | vague_source)) return true;
  const std::uint32_t at = in.scan.tokens[head].range.begin;
  const std::size_t n = in.first_name(at);
  return n < in.mentions.names.size() && in.mentions.names[n].text.begin <= at;
}

void classify(const AttributionState& in, NounPhrase& phrase) {
  const Range range = in.range_of(phrase);
  bool vague = false, definite = false, noun = false, counted = false;
  std::uint32_t document_at = no_index;
  for (std::size_t i = phrase.first; i <= phrase.last; ++i) {
    const Word& word = *in.scan.words[i];
    const std::string_view view = in.scan.view(i);
    if (word.is(document_noun)) {
      phrase.document = true;
      document_at = std::min(document_at, in.scan.tokens[i].range.begin);
    }
    if (word.is(vague_source)) vague = true;
    if (word.is(person_noun | org_noun | document_noun)) noun = true;
    if (word.is(determiner)) definite = true;
    if (view == "our" || view == "Our" || view == "my" || view == "My") phrase.own = true;
    if (word.is(cardinal) || in.scan.number(i)) counted = true;
  }
  for (std::size_t n = in.first_name(range.begin);
       n < in.mentions.names.size() && in.mentions.names[n].text.begin < range.end; ++n) {
    const Name& name = in.mentions.names[n];
    if (!range.overlaps(name.text)) continue;
    if (name.kind == NameKind::place && vague) continue;  // "officials in Lagos"
    // "Halm police said" in a report from Halm
    const bool body = name.text.end < range.end && in.scan.is(phrase.last, org_noun);
    if ((in.uses[name.entity].datelined && !body) || is_period(slice(in.scan.text, name.text)))
      continue;
    if (!phrase.document && !delimited(in, n)) continue;
    if (vague && phrase.first == phrase.last && name.text.begin == in.sentence.begin)
      continue;                                                  // "Authorities said"
    if (phrase.document && is_plain_adjective(in, n)) continue;  // "a Swedish study"
    // "a study from Spain": it is not theirs
    if (name.text.begin > document_at &&
        in.scan.lexicon.is_country(word_hash(slice(in.scan.text, name.text))))
      continue;
    if (names_people(in, name)) {  // "Lusatians say"
      vague = true;
      continue;
    }
    phrase.name = head_of_apposition(in, static_cast<std::uint32_t>(n), range.end);
    phrase.document &= phrase.name == n;  // "the study author Mara Ostrow"
    phrase.standing = Standing::named;
    phrase.lone = lone_opener(in, n);
    if (!(vague && phrase.last != phrase.first && general_name(in, name))) return;
    phrase.standing = Standing::vague;
    return;
  }
  if (phrase.own) {
    phrase.standing = phrase.document || noun ? Standing::vague : Standing::none;
    return;
  }
  if (phrase.first == phrase.last && in.scan.is(phrase.first, pronoun)) {
    phrase.standing = Standing::pronoun;
    return;
  }
  const std::string_view opening = in.scan.view(phrase.first);
  const bool the = definite || opening == "The" || opening == "the" || opening == "This" ||
                   opening == "this" || opening == "That";
  if (the && noun) {
    phrase.standing = Standing::definite;
  } else if (vague || phrase.document || (noun && (counted || phrase.first != phrase.last)) ||
             noun) {
    phrase.standing = Standing::vague;
  }
}

}  // namespace assay::mentions
