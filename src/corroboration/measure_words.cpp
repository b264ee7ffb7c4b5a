#include <algorithm>
#include <cmath>

#include "corroboration/part_aligner.h"

namespace assay::corroboration {
namespace {

std::uint32_t traits_of(std::span<const Term> terms, std::uint32_t& negations) {
  std::uint32_t all = 0;
  negations = 0;
  for (const Term& term : terms) {
    all |= term.traits;
    negations += (term.traits & trait::negation) != 0;
  }
  return all;
}

}  // namespace

void PartAligner::measure_words(PartAlignment& out) {
  const std::vector<std::uint64_t>* document = nullptr;
  if (count_ > 0) document = &passages_.documents[passages_.passages[out.best].document].stems;
  float part_weight = 0, part_covered = 0;
  std::array<std::uint8_t, longest_terms> linked{};
  for (const auto& [a, b, weight] : content_pairs()) {
    tally_.pair_weight += weight;
    for (std::size_t rank = 0; rank < count_; ++rank) {
      if (!together(candidate(rank), a, b)) continue;
      if (rank == 0) tally_.pairs[0] += weight;
      if (rank < 3) tally_.pairs[1] += weight;
      tally_.pairs[2] += weight;
      linked[a] = linked[b] = 1;
      break;
    }
  }
  // The most of the best, the best three and all passages.
  std::array<std::array<float, 3>, longest_terms> covers, softs;
  std::fill_n(covers.begin(), terms_.size(), std::array<float, 3>{});
  std::fill_n(softs.begin(), terms_.size(), std::array<float, 3>{});
  for (std::size_t rank = 0; rank < count_; ++rank) {
    const Candidate& laid = candidate(rank);
    const auto raise = [rank](std::array<float, 3>& most, float held) {
      if (rank == 0) most[0] = held;
      if (rank < 3) most[1] = std::max(most[1], held);
      most[2] = std::max(most[2], held);
    };
    for (const std::uint8_t i : content_terms()) {
      raise(covers[i], laid.cover[i]);
      raise(softs[i], laid.soft[i]);
    }
  }
  std::size_t before = terms_.size(), before2 = terms_.size();
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const Term& term = terms_[i];
    tally_.pronouns += (term.traits & trait::pronoun) != 0;
    if (!term.content()) continue;
    std::array<float, 4> cover = {covers[i][0], covers[i][1], covers[i][2], covers[i][2]};
    if (document != nullptr && cover[3] < 1 && std::ranges::binary_search(*document, term.stem))
      cover[3] = 1;
    const bool known = cover[3] == 0 && std::ranges::any_of(context_, [&](const Term& other) {
                         return other.content() && other.stem == term.stem;
                       });
    tally_.context_covered += known ? term.weight : 0;
    // What the article's own context already says need not be proved again.
    const float weight = known ? 0.3f * term.weight : term.weight;
    for (std::size_t scope = 0; scope < 3; ++scope) {
      const float soft = softs[i][scope];
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

void PartAligner::opposites() {
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

bool PartAligner::opposed(const std::vector<Lexicon::Opposite>& mine, const Term& other) const {
  if (!other.framed) return false;
  const auto* theirs = lexicon_.opposites(other.stem);
  if (table_.find(other.stem) != nowhere) return false;
  return std::ranges::any_of(mine, [&](const Lexicon::Opposite& a) {
    return std::ranges::any_of(*theirs, [&](const Lexicon::Opposite& b) {
      return a.kind == Lexicon::OppositeKind::antonym && a.group == b.group && a.side != b.side;
    });
  });
}

void PartAligner::measure_polarity(const PartAlignment& out) {
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

void PartAligner::measure_segments() {
  constexpr std::size_t least_content = 3;  // shorter stretches join the one before
  std::size_t begin = 0, content = 0;       // of the stretch, in terms of content
  const auto close = [&] {
    const auto stretch = content_terms().subspan(begin, content);
    float best = 0, first = 0, weight = 0;
    for (const std::uint8_t t : stretch) weight += terms_[t].weight;
    for (std::size_t rank = 0; rank < count_; ++rank) {
      const Candidate& laid = candidate(rank);
      float held = 0;
      for (const std::uint8_t t : stretch) held += terms_[t].weight * laid.soft[t];
      best = std::max(best, held / weight);
      if (rank == 0) first = held / weight;
    }
    tally_.segments += 1;
    tally_.segment_min_best = std::min(tally_.segment_min_best, first);
    tally_.segment_min_hits = std::min(tally_.segment_min_hits, best);
    tally_.segment_gap = std::max(tally_.segment_gap, weight * (1 - best));
    begin += content;
    content = 0;
  };
  std::size_t left = content_count_;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const bool boundary = terms_[t].breaks || (terms_[t].traits & trait::clause) != 0;
    if (boundary && content >= least_content && left >= least_content) close();
    content += terms_[t].content();
    left -= terms_[t].content();
  }
  if (content > 0) close();
}

void PartAligner::measure_relations() {
  constexpr std::size_t depth = 3;
  std::array<Lexicon::Relation, longest_terms> nearest{};
  for (std::size_t rank = 0; rank < std::min(count_, depth); ++rank) {
    const Candidate& laid = candidate(rank);
    for (const RelatedWords& pair : std::span(laid.related).first(laid.related_count)) {
      Lexicon::Relation& relation = nearest[pair.claim];
      if (pair.relation == Lexicon::Relation::none) continue;
      if (relation == Lexicon::Relation::none || pair.relation < relation) relation = pair.relation;
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

}  // namespace assay::corroboration
