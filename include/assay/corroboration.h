// The corroboration scorer: aligns an article's claims with official text.
#pragma once

#include <memory>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

// Passages of the official documents, searchable. Immutable after build, shared by threads.
class OfficialIndex {
 public:
  // One official document as the engine read it: `roles` tells its content blocks.
  struct Source {
    Document document;
    Mentions mentions;
    std::vector<BlockRole> roles;
  };

  static OfficialIndex build(std::vector<Source> sources, const Heuristics& heuristics);
  OfficialIndex(OfficialIndex&&) noexcept;
  OfficialIndex& operator=(OfficialIndex&&) noexcept;
  ~OfficialIndex();

  std::size_t document_count() const;
  std::size_t passage_count() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  explicit OfficialIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

Result<std::unique_ptr<Scorer>> make_corroboration_scorer(const Heuristics& heuristics);

}  // namespace assay
