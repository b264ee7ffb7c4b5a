#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <fstream>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "assay/promotion.h"
#include "assay/rules.h"

#include "eval/promotion_gold.h"
#include "rules/quoting.h"
#include "scorers/headline_model.h"
#include "scorers/press_release.h"
#include "scorers/promotion_model.h"
#include "scorers/release_claims.h"

namespace assay::eval {
namespace {

// One training row a line: what the models see, so that training and scoring cannot differ.
Result<std::vector<Table>> write_features(const Options& options, const Heuristics& heuristics) {
  std::ofstream out(options.features, std::ios::binary);
  if (!out) {
    return Error{"unwritable_output", options.features + ": cannot be written",
                 "Name a file in a directory that can be written."};
  }
  promotion::Lexicon lexicon(heuristics, {});
  const Result<promotion::LoadedWords> loaded = promotion::LoadedWords::load(heuristics, lexicon);
  promotion::LoadedWords::Logits logits;  // none where no model has been trained yet
  const promotion::ReleaseReader releases(heuristics);
  const promotion::ClaimReader claims(heuristics);
  const Result<MentionFinder> finder = MentionFinder::create(heuristics);
  if (!finder) return finder.error();
  nlohmann::json signs = nlohmann::json::array();
  for (std::size_t s = 0; s < promotion::release_sign_count; ++s) {
    signs.push_back(promotion::sign_name(static_cast<promotion::ReleaseSign>(s)));
  }
  out << nlohmann::json{{"dense", promotion::dense_names()},
                        {"signs", signs},
                        {"claims", promotion::claim_names()}}
             .dump()
      << '\n';
  std::size_t rows_written = 0;
  for (const std::string& path : options.gold) {
    const Result<std::vector<nlohmann::json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const nlohmann::json& json : rows.value()) {
      const PromotionRow row = promotion_row(json);
      if (row.set == PromotionSet::other || !in_part(row.key, options.part)) continue;
      const Document document = document_of(row);
      std::vector<std::vector<std::string>> grams;
      promotion::Features features;
      const Mentions mentions = finder.value().find(document);
      const ScorerInput input{.document = document, .mentions = mentions, .roles = {}};
      promotion::extract(input, lexicon, features, &grams);
      if (loaded) loaded.value().judge(document, features, logits);
      nlohmann::json line = {{"set", to_string(row.set)},
                             {"id", row.id},
                             {"genre", row.genre},
                             {"split", row.split},
                             {"label", row.positive ? 1 : 0},
                             {"promo", row.promotional},
                             {"sensational", row.sensational},
                             {"check", in_check_part(row.key)},
                             {"words", features.words},
                             {"language", document.language.code},
                             {"dense", features.dense},
                             {"signs", releases.read(input, lexicon, features).values},
                             {"claims", claims.read(input, features).values},
                             {"sentences", nlohmann::json::array()}};
      for (std::size_t s = 0; s < features.sentences.size(); ++s) {
        line["sentences"].push_back(
            {{"grams", grams[s]}, {"classes", features.sentences[s].classes}});
        if (row.set != PromotionSet::labelled && row.set != PromotionSet::marked &&
            row.set != PromotionSet::propaganda) {
          continue;
        }
        // Readers marked phrases in these: each token with its place in bytes, its classes, whether
        // it is capitalised, in capitals, quoted, and what the shipped model says of it.
        nlohmann::json& tokens = line["sentences"].back()["tokens"] = nlohmann::json::array();
        const Sentence& sentence = document.sentences[features.sentences[s].sentence];
        for (const Token& token : document.tokens_of(sentence)) {
          const std::size_t at = features.sentences[s].first_token + tokens.size();
          tokens.push_back({token.range.begin, token.range.end, lexicon.classes_of(token.hash),
                            token.capitalised, token.all_caps, features.quoted[at],
                            loaded ? logits.of_tokens[at] : 0});
        }
      }
      out << line.dump() << '\n';
      ++rows_written;
    }
  }
  if (!out.flush()) {
    return Error{"unwritable_output", options.features + ": could not be written", "Free space."};
  }
  return std::vector<Table>{
      {"training rows", {"file", "rows"}, {{options.features, rows_written}}}};
}

constexpr std::string_view release_rule = "promotion/press-release";

// What the library says about one row.
struct Judged {
  PromotionRow row;
  Document document;
  Mentions mentions;
  ScorerResult result;
  std::vector<RuleMatch> matches;               // of every rule, overlaps included
  std::vector<Range> quiet_spans;               // of loaded words, those that are no finding too
  double headline = -10;                        // logit of clickbait of its first block
  double puffery = 0;                           // logit, the highest of its sentences
  double loaded = -10;                          // logit, the highest of its words
  double selling = 0, release = 0, hype = 0;    // logits of the document heads
  double announcement = 0;                      // probability of a press release
  double claims = 0;                            // probability that they run ahead
  double seconds = 0, seconds_amid_others = 0;  // see speed_table()

