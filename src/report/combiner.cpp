#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include <nlohmann/json.hpp>

#include "assay/report.h"

#include "document/build.h"
#include "rules/json_source.h"
#include "scorers/heard_sources.h"
#include "scorers/no_article.h"
#include "text/nearest.h"

namespace assay {
namespace {

constexpr Hundredths full_score = 100'00;
constexpr std::string_view weights_file = "credibility.json";
constexpr double quantile_95 = 1.6448536269514722;  // of the normal distribution: 90 % lie between
constexpr std::array<std::string_view, 3> core_scorers = {"promotion", "figures", "provenance"};

struct RuleCost {
  Hundredths points = 0;
  bool scaled = true;
  bool articles_only = false;
  Hundredths at_most = 0;   // of all findings of one rule; 0: no bound
  std::string review = {};  // why a text of which it holds is never kept; empty: it may be
};

// What single passages may cost where the probability for the whole document is low.
struct PassageCost {
  double below = 0;  // probability; 0: no bound
  Hundredths at_most = 0;
};

struct ScorerCost {
  Hundredths cap = 0;
  PassageCost passages;
  std::map<std::string, RuleCost, std::less<>> rules;
};

struct Band {
  Hundredths from = 0;
  std::string name;
  Action action = Action::review;
};

struct Weights {
  std::int64_t per_words = 0;
  std::int64_t at_most_words = 0;
  std::map<std::string, ScorerCost, std::less<>> scorers;
  std::vector<Band> bands;  // from the best down

  const Band& band_of(Hundredths score) const {
    for (const Band& band : bands) {
      if (score >= band.from) return band;
    }
    return bands.back();
  }

  // Where the interval about a score of `band` leaves the band.
  std::string reach_beyond(const Band& band, const Interval& interval) const {
    if (interval.low < band.from) return "it may lie below " + whole_points(band.from);
    for (auto better = bands.rbegin(); better != bands.rend(); ++better) {
      if (better->from > band.from) return "it may lie above " + whole_points(better->from);
    }
    return {};
  }

  static std::string whole_points(Hundredths value) {
    const Hundredths point = full_score / 100;
    const std::string whole = std::to_string(value / point);
    return value % point == 0 ? whole : whole + "." + std::to_string(100 + value % point).substr(1);
  }
};

// ---- reading credibility.json -------------------------------------------------------------------

// Collects the first mistake; later reads return defaults. `where` are JSON pointers.
class WeightsReader {
 public:
  WeightsReader(const Heuristics& heuristics, const std::vector<std::string>& rules)
      : heuristics_(heuristics), rules_(rules.begin(), rules.end()) {}

  std::optional<Error> error;

  Weights weights(const nlohmann::json& file) {
    Weights weights;
    known_keys(file, "", {"length", "scorers", "bands", "all_advertisement_share"});
    const nlohmann::json& length = object(file, "length", "");
    known_keys(length, "/length", {"words", "at_most"});
    weights.per_words =
        std::llround(number(member(length, "words", "/length"), "/length/words", 1, 1e6));
    weights.at_most_words =
        std::llround(number(member(length, "at_most", "/length"), "/length/at_most",
                            static_cast<double>(weights.per_words), 1e6));
    const nlohmann::json& scorers = object(file, "scorers", "");
    known_keys(scorers, "/scorers", scorer_names);
    for (const std::string_view name : scorer_names) {
      weights.scorers[std::string(name)] = scorer(scorers, std::string(name));
    }
    const nlohmann::json& bands = member(file, "bands", "");
    if (!bands.is_array()) complain("/bands", "is not a list", "Write [{\"from\": 75, ...}, ...].");
    for (std::size_t i = 0; bands.is_array() && i < bands.size(); ++i) {
      weights.bands.push_back(band(bands[i], "/bands/" + std::to_string(i)));
    }
    if (weights.bands.empty() || weights.bands.back().from != 0 ||
        std::ranges::adjacent_find(weights.bands, std::ranges::less_equal{}, &Band::from) !=
            weights.bands.end()) {
      complain("/bands", "do not descend to 0", "Order them from the best down, the last from 0.");
    }
    return weights;
  }

