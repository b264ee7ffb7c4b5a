#include "scorers/boilerplate_elements.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "assay/text.h"

#include "scorers/known_names.h"
#include "scorers/naming_lines.h"
#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

// Thresholds are guesses checked on the development pages.

// Does one of the names in `words` (class and id, lower case) say that readers' comments stand
// here? A name counts where all its parts speak of such a section: "comments-open" says that an
// article can be commented on, "comment-count" how often it was, "expert-comment" and the German
// "kommentar" are articles.
bool says_comments(std::string_view words) {
  constexpr std::string_view sections[] = {"comment",     "comments",   "commentlist",
                                           "commentform", "kommentare", "kommentarliste",
                                           "commentaires"};
  constexpr std::string_view companions[] = {
      "area",    "article", "block",  "blog",     "body",    "box",     "container", "content",
      "div",     "entries", "entry",  "facebook", "fb",      "feed",    "form",      "holder",
      "id",      "inner",   "item",   "items",    "js",      "li",      "list",      "main",
      "page",    "post",    "reader", "readers",  "replies", "respond", "root",      "row",
      "section", "single",  "system", "text",     "the",     "thread",  "threads",   "user",
      "users",   "view",    "wp",     "wpd",      "wrap",    "wrapper"};
  constexpr std::string_view whole[] = {"respond", "disqus_thread"};
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    const std::string_view name = words.substr(begin, end - begin);
    begin = end + 1;
    if (std::ranges::find(whole, name) != std::end(whole)) return true;
    bool section = false, other = false;
    for (std::size_t at = 0; at < name.size() && !other;) {
      if (!ascii::is_lower(name[at])) {
        other = (name[at] & 0x80) != 0;
        ++at;
        continue;
      }
      std::size_t stop = at;
      while (stop < name.size() && ascii::is_lower(name[stop])) ++stop;
      const std::string_view part = name.substr(at, stop - at);
      at = stop;
      if (std::ranges::find(sections, part) != std::end(sections)) {
        section = true;
      } else {
        other = std::ranges::find(companions, part) == std::end(companions);
      }
    }
    if (section && !other) return true;
  }
  return false;
}

// Of each element the outermost one around it that says it holds comments; 0 where none does.
std::vector<std::uint32_t> comment_elements(const Document& document) {
  const std::vector<Element>& elements = document.elements;
  std::vector<std::uint32_t> outermost(elements.size());
  KnownNames<bool> known;
  for (std::uint32_t e = 1; e < elements.size(); ++e) {
    const Element& element = elements[e];
    if (element.tag == html::Tag::html || element.tag == html::Tag::body) continue;
    outermost[e] = outermost[element.parent];
    if (outermost[e] == 0 && known.of(document.markup_view(element.class_words), says_comments)) {
      outermost[e] = e;
    }
  }
  return outermost;
}

// Of each element of comments whether entries of one make stand in it, or beside it, as readers'
// answers do. Paragraphs are no entries.
std::vector<std::uint8_t> repeated_entries(const Document& document,
                                           const std::vector<std::uint32_t>& outermost) {
  constexpr std::size_t least = 3;  // two columns of a layout are alike, too
  const std::vector<Element>& elements = document.elements;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;  // make, outermost element
  for (std::uint32_t e = 1; e < elements.size(); ++e) {
    const Element& element = elements[e];
    if (outermost[e] == 0 || element.tag == html::Tag::p) continue;
    // Its first name without the number that each entry has of its own.
    std::string_view name = document.markup_view(element.class_words);
    name = name.substr(0, name.find_first_of(" 0123456789"));
    if (name.empty()) continue;
    const std::uint64_t place = std::uint64_t{element.parent} << 8 | std::uint64_t(element.tag);
    entries.emplace_back(spread(place) ^ word_hash(name), outermost[e]);
  }
  std::ranges::sort(entries);
  std::vector<std::uint8_t> repeated(elements.size());
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() && entries[end].first == entries[begin].first) ++end;
    for (std::size_t i = begin; end - begin >= least && i < end; ++i) {
      repeated[entries[i].second] = 1;
    }
  }
  return repeated;
}

}  // namespace

bool is_in_element_called(const Document& document, std::size_t block, int levels,
                          std::span<const std::string_view> words) {
  const auto& markup = document.blocks[block].markup;
  if (!markup) return false;
  std::uint32_t element = markup->element;
  for (int level = 0; level < levels; ++level, element = document.elements[element].parent) {
    const std::string_view name = document.markup_view(document.elements[element].class_words);
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t end = std::min(name.find_first_of(" -_", at), name.size());
      if (std::ranges::find(words, name.substr(at, end - at)) != words.end()) return true;
      at = end + 1;
    }
  }
  return false;
}

