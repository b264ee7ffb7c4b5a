#include "rules/rule_pack.h"
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include <re2/re2.h>

#include "assay/scorer.h"

#include "rules/backtracker.h"
#include "rules/pattern.h"
#include "text/ascii.h"
#include "text/nearest.h"

namespace assay {
namespace {

using nlohmann::json;

const std::vector<std::string_view> pack_keys = {"scorer", "language", "rules"};
const std::vector<std::string_view> rule_keys = {
    "id",      "scope",  "patterns", "exceptions", "word",     "quoted",  "negated",
    "selling", "weight", "message",  "why",        "examples", "disabled"};
const std::vector<std::string_view> example_keys = {"fire", "silent"};

std::vector<std::string_view> shape_names() {
  std::vector<std::string_view> names;
  for (const BlockShape shape :
       {BlockShape::paragraph, BlockShape::heading, BlockShape::list_item, BlockShape::table_row,
        BlockShape::caption, BlockShape::quote, BlockShape::code}) {
    names.push_back(to_string(shape));
  }
  return names;
}

std::string join(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::string_view type_name(const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return "a list";
    case json::value_t::string:
      return "a string";
    case json::value_t::boolean:
      return "true or false";
    case json::value_t::null:
      return "null";
    default:
      return "a number";
  }
}

bool is_kebab_case(std::string_view name) {
  bool after_dash = true;
  for (const char c : name) {
    const bool dash = c == '-';
    if (!dash && !ascii::is_lower(c) && !ascii::is_digit(c)) return false;
    if (dash && after_dash) return false;
    after_dash = dash;
  }
  return !after_dash;
}

bool is_language(std::string_view code) {
  return code == "any" || ((code.size() == 2 || code.size() == 3) &&
                           std::all_of(code.begin(), code.end(), ascii::is_lower));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// Reads members of JSON objects; every mistake is written down and reading goes on.
class Checker {
 public:
  Checker(const JsonPlaces& places, std::vector<JsonMistake>& mistakes)
      : places_(places), mistakes_(mistakes) {}

  void wrong(const std::string& pointer, std::string what, std::string instead) {
    mistakes_.push_back({places_.value(pointer), std::move(what), std::move(instead)});
  }

  void unknown_keys(const json& object, const std::string& pointer,
                    const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string_view meant = nearest(key, known);
      if (!meant.empty()) misspelt_.insert(child_pointer(pointer, meant));
      mistakes_.push_back({places_.key(child_pointer(pointer, key)), "unknown key " + quote(key),
                           meant.empty() ? "Remove it; the keys are: " + join(known) + "."
                                         : "Write " + quote(meant) + "."});
    }
  }

  // The member `key`, or null; a missing one is a mistake if `required`.
  const json* member(const json& object, const std::string& pointer, const char* key, bool required,
                     const char* example) {
    const auto it = object.find(key);
    if (it != object.end()) return &*it;
    if (required && !misspelt_.contains(child_pointer(pointer, key))) {
      wrong(pointer, "the key " + quote(key) + " is missing",
            std::string("Add: \"") + key + "\": " + example);
    }
    return nullptr;
  }

  bool is(const json& value, const std::string& pointer, json::value_t type, const char* wanted,
          const char* example) {
    const bool number = type == json::value_t::number_float && value.is_number();
    if (value.type() == type || number) return true;
    wrong(pointer, std::string(wanted) + " must stand here, not " + std::string(type_name(value)),
          std::string("Write: ") + example);
    return false;
  }

  std::string string(const json& object, const std::string& pointer, const char* key, bool required,
                     const char* example) {
    const json* value = member(object, pointer, key, required, example);
    const std::string at = child_pointer(pointer, key);
    if (!value || !is(*value, at, json::value_t::string, "a string", example)) return {};
    auto text = value->get<std::string>();
    if (is_blank(text)) wrong(at, quote(key) + " is empty", std::string("Write: ") + example);
    return text;
  }

  bool boolean(const json& object, const std::string& pointer, const char* key, bool otherwise) {
    const json* value = member(object, pointer, key, false, "");
    if (!value) return otherwise;
    return is(*value, child_pointer(pointer, key), json::value_t::boolean, "true or false",
              "true or false, without quotes")
               ? value->get<bool>()
               : otherwise;
  }

  // A list of strings, none of them blank or listed twice.
  std::vector<std::string> strings(const json& object, const std::string& pointer, const char* key,
                                   bool required, const char* example) {
    std::vector<std::string> out;
    const json* list = member(object, pointer, key, required, example);
    const std::string at = child_pointer(pointer, key);
    if (!list || !is(*list, at, json::value_t::array, "a list of strings", example)) return out;
    if (required && list->empty()) {
      wrong(at, "the list is empty", std::string("Write: ") + example);
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string element = child_pointer(at, std::to_string(i));
      const json& value = (*list)[i];
      if (!is(value, element, json::value_t::string, "a string", example)) continue;
      auto text = value.get<std::string>();
      if (is_blank(text)) {
        wrong(element, "an empty string", "Remove it, or write what should stand here.");
      }
      out.push_back(std::move(text));
    }
    return out;
  }

  const JsonPlaces& places() const { return places_; }

 private:
  const JsonPlaces& places_;
  std::vector<JsonMistake>& mistakes_;
  std::set<std::string> misspelt_;  // members that are not missing but misspelt
};

// Where byte `target` of a decoded JSON string stands in `text`; `literal` is its opening quote.
std::size_t offset_in_literal(std::string_view text, std::size_t literal, std::size_t target) {
  std::size_t at = literal + 1;
  for (std::size_t decoded = 0; decoded < target && at < text.size() && text[at] != '"';) {
    if (text[at] != '\\') {
      ++at;
      ++decoded;
    } else if (text.substr(at, 2) == "\\u") {
      std::uint32_t unit = 0;
      std::from_chars(text.data() + at + 2, text.data() + std::min(at + 6, text.size()), unit, 16);
      const bool pair = unit >= 0xd800 && unit <= 0xdfff;
      at += pair ? 12 : 6;
      decoded += pair ? 4 : unit >= 0x800 ? 3 : unit >= 0x80 ? 2 : 1;
    } else {
      at += 2;
      ++decoded;
    }
  }
  return std::min(at, text.size());
}

// Checks one pattern the way the matcher will read it.
void check_pattern(const std::string& source, std::string_view text, std::size_t literal,
                   std::vector<JsonMistake>& mistakes) {
  Pattern pattern;
  PatternMistake mistake;
  if (!read_pattern_syntax(source, pattern, mistake)) {
    mistakes.push_back({offset_in_literal(text, literal, mistake.offset),
                        "in a pattern: " + mistake.what, mistake.instead});
    return;
  }
  const auto matches_nothing = [&] {
    mistakes.push_back({literal, "the pattern matches the empty text",
                        "Make a part of it required: '*' and '?' may match nothing."});
  };
  // Of a plain pattern RE2 has nothing to say.
  if (const Backtracker plain(pattern.root); plain) {
    std::size_t end = 0;
    if (plain.try_at("", 0, 0, end) == Backtracker::Answer::yes) matches_nothing();
    return;
  }
  const RE2 re2(pattern.re2, pattern_options());
  if (!re2.ok()) {
    std::string what = "in a pattern: " + re2.error();
    if (!re2.error_arg().empty()) what += " (" + re2.error_arg() + ")";
    const bool too_large = re2.error_code() == RE2::ErrorPatternTooLarge;
    mistakes.push_back({literal, std::move(what),
                        too_large ? "Make its counts and classes smaller."
                                  : "Correct it; the syntax is RE2's, see rules.h."});
    return;
  }
  if (re2.Match("", 0, 0, RE2::ANCHOR_BOTH, nullptr, 0)) matches_nothing();
}

class PackReader {
 public:
  PackReader(const std::string& path, std::string_view text, const JsonPlaces& places,
             std::vector<JsonMistake>& mistakes)
      : path_(path), text_(text), check_(places, mistakes), mistakes_(mistakes) {}

  std::vector<PackRule> read(std::string_view folder, const json& pack) {
    std::vector<PackRule> rules;
    if (!check_.is(pack, "", json::value_t::object, "an object",
                   R"({"scorer": "promotion", "language": "en", "rules": [...]})")) {
      return rules;
    }
    check_.unknown_keys(pack, "", pack_keys);
    scorer_ = check_.string(pack, "", "scorer", true, "\"promotion\"");
    check_scorer();
    language_ = check_.string(pack, "", "language", true, "\"en\"");
    if (!language_.empty() && !is_language(language_)) {
      check_.wrong("/language", quote(language_) + " is no language code",
                   "Write an ISO 639-1 code in lower case (\"en\"), or \"any\".");
    } else if (is_language(folder) && !language_.empty() && folder != language_) {
      check_.wrong("/language", "a pack of " + quote(language_) + " in the folder " + quote(folder),
                   "Write " + quote(folder) + ", or move the file to the other folder.");
    }
    const json* list = check_.member(pack, "", "rules", true, "[{\"id\": ...}, ...]");
    if (!list || !check_.is(*list, "/rules", json::value_t::array, "a list of rules",
                            "[{\"id\": ...}, ...]")) {
      return rules;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string pointer = "/rules/" + std::to_string(i);
      if (auto rule = read_rule((*list)[i], pointer)) rules.push_back(std::move(*rule));
    }
    return rules;
  }