  // "ftd", "core", ... : sets of the same form are told apart by their ids.
  std::string source() const {
    const std::string_view id = row.id;
    if (id.starts_with("core")) return "core";
    return row.set == PromotionSet::web_genres ? std::string(id.substr(0, id.find('-')))
                                               : std::string(to_string(row.set));
  }
  ScorerInput input() const { return {.document = document, .mentions = mentions, .roles = {}}; }
  double probability() const { return result.probability.value_or(0); }
  bool told_release() const {
    return std::ranges::any_of(result.findings,
                               [](const Finding& one) { return one.rule == release_rule; });
  }
};

using Rows = std::vector<const Judged*>;

std::vector<char> labels_of(const Rows& rows) {
  std::vector<char> labels;
  for (const Judged* row : rows) labels.push_back(row->row.positive);
  return labels;
}

template <typename Score>
nlohmann::json auc_cell(const Rows& rows, Score score) {
  std::vector<double> scores;
  for (const Judged* row : rows) scores.push_back(score(*row));
  const std::vector<char> labels = labels_of(rows);
  const auto of = [&](std::span<const std::size_t> sample) {
    std::vector<double> some;
    std::vector<char> some_labels;
    for (const std::size_t i : sample) {
      some.push_back(scores[i]);
      some_labels.push_back(labels[i]);
    }
    return auc(some, some_labels);
  };
  return with_interval(auc(scores, labels), bootstrap(rows.size(), of));
}

template <typename Measure>
nlohmann::json counts_cell(const std::vector<Counts>& counts, Measure measure) {
  Counts sum;
  for (const Counts& one : counts) sum += one;
  return with_interval(measure(sum), bootstrap(counts.size(), [&](auto sample) {
                         Counts some;
                         for (const std::size_t i : sample) some += counts[i];
                         return measure(some);
                       }));
}

struct OperatingPoint {
  double precision = 0, recall = 0, f1 = 0;
};

// Highest F1 over all thresholds whose precision is at least `precision`.
template <typename Score>
OperatingPoint best_f1(Rows rows, double precision, Score score) {
  std::ranges::sort(rows, std::ranges::greater(), [&](const Judged* row) { return score(*row); });
  const auto positives = static_cast<double>(
      std::ranges::count_if(rows, [](const Judged* row) { return row->row.positive; }));
  OperatingPoint best;
  double right = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    right += rows[i]->row.positive;
    const double p = right / static_cast<double>(i + 1), r = right / std::max(1.0, positives);
    const double f1 = p + r == 0 ? 0 : 2 * p * r / (p + r);
    if (p >= precision && f1 > best.f1) best = {p, r, f1};
  }
  return best;
}

// Precision where the given recall is reached first.
template <typename Score>
double precision_at_recall(Rows rows, double recall, Score score) {
  std::ranges::sort(rows, std::ranges::greater(), [&](const Judged* row) { return score(*row); });
  const auto positives = static_cast<double>(
      std::ranges::count_if(rows, [](const Judged* row) { return row->row.positive; }));
  double right = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    right += rows[i]->row.positive;
    if (right >= recall * positives) return right / static_cast<double>(i + 1);
  }
  return 0;
}

double probability_of(const Judged& row) { return row.probability(); }

Table document_table(const std::map<std::string, Rows>& groups, double threshold) {
  Table table{
      "Documents (threshold " + std::to_string(threshold).substr(0, 5) + ")",
      {"set", "rows", "positive", "AUC", "precision", "recall", "F1", "best F1, precision >= .85"},
      {}};
  for (const auto& [name, rows] : groups) {
    std::vector<Counts> counts;
    for (const Judged* row : rows) {
      const bool found = row->probability() >= threshold, gold = row->row.positive;
      counts.push_back({.tp = double(found && gold),
                        .fp = double(found && !gold),
                        .fn = double(!found && gold)});
    }
    const auto positives = std::ranges::count_if(rows, [](auto* row) { return row->row.positive; });
    table.rows.push_back({name, rows.size(), positives, auc_cell(rows, probability_of),
                          counts_cell(counts, [](const Counts& c) { return c.precision(); }),
                          counts_cell(counts, [](const Counts& c) { return c.recall(); }),
                          counts_cell(counts, [](const Counts& c) { return c.f1(); }),
                          best_f1(rows, 0.85, probability_of).f1});
  }
  return table;
}

