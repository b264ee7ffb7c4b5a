// `assay eval figures`: quantities against NewsQuant, and figures with their sources against the
// project's own labels.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "assay/mentions.h"

#include "eval/gold_text.h"
#include "eval/tasks.h"
#include "mentions/quantities.h"
#include "scorers/figure_judge.h"

namespace assay::eval {
namespace {

using nlohmann::json;

double number_or(const std::string& text, double otherwise) {
  double value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// ---- NewsQuant --------------------------------------------------------------------------------

struct GoldQuantity {
  double low = 0, high = 0;
  bool range = false;
  std::string change;
  std::string unit;
};

GoldQuantity newsquant_gold(const json& row) {
  GoldQuantity gold;
  const std::string value = row.at("value").get<std::string>();
  const std::size_t dash = value.find('-', 1);
  gold.range = dash != value.npos;
  gold.low = number_or(value.substr(0, dash), 0);
  gold.high = gold.range ? number_or(value.substr(dash + 1), 0) : gold.low;
  gold.change = row.value("change", "=");
  gold.unit = row.at("normalized_unit").get<std::string>();
  if (gold.unit == "cent" || gold.unit.starts_with("cent ") || gold.unit == "penny" ||
      gold.unit.starts_with("penny ")) {
    // NewsQuant counts cents and pence; we count the dollars and pounds they are.
    gold.low /= 100;
    gold.high /= 100;
  }
  return gold;
}

bool same_bound(const GoldQuantity& gold, const Quantity& found) {
  if (gold.change == "up") return found.direction == Direction::up;
  if (gold.change == "down") return found.direction == Direction::down;
  if (gold.change == "~")
    return found.bound == Bound::about || (gold.range && found.bound == Bound::range);
  if (gold.change == ">") return found.bound == Bound::over || found.bound == Bound::at_least;
  if (gold.change == "<") return found.bound == Bound::under || found.bound == Bound::up_to;
  return found.bound == Bound::exact || (gold.range && found.bound == Bound::range);
}

std::string last_word(std::string_view text) {
  const std::vector<std::string> words = eval_words(text);
  return words.empty() ? std::string() : words.back();
}

// "properties" and "property", "countries" and "country" agree.
bool same_noun(std::string a, std::string b) {
  const auto stem = [](std::string& word) {
    if (word.ends_with("ies")) {
      word.replace(word.size() - 3, 3, "y");
    } else if (word.size() > 3 && word.ends_with("es") &&
               (word.ends_with("xes") || word.ends_with("ses") || word.ends_with("ches"))) {
      word.resize(word.size() - 2);
    } else if (word.size() > 3 && word.back() == 's') {
      word.pop_back();
    }
  };
  stem(a);
  stem(b);
  return a == b;
}

// Gold names a unit in words ("dollar per gallon"); ours is a code. Both are brought to codes; a
// counted noun agrees when its head does.
bool same_unit(const mentions::Lexicon& lexicon, const GoldQuantity& gold, const Quantity& found) {
  std::string text = gold.unit;
  if (text == "-") return found.unit.empty();
  if (found.kind == QuantityKind::fraction && text.starts_with("%")) return true;
  if (text.ends_with(" of age")) return found.kind == QuantityKind::age;
  if (text == "count" && (found.unit == "time" || found.unit == "count" || found.unit == "counts"))
    return true;
  const std::size_t per = text.find(" per ");
  std::string code = lexicon.unit_code(text.substr(0, per));
  if (code.empty()) code = text.substr(0, per) == "count" ? "time" : last_word(text.substr(0, per));
  const std::size_t slash =
      found.unit.find('/', found.unit == "km/h" || found.unit == "m/s" ? 5 : 0);
  const std::string head = found.unit.substr(0, slash);
  if ((per == text.npos) != (slash == found.unit.npos)) {
    return lexicon.unit_code(text) == found.unit && !found.unit.empty();
  }
  if (!(code == head || same_noun(last_word(head), last_word(text.substr(0, per))))) return false;
  if (per == text.npos) return true;
  const std::string base = text.substr(per + 5);
  std::string base_code = lexicon.unit_code(base);
  if (base_code.empty()) base_code = last_word(base);
  return same_noun(base_code, found.unit.substr(slash + 1));
}

struct NewsQuantScore {
  Counts value, bound, unit;
};

// One gold to one prediction. Pairs that agree in more are made first.
NewsQuantScore score_newsquant(const mentions::Lexicon& lexicon,
                               const std::vector<GoldQuantity>& gold,
                               const std::vector<Quantity>& found,
                               std::vector<std::string>* misses) {
  NewsQuantScore score;
  std::vector<char> gold_used(gold.size()), found_used(found.size());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (int strict = 2; strict >= 0; --strict) {
    for (std::size_t g = 0; g < gold.size(); ++g) {
      for (std::size_t f = 0; f < found.size() && !gold_used[g]; ++f) {
        if (found_used[f] || !same_value(gold[g].low, found[f].value) ||
            !same_value(gold[g].high, found[f].high))
          continue;
        const int agree = same_unit(lexicon, gold[g], found[f]) + same_bound(gold[g], found[f]);
        if (agree < strict) continue;
        gold_used[g] = found_used[f] = 1;
        pairs.emplace_back(g, f);
      }
    }
  }
  const auto miss = [&](const std::string& text) {
    if (misses) misses->push_back(text);
  };
  const double matched = static_cast<double>(pairs.size());
  const auto fill = [&](Counts& counts, double tp) {
    counts = {tp, static_cast<double>(found.size()) - tp, static_cast<double>(gold.size()) - tp};
  };
  double bound = 0, unit = 0;
  for (const auto& [g, f] : pairs) {
    if (same_bound(gold[g], found[f])) {
      ++bound;
    } else {
      miss("bound: gold " + gold[g].change + " " + json(gold[g].low).dump() + ", found bound " +
           std::to_string(static_cast<int>(found[f].bound)) + " direction " +
           std::to_string(static_cast<int>(found[f].direction)));
    }
    if (same_unit(lexicon, gold[g], found[f])) {
      ++unit;
    } else {
      miss("unit: gold '" + gold[g].unit + "', found '" + found[f].unit + "'");
    }
  }
  fill(score.value, matched);
  fill(score.bound, bound);
  fill(score.unit, unit);
  for (std::size_t g = 0; g < gold.size(); ++g) {
    if (!gold_used[g])
      miss("missed: " + json(gold[g].low).dump() +
           (gold[g].range ? "-" + json(gold[g].high).dump() : "") + " " + gold[g].unit);
  }
  for (std::size_t f = 0; f < found.size(); ++f) {
    if (!found_used[f])
      miss("false: " + json(found[f].value).dump() +
           (found[f].bound == Bound::range ? "-" + json(found[f].high).dump() : "") + " '" +
           found[f].unit + "'");
  }
  return score;
}

std::vector<json> counts_row(const std::string& name, const std::vector<Counts>& per_row) {
  Counts all;
  for (const Counts& counts : per_row) all += counts;
  const Interval interval = bootstrap(per_row.size(), [&](std::span<const std::size_t> sample) {
    Counts sum;
    for (const std::size_t i : sample) sum += per_row[i];
    return sum.f1();
  });
  return {name, all.precision(), all.recall(), with_interval(all.f1(), interval)};
}

// The name of a set in a table: the file's name without its endings.
std::string set_name(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return name.substr(0, name.find('.'));
}

// Sets in the form of NewsQuant, each measured by itself. Recognizers' unit cases in that form have
// no bounds.
Result<std::vector<Table>> newsquant(const Options& options, const Heuristics& heuristics) {
  const Result<mentions::Lexicon> words = mentions::Lexicon::load(heuristics, "en");
  if (!words) return words.error();
  const mentions::Lexicon& lexicon = words.value();
  Table table{
      "NewsQuant and sets of its form, its own convention (published on NewsQuant, 590 sentences: "
      "CQE value .920, value+bound .881, value+unit .856; quantulum3 .730, -, .472; "
      "Recognizers-Text .691, -, .342. Value / value+unit on currency: CQE .842 / .796, "
      "Recognizers-Text .777 / .525; on dimension: CQE .865 / .792, Recognizers-Text .810 / .491; "
      "on temperature: CQE .957 / .928, Recognizers-Text .958 / .958)",
      {"set", "agreement in", "precision", "recall", "F1"},
      {}};
  Table worst{"Misses", {"sentence", "miss"}, {}};
  for (const std::string& path : options.gold) {
    std::vector<Counts> value, bound, unit;
    bool bounds = false;
    Result<std::vector<json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const json& row : rows.value()) {
      const std::string text = row.at("text").get<std::string>();
      if (!in_part(text, options.part)) continue;
      std::vector<GoldQuantity> gold;
      for (const json& quantity : row.at("quantities")) {
        gold.push_back(newsquant_gold(quantity));
        bounds |= quantity.contains("change");
      }
      const Document document = gold_document(text);
      std::vector<Quantity> found;
      std::vector<DateMention> dates;
      mentions::append_quantities(mentions::Scan(document, lexicon), {.newsquant = true}, found,
                                  dates);
      std::vector<std::string> misses;
      const bool show = worst.rows.size() < options.worst && !in_check_part(text);
      const NewsQuantScore score = score_newsquant(lexicon, gold, found, show ? &misses : nullptr);
      value.push_back(score.value);
      bound.push_back(score.bound);
      unit.push_back(score.unit);
      for (const std::string& miss : misses) worst.rows.push_back({text, miss});
    }
    const auto add = [&](const char* name, const std::vector<Counts>& counts) {
      std::vector<json> row = counts_row(name, counts);
      row.insert(row.begin(), set_name(path));
      table.rows.push_back(std::move(row));
    };
    add("value", value);
    if (bounds) add("value and bound", bound);
    add("value and unit", unit);
  }
  std::vector<Table> tables = {table};
  if (!worst.rows.empty()) tables.push_back(worst);
  return tables;
}

// ---- figures-labelled -------------------------------------------------------------------------

struct GoldFigure {
  Range range;
  double value = 0;
  std::string bound;
  std::optional<bool> checkable;
  std::string source;
  bool judged() const { return checkable.has_value() && source != "disputed"; }
  bool unsourced() const { return checkable.value_or(false) && source == "none"; }
};

struct LabelledDocument {
  std::string id, host;
  Document document;
  std::vector<GoldFigure> gold;
  // Labels by marks: only numbers at these places were judged, and nothing behind `judged_end`.
  bool by_marks = false;
  std::vector<Range> no_figures;
  std::uint32_t judged_end = no_index;