 private:
  const nlohmann::json& member(const nlohmann::json& object, const std::string& key,
                               const std::string& where) {
    static const nlohmann::json none;
    if (object.is_object() && object.contains(key)) return object[key];
    say(child_pointer(where, key), shown(where) + " lacks \"" + key + "\"",
        "Add it; the shipped file shows its form.");
    return none;
  }

  const nlohmann::json& object(const nlohmann::json& parent, const std::string& key,
                               const std::string& where) {
    static const nlohmann::json empty = nlohmann::json::object();
    const nlohmann::json& value = member(parent, key, where);
    if (value.is_object()) return value;
    complain(child_pointer(where, key), "is not an object", "Write { ... }.");
    return empty;
  }

  void known_keys(const nlohmann::json& object, const std::string& where,
                  std::span<const std::string_view> keys) {
    if (!object.is_object()) return;
    for (const auto& [key, value] : object.items()) {
      if (std::ranges::find(keys, key) == keys.end()) {
        complain(child_pointer(where, key), "means nothing", instead_of(key, keys));
      }
    }
  }

  void known_keys(const nlohmann::json& object, const std::string& where,
                  std::initializer_list<std::string_view> keys) {
    known_keys(object, where, std::span(keys.begin(), keys.size()));
  }

  static std::string instead_of(std::string_view key, std::span<const std::string_view> known) {
    const std::string_view meant = nearest(key, known);
    return meant.empty() ? "Remove it; the shipped file shows what may stand here."
                         : "Write " + quote(meant) + ".";
  }

  double number(const nlohmann::json& value, const std::string& where, double low, double high) {
    if (value.is_number() && value.get<double>() >= low && value.get<double>() <= high) {
      return value.get<double>();
    }
    const auto plain = [](double bound) { return std::to_string(std::llround(bound)); };
    complain(where, "is not a number from " + plain(low) + " to " + plain(high),
             "Write a number in that range.");
    return low;
  }

  Hundredths points(const nlohmann::json& value, const std::string& where) {
    return std::llround(number(value, where, 0, 100) * 100);
  }

  std::string text(const nlohmann::json& value, const std::string& where) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty()) {
      return value.get<std::string>();
    }
    complain(where, "is not a text", "Write a text in quotation marks.");
    return {};
  }

  bool flag(const nlohmann::json& object, const std::string& where, const char* key,
            bool otherwise) {
    if (!object.contains(key)) return otherwise;
    if (object[key].is_boolean()) return object[key].get<bool>();
    complain(where + "/" + key, "is neither true nor false", "Write true or false.");
    return otherwise;
  }

  RuleCost rule(const nlohmann::json& value, const std::string& where) {
    if (!value.is_object()) return {.points = points(value, where)};
    known_keys(value, where, {"points", "scaled", "articles_only", "at_most", "review"});
    return {.points = points(member(value, "points", where), where + "/points"),
            .scaled = flag(value, where, "scaled", true),
            .articles_only = flag(value, where, "articles_only", false),
            .at_most = value.contains("at_most") ? points(value["at_most"], where + "/at_most") : 0,
            .review = value.contains("review") ? text(value["review"], where + "/review") : ""};
  }

  ScorerCost scorer(const nlohmann::json& scorers, const std::string& name) {
    const nlohmann::json& value = object(scorers, name, "/scorers");
    const std::string where = child_pointer("/scorers", name);
    ScorerCost cost;
    known_keys(value, where, {"cap", "passages", "rules"});
    cost.cap = points(member(value, "cap", where), where + "/cap");
    if (value.contains("passages")) {
      const nlohmann::json& passages = object(value, "passages", where);
      known_keys(passages, where + "/passages", {"below", "at_most"});
      cost.passages.below =
          number(member(passages, "below", where), where + "/passages/below", 0, 1);
      cost.passages.at_most =
          points(member(passages, "at_most", where), where + "/passages/at_most");
    }
    for (const auto& [id, rule_value] : object(value, "rules", where).items()) {
      const std::string place = child_pointer(where + "/rules", id);
      if (!rule_matches(id, name)) {
        complain(place, "is not a rule of " + name,
                 "A rule's id starts with its scorer: \"" + name + "/...\".");
      } else if (id != name && std::ranges::none_of(rules_, [&](std::string_view rule) {
                   return rule_matches(rule, id);
                 })) {
        complain(place, "is no rule, nor does a rule stand below it", instead_of(id, rules_));
      }
      cost.rules[id] = rule(rule_value, place);
    }
    if (!cost.rules.contains(name)) {
      complain(where + "/rules", "lacks \"" + name + "\"",
               "Add what a rule costs that is not listed by itself.");
    }
    return cost;
  }

