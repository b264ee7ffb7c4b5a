#include "mentions/tables.h"
#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "assay/text.h"

#include "rules/json_source.h"
#include "text/nearest.h"

namespace assay::mentions {
namespace {

enum class Form {
  text,
  words,          // list of texts that hold a word each
  texts,          // list of texts: signs, exact spellings
  numbers,        // {"word": number}
  months,         // {"word": 1..12}
  positive,       // number above 0
  unit_kind,      // one of `unit_kinds`
  phrase_groups,  // {"over": words, ...}
  currencies,     // list of entries
  units,
};

struct Member {
  std::string_view key;
  Form form;
  bool required = false;
};

constexpr Member numbers[] = {
    {"decimal", Form::text},      {"cardinals", Form::numbers}, {"scales", Form::numbers},
    {"suffixes", Form::numbers},  {"vague", Form::numbers},     {"fractions", Form::numbers},
    {"multiples", Form::numbers}, {"ordinals", Form::words},    {"ordinal_endings", Form::words},
    {"and", Form::words},         {"articles", Form::words},    {"minus", Form::words},
    {"point", Form::words}};
constexpr Member currencies[] = {{"currencies", Form::currencies, true}};
constexpr Member currency[] = {{"code", Form::text, true},
                               {"factor", Form::positive},
                               {"words", Form::texts},
                               {"exact", Form::texts},
                               {"signs", Form::texts}};
constexpr Member units[] = {{"units", Form::units, true}};
constexpr Member unit[] = {{"unit", Form::text, true},
                           {"kind", Form::unit_kind, true},
                           {"words", Form::texts},
                           {"exact", Form::texts},
                           {"signs", Form::texts}};
constexpr Member bounds[] = {
    {"before", Form::phrase_groups}, {"after", Form::phrase_groups}, {"exact", Form::words}};
constexpr Member phrase_groups[] = {{"over", Form::words},
                                    {"under", Form::words},
                                    {"at_least", Form::words},
                                    {"up_to", Form::words},
                                    {"about", Form::words}};
constexpr Member directions[] = {{"up", Form::words}, {"down", Form::words}};
constexpr Member dates[] = {
    {"months", Form::months},         {"weekdays", Form::words}, {"day_parts", Form::words},
    {"clock_after", Form::words},     {"eras", Form::words},     {"relative_after", Form::words},
    {"relative_before", Form::words}, {"seasons", Form::words},  {"date_before", Form::words}};
constexpr std::string_view unit_kinds[] = {"percent", "duration", "multiple", "score", "measure"};

constexpr double largest_number = 1e18;
constexpr std::size_t most_entries = 10'000;  // of a list; units are numbered in 16 bits

struct Table {
  std::string_view name;
  std::span<const Member> members;
};
constexpr Table tables[] = {{"numbers.json", numbers}, {"currencies.json", currencies},
                            {"units.json", units},     {"bounds.json", bounds},
                            {"dates.json", dates},     {"directions.json", directions}};

bool holds_a_word(const std::string& text) {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  return !tokens.empty();
}

// Checks one file; the first mistake stands.
class TableChecker {
 public:
  TableChecker(const Heuristics& heuristics, std::string file)
      : heuristics_(heuristics), file_(std::move(file)) {}

  std::optional<Error> error;

  void check_object(const nlohmann::json& object, const std::string& at,
                    std::span<const Member> members) {
    if (!object.is_object()) return wrong(at, "an object must stand here", "Write { ... }.");
    std::vector<std::string_view> keys;
    for (const Member& member : members) {
      keys.push_back(member.key);
      const auto value = object.find(std::string(member.key));
      if (value != object.end()) {
        check(*value, child_pointer(at, member.key), member.form);
      } else if (member.required) {
        wrong(at, "the key " + quote(member.key) + " is missing", "Add it.");
      }
    }
    for (const auto& [key, value] : object.items()) {
      if (std::ranges::find(keys, key) != keys.end() || value.is_string()) continue;
      const std::string_view meant = nearest(key, keys);
      wrong(child_pointer(at, key), "nothing reads the key " + quote(key),
            meant.empty() ? "Remove it." : "Write " + quote(meant) + ".");
    }
  }

