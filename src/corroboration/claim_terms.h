// Turns sentences of a document into claims ready for alignment, and given texts into documents.
#pragma once

#include <span>
#include <string_view>

#include "assay/corroboration.h"

#include "corroboration/official_texts.h"

namespace assay::corroboration {

// A document of which each given text is one block.
// The texts are joined by newlines; block i is text i (an empty text is an empty block).
Document document_of(std::span<const std::string_view> texts);

// A document of several texts, each read as a plain text or Markdown file would be: wrapped lines
// are joined, marks are no words. `text_begins` gets where each text begins.
Document read_texts(std::span<const std::string_view> texts,
                    std::vector<std::uint32_t>& text_begins);

// Appends the parts that `sentences` of `document` make.
void append_claim(const Document& document, const Mentions& mentions,
                  std::span<const Sentence> sentences, const Lexicon& lexicon, ClaimTerms& out);

// A request of `assay verify` laid out for alignment.
struct VerifyInput {
  VerifyInput(const VerifyRequest& request, const Lexicon& lexicon, const MentionFinder& finder);

  // One for all that somebody put together; one for each official text.
  std::vector<Document> evidence;
  std::vector<std::uint32_t> text_begins;  // where each text begins in its document
  OfficialTexts official;                  // as `evidence`
  Document claim_document;
  ClaimTerms claim;

  // The document with the passage nearest to the claim.
  const Passages& nearest(AlignmentWorkspace& workspace) const;
  // Which text of evidence holds the byte at `offset` of a document's text.
  std::size_t evidence_index(std::uint32_t document, std::uint32_t offset) const;
};

}  // namespace assay::corroboration
