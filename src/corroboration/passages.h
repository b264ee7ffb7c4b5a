// What an official index holds: passages (sentences) as terms, and the posting lists over them.
#pragma once

#include <string>
#include <vector>

#include "assay/corroboration.h"

#include "corroboration/scope_gate.h"
#include "corroboration/terms.h"

namespace assay::corroboration {

struct Passage {
  std::uint32_t document = 0;
  Range range;        // bytes of the document's text
  Range code_points;  // the same in code points
  std::uint32_t first_term = 0, term_count = 0;
  std::uint32_t first_value = 0, value_count = 0;
};

struct OfficialDocument {
  std::string id, sha256, date, title, text;
  std::uint32_t first_passage = 0, passage_count = 0;
  std::vector<std::uint64_t> stems;     // sorted, distinct content stems
  std::vector<std::uint64_t> shingles;  // sorted, see copying.h
};

struct Posting {
  std::uint32_t passage = 0;
  std::uint32_t count = 0;
};

struct PostingList {
  std::uint32_t first = 0, size = 0;  // into Passages::postings
  float idf = 0;                      // how rare the stem is among the passages, in nats
};

// Immutable once finish() ran; shared by threads.
struct Passages {
  std::vector<OfficialDocument> documents;
  std::vector<Passage> passages;
  TermBuffer buffer;
  std::vector<Posting> postings;
  HashMap<PostingList> lists;  // by stem
  ScopeGate gate;
  float mean_terms = 1;

  std::span<const Term> terms(const Passage& passage) const {
    return std::span(buffer.terms).subspan(passage.first_term, passage.term_count);
  }
  std::span<const Value> values(const Passage& passage) const {
    return std::span(buffer.values).subspan(passage.first_value, passage.value_count);
  }

  // Adds the sentences of `document` in the given blocks as passages. Call finish() at the end.
  void add(const Document& document, const Mentions& mentions, std::span<const BlockRole> roles,
           const Lexicon& lexicon);
  void finish();
};

// Working memory of one caller; reused between claims, never shared between threads.
struct Workspace {
  std::vector<float> scores;           // per passage; all zero between searches
  std::vector<std::uint32_t> touched;  // passages with a score
};

struct Hit {
  std::uint32_t passage = 0;
  float score = 0;
};

// The best `limit` passages for the terms by BM25 (k1 1.2, b 0.5), best first, ties in passage
// order. `excluded[d]` bars document d; an empty span bars none. Cost: the length of the posting
// lists of the content terms.
void search(const Passages& passages, std::span<const Term> query, std::span<const Term> context,
            std::span<const char> excluded, std::size_t limit, Workspace& workspace,
            std::vector<Hit>& hits);

}  // namespace assay::corroboration
