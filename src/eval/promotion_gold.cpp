#include "eval/promotion_gold.h"
#include <algorithm>

namespace assay::eval {
namespace {

std::string text_field(const nlohmann::json& row, const char* name) {
  const auto it = row.find(name);
  if (it == row.end() || it->is_null()) return {};
  return it->is_string() ? it->get<std::string>() : it->dump();
}

// A number that readers gave, -1 where there is none.
int rating(const nlohmann::json& row, const char* name) {
  const auto it = row.find(name);
  return it != row.end() && it->is_number_integer() ? it->get<int>() : -1;
}

// MT-GINCO marks paragraphs with <p/>; a model must not learn the set by its marks.
std::string without_marks(std::string text) {
  constexpr std::string_view mark = "<p/>";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    std::size_t begin = at, end = at + mark.size();
    while (begin > 0 && text[begin - 1] == ' ') --begin;
    while (end < text.size() && text[end] == ' ') ++end;
    text.replace(begin, end - begin, "\n");
    at = begin;
  }
  return text;
}

// Byte offsets of sorted code point offsets.
std::vector<std::uint32_t> byte_offsets(std::string_view text, std::vector<std::size_t> points) {
  std::vector<std::uint32_t> bytes;
  std::size_t at = 0, point = 0;
  for (const std::size_t wanted : points) {
    while (point < wanted && at < text.size()) {
      next_code_point(text, at);
      ++point;
    }
    bytes.push_back(static_cast<std::uint32_t>(at));
  }
  return bytes;
}

std::vector<Range> technique_spans(const nlohmann::json& row, std::string_view text) {
  std::vector<std::size_t> points;
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const nlohmann::json& span : row.at("tc_spans")) {
    const std::string technique = span.at(0).get<std::string>();
    if (technique != "Loaded_Language" && technique != "Exaggeration,Minimisation" &&
        technique != "Slogans") {
      continue;
    }
    spans.emplace_back(span.at(1).get<std::size_t>(), span.at(2).get<std::size_t>());
    points.push_back(spans.back().first);
    points.push_back(spans.back().second);
  }
  std::ranges::sort(points);
  const std::vector<std::uint32_t> bytes = byte_offsets(text, points);
  const auto byte_of = [&](std::size_t point) {
    return bytes[static_cast<std::size_t>(std::ranges::lower_bound(points, point) -
                                          points.begin())];
  };
  std::vector<Range> ranges;
  for (const auto& [begin, end] : spans) ranges.push_back({byte_of(begin), byte_of(end)});
  std::ranges::sort(ranges);
  return ranges;
}

}  // namespace

std::string_view to_string(PromotionSet set) {
  switch (set) {
    case PromotionSet::web_genres:
      return "web_genres";
    case PromotionSet::releases:
      return "releases";
    case PromotionSet::reviews:
      return "reviews";
    case PromotionSet::pages:
      return "pages";
    case PromotionSet::plain:
      return "plain";
    case PromotionSet::own:
      return "own";
    case PromotionSet::labelled:
      return "labelled";
    case PromotionSet::marked:
      return "marked";
    case PromotionSet::puffery:
      return "puffery";
    case PromotionSet::weasel:
      return "weasel";
    case PromotionSet::headlines:
      return "headlines";
    case PromotionSet::biased:
      return "biased";
    case PromotionSet::subjective:
      return "subjective";
    case PromotionSet::native_ads:
      return "native_ads";
    case PromotionSet::propaganda:
      return "propaganda";
    case PromotionSet::news:
      return "news";
    case PromotionSet::other:
      return "other";
  }
  return "";
}

PromotionRow promotion_row(const nlohmann::json& row) {
  PromotionRow out;
  out.id = text_field(row, "id");
  out.text = text_field(row, "text");
  out.split = text_field(row, "split");
  const std::string label = text_field(row, "label");
  out.sensational = rating(row, "sens");
  if (row.contains("promo") && row.contains("sens")) {
    out.set = PromotionSet::labelled;
    out.genre = text_field(row, "kind");
    out.promotional = rating(row, "promo");
    out.positive = out.promotional >= 2;
    out.key = out.id;
  } else if (row.contains("spans") && row.contains("read")) {
    out.set = PromotionSet::marked;
    out.key = out.id;
  } else if (row.contains("promo")) {
    out.set = PromotionSet::web_genres;
    out.genre = label;
    out.positive = text_field(row, "promo") == "1";
    out.text = without_marks(std::move(out.text));
    out.key = out.id;
  } else if (label == "press_release" || label == "news_story") {
    out.set = PromotionSet::releases;
    out.genre = label;
    out.positive = label == "press_release";
    out.key = host_of(text_field(row, "url"));
  } else if (row.contains("sensational")) {
    out.set = PromotionSet::reviews;  // judged with their headlines, and so read with them
    if (const std::string title = text_field(row, "title"); !title.empty()) {
      out.text = title + "\n\n" + out.text;
    }
    out.positive = text_field(row, "sensational") == "1";
    out.key = host_of(text_field(row, "url"));
  } else if (row.contains("origin")) {
    out.set = PromotionSet::own;
    out.genre = text_field(row, "genre");
    out.positive = label == "promotion";
    out.key = out.id;
  } else if (row.contains("doc") && row.contains("category")) {
    out.set = PromotionSet::plain;
    out.genre = "official statement";
    out.text = text_field(row, "doc");
    out.key = out.id;
  } else if (row.contains("article") && row.contains("official")) {
    out.set = PromotionSet::plain;
    out.genre = "news";
    out.text = text_field(row, "article");
    out.key = out.id;
  } else if (label == "real" && row.contains("set")) {
    out.set = PromotionSet::plain;
    out.genre = "news";
    out.key = out.id;
  } else if (row.contains("page_type")) {
    out.set = PromotionSet::pages;
    out.genre = text_field(row, "page_type");
    out.positive = out.genre == "service" || out.genre == "product";
    out.key = host_of(text_field(row, "url"));
  } else if (row.contains("kind") && row.contains("tag_at")) {
    out.set = PromotionSet::puffery;
    out.genre = text_field(row, "kind");
    out.positive = out.genre == "peacock";
    out.key = out.text;
  } else if (row.contains("tc_spans")) {
    out.set = PromotionSet::propaganda;
    out.spans = technique_spans(row, out.text);
    out.key = out.id;
  } else if (row.contains("label_bias")) {
    out.set = PromotionSet::biased;
    out.positive = text_field(row, "label_bias") == "Biased";
    out.key = out.text;
  } else if (row.contains("sen_span")) {
    out.set = PromotionSet::native_ads;
    out.positive = label == "1";
    out.key = out.text;
  } else if (row.size() == 4 && row.contains("id") && (label == "0" || label == "1")) {
    out.set = PromotionSet::subjective;
    out.positive = label == "1";
    out.key = out.text;
  } else if (row.contains("attributions")) {
    out.set = PromotionSet::news;
    out.genre = "news";
    out.key = out.id;
  } else if (row.size() == 2 && (label == "0" || label == "1")) {
    out.set = PromotionSet::headlines;
    out.positive = label == "1";
    out.key = out.text;
  } else if (row.size() == 3 && row.contains("split") && (label == "0" || label == "1")) {
    out.set = PromotionSet::weasel;
    out.positive = label == "1";
    out.key = out.text;
  }
  return out;
}

Document document_of(const PromotionRow& row) {
  Record record;
  record.id = row.id;
  record.payload = row.text;
  record.payload_is_utf8 = true;
  return build_document(std::move(record));
}

}  // namespace assay::eval
