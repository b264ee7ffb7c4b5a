// The labelled sets `assay eval promotion` understands, told apart by the fields of their rows.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "assay/document.h"

#include "eval/eval.h"

namespace assay::eval {

enum class PromotionSet : std::uint8_t {
  web_genres,  // documents by genre; positive: promotion (`promo`)
  releases,    // press release against news story (`label`)
  reviews,     // press releases judged sensational or not (`sensational`)
  pages,       // web pages by page type; service and product pages sell (`page_type`)
  plain,       // news stories and official statements that promote nothing
  own,         // texts made for training (`origin`)
  labelled,    // pages and stories rated 0 to 3 by readers (`promo`, `sens`, `kind`, `spans`)
  marked,      // texts whose loaded phrases readers marked (`spans`, `read`)
  puffery,     // sentences (`kind`)
  weasel,      // sentences (`split`, `label`)
  headlines,   // clickbait or not (`label`)
  biased,      // news sentences that experts call biased or not (`label_bias`)
  subjective,  // news sentences, subjective or not (`id`, `split`, `label`)
  native_ads,  // answers with an advertisement inside or none (`sen_span`)
  propaganda,  // spans of persuasion techniques (`tc_spans`)
  news,        // news articles, for silence (`attributions`)
  other,
};
std::string_view to_string(PromotionSet set);

struct PromotionRow {
  PromotionSet set = PromotionSet::other;
  std::string id, text, genre, split, key;
  bool positive = false;
  int promotional = -1;      // labelled: 0 to 3; -1: not rated
  int sensational = -1;      // labelled, own: 0 to 3; -1: not rated
  std::vector<Range> spans;  // propaganda: loaded language, exaggeration, slogans, in bytes
};

// Reads a row as its set wants it: markup left by a set's own tools is removed.
PromotionRow promotion_row(const nlohmann::json& row);

// The text as the library would read it from a UTF-8 file.
Document document_of(const PromotionRow& row);

}  // namespace assay::eval
