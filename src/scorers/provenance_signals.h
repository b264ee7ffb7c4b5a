// The signs of one document as they are found: the first sighting of each counts.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "assay/scorer.h"

#include "scorers/provenance_signs.h"

namespace assay {

class ArticlePlace;
class SentenceMatches;
struct ProvenanceWords;

class Signals {
 public:
  explicit Signals(const Document& document) : document_(document) {
    for (std::size_t s = 0; s < sign_count; ++s) signals_[s].name = sign_names[s];
  }

  Signal& at(Sign sign) { return signals_[static_cast<std::size_t>(sign)]; }
  const Signal& at(Sign sign) const { return signals_[static_cast<std::size_t>(sign)]; }
  bool has(Sign sign) const { return at(sign).state == SignalState::present; }
  const std::array<Signal, sign_count>& all() const { return signals_; }

  void note(Sign sign, std::string value, std::optional<Range> range = {}) {
    Signal& signal = at(sign);
    if (signal.state == SignalState::present || value.empty()) return;
    signal.state = SignalState::present;
    signal.value = std::move(value);
    signal.range = range;
  }
  void note(Sign sign, Range range) { note(sign, std::string(document_.view(range)), range); }
  // `part` is a piece of the document's text.
  void note_part(Sign sign, std::string_view part) { note(sign, range_of(part)); }

  // Whatever was not found is not there.
  void miss_the_rest() {
    for (Signal& signal : signals_) {
      if (signal.state != SignalState::present) signal.state = SignalState::missing;
    }
  }

  Range range_of(std::string_view part) const {
    const auto begin = static_cast<std::uint32_t>(part.data() - document_.text.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
  }

 private:
  const Document& document_;
  std::array<Signal, sign_count> signals_;
};

// What the readers of a document's signs share.
struct ProvenanceContext {
  const ScorerInput& input;
  const Document& document;
  const ProvenanceWords& words;
  const SentenceMatches& matches;
  const ArticlePlace& article;
  Signals& signals;
};

}  // namespace assay
