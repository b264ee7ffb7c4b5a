// Claims against evidence: the sets of corroboration/, each recognised by its fields.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "assay/corroboration.h"
#include "assay/mentions.h"

#include "corroboration/claim_terms.h"
#include "eval/eval.h"

namespace assay::eval {
namespace {

using namespace corroboration;
using nlohmann::json;

// One claim with what it is measured against.
struct Row {
  std::string set, id, key, label, kind;
  std::string claim;
  std::vector<std::string> evidence;  // of one official document, or several (articles)
  std::string title, date;
  std::vector<std::vector<int>> gold;
};

std::string text_at(const json& row, const char* key) {
  const auto it = row.find(key);
  return it != row.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// The name of a set: its folder and file, less what all names share.
std::string set_name(const std::string& path) {
  const std::filesystem::path file(path);
  std::string stem = file.filename().string();
  stem = stem.substr(0, stem.find(".jsonl"));
  const std::string folder = file.parent_path().filename().string();
  return folder.empty() || folder == "corroboration" ? stem : folder + "/" + stem;
}

// Cuts a text at empty lines, or at every line where it has none.
std::vector<std::string> paragraphs_of(const std::string& text) {
  const std::string mark = text.find("\n\n") == std::string::npos ? "\n" : "\n\n";
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + mark.size();
  }
  return out;
}

// Every labelled sentence of an article over statements is one claim; its context is the title and
// the sentence before.
void append_article(const json& item, const std::string& set, Part part, std::vector<Row>& rows) {
  Row row;
  row.set = set;
  for (const json& official : item.at("official")) {
    const std::string text = text_at(official, "text");
    row.key += (row.key.empty() ? "" : "\n") + text;
    for (std::string& paragraph : paragraphs_of(text)) row.evidence.push_back(std::move(paragraph));
    row.date = text_at(official, "date");
  }
  if (!in_part(row.key, part)) return;
  std::string previous;
  for (const json& sentence : item.at("sentences")) {
    row.id = text_at(item, "id") + "/" + std::to_string(sentence.at("begin").get<int>());
    row.label = text_at(sentence, "label");
    row.kind = text_at(sentence, "kind");
    row.claim = text_at(sentence, "text");
    row.title = text_at(item, "title") + "\n" + previous;
    previous = row.claim;
    rows.push_back(row);
  }
}

Result<std::vector<Row>> read_claims(const std::string& path, Part part) {
  Result<std::vector<json>> read = read_rows(path);
  if (!read) return read.error();
  std::vector<Row> rows;
  const std::string set = set_name(path);
  for (const json& item : read.value()) {
    if (item.contains("official") && item.contains("sentences")) {
      append_article(item, set, part, rows);
      continue;
    }
    if (!item.contains("claim") || (!item.contains("evidence") && !item.contains("doc"))) continue;
    Row row;
    row.set = set;
    row.id = text_at(item, "id");
    row.label = text_at(item, "label");
    row.kind = text_at(item, "kind");
    row.claim = text_at(item, "claim");
    row.title = text_at(item, "title");
    row.date = text_at(item, "date");
    if (const auto it = item.find("evidence"); it != item.end()) {
      for (const json& text : *it) row.evidence.push_back(text.get<std::string>());
      for (const std::string& text : row.evidence) {
        if (!row.key.empty()) row.key += '\n';
        row.key += text;
      }
    } else {
      row.key = text_at(item, "doc");
      row.evidence = paragraphs_of(row.key);
    }
    if (row.key.empty()) row.key = row.id;
    if (!in_part(row.key, part)) continue;
    if (const auto it = item.find("gold_evidence"); it != item.end() && it->is_array()) {
      for (const json& group : *it) row.gold.push_back(group.get<std::vector<int>>());
    }
    // FM2 is judged on its gold sentences; what else was retrieved is another task.
    if (set.starts_with("fm2") && !row.gold.empty()) {
      std::vector<std::string> gold;
      for (const int index : row.gold.front()) gold.push_back(row.evidence.at(index));
      if (!gold.empty()) row.evidence = gold;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Result<std::vector<Table>> run_verify(const Options& options, const Heuristics& heuristics) {
  Result<Lexicon> lexicon = Lexicon::load(heuristics);
  if (!lexicon) return lexicon.error();
  const MentionFinder finder(heuristics);
  std::ofstream features;
  if (!options.features.empty()) {
    features.open(options.features);
    features << "set\tid\tkey\tcheck\tlabel\tkind";
    for (const std::string_view name : feature_names()) features << '\t' << name;
    features << '\n';
  }
  Table retrieval{
      "Retrieval: a gold sentence among the best", {"set", "claims", "top 1", "top 3"}, {}};
  for (const std::string& path : options.gold) {
    Result<std::vector<Row>> rows = read_claims(path, options.part);
    if (!rows) return rows.error();
    double with_gold = 0, top1 = 0, top3 = 0;
    Alignment alignment;
    AlignmentWorkspace workspace;
    std::vector<std::uint32_t> top;
    for (const Row& row : rows.value()) {
      const VerifyInput input({row.claim, row.evidence, row.title, row.date, {}, {}},
                              lexicon.value(), finder);
      align(input.claim, input.passages, lexicon.value(), {}, workspace, alignment);
      top.clear();
      for (const PartAlignment& part : alignment.parts) {
        for (std::size_t t = 0; t < part.top_count; ++t) {
          top.push_back(static_cast<std::uint32_t>(
              input.evidence_index(input.passages.passages[part.top[t]].range.begin)));
        }
      }
      if (features) {
        features << row.set << '\t' << row.id << '\t' << std::hash<std::string>()(row.key) << '\t'
                 << in_check_part(row.key) << '\t' << row.label << '\t' << row.kind;
        for (const float value : alignment.features) features << '\t' << value;
        features << '\n';
      }
      std::vector<int> gold;
      for (const auto& group : row.gold) gold.insert(gold.end(), group.begin(), group.end());
      if (gold.empty()) continue;
      ++with_gold;
      const auto is_gold = [&](std::uint32_t index) {
        return std::ranges::find(gold, static_cast<int>(index)) != gold.end();
      };
      top1 += !top.empty() && is_gold(top.front());
      top3 += std::ranges::any_of(top, is_gold);
    }
    if (with_gold > 0) {
      retrieval.rows.push_back({set_name(path), with_gold, top1 / with_gold, top3 / with_gold});
    }
  }
  return std::vector<Table>{retrieval};
}

}  // namespace assay::eval
