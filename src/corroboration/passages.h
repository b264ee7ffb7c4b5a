// What an official index holds: passages (sentences) as terms, and the posting lists over them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "assay/corroboration.h"

#include "corroboration/scope_gate.h"
#include "corroboration/short_forms.h"
#include "corroboration/terms.h"

namespace assay::corroboration {

constexpr std::size_t longest_terms = 160;  // of a part of a claim or a passage that are compared

struct Passage {
  std::uint32_t document = 0;
  Range range;        // bytes of the document's text
  Range code_points;  // the same in code points
  std::uint32_t first_term = 0, term_count = 0;
  std::uint32_t first_value = 0, value_count = 0;
  // Of the terms that are compared.
  std::uint32_t traits = 0;  // of any of them
  float weight = 0;          // of all
};

struct OfficialDocument {
  std::string id, sha256, url, date, title, text;
  bool english = true;  // or may be; claims are aligned with no other language
  std::uint32_t first_passage = 0, passage_count = 0;
  std::vector<std::uint64_t> stems;  // sorted, distinct content stems
  // What besides its text names who issued it and of what it treats: sorted content stems of title,
  // publisher and site, and its address's host.
  std::vector<std::uint64_t> heading;
  std::vector<std::uint64_t> openings;  // sorted hashes of how its names begin: "Fed" of "Federal"
  std::string host;
  static constexpr std::size_t shortest_opening = 3, longest_opening = 5;  // letters
  std::vector<std::uint64_t> shingles;                                     // sorted, see copying.h
};

// Whether `article` is the official text itself: has its bytes, or stood at its address (that of a
// whole site tells nothing). Ids do not tell: two inputs may number their documents alike.
bool is_same_document(const OfficialDocument& official, const Document& article);

struct Posting {
  std::uint32_t passage = 0;
  float impact = 0;  // BM25's share of the stem's frequency in a passage of that length
};

struct PostingList {
  std::uint32_t first = 0, size = 0;  // into Passages::postings
  float idf = 0;                      // how rare the stem is among the passages, in nats
  float most = 0;                     // the greatest impact
};

// The stems of one term by their low halves, 0 for a term that is no content: small, to be read in
// bulk.
struct TermKeys {
  std::uint32_t stem = 0, root = 0;
};

// Passages that can be searched.
struct SearchIndex {
  std::vector<Passage> passages;
  std::vector<TermKeys> keys;  // of the passages' terms
  std::vector<Posting> postings;
  HashMap<PostingList> lists;  // by stem
  float mean_terms = 1;

  // Fills the rest; `terms` are those of each of the passages.
  void index(std::span<const std::span<const Term>> terms);

  // BM25's share of a stem that stands `count` times in the passage.
  float impact(float count, const Passage& passage) const {
    constexpr float k1 = 1.2f, b = 0.5f;
    const float length = static_cast<float>(passage.term_count) / (2 * mean_terms);
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length));
  }
};

// What is judged as one text: a document, or evidence that somebody put together. Immutable once
// finish() ran; shared by threads.
struct Passages : SearchIndex {
  std::vector<OfficialDocument> documents;
  TermBuffer buffer;
  ScopeGate gate;
  ShortForms short_forms;

  std::span<const Passage> of(const OfficialDocument& document) const {
    return std::span(passages).subspan(document.first_passage, document.passage_count);
  }
  std::span<const Term> terms(const Passage& passage) const {
    return std::span(buffer.terms).subspan(passage.first_term, passage.term_count);
  }
  std::span<const Term> compared_terms(const Passage& passage) const {
    return terms(passage).first(std::min<std::size_t>(passage.term_count, longest_terms));
  }
  std::span<const Value> values(const Passage& passage) const {
    return std::span(buffer.values).subspan(passage.first_value, passage.value_count);
  }

  // Adds the sentences of `document` in the given blocks as passages. Call finish() at the end.
  void add(const Document& document, const Mentions& mentions, std::span<const BlockRole> roles,
           const Lexicon& lexicon);
  void finish();
};

// A posting list that a query asks for.
struct AskedList {
  const PostingList* list = nullptr;
  std::uint32_t key = 0;  // low half of the stem
  float weight = 0;
  float rest = 0;  // the most that it and the lists behind it add to a score
};

// Working memory of one caller; reused between claims, never shared between threads.
struct Workspace {
  std::vector<float> scores;           // per passage; all zero between searches
  std::vector<std::uint32_t> touched;  // passages with a score, the first ones during a search
  std::vector<AskedList> lists;
  std::vector<float> best, counts;
};

struct Hit {
  std::uint32_t passage = 0;
  float score = 0;
};

// The best `limit` passages for the terms by BM25 (k1 1.2, b 0.5), best first, ties in passage
// order. `excluded[d]` bars document d; an empty span bars none. Cost: the length of the rarer
// content terms' posting lists. In a large index a stem that one passage in 32 has brings in no
// passage that none of the claim's rarer stems brought in, if those brought in enough.
void search(const SearchIndex& passages, std::span<const Term> query, std::span<const Term> context,
            std::span<const char> excluded, std::size_t limit, Workspace& workspace,
            std::vector<Hit>& hits);

}  // namespace assay::corroboration
