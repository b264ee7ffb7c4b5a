#include "scorers/figure_sentence.h"
#include <algorithm>

namespace assay::figures {

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
  context_.in_table = same_block ? before.in_table : in_table(document_.blocks[sentence.block]);
  current_ = s;
  read_words(sentence);
  read_names(sentence);
  read_dates(sentence);
  read_examples();
  return context_;
}

void SentenceReader::read_words(const Sentence& sentence) {
  constexpr std::uint32_t shortest_past = 5;  // "moored", not "red"
  const std::span<const Token> tokens = document_.tokens_of(sentence);
  std::size_t capitals = 0;
  WordMeaning all;
  bool past = false;
  for (const Token& token : tokens) {  // without a branch: no processor can guess what a word is
    const WordMeaning word = words_.meaning(token.hash);
    all.classes |= word.classes;
    all.uses |= word.uses;
    capitals += token.capitalised;
    const char* const end = document_.text.data() + token.range.end;
    const char before = end[-static_cast<std::ptrdiff_t>(std::min(token.range.size(), 2u))];
    past |= (token.range.size() >= shortest_past) & (end[-1] == 'd') & (before == 'e');
  }
  context_.classes = all.classes | (past ? is_past : 0u);
  context_.uses = all.uses;
  context_.title_case = tokens.size() > 2 && capitals * 10 > tokens.size() * 7;
  context_.continues_count =
      words_.continue_count(tokens, context_.has(is_the) && context_.serves(ends_remainder));
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

// A row, or a line with two bars or more.
bool SentenceReader::in_table(const Block& block) const {
  if (block.shape == BlockShape::table_row) return true;
  const std::string_view text = document_.view(block.text);
  const std::size_t bar = text.find('|');
  return bar != text.npos && text.find('|', bar + 1) != text.npos;
}

}  // namespace assay::figures
