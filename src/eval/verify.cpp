// Claims against evidence: the sets of corroboration/, each recognised by its fields.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>

#include "assay/corroboration.h"
#include "assay/mentions.h"

#include "corroboration/claim_terms.h"
#include "corroboration/clauses.h"
#include "corroboration/judge.h"
#include "corroboration/novelty.h"
#include "eval/eval.h"
#include "eval/tasks.h"

namespace assay::eval {
namespace {

using namespace corroboration;
using nlohmann::json;

// One claim with what it is measured against.
struct Row {
  std::string set, id, key, label, kind;
  std::string claim;
  std::vector<std::string> evidence;  // of one official document, or several (articles)
  std::string title, previous, date;
  std::vector<std::vector<int>> gold;
  Range gold_text;      // of articles: what the label rests on, bytes of the only evidence
  bool sought = false;  // in whole statements, as `assay score --official` does
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

struct Article {
  std::string key, date;
  std::vector<std::string> official;
  std::vector<Row> sentences;
};

// Where a label's evidence stands: given as [begin, end) in code points, or as its words.
Range range_of(const json& evidence, std::string_view text) {
  if (evidence.is_string()) {
    const std::string& words = evidence.get_ref<const std::string&>();
    const std::size_t at = text.find(words);
    if (words.empty() || at == std::string_view::npos) return {};
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  if (!evidence.is_array() || evidence.size() != 2) return {};
  const auto byte_of = [text](std::size_t code_points) {
    std::size_t byte = 0;
    const auto follows = [&] { return byte < text.size() && (text[byte] & 0xc0) == 0x80; };
    for (; code_points > 0 && byte < text.size(); --code_points) {
      ++byte;
      while (follows()) ++byte;
    }
    return static_cast<std::uint32_t>(byte);
  };
  return {byte_of(evidence[0].get<std::size_t>()), byte_of(evidence[1].get<std::size_t>())};
}

// Every labelled sentence of an article over statements is one claim; its context is the title and
// the sentence before.
Article read_article(const json& item, const std::string& set) {
  Article article;
  Row row;
  row.set = set;
  for (const json& official : item.at("official")) {
    const std::string text = text_at(official, "text");
    article.key += (article.key.empty() ? "" : "\n") + text;
    row.evidence.push_back(text);
    row.date = text_at(official, "date");
  }
  row.key = article.key;
  row.sought = true;
  article.official = row.evidence;
  for (const json& sentence : item.at("sentences")) {
    row.id = text_at(item, "id") + "/" + std::to_string(sentence.at("begin").get<int>());
    row.label = text_at(sentence, "label");
    row.kind = text_at(sentence, "kind");
    row.title = text_at(item, "title");
    row.previous = article.sentences.empty() ? "" : article.sentences.back().claim;
    row.claim = text_at(sentence, "text");
    row.gold_text = {};
    if (const auto it = sentence.find("evidence"); it != sentence.end() && row.evidence.size() == 1)
      row.gold_text = range_of(*it, row.evidence.front());
    article.sentences.push_back(row);
  }
  return article;
}

// The same sentences against the statements of another article: nothing there bears them out. Only
// for training, and only within one part.
void append_crossed(const std::vector<Article>& articles, std::vector<Row>& rows) {
  for (std::size_t a = 0; a < articles.size(); ++a) {
    const Article& other = articles[(a + 1) % articles.size()];
    if (other.key == articles[a].key || in_check_part(other.key) != in_check_part(articles[a].key))
      continue;
    for (Row row : articles[a].sentences) {
      if (row.label == "no_claim") continue;
      row.set += "-crossed";
      row.label = "out_of_scope";
      row.evidence = other.official;
      rows.push_back(std::move(row));
    }
  }
}

// Puts the statements of the next articles beside each article's own.
void append_beside(const std::vector<Article>& articles, std::vector<Row>& rows) {
  constexpr std::size_t most_beside = 15;
  for (Row& row : rows) {
    const auto own = std::ranges::find(articles, row.key, &Article::key);
    if (own == articles.end()) continue;
    const auto at = static_cast<std::size_t>(own - articles.begin());
    for (std::size_t a = 1; a < articles.size() && row.evidence.size() <= most_beside; ++a) {
      const Article& other = articles[(at + a) % articles.size()];
      if (other.key == row.key) continue;
      row.evidence.insert(row.evidence.end(), other.official.begin(), other.official.end());
    }
  }
}

Result<std::vector<Row>> read_claims(const std::string& path, Part part, bool crossed,
                                     bool beside = false) {
  Result<std::vector<json>> read = read_rows(path);
  if (!read) return read.error();
  std::vector<Row> rows;
  std::vector<Article> articles;
  const std::string set = set_name(path);
  for (const json& item : read.value()) {
    if (item.contains("official") && item.contains("sentences")) {
      Article article = read_article(item, set);
      if (!in_part(article.key, part)) continue;
      rows.insert(rows.end(), article.sentences.begin(), article.sentences.end());
      articles.push_back(std::move(article));
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
      row.evidence.push_back(row.key);
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
  if (crossed) append_crossed(articles, rows);
  if (beside) append_beside(articles, rows);
  return rows;
}

VerifyRequest request_of(const Row& row) {
  return {row.claim, row.evidence, row.title, row.date, {}, row.previous, row.sought};
}

// Writes what the models read of each claim, and of each of its clauses that is judged alone: of
// several official texts against the one that treats the claim's matter most nearly.
class FeatureWriter {
 public:
  FeatureWriter(const std::string& path, const Lexicon& lexicon, const ConflictModel& conflicts,
                const NewWordsModel& new_words)
      : lexicon_(lexicon),
        conflict_model_(conflicts),
        new_words_model_(new_words),
        out_(path),
        conflicts_(path + ".conflicts"),
        new_words_(path + ".new-words") {
    out_ << "set\tid\tkey\tcheck\tlabel\tkind\tclause_of";
    for (const std::string_view name : feature_names()) out_ << '\t' << name;
    out_ << '\n';
    conflicts_ << "row\tin_gold";
    for (const std::string_view name : conflict_feature_names()) conflicts_ << '\t' << name;
    conflicts_ << '\n';
  }

  void write(const Row& row, const VerifyInput& input) {
    const Passages& passages = input.nearest(workspace_);
    align(input.claim, passages, lexicon_, conflict_model_, workspace_, alignment_);
    const std::ptrdiff_t number = count_;
    write_row(row, passages, input.claim, alignment_, -1);
    const std::vector<Hit> hits = workspace_.hits;
    const auto write_clause = [&](const ClaimTerms& clause) {
      align_with(hits, clause, passages, lexicon_, conflict_model_, workspace_, clause_alignment_);
      write_row(row, passages, clause, clause_alignment_, number);
    };
    const auto any = [](const Conflict&) { return true; };
    for_clauses_in_conflict(input.claim, alignment_, clause_, any, write_clause);
  }

  bool close() {
    out_.close();
    conflicts_.close();
    new_words_.close();
    return out_ && conflicts_ && new_words_;
  }

 private:
  void write_row(const Row& row, const Passages& passages, const ClaimTerms& claim,
                 Alignment& aligned, std::ptrdiff_t clause_of) {
    measure_novelty(claim, passages, lexicon_, new_words_model_, aligned.features, words_);
    out_ << row.set << '\t' << row.id << '\t' << std::hash<std::string>()(row.key) << '\t'
         << in_check_part(row.key) << '\t' << row.label << '\t' << row.kind << '\t' << clause_of;
    for (const float value : aligned.features) out_ << '\t' << value;
    out_ << '\n';
    for (const PartAlignment& part : aligned.parts) {
      for (const Conflict& conflict : part.conflicts) {
        if (!conflict.is_learned()) continue;  // no model is asked about those
        // 1 where the passage is what the label rests on, 0 where it is not, -1 unknown.
        const Range passage = passages.passages[conflict.passage].range;
        conflicts_ << count_ << '\t'
                   << (row.gold_text.empty()             ? -1
                       : row.gold_text.overlaps(passage) ? 1
                                                         : 0);
        for (const float value : conflict_features(conflict)) conflicts_ << '\t' << value;
        conflicts_ << '\n';
      }
    }
    // The vectors' sum, then which small words are new.
    for (const float value : words_.vectors) new_words_ << value << '\t';
    for (const char small : words_.small) new_words_ << int{small} << '\t';
    new_words_ << '\n';
    ++count_;
  }

  const Lexicon& lexicon_;
  const ConflictModel& conflict_model_;
  const NewWordsModel& new_words_model_;
  std::ofstream out_, conflicts_, new_words_;
  std::ptrdiff_t count_ = 0;
  Alignment alignment_, clause_alignment_;
  ClaimTerms clause_;
  AlignmentWorkspace workspace_;
  NewWords words_;
};

std::optional<Error> write_features(const Options& options, const Heuristics& heuristics) {
  const Result<Lexicon> lexicon = Lexicon::load(heuristics);
  if (!lexicon) return lexicon.error();
  const Result<ConflictModel> conflicts =
      ConflictModel::load(heuristics, "models/corroboration-conflicts.json");
  if (!conflicts) return conflicts.error();
  const Result<NewWordsModel> new_words = NewWordsModel::load(heuristics);
  if (!new_words) return new_words.error();
  const Result<MentionFinder> finder = MentionFinder::create(heuristics);
  if (!finder) return finder.error();
  FeatureWriter writer(options.features, lexicon.value(), conflicts.value(), new_words.value());
  for (const std::string& path : options.gold) {
    Result<std::vector<Row>> rows = read_claims(path, options.part, true);
    if (!rows) return rows.error();
    for (const Row& row : rows.value())
      writer.write(row, VerifyInput(request_of(row), lexicon.value(), finder.value()));
  }
  if (!writer.close())
    return Error{"unwritable_output", "Cannot write " + options.features + ".", ""};
  return std::nullopt;
}

struct Outcome {
  const Row* row = nullptr;
  VerifyAnswer answer;
};

enum Class : int { corroborated, contradicted, third, class_count };

Class class_of(std::string_view label) {
  if (label == "corroborated") return corroborated;
  return label == "contradicted" ? contradicted : third;
}

Class class_of(Verdict verdict) {
  if (verdict == Verdict::corroborated) return corroborated;
  return verdict == Verdict::contradicted ? contradicted : third;
}

double balanced_accuracy(std::span<const Outcome> outcomes, std::span<const std::size_t> sample) {
  double right[2] = {}, all[2] = {};
  for (const std::size_t i : sample) {
    const bool gold = outcomes[i].row->label == "corroborated";
    ++all[gold];
    right[gold] += gold == (outcomes[i].answer.corroborated >= 0.5);
  }
  return all[0] == 0 || all[1] == 0 ? 0 : (right[0] / all[0] + right[1] / all[1]) / 2;
}

double macro_f1(std::span<const Outcome> outcomes, std::span<const std::size_t> sample) {
  Counts counts[class_count];
  for (const std::size_t i : sample) {
    const Class gold = class_of(outcomes[i].row->label),
                said = class_of(outcomes[i].answer.verdict);
    if (gold == said) {
      ++counts[gold].tp;
    } else {
      ++counts[gold].fn;
      ++counts[said].fp;
    }
  }
  return (counts[0].f1() + counts[1].f1() + counts[2].f1()) / 3;
}

Counts contradictions(std::span<const Outcome> outcomes) {
  Counts counts;
  for (const Outcome& outcome : outcomes) {
    const bool gold = outcome.row->label == "contradicted";
    const bool said = outcome.answer.verdict == Verdict::contradicted;
    counts += {double(gold && said), double(!gold && said), double(gold && !said)};
  }
  return counts;
}

// Expected calibration error of the probability "corroborated" in ten equal bins.
double calibration_error(std::span<const Outcome> outcomes) {
  double sum[10] = {}, hits[10] = {}, count[10] = {};
  for (const Outcome& outcome : outcomes) {
    const int bin = std::min(9, static_cast<int>(outcome.answer.corroborated * 10));
    sum[bin] += outcome.answer.corroborated;
    hits[bin] += outcome.row->label == "corroborated";
    ++count[bin];
  }
  double error = 0;
  for (int b = 0; b < 10; ++b) error += std::abs(sum[b] - hits[b]);
  return outcomes.empty() ? 0 : error / static_cast<double>(outcomes.size());
}

json measured(std::span<const Outcome> outcomes,
              double (*measure)(std::span<const Outcome>, std::span<const std::size_t>)) {
  std::vector<std::size_t> all(outcomes.size());
  std::iota(all.begin(), all.end(), 0);
  return with_interval(measure(outcomes, all),
                       bootstrap(outcomes.size(), [&](std::span<const std::size_t> sample) {
                         return measure(outcomes, sample);
                       }));
}

void add_verdicts(const std::string& set, std::span<const Outcome> all, Table& table) {
  std::vector<Outcome> outcomes;
  for (const Outcome& outcome : all) {
    if (outcome.row->label != "no_claim") outcomes.push_back(outcome);
  }
  bool seen[class_count] = {};
  std::vector<double> scores;
  std::vector<char> positive;
  std::vector<Outcome> three;
  for (const Outcome& outcome : outcomes) {
    scores.push_back(outcome.answer.corroborated);
    positive.push_back(outcome.row->label == "corroborated");
    if (outcome.row->label == "partial") continue;
    three.push_back(outcome);
    seen[class_of(outcome.row->label)] = true;
  }
  // Without both classes there is nothing to tell apart.
  const bool two_classes =
      std::ranges::count(positive, 1) > 0 && std::ranges::count(positive, 0) > 0;
  const Counts counts = contradictions(three);
  const double said = contradictions(outcomes).tp + contradictions(outcomes).fp;
  table.rows.push_back(
      {set, outcomes.size(), two_classes ? measured(outcomes, balanced_accuracy) : json("-"),
       two_classes ? json(auc(scores, positive)) : json("-"),
       seen[corroborated] && seen[contradicted] && seen[third] ? measured(three, macro_f1)
                                                               : json("-"),
       seen[contradicted] ? json(counts.precision()) : json("-"),
       seen[contradicted] ? json(counts.recall()) : json("-"),
       said / std::max<double>(1, static_cast<double>(outcomes.size())),
       calibration_error(outcomes)});
}

void add_retrieval(const std::string& set, std::span<const Outcome> outcomes, Table& table) {
  double claims = 0, top1 = 0, top3 = 0;
  for (const Outcome& outcome : outcomes) {
    std::vector<int> gold;
    for (const auto& group : outcome.row->gold) gold.insert(gold.end(), group.begin(), group.end());
    if (gold.empty() || outcome.row->set.starts_with("fm2")) continue;
    ++claims;
    const auto& evidence = outcome.answer.evidence;
    const auto hit = [&](std::size_t limit) {
      return std::any_of(evidence.begin(), evidence.begin() + std::min(limit, evidence.size()),
                         [&](const VerifyEvidence& item) {
                           return std::ranges::find(gold, static_cast<int>(item.index)) !=
                                  gold.end();
                         });
    };
    top1 += hit(1);
    top3 += hit(3);
  }
  if (claims > 0) table.rows.push_back({set, claims, top1 / claims, top3 / claims});
}

// Per kind of claim (articles over statements, contrast set): what was said of it.
void add_kinds(const std::string& set, std::span<const Outcome> outcomes, Table& table) {
  std::map<std::string, std::array<double, 5>> kinds;
  for (const Outcome& outcome : outcomes) {
    const Row& row = *outcome.row;
    if (row.kind.empty() && row.label != "no_claim" && !set.starts_with("articles")) continue;
    auto& counts = kinds[row.label + (row.kind.empty() ? "" : ": " + row.kind)];
    ++counts[4];
    ++counts[static_cast<std::size_t>(outcome.answer.verdict)];
  }
  for (const auto& [kind, counts] : kinds) {
    std::vector<json> row = {set, kind, counts[4]};
    for (int v = 0; v < 4; ++v) row.push_back(counts[v] / counts[4]);
    table.rows.push_back(std::move(row));
  }
}

}  // namespace

Result<std::vector<Table>> run_verify(const Options& options, const Heuristics& heuristics) {
  if (!options.features.empty()) {
    if (const std::optional<Error> error = write_features(options, heuristics)) return *error;
    return std::vector<Table>{};
  }
  const Result<Verifier> verifier = Verifier::create(heuristics);
  if (!verifier) return verifier.error();
  Table verdicts{"Verdicts (supported or not; three-way without `partial`)",
                 {"set", "claims", "BAcc", "AUC", "macro-F1", "contradicted P", "contradicted R",
                  "said contradicted", "calibration error"},
                 {}};
  Table retrieval{"A gold sentence among the best", {"set", "claims", "top 1", "top 3"}, {}};
  Table kinds{
      "What was said, by kind",
      {"set", "kind", "claims", "corroborated", "contradicted", "not_found", "out_of_scope"},
      {}};
  Table worst{"Surest mistakes", {"id", "gold", "said", "confidence", "claim"}, {}};
  for (const std::string& path : options.gold) {
    Result<std::vector<Row>> rows =
        read_claims(path, options.part, false, options.convention == "beside");
    if (!rows) return rows.error();
    std::vector<Outcome> outcomes;
    for (const Row& row : rows.value())
      outcomes.push_back({&row, verifier.value().verify(request_of(row))});
    const std::string set = set_name(path);
    add_verdicts(set, outcomes, verdicts);
    add_retrieval(set, outcomes, retrieval);
    add_kinds(set, outcomes, kinds);
    std::ranges::stable_sort(outcomes, std::greater<>(), [](const Outcome& outcome) {
      const bool wrong = class_of(outcome.row->label) != class_of(outcome.answer.verdict) &&
                         outcome.row->label != "no_claim" && outcome.row->label != "partial";
      return wrong ? outcome.answer.confidence : 0.0;
    });
    for (std::size_t w = 0; w < std::min(options.worst, outcomes.size()); ++w) {
      if (in_check_part(outcomes[w].row->key)) continue;
      worst.rows.push_back({outcomes[w].row->id, outcomes[w].row->label,
                            to_string(outcomes[w].answer.verdict), outcomes[w].answer.confidence,
                            outcomes[w].row->claim});
    }
  }
  const auto is_empty = [](const std::vector<json>& row) { return row.at(1) == 0; };
  if (std::ranges::all_of(verdicts.rows, is_empty)) {
    return no_rows(options, R"("claim", "label" and "evidence" or "doc")");
  }
  std::vector<Table> tables = {verdicts};
  for (Table& table : {std::ref(retrieval), std::ref(kinds), std::ref(worst)}) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace assay::eval