  Band band(const nlohmann::json& value, const std::string& where) {
    known_keys(value, where, {"from", "name", "action"});
    return {points(member(value, "from", where), where + "/from"),
            text(member(value, "name", where), where + "/name"),
            action(member(value, "action", where), where + "/action")};
  }

  Action action(const nlohmann::json& value, const std::string& where) {
    const std::string name = text(value, where);
    for (const Action candidate : {Action::keep, Action::review, Action::drop}) {
      if (to_string(candidate) == name) return candidate;
    }
    complain(where, "is no action", "Write keep, review or drop.");
    return Action::review;
  }

  // A pointer as people read it.
  static std::string shown(std::string pointer) {
    if (pointer.empty()) return "the file";
    for (std::size_t at = 0; (at = pointer.find("~1", at)) != pointer.npos; ++at) {
      pointer.replace(at, 2, "/");
    }
    return pointer;
  }

  void complain(const std::string& where, const std::string& what, const std::string& remedy) {
    say(where, shown(where) + " " + what, remedy);
  }

  void say(const std::string& where, const std::string& what, const std::string& remedy) {
    if (!error) error = heuristics_.error_at(weights_file, where, what, remedy);
  }

  const Heuristics& heuristics_;
  std::vector<std::string_view> rules_;
};

// ---- points -------------------------------------------------------------------------------------

const RuleCost& cost_of(const ScorerCost& scorer, std::string_view rule) {
  const RuleCost* best = nullptr;
  std::size_t best_size = 0;
  for (const auto& [prefix, cost] : scorer.rules) {
    if (prefix.size() >= best_size && rule_matches(rule, prefix)) {
      best = &cost;
      best_size = prefix.size();
    }
  }
  static const RuleCost free;
  return best ? *best : free;
}

// Splits `total` over `shares` in proportion, by largest remainder: the parts add up to `total`.
// Shares and total are at most 1e4 * 1e6 and 1e4, so that the products fit.
std::vector<Hundredths> apportion(Hundredths total, const std::vector<std::int64_t>& shares) {
  std::vector<Hundredths> parts(shares.size(), 0);
  const std::int64_t sum = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  if (sum == 0) return parts;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  Hundredths given = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    parts[i] = total * shares[i] / sum;
    given += parts[i];
    remainders.emplace_back(-(total * shares[i] % sum), i);
  }
  const auto left = static_cast<std::size_t>(total - given);
  std::ranges::partial_sort(remainders, remainders.begin() + static_cast<std::ptrdiff_t>(left));
  for (std::size_t i = 0; i < left; ++i) ++parts[remainders[i].second];
  return parts;
}

// Brings the shares of the findings that `counts` picks down to `at_most` together. Shares are at
// most 1e4 * 1e6 and so, as a double, exact.
template <typename Counts>
bool hold_back(std::vector<std::int64_t>& shares, std::int64_t at_most, Counts counts) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) sum += counts(i) ? shares[i] : 0;
  if (sum <= at_most) return false;
  const double kept = static_cast<double>(at_most) / static_cast<double>(sum);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (counts(i)) shares[i] = std::llround(kept * static_cast<double>(shares[i]));
  }
  return true;
}

std::string plain_points(Hundredths points) {
  std::string text = std::to_string(points / 100);
  if (points % 100 != 0) text += "." + std::to_string(points % 100 + 100).substr(1);
  return text;
}

