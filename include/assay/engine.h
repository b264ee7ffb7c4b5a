// The whole flow for one record: document, mentions, scorers, report.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/ingest.h"
#include "assay/report.h"
#include "assay/result.h"

namespace assay {

// The library's version, "0.1.0".
std::string_view version();

struct EngineOptions {
  std::optional<std::filesystem::path> heuristics = {};  // none: Heuristics::shipped_directory()
  std::optional<std::filesystem::path> heuristics_overlay = {};
  std::vector<std::string> scorers = {};         // empty: all
  std::vector<std::string> select = {};          // rule ids or prefixes; empty: all
  std::vector<std::string> ignore = {};          // rule ids or prefixes
  std::vector<std::string> official = {};        // paths
  std::optional<std::string> site_memory = {};   // file of `assay sites`
  std::optional<std::string> host_ratings = {};  // CSV, see provenance.h
  ReaderOptions reader = {};                     // how official texts are read
};

// Immutable after creation; score() may be called from many threads at once.
class Engine {
 public:
  // Fails on a bad rule pack, an unknown scorer or rule, unreadable ratings, and where no official
  // text at all, or a whole official path, could be read.
  static Result<Engine> create(const EngineOptions& options);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Never fails: a scorer that breaks is a state of the report. Cost: linear in the record.
  Report score(Record record) const;

  const std::string& heuristics_hash() const;
  // Official documents that could not be read while others could. Every report says so.
  const std::vector<InputError>& official_errors() const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The result of `scorer`; a scorer that throws gives ScorerState::error and says why.
ScorerResult run_scorer(const Scorer& scorer, const ScorerInput& input);

}  // namespace assay
