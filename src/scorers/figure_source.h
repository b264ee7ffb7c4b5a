// The source of a figure: of all that may vouch for it, the one that does so most surely.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "assay/scorer.h"

namespace assay::figures {

// How surely something vouches for a figure; guesses, in the order in which a reader would look.
enum class Strength : std::uint8_t {
  none,
  near,               // somewhere near in the block
  named_before,       // in the sentence before
  vague_in_sentence,  // in the sentence, but what is said does not hold the figure
  named_in_sentence,
  link = named_in_sentence,
  footnote,
  carried,  // from a source that clearly vouches: also a table's, a list's
  said,     // what is said holds the figure; also a finding of the writer's own
  said_by_named,
  quoted
};

// Where an attribution stands; they are sorted by it.
inline std::uint32_t place_of(const Attribution& attribution) {
  return std::min(attribution.cue.begin, attribution.source.begin);
}

// Gathers the candidates of one figure and writes the strongest into it; of equals, the first.
class FigureSource {
 public:
  FigureSource(const Mentions& mentions, Figure& figure) : mentions_(mentions), figure_(figure) {}

  // `attribution` may be no_index: then there is nothing to consider.
  void consider(std::uint32_t attribution, Strength strength) {
    if (attribution == no_index || strength <= strength_) return;
    const Attribution& a = mentions_.attributions[attribution];
    strength_ = strength;
    attribution_ = attribution;
    figure_.attribution = a.vague ? AttributionState::vague : AttributionState::named;
    figure_.attribution_source = words_of(attribution);
    figure_.attribution_name.clear();
    named_ = a.source_index;
  }

  // A note can be looked up: it is more than a source that is not named.
  template <typename Notes>
  void consider_footnote(Range mark, Notes& notes) {
    const bool named = figure_.attribution == AttributionState::named;
    if (strength_ >= Strength::footnote && named) return;
    point_to(mark, std::max(strength_, Strength::footnote));
    figure_.attribution_name = notes.name_of(mark);
  }

  // A line below a table or list that names whose it is.
  void consider_credit(Range line) {
    if (strength_ < Strength::said) point_to(line, Strength::said);
  }

  void consider_site(Range name) {
    if (strength_ < Strength::carried) point_to(name, Strength::carried);
  }

  // A link can be followed: it is more than a source that is not named.
  void consider_link(Range words, std::string_view target) {
    if (strength_ >= Strength::link && figure_.attribution == AttributionState::named) return;
    point_to(words, std::max(strength_, Strength::link));
    figure_.attribution_link = target;
  }

  // Somebody who is not named says it in a quotation.
  void consider_quotation(Range text) { quotation_ = text; }

  // The quotation is all the text gives; false: nothing does.
  bool leave_to_quotation() {
    if (found() || quotation_.empty()) return found();
    figure_.attribution = AttributionState::vague;
    figure_.attribution_source = quotation_;
    return true;
  }

  // Nobody vouches after all.
  void withdraw() {
    figure_.attribution = AttributionState::none;
    figure_.attribution_source.reset();
    figure_.attribution_link.clear();
    figure_.attribution_name.clear();
    named_ = no_index;
  }

  // Writes the name of the source into the figure, when all are considered.
  void settle() {
    if (named_ != no_index) figure_.attribution_name = mentions_.sources[named_].name;
  }

  // The attribution that clearly vouches for the figure, or no_index.
  std::uint32_t clear_attribution() const {
    return strength_ >= Strength::carried ? attribution_ : no_index;
  }
  bool found() const { return strength_ != Strength::none; }

 private:
  // The words that name the source; where none do ("59 % said"), those that did before.
  Range words_of(std::uint32_t attribution) const {
    constexpr std::uint32_t farthest = 32;  // attributions: guess
    const Attribution& a = mentions_.attributions[attribution];
    if (!a.source.empty()) return a.source;
    for (std::uint32_t k = 1; a.source_index != no_index && k <= std::min(attribution, farthest);
         ++k) {
      const Attribution& before = mentions_.attributions[attribution - k];
      if (before.source_index == a.source_index && !before.source.empty()) return before.source;
    }
    return a.cue;
  }

  void point_to(Range text, Strength strength) {
    strength_ = strength;
    figure_.attribution = AttributionState::named;
    figure_.attribution_source = text;
    figure_.attribution_name.clear();
    named_ = no_index;
  }

  const Mentions& mentions_;
  Figure& figure_;
  Strength strength_ = Strength::none;
  std::uint32_t attribution_ = no_index;
  std::uint32_t named_ = no_index;  // into Mentions::sources
  Range quotation_{};
};

}  // namespace assay::figures
