#include "corroboration/passages.h"
#include <algorithm>
#include <bitset>
#include <cmath>
#include <functional>
#include <ranges>

#include "ingest/url.h"
#include "text/ascii.h"

namespace assay::corroboration {

namespace {

std::uint32_t low_half(std::uint64_t stem) { return static_cast<std::uint32_t>(stem); }

// "https://halm.example/a", but not "https://halm.example/".
bool names_a_page(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find('/', scheme == url.npos ? 0 : scheme + 3);
  return path != url.npos && path + 1 < url.size();
}

void append_openings(const Document& document, std::span<const Term> terms,
                     std::vector<std::uint64_t>& openings) {
  for (const Term& term : terms) {
    if (!term.name || term.alias) continue;
    std::string word(document.view(term.range));
    std::ranges::transform(word, word.begin(), ascii::lower_ascii);
    for (std::size_t size = OfficialDocument::shortest_opening;
         size <= OfficialDocument::longest_opening && size < word.size(); ++size)
      openings.push_back(word_hash(std::string_view(word).substr(0, size)));
  }
}

void append_heading(std::string_view text, const Lexicon& lexicon, OfficialDocument& official) {
  Document line;
  line.text = text;
  append_tokens(line.text, {0, static_cast<std::uint32_t>(text.size())}, line.tokens);
  TermBuffer buffer;
  append_terms(line, {}, {0, static_cast<std::uint32_t>(text.size())}, line.tokens, lexicon,
               buffer);
  for (const Term& term : buffer.terms) {
    if (term.content()) official.heading.push_back(term.stem);
  }
  append_openings(line, buffer.terms, official.openings);
}

// Sorts, without what stands twice.
void settle(std::vector<std::uint64_t>& hashes) {
  std::ranges::sort(hashes);
  hashes.erase(std::ranges::unique(hashes).begin(), hashes.end());
}

}  // namespace

bool is_same_document(const OfficialDocument& official, const Document& article) {
  return (!official.sha256.empty() && official.sha256 == article.sha256) ||
         (official.url == article.url && names_a_page(article.url));
}

void Passages::add(const Document& document, const Mentions& mentions,
                   std::span<const BlockRole> roles, const Lexicon& lexicon) {
  OfficialDocument& official = documents.emplace_back();
  official.id = document.id;
  official.sha256 = document.sha256;
  official.url = document.url;
  official.date = document.date.empty() ? document.metadata.published : document.date;
  official.title = document.metadata.title;
  official.text = document.text;
  official.host = site_of(document.url);
  for (const std::string_view text :
       {std::string_view(official.title), std::string_view(document.metadata.publisher),
        std::string_view(document.metadata.site_name)})
    append_heading(text, lexicon, official);
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
    for (const Term& term : compared_terms(passage)) {
      passage.traits |= term.traits;
      passage.weight += term.weight;
    }
    append_openings(document, terms(passage), official.openings);
    short_forms.add(document, terms(passage), passage.document);
    passages.push_back(passage);
  }
  official.passage_count = static_cast<std::uint32_t>(passages.size()) - official.first_passage;
  const std::string& language = document.language.code;
  official.english = (language == "en" || language == "und") && !official.stems.empty();
  for (auto* hashes : {&official.stems, &official.heading, &official.openings}) settle(*hashes);
}

void Passages::finish() {
  short_forms.finish();
  buffer.terms.shrink_to_fit();
  buffer.values.shrink_to_fit();
  passages.shrink_to_fit();
  std::vector<std::span<const Term>> all;
  for (const Passage& passage : passages) all.push_back(terms(passage));
  index(all);
}

