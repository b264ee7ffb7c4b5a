// `assay eval recognizers`: the test cases of Recognizers-Text and Duckling as a conformance
// table. Numbers and units must agree in value; dates, times and sequences must stay silent.
#include <algorithm>
#include <charconv>
#include <set>

#include "assay/mentions.h"

#include "eval/gold_text.h"
#include "eval/tasks.h"
#include "mentions/quantities.h"

namespace assay::eval {
namespace {

using nlohmann::json;

struct Cell {
  std::size_t cases = 0, right = 0, left_out = 0;
};

// Why a case is not counted: our convention differs on purpose. Empty: it counts.
std::string left_out(const std::string& spec, const json& row) {
  if (!row.contains("Results")) return "no result";
  for (const json& result : row.at("Results")) {
    std::string type = result.value("TypeName", result.value("Type", ""));
    if (type.ends_with("duration") || type.ends_with("set") || type.ends_with("age"))
      return "duration, set or age";
  }
  const std::string input = row.at("Input").get<std::string>();
  if (spec.starts_with("Number/")) {
    // Calculator notation and fractions spelled as "one over three" are no news text.
    if (input.find('^') != input.npos || input.find("e-") != input.npos ||
        input.find(" over ") != input.npos || input.find("e+") != input.npos) {
      return "calculator notation";
    }
    if (input.find("ths") != input.npos && input.find("hundred") != input.npos)
      return "spelled long fraction";
  }
  if (spec.starts_with("NumberWithUnit/")) {
    for (const json& result : row.at("Results")) {
      const json& resolution = result.at("Resolution");
      if (resolution.is_object() && resolution.contains("value") &&
          resolution.at("value").is_null()) {
        return "unit without a number";
      }
    }
  }
  return {};
}

double parse_value(const json& value, bool& readable) {
  readable = false;
  if (value.is_number()) {
    readable = true;
    return value.get<double>();
  }
  if (!value.is_string()) return 0;
  std::string text = value.get<std::string>();
  if (text.ends_with("%")) text.pop_back();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  readable = error == std::errc() && end == text.data() + text.size();
  return number;
}

// Both lists hold the same values, in any order.
bool same_values(std::vector<double> gold, std::vector<double> found) {
  if (gold.size() != found.size()) return false;
  std::ranges::sort(gold);
  std::ranges::sort(found);
  for (std::size_t i = 0; i < gold.size(); ++i) {
    if (!same_value(gold[i], found[i])) return false;
  }
  return true;
}

// A unit model is asked only for its own kind; the number models for all.
bool of_model(const std::string& spec, const Quantity& figure) {
  if (spec.find("/CurrencyModel") != spec.npos) return figure.kind == QuantityKind::money;
  if (spec.find("/AgeModel") != spec.npos) return figure.kind == QuantityKind::age;
  if (spec.find("/TemperatureModel") != spec.npos) {
    return figure.unit == "celsius" || figure.unit == "fahrenheit" || figure.unit == "kelvin" ||
           figure.unit == "degree";
  }
  if (spec.find("/DimensionModel") != spec.npos) {
    return figure.kind == QuantityKind::measure || figure.kind == QuantityKind::rate;
  }
  if (spec.find("/PercentModel") != spec.npos) return figure.kind == QuantityKind::percent;
  return true;
}

// Recognizers counts cents and pence, we count their dollars and pounds.
bool in_cents(const Document& document, const Quantity& figure) {
  if (figure.kind != QuantityKind::money) return false;
  const std::string text = lower(document.view(figure.text));
  return text.find("cent") != text.npos || text.find("pence") != text.npos ||
         text.find("penn") != text.npos || text.find("\u00a2") != text.npos;
}

}  // namespace

Result<std::vector<Table>> run_recognizers(const Options& options, const Heuristics& heuristics) {
  const MentionFinder finder(heuristics);
  std::map<std::string, Cell> cells;
  Table worst{"Misses", {"model", "input", "gold", "found"}, {}};
  for (const std::string& path : options.gold) {
    Result<std::vector<json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const json& row : rows.value()) {
      const std::string spec = row.value("spec", "");
      const bool numbers = spec.starts_with("Number/English/");
      const bool units = spec.starts_with("NumberWithUnit/English/");
      const bool times = spec.starts_with("DateTime/"), sequences = spec.starts_with("Sequence/");
      if (!numbers && !units && !times && !sequences) continue;
      const std::string input = row.at("Input").get<std::string>();
      if (!in_part(input, options.part)) continue;
      Cell& cell = cells[spec];
      const std::string why = left_out(spec, row);
      if (!why.empty() && !(units && why == "duration, set or age")) {
        ++cell.left_out;
        continue;
      }
      const Document document = gold_document(input);
      const Mentions mentions = finder.find(document);
      std::vector<const Quantity*> figures;
      for (const Quantity& quantity : mentions.quantities) {
        // A duration is no claim about the world; its own cases are left out too.
        if (!quantity.relative_time && quantity.kind != QuantityKind::duration)
          figures.push_back(&quantity);
      }
      ++cell.cases;
      bool right = true;
      std::string gold_text, found_text;
      if (times || sequences) {
        right = figures.empty();
      } else if (spec.find("OrdinalModel") != spec.npos) {
        // Ordinals are no figures: right when none fires inside one.
        for (const json& result : row.at("Results")) {
          const std::vector<std::uint32_t> offsets = code_point_offsets(document.text);
          const std::size_t begin = result.value("Start", 0);
          const Range range =
              byte_range(offsets, begin, begin + result.at("Text").get<std::string>().size());
          for (const Quantity* figure : figures) right = right && !figure->text.overlaps(range);
        }
      } else {
        std::vector<double> gold, found;
        for (const json& result : row.at("Results")) {
          gold_text += result.at("Resolution").dump() + " ";
          const json& resolution = result.at("Resolution");
          if (spec.find("RangeModel") != spec.npos) {
            // "[20,30)": compared by its ends
            std::string value = resolution.value("value", "");
            std::string part;
            for (const char c : value + ",") {
              if (c == ',' || c == '[' || c == ']' || c == '(' || c == ')') {
                bool readable = false;
                const double number = parse_value(part, readable);
                if (readable) gold.push_back(number);
                part.clear();
              } else {
                part += c;
              }
            }
            continue;
          }
          bool readable = false;
          const double value =
              resolution.contains("value") ? parse_value(resolution.at("value"), readable) : 0;
          if (readable) gold.push_back(value);
        }
        for (const Quantity& figure : mentions.quantities) {
          if (!of_model(spec, figure)) continue;
          const double factor = in_cents(document, figure) ? 100 : 1;
          found.push_back(figure.value * factor);
          if (figure.bound == Bound::range) found.push_back(figure.high * factor);
        }
        right = same_values(gold, found);
      }
      for (const Quantity& figure : mentions.quantities) {
        found_text += std::string(document.view(figure.text)) + "=" + json(figure.value).dump() +
                      " " + figure.unit + "; ";
      }
      cell.right += right;
      if (!right && worst.rows.size() < options.worst && !in_check_part(input)) {
        if (gold_text.empty()) {
          for (const json& result : row.at("Results"))
            gold_text += result.at("Text").get<std::string>() + " | ";
        }
        worst.rows.push_back({spec, input, gold_text, found_text});
      }
    }
  }
  Table table{"Recognizers-Text cases", {"model", "cases", "right", "share", "left out"}, {}};
  std::map<std::string, Cell> groups;
  for (const auto& [spec, cell] : cells) {
    table.rows.push_back({spec, cell.cases, cell.right,
                          cell.cases ? static_cast<double>(cell.right) / cell.cases : 0.0,
                          cell.left_out});
    Cell& group = groups[spec.substr(0, spec.find('/'))];
    group.cases += cell.cases;
    group.right += cell.right;
    group.left_out += cell.left_out;
  }
  for (const auto& [name, cell] : groups) {
    table.rows.push_back({name + " (all)", cell.cases, cell.right,
                          cell.cases ? static_cast<double>(cell.right) / cell.cases : 0.0,
                          cell.left_out});
  }
  std::vector<Table> tables = {table};
  if (!worst.rows.empty()) tables.push_back(worst);
  return tables;
}

}  // namespace assay::eval
