#include "mentions/attribution_antecedents.h"

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
    if (in.scan.is(i, person_noun)) return i;
    if (is_of_another(in, i)) return last;
    if (in.scan.is(i, function) && !in.scan.is(i, article | determiner)) return last;
  }
  return last;
}

// "Mayor Okafor", "Mara Ostrow, mayor of Halvik": the persons that roles stand for. O(tokens), once
// for a text that asks.
void find_roles(AttributionState& in) {
  const std::vector<Token>& tokens = in.scan.document.tokens;
  std::size_t i = 0;
  for (std::uint32_t n = 0; n < in.mentions.names.size(); ++n) {
    const Name& name = in.mentions.names[n];
    while (i < tokens.size() && tokens[i].range.begin < name.text.begin) ++i;
    if (name.kind != NameKind::person) continue;
    if (i > 0 && in.scan.is(i - 1, person_noun) && in.scan.between(i - 1) == " " &&
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
  if (in.mentions.names[n].kind != NameKind::organisation) in.last_person = a.source_index;
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
      a.source_index = source_of(in, phrase);
      in.last_source = a.source_index;
      in.speaks_as_it =
          phrase.document || in.mentions.names[phrase.name].kind == NameKind::organisation ||
          (!cue.empty() && (in.speech(in.token_at(cue.begin)) ||
                            in.scan.tokens[in.token_at(cue.begin)].hash == cue_words().according));
      (phrase.document ? in.last_document : in.last_speaker) = a.source_index;
      if (phrase.document) in.document_sentence = in.current;
      if (!phrase.document && in.mentions.names[phrase.name].kind != NameKind::organisation &&
          in.mentions.names[phrase.name].kind != NameKind::place)
        in.last_person = a.source_index;
      break;
    case Standing::definite:
    case Standing::pronoun: {
      const bool person = phrase.standing == Standing::pronoun && !phrase.document &&
                          in.scan.reads_any(phrase.first, "he", "He", "she", "She");
      std::uint32_t back = person            ? in.last_person
                           : phrase.document ? in.last_document
                                             : in.last_speaker;
      if (back == no_index && !person) back = in.last_source;
      if (in.current > in.last_spoken + farthest_antecedent) back = no_index;
      if (phrase.standing == Standing::definite && in_another_role(in, phrase, back))
        back = no_index;
      if (phrase.standing == Standing::pronoun && !person && back == in.last_speaker &&
          !in.speaks_as_it)
        back = no_index;
      a.source_index = back;
      if (back == no_index) {
        a.vague = true;
      } else if (phrase.standing == Standing::definite && phrase.document == false) {
        in.last_source = back;
      }
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