Table release_table(const std::map<std::string, Rows>& groups) {
  Table table{
      "Press releases against news; sensational releases against others (AUC, shipped weights)",
      {"set", "rows", "press release", "probability", "selling head", "release head", "hype head",
       "claims", "findings per 100 words"},
      {}};
  for (const auto& [name, rows] : groups) {
    table.rows.push_back(
        {name, rows.size(), auc_cell(rows, [](const Judged& row) { return row.announcement; }),
         auc_cell(rows, probability_of),
         auc_cell(rows, [](const Judged& row) { return row.selling; }),
         auc_cell(rows, [](const Judged& row) { return row.release; }),
         auc_cell(rows, [](const Judged& row) { return row.hype; }),
         auc_cell(rows, [](const Judged& row) { return row.claims; }),
         auc_cell(rows, [](const Judged& row) {
           return static_cast<double>(row.matches.size()) /
                  static_cast<double>(std::max<std::size_t>(1, row.document.tokens.size()));
         })});
  }
  return table;
}

Table alarm_table(const std::map<std::string, Rows>& genres, double threshold) {
  Table table{"False alarms and hits by genre",
              {"genre", "rows", "called promotion", "called a press release"},
              {}};
  const auto share = [](const Rows& rows, auto is_called) {
    std::vector<double> called;
    double sum = 0;
    for (const Judged* row : rows) {
      called.push_back(is_called(*row));
      sum += called.back();
    }
    return with_interval(sum / static_cast<double>(rows.size()), bootstrap_mean(called));
  };
  for (const auto& [name, rows] : genres) {
    table.rows.push_back(
        {name, rows.size(),
         share(rows, [&](const Judged& row) { return row.probability() >= threshold; }),
         share(rows, [](const Judged& row) { return row.told_release(); })});
  }
  return table;
}

Table calibration_table(const Rows& rows) {
  constexpr std::size_t bins = 10;
  struct Bin {
    double rows = 0, predicted = 0, observed = 0;
  };
  std::array<Bin, bins> table_bins;
  for (const Judged* row : rows) {
    Bin& bin = table_bins[std::min(bins - 1, static_cast<std::size_t>(bins * row->probability()))];
    ++bin.rows;
    bin.predicted += row->probability();
    bin.observed += row->row.positive;
  }
  Table table{
      "Calibration (web genres, test part)", {"probability", "rows", "predicted", "observed"}, {}};
  double error = 0;
  for (std::size_t b = 0; b < bins; ++b) {
    const Bin& bin = table_bins[b];
    if (bin.rows == 0) continue;
    table.rows.push_back({"." + std::to_string(b) + " to ." + std::to_string(b) + "9", bin.rows,
                          bin.predicted / bin.rows, bin.observed / bin.rows});
    error += std::abs(bin.predicted - bin.observed);
  }
  table.rows.push_back({"expected calibration error", rows.size(),
                        error / static_cast<double>(std::max<std::size_t>(1, rows.size())), ""});
  return table;
}

Table sentence_table(const Rows& rows, double threshold) {
  const auto puffery = [](const Judged& row) { return row.puffery; };
  Table table{"Sentences (puffery head)",
              {"negatives", "rows", "positive", "AUC", "precision at recall .50",
               "precision at threshold", "recall at threshold"},
              {}};
  for (const std::string_view negatives : {"neg_ir_matched", "neg_random"}) {
    Rows some;
    Counts counts;
    for (const Judged* row : rows) {
      if (!row->row.positive && !row->row.genre.starts_with(negatives)) continue;
      some.push_back(row);
      const bool found = row->puffery >= threshold;
      counts += {.tp = double(found && row->row.positive),
                 .fp = double(found && !row->row.positive),
                 .fn = double(!found && row->row.positive)};
    }
    const auto positives = std::ranges::count_if(some, [](auto* row) { return row->row.positive; });
    const auto at_half = [&](std::span<const std::size_t> sample) {
      Rows drawn;
      for (const std::size_t i : sample) drawn.push_back(some[i]);
      return precision_at_recall(drawn, 0.5, puffery);
    };
    table.rows.push_back(
        {std::string(negatives), some.size(), positives, auc_cell(some, puffery),
         with_interval(precision_at_recall(some, 0.5, puffery), bootstrap(some.size(), at_half)),
         counts.precision(), counts.recall()});
  }
  return table;
}

