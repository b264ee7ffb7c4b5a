#include "html/metadata.h"
#include <algorithm>
#include <utility>

#include <simdjson.h>

#include "assay/text.h"

#include "html/scan.h"
#include "text/word_starts.h"

namespace assay::html {
namespace {

constexpr std::size_t max_value_bytes = 4096;
constexpr std::size_t max_body_bytes = std::size_t{1} << 20;
constexpr std::size_t max_json_bytes = std::size_t{2} << 20;  // of all JSON-LD of a page
constexpr std::size_t max_json_nodes = 4096;
constexpr std::size_t max_json_depth = 32;
constexpr std::size_t max_schema_types = 64;

// White space collapsed and trimmed, cut before `limit` bytes at a character's start.
std::string collapse(std::string_view text, std::size_t limit) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (is_space(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
    if (out.size() >= limit + 4) break;
  }
  if (out.size() > limit) {
    std::size_t cut = limit;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xc0) == 0x80) --cut;
    out.resize(cut);
  }
  return out;
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" ||
         type == "Review" || type == "LiveBlogPosting" || type == "SocialMediaPosting";
}

// "https://schema.org/NewsArticle" and "schema:NewsArticle" are "NewsArticle".
std::string_view without_vocabulary(std::string_view type) {
  while (!type.empty() && is_space(type.back())) type.remove_suffix(1);
  const std::size_t cut = type.find_last_of("/#:");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

// Calls `visit` with each white-space separated word of `text`.
template <typename Visit>
void for_each_word(std::string_view text, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_space(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end > at) visit(text.substr(at, end - at));
    at = end;
  }
}

// Not a phrase: half of the words or more begin with no small Latin letter.
bool is_name(std::string_view text) {
  const auto [words, small] = word_starts(text);
  return words < 2 || 2 * small <= words;
}

}  // namespace

void MetadataCollector::offer(Field field, std::string value, Source source) {
  if (value.empty() || source >= sources_[field]) return;
  values_[field] = std::move(value);
  sources_[field] = source;
}

void MetadataCollector::offer_attribute(Field field, std::string_view raw, Source source) {
  if (source >= sources_[field]) return;
  std::string value;
  append_attribute_value(raw.substr(0, 2 * max_value_bytes), value);
  offer(field, collapse(value, max_value_bytes), source);
}

void MetadataCollector::add_schema_type(std::string_view type) {
  type = without_vocabulary(type);
  if (type.empty() || type.size() > 64 || schema_types_.size() >= max_schema_types) return;
  if (type == "AdvertiserContentArticle") advertiser_content_ = true;
  if (std::find(schema_types_.begin(), schema_types_.end(), type) == schema_types_.end()) {
    schema_types_.emplace_back(type);
  }
}

void MetadataCollector::title(std::string_view raw) {
  std::string value;
  append_text(raw.substr(0, 2 * max_value_bytes), ContentModel::rcdata, value);
  offer(title_, collapse(value, max_value_bytes), meta_name);
}

void MetadataCollector::root(const KnownAttributes& attributes) {
  offer_attribute(language_, attributes.value(Name::lang), meta_name);
}

