#include "scorers/page_type.h"
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "text/ascii.h"
#include "text/registers.h"

namespace assay::boilerplate {
namespace {

// Means of boilerplate features over the blocks, then over the words, then their sums.
constexpr std::size_t block_means = 0, word_means = feature_count, sums = 2 * feature_count,
                      own_features = 3 * feature_count;

// schema.org types that tell one kind of page from another.
constexpr std::string_view schema_types[] = {
    "Article",       "NewsArticle",    "BlogPosting",    "TechArticle",
    "HowTo",         "Product",        "Offer",          "Service",
    "ItemList",      "CollectionPage", "FAQPage",        "DiscussionForumPosting",
    "QAPage",        "Question",       "BreadcrumbList", "Organization",
    "LocalBusiness", "WebPage",        "Person",         "VideoObject"};

constexpr std::string_view page_properties[] = {"article", "website", "product"};  // og:type

// Words that the software of sites puts in addresses, of each kind of page. A newspaper's section
// may be called "community", and its articles "item".
struct AddressWords {
  std::string_view feature;
  std::initializer_list<std::string_view> words;
};
constexpr std::size_t address_kinds = 6;
const std::array<AddressWords, address_kinds>& address_words() {
  static const std::array<AddressWords, address_kinds> words = {{
      {"address.article",
       {"blog", "blogs", "news", "article", "articles", "story", "stories", "post", "posts",
        "entry", "opinion", "politics"}},
      {"address.forum",
       {"forum", "forums", "thread", "threads", "topic", "topics", "viewtopic", "showthread",
        "discussion", "discussions", "t", "board", "boards", "questions", "comments"}},
      {"address.shop",
       {"shop", "store", "stores", "product", "products", "dp", "p", "pd", "sku", "collections",
        "buy", "cart"}},
      {"address.service",
       {"services", "service", "solutions", "pricing", "features", "platform", "company", "about"}},
      {"address.index",
       {"category", "categories", "tag", "tags", "archive", "archives", "latest", "search",
        "browse", "list", "listing", "listings", "author", "index"}},
      {"address.manual",
       {"docs", "doc", "documentation", "manual", "manuals", "reference", "api", "wiki", "help",
        "support", "learn", "developer", "developers", "man"}},
  }};
  return words;
}

float log_count(double count) { return static_cast<float>(std::log2(1 + count)); }

// What an address says: how deep it is, how long its last part, whether it carries a year, and
// which of address_words() stand in it: as a whole last part, its ending aside, in one before it,
// or as the host's first part.
struct Address {
  double parts = 0, last_length = 0, last_dashes = 0;
  bool year = false, query = false, root = true, known = false;
  std::array<bool, address_kinds> has{};

  explicit Address(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return;
    known = true;
    url.remove_prefix(scheme + 3);
    const std::size_t host = url.find_first_of("/?#");
    find_words(url.substr(0, std::min({url.find('.'), host, url.size()})));
    if (host == std::string_view::npos) return;
    url.remove_prefix(host);
    url = url.substr(0, url.find('#'));
    const std::size_t mark = url.find('?');
    query = mark != std::string_view::npos;
    url = url.substr(0, mark);
    while (!url.empty()) {
      const std::size_t slash = std::min(url.find('/'), url.size());
      const std::string_view part = url.substr(0, slash);
      if (slash > 0) take(part);
      if (slash < url.size()) {
        find_words(part);
      } else if (part.find('-') == std::string_view::npos) {
        find_words(part.substr(0, part.find('.')));
      }
      url.remove_prefix(std::min(slash + 1, url.size()));
    }
    root = parts == 0;
  }

 private:
  void take(std::string_view part) {
    ++parts;
    last_length = static_cast<double>(part.size());
    last_dashes = static_cast<double>(std::ranges::count(part, '-'));
    std::size_t digits = 0;
    for (const char c : part) {
      digits = ascii::is_digit(c) ? digits + 1 : 0;
      year |= digits == 4;
    }
  }

