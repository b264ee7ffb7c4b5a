#include "mentions/attribution_antecedents.h"
#include <algorithm>

namespace assay::mentions {
namespace {

// The name that "the ministry" or "police" stands for; no_index: the article names none.
std::uint32_t body_of(const AttributionState& in, const NounPhrase& phrase) {
  if (!in.scan.is(phrase.last, org_noun)) return no_index;
  const std::uint32_t* found = in.bodies.find(in.scan.tokens[phrase.last].hash);
  return found ? *found : no_index;
}

// Whose statement "its statement" is: the name nearest before it in the sentence.
std::uint32_t owner_of(const AttributionState& in, const NounPhrase& phrase) {
  if (!in.scan.reads_any(phrase.first, "its", "his", "her", "their")) return no_index;
  const std::size_t behind = in.first_name(in.scan.tokens[phrase.first].range.begin);
  for (std::size_t n = behind; n > 0 && in.mentions.names[n - 1].text.begin >= in.sentence.begin;
       --n) {
    if (in.mentions.names[n - 1].kind != NameKind::place) return static_cast<std::uint32_t>(n - 1);
  }
  return no_index;
}

// "former mayor", "the deputy mayor": who holds the role is another one.
bool is_of_another(const AttributionState& in, std::size_t word) {
  return in.scan.reads_any(word, "former", "Former", "late", "deputy", "Deputy", "then", "ex") ||
         in.scan.reads_any(word, "onetime", "retired", "Retired", "vice", "Vice");
}

// "(Ostrow), the port's mayor": the role in the aside behind a name; the name's end: none.
std::size_t role_behind(const AttributionState& in, std::size_t last) {
  constexpr std::size_t longest = 4;  // words of "the new harbour master": guess
  const std::vector<Token>& tokens = in.scan.document.tokens;
  if (last + 1 >= tokens.size() || in.scan.between(last) != ", ") return last;
  for (std::size_t i = last + 1; i < tokens.size() && i <= last + longest; ++i) {
    if (i > last + 1 && in.scan.between(i - 1) != " ") return last;
    if (is_of_another(in, i)) return last;
    if (in.scan.is(i, person_noun)) {  // "chief executive": the last of them
      const bool more =
          i + 1 < tokens.size() && in.scan.between(i) == " " && in.scan.is(i + 1, person_noun);
      if (!more) return i;
    }
    if (in.scan.is(i, function) && !in.scan.is(i, article | determiner)) return last;
  }
  return last;
}

// "According to the sheriff, Ada Lind, 45, ...": she may be the one of whom the sheriff speaks.
bool behind_according(const AttributionState& in, std::size_t role) {
  constexpr std::size_t farthest = 5;  // words
  for (std::size_t i = role; i > 0 && role - i < farthest; --i) {
    if (in.scan.tokens[i - 1].hash == cue_words().according)
      return in.scan.tokens[i - 1].capitalised;
    if (in.scan.between(i - 1) != " ") return false;
  }
  return false;
}

// "Mayor Okafor", "the mayor, Okafor", "Mara Ostrow, mayor of Halvik": the persons that roles stand
// for. O(tokens), once for a text that asks.
void find_roles(AttributionState& in) {
  const std::vector<Token>& tokens = in.scan.document.tokens;
  std::size_t i = 0;
  for (std::uint32_t n = 0; n < in.mentions.names.size(); ++n) {
    const Name& name = in.mentions.names[n];
    while (i < tokens.size() && tokens[i].range.begin < name.text.begin) ++i;
    if (name.kind != NameKind::person) continue;
    const std::string_view lead = i > 0 ? in.scan.between(i - 1) : std::string_view();
    const char behind = in.scan.at(name.text.end);
    const bool set_off =
        lead == ", " && (behind == ',' || behind == '.') && !behind_according(in, i - 1);
    if (i > 0 && in.scan.is(i - 1, person_noun) && (lead == " " || set_off) &&
        (i < 2 || !is_of_another(in, i - 2)))
      in.named_roles.push_back({i - 1, tokens[i - 1].hash, n});
    std::size_t last = i;
    while (last + 1 < tokens.size() && tokens[last + 1].range.begin < name.text.end) {
      if (in.scan.is(last, person_noun)) in.named_roles.push_back({last, tokens[last].hash, n});
      ++last;
    }
    if (last >= tokens.size()) return;
    const std::size_t role = role_behind(in, last);
    if (role != last) in.named_roles.push_back({role, tokens[role].hash, n});
  }
}

// What the text up to the sentence calls its persons.
void remember_roles(AttributionState& in) {
  if (!in.roles_read) find_roles(in);
  in.roles_read = true;
  for (; in.next_role < in.named_roles.size(); ++in.next_role) {
    const NamedBody& role = in.named_roles[in.next_role];
    if (role.token >= in.span.last) return;
    in.roles[role.word] = role.name;
  }
}

// The person who "the mayor" is; no_index: the text has not said.
std::uint32_t person_in_role(AttributionState& in, const NounPhrase& phrase) {
  if (!in.scan.is(phrase.last, person_noun)) return no_index;
  remember_roles(in);
  const std::uint32_t* found = in.roles.find(in.scan.tokens[phrase.last].hash);
  return found ? *found : no_index;
}

// Has the text given the person `source` a role, and another one than the phrase's: is the mayor
// asked for where a sailor spoke last?
bool in_another_role(const AttributionState& in, const NounPhrase& phrase, std::uint32_t source) {
  constexpr std::size_t most = 16;  // of the roles named before: guess
  if (source == no_index || !in.scan.is(phrase.last, person_noun) ||
      in.scan.view(phrase.last).ends_with('s'))  // "the researchers" are many
    return false;
  bool another = false;
  for (std::size_t k = 0; k < std::min(most, in.next_role); ++k) {
    const NamedBody& role = in.named_roles[in.next_role - 1 - k];
    if (in.uses[in.mentions.names[role.name].entity].source != source) continue;
    if (role.word == in.scan.tokens[phrase.last].hash) return false;
    another = true;
  }
  return another;
}

bool in_quotation(const AttributionState& in, std::uint32_t at) {
  const auto& all = in.mentions.quotations;
  const auto behind = std::ranges::upper_bound(
      all, at, {}, [](const Quotation& quotation) { return quotation.text.begin; });
  return behind != all.begin() && std::prev(behind)->text.contains(at);
}

// Whom sentence `s` opens with: "Ada Lind asked why", "The clerk, Ada Lind, rose"; no_index:
// nobody, or it names others too.
std::uint32_t person_opening(const AttributionState& in, std::uint32_t s) {
  constexpr std::size_t longest_lead = 4;  // words of "The new harbour master": guess
  const std::vector<Name>& names = in.mentions.names;
  const Sentence& sentence = in.scan.document.sentences[s];
  const std::size_t n = in.first_name(sentence.text.begin);
  if (n == names.size() || names[n].text.end > sentence.text.end || in.titles[s] != 0 ||
      names[n].kind != NameKind::person || in_quotation(in, names[n].text.begin))
    return no_index;
  std::size_t i = sentence.first_token;
  const bool led = in.scan.is(i, article | determiner);
  for (; in.scan.tokens[i].range.begin < names[n].text.begin; ++i) {
    const std::size_t lead = i - sentence.first_token;
    if (lead > longest_lead || (lead > 0 && (!led || in.scan.is(i, function)))) return no_index;
  }
  if (i > sentence.first_token && !in.scan.is(i - 1, person_noun | person_title) &&
      in.scan.between(i - 1) != ", ")
    return no_index;
  const std::string_view behind = in.scan.text.substr(names[n].text.end, 5);
  if (behind.starts_with("'") || behind.starts_with("\u2019") || behind == " and ") return no_index;
  for (std::size_t k = n + 1; k < names.size() && names[k].text.begin < sentence.text.end; ++k) {
    if (names[k].kind == NameKind::person && names[k].entity != names[n].entity) return no_index;
  }
  return static_cast<std::uint32_t>(n);
}

// "Ada Lind rose first. "We need 45 berths," (she) told reporters.": whom the text spoke of before
// the pronoun that is token `pronoun`, unless another person has spoken since; no_index: nobody.
std::uint32_t person_spoken_of(const AttributionState& in, std::size_t pronoun) {
  constexpr std::uint32_t farthest = 4;  // sentences: guess
  const std::vector<Sentence>& sentences = in.scan.document.sentences;
  for (std::uint32_t s = in.current; in.current - s < farthest; --s) {
    if (in.last_person != no_index && in.person_sentence >= s) return no_index;
    const std::uint32_t n = person_opening(in, s);
    if (n != no_index && in.mentions.names[n].text.end <= in.scan.tokens[pronoun].range.begin)
      return n;
    const Sentence& sentence = sentences[s];
    const bool passes = s == in.current ||
                        in_quotation(in, in.scan.tokens[sentence.first_token].range.begin) ||
                        in.scan.reads_any(sentence.first_token, "He", "She");
    if (!passes || s == 0) return no_index;
  }
  return no_index;
}

// Is the source surely a person, whom nobody calls "it": by a role, or by a surname alone? Two
// words that only look like a person's name may be a firm.
bool surely_person(AttributionState& in, std::uint32_t source) {
  constexpr std::size_t most = 64;  // of the names before: guess
  if (in.mentions.sources[source].kind != SourceKind::person) return false;
  const auto is_source = [&](std::uint32_t name) {
    return in.uses[in.mentions.names[name].entity].source == source;
  };
  remember_roles(in);
  for (std::size_t k = 0; k < std::min(most, in.next_role); ++k) {
    if (is_source(in.named_roles[in.next_role - 1 - k].name)) return true;
  }
  for (std::size_t k = 0; k < std::min(most, in.last_near); ++k) {
    const auto n = static_cast<std::uint32_t>(in.last_near - 1 - k);
    if (is_source(n) &&
        slice(in.scan.text, in.mentions.names[n].text).find(' ') == std::string::npos)
      return true;
  }
  return false;
}

// Is one person, by the role alone, what the phrase speaks of: "the mayor"? A spokeswoman speaks
// for the body that was heard.
bool is_role_of_one(const AttributionState& in, const NounPhrase& phrase) {
  const std::string_view role = in.scan.view(phrase.last);
  return in.scan.is(phrase.last, person_noun) && !phrase.document && !role.ends_with('s') &&
         !role.starts_with("spokes");
}

// "the Halvik council", "Halvik fire service": the body, and not the place in its name; no_index:
// the name says it all, as in "the Hollis company".
std::uint32_t body_beside(AttributionState& in, const NounPhrase& phrase) {
  const Name& name = in.mentions.names[phrase.name];
  const Token& head = in.scan.tokens[phrase.last];
  if (phrase.document || head.capitalised || !in.scan.is(phrase.last, org_noun) ||
      name.kind == NameKind::organisation || name.text.end >= head.range.begin)
    return no_index;
  const std::size_t next = in.token_at(name.text.end);
  const bool serves = (in.scan.words[phrase.last]->traits & public_body) != 0;
  if (!serves && (next == phrase.last || name.kind == NameKind::person)) return no_index;
  for (std::size_t i = next; i < phrase.last; ++i) {
    if (in.scan.tokens[i].capitalised || in.scan.is(i, function) || !in.scan.spaced(i))
      return no_index;
  }
  std::uint32_t& source = in.body_sources[extend_phrase(head.hash, name.entity + 1)];
  if (source == 0) {
    source = static_cast<std::uint32_t>(in.mentions.sources.size()) + 1;
    Source& added = in.mentions.sources.emplace_back();
    added.name = slice(in.scan.text, {name.text.begin, head.range.end});
    added.kind = SourceKind::organisation;
  }
  return source - 1;
}

}  // namespace

void find_bodies(AttributionState& in) {
  const std::vector<Name>& names = in.mentions.names;
  const std::size_t last = in.scan.tokens.size();
  std::uint32_t name = 0;
  for (std::size_t i = in.scan.next(0, last, stop_body); i < last;
       i = in.scan.next(i + 1, last, stop_body)) {
    const Token& token = in.scan.tokens[i];
    if (!token.capitalised || token.all_caps) continue;
    while (name < names.size() && names[name].text.end <= token.range.begin) ++name;
    if (name == names.size()) return;
    const Range text = names[name].text;
    if (!text.contains(token.range.begin) || text.size() <= token.range.size()) continue;
    in.named_bodies.push_back({i, token.hash, name});
    if (!in.bodies.find(token.hash)) in.bodies[token.hash] = name;
  }
}

void remember_bodies(AttributionState& in) {
  for (; in.next_body < in.named_bodies.size(); ++in.next_body) {
    const NamedBody& body = in.named_bodies[in.next_body];
    if (body.token >= in.span.last) return;
    if (body.token >= in.span.first) in.bodies[body.word] = body.name;
  }
}

void attribute_name(AttributionState& in, std::size_t n, Range cue, Range content) {
  NounPhrase phrase;
  phrase.name = static_cast<std::uint32_t>(n);
  phrase.standing = Standing::named;
  Attribution& a = add(in, cue, in.mentions.names[n].text, content);
  a.source_index = in.last_source = in.last_speaker = source_of(in, phrase);
  if (in.mentions.names[n].kind != NameKind::organisation) {
    in.last_person = a.source_index;
    in.person_sentence = in.current;
  }
  ++in.mentions.sources[a.source_index].mentions;
}

Attribution& add(AttributionState& in, Range cue, Range source, Range content) {
  Attribution& a = in.mentions.attributions.emplace_back();
  a.cue = cue;
  a.source = source;
  a.content = content;
  return a;
}

void attribute(AttributionState& in, NounPhrase phrase, Range cue, Range content) {
  const bool person = phrase.standing == Standing::pronoun && !phrase.document &&
                      in.scan.reads_any(phrase.first, "he", "He", "she", "She");
  const bool told = phrase.standing != Standing::named;  // the name stands elsewhere
  if (person) {
    const std::uint32_t name = person_spoken_of(in, phrase.first);
    if (name != no_index) {
      phrase.name = name;
      phrase.standing = Standing::named;
    }
  }
  if (phrase.standing == Standing::definite ||
      (phrase.standing == Standing::vague &&
       (phrase.first == phrase.last || in.scan.reads(phrase.last - 1, "the")))) {
    std::uint32_t name = body_of(in, phrase);
    if (name == no_index) name = person_in_role(in, phrase);
    if (name == no_index && phrase.document) name = owner_of(in, phrase);
    if (name != no_index) {
      phrase.name = name;
      phrase.standing = Standing::named;
    }
  }
  Attribution& a = add(in, cue, in.range_of(phrase), content);
  switch (phrase.standing) {
    case Standing::named:
      a.source_index = told ? no_index : body_beside(in, phrase);
      if (a.source_index == no_index) a.source_index = source_of(in, phrase);
      in.last_source = a.source_index;
      in.speaks_as_it =
          phrase.document || in.mentions.names[phrase.name].kind == NameKind::organisation ||
          (!cue.empty() && (in.speech(in.token_at(cue.begin)) ||
                            in.scan.tokens[in.token_at(cue.begin)].hash == cue_words().according));
      (phrase.document ? in.last_document : in.last_speaker) = a.source_index;
      if (phrase.document) in.document_sentence = in.current;
      if (!phrase.document && in.mentions.names[phrase.name].kind != NameKind::organisation &&
          in.mentions.names[phrase.name].kind != NameKind::place &&
          !(in.scan.is(phrase.last, org_noun) && !in.scan.tokens[phrase.last].capitalised)) {
        in.last_person = a.source_index;
        in.person_sentence = in.current;
      }
      break;
    case Standing::definite:
    case Standing::pronoun: {
      const bool one = person || is_role_of_one(in, phrase);
      std::uint32_t back = one               ? in.last_person
                           : phrase.document ? in.last_document
                                             : in.last_speaker;
      if (back == no_index && !one) back = in.last_source;
      if (in.current > in.last_spoken + farthest_antecedent) back = no_index;
      if (phrase.standing == Standing::definite && in_another_role(in, phrase, back))
        back = no_index;
      if (phrase.standing == Standing::pronoun && !person && back == in.last_speaker &&
          !in.speaks_as_it)
        back = no_index;
      if (phrase.standing == Standing::pronoun && in.scan.reads_any(phrase.first, "it", "It") &&
          back != no_index && surely_person(in, back))
        back = no_index;
      a.source_index = back;
      if (back == no_index) {
        a.vague = true;
      } else if (phrase.standing == Standing::definite && phrase.document == false) {
        in.last_source = back;
      }
      if (one && back != no_index) in.person_sentence = in.current;
      break;
    }
    default:
      a.vague = true;
  }
  if (a.source_index != no_index) {
    ++in.mentions.sources[a.source_index].mentions;
    in.last_spoken = in.current;
  }
}

std::uint32_t source_of(AttributionState& in, const NounPhrase& phrase) {
  const Name& name = in.mentions.names[phrase.name];
  std::uint32_t& index = in.uses[name.entity].source;
  if (index == no_index) {
    index = static_cast<std::uint32_t>(in.mentions.sources.size());
    Source& source = in.mentions.sources.emplace_back();
    source.name = in.mentions.entities[name.entity];
    source.kind = phrase.document                 ? SourceKind::document
                  : name.kind == NameKind::person ? SourceKind::person
                                                  : SourceKind::organisation;
  } else if (name.kind == NameKind::person && !phrase.document &&
             in.mentions.sources[index].kind == SourceKind::document) {
    in.mentions.sources[index].kind = SourceKind::person;  // whoever wrote it speaks
  }
  return index;
}

}  // namespace assay::mentions