void SearchIndex::index(std::span<const std::span<const Term>> terms) {
  struct Entry {
    std::uint64_t stem;
    std::uint32_t passage;
  };
  std::vector<Entry> entries;
  std::size_t content = 0;
  for (std::uint32_t p = 0; p < passages.size(); ++p) {
    for (const Term& term : terms[p]) {
      content += term.content();
      keys.push_back(term.content() ? TermKeys{low_half(term.stem), low_half(term.root)}
                                    : TermKeys{});
      if (!term.content()) continue;
      entries.push_back({term.stem, p});
      if (term.root != term.stem) entries.push_back({term.root, p});
    }
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.stem != b.stem ? a.stem < b.stem : a.passage < b.passage;
  });
  const auto total = static_cast<float>(passages.size());
  mean_terms = std::max(1.0f, passages.empty() ? 1.0f : static_cast<float>(content) / total);
  for (std::size_t i = 0; i < entries.size();) {
    PostingList& list = lists[entries[i].stem];
    list.first = static_cast<std::uint32_t>(postings.size());
    const std::uint64_t stem = entries[i].stem;
    while (i < entries.size() && entries[i].stem == stem) {
      const std::uint32_t passage = entries[i].passage;
      float count = 0;
      for (; i < entries.size() && entries[i].stem == stem && entries[i].passage == passage; ++i) {
        ++count;
      }
      postings.push_back({passage, impact(count, passages[passage])});
      list.most = std::max(list.most, postings.back().impact);
    }
    list.size = static_cast<std::uint32_t>(postings.size()) - list.first;
    const auto df = static_cast<float>(list.size);
    list.idf = std::log(1 + (total - df + 0.5f) / (df + 0.5f));
  }
  postings.shrink_to_fit();
  keys.shrink_to_fit();
}

namespace {

// A posting list is common when it is longer than `least_common` and holds more than one in
// `common_share` of all passages. It is only looked up once `enough` times as many passages as
// asked for were met. Guesses: below them a search costs little anyway.
constexpr std::size_t least_common = 2048, common_share = 32, enough = 8;

// The lists that the terms ask for, the shortest first.
void ask(const SearchIndex& passages, std::span<const Term> query, std::span<const Term> context,
         std::vector<AskedList>& asked) {
  asked.clear();
  const auto add = [&](const Term& term, std::uint64_t key, float share) {
    const PostingList* list = passages.lists.find(key);
    if (list == nullptr) return;
    // How rare a word is in general steadies small indexes, where nothing is rare.
    const float weight = share * (0.5f * term.weight + list->idf);
    asked.push_back({list, low_half(key), weight, weight * list->most});
  };
  constexpr float root_share = 0.4f, context_share = 0.3f;  // guesses
  for (const auto& [terms, share] : {std::pair(query, 1.0f), std::pair(context, context_share)}) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const Term& term = terms[i];
      if (!term.content()) continue;
      bool seen = false;  // a repeated word counts once; claims are short
      for (std::size_t j = 0; j < i && !seen; ++j) seen = terms[j].stem == term.stem;
      if (seen) continue;
      add(term, term.stem, share);
      if (term.root != term.stem) add(term, term.root, share * root_share);
    }
  }
  std::ranges::stable_sort(asked, {}, [](const AskedList& one) { return one.list->size; });
  float rest = 0;
  for (AskedList& one : std::views::reverse(asked)) one.rest = rest += one.rest;
}

// What the lists add to the passages met so far, from the passages' side.
void add_lists(const SearchIndex& passages, std::span<const AskedList> asked,
               std::span<const std::uint32_t> met, Workspace& workspace) {
  std::vector<float>& counts = workspace.counts;
  constexpr std::size_t marks = 1024;  // most terms of a passage are asked for by no list
  std::bitset<marks> marked;
  for (const AskedList& one : asked) marked.set(one.key % marks);
  // The passages lie far apart: each is fetched while those before it are read.
  const auto fetch = [&](std::size_t m) {
    constexpr std::size_t ahead = 8, line = 64 / sizeof(TermKeys), lines = 3;
    if (m + 2 * ahead < met.size())
      __builtin_prefetch(&passages.passages[met[m + 2 * ahead]].first_term);
    if (m + ahead >= met.size()) return;
    const std::size_t first = passages.passages[met[m + ahead]].first_term;
    for (std::size_t key = first; key < std::min(first + lines * line, passages.keys.size());
         key += line) {
      __builtin_prefetch(&passages.keys[key]);
    }
  };
  for (std::size_t m = 0; m < met.size(); ++m) {
    fetch(m);
    const std::uint32_t p = met[m];
    const Passage& passage = passages.passages[p];
    counts.assign(asked.size(), 0);
    for (const TermKeys& term :
         std::span(passages.keys).subspan(passage.first_term, passage.term_count)) {
      if (!marked[term.stem % marks] && !marked[term.root % marks]) continue;
      for (std::size_t i = 0; i < asked.size(); ++i) {
        counts[i] += term.stem == asked[i].key || term.root == asked[i].key ? 1.0f : 0.0f;
      }
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (counts[i] == 0) continue;
      workspace.scores[p] += asked[i].weight * passages.impact(counts[i], passage);
    }
  }
}

}  // namespace

void search(const SearchIndex& passages, std::span<const Term> query, std::span<const Term> context,
            std::span<const char> excluded, std::size_t limit, Workspace& workspace,
            std::vector<Hit>& hits) {
  hits.clear();
  std::vector<float>& scores = workspace.scores;
  std::vector<std::uint32_t>& touched = workspace.touched;
  std::size_t met = 0;  // of `touched`
  scores.resize(std::max(scores.size(), passages.passages.size()));
  ask(passages, query, context, workspace.lists);
  const auto barred = [&](std::uint32_t passage) {
    return !excluded.empty() && excluded[passages.passages[passage].document];
  };
  // Drops the passages that cannot be among the best any more.
  const auto drop_hopeless = [&](float rest) {
    std::vector<float>& best = workspace.best;
    best.clear();
    for (const std::uint32_t passage : std::span(touched).first(met)) {
      if (!barred(passage)) best.push_back(scores[passage]);
    }
    if (best.size() <= limit) return;
    const auto last = best.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
    std::ranges::nth_element(best, last, std::greater<>());
    constexpr float rounding = 1.0001f;  // of sums in another order
    const auto kept = std::ranges::remove_if(std::span(touched).first(met), [&](auto passage) {
      const bool hopeless = (scores[passage] + rest) * rounding < *last;
      if (hopeless) scores[passage] = 0;
      return hopeless;
    });
    met -= kept.size();
  };
  const std::size_t common =
      std::max<std::size_t>(least_common, passages.passages.size() / common_share);
  for (std::size_t i = 0; i < workspace.lists.size(); ++i) {
    const AskedList& asked = workspace.lists[i];
    const std::span<const Posting> postings =
        std::span(passages.postings).subspan(asked.list->first, asked.list->size);
    if (postings.size() > common && met >= enough * limit) {
      drop_hopeless(asked.rest);
      add_lists(passages, std::span(workspace.lists).subspan(i), std::span(touched).first(met),
                workspace);
      break;
    }
    if (touched.size() < met + postings.size()) touched.resize(met + postings.size());
    const float weight = asked.weight;
    float* const score = scores.data();
    std::uint32_t* const to = touched.data();
    for (const Posting& posting : postings) {
      const float before = score[posting.passage];
      to[met] = posting.passage;
      met += before == 0 ? 1 : 0;
      score[posting.passage] = before + weight * posting.impact;
    }
  }
  const auto better = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  };
  for (const std::uint32_t passage : std::span(touched).first(met)) {
    const Hit hit{passage, scores[passage]};
    scores[passage] = 0;
    if (barred(passage)) continue;
    if (hits.size() < limit) {
      hits.push_back(hit);
    } else if (!hits.empty() && better(hit, hits.back())) {
      hits.back() = hit;
    } else {
      continue;
    }
    for (std::size_t h = hits.size() - 1; h > 0 && better(hits[h], hits[h - 1]); --h)
      std::swap(hits[h], hits[h - 1]);
  }
}

}  // namespace assay::corroboration
