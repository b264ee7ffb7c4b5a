#include "corroboration/novelty.h"
#include <algorithm>
#include <cmath>

#include "corroboration/alignment_features.h"

namespace assay::corroboration {
namespace {

constexpr std::uint32_t denying = trait::negation | trait::reversing;
constexpr std::size_t denial_reach = 5;  // terms between a denial and what it denies; guess

bool denied_at(std::span<const Term> terms, std::size_t at) {
  for (std::size_t t = at; t-- > (at > denial_reach ? at - denial_reach : 0);) {
    if ((terms[t].traits & denying) != 0) return true;
  }
  return false;
}

// Where each stem stands in the evidence: its first few places, in order.
class Places {
 public:
  explicit Places(std::span<const Term> terms) : terms_(terms) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      add(terms[t].stem, t);
      if (terms[t].root != terms[t].stem) add(terms[t].root, t);
    }
  }

  // Of the stem, or else of words of its family.
  std::span<const std::uint32_t> of(const Term& term) const {
    const List* list = lists_.find(term.stem);
    if (list == nullptr) list = lists_.find(term.root);
    return list == nullptr ? std::span<const std::uint32_t>()
                           : std::span(list->at).first(list->count);
  }
  bool holds(std::uint64_t stem) const { return lists_.contains(stem); }

 private:
  static constexpr std::size_t most = 16;
  struct List {
    std::array<std::uint32_t, most> at;
    std::uint8_t count = 0;
  };
  void add(std::uint64_t key, std::size_t t) {
    List& list = lists_[key];
    if (list.count < most) list.at[list.count++] = static_cast<std::uint32_t>(t);
  }
  std::span<const Term> terms_;
  HashMap<List> lists_;
};

// The words of the evidence, each once, by their vectors.
struct Vocabulary {
  static constexpr std::size_t most_vectors = 2048;
  std::vector<std::uint16_t> vectors;
  Lexicon::Concepts concepts;

  Vocabulary(std::span<const Term> terms, const Lexicon& lexicon) {
    for (const Term& term : terms) {
      if (term.content() && !term.name && term.vector != Lexicon::no_vector)
        vectors.push_back(term.vector);
    }
    std::ranges::sort(vectors);
    vectors.erase(std::ranges::unique(vectors).begin(), vectors.end());
    for (const std::uint16_t vector : vectors) lexicon.append_concepts(vector, concepts);
    concepts.settle();
    if (vectors.size() > most_vectors) vectors.resize(most_vectors);
  }
};

class Measurer {
 public:
  Measurer(std::span<const Term> claim, std::span<const Term> evidence, const Lexicon& lexicon,
           Features& features, NewWords& words)
      : claim_(claim),
        evidence_(evidence),
        lexicon_(lexicon),
        places_(evidence),
        vocabulary_(evidence, lexicon),
        f_(features),
        words_(words) {
    for (std::size_t t = 0; t < claim.size(); ++t) {
      if (claim[t].content()) content_.push_back(static_cast<std::uint32_t>(t));
    }
  }

  void run(const NewWordsModel& model) {
    f_[f_new_nearest] = f_[f_new_nearest_mean] = 1;
    for (std::size_t c = 0; c < content_.size(); ++c) measure_word(c);
    if (compared_ > 0) f_[f_new_nearest_mean] = nearest_sum_ / static_cast<float>(compared_);
    if (!content_.empty()) {
      const auto all = static_cast<float>(content_.size());
      f_[f_new_same_share] = f_[f_new_same] / all;
      f_[f_new_far_share] = f_[f_new_far] / all;
    }
    measure_denials();
    measure_distances();
    measure_scope();
    words_.small.assign(model.small_count(), 0);
    for (const Term& term : claim_) {
      if (const std::size_t small = model.small(term.stem);
          small < model.small_count() && !places_.holds(term.stem))
        words_.small[small] = 1;
    }
    const auto scores = model.scores(words_);
    f_[f_new_kind_of_edits] = scores[0];
    f_[f_new_kind_of_claims] = scores[1];
  }

