#include "mentions/attribution_antecedents.h"
#include <algorithm>

#include "mentions/attribution_sources.h"

namespace assay::mentions {
namespace {

// The name that "the ministry" or "police" stands for; no_index: the article names none.
std::uint32_t body_of(const AttributionState& in, const NounPhrase& phrase) {
  if (!in.scan.is(phrase.last, org_noun)) return no_index;
  const std::uint32_t* found = in.bodies.find(in.scan.tokens[phrase.last].hash);
  return found ? *found : no_index;
}

// "the union's leader": the name that "the union" stands for; no_index: the article names none.
std::uint32_t body_led(const AttributionState& in, const NounPhrase& phrase) {
  if (phrase.first == phrase.last || !in.scan.is(phrase.last, person_noun)) return no_index;
  std::string_view owner = in.scan.view(phrase.last - 1);
  if (owner.ends_with("'s")) {
    owner.remove_suffix(2);
  } else if (owner.ends_with("\u2019s")) {
    owner.remove_suffix(4);
  } else {
    return no_index;
  }
  const std::uint32_t* found = in.bodies.find(word_hash(owner));
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

// The token behind the aside that follows the name whose last token is `last`: "Ada Lind, 34,
// (was)".
std::size_t behind_aside(const AttributionState& in, std::size_t last, std::size_t end) {
  constexpr std::size_t longest = 30;  // words: guess
  if (last + 1 >= end || !in.scan.between(last).starts_with(',')) return last + 1;
  for (std::size_t i = last + 1; i + 1 < end && i <= last + longest; ++i) {
    if (in.scan.between(i).starts_with(',')) return i + 1;
  }
  return end;
}

// "was shot", "has been missing", "died": does what the sentence tells only befall its subject? "is
// a nurse", "was one of them" tell who it is, "is leading" what it does.
bool befalls_subject(const AttributionState& in, std::size_t verb, std::size_t end) {
  if (verb + 1 < end && in.scan.is(verb, finite_auxiliary) && !in.scan.noted(verb, befalls)) ++verb;
  if (verb >= end || !in.scan.noted(verb, befalls)) return verb >= end;
  if (verb + 1 >= end) return true;
  const bool acts = in.scan.view(verb + 1).ends_with("ing") && !in.scan.noted(verb + 1, befalls);
  return !acts && !in.scan.is(verb + 1, article | cardinal);
}

// Does the text call the entity by one word too? Firms that look like persons are named in full.
bool has_surname(AttributionState& in, std::uint32_t entity) {
  if (in.surnames.empty()) {
    in.surnames.assign(in.mentions.entities.size(), 0);
    for (const Name& name : in.mentions.names) {
      if (slice(in.scan.text, name.text).find(' ') == std::string_view::npos)
        in.surnames[name.entity] = 1;
    }
  }
  return in.surnames[entity] != 0;
}

// "Ines Varga", but not "Hollis Pumps", "New York" or "Hurricane Ada Lind"; "Councillor Rob Dahl".
bool shaped_as_person(const AttributionState& in, std::size_t first, std::size_t last) {
  const auto role = [&](std::size_t i) {
    return in.scan.is(i, person_noun) || in.scan.noted(i, told_person);
  };
  if (role(first) && first < last) return true;
  const auto known = [&](std::size_t i) {
    return in.scan.lexicon.find(in.scan.tokens[i].hash) != nullptr;
  };
  return last == first + 1 && !known(first) && !known(last) && !in.scan.view(last).ends_with('s');
}

// Is the name one of a person, or may it be a surname: "met Varga", but not "in Varby"?
// Behind the token `verb` only.
bool may_be_somebody(const AttributionState& in, const Name& name, std::size_t verb,
                     std::size_t end) {
  if (name.kind != NameKind::other) return name.kind == NameKind::person;
  const auto tokens = in.scan.tokens.first(end);
  const auto found = std::ranges::lower_bound(tokens, name.text.begin, {},
                                              [](const Token& token) { return token.range.begin; });
  const auto i = static_cast<std::size_t>(found - tokens.begin());
  if (i <= verb || i >= end || in.scan.between(i - 1).ends_with('(')) return false;
  return !in.scan.is(i - 1, function) || in.scan.reads_any(i - 1, "with", "by", "and", "for");
}

// Who opens a sentence, and what the text says of him or her.
struct Opener {
  std::uint32_t name = no_index;
  bool fits = false;  // may a pronoun behind it mean this one, and no one else?
  bool sure = false;  // is it a person beyond doubt? Two words with capitals may be a firm
};

// Whom sentence `s` opens with: "Ada Lind asked why", "The clerk, Ada Lind, rose". Nobody where it
// speaks of others too or tells what was done to her.
Opener person_opening(AttributionState& in, std::uint32_t s) {
  constexpr std::size_t longest_lead = 4;  // words of "The new harbour master": guess
  const std::vector<Name>& names = in.mentions.names;
  const Sentence& sentence = in.scan.document.sentences[s];
  const std::size_t n = in.first_name(sentence.text.begin);
  if (n == names.size() || names[n].text.end > sentence.text.end || in.titles[s] != 0 ||
      names[n].kind != NameKind::person || in_quotation(in, names[n].text.begin))
    return {};
  const std::size_t end = sentence.first_token + sentence.token_count;
  std::size_t i = sentence.first_token;
  const bool led = in.scan.is(i, article | determiner);
  for (; in.scan.tokens[i].range.begin < names[n].text.begin; ++i) {
    const std::size_t lead = i - sentence.first_token;
    if (lead > longest_lead || (lead > 0 && (!led || in.scan.is(i, function)))) return {};
  }
  const auto tells_of_person = [&](std::size_t k) {
    return in.scan.is(k, person_noun | person_title) || in.scan.noted(k, told_person);
  };
  const bool role = i > sentence.first_token && tells_of_person(i - 1);
  if (i > sentence.first_token && !role && in.scan.between(i - 1) != ", ") return {};
  const std::string_view behind = in.scan.text.substr(names[n].text.end, 5);
  if (behind.starts_with("'") || behind.starts_with("\u2019") || behind == " and ") return {};
  Opener opener{.name = static_cast<std::uint32_t>(n)};
  std::size_t last = i;
  while (last + 1 < end && in.scan.tokens[last + 1].range.begin < names[n].text.end) ++last;
  const bool set_off = i > sentence.first_token && !in.scan.spaced(i - 1);
  const std::size_t verb = set_off ? last + 1 : behind_aside(in, last, end);
  for (std::size_t k = n + 1; k < names.size() && names[k].text.begin < sentence.text.end; ++k) {
    if (names[k].entity != names[n].entity && may_be_somebody(in, names[k], verb, end))
      return opener;
  }
  if (befalls_subject(in, verb, end)) return opener;
  // "is a nurse": she herself; "met a nurse": another one
  std::size_t other = verb + 1;
  bool is_one = false;
  for (; in.scan.noted(verb, befalls) && other < end && !is_one; ++other) {
    if (!in.scan.spaced(other - 1)) break;
    is_one = tells_of_person(other);
  }
  for (; other < end; ++other) {
    if (tells_of_person(other)) return opener;
  }
  opener.fits = true;
  opener.sure = role || is_one || role_behind(in, last) != last || shaped_as_person(in, i, last) ||
                has_surname(in, names[n].entity) ||
                (verb != last + 1 && (in.scan.number(last + 1) || in.scan.reads(last + 1, "who")));
  return opener;
}

// "Ada Lind, the clerk, rose. "We need 45 berths," (she) told reporters.": whom the text spoke of
// before the pronoun that is token `pronoun`, unless another person has spoken since or could be
// meant. Not one who `fits`: it may be she, and nobody else is.
Opener person_spoken_of(AttributionState& in, std::size_t pronoun) {
  constexpr std::uint32_t farthest = 4;   // sentences: guess
  constexpr std::uint32_t longest = 200;  // words of one; more are no prose
  const std::vector<Sentence>& sentences = in.scan.document.sentences;
  const std::uint8_t own = in.scan.words[pronoun]->notes & (pronoun_he | pronoun_she);
  const std::uint8_t other = own ^ (pronoun_he | pronoun_she);
  bool sure = false, two = false;  // are he and she spoken of?
  for (std::uint32_t s = in.current; in.current - s < farthest; --s) {
    if (in.last_person != no_index && in.person_sentence >= s) return {};
    const Sentence& sentence = sentences[s];
    const std::size_t first = sentence.first_token, end = first + sentence.token_count;
    if (sentence.token_count > longest) return {};
    for (std::size_t i = first; i < end; ++i) {
      two |= in.scan.noted(i, other);
      sure |= s != in.current && in.scan.noted(i, own) &&
              !in_quotation(in, in.scan.tokens[i].range.begin);
    }
    Opener opener = person_opening(in, s);
    if (opener.name != no_index &&
        in.mentions.names[opener.name].text.end <= in.scan.tokens[pronoun].range.begin) {
      opener.fits &= (sure || opener.sure) && !two;
      return opener;
    }
    const bool quotation = in_quotation(in, in.scan.tokens[first].range.begin) &&
                           in_quotation(in, in.scan.tokens[end - 1].range.begin);
    if (s == 0 || !(s == in.current || quotation || in.scan.noted(first, own))) return {};
  }
  return {};
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

// Is it a body that was heard last, which a director may lead? Of courts and police others speak.
bool led_body_spoke(const AttributionState& in) {
  if (in.last_speaker == no_index || in.current > in.last_spoken + 1) return false;
  const Source& speaker = in.mentions.sources[in.last_speaker];
  if (speaker.kind != SourceKind::organisation) return false;
  const std::string_view name = speaker.name;
  const Word& last = in.scan.lexicon.word(word_hash(name.substr(name.rfind(' ') + 1)));
  return (last.traits & public_body) == 0;
}

// Is one person, by the role alone, what the phrase speaks of: "the mayor"? A spokeswoman speaks
// for the body that was heard, and so does "its director".
bool is_role_of_one(const AttributionState& in, const NounPhrase& phrase) {
  if (!in.scan.is(phrase.last, person_noun) || phrase.document ||
      in.scan.view(phrase.last).ends_with('s') || in.scan.noted(phrase.last, voice_of_body))
    return false;
  bool leads = (in.scan.words[phrase.first]->traits & own_pronoun) != 0;
  if (!leads &&
      in.scan.noted(phrase.last, head_of_body)) {  // "the hospital director" leads another
    leads = true;
    for (std::size_t i = phrase.first + 1; i < phrase.last; ++i)
      leads &= in.scan.is(i, person_noun);
  }
  return !(leads && led_body_spoke(in));
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
                      in.scan.noted(phrase.first, pronoun_he | pronoun_she);
  const bool told = phrase.standing != Standing::named;  // the name stands elsewhere
  bool doubted = false;
  if (person) {
    const Opener opener = person_spoken_of(in, phrase.first);
    if (opener.fits) {
      phrase.name = opener.name;
      phrase.standing = Standing::named;
    } else if (opener.name != no_index) {
      doubted = in.uses[in.mentions.names[opener.name].entity].source != in.last_person;
    }
  }
  if (phrase.standing == Standing::definite ||
      (phrase.standing == Standing::vague &&
       (phrase.first == phrase.last || in.scan.reads(phrase.last - 1, "the")))) {
    const std::size_t head = head_of(in, phrase);
    std::uint32_t name = no_index;
    if (head == phrase.last || leads_to_author(in, phrase, head)) name = body_of(in, phrase);
    if (name == no_index && head == phrase.last) name = person_in_role(in, phrase);
    if (name == no_index) name = body_led(in, phrase);
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
      if (in.current > in.last_spoken + farthest_antecedent || doubted) back = no_index;
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
