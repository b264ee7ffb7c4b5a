#include "scorers/figure_attributions.h"
#include <algorithm>

namespace assay::figures {
namespace {

// Where the sentences around the figure's begin and end, in its block.
struct Surroundings {
  explicit Surroundings(const PlacedFigure& at) {
    const std::uint32_t s = at.quantity.sentence, first = at.block.first_sentence;
    const std::span<const Sentence> sentences = at.document.sentences;
    before = s > first ? sentences[s - 1].text.begin : at.sentence.text.begin;
    two_before = s > first + 1 ? sentences[s - 2].text.begin : before;
    after =
        s + 1 < first + at.block.sentence_count ? sentences[s + 1].text.end : at.sentence.text.end;
  }
  std::uint32_t before, two_before, after;
};

// What one attribution says of one figure.
class Reading {
 public:
  Reading(const PlacedFigure& at, const Mentions& mentions, std::uint32_t index,
          Continuity& continuity, FigureSource& source, FigureFeatures& x)
      : at_(at),
        attribution_(mentions.attributions[index]),
        index_(index),
        continuity_(continuity),
        source_(source),
        x_(x),
        own_(!attribution_.vague && attribution_.source_index == no_index),
        named_(!attribution_.vague && !own_),
        told_throughout_(named_ && mentions.sources[attribution_.source_index].mentions >= often),
        document_(named_ &&
                  mentions.sources[attribution_.source_index].kind == SourceKind::document) {}

  void read(const Surroundings& around) {
    const std::uint32_t place = place_of(attribution_);
    if (place >= at_.sentence.text.end) {
      if (named_ && covers()) {
        note(index_of<"content_named">(), Strength::said_by_named);
      } else if (named_) {
        note(index_of<"after_named">(), Strength::near);
      }
    } else if (place >= at_.sentence.text.begin) {
      own_ ? note(index_of<"own_research">(), Strength::said) : in_sentence();
    } else {
      own_ ? note(index_of<"own_before">(), Strength::near) : before(place, around);
    }
  }

 private:
  static constexpr std::uint32_t often = 3;  // times a text speaks from its main source: guess

  void note(std::size_t feature, Strength strength) {
    x_[feature] = 1;
    source_.consider(index_, strength);
  }

  // "Rents rose by 6 percent. Source: Harbour Institute." Of another sentence, but not of the page.
  bool covers() const {
    const Range content = attribution_.content;
    return content.contains(at_.quantity.number.begin) && content.begin >= at_.block.text.begin &&
           (content == at_.sentence.text || content.end <= attribution_.cue.begin);
  }

  void in_sentence() {
    const Attribution& a = attribution_;
    if (named_ && a.cue.empty() && a.source.begin == at_.sentence.text.begin) set<"linked">(x_);
    const Range number = at_.quantity.number;
    const bool sampled = is_sample();
    if (sampled) set<"sample">(x_);
    const bool holds = sampled || (a.content.contains(number.begin) && !a.source.overlaps(number));
    if (holds && document_) set<"content_document">(x_);
    if (holds && named_) return note(index_of<"content_named">(), Strength::said_by_named);
    if (holds) return note(index_of<"content_vague">(), Strength::said);
    if (named_) return note(index_of<"sentence_named">(), Strength::named_in_sentence);
    note(index_of<"sentence_vague">(), Strength::vague_in_sentence);
  }

  // "(according to a survey of) 900 drivers": what the source itself rests on.
  bool is_sample() const {
    const Range source = attribution_.source, number = at_.quantity.text;
    if (!source.overlaps(number) || number.begin <= source.begin) return false;
    const std::string_view lead = at_.document.view({source.begin, number.begin});
    return lead.ends_with(" of ") || lead.ends_with(" from ") || lead.ends_with(" on ") ||
           lead.ends_with(" with ") || lead.ends_with(" among ");
  }

  void before(std::uint32_t place, const Surroundings& around) {
    if (named_ && covers()) return note(index_of<"content_named">(), Strength::said_by_named);
    if (named_) set<"block_named">(x_);
    if (place >= around.before && (!named_ || continuity_.goes_on(told_throughout_))) {
      if (document_) set<"before_document">(x_);
      if (named_) return note(index_of<"before_named">(), Strength::named_before);
      return note(index_of<"before_vague">(), Strength::near);
    }
    if (!named_) return;
    if (place >= around.two_before) set<"two_before_named">(x_);
    source_.consider(index_, Strength::near);
  }

  const PlacedFigure& at_;
  const Attribution& attribution_;
  std::uint32_t index_;
  Continuity& continuity_;
  FigureSource& source_;
  FigureFeatures& x_;
  bool own_;    // the writers' own finding: "we surveyed"
  bool named_;  // somebody else is
  bool told_throughout_;
  bool document_;
};

}  // namespace

void quotation_features(const PlacedFigure& at, const Mentions& mentions, FigureSource& source,
                        FigureFeatures& x) {
  constexpr std::uint32_t least_bytes = 12;  // shorter ones that nobody speaks set off a word
  const Range number = at.quantity.number;
  const auto behind =
      std::ranges::upper_bound(mentions.quotations, number.begin, {},
                               [](const Quotation& quotation) { return quotation.text.begin; });
  if (behind == mentions.quotations.begin()) return;
  const Quotation& quotation = *std::prev(behind);
  if (!quotation.text.contains(number)) return;
  if (quotation.attribution == no_index) {
    if (quotation.text.size() < least_bytes) return;
    set<"quoted_nobody">(x);
    source.consider_quotation(quotation.text);
    return;
  }
  const Attribution& a = mentions.attributions[quotation.attribution];
  if (a.vague || a.source_index == no_index) {
    set<"quoted_vague">(x);
  } else {
    set<"quoted_named">(x);
  }
  source.consider(quotation.attribution, Strength::quoted);
}

void NearAttributions::features(const PlacedFigure& at, Continuity& continuity,
                                FigureSource& source, FigureFeatures& x) {
  constexpr std::size_t most_before = 32, most_after = 8;
  const auto& all = mentions_.attributions;
  while (behind_ < all.size() && place_of(all[behind_]) < at.quantity.number.begin) ++behind_;
  const Surroundings around(at);
  std::size_t first = behind_;
  while (first > 0 && behind_ - first < most_before &&
         place_of(all[first - 1]) >= at.block.text.begin)
    --first;
  const std::size_t last = std::min(all.size(), behind_ + most_after);
  for (std::size_t k = first; k < last && place_of(all[k]) < around.after; ++k) {
    Reading(at, mentions_, static_cast<std::uint32_t>(k), continuity, source, x).read(around);
  }
}

std::span<const Attribution> NearAttributions::nearest(std::size_t count) const {
  const std::size_t first = behind_ - std::min(behind_, count);
  const std::size_t last = std::min(mentions_.attributions.size(), behind_ + count);
  return std::span(mentions_.attributions).subspan(first, last - first);
}

}  // namespace assay::figures