std::vector<bool> blocks_in_comments(const Document& document) {
  std::vector<bool> inside(document.blocks.size());
  const std::vector<std::uint32_t> outermost = comment_elements(document);
  for (std::size_t b = 0; b < inside.size(); ++b) {
    const std::optional<Markup>& markup = document.blocks[b].markup;
    inside[b] = markup && outermost[markup->element] != 0;
  }
  return inside;
}

void close_comment_elements(const Document& document, const FeatureTable& features,
                            bool may_be_subject, std::span<BlockRole> roles) {
  constexpr double least_article = 100;  // words
  constexpr double least_share = 0.5;    // of the words in the comments: else these are the subject
  constexpr double sure = 0.8;           // probability
  constexpr double paragraph = 15;       // words
  if (std::ranges::none_of(
          std::to_array<std::string_view>({"omment", "respond", "disqus"}),
          [&](std::string_view w) { return document.markup_text.find(w) != std::string::npos; })) {
    return;
  }
  const std::vector<std::uint32_t> outermost = comment_elements(document);
  const auto comments_around = [&](std::size_t b) {
    const std::optional<Markup>& markup = document.blocks[b].markup;
    return markup ? outermost[markup->element] : 0;
  };
  double article = 0, inside = 0;           // words of content
  std::size_t begin = roles.size();         // of what stands below an article
  std::size_t first_inside = roles.size();  // block of content
  std::size_t article_end = 0;              // behind the last paragraph outside
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (begin == roles.size() && article >= least_article) begin = b;
    if (roles[b].role != Role::content) continue;
    const bool in_comments = comments_around(b) != 0;
    if (in_comments) first_inside = std::min(first_inside, b);
    if (!in_comments && features.words(b) >= paragraph) article_end = b + 1;
    (in_comments ? inside : article) += features.words(b);
  }
  const bool closes = !may_be_subject && first_inside >= begin && article >= least_share * inside;
  std::vector<std::uint8_t> repeated;
  if (closes && first_inside < article_end) repeated = repeated_entries(document, outermost);
  for (std::size_t b = begin; b < roles.size(); ++b) {
    BlockRole& role = roles[b];
    const std::uint32_t element = comments_around(b);
    if (element == 0 || role.role == Role::advertisement) continue;
    if (role.role == Role::content) {
      if (!closes) continue;
      // An article that goes on behind an element was not over before it.
      if (role.probability >= sure && b < article_end && repeated[element] == 0) continue;
      role.role = Role::boilerplate;
      role.probability = 0.8;
    }
    role.kind = Kind::comments;
    role.reason = "stands among the readers' comments";
  }
}

namespace {

// Does a block of text stand before `b`, close by, and one behind?
bool stands_amid_text(const FeatureTable& features, std::span<const BlockRole> roles,
                      std::size_t begin, std::size_t end) {
  constexpr std::size_t reach = 4;    // blocks
  constexpr double least_words = 12;  // labels and captions have fewer
  const auto is_text = [&](std::size_t b) {
    return roles[b].role == Role::content && features.words(b) >= least_words;
  };
  bool before = false, behind = false;
  for (std::size_t b = begin > reach ? begin - reach : 0; b < begin; ++b) before |= is_text(b);
  for (std::size_t b = end; b < std::min(end + reach, roles.size()); ++b) behind |= is_text(b);
  return before && behind;
}

// What opens another part of the page.
constexpr Cue section_labels[] = {Cue::related, Cue::comments, Cue::legal,     Cue::cookie,
                                  Cue::account, Cue::share,    Cue::navigation};

// Of `words`, lower case, is one the name of a seller of teasers?
bool names_teaser_vendor(std::string_view words) {
  constexpr std::array<std::string_view, 10> vendors = {
      "outbrain", "taboola", "revcontent", "mgid",   "zergnet",
      "dianomi",  "plista",  "ligatus",    "nativo", "engageya"};
  return std::ranges::any_of(vendors, [&](std::string_view vendor) {
    const std::size_t at = words.find(vendor);
    return at != std::string_view::npos && (at == 0 || !ascii::is_lower(words[at - 1]));
  });
}

bool speaks_of(const FeatureTable& features, std::size_t b, std::span<const Cue> cues) {
  return std::ranges::any_of(cues, [&](Cue cue) { return features.evidence(b).has(cue); });
}

}  // namespace