// Applies the bounds of single rules and, where the document as a whole hardly promotes, of all
// passages.
std::string apply_bounds(const ScorerCost& cost, std::span<const ReportFinding> findings,
                         std::int64_t length, std::optional<double> probability,
                         std::vector<std::int64_t>& shares) {
  std::map<std::string_view, Hundredths> bounds;
  for (const ReportFinding& found : findings) {
    if (const Hundredths bound = cost_of(cost, found.finding.rule).at_most; bound > 0) {
      bounds[found.finding.rule] = bound;
    }
  }
  std::string said;
  for (const auto& [rule, bound] : bounds) {
    if (hold_back(shares, bound * length,
                  [&](std::size_t i) { return findings[i].finding.rule == rule; })) {
      said += " At most " + plain_points(bound) + " points for " + std::string(rule) + ".";
    }
  }
  if (probability && *probability < cost.passages.below &&
      hold_back(shares, cost.passages.at_most * length,
                [&](std::size_t i) { return findings[i].finding.range.has_value(); })) {
    said += " At most " + plain_points(cost.passages.at_most) +
            " points for passages, since the whole hardly sells.";
  }
  return said;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

class Variance {
 public:
  Variance(const Report& report, std::int64_t length)
      : report_(report), length_(static_cast<double>(length)) {
    const Document& document = report.document;
    sentence_slot_.assign(document.sentences.size(), none);
    for (std::size_t s = 0; s < document.sentences.size(); ++s) {
      const std::uint32_t block = document.sentences[s].block;
      if (block < report.roles.size() && report.roles[block].role != Role::content) continue;
      sentence_slot_[s] = static_cast<std::uint32_t>(words_.size());
      words_.push_back(static_cast<double>(document.sentences[s].token_count));
    }
    excess_.assign(words_.size(), 0);
  }

  // Adds a scorer: `findings` are its own, `cost` tells which are scaled, `shares` what each costs
  // times the length, `uncapped` their sum in points.
  void add(std::span<const ReportFinding> findings, std::span<const std::int64_t> shares,
           const ScorerCost& cost, Hundredths uncapped, std::optional<double> probability,
           std::size_t sample) {
    const std::size_t n = words_.size();
    std::vector<double> scaled(n, 0), full(n, 0);
    double scaled_sum = 0, full_sum = 0, own = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const ReportFinding& found = findings[i];
      const auto raw = static_cast<double>(found.raw_points);
      const double costs = static_cast<double>(shares[i]) / length_;
      if (!found.finding.range) {
        if (probability) {
          // The judgement p of n sentences varies like a share: p (1 - p) / n. raw = points * p.
          const double p = std::clamp(found.finding.degree, 0.0, 1.0);
          if (p > 0) {
            own += raw / p * raw / p * p * (1 - p) /
                   static_cast<double>(std::max<std::size_t>(sample, 1));
          }
        }
        continue;
      }
      const std::uint32_t slot = slot_of(found.finding.range->begin);
      if (slot == none) continue;
      if (cost_of(cost, found.finding.rule).scaled) {
        scaled[slot] += costs;
        scaled_sum += costs;
      } else {
        full[slot] += costs;
        full_sum += costs;
      }
    }
    double word_sum = 0;
    for (const double words : words_) word_sum += words;
    // Below `per_words` (and above the upper bound) points do not move with the text's length.
    const bool by_ratio = static_cast<double>(report_.counts.content_words) == length_;
    double square_sum = own;
    for (std::size_t s = 0; s < n; ++s) {
      const double share =
          by_ratio ? words_[s] / std::max(word_sum, 1.0) : 1.0 / static_cast<double>(n);
      scaled[s] += full[s] - scaled_sum * share - full_sum / static_cast<double>(n);
      square_sum += scaled[s] * scaled[s];
    }
    const double sigma = std::sqrt(square_sum);
    const auto room = static_cast<double>(cost.cap - uncapped);
    const double slope = sigma > 0 ? normal_cdf(room / sigma) : 1;
    for (std::size_t s = 0; s < n; ++s) excess_[s] += slope * scaled[s];
    own_ += slope * slope * own;
  }

  double sum() const {
    double sum = own_;
    for (const double excess : excess_) sum += excess * excess;
    return sum;
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  std::uint32_t slot_of(std::uint32_t offset) const {
    const std::vector<Sentence>& sentences = report_.document.sentences;
    const auto after = std::ranges::upper_bound(
        sentences, offset, {}, [](const Sentence& sentence) { return sentence.text.begin; });
    if (after == sentences.begin()) return none;
    return sentence_slot_[static_cast<std::size_t>(after - sentences.begin()) - 1];
  }

  const Report& report_;
  double length_;
  std::vector<std::uint32_t> sentence_slot_;  // index among content sentences
  std::vector<double> words_, excess_;
  double own_ = 0;
};

Counts count(const Document& document, const std::vector<BlockRole>& roles) {
  Counts counts;
  counts.characters = count_code_points(document.text);
  counts.words = document.tokens.size();
  counts.sentences = document.sentences.size();
  counts.blocks = document.blocks.size();
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    if (roles[b].role == Role::content) counts.content_words += document.blocks[b].token_count;
  }
  return counts;
}

