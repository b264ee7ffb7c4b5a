#include "corroboration/alignment.h"
#include <algorithm>
#include <cmath>

namespace assay::corroboration {

// The order of features is the order of their names; a model names the features it reads.
// clang-format off
#define ASSAY_FEATURES(X) \
  X(coverage_best) X(coverage_top3) X(coverage_hits) X(coverage_document) \
  X(uncovered_max_best) X(uncovered_max_top3) X(uncovered_max_hits) X(uncovered_max_document) \
  X(uncovered_sum_best) X(uncovered_sum_top3) X(uncovered_sum_hits) X(uncovered_sum_document) \
  X(uncovered_count_top3) X(uncovered_count_document) X(pairs_best) X(pairs_top3) \
  X(pairs_hits) X(isolated_max) X(isolated_count) X(triples_best) X(ordered_share) \
  X(longest_run) X(longest_run_share) X(reverse_coverage) X(reverse_coverage_top3) X(names) \
  X(names_best) X(names_top3) X(names_document) X(names_missing_hits) \
  X(names_missing_document) X(name_order_changed) X(numbers) X(numbers_best) X(numbers_top3) \
  X(numbers_document) X(numbers_missing_document) X(values) X(values_agree_best) \
  X(values_agree_top3) X(values_conflict_best) X(values_conflict_top3) X(values_unmatched) \
  X(word_uncovered_max_hits) X(word_uncovered_max_document) X(word_uncovered_mean_top3) \
  X(negation_claim) X(negation_best) X(negation_differs) X(reversing_differs) \
  X(opposite_best) X(opposite_top3) X(direction_differs) X(planned_differs) \
  X(possible_differs) X(universal_added) X(exclusive_added) X(partial_differs) X(swap_number) \
  X(swap_name) X(swap_word) X(swap_context) X(inserted_max) X(inserted_context) \
  X(claim_terms) X(claim_parts) X(passages_log) X(best_terms) X(hit_score) X(hit_margin) \
  X(part_coverage_min) X(part_coverage_mean) X(context_covered) X(spelled_missing) \
  X(pronouns) X(precise_conflicts) X(conflict_weight) X(values_conflict_noun) \
  X(dates_conflict) X(part_coverage_max) \
  X(soft_best) X(soft_top3) X(soft_hits) X(soft_uncovered_max_best) X(soft_uncovered_max_top3) \
  X(soft_uncovered_max_hits) X(soft_reverse) X(segments) X(segment_min_best) \
  X(segment_min_hits) X(segment_gap) X(at_number) X(at_date) X(at_name) X(at_opposite) \
  X(at_polarity) X(at_scope) X(at_sibling) X(at_number_claim) X(at_date_claim) X(at_name_claim) \
  X(at_opposite_claim) X(at_polarity_claim) X(at_scope_claim) X(at_sibling_claim) X(at_number_noun) \
  X(at_name_similarity) X(at_name_known) X(at_polarity_added) X(at_max) X(at_count) \
  X(at_soft_best) X(strangers) X(strangers_share) X(at_antonym) \
  X(at_sibling_similarity) X(at_alike) X(at_alike_similarity) X(hole_context) X(hole_max) \
  X(words_same) X(words_related) X(words_broader) X(words_narrower) X(words_sibling) \
  X(words_opposed) X(words_strange) \
  X(score_top) X(score_second) X(score_number) X(score_date) X(score_name) X(score_opposite) \
  X(score_polarity) X(score_scope) X(score_sibling) X(score_word) X(score_moved) X(score_sum) \
  X(top_kind) X(top_context) X(top_claim_context) X(top_between) X(top_in_place) X(top_cover) \
  X(top_told_elsewhere)
// clang-format on

enum Feature : std::uint8_t {
#define ASSAY_NAME(name) f_##name,
  ASSAY_FEATURES(ASSAY_NAME)
#undef ASSAY_NAME
      f_count
};
static_assert(f_count == feature_count);

std::span<const std::string_view> feature_names() {
  static constexpr std::string_view names[] = {
#define ASSAY_NAME(name) #name,
      ASSAY_FEATURES(ASSAY_NAME)
#undef ASSAY_NAME
  };
  return names;
}

namespace {

constexpr std::size_t hit_limit = 10;
constexpr std::uint8_t nowhere = 0xff;
constexpr float root_match = 0.6f;  // a word of the same family is not quite the same word; guess
constexpr std::size_t longest_values = 32;  // values of a part or passage that are compared
constexpr std::size_t soft_depth[] = {1, 3, hit_limit};
constexpr std::size_t related_depth = 4;  // best passages in which words are related by meaning
constexpr std::size_t pair_reach = 5;     // terms between two words that still belong together

// Where the terms of one part stand, by stem and by root.
class PartTable {
 public:
  explicit PartTable(std::span<const Term> terms) {
    slots_.fill(nowhere);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      insert(terms[i].stem, static_cast<std::uint8_t>(i));
      if (terms[i].root != terms[i].stem) insert(terms[i].root, static_cast<std::uint8_t>(i));
    }
  }
  // The first term with this key, or `nowhere`.
  std::uint8_t find(std::uint64_t key) const {
    for (std::size_t slot = hash(key);; slot = (slot + 1) % size) {
      if (slots_[slot] == nowhere) return nowhere;
      if (keys_[slot] == key) return slots_[slot];
    }
  }

 private:
  static constexpr std::size_t size = 512;  // at most 2 * longest_terms keys
  static std::size_t hash(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15ull >> 55) % size; }
  void insert(std::uint64_t key, std::uint8_t term) {
    std::size_t slot = hash(key);
    for (; slots_[slot] != nowhere; slot = (slot + 1) % size) {
      if (keys_[slot] == key) return;
    }
    keys_[slot] = key;
    slots_[slot] = term;
  }
  std::array<std::uint64_t, size> keys_;
  std::array<std::uint8_t, size> slots_;
};

struct Candidate {
  std::uint32_t passage = 0;
  float score = 0;
  float covered_weight = 0;
  float reverse = 0;
  std::array<float, longest_terms> cover;            // per claim term, 0..1
  std::array<std::uint8_t, longest_terms> position;  // of the first match in the passage
  // As `cover`, where a word used alike counts in part; and the same per term of the passage.
  std::array<float, longest_terms> soft, back;
  std::array<std::uint8_t, longest_terms> match;  // per term of the passage: the claim's term
  static constexpr std::size_t most_related = 64;
  std::array<RelatedWords, most_related> related;
  std::size_t related_count = 0;
};

