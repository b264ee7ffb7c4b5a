#include "scorers/figure_sentence.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include "text/eight_tokens.h"

namespace assay::figures {

constexpr std::uint32_t shortest_past = 5;  // bytes: "moored", not "red"

const SentenceContext& SentenceReader::read(std::uint32_t s) {
  if (s == current_) return context_;
  const Sentence& sentence = document_.sentences[s];
  const bool same_block =
      current_ != no_index && document_.sentences[current_].block == sentence.block;
  const SentenceContext before = context_;
  context_ = {};
  context_.document_before = same_block && s == current_ + 1 && before.has(is_document);
  context_.in_example = same_block && before.in_example;
  context_.supposed = same_block && before.supposed;
  const Block& block = document_.blocks[sentence.block];
  context_.in_table = same_block ? before.in_table : in_table(block);
  context_.label_line = same_block ? before.label_line : is_label_line(block);
  current_ = s;
  read_words(sentence);
  read_signs(sentence);
  read_names(sentence);
  read_dates(sentence);
  read_examples();
  return context_;
}

void SentenceReader::read_words(const Sentence& sentence) {
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  const Words all = words_of(tokens);
  context_.classes = all.classes | (all.past ? is_past : 0u);
  context_.uses = all.uses;
  context_.title_case = tokens.size() > 2 && all.capitals * 10 > tokens.size() * 7;
  context_.continues_count =
      words_.continue_count(tokens, context_.has(is_the) && context_.serves(ends_remainder));
}

SentenceReader::Words SentenceReader::look_up(std::span<const Token> tokens) const {
  Words all;
  for (const Token& token : tokens) {  // without a branch: no processor can guess what a word is
    const WordMeaning word = words_.meaning(token.hash);
    all.classes |= word.classes;
    all.uses |= word.uses;
    all.capitals += token.capitalised;
    const char* const end = document_.text.data() + token.range.end;
    const char before = end[-static_cast<std::ptrdiff_t>(std::min(token.range.size(), 2u))];
    all.past |= (token.range.size() >= shortest_past) & (end[-1] == 'd') & (before == 'e');
  }
  return all;
}

#ifdef ASSAY_WIDE_REGISTERS
// As look_up(), eight words at once.
ASSAY_WIDEST SentenceReader::Words SentenceReader::look_up_widest(
    std::span<const Token> tokens) const {
  static_assert(offsetof(WordMeaning, classes) == 0 && offsetof(WordMeaning, uses) == 4);
  constexpr std::size_t stride = 8;
  const auto all_of = [&](long long number) ASSAY_WIDEST { return _mm512_set1_epi64(number); };
  const auto table = words_.meanings();
  const char* const text = document_.text.data();
  __m512i meanings = _mm512_setzero_si512();
  Words all;
  for (std::size_t i = 0; i < tokens.size(); i += stride) {
    const std::size_t count = std::min(stride, tokens.size() - i);
    const auto valid = static_cast<__mmask8>((1U << count) - 1);
    const EightTokens eight = load_eight(tokens.data() + i, count);
    meanings =
        _mm512_mask_or_epi64(meanings, valid, meanings, table.of_eight<0>(eight.hashes).bytes);
    all.capitals +=
        static_cast<std::size_t>(std::popcount(eight.with(EightTokens::capitalised, valid)));
    const __mmask8 longer = _mm512_mask_cmpge_epi64_mask(
        valid, _mm512_sub_epi64(eight.ends, eight.begins), all_of(shortest_past));
    const __m256i tails = _mm512_mask_i64gather_epi32(  // four bytes, the last two the highest
        _mm256_setzero_si256(), longer, _mm512_sub_epi64(eight.ends, all_of(4)), text, 1);
    all.past |= _mm256_mask_cmpeq_epi32_mask(longer, _mm256_srli_epi32(tails, 16),
                                             _mm256_set1_epi32('e' | 'd' << 8)) != 0;
  }
  std::array<std::uint64_t, stride> parts;
  _mm512_storeu_si512(parts.data(), meanings);
  std::uint64_t bits = 0;
  for (const std::uint64_t part : parts) bits |= part;
  all.classes = static_cast<std::uint32_t>(bits);
  all.uses = static_cast<std::uint32_t>(bits >> 32);
  return all;
}
#else
SentenceReader::Words SentenceReader::look_up_widest(std::span<const Token> tokens) const {
  return look_up(tokens);
}
#endif

// What asks for more than is said here looks for itself, so a byte too many does no harm.
void SentenceReader::read_signs(const Sentence& sentence) {
  constexpr std::size_t lanes = 16;
  using Bytes = signed char __attribute__((vector_size(lanes)));
  using Found = Bytes;
  // A sentence that opens the text has no byte before it; behind the text stands a zero.
  const std::uint32_t begin = std::max(sentence.text.begin, 1u);
  const std::size_t end =
      std::min<std::size_t>(sentence.text.end + SentenceSigns::behind, document_.text.size());
  if (begin >= end) return;
  Found equals{}, colon{}, bracket{}, raised{};
  const auto look = [&](const char* text) {
    Bytes byte, before, next;
    std::memcpy(&byte, text, lanes);
    std::memcpy(&before, text - 1, lanes);
    std::memcpy(&next, text + 1, lanes);
    equals |= byte == '=';
    colon |= byte == ':';
    bracket |= (byte == '[') | (byte == '(');
    raised |= (byte == '.') & (before >= 'a') & (before <= 'z') & (next >= '0') & (next <= '9');
    // the first two bytes of the signs for raised digits, and of some more
    raised |= (byte == '\xc2') & (next > '\xb1');
    raised |= (byte == '\xe2') & (next == '\x81');
  };
  const char* const text = document_.text.data();
  std::size_t at = begin;
  for (; at + lanes <= end; at += lanes) look(text + at);
  if (at < end) {
    std::array<char, lanes + 2> rest{};  // with the bytes before and behind
    std::memcpy(rest.data(), text + at - 1, end - at + 2);
    look(rest.data() + 1);
  }
  const auto any = [](const Found& found) {
    std::array<std::uint64_t, lanes / 8> parts;
    std::memcpy(parts.data(), &found, lanes);
    return (parts[0] | parts[1]) != 0;
  };
  const char first = begin == 1 ? text[0] : ' ';
  context_.signs = {any(equals) || first == '=', any(colon) || first == ':',
                    any(bracket) || first == '[' || first == '(', any(raised)};
}

void SentenceReader::read_names(const Sentence& sentence) {
  const auto& names = mentions_.names;
  while (next_name_ < names.size() && names[next_name_].text.end <= sentence.text.begin) {
    ++next_name_;
  }
  for (std::size_t n = next_name_; n < names.size() && names[n].text.begin < sentence.text.end;
       ++n) {
    ++context_.names;
    if (names[n].kind == NameKind::place) continue;
    const std::uint32_t at = names[n].text.begin;
    if (context_.first_name == no_index) context_.first_name = at;
    const std::string_view lead =
        std::string_view(document_.text).substr(sentence.text.begin, at - sentence.text.begin);
    if (!context_.on_site && words_.lead_to_site(lead)) {
      context_.on_site = true;
      context_.site = names[n].text;
    }
  }
}

void SentenceReader::read_dates(const Sentence& sentence) {
  const auto& dates = mentions_.dates;
  while (next_date_ < dates.size() && dates[next_date_].text.end <= sentence.text.begin) {
    ++next_date_;
  }
  for (std::size_t n = next_date_; n < dates.size() && dates[n].text.begin < sentence.text.end;
       ++n) {
    context_.says_year |= dates[n].year > 0;
  }
}

// What is supposed in a paragraph stays supposed to its end. Sentences without figures are not
// read, so the example must be opened in one with a figure.
void SentenceReader::read_examples() {
  if (!context_.has(is_example)) return;
  context_.in_example = true;
  context_.supposed |= context_.has(is_if | is_you);
}

// A row, or a line with two bars or tabs or more, or with one tab in what is no sentence.
bool SentenceReader::in_table(const Block& block) const {
  if (block.shape == BlockShape::table_row) return true;
  const std::string_view text = document_.view(block.text);
  if (const std::size_t tab = text.find('\t'); tab != text.npos) {
    const bool ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
    if (text.find('\t', tab + 1) != text.npos || (block.sentence_count == 1 && !ended)) return true;
  }
  const std::size_t bar = text.find('|');
  return bar != text.npos && text.find('|', bar + 1) != text.npos;
}

bool SentenceReader::is_label_line(const Block& block) const {
  constexpr std::uint32_t longest = 19;  // words
  return block.token_count <= longest &&
         document_.view(block.text).find(':') != std::string_view::npos;
}

}  // namespace assay::figures
