// The heuristics directory: rule packs, word lists, model weights, credibility.json. Everything a
// domain expert may change without touching C++.
//
// Layout: `credibility.json`; `<language>/<scorer>.json` for rule packs; `models/<name>.json` for
// learned weights; `<language>/words/<name>.json` for word lists. A user's overlay directory has
// the same layout; its files are laid over the shipped ones: a rule pack adds rules and replaces
// those with the same id, any other file is merged key by key (RFC 7386, JSON Merge Patch).
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
  // Reads and checks everything. The error names file:line:column, shows the line, and says what to
  // write instead. Shipped directory: see shipped_directory().
  static Result<Heuristics> load(const std::filesystem::path& shipped,
                                 const std::optional<std::filesystem::path>& overlay = {});

  // Where the shipped heuristics are: $ASSAY_HEURISTICS, else share/assay/heuristics beside the
  // running program's prefix, else the source tree the library was built from. Empty: none exists.
  static std::filesystem::path shipped_directory();

  Heuristics(Heuristics&&) noexcept;
  Heuristics& operator=(Heuristics&&) noexcept;
  ~Heuristics();

  // A file's content after overlay by its path inside the directory ("models/lines.json"), or null.
  const nlohmann::json* find(std::string_view name) const;

  // The words of a list file: {"words": ["...", ...]}; empty when there is no such file.
  std::vector<std::string> words(std::string_view name) const;

  // All rules, sorted by id. Rules of language "any" serve every language.
  const std::vector<Rule>& rules() const;

  // SHA-256 (first 16 hex digits) over names and contents of all files, after overlay.
  const std::string& hash() const;

 private:
  struct State;
  explicit Heuristics(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay
