#include "scorers/cited_sources.h"
#include <algorithm>
#include <unordered_set>

#include "assay/text.h"

#include "scorers/year.h"
#include "text/ascii.h"

namespace assay {
namespace {

using ascii::is_digit, ascii::is_letter;

// Length of the note mark at `at`; 0 for none.
std::size_t mark_at(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 16;  // "[12, 13, 14]"
  if (text[at] == '[') {
    const std::size_t end = text.substr(at, longest).find(']');
    if (end == text.npos || end < 2) return 0;
    const std::string_view inside = text.substr(at + 1, end - 1);
    const bool number = inside.find_first_not_of(" ,-0123456789") == inside.npos &&
                        std::ranges::any_of(inside, is_digit);
    const bool year = inside.size() == 4 && std::ranges::all_of(inside, is_digit);
    return number && !year ? end + 1 : 0;
  }
  if (text[at] != '.' || at == 0 || !is_letter(text[at - 1])) return 0;
  std::size_t end = at + 1;
  while (end < text.size() && is_digit(text[end])) ++end;
  const bool closed = end == text.size() || text[end] == ' ' || text[end] == '\n';
  return closed && end > at + 1 && end <= at + 3 ? end - at : 0;
}

std::size_t marks_in(std::string_view text) {
  std::size_t marks = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const std::size_t length = mark_at(text, at); length > 0) {
      ++marks;
      at += length - 1;
    }
  }
  return marks;
}

bool has_year(const Document& document, std::span<const Token> tokens) {
  return std::ranges::any_of(
      tokens, [&](const Token& token) { return is_year(document.view(token.range)); });
}

bool names_somebody(const Mentions& mentions, Range text) {
  auto name = std::ranges::lower_bound(mentions.names, text.begin, {},
                                       [](const Name& n) { return n.text.begin; });
  for (; name != mentions.names.end() && name->text.begin < text.end; ++name) {
    if (name->kind == NameKind::person || name->kind == NameKind::organisation) return true;
  }
  return false;
}

// "Halm University, Tides and Fees of the Northern Ports": most of its words are capitalised, and
// it is no sentence.
bool reads_as_title(const Document& document, const Block& block) {
  constexpr std::size_t least_words = 3;
  const std::span<const Token> tokens = document.tokens_of(block);
  const auto capitals = std::ranges::count(tokens, true, &Token::capitalised);
  return tokens.size() >= least_words && 3 * capitals >= 2 * std::ssize(tokens) &&
         !document.view(block.text).ends_with('.');
}

}  // namespace

std::size_t note_marks(const ScorerInput& input) {
  std::size_t marks = 0;
  for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
    if (input.is_content(b)) marks += marks_in(input.document.view(input.document.blocks[b].text));
  }
  return marks;
}

bool has_reference_list(const Document& document, std::span<const std::string> headings) {
  constexpr std::uint32_t longest_heading = 3, reach = 8;  // tokens, blocks; guesses
  constexpr std::size_t least_items = 2, least_titles = 4;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.token_count == 0 || block.token_count > longest_heading) continue;
    std::string heading = lower(document.view(block.text));
    while (!heading.empty() && (heading.back() == ':' || heading.back() == ' ')) heading.pop_back();
    if (std::ranges::find(headings, heading) == headings.end()) continue;
    std::size_t items = 0, titles = 0;
    for (std::uint32_t i = b + 1; i < document.blocks.size() && i <= b + reach; ++i) {
      const Block& item = document.blocks[i];
      // In plain text a title of the list looks like a heading.
      if (item.heading_level > 0) break;
      items += !document.links_of(item).empty() || has_year(document, document.tokens_of(item)) ||
               document.view(item.text).find("://") != std::string_view::npos;
      titles += reads_as_title(document, item);
    }
    if (items >= least_items || titles >= least_titles) return true;
  }
  return false;
}

bool points_to_source(const ScorerInput& input, const Sentence& sentence) {
  const Document& document = input.document;
  const Block& block = document.blocks[sentence.block];
  const std::span<const Sentence> all = document.sentences_of(block);
  const auto at = static_cast<std::size_t>(&sentence - all.data());
  const Sentence& last = at + 1 < all.size() ? all[at + 1] : sentence;
  const Range text{sentence.text.begin, last.text.end};
  const std::span<const Link> links = document.links_of(block);  // in text order
  const auto next = std::ranges::lower_bound(links, text.begin + 1, {},
                                             [](const Link& link) { return link.text.end; });
  const bool linked = next != links.end() && next->text.begin < text.end;
  return linked || names_somebody(input.mentions, text) ||
         has_year(document, document.tokens_of(sentence)) ||
         has_year(document, document.tokens_of(last)) || marks_in(document.view(text)) > 0;
}

double share_with(const ScorerInput& input, std::span<const std::string> words) {
  std::unordered_set<std::uint64_t> wanted;
  for (const std::string& word : words) wanted.insert(word_hash(word));
  std::size_t read = 0, found = 0;
  for (const Sentence& sentence : input.document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    ++read;
    found += std::ranges::any_of(input.document.tokens_of(sentence),
                                 [&](const Token& token) { return wanted.contains(token.hash); });
  }
  return read == 0 ? 0 : static_cast<double>(found) / static_cast<double>(read);
}

}  // namespace assay