 private:
  static constexpr std::size_t most_compared = 64;
  static constexpr std::size_t near = 4;  // terms beside a known word that are in its place; guess

  void measure_word(std::size_t c) {
    const Term& term = claim_[content_[c]];
    if (!places_.of(term).empty()) return;
    if (term.number) {
      f_[f_new_numbers] += 1;
      return;
    }
    if (term.name) {
      f_[f_new_names] += 1;
      return;
    }
    f_[f_new_words] += 1;
    lexicon_.add_to(words_.vectors, term.vector);
    if (compared_ == most_compared) return;
    ++compared_;
    float nearest = 0;
    for (const std::uint16_t other : vocabulary_.vectors)
      nearest = std::max(nearest, lexicon_.similarity(term.vector, other));
    nearest_sum_ += nearest;
    f_[f_new_nearest] = std::min(f_[f_new_nearest], nearest);
    const Lexicon::Nearness lies = lexicon_.nearness(term.vector, vocabulary_.concepts);
    f_[f_new_opposed] += lies.opposed;
    if (!lies.known) {
      f_[f_new_unknown] += 1;
    } else if (lies.same) {
      f_[f_new_same] += 1;
    } else if (lies.near) {
      f_[f_new_near] += 1;
    } else {
      f_[f_new_far] += 1;
      f_[f_new_far_weight] += term.weight;
    }
    measure_place(c, lies);
  }

  // What stands in the evidence where the new word stands in the claim: beside the same words.
  void measure_place(std::size_t c, const Lexicon::Nearness& lies) {
    const Term& term = claim_[content_[c]];
    const auto before = c > 0 ? places_.of(claim_[content_[c - 1]]) : none;
    const auto after = c + 1 < content_.size() ? places_.of(claim_[content_[c + 1]]) : none;
    std::array<bool, relation_count> stands{};
    for (const auto& places : {before, after}) {
      for (const std::uint32_t place : places) {
        const std::size_t first = place > near ? place - near : 0,
                          last = std::min(place + near + 1, evidence_.size());
        for (std::size_t t = first; t < last; ++t) {
          const Term& other = evidence_[t];
          if (t == place || !other.content() || other.name || other.number) continue;
          stands[static_cast<std::size_t>(lexicon_.relation(term.vector, other.vector))] = true;
        }
      }
    }
    using enum Lexicon::Relation;
    const auto has = [&](Lexicon::Relation relation) {
      return stands[static_cast<std::size_t>(relation)];
    };
    if (has(same) || has(related)) {
      f_[f_place_same] += 1;
    } else if (has(opposed)) {
      f_[f_place_opposed] += 1;
    } else if (has(broader) || has(narrower)) {
      f_[f_place_kind] += 1;
    } else if (has(sibling)) {
      f_[f_place_sibling] += 1;
    } else if (!lies.same && distance(before, after) <= near) {
      f_[f_inserted] += 1;  // its neighbours are neighbours there
    }
    // "A comedy film" where the evidence knows another film only.
    const bool leads = c + 1 < content_.size() && content_[c + 1] == content_[c] + 1;
    if (!leads || after.empty() || lies.same) return;
    float most = -1;
    for (const std::uint32_t place : after) {
      if (place == 0) continue;
      const Term& other = evidence_[place - 1];
      if (!other.content() || other.number) continue;
      most = std::max(most, lexicon_.similarity(term.vector, other.vector));
    }
    f_[f_other_modifier] = std::max(f_[f_other_modifier], 1 + most);
  }

  static std::size_t distance(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    std::size_t least = far_away;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      least = std::min<std::size_t>(least, a[i] > b[j] ? a[i] - b[j] : b[j] - a[i]);
      a[i] < b[j] ? ++i : ++j;
    }
    return least;
  }

  // Whether the evidence denies what the claim denies, and the reverse.
  void measure_denials() {
    for (std::size_t t = 0; t < claim_.size(); ++t) {
      if ((claim_[t].traits & trait::negation) == 0) continue;
      const auto head = std::ranges::upper_bound(content_, static_cast<std::uint32_t>(t));
      if (head == content_.end()) continue;
      const auto places = places_.of(claim_[*head]);
      const bool backed = std::ranges::any_of(
          places, [&](std::uint32_t place) { return denied_at(evidence_, place); });
      f_[backed ? f_denials_backed : places.empty() ? f_denials_of_new : f_denials_added] += 1;
    }
    for (const std::uint32_t t : content_) {
      const auto places = places_.of(claim_[t]);
      if (places.empty() || denied_at(claim_, t)) continue;
      f_[f_denied_there] += std::ranges::all_of(
          places, [&](std::uint32_t place) { return denied_at(evidence_, place); });
    }
  }

  // Words that stand together in the claim and far apart in the evidence.
  void measure_distances() {
    constexpr std::size_t together = 4, apart = 12;  // guesses
    float pairs = 0;
    for (std::size_t c = 1; c < content_.size(); ++c) {
      const std::uint32_t a = content_[c - 1], b = content_[c];
      if (b - a > together) continue;
      const std::size_t distance = Measurer::distance(places_.of(claim_[a]), places_.of(claim_[b]));
      if (distance == far_away) continue;
      pairs += 1;
      f_[f_pair_distance] =
          std::max(f_[f_pair_distance], static_cast<float>(std::min<std::size_t>(distance, 200)));
      if (distance <= apart) continue;
      f_[f_far_pairs] += 1;
      f_[f_far_pair_weight] =
          std::max(f_[f_far_pair_weight], std::min(claim_[a].weight, claim_[b].weight));
    }
    f_[f_far_pair_share] = pairs > 0 ? f_[f_far_pairs] / pairs : 0;
  }

  void measure_scope() {
    const auto added = [&](std::uint32_t trait) {
      const auto has = [trait](const Term& term) { return (term.traits & trait) != 0; };
      return static_cast<float>(std::ranges::count_if(claim_, has) > 0 &&
                                std::ranges::none_of(evidence_, has));
    };
    f_[f_new_exclusive] = added(trait::exclusive);
    f_[f_new_universal] = added(trait::universal);
    f_[f_new_unequalled] = added(trait::unequalled);
    f_[f_exclusives] = static_cast<float>(std::ranges::count_if(
        claim_, [](const Term& term) { return (term.traits & trait::exclusive) != 0; }));
  }

  static constexpr std::size_t far_away = static_cast<std::size_t>(-1);
  static constexpr std::span<const std::uint32_t> none{};
  std::span<const Term> claim_, evidence_;
  const Lexicon& lexicon_;
  Places places_;
  Vocabulary vocabulary_;
  Features& f_;
  NewWords& words_;
  std::vector<std::uint32_t> content_;  // the claim's terms of content
  std::size_t compared_ = 0;
  float nearest_sum_ = 0;
};

}  // namespace

std::size_t NewWordsModel::small(std::uint64_t stem) const {
  return static_cast<std::size_t>(std::ranges::find(small_, stem) - small_.begin());
}

std::array<float, NewWordsModel::score_count> NewWordsModel::scores(const NewWords& words) const {
  std::array<float, score_count> out{};
  for (std::size_t s = 0; s < score_count; ++s) {
    const Weights& weights = weights_[s];
    out[s] = weights.bias;
    for (std::size_t d = 0; d < words.vectors.size(); ++d)
      out[s] += weights.vector[d] * words.vectors[d];
    for (std::size_t w = 0; w < words.small.size(); ++w)
      out[s] += words.small[w] != 0 ? weights.small[w] : 0;
  }
  return out;
}

void measure_novelty(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                     const NewWordsModel& model, Features& features, NewWords& words) {
  words.vectors = {};
  Measurer(claim.buffer.terms, passages.buffer.terms, lexicon, features, words).run(model);
}

}  // namespace assay::corroboration
