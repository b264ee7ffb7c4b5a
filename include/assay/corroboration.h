// The corroboration scorer: aligns an article's claims with official text.
//
// A claim is corroborated when official sentences say the same, contradicted when they speak of the
// same event and a number, date, name, direction or negation differs, not_found when they treat the
// matter but do not say it, out_of_scope when they do not treat it. English only; the verdict comes
// from a model over lexical alignment, without a neural network, so close paraphrase may pass as
// not_found.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

// Passages of the official documents, searchable. Immutable after build, shared by threads.
class OfficialIndex {
 public:
  // One official document as the engine read it: `roles` tells its content blocks (empty: all).
  struct Source {
    Document document;
    Mentions mentions;
    std::vector<BlockRole> roles;
  };

  // Cost: linear in the text, plus one sort. Memory: about 100 bytes a word.
  static OfficialIndex build(std::vector<Source> sources, const Heuristics& heuristics);
  OfficialIndex(OfficialIndex&&) noexcept;
  OfficialIndex& operator=(OfficialIndex&&) noexcept;
  ~OfficialIndex();

  std::size_t document_count() const;
  std::size_t passage_count() const;
  // Documents without English text, which no claim can be aligned with.
  std::size_t foreign_count() const;
  // Whether nothing but `article` itself, by its bytes or its address, is in the index. A document
  // is never its own evidence.
  bool is_only(const Document& article) const;

  struct State;
  const State& state() const { return *state_; }

 private:
  explicit OfficialIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What `assay index` writes: the content sentences of official documents with their mentions,
// preceded by a format version and a checksum. Independent of the heuristics in use.
std::string serialise_official(const std::vector<OfficialIndex::Source>& sources);

// Whether the regular file at `path`, also one compressed by gzip or zstd, is a saved index. What
// comes through a FIFO or lies in a directory is told by the Reader, as an error.
bool is_saved_official(const std::string& path);

// The sources of a saved index, ready for build(). Fails on another version or a damaged file.
Result<std::vector<OfficialIndex::Source>> load_official(const std::string& path);

Result<std::unique_ptr<Scorer>> make_corroboration_scorer(const Heuristics& heuristics);

// One claim with the texts to hold it against (`assay verify`).
struct VerifyRequest {
  std::string claim;
  std::vector<std::string> evidence;
  std::string title, date, section, previous;  // context; empty: unknown
  // Each text of evidence is a whole official text, not chosen for this claim: judged by itself, as
  // score() judges.
  bool sought = false;
};

struct VerifyEvidence {
  std::size_t index = 0;  // into VerifyRequest::evidence
  Range range;            // bytes of that text
  std::string text;
};

struct VerifyAnswer {
  Verdict verdict = Verdict::not_found;
  double confidence = 0;
  // Sum to 1; even odds assumed. Out of scope: none is contradicted, not_found is the confidence.
  // Where one word or figure decided, or the claim stands in the text word for word, the verdict's
  // is the confidence and the others keep their ratio; else they are the model's.
  double corroborated = 0, contradicted = 0, not_found = 0;
  std::vector<VerifyEvidence> evidence;  // best first
  std::vector<Mismatch> mismatches;
};

// Immutable, shared by threads. Texts are valid UTF-8.
class Verifier {
 public:
  static Result<Verifier> create(const Heuristics& heuristics);
  Verifier(Verifier&&) noexcept;
  Verifier& operator=(Verifier&&) noexcept;
  ~Verifier();

  // Cost: linear in the evidence.
  VerifyAnswer verify(const VerifyRequest& request) const;

 private:
  struct State;
  explicit Verifier(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay
