// The heuristics directory: rule packs, word lists, model weights, credibility.json. Everything a
// domain expert may change without touching C++.
//
// Layout: `credibility.json`; `<language>/<name>.json` for rule packs (rules.h);
// `models/<name>.json` for learned weights; `<language>/words/<name>.json` for word lists,
// {"words": [...]} and, if wished, notes: other keys whose values are strings;
// `<language>/tables/<name>.json` for words that carry more than themselves (units, currencies,
// number words), each in the form its reader documents. `//` comments are allowed everywhere. Other
// files than *.json, and hidden ones, are left alone.
//
// A user's overlay directory has the same layout; its files are laid over the shipped ones: a rule
// pack adds rules and replaces those of the same id and language, {"id": ..., "disabled": true}
// removes one (in a pack of language "any": that id in every language); any other file is merged
// key by key (RFC 7386, JSON Merge Patch: lists are replaced whole, null removes a key).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "assay/result.h"
#include "assay/rules.h"

namespace assay {

class Heuristics {
 public:
  // Reads and checks everything; never throws. The error's message lists the mistakes of all files
  // (the first twenty), each as file:line:column, the line, a caret, and what to write instead.
  // A file may have 32 MiB and nest 32 deep. Codes: "missing_directory", "unreadable_file",
  // "bad_heuristics". Shipped directory: see shipped_directory().
  static Result<Heuristics> load(const std::filesystem::path& shipped,
                                 const std::optional<std::filesystem::path>& overlay = {});

  // Where they are: $ASSAY_HEURISTICS, else share/assay/heuristics in the running program's prefix,
  // else the library's source tree, else where it was configured to install them. Empty: nowhere.
  static std::filesystem::path shipped_directory();

  Heuristics(Heuristics&&) noexcept;
  Heuristics& operator=(Heuristics&&) noexcept;
  ~Heuristics();

  // A file's content after overlay by its path inside the directory ("models/lines.json"), or null.
  // Rule packs are not found here but in rules().
  const nlohmann::json* find(std::string_view name) const;

  // The words of a list file ("en/words/negation-cues.json"); empty when there is no such file.
  std::vector<std::string> words(std::string_view name) const;

  // All rules, sorted by id, then language. Rules of language "any" serve every language.
  const std::vector<Rule>& rules() const;

  // SHA-256 (first 16 hex digits) over names and contents of all files, after overlay; comments and
  // white space do not count, nor does where the directory stands.
  const std::string& hash() const;

  // An error about a value of a file, for readers who find it wrong later than load():
  // "PATH:LINE:COLUMN: what", the line and a caret. `pointer` is a JSON pointer ("/bands/0/from");
  // where it names nothing, the nearest enclosing value is shown.
  Error error_at(std::string_view name, std::string_view pointer, std::string_view what,
                 std::string_view instead) const;

 private:
  struct State;
  explicit Heuristics(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay
