// Turns sentences of a document into claims ready for alignment, and given texts into documents.
#pragma once

#include <span>
#include <string_view>

#include "assay/corroboration.h"

#include "corroboration/alignment.h"

namespace assay::corroboration {

// A document of which each given text is one block, for evidence that comes as a list of strings.
// The texts are joined by newlines; block i is text i (an empty text is an empty block).
Document document_of(std::span<const std::string_view> texts);

// Appends the parts that `sentences` of `document` make.
void append_claim(const Document& document, const Mentions& mentions,
                  std::span<const Sentence> sentences, const Lexicon& lexicon, ClaimTerms& out);

// A request of `assay verify` laid out for alignment.
struct VerifyInput {
  VerifyInput(const VerifyRequest& request, const Lexicon& lexicon, const MentionFinder& finder);

  Document evidence;  // block i is evidence i
  Passages passages;
  Document claim_document;
  ClaimTerms claim;

  // Which evidence holds the byte at `offset` of `evidence.text`.
  std::size_t evidence_index(std::uint32_t offset) const;
};

}  // namespace assay::corroboration
