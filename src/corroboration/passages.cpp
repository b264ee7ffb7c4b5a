#include "corroboration/passages.h"
#include <algorithm>
#include <cmath>

namespace assay::corroboration {

void Passages::add(const Document& document, const Mentions& mentions,
                   std::span<const BlockRole> roles, const Lexicon& lexicon) {
  OfficialDocument& official = documents.emplace_back();
  official.id = document.id;
  official.sha256 = document.sha256;
  official.date = document.date.empty() ? document.metadata.published : document.date;
  official.title = document.metadata.title;
  official.text = document.text;
  official.first_passage = static_cast<std::uint32_t>(passages.size());
  std::uint32_t counted_bytes = 0, counted_points = 0;
  const auto points_at = [&](std::uint32_t offset) {
    counted_points += static_cast<std::uint32_t>(
        count_code_points(slice(document.text, {counted_bytes, offset})));
    counted_bytes = offset;
    return counted_points;
  };
  for (const Sentence& sentence : document.sentences) {
    if (!roles.empty() && roles[sentence.block].role != Role::content) continue;
    Passage passage;
    passage.document = static_cast<std::uint32_t>(documents.size() - 1);
    passage.range = sentence.text;
    passage.code_points.begin = points_at(sentence.text.begin);
    passage.code_points.end = points_at(sentence.text.end);
    passage.first_term = static_cast<std::uint32_t>(buffer.terms.size());
    passage.first_value = static_cast<std::uint32_t>(buffer.values.size());
    append_terms(document, mentions, sentence.text, document.tokens_of(sentence), lexicon, buffer);
    for (const Token& token : document.tokens_of(sentence)) {
      const Stem stem = stem_of(document.view(token.range), token.hash);
      const bool stop = (lexicon.traits(token.hash, stem.stem) & trait::stop) != 0;
      gate.add(stem.root, stop ? 0 : lexicon.weight(stem.stem));
    }
    passage.term_count = static_cast<std::uint32_t>(buffer.terms.size()) - passage.first_term;
    passage.value_count = static_cast<std::uint32_t>(buffer.values.size()) - passage.first_value;
    for (const Term& term : terms(passage)) {
      if (term.content()) official.stems.push_back(term.stem);
    }
    passages.push_back(passage);
  }
  official.passage_count = static_cast<std::uint32_t>(passages.size()) - official.first_passage;
  std::ranges::sort(official.stems);
  official.stems.erase(std::ranges::unique(official.stems).begin(), official.stems.end());
}

void Passages::finish() {
  struct Entry {
    std::uint64_t stem;
    std::uint32_t passage;
  };
  std::vector<Entry> entries;
  for (std::uint32_t p = 0; p < passages.size(); ++p) {
    for (const Term& term : terms(passages[p])) {
      if (!term.content()) continue;
      entries.push_back({term.stem, p});
      if (term.root != term.stem) entries.push_back({term.root, p});
    }
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.stem != b.stem ? a.stem < b.stem : a.passage < b.passage;
  });
  const auto total = static_cast<float>(passages.size());
  for (std::size_t i = 0; i < entries.size();) {
    PostingList& list = lists[entries[i].stem];
    list.first = static_cast<std::uint32_t>(postings.size());
    const std::uint64_t stem = entries[i].stem;
    while (i < entries.size() && entries[i].stem == stem) {
      Posting posting{entries[i].passage, 0};
      for (; i < entries.size() && entries[i].stem == stem && entries[i].passage == posting.passage;
           ++i)
        ++posting.count;
      postings.push_back(posting);
    }
    list.size = static_cast<std::uint32_t>(postings.size()) - list.first;
    const auto df = static_cast<float>(list.size);
    list.idf = std::log(1 + (total - df + 0.5f) / (df + 0.5f));
  }
  std::size_t content = 0;
  for (const Term& term : buffer.terms) content += term.content();
  mean_terms = std::max(1.0f, passages.empty() ? 1.0f : static_cast<float>(content) / total);
}

void search(const Passages& passages, std::span<const Term> query, std::span<const Term> context,
            std::span<const char> excluded, std::size_t limit, Workspace& workspace,
            std::vector<Hit>& hits) {
  hits.clear();
  workspace.scores.resize(std::max(workspace.scores.size(), passages.passages.size()));
  const auto accumulate = [&](const Term& term, std::uint64_t key, float share) {
    const PostingList* list = passages.lists.find(key);
    if (list == nullptr) return;
    // How rare a word is in general steadies small indexes, where nothing is rare.
    const float weight = share * (0.5f * term.weight + list->idf);
    for (const Posting& posting : std::span(passages.postings).subspan(list->first, list->size)) {
      constexpr float k1 = 1.2f, b = 0.5f;
      const auto count = static_cast<float>(posting.count);
      const float length = static_cast<float>(passages.passages[posting.passage].term_count) /
                           (2 * passages.mean_terms);
      float& score = workspace.scores[posting.passage];
      if (score == 0) workspace.touched.push_back(posting.passage);
      score += weight * count * (k1 + 1) / (count + k1 * (1 - b + b * length));
    }
  };
  constexpr float root_share = 0.4f, context_share = 0.3f;  // guesses
  for (const auto& [terms, share] : {std::pair(query, 1.0f), std::pair(context, context_share)}) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const Term& term = terms[i];
      if (!term.content()) continue;
      bool seen = false;  // a repeated word counts once; claims are short
      for (std::size_t j = 0; j < i && !seen; ++j) seen = terms[j].stem == term.stem;
      if (seen) continue;
      accumulate(term, term.stem, share);
      if (term.root != term.stem) accumulate(term, term.root, share * root_share);
    }
  }
  const auto better = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  };
  for (const std::uint32_t passage : workspace.touched) {
    const Hit hit{passage, workspace.scores[passage]};
    workspace.scores[passage] = 0;
    if (!excluded.empty() && excluded[passages.passages[passage].document]) continue;
    if (hits.size() == limit && !better(hit, hits.back())) continue;
    if (hits.size() == limit) hits.pop_back();
    hits.insert(std::ranges::upper_bound(hits, hit, better), hit);
  }
  workspace.touched.clear();
}

}  // namespace assay::corroboration