void sort_for_reading(std::vector<ReportFinding>& findings) {
  std::ranges::stable_sort(findings, [](const ReportFinding& a, const ReportFinding& b) {
    const auto key = [](const ReportFinding& f) {
      return std::tuple(!f.finding.range.has_value(), f.finding.range.value_or(Range{}));
    };
    return key(a) < key(b);
  });
}

}  // namespace

// Does the page say that its text goes on elsewhere?
bool is_partial(const Report& report) {
  return std::ranges::any_of(report.signals, [](const Signal& signal) {
    return signal.name == "partial-text" && signal.state == SignalState::present;
  });
}

bool has_limit(const Report& report, LimitKind kind) {
  return std::ranges::any_of(report.document.limits,
                             [&](const Limit& limit) { return limit.kind == kind; });
}

// Says what was missing where a text states nothing that could be held against it: no figure, no
// claim that an official text treats, nobody who vouches for it. Empty for all others.
std::string why_unexamined(const Report& report) {
  constexpr std::ptrdiff_t most_sources = 1;
  const auto scored = [&](std::string_view name) {
    const auto scorer = std::ranges::find(report.scorers, name, &ScorerReport::name);
    return scorer != report.scorers.end() && scorer->state == ScorerState::scored;
  };
  const auto vouches = [](const Signal& signal) {
    constexpr std::array<std::string_view, 5> vouching = {"byline", "date", "publisher", "agency",
                                                          "statement"};
    return signal.state == SignalState::present &&
           std::ranges::find(vouching, signal.name) != vouching.end();
  };
  const auto compared = [](const Claim& claim) { return claim.verdict != Verdict::out_of_scope; };
  const auto named = std::ranges::count_if(
      report.sources, [](const Source& source) { return source.kind != SourceKind::unnamed; });
  if (!scored("figures") || !scored("provenance") || report.signals.empty() ||
      named > most_sources || std::ranges::any_of(report.figures, &Figure::checkable) ||
      std::ranges::any_of(report.claims, compared) ||
      std::ranges::any_of(report.signals, vouches)) {
    return {};
  }
  return "no checkable figure, no author, date or publisher, " +
         std::string(named == 0 ? "no named source" : "one named source");
}

// Why a report that scored well is to be looked at all the same; empty for no reason.
std::string why_not_kept(const Report& report, bool all_advertisement) {
  constexpr std::size_t least_words = 100;  // guess: a teaser, a page that did not load
  if (all_advertisement) return "the page is all advertisement";
  if (report.page_type != PageType::article) {
    return "the page is no article (" + std::string(to_string(report.page_type)) + ")";
  }
  if (is_partial(report)) return "only a part of the text stands here";
  const std::ptrdiff_t contradicted =
      std::ranges::count(report.findings, "corroboration/contradicted-claim",
                         [](const ReportFinding& item) { return item.finding.rule; });
  if (contradicted == 1) return "the official text contradicts a claim";
  if (contradicted > 1)
    return "the official text contradicts " + std::to_string(contradicted) + " claims";
  for (const Limit& limit : report.document.limits) {
    if (limit.kind == LimitKind::mostly_hidden) return "most of the page's text is hidden";
    if (limit.kind == LimitKind::fallback_only) return limit.says;
  }
  if (report.counts.content_words < least_words) {
    return "only " + std::to_string(report.counts.content_words) + " words of article were found";
  }
  if (has_limit(report, LimitKind::unexamined)) return "little could be examined";
  return {};
}

struct Combiner::State {
  Weights weights;
  std::vector<std::string> rules;  // every id a finding may have

  void decide(Report& report, const std::vector<NamedResult>& results, double variance) const;
  Hundredths open_points(const NamedResult& named, bool no_article) const;
  std::string why_not_kept_by_rule(const Report& report) const;
};

Combiner::Combiner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Combiner::Combiner(Combiner&&) noexcept = default;
Combiner& Combiner::operator=(Combiner&&) noexcept = default;
Combiner::~Combiner() = default;

