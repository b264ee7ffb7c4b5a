#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "scorers/boilerplate_features.h"
#include "scorers/known_names.h"
#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

using html::Tag;

// Where an element stands, inherited by everything inside it.
enum Place : std::uint32_t {
  in_paragraph = 1U << 0,
  in_heading = 1U << 1,
  in_list = 1U << 2,
  in_table = 1U << 3,
  in_article = 1U << 4,
  in_main = 1U << 5,
  in_header = 1U << 6,
  in_footer = 1U << 7,
  in_nav = 1U << 8,
  in_aside = 1U << 9,
  in_figure = 1U << 10,
  in_button = 1U << 11,
  in_blockquote = 1U << 12,
  in_body_property = 1U << 13,  // itemprop=articleBody
};

constexpr std::pair<Place, Feature> place_features[] = {{in_paragraph, Feature::tag_paragraph},
                                                        {in_heading, Feature::tag_heading},
                                                        {in_list, Feature::tag_list},
                                                        {in_table, Feature::tag_table},
                                                        {in_article, Feature::tag_article},
                                                        {in_main, Feature::tag_main},
                                                        {in_header, Feature::tag_header},
                                                        {in_footer, Feature::tag_footer},
                                                        {in_nav, Feature::tag_nav},
                                                        {in_aside, Feature::tag_aside},
                                                        {in_figure, Feature::tag_figure},
                                                        {in_button, Feature::tag_button},
                                                        {in_blockquote, Feature::tag_blockquote}};

std::uint32_t place_of(Tag tag) {
  switch (tag) {
    case Tag::p:
      return in_paragraph;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return in_heading;
    case Tag::ul:
    case Tag::ol:
    case Tag::dl:
    case Tag::menu:
      return in_list;
    case Tag::table:
      return in_table;
    case Tag::article:
      return in_article;
    case Tag::main:
      return in_main;
    case Tag::header:
      return in_header;
    case Tag::footer:
      return in_footer;
    case Tag::nav:
      return in_nav;
    case Tag::aside:
      return in_aside;
    case Tag::figure:
    case Tag::figcaption:
      return in_figure;
    case Tag::button:
    case Tag::label:
    case Tag::select:
    case Tag::form:
      return in_button;
    case Tag::blockquote:
      return in_blockquote;
    default:
      return 0;
  }
}

std::uint32_t place_of_role(std::string_view role) {
  if (role == "navigation") return in_nav;
  if (role == "banner") return in_header;
  if (role == "contentinfo") return in_footer;
  if (role == "main") return in_main;
  if (role == "complementary" || role == "dialog") return in_aside;
  if (role == "article") return in_article;
  return 0;
}

// Calls `visit` with every run of letters in `words`, which are lower case.
template <typename Visit>
void each_markup_word(std::string_view words, Visit visit) {
  for (std::size_t begin = 0; begin < words.size();) {
    const auto letter = [&](std::size_t i) { return ascii::is_lower(words[i]); };
    while (begin < words.size() && !letter(begin)) ++begin;
    std::size_t end = begin;
    while (end < words.size() && letter(end)) ++end;
    if (end > begin) visit(words.substr(begin, end - begin));
    begin = end;
  }
}

// What an element gathers: from above while going down, from below while going up.
struct Gathered {
  std::uint32_t places = 0;
  float class_own = 0, class_weighted = 0;
  float content_words = 0, furniture_words = 0, advertisement_words = 0;
  float core_depth = 0;  // depth of the nearest ancestor (or itself) that holds the core
  double words = 0, prose = 0, core_prose = 0, bytes = 0, linked = 0;
  std::uint32_t blocks = 0;
  std::uint32_t container = 0;  // nearest element with several blocks
  bool holds_core = false, inside_core = false;
};

// What the words of class, id or label attributes hint at: how many at each.
struct Hints {
  float content = 0, furniture = 0, advertisement = 0;
};

Hints hints_of(std::string_view words, const Vocabulary& vocabulary) {
  Hints hints;
  each_markup_word(words, [&](std::string_view word) {
    const MarkupHint hint = vocabulary.markup_hint(word);
    hints.content += hint == MarkupHint::content;
    hints.furniture += hint == MarkupHint::furniture;
    hints.advertisement += hint == MarkupHint::advertisement;
  });
  return hints;
}

float log2_of(double value) { return static_cast<float>(std::log2(1 + std::max(0.0, value))); }

// Hashes of all runs of four tokens.
std::unordered_set<std::uint64_t> shingles_of(std::span<const Token> tokens) {
  std::unordered_set<std::uint64_t> shingles;
  for (std::size_t i = 0; i + 4 <= tokens.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < 4; ++k) hash = hash * 0x9e3779b97f4a7c15 + tokens[i + k].hash;
    shingles.insert(hash);
  }
  return shingles;
}

}  // namespace

void FeatureTable::measure_markup(const Document& document, const Vocabulary& vocabulary) {
  const std::vector<Element>& elements = document.elements;
  if (elements.empty()) return;
  std::vector<Gathered> gathered(elements.size());
  KnownNames<Hints> known_hints;

  // Down: places and class words are inherited.
  for (std::size_t e = 0; e < elements.size(); ++e) {
    const Element& element = elements[e];
    Gathered& own = gathered[e];
    if (e > 0) {
      const Gathered& parent = gathered[element.parent];
      own.places = parent.places;
      own.class_weighted = 0.7F * parent.class_weighted;
      own.content_words = parent.content_words;
      own.furniture_words = parent.furniture_words;
      own.advertisement_words = parent.advertisement_words;
    }
    own.places |= place_of(element.tag) | place_of_role(document.markup_view(element.role));
    if (document.markup_view(element.itemprop).find("articlebody") != std::string_view::npos) {
      own.places |= in_body_property;
    }
    // The classes of html and body tell of the page, not of a part of it.
    if (element.tag == Tag::html || element.tag == Tag::body) continue;
    for (const Range words : {element.class_words, element.labels}) {
      if (words.size() == 0) continue;
      const Hints& hints = known_hints.of(document.markup_view(words), [&](std::string_view name) {
        return hints_of(name, vocabulary);
      });
      own.class_own += hints.content - hints.furniture - hints.advertisement;
      own.content_words += hints.content;
      own.furniture_words += hints.furniture;
      own.advertisement_words += hints.advertisement;
    }
    own.class_weighted += own.class_own;
  }

  // Up: what stands inside.
  double page_bytes = 0, page_linked = 0, page_prose = 0, core_prose = 0;
  for (std::size_t b = 0; b < rows_; ++b) {
    const Block& block = document.blocks[b];
    if (!block.markup) continue;
    Gathered& own = gathered[block.markup->element];
    const double words = words_[b];
    own.words += words;
    own.prose += prose_[b];
    own.bytes += block.text.size();
    own.linked += block.markup->linked_bytes;
    ++own.blocks;
    page_bytes += block.text.size();
    page_linked += block.markup->linked_bytes;
    page_prose += prose_[b];
    if (core_.contains(static_cast<std::uint32_t>(b))) {
      own.core_prose += prose_[b];
      core_prose += prose_[b];
    }
  }
  for (std::size_t e = elements.size(); e-- > 1;) {
    Gathered& parent = gathered[elements[e].parent];
    const Gathered& own = gathered[e];
    parent.words += own.words;
    parent.prose += own.prose;
    parent.core_prose += own.core_prose;
    parent.bytes += own.bytes;
    parent.linked += own.linked;
    parent.blocks += own.blocks;
  }
  // The core's element: the innermost that still holds most of the core's prose.
  constexpr double most = 0.6;
  std::uint32_t core_element = 0;
  for (std::uint32_t e = 0; e < elements.size(); ++e) {
    Gathered& own = gathered[e];
    own.holds_core = core_prose > 0 && own.core_prose >= most * core_prose &&
                     (e == 0 || gathered[elements[e].parent].holds_core);
    if (own.holds_core) core_element = e;
    own.core_depth = own.holds_core ? static_cast<float>(elements[e].depth)
                     : e > 0        ? gathered[elements[e].parent].core_depth
                                    : 0;
    own.container = own.blocks >= 3 || e == 0 ? e : gathered[elements[e].parent].container;
  }
  const float depth_of_core = std::max<float>(1, elements[core_element].depth);
  for (std::uint32_t e = 0; e < elements.size(); ++e) {
    gathered[e].inside_core =
        e == core_element || (e > 0 && gathered[elements[e].parent].inside_core);
  }

  // Prose held by blocks of the same make: tag and class of the block's element and its parent.
  std::vector<std::uint64_t> makes(rows_);
  std::vector<std::pair<std::uint64_t, double>> prose_of_make;
  std::string_view last_class;
  std::uint64_t last_hash = word_hash(last_class);  // siblings have one parent
  for (std::size_t b = 0; b < rows_; ++b) {
    if (!document.blocks[b].markup) continue;
    const Element& element = elements[document.blocks[b].markup->element];
    const Element& parent = elements[element.parent];
    std::uint64_t make =
        static_cast<std::uint64_t>(element.tag) << 8 | static_cast<std::uint64_t>(parent.tag);
    if (const std::string_view name = document.markup_view(parent.class_words);
        name != last_class) {
      last_class = name;
      last_hash = word_hash(name);
    }
    make = make * 0x9e3779b97f4a7c15 ^ last_hash;
    makes[b] = make;
    prose_of_make.emplace_back(make, prose_[b]);
  }
  std::ranges::sort(prose_of_make);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < prose_of_make.size(); ++i) {
    if (kept > 0 && prose_of_make[kept - 1].first == prose_of_make[i].first) {
      prose_of_make[kept - 1].second += prose_of_make[i].second;
    } else {
      prose_of_make[kept++] = prose_of_make[i];
    }
  }
  prose_of_make.resize(kept);

  std::unordered_set<std::uint64_t> body;
  constexpr std::size_t min_body_bytes = 300;
  if (document.metadata.article_body.size() >= min_body_bytes) {
    std::vector<Token> tokens;
    const std::string& text = document.metadata.article_body;
    append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    body = shingles_of(tokens);
  }

  for (std::size_t b = 0; b < rows_; ++b) {
    const Block& block = document.blocks[b];
    if (!block.markup) continue;
    const auto put = [&](Feature feature, double value) {
      set(b, feature, static_cast<float>(value));
    };
    const Gathered& own = gathered[block.markup->element];
    const Element& element = elements[block.markup->element];
    const Gathered& parent = gathered[element.parent];
    put(Feature::link_density, block.link_density());
    put(Feature::link_count, log2_of(block.markup->link_count));
    unsigned sponsored = 0, outside = 0;
    for (const Link& link : document.links_of(block)) {
      sponsored += link.sponsored;
      const std::string_view target = document.markup_view(link.target);
      outside += target.find("//") < 8 && !document.host.empty() &&
                 target.find(document.host) == std::string_view::npos;
    }
    put(Feature::sponsored_links, sponsored);
    put(Feature::outside_links, log2_of(outside));
    put(Feature::in_form, block.markup->in_form + 2 * (block.markup->controls > 0));
    put(Feature::has_image, block.markup->has_image + 2 * (block.markup->images_before > 0));
    put(Feature::depth, element.depth);
    for (const auto& [place, feature] : place_features) put(feature, (own.places & place) != 0);
    put(Feature::class_near, own.class_own + (own.class_own == 0 ? parent.class_own : 0));
    put(Feature::class_low, own.furniture_words);
    put(Feature::class_high, own.content_words);
    put(Feature::class_sum, own.class_weighted);
    put(Feature::class_ad, own.advertisement_words);
    const auto make = std::ranges::lower_bound(prose_of_make, makes[b], {},
                                               &std::pair<std::uint64_t, double>::first);
    put(Feature::path_prose, (make->second - prose_[b]) / std::max(1.0, page_prose));
    put(Feature::path_core, own.inside_core);
    put(Feature::parent_core, parent.core_prose / std::max(1.0, core_prose));
    put(Feature::shared_depth, own.core_depth / depth_of_core);
    const Gathered& container = gathered[own.container];
    put(Feature::container_words, log2_of(container.words));
    put(Feature::container_prose, container.prose / std::max(1.0, container.words));
    put(Feature::container_links, container.linked / std::max(1.0, container.bytes));
    put(Feature::container_blocks, log2_of(container.blocks));
    double in_body = (own.places & in_body_property) != 0 ? 1 : 0;
    if (!body.empty()) {
      const std::span<const Token> tokens = document.tokens_of(block);
      unsigned hits = 0;
      for (std::size_t i = 0; i + 4 <= tokens.size(); ++i) {
        std::uint64_t hash = 0;
        for (std::size_t k = 0; k < 4; ++k) hash = hash * 0x9e3779b97f4a7c15 + tokens[i + k].hash;
        hits += body.contains(hash);
      }
      if (tokens.size() >= 4) in_body = 2.0 * hits / static_cast<double>(tokens.size() - 3) - 1;
    }
    put(Feature::in_body_field, in_body);
    put(Feature::page_links, page_linked / std::max(1.0, page_bytes));
    put(Feature::page_has_article, std::min<std::uint32_t>(document.page.articles, 5));
  }

  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::links_p1, b > 0 ? at(b - 1, Feature::link_density) : 0);
    set(b, Feature::links_n1, b + 1 < rows_ ? at(b + 1, Feature::link_density) : 0);
  }
  for (const auto& [decay, feature] :
       {std::pair{0.6F, Feature::links_near}, std::pair{0.9F, Feature::links_far}}) {
    float average = 0;
    for (std::size_t b = 0; b < rows_; ++b) {
      set(b, feature, average);
      average = average * decay + (1 - decay) * at(b, Feature::link_density);
    }
    average = 0;
    for (std::size_t b = rows_; b-- > 0;) {
      set(b, feature, at(b, feature) + average);
      average = average * decay + (1 - decay) * at(b, Feature::link_density);
    }
  }
}

}  // namespace assay::boilerplate
