#include "corroboration/terms.h"
#include <algorithm>

namespace assay::corroboration {
namespace {

// Numbers tell more than their frequency says: a claim stands or falls with them.
constexpr float number_weight = 6.0f;  // guess, about the weight of a word in 1 of 400 sentences

std::uint64_t number_hash(std::string_view digits) {
  char plain[32];
  std::size_t size = 0;
  for (const char c : digits) {
    if (c != ',' && size < sizeof plain) plain[size++] = c;
  }
  return word_hash({plain, size});
}

void append_values(const Mentions& mentions, Range range, std::vector<Value>& out) {
  const auto from = [&](const auto& list) {
    return std::ranges::lower_bound(list, range.begin, {},
                                    [](const auto& mention) { return mention.text.begin; });
  };
  for (auto q = from(mentions.quantities);
       q != mentions.quantities.end() && q->text.begin < range.end; ++q) {
    Value value;
    value.range = q->text;
    value.low = q->value;
    value.high = q->bound == Bound::range ? q->high : q->value;
    value.unit = q->unit.empty() ? 0 : corroboration::stem_of(q->unit, word_hash(q->unit)).root;
    value.kind = q->kind;
    value.bound = q->bound;
    value.direction = q->direction;
    out.push_back(value);
  }
  for (auto d = from(mentions.dates); d != mentions.dates.end() && d->text.begin < range.end; ++d) {
    Value value;
    value.range = d->text;
    value.is_date = true;
    value.year = static_cast<std::int16_t>(d->year);
    value.month = static_cast<std::int8_t>(d->month);
    value.day = static_cast<std::int8_t>(d->day);
    out.push_back(value);
  }
}

bool holds_break(std::string_view between) {
  return between.find_first_of(",;:()") != std::string_view::npos ||
         between.find("\xe2\x80\x93") != std::string_view::npos ||  // en dash
         between.find("\xe2\x80\x94") != std::string_view::npos;    // em dash
}

}  // namespace

void append_terms(const Document& document, const Mentions& mentions, Range range,
                  std::span<const Token> tokens, const Lexicon& lexicon, TermBuffer& out) {
  const std::size_t first_value = out.values.size(), first_term = out.terms.size();
  append_values(mentions, range, out.values);
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    Term term;
    term.range = token.range;
    term.initial = out.terms.size() == first_term;
    term.breaks = !term.initial &&
                  holds_break(document.view({out.terms.back().range.end, token.range.begin}));
    if (const Lexicon::Alias alias = lexicon.alias(tokens.subspan(i)); alias.length > 0) {
      const Token& last = tokens[i + alias.length - 1];
      term.range.end = last.range.end;
      term.name = alias.proper || (token.capitalised && !term.initial);
      if (alias.seat) {
        term.stem = stem_of(document.view(token.range), token.hash).stem;
        term.root = alias.canonical;
      } else {
        term.stem = term.root = alias.canonical;
      }
      constexpr float alias_weight = 5.0f;  // guess: names of countries and bodies are common
      term.weight = alias_weight;
      i += alias.length;
      out.terms.push_back(term);
      continue;
    }
    if (token.kind == TokenKind::number) {
      term.number = true;
      term.stem = term.root = number_hash(document.view(token.range));
      term.weight = number_weight;
    } else {
      const Stem stem = stem_of(document.view(token.range), token.hash);
      term.stem = stem.stem;
      term.root = stem.root;
      term.traits = lexicon.traits(token.hash, stem.stem);
      term.name = token.capitalised && (!term.initial || token.all_caps) &&
                  (term.traits & (trait::stop | trait::month | trait::weekday)) == 0;
      term.weight = (term.traits & trait::stop) ? 0 : lexicon.weight(stem.stem);
      term.vector = lexicon.vector(stem.stem);
      term.framed = lexicon.opposites(stem.stem) != nullptr;
    }
    ++i;
    out.terms.push_back(term);
  }
  // Both lists are sorted, so each value's terms are found by bisection.
  const auto begin = out.terms.begin() + static_cast<std::ptrdiff_t>(first_term);
  const std::size_t count = std::min<std::size_t>(out.values.size() - first_value, Term::no_value);
  for (std::size_t v = 0; v < count; ++v) {
    Value& value = out.values[first_value + v];
    auto term = std::lower_bound(
        begin, out.terms.end(), value.range.begin,
        [](const Term& t, std::uint32_t offset) { return t.range.begin < offset; });
    for (; term != out.terms.end() && term->range.begin < value.range.end; ++term)
      term->value = static_cast<std::uint16_t>(v);
    // The noun behind the quantity ties it to what is counted.
    constexpr std::ptrdiff_t noun_reach = 3;
    for (std::ptrdiff_t step = 0; step < noun_reach && term != out.terms.end(); ++step, ++term) {
      if (!term->content()) continue;
      value.noun = term->root;
      break;
    }
  }
}

}  // namespace assay::corroboration
