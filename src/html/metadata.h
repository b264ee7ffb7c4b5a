// What a page says about itself: title, meta properties, JSON-LD, microdata, time and rel.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assay/document.h"

#include "html/attributes.h"

namespace assay::html {

// Whether a script without a type is JSON-LD all the same, as browsers never notice: an object that
// opens with its "@context".
bool is_bare_json_ld(std::string_view text);

// Gathers candidates while the page is read; where several sources name one thing the most reliable
// wins: JSON-LD of an article, then meta properties made for articles and sharing, then microdata,
// then plain meta names and marks in the text; of two equal ones the first. Everything is bounded.
class MetadataCollector {
 public:
  // What the text of an element will tell once the element ends.
  enum class Capture : std::uint8_t { none, author, published, modified, title, publisher };

  void title(std::string_view raw);  // text of the title element, as written
  void meta(const KnownAttributes& attributes);
  void link(const KnownAttributes& attributes);
  void json_ld(std::string_view text);
  void root(const KnownAttributes& attributes);  // the html element
  // An element of the body: microdata, time. Says what to capture of its text.
  Capture element(Tag tag, const KnownAttributes& attributes);
  void captured(Capture what, std::string_view text);

  // Fills what `metadata` does not have yet.
  void finish(Metadata& metadata) &&;

 private:
  enum Field : std::uint8_t {
    title_,
    canonical_,
    site_,
    author_,
    publisher_,
    published_,
    modified_,
    section_,
    description_,
    type_,
    body_,
    language_,
    generator_,
    field_count
  };
  // Lower is more reliable.
  enum Source : std::uint8_t {
    article_data,
    share_property,
    microdata,
    meta_name,
    in_text,
    no_source
  };

  void offer(Field field, std::string value, Source source);
  void offer_attribute(Field field, std::string_view raw, Source source);
  void add_schema_type(std::string_view type);
  void add_cited_author(std::string_view raw);
  void read_label(const KnownAttributes& attributes);
  friend class JsonLdReader;

  std::array<std::string, field_count> values_;
  std::array<Source, field_count> sources_ = [] {
    std::array<Source, field_count> none{};
    none.fill(no_source);
    return none;
  }();
  std::string cited_authors_;
  std::unordered_map<std::string, std::string> node_names_;  // of JSON-LD nodes, by "@id"
  bool labels_author_ = false;  // twitter:label1 says that data1 names the author
  std::vector<std::string> schema_types_;
  bool advertiser_content_ = false;
  bool article_scope_ = false;  // an itemtype of an article has been seen
  std::size_t json_bytes_ = 0;
};

}  // namespace assay::html