 private:
  void wrong(const std::string& pointer, std::string_view what, std::string_view instead) {
    if (!error) error = heuristics_.error_at(file_, pointer, what, instead);
  }

  void check(const nlohmann::json& value, const std::string& at, Form form) {
    switch (form) {
      case Form::text:
        if (!is_text(value)) wrong(at, "a text must stand here", "Write it in quotation marks.");
        break;
      case Form::words:
        check_list(value, at, [&](const nlohmann::json& item, const std::string& place) {
          if (!is_text(item) || !holds_a_word(item.get_ref<const std::string&>())) {
            wrong(place, "a word or phrase must stand here", "Write a text that holds a word.");
          }
        });
        break;
      case Form::texts:
        check_list(value, at, [&](const nlohmann::json& item, const std::string& place) {
          if (!is_text(item))
            wrong(place, "a text must stand here", "Write it in quotation marks.");
        });
        break;
      case Form::numbers:
        check_numbers(value, at, 0, largest_number);
        break;
      case Form::months:
        check_numbers(value, at, 1, 12);
        break;
      case Form::positive:
        if (!is_number(value, 0, largest_number) || value.get<double>() == 0) {
          wrong(at, "a number above 0 must stand here", "Write for example 0.01.");
        }
        break;
      case Form::unit_kind:
        if (!value.is_string() ||
            std::ranges::find(unit_kinds, value.get_ref<const std::string&>()) ==
                std::end(unit_kinds)) {
          wrong(at, "no such kind of unit",
                "Write \"percent\", \"duration\", \"multiple\", \"score\" or \"measure\".");
        }
        break;
      case Form::phrase_groups:
        check_object(value, at, phrase_groups);
        break;
      case Form::currencies:
      case Form::units:
        check_list(value, at, [&](const nlohmann::json& item, const std::string& place) {
          check_object(item, place, form == Form::units ? std::span<const Member>(unit) : currency);
        });
        break;
    }
  }

  static bool is_text(const nlohmann::json& value) {
    return value.is_string() && !value.get_ref<const std::string&>().empty();
  }

  static bool is_number(const nlohmann::json& value, double low, double high) {
    return value.is_number() && value.get<double>() >= low && value.get<double>() <= high;
  }

  template <typename CheckItem>
  void check_list(const nlohmann::json& list, const std::string& at, CheckItem check_item) {
    if (!list.is_array()) return wrong(at, "a list must stand here", "Write [ ... ].");
    if (list.size() > most_entries) {
      return wrong(at, "a list of more than 10,000 entries", "Shorten it.");
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      check_item(list[i], child_pointer(at, std::to_string(i)));
    }
  }

  void check_numbers(const nlohmann::json& words, const std::string& at, double low, double high) {
    if (!words.is_object()) {
      return wrong(at, "words and their numbers must stand here", "Write {\"word\": 2}.");
    }
    for (const auto& [word, value] : words.items()) {
      if (is_number(value, low, high)) continue;
      wrong(child_pointer(at, word), "the number of a word must stand here",
            high == 12 ? "Write a month from 1 to 12." : "Write a number from 0 to 1e18.");
    }
  }

  const Heuristics& heuristics_;
  std::string file_;
};

}  // namespace

std::optional<Error> check_tables(const Heuristics& heuristics, const std::string& folder) {
  for (const Table& table : tables) {
    const std::string file = folder + std::string(table.name);
    const nlohmann::json* content = heuristics.find(file);
    if (!content) continue;
    TableChecker checker(heuristics, file);
    checker.check_object(*content, "", table.members);
    if (checker.error) return checker.error;
  }
  return std::nullopt;
}

std::vector<std::string> month_names(const Heuristics& heuristics) {
  std::vector<std::string> names = heuristics.words("any/words/months.json");
  for (const std::string language : languages) {
    const nlohmann::json* table = heuristics.find(language + "/tables/dates.json");
    if (!table) continue;
    const auto months_of = table->find("months");
    if (months_of == table->end() || !months_of->is_object()) continue;
    for (const auto& [name, number] : months_of->items()) names.push_back(name);
  }
  return names;
}

}  // namespace assay::mentions