Result<Combiner> Combiner::create(const Heuristics& heuristics) {
  const nlohmann::json* file = heuristics.find(weights_file);
  if (!file) {
    return Error{"bad_heuristics", "The heuristics hold no credibility.json.",
                 "Add the file that says what findings cost."};
  }
  std::vector<std::string> rules;
  for (const BuiltInRule& rule : built_in_rules()) rules.emplace_back(rule.id);
  for (const Rule& rule : heuristics.rules()) rules.push_back(rule.id);
  WeightsReader reader(heuristics, rules);
  Weights weights = reader.weights(*file);
  if (reader.error) return *reader.error;
  return Combiner(std::make_unique<State>(State{std::move(weights), std::move(rules)}));
}

std::span<const std::string> Combiner::rules() const { return state_->rules; }

Hundredths Combiner::points_of(std::string_view rule) const {
  const auto scorer = state_->weights.scorers.find(rule.substr(0, rule.find('/')));
  return scorer == state_->weights.scorers.end() ? 0 : cost_of(scorer->second, rule).points;
}

Report Combiner::combine(Document document, const Mentions& mentions,
                         std::vector<NamedResult> results,
                         std::vector<std::string> not_checked) const {
  const Weights& weights = state_->weights;
  Report report;
  report.document = std::move(document);
  report.not_checked = std::move(not_checked);
  for (NamedResult& named : results) {
    ScorerResult& result = named.result;
    if (!result.roles.empty()) {
      report.roles = std::move(result.roles);
      report.page_type = result.page_type;
    }
    if (!result.figures.empty()) report.figures = std::move(result.figures);
    if (!result.claims.empty()) report.claims = std::move(result.claims);
    if (!result.signals.empty()) report.signals = std::move(result.signals);
    if (result.copied) report.copied = std::move(result.copied);
  }
  const std::vector<char> heard = heard_in_content(report.document, mentions, report.roles);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (heard[i]) report.sources.push_back(mentions.sources[i]);
  }
  report.roles.resize(report.document.blocks.size());  // content, where nobody judged
  report.counts = count(report.document, report.roles);
  const bool all_advertisement = std::ranges::any_of(
      results, [](const NamedResult& named) { return named.result.all_advertisement; });

  const std::int64_t length = std::clamp(static_cast<std::int64_t>(report.counts.content_words),
                                         weights.per_words, weights.at_most_words);
  Variance variance(report, length);
  for (NamedResult& named : results) {
    static const ScorerCost of_a_stranger;  // no scorer of scorer_names
    const auto found = weights.scorers.find(named.scorer);
    const ScorerCost& cost = found == weights.scorers.end() ? of_a_stranger : found->second;
    ScorerResult& result = named.result;
    ScorerReport scorer;
    scorer.name = named.scorer;
    scorer.state = result.state;
    scorer.summary = std::move(result.summary);
    scorer.probability = result.probability;
    scorer.cap = cost.cap;
    std::vector<ReportFinding> findings;
    std::vector<std::int64_t> shares;
    for (Finding& finding : result.findings) {
      const RuleCost& rule = cost_of(cost, finding.rule);
      if (rule.articles_only && is_no_article(report.page_type)) continue;
      const double degree = std::clamp(finding.degree, 0.0, 1.0);
      const Hundredths raw = std::llround(static_cast<double>(rule.points) * degree);
      scorer.raw_points += raw;
      shares.push_back(raw * (rule.scaled && finding.range ? weights.per_words : length));
      findings.push_back({named.scorer, std::move(finding), raw, 0});
    }
    scorer.summary += apply_bounds(cost, findings, length, result.probability, shares);
    const std::int64_t sum = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
    const Hundredths uncapped = (sum + length / 2) / length;
    scorer.points = std::min(uncapped, cost.cap);
    const std::vector<Hundredths> parts = apportion(scorer.points, shares);
    for (std::size_t i = 0; i < findings.size(); ++i) findings[i].points = parts[i];
    if (scorer.state == ScorerState::scored && cost.cap > 0) {
      scorer.score = full_score - (scorer.points * full_score + cost.cap / 2) / cost.cap;
    }
    variance.add(findings, shares, cost, uncapped, result.probability, result.sample);
    std::ranges::move(findings, std::back_inserter(report.findings));
    report.scorers.push_back(std::move(scorer));
  }
  if (is_partial(report)) {
    report.document.limits.push_back({LimitKind::partial, "only a part of the text stands here"});
  }
  state_->decide(report, results, variance.sum());
  // Where enough was found against a text, that is the verdict.
  const bool kept = report.score && weights.band_of(*report.score).action == Action::keep;
  if (const std::string lacking = why_unexamined(report); kept && !lacking.empty()) {
    report.document.limits.push_back(
        {LimitKind::unexamined, "little could be examined: " + lacking});
  }
  if (report.action == Action::keep) {
    report.why_review = why_not_kept(report, all_advertisement);
    if (report.why_review.empty()) report.why_review = state_->why_not_kept_by_rule(report);
    if (!report.why_review.empty()) report.action = Action::review;
  }
  sort_for_reading(report.findings);
  return report;
}

