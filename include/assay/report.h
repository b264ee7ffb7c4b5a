// The credibility report: evidence of all scorers turned into points, a score and an action.
//
// Points are whole hundredths, so they add up: score = 100 - sum of the scorers' points, not below
// 0; a scorer's points are the sum of its findings' points after length scaling and cap. Weights,
// caps, scaling and bands come from heuristics/credibility.json and nowhere else.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

using Hundredths = std::int64_t;

struct ReportFinding {
  std::string scorer;
  Finding finding;
  Hundredths raw_points = 0;  // weight times degree
  Hundredths points = 0;      // after length scaling and cap
};

struct ScorerReport {
  std::string name;
  ScorerState state = ScorerState::scored;
  std::string summary;
  std::optional<double> probability;
  Hundredths raw_points = 0;
  Hundredths cap = 0;
  Hundredths points = 0;
  std::optional<Hundredths>
      score;  // 100 - points as a share of the cap, 0..100; none unless scored
};

enum class Action : std::uint8_t { keep, review, drop };
std::string_view to_string(Action action);

struct Counts {
  std::size_t characters = 0;  // code points
  std::size_t words = 0;
  std::size_t sentences = 0;
  std::size_t blocks = 0;
  std::size_t content_words = 0;  // words of content blocks, which length scaling counts
};

struct Interval {
  Hundredths low = 0;
  Hundredths high = 0;
};

struct Report {
  Document document;
  Counts counts;
  std::optional<Hundredths> score;
  std::optional<Interval> interval;
  std::optional<std::string> band;
  Action action = Action::review;
  // Why the report is to be reviewed though its band would not ask for it, as a clause: "it may lie
  // below 75"; empty where the band alone decides.
  std::string why_review;
  std::vector<std::string> not_checked;
  PageType page_type = PageType::article;
  std::vector<ScorerReport> scorers;
  std::vector<BlockRole> roles;
  std::vector<ReportFinding> findings;  // in text order, absences last
  std::vector<Figure> figures;
  std::vector<Claim> claims;
  std::vector<Signal> signals;
  std::vector<Source> sources;
  std::optional<Copied> copied;
};

struct NamedResult {
  std::string scorer;
  ScorerResult result;
  bool asked = true;  // false: the user did not ask for it; it counts nothing and costs nothing
};

// Whether `rule` is `prefix` or stands below it: "promotion", "promotion/hype" and
// "promotion/hype-word" all cover "promotion/hype-word"; "promotion/hyp" does not.
bool rule_matches(std::string_view rule, std::string_view prefix);

// Applies credibility.json. Immutable, shared by threads.
//
// The interval, in closed form. Let r(s,k) be the scaled points scorer k takes off in content
// sentence s, w(s) the sentence's words. Drawing n sentences with replacement from the document's n
// gives a sum with variance V = sum over s of e(s)^2, where e(s) is what sentence s adds beyond the
// mean: r(s) - mean(r) for points that count in full, and r(s) - R w(s) / W for points that count
// per length (the ratio estimator, W and R being the totals). A scorer near its cap C varies less:
// e(s,k) is weighted by Phi((C - R_k) / sigma_k), the slope of E[min(C, X)] for X normal about R_k,
// which is 1 far below the cap and 0 far above. A model's judgement p of the whole document (degree
// of a finding without a place) adds points^2 p (1 - p) / n. The interval is score -+ 1.645
// sqrt(V), cut to 0..100; its lower end is lowered by the caps of the scorers that could not
// decide.
class Combiner {
 public:
  // Fails when credibility.json lacks a key or a scorer, holds a wrong value, or names a scorer or
  // rule that does not exist: the message has its file, line and column.
  static Result<Combiner> create(const Heuristics& heuristics);
  Combiner(Combiner&&) noexcept;
  Combiner& operator=(Combiner&&) noexcept;
  ~Combiner();

  // `results` in scorer order; `not_checked` names what the user did not ask for.
  Report combine(Document document, const Mentions& mentions, std::vector<NamedResult> results,
                 std::vector<std::string> not_checked) const;

  // The ids of all rules: those of the packs and those that scorers find by themselves.
  std::span<const std::string> rules() const;

  // What one finding of the rule takes off at most, before length and caps. 0 for a rule of no
  // scorer.
  Hundredths points_of(std::string_view rule) const;

 private:
  struct State;
  explicit Combiner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay
