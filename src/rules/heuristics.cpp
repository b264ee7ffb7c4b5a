#include "assay/heuristics.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <system_error>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "rules/json_source.h"
#include "rules/negation.h"
#include "rules/rule_json.h"
#include "rules/rule_pack.h"
#include "text/nearest.h"
#include "text/sha256.h"

namespace assay {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t max_mistakes_shown = 20;
constexpr std::size_t max_files = 10'000;

// Where a file's parts came from, for error_at().
struct Origin {
  std::vector<fs::path> layers;  // shipped first
};

using RuleKey = std::pair<std::string, std::string>;  // id, language

bool is_word_list(std::string_view name) {
  return name.find("/words/") != name.npos || name.starts_with("words/");
}

bool is_table(std::string_view name) { return name.find("/tables/") != name.npos; }

bool is_rule_pack(std::string_view name, const json& content) {
  if (is_word_list(name) || is_table(name) || name.starts_with("models/")) return false;
  // At the top level stand files of other kinds; in a language's folder only packs do.
  return name.find('/') != name.npos ||
         (content.is_object() && content.contains("rules") && content.contains("scorer"));
}

std::string_view folder_of(std::string_view name) {
  const auto slash = name.find('/');
  return slash == name.npos ? std::string_view() : name.substr(0, slash);
}

// What is wrong with the name of an overlay's file that is not among the shipped `files`: nobody
// would read it. A list or table may be the first of its language, if another has it.
std::optional<JsonMistake> unread_file(std::string_view name,
                                       const std::map<std::string, json, std::less<>>& files) {
  const bool of_language = is_word_list(name) || is_table(name);
  const std::size_t folder = of_language ? folder_of(name).size() : 0;
  std::vector<std::string_view> known;
  for (const auto& [other, content] : files) {
    const std::string_view shipped = other;
    if (of_language != (is_word_list(shipped) || is_table(shipped))) continue;
    known.push_back(of_language ? shipped.substr(folder_of(shipped).size()) : shipped);
    if (known.back() == name.substr(folder)) return std::nullopt;
  }
  const std::string_view meant = nearest(name.substr(folder), known);
  if (meant.empty() && !of_language) return std::nullopt;
  return JsonMistake{
      0, "no shipped file is called " + quote(name),
      meant.empty() ? "Remove it: nothing reads it."
                    : "Rename it to " +
                          quote(std::string(name.substr(0, folder)) + std::string(meant)) + "."};
}

// Mistakes of all files, as they will be shown.
class MistakeLog {
 public:
  void add(const std::string& path, std::string_view text, const JsonMistake& mistake) {
    if (++count_ > max_mistakes_shown) return;
    if (!shown_.empty()) shown_ += '\n';
    shown_ += show_mistake(path, text, mistake);
  }

  std::optional<Error> error() const {
    if (count_ == 0) return {};
    std::string message = shown_;
    if (count_ > max_mistakes_shown) {
      message += "\nand " + std::to_string(count_ - max_mistakes_shown) + " more";
    }
    return Error{"bad_heuristics", std::move(message),
                 count_ == 1 ? "Correct the file; `assay rules test` checks it."
                             : "Correct the files; `assay rules test` checks them."};
  }

 private:
  std::string shown_;
  std::size_t count_ = 0;
};

Result<std::string> read_file(const fs::path& path) {
  const std::string name = path.generic_string();
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) {
    return Error{"unreadable_file", name + ": " + error.message() + ".", "Give a readable file."};
  }
  if (size > max_heuristics_file_bytes) {
    return Error{"bad_heuristics", name + ": larger than 32 MiB.",
                 "Split it, or keep data that is no heuristics elsewhere."};
  }
  std::ifstream in(path, std::ios::binary);
  std::string content(static_cast<std::size_t>(size), '\0');
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (!in) {
    return Error{"unreadable_file", name + ": could not be read.", "Give a readable file."};
  }
  return content;
}

// The *.json files below `directory`, by their names inside it, sorted.
Result<std::map<std::string, fs::path>> list_files(const fs::path& directory) {
  const std::string shown = directory.generic_string();
  const auto unreadable = [&](const std::error_code& error) {
    return Error{"missing_directory",
                 "the heuristics directory " + quote(shown) + ": " + error.message() + ".",
                 "Give a readable directory."};
  };
  std::error_code error;
  if (directory.empty() || !fs::exists(directory, error)) {
    return Error{"missing_directory",
                 "the heuristics directory " + quote(shown) + " does not exist.",
                 "Name an existing directory, with --heuristics or $ASSAY_HEURISTICS."};
  }
  if (!fs::is_directory(directory, error)) {
    return Error{"missing_directory", quote(shown) + " is no directory.",
                 "Name the directory that holds the heuristics files."};
  }
  std::map<std::string, fs::path> files;
  fs::recursive_directory_iterator it(directory, error), end;
  if (error) return unreadable(error);
  while (it != end) {
    const fs::path& path = it->path();
    if (path.filename().string().starts_with(".")) {
      it.disable_recursion_pending();
    } else if (path.extension() == ".json" && it->is_regular_file(error)) {
      files.emplace(path.lexically_relative(directory).generic_string(), path);
    }
    it.increment(error);
    if (error) return unreadable(error);
    if (files.size() > max_files) {
      return Error{"bad_heuristics", quote(shown) + " holds more than 10,000 .json files.",
                   "Name the directory that holds the heuristics files."};
    }
  }
  if (files.empty()) {
    return Error{"missing_directory",
                 "the heuristics directory " + quote(shown) + " holds no .json file.",
                 "Lay it out like the shipped one: credibility.json, LANGUAGE/NAME.json."};
  }
  return files;
}

void put_string(std::string_view part, std::string& out) {
  out += std::to_string(part.size());
  out += ':';
  out += part;
}

// Appends a value so that unequal ones differ. What nlohmann writes would do, at several times the
// cost. Values nest max_json_depth deep at most.
void put_value(const json& value, std::string& out) {  // NOLINT(misc-no-recursion)
  std::array<char, 32> digits{};
  const auto put_number = [&](auto number) {
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
    out += ';';
  };
  switch (value.type()) {
    case json::value_t::object:
      out += '{';
      for (const auto& [key, member] : value.get_ref<const json::object_t&>()) {
        put_string(key, out);
        put_value(member, out);
      }
      out += '}';
      break;
    case json::value_t::array:
      out += '[';
      for (const json& element : value) put_value(element, out);
      out += ']';
      break;
    case json::value_t::string:
      put_string(value.get_ref<const std::string&>(), out);
      break;
    case json::value_t::number_unsigned:
      put_number(value.get<std::uint64_t>());
      break;
    case json::value_t::number_integer:
      put_number(value.get<std::int64_t>());
      break;
    case json::value_t::number_float:
      out += '.';
      put_number(value.get<double>());
      break;
    case json::value_t::boolean:
      out += value.get<bool>() ? 't' : 'f';
      break;
    default:
      out += 'n';
      break;
  }
}

std::shared_ptr<const NegationWords> negation_words(
    const std::map<std::string, json, std::less<>>& files) {
  static constexpr std::pair<std::string_view, std::vector<std::string> NegationLists::*> lists[] =
      {
          {"negation-cues", &NegationLists::negations},
          {"negation-look-alikes", &NegationLists::look_alikes},
          {"negation-distancing", &NegationLists::distancing},
          {"negation-denials", &NegationLists::denials},
          {"negation-clause-breaks", &NegationLists::clause_breaks},
          {"negation-question-words", &NegationLists::question_words},
          {"negation-address", &NegationLists::address},
      };
  std::map<std::string, NegationLists> by_language;
  for (const auto& [name, content] : files) {
    for (const auto& [list, member] : lists) {
      const std::string_view language = folder_of(name);
      if (name != std::string(language) + "/words/" + std::string(list) + ".json") continue;
      by_language[std::string(language)].*member =
          content.at("words").get<std::vector<std::string>>();
    }
  }
  return std::make_shared<const NegationWords>(by_language);
}

}  // namespace

struct Heuristics::State {
  std::map<std::string, json, std::less<>> files;
  std::map<std::string, Origin, std::less<>> origins;
  std::map<RuleKey, PackRule> pack_rules;  // until finish()
  std::vector<Rule> rules;
  std::string hash;

  std::optional<Error> add_layer(const fs::path& directory, bool overlay);
  void add_rules(std::vector<PackRule> rules, const std::string& path, std::string_view text,
                 bool overlay, std::map<RuleKey, std::string>& seen, MistakeLog& log);
  void finish();
};

// Reads one directory and lays it over what is there.
std::optional<Error> Heuristics::State::add_layer(const fs::path& directory, bool overlay) {
  Result<std::map<std::string, fs::path>> listed = list_files(directory);
  if (!listed) return listed.error();
  MistakeLog log;
  std::map<RuleKey, std::string> seen;  // of this layer, with its place
  for (const auto& [name, path] : listed.value()) {
    Result<std::string> read = read_file(path);
    if (!read) return read.error();
    const std::string& text = read.value();
    const std::string shown = path.generic_string();
    json content;
    JsonMistake mistake;
    if (!read_json(text, content, nullptr, mistake)) {
      log.add(shown, text, mistake);
      continue;
    }
    std::vector<JsonMistake> mistakes;
    const bool pack = is_rule_pack(name, content);
    if (pack) {
      JsonPlaces places;
      read_json(text, content, &places, mistake);
      std::vector<PackRule> rules =
          read_rule_pack(shown, folder_of(name), text, content, places, mistakes);
      add_rules(std::move(rules), shown, text, overlay, seen, log);
    } else if (is_word_list(name)) {
      check_word_list(content, {}, mistakes);
      if (!mistakes.empty()) {  // where they stand is asked for only then: it costs much
        JsonPlaces places;
        read_json(text, content, &places, mistake);
        mistakes.clear();
        check_word_list(content, places, mistakes);
      }
    } else if (!content.is_object()) {
      mistakes.push_back({0, "a heuristics file is a JSON object", "Write { ... }."});
    }
    std::stable_sort(
        mistakes.begin(), mistakes.end(),
        [](const JsonMistake& a, const JsonMistake& b) { return a.offset < b.offset; });
    for (const JsonMistake& found : mistakes) log.add(shown, text, found);
    if (pack) continue;
    if (overlay && !files.contains(name)) {
      if (const std::optional<JsonMistake> unread = unread_file(name, files)) {
        log.add(shown, text, *unread);
      }
    }
    if (!mistakes.empty()) continue;
    origins[name].layers.push_back(path);
    if (overlay) {
      json& merged = files[name];
      if (merged.is_null()) merged = json::object();
      merged.merge_patch(content);
    } else {
      files[name] = std::move(content);
    }
  }
  return log.error();
}

