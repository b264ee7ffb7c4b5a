#include <algorithm>
#include <cmath>

#include "corroboration/part_aligner.h"

namespace assay::corroboration {

void PartAligner::lay(const Hit& hit, Candidate& out) const {
  const Passage& passage = passages_.passages[hit.passage];
  out.passage = hit.passage;
  std::fill_n(out.cover.begin(), terms_.size(), 0.0f);
  std::fill_n(out.position.begin(), terms_.size(), nowhere);
  const std::span<const Term> other = passages_.compared_terms(passage);
  std::fill_n(out.back.begin(), other.size(), 0.0f);
  std::fill_n(out.match.begin(), other.size(), no_match);
  float matched = 0;
  for (std::size_t j = 0; j < other.size(); ++j) {
    const Term& term = other[j];
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
  for (const auto& [first, i] : std::span(repeats_).first(repeat_count_)) {
    out.cover[i] = std::max(out.cover[i], out.cover[first]);
    if (out.position[i] == nowhere) out.position[i] = out.position[first];
  }
  cover_values(hit.passage, other, out);
  cover_short_forms(hit.passage, other, out);
  cover_softly(other, out);
  out.reverse = passage.weight > 0 ? matched / passage.weight : 0;
  float pairs = 0;
  for (const Pair& pair : content_pairs()) {
    if (together(out, pair.first, pair.second)) pairs += pair.weight;
  }
  float soft = 0;
  for (const std::uint8_t i : content_terms()) soft += terms_[i].weight * out.soft[i];
  out.score = soft + 0.5f * pairs;
}

void PartAligner::cover_softly(std::span<const Term> other, Candidate& out) const {
  std::copy_n(out.cover.begin(), terms_.size(), out.soft.begin());
  std::array<std::uint8_t, longest_terms> open;
  std::size_t open_count = 0;
  for (std::size_t j = 0; j < other.size(); ++j) {
    if (out.back[j] == 0 && other[j].common) open[open_count++] = static_cast<std::uint8_t>(j);
  }
  out.related_count = 0;
  for (const std::uint8_t i : std::span(common_).first(common_count_)) {
    if (out.cover[i] != 0) continue;
    for (std::size_t o = 0; o < open_count; ++o) {
      const Term& term = other[open[o]];
      const float similarity = lexicon_.similarity(terms_[i].vector, term.vector);
      constexpr float least_alike = 0.1f;  // words that WordNet relates are hardly less alike
      if (similarity <= least_alike) continue;
      keep_related({i, open[o], Lexicon::Relation::none, similarity}, out);
      const float cover = alike(similarity);
      if (cover == 0 || are_at_odds(terms_[i], term)) continue;
      out.soft[i] = std::max(out.soft[i], cover);
      out.back[open[o]] = std::max(out.back[open[o]], cover);
    }
  }
}

void PartAligner::keep_related(const RelatedWords& pair, Candidate& out) {
  if (out.related_count < Candidate::most_related) {
    out.related[out.related_count++] = pair;
    return;
  }
  const auto least = std::ranges::min_element(out.related, {}, &RelatedWords::similarity);
  if (least->similarity < pair.similarity) *least = pair;
}

float PartAligner::alike(float similarity) {
  constexpr float unlike = 0.25f, same = 0.75f, most = 0.7f;  // guesses
  return most * std::clamp((similarity - unlike) / (same - unlike), 0.0f, 1.0f);
}

bool PartAligner::are_at_odds(const Term& a, const Term& b) const {
  return a.framed && b.framed &&
         Lexicon::at_odds(*lexicon_.opposites(a.stem), *lexicon_.opposites(b.stem));
}

void PartAligner::relate(std::span<const Term> other, Candidate& out) const {
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

void PartAligner::cover_values(std::uint32_t passage, std::span<const Term> other,
                               Candidate& out) const {
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

void PartAligner::find_short_forms(std::span<const ShortForm> own) {
  const auto stands_at = [&](std::size_t i, const ShortForm& form) {
    return terms_[i].stem == form.stem && (!form.capitals || terms_[i].capitals);
  };
  // The name's content words, the last of them at `i`, others than stop words not between.
  const auto name_begin = [&](std::size_t i, const ShortForm& form) {
    std::size_t left = form.word_count;
    for (std::size_t t = i + 1; t-- > 0;) {
      if (!terms_[t].content()) continue;
      if (terms_[t].stem != form.words[left - 1]) return terms_.size();
      if (--left == 0) return t;
    }
    return terms_.size();
  };
  const auto keep = [&](std::size_t begin, std::size_t end, bool is_short, bool any_document,
                        const ShortForm& form) {
    if (told_count_ == told_.size()) return;
    told_[told_count_++] = {begin, end, is_short, any_document, &form};
  };
  const auto is_any = [](const ShortForm& form) {
    return form.document == ShortForm::any_document;
  };
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (!terms_[i].content()) continue;
    for (const ShortForm& form : passages_.short_forms.of_short(terms_[i].stem)) {
      if (stands_at(i, form)) keep(i, i + 1, true, is_any(form), form);
    }
    passages_.short_forms.of_last_word(terms_[i].stem, [&](const ShortForm& form) {
      if (const std::size_t begin = name_begin(i, form); begin < i)
        keep(begin, i + 1, false, is_any(form), form);
    });
    for (const ShortForm& form : own) {
      if (stands_at(i, form)) keep(i, i + 1, true, true, form);
      if (terms_[i].stem != form.name().back()) continue;
      if (const std::size_t begin = name_begin(i, form); begin < i)
        keep(begin, i + 1, false, true, form);
    }
  }
}

std::span<const Term> PartAligner::query() const {
  if (told_count_ == 0) return terms_;
  workspace_.query.assign(terms_.begin(), terms_.end());
  for (const ToldForm& told : std::span(told_).first(told_count_)) {
    Term term;
    constexpr float name_weight = 4;  // guess
    term.weight = name_weight;
    if (!told.is_short) {
      term.stem = term.root = told.form->stem;
      workspace_.query.push_back(term);
      continue;
    }
    for (const std::uint64_t word : told.form->name()) {
      term.stem = term.root = word;
      workspace_.query.push_back(term);
    }
  }
  return workspace_.query;
}

void PartAligner::cover_short_forms(std::uint32_t passage, std::span<const Term> other,
                                    Candidate& out) const {
  for (const ToldForm& told : std::span(told_).first(told_count_)) {
    const ShortForm& form = *told.form;
    if (!told.any_document && form.document != passages_.passages[passage].document) continue;
    std::size_t begin = other.size(), end = 0;
    if (told.is_short) {
      std::size_t found = 0;
      for (std::size_t j = 0; j < other.size() && found < form.word_count; ++j) {
        if (other[j].stem != form.words[found]) continue;
        if (found == 0) begin = j;
        ++found;
        end = j + 1;
      }
      if (found < form.word_count || end - begin > 2 * std::size_t{form.word_count}) continue;
    } else {
      const auto same = std::ranges::find_if(other, [&](const Term& term) {
        return term.stem == form.stem && (!form.capitals || term.capitals);
      });
      if (same == other.end()) continue;
      begin = static_cast<std::size_t>(same - other.begin());
      end = begin + 1;
    }
    const std::size_t head = told.end - 1;
    for (std::size_t i = told.begin; i < told.end; ++i) {
      if (out.cover[i] == 1 || !terms_[i].content()) continue;
      out.cover[i] = 1;
      out.position[i] = static_cast<std::uint8_t>(begin);
    }
    for (std::size_t j = begin; j < end; ++j) {
      if (!other[j].content()) continue;
      out.back[j] = 1;
      if (out.match[j] == no_match) out.match[j] = static_cast<std::uint8_t>(head);
    }
  }
}

}  // namespace assay::corroboration