void keep_captions_and_tables(const Document& document, const FeatureTable& features,
                              std::span<BlockRole> roles) {
  constexpr double least_words = 4, most_words = 80;  // of a caption; shorter ones name a picture
  constexpr std::size_t longest_table = 12;           // rows
  constexpr Cue furniture[] = {Cue::related, Cue::share, Cue::account, Cue::comments,
                               Cue::cookie,  Cue::legal, Cue::byline,  Cue::navigation,
                               Cue::shop,    Cue::action};
  const auto linked = [&](std::size_t b) { return features.at(b, Feature::link_density) > 0; };
  const auto keep = [&](std::size_t b) {
    roles[b].role = Role::content;
    roles[b].probability = 0.5;
  };
  const std::size_t count = roles.size();
  for (std::size_t b = 0; b < count; ++b) {
    const Block& block = document.blocks[b];
    if (roles[b].role != Role::boilerplate || !block.markup || linked(b)) continue;
    const html::Tag tag = document.elements[block.markup->element].tag;
    if (block.shape == BlockShape::caption && tag == html::Tag::caption) {
      if (b + 1 < count && document.blocks[b + 1].shape == BlockShape::table_row &&
          (roles[b + 1].role == Role::content || stands_amid_text(features, roles, b, b + 2))) {
        keep(b);
      }
      continue;
    }
    if (block.shape == BlockShape::caption) {
      const double words = features.words(b);
      const bool credit =
          features.evidence(b).has(Cue::credit) || features.at(b, Feature::copyright_sign) != 0;
      if (words >= least_words && words <= most_words && !credit &&
          !speaks_of(features, b, furniture) && features.at(b, Feature::path_core) != 0 &&
          features.at(b, Feature::in_core) != 0) {
        keep(b);
      }
      continue;
    }
    if (block.shape != BlockShape::table_row) continue;
    std::size_t end = b;
    bool furnished = false, numbers = false;
    for (; end < count && document.blocks[end].shape == BlockShape::table_row &&
           roles[end].role == Role::boilerplate && !linked(end);
         ++end) {
      furnished |= speaks_of(features, end, furniture);
      numbers |= features.at(end, Feature::number_share) > 0;
    }
    const bool whole = end == count || document.blocks[end].shape != BlockShape::table_row;
    if (whole && numbers && !furnished && end - b <= longest_table &&
        features.at(b, Feature::path_core) != 0 && features.at(b, Feature::tag_aside) == 0 &&
        stands_amid_text(features, roles, b, end)) {
      for (std::size_t row = b; row < end; ++row) keep(row);
    }
    b = end > b ? end - 1 : b;
  }
}

void keep_paragraphs_parted_by_breaks(const Document& document, const FeatureTable& features,
                                      std::span<BlockRole> roles) {
  constexpr double paragraph = 15;  // words
  constexpr Cue furniture[] = {Cue::related,    Cue::share,        Cue::account,
                               Cue::comments,   Cue::cookie,       Cue::legal,
                               Cue::newsletter, Cue::subscription, Cue::credit};
  const auto is_text = [&](std::size_t b) {
    return features.words(b) >= paragraph && features.at(b, Feature::ends_terminal) != 0 &&
           document.blocks[b].shape == BlockShape::paragraph;
  };
  for (std::size_t b = 1; b < roles.size(); ++b) {
    const auto& own = document.blocks[b].markup;
    const auto& before = document.blocks[b - 1].markup;
    if (roles[b].role != Role::boilerplate || roles[b - 1].role != Role::content || !own ||
        !before || own->element != before->element || !is_text(b) || !is_text(b - 1) ||
        features.at(b, Feature::link_density) > 0 || speaks_of(features, b, furniture) ||
        features.at(b, Feature::copyright_sign) != 0) {
      continue;
    }
    roles[b].role = Role::content;
    roles[b].probability = 0.5;
  }
}

namespace {

bool stands_in(const Document& document, std::uint32_t element, std::uint32_t outer) {
  constexpr int levels = 12;  // bounds the walk on pages of nested boxes
  for (int level = 0; level < levels && element > outer; ++level) {
    element = document.elements[element].parent;  // parents stand before their children
  }
  return element == outer;
}

// The element around a heading that holds more than it; 0 where that is the page or its article.
std::uint32_t box_of_heading(const Document& document, std::size_t heading) {
  using html::Tag;
  constexpr int levels = 3;  // further out stands more than one box
  std::uint32_t element = document.elements[document.blocks[heading].markup->element].parent;
  for (int level = 0; level < levels; ++level, element = document.elements[element].parent) {
    const Tag tag = document.elements[element].tag;
    if (element == 0 || tag == Tag::html || tag == Tag::body || tag == Tag::main ||
        tag == Tag::article) {
      return 0;
    }
    const bool holds_more =
        heading + 1 < document.blocks.size() && document.blocks[heading + 1].markup &&
        stands_in(document, document.blocks[heading + 1].markup->element, element);
    if (holds_more) return element;
  }
  return 0;
}

}  // namespace

