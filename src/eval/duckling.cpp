#include "eval/duckling.h"
#include <charconv>
#include <string_view>
#include <vector>

#include "assay/text.h"

#include "eval/gold_text.h"
#include "text/characters.h"

namespace assay::eval {
namespace {

using nlohmann::json;

// What a case expects: "(under EUR 7)", "(between Gram (100,1000) (Just "sugar"))".
struct Expected {
  std::string_view constructor;  // "simple", "between", "under", "above", "NumeralValue", ...
  std::vector<double> numbers;   // in their order
  std::string_view unit;         // the last word before the first number, else empty
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Expected read_expected(std::string_view text) {
  Expected expected;
  const std::string_view all = text.substr(0, text.find('"'));
  std::size_t at = 0;
  while (at < all.size()) {
    if (is_letter(all[at])) {
      std::size_t end = at;
      while (end < all.size() && is_letter(all[end])) ++end;
      const std::string_view word = all.substr(at, end - at);
      if (expected.constructor.empty()) {
        expected.constructor = word;
      } else if (expected.numbers.empty()) {
        expected.unit = word;
      }
      at = end;
      continue;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(all.data() + at, all.data() + all.size(), number);
    if (error == std::errc()) {
      expected.numbers.push_back(number);
      at = static_cast<std::size_t>(end - all.data());
    } else {
      ++at;
    }
  }
  // "(DurationData 3 Quarter)": the unit stands behind.
  if (expected.constructor == "DurationData") {
    const std::size_t last = all.find_last_of(' ');
    expected.unit = all.substr(last + 1, all.find(')', last) - last - 1);
  }
  return expected;
}

enum class Asks : std::uint8_t { number, money, measure, temperature, duration, silence };

Asks asks_for(std::string_view dimension) {
  const std::string_view name = dimension.substr(0, dimension.find('/'));
  if (name == "Numeral") return Asks::number;
  if (name == "AmountOfMoney") return Asks::money;
  if (name == "Distance" || name == "Volume" || name == "Quantity") return Asks::measure;
  if (name == "Temperature") return Asks::temperature;
  if (name == "Duration") return Asks::duration;
  return Asks::silence;
}

bool is_of(Asks asked, const Quantity& figure) {
  switch (asked) {
    case Asks::money:
      return figure.kind == QuantityKind::money;
    case Asks::measure:
    case Asks::temperature:
      return figure.kind == QuantityKind::measure || figure.kind == QuantityKind::count;
    case Asks::duration:
      return figure.kind == QuantityKind::duration || figure.kind == QuantityKind::age ||
             figure.relative_time;
    default:
      return true;
  }
}

bool has_bound(std::string_view constructor, Bound bound) {
  if (constructor == "between") return bound == Bound::range;
  if (constructor == "under") return bound == Bound::under || bound == Bound::up_to;
  if (constructor == "above") return bound == Bound::over || bound == Bound::at_least;
  return bound == Bound::exact || bound == Bound::about;
}

// The same amount where a case counts cents, or the hours of "half a day" and the months of "half
// a year".
bool same_amount(Asks asked, double gold, double found) {
  if (same_value(gold, found)) return true;
  if (asked == Asks::money) return same_value(gold, 100 * found);
  if (asked != Asks::duration) return false;
  return same_value(gold, 24 * found) || same_value(gold, 12 * found) ||
         same_value(gold, 60 * found);
}

bool agrees(const Expected& expected, Asks asked, const Quantity& figure) {
  if (expected.numbers.empty()) return false;
  const bool bare = expected.unit == "Unnamed";
  if (!bare && !is_of(asked, figure)) return false;
  if (!has_bound(expected.constructor, figure.bound)) return false;
  const auto same = [&](double gold, double found) { return same_amount(asked, gold, found); };
  if (expected.constructor == "between") {
    return expected.numbers.size() >= 2 && same(expected.numbers[0], figure.value) &&
           same(expected.numbers[1], figure.high);
  }
  return same(expected.numbers[0], figure.value);
}

}  // namespace

std::string duckling_text(const json& row) {
  const std::string written = row.at("text").get<std::string>();
  std::string text;
  for (std::size_t at = 0; at < written.size();) {
    if (written[at] != '\\' || at + 1 == written.size()) {
      text += written[at++];
      continue;
    }
    // "\x20ac", or "\8364"; an empty "\&" only ends the one before.
    const bool hexadecimal = written[at + 1] == 'x';
    const char* const first = written.data() + at + (hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(first, written.data() + written.size(), code, hexadecimal ? 16 : 10);
    if (error == std::errc()) {
      append_utf8(code, text);
      at = static_cast<std::size_t>(end - written.data());
    } else {
      if (written[at + 1] != '&') text += written[at + 1];
      at += 2;
    }
  }
  return text;
}

DucklingAnswer judge_duckling(const json& row, const Document& document, const Mentions& mentions) {
  const Asks asked = asks_for(row.at("dim").get<std::string>());
  const bool negative = row.value("negative", false) || !row.at("expected").is_string();
  DucklingAnswer answer;
  std::vector<const Quantity*> figures;
  for (const Quantity& figure : mentions.quantities) figures.push_back(&figure);
  answer.left_out = negative && asked == Asks::silence;
  if (negative || asked == Asks::silence) {
    // A duration or a time from now is no claim about the world.
    std::erase_if(figures, [&](const Quantity* figure) {
      return negative ? !is_of(asked, *figure)
                      : figure->relative_time || figure->kind == QuantityKind::duration;
    });
    answer.right = figures.empty();
    return answer;
  }
  const Expected expected = read_expected(row.at("expected").get_ref<const std::string&>());
  answer.right = figures.size() == 1 && agrees(expected, asked, *figures.front());
  if (answer.right) return answer;
  const std::string text = lower(document.text);
  if (figures.size() > 1) {
    answer.difference = "\"two yards and seven feet\" is one amount, not two";
  } else if (figures.empty() && (text.starts_with("a ") || text.starts_with("an "))) {
    answer.difference = "\"a pound\", \"a day\" without a number is no figure";
  } else if (text.starts_with("- ")) {
    answer.difference = "a dash set apart is the mark of a list, no minus sign";
  }
  return answer;
}

}  // namespace assay::eval
