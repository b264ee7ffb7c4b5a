#include "assay/figures.h"
#include <algorithm>
#include <array>
#include <memory_resource>
#include <set>
#include <tuple>

#include "scorers/figure_judge.h"

namespace assay {
namespace {

constexpr std::size_t least_words = 40;  // content with fewer is not judged: guess

// How strongly an unsourced figure weighs: more the more the text leans on it. Guesses, ordered as
// a news desk would: a bare count weighs least, a sum in a headline most.
constexpr double degree_base = 0.4;
constexpr double degree_money_or_percent = 0.2;
constexpr double degree_up_to = 0.2;
constexpr double degree_leans = 0.15;
constexpr double degree_headline = 0.25;
constexpr double degree_vague = 0.5;       // a general source is half an answer
constexpr double degree_price_tag = 0.25;  // whoever lists a price vouches for it in part
// Rows and lines of one kind are one finding: a reader asks once where the list comes from.
constexpr std::size_t most_charged_of_series = 3;
constexpr std::uint32_t longest_series_gap = 3;  // blocks between two figures of one list: guess

class FiguresScorer : public Scorer {
 public:
  FiguresScorer(FigureModels models, FigureWords words)
      : models_(models), words_(std::move(words)) {}

  std::string_view name() const override { return "figures"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    std::size_t content_words = 0;
    for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
      if (!input.is_content(b)) continue;
      content_words += input.document.blocks[b].token_count;
      result.sample += input.document.blocks[b].sentence_count;
    }
    std::size_t checkable = 0, unsourced = 0, vague = 0;
    // A repeated figure counts once. Most texts state no more than the buffer holds.
    std::array<std::byte, 4096> buffer;
    std::pmr::monotonic_buffer_resource memory(buffer.data(), buffer.size());
    std::pmr::set<std::tuple<double, double, std::string>> charged(&memory);
    std::vector<Series> series;
    result.figures.reserve(input.mentions.quantities.size());
    judge_figures(input, models_, words_, [&](JudgedFigure& judged) {
      const Figure& figure = judged.figure;
      if (figure.checkable) {
        ++checkable;
        const bool none = figure.attribution == AttributionState::none;
        unsourced += none;
        vague += figure.attribution == AttributionState::vague;
        const Quantity& quantity = figure.quantity;
        if (figure.attribution != AttributionState::named &&
            charged.emplace(quantity.value, quantity.high, quantity.unit).second) {
          Finding one =
              finding(input, judged, none ? "figures/unsourced-figure" : "figures/vague-source");
          if (!joins_series(input, judged, one, series, result.findings))
            result.findings.push_back(std::move(one));
        }
      }
      // The labels call "thousands of" exactly 1,000; a reader of the report would take it for
      // that.
      if (judged.indefinite) judged.figure.quantity.bound = Bound::at_least;
      result.figures.push_back(std::move(judged.figure));
    });
    for (const Series& list : series) {
      if (list.count > 1) result.findings[list.finding].message = series_message(list.count);
    }
    const std::string& language = input.document.language.code;
    if (language != "en") {
      result.state = ScorerState::undecided;
      result.summary = language == "und"
                           ? "The language cannot be told, so who vouches for a figure is not read."
                           : "Who vouches for a figure is read in English only.";
      result.findings.clear();
    } else if (content_words < least_words) {
      result.state = ScorerState::undecided;
      result.summary = "Too little text to judge its figures.";
      result.findings.clear();
    } else if (checkable == 0) {
      result.summary = "The text states no figure that needs a source.";
    } else {
      result.summary = summary(checkable, unsourced, vague);
    }
    return result;
  }

 private:
  static Finding finding(const ScorerInput& input, const JudgedFigure& judged, const char* rule) {
    const Quantity& quantity = judged.figure.quantity;
    const bool none = judged.figure.attribution == AttributionState::none;
    const std::uint32_t block = input.document.sentences[quantity.sentence].block;
    const bool headline = !input.roles.empty() && (input.roles[block].kind == Kind::headline ||
                                                   input.roles[block].kind == Kind::standfirst);
    double degree = degree_base;
    if (quantity.kind == QuantityKind::money || quantity.kind == QuantityKind::percent)
      degree += degree_money_or_percent;
    if (quantity.bound == Bound::up_to) degree += degree_up_to;
    if (judged.leans) degree += degree_leans;
    if (headline) degree += degree_headline;
    if (!none) degree *= degree_vague;
    if (judged.price_tag) degree *= degree_price_tag;
    Finding finding;
    finding.rule = rule;
    finding.range = quantity.text;
    finding.degree = std::min(1.0, degree);
    finding.message =
        none ? unsourced_message(quantity, headline) : vague_message(input, judged.figure);
    return finding;
  }

