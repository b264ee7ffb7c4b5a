#include "scorers/page_headline.h"
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>

#include "assay/text.h"

#include "scorers/boilerplate_elements.h"

namespace assay::boilerplate {
namespace {

// Thresholds of this file are guesses checked on the development pages.

// In small, blanks as one space, none at the ends.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (c <= ' ' || c == 0xa0) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text.substr(from, at - from);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return lower(out);
}

// Whether `rest`, what stands of a title before or behind a part, parts it off: " | Halm Courier".
bool is_parted(std::string_view rest, bool behind) {
  constexpr std::array<std::string_view, 8> marks = {"|",      "-",      ":",      "\u2013",
                                                     "\u2014", "\u00b7", "\u00bb", "\u2022"};
  while (!rest.empty() && (behind ? rest.front() : rest.back()) == ' ') {
    behind ? rest.remove_prefix(1) : rest.remove_suffix(1);
  }
  return std::ranges::any_of(marks, [&](std::string_view mark) {
    return behind ? rest.starts_with(mark) : rest.ends_with(mark);
  });
}

class PageHeadline {
 public:
  PageHeadline(const Document& document, const FeatureTable& features,
               std::span<const BlockRole> roles)
      : document_(document),
        features_(features),
        roles_(roles),
        title_(plain(document.metadata.title)) {}

  std::optional<std::size_t> find() const {
    if (const auto titled = called_as_the_page()) return titled;
    return top_heading();
  }

 private:
  std::string_view text(std::size_t b) const { return document_.view(document_.blocks[b].text); }
  float overlap(std::size_t b) const { return features_.at(b, Feature::title_overlap); }

  bool may_be_headline(std::size_t b) const {
    constexpr double max_words = 30;
    return document_.blocks[b].token_count > 0 && features_.words(b) <= max_words &&
           text(b) != document_.metadata.site_name;
  }

  // In a menu, a sidebar or the page's foot.
  bool in_frame(std::size_t b) const {
    const Block& block = document_.blocks[b];
    if (!block.markup) return false;
    for (std::uint32_t e = block.markup->element; e != document_.elements[e].parent;
         e = document_.elements[e].parent) {
      const html::Tag tag = document_.elements[e].tag;
      if (tag == html::Tag::nav || tag == html::Tag::aside || tag == html::Tag::footer) return true;
    }
    return false;
  }

  // In a page that is laid out as a table the headline is a cell above a paragraph.
  bool begins_text(std::size_t b) const {
    constexpr double paragraph = 15;  // words
    return b + 1 < roles_.size() && roles_[b + 1].role == Role::content &&
           features_.words(b + 1) >= paragraph &&
           document_.blocks[b + 1].shape == BlockShape::table_row;
  }

  // "entry-title", "post_headline", "titulo": the block's own element or the one around it.
  bool has_title_class(std::size_t b) const {
    constexpr std::array<std::string_view, 7> names = {"title",  "headline", "titulo", "titre",
                                                       "titolo", "titel",    "tytul"};
    return is_in_element_called(document_, b, 2, names);
  }

  // The page's title, or a part of it that its marks part off.
  bool is_title(std::size_t b) const {
    constexpr double least_words = 3;
    constexpr std::size_t least_bytes = 15;  // Chinese and Japanese have no blanks between words
    if (document_.blocks[b].text.size() > 4 * title_.size() + 16) return false;
    const std::string own = plain(text(b));
    if (own.empty() || own.size() > title_.size()) return false;
    if (own == title_) return true;
    if (features_.words(b) < least_words && own.size() < least_bytes) return false;
    const std::string_view title = title_;
    return (title.starts_with(own) && is_parted(title.substr(own.size()), true)) ||
           (title.ends_with(own) && is_parted(title.substr(0, title.size() - own.size()), false));
  }

  // The surest of the blocks that are the page's title: a top heading before others, then the one
  // nearest above the text.
  std::optional<std::size_t> called_as_the_page() const {
    std::optional<std::size_t> best;
    std::tuple<int, bool, std::ptrdiff_t> best_rank;
    const std::ptrdiff_t core = features_.core().begin;
    for (std::size_t b = 0; b < roles_.size(); ++b) {
      const Block& block = document_.blocks[b];
      const bool heading = block.shape == BlockShape::heading;
      if (block.token_count == 0 || overlap(b) < 0.9F) continue;
      const bool cell = block.shape == BlockShape::table_row && block.markup &&
                        text(b).find('\t') == std::string_view::npos && begins_text(b);
      if ((!heading && !cell && !has_title_class(b)) || !is_title(b) || !may_be_headline(b))
        continue;
      if (in_frame(b)) continue;
      const auto place = static_cast<std::ptrdiff_t>(b);
      const std::tuple rank(block.heading_level == 1 ? 2
                            : heading                ? 1
                                                     : 0,
                            place <= core, place <= core ? place : -place);
      if (best && rank <= best_rank) continue;
      best = b;
      best_rank = rank;
    }
    return best;
  }

  std::optional<std::size_t> top_heading() const {
    constexpr float max_prose_before = 0.3F;  // share of the page's prose
    constexpr float min_overlap = 0.5F;       // share of the heading's words in the page's title
    constexpr double min_linked_words = 4;    // a shorter heading that is a link is the site's name
    std::optional<std::size_t> best;
    double best_shared = 0;
    std::size_t top_headings = 0;
    for (std::size_t b = 0; b < roles_.size(); ++b) {
      if (document_.blocks[b].heading_level != 1 || !may_be_headline(b)) continue;
      const bool shares = overlap(b) >= min_overlap;
      // Menus are opened and not closed; what is called as the page is none.
      if (!shares && (in_frame(b) || features_.at(b, Feature::prose_before) > max_prose_before)) {
        continue;
      }
      const bool linked = features_.at(b, Feature::link_density) > 0.5F;
      if (linked && (!shares || features_.words(b) < min_linked_words)) continue;
      ++top_headings;
      const double shared = shares ? overlap(b) * features_.words(b) : 0;
      if (best && shared <= best_shared) continue;
      best = b;
      best_shared = shared;
    }
    return best_shared == 0 && top_headings > 1 ? std::nullopt : best;
  }

  const Document& document_;
  const FeatureTable& features_;
  std::span<const BlockRole> roles_;
  std::string title_;
};

// A paragraph whose neighbour below stands in the same element is one of the text's own.
bool is_sibling(const Document& document, std::size_t a, std::size_t b) {
  const auto& first = document.blocks[a].markup;
  const auto& second = document.blocks[b].markup;
  if (!first || !second || document.blocks[a].shape != document.blocks[b].shape) return false;
  return document.elements[first->element].parent == document.elements[second->element].parent;
}

// Is the block called so as the line below a headline is: "article-subheadline", "post__excerpt"?
// An author's or a picture's box may be, too.
bool is_called_standfirst(const Document& document, std::size_t b, int levels = 2) {
  constexpr std::array<std::string_view, 24> names = {
      "subheadline", "subhead",    "subheading", "subtitle", "subline",     "deck",
      "dek",         "standfirst", "excerpt",    "preview",  "summary",     "lead",
      "lede",        "intro",      "abstract",   "chapo",    "perex",       "sapo",
      "vorspann",    "synopsis",   "strapline",  "bajada",   "sottotitolo", "ingress"};
  constexpr std::array<std::string_view, 10> others = {"author", "authors", "bio",     "byline",
                                                       "image",  "photo",   "caption", "figcaption",
                                                       "credit", "related"};
  return is_in_element_called(document, b, levels, names) &&
         !is_in_element_called(document, b, 4, others);
}

// A list of names has hardly a word in small.
bool has_small_words(const Document& document, std::size_t b) {
  const auto tokens = document.tokens_of(document.blocks[b]);
  return 8 * std::ranges::count(tokens, true, &Token::capitalised) <= 7 * std::ssize(tokens);
}

// A line of words without links between the headline and the text.
std::optional<std::size_t> called_standfirst(const Document& document, const FeatureTable& features,
                                             std::size_t headline,
                                             std::span<const BlockRole> roles) {
  constexpr std::size_t reach = 6;  // blocks
  constexpr double least_words = 6, most_words = 60, paragraph = 25;
  for (std::size_t b = headline + 1; b < roles.size() && b <= headline + reach; ++b) {
    const Block& block = document.blocks[b];
    const double words = features.words(b);
    const bool line = words >= least_words && words <= most_words &&
                      block.shape != BlockShape::caption && block.shape != BlockShape::list_item;
    const bool lost =
        roles[b].role == Role::boilerplate || (roles[b].role == Role::content && b == headline + 1);
    if (line && lost && features.at(b, Feature::link_density) == 0 &&
        has_small_words(document, b) && is_called_standfirst(document, b)) {
      return b;
    }
    if (roles[b].role == Role::content && words >= paragraph) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_page_headline(const Document& document,
                                              const FeatureTable& features,
                                              std::span<BlockRole> roles) {
  constexpr double probability = 0.8;
  const bool any_content =
      std::ranges::any_of(roles, [](const BlockRole& role) { return role.role == Role::content; });
  if (!any_content) return std::nullopt;
  const std::optional<std::size_t> best = PageHeadline(document, features, roles).find();
  if (best && roles[*best].role != Role::content) {
    roles[*best].role = Role::content;
    roles[*best].probability = probability;
  }
  return best;
}

std::optional<std::size_t> find_standfirst(const Document& document, const FeatureTable& features,
                                           std::optional<std::size_t> headline,
                                           std::span<BlockRole> roles) {
  constexpr std::size_t reach = 12, shortest_bytes = 40, longest_bytes = 60;
  constexpr double least_words = 6, most_words = 60, probability = 0.7;
  if (!headline) return std::nullopt;
  const std::string description = plain(document.metadata.description);
  const std::string_view opening = std::string_view(description).substr(0, longest_bytes);
  // A description may go on where the block ends, or be cut with dots.
  const auto begins_so = [&](std::size_t b) {
    if (opening.size() < shortest_bytes) return false;
    const Block& block = document.blocks[b];
    if (features.words(b) < least_words || block.shape == BlockShape::caption) return false;
    constexpr std::uint32_t head = 256;  // bytes
    std::uint32_t end = std::min(block.text.end, block.text.begin + head);
    while (end < block.text.end &&
           (static_cast<unsigned char>(document.text[end]) & 0xc0) == 0x80) {
      --end;  // not inside a character
    }
    const std::string own = plain(document.view({block.text.begin, end}));
    const auto [differs, unused] = std::ranges::mismatch(own, opening);
    return static_cast<std::size_t>(differs - own.begin()) >= shortest_bytes;
  };
  // Of two, the one that reads as the text's own: the other is a card's or a caption's.
  std::optional<std::size_t> found;
  for (std::size_t b = *headline + 1; b < roles.size() && b <= *headline + reach; ++b) {
    if (roles[b].role == Role::advertisement || !begins_so(b)) continue;
    if (!found) found = b;
    if (roles[b].role != Role::content) continue;
    found = b;
    break;
  }
  if (!found) found = called_standfirst(document, features, *headline, roles);
  if (!found) return std::nullopt;
  BlockRole& role = roles[*found];
  if (role.role != Role::content) {
    role.role = Role::content;
    role.probability = probability;
  }
  const auto next = std::ranges::find(roles.subspan(*found + 1), Role::content, &BlockRole::role);
  if (next == roles.end() || features.words(*found) > most_words) return std::nullopt;
  const auto below = static_cast<std::size_t>(next - roles.begin());
  const bool called = *found == *headline + 1 && is_called_standfirst(document, *found, 1);
  return is_sibling(document, *found, below) && !called ? std::nullopt : found;
}

}  // namespace assay::boilerplate
