// `assay eval attribution`: of the figures of PolNeAR's news articles, which are attributed?
#include <set>

#include "eval/gold_text.h"
#include "eval/tasks.h"
#include "scorers/figure_judge.h"

namespace assay::eval {
namespace {

using nlohmann::json;

Counts sum_of(const std::vector<Counts>& documents) {
  Counts all;
  for (const Counts& document : documents) all += document;
  return all;
}

std::vector<json> row_of(const std::string& name, const std::vector<Counts>& documents) {
  const Counts all = sum_of(documents);
  const Interval interval = bootstrap(documents.size(), [&](std::span<const std::size_t> sample) {
    Counts sum;
    for (const std::size_t i : sample) sum += documents[i];
    return sum.f1();
  });
  return {name, all.precision(), all.recall(), with_interval(all.f1(), interval)};
}

}  // namespace

// Gold rows carry `figures` with a kind, a label and code point offsets. Counted are the kinds
// money, percent, big, fraction and count outside source and cue spans; label `content` is
// attributed; a figure that was not detected counts as not attributed.
Result<std::vector<Table>> run_attribution(const Options& options, const Heuristics& heuristics) {
  static const std::set<std::string> kinds = {"money", "percent", "big", "fraction", "count"};
  const Result<MentionFinder> made = MentionFinder::create(heuristics);
  if (!made) return made.error();
  const MentionFinder& finder = made.value();
  const Result<FigureModels> models = FigureModels::load(heuristics);
  if (!models) return models.error();
  const FigureWords words(heuristics);
  std::vector<Counts> attributed, unsourced, detected;
  Table worst{"Misses", {"document", "kind", "text"}, {}};
  std::size_t figures = 0;
  for (const std::string& path : options.gold) {
    Result<std::vector<json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const json& row : rows.value()) {
      const std::string id = row.at("id").get<std::string>();
      if (!in_part(id, options.part)) continue;
      const Document document = gold_document(row.at("text").get<std::string>());
      const Mentions mentions = finder.find(document);
      const std::vector<JudgedFigure> judged = judge_figures(
          {.document = document, .mentions = mentions, .roles = {}}, models.value(), words);
      const std::vector<std::uint32_t> offsets = code_point_offsets(document.text);
      Counts said, open, found;
      for (const json& gold : row.at("figures")) {
        const std::string label = gold.at("label").get<std::string>();
        if (!kinds.contains(gold.at("kind").get<std::string>()) || label == "source" ||
            label == "cue")
          continue;
        const Range range = byte_range(offsets, gold.at("start").get<std::size_t>(),
                                       gold.at("end").get<std::size_t>());
        const JudgedFigure* figure = nullptr;
        for (const JudgedFigure& candidate : judged) {
          if (candidate.figure.quantity.text.overlaps(range)) figure = &candidate;
        }
        ++figures;
        figure ? ++found.tp : ++found.fn;
        const bool is = label == "content";
        const bool says = figure && figure->figure.attribution != AttributionState::none;
        said.tp += is && says, said.fp += !is && says, said.fn += is && !says;
        open.tp += !is && !says, open.fp += is && !says, open.fn += !is && says;
        if (is != says && worst.rows.size() < options.worst && !in_check_part(id)) {
          worst.rows.push_back({id,
                                !figure ? "not detected"
                                : is    ? "source missed"
                                        : "source invented",
                                context_of(document.text, range, 160)});
        }
      }
      attributed.push_back(said);
      unsourced.push_back(open);
      detected.push_back(found);
    }
  }
  if (figures == 0) {
    return no_rows(options, R"("id", "text" and "figures": [{"kind", "label", "start", "end"}])");
  }
  Table table{"PolNeAR figures, attributed or not (a trivial rule .748, two people .892); " +
                  std::to_string(figures) + " figures",
              {"measure", "precision", "recall", "F1"},
              {}};
  table.rows.push_back(row_of("attributed", attributed));
  table.rows.push_back(row_of("not attributed", unsourced));
  table.rows.push_back(row_of("detected", detected));
  std::vector<Table> tables = {table};
  if (!worst.rows.empty()) tables.push_back(worst);
  return tables;
}

}  // namespace assay::eval