void drop_headings_of_boxes(const Document& document, const FeatureTable& features,
                            std::optional<std::size_t> headline, std::span<BlockRole> roles) {
  constexpr std::size_t longest = 40;     // blocks
  constexpr double longest_heading = 14;  // words
  constexpr Cue of_publishers[] = {Cue::newsletter, Cue::subscription, Cue::donation};
  const std::size_t count = roles.size();
  const auto is_heading = [&](std::size_t b) {
    return roles[b].role == Role::content && b != headline && document.blocks[b].markup &&
           document.blocks[b].shape == BlockShape::heading;
  };
  std::array<std::size_t, 8> of_level{};
  const auto level = [&](std::size_t b) {
    return std::min<std::size_t>(document.blocks[b].heading_level, of_level.size() - 1);
  };
  for (std::size_t b = 0; b < count; ++b) {
    if (is_heading(b)) ++of_level[level(b)];
  }
  for (std::size_t b = headline.value_or(0); b < count; ++b) {
    if (!is_heading(b) || features.words(b) > longest_heading) continue;
    std::size_t end = b + 1, taken = 0, offers = 0, links = 0;
    bool of_publisher = false;
    for (; end < count && end <= b + longest && roles[end].role != Role::content; ++end) {
      if (document.blocks[end].token_count == 0) continue;
      ++taken;
      offers += roles[end].role == Role::advertisement;
      links += features.at(end, Feature::link_density) > 0.5F;
      of_publisher |= speaks_of(features, end, of_publishers);
    }
    if (taken == 0 || end > b + longest) continue;
    const bool whole = end == count || (document.blocks[end].shape == BlockShape::heading &&
                                        level(end) <= level(b));
    const std::uint32_t box = box_of_heading(document, b);
    const bool boxed =
        box != 0 &&
        (end == count || (document.blocks[end].markup &&
                          !stands_in(document, document.blocks[end].markup->element, box)));
    const bool sells = 2 * offers >= taken;
    // Headings of one rank are the article's parts, of which a list or table was not understood.
    const bool alone = of_level[level(b)] == 1;
    const bool label = links == taken && features.evidence(b).has(Cue::related);
    const bool empty = (whole || boxed) && (sells || links == taken);
    const bool goes = (alone && (empty || label)) || (boxed && sells && of_publisher);
    if (!goes) continue;
    roles[b].role = sells ? Role::advertisement : Role::boilerplate;
    roles[b].probability = 0.7;
  }
}

namespace {

constexpr std::size_t longest_date = 8;  // tokens

bool is_date_line(const Document& document, const FeatureTable& features, const LineShapes& shapes,
                  std::size_t b) {
  constexpr float dated = 0.3F;  // share of the tokens
  constexpr std::string_view names[] = {"date",    "datum",     "dateline",
                                        "pubdate", "timestamp", "published"};
  const Block& block = document.blocks[b];
  return block.token_count <= longest_date && features.at(b, Feature::number_share) >= dated &&
         (shapes.has_date(document, block) || is_in_element_called(document, b, 1, names));
}

// "By Ada Lindqvist, Norvik Courier", "By Ada Lindqvist, harbour reporter", and not "By Norvik Quay
// I lost my hat".
bool is_byline_of_name(const Document& document, const LineShapes& shapes, std::size_t b) {
  constexpr std::string_view names[] = {"byline", "author", "autor", "auteur"};
  const Block& block = document.blocks[b];
  const NameLine line(document, block);
  const std::span<const Token> tokens = line.tokens();
  std::span<const Token> name = shapes.author(document, block, true, false);
  if (name.empty() && is_in_element_called(document, b, 1, names)) {
    name = tokens.first(line.name_length(0));
  }
  if (name.size() < 2 || name.data() > tokens.data() + 2) return false;
  const auto end = static_cast<std::size_t>(name.data() - tokens.data()) + name.size();
  constexpr std::size_t longest_office = 3;  // words: "Ada Lindqvist, chief court reporter"
  const std::span<const Token> rest = tokens.subspan(end);
  const bool parted = !joins_name(line.behind(end - 1));
  return (parted && rest.size() <= longest_office) || shapes.has_date(document, block) ||
         std::ranges::all_of(rest, [&](const Token& token) {
           return (parted && token.capitalised) || ascii::is_digit(document.view(token.range)[0]);
         });
}

}  // namespace

