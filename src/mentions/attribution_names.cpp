#include "mentions/attribution_names.h"
#include <array>

#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr std::size_t small_bits = 1 << 16;

std::array<std::size_t, 2> small_places(std::uint64_t hash) {
  return {hash % small_bits, (hash >> 32) % small_bits};
}

// Remembers, in a filter of two bits a word, the words that the text also writes small: such a
// word alone is no name for its capital. One in a thousand others is taken for one of them.
void find_small_words(const AttributionState& in) {
  in.small_words.assign(small_bits / 8, 0);
  char* const small_words = in.small_words.data();
  for (const Token& token : in.scan.tokens) {
    const auto [one, other] = small_places(token.hash);
    const int small = !token.capitalised & (token.kind == TokenKind::word);
    small_words[one / 8] |= static_cast<char>(small << one % 8);
    small_words[other / 8] |= static_cast<char>(small << other % 8);
  }
}

// Does `at` open the sentence that begins at `begin`, or a quotation?
bool starts_sentence(const AttributionState& in, std::uint32_t at, std::uint32_t begin) {
  if (at == begin) return true;
  // Most words stand behind another and a space.
  const char last = in.scan.before(at), last_but_one = in.scan.before(at - (at > 0));
  if (last == ' ' && ascii::is_letter(last_but_one)) return false;
  const std::string_view before = in.scan.text.substr(0, at);
  return before.ends_with('"') || before.ends_with("\u201c") || before.ends_with(": ") ||
         before.ends_with("\u2013 ") || before.ends_with("\u2014 ") || before.ends_with("- ");
}

// One or two capitalised words that are a block by themselves: a heading, a cell.
bool is_line_of_names(const AttributionState& in, const Sentence& sentence) {
  if (sentence.token_count > 2) return false;
  const Block& block = in.scan.document.blocks[sentence.block];
  if (block.token_count > 2) return false;
  for (std::uint32_t k = 0; k < block.token_count; ++k) {
    if (!in.scan.tokens[block.first_token + k].capitalised) return false;
  }
  return true;
}

// Are most longer words capitalised, as in a headline?
bool is_title_case(const AttributionState& in, const Sentence& sentence) {
  constexpr std::uint32_t most_words = 30, least_words = 3;
  const std::size_t first = sentence.first_token;
  const std::size_t last = first + std::min(sentence.token_count, most_words);
  const std::size_t small = in.scan.count(first, last, stop_small),
                    capital = in.scan.count(first, last, stop_capital);
  return capital + small >= least_words && capital * 10 >= (capital + small) * 7;
}

// Do only capitalised words and numbers stand before `end`, with a comma, date or bracket?
bool places_and_dates(const AttributionState& in, const Block& block, std::size_t end) {
  for (std::size_t i = block.first_token; in.scan.tokens[i].range.begin < end; ++i) {
    if (i + 1 >= block.first_token + block.token_count) return false;
    if (!in.scan.tokens[i].capitalised && !in.scan.number(i)) return false;
  }
  return in.scan.text.substr(block.text.begin, end - block.text.begin)
             .find_first_of("(,0123456789") != std::string_view::npos;
}

// "HALM \u2013 The town ...": one or two words in capitals before the dash of a paragraph.
bool is_lone_place(const AttributionState& in, const Block& block, std::size_t end) {
  constexpr std::uint32_t least_words = 12;
  if (block.token_count < least_words) return false;
  std::size_t words = 0;
  for (std::size_t i = block.first_token; in.scan.tokens[i].range.begin < end; ++i, ++words) {
    if (!in.scan.tokens[i].all_caps || words == 2) return false;
  }
  return true;
}

// Does the article that leads the name belong to it, and not to a noun behind: "the Halm Mail
// said", but "the Lind campaign"?
bool is_articled(const AttributionState& in, std::size_t first, std::size_t behind,
                 std::size_t end) {
  if (first == 0 || !in.scan.reads_any(first - 1, "the", "The") || !in.scan.spaced(first - 1))
    return false;
  if (behind >= end || !in.scan.spaced(behind - 1)) return true;
  return in.scan.is(behind, function | cue_verb | finite_auxiliary);
}

