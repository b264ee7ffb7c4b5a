#include "scorers/issuer.h"
#include <algorithm>
#include <array>

#include "assay/text.h"

#include "ingest/url.h"
#include "scorers/own_name.h"
#include "scorers/paid_links.h"

namespace assay {
namespace {

constexpr std::size_t longest_name = 8;      // words; guess
constexpr std::size_t longest_about = 12;    // blocks of a description and what follows; guess
constexpr std::size_t opening_tokens = 120;  // in which a release names its issuer; guess
constexpr std::size_t longest_kind = 12;     // words of "is a leading maker"; guess

std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& words) {
  std::vector<std::uint64_t> hashes;
  for (const std::string& word : words) hashes.push_back(word_hash(word));
  return hashes;
}

bool has(const std::vector<std::uint64_t>& words, std::uint64_t word) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::uint64_t> hashes_of(std::string_view phrase) {
  std::vector<Token> tokens;
  append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
  std::vector<std::uint64_t> hashes;
  for (const Token& token : tokens) hashes.push_back(token.hash);
  return hashes;
}

}  // namespace

IssuerWords::IssuerWords(const Heuristics& heuristics)
    : publishers_(PublisherWords::load(heuristics)),
      official_hosts_(heuristics.words("any/words/official_hosts.json")),
      about_(hashes_of(heuristics.words("en/words/release_descriptions.json"))),
      source_(hashes_of(heuristics.words("en/words/release_sources.json"))),
      determiners_(hashes_of(heuristics.words("en/words/determiners.json"))),
      generic_(hashes_of(heuristics.words("en/words/press-release-generic-names.json"))),
      bodies_(hashes_of(heuristics.words("en/words/organisation_words.json"))),
      copulas_(hashes_of(heuristics.words("en/words/release_copulas.json"))),
      joints_(hashes_of(heuristics.words("en/words/release_description_joints.json"))) {
  for (const char* list : {"en/words/organisation_nouns.json", "any/words/company_forms.json"}) {
    for (const std::string& word : heuristics.words(list)) {
      const Hashes words = hashes_of(word);
      if (words.size() == 1 && word.size() > 2) bodies_.push_back(words[0]);
    }
  }
  for (const char* list : {"en/words/release_labels.json", "en/words/press-release-wire.json"}) {
    for (const std::string& phrase : heuristics.words(list)) labels_.push_back(hashes_of(phrase));
  }
}

bool IssuerWords::is_official(std::string_view host) const {
  return std::ranges::any_of(official_hosts_,
                             [&](std::string_view ending) { return is_host(host, ending); });
}

class IssuerFinder {
 public:
  IssuerFinder(const ScorerInput& input, const IssuerWords& words)
      : input_(input), document_(input.document), words_(words) {}