void drop_lines_below_headline(const Document& document, const FeatureTable& features,
                               const LineShapes& shapes, std::size_t headline,
                               std::optional<std::size_t> standfirst, std::span<BlockRole> roles) {
  constexpr std::size_t reach = 8, longest = 12;  // blocks, tokens
  constexpr double text = 20, sentence = 8;       // words
  std::optional<std::size_t> byline, date;
  const auto is_sentence = [&](std::size_t b) {
    return features.words(b) >= sentence && features.at(b, Feature::ends_terminal) != 0 &&
           !document.view(document.blocks[b].text).ends_with('?');
  };
  bool others = false, begins = false;  // other lines; the text below
  for (std::size_t b = headline + 1; b < std::min(headline + reach, roles.size()); ++b) {
    const Block& block = document.blocks[b];
    if (roles[b].role != Role::content || block.token_count == 0 || b == standfirst ||
        block.shape != BlockShape::paragraph) {
      continue;
    }
    const bool line = block.token_count <= longest && features.at(b, Feature::ends_terminal) == 0;
    const bool marked = byline || date;
    if (features.words(b) >= text || (marked && is_sentence(b))) {
      begins = true;
    } else if (line && is_date_line(document, features, shapes, b)) {
      if (date || others || begins) return;  // one of a chronicle's
      date = b;
    } else if (begins) {
      continue;
    } else if (line && !others && !byline && is_byline_of_name(document, shapes, b)) {
      byline = b;
    } else if (!standfirst && !marked && is_sentence(b)) {
      standfirst = b;
    } else {
      others = true;
    }
  }
  if ((!begins || others) && !(byline && date)) return;
  for (const std::optional<std::size_t> line : {byline, date}) {
    if (!line) continue;
    roles[*line].role = Role::boilerplate;
    roles[*line].probability = 0.7;
  }
}

void drop_print_lines(const Document& document, const FeatureTable& features,
                      std::span<BlockRole> roles) {
  constexpr std::size_t shortest = 3, longest = 8;  // tokens
  for (std::size_t b = 0; b < roles.size(); ++b) {
    const std::size_t tokens = document.blocks[b].token_count;
    if (roles[b].role != Role::content || tokens < shortest || tokens > longest ||
        features.at(b, Feature::ends_terminal) != 0 ||
        document.blocks[b].shape != BlockShape::paragraph ||
        5U * features.evidence(b)[Cue::share] < 4 * tokens) {
      continue;
    }
    roles[b].role = Role::boilerplate;
    roles[b].probability = 0.7;
  }
}

void find_paid_teasers(const Document& document, const FeatureTable& features,
                       std::span<BlockRole> roles) {
  constexpr double longest_label = 6, longest_title = 20;  // words
  constexpr std::size_t most_titles = 24;                  // blocks
  constexpr std::uint32_t of_labels = cue_set({Cue::related, Cue::advertising});
  const auto make = [&](std::size_t b) {
    roles[b].role = Role::advertisement;
    roles[b].probability = 0.8;
    roles[b].kind = Kind::sponsored;
    roles[b].reason = "a teaser that somebody paid for";
  };
  const bool markup = document.dialect == TextDialect::html;
  std::uint32_t last_element = 0;
  bool last_is_vendors = false;
  const auto in_vendors_element = [&](std::size_t b) {
    if (!markup || !document.blocks[b].markup || features.at(b, Feature::class_ad) == 0)
      return false;
    const std::uint32_t element = document.blocks[b].markup->element;
    if (element == last_element) return last_is_vendors;
    last_element = element;
    last_is_vendors = false;
    for (std::uint32_t e = element; e != 0 && !last_is_vendors; e = document.elements[e].parent) {
      last_is_vendors = names_teaser_vendor(document.markup_view(document.elements[e].class_words));
    }
    return last_is_vendors;
  };
  std::size_t label = roles.size();  // below which teasers stand
  for (std::size_t b = 0; b < roles.size(); ++b) {
    // In plain text, which has no links, only a label begins a list.
    if (!markup && label == roles.size() && !features.has_any(b, of_labels)) continue;
    if (document.blocks[b].token_count == 0) continue;
    const bool boilerplate = roles[b].role == Role::boilerplate;
    const WordEvidence& words = features.evidence(b);
    const bool short_line = features.words(b) <= longest_label;
    if (short_line && roles[b].role != Role::content && features.has_any(b, of_labels) &&
        names_teaser_vendor(lower(document.view(document.blocks[b].text)))) {
      label = b;
      make(b);
      continue;
    }
    if (!markup && label == roles.size()) continue;
    const bool linked = features.at(b, Feature::link_density) > 0.5F;
    const bool sponsored = linked && features.at(b, Feature::sponsored_links) > 0 &&
                           features.at(b, Feature::sponsored_links) >=
                               static_cast<float>(document.blocks[b].markup->link_count) &&
                           (document.host.empty() || features.at(b, Feature::outside_links) > 0);
    const bool legal = words.has(Cue::legal) || features.at(b, Feature::copyright_sign) != 0;
    if (boilerplate && !legal && (sponsored || in_vendors_element(b))) {
      make(b);
      continue;
    }
    if (label == roles.size()) continue;
    const bool title = boilerplate && b - label <= most_titles &&
                       features.words(b) <= longest_title && features.words(b) > 2 &&
                       (!markup || linked) && features.at(b, Feature::copyright_sign) == 0 &&
                       !speaks_of(features, b, section_labels);
    if (!title) {
      label = roles.size();
      continue;
    }
    make(b);
  }
}