constexpr std::size_t relation_count = 7;

struct Tally {
  float weight = 0, covered[4] = {}, uncovered_max[4] = {}, uncovered_sum[4] = {};
  float uncovered_top3 = 0, uncovered_document = 0;
  float pair_weight = 0, pairs[3] = {};
  float triple_weight = 0, triples = 0;
  float isolated_max = 0, isolated = 0;
  float ordered = 0;
  float longest_run = 0;
  float reverse = 0, reverse3 = 0;
  float names = 0, names_in[3] = {}, names_missing_hits = 0, names_order = 0;
  float numbers = 0, numbers_in[3] = {};
  float values = 0, values_agree[2] = {}, values_conflict[2] = {}, values_unmatched = 0;
  float word_max_hits = 0, word_max_document = 0, words = 0, words_uncovered = 0;
  float terms = 0, best_terms = 0, hit_score = 0, hit_margin = 0;
  float coverage_min = 1, coverage_sum = 0;
  float context_covered = 0, spelled_missing = 0, pronouns = 0;
  float swap[3] = {}, swap_context = 0, inserted_max = 0, inserted_context = 0;
  float opposite[2] = {};
  float negation_claim = 0, negation_best = 0, negation_differs = 0, reversing = 0, direction = 0;
  float precise_conflicts = 0, conflict_weight = 0, values_conflict_noun = 0, dates_conflict = 0;
  float coverage_max = 0;
  float planned = 0, possible = 0, universal = 0, exclusive = 0, partial = 0;
  float soft[3] = {}, soft_max[3] = {}, soft_reverse = 0;
  float segments = 0, segment_min_best = 1, segment_min_hits = 1, segment_gap = 0;
  float at[conflict_kinds] = {}, at_claim[conflict_kinds] = {};
  float at_noun = 0, at_name_similarity = 0, at_name_known = 0, at_polarity_added = 0;
  float at_max = 0, at_count = 0, at_soft = 0;
  float strangers = 0, all_names = 0;
  float at_antonym = 0, at_sibling_similarity = 0, at_alike = 0, at_alike_similarity = 0;
  float hole_context = 0, hole_max = 0;
  float score_second = Conflict::lowest_score, score_moved = Conflict::lowest_score, score_sum = 0;
  std::array<float, conflict_kinds> scores = [] {
    std::array<float, conflict_kinds> none;
    none.fill(Conflict::lowest_score);
    return none;
  }();
  Conflict gravest;  // by score
  bool any_conflict = false;
  float relations[relation_count] = {};  // weight of uncovered words, by their nearest relation
};

std::uint32_t traits_of(std::span<const Term> terms, std::uint32_t& negations) {
  std::uint32_t all = 0;
  negations = 0;
  for (const Term& term : terms) {
    all |= term.traits;
    negations += (term.traits & trait::negation) != 0;
  }
  return all;
}

class PartAligner {
 public:
  PartAligner(const ClaimTerms& claim, const ClaimTerms::Part& part, const Passages& passages,
              const Lexicon& lexicon, const ConflictModel& conflicts, AlignmentWorkspace& workspace,
              Tally& tally)
      : terms_(
            std::span(claim.buffer.terms)
                .subspan(part.first_term, std::min<std::size_t>(part.term_count, longest_terms))),
        values_(std::span(claim.buffer.values)
                    .subspan(part.first_value,
                             std::min<std::size_t>(part.value_count, longest_values))),
        context_(claim.context),
        passages_(passages),
        lexicon_(lexicon),
        conflicts_(conflicts),
        workspace_(workspace),
        tally_(tally),
        table_(terms_) {}

  void run(std::span<const char> excluded, PartAlignment& out) {
    search(passages_, terms_, context_, excluded, hit_limit, workspace_.search, workspace_.hits);
    count_ = workspace_.hits.size();
    for (std::size_t h = 0; h < count_; ++h) lay(workspace_.hits[h], candidates_[h]);
    for (std::size_t h = 0; h < count_; ++h) order_[h] = static_cast<std::uint8_t>(h);
    std::stable_sort(order_.begin(), order_.begin() + count_, [&](std::uint8_t a, std::uint8_t b) {
      return candidates_[a].score > candidates_[b].score;
    });
    for (std::size_t rank = 0; rank < std::min(count_, related_depth); ++rank)
      relate(passage_terms(rank), candidates_[order_[rank]]);
    out.top_count = static_cast<std::uint32_t>(std::min<std::size_t>(count_, out.top.size()));
    for (std::size_t t = 0; t < out.top_count; ++t) out.top[t] = candidate(t).passage;
    if (count_ > 0) out.best = candidate(0).passage;
    out.conflicts.clear();
    measure_words(out);
    measure_values(out);
    if (count_ > 0) {
      measure_polarity(out);
      measure_order(out);
      measure_segments();
      measure_conflicts(out);
      measure_relations();
    }
  }

 private:
  const Candidate& candidate(std::size_t rank) const { return candidates_[order_[rank]]; }
  std::span<const Term> passage_terms(std::size_t rank) const {
    const auto terms = passages_.terms(passages_.passages[candidate(rank).passage]);
    return terms.subspan(0, std::min(terms.size(), longest_terms));
  }

  std::span<const Value> passage_values(std::uint32_t passage) const {
    const auto values = passages_.values(passages_.passages[passage]);
    return values.subspan(0, std::min(values.size(), longest_values));
  }

  // Marks which terms of the part the passage holds.
  void lay(const Hit& hit, Candidate& out) const {
    out.passage = hit.passage;
    out.score = out.covered_weight = 0;
    std::fill_n(out.cover.begin(), terms_.size(), 0.0f);
    std::fill_n(out.position.begin(), terms_.size(), nowhere);
    out.back.fill(0);
    out.match.fill(no_match);
    auto other = passages_.terms(passages_.passages[hit.passage]);
    other = other.subspan(0, std::min(other.size(), longest_terms));
    float total = 0, matched = 0;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const Term& term = other[j];
      total += term.weight;
      float cover = 1;
      std::uint8_t i = table_.find(term.stem);
      if (i == nowhere && term.root != term.stem) i = table_.find(term.root);
      if (i == nowhere) continue;
      if (terms_[i].stem != term.stem) cover = root_match;
      out.back[j] = cover;
      out.match[j] = i;
      matched += term.weight * cover;
      if (cover > out.cover[i]) {
        out.cover[i] = cover;
        out.position[i] = static_cast<std::uint8_t>(j);
      }
    }
    // A repeated word of the claim is as covered as its first mention.
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const std::uint8_t first = table_.find(terms_[i].stem);
      if (first != i && first != nowhere && terms_[first].stem == terms_[i].stem) {
        out.cover[i] = std::max(out.cover[i], out.cover[first]);
        if (out.position[i] == nowhere) out.position[i] = out.position[first];
      }
      out.covered_weight += terms_[i].weight * out.cover[i];
    }
    cover_values(hit.passage, other, out);
    cover_softly(other, out);
    out.reverse = total > 0 ? matched / total : 0;
    float pairs = 0;
    for_pairs([&](std::size_t a, std::size_t b, float weight) {
      if (together(out, a, b)) pairs += weight;
    });
    float soft = 0;
    for (std::size_t i = 0; i < terms_.size(); ++i) soft += terms_[i].weight * out.soft[i];
    out.score = soft + 0.5f * pairs;
  }

  // Words of neither side that are used alike cover each other in part: paraphrase. Names and
  // numbers are covered by themselves only.
  void cover_softly(std::span<const Term> other, Candidate& out) const {
    std::copy_n(out.cover.begin(), terms_.size(), out.soft.begin());
    std::array<std::uint8_t, longest_terms> open;
    std::size_t open_count = 0;
    const auto is_open = [](const Term& term, float cover) {
      return cover == 0 && term.content() && term.vector != Lexicon::no_vector && !term.name &&
             !term.number;
    };
    for (std::size_t j = 0; j < other.size(); ++j) {
      if (is_open(other[j], out.back[j])) open[open_count++] = static_cast<std::uint8_t>(j);
    }
    out.related_count = 0;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!is_open(terms_[i], out.cover[i])) continue;
      for (std::size_t o = 0; o < open_count; ++o) {
        const Term& term = other[open[o]];
        const float similarity = lexicon_.similarity(terms_[i].vector, term.vector);
        constexpr float least_alike = 0.1f;  // words that WordNet relates are hardly less alike
        if (similarity <= least_alike) continue;
        keep_related({static_cast<std::uint8_t>(i), open[o], Lexicon::Relation::none, similarity},
                     out);
        const float cover = alike(similarity);
        if (cover == 0 || are_at_odds(terms_[i], term)) continue;
        out.soft[i] = std::max(out.soft[i], cover);
        out.back[open[o]] = std::max(out.back[open[o]], cover);
      }
    }
  }

  // Keeps the pair while there is room, then in place of the least alike.
  static void keep_related(const RelatedWords& pair, Candidate& out) {
    if (out.related_count < Candidate::most_related) {
      out.related[out.related_count++] = pair;
      return;
    }
    const auto least = std::ranges::min_element(out.related, {}, &RelatedWords::similarity);
    if (least->similarity < pair.similarity) *least = pair;
  }

  // How far a word used alike covers another.
  static float alike(float similarity) {
    constexpr float unlike = 0.25f, same = 0.75f, most = 0.7f;  // guesses
    return most * std::clamp((similarity - unlike) / (same - unlike), 0.0f, 1.0f);
  }

  bool are_at_odds(const Term& a, const Term& b) const {
    return a.framed && b.framed &&
           Lexicon::at_odds(*lexicon_.opposites(a.stem), *lexicon_.opposites(b.stem));
  }

  // Covers again by what the words mean, where that is known; drops the pairs that nothing relates.
  void relate(std::span<const Term> other, Candidate& out) const {
    const std::span<RelatedWords> pairs = std::span(out.related).first(out.related_count);
    for (const RelatedWords& pair : pairs) {
      out.soft[pair.claim] = out.cover[pair.claim];
      out.back[pair.official] = 0;
    }
    std::size_t kept = 0;
    for (RelatedWords pair : pairs) {
      const Term &mine = terms_[pair.claim], &theirs = other[pair.official];
      if (are_at_odds(mine, theirs)) continue;
      pair.relation = lexicon_.relation(mine.vector, theirs.vector);
      float cover = alike(pair.similarity);
      if (cover == 0 && pair.relation == Lexicon::Relation::none) continue;
      pairs[kept++] = pair;
      switch (pair.relation) {  // guesses
        case Lexicon::Relation::none:
          break;
        case Lexicon::Relation::opposed:
          continue;
        case Lexicon::Relation::same:
        case Lexicon::Relation::related:
          cover = std::max(cover, 0.8f);
          break;
        case Lexicon::Relation::broader:
          cover = std::max(cover, 0.7f);
          break;
        case Lexicon::Relation::narrower:
          cover = std::min(cover, 0.4f);
          break;
        case Lexicon::Relation::sibling:
          cover = std::min(cover, 0.3f);
          break;
      }
      out.soft[pair.claim] = std::max(out.soft[pair.claim], cover);
      if (cover > out.back[pair.official]) {
        out.back[pair.official] = cover;
        out.match[pair.official] = pair.claim;
      }
    }
    out.related_count = kept;
  }

  // An equal value covers the words it is written with: "$1.2 billion", "1,200 million dollars".
  void cover_values(std::uint32_t passage, std::span<const Term> other, Candidate& out) const {
    const auto official = passage_values(passage);
    if (official.empty()) return;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      for (std::size_t o = 0; o < official.size(); ++o) {
        if (compare(values_[v], official[o]) != Agreement::agree) continue;
        const auto place = std::ranges::find(other, o, &Term::value);
        if (place == other.end()) break;
        std::uint8_t first = no_match;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
          if (terms_[i].value == v && first == no_match) first = static_cast<std::uint8_t>(i);
          if (terms_[i].value != v || out.cover[i] == 1) continue;
          out.covered_weight += terms_[i].weight * (1 - out.cover[i]);
          out.cover[i] = 1;
          out.position[i] = static_cast<std::uint8_t>(place - other.begin());
        }
        for (std::size_t j = 0; j < other.size(); ++j) {
          if (other[j].value != o) continue;
          out.back[j] = 1;
          if (out.match[j] == no_match) out.match[j] = first;
        }
        break;
      }
    }
  }

  // Calls `visit` for each two neighbouring content terms of the part.
  template <typename Visit>
  void for_pairs(Visit&& visit) const {
    std::size_t last = terms_.size();
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!terms_[i].content()) continue;
      if (last < i) visit(last, i, std::min(terms_[last].weight, terms_[i].weight));
      last = i;
    }
  }

  static bool together(const Candidate& candidate, std::size_t a, std::size_t b) {
    const std::uint8_t p = candidate.position[a], q = candidate.position[b];
    if (p == nowhere || q == nowhere) return false;
    return (p > q ? p - q : q - p) <= static_cast<int>(pair_reach);
  }

  void measure_words(PartAlignment& out) {
    const std::vector<std::uint64_t>* document = nullptr;
    if (count_ > 0) document = &passages_.documents[passages_.passages[out.best].document].stems;
    float part_weight = 0, part_covered = 0;
    std::array<std::uint8_t, longest_terms> linked{};
    for_pairs([&](std::size_t a, std::size_t b, float weight) {
      tally_.pair_weight += weight;
      for (std::size_t rank = 0; rank < count_; ++rank) {
        if (!together(candidate(rank), a, b)) continue;
        if (rank == 0) tally_.pairs[0] += weight;
        if (rank < 3) tally_.pairs[1] += weight;
        tally_.pairs[2] += weight;
        linked[a] = linked[b] = 1;
        break;
      }
    });
    std::size_t before = terms_.size(), before2 = terms_.size();
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const Term& term = terms_[i];
      tally_.pronouns += (term.traits & trait::pronoun) != 0;
      if (!term.content()) continue;
      float cover[4] = {};
      for (std::size_t rank = 0; rank < count_; ++rank) {
        const float c = candidate(rank).cover[i];
        if (rank == 0) cover[0] = c;
        if (rank < 3) cover[1] = std::max(cover[1], c);
        cover[2] = std::max(cover[2], c);
      }
      cover[3] = cover[2];
      if (document != nullptr && cover[3] < 1 && std::ranges::binary_search(*document, term.stem))
        cover[3] = 1;
      const bool known = cover[3] == 0 && std::ranges::any_of(context_, [&](const Term& other) {
                           return other.content() && other.stem == term.stem;
                         });
      tally_.context_covered += known ? term.weight : 0;
      // What the article's own context already says need not be proved again.
      const float weight = known ? 0.3f * term.weight : term.weight;
      for (std::size_t scope = 0; scope < 3; ++scope) {
        float soft = 0;
        for (std::size_t rank = 0; rank < std::min(count_, soft_depth[scope]); ++rank)
          soft = std::max(soft, candidate(rank).soft[i]);
        tally_.soft[scope] += weight * soft;
        tally_.soft_max[scope] = std::max(tally_.soft_max[scope], weight * (1 - soft));
      }
      tally_.terms += 1;
      tally_.weight += weight;
      part_weight += weight;
      part_covered += weight * cover[0];
      for (int scope = 0; scope < 4; ++scope) {
        tally_.covered[scope] += weight * cover[scope];
        const float missing = weight * (1 - cover[scope]);
        tally_.uncovered_max[scope] = std::max(tally_.uncovered_max[scope], missing);
        tally_.uncovered_sum[scope] += missing;
      }
      tally_.uncovered_top3 += cover[1] == 0;
      tally_.uncovered_document += cover[3] == 0;
      if (!linked[i] && cover[2] > 0) {
        tally_.isolated += 1;
        tally_.isolated_max = std::max(tally_.isolated_max, weight);
      }
      if (term.name) {
        tally_.names += 1;
        tally_.names_in[0] += cover[0] > 0;
        tally_.names_in[1] += cover[1] > 0;
        tally_.names_in[2] += cover[3] > 0;
        tally_.names_missing_hits += cover[2] == 0 && !known;
      } else if (term.number) {
        tally_.numbers += 1;
        tally_.numbers_in[0] += cover[0] > 0;
        tally_.numbers_in[1] += cover[1] > 0;
        tally_.numbers_in[2] += cover[3] > 0;
      } else {
        tally_.words += weight;
        tally_.words_uncovered += weight * (1 - cover[1]);
        tally_.word_max_hits = std::max(tally_.word_max_hits, weight * (1 - cover[2]));
        tally_.word_max_document = std::max(tally_.word_max_document, weight * (1 - cover[3]));
        if (term.traits & trait::spelled) tally_.spelled_missing += cover[1] == 0;
      }
      if (before2 < before && before < i && count_ > 0) {
        const float triple = std::min({terms_[before2].weight, terms_[before].weight, weight});
        tally_.triple_weight += triple;
        if (together(candidate(0), before2, before) && together(candidate(0), before, i))
          tally_.triples += triple;
      }
      before2 = before;
      before = i;
    }
    out.coverage = part_weight > 0 ? part_covered / part_weight : 0;
    tally_.coverage_max = std::max(tally_.coverage_max, out.coverage);
    tally_.coverage_min = std::min(tally_.coverage_min, out.coverage);
    tally_.coverage_sum += out.coverage;
    if (count_ == 0) return;
    tally_.reverse = std::max(tally_.reverse, candidate(0).reverse);
    float told = 0, all = 0;
    const auto best_terms = passage_terms(0);
    for (std::size_t j = 0; j < best_terms.size(); ++j) {
      all += best_terms[j].weight;
      told += best_terms[j].weight * candidate(0).back[j];
    }
    if (all > 0) tally_.soft_reverse = std::max(tally_.soft_reverse, told / all);
    for (std::size_t rank = 0; rank < std::min<std::size_t>(count_, 3); ++rank)
      tally_.reverse3 = std::max(tally_.reverse3, candidate(rank).reverse);
    tally_.best_terms += static_cast<float>(passage_terms(0).size());
    tally_.hit_score += candidate(0).score / (1 + part_weight);
    const float second = count_ > 1 ? candidate(1).score : 0;
    tally_.hit_margin += (candidate(0).score - second) / (1 + part_weight);
    opposites();
  }

  // A word of the part that the passage lacks, where the passage holds its opposite.
  void opposites() {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!terms_[i].framed) continue;
      const auto* mine = lexicon_.opposites(terms_[i].stem);
      for (std::size_t rank = 0; rank < std::min<std::size_t>(count_, 3); ++rank) {
        if (candidate(rank).cover[i] > 0) continue;
        for (const Term& other : passage_terms(rank)) {
          if (!opposed(*mine, other)) continue;
          if (rank == 0) tally_.opposite[0] += 1;
          tally_.opposite[1] += 1;
          break;
        }
      }
    }
  }

  bool opposed(const std::vector<Lexicon::Opposite>& mine, const Term& other) const {
    if (!other.framed) return false;
    const auto* theirs = lexicon_.opposites(other.stem);
    if (table_.find(other.stem) != nowhere) return false;
    return std::ranges::any_of(mine, [&](const Lexicon::Opposite& a) {
      return std::ranges::any_of(*theirs, [&](const Lexicon::Opposite& b) {
        return a.kind == Lexicon::OppositeKind::antonym && a.group == b.group && a.side != b.side;
      });
    });
  }

  // A conflict of the whole part with its best passage.
  void count_precise(float weight, float context) {
    if (context < 0.5f) return;
    tally_.precise_conflicts += 1;
    tally_.conflict_weight = std::max(tally_.conflict_weight, weight * context);
  }

  void measure_values(const PartAlignment& out) {
    for (const Value& value : values_) {
      tally_.values += 1;
      bool agrees[2] = {}, conflicts[2] = {};
      const Value* other = nullptr;
      bool same_noun = false;
      for (std::size_t rank = 0; rank < std::min<std::size_t>(count_, 3); ++rank) {
        for (const Value& official : passage_values(candidate(rank).passage)) {
          switch (compare(value, official)) {
            case Agreement::incomparable:
              break;
            case Agreement::agree:
              agrees[1] = true;
              agrees[0] |= rank == 0;
              break;
            case Agreement::conflict:
              conflicts[1] = true;
              if (rank > 0) break;
              conflicts[0] = true;
              // What is counted must be the same before two counts can conflict.
              const bool noun =
                  value.is_date || (official.noun != 0 && official.noun == value.noun);
              if (other == nullptr || (noun && !same_noun)) other = &official;
              same_noun |= noun;
              break;
          }
        }
      }
      for (int scope = 0; scope < 2; ++scope) {
        tally_.values_agree[scope] += agrees[scope];
        tally_.values_conflict[scope] += conflicts[scope] && !agrees[scope];
      }
      tally_.values_unmatched += !agrees[1] && !conflicts[1];
      if (other == nullptr || agrees[1]) continue;
      tally_.values_conflict_noun += same_noun;
      tally_.dates_conflict += value.is_date;
      constexpr float value_weight = 6;  // as terms.cpp weighs a number
      count_precise(value_weight, same_noun ? out.coverage : 0.5f * out.coverage);
    }
  }

  void measure_polarity(const PartAlignment& out) {
    std::uint32_t claim_negations = 0, best_negations = 0;
    const std::uint32_t claim = traits_of(terms_, claim_negations);
    const std::uint32_t best = traits_of(passage_terms(0), best_negations);
    const auto differs = [&](std::uint32_t trait) {
      return static_cast<float>(((claim ^ best) & trait) != 0);
    };
    const auto added = [&](std::uint32_t trait) {
      return static_cast<float>((claim & trait) != 0 && (best & trait) == 0);
    };
    tally_.negation_claim += static_cast<float>(claim_negations);
    tally_.negation_best += static_cast<float>(best_negations);
    tally_.negation_differs += static_cast<float>((claim_negations ^ best_negations) & 1);
    tally_.reversing += differs(trait::reversing);
    tally_.direction += static_cast<float>(((claim & trait::up) && !(claim & trait::down) &&
                                            (best & trait::down) && !(best & trait::up)) ||
                                           ((claim & trait::down) && !(claim & trait::up) &&
                                            (best & trait::up) && !(best & trait::down)));
    tally_.planned += differs(trait::planned);
    tally_.possible += differs(trait::possible);
    tally_.universal += added(trait::universal);
    tally_.exclusive += added(trait::exclusive);
    tally_.partial += differs(trait::partial);
    constexpr float polarity_weight = 5;  // guess
    if ((claim_negations ^ best_negations) & 1 && claim_negations > 0)
      count_precise(polarity_weight, out.coverage);
  }

  // The heaviest common subsequence with the best passage; what lies between two common terms on
  // both sides is a swap, what lies only in the claim an insertion.
  void measure_order(PartAlignment& out) {
    const auto other = passage_terms(0);
    const std::size_t n = terms_.size(), m = other.size();
    std::vector<float>& cells = workspace_.cells;
    cells.assign((n + 1) * (m + 1), 0.0f);
    const auto at = [&](std::size_t i, std::size_t j) -> float& { return cells[i * (m + 1) + j]; };
    const auto match = [&](std::size_t i, std::size_t j) -> float {
      constexpr float stop_weight = 0.3f;  // stop words anchor a little
      const Term &a = terms_[i], &b = other[j];
      if (a.stem == b.stem) return a.weight + stop_weight;
      return a.root == b.root ? root_match * std::min(a.weight, b.weight) + stop_weight : 0;
    };
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;) {
        const float found = match(i, j);
        at(i, j) =
            std::max({at(i + 1, j), at(i, j + 1), found > 0 ? found + at(i + 1, j + 1) : 0.0f});
      }
    }
    tally_.ordered += at(0, 0);
    std::size_t i = 0, j = 0, gap_i = 0, gap_j = 0;
    float run = 0;
    bool started = false;
    std::array<char, longest_terms> common{};
    struct Gap {
      std::size_t i0, i1, j0, j1;
    };
    std::array<Gap, longest_terms> gaps;
    std::size_t gap_count = 0;
    while (i < n && j < m) {
      const float found = match(i, j);
      if (found > 0 && at(i, j) == found + at(i + 1, j + 1)) {
        if (started && i > gap_i) gaps[gap_count++] = {gap_i, i, gap_j, j};
        run = (started && i == gap_i && j == gap_j) ? run + 1 : 1;
        tally_.longest_run = std::max(tally_.longest_run, run);
        started = true;
        common[i] = 1;
        gap_i = ++i;
        gap_j = ++j;
      } else if (at(i, j) == at(i + 1, j)) {
        ++i;
      } else {
        ++j;
      }
    }
    if (started && gap_i < n)
      gaps[gap_count++] = {gap_i, n, gap_j, std::min(m, gap_j + (n - gap_i) + 2)};
    for (std::size_t g = 0; g < gap_count; ++g) judge_gap(gaps[g], common, other, out);
    // Names that stand in another order: who did what to whom.
    std::uint8_t last = nowhere;
    for (std::size_t t = 0; t < n; ++t) {
      if (!terms_[t].name || candidate(0).position[t] == nowhere) continue;
      if (last != nowhere && candidate(0).position[t] < last) tally_.names_order += 1;
      last = candidate(0).position[t];
    }
  }

  template <typename Gap>
  void judge_gap(const Gap& gap, const std::array<char, longest_terms>& common,
                 std::span<const Term> other, PartAlignment& out) {
    constexpr std::size_t reach = 5;
    float near = 0, agreed = 0;
    for (std::size_t t = gap.i0 > reach ? gap.i0 - reach : 0;
         t < std::min(gap.i1 + reach, terms_.size()); ++t) {
      if (t >= gap.i0 && t < gap.i1) continue;
      near += terms_[t].weight + 0.3f;
      if (common[t]) agreed += terms_[t].weight + 0.3f;
    }
    const float context = near > 0 ? agreed / near : 0;
    const Term* mine = nullptr;
    for (std::size_t t = gap.i0; t < gap.i1; ++t) {
      if (!terms_[t].content() || candidate(0).cover[t] > 0) continue;
      if (mine == nullptr || terms_[t].weight > mine->weight) mine = &terms_[t];
    }
    if (mine == nullptr) return;
    const Term* theirs = nullptr;
    for (std::size_t t = gap.j0; t < std::min(gap.j1, gap.j0 + 2 * reach); ++t) {
      if (!other[t].content() || table_.find(other[t].stem) != nowhere) continue;
      const bool fits = other[t].number == mine->number && other[t].name == mine->name;
      const bool held =
          theirs != nullptr && theirs->number == mine->number && theirs->name == mine->name;
      if (theirs == nullptr || (fits && !held)) theirs = &other[t];
    }
    if (theirs == nullptr) {
      if (mine->weight > tally_.inserted_max) {
        tally_.inserted_max = mine->weight;
        tally_.inserted_context = context;
      }
      return;
    }
    const int kind = mine->number && theirs->number ? 0 : mine->name && theirs->name ? 1 : 2;
    tally_.swap[kind] = std::max(tally_.swap[kind], context);
    tally_.swap_context = std::max(tally_.swap_context, context * mine->weight);
    Conflict conflict;
    conflict.kind = conflict_kind(*mine, *theirs);
    conflict.claim = mine->range;
    conflict.official = theirs->range;
    conflict.passage = out.best;
    conflict.verbatim = true;
    conflict.weight = mine->weight;
    conflict.context = conflict.claim_context = context;
    if (precise(conflict)) count_precise(conflict.weight, context);
    out.conflicts.push_back(conflict);
  }

  // A claim's clauses may rest on different passages; the weakest tells most.
  void measure_segments() {
    constexpr std::size_t least_content = 3;  // shorter stretches join the one before
    std::size_t begin = 0, content = 0;
    const auto close = [&](std::size_t end) {
      float best = 0, first = 0, weight = 0;
      for (std::size_t rank = 0; rank < count_; ++rank) {
        float held = 0;
        weight = 0;
        for (std::size_t t = begin; t < end; ++t) {
          weight += terms_[t].weight;
          held += terms_[t].weight * candidate(rank).soft[t];
        }
        if (weight == 0) return;
        best = std::max(best, held / weight);
        if (rank == 0) first = held / weight;
      }
      tally_.segments += 1;
      tally_.segment_min_best = std::min(tally_.segment_min_best, first);
      tally_.segment_min_hits = std::min(tally_.segment_min_hits, best);
      tally_.segment_gap = std::max(tally_.segment_gap, weight * (1 - best));
      begin = end;
      content = 0;
    };
    std::size_t left = 0;
    for (const Term& term : terms_) left += term.content();
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      const bool boundary = terms_[t].breaks || (terms_[t].traits & trait::clause) != 0;
      if (boundary && content >= least_content && left >= least_content) close(t);
      content += terms_[t].content();
      left -= terms_[t].content();
    }
    if (content > 0) close(terms_.size());
  }

  // Candidates of the best passages. A name the official document never holds is a stranger.
  void measure_conflicts(PartAlignment& out) {
    constexpr std::size_t depth = related_depth;
    const auto& stems = passages_.documents[passages_.passages[out.best].document].stems;
    const auto known = [&](const Term& term) {
      return std::ranges::binary_search(stems, term.stem);
    };
    const std::size_t verbatim = out.conflicts.size();
    std::array<float, longest_terms> cover;
    for (std::size_t rank = 0; rank < std::min(count_, depth); ++rank) {
      const Candidate& laid = candidate(rank);
      const auto other = passage_terms(rank);
      for (std::size_t i = 0; i < terms_.size(); ++i)
        cover[i] = std::max(laid.cover[i], laid.soft[i]);
      const std::size_t before = rank == 0 ? 0 : out.conflicts.size();
      const auto claim_cover = std::span<const float>(cover).first(terms_.size());
      const auto official_cover = std::span(laid.back).first(other.size());
      append_conflicts(
          {terms_, other, claim_cover, official_cover, std::span(laid.match).first(other.size()),
           values_, passage_values(laid.passage), laid.passage,
           std::span(laid.related).first(laid.related_count)},
          lexicon_, out.conflicts);
      const float covered = held_share(terms_, claim_cover),
                  told = held_share(other, official_cover);
      for (std::size_t c = before; c < out.conflicts.size(); ++c) {
        out.conflicts[c].rank = static_cast<std::uint8_t>(rank);
        out.conflicts[c].cover = covered;
        out.conflicts[c].told = told;
      }
    }
    for (std::size_t c = 0; c < out.conflicts.size(); ++c) {
      Conflict& conflict = out.conflicts[c];
      const auto term = std::ranges::find(terms_, conflict.claim.begin,
                                          [](const Term& t) { return t.range.begin; });
      conflict.known = term != terms_.end() && known(*term);
      conflict.told_elsewhere = told_elsewhere(conflict);
      conflict.score = conflicts_.score(conflict);
      count_score(conflict);
      if (c >= verbatim && !conflict.moved) count_context(conflict);
    }
    for (const auto terms : {terms_, context_}) {
      for (const Term& term : terms) {
        if (!term.name) continue;
        tally_.all_names += 1;
        tally_.strangers += !known(term);
      }
    }
  }

  static float held_share(std::span<const Term> terms, std::span<const float> cover) {
    float all = 0, held = 0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      all += terms[t].weight;
      held += terms[t].weight * cover[t];
    }
    return all > 0 ? held / all : 0;
  }

  void count_score(const Conflict& conflict) {
    const auto kind = static_cast<std::size_t>(conflict.kind);
    float& of_kind = conflict.moved ? tally_.score_moved : tally_.scores[kind];
    of_kind = std::max(of_kind, conflict.score);
    tally_.score_sum += 1 / (1 + std::exp(-conflict.score));
    if (!tally_.any_conflict || conflict.score > tally_.gravest.score) {
      if (tally_.any_conflict) tally_.score_second = tally_.gravest.score;
      tally_.gravest = conflict;
      tally_.any_conflict = true;
    } else {
      tally_.score_second = std::max(tally_.score_second, conflict.score);
    }
  }

  void count_context(const Conflict& conflict) {
    // What another passage says of this very matter is no conflict; a name merely stands there.
    float context = conflict.context;
    if (conflict.told_elsewhere) context *= conflict.kind == ConflictKind::name ? 0 : 0.5f;
    const auto kind = static_cast<std::size_t>(conflict.kind);
    tally_.at_count += context >= 0.5f;
    tally_.at_max = std::max(tally_.at_max, context);
    if (conflict.relation == Lexicon::Relation::opposed)
      tally_.at_antonym = std::max(tally_.at_antonym, context);
    if (context <= tally_.at[kind]) return;
    if (conflict.kind == ConflictKind::sibling) tally_.at_sibling_similarity = conflict.similarity;
    tally_.at[kind] = context;
    tally_.at_claim[kind] = conflict.claim_context;
    if (conflict.kind == ConflictKind::number) tally_.at_noun = conflict.similarity;
    if (conflict.kind == ConflictKind::polarity)
      tally_.at_polarity_added = conflict.official.empty() ? 1.0f : 0.0f;
    if (conflict.kind == ConflictKind::name) {
      tally_.at_name_similarity = conflict.similarity;
      tally_.at_name_known = conflict.known ? 1.0f : 0.0f;
    }
  }

  // What becomes of the words that the best passages do not hold.
  void measure_relations() {
    constexpr std::size_t depth = 3;
    std::array<Lexicon::Relation, longest_terms> nearest{};
    for (std::size_t rank = 0; rank < std::min(count_, depth); ++rank) {
      const Candidate& laid = candidate(rank);
      for (const RelatedWords& pair : std::span(laid.related).first(laid.related_count)) {
        Lexicon::Relation& relation = nearest[pair.claim];
        if (pair.relation == Lexicon::Relation::none) continue;
        if (relation == Lexicon::Relation::none || pair.relation < relation)
          relation = pair.relation;
      }
    }
    const Candidate& best = candidate(0);
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!terms_[i].content() || best.cover[i] > 0) continue;
      tally_.relations[static_cast<std::size_t>(nearest[i])] += terms_[i].weight;
      const float context =
          shared_around(terms_, std::span(best.soft).first(terms_.size()), i, i + 1);
      tally_.hole_context = std::max(tally_.hole_context, context);
      tally_.hole_max = std::max(tally_.hole_max, context * terms_[i].weight * (1 - best.soft[i]));
    }
    const auto other = passage_terms(0);
    for (const RelatedWords& pair : std::span(best.related).first(best.related_count)) {
      if (pair.relation != Lexicon::Relation::none) continue;
      const float context = shared_around(terms_, std::span(best.soft).first(terms_.size()),
                                          pair.claim, pair.claim + std::size_t{1}) *
                            shared_around(other, std::span(best.back).first(other.size()),
                                          pair.official, pair.official + std::size_t{1});
      if (context <= tally_.at_alike) continue;
      tally_.at_alike = context;
      tally_.at_alike_similarity = pair.similarity;
    }
  }

  // Whether another of the best passages says what the claim says at the conflict.
  bool told_elsewhere(const Conflict& conflict) const {
    if (conflict.kind == ConflictKind::polarity) return false;
    if (const auto value = std::ranges::find(values_, conflict.claim, &Value::range);
        value != values_.end()) {
      for (std::size_t rank = 0; rank < count_; ++rank) {
        if (candidate(rank).passage == conflict.passage) continue;
        for (const Value& other : passage_values(candidate(rank).passage)) {
          if (compare(*value, other) == Agreement::agree) return true;
        }
      }
      return false;
    }
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!terms_[i].range.overlaps(conflict.claim) || !terms_[i].content()) continue;
      for (std::size_t rank = 0; rank < count_; ++rank) {
        if (candidate(rank).passage != conflict.passage && candidate(rank).cover[i] > 0)
          return true;
      }
    }
    return false;
  }

  ConflictKind conflict_kind(const Term& mine, const Term& theirs) const {
    if (mine.value != Term::no_value && values_[mine.value].is_date) return ConflictKind::date;
    if (mine.number && theirs.number) {
      const auto official = passage_values(candidate(0).passage);
      const bool unlike =
          mine.value < values_.size() && theirs.value < official.size() &&
          compare(values_[mine.value], official[theirs.value]) == Agreement::incomparable;
      return unlike ? ConflictKind::word : ConflictKind::number;
    }
    if (mine.name && theirs.name) return ConflictKind::name;
    return mine.framed && opposed(*lexicon_.opposites(mine.stem), theirs) ? ConflictKind::opposite
                                                                          : ConflictKind::word;
  }

  std::span<const Term> terms_;
  std::span<const Value> values_;
  std::span<const Term> context_;
  const Passages& passages_;
  const Lexicon& lexicon_;
  const ConflictModel& conflicts_;
  AlignmentWorkspace& workspace_;
  Tally& tally_;
  PartTable table_;
  std::array<Candidate, hit_limit> candidates_;
  std::array<std::uint8_t, hit_limit> order_{};
  std::size_t count_ = 0;
};