  void find_words(std::string_view part) {
    constexpr std::size_t longest = 16;  // of address_words()
    std::string word;
    for (std::size_t i = 0; i <= part.size(); ++i) {
      if (i < part.size() && ascii::is_letter(part[i])) {
        if (word.size() <= longest) word += ascii::lower_ascii(part[i]);
        continue;
      }
      for (std::size_t k = 0; !word.empty() && k < address_kinds; ++k) {
        has[k] |= std::ranges::count(address_words()[k].words, word) > 0;
      }
      word.clear();
    }
  }
};

// One number of the page that is no mean, by name.
struct OwnFeature {
  std::string name;
  std::function<float(const Document&, const Address&)> value;
};

std::vector<OwnFeature> make_own_features() {
  std::vector<OwnFeature> out = {
      {"address.parts", [](auto&, auto& a) { return static_cast<float>(a.parts); }},
      {"address.last_length", [](auto&, auto& a) { return log_count(a.last_length); }},
      {"address.last_dashes", [](auto&, auto& a) { return log_count(a.last_dashes); }},
      {"address.year", [](auto&, auto& a) { return a.year ? 1.0F : 0.0F; }},
      {"address.query", [](auto&, auto& a) { return a.query ? 1.0F : 0.0F; }},
      {"address.root", [](auto&, auto& a) { return a.known && a.root ? 1.0F : 0.0F; }},
      {"page.links", [](auto& d, auto&) { return log_count(d.page.links); }},
      {"page.images", [](auto& d, auto&) { return log_count(d.page.images); }},
      {"page.frames", [](auto& d, auto&) { return log_count(d.page.frames); }},
      {"page.forms", [](auto& d, auto&) { return log_count(d.page.forms); }},
      {"page.controls", [](auto& d, auto&) { return log_count(d.page.controls); }},
      {"page.articles", [](auto& d, auto&) { return log_count(d.page.articles); }},
      {"page.lists", [](auto& d, auto&) { return log_count(d.page.lists); }},
      {"page.tables", [](auto& d, auto&) { return log_count(d.page.tables); }},
      {"page.times", [](auto& d, auto&) { return log_count(d.page.times); }},
      {"page.author", [](auto& d, auto&) { return d.metadata.author.empty() ? 0.0F : 1.0F; }},
      {"page.published", [](auto& d, auto&) { return d.metadata.published.empty() ? 0.0F : 1.0F; }},
  };
  for (std::size_t k = 0; k < address_kinds; ++k) {
    out.push_back({std::string(address_words()[k].feature),
                   [k](auto&, auto& a) { return a.has[k] ? 1.0F : 0.0F; }});
  }
  for (const std::string_view type : schema_types) {
    out.push_back({"schema." + std::string(type), [type](auto& d, auto&) {
                     return std::ranges::count(d.metadata.schema_types, type) > 0 ? 1.0F : 0.0F;
                   }});
  }
  for (const std::string_view type : page_properties) {
    out.push_back({"type." + std::string(type),
                   [type](auto& d, auto&) { return d.metadata.type == type ? 1.0F : 0.0F; }});
  }
  return out;
}

const std::vector<OwnFeature>& own() {
  static const std::vector<OwnFeature> made = make_own_features();
  return made;
}

std::vector<float> shares_of_words(const Document& document) {
  std::vector<float> share(document.blocks.size());
  std::uint64_t all = 0;
  for (const Block& block : document.blocks) all += block.token_count;
  const float one = 1 / static_cast<float>(std::max<std::uint64_t>(1, all));
  for (std::size_t b = 0; b < share.size(); ++b) {
    share[b] = static_cast<float>(document.blocks[b].token_count) * one;
  }
  return share;
}

// The sum of a column, or of its products with `share`: side by side, for pages are long.
__attribute__((always_inline)) inline float sum_in_lanes(const float* column, const float* share,
                                                         std::size_t count) {
  constexpr std::size_t lanes = 32;
  std::array<float, lanes> sums{};
  const std::size_t whole = count / lanes * lanes;
  if (share) {
    for (std::size_t b = 0; b < whole; b += lanes) {
      for (std::size_t i = 0; i < lanes; ++i) sums[i] += column[b + i] * share[b + i];
    }
  } else {
    for (std::size_t b = 0; b < whole; b += lanes) {
      for (std::size_t i = 0; i < lanes; ++i) sums[i] += column[b + i];
    }
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  for (std::size_t b = whole; b < count; ++b) sum += share ? column[b] * share[b] : column[b];
  return sum;
}

#ifdef ASSAY_WIDE_REGISTERS
ASSAY_WIDE float sum_wide(const float* column, const float* share, std::size_t count) {
  return sum_in_lanes(column, share, count);
}
#endif

float sum_of(std::span<const float> column, const float* share) {
#ifdef ASSAY_WIDE_REGISTERS
  if (widest_registers() != Registers::narrow) {
    return sum_wide(column.data(), share, column.size());
  }
#endif
  return sum_in_lanes(column.data(), share, column.size());
}

// `share` as shares_of_words() gives it.
float value_of(std::size_t feature, const Document& document, const FeatureTable& features,
               const std::vector<float>& share, const Address& address) {
  if (feature >= own_features) return own()[feature - own_features].value(document, address);
  const std::span<const float> column =
      features.column(static_cast<Feature>(feature % feature_count));
  if (feature >= sums) return log_count(std::max(0.0F, sum_of(column, nullptr)));
  if (feature >= word_means) return sum_of(column, share.data());
  return sum_of(column, nullptr) / static_cast<float>(std::max<std::size_t>(1, column.size()));
}

Address address_of(const Document& document) {
  return Address(document.url.empty() ? document.metadata.canonical_url : document.url);
}

}  // namespace

const std::vector<std::string>& page_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const std::string prefix : {"blocks.", "words.", "sums."}) {
      for (std::size_t f = 0; f < feature_count; ++f) {
        out.push_back(prefix + std::string(to_string(static_cast<Feature>(f))));
      }
    }
    for (const OwnFeature& feature : own()) out.push_back(feature.name);
    return out;
  }();
  return names;
}