namespace {

// A passage that stands in a document for a second time or a later one.
struct Repeat {
  std::uint32_t block = 0;
  std::uint32_t first = 0;  // block in which it stands for the first time
  std::uint32_t times = 0;  // in all
};

// Is it said again on purpose: below a heading or label of its own ("Ada Holm wrote:"), which the
// first has not?
bool has_own_label(const Document& document, const FeatureTable& features,
                   std::span<const BlockRole> roles, const Repeat& repeat) {
  constexpr double longest = 12;  // words
  const auto label_of = [&](std::uint32_t b) {
    if (b == 0 || roles[b - 1].role != Role::content || features.words(b - 1) > longest) {
      return std::string_view();
    }
    const std::string_view line = document.view(document.blocks[b - 1].text);
    const bool ends = features.at(b - 1, Feature::ends_terminal) != 0 && !line.ends_with(':');
    return ends ? std::string_view() : line;
  };
  const std::string_view label = label_of(repeat.block);
  return !label.empty() && label != label_of(repeat.first);
}

}  // namespace

void drop_repeated_passages(const Document& document, const FeatureTable& features,
                            PageType page_type, std::span<BlockRole> roles) {
  // Guesses, checked on the development pages.
  constexpr double shortest = 8;              // words
  constexpr double long_paragraph = 30;       // words
  constexpr double longest_warning = 150;     // words; longer ones are said twice by mistake
  constexpr std::uint32_t verse_bytes = 400;  // a refrain comes back sooner
  constexpr std::size_t least_blocks = 3;     // close to each other
  constexpr std::uint32_t longest_gap = 3;    // blocks
  constexpr float log_of_once = 1.1F;         // log2(1 + count) of what stands once is 1
  const bool plain = document.dialect != TextDialect::html;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> repeated;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::content || features.words(b) < shortest ||
        features.at(b, Feature::same_count) < log_of_once) {
      continue;
    }
    repeated.emplace_back(features.words_hash(b), b);
  }
  // Answers quote, and a manual says the same of two functions.
  const bool may_repeat = page_type == PageType::forum || page_type == PageType::other;
  // Shops and lists lay out their cards twice, the second time in other company.
  const bool of_cards = page_type == PageType::product || page_type == PageType::index;
  if (repeated.size() < (may_repeat ? 2 * least_blocks : 2)) return;
  // Few have the words of another; of these alone the signs are looked at.
  std::ranges::sort(repeated);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < repeated.size(); ++i) {
    const auto [hash, b] = repeated[i];
    const bool before = i > 0 && features.words_hash(repeated[i - 1].second) == hash;
    const bool behind = i + 1 < repeated.size() && repeated[i + 1].first == hash;
    if (before || behind) {
      repeated[kept++] = {word_hash(document.view(document.blocks[b].text)), b};
    }
  }
  repeated.resize(kept);
  std::ranges::sort(repeated);
  std::vector<Repeat> later;
  for (std::size_t begin = 0, end = 0; begin < repeated.size(); begin = end) {
    while (end < repeated.size() && repeated[end].first == repeated[begin].first) ++end;
    const auto times = static_cast<std::uint32_t>(end - begin);
    // Refrains, and warnings of a manual in plain text, where nothing tells a manual.
    if (plain && times > 2) continue;
    for (std::size_t i = begin + 1; i < end; ++i) {
      later.push_back({repeated[i].second, repeated[begin].second, times});
    }
  }
  std::ranges::sort(later, {}, &Repeat::block);
  const auto stands_alone = [&](const Repeat& repeat) {
    const Block& block = document.blocks[repeat.block];
    const std::uint32_t between = block.text.begin - document.blocks[repeat.first].text.end;
    const bool placed = between >= verse_bytes || repeat.block == repeat.first + 1;
    return !may_repeat && (of_cards || (repeat.times == 2 && placed)) &&
           features.words(repeat.block) >= long_paragraph &&
           features.at(repeat.block, Feature::ends_terminal) != 0 &&
           block.shape != BlockShape::quote;
  };
  for (std::size_t begin = 0, end = 0; begin < later.size(); begin = end) {
    double words = features.words(later[begin].block);
    for (end = begin + 1;
         end < later.size() && later[end].block - later[end - 1].block <= longest_gap; ++end) {
      words += features.words(later[end].block);
    }
    if (!of_cards && words <= longest_warning &&
        has_own_label(document, features, roles, later[begin])) {
      continue;
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (end - begin < least_blocks && !stands_alone(later[i])) continue;
      BlockRole& role = roles[later[i].block];
      role.role = Role::boilerplate;
      role.probability = 0.8;
      role.kind = Kind::duplicate;
      role.reason = "a passage that stands above already";
    }
  }
}