Features features_of(const Tally& t, std::size_t parts, std::size_t passages) {
  const auto share = [](float part, float whole) { return whole > 0 ? part / whole : 1.0f; };
  const auto n = static_cast<float>(std::max<std::size_t>(parts, 1));
  Features f{};
  for (int s = 0; s < 4; ++s) {
    f[f_coverage_best + s] = share(t.covered[s], t.weight);
    f[f_uncovered_max_best + s] = t.uncovered_max[s];
    f[f_uncovered_sum_best + s] = t.uncovered_sum[s];
  }
  f[f_uncovered_count_top3] = t.uncovered_top3;
  f[f_uncovered_count_document] = t.uncovered_document;
  for (int s = 0; s < 3; ++s) f[f_pairs_best + s] = share(t.pairs[s], t.pair_weight);
  f[f_isolated_max] = t.isolated_max;
  f[f_isolated_count] = t.isolated;
  f[f_triples_best] = share(t.triples, t.triple_weight);
  f[f_ordered_share] = share(t.ordered, t.weight);
  f[f_longest_run] = t.longest_run;
  f[f_longest_run_share] = share(t.longest_run, t.terms);
  f[f_reverse_coverage] = t.reverse;
  f[f_reverse_coverage_top3] = t.reverse3;
  f[f_names] = t.names;
  f[f_names_best] = share(t.names_in[0], t.names);
  f[f_names_top3] = share(t.names_in[1], t.names);
  f[f_names_document] = share(t.names_in[2], t.names);
  f[f_names_missing_hits] = t.names_missing_hits;
  f[f_names_missing_document] = t.names - t.names_in[2];
  f[f_name_order_changed] = t.names_order;
  f[f_numbers] = t.numbers;
  f[f_numbers_best] = share(t.numbers_in[0], t.numbers);
  f[f_numbers_top3] = share(t.numbers_in[1], t.numbers);
  f[f_numbers_document] = share(t.numbers_in[2], t.numbers);
  f[f_numbers_missing_document] = t.numbers - t.numbers_in[2];
  f[f_values] = t.values;
  f[f_values_agree_best] = share(t.values_agree[0], t.values);
  f[f_values_agree_top3] = share(t.values_agree[1], t.values);
  f[f_values_conflict_best] = t.values_conflict[0];
  f[f_values_conflict_top3] = t.values_conflict[1];
  f[f_values_unmatched] = t.values_unmatched;
  f[f_word_uncovered_max_hits] = t.word_max_hits;
  f[f_word_uncovered_max_document] = t.word_max_document;
  f[f_word_uncovered_mean_top3] = t.words > 0 ? t.words_uncovered / t.words : 0;
  f[f_negation_claim] = t.negation_claim;
  f[f_negation_best] = t.negation_best;
  f[f_negation_differs] = t.negation_differs;
  f[f_reversing_differs] = t.reversing;
  f[f_opposite_best] = t.opposite[0];
  f[f_opposite_top3] = t.opposite[1];
  f[f_direction_differs] = t.direction;
  f[f_planned_differs] = t.planned;
  f[f_possible_differs] = t.possible;
  f[f_universal_added] = t.universal;
  f[f_exclusive_added] = t.exclusive;
  f[f_partial_differs] = t.partial;
  f[f_swap_number] = t.swap[0];
  f[f_swap_name] = t.swap[1];
  f[f_swap_word] = t.swap[2];
  f[f_swap_context] = t.swap_context;
  f[f_inserted_max] = t.inserted_max;
  f[f_inserted_context] = t.inserted_context;
  f[f_claim_terms] = t.terms;
  f[f_claim_parts] = n;
  f[f_passages_log] = std::log(1 + static_cast<float>(passages));
  f[f_best_terms] = t.best_terms / n;
  f[f_hit_score] = t.hit_score / n;
  f[f_hit_margin] = t.hit_margin / n;
  f[f_part_coverage_min] = t.coverage_min;
  f[f_part_coverage_mean] = t.coverage_sum / n;
  f[f_context_covered] = t.context_covered;
  f[f_spelled_missing] = t.spelled_missing;
  f[f_pronouns] = t.pronouns;
  f[f_precise_conflicts] = t.precise_conflicts;
  f[f_conflict_weight] = t.conflict_weight;
  f[f_values_conflict_noun] = t.values_conflict_noun;
  f[f_dates_conflict] = t.dates_conflict;
  f[f_part_coverage_max] = t.coverage_max;
  for (int s = 0; s < 3; ++s) {
    f[f_soft_best + s] = share(t.soft[s], t.weight);
    f[f_soft_uncovered_max_best + s] = t.soft_max[s];
  }
  f[f_soft_reverse] = t.soft_reverse;
  f[f_segments] = t.segments;
  f[f_segment_min_best] = t.segment_min_best;
  f[f_segment_min_hits] = t.segment_min_hits;
  f[f_segment_gap] = t.segment_gap;
  for (std::size_t k = 0; k + 1 < conflict_kinds; ++k) {
    f[f_at_number + k] = t.at[k];
    f[f_at_number_claim + k] = t.at_claim[k];
  }
  f[f_at_number_noun] = t.at_noun;
  f[f_at_name_similarity] = t.at_name_similarity;
  f[f_at_name_known] = t.at_name_known;
  f[f_at_polarity_added] = t.at_polarity_added;
  f[f_at_max] = t.at_max;
  f[f_at_count] = t.at_count;
  f[f_at_soft_best] = t.at_max * f[f_soft_best];
  f[f_at_antonym] = t.at_antonym;
  f[f_at_sibling_similarity] = t.at_sibling_similarity;
  f[f_at_alike] = t.at_alike;
  f[f_at_alike_similarity] = t.at_alike_similarity;
  f[f_hole_context] = t.hole_context;
  f[f_hole_max] = t.hole_max;
  using enum Lexicon::Relation;
  for (const auto& [feature, relation] : {std::pair(f_words_same, same),
                                          {f_words_related, related},
                                          {f_words_broader, broader},
                                          {f_words_narrower, narrower},
                                          {f_words_sibling, sibling},
                                          {f_words_opposed, opposed},
                                          {f_words_strange, none}})
    f[feature] = t.relations[static_cast<std::size_t>(relation)];
  f[f_score_top] = t.gravest.score;
  f[f_score_second] = t.score_second;
  for (std::size_t k = 0; k < conflict_kinds; ++k) f[f_score_number + k] = t.scores[k];
  f[f_score_moved] = t.score_moved;
  f[f_score_sum] = t.score_sum;
  f[f_top_kind] = t.any_conflict ? static_cast<float>(t.gravest.kind) : -1;
  f[f_top_context] = t.gravest.context;
  f[f_top_claim_context] = t.gravest.claim_context;
  f[f_top_between] = t.gravest.between;
  f[f_top_in_place] = t.gravest.in_place;
  f[f_top_cover] = t.gravest.cover;
  f[f_top_told_elsewhere] = t.gravest.told_elsewhere ? 1.0f : 0.0f;
  f[f_strangers] = t.strangers;
  f[f_strangers_share] = t.all_names > 0 ? t.strangers / t.all_names : 0;
  return f;
}

}  // namespace

void align(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
           const ConflictModel& conflicts, std::span<const char> excluded,
           AlignmentWorkspace& workspace, Alignment& out) {
  Tally tally;
  out.parts.resize(claim.parts.size());
  for (std::size_t p = 0; p < claim.parts.size(); ++p) {
    PartAligner(claim, claim.parts[p], passages, lexicon, conflicts, workspace, tally)
        .run(excluded, out.parts[p]);
  }
  out.features = features_of(tally, claim.parts.size(), passages.passages.size());
}

}  // namespace assay::corroboration