void MetadataCollector::meta(const KnownAttributes& attributes) {
  if (!attributes.has(Name::content)) return;
  const std::string_view content = attributes.value(Name::content);
  struct Rule {
    std::string_view name;
    Field field;
    Source source;
  };
  static constexpr Rule rules[] = {
      {"og:title", title_, share_property},
      {"twitter:title", title_, microdata},
      {"og:url", canonical_, share_property},
      {"og:site_name", site_, share_property},
      {"application-name", site_, meta_name},
      {"author", author_, meta_name},
      {"article:author", author_, microdata},
      {"article:author_name", author_, share_property},
      {"parsely-author", author_, share_property},
      {"sailthru.author", author_, share_property},
      {"dc.creator", author_, microdata},
      {"dcterms.creator", author_, microdata},
      {"twitter:creator", author_, in_text},
      {"publisher", publisher_, meta_name},
      {"article:publisher", publisher_, in_text},
      {"dc.publisher", publisher_, microdata},
      {"citation_journal_title", publisher_, share_property},
      {"article:published_time", published_, share_property},
      {"og:published_time", published_, share_property},
      {"parsely-pub-date", published_, microdata},
      {"sailthru.date", published_, microdata},
      {"citation_publication_date", published_, share_property},
      {"citation_online_date", published_, microdata},
      {"citation_date", published_, microdata},
      {"dc.date", published_, meta_name},
      {"dc.date.issued", published_, meta_name},
      {"dc.date.created", published_, meta_name},
      {"dcterms.date", published_, meta_name},
      {"dcterms.issued", published_, meta_name},
      {"date", published_, meta_name},
      {"pubdate", published_, meta_name},
      {"publish_date", published_, meta_name},
      {"publish-date", published_, meta_name},
      {"published", published_, meta_name},
      {"published-date", published_, meta_name},
      {"published_date", published_, meta_name},
      {"article:modified_time", modified_, share_property},
      {"og:updated_time", modified_, microdata},
      {"last-modified", modified_, meta_name},
      {"article:section", section_, share_property},
      {"parsely-section", section_, microdata},
      {"og:description", description_, share_property},
      {"twitter:description", description_, microdata},
      {"description", description_, meta_name},
      {"og:type", type_, share_property},
      {"generator", generator_, meta_name},
  };
  const auto apply = [&](std::string_view name) {
    if (equal_ignoring_case(name, "citation_author")) return add_cited_author(content);
    for (const Rule& rule : rules) {
      if (!equal_ignoring_case(name, rule.name)) continue;
      const bool name = rule.field == author_ || rule.field == publisher_;
      if (name && content.find("://") != std::string_view::npos) return;  // a profile's address
      offer_attribute(rule.field, content, rule.source);
      return;
    }
  };
  for_each_word(attributes.value(Name::property), apply);
  apply(attributes.value(Name::name));
  read_label(attributes);
  for_each_word(attributes.value(Name::itemprop), [&](std::string_view name) {
    if (name == "datePublished") offer_attribute(published_, content, microdata);
    if (name == "dateModified") offer_attribute(modified_, content, microdata);
    if (name == "headline") offer_attribute(title_, content, microdata);
    if (name == "author" && content.find("://") == std::string_view::npos) {
      offer_attribute(author_, content, microdata);
    }
  });
}

// Publishing systems tell share cards a label and its value: twitter:label1 "Written by" and
// twitter:data1 "Ada Lindqvist".
void MetadataCollector::read_label(const KnownAttributes& attributes) {
  static constexpr std::string_view labels[] = {
      "by",     "written by",      "author",        "geschrieben von", "verfasst von",
      "autor",  "écrit par",       "auteur",        "escrito por",     "scritto da",
      "autore", "geschreven door", "napisane przez"};
  const std::string_view name = attributes.value(Name::name);
  if (equal_ignoring_case(name, "twitter:label1")) {
    std::string label;
    append_attribute_value(attributes.value(Name::content).substr(0, max_value_bytes), label);
    label = lower(collapse(label, max_value_bytes));
    labels_author_ = std::ranges::find(labels, label) != std::end(labels);
  } else if (labels_author_ && equal_ignoring_case(name, "twitter:data1")) {
    offer_attribute(author_, attributes.value(Name::content), share_property);
  }
}

// A paper names each of its authors in an element of its own.
void MetadataCollector::add_cited_author(std::string_view raw) {
  if (cited_authors_.size() > max_value_bytes) return;
  std::string name;
  append_attribute_value(raw.substr(0, 2 * max_value_bytes), name);
  name = collapse(name, max_value_bytes);
  // Catalogues write the surname first: "Lindqvist, Ada".
  const std::size_t comma = name.find(", ");
  if (comma != name.npos && comma == name.rfind(", ")) {
    name = name.substr(comma + 2) + " " + name.substr(0, comma);
  }
  if (!name.empty()) cited_authors_ += (cited_authors_.empty() ? "" : ", ") + name;
}

void MetadataCollector::link(const KnownAttributes& attributes) {
  for_each_word(attributes.value(Name::rel), [&](std::string_view word) {
    if (equal_ignoring_case(word, "canonical")) {
      offer_attribute(canonical_, attributes.value(Name::href), article_data);
    }
  });
}

MetadataCollector::Capture MetadataCollector::element(Tag tag, const KnownAttributes& attributes) {
  if (attributes.has(Name::itemtype)) {
    for_each_word(attributes.value(Name::itemtype), [&](std::string_view type) {
      add_schema_type(type);
      article_scope_ = article_scope_ || is_article_type(without_vocabulary(type));
    });
  }
  Capture capture = Capture::none;
  if (attributes.has(Name::itemprop)) {
    for_each_word(attributes.value(Name::itemprop), [&](std::string_view name) {
      if (name == "author" || name == "creator") capture = Capture::author;
      if (name == "datePublished") capture = Capture::published;
      if (name == "dateModified") capture = Capture::modified;
      if (name == "headline") capture = Capture::title;
      if (name == "publisher") capture = Capture::publisher;
    });
  }
  const std::string_view date = attributes.has(Name::content) ? attributes.value(Name::content)
                                                              : attributes.value(Name::datetime);
  if (capture == Capture::published || capture == Capture::modified) {
    if (!date.empty()) {
      offer_attribute(capture == Capture::published ? published_ : modified_, date, microdata);
      return Capture::none;
    }
  } else if (tag == Tag::time && attributes.has(Name::datetime) && capture == Capture::none) {
    offer_attribute(published_, date, in_text);  // the first time of a page is most often its own
  }
  if (capture != Capture::none && attributes.has(Name::content)) {
    const Field field = capture == Capture::author      ? author_
                        : capture == Capture::publisher ? publisher_
                                                        : title_;
    offer_attribute(field, attributes.value(Name::content), microdata);
    return Capture::none;
  }
  return capture;
}

