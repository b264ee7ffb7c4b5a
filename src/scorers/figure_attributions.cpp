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
  Reading(const PlacedFigure& at, const Mentions& mentions, const Heard& heard, std::uint32_t index,
          Continuity& continuity, FigureSource& source, FigureFeatures& x)
      : at_(at),
        attribution_(mentions.attributions[index]),
        heard_(heard),
        index_(index),
        continuity_(continuity),
        source_(source),
        x_(x) {}

  void read(const Surroundings& around) {
    if (heard_.place >= at_.sentence.text.end) {
      if (heard_.named && covers()) {
        note(index_of<"content_named">(), Strength::said_by_named);
      } else if (heard_.named) {
        note(index_of<"after_named">(), Strength::near);
      }
    } else if (heard_.place >= at_.sentence.text.begin) {
      heard_.own ? note(index_of<"own_research">(), Strength::said) : in_sentence();
    } else {
      heard_.own ? note(index_of<"own_before">(), Strength::near) : before(around);
    }
  }

 private:
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
    if (heard_.named && a.cue.empty() && a.source.begin == at_.sentence.text.begin)
      set<"linked">(x_);
    const Range number = at_.quantity.number;
    const bool sampled = is_sample();
    if (sampled) set<"sample">(x_);
    const bool holds = sampled || (a.content.contains(number.begin) && !a.source.overlaps(number));
    if (holds && heard_.document) set<"content_document">(x_);
    if (holds && heard_.named) return note(index_of<"content_named">(), Strength::said_by_named);
    if (holds) return note(index_of<"content_vague">(), Strength::said);
    if (heard_.named) return note(index_of<"sentence_named">(), Strength::named_in_sentence);
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

  void before(const Surroundings& around) {
    const bool named = heard_.named;
    if (named && covers()) return note(index_of<"content_named">(), Strength::said_by_named);
    if (named) set<"block_named">(x_);
    if (heard_.place >= around.before && (!named || continuity_.goes_on(heard_.told_throughout))) {
      if (heard_.document) set<"before_document">(x_);
      if (named) return note(index_of<"before_named">(), Strength::named_before);
      return note(index_of<"before_vague">(), Strength::near);
    }
    if (!named) return;
    if (heard_.place >= around.two_before) set<"two_before_named">(x_);
    source_.consider(index_, Strength::near);
  }

  const PlacedFigure& at_;
  const Attribution& attribution_;
  const Heard& heard_;
  std::uint32_t index_;
  Continuity& continuity_;
  FigureSource& source_;
  FigureFeatures& x_;
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

NearAttributions::NearAttributions(const Mentions& mentions) : mentions_(mentions) {
  constexpr std::uint32_t often = 3;  // times a text speaks from its main source: guess
  heard_.reserve(mentions.attributions.size());
  for (const Attribution& one : mentions.attributions) {
    Heard& heard = heard_.emplace_back();
    heard.place = place_of(one);
    heard.own = !one.vague && one.source_index == no_index;
    heard.named = !one.vague && !heard.own;
    if (!heard.named) continue;
    const Source& source = mentions.sources[one.source_index];
    heard.told_throughout = source.mentions >= often;
    heard.document = source.kind == SourceKind::document;
  }
}

void NearAttributions::features(const PlacedFigure& at, Continuity& continuity,
                                FigureSource& source, FigureFeatures& x) {
  constexpr std::size_t most_before = 32, most_after = 8;
  while (behind_ < heard_.size() && heard_[behind_].place < at.quantity.number.begin) ++behind_;
  const Surroundings around(at);
  std::size_t first = behind_;
  while (first > 0 && behind_ - first < most_before &&
         heard_[first - 1].place >= at.block.text.begin)
    --first;
  const std::size_t last = std::min(heard_.size(), behind_ + most_after);
  bool far_named = false;  // what somebody named says far before is all the same, once is enough
  for (std::size_t k = first; k < last && heard_[k].place < around.after; ++k) {
    if (heard_[k].place < around.two_before && !heard_[k].own) {
      if (!heard_[k].named) continue;
      if (!mentions_.attributions[k].content.contains(at.quantity.number.begin)) {
        if (far_named) continue;
        far_named = true;
      }
    }
    Reading(at, mentions_, heard_[k], static_cast<std::uint32_t>(k), continuity, source, x)
        .read(around);
  }
}

std::span<const Attribution> NearAttributions::nearest(std::size_t count) const {
  const std::size_t first = behind_ - std::min(behind_, count);
  const std::size_t last = std::min(mentions_.attributions.size(), behind_ + count);
  return std::span(mentions_.attributions).subspan(first, last - first);
}

}  // namespace assay::figures