  // May a figure that matches no gold be called false?
  bool refuted(Range text) const {
    if (!by_marks) return true;
    return std::ranges::any_of(no_figures, [&](Range range) { return text.overlaps(range); });
  }
};

// {"marks": {"offset": mark}}: the number at each code point offset is "x", no figure; "c", the
// continuation of the figure before it; or a figure: checkable y or n, then its source: n named,
// v vague, 0 none. Such a figure's value is not labelled.
void read_marks(const json& marks, const std::vector<std::uint32_t>& offsets,
                LabelledDocument& labelled) {
  constexpr std::size_t judged_characters =
      7000;  // the labellers saw so much of each text, or more
  labelled.by_marks = true;
  std::map<std::size_t, std::string> sorted;
  for (const auto& [offset, mark] : marks.items())
    sorted[static_cast<std::size_t>(number_or(offset, 0))] = mark.get<std::string>();
  const std::size_t last = sorted.empty() ? 0 : sorted.rbegin()->first + 1;
  labelled.judged_end = offsets[std::min(offsets.size() - 1, std::max(judged_characters, last))];
  for (const auto& [offset, mark] : sorted) {
    const Range range = byte_range(offsets, offset, offset + 1);
    if (mark == "x") {
      labelled.no_figures.push_back(range);
    } else if (mark == "c") {
      if (!labelled.gold.empty()) labelled.gold.back().range.end = range.end;
    } else if (mark.size() == 2) {
      GoldFigure gold;
      gold.range = range;
      gold.value = std::nan("");
      gold.checkable = mark[0] == 'y';
      gold.source = mark[1] == 'n' ? "named" : mark[1] == 'v' ? "vague" : "none";
      labelled.gold.push_back(std::move(gold));
    }
  }
}

// Rows with `figures` or `marks` are the gold; rows of other files with an id and a URL tell the
// host, by which the parts are split, and for marks the text.
Result<std::vector<LabelledDocument>> labelled(const Options& options) {
  std::map<std::string, std::string> hosts, texts;
  std::vector<json> rows;
  for (const std::string& path : options.gold) {
    Result<std::vector<json>> read = read_rows(path);
    if (!read) return read.error();
    for (json& row : read.value()) {
      if (row.contains("figures") || row.contains("marks")) {
        rows.push_back(std::move(row));
      } else if (row.contains("id") && row.at("id").is_string()) {
        const std::string id = row.at("id").get<std::string>();
        if (row.contains("url") && row.at("url").is_string())
          hosts[id] = host_of(row.at("url").get<std::string>());
        if (row.contains("text")) texts[id] = row.at("text").get<std::string>();
      }
    }
  }
  std::vector<LabelledDocument> documents;
  for (const json& row : rows) {
    const std::string id = row.at("id").get<std::string>();
    const auto host = hosts.find(id);
    if (!in_part(host == hosts.end() ? id : host->second, options.part)) continue;
    LabelledDocument labelled;
    labelled.id = id;
    labelled.host = host == hosts.end() ? id : host->second;
    if (row.contains("marks")) {
      const auto text = texts.find(id);
      if (text == texts.end()) {
        return Error{"missing_text", "no row holds the text of " + id,
                     "Name the file with the marked texts too."};
      }
      labelled.document = gold_document(text->second);
      read_marks(row.at("marks"), code_point_offsets(labelled.document.text), labelled);
      documents.push_back(std::move(labelled));
      continue;
    }
    labelled.document = gold_document(row.at("text").get<std::string>());
    const std::vector<std::uint32_t> offsets = code_point_offsets(labelled.document.text);
    for (const json& figure : row.at("figures")) {
      GoldFigure gold;
      gold.range = byte_range(offsets, figure.at("begin").get<std::size_t>(),
                              figure.at("end").get<std::size_t>());
      gold.value = figure.at("value").is_number() ? figure.at("value").get<double>() : 0;
      if (figure.at("bound").is_string()) gold.bound = figure.at("bound").get<std::string>();
      if (figure.at("checkable").is_boolean()) gold.checkable = figure.at("checkable").get<bool>();
      gold.source =
          figure.at("source").is_string() ? figure.at("source").get<std::string>() : "disputed";
      labelled.gold.push_back(std::move(gold));
    }
    documents.push_back(std::move(labelled));
  }
  return documents;
}

bool same_bound(const std::string& gold, const Quantity& found) {
  static constexpr std::string_view names[] = {"",      "over",  "under", "at_least",
                                               "up_to", "about", "range"};
  return gold == names[static_cast<int>(found.bound)];
}

// One line for the training script: document, labels, features. `gold` null: no figure.
std::string training_row(const LabelledDocument& labelled, const GoldFigure* gold,
                         const JudgedFigure& judged) {
  json row = {{"id", labelled.id},
              {"host", labelled.host},
              {"begin", judged.figure.quantity.text.begin},
              {"figure", gold != nullptr}};
  if (gold) {
    row["checkable"] = *gold->checkable;
    row["attributed"] = gold->source != "none";
    row["never"] = judged.never_checkable;
  }
  json& features = row["features"];
  features = json::object();
  for (std::size_t i = 0; i < figure_feature_count; ++i) {
    if (judged.features[i] != 0) features[figure_features[i]] = judged.features[i];
  }
  return row.dump() + "\n";
}

double macro_f1(const std::vector<Counts>& documents) {
  double sum = 0, count = 0;
  for (const Counts& document : documents) {
    if (document.tp + document.fp + document.fn == 0) continue;  // nothing to find, nothing said
    sum += document.f1();
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

std::vector<json> micro_macro_row(const std::string& name, const std::vector<Counts>& documents) {
  std::vector<json> row = counts_row(name, documents);
  std::vector<double> scores;
  for (const Counts& document : documents) {
    if (document.tp + document.fp + document.fn > 0) scores.push_back(document.f1());
  }
  row.push_back(with_interval(macro_f1(documents), bootstrap_mean(scores)));
  return row;
}

Result<std::vector<Table>> own_labels(const Options& options, const Heuristics& heuristics) {
  Result<std::vector<LabelledDocument>> documents = labelled(options);
  if (!documents) return documents.error();
  if (documents.value().empty()) return no_rows(options, R"("id", "text" and "figures")");
  const Result<MentionFinder> made = MentionFinder::create(heuristics);
  if (!made) return made.error();
  const MentionFinder& finder = made.value();
  Result<FigureModels> models = FigureModels::load(heuristics);
  if (!models) return models.error();
  // A model must not choose the rows it is fitted on.
  if (!options.features.empty())
    models.value().figure.least_sum = std::numeric_limits<float>::lowest();
  const FigureWords words(heuristics);
  std::vector<Counts> detection, with_value, with_bound, given_gold, end_to_end, attributed,
      checkable;
  Table worst{"Misses", {"document", "kind", "text"}, {}};
  std::string training;
  for (const LabelledDocument& labelled : documents.value()) {
    const Document& document = labelled.document;
    const Mentions mentions = finder.find(document);
    const std::vector<JudgedFigure> judged = judge_figures(
        {.document = document, .mentions = mentions, .roles = {}}, models.value(), words);
    std::vector<Figure> found;
    for (const JudgedFigure& one : judged) {
      if (one.figure.quantity.text.begin < labelled.judged_end) found.push_back(one.figure);
    }
    const std::vector<GoldFigure>& gold = labelled.gold;
    std::vector<std::ptrdiff_t> match(gold.size(), -1), back(found.size(), -1);
    for (const bool value : {true, false}) {
      for (std::size_t g = 0; g < gold.size(); ++g) {
        for (std::size_t f = 0; f < found.size() && match[g] < 0; ++f) {
          if (back[f] >= 0 || !gold[g].range.overlaps(found[f].quantity.text)) continue;
          if (value && !same_value(gold[g].value, found[f].quantity.value)) continue;
          match[g] = static_cast<std::ptrdiff_t>(f);
          back[f] = static_cast<std::ptrdiff_t>(g);
        }
      }
    }
    const bool show = worst.rows.size() < options.worst;
    const auto miss = [&](const char* kind, Range range) {
      if (show) worst.rows.push_back({labelled.id, kind, context_of(document.text, range)});
    };
    Counts seen, valued, bounded, given, whole, sourced, check;
    for (std::size_t g = 0; g < gold.size(); ++g) {
      const Figure* figure = match[g] < 0 ? nullptr : &found[static_cast<std::size_t>(match[g])];
      if (!figure) {
        ++seen.fn, ++valued.fn, ++bounded.fn;
        miss("figure missed", gold[g].range);
      } else {
        ++seen.tp;
        const bool right = labelled.by_marks || same_value(gold[g].value, figure->quantity.value);
        right ? ++valued.tp : (++valued.fp, ++valued.fn);
        if (!right) miss("value wrong", figure->quantity.text);
        const bool bound_right =
            right && (labelled.by_marks || same_bound(gold[g].bound, figure->quantity));
        bound_right ? ++bounded.tp : (++bounded.fp, ++bounded.fn);
      }
      if (!gold[g].judged()) continue;
      if (figure)
        training += training_row(labelled, &gold[g], judged[static_cast<std::size_t>(match[g])]);
      const bool said =
          figure && figure->checkable && figure->attribution == AttributionState::none;
      const bool is = gold[g].unsourced();
      if (figure) {
        given.tp += said && is, given.fp += said && !is, given.fn += !said && is;
        check.tp += figure->checkable && *gold[g].checkable,
            check.fp += figure->checkable && !*gold[g].checkable,
            check.fn += !figure->checkable && *gold[g].checkable;
        const bool says_source = figure->attribution != AttributionState::none,
                   has_source = gold[g].source != "none";
        sourced.tp += says_source && has_source, sourced.fp += says_source && !has_source,
            sourced.fn += !says_source && has_source;
        if (figure->checkable && !*gold[g].checkable)
          miss("checkable, gold is not", figure->quantity.text);
        if (!figure->checkable && *gold[g].checkable)
          miss("not checkable, gold is", figure->quantity.text);
        if (says_source != has_source)
          miss(has_source ? "source missed" : "source invented", figure->quantity.text);
      } else {
        // Nobody can judge a figure that was not found: it counts as missed.
        given.fn += is;
        if (is)
          training +=
              json({{"id", labelled.id}, {"host", labelled.host}, {"missed", true}}).dump() + "\n";
      }
      whole.tp += said && is, whole.fp += said && !is, whole.fn += !said && is;
    }
    for (std::size_t f = 0; f < found.size(); ++f) {
      if (back[f] >= 0 || !labelled.refuted(found[f].quantity.text)) continue;
      training += training_row(labelled, nullptr, judged[f]);
      ++seen.fp, ++valued.fp, ++bounded.fp;
      miss("figure false", found[f].quantity.text);
      if (found[f].checkable && found[f].attribution == AttributionState::none) ++whole.fp;
    }
    detection.push_back(seen);
    with_value.push_back(valued);
    with_bound.push_back(bounded);
    given_gold.push_back(given);
    end_to_end.push_back(whole);
    attributed.push_back(sourced);
    checkable.push_back(check);
  }
  if (!options.features.empty()) {
    std::ofstream out(options.features);
    out << training;
    if (!out.flush()) {
      return Error{"unwritable_output", "Cannot write " + options.features + ".",
                   "Name a writable file."};
    }
  }
  const bool hosts_known = std::ranges::any_of(
      documents.value(),
      [](const LabelledDocument& labelled) { return labelled.host != labelled.id; });
  Table table{"Figures with their sources" + std::string(note_on_parts(options.part, hosts_known)),
              {"measure", "precision", "recall", "F1 micro", "F1 macro"},
              {}};
  table.rows.push_back(micro_macro_row("figure found", detection));
  table.rows.push_back(micro_macro_row("figure and value", with_value));
  table.rows.push_back(micro_macro_row("figure, value and bound", with_bound));
  table.rows.push_back(micro_macro_row("checkable, of figures found", checkable));
  table.rows.push_back(micro_macro_row("attributed, of figures found", attributed));
  table.rows.push_back(micro_macro_row("unsourced, given the gold figures", given_gold));
  table.rows.push_back(micro_macro_row("unsourced, end to end", end_to_end));
  std::vector<Table> tables = {table};
  if (!worst.rows.empty()) tables.push_back(worst);
  return tables;
}

}  // namespace

Result<std::vector<Table>> run_figures(const Options& options, const Heuristics& heuristics) {
  if (options.convention == "newsquant") return newsquant(options, heuristics);
  return own_labels(options, heuristics);
}

}  // namespace assay::eval
