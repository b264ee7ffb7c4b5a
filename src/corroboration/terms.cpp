#include "corroboration/terms.h"
#include <algorithm>
#include <iterator>

#include "corroboration/read_values.h"

namespace assay::corroboration {
namespace {

// Numbers tell more than their frequency says: a claim stands or falls with them.
constexpr float number_weight = 6.0f;  // guess, about the weight of a word in 1 of 400 sentences

const Stem autumn = stem_of("autumn", word_hash("autumn"));
const std::uint64_t office = word_hash("office of government");  // no word of a text

std::uint64_t number_hash(std::string_view digits) {
  char plain[32];
  std::size_t size = 0;
  for (const char c : digits) {
    if (c != ',' && size < sizeof plain) plain[size++] = c;
  }
  return word_hash({plain, size});
}

bool holds_break(std::string_view between) {
  return between.find_first_of(",;:()") != std::string_view::npos ||
         between.find("\xe2\x80\x93") != std::string_view::npos ||  // en dash
         between.find("\xe2\x80\x94") != std::string_view::npos;    // em dash
}

// Whether the words behind "no" or "never" set what the sentence tells above all others: "as many
// points since", "so high a price".
bool compares(const Document& document, std::span<const Token> after, const Lexicon& lexicon) {
  constexpr std::size_t reach = 8;  // words
  for (std::size_t t = 0; t + 1 < std::min(after.size(), reach); ++t) {
    if (t > 0 && holds_break(document.view({after[t - 1].range.end, after[t].range.begin})))
      return false;
    if ((lexicon.idioms(after[t].hash) & idiom::degree) != 0 &&
        (lexicon.idioms(after[t + 1].hash) & idiom::amount) != 0)
      return true;
  }
  return false;
}

// A negation that denies nothing: "no more than" bounds a figure, "not only" adds to it.
bool denies_nothing(const Document& document, const Token& negation, std::span<const Token> after,
                    const Lexicon& lexicon) {
  if (after.empty()) return false;
  const std::uint8_t own = lexicon.idioms(negation.hash), next = lexicon.idioms(after[0].hash);
  // "Without it, the firm would have gained": what is left out was named before.
  if ((own & idiom::lacking) != 0 && (next & idiom::named) != 0) return true;
  // "No club has lost as many points since 2009", "no other town": it compares.
  if ((own & idiom::comparing) != 0 && compares(document, after, lexicon)) return true;
  if (after[0].kind == TokenKind::number &&
      slice(document.text, {0, after[0].range.begin}).ends_with(". "))
    return true;  // "No. 2"
  static const std::uint64_t quite = word_hash("quite"), than = word_hash("than");
  if (after[0].hash == quite && after.size() > 1 && after[1].kind == TokenKind::number) return true;
  if ((next & idiom::idle) != 0) return true;
  return after.size() > 1 && after[1].hash == than && (next & idiom::bounding) != 0;
}

// "#2", "No. 2": the rank in figures, or null.
const Lexicon::Ordinal* rank_of(const Document& document, const Token& token,
                                const Lexicon& lexicon) {
  const std::string_view before = slice(document.text, {0, token.range.begin});
  if (!before.ends_with('#') && !before.ends_with("No. ")) return nullptr;
  const std::string_view figures = document.view(token.range);
  if (figures.size() != 1) return nullptr;
  static constexpr std::string_view endings[] = {"st", "nd", "rd"};
  const int number = figures[0] - '0';
  if (number < 1 || number > 9) return nullptr;
  const std::string_view ending = number <= 3 ? endings[number - 1] : "th";
  const char form[] = {figures[0], ending[0], ending[1]};
  return lexicon.ordinal(word_hash({form, sizeof form}));
}

// An ordinal in figures that is no part of a date, else null.
const Lexicon::Ordinal* ordinal_of(const Document& document, const Token& token,
                                   const Lexicon& lexicon, std::span<const Value> values) {
  if (const Lexicon::Ordinal* rank = rank_of(document, token, lexicon)) return rank;
  const Lexicon::Ordinal* ordinal = lexicon.ordinal(token.hash);
  const bool dates = ordinal != nullptr && std::ranges::any_of(values, [&](const Value& value) {
                       return value.is_date && value.day != 0 &&
                              token.range.begin >= value.range.begin &&
                              token.range.end <= value.range.end;
                     });
  return dates ? nullptr : ordinal;
}

// A verb told in several words; not "moves" of "moves up to 40 people".
Lexicon::PhrasalVerb phrasal_verb(std::span<const Token> from, const Stem& first,
                                  const Lexicon& lexicon) {
  static const std::uint64_t to = word_hash("to");
  std::size_t run = 1;
  constexpr std::size_t longest = 5;  // words
  while (run < std::min(from.size(), longest) &&
         from[run].range.begin == from[run - 1].range.end + 1)
    ++run;
  const Lexicon::PhrasalVerb verb = lexicon.phrasal(first.stem, from.subspan(1, run - 1));
  if (verb.length > 0 && verb.length + 1u < from.size() && from[verb.length].hash == to &&
      from[verb.length + 1].kind == TokenKind::number)
    return {};
  return verb;
}

// "In the fall", "last fall", and not "fell" or "the fall in prices".
bool is_season(const Document& document, std::span<const Token> tokens, std::size_t at) {
  const std::string_view word = document.view(tokens[at].range);
  if (at == 0 || (word != "fall" && word != "Fall")) return false;
  static constexpr std::string_view when[] = {"last", "this", "next", "each", "every"},
                                    before[] = {"the", "in", "by", "since"},
                                    behind[] = {"in", "from", "to", "by", "and"};
  const std::string_view led = document.view(tokens[at - 1].range);
  if (std::ranges::find(when, led) != std::end(when)) return true;
  if (std::ranges::find(before, led) == std::end(before)) return false;
  if (at + 1 == tokens.size()) return true;
  const std::string_view next = document.view(tokens[at + 1].range);
  // "The fall of 2031", "the fall of the rate".
  if (next == "of") return at + 2 < tokens.size() && tokens[at + 2].kind == TokenKind::number;
  return std::ranges::find(behind, next) == std::end(behind);
}

// "conflict-free": it has none.
bool is_free_of(const Document& document, const Token& token) {
  return token.range.begin > 0 && document.text[token.range.begin - 1] == '-' &&
         document.view(token.range) == "free";
}

// Where the dateline ends that opens a text: "HALM (Kestrian News) -", "Halm, 3 May -"; the range's
// begin where there is none. Only a block's first sentence has one.
std::uint32_t dateline_end(const Document& document, Range range) {
  constexpr std::uint32_t longest = 60;  // bytes
  if (range.begin > 0 && document.text[range.begin - 1] != '\n') return range.begin;
  const std::string_view text =
      document.view({range.begin, std::min(range.begin + longest, range.end)});
  std::size_t end = text.npos;
  for (const std::string_view dash : {" - ", " -- ", " \xe2\x80\x93 ", " \xe2\x80\x94 "})
    end = std::min(end, text.find(dash));
  if (end == text.npos) return range.begin;
  const std::string_view place = text.substr(0, text.find_first_of(" ,("));
  const auto is_upper = [](char c) { return (c < 'a' || c > 'z'); };
  constexpr std::size_t least_place = 3;
  const bool capitals = place.size() >= least_place && std::ranges::all_of(place, is_upper);
  const bool closes = end > 0 && text[end - 1] == ')' && text.find('(') < end;
  return capitals || closes ? range.begin + static_cast<std::uint32_t>(end) : range.begin;
}

}  // namespace

void mark_asides(const Document& document, const Mentions& mentions, Range range,
                 std::span<Term> terms) {
  const auto first = [](const Attribution& said) {
    return std::min(said.cue.begin, said.source.begin);
  };
  const auto mark = [&](Range source) {
    auto term = std::ranges::lower_bound(terms, source.begin, {},
                                         [](const Term& t) { return t.range.begin; });
    for (; term != terms.end() && term->range.begin < source.end; ++term) term->aside = true;
  };
  for (auto said = std::ranges::lower_bound(mentions.attributions, range.begin, {}, first);
       said != mentions.attributions.end() && first(*said) < range.end; ++said)
    mark(said->source);
  mark({range.begin, dateline_end(document, range)});
}

void append_terms(const Document& document, const Mentions& mentions, Range range,
                  std::span<const Token> tokens, const Lexicon& lexicon, TermBuffer& out) {
  const std::size_t first_value = out.values.size(), first_term = out.terms.size();
  append_values(document, mentions, range, tokens, lexicon, out.values);
  std::size_t region_end = 0;
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    Term term;
    term.range = token.range;
    if (token.capitalised && i >= region_end) {
      const std::size_t length = lexicon.region(tokens.subspan(i));
      if (length > 0) region_end = i + length;
    }
    if (i < region_end) term.place = Place::region;
    term.initial = out.terms.size() == first_term;
    term.breaks = !term.initial &&
                  holds_break(document.view({out.terms.back().range.end, token.range.begin}));
    if (const Lexicon::Alias alias = lexicon.alias(tokens.subspan(i)); alias.length > 0) {
      const Token& last = tokens[i + alias.length - 1];
      term.range.end = last.range.end;
      term.name = alias.proper || (token.capitalised && !term.initial);
      term.alias = true;
      if (alias.seat) {
        term.stem = lexicon.stem(document.view(token.range), token.hash).stem;
        term.root = alias.canonical;
      } else {
        term.stem = term.root = alias.canonical;
      }
      if (term.place == Place::none && term.name && lexicon.is_country(alias.canonical))
        term.place = Place::country;
      constexpr float alias_weight = 5.0f;  // guess: names of countries and bodies are common
      term.weight = alias_weight;
      i += alias.length;
      out.terms.push_back(term);
      continue;
    }
    if (token.kind == TokenKind::number) {
      term.number = true;
      term.weight = number_weight;
      const Lexicon::Ordinal* ordinal =
          ordinal_of(document, token, lexicon, std::span(out.values).subspan(first_value));
      if (ordinal == nullptr) {
        term.stem = term.root = number_hash(document.view(token.range));
      } else {
        const std::uint64_t hash = word_hash(ordinal->word);
        const Stem stem = stem_of(ordinal->word, hash);
        term.stem = stem.stem;
        term.root = stem.root;
        term.traits = lexicon.traits(hash, stem.stem) & ~trait::spelled;
        term.framed = lexicon.framed(hash, stem.stem);
      }
    } else {
      Stem stem = lexicon.stem(document.view(token.range), token.hash);
      std::uint64_t word = token.hash;
      const bool done_form = !token.capitalised && document.view(token.range).ends_with("ed");
      std::size_t length = 1;
      if (const auto verb = phrasal_verb(tokens.subspan(i), stem, lexicon); verb.length > 0) {
        length = verb.length;
        stem = verb.stem;
        word = verb.word;
        term.range.end = tokens[i + length - 1].range.end;
      }
      term.stem = stem.stem;
      term.root = stem.root;
      term.traits = lexicon.traits(word, stem.stem);
      if ((term.traits & trait::negation) != 0 &&
          denies_nothing(document, token, tokens.subspan(i + 1), lexicon))
        term.traits &= ~trait::negation;
      if (term.traits == 0 && done_form) term.traits |= trait::done;
      if (is_free_of(document, token)) term.traits |= trait::negation;
      if (is_season(document, tokens, i)) {
        term.stem = autumn.stem;
        term.root = autumn.root;
      }
      term.capitals = token.all_caps;
      term.name = token.capitalised && (!term.initial || token.all_caps) &&
                  (term.traits & (trait::stop | trait::month | trait::weekday)) == 0;
      term.body = term.name && lexicon.is_body(stem.stem);
      if (!term.name)
        term.telling = lexicon.telling(token.hash, i + 1 < tokens.size() ? tokens[i + 1].hash : 0);
      // Who heads a department speaks for it.
      if (term.name && (term.traits & trait::office) != 0) term.root = office;
      term.weight = (term.traits & trait::stop) ? 0 : lexicon.weight(stem.stem);
      term.vector = lexicon.vector(stem.stem);
      term.framed = !term.name && lexicon.framed(word, stem.stem);
      term.common = term.content() && !term.name && term.vector != Lexicon::no_vector;
      i += length - 1;
    }
    ++i;
    out.terms.push_back(term);
  }
  mark_asides(document, mentions, range, std::span(out.terms).subspan(first_term));
  // The terms are sorted, so each value's terms are found by bisection.
  const auto begin = out.terms.begin() + static_cast<std::ptrdiff_t>(first_term);
  const std::size_t count = std::min<std::size_t>(out.values.size() - first_value, Term::no_value);
  for (std::size_t v = 0; v < count; ++v) {
    Value& value = out.values[first_value + v];
    auto term = std::lower_bound(
        begin, out.terms.end(), value.range.begin,
        [](const Term& t, std::uint32_t offset) { return t.range.begin < offset; });
    for (; term != out.terms.end() && term->range.begin < value.range.end; ++term)
      term->value = static_cast<std::uint16_t>(v);
    // What is counted ties the quantity to its matter: the unit's last word, else the noun behind.
    if (value.counted != 0) {
      const auto head =
          std::find_if(std::make_reverse_iterator(term), std::make_reverse_iterator(begin),
                       [&](const Term& t) { return t.root == value.counted; });
      if (head.base() != begin) {
        value.noun = head->root;
        value.noun_vector = head->vector;
        continue;
      }
    }
    constexpr std::ptrdiff_t noun_reach = 3;
    for (std::ptrdiff_t step = 0; step < noun_reach && term != out.terms.end(); ++step, ++term) {
      if (!term->content()) continue;
      value.noun = term->root;
      value.noun_vector = term->vector;
      break;
    }
  }
}

}  // namespace assay::corroboration