// Sets that ask for something near promotion, by what the scorer says of each row.
Table kin_table(const std::map<std::string, Rows>& sets) {
  Table table{"Near kin: clickbait, bias, subjectivity, advertisements inside answers (AUC)",
              {"set", "rows", "positive", "selling head", "hype head", "puffery head", "word head",
               "any finding: precision", "recall"},
              {}};
  for (const auto& [name, rows] : sets) {
    Counts counts;
    for (const Judged* row : rows) {
      const bool found = !row->matches.empty() || !row->result.findings.empty();
      const bool gold = row->row.positive;
      counts +=
          {.tp = double(found && gold), .fp = double(found && !gold), .fn = double(!found && gold)};
    }
    const auto positives = std::ranges::count_if(rows, [](auto* row) { return row->row.positive; });
    table.rows.push_back({name, rows.size(), positives,
                          auc_cell(rows, [](const Judged& row) { return row.selling; }),
                          auc_cell(rows, [](const Judged& row) { return row.hype; }),
                          auc_cell(rows, [](const Judged& row) { return row.puffery; }),
                          auc_cell(rows, [](const Judged& row) { return row.loaded; }),
                          counts.precision(), counts.recall()});
  }
  return table;
}

// Clickbait headlines. The set has one clickbait headline for each other: a threshold for the web's
// mixture finds fewer.
Table headline_table(const Rows& rows, double threshold) {
  const auto headline = [](const Judged& row) { return row.headline; };
  Table table{
      "Headlines (clickbait)", {"from logit", "rows", "AUC", "precision", "recall", "F1"}, {}};
  for (const double from : {0.0, threshold}) {
    std::vector<Counts> counts;
    for (const Judged* row : rows) {
      const bool found = row->headline >= from, gold = row->row.positive;
      counts.push_back({.tp = double(found && gold),
                        .fp = double(found && !gold),
                        .fn = double(!found && gold)});
    }
    table.rows.push_back({from, rows.size(), auc_cell(rows, headline),
                          counts_cell(counts, [](const Counts& c) { return c.precision(); }),
                          counts_cell(counts, [](const Counts& c) { return c.recall(); }),
                          counts_cell(counts, [](const Counts& c) { return c.f1(); })});
  }
  return table;
}

// Tokens of `document` that lie in one of the sorted `ranges`.
std::vector<char> covered(const Document& document, const std::vector<Range>& ranges) {
  std::vector<char> tokens(document.tokens.size());
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    tokens[t] = std::ranges::any_of(
        ranges, [&](Range range) { return range.overlaps(document.tokens[t].range); });
  }
  return tokens;
}

enum class SpansFrom { model, findings, loaded_findings };

Counts token_counts(const Judged& row, SpansFrom from) {
  std::vector<Range> found;
  if (from == SpansFrom::model) found = row.quiet_spans;
  for (const Finding& finding : row.result.findings) {
    if (finding.range && finding.rule != "promotion/puffery" &&
        (from == SpansFrom::findings ||
         (from == SpansFrom::loaded_findings && finding.rule == "promotion/loaded-language"))) {
      found.push_back(*finding.range);
    }
  }
  const std::vector<char> gold = covered(row.document, row.row.spans);
  const std::vector<char> predicted = covered(row.document, found);
  Counts counts;
  for (std::size_t t = 0; t < gold.size(); ++t) {
    counts += {.tp = double(gold[t] && predicted[t]),
               .fp = double(!gold[t] && predicted[t]),
               .fn = double(gold[t] && !predicted[t])};
  }
  return counts;
}

Table span_table(const Rows& rows) {
  Table table{"Spans of loaded language, exaggeration, slogans (tokens)",
              {"spans", "articles", "precision", "recall", "F1"},
              {}};
  constexpr std::pair<SpansFrom, const char*> sources[] = {
      {SpansFrom::model, "loaded words, quiet spans too"},
      {SpansFrom::findings, "findings of promotion"},
      {SpansFrom::loaded_findings, "findings of loaded language"}};
  for (const auto& [from, name] : sources) {
    std::vector<Counts> counts;
    for (const Judged* row : rows) counts.push_back(token_counts(*row, from));
    table.rows.push_back({name, rows.size(),
                          counts_cell(counts, [](const Counts& c) { return c.precision(); }),
                          counts_cell(counts, [](const Counts& c) { return c.recall(); }),
                          counts_cell(counts, [](const Counts& c) { return c.f1(); })});
  }
  return table;
}

