// Labelled documents for benchmarks: news, web pages of many genres, articles; all different.
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "assay/document.h"

#include "eval/eval.h"
#include "eval/promotion_gold.h"

namespace assay {

// News of CORE, all web documents of FTD and MT-GINCO and the Horne-BuzzFeed articles, about 11 MB
// in their files' order; none where ASSAY_DATA is not set or a file cannot be read.
inline std::vector<Document> real_documents() {
  std::vector<Document> documents;
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) return documents;
  for (const char* file : {"promotion/documents/core", "promotion/documents/ftd",
                           "promotion/documents/mt_ginco", "credibility/horne_buzzfeed"}) {
    const auto rows = eval::read_rows(std::string(data) + "/" + file + ".jsonl.gz");
    if (!rows) return {};
    const bool core = std::string(file).ends_with("core");
    for (const nlohmann::json& row : rows.value()) {
      const eval::PromotionRow read = eval::promotion_row(row);
      if (core && read.genre != "News") continue;
      documents.push_back(eval::document_of(read));
    }
  }
  return documents;
}

}  // namespace assay