std::string Combiner::State::why_not_kept_by_rule(const Report& report) const {
  for (const ReportFinding& found : report.findings) {
    const auto scorer = weights.scorers.find(found.scorer);
    if (scorer == weights.scorers.end()) continue;
    const RuleCost& rule = cost_of(scorer->second, found.finding.rule);
    if (!rule.review.empty()) return rule.review;
  }
  return {};
}

// What the findings that could not be told would cost.
Hundredths Combiner::State::open_points(const NamedResult& named, bool no_article) const {
  const auto scorer = weights.scorers.find(named.scorer);
  if (scorer == weights.scorers.end()) return 0;
  Hundredths points = 0;
  for (const Finding& finding : named.result.open) {
    const RuleCost& rule = cost_of(scorer->second, finding.rule);
    if (rule.articles_only && no_article) continue;
    points += std::llround(static_cast<double>(rule.points) * std::clamp(finding.degree, 0.0, 1.0));
  }
  return points;
}

void Combiner::State::decide(Report& report, const std::vector<NamedResult>& results,
                             double variance) const {
  Hundredths points = 0, unread = 0;
  bool failed = false;
  std::size_t core_asked = 0, core_scored = 0, asked = 0, scored = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const ScorerReport& scorer = report.scorers[i];
    points += scorer.points;
    if (!results[i].asked) continue;
    const bool core = std::ranges::find(core_scorers, scorer.name) != core_scorers.end();
    ++asked;
    core_asked += core;
    if (scorer.state == ScorerState::scored) {
      ++scored;
      core_scored += core;
    }
    if (scorer.state == ScorerState::undecided || scorer.state == ScorerState::error) {
      unread += scorer.cap;
    } else {
      const Hundredths left = std::max<Hundredths>(scorer.cap - scorer.points, 0);
      unread += std::min(open_points(results[i], is_no_article(report.page_type)), left);
    }
    failed = failed || scorer.state == ScorerState::error;
  }
  // Who asks for corroboration alone is answered by what it alone could tell.
  const bool any_core = core_asked > 0;
  const std::size_t judged = any_core ? core_scored : scored;
  const std::size_t needed = std::min<std::size_t>(any_core ? core_asked : asked, 2);
  report.action = Action::review;
  if (judged == 0) {
    report.why_review = "nothing could be judged";
    return;
  }

  const Hundredths score = std::max<Hundredths>(full_score - points, 0);
  const Hundredths reach = std::llround(quantile_95 * std::sqrt(std::max(variance, 0.0)));
  report.score = score;
  report.interval = {std::max<Hundredths>(score - reach - unread, 0),
                     std::min<Hundredths>(score + reach, full_score)};
  const Band& band = weights.band_of(score);
  report.band = band.name;
  const bool one_band =
      &weights.band_of(report.interval->low) == &weights.band_of(report.interval->high);
  if (failed) {
    report.why_review = "a scorer broke";
  } else if (judged < needed) {
    report.why_review = "too little of it could be judged";
  } else if (!one_band && band.action != Action::review) {
    report.why_review = weights.reach_beyond(band, *report.interval);
  } else if (one_band) {
    report.action = band.action;
  }
}

bool rule_matches(std::string_view rule, std::string_view prefix) {
  if (prefix.empty() || !rule.starts_with(prefix)) return false;
  return rule.size() == prefix.size() || rule[prefix.size()] == '/' || rule[prefix.size()] == '-';
}

std::string_view to_string(Action action) {
  switch (action) {
    case Action::keep:
      return "keep";
    case Action::review:
      return "review";
    case Action::drop:
      return "drop";
  }
  return "";
}

}  // namespace assay
