// `assay eval recognizers`: the test cases of Recognizers-Text and Duckling as a conformance
// table. Numbers and units must agree in value; dates, times and sequences must stay silent.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "assay/mentions.h"

#include "eval/duckling.h"
#include "eval/gold_text.h"
#include "eval/tasks.h"
#include "mentions/quantities.h"

namespace assay::eval {
namespace {

using nlohmann::json;

struct Cell {
  std::size_t cases = 0, right = 0;
  std::size_t differ = 0, differ_right = 0;  // of them: our convention is another one on purpose
  std::size_t left_out = 0;

  void operator+=(const Cell& other) {
    cases += other.cases, right += other.right, left_out += other.left_out;
    differ += other.differ, differ_right += other.differ_right;
  }
};

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }

// DateTime and Sequence cases are asked for silence; durations, ages and sets are figures for us.
bool asks_for_a_figure(const json& row) {
  for (const json& result : row.at("Results")) {
    const std::string type = result.value("TypeName", result.value("Type", ""));
    for (const std::string_view name : {"duration", "set", "age"}) {
      if (type.ends_with(name) &&
          (type.size() == name.size() || type[type.size() - name.size() - 1] == '.'))
        return true;
    }
  }
  return false;
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

// Is `text` a fraction in words that only a calculator's user would say: "one over three", "two
// hundred and fifty-four hundredths"?
bool calculators_fraction(const std::string& text) {
  if (text.find(" over ") != text.npos) return true;
  const bool ordinal = text.ends_with("th") || text.ends_with("ths") || text.ends_with("st");
  return ordinal && !has_digit(text) && eval_words(text).size() >= 3;
}

// How our convention differs from a number model's on purpose; empty: it does not.
std::string number_difference(const json& row, const std::vector<Quantity>& found) {
  const std::string input = row.at("Input").get<std::string>();
  const json& results = row.at("Results");
  if (input.starts_with("- ")) return "a dash set apart is the mark of a list, no minus sign";
  std::size_t glued = 0;
  for (std::size_t i = 0; i + 1 < results.size(); ++i) {
    const std::string between = input.substr(
        std::min<std::size_t>(input.size(), results[i].at("End").get<std::size_t>() + 1),
        results[i + 1].at("Start").get<std::size_t>() - results[i].at("End").get<std::size_t>() -
            1);
    glued += between == "/" || between == ".";
  }
  if (glued >= 2) return "the digits of a date or net address are no amounts";
  for (const json& result : results) {
    if (calculators_fraction(lower(result.at("Text").get<std::string>())))
      return "spelled fractions of a calculator's user";
  }
  for (const json& result : results) {
    if (lower(result.at("Text").get<std::string>()) == "one")
      return "the article or pronoun \"one\" is no number";
  }
  bool units = results.empty() && !found.empty();
  for (const Quantity& figure : found)
    units = units && figure.kind == QuantityKind::measure && !figure.unit.empty();
  if (units) return "an amount with its unit is a figure, for a number model it is none";
  for (const Quantity& figure : found) {
    if (figure.kind == QuantityKind::fraction && figure.value < 1 &&
        input.find(" in ") != input.npos)
      return "\"two in five\" is one ratio, not two numbers";
  }
  return {};
}

std::string unit_difference(const std::vector<Quantity>& found, std::size_t gold) {
  if (gold > 0 || found.empty()) return {};
  for (const Quantity& figure : found) {
    if (figure.unit != "degree") return {};
  }
  return "plain degrees may be an angle or a temperature";
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
  if (spec.find("/NumberRangeModel") != spec.npos)
    return figure.kind != QuantityKind::fraction || figure.bound != Bound::exact;
  if (spec.find("/PercentModel") != spec.npos)
    return figure.kind == QuantityKind::percent || figure.kind == QuantityKind::fraction;
  return true;
}

// Recognizers counts cents and pence, we count their dollars and pounds.
bool in_cents(const Document& document, const Quantity& figure) {
  if (figure.kind != QuantityKind::money) return false;
  const std::string text = lower(document.view(figure.text));
  if (text.find('$') != text.npos || text.find("dollar") != text.npos) return false;
  return text.find("cent") != text.npos || text.find("pence") != text.npos ||
         text.find("penn") != text.npos || text.find("\u00a2") != text.npos;
}

std::string texts_of(const Document& document, const std::vector<Quantity>& figures) {
  std::string texts;
  for (const Quantity& figure : figures) {
    texts += std::string(document.view(figure.text)) + "=" + json(figure.value).dump() + " " +
             figure.unit + "; ";
  }
  return texts;
}

}  // namespace

Result<std::vector<Table>> run_recognizers(const Options& options, const Heuristics& heuristics) {
  const Result<MentionFinder> made = MentionFinder::create(heuristics);
  if (!made) return made.error();
  const MentionFinder& finder = made.value();
  std::map<std::string, Cell> cells, differences;
  Table worst{"Misses", {"model", "input", "gold", "found"}, {}};
  const auto count = [&](Cell& cell, bool right, const std::string& difference) {
    ++cell.cases;
    cell.right += right;
    if (difference.empty()) return;
    ++cell.differ;
    cell.differ_right += right;
    Cell& kind = differences[difference];
    ++kind.cases;
    kind.right += right;
  };
  for (const std::string& path : options.gold) {
    Result<std::vector<json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const json& row : rows.value()) {
      if (is_duckling_case(row)) {
        const Document document = gold_document(duckling_text(row));
        if (!in_part(document.text, options.part)) continue;
        const Mentions mentions = finder.find(document);
        const DucklingAnswer answer = judge_duckling(row, document, mentions);
        const std::string model = "Duckling/" + row.at("dim").get<std::string>();
        if (answer.left_out) {
          ++cells[model].left_out;
          continue;
        }
        count(cells[model], answer.right, answer.difference);
        if (!answer.right && answer.difference.empty() && worst.rows.size() < options.worst &&
            !in_check_part(document.text)) {
          worst.rows.push_back(
              {model, document.text, row.at("expected"), texts_of(document, mentions.quantities)});
        }
        continue;
      }
      const std::string spec = row.value("spec", "");
      const bool numbers = spec.starts_with("Number/English/");
      const bool units = spec.starts_with("NumberWithUnit/English/");
      const bool times = spec.starts_with("DateTime/"), sequences = spec.starts_with("Sequence/");
      if (!numbers && !units && !times && !sequences) continue;
      const std::string input = row.at("Input").get<std::string>();
      if (!in_part(input, options.part)) continue;
      Cell& cell = cells[spec];
      if (!row.contains("Results") || ((times || sequences) && asks_for_a_figure(row))) {
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
      bool right = true;
      std::string difference;
      const std::vector<std::uint32_t> offsets = code_point_offsets(document.text);
      const auto span_of = [&](const json& result) {
        const std::size_t begin = result.value("Start", 0);
        return byte_range(
            offsets, begin,
            begin + code_point_offsets(result.at("Text").get<std::string>()).size() - 1);
      };
      std::string gold_text;
      if (times || sequences) {
        right = figures.empty();
        // A count, sum or share that stands beside the date is a figure all the same.
        bool beside = !figures.empty();
        for (const Quantity* figure : figures) {
          // A bare whole number may be a part of the date that was missed.
          const bool whole = figure->value == std::floor(figure->value);
          beside =
              beside && figure->kind != QuantityKind::score &&
              (figure->kind != QuantityKind::number || figure->bound != Bound::exact || !whole);
          for (const json& result : row.at("Results"))
            beside = beside && !figure->number.overlaps(span_of(result));
        }
        if (beside) difference = "a count, sum or share beside the date or sequence";
      } else if (spec.find("OrdinalModel") != spec.npos) {
        // Ordinals are no figures: right when none fires inside one.
        for (const json& result : row.at("Results")) {
          const Range range = span_of(result);
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
            // "[20,20]" is the one value 20.
            const std::size_t comma = value.find(',');
            if (comma != value.npos && value.size() > 2 && comma > 1 &&
                value.substr(1, comma - 1) == value.substr(comma + 1, value.size() - comma - 2))
              value = value.substr(1, comma - 1);
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
          const bool share_as_percent =
              spec.find("/PercentModel") != spec.npos && figure.kind == QuantityKind::fraction;
          const double factor = share_as_percent || in_cents(document, figure) ? 100 : 1;
          found.push_back(figure.value * factor);
          if (figure.bound == Bound::range) found.push_back(figure.high * factor);
        }
        right = same_values(gold, found);
        difference = numbers ? number_difference(row, mentions.quantities)
                             : unit_difference(mentions.quantities, gold.size());
      }
      count(cell, right, difference);
      if (!right && difference.empty() && worst.rows.size() < options.worst &&
          !in_check_part(input)) {
        if (gold_text.empty()) {
          for (const json& result : row.at("Results"))
            gold_text += result.at("Text").get<std::string>() + " | ";
        }
        worst.rows.push_back({spec, input, gold_text, texts_of(document, mentions.quantities)});
      }
    }
  }
  if (cells.empty())
    return no_rows(options, R"("spec", "Input" and "Results", or "dim", "expected" and "text")");
  Table table{
      "Cases of Recognizers-Text and Duckling",
      {"model", "cases", "right", "share", "differ by convention", "share without", "left out"},
      {}};
  std::map<std::string, Cell> groups;
  const auto share = [](std::size_t right, std::size_t cases) {
    return cases ? json(static_cast<double>(right) / static_cast<double>(cases)) : json("-");
  };
  const auto row_of = [&](const std::string& name, const Cell& cell) {
    table.rows.push_back({name, cell.cases, cell.right, share(cell.right, cell.cases), cell.differ,
                          share(cell.right - cell.differ_right, cell.cases - cell.differ),
                          cell.left_out});
  };
  for (const auto& [spec, cell] : cells) {
    row_of(spec, cell);
    groups[spec.substr(0, spec.find('/'))] += cell;
  }
  for (const auto& [name, cell] : groups) row_of(name + " (all)", cell);
  Table conventions{
      "Differences of convention, counted in \"cases\"", {"what", "cases", "right"}, {}};
  for (const auto& [name, cell] : differences)
    conventions.rows.push_back({name, cell.cases, cell.right});
  std::vector<Table> tables = {table};
  if (!conventions.rows.empty()) tables.push_back(conventions);
  if (!worst.rows.empty()) tables.push_back(worst);
  return tables;
}

}  // namespace assay::eval
