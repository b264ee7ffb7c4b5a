// What the extraction measures share: judged pages, word bags, gold text laid against blocks, and
// the training rows of the boilerplate models.
#pragma once

#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/boilerplate.h"
#include "assay/document.h"
#include "assay/scorer.h"

#include "eval/eval.h"
#include "scorers/boilerplate_features.h"

namespace assay::eval {

struct JudgedPage {
  Document document;
  ScorerResult result;

  // The text of the content blocks, one a line; without the headline on request.
  std::string content_text(bool with_headline) const;
};

// Runs document building and the boilerplate scorer on one payload.
JudgedPage judge_page(const Scorer& scorer, MediaKind kind, std::string payload, std::string url,
                      std::string title);

// Multiset word overlap of a prediction with its gold.
Counts compare_words(std::span<const std::string> predicted, std::span<const std::string> gold);

// For each text, the share of its words that a longest common subsequence (runs preferred) finds
// in `gold`. Cost: product of the word counts, cut to a band on very long pages.
std::vector<double> aligned_share(std::span<const std::string_view> texts, std::string_view gold);

// Writes the rows scripts/train/train_boilerplate.py fits: FILE holds float32 rows (content share
// or -1, advertisement 0/1 or -1, words, features), FILE.words the words of each row, FILE.json the
// columns and the pages in order.
class FeatureWriter {
 public:
  static Result<FeatureWriter> open(const std::string& path, bool with_markup);
  FeatureWriter(FeatureWriter&&) noexcept;
  ~FeatureWriter();

  struct Label {
    float content = -1, advertisement = -1;
  };
  void add(const Document& document, const boilerplate::FeatureTable& features,
           std::span<const Label> labels, const std::string& group, const std::string& source);
  // The same for plain text, and again for what extractors leave of it: the content alone, and the
  // content with some of the furniture inside and around it. A model that never saw half-cleaned
  // text takes its last paragraphs for furniture. Blocks need a label, else only the page itself.
  void add_text(const Document& document, const boilerplate::Vocabulary& vocabulary,
                std::span<const Label> labels, const std::string& group, const std::string& source);
  Result<std::size_t> close();  // rows written

 private:
  FeatureWriter() = default;
  std::string path_;
  std::FILE* rows_ = nullptr;
  std::FILE* words_ = nullptr;
  bool with_markup_ = false;
  std::size_t count_ = 0;
  nlohmann::json pages_ = nlohmann::json::array();
};

}  // namespace assay::eval