std::vector<float> page_features(const Document& document, const FeatureTable& features) {
  const std::vector<float> share = shares_of_words(document);
  const Address address = address_of(document);
  std::vector<float> out(page_feature_names().size());
  for (std::size_t f = 0; f < out.size(); ++f) {
    out[f] = value_of(f, document, features, share, address);
  }
  return out;
}

Result<PageTypeModel> PageTypeModel::load(const Heuristics& heuristics,
                                          std::string_view file_name) {
  const auto wrong = [&](std::string_view pointer, std::string_view what) {
    return heuristics.error_at(
        file_name, pointer, what,
        "Restore the shipped file or fit it with scripts/train/train_page_type.py.");
  };
  const nlohmann::json* file = heuristics.find(file_name);
  if (!file) return wrong("", "there is no such file");
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (const std::string& name : page_feature_names()) {
    known.emplace(name, static_cast<std::uint32_t>(known.size()));
  }
  PageTypeModel model;
  const auto read = [](const nlohmann::json& by_type, std::array<float, types>& out) {
    for (std::size_t t = 0; t < types; ++t) {
      out[t] = by_type.value(std::string(to_string(static_cast<PageType>(t))), 0.0F);
    }
  };
  try {
    read(file->at("bias"), model.bias_);
    model.article_threshold_ = file->at("article_threshold").get<float>();
    for (const auto& [name, by_type] : file->at("weights").items()) {
      const auto feature = known.find(name);
      if (feature == known.end()) {
        return wrong("/weights/" + name, "there is no such feature of a page");
      }
      model.weights_.push_back({feature->second, {}});
      read(by_type, model.weights_.back().of);
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong("", error.what());
  }
  return model;
}

PageType PageTypeModel::judge(const Document& document, const FeatureTable& features) const {
  const std::vector<float> share = shares_of_words(document);
  const Address address = address_of(document);
  std::array<double, types> score{};
  std::ranges::copy(bias_, score.begin());
  for (const Weight& weight : weights_) {
    const float value = value_of(weight.feature, document, features, share, address);
    for (std::size_t t = 0; t < types; ++t) score[t] += weight.of[t] * value;
  }
  const double highest = *std::ranges::max_element(score);
  double sum = 0;
  for (const double s : score) sum += std::exp(s - highest);
  const auto article = static_cast<std::size_t>(PageType::article);
  if (std::exp(score[article] - highest) >= article_threshold_ * sum) return PageType::article;
  score[article] = -std::numeric_limits<double>::infinity();
  return static_cast<PageType>(std::ranges::max_element(score) - score.begin());
}

}  // namespace assay::boilerplate
