#include "scorers/figure_continuity.h"
#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace assay::figures {
namespace {

constexpr std::size_t most_words = 48;  // of a sentence

// The first letters of a word, small and without the "s" of a plural: alike for most forms of it.
// 0: too short to tell anything.
std::uint64_t stem_of(std::string_view word) {
  constexpr std::size_t shortest = 3, letters = 5;
  if (word.size() < shortest) return 0;
  if (word.ends_with("'s")) word.remove_suffix(2);
  if (word.ends_with('s')) word.remove_suffix(1);
  std::uint64_t stem = 0;
  for (const char c : word.substr(0, letters)) {
    stem = stem << 8 | static_cast<unsigned char>(ascii::lower_ascii(c));
  }
  return stem;
}

}  // namespace

Continuity::Relation Continuity::compare() const {
  if (at_.quantity.sentence == at_.block.first_sentence) return Relation::open;
  const Document& document = at_.document;
  const std::span<const Token> before =
      document.tokens_of(document.sentences[at_.quantity.sentence - 1]);
  if (in_own_voice(before)) return Relation::apart;
  if (links() || shares_word(before)) return Relation::joined;
  if (behind_quotation()) return Relation::apart;
  return known_ ? Relation::joined : Relation::open;
}

// ""We need 45 berths," she told reporters. The army has sent 200 men.": whoever is quoted does not
// speak on where the quotation has ended.
bool Continuity::behind_quotation() const {
  const auto quotes = [&](const Sentence& sentence) {
    const std::string_view text = at_.document.view(sentence.text);
    return text.starts_with('"') || text.starts_with("\u201c");
  };
  return quotes(at_.document.sentences[at_.quantity.sentence - 1]) && !quotes(at_.sentence);
}

// "It ...", "Of these, ...", "A third also ..."
bool Continuity::links() const {
  constexpr std::size_t opening = 3;  // words
  const std::span<const Token> tokens = at_.tokens();
  const auto link = [&](const Token& token) { return words_.is(token.hash, is_third | is_link); };
  return std::ranges::any_of(tokens.first(std::min(opening, tokens.size())), link) ||
         words_.add_to_count(tokens);
}

// "I pay 20 percent more", "Our lamp saves 30 percent" behind a sentence of somebody else.
bool Continuity::in_own_voice(std::span<const Token> before) const {
  constexpr std::uint32_t own = is_i | is_we;
  if (!at_.context.has(own)) return false;
  const auto speaks = [&](const Token& token) { return words_.is(token.hash, own); };
  const bool here = std::ranges::any_of(at_.tokens(), [&](const Token& token) {
    return token.range.begin < at_.begin() && speaks(token);
  });
  return here && std::ranges::none_of(before, speaks);
}

bool Continuity::shares_word(std::span<const Token> before) const {
  std::array<std::uint64_t, most_words> stems;
  std::size_t count = 0;
  const auto stem = [&](const Token& token) {
    return words_.is_function_word(token) ? 0 : stem_of(at_.document.view(token.range));
  };
  for (const Token& token : before.first(std::min(before.size(), most_words))) {
    if (const std::uint64_t one = stem(token)) stems[count++] = one;
  }
  const std::span<const std::uint64_t> known(stems.data(), count);
  const std::span<const Token> tokens = at_.tokens();
  return std::ranges::any_of(tokens.first(std::min(tokens.size(), most_words)),
                             [&](const Token& token) {
                               const std::uint64_t one = stem(token);
                               return one != 0 && std::ranges::find(known, one) != known.end();
                             });
}

}  // namespace assay::figures