Table silence_table(const std::map<std::string, Rows>& sets) {
  Table table{"Silence (findings per 100 words)",
              {"set", "documents", "words", "findings", "per 100 words", "one in so many words"},
              {}};
  for (const auto& [name, rows] : sets) {
    std::vector<double> words, findings;
    for (const Judged* row : rows) {
      words.push_back(static_cast<double>(row->document.tokens.size()));
      findings.push_back(static_cast<double>(row->result.findings.size()));
    }
    const auto density = [&](std::span<const std::size_t> sample) {
      double word_sum = 0, finding_sum = 0;
      for (const std::size_t i : sample) {
        word_sum += words[i];
        finding_sum += findings[i];
      }
      return 100 * finding_sum / std::max(1.0, word_sum);
    };
    std::vector<std::size_t> all(rows.size());
    std::iota(all.begin(), all.end(), 0);
    const double value = density(all);
    double word_sum = 0, finding_sum = 0;
    for (const double count : words) word_sum += count;
    for (const double count : findings) finding_sum += count;
    table.rows.push_back({name, rows.size(), static_cast<std::size_t>(word_sum),
                          static_cast<std::size_t>(finding_sum),
                          with_interval(value, bootstrap(rows.size(), density)),
                          value == 0 ? nlohmann::json("none") : nlohmann::json(100 / value)});
  }
  return table;
}

// Milliseconds per megabyte that one rule alone needs.
double rule_cost(const Rule& rule, const std::vector<Judged>& rows) {
  constexpr std::size_t enough_bytes = 1 << 20;
  const std::vector<Rule> alone = {rule};  // must outlive the matcher
  const Result<RuleMatcher> matcher = RuleMatcher::compile(alone, rule.scorer);
  if (!matcher) return 0;
  std::vector<RuleMatch> matches;
  std::size_t bytes = 0;
  const std::clock_t start = std::clock();
  for (const Judged& row : rows) {
    if (bytes > enough_bytes) break;
    bytes += row.document.text.size();
    for (const Sentence& sentence : row.document.sentences) {
      matches.clear();
      matcher.value().match(row.document, sentence, nullptr, matches);
    }
  }
  const double milliseconds = 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return bytes == 0 ? 0 : milliseconds / (static_cast<double>(bytes) / 1e6);
}