  // A list whose figures of one kind share a finding.
  struct Series {
    QuantityKind kind = QuantityKind::number;
    AttributionState state = AttributionState::none;
    std::uint32_t last_block = 0;
    std::size_t finding = 0, count = 1;
  };

  // Adds the figure to the finding of the list it goes on with; false: it stands alone or opens
  // one.
  static bool joins_series(const ScorerInput& input, const JudgedFigure& judged, const Finding& one,
                           std::vector<Series>& series, std::vector<Finding>& findings) {
    if (!judged.series) return false;
    const std::uint32_t block = input.document.sentences[judged.figure.quantity.sentence].block;
    // The lists that are open at once are the columns of one table.
    constexpr std::size_t most_open = 12;
    for (std::size_t k = series.size(); k > 0 && k + most_open > series.size(); --k) {
      Series& list = series[k - 1];
      if (list.kind != judged.figure.quantity.kind || list.state != judged.figure.attribution ||
          block > list.last_block + longest_series_gap)
        continue;
      list.last_block = block;
      if (++list.count <= most_charged_of_series) {
        Finding& first = findings[list.finding];
        first.degree = std::min(1.0, first.degree + one.degree);
      }
      return true;
    }
    series.push_back(
        {judged.figure.quantity.kind, judged.figure.attribution, block, findings.size(), 1});
    return false;
  }

  static std::string series_message(std::size_t count) {
    return "A list gives " + std::to_string(count) +
           " figures of this kind without naming who vouches for them.";
  }

  static std::string summary(std::size_t checkable, std::size_t unsourced, std::size_t vague) {
    const auto of_all = [&](std::size_t count) {
      return std::to_string(count) + " of " + std::to_string(checkable) +
             (checkable == 1 ? " checkable figure has" : " checkable figures have");
    };
    if (unsourced + vague == 0) {
      return checkable == 1
                 ? "The one checkable figure has a source."
                 : "All " + std::to_string(checkable) + " checkable figures have a source.";
    }
    if (unsourced == 0) return of_all(vague) + " only a vague source.";
    if (vague == 0) return of_all(unsourced) + " no source.";
    return of_all(unsourced) + " no source, " + std::to_string(vague) + " only a vague one.";
  }

  static std::string unsourced_message(const Quantity& quantity, bool headline) {
    if (headline)
      return "The headline rests on this figure, and the text does not say where it comes from.";
    if (quantity.bound == Bound::up_to && quantity.kind == QuantityKind::percent)
      return "\"Up to\" gives the best case, and nobody is named who measured or estimated it.";
    switch (quantity.kind) {
      case QuantityKind::money:
        return "The text gives this sum without saying who reported or calculated it.";
      case QuantityKind::percent:
      case QuantityKind::fraction:
        return "The text gives this share without saying who measured it.";
      case QuantityKind::multiple:
        return "The text makes this comparison without saying who measured it.";
      default:
        return "The text gives this figure without saying where it comes from.";
    }
  }

  static std::string vague_message(const ScorerInput& input, const Figure& figure) {
    if (!figure.attribution_source || figure.attribution_source->size() > 80)
      return "The source of this figure is not named, so nobody can check it.";
    return "\"" + std::string(input.document.view(*figure.attribution_source)) +
           "\" does not say who vouches for this figure.";
  }

  FigureModels models_;
  FigureWords words_;
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_figures_scorer(const Heuristics& heuristics) {
  Result<FigureModels> models = FigureModels::load(heuristics);
  if (!models) return models.error();
  return std::unique_ptr<Scorer>(
      std::make_unique<FiguresScorer>(models.value(), FigureWords(heuristics)));
}

}  // namespace assay