void keep_questions_with_answers(const Document& document, const FeatureTable& features,
                                 std::span<BlockRole> roles) {
  // A question of more words is a paragraph, an answer of fewer a link or a button.
  constexpr double shortest = 3, longest = 25, answer = 12;  // words
  constexpr float mostly = 0.5F;                             // of the question stands in links
  for (std::size_t b = 0; b + 1 < roles.size(); ++b) {
    const BlockRole& below = roles[b + 1];
    if (roles[b].role != Role::boilerplate || below.role != Role::content ||
        features.words(b) < shortest || features.words(b) > longest ||
        features.words(b + 1) < answer || features.at(b + 1, Feature::ends_terminal) == 0 ||
        features.at(b, Feature::link_density) > mostly ||
        !document.view(document.blocks[b].text).ends_with('?') ||
        speaks_of(features, b, section_labels) || roles[b].kind == Kind::duplicate) {
      continue;
    }
    roles[b].role = Role::content;
    roles[b].probability = 0.5;
  }
}

void keep_speakers_of_quotations(const Document& document, const FeatureTable& features,
                                 std::span<BlockRole> roles) {
  // A name has two words, with an office and a firm twelve; a quotation of fewer than eight is a
  // title.
  constexpr double shortest = 2, longest = 12, quotation = 8;
  const auto is_mark = [](char32_t c) {
    constexpr std::u32string_view marks = U"\"\u201c\u201d\u201e\u00ab\u00bb";
    return marks.find(c) != marks.npos;
  };
  const auto is_quotation = [&](std::size_t b) {
    const std::string_view text = document.view(document.blocks[b].text);
    std::size_t second = 0, last = text.size();
    if (text.empty() || !is_mark(next_code_point(text, second))) return false;
    while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xc0) == 0x80) {
    }
    return is_mark(next_code_point(text, last));
  };
  for (std::size_t b = 1; b < roles.size(); ++b) {
    if (roles[b].role != Role::boilerplate || roles[b - 1].role != Role::content ||
        features.words(b) < shortest || features.words(b) > longest ||
        features.words(b - 1) < quotation || features.at(b, Feature::link_density) > 0 ||
        features.at(b, Feature::ends_terminal) != 0 || speaks_of(features, b, section_labels) ||
        roles[b].kind == Kind::image_credit || roles[b].kind == Kind::byline ||
        roles[b].kind == Kind::date || !is_quotation(b - 1)) {
      continue;
    }
    // "Ada Lindqvist, head of Halm Tools"; no number, for dates and counts have some.
    const std::span<const Token> tokens = document.tokens_of(document.blocks[b]);
    const bool name = tokens.size() >= 2 && tokens[0].capitalised && tokens[1].capitalised;
    const std::string_view line = document.view(document.blocks[b].text);
    const bool office = line.find_first_of(",(") != line.npos || line.find("\u2013") != line.npos ||
                        line.find("\u2014") != line.npos || line.find(" - ") != line.npos;
    if (!name || !office || line.find('/') != line.npos ||
        std::ranges::any_of(line, ascii::is_digit)) {
      continue;
    }
    roles[b].role = Role::content;
    roles[b].probability = 0.5;
  }
}