Table rule_table(const std::vector<Judged>& rows, const std::vector<Rule>& rules) {
  struct Tally {
    std::size_t promotional = 0, other = 0;  // hits in web documents that promote, or do not
    std::size_t gold = 0, propaganda = 0;    // hits that touch a gold span, all hits there
    std::size_t news = 0, shared = 0, all = 0;
  };
  std::map<std::string, Tally> tallies;
  for (const Judged& row : rows) {
    for (const RuleMatch& match : row.matches) {
      Tally& tally = tallies[match.rule->id];
      ++tally.all;
      if (row.row.set == PromotionSet::web_genres || row.row.set == PromotionSet::pages) {
        ++(row.row.positive ? tally.promotional : tally.other);
      }
      if (row.row.genre == "News" || row.row.set == PromotionSet::news) ++tally.news;
      if (row.row.set == PromotionSet::propaganda) {
        ++tally.propaganda;
        tally.gold += std::ranges::any_of(row.row.spans,
                                          [&](Range span) { return span.overlaps(match.range); });
      }
      tally.shared += std::ranges::any_of(row.matches, [&](const RuleMatch& other) {
        return other.rule->id != match.rule->id && other.range.overlaps(match.range);
      });
    }
  }
  Table table{"Rules",
              {"rule", "hits", "in promotion", "elsewhere", "precision", "in news",
               "precision on spans", "overlap", "ms/MB"},
              {}};
  const auto share = [](std::size_t part, std::size_t whole) -> nlohmann::json {
    if (whole == 0) return "-";
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  for (const Rule& rule : rules) {
    if (rule.scorer != "promotion") continue;
    const Tally& tally = tallies[rule.id];
    table.rows.push_back({rule.id + " (" + rule.language + ")", tally.all, tally.promotional,
                          tally.other, share(tally.promotional, tally.promotional + tally.other),
                          tally.news, share(tally.gold, tally.propaganda),
                          share(tally.shared, tally.all), rule_cost(rule, rows)});
  }
  return table;
}

// The phrases of the rules one by one, so that those which do not earn their place can go. Rows of
// test splits do not count: what is decided by this table must not be measured on it.
Result<std::vector<Table>> phrase_tables(const std::vector<Judged>& rows,
                                         const std::vector<Rule>& rules) {
  constexpr std::size_t shown = 10, least_hits = 5, longest_shown = 70;
  struct Phrase {
    std::string rule, pattern;
    std::size_t hits = 0, promotional = 0, other = 0, news = 0, gold = 0, propaganda = 0;

    static double share(std::size_t part, std::size_t whole) {
      return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
    }
    double precision() const { return share(promotional, promotional + other); }
    double span_precision() const { return share(gold, propaganda); }
    std::size_t judged() const { return promotional + other + propaganda; }
  };
  std::vector<Phrase> phrases;
  std::vector<Rule> alone;  // must outlive the matcher
  for (const Rule& rule : rules) {
    if (rule.scorer != "promotion") continue;
    for (const std::string& pattern : rule.patterns) {
      Rule& one = alone.emplace_back(rule);
      one.id = "promotion/phrase-" + std::to_string(phrases.size());
      one.patterns = {pattern};
      std::string text = pattern.substr(0, longest_shown);
      if (pattern.size() > longest_shown) text += "...";
      phrases.push_back({.rule = rule.id, .pattern = std::move(text)});
    }
  }
  const Result<RuleMatcher> matcher = RuleMatcher::compile(alone, "promotion");
  if (!matcher) return matcher.error();
  std::vector<RuleMatch> matches;
  for (const Judged& row : rows) {
    if (row.row.split == "test") continue;
    const bool web = row.row.set == PromotionSet::web_genres || row.row.set == PromotionSet::pages;
    const bool news = row.row.genre == "News" || row.row.set == PromotionSet::news;
    const bool propaganda = row.row.set == PromotionSet::propaganda;
    for (const Sentence& sentence : row.document.sentences) {
      matches.clear();
      matcher.value().match(row.document, sentence, nullptr, matches);
      for (const RuleMatch& match : matches) {
        Phrase& phrase = phrases[static_cast<std::size_t>(match.rule - alone.data())];
        ++phrase.hits;
        if (web) ++(row.row.positive ? phrase.promotional : phrase.other);
        phrase.news += news;
        phrase.propaganda += propaganda;
        phrase.gold += propaganda && std::ranges::any_of(row.row.spans, [&](Range span) {
                         return span.overlaps(match.range);
                       });
      }
    }
  }
  const auto table_of = [&](std::string title) {
    Table table{std::move(title),
                {"rule", "phrase", "hits", "in promotion", "elsewhere", "precision", "in news",
                 "precision on spans"},
                {}};
    for (const Phrase& phrase : phrases) {
      if (table.rows.size() == shown) break;
      const auto or_none = [](std::size_t whole, double value) -> nlohmann::json {
        return whole == 0 ? nlohmann::json("-") : nlohmann::json(value);
      };
      table.rows.push_back({phrase.rule, phrase.pattern, phrase.hits, phrase.promotional,
                            phrase.other,
                            or_none(phrase.promotional + phrase.other, phrase.precision()),
                            phrase.news, or_none(phrase.propaganda, phrase.span_precision())});
    }
    return table;
  };
  std::erase_if(phrases, [](const Phrase& phrase) { return phrase.judged() < least_hits; });
  std::vector<Table> tables;
  // A hit where it belongs outweighs three elsewhere: one document in five promotes.
  std::ranges::stable_sort(phrases, std::ranges::greater(), [](const Phrase& phrase) {
    return 3.0 * static_cast<double>(phrase.promotional + phrase.gold) -
           static_cast<double>(phrase.other + phrase.propaganda - phrase.gold);
  });
  tables.push_back(table_of("Phrases: the most useful (test splits left out)"));
  std::ranges::stable_sort(phrases, {}, [](const Phrase& phrase) {
    return std::tuple(std::max(phrase.precision(), phrase.span_precision()),
                      -static_cast<double>(phrase.hits));
  });
  tables.push_back(table_of("Phrases: the least precise (5 hits or more)"));
  return tables;
}

Table worst_table(const Rows& rows, std::size_t count) {
  Rows sorted = rows;
  const auto error = [](const Judged* row) {
    return row->row.positive ? 1 - row->probability() : row->probability();
  };
  std::ranges::stable_sort(sorted, std::ranges::greater(), error);
  Table table{"Documents judged worst", {"id", "genre", "label", "probability", "summary"}, {}};
  for (std::size_t i = 0; i < std::min(count, sorted.size()); ++i) {
    table.rows.push_back({sorted[i]->row.id, sorted[i]->row.genre, sorted[i]->row.positive ? 1 : 0,
                          sorted[i]->probability(), sorted[i]->result.summary});
  }
  return table;
}

// A document's result and the seconds it took, of processor time: other programs do not count.
std::pair<ScorerResult, double> timed_score(const Scorer& scorer, const ScorerInput& input) {
  const std::clock_t start = std::clock();
  ScorerResult result = scorer.score(input);
  const std::clock_t spent = std::clock() - start;
  return {std::move(result), static_cast<double>(spent) / CLOCKS_PER_SEC};
}

// One document scored behind the other; and each right after other work on it, as in a run of all
// scorers, where that has taken the place of the tables in the caches.
Table speed_table(const std::vector<Judged>& rows) {
  double bytes = 0, seconds = 0, amid_others = 0;
  for (const Judged& row : rows) {
    bytes += static_cast<double>(row.document.text.size());
    seconds += row.seconds;
    amid_others += row.seconds_amid_others;
  }
  const auto rate = [&](double spent) { return bytes / 1e6 / std::max(spent, 1e-9); };
  return {"Speed, one thread, prepared documents",
          {"MB", "MB/s", "MB/s amid other work"},
          {{bytes / 1e6, rate(seconds), rate(amid_others)}}};
}

Result<std::vector<Judged>> judge_rows(const Options& options, const Heuristics& heuristics) {
  const Result<std::unique_ptr<Scorer>> scorer = make_promotion_scorer(heuristics);
  if (!scorer) return scorer.error();
  const Result<promotion::Model> model = promotion::Model::load(heuristics);
  if (!model) return model.error();
  const Result<promotion::HeadlineModel> headlines = promotion::HeadlineModel::load(heuristics);
  if (!headlines) return headlines.error();
  const Result<promotion::ReleaseModel> releases = promotion::ReleaseModel::load(heuristics);
  if (!releases) return releases.error();
  const Result<promotion::ClaimModel> claims = promotion::ClaimModel::load(heuristics);
  if (!claims) return claims.error();
  const Result<RuleMatcher> matcher = RuleMatcher::compile(heuristics.rules(), "promotion");
  if (!matcher) return matcher.error();
  const Result<MentionFinder> made = MentionFinder::create(heuristics);
  if (!made) return made.error();
  const MentionFinder& finder = made.value();
  std::vector<Judged> judged;
  promotion::LoadedWords::Logits words;
  for (const std::string& path : options.gold) {
    const Result<std::vector<nlohmann::json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const nlohmann::json& json : rows.value()) {
      PromotionRow row = promotion_row(json);
      if (row.set == PromotionSet::other || !in_part(row.key, options.part)) continue;
      Judged& one = judged.emplace_back();
      one.document = document_of(row);
      one.mentions = finder.find(one.document);
      one.row = std::move(row);
    }
  }
  for (Judged& one : judged) {
    std::tie(one.result, one.seconds) = timed_score(*scorer.value(), one.input());
  }
  for (Judged& one : judged) {
    const ScorerInput input = one.input();
    promotion::Features features;
    promotion::extract(input, model.value().lexicon(), features);
    const promotion::DocumentJudgement judgement = model.value().judge(features);
    one.selling = judgement.logits[0];
    one.release = judgement.logits[1];
    one.hype = judgement.logits[2];
    one.announcement = releases.value().judge(input, model.value().lexicon(), features).probability;
    one.claims = claims.value().judge(input, features).probability;
    if (!one.document.blocks.empty()) {
      one.headline = headlines.value().judge(one.document, one.document.blocks.front());
    }
    model.value().loaded().judge(one.document, features, words);
    for (const promotion::LoadedSpan& span : promotion::LoadedWords::spans(
             one.document, features, words, model.value().loaded().low())) {
      one.quiet_spans.push_back(span.range);
    }
    for (const float word : words.of_tokens) one.loaded = std::max<double>(one.loaded, word);
    for (const promotion::SentenceFeatures& sentence : features.sentences) {
      const double logit = model.value().puffery(features, sentence);
      one.puffery = &sentence == &features.sentences.front() ? logit : std::max(one.puffery, logit);
    }
    for (const Sentence& sentence : one.document.sentences) {
      matcher.value().match(one.document, sentence, &one.mentions, one.matches);
    }
    // What is found anew is dropped: it serves to empty the caches of what the scorer reads.
    finder.find(one.document);
    one.seconds_amid_others = timed_score(*scorer.value(), input).second;
  }
  return judged;
}

}  // namespace

