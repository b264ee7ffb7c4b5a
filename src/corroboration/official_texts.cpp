#include "corroboration/official_texts.h"
#include <algorithm>

namespace assay::corroboration {

void OfficialTexts::finish() {
  std::vector<std::span<const Term>> terms;
  for (const Passages& document : documents) {
    passage_count += document.passages.size();
    gate.add(document.gate);
  }
  if (documents.size() < 2) return;
  std::uint32_t term_count = 0;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    for (Passage passage : documents[d].passages) {
      terms.push_back(documents[d].terms(passage));
      passage.document = d;
      passage.first_term = term_count;
      term_count += passage.term_count;
      all.passages.push_back(passage);
    }
  }
  all.index(terms);
}

void find_documents(const ClaimTerms& claim, const OfficialTexts& official,
                    std::span<const char> excluded, std::size_t limit,
                    AlignmentWorkspace& workspace, std::vector<NearDocument>& out) {
  out.clear();
  if (official.documents.size() == 1) {
    if (excluded.empty() || !excluded.front()) out.push_back({});
    return;
  }
  constexpr std::size_t passages = 10;  // guess
  search(official.all, claim.buffer.terms, claim.context, excluded, passages, workspace.search,
         workspace.hits);
  for (const Hit& hit : workspace.hits) {
    const std::uint32_t document = official.all.passages[hit.passage].document;
    if (out.size() == limit) return;
    if (std::ranges::find(out, document, &NearDocument::document) == out.end())
      out.push_back({document, hit.score});
  }
}

}  // namespace assay::corroboration