// Which pronoun speaks of the name that ends before token `i`, before another name does: 1 for "he"
// and "she", -1 for "it" and "they", 0 for none within reach.
int pronoun_behind(const AttributionState& in, std::size_t i, std::size_t end,
                   std::uint32_t next_name) {
  constexpr std::size_t reach = 24;  // words: guess
  const std::size_t stop = std::min(end, i + reach);
  for (; i < stop && in.scan.tokens[i].range.begin < next_name; ++i) {
    if (in.scan.noted(i, pronoun_he | pronoun_she)) return 1;
    if (in.scan.reads_any(i, "it", "its", "It", "Its") || in.scan.reads_any(i, "they", "They"))
      return -1;
  }
  return 0;
}

// How the text speaks of the name, where its shape leaves open what it names.
void note_kind(AttributionState& in, const Sentence& sentence, std::size_t n) {
  const Name& name = in.mentions.names[n];
  if (name.kind != NameKind::person && name.kind != NameKind::other) return;
  const std::string_view word = slice(in.scan.text, name.text);
  const bool several = word.find(' ') != std::string_view::npos;
  if (several != (name.kind == NameKind::person)) return;
  const auto tokens = in.scan.document.tokens_of(sentence);
  const auto place_of = [&](std::uint32_t at) {
    const auto found =
        std::ranges::lower_bound(tokens, at, {}, [](const Token& t) { return t.range.begin; });
    return sentence.first_token + static_cast<std::size_t>(found - tokens.begin());
  };
  NameUse& use = in.uses[name.entity];
  const std::size_t behind = place_of(name.text.end);
  if (several) {
    use.articled = use.articled || is_articled(in, place_of(name.text.begin), behind,
                                               sentence.first_token + sentence.token_count);
    return;
  }
  if (std::any_of(word.begin() + 1, word.end(), ascii::is_upper)) return;  // "HalmTools"
  const Block& block = in.scan.document.blocks[sentence.block];
  const std::uint32_t next =
      n + 1 < in.mentions.names.size() ? in.mentions.names[n + 1].text.begin : no_index;
  use.as_person += pronoun_behind(in, behind, block.first_token + block.token_count, next);
}

}  // namespace

void settle_kinds(AttributionState& in) {
  if (in.mentions.sources.empty()) return;
  const auto may_change = [](SourceKind kind) {
    return kind == SourceKind::person || kind == SourceKind::organisation;
  };
  const std::vector<Sentence>& sentences = in.scan.document.sentences;
  std::size_t s = 0;
  for (std::size_t n = 0; n < in.mentions.names.size(); ++n) {
    const Name& name = in.mentions.names[n];
    const std::uint32_t source = in.uses[name.entity].source;
    if (source == no_index || !may_change(in.mentions.sources[source].kind)) continue;
    while (s + 1 < sentences.size() && sentences[s].text.end <= name.text.begin) ++s;
    if (in.titles[s] == 0) note_kind(in, sentences[s], n);
  }
  for (const NameUse& use : in.uses) {
    if (use.source == no_index) continue;
    SourceKind& kind = in.mentions.sources[use.source].kind;
    if (kind == SourceKind::person && use.articled) kind = SourceKind::organisation;
    constexpr std::int32_t least = 2;
    if (kind == SourceKind::organisation && use.as_person >= least) kind = SourceKind::person;
  }
}

bool names_people(const AttributionState& in, const Name& name) {
  constexpr std::size_t shortest = 6;
  const std::string_view text = slice(in.scan.text, name.text);
  if (text.size() < shortest || text.find(' ') != text.npos) return false;
  const auto ends = [&](const std::vector<std::string>& endings) {
    return std::ranges::any_of(endings, [&](const auto& end) { return text.ends_with(end); });
  };
  return ends(in.scan.lexicon.people_endings()) ||
         (name.kind != NameKind::person && ends(in.scan.lexicon.people_or_surname_endings()));
}

bool written_small(const AttributionState& in, std::uint64_t hash) {
  if (in.small_words.empty()) find_small_words(in);
  const auto [one, other] = small_places(hash);
  return (in.small_words[one / 8] >> one % 8 & in.small_words[other / 8] >> other % 8 & 1) != 0;
}

bool lone_opener(const AttributionState& in, std::size_t n) {
  const Name& name = in.mentions.names[n];
  if (in.uses[name.entity].within || name.kind == NameKind::organisation) return false;
  const std::string_view text = slice(in.scan.text, name.text);
  // "Harbourline.us" is a site.
  if (in.scan.at(name.text.end) == '.' && ascii::is_letter(in.scan.at(name.text.end + 1)))
    return false;
  if (text.find('.') != text.npos && text.back() != '.') return false;  // "Harbourline.com"
  if (text.find(' ') != text.npos) return all_written_small(in, name.text);
  const bool inner_capital = std::any_of(text.begin() + 1, text.end(), ascii::is_upper);
  return name.kind != NameKind::person && !inner_capital &&
         starts_sentence(in, name.text.begin, in.sentence.begin) &&
         (in.uses[name.entity].count == 1 || all_written_small(in, name.text));
}

bool all_written_small(const AttributionState& in, Range name) {
  for (std::size_t i = in.token_at(name.begin);
       in.has(i) && in.scan.tokens[i].range.begin < name.end; ++i) {
    if (!in.scan.is(i, function) && !written_small(in, in.scan.tokens[i].hash)) return false;
  }
  return true;
}

bool is_plain_adjective(const AttributionState& in, std::size_t n) {
  const Range name = in.mentions.names[n].text;
  for (std::size_t i = in.token_at(name.begin);
       in.has(i) && in.scan.tokens[i].range.begin < name.end; ++i) {
    if ((in.scan.words[i]->traits & plain_adjective) == 0) return false;
  }
  return true;
}

bool is_period(std::string_view name) {
  return name.size() == 2 && (name[0] == 'Q' || name[0] == 'H') && name[1] >= '1' && name[1] <= '4';
}

bool delimited(const AttributionState& in, std::size_t n) {
  const std::uint32_t entity = in.mentions.names[n].entity;
  return !in.title_case || in.uses[entity].running;
}

void find_running_names(AttributionState& in) {
  in.uses.assign(in.mentions.entities.size(), {});
  in.titles.assign(in.scan.document.sentences.size(), 0);
  in.names_behind.assign(in.scan.document.sentences.size(), 0);
  std::size_t n = 0, s = 0;
  for (const Sentence& sentence : in.scan.document.sentences) {
    const bool title = is_title_case(in, sentence) || is_line_of_names(in, sentence);
    in.titles[s] = title;
    for (; n < in.mentions.names.size() && in.mentions.names[n].text.begin < sentence.text.end;
         ++n) {
      const Name& name = in.mentions.names[n];
      NameUse& use = in.uses[name.entity];
      ++use.count;
      if (in.scan.at(name.text.end) != ':') use.unlabelled = true;
      if (title) continue;
      use.running = true;
      if (!use.within && !starts_sentence(in, name.text.begin, sentence.text.begin))
        use.within = true;
    }
    in.names_behind[s++] = static_cast<std::uint32_t>(n);
  }
}

void find_datelines(AttributionState& in) {
  constexpr std::uint32_t longest = 80;  // bytes
  for (const Block& block : in.scan.document.blocks) {
    if (block.token_count < 4 || !in.scan.tokens[block.first_token].all_caps) continue;
    const std::string_view text = slice(in.scan.text, block.text).substr(0, longest);
    std::size_t end = text.npos;
    for (const std::string_view mark : {" - ", " -- ", " \u2013 ", " \u2014 "})
      end = std::min(end, text.find(mark));
    if (end == text.npos) continue;
    const bool bare = !places_and_dates(in, block, block.text.begin + end);
    if (bare && !is_lone_place(in, block, block.text.begin + end)) continue;
    end = std::min(end, text.find('('));
    for (std::size_t n = in.first_name(block.text.begin);
         n < in.mentions.names.size() && in.mentions.names[n].text.begin < block.text.begin + end;
         ++n) {
      // "CNN - ..." sends itself.
      if (bare && in.mentions.names[n].kind == NameKind::organisation) continue;
      in.uses[in.mentions.names[n].entity].datelined = true;
    }
  }
}

}  // namespace assay::mentions