void MetadataCollector::captured(Capture what, std::string_view text) {
  constexpr std::size_t longest_name_bytes = 200;  // more than that is no name and no date
  if (text.size() > longest_name_bytes && what != Capture::title) return;
  std::string value = collapse(text, max_value_bytes);
  switch (what) {
    case Capture::none:
      return;
    case Capture::author:
      if (!is_name(value)) return;  // "View more posts"
      return offer(author_, std::move(value), microdata);
    case Capture::published:
      return offer(published_, std::move(value), microdata);
    case Capture::modified:
      return offer(modified_, std::move(value), microdata);
    case Capture::title:
      return offer(title_, std::move(value), microdata);
    case Capture::publisher:
      return offer(publisher_, std::move(value), microdata);
  }
}

// Walks one JSON-LD script: objects, arrays and @graph alike.
class JsonLdReader {
 public:
  explicit JsonLdReader(MetadataCollector& to) : to_(to) {}

  // Keeps the names of all nodes that others may refer to by "@id".
  void read_names(simdjson::dom::element value) {
    if (++named_nodes_ > max_json_nodes) return;
    if (simdjson::dom::array array; value.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element item : array) read_names(item);
      return;
    }
    Object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    const std::string_view id = text_of(object, "@id"), name = text_of(object, "name");
    if (!id.empty() && !name.empty()) keep_name(id, name);
    for (const simdjson::dom::key_value_pair member : object) read_names(member.value);
  }

  void read(simdjson::dom::element value) {
    if (++nodes_ > max_json_nodes) return;
    if (simdjson::dom::array array; value.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element item : array) read(item);
      return;
    }
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    bool article = false;
    std::string_view first_type;
    const auto add_type = [&](std::string_view name) {
      to_.add_schema_type(name);
      article = article || is_article_type(without_vocabulary(name));
      if (first_type.empty()) first_type = without_vocabulary(name);
    };
    for_each_string(object, "@type", add_type);
    // Forgotten signs are a common mistake.
    if (first_type.empty() && !text_of(object, "@context").empty()) {
      for_each_string(object, "type", add_type);
    }
    if (article) {
      read_article(object, first_type);
    } else if (is_asked(first_type)) {
      read_question(object);
    } else if (first_type == "WebPage" ||
               first_type == "CollectionPage") {  // what a page without an article type dates
      to_.offer(M::published_, decoded(text_of(object, "datePublished"), max_value_bytes),
                M::microdata);
      to_.offer(M::modified_, decoded(text_of(object, "dateModified"), max_value_bytes),
                M::microdata);
    }
    for (const char* inner :
         {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"}) {
      if (simdjson::dom::element found; object[inner].get(found) == simdjson::SUCCESS) read(found);
    }
  }

 private:
  using M = MetadataCollector;
  using Object = simdjson::dom::object;

  // What others refer to is cut and judged once, here: references may be as many as the name is
  // long.
  void keep_name(std::string_view id, std::string_view name) {
    if (is_address(name)) return;
    to_.node_names_.try_emplace(std::string(id), collapse(name, max_value_bytes));
  }

  static bool is_address(std::string_view name) {
    return name.find("://") != std::string_view::npos;
  }

  // "halm.example": whoever else is named wrote it.
  static bool is_host(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot != name.npos && dot > 0 && dot + 2 < name.size() && name.find(' ') == name.npos &&
           std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  void read_article(Object article, std::string_view type) {
    offer(M::type_, type);
    offer(M::title_, text_of(article, "headline"));
    for (const char* key : {"author", "creator"}) {
      const std::string names = decoded(names_of(article, key), max_value_bytes);
      to_.offer(M::author_, names, is_host(names) ? M::in_text : M::article_data);
    }
    offer(M::publisher_, names_of(article, "publisher"));
    offer(M::published_, text_of(article, "datePublished"));
    offer(M::modified_, text_of(article, "dateModified"));
    offer(M::section_, text_of(article, "articleSection"));
    offer(M::description_, text_of(article, "description"));
    to_.offer(M::body_, decoded(text_of(article, "articleBody"), max_body_bytes), M::article_data);
    // A named sponsor of the text itself.
    if (!names_of(article, "sponsor").empty()) to_.advertiser_content_ = true;
  }

  // What opens a page of answers: nobody else on it speaks for the whole.
  static bool is_asked(std::string_view type) {
    return type == "DiscussionForumPosting" || type == "Question";
  }

  void read_question(Object question) {
    to_.offer(M::author_, decoded(names_of(question, "author"), max_value_bytes), M::microdata);
  }

  void offer(M::Field field, std::string_view value) {
    to_.offer(field, decoded(value, max_value_bytes), M::article_data);
  }

  // Publishing systems escape twice: "&amp;" and "&#8217;" are common inside JSON strings.
  static std::string decoded(std::string_view value, std::size_t limit) {
    if (value.find('&') == std::string_view::npos) return collapse(value, limit);
    std::string out;
    append_text(value, ContentModel::data, out);
    return collapse(out, limit);
  }

  // Visits a member that is a string or an array with strings.
  template <typename Visit>
  static void for_each_string(Object object, const char* key, const Visit& visit) {
    std::string_view text;
    simdjson::dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS) return;
    if (value.get(text) == simdjson::SUCCESS) visit(text);
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) return;
    for (const simdjson::dom::element item : array) {
      if (item.get(text) == simdjson::SUCCESS) visit(text);
    }
  }

  static std::string_view text_of(Object object, const char* key) {
    std::string_view first;
    for_each_string(object, key, [&](std::string_view value) {
      if (first.empty()) first = value;
    });
    return first;
  }

  // The names of a person, an organisation or a list of them, joined by ", ".
  std::string names_of(Object object, const char* key) {
    std::string names;
    const auto add = [&](simdjson::dom::element value) {
      std::string_view name;
      if (Object named; value.get(named) == simdjson::SUCCESS) {
        name = text_of(named, "name");
        if (name.empty()) {
          const auto node = to_.node_names_.find(std::string(text_of(named, "@id")));
          if (node == to_.node_names_.end()) return;
          name = node->second;
        }
      } else if (value.get(name) != simdjson::SUCCESS) {
        return;
      }
      if (name.empty() || is_address(name)) return;
      if (!names.empty()) names += ", ";
      names += name;
    };
    simdjson::dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS) return names;
    if (simdjson::dom::array array; value.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element item : array) {
        if (names.size() > max_value_bytes || ++nodes_ > max_json_nodes) break;
        add(item);
      }
    } else {
      add(value);
    }
    return names;
  }

  MetadataCollector& to_;
  std::size_t nodes_ = 0, named_nodes_ = 0;
};

