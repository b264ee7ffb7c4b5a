#include "scorers/own_name.h"
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "assay/text.h"

#include "ingest/url.h"
#include "text/word_starts.h"

namespace assay {
namespace {

constexpr std::size_t shortest_name = 4;  // letters and digits; shorter ones are words by chance
constexpr std::size_t longest_name = 4;   // words
// Captions and credits name whom somebody works for; only sentences speak of it (words; guess).
constexpr std::uint32_t shortest_sentence = 7;

// Letters and digits in small: "Halm & Sons' Tools" gives "halmsonstools".
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : lower(text)) {
    const bool sign =
        static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9');
    if (!sign) out += c;
  }
  return out;
}

// The label that names the site, and whether others stand before it: "blog.halm-tools.co.uk" gives
// "halmtools" and true.
struct SiteLabel {
  std::string name;
  bool below = false;
};

SiteLabel site_label(std::string_view host) {
  std::vector<std::string_view> labels;
  for (std::size_t at = 0; at <= host.size();) {
    const std::size_t dot = std::min(host.find('.', at), host.size());
    labels.push_back(host.substr(at, dot - at));
    at = dot + 1;
  }
  if (labels.size() < 2) return {};
  const bool country = labels.back().size() == 2;
  labels.pop_back();
  if (country && labels.size() > 1 && labels.back().size() <= 3) labels.pop_back();  // "co.uk"
  const bool below = labels.size() > (labels.front() == "www" ? 2u : 1u);
  return {compact(labels.back()), below};
}

std::vector<std::string> names_of_publisher(const Document& document) {
  // A page saved without its address still says where it belongs.
  const SiteLabel site =
      site_label(document.host.empty() ? site_of(document.metadata.canonical_url) : document.host);
  if (site.name.empty()) return {};
  std::vector<std::string> names;
  // Below a platform's host somebody else writes, unless the page says that it is the platform.
  bool writes_itself = !site.below;
  for (const std::string& field : {document.metadata.site_name, document.metadata.publisher}) {
    const std::string name = compact(field);
    writes_itself = writes_itself || name.find(site.name) != name.npos;
    const std::size_t words = word_starts(field).words;
    if (words >= 2 && words <= longest_name) names.push_back(name);
  }
  if (writes_itself) names.push_back(site.name);
  std::erase_if(names, [](const std::string& name) { return name.size() < shortest_name; });
  return names;
}

bool is_possessive(std::string_view word) { return word.ends_with("'s") || word.ends_with("’s"); }

// Tokens of `tokens` from `at` that together write one of `names`; 0 for none.
std::size_t length_of_name(const Document& document, std::span<const Token> tokens, std::size_t at,
                           const std::vector<std::string>& names) {
  const std::string_view first = document.view(tokens[at].range);
  const std::string initial = lower(first.substr(0, 1));
  if (std::ranges::none_of(names,
                           [&](const std::string& name) { return name.starts_with(initial); })) {
    return 0;
  }
  std::string written;
  for (std::size_t count = 1; count <= longest_name && at + count <= tokens.size(); ++count) {
    std::string_view word = document.view(tokens[at + count - 1].range);
    const bool possessive = is_possessive(word);
    if (possessive) word = word.substr(0, word.find_last_of("'\xE2"));
    written += compact(word);
    if (std::ranges::find(names, written) != names.end()) return count;
    const bool begins = std::ranges::any_of(
        names, [&](const std::string& name) { return name.starts_with(written); });
    if (!begins || possessive) return 0;
  }
  return 0;
}

}  // namespace

std::optional<OwnName> own_name(const ScorerInput& input) {
  const Document& document = input.document;
  const std::vector<std::string> names = names_of_publisher(document);
  if (names.empty()) return std::nullopt;
  OwnName found;
  for (const Sentence& sentence : document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    ++found.read;
    const std::span<const Token> tokens = document.tokens_of(sentence);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const std::size_t length = length_of_name(document, tokens, t, names);
      if (length == 0) continue;
      if (length == 1 && !tokens[t].capitalised) return std::nullopt;  // a common word
      const bool heard = t > 0 && (lower(document.view(tokens[t - 1].range)) == "told" ||
                                   (t > 1 && lower(document.view(tokens[t - 2].range)) == "told"));
      if (!tokens[t].capitalised || heard || tokens.size() < shortest_sentence) continue;
      if (found.sentences++ == 0) {
        found.name = document.view({tokens[t].range.begin, tokens[t + length - 1].range.end});
        if (is_possessive(found.name)) found.name.resize(found.name.find_last_of("'\xE2"));
        found.first = sentence.text;
      }
      break;
    }
  }
  if (found.sentences == 0) return std::nullopt;
  return found;
}

}  // namespace assay
