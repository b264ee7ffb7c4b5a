// The official documents, each judged by itself, and what finds those that treat a claim's matter.
#pragma once

#include <span>
#include <vector>

#include "corroboration/alignment.h"
#include "corroboration/passages.h"

namespace assay::corroboration {

// Immutable once finish() ran; shared by threads.
struct OfficialTexts {
  std::vector<Passages> documents;  // each of one document
  ScopeGate gate;                   // admits what any document's gate admits
  SearchIndex all;                  // over all passages, numbered through; empty for one document
  std::size_t passage_count = 0;

  // The stems that stand in any document.
  const HashMap<PostingList>& lists() const {
    return documents.size() == 1 ? documents.front().lists : all.lists;
  }
  const OfficialDocument& document(std::uint32_t number) const {
    return documents[number].documents.front();
  }

  // Call once all documents are there and finished.
  void finish();
};

// So many documents are asked about a claim beside those that its article is about; guess.
constexpr std::size_t most_near = 3;

struct NearDocument {
  std::uint32_t document = 0;
  float score = 0;  // of its nearest passage
};

// The documents that hold the passages nearest to the claim, at most `limit`, nearest first.
// Cost: one search() in all passages; none in a single document.
void find_documents(const ClaimTerms& claim, const OfficialTexts& official,
                    std::span<const char> excluded, std::size_t limit,
                    AlignmentWorkspace& workspace, std::vector<NearDocument>& out);

}  // namespace assay::corroboration