void Heuristics::State::add_rules(std::vector<PackRule> rules, const std::string& path,
                                  std::string_view text, bool overlay,
                                  std::map<RuleKey, std::string>& seen, MistakeLog& log) {
  for (PackRule& added : rules) {
    const RuleKey key{added.rule.id, added.rule.language};
    const auto [first, fresh] = seen.emplace(key, added.rule.where);
    if (!fresh) {
      log.add(path, text,
              {added.offset, "the id " + quote(added.rule.id) + " is taken by " + first->second,
               "Give one of them another id, or join their patterns."});
      continue;
    }
    if (!added.disabled) {
      pack_rules[key] = std::move(added);
      continue;
    }
    const auto same = [&](const auto& entry) {
      return entry.first.first == key.first &&
             (key.second == "any" || entry.first.second == key.second);
    };
    const std::size_t removed = std::erase_if(pack_rules, same);
    if (overlay && removed == 0) {
      std::vector<std::string_view> known;
      for (const auto& [other, rule] : pack_rules) known.push_back(other.first);
      const std::string_view meant = nearest(key.first, known);
      log.add(path, text,
              {added.offset, "no rule " + quote(key.first) + " to disable",
               meant.empty() ? "See `assay rules list`." : "Write " + quote(meant) + "."});
    }
  }
}

// Sorts the rules, gives them the cue words, and computes the hash.
void Heuristics::State::finish() {
  const std::shared_ptr<const NegationWords> words = negation_words(files);
  std::string all;
  const auto put = [&](std::string_view part) { put_string(part, all); };
  for (const auto& [name, content] : files) {
    put(name);
    put_value(content, all);
  }
  for (auto& [key, pack_rule] : pack_rules) {
    Rule& rule = pack_rule.rule;
    put_value(to_json(rule), all);
    rule.negation_words = words;
    rules.push_back(std::move(rule));
  }
  pack_rules.clear();
  hash = sha256_hex(all).substr(0, 16);
}

Heuristics::Heuristics(std::unique_ptr<State> state) : state_(std::move(state)) {}
Heuristics::Heuristics(Heuristics&&) noexcept = default;
Heuristics& Heuristics::operator=(Heuristics&&) noexcept = default;
Heuristics::~Heuristics() = default;

Result<Heuristics> Heuristics::load(const fs::path& shipped,
                                    const std::optional<fs::path>& overlay) {
  auto state = std::make_unique<State>();
  if (auto error = state->add_layer(shipped, /*overlay=*/false)) return *error;
  if (overlay) {
    if (auto error = state->add_layer(*overlay, /*overlay=*/true)) return *error;
  }
  state->finish();
  return Heuristics(std::move(state));
}

const json* Heuristics::find(std::string_view name) const {
  const auto it = state_->files.find(name);
  return it == state_->files.end() ? nullptr : &it->second;
}

std::vector<std::string> Heuristics::words(std::string_view name) const {
  const json* file = find(name);
  if (!file || !file->is_object()) return {};
  const auto list = file->find("words");
  if (list == file->end() || !list->is_array()) return {};
  std::vector<std::string> words;
  for (const json& word : *list) {
    if (word.is_string()) words.push_back(word.get<std::string>());
  }
  return words;
}

const std::vector<Rule>& Heuristics::rules() const { return state_->rules; }
const std::string& Heuristics::hash() const { return state_->hash; }

Error Heuristics::error_at(std::string_view name, std::string_view pointer, std::string_view what,
                           std::string_view instead) const {
  Error error{"bad_heuristics", std::string(name) + ": " + std::string(what), std::string(instead)};
  const auto origin = state_->origins.find(name);
  if (origin == state_->origins.end()) return error;
  // The overlay's value counts where it has one.
  for (auto layer = origin->second.layers.rbegin(); layer != origin->second.layers.rend();
       ++layer) {
    const Result<std::string> text = read_file(*layer);
    json content;
    JsonPlaces places;
    JsonMistake mistake;
    if (!text || !read_json(text.value(), content, &places, mistake)) continue;
    const bool last = std::next(layer) == origin->second.layers.rend();
    if (!last && !places.values.contains(pointer)) continue;
    error.message = show_mistake(layer->generic_string(), text.value(),
                                 {places.value(pointer), std::string(what), std::string()});
    break;
  }
  return error;
}

}  // namespace assay
