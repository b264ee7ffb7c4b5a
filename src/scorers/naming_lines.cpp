#include "scorers/naming_lines.h"
#include <algorithm>

#include "assay/text.h"

#include "text/ascii.h"

namespace assay {
namespace {

// What stands behind a name that is parted from the rest.
bool parts_name(std::string_view between) {
  return between.find_first_of(",|/(") != between.npos || between.find(" -") != between.npos ||
         between.find("\u2013") != between.npos || between.find("\u2014") != between.npos ||
         between.find("\u00b7") != between.npos;
}

}  // namespace

bool joins_name(std::string_view between) {
  return between.size() <= 3 && between.find_first_not_of(" .-'\xc2\xa0") == between.npos;
}

std::size_t NameLine::name_length(std::size_t begin) const {
  constexpr std::size_t most_words = 5, longest_particle = 3;
  std::size_t length = 0;
  for (std::size_t i = begin; i < tokens_.size() && i - begin < most_words; ++i) {
    if (i > begin && !joins_name(behind(i - 1))) break;
    const bool particle = i > begin && tokens_[i].range.size() <= longest_particle &&
                          tokens_[i].kind == TokenKind::word;
    if (tokens_[i].capitalised) {
      length = i - begin + 1;
    } else if (!particle) {
      break;
    }
  }
  return length;
}

bool NameLine::goes_on_small(std::size_t at) const {
  constexpr std::size_t longest_title = 2;
  for (std::size_t i = at; i < tokens_.size() && i <= at + longest_title; ++i) {
    if (tokens_[i].kind == TokenKind::word && !tokens_[i].capitalised) return true;
    if (!tokens_[i].all_caps) return false;
  }
  return false;
}

bool begins_with_parted_name(const Document& document, const Block& block) {
  const NameLine line(document, block);
  const std::size_t length = line.name_length(0);
  return length >= 2 && length <= 4 && length < line.tokens().size() &&
         parts_name(line.behind(length - 1));
}

bool begins_with_subject(const Document& document, const Block& block) {
  const NameLine line(document, block);
  const std::size_t length = line.name_length(0);
  return length >= 2 && line.goes_on_small(length);
}

bool has_subject(const Document& document, const Block& block, std::span<const Token> name) {
  const NameLine line(document, block);
  const std::span<const Token> tokens = line.tokens();
  if (name.empty() || tokens.empty() || tokens[0].hash != name[0].hash) return false;
  std::size_t length = 1;
  while (length < name.size() && length < tokens.size() &&
         tokens[length].hash == name[length].hash) {
    ++length;
  }
  return line.goes_on_small(length);
}

bool begins_with_name(const Document& document, const Block& block) {
  constexpr std::size_t opening = 4;  // "About the author: Ada Lindqvist"; guess
  const std::span<const Token> tokens = document.tokens_of(block);
  for (std::size_t t = 0; t + 1 < tokens.size() && t < opening; ++t) {
    if (tokens[t].capitalised && tokens[t + 1].capitalised) return true;
  }
  return false;
}

bool is_capital_word(const Document& document, Range text) {
  const auto token = std::ranges::lower_bound(document.tokens, text.begin, {},
                                              [](const Token& t) { return t.range.begin; });
  return token != document.tokens.end() && token->range == text && token->capitalised;
}

bool is_name(const Document& document, Range text) {
  const auto first = std::ranges::lower_bound(document.tokens, text.begin, {},
                                              [](const Token& t) { return t.range.begin; });
  std::size_t words = 0, small = 0;
  std::uint32_t longest = 0;
  for (auto token = first; token != document.tokens.end() && token->range.end <= text.end;
       ++token, ++words) {
    small += !token->capitalised;
    longest = std::max(longest, token->range.end - token->range.begin);
  }
  // Initials alone sign comments and reviews.
  return words >= 2 && words <= 5 && first->capitalised && small + 2 <= words && longest > 1;
}

bool names_somebody(const Document& document, const Block& block) {
  if (block.token_count < 2 || block.token_count > short_block_tokens) return false;
  const std::span<const Token> tokens = document.tokens_of(block);
  const bool cue = lower(document.view(tokens.front().range)) == "by";
  const bool article = cue && tokens.size() > 3 && !tokens[1].capitalised;  // "By the Halm Team"
  const std::span<const Token> rest = tokens.subspan(article ? 2 : cue ? 1 : 0);
  return rest.size() >= 2 && rest[0].capitalised && rest[1].capitalised &&
         (cue || rest.size() <= 8);
}

bool lists_degrees(const Document& document, const Block& block) {
  constexpr std::uint32_t longest = 60;  // tokens; guess
  if (block.token_count < 3 || block.token_count > longest) return false;
  const std::span<const Token> tokens = document.tokens_of(block);
  if (!tokens[0].capitalised || !tokens[1].capitalised || tokens[0].all_caps) return false;
  // "Photograph: Ada Lindqvist, CC BY" credits a picture.
  if (document.text[tokens[0].range.end] == ':') return false;
  std::size_t degrees = 0;
  for (std::size_t t = 2; t < tokens.size(); ++t) {
    if (!tokens[t].capitalised) return false;
    const std::string_view word = document.view(tokens[t].range);
    if (word.starts_with("CC")) return false;  // a licence
    const bool behind_comma = document.text[tokens[t - 1].range.end] == ',';
    degrees += behind_comma && word.size() <= 6 && (tokens[t].all_caps || word == "PhD");
  }
  return degrees > 0;
}

bool is_byline(const Document& document, const Block& block, const Sentence& sentence) {
  if (block.token_count > 2 * short_block_tokens || sentence.token_count < 2) return false;
  if (sentence.token_count > short_block_tokens) return false;
  const std::span<const Token> tokens = document.tokens_of(sentence);
  const auto capitals = std::ranges::count(tokens.subspan(1), true, &Token::capitalised);
  if (tokens[1].capitalised || 2 * capitals >= std::ssize(tokens) - 1) return true;
  for (std::size_t t = 1; t + 1 < tokens.size(); ++t) {  // "Posted on 3 May by Ada Lindqvist"
    if (document.view(tokens[t].range) == "by" && tokens[t + 1].capitalised) return true;
  }
  return false;
}

bool ends_with_degree(std::string_view name) {
  constexpr std::size_t longest = 6;  // letters
  const std::size_t comma = name.rfind(", ");
  if (comma == name.npos) return false;
  const std::string_view last = name.substr(comma + 2);
  const auto capitals = std::ranges::count_if(last, ascii::is_upper);
  return !last.empty() && last.size() <= longest && capitals >= 2;
}

}  // namespace assay