  std::optional<Issuer> find() const {
    const std::string host = document_.host.empty() ? site_of(document_.url) : document_.host;
    if (!host.empty() && words_.is_official(lower(host))) {
      const std::string name = publisher_name(document_, words_.publishers_);
      return Issuer{.name = name.empty() ? lower(host) : name,
                    .brief = {},
                    .body = true,
                    .where = {},
                    .about = {}};
    }
    if (document_.language.code != "en") return std::nullopt;
    std::optional<Issuer> found;
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (2 * block.text.begin < document_.text.size() || block.token_count < 2) continue;
      const std::span<const Token> tokens = document_.tokens_of(block);
      if (names_source(block, tokens)) {
        const Range name = name_at(tokens, 1, block.text.end);
        if (!found && !name.empty() && name.end == tokens.back().range.end) found = of(name);
      }
      if (!has(words_.about_, tokens[0].hash) || (found && !found->about.empty())) continue;
      const std::size_t from = has(words_.determiners_, tokens[1].hash) ? 2 : 1;
      const Range name = name_at(tokens, from, block.text.end);
      const std::string_view behind = document_.text.size() > name.end
                                          ? std::string_view(document_.text).substr(name.end, 1)
                                          : std::string_view();
      const bool label = !name.empty() && (name.end == block.text.end || behind == ":" ||
                                           name.end == tokens.back().range.end);
      if (!label || !opens_with(name)) continue;
      if (!found && !is_body(name) && !describes_body(name, b + 1) && !is_release()) continue;
      if (!found) found = of(name);
      found->about = {b, end_of_about(b)};
    }
    return found;
  }

 private:
  // "SOURCE Halm Tools"; "SOURCE: Reuters" is a credit.
  bool names_source(const Block& block, std::span<const Token> tokens) const {
    return tokens[0].all_caps && has(words_.source_, tokens[0].hash) &&
           3 * block.text.begin >= 2 * document_.text.size() &&
           document_.view({tokens[0].range.end, tokens[1].range.begin}).find_first_not_of(' ') ==
               std::string_view::npos;
  }

  // "Halm Institute", "Halm Inc.", no lone "Congress".
  bool is_body(Range name) const {
    std::vector<Token> tokens;
    append_tokens(document_.text, name, tokens);
    return tokens.size() > 1 && std::ranges::any_of(tokens, [&](const Token& token) {
             return token.capitalised && has(words_.bodies_, token.hash);
           });
  }

  // "Halm Tools is a maker of ...", "Halm Tools, Inc. grinds ...", in the block below its heading.
  bool describes_body(Range name, std::uint32_t b) const {
    if (b >= document_.blocks.size()) return false;
    const std::span<const Token> tokens = document_.tokens_of(document_.blocks[b]);
    std::vector<Token> words;
    append_tokens(document_.text, name, words);
    std::size_t at = !tokens.empty() && has(words_.determiners_, tokens[0].hash) ? 1 : 0;
    for (const Token& word : words) {
      if (at >= tokens.size() || tokens[at++].hash != word.hash) return false;
    }
    if (at + 1 >= tokens.size()) return false;
    if (tokens[at].capitalised && has(words_.bodies_, tokens[at].hash)) return true;
    if (!has(words_.copulas_, tokens[at].hash)) return false;
    for (std::size_t t = at + 1; t < tokens.size() && t <= at + longest_kind; ++t) {
      const bool last = t + 1 == tokens.size() || has(words_.joints_, tokens[t + 1].hash) ||
                        document_.text[tokens[t].range.end] != ' ';
      if (last) return has(words_.bodies_, tokens[t].hash);
    }
    return false;
  }

  // The hashes of the capitalised words that the text opens with, 0 for the others. Few texts hold
  // a line that asks for them.
  std::span<const std::uint64_t> opening() const {
    if (!opening_.empty()) return opening_;
    for (const Token& token : document_.tokens) {
      if (opening_.size() == opening_tokens || 2 * token.range.begin >= document_.text.size())
        break;
      opening_.push_back(token.capitalised ? token.hash : 0);
    }
    return opening_;
  }

  // Is it marked as one: "Media contact", "SOURCE Halm Tools", "(Business Wire)"?
  bool is_release() const {
    const auto opens = [](std::span<const std::uint64_t> text, const IssuerWords::Hashes& label) {
      return text.size() >= label.size() && std::ranges::equal(text.first(label.size()), label);
    };
    for (std::size_t t = 0; t < opening().size(); ++t) {
      const std::span<const std::uint64_t> rest = opening().subspan(t);
      for (const auto& label : words_.labels_) {
        if (opens(rest, label)) return true;
      }
    }
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      const std::span<const Token> tokens = document_.tokens_of(block);
      if (tokens.size() > 1 && names_source(block, tokens)) return true;
      if (!input_.is_content(b)) continue;
      for (const auto& label : words_.labels_) {
        if (tokens.size() >= label.size() &&
            std::ranges::equal(tokens.first(label.size()), label, {}, &Token::hash))
          return true;
      }
    }
    return false;
  }

  Issuer of(Range name) const {
    Issuer issuer{.name = std::string(document_.view(name)),
                  .brief = {},
                  .body = false,
                  .where = name,
                  .about = {}};
    std::vector<Token> tokens;
    append_tokens(document_.text, name, tokens);
    if (tokens.size() > 1 && tells(tokens[0]) &&
        std::ranges::count_if(tokens, [&](const Token& one) { return tells(one); }) == 1) {
      issuer.brief = document_.view(tokens[0].range);
    }
    return issuer;
  }

  // Up to the next "About ..." or heading.
  std::uint32_t end_of_about(std::uint32_t from) const {
    const auto last = static_cast<std::uint32_t>(
        std::min<std::size_t>(from + longest_about, document_.blocks.size()));
    for (std::uint32_t b = from + 1; b < last; ++b) {
      const Block& block = document_.blocks[b];
      if (block.token_count == 0) continue;
      const bool about = has(words_.about_, document_.tokens_of(block)[0].hash);
      if (about || (block.shape == BlockShape::heading && b > from + 1)) return b;
    }
    return last;
  }

  // The capitalised words from `at` on, with small words between them; empty where they are too
  // many or none tells this name from others.
  Range name_at(std::span<const Token> tokens, std::size_t at, std::uint32_t end) const {
    std::size_t last = at;
    for (std::size_t t = at; t < tokens.size() && t < at + longest_name; ++t) {
      const std::string_view between =
          t == at ? std::string_view()
                  : document_.view({tokens[t - 1].range.end, tokens[t].range.begin});
      if (between.find_first_of(":;\n") != between.npos) break;
      if (tokens[t].capitalised) last = t + 1;
      if (!tokens[t].capitalised && tokens[t].range.size() > 3) break;
    }
    const std::span<const Token> name =
        tokens.subspan(std::min(at, tokens.size()), last - std::min(at, last));
    if (name.empty() || std::ranges::none_of(name, [&](const Token& one) { return tells(one); })) {
      return {};
    }
    return {name.front().range.begin, std::min(name.back().range.end, end)};
  }

  bool tells(const Token& token) const {
    return token.capitalised && token.range.size() > 2 && !has(words_.generic_, token.hash);
  }

  bool opens_with(Range name) const {
    std::vector<Token> tokens;
    append_tokens(document_.text, name, tokens);
    return std::ranges::all_of(tokens, [&](const Token& token) {
      return !tells(token) || std::ranges::find(opening(), token.hash) != opening().end();
    });
  }

  const ScorerInput& input_;
  const Document& document_;
  const IssuerWords& words_;
  mutable std::vector<std::uint64_t> opening_;  // see opening(); empty: nobody asked yet
};

std::optional<Issuer> find_issuer(const ScorerInput& input, const IssuerWords& words) {
  return IssuerFinder(input, words).find();
}

}  // namespace assay