Result<std::vector<Table>> run_promotion(const Options& options, const Heuristics& heuristics) {
  if (!options.features.empty()) return write_features(options, heuristics);
  const Result<promotion::Model> model = promotion::Model::load(heuristics);
  if (!model) return model.error();
  Result<std::vector<Judged>> judged = judge_rows(options, heuristics);
  if (!judged) return judged.error();
  if (judged.value().empty()) return no_rows(options, "what a labelled set of promotion holds");

  std::map<std::string, Rows> documents, releases, genres, quiet, kin;
  Rows calibration, sentences, propaganda;
  for (const Judged& row : judged.value()) {
    const std::string source = row.source();
    switch (row.row.set) {
      case PromotionSet::web_genres:
        if (source != "core") {
          documents[source + " " + row.row.split].push_back(&row);
          if (row.row.split == "test") documents["ftd and mt_ginco test"].push_back(&row);
        }
        if (source == "core" || row.row.split == "test") {
          genres[source + " " + row.row.genre].push_back(&row);
        }
        if (row.row.split == "test") calibration.push_back(&row);
        if (source == "core" && row.row.genre == "News") quiet["core News"].push_back(&row);
        break;
      case PromotionSet::pages:
        documents[source].push_back(&row);
        genres[source + " " + row.row.genre].push_back(&row);
        break;
      case PromotionSet::plain:
        genres[source + " " + row.row.genre].push_back(&row);
        break;
      case PromotionSet::own:
      case PromotionSet::labelled:
        documents[source].push_back(&row);
        break;
      case PromotionSet::releases:
      case PromotionSet::reviews:
        releases[source].push_back(&row);
        if (row.row.set == PromotionSet::releases) {
          genres[source + " " + row.row.genre].push_back(&row);
        }
        break;
      case PromotionSet::puffery:
        sentences.push_back(&row);
        break;
      case PromotionSet::headlines:
      case PromotionSet::biased:
      case PromotionSet::subjective:
      case PromotionSet::native_ads:
        kin[std::string(to_string(row.row.set))].push_back(&row);
        break;
      case PromotionSet::propaganda:
        propaganda.push_back(&row);
        quiet["propaganda"].push_back(&row);
        break;
      case PromotionSet::news:
        quiet["news"].push_back(&row);
        genres["news"].push_back(&row);
        break;
      default:
        break;
    }
  }
  std::vector<Table> tables;
  const double threshold = model.value().threshold();
  if (!documents.empty()) tables.push_back(document_table(documents, threshold));
  if (!releases.empty()) tables.push_back(release_table(releases));
  if (!genres.empty()) tables.push_back(alarm_table(genres, threshold));
  if (!calibration.empty()) tables.push_back(calibration_table(calibration));
  if (!sentences.empty()) {
    tables.push_back(sentence_table(sentences, model.value().puffery_threshold()));
  }
  if (!propaganda.empty()) tables.push_back(span_table(propaganda));
  if (!kin.empty()) tables.push_back(kin_table(kin));
  if (const auto found = kin.find("headlines"); found != kin.end()) {
    const Result<promotion::HeadlineModel> headlines = promotion::HeadlineModel::load(heuristics);
    if (!headlines) return headlines.error();
    tables.push_back(headline_table(found->second, headlines.value().threshold()));
  }
  if (!quiet.empty()) tables.push_back(silence_table(quiet));
  tables.push_back(rule_table(judged.value(), heuristics.rules()));
  Result<std::vector<Table>> phrases = phrase_tables(judged.value(), heuristics.rules());
  if (!phrases) return phrases.error();
  std::ranges::move(phrases.value(), std::back_inserter(tables));
  tables.push_back(speed_table(judged.value()));
  if (options.worst > 0) {
    Rows wrong;
    for (const auto& [name, rows] : documents) {
      if (name != "ftd and mt_ginco test") wrong.insert(wrong.end(), rows.begin(), rows.end());
    }
    for (const auto& [name, rows] : releases) wrong.insert(wrong.end(), rows.begin(), rows.end());
    for (const auto& [name, rows] : quiet) wrong.insert(wrong.end(), rows.begin(), rows.end());
    tables.push_back(worst_table(wrong, options.worst));
  }
  return tables;
}

}  // namespace assay::eval