 private:
  void check_scorer() {
    std::vector<std::string_view> names(pack_scorers.begin(), pack_scorers.end());
    names.insert(names.begin(), "boilerplate");  // its rules tell lines and make no findings
    if (scorer_.empty() || std::ranges::find(names, scorer_) != names.end()) return;
    const std::string those = "Rules may be written for: " + join(names) + ".";
    if (std::ranges::find(scorer_names, scorer_) != scorer_names.end()) {
      check_.wrong("/scorer", "the scorer " + quote(scorer_) + " runs no phrase rules", those);
      return;
    }
    const std::string_view meant = nearest(scorer_, names);
    check_.wrong("/scorer", "no scorer is called " + quote(scorer_),
                 meant.empty() ? those : "Write " + quote(meant) + ".");
  }

  std::optional<PackRule> read_rule(const json& object, const std::string& pointer) {
    if (!check_.is(object, pointer, json::value_t::object, "a rule",
                   "{\"id\": ..., \"patterns\": [...], ...}")) {
      return {};
    }
    const std::size_t mistakes_before = mistakes_.size();
    PackRule out;
    out.offset = check_.places().value(pointer);
    Rule& rule = out.rule;
    check_.unknown_keys(object, pointer, rule_keys);
    rule.scorer = scorer_;
    rule.language = language_;
    rule.where = path_ + ":" + std::to_string(line_of(text_, out.offset));
    read_id(object, pointer, rule);
    out.disabled = check_.boolean(object, pointer, "disabled", false);
    if (!out.disabled) read_content(object, pointer, rule);
    if (mistakes_.size() > mistakes_before) return {};
    return out;
  }

  void read_id(const json& object, const std::string& pointer, Rule& rule) {
    rule.id = check_.string(object, pointer, "id", true, "\"promotion/what-it-finds\"");
    if (rule.id.empty() || scorer_.empty()) return;
    const std::string at = child_pointer(pointer, "id");
    if (!rule.id.starts_with(scorer_ + "/")) {
      const auto slash = rule.id.find('/');
      const std::string name = slash == rule.id.npos ? rule.id : rule.id.substr(slash + 1);
      check_.wrong(at, "the id of a rule of this pack begins with \"" + scorer_ + "/\"",
                   "Write " + quote(scorer_ + "/" + name) + ".");
    } else if (!is_kebab_case(std::string_view(rule.id).substr(scorer_.size() + 1))) {
      check_.wrong(at, "the name behind \"" + scorer_ + "/\" is not in kebab-case",
                   "Write lower-case letters and digits, parted by single hyphens.");
    }
  }

  void read_content(const json& object, const std::string& pointer, Rule& rule) {
    for (const std::string& name :
         check_.strings(object, pointer, "scope", false, "[\"paragraph\", \"heading\"]")) {
      if (const auto shape = block_shape(name)) {
        rule.scope.push_back(*shape);
        continue;
      }
      const std::vector<std::string_view> shapes = shape_names();
      const std::string_view meant = nearest(name, shapes);
      check_.wrong(
          child_pointer(pointer, "scope"), "no shape of block is called " + quote(name),
          meant.empty() ? "The shapes are: " + join(shapes) + "." : "Write " + quote(meant) + ".");
    }
    rule.word = check_.boolean(object, pointer, "word", true);
    rule.quoted = check_.boolean(object, pointer, "quoted", false);
    rule.negated = check_.boolean(object, pointer, "negated", false);
    rule.selling = check_.boolean(object, pointer, "selling", false);
    rule.patterns = read_patterns(object, pointer, "patterns", true);
    rule.exceptions = read_patterns(object, pointer, "exceptions", false);
    read_weight(object, pointer, rule);
    rule.message = check_.string(object, pointer, "message", true,
                                 "\"what a reader should know about the match\"");
    rule.why = check_.string(object, pointer, "why", true, "\"why this costs credibility\"");
    const char* form = R"({"fire": ["..."], "silent": ["..."]})";
    const std::string at = child_pointer(pointer, "examples");
    const json* examples = check_.member(object, pointer, "examples", true, form);
    if (!examples || !check_.is(*examples, at, json::value_t::object, "an object", form)) return;
    check_.unknown_keys(*examples, at, example_keys);
    rule.fire = check_.strings(*examples, at, "fire", true, "[\"a sentence that must fire\"]");
    rule.silent =
        check_.strings(*examples, at, "silent", true, "[\"a sentence that must stay silent\"]");
  }

  std::vector<std::string> read_patterns(const json& object, const std::string& pointer,
                                         const char* key, bool required) {
    std::vector<std::string> patterns =
        check_.strings(object, pointer, key, required, "[\"(?:very )?special \\\\pL+\"]");
    const auto it = object.find(key);
    if (it == object.end() || !it->is_array()) return patterns;
    const std::string list = child_pointer(pointer, key);
    for (std::size_t i = 0; i < it->size(); ++i) {
      if (!(*it)[i].is_string()) continue;
      const std::size_t literal = check_.places().value(child_pointer(list, std::to_string(i)));
      check_pattern((*it)[i].get<std::string>(), text_, literal, mistakes_);
    }
    return patterns;
  }

  void read_weight(const json& object, const std::string& pointer, Rule& rule) {
    const json* weight = check_.member(object, pointer, "weight", false, "");
    if (!weight) return;
    const std::string at = child_pointer(pointer, "weight");
    if (!check_.is(*weight, at, json::value_t::number_float, "a number", "0.5")) return;
    rule.weight = weight->get<double>();
    if (!(rule.weight >= 0 && rule.weight <= 1)) {
      check_.wrong(at, "a weight is between 0 and 1",
                   "Write the degree here; points stand in credibility.json.");
    }
  }

  const std::string& path_;
  std::string_view text_;
  Checker check_;
  std::vector<JsonMistake>& mistakes_;
  std::string scorer_, language_;
};

}  // namespace

std::vector<PackRule> read_rule_pack(const std::string& path, std::string_view folder,
                                     std::string_view text, const nlohmann::json& json,
                                     const JsonPlaces& places, std::vector<JsonMistake>& mistakes) {
  return PackReader(path, text, places, mistakes).read(folder, json);
}

void check_word_list(const nlohmann::json& json, const JsonPlaces& places,
                     std::vector<JsonMistake>& mistakes) {
  Checker check(places, mistakes);
  const char* form = R"({"words": ["one", "two"]})";
  if (!check.is(json, "", json::value_t::object, "an object", form)) return;
  check.strings(json, "", "words", true, "[\"one\", \"two\"]");
  for (const auto& [key, value] : json.items()) {
    if (key == "words" || value.is_string()) continue;
    check.wrong(child_pointer("", key),
                "in a word list, keys other than \"words\" hold notes (strings)",
                "Put the words under \"words\", and other lists in files of their own.");
  }
}

}  // namespace assay