void keep_headings_like_others(const Document& document, const FeatureTable& features,
                               std::span<BlockRole> roles) {
  constexpr std::size_t least = 3;   // headings of one make
  constexpr double mostly = 0.6;     // share of them that are content
  constexpr double least_words = 5;  // of the text below: a button has fewer
  constexpr float linked = 0.5F;     // share of a heading that leads elsewhere
  struct Make {
    std::uint64_t hash = 0;  // of tag and class
    std::uint32_t block = 0;
    auto operator<=>(const Make&) const = default;
  };
  std::vector<Make> makes;
  KnownNames<std::uint64_t> hashes;
  bool any = false;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    const Block& block = document.blocks[b];
    if (!block.markup || block.token_count == 0 || block.heading_level < 2) continue;
    const Element& element = document.elements[block.markup->element];
    const std::string_view name = document.markup_view(element.class_words);
    makes.push_back({spread(std::uint64_t(block.heading_level)) ^ hashes.of(name, word_hash), b});
    any = any || roles[b].role == Role::boilerplate;
  }
  if (!any) return;
  std::ranges::sort(makes);
  for (std::size_t begin = 0, end = 0; begin < makes.size(); begin = end) {
    std::size_t content = 0;
    for (; end < makes.size() && makes[end].hash == makes[begin].hash; ++end) {
      content += roles[makes[end].block].role == Role::content;
    }
    const auto count = static_cast<double>(end - begin);
    if (end - begin < least || static_cast<double>(content) < mostly * count) continue;
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t b = makes[i].block;
      if (roles[b].role != Role::boilerplate || b + 1 >= roles.size()) continue;
      if (roles[b + 1].role != Role::content || features.words(b + 1) < least_words ||
          features.at(b + 1, Feature::ends_terminal) == 0 ||
          features.at(b, Feature::link_density) > linked ||
          speaks_of(features, b, section_labels)) {
        continue;
      }
      roles[b].role = Role::content;
      roles[b].probability = 0.5;
    }
  }
}

void agree_among_siblings(const Document& document, std::span<BlockRole> roles) {
  constexpr std::size_t least = 4;          // blocks
  constexpr double sure = 0.8, most = 0.6;  // probability, share of the votes
  const auto is_entry = [](html::Tag tag) {
    using html::Tag;
    return tag == Tag::li || tag == Tag::tr || tag == Tag::td || tag == Tag::th || tag == Tag::dt ||
           tag == Tag::dd;
  };
  struct Entry {
    std::uint64_t make = 0;  // of parent, tag and class
    std::uint32_t block = 0;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> entries;
  KnownNames<std::uint64_t> hashes;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    const Block& block = document.blocks[b];
    if (!block.markup || block.token_count == 0) continue;
    const Element& element = document.elements[block.markup->element];
    if (!is_entry(element.tag)) continue;
    const std::uint64_t place = std::uint64_t{element.parent} << 8 | std::uint64_t(element.tag);
    const std::string_view name = document.markup_view(element.class_words);
    entries.push_back({spread(place) ^ hashes.of(name, word_hash), b});
  }
  std::ranges::sort(entries);
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    std::array<double, 3> votes{};  // by role
    std::array<std::size_t, 3> counts{};
    for (; end < entries.size() && entries[end].make == entries[begin].make; ++end) {
      const BlockRole& role = roles[entries[end].block];
      votes[static_cast<std::size_t>(role.role)] += role.probability;
      ++counts[static_cast<std::size_t>(role.role)];
    }
    const auto winner = static_cast<std::size_t>(std::ranges::max_element(votes) - votes.begin());
    if (votes[winner] <= 0) continue;
    const double share = votes[winner] / (votes[0] + votes[1] + votes[2]);
    const bool undivided = counts[winner] == end - begin;
    if (undivided || end - begin < least || share < most) continue;
    // What sells is said of a block, not of its list.
    if (static_cast<Role>(winner) == Role::advertisement) continue;
    for (std::size_t i = begin; i < end; ++i) {
      BlockRole& role = roles[entries[i].block];
      if (role.role == static_cast<Role>(winner) || role.probability >= sure) continue;
      role.role = static_cast<Role>(winner);
      role.probability = share;
    }
  }
}

}  // namespace assay::boilerplate