bool is_bare_json_ld(std::string_view text) {
  constexpr std::size_t opening = 64;  // bytes
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text.starts_with('{') && text.substr(0, opening).find("\"@context\"") != text.npos;
}

void MetadataCollector::json_ld(std::string_view text) {
  if (text.size() > max_json_bytes - std::min(json_bytes_, max_json_bytes)) return;
  json_bytes_ += text.size();
  simdjson::dom::parser parser;
  simdjson::dom::element value;
  if (parser.allocate(text.size(), max_json_depth) != simdjson::SUCCESS) return;
  if (parser.parse(text.data(), text.size()).get(value) != simdjson::SUCCESS) {
    // The commonest mistakes: raw line ends inside strings, which do no harm elsewhere as spaces,
    // and a wrapping in comment or CDATA marks.
    const std::size_t begin = text.find_first_of("{[");
    const std::size_t end = text.find_last_of("}]");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return;
    std::string repaired(text.substr(begin, end + 1 - begin));
    if (text.find("CDATA[") < begin + 1) repaired.erase(0, repaired.find('{'));
    for (char& c : repaired) {
      if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    if (parser.parse(repaired).get(value) != simdjson::SUCCESS) return;
  }
  JsonLdReader reader(*this);
  reader.read_names(value);
  reader.read(value);
}

void MetadataCollector::finish(Metadata& metadata) && {
  offer(author_, std::move(cited_authors_), share_property);
  const auto fill = [&](std::string& target, Field field) {
    if (target.empty()) target = std::move(values_[field]);
  };
  fill(metadata.title, title_);
  fill(metadata.canonical_url, canonical_);
  fill(metadata.site_name, site_);
  fill(metadata.author, author_);
  fill(metadata.publisher, publisher_);
  fill(metadata.published, published_);
  fill(metadata.modified, modified_);
  fill(metadata.section, section_);
  fill(metadata.description, description_);
  fill(metadata.type, type_);
  fill(metadata.article_body, body_);
  fill(metadata.language, language_);
  fill(metadata.generator, generator_);
  metadata.schema_types = std::move(schema_types_);
  metadata.advertiser_content = metadata.advertiser_content || advertiser_content_;
}

}  // namespace assay::html
